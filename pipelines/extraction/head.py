"""What the head of a page prints and the first lines of its text repeat: headline, byline, time, standfirst."""

import re
from dataclasses import dataclass, field

from pipelines.extraction import opening
from pipelines.extraction.blocks import Paragraph, ends_sentence, is_break, is_prose
from pipelines.extraction.furniture import DATE_WORDS
from pipelines.extraction.headline import key
from pipelines.extraction.markup import Markup
from pipelines.extraction.structured import element_text
from pipelines.extraction.words import BY_PREFIX
from pipelines.items import Author

MAX_DATE_LABEL_CHARS = 25  # "Published · Updated", left when the times were taken out
MAX_LABEL_LINE_CHARS = 60
MAX_LABELS = 3  # more short lines above the first paragraph are the text
MIN_SUMMARY_CHARS = 60  # of a heading
MAX_FIELD_WORDS = 3  # of what is filed without a label: "View Comments", an hour

_FIELD = re.compile(r"\s+[|\u2022\u00b7\u2013\u2014-]\s+")
_LABELLED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?:\s")


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
    below: str | None = None
    """The line between the headline and the byline, a time or a picture."""
    standfirst_in_text: bool = False
    """Set by `without_repetition` when it took the standfirst off the head of the text."""


def printed_head(
    title: str | None,
    elements: Markup,
    authors: list[Author],
    section: str | None,
    description: str | None,
) -> Known:
    """What the head of the page prints, read before the pruning takes it away."""
    standfirsts = [element_text(element) for element in elements.standfirsts]
    below = elements.below.get(key(title or ""))
    return Known(
        title=title,
        headings=[element_text(heading) for heading in elements.headings],
        standfirst=standfirsts[0] if standfirsts else None,
        standfirsts=standfirsts,
        bylines=[element_text(line) for line in elements.bylines],
        names=[author.name for author in authors],
        times=[element_text(line) for line in elements.times],
        section=section,
        description=description,
        below=None if below is None else element_text(below),
    )


def without_repetition(lines: list[Paragraph], known: Known) -> list[Paragraph]:
    """The first lines of a text without what the page's head prints, the standfirst noted in ``known``."""
    titles = {key(text) for text in (known.title, *known.headings) if text}
    standfirsts = {key(text) for text in known.standfirsts} - {""}
    # a long line that calls itself the standfirst is one rather than a long heading of the text
    others = {key(text) for text in known.standfirsts if len(text) >= MIN_SUMMARY_CHARS}
    people = {key(text) for text in (*known.bylines, *known.names) if text}
    times = {key(text) for text in known.times if text}
    section = key(known.section or "")
    kept: list[Paragraph] = []
    described, below = key(known.description or ""), key(known.below or "")
    lines = opening.below_title(lines, key(known.title or ""))
    for number, paragraph in enumerate(lines):
        line = paragraph.text
        folded = key(line)
        # a sentence may end in the words of the headline, which is often a quotation
        is_quoted = is_prose(line) and ends_sentence(line) and not ends_sentence(known.title or "")
        if (
            folded
            and folded in (described, below)
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
            and not others - {folded}
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
        if number < MAX_LABELS and _is_filed(line):
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


def _is_filed(line: str) -> bool:
    """Whether a line says when and how the article was filed: "3 March 2026 | categories: Ports | Comments"."""
    first, *others = _FIELD.split(line)
    labelled = [field for field in others if _LABELLED.match(field)]
    short = all(len(field.split()) <= MAX_FIELD_WORDS for field in others if field not in labelled)
    return bool(labelled) and short and not ends_sentence(line) and _is_date(first)


def _is_credit(folded: str, people: set[str]) -> bool:
    return any(
        (len(name) > 5 or not name.isascii())
        and len(name) > 2
        and folded.endswith(name)
        and len(folded) <= len(name) + 10
        for name in people
    )
