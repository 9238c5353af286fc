"""The elements of a page by their names."""

import pytest
from lxml import html

from pipelines.extraction import labels
from pipelines.extraction import outline as outlines
from pipelines.extraction.outline import outline

PAGE = """<html><body><div class="story" id="top"><p class="lead">One.</p><!-- no element -->
<aside id="newsletter"><p class="lead">Two.</p></aside><p>Three.</p></div></body></html>"""


def test_elements_are_in_page_order_and_comments_are_none() -> None:
    page = outline(html.document_fromstring(PAGE))
    assert [element.tag for element in page.elements] == ["html", "body", "div", "p", "aside", "p", "p"]


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions of this test, and what is known of labels, are its own."""
    monkeypatch.setattr(labels, "_QUESTIONS", [])
    monkeypatch.setattr(labels, "ANSWERS", labels._Answers())
    monkeypatch.setattr(outlines, "ANSWERS", labels.ANSWERS)


@pytest.mark.usefixtures("asking")
def test_each_name_is_asked_about_once() -> None:
    asked: list[str] = []

    @labels.Question
    def is_meant(name: str) -> bool:
        asked.append(name)
        return name in ("lead", "newsletter")

    for _ in range(2):
        page = outline(html.document_fromstring(PAGE))
        assert [element.tag for element in page.called(is_meant)] == ["p", "aside", "p"]
        assert sorted(asked) == ["lead", "newsletter", "story", "top"]
        assert [element.text for element in page.of_class(is_meant)] == ["One.", "Two."]


@pytest.mark.usefixtures("asking")
def test_a_question_that_comes_later_is_asked_of_the_names_known_by_then() -> None:
    first = labels.Question(lambda name: name == "lead")
    assert (first("lead"), first("byline")) == (True, False)
    second = labels.Question(lambda name: name == "byline")
    assert (second("lead"), second("byline"), first("lead")) == (False, True, True)


@pytest.mark.usefixtures("asking")
def test_no_more_names_are_remembered_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "MAX_LABELS", 3)
    is_even = labels.Question(lambda name: int(name) % 2 == 0)
    assert [is_even(str(number)) for number in range(20)] == [True, False] * 10
    assert 0 < len(labels.ANSWERS) <= 3


def test_elements_are_found_by_tag_and_by_role_in_page_order() -> None:
    markup = '<p><a rel="author" itemprop="name">A</a></p><h2>B</h2><a>C</a><h2 data-testid="d">D</h2>'
    page = outline(html.document_fromstring(f"<html><body>{markup}</body></html>"))
    assert [element.text for element in page.tagged("h2", "a")] == ["A", "B", "C", "D"]
    assert [element.text for element in page.having("itemprop", "rel", "data-testid")] == ["A", "D"]
    assert page.tagged("table") == [] and page.having("rel")[0].get("rel") == "author"
