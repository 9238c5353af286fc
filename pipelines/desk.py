"""The news desk: what spider and pipelines share in a run, and every outcome a fetch can have.

Each method is one transaction of the archive: frontier, article and ledger say the same thing
after any crash.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from pipelines.archive.archive import Filed
from pipelines.archive.feeds import ALL, Child, FeedState, Reach, Reading
from pipelines.archive.frontier import RETRY_AFTER_FAILURE, Link, PendingPage, answer_key
from pipelines.archive.keeper import Keeper
from pipelines.archive.ledger import Fetch
from pipelines.archive.removal import blank
from pipelines.captures import CaptureFile, digest_of
from pipelines.errors import ArchiveError, NotAnArticle
from pipelines.items import Page, PageRule
from pipelines.remembering import Remembering
from pipelines.traps import Traps
from pipelines.workers import Workers

NOT_MODIFIED = 304
TAUGHT = ("new", "changed")  # outcomes that teach something of a source
UNFELT = {"tag"}  # what is cut without a word being lost: one page in forty keeps data of its own in a tag


@dataclass(slots=True, kw_only=True, frozen=True)
class Publisher:
    """What the extraction may know of a source: its name is no author and no part of a title."""

    title: str
    language: str
    rules: tuple[PageRule, ...] = ()
    """What its source file says of its pages."""
    unverified_hosts: frozenset[str] = frozenset()
    """Where no certificate is asked for, because its source file says so."""


@dataclass(slots=True, kw_only=True)
class Answer:
    """The dry facts of one HTTP exchange, or of its failure (``status`` None)."""

    status: int | None = None
    body_bytes: int = 0
    duration_ms: int = 0
    etag: str | None = None
    last_modified: str | None = None


class Desk:
    """The keeper, the workers and the publishers of one run."""

    def __init__(
        self,
        keeper: Keeper,
        workers: Workers,
        publishers: Mapping[str, Publisher],
        settled: Callable[[PendingPage | Page], None],
        captures: CaptureFile | None = None,
    ) -> None:
        self.keeper = keeper
        self.workers = workers
        self.publishers = publishers
        self.captures = captures
        """Where pages are kept as they came; None keeps none."""
        if captures is not None:
            keeper.before_commit = captures.sync
        self.remembering = Remembering(keeper, workers)
        self.settled = settled
        """Called when what became of a page is committed."""
        self.traps = Traps()

    def _fetch(
        self,
        kind: str,
        what: FeedState | PendingPage | Page,
        answer: Answer,
        outcome: str,
        reason: str | None = None,
    ) -> Fetch:
        return Fetch(
            source=what.source,
            kind=kind,
            url=what.url,
            outcome=outcome,
            reason=reason,
            page_id=None if isinstance(what, FeedState) else what.page_id,
            feed_id=what.feed_id if isinstance(what, FeedState) else None,
            http_status=answer.status,
            body_bytes=answer.body_bytes,
            duration_ms=answer.duration_ms,
        )

    async def feed_read(
        self,
        feed: FeedState,
        answer: Answer,
        reading: Reading,
        *,
        links: Sequence[Link] = (),
        children: Sequence[Child] = (),
        child_role: str = "sitemap",
        reach: Reach = ALL,
        cut: str | None = None,
    ) -> list[FeedState]:
        """File what a feed, sitemap or section page named, with its validators; the listings it led to.

        One that answered 304 names nothing. ``cut`` is the word for what was left out of it.
        """

        def work() -> list[FeedState]:
            found = self.keeper.frontier.add_links(feed.source, feed.feed_id, links)
            entered = self.keeper.feeds.enter_children(feed, children, child_role, reach)
            self.keeper.feeds.read(feed, replace(reading, found=found + len(entered)))
            outcome = "read" if reading.changed else "not_modified"
            self.keeper.ledger.record(self._fetch(feed.role, feed, answer, outcome, cut))
            self.keeper.ledger.tally(feed.source).found += found
            return entered

        return await self.keeper.write(work, at_once=True)

    async def feed_failed(self, feed: FeedState, answer: Answer, reason: str) -> None:
        """The feed could not be had or read; its old links stay."""

        def work() -> None:
            self.keeper.feeds.failed(feed, answer.status, reason)
            self.keeper.ledger.record(self._fetch(feed.role, feed, answer, "failed", reason))

        await self.keeper.write(work)

    async def keep(self, page: Page) -> None:
        """Keep the page's bytes, unless its last capture has the same; as they came they are then let go."""
        if self.captures is not None:
            await self._keep(page, self.captures)
        page.packed = None

    async def _keep(self, page: Page, captures: CaptureFile) -> None:
        if page.last_digest != (digest := digest_of(page.body)):
            try:
                page.capture = await captures.keep(page, digest)
            except ArchiveError as error:
                self.keeper.failure = self.keeper.failure or error  # the run ends: nothing is filed unkept
                raise

    def _note_capture(
        self, page: PendingPage | Page, article_id: int | None, reason: str | None = None
    ) -> None:
        """The row of a page's capture, in the transaction that says what became of it."""
        if isinstance(page, Page) and page.capture is not None:
            self.keeper.frontier.captured(page, page.capture, article_id, self.keeper.ledger.run_id, reason)

    async def file(self, page: Page) -> Filed:
        """File the page's article, and take the page off the frontier."""
        article = page.article
        if article is None:
            raise ValueError(f"{page.url}: reached the archive without an article")

        def work() -> Filed:
            keeper = self.keeper
            if keeper.archive.is_removed(page, article):
                keeper.frontier.failed(page.page_id, "removed", status=page.status)
                keeper.ledger.record(self._fetch("page", page, answer_of(page), "failed", "removed"))
                if page.capture is not None:  # kept before anybody knew what it was
                    saved = page.capture
                    blank(keeper.archive.path.parent / saved.file, saved.offset, saved.length)
                return Filed(0, "failed", "removed")
            filed = keeper.archive.file(page, article, keeper.ledger.run_id)
            publisher = self.publishers[page.source]
            if page.url.startswith("https:") and urlsplit(page.url).hostname in publisher.unverified_hosts:
                keeper.archive.mark_unverified(filed.article_id)
            keeper.frontier.done(
                page.page_id,
                filed.article_id,
                status=page.status,
                outcome=filed.outcome,
                reason=filed.reason or (filed.outcome if filed.outcome == "duplicate" else None),
                etag=page.etag,
                last_modified=page.last_modified,
            )
            is_cut = filed.outcome in TAUGHT and bool(set(article.cut) - UNFELT)
            reason = filed.reason or ("cut" if is_cut else None)
            keeper.ledger.record(self._fetch("page", page, answer_of(page), filed.outcome, reason))
            self._note_capture(page, filed.article_id)
            if filed.outcome in TAUGHT and page.trace:
                self.remembering.traces.add(page.source, filed.article_id, page.trace)
            return filed

        filed = await self.keeper.write(work)
        if filed.outcome in TAUGHT and page.trace:
            await self.remembering.note(page.source, page.trace)
        self.settled(page)
        return filed

    async def not_an_article(self, page: Page, error: NotAnArticle) -> None:
        """The page is no article: failed for good, with the reason word."""
        await self.page_failed(page, answer_of(page), error.reason)
        trap = self.traps.miss(page.source, page.requested_url)
        if trap is not None:
            await self.keeper.write(lambda: self.keeper.frontier.give_up(page.source, trap))

    def is_known(self, page: PendingPage, body: bytes, url: str) -> bool:
        """Whether this very answer was read into the article's present text already.

        Reading it again could only show what we have learnt meanwhile, and that is no revision:
        `scrapy reextract` is for it.
        """
        return page.known_answer is not None and page.known_answer == answer_key(digest_of(body), url)

    async def page_unchanged(self, page: PendingPage, answer: Answer) -> None:
        """The page answered 304, or with the same bytes as before."""
        status = answer.status or NOT_MODIFIED

        def work() -> None:
            self.keeper.frontier.done(
                page.page_id,
                None,
                status=status,
                outcome="unchanged",
                etag=answer.etag or page.etag,
                last_modified=answer.last_modified or page.last_modified,
            )
            self.keeper.archive.unchanged(page.page_id, self.keeper.ledger.run_id, status)
            self.keeper.ledger.record(self._fetch("page", page, answer, "unchanged"))

        await self.keeper.write(work)
        self.settled(page)

    async def page_failed(self, page: PendingPage | Page, answer: Answer, reason: str) -> None:
        """The page will not be asked for again."""

        def work() -> None:
            self.keeper.frontier.failed(page.page_id, reason, status=answer.status)
            requested = page.requested_url if isinstance(page, Page) else page.url
            self.keeper.archive.missed(
                page.page_id, requested, page.url, reason, answer.status, self.keeper.ledger.run_id
            )
            self._note_capture(page, None, reason)
            self.keeper.ledger.record(self._fetch("page", page, answer, "failed", reason))

        await self.keeper.write(work)
        self.settled(page)

    async def page_later(
        self,
        page: PendingPage | Page,
        answer: Answer,
        reason: str,
        wait: timedelta | None = None,
        *,
        counts: bool = True,
    ) -> None:
        """The page could not be had now: due again after ``wait``, or half an hour.

        ``counts`` is False where that says nothing of the page: it is no attempt then.
        """

        def work() -> None:
            if not counts:
                self.keeper.frontier.postpone(page.page_id, reason, wait or RETRY_AFTER_FAILURE)
            elif wait is None:
                self.keeper.frontier.later(page.page_id, reason, status=answer.status)
            else:
                self.keeper.frontier.later(page.page_id, reason, status=answer.status, wait=wait)
            self.keeper.ledger.record(self._fetch("page", page, answer, "later", reason))

        await self.keeper.write(work)
        self.settled(page)


def answer_of(page: Page) -> Answer:
    """The facts of the exchange that brought a page."""
    return Answer(status=page.status, body_bytes=len(page.body), duration_ms=page.duration_ms)
