"""What was done: one row a run, one row a fetch, and the questions ``status`` asks of them."""

import json
import os
import socket
import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from pipelines.archive.archive import Archive
from pipelines.archive.forgetting import Forgetting
from pipelines.clock import iso, now_utc


@dataclass(slots=True, kw_only=True)
class Fetch:
    """One answer, or the lack of one. ``outcome`` is new, changed, unchanged, duplicate, failed,
    later, read (a feed) or not_modified."""

    source: str
    kind: str
    """``feed``, ``sitemap``, ``section`` or ``page``."""
    url: str
    outcome: str
    reason: str | None = None
    page_id: int | None = None
    feed_id: int | None = None
    http_status: int | None = None
    body_bytes: int = 0
    duration_ms: int = 0


@dataclass(slots=True)
class SourceTally:
    """The counts of one source in one run, as the table at the end of a harvest shows them."""

    feeds_read: int = 0
    feeds_failed: int = 0
    named: int = 0
    """Addresses that its feeds, sitemaps and section pages named, new or not."""
    unmet: str | None = None
    """What of its [expect] the run did not meet, in a sentence."""
    found: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def count_feed(self, role: str, failure: str | None = None) -> None:
        """Count a feed, sitemap or section page as read, or as failed with a reason."""
        if failure is None:
            self.feeds_read += 1
        else:
            self.feeds_failed += 1
            self.reasons[f"{role}: {failure}"] += 1

    @property
    def failed_entirely(self) -> bool:
        """No feed could be read, or pages were asked for and not one could be had."""
        asked = sum(self.outcomes.values())
        lost = self.outcomes["failed"] + self.outcomes["later"]
        return (self.feeds_failed > 0 and self.feeds_read == 0) or (asked > 0 and lost == asked)


class Ledger:
    """The current run's row and its fetches; writes go into the caller's transaction."""

    def __init__(self, archive: Archive, command: str, forgetting: Forgetting | None = None) -> None:
        self.conn = archive.conn
        self.forgetting = forgetting or Forgetting()
        self.entered = 0
        """Fetches of this run."""
        self.tallies: dict[str, SourceTally] = {}
        last = self.conn.execute("SELECT max(started_at) FROM runs").fetchone()[0]
        self.clock_set_back = last is not None and str(last) > (iso(now_utc()) or "")
        """Whether the last run began later than now: times of this run will not be in order."""
        with archive.atomic():
            # The lock is ours, so a run without an end is one that was killed.
            self.conn.execute("UPDATE runs SET outcome = 'interrupted' WHERE outcome IS NULL")
            cursor = self.conn.execute(
                "INSERT INTO runs (command, started_at, host, pid) VALUES (?, ?, ?, ?)",
                [command, iso(now_utc()), socket.gethostname(), os.getpid()],
            )
        self.run_id = int(cursor.lastrowid or 0)

    def tally(self, source: str) -> SourceTally:
        """The counts of a source, made at its first use."""
        return self.tallies.setdefault(source, SourceTally())

    def record(self, fetch: Fetch) -> None:
        """Enter one fetch and count it."""
        self.entered += 1
        tally = self.tally(fetch.source)
        if fetch.kind != "page":
            tally.count_feed(fetch.kind, fetch.reason or "unknown" if fetch.outcome == "failed" else None)
            if fetch.outcome != "failed" and fetch.reason is not None:
                tally.reasons[f"{fetch.kind}: {fetch.reason}"] += 1
        else:
            tally.outcomes[fetch.outcome] += 1
            if fetch.outcome in ("failed", "later"):
                tally.reasons[fetch.reason or "unknown"] += 1
            elif fetch.reason == "cut":
                tally.reasons["page: cut"] += 1
        self.conn.execute(
            "INSERT INTO fetches (run, source, kind, url, page, feed, at, http_status, outcome, reason, bytes, "
            "duration_ms) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                self.run_id,
                fetch.source,
                fetch.kind,
                fetch.url,
                fetch.page_id,
                fetch.feed_id,
                iso(now_utc()),
                fetch.http_status,
                fetch.outcome,
                fetch.reason,
                fetch.body_bytes,
                fetch.duration_ms,
            ],
        )

    def finish(self, outcome: str) -> None:
        """Close the run's row with its totals, enter what it did for each source, forget what is too old."""
        self._finish_sources()
        unmet = sorted(name for name, tally in self.tallies.items() if tally.unmet)
        total: Counter[str] = Counter()
        for tally in self.tallies.values():
            total.update(tally.outcomes)
        self.conn.execute(
            "UPDATE runs SET finished_at = ?, outcome = ?, found = ?, new = ?, changed = ?, unchanged = ?, "
            "failed = ?, unmet = ? WHERE id = ?",
            [
                iso(now_utc()),
                outcome,
                sum(tally.found for tally in self.tallies.values()),
                total["new"],
                total["changed"],
                total["unchanged"] + total["duplicate"],
                total["failed"],
                json.dumps(unmet, ensure_ascii=False) if unmet else None,
                self.run_id,
            ],
        )
        self.forgetting.forget(self.conn, self.run_id, self.entered)

    def _finish_sources(self) -> None:
        for source, tally in self.tallies.items():
            self.conn.execute(
                "INSERT OR REPLACE INTO source_runs (run, source, started_at, feeds_read, feeds_failed, named, "
                "found, new, changed, unchanged, failed, later, unmet) "
                "SELECT id, ?, started_at, ?,?,?,?,?,?,?,?,?,? FROM runs WHERE id = ?",
                [
                    source,
                    tally.feeds_read,
                    tally.feeds_failed,
                    tally.named,
                    tally.found,
                    tally.outcomes["new"],
                    tally.outcomes["changed"],
                    tally.outcomes["unchanged"] + tally.outcomes["duplicate"],
                    tally.outcomes["failed"],
                    tally.outcomes["later"],
                    tally.unmet,
                    self.run_id,
                ],
            )


def first_runs(conn: sqlite3.Connection) -> dict[str, str]:
    """Each command that has run, and when it first did; of a file without the archive's tables nothing."""
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchone() is None:
        return {}
    return dict(conn.execute("SELECT command, min(started_at) FROM runs GROUP BY command"))


def pending_by_source(conn: sqlite3.Connection) -> dict[str, int]:
    """How many pages of each source wait to be fetched."""
    rows = conn.execute("SELECT source, count(*) FROM pages WHERE state = 'pending' GROUP BY source")
    return {str(source): int(number) for source, number in rows}
