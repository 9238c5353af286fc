"""The column of text: the part of the page that holds the story, read off the tree.

Three steps: `column_of` finds the element whose prose is most of one piece, `_text` takes
its blocks as far as a second extractor bears them out, `islands` takes the boxes out again.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from lxml.html import HtmlElement

from pipelines import bounds
from pipelines.extraction import blocks as reading
from pipelines.extraction import islands
from pipelines.extraction.blocks import Block, is_break, solid
from pipelines.extraction.boilerplate import names_furniture
from pipelines.extraction.captions import is_caption
from pipelines.extraction.headline import key
from pipelines.extraction.shore import POINTER_SHARE, Shore, list_of, stand, twins_of

DECAY = 0.5  # an element that joins several columns is less of a column than each of them
OUT_OF_REACH = 0.2  # weight of prose above the headline, and below that of another article
TEASED = 0.3  # weight of prose right below a headline that is a link
LISTED = 0.4  # weight of prose in list items and rows of tables
NAMED = 1.3  # weight of an element that calls itself the story's text
MAX_WEIGHT = 1_000  # characters of one block: a column has many
WITNESS_CHARS = 80  # of a block's beginning are looked for in what the witness took
NEAR_CHARS = 20_000  # behind the last block that was found: where the next one is first looked for
MISSES = 2_000  # blocks that no witness took are looked for in all of its text
MAX_BLOCKS = 10_000  # or twice what an article may have, where that is more
MAX_LUMPS = 50
MAX_PIECES = 500  # paragraphs that are looked for in a lump
MAX_QUOTATIONS = 200
DUMP_CHARS = 1_500
DUMPED = 4  # paragraphs that one block repeats: no quotation, a dump of the page
FOUND_SHARE = 0.5  # of what the witness took is in the tree: less, and it read it elsewhere
WHOLE_SHARE = 0.9  # the same, for the blocks to be all that it took
COLUMN_SHARE = 0.5  # of what the witness took: a column with less is not the text
NARROW_SHARE = 0.6  # of the witness's prose: a column with less is a part of one
WIDE_SHARE = 0.85
COUNTER_CHARS = 7  # "1 / 12", left of a gallery
COPIES = 3  # paragraphs printed again, being half of all but so many: the text is there twice
COPY_CHARS = 40  # shorter lines may well be printed twice
PULLED_CHARS = 30
TITLE_CHARS = 12  # of a headline that the page's metadata prints at greater length

_BODY = re.compile(
    r"(?:article|story|post|entry|news|content)[-_]*(?:body|content|text|main)|body[-_]?(?:text|copy)|"
    r"^(?:story|article)$",
    re.I,
)


def blocks_of(root: HtmlElement) -> list[Block]:
    """The blocks of a page, without those that only repeat others."""
    return _without_dumps(reading.read(root)[: max(MAX_BLOCKS, 2 * bounds.MAX_PARAGRAPHS)])


def read(found: list[Block], title: str | None, witness: Iterable[str]) -> list[Block]:
    """Those of a page's blocks that are its text, by where they stand and by what the ``witness`` took.

    Where the page shows no column they are those that the witness took; empty where it took
    its text from elsewhere.
    """
    taken = "".join(map(solid, witness))
    witnessed = _witnessed(found, taken)
    heard = [block for block in found if block.order in witnessed]
    if _size(heard) >= FOUND_SHARE * len(taken) and (kept := _column(found, witnessed, title)):
        return kept
    if _letters(heard) < WHOLE_SHARE * len(taken):
        return []
    return _without_pointers_around(heard)


def _without_pointers_around(heard: list[Block]) -> list[Block]:
    """Without the links that it begins and ends with: menus, tags, other stories."""
    told = [n for n, block in enumerate(heard) if block.kind == "row" or block.link_share <= POINTER_SHARE]
    kept = heard[told[0] : told[-1] + 1] if told else heard
    return kept if any(block.prose for block in kept) else heard


def _column(found: list[Block], witnessed: set[int], title: str | None) -> list[Block]:
    """The text of the page's column; empty where there is none, or one that the witness hardly took."""
    begin, end = _reach(found, title)
    column = column_of(found, begin, end)
    if column is None:
        return []
    inside = _Inside(column)
    prose = [block for block in found if block.prose]
    heard = [block for block in found if block.order in witnessed]
    heard_there = [block for block in heard if begin <= block.order < end]
    own = [block for block in prose if begin <= block.order < end and inside(block.element)]
    if 2 * _size(heard_there) < min(_size(heard), _size(own)):
        witnessed = witnessed | {block.order for block in own}  # it took another article
    elif (wider := _wide_enough(column, [block for block in heard_there if block.prose])) is not column:
        column, inside = wider, _Inside(wider)
    sure = [block for block in prose if block.order in witnessed and inside(block.element)]
    if not sure:
        return []
    if twins := twins_of([block for block in prose if begin <= block.order < end], sure, witnessed):
        inside = _Inside(column, *twins)
        sure = [b for b in prose if inside(b.element) and (b.order in witnessed or stand(b) in twins)]
    kept = _text(found, inside, witnessed, sure, (begin, end))
    kept = islands.without_islands(kept, sure, column)
    kept = [block for block in kept if not is_caption(block, found)]
    kept = _without_idle_headings(_distinct(kept, sure), found, inside)
    return kept if _size(kept) >= COLUMN_SHARE * _size(heard_there) else []


def _letters(blocks: Iterable[Block]) -> int:
    return sum(len(solid(block.text)) for block in blocks)


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


class _Inside:
    """Whether an element stands in one of some others, asked for many neighbours."""

    def __init__(self, *containers: HtmlElement) -> None:
        self.known: dict[HtmlElement, bool] = dict.fromkeys(containers, True)

    def __call__(self, element: HtmlElement) -> bool:
        path: list[HtmlElement] = []
        step: HtmlElement | None = element
        while step is not None and step not in self.known:
            path.append(step)
            step = step.getparent()
        answer = step is not None and self.known[step]
        self.known.update(dict.fromkeys(path, answer))
        return answer


def _without_dumps(found: list[Block]) -> list[Block]:
    """Without blocks that print the paragraphs around them once more, in one lump."""
    lumps = [block for block in found if len(block.text) >= DUMP_CHARS][:MAX_LUMPS]
    if not lumps:
        return found
    pieces = [block.text[:WITNESS_CHARS] for block in found if block.prose and len(block.text) < DUMP_CHARS]
    pieces = pieces[:MAX_PIECES]
    dumps = {lump.order for lump in lumps if sum(piece in lump.text for piece in pieces) >= DUMPED}
    return [block for block in found if block.order not in dumps]


def _reach(found: list[Block], title: str | None) -> tuple[int, int]:
    """From the page's headline to the next one of another article."""
    titled = key(title or "")
    headings = [block for block in found if block.kind == "head"]
    own = next((block for block in headings if titled and _heads(block, titled)), None)
    if own is None:
        return 0, found[-1].order + 1 if found else 0
    others = (b for b in headings if b.order > own.order and _heads_another(b, own) and not _heads(b, titled))
    return own.order, next((other.order for other in others), found[-1].order + 1)


def _heads_another(heading: Block, own: Block) -> bool:
    """Whether a heading is another article's: an h1, or of the headline's own look in an ``<article>`` apart."""
    if heading.element.tag == "h1":
        return True
    if heading.element.tag != own.element.tag or heading.element.get("class") != own.element.get("class"):
        return False
    around = next(own.element.iterancestors("article"), None)
    apart = next(heading.element.iterancestors("article"), None)
    return around is not None and apart is not None and around not in (apart, *apart.iterancestors())


def _heads(heading: Block, titled: str) -> bool:
    """Whether a heading is the headline, or so much of it as the page prints."""
    folded = key(heading.text)
    shortened = heading.element.tag == "h1" and len(folded) >= TITLE_CHARS and titled.startswith(folded)
    return folded == titled or shortened


def column_of(found: list[Block], begin: int, end: int) -> HtmlElement | None:
    """The element whose prose is most of one piece.

    Each block's weight goes to all elements around it, less at every one that joins it
    with others: the parent of many paragraphs gets most, the parent of many such less.
    """
    prose = [block for block in found if block.prose]
    branches = _branches(prose)
    teased = {block.order + 1 for block in found if block.kind == "head" and block.link_share > POINTER_SHARE}
    scores: dict[HtmlElement, float] = {}
    for block in prose:
        weight = float(min(len(block.text), MAX_WEIGHT))
        weight *= 1 if begin <= block.order < end else OUT_OF_REACH
        weight *= LISTED if block.kind in ("item", "row") else 1
        weight *= TEASED if block.order in teased else 1
        step: HtmlElement | None = block.element
        while step is not None and weight >= 1:
            if step is not block.element and len(branches[step]) > 1:
                weight *= DECAY
            scores[step] = scores.get(step, 0.0) + weight
            step = step.getparent()
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element] * (NAMED if _names_itself_text(element) else 1))
    while best.tag in reading.TEXTUAL and best.getparent() is not None:
        best = best.getparent()
    return best


def _branches(prose: Iterable[Block]) -> dict[HtmlElement, set[HtmlElement]]:
    """Each element around prose with those of its children that hold some."""
    branches: dict[HtmlElement, set[HtmlElement]] = {}
    for block in prose:
        below = block.element
        branches.setdefault(below, set())
        while (above := below.getparent()) is not None:
            known = branches.setdefault(above, set())
            if below in known:
                break
            known.add(below)
            below = above
    return branches


def _names_itself_text(element: HtmlElement) -> bool:
    attributes = element.attrib
    return (
        element.tag == "article"
        or "articleBody" in attributes.get("itemprop", "")
        or _BODY.search(attributes.get("class", "")) is not None
        or _BODY.search(attributes.get("id", "")) is not None
    )


def _witnessed(found: list[Block], taken: str) -> set[int]:
    """Which blocks begin as something does in the witness's text, which comes without blanks.

    Both go down the page, so each is looked for from where the one before was found; the whole
    text is searched for at most MISSES that are not there.
    """
    orders: set[int] = set()
    position, misses = 0, 0
    for block in found:
        beginning = "".join(block.text[:WITNESS_CHARS].split())
        if not beginning.isprintable():
            beginning = solid(beginning)
        at = taken.find(beginning, position, position + NEAR_CHARS)
        if at < 0 and misses < MISSES:
            at = taken.find(beginning)
            misses += at < 0
        if at >= 0:
            orders.add(block.order)
            position = at
    return orders


def _wide_enough(column: HtmlElement, heard: list[Block]) -> HtmlElement:
    """The column, or the element around it that holds most of what the witness took."""
    total = _size(heard)

    def share(element: HtmlElement) -> float:
        inside = _Inside(element)
        return _size(block for block in heard if inside(block.element)) / max(1, total)

    if share(column) >= NARROW_SHARE:
        return column
    return next((wider for wider in column.iterancestors() if share(wider) >= WIDE_SHARE), column)


def _text(
    found: list[Block], inside: _Inside, witnessed: set[int], sure: list[Block], reach: tuple[int, int]
) -> list[Block]:
    """The blocks of the column, and those beside it that are like them."""
    begin, end = reach
    holders = Counter(block.element.getparent() for block in sure)
    likeness = {_likeness(block) for block in sure}
    first = next((block.order for block in sure if block.kind != "item"), sure[0].order)
    indexes = _indexes(found)
    points = _points([block for block in found if block.order < first and inside(block.element)], holders)
    shore = Shore(found, sure, first)
    told = (b.order for b in found if b.order in witnessed and inside(b.element) and shore.tells(b))
    last = max(sure[-1].order, max(told, default=0))  # what stands before it is in the text

    def belongs(block: Block) -> bool:
        if block.order in indexes or block.order in points:
            return False
        if not inside(block.element):
            alike = block.order < end and _likeness(block) in likeness
            lead = begin < block.order < first and block.kind != "item"
            return block.prose and block.order in witnessed and (lead or alike)
        if block.order in witnessed:
            if block.kind in ("head", "item"):
                listed = block.kind == "item" and shore.holders[stand(block)] > 0
                return block.order < last or listed
            return block.link_share <= POINTER_SHARE
        return block.order <= last and shore.takes(block)

    kept = [block for block in found if belongs(block)]
    for block in kept:
        block.above = block.order < first and not inside(block.element)
    return kept


def _indexes(found: list[Block]) -> set[int]:
    """The items of lists that are mostly links: what to read elsewhere, or further down."""
    lists: dict[HtmlElement, list[Block]] = {}
    for block in found:
        if block.kind == "item":
            lists.setdefault(list_of(block), []).append(block)
    return {
        block.order
        for items in lists.values()
        if 2 * sum(item.link_share > POINTER_SHARE for item in items) > len(items)
        for block in items
    }


def _points(above: list[Block], holders: Counter[HtmlElement | None]) -> set[int]:
    """The items of a list set above the first paragraph: what to remember of the story, not its text."""
    return {
        block.order
        for block in above
        if block.kind == "item"
        and (holders[(listed := list_of(block)).getparent()] < 2 or _is_labelled(listed))
    }


def _is_labelled(listed: HtmlElement) -> bool:
    """Whether a list says to those who cannot see it that it is no text: ``aria-label="Key points"``."""
    return names_furniture("-".join(listed.get("aria-label", "").split()))


def _likeness(block: Block) -> tuple[str, str, str]:
    """What two paragraphs of one text have in common in their markup."""
    parent = block.element.getparent()
    around = "" if parent is None else f"{parent.tag} {parent.get('class', '')}"
    return block.element.tag, block.element.get("class", ""), around


def _distinct(kept: list[Block], sure: list[Block]) -> list[Block]:
    """Without counters, copies set elsewhere, and quotations pulled out of the text."""
    usual = Counter(_likeness(block) for block in sure)
    copies: dict[str, Block] = {}
    for block in kept:
        folded = key(block.text)
        if len(folded) >= COPY_CHARS:
            other = copies.setdefault(folded, block)
            if usual[_likeness(block)] > usual[_likeness(other)]:
                copies[folded] = block

    def single(block: Block) -> bool:
        if len(block.text) <= COUNTER_CHARS and block.kind != "row" and not any(map(str.isalpha, block.text)):
            return is_break(block.text)
        other = copies.get(key(block.text), block)
        return other is block or _likeness(other) == _likeness(block)

    return _without_pulled_quotations(_once([block for block in kept if single(block)]))


def _once(kept: list[Block]) -> list[Block]:
    """Without the second copy of the whole, which some pages print for small screens."""
    long = [block for block in kept if len(block.text) >= COPY_CHARS]
    first: dict[str, Block] = {}
    again = [block for block in long if first.setdefault(key(block.text), block) is not block]
    if len(again) < COPIES or 2 * len(again) < len(long) - COPIES:
        return kept
    return [block for block in kept if block.order < again[0].order]


def _without_pulled_quotations(kept: list[Block]) -> list[Block]:
    quotations = [block for block in kept if block.kind == "quote"][:MAX_QUOTATIONS]
    if not quotations:
        return kept
    everything = "\n".join(key(block.text) for block in kept)
    pulled = {
        _quotation(block)
        for block in quotations
        if len(folded := key(block.text)) >= PULLED_CHARS and everything.count(folded) >= 2
    }
    return [block for block in kept if block.kind != "quote" or _quotation(block) not in pulled]


def _quotation(block: Block) -> HtmlElement:
    """The outermost ``<blockquote>`` around a block."""
    around = [element for element in block.element.iterancestors("blockquote")]
    return around[-1] if around else block.element


def _without_idle_headings(kept: list[Block], found: list[Block], inside: _Inside) -> list[Block]:
    """Without headings that introduce nothing, or only a list that was left out."""
    while kept and (kept[-1].kind == "head" or is_break(kept[-1].text)):
        kept = kept[:-1]
    orders = {block.order for block in kept}
    following = {one.order: other for one, other in pairwise(found)}

    def introduces(block: Block) -> bool:
        after = following.get(block.order)
        if after is None or after.order in orders or after.kind != "item" or not inside(after.element):
            return True
        return block.kind != "head" and (block.prose or after.link_share <= POINTER_SHARE)

    return [block for block in kept if introduces(block)]
