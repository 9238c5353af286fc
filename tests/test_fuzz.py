"""Bytes that nobody would send on purpose: every reader answers, or refuses by its own error."""

import contextlib
import gzip
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.robotstxt import ProtegoRobotParser

from bench.mutations import SUBJECTS, mutated
from crawler.answers import retry_after
from crawler.middlewares.decompression import _BROKEN, DecompressionMiddleware
from pipelines.archive.query import parse
from pipelines.errors import NotAnAddress
from pipelines.extraction import extract
from pipelines.urls import clean_url, host_of, url_key

EACH = 60  # mutations of each subject here; bench/mutations.py makes as many as it is given time for
HEADERS = st.text(st.characters(max_codepoint=255), max_size=60)
URLISH = st.text(alphabet="http:/.@%[]#?&=\\ aé\x00\ud800漢1٣-_~;|", max_size=60)


@pytest.mark.parametrize("name", SUBJECTS)
def test_damaged_input_is_read_or_refused_by_name(name: str) -> None:
    subject = SUBJECTS[name]
    chance = random.Random(name)
    for _ in range(EACH):
        subject.read(mutated(chance.choice(subject.seeds), chance))


@given(HEADERS | st.from_regex(r"\w{3}, \d{1,3} \w{3} \d{1,6} \d{1,3}:\d{2}:\d{2} \S{1,6}", fullmatch=True))
def test_any_retry_after_is_a_pause_within_bounds_or_none(header: str) -> None:
    wait = retry_after(header, 86_400.0)
    assert wait is None or 0 <= wait.total_seconds() <= 86_400


@given(URLISH, URLISH)
def test_any_address_is_made_clean_or_refused(url: str, base: str) -> None:
    try:
        clean = clean_url(url, base)
    except NotAnAddress:
        return
    assert clean_url(clean) == clean
    assert host_of(clean)
    assert url_key(clean)


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_robots_txt_is_answered_from(body: bytes) -> None:
    rules = ProtegoRobotParser(robotstxt_body=body, spider=None)
    assert rules.allowed("https://echo.example/2026/ferry", "news-archive") in (True, False)
    delay = rules.crawl_delay("news-archive")
    assert delay is None or delay >= 0


@given(st.text(max_size=80) | st.text(alphabet="\"*-():^ANDORNOT from:source:'\\\x00é漢", max_size=60))
def test_any_words_make_a_query(words: str) -> None:
    parse(words)


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


@pytest.mark.parametrize("reference", ["&#xD800;", "&#1;", "&#xFFFE;", "&#99999999999;", "&#x0b;", "\x0c"])
def test_a_reference_to_no_character_costs_no_page(reference: str) -> None:
    """Found by bench/mutations.py: what is cut out beside such a text could not be written back."""
    html = (
        "<html><body><article><h1>Ferry returns to Port Ellery</h1><div><p>The ferry came back on Friday, to "
        f"nobody's surprise.{reference}<aside class=related>Read more here</aside>{reference} Nobody had "
        f"expected it before the summer.</p>{reference}<table><tr><td>Advert</td></tr></table>{reference}"
        "<p>The harbour board will meet again on Monday to hear what it has cost.</p></div></article></body></html>"
    )
    text = extract(html.encode(), "https://echo.example/2026/ferry").text
    assert "The ferry came back on Friday" in text
    text.encode()
