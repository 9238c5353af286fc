"""Bounds and hygiene of every field before it is stored: the last look at a stranger's text."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from pipelines import bounds
from pipelines.errors import Empty, NotAnAddress, NoTitle
from pipelines.items import Article, Author, Dateline, Entry
from pipelines.text import clean_text, cut_line
from pipelines.urls import clean_url

FIRST_YEAR = 1000  # an article's id begins with its year in four digits; before it stand typing errors

_T = TypeVar("_T")


def validated(article: Article, page_url: str) -> Article:
    """The article with every field clean and within its bound, those that were cut named. Raises NotAnArticle.

    ``page_url`` takes the place of an address that the page states for itself and that is none.
    """
    within = _Within(article.cut)
    article.title = within.line("title", article.title, bounds.MAX_TITLE_CHARS) or ""
    if not article.title:
        raise NoTitle("the title is empty once cleaned")
    _bound_body(article, within)
    article.standfirst = within.line("standfirst", article.standfirst)
    article.byline = within.line("byline", article.byline)
    article.agency = within.name("agency", article.agency)
    article.editors = within.names("editors", article.editors, bounds.MAX_AUTHORS)
    article.image_caption = within.line("image_caption", article.image_caption)
    article.image_credit = within.line("image_credit", article.image_credit)
    article.correction = within.line("correction", article.correction)
    article.section = within.name("section", article.section)
    article.published_raw = within.name("published_raw", article.published_raw)
    article.modified_raw = within.name("modified_raw", article.modified_raw)
    article.paywall_reason = within.name("paywall_reason", article.paywall_reason)
    article.licence = within.line("licence", article.licence)
    article.published = _plausible(article.published)
    article.modified = _plausible(article.modified)
    article.language = within.name("language", article.language)
    article.tags = within.names("tags", article.tags, bounds.MAX_ARTICLE_TAGS)
    article.authors = [
        Author(
            name=name, role=within.name("authors", author.role), place=within.name("authors", author.place)
        )
        for author in within.first("authors", article.authors, bounds.MAX_AUTHORS)
        if (name := within.name("authors", author.name))
    ]
    article.dateline = _dateline(article.dateline, within)
    article.url = _address(article.url, page_url)
    try:
        article.image = clean_url(article.image) if article.image else None
    except NotAnAddress:
        article.image = None
    article.cut = within.cut
    return article


class _Within:
    """Cuts values to their bounds, and keeps the names of the fields in which anything was cut."""

    def __init__(self, cut: list[str]) -> None:
        self.cut = list(dict.fromkeys(cut))

    def note(self, field: str, is_cut: bool) -> None:
        if is_cut and field not in self.cut:
            self.cut.append(field)

    def line(self, field: str, text: str | None, most: int | None = None) -> str | None:
        """The text on one line, None where nothing is left of it; ``most`` is MAX_LINE_CHARS by default."""
        if not text:
            return None
        line, is_cut = cut_line(text, most or bounds.MAX_LINE_CHARS)
        self.note(field, is_cut)
        return line or None

    def name(self, field: str, text: str | None) -> str | None:
        return self.line(field, text, bounds.MAX_NAME_CHARS)

    def first(self, field: str, values: Sequence[_T], most: int) -> Sequence[_T]:
        self.note(field, len(values) > most)
        return values[:most]

    def names(self, field: str, values: list[str], most: int) -> list[str]:
        return [name for raw in self.first(field, values, most) if (name := self.name(field, raw))]


def _bound_body(article: Article, within: _Within) -> None:
    """Paragraphs, their kinds and the entries among them, none longer and no more than may be."""
    kinds = article.body_kinds.ljust(len(article.body), "p")
    paragraphs = within.first("body", article.body, bounds.MAX_PARAGRAPHS)
    within.note("body", any(len(paragraph) > bounds.MAX_PARAGRAPH_CHARS for paragraph in paragraphs))
    kept = [
        (text, kind, number)
        for number, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=False))
        if (text := clean_text(paragraph[: bounds.MAX_PARAGRAPH_CHARS]).strip())
    ]
    article.body = [text for text, _, _ in kept]
    article.body_kinds = "".join(kind for _, kind, _ in kept)
    if not article.body:
        raise Empty("the text is empty once cleaned")
    moved = {number: place for place, (_, _, number) in enumerate(kept)}
    article.entries = [
        Entry(paragraph=moved[entry.paragraph], at=entry.at)
        for entry in article.entries
        if entry.paragraph in moved
    ]


def _plausible(moment: datetime | None) -> datetime | None:
    return None if moment is None or moment.year < FIRST_YEAR else moment


def _dateline(dateline: Dateline | None, within: _Within) -> Dateline | None:
    if dateline is None or not (text := within.name("dateline", dateline.text)):
        return None
    separator = dateline.separator
    return Dateline(
        text=text,
        place=within.name("dateline", dateline.place),
        agency=within.name("dateline", dateline.agency),
        date=within.name("dateline", dateline.date),
        separator=None if separator is None else clean_text(separator)[: bounds.MAX_NAME_CHARS],
    )


def _address(stated: str, page_url: str) -> str:
    """The address an article states as its own, or the page's where that is none."""
    try:
        return clean_url(stated)
    except NotAnAddress:
        return clean_url(page_url)
