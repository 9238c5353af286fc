"""What is known of a site before anybody has read it: where feeds and sitemaps use to be, what it is called.

Pure: what a home page and a feed said in, addresses and words out.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.discovery.feeds import Feed
from crawler.discovery.heads import Head
from pipelines.errors import NotAnAddress
from pipelines.urls import clean_url, url_key

# Where publishing systems put a feed that no page announces: WordPress, Ghost and Drupal, Hugo and
# Jekyll, SPIP, and what people choose who write their own. In order of how common they are.
COMMON_FEEDS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "rss.php")
COMMON_NEWS_SITEMAPS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "news_sitemap.xml")
_SEPARATOR = re.compile(r"\s+[|–—·•»:/-]+\s+|\s*[|»]\s*|:\s+")


def root_of(url: str) -> str:
    """The root page of an address's host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def is_root(url: str) -> bool:
    """Whether the address is its host's root page."""
    return url_key(url) == url_key(root_of(url))


def common_addresses(homepage: str, paths: Iterable[str]) -> list[str]:
    """The paths below the home page and, where that is not the root, below the root; each once."""
    base = homepage if homepage.endswith("/") else homepage + "/"
    found: dict[str, str] = {}
    for place in (base, root_of(homepage)):
        for path in paths:
            try:
                address = clean_url(path, place)
            except NotAnAddress:
                continue
            found.setdefault(url_key(address), address)
    return list(found.values())


def names_something_new(feed: Feed, known: set[str]) -> bool:
    """Whether a feed names an article that ``known``, keys of addresses, does not; adds its own to it.

    The same news as RSS, as Atom and without www is one feed to us.
    """
    keys = {url_key(link.url) for link in feed.links}
    new = bool(keys - known)
    known |= keys
    return new


def title_of(home: Head, feed_title: str, homepage: str) -> str:
    """What the publisher calls itself.

    Its own word for it, else the part of the home page's title that the host spells or the feed's
    title shares; the rest of a title is a slogan, or which page it is.
    """
    if home.site_name:
        return home.site_name
    parts = _parts(home.title)
    host = _letters(urlsplit(homepage).hostname or "")
    shared = {_letters(part) for part in _parts(feed_title)}
    for part in parts:
        if _letters(part) and (_letters(part) in host or _letters(part) in shared):
            return part
    return feed_title or home.title or (urlsplit(homepage).hostname or homepage)


def _parts(title: str) -> list[str]:
    return [part for part in (piece.strip() for piece in _SEPARATOR.split(title)) if part]


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
