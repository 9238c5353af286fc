"""Why is this article not there: everything the archive knows of one address. Only reads."""

import sqlite3
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipelines.archive.copies import Story, story
from pipelines.archive.frontier import known_articles
from pipelines.archive.history import Address, Event, addresses, events
from pipelines.archive.identity import Addresses
from pipelines.urls import clean_url, host_of, url_key

CUT_SHOWN = 5  # listings of a source; a person asks why, not for a list
FETCHES_SHOWN = 20  # the newest; a page that is looked at as usual has some seven

Row = TypeVar("Row")


@dataclass(slots=True, frozen=True, kw_only=True)
class KnownPage:
    """A row of the frontier, and the feed, sitemap or section page that named it first."""

    page_id: int
    url: str
    source: str
    state: str
    reason: str | None
    found_at: str
    due_at: str | None
    fetched_at: str | None
    attempts: int
    http_status: int | None
    named_by: str | None
    named_by_role: str | None


@dataclass(slots=True, frozen=True, kw_only=True)
class FiledArticle:
    """The article that an address leads to, or once led to."""

    article_id: int
    url: str
    source: str
    title: str
    status: str
    first_seen_at: str
    checked_at: str
    revisions: int
    cut: str
    """A JSON list: what is not whole because it reached a bound."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Said:
    """What one fetch said."""

    at: str
    run: int
    outcome: str
    reason: str | None
    http_status: int | None
    body_bytes: int


@dataclass(slots=True, frozen=True, kw_only=True)
class Stone:
    """What stands where an article was taken out."""

    removed_at: str
    reason: str


@dataclass(slots=True, frozen=True, kw_only=True)
class TroubledHost:
    """A host that asked for a pause or did not answer."""

    host: str
    failures: int
    reason: str
    failed_at: str
    paused_until: str | None


@dataclass(slots=True, frozen=True, kw_only=True)
class Listing:
    """A feed, sitemap or section page."""

    url: str
    role: str
    source: str
    checked_at: str | None
    http_status: int | None
    reason: str | None
    failures: int
    retired_at: str | None


@dataclass(slots=True, frozen=True, kw_only=True)
class CutListing:
    """A feed, sitemap or section page of which the last reading left something out for its age."""

    url: str
    role: str
    left_out: str
    """What is older than this."""
    checked_at: str


@dataclass(slots=True, frozen=True, kw_only=True)
class LastRun:
    """The last run that was about a source."""

    run: int
    finished_at: str
    outcome: str


@dataclass(slots=True, frozen=True, kw_only=True)
class Neighbour:
    """A source that reads the site of an address."""

    source: str
    roles: frozenset[str]
    """Of its listings, wherever they lie: feed, sitemap, section. Not of news sitemaps, which name articles
    alone, nor of indexes, which name none."""
    articles: list[str]
    """Addresses of its newest articles: what a link is judged by. Those of today, not of the day it was seen."""
    cut: list[CutListing] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Whereabouts:
    """What the archive knows of an address; nothing of it where every field is empty."""

    url: str
    """As it would be fetched: clean, without tracking."""
    page: KnownPage | None = None
    article: FiledArticle | None = None
    addresses: list[Address] = field(default_factory=list)
    """All addresses of the article, in the order of learning."""
    events: list[Event] = field(default_factory=list)
    """What happened to the article, the oldest first."""
    former: list[FiledArticle] = field(default_factory=list)
    """Articles that the address led to once."""
    fetches: list[Said] = field(default_factory=list)
    """The newest FETCHES_SHOWN, the oldest of them first."""
    fetches_in_all: int = 0
    passed_by: LastRun | None = None
    """A run that ended without asking for the page, though it was due."""
    stone: Stone | None = None
    host: TroubledHost | None = None
    listing: Listing | None = None
    """Where the address is itself a feed, sitemap or section page."""
    story: Story | None = None
    """The copies of the article's text, its own among them."""
    neighbours: list[Neighbour] = field(default_factory=list)
    """Sources with pages or listings on the same site, by name."""


def whereabouts(conn: sqlite3.Connection, url: str) -> Whereabouts:
    """What is known of an address, however it is spelt. Raises NotAnAddress."""
    found = Whereabouts(url=clean_url(url))
    key = url_key(url)
    found.page = _page(conn, key)
    if (article_id := Addresses(conn).holder(url)) is not None:
        found.article = _article(conn, article_id)
        found.addresses = addresses(conn, article_id)
        found.events = events(conn, article_id)
        (number,) = conn.execute("SELECT story FROM articles WHERE id = ?", [article_id]).fetchone()
        found.story = None if number is None else story(conn, int(number))
    once = conn.execute(
        "SELECT article FROM article_urls WHERE url_key = ? AND until IS NOT NULL ORDER BY until", [key]
    ).fetchall()
    found.former = [_article(conn, int(one)) for (one,) in once if one != article_id]
    if found.page is not None:
        found.fetches, found.fetches_in_all = _fetches(conn, found.page.page_id)
        found.passed_by = _passed_by(conn, found.page)
    found.stone = _one(conn, Stone, "FROM tombstones WHERE url_key = ?", key)
    found.host = _one(conn, TroubledHost, "FROM hosts WHERE host = ?", host_of(found.url))
    found.listing = _one(conn, Listing, "FROM feeds WHERE url IN (?, ?)", url, found.url)
    found.neighbours = _neighbours(conn, key)
    return found


def _one(conn: sqlite3.Connection, kind: type[Row], rest: str, *values: Any) -> Row | None:
    """A row as the dataclass whose fields are its columns."""
    names = tuple(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    row = conn.execute(f"SELECT {', '.join(names)} {rest}", values).fetchone()
    return None if row is None else kind(**dict(zip(names, row, strict=True)))


def _page(conn: sqlite3.Connection, key: str) -> KnownPage | None:
    row = conn.execute(
        "SELECT pages.id, pages.url, pages.source, state, pages.reason, found_at, pages.due_at, fetched_at, "
        "attempts, pages.http_status, feeds.url, role FROM pages LEFT JOIN feeds ON feeds.id = feed "
        "WHERE url_key = ?",
        [key],
    ).fetchone()
    return None if row is None else KnownPage(**dict(zip(KnownPage.__dataclass_fields__, row, strict=True)))


def _article(conn: sqlite3.Connection, article_id: int) -> FiledArticle:
    row = conn.execute(
        "SELECT id, url, source, title, status, first_seen_at, checked_at, revision_count, "
        "coalesce((SELECT cut FROM article_text WHERE article_text.id = articles.id), '[]') FROM articles "
        "WHERE id = ?",
        [article_id],
    ).fetchone()
    return FiledArticle(**dict(zip(FiledArticle.__dataclass_fields__, row, strict=True)))


def _fetches(conn: sqlite3.Connection, page_id: int) -> tuple[list[Said], int]:
    rows = conn.execute(
        "SELECT at, run, outcome, reason, http_status, bytes FROM fetches WHERE page = ? ORDER BY id DESC LIMIT ?",
        [page_id, FETCHES_SHOWN],
    ).fetchall()
    (number,) = conn.execute("SELECT count(*) FROM fetches WHERE page = ?", [page_id]).fetchone()
    said = [Said(**dict(zip(Said.__dataclass_fields__, row, strict=True))) for row in rows]
    return said[::-1], int(number)


def _passed_by(conn: sqlite3.Connection, page: KnownPage) -> LastRun | None:
    """The last run of its source, where it ended when the page was waiting and due."""
    row = conn.execute(
        "SELECT id, finished_at, outcome FROM source_runs JOIN runs ON runs.id = run "
        "WHERE source = ? ORDER BY source_runs.started_at DESC LIMIT 1",
        [page.source],
    ).fetchone()
    if row is None or row[1] is None or page.state != "pending":
        return None
    return LastRun(run=row[0], finished_at=row[1], outcome=row[2]) if (page.due_at or "") <= row[1] else None


def _cut(conn: sqlite3.Connection, source: str) -> list[CutListing]:
    """What of a source was last read in part; few, since a narrow window is a person's wish."""
    rows = conn.execute(
        "SELECT url, role, left_out, checked_at FROM feeds WHERE source = ? AND left_out IS NOT NULL "
        "ORDER BY depth, id LIMIT ?",
        [source, CUT_SHOWN],
    )
    return [CutListing(url=url, role=role, left_out=left, checked_at=at) for url, role, left, at in rows]


def _neighbours(conn: sqlite3.Connection, key: str) -> list[Neighbour]:
    """Sources with a page whose key begins with the same host (an index answers), or a listing there."""
    host = _host(key)
    rows = conn.execute(
        "SELECT name FROM sources WHERE EXISTS (SELECT 1 FROM pages WHERE url_key >= ? AND url_key < ? "
        "AND source = name)",
        [f"{host}/", f"{host}0"],  # "0" follows "/"
    )
    near = {str(name) for (name,) in rows}
    roles: dict[str, set[str]] = {}
    for source, url, role, kind in conn.execute("SELECT source, url, role, kind FROM feeds"):
        if kind not in ("news", "index"):
            roles.setdefault(source, set()).add(role)
        if _host(url_key(url)) == host:
            near.add(source)
    return [
        Neighbour(
            source=name,
            roles=frozenset(roles.get(name, ())),
            articles=known_articles(conn, name),
            cut=_cut(conn, name),
        )
        for name in sorted(near)
    ]


def _host(key: str) -> str:
    return key.partition("/")[0].partition("?")[0]
