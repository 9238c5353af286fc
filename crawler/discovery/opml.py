"""OPML: the lists of feeds that feed readers exchange. Source: http://opml.org/spec2.opml

A feed reader knows feeds alone. What a source reads besides, its sitemaps and section pages, stands in
attributes of a namespace of ours, which the specification allows and feed readers pass over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args
from xml.sax.saxutils import quoteattr

from lxml import etree

from crawler.sources.model import Source
from pipelines.errors import NewsArchiveError, NotAnAddress
from pipelines.text import one_line
from pipelines.urls import clean_url, url_key

NAMESPACE = "tag:news-archive,2026:opml"
MAX_BYTES = 10 << 20  # a list of 40,000 feeds
MAX_OUTLINES = 20_000
MAX_TITLE_CHARS = 200

Role: TypeAlias = Literal["feeds", "sitemaps", "sections"]
ROLES: tuple[Role, ...] = get_args(Role)
_OURS = ROLES[1:]


class NotOpml(NewsArchiveError):
    """The file is no list of feeds."""

    exit_code = 2


@dataclass(slots=True, kw_only=True)
class Outline:
    """One address of a list, and what the list says of its publisher."""

    title: str
    url: str
    role: Role = "feeds"
    """The key of a source file that the address belongs to."""
    homepage: str | None = None
    language: str = ""


@dataclass(slots=True)
class Subscriptions:
    """A list as read."""

    outlines: list[Outline] = field(default_factory=list)
    """Each address once, whatever folders it lies in, in the order of the list."""
    refused: list[str] = field(default_factory=list)
    """Why, a sentence each, of what calls itself a feed and cannot be fetched."""


def read_opml(text: bytes, name: str) -> Subscriptions:
    """The addresses of a list; ``name`` is the file's, for messages. Raises NotOpml."""
    found: dict[tuple[Role, str], Outline] = {}
    refused = []
    for element in _root(text, name).iter("{*}outline"):
        given = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        for role, address in _addresses(given):
            try:
                outline = _outline(given, role, address)
            except NotAnAddress as error:
                refused.append(f"{error}.")
                continue
            if len(found) < MAX_OUTLINES:
                found.setdefault((role, url_key(outline.url)), outline)
            elif (role, url_key(outline.url)) not in found:
                refused.append(f"{outline.url}: comes after the first {MAX_OUTLINES:,} feeds.")
    if not found:
        raise NotOpml(f"{name}: names no feed: no <outline> has an xmlUrl that can be fetched.")
    return Subscriptions(list(found.values()), refused)


def _root(text: bytes, name: str) -> etree._Element:
    """The root of a list. Raises NotOpml."""
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
    return root


def _addresses(given: Mapping[str, str]) -> Iterator[tuple[Role, str]]:
    """What an outline names: nothing where it is a folder, or a note."""
    if given.get("xmlurl", "").strip():
        yield "feeds", given["xmlurl"]
    for role in _OURS:
        for address in given.get(f"{{{NAMESPACE}}}{role}", "").split():
            yield role, address


def _outline(given: Mapping[str, str], role: Role, address: str) -> Outline:
    """One address of an outline. Raises NotAnAddress."""
    return Outline(
        title=one_line(given.get("title") or given.get("text") or "", MAX_TITLE_CHARS),
        url=clean_url(address),
        role=role,
        homepage=_address(given.get("htmlurl")),
        language=given.get("language", "").strip(),
    )


def _address(text: str | None) -> str | None:
    try:
        return clean_url(text) if text and text.strip() else None
    except NotAnAddress:
        return None


def write_opml(sources: Iterable[Source], title: str) -> str:
    """The sources as a list, one folder a source: its feeds for any reader, and the rest for `read_opml`."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:archive={quoteattr(NAMESPACE)}>',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
        *(line for source in sources for line in _folder(source)),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines)


def _folder(source: Source) -> Iterator[str]:
    title = quoteattr(one_line(source.title, MAX_TITLE_CHARS))
    about = f"htmlUrl={quoteattr(source.homepage)} language={quoteattr(source.language)}"
    ours = "".join(
        f" archive:{role}={quoteattr(' '.join(getattr(source, role)))}"
        for role in _OURS
        if getattr(source, role)
    )
    yield f"    <outline text={title}{f' {about}{ours}' if ours else ''}>"
    for feed in source.feeds:
        yield f'      <outline type="rss" text={title} xmlUrl={quoteattr(feed)} {about}/>'
    yield "    </outline>"


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
