"""What stands in or around an article's text without being it.

Two passes: `prune` takes out elements that name themselves (a caption, a newsletter box, an
embedded post), before the text is read; `without_furniture` drops lines that repeat the
page's own headline, byline, time and standfirst, or that are a known kind of furniture in
any of the languages below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.extraction import opening
from pipelines.extraction.blocks import Paragraph, ends_sentence, is_break, is_fault, is_prose
from pipelines.extraction.captions import drop_credits, tell_the_story
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
    DATE_WORDS,
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
    TWEET_SIGNATURE,
)
from pipelines.extraction.headline import key
from pipelines.extraction.labels import Question
from pipelines.extraction.outline import Outline
from pipelines.extraction.seams import drop
from pipelines.extraction.structured import fold
from pipelines.extraction.words import BY_PREFIX

MARKED_CHARS = (
    400  # in <p>: a page with less sets its text in other elements, and half of all it says is the measure
)
MAX_LABEL_CHARS = 400  # a longer class attribute is a style sheet, not a name
MAX_BOX_CHARS = 300  # of a table with align=left or right: more is a column of the page
MIN_TEXT_CHARS = 200  # in paragraphs outside of the comments: the shortest text that they can be about
MAX_FRAME_ROWS = 3  # picture, caption, credit; with more rows and pictures it lists something
BOX_SHARE = 0.5  # the same of what calls itself a fact box
KEPT_SHARE = 0.3  # an element with more of the page's text is no furniture, whatever its name
MAX_DATE_LABEL_CHARS = 25  # "Published · Updated", left when the times were taken out
MAX_LABEL_LINE_CHARS = 60
MAX_CRUMB_CHARS = 12
MAX_LABELS = 3  # more short lines above the first paragraph are the text
MIN_SUMMARY_CHARS = 60  # of a heading
HEAD_LINES = 8  # how far down title, byline and time are looked for


@dataclass(slots=True)
class Known:
    """What the page's head prints, so that the text need not repeat it."""

    title: str | None = None
    headings: list[str] = field(default_factory=list)
    standfirst: str | None = None
    standfirsts: list[str] = field(default_factory=list)
    """What may be the standfirst; the first of them is ``standfirst`` until the text decides."""
    bylines: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    section: str | None = None
    description: str | None = None
    """The summary in the page's metadata."""
    standfirst_in_text: bool = False
    """Set by `without_furniture` when it took the standfirst off the head of the text."""


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
        if not _is_cuttable(element.tag) or element.getparent() is None or _holds_the_text(element, total):
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
    framed = table.find(".//img") is not None and table.find(".//table") is None
    framed = framed and (len(table.findall(".//tr")) <= MAX_FRAME_ROWS or len(table.findall(".//img")) == 1)
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
    head = _without_head(kept[:HEAD_LINES], known)
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
    if len(line) <= MAX_READ_MORE_CHARS and READ_MORE_LINE.match(line):
        # "Watch the sky" is a sentence; a pointer ends without a full stop or has a colon
        return (
            ":" in line[:40]
            or "\uff1a" in line[:20]
            or not line.rstrip().endswith((".", "!", "\u3002"))
            or len(line) < 60
        )
    if CREDIT_LINE.match(line) and len(line) < 160:
        return True
    return any(map(line.lower().__contains__, prompts))


def _without_head(lines: list[Paragraph], known: Known) -> list[Paragraph]:
    titles = {key(text) for text in (known.title, *known.headings) if text}
    standfirsts = {key(text) for text in known.standfirsts} - {""}
    people = {key(text) for text in (*known.bylines, *known.names) if text}
    times = {key(text) for text in known.times if text}
    section = key(known.section or "")
    kept: list[Paragraph] = []
    described = key(known.description or "")
    lines = opening.below_title(lines, key(known.title or ""))
    for number, paragraph in enumerate(lines):
        line = paragraph.text
        folded = key(line)
        # a sentence may end in the words of the headline, which is often a quotation
        is_quoted = is_prose(line) and ends_sentence(line) and not ends_sentence(known.title or "")
        if (
            described
            and folded == described
            and number < 3
            and (paragraph.above or _is_followed_by_head(lines[number + 1 :], people))
        ):
            known.standfirst, known.standfirst_in_text = line, True
            continue
        if is_break(line) and kept:
            kept.append(paragraph)
            continue
        if opening.goes_on_from_title(line) and not kept:
            above = f"{known.standfirst} " if known.standfirst_in_text else ""
            known.standfirst, known.standfirst_in_text = above + line, True
            continue
        if not folded or folded in titles or folded in people or folded in times or folded == section:
            continue
        if (
            _is_heading_of_prose(paragraph)
            and not known.standfirst_in_text
            and len(lines) > 3
            and (not kept or (folded == described and not any(is_prose(one.text) for one in kept)))
        ):
            kept.clear()  # what stands above the summary is no text
            known.standfirst, known.standfirst_in_text = line, True
            continue
        if folded in standfirsts and number < 4 and len(lines) > 3 and not known.standfirst_in_text:
            known.standfirst, known.standfirst_in_text = line, True
            continue
        if known.standfirst_in_text and not kept and {folded, key(known.standfirst or "")} <= standfirsts:
            continue  # a further line of it
        if not is_quoted and any(
            len(title) > 12 and folded.endswith(title) and len(folded) < len(title) + 60 for title in titles
        ):
            continue
        if paragraph.kind == "p" and len(line) < 90 and (_is_date(line) or _is_credit(folded, people)):
            continue
        if len(line) < 90 and BY_PREFIX.match(line) and any(name in line for name in known.names):
            continue
        kept.append(paragraph)
    return _without_labels(kept)


def _is_heading_of_prose(paragraph: Paragraph) -> bool:
    """Whether a heading is too long to head a part of the text: above the text it sums the story up."""
    return paragraph.kind == "head" and len(paragraph.text) >= MIN_SUMMARY_CHARS


def _without_labels(lines: list[Paragraph]) -> list[Paragraph]:
    """Without the few short lines above the first paragraph that are no sentences: a kicker, a caption."""
    first = next((n for n, line in enumerate(lines) if is_prose(line.text)), 0)
    labels = [n for n, line in enumerate(lines[:first]) if _is_label(line)]
    return lines if len(labels) > MAX_LABELS else [line for n, line in enumerate(lines) if n not in labels]


def _is_label(line: Paragraph) -> bool:
    # a line in capitals alone may be a dateline
    return (
        line.kind == "p"
        and len(line.text) <= MAX_LABEL_LINE_CHARS
        and not (ends_sentence(line.text) or is_prose(line.text) or line.text.isupper())
    )


def _is_followed_by_head(lines: list[Paragraph], people: set[str]) -> bool:
    """Whether byline or time come next: what stands above them is no paragraph of the text."""
    return any(
        key(line.text) in people
        or _is_credit(key(line.text), people)
        or (len(line.text) < 60 and _is_date(line.text))
        for line in lines[:2]
    )


def _is_date(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line.lower())
    dated = any(c.isdecimal() for c in line) or 0 < len(line) <= MAX_DATE_LABEL_CHARS
    return dated and all(word in DATE_WORDS for word in words)


def _is_credit(folded: str, people: set[str]) -> bool:
    return any(
        (len(name) > 5 or not name.isascii())
        and len(name) > 2
        and folded.endswith(name)
        and len(folded) <= len(name) + 10
        for name in people
    )


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
