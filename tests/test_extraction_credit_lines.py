"""Lines that are credits from end to end, though nothing around them says so, and their look-alikes."""

import pytest

from pipelines.extraction import extract
from pipelines.extraction.credit_lines import is_agency, is_of_pictures, is_sentence, is_whole
from pipelines.extraction.credits import parse

TEXT = "The river rose by nearly two metres overnight and reached the market square before dawn. " * 4


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Maud Kessling Political editor", id="office"),
        pytest.param("Maud Kessling, Health Correspondent, and Ivo Brandt", id="office-of-one"),
        pytest.param("Tilo Wernecke, Korrespondent in Nairobi", id="office-and-place"),
        pytest.param("Maud Kessling, translated by Ivo Brandt", id="translator"),
        pytest.param("Edited by Ivo Brandt, written by Maud Kessling", id="editor-first"),
        pytest.param("Reporter: Ratna Kusuma Editor: Bayu Laksono", id="labels"),
        pytest.param("早瀬千尋 記者", id="japanese"),
        pytest.param("한지우 기자 jiwoo@courier.example", id="korean-with-address"),
    ],
)
def test_a_line_of_nothing_but_credits_is_one(line: str) -> None:
    assert is_whole(line, parse(line))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Maud Kessling in Nairobi", id="caption"),
        pytest.param("Havenwire / Maud Kessling", id="picture"),
        pytest.param("Reuters / Maud Kessling", id="picture-of-an-agency"),
        pytest.param("Vice chair Maud Kessling. Foto: Havenwire/Ivo Brandt", id="caption-with-credit"),
        pytest.param("Maud Kessling, Quay CEO on the company's future", id="whom-the-story-quotes"),
        pytest.param("MORE FROM AUTHOR", id="button"),
        pytest.param("記者コラム", id="column"),
        pytest.param("Maud Kessling, who founded the ferry company, writes a column for us", id="sentence"),
    ],
)
def test_a_line_that_tells_of_somebody_is_none(line: str) -> None:
    assert not is_whole(line, parse(line))


def test_whom_the_story_tells_of_did_not_write_it() -> None:
    spoken = f"<p>Maud Kessling, who has edited the paper since May, left on Monday.</p><p>{TEXT}</p>"
    for text, names in ((spoken, []), (f"<p>{TEXT}</p>", ["Maud Kessling"])):
        html = f"<h1>River floods the square</h1><p>Maud Kessling, Editor</p><div>{text}<p>{TEXT}</p></div>"
        article = extract(html.encode(), "https://courier.example/news/river")
        assert [author.name for author in article.authors] == names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("PTI", True, id="capitals"),
        pytest.param("Associated Press", True, id="words"),
        pytest.param("Aa", False, id="size-of-letters"),
        pytest.param("App", False, id="button"),
        pytest.param("PTI says", False, id="more"),
    ],
)
def test_an_agency_may_sign_above_the_text(line: str, expected: bool) -> None:
    assert is_agency(line) is expected


def test_an_agency_above_the_text_is_its_byline() -> None:
    html = f"<h1>River floods the square</h1><div><p>PTI</p><p>{TEXT}</p><p>{TEXT}</p></div>"
    article = extract(html.encode(), "https://courier.example/news/river")
    assert (article.agency, article.byline, len(article.body)) == ("PTI", "PTI", 2)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By J. R. Kessling Jr.", False, id="junior"),
        pytest.param("By Maud K.", False, id="initial"),
        pytest.param("By the river.", True, id="full-stop"),
    ],
)
def test_an_initial_ends_no_sentence(line: str, expected: bool) -> None:
    assert is_sentence(line) is expected


def test_a_source_beside_the_writer_is_no_credit_of_a_picture() -> None:
    assert is_of_pictures("来源：新华社")
    assert not is_of_pictures("来源：新华社 作者：林晓萱")
