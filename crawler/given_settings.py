"""The settings that a command was given: one that is misspelt or of the wrong kind stops it.

Scrapy takes any name, and finds out that ``CAPTURES=folder`` is no truth value in the middle of its start,
with a traceback.
"""

import difflib
import math

from scrapy.settings import BaseSettings, default_settings

from crawler.settings import SHIPPED
from pipelines.errors import NewsArchiveError

SCRAPYS = {name: value for name, value in vars(default_settings).items() if name.isupper()}
OF_COMMANDS = ("PROGRESS_ENABLED", "RUN_COMMAND")  # what our own commands set, and nobody else has to
ALIKE = 0.85  # of a name that is unknown and one that is known: a slip; others may be an add-on's
AT_LEAST_ONE = (
    "ARCHIVE_BATCH",
    "CONCURRENT_ITEMS",
    "CONCURRENT_REQUESTS",
    "CONCURRENT_REQUESTS_PER_HOST",
    "DOWNLOAD_TIMEOUT",
    "EXTRACTION_WORKERS",
    "WINDOW_PER_SOURCE",
    "WORKER_CPU_SECONDS",
    "WORKER_MEMORY_MB",
    "WORKER_RECYCLE",
    "WORKER_WALL_SECONDS",
)


class BadSetting(NewsArchiveError):
    """A setting that cannot be what was given for it, or that nobody has."""

    exit_code = 2


def check_settings(settings: BaseSettings) -> None:
    """Raises BadSetting for a value of the wrong kind, and for a name like one that there is."""
    known = {**SCRAPYS, **SHIPPED}
    given = [
        str(name) for name in settings if settings.getpriority(str(name))
    ]  # others are Scrapy's defaults
    for name in given:
        value = settings.get(name)
        if name not in known:
            _refuse_slip(name, known)
        elif value != known[name] and (fault := _fault(name, known[name], value)):
            raise BadSetting(f"{name}={value}: {fault}.")


def _refuse_slip(name: str, known: dict[str, object]) -> None:
    meant = difflib.get_close_matches(name.upper(), known, 1, ALIKE)
    if meant and name not in OF_COMMANDS:
        raise BadSetting(f"{name}: there is no such setting. Did you mean {meant[0]}?")


def _fault(name: str, shipped: object, value: object) -> str:
    """Why a value cannot take the place of the one that is shipped; nothing where it can."""
    if isinstance(shipped, bool):
        return "" if str(value).lower() in ("true", "false", "0", "1") else "is neither True nor False"
    if name not in SHIPPED:
        return ""  # what Scrapy's own numbers and lists may be is Scrapy's to say
    if isinstance(shipped, int):
        is_positive = name in AT_LEAST_ONE or name.startswith("MAX_")
        right = str(value).isdecimal() and int(str(value)) >= is_positive
        return "" if right else f"is no whole number{' above 0' if is_positive else ''}"
    if isinstance(shipped, float):
        return (
            ""
            if _is_number(value, above=0 if name in AT_LEAST_ONE else None)
            else "is no number that it can be"
        )
    if isinstance(shipped, list) and shipped and all(isinstance(one, int) for one in shipped):
        given = value.split(",") if isinstance(value, str) else value
        right = isinstance(given, (list, tuple)) and all(map(_is_number, given))
        return "" if right else f"are no numbers with commas between them, like {','.join(map(str, shipped))}"
    return ""


def _is_number(value: object, above: float | None = None) -> bool:
    """Whether it is a number of 0 or more, or above one."""
    try:
        number = float(str(value))
    except ValueError:
        return False
    return math.isfinite(number) and (number >= 0 if above is None else number > above)
