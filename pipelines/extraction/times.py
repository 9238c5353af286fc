"""When the article appeared and when it last changed, in UTC.

Order of witnesses: JSON-LD, ``<meta>``, microdata and ``<time>``, a date in the address,
the feed. A value that names no possible day, or one yet to come, counts for nothing.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from itertools import chain

from lxml.html import HtmlElement

from pipelines.clock import now_utc
from pipelines.extraction.structured import Statements, fold, text_of
from pipelines.items import Article, Hints

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before that nobody published on the web
CLOCK_SKEW = timedelta(days=2)  # publishers ahead of UTC, clocks that are wrong

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "og:published_time",
    "og:pubdate",
    "publish-date",
    "publishdate",
    "publish_date",
    "published_time",
    "published_at",
    "pubdate",
    "pub_date",
    "published-date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "article_date_original",
    "originalpublicationdate",
    "date_published",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "displaydate",
    "rnews:datepublished",
    "vr:published_time",
    "datecreated",
    "bt:pubdate",
    "weibo:article:create_at",
    "apub:time",
    "date",
)
MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
)

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})"
    r"(?:(?:T|\s+|\s*,\s*|\s+at\s+)(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<z>Z|UTC|GMT|[+\-\u2212]\d{2}:?\d{2}|[+\-]\d{2}\b)?)?",
    re.I,
)
_YEAR_FIRST = re.compile(
    r"\b(?P<y>(?:19|20)\d{2})\s*[-/.\u5e74]\s*(?P<m>\d{1,2})\s*[-/.\u6708]\s*(?P<d>\d{1,"
    r"2})(?:\s*[\u65e5\uc77c])?"
)
_KOREAN = re.compile(r"(?P<y>(?:19|20)\d{2})\s*\ub144\s*(?P<m>\d{1,2})\s*\uc6d4\s*(?P<d>\d{1,2})\s*\uc77c")
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})\s?[./-]\s?(?P<b>\d{1,2})\s?[./-]\s?(?P<y>(?:19|20)\d{2}|\d{2})\b")
_DAY_MONTH = re.compile(
    r"\b(?P<d>\d{1,2})(?:\.|\u00ba|\u00aa|er|st|nd|rd|th)?\s*(?:de\s+|of\s+)?(?P<m>[^\W\d_]{3,12})\.?,"
    r"?\s*(?:de[l]?\s+)?(?P<y>(?:19|20)\d{2})\b"
)
_MONTH_DAY = re.compile(
    r"\b(?P<m>[^\W\d_]{3,12})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d{2})\b"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<H>\d{1,2})(?::|h|\.|\s?Uhr\s?|\u6642|\u65f6|"
    r"\u70b9)(?P<M>\d{2})(?::(?P<S>\d{2}))?(?![\d.]\d)"
    r"\s*(?P<p>[aApP]\.?\s?[mM]\b)?\.?\s*(?P<z>Z\b|UTC|GMT|[+\-]\d{2}:?\d{2}|[A-Z]{3,4}\b)?"
)
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/-]?(?P<m>0[1-9]|1[0-2]|[a-z]{3}|[1-9])[/-]?(?P<d>0[1-9]|[12]\d|3[01]|"
    r"[1-9])(?=[/\-_.]|$)"
)

# abbreviations that mean one thing in news English; the ambiguous ones (IST, CST, BST) are
# read by the reading that most publishers use them for
_ZONES = {
    "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "ist": 330, "pkt": 300, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480,
    "wib": 420, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "hst": -600, "akst": -540, "akdt": -480,
    "brt": -180, "art": -180, "sast": 120, "eat": 180, "wat": 60, "gst": 240,
}  # fmt: skip

_MONTH_NAMES = (
    "jan january januar jänner janvier janv enero ene gennaio gen janeiro januari janúar января "
    "январь січня stycznia ocak tammikuuta januarie ledna ianuarie tháng1",
    "feb february februar février fevrier févr fevr febrero febbraio fevereiro fev februari februára "
    "февраля февраль лютого lutego şubat helmikuuta februarie února leden",
    "mar march märz maerz mrz mär mars marzo março marco maart marts марта март березня marca mart "
    "maaliskuuta martie března",
    "apr april avril avr abril abr aprile апреля апрель квітня kwietnia nisan huhtikuuta aprilie dubna",
    "may mai mayo maggio mag maio mei maj мая май травня maja mayıs toukokuuta mája května",
    "jun june juni juin junio giugno giu junho июня июнь червня czerwca haziran kesäkuuta iunie června",
    "jul july juli juillet juil julio luglio lug julho июля июль липня lipca temmuz heinäkuuta iulie "
    "července",
    "aug august août aout agosto ago augustus augusti августа август серпня sierpnia ağustos elokuuta srpna",
    "sep sept september septembre septiembre settembre set setembro septembrie сентября сентябрь "
    "вересня września eylül syyskuuta září",
    "oct october oktober okt octobre octubre ottobre ott outubro out octombrie октября октябрь "
    "жовтня października ekim lokakuuta října",
    "nov november novembre noviembre novembro noiembrie ноября ноябрь листопада listopada kasım "
    "marraskuuta listopadu",
    "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des "
    "decembrie декабря декабрь грудня grudnia aralık joulukuuta prosince",
)
MONTHS = {name: number for number, line in enumerate(_MONTH_NAMES, start=1) for name in line.split()}


@dataclass(slots=True)
class Times:
    """What the page says about its time, with the witness of each."""

    published: datetime | None = None
    published_raw: str | None = None
    published_from: str | None = None
    modified: datetime | None = None
    modified_from: str | None = None


_CLEAR_DATE = re.compile(
    "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", p.pattern)
        for p in (_KOREAN, _YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _NUMERIC)
    )
)


def read(
    statements: Statements,
    lines: list[HtmlElement],
    dates: Iterable[str],
    url: str,
    hints: Hints | None,
) -> Times:
    """Published and modified time.

    ``lines`` are the elements that name themselves as a time, ``dates`` lines near the
    headline that print one; the latter are only asked for where nothing better is found.
    """
    times = Times()
    latest = now_utc() + CLOCK_SKEW
    zone = _zone_of(statements)
    printed = ((line, "text") for line in dates if _CLEAR_DATE.search(line))
    for raw, witness in chain(_published_candidates(statements, lines, url), printed):
        if times.published_raw is None:
            times.published_raw = raw[:200]
        moment = parse(raw, zone)
        if moment is not None and EARLIEST <= moment <= latest:
            times.published, times.published_raw, times.published_from = moment, raw[:200], witness
            break
    if times.published is None and hints is not None and hints.published is not None:
        times.published, times.published_from = hints.published.astimezone(UTC), "hint"
        times.published_raw = times.published_raw or hints.published.isoformat()
    for raw, witness in _modified_candidates(statements):
        moment = parse(raw, zone)
        if moment is not None and EARLIEST <= moment <= latest:
            if moment != times.published:
                times.modified, times.modified_from = moment, witness
            break
    return times


def parse(raw: str, zone: timezone = UTC) -> datetime | None:
    """The moment in UTC; ``zone`` is assumed where the text names none. None for no real day."""
    text = fold(raw)[:200]
    if text.isdecimal() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    found = _ISO.match(text)
    if found is not None and (found["H"] is not None or found.end() == len(text) or "-" in found[0]):
        return _moment(found["y"], found["m"], found["d"], found.groupdict(), zone)
    if text[:4].rstrip(",").isalpha() and re.search(r"\d{4} \d{1,2}:\d{2}:\d{2}", text):
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        return _utc(moment if moment.tzinfo is not None else moment.replace(tzinfo=zone))
    return _printed(text, zone)


def _printed(text: str, zone: timezone) -> datetime | None:
    """A date as a page prints it for people."""
    for pattern in (_KOREAN, _YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _NUMERIC):
        found = pattern.search(text)
        if found is None:
            continue
        rest = text[found.end() :] or text[: found.start()]
        clock = _CLOCK.search(rest) or _CLOCK.search(text[: found.start()])
        parts = clock.groupdict() if clock is not None else {}
        if pattern is _NUMERIC:
            first, second = int(found["a"]), int(found["b"])
            day, month = (second, first) if second > 12 else (first, second)
            year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
            return _moment(year, str(month), str(day), parts, zone)
        named = found["m"].lower()
        month_number = int(named) if named.isdecimal() else MONTHS.get(named, 0)
        if month_number:
            return _moment(found["y"], str(month_number), found["d"], parts, zone)
    return None


def _moment(year: str, month: str, day: str, clock: dict[str, str | None], zone: timezone) -> datetime | None:
    hour, minute, second = (int(clock.get(name) or 0) for name in "HMS")
    half = (clock.get("p") or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    try:
        # a day without an hour stays that day: it is not moved into another zone
        where = UTC if clock.get("H") is None else _offset(clock.get("z")) or zone
        return _utc(datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=where))
    except (ValueError, OverflowError):
        return None


def _utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return None


def _offset(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-\u2212":
        digits = name[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:4])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes))
    if name.upper() == "Z":
        return UTC
    minutes_or_none = _ZONES.get(name.lower())
    return None if minutes_or_none is None else timezone(timedelta(minutes=minutes_or_none))


_TAIL_OFFSET = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*([+-]\d{2}:?\d{2})$")


def _zone_of(statements: Statements) -> timezone:
    """The publisher's offset, where another time on the same page prints it; else UTC."""
    raws = [
        text_of(statements.article.get(name)) for name in ("datePublished", "dateModified", "dateCreated")
    ]
    raws += [statements.first(*PUBLISHED_META), statements.first(*MODIFIED_META)]
    for raw in raws:
        found = _TAIL_OFFSET.search(raw or "")
        if found is not None and found[1][1:] not in ("0000", "00:00"):
            return _offset(found[1]) or UTC
    return UTC


def _published_candidates(
    statements: Statements, lines: list[HtmlElement], url: str
) -> list[tuple[str, str]]:
    found: list[tuple[str | None, str]] = []
    if statements.rank >= 2:
        found += [(text_of(statements.article.get("datePublished")), "json-ld")]
    found += [(value, "meta") for name in PUBLISHED_META[:8] for value in statements.meta.get(name, ())[:1]]
    found += [(_machine_text(element), "markup") for element in statements.items.get("datePublished", ())[:2]]
    if statements.rank >= 2:
        found += [(text_of(statements.article.get("dateCreated")), "json-ld")]
    found += [(value, "meta") for name in PUBLISHED_META[8:] for value in statements.meta.get(name, ())[:1]]
    found += [(text_of(statements.article.get(name)), "json-ld") for name in ("datePublished", "uploadDate")]
    found += [(_machine_text(element), "markup") for element in statements.items.get("dateCreated", ())[:1]]
    found += [(_machine_text(element), "markup") for element in lines]
    if (dated := _URL_DATE.search(url)) is not None:
        month = MONTHS.get(dated["m"].lower(), dated["m"])
        found.append(
            (
                f"{dated['y']}-{int(month):02d}-{int(dated['d']):02d}" if str(month).isdecimal() else None,
                "address",
            )
        )
    return [(raw, witness) for raw, witness in found if raw]


def _modified_candidates(statements: Statements) -> list[tuple[str, str]]:
    found: list[tuple[str | None, str]] = [(text_of(statements.article.get("dateModified")), "json-ld")]
    found += [(value, "meta") for name in MODIFIED_META for value in statements.meta.get(name, ())[:1]]
    found += [(_machine_text(element), "markup") for element in statements.items.get("dateModified", ())[:1]]
    return [(raw, witness) for raw, witness in found if raw]


def _machine_text(element: HtmlElement) -> str | None:
    for name in ("datetime", "content", "data-datetime", "title"):
        value = element.get(name)
        if value and any(c.isdecimal() for c in value):
            return fold(value)
    return fold(element.text_content()[:300]) or None


def as_printed(article: Article) -> str | None:
    """The published time in the zone the page printed it in, a bare day where it named no hour.

    ``Article.published`` is UTC, where the calendar day of an evening can be another.
    """
    if article.published is None:
        return None
    raw = fold(article.published_raw or "")
    found = _ISO.match(raw)
    if found is not None and found["H"] is None:
        return article.published.date().isoformat()
    offset = _offset(found["z"]) if found is not None else None
    return article.published.astimezone(offset or UTC).isoformat()
