"""The spider ``probe``: looks at a source or one address and tells what would be stored."""

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import HANDLED, failure_reason
from crawler.discovery.feeds import NotAFeed, read_feed
from crawler.middlewares.address_guard import networks
from crawler.sources import Source, load_sources
from crawler.spiders.news import slots
from crawler.workers import workers_of
from pipelines.archive.archive import now_utc
from pipelines.desk import Publisher
from pipelines.errors import NotAnArticle
from pipelines.extract import extract_page
from pipelines.items import Article, Hints, Page
from pipelines.text import count_words, one_line
from pipelines.workers import Workers

ARTICLES = 3  # of each feed: enough to see whether byline and body come out
SHOWN_CHARS = 300


class ProbeSpider(Spider):
    """Fetches a source's feeds and their newest articles, or one address; prints, stores nothing."""

    name = "probe"
    workers: Workers
    custom_settings = {"ITEM_PIPELINES": {}, "EXTRACTION_WORKERS": 1}  # noqa: RUF012 - Scrapy's own form

    def __init__(self, target: str = "", sources: str = "") -> None:
        super().__init__(self.name)
        self.target = target
        self.place = sources
        self.source: Source | None = None
        self.articles = 0
        self.problems = 0

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "ProbeSpider":
        """Find the source that the target names. Raises SourceError."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        networks(settings["ALLOWED_NETWORKS"])
        if not spider.target.startswith(("http://", "https://")):
            (spider.source,) = load_sources(spider.place or settings["SOURCES"], [spider.target])
            settings.set("DOWNLOAD_SLOTS", slots([spider.source]), "spider")
        spider.workers = workers_of(settings, count=1)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The source's feeds, or the one address."""
        if self.source is not None:
            print(
                f"{self.source.title} <{self.source.homepage}> · {self.source.language} · {self.source.licence}"
            )
        for url in self.source.feeds if self.source else [self.target]:
            yield self._request(url, self.parse_feed_or_page, Hints())

    def _request(self, url: str, callback: Any, hints: Hints) -> Request:
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            meta={"handle_httpstatus_list": HANDLED},
            cb_kwargs={"hints": hints},
        )

    async def parse_feed_or_page(self, response: Response, hints: Hints) -> AsyncIterator[Request]:
        """A feed leads to its newest articles; anything else is taken for an article page."""
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if self._refused(response):
            return
        try:
            feed = await self.workers.run(read_feed, response.body, response.url, content_type)
        except NotAFeed as error:
            if self.source is not None:
                self.problems += 1
                print(f"\nfeed {response.url}\n  not a feed: {error}")
            else:
                await self.parse_page(response, hints)
            return
        dated = sum(link.hints.published is not None for link in feed.links)
        print(
            f"\nfeed {response.url}\n  {feed.kind}, {feed.title or 'no title'}: "
            f"{len(feed.links)} articles, {dated} dated"
        )
        if not feed.links:
            self.problems += 1
        for link in feed.links[:ARTICLES]:
            yield self._request(link.url, self.parse_page, link.hints)

    async def parse_page(self, response: Response, hints: Hints) -> None:
        """Print what would be stored of a page, field by field, with the witness of each value."""
        if self._refused(response):
            return
        page = Page(
            page_id=0,
            source=self.source.name if self.source else "",
            requested_url=response.request.url if response.request else response.url,
            url=response.url,
            status=response.status,
            body=response.body,
            content_type=(response.headers.get("Content-Type") or b"").decode("latin-1"),
            fetched_at=now_utc(),
            hints=hints,
        )
        source = self.source
        publisher = Publisher(
            title=source.title if source else "",
            language=source.language if source else "",
            rules=source.rules if source else (),
        )
        try:
            article, _ = await self.workers.run(extract_page, page, publisher)
        except NotAnArticle as error:
            self.problems += 1
            print(f"\npage {response.url}\n  would not be stored: {error.reason}: {error}")
            return
        self.articles += 1
        print(f"\npage {response.url}\n{described(article)}")

    def _refused(self, response: Response) -> bool:
        if response.status == 200:
            return False
        self.problems += 1
        print(f"\n{response.url}\n  answers HTTP {response.status}")
        return True

    def failed(self, failure: Failure) -> None:
        """Say why no answer came."""
        self.problems += 1
        url = failure.request.url  # type: ignore[attr-defined]
        print(f"\n{url}\n  not fetched: {failure_reason(failure, url)}: {failure.getErrorMessage()}")

    def closed(self, reason: str) -> None:
        """End the worker."""
        self.workers.close()


def described(article: Article) -> str:
    """Every field of an article on a line, its witness behind it in brackets."""
    dateline = article.dateline
    lines: list[tuple[str, str, str]] = [
        ("url", article.url, "url"),
        ("title", article.title, "title"),
        ("standfirst", article.standfirst or "", "standfirst"),
        ("byline", article.byline or "", "byline"),
        ("authors", ", ".join(_credit(a.name, a.role, a.place) for a in article.authors), "authors"),
        ("agency", article.agency or "", "agency"),
        ("editors", ", ".join(article.editors), "editors"),
        ("dateline", dateline.text if dateline else "", "dateline"),
        (
            "published",
            article.published.isoformat() if article.published else article.published_raw or "",
            "published",
        ),
        ("modified", article.modified.isoformat() if article.modified else "", "modified"),
        ("as printed", article.modified_raw or "", "modified"),
        ("section", article.section or "", "section"),
        ("tags", ", ".join(article.tags), "tags"),
        ("language", article.language or "", "language"),
        ("image", article.image or "", "image"),
        ("caption", article.image_caption or "", "image_caption"),
        ("credit", article.image_credit or "", "image_credit"),
        ("paywalled", {True: "yes", False: "no", None: ""}[article.paywalled], "paywalled"),
        ("says so", article.paywall_reason or "", "paywalled"),
        ("licence", article.licence or "", "licence"),
        ("correction", article.correction or "", "correction"),
        ("kind", article.kind, "kind"),
        ("entries", _entries(article), "entries"),
        (
            "body",
            f"{len(article.body)} paragraphs, {count_words(article.text)} words: {article.text}",
            "body",
        ),
    ]
    return "\n".join(
        f"  {label:11} {one_line(value, SHOWN_CHARS) if value else '–'}"
        + (f"  [{article.provenance[key]}]" if value and key in article.provenance else "")
        for label, value, key in lines
    )


def _entries(article: Article) -> str:
    times = sorted(entry.at for entry in article.entries)
    return f"{len(times)}, from {times[0].isoformat()} to {times[-1].isoformat()}" if times else ""


def _credit(name: str, role: str | None, place: str | None) -> str:
    more = ", ".join(part for part in (role, place) if part)
    return f"{name} ({more})" if more else name
