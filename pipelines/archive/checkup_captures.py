"""Whether the saved pages are where the archive says: files there, long enough, and the bytes that were kept."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.captures import read_capture
from pipelines.errors import ArchiveError
from pipelines.items import Capture


@dataclass(slots=True, kw_only=True, frozen=True)
class Finding:
    """One promise that does not hold."""

    what: str
    """In words, with the number of rows and a few of them."""
    rows: int
    mends: Sequence[str] = ()
    """Statements that set it right; empty where only a backup or a person can."""


def saved_pages(conn: sqlite3.Connection, folder: Path, *, read_pages: bool) -> list[Finding]:
    """A finding for each file of saved pages that is missing, ends early or, when it is read, is damaged.

    A page that is lost is mended by forgetting it: the article stays, and its page is kept anew when it
    changes. Where a whole folder is away nothing is forgotten: a disk may not be mounted.
    """
    found: list[Finding] = []
    files = conn.execute("SELECT file, max(offset + length), count(*) FROM captures GROUP BY file").fetchall()
    for file, end, captures in files:
        path = folder / file
        if not path.exists():
            found.append(_missing(path, file, captures))
            continue
        size = path.stat().st_size
        if size < end:
            found.append(_cut_off(conn, path, file, size))
        if read_pages:
            found += _damaged(conn, folder, file, size)
    return found


def _missing(path: Path, file: str, captures: int) -> Finding:
    forget = (f"DELETE FROM captures WHERE file = {_quoted(file)}",) if path.parent.is_dir() else ()
    where = path if forget else f"the folder {path.parent}"
    return Finding(what=f"{where} is missing, with {captures:,} saved pages", rows=captures, mends=forget)


def _cut_off(conn: sqlite3.Connection, path: Path, file: str, size: int) -> Finding:
    beyond = f"file = {_quoted(file)} AND offset + length > {size}"
    lost = int(conn.execute(f"SELECT count(*) FROM captures WHERE {beyond}").fetchone()[0])
    return Finding(
        what=f"{path} ends early: {lost:,} saved pages are cut off",
        rows=lost,
        mends=(f"DELETE FROM captures WHERE {beyond}",),
    )


def _damaged(conn: sqlite3.Connection, folder: Path, file: str, size: int) -> Iterator[Finding]:
    """What of a file's pages, those that are cut off left out, is not what was kept."""
    rows = conn.execute(
        "SELECT id, offset, length, digest FROM captures WHERE file = ? AND offset + length <= ? ORDER BY offset",
        [file, size],
    )
    damaged = [str(number) for number, *place in rows.fetchall() if not _is_readable(folder, file, *place)]
    if damaged:
        yield Finding(
            what=f"{folder / file} is damaged: {len(damaged):,} saved pages cannot be read",
            rows=len(damaged),
            mends=(f"DELETE FROM captures WHERE id IN ({', '.join(damaged)})",),
        )


def _is_readable(folder: Path, file: str, offset: int, length: int, digest: str) -> bool:
    try:
        read_capture(folder, Capture(file=file, offset=offset, length=length, digest=digest))
    except ArchiveError:
        return False
    return True


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
