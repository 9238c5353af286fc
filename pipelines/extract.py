"""Page in, page with its article out; what is no article is noted with its reason and dropped."""

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.desk import Desk, Publisher, answer_of
from pipelines.errors import ArchiveError, NotAnArticle, WorkerKilled
from pipelines.faults import reached
from pipelines.items import Article, Page
from pipelines.validate import validated


def extract_page(page: Page, publisher: Publisher, site: bytes = b"") -> tuple[Article, bytes]:
    """The article on a page, every field clean and bounded, and what the page teaches of its source.

    Runs in a worker. ``site`` is what the source's other articles taught. Raises NotAnArticle.
    """
    # a third of a second: spent in the workers alone
    from pipelines.extraction import read
    from pipelines.extraction.memory import packed, remembered

    reading = read(
        page.body,
        page.url,
        content_type=page.content_type,
        hints=page.hints,
        source_title=publisher.title,
        language=publisher.language,
        site=remembered(site),
        rules=[rule for rule in publisher.rules if rule.holds_on(page.fetched_at.date())],
    )
    return validated(reading.article, page.url), packed(reading.trace)


class ExtractPipeline:
    """Has the workers extract each page."""

    def __init__(self, crawler: Crawler, desk: Desk) -> None:
        assert crawler.stats is not None
        self.stats = crawler.stats
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ExtractPipeline":
        """Scrapy's constructor; the spider brings the desk."""
        return cls(crawler, crawler.spider.desk)  # type: ignore[union-attr]

    async def process_item(self, item: Page) -> Page:
        """The page with its article. Raises DropItem for what is none."""
        reached("after_fetch")
        try:
            return await self._extracted(item)
        except ArchiveError as error:  # the spider ends the run and tells why, once
            raise DropItem(f"{item.url}: not noted: {error}") from None

    async def _extracted(self, item: Page) -> Page:
        await self.desk.keep(item)
        try:
            site = await self.desk.remembering.site(item.source)
            item.article, item.trace = await self.desk.workers.run(
                extract_page, item, self.desk.publishers[item.source], site
            )
        except NotAnArticle as error:
            self.stats.inc_value(f"archive/not_an_article/{error.reason}")
            await self.desk.not_an_article(item, error)
            raise DropItem(f"{item.url}: {error.reason}: {error}") from None
        except WorkerKilled as error:
            self.stats.inc_value("archive/worker_killed")
            await self.desk.page_later(item, answer_of(item), "worker_killed")
            raise DropItem(f"{item.url}: {error}") from None
        return item
