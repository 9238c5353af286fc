"""What may stand in a field, and how many words it has."""

import unicodedata
from datetime import UTC, datetime

import pytest
from filing import article
from hypothesis import given
from hypothesis import strategies as st

from pipelines.bounds import MAX_AUTHORS, MAX_NAME_CHARS, MAX_TITLE_CHARS
from pipelines.errors import Empty, NoTitle
from pipelines.items import Author, Dateline
from pipelines.text import clean_text, count_words, one_line
from pipelines.validate import validated

PAGE_URL = "https://echo.example/page"
ANYTHING = st.text(st.characters())  # lone surrogates as well


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("a\x00b\x07", "ab", id="controls"),
        pytest.param("a\ud800b", "ab", id="half-a-character"),
        pytest.param("\u202eevil\u202c", "evil", id="bidi-override"),
        pytest.param("\ufeffFerry\uffff\ufdd0\U0001ffff", "Ferry", id="non-characters"),
        pytest.param("cafe\u0301", "café", id="normal-form"),
        pytest.param("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive", id="line-ends"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tab-and-line-feed-stay"),
        pytest.param("क्\u200dष 👩\u200d🚒", "क्\u200dष 👩\u200d🚒", id="joiners-stay"),
    ],
)
def test_text_is_cleaned_of_what_is_no_letter(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(ANYTHING)
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    clean = clean_text(text)
    clean.encode()
    assert clean_text(clean) == clean
    assert not [c for c in clean if unicodedata.category(c) == "Cc" and c not in "\t\n"]


@given(ANYTHING, st.integers(2, 40))
def test_one_line_is_one_and_within_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())


def test_a_line_that_is_cut_says_so() -> None:
    assert one_line("Ferry returns to Port Ellery", 13) == "Ferry return…"
    assert one_line("Ferry\rreturns\n to  Port\u00a0Ellery ", 40) == "Ferry returns to Port Ellery"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("The ferry came back.", 4, id="latin"),
        pytest.param("  two\n\nwords ", 2, id="white-space"),
        pytest.param("東京都知事", 2, id="two-characters-make-one"),
        pytest.param("ferry to 東京 today", 4, id="mixed"),
        pytest.param("서울 시장", 2, id="hangul"),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(ANYTHING)
def test_any_text_has_a_number_of_words(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)


# The last look before the archive


@given(
    title=ANYTHING,
    body=st.lists(ANYTHING, max_size=4),
    line=st.none() | ANYTHING,
    names=st.lists(ANYTHING, max_size=4),
)
def test_whatever_a_page_says_can_be_stored(
    title: str, body: list[str], line: str | None, names: list[str]
) -> None:
    dirty = article(
        title=title,
        body=body,
        standfirst=line,
        byline=line,
        section=line,
        language=line,
        image=line,
        tags=names,
        authors=[Author(name=name, role=line, place=line) for name in names],
        dateline=Dateline(text=line, place=line, separator=line) if line is not None else None,
    )
    try:
        clean = validated(dirty, PAGE_URL)
    except (NoTitle, Empty):
        return
    assert clean.title
    assert clean.text
    repr(clean).encode()
    for text in (clean.title, clean.text, clean.standfirst, clean.section, clean.language, clean.image):
        (text or "").encode()  # SQLite takes nothing else
    assert all(author.name for author in clean.authors)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        pytest.param({"title": " \x00\n"}, NoTitle, id="title"),
        pytest.param({"body": ["", "\u202e", "  "]}, Empty, id="body"),
        pytest.param({"body": []}, Empty, id="no-body"),
    ],
)
def test_an_article_of_nothing_is_none(fields: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        validated(article("https://echo.example/1", **fields), PAGE_URL)


def test_every_field_has_a_bound() -> None:
    bounded = validated(
        article(
            title="t" * 10_000,
            section="s" * 10_000,
            language="l" * 10_000,
            authors=[Author(name=f"{n} " + "n" * 1_000) for n in range(100)],
        ),
        PAGE_URL,
    )
    assert len(bounded.title) == MAX_TITLE_CHARS
    assert len(bounded.section or "") == len(bounded.language or "") == MAX_NAME_CHARS
    assert len(bounded.authors) == MAX_AUTHORS
    assert {len(author.name) for author in bounded.authors} == {MAX_NAME_CHARS}


def test_a_time_before_any_newspaper_is_dropped() -> None:
    """The id of an article begins with its year in four digits."""
    bounded = validated(
        article(published=datetime(1, 1, 1, tzinfo=UTC), modified=datetime(999, 1, 1, tzinfo=UTC)), PAGE_URL
    )
    assert (bounded.published, bounded.modified) == (None, None)


def test_addresses_are_cleaned_and_an_impossible_picture_is_dropped() -> None:
    clean = validated(
        article("https://Echo.example/1?utm_source=x#top", image="data:image/gif;base64,R0"), PAGE_URL
    )
    assert (clean.url, clean.image) == ("https://echo.example/1", None)


def test_an_impossible_canonical_address_gives_way_to_the_page_s_own() -> None:
    assert validated(article("https://echo.example:99999/1"), PAGE_URL).url == PAGE_URL
