"""Times as a page prints them, in the publisher's language, and as machines read them."""

from datetime import UTC, datetime
from email.utils import format_datetime

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
PATTERNS = {
    "en": "{day} {month} {year}, {hour}:{minute}",
    "de": "{day}. {month} {year}, {hour}:{minute} Uhr",
    "es": "{day} de {month} de {year}, {hour}:{minute}",
    "fr": "{day} {month} {year} à {hour}h{minute}",
    "ar": "{day} {month} {year}، {hour}:{minute}",
    "ja": "{year}年{number}月{day}日 {hour}時{minute}分",
}
DAYS = {
    "en": "{month} {day}",
    "de": "{day}. {month}",
    "es": "{day} de {month}",
    "fr": "{day} {month}",
    "ar": "{day} {month}",
    "ja": "{number}月{day}日",
}
ISO = "{year}-{number:02}-{day:02} {hour}:{minute}"


def printed(moment: datetime, language: str) -> str:
    """``20 November 2026, 09:30`` in the language; as ISO 8601 in one we have no months for."""
    return _filled(PATTERNS.get(language, ISO), moment, language)


def day_printed(moment: datetime, language: str) -> str:
    """``November 20`` in the language, as datelines have it: without the year."""
    return _filled(DAYS.get(language, "{number:02}-{day:02}"), moment, language)


def machine(moment: datetime) -> str:
    """RFC 3339 with the publisher's own offset, for markup and Atom."""
    return moment.isoformat(timespec="seconds")


def http_date(moment: datetime) -> str:
    """RFC 9110 §5.6.7: the form of Last-Modified, always GMT."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def rss_date(moment: datetime) -> str:
    """RFC 5322, as RSS 2.0 wants it, with the publisher's own offset."""
    return format_datetime(moment)


def _filled(pattern: str, moment: datetime, language: str) -> str:
    months = MONTHS.get(language, "").split()
    return pattern.format(
        day=moment.day,
        number=moment.month,
        month=months[moment.month - 1] if months else "",
        year=moment.year,
        hour=f"{moment:%H}",
        minute=f"{moment:%M}",
    )
