"""The text as paragraphs: our reading of the tree, trafilatura's beside it, and others in doubt."""

import logging
from collections.abc import Sequence

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from pipelines import bounds
from pipelines.extraction import column, rescue, skeleton
from pipelines.extraction.blocks import Block, Paragraph, ends_sentence, solid
from pipelines.extraction.boilerplate import paragraph_chars
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import Statements, fold

# It warns of every page it finds nothing on; what is done about such a page is ours to decide and to say.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

MAX_HEADING_CHARS = 120
SHORT_CHARS = 700  # under that the text may be a teaser: other witnesses are heard
BARE_CHARS = 150  # a headline and no more: a page of links alone is told to be a list by them
CAREFUL_SHARE = 1.25  # of the clustered text: the careful extractor takes whole pages of teasers otherwise
CLEARLY_MORE = 1.3  # of the text: less is not worth changing the witness for
MUCH_MORE = 1.5  # of what the page shows: so much must be in its data to be the text
DUMP_CHARS = 1_500  # one or two paragraphs with more than that are a page's text in one lump
MARKED_SHARE = 0.1  # of the text stands in <p>: less, and the page marks no paragraphs
REMNANT_SHARE = 0.2
FRAGMENT_SHARE = 0.5  # of what the clustered markup holds


def _options(fast: bool) -> Extractor:
    # "xml" spares the rendering to text that "python" does; comments and metadata are not ours to pay for
    options = Extractor(output_format="xml", fast=fast, comments=False, tables=True, with_metadata=False)
    options.formatting = False
    return options


_FAST = _options(fast=True)
_CAREFUL = _options(fast=False)

_BLOCKS = {"p", "head", "item", "quote", "code", "row", "list", "table", "cell"}


def read(page: ParsedPage, blocks: list[Block], statements: Statements, title: str | None) -> list[Paragraph]:
    """The paragraphs of the article in the order of the page; empty where there are none.

    Those of the column that the tree shows, as far as another extractor bears them out; the
    extractor's own where the tree shows no such column.
    """
    heard = _best(page, skeleton.of(page.root, blocks), statements)
    found = column.read(blocks, title, heard)
    if not found:
        return [Paragraph(text) for text in with_joiners(heard, blocks)]
    return [Paragraph(block.text, _kind(block), block.above) for block in found][: 2 * bounds.MAX_PARAGRAPHS]


def with_joiners(heard: list[str], blocks: list[Block]) -> list[str]:
    """The extractor's text with the joiners that words have on the page: it drops them, Persian needs them."""
    printed = {
        solid(word): word for block in blocks if not block.text.isprintable() for word in block.text.split()
    }
    if not printed:
        return heard
    return [" ".join(printed.get(word, word) for word in text.split(" ")) for text in heard]


def _kind(block: Block) -> str:
    """What a block is; a short bold line that is no sentence is a sub-heading, whatever its tag."""
    titled = block.bold and len(block.text) <= MAX_HEADING_CHARS and not ends_sentence(block.text)
    return "head" if titled and block.kind == "p" else block.kind


def is_remnant(paragraphs: Sequence[Paragraph], marked: int) -> bool:
    """Whether a text is but a remnant of the ``marked`` characters that stood in paragraphs."""
    return marked > SHORT_CHARS and size(paragraphs) < REMNANT_SHARE * marked


def larger(whole: list[Paragraph], remnant: list[Paragraph]) -> list[Paragraph]:
    """The whole text where it is clearly more than the remnant."""
    return whole if size(whole) > 2 * size(remnant) else remnant


def size(paragraphs: Sequence[Paragraph]) -> int:
    """Characters of a text."""
    return sum(len(paragraph.text) for paragraph in paragraphs)


def _best(page: ParsedPage, lean: HtmlElement, statements: Statements) -> list[str]:
    """The extractor's text of the ``lean`` page, or a second witness's where that one is doubtful."""
    found = _extracted(lean, page.url, _FAST)
    if _size(found) < BARE_CHARS:
        lean, found = page.root, _extracted(page.root, page.url, _FAST)
    size = _size(found)
    marked = paragraph_chars(page.root)
    if marked < MARKED_SHARE * size:
        # a page laid out with tables and <br>: the extractor takes menus and headings into the text
        laid_out = rescue.clustered(page.root, in_table=True)
        if _size(laid_out) > SHORT_CHARS / 2 and rescue.is_part(laid_out, found):
            return laid_out
    unmarked = marked < MARKED_SHARE * size  # where <p> says nothing, the clusters are asked at once
    if not unmarked and not _is_dump(found) and size > max(SHORT_CHARS, FRAGMENT_SHARE * marked):
        return found
    clustered = rescue.clustered(page.root)
    other = _size(clustered)
    if _is_dump(found) or size < max(SHORT_CHARS, FRAGMENT_SHARE * other):
        least, most = CLEARLY_MORE * size, CAREFUL_SHARE * other or float("inf")
        if _is_dump(found) or least < most:  # else the careful one, which is slow, would not be believed
            careful = _extracted(lean, page.url, _CAREFUL)
            if _is_dump(found) or least < _size(careful) < most:
                found, size = careful, _size(careful)
        if _is_dump(found):
            stated = rescue.stated(statements)
            found = stated if _size(stated) > SHORT_CHARS else clustered if other > SHORT_CHARS else found
    if max(size, other) < SHORT_CHARS:
        shown = max(size, other)
        if _size(stated := rescue.stated(statements)) > MUCH_MORE * shown:
            return stated
        told = rescue.from_payloads([*page.payloads, *page.code], shown=shown)
        if _size(told) > MUCH_MORE * shown:
            return told
    return found


def _extracted(root: HtmlElement, url: str, options: Extractor) -> list[str]:
    document = bare_extraction(root, url=url, options=options)
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return _paragraphs(document.body)[: 2 * bounds.MAX_PARAGRAPHS]


def _is_dump(paragraphs: list[str]) -> bool:
    return len(paragraphs) <= 2 and _size(paragraphs) > DUMP_CHARS


def _size(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _paragraphs(tree: _Element) -> list[str]:
    """The paragraphs of an extractor's own kind of tree."""
    found: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        text = fold("".join(buffer))[: 2 * bounds.MAX_PARAGRAPH_CHARS]
        buffer.clear()
        if text:
            found.append(text)

    def visit(element: _Element, in_row: bool) -> None:
        if element.text:
            buffer.append(element.text)
        for child in element:
            tag = child.tag
            if tag == "lb":
                buffer.append(" ") if in_row else flush()
            elif tag in _BLOCKS and not (in_row and tag in ("cell", "p")):
                flush()
                visit(child, in_row or tag == "row")
                flush()
            else:
                buffer.append(" " if tag in ("cell", "p") else "")
                visit(child, in_row)
                buffer.append(" " if tag in ("cell", "p") else "")
            if child.tail:
                buffer.append(child.tail)

    visit(tree, False)
    flush()
    return found
