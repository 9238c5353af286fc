"""How a query's matches are spread: over sources, sections and languages, and over time."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from pipelines.archive.query import IDS_A_DAY, Query, day_of
from pipelines.archive.search import NOTHING, WINDOW, Count, matching_ids

Unit: TypeAlias = Literal["day", "month", "quarter", "year"]


@dataclass(slots=True, frozen=True)
class FacetValue:
    """One value of a facet: what to filter by, what to show, how many."""

    value: str
    label: str
    number: int


@dataclass(slots=True, kw_only=True)
class Facets:
    """The sources, sections and languages of the newest matches, most frequent first."""

    sources: list[FacetValue] = field(default_factory=list)
    sections: list[FacetValue] = field(default_factory=list)
    languages: list[FacetValue] = field(default_factory=list)
    counted: Count = NOTHING
    """How many matches were looked at; ``is_more`` when there are older ones."""


def facets(conn: sqlite3.Connection, query: Query, size: int = 12) -> Facets:
    """Counts by source, section and language over the newest WINDOW matches."""
    if not query.can_run:
        return Facets()
    matching, values = matching_ids(query)
    rows = conn.execute(
        "SELECT source, section, language FROM articles WHERE id IN "
        f"({matching} ORDER BY rowid DESC LIMIT ?)",
        [*values, WINDOW],
    ).fetchall()
    titles = dict(conn.execute("SELECT name, title FROM sources").fetchall())
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return Facets(
        sources=most_frequent(columns[0], size, titles),
        sections=most_frequent(columns[1], size),
        languages=most_frequent(columns[2], size),
        counted=Count(len(rows), len(rows) == WINDOW),
    )


def most_frequent(
    values: Iterable[str | None], size: int, labels: Mapping[str, str] | None = None
) -> list[FacetValue]:
    """The ``size`` most frequent values, None and "" left out; equals in the order of the alphabet."""
    counted = Counter(value for value in values if value)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [FacetValue(value, (labels or {}).get(value, value), number) for value, number in ranked[:size]]


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
    """All matches; ``is_more`` when only the newest ``total.number`` are in the bars."""


TIMELINE_LIMIT = 500_000  # matches: less than half a second of reading the index
_LONGEST = (("day", 100), ("month", 1_100), ("quarter", 4_500))  # days that a unit still shows well


def timeline(conn: sqlite3.Connection, query: Query) -> Timeline:
    """Matches by day, month, quarter or year, whichever gives a readable number of bars."""
    if not query.can_run:
        return Timeline()
    matching, values = matching_ids(query)
    rows = conn.execute(
        f"SELECT id / {IDS_A_DAY} * {IDS_A_DAY}, count(*) "
        f"FROM ({matching} ORDER BY rowid DESC LIMIT ?) GROUP BY 1 ORDER BY 1",
        [*values, TIMELINE_LIMIT],
    ).fetchall()
    days = {day: number for article_id, number in rows if (day := day_of(article_id)) is not None}
    number = sum(number for _, number in rows)
    total = Count(number, number == TIMELINE_LIMIT)
    if not days:
        return Timeline(total=total)
    first, last = min(days), max(days)
    unit: Unit = next((u for u, most in _LONGEST if (last - first).days < most), "year")  # type: ignore[misc]
    sums: Counter[date] = Counter()
    for day, number in days.items():
        sums[_begin(day, unit)] += number
    return Timeline(unit=unit, bars=list(bars(sums, _begin(first, unit), last, unit)), total=total)


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
    while begin <= last:
        following = _begin(begin + timedelta(days=length), unit)
        yield Bar(begin, following - timedelta(days=1), sums.get(begin, 0), _bar_label(begin, unit))
        begin = following


def _bar_label(begin: date, unit: Unit) -> str:
    if unit == "day":
        return begin.isoformat()
    if unit == "month":
        return begin.isoformat()[:7]
    return f"{begin.year} Q{(begin.month + 2) // 3}" if unit == "quarter" else str(begin.year)
