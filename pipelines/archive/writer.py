"""The one writer's connection to the archive file: made where there is none, checked, brought up to date."""

import errno
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from pipelines.archive.opening import longest_wait_s, reader
from pipelines.archive.schema import migrations
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.errors import ArchiveDamaged, ArchiveError, ArchiveReadOnly, ArchiveTooNew, DiskFull
from pipelines.faults import reached

CACHE_KIB = 32_000  # enough for the index pages a batch of 200 touches
PRAGMAS = (
    "journal_mode = wal",  # readers and the one writer never wait for each other
    "synchronous = normal",  # with WAL: a crash of the program loses nothing
    "foreign_keys = on",
    "secure_delete = on",  # what is deleted is overwritten; most builds of SQLite leave it in the file
    f"cache_size = -{CACHE_KIB}",
)


def writer(path: Path) -> Database:
    """The archive at ``path``, open for whoever holds its lock.

    Raises ArchiveDamaged, ArchiveTooNew or another ArchiveError with a sentence that says what to do.
    """
    _refuse_what_is_no_file_of_ours(path)
    with plain_errors(path):
        if not path.exists():
            _make(path)
        # The harvest writes from one worker thread; SQLite itself is serialised.
        conn = sqlite3.connect(path, timeout=longest_wait_s(), isolation_level=None, check_same_thread=False)
        try:
            db = Database(conn)
            _refuse_foreign(path, db)
            for pragma in PRAGMAS:
                conn.execute(f"PRAGMA {pragma}")
            _refuse_newer(path, db)
            migrations.apply(db)
        except BaseException:
            conn.close()
            raise
    return db


def bring_up_to_date(path: Path) -> None:
    """Give an archive of an earlier version the tables and indexes that reading it needs.

    Writes nothing where nothing is missing, so that a file that may only be read can be. Raises as
    opening an Archive does.
    """
    _refuse_what_is_no_file_of_ours(path)
    with plain_errors(path), closing(reader(path)) as conn:
        db = Database(conn)
        _refuse_foreign(path, db)
        is_ours = migrations.migrations_table in db.table_names()
        is_current = is_ours and not migrations.pending(db)
    if is_ours and not is_current:
        writer(path).conn.close()


def _make(path: Path) -> None:
    """A new archive at ``path``, whole from the first moment that it bears the name."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(unfinished)) as conn:
            conn.set_trace_callback(lambda _: reached("in_migration"))
            migrations.apply(Database(conn))
        # Not rename: another process may have been quicker, and its archive is as good.
        with suppress(FileExistsError):
            os.link(unfinished, path)
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else ArchiveReadOnly
        raise kind(f"{path}: cannot be made: {error.strerror}. Check the folder.") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_what_is_no_file_of_ours(path: Path) -> None:
    if path.is_dir():
        raise ArchiveError(f"{path}: is a folder. Name a file, e.g. -s ARCHIVE=archive.db")
    if not path.parent.is_dir():
        raise ArchiveError(f"{path}: the folder {path.parent} does not exist. Make it first.")
    if path.exists() and not path.stat().st_size:
        # Never ours: a new archive gets its name when it is complete.
        raise ArchiveDamaged(
            f"{path}: is empty, 0 bytes. If an archive was there, put its newest backup in its place; "
            "if not, remove the file."
        )


def _refuse_foreign(path: Path, db: Database) -> None:
    tables = {str(name) for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and migrations.migrations_table not in tables:
        raise ArchiveError(
            f"{path}: is another program's database (it holds {', '.join(sorted(tables)[:3])} …), "
            "not an archive. Name another file; this one is untouched."
        )


def _refuse_newer(path: Path, db: Database) -> None:
    with closing(sqlite3.connect(":memory:")) as empty:
        known = {migration.name for migration in migrations.pending(Database(empty))}
    unknown = {migration.name for migration in migrations.applied(db)} - known
    if unknown:
        raise ArchiveTooNew(
            f"{path}: was written by a later version of this program "
            f"({', '.join(sorted(unknown))}). Update the program; the archive is untouched."
        )
