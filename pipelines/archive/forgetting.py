"""What the ledger forgets: fetches and runs that are too old to answer a question.

Articles, revisions and saved pages are never forgotten. The places that rows leave are taken by those of
later runs: the file ceases to grow by them, and does not shrink.
"""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from pipelines.clock import iso, now_utc

FETCHES_AT_ONCE = 10_000  # rows beside as many as the run added: some 0.1 s, and an old backlog shrinks
RUNS_AT_ONCE = 1_000  # rows; two years of hourly runs are gone after eighteen
SOURCE_RUNS_AT_ONCE = 10_000  # rows: what a hundred runs did for a hundred sources
LEAST_SOURCE_RUNS = timedelta(days=120)  # what is usual of a source is learnt from 112 days
FOR_EVER_DAYS = 36_500  # a hundred years; a clock cannot be set back by much more than a thousand
# Source first: nearly every run did something for one, and its row is found at once.
_REFERRING = ("source_runs", "fetches", "revisions", "captures", "article_events", "anomalies")


@dataclass(slots=True, kw_only=True, frozen=True)
class Forgetting:
    """How long the ledger remembers. None: for ever."""

    fetches_after: timedelta | None = None
    runs_after: timedelta | None = None

    @classmethod
    def after_days(cls, fetches: float, runs: float) -> "Forgetting":
        """As the settings say it: days, 0 for never."""
        return cls(fetches_after=_days(fetches), runs_after=_days(runs))

    def forget(self, conn: sqlite3.Connection, run_id: int, added: int) -> None:
        """Delete what is too old, in the caller's transaction: so much at most that no run is held up.

        ``run_id`` is the run that is ending, ``added`` how many fetches it entered.
        """
        if self.fetches_after is not None:
            _forget_fetches(conn, iso(now_utc() - self.fetches_after) or "", FETCHES_AT_ONCE + added)
        if self.runs_after is not None:
            _forget_source_runs(conn, iso(now_utc() - max(self.runs_after, LEAST_SOURCE_RUNS)) or "")
            _forget_runs(conn, iso(now_utc() - self.runs_after) or "", run_id)


def _days(days: float) -> timedelta | None:
    return timedelta(days=days) if 0 < days < FOR_EVER_DAYS else None


def _forget_fetches(conn: sqlite3.Connection, before: str, most: int) -> None:
    # Rows are entered in order of time: the oldest are looked at alone, whatever their number.
    conn.execute(
        "DELETE FROM fetches WHERE id IN "
        "(SELECT id FROM (SELECT id, at FROM fetches ORDER BY id LIMIT ?) WHERE at < ?)",
        [most, before],
    )


def _forget_source_runs(conn: sqlite3.Connection, before: str) -> None:
    """What runs did for each source; entered in order of time, too."""
    conn.execute(
        "DELETE FROM source_runs WHERE (run, source) IN (SELECT run, source FROM "
        "(SELECT run, source, started_at FROM source_runs ORDER BY run, source LIMIT ?) WHERE started_at < ?)",
        [SOURCE_RUNS_AT_ONCE, before],
    )


def _forget_runs(conn: sqlite3.Connection, before: str, run_id: int) -> None:
    """A run that anything still names stays: what is left of it would have no origin."""
    unnamed = " ".join(f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE run = runs.id)" for table in _REFERRING)
    conn.execute(
        f"DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE started_at < ? AND id <> ? {unnamed} "
        "ORDER BY id LIMIT ?)",
        [before, run_id, RUNS_AT_ONCE],
    )
