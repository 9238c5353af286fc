"""Long lists of phrases, looked for in every text and found in few.

Python tries each phrase at each letter. Nearly all texts hold not even the telling part of one
of them, and that is seen some ten times as fast.
"""

import re
from collections.abc import Iterator

_GROUP = re.compile(r"\((?:\?:|(?!\?))")
_OPTIONAL = re.compile(r"[?*]|\{0?,\d*\}")
MIN_SIGN_CHARS = 2  # of a phrase; one letter would be in every text


class Phrases:
    """A pattern of alternatives, case aside, each with a few letters that every text with it holds."""

    def __init__(self, pattern: str) -> None:
        """``pattern``: alternatives that hold no bar outside of groups but those between them.

        Raises ValueError for an alternative without letters that must be there.
        """
        self.pattern = re.compile(pattern, re.I)
        self.signs = tuple(
            dict.fromkeys(sign for phrase in _alternatives(pattern) for sign in signs_of(phrase))
        )

    def __or__(self, other: "Phrases") -> "Phrases":
        """What either finds."""
        return Phrases(f"{self.pattern.pattern}|{other.pattern.pattern}")

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds the telling part of a phrase; where not, none is in it."""
        return any(map(text.lower().__contains__, self.signs))

    def search(self, text: str) -> re.Match[str] | None:
        """As a pattern's ``search``."""
        return self.pattern.search(text) if self.may_be_in(text) else None


def signs_of(phrase: str) -> list[str]:
    """What one or the other of must be in whatever the phrase matches, in lower case.

    The longest run of letters outside of groups, or one for each alternative of a group where
    there is none. Raises ValueError where there is none either.
    """
    runs, groups = _runs(phrase)
    longest = max(runs, key=len)
    if len(longest) >= MIN_SIGN_CHARS:
        return [longest]
    choices = []
    for group in groups:
        try:
            choices.append([sign for inner in _alternatives(group) for sign in signs_of(inner)])
        except ValueError:  # one alternative has no sign: then another group must tell
            continue
    if not choices:
        raise ValueError(f"no letters must be in what {phrase!r} matches")
    return max(choices, key=lambda signs: min(map(len, signs)))


def _runs(phrase: str) -> tuple[list[str], list[str]]:
    """The runs of letters of a phrase, and the insides of its groups, that every match has."""
    runs, groups = [""], []
    place = 0
    while place < len(phrase):
        sign = phrase[place]
        end = _end_of_item(phrase, place)
        optional = _OPTIONAL.match(phrase, end)
        if optional is None and (sign.isalpha() or sign in " -'"):
            runs[-1] += sign.lower()
        else:
            runs.append("")
        if optional is None and (opening := _GROUP.match(phrase, place)) is not None:
            groups.append(phrase[opening.end() : end - 1])
        place = end if optional is None else optional.end()
    return runs, groups


def _alternatives(pattern: str) -> Iterator[str]:
    """What stands between the bars outside of groups."""
    start = place = 0
    while place < len(pattern):
        if pattern[place] == "|":
            yield pattern[start:place]
            start = place = place + 1
        else:
            place = _end_of_item(pattern, place)
    yield pattern[start:]


def _end_of_item(pattern: str, place: int) -> int:
    """Where the letter, class or group ends that begins at ``place``."""
    if pattern[place] == "\\":
        return place + 2
    if pattern[place] == "[":
        return pattern.index("]", place + 2) + 1
    if pattern[place] != "(":
        return place + 1
    place += 1
    while pattern[place] != ")":
        place = _end_of_item(pattern, place)
    return place + 1
