"""Text hygiene: what may be in a field before it is stored or printed."""

import json
import re
import unicodedata
from functools import lru_cache

from pipelines.archive.terms import UNSPACED_RUN, has_unspaced

# C0 and C1 controls but for tab and line feed, lone surrogates, bidi overrides and isolates,
# and the code points Unicode calls non-characters: none is ever part of a word.
_LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef"
    f"{_LAST_OF_PLANES}]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")  # dropped, they would join two words
_SPACE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Text without control characters, surrogates and bidi overrides, in normal form C.

    Every kind of line end becomes a line feed.
    """
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_END.sub("\n", text)))


def one_line(text: str, limit: int) -> str:
    """Clean text on one line, white space folded, cut to ``limit`` characters with an ellipsis."""
    return cut_line(text, limit)[0]


def cut_line(text: str, limit: int) -> tuple[str, bool]:
    """As `one_line`, and whether anything was cut."""
    line = _SPACE.sub(" ", clean_text(text[: limit * 8])).strip()
    if len(line) <= limit:
        return line, bool(text[limit * 8 :].strip())
    return line[: limit - 1].rstrip() + "…", True


def visible(text: str) -> str:
    """The text with what a terminal or an eye would not see written as an escape of JSON, ``\\u001b``.

    What `clean_text` drops; tab and line feed stay.
    """
    return _UNWANTED.sub(lambda found: json.dumps(found[0])[1:-1], text)


@lru_cache(maxsize=20)  # an article's are wanted for several of its rows
def count_words(text: str) -> int:
    """Words as a reader counts them; two characters of an unspaced script make one."""
    if not has_unspaced(text):
        return len(text.split())
    unspaced = sum(len(run) for run in UNSPACED_RUN.findall(text))
    return len(UNSPACED_RUN.sub(" ", text).split()) + unspaced // 2
