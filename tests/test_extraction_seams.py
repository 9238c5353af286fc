"""No two words become one where something between them is left out."""

import pytest

from bench.fuzz.pages import invented
from pipelines.extraction import extract

URL = "https://courier.example/2026/03/03/ferry"
SENTENCE = "The first ferry since December left the harbour at dawn on Tuesday with forty passengers. "
HEAD = "<html><head><title>The ferry is back at last</title></head><body><h1>The ferry is back at last</h1>"


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(f"<{name}>menu</{name}>", id=name)
        for name in ("button", "select", "map", "iframe", "option", "nav", "noscript", "object", "textarea")
    ],
)
@pytest.mark.parametrize("around", ["p", "div"])
def test_words_around_something_left_out_stay_two(between: str, around: str) -> None:
    text = f"{SENTENCE}They waved{between}goodbye to it. {SENTENCE}"
    page = f"{HEAD}<p>{SENTENCE * 2}</p><{around}>{text}</{around}><p>{SENTENCE}</p>".encode()
    article = extract(page, URL)
    assert "wavedgoodbye" not in " ".join(article.body)
    assert invented(article, page) == []


JAPANESE = "の港で、委員会は三人の証人の話を聞いた。委員会は明日も続く。"


@pytest.mark.parametrize(
    ("ruby", "read"),
    [
        pytest.param("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢字", id="readings-above"),
        pytest.param(
            "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>", "漢字（かんじ）", id="in-brackets"
        ),
    ],
)
def test_a_word_is_not_parted_by_how_it_is_read(ruby: str, read: str) -> None:
    page = f"{HEAD}<article><p>{(ruby + JAPANESE) * 3}</p><p>{JAPANESE * 3}</p></article>".encode()
    article = extract(page, URL)
    assert article.body[0] == (read + JAPANESE) * 3
    assert invented(article, page) == []
