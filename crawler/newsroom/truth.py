"""What an archive should hold after a crawl: every honest article, field by field."""

from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.newsroom.content import Author
from crawler.newsroom.publisher import PublishedArticle, Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One article as we meant it. Empty strings where the page prints nothing."""

    publisher: str
    url: str
    """The canonical address."""
    title: str
    standfirst: str
    byline: str
    authors: tuple[Author, ...]
    dateline: str
    dateline_place: str
    dateline_agency: str
    dateline_date: str
    separator: str
    published: datetime
    """UTC."""
    modified: datetime | None
    """UTC; None where the article was never updated."""
    section: str
    tags: tuple[str, ...]
    language: str
    body: tuple[str, ...]
    """Paragraphs and sub-headings as shown, the dateline taken off. Of a paywalled article only
    what stands before the wall; of a live blog the entries after the introduction, each title
    and text a paragraph of its own, without its clock time."""
    correction: str
    """The notice printed under the text, which is not part of ``body``."""
    image: str
    """Absolute address of the lead image."""
    caption: str
    kind: str
    paywalled: bool
    wire: str | None
    """The wire story this is a copy of, or None."""
    markup: str
    body_in_markup: bool
    """False where the text travels only as data in a script."""
    zone_in_page: bool
    """False where the page prints its times without their zone: only the day can be known."""
    changes: bool
    """It reads differently on the second crawl."""
    vanishes: bool
    """It is gone on the second crawl."""


def truth_of(publisher: Publisher) -> list[Truth]:
    """The honest articles a publisher serves on this crawl, in the order of its file."""
    return [_truth(publisher, article) for article in publisher.articles]


def _truth(publisher: Publisher, article: PublishedArticle) -> Truth:
    words, markup = article.words, publisher.paper.markup
    return Truth(
        publisher=publisher.name,
        url=article.url,
        title=words.title,
        standfirst=words.standfirst,
        byline=words.byline,
        authors=words.authors,
        dateline=words.dateline,
        dateline_place=words.dateline_place,
        dateline_agency=words.dateline_agency,
        dateline_date=words.dateline_date,
        separator=words.separator,
        published=article.published.astimezone(UTC),
        modified=None if article.modified is None else article.modified.astimezone(UTC),
        section=words.section,
        tags=words.tags,
        language=publisher.paper.language,
        body=tuple(block.text for block in article.blocks),
        correction=words.correction,
        image="" if article.image_path is None else publisher.base_url + article.image_path,
        caption="" if words.image is None else words.image.caption,
        kind=words.kind,
        paywalled=words.paywalled,
        wire=words.wire,
        markup=markup,
        body_in_markup=markup != "payload" or article.body_in_markup,
        zone_in_page=markup != "table",
        changes=words.changed is not None,
        vanishes=words.vanishes,
    )
