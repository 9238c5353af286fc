"""What the reading room's pages ask for besides a search: lists, one article, who and how much.

The same rules as ``search``: standard library only, an open connection in, dataclasses out.
"""

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.archive.facets import FacetValue, alike, most_frequent
from pipelines.archive.query import IDS_A_DAY, MAX_ID, day_ids, day_of
from pipelines.archive.summaries import (
    OF_SOURCES,
    PAGE,
    SUMMARY_COLUMNS,
    SUMMARY_FIELDS,
    Summary,
    summaries,
    summary_fields,
)
from pipelines.archive.terms import filter_term
from pipelines.archive.timeline import Bar, bars


@dataclass(slots=True, kw_only=True)
class Listing:
    """Articles newest first, and the cursors of the pages beside this one."""

    articles: list[Summary] = field(default_factory=list)
    older: int | None = None
    newer: int | None = None


@dataclass(slots=True, frozen=True, kw_only=True)
class Shelf:
    """Which articles to list: any of the fields that are set."""

    source: str | None = None
    section: str | None = None
    """Letter case does not count, as in a search: Sport is SPORT. So with place and tag."""
    author: int | None = None
    day: date | None = None
    place: str | None = None
    """As the dateline names it: PORT ELLERY is Port Ellery."""
    tag: str | None = None


def newest(
    conn: sqlite3.Connection,
    shelf: Shelf | None = None,
    *,
    limit: int = PAGE,
    before: int | None = None,
    after: int | None = None,
) -> Listing:
    """The newest articles of a shelf, or of all; further back with ``before``, an article's id."""
    shelf = shelf or Shelf()
    first_id, last_id = (0, MAX_ID) if shelf.day is None else day_ids(shelf.day)
    if after is not None:
        first_id = max(first_id, after + 1)
    elif before is not None:
        last_id = min(last_id, before - 1)
    where = ["articles.id BETWEEN ? AND ?"]
    values: list[str | int] = [first_id, last_id]
    if shelf.source is not None:
        where.append("articles.source = ?")
        values.append(shelf.source)
    order = "articles.id"
    tables = f"articles {OF_SOURCES}"
    if shelf.author is not None:
        # One person twice on an article (two roles) is still one article.
        tables = f"article_authors JOIN articles ON articles.id = article {OF_SOURCES}"
        where[0] = "article BETWEEN ? AND ?"
        where.append("author = ?")
        values.append(shelf.author)
        order = "article"
    named = {"section": shelf.section, "place": shelf.place, "tag": shelf.tag}
    terms = [filter_term(field, value) for field, value in named.items() if value is not None]
    if terms:
        # CROSS JOIN: the full-text index is in the order of the ids, and stays the outer loop
        tables = f"articles_fts CROSS JOIN articles ON articles.id = articles_fts.rowid {OF_SOURCES}"
        where[0] = "articles_fts.rowid BETWEEN ? AND ?"
        where.append("articles_fts MATCH ?")
        values.append(f"terms : ({' AND '.join(terms)})")
        order = "articles_fts.rowid"
    distinct = "DISTINCT " if shelf.author is not None else ""
    rows = conn.execute(
        f"SELECT {distinct}{SUMMARY_COLUMNS} FROM {tables} WHERE {' AND '.join(where)} "
        f"ORDER BY {order} {'ASC' if after is not None else 'DESC'} LIMIT ?",
        [*values, max(1, limit) + 1],
    ).fetchall()
    return _listing(summaries(rows), limit, before, after)


def _listing(articles: list[Summary], limit: int, before: int | None, after: int | None) -> Listing:
    has_more = len(articles) > limit
    articles = articles[:limit]
    if after is not None:
        articles.reverse()
        newer, older = has_more, bool(articles)
    else:
        newer, older = before is not None and bool(articles), has_more
    return Listing(
        articles=sorted(articles, key=_moment_of, reverse=True),
        older=articles[-1].id if older else None,
        newer=articles[0].id if newer else None,
    )


def _moment_of(article: Summary) -> tuple[int, str, int]:
    """What a list is in the order of: ids follow the day alone, within it the order of filing."""
    return article.id // IDS_A_DAY, article.published_at or article.first_seen_at, article.id


@dataclass(slots=True, kw_only=True)
class Source:
    """A publisher, and how much of it is archived."""

    name: str
    title: str
    homepage: str
    language: str | None
    country: str | None
    licence: str | None
    articles: int = 0
    last_day: str | None = None


def has_archive(conn: sqlite3.Connection) -> bool:
    """Whether the file has the archive's tables: an empty one, or another database, has not."""
    needed = ("articles", "articles_fts", "coverage", "sources")
    sql = "SELECT count(*) FROM sqlite_master WHERE name IN (?, ?, ?, ?)"
    return bool(conn.execute(sql, needed).fetchone()[0] == len(needed))


def was_removed(conn: sqlite3.Connection, article_id: int) -> bool:
    """Whether an article had this number and was taken out on purpose."""
    return conn.execute("SELECT 1 FROM tombstones WHERE article = ?", [article_id]).fetchone() is not None


def is_current(conn: sqlite3.Connection) -> bool:
    """Whether the archive has what this version searches by; an older one gets it when it is next written."""
    needed = ("articles_fts_heads", "articles_facets", "article_text_places", "saved_searches")
    sql = "SELECT count(*) FROM sqlite_master WHERE name IN (?, ?, ?, ?)"
    return bool(conn.execute(sql, needed).fetchone()[0] == len(needed))


def sources(conn: sqlite3.Connection) -> list[Source]:
    """Every source with its number of articles, largest first. Reads all of ``coverage``."""
    rows = conn.execute(
        "SELECT name, title, homepage, language, country, licence, coalesce(number, 0), last_day "
        "FROM sources LEFT JOIN (SELECT source, sum(articles) AS number, max(day) AS last_day "
        "FROM coverage GROUP BY source) ON source = name ORDER BY 7 DESC, title"
    )
    return [Source(**dict(zip(Source.__dataclass_fields__, row, strict=True))) for row in rows]


def source(conn: sqlite3.Connection, name: str) -> Source | None:
    """One source with its number of articles, or None."""
    row = conn.execute(
        "SELECT name, title, homepage, language, country, licence, "
        "(SELECT count(*) FROM articles WHERE source = name), "
        "(SELECT max(id) FROM articles WHERE source = name) FROM sources WHERE name = ?",
        [name],
    ).fetchone()
    if row is None:
        return None
    last = day_of(row[-1] or 0)
    values = [*row[:-1], last and last.isoformat()]
    return Source(**dict(zip(Source.__dataclass_fields__, values, strict=True)))


SECTIONS_OF = 5_000  # newest articles that the list of sections is drawn from


def sections(conn: sqlite3.Connection, size: int = 24) -> list[FacetValue]:
    """The sections of the newest SECTIONS_OF articles, most frequent first."""
    rows = conn.execute("SELECT section FROM articles ORDER BY id DESC LIMIT ?", [SECTIONS_OF]).fetchall()
    return alike((row[0] for row in rows), size)


@dataclass(slots=True, kw_only=True)
class Day:
    """How much one day has, from whom, on what."""

    day: date
    articles: int
    sources: list[FacetValue]
    sections: list[FacetValue]
    """Of the newest ``counted`` articles."""
    counted: int


def day_in_short(conn: sqlite3.Connection, day: date, size: int = 8) -> Day:
    """What a day has: its ``size`` most frequent sources and sections."""
    ids = day_ids(day)
    titles = dict(conn.execute("SELECT name, title FROM sources").fetchall())
    per_source = conn.execute(
        "SELECT source, articles FROM coverage WHERE day = ?", [day.isoformat()]
    ).fetchall()
    per_section = conn.execute(
        "SELECT section FROM articles INDEXED BY articles_facets WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?",
        [*ids, SECTIONS_OF],
    ).fetchall()
    return Day(
        day=day,
        articles=sum(number for _, number in per_source),
        sources=most_frequent(dict(per_source), size, titles),
        sections=alike((section for (section,) in per_section), size),
        counted=len(per_section),
    )


def newest_day(conn: sqlite3.Connection) -> date | None:
    """The day of the newest article; None in an empty archive."""
    row = conn.execute("SELECT max(id) FROM articles").fetchone()
    return day_of(row[0] or 0)


def coverage(conn: sqlite3.Connection, last: date, days: int = 90, source: str | None = None) -> list[Bar]:
    """Articles a day over the days up to ``last``, oldest first, gaps as zero."""
    first = last - timedelta(days=days - 1)
    where, values = "", [first.isoformat(), last.isoformat()]
    if source is not None:
        where, values = " AND source = ?", [*values, source]
    rows = conn.execute(
        f"SELECT day, sum(articles) FROM coverage WHERE day BETWEEN ? AND ?{where} GROUP BY day", values
    )
    sums = {date.fromisoformat(day): number for day, number in rows}
    return list(bars(sums, first, last, "day"))


def days_beside(conn: sqlite3.Connection, day: date) -> tuple[date | None, date | None]:
    """The nearest days before and after this one that have articles."""
    before = conn.execute("SELECT max(day) FROM coverage WHERE day < ?", [day.isoformat()]).fetchone()[0]
    after = conn.execute("SELECT min(day) FROM coverage WHERE day > ?", [day.isoformat()]).fetchone()[0]
    return before and date.fromisoformat(before), after and date.fromisoformat(after)


def articles_of(conn: sqlite3.Connection, day: date) -> int:
    """How many articles a day has."""
    sql = "SELECT coalesce(sum(articles), 0) FROM coverage WHERE day = ?"
    return int(conn.execute(sql, [day.isoformat()]).fetchone()[0])


def latest_day(conn: sqlite3.Connection) -> date | None:
    """The day of the last run, or of the newest article where no run is known."""
    row = conn.execute("SELECT started_at FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    if row is not None:
        with suppress(ValueError):
            return date.fromisoformat(row[0][:10])
    return newest_day(conn)


ORGANISATIONS = ("agency", "outlet")  # as in pipelines.items, which readers do not import


@dataclass(slots=True, kw_only=True)
class Credit:
    """A person credited with an article."""

    id: int
    name: str
    role: str | None
    place: str | None

    @property
    def is_person(self) -> bool:
        """Whether a person is credited, not an outlet or agency that signs where nobody does."""
        return self.role not in ORGANISATIONS


@dataclass(slots=True, frozen=True)
class Posting:
    """An entry of a live blog."""

    paragraph: int
    """The paragraph that begins it, from 0."""
    at: str


@dataclass(slots=True, kw_only=True)
class Revision:
    """One state of an article's text, as it was first seen."""

    number: int
    seen_at: str
    title: str
    standfirst: str | None
    word_count: int
    is_substantive: bool | None = None
    """Words changed, not only spelling, credit or times; None for the first."""
    words_added: int | None = None
    words_removed: int | None = None
    reverts_to: int | None = None
    """An earlier revision that had the same text."""
    correction: str | None = None
    """The correction notice that the page printed."""
    changed: list[str] = field(default_factory=list)
    """What is not as it was before: ``headline``, ``body`` …"""
    entries: list[Posting] = field(default_factory=list)
    """Of a live blog, in the order of the text; empty where the text was not asked for."""
    byline: str | None = None
    dateline: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    is_paywalled: bool | None = None
    """None where the page did not say."""
    body: str | None = None
    """Only where it was asked for."""
    body_kinds: str = ""
    """As in FullArticle; empty where it was not asked for, or not kept of an old revision."""


@dataclass(slots=True, kw_only=True)
class Event:
    """What happened to an article besides its revisions: ``vanished``, ``returned`` …"""

    at: str
    kind: str
    reason: str | None
    http_status: int | None
    revision: int | None


@dataclass(slots=True, kw_only=True)
class Address:
    """One address that an article is or was known under."""

    url: str
    learnt: str
    until: str | None


@dataclass(slots=True, frozen=True)
class FailedCapture:
    """A page that was fetched and kept, and is not the article."""

    reason: str
    """In one word: ``paywall``, ``too_short`` …"""
    at: str
    http_status: int


@dataclass(slots=True, kw_only=True)
class FullArticle(Summary):
    """One article whole, as the reading page shows it."""

    dateline: str | None
    modified_at: str | None
    checked_at: str
    image_url: str | None
    image_caption: str | None
    image_credit: str | None
    agency: str | None
    """The agency or other outlet that the byline names."""
    editors: list[str]
    story: int | None
    body: str
    body_kinds: str
    """What each paragraph of the body is, a letter for each: ``p``, ``h`` (sub-heading), ``i`` (item
    of a list), ``q`` (quotation), ``r`` (row of a table). Empty in texts filed before it was known."""
    dateline_separator: str | None
    dateline_place: str | None
    published_raw: str | None
    """The text the time of publication was read from."""
    modified_raw: str | None
    """The text the time of the last change was read from."""
    paywall_reason: str | None
    """What says that one must pay, or need not, in its own words."""
    licence: str | None
    """The licence the page states, as address or name."""
    correction: str | None
    """The correction notice that the page printed when it was last read."""
    failed_capture: FailedCapture | None
    """The page's last capture, where it is not the article; None where it is."""
    entries: list[Posting]
    """Of a live blog, in the order of the text."""
    tags: list[str]
    provenance: dict[str, str]
    """Field -> the witness its value came from."""
    cut: list[str]
    """What is not whole because it reached a bound: fields, ``pages``, ``script``, ``tag``."""
    authors: list[Credit]
    revisions: list[Revision]
    same_story: list[Summary]
    """Other articles on the same event, newest first."""


def article(conn: sqlite3.Connection, article_id: int) -> FullArticle | None:
    """One article with text, authors, revisions and its story's other articles; None if unknown."""
    row = conn.execute(
        f"SELECT {SUMMARY_COLUMNS}, articles.dateline, modified_at, checked_at, image_url, story, "
        "coalesce(body, ''), coalesce(body_kinds, ''), dateline_separator, dateline_place, published_raw, "
        "image_caption, image_credit, agency, modified_raw, paywall_reason, article_text.licence, "
        "coalesce(cut, '[]'), coalesce(entries, '[]'), coalesce(editors, '[]'), coalesce(tags, '[]'), "
        "coalesce(provenance, '{}') "
        f"FROM articles LEFT JOIN article_text USING (id) {OF_SOURCES} WHERE articles.id = ?",
        [article_id],
    ).fetchone()
    if row is None:
        return None
    own = (
        *(
            "dateline",
            "modified_at",
            "checked_at",
            "image_url",
            "story",
            "body",
            "body_kinds",
            "dateline_separator",
        ),
        *("dateline_place", "published_raw", "image_caption", "image_credit", "agency"),
        *("modified_raw", "paywall_reason", "licence"),
    )
    states = revisions(conn, article_id)
    values = dict(zip(own, row[len(SUMMARY_FIELDS) :], strict=False))
    return FullArticle(
        **summary_fields(row),  # type: ignore[arg-type]
        **values,
        cut=_strings(row[-5]),
        entries=_postings(row[-4]),
        editors=_strings(row[-3]),
        tags=_strings(row[-2]),
        provenance=_provenance(row[-1]),
        authors=_credits(conn, article_id),
        revisions=states,
        correction=states[-1].correction if states else None,
        failed_capture=_failed_capture(conn, article_id),
        same_story=_same_story(conn, values["story"], article_id),
    )


def _strings(text: str) -> list[str]:
    with suppress(ValueError):
        tags = json.loads(text)
        return [str(tag) for tag in tags] if isinstance(tags, list) else []
    return []


def _postings(text: str) -> list[Posting]:
    with suppress(ValueError, TypeError):
        return [Posting(int(paragraph), str(at)) for paragraph, at in json.loads(text)]
    return []


def _provenance(text: str) -> dict[str, str]:
    with suppress(ValueError):
        found = json.loads(text)
        return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
    return {}


def _credits(conn: sqlite3.Connection, article_id: int) -> list[Credit]:
    rows = conn.execute(
        "SELECT authors.id, name, role, place FROM article_authors JOIN authors ON authors.id = author "
        "WHERE article = ? ORDER BY position",
        [article_id],
    )
    return [Credit(id=row[0], name=row[1], role=row[2], place=row[3]) for row in rows]


def _failed_capture(conn: sqlite3.Connection, article_id: int) -> FailedCapture | None:
    """The newest capture of the article's pages, where it has a reason."""
    newest = "SELECT max(captures.id) FROM pages JOIN captures ON page = pages.id WHERE pages.article = ?"
    row = conn.execute(
        f"SELECT reason, fetched_at, http_status FROM captures WHERE id = ({newest}) AND reason IS NOT NULL",
        [article_id],
    ).fetchone()
    return None if row is None else FailedCapture(*row)


def _same_story(
    conn: sqlite3.Connection, story: int | None, article_id: int, limit: int = 8
) -> list[Summary]:
    if story is None:
        return []
    rows = conn.execute(
        f"SELECT {SUMMARY_COLUMNS} FROM articles {OF_SOURCES} WHERE story = ? AND articles.id != ? "
        "ORDER BY articles.id DESC LIMIT ?",
        [story, article_id, limit],
    )
    return summaries(rows)


MAX_REVISIONS = 100  # of a live blog; the reading room shows the newest


def revisions(conn: sqlite3.Connection, article_id: int, *, with_text: bool = False) -> list[Revision]:
    """The newest MAX_REVISIONS states of an article, oldest first."""
    entries, text = ("entries", "body, body_kinds") if with_text else ("'[]'", "NULL, ''")
    table = "revision_texts" if with_text else "revisions"
    rows = conn.execute(
        "SELECT revision, seen_at, title, standfirst, word_count, is_substantive, words_added, words_removed, "
        f"reverts_to, correction, changed, {entries}, byline, dateline, published_at, modified_at, "
        f"is_paywalled, {text} "
        f"FROM {table} "
        "WHERE article = ? ORDER BY revision DESC LIMIT ?",
        [article_id, MAX_REVISIONS],
    ).fetchall()
    names = Revision.__dataclass_fields__
    found = [Revision(**dict(zip(names, row, strict=True))) for row in reversed(rows)]
    for revision in found:
        revision.changed = _strings(str(revision.changed))
        revision.entries = _postings(str(revision.entries))
    return found


def events(conn: sqlite3.Connection, article_id: int) -> list[Event]:
    """What happened to an article, newest first."""
    names = tuple(Event.__dataclass_fields__)
    rows = conn.execute(
        f"SELECT {', '.join(names)} FROM article_events WHERE article = ? ORDER BY id DESC LIMIT 50",
        [article_id],
    )
    return [Event(**dict(zip(names, row, strict=True))) for row in rows]


def addresses(conn: sqlite3.Connection, article_id: int) -> list[Address]:
    """The other addresses an article is or was known under, in the order they were learnt."""
    names = tuple(Address.__dataclass_fields__)
    rows = conn.execute(
        f"SELECT {', '.join(names)} FROM article_urls WHERE article = ? "
        "AND url <> (SELECT url FROM articles WHERE id = article) ORDER BY first_at LIMIT 50",
        [article_id],
    )
    return [Address(**dict(zip(names, row, strict=True))) for row in rows]


@dataclass(slots=True, kw_only=True)
class Author:
    """A person, and how many articles are credited to them."""

    id: int
    name: str
    articles: int
    roles: list[str]


def author(conn: sqlite3.Connection, author_id: int) -> Author | None:
    """One author, or None."""
    row = conn.execute("SELECT id, name FROM authors WHERE id = ?", [author_id]).fetchone()
    if row is None:
        return None
    number = conn.execute(
        "SELECT count(DISTINCT article) FROM article_authors WHERE author = ?", [author_id]
    ).fetchone()[0]
    roles = conn.execute(
        "SELECT role FROM article_authors WHERE author = ? ORDER BY article DESC LIMIT 200", [author_id]
    )
    commonest = most_frequent((role for (role,) in roles), 5)
    return Author(id=row[0], name=row[1], articles=number, roles=[role.value for role in commonest])
