"""What a feed names: articles, the same articles under other spellings, and traps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from crawler.newsroom.habits import Feed
from crawler.newsroom.markup import furniture
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html
from crawler.newsroom.traps import traps_of

TRACKING = "utm_source=feed&utm_medium=syndication&utm_campaign=daily"
SHORTCUT = "/go/{number}"
SHORTCUT_PLACE = 1  # the second newest article: the newest is what a reader tries by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One item of a feed, whatever its format."""

    link: str
    identifier: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    section: str = ""
    content: Html | None = None
    """The whole text, in feeds that carry it."""


def entries_of(publisher: Publisher, feed: Feed) -> list[FeedEntry]:
    """The entries of one feed, newest first; echoes and traps stand among them."""
    articles = publisher.newest_first[: feed.limit]
    entries = [_entry(publisher, feed, article, place) for place, article in enumerate(articles)]
    if feed.echoes:
        for article, link in echoes(publisher, articles):
            entries.append(_spelled(publisher, article, link))
    if feed.traps:
        entries += _trap_entries(publisher)
    return sorted(entries, key=lambda entry: entry.published, reverse=True)


def echoes(publisher: Publisher, articles: list[PublishedArticle]) -> list[tuple[PublishedArticle, str]]:
    """The newest articles under other spellings of their addresses, one spelling each.

    The host is given in capitals together with its scheme: 127.0.0.1 has no letters of its own.
    """
    spellings = [f"{{}}?{TRACKING}", "{}#comments", "", "{}/"]
    pairs = []
    for article, spelling in zip(articles, spellings, strict=False):
        pairs.append((article, spelling.format(article.url) if spelling else in_capitals(article.url)))
    return pairs


def in_capitals(url: str) -> str:
    """The address with scheme and host in capitals, which changes nothing (RFC 3986 §6.2.2.1)."""
    parts = urlsplit(url)
    address = urlunsplit(parts._replace(scheme="", netloc=parts.netloc.upper()))
    return f"{parts.scheme.upper()}:{address}"


def shortcut(article: PublishedArticle) -> str:
    """The short address of an article, which redirects to the real one."""
    return SHORTCUT.format(number=article.index + 1)


def _entry(publisher: Publisher, feed: Feed, article: PublishedArticle, place: int) -> FeedEntry:
    link = article.url
    if publisher.habits.shortcut and place == SHORTCUT_PLACE:
        link = publisher.base_url + shortcut(article)
    if feed.relative:
        link = article.path.lstrip("/")
    if feed.tracked:
        link = f"{link}?{TRACKING}"
    content = furniture.text(publisher, article, interrupted=False) if feed.full_text else None
    return _spelled(
        publisher, article, link, identifier=f"{publisher.name}-{article.index + 1}", content=content
    )


def _spelled(
    publisher: Publisher,
    article: PublishedArticle,
    link: str,
    *,
    identifier: str | None = None,
    content: Html | None = None,
) -> FeedEntry:
    words = article.words
    return FeedEntry(
        link=link,
        identifier=identifier or link,
        title=words.title,
        summary=words.standfirst or article.blocks[0].text,
        published=article.published,
        updated=article.touched,
        authors=tuple(author.name for author in words.authors),
        section=words.section,
        content=content,
    )


def _trap_entries(publisher: Publisher) -> list[FeedEntry]:
    return [
        FeedEntry(
            link=publisher.base_url + trap.path,
            identifier=publisher.base_url + trap.path,
            title=trap.title,
            summary=trap.title,
            published=publisher.newest_first[0].published - timedelta(hours=hours),
            updated=publisher.newest_first[0].published - timedelta(hours=hours),
        )
        for hours, trap in enumerate(traps_of(publisher.name), start=1)
    ]
