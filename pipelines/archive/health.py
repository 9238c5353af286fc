"""How each source has done lately, and the runs of the crawler."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from pipelines.archive.facets import FacetValue
from pipelines.archive.reading import Source, sources
from pipelines.archive.timeline import Bar, bars

RUNS_WATCHED = 5  # runs that "lately" means for failures
WATCHED_DAYS = 60  # days of the small chart beside a source

Status: TypeAlias = Literal["failing", "silent", "quiet", "new", "fine"]
_WORST_FIRST: tuple[Status, ...] = ("failing", "silent", "quiet", "new", "fine")


@dataclass(slots=True, kw_only=True)
class Health:
    """How one source has done lately."""

    source: Source
    days: list[Bar]
    last_fetch_at: str | None = None
    fetches: int = 0
    failures: int = 0
    reasons: list[FacetValue] = field(default_factory=list)
    """Why fetches failed, most frequent first."""
    failing_feeds: int = 0

    @property
    def this_week(self) -> int:
        """Articles of the last seven days."""
        return sum(bar.number for bar in self.days[-7:])

    @property
    def week_before(self) -> int:
        """Articles of the seven days before those."""
        return sum(bar.number for bar in self.days[-14:-7])

    @property
    def lately(self) -> int:
        """Articles of all the days watched."""
        return sum(bar.number for bar in self.days)

    @property
    def status(self) -> Status:
        """``failing``: half of what was asked for failed; ``silent``: nothing in all the days
        watched; ``quiet``: nothing for a week; ``new``: nothing yet."""
        if self.fetches and self.failures * 2 >= self.fetches:
            return "failing"
        if self.source.articles == 0:
            return "new"
        if self.lately == 0:
            return "silent"
        return "quiet" if self.this_week == 0 else "fine"


def health(conn: sqlite3.Connection, last: date, known: Sequence[Source] | None = None) -> list[Health]:
    """The last days and last RUNS_WATCHED runs of every source (or those known), worst first."""
    rows = conn.execute("SELECT id FROM runs ORDER BY id DESC LIMIT ?", [RUNS_WATCHED]).fetchall()
    runs = [row[0] for row in rows]
    days = _days_by_source(conn, last)
    first = last - timedelta(days=WATCHED_DAYS - 1)
    found = {
        one.name: Health(source=one, days=list(bars(days.get(one.name, {}), first, last, "day")))
        for one in (sources(conn) if known is None else known)
    }
    if runs:
        _add_fetches(conn, runs, found)
    for name, number in conn.execute("SELECT source, count(*) FROM feeds WHERE failures > 0 GROUP BY source"):
        if name in found:
            found[name].failing_feeds = number
    return sorted(
        found.values(), key=lambda one: (_WORST_FIRST.index(one.status), one.source.title.casefold())
    )


def _days_by_source(conn: sqlite3.Connection, last: date) -> dict[str, dict[date, int]]:
    first = last - timedelta(days=WATCHED_DAYS - 1)
    days: dict[str, dict[date, int]] = {}
    rows = conn.execute(
        "SELECT source, day, articles FROM coverage WHERE day BETWEEN ? AND ?",
        [first.isoformat(), last.isoformat()],
    )
    for name, day, number in rows:
        days.setdefault(name, {})[date.fromisoformat(day)] = number
    return days


def _add_fetches(conn: sqlite3.Connection, runs: Sequence[int], found: Mapping[str, Health]) -> None:
    marks = ",".join("?" * len(runs))
    rows = conn.execute(
        f"SELECT source, outcome IN ('failed', 'later'), reason, count(*), max(at) FROM fetches "
        f"WHERE run IN ({marks}) GROUP BY 1, 2, 3",
        [*runs],
    )
    reasons: dict[str, Counter[str]] = {}
    for name, failed, reason, number, at in rows:
        if name not in found:
            continue
        one = found[name]
        one.fetches += number
        one.last_fetch_at = max(one.last_fetch_at or "", at)
        if failed:
            one.failures += number
            reasons.setdefault(name, Counter())[reason or "unknown"] += number
    for name, counted in reasons.items():
        found[name].reasons = [FacetValue(why, why, number) for why, number in counted.most_common(3)]


@dataclass(slots=True, kw_only=True)
class Run:
    """One run of the crawler."""

    id: int
    command: str
    started_at: str
    finished_at: str | None
    outcome: str | None
    new: int
    changed: int
    failed: int


def last_runs(conn: sqlite3.Connection, limit: int = 1) -> list[Run]:
    """The newest runs, newest first."""
    names = ", ".join(Run.__dataclass_fields__)
    rows = conn.execute(f"SELECT {names} FROM runs ORDER BY id DESC LIMIT ?", [limit])
    return [Run(**dict(zip(Run.__dataclass_fields__, row, strict=True))) for row in rows]
