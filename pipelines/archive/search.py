"""Search: what a query finds, page by page, and where the words stand in it.

Standard library only: the reading room uses it under the plain ``datasette`` command. All that
reads the archive (this module, ``facets``, ``reading``, ``health``) takes an open connection,
returns dataclasses and writes nothing. Made for a million articles: ids follow the date, so
"newest first" is the row order backwards; nothing reads the whole of ``articles``, and what
would have to look at every match looks at the newest ``WINDOW`` of them and says so.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from pipelines.archive.marking import HIT, HIT_END, Marked, mark_runs, pieces, places
from pipelines.archive.query import Query, parse
from pipelines.archive.summaries import OF_SOURCES, PAGE, SUMMARY_COLUMNS, Row, Summary, summary_fields
from pipelines.archive.terms import UNSPACED_RUN

WINDOW = 20_000  # matches looked at for count, facets and ranking: about 0.1 s
MAX_OFFSET = 1_000  # rows skipped at most; the newest-first cursor reaches the rest

SNIPPET_TOKENS = 36  # about two lines of the results page
SNIPPET_CHARS = 90  # the same for scripts without spaces
SNIPPET_LEAD = 25  # characters before the first hit, in scripts without spaces

# bm25 weights of title, standfirst, byline, dateline, body, terms. A filter must not add to the
# rank, but the pairs of an unspaced script stand in the same column as the filters.
WEIGHTS = "bm25(10.0, 5.0, 3.0, 2.0, 1.0, 0.0)"
WEIGHTS_UNSPACED = "bm25(10.0, 5.0, 3.0, 2.0, 1.0, 1.0)"

Order: TypeAlias = Literal["newest", "ranked"]


@dataclass(slots=True, kw_only=True)
class Hit(Summary):
    """An article that a search found, and where the words stand in it."""

    title_marks: Marked
    snippet: Marked


@dataclass(slots=True, frozen=True)
class Count:
    """A number of articles; with ``is_more`` there are more than were counted."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.is_more else ''}"


NOTHING = Count(0)
"""No articles."""


@dataclass(slots=True, kw_only=True)
class SearchResults:
    """One page of what a query found."""

    query: Query
    order: Order
    hits: list[Hit] = field(default_factory=list)
    total: Count = NOTHING
    older: int | None = None
    """With ``before=older`` the next page, newest first."""
    newer: int | None = None
    """With ``after=newer`` the page before."""
    next_offset: int | None = None
    """With ``offset=next_offset`` the next page, in either order, up to MAX_OFFSET."""
    ranked_window: bool = False
    """Only the newest WINDOW matches were ranked."""


def search(
    conn: sqlite3.Connection,
    query: str | Query,
    *,
    order: Order = "newest",
    limit: int = PAGE,
    offset: int = 0,
    before: int | None = None,
    after: int | None = None,
) -> SearchResults:
    """What a reader's query finds, one page of it.

    Pages on by ``offset`` (at most MAX_OFFSET), or newest first without end by ``before`` or
    ``after``, an article's id. Raises only what SQLite raises for the file itself.
    """
    if isinstance(query, str):
        query = parse(query, source_names(conn))
    if not query.has_words:
        order = "newest"
    results = SearchResults(query=query, order=order)
    if not query.can_run:
        return results
    results.total = count(conn, query)
    limit, offset = max(1, limit), min(max(0, offset), MAX_OFFSET)
    if order == "ranked":
        floor = _window_floor(conn, query) if results.total.is_more else query.first_id
        results.ranked_window = floor > query.first_id
        hits = _hits(conn, replace(query, first_id=floor), _RANKED, limit + 1, offset)
    elif after is not None:
        hits = _hits(
            conn, replace(query, first_id=max(query.first_id, after + 1)), _OLDEST, limit + 1, offset
        )
    else:
        last_id = query.last_id if before is None else min(query.last_id, before - 1)
        hits = _hits(conn, replace(query, last_id=last_id), _NEWEST, limit + 1, offset)
    has_more = len(hits) > limit
    hits = results.hits = hits[:limit]
    if order == "newest":
        if after is not None:
            hits.reverse()
        is_later_page = before is not None or offset > 0
        results.older = hits[-1].id if hits and (has_more or after is not None) else None
        results.newer = hits[0].id if hits and (has_more if after is not None else is_later_page) else None
    if has_more and after is None and before is None and offset + limit <= MAX_OFFSET:
        results.next_offset = offset + limit
    return results


def count(conn: sqlite3.Connection, query: Query, limit: int = WINDOW) -> Count:
    """How many articles a query finds, counted no further than ``limit``."""
    if not query.can_run:
        return NOTHING
    matching, values = matching_ids(query)
    sql = f"SELECT count(*) FROM ({matching} LIMIT ?)"
    number = int(conn.execute(sql, [*values, limit + 1]).fetchone()[0])
    return Count(min(number, limit), number > limit)


def source_names(conn: sqlite3.Connection) -> dict[str, str]:
    """Case-folded title and name -> name of every source."""
    rows = conn.execute("SELECT name, title FROM sources").fetchall()
    return {title.casefold(): name for name, title in rows} | {name.casefold(): name for name, _ in rows}


def matching_ids(query: Query) -> tuple[str, list[str | int]]:
    """A SELECT of the ids that a query finds, without an order, and its values."""
    ids = [query.first_id, query.last_id]
    if query.match is None:
        return "SELECT rowid AS id FROM articles WHERE rowid BETWEEN ? AND ?", [*ids]
    sql = "SELECT rowid AS id FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
    return sql, [query.match, *ids]


def _window_floor(conn: sqlite3.Connection, query: Query) -> int:
    """The lowest id among the newest WINDOW matches."""
    matching, values = matching_ids(query)
    row = conn.execute(f"{matching} ORDER BY rowid DESC LIMIT 1 OFFSET ?", [*values, WINDOW - 1]).fetchone()
    return query.first_id if row is None else int(row[0])


_NEWEST = "ORDER BY rowid DESC"
_OLDEST = "ORDER BY rowid"
_RANKED = "AND rank MATCH ? ORDER BY rank"


def _hits(conn: sqlite3.Connection, query: Query, order: str, limit: int, offset: int) -> list[Hit]:
    by_fts = query.match is not None and query.has_words and not query.only_unspaced
    rows = (_with_snippets if by_fts else _with_openings)(conn, query, order, limit, offset)
    return [_hit(row, query.unspaced_runs) for row in rows]


def _tail(query: Query, order: str, limit: int, offset: int) -> list[str | int]:
    weights = WEIGHTS_UNSPACED if query.unspaced_runs else WEIGHTS
    return [*([weights] if order == _RANKED else []), limit, offset]


def _with_snippets(
    conn: sqlite3.Connection, query: Query, order: str, limit: int, offset: int
) -> Iterable[Row]:
    # One statement, not one an id: a prefix is looked up anew by every statement. CROSS JOIN
    # keeps the index outermost, so that its order is the result's and nothing is sorted.
    sql = (
        f"SELECT {SUMMARY_COLUMNS}, highlight(articles_fts, 0, ?, ?), snippet(articles_fts, 1, ?, ?, '…', ?), "
        "snippet(articles_fts, 4, ?, ?, '…', ?) "
        f"FROM articles_fts CROSS JOIN articles ON articles.id = articles_fts.rowid {OF_SOURCES} "
        "WHERE articles_fts MATCH ? AND articles_fts.rowid BETWEEN ? AND ? "
        f"{order.replace('rowid', 'articles_fts.rowid')} LIMIT ? OFFSET ?"
    )
    marks = (HIT, HIT_END)
    columns = (*marks, *marks, SNIPPET_TOKENS, *marks, SNIPPET_TOKENS)
    matching = (query.match, query.first_id, query.last_id)
    return conn.execute(sql, [*columns, *matching, *_tail(query, order, limit, offset)])


def _with_openings(
    conn: sqlite3.Connection, query: Query, order: str, limit: int, offset: int
) -> Iterable[Row]:
    matching, values = matching_ids(query)
    ids = conn.execute(
        f"{matching} {order} LIMIT ? OFFSET ?", [*values, *_tail(query, order, limit, offset)]
    ).fetchall()
    sql = (
        f"SELECT {SUMMARY_COLUMNS}, articles.title, articles.standfirst, body "
        f"FROM articles LEFT JOIN article_text USING (id) {OF_SOURCES} WHERE articles.id = ?"
    )
    for found in ids:
        yield from conn.execute(sql, found)


def _hit(row: Row, runs: Sequence[str]) -> Hit:
    title, standfirst, body = (str(text or "") for text in row[-3:])
    snippets = [_excerpt(text, runs) for text in (body, standfirst)]
    with_hit = [snippet for snippet in snippets if any(is_hit for _, is_hit in snippet)]
    # Without a hit in the text (it is in the title, or the query is a filter) the standfirst
    # says best what the article is about.
    snippet = with_hit[0] if with_hit else snippets[1] or snippets[0]
    return Hit(
        **summary_fields(row),  # type: ignore[arg-type]
        title_marks=mark_runs(pieces(title), runs),
        snippet=snippet,
    )


def _excerpt(text: str, runs: Sequence[str]) -> Marked:
    if HIT not in text:
        text = _cut(text, runs)
    marked = mark_runs(pieces(text), runs)
    if marked and marked[0][0].startswith("…"):
        marked[0] = (f"… {marked[0][0][1:].lstrip()}", marked[0][1])
    return marked


def _cut(text: str, runs: Sequence[str]) -> str:
    """A text without marks, cut to a snippet that begins shortly before its first run."""
    starts = [found[0][0] for run in runs if (found := places(text, run))]
    if starts:
        begin = max(0, min(starts) - SNIPPET_LEAD)
        end = begin + SNIPPET_CHARS
        return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
    if UNSPACED_RUN.search(text[:SNIPPET_CHARS]) is not None:
        return text[:SNIPPET_CHARS] + ("…" if len(text) > SNIPPET_CHARS else "")
    words = text[: SNIPPET_TOKENS * 30].split(" ")
    return " ".join(words[:SNIPPET_TOKENS]) + ("…" if len(words) > SNIPPET_TOKENS else "")
