"""Damaged lines: addresses, dates, credit lines, datelines, searches."""

# ruff: noqa: RUF001 - the lines are in many scripts

import atexit
import sqlite3
import tempfile
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path

from bench.fuzz.subject import Subject, as_text
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.archive.query import Query, parse
from pipelines.archive.search import search
from pipelines.bounds import MAX_URL_CHARS
from pipelines.errors import NotAnAddress
from pipelines.extraction import credits, dateline, dates
from pipelines.items import Article, Author, Page
from pipelines.urls import clean_url, host_of, url_key

ADDRESSES = (
    *("https://echo.example/2026/03/14/ferry", "//echo.example:8443/a?b=c&utm_source=x#d", "../a/./b//c/"),
    *("HTTP://WWW.Echo.Example.:80/Été/%c3%89t%E9?q=a+b&page=1", "https://user:pass@echo.example/;sid=12345"),
    *("https://[2001:db8::1]:443/a", "http://0x7f.1/"),
    *("https://żółć.example/東京?x=1&X=2", "https://m.echo.example/amp/a/"),
)  # fmt: skip
DATES = (
    *("2026-03-03T06:30:00+01:00", "Tue, 03 Mar 2026 06:30:00 GMT", "1772519400", "Tue Mar 03 2026 06:30:00 GMT+0100"),
    *("3 March 2026, 6.30 p.m. EST", "March 3rd, 2026", "3/4/2026 18:30", "3.3.26, 06:30 Uhr", "2026. március 3."),
    *("令和8年3月3日 午後6時30分", "2026년 3월 3일 오후 6:30", "٣ آذار ٢٠٢٦", "๓ มีนาคม ๒๕๖๙"),
    *("۱۲ اسفند ۱۴۰۴", "二〇二六年三月三日"),
    *("le 1er mars 2026 à 18h30", "20260303T063000Z"),
    *("/Date(1772519400000)/", "3 de marzo de 2026", "12 tháng 3, 2026"),
)  # fmt: skip
CREDITS = (
    *("By Ana Ferreira and Tom Oduya, Havenwire", "Von Ana Ferreira, Berlin", "Par Ana Ferreira (avec AFP)"),
    *("文／田中太郎", "Reporting by Ana Ferreira; editing by Tom Oduya", "Ana de la Cruz, M.D., Jr."),
    *("Ana Ferreira | Political editor | 3 March 2026", "ANA FERREIRA & TOM ODUYA - Havenwire"),
    *("@ana_f (Ana Ferreira)", "Текст: Анна Петрова", "記者 李明"),
)  # fmt: skip
DATELINES = (
    "PORT ELLERY (Havenwire) — The ferry came back on Friday, to nobody's surprise.\nIt had been away since May.",
    "SANTA FE, N.M. (AP) -- A judge said on Monday that the water belongs to the town.\nThe town agreed.",
    "Berlin (dpa) - Die Fähre fährt wieder, teilte die Reederei am Montag mit.\nSeit Mai lag sie im Hafen.",
    "【ワシントン=田中太郎】大統領は三日、記者会見を開いた。\nワシントンでは雪が降った。",
    "(서울=연합뉴스) 김민수 기자 = 정부는 3일 새로운 계획을 발표했다.\n서울에서 발표했다.",
    "Riad. Die Gespräche sind am Dienstag zu Ende gegangen.\nIn Riad hieß es, man sei zufrieden.",
    "لندن - «الشرق الأوسط»: قالت الحكومة إنها ستعلن القرار يوم الاثنين المقبل.\nوأضافت أن لندن توافق.",
    "NEW YORK, March 3, 2026 /PRNewswire/ -- The harbour board met on Monday to hear the cost.",
)
QUERIES = (
    *("climate -football", '"on friday" OR fer*'),
    *("NEAR(ferry friday, 5)", "ferry NEAR/3 friday", "source:echo from:2026-01-01"),
    *("東京都 -京都", "author:\"Ana Ferreira\" to:2026-03 lang:en"),
    *("NOT AND OR ( ) * ^ : - +", "title:ferry day:2026-03-13"),
    *("xf1234 0xbreak0 {title body} : x", "harbor|harbour"),
    *("รถไฟ iPhone発売", "-source:echo -place:\"Port Ellery\" year:2026"),
)  # fmt: skip
QUERY_PIECES = tuple(
    piece.encode()
    for piece in ('"', "*", "(", ")", "NEAR(", " OR ", " NOT ", " AND ", "-", "^", "source:", "from:", "東", "{")
)  # fmt: skip
DAY_PIECES = (
    b"2026",
    b"March ",
    b"T24:00:00",
    b"+14:00",
    b"12/31/99",
    b"AM",
    "年".encode(),
    "月".encode(),
    b"EST",
    b"-",
)
NAME_PIECES = (
    b"By ",
    b" and ",
    b", ",
    b" | ",
    b"(AP)",
    b"Reporting by ",
    b"Jr.",
    b"@",
    "／".encode(),
    b" - ",
    b"for ",
)
PLACE_PIECES = (
    b" (AP) ",
    " — ".encode(),
    b" -- ",
    b". ",
    b": ",
    b"/",
    b"(Reuters)",
    "【".encode(),
    "】".encode(),
    b", March 3",
)


def read_an_address(data: bytes) -> bool:
    """Clean an address; what is clean stays, and has a host and a key that stay too."""
    text = as_text(data)
    refused = 0
    for base in ("", "https://echo.example/2026/"):
        try:
            clean = clean_url(text, base)
        except NotAnAddress:
            refused += 1
            continue
        assert clean_url(clean) == clean, f"{clean!r} is not clean"
        assert len(clean) <= MAX_URL_CHARS
        assert clean.startswith(("http://", "https://"))
        assert host_of(clean)
        key = url_key(clean)
        address = f"{clean.partition(':')[0]}://{key}"
        if len(address) <= MAX_URL_CHARS:  # what is escaped is longer
            assert url_key(address) == key, f"the key of the key {key!r} is another"
    return refused < 2


def read_a_date(data: bytes) -> bool:
    """Read a date; a moment there is, that reads the same when written for machines."""
    text = as_text(data)
    was_read = False
    for zone, month_first, language in ((UTC, False, None), (timezone(timedelta(hours=-5)), True, "fa")):
        moment = dates.parse(text, zone, month_first=month_first, language=language)
        if moment is None:
            continue
        was_read = True
        _hold_moment(moment)
        again = dates.parse(moment.at.isoformat())
        assert again is not None
        assert again.at == moment.at, f"{moment.at.isoformat()} reads as {again.at}"
    return was_read


def _hold_moment(moment: dates.Moment) -> None:
    for at in (moment.at, moment.other):
        if at is not None:
            at.astimezone(UTC)
            assert at.microsecond == 0
            assert abs(at.utcoffset() or timedelta()) <= timedelta(hours=14)
    if not moment.has_clock:
        assert moment.at.time() == time()
        assert moment.at.tzinfo is UTC
        assert not moment.has_zone


def read_a_byline(data: bytes) -> bool:
    """Read a credit line; nobody in it whose name it does not print, nobody twice."""
    line = as_text(data)
    printed = _letters(line)
    found = False
    for is_trusted in (False, True):
        said = credits.parse(line, frozenset(["havenwire"]), trusted=is_trusted)
        names = [person.name for person in said.people]
        for name in [*names, *said.editors]:
            assert name.strip() == name != ""
            assert all(_letters(word) in printed for word in name.split()), f"{name!r} is not in the line"
        assert len({name.casefold() for name in names}) == len(names), "somebody twice"
        for word in (word for person in said.people for word in (person.place or "").split()):
            assert _letters(word) in printed, f"{word!r}, part of a place, is not in the line"
        found = found or bool(names)
    return found


def _letters(text: str) -> str:
    """What stands in a text whatever its case, width, accents and signs."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if c.isalnum())


def read_a_dateline(data: bytes) -> bool:
    """Split a dateline off; nothing else is taken away, and its parts stand where it stood."""
    paragraphs = [line for line in as_text(data).split("\n") if line.strip()]
    line, rest = dateline.split(
        paragraphs, "The ferry is back", None, ["Port Ellery"], outlets=("Havenwire",)
    )
    if line is None:
        assert rest == paragraphs
        return False
    number = next(
        (n for n, (old, new) in enumerate(zip(paragraphs, rest, strict=False)) if old != new), len(rest)
    )
    opened = paragraphs[number]
    has_text = len(rest) == len(paragraphs)
    left = rest[number] if has_text else ""
    assert rest == [*paragraphs[:number], *([left] if has_text else []), *paragraphs[number + 1 :]]
    assert opened.endswith(left), "what is left is not the end of the paragraph"
    head = opened.removesuffix(left)
    printed = " ".join(head.split())
    assert len(printed) <= 2 * dateline.MAX_HEAD_CHARS, f"more than a dateline was taken off: {head!r}"
    for part in (line.text, line.place, line.agency, line.date):
        for word in (part or "").split():  # a day may stand in the middle of the rest
            assert _letters(word.strip(",/")) in _letters(head), f"{part!r} is not in {head!r}"
    return True


def read_a_query(data: bytes) -> bool:
    """Search for it; no question makes SQLite fail, and what was understood is understood again."""
    text = as_text(data)
    conn = _library()
    query = parse(text)
    again = parse(query.text)
    assert (again.match, again.first_id, again.last_id) == (query.match, query.first_id, query.last_id)
    narrowed = parse(query.narrowed(source="echo"))
    assert "echo" in narrowed.values("source") or len(query.terms) >= 32 or narrowed.notices
    hits = search(conn, query).hits
    assert {hit.id for hit in search(conn, query, order="ranked").hits} <= _ids(conn, query)
    assert all(query.first_id <= hit.id <= query.last_id for hit in hits)
    return bool(hits)


def _ids(conn: sqlite3.Connection, query: Query) -> set[int]:
    return {hit.id for hit in search(conn, query, limit=1_000).hits}


@cache
def _library() -> sqlite3.Connection:
    """A small archive in several scripts, thrown away at the end of the program."""
    folder = tempfile.TemporaryDirectory()
    archive = Archive(Path(folder.name) / "archive.db")
    atexit.register(folder.cleanup)
    atexit.register(archive.close)
    source = {"name": "echo", "title": "Echo", "homepage": "https://echo.example/", "language": "en"}
    Frontier(archive).add_source({**source, "country": None, "licence": None})
    for number, text in enumerate((*DATELINES, *QUERIES, "The ferry will be back on Friday.")):
        _file(archive, number, text)
    return archive.conn


def _file(archive: Archive, number: int, text: str) -> None:
    url = f"https://echo.example/2026/{number}"
    frontier = Frontier(archive)
    frontier.add_links("echo", None, [Link(url=url)])
    known = frontier.page_at(url)
    assert known is not None
    at = datetime(2026, 3, 1 + number, 12, tzinfo=UTC)
    page = Page(
        page_id=known.page_id, source="echo", requested_url=url, url=url, status=200, body=b"", fetched_at=at
    )
    article = Article(
        url=url,
        title=f"Ferry {number}: {text[:30]}",
        body=text.split("\n"),
        published=at,
        language="en",
        authors=[Author(name="Ana Ferreira")],
    )
    with archive.atomic():
        frontier.done(page.page_id, archive.file(page, article, None).article_id, status=200)


def _encoded(lines: Sequence[str]) -> list[bytes]:
    return [line.encode() for line in lines]


ADDRESS = Subject(
    seeds=lambda: _encoded(ADDRESSES), read=read_an_address, pieces=(b"#", b"?", b"&", b"@", b";", b"www.")
)
DATE = Subject(seeds=lambda: _encoded(DATES), read=read_a_date, pieces=DAY_PIECES)
BYLINE = Subject(seeds=lambda: _encoded(CREDITS), read=read_a_byline, pieces=NAME_PIECES)
DATELINE = Subject(seeds=lambda: _encoded(DATELINES), read=read_a_dateline, pieces=PLACE_PIECES)
QUERY = Subject(seeds=lambda: _encoded(QUERIES), read=read_a_query, pieces=QUERY_PIECES)
