"""Where something that is no text stands between two words, they stay two words once it is gone."""

import re

from lxml.html import HtmlElement

from pipelines.extraction.outline import Outline

# Controls, frames, pictures that move, boxes: whoever cuts one out joins what stood around it.
_PARTING = (
    *("aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fieldset", "figure", "footer"),
    *("form", "iframe", "map", "menu", "nav", "noscript", "object", "option", "select", "textarea", "video"),
)
# How the characters before it are read, printed above them in small: 漢<rt>かん</rt>字 is the word 漢字.
_READING = re.compile(r"<rt\b[^<>]*>[^<]*(?:</rt\s*>)?", re.IGNORECASE)
_RUBY, _PARENTHESES = re.compile(r"<ruby\b", re.IGNORECASE), re.compile(r"<rp\b", re.IGNORECASE)


MAX_ENDING_CHARS = 200  # of a text that are looked at for how it ends
_LINES = frozenset(
    ["div", "section", "table", "figure", "aside", "ul", "ol", "dl", "form", "iframe", "blockquote"]
)
_ENDED = re.compile('[.!?\u2026\u3002\uff01\uff1f]["\u2019\u201d\u00bb\u300d)]*\\s*$')
"""How a line ends that another one follows, where what parts the two is taken out."""


def without_readings(text: str) -> str:
    """The page without what only says how the characters beside it are pronounced.

    Where the page brings parentheses for whoever cannot print small above large (``<rp>``), they
    and the readings stay: then no two words are joined.
    """
    return _READING.sub("", text) if _RUBY.search(text) and not _PARENTHESES.search(text) else text


def keep_apart(page: Outline) -> None:
    """Put a blank behind every element of a page that parts words, where none is."""
    for element in page.tagged(*_PARTING):
        if element.tail and not element.tail[0].isspace():
            element.tail = " " + element.tail


def _ends(text: str | None) -> bool:
    return text is not None and _ENDED.search(text, max(0, len(text) - MAX_ENDING_CHARS)) is not None


def drop(element: HtmlElement) -> None:
    """Remove an element; the text after it stays, and stays apart from the text before it."""
    parent = element.getparent()
    if parent is None:
        return
    previous = element.getprevious()
    tail = element.tail
    if (
        tail
        and element.tag in _LINES
        and tail.strip()
        and _ends(parent.text if previous is None else previous.tail)
    ):
        line = parent.makeelement("br")
        line.tail = tail
        parent.replace(element, line)
        return
    if previous is not None:
        previous.tail = f"{previous.tail or ''} {tail or ''}"
    else:
        parent.text = f"{parent.text or ''} {tail or ''}"
    parent.remove(element)
