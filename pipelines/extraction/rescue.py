"""Other ways to the text, for pages on which the extractor falls short.

Three witnesses: the paragraphs of the markup clustered by their container, the
``articleBody`` of the JSON-LD, and the data that a script would render in a browser.
"""

import html as html_entities
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from pipelines.extraction import boilerplate, rich_text, script_data
from pipelines.extraction.blocks import is_fault
from pipelines.extraction.outline import outline
from pipelines.extraction.structured import MAX_NODES, Statements, fold

PROSE_CHARS = 60  # a string at least that long, with sentences in it, is prose
CONTAINER_SHARE = 0.75  # of the good text: how much a container must hold to be entered
MAX_LINK_SHARE = 0.5

_BLOCKS = frozenset(["p", "h2", "h3", "h4", "h5", "li", "blockquote", "pre", "td", "dd"])
_HOLDERS = frozenset(["div", "section", "article", "main", "td", "body", "center", "font", "span"])
_BOLD = frozenset(["b", "strong"])
_SHORT = frozenset(["h2", "h3", "h4", "li", *_BOLD])  # need not read like prose to belong to the text
_BREAKS = re.compile(r"(?:\s*\n){2,}\s*|(?<=[.!?\u3002\u201d\"])\s*\n\s*")
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|strong|em|a|ul|li|blockquote)\b[^>]*>", re.I)
_SENTENCE = re.compile(r"[.!?\u3002\uff01\uff1f\u0964\u061f\u06d4](?:\s|$|[\"\u201d\u300d<])|\u3002")
_NO_TEXT_KEY = re.compile(
    r"url|href|src|slug|path|query|css|class|style|image|caption|alt|credit|token|config|translations?|"
    r"i18n|locale|cookie|consent|menu|nav|footer|"
    r"related|recommend|promo|comment|policy|terms|legal|seo|meta|author|bio|description|summary|"
    r"excerpt|teaser|standfirst|sub_?title|kicker|^dek$|"
    r"ads?$|schema|script|error|message|labels?$",
    re.I,
)


def clustered(root: HtmlElement, *, in_table: bool = False) -> list[str]:
    """The blocks of the container that holds most of the prose, links and menus left out.

    With ``in_table`` nothing unless that container stands in a table: a page laid out with them.
    """
    blocks = list(_blocks(root))
    weights: dict[HtmlElement, int] = {}
    total = 0
    for element, text, good in blocks:
        if not good:
            continue
        total += len(text)
        ancestor: HtmlElement | None = element
        while ancestor is not None:
            weights[ancestor] = weights.get(ancestor, 0) + len(text)
            ancestor = ancestor.getparent()
    if not total:
        return []
    container = root
    while True:
        heaviest = max(
            (child for child in container if child in weights), key=lambda c: weights[c], default=None
        )
        if (
            heaviest is None
            or weights[heaviest] < CONTAINER_SHARE * total
            or heaviest.tag in ("p", "li", "td")
        ):
            break
        container = heaviest
    if in_table and next(container.iterancestors("table"), None) is None:
        return []
    inside = [(text, good, element.tag) for element, text, good in blocks if _within(element, container)]
    first = next((n for n, (_, good, _) in enumerate(inside) if good), 0)
    last = max((n for n, (_, good, _) in enumerate(inside) if good), default=-1)
    return [text for text, good, tag in inside[first : last + 1] if good or tag in _SHORT]


def is_part(some: list[str], whole: list[str]) -> bool:
    """Whether nearly all of one text is in another, however the two are parted."""
    letters = "".join("".join(whole).split())
    inside = sum(len(text) for text in some if "".join(text.split())[:60] in letters)
    return inside > 0.9 * sum(map(len, some))


def _within(element: HtmlElement, container: HtmlElement) -> bool:
    return element is container or any(ancestor is container for ancestor in element.iterancestors())


def _blocks(root: HtmlElement) -> Iterator[tuple[HtmlElement, str, bool]]:
    """Each block with its text, and whether it reads like prose."""
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str) or (tag not in _BLOCKS and tag not in _HOLDERS):
            continue
        if tag in _BLOCKS and not (tag == "td" and _is_layout(element)):
            if next(element.iterancestors("p", "li", "blockquote", "pre"), None) is not None:
                continue
            text = fold(element.text_content()[:20_000])
            linked = sum(len(link.text_content()) for link in element.iter("a"))
            if text:
                yield element, text, _is_prose(text) and linked < MAX_LINK_SHARE * len(text)
        else:
            own = [element.text or "", *(child.tail or "" for child in element)]
            if sum(len(piece.strip()) for piece in own) >= PROSE_CHARS and element.find("br") is not None:
                for piece, text in _lines(element):
                    yield piece, text, _is_prose(text)


_APART = frozenset(["div", "table", "script", "ul", "ol", "figure", "section", "article"])


def _is_layout(cell: HtmlElement) -> bool:
    """Whether a table cell holds a piece of the page rather than a datum."""
    return any(cell.find(f".//{tag}") is not None for tag in ("table", "br", "p", "div"))


def _lines(element: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """The lines of text that stand directly in a layout element, parted by ``<br>``.

    Each with the element it stands in: a line that is bold as a whole is a sub-heading.
    """
    lines: list[tuple[HtmlElement, str]] = [(element, element.text or "")]
    for child in element:
        holder, line = lines[-1]
        if child.tag == "br":
            holder, line = element, ""
            lines.append((holder, line))
        elif child.tag not in _BLOCKS and child.tag not in _APART and child.find(".//br") is None:
            holder = child if child.tag in _BOLD and not line.strip() else element
            line += child.text_content()
        if child.tail and child.tail.strip():
            holder = element
        lines[-1] = (holder, line + (child.tail or ""))
    return [(holder, text) for holder, line in lines if (text := fold(line))]


def _is_prose(text: str) -> bool:
    return len(text) >= PROSE_CHARS and _SENTENCE.search(text) is not None and not is_fault(text)


def stated(statements: Statements) -> list[str]:
    """The paragraphs of the JSON-LD's ``articleBody``."""
    body = statements.article.get("articleBody")
    if isinstance(body, list):
        body = "\n\n".join(part for part in body if isinstance(part, str))
    return _rendered(body) if isinstance(body, str) else []


def from_payloads(payloads: list[str], *, shown: int) -> list[str]:
    """The longest run of prose in the page's data scripts, as paragraphs.

    ``shown`` are the characters of text that the page has without them: what stands in code, messages
    as often as texts, is looked at only where it has next to none.
    """
    best: list[str] = []
    size = 0
    for data in script_data.loaded(payloads, with_code=shown < PROSE_CHARS):
        run = _longest_run(data)
        if (length := sum(map(len, run))) > size:
            best, size = run, length
    return best


def _longest_run(data: Any) -> list[str]:
    """The prose below the list (or in the one string) that holds most of it."""
    best: list[str] = []
    size = 0
    seen = 0
    queue: list[Any] = [data]
    for value in queue:
        seen += 1
        if seen > MAX_NODES:
            break
        if isinstance(value, dict):
            children = [child for key, child in value.items() if not _NO_TEXT_KEY.search(str(key))]
            runs = [_rendered(child) for child in children if isinstance(child, str) and _holds_prose(child)]
            runs += map(_strings, _alike(value))
            queue.extend(child for child in children if isinstance(child, (dict, list)))
        elif isinstance(value, list):
            runs = [_strings(value), _told(rich_text.paragraphs(value))]
            queue.extend(child for child in value[:2_000] if isinstance(child, (dict, list)))
        else:
            continue
        for run in runs:
            length = sum(len(text) for text in run)
            # the inner list with almost as much is the body; the outer one has its surroundings too
            if length > size or (length > 0.9 * size and isinstance(value, list)):
                best, size = run, max(size, length)
    return best


def _told(lines: list[str]) -> list[str]:
    """Lines of rich text where most of them is prose: else they are a menu, or the words of a form."""
    prose = sum(len(line) for line in lines if _holds_prose(line))
    return lines if 2 * prose > sum(map(len, lines)) else []


def _alike(value: dict[str, Any]) -> list[list[Any]]:
    """The objects of one kind in a store: ``{"Paragraph:1": {…}, "Paragraph:2": {…}, "Author:7": {…}}``."""
    kinds: dict[str, list[Any]] = {}
    for name, child in value.items():
        if isinstance(child, dict) and ":" in str(name):
            kinds.setdefault(str(name).partition(":")[0], []).append(child)
    return [alike for alike in kinds.values() if len(alike) > 1]


def _strings(values: list[Any]) -> list[str]:
    """Prose of a list of strings or of flat objects, one level of nesting deep."""
    found: list[str] = []
    for value in values[:2_000]:
        parts = _flat_items(value) if isinstance(value, dict) else [("", value)]
        for name, part in parts:
            if not isinstance(part, str) or _NO_TEXT_KEY.search(str(name)):
                continue
            heading = name in _TEXT_KEYS and 3 < len(part) < 120 and bool(found) and _HEADING.search(part)
            if heading or _holds_prose(part):
                found += _rendered(part)
    return found


def _flat_items(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The items of an object, and of the one in which some editors keep what it holds: ``{"data": {"text": …}}``."""
    yield from value.items()
    for name in ("data", "attributes", "fields"):
        if isinstance(inner := value.get(name), dict):
            yield from inner.items()


_HEADING = re.compile(r"\S\s+\S|<h\d")
_TEXT_KEYS = ("text", "content", "html", "value")


def _holds_prose(text: str) -> bool:
    return (
        len(text) >= PROSE_CHARS // 2
        and not text.startswith(("http", "/", "{", "data:"))
        and _SENTENCE.search(text) is not None
    )


def _rendered(text: str) -> list[str]:
    """A string of text or HTML as paragraphs."""
    text = text[:500_000]
    if "&lt;" in text or "&amp;" in text or "&nbsp;" in text or "&quot;" in text:
        text = html_entities.unescape(text)
    if not _TAG.search(text):
        return [folded for part in _BREAKS.split(text) if (folded := fold(part))]
    try:
        root = html.fragment_fromstring(
            text, create_parent="div", parser=html.HTMLParser(remove_comments=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return [folded] if (folded := fold(re.sub(r"<[^>]*>", " ", text))) else []
    boilerplate.prune(root, outline(root), boilerplate.paragraph_chars(root))
    blocks = [text for element, text, _ in _blocks(root) if element.tag in _BLOCKS]
    if blocks:
        return blocks
    return [text for _, text in _lines(root)]
