"""When the article appeared and when it last changed.

The order of witnesses, which also settles contradictions:

1. **Structured**: JSON-LD of the article, ``<meta>``, microdata, other JSON-LD, in that order; then the data
   of the page's own script.
2. **Visible**: what is printed around the headline, a line that says "published" first; where there is neither
   this nor the above, such a line anywhere else. Then a ``<meta>`` that is called no more than ``date``: many
   systems put the last change there. Then what is printed above the headline, where some papers print today's
   date; an older day than the ``<meta>`` says is not today's, and goes before it.
3. **The address**: ``/2026/03/03/``; the one day printed of the month in ``/2026/03/``.
4. **The feed** that named the page.
5. What the page says of its last change, where it says nothing else: its text was published then.
6. The day in the dateline, where it names the year, or at the head of the text.

The first that names a possible day, neither before EARLIEST nor yet to come, wins; what it said is kept
raw even where nothing could be made of it. A weaker witness overrules a structured one in two cases, both of
a page put up again (`contradictions.overruling`). Else it may only add to the winner: the minute, where the
winner names no more than the same day, or its midnight sharp; the zone, where the two differ by whole quarters of an
hour and by nothing else; and which of two readings of ``3/4/2026`` is meant. A time without a zone takes the one that
another time of the page prints, else UTC. A change before the publication is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from lxml.html import HtmlElement

from pipelines.extraction import far_dates, printed_dates
from pipelines.extraction.calendar_words import month_number
from pipelines.extraction.contradictions import (
    as_meant,
    in_printed_zone,
    older_first,
    overruling,
    with_minute,
)
from pipelines.extraction.date_forms import ANY_DATE
from pipelines.extraction.dates import Moment, parse, plain
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.printed_dates import (
    PrintedDate,
    is_comment,
    is_in_frame,
    is_in_teaser,
    is_of_other_stories,
)
from pipelines.extraction.sayings import Reader, Saying
from pipelines.extraction.structured import Statements, fold, text_of
from pipelines.items import Article, Hints

# Names as they are after `_bare`: without the separators that every system sets differently.
_PUBLISHED_META = (
    "articlepublishedtime ogarticlepublishedtime articlepublished datepublished ogpublishedtime ogpubdate publishdate "
    "publishedtime"
)
_WEAKER_PUBLISHED_META = (
    "publishedat pubdate publisheddate publicationdate cxenseparserecspublishtime parselypubdate sailthrudate "
    "articledateoriginal originalpublicationdate dcdateissued dctermsissued citationpublicationdate displaydate "
    "rnewsdatepublished vrpublishedtime btpubdate weiboarticlecreateat apubtime dctermscreated dcdatecreated "
    "datecreated"
)
_MODIFIED_META = (
    "articlemodifiedtime ogupdatedtime ogarticlemodifiedtime datemodified articlemodified lastmodified lastmod "
    "modifieddate dctermsmodified dcdatemodified updatedtime articleupdatedtime"
)
PUBLISHED_META = tuple(_PUBLISHED_META.split())
WEAKER_PUBLISHED_META = tuple(_WEAKER_PUBLISHED_META.split())
UNSURE_META = ("dctermsdate", "dcdate", "date")  # as often the last change
MODIFIED_META = tuple(_MODIFIED_META.split())
_PUBLISHED_NAME = re.compile(
    r"publi(?:sh|cation|cad)\w*(?:date|time|at|on)|(?:date|time)publi\w+|first_?publi\w+|release_?date"
)

_ADDRESS_DATES = (
    re.compile(
        r"/(?P<y>(?:19|20)\d{2})(?P<s>[/\-_.])(?P<m>0?[1-9]|1[0-2]|[a-z]{3})(?P=s)"
        r"(?P<d>0?[1-9]|[12]\d|3[01])(?=[/\-_.?]|$)"
    ),
    re.compile(
        r"(?<!\d)(?P<y>20\d{2})(?P<s>[\-_])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<y>20[012]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[\-_](?P<m>0[1-9]|1[0-2])[\-_](?P<y>20\d{2})(?!\d)"),
)
_ADDRESS_MONTH = re.compile(r"/(?P<y>20\d{2})/(?P<m>0?[1-9]|1[0-2])/(?!\d{1,2}/)")
_OPENING_DATE = re.compile(
    rf"(?P<date>{ANY_DATE.pattern})(?:\s*[\u2013\u2014|]\s*|\s+-\s+|:\s+)(?=[^\W\d_]|[\u201c\u201e\"\u00ab])"
)
_PAYLOAD_DATE = re.compile(
    r"\\?\"(?:first_?)?(?:date_?published|publi(?:sh(?:ed)?|cation)_?(?:date(?:_?time)?|time(?:stamp)?|at|on)|deploy_?d(?:t|ate)|"
    r"pub_?date|reg(?:ist(?:er|ration))?_?(?:dt|date|dttm))\\?\"\s*:\s*\\?\"?(?P<value>\d[\dT:.+\-/ Z]{7,34})",
    re.I,
)
MAX_PAYLOAD_CHARS = 300_000  # of one script: the story's own data stand in front


_ZONED = re.compile(r"T\d\d:\d\d\S*[+-](?!00:?00)\d\d:?\d\d$")


@dataclass(slots=True)
class Times:
    """What the page says about its time, with the witness of each."""

    published: datetime | None = None
    published_raw: str | None = None
    published_from: str | None = None
    published_precision: str | None = None
    modified: datetime | None = None
    modified_raw: str | None = None
    modified_from: str | None = None


@dataclass(slots=True, frozen=True)
class Shown:
    """What a page shows its readers of its times."""

    page: ParsedPage
    headings: list[HtmlElement]
    title: str
    named: list[HtmlElement]
    """Elements that name themselves a time, wherever they stand: asked where nothing else is found."""

    def around_headline(self) -> list[PrintedDate]:
        """Likeliest first."""
        return printed_dates.find(self.page, self.headings, self.title)


def read(statements: Statements, shown_by: Shown, url: str, hints: Hints | None) -> Times:
    """Published and modified time, in the zone in which they are printed.

    What is printed around the headline is only looked for where the metadata leave something to it,
    and what is printed farther away where neither says when the page was published.
    """
    meta = _bare_names(statements)
    said_published = _published_statements(statements, meta)
    said_modified = _modified_statements(statements, meta)
    printed = [] if _are_settled(said_published, said_modified) else shown_by.around_headline()
    visible = [line for line in printed if line.role != "modified"]
    sure = [line for line in visible if line.place >= 0 or line.role == "published"]
    zone = _zone_of(statements, meta, printed)
    reader = Reader(zone, _month_first(statements), _language(statements))
    stated = [reader(raw, witness) for raw, witness in said_published]
    shown = [reader(line.text, "markup" if line.named else "text") for line in sure]
    above = [reader(line.text, "markup" if line.named else "text") for line in visible if line not in sure]
    if not any(saying.moment for saying in (*stated, *shown)):
        shown += [reader(line.text, "text") for line in far_dates.labelled(shown_by.page)]
    unsure = [reader(raw, "meta") for name in UNSURE_META if (raw := meta.get(name)) is not None]
    others = [
        *(reader(raw, "payload") for raw in (_payload_dates(shown_by.page.payloads) if not stated else ())),
        *shown,
        *older_first(unsure, above),
        *([reader(raw, "address")] if (raw := address_date(url)) is not None else []),
    ]
    if not any(saying.moment for saying in (*stated, *others)):
        others += _elsewhere(shown_by, reader, url)
    stated_changes = [reader(raw, witness) for raw, witness in said_modified]
    changes = [
        *stated_changes,
        *(
            reader(line.text, "markup" if line.named else "text")
            for line in printed
            if line.role == "modified"
        ),
    ]
    if not any(saying.moment for saying in (*stated, *others, *changes)):
        changes += [reader(line.text, "text") for line in far_dates.changed(shown_by.page)]
    own = [saying for saying, line in zip(shown, sure, strict=False) if line.is_own]
    folder = reader(raw, "address") if (raw := folder_date(url)) is not None else None
    first = overruling(stated, stated_changes, own, folder)
    times = _published([*first, *stated, *others, *_hinted(hints)], changes)
    _modified(times, changes)
    return times


def _elsewhere(shown_by: Shown, reader: Reader, url: str) -> list[Saying]:
    """What elements anywhere say that name themselves a time, and a day of the month in the address."""
    named = [
        reader(raw, "markup")
        for element in sorted(shown_by.named, key=is_of_other_stories)
        if not (is_comment(element) or is_in_teaser(element) or is_in_frame(element))
        and (raw := _machine_text(element)) is not None
    ]
    month = _ADDRESS_MONTH.search(url)
    if month is None or any(saying.moment for saying in named):
        return named
    lines = far_dates.of_month(shown_by.page, int(month["y"]), int(month["m"]))
    return [*(reader(line.text, "text") for line in lines), *named]


def _are_settled(published: list[tuple[str, str]], modified: list[tuple[str, str]]) -> bool:
    """Whether the metadata leave nothing to the dates that are printed: both times, in a zone of their own.

    A time said to be in UTC may be any zone's, and what is printed tells.
    """
    return bool(published and modified) and _ZONED.search(published[0][0]) is not None


def with_opening(times: Times, date: str | None, paragraphs: Sequence[str]) -> Times:
    """The times of a page that says its day only where the text begins.

    That is in the dateline, ``Wien, 14. Mai 2026 –``, or instead of one: ``14.05.2026 – ``.
    """
    if times.published is not None:
        return times
    opening = _OPENING_DATE.match(paragraphs[0]) if paragraphs else None
    for raw, witness in ((date, "dateline"), (opening and opening["date"], "text")):
        if raw is None:
            continue
        said = Reader(UTC, False, None)(raw, witness)
        if said.moment is not None:
            return replace(
                times,
                published=said.moment.at,
                published_raw=raw,
                published_from=witness,
                published_precision="day",
            )
    return times


def _published(sayings: list[Saying], changes: list[Saying]) -> Times:
    times = Times(published_raw=sayings[0].raw if sayings else None)
    possible = [saying for saying in sayings if saying.moment is not None]
    possible = possible or [change for change in changes if change.moment is not None][:1]
    if not possible:
        return times
    winner, *rest = possible
    winner = with_minute(as_meant(winner, rest), rest)
    assert winner.moment is not None
    times.published = in_printed_zone(winner.moment, rest)
    times.published_raw = winner.raw
    times.published_from = winner.witness
    times.published_precision = "minute" if winner.moment.has_clock else "day"
    return times


def _modified(times: Times, changes: list[Saying]) -> None:
    if not changes:
        return
    said = next((change for change in changes if change.moment is not None), changes[0])
    times.modified_raw = said.raw
    if said.moment is None:
        return
    moment = said.moment.at
    if times.published is not None:
        if times.published_precision == "day" or not said.moment.has_clock:
            is_later = moment.date() > times.published.date() or (
                said.moment.has_clock and moment.date() == times.published.date()
            )
        else:
            is_later = moment > times.published
        if not is_later:
            return
        if (
            said.moment.has_clock
            and moment.utcoffset() == timedelta()
            and times.published_precision == "minute"
        ):
            moment = moment.astimezone(times.published.tzinfo)
    times.modified, times.modified_from = moment, said.witness


def _hinted(hints: Hints | None) -> list[Saying]:
    if hints is None or hints.published is None:
        return []
    moment = hints.published.replace(microsecond=0)
    return [Saying(moment.isoformat(), "hint", Moment(moment, True, True))]


_SEPARATORS = re.compile(r"[:._\-\s]+")


def _bare_names(statements: Statements) -> dict[str, str]:
    """``<meta>`` contents by their name without separators: ``article:published:time`` is one name."""
    bare: dict[str, str] = {}
    for name, values in statements.meta.items():
        if values and any(map(str.isdecimal, values[0])):
            bare.setdefault(_SEPARATORS.sub("", name), values[0])
    return bare


def _published_statements(statements: Statements, meta: dict[str, str]) -> list[tuple[str, str]]:
    node = statements.article
    found: list[tuple[str | None, str]] = []
    if statements.rank >= 2:
        found += [(text_of(node.get("datePublished")), "json-ld")]
    found += [(meta.get(name), "meta") for name in PUBLISHED_META]
    found += [
        (_machine_text(element), "markup")
        for element in statements.items.get("datePublished", ())[:2]
        if not is_comment(element)
    ]
    if statements.rank >= 2:
        found += [(text_of(node.get("dateCreated")), "json-ld")]
    found += [(meta.get(name), "meta") for name in WEAKER_PUBLISHED_META]
    found += [(text_of(node.get(name)), "json-ld") for name in ("datePublished", "uploadDate")]
    found += [(value, "meta") for name, value in meta.items() if _PUBLISHED_NAME.search(name)]
    found += [(_machine_text(element), "markup") for element in statements.items.get("dateCreated", ())[:1]]
    return [(raw, witness) for raw, witness in found if raw]


def _modified_statements(statements: Statements, meta: dict[str, str]) -> list[tuple[str, str]]:
    found: list[tuple[str | None, str]] = [(text_of(statements.article.get("dateModified")), "json-ld")]
    found += [(meta.get(name), "meta") for name in MODIFIED_META]
    found += [(_machine_text(element), "markup") for element in statements.items.get("dateModified", ())[:1]]
    return [(raw, witness) for raw, witness in found if raw]


def _payload_dates(payloads: Iterable[str]) -> Iterator[str]:
    for payload in payloads:
        if (found := _PAYLOAD_DATE.search(payload[:MAX_PAYLOAD_CHARS])) is not None:
            yield found["value"].strip()


def folder_date(url: str) -> str | None:
    """The day under which an address files the page, in a folder for each of year, month and day."""
    found = _ADDRESS_DATES[0].search(url)
    return address_date(url) if found is not None and found["s"] == "/" else None


def address_date(url: str) -> str | None:
    """The day an address names, as ISO text."""
    for pattern in _ADDRESS_DATES:
        if (found := pattern.search(url)) is not None:
            month = int(found["m"]) if found["m"].isdecimal() else month_number(found["m"])
            return f"{found['y']}-{month:02d}-{int(found['d']):02d}" if month else None
    return None


_TAIL_OFFSET = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[+\-]\d{2}:?\d{2}|[A-Za-z(]{2,6})")


def _zone_of(statements: Statements, meta: dict[str, str], printed: list[PrintedDate]) -> timezone:
    """The publisher's offset, where a time on the page prints one that is not UTC's; else UTC."""
    raws = [
        text_of(statements.article.get(name)) for name in ("datePublished", "dateModified", "dateCreated")
    ]
    raws += [meta.get(name) for name in (*PUBLISHED_META, *MODIFIED_META)]
    raws += [line.text for line in printed[:6]]
    for raw in raws:
        if raw is None or _TAIL_OFFSET.search(plain(raw)) is None:
            continue
        moment = parse(raw)
        if moment is not None and moment.has_zone and moment.at.utcoffset():
            return moment.at.tzinfo  # type: ignore[return-value]
    return UTC


def _month_first(statements: Statements) -> bool:
    """Whether the page is American by its own word."""
    stated = (
        statements.language or "",
        statements.first("og:locale") or "",
        text_of(statements.article.get("inLanguage")) or "",
    )
    return any(value.replace("_", "-").lower() in ("en-us", "en-ph") for value in stated)


def _language(statements: Statements) -> str | None:
    stated = statements.language or statements.first("og:locale") or ""
    return stated[:2].lower() or None


def _machine_text(element: HtmlElement) -> str | None:
    for name in ("datetime", "content", "data-datetime", "title"):
        value = element.get(name)
        if value and any(c.isdecimal() for c in value):
            return fold(value)
    return fold(element.text_content()[:300]) or None


def as_printed(article: Article) -> str | None:
    """The published time in the zone the page printed it in, a bare day where it named no hour."""
    if article.published is None:
        return None
    if article.published_precision == "day":
        return article.published.date().isoformat()
    return article.published.isoformat()
