"""The credit line without the biography, the buttons and the address that stand in its element."""

import re
from collections.abc import Sequence

from pipelines.items import Author

MAX_ROW_WORDS = 12  # a role, a desk and a place have fewer; a biography has more

_ADDRESS = re.compile(r"\s*(?:\S+@\S+\.\w|(?<!\w)@\w|(?<=\w)@\w|https?://|www\.|(?<!\w)\+\d[\d ()/-]{6,})")
_SAYS = re.compile(
    r"\s+(?:is|was|covers|writes|joined|ist|war|schreibt|berichtet|est|couvre|es|cubre|escribe|è|scrive|é|er|är|schrijft)\s"
)
_POINTER = re.compile(
    r"\s(?:About|Follow|Biography|Biographie|View (?:all|More)|See all|All posts|More (?:by|from)|Contact|Email|E-Mail|"
    r"Leave a|Social Links|Twitter|Facebook|Share|Sponsored|"
    r"Über|Alles von|Alle (?:Artikel|Beiträge)|Zeige alle|Mehr (?:von|Infos)|Kontakt|Schreib(?:en Sie|e einen)|Folgen|"
    r"Teilen|Tous les articles|Suivre|Todos los|Ver (?:más|mais|todos)|Seguir|Tutti gli|Meer van|Volg)\b"
)
"""What leads to more of the same writer."""
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})[.!?\u3002](?=\s|$)")
_LABEL = re.compile(r"(?:[:\uff1a/]|\b(?:by|von|par|por|di|av|af|door))\s*$", re.I)


def without_biography(printed: str, rows: str, people: Sequence[Author]) -> str:
    """The line up to where it goes on about its people.

    ``printed`` is the text of the element, ``rows`` the same with a bar between what stands in
    different rows. Everybody whom the line names stays in it, and a role, a place, an agency
    behind them.
    """
    end = _last_named(printed, people)
    if not end:
        return printed
    stop = min(_stops(printed, end, people), default=len(printed))
    for row in _rows_behind(rows, people):
        begin = printed.find(row, end)
        if 0 <= begin < stop and _is_biography(row, people):
            stop = begin
            break
    return printed[:stop].rstrip(" ,;|/\u00b7\u2022\u2013\u2014-")


def _last_named(printed: str, people: Sequence[Author]) -> int:
    """Where the first mention of whoever is named last ends; 0 where nobody is named."""
    found = (re.search(re.escape(person.name), printed, re.I) for person in people)
    return max((match.end() for match in found if match is not None), default=0)


def _stops(printed: str, end: int, people: Sequence[Author]) -> list[int]:
    """Where the line begins to tell rather than to credit."""
    found = [pattern.search(printed, end) for pattern in (_ADDRESS, _POINTER)]
    stop, says = _FULL_STOP.search(printed, end), _SAYS.match(printed, end)
    if stop is not None and printed.count("(", 0, stop.start()) == printed.count(")", 0, stop.start()):
        found.append(stop)
    stops = [match.start() for match in (*found, says) if match is not None]
    for person in people:
        # "Ana M. Ferreira" in the biography is Ana Ferreira too
        name = r"\s+(?:\S+\s+)?".join(map(re.escape, person.name.split()))
        again = re.compile(name, re.I).search(printed, end)
        if again is not None and _LABEL.search(printed[: again.start()]) is None:
            stops.append(again.start())
    return stops


def _rows_behind(rows: str, people: Sequence[Author]) -> list[str]:
    """The rows behind the one that names the last of the people for the first time."""
    pieces = [piece.strip() for piece in rows.split(" | ")]
    waiting = {name for person in people if (name := person.name.casefold()) in rows.casefold()}
    for place, piece in enumerate(pieces):
        waiting = {name for name in waiting if name not in piece.casefold()}
        if not waiting:
            return [each for each in pieces[place + 1 :] if each]
    return []


def _is_biography(row: str, people: Sequence[Author]) -> bool:
    """Whether a row tells of the people, or leads to them, rather than credits them."""
    words = len(row.split())
    if words > MAX_ROW_WORDS or (words > 2 and (row.endswith(".") or _FULL_STOP.search(row) is not None)):
        return True
    text = row.casefold()
    named = [place for person in people if (place := text.find(person.name.casefold())) > 0]
    return any(_LABEL.search(row[:place]) is None for place in named)
