"""What stands in or around an article's text without being it.

Two passes: `prune` takes out elements that name themselves (a caption, a newsletter box, an
embedded post), before the text is read; `without_furniture` drops lines that repeat the
page's own headline, byline, time and standfirst, or that are a known kind of furniture in
any of the languages below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.extraction import rest
from pipelines.extraction.blocks import Paragraph, is_break, is_fault, is_prose
from pipelines.extraction.captions import MAX_BOX_CHARS, drop_credits, frames, tell_the_story
from pipelines.extraction.furniture import (
    ADVERT,
    BODY_NAME,
    BOX,
    CAMEL,
    CLICK_LINE,
    COMMENTS,
    CONSENT_PROMPT,
    CREDIT_LINE,
    CUTTABLE,
    DROPPED_TAGS,
    FOOT_CREDIT,
    FURNITURE,
    FURNITURE_LINE,
    LINK_REMARK,
    LINK_REMARK_SIGNS,
    MAX_BIOGRAPHY_CHARS,
    MAX_CONSENT_CHARS,
    MAX_FOOT_CHARS,
    MAX_PROMPT_CHARS,
    MAX_READ_MORE_CHARS,
    MAY_WRAP,
    PROMPTS,
    READ_MORE_LINE,
    SUBJECT,
    THIRD_PERSON,
    TWEET_SIGNATURE,
    WORD_OF_TEXT,
)
from pipelines.extraction.head import Known, without_repetition
from pipelines.extraction.headline import key
from pipelines.extraction.labels import Question
from pipelines.extraction.outline import Outline
from pipelines.extraction.seams import drop
from pipelines.extraction.structured import fold

MARKED_CHARS = (
    400  # in <p>: with less, a page sets its text otherwise, and half of all it says is the measure
)
MAX_LABEL_CHARS = 400  # a longer class attribute is a style sheet, not a name
MIN_TEXT_CHARS = 200  # in paragraphs outside of the comments: the shortest text that they can be about
BOX_SHARE = 0.5  # the same of what calls itself a fact box
KEPT_SHARE = 0.3  # an element with more of the page's text is no furniture, whatever its name
MAX_CRUMB_CHARS = 12
SHORT_POINTER = 60  # characters: "Read more here."
HEAD_LINES = 8  # how far down title, byline and time are looked for


@dataclass(slots=True)
class Pruned:
    """What `prune` took out."""

    captions: list[str] = field(default_factory=list)
    apart: int = 0
    """Characters in the paragraphs of readers' comments and of the story that comes next."""


def prune(root: HtmlElement, page: Outline, marked: int) -> Pruned:
    """Take the furniture out of the tree, outlined as ``page``.

    ``marked`` are the page's `paragraph_chars`.
    """
    pruned = Pruned()
    captions = pruned.captions
    total = marked if marked >= MARKED_CHARS else max(marked, len(root.text_content()) // 2, 1)
    told = tell_the_story(page.tagged("figcaption"), marked, total)
    for element in page.tagged(*DROPPED_TAGS):
        if element.tag == "figcaption":
            if told:
                drop_credits(element)
                continue
            captions.append(fold(element.text_content()[:500]))
        elif element.tag in MAY_WRAP and len(element.text_content()) > total * KEPT_SHARE:
            element.tag = "div" if element.tag == "noscript" else element.tag  # nothing here runs scripts
            continue
        elif element.tag == "template" and element.get("shadowrootmode") is not None:
            element.tag = "div"  # a browser shows it without any script
            continue
        drop(element)
    for element in list(root.iter("table")):
        _drop_box(element, captions)
    for element in page.called(names_furniture):
        if not _is_cuttable(element.tag) or element.getparent() is None:
            continue
        if rest.is_rest(element):
            rest.join(element)
            continue
        if _holds_the_text(element, total):
            continue
        if element.find(".//h1") is None:
            if _kept_share(_name(element))[0]:
                pruned.apart += paragraph_chars(element)
            drop(element)
    return pruned


def _name(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _holds_the_text(element: HtmlElement, total: int) -> bool:
    """Whether so much stands in it that its name must be wrong; readers may well outwrite the author."""
    comments, share = _kept_share(_name(element))
    if comments:
        return paragraph_chars(element) > total - MIN_TEXT_CHARS
    return len(element.text_content()) > total * share


@lru_cache(maxsize=12_000)
def _kept_share(name: str) -> tuple[bool, float]:
    """Whether an element calls itself comments; how much of the text what is called so may hold."""
    return COMMENTS.search(name) is not None, BOX_SHARE if BOX.search(name) else KEPT_SHARE


def _drop_box(table: HtmlElement, captions: list[str]) -> None:
    """Take out a table that floats beside the text, or that frames a picture and its caption."""
    floats = table.get("align", "").lower() in ("left", "right")
    framed = frames(table)
    if not floats and not framed:
        return
    text = fold(table.text_content())
    if len(text) <= MAX_BOX_CHARS and table.getparent() is not None:
        if framed:
            captions.append(text)
        drop(table)


def paragraph_chars(root: HtmlElement) -> int:
    """Characters in ``<p>`` elements: a cheap measure of a page's text."""
    return sum(len(paragraph.text_content()) for paragraph in root.iter("p"))


def _is_cuttable(tag: str) -> bool:
    return tag in CUTTABLE or "-" in tag  # a publisher's own element: <x-factbox>


@Question
def names_furniture(label: str) -> bool:
    """Whether a class or id says that its element is not part of the text."""
    if len(label) > MAX_LABEL_CHARS or not label.strip():
        return False
    words = CAMEL.sub("-", SUBJECT.sub(" ", label)).lower().replace("_", "-")
    found = FURNITURE.search(words)
    return found is not None and BODY_NAME.search(words) is None


def without_furniture(paragraphs: Sequence[Paragraph], known: Known) -> list[Paragraph]:
    """The paragraphs that are text."""
    paragraphs = _without_link_remarks(paragraphs)
    prompts = _prompts_in(paragraphs, known.title or "")
    kept = [p for p in paragraphs if not is_furniture(p.text, prompts) and not _is_crumb(p)]
    head = without_repetition(kept[:HEAD_LINES], known)
    kept = head + kept[HEAD_LINES:]
    captions = {key(caption) for caption in known.captions if caption}
    kept = [p for p in kept if is_prose(p.text) or key(p.text) not in captions]
    return _without_foot(kept, known)


def _prompts_in(paragraphs: Sequence[Paragraph], title: str) -> tuple[str, ...]:
    """The prompts that stand in the short paragraphs; not those of the title: a story may be about newsletters."""
    short = "\n".join(one.text for one in paragraphs if len(one.text) <= MAX_PROMPT_CHARS).lower()
    said = title.lower()
    return tuple(prompt for prompt in PROMPTS if prompt in short and prompt not in said)


def _without_link_remarks(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not any(map(text.__contains__, LINK_REMARK_SIGNS)):
        return paragraphs
    cut = [(one, LINK_REMARK.sub("", one.text).strip()) for one in paragraphs]
    return [replace(one, text=text) if text != one.text else one for one, text in cut if text]


def _is_crumb(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one word and no sentence: what is left of a box ("or", "Trending:")."""
    text = paragraph.text
    return (
        paragraph.kind == "p"
        and len(text) <= MAX_CRUMB_CHARS
        and not any(map(str.isspace, text))
        and ((text.isascii() and text.islower() and text.isalpha()) or text.endswith(":"))
    )


def is_furniture(line: str, prompts: Sequence[str] = PROMPTS) -> bool:
    """Whether a line is furniture wherever it stands."""
    if is_fault(line):
        return True
    if len(line) > MAX_PROMPT_CHARS:
        return len(line) <= MAX_CONSENT_CHARS and CONSENT_PROMPT.search(line) is not None
    if FURNITURE_LINE.match(line) or TWEET_SIGNATURE.match(line) or ADVERT.match(line):
        return True
    if len(line) <= MAX_READ_MORE_CHARS and CLICK_LINE.match(line):
        return True
    if len(line) <= MAX_READ_MORE_CHARS and READ_MORE_LINE.match(line) and _points(line):
        return True
    if CREDIT_LINE.match(line) and len(line) < 160:
        return True
    return any(map(line.lower().__contains__, prompts)) and THIRD_PERSON.match(line) is None


def _points(line: str) -> bool:
    """Whether a line that begins like a pointer is one: it has a colon, ends without a full stop, or is short.

    "Related charges were dropped" and "Listen," she said, are sentences however short they are.
    """
    if ":" in line[:40] or "\uff1a" in line[:20]:
        return True
    if WORD_OF_TEXT.match(line):
        return False
    return not line.rstrip().endswith((".", "!", "\u3002")) or len(line) < SHORT_POINTER


def _without_foot(lines: list[Paragraph], known: Known) -> list[Paragraph]:
    """Without biography and name of the author at the end."""
    names = [name for name in known.names if len(name) > 4]
    end = len(lines)
    while end > 3:
        line = lines[end - 1].text
        folded = key(line)
        named = any(line.startswith(name) or folded == key(name) for name in names)
        credit = len(line) <= MAX_FOOT_CHARS and FOOT_CREDIT.match(line) is not None
        if (
            credit
            or is_break(line)
            or (named and len(line) < MAX_BIOGRAPHY_CHARS and not line.startswith(("\u201c", '"')))
        ):
            end -= 1
        else:
            break
    return lines[:end]
