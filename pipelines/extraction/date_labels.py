"""What a page says of a date that it prints: that the story appeared then, or that it changed."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.extraction.date_forms import ANY_DATE, MODIFIED, PUBLISHED
from pipelines.extraction.structured import fold

MAX_LABEL_CHARS = 40

_DIGIT = re.compile(r"\d|[〇一二三四五六七八九十]+[年月日]")
_CHANGED = re.compile(
    r"(?<![a-z])(?:updated|modified|date-?modified|last-?(?:updated|modified)|update-?(?:time|date))(?![a-z])",
    re.I,
)
_APPEARED = re.compile(r"(?<![a-z])(?:published|pub-?date|date-?published)(?![a-z])", re.I)


def pieces(line: str) -> list[str]:
    """The line, cut where it goes on to say when it was changed, and behind that where it first appeared."""
    label = MODIFIED.search(line)
    if label is None:
        return [line]
    change = line[label.start() :]
    date = ANY_DATE.search(change)
    first = PUBLISHED.search(change[date.end() :]) if date is not None else None
    if date is None or first is None or ANY_DATE.search(change[date.end() + first.end() :]) is None:
        return [line[: label.start()], change]
    cut = date.end() + first.start()
    return [line[: label.start()], change[:cut], change[cut:]]


def role_of(label: str) -> str:
    """``published``, ``modified``, or ``unsaid`` where no word of the label tells."""
    if PUBLISHED.search(label):
        return "published"
    return "modified" if MODIFIED.search(label) else "unsaid"


def label_before(elements: list[HtmlElement], number: int) -> str:
    """The words of the two elements before a date, where they are a label: ``Erschienen am:``."""
    previous = elements[number].getprevious()
    if previous is not None and previous.tail and role_of(tail := fold(previous.tail)) != "unsaid":
        return tail if not _DIGIT.search(tail) else ""
    words = [fold(element.text) for element in elements[max(0, number - 2) : number] if element.text]
    return " ".join(word for word in words if len(word) <= MAX_LABEL_CHARS and not _DIGIT.search(word))


@lru_cache(maxsize=2_000)
def _said_by(name: str) -> str:
    if _APPEARED.search(name) is not None:
        return ""  # "published updated": both at once, and else it is what is assumed
    return "modified" if _CHANGED.search(name) is not None else ""


def role_by_name(element: HtmlElement) -> str:
    """What an element says by its name that its time is: ``class="updated"``."""
    return _said_by(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
