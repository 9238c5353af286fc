"""Writing the archive file anew, so that what was deleted is nowhere in it any more.

Deleting leaves words behind: in the full-text indexes until their segments are merged, in pages that are
half filled or were freed by a program that overwrites nothing, in the write-ahead log.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage

from pipelines.archive.archive import Archive
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.errors import ArchiveError, DiskFull

FULL_TEXT = ("articles_fts", "articles_fts_heads")
Told = Callable[[str], None]
"""Hears what is done next, in some words."""


class NotRewritten(DiskFull):
    """The rows are gone, but what they left in the unused parts of the file could not be overwritten."""


def write_anew(archive: Archive, told: Told) -> None:
    """Merge the indexes, write the whole file anew, empty the log.

    Raises NotRewritten where there is no room for it, before anything is written; ArchiveError where a program
    that reads keeps the log. Either is made up for by another call.
    """
    if (lacking := lack_of_room(archive)) is not None:
        raise NotRewritten(_told_of(archive, lacking))
    megabytes = _size(archive.conn) >> 20
    try:
        with plain_errors(archive.path):
            told("Merging the full-text indexes, which keep deleted words until then.")
            # What the merged segments leave behind goes with the old file: overwriting it now were done twice.
            archive.conn.execute("PRAGMA secure_delete = off")
            for table in FULL_TEXT:
                archive.conn.execute(f"INSERT INTO {table}({table}) VALUES('optimize')")
                _empty_log(archive.conn)
            told(f"Writing the file anew: {megabytes:,} MB.")
            archive.conn.execute("VACUUM")
            is_kept = _empty_log(archive.conn)
    except DiskFull:
        _empty_log(archive.conn)  # else the log keeps the room that it took
        raise NotRewritten(_told_of(archive, "filled up meanwhile")) from None
    finally:
        archive.conn.execute("PRAGMA secure_delete = on")
    if is_kept:
        raise ArchiveError(
            f"{archive.path}: what had to go is gone from every table and saved page, but a program that is "
            "reading keeps the log beside the file, which may still hold words of it. End it and say it again."
        )


def lack_of_room(archive: Archive) -> str | None:
    """What is missing to write the file anew, in words; None where nothing is.

    SQLite builds the new file among the temporary ones, then writes it to the log beside the old one.
    """
    size = _size(archive.conn)
    folder, temporary = archive.path.absolute().parent, temporary_folder()
    if os.stat(folder).st_dev == os.stat(temporary).st_dev:
        needs = {folder: 2 * size}
    else:
        needs = {folder: size, temporary: size}
    lacking = [
        f"{place} has {free >> 20:,} MB left, {need >> 20:,} are needed"
        for place, need in needs.items()
        if (free := disk_usage(place).free) < need
    ]
    return "; ".join(lacking) or None


def temporary_folder() -> Path:
    """Where SQLite puts temporary files, in its own order: https://www.sqlite.org/tempfiles.html §5."""
    named = (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), "/var/tmp", "/usr/tmp", "/tmp")
    usable = (name for name in named if name and os.path.isdir(name) and os.access(name, os.W_OK | os.X_OK))
    return Path(next(usable, "."))


def _told_of(archive: Archive, lacking: str) -> str:
    return (
        f"{archive.path}: what had to go is gone from every table and saved page, but the disk has no room to "
        f"write the file anew ({lacking}; temporary files go where TMPDIR says), so its unused parts may still "
        "hold words of it. Make room and say it again."
    )


def _size(conn: sqlite3.Connection) -> int:
    """Bytes of the file without its unused pages."""
    pages, unused, size = (
        int(conn.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - unused) * size


def _empty_log(conn: sqlite3.Connection) -> bool:
    """Fold the log into the file and cut it to nothing; whether a reader keeps that from being done."""
    return bool(conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
