"""An article in several pages: the further ones are fetched as politely as the first, and joined in order."""

from dataclasses import replace

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    DropItem,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError

from pipelines import bounds
from pipelines.desk import Desk, answer_of
from pipelines.errors import NotAnArticle
from pipelines.extract import extract_page
from pipelines.items import Article, Page
from pipelines.urls import url_key

NO_ANSWER = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    ConnectError,
    OSError,
)
LATER = frozenset({408, 429, *range(500, 600)})


def joined(article: Article, url: str, further: Article) -> Article:
    """The article with the text of its next page, which stood at ``url``, put after its own.

    What the first page said already (an introduction printed on every page) is not said again.
    """
    known, room = set(article.body), bounds.MAX_PARAGRAPHS - len(article.body)
    kinds = further.body_kinds.ljust(len(further.body), "p")
    more = [(text, kind) for text, kind in zip(further.body, kinds, strict=False) if text not in known]
    cut = [*article.cut, *further.cut, *(["body"] if len(more) > room else [])]
    more = more[:room]
    return replace(
        article,
        body=[*article.body, *(text for text, _ in more)],
        body_kinds=article.body_kinds.ljust(len(article.body), "p") + "".join(kind for _, kind in more),
        correction=article.correction or further.correction,
        next_page=further.next_page,
        pages=[*article.pages, url],
        cut=list(dict.fromkeys(cut)),
    )


class PagesPipeline:
    """Goes on where the first page of an article ends.

    A page that is for later makes the whole article one for later: half a text is none. One that is
    gone, forbidden or no article ends it.
    """

    def __init__(self, crawler: Crawler, desk: Desk) -> None:
        self.crawler = crawler
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PagesPipeline":
        """Scrapy's constructor; the spider brings the desk."""
        return cls(crawler, crawler.spider.desk)  # type: ignore[union-attr]

    async def process_item(self, item: Page) -> Page:
        """The page with its article whole. Raises DropItem where a further page is for later."""
        seen = {url_key(item.url)}
        while (article := item.article) is not None and (url := article.next_page) is not None:
            if url_key(url) in seen:
                break
            if len(article.pages) + 1 >= bounds.MAX_ARTICLE_PAGES:
                article.cut.append("pages")
                break
            seen.add(url_key(url))
            further = await self._further(item, url)
            if further is None:
                break
            item.article = joined(article, url, further)
        return item

    async def _further(self, item: Page, url: str) -> Article | None:
        try:
            response = await self._fetched(url)
        except IgnoreRequest:  # robots.txt, or an address that may not be asked
            return None
        except NO_ANSWER as error:  # the page is asked for again, whole
            await self.desk.page_later(item, answer_of(item), "continuation")
            raise DropItem(f"{url}: {error}") from error
        if response.status in LATER:
            await self.desk.page_later(item, answer_of(item), "continuation")
            raise DropItem(f"{url}: http_{response.status}")
        if response.status != 200:
            return None
        return await self._extracted(item, response)

    async def _fetched(self, url: str) -> Response:
        assert self.crawler.engine is not None
        request = Request(url, meta={"handle_httpstatus_all": True})
        return await self.crawler.engine.download_async(request)

    async def _extracted(self, item: Page, response: Response) -> Article | None:
        content_type = response.headers.get("Content-Type")
        page = replace(
            item,
            url=response.url,
            body=response.body,
            content_type=content_type.decode("latin-1") if content_type else "",
            article=None,
        )
        site = await self.desk.remembering.site(item.source)
        try:
            article, _ = await self.desk.workers.run(
                extract_page, page, self.desk.publishers[item.source], site
            )
        except NotAnArticle:
            return None
        return article
