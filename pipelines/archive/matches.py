"""Which articles a query finds, as ids: the newest of them, how many, which are the best.

Standard library only. Nothing here looks at more than WINDOW matches one by one, whatever the
size of the archive.
"""

import sqlite3
import time
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipelines.archive.query import IDS_A_DAY, Group, Query

WINDOW = 20_000  # newest matches that are looked at one by one: 8 ms for the ids, 60 ms with their facets
RANKED = 10_000  # matches that bm25 is asked to weigh at most: 1.3 µs each
RANKED_HEADS = 5_000  # newest headlines with a word that are weighed: the same, and a list to be read
COMMON = 100_000  # a word in more articles says little of any of them; weighing it reads all of its list
PATIENCE_S = 0.03  # that first hits wait for their number
FIRST = 1_000  # matches of a phrase that are looked for whatever it takes: all, where they are few
_IDS_A_YEAR = 10_000 * IDS_A_DAY
CANDIDATES = 400  # best headlines that are tried before a page goes on with the newest matches

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
    conn: sqlite3.Connection, query: Query, limit: int | None = None, patience_s: float | None = None
) -> Matches:
    """The newest matches of a query, ``limit`` (WINDOW) at most.

    With ``patience_s`` those of a phrase are looked for so many seconds (see ``count``), but FIRST
    of them whatever it takes.
    """
    if not query.can_run:
        return Matches()
    limit = WINDOW if limit is None else limit
    sql, values = matching_ids(query)
    rows = conn.execute(f"{sql} ORDER BY rowid DESC LIMIT ?", [*values, limit + 1])
    if patience_s is not None and query.has_phrases and not query.has_long_prefix:
        return _matches_in_time(rows, limit, patience_s)
    found = [row[0] for row in rows]
    return Matches(found[:limit], len(found) > limit)


def _matches_in_time(rows: sqlite3.Cursor, limit: int, patience_s: float) -> Matches:
    # The index compares positions only as far as rows are asked for. Not year by year: to begin anew
    # in each costs as much as half of the list where there are few.
    until = time.monotonic() + patience_s
    found: list[int] = []
    for (article_id,) in rows:
        if len(found) == limit or (len(found) >= FIRST and time.monotonic() > until):
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
    by_headline: bool = False
    """Too many matched to weigh every text: headlines and standfirsts decided, then the date."""


def best(conn: sqlite3.Connection, query: Query, found: Matches, limit: int) -> Best:
    """The ``limit`` best matches. ``found`` are the query's newest.

    bm25 weighs the texts of up to RANKED articles. It reads the whole list of every word it
    weighs, so words and filters that stand in more than COMMON articles only decide who is in.
    Where too many are in, those with the words in headline or standfirst come first, weighed
    the same way, and the rest newest first.
    """
    if query.unspaced_runs:
        return _newest_weighed(conn, query, found, limit)
    if len(found.ids) <= RANKED and not found.is_more:
        ranked = _weighed(conn, query, found, limit)
        if ranked is not None:
            return ranked
    return _by_headline(conn, query, found, limit)


def _newest_weighed(conn: sqlite3.Connection, query: Query, found: Matches, limit: int) -> Best:
    """Scripts without spaces are indexed as pairs, which the index of headlines has not."""
    floor = found.ids[:RANKED][-1] if found.ids else 0
    rows = conn.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ? "
        "AND rank MATCH ? ORDER BY rank, rowid DESC LIMIT ?",
        [query.match, max(floor, query.first_id), query.last_id, WEIGHTS_UNSPACED, limit + 1],
    )
    ids = [row[0] for row in rows]
    return Best(ids[:limit], len(ids) > limit)


def _weighed(conn: sqlite3.Connection, query: Query, found: Matches, limit: int) -> Best | None:
    """By bm25 of the words that are rare enough; None where no word is, or their matches are too many."""
    rare = [group for group in query.groups if _is_rare(conn, group)]
    if not any(group.has_words for group in rare):
        return None
    asked = " AND ".join(group.expression for group in rare)
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
    values: list[str | int] = [asked, query.first_id, query.last_id]
    # Without what is common or excluded the words find more than the query does.
    if asked != query.match and _count(conn, sql, values, WINDOW) > WINDOW:
        return None
    ids: list[int] = []
    for (article_id,) in conn.execute(
        f"{sql} AND rank MATCH ? ORDER BY rank, rowid DESC", [*values, WEIGHTS]
    ):
        if article_id in found.known:
            ids.append(article_id)
            if len(ids) > limit:
                break
    return Best(ids[:limit], len(ids) > limit)


def _is_rare(conn: sqlite3.Connection, group: Group) -> bool:
    """Whether COMMON articles at most have what a group asks for, and one word of each phrase.

    A phrase costs what its rarest word does, however seldom it stands: to weigh it, the positions
    of its words are compared three times in every article that has them all.
    """
    return (
        all(any(_articles_with(conn, word) <= COMMON for word in words) for words in group.phrases)
        and _articles_with(conn, group.expression) <= COMMON
    )


def _articles_with(conn: sqlite3.Connection, expression: str) -> int:
    """How many articles have it, counted no further than one more than COMMON."""
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
    return _count(conn, sql, [expression], COMMON)


def _by_headline(conn: sqlite3.Connection, query: Query, found: Matches, limit: int) -> Best:
    ids: dict[int, None] = {}
    for candidate in _best_heads(conn, query):
        if len(ids) > limit:
            break
        if finds(conn, query, found, candidate):
            ids[candidate] = None
    for following in found.ids:
        if len(ids) > limit:
            break
        ids.setdefault(following)
    chosen = list(ids)[:limit]
    return Best(chosen, len(ids) > limit, by_headline=True)


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
