"""The licence a page states for its text."""

import re

from pipelines.extraction.media import absolute
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import Statements, text_of

MAX_LICENCE_CHARS = 300
_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses|publicdomain)/[\w./+-]+|"
    r"\bCC[ -](?:BY|0)(?:[ -](?:NC|ND|SA))*(?:[ -]\d\.\d)?\b",
    re.I,
)


def read(statements: Statements, page: ParsedPage) -> tuple[str | None, str | None]:
    """The licence as address or name, and its witness.

    JSON-LD of the article, ``<link rel=license>``, ``<meta>``, then a link that calls itself
    one (``<a rel=license>``).
    """
    stated = statements.article.get("license")
    if isinstance(stated, list):
        stated = stated[0] if stated else None
    if isinstance(stated, dict):
        stated = stated.get("url") or stated.get("@id") or stated.get("name")
    if (licence := _licence(text_of(stated), page.url)) is not None:
        return licence, "json-ld"
    for rel, href in statements.links.items():
        if {"license", "licence"} & set(rel.split()) and (licence := _licence(href, page.url)) is not None:
            return licence, "markup"
    named = statements.first(
        "dcterms.license", "dc.rights.license", "license", "licence", "dcterms.rights", "dc.rights"
    )
    if named and (found := _CREATIVE_COMMONS.search(named)) is not None:
        return found[0], "meta"
    for element in page.elements:
        if element.tag == "a" and "license" in (element.get("rel") or "").split():
            licence = _licence(element.get("href"), page.url)
            if licence is not None:
                return licence, "markup"
    return None, None


def _licence(stated: str | None, url: str) -> str | None:
    if not stated or len(stated) > MAX_LICENCE_CHARS:
        return None
    if "/" in stated and " " not in stated:
        return absolute(stated, url)
    return stated
