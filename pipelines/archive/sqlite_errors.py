"""SQLite's errors as ours: a name, an exit code, and a sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.archive.opening import longest_wait_s
from pipelines.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveReadOnly, DiskFull


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, with the file's name and what to do about it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise archive_error(path, error) from error


def archive_error(path: Path, error: sqlite3.DatabaseError) -> ArchiveError:
    """The named error for what SQLite said of the archive at ``path``."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return ArchiveDamaged(
            f"{path}: the archive is damaged ({error}). Keep the file, put the newest backup in its "
            "place, and run again: what is missing since then is found and fetched again."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveBusy(
            f"{path}: another program has locked the archive for more than {longest_wait_s():g} seconds "
            f"({error}). Nothing is lost; run again when it is done."
        )
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"{path}: the disk is full. Make room and run again: nothing is lost.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ArchiveReadOnly(
            f"{path}: cannot be written ({error}). Check the rights of the file and its folder."
        )
    return ArchiveError(f"{path}: {error}")
