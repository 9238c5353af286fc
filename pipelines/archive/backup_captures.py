"""The saved pages that belong to copies of an archive: brought once, checked, kept while a copy names them.

They lie in one folder for FILE, FILE.1, FILE.2 …: a file of saved pages is only ever appended to, so
the newest state of it serves every copy.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipelines.archive.opening import reader
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.captures import read_capture
from pipelines.errors import ArchiveError
from pipelines.items import Capture

ENDING = ".unfinished"
_CHUNK = 1 << 20  # bytes copied at a time


class PagesNotCopied(ArchiveError):
    """A row of the copy names a saved page whose bytes are not to be had."""


def folder_of(copy: Path) -> Path:
    """Where the saved pages of a copy and of the older ones beside it lie."""
    return copy.with_name(f"{copy.name}.captures")


def bring(database: Path, archive: Path, to: Path) -> int:
    """See that ``to`` has every file of saved pages that a copied database names; how many it had not.

    Hard-linked where the file system allows it. A file that a run still writes is copied up to the
    last page that the database names. What is brought is read and held against the digests in
    the database before it gets its name. Raises PagesNotCopied, ArchiveError.
    """
    brought = 0
    with closing(sqlite3.connect(database)) as conn, plain_errors(database):
        ends = conn.execute("SELECT file, max(offset + length) FROM captures GROUP BY file ORDER BY file")
        for name, end in ends.fetchall():
            source, target = archive.parent / name, to / Path(name).name
            if not _is_there(source, target, end):
                _bring_one(conn, name, source, target, end)
                brought += 1
    return brought


def _bring_one(conn: sqlite3.Connection, name: str, source: Path, target: Path, end: int) -> None:
    if not source.exists() or source.stat().st_size < end:
        raise PagesNotCopied(
            f"{source}: is missing or ends early, and with it saved pages that the archive names. "
            "Bring it back, or leave the saved pages out: --no-captures"
        )
    target.parent.mkdir(exist_ok=True)
    # Not shorter than it is: an older copy may name a page that was removed since.
    length = max(end, target.stat().st_size if target.exists() else 0)
    unfinished = target.with_name(f".{target.name}{ENDING}")
    try:
        _link_or_copy(source.resolve(), unfinished, length)
        _check(conn, name, unfinished)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def _is_there(source: Path, target: Path, end: int) -> bool:
    """Whether the folder has the file as the archive has it, or more of it than the archive still has."""
    if not target.exists() or target.stat().st_size < end:
        return False
    if not source.exists() or source.stat().st_size < target.stat().st_size:
        return True
    # The same moment, not the size alone: scrapy remove overwrites a page in its place.
    return os.path.samefile(source, target) or source.stat().st_mtime_ns == target.stat().st_mtime_ns


def _link_or_copy(source: Path, to: Path, length: int) -> None:
    to.unlink(missing_ok=True)
    state = source.stat()
    if state.st_size == length:
        try:
            os.link(source, to)
        except OSError:
            pass  # another file system, or one without links: copied below, which says what else is wrong
        else:
            return
    with source.open("rb") as read, to.open("wb") as written:
        while chunk := read.read(min(_CHUNK, length - written.tell())):
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    os.utime(to, ns=(state.st_atime_ns, state.st_mtime_ns))


def _check(conn: sqlite3.Connection, name: str, path: Path) -> None:
    """Read every page that the database names in a file. Raises PagesNotCopied for one that is damaged."""
    rows = conn.execute("SELECT offset, length, digest FROM captures WHERE file = ? ORDER BY offset", [name])
    for offset, length, digest in rows:
        capture = Capture(file=path.name, offset=offset, length=length, digest=digest)
        try:
            read_capture(path.parent, capture)
        except ArchiveError:
            raise PagesNotCopied(
                f"{name}: the saved page at byte {offset:,} is damaged. Bring the file back from an older "
                "copy, or leave the saved pages out: --no-captures"
            ) from None


def prune(copy: Path) -> int:
    """Delete the saved pages that neither a copy nor one of the older ones beside it names; how many files."""
    needed = {Path(name).name for kept in _copies(copy) for name in _named(kept)}
    superfluous = [path for path in _files(folder_of(copy)) if path.name not in needed]
    for path in superfluous:
        path.unlink(missing_ok=True)
    return len(superfluous)


def _copies(copy: Path) -> Iterator[Path]:
    """FILE, FILE.1, FILE.2 … as far as they are there."""
    yield copy
    for path in copy.parent.iterdir():
        if path.stem == copy.name and path.suffix[1:].isdigit():
            yield path


def _named(database: Path) -> list[str]:
    with plain_errors(database), closing(reader(database)) as conn:
        return [str(name) for (name,) in conn.execute("SELECT DISTINCT file FROM captures")]


def _files(folder: Path) -> Iterator[Path]:
    yield from folder.glob("*.warc.gz")
    yield from folder.glob(f".*{ENDING}")
