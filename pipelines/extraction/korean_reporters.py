"""The credit in brackets with which a paper's Korean text begins: ``[해안신문 홍길동 기자]``.

What an agency prints before its text, ``(부산=연합뉴스) 홍길동 기자 =``, is a dateline and its reporters
(`dateline_reporters`).
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

_IN_BRACKETS = re.compile(
    rf"^\s*[(\[【〔［（](?P<outlet>[^\[\]()=＝]{{2,20}}?)\s(?P<names>{REPORTERS})[)\]】〕］）]\s*"
)
_PERSON = re.compile(rf"(?P<name>{NAME})(?P<office>{OFFICE})?(?=\s?[·ㆍ・,，]|\s*$)")


def read(byline: Byline, paragraphs: list[Paragraph]) -> tuple[Byline, list[Paragraph]]:
    """The text without such a credit, and its people where nobody else is named."""
    for place, paragraph in enumerate(paragraphs[:PARAGRAPHS]):
        head = paragraph.text[:HEAD_CHARS]
        if not any(map(head.__contains__, SIGNS)) or (found := _IN_BRACKETS.match(head)) is None:
            continue
        if not byline.people:
            printed = f"{found['outlet']} {found['names']}"
            byline = replace(byline, people=_people(found["names"]), printed=printed, witness="text")
        rest = paragraph.text[found.end() :]
        cut = [replace(paragraph, text=rest)] if rest else []
        return byline, [*paragraphs[:place], *cut, *paragraphs[place + 1 :]]
    return byline, paragraphs


def _people(names: str) -> list[Author]:
    return [Author(name=person["name"]) for person in _PERSON.finditer(names)]
