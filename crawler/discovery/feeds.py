"""Feeds: RSS 2.0, RSS 1.0, Atom through feedparser; JSON Feed, which it does not read, here.

Pure: the bytes of an answer and the address they came from in, links with hints out.
"""

import calendar
import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from crawler.discovery.references import possible_references
from pipelines import bounds
from pipelines.archive.frontier import Link
from pipelines.errors import AddressTooLong, NewsArchiveError, NotAnAddress
from pipelines.items import Hints
from pipelines.text import clean_text, one_line
from pipelines.urls import clean_url, url_key

HINT_CHARS = 500
MAX_AUTHORS = 20
FIRST_YEAR = 1000
MAX_TTL = timedelta(hours=6)  # software that was set to "weekly" once, or by nobody, still prints news
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
LEAST_TO_COMPARE = 5  # entries; fewer may well have been published in the same second
MIDNIGHT = time()
_BREAK = re.compile(r"</?(?:br|p|div|li)\b[^<>]*>", re.IGNORECASE)
_MAIL_AND_NAME = re.compile(r"\S+@\S+ *\((?P<name>[^()]+)\)")
# What its two parsers raise on damaged bytes, as bench.fuzz found.
_FEEDPARSER_FAILS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_TAG = re.compile(r"<(?:!--.*?--|/?[a-zA-Z][^<>]*)>", re.DOTALL)


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
    ttl: timedelta | None = None
    """How long the feed says it is good for; at most MAX_TTL."""
    has_more: bool = False
    """Whether it has more than MAX_FEED_ITEMS, of which the rest was left out."""
    has_long_address: bool = False
    """Whether an entry was left out because its address is longer than MAX_URL_CHARS."""


def read_feed(body: bytes, url: str, content_type: str = "") -> Feed:
    """The feed in these bytes. Raises NotAFeed, saying what it found instead.

    Broken XML is read as far as it goes: some entries are better than none.
    """
    head = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _read_json(body, url)
    return _read_xml(body, url, content_type)


def _collect(kind: str, title: object, entries: Iterable[Link | AddressTooLong | None]) -> Feed:
    """Links in order, the first of each address; an entry that gave None is counted."""
    feed = Feed(kind=kind, title=_plain(title))
    seen: set[str] = set()
    for link in entries:
        if not isinstance(link, Link):
            feed.skipped += 1
            feed.has_long_address = feed.has_long_address or link is not None
        elif (key := url_key(link.url)) not in seen:
            if len(seen) >= bounds.MAX_FEED_ITEMS:
                feed.has_more = True
                break
            seen.add(key)
            feed.links.append(link)
    _drop_build_time(feed.links)
    return feed


def _drop_build_time(links: list[Link]) -> None:
    """Unsay a time that most entries share to the second: it is when the feed was made.

    Believed, it would date every undated page, and have all of them fetched anew with each
    build. Midnight stands for a day, which the stories of one issue do share.
    """
    if len(links) < LEAST_TO_COMPARE:
        return
    built = {_shared([link.hints.published for link in links]), _shared([link.updated for link in links])}
    for link in links:
        if link.hints.published in built:
            link.hints.published = None
        if link.updated in built:
            link.updated = None


def _shared(times: list[datetime | None]) -> datetime | None:
    """The time that more than half of the entries give, unless it is a mere day."""
    moment, entries = Counter(times).most_common(1)[0]
    return moment if moment and entries > len(times) / 2 and moment.time() != MIDNIGHT else None


def _link(address: object, base: str, hints: Hints, updated: datetime | None) -> Link | AddressTooLong | None:
    """The link of an entry; None where it names no page, the error where its address is too long to ask for."""
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        url = clean_url(address.strip(), base)
    except AddressTooLong as error:
        return error
    except NotAnAddress:
        return None
    parts = urlsplit(url)
    if (parts.path == "/" and not parts.query) or _same_page(url, base):
        return None  # an entry that names the front page or the feed itself names no article
    return Link(url=url, hints=hints, updated=updated)


def _same_page(url: str, other: str) -> bool:
    try:
        return url_key(url) == url_key(other)
    except NotAnAddress:  # a redirect may have led to an address longer than we would ask for
        return False


# -- RSS and Atom -----------------------------------------------------------------------------


def _read_xml(body: bytes, url: str, content_type: str) -> Feed:
    import feedparser  # a tenth of a second, and only the worker processes need it

    # Sanitising and resolving are for showing the HTML inside; only the addresses are used.
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    # A stream, because feedparser opens bytes that happen to be a path of this machine as a file.
    try:
        parsed = feedparser.parse(
            io.BytesIO(possible_references(body)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=True,
        )
    except _FEEDPARSER_FAILS as error:
        raise NotAFeed(f"{url}: cannot be read as a feed ({type(error).__name__}: {error})") from None
    kind = str(parsed.get("version") or "")
    if not kind and not parsed.entries:
        shown = one_line(body[:80].decode("utf-8", "replace"), 80)
        raise NotAFeed(f"{url}: no RSS, Atom or JSON feed; it begins with {shown!r}")
    family = "atom" if kind.startswith("atom") else "rdf" if kind in ("rss10", "rss090") else "rss"
    feed = _collect(family, parsed.feed.get("title"), (_xml_link(entry, url) for entry in parsed.entries))
    feed.ttl = _ttl(parsed.feed)
    return feed


def _ttl(channel: Any) -> timedelta | None:
    """RSS's ttl in minutes, or the syndication module's period and frequency."""
    period = _PERIODS.get(str(channel.get("sy_updateperiod", "")).strip().lower())
    try:
        if str(channel.get("ttl", "")).strip():
            ttl = timedelta(minutes=float(channel["ttl"]))
        elif period is not None:
            ttl = period / max(float(channel.get("sy_updatefrequency") or 1), 1.0)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return min(ttl, MAX_TTL) if ttl > timedelta() else None


def _xml_link(entry: Any, url: str) -> Link | AddressTooLong | None:
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
    # Asked for by ``get``, feedparser gives the time of publication where there is no other.
    updated = _moment(entry["updated_parsed"]) if "updated_parsed" in entry else None
    hints = Hints(
        title=_plain(entry.get("title")),
        published=published or updated,
        authors=_xml_authors(entry),
    )
    return _link(address, url, hints, updated)


def _xml_authors(entry: Any) -> list[str]:
    # feedparser cuts the name of "desk@echo.press (Ana Ruiz)" out of a top-level domain it does not know.
    mailed = _MAIL_AND_NAME.fullmatch(str(entry.get("author", "")).strip())
    return _names([{"name": mailed["name"]}] if mailed else entry.get("authors"))


def _names(people: object) -> list[str]:
    """The names of a list of people, clean; none of what is no such list."""
    listed = people if isinstance(people, list) else []
    named = (_plain(person.get("name")) for person in listed if isinstance(person, dict))
    return [name for name in named if name is not None][:MAX_AUTHORS]


def _plain(value: object) -> str | None:
    """A title without the markup and the twice escaped letters some feeds put into it."""
    if not isinstance(value, str):
        return None
    text = clean_text(value[: HINT_CHARS * 8])
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    return one_line(unescape(text), HINT_CHARS) or None


def _moment(parsed: Any) -> datetime | None:
    """feedparser's time (a UTC struct) as a datetime; None for one outside the calendar."""
    if not parsed:
        return None
    try:
        return _plausible(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _plausible(moment: datetime) -> datetime | None:
    """The time, or None for year 1: what some systems write for "no date"."""
    return moment if moment.year >= FIRST_YEAR else None


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


def _json_link(item: object, url: str) -> Link | AddressTooLong | None:
    if not isinstance(item, dict):
        return None
    published, updated = _iso(item.get("date_published")), _iso(item.get("date_modified"))
    hints = Hints(
        title=_plain(item.get("title")),
        published=published or updated,
        authors=_names(item.get("authors") or [item.get("author")]),
    )
    address = item.get("url")
    if not address and str(item.get("id")).startswith(("http://", "https://")):
        address = item.get("id")  # JSON Feed 1.1: the id is ideally the full address
    return _link(address, url, hints, updated)


def _iso(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return _plausible((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC))
    except (ValueError, OverflowError):
        return None
