"""The spider ``news``: every source in one process, feeds first, then whatever is due."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import HANDLED, answer_of, failure_reason, header, validators
from crawler.bounds import bounds_of
from crawler.desk import desk_of
from crawler.downloader import HostDownloader, NotSent
from crawler.given_settings import check_settings
from crawler.middlewares.address_guard import networks
from crawler.middlewares.decompression import PACKED
from crawler.sources import Source, load_sources
from crawler.spiders.listings import Listings, Window, since_of
from crawler.spiders.pauses import LATER, Pauses
from crawler.workers import CRAWLING
from pipelines.archive.frontier import PendingPage
from pipelines.archive.opening import wait_at_most
from pipelines.clock import now_utc
from pipelines.desk import Answer, Desk
from pipelines.errors import ArchiveError, NewsArchiveError
from pipelines.items import Page
from pipelines.urls import host_of
from pipelines.workers import seldom_collected

MANY = 1_000_000  # pages: no limit was given
POLL_S = 1.0  # how long the spider waits for something to change before it asks the frontier again
GONE = {404, 410, 451}
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
    """Reads feeds, sitemaps and section pages of all sources, then fetches every page that is due.

    Arguments: ``source`` (names, comma-separated; all by default), ``sources`` (a folder of
    source files or one such file; the shipped ones by default), ``since`` (``7d``, ``12h``, a day:
    nothing known to be older is fetched) and ``limit`` (pages of each source in this run).
    """

    name = "news"
    desk: Desk
    listings: Listings
    pauses: Pauses

    def __init__(
        self, source: str = "", sources: str = "", since: str = "", limit: str = "", **unknown: Any
    ) -> None:
        if unknown:
            raise UnknownArgument(
                f"-a {', '.join(unknown)}: the spider news has no such argument. "
                "It has source, sources, since and limit."
            )
        if limit and not limit.isdecimal():
            raise UnknownArgument(f"-a limit={limit}: is no number of pages. Write e.g. -a limit=50.")
        super().__init__(self.name)
        self.wanted = [name.strip() for name in source.split(",") if name.strip()]
        self.place = sources
        self.sources: list[Source] = []
        self.since = since_of(since)
        self.limit = int(limit or 0)
        self.handed_out: Counter[str] = Counter()
        self.in_flight: dict[str, set[int]] = {}
        self.changed = asyncio.Event()
        self.anyone_answered = False
        """Whether a server answered at all in this run; if not, this machine may be offline."""
        self.mistakes = 0
        """Exceptions that no rule of ours foresaw; Scrapy logs them, the exit code tells."""
        self.pending_left = 0
        self.close_reason = ""
        self.is_stopping = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "NewsSpider":
        """Load the sources, open the archive, start the workers. Raises before anything is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        check_settings(settings)
        networks(settings["ALLOWED_NETWORKS"])
        bounds_of(settings)  # all three raise, before anything is opened, for what cannot be read
        wait_at_most(settings.getfloat("ARCHIVE_BUSY_SECONDS"))
        spider.sources = load_sources(spider.place or settings["SOURCES"], spider.wanted)
        settings.set("UNVERIFIED_HOSTS", [h for s in spider.sources for h in s.unverified_hosts], "spider")
        settings.set(
            "DOWNLOAD_SLOTS", {**settings.getdict("DOWNLOAD_SLOTS"), **slots(spider.sources)}, "spider"
        )
        command = settings.get("RUN_COMMAND") or "crawl news"
        spider.desk = desk_of(settings, command, spider.sources, CRAWLING, spider.settled)
        seldom_collected()
        spider.pauses = Pauses(spider.desk.keeper, settings, spider._give_back)
        spider.limit = spider.limit or settings.getint("PAGES_PER_SOURCE")
        spider.listings = Listings(
            spider.desk,
            spider.sources,
            Window(since=spider.since, sitemaps=timedelta(days=settings.getfloat("SITEMAP_WINDOW_DAYS"))),
            sitemaps_per_run=settings.getint("SITEMAPS_PER_RUN"),
            changed=spider.changed.set,
            trouble=spider.listing_answered,
            stop=spider._stop,
        )
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
                tally, named = keeper.ledger.tally(source.name), len(self.listings.named.get(source.name, ()))
                tally.named = named
                if named < source.expect.articles and source.name not in self.listings.unread:
                    tally.unmet = (
                        f"{named} articles named by the feeds; {source.expect.articles} are expected"
                    )
            self.pending_left = await keeper.read(
                lambda: sum(
                    keeper.frontier.pending_count(name) + keeper.frontier.overdue_count(name)
                    for name in names
                )
            )
        await keeper.close(reason)
        if self.desk.captures is not None:
            self.desk.captures.close()

    # -- what to ask for ----------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Feed requests, then page requests until nothing is due, in flight or unread."""
        try:
            await self.desk.keeper.write(self.listings.enter)
            await self.pauses.recall()
            async for request in self._page_requests():
                yield request
        except ArchiveError as error:
            self._stop(error)

    async def _page_requests(self) -> AsyncIterator[Request]:
        while True:
            self.changed.clear()
            for request in self.listings.requests(self.pauses.is_paused):
                yield request
            busy = self.listings.busy
            for source in self._in_turn():
                flying = self.in_flight.setdefault(source.name, set())
                for page in await self._due_pages(source, flying):
                    flying.add(page.page_id)
                    if not await self._pause_asked(page):
                        self.handed_out[source.name] += 1
                        yield self._page_request(page)
                busy = busy or bool(flying)
            if not busy and not await self._soon_due():
                return
            if not self.changed.is_set():
                try:
                    await asyncio.wait_for(self.changed.wait(), POLL_S)
                except TimeoutError:
                    continue

    def _in_turn(self) -> list[Source]:
        """All sources; in every run another one comes first, so that a limit for the run starves none."""
        first = self.desk.keeper.ledger.run_id % max(len(self.sources), 1)
        return self.sources[first:] + self.sources[:first]

    async def _due_pages(self, source: Source, flying: set[int]) -> list[PendingPage]:
        """The pages of a source that may be asked for now: none while its feeds may name newer ones."""
        room = min(self._window(source) - len(flying), self._left(source.name))
        if self.settings.getint("PAGES_PER_RUN"):
            room = min(room, 1)  # one of each source by turns, or the first would take them all
        if room <= 0 or self.listings.is_open(source.name, all_roles=self.limit > 0):
            return []
        take = partial(self.desk.keeper.frontier.take, source.name, room, flying, self.since)
        return await self.desk.keeper.read(take)

    def _left(self, source: str) -> int:
        """How many more pages of a source this run may ask for."""
        left = MANY if not self.limit else self.limit - self.handed_out[source]
        most = self.settings.getint("PAGES_PER_RUN")
        return min(left, most - self.handed_out.total()) if most else left

    async def _soon_due(self) -> bool:
        """Whether a page will be due so soon that the run waits for it."""
        frontier = self.desk.keeper.frontier
        within = timedelta(seconds=self.settings.getfloat("WAIT_FOR_DUE"))
        names = [source.name for source in self.sources if self._left(source.name) > 0]
        return await self.desk.keeper.read(lambda: frontier.is_due_within(names, within))

    def _window(self, source: Source) -> int:
        window = self.settings.getint("WINDOW_PER_SOURCE")
        return max(window, 4 * source.pace.concurrency) if source.pace else window

    async def _pause_asked(self, page: PendingPage) -> bool:
        """Whether the page's host wants a pause; the page is then due when it is over."""
        if not self.pauses.is_paused(page.url):
            return False
        wait = self.pauses.left(page.url)
        await self.desk.keeper.write(
            lambda: self.desk.keeper.frontier.postpone(page.page_id, "retry_after", wait)
        )
        self.settled(page)
        return True

    def _page_request(self, page: PendingPage) -> Request:
        return Request(
            page.url,
            callback=self.parse_page,
            errback=self.page_error,
            headers=validators(page.etag, page.last_modified),
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
        if self.is_stopping or self.close_reason:
            return  # every page in flight meets the same error; a closed spider cannot be closed
        if self.crawler.engine is not None and self.crawler.engine.running:
            self.is_stopping = True
            asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="archive_error"))  # noqa: RUF006

    # -- what came ----------------------------------------------------------------------------

    async def listing_answered(self, what: Response | Failure, url: str) -> None:
        """A feed, sitemap or section page was answered or not: its host may want a pause."""
        self.anyone_answered = self.anyone_answered or isinstance(what, Response)
        if isinstance(what, Failure):
            await self.pauses.failed(url, failure_reason(what, url))
        elif what.status in LATER:
            await self.pauses.asked_for(what)
        else:
            await self.pauses.answered(what.url, what.status)

    async def parse_page(self, response: Response, page: PendingPage) -> AsyncIterator[Page]:
        """The fetched page for the pipelines, or a note of what came instead."""
        answer = answer_of(response)
        self.anyone_answered = True
        try:
            if response.status not in LATER:
                await self.pauses.answered(response.url, response.status, is_page=True)
            if response.status == 304:
                await self.desk.page_unchanged(page, answer)
            elif response.status in LATER:
                wait = await self.pauses.asked_for(response)
                await self.desk.page_later(page, answer, f"http_{response.status}", wait)
            elif response.status >= 500 or response.status == 408:
                await self.desk.page_later(page, answer, f"http_{response.status}")
            elif response.status != 200:
                reason = "gone" if response.status in GONE else f"http_{response.status}"
                await self.desk.page_failed(page, answer, reason)
            elif header(response, "Content-Type").lower().startswith(NOT_HTML):
                await self.desk.page_failed(page, answer, "not_html")
            elif self.desk.is_known(page, response.body, response.url):
                await self.desk.page_unchanged(page, answer)
            else:
                yield self._fetched(response, page, answer)
        except ArchiveError as error:
            self._stop(error)

    def _fetched(self, response: Response, page: PendingPage, answer: Answer) -> Page:
        """A page on its way into the pipelines."""
        return Page(
            page_id=page.page_id,
            source=page.source,
            requested_url=page.url,
            url=response.url,
            status=response.status,
            body=response.body,
            packed=response.meta.pop(PACKED, None) if self.desk.captures is not None else None,
            content_type=header(response, "Content-Type"),
            headers=_headers(response),
            etag=answer.etag,
            last_modified=answer.last_modified,
            fetched_at=now_utc(),
            duration_ms=answer.duration_ms,
            hints=page.hints,
            last_digest=page.last_digest,
        )

    async def page_error(self, failure: Failure) -> None:
        """Note a page that gave no answer: for good when it is refused, for later when it is lost."""
        page: PendingPage = failure.request.cb_kwargs["page"]  # type: ignore[attr-defined]
        reason = failure_reason(failure, page.url)
        if reason == NotSent.reason:
            self.handed_out[page.source] -= 1
            self.settled(page)  # it is pending as it was
            return
        try:
            await self.pauses.failed(page.url, reason)
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
                await self.listings.mistaken(about["feed"], response)
            elif "page" in about:
                await self.desk.page_later(about["page"], answer_of(response), "error")
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

    def _give_back(self, host: str) -> None:
        """Take back the pages of a host that are handed out and not asked for yet, redirects aside."""
        engine = self.crawler.engine
        if engine is not None and isinstance(engine.downloader, HostDownloader):
            engine.downloader.give_back(
                host, lambda request: "page" in request.cb_kwargs and "redirect_times" not in request.meta
            )


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


def _headers(response: Response) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
