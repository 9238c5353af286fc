"""Connections to the archive file: opened to be read, and how long one waits for who has locked it."""

import sqlite3
from pathlib import Path

_waiting = {"s": 90.0}  # a person's own query, a VACUUM or a copy may hold the file for a minute


def wait_at_most(seconds: float) -> None:
    """Have every connection opened from now on wait so long for a lock (ARCHIVE_BUSY_SECONDS)."""
    _waiting["s"] = seconds


def longest_wait_s() -> float:
    """How long a connection waits for another program's lock, in seconds."""
    return _waiting["s"]


def reader(path: Path) -> sqlite3.Connection:
    """A connection that reads the file and never writes it; whoever opens it closes it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=longest_wait_s())
