"""The shore of a text: the elements in which its paragraphs stand side by side.

What stands there between them is text as they are, whether another extractor took it or not; so
is what stands in elements just like them.
"""

from collections import Counter
from collections.abc import Set as AbstractSet

from lxml.html import HtmlElement

from pipelines.extraction.blocks import TEXTUAL, Block, is_break

POINTER_SHARE = 0.8  # of a line stands in links: it points elsewhere
TWIN_PARAGRAPHS = 2  # stand side by side in each part of a text that is split over elements of one kind
FRAME_DEPTH = 2  # a table often has a frame of its own, to scroll in


class Shore:
    """Where the paragraphs of a text stand side by side, and what else stands there between them."""

    def __init__(self, found: list[Block], sure: list[Block], first: int) -> None:
        self.found, self.first = found, first
        self.holders = Counter(map(stand, sure))
        self.kin = Counter(filter(None, map(_kin, self.holders)))
        self.bare = {block.element for block in sure if block.element.tag not in TEXTUAL}
        self.listed: dict[HtmlElement, list[Block]] | None = None
        self.taken: dict[HtmlElement, bool] = {}

    def tells(self, block: Block) -> bool:
        """Whether a line or row that a witness took stands where the paragraphs do, or in the like."""
        if block.kind in ("head", "item") or block.link_share > POINTER_SHARE:
            return False
        held = list_of(block) if block.kind == "row" else block.element
        holder = held.getparent()
        return self.holders[holder] > 0 or self.kin[_kin(holder)] >= 2

    def takes(self, block: Block) -> bool:
        """Whether a block that no witness took is a part of the text by where it stands."""
        if block.element in self.bare:
            return block.prose or is_break(block.text)
        if block.kind in ("item", "row"):
            listed = list_of(block)
            if listed not in self.taken:
                self.taken[listed] = self._takes_from(listed)
            return block.order > self.first and self.taken[listed]
        holder = block.element.getparent()
        if block.kind == "head":
            beside = self.holders[holder] >= 2 or (self.holders[holder] == 1 and self.kin[_kin(holder)] >= 2)
            return beside and block.order > self.first and block.link_share <= POINTER_SHARE
        if self.holders[holder] < 2:
            return False
        return block.element.tag == "p" and (block.prose or is_break(block.text))

    def _takes_from(self, listed: HtmlElement) -> bool:
        """Whether a list with sentences in it, or a table of more than links, stands among the paragraphs."""
        depth = FRAME_DEPTH if listed.tag == "table" else 1
        around = (element for _, element in zip(range(depth), listed.iterancestors(), strict=False))
        if not any(self.holders[element] >= 2 for element in around):
            return False
        within = self._lists().get(listed, [])
        if listed.tag != "table":
            return any(block.prose for block in within)
        return 2 * sum(block.link_share > POINTER_SHARE for block in within) <= len(within)

    def _lists(self) -> dict[HtmlElement, list[Block]]:
        """The page's lists and tables with their items and rows; few pages ask."""
        if self.listed is None:
            self.listed = {}
            for block in self.found:
                if block.kind in ("item", "row"):
                    self.listed.setdefault(list_of(block), []).append(block)
        return self.listed


def twins_of(prose: list[Block], sure: list[Block], witnessed: AbstractSet[int]) -> set[HtmlElement]:
    """The elements that hold paragraphs in just the way that one with sure ones does.

    One paragraph is enough where the witness took it.
    """
    holders = Counter(stand(block) for block in sure if block.element.tag == "p")
    frames = {_frame(holder) for holder, count in holders.items() if count >= TWIN_PARAGRAPHS} - {()}
    if not frames:
        return set()
    orders = {block.order for block in sure}
    others = Counter[HtmlElement]()
    for block in prose:
        if block.order not in orders and block.element.tag in ("p", "li"):
            others[stand(block)] += TWIN_PARAGRAPHS if block.order in witnessed else 1
    return {
        holder
        for holder, count in others.items()
        if count >= TWIN_PARAGRAPHS and holder not in holders and _frame(holder) in frames
    }


def stand(block: Block) -> HtmlElement:
    """The element in which a paragraph stands, or the list that it is an item of."""
    held = list_of(block) if block.kind == "item" else block.element
    parent = held.getparent()
    return held if parent is None else parent


def _kin(holder: HtmlElement | None) -> tuple[object, ...]:
    """What the parts of a text have in common that hold a paragraph each: class and surroundings, or their place."""
    if holder is None:
        return ()
    return _frame(holder) or (holder.tag, holder.getparent())


def _frame(holder: HtmlElement) -> tuple[str, ...]:
    """Tag and class of an element and of the one around it; nothing is alike to one without a class."""
    if not holder.get("class"):
        return ()
    parent = holder.getparent()
    around = ("", "") if parent is None else (parent.tag, parent.get("class", ""))
    return holder.tag, holder.get("class", ""), *around


def list_of(item: Block) -> HtmlElement:
    """The list that an item is in, a row's table; its own element where it is in none."""
    tags = ("table",) if item.kind == "row" else ("ul", "ol", "dl")
    around = (element for element in item.element.iterancestors() if element.tag in tags)
    return next(around, item.element)
