"""The one clock of the archive: the present, or the moment at which NEWS_ARCHIVE_NOW lets a process begin."""

import os
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pipelines.errors import NewsArchiveError

VARIABLE = "NEWS_ARCHIVE_NOW"


class BadClock(NewsArchiveError):
    """NEWS_ARCHIVE_NOW holds something that is no time."""

    exit_code = 2


def now_utc() -> datetime:
    """The present, in UTC.

    With NEWS_ARCHIVE_NOW (ISO 8601; UTC where it names no zone) the clock of the process stood there
    when it was first asked, and runs on: what happens in an hour or a month can be tried at once.
    """
    given = os.environ.get(VARIABLE, "")
    # Before the present is read, or the first answer is too early.
    moved = ahead(given) if given else timedelta()
    return datetime.now(UTC) + moved


@lru_cache(maxsize=8)
def ahead(given: str) -> timedelta:
    """How far the clock runs before the machine's; worked out once in a process. Raises BadClock."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise BadClock(
            f"{VARIABLE}={given!r} is no time. Write it like 2026-03-14T12:00:00Z, or unset it."
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 text in UTC, whole seconds: the form of every time in the archive."""
    # Not strftime: it writes the year 999 with three digits, which nothing reads back.
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
