"""Feeds: RSS 2.0, RSS 1.0, Atom through feedparser; JSON Feed, which it does not read, here.

Pure: the bytes of an answer and the address they came from in, links with hints out.
"""

import calendar
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from pipelines.archive.frontier import Link
from pipelines.errors import NewsArchiveError, NotAnAddress
from pipelines.items import Hints
from pipelines.text import one_line
from pipelines.urls import clean_url, url_key

MAX_ITEMS = 5_000  # ten times the longest feed met; a feed beyond it is a sitemap in disguise
HINT_CHARS = 500
MAX_AUTHORS = 20


class NotAFeed(NewsArchiveError):
    """The answer is no feed in any of the four forms."""


@dataclass(slots=True, kw_only=True)
class Feed:
    """One feed as read: its kind, its title, its links in order, each address once."""

    kind: str
    """``rss``, ``rdf``, ``atom`` or ``json``."""
    title: str | None
    links: list[Link] = field(default_factory=list)
    skipped: int = 0
    """Entries without an address that can be fetched."""


def read_feed(body: bytes, url: str, content_type: str = "") -> Feed:
    """The feed in these bytes. Raises NotAFeed, saying what it found instead.

    Broken XML is read as far as it goes: some entries are better than none.
    """
    head = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _read_json(body, url)
    return _read_xml(body, url, content_type)


def _collect(kind: str, title: object, entries: Iterable[Link | None]) -> Feed:
    """Links in order, the first of each address; an entry that gave None is counted."""
    feed = Feed(kind=kind, title=one_line(title, HINT_CHARS) or None if isinstance(title, str) else None)
    seen: set[str] = set()
    for link in entries:
        if link is None:
            feed.skipped += 1
        elif (key := url_key(link.url)) not in seen and len(seen) < MAX_ITEMS:
            seen.add(key)
            feed.links.append(link)
    return feed


def _link(address: object, base: str, hints: Hints, updated: datetime | None) -> Link | None:
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        url = clean_url(address.strip(), base)
    except NotAnAddress:
        return None
    parts = urlsplit(url)
    if (parts.path == "/" and not parts.query) or url_key(url) == url_key(base):
        return None  # an entry that names the front page or the feed itself names no article
    return Link(url=url, hints=hints, updated=updated)


# -- RSS and Atom -----------------------------------------------------------------------------


def _read_xml(body: bytes, url: str, content_type: str) -> Feed:
    import feedparser  # a tenth of a second, and only the worker processes need it

    # Sanitising and resolving are for showing the HTML inside; only the addresses are used.
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    parsed = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    kind = str(parsed.get("version") or "")
    if not kind and not parsed.entries:
        shown = one_line(body[:80].decode("utf-8", "replace"), 80)
        raise NotAFeed(f"{url}: no RSS, Atom or JSON feed; it begins with {shown!r}")
    family = "atom" if kind.startswith("atom") else "rdf" if kind in ("rss10", "rss090") else "rss"
    return _collect(family, parsed.feed.get("title"), (_xml_link(entry, url) for entry in parsed.entries))


def _xml_link(entry: Any, url: str) -> Link | None:
    address = entry.get("link") or next(
        (link.get("href") for link in entry.get("links", []) if link.get("rel") == "alternate"), None
    )
    if (
        not address
        and str(entry.get("id", "")).startswith(("http://", "https://"))
        and entry.get("guidislink", True)
    ):
        address = entry.get("id")
    published = _moment(entry.get("published_parsed"))
    updated = _moment(entry.get("updated_parsed"))
    authors = [author.get("name") for author in entry.get("authors", []) if author.get("name")]
    hints = Hints(
        title=_plain(entry.get("title")),
        published=published or updated,
        authors=[one_line(name, HINT_CHARS) for name in authors[:MAX_AUTHORS]],
    )
    return _link(address, url, hints, updated)


def _plain(value: object) -> str | None:
    """A title without the markup some feeds put into it."""
    if not isinstance(value, str) or not value.strip():
        return None
    if "<" in value:
        from lxml.html import document_fromstring

        value = "".join(map(str, document_fromstring(f"<p>{value}</p>").itertext()))
    return one_line(value, HINT_CHARS) or None


def _moment(parsed: Any) -> datetime | None:
    """feedparser's time (a UTC struct) as a datetime; None for one outside the calendar."""
    if not parsed:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


# -- JSON Feed --------------------------------------------------------------------------------


def _read_json(body: bytes, url: str) -> Feed:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(f"{url}: looks like JSON but is not: {error}") from None
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise NotAFeed(f"{url}: is JSON without a list named items, so no JSON Feed")
    return _collect("json", data.get("title"), (_json_link(item, url) for item in items))


def _json_link(item: object, url: str) -> Link | None:
    if not isinstance(item, dict):
        return None
    named = item.get("authors") or [item.get("author")]
    authors = [
        person["name"] for person in named if isinstance(person, dict) and isinstance(person.get("name"), str)
    ]
    published, updated = _iso(item.get("date_published")), _iso(item.get("date_modified"))
    hints = Hints(
        title=_plain(item.get("title")),
        published=published or updated,
        authors=[one_line(name, HINT_CHARS) for name in authors[:MAX_AUTHORS]],
    )
    return _link(item.get("url"), url, hints, updated)


def _iso(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
