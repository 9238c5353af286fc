"""Sitemaps: lists of addresses, news sitemaps, indexes of other sitemaps; XML, plain text, gzip.

Pure: the bytes of an answer and the address they came from in, links out. Scrapy's reader drops
what is nested inside ``news:news``, which is where the time and the title are.
Source: https://www.sitemaps.org/protocol.html, Google's news sitemap extension.
"""

import codecs
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from crawler.discovery.addresses import ArticleAddresses, day_of
from crawler.discovery.references import possible_references
from pipelines import bounds
from pipelines.archive.feeds import Child
from pipelines.archive.frontier import Link
from pipelines.errors import AddressTooLong, NewsArchiveError, NotAnAddress
from pipelines.items import Hints
from pipelines.text import clean_text, one_line
from pipelines.urls import clean_url, url_key

MAX_MENDED = 1_000_000  # ampersands and CDATA sections: mending more would take hundreds of megabytes
MAX_TEXT_CHARS = 4_000  # of one element: twice the longest address that is fetched
HINT_CHARS = 500
FIRST_YEAR = 1000
SAME_TIME_SHARE = 0.5  # of at least SAME_TIME_FROM: then lastmod says when the file was written
SAME_TIME_FROM = 10
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
# Parent and element: pictures and videos have a loc, a title and a publication_date of their own.
_FIELDS = {
    ("url", "loc"),
    ("url", "lastmod"),
    ("sitemap", "loc"),
    ("sitemap", "lastmod"),
    ("news", "publication_date"),
    ("news", "title"),
}
_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:url|sitemap)\s*>", re.IGNORECASE)
_DECLARED = re.compile(r"\A<\?xml[^>]*\?>")
# An & that begins no reference; in a CDATA section it may stand. A NUL after it: UTF-16, left alone.
_BARE_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!\0|#\d+;|#x[\da-f]+;|[a-z_][\w.-]*;)", re.IGNORECASE | re.DOTALL
)
_GZIP = b"\x1f\x8b"


class NotASitemap(NewsArchiveError):
    """The answer is no sitemap in any of its forms."""


@dataclass(slots=True, kw_only=True)
class Sitemap:
    """One sitemap as read: the links of a list, or the children of an index."""

    kind: str
    """``index``, ``news`` (some entries say when they were published), ``urlset`` or ``text``."""
    links: list[Link] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    skipped: int = 0
    """Entries without an address that can be fetched."""
    is_cut: bool = False
    """Whether any entry was left out for its age."""
    has_more: bool = False
    """Whether it has as many entries as are read of one file, and maybe more."""
    has_long_address: bool = False
    """Whether an entry was left out because its address is longer than MAX_URL_CHARS."""


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """The sitemap in these bytes. Raises NotASitemap, saying what it found instead.

    Broken XML is read as far as it goes. No entity is expanded and nothing is loaded from anywhere.
    """
    text = _in_utf8(_unpacked(body, url)).lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        return _read_xml(text, url)
    lines = text[: bounds.MAX_SITEMAP_BYTES // 10].decode("utf-8", "replace").split()
    if lines and lines[0].startswith(("http://", "https://")):
        return _collect("text", ({"loc": line} for line in lines), url)
    raise NotASitemap(
        f"{url}: no sitemap; it begins with {one_line(text[:80].decode('utf-8', 'replace'), 80)!r}"
    )


def _unpacked(body: bytes, url: str) -> bytes:
    """The bytes without their gzip. Raises NotASitemap for more than MAX_SITEMAP_BYTES."""
    if not body.startswith(_GZIP):
        return body
    inflate = zlib.decompressobj(wbits=31)
    try:
        text = inflate.decompress(body, bounds.MAX_SITEMAP_BYTES + 1)
    except zlib.error as error:
        raise NotASitemap(f"{url}: looks like gzip but is not: {error}") from None
    if len(text) > bounds.MAX_SITEMAP_BYTES:
        raise NotASitemap(
            f"{url}: holds more than {bounds.MAX_SITEMAP_BYTES:,} bytes, the most a sitemap may have"
        )
    return text


def _in_utf8(text: bytes) -> bytes:
    """The text in UTF-8 where it is marked as UTF-16, which some systems export."""
    if not text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return text
    return _DECLARED.sub("", text.decode("utf-16", "replace"), count=1).encode("utf-8", "replace")


def _read_xml(text: bytes, url: str) -> Sitemap:
    from lxml import etree  # the worker processes alone need it

    # Many a list has its queries unescaped; the parser would drop the & with the name after it.
    if text.count(b"&") + text.count(b"<![") <= MAX_MENDED:
        text = _BARE_AMPERSAND.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], text)
    events = etree.iterparse(
        io.BytesIO(possible_references(text)),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
    )
    rows: list[dict[str, str]] = []
    root = ""
    row: dict[str, str] = {}
    try:
        for _, element in events:
            name = _name(element)
            if name in ("url", "sitemap"):
                root = root or name
                rows.append(row)
                row = {}
                _let_go(element)
                if len(rows) >= bounds.MAX_SITEMAP_ENTRIES:
                    break
            elif (_name(element.getparent()), name) in _FIELDS and (words := _text(element)):
                if not any(child.tag is etree.Entity for child in element):  # else half an address
                    row.setdefault(name, words[:MAX_TEXT_CHARS])
            elif name in ("urlset", "sitemapindex"):
                root = root or name
    except etree.XMLSyntaxError as error:
        if not rows:
            raise NotASitemap(f"{url}: is no XML: {one_line(str(error), 120)}") from None
    del rows[len(_ENTRY_END.findall(text)) :]  # a file that breaks off leaves half an address behind
    if not root:
        raise NotASitemap(f"{url}: is XML without any <url> or <sitemap>, so no sitemap")
    kind = "index" if root.startswith("sitemap") else "urlset"
    sitemap = _collect(kind, rows, url)
    sitemap.has_more = len(rows) >= bounds.MAX_SITEMAP_ENTRIES
    return sitemap


def _name(element: Any) -> str:
    """The name of an element without its namespace, in lower case; "" for what is none."""
    try:
        tag = None if element is None else element.tag
    except UnicodeDecodeError:
        return ""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    """The text of an element; "" where half a character, which libxml2 lets pass, stands in it."""
    try:
        return element.text or ""
    except UnicodeDecodeError:
        return ""


def _let_go(element: Any) -> None:
    """Free what is read, so that memory holds one entry at a time."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _collect(kind: str, rows: Iterable[dict[str, str]], url: str) -> Sitemap:
    sitemap = Sitemap(kind=kind)
    seen: set[str] = set()
    for row in rows:
        try:
            address = _address(row.get("loc"), url)
        except AddressTooLong:
            address, sitemap.has_long_address = None, True
        if address is None:
            sitemap.skipped += 1
        elif (key := url_key(address)) not in seen:
            seen.add(key)
            if kind == "index":
                sitemap.children.append(Child(url=address, lastmod=moment(row.get("lastmod"))))
            else:
                sitemap.links.append(_link(address, row))
    if any(link.hints.published for link in sitemap.links):
        sitemap.kind = "news"
    _disbelieve_same_times(sitemap.links)
    return sitemap


def _address(text: str | None, url: str) -> str | None:
    """The address to fetch, None for what is none. Raises AddressTooLong."""
    if text is None or not text.strip():
        return None
    try:
        return clean_url(text.strip(), url)
    except AddressTooLong:
        raise
    except NotAnAddress:
        return None


def _link(address: str, row: dict[str, str]) -> Link:
    title = one_line(clean_text(row.get("title", "")), HINT_CHARS) or None
    hints = Hints(title=title, published=moment(row.get("publication_date")))
    return Link(url=address, hints=hints, updated=moment(row.get("lastmod")), day=day_of(address))


def _disbelieve_same_times(links: list[Link]) -> None:
    """Forget a lastmod that most entries share: it is when the file was made, not the articles."""
    times = Counter(link.updated for link in links if link.updated is not None)
    if len(links) < SAME_TIME_FROM or not times:
        return
    common, number = times.most_common(1)[0]
    if number > SAME_TIME_SHARE * len(links):
        for link in links:
            if link.updated == common:
                link.updated = None


def moment(text: str | None) -> datetime | None:
    """A W3C date or time in UTC; a day is its first moment. None for anything else."""
    if text is None:
        return None
    text = text.strip()
    try:
        if found := _DATE.match(text):
            read = datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1), tzinfo=UTC)
        else:
            read = datetime.fromisoformat(text)
            read = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return read if read.year >= FIRST_YEAR else None


def in_window(links: Iterable[Link], since: datetime) -> Iterator[Link]:
    """The links that are not known to be older than ``since``."""
    return (link for link in links if (age := newest(link)) is None or age >= since)


def newest(link: Link) -> datetime | None:
    """The latest time that anything says of a link; None where nothing does."""
    day = (
        None
        if link.day is None
        else datetime(link.day.year, link.day.month, link.day.day, 23, 59, tzinfo=UTC)
    )
    return max((time for time in (link.hints.published, link.updated, day) if time is not None), default=None)


def children_in_window(children: Iterable[Child], since: datetime) -> list[Child]:
    """The sitemaps of an index that may name something newer than ``since``, newest first.

    Where the index says nothing, a month in the sitemap's own address does (``sitemap-2024-03.xml``).
    """
    kept = []
    for child in children:
        month = None if child.lastmod else day_of(child.url)
        if child.lastmod is not None and child.lastmod < since:
            continue
        if month is not None and (month.year, month.month) < (since.year, since.month):
            continue
        kept.append((child.lastmod.date() if child.lastmod else month or date.max, child))
    return [child for _, child in sorted(kept, key=lambda pair: pair[0], reverse=True)]


def read_article_sitemap(body: bytes, url: str, known: list[str], since: datetime) -> Sitemap:
    """The sitemap with only what is an article, by its address, and not older than ``since``.

    A news sitemap names nothing but articles; any other names sections, authors and services, too.
    ``known`` are addresses of the publisher's articles, to learn from. Raises NotASitemap.
    """
    sitemap = read_sitemap(body, url)
    links = list(in_window(sitemap.links, since))
    sitemap.is_cut = len(links) < len(sitemap.links)
    if sitemap.kind != "news":
        articles = ArticleAddresses.learnt_from(known)
        links = [link for link in links if link.url in articles]
    sitemap.skipped += len(sitemap.links) - len(links)
    sitemap.links = links
    return sitemap
