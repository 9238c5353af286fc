"""The parts of a dateline's head: place, agency and day, in whatever order they are printed."""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from collections.abc import Collection, Sequence

from pipelines.extraction.calendar_words import month_number
from pipelines.extraction.cities import is_known_city
from pipelines.extraction.date_forms import WEEKDAY
from pipelines.extraction.dateline_words import (
    AGENCIES,
    FORMS_OF_ADDRESS,
    LABEL_WORDS,
    PLACE_WORDS,
    REGIONS,
)
from pipelines.extraction.words import AGENCY, PARTICLES
from pipelines.items import Dateline

MAX_PLACE_WORDS = 6
MAX_PLACE_PARTS = 3  # Steinheim, Nordrhein-Westfalen, Deutschland
MAX_ABBREVIATION_CHARS = 5  # of a month: "sept.", "févr."
MAX_OPEN_ABBREVIATION_CHARS = 3  # of one that ends in a vowel: "ago.", but "марта" is whole
MAX_AGENCY_WORDS = 3
MAX_AGENCY_CHARS = 40

_WORD = r"[^\W\d_][^\s\d,;:()|/\u2013\u2014\-]{1,14}?"
_WORD_END = r"(?=[\s\d,;:()|/\u2013\u2014\-.]|$)"  # no \b: vowel signs of Indian scripts are no letters to it
_YEAR = r"(?:19\d{2}|20\d{2}|(?![0-9])\d{4})"  # in the digits of another script whatever it is
_WEEKDAY = rf"(?:{WEEKDAY})"
_DAY = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY},?\s+)?(?:"
    rf"(?P<m1>{_WORD})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?![\w])"
    rf"|(?P<d2>\d{{1,2}})(?:\.|º|er|st|nd|rd|th)?\s*(?:de\s+|of\s+)?(?P<m2>{_WORD})(?:\.(?!\w)|{_WORD_END})"
    rf"(?:,?\s+(?:de[l]?\s+)?{_YEAR}\b)?(?:\s(?:r\.|г\.|року|года))?"
    rf"|(?:19|20)\d{{2}}\.?\s+(?P<m3>{_WORD})\.?\s+(?P<d3>\d{{1,2}})\.?"
    rf"|(?P<n>\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}}\b)?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}\b)"
    rf")(?:,?\s+{_WEEKDAY})?",
    re.I,
)
_WEEKDAY_LAST = re.compile(rf",\s+({_WEEKDAY})$", re.I)
# Genève, le 3 mars
_BEFORE_DAY = re.compile(r",?\s+(?:في|ngày|dnia|dne|le|den|el|am|il|em|a|on|d\.)\s*$", re.I)
_BRACKET = re.compile(r"\s*[(\[\uff08]\s*([^()\[\]\uff08\uff09]{2,40}?)\s*[)\]\uff09]\s*$")
_SLASHED = re.compile(
    r"[\s.,]*/\s*(?:[Кк]орр\.\s)?([^/]{2,20}?)(?:\s[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+)?\s*/\.?\s*$"
)
_REPORTER_FIRST = re.compile(
    r"^[^\W\d_][^\W\d_A-Z]+(?:\s[^\W\d_]+)?\s[^\W\d_a-z]{2,}\s?/\s?(?=[^\W\d_a-z]{3})"
)
_SITE = re.compile(
    r"^(?:www\.)?[\w-]{2,30}\.(?:com|net|org|co|id|tv|news|info|in|my|vn|ru|ua|de|it|fr|es|br|mx|ph|ng|ke|za|tr|gr)(?:\.\w{2})?$",
    re.I,
)

# the last word of a paper's name: "Kaieteur News", "Cape Times"
_OUTLET = re.compile(
    r"\b(?:news|press|times|post|herald|tribune|gazette|today|online|media|newspaper|radio|network|tv|wire|newswires?|agency|service)$",
    re.I,
)

_WITHIN_BRACKETS = re.compile(
    r"\s*(?:\([^()]*\)$|\([^()]*\)(?=\s\[)|\[[^\[\]]*\]$)"
)  # Mumbai (Maharashtra) [India]
_OF_AGENCIES = re.compile(r"(?:agencia|agência|agence|agenzia|agentur)\s\S", re.I)
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_LONG_DASHES = ("\u2013", "\u2014")  # a hyphen parts the fields of a label: "05/10/2018 - Sport"
MAX_OTHER_DAY_CHARS = 15  # that the day another paragraph opens with may have more

_SMALL_WORDS = PARTICLES | PLACE_WORDS


def parse(head: str, outlets: Collection[str] = ()) -> Dateline | None:
    """Place, agency and day of a head; None when anything else is in it.

    ``outlets`` are the site's own names: printed there, they are the agency.
    """
    line = Dateline(text=head)
    rest = head
    if (slashed := _SLASHED.search(rest)) is not None:
        line.agency, rest = slashed[1], rest[: slashed.start()]
    bracket = None
    if (found := _BRACKET.search(rest)) is not None:
        bracket, rest = found[1], rest[: found.start()]
        if (inner := find_day(bracket)) is not None and line.date is None:
            # (AP, Jan. 3) · (10. März 2021)
            line.date, bracket = (
                inner[2],
                (bracket[: inner[0]] + bracket[inner[1] :]).strip(" ,.-\u2013/") or None,
            )
    if line.date is None and (dated := find_day(rest)) is not None:
        start, end, line.date = dated
        tail = rest[end:].strip(" ,.\u2013-")
        rest = _BEFORE_DAY.sub("", rest[:start]).rstrip(" ,.\u2013-")
        if tail and not rest and is_place(tail):
            rest = tail
        elif tail and (is_agency(tail, outlets) or tail.isupper()):
            line.agency = line.agency or tail
        elif tail:
            return None
    if bracket is None and (found := _BRACKET.search(rest)) is not None and is_agency(found[1], outlets):
        bracket, rest = found[1], rest[: found.start()]  # Phnom Penh (FN), Mar. 3
    if line.date is None and (weekday := _WEEKDAY_LAST.search(rest)) is not None:
        line.date, rest = weekday[1], rest[: weekday.start()]
    rest = rest.strip(" ,") if ABBREVIATED.search(rest.rstrip(" ,.")) else rest.strip(" ,.")
    if bracket is not None:
        if not rest and is_known_city(bracket) and not is_agency(bracket, outlets):
            rest = bracket  # March 3, 2026 (Colombo)
        elif is_region(bracket) and line.agency is None and not is_agency(bracket, outlets):
            rest = f"{rest} ({bracket})"
        elif len(bracket.split()) <= MAX_AGENCY_WORDS and not bracket.isdecimal():
            line.agency = line.agency or bracket
        else:
            return None
    rest = _REPORTER_FIRST.sub("", _without_agency(rest, line, outlets))
    if rest.endswith(".") and is_known_city(rest[:-1]):
        rest = rest[:-1]  # Managua. EFE.
    if rest and not is_place(rest):
        return None
    line.place = rest or None
    return line if line.place or line.agency or line.date else None


def _without_agency(rest: str, line: Dateline, outlets: Collection[str]) -> str:
    """The place, once an agency before or behind it is taken off: ``Jakarta, CNN Indonesia``."""
    if is_agency(rest, outlets) and not is_known_city(rest):
        line.agency = line.agency or rest
        return ""
    if line.agency is not None:
        return rest
    first, comma, further = rest.partition(",")
    if comma and is_agency(first.strip(), outlets) and not is_known_city(first.strip()):
        line.agency = first.strip()
        return further.strip()
    before, comma, last = rest.rpartition(",")
    if comma and is_agency(last.strip(), outlets):
        line.agency = last.strip()
        return before.strip()
    words = rest.split()
    for count in (2, 1):
        tail = " ".join(words[-count:])
        is_named = (tail[:1].isupper() and is_wire(tail)) or (tail.islower() and tail in outlets)
        if len(words) > count and is_named and not is_known_city(rest):
            line.agency = tail
            return " ".join(words[:-count]).rstrip(" ,")
    return rest


def is_agency(text: str, outlets: Collection[str] = ()) -> bool:
    """Whether a text is a news agency, the site itself, a site's address or a paper's name."""
    if not 1 < len(text) <= MAX_AGENCY_CHARS:
        return False
    folded = text.casefold().strip(" .")
    if is_wire(text) or folded in outlets:
        return True
    if _SITE.match(text) is not None:
        return True
    words = text.split()
    if 1 < len(words) <= MAX_AGENCY_WORDS and _OF_AGENCIES.match(text) is not None:
        return True
    if 1 < len(words) <= MAX_AGENCY_WORDS and _OUTLET.search(text) is not None and words[0][:1].isupper():
        return words[0].casefold() not in LABEL_WORDS
    if "/" in text or "-" in text or "=" in text:
        parts = [part for part in re.split(r"[/=\-]", folded) if part]
        return len(parts) > 1 and any(
            AGENCY.match(part) is not None or part in AGENCIES for part in parts[:1]
        )
    return False


def is_wire(text: str) -> bool:
    """Whether a text is a news agency, by the list alone."""
    folded = text.casefold().strip(" .")
    return AGENCY.match(folded) is not None or folded in AGENCIES


def find_day(text: str) -> tuple[int, int, str] | None:
    """Where a day stands in a text, and the day as printed."""
    position = 0
    while (found := _DAY.search(text, position)) is not None:
        word = found["m1"] or found["m2"] or found["m3"]
        day = found["d1"] or found["d2"] or found["d3"]
        if (word is None or month_number(word)) and (day is None or 1 <= int(day) <= 31):
            printed = found[0].strip(" ,")
            if word is not None and not _is_shortened(word):
                printed = printed.rstrip(".")  # it ends the dateline, not the month
            return found.start(), found.end(), printed
        position = found.start() + 1
    return None


def is_day_alone(day: str, separator: str, is_dash: bool, neighbours: Sequence[str]) -> bool:
    """Whether a day with neither place nor agency is a dateline.

    Not where the paragraphs beside it open with other days: that is a chronicle.
    """
    opening = (other[: len(day) + MAX_OTHER_DAY_CHARS] for other in neighbours if not other.startswith(day))
    if any((dated := find_day(head)) is not None and dated[0] == 0 for head in opening):
        return False
    if not any(map(str.isalpha, day)):
        return separator in _LONG_DASHES and _DOTTED_DAY.fullmatch(day) is not None
    return is_dash or (separator == "." and re.search(r"\d{4}", day) is not None)


def _is_shortened(month: str) -> bool:
    """Whether a month is printed as an abbreviation, to which a full stop behind it belongs."""
    is_open = month[-1].casefold() in "aeiouàéíóúаеёиоуыэюя"
    return len(month) <= (MAX_OPEN_ABBREVIATION_CHARS if is_open else MAX_ABBREVIATION_CHARS)


def iso_day(printed: str | None) -> str | None:
    """``March 3`` as ``--03-03``, with its year where it names one; None for no day."""
    if not printed:
        return None
    cjk = re.search(r"(?:(\d{4})[年년]\s?)?(\d{1,2})[月월]\s?(\d{1,2})", printed)
    if cjk is not None:
        year, month, day = cjk[1], int(cjk[2]), int(cjk[3])
    else:
        numbers = re.findall(r"\d+", printed)
        month = next(
            (n for word in re.findall(r"[^\s\d,;:()|/\-]+", printed) if (n := month_number(word))), 0
        )
        year = next((number for number in numbers if len(number) == 4), None)
        days = [int(number) for number in numbers if len(number) <= 2]
        if year is not None and re.match(r"\d{4}-\d\d-\d\d", printed):
            days.reverse()
        if not month and len(days) >= 2:
            month = days.pop(1)
        if not month or not days:
            return None
        day = days[0]
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


ABBREVIATED = re.compile(
    r",\s+(?:\w\.)*\w{1,5}$|\b(?:St|Ste|Mt|Ft|ST|MT|FT|Sta|Sto)$|(?:^|[^\w])\w$|\b\d{1,2}\s[^\W\d_]{3}$"
)
"""What ends so has a full stop of its own: ``N.M.``, ``Calif.``, ``28 jul.``"""


def is_region(text: str) -> bool:
    """A country or state in brackets behind a place."""
    return text.casefold() in REGIONS


def is_place(text: str) -> bool:
    """Whether a text could be the name of a place, by its form."""
    bare = _WITHIN_BRACKETS.sub("", text)
    words = re.findall(r"[^\s,/]+", bare)
    if not words or len(words) > MAX_PLACE_WORDS or len(bare.split(",")) > MAX_PLACE_PARTS:
        return False
    if any(c.isdecimal() or c in '"\u201c\u201d?!;:=@#&*+<>«»…।' for c in bare):
        return False
    if (
        all(word.casefold().strip(".'\u2019") in LABEL_WORDS for word in words)
        or words[0].casefold() in LABEL_WORDS
    ):
        return is_known_city(bare)
    if words[0].casefold().strip(".") in FORMS_OF_ADDRESS:
        return False
    uncased = not is_cased(bare)
    return all(uncased or word[:1].isupper() or word.lower().strip(".") in _SMALL_WORDS for word in words)


def is_cased(text: str) -> bool:
    """Whether the script of a text knows capitals."""
    return any(c.isupper() or c.islower() for c in text)
