"""Search: what a query finds, page by page, and where the words stand in it.

Standard library only: the reading room uses it under the plain ``datasette`` command. All that
reads the archive (this module, ``matches``, ``facets``, ``reading``, ``health``) takes an open
connection, returns dataclasses and writes nothing. Made for a million articles: ids follow the
date, so "newest first" is the row order backwards; nothing reads the whole of ``articles``, and
what would have to look at every match looks at the newest ``WINDOW`` of them and says so.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from pipelines.archive.marking import (
    HIGHLIGHTS,
    HIT,
    MARKS,
    Marked,
    mark_runs,
    marked_beside,
    passage,
    pieces,
    places,
)
from pipelines.archive.matches import (
    FIRST,
    HURRIED,
    NOTHING,
    Count,
    Matches,
    best,
    count,
    matches,
    matching_ids,
)
from pipelines.archive.query import Query, parse
from pipelines.archive.summaries import OF_SOURCES, PAGE, SUMMARY_COLUMNS, Row, Summary, summary_fields
from pipelines.archive.terms import UNSPACED_RUN

MAX_OFFSET = 1_000  # rows skipped at most; the newest-first cursor reaches the rest

SNIPPET_WORDS = 36  # about two lines of the results page, where no word of them is a hit
SNIPPET_CHARS = 90  # the same for scripts without spaces
SNIPPET_LEAD = 25  # characters before the first hit, in scripts without spaces

Order: TypeAlias = Literal["newest", "ranked"]


@dataclass(slots=True, kw_only=True)
class Hit(Summary):
    """An article that a search found, and where the words stand in it."""

    title_marks: Marked
    snippet: Marked
    credits: Marked = field(default_factory=list)
    """Byline and dateline, where a word stands in one of them."""


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
    by_headline: bool = False
    """Too many matched to weigh every text: see ``matches.Best``."""


def search(
    conn: sqlite3.Connection,
    query: str | Query,
    *,
    order: Order = "newest",
    limit: int = PAGE,
    offset: int = 0,
    before: int | None = None,
    after: int | None = None,
    found: Matches | None = None,
    patience_s: float | None = None,
) -> SearchResults:
    """What a reader's query finds, one page of it.

    Pages on by ``offset`` (at most MAX_OFFSET), or newest first without end by ``before`` or
    ``after``, an article's id. ``found`` are the query's newest matches, where they are known
    already; where they are not, all are counted up to WINDOW, or with ``patience_s`` up to HURRIED,
    and those of a phrase for so many seconds.
    Raises only what SQLite raises for the file itself.
    """
    if isinstance(query, str):
        query = asked(conn, query)
    if not query.has_words:
        order = "newest"
    results = SearchResults(query=query, order=order)
    if not query.can_run:
        return results
    limit, offset = max(1, limit), min(max(0, offset), MAX_OFFSET)
    if order == "ranked":
        _best_page(conn, results, limit, offset, found, patience_s)
        return results
    if found is None and query.has_long_prefix:
        found = matches(conn, query, None if patience_s is None else max(HURRIED, offset + limit))
    _newest_page(conn, results, limit, offset, before, after, found)
    if found is not None:
        results.total = found.count
    elif patience_s is not None and _is_all(results, offset, before, after):
        results.total = Count(offset + len(results.hits))
    else:
        results.total = count(conn, query, None if patience_s is None else HURRIED, patience_s)
    return results


def _best_page(
    conn: sqlite3.Connection,
    results: SearchResults,
    limit: int,
    offset: int,
    found: Matches | None,
    patience_s: float | None,
) -> None:
    ranking = best(conn, results.query, offset + limit, found, patience_s)
    results.total, results.by_headline = ranking.count, ranking.by_headline
    results.hits = _hits_of(conn, results.query, ranking.ids[offset:])
    if ranking.is_more and offset + limit <= MAX_OFFSET:
        results.next_offset = offset + limit


def _newest_page(
    conn: sqlite3.Connection,
    results: SearchResults,
    limit: int,
    offset: int,
    before: int | None,
    after: int | None,
    found: Matches | None = None,
) -> None:
    query = results.query
    if after is not None:
        query = replace(query, first_id=max(query.first_id, after + 1))
    elif before is not None:
        query = replace(query, last_id=min(query.last_id, before - 1))
    order = _OLDEST if after is not None else _NEWEST
    known = None if found is None else _known_page(query, found, limit + 1, offset, order)
    hits = _hits(conn, query, order, limit + 1, offset) if known is None else _hits_of(conn, query, known)
    has_more = len(hits) > limit
    hits = results.hits = hits[:limit]
    if after is not None:
        hits.reverse()
    is_later_page = before is not None or offset > 0
    results.older = hits[-1].id if hits and (has_more or after is not None) else None
    results.newer = hits[0].id if hits and (has_more if after is not None else is_later_page) else None
    if has_more and after is None and before is None and offset + limit <= MAX_OFFSET:
        results.next_offset = offset + limit


def _is_all(results: SearchResults, offset: int, before: int | None, after: int | None) -> bool:
    """Whether the page ends with the last match, so that nothing has to be counted."""
    is_from_the_newest = before is None and after is None and (bool(results.hits) or offset == 0)
    return is_from_the_newest and results.older is None


def _known_page(query: Query, found: Matches, limit: int, offset: int, order: str) -> list[int] | None:
    """The ids of a page, where they are known and each article is better asked for by its id.

    To come upon the matches again, the lists of a long prefix would be merged again, or the
    positions of a phrase compared in all the articles between.
    """
    is_far_between = query.has_phrases and not found.is_more and len(found.ids) < FIRST
    if not (query.has_long_prefix or is_far_between):
        return None
    ids = [one for one in found.ids if query.first_id <= one <= query.last_id]
    if order == _OLDEST:
        ids.reverse()
        return None if found.is_more and query.first_id < found.ids[-1] else ids[offset : offset + limit]
    page = ids[offset : offset + limit]
    return None if found.is_more and len(page) < limit else page


def asked(conn: sqlite3.Connection, text: str) -> Query:
    """The query a text means in this archive, where a source may go by its title."""
    query = parse(text)
    if not any(term.field == "source" for term in query.terms):
        return query
    return parse(text, source_names(conn))


def source_names(conn: sqlite3.Connection) -> dict[str, str]:
    """Case-folded title and name -> name of every source."""
    rows = conn.execute("SELECT name, title FROM sources").fetchall()
    return {title.casefold(): name for name, title in rows} | {name.casefold(): name for name, _ in rows}


_NEWEST = "ORDER BY rowid DESC"
_OLDEST = "ORDER BY rowid"


def _is_marked_by_index(query: Query) -> bool:
    return query.match is not None and query.has_words and not query.only_unspaced


def _hits(conn: sqlite3.Connection, query: Query, order: str, limit: int, offset: int) -> list[Hit]:
    if _is_marked_by_index(query):
        tail = f"{order.replace('rowid', 'articles_fts.rowid')} LIMIT ? OFFSET ?"
        rows = _with_marks(conn, query, tail, [limit, offset])
    else:
        matching, values = matching_ids(query)
        ids = conn.execute(f"{matching} {order} LIMIT ? OFFSET ?", [*values, limit, offset]).fetchall()
        rows = _with_openings(conn, [row[0] for row in ids])
    return [_hit(row, query.unspaced_runs) for row in rows]


def _hits_of(conn: sqlite3.Connection, query: Query, ids: Sequence[int]) -> list[Hit]:
    """The hits with these ids, in their order."""
    if not ids:
        return []
    if not _is_marked_by_index(query):
        rows: list[Row] = list(_with_openings(conn, ids))
    elif query.has_long_prefix:
        marked = marked_beside(conn, query, ids)
        rows = [
            (*row[:-5], *marked[article_id])
            for row in _with_openings(conn, ids)
            if (article_id := int(str(row[0]))) in marked
        ]
    else:
        rows = list(_with_marks_of(conn, query, ids))
    hits = {hit.id: hit for hit in (_hit(row, query.unspaced_runs) for row in rows)}
    return [hits[article_id] for article_id in ids if article_id in hits]


def _with_marks(conn: sqlite3.Connection, query: Query, tail: str, tail_values: list[int]) -> Iterable[Row]:
    # CROSS JOIN keeps the index outermost, so that its order is the result's and nothing is sorted.
    sql = (
        f"SELECT {SUMMARY_COLUMNS}, {HIGHLIGHTS} "
        f"FROM articles_fts CROSS JOIN articles ON articles.id = articles_fts.rowid {OF_SOURCES} "
        f"WHERE articles_fts MATCH ? AND articles_fts.rowid BETWEEN ? AND ? {tail}"
    )
    return conn.execute(sql, [*MARKS, query.match, query.first_id, query.last_id, *tail_values])


def _with_marks_of(conn: sqlite3.Connection, query: Query, ids: Iterable[int]) -> Iterable[Row]:
    """The same of articles that the query is known to find: filters and exclusions mark nothing."""
    words = " AND ".join(group.expression for group in query.groups if group.has_words)
    sql = (
        f"SELECT {SUMMARY_COLUMNS}, {HIGHLIGHTS} "
        "FROM json_each(?) CROSS JOIN articles_fts ON articles_fts.rowid = value "
        f"CROSS JOIN articles ON articles.id = articles_fts.rowid {OF_SOURCES} WHERE articles_fts MATCH ?"
    )
    return conn.execute(sql, [*MARKS, json.dumps([*ids]), words])


def _with_openings(conn: sqlite3.Connection, ids: Iterable[int]) -> Iterable[Row]:
    sql = (
        f"SELECT {SUMMARY_COLUMNS}, articles.title, articles.standfirst, articles.byline, articles.dateline, body "
        f"FROM articles LEFT JOIN article_text USING (id) {OF_SOURCES} WHERE articles.id = ?"
    )
    for article_id in ids:
        yield from conn.execute(sql, [article_id])


def _hit(row: Row, runs: Sequence[str]) -> Hit:
    title, standfirst, byline, dateline, body = (str(text or "") for text in row[-5:])
    snippet = _excerpt(body, runs)
    if not _has_hit(snippet):
        # Without a hit in the text (it is in the title, or the query is a filter) the standfirst
        # says best what the article is about.
        snippet = _excerpt(standfirst, runs) or snippet
    credits = [marked for text in (byline, dateline) if _has_hit(marked := mark_runs(pieces(text), runs))]
    return Hit(
        **summary_fields(row),  # type: ignore[arg-type]
        title_marks=mark_runs(pieces(title), runs),
        snippet=snippet,
        credits=_joined(credits),
    )


def _has_hit(marked: Marked) -> bool:
    return any(is_hit for _, is_hit in marked)


def _joined(parts: Sequence[Marked]) -> Marked:
    joined: Marked = []
    for part in parts:
        joined += [*([(" · ", False)] if joined else []), *part]
    return joined


def _excerpt(text: str, runs: Sequence[str]) -> Marked:
    text = passage(text) if HIT in text else _cut(text, runs)
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
    words = text[: SNIPPET_WORDS * 30].split(" ")
    return " ".join(words[:SNIPPET_WORDS]) + ("…" if len(words) > SNIPPET_WORDS else "")
