"""The rest of a text: what a page hides until a button "Read more" is pressed."""

import re

from lxml.html import HtmlElement

from pipelines.extraction.blocks import is_prose
from pipelines.extraction.structured import element_text

_READ_ON = re.compile(r"read[-_]?(?:more|on)(?![a-z])", re.I)
_HIDING = ("id", "style", "hidden", "aria-hidden")


def is_rest(element: HtmlElement) -> bool:
    """Whether what calls itself "read more" holds sentences, and no link to read them elsewhere."""
    name = element.get("class") or element.get("id") or ""
    if "ead" not in name or _READ_ON.search(name) is None or element.find(".//a") is not None:
        return False
    return any(is_prose(element_text(paragraph)) for paragraph in element.iter("p"))


def join(element: HtmlElement) -> None:
    """Give the rest the look of the part before it, and take off what hides it."""
    for name in _HIDING:
        element.attrib.pop(name, None)
    before = element.getprevious()
    if before is not None and before.tag == element.tag and before.get("class"):
        element.set("class", before.get("class", ""))
    else:
        element.attrib.pop("class", None)
