"""A date as a page prints it, for machines or for people, as a moment.

Any calendar and script that newspapers print: ISO 8601, RFC 2822, Unix seconds, ``3 March
2026``, ``3.3.2026``, ``令和8年3月3日``, ``٣ آذار ٢٠٢٦``, ``๓ มีนาคม ๒๕๖๙``, ``۱۲ اسفند ۱۴۰۴``.
A value that names no possible day is None.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipelines.extraction.calendar_words import (
    AFTER_NOON,
    BEFORE_NOON,
    JALALI_MONTHS,
    JAPANESE_ERAS,
    SEASONAL_ZONES,
    TWO_WORD_MONTHS,
    ZONE_MINUTES,
    month_number,
    word_key,
)
from pipelines.extraction.structured import fold

MAX_DATE_CHARS = 200  # a longer text holds a date, but is none
BUDDHIST_OFFSET = 543  # years between the Thai and the common era

_ISO = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<m2>\d{2})(?P<d2>\d{2}))(?!\d)"
    r"(?:(?:T|\s+|\s*,\s*|\s+at\s+)(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<p>[ap]\.?m\b)?\s*(?P<z>Z\b|(?:UTC|GMT)?\s?[+\-\u2212]\d{1,2}(?::?\d{2})?|[A-Z]{2,5}\b)?)?",
    re.I,
)
_UNIX = re.compile(r"(?:/Date\()?(-?\d{10})(\d{3})?(?:[+-]\d{4})?(?:\)/)?$")
_JAVASCRIPT = re.compile(  # Tue Mar 03 2026 06:30:00 GMT+0100
    r"[A-Z][a-z]{2}\s(?P<m>[A-Z][a-z]{2})\s(?P<d>\d{1,2})\s(?P<rest>\d{1,2}:\d{2}(?::\d{2})?\s.*?)?(?P<y>\d{4})\b"
)
_WORD = r"[^\W\d_][^\s\d,;:()|/<>\-\"\u201c\u201d]{1,19}?"
_YEAR = r"(?P<y>(?:19|20|25|13|14)\d{2})(?!\d)"
_EAST_ASIAN = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|民國|民国)?\s*(?P<y>\d{1,4}|元)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일號号]"
)
_VIETNAMESE = re.compile(
    rf"(?P<d>\d{{1,2}})\s+(?:tháng\s+)(?P<m>\d{{1,2}})(?:,|\s)\s*(?:năm\s+)?{_YEAR}", re.I
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20|13|14|25)\d{2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)"
)
_DAY_MONTH = re.compile(
    r"(?<![\d:.])(?P<d>\d{1,2})\s?(?:st|nd|rd|th|er|ème|º|ª|-?го|:e|η)?[\s.\-/,]*(?:(?:de|of|do|ta)\s+|d['\u2019]|ב)?"
    rf"(?P<m>{_WORD})[\s.\-/,]*(?:(?:de|del|of|do|năm|พ\.ศ\.?)\s*)?{_YEAR}",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<m>{_WORD})[\s.\-]*(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)?(?:\s*,\s*|\s+|\s*-\s*|(?<=\d\d)){_YEAR}",
    re.I,
)
_YEAR_MONTH_DAY = re.compile(  # 2026. március 3. · 2026 m. kovo 3 d.
    rf"(?<!\d){_YEAR}\.?\s*(?:m\.|-)?[\s,]*(?P<m>{_WORD})[\s.\-]+(?P<d>\d{{1,2}})(?![\d:])", re.I
)
_YEAR_DAY_MONTH = re.compile(  # 2026. gada 3. marts
    rf"(?<!\d){_YEAR}\.?\s*(?:gada\s+)?(?P<d>\d{{1,2}})\.?\s+(?P<m>{_WORD})(?!\w)", re.I
)
_NUMERIC = re.compile(
    r"(?<![\d.:/\-])(?P<a>\d{1,2})(?P<sign>\s?[./\-]\s?|\s\|\s)(?P<b>\d{1,2})(?P=sign)(?P<y>(?:19|20|25)\d{2}|\d{2})(?![\d:])"
)
_MONTH_FIRST_SIGN = "/"

_NOON = "|".join(re.escape(word) for word in sorted((*BEFORE_NOON, *AFTER_NOON), key=len, reverse=True))
_CLOCK = re.compile(
    rf"(?<![\d:.+\-/])(?:(?P<before>(?i:{_NOON}))\.?\s*)?"
    r"(?P<H>\d{1,2})(?:\s?[:h]\s?|[.\uff0e]|\s?Uhr\s?|\s?[時时點点시]\s?)(?P<M>\d{2})(?![\d.]\d)\s?[分분]?(?::(?P<S>\d{2}))?"
    rf"\s*(?:(?P<after>(?i:{_NOON}))(?![^\W\d_])\.?)?"
    r"(?:[\s,(]*(?:Uhr|hrs?\.?|น\.)?[\s,(\u2013\-|]*"
    r"(?P<z>(?:UTC|GMT)?\s?[+\u2212\-]\d{1,2}(?::?\d{2})?(?!\d)|Z\b|[A-Z\u041c\u0421\u041a]{2,5}\b|[Ee]astern|[Pp]acific|мск))?",
)
_NEAR_CLOCK = re.compile(
    rf"[\s,|\u2013-]{{0,4}}(?:(?:{_NOON}|kl|o|v|в|at|um|om|ore|alle|klo)\.?\s*)?\d{{1,2}}[:.時时点點시]", re.I
)
_HOUR = re.compile(
    rf"(?<![\d:.+\-/])(?:(?P<before>(?i:{_NOON}))\.?\s*)?(?P<H>\d{{1,2}})\s?(?:(?P<after>[ap]\.?\s?m\b)|Uhr\b|[時时點点시])",
    re.I,
)
_ZONE_BEHIND = re.compile(
    r"[\s,]{0,2}\(?(?P<z>(?:UTC|GMT)\s?[+\u2212-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5})\)?(?:[\s,|]|$)"
)
_BIDI = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_KANJI_DIGITS = {c: number for number, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_KANJI_NUMBER = re.compile(r"([〇零一二三四五六七八九十]{1,4})(?=[年月日時分])")
_THAI = re.compile("[\u0e00-\u0e7f]")
_PERSIAN = re.compile("[\u0600-\u06ff]")


@dataclass(slots=True, frozen=True)
class Moment:
    """A moment, and how much of it was printed."""

    at: datetime
    """Aware, whole seconds, in the zone that was printed or else assumed."""
    has_clock: bool
    """False where only the day was printed: ``at`` is then midnight UTC of that day."""
    has_zone: bool
    other: datetime | None = None
    """The other reading of ``3/4/2026``, which names a day in March or one in April."""

    @property
    def day(self) -> date:
        """The day as printed."""
        return self.at.date()


def parse(
    raw: str, zone: timezone = UTC, *, month_first: bool = False, language: str | None = None
) -> Moment | None:
    """The moment a text names, or None when it names no possible day.

    ``zone`` is assumed where the text prints none, ``month_first`` reads ``3/4/2026`` as the
    Americans do; ``language`` settles a month that two languages share.
    """
    text = plain(raw)
    if (unix := _UNIX.match(text)) is not None:
        return Moment(datetime.fromtimestamp(int(unix[1]), UTC), True, True)
    if (iso := _ISO.match(text)) is not None and (
        iso["H"] is not None or iso.end() == len(text) or "-" in iso[0]
    ):
        parts = iso.groupdict()
        if iso["H"] is None and _NEAR_CLOCK.match(text, iso.end()) is not None:
            parts |= _clock(text[iso.end() :])  # 2026-03-03 上午9:10, 2026-03-03 kl. 9.10
        return _moment(int(iso["y"]), int(iso["m"] or iso["m2"]), int(iso["d"] or iso["d2"]), parts, zone)
    if (script := _JAVASCRIPT.match(text)) is not None and (month := month_number(script["m"])):
        rest = f"{script['rest'] or ''} {text[script.end() :]}"
        return _moment(int(script["y"]), month, int(script["d"]), _clock(rest), zone)
    persian = language in ("fa", "ps") or _PERSIAN.search(raw[:MAX_DATE_CHARS]) is not None
    for year, month, day, start, end in _days(text, language, persian):
        return _moment(year, month, day, _clock_around(text, start, end), zone)
    return _numeric(text, zone, month_first)


def plain(raw: str) -> str:
    """The text with blanks folded, digits of every script as 0-9, no marks of direction."""
    text = fold(raw[: 4 * MAX_DATE_CHARS])[:MAX_DATE_CHARS]
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_BIDI))
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    for word in TWO_WORD_MONTHS:
        text = text.replace(f"{word} ", f"{word}_")
    return _KANJI_NUMBER.sub(lambda found: str(_kanji(found[1])), text)


def _kanji(digits: str) -> int:
    if "十" not in digits:
        return int("".join(str(_KANJI_DIGITS[c]) for c in digits))
    tens, _, ones = digits.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_KANJI_DIGITS[tens] if tens else 1) * 10 + (_KANJI_DIGITS[ones] if ones else 0)


def _days(text: str, language: str | None, persian: bool) -> Iterator[tuple[int, int, int, int, int]]:
    """Year, month, day, and where they stand, of the dates that can be read one way only."""
    if (found := _EAST_ASIAN.search(text)) is not None:
        year = 1 if found["y"] == "元" else int(found["y"])
        if found["era"] is not None or year > 1000:
            yield year + JAPANESE_ERAS.get(found["era"], 0), int(found["m"]), int(found["d"]), *found.span()
    if (found := _VIETNAMESE.search(text)) is not None:
        yield int(found["y"]), int(found["m"]), int(found["d"]), *found.span()
    for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_MONTH_DAY, _YEAR_DAY_MONTH):
        for found in pattern.finditer(text):
            if (day := _worded(text, found, language)) is not None:
                yield *day, *found.span()
    if (found := _YEAR_FIRST.search(text)) is not None:
        year, month, day_number = (int(found[name]) for name in "ymd")
        if year < 1500:
            if not persian:
                return
            year, month, day_number = from_jalali(year, month, day_number)
        yield _common_era(year, text), month, day_number, *found.span()


def _worded(text: str, found: re.Match[str], language: str | None) -> tuple[int, int, int] | None:
    year, word = int(found["y"]), found["m"]
    day = int(found["d"])
    if (jalali := JALALI_MONTHS.get(word_key(word))) is not None and year < 1500:
        return from_jalali(year, jalali, day)
    month = month_number(word, language)
    if not month:
        return None
    return _common_era(year, text), month, day


def _common_era(year: int, text: str) -> int:
    return year - BUDDHIST_OFFSET if year > 2500 and _THAI.search(text) else year


def from_jalali(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A day of the Iranian solar calendar in the common one; month 0 where there is none such."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return year + 621, 0, day
    # The arithmetic of the 33-year cycle, exact for 1206 to 1498 (1827 to 2120).
    passed = (year - 979) * 365 + (year - 979) // 33 * 8 + ((year - 979) % 33 + 3) // 4
    passed += sum(31 if number <= 6 else 30 for number in range(1, month)) + day - 1
    result = date(1600, 3, 20) + timedelta(days=passed)
    return result.year, result.month, result.day


def _numeric(text: str, zone: timezone, month_first: bool) -> Moment | None:
    """``3/4/2026``: the one form that two continents read differently."""
    found = _NUMERIC.search(text)
    if found is None:
        return None
    first, second = int(found["a"]), int(found["b"])
    year = int(found["y"]) if len(found["y"]) == 4 else 2000 + int(found["y"])
    year = _common_era(year, text)
    american = second > 12 or (month_first and first <= 12 and found["sign"].strip() == _MONTH_FIRST_SIGN)
    day, month = (second, first) if american else (first, second)
    clock = _clock_around(text, *found.span())
    read = _moment(year, month, day, clock, zone)
    if read is None or day > 12 or day == month:
        return read
    swapped = _moment(year, day, month, clock, zone)
    return Moment(read.at, read.has_clock, read.has_zone, swapped.at if swapped is not None else None)


def _clock_around(text: str, start: int, end: int) -> dict[str, str | None]:
    """The clock behind a date, else the one before it with the zone behind: ``9:10am, 3 Mar 2026 (HKT)``."""
    if clock := _clock(text[end:]):
        return clock
    clock = _clock(text[:start])
    if clock and not clock.get("z") and (zone := _ZONE_BEHIND.match(text, end)) is not None:
        clock["z"] = zone["z"]
    return clock


def _clock(text: str) -> dict[str, str | None]:
    """Hour, minute, second, half of the day and zone printed in a text; empty for none."""
    found = _CLOCK.search(text) or _HOUR.search(text)
    if found is None:
        return {}
    parts = found.groupdict()
    half = parts.get("before") or parts.get("after")
    return {**parts, "p": half}


def _moment(year: int, month: int, day: int, clock: dict[str, str | None], zone: timezone) -> Moment | None:
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
        if clock.get("H") is None:
            # a day without an hour stays that day: it is not moved into another zone
            return Moment(midnight, False, False)
        hour, minute, second = (int(clock.get(name) or 0) for name in "HMS")
        if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute):
            return Moment(midnight, False, False)
        half = (clock.get("p") or "").lower().rstrip(".")
        if half and hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") or half in AFTER_NOON else 0)
        local = (midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))).replace(
            tzinfo=None
        )
        offset = offset_of(clock.get("z"), local)
        moment = local.replace(tzinfo=offset or zone)
        moment.astimezone(UTC)  # the first and the last day there is cannot be moved everywhere
    except (ValueError, OverflowError):
        return None
    return Moment(moment, True, offset is not None)


def offset_of(name: str | None, local: datetime) -> timezone | None:
    """The offset that a zone's name or digits stand for on a day; None for no zone."""
    if not name:
        return None
    bare = re.sub(r"^(?:UTC|GMT)\s?(?=[+\-\u2212])", "", name.strip(), flags=re.I)
    if bare[0] in "+-\u2212":
        hours, _, minutes = bare[1:].partition(":")
        if not minutes and len(hours) > 2:
            hours, minutes = hours[:-2], hours[-2:]
        total = int(hours) * 60 + int(minutes or 0)
        if total > 14 * 60 or int(minutes or 0) > 59:
            return None
        return timezone(timedelta(minutes=total if bare[0] == "+" else -total))
    key = bare.casefold()
    if key in SEASONAL_ZONES:
        shift = _region(SEASONAL_ZONES[key]).utcoffset(local)
        return None if shift is None else timezone(shift)
    known = ZONE_MINUTES.get(key)
    if known is None:
        return None
    return UTC if known == 0 else timezone(timedelta(minutes=known))


@lru_cache(maxsize=16)
def _region(name: str) -> ZoneInfo:
    return ZoneInfo(name)
