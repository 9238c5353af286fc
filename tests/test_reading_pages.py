"""The pages for one article, a person, a place, a tag and a run, over a really filed archive."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from filing import add_source
from reading_archive import FERRY, MARKUP, NOTED, ODD_TITLE, SEEN, Filed, file_article, keep_captures
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from served_room import Room, arrived, css, look, opened

from crawler.web.room.changes import MAX_EDITED, headlines, steps
from crawler.web.room.citing import Person, citations, person
from crawler.web.room.printed import byline, roles
from crawler.web.room.record import linked_data
from pipelines.archive import reading
from pipelines.archive.archive import Archive
from pipelines.archive.marking import marked_article
from pipelines.archive.query import parse


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    return Filed(tmp_path_factory.mktemp("pages") / "archive.db", with_copy=True)


@pytest.fixture(scope="module")
def room(filed: Filed) -> Iterator[Room]:
    with opened(filed.path, filed.path.with_name("log")) as room:
        yield room


def test_the_hits_of_a_search_are_marked_and_numbered(room: Room, filed: Filed) -> None:
    page = room.get(f"/article/{filed.ferry}", q="ferry islands")
    assert re.findall(r'<mark id="hit-(\d)">([^<]+)</mark>', page.text) == [
        ("1", "Ferry"),
        ("2", "ferry"),
        ("3", "islands"),
    ]
    assert "3 hits" in page.words
    assert 'href="#hit-1"' in page.text
    assert 'href="/search?q=ferry+islands"' in page.text
    assert "<mark" not in room.get(f"/article/{filed.ferry}").text


def test_results_lead_to_the_article_with_their_hits(room: Room, filed: Filed) -> None:
    assert f'class="open" href="/article/{filed.ferry}?q=ferry"' in room.get("/search", q="ferry").text
    assert f'class="open" href="/article/{filed.ferry}"' in room.get("/search", q="source:echo").text


def test_hits_in_scripts_without_spaces_are_marked(room: Room, filed: Filed) -> None:
    page = room.get(f"/article/{filed.tokyo}", q="東京")
    assert page.text.count('">東京</mark>') == 2


@pytest.mark.parametrize("query", ["nothing of this", '"', "-only", "\x00", "source:echo", "x" * 3000])
def test_an_article_opens_whatever_search_it_is_asked_with(room: Room, filed: Filed, query: str) -> None:
    page = room.get(f"/article/{filed.ferry}", q=query)
    assert page.status == 200 and "<mark" not in page.text


def test_a_phrase_over_a_paragraph_break_is_marked_on_both_sides(filed: Filed) -> None:
    with closing(sqlite3.connect(filed.path)) as conn:
        found = marked_article(conn, filed.ferry, parse('"that night" "night they left"'))
    assert found is not None
    assert [[text for text, is_hit in block if is_hit] for block in found.body] == [
        ["that night."],
        ["They left"],
    ]


def test_what_stands_beside_an_article(room: Room, filed: Filed) -> None:
    page = room.get(f"/article/{filed.ferry}")
    assert f'More by <a href="/author/{filed.bo_lee}"' in page.text
    assert page.words.count("Harbour wall holds") == 1  # by the same person, from the same place, that day
    assert 'href="/place/Port%20Ellery"' in page.text and 'href="/tag/ferries"' in page.text
    assert 'href="/day/2026-11-22"' in page.text


@pytest.mark.parametrize(
    ("path", "there", "absent"),
    [
        pytest.param("/place/Port%20Ellery", "Harbour wall", "東京", id="place"),
        pytest.param("/place/PORT%20ELLERY", "Filed from Port Ellery", "東京", id="place-in-capitals"),
        pytest.param("/tag/FERRIES", "Harbour wall", "東京", id="tag-in-any-case"),
        pytest.param("/search?q=tag:ferries", "Harbour wall", "東京", id="tag-filter"),
        pytest.param("/section/Local", "Harbour wall", "Ferry crews", id="section"),
    ],
)
def test_a_shelf_holds_its_own(room: Room, path: str, there: str, absent: str) -> None:
    page = room.get(path)
    assert page.status == 200
    assert there in page.words and absent not in page.words


@pytest.mark.parametrize("path", ["/place/Nowhere", "/tag/nothing", "/run/999", "/article/1/version/1"])
def test_a_shelf_that_is_empty_is_a_404(room: Room, path: str) -> None:
    assert room.get(path).status == 404


def test_a_story_tells_who_had_it_first_and_what_was_added(room: Room, filed: Filed) -> None:
    page = room.get("/story/77")
    assert page.words.index("Harbour wall holds") < page.words.index("Wall holds, say engineers")
    assert "had it first" in page.words and "added 1 paragraph" in page.words
    assert "<ins>A sentence that only this paper has" in page.text
    assert 'href="/story/77"' in room.get(f"/article/{filed.wall}").text
    assert room.get("/story/78").status == 404


def test_a_shelf_shows_its_articles_over_time(room: Room, filed: Filed) -> None:
    for path in (f"/author/{filed.bo_lee}", "/place/Port%20Ellery", "/tag/ferries", "/section/Local"):
        page = room.get(path)
        assert 'aria-label="Articles over time"' in page.text, path
        assert "from%3A2026-11-22" in page.text, path


def test_a_run_says_what_it_did(room: Room, filed: Filed) -> None:
    page = room.get(f"/run/{filed.run}")
    assert page.status == 200
    assert "http 404 1" in page.words and "https://echo.example/gone" in page.words
    assert "Harbour wall holds" in page.words


def test_the_front_page_tells_what_changed_and_what_is_gone(room: Room, filed: Filed) -> None:
    page = room.get("/")
    assert f'href="/article/{filed.ferry}/changes"' in page.text
    assert "<del>Ferry crews return</del>" in page.text
    assert page.words.index("Taken down") < page.words.rindex("bars_and %")


def test_an_article_tells_what_happened_to_it(room: Room, filed: Filed) -> None:
    page = room.get(f"/article/{filed.odd}")
    assert "Taken down, seen 23 Nov 2026, 08:00 UTC (HTTP 410)" in page.words
    assert 'href="https://echo.example/amp/odd"' in page.text and "redirect" in page.words


def test_a_version_tells_what_changed_in_it(room: Room, filed: Filed) -> None:
    for path in (f"/article/{filed.ferry}", f"/article/{filed.ferry}/changes"):
        page = room.get(path)
        assert "+4 −0 words headline body" in page.words
        assert "back to version 1" in page.words.replace("went back", "back")


def test_every_version_can_be_read_whole(room: Room, filed: Filed) -> None:
    first, second = (room.get(f"/article/{filed.ferry}/version/{number}") for number in (1, 2))
    assert "Ferry crews walk out" in first.words and "1,900" in first.words
    assert "Ferry crews return" in second.words and "2,000" in second.words
    assert f'rel="next" href="/article/{filed.ferry}/version/2"' in first.text
    assert room.get(f"/article/{filed.ferry}/version/4").status == 404


def test_any_two_versions_can_be_compared(room: Room, filed: Filed) -> None:
    page = room.get(f"/article/{filed.ferry}/changes", **{"from": "1", "to": "3"})
    assert "Version 1 to version 3" in page.words
    assert "<ins> again</ins>" in page.text
    assert "2,000" not in page.words
    stepwise = room.get(f"/article/{filed.ferry}/changes")
    assert "<del>1,900</del><ins>2,000</ins>" in stepwise.text
    headings = re.findall(r'<ol class="headlines">(.*?)</ol>', stepwise.text, re.DOTALL)[0]
    assert [text for text in re.findall(r">([^<>]+)</a>", headings)] == [
        "Ferry crews walk out",
        "Ferry crews return",
        "Ferry crews walk out again",
    ]
    for odd in ({"from": "9", "to": "1"}, {"from": "x"}, {"from": "1", "to": "1"}):
        assert "Ferry crews return" in room.get(f"/article/{filed.ferry}/changes", **odd).words


def test_a_headline_that_comes_back_is_listed_again() -> None:
    states = [
        reading.Revision(number=n, seen_at="", title=title, standfirst=None, word_count=1, body="One.")
        for n, title in enumerate(["A", "A", "B", "A"], 1)
    ]
    assert [(one.text, one.number) for one in headlines(states)] == [("A", 1), ("B", 3), ("A", 4)]
    assert len(steps(states)) == 3


def test_where_each_value_came_from_is_told_on_demand(room: Room, filed: Filed) -> None:
    page = room.get(f"/article/{filed.ferry}")
    assert "title the page’s structured data" in page.words.replace("'", "’")
    assert "22 November 2026 at nine" in page.words


def test_the_page_states_the_article_as_data(room: Room, filed: Filed) -> None:
    def data(article_id: int) -> dict[str, object]:
        text = room.get(f"/article/{article_id}").text
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert len(found) == 1
        parsed: dict[str, object] = json.loads(found[0])
        return parsed

    ferry = data(filed.ferry)
    assert ferry["@type"] == "NewsArticle" and ferry["url"] == FERRY.url
    assert ferry["datePublished"] == "2026-11-22T09:00:00Z"
    assert ferry["author"] == [
        {"@type": "Person", "name": "Ana van der Berg"},
        {"@type": "Person", "name": "Bo Lee"},
    ]
    assert data(filed.odd)["headline"] == ODD_TITLE


def test_an_article_can_be_cited(room: Room, filed: Filed) -> None:
    plain = room.get(f"/article/{filed.ferry}/cite.txt").text
    assert plain.startswith(
        "van der Berg, Ana, Bo Lee. “Ferry crews walk out again.” Echo, 22 November 2026."
    )
    bibtex = room.get(f"/article/{filed.ferry}/cite.bib")
    assert "author = {van der Berg, Ana and Lee, Bo}," in bibtex.text
    assert bibtex.headers["content-disposition"].startswith("attachment;")
    (record,) = json.loads(room.get(f"/article/{filed.ferry}/cite.json").text)
    assert record["author"][0] == {"family": "van der Berg", "given": "Ana"}
    assert record["issued"] == {"date-parts": [[2026, 11, 22]]}
    wiki = room.get(f"/article/{filed.odd}/cite.wiki").text
    assert wiki.count("|") == wiki.count("=") and "&#123;braces&#125; &#124; bars" in wiki
    assert r"\& \{braces\} | bars\_and \%" in room.get(f"/article/{filed.odd}/cite.bib").text
    assert room.get(f"/article/{filed.odd}/cite.exe").status == 404


@pytest.mark.parametrize(
    ("name", "language", "parts"),
    [
        pytest.param("Ana Ferreira", "en", Person("Ferreira", "Ana"), id="two-words"),
        pytest.param("Ludwig van Beethoven", "de", Person("van Beethoven", "Ludwig"), id="particle"),
        pytest.param("Madonna", "en", Person("Madonna"), id="one-word"),
        pytest.param("佐藤花子", "ja", Person("佐藤花子"), id="unspaced"),
        pytest.param("Nagy Éva", "hu", Person("Nagy Éva"), id="family-name-first"),
        pytest.param("De Gaulle", "fr", Person("Gaulle", "De"), id="nothing-but-a-particle"),
        pytest.param("ليلى حداد", "ar", Person("ليلى حداد"), id="arabic"),
    ],
)
def test_names_are_parted_where_the_family_name_is_last(name: str, language: str, parts: Person) -> None:
    assert person(name, language) == parts


def test_a_citation_needs_neither_people_nor_a_date(filed: Filed) -> None:
    with closing(sqlite3.connect(filed.path)) as conn:
        found = reading.article(conn, filed.odd)
    assert found is not None
    found.published_at = None
    plain, bibtex, csl, wiki = citations(found, "http://archive.example/article/1")
    assert "author" not in bibtex.text and "year" not in bibtex.text
    assert "issued" not in csl.text and "|date=" not in wiki.text
    assert plain.text.startswith("“")


def test_a_day_says_how_many_articles_it_has_and_when_each_came(room: Room) -> None:
    page = room.get("/day/2026-11-22")
    listed = page.text.count('<li class="item">')
    assert listed > 3 and f"Sunday, 22 November 2026 {listed} articles " in page.words
    assert page.words.count("09:00 UTC") >= 3 and "22 Nov 2026" not in page.words


def test_a_text_rewritten_everywhere_is_compared_up_to_a_bound_and_nothing_is_lost() -> None:
    """Word by word costs the square of a paragraph: a page of endless rewrites would hold the room up."""
    paragraphs = MAX_EDITED + 50
    texts = [
        "\n\n".join(f"Paragraph {n} says {word} and nothing else." for n in range(paragraphs))
        for word in ("this", "that")
    ]
    states = [
        reading.Revision(
            number=number, seen_at="", title="A", standfirst=None, word_count=5 * paragraphs, body=text
        )
        for number, text in enumerate(texts, 1)
    ]
    (step,) = steps(states)
    assert sum(len(change.pieces) > 1 for change in step.body) == MAX_EDITED
    for kept, text in zip(("removed", "added"), texts, strict=True):
        found = ("".join(piece for piece, kind in one.pieces if kind in ("same", kept)) for one in step.body)
        assert "\n\n".join(paragraph for paragraph in found if paragraph) == text


def test_an_outlet_that_signs_is_no_person(filed: Filed) -> None:
    with closing(sqlite3.connect(filed.path)) as conn:
        found = reading.article(conn, filed.wall)
    assert found is not None
    found.byline = "Havenwire"
    found.authors = [
        reading.Credit(id=1, name="The Harbour Courier", role="outlet", place=None),
        reading.Credit(id=2, name="Echo", role="outlet", place=None),
        reading.Credit(id=3, name="Bo Lee", role="reporter", place=None),
    ]
    assert [name.text for name in byline(found)] == ["Havenwire", " · ", "Bo Lee"]
    assert roles(found) == ["Bo Lee: reporter"]
    plain, bibtex, csl, wiki = citations(found, "http://archive.example/article/1")
    assert plain.text.startswith("The Harbour Courier, Bo Lee. “")
    assert "author = {{The Harbour Courier} and Lee, Bo}" in bibtex.text
    assert json.loads(csl.text)[0]["author"] == [
        {"literal": "The Harbour Courier"},
        {"family": "Lee", "given": "Bo"},
    ]
    assert "|author1=The Harbour Courier |last2=Lee" in wiki.text
    stated = json.loads(linked_data(found, "http://archive.example/article/1"))
    assert [one["@type"] for one in stated["author"]] == ["Organization", "Organization", "Person"]


def test_pictures_are_shown_only_where_the_setting_allows_it(
    room: Room, filed: Filed, tmp_path: Path
) -> None:
    page = room.get(f"/article/{filed.ferry}")
    assert "<img" not in page.text and "Picture at echo.example" in page.words
    metadata = tmp_path / "metadata.json"
    metadata.write_text(json.dumps({"plugins": {"reading_room": {"pictures": True}}}))
    with opened(filed.path, tmp_path / "log", "-m", str(metadata)) as with_pictures:
        shown = with_pictures.get(f"/article/{filed.ferry}")
    assert '<img src="https://echo.example/quay.jpg"' in shown.text
    assert "img-src 'self' https: http:" in shown.headers["content-security-policy"]


@pytest.mark.browser
def test_a_reader_steps_from_hit_to_hit(room: Room, filed: Filed, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/article/{filed.ferry}?q=ferry")
    next_hit = browser.find_element(By.CSS_SELECTOR, "[title='Next hit']")
    next_hit.click()
    assert browser.find_element(By.CSS_SELECTOR, ".hits-count").text == "1 of 2"
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").get_attribute("id") == "hit-1"
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("n")
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").get_attribute("id") == "hit-2"
    body.send_keys("n")
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").get_attribute("id") == "hit-1"
    body.send_keys("p")
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").get_attribute("id") == "hit-2"


@pytest.mark.browser
def test_the_keys_are_listed_on_demand(room: Room, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/")
    dialog = browser.find_element(By.ID, "help-keys")
    assert not dialog.is_displayed()
    browser.find_element(By.TAG_NAME, "body").send_keys("?")
    assert dialog.is_displayed() and "next, previous hit" in dialog.text
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not dialog.is_displayed()


@pytest.mark.browser
def test_the_slider_walks_through_the_versions(room: Room, filed: Filed, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/article/{filed.ferry}/changes")
    slider = browser.find_element(By.ID, "slide")
    assert slider.is_displayed()
    slider.send_keys(Keys.HOME)
    arrived(browser, lambda url: "from=1&to=2" in url)
    assert Select(browser.find_element(By.ID, "compare-to")).first_selected_option.text.startswith("2")
    assert browser.find_element(By.CSS_SELECTOR, ".was-headline ins").text == "return"


@pytest.mark.browser
def test_versions_are_compared_without_javascript(
    room: Room, filed: Filed, browser: webdriver.Chrome
) -> None:
    look(browser, scripts=False)
    browser.get(f"{room.url}/article/{filed.ferry}/changes")
    assert not browser.find_element(By.ID, "slide").is_displayed()
    assert browser.find_element(By.CSS_SELECTOR, ".compare button").is_displayed()
    assert css(browser, "ins", "text-decoration-line") == "underline"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_changed_can_be_read_on_paper(
    room: Room, filed: Filed, browser: webdriver.Chrome, scheme: str
) -> None:
    """Printers leave backgrounds out: pale letters of the dark scheme would vanish."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "print", "features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    try:
        browser.get(f"{room.url}/article/{filed.ferry}/changes")
        assert css(browser, "ins", "color") == "rgba(0, 0, 0, 1)"
        assert css(browser, "del", "color") == "rgba(68, 68, 68, 1)"
        assert css(browser, "del", "text-decoration-line") == "line-through"
        assert css(browser, "body", "background-color") == "rgba(255, 255, 255, 1)"
        assert css(browser, ".compare", "display") == "none"
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@dataclass
class Noted:
    """A reading room whose article has a notice, a wall and a licence, and one that has the notice in its text."""

    room: Room
    article: int
    in_text: int


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Noted]:
    path = tmp_path_factory.mktemp("noted") / "archive.db"
    in_text = replace(
        NOTED,
        url="https://echo.example/in-text",
        title="A notice in the text",
        body=[*NOTED.body, NOTED.correction or ""],
        licence="javascript:alert(1)",
    )
    with Archive(path) as archive:
        add_source(archive, "echo")
        first, second = (file_article(archive, None, article, SEEN) for article in (NOTED, in_text))
        keep_captures(archive, first, NOTED.url)
    with opened(path, path.with_name("log")) as room:
        yield Noted(room, first, second)


def test_a_correction_stands_in_a_box_above_the_text(noted: Noted) -> None:
    page = noted.room.get(f"/article/{noted.article}")
    assert page.words.count(str(NOTED.correction)) == 1
    assert page.words.index(str(NOTED.correction)) < page.words.index(NOTED.body[0])
    assert 'class="notice correction" role="note"' in page.text
    within = noted.room.get(f"/article/{noted.in_text}")
    assert within.words.count(str(NOTED.correction)) == 1
    assert within.words.index(NOTED.body[1]) < within.words.index(str(NOTED.correction))
    assert within.text.count('role="note"') == 1


def test_wall_licence_printed_time_and_a_failed_capture_are_shown(noted: Noted) -> None:
    page = noted.room.get(f"/article/{noted.article}")
    assert "Modified, as printed Updated on the eve of Saint Andrew" in page.words
    assert f"the page says {NOTED.paywall_reason}" in page.words
    assert f'rel="license noopener noreferrer external" href="{NOTED.licence}"' in page.text
    assert (
        "Last page kept not taken for the article: error page (HTTP 200), 23 Nov 2026, 13:00 UTC"
        in page.words
    )
    other = noted.room.get(f"/article/{noted.in_text}")
    assert "Licence javascript:alert(1)" in other.words and 'href="javascript' not in other.text
    assert "Last page kept" not in other.words
    for shown in (page, other):
        assert MARKUP not in shown.text and "<b onclick" not in shown.text


def test_they_say_where_they_came_from_and_are_in_the_json(noted: Noted) -> None:
    page = noted.room.get(f"/article/{noted.article}")
    (told,) = re.findall(
        r"<summary>Where each value came from</summary>(.*?)</details>", page.text, re.DOTALL
    )
    names = re.findall(r"<dt>(.*?)</dt>", told)
    assert names == [
        *("correction", "entries", "licence", "modified", "paywalled"),
        *("modified, as printed", "what says that it is behind a wall"),
    ]
    record = json.loads(noted.room.get(f"/article/{noted.article}.json").text)
    for name in ("modified_raw", "paywall_reason", "licence", "correction"):
        assert record[name] == getattr(NOTED, name)
    assert record["failed_capture"] == {
        "reason": "error_page",
        "at": "2026-11-23T13:00:00Z",
        "http_status": 200,
    }


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_notice_is_a_box_of_its_own(noted: Noted, browser: webdriver.Chrome, scheme: str) -> None:
    look(browser, width=360, scheme=scheme)
    browser.get(f"{noted.room.url}/article/{noted.article}")
    box = browser.find_element(By.CSS_SELECTOR, ".correction")
    assert box.value_of_css_property("border-left-width") == "3px"
    assert box.value_of_css_property("background-color") != css(browser, "body", "background-color")
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert not browser.find_elements(By.CSS_SELECTOR, "[onclick]")
