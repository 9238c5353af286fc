"""What the spiders have in common that look at pages and store nothing."""

from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.answers import header
from crawler.middlewares.address_guard import networks
from crawler.workers import workers_of
from pipelines.clock import now_utc
from pipelines.desk import Publisher
from pipelines.extract import extract_page
from pipelines.items import Article, Hints, Page
from pipelines.workers import Workers


class LookingSpider(Spider):
    """A spider without an archive: one worker reads what strangers send, within every guard of a crawl."""

    workers: Workers
    custom_settings = {"ITEM_PIPELINES": {}, "EXTRACTION_WORKERS": 1}  # noqa: RUF012 - Scrapy's own form

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make ready. Raises what is wrong with the settings or the target before anything is asked for."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        networks(crawler.settings["ALLOWED_NETWORKS"])
        spider.prepare(crawler)
        spider.workers = workers_of(crawler.settings, count=1)
        return spider

    def prepare(self, crawler: Crawler) -> None:
        """What has to be known first."""

    async def article_on(
        self, response: Response, publisher: Publisher, hints: Hints, source: str = "", site: bytes = b""
    ) -> Article:
        """What would be stored of a page; ``site`` is what the source's pages taught. Raises NotAnArticle."""
        page = Page(
            page_id=0,
            source=source,
            requested_url=response.request.url if response.request else response.url,
            url=response.url,
            status=response.status,
            body=response.body,
            content_type=header(response, "Content-Type"),
            fetched_at=now_utc(),
            hints=hints,
        )
        article, _ = await self.workers.run(extract_page, page, publisher, site)
        return article

    def closed(self, reason: str) -> None:
        """End the worker."""
        self.workers.close()
