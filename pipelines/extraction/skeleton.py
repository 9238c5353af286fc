"""The page without menus, pictures and lists of other stories, for an extractor that is slow on each element.

trafilatura looks at every element a dozen times, and more than half of a news page's elements hold
nothing but links. Without them it takes half the time and finds the same text.
"""

from collections.abc import Iterable
from copy import deepcopy

from lxml.html import HtmlElement

from pipelines.extraction.blocks import INLINE, Block

FEW_LINKS = 4  # so many may be what a line before them announces, and are left for the extractor to judge
LINK_SHARE = 0.8  # of a block's letters stand in links: more, and it is a link and nothing else
_KEPT_WORDS = "p h1 h2 h3 h4 h5 h6 table thead tbody tr td th blockquote pre figure head br"
_KEPT = INLINE | frozenset(_KEPT_WORDS.split())
"""What stays even where it holds links alone: it may be a line of the text, or a row of its table."""

_RUBY = ("ruby", "rb", "rt", "rtc", "rp")
"""Characters and how they are read: extractors drop the readings, which the page prints beside them."""


def of(root: HtmlElement, blocks: Iterable[Block]) -> HtmlElement:
    """A copy of the tree without the elements in which no block stands that is more than links.

    What is set in ruby is plain text in it.
    """
    holding = _holding(blocks)
    copy = deepcopy(root)
    idle = [
        twin
        for element, twin in zip(root.iter(), copy.iter(), strict=True)
        if element not in holding and twin.tag not in _KEPT and element.getparent() in holding
    ]
    for head in copy.findall("head"):  # a quarter of a page's elements, and none of its text
        copy.remove(head)
    for element in idle:
        if len(element.findall(".//a")) > FEW_LINKS or not element.text_content().strip():
            element.drop_tree()
    for element in [*copy.iter(*_RUBY)]:
        element.drop_tag()
    return copy


def _holding(blocks: Iterable[Block]) -> set[HtmlElement]:
    """The elements around each block that is more than links."""
    holding: set[HtmlElement] = set()
    for block in blocks:
        if block.link_share <= LINK_SHARE:
            element: HtmlElement | None = block.element
            while element is not None and element not in holding:
                holding.add(element)
                element = element.getparent()
    return holding
