"""Which articles a query finds, as ids: the newest of them, how many, which are the best.

Standard library only. Nothing here looks at more than WINDOW matches one by one, whatever the
size of the archive.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from pipelines.archive.query import IDS_A_DAY, Group, Query
from pipelines.archive.terms import filter_term

WINDOW = 20_000  # newest matches that are looked at one by one: 8 ms for the ids, 60 ms with their facets
RANKED = 2_000  # matches that bm25 is asked to weigh at most: 3 µs each
RANKED_HEADS = 1_000  # newest headlines with a word that are weighed: 1.6 µs each, and a list to be read
LIKELY = 5_000  # articles with the rarer words of a query that bm25 weighs to find its matches among them
COMMON = 100_000  # a word in more articles says little of any of them; weighing it reads all of its list
COMMON_IN_PHRASES = 50_000  # the same of the rarest word of a phrase: positions are compared three times
PATIENCE_S = 0.03  # that first hits wait for their number
HURRIED = 2_000  # matches that first hits are counted to: 0.6 µs each where two lists are compared
FIRST = 1_000  # matches of a phrase that are looked for whatever it takes: all, where they are few
_IDS_A_YEAR = 10_000 * IDS_A_DAY
CANDIDATES = 400  # best headlines that are tried before a page goes on with the newest matches
IN_VAIN = 5  # of them that are looked up one by one, 0.1 ms each, before the others are together

# bm25 weights of title, standfirst, byline, dateline, body, terms. A filter must not add to the
# rank, but the pairs of an unspaced script stand in the same column as the filters.
WEIGHTS = "bm25(10.0, 5.0, 3.0, 2.0, 1.0, 0.0)"
WEIGHTS_UNSPACED = "bm25(10.0, 5.0, 3.0, 2.0, 1.0, 1.0)"
WEIGHTS_OF_HEADS = "bm25(10.0, 5.0, 3.0, 2.0)"


@dataclass(slots=True, frozen=True)
class Count:
    """A number of articles; with ``is_more`` there are more than were counted."""

    number: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}{'+' if self.is_more else ''}"


NOTHING = Count(0)
"""No articles."""


@dataclass(frozen=True)
class Matches:
    """The newest articles that a query finds."""

    ids: list[int] = field(default_factory=list)
    """Newest first, WINDOW at most."""
    is_more: bool = False
    """There are older ones."""

    @cached_property
    def known(self) -> frozenset[int]:
        """The same ids, to be asked whether one is among them."""
        return frozenset(self.ids)

    @property
    def count(self) -> Count:
        """How many there are, counted no further than these."""
        return Count(len(self.ids), self.is_more)


def matching_ids(query: Query) -> tuple[str, list[str | int]]:
    """A SELECT of the ids that a query finds, without an order, and its values."""
    ids = [query.first_id, query.last_id]
    if query.match is None:
        return "SELECT rowid AS id FROM articles WHERE rowid BETWEEN ? AND ?", [*ids]
    sql = "SELECT rowid AS id FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
    return sql, [query.match, *ids]


def matches(
    conn: sqlite3.Connection,
    query: Query,
    limit: int | None = None,
    patience_s: float | None = None,
    least: int | None = None,
) -> Matches:
    """The newest matches of a query, ``limit`` (WINDOW) at most.

    With ``patience_s`` those of a phrase are looked for so many seconds (see ``count``), but
    ``least`` (FIRST) of them whatever it takes.
    """
    if not query.can_run:
        return Matches()
    limit = WINDOW if limit is None else limit
    least = FIRST if least is None else least
    sql, values = matching_ids(query)
    rows = conn.execute(f"{sql} ORDER BY rowid DESC LIMIT ?", [*values, limit + 1])
    if patience_s is not None and query.has_phrases and not query.has_long_prefix:
        return _matches_in_time(rows, limit, patience_s, least)
    found = [row[0] for row in rows]
    return Matches(found[:limit], len(found) > limit)


def _matches_in_time(rows: sqlite3.Cursor, limit: int, patience_s: float, least: int) -> Matches:
    # The index compares positions only as far as rows are asked for. Not year by year: to begin anew
    # in each costs as much as half of the list where there are few.
    until = time.monotonic() + patience_s
    found: list[int] = []
    for (article_id,) in rows:
        if len(found) == limit or (len(found) >= least and time.monotonic() > until):
            return Matches(found, is_more=True)
        found.append(article_id)
    return Matches(found)


def count(
    conn: sqlite3.Connection, query: Query, limit: int | None = None, patience_s: float | None = None
) -> Count:
    """How many articles a query finds, counted no further than ``limit`` (WINDOW).

    The positions of phrases of common words have to be compared, which may take a quarter of a
    second in a million articles: with ``patience_s`` they are counted from the newest year back,
    one year at least, for so many seconds.
    """
    if not query.can_run:
        return NOTHING
    limit = WINDOW if limit is None else limit
    if patience_s is not None and query.has_phrases and not query.has_long_prefix:
        return _count_in_time(conn, query, limit, patience_s)
    matching, values = matching_ids(query)
    number = _count(conn, matching, values, limit)
    return Count(min(number, limit), number > limit)


def _count_in_time(conn: sqlite3.Connection, query: Query, limit: int, patience_s: float) -> Count:
    until = time.monotonic() + patience_s
    in_range = "FROM articles WHERE id BETWEEN ? AND ?"
    ends = [query.first_id, query.last_id]
    # Two questions: SQLite reads one end of the index for each, and all of it for both at once.
    (newest,) = conn.execute(f"SELECT max(id) {in_range}", ends).fetchone()
    (oldest,) = conn.execute(f"SELECT min(id) {in_range}", ends).fetchone()
    number, ceiling = 0, newest
    while ceiling is not None and ceiling >= oldest and number <= limit:
        if number and time.monotonic() > until:
            return Count(number, is_more=True)
        floor = ceiling // _IDS_A_YEAR * _IDS_A_YEAR
        matching, values = matching_ids(replace(query, first_id=max(floor, oldest), last_id=ceiling))
        number += _count(conn, matching, values, limit)
        ceiling = floor - 1
    return Count(min(number, limit), number > limit)


def _count(conn: sqlite3.Connection, matching: str, values: list[str | int], limit: int) -> int:
    return int(conn.execute(f"SELECT count(*) FROM ({matching} LIMIT ?)", [*values, limit + 1]).fetchone()[0])


@dataclass(slots=True, frozen=True)
class Best:
    """The best matches of a query, best first."""

    ids: list[int]
    is_more: bool
    """There are further ones."""
    count: Count
    """How many articles the query finds, counted no further than it took to rank them."""
    by_headline: bool = False
    """Too many matched to weigh every text: headlines and standfirsts decided, then the date."""


def best(
    conn: sqlite3.Connection,
    query: Query,
    limit: int,
    found: Matches | None = None,
    patience_s: float | None = None,
) -> Best:
    """The ``limit`` best matches. ``found`` are the query's newest, where they are known already.

    bm25 weighs the texts of up to RANKED articles. It reads the whole list of every word it
    weighs, so words and filters that stand in more than COMMON articles only decide who is in.
    Where too many are in, those with the words in headline or standfirst come first, weighed
    the same way, and the rest newest first. The order is the same with any ``patience_s``, the
    seconds that the number of a phrase of common words is counted for.
    """
    if query.unspaced_runs:
        return _newest_weighed(conn, query, found or matches(conn, query, RANKED), limit)
    enough = max(RANKED, limit + 1)
    rare = _rare_groups(conn, query) if query.has_phrases else None
    if rare is not None and not any(group.has_words for group in rare):
        found = found or matches(conn, query, enough, patience_s, least=limit + 1)
        return _by_headline(conn, query, found, limit)
    if found is None or (found.is_more and len(found.ids) <= RANKED):
        # Of a long prefix beside other words none but these can be told to be matches.
        is_window = query.has_long_prefix and not query.is_one_group
        found = matches(conn, query, None if is_window else enough)
    ranked = None
    if len(found.ids) <= RANKED and not found.is_more:
        ranked = _weighed(conn, query, found, limit, rare)
    return ranked or _by_headline(conn, query, found, limit)


def _newest_weighed(conn: sqlite3.Connection, query: Query, found: Matches, limit: int) -> Best:
    """Scripts without spaces are indexed as pairs, which the index of headlines has not."""
    floor = found.ids[:RANKED][-1] if found.ids else 0
    rows = conn.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ? "
        "AND rank MATCH ? ORDER BY rank, rowid DESC LIMIT ?",
        [query.match, max(floor, query.first_id), query.last_id, WEIGHTS_UNSPACED, limit + 1],
    )
    ids = [row[0] for row in rows]
    return Best(ids[:limit], len(ids) > limit, found.count)


def _weighed(
    conn: sqlite3.Connection, query: Query, found: Matches, limit: int, rare: list[Group] | None
) -> Best | None:
    """All matches by bm25 of the rare words; None where no word is, or too many articles have them."""
    if rare is None and query.is_one_group:
        rare = list(query.groups)  # its matches are the query's, and those are few
    elif rare is None:
        rare = _rare_groups(conn, query)
    if not any(group.has_words for group in rare):
        return None
    asked = " AND ".join(group.expression for group in rare)
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
    values: list[str | int] = [asked, query.first_id, query.last_id]
    # Without what is common or excluded the words find more than the query does.
    if asked != query.match and _count(conn, sql, values, LIKELY) > LIKELY:
        return None
    ids: list[int] = []
    for (article_id,) in conn.execute(
        f"{sql} AND rank MATCH ? ORDER BY rank, rowid DESC", [*values, WEIGHTS]
    ):
        if article_id in found.known:
            ids.append(article_id)
            if len(ids) > limit:
                break
    return Best(ids[:limit], len(ids) > limit, found.count)


def _rare_groups(conn: sqlite3.Connection, query: Query) -> list[Group]:
    return [group for group in query.groups if _is_rare(conn, group)]


def _is_rare(conn: sqlite3.Connection, group: Group) -> bool:
    """Whether COMMON articles at most have what a group asks for, and few enough one word of each phrase.

    A phrase costs what its rarest word does, however seldom it stands. A long prefix is never
    counted beside other words: that alone costs as much as to find all who have it.
    """
    if group.has_long_prefix:
        return False
    if not all(any(_is_in_few(conn, word, COMMON_IN_PHRASES) for word in words) for words in group.phrases):
        return False
    return group.only_phrases or _is_in_few(conn, group.expression, COMMON)


def _is_in_few(conn: sqlite3.Connection, expression: str, most: int) -> bool:
    """Whether so many articles have it at most."""
    # An offset is stepped over without a row being made of each, as a count would.
    sql = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1 OFFSET ?"
    return conn.execute(sql, [expression, most]).fetchone() is None


def _by_headline(conn: sqlite3.Connection, query: Query, found: Matches, limit: int) -> Best:
    ids = dict.fromkeys(islice(_found_heads(conn, query, found), limit + 1))
    for following in found.ids:
        if len(ids) > limit:
            break
        ids.setdefault(following)
    return Best(list(ids)[:limit], len(ids) > limit, found.count, by_headline=True)


def _found_heads(conn: sqlite3.Connection, query: Query, found: Matches) -> Iterator[int]:
    """The best headlines whose articles the query finds, best first."""
    heads = _best_heads(conn, query)
    if query.groups[0].in_heads and query.match == query.groups[0].expression:
        yield from heads  # what its headline has, an article has
        return
    source = query.only_source
    if source is not None and not query.has_long_prefix:
        kept = _of_source(conn, heads, source)
        yield from (one for one in heads if one in kept)
        return
    in_vain = 0
    for position, one in enumerate(heads):
        if finds(conn, query, found, one):
            yield one
        elif found.is_more and one < found.ids[-1] and not query.has_long_prefix:
            in_vain += 1
            if in_vain == IN_VAIN:
                following = heads[position + 1 :]
                kept = _found_among(conn, query, following)
                yield from (other for other in following if other in kept)
                return


def _of_source(conn: sqlite3.Connection, ids: Sequence[int], source: str) -> set[int]:
    """Those of some articles that a source published: a tenth of what the index takes to say so."""
    rows = conn.execute(
        "SELECT articles.id, source FROM json_each(?) CROSS JOIN articles ON articles.id = value",
        [json.dumps(ids)],
    ).fetchall()
    wanted = filter_term("source", source)
    meant = {name for name in {name for _, name in rows} if filter_term("source", name) == wanted}
    return {article_id for article_id, name in rows if name in meant}


def _found_among(conn: sqlite3.Connection, query: Query, ids: Sequence[int]) -> set[int]:
    """Those of some articles that a query finds, by one look at its matches between the first and the last."""
    if not ids or query.match is None:
        return set(ids)
    sql, values = matching_ids(
        replace(query, first_id=max(query.first_id, min(ids)), last_id=min(query.last_id, max(ids)))
    )
    # The plus keeps SQLite from making one search an id of it.
    rows = conn.execute(f"{sql} AND +rowid IN (SELECT value FROM json_each(?))", [*values, json.dumps(ids)])
    return {row[0] for row in rows}


def _best_heads(conn: sqlite3.Connection, query: Query) -> list[int]:
    """Articles with any of the words in headline, standfirst, byline or dateline, best first."""
    asked = " OR ".join(group.expression for group in query.groups if group.has_words and group.in_heads)
    if not asked:
        return []
    sql = "FROM articles_fts_heads WHERE articles_fts_heads MATCH ? AND rowid BETWEEN ? AND ?"
    floor = conn.execute(
        f"SELECT rowid {sql} ORDER BY rowid DESC LIMIT 1 OFFSET ?",
        [asked, query.first_id, query.last_id, RANKED_HEADS],
    ).fetchone()
    first_id = query.first_id if floor is None else floor[0]
    rows = conn.execute(
        f"SELECT rowid {sql} AND rank MATCH ? ORDER BY rank, rowid DESC LIMIT ?",
        [asked, first_id, query.last_id, WEIGHTS_OF_HEADS, CANDIDATES],
    )
    return [row[0] for row in rows]


def finds(conn: sqlite3.Connection, query: Query, found: Matches, article_id: int) -> bool:
    """Whether a query finds an article; ``found`` are the query's newest matches.

    Says no to an article older than those where a prefix is looked for: that is too slow to be
    asked for one by one.
    """
    if not query.first_id <= article_id <= query.last_id:
        return False
    if not found.is_more or article_id >= found.ids[-1]:
        return article_id in found.known
    if query.match is None:
        return True
    if query.has_long_prefix:
        return False
    sql = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
    return conn.execute(sql, [query.match, article_id]).fetchone() is not None
