"""What the page says about itself for machines: JSON-LD, ``<meta>``, microdata.

Collected once, in one walk; the stages that follow only look things up.
"""

import html as html_entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from pipelines.extraction.page import ParsedPage

MAX_NODES = 20_000  # JSON-LD objects looked at; a live blog with 400 updates has some 6 000
MAX_VALUE_CHARS = 10_000  # a longer value of a metadata field is not one

Json = dict[str, Any]

_ARTICLE_TYPES = {
    "newsarticle": 5,
    "reportagenewsarticle": 5,
    "analysisnewsarticle": 5,
    "opinionnewsarticle": 5,
    "backgroundnewsarticle": 5,
    "reviewnewsarticle": 5,
    "askpublicnewsarticle": 5,
    "liveblogposting": 5,
    "advertisercontentarticle": 4,
    "article": 4,
    "report": 4,
    "scholarlyarticle": 4,
    "techarticle": 4,
    "blogposting": 4,
    "socialmediaposting": 3,
    "discussionforumposting": 3,
    "review": 3,
    "recipe": 3,
    "podcastepisode": 3,
    "creativework": 2,
    "videoobject": 2,
    "imagegallery": 2,
    "mediagallery": 2,
    "webpage": 1,
    "itempage": 1,
}
# what hangs below these describes other pages, or parts of this one
_NOT_FOLLOWED = {
    "isPartOf",
    "liveBlogUpdate",
    "itemListElement",
    "relatedLink",
    "mentions",
    "citation",
    "comment",
    "review",
    "author",
    "creator",
    "publisher",
    "image",
    "logo",
    "breadcrumb",
    "potentialAction",
    "about",
    "hasPart",
    "associatedMedia",
    "video",
}
# RDFa in the body, by what microdata call the same; others name parts of other things
_RDFA = {
    "author": "author",
    "datePublished": "datePublished",
    "dateModified": "dateModified",
    "dateCreated": "dateCreated",
    "created": "dateCreated",
}
_LEADING_NOISE = re.compile(r"^[\s;]*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)?\s*(?://)?\s*")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_FIRST_OPENING = re.compile(r"[{\[]")


@dataclass(slots=True)
class Statements:
    """Everything the page states about itself, unjudged."""

    article: Json = field(default_factory=dict)
    """The JSON-LD node of the article itself; empty where there is none."""
    rank: int = 0
    """How surely ``article`` is one: 5 NewsArticle … 1 WebPage, 0 none."""
    nodes: list[Json] = field(default_factory=list)
    """All JSON-LD nodes with a type, in page order."""
    by_id: dict[str, Json] = field(default_factory=dict)
    meta: dict[str, list[str]] = field(default_factory=dict)
    """``name``, ``property`` or ``itemprop`` in lower case -> contents in page order."""
    links: dict[str, str] = field(default_factory=dict)
    """``rel`` -> the first ``href``."""
    items: dict[str, list[HtmlElement]] = field(default_factory=dict)
    """``itemprop`` -> elements of the body that carry it."""
    title: str = ""
    """The ``<title>``."""
    language: str | None = None

    def first(self, *names: str) -> str | None:
        """The first non-empty ``<meta>`` content under these names, in their order."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return None

    def resolve(self, value: Any) -> Any:
        """The node that ``{"@id": …}`` points to, or the value itself."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and "@id" in value:
            return self.by_id.get(str(value["@id"]), value)
        return value


def read(page: ParsedPage) -> Statements:
    """All statements of the page."""
    statements = Statements()
    for raw in page.json_ld:
        for node in walk(load(raw)):
            statements.nodes.append(node)
            if isinstance(identity := node.get("@id"), str):
                known = statements.by_id.get(identity)
                if known is None or len(known) < len(node):
                    statements.by_id[identity] = node
    _choose_article(statements, page.url)
    _read_head(statements, page)
    return statements


def load(raw: str) -> Any:
    """A JSON script as data; None where nothing can be read.

    Tolerates what real pages print around and into it: comments, CDATA marks, raw control
    characters, a semicolon or garbage after the end, trailing commas, escaped entities.
    """
    text = _LEADING_NOISE.sub("", raw, count=1)
    for attempt in (str, html_entities.unescape, lambda t: _TRAILING_COMMA.sub("", t)):
        candidate = attempt(text)
        opening = _FIRST_OPENING.search(candidate)
        if opening is None:
            return None
        try:
            return _DECODER.raw_decode(candidate, opening.start())[0]
        except (ValueError, RecursionError):
            continue
    return None


_DECODER = json.JSONDecoder(strict=False)


def walk(data: Any) -> Iterator[Json]:
    """Each typed object of a JSON-LD document, outermost first, without other pages' objects."""
    queue = [data]
    for seen, value in enumerate(queue):
        if seen >= MAX_NODES:
            return
        if isinstance(value, list):
            queue.extend(value[:1000])
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value
            queue.extend(
                below
                for key, below in value.items()
                if isinstance(below, (dict, list)) and key not in _NOT_FOLLOWED
            )


def types(node: Json) -> list[str]:
    """The node's types in lower case, without the vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name.rpartition("/")[2].lower() for name in names if isinstance(name, str)]


def text_of(value: Any) -> str | None:
    """A JSON value as folded text: a string, the first of a list, or a node's name."""
    if isinstance(value, list):
        return next((text for part in value if (text := text_of(part)) is not None), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("headline"))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or len(value) > MAX_VALUE_CHARS:
        return None
    return fold(unescaped(value)) or None


_ESCAPED = re.compile(
    r"&(?:#\d{2,5}|#x[0-9a-f]{2,4}|amp|quot|apos|nbsp|[rl][sd]quo|[a-z](?:acute|uml));", re.I
)


def unescaped(text: str) -> str:
    """The text without entities, also where they were escaped twice: ``O&amp;#039;Dowd``."""
    if "&" not in text:
        return text
    once = html_entities.unescape(text)
    return html_entities.unescape(once) if "&" in once and _ESCAPED.search(once) is not None else once


_IDEOGRAPHIC = "\u3000"  # this blank is set on purpose: it stays
_BLANKS = re.compile(rf"[^\S{_IDEOGRAPHIC}]+")
_INVISIBLE = re.compile(r"[\u200b\ufeff\u00ad\u2060]")


def fold(text: str) -> str:
    """Whitespace folded to single blanks, invisible characters gone."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if _IDEOGRAPHIC in text:
            return " ".join(_BLANKS.split(text)).strip()
    return " ".join(text.split())


def element_text(element: HtmlElement) -> str:
    """The text of an element; a blank parts words that only an element's edge parted."""
    pieces: list[str] = []
    for piece in element.itertext():
        if pieces and pieces[-1][-1:].islower() and piece[:1].isupper():
            pieces.append(" ")
        pieces.append(piece)
    return fold("".join(pieces))


def _take_apart(statements: Statements) -> None:
    """``parsely-page`` once held in one value what ``parsely-author`` and the others say now."""
    said = load(statements.first("parsely-page") or "")
    for name in ("author", "authors", "pub_date", "section", "tags") if isinstance(said, dict) else ():
        values = said.get(name)
        texts = [text_of(value) for value in (values if isinstance(values, list) else [values])]
        meta = "parsely-author" if name == "authors" else f"parsely-{name.replace('_', '-')}"
        statements.meta.setdefault(meta, []).extend(text for text in texts if text is not None)


def _choose_article(statements: Statements, url: str) -> None:
    best = (0, 0, 0)
    key = _address_key(url)
    for node in statements.nodes:
        rank = max((_ARTICLE_TYPES.get(name, 0) for name in types(node)), default=0)
        if not rank:
            continue
        here = any(_address_key(address) == key for address in _addresses(node))
        score = (rank, int(here), sum(name in node for name in _TELLING))
        if score > best:
            best = score
            statements.article, statements.rank = node, rank
    if not statements.article:
        return
    # some pages split one article over two nodes: let the second fill the gaps of the first
    merged = dict(statements.article)
    for node in statements.nodes:
        rank = max((_ARTICLE_TYPES.get(name, 0) for name in types(node)), default=0)
        if node is statements.article or rank < 3:
            continue
        if text_of(node.get("headline")) == text_of(merged.get("headline")):
            for name, value in node.items():
                merged.setdefault(name, value)
    statements.article = merged


_TELLING = ("headline", "datePublished", "author", "articleBody", "dateModified", "description", "image")


def _addresses(node: Json) -> Iterator[str]:
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _address_key(url: str) -> str:
    bare = url.partition("#")[0].partition("?")[0].partition("://")[2]
    return bare.removeprefix("www.").rstrip("/")


def _read_head(statements: Statements, page: ParsedPage) -> None:
    root = page.root
    for element in page.outline.tagged("meta", "link", "title"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = element.get("content")
            if name and content and len(content) <= MAX_VALUE_CHARS:
                statements.meta.setdefault(name.strip().lower(), []).append(fold(unescaped(content)))
        elif element.tag == "link":
            rel, href = element.get("rel"), element.get("href")
            if rel and href:
                statements.links.setdefault(rel.strip().lower(), href.strip())
        elif not statements.title:
            statements.title = fold(element.text_content()[:MAX_VALUE_CHARS])
    _take_apart(statements)
    for element in page.outline.having("itemprop"):
        if element.tag != "meta":
            for name in element.get("itemprop", "").split():
                statements.items.setdefault(name, []).append(element)
        elif element.get("property") or element.get("name"):
            continue
    for element in page.outline.having("property"):
        if element.tag not in ("meta", "link"):
            for name in element.get("property", "").split():
                if (same := _RDFA.get(name.rpartition(":")[2])) is not None:
                    statements.items.setdefault(same, []).append(element)
    statements.language = (
        root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    )
