"""The standfirst: what is printed between headline and text.

An element that names itself one, or the summary of the metadata where the page prints it. One that
is written for search engines and printed nowhere is no standfirst, nor is a box, a caption or the
teaser of another story: whatever it is called, it has to stand above the first paragraph.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from html import unescape

from lxml.html import HtmlElement

from pipelines.extraction import boilerplate
from pipelines.extraction.masthead import key
from pipelines.extraction.structured import Statements, element_text, fold, text_of

MIN_STANDFIRST_CHARS = 20
MAX_STANDFIRST_CHARS = 1_500
PROSE_CHARS = 60  # a shorter line at the head of the text may be printed in a menu too
PROBES = 6  # pieces between marks that are looked for
PROBE_CHARS = 30
MIN_PROBE_CHARS = 6
NAMED_AROUND = 3  # an element and those around it that are asked for their names
COPIED_KEY = 40  # letters that a cut summary and the printed one begin with
CUT = ("\u2026", "...")  # how a summary that goes on elsewhere ends

_MARK = re.compile(r"[^\w ]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Above:
    """What a page prints above the first paragraph; looked up only where there is something to ask."""

    def __init__(self, shown: str, pieces: Sequence[str], body: Sequence[str]) -> None:
        """``shown`` is all text of the page, ``pieces`` the same as its elements hold it."""
        self.shown, self.pieces, self.body = shown, pieces, body

    @cached_property
    def text(self) -> str:
        """All of it, white space folded; the whole page where the first paragraph is not found."""
        first = next((line for line in self.body if len(line) >= PROSE_CHARS), "")
        probes = _probes(first)[:2]
        text = self.shown
        if not any(probe in text for probe in probes):
            text = fold(text)
        at = next((place for probe in probes if (place := text.find(probe)) >= 0), len(text))
        return fold(text[:at])

    def prints(self, line: str) -> bool:
        """Whether most of a line's pieces stand there."""
        probes = _probes(line)
        return 2 * sum(probe in self.text for probe in probes) > len(probes)

    def as_printed(self, stated: str) -> str:
        """A summary as the page prints it where the metadata have it cut short."""
        if not stated.rstrip().endswith(CUT):
            return stated
        start = key(stated)[:COPIED_KEY]
        whole = (fold(piece) for piece in self.pieces if len(piece) > len(stated))
        found = next((line for line in whole if key(line).startswith(start)), stated)
        return found if len(found) <= MAX_STANDFIRST_CHARS else stated


def read(
    statements: Statements, lines: list[HtmlElement], body: list[str], title: str, above: Above
) -> tuple[str | None, str | None]:
    """The summary printed between headline and text, never a copy of either.

    ``lines`` are the elements that name themselves one.
    """
    opening, headline = key(" ".join(body[:3])), f"{key(title)} {key(statements.title)}"
    for element in lines[:6]:
        line = element_text(element)
        if (
            MIN_STANDFIRST_CHARS <= len(line) <= MAX_STANDFIRST_CHARS
            and (folded := key(line)) not in opening
            and folded not in headline
            and above.prints(line)
            and not _is_furniture(element)
        ):
            return line, "markup"
    first = key(next(iter(body), ""))[:COPIED_KEY]
    for stated, witness in _stated(statements).items():
        if not MIN_STANDFIRST_CHARS <= len(stated) <= MAX_STANDFIRST_CHARS:
            continue
        stem = key(stated.rstrip("\u2026. "))
        if not stem or stem[:80] in opening or stem in headline or (first and first in stem):
            continue
        if above.prints(stated):
            return above.as_printed(stated), witness
    return None, None


def _stated(statements: Statements) -> dict[str, str]:
    """The summaries in the metadata, the best first, each with its witness."""
    found: dict[str, str] = {}
    for stated, witness in (
        (text_of(statements.article.get("description")), "json-ld"),
        (text_of(statements.article.get("alternativeHeadline")), "json-ld"),
        (statements.first("og:description"), "meta"),
        (statements.first("description"), "meta"),
        (statements.first("twitter:description"), "meta"),
    ):
        if stated:
            found.setdefault(_plain(stated), witness)
    return found


def _plain(stated: str) -> str:
    """A summary without the markup that some systems leave in it."""
    if "<" not in stated and "&" not in stated:
        return stated
    return fold(_TAG.sub(" ", unescape(stated)))


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
