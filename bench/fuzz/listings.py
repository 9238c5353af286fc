"""Damaged feeds, sitemaps, section pages, robots.txt files and lists of feeds."""

import gzip
import itertools
import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from scrapy.robotstxt import ProtegoRobotParser

from bench.fuzz.damage import MARKUP
from bench.fuzz.subject import Subject
from crawler.discovery.feeds import FIRST_YEAR, HINT_CHARS, MAX_TTL, NotAFeed, read_feed
from crawler.discovery.heads import NotHtmlAtAll
from crawler.discovery.opml import ROLES, NotOpml, read_opml, write_opml
from crawler.discovery.sections import read_section
from crawler.discovery.sitemaps import NotASitemap, read_sitemap
from crawler.newsroom import Newsroom
from crawler.newsroom.routes import Site
from crawler.newsroom.sitemaps import ARTICLES_PATH, NEWS_PATH, SITEMAP_PATH
from crawler.sources.loader import load_sources
from crawler.sources.model import Source
from pipelines.archive.frontier import Link
from pipelines.bounds import MAX_FEED_ITEMS, MAX_SECTION_ARTICLES, MAX_SITEMAP_ENTRIES
from pipelines.text import one_line
from pipelines.urls import clean_url, url_key

URL = "https://echo.example/lists/feed.xml"
KNOWN = [f"https://echo.example/2026/03/{day:02}/the-ferry-is-back-again-{day}" for day in range(1, 20)]
ROBOTS = (
    b"User-agent: *\nDisallow: /private/\nAllow: /private/open*.html$\nCrawl-delay: 2.5\n"
    b"Sitemap: https://echo.example/sitemap.xml\n\nUser-agent: news-archive\nDisallow: /*?print=\n"
    b"Request-rate: 1/10s 0600-0845\nVisit-time: 0600-0845\n# a comment\n",
    b"\xef\xbb\xbfUser-Agent: archive-bot\r\nuser-agent: news-archive\r\nDisallow:\r\nNoindex: /x\r\n",
    "User-agent: *\nDisallow: /żółć/*\nDisallow: /%C3%A9\nAllow: /$\n".encode(),
)
ASKED_OF_ROBOTS = (
    "https://echo.example/",
    "https://echo.example/private/open-1.html?print=1#x",
    f"{URL}/é%zz",
)
FEED_PIECES = (
    *(b"<item>", b"</item>", b"<entry>", b"</entry>", b"<link>", b"</link>", b"<link href='", b"<guid isPermaLink='"),
    *(b"<pubDate>", b"</pubDate>", b"<dc:date>", b"<author><name>", b"<title type='html'>", b"<title type='xhtml'>"),
    *(b'"items": [', b'"url": ', b'"authors": [{"name": 7}]'),
    *(b"null", b"<ttl>", b"<sy:updatePeriod>hourly<", b"xml:base='"),
    *MARKUP,
)  # fmt: skip
SITEMAP_PIECES = (
    *(b"<url>", b"</url>", b"<loc>", b"</loc>", b"<sitemap>", b"</sitemap>", b"<news:news>", b"</news:news>"),
    *(b"<lastmod>", b"</lastmod>", b"<news:title>", b"</news:title>", b"<image:image>", b"\x1f\x8b", b"&x;"),
    *MARKUP,
)
ROBOTS_PIECES = (
    *(
        b"User-agent: *\n",
        b"Disallow: /",
        b"Allow: /",
        b"Crawl-delay: ",
        b"Sitemap: ",
        b"*",
        b"$",
        b"nan",
        b"inf",
    ),
    *(b"*a" * 60, b"\r", b"#", b"Request-rate: 0/0\n", b"%2f", b"?", b"-1\n"),
)


def hold_link(link: Link) -> None:
    """Assert that a link can be put into the frontier: an address, a title on a line, times with zones."""
    assert clean_url(link.url) == link.url, f"{link.url!r} is not clean"
    hints = link.hints
    for text in (hints.title, *hints.authors):
        assert text is None or (text.strip() and one_line(text, HINT_CHARS) == text), f"{text!r} is not clean"
    for moment in (hints.published, link.updated):
        _hold_time(moment)


def _hold_time(moment: datetime | None) -> None:
    if moment is not None:
        assert moment.utcoffset() == timedelta(), f"{moment} is not in UTC"
        assert moment.year >= FIRST_YEAR


def _hold_each_once(addresses: Iterable[str]) -> None:
    keys = [url_key(address) for address in addresses]
    assert len(keys) == len(set(keys)), "an address twice"


def read_a_feed(data: bytes) -> bool:
    """Read a feed; links that can be fetched, each once, and a bounded time to live."""
    try:
        feed = read_feed(data, URL, "application/xml")
    except NotAFeed:
        return False
    assert feed.kind in ("rss", "rdf", "atom", "json")
    assert feed.title is None or one_line(feed.title, HINT_CHARS) == feed.title
    assert len(feed.links) <= MAX_FEED_ITEMS
    assert feed.ttl is None or timedelta() < feed.ttl <= MAX_TTL
    _hold_each_once(link.url for link in feed.links)
    for link in feed.links:
        hold_link(link)
    return True


def read_a_sitemap(data: bytes) -> bool:
    """Read a sitemap; links or further sitemaps that can be fetched, each once."""
    try:
        sitemap = read_sitemap(data, URL)
    except NotASitemap:
        return False
    assert not (sitemap.links and sitemap.children)
    assert len(sitemap.links) + len(sitemap.children) <= MAX_SITEMAP_ENTRIES
    _hold_each_once(link.url for link in sitemap.links)
    _hold_each_once(child.url for child in sitemap.children)
    for link in sitemap.links:
        hold_link(link)
    for child in sitemap.children:
        assert clean_url(child.url) == child.url
        _hold_time(child.lastmod)
    return True


def read_a_section(data: bytes) -> bool:
    """Read a section page; links on the same site that can be fetched, each once."""
    try:
        section = read_section(data, "https://echo.example/politics/", "text/html", KNOWN)
    except NotHtmlAtAll:
        return False
    assert len(section.links) <= MAX_SECTION_ARTICLES
    assert len({link.url for link in section.links}) == len(section.links), "an address twice"
    for link in section.links:
        hold_link(link)
    for feed in section.feeds:
        assert clean_url(feed.url) == feed.url
    section.title.encode()
    return True


def read_a_robots_txt(data: bytes) -> bool:
    """Ask a robots.txt; yes or no of every address, and a pause that can be kept."""
    rules = ProtegoRobotParser(robotstxt_body=data, spider=None)
    for url in ASKED_OF_ROBOTS:
        assert rules.allowed(url, "news-archive/0.1 (+mailto:desk@echo.example)") in (True, False)
    delay = rules.crawl_delay("news-archive")
    assert delay is None or (math.isfinite(delay) and delay >= 0)
    return True


def read_a_list_of_feeds(data: bytes) -> bool:
    """Read an OPML file; written again and read again it names the same feeds."""
    try:
        listed = read_opml(data, "feeds.opml")
    except NotOpml:
        return False
    for role in ROLES:
        _hold_each_once(outline.url for outline in listed.outlines if outline.role == role)
    sources = [
        Source(
            name=f"source-{number}",
            title=outline.title,
            homepage=outline.homepage or outline.url,
            language=outline.language,
            feeds=(outline.url,) if outline.role == "feeds" else (),
            sitemaps=(outline.url,) if outline.role == "sitemaps" else (),
            sections=(outline.url,) if outline.role == "sections" else (),
        )
        for number, outline in enumerate(listed.outlines)
    ]
    again = read_opml(write_opml(sources, "feeds").encode(), "again.opml")
    assert [(o.role, o.url, o.title) for o in again.outlines] == [
        (o.role, o.url, o.title) for o in listed.outlines
    ]
    return True


@cache
def _listings() -> dict[str, list[bytes]]:
    """Feeds, sitemaps, front and section pages of the sample newsroom, without a server."""
    with Newsroom() as room:
        sites = [(publisher, Site(publisher)) for publisher in room.publishers]
        sitemaps = [
            site.answer(path).body
            for (_, site), path in itertools.product(sites, (SITEMAP_PATH, ARTICLES_PATH, NEWS_PATH))
        ]
        return {
            "feed": [site.answer(feed.path).body for paper, site in sites for feed in paper.habits.feeds],
            "sitemap": [
                *sitemaps,
                gzip.compress(sitemaps[0]),
                "\n".join(KNOWN).encode(),
                sitemaps[1].decode().encode("utf-16"),
            ],
            "section": [
                site.answer(path).body
                for paper, site in sites
                for path in ("/", *map(paper.section_path, paper.paper.sections[:2]))
            ],
            "robots.txt": [*ROBOTS, *(site.answer("/robots.txt").body for _, site in sites)],
        }


FEED = Subject(seeds=lambda: _listings()["feed"], read=read_a_feed, pieces=FEED_PIECES, limit_s=3.0)
SITEMAP = Subject(seeds=lambda: _listings()["sitemap"], read=read_a_sitemap, pieces=SITEMAP_PIECES)
SECTION = Subject(seeds=lambda: _listings()["section"], read=read_a_section, pieces=MARKUP)
ROBOTS_TXT = Subject(seeds=lambda: _listings()["robots.txt"], read=read_a_robots_txt, pieces=ROBOTS_PIECES)
OPML = Subject(
    seeds=lambda: [write_opml(load_sources(), "A list of <feeds> & more").encode()],
    read=read_a_list_of_feeds,
    pieces=(b"<outline ", b"xmlUrl='", b"archive:sitemaps='", b"/>", b"</outline>", b"text='", *MARKUP),
)
