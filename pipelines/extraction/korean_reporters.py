"""The reporters whom a Korean text names at its head: ``(부산=연합뉴스) 홍길동 기자 =``.

Agencies print place and agency in brackets, then the reporters and a sign; papers print outlet and
reporter in the brackets, ``[해안신문 홍길동 기자]``. Neither is a sentence of the story.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from dataclasses import replace

from pipelines.extraction.blocks import Paragraph
from pipelines.extraction.byline import Byline
from pipelines.extraction.dateline_east_asia import NAME, OFFICE, REPORTERS
from pipelines.items import Author

PARAGRAPHS = 3  # a standfirst and a label may stand above the text
HEAD_CHARS = 80  # of a paragraph, in which they are named
SIGNS = ("기자", "특파원", "통신원")
"""What one or the other of is in a line that names a reporter so."""

_BRACKET = r"^\s*[(\[【〔［（]{inside}[)\]】〕］）]\s*"
_IN_BRACKETS = re.compile(
    _BRACKET.format(inside=rf"(?P<outlet>[^\[\](){{}}=＝]{{2,20}}?)\s(?P<names>{REPORTERS})")
)
_BEHIND = re.compile(_BRACKET.format(inside=r"[^\[\](){}]{2,40}") + rf"(?P<names>{REPORTERS})\s*[=＝]")
_PERSON = re.compile(rf"(?P<name>{NAME})(?P<office>{OFFICE})?(?=\s?[·ㆍ・,，]|\s*$)")


def read(byline: Byline, paragraphs: list[Paragraph]) -> tuple[Byline, list[Paragraph]]:
    """The credits with the reporters named at the head of the text where nobody else is, and the text.

    What stands in brackets is taken off. What stands behind a dateline is its separator, and
    goes with it.
    """
    for place, paragraph in enumerate(paragraphs[:PARAGRAPHS]):
        head = paragraph.text[:HEAD_CHARS]
        if not any(sign in head for sign in SIGNS):
            continue
        bracket = _IN_BRACKETS.match(head)
        found = bracket or _BEHIND.match(head)
        if found is None:
            continue
        if not byline.people:
            byline = replace(byline, people=_people(found["names"]), printed=_printed(found), witness="text")
        if bracket is not None:
            rest = paragraph.text[bracket.end() :]
            cut = [replace(paragraph, text=rest)] if rest else []
            paragraphs = [*paragraphs[:place], *cut, *paragraphs[place + 1 :]]
        break
    return byline, paragraphs


def _printed(found: re.Match[str]) -> str:
    """The credit line: outlet and reporter, or the reporters alone."""
    outlet = found.groupdict().get("outlet")
    return found["names"] if outlet is None else f"{outlet} {found['names']}"


def _people(names: str) -> list[Author]:
    return [Author(name=person["name"]) for person in _PERSON.finditer(names)]
