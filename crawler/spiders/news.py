"""The spider ``news``: every source in one process, feeds first, then whatever is due."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.discovery.feeds import Feed, NotAFeed, read_feed
from crawler.middlewares.address_guard import GuardedResolver, networks
from crawler.reasons import reason_of
from crawler.sources import Source, load_sources
from pipelines.archive.frontier import FeedState, PendingPage
from pipelines.archive.keeper import Keeper
from pipelines.captures import CaptureFile
from pipelines.clock import now_utc
from pipelines.desk import Answer, Desk, Publisher
from pipelines.errors import ArchiveError, NewsArchiveError, NotAnArticle, WorkerKilled
from pipelines.items import Page
from pipelines.urls import host_of
from pipelines.workers import Workers

POLL_S = 1.0  # how long the spider waits for something to change before it asks the frontier again
GONE = {404, 410, 451}
LATER = {429, 503}
HANDLED = [304, *range(400, 600)]  # Scrapy follows redirects; every other answer is ours to judge
FINAL = ("robots", "private_address", "too_large", "redirects")  # asking again would change nothing
NOT_HTML = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/octet-stream",
)


class UnknownArgument(NewsArchiveError):
    """A spider argument that the spider does not have."""

    exit_code = 2


class NewsSpider(Spider):
    """Reads the feeds of all sources, then fetches every page the frontier says is due.

    Arguments: ``source`` (names, comma-separated; all by default) and ``sources`` (a folder of
    source files or one such file; the shipped ones by default).
    """

    name = "news"
    desk: Desk

    def __init__(self, source: str = "", sources: str = "", **unknown: Any) -> None:
        if unknown:
            raise UnknownArgument(
                f"-a {', '.join(unknown)}: the spider news has no such argument. It has source and sources."
            )
        super().__init__(self.name)
        self.wanted = [name.strip() for name in source.split(",") if name.strip()]
        self.place = sources
        self.sources: list[Source] = []
        self.in_flight: dict[str, set[int]] = {}
        self.feeds_open = 0
        self.paused_hosts: dict[str, datetime] = {}
        self.long_pauses: Counter[str] = Counter()
        """How many pages of a host in a row asked for a pause longer than MAX_HOST_PAUSE."""
        self.changed = asyncio.Event()
        self.named: dict[str, set[str]] = {}
        """Addresses that each source's feeds named in this run, for its [expect]."""
        self.anyone_answered = False
        """Whether a server answered at all in this run; if not, this machine may be offline."""
        self.mistakes = 0
        """Exceptions that no rule of ours foresaw; Scrapy logs them, the exit code tells."""
        self.pending_left = 0
        self.close_reason = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "NewsSpider":
        """Load the sources, open the archive, start the workers. Raises before anything is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        networks(settings["ALLOWED_NETWORKS"])
        spider.sources = load_sources(spider.place or settings["SOURCES"], spider.wanted)
        settings.set(
            "DOWNLOAD_SLOTS", {**settings.getdict("DOWNLOAD_SLOTS"), **slots(spider.sources)}, "spider"
        )
        keeper = Keeper(
            settings["ARCHIVE"],
            settings.get("RUN_COMMAND") or "crawl news",
            batch=settings.getint("ARCHIVE_BATCH"),
            flush_s=settings.getfloat("ARCHIVE_FLUSH_SECONDS"),
        )
        workers = Workers(
            settings.getint("EXTRACTION_WORKERS"),
            wall_s=settings.getfloat("WORKER_WALL_SECONDS"),
            cpu_s=settings.getint("WORKER_CPU_SECONDS"),
            memory_mb=settings.getint("WORKER_MEMORY_MB"),
            recycle=settings.getint("WORKER_RECYCLE"),
            preload=["pipelines.extraction", "crawler.discovery.feeds", "feedparser"],
        )
        publishers = {
            s.name: Publisher(title=s.title, language=s.language, rules=s.rules) for s in spider.sources
        }
        captures = None
        if settings.getbool("CAPTURES"):
            captures = CaptureFile(keeper.archive.path, keeper.ledger.run_id, now_utc())
        spider.desk = Desk(keeper, workers, publishers, spider.settled, captures)
        crawler.signals.connect(spider.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(spider.item_error, signal=signals.item_error)
        crawler.signals.connect(spider.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(spider.spider_error, signal=signals.spider_error)
        return spider

    async def spider_closed(self, reason: str) -> None:
        """Write what is left and close the archive, whatever ended the run."""
        self.close_reason = reason
        self.desk.workers.close()
        keeper = self.desk.keeper
        if keeper.failure is None:
            names = [source.name for source in self.sources]
            for source in self.sources:
                tally, named = keeper.ledger.tally(source.name), len(self.named.get(source.name, ()))
                tally.named = named
                if named < source.expect.articles:
                    tally.unmet = (
                        f"{named} articles named by the feeds; {source.expect.articles} are expected"
                    )
            self.pending_left = await keeper.read(
                lambda: sum(keeper.frontier.pending_count(name) for name in names)
            )
        await keeper.close(reason)
        if self.desk.captures is not None:
            self.desk.captures.close()

    # -- what to ask for ----------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Feed requests, then page requests until nothing is due, in flight or unread."""
        try:
            for feed in await self.desk.keeper.write(self._enter_sources):
                self.feeds_open += 1
                yield self._feed_request(feed)
            async for request in self._page_requests():
                yield request
        except ArchiveError as error:
            self._stop(error)

    def _enter_sources(self) -> list[FeedState]:
        feeds = []
        frontier = self.desk.keeper.frontier
        for source in self.sources:
            frontier.add_source(
                {
                    "name": source.name,
                    "title": source.title,
                    "homepage": source.homepage,
                    "language": source.language,
                    "country": source.country or None,
                    "licence": source.licence or None,
                }
            )
            self.desk.keeper.ledger.tally(source.name)
            feeds += [frontier.feed(source.name, url) for url in source.feeds]
        return feeds

    async def _page_requests(self) -> AsyncIterator[Request]:
        while True:
            self.changed.clear()
            busy = self.feeds_open > 0
            for source in self.sources:
                flying = self.in_flight.setdefault(source.name, set())
                room = self._window(source) - len(flying)
                if room > 0:
                    take = partial(self.desk.keeper.frontier.take, source.name, room, flying)
                    due = await self.desk.keeper.read(take)
                    for page in due:
                        flying.add(page.page_id)
                        if not await self._pause_asked(page):
                            yield self._page_request(page)
                busy = busy or bool(flying)
            if not busy and not await self._soon_due():
                return
            if not self.changed.is_set():
                try:
                    await asyncio.wait_for(self.changed.wait(), POLL_S)
                except TimeoutError:
                    continue

    async def _soon_due(self) -> bool:
        """Whether a page will be due so soon that the run waits for it."""
        frontier = self.desk.keeper.frontier
        within = timedelta(seconds=self.settings.getfloat("WAIT_FOR_DUE"))
        names = [source.name for source in self.sources]
        return await self.desk.keeper.read(lambda: frontier.is_due_within(names, within))

    def _window(self, source: Source) -> int:
        window = self.settings.getint("WINDOW_PER_SOURCE")
        return max(window, 4 * source.pace.concurrency) if source.pace else window

    async def _pause_asked(self, page: PendingPage) -> bool:
        """Whether the page's host asked for a pause; the page is then due when it is over."""
        until = self.paused_hosts.get(host_of(page.url))
        if until is None or until <= now_utc():
            return False
        wait = until - now_utc()
        await self.desk.keeper.write(
            lambda: self.desk.keeper.frontier.postpone(page.page_id, "retry_after", wait)
        )
        self.settled(page)
        return True

    def _feed_request(self, feed: FeedState) -> Request:
        return Request(
            feed.url,
            callback=self.parse_feed,
            errback=self.feed_error,
            headers=_validators(feed.etag, feed.last_modified),
            meta={"handle_httpstatus_list": HANDLED},
            cb_kwargs={"feed": feed},
            priority=10,
        )

    def _page_request(self, page: PendingPage) -> Request:
        return Request(
            page.url,
            callback=self.parse_page,
            errback=self.page_error,
            headers=_validators(page.etag, page.last_modified),
            meta={"handle_httpstatus_list": HANDLED},
            cb_kwargs={"page": page},
        )

    def settled(self, page: PendingPage | Page) -> None:
        """The archive knows what became of a page: another one of its source may be asked for."""
        self.in_flight[page.source].discard(page.page_id)
        self.changed.set()

    def _stop(self, error: ArchiveError) -> None:
        """End the run because the archive cannot be written; the pages in flight stay pending."""
        self.logger.info("%s", error)  # the command says it, once
        if self.crawler.engine is not None and self.crawler.engine.running:
            asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="archive_error"))  # noqa: RUF006

    # -- feeds --------------------------------------------------------------------------------

    async def parse_feed(self, response: Response, feed: FeedState) -> None:
        """File a feed's links, or note what it answered instead."""
        self.anyone_answered = True
        answer = _answer(response)
        try:
            if response.status == 304:
                await self.desk.feed_unchanged(feed, answer)
            elif response.status != 200:
                self._note_pause(response)
                await self.desk.feed_failed(feed, answer, f"http_{response.status}")
            else:
                await self._read_feed(response, feed, answer)
        except ArchiveError as error:
            self._stop(error)
        finally:
            self.feeds_open -= 1
            self.changed.set()

    async def _read_feed(self, response: Response, feed: FeedState, answer: Answer) -> None:
        content_type = _header(response, "Content-Type")
        try:
            read: Feed = await self.desk.workers.run(read_feed, response.body, response.url, content_type)
        except NotAFeed as error:
            self.logger.warning("%s", error)
            await self.desk.feed_failed(feed, answer, "not_a_feed")
        except NotAnArticle as error:  # the worker's limits
            self.logger.warning("%s: %s", response.url, error)
            await self.desk.feed_failed(feed, answer, error.reason)
        except WorkerKilled as error:
            self.logger.warning("%s: %s", response.url, error)
            await self.desk.feed_failed(feed, answer, "worker_killed")
        else:
            self.named.setdefault(feed.source, set()).update(link.url for link in read.links)
            await self.desk.feed_read(feed, answer, kind=read.kind, title=read.title, links=read.links)

    async def feed_error(self, failure: Failure) -> None:
        """Note a feed that gave no answer at all."""
        feed: FeedState = failure.request.cb_kwargs["feed"]  # type: ignore[attr-defined]
        try:
            await self.desk.feed_failed(feed, Answer(), failure_reason(failure, feed.url))
        except ArchiveError as error:
            self._stop(error)
        finally:
            self.feeds_open -= 1
            self.changed.set()

    # -- pages --------------------------------------------------------------------------------

    async def parse_page(self, response: Response, page: PendingPage) -> AsyncIterator[Page]:
        """The fetched page for the pipelines, or a note of what came instead."""
        answer = _answer(response)
        content_type = _header(response, "Content-Type")
        self.anyone_answered = True
        if response.status not in LATER:
            self.long_pauses.pop(host_of(response.url), None)
        try:
            if response.status == 304:
                await self.desk.page_unchanged(page, answer)
            elif response.status in LATER:
                wait = self._note_pause(response)
                await self.desk.page_later(page, answer, f"http_{response.status}", wait)
            elif response.status >= 500 or response.status == 408:
                await self.desk.page_later(page, answer, f"http_{response.status}")
            elif response.status != 200:
                reason = "gone" if response.status in GONE else f"http_{response.status}"
                await self.desk.page_failed(page, answer, reason)
            elif content_type.lower().startswith(NOT_HTML):
                await self.desk.page_failed(page, answer, "not_html")
            else:
                yield Page(
                    page_id=page.page_id,
                    source=page.source,
                    requested_url=page.url,
                    url=response.url,
                    status=response.status,
                    body=response.body,
                    content_type=content_type,
                    headers=_headers(response),
                    etag=answer.etag,
                    last_modified=answer.last_modified,
                    fetched_at=now_utc(),
                    duration_ms=answer.duration_ms,
                    hints=page.hints,
                )
        except ArchiveError as error:
            self._stop(error)

    async def page_error(self, failure: Failure) -> None:
        """Note a page that gave no answer: for good when it is refused, for later when it is lost."""
        page: PendingPage = failure.request.cb_kwargs["page"]  # type: ignore[attr-defined]
        reason = failure_reason(failure, page.url)
        try:
            if reason in FINAL or reason.startswith("http_3"):
                await self.desk.page_failed(page, Answer(), reason)
            else:
                # Nobody answered in all this run: it is our line that is down, and no page's fault.
                await self.desk.page_later(page, Answer(), reason, counts=self.anyone_answered)
        except ArchiveError as error:
            self._stop(error)

    def spider_error(self, failure: Failure, response: Response | None) -> None:
        """A callback failed: a mistake of ours. Its feed or page is noted, so that the run can end."""
        self.mistakes += 1
        if response is not None and response.request is not None:
            asyncio.ensure_future(self._note_mistake(response, response.request.cb_kwargs))  # noqa: RUF006

    async def _note_mistake(self, response: Response, about: dict[str, Any]) -> None:
        try:
            if "feed" in about:
                await self.desk.feed_failed(about["feed"], _answer(response), "error")
            elif "page" in about:
                await self.desk.page_later(about["page"], _answer(response), "error")
        except ArchiveError as error:
            self._stop(error)

    def item_dropped(self, item: Page) -> None:
        """A page was not filed: as a rule its own fault, and noted; else the archive is lost to this run."""
        if self.desk.keeper.failure is not None:
            self._stop(self.desk.keeper.failure)

    async def item_error(self, item: Page, failure: Failure) -> None:
        """A pipeline failed on a page: a mistake of ours, logged by Scrapy, or a lost archive."""
        if isinstance(failure.value, ArchiveError):
            self._stop(failure.value)
            return
        self.mistakes += 1
        try:
            await self.desk.page_later(item, Answer(status=item.status, body_bytes=len(item.body)), "error")
        except ArchiveError as error:
            self._stop(error)

    def _note_pause(self, response: Response) -> timedelta | None:
        """How long this page is to wait, and, remembered for its other pages, its host.

        A short pause is the host's: it counts our requests. One of hours may as well be the page's
        own trouble, and would cost every other page of the host its day; so the host has it only
        when several of its pages in a row ask for one.
        """
        wait = retry_after(_header(response, "Retry-After"), self.settings.getfloat("MAX_RETRY_AFTER"))
        if wait is None:
            return None
        host, most = host_of(response.url), timedelta(seconds=self.settings.getfloat("MAX_HOST_PAUSE"))
        if wait > most:
            self.long_pauses[host] += 1
        rests = self.long_pauses[host] >= self.settings.getint("PAUSES_BEFORE_REST")
        self.paused_hosts[host] = now_utc() + (wait if rests else min(wait, most))
        return wait


def slots(sources: list[Source]) -> dict[str, dict[str, Any]]:
    """Scrapy's DOWNLOAD_SLOTS for the hosts of every source that has a pace of its own."""
    found: dict[str, dict[str, Any]] = {}
    for source in sources:
        if source.pace is not None:
            for address in (source.homepage, *source.feeds, *source.sitemaps, *source.sections):
                found[host_of(address)] = {
                    "delay": source.pace.delay_s,
                    "concurrency": source.pace.concurrency,
                    "jitter": 0.25,
                }
    return found


def retry_after(header: str, most_s: float) -> timedelta | None:
    """The pause that a Retry-After header asks for: seconds or a date; None when it asks for none."""
    if not header:
        return None
    if header.isdecimal():
        seconds = float(header[:12])
    else:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now_utc()).total_seconds()
    return timedelta(seconds=min(max(seconds, 0.0), most_s))


def failure_reason(failure: Failure, url: str) -> str:
    """One word for why no answer came."""
    error = failure.value
    assert error is not None
    for address in (url, failure.request.url):  # type: ignore[attr-defined]  # Scrapy sets it
        if host_of(address).partition(":")[0] in GuardedResolver.refused:
            return "private_address"
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    reason = reason_of(error)
    if reason == "ignored" and failure.request.meta.get("redirect_times"):  # type: ignore[attr-defined]
        return "redirects"  # the one thing that Scrapy's own middlewares still ignore
    return reason


def _validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


def _headers(response: Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]


def _answer(response: Response) -> Answer:
    latency = response.meta.get("download_latency") or 0.0
    return Answer(
        status=response.status,
        body_bytes=len(response.body),
        duration_ms=round(latency * 1000),
        etag=_header(response, "ETag") or None,
        last_modified=_header(response, "Last-Modified") or None,
    )
