"""Bounds and hygiene of every field before it is stored: the last look at a stranger's text."""

from datetime import datetime

from pipelines.errors import Empty, NotAnAddress, NoTitle
from pipelines.items import Article, Author, Dateline, Entry
from pipelines.text import clean_text, one_line
from pipelines.urls import clean_url

MAX_TITLE_CHARS = 500  # the longest headline in the corpora has 231
MAX_LINE_CHARS = 2_000  # a byline or standfirst beyond this is a paragraph gone astray
MAX_NAME_CHARS = 120
MAX_LICENCE_CHARS = 300
MAX_AUTHORS = 30  # the longest real credit list in the corpora has 19
MAX_TAGS = 50
MAX_PARAGRAPH_CHARS = 50_000
MAX_PARAGRAPHS = 5_000  # a live blog of a long day has some 2,000
FIRST_YEAR = 1000  # an article's id begins with its year in four digits; before it stand typing errors


def validated(article: Article, page_url: str) -> Article:
    """The article with every field clean and within its bound. Raises NotAnArticle.

    ``page_url`` takes the place of an address that the page states for itself and that is none.
    """
    article.title = one_line(article.title, MAX_TITLE_CHARS)
    if not article.title:
        raise NoTitle("the title is empty once cleaned")
    kinds = article.body_kinds.ljust(len(article.body), "p")
    kept = [
        (text, kind, number)
        for number, (paragraph, kind) in enumerate(zip(article.body[:MAX_PARAGRAPHS], kinds, strict=False))
        if (text := clean_text(paragraph[:MAX_PARAGRAPH_CHARS]).strip())
    ]
    article.body = [text for text, _, _ in kept]
    article.body_kinds = "".join(kind for _, kind, _ in kept)
    moved = {number: place for place, (_, _, number) in enumerate(kept)}
    article.entries = [
        Entry(paragraph=moved[entry.paragraph], at=entry.at)
        for entry in article.entries
        if entry.paragraph in moved
    ]
    if not article.body:
        raise Empty("the text is empty once cleaned")
    article.standfirst = _line(article.standfirst)
    article.byline = _line(article.byline)
    article.agency = _line(article.agency, MAX_NAME_CHARS)
    article.editors = [
        name for raw in article.editors[:MAX_AUTHORS] if (name := one_line(raw, MAX_NAME_CHARS))
    ]
    article.image_caption = _line(article.image_caption)
    article.image_credit = _line(article.image_credit)
    article.correction = _line(article.correction)
    article.section = _line(article.section, MAX_NAME_CHARS)
    article.published_raw = _line(article.published_raw, MAX_NAME_CHARS)
    article.modified_raw = _line(article.modified_raw, MAX_NAME_CHARS)
    article.paywall_reason = _line(article.paywall_reason, MAX_NAME_CHARS)
    article.licence = _line(article.licence, MAX_LICENCE_CHARS)
    article.published = _plausible(article.published)
    article.modified = _plausible(article.modified)
    article.language = _line(article.language, MAX_NAME_CHARS)
    article.tags = [tag for raw in article.tags[:MAX_TAGS] if (tag := one_line(raw, MAX_NAME_CHARS))]
    article.authors = [
        Author(name=name, role=_line(author.role, MAX_NAME_CHARS), place=_line(author.place, MAX_NAME_CHARS))
        for author in article.authors[:MAX_AUTHORS]
        if (name := one_line(author.name, MAX_NAME_CHARS))
    ]
    article.dateline = _dateline(article.dateline)
    article.url = _address(article.url, page_url)
    try:
        article.image = clean_url(article.image) if article.image else None
    except NotAnAddress:
        article.image = None
    return article


def _line(text: str | None, limit: int | None = None) -> str | None:
    return (one_line(text, limit or MAX_LINE_CHARS) or None) if text else None


def _plausible(moment: datetime | None) -> datetime | None:
    return None if moment is None or moment.year < FIRST_YEAR else moment


def _dateline(dateline: Dateline | None) -> Dateline | None:
    if dateline is None or not (text := one_line(dateline.text, MAX_NAME_CHARS)):
        return None
    return Dateline(
        text=text,
        place=_line(dateline.place, MAX_NAME_CHARS),
        agency=_line(dateline.agency, MAX_NAME_CHARS),
        date=_line(dateline.date, MAX_NAME_CHARS),
        separator=None if dateline.separator is None else clean_text(dateline.separator)[:MAX_NAME_CHARS],
    )


def _address(stated: str, page_url: str) -> str:
    """The address an article states as its own, or the page's where that is none."""
    try:
        return clean_url(stated)
    except NotAnAddress:
        return clean_url(page_url)
