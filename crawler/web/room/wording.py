"""How dates, numbers, languages and texts are put into words and lines."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

MAX_SHORT_FOR = 3  # letters of a state or country that is written in short: UK, USA, N.M.
WORDS_A_MINUTE = 230  # silent reading of prose, Brysbaert 2019 (238), rounded down for screens

_RTL = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "km": "Khmer", "ko": "Korean", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "my": "Burmese",
    "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def direction(language: str | None) -> str:
    """The value of ``dir`` for a language tag; ``auto`` where none is known."""
    if not language:
        return "auto"
    return "rtl" if language.partition("-")[0].casefold() in _RTL else "ltr"


def language_tag(language: str | None) -> str | None:
    """The value of ``lang``; None for what is not a language tag."""
    return language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language or "") else None


def language_name(tag: str) -> str:
    """A language's English name, or its tag."""
    return _LANGUAGES.get(tag, tag)


def facet_label(value: str, field: str) -> str:
    """A value to narrow a search by, as a reader would write it."""
    if field == "lang":
        return language_name(value)
    if field == "place":
        return place_name(value)
    month = re.fullmatch(r"(\d{4})-(\d\d)", value) if field == "month" else None
    if month and 1 <= int(month[2]) <= 12:
        return f"{date(int(month[1]), int(month[2]), 1):%b %Y}"
    return value


def number(value: int) -> str:
    """1234567 as 1,234,567."""
    return f"{value:,}"


def place_name(value: str) -> str:
    """PORT ELLERY, as many datelines print it, as Port Ellery; a name in small letters as it is.

    So with each part: GULL SOUND, Harrowmere is Gull Sound, Harrowmere. What follows a comma in
    few letters is short for something, and stays: LONDON, UK is London, UK.
    """
    parts = value.split(",")
    return ",".join(
        re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word[0].capitalize(), part)
        if part.isupper() and (number == 0 or sum(map(str.isalpha, part)) > MAX_SHORT_FOR)
        else part
        for number, part in enumerate(parts)
    )


def signed(value: int) -> str:
    """1234 as +1,234, -5 with a minus sign, which lines up with the plus."""
    return f"{value:+,}".replace("-", "−")


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def day(value: str | date | None) -> str:
    """31 Oct 2026; a text that is no time comes back as it is."""
    moment = value if isinstance(value, date) else _moment(value)
    if moment is None:
        return str(value or "")
    return f"{moment.day} {moment:%b} {moment.year}"


def long_day(value: date) -> str:
    """Saturday, 31 October 2026."""
    return f"{value:%A}, {value.day} {value:%B} {value.year}"


def moment(value: str | None) -> str:
    """31 Oct 2026, 16:06 UTC."""
    parsed = _moment(value)
    return str(value or "") if parsed is None else f"{day(parsed)}, {parsed:%H:%M} UTC"


def clock(value: str | None) -> str:
    """16:06; a text that is no time comes back as it is."""
    parsed = _moment(value)
    return str(value or "") if parsed is None else f"{parsed:%H:%M}"


def in_words(printed: str | None) -> str | None:
    """A printed time, unless it is one for machines: ``2026-03-12T11:05:00+01:00`` says nothing more to a reader."""
    return None if re.match(r"\d{4}-\d\d-\d\d[T ]\d", printed or "") else printed


def minutes(words: int) -> int:
    """Minutes it takes to read so many words, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def lapse(seconds: float) -> str:
    """A stretch of time in its largest unit: 40 minutes, 3 hours, 2 days."""
    unit, length = next(
        (one for one in (("day", 86_400), ("hour", 3_600)) if seconds >= one[1]), ("minute", 60)
    )
    count = round(seconds / length)
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def web_address(url: str | None) -> str | None:
    """The address where a browser may go, else None: ``javascript:`` is an address as well."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def host(url: str | None) -> str:
    """The host of an address, without ``www.``; "" where there is none."""
    address = web_address(url)
    return "" if address is None else (urlsplit(address).hostname or "").removeprefix("www.")


def path_part(value: str) -> str:
    """A name as one part of a path."""
    return quote(str(value), safe="")


def fingerprints(folder: Path) -> dict[str, str]:
    """File name -> name with a digest of the content, so that browsers may keep it."""
    return {
        file.name: f"{file.name}?{hashlib.blake2b(file.read_bytes(), digest_size=5).hexdigest()}"
        for file in sorted(folder.glob("*.*"))
    }


_WITNESSES = {
    "json-ld": "the page's structured data (JSON-LD)",
    "meta": "the page's metadata (Open Graph and the like)",
    "markup": "the page's markup",
    "text": "the printed text",
    "payload": "data in a script of the page",
    "hint": "the feed or sitemap that named the page",
    "memory": "what the archive remembers of the site",
    "rule": "a rule in the source file",
    "url": "the page's address",
    "address": "the date in the page's address",
    "dateline": "the dateline of the text",
    "source": "the source file",
}


def witness(word: str) -> str:
    """Where a value came from, in words."""
    return _WITNESSES.get(word, word)


_EVENTS = {
    "vanished": "Taken down, seen",
    "returned": "Back online, seen",
    "reverted": "Went back to an older text, seen",
    "replaced": "Another story under its address, seen",
}


def event_words(kind: str) -> str:
    """What happened to an article, as the words before its date."""
    return _EVENTS.get(kind, kind.capitalize())


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number,
    "signed": signed,
    "place_name": place_name,
    "facet_label": facet_label,
    "day": day,
    "moment": moment,
    "clock": clock,
    "minutes": minutes,
    "direction": direction,
    "language_tag": language_tag,
    "language_name": language_name,
    "web_address": web_address,
    "host": host,
    "path_part": path_part,
    "witness": witness,
    "lapse": lapse,
    "event_words": event_words,
}
