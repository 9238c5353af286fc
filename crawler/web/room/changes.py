"""What became different between two states of an article."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, TypeAlias

from crawler.web.room.printed import SUBHEADING
from crawler.web.room.wording import moment
from pipelines.archive.reading import Revision
from pipelines.archive.terms import UNSPACED_RUN

MAX_WORDS = 500  # of a paragraph that is compared word by word: the time goes with the square
MAX_EDITED = 600  # paragraphs of a page compared word by word: half a second; the rest is shown whole
ALIKE = 0.5  # share of words two paragraphs must have in common to be shown as one edited

# White space, a number with its signs, one character of an unspaced script, a word, any other sign.
_ONE_UNSPACED = UNSPACED_RUN.pattern.removesuffix("+")
_WORD = re.compile(rf"\s+|\d+(?:[.,:]\d+)*|{_ONE_UNSPACED}|\w+?(?={_ONE_UNSPACED}|\b)|[^\w\s]")

Kind: TypeAlias = Literal["same", "added", "removed"]
Piece: TypeAlias = tuple[str, Kind]


@dataclass(slots=True, frozen=True)
class _Text:
    """A text in its paragraphs."""

    blocks: list[str]
    kinds: str
    """A letter for each paragraph, as in Paragraph; empty where they are not known."""
    times: Mapping[int, str]
    """Paragraph, from 0, that begins an entry -> when it was posted."""

    def kind(self, number: int) -> str:
        """What a paragraph is."""
        return self.kinds[number] if len(self.kinds) == len(self.blocks) else "p"


@dataclass(slots=True, frozen=True)
class Change:
    """One paragraph that differs, in pieces; or a number of paragraphs that do not."""

    pieces: list[Piece] = field(default_factory=list)
    unchanged: int = 0
    kind: str = "p"
    """As in Paragraph: ``h`` a sub-heading, ``i`` an item of a list …"""
    posted_at: str | None = None
    """Where it begins an entry of a live blog: when that was posted."""


@dataclass(slots=True, frozen=True)
class Step:
    """All that changed from one revision to the next."""

    revision: Revision
    words: int
    """How many more words than before; negative for fewer."""
    headline: list[Piece] | None
    standfirst: list[Piece] | None
    printed_with_it: list[tuple[str, list[Piece]]]
    """The same of byline, dateline and time of publication, and whether it stands behind a paywall."""
    body: list[Change]
    posted: list[str]
    """When the entries were posted that a live blog has more than before, in the order of time."""
    gone: list[str]
    """The same of those that it has no longer."""


def steps(revisions: Sequence[Revision]) -> list[Step]:
    """The changes between revisions in order, newest first. The revisions must have their texts."""
    most = MAX_EDITED // max(1, len(revisions) - 1)
    return [_step(old, new, most) for old, new in pairwise(revisions)][::-1]


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


def _step(old: Revision, new: Revision, most: int) -> Step:
    return Step(
        revision=new,
        words=new.word_count - old.word_count,
        headline=_edited(old.title, new.title) if old.title != new.title else None,
        standfirst=(
            _edited(old.standfirst or "", new.standfirst or "") if old.standfirst != new.standfirst else None
        ),
        printed_with_it=list(_printed_with_it(old, new)),
        body=list(_changes(_text(old), _text(new), most)),
        posted=_more(new, old),
        gone=_more(old, new),
    )


def _printed_with_it(old: Revision, new: Revision) -> Iterator[tuple[str, list[Piece]]]:
    for name, was, now in (
        ("Byline", old.byline, new.byline),
        ("Dateline", old.dateline, new.dateline),
        ("Published", moment(old.published_at), moment(new.published_at)),
        ("Paywall", _WALLS[old.is_paywalled], _WALLS[new.is_paywalled]),
    ):
        if (was or "") != (now or ""):
            yield name, _edited(was or "", now or "")


_WALLS = {None: None, 0: "no", 1: "yes"}


def _text(revision: Revision) -> _Text:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", revision.body or "") if block.strip()]
    kinds = revision.body_kinds or "".join("h" if one.startswith(SUBHEADING) else "p" for one in blocks)
    return _Text(
        [block.removeprefix(SUBHEADING) for block in blocks],
        kinds,
        {posting.paragraph: posting.at for posting in revision.entries},
    )


def _more(revision: Revision, other: Revision) -> list[str]:
    """The times of entries that one has and the other has not; of two in one minute each counts."""
    counts = [Counter(posting.at for posting in one.entries) for one in (revision, other)]
    return sorted((counts[0] - counts[1]).elements())


def _mixed(pieces: Sequence[Piece]) -> bool:
    """Whether anything stayed: else the one paragraph took the other's place."""
    return any(kind == "same" for _, kind in pieces)


def _changes(old: _Text, new: _Text, most: int) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old.blocks, new.blocks, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Change(unchanged=i2 - i1)
            continue
        # Paragraphs are matched in order; what is left over on one side was added or removed.
        both = min(i2 - i1, j2 - j1)
        for n in range(both):
            edit = _edited if most > 0 else _replaced
            pieces = edit(old.blocks[i1 + n], new.blocks[j1 + n])
            most -= 1
            if _mixed(pieces):
                yield Change(pieces, kind=new.kind(j1 + n), posted_at=new.times.get(j1 + n))
            else:
                yield _whole(old, i1 + n, "removed")
                yield _whole(new, j1 + n, "added")
        for n in range(i1 + both, i2):
            yield _whole(old, n, "removed")
        for n in range(j1 + both, j2):
            yield _whole(new, n, "added")


def _whole(text: _Text, number: int, kind: Kind) -> Change:
    """A paragraph that came or went whole, under the time of the text it belongs to."""
    return Change([(text.blocks[number], kind)], kind=text.kind(number), posted_at=text.times.get(number))


def _replaced(old: str, new: str) -> list[Piece]:
    whole: list[Piece] = [(old, "removed"), (new, "added")]
    return [piece for piece in whole if piece[0]]


def _edited(old: str, new: str) -> list[Piece]:
    """One text turned into another, word by word where they are alike enough to be read so."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > 2 * MAX_WORDS:
        return _replaced(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _replaced(old, new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("".join(before[i1:i2]), "same"))
            continue
        pieces.append(("".join(before[i1:i2]), "removed"))
        pieces.append(("".join(after[j1:j2]), "added"))
    return [piece for piece in pieces if piece[0]]
