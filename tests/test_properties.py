"""What is written by the rules is read back whole: feeds, sitemaps, dates, bylines, datelines, searches."""

import json
import random
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from xml.sax.saxutils import escape

import pytest
from filing import PageMaker, article, file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.discovery.feeds import read_feed
from crawler.discovery.sitemaps import (
    children_in_window,
    in_window,
    moment,
    newest,
    read_sitemap,
)
from crawler.newsroom import dates as printing
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Link
from pipelines.archive.query import MAX_TERMS, parse, quoted
from pipelines.archive.search import search
from pipelines.clock import now_utc
from pipelines.errors import NotAnAddress, NotAnArticle
from pipelines.extraction import credits, dateline, dates, extract
from pipelines.extraction.sayings import EARLIEST, EAST_OF_UTC
from pipelines.text import clean_text, one_line
from pipelines.urls import clean_url, host_of, url_key
from pipelines.validate import validated

BASE = "https://echo.example/"
TIMES = st.datetimes(datetime(1995, 1, 1), datetime(2026, 3, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
ZONES = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
LETTERS = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Zs"), exclude_characters="\u3000"), max_size=60
)
TITLES = LETTERS.map(lambda text: one_line(f"The ferry {text}", 400)).filter(lambda text: "  " not in text)
ENTRIES = st.lists(st.tuples(TITLES, TIMES), max_size=4, unique_by=lambda entry: entry[1])
URLISH = st.text(alphabet="http:/.@%[]#?&=\\ aé\x00\ud800漢1٣-_~;|", max_size=60)
FORENAMES = ["Ana", "Tom", "José", "Małgorzata", "Jean-Luc", "Siobhán", "Ngozi", "Ömer", "Anna-Lena"]
SURNAMES = [
    "Ferreira",
    "Oduya",
    "O'Brien",
    "van der Berg",
    "Nowak",
    "Müller-Lüdenscheidt",
    "de la Cruz",
    "Ramírez",
]
NAMES = st.lists(
    st.builds("{} {}".format, st.sampled_from(FORENAMES), st.sampled_from(SURNAMES)),
    min_size=1,
    max_size=4,
    unique_by=lambda name: name.casefold(),
)
SENTENCE = "The harbour board met on Monday to hear what the new pier has cost the town so far."


def address(number: int) -> str:
    return f"{BASE}2026/the-ferry-is-back-{number}"


def as_rss(entries: list[tuple[str, datetime]]) -> bytes:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{address(n)}</link><pubDate>{format_datetime(at)}</pubDate></item>"
        for n, (title, at) in enumerate(entries)
    )
    return f"<rss version='2.0'><channel><title>Echo</title>{items}</channel></rss>".encode()


def as_atom(entries: list[tuple[str, datetime]]) -> bytes:
    items = "".join(
        f"<entry><title>{escape(title)}</title><link href='{address(n)}'/>"
        f"<published>{at.isoformat()}</published></entry>"
        for n, (title, at) in enumerate(entries)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Echo</title>{items}</feed>".encode()


def as_json(entries: list[tuple[str, datetime]]) -> bytes:
    items = [
        {"title": title, "url": address(n), "date_published": at.isoformat()}
        for n, (title, at) in enumerate(entries)
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Echo", "items": items}
    ).encode()


def as_news_sitemap(entries: list[tuple[str, datetime]]) -> bytes:
    rows = "".join(
        f"<url><loc>{address(n)}</loc><n:news><n:publication_date>{at.isoformat()}</n:publication_date>"
        f"<n:title>{escape(title)}</n:title></n:news></url>"
        for n, (title, at) in enumerate(entries)
    )
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='n'>{rows}</urlset>".encode()


def told(links: list[Link]) -> list[tuple[str, str | None, datetime | None]]:
    return [(link.url, link.hints.title, link.hints.published) for link in links]


@pytest.mark.parametrize(
    "write",
    [pytest.param(as_rss, id="rss"), pytest.param(as_atom, id="atom"), pytest.param(as_json, id="json")],
)
@given(entries=ENTRIES)
@settings(max_examples=40)
def test_what_a_feed_says_is_what_is_read(write, entries: list[tuple[str, datetime]]) -> None:  # type: ignore[no-untyped-def]
    feed = read_feed(write(entries), BASE)
    assert told(feed.links) == [(address(n), title, at) for n, (title, at) in enumerate(entries)]
    assert feed.skipped == 0


@given(ENTRIES)
@settings(max_examples=40)
def test_what_a_news_sitemap_says_is_what_is_read(entries: list[tuple[str, datetime]]) -> None:
    sitemap = read_sitemap(as_news_sitemap(entries), BASE)
    assert told(sitemap.links) == [(address(n), title, at) for n, (title, at) in enumerate(entries)]
    assert sitemap.kind == ("news" if entries else "urlset")


@given(ENTRIES, st.integers(0, 400))
@settings(max_examples=60)
def test_a_sitemap_cut_anywhere_names_nothing_that_the_whole_one_does_not(
    entries: list[tuple[str, datetime]], kept: int
) -> None:
    whole = as_news_sitemap(entries)
    try:
        part = read_sitemap(whole[: -kept or None], BASE)
    except Exception as error:
        assert type(error).__name__ == "NotASitemap"
    else:
        assert {link.url for link in part.links} <= {address(n) for n in range(len(entries))}


@given(st.lists(TIMES, max_size=8), TIMES)
def test_the_window_of_a_sitemap_keeps_what_is_new_and_what_says_nothing(
    updates: list[datetime], since: datetime
) -> None:
    links = [Link(url=address(n), updated=at) for n, at in enumerate(updates)] + [Link(url=address(99))]
    kept = list(in_window(links, since))
    assert kept == [link for link in links if link.updated is None or link.updated >= since]
    assert all((at := newest(link)) is None or at >= since for link in kept)
    assert children_in_window([], since) == []


# -- Addresses --------------------------------------------------------------------------------


@given(URLISH, URLISH)
def test_any_address_is_made_clean_or_refused(url: str, base: str) -> None:
    try:
        clean = clean_url(url, base)
    except NotAnAddress:
        return
    assert clean_url(clean) == clean
    assert host_of(clean)
    assert url_key(clean)


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.text("xyz09", max_size=3)), max_size=5), st.integers(0, 9)
)
def test_a_key_is_one_whatever_the_spelling(pairs: list[tuple[str, str]], seed: int) -> None:
    shuffled = random.Random(seed).sample(pairs, len(pairs))
    plain, other = ("&".join(f"{name}={value}" for name, value in listed) for listed in (pairs, shuffled))
    one = f"https://echo.example/2026/Fähre-kehrt-zurück?{plain}"
    same = f"HTTP://www.ECHO.example:80//2026/f%c3%a4hre-kehrt-zur%C3%BCck/?{other}&utm_source=feed#top"
    assert url_key(one) == url_key(same)
    assert url_key(one) != url_key(one.replace("2026", "2025"))


# -- Dates ------------------------------------------------------------------------------------


@given(TIMES, ZONES)
def test_a_time_written_for_machines_is_read_to_the_second(at: datetime, zone: timezone) -> None:
    local = at.astimezone(zone)
    for written in (
        local.isoformat(),
        local.isoformat(" "),
        format_datetime(local),
        local.strftime("%Y%m%dT%H%M%S%z"),
    ):
        read = dates.parse(written)
        assert read is not None, written
        assert (read.at, read.has_clock, read.has_zone) == (at, True, True), written
        assert moment(local.isoformat()) == at


@given(TIMES, st.sampled_from([*printing.PATTERNS, "pl"]))
def test_a_time_printed_in_any_language_is_read_to_the_minute(at: datetime, language: str) -> None:
    read = dates.parse(printing.printed(at, language), language=language)
    assert read is not None
    assert (read.at, read.has_clock, read.has_zone) == (at.replace(second=0), True, False)


@given(st.dates(date(1995, 1, 1), date(2030, 12, 31)))
def test_a_day_alone_is_that_day_and_no_hour(day: date) -> None:
    for written in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day}.{day.month}.{day.year}"):
        read = dates.parse(written, timezone(timedelta(hours=9)))
        assert read is not None, written
        assert (read.day, read.has_clock, read.has_zone) == (day, False, False)
        assert read.at == datetime(day.year, day.month, day.day, tzinfo=UTC)


@given(st.integers(0, 9_999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_that_there_is_not_is_no_date(year: int, month: int, day: int) -> None:
    written = f"{year:04}-{month:02}-{day:02}"
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None
    read = dates.parse(written)
    assert (read and read.day) == expected


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(2400, 1, 1)) | TIMES.map(lambda at: at.replace(tzinfo=None)),
    ZONES,
)
@settings(max_examples=40)
def test_no_article_is_dated_before_the_web_or_after_today(at: datetime, zone: timezone) -> None:
    said = at.replace(microsecond=0, tzinfo=zone).isoformat()
    body = "".join(f"<p>{SENTENCE} {number}</p>" for number in range(4))
    page = (
        f'<html><head><meta property="article:published_time" content="{said}"></head>'
        f"<body><article><h1>The pier has cost a fortune</h1><time datetime='{said}'></time>{body}</article>"
    )
    read = extract(page.encode(), BASE + "pier").published
    latest = now_utc() + EAST_OF_UTC
    assert read is None or EARLIEST <= read <= latest
    told = datetime.fromisoformat(said)
    if EARLIEST <= told <= now_utc():
        assert read == told


# -- Bylines and datelines --------------------------------------------------------------------


@given(NAMES, st.sampled_from(["By ", "BY ", "Von ", "Par ", "Por ", "Text: ", ""]), st.booleans())
def test_a_credit_line_names_whom_it_names(names: list[str], label: str, is_listed: bool) -> None:
    joined = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    line = f"{label}{joined}"
    said = credits.parse(line, trusted=is_listed)
    assert [person.name for person in said.people] == names
    again = credits.parse(", ".join(person.name for person in said.people), trusted=True)
    assert [person.name for person in again.people] == names


@given(
    st.sampled_from(
        ["PORT ELLERY", "SANTA FE, N.M.", "Berlin", "NEW YORK", "Kyjiw", "São Paulo", "Łódź", "KÖLN"]
    ),
    st.sampled_from(["AP", "Reuters", "dpa", "AFP", "Havenwire"]),
    st.sampled_from([" — ", " -- ", " – ", " - "]),
)
def test_a_dateline_is_taken_off_and_nothing_else(place: str, agency: str, separator: str) -> None:
    paragraphs = [f"{place} ({agency}){separator}{SENTENCE}", f"Nobody in the town was surprised. {SENTENCE}"]
    line, rest = dateline.split(paragraphs, "The pier", None, [], outlets=("Havenwire",))
    assert line is not None
    assert (line.place, line.agency) == (place, agency)
    assert line.text + (line.separator or "") + rest[0] == paragraphs[0]
    assert rest == [SENTENCE, paragraphs[1]]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_a_dateline_takes_only_the_head_of_one_paragraph(paragraphs: list[str]) -> None:
    line, rest = dateline.split(paragraphs, "The pier", None, [])
    if line is None:
        assert rest == paragraphs
    else:
        assert len(paragraphs) - 1 <= len(rest) <= len(paragraphs)
        changed = [new for new in rest if new not in paragraphs]
        assert len(changed) <= 1
        assert all(any(old.endswith(new) for old in paragraphs) for new in rest)


# -- Text and pages ---------------------------------------------------------------------------


@given(st.text(), st.integers(1, 40))
def test_clean_text_stays_clean(text: str, limit: int) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    line = one_line(text, limit)
    assert one_line(line, limit) == line
    assert len(line) <= limit
    assert "\n" not in line
    line.encode()


@given(st.binary(max_size=600))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_around_a_story_leave_a_story_or_a_reason(noise: bytes) -> None:
    story = (
        f"<article><h1>The pier has cost a fortune</h1><p>{SENTENCE}</p><p>{SENTENCE} Again.</p></article>"
    )
    try:
        found = validated(extract(noise + story.encode(), BASE + "pier"), BASE + "pier")
    except NotAnArticle:
        return
    assert found.title
    assert "".join(found.body)
    found.text.encode()


# -- Searches ---------------------------------------------------------------------------------


@given(st.text(max_size=80) | st.text(alphabet="\"*-():^ANDORNOT from:source:'\\\x00é漢", max_size=60))
def test_a_query_read_again_means_the_same(words: str) -> None:
    query = parse(words)
    again = parse(query.text)
    assert (again.match, again.first_id, again.last_id) == (query.match, query.first_id, query.last_id)
    if len(query.terms) < MAX_TERMS and len(query.text) < 500:
        assert parse(query.narrowed(source="echo")).values("source") == ["echo"]
        assert not parse(query.without("source")).values("source")


@given(words=st.lists(st.sampled_from(SENTENCE[:-1].split()), min_size=1, max_size=6))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_article_is_found_by_any_of_its_words_and_not_without_them(
    archive: Archive, fetched: PageMaker, words: list[str]
) -> None:
    url = "https://echo.example/2026/pier"
    file(archive, fetched(url), article(url, title="The pier", body=[SENTENCE]))
    assert [hit.url for hit in search(archive.conn, " ".join(words)).hits] == [url]
    assert search(archive.conn, f"pier -{quoted(words[0])}").hits == []
    assert search(archive.conn, f"{' '.join(words)} zanzibar").hits == []
