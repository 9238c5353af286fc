"""Section and front pages: which of their links are articles.

Pure: the bytes of an answer, the address they came from and what is known of the publisher's
articles in; links out.
"""

from dataclasses import dataclass, field

from crawler.discovery.addresses import ArticleAddresses, day_of
from crawler.discovery.heads import AnnouncedFeed, read_head
from pipelines import bounds
from pipelines.archive.frontier import Link


@dataclass(slots=True, kw_only=True)
class Section:
    """One section page as read."""

    title: str
    links: list[Link] = field(default_factory=list)
    """Those whose addresses look like articles', in the order of the page."""
    feeds: list[AnnouncedFeed] = field(default_factory=list)
    skipped: int = 0
    """Links on the same site that do not."""
    has_more: bool = False
    """Whether more of them do than MAX_SECTION_ARTICLES, or more stand on the page than are looked at."""
    has_long_address: bool = False
    """Whether a link on the same site was left out because its address is longer than MAX_URL_CHARS."""


def read_section(body: bytes, url: str, content_type: str, known: list[str]) -> Section:
    """The articles that a page links to. ``known`` are addresses of the publisher's articles, to learn from.

    Raises NotHtmlAtAll.
    """
    head = read_head(body, url, content_type)
    articles = ArticleAddresses.learnt_from(known)
    section = Section(title=head.title, feeds=head.feeds, has_more=head.has_more)
    section.has_long_address = head.has_long_address
    for address in head.links:
        if address not in articles:
            section.skipped += 1
        elif len(section.links) < bounds.MAX_SECTION_ARTICLES:
            section.links.append(Link(url=address, day=day_of(address)))
        else:
            section.has_more = True
    return section
