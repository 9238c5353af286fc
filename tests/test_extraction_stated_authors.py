"""The authors whom metadata name, in every shape in which systems write them."""

import json
from html import escape

import pytest

from pipelines.extraction import extract
from pipelines.items import Article

TEXT = "The river rose by nearly two metres overnight and reached the market square before dawn. " * 4


def article(head: str = "", above: str = "") -> Article:
    html = (
        f"<html lang='en'><head><title>River floods the square</title>{head}</head><body><article>"
        f"<h1>River floods the square</h1>{above}<div><p>{TEXT}</p><p>{TEXT}</p></div></article></body></html>"
    )
    return extract(html.encode(), "https://courier.example/news/river")


def stated(**said: object) -> str:
    node = {"@type": "NewsArticle", "headline": "River floods the square", **said}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{escape(value)}">'


def person(name: object) -> dict[str, object]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize(
    ("head", "names"),
    [
        pytest.param(stated(author=person(["Maud Kessling", "Ivo Brandt"])), ["Maud Kessling", "Ivo Brandt"], id="two"),
        pytest.param(stated(author=person("O&amp;#039;Dunmore Sile")), ["O'Dunmore Sile"], id="escaped-twice"),
        pytest.param(stated(author=person('<a href="/a">Maud Kessling</a>')), ["Maud Kessling"], id="link-in-the-name"),
        pytest.param(stated(author=person("Kessling, Maud")), ["Maud Kessling"], id="surname-first"),
        pytest.param(stated(author=person("Berlin, Paris")), [], id="two-cities"),
        pytest.param(stated(author=person("Redaktion, Kiel")), [], id="desk-and-town"),
        pytest.param(meta("dcterms.creator", "Kessling, Maud A."), ["Maud A. Kessling"], id="library"),
        pytest.param(meta("vf:author", "Maud Kessling"), ["Maud Kessling"], id="comment-system"),
        pytest.param(
            meta("parsely-page", '{"authors": ["Maud Kessling"], "section": "Local"}'), ["Maud Kessling"], id="in-one"
        ),
        pytest.param(meta("parsely-page", '{"authors": [1, {'), [], id="in-one-and-broken"),
        pytest.param(meta("author", "Blue Harbour Web Design"), [], id="who-made-the-site"),
    ],
)  # fmt: skip
def test_a_stated_author_is_found_in_any_shape(head: str, names: list[str]) -> None:
    assert [author.name for author in article(head).authors if author.is_person] == names


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("Napisane przez", id="polish"),
        pytest.param("Autor", id="several"),
        pytest.param("Scris de", id="romanian"),
        pytest.param("Συντάκτης", id="greek"),
        pytest.param("كتب بواسطة", id="arabic"),
        pytest.param("נכתב על ידי", id="hebrew"),
        pytest.param("Ditulis oleh", id="indonesian"),
        pytest.param("投稿者", id="japanese"),
        pytest.param("글쓴이", id="korean"),
    ],
)
def test_a_label_of_a_card_names_the_author_in_any_language(label: str) -> None:
    head = meta("twitter:label1", label) + meta("twitter:data1", "Maud Kessling")
    assert [author.name for author in article(head).authors] == ["Maud Kessling"]


def test_a_label_of_a_card_may_say_something_else() -> None:
    assert (
        article(meta("twitter:label1", "Est. reading time") + meta("twitter:data1", "3 Minutes")).authors
        == []
    )


def test_who_helped_is_told_from_who_wrote() -> None:
    head = stated(
        author=person("Maud Kessling"), contributor=[person("Rhea Stoll")], translator=person("Ivo Brandt")
    )
    found = article(head, '<p class="byline">By Maud Kessling</p>')
    assert [(one.name, one.role) for one in found.authors] == [
        ("Maud Kessling", None),
        ("Rhea Stoll", "contributor"),
        ("Ivo Brandt", "translation"),
    ]
    assert found.byline == "By Maud Kessling"


def test_a_contributor_who_is_a_company_is_nobody() -> None:
    company = {"@type": "Organization", "name": "Quay Pictures"}
    assert [
        one.name for one in article(stated(author=person("Maud Kessling"), contributor=company)).authors
    ] == ["Maud Kessling"]


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            '<p property="schema:author"><b property="schema:name">Maud Kessling</b></p>', id="prefixed"
        ),
        pytest.param(
            '<p property="author" typeof="Person"><b property="name">Maud Kessling</b></p>', id="plain"
        ),
    ],
)
def test_attributes_of_rdfa_name_author_and_time(above: str) -> None:
    time = '<span property="dc:date dc:created" content="2026-03-03T09:10:00+01:00">Tuesday</span>'
    found = article(above=above + time)
    assert [author.name for author in found.authors] == ["Maud Kessling"]
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-03T09:10:00+01:00"
    assert found.provenance["published"] == "markup"
