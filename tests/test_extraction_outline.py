"""The elements of a page by their names."""

from lxml import html

from pipelines.extraction.outline import outline

PAGE = """<html><body><div class="story" id="top"><p class="lead">One.</p><!-- no element -->
<aside id="newsletter"><p class="lead">Two.</p></aside><p>Three.</p></div></body></html>"""


def test_elements_are_in_page_order_and_comments_are_none() -> None:
    page = outline(html.document_fromstring(PAGE))
    assert [element.tag for element in page.elements] == ["html", "body", "div", "p", "aside", "p", "p"]


def test_each_name_is_asked_about_once() -> None:
    page = outline(html.document_fromstring(PAGE))
    asked: list[str] = []

    def is_meant(name: str) -> bool:
        asked.append(name)
        return name in ("lead", "newsletter")

    assert [element.tag for element in page.called(is_meant)] == ["p", "aside", "p"]
    assert sorted(asked) == ["lead", "newsletter", "story", "top"]
    assert [element.text for element in page.of_class(is_meant)] == ["One.", "Two."]


def test_elements_are_found_by_tag_and_by_role_in_page_order() -> None:
    markup = '<p><a rel="author" itemprop="name">A</a></p><h2>B</h2><a>C</a><h2 data-testid="d">D</h2>'
    page = outline(html.document_fromstring(f"<html><body>{markup}</body></html>"))
    assert [element.text for element in page.tagged("h2", "a")] == ["A", "B", "C", "D"]
    assert [element.text for element in page.having("itemprop", "rel", "data-testid")] == ["A", "D"]
    assert page.tagged("table") == [] and page.having("rel")[0].get("rel") == "author"
