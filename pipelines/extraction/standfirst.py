"""The standfirst: what is printed between headline and text.

An element that names itself one, or the summary of the metadata where the page prints it. One that
is written for search engines and printed nowhere is no standfirst, nor is a box, a caption or the
teaser of another story: whatever it is called, it has to stand above the first paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape
from itertools import islice

from lxml.html import HtmlElement

from pipelines.extraction import boilerplate
from pipelines.extraction.blocks import Block, ends_sentence, is_prose
from pipelines.extraction.markup import Markup
from pipelines.extraction.masthead import key
from pipelines.extraction.structured import Statements, element_text, fold, text_of

MIN_STANDFIRST_CHARS = 20
MAX_STANDFIRST_CHARS = 1_500
PROBES = 6  # pieces between marks that are looked for
PROBE_CHARS = 30
MIN_PROBE_CHARS = 6
OPENING_CHARS = 40  # of the first paragraph: fewer may stand in the summary too
NAMED_AROUND = 3  # an element and those around it that are asked for their names
MAX_LINES = 4  # of a standfirst, each in an element of its own
COPIED_KEY = 40  # letters that a cut summary and the printed one begin with
CUT = ("\u2026", "...")  # how a summary that goes on elsewhere ends

# Vowel signs of Indic scripts and Thai are no letters to ``re``; the danda at \u0964 ends a sentence.
_MARK = re.compile(r"[^\w \u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0f18-\u109f\u1780-\u17dd]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Above:
    """What a page prints above the first paragraph; looked up only where there is something to ask."""

    def __init__(
        self, shown: str, pieces: Sequence[str], body: Sequence[str], captions: Sequence[str] = ()
    ) -> None:
        """``shown`` is all text of the page, ``pieces`` the same as its elements hold it."""
        self.shown, self.pieces, self.body, self.captions = shown, pieces, body, captions

    @cached_property
    def text(self) -> str:
        """All of it, white space folded; the whole page where the first paragraph is not found."""
        first = next(filter(is_prose, self.body), "")  # a heading may stand in a menu too
        opening = first[:OPENING_CHARS]
        text = self.shown if opening in self.shown else fold(self.shown)
        probes = [opening, *_probes(first)[:2]]
        at = next((place for probe in probes if probe and (place := text.find(probe)) >= 0), len(text))
        return fold(text[:at])

    def prints(self, line: str, title: str) -> bool:
        """Whether most of a line's pieces stand there, those aside that repeat the headline."""
        probes = [probe for probe in _probes(line) if probe not in title]
        return 2 * sum(map(self._says, probes)) > len(probes)

    def _says(self, probe: str) -> bool:
        """Whether a piece stands there, and not only below a picture."""
        return self.text.count(probe) > sum(probe in caption for caption in self.captions)

    def as_printed(self, stated: str) -> str:
        """A summary as the page prints it where the metadata have it cut short."""
        if not stated.rstrip().endswith(CUT):
            return stated
        start = key(stated)[:COPIED_KEY]
        whole = (fold(piece) for piece in self.pieces if len(piece) > len(stated))
        found = next((line for line in whole if key(line).startswith(start)), stated)
        return found if len(found) <= MAX_STANDFIRST_CHARS else stated


def read(
    statements: Statements, elements: Markup, body: list[str], title: str, above: Above
) -> tuple[str | None, str | None]:
    """The summary printed between headline and text, never a copy of either; and what bears it out."""
    opening, headline = key(" ".join(body[:3])), f"{key(title)} {key(statements.title)}"

    def is_news(line: str) -> bool:
        """Whether neither headline nor text say it, and the page does, above the text."""
        folded = key(line)
        fits = MIN_STANDFIRST_CHARS <= len(line) <= MAX_STANDFIRST_CHARS
        return fits and folded not in opening and folded not in headline and above.prints(line, title)

    for element in elements.standfirsts[:6]:
        if is_news(line := _whole(element)) and not _is_furniture(element):
            return line, "markup"
    first = key(next(iter(body), ""))[:COPIED_KEY]
    for summary, witness in stated(statements).items():
        if not MIN_STANDFIRST_CHARS <= len(summary) <= MAX_STANDFIRST_CHARS:
            continue
        stem = key(summary.rstrip("\u2026. "))
        if not stem or stem[:80] in opening or stem in headline or (first and first in stem):
            continue
        if above.prints(summary, title):
            return above.as_printed(summary), witness
    # below a heading with other words, a masthead, stands what the site says of itself
    below = elements.below.get(key(title))
    if below is not None and not _is_furniture(below) and is_news(line := element_text(below)):
        return (None, None) if boilerplate.is_furniture(line) else (line, "markup")
    return None, None


def between(shown: Sequence[Block], title: str, byline: str | None) -> str | None:
    """The one sentence from the headline to the printed byline: tables and ``<br>`` give it no name.

    ``shown`` are the blocks of the page.
    """
    if not byline:
        return None
    headline, signed = key(title), key(byline)
    for above, line, below in zip(shown, shown[1:], shown[2:], strict=False):
        if not line.prose or line.linked or len(above.text) > 2 * len(title) or key(above.text) != headline:
            continue
        if MIN_STANDFIRST_CHARS <= len(line.text) <= MAX_STANDFIRST_CHARS and key(below.text).startswith(
            signed
        ):
            return None if boilerplate.is_furniture(line.text) else line.text
    return None


def whole(line: str, elements: list[HtmlElement]) -> str:
    """A standfirst with the other lines of it, where one of ``elements`` prints this one."""
    element = next((each for each in elements if element_text(each) == line), None)
    return line if element is None else _whole(element)


def _whole(element: HtmlElement) -> str:
    """The text of an element and of those beside it that are called and look the same."""
    if not element.get("class"):
        return element_text(element)
    before = reversed(list(_alike(element, preceding=True)))
    return " ".join([*before, element_text(element), *_alike(element, preceding=False)])


def _alike(element: HtmlElement, *, preceding: bool) -> Iterator[str]:
    """The lines next to an element in one or the other direction, the nearest first."""
    for other in islice(element.itersiblings(preceding=preceding), MAX_LINES - 1):
        line = element_text(other)
        if (other.tag, other.get("class")) != (element.tag, element.get("class")) or _is_link(other, line):
            return
        yield line


def _is_link(element: HtmlElement, line: str) -> bool:
    link = element.find(".//a")
    return len(line) < MIN_STANDFIRST_CHARS or (link is not None and element_text(link) == line)


def stated(statements: Statements) -> dict[str, str]:
    """The summaries in the metadata, the best first, each with its witness."""
    found: dict[str, str] = {}
    for summary, witness in (
        (text_of(statements.article.get("description")), "json-ld"),
        (_sentence(text_of(statements.article.get("alternativeHeadline"))), "json-ld"),
        (statements.first("og:description"), "meta"),
        (statements.first("description"), "meta"),
        (statements.first("twitter:description"), "meta"),
    ):
        if summary:
            found.setdefault(_plain(summary), witness)
    return found


def _sentence(line: str | None) -> str | None:
    """An alternative headline where it is a summary: another headline ends without a full stop."""
    return line if line is not None and ends_sentence(line) else None


def _plain(summary: str) -> str:
    """A summary without the markup that some systems leave in it."""
    if "<" not in summary and "&" not in summary:
        return summary
    return fold(_TAG.sub(" ", unescape(summary)))


def _probes(text: str) -> list[str]:
    """The beginnings of a line's pieces between marks: quotes and dashes differ from place to place."""
    pieces = (piece.strip() for piece in _MARK.split(text))
    return [piece[:PROBE_CHARS] for piece in pieces if len(piece) >= MIN_PROBE_CHARS][:PROBES]


def _is_furniture(element: HtmlElement) -> bool:
    """Whether it stands below a picture, in a form, or in what calls itself a box."""
    around = [element, *element.iterancestors()]
    if any(each.tag in ("figure", "figcaption", "form") for each in around):
        return True
    return any(boilerplate.names_furniture(each.get("class") or "") for each in around[:NAMED_AROUND])


def description(statements: Statements) -> str | None:
    """The summary in the page's metadata."""
    return statements.first("og:description", "description", "twitter:description") or text_of(
        statements.article.get("description")
    )
