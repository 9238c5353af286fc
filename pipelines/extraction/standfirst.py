"""The standfirst: what is printed between headline and text."""

from lxml.html import HtmlElement

from pipelines.extraction.masthead import key
from pipelines.extraction.structured import Statements, element_text, text_of

MIN_STANDFIRST_CHARS = 20
MAX_STANDFIRST_CHARS = 1_500


def read(statements: Statements, lines: list[HtmlElement], body: list[str]) -> tuple[str | None, str | None]:
    """The summary printed between headline and text, never a copy of the first paragraph."""
    opening = key(" ".join(body[:3]))
    for element in lines[:6]:
        text = element_text(element)
        if MIN_STANDFIRST_CHARS <= len(text) <= MAX_STANDFIRST_CHARS and key(text) not in opening:
            return text, "markup"
    for stated, witness in (
        (text_of(statements.article.get("description")), "json-ld"),
        (text_of(statements.article.get("alternativeHeadline")), "json-ld"),
        (statements.first("og:description"), "meta"),
        (statements.first("description"), "meta"),
        (statements.first("twitter:description"), "meta"),
    ):
        if stated is None or not MIN_STANDFIRST_CHARS <= len(stated) <= MAX_STANDFIRST_CHARS:
            continue
        stem = key(stated.rstrip(".\u2026 "))
        if stem and stem[:80] not in opening:
            return stated, witness
    return None, None


def description(statements: Statements) -> str | None:
    """The summary in the page's metadata."""
    return statements.first("og:description", "description", "twitter:description") or text_of(
        statements.article.get("description")
    )
