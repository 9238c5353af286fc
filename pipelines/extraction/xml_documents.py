"""What is XML but no page: feeds, sitemaps, lists of feeds. An HTML parser would read them as one."""

import re

from lxml.html import defs

_MARKS = " \t\r\n\f\ufeff"
_NAME = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_ENDS = (("<?", ">"), ("<!--", "-->"), ("<!", ">"))
MAX_PROLOGUE = 50  # comments, instructions and document types before the first element
# Without an XML declaration only what is known to be none of HTML's: pages make up elements, too.
_FAMILIES = frozenset(["rss", "feed", "rdf", "urlset", "sitemapindex", "opml"])


def root_name(text: str) -> str:
    """The name of the first element in lower case, without its prefix; "" where none begins the text."""
    text = text.lstrip(_MARKS)
    for _ in range(MAX_PROLOGUE):
        opening = next(((start, end) for start, end in _ENDS if text.startswith(start)), None)
        if opening is None:
            break
        close = _document_type_end(text) if opening[0] == "<!" else text.find(opening[1])
        if close < 0:
            return ""
        text = text[close + len(opening[1]) :].lstrip(_MARKS)
    found = _NAME.match(text)
    return found[1].lower() if found else ""


def _document_type_end(text: str) -> int:
    """Where a ``<!DOCTYPE …>`` ends, declarations in brackets included; -1 where it does not."""
    close, bracket = text.find(">"), text.find("[")
    if 0 <= bracket < close:
        close = text.find("]", bracket)
        close = text.find(">", close) if close >= 0 else -1
    return close


def is_no_page(text: str) -> bool:
    """Whether a document is XML of another kind than HTML."""
    name = root_name(text)
    declared = text.lstrip(_MARKS).startswith("<?xml")
    return name in _FAMILIES or (declared and bool(name) and name not in defs.tags)
