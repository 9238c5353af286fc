"""Page with its article in, filed article out: exported only once it is safely in the archive."""

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.desk import Desk
from pipelines.errors import ArchiveError
from pipelines.faults import reached
from pipelines.items import Article, Page


class StorePipeline:
    """Files each article and counts what became of it."""

    def __init__(self, crawler: Crawler, desk: Desk) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StorePipeline":
        """Scrapy's constructor; the spider brings the desk."""
        return cls(crawler, crawler.spider.desk)  # type: ignore[union-attr]

    async def process_item(self, item: Page) -> Article:
        """The article, after the commit that filed it; what feed exports write. Raises DropItem."""
        reached("after_extract")
        try:
            filed = await self.desk.file(item)
        except ArchiveError as error:  # the spider ends the run and tells why, once
            raise DropItem(f"{item.url}: not filed: {error}") from None
        if filed.outcome == "failed":
            raise DropItem(f"{item.url}: {filed.reason}")
        self.stats.inc_value(f"archive/filed/{filed.outcome}")
        if item.article is None:
            raise ValueError(f"{item.url}: StorePipeline must come after ExtractPipeline")
        return item.article
