"""The summary that opens the text and is set off from it: in bold, in a box, or of a class of its own.

Most pages print their standfirst above the column of text. On others it is the column's first
paragraph, and only its looks tell: it sums the story up where it looks like none of the
paragraphs that follow, and either the page's metadata say the same words or it alone is bold.
"""

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from pipelines.extraction.blocks import Block, Paragraph, ends_sentence, is_prose
from pipelines.extraction.masthead import key
from pipelines.items import Dateline

MAX_LINES = 4  # a summary of more paragraphs is the text
FOLLOWING = 3  # paragraphs of prose that it is compared with: a text with fewer shows no usual look
SHARED_KEY = 40  # letters that the summary in the metadata, often cut, and the printed one begin with
MAX_PLACE_KEY = 30  # letters of a place and a day before them

_ANY_FIRST = re.compile(r"drop|initial|caps|^first|^[ps]\d+$", re.I)
"""What the first paragraph of any text may be called: one with a large letter, or the typist's style."""
_NOTE = re.compile(
    r"[\W_]*(?:editor['\u2019]?s['\u2019]? note|note|disclaimer|disclosure|correction|update|updated|anmerkung|hinweis|"
    r"transparenzhinweis|korrektur|redaktioneller hinweis|dieser (?:text|artikel|beitrag)|this (?:article|story|post)|"
    r"(?:cet|cette) (?:article|tribune)|nota|aclaración|note de la rédaction|n\.?\s?d\.?\s?[lr]\.?|"
    r"este (?:artículo|artigo)|questo articolo|dit artikel|naschrift|denne artikkelen|den här artikeln)(?!\w)",
    re.I,
)
_BOLD_STYLE = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.I)
_SLANTED = frozenset(["em", "i", "cite"])
_GOES_ON = re.compile(r"(?:\u2026|\.{3})\s?[^\W\d_]{2}.{10,118}$")


def summary(
    paragraphs: Sequence[Paragraph], shown: Sequence[Block], stated: Iterable[str], filed: Dateline | None
) -> tuple[str | None, int]:
    """The standfirst at the head of a text, and how many of its paragraphs it is.

    ``filed`` is the dateline of the story. One that stands in the standfirst stays there.
    """
    lines = set_off(paragraphs, shown, stated)
    if not lines:
        return None, 0
    if filed is not None and filed.separator is not None:
        if not (is_bold(lines[0]) or lines[0].above):
            return None, 0  # what begins with a dateline and looks much like the rest is the text
        filed.separator = None
    return " ".join(line.text for line in lines), len(lines)


def begins_below(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a dateline came off the second paragraph, below one that is a sentence.

    ``before`` and ``after`` are the paragraphs with and without it. It may stand before both.
    """
    unlike = [old != new for old, new in zip(before, after, strict=False)]
    return unlike[1:2] == [True] and len(after) > 1 and is_prose(before[0])


def without_repetition(paragraphs: list[str], filed: Dateline) -> list[str]:
    """The paragraphs without the dateline that was taken off the first and opens the second as well."""
    printed = f"{filed.text}{filed.separator}"
    if len(paragraphs) < 2 or filed.separator is None or not paragraphs[1].startswith(printed):
        return paragraphs
    return [paragraphs[0], paragraphs[1].removeprefix(printed).lstrip(), *paragraphs[2:]]


def below_title(lines: list[Paragraph], title: str) -> list[Paragraph]:
    """The lines below the headline where it stands among them: what is above it is no text of the story.

    ``title`` is its key.
    """
    place = next((number for number, line in enumerate(lines) if title and key(line.text) == title), 0)
    return lines if any(is_prose(line.text) for line in lines[:place]) else lines[place:]


def goes_on_from_title(line: str) -> bool:
    """Whether a line goes on where the headline stopped: "…as the harbour closes"."""
    return _GOES_ON.match(line) is not None and not line.endswith(".")


def set_off(paragraphs: Sequence[Paragraph], shown: Sequence[Block], stated: Iterable[str]) -> list[Block]:
    """The paragraphs at the head of a text that are its standfirst; none where the text begins at once.

    ``shown`` are the blocks of the page, ``stated`` the summaries in its metadata.
    """
    head = paragraphs[: MAX_LINES + 2 * FOLLOWING]
    if len(head) <= FOLLOWING:
        return []
    summaries = [key(line) for line in stated]
    if _is_terse_summary(head[0], summaries):
        return [block for block in shown if block.text == head[0].text][:1]
    if not is_prose(head[0].text):
        return []
    first, *following = _blocks_of(head, shown)
    if first is None or not (
        _is_stated(first.text, summaries) or (is_bold(first) and not _is_remark(first.text))
    ):
        return []
    found = [first]
    while len(found) < MAX_LINES and (block := following[len(found) - 1]) and _is_like(first, block):
        found.append(block)
    rest = [block for block in following[len(found) - 1 :] if block and block.prose and block.kind == "p"]
    differs = len(rest) >= FOLLOWING and not any(_is_like(first, block) for block in rest)
    return found if differs else []


def _is_remark(line: str) -> bool:
    """Whether a line in bold is an interviewer's question, or what the editors say of the text."""
    return line.endswith("?") or _NOTE.match(line) is not None


def _is_terse_summary(first: Paragraph, summaries: Sequence[str]) -> bool:
    """Whether the metadata say no more than a short first line: a machine's excerpt would go on."""
    line = first.text
    return first.kind == "p" and not is_prose(line) and ends_sentence(line) and set(summaries) == {key(line)}


def _is_stated(text: str, summaries: Sequence[str]) -> bool:
    """Whether a summary in the metadata begins as the text does, a dateline aside."""
    opening = key(text)
    stems = (summary[:SHARED_KEY] for summary in summaries)
    return any(len(stem) == SHARED_KEY and 0 <= opening.find(stem) <= MAX_PLACE_KEY for stem in stems)


def _blocks_of(paragraphs: Sequence[Paragraph], shown: Sequence[Block]) -> list[Block | None]:
    """Where the paragraphs stand on the page; None for those that are not printed in one piece."""
    wanted = {paragraph.text for paragraph in paragraphs}
    places = {block.text: block for block in reversed(shown) if block.text in wanted}
    found = [places.get(paragraph.text) for paragraph in paragraphs]
    if found[0] is None:  # its dateline was taken off
        opening = paragraphs[0].text
        found[0] = next((block for block in shown if block.text.endswith(opening)), None)
    return found


def _is_like(first: Block, other: Block) -> bool:
    """Whether two paragraphs look the same, as far as their markup tells."""
    if is_bold(first) != is_bold(other) or _look(first.element) != _look(other.element):
        return False
    if (inner := _sole_child(first.element)) is not None and inner.tag in _SLANTED:
        other_inner = _sole_child(other.element)
        if other_inner is None or other_inner.tag not in _SLANTED:
            return False
    box, around = first.element.getparent(), other.element.getparent()
    if box is around or box is None or around is None or box in other.element.iterancestors():
        return True  # what wraps all but the first paragraph ("read more", a wall) tells nothing of it
    return _look(box) == _look(around)


def is_bold(block: Block) -> bool:
    """Whether all of it is bold, by its tags or by a style."""
    if block.bold:
        return True
    inner = _sole_child(block.element)
    styles = (block.element.get("style"), None if inner is None else inner.get("style"))
    return any(style is not None and _BOLD_STYLE.search(style) is not None for style in styles)


def _sole_child(element: HtmlElement) -> HtmlElement | None:
    """The element that holds all text of another one."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return None
    return element[0]


def _look(element: HtmlElement) -> tuple[str, frozenset[str]]:
    names = element.get("class", "").split()
    return element.tag, frozenset(name for name in names if not _ANY_FIRST.search(name))
