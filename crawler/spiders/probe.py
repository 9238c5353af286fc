"""The spider ``probe``: looks at a source or one address and tells what would be stored."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import HANDLED, failure_reason, header
from crawler.discovery.addresses import ArticleAddresses
from crawler.discovery.feeds import Feed, NotAFeed, read_feed
from crawler.discovery.heads import NotHtmlAtAll
from crawler.discovery.sections import read_section
from crawler.discovery.sitemaps import NotASitemap, Sitemap, read_sitemap
from crawler.reasons import meaning
from crawler.sources import Source, load_sources, source_of
from crawler.spiders.looking import LookingSpider
from crawler.spiders.news import slots
from pipelines import bounds
from pipelines.archive.frontier import Link
from pipelines.archive.traces import traces_in
from pipelines.desk import Publisher
from pipelines.errors import NotAnArticle
from pipelines.items import Article, Hints
from pipelines.remembering import learn
from pipelines.text import count_words, one_line

ARTICLES = 3  # of each listing: enough to see whether byline and body come out
EARLIEST = datetime.min.replace(tzinfo=UTC)
SHOWN_CHARS = 300


class ProbeSpider(LookingSpider):
    """Fetches what a source reads and its newest articles, or one address; prints, stores nothing."""

    name = "probe"

    def __init__(self, target: str = "", sources: str = "") -> None:
        super().__init__(self.name)
        self.target = target
        self.place = sources
        self.source: Source | None = None
        self.traces: list[bytes] = []
        self.site: bytes | None = None
        self.articles = 0
        self.problems = 0

    def prepare(self, crawler: Crawler) -> None:
        """Find the source that the target names or that an address belongs to, and what its pages taught.

        Raises SourceError, ArchiveError.
        """
        place = self.place or crawler.settings["SOURCES"]
        if self.is_address:
            self.source = source_of(self.target, load_sources(place))
        else:
            (self.source,) = load_sources(place, [self.target])
        if self.source is not None:
            crawler.settings.set("DOWNLOAD_SLOTS", slots([self.source]), "spider")
            self.traces = traces_in(Path(crawler.settings["ARCHIVE"]), self.source.name)

    @property
    def is_address(self) -> bool:
        """Whether one address is asked for, and no source by its name."""
        return self.target.startswith(("http://", "https://"))

    async def start(self) -> AsyncIterator[Request]:
        """The source's feeds, sitemaps and section pages, or the one address."""
        if self.source is not None:
            about = (
                f"{self.source.title} <{self.source.homepage}>",
                self.source.language,
                self.source.licence,
            )
            print(" · ".join(filter(None, about)))
        if self.is_address or self.source is None:
            yield self._request(self.target, self.parse_any)
            return
        for url in self.source.feeds:
            yield self._request(url, self.parse_feed)
        for url in self.source.sitemaps:
            yield self._request(url, self.parse_sitemap)
        for url in self.source.sections:
            yield self._request(url, self.parse_section)

    def _request(self, url: str, callback: Any, **more: Any) -> Request:
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            meta={"handle_httpstatus_list": HANDLED},
            cb_kwargs=more,
        )

    async def parse_any(self, response: Response) -> AsyncIterator[Request]:
        """A feed or sitemap leads to its newest articles; anything else is taken for an article page."""
        if self._refused(response):
            return
        content_type = header(response, "Content-Type")
        try:
            feed = await self.workers.run(read_feed, response.body, response.url, content_type)
        except NotAFeed:
            pass
        else:
            for request in self._of_feed(response.url, feed):
                yield request
            return
        try:
            sitemap = await self.workers.run(read_sitemap, response.body, response.url)
        except NotASitemap:
            await self.parse_page(response, Hints())
        else:
            for request in self._of_sitemap(response.url, sitemap, 0):
                yield request

    async def parse_feed(self, response: Response) -> AsyncIterator[Request]:
        """A feed of the source leads to its newest articles."""
        if self._refused(response):
            return
        content_type = header(response, "Content-Type")
        try:
            feed = await self.workers.run(read_feed, response.body, response.url, content_type)
        except NotAFeed as error:
            self._is_none("feed", response.url, error)
            return
        for request in self._of_feed(response.url, feed):
            yield request

    def _of_feed(self, url: str, feed: Feed) -> Iterator[Request]:
        dated = sum(link.hints.published is not None for link in feed.links)
        kind = f"{feed.kind}, {feed.title or 'no title'}"
        print(f"\nfeed {url}\n  {kind}: {len(feed.links)} articles, {dated} dated")
        yield from self._newest(feed.links)

    async def parse_sitemap(self, response: Response, depth: int = 0) -> AsyncIterator[Request]:
        """A sitemap of the source, or the newest one of an index."""
        if self._refused(response):
            return
        try:
            sitemap = await self.workers.run(read_sitemap, response.body, response.url)
        except NotASitemap as error:
            self._is_none("sitemap", response.url, error)
            return
        for request in self._of_sitemap(response.url, sitemap, depth):
            yield request

    def _of_sitemap(self, url: str, sitemap: Sitemap, depth: int) -> Iterator[Request]:
        """Articles of a sitemap, where no feed names newer ones; the newest sitemap of an index."""
        if sitemap.children:
            print(f"\nsitemap {url}\n  an index of {len(sitemap.children)} sitemaps")
            newest = max(sitemap.children, key=lambda child: (child.lastmod or EARLIEST, "news" in child.url))
            if depth < bounds.MAX_SITEMAP_DEPTH:
                yield self._request(newest.url, self.parse_sitemap, depth=depth + 1)
            return
        articles = ArticleAddresses.learnt_from([])
        links = [link for link in sitemap.links if sitemap.kind == "news" or link.url in articles]
        named = f"{len(sitemap.links)} addresses, {len(links)} of them articles"
        print(f"\nsitemap {url}\n  {sitemap.kind}: {named}")
        if self.is_address or self.source is None or not self.source.feeds:
            yield from self._newest(links)

    async def parse_section(self, response: Response) -> AsyncIterator[Request]:
        """A section page of the source."""
        if self._refused(response):
            return
        content_type = header(response, "Content-Type")
        try:
            section = await self.workers.run(read_section, response.body, response.url, content_type, [])
        except NotHtmlAtAll as error:
            self._is_none("section", response.url, error)
            return
        named = f"{len(section.links) + section.skipped} links, {len(section.links)} of them articles"
        print(f"\nsection {response.url}\n  {section.title or 'no title'}: {named}")
        if self.source is not None and not self.source.feeds:
            for request in self._newest(section.links):
                yield request

    def _newest(self, links: list[Link]) -> Iterator[Request]:
        """Requests for the first articles of a listing; none is a problem."""
        if not links:
            self.problems += 1
        for link in links[:ARTICLES]:
            yield self._request(link.url, self.parse_page, hints=link.hints)

    def _is_none(self, role: str, url: str, error: Exception) -> None:
        self.problems += 1
        print(f"\n{role} {url}\n  no {role}: {error}")

    async def parse_page(self, response: Response, hints: Hints) -> None:
        """Print what would be stored of a page, field by field, with the witness of each value."""
        if self._refused(response):
            return
        source = self.source
        publisher = Publisher(
            title=source.title if source else "",
            language=source.language if source else "",
            rules=source.rules if source else (),
        )
        try:
            if self.site is None:
                self.site = await self.workers.run(learn, self.traces) if self.traces else b""
            name = source.name if source else ""
            article = await self.article_on(response, publisher, hints, name, self.site)
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
        print(f"\n{url}\n  not fetched: {meaning(failure_reason(failure, url))}")


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
        ("cut", ", ".join(article.cut), "cut"),
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
