"""What an HTML page says of its site: title, language, canonical address, feeds; and its links.

Pure: the bytes of an answer and the address they came from in, text and addresses out.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from pipelines import bounds
from pipelines.errors import NewsArchiveError, NotAnAddress
from pipelines.text import clean_text, one_line
from pipelines.urls import clean_url, url_key

MAX_FEEDS = 20
MAX_TITLE_CHARS = 200
FEED_TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rdf",
    "application/feed+json": "json",
    "application/json": "json",
    "text/xml": "rss",
    "application/xml": "rss",
}
# Feeds that name no articles, by what stands in their address or title.
_NOT_NEWS = re.compile(
    r"comments?(?:/|$|\b)|kommentar|comentario|commentaire|replytocom|oembed|wp-json|podcast|\bsearch\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


class NotHtmlAtAll(NewsArchiveError):
    """The bytes hold no element of HTML."""


@dataclass(slots=True, kw_only=True)
class AnnouncedFeed:
    """A feed that a page's head names."""

    url: str
    kind: str
    title: str


@dataclass(slots=True, kw_only=True)
class Head:
    """What a page says of itself and its site."""

    title: str = ""
    site_name: str = ""
    language: str = ""
    canonical: str | None = None
    is_article: bool = False
    """``og:type`` says so."""
    feeds: list[AnnouncedFeed] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Addresses that the body links to, on the same site, in order, each once."""
    has_more: bool = False
    """Whether it links to more than MAX_PAGE_LINKS."""
    has_long_address: bool = False
    """Whether the body links to an address on the same site that is longer than MAX_URL_CHARS."""


def read_head(body: bytes, url: str, content_type: str = "") -> Head:
    """Head and links of a page. Raises NotHtmlAtAll."""
    root = _parsed(body, url, content_type)
    base = _base(root, url)
    head = Head(language=_language(root))
    title = root.find(".//title")
    if title is not None and title.text:
        head.title = one_line(clean_text(title.text), MAX_TITLE_CHARS)
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = one_line(clean_text(meta.get("content") or ""), MAX_TITLE_CHARS)
        if name in ("og:site_name", "application-name") and not head.site_name:
            head.site_name = content
        elif name == "og:type":
            head.is_article = content.lower().startswith("article")
        elif name == "og:locale" and not head.language:
            head.language = _tag(content)
    _read_link_elements(root, base, head)
    links = _links(root, base, url, head)
    head.links, head.has_more = links[: bounds.MAX_PAGE_LINKS], len(links) > bounds.MAX_PAGE_LINKS
    return head


def _parsed(body: bytes, url: str, content_type: str) -> html.HtmlElement:
    declared = _CHARSET.search(content_type)
    encoding = declared[1] if declared else None
    for choice in (encoding, None):
        try:
            root = html.document_fromstring(body, parser=html.HTMLParser(encoding=choice, no_network=True))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            break
        except LookupError:  # a character set nobody has heard of
            continue
        return root
    raise NotHtmlAtAll(f"{url}: holds no HTML")


def _base(root: html.HtmlElement, url: str) -> str:
    element = root.find(".//base[@href]")
    address = None if element is None else _absolute(element.get("href"), url)
    return address or url


def _language(root: html.HtmlElement) -> str:
    return _tag(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def _tag(text: str) -> str:
    tag = text.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else ""


def _read_link_elements(root: html.HtmlElement, base: str, head: Head) -> None:
    seen: set[str] = set()
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        address = _absolute(link.get("href"), base)
        if address is None:
            continue
        if "canonical" in relations:
            head.canonical = head.canonical or address
        kind = FEED_TYPES.get((link.get("type") or "").partition(";")[0].strip().lower())
        title = one_line(clean_text(link.get("title") or ""), MAX_TITLE_CHARS)
        if "alternate" not in relations or kind is None or _NOT_NEWS.search(f"{address} {title}"):
            continue
        if url_key(address) not in seen and len(head.feeds) < MAX_FEEDS:
            seen.add(url_key(address))
            head.feeds.append(AnnouncedFeed(url=address, kind=kind, title=title))


def _links(root: html.HtmlElement, base: str, url: str, head: Head) -> list[str]:
    found: dict[str, str] = {}
    own = url_key(url)
    for anchor in root.iter("a"):
        address = _absolute(anchor.get("href"), base)
        if address is None or not same_site(address, url):
            head.has_long_address = head.has_long_address or _is_long(anchor.get("href", ""), base, url)
            continue
        key = url_key(address)
        if key != own:
            found.setdefault(key, address)
            if len(found) > bounds.MAX_PAGE_LINKS:
                break
    return list(found.values())


def _is_long(address: str, base: str, url: str) -> bool:
    """Whether this leads on the same site to an address of more than MAX_URL_CHARS."""
    if len(base) + len(address) <= bounds.MAX_URL_CHARS:
        return False
    try:
        whole = urljoin(base, address)
    except ValueError:
        return False
    return len(whole) > bounds.MAX_URL_CHARS and same_site(whole, url)


def _absolute(address: str | None, base: str) -> str | None:
    if not address or address.lstrip().lower().startswith(("javascript:", "mailto:", "tel:", "#", "data:")):
        return None
    try:
        return clean_url(address, base)
    except NotAnAddress:
        return None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are on one host, or one host is a part of the other's (``news.`` of it)."""
    first, second = (urlsplit(url).netloc.lower().removeprefix("www.") for url in (one, other))
    return first == second or first.endswith("." + second) or second.endswith("." + first)
