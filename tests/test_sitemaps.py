"""Sitemaps of every form, honest and hostile."""

import gzip
import re
import tracemalloc
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.discovery.sitemaps import (
    NotASitemap,
    children_in_window,
    in_window,
    moment,
    read_sitemap,
)
from pipelines.archive.feeds import Child
from pipelines.archive.frontier import Link
from pipelines.bounds import MAX_SITEMAP_BYTES, MAX_SITEMAP_ENTRIES
from pipelines.items import Hints

URL = "https://echo.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <image:image><image:loc>https://echo.example/ferry.jpg</image:loc><image:title>Bow</image:title></image:image>
    <loc> https://echo.example/2026/03/14/ferry-returns?utm_source=sitemap </loc>
    <lastmod>2026-03-14T11:00:00+02:00</lastmod>
    <news:news>
      <news:publication><news:name>Echo</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-03-14T08:30:00+02:00</news:publication_date>
      <news:title>Ferry returns &amp; all is well</news:title>
    </news:news>
  </url>
  <url><loc>/2026/03/13/herring</loc></url>
  <url><loc>mailto:desk@echo.example</loc></url>
  <url><loc>https://echo.example/2026/03/13/herring#comments</loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://echo.example/sitemap-2026-02.xml</loc></sitemap>
  <sitemap><loc>https://echo.example/sitemap-2026-03.xml</loc></sitemap>
  <sitemap><loc>https://echo.example/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap>
  <sitemap><loc>https://echo.example/new.xml.gz</loc><lastmod>2026-03-14T09:00:00Z</lastmod></sitemap>
</sitemapindex>"""


def urlset(*entries: str) -> bytes:
    return f"<urlset>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>".encode()


def test_a_news_sitemap_gives_title_and_time_of_publication() -> None:
    sitemap = read_sitemap(NEWS.encode(), URL)
    first, second = sitemap.links
    assert sitemap.kind == "news"
    assert first.url == "https://echo.example/2026/03/14/ferry-returns"
    assert first.hints == Hints(
        title="Ferry returns & all is well", published=datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
    )
    assert first.updated == datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
    assert (second.url, second.day) == ("https://echo.example/2026/03/13/herring", date(2026, 3, 13))
    assert sitemap.skipped == 1


def test_an_index_gives_its_sitemaps() -> None:
    index = read_sitemap(INDEX.encode(), URL)
    assert index.kind == "index"
    assert [child.url.rpartition("/")[2] for child in index.children] == [
        "sitemap-2026-02.xml", "sitemap-2026-03.xml", "old.xml", "new.xml.gz"
    ]  # fmt: skip
    assert index.children[3].lastmod == datetime(2026, 3, 14, 9, tzinfo=UTC)


def test_sitemaps_that_can_only_name_old_articles_are_left_out() -> None:
    index = read_sitemap(INDEX.encode(), URL)
    kept = children_in_window(index.children, datetime(2026, 3, 10, tzinfo=UTC))
    assert [child.url.rpartition("/")[2] for child in kept] == ["new.xml.gz", "sitemap-2026-03.xml"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(urlset("<loc>https://echo.example/a</loc>")), id="gzip"),
        pytest.param(b"\xef\xbb\xbf\n" + urlset("<loc>https://echo.example/a</loc>"), id="byte-order-mark"),
        pytest.param(b"https://echo.example/a\r\nhttps://echo.example/a#b\n", id="plain-text"),
        pytest.param(urlset("<loc>https://echo.example/a</loc>")[:-9] + b"<url><loc>http", id="cut-off"),
        pytest.param(urlset("<loc><![CDATA[https://echo.example/a]]></loc>"), id="cdata"),
        pytest.param(
            b"<!-- built --><URLSET><URL><LOC>https://echo.example/a</LOC></URL></URLSET>", id="capitals"
        ),
    ],
)
def test_every_form_is_read(body: bytes) -> None:
    assert [link.url for link in read_sitemap(body, URL).links] == ["https://echo.example/a"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><body><p>Not found</p></body></html>", id="a-page"),
        pytest.param(b"Not found", id="text"),
        pytest.param(b"\x1f\x8b\x08\x00broken", id="broken-gzip"),
        pytest.param(
            b"<rss><channel><item><link>https://echo.example/a</link></item></channel></rss>", id="a-feed"
        ),
    ],
)
def test_what_is_none_is_named(body: bytes) -> None:
    with pytest.raises(NotASitemap, match=re.escape(URL)):
        read_sitemap(body, URL)


def test_an_entity_is_not_expanded_and_no_file_is_read() -> None:
    body = b"""<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
        <urlset><url><loc>https://echo.example/&b;&f;</loc></url><url><loc>https://echo.example/x</loc></url></urlset>"""
    sitemap = read_sitemap(body, URL)
    assert [link.url for link in sitemap.links] == ["https://echo.example/x"]  # not half of the other
    assert sitemap.skipped == 1


@pytest.mark.parametrize(
    "loc",
    [
        pytest.param("https://echo.example/a?id=7&amp;part=2", id="escaped"),
        pytest.param("https://echo.example/a?id=7&#38;part=2", id="by-number"),
        pytest.param("https://echo.example/a?id=7&part=2", id="bare"),
        pytest.param("<![CDATA[https://echo.example/a?id=7&part=2]]>", id="cdata"),
    ],
)
def test_an_address_keeps_its_whole_query_however_it_is_written(loc: str) -> None:
    links = read_sitemap(urlset(f"<loc>{loc}</loc>"), URL).links
    assert [link.url for link in links] == ["https://echo.example/a?id=7&part=2"]


def test_a_bomb_of_gzip_is_refused_within_its_bound() -> None:
    bomb = gzip.compress(b" " * (MAX_SITEMAP_BYTES + 10))
    tracemalloc.start()
    with pytest.raises(NotASitemap, match="52,428,800 bytes"):
        read_sitemap(bomb, URL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * MAX_SITEMAP_BYTES


def test_no_more_is_read_than_a_sitemap_may_hold() -> None:
    body = urlset(*(f"<loc>https://echo.example/{n}</loc>" for n in range(MAX_SITEMAP_ENTRIES + 5)))
    assert len(read_sitemap(body, URL).links) == MAX_SITEMAP_ENTRIES


def test_a_lastmod_that_all_share_is_when_the_file_was_made() -> None:
    shared = urlset(*(f"<loc>/{n}</loc><lastmod>2026-03-14T09:00:00Z</lastmod>" for n in range(20)))
    own = urlset(*(f"<loc>/{n}</loc><lastmod>2026-03-14T09:{n:02}:00Z</lastmod>" for n in range(20)))
    assert {link.updated for link in read_sitemap(shared, URL).links} == {None}
    assert None not in {link.updated for link in read_sitemap(own, URL).links}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("2026", datetime(2026, 1, 1, tzinfo=UTC), id="year"),
        pytest.param("2026-03", datetime(2026, 3, 1, tzinfo=UTC), id="month"),
        pytest.param(" 2026-03-14 ", datetime(2026, 3, 14, tzinfo=UTC), id="day"),
        pytest.param("2026-03-14T10:00+02:00", datetime(2026, 3, 14, 8, tzinfo=UTC), id="zone"),
        pytest.param(
            "2026-03-14T10:00:00.5Z", datetime(2026, 3, 14, 10, 0, 0, 500_000, tzinfo=UTC), id="zulu"
        ),
        pytest.param("2026-13-14", None, id="no-such-month"),
        pytest.param("0001-01-01T00:00:00Z", None, id="year-1"),
        pytest.param("yesterday", None, id="words"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_times_are_read_as_the_protocol_has_them(text: str | None, read: datetime | None) -> None:
    assert moment(text) == read


def test_a_window_keeps_what_is_new_or_of_no_known_age() -> None:
    now = datetime(2026, 3, 14, 12, tzinfo=UTC)
    new = Link(url="https://e.example/1", hints=Hints(published=now - timedelta(hours=5)))
    touched = Link(url="https://e.example/2", day=date(2020, 1, 1), updated=now)
    old = Link(url="https://e.example/3", hints=Hints(published=now - timedelta(days=9)))
    old_address = Link(url="https://e.example/2020/01/05/a", day=date(2020, 1, 5))
    unknown = Link(url="https://e.example/5")
    kept = list(in_window([new, touched, old, old_address, unknown], now - timedelta(days=7)))
    assert kept == [new, touched, unknown]
    assert children_in_window([Child(url="https://e.example/a.xml")], now)


@pytest.mark.parametrize(
    "part", [pytest.param(b"&", id="ampersand"), pytest.param(b"<![CDATA[]]>", id="cdata")]
)
def test_a_sitemap_of_nothing_but_what_would_be_mended_costs_little_more_than_its_bytes(part: bytes) -> None:
    # In the parser a section or an ampersand costs nothing; it is mending them that would.
    body = b"<urlset><url><loc>https://echo.example/a</loc>" + part * 3_000_000 + b"</url></urlset>"
    tracemalloc.start()
    links = read_sitemap(body, URL).links
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [link.url for link in links] == ["https://echo.example/a"]
    assert peak < 2 * len(body) + 1_000_000
