"""Text hygiene: what may be in a field before it is stored or printed."""

import re
import unicodedata

from pipelines.archive.terms import UNSPACED_RUN

# C0 and C1 controls but for tab and line feed, lone surrogates, bidi overrides and isolates,
# and the code points Unicode calls non-characters: none is ever part of a word.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Text without control characters, surrogates and bidi overrides, in normal form C."""
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def one_line(text: str, limit: int) -> str:
    """Clean text on one line, white space folded, cut to ``limit`` characters with an ellipsis."""
    line = _SPACE.sub(" ", clean_text(text[: limit * 8])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def count_words(text: str) -> int:
    """Words as a reader counts them; two characters of an unspaced script make one."""
    unspaced = sum(len(run) for run in UNSPACED_RUN.findall(text))
    return len(UNSPACED_RUN.sub(" ", text).split()) + unspaced // 2
