"""Articles and archives at the edges: no people, no time, very many of everything, nothing at all."""

import base64
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from filing import add_source
from reading_archive import SEEN, file_article
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from served_room import Answer, Room, look, opened

from crawler.web.room.wording import place_name
from pipelines.archive import reading
from pipelines.archive.archive import Archive
from pipelines.archive.ledger import Ledger
from pipelines.archive.removal import remove
from pipelines.items import Article, Author, Dateline

WORDS = 10_000
SENTENCE = "The harbour board heard on Monday what the new pier has cost the town so far this year."
BODY = [SENTENCE] * (WORDS // len(SENTENCE.split()) + 1)
ENDLESS = "Unterseebootshafenmeistereivorsteher" * 6

VAST = Article(
    url="https://echo.example/vast",
    title=f"{'A headline that does not end and goes on and on ' * 9}{ENDLESS[:60]}",
    standfirst="A standfirst as long as a paragraph of the text below it would be. " * 12,
    byline="By " + ", ".join(f"Reporter Number{n}" for n in range(30)),
    authors=[Author(name=f"Reporter Number{n}", role="Correspondent", place="Lisbon") for n in range(30)],
    tags=[f"tag number {n}" for n in range(49)] + [ENDLESS[:110]],
    section="A section with a name that is longer than any section ought to have, and then some more",
    dateline=Dateline(text="PORT ELLERY-ON-THE-WATER (Havenwire)", place="Port Ellery", separator=" — "),
    body=[
        "What it costs",
        *BODY,
        "stone",
        "timber",
        "“It was dear,” he said.",
        ENDLESS,
        "Pier 4 12.5 million",
    ],
    body_kinds="h" + "p" * len(BODY) + "iiq" + "pr",
    language="en",
    published=SEEN,
)
BARE = Article(url="https://echo.example/bare", title="?", body=["One line and nothing besides it."])
LISTED = Article(
    url="https://echo.example/listed",
    title="What the pier is made of",
    byline="By Ana Ferreira",
    dateline=Dateline(text="LISBON", place="Lisbon", separator=" — "),
    body=["What it costs", "More than was said.", "stone", "timber", "It was dear."],
    body_kinds="hpiiq",
    section="Sport",
    language="en",
    published=SEEN,
)
LISTED_LATER = replace(
    LISTED,
    title="What the pier was made of",
    byline="By Bo Lee",
    dateline=Dateline(text="PORTO", place="Porto", separator=" — "),
    body=["What it cost", "More than was said.", "stone", "timber", "iron", "It was dear."],
    body_kinds="hpiiiq",
    section="SPORT",
)
LISTED_AGAIN = replace(LISTED_LATER, body=["It was never built."], body_kinds="p")


@dataclass
class Odd:
    """A reading room over odd articles."""

    room: Room
    vast: int
    bare: int
    listed: int


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Odd]:
    path = tmp_path_factory.mktemp("odd") / "archive.db"
    with Archive(path) as archive:
        add_source(archive, "echo")
        vast = file_article(archive, None, VAST, SEEN)
        assert (
            file_article(archive, None, replace(VAST, title="Short at last"), SEEN + timedelta(hours=1))
            == vast
        )
        assert file_article(archive, None, VAST, SEEN + timedelta(hours=2)) == vast
        bare = file_article(archive, None, BARE, SEEN)
        (listed,) = {
            file_article(archive, None, state, SEEN + timedelta(hours=hours))
            for hours, state in enumerate((LISTED, LISTED_LATER, LISTED_AGAIN))
        }
        gone = file_article(archive, None, replace(BARE, url="https://echo.example/gone", title="Gone"), SEEN)
        remove(archive, ["https://echo.example/gone"], "asked for")
        assert gone == listed + 1
    with opened(path, path.with_name("log")) as room:
        yield Odd(room, vast, bare, listed)


def _text(page: Answer) -> str:
    """The text column's markup without the space between its elements."""
    found = re.search(r'<div class="text"[^>]*>(.*?)</div>', page.text, re.DOTALL)
    assert found is not None
    return re.sub(r">\s+<", "><", found[1]).strip()


def test_a_version_keeps_its_subheadings_lists_and_quotations(odd: Odd) -> None:
    assert _text(odd.room.get(f"/article/{odd.listed}/version/1")) == (
        "<h2>What it costs</h2><p>More than was said.</p><ul><li>stone</li><li>timber</li></ul>"
        "<blockquote><p>It was dear.</p></blockquote>"
    )
    second = _text(odd.room.get(f"/article/{odd.listed}/version/2"))
    assert second.startswith(
        '<h2>What it cost</h2><p><span class="dateline"><a href="/place/Porto">PORTO</a>'
    )
    assert "<li>iron</li></ul>" in second
    assert _text(odd.room.get(f"/article/{odd.listed}/version/3")).endswith("It was never built.</p>")


def test_a_version_has_the_byline_dateline_and_time_it_had(odd: Odd) -> None:
    first, last = (odd.room.get(f"/article/{odd.listed}/version/{number}") for number in (1, 3))
    assert "By Ana Ferreira LISBON 22 Nov 2026, 12:00 UTC 12 words" in first.words
    assert "By Bo Lee 22 Nov 2026, 12:00 UTC 4 words" in last.words


def test_what_changed_shows_subheadings_items_and_what_is_printed_with_the_text(odd: Odd) -> None:
    page = odd.room.get(f"/article/{odd.listed}/changes")
    assert ">Byline</dt>" in page.text and "<del>Ana</del><ins>Bo</ins>" in page.text
    assert "<del>LISBON</del><ins>PORTO</ins>" in page.text
    assert "<h3>What it <del>costs</del><ins>cost</ins></h3>" in page.text
    assert '<p class="was-item"><ins>iron</ins></p>' in page.text


def test_a_section_is_one_however_it_is_written(odd: Odd) -> None:
    for name in ("Sport", "SPORT", "sport"):
        page = odd.room.get(f"/section/{name}")
        assert page.status == 200 and "What the pier was made of" in page.words, name
        assert "Section SPORT" in page.words


def test_the_front_page_counts_the_newest_day_by_source_and_section(
    odd: Odd, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = odd.room.get("/")
    assert "22 Nov 2026 by source Echo 3" in front.words
    assert re.search(r"22 Nov 2026 by section .*SPORT 1", front.words)
    narrowed = re.search(r'href="(/search\?q=section[^"]+)" dir="auto">SPORT', front.text)
    assert narrowed is not None
    assert "1 article for" in odd.room.get(narrowed[1].replace("&amp;", "&")).words
    monkeypatch.setattr(reading, "SECTIONS_OF", 2)
    with closing(sqlite3.connect(odd.room.log.with_name("archive.db"))) as conn:
        day = reading.day_in_short(conn, SEEN.date())
    assert (day.articles, day.counted) == (3, 2)


def test_an_article_without_people_time_and_section_shows_no_trace_of_them(odd: Odd) -> None:
    page = odd.room.get(f"/article/{odd.bare}")
    assert page.status == 200
    assert "Echo ? first seen 22 Nov 2026, 12:00 UTC · 1 min" in page.words.replace("UTC 1", "UTC · 1")
    assert "None" not in page.words and 'class="byline"' not in page.text and 'class="tags"' not in page.text
    assert not re.search(r'<span class="dot"></span>\s*(<span class="dot">|</p>)', page.text)
    assert not re.search(r"<(p|ul|ol|dl|section)[^>]*>\s*</\1>", page.text)
    assert odd.room.get("/day/2026-11-22").words.count("None") == 0


def test_nothing_of_a_vast_article_is_left_out(odd: Odd) -> None:
    page = odd.room.get(f"/article/{odd.vast}")
    assert page.words.count(SENTENCE) == len(BODY)
    assert page.text.count('rel="author"') == 30
    assert page.text.count('href="/tag/') == 50
    assert " ".join(VAST.title.split()) in page.words
    assert f"{WORDS // 230 + 1} min" in page.words or f"{round(WORDS / 230)} min" in page.words


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_the_oddest_article_fits_its_window(odd: Odd, browser: webdriver.Chrome, width: int) -> None:
    """320 is what a window of 1,280 has at 400 % (WCAG 2.2, 1.4.10), 640 at 200 %."""
    look(browser, width=width)
    paths = [f"/article/{id}" for id in (odd.vast, odd.bare, odd.listed)]
    paths += [
        f"/article/{odd.vast}/changes",
        f"/article/{odd.vast}/version/1",
        "/",
        "/search?q=harbour",
        "/saved",
    ]
    for path in [*paths, "/day/2026-11-22", "/sources", "/archive", "/archive/articles", "/nothing"]:
        browser.get(f"{odd.room.url}{path}")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(
    "path", ["/nothing", "/archive/nothing", "/day/tomorrow", "/article/7", "/article/{gone}"]
)
def test_what_is_not_there_is_said_in_the_houses_own_style(odd: Odd, path: str) -> None:
    page = odd.room.get(path.format(gone=odd.listed + 1))
    assert page.status == (410 if "{gone}" in path else 404)
    assert 'role="search"' in page.text and 'class="column message"' in page.text
    title = re.search(r"<title>(.*?)</title>", page.text)
    assert title is not None and title[1].endswith(" · The Archive") and "Error" not in title[1]


EMPTY = [
    "/",
    "/search?q=ferry",
    "/search?q=ferry&with=port",
    "/sources",
    "/saved",
    "/day/2026-11-22",
    "/archive",
]


@pytest.mark.parametrize("ran", [False, True], ids=["before-the-first-run", "after-a-run-that-filed-nothing"])
def test_an_empty_archive_says_what_to_do(tmp_path: Path, ran: bool) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        add_source(archive, "echo")
        run = Ledger(archive, "harvest") if ran else None
        if run is not None:
            run.finish("finished")
    with opened(path, tmp_path / "log") as room:
        for address in EMPTY:
            assert room.get(address).status == 200, address
        for address in EMPTY[:2]:
            page = room.get(address)
            assert "Nothing in the archive yet" in page.words and "scrapy harvest" in page.words
            assert ("filed nothing" in page.words) == ran, address
            assert ('href="/run/1"' in page.text) == ran, address
        for ending in ("json", "csv", "atom"):
            assert room.get(f"/search.{ending}?q=ferry").status == 200


@pytest.mark.browser
def test_one_article_alone_makes_every_page(tmp_path: Path, browser: webdriver.Chrome) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        add_source(archive, "echo")
        alone = file_article(archive, None, BARE, SEEN)
    with opened(path, tmp_path / "log") as room:
        for address in (
            *EMPTY,
            f"/article/{alone}",
            f"/article/{alone}/changes",
            "/search?q=line",
            "/source/echo",
        ):
            browser.get(f"{room.url}{address}")
            assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1, address
            assert "None" not in browser.find_element(By.TAG_NAME, "main").text
        browser.get(f"{room.url}/")
        assert browser.find_element(By.CSS_SELECTOR, ".tally").text == "1 article from 1 source"


def _printed_pages(browser: webdriver.Chrome) -> int:
    """How many sheets of paper the page at hand takes."""
    pdf = browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(pdf["data"])))


@pytest.mark.browser
def test_a_long_article_is_printed_whole_and_a_list_begins_on_the_first_sheet(
    odd: Odd, browser: webdriver.Chrome
) -> None:
    browser.get(f"{odd.room.url}/article/{odd.vast}")
    assert 15 < _printed_pages(browser) < 40
    browser.get(f"{odd.room.url}/section/sport")
    assert _printed_pages(browser) == 1
    browser.get(f"{odd.room.url}/")
    assert _printed_pages(browser) <= 2


def test_a_headline_without_end_is_set_small_and_cut_in_lists(odd: Odd) -> None:
    assert '<h1 class="long" lang="en"' in odd.room.get(f"/article/{odd.vast}").text
    assert 'class="long"' not in odd.room.get(f"/article/{odd.listed}").text
    front = odd.room.get("/").words
    assert "A headline that does not end" in front and " ".join(VAST.title.split()) not in front


@pytest.mark.browser
def test_what_stands_above_a_text_from_the_right_stands_at_the_right(
    tmp_path: Path, browser: webdriver.Chrome
) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        add_source(archive, "echo")
        arabic = replace(BARE, title="عبّارة الفجر", body=["عادت العبّارة."], language="ar")
        number = file_article(archive, None, arabic, SEEN)
    with opened(path, tmp_path / "log") as room:
        for address in ("/", f"/article/{number}"):
            browser.get(f"{room.url}{address}")
            meta = browser.find_element(By.CSS_SELECTOR, ".item .meta, .head .meta")
            assert meta.value_of_css_property("text-align") == "right", address
            assert meta.value_of_css_property("direction") == "ltr", address


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        pytest.param("PORT ELLERY", "Port Ellery", id="in-capitals"),
        pytest.param("GULL SOUND, Harrowmere", "Gull Sound, Harrowmere", id="one-part-in-capitals"),
        pytest.param("SANTA FE, N.M.", "Santa Fe, N.M.", id="a-state-in-short"),
        pytest.param("LONDON, UK", "London, UK", id="a-country-in-short"),
        pytest.param("SAINT-MALO, FRANCE", "Saint-Malo, France", id="a-country-in-full"),
        pytest.param("Le Caire", "Le Caire", id="as-it-is"),
        pytest.param("東京", "東京", id="no-capitals"),
    ],
)
def test_a_place_is_named_in_small_letters(printed: str, shown: str) -> None:
    assert place_name(printed) == shown


@pytest.mark.browser
@pytest.mark.parametrize(("width", "is_shown"), [(360, True), (1280, False)])
def test_on_a_telephone_a_link_leads_past_the_results_to_the_filters(
    odd: Odd, browser: webdriver.Chrome, width: int, is_shown: bool
) -> None:
    look(browser, width=width)
    browser.get(f"{odd.room.url}/search?q=harbour")
    link = browser.find_element(By.CSS_SELECTOR, ".to-narrow")
    assert link.is_displayed() == is_shown
    if is_shown:
        link.click()
        assert browser.current_url.endswith("#narrow")


@pytest.mark.browser
def test_the_keyboard_can_skip_a_chart_of_many_days(tmp_path: Path, browser: webdriver.Chrome) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        add_source(archive, "echo")
        for days in range(14):
            told = replace(BARE, url=f"https://echo.example/{days}", published=SEEN - timedelta(days=days))
            file_article(archive, None, told, SEEN)
    with opened(path, tmp_path / "log") as room:
        browser.get(f"{room.url}/")
        link = browser.find_element(By.CSS_SELECTOR, ".skip-chart")
        assert link.size["width"] <= 1
        browser.execute_script("arguments[0].focus()", link)
        assert link.text == "Skip 14 bars" and link.size["width"] > 50
        link.send_keys(Keys.ENTER)
        browser.switch_to.active_element.send_keys(Keys.TAB)
        assert browser.switch_to.active_element.text == "Echo"  # the first of the list, past fourteen days
        browser.get(f"{room.url}/author/1")
        assert not browser.find_elements(By.CSS_SELECTOR, ".skip-chart")
