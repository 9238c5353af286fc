"""One hostile newsroom, harvested twice: what is honest arrives, what is not costs itself alone."""

import resource
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from commands import harvest, scrapy
from newsroom.hostile import CASES, HONEST, SITEMAPS, HostileSite

ONLY_THE_NEWSROOM = (
    *("-s", "ALLOWED_NETWORKS=127.0.0.0/26"),
    *("-s", "DOWNLOAD_TIMEOUT=4", "-s", "DOUBTED_PAUSE=1"),
)
MOST_MEMORY_KB = 1_000_000  # of the largest process; the workers' bound is in the settings


class Harvested:
    """The newsroom after two harvests."""

    def __init__(self, folder: Path) -> None:
        self.archive = folder / "archive.db"
        source = folder / "hostile.toml"
        self.site = HostileSite()
        source.write_text(self.site.source(), encoding="utf-8")
        with self.site.running():
            self.first = self._harvest(source)
            self.asked_first = self.site.asked.copy()
            self.second = self._harvest(source)
            self.asked_second = self.site.asked - self.asked_first
        self.pages = {
            url.rpartition("/")[2]: (state, reason)
            for url, state, reason in self.rows("SELECT url, state, reason FROM pages")
        }

    def _harvest(self, source: Path) -> subprocess.CompletedProcess[str]:
        return harvest(self.archive, source, options=ONLY_THE_NEWSROOM)

    def rows(self, sql: str) -> list[tuple[str, ...]]:
        """What the archive answers."""
        with closing(sqlite3.connect(self.archive)) as conn:
            return conn.execute(sql).fetchall()


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Harvested:
    return Harvested(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("name", CASES)
def test_each_case_ends_as_it_should(harvested: Harvested, name: str) -> None:
    case = CASES[name]
    assert harvested.pages[name] == (case.state, case.reason)
    filed = harvested.rows(f"SELECT id FROM articles WHERE url LIKE '%/{name}'")
    assert len(filed) == (1 if case.state == "done" else 0)
    assert harvested.asked_first[f"/{name}"] <= case.most_requests


@pytest.mark.parametrize("name", SITEMAPS)
def test_each_sitemap_is_read_within_its_bounds(harvested: Harvested, name: str) -> None:
    sitemap, url = SITEMAPS[name], f"{harvested.site.url}/{name}"
    read = harvested.rows(f"SELECT coalesce(kind, 'failed'), reason FROM feeds WHERE url = '{url}'")
    assert read == [(sitemap.state, sitemap.reason)]
    for asked in (harvested.asked_first, harvested.asked_second):
        assert asked[f"/{name}"] == sitemap.most_requests


def test_an_index_that_names_itself_leads_nowhere_twice(harvested: Harvested) -> None:
    again = "/sitemap-circle?again=1"
    assert (harvested.asked_first[again], harvested.asked_second[again]) == (1, 0)
    assert len(harvested.rows("SELECT id FROM feeds WHERE url LIKE '%/sitemap-circle%'")) == 2


def test_a_feed_that_links_a_sitemap_makes_no_page_of_it(harvested: Harvested) -> None:
    assert not {name for name in harvested.pages if name.startswith("sitemap")}


@pytest.mark.parametrize("name", ["feed-for-an-article", "urlset-for-an-article"])
def test_what_is_no_page_is_kept_with_the_word_for_it(harvested: Harvested, name: str) -> None:
    kept = harvested.rows(f"SELECT reason FROM captures WHERE url LIKE '%/{name}'")
    assert kept == [("not_html",)]


def test_every_honest_article_is_filed_once(harvested: Harvested) -> None:
    filed = harvested.rows("SELECT url FROM articles WHERE url LIKE '%/honest-%'")
    assert sorted(url.rpartition("/")[2] for (url,) in filed) == sorted(f"honest-{n}" for n in range(HONEST))


def test_not_one_byte_is_asked_of_the_forbidden_network(harvested: Harvested) -> None:
    assert harvested.site.asked_inside == []


def test_the_summary_and_the_exit_code_tell_the_truth(harvested: Harvested) -> None:
    done = sum(case.state == "done" for case in CASES.values()) + HONEST
    failed = sum(case.state == "failed" for case in CASES.values())
    line = next(line for line in harvested.first.stdout.splitlines() if line.startswith("hostile"))
    found, new, changed, unchanged, lost = map(int, line.split()[1:6])
    inside = 1  # the address of the forbidden network that a sitemap names
    assert (found, new, changed, unchanged, lost) == (
        len(CASES) + HONEST + inside,
        done,
        0,
        0,
        failed + inside,
    )
    assert harvested.pages["the-secret-of-the-harbour-board"] == ("failed", "private_address")
    assert "sitemap: not_a_sitemap 1" in line
    assert "sitemap: too_large 1" in line
    assert harvested.first.returncode == 0
    assert harvested.first.stderr == ""


def test_the_second_harvest_asks_for_nothing_it_has(harvested: Harvested) -> None:
    assert harvested.second.returncode == 0
    again = {path for path, times in harvested.site.asked.items() if times > harvested.asked_first[path]}
    assert again <= {"/robots.txt", "/feed.xml", *(f"/{name}" for name in SITEMAPS)}


def test_no_process_outgrows_its_bound(harvested: Harvested) -> None:
    assert harvested.first.returncode == 0
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY_KB


def test_what_is_stored_is_text_and_nothing_else(harvested: Harvested) -> None:
    with closing(sqlite3.connect(harvested.archive)) as conn:
        conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)")
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        texts = conn.execute("SELECT title, body FROM articles JOIN article_text USING (id)").fetchall()
    for title, body in texts:
        assert len(title) <= 500
        assert not {c for c in title if ord(c) < 32 or c in "\x7f\u202e"}
        assert not {c for c in body if (ord(c) < 32 and c != "\n") or 0xD800 <= ord(c) <= 0xDFFF}


def test_nothing_a_page_says_reaches_the_terminal_raw(harvested: Harvested) -> None:
    said = scrapy("search", "storm", "-s", f"ARCHIVE={harvested.archive}")
    assert "CRITICAL fake" in said.stdout
    for run in (harvested.first, harvested.second, said):
        assert "\x1b" not in run.stdout + run.stderr
        assert "\n2026-01-01 [root]" not in run.stdout + run.stderr
