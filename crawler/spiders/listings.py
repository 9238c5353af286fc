"""The asking side of discovery: feeds, sitemaps and section pages of one run, in the right order.

Feeds of a source first, its sitemaps when those are read, then its section pages (what is an article
in a sitemap or on a section page is learnt from what was named before), pages last.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.answers import HANDLED, answer_of, failure_reason, fresh_for, header, moved_to, validators
from crawler.discovery.feeds import MAX_TTL, Feed, NotAFeed, read_feed
from crawler.discovery.heads import NotHtmlAtAll
from crawler.discovery.sections import Section, read_section
from crawler.discovery.sitemaps import (
    NotASitemap,
    Sitemap,
    children_in_window,
    in_window,
    read_article_sitemap,
)
from crawler.downloader import NotSent
from crawler.sources import Source
from pipelines import bounds
from pipelines.archive.feeds import Child, FeedState, Reach, Reading
from pipelines.archive.frontier import LEARN_FROM, Link
from pipelines.clock import now_utc
from pipelines.desk import Answer, Desk
from pipelines.errors import ArchiveError, NewsArchiveError, NotAnArticle, WorkerKilled
from pipelines.urls import url_key

PRIORITY = {"feed": 30, "sitemap": 20, "section": 10}
AFTER: dict[str, tuple[str, ...]] = {"feed": (), "sitemap": ("feed",), "section": ("feed", "sitemap")}
"""What of the same source has to be read before a listing of this role is asked for."""
MAX_ANNOUNCED = 3  # feeds that one section page announces
UNREADABLE = {NotAFeed: "not_a_feed", NotASitemap: "not_a_sitemap", NotHtmlAtAll: "not_html"}


@dataclass(slots=True, kw_only=True)
class Window:
    """How far back a run looks."""

    since: datetime | None = None
    """What the person asked for; it holds for every link."""
    sitemaps: timedelta = timedelta(days=30)
    """How far back sitemaps are read where nobody asked for anything."""

    @property
    def oldest_in_sitemaps(self) -> datetime:
        """The time before which nothing is taken from a sitemap."""
        return self.since or now_utc() - self.sitemaps

    @property
    def reach(self) -> Reach:
        """The same for listings of every role."""
        return Reach(feeds=self.since, sitemaps=self.oldest_in_sitemaps)


@dataclass(slots=True)
class Found:
    """What one reading found, whatever it was a reading of."""

    kind: str
    title: str | None
    links: list[Link]
    children: list[Child] = field(default_factory=list)
    child_role: str = "sitemap"
    ttl: timedelta | None = None
    ttl_is_own: bool = False
    left_out: datetime | None = None
    """What was older than this was named in vain."""
    cut: str | None = None
    """The word for what was left out of it, beyond a bound."""

    def note_cut(self, has_more: bool, has_long_address: bool) -> None:
        """Say what was left out of it; more than one thing is said as the graver."""
        self.cut = self.cut or ("cut" if has_more else "long_address" if has_long_address else None)


class Listings:
    """What is still to be asked, what is under way, what was named."""

    def __init__(
        self,
        desk: Desk,
        sources: list[Source],
        window: Window,
        *,
        sitemaps_per_run: int,
        changed: Callable[[], None],
        trouble: Callable[[Response | Failure, str], Any],
        stop: Callable[[ArchiveError], None],
    ) -> None:
        self.desk = desk
        self.sources = {source.name: source for source in sources}
        self.window = window
        self.sitemaps_per_run = sitemaps_per_run
        self.changed = changed
        self.trouble = trouble
        """Told every answer and every lack of one: a host may ask for a pause."""
        self.stop = stop
        self.waiting: deque[FeedState] = deque()
        self.open: dict[str, Counter[str]] = {source.name: Counter() for source in sources}
        """Source -> role -> how many are waiting or under way."""
        self.queued: set[int] = set()
        """Ids of those met in this run: a sitemap that is due by itself is named by its index, too."""
        self.sitemaps: Counter[str] = Counter()
        self.named: dict[str, set[str]] = {}
        """Source -> addresses that were named in this run."""
        self.unread: set[str] = set()
        """Sources of which a listing was not read whole in this run: unchanged, failed or not yet due."""
        self.known: dict[str, list[str]] = {}

    # -- the order ----------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether anything waits or is under way."""
        return any(roles.total() for roles in self.open.values())

    def is_open(self, source: str, *, all_roles: bool) -> bool:
        """Whether a source has feeds (or anything) that may still name pages newer than those known."""
        roles = self.open[source]
        return roles.total() > 0 if all_roles else roles["feed"] > 0

    def enter(self) -> None:
        """Enter all sources and their listings; put what is due in the queue. On the archive's thread."""
        keeper = self.desk.keeper
        for source in self.sources.values():
            keeper.frontier.add_source(
                {
                    "name": source.name,
                    "title": source.title,
                    "homepage": source.homepage,
                    "language": source.language,
                    "country": source.country or None,
                    "licence": source.licence or None,
                }
            )
            tally = keeper.ledger.tally(source.name)
            for role, addresses in roles_of(source).items():
                for url in addresses:
                    keeper.feeds.enter(source.name, url, role)
            urls = [url for named in roles_of(source).values() for url in named]
            for feed, reason in keeper.feeds.ailing(urls):
                tally.count_feed(feed.role, reason)
            due = keeper.feeds.due(urls, reach=self.window.reach)
            if len({feed.url for feed in due} & set(urls)) < len(urls):
                self.unread.add(source.name)
            for feed in due:
                self._queue(feed)
            self.known[source.name] = keeper.frontier.known_articles(source.name, LEARN_FROM)

    def _queue(self, feed: FeedState) -> None:
        if feed.feed_id in self.queued:
            return
        self.queued.add(feed.feed_id)
        if feed.role == "sitemap":
            self.sitemaps[feed.source] += 1
            if self.sitemaps[feed.source] > self.sitemaps_per_run:
                return  # it stays due, for the next run
        self.waiting.append(feed)
        self.open[feed.source][feed.role] += 1

    def requests(self, paused: Callable[[str], bool]) -> Iterator[Request]:
        """What may be asked for now. A host that wants a pause is left for another run."""
        for _ in range(len(self.waiting)):
            feed = self.waiting.popleft()
            roles = self.open[feed.source]
            if any(roles[role] for role in AFTER[feed.role]):
                self.waiting.append(feed)
            elif paused(feed.address):
                self.unread.add(feed.source)
                self._close(feed)
            else:
                yield self._request(feed)

    def _request(self, feed: FeedState) -> Request:
        # A wider window finds more in a file that has not changed: then it has to come whole.
        whole = feed.is_short_of(self.window.reach.of(feed.role))
        return Request(
            feed.address,
            callback=self.parse,
            errback=self.failed,
            headers={} if whole else validators(feed.etag, feed.last_modified),
            meta={"handle_httpstatus_list": HANDLED},
            cb_kwargs={"feed": feed},
            priority=PRIORITY[feed.role] - feed.depth,
        )

    def _close(self, feed: FeedState) -> None:
        self.open[feed.source][feed.role] -= 1
        self.changed()

    # -- answers ------------------------------------------------------------------------------

    async def parse(self, response: Response, feed: FeedState) -> None:
        """File what a listing names, or note what came instead."""
        answer = answer_of(response)
        try:
            await self.trouble(response, feed.address)
            if response.status == 304:
                self.unread.add(feed.source)
                await self.desk.feed_read(feed, answer, self._reading(response, feed, answer))
            elif response.status != 200:
                await self.fail(feed, answer, "gone" if response.status == 410 else f"http_{response.status}")
            else:
                await self._read(response, feed, answer)
        except ArchiveError as error:
            self.stop(error)
        finally:
            self._close(feed)

    async def failed(self, failure: Failure) -> None:
        """Note a listing that gave no answer at all."""
        feed: FeedState = failure.request.cb_kwargs["feed"]  # type: ignore[attr-defined]
        reason = failure_reason(failure, feed.address)
        try:
            if reason == NotSent.reason:
                self.unread.add(feed.source)  # it is due as it was
            else:
                await self.trouble(failure, feed.address)
                await self.fail(feed, Answer(), reason)
        except ArchiveError as error:
            self.stop(error)
        finally:
            self._close(feed)

    async def fail(self, feed: FeedState, answer: Answer, reason: str) -> None:
        """Note a listing that could not be read."""
        self.unread.add(feed.source)
        await self.desk.feed_failed(feed, answer, reason)

    def _reading(
        self, response: Response, feed: FeedState, answer: Answer, found: Found | None = None
    ) -> Reading:
        return Reading(
            status=response.status,
            changed=found is not None,
            etag=answer.etag,
            last_modified=answer.last_modified,
            title=found.title if found else None,
            kind=found.kind if found else None,
            ttl=found.ttl if found else good_for(response) if feed.role == "feed" else None,
            ttl_is_own=found.ttl_is_own if found else False,
            renews_ttl=feed.role == "feed" and bool(header(response, "Cache-Control")),
            moved_to=moved_to(response),
            left_out=found.left_out if found else None,
        )

    async def _read(self, response: Response, feed: FeedState, answer: Answer) -> None:
        try:
            found = await self._understood(response, feed)
        except (NotAFeed, NotASitemap, NotHtmlAtAll) as error:
            await self.fail(feed, answer, UNREADABLE[type(error)])
        except NotAnArticle as error:  # the worker's limits
            await self.fail(feed, answer, error.reason)
        except WorkerKilled:
            await self.fail(feed, answer, "worker_killed")
        else:
            found.links = self._pages(feed.source, found.links)
            self.named.setdefault(feed.source, set()).update(link.url for link in found.links)
            entered = await self.desk.feed_read(
                feed,
                answer,
                self._reading(response, feed, answer, found),
                links=found.links,
                children=found.children,
                child_role=found.child_role,
                reach=self.window.reach,
                cut=found.cut,
            )
            for child in entered:
                self._queue(child)

    def _pages(self, source: str, links: list[Link]) -> list[Link]:
        """The links without those that the source file calls a feed, sitemap or section: no articles."""
        listings = {url_key(url) for named in roles_of(self.sources[source]).values() for url in named}
        return [link for link in links if url_key(link.url) not in listings]

    async def _understood(self, response: Response, feed: FeedState) -> Found:
        """What a listing says, read in a worker. Raises what UNREADABLE names, or NotAnArticle."""
        run, since = self.desk.workers.run, self.window.since
        if feed.role == "feed":
            read: Feed = await run(read_feed, response.body, response.url, header(response, "Content-Type"))
            links = read.links if since is None else list(in_window(read.links, since))
            # What the feed itself says comes from those who write it; the header may be a host's default.
            found = Found(read.kind, read.title, links, ttl=read.ttl or good_for(response))
            found.ttl_is_own = read.ttl is not None
            found.left_out = since if len(links) < len(read.links) else None
            found.note_cut(read.has_more, read.has_long_address)
            return found
        known = [*self.known[feed.source], *self.named.get(feed.source, ())][-LEARN_FROM:]
        if feed.role == "sitemap":
            oldest = self.window.oldest_in_sitemaps
            sitemap: Sitemap = await run(read_article_sitemap, response.body, response.url, known, oldest)
            children = children_in_window(sitemap.children, oldest)
            is_cut = sitemap.is_cut or len(children) < len(sitemap.children)
            found = Found(sitemap.kind, None, sitemap.links, left_out=oldest if is_cut else None)
            found.children = (
                children[: bounds.MAX_SITEMAP_CHILDREN] if feed.depth < bounds.MAX_SITEMAP_DEPTH else []
            )
            if len(found.children) < len(children):
                found.cut = "cut" if found.children else "too_deep"
            found.note_cut(sitemap.has_more, sitemap.has_long_address)
            return found
        section: Section = await run(
            read_section, response.body, response.url, header(response, "Content-Type"), known
        )
        links = section.links if since is None else list(in_window(section.links, since))
        announced = [] if self.sources[feed.source].feeds else section.feeds[:MAX_ANNOUNCED]
        found = Found("section", section.title, links, [Child(url=one.url) for one in announced], "feed")
        found.left_out = since if len(links) < len(section.links) else None
        found.note_cut(section.has_more, section.has_long_address)
        return found

    async def mistaken(self, feed: FeedState, response: Response) -> None:
        """Reading it failed by a mistake of ours."""
        await self.fail(feed, answer_of(response), "error")


def roles_of(source: Source) -> dict[str, tuple[str, ...]]:
    """Role -> the addresses that a source file gives."""
    return {"feed": source.feeds, "sitemap": source.sitemaps, "section": source.sections}


def good_for(response: Response) -> timedelta | None:
    """How long an answer of a feed says in its header that it is good for, at most MAX_TTL."""
    fresh = fresh_for(response)
    return None if fresh is None else min(fresh, MAX_TTL)


class BadWindow(NewsArchiveError):
    """A since= that is neither a span nor a day."""

    exit_code = 2


def since_of(text: str) -> datetime | None:
    """The time that ``7d``, ``12h``, ``2w`` or ``2026-03-14`` names; None for "". Raises BadWindow."""
    if not text:
        return None
    units = {"h": "hours", "d": "days", "w": "weeks"}
    try:
        if text[-1] in units and text[:-1].isdecimal():
            return now_utc() - timedelta(**{units[text[-1]]: int(text[:-1])})
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise BadWindow(f"since={text}: is no time. Write 12h, 7d, 2w or 2026-03-14.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=now_utc().tzinfo)
