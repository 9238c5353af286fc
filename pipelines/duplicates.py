"""Fingerprints of texts, by which copies of one another are found among a million.

A text is the set of its overlapping word sequences (shingles), each known by a checksum. The
sixteen with the smallest are its fingerprint (a bottom-k sketch): of two texts that share a part of
their sequences, the fingerprints share about the same part, also where one is only the head of the
other. An index of fingerprints finds candidates; the texts themselves decide, but where the
fingerprints of two sources' texts are all but the same.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate, chain, pairwise
from zlib import adler32, crc32

from pipelines.archive.terms import UNSPACED_RUN, has_unspaced

SHINGLE_WORDS = 4  # words in a row: three are stock phrases, six lose copies that were lightly edited
SHINGLE_SIGNS = 8  # the same for scripts without spaces, where a word has about two characters
FINGERPRINT = 16  # hashes kept of each text: half the text in common shares eight of them
MIN_SHINGLES = 24  # a text with fewer has nothing that could not be said twice by chance
SAME_SOURCE = 0.95  # the same for two articles of one source, and for an excerpt
EXCERPT = 1 / 3  # a text shorter than this share of the other is an excerpt, or a few stock sentences
RECENT = 2_000  # texts whose sketches are remembered, for copies come soon after each other; some 16 MB
COPY = 0.65  # share of the shorter text's sequences in the longer one from which it is a copy
_SIGN = UNSPACED_RUN.pattern.removesuffix("+")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})[^\W_])+")
_SIGNED = 1 << 63  # SQLite's integers are signed


def tokens(text: str) -> list[str]:
    """The words of a text without case, punctuation and compatibility forms; each character of an
    unspaced script is one."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    pattern = _TOKEN if has_unspaced(plain) else _WORD
    return pattern.findall(_without_apostrophes(plain).casefold())


def _without_apostrophes(text: str) -> str:
    """A text whose apostrophes between letters are gone: ``don't`` is one word, with either sign."""
    pieces = text.replace("’", "'").replace("‘", "'").split("'")
    joints = [
        "" if _ends_word(before[-1:]) and _ends_word(after[:1]) else "'" for before, after in pairwise(pieces)
    ]
    return "".join(chain.from_iterable(zip(pieces, [*joints, ""], strict=True)))


def _ends_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


@dataclass(slots=True, frozen=True)
class Sketch:
    """What is kept of a text to compare it with others; the same in every process and version."""

    sequences: "array[int]"
    """The CRC of each of its word sequences, each once."""
    fingerprint: list[int]
    """Signed 64-bit hashes of the FINGERPRINT sequences with the smallest; none of a text too short.

    Two checksums of different kinds: the high half is CRC's, which spreads evenly, and decides which
    are the smallest; the other makes a chance meeting of two sequences among a million texts rare.
    """


@lru_cache(maxsize=RECENT)
def sketch(text: str) -> Sketch:
    """The sketch of a text."""
    found = tokens(text)
    unspaced = sum(map(len, UNSPACED_RUN.findall(text))) if has_unspaced(text) else 0
    size = SHINGLE_SIGNS if unspaced * 2 > len(found) else SHINGLE_WORDS
    words = list(map(str.encode, found))
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    data = b" ".join(words)
    rows = [data[start : end - 1] for start, end in zip(starts, starts[size:], strict=False)]
    by_crc = dict(zip(map(crc32, rows), rows, strict=True))
    smallest = nsmallest(FINGERPRINT, by_crc) if len(by_crc) >= MIN_SHINGLES else []
    prints = [(crc << 32 | adler32(by_crc[crc])) - _SIGNED for crc in smallest]
    return Sketch(array("I", by_crc), prints)


def overlap(one: Sketch, other: Sketch) -> float:
    """The share of the shorter text's sequences that the longer one has too: 1 for an excerpt; 0 for none."""
    smaller = min(len(one.sequences), len(other.sequences))
    return len(set(one.sequences).intersection(other.sequences)) / smaller if smaller else 0.0


def containment(one: str, other: str) -> float:
    """``overlap`` of two texts."""
    return overlap(sketch(one), sketch(other))


def are_copies(one: Sketch, other: Sketch, *, same_source: bool) -> bool:
    """Whether two texts are copies, one of the other or both of a third.

    Within one source only what stands in the other nearly whole counts: yesterday's weather, in the same
    sentences, is not today's. So it is where one is much shorter: a long round-up has something of
    everything.
    """
    shorter, longer = sorted((len(one.sequences), len(other.sequences)))
    if shorter < MIN_SHINGLES:
        return False
    enough = SAME_SOURCE if same_source or shorter < EXCERPT * longer else COPY
    return overlap(one, other) >= enough
