"""OPML: the lists of feeds that feed readers exchange. Source: http://opml.org/spec2.opml"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from lxml import etree

from crawler.sources.model import Source
from pipelines.errors import NewsArchiveError, NotAnAddress
from pipelines.text import one_line
from pipelines.urls import clean_url, url_key

MAX_BYTES = 10 << 20  # a list of 40,000 feeds
MAX_OUTLINES = 20_000
MAX_TITLE_CHARS = 200


class NotOpml(NewsArchiveError):
    """The file is no list of feeds."""

    exit_code = 2


@dataclass(slots=True, kw_only=True)
class Outline:
    """One feed of a list."""

    title: str
    feed: str
    homepage: str | None = None
    language: str = ""


@dataclass(slots=True)
class Subscriptions:
    """A list as read."""

    feeds: list[Outline] = field(default_factory=list)
    """Each once, whatever folders they lie in, in the order of the list."""
    refused: list[str] = field(default_factory=list)
    """Why, a sentence each, of what calls itself a feed and cannot be fetched."""


def read_opml(text: bytes, name: str) -> Subscriptions:
    """The feeds of a list; ``name`` is the file's, for messages. Raises NotOpml."""
    if len(text) > MAX_BYTES:
        raise NotOpml(f"{name}: has more than {MAX_BYTES >> 20} MiB; no list of feeds is so long.")
    try:
        root = etree.fromstring(
            text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotOpml(f"{name}: is no XML: {error}. Export the list again from your feed reader.") from None
    if etree.QName(root).localname.lower() != "opml":
        raise NotOpml(f"{name}: is XML, but its root is <{etree.QName(root).localname}>, not <opml>.")
    found: dict[str, Outline] = {}
    refused = []
    for element in root.iter("{*}outline"):
        given = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        if not given.get("xmlurl", "").strip():
            continue  # a folder, or a note
        try:
            outline = _outline(given)
        except NotAnAddress as error:
            refused.append(f"{error}.")
            continue
        if len(found) < MAX_OUTLINES:
            found.setdefault(url_key(outline.feed), outline)
        elif url_key(outline.feed) not in found:
            refused.append(f"{outline.feed}: comes after the first {MAX_OUTLINES:,} feeds.")
    if not found:
        raise NotOpml(f"{name}: names no feed: no <outline> has an xmlUrl that can be fetched.")
    return Subscriptions(list(found.values()), refused)


def _outline(given: dict[str, str]) -> Outline:
    """The feed of an outline. Raises NotAnAddress."""
    return Outline(
        title=one_line(given.get("title") or given.get("text") or "", MAX_TITLE_CHARS),
        feed=clean_url(given["xmlurl"]),
        homepage=_address(given.get("htmlurl")),
        language=given.get("language", "").strip(),
    )


def _address(text: str | None) -> str | None:
    try:
        return clean_url(text) if text and text.strip() else None
    except NotAnAddress:
        return None


def write_opml(sources: Iterable[Source], title: str) -> str:
    """The feeds of sources as a list, one folder a source."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
    ]
    for source in sources:
        if not source.feeds:
            continue
        title = quoteattr(one_line(source.title, MAX_TITLE_CHARS))
        lines.append(f"    <outline text={title}>")
        lines += [
            f'      <outline type="rss" text={title} xmlUrl={quoteattr(feed)} '
            f"htmlUrl={quoteattr(source.homepage)} language={quoteattr(source.language)}/>"
            for feed in source.feeds
        ]
        lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
