"""What kind of page it is: article, live blog, video, gallery, or a listing, which is none."""

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.extraction.headline import key
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import Statements, element_text, types
from pipelines.extraction.wall_words import GALLERY_PATH, INDEX_PATH, LIVE, VIDEO_PATH, VIDEO_TITLE

LISTED_HEADLINES = 10
LISTED_SHARE = 0.2  # of the paragraphs: headline, teaser, byline, headline …
# What software calls the page that it makes of a sitemap; its text is about sitemaps, not the news.
SITEMAPS = frozenset(
    ["sitemap", "xmlsitemap", "htmlsitemap", "sitemapindex", "xmlsitemapindex", "newssitemap"]
)
LEAST_ADDRESSES = 10  # written out in a text; a list of sources has some
ADDRESSES_SHARE = 0.5  # of its characters
LEAST_LINKS = 10  # paragraphs; a shorter text may be the teaser of each of a few films
LINKS_SHARE = 0.9  # of them are links
TEASED_PARAGRAPHS = 3  # each below the linked headline of another story
TEASED_SHARE = 0.5  # of all
LONE_TEASER_LINES = 6  # headline, teaser, byline, tagline
TEASER_CHARS = 300  # a page without any longer paragraph has teasers, not a text
CAPTION_WORDS = 200  # a text that only goes with a film or pictures is shorter
GALLERY_PICTURES = 6
LIVE_TIMES = 4  # entries with a time of their own that make a page called "live" a live blog


def read(statements: Statements, page: ParsedPage, title: str, body: list[str], words: int) -> str:
    """``article``, ``live``, ``video``, ``gallery`` or ``listing``."""
    names = set(types(statements.article))
    if any("liveblogposting" in types(node) for node in statements.nodes) or _is_live(page, title):
        return "live"
    stated = (statements.first("og:type") or "").lower()
    path = urlsplit(page.url).path
    if words <= CAPTION_WORDS:
        if (
            "videoobject" in names
            or stated.startswith("video")
            or ((VIDEO_PATH.search(path) or VIDEO_TITLE.search(title)) and _films(statements, page))
        ):
            return "video"
        if names & {"imagegallery", "mediagallery"} or (
            GALLERY_PATH.search(path) and _pictures(page) >= GALLERY_PICTURES
        ):
            return "gallery"
    if statements.rank >= 3 or stated == "article":
        return "article"
    if "videoobject" in names or stated.startswith("video"):
        return "video"
    if names & {"imagegallery", "mediagallery"}:
        return "gallery"
    return "listing" if key(title) in SITEMAPS or _is_listing(statements, page, body) else "article"


def _is_live(page: ParsedPage, title: str) -> bool:
    """A page that calls itself live and prints a time over each entry."""
    if LIVE.search(title) is None and LIVE.search(urlsplit(page.url).path.replace("-", " ")) is None:
        return False
    times = {
        value for element in page.elements if element.tag == "time" and (value := element.get("datetime"))
    }
    return len(times) >= LIVE_TIMES


def _films(statements: Statements, page: ParsedPage) -> bool:
    return (
        statements.first("og:video", "og:video:url", "twitter:player") is not None
        or any("videoobject" in types(node) for node in statements.nodes)
        or any(element.tag in ("video", "iframe") for element in page.elements)
    )


def _pictures(page: ParsedPage) -> int:
    return sum(element.tag == "figure" for element in page.elements) or sum(
        element.tag == "img" for element in page.elements
    )


def _is_listing(statements: Statements, page: ParsedPage, body: list[str]) -> bool:
    if _names_addresses(body) or _is_all_links(page, body):
        return True
    lists = any({"collectionpage", "searchresultspage"} & set(types(node)) for node in statements.nodes)
    front = urlsplit(page.url).path.strip("/") in ("", "index.html", "index.php", "home")
    linked = {
        key(element_text(element))
        for element in page.elements
        if element.tag in ("h2", "h3", "h4") and _leads_elsewhere(element)
    }
    if len(linked) >= LISTED_HEADLINES and (lists or front):
        return True
    if max(map(len, body), default=0) >= TEASER_CHARS:
        return False
    if _is_teased(page, body):
        return True
    listed = sum(key(text) in linked for text in body)
    # a section with a single story has one teaser; no article begins with the headline of another
    return (listed >= 2 and listed >= LISTED_SHARE * len(body)) or (
        0 < len(body) <= LONE_TEASER_LINES and key(body[0]) in linked
    )


def _is_teased(page: ParsedPage, body: list[str]) -> bool:
    """Whether most paragraphs stand right below a heading that leads to another page."""
    teased: set[str] = set()
    leads = False
    for element in page.outline.tagged("h2", "h3", "h4", "p"):
        if element.tag == "p" and leads:
            teased.add(key(element_text(element)))
        leads = element.tag != "p" and _leads_elsewhere(element)
    below = sum(key(text) in teased for text in body)
    if below < TEASED_PARAGRAPHS or below <= TEASED_SHARE * len(body):
        return False
    # an article's own first paragraph stands below its headline, however many teasers follow
    return key(body[0]) in teased or INDEX_PATH.search(urlsplit(page.url).path) is not None


def _leads_elsewhere(heading: HtmlElement) -> bool:
    """Whether a heading is a link, and not only to its own place on the page."""
    parent = heading.getparent()
    around = [parent] if parent is not None and parent.tag == "a" else []
    links = [*heading.iter("a"), *around]
    return any((address := link.get("href", "/")) and not address.startswith("#") for link in links)


def _names_addresses(body: list[str]) -> bool:
    """Whether most of a text is addresses: a sitemap made into a page."""
    if sum(text.count("://") for text in body) < LEAST_ADDRESSES:
        return False
    words = [word for text in body for word in text.split()]
    addresses = sum(len(word) for word in words if "://" in word)
    return addresses > ADDRESSES_SHARE * sum(map(len, words))


def _is_all_links(page: ParsedPage, body: list[str]) -> bool:
    """Whether nearly every paragraph is the text of a link and no more."""
    if len(body) < LEAST_LINKS:
        return False
    links = {key(element_text(element)) for element in page.outline.tagged("a")}
    return sum(key(text) in links for text in body) >= LINKS_SHARE * len(body)
