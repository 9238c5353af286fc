"""What a site prints around its headlines: "Title - Section | The Courier".

Taken off where the site's own name says so, or where other titles of the same site were
seen to carry the same words.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

MAX_ROUNDS = 3  # a title carries at most a section, a slogan and the name of the site

_JOINT = re.compile(
    r"\s+[|\u2013\u2014\-\u00b7\u2022\u00bb\u00ab:~/]+(?=\s)|\s*[|\uff5c\u2502\u3163]\s*|\s*_\s*(?=[^\s_]+$)"
)
_TIGHT_JOINT = re.compile(r"[-\u2013\u2014_|\uff5c\u2502\u3163:/]")  # Chinese and Korean pages set no blanks
_WORD = re.compile(r"\w+")
_ASCII_KEY = {number: chr(number).lower() if _WORD.match(chr(number)) else None for number in range(128)}


@lru_cache(maxsize=4_000)  # one line of a page is compared in several stages
def key(text: str) -> str:
    """Letters and digits alone, for comparing what two places print of one line."""
    if text.isascii():  # ten times as fast, and every page asks hundreds of times
        return text.translate(_ASCII_KEY)
    return "".join(_WORD.findall(text.casefold()))


def strip(title: str, names: AbstractSet[str], affixes: AbstractSet[str] = frozenset()) -> str:
    """The title without a leading or trailing name of the site.

    ``names`` are the site's, in lower case; ``affixes`` are keys of what other titles of the
    site were seen to begin or end with.
    """
    for _ in range(MAX_ROUNDS):
        shorter = _without_tail(title, names, affixes) or _without_head(title, names, affixes)
        if not shorter:
            break
        title = shorter
    return title.strip()


def parts(title: str) -> list[str]:
    """A title's pieces between joints, in order; a headline of its own may stand on any of them."""
    return [piece for piece in (piece.strip() for piece in _JOINT.split(title)) if piece]


def beginnings(title: str) -> Iterator[str]:
    """What stands before each joint of a title."""
    for joint in _joints(title):
        yield title[: joint.start()].strip()


def cuts(title: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each joint that blanks set off."""
    for joint in _JOINT.finditer(title):
        yield title[: joint.start()].strip(), title[joint.end() :].strip()


def _joints(title: str) -> Iterator[re.Match[str]]:
    yield from _JOINT.finditer(title)
    yield from _TIGHT_JOINT.finditer(title)


def _without_tail(title: str, names: AbstractSet[str], affixes: AbstractSet[str]) -> str | None:
    loose = [
        joint
        for joint in _JOINT.finditer(title)
        # "« Un titre entre guillemets » - Le Fanal": what closes a quotation joins nothing.
        if not ("\u00bb" in joint.group() and "\u00ab" in title[: joint.start()])
    ]
    if loose and loose[-1].start() > 0:
        tail = title[loose[-1].end() :].strip()
        if _is_site(tail, names) or key(tail) in affixes:
            return title[: loose[-1].start()]
    for joint in reversed(list(_TIGHT_JOINT.finditer(title))):
        tail = key(title[joint.end() :])
        if joint.start() > 0 and tail and (tail in affixes or any(tail == key(name) for name in names)):
            return title[: joint.start()].rstrip(" -\u2013\u2014|")
    return None


def _without_head(title: str, names: AbstractSet[str], affixes: AbstractSet[str]) -> str | None:
    joint = next(iter(_JOINT.finditer(title)), None)
    if joint is None:
        return None
    head = title[: joint.start()]
    return title[joint.end() :] if _is_site(head, names) or key(head) in affixes else None


def _is_site(part: str, names: AbstractSet[str]) -> bool:
    folded = key(part)
    if not folded:
        return True
    return any(folded == key(name) or (len(folded) > 3 and folded in key(name)) for name in names if name)
