"""Copies of an archive, made while it is being written, and believed only once they are checked."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipelines.archive.backup_captures import bring, folder_of, prune
from pipelines.archive.opening import longest_wait_s, reader
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.errors import ArchiveBusy, ArchiveError


class BackupFailed(ArchiveError):
    """The copy could not be made or is not what it was copied from."""


@dataclass(slots=True, kw_only=True, frozen=True)
class BackedUp:
    """What a copy holds, and what it took."""

    articles: int
    files_brought: int
    """Files of saved pages that the copies did not have yet."""
    files_deleted: int
    """Files of saved pages that no copy names any more."""


def back_up(archive: Path, copy: Path, keep: int = 1, *, with_captures: bool = True) -> BackedUp:
    """Copy an archive to a file, whole and checked, and its saved pages to the folder ``copy.captures``.

    The copy is one moment of the archive, whatever a harvest writes meanwhile, and takes its place
    only when it is complete: a copy that fails leaves the older one where it was. ``keep`` is the
    number of copies in all: the ones before it become ``copy.1``, ``copy.2`` … Saved pages stay as long
    as one of them names them. Raises ArchiveError.
    """
    _refuse(archive, copy, keep)
    unfinished = copy.with_name(f".{copy.name}.{os.getpid()}.unfinished")
    try:
        with plain_errors(copy):
            _copy(archive, unfinished)
            articles = _check(unfinished)
        brought = bring(unfinished, archive, folder_of(copy)) if with_captures else 0
        with open(unfinished, "rb") as file:
            os.fsync(file.fileno())
        _rotate(copy, keep)
        os.replace(unfinished, copy)
        deleted = prune(copy) if with_captures else 0
    except OSError as error:
        raise BackupFailed(f"{copy}: cannot be written: {error.strerror}. {archive} is untouched.") from None
    finally:
        for name in (unfinished, *(unfinished.with_name(unfinished.name + end) for end in ("-wal", "-shm"))):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    return BackedUp(articles=articles, files_brought=brought, files_deleted=deleted)


def _refuse(archive: Path, copy: Path, keep: int) -> None:
    if keep < 1:
        raise BackupFailed(f"--keep {keep}: keep at least one copy.")
    if copy.is_dir():
        raise BackupFailed(f"{copy}: is a folder. Name the file of the copy, e.g. {copy / archive.name}.")
    if not copy.parent.is_dir():
        raise BackupFailed(f"{copy}: the folder {copy.parent} does not exist. Make it first.")
    if copy.exists() and os.path.samefile(archive, copy):
        raise BackupFailed(f"{copy}: is the archive itself. Name another file.")
    free = shutil.disk_usage(copy.parent).free
    if free < archive.stat().st_size:
        raise BackupFailed(
            f"{copy}: the disk has {free >> 20:,} MB left and the copy needs "
            f"{archive.stat().st_size >> 20:,}. Make room, or name a file elsewhere."
        )


def _copy(archive: Path, to: Path) -> None:
    with closing(reader(archive)) as source, closing(sqlite3.connect(to)) as target:
        # In one step: one moment of the archive. With a write-ahead log nobody waits for it; in
        # several steps each commit of a harvest would make it begin anew.
        source.backup(target, pages=-1, progress=partial(_refuse_busy, archive))
        target.execute("PRAGMA journal_mode = delete")  # one file, without a log beside it


def _refuse_busy(archive: Path, status: int, *_: int) -> None:
    """End a copy that found the archive locked for the whole of its patience; SQLite would ask on for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise ArchiveBusy(
            f"{archive}: another program has locked the archive for more than {longest_wait_s():g} seconds. "
            "Nothing was copied; run again when it is done."
        )


def _check(copy: Path) -> int:
    with closing(sqlite3.connect(copy)) as conn:
        said = str(conn.execute("PRAGMA integrity_check(1)").fetchone()[0])
        if said != "ok":
            raise BackupFailed(
                f"{copy}: the copy is damaged ({said}), so the archive is. The older copies stay: "
                "look at it with: scrapy verify"
            )
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def _rotate(copy: Path, keep: int) -> None:
    """Move ``copy.1`` to ``copy.2`` and so on, give ``copy`` the name ``copy.1`` too; drop the oldest."""
    if not copy.exists():
        return
    names = [copy, *(copy.with_name(f"{copy.name}.{number}") for number in range(1, keep + 1))]
    names[keep].unlink(missing_ok=True)
    for number in range(keep - 1, 1, -1):
        if names[number - 1].exists():
            os.replace(names[number - 1], names[number])
    if keep > 1:
        names[1].unlink(missing_ok=True)
        os.link(copy, names[1])  # not moved: at every moment one copy is in place
