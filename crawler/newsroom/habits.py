"""How each publisher runs its site: addresses, feeds, robots, character set.

The TOML files hold words only; what a web server does with them is told here, so that between
them the publishers show a crawler most of what it will meet.
"""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """The syndication formats in use on the web."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed of a publisher."""

    path: str
    format: Format
    limit: int | None = None
    """How many of the newest articles it names; None for all."""
    full_text: bool = False
    relative: bool = False
    """Links are relative to an ``xml:base``."""
    echoes: bool = False
    """Some articles come again under another spelling of their address."""
    tracked: bool = False
    """Every link carries tracking parameters."""
    traps: bool = False
    """Names the publisher's trap pages as if they were articles."""
    redirected_from: str | None = None
    """The address readers were given, which answers 301."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """A publisher's ways with its web server."""

    address: str = "/{year}/{month}/{slug}"
    """Where an article stands; ``{number}`` is its place in the file, from 1."""
    feeds: tuple[Feed, ...] = (Feed(path="/feed.xml", format=Format.RSS),)
    sitemaps: tuple[str, ...] = ()
    """What its source file names; every publisher has /sitemap.xml and /news-sitemap.xml."""
    sitemap_index: bool = False
    """/sitemap.xml names other sitemaps, not articles."""
    lists_sections: bool = False
    """Its source file names its section pages: the feed does not name every article."""
    charset: str = "utf-8"
    crawl_delay_s: float | None = None
    slash_is_optional: bool = False
    """An article answers with and without a trailing slash (its canonical link says which)."""
    shortcut: bool = False
    """The feed names its second article by a short address, which answers 302."""
    gone_status: int = 404
    """What a vanished article answers."""
    accent: str = "#1f4e79"
    """The colour of its pages."""


HABITS = {
    "harbour-courier": Habits(
        address="/{section}/{year}/{month}/{day}/{slug}",
        feeds=(
            Feed(path="/feeds/news.xml", format=Format.RSS, limit=8, echoes=True, traps=True),
            Feed(path="/feeds/latest.atom", format=Format.ATOM, limit=8, tracked=True),
        ),
        sitemaps=("/sitemap.xml",),
        sitemap_index=True,
        slash_is_optional=True,
        gone_status=410,
        accent="#0b5563",
    ),
    "the-lantern": Habits(
        address="/{year}/{month}/{slug}/",
        feeds=(Feed(path="/feed/", format=Format.RSS, full_text=True, traps=True),),
        shortcut=True,
        accent="#9a5b00",
    ),
    "northmoor-echo": Habits(
        address="/news/{slug}.html",
        feeds=(Feed(path="/rss/all.xml", format=Format.RSS, limit=4, traps=True, redirected_from="/rss"),),
        lists_sections=True,
        crawl_delay_s=0.2,
        accent="#4b6b2f",
    ),
    "talbote": Habits(
        address="/{section}/{slug}-{number}.html",
        feeds=(Feed(path="/atom.xml", format=Format.ATOM, limit=6, relative=True, traps=True),),
        sitemaps=("/sitemap.xml",),
        accent="#7a1f2b",
    ),
    "gaceta-del-valle": Habits(
        address="/{year}-{month}-{day}/{slug}",
        feeds=(Feed(path="/feed.json", format=Format.JSON, traps=True),),
        accent="#a63c06",
    ),
    "le-fanal": Habits(
        address="/article.php?id={number}",
        feeds=(Feed(path="/rss.php", format=Format.RSS, traps=True),),
        charset="windows-1252",
        accent="#000080",
    ),
    "al-marfa": Habits(
        address="/news/{number}/{slug}",
        feeds=(Feed(path="/rss.xml", format=Format.RSS),),
        accent="#0f5c4d",
    ),
    "minato-shimbun": Habits(
        address="/articles/{year}{month}{day}-{number}",
        feeds=(Feed(path="/index.rdf", format=Format.RDF),),
        accent="#8c1d40",
    ),
}

NEWCOMER = Habits()


def habits_of(name: str) -> Habits:
    """The habits of a publisher; plain ones for a file that is not named here yet."""
    return HABITS.get(name, NEWCOMER)
