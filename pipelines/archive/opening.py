"""Connections to the archive file: opened to be read, and how long one waits for who has locked it."""

import os
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
    how = "immutable=1" if is_unchanging(path) else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=longest_wait_s())


def is_unchanging(path: Path) -> bool:
    """Whether the file lies whole on a disk that nobody can write.

    Elsewhere SQLite makes two files beside it, also to read: the log, and an index of that.
    """
    log = path.with_name(f"{path.name}-wal")
    is_whole = path.exists() and not (log.exists() and log.stat().st_size)
    return is_whole and bool(os.statvfs(path).f_flag & os.ST_RDONLY)
