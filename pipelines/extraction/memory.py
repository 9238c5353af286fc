"""What a source's other articles teach about this one.

A line that stands on several distinct articles of one source is furniture, whatever it says,
and so is a box that always opens with the same line; a part of a ``<title>`` that other titles
of the source share is no part of the headline. A line is a whole paragraph: words within a longer
one are safe. Each extracted page leaves a `Trace`; `learn` makes a `SiteMemory` of a source's
traces; the next extraction is given it.

What must not be unlearned: a story's own text when the source sends it out under several
addresses or in several versions (such traces count as one story), background that the reports on
one event share (such reports are tied: together they count once), the paragraph that opens every
part of a series, corrections, sub-headings that announce text, and the opening of a story that
other pages tease. The thresholds below are described in docs/archive.md.
"""

# ruff: noqa: RUF001 - sentences end in many scripts

import hashlib
import json
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.extraction.blocks import Block
from pipelines.extraction.headline import key
from pipelines.extraction.phrases import Phrases
from pipelines.extraction.structured import fold

MIN_STORIES = 3  # two may share a sentence by chance or by quotation; three of them do not
SHORT_SHARE = 0.05  # of the stories, for a line that is no prose: "Nobody answered." comes by chance
PROSE_LETTERS = 60  # a line at least that long is a sentence: what stories are told apart by
UNSPACED_PROSE_LETTERS = 25  # the same in scripts written without blanks
SENTENCE_CHARS = 30  # a shorter one may be said twice by chance
UNSPACED_SENTENCE_CHARS = 12
SAME_STORY = 0.5  # of the shorter one's paragraphs have a sentence of the other: a copy, a later version
SAME_TITLE = 0.5  # of the longer headline's words: settles it where just that share is in common
RELATED_LINES = 3  # lines of prose that two reports share: they are on one event
REWORKED = 2  # sentences that they share in paragraphs that differ: one was made from the other
SCATTERED = 4  # places in the text with lines of the other between its own: furniture has three
EVERYWHERE = 0.25  # of the stories: no event is that large a share of what a source publishes …
EVERYWHERE_STORIES = 8  # … once so many are known
NEARLY_ALL = 0.8  # of the stories: no event has that many …
NEARLY_ALL_STORIES = 5  # … of so few
RECURRING_CONTENT = 0.3  # of a box's lines also stand in the same box of another story: it says the same
RECURRING_SHARE = 0.4  # of a box's occurrences whose content recurs: a text's section never does
MOST_SHARE = 0.5  # of a text that may be forgotten: more, and the page is made of what recurs
OPENING = 3  # paragraphs that a teaser on another page repeats, and that introduce a series
MAX_LINES = 400  # of one trace
MAX_SENTENCES = 600  # of one trace
MAX_BOXES = 60  # of one trace
MAX_BOX_LINES = 40  # the longest list of teasers has some 30; more is a part of the page's frame
SAMPLES = 8  # lines of a box that a trace keeps
MAX_BOX_SHARE = 0.3  # of the page's text: a larger box holds the story
MAX_HEADING_CHARS = 80
MAX_AFFIX_CHARS = 60
MAX_AFFIXES = 4  # parts of one title

_BOX_WORDS = "div section aside ul ol dl table header footer form blockquote figure nav"
_BOXES = frozenset(_BOX_WORDS.split())
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_AROUND = " \"'“”‘’«»()[]「」『』"
_SENTENCE_END = re.compile(r"[.!?…؟۔।。！？]+")  # within a number too: it is parted alike everywhere
_JOINT = re.compile(r"\s+[|\u2013\u2014\-\u00b7\u2022\u00bb\u00ab]\s+|\s*[|\uff5c\u2502]\s*")

# A correction is a formula that recurs and yet belongs to the article it stands under.
_CORRECTION = Phrases(
    r"\bcorrections?\b|\bcorrected\b|\bclarifications?\b|\beditor['’]?s note\b|\b(?:earlier|previous) version\b|"
    r"\b(?:was|has been) (?:amended|corrected|updated)\b|\bmisstated\b|\bmisspelled\b|"
    r"\bkorrektur\b|\bberichtigung\b|\brichtigstellung\b|"
    r"\b(?:früheren|ursprünglichen|vorherigen) (?:version|fassung)\b|"
    r"\banmerkung der redaktion\b|\banm\. d\. red\b|\brectificatif\b|\bversion précédente\b|"
    r"\bnote de la rédaction\b|"
    r"\bfe de errata\b|\bcorrección\b|\brectificación\b|\bversión anterior\b|\bnota de la redacción\b|"
    r"\bcorreção\b|\berrata\b|\bversão anterior\b|\bcorrezione\b|\brettifica\b|\bversione precedente\b|"
    r"\brectificatie\b|\bcorrectie\b|\beerdere versie\b|\brättelse\b|\brettelse\b|\boikaisu\b|"
    r"\bsprostowanie\b|"
    r"исправлен|уточнение|訂正|更正|勘误|정정보도|تصحيح"
)


@dataclass(slots=True, frozen=True, kw_only=True)
class SiteMemory:
    """What is known of one source's pages. Lines and boxes are 64-bit digests."""

    lines: frozenset[int] = frozenset()
    """`line_key` of each line that is furniture."""
    containers: frozenset[int] = frozenset()
    """Each box, by its tag, class, id and first line, whose whole content is furniture."""
    title_affixes: frozenset[str] = frozenset()
    """`headline.key` of what the source puts before or after its headlines: its name, a section."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.containers or self.title_affixes)


NOTHING = SiteMemory()


@dataclass(slots=True, frozen=True, kw_only=True)
class Box:
    """An element with a class or id, as a trace keeps it: digests of itself and its content."""

    sign: int
    """Tag, class, id (digits left out) and first line."""
    content: tuple[int, ...]
    """Up to SAMPLES of the lines after the first, prose where there is any: 32 bits of each key."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Trace:
    """What one article teaches of its source."""

    title: int
    lines: tuple[int, ...]
    """`line_key` of each line of the text, furniture that is not recognised yet among them."""
    boxes: tuple[Box, ...] = ()
    affixes: tuple[str, ...] = ()
    sentences: tuple[tuple[int, ...], ...] = ()
    """CRCs of the sentences of each line; none in traces that an earlier version left."""
    words: tuple[int, ...] = ()
    """CRCs of the headline's words."""


@dataclass(slots=True)
class PlacedBox:
    """A box and where it stands."""

    element: HtmlElement
    box: Box
    orders: frozenset[int]
    """Of the blocks in it."""


@lru_cache(maxsize=4_000)  # menus and boxes come again with every page of a source
def line_key(text: str) -> int:
    """A digest of a line's letters and digits; 0 where it has none. Odd for a line of prose."""
    letters = key(text)
    least = UNSPACED_PROSE_LETTERS if _is_unspaced(text) else PROSE_LETTERS
    return _digest(letters) & ~1 | (len(letters) >= least) if letters else 0


def _is_unspaced(text: str) -> bool:
    """Whether a line is written without blanks between its words, as Chinese, Japanese and Thai are."""
    return not text.isascii() and text.count(" ") * 15 < len(text)


def is_correction(line: str) -> bool:
    """Whether a line says that the article was corrected."""
    return _CORRECTION.search(line) is not None


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


# -- looking at a page ---------------------------------------------------------------------------


def boxes(blocks: Sequence[Block]) -> list[PlacedBox]:
    """Every element with a class or id that holds a few lines with prose among them, outermost first."""
    placed = []
    for element, (start, end) in _spans(blocks).items():
        inside = blocks[start:end]
        if not any(len(block.text) >= PROSE_LETTERS for block in inside):
            continue  # a menu holds no prose, and nobody takes it for text
        lines = [line for block in inside if (line := line_key(block.text))]
        if not 2 <= len(lines) <= MAX_BOX_LINES or not any(line & 1 for line in lines):
            continue
        sign = f"{element.tag} {element.get('class', '')} {element.get('id', '')}"
        sign = f"{_DIGITS.sub('', sign)[:300]} {lines[0]}"
        box = Box(sign=_digest(sign), content=_sample(lines[1:]))
        placed.append(PlacedBox(element, box, frozenset(block.order for block in inside)))
    return placed[:MAX_BOXES]


def _spans(blocks: Sequence[Block]) -> dict[HtmlElement, tuple[int, int]]:
    """Where the blocks of each element that may be a box begin and end, for those of a few blocks."""
    around: dict[HtmlElement, list[HtmlElement]] = {}
    spans: dict[HtmlElement, tuple[int, int]] = {}
    for place, block in enumerate(blocks):
        for element in _boxes_around(block.element, around):
            start, _ = spans.get(element, (place, place))
            spans[element] = (start, place + 1)
    # lines without a letter count as blocks, not as lines
    return {element: span for element, span in spans.items() if 2 <= span[1] - span[0] <= 2 * MAX_BOX_LINES}


def _boxes_around(element: HtmlElement, known: dict[HtmlElement, list[HtmlElement]]) -> list[HtmlElement]:
    """The element and those around it that may be boxes, outermost first; ``known`` are earlier answers."""
    path: list[HtmlElement] = []
    step: HtmlElement | None = element
    while step is not None and step not in known:
        path.append(step)
        step = step.getparent()
    found = [] if step is None else known[step]
    for each in reversed(path):
        if each.tag in _BOXES and ("class" in each.attrib or "id" in each.attrib):
            found = [*found, each]
        known[each] = found
    return found


def _sample(lines: Sequence[int]) -> tuple[int, ...]:
    # prose tells a story from furniture best: only the latter says it again
    lines = [line for line in lines if line & 1] or lines
    step = max(1.0, len(lines) / SAMPLES)
    return tuple(lines[int(n * step)] & 0xFFFFFFFF for n in range(min(SAMPLES, len(lines))))


def trace(title: str, paragraphs: Sequence[str], placed: Sequence[PlacedBox], page_title: str) -> Trace:
    """What an article teaches: its headline, the lines of its text, its boxes, its ``<title>``."""
    lines = {key: line for line in paragraphs[:MAX_LINES] if (key := line_key(line))}
    return Trace(
        title=line_key(title),
        lines=tuple(lines),
        boxes=tuple(dict.fromkeys(one.box for one in placed)),
        affixes=tuple(_affixes(title, page_title)),
        sentences=_sentences(lines.values()),
        words=tuple({zlib.crc32(word.encode()) for word in _words(title)}),
    )


def _sentences(lines: Iterable[str]) -> tuple[tuple[int, ...], ...]:
    """The CRCs of each line's sentences."""
    found = []
    left = MAX_SENTENCES
    for line in lines:
        least = UNSPACED_SENTENCE_CHARS if _is_unspaced(line) else SENTENCE_CHARS
        said = _SENTENCE_END.split(line) if len(line) >= least else ()
        crcs = [zlib.crc32(part.strip(_AROUND).encode()) for part in said if len(part) >= least]
        found.append(tuple(crcs[:left]))
        left -= len(found[-1])
    return tuple(found)


def _words(title: str) -> list[str]:
    """The words of a headline; in scripts without blanks each two characters in a row."""
    if not _is_unspaced(title):
        return _WORD.findall(title.casefold())
    signs = key(title)
    return [signs[place : place + 2] for place in range(len(signs) - 1)]


def _affixes(title: str, page_title: str) -> list[str]:
    """The parts of the ``<title>``, parted by dashes and bars, that are not in the headline."""
    headline_key = key(title)
    parts = [fold(part) for part in _JOINT.split(page_title[:1_000])]
    outer = [part for part in parts if 0 < len(part) <= MAX_AFFIX_CHARS and key(part) not in headline_key]
    return (
        list(dict.fromkeys(key(part) for part in outer if key(part)))[:MAX_AFFIXES] if len(parts) > 1 else []
    )


# -- learning ----------------------------------------------------------------------------------


def learn(traces: Sequence[Trace]) -> SiteMemory:
    """What the traces of one source's articles have in common."""
    stories = _stories(traces)
    if len(stories) < MIN_STORIES:
        return NOTHING
    holders: defaultdict[int, set[int]] = defaultdict(set)
    opened: Counter[int] = Counter()
    signs: defaultdict[int, dict[int, Box]] = defaultdict(dict)
    affixes: Counter[str] = Counter()
    for number, story in enumerate(stories):
        for one in story:
            for line in one.lines:
                holders[line].add(number)
            for box in one.boxes:
                signs[box.sign].setdefault(number, box)
        opened.update({line for one in story for line in one.lines[:OPENING]})
        affixes.update({affix for one in story for affix in one.affixes})
    ties = _Ties(
        stories, frozenset(line for line, where in holders.items() if _is_everywhere(where, stories))
    )
    return SiteMemory(
        lines=frozenset(line for line, where in holders.items() if _recurs(line, where, opened[line], ties)),
        containers=frozenset(sign for sign, where in signs.items() if _is_furniture_box(where, ties)),
        title_affixes=frozenset(affix for affix, number in affixes.items() if number >= MIN_STORIES),
    )


def _stories(traces: Sequence[Trace]) -> list[list[Trace]]:
    """The traces, those of one story together: the same headline, or mostly the same paragraphs."""
    stories: list[list[Trace]] = []
    by_title: dict[int, int] = {}
    by_unit: defaultdict[int, list[int]] = defaultdict(list)
    for one in traces:
        units = {unit for paragraph in _paragraphs(one) for unit in paragraph}
        number = by_title.get(one.title)
        if number is None:
            shared = Counter(n for unit in units for n in by_unit[unit])
            candidates = (n for n, _ in shared.most_common(5))
            is_told = (n for n in candidates if any(_is_same_story(one, other) for other in stories[n]))
            number = next(is_told, None)
        if number is None:
            number = len(stories)
            stories.append([])
        stories[number].append(one)
        by_title[one.title] = number
        for unit in units:
            if number not in by_unit[unit]:
                by_unit[unit].append(number)
    return stories


def _paragraphs(one: Trace) -> list[tuple[int, ...]]:
    """What each paragraph is compared by: its sentences; itself in a trace without sentences."""
    if one.sentences:
        return [sentences for sentences in one.sentences if sentences]
    return [(line,) for line in one.lines if line & 1]


def _is_same_story(one: Trace, other: Trace) -> bool:
    shorter, longer = sorted((_paragraphs(one), _paragraphs(other)), key=len)
    said = {unit for paragraph in longer for unit in paragraph}
    shared = sum(not said.isdisjoint(paragraph) for paragraph in shorter)
    if shared == SAME_STORY * len(shorter):
        words = len({*one.words} & {*other.words})
        return shared > 0 and words >= SAME_TITLE * max(len(one.words), len(other.words), 1)
    return shared > SAME_STORY * len(shorter)


@dataclass(slots=True)
class _Ties:
    """Which of the stories have to do with each other, so that what they share need not be furniture."""

    stories: list[list[Trace]]
    everywhere: frozenset[int]
    """Lines that say nothing of two stories that have them."""
    known: dict[tuple[int, int], bool] = field(default_factory=dict)

    def between(self, one: int, other: int) -> bool:
        """Whether two stories are tied."""
        if (one, other) not in self.known:
            pairs = ((a, b) for a in self.stories[one] for b in self.stories[other])
            self.known[one, other] = any(self._are_tied(a, b) for a, b in pairs)
        return self.known[one, other]

    def _are_tied(self, one: Trace, other: Trace) -> bool:
        shared = {*one.lines} & {*other.lines} - self.everywhere
        if sum(line & 1 for line in shared) >= RELATED_LINES:
            return True
        if len(shared) >= SCATTERED and min(_runs(one, shared), _runs(other, shared)) >= SCATTERED:
            return True
        return len(_said_elsewhere(one, shared) & _said_elsewhere(other, shared)) >= REWORKED

    def untied(self, where: Iterable[int], enough: int) -> list[int]:
        """Of these stories ``enough`` that have nothing else to do with each other, or as many as there are."""
        found: list[int] = []
        for number in sorted(where):
            if not any(self.between(other, number) for other in found):
                found.append(number)
                if len(found) == enough:
                    break
        return found


def _runs(one: Trace, shared: Collection[int]) -> int:
    """In how many places of a text the shared lines stand, own lines between them."""
    held = [line in shared for line in one.lines]
    return sum(is_held and not before for is_held, before in zip(held, [False, *held], strict=False))


def _said_elsewhere(one: Trace, shared: Collection[int]) -> set[int]:
    """The sentences of the lines that are not shared."""
    pairs = zip(one.lines, one.sentences, strict=False)
    return {sentence for line, sentences in pairs if line not in shared for sentence in sentences}


def _is_everywhere(where: Collection[int], stories: Sequence[object]) -> bool:
    """Whether a line stands in so many stories that no event, and no series, can be the reason."""
    number, all_there_are = len(where), len(stories)
    if number >= max(EVERYWHERE_STORIES, EVERYWHERE * all_there_are):
        return True
    return number >= max(NEARLY_ALL_STORIES, NEARLY_ALL * all_there_are)


def _recurs(line: int, where: Collection[int], opened: int, ties: _Ties) -> bool:
    """Whether a line stands in enough stories that have nothing else to do with each other.

    ``opened`` is the number of stories that have it at their head.
    """
    is_prose, number = line & 1, len(ties.stories)
    needed = MIN_STORIES if is_prose else max(MIN_STORIES, math.ceil(SHORT_SHARE * number))
    if len(where) < needed:
        return False
    if is_prose and 2 * opened >= len(where):  # the introduction of a series
        return len(where) >= max(EVERYWHERE_STORIES, NEARLY_ALL * number)
    return line in ties.everywhere or len(ties.untied(where, needed)) == needed


def _is_furniture_box(where: Mapping[int, Box], ties: _Ties) -> bool:
    """Whether a box stands in enough stories that are not tied, and its content often says the same."""
    if len(where) < MIN_STORIES:
        return False
    if not _is_everywhere(where, ties.stories):
        where = {number: where[number] for number in ties.untied(where, len(where))}
    contents = Counter(line for box in where.values() for line in set(box.content))
    recurring = sum(
        sum(contents[line] > 1 for line in box.content) >= RECURRING_CONTENT * len(box.content)
        for box in where.values()
    )
    return len(where) >= MIN_STORIES and recurring >= max(2, RECURRING_SHARE * len(where))


# -- applying ----------------------------------------------------------------------------------


def prune(placed: Sequence[PlacedBox], memory: SiteMemory, text_chars: int) -> set[int]:
    """Take the remembered boxes out of the tree; the orders of the blocks that were in them.

    ``text_chars`` is the size of the page's text: a box that holds much of it stays.
    """
    taken: set[int] = set()
    for one in placed:
        element = one.element
        parent = element.getparent()
        if one.box.sign not in memory.containers or parent is None or element.find(".//h1") is not None:
            continue
        if len(element.text_content()) <= MAX_BOX_SHARE * text_chars:
            element.drop_tree()
            taken |= one.orders
    return taken


def headings(root: HtmlElement) -> frozenset[int]:
    """`line_key` of each sub-heading, as markup or as a paragraph that is bold as a whole."""
    found = [element.text_content() for element in root.iter("h2", "h3", "h4", "h5", "h6")]
    found += [bold.text_content() for bold in root.iter("strong", "b") if _fills_its_paragraph(bold)]
    return frozenset(line_key(text) for text in found if len(text) <= MAX_HEADING_CHARS)


def _fills_its_paragraph(bold: HtmlElement) -> bool:
    parent = bold.getparent()
    return (
        parent is not None
        and parent.tag in ("p", "div")
        and len(parent) == 1
        and not (parent.text or "").strip()
        and not (bold.tail or "").strip()
    )


def kept(
    paragraphs: Sequence[str], memory: SiteMemory, title: str, sub_headings: Collection[int] = ()
) -> list[bool]:
    """For each paragraph whether it is kept; the others are remembered as furniture.

    All of them where most of the text is remembered: it then consists of what recurs (a
    forecast, a table of services), and what to leave out is not ours to guess.
    """
    if not memory.lines:
        return [True] * len(paragraphs)
    teased = line_key(title) in memory.lines
    keys = [line_key(line) for line in paragraphs]
    known = [
        digest in memory.lines and not (teased and number < OPENING) and not is_correction(line)
        for number, (digest, line) in enumerate(zip(keys, paragraphs, strict=True))
    ]
    found = [
        # "Why it matters" heads a section of each text of some papers
        not is_known or (keys[number] in sub_headings and number + 1 < len(known) and not known[number + 1])
        for number, is_known in enumerate(known)
    ]
    size = sum(map(len, paragraphs))
    left = sum(len(line) for line, stays in zip(paragraphs, found, strict=True) if stays)
    return found if left >= (1 - MOST_SHARE) * size else [True] * len(paragraphs)


# -- between processes and runs ------------------------------------------------------------------


def packed(one: Trace) -> bytes:
    """A trace as the archive keeps it: JSON, compressed."""
    boxes = [[box.sign, *box.content] for box in one.boxes]
    kept_of = [one.title, one.lines, boxes, one.affixes, one.sentences, one.words]
    return zlib.compress(json.dumps(kept_of).encode())


def unpacked(blob: bytes) -> Trace:
    """The trace of `packed`."""
    title, lines, boxes, affixes, *later = json.loads(zlib.decompress(blob))
    sentences, words = later or ((), ())
    return Trace(
        title=title,
        lines=tuple(lines),
        boxes=tuple(Box(sign=sign, content=tuple(content)) for sign, *content in boxes),
        affixes=tuple(affixes),
        sentences=tuple(map(tuple, sentences)),
        words=tuple(words),
    )


def learn_packed(blobs: Sequence[bytes]) -> bytes:
    """What packed traces teach, packed for `remembered`: the crawler's process need not know more."""
    site = learn([unpacked(blob) for blob in blobs])
    return json.dumps([sorted(site.lines), sorted(site.containers), sorted(site.title_affixes)]).encode()


@lru_cache(maxsize=200)
def remembered(blob: bytes) -> SiteMemory:
    """The memory of `learn_packed`; NOTHING for no bytes."""
    if not blob:
        return NOTHING
    lines, containers, affixes = map(frozenset, json.loads(blob))
    return SiteMemory(lines=lines, containers=containers, title_affixes=affixes)
