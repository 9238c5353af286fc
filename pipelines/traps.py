"""Calendars and counters without end: when many addresses of one pattern are no article, the rest wait in vain.

An address is of the pattern of another when they differ only in digits: ``/events/2026/1`` and
``/events/2026/2``.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

MISSES = 50  # pages of one pattern, none an article; no honest source of the shipped list comes near
_DIGITS = re.compile(r"\d+")


def pattern(url: str) -> str | None:
    """The address with every number as ``#``; None for one without."""
    parts = urlsplit(url)
    found = _DIGITS.sub("#", f"{parts.path}?{parts.query}")
    return f"{parts.netloc}{found}" if "#" in found else None


class Traps:
    """Counts, in one run, the pages of each pattern that were no article."""

    def __init__(self) -> None:
        self._misses: Counter[tuple[str, str]] = Counter()
        self._honest: set[tuple[str, str]] = set()

    def article(self, source: str, url: str) -> None:
        """A page of this address was an article: its pattern is no trap."""
        if (found := pattern(url)) is not None:
            self._honest.add((source, found))

    def miss(self, source: str, url: str) -> str | None:
        """A page of this address was none; the pattern once it is to be given up, once only."""
        found = pattern(url)
        if found is None or (source, found) in self._honest:
            return None
        self._misses[source, found] += 1
        return found if self._misses[source, found] == MISSES else None
