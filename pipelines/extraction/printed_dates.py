"""The dates that a page prints for its readers, and what each says it is.

Looked for around the headline, where newspapers print them, and never in what belongs to
other stories: lists of links, comments, side columns, the calendar in the masthead.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from pipelines.extraction.date_forms import ANY_DATE, CLOCK, MODIFIED
from pipelines.extraction.date_labels import MAX_LABEL_CHARS, label_before, pieces, role_by_name, role_of
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import element_text, fold

ABOVE = 60  # elements above the headline in which a date of the article may stand
BELOW = 320  # and below it: share buttons and a lead picture take up to 250
MAX_LINE_CHARS = 160
MAX_OTHER_CHARS = 70  # beside the date: a byline, a place, a section; a sentence is longer
MAX_BESIDE_NAMED = 90  # in an element that names itself a time; a caption is longer
TEXT_CHARS = 200  # a paragraph of the story, not of its head
TEXTS_BEFORE_END = 2  # of these below the headline: what follows is dated by the story, not by the page

MAX_CLOCK_CHARS = 24  # "um 09:10 Uhr (MEZ)"
MAX_NAME_CHARS = 300
MAX_PARTS = 8  # children of an element that prints a time: date, clock, zone, labels
SAME_CHARS = 20  # a headline that is cut or lengthened elsewhere still shares this much
MAX_TEASER_CHARS = 600  # of headline, summary and date; a story in a row of columns is longer
LISTED = 3  # siblings of one kind with links: a list of other stories

UNPRINTED = frozenset(
    ["script", "title", "option", "head", "meta", "link", "img", "input", "source", "picture"]
)
"""Elements whose own text no reader sees, or that have none."""
_DIGIT = re.compile(r"\d|[〇一二三四五六七八九十]+[年月日]")
_NAMED = re.compile(
    r"(?<![a-z])(?:date|time|datum|fecha|data|published|publish|timestamp|pubdate|datetime|dateline)(?![a-z])|"
    r"publi[sc]h|posted|(?:entry|post|article|news|doc)[-_]?(?:date|time|data)|[-_](?:date|time)(?![a-z])|(?-i:(?<=[a-z])(?:Date|Time)(?![a-z]))",
    re.I,
)
_ELSEWHERE = re.compile(
    r"comment|kommentar|related|recommend|teaser|sidebar|side-bar|widget|footer(?![a-z])|(?<![a-z])nav|menu|top-?bar|"
    r"trending|popular|most-?read|meistgelesen|latest|archive|ticker|weather|wetter|kalender|calendar|event|"
    r"recent|also-?read|read-?more|more-?from|more-?stories|promo(?!t)|newsletter|(?<![a-z])(?:ad|ads|banner)(?![a-z])|weitere|leserbrief|"
    r"masthead|copyright|current-?date|today|clock|carousel|slider|swiper|list-?item|cookie|consent|livestream|podcast|sharedarticle|wm-ipp|header-?container",
    re.I,
)
_COMMENT = re.compile(
    r"comment(?!able|s?-(?:enabled|open|closed))|kommentar|related|recommend|leserbrief", re.I
)
_HERE = re.compile(
    r"(?:with|has|no|lay|layout)[-_]*sidebar|sidebar[-_]+main|"  # the column beside the side column
    r"(?<![a-z-])meta(?![a-z-])|"
    r"(?:article|post|entry|story|news|single|content|document|text)[-_]*(?:header|meta|head|info|date|top|title|foot)|byline|dateline",
    re.I,
)
_FRAME = re.compile(r"masthead|top-?(?:bar|menu)|current-?date|today|header-?(?:top|container|bar)", re.I)
_OTHER_STORIES = re.compile(
    r"comment(?!able|s?-(?:enabled|open|closed))|kommentar|related|recommend|leserbrief|teaser|carousel|slider|swiper|"
    r"most-?read|popular|trending|event|calendar|kalender|newsletter|promo(?!t)|copyright",
    re.I,
)
_A_CLOCK = re.compile(CLOCK)
_CLOCK_ALONE = re.compile(
    rf"(?:(?:at|um|kl|klo|à|a las|às|alle|ore|om|o|v|в|saat|ώρα)\.?\s)?{CLOCK}(?:\s?(?:[ap]\.?\s?m\.?|uhr|hs|h))?",
    re.I,
)
_UNIX = re.compile(r"(1\d{9})(?:\d{3})?")  # seconds or thousandths of them, from 2001 to 2033
_IMPRINT = re.compile(
    r"author|byline|submitted|(?<![a-z])(?:meta|info|date|credits?)(?![a-z])|[-_a-z](?:Date|Meta|Info)", re.I
)
_NOT_OURS = re.compile(
    r"^\W*(?:termine?|wann|beginn|einlass|when|doors|fecha del evento|quando|quand|expires?|ablaufdatum)\s?:|"
    r"©|copyright|aktuelles datum|current (?:date|time)|today is|heute ist|\bissn\b|seit \d|since \d|"
    r"(?:site|page) (?:was )?last\b",
    re.I,
)


@dataclass(slots=True, frozen=True)
class PrintedDate:
    """One date as printed, with the words around it."""

    text: str
    role: str
    """``published``, ``modified``, or ``unsaid`` where no word beside it tells."""
    named: bool
    """The element says by its name or kind that it prints a time."""
    place: int
    """Elements from the headline: negative above it. The nearest below is likeliest."""

    @property
    def is_own(self) -> bool:
        """Whether the page prints it as its own date: by a label or the element's name, and with little beside it."""
        date = ANY_DATE.search(self.text)
        beside = len(self.text) - (len(date[0]) if date is not None else 0)
        return (self.named or self.role == "published") and beside <= MAX_LABEL_CHARS


def find(page: ParsedPage, headings: list[HtmlElement], title: str) -> list[PrintedDate]:
    """The dates around the headline, likeliest first."""
    elements = page.elements
    anchor = _anchor(elements, headings, title)
    # what holds the headline too belongs to the article, whatever it is called
    ours = set() if anchor is None else {elements[anchor], *elements[anchor].iterancestors()}
    first, last = (0, len(elements)) if anchor is None else (max(0, anchor - ABOVE), anchor + BELOW)
    found: list[PrintedDate] = []
    changed: list[PrintedDate] = []
    texts = 0
    taken: set[HtmlElement] = set()
    for number in range(first, min(len(elements), last)):
        element = elements[number]
        if element.tag in UNPRINTED:
            continue
        if texts < TEXTS_BEFORE_END and number > (anchor or 0):
            texts += _is_text(element)
        text, tail = element.text, element.tail
        named = _names_itself(element)
        if not named and not (text and _may_be_dated(text)) and not (tail and _may_be_dated(tail)):
            if taken and element.getparent() in taken:
                taken.add(element)
            continue
        for line, is_named, holder in _lines(element, named, taken):
            if texts >= TEXTS_BEFORE_END and not (is_named or _is_imprint(holder)):
                continue
            if not _is_elsewhere(holder, ours):
                by_name = role_by_name(holder) if is_named else ""
                label = by_name or label_before(elements, number)
                read = list(_read(line, is_named, number - (anchor or 0), label))
                (changed if by_name else found).extend(read)
    # A theme that knows one time alone calls it "updated" too.
    if not any(date.named and date.role != "modified" for date in found):
        changed = [replace(date, role="unsaid") for date in changed]
    return sorted([*found, *changed], key=_likelihood)


def _is_imprint(element: HtmlElement) -> bool:
    """A line under the text that says who wrote it and when, by its name."""
    near = (element, *islice(element.iterancestors(), 2))
    return any(_names_imprint(f"{each.get('class') or ''} {each.get('id') or ''}") for each in near)


@lru_cache(maxsize=12_000)
def _names_imprint(label: str) -> bool:
    return _IMPRINT.search(label) is not None


def _likelihood(printed: PrintedDate) -> tuple[bool, bool, bool, int]:
    return (
        printed.role != "published",
        not printed.named,
        printed.place < 0,
        abs(printed.place),
    )


def _anchor(elements: list[HtmlElement], headings: list[HtmlElement], title: str) -> int | None:
    """Where the headline stands; None where nothing on the page prints it."""
    wanted = fold(title).casefold()
    printed = (h for h in headings if h.tag == "h1" or not _is_linked(h))
    heading = next((h for h in printed if _is_same(element_text(h).casefold(), wanted)), None)
    if heading is not None:
        return next((number for number, element in enumerate(elements) if element is heading), None)
    for number, element in enumerate(elements):
        if (
            element.text
            and element.tag not in ("title", "meta", "a", "li", "option")
            and _is_same(fold(element.text).casefold(), wanted)
            and not _is_linked(element)
        ):
            return number
    return None


def _is_linked(element: HtmlElement) -> bool:
    """Whether an element stands in a link, as teasers do: of this story or of one by the same name."""
    return next(element.iterancestors("a"), None) is not None


def _is_same(printed: str, wanted: str) -> bool:
    return printed == wanted or (len(printed) >= SAME_CHARS and (printed in wanted or wanted in printed))


def _is_text(element: HtmlElement) -> bool:
    if element.tag not in ("p", "div", "td", "section", "span"):
        return False
    own = len(element.text or "") + sum(len(child.tail or "") for child in element)
    return own >= TEXT_CHARS


def _lines(
    element: HtmlElement, named: bool, taken: set[HtmlElement]
) -> Iterator[tuple[str, bool, HtmlElement]]:
    """The dated lines of an element, each with whether it names itself a time and what holds it."""
    parent = element.getparent()
    inside = parent in taken
    if inside:
        taken.add(element)
    elif named and (element.tag == "time" or element.find(".//time") is None):
        # a blank at each edge: date and clock are often elements of their own
        whole = fold(" ".join(element.itertext())[: 4 * MAX_LINE_CHARS])[: 2 * MAX_LINE_CHARS]
        printed = ANY_DATE.search(whole)
        if element.tag == "time" and _is_in_sentence(element):
            return
        if printed is not None and _A_CLOCK.search(whole) is None:
            whole = f"{whole} {_clock_behind(element)}".strip()
        if (machine := _machine_value(element)) is not None:
            taken.add(element)
            label = whole[: printed.start()] if printed is not None else whole
            yield f"{label[:40]} {machine}".strip(), True, element
        if printed is not None and len(whole) <= MAX_LINE_CHARS:
            taken.add(element)
            yield whole, True, element
    if element.text and element not in taken and _may_be_dated(element.text):
        yield fold(element.text), False, element
    if parent is not None and element.tail and not inside and _may_be_dated(element.tail):
        yield fold(element.tail), False, parent


def _clock_behind(date: HtmlElement) -> str:
    """The clock that a page prints in an element of its own behind the one with the day."""
    following = date.getnext()
    if following is None or following.tag in UNPRINTED or (date.tail and date.tail.strip(" |,·-\n\t")):
        return ""
    text = element_text(following)
    return text if len(text) <= MAX_CLOCK_CHARS and _CLOCK_ALONE.fullmatch(text) is not None else ""


def _is_in_sentence(element: HtmlElement) -> bool:
    """Whether the story speaks of a time: the words around it are more than stand beside the page's own."""
    parent = element.getparent()
    if parent is None or parent.tag not in ("p", "li", "td", "em", "span"):
        return False
    beside = len(parent.text or "") + sum(len(child.tail or "") for child in parent)
    return beside > MAX_BESIDE_NAMED


def _machine_value(element: HtmlElement) -> str | None:
    for name in ("datetime", "content", "data-datetime", "title", "data-timestamp", "data-time", "data-date"):
        value: str | None = element.get(name)
        if value is not None and (unix := _UNIX.fullmatch(value.strip())) is not None:
            return datetime.fromtimestamp(int(unix[1]), UTC).isoformat()
        if value and len(value) <= MAX_LINE_CHARS and _DIGIT.search(value):
            return value
    return None


def _may_be_dated(text: str) -> bool:
    return len(text) <= 2 * MAX_LINE_CHARS and _DIGIT.search(text) is not None


def _names_itself(element: HtmlElement) -> bool:
    if element.tag == "time":
        return True
    get = element.get
    label = get("class") or get("itemprop") or get("data-testid")
    name = get("id")
    if label is None and name is None:
        return False
    named = (label is not None and _is_time_name(label)) or (name is not None and _is_time_name(name))
    return named and len(element) <= MAX_PARTS


@lru_cache(maxsize=12_000)
def _is_time_name(label: str) -> bool:
    return len(label) <= MAX_NAME_CHARS and _NAMED.search(label) is not None


def _read(line: str, named: bool, place: int, label_before: str) -> Iterator[PrintedDate]:
    """The dates of one line, each with what is said beside it."""
    if len(line) > MAX_LINE_CHARS or is_not_ours(line):
        return
    for piece in pieces(line):
        date = ANY_DATE.search(piece)
        if date is None:
            continue
        if len(piece) - len(date[0]) > (MAX_BESIDE_NAMED if named else MAX_OTHER_CHARS):
            continue
        role = role_of(piece[: date.start()]) if MODIFIED.search(piece[: date.start()]) else role_of(piece)
        if role == "unsaid" and label_before:
            role = role_of(label_before)
        yield PrintedDate(piece, role, named, place)


def is_not_ours(line: str) -> bool:
    """Whether a line dates the site or the reader's visit: a copyright, today's date."""
    return _NOT_OURS.search(line) is not None


def is_of_other_stories(element: HtmlElement) -> bool:
    """Whether an element stands in a link, a side column, a list of teasers or among comments."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("body", "html"):  # their names tell of the whole page
            return False
        if ancestor.tag in ("nav", "aside", "blockquote") or (ancestor.tag == "a" and ancestor.get("href")):
            return True
        if _OTHER_STORIES.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}") is not None:
            return True
        if ancestor.tag in ("li", "article", "div") and _is_listed(ancestor):
            return True
    return False


def is_in_teaser(element: HtmlElement) -> bool:
    """Whether an element is in one of several short ones like it, each with a link, or in a post that is quoted."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag == "blockquote":
            return True
        listed = ancestor.tag in ("li", "article", "div") and _is_listed(ancestor)
        if listed and len(element_text(ancestor)) <= MAX_TEASER_CHARS:
            return True
    return False


def is_in_frame(element: HtmlElement) -> bool:
    """Whether an element stands in the bar above the page, where some papers print today's date."""
    return any(
        each.tag not in ("article", "body", "html")  # their names tell of the whole story
        and _FRAME.search(f"{each.get('class') or ''} {each.get('id') or ''}") is not None
        for each in (element, *element.iterancestors())
    )


def is_comment(element: HtmlElement) -> bool:
    """Whether an element belongs to a reader's comment or to a teaser that names itself one."""
    return any(
        _COMMENT.search(f"{each.get('class') or ''} {each.get('id') or ''}") is not None
        for each in (element, *element.iterancestors())
    )


def _is_elsewhere(element: HtmlElement, ours: Collection[HtmlElement]) -> bool:
    """Whether an element belongs to another story or to the frame of the site."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor in ours or ancestor.tag in ("body", "html"):  # their names tell of the whole page
            return False
        tag = ancestor.tag
        label = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if tag in ("nav", "blockquote") or (tag == "aside" and not _IMPRINT.search(label)):
            return True  # a post that is quoted has a day of its own
        if tag == "footer" and not _HERE.search(label):
            return True
        if (
            tag == "a"
            and ancestor.get("href")
            and ancestor.get("rel") != "bookmark"
            and element is not ancestor
        ):
            return True
        if len(label) > 1 and _names_elsewhere(label):
            return True
        if tag in ("li", "article", "div") and _is_listed(ancestor):
            return True
    return False


@lru_cache(maxsize=12_000)
def _names_elsewhere(label: str) -> bool:
    return _ELSEWHERE.search(label) is not None and _HERE.search(label) is None


def _is_listed(element: HtmlElement) -> bool:
    """One of several like it, each with a link: a teaser."""
    parent, kind = element.getparent(), element.get("class")
    if (
        parent is None
        or len(parent) < LISTED
        or (kind is None and element.tag == "div")
        or element.find(".//a[@href]") is None
    ):
        return False
    alike: int = sum(
        other.tag == element.tag
        and (other.tag == "article" or other.get("class") == kind)
        and other.find(".//a[@href]") is not None
        for other in list(parent)[:20]
    )
    return alike >= LISTED
