"""What to fetch next, kept in the archive itself.

Every address found is durably ``pending`` before it is fetched and leaves that state only in
the transaction that files what it was: a killed run loses nothing and needs no clean-up.
States of a page: ``pending``, ``done`` (filed, or a second address of something filed),
``failed`` (no article, or gone; ``reason`` says why). ``due_at`` of a pending page is before what
time it is not asked for; of any other, when it is looked at again (NULL: never).
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from pipelines.archive.archive import Archive
from pipelines.archive.revisits import Revisits
from pipelines.clock import iso, now_utc
from pipelines.items import Capture, Hints, Page
from pipelines.text import one_line
from pipelines.traps import pattern
from pipelines.urls import clean_url, url_key

MAX_ATTEMPTS = 5  # over as many runs; then a page that is never there counts as failed
RETRY_AFTER_FAILURE = timedelta(minutes=30)  # long enough for a restart or a deployment to be over
REMEMBERED = 2_000  # pages of a source looked through for one that speaks for a pattern
LEARN_FROM = 300  # of a publisher's newest articles: what its addresses look like
HINT_CHARS = 500  # the longest headline in the corpora has 231


@dataclass(slots=True, kw_only=True)
class Link:
    """An address that a feed, sitemap or section page named, and what it said of it."""

    url: str
    hints: Hints = field(default_factory=Hints)
    updated: datetime | None = None
    """When the feed says the article was last changed."""
    day: date | None = None
    """The day that its address names; it orders what waits, and is no hint for the article."""

    @property
    def dated(self) -> datetime | None:
        """The best that is known of its age before it is fetched; None where nothing is."""
        day = None if self.day is None else datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return self.hints.published or day or self.updated


@dataclass(slots=True, kw_only=True)
class PendingPage:
    """One page that is due, as the spider needs it."""

    page_id: int
    source: str
    url: str
    attempts: int
    etag: str | None
    last_modified: str | None
    hints: Hints
    known_answer: str | None = None
    """The `answer_key` of the bytes from which its article's present text was read; None where they are
    not kept, something else has come since, or the feed says that it changed."""
    last_digest: str | None = None
    """The digest of its newest capture; None where it has none."""


_COLUMNS = (
    "id, source, url, attempts, etag, last_modified, hint_title, hint_published_at, hint_authors, "
    "(SELECT digest || ' ' || captures.url FROM captures WHERE captures.article = pages.article "
    "AND captures.reason IS NULL AND pages.reason IS NULL "
    "AND captures.id = (SELECT max(id) FROM captures WHERE page = pages.id)) AS known_answer, "
    "(SELECT digest FROM captures WHERE page = pages.id ORDER BY id DESC LIMIT 1)"
)


def answer_key(digest: str, url: str) -> str:
    """What two answers have in common that say the same at the same address."""
    return f"{digest} {url}"


class Frontier:
    """Reads and writes ``pages``; writes go into the caller's transaction."""

    def __init__(self, archive: Archive, revisits: Revisits | None = None) -> None:
        self.archive = archive
        self.conn = archive.conn
        self.revisits = revisits or Revisits()

    # -- sources ------------------------------------------------------------------------------

    def add_source(self, row: dict[str, str | None]) -> None:
        """Enter a source, or bring its title, homepage, language, country, licence up to date."""
        self.conn.execute(
            "INSERT INTO sources (name, title, homepage, language, country, licence, added_at) "
            "VALUES (:name, :title, :homepage, :language, :country, :licence, :added_at) "
            "ON CONFLICT (name) DO UPDATE SET title = excluded.title, homepage = excluded.homepage, "
            "language = excluded.language, country = excluded.country, licence = excluded.licence",
            {**row, "added_at": iso(now_utc())},
        )

    # -- pages --------------------------------------------------------------------------------

    def add_links(self, source: str, feed_id: int | None, links: Iterable[Link]) -> int:
        """Make every address not known yet pending; how many were new.

        One whose feed says that it changed after it was fetched becomes pending again; a change
        in the future is believed once its time has come. What a feed says of a page that waits
        replaces what was said of it before.
        """
        found = 0
        now = iso(now_utc())
        for link in links:
            title, published_at, authors = _stored(link.hints)
            cursor = self.conn.execute(
                "INSERT INTO pages (url, url_key, source, feed, found_at, dated_at, hint_title, "
                "hint_published_at, hint_authors) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (url_key) DO NOTHING",
                [
                    clean_url(link.url),
                    url_key(link.url),
                    source,
                    feed_id,
                    now,
                    iso(link.dated) or now,
                    title,
                    published_at,
                    authors,
                ],
            )
            found += cursor.rowcount
            if cursor.rowcount:
                continue
            if link.updated is not None and link.updated <= now_utc():
                self.conn.execute(
                    "UPDATE pages SET state = 'pending', due_at = NULL, attempts = 0, reason = 'updated' "
                    "WHERE url_key = ? AND state = 'done' AND fetched_at < ?",
                    [url_key(link.url), iso(link.updated)],
                )
            self.conn.execute(
                "UPDATE pages SET hint_title = coalesce(?, hint_title), "
                "hint_published_at = coalesce(?, hint_published_at), "
                "hint_authors = coalesce(?, hint_authors) WHERE url_key = ? AND state = 'pending'",
                [title, published_at, authors, url_key(link.url)],
            )
        return found

    def take(
        self, source: str, limit: int, in_flight: Collection[int], since: datetime | None = None
    ) -> list[PendingPage]:
        """Up to ``limit`` due pages of a source, none that is in flight.

        What was never fetched comes first, the newest first; then what is to be looked at again, the
        longest overdue first. ``since`` leaves out what is known to be older.

        Taking writes nothing: what is in flight is known to this process alone, so that a crash
        leaves every page where it was.
        """
        now, oldest, most = iso(now_utc()), iso(since) or "", limit + len(in_flight)
        rows = self.conn.execute(
            f"SELECT {_COLUMNS} FROM pages WHERE state = 'pending' AND source = ? "
            "AND (due_at IS NULL OR due_at <= ?) AND coalesce(dated_at, '9') >= ? "
            "ORDER BY dated_at DESC, id LIMIT ?",
            [source, now, oldest, most],
        ).fetchall()
        due = [_pending(row) for row in rows if row[0] not in in_flight][:limit]
        if len(due) < limit:
            rows = self.conn.execute(
                f"SELECT {_COLUMNS} FROM pages WHERE state <> 'pending' AND source = ? AND due_at <= ? "
                "AND article IS NOT NULL AND coalesce(dated_at, '9') >= ? ORDER BY due_at, id LIMIT ?",
                [source, now, oldest, most],
            ).fetchall()
            due += [_pending(row) for row in rows if row[0] not in in_flight]
        return due[:limit]

    def page_at(self, url: str) -> PendingPage | None:
        """The page with this address, in whatever state."""
        row = self.conn.execute(
            f"SELECT {_COLUMNS} FROM pages WHERE url_key = ?",
            [url_key(url)],
        ).fetchone()
        return None if row is None else _pending(row)

    def done(
        self,
        page_id: int,
        article_id: int | None,
        *,
        status: int,
        outcome: str = "new",
        reason: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """The page is filed; in the transaction that filed it.

        ``outcome`` is that of the filing: a text that is new or changed is looked at again soon, an
        unchanged one when its next look is due, the second address of an article not at all.
        """
        now = now_utc()
        self.conn.execute(
            "UPDATE pages SET state = 'done', reason = ?, article = coalesce(?, article), fetched_at = ?, "
            "changed_at = CASE WHEN ? THEN ? ELSE coalesce(changed_at, ?) END, due_at = NULL, "
            "attempts = 0, http_status = ?, etag = ?, last_modified = ? WHERE id = ?",
            [
                reason,
                article_id,
                iso(now),
                outcome in ("new", "changed"),
                iso(now),
                iso(now),
                status,
                etag,
                last_modified,
                page_id,
            ],
        )
        if outcome != "duplicate":
            self._look_again(page_id, now)

    def _look_again(self, page_id: int, now: datetime) -> None:
        """Set when the article of a page is looked at next; never for a page without one."""
        row = self.conn.execute(
            "SELECT pages.changed_at, coalesce(published_at, hint_published_at) FROM pages "
            "JOIN articles ON articles.id = article WHERE pages.id = ?",
            [page_id],
        ).fetchone()
        if row is None:
            return
        look = self.revisits.next_look(page_id, _moment(row[0]) or now, now, _moment(row[1]))
        self.conn.execute("UPDATE pages SET due_at = ? WHERE id = ?", [iso(look), page_id])

    def failed(self, page_id: int, reason: str, *, status: int | None = None) -> None:
        """The page is no article, or is gone. Only one that has been an article is looked at again."""
        now = now_utc()
        self.conn.execute(
            "UPDATE pages SET state = 'failed', reason = ?, fetched_at = ?, due_at = NULL, "
            "attempts = attempts + 1, http_status = ? WHERE id = ?",
            [reason, iso(now), status, page_id],
        )
        self._look_again(page_id, now)

    def later(
        self, page_id: int, reason: str, *, status: int | None = None, wait: timedelta = RETRY_AFTER_FAILURE
    ) -> None:
        """The page could not be had this time: asked for again after ``wait``, a few times.

        Then a page that never was an article counts as failed; an article waits for its next look.
        """
        now = now_utc()
        self.conn.execute(
            "UPDATE pages SET attempts = attempts + 1, reason = ?, http_status = ?, due_at = ? WHERE id = ?",
            [reason, status, iso(now + wait), page_id],
        )
        row = self.conn.execute("SELECT attempts FROM pages WHERE id = ?", [page_id]).fetchone()
        if row[0] < MAX_ATTEMPTS:
            return
        self.conn.execute(
            "UPDATE pages SET due_at = NULL, state = CASE WHEN article IS NULL THEN 'failed' "
            "WHEN state = 'pending' THEN 'done' ELSE state END, "
            "attempts = CASE WHEN article IS NULL THEN attempts ELSE 0 END WHERE id = ?",
            [page_id],
        )
        self._look_again(page_id, now)

    def postpone(self, page_id: int, reason: str, wait: timedelta) -> None:
        """Not asked at all (a host that wants a pause): due after ``wait``, no attempt counted."""
        self.conn.execute(
            "UPDATE pages SET reason = ?, due_at = ? WHERE id = ?", [reason, iso(now_utc() + wait), page_id]
        )

    def give_up(self, source: str, trap: str) -> int:
        """Fail every waiting page whose address has the pattern of a trap; how many.

        None where an article of that pattern was filed lately: then it is no trap.
        """
        rows = self.conn.execute(
            "SELECT url FROM pages WHERE source = ? AND state = 'done' AND article IS NOT NULL "
            "ORDER BY id DESC LIMIT ?",
            [source, REMEMBERED],
        )
        if any(pattern(str(url)) == trap for (url,) in rows):
            return 0
        waiting = self.conn.execute(
            "SELECT id, url FROM pages WHERE state = 'pending' AND source = ?", [source]
        ).fetchall()
        found = [(page_id,) for page_id, url in waiting if pattern(str(url)) == trap]
        self.conn.executemany(
            "UPDATE pages SET state = 'failed', reason = 'trap', due_at = NULL WHERE id = ?", found
        )
        return len(found)

    def is_due_within(self, sources: Iterable[str], wait: timedelta) -> bool:
        """Whether a page of these sources that waits now will be due before ``wait`` is over."""
        names, now = list(sources), now_utc()
        row = self.conn.execute(
            f"SELECT 1 FROM pages WHERE state = 'pending' AND source IN ({','.join('?' * len(names))}) "
            "AND due_at > ? AND due_at <= ? LIMIT 1",
            [*names, iso(now), iso(now + wait)],
        ).fetchone()
        return row is not None

    def captured(
        self, page: Page, capture: Capture, article_id: int | None, run_id: int, reason: str | None
    ) -> None:
        """Note where a page's bytes are, and what was wrong with it where it is no article."""
        self.conn.execute(
            "INSERT INTO captures (page, article, run, url, fetched_at, http_status, content_type, digest, file, "
            "offset, length, reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                *(page.page_id, article_id, run_id, page.url, iso(page.fetched_at), page.status),
                *(page.content_type, capture.digest, capture.file, capture.offset, capture.length, reason),
            ],
        )

    def pending_count(self, source: str | None = None) -> int:
        """How many pages wait, in all or of one source."""
        where, args = ("", []) if source is None else (" AND source = ?", [source])
        row = self.conn.execute(f"SELECT count(*) FROM pages WHERE state = 'pending'{where}", args).fetchone()
        return int(row[0])

    def overdue_count(self, source: str) -> int:
        """How many filed pages of a source should have been looked at again by now."""
        row = self.conn.execute(
            "SELECT count(*) FROM pages WHERE state <> 'pending' AND source = ? AND due_at <= ? "
            "AND article IS NOT NULL",
            [source, iso(now_utc())],
        ).fetchone()
        return int(row[0])

    def known_articles(self, source: str, limit: int) -> list[str]:
        """The newest addresses of a source that are articles, to learn from: see the function of this name."""
        return known_articles(self.conn, source, limit)


def known_articles(conn: sqlite3.Connection, source: str, limit: int = LEARN_FROM) -> list[str]:
    """The newest addresses of a source that turned out to be articles.

    While there are fewer than ``limit``, also what its feeds named and nobody has fetched yet: after a
    run that was cut short the feed answers 304, and names them no more.
    """
    rows = conn.execute(
        "SELECT url FROM articles WHERE source = ? ORDER BY id DESC LIMIT ?", [source, limit]
    ).fetchall()
    rows += conn.execute(
        "SELECT pages.url FROM pages JOIN feeds ON feeds.id = feed WHERE state = 'pending' "
        "AND pages.source = ? AND article IS NULL AND role = 'feed' ORDER BY dated_at DESC, pages.id LIMIT ?",
        [source, limit - len(rows)],
    ).fetchall()
    return [str(url) for (url,) in rows]


def _stored(hints: Hints) -> tuple[str | None, str | None, str | None]:
    """Title, time and authors of hints as the columns hold them; None for what is not said."""
    title = one_line(hints.title, HINT_CHARS) or None if hints.title else None
    authors = [name for author in hints.authors if (name := one_line(author, HINT_CHARS))]
    return title, iso(hints.published), json.dumps(authors, ensure_ascii=False) if authors else None


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text).replace("Z", "+00:00")) if text else None


def _pending(row: tuple[object, ...]) -> PendingPage:
    published = _moment(row[7])
    authors = json.loads(str(row[8])) if row[8] else []
    return PendingPage(
        page_id=int(str(row[0])),
        source=str(row[1]),
        url=str(row[2]),
        attempts=int(str(row[3])),
        etag=str(row[4]) if row[4] else None,
        last_modified=str(row[5]) if row[5] else None,
        hints=Hints(title=str(row[6]) if row[6] else None, published=published, authors=authors),
        known_answer=str(row[9]) if row[9] else None,
        last_digest=str(row[10]) if row[10] else None,
    )
