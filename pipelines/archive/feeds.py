"""Where addresses come from: feeds, sitemaps, section pages; table ``feeds`` holds them all.

The address in a source file names a row for good; where the publisher moved it for good is
noted beside it, and asked instead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipelines.archive.archive import Archive
from pipelines.clock import iso, now_utc

GONE = 410
PATIENCE = 3  # failures in a row before a feed is asked less often than at every run
FIRST_WAIT = timedelta(hours=1)  # then doubled with every further failure
LONGEST_WAIT = timedelta(days=1)
# Runs begin a few seconds earlier or later than an hour apart; a feed good for an hour is asked hourly.
TTL_SHARE = 0.9
QUIET_SHARE = 0.1  # a sitemap that brought nothing for ten days is looked at again after one
SHORTEST_QUIET = timedelta(hours=1)
LONGEST_QUIET = timedelta(days=7)
DATED_QUIET = timedelta(days=30)  # for a sitemap whose index says when it changed: the index tells
TREE = """WITH RECURSIVE tree(id) AS (
    SELECT id FROM feeds WHERE url IN ({marks})
    UNION SELECT feeds.id FROM feeds JOIN tree ON feeds.parent = tree.id
)"""


@dataclass(slots=True, kw_only=True)
class FeedState:
    """A feed, sitemap or section page, and the validators of its last answer."""

    feed_id: int
    source: str
    url: str
    """As the source file or the sitemap index names it."""
    role: str = "feed"
    """``feed``, ``sitemap`` or ``section``."""
    kind: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    depth: int = 0
    """How many sitemap indexes stand above it."""
    left_out: str | None = None
    """Its last reading left out what is older than this; None when it took everything."""

    @property
    def address(self) -> str:
        """Where to ask."""
        return self.moved_to or self.url

    def is_short_of(self, oldest: datetime | None) -> bool:
        """Whether its last reading left out some of what is wanted now: all since ``oldest``, or all."""
        return self.left_out is not None and self.left_out > (iso(oldest) or "")


@dataclass(slots=True, kw_only=True)
class Child:
    """A sitemap that an index names."""

    url: str
    lastmod: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """What an answer of a feed said of the feed itself."""

    status: int
    changed: bool
    etag: str | None = None
    last_modified: str | None = None
    title: str | None = None
    kind: str | None = None
    ttl: timedelta | None = None
    """How long the publisher says the feed is good for; it holds for answers of 304, too."""
    ttl_is_own: bool = False
    """Whether the feed itself says so; else a header does."""
    renews_ttl: bool = False
    """Whether an answer of 304 came with a Cache-Control of its own (RFC 9111 §4.3.4)."""
    found: int = 0
    """Addresses in it that were new."""
    moved_to: str | None = None
    """Where a permanent redirect led."""
    left_out: datetime | None = None
    """What was older than this it named in vain; None when nothing was too old."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Reach:
    """How far back a run wants what listings name; None: all of it."""

    feeds: datetime | None = None
    """Of feeds and section pages."""
    sitemaps: datetime | None = None

    def of(self, role: str) -> datetime | None:
        """For a listing of this role."""
        return self.sitemaps if role == "sitemap" else self.feeds


ALL = Reach()
_COLUMNS = "id, source, url, role, kind, etag, last_modified, moved_to, depth, left_out"
# Due by its time; or its last reading left out what this run wants (a publisher's own TTL and a pause
# after failures hold all the same). Parameters: now, reach of sitemaps, reach of the others.
_DUE = """retired_at IS NULL AND (due_at IS NULL OR due_at <= ? OR (ttl_s IS NULL AND failures = 0
    AND left_out > CASE role WHEN 'sitemap' THEN ? ELSE ? END))"""


def _state(row: Sequence[object]) -> FeedState:
    fields = (
        *("feed_id", "source", "url", "role", "kind", "etag", "last_modified", "moved_to", "depth"),
        "left_out",
    )
    return FeedState(**dict(zip(fields, row, strict=True)))  # type: ignore[arg-type]


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds())


def _due_for(reach: Reach) -> list[str]:
    return [iso(now_utc()) or "", iso(reach.sitemaps) or "", iso(reach.feeds) or ""]


class Feeds:
    """Reads and writes ``feeds``; writes go into the caller's transaction."""

    def __init__(self, archive: Archive) -> None:
        self.conn = archive.conn

    def enter(self, source: str, url: str, role: str = "feed") -> FeedState:
        """The feed at this address, entered when it is new; no longer a part of an index."""
        self.conn.execute(
            "INSERT INTO feeds (source, url, role) VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
            "source = excluded.source, role = excluded.role, parent = NULL, depth = 0",
            [source, url, role],
        )
        row = self.conn.execute(f"SELECT {_COLUMNS} FROM feeds WHERE url = ?", [url]).fetchone()
        return _state(row)

    def enter_children(
        self, index: FeedState, children: Iterable[Child], role: str = "sitemap", reach: Reach = ALL
    ) -> list[FeedState]:
        """Those that are due of the sitemaps an index names (or the feeds a section page announces).

        One that changed since it was read is due at once. An address that a source file names keeps its row.
        """
        entered = []
        for child in children:
            lastmod = iso(child.lastmod)
            self.conn.execute(
                "INSERT INTO feeds (source, url, role, parent, depth, lastmod) VALUES (?,?,?,?,?,?) "
                "ON CONFLICT (url) DO UPDATE SET lastmod = excluded.lastmod, due_at = CASE "
                "WHEN excluded.lastmod > checked_at THEN NULL ELSE due_at END WHERE parent = excluded.parent",
                [index.source, child.url, role, index.feed_id, index.depth + 1, lastmod],
            )
            row = self.conn.execute(
                f"SELECT {_COLUMNS} FROM feeds WHERE url = ? AND parent = ? AND {_DUE}",
                [child.url, index.feed_id, *_due_for(reach)],
            ).fetchone()
            if row is not None:
                entered.append(_state(row))
        return entered

    def due(self, named: Sequence[str], limit: int = -1, reach: Reach = ALL) -> list[FeedState]:
        """What is due of these addresses and the sitemaps below them: feeds first, newest sitemaps first."""
        rows = self.conn.execute(
            f"{TREE.format(marks=','.join('?' * len(named)))} "
            f"SELECT {_COLUMNS} FROM feeds JOIN tree USING (id) "
            f"WHERE {_DUE} ORDER BY parent IS NOT NULL, coalesce(lastmod, '9') DESC, id LIMIT ?",
            [*named, *_due_for(reach), limit],
        )
        return [_state(row) for row in rows]

    def ailing(self, named: Sequence[str]) -> list[tuple[FeedState, str]]:
        """Those of these addresses that are not asked now because they failed, each with its reason."""
        rows = self.conn.execute(
            f"SELECT {_COLUMNS}, CASE WHEN retired_at IS NULL THEN coalesce(reason, 'unknown') ELSE 'retired' END "
            f"FROM feeds WHERE url IN ({','.join('?' * len(named))}) "
            "AND (retired_at IS NOT NULL OR (failures > 0 AND due_at > ?)) ORDER BY id",
            [*named, iso(now_utc())],
        )
        return [(_state(row[:-1]), str(row[-1])) for row in rows]

    def read(self, feed: FeedState, reading: Reading) -> None:
        """Note an answer. Validators change only together with what they validate."""
        now = now_utc()
        if reading.changed:
            self.conn.execute(
                "UPDATE feeds SET changed_at = ?, etag = ?, last_modified = ?, "
                "title = coalesce(?, title), kind = coalesce(?, kind), left_out = ?, ttl_s = ?, "
                "ttl_is_own = ? WHERE id = ?",
                [
                    iso(now),
                    reading.etag,
                    reading.last_modified,
                    reading.title,
                    reading.kind,
                    iso(reading.left_out),
                    _seconds(reading.ttl),
                    reading.ttl_is_own,
                    feed.feed_id,
                ],
            )
        elif reading.renews_ttl:  # what the feed says of itself is in the body, which has not changed
            self.conn.execute(
                "UPDATE feeds SET ttl_s = ? WHERE id = ? AND NOT ttl_is_own",
                [_seconds(reading.ttl), feed.feed_id],
            )
        self.conn.execute(
            "UPDATE feeds SET checked_at = ?, http_status = ?, reason = NULL, failures = 0, "
            "brought_at = CASE WHEN ? OR brought_at IS NULL THEN ? ELSE brought_at END, "
            "moved_to = coalesce(?, moved_to) WHERE id = ?",
            [iso(now), reading.status, reading.found > 0, iso(now), reading.moved_to, feed.feed_id],
        )
        self.conn.execute(
            "UPDATE feeds SET due_at = ? WHERE id = ?", [iso(self._again(feed, reading, now)), feed.feed_id]
        )

    def _again(self, feed: FeedState, reading: Reading, now: datetime) -> datetime | None:
        """When to ask again; None for the next run."""
        ttl_s, brought_at, lastmod = self.conn.execute(
            "SELECT ttl_s, brought_at, lastmod FROM feeds WHERE id = ?", [feed.feed_id]
        ).fetchone()
        if ttl_s is not None:
            return now + timedelta(seconds=ttl_s) * TTL_SHARE
        if feed.depth == 0 or feed.role != "sitemap" or self._leads_on(feed, reading):
            return None
        if lastmod is not None:
            return now + DATED_QUIET
        quiet = now - datetime.fromisoformat(brought_at.replace("Z", "+00:00"))
        return now + min(max(quiet * QUIET_SHARE, SHORTEST_QUIET), LONGEST_QUIET)

    def _leads_on(self, feed: FeedState, reading: Reading) -> bool:
        """Whether it may name something new any hour: a news sitemap, or an index with parts of its own.

        An index below another that has none names old ones, or goes in a circle.
        """
        kind = reading.kind or feed.kind
        if kind != "index":
            return kind == "news"
        own = self.conn.execute("SELECT 1 FROM feeds WHERE parent = ? LIMIT 1", [feed.feed_id])
        return own.fetchone() is not None

    def failed(self, feed: FeedState, status: int | None, reason: str) -> None:
        """Note that it could not be read. 410 retires it; where it had moved, it is asked at its old address."""
        row = self.conn.execute("SELECT failures FROM feeds WHERE id = ?", [feed.feed_id]).fetchone()
        failures = int(row[0]) + 1
        now = now_utc()
        beyond = failures - PATIENCE
        wait = min(FIRST_WAIT * 2 ** min(beyond, 20), LONGEST_WAIT) if beyond >= 0 else None
        retired = status == GONE and feed.moved_to is None
        self.conn.execute(
            "UPDATE feeds SET checked_at = ?, http_status = ?, reason = ?, failures = ?, due_at = ?, "
            "moved_to = NULL, retired_at = ? WHERE id = ?",
            [
                iso(now),
                status,
                reason,
                failures,
                None if wait is None else iso(now + wait),
                iso(now) if retired else None,
                feed.feed_id,
            ],
        )
