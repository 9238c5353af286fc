"""The next page of an article that its publisher cut into several."""

import re
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from pipelines.errors import NotAnAddress
from pipelines.extraction.media import absolute
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import element_text
from pipelines.urls import url_key

MAX_PAGES = 30  # of one article; the longest in the wild that we heard of has 21
_PARAMETERS = frozenset(
    ["page", "p", "pg", "pagina", "seite", "paged", "pageno", "page_no", "pagenum", "start_page"]
)
_IN_PATH = re.compile(
    r"[/_,-](?:page|seite|pagina|p|pg|page[-_])?[-_/]?(\d{1,2})(?=/?$|\.(?:s?html?|php|aspx?)$)", re.I
)
_PAGER = re.compile(
    r"pagination|pager|page-?(?:nav|links|numbers)|multi-?page|article-?pages|nav-?links", re.I
)


def read(page: ParsedPage, url: str) -> str | None:
    """The address of the page after this one; None where this is the last or the only one.

    Only an address that differs from this one in nothing but the number of the page, which must
    be the next: ``rel=next`` is also what blogs call the story before.
    """
    try:
        number = str(page_number(url) + 1)
    except NotAnAddress:  # of a stored page whose address was written down wrongly
        return None
    for element in page.outline.tagged("a", "link"):
        rel = element.get("rel")
        if not (rel and "next" in rel.lower().split()) and not _is_page_link(element, number):
            continue
        there = absolute(element.get("href", ""), url)
        if there is not None and is_next_page(url, there):
            return there
    return None


def _is_page_link(element: HtmlElement, number: str) -> bool:
    """Whether a link with the number as its text stands among other page links."""
    if element.tag != "a" or len(element) > 1 or (element.text or number).strip() not in ("", number):
        return False
    if number not in element.get("href", "") or element_text(element) != number:
        return False
    return any(_PAGER.search(f"{outer.get('class', '')} {outer.get('id', '')}") for outer in _near(element))


def _near(element: HtmlElement) -> list[HtmlElement]:
    return [outer for _, outer in zip(range(4), element.iterancestors(), strict=False)]


def page_number(url: str) -> int:
    """The number of the page that an address names, 1 where it names none."""
    return _split(url)[1]


def is_next_page(url: str, other: str) -> bool:
    """Whether the other address is that of the page after this one of the same article."""
    stem, number = _split(url)
    other_stem, other_number = _split(other)
    return stem == other_stem and other_number == number + 1 <= MAX_PAGES


def _split(url: str) -> tuple[str, int]:
    """An address without its page number, and the number."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if name.lower() in _PARAMETERS and value.isdecimal() and 1 <= int(value) <= MAX_PAGES:
            rest = "&".join(pair for pair in parts.query.split("&") if pair.partition("=")[0] != name)
            return url_key(parts._replace(query=rest).geturl()), int(value)
    match = _IN_PATH.search(parts.path)
    if match and 2 <= int(match[1]) <= MAX_PAGES:
        stem = parts.path[: match.start()] + parts.path[match.end() :]
        return url_key(parts._replace(path=stem or "/").geturl()), int(match[1])
    return url_key(url), 1
