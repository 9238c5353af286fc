"""The words that no text has, and the words of scripts that put no space between them."""

import re
from typing import Any

import pytest
from filing import PageMaker, article, file, found
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.archive.archive import Archive
from pipelines.archive.terms import filter_term, filter_terms, fold, pairs, unspaced_terms
from pipelines.items import Author, Dateline

BREAK = "0xbreak0"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("東京都", "東京 京都", id="kanji"),
        pytest.param("東", "東", id="one-character"),
        pytest.param("東京。京都", f"東京 {BREAK} 京都", id="runs-kept-apart"),
        pytest.param("ferry to 東京 today", "東京", id="among-words"),
        pytest.param("カフェー", "カフ フェ ェー", id="katakana"),
        pytest.param("ｶﾌｪ", "カフ フェ", id="half-width-katakana"),
        pytest.param("か\u3099く", "がく", id="voicing-mark-apart"),
        pytest.param("ภาษาไทย", "ภา าษ ษา าไ ไท ทย", id="thai"),
        pytest.param("น้ำ", "นา", id="thai-tone-and-vowel-left-out"),
        pytest.param("\U00020bb7野家", "\U00020bb7野 野家", id="beyond-the-first-plane"),
        pytest.param("서울 시", "", id="hangul-has-spaces"),
        pytest.param("Café, 2026", "", id="latin"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_without_spaces_becomes_overlapping_pairs(text: str, terms: str) -> None:
    assert unspaced_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("首相は東京で会見した。", "東京", id="japanese"),
        pytest.param("总理在北京发表讲话", "北京", id="chinese"),
        pytest.param("นายกรัฐมนตรีแถลงข่าวที่กรุงเทพ", "กรุงเทพ", id="thai"),
        pytest.param("ﾄｳｷｮｳの朝", "トウキョウ", id="half-width"),
        pytest.param("ဝန်ကြီးချုပ်ရန်ကုန်", "ရန်ကုန်", id="burmese"),
        pytest.param("នាយករដ្ឋមន្ត្រីនៅភ្នំពេញ", "ភ្នំពេញ", id="khmer"),
    ],
)
def test_a_word_inside_an_unspaced_sentence_is_found(
    archive: Archive, fetched: PageMaker, text: str, word: str
) -> None:
    filed = file(archive, fetched("https://echo.example/1"), article("https://echo.example/1", body=[text]))
    phrase = " ".join(pairs(fold(word)))
    assert found(archive, f'terms : "{phrase}"') == [filed.article_id]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("東京。京都", "東京都", id="across-a-full-stop"),
        pytest.param("京東", "東京", id="other-order"),
        pytest.param("東の京", "東京", id="not-side-by-side"),
    ],
)
def test_characters_that_do_not_stand_together_are_not_found(
    archive: Archive, fetched: PageMaker, text: str, word: str
) -> None:
    file(archive, fetched("https://echo.example/1"), article("https://echo.example/1", body=[text]))
    assert found(archive, f'terms : "{" ".join(pairs(word))}"') == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("source", "echo", id="source"),
        pytest.param("section", "Harbour & Sea", id="section"),
        pytest.param("lang", "en", id="language"),
        pytest.param("month", "2026-03", id="month"),
        pytest.param("year", "2026", id="year"),
        pytest.param("author", "Ana Ferreira", id="author"),
        pytest.param("author", "ANA FERREIRA ", id="author-in-capitals"),
        pytest.param("place", "Port Ellery", id="place"),
    ],
)
def test_an_article_is_found_by_its_filters(
    archive: Archive, fetched: PageMaker, field: str, value: str
) -> None:
    fields: dict[str, Any] = {
        "section": "Harbour & Sea",
        "authors": [Author(name="Bo Li"), Author(name="Ana Ferreira")],
        "dateline": Dateline(text="PORT ELLERY", place="Port Ellery"),
    }
    filed = file(archive, fetched("https://echo.example/1"), article("https://echo.example/1", **fields))
    term = filter_term(field, value)
    assert found(archive, f'terms : "{term}"') == [filed.article_id]
    assert found(archive, f'ferry AND terms : "{term}"') == [filed.article_id]
    assert found(archive, f'terms : "{filter_term(field, value + "x")}"') == []


def test_a_filter_follows_a_revision(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/1")
    file(archive, page, article("https://echo.example/1", section="Harbour"))
    filed = file(archive, page, article("https://echo.example/1", section="Politics", title="Edited"))
    assert found(archive, filter_term("section", "Harbour")) == []
    assert found(archive, filter_term("section", "Politics")) == [filed.article_id]
    assert found(archive, filter_term("month", "2026-03")) == [filed.article_id]


def test_only_what_an_article_has_becomes_a_filter() -> None:
    assert filter_terms(source="echo", section=None, language=None, day="2026-03-14").split() == [
        filter_term("source", "echo"),
        filter_term("month", "2026-03"),
        filter_term("year", "2026"),
    ]


FIELDS = st.sampled_from(["source", "section", "lang", "month", "year", "author", "place"])
VALUES = st.text(st.characters(codec="utf-8"), max_size=20)


@given(FIELDS, VALUES)
def test_a_filter_is_one_word_in_any_script(field: str, value: str) -> None:
    assert re.fullmatch(r"xf[0-9a-f]{14}0", filter_term(field, value))


@given(FIELDS, FIELDS, VALUES, VALUES)
@example("source", "section", "echo", "echo")
@example("section", "section", "a b", "ab")
@example("section", "section", "", "\x00")
def test_two_values_never_share_a_word(field: str, other_field: str, value: str, other: str) -> None:
    alike = fold_case(value) == fold_case(other) and field == other_field
    assert (filter_term(field, value) == filter_term(other_field, other)) == alike


def fold_case(value: str) -> str:
    """What a filter calls the same value: no letter case, no compatibility forms."""
    import unicodedata

    return unicodedata.normalize("NFKC", value).strip().casefold()


@given(st.text("東京都かカがｶﾞภาษไ ab。\u3099\u0e49", max_size=30))
def test_any_part_of_a_run_is_a_phrase_of_its_pairs(text: str) -> None:
    terms = unspaced_terms(text).split()
    for run in re.findall(r"[東京都かカがガภาษไ]+", fold(text)):
        for start in range(len(run) - 1):
            phrase = pairs(run[start : start + 3])
            assert any(terms[at : at + len(phrase)] == phrase for at in range(len(terms)))
