"""The settings that bound what a stranger may send, as the readers of it are told.

docs/bounds.md has them all, with what happens where one is reached.
"""

from scrapy.settings import BaseSettings

from pipelines.bounds import AT_MOST, SHIPPED
from pipelines.errors import NewsArchiveError


class BadBound(NewsArchiveError):
    """A bound that is no whole number above nought, or more than it can be."""

    exit_code = 2


def bounds_of(settings: BaseSettings) -> dict[str, int]:
    """The bounds for which the settings have other values than this program ships with. Raises BadBound."""
    found = {}
    for name, shipped in SHIPPED.items():
        value = str(settings.get(name))
        if not value.isdecimal() or int(value) == 0:
            raise BadBound(f"{name}={value}: is no whole number above 0.")
        if int(value) > (most := AT_MOST.get(name, int(value))):
            raise BadBound(f"{name}={value}: can be {most} at most.")
        if int(value) != shipped:
            found[name] = int(value)
    return found
