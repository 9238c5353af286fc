"""Search over HTTP: answers as data, two queries on one timeline, saved searches, anything that can be typed."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import scrapy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_archive import Filed
from selenium import webdriver
from selenium.webdriver.common.by import By
from served_room import Room, arrived, opened
from sqlite_utils import Database

from crawler.web.room.charts import axis
from pipelines.archive import saved, search
from pipelines.archive.archive import Archive
from pipelines.archive.facets import facets
from pipelines.archive.matches import matches
from pipelines.archive.query import parse
from pipelines.archive.schema import migrations
from pipelines.archive.timeline import Unit, bars, timelines

XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
NAMES = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    filed = Filed(tmp_path_factory.mktemp("search") / "archive.db")
    with Archive(filed.path) as archive:
        for name, query in (("harbour", "ferry OR engineers"), ("odd", f"markup {XSS}"), ("none", "nowhere")):
            with archive.atomic():
                saved.save(archive.conn, name, query, "2026-11-22T12:00:00Z")
        archive.conn.execute("UPDATE articles SET title = '=SUM(1)' WHERE id = ?", [filed.wall])
    return filed


@pytest.fixture(scope="module")
def room(filed: Filed) -> Iterator[Room]:
    with opened(filed.path, filed.path.with_name("log")) as room:
        yield room


def test_the_page_links_to_its_own_answers_as_data(room: Room) -> None:
    page = room.get("/search", q="ferry harbour", order="ranked")
    assert 'href="/search.atom?q=ferry+harbour"' in page.text
    assert 'href="/search.csv?q=ferry+harbour&amp;order=ranked"' in page.text
    assert 'href="/search.json?q=ferry+harbour&amp;order=ranked"' in page.text


def test_a_table_has_the_articles_of_the_page(room: Room, filed: Filed) -> None:
    answer = room.get("/search.csv", q="harbour")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    listed = json.loads(room.get("/search.json", q="harbour").text)["articles"]
    assert [int(row["id"]) for row in rows] == [article["id"] for article in listed]
    assert rows[0]["reading_page"] == listed[0]["reading_page"]


def test_a_spreadsheet_runs_no_headline(room: Room) -> None:
    rows = list(csv.DictReader(io.StringIO(room.get("/search.csv", q="engineers").text)))
    assert [row["title"] for row in rows] == ["'=SUM(1)"]


def test_facets_can_be_clicked_for_every_filter(room: Room) -> None:
    page = room.get("/search", q="ferry")
    for words in ("source%3Aecho", "author%3A%22Bo+Lee%22", "section%3ATransport", "lang%3Aen"):
        assert f'href="/search?q=ferry+{words}"' in page.text
    for words in ("place%3A%22Port+Ellery%22", "month%3A2026-11"):
        assert f'href="/search?q=ferry+{words}"' in page.text
        assert "1 article for" in room.get(f"/search?q=ferry+{words}").words


def test_two_searches_stand_on_one_timeline(room: Room) -> None:
    page = room.get("/search", **{"q": "ferry", "with": "東京"})
    assert page.text.count('role="group" aria-label=') == 2
    assert 'name="with" value="東京"' in page.text
    assert 'href="/search?q=ferry"' in page.text  # stop comparing
    assert "1 東京" in page.words


@pytest.mark.parametrize(
    ("unit", "first", "last", "years"),
    [
        pytest.param("day", date(2026, 11, 1), date(2026, 11, 30), [], id="within-a-year"),
        pytest.param("month", date(2024, 6, 1), date(2026, 11, 30), ["2025", "2026"], id="months"),
        pytest.param(
            "quarter", date(2015, 1, 1), date(2026, 11, 30), [str(2016 + n) for n in range(11)], id="all"
        ),
        pytest.param(
            "year", date(1950, 1, 1), date(2026, 1, 1), [str(1960 + 10 * n) for n in range(7)], id="tens"
        ),
    ],
)
def test_the_years_below_a_timeline_stand_where_they_begin(
    unit: Unit, first: date, last: date, years: list[str]
) -> None:
    drawn = list(bars({}, first, last, unit))
    ticks = axis(drawn)
    assert [tick.label for tick in ticks] == years
    for tick in ticks:
        begun = drawn[round(tick.x / 100 * max(len(drawn), 24))]
        assert begun.first.isoformat() == f"{tick.label}-01-01"


@pytest.mark.parametrize("other", ["nowhere", '"', "-only", "\x00", XSS, "from:9999"])
def test_any_second_search_gives_a_page(room: Room, other: str) -> None:
    assert room.get("/search", **{"q": "ferry", "with": other}).status == 200
    assert room.get("/search", **{"q": "nowhere", "with": other}).status == 200


def test_a_hit_in_the_byline_or_dateline_is_shown(room: Room) -> None:
    assert "<mark>Berg</mark>" in room.get("/search", q="berg").text
    assert "<mark>Havenwire</mark>" in room.get("/search", q="havenwire").text


def entries(room: Room, path: str) -> list[ElementTree.Element]:
    answer = room.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.text).findall("a:entry", NAMES)


def test_a_saved_search_is_a_feed_of_what_is_new_and_what_changed(room: Room, filed: Filed) -> None:
    changed, new = entries(room, "/saved/harbour.atom")
    assert changed.findtext("a:id", "", NAMES) == f"tag:news-archive,2026:article/{filed.ferry}"
    assert changed.findtext("a:updated", "", NAMES) == "2026-11-22T14:00:00Z"  # the third text
    assert "the headline was: Ferry crews return" in changed.findtext("a:summary", "", NAMES)
    assert new.findtext("a:updated", "", NAMES) == "2026-11-22T12:00:00Z"
    assert [entry.findtext("a:id", "", NAMES) for entry in entries(room, "/search.atom?q=ferry")] == [
        f"tag:news-archive,2026:article/{filed.ferry}"
    ]


def test_ids_stay_when_the_archive_moves_house(filed: Filed, room: Room, tmp_path: Path) -> None:
    here = [entry.findtext("a:id", "", NAMES) for entry in entries(room, "/saved/harbour.atom")]
    with opened(filed.path, tmp_path / "log", "--setting", "base_url", "/papers/") as moved:
        there = entries(moved, "/papers/saved/harbour.atom")
        assert [entry.findtext("a:id", "", NAMES) for entry in there] == here
        link = there[0].find("a:link", NAMES)
        assert link is not None and link.get("href") == f"{moved.url}/papers/article/{filed.ferry}"
        for path in ("/papers/search?q=ferry&with=wall", "/papers/saved"):
            page = moved.get(path)
            assert set(re.findall(r'(?:href|src|action)="(/[^"/]*)', page.text)) == {"/papers"}


def test_an_old_article_that_comes_or_changes_today_is_in_the_feed(filed: Filed, tmp_path: Path) -> None:
    with closing(sqlite3.connect(f"file:{filed.path}?mode=ro", uri=True)) as conn:
        newest = [one.id for one in saved.followed(conn, parse("ferry OR wall OR 東京 OR markup"), limit=1)]
        assert newest == [filed.ferry]  # not the highest id, but changed last
        assert max(filed.wall, filed.odd, filed.tokyo) > filed.ferry


def test_the_saved_searches_are_listed_with_their_counts(room: Room) -> None:
    page = room.get("/saved")
    assert "harbour ferry OR engineers 2 2" in page.words
    assert 'href="/saved/harbour.atom"' in page.text
    assert room.get("/saved/harbour").text == room.get("/search", q="ferry OR engineers").text
    assert entries(room, "/saved/none.atom") == []
    for path in ("/saved/nothing", "/saved/nothing.atom", "/saved/a%2Fb.atom"):
        assert room.get(path).status == 404


def test_a_saved_query_gets_nowhere_as_markup(room: Room) -> None:
    for answer in (
        room.get("/saved"),
        room.get("/saved/odd"),
        room.get("/search", **{"q": "a", "with": XSS}),
    ):
        names = [name for name, attributes in answer.tags if name == "img" or "onerror" in attributes]
        assert names == []
        assert not [1 for name, attributes in answer.tags if name == "script" and "src" not in attributes]
    entries(room, "/saved/odd.atom")


def test_a_search_is_saved_listed_counted_and_removed_by_command(filed: Filed, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Filed(path)
    here = ("-s", f"ARCHIVE={path}")
    done = scrapy("save", "ports", "ferry", "OR", "harbour", *here)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "saved ports: ferry OR harbour"), done.stderr
    assert scrapy("save", "--list", *here).stdout == "ports\tferry OR harbour\n"
    told = scrapy("status", *here).stdout
    assert re.search(r"^ports +\d+ +2  ferry OR harbour$", told, re.MULTILINE), told
    assert scrapy("save", "--remove", "ports", *here).stdout == "removed ports\n"
    with closing(sqlite3.connect(path)) as conn:
        assert saved.saved_searches(conn) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["a/b", "ferry"], "letters, digits", id="name-with-a-slash"),
        pytest.param(["ports"], "a name and a query", id="no-query"),
        pytest.param(["ports", " -ferry"], "exclusions alone", id="only-an-exclusion"),
        pytest.param(["ports", "…"], "no word in it", id="no-word"),
        pytest.param(["--remove", "nothing"], "no search named 'nothing'", id="unknown-name"),
        pytest.param(["--list", "ports"], "nothing else", id="list-of-one"),
    ],
)
def test_what_cannot_be_saved_is_said(filed: Filed, arguments: list[str], said: str) -> None:
    options = ("-s", f"ARCHIVE={filed.path}")
    done = scrapy("save", *arguments, *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_search_can_be_saved_while_a_harvest_writes(filed: Filed) -> None:
    with closing(sqlite3.connect(filed.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(f"file:{filed.path}?mode=ro", uri=True)) as reader:
            assert saved.saved_search(reader, "harbour") is not None
        writer.execute("ROLLBACK")


def test_an_archive_of_an_earlier_version_is_told_apart_and_mended(filed: Filed, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as conn:
        migrations.apply(Database(conn), stop_before="m004_search")
    with opened(path, tmp_path / "log") as room:
        assert "An older archive" in room.get("/search", q="ferry").words
        assert room.get("/search.json", q="ferry").status == 503
        assert scrapy("status", "-s", f"ARCHIVE={path}").returncode == 0
        assert "An older archive" not in room.get("/search", q="ferry").words


# -- whatever can be typed ------------------------------------------------------------------------

SIGNS = st.sampled_from(
    [
        *(
            '"',
            "-",
            "*",
            "(",
            ")",
            ":",
            " ",
            "OR",
            "AND",
            "NOT",
            "NEAR",
            "NEAR/3",
            "NEAR(",
            ",",
            "|",
            "^",
            "{",
        ),
        *(
            "from:",
            "to:",
            "day:",
            "month:",
            "source:",
            "author:",
            "title:",
            "place:",
            "lang:",
            "-title:",
            "'",
        ),
        *(
            "ferry",
            "wall",
            "a",
            "xf",
            "xfa*",
            "0xb",
            "東京",
            "港",
            "เรือ",
            "é",
            "ß",
            "2026-11",
            "9999-12-31",
            "+",
        ),
        *("\x00", "\ud800", "\u202e", "\U0010fff0", "\u0301", "\uff0c", "\u3000", "ﾊﾞ", "🙂", "}"),
    ]
)
ANYTHING = st.one_of(
    st.lists(SIGNS, max_size=14).map("".join),
    st.lists(SIGNS, max_size=10).map(" ".join),
    st.text(max_size=60),
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_any_text_is_answered_by_a_real_archive(filed: Filed, text: str) -> None:
    with closing(sqlite3.connect(f"file:{filed.path}?mode=ro", uri=True)) as conn:
        query = parse(text, search.source_names(conn))
        found = matches(conn, query)
        for order in ("newest", "ranked"):
            results = search.search(conn, query, order=order)
            assert {hit.id for hit in results.hits} <= set(found.ids)
            assert results.total == found.count
        facets(conn, found)
        saved.followed(conn, query)
        spread = timelines(conn, [(query, found), (parse("ferry"), matches(conn, parse("ferry")))])
        assert spread[0].total.number == len(found.ids)
        # What is shown as the query means the same when it is typed again.
        again = parse(parse(query.without()).without(), search.source_names(conn))
        if not query.notices:
            assert again.match == query.match, query.without()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING, other=ANYTHING)
def test_any_text_is_answered_by_a_page(room: Room, text: str, other: str) -> None:
    for order in ("newest", "ranked"):
        assert room.get("/search", **{"q": text, "order": order, "with": other}).status == 200
    for path in ("/search.json", "/search.csv", "/search.atom"):
        assert room.get(path, q=text).status == 200
    ElementTree.fromstring(room.get("/search.atom", q=text).text)


# -- in a browser ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_reader_narrows_by_facet_and_timeline_and_compares(room: Room, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/search?q=ferry")
    browser.find_element(By.LINK_TEXT, "Port Ellery").click()
    arrived(browser, lambda url: "place" in url)
    assert len(browser.find_elements(By.CSS_SELECTOR, ".item")) == 1
    browser.find_element(By.CSS_SELECTOR, ".chart a").click()
    arrived(browser, lambda url: "from" in url)
    typed = browser.find_element(By.NAME, "q").get_attribute("value") or ""
    assert "from:2026-11-22 to:2026-11-22" in typed
    box = browser.find_element(By.NAME, "with")
    box.send_keys("wall")
    browser.find_element(By.CSS_SELECTOR, ".compare button").click()
    arrived(browser, lambda url: "with=wall" in url)
    assert len(browser.find_elements(By.CSS_SELECTOR, ".timeline .chart")) == 2
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
