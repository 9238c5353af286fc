"""Captions: those that are the text, as galleries tell theirs, and those that only their place tells from it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipelines.extraction.blocks import Block, ends_sentence
from pipelines.extraction.furniture import CREDIT_LINE
from pipelines.extraction.opening import goes_on_from_title
from pipelines.extraction.seams import drop

CAPTION_CHARS = 250
CREDIT_CHARS = 100
MAX_BOX_CHARS = 300  # of a table that floats or frames: more is a column of the page
MAX_FRAME_ROWS = 3  # picture, caption, credit; with more rows and pictures it lists something
STORY_CAPTIONS = 4
CAPTIONS_SHARE = 2  # times what stands in paragraphs: an article with as many pictures has more text

_CREDITED = re.compile(
    r"©|\(c\)|\b(?:photos?|images?|fotos?|pictures?|credit|bild|via)\b\s*[:/|©]|getty images", re.I
)
_NUMBERED = re.compile(r"(?:abb(?:ildung|\.)|fig(?:ure|ura|ur|\.)|grafik|kuva)\s*\d+\s*[:.\u2013-]", re.I)


def is_caption(block: Block, shown: Sequence[Block]) -> bool:
    """Whether a line after a picture tells what it shows rather than the story.

    ``shown`` are the blocks of the page: the picture's credit may stand on a line of its own below.
    """
    if not block.pictured or block.kind in ("head", "row") or block.bold or len(block.text) > CAPTION_CHARS:
        return False
    if not (block.prose or ends_sentence(block.text)):
        return not goes_on_from_title(block.text)
    return _NUMBERED.match(block.text) is not None or _is_credited(block, shown)


def _is_credited(block: Block, shown: Sequence[Block]) -> bool:
    """Whether a line after a picture names whose it is, or the next line does and nothing else."""
    if _CREDITED.search(block.text) is not None:
        return True
    place = bisect_left(shown, block.order, key=lambda other: other.order)
    below = shown[place + 1].text if place + 1 < len(shown) else ""
    return block.kind == "p" and len(below) <= CREDIT_CHARS and CREDIT_LINE.match(below) is not None


def credited(shown: Sequence[Block]) -> list[str]:
    """The lines of a page that stand after a picture, with its credit in them or below them."""
    return [
        block.text
        for block in shown
        if block.pictured and len(block.text) <= CAPTION_CHARS and _is_credited(block, shown)
    ]


def frames(table: HtmlElement) -> bool:
    """Whether an old page frames a picture and its caption with a table."""
    if table.find(".//img") is None or table.find(".//table") is not None:
        return False
    return len(table.findall(".//tr")) <= MAX_FRAME_ROWS or len(table.findall(".//img")) == 1


def tell_the_story(captions: list[HtmlElement], marked: int, total: int) -> bool:
    """Whether captions are a page's text.

    ``marked`` are its characters in ``<p>``, ``total`` is the measure of all its text. A caption
    that holds a link is the card of another story.
    """
    if sum(len(p.text_content()) for each in captions for p in each.iter("p")) > total / 2:
        return True
    own = [each for each in captions if each.find(".//a") is None]
    return len(own) >= STORY_CAPTIONS and (
        sum(len(each.text_content()) for each in own) > max(total, CAPTIONS_SHARE * marked)
    )


def drop_credits(caption: HtmlElement) -> None:
    """Take out of a caption what calls itself the credit of its picture."""
    for element in list(caption.iter("span", "small", "cite", "em", "i", "div", "p")):
        if "credit" in f"{element.get('class', '')} {element.get('id', '')}".lower():
            drop(element)
