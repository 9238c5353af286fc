"""Dates that stand far from the headline, for pages where nothing nearer says when they appeared.

A line is believed where a label before its date says "published", or where its day lies in the
month that the page's address names; and only where all such lines of the page name one day.
"""

from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.extraction.date_forms import ANY_DATE, MODIFIED, PUBLISHED
from pipelines.extraction.dates import parse
from pipelines.extraction.page import ParsedPage
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
        if _is_labelled(line) and not is_of_other_stories(element)
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
    return _agreed(iter(found))


def _agreed(lines: Iterator[str]) -> list[PrintedDate]:
    found = list(lines)
    days = {moment.day for line in found if (moment := parse(line)) is not None}
    return [PrintedDate(line, "published", False, 0) for line in found] if len(days) == 1 else []


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


def _is_labelled(line: str) -> bool:
    date = ANY_DATE.search(line)
    label = PUBLISHED.search(line)
    if date is None or label is None or label.end() > date.start() or MODIFIED.search(line) is not None:
        return False
    before, between = line[: label.start()], line[label.end() : date.start()]
    behind = len(line) - date.end()
    return len(before) <= MAX_BETWEEN and len(between) <= MAX_BETWEEN and behind <= MAX_BEHIND
