"""The credit line without the date, the clock and the counters that stand beside it in one element."""

import re
from collections.abc import Sequence

from pipelines.extraction.date_forms import (
    AGO,
    BEFORE_DATE,
    BEFORE_NAME,
    CLOCK,
    DAY_AND_MONTH,
    DAY_IN_DIGITS,
    SHORT_WEEKDAY,
    WEEKDAY,
)
from pipelines.items import Author

_MOMENT = rf"{DAY_AND_MONTH}|{DAY_IN_DIGITS}|{CLOCK}"
_DAY = rf"{WEEKDAY}|{SHORT_WEEKDAY}|today|yesterday|heute|gestern"
_COUNTED = (
    rf"(?:\d+|no|keine?|sin)\s+(?:comments?|kommentare?|coment[aá]rios?|comentarios|commentaires?)\b|{AGO}"
)
_EDGE = " \t,;|/·•–—-"
_BESIDE = re.compile(
    rf"(?:[^\w\n]|^|(?<=[^\W\d]))(?:(?:{BEFORE_DATE})(?:\b|(?=\d)):?\s*)*"
    rf"(?:(?:{_DAY})\b[.,]?\s+)?(?<!\d)(?:{_MOMENT}|{_COUNTED}).*$",
    re.I | re.S,
)
_DATED = re.compile(rf"(?<!\d)(?:{_MOMENT})|\b\d+\s+days?\s+ago\b", re.I)
_LEADING = rf"\b(?:{BEFORE_NAME})\b\s*:?\s*"
_LEADS = re.compile(rf"{_LEADING}$", re.I)
_LED = re.compile(rf"{_LEADING}\S.*$", re.I | re.S)


def without_dates(printed: str | None, people: Sequence[Author]) -> str | None:
    """The line without what its element prints of times and readers; None where that is all.

    What is left stands on the page as it is: the names, and what is printed before and behind them up to a
    date.
    """
    if printed is None:
        return None
    begin, end = _named(printed, people)
    if not end and (led := _LED.search(printed)) is not None and _DATED.search(printed[: led.start()]):
        return without_dates(led[0], ())
    tail = _BESIDE.sub("", printed[end:], count=1)
    head = printed[:begin]
    if _DATED.search(head):
        leads = _LEADS.search(head)
        head = "" if leads is None else leads[0]
    return f"{head}{printed[begin:end]}{tail}".strip(_EDGE) or None


def _named(printed: str, people: Sequence[Author]) -> tuple[int, int]:
    """Where the first name of a line begins and the last one ends; nowhere where it names nobody."""
    found = [re.search(re.escape(person.name), printed, re.I) for person in people]
    spans = [match.span() for match in found if match is not None]
    return (min(begin for begin, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
