"""How matches are spread over time: bars of days, months, quarters or years.

Standard library only. All matches are in the bars, however many: the full-text index counts a
stretch of ids without naming them, thirty million a second. A phrase of common words is slower: its
positions have to be compared. Where a reader waits, the bars are counted from the newest back for so
long, and the timeline says from which day on it is complete.
"""

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from pipelines.archive.matches import NOTHING, WINDOW, Count, Matches, matching_ids
from pipelines.archive.query import IDS_A_DAY, Query, day_ids, day_of

Unit: TypeAlias = Literal["day", "month", "quarter", "year"]

PREFIX_LIMIT = 100_000  # newest matches of a long prefix that are counted, 0.2 µs each
PATIENCE_S = 0.1  # that a page waits for the bars of all its timelines together

_LONGEST = (("day", 100), ("month", 1_100), ("quarter", 4_500))  # days that a unit still shows well


@dataclass(slots=True, frozen=True)
class Bar:
    """The articles of one stretch of days, both ends included."""

    first: date
    last: date
    number: int
    label: str


@dataclass(slots=True, kw_only=True)
class Timeline:
    """How many matches each stretch of time has, oldest first, gaps as zero."""

    unit: Unit = "month"
    bars: list[Bar] = field(default_factory=list)
    total: Count = NOTHING
    """All matches; ``is_more`` where the oldest are not in the bars."""
    since: date | None = None
    """The first day that was counted, where there was no time for the bars before it."""


def timeline(
    conn: sqlite3.Connection, query: Query, found: Matches, patience_s: float | None = None
) -> Timeline:
    """Matches by day, month, quarter or year, whichever gives a readable number of bars."""
    return timelines(conn, [(query, found)], patience_s)[0]


def timelines(
    conn: sqlite3.Connection, asked: Sequence[tuple[Query, Matches]], patience_s: float | None = None
) -> list[Timeline]:
    """A timeline for each query, all with the same bars, so that they can be compared.

    Each query comes with its newest matches; where those are not all, the rest is counted, the
    newest bars first, for ``patience_s`` seconds in all (without end where None).
    """
    begin = time.monotonic()
    ends = [days for query, found in asked if (days := _ends(conn, query, found)) is not None]
    if not ends:
        return [Timeline() for _ in asked]
    first, last = min(first for first, _ in ends), max(last for _, last in ends)
    unit: Unit = next((u for u, most in _LONGEST if (last - first).days < most), "year")  # type: ignore[misc]
    drawn = []
    for number, (query, found) in enumerate(asked, 1):
        until = None if patience_s is None else begin + patience_s * number / len(asked)
        drawn.append(
            _spread(conn, query, found, list(bars({}, _begin(first, unit), last, unit)), unit, until)
        )
    return drawn


def _ends(conn: sqlite3.Connection, query: Query, found: Matches) -> tuple[date, date] | None:
    """The days of the oldest and the newest match that stand in the calendar."""
    if not found.ids:
        return None
    oldest = found.ids[-1]
    if found.is_more and (query.has_long_prefix or (query.has_phrases and len(found.ids) < WINDOW)):
        # The oldest match costs as much as all of them: the oldest article that could be one will do.
        ends = [max(query.first_id, day_ids(date.min)[0]), oldest]
        oldest = conn.execute("SELECT min(id) FROM articles WHERE id BETWEEN ? AND ?", ends).fetchone()[0]
    elif found.is_more:
        matching, values = matching_ids(query)
        oldest = conn.execute(f"{matching} ORDER BY rowid LIMIT 1", values).fetchone()[0]
    first, last = day_of(oldest), day_of(found.ids[0])
    if first is not None and last is not None:
        return first, last
    days = [day for article_id in found.ids if (day := day_of(article_id)) is not None]
    return (min(days), max(days)) if days else None


def _spread(
    conn: sqlite3.Connection, query: Query, found: Matches, empty: list[Bar], unit: Unit, until: float | None
) -> Timeline:
    since = None
    if not found.is_more:
        counted = _by_unit(Counter(article_id // IDS_A_DAY for article_id in found.ids), unit)
    elif query.has_long_prefix:
        counted = _by_unit(_all_days(conn, query), unit)
    else:
        counted = _newest_bars(conn, query, found, empty, unit, until)
        since = min(counted) if len(counted) < len(empty) else None
    drawn = [Bar(bar.first, bar.last, counted.get(bar.first, 0), bar.label) for bar in empty]
    number = sum(bar.number for bar in drawn)
    is_more = found.is_more and query.has_long_prefix and number >= PREFIX_LIMIT
    return Timeline(unit=unit, bars=drawn, total=Count(number, is_more or since is not None), since=since)


def _newest_bars(
    conn: sqlite3.Connection,
    query: Query,
    found: Matches,
    empty: Sequence[Bar],
    unit: Unit,
    until: float | None,
) -> dict[date, int]:
    """First day of a bar -> matches, the newest bars first, one at least, as many as there is time for."""
    known = _by_unit(Counter(article_id // IDS_A_DAY for article_id in found.ids), unit)
    counted: dict[date, int] = {}
    for bar in reversed(empty):
        is_known = day_ids(bar.first)[0] >= found.ids[-1]
        counted[bar.first] = known.get(bar.first, 0) if is_known else _between(conn, query, bar)
        if not is_known and until is not None and time.monotonic() > until:
            break
    return counted


def _between(conn: sqlite3.Connection, query: Query, bar: Bar) -> int:
    first_id = max(query.first_id, day_ids(bar.first)[0])
    last_id = min(query.last_id, day_ids(bar.last)[1])
    # Not as a subquery: SQLite would hand over every row before it counts them.
    if query.match is None:
        sql, values = "SELECT count(*) FROM articles WHERE id BETWEEN ? AND ?", [first_id, last_id]
    else:
        sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
        values = [query.match, first_id, last_id]  # type: ignore[list-item]
    return int(conn.execute(sql, values).fetchone()[0])


def _all_days(conn: sqlite3.Connection, query: Query) -> Mapping[int, int]:
    """The newest matches by day, in one pass: a prefix is looked up anew by every statement."""
    matching, values = matching_ids(query)
    sql = f"SELECT id / {IDS_A_DAY}, count(*) FROM ({matching} ORDER BY rowid DESC LIMIT ?) GROUP BY 1"
    return dict(conn.execute(sql, [*values, PREFIX_LIMIT]).fetchall())


def _by_unit(days: Mapping[int, int], unit: Unit) -> dict[date, int]:
    sums: Counter[date] = Counter()
    for number, articles in days.items():
        day = day_of(number * IDS_A_DAY)
        if day is not None:
            sums[_begin(day, unit)] += articles
    return sums


def _begin(day: date, unit: Unit) -> date:
    if unit == "day":
        return day
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1)


def bars(sums: Mapping[date, int], first: date, last: date, unit: Unit) -> Iterator[Bar]:
    """A bar for every unit from ``first``, which begins one, to ``last``; ``sums`` go by first days."""
    length = {"day": 1, "month": 31, "quarter": 92, "year": 366}[unit]
    begin = first
    while begin <= min(last, date.max - timedelta(days=length)):
        following = _begin(begin + timedelta(days=length), unit)
        yield Bar(begin, following - timedelta(days=1), sums.get(begin, 0), _bar_label(begin, unit))
        begin = following


def _bar_label(begin: date, unit: Unit) -> str:
    if unit == "day":
        return begin.isoformat()
    if unit == "month":
        return begin.isoformat()[:7]
    return f"{begin.year} Q{(begin.month + 2) // 3}" if unit == "quarter" else str(begin.year)
