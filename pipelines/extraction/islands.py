"""Islands in the column of text: cards, boxes and pull quotes set between its paragraphs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipelines.extraction.blocks import TEXTUAL, Block, ends_sentence
from pipelines.extraction.structured import element_text

PART_SHARE = 0.25  # of the column's prose: an island with more is a part of the text
FLAT_SHARE = 0.6  # of the prose stands side by side: what is set deeper is then an island
HEADLINE_CHARS = 20  # a shorter link is a section or a button
CARD_CHARS = 600  # a card prints a headline and a sentence or two
LINKED_SHARE = 0.8  # of a heading stands in a link: it is another story's
POINTERS_SHARE = 0.5  # of an island stands in links
LABEL_CHARS = 100  # a bold line of that length is a heading
QUOTE_CHARS = 400
SERIES = 3  # as many alike are sections of the text, not boxes


@dataclass(slots=True, eq=False)
class Island:
    """What stands together in one element between the paragraphs."""

    root: HtmlElement
    blocks: list[Block] = field(default_factory=list)

    @property
    def chars(self) -> int:
        return sum(len(block.text) for block in self.blocks)

    @property
    def prose_chars(self) -> int:
        return sum(len(block.text) for block in self.blocks if block.prose)

    @property
    def headings(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == "head"]


def _look(element: HtmlElement) -> tuple[str, str]:
    """What elements of one sort have in common."""
    return element.tag, element.get("class", "")


def without_islands(kept: list[Block], sure: list[Block], column: HtmlElement) -> list[Block]:
    """The blocks of a column that belong to its text; ``sure`` are its undoubted paragraphs."""
    total = sum(len(block.text) for block in sure)
    shores = _shores(sure)
    on_shore = sum(len(block.text) for block in sure if _holder(block.element) in shores)
    islands = _islands(kept, shores, column)
    alike = Counter(_look(island.root) for island in islands if island.prose_chars)
    ashore = {_look(b.element) for b in kept if b.kind == "head" and _holder(b.element) in shores}
    lost: set[int] = set()
    for island in islands:
        if island.prose_chars > PART_SHARE * total:
            continue
        rare = alike[_look(island.root)] < SERIES
        alone = rare and on_shore >= FLAT_SHARE * total
        if (
            _points_elsewhere(island)
            or (rare and _begins_with_pointer(island))
            or (alone and _is_box(island, ashore))
        ):
            lost.update(block.order for block in island.blocks)
    return [block for block in kept if block.order not in lost]


def _shores(sure: Iterable[Block]) -> set[HtmlElement]:
    """The elements directly below which at least two sure paragraphs stand."""
    counts = Counter(_holder(block.element) for block in sure)
    return {element for element, count in counts.items() if count >= 2 and element is not None}


def _holder(element: HtmlElement) -> HtmlElement | None:
    """The element in which a paragraph stands: its parent, or itself where the text is bare."""
    return element.getparent() if element.tag in TEXTUAL else element


def _islands(kept: Iterable[Block], shores: set[HtmlElement], column: HtmlElement) -> list[Island]:
    islands: dict[HtmlElement, Island] = {}
    for block in kept:
        root = _root(block.element, shores, column)
        if root is not None:
            islands.setdefault(root, Island(root)).blocks.append(block)
    return list(islands.values())


def _root(element: HtmlElement, shores: set[HtmlElement], column: HtmlElement) -> HtmlElement | None:
    """The outermost element between a block and its shore; None for what stands on the shore."""
    while element is not column and element not in shores:
        above = element.getparent()
        if above is None:
            return None
        if above is column or above in shores:
            return None if element.tag in TEXTUAL else element
        element = above
    return None


def _points_elsewhere(island: Island) -> bool:
    """Whether it is a card, or several, of other stories."""
    linked = sum(block.linked for block in island.blocks)
    headings = island.headings
    cards = any(heading.link_share > LINKED_SHARE for heading in headings)
    return linked > POINTERS_SHARE * island.chars or (cards and island.chars < CARD_CHARS * len(headings))


def _begins_with_pointer(island: Island) -> bool:
    """Whether the first thing said in it is the headline of another story, set as a link."""
    if island.headings or island.chars >= CARD_CHARS:
        return False
    first = island.blocks[0].element
    for element in island.root.iter():
        if element is first:
            return False
        if element.tag == "a" and len(text := element_text(element)) >= HEADLINE_CHARS:
            return not ends_sentence(text) and not element.get("href", "#").startswith("#")
    return False


def _is_box(island: Island, ashore: set[tuple[str, str]]) -> bool:
    """Whether it has a heading of its own, or quotes somebody and says whom.

    A heading like those ``ashore``, the headline, and several headings begin sections.
    """
    first, *others = island.blocks
    if others and (first.kind == "head" or (first.bold and len(first.text) < LABEL_CHARS)):
        section = _look(first.element) in ashore or first.element.tag == "h1"
        return not section and len(island.headings) < SERIES
    quoted = sum(block.kind == "quote" for block in island.blocks)
    return 0 < quoted < len(island.blocks) and island.chars < QUOTE_CHARS
