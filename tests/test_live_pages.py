"""A live blog on the reading page: each entry under its time, with an address of its own."""

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filing import FETCHED_AT, add_source, file
from reading_archive import EVENING, NIGHT, STORM, STORM_LATER, STORM_OVER
from selenium import webdriver
from selenium.webdriver.common.by import By
from served_room import Room, css, look, opened

from crawler.newsroom import Newsroom
from crawler.web.room.postings import newest, parts
from crawler.web.room.printed import printed
from pipelines.archive import reading
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.extraction import extract
from pipelines.items import Article, Entry, Page

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
XSS = '</script></section><script>document.title = "run"</script><img src=x onerror=alert(2)>{{7*7}}'

HOSTILE = Article(
    url="https://echo.example/hostile-live",
    title="Live: the night of the count",
    body=[
        "What stands above the first entry.",
        XSS,
        "Below it, of the same entry.",
        "Half past.",
        "Same minute.",
    ],
    body_kinds="phppi",
    kind="live",
    language="en",
    published=EVENING,
    entries=[
        Entry(paragraph=1, at=NIGHT),
        Entry(paragraph=3, at=EVENING),
        Entry(paragraph=4, at=EVENING),
    ],
)
ARABIC = Article(
    url="https://echo.example/arabic-live",
    title="مباشر",
    body=["وصلت أول سفينة إلى الرصيف الجديد صباح الخميس."],
    kind="live",
    language="ar",
    published=EVENING,
    entries=[Entry(paragraph=0, at=EVENING)],
)


@dataclass
class Live:
    """A running reading room, and the ids of its live blogs."""

    room: Room
    budget: int
    hostile: int
    arabic: int
    storm: int
    """Filed in three states, the last without entries."""
    article: Article
    """The sample newsroom's live blog as it was extracted."""


def _filed(archive: Archive, article: Article) -> int:
    Frontier(archive).add_links("echo", None, [Link(url=article.url)])
    known = Frontier(archive).page_at(article.url)
    assert known is not None
    page = Page(
        page_id=known.page_id,
        source="echo",
        requested_url=article.url,
        url=article.url,
        status=200,
        body=b"",
        fetched_at=FETCHED_AT,
    )
    return file(archive, page, article).article_id


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("live")
    with Newsroom(now=NOW) as newsroom:
        url = next(row.url for row in newsroom.truth() if "budget-night-live" in row.url)
        with urllib.request.urlopen(url, timeout=30) as reply:
            budget = extract(reply.read(), url, content_type=reply.headers["content-type"])
    with Archive(folder / "archive.db") as archive:
        add_source(archive, "echo")
        first, hostile, arabic = (_filed(archive, article) for article in (budget, HOSTILE, ARABIC))
        (storm,) = {_filed(archive, article) for article in (STORM, STORM_LATER, STORM_OVER)}
    with opened(folder / "archive.db", folder / "log") as room:
        yield Live(room, first, hostile, arabic, storm, budget)


def test_every_entry_begins_with_its_time_and_has_an_address(live: Live) -> None:
    page = live.room.get(f"/article/{live.budget}")
    assert page.status == 200
    posted = re.findall(
        r'<section class="entry" id="([^"]+)">\s*<p class="posted"[^>]*><a href="#([^"]+)"[^>]*>'
        r'<time datetime="([^"]+)">',
        page.text,
    )
    assert len(posted) == len(live.article.entries) == 6
    assert all(anchor == target for anchor, target, _ in posted)
    assert len({anchor for anchor, _, _ in posted}) == 6
    assert [datetime.fromisoformat(at) for _, _, at in posted] == [entry.at for entry in live.article.entries]
    assert live.article.provenance["entries"] == "json-ld"
    assert page.text.count("</section>") == page.text.count("<section")
    last = live.article.entries[0].at.astimezone(UTC)
    assert f"6 entries, the last at {last:%H:%M} UTC" in page.words
    assert page.words.index(f"{last:%H:%M} UTC Passed") < page.words.index(
        "Passed, by the width of a handkerchief"
    )
    for paragraph in live.article.body:
        assert " ".join(paragraph.removeprefix("## ").split()) in page.words


def test_nothing_in_an_entry_is_markup(live: Live) -> None:
    page = live.room.get(f"/article/{live.hostile}")
    assert XSS in page.words
    assert "<img src=x" not in page.text and "<script>document" not in page.text
    entries = [attributes for tag, attributes in page.tags if attributes.get("class") == "entry"]
    assert [one["id"] for one in entries] == [
        "entry-20260314T001000Z",
        "entry-20260313T235000Z-2",
        "entry-20260313T235000Z",
    ]


def test_a_new_entry_changes_no_address_of_the_others(live: Live) -> None:
    with Archive(live.room.log.with_name("archive.db")) as archive:
        found = reading.article(archive.conn, live.hostile)
    assert found is not None
    before = parts(found, printed(found).body)
    assert before[0].anchor == ""
    last = newest(before)
    assert last is not None and last.at == "2026-03-14T00:10:00Z"
    assert [part.names_day for part in before] == [False, True, True, False]
    found.entries = [
        reading.Posting(0, "2026-03-14T00:10:00Z"),
        *found.entries,
    ]
    after = {part.text: part.anchor for part in parts(found, printed(found).body)}
    assert [after[part.text] for part in before if part.at] == [part.anchor for part in before if part.at]


def test_the_entries_are_in_the_articles_json(live: Live) -> None:
    answer = live.room.get(f"/article/{live.hostile}.json")
    assert answer.headers["content-type"].startswith("application/json")
    record = json.loads(answer.text)
    assert record["body"] == HOSTILE.body
    assert record["entries"][0] == {
        "at": "2026-03-14T00:10:00Z",
        "address": f"{live.room.url}/article/{live.hostile}#entry-20260314T001000Z",
        "text": f"{XSS}\n\nBelow it, of the same entry.",
    }
    page = live.room.get(f"/article/{live.hostile}").text
    (stated,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(stated)
    assert data["@type"] == "LiveBlogPosting"
    assert [one["datePublished"] for one in data["liveBlogUpdate"]] == [
        one["at"] for one in record["entries"]
    ]
    assert data["liveBlogUpdate"][0]["articleBody"] == record["entries"][0]["text"]
    missing = live.room.get("/article/1.json")
    assert missing.status == 404 and json.loads(missing.text) == {"ok": False, "error": "missing"}


def _times(html: str) -> list[str]:
    """The times printed above entries, in the order of the page."""
    return re.findall(r'<p class="posted"[^>]*>(?:<a [^>]*>)?<time datetime="([^"]+)">', html)


def test_each_version_of_a_live_blog_has_the_times_of_its_entries(live: Live) -> None:
    first = live.room.get(f"/article/{live.storm}/version/1")
    assert _times(first.text) == ["2026-03-14T00:10:00Z", "2026-03-13T23:50:00Z"]
    assert "2 entries, 13 Mar 2026, 23:50 UTC to 14 Mar 2026, 00:10 UTC" in first.words
    assert first.words.index("00:10 UTC The wind") < first.words.index("23:50 UTC The harbour bar")
    second = live.room.get(f"/article/{live.storm}/version/2")
    assert len(_times(second.text)) == 3 and "3 entries," in second.words
    assert second.text.count("</section>") == second.text.count("<section")
    last = live.room.get(f"/article/{live.storm}/version/3")
    assert _times(last.text) == [] and "entries" not in last.words


def test_what_changed_in_a_live_blog_says_which_entries_came_and_went(live: Live) -> None:
    steps = live.room.get(f"/article/{live.storm}/changes").text.split('class="step"')[1:]
    over, later = steps
    assert "3 entries no longer there" in over
    assert re.findall(r'datetime="[^"]+">(\d\d:\d\d)</time>', over)[:3] == ["23:50", "00:10", "01:05"]
    assert "more:" not in over
    assert "1 entry more: 14 Mar 2026 <time" in later and "no longer" not in later
    assert _times(later) == ["2026-03-14T01:05:00Z", "2026-03-13T23:50:00Z"]
    pieces = re.sub(r"\s+", " ", later)
    assert "01:05 UTC</time></p> <p><ins>A trawler has come in under tow.</ins></p>" in pieces
    assert "<del>the morning</del><ins>noon</ins>" in pieces


def test_entries_of_versions_filed_before_they_were_kept_are_unknown(live: Live) -> None:
    """They had their text only; the entries of the newest are not theirs."""
    with Archive(live.room.log.with_name("archive.db")) as archive:
        rows = archive.conn.execute(
            "SELECT entries IS NULL, body IS NULL FROM revisions WHERE article = ? ORDER BY revision",
            [live.storm],
        ).fetchall()
        assert rows == [(0, 0), (0, 0), (1, 1)]
        with pytest.raises(ZeroDivisionError), archive.atomic():
            archive.conn.execute("UPDATE revisions SET entries = NULL WHERE article = ?", [live.storm])
            archive.conn.execute(
                "UPDATE article_text SET entries = '[[0, \"x\"]]' WHERE id = ?", [live.storm]
            )
            states = reading.revisions(archive.conn, live.storm, with_text=True)
            assert [len(state.entries) for state in states] == [0, 0, 1]
            raise ZeroDivisionError  # so that the archive stays as it was


def test_a_file_without_the_entries_of_versions_is_said_to_be_older(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        add_source(archive, "echo")
        storm = _filed(archive, STORM)
        archive.conn.execute("ALTER TABLE article_text RENAME COLUMN entries TO not_yet")
    with opened(path, tmp_path / "log") as room:
        page = room.get(f"/article/{storm}")
    assert page.status == 503 and "An earlier version of the program made this file" in page.words


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360], ids=["desk", "phone"])
def test_a_live_blog_is_read_in_a_browser(
    live: Live, browser: webdriver.Chrome, width: int, scheme: str
) -> None:
    look(browser, width=width, scheme=scheme)
    browser.get(f"{live.room.url}/article/{live.budget}")
    entries = browser.find_elements(By.CSS_SELECTOR, ".text .entry")
    assert len(entries) == 6
    assert (
        css(browser, ".posted a", "color")
        == {
            "light": "rgba(127, 47, 49, 1)",
            "dark": "rgba(226, 160, 147, 1)",
        }[scheme]
    )
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    link = entries[3].find_element(By.CSS_SELECTOR, ".posted a")
    browser.execute_script("arguments[0].click()", link)
    assert browser.current_url.endswith("#" + str(entries[3].get_attribute("id")))
    assert css(browser, ".entry:target", "border-top-width") == "3px"


@pytest.mark.browser
def test_an_entry_runs_nothing_and_prints_plain(live: Live, browser: webdriver.Chrome) -> None:
    browser.get(f"{live.room.url}/article/{live.hostile}")
    assert browser.title.startswith("Live: the night of the count")
    assert not browser.find_elements(By.CSS_SELECTOR, ".text img, .text script")
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert css(browser, ".posted", "display") == "block"
        assert (
            browser.execute_script(
                "return getComputedStyle(document.querySelector('.posted a'), '::after').content"
            )
            == "none"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.browser
def test_a_time_reads_from_the_left_in_a_text_from_the_right(live: Live, browser: webdriver.Chrome) -> None:
    browser.get(f"{live.room.url}/article/{live.arabic}")
    line = browser.find_element(By.CSS_SELECTOR, ".posted")
    link = line.find_element(By.TAG_NAME, "a")
    assert link.value_of_css_property("direction") == "ltr"
    assert link.rect["x"] + link.rect["width"] > line.rect["x"] + line.rect["width"] - 5
