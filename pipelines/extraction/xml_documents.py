"""What is XML but no page: feeds, sitemaps, lists of feeds. An HTML parser would read them as one."""

import re
from collections.abc import Collection

from lxml.html import defs

_NAME = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_MARKS = re.compile("[ \t\r\n\f\ufeff]*")
MAX_PROLOGUE = 50  # comments, instructions and document types before the first element
# Without an XML declaration only what is known to be none of HTML's: pages make up elements, too.
_FAMILIES = frozenset(["rss", "feed", "rdf", "urlset", "sitemapindex", "opml"])
# Elements of which no page has any, wherever they stand: behind a warning of PHP's, inside an <html>.
_LISTINGS = frozenset(["urlset", "sitemapindex", "rss", "opml"])
JSON_HEAD = 2_000  # characters, in which a JSON feed says which version it is
_ENTRIES = frozenset(["url", "sitemap"])


def root_name(text: str) -> str:
    """The name of the first element in lower case, without its prefix; "" where none begins the text."""
    place = _begin(text, 0)
    for _ in range(MAX_PROLOGUE):
        if (end := _end_of_prologue(text, place)) <= 0:
            break
        place = _begin(text, end)
    found = _NAME.match(text, place)
    return found[1].lower() if found else ""


def _begin(text: str, place: int) -> int:
    """Where something begins, blanks and byte order marks passed over."""
    found = _MARKS.match(text, place)
    return found.end() if found else place


def _end_of_prologue(text: str, place: int) -> int:
    """Where the instruction, comment or document type ends that begins here; 0 where none does or it never ends."""
    if text.startswith("<?", place):
        following = text.find("<", place + 1)
        end = text.find("?>", place, following if following >= 0 else len(text))
        return end + 2 if end >= 0 else text.find(">", place) + 1  # HTML's kind of it
    if text.startswith("<!--", place) and (end := text.find("-->", place)) >= 0:
        return end + 3
    return _end_of_document_type(text, place) if text.startswith("<!", place) else 0


def _end_of_document_type(text: str, place: int) -> int:
    """The same of a ``<!DOCTYPE …>``, with the declarations in its brackets."""
    close, bracket = text.find(">", place), text.find("[", place)
    if not 0 <= bracket < close:
        return close + 1
    close = text.find("]", bracket)
    return text.find(">", close) + 1 if close >= 0 else 0


def is_no_page(text: str) -> bool:
    """Whether a document is XML of another kind than HTML, by its first element, or a JSON feed."""
    if text.startswith("{", _begin(text, 0)) and "jsonfeed.org/version" in text[:JSON_HEAD]:
        return True
    name = root_name(text)
    declared = text.startswith("<?xml", _begin(text, 0))
    return name in _FAMILIES or (declared and bool(name) and name not in defs.tags)


def holds_listing(tags: Collection[str]) -> bool:
    """Whether the elements that an HTML parser found are those of a feed or sitemap."""
    names = {tag.rpartition(":")[2] for tag in tags if tag not in defs.tags}
    return not names.isdisjoint(_LISTINGS) or ("loc" in names and not names.isdisjoint(_ENTRIES))
