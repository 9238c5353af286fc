"""What the full-text index holds besides the words: filters, and scripts without spaces.

Standard library only: the reading room uses it under the plain ``datasette`` command.

Two things go into the indexed column ``terms``. *Filters* (source, section, language, month,
author, place, tag) as one made-up word each, so that "word + source" is one intersection inside the
index and not a look at every row that has the word. *Overlapping pairs of characters* of text
in scripts that put no space between words: ``unicode61`` makes one word of a whole Chinese
sentence and ``trigram`` cannot find a word of two characters.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Thai, Lao, Myanmar, Khmer, kana, Bopomofo, ideographs; Hangul is left out: it has spaces.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1780-\u17d3"
    "\u3005\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")

# A word that no text has stands between two runs: 東京。京都 must not be found by 東京都.
_BREAK = "0xbreak0"


@lru_cache(maxsize=100)  # the texts of one article are asked about several times
def has_unspaced(text: str) -> bool:
    """Whether a text holds a character of a script without spaces."""
    return not text.isascii() and UNSPACED_RUN.search(text) is not None


def fold(text: str) -> str:
    """Text in the form the pairs are made of: compatibility forms unified, marks left out.

    Marks (Thai tones and upper vowels) are word breaks to ``unicode61``; without them a search
    finds a little more than was asked, with them it finds nothing.
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Mn")


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run of unspaced text, or its single character."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def unspaced_terms(*texts: str) -> str:
    """Every pair of every unspaced run of some texts, in order, runs kept apart; "" for most texts."""
    # Half-width katakana is an unspaced script only once its compatibility form is unified.
    if not any(has_unspaced(unicodedata.normalize("NFKC", text)) for text in texts):
        return ""
    runs = UNSPACED_RUN.findall(fold("\n".join(texts)))
    return f" {_BREAK} ".join(" ".join(pairs(run)) for run in runs)


def filter_term(field: str, value: str) -> str:
    """The made-up word that stands for ``field = value`` in the index.

    It ends in a digit, so that the Porter stemmer leaves it alone, and is a digest, so that any
    value in any script gives one word. Letter case and compatibility forms do not count.
    """
    folded = unicodedata.normalize("NFKC", value).strip().casefold()
    digest = hashlib.blake2b(f"{field}\0{folded}".encode(), digest_size=7).hexdigest()
    return f"xf{digest}0"


def filter_terms(
    *,
    source: str,
    section: str | None,
    language: str | None,
    day: str,
    authors: Iterable[str] = (),
    place: str | None = None,
    tags: Iterable[str] = (),
) -> str:
    """All filters of an article; ``day`` is ISO (2026-11-22) and counts by month and year."""
    terms = [filter_term("source", source), filter_term("month", day[:7]), filter_term("year", day[:4])]
    for field, value in (("section", section), ("lang", language), ("place", place)):
        if value:
            terms.append(filter_term(field, value))
    terms += [filter_term("author", name) for name in authors]
    terms += [filter_term("tag", tag) for tag in tags]
    return " ".join(terms)
