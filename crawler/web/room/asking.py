"""Questions to the archive: on Datasette's connections, within its time limit."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from datasette.utils import sqlite_timelimit  # type: ignore[import-untyped,unused-ignore]

from pipelines.archive.reading import has_archive, is_current

Datasette: TypeAlias = Any
"""A ``datasette.app.Datasette``; the package has no types."""
Request: TypeAlias = Any
Response: TypeAlias = Any

Answer = TypeVar("Answer")


class Unanswered(Exception):
    """A question got no answer. ``status`` is the page's, ``kind`` names its wording."""

    status = 503
    kind = "busy"


class NoArchive(Unanswered):
    """No file was given, or it has no tables yet."""

    status = 200
    kind = "empty"


class Outdated(Unanswered):
    """The file was made by an earlier version and has not been written since."""

    kind = "old"


class TooSlow(Unanswered):
    """The answer took longer than the time limit."""

    kind = "slow"


class Busy(Unanswered):
    """Another program has the file locked."""


class Damaged(Unanswered):
    """SQLite finds the file malformed, or cannot open it."""

    kind = "damaged"


class NotThere(Unanswered):
    """The archive has no such article, source, author, section or day."""

    status = 404
    kind = "missing"


class Removed(Unanswered):
    """The article was taken out of the archive on purpose."""

    status = 410
    kind = "removed"


def archive_name(datasette: Datasette) -> str | None:
    """The name of the database that is the archive: ``archive``, else the first file."""
    files = [name for name, database in datasette.databases.items() if database.path]
    return "archive" if "archive" in files else next(iter(files), None)


async def ask(datasette: Datasette, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """The answer to a question, or Unanswered."""
    name = archive_name(datasette)
    if name is None:
        raise NoArchive

    def in_time(conn: sqlite3.Connection) -> Answer:
        with sqlite_timelimit(conn, datasette.setting("sql_time_limit_ms")):
            if not has_archive(conn):
                raise NoArchive
            if not is_current(conn):
                raise Outdated
            return question(conn)

    try:
        answer: Answer = await datasette.get_database(name).execute_fn(in_time)
    except sqlite3.DatabaseError as error:
        raise _unanswered(error) from error
    return answer


async def ask_in_time(
    datasette: Datasette, question: Callable[[sqlite3.Connection], Answer]
) -> Answer | None:
    """The answer, or None where it took too long: for what a page can do without."""
    try:
        return await ask(datasette, question)
    except TooSlow:
        return None


_LACKING = ("no such column", "no such table")
"""What SQLite says where the file has not got what this version reads: a later migration adds it."""


def _unanswered(error: sqlite3.DatabaseError) -> Exception:
    """What an SQLite error means to a reader; the error itself where it is our mistake."""
    kinds: dict[int, type[Unanswered]] = {
        sqlite3.SQLITE_INTERRUPT: TooSlow,
        sqlite3.SQLITE_BUSY: Busy,
        sqlite3.SQLITE_LOCKED: Busy,
        sqlite3.SQLITE_CORRUPT: Damaged,
        sqlite3.SQLITE_NOTADB: Damaged,
        sqlite3.SQLITE_CANTOPEN: Damaged,
        sqlite3.SQLITE_IOERR: Damaged,
    }
    # The low byte is the error, the rest says which kind of it.
    if str(error).startswith(_LACKING):
        return Outdated(str(error))
    kind = kinds.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return error if kind is None else kind(str(error))
