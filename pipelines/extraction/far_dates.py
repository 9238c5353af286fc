"""Dates that stand far from the headline, for pages where nothing nearer says when they appeared.

A line is believed where a label before its date says "published", or where its day lies in the
month that the page's address names; and only where all such lines of the page name one day.
"""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipelines.extraction.date_forms import ANY_DATE, MODIFIED, PUBLISHED
from pipelines.extraction.dates import parse
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.phrases import Phrases
from pipelines.extraction.printed_dates import UNPRINTED, PrintedDate, is_not_ours, is_of_other_stories
from pipelines.extraction.structured import element_text, fold

MAX_LINE_CHARS = 80
MAX_BETWEEN = 14  # characters from the label to the date: " am: ", " on Monday, "
MAX_BEHIND = 24  # characters behind it: a clock and its zone
MAX_BESIDE = 12  # characters beside a date that stands alone: its weekday


def labelled(page: ParsedPage) -> list[PrintedDate]:
    """``Erschienen am: 3. März 2026``, ``Published on 3 March 2026`` in a line of its own."""
    return _agreed(
        line
        for element, line in _dated_lines(page, with_label=True)
        if _says(PUBLISHED, line) and not is_of_other_stories(element)
    )


def changed(page: ParsedPage) -> list[PrintedDate]:
    """``Stand: 3. März 2026``, ``Last updated on 3 March 2026`` in a line of its own, the site's foot aside."""
    return _agreed(
        (
            line
            for element, line in _dated_lines(page, with_label=True)
            if _says(MODIFIED, line) and not is_of_other_stories(element) and not _is_in_foot(element)
        ),
        "modified",
    )


def _is_in_foot(element: HtmlElement) -> bool:
    """Whether an element stands at the foot of the site, whose dates are the site's."""
    return any(
        each.tag == "footer" or "footer" in f"{each.get('class') or ''} {each.get('id') or ''}".lower()
        for each in (element, *element.iterancestors())
    )


def of_month(page: ParsedPage, year: int, month: int) -> list[PrintedDate]:
    """The day of that month that stands alone in a line."""
    found = []
    for element, line in _dated_lines(page, with_label=False):
        date = ANY_DATE.search(line)
        if date is None or len(line) - len(date[0]) > MAX_BESIDE:
            continue
        moment = parse(line)
        if (
            moment is not None
            and (moment.at.year, moment.at.month) == (year, month)
            and not is_of_other_stories(element)
        ):
            found.append(line)
    return _agreed(found)


def _agreed(lines: Iterable[str], role: str = "published") -> list[PrintedDate]:
    found = list(lines)
    days = {moment.day for line in found if (moment := parse(line)) is not None}
    return [PrintedDate(line, role, False, 0) for line in found] if len(days) == 1 else []


def _dated_lines(page: ParsedPage, *, with_label: bool) -> Iterator[tuple[HtmlElement, str]]:
    """Short lines that print a date, each with what holds it, and before it the label beside it."""
    for element in page.elements:
        if element.tag in UNPRINTED:
            continue
        for text, is_tail in ((element.text, False), (element.tail, True)):
            if not text or len(text) > 2 * MAX_LINE_CHARS:
                continue
            line = fold(text)
            date = ANY_DATE.search(line)
            if date is None or is_not_ours(line):
                continue
            if (change := MODIFIED.search(line[date.end() :])) is not None:
                line = line[: date.end() + change.start()].rstrip(" -\u2013\u2014|,;(")
            if with_label and date.start() == 0:
                line = f"{_before(element, is_tail)} {line}"
            if len(line) <= MAX_LINE_CHARS:
                yield element, line


def _before(element: HtmlElement, is_tail: bool) -> str:
    """The text right before an element's text, or before its tail."""
    if is_tail:
        return element_text(element)
    previous = element.getprevious()
    if previous is not None:
        return fold(previous.tail or "") or element_text(previous)
    parent = element.getparent()
    return fold(parent.text or "") if parent is not None else ""


def _says(label: Phrases, line: str) -> bool:
    """Whether such a label stands right before the date of a line, and next to nothing behind it."""
    date = ANY_DATE.search(line)
    found = label.search(line)
    if date is None or found is None or found.end() > date.start():
        return False
    between = line[found.end() : date.start()]
    around = max(found.start(), len(between)) <= MAX_BETWEEN and len(line) - date.end() <= MAX_BEHIND
    return around and (label is MODIFIED or MODIFIED.search(line[: date.start()]) is None)
