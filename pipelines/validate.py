"""Bounds and hygiene of every field before it is stored: the last look at a stranger's text."""

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.desk import Desk
from pipelines.errors import Empty, NotAnAddress, NotAnArticle, NoTitle
from pipelines.items import Article, Author, Dateline, Page
from pipelines.text import clean_text, one_line
from pipelines.urls import clean_url

MAX_TITLE_CHARS = 500  # the longest headline in the corpora has 231
MAX_LINE_CHARS = 2_000  # a byline or standfirst beyond this is a paragraph gone astray
MAX_NAME_CHARS = 120
MAX_AUTHORS = 30  # the longest real credit list in the corpora has 19
MAX_TAGS = 50
MAX_PARAGRAPH_CHARS = 50_000
MAX_PARAGRAPHS = 5_000  # a live blog of a long day has some 2,000


def validated(article: Article) -> Article:
    """The article with every field clean and within its bound. Raises NotAnArticle."""
    article.title = one_line(article.title, MAX_TITLE_CHARS)
    if not article.title:
        raise NoTitle("the title is empty once cleaned")
    article.body = [
        text
        for paragraph in article.body[:MAX_PARAGRAPHS]
        if (text := clean_text(paragraph[:MAX_PARAGRAPH_CHARS]).strip())
    ]
    if not article.body:
        raise Empty("the text is empty once cleaned")
    article.standfirst = _line(article.standfirst)
    article.byline = _line(article.byline)
    article.section = _line(article.section, MAX_NAME_CHARS)
    article.published_raw = _line(article.published_raw, MAX_NAME_CHARS)
    article.tags = [tag for raw in article.tags[:MAX_TAGS] if (tag := one_line(raw, MAX_NAME_CHARS))]
    article.authors = [
        Author(name=name, role=_line(author.role, MAX_NAME_CHARS), place=_line(author.place, MAX_NAME_CHARS))
        for author in article.authors[:MAX_AUTHORS]
        if (name := one_line(author.name, MAX_NAME_CHARS))
    ]
    article.dateline = _dateline(article.dateline)
    article.url = clean_url(article.url)
    try:
        article.image = clean_url(article.image) if article.image else None
    except NotAnAddress:
        article.image = None
    return article


def _line(text: str | None, limit: int = MAX_LINE_CHARS) -> str | None:
    return (one_line(text, limit) or None) if text else None


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


class ValidatePipeline:
    """Applies ``validated`` and notes what fails it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ValidatePipeline":
        """Scrapy's constructor; the spider brings the desk."""
        return cls(crawler.spider.desk)  # type: ignore[union-attr]

    async def process_item(self, item: Page) -> Page:
        """The page with a valid article. Raises DropItem."""
        if item.article is None:
            raise ValueError(f"{item.url}: ValidatePipeline must come after ExtractPipeline")
        try:
            item.article = validated(item.article)
        except NotAnArticle as error:
            await self.desk.not_an_article(item, error)
            raise DropItem(f"{item.url}: {error.reason}: {error}") from None
        return item
