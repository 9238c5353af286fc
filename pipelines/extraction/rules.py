"""What a source file says of its pages: a selector for a field, elements to leave out, for a while.

A rule is the last word: what it finds takes the place of what every witness says. Where its
selector finds nothing the witnesses are heard as if it were not there, so that a redesign of
the site costs a rule and not a field.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from urllib.parse import urljoin

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from pipelines.extraction import blocks, dates
from pipelines.extraction.blocks import Paragraph
from pipelines.extraction.credits import parse as parse_credits
from pipelines.extraction.outline import outline
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import element_text, fold
from pipelines.items import Article, PageRule

MAX_ELEMENTS = 200  # that one selector finds
MAX_CHARS = 5_000  # of one of them


@dataclass(slots=True, kw_only=True)
class Ruled:
    """What the rules of a source find on one page."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    """Field -> the text of each element found, in page order."""
    body: list[Paragraph] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """The first text found for a field."""
        return next(iter(self.texts.get(name, ())), None)


def apply(page: ParsedPage, rules: Sequence[PageRule]) -> Ruled:
    """Take out what the rules prune, and read what they name; of two rules the later wins."""
    found = Ruled()
    pruned = [
        element for rule in rules for selector in rule.prune for element in _select(page.root, selector)
    ]
    for element in pruned:
        if element.getparent() is not None:
            element.drop_tree()
    if pruned:
        page.outline = outline(page.root)
    for rule in rules:
        for name, selector in rule.selectors:
            elements = _select(page.root, selector)
            if name == "body":
                found.body = [one for element in elements for one in blocks.read(element)] or found.body
            elif texts := [text for element in elements if (text := _value(element, name))]:
                found.texts[name] = texts
    return found


def override(article: Article, ruled: Ruled, outlets: frozenset[str]) -> None:
    """Put what the rules found in place of what the witnesses said; `read` has seen to title and body."""
    for name in ("standfirst", "section", "image"):
        if (text := ruled.text(name)) is not None:
            setattr(article, name, urljoin(article.url, text) if name == "image" else text)
            article.provenance[name] = "rule"
    if tags := ruled.texts.get("tags"):
        article.tags = list(dict.fromkeys(tags))
        article.provenance["tags"] = "rule"
    if (line := ruled.text("byline")) is not None:
        credits = parse_credits(line, outlets, trusted=True)
        article.byline, article.authors = line, credits.writers
        article.agency, article.editors = credits.agency, credits.editors
        article.provenance["authors"] = "rule"
    for name in ("published", "modified"):
        if (raw := ruled.text(name)) is not None and (moment := dates.parse(raw, UTC)) is not None:
            setattr(article, name, moment.at)
            setattr(article, f"{name}_raw", raw)
            article.provenance[name] = "rule"
            if name == "published":
                article.published_precision = "minute" if moment.has_clock else "day"


def _select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    found = CSSSelector(selector, translator="html")(root)
    assert isinstance(found, list)  # a CSS selector asks for elements
    return [element for element in found if isinstance(element, HtmlElement)][:MAX_ELEMENTS]


_ATTRIBUTES = {
    "published": ("datetime", "content"),
    "modified": ("datetime", "content"),
    "image": ("src", "content", "href"),
}


def _value(element: HtmlElement, name: str) -> str:
    """What an element says of a field: its machine-readable value before its text."""
    for attribute in _ATTRIBUTES.get(name, ("content",)):
        if value := fold(element.get(attribute) or ""):
            return value
    return element_text(element)[:MAX_CHARS]
