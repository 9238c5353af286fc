"""Bytes that nobody would send on purpose: every reader answers, or refuses by its own error."""

import contextlib
import gzip
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fuzz import SUBJECTS
from bench.fuzz.__main__ import run, table
from bench.fuzz.damage import damaged
from bench.fuzz.subject import Subject
from crawler.answers import retry_after
from crawler.discovery.feeds import read_feed
from crawler.discovery.sitemaps import read_sitemap
from crawler.middlewares.decompression import _BROKEN, DecompressionMiddleware
from pipelines.errors import NotAnAddress
from pipelines.extraction import credits, dateline, extract
from pipelines.urls import clean_url, url_key

EACH = 60  # damaged inputs of each kind here; bench.fuzz makes as many as it is given time for
HEADERS = st.text(st.characters(max_codepoint=255), max_size=60)


@pytest.mark.parametrize("name", SUBJECTS)
def test_damaged_input_is_read_or_refused_by_name(name: str) -> None:
    subject = SUBJECTS[name]
    for seed in range(EACH):
        subject.read(damaged(subject.seeds(), random.Random(f"{name} {seed}"), subject.pieces))


@pytest.mark.parametrize("name", SUBJECTS)
def test_what_is_damaged_is_read_while_it_is_whole(name: str) -> None:
    assert sum(map(SUBJECTS[name].read, SUBJECTS[name].seeds())) >= len(SUBJECTS[name].seeds()) * 2 / 3


@pytest.mark.parametrize("name", SUBJECTS)
@given(data=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=25)
def test_any_bytes_at_all_are_read_or_refused_by_name(name: str, data: bytes) -> None:
    SUBJECTS[name].read(data)


def test_the_same_seed_gives_the_same_input() -> None:
    page = SUBJECTS["page"]
    one, other = (damaged(page.seeds(), random.Random("page 7"), page.pieces) for _ in range(2))
    assert one == other
    assert one not in page.seeds()


def test_the_bench_tells_what_it_found_and_what_took_too_long(capsys: pytest.CaptureFixture[str]) -> None:
    def read(data: bytes) -> bool:
        raise KeyError("a mistake")

    slow = Subject(seeds=lambda: [b"a"], read=lambda data: sum(range(300_000)) > 0, limit_s=0)
    tallies = run({"wrong": Subject(seeds=lambda: [b"a"], read=read), "slow": slow}, minutes=0, first_seed=5)
    printed = capsys.readouterr().out
    assert "wrong 5: \"KeyError: 'a mistake'\"" in printed
    assert "slow 5: 'took " in printed
    assert table(tallies).endswith("2 inputs, 2 findings")


@given(HEADERS | st.from_regex(r"\w{3}, \d{1,3} \w{3} \d{1,6} \d{1,3}:\d{2}:\d{2} \S{1,6}", fullmatch=True))
def test_any_retry_after_is_a_pause_within_bounds_or_none(header: str) -> None:
    wait = retry_after(header, 86_400.0)
    assert wait is None or 0 <= wait.total_seconds() <= 86_400


@given(st.binary(max_size=300))
def test_any_bytes_are_a_gzip_stream_or_refused_by_name(body: bytes) -> None:
    with contextlib.suppress(*_BROKEN):
        assert len(DecompressionMiddleware._decode(body, b"gzip", 1_000)) <= 1_000


@given(st.binary(max_size=900), st.integers(min_value=1, max_value=8))
def test_a_gzip_stream_is_read_whole_or_not_at_all(body: bytes, missing: int) -> None:
    packed = gzip.compress(body)
    assert DecompressionMiddleware._decode(packed, b"gzip", 1_000) == body
    assert DecompressionMiddleware._decode(packed + gzip.compress(b"more"), b"gzip", 1_000) == body + b"more"
    with pytest.raises(EOFError):
        DecompressionMiddleware._decode(packed[:-missing], b"gzip", 1_000)


# What bench.fuzz found, each kept as a case.


@pytest.mark.parametrize("reference", ["&#xD800;", "&#1;", "&#xFFFE;", "&#99999999999;", "&#x0b;", "\x0c"])
def test_a_reference_to_no_character_costs_no_page(reference: str) -> None:
    """What is cut out beside such a text could not be written back."""
    html = (
        "<html><body><article><h1>Ferry returns to Port Ellery</h1><div><p>The ferry came back on Friday, to "
        f"nobody's surprise.{reference}<aside class=related>Read more here</aside>{reference} Nobody had "
        f"expected it before the summer.</p>{reference}<table><tr><td>Advert</td></tr></table>{reference}"
        "<p>The harbour board will meet again on Monday to hear what it has cost.</p></div></article></body></html>"
    )
    text = extract(html.encode(), "https://echo.example/2026/ferry").text
    assert "The ferry came back on Friday" in text
    text.encode()


def sitemap_entry(inside: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><urlset><url>{inside}</url></urlset>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("written", "title"),
    [
        pytest.param("&#xD83D;&#xDE00;", "😀", id="two-halves"),
        pytest.param("&#55357;&#56832;", "😀", id="two-halves-in-decimal"),
        pytest.param("&#xD83D;", "\ufffd", id="one-half"),
        pytest.param("&#xDE00;&#xD83D;", "\ufffd\ufffd", id="halves-the-wrong-way-round"),
        pytest.param("&#99999999999;", "\ufffd", id="beyond-unicode"),
        pytest.param("&#233;", "é", id="a-character"),
    ],
)
def test_half_a_character_in_a_title_costs_no_sitemap_and_no_feed(
    written: str, title: str, encoding: str
) -> None:
    news = f"<news><title>Ferry {written}</title><publication_date>2026-03-03</publication_date></news>"
    sitemap = sitemap_entry(f"<loc>https://echo.example/a</loc>{news}").replace("utf-8", encoding)
    (link,) = read_sitemap(sitemap.encode(encoding), "https://echo.example/").links
    assert link.url == "https://echo.example/a"
    assert link.hints.title == f"Ferry {title}"
    item = f"<item><title>Ferry {written}</title><link>https://echo.example/a</link></item>"
    feed = read_feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), "https://echo.example/")
    assert feed.links[0].hints.title == f"Ferry {title}"


def test_a_sitemap_that_is_one_entry_behind_a_comment_is_read() -> None:
    body = b"<!-- made by hand --><url><loc>https://echo.example/a</loc></url>"
    assert [link.url for link in read_sitemap(body, "https://echo.example/").links] == [
        "https://echo.example/a"
    ]


def test_a_thousand_brackets_before_a_text_are_no_thousand_calls() -> None:
    line, rest = dateline.split(["(Reuters)" * 3_000 + " The talks ended on Tuesday."], "The talks", None, [])
    assert line is not None
    assert line.agency == "Reuters"
    assert rest[0].startswith("(Reuters)(Reuters)")


@pytest.mark.parametrize("path", ["%c%39", "%%39%39", "a%2%30b-c-d"])
def test_a_lone_percent_sign_never_becomes_an_escape(path: str) -> None:
    key = url_key(f"https://echo.example/{path}")
    assert url_key(f"https://{key}") == key


@pytest.mark.parametrize("line", ["2026" + ", " * 290, ", ,  " * 100 + "By Ana Ferreira" + ",  " * 80])
def test_a_credit_line_of_commas_takes_no_time(line: str) -> None:
    """A thousand times as long as this, where each blank was tried as the head of a date."""
    began = time.process_time()
    for _ in range(20):
        credits.parse(line)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "url", ["http://[:]/", "http://[[:]]/", "//a@[:]:80/b", "http://[::1::]/", "http://[fe80::1%25x]/"]
)
def test_what_stands_in_brackets_is_an_address_or_nothing(url: str) -> None:
    for base in ("", "https://echo.example/"):
        with contextlib.suppress(NotAnAddress):
            assert clean_url(clean_url(url, base)) == clean_url(url, base)


@pytest.mark.parametrize(
    "end", ["\xa0#top", "?a=b\xa0#top", "?a=b\u2003&utm_source=x", "?utm_source\xa0", "\u3000?utm_id=1"]
)
def test_a_blank_that_a_fragment_hid_is_no_part_of_an_address(end: str) -> None:
    clean = clean_url(f"https://echo.example/ferry{end}")
    assert clean_url(clean) == clean
    assert clean in ("https://echo.example/ferry", "https://echo.example/ferry?a=b")
