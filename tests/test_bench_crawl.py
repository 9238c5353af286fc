"""The crawl bench counts what it says it counts; how fast anything is, no test asks."""

import json
import sys
import tomllib
from pathlib import Path

import pytest

from bench.crawl import (
    BenchError,
    Contestant,
    Expected,
    Result,
    Score,
    Site,
    Usage,
    compete,
    environment,
    measure,
    memory_of,
    newsroom_site,
    ratio,
    read_site,
    require_answers,
    score,
    session_of,
    write_sources,
)
from crawler.newsroom import Newsroom
from crawler.sources import load_sources

ARTICLES = [Expected("http://a.test/1", "zq1"), Expected("http://a.test/2", "zq2")]
ALL_LEFT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'sum(range(10**7))'])"


def result(filed: int, wall_s: float) -> Result:
    return Result(Usage(wall_s=wall_s, cpu_s=1.0), Score(expected=filed, filed=filed, with_token=filed))


def make_site(folder: Path, *rows: dict[str, str]) -> Path:
    (folder / "feeds.txt").write_text("http://a.test/feed\n", encoding="utf-8")
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("held", "filed", "with_token"),
    [
        pytest.param([("http://a.test/1", 1, "T", "a zq1 b")], 1, 1, id="filed"),
        pytest.param([("http://a.test/1", 1, "T", "nothing")], 1, 0, id="another-text"),
        pytest.param([("http://a.test/1", 1, "", "zq1")], 0, 0, id="no-title"),
        pytest.param([("http://a.test/1", 1, "T", None)], 0, 0, id="no-body"),
        pytest.param(
            [("http://a.test/1", 1, "T", "zq1"), ("http://a.test/1", 2, "T", "zq1")], 0, 0, id="twice"
        ),
        pytest.param(
            [("http://a.test/1", 1, "T", "zq1"), ("http://a.test/2", 1, "T", "zq1")], 0, 0, id="one-for-two"
        ),
        pytest.param([("http://b.test/1", 1, "T", "zq1")], 0, 0, id="elsewhere"),
    ],
)
def test_an_article_counts_when_it_is_filed_once_with_title_and_body(
    held: list[tuple[str, int, str | None, str | None]], filed: int, with_token: int
) -> None:
    assert score(ARTICLES, held) == Score(expected=2, filed=filed, with_token=with_token)


def test_the_ratio_is_that_of_neighbouring_runs() -> None:
    ours = [result(100, 1.0), result(100, 4.0), result(100, 2.0)]
    plain = [result(100, 2.0), result(100, 4.0), result(100, 6.0)]
    assert "2.00 (median of 2.00, 1.00, 3.00)" in ratio(ours, plain)


def test_a_site_is_cut_at_whole_hosts() -> None:
    site = Site(["http://a.test/f", "http://b.test/f"], [*ARTICLES, Expected("http://b.test/1", "zq3")])
    assert site.cut(None) == site
    assert site.cut(1) == Site(["http://a.test/f"], ARTICLES)
    assert site.cut(3) == site


def test_a_site_is_read_from_its_two_files(tmp_path: Path) -> None:
    site = read_site(make_site(tmp_path, {"url": "http://a.test/1", "token": "zq1", "title": "T"}))
    assert site == Site(["http://a.test/feed"], ARTICLES[:1])


def test_a_site_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"feeds\.txt"):
        read_site(tmp_path)
    with pytest.raises(BenchError, match=r"manifest\.jsonl"):
        read_site(make_site(tmp_path, {"url": "http://a.test/1"}))


def test_sources_are_one_a_host_and_load(tmp_path: Path) -> None:
    write_sources(["http://a.test/f", "http://b.test:81/f", "http://a.test/g"], tmp_path / "sources")
    sources = load_sources(tmp_path / "sources")
    assert [source.feeds for source in sources] == [
        ("http://a.test/f", "http://a.test/g"),
        ("http://b.test:81/f",),
    ]
    assert all(source.pace is not None and source.pace.delay_s == 0 for source in sources)
    assert tomllib.loads((tmp_path / "sources/site-002.toml").read_text())["homepage"] == "http://b.test:81/"


def test_a_server_that_does_not_answer_is_said_with_the_remedy() -> None:
    with Newsroom() as newsroom:
        feeds = newsroom_site(newsroom).feeds
        require_answers(feeds)
    with pytest.raises(BenchError, match="Serve the site first"):
        require_answers(feeds)


def test_the_newsroom_tells_what_its_bodies_hold() -> None:
    with Newsroom() as newsroom:
        site, truths = newsroom_site(newsroom), newsroom.truth()
    assert len(site.articles) == len(truths)
    for article, truth in zip(site.articles, truths, strict=True):
        assert article.token in " ".join("\n".join(truth.body).split())


def test_proc_is_read_whatever_a_process_is_called() -> None:
    assert session_of("17 (a) b (c) S 1 16 15 0 -1") == 15
    assert memory_of("00-ff ---p 0 00:00 0 [rollup]\nRss:    200 kB\nPss:   100 kB\nPss_Dirty: 7 kB\n") == (
        100,
        200,
    )


def test_proxies_are_not_measured() -> None:
    assert environment({"http_proxy": "x", "HTTPS_PROXY": "y", "PATH": "z"}) == {"PATH": "z"}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_process_that_outlives_its_parent_is_counted(tmp_path: Path) -> None:
    alone = measure([sys.executable, "-c", "pass"], tmp_path / "log")
    assert measure([sys.executable, "-c", ALL_LEFT], tmp_path / "log").cpu_s > alone.cpu_s


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_command_that_fails_is_shown_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"code 3.\nlast words"):
        measure([sys.executable, "-c", "print('last words'); raise SystemExit(3)"], tmp_path / "log")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crawl_that_files_nothing_is_an_error(tmp_path: Path) -> None:
    made = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('CREATE TABLE articles (url, title, text)')"
    nobody = Contestant(
        "nobody",
        lambda folder, archive: [sys.executable, "-c", made, str(archive)],
        "SELECT url, rowid, title, text FROM articles",
    )
    with pytest.raises(BenchError, match="nobody: filed none of 2 articles"):
        compete(nobody, Site(["http://a.test/feed"], ARTICLES), tmp_path, 1)
