"""An article as it was printed: the text in blocks, the credit line with its people."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias

from pipelines.archive.marking import Marked, MarkedArticle
from pipelines.archive.reading import Credit, FullArticle, Revision

SUBHEADING = "## "
MAX_SUBHEADING = 200  # characters; a longer paragraph that begins with the sign is a paragraph

Numbered: TypeAlias = list[tuple[str, int]]
"""A text in pieces, each with the number of the hit it is, from 1; 0 for none."""


@dataclass(slots=True, frozen=True)
class Paragraph:
    """One block of the body."""

    pieces: Numbered
    kind: str = "p"
    """``p``, ``h`` (sub-heading), ``i`` (item of a list), ``q`` (quotation), ``r`` (row of a table)."""
    has_dateline: bool = False
    """The dateline is printed in front of it."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a sub-heading."""
        return self.kind == "h"

    @property
    def text(self) -> str:
        """The block without its marks."""
        return "".join(text for text, _ in self.pieces)


@dataclass(slots=True, kw_only=True)
class Printed:
    """What the reading page prints, the hits of a search numbered from top to bottom."""

    title: Numbered
    standfirst: Numbered
    body: list[Paragraph]
    hits: int = 0


def printed(article: FullArticle, marked: MarkedArticle | None = None) -> Printed:
    """The article in print; with the hits of a search where it is found by one."""
    number = count(1)

    def numbered(pieces: Marked) -> Numbered:
        return [(text, next(number) if is_hit else 0) for text, is_hit in pieces]

    if marked is None:
        body = [[(text, False)] for text in re.split(r"\n\s*\n", article.body) if text.strip()]
        marked = MarkedArticle(
            title=[(article.title, False)],
            standfirst=[(article.standfirst or "", False)],
            byline=[],
            body=body,
        )
    title, standfirst = numbered(marked.title), numbered(marked.standfirst)
    paragraphs = _paragraphs([numbered(block) for block in marked.body], article.body_kinds)
    if article.dateline and article.dateline_separator is not None:
        paragraphs = _filed(paragraphs)
    return Printed(title=title, standfirst=standfirst, body=paragraphs, hits=next(number) - 1)


def as_it_was(revision: Revision, article: FullArticle) -> list[Paragraph]:
    """The text of a revision in blocks, nothing marked.

    Where its dateline stood is known only as long as it is the article's own.
    """
    texts = [text.strip() for text in re.split(r"\n\s*\n", revision.body or "") if text.strip()]
    paragraphs = _paragraphs([[(text, 0)] for text in texts], revision.body_kinds)
    return _filed(paragraphs) if has_dateline_in_place(revision, article) else paragraphs


def has_dateline_in_place(revision: Revision, article: FullArticle) -> bool:
    """Whether the dateline of a revision is printed in front of its text, as the article's is."""
    return (
        bool(revision.dateline)
        and article.dateline_separator is not None
        and revision.dateline == article.dateline
    )


def _paragraph(block: Numbered) -> Paragraph:
    first, hit = block[0]
    if first.startswith(SUBHEADING) and sum(len(text) for text, _ in block) <= MAX_SUBHEADING:
        return Paragraph([(first.removeprefix(SUBHEADING), hit), *block[1:]], kind="h")
    return Paragraph(block)


def _paragraphs(marked: Sequence[Numbered], kinds: str) -> list[Paragraph]:
    """The blocks of a text, each of its kind where the kinds are known."""
    found = [_paragraph(block) for block in marked]
    if len(kinds) != len(found):
        return found
    return [
        replace(paragraph, kind=paragraph.kind if kind == "p" else kind)
        for paragraph, kind in zip(found, kinds, strict=True)
    ]


def _filed(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with the dateline before the first that is not a sub-heading."""
    at = next((n for n, paragraph in enumerate(paragraphs) if not paragraph.is_heading), None)
    if at is None:
        return paragraphs
    return [*paragraphs[:at], replace(paragraphs[at], has_dateline=True), *paragraphs[at + 1 :]]


@dataclass(slots=True, frozen=True)
class Name:
    """A stretch of the byline: a credited person, or what stands between."""

    text: str
    author: int | None = None


def byline(article: FullArticle) -> list[Name]:
    """The credit line as printed, each person in it a link; without one, the names alone.

    An outlet or agency that the line does not name adds nothing to it: the source stands above.
    """
    if not article.byline:
        return _joined(article.authors)
    pieces = [Name(article.byline)]
    missing = []
    for credit in sorted(article.authors, key=lambda one: -len(one.name)):
        found = _linked(pieces, credit)
        if found is None:
            missing += [credit] if credit.is_person else []
        else:
            pieces = found
    missing.sort(key=article.authors.index)
    return [*pieces, Name(" · "), *_joined(missing)] if missing else pieces


def _linked(pieces: list[Name], credit: Credit) -> list[Name] | None:
    """The pieces with the first mention of a person made a link; None when there is none."""
    for index, piece in enumerate(pieces):
        begin = piece.text.casefold().find(credit.name.casefold()) if piece.author is None else -1
        if begin < 0 or len(piece.text.casefold()) != len(piece.text):
            continue
        end = begin + len(credit.name)
        split = [Name(piece.text[:begin]), Name(piece.text[begin:end], credit.id), Name(piece.text[end:])]
        return [*pieces[:index], *(part for part in split if part.text), *pieces[index + 1 :]]
    return None


def _joined(credits: Iterable[Credit]) -> list[Name]:
    pieces: list[Name] = []
    for credit in credits:
        if pieces:
            pieces.append(Name(", "))
        pieces.append(Name(credit.name, credit.id))
    return pieces


def roles(article: FullArticle) -> list[str]:
    """What the people are, where the byline does not say so itself."""
    printed = (article.byline or "").casefold()
    others = [("Agency", article.agency), *(("Editor", editor) for editor in article.editors)]
    return [
        f"{credit.name}: {what}"
        for credit in article.authors
        if credit.is_person
        and (what := ", ".join(part for part in (credit.role, credit.place) if part))
        and not all(part.casefold() in printed for part in (credit.role, credit.place) if part)
    ] + [f"{what}: {name}" for what, name in others if name and name.casefold() not in printed]
