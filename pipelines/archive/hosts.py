"""Hosts that want to be left alone for a while: they said so, or they do not answer."""

from datetime import datetime, timedelta

from pipelines.archive.archive import Archive
from pipelines.clock import iso, now_utc

PATIENCE = 10  # failures in a row before a host is left alone: a few broken pages are no broken host
FIRST_PAUSE = timedelta(minutes=5)  # then doubled with every further failure
LONGEST_PAUSE = timedelta(hours=6)  # a host that was down for days is found up within the same day


class Hosts:
    """Reads and writes ``hosts``; writes go into the caller's transaction.

    A host that answers has no row, so the table holds the troubled ones alone.
    """

    def __init__(self, archive: Archive) -> None:
        self.conn = archive.conn

    def paused(self) -> dict[str, datetime]:
        """Host -> the end of its pause, for every pause that is not over."""
        rows = self.conn.execute(
            "SELECT host, paused_until FROM hosts WHERE paused_until > ?", [iso(now_utc())]
        )
        return {host: datetime.fromisoformat(until.replace("Z", "+00:00")) for host, until in rows}

    def troubled(self) -> set[str]:
        """Hosts that have not answered as they should since their pause began, be it over or not."""
        return {str(host) for (host,) in self.conn.execute("SELECT host FROM hosts")}

    def asked_to_wait(self, host: str, wait: timedelta, reason: str) -> datetime:
        """The host named a pause itself (Retry-After); its end."""
        return self._pause(host, wait, reason, self._failures(host) + 1)

    def failed(self, host: str, reason: str) -> datetime:
        """The host gave no useful answer PATIENCE times in a row; the end of its pause."""
        times = self._failures(host)
        return self._pause(host, min(FIRST_PAUSE * 2 ** min(times, 20), LONGEST_PAUSE), reason, times + 1)

    def answered(self, host: str) -> None:
        """The host answered as it should: all is forgotten."""
        self.conn.execute("DELETE FROM hosts WHERE host = ?", [host])

    def _failures(self, host: str) -> int:
        row = self.conn.execute("SELECT failures FROM hosts WHERE host = ?", [host]).fetchone()
        return 0 if row is None else int(row[0])

    def _pause(self, host: str, wait: timedelta, reason: str, failures: int) -> datetime:
        until = now_utc() + wait
        self.conn.execute(
            "INSERT INTO hosts (host, failures, reason, failed_at, paused_until) VALUES (?,?,?,?,?) "
            "ON CONFLICT (host) DO UPDATE SET failures = excluded.failures, reason = excluded.reason, "
            "failed_at = excluded.failed_at, paused_until = excluded.paused_until",
            [host, failures, reason, iso(now_utc()), iso(until)],
        )
        return until
