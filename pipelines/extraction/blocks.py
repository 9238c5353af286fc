"""The blocks of a page: its text cut where a browser would begin a new line."""

# ruff: noqa: RUF001 - sentences end in many scripts

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipelines import bounds
from pipelines.extraction.structured import fold

PROSE_CHARS = 60  # a block at least that long, with a sentence in it, is prose
UNSPACED_PROSE_CHARS = 25  # the same in scripts written without blanks
MAX_LINK_SHARE = 0.5  # of a block's letters stand in links: more, and it points elsewhere
MAX_BLOCK_CHARS = 100_000  # or twice what a paragraph may have, where that is more
ICON_PIXELS = 60
MIN_BREAK_SIGNS = 3  # one or two are a footnote's mark

_INLINE_WORDS = (
    "a b i em strong span font u s small sub sup mark abbr cite code q time tt big kbd ins del bdi bdo "
    "acronym dfn var samp label strike nobr ruby rb rt rp wbr data picture"
)
INLINE = frozenset(_INLINE_WORDS.split())
"""Elements at whose edges no new line begins."""
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "head"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "tr": "row",
}
_PICTURES = frozenset(["img", "image", "amp-img"])
_SKIPPED_WORDS = (
    "head script style template title option select textarea button iframe object embed noscript map"
)
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
TEXTUAL = INLINE | frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "pre",
    ]
)
"""Elements that hold text but never a column of it."""
_BOLD = frozenset(["b", "strong", "bold"])
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…:;।؟۔][\"'”’»)\]]*(?:\s|$)|[。！？」]")
_CLOSED = re.compile(r"[.!?…:;,।؟۔。！？」』–—-][\"'”’“»)\]]*$")
_FAULT = re.compile(
    r".{0,40}?(?:Warning|Notice|Strict Standards|Deprecated|Fatal error|Parse error)\s?: .{1,800}? on line \d",
    re.S,
)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the text and what it is."""

    text: str
    kind: str = "p"
    """``p``, ``head`` (a sub-heading), ``item`` (of a list), ``quote``, ``row`` (of a table)."""
    above: bool = False
    """Whether it stands apart, between the headline and the column of text."""


@dataclass(slots=True, eq=False)
class Block(Paragraph):
    """A paragraph where it stands on the page."""

    element: HtmlElement = field(kw_only=True)
    """The innermost block element that it stands in."""
    linked: int = 0
    """Characters that stand in links."""
    bold: bool = False
    """Whether all of it is bold."""
    pictured: bool = False
    """Whether a picture stands right before it."""
    order: int = 0
    """Position among the blocks of the page."""
    prose: bool = False
    """Whether it reads like a sentence of a text rather than like a label or a pointer."""

    @property
    def link_share(self) -> float:
        """How much of it stands in links."""
        return self.linked / max(1, len(self.text))


def is_prose(text: str) -> bool:
    """Whether a line reads like a sentence or more, rather than like a label."""
    if len(text) >= PROSE_CHARS and _SENTENCE_END.search(text) is not None:
        return True
    if text.isascii():
        return False
    return len(text) >= UNSPACED_PROSE_CHARS and len(_UNSPACED.findall(text)) >= UNSPACED_PROSE_CHARS


def is_break(text: str) -> bool:
    """Whether a line is what parts two parts of a text: "___", "***", "* * *"."""
    signs = text.replace(" ", "")
    return len(signs) >= MIN_BREAK_SIGNS and signs[0] in "_*" and signs == signs[0] * len(signs)


def is_fault(text: str) -> bool:
    """Whether the machine that made the page complains, for all to read."""
    return " on line " in text and _FAULT.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, or announces what follows."""
    return _CLOSED.search(text) is not None


def solid(text: str) -> str:
    """A text without blanks, and without the joiners within words that trafilatura drops."""
    letters = "".join(text.split())
    return letters if letters.isprintable() else "".join(filter(str.isprintable, letters))


class _Walk:
    """One pass over a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.plain = 0
        self.strong = 0
        self.pictured = False

    def write(self, text: str, in_link: bool, in_bold: bool) -> None:
        self.pieces.append(text)
        if in_link:
            self.linked += len(text)
        if not text.isspace():
            if in_bold:
                self.strong += 1
            else:
                self.plain += 1

    def write_lines(self, text: str, block: HtmlElement, kind: str, in_link: bool, in_bold: bool) -> None:
        """The same, an empty line beginning a new paragraph: the page prints its lines as they are."""
        first, *others = _EMPTY_LINE.split(text)
        self.write(first, in_link, in_bold)
        for paragraph in others:
            self.flush(kind, block)
            self.write(paragraph, in_link, in_bold)

    def flush(self, kind: str, element: HtmlElement) -> None:
        if not (self.plain or self.strong):  # nothing but blanks
            self.pieces.clear()
            self.linked = 0
            return
        text = fold("".join(self.pieces)[: max(MAX_BLOCK_CHARS, 2 * bounds.MAX_PARAGRAPH_CHARS)])
        if text:
            linked = min(self.linked, len(text))
            self.blocks.append(
                Block(
                    text,
                    kind,
                    element=element,
                    linked=linked,
                    bold=not self.plain,
                    pictured=self.pictured,
                    order=len(self.blocks),
                    prose=kind != "head"
                    and linked <= MAX_LINK_SHARE * len(text)
                    and is_prose(text)
                    and not is_fault(text),
                )
            )
            self.pictured = False
        self.pieces.clear()
        self.linked = self.plain = self.strong = 0

    def visit(
        self, element: HtmlElement, kind: str, block: HtmlElement, in_link: bool, in_bold: bool
    ) -> None:
        text = element.text
        if text:
            if "\n" in text and block.tag == "pre":
                self.write_lines(text, block, kind, in_link, in_bold)
            else:
                self.write(text, in_link, in_bold)
        for child in element:
            tag = child.tag
            if tag == "br" or (
                tag == "span" and not child.text and not len(child) and "br" in child.get("class", "").split()
            ):
                if kind in ("head", "row", "item"):
                    self.pieces.append(" ")
                else:
                    self.flush(kind, block)
            elif tag in _PICTURES:
                self.pictured = self.pictured or (not (self.plain or self.strong) and _is_seen(child))
            elif tag in INLINE:
                self.visit(child, kind, block, in_link or tag == "a", in_bold or _is_bold(child))
            elif tag in ("td", "th") and kind == "row":
                self.pieces.append(" ")
                self.visit(child, kind, block, in_link, in_bold)
                self.pieces.append(" ")
            elif isinstance(tag, str) and tag not in _SKIPPED:
                if kind == "row" and not _is_layout(child):
                    self.pieces.append(" ")
                    self.visit(child, kind, block, in_link, in_bold)
                    self.pieces.append(" ")
                else:
                    self.flush(kind, block)
                    inner = _KINDS.get(tag, kind if kind in ("quote", "item") else "p")
                    if tag == "tr" and _holds_layout(child):
                        inner = "p"
                    self.visit(child, inner, child, in_link, in_bold)
                    self.flush(inner, child)
            if child.tail:
                if "\n" in child.tail and block.tag == "pre":
                    self.write_lines(child.tail, block, kind, in_link, in_bold)
                else:
                    self.write(child.tail, in_link, in_bold)


def _is_bold(element: HtmlElement) -> bool:
    return element.tag in _BOLD or element.get("class") in _BOLD


def _is_seen(picture: HtmlElement) -> bool:
    """Whether it is a picture rather than a counting pixel or an icon."""
    width = picture.get("width", "")
    return not width.isdecimal() or int(width) > ICON_PIXELS


def _is_layout(element: HtmlElement) -> bool:
    return element.tag in ("table", "article", "section")


def _holds_layout(row: HtmlElement) -> bool:
    """Whether a table row lays out the page rather than listing data."""
    return (
        any(row.find(f".//{tag}") is not None for tag in ("table", "br", "h1", "h2"))
        or len(row.findall(".//p")) > 3
    )


def read(root: HtmlElement) -> list[Block]:
    """The blocks below an element in the order of the page."""
    walk = _Walk()
    walk.visit(root, "p", root, False, False)
    walk.flush("p", root)
    return walk.blocks


def letters(paragraphs: Iterable[Paragraph]) -> str:
    """The kinds of a text's paragraphs, one letter for each, as an article keeps them."""
    return "".join(paragraph.kind[0] for paragraph in paragraphs)
