"""What became different between two states of an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, TypeAlias

from crawler.web.room.printed import SUBHEADING
from pipelines.archive.reading import Revision
from pipelines.archive.terms import UNSPACED_RUN

MAX_WORDS = 500  # of a paragraph that is compared word by word: the time goes with the square
ALIKE = 0.5  # share of words two paragraphs must have in common to be shown as one edited

# White space, a number with its signs, one character of an unspaced script, a word, any other sign.
_ONE_UNSPACED = UNSPACED_RUN.pattern.removesuffix("+")
_WORD = re.compile(rf"\s+|\d+(?:[.,:]\d+)*|{_ONE_UNSPACED}|\w+?(?={_ONE_UNSPACED}|\b)|[^\w\s]")

Kind: TypeAlias = Literal["same", "added", "removed"]
Piece: TypeAlias = tuple[str, Kind]


@dataclass(slots=True, frozen=True)
class Change:
    """One paragraph that differs, in pieces; or a number of paragraphs that do not."""

    pieces: list[Piece] = field(default_factory=list)
    unchanged: int = 0


@dataclass(slots=True, frozen=True)
class Step:
    """All that changed from one revision to the next."""

    revision: Revision
    words: int
    """How many more words than before; negative for fewer."""
    headline: list[Piece] | None
    standfirst: list[Piece] | None
    body: list[Change]


def steps(revisions: Sequence[Revision]) -> list[Step]:
    """The changes between revisions in order, newest first. The revisions must have their texts."""
    return [_step(old, new) for old, new in pairwise(revisions)][::-1]


@dataclass(slots=True, frozen=True)
class Headline:
    """One headline an article bore, and since when."""

    text: str
    seen_at: str
    number: int
    """The first revision that has it."""


def headlines(revisions: Sequence[Revision]) -> list[Headline]:
    """Every headline in the order they were printed; one alone where it never changed."""
    found: list[Headline] = []
    for revision in revisions:
        if not found or found[-1].text != revision.title:
            found.append(Headline(revision.title, revision.seen_at, revision.number))
    return found


def _step(old: Revision, new: Revision) -> Step:
    return Step(
        revision=new,
        words=new.word_count - old.word_count,
        headline=_edited(old.title, new.title) if old.title != new.title else None,
        standfirst=(
            _edited(old.standfirst or "", new.standfirst or "") if old.standfirst != new.standfirst else None
        ),
        body=list(_changes(_blocks(old.body), _blocks(new.body))),
    )


def _blocks(body: str | None) -> list[str]:
    blocks = (block.strip().removeprefix(SUBHEADING) for block in re.split(r"\n\s*\n", body or ""))
    return [block for block in blocks if block]


def _mixed(pieces: Sequence[Piece]) -> bool:
    """Whether anything stayed: else the one paragraph took the other's place."""
    return any(kind == "same" for _, kind in pieces)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change(unchanged=i2 - i1)
            continue
        # Paragraphs are matched in order; what is left over on one side was added or removed.
        both = min(i2 - i1, j2 - j1)
        for before, after in zip(old[i1 : i1 + both], new[j1 : j1 + both], strict=True):
            pieces = _edited(before, after)
            yield from [Change(pieces)] if _mixed(pieces) else [Change([piece]) for piece in pieces]
        for before in old[i1 + both : i2]:
            yield Change([(before, "removed")])
        for after in new[j1 + both : j2]:
            yield Change([(after, "added")])


def _edited(old: str, new: str) -> list[Piece]:
    """One text turned into another, word by word where they are alike enough to be read so."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    whole: list[Piece] = [(old, "removed"), (new, "added")]
    if max(len(before), len(after)) > 2 * MAX_WORDS:
        return [piece for piece in whole if piece[0]]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [piece for piece in whole if piece[0]]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("".join(before[i1:i2]), "same"))
            continue
        pieces.append(("".join(before[i1:i2]), "removed"))
        pieces.append(("".join(after[j1:j2]), "added"))
    return [piece for piece in pieces if piece[0]]
