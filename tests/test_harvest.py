"""The whole way: real pages from a real server, through Scrapy and the workers, into SQLite."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from commands import LOOPBACK, ROOT, command, environment, harvest, scrapy

from crawler.newsroom import Newsroom, Truth
from pipelines.captures import read_capture
from pipelines.items import Capture

Row = dict[str, Any]


def rows(archive: Path, sql: str, *args: object) -> list[Row]:
    with closing(sqlite3.connect(archive)) as conn:
        conn.row_factory = sqlite3.Row
        return [dict(row) for row in conn.execute(sql, args)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture
def sources(newsroom: Newsroom, tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    newsroom.write_sources(folder)
    return folder


class Harvested:
    """One newsroom harvested once, for every test that only reads."""

    def __init__(self, folder: Path, room: Newsroom) -> None:
        self.archive = folder / "archive.db"
        self.sources = folder / "sources"
        self.room = room
        room.write_sources(self.sources)
        self.run = harvest(self.archive, self.sources)
        self.truth = room.truth()
        self.traps = room.traps
        self.requests = list(room.requests)
        self.delayed = [r.at_s for r in room.requests.matching(publisher="northmoor-echo")]


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harvested]:
    with Newsroom() as room:
        yield Harvested(tmp_path_factory.mktemp("harvested"), room)


class ComeBack:
    """A copy of that archive after two further harvests: nothing had changed, then some articles had."""

    def __init__(self, before: Harvested, folder: Path) -> None:
        shutil.copytree(before.archive.parent, folder)
        self.archive, room = folder / before.archive.name, before.room
        self.rows_before = self._counted()
        room.requests.clear()
        self.run = harvest(self.archive, before.sources)
        self.rows_after = self._counted()
        self.requests = list(room.requests)
        self.changing = {truth.url: truth for truth in room.truth() if truth.changes}
        room.next_crawl(datetime.now(UTC))  # later than the first fetch by more than its clock's whole second
        self.last_run = harvest(self.archive, before.sources)
        self.truth = {truth.url: truth for truth in room.truth()}

    def _counted(self) -> dict[str, int]:
        tables = ("articles", "article_text", "revisions", "authors", "pages", "feeds", "sources")
        return {table: rows(self.archive, f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in tables}


@pytest.fixture(scope="module")
def come_back(harvested: Harvested, tmp_path_factory: pytest.TempPathFactory) -> ComeBack:
    return ComeBack(harvested, tmp_path_factory.mktemp("come-back") / "copy")


def test_every_article_is_filed_once_and_no_trap_is(harvested: Harvested) -> None:
    assert harvested.run.returncode == 0, harvested.run.stderr
    filed = [row["url"] for row in rows(harvested.archive, "SELECT url FROM articles")]
    assert sorted(filed) == sorted(truth.url for truth in harvested.truth)
    assert not {trap.url for trap in harvested.traps} & set(filed)


def test_what_the_feeds_leave_out_is_found_in_sitemaps_and_section_pages(harvested: Harvested) -> None:
    named = {
        (row["source"], row["role"]): row["n"]
        for row in rows(
            harvested.archive,
            "SELECT pages.source, role, count(*) AS n FROM pages JOIN feeds ON feeds.id = feed "
            "WHERE article IS NOT NULL AND pages.reason IS NULL GROUP BY 1, 2",
        )
    }
    assert named["harbour-courier", "sitemap"] == 22 - 8
    assert named["talbote", "sitemap"] == 12 - 6
    assert named["northmoor-echo", "section"] == 6 - 4


def test_titles_times_sections_and_languages_are_as_printed(harvested: Harvested) -> None:
    stored = {row["url"]: row for row in rows(harvested.archive, "SELECT * FROM articles")}
    wrong = []
    for truth in harvested.truth:
        row = stored[truth.url]
        published = row["published_at"] or ""
        expected = truth.published.strftime("%Y-%m-%dT%H:%M:%SZ")
        same_time = (
            published[:16] == expected[:16] if truth.zone_in_page else abs(_hours(published, expected)) <= 24
        )
        if (
            row["title"] != " ".join(truth.title.split())
            or not same_time
            or (row["language"] or "")[:2] != truth.language[:2]
        ):
            wrong.append((truth.url, row["title"], truth.title, published, expected, row["language"]))
    assert not wrong


def test_every_page_is_kept_as_it_came(harvested: Harvested) -> None:
    kept = rows(harvested.archive, "SELECT * FROM captures")
    assert len({row["file"] for row in kept}) == 1
    for row in kept:
        capture = Capture(file=row["file"], offset=row["offset"], length=row["length"], digest=row["digest"])
        body, content_type = read_capture(harvested.archive.parent, capture)
        assert content_type == row["content_type"]
        assert b"<html" in body.lower() or row["reason"] == "empty"
    articles = {row["article"] for row in kept if row["article"]}
    assert len(articles) == len(harvested.truth)
    failed = {row["reason"] for row in kept if not row["article"]}
    assert {"listing", "login", "consent_wall"} <= failed


def _hours(one: str, other: str) -> float:
    if not one:
        return 1e9
    form = "%Y-%m-%dT%H:%M:%SZ"
    return (datetime.strptime(one, form) - datetime.strptime(other, form)).total_seconds() / 3600


def test_bodies_hold_the_story_and_not_the_boxes_around_it(harvested: Harvested) -> None:
    stored = {
        row["url"]: row["body"]
        for row in rows(harvested.archive, "SELECT url, body FROM articles JOIN article_text USING (id)")
    }
    lost, extra = [], []
    for truth in harvested.truth:
        expected, found = words(" ".join(truth.body)), words(stored[truth.url])
        if len(set(expected) - set(found)) > 0.02 * len(set(expected)):
            lost.append((truth.url, sorted(set(expected) - set(found))[:12]))
        if truth.kind == "article" and len(found) > 1.25 * len(expected) + 10:
            extra.append((truth.url, len(found), len(expected)))
    assert not lost
    assert not extra


def test_people_are_credited_in_order(harvested: Harvested) -> None:
    stored: dict[str, list[str]] = {}
    for row in rows(
        harvested.archive,
        "SELECT url, name FROM articles JOIN article_authors ON article = articles.id "
        "JOIN authors ON authors.id = author ORDER BY articles.id, position",
    ):
        stored.setdefault(row["url"], []).append(row["name"])
    wrong = [
        (truth.url, stored.get(truth.url, []), [author.name for author in truth.authors])
        for truth in harvested.truth
        if stored.get(truth.url, []) != [author.name for author in truth.authors]
    ]
    assert len(wrong) <= 0.1 * len(harvested.truth), wrong


def test_datelines_are_found_and_taken_off_the_text(harvested: Harvested) -> None:
    stored = {
        row["url"]: row
        for row in rows(
            harvested.archive,
            "SELECT url, dateline, dateline_place, body FROM articles JOIN article_text USING (id)",
        )
    }
    printed = [truth for truth in harvested.truth if truth.dateline]
    right = [truth for truth in printed if stored[truth.url]["dateline"] == truth.dateline]
    invented = [
        truth.url for truth in harvested.truth if not truth.dateline and stored[truth.url]["dateline"]
    ]
    assert len(right) >= 0.8 * len(printed), [
        (truth.url, truth.dateline, stored[truth.url]["dateline"]) for truth in printed if truth not in right
    ]
    assert not invented
    assert not any(stored[truth.url]["body"].startswith(truth.dateline) for truth in right)


def test_copies_of_a_wire_story_are_one_story_and_nothing_else_is(harvested: Harvested) -> None:
    stories: dict[int, set[str]] = {}
    for row in rows(harvested.archive, "SELECT url, story FROM articles WHERE story IS NOT NULL"):
        stories.setdefault(row["story"], set()).add(row["url"])
    wires: dict[str, set[str]] = {}
    for truth in harvested.truth:
        if truth.wire is not None:
            wires.setdefault(truth.wire, set()).add(truth.url)
    assert list(stories.values()) == list(wires.values())


def test_the_full_text_index_agrees_with_the_text(harvested: Harvested) -> None:
    with closing(sqlite3.connect(harvested.archive)) as conn:
        conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)")
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_forbidden_page_is_never_asked_for(harvested: Harvested) -> None:
    forbidden = [trap.url for trap in harvested.traps if trap.forbidden]
    assert forbidden
    asked = {request.path for request in harvested.requests}
    assert not [url for url in forbidden if any(url.endswith(path) for path in asked if path != "/")]


def test_a_crawl_delay_is_kept(harvested: Harvested) -> None:
    # The first request is robots.txt itself, which says how long to wait between the others.
    times = harvested.delayed[1:]
    assert len(times) >= 7
    assert (times[-1] - times[0]) / (len(times) - 1) > 0.19


def test_the_ledger_says_what_became_of_every_page(harvested: Harvested) -> None:
    (run,) = rows(harvested.archive, "SELECT * FROM runs")
    assert run["outcome"] == "finished"
    assert run["new"] == len(harvested.truth)
    unexplained = rows(
        harvested.archive, "SELECT url FROM pages WHERE state <> 'done' AND (reason IS NULL OR reason = '')"
    )
    assert not unexplained
    assert len(rows(harvested.archive, "SELECT DISTINCT source FROM fetches")) == 8


def test_the_table_names_every_source_and_why_pages_failed(harvested: Harvested) -> None:
    header, *lines = harvested.run.stdout.splitlines()
    assert header.split()[:5] == ["source", "found", "new", "changed", "unchanged"]
    assert {line.split()[0] for line in lines} >= {truth.publisher for truth in harvested.truth}
    assert "robots 1" in harvested.run.stdout


def test_a_second_run_fetches_nothing_new(harvested: Harvested, come_back: ComeBack) -> None:
    assert come_back.run.returncode == 0, come_back.run.stdout + come_back.run.stderr
    assert come_back.rows_after == come_back.rows_before
    feeds = {row["url"].split("/", 3)[3] for row in rows(harvested.archive, "SELECT url FROM feeds")}
    articles = {truth.url.split("/", 3)[3] for truth in harvested.truth}
    asked = {request.path.lstrip("/") for request in come_back.requests}
    assert not asked & articles
    assert asked & feeds
    assert all(request.status in (200, 301, 304, 500) for request in come_back.requests)


def test_what_changed_becomes_a_revision_and_the_old_text_is_kept(come_back: ComeBack) -> None:
    assert come_back.last_run.returncode == 0, come_back.last_run.stdout + come_back.last_run.stderr
    assert come_back.changing
    kept = rows(
        come_back.archive,
        "SELECT url, revision, revision_texts.title, body FROM revision_texts JOIN articles ON id = article "
        "WHERE revision_count > 1 ORDER BY url, revision",
    )
    assert {row["url"] for row in kept} == set(come_back.changing)
    for url, old in come_back.changing.items():
        first, second = (row for row in kept if row["url"] == url)
        assert first["title"] == " ".join(old.title.split())
        assert second["title"] == " ".join(come_back.truth[url].title.split())
        assert set(words(" ".join(come_back.truth[url].body))) - set(words(second["body"])) == set()
        assert first["body"] != second["body"]


def test_a_killed_run_loses_nothing_and_fetches_nothing_twice(tmp_path: Path) -> None:
    archive, folder = tmp_path / "archive.db", tmp_path / "sources"
    with Newsroom(latency_s=0.05) as room:
        room.write_sources(folder)
        args = (
            "-a",
            f"sources={folder}",
            "-s",
            f"ARCHIVE={archive}",
            "-s",
            "ARCHIVE_FLUSH_SECONDS=0.1",
            *LOOPBACK,
        )
        killed = 0
        for _ in range(3):
            run = subprocess.Popen(
                command("harvest", *args),
                cwd=ROOT,
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            asked = len(room.requests)
            deadline = time.monotonic() + 60
            while len(room.requests) < asked + 25 and run.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            if run.poll() is None:
                killed += 1
                os.kill(run.pid, signal.SIGKILL)
            run.wait()
        last = harvest(archive, folder)
        truth, asked_for = room.truth(), list(room.requests)
    assert killed >= 2
    assert last.returncode == 0, last.stdout + last.stderr
    assert sorted(row["url"] for row in rows(archive, "SELECT url FROM articles")) == sorted(
        t.url for t in truth
    )
    assert [run["outcome"] for run in rows(archive, "SELECT outcome FROM runs ORDER BY id")][-1] == "finished"
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)")
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    times: dict[tuple[str, str], int] = {}
    for request in asked_for:
        times[request.publisher, request.path] = times.get((request.publisher, request.path), 0) + 1
    paths = {(t.publisher, "/" + t.url.split("/", 3)[3]) for t in truth}
    assert max(times[key] for key in times if key in paths) <= killed + 1


def test_two_harvests_of_one_archive_do_not_meet(newsroom: Newsroom, sources: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    newsroom.latency_s = 1.0
    args = command("harvest", "-a", f"sources={sources}", "-s", f"ARCHIVE={archive}", *LOOPBACK)
    first = subprocess.Popen(
        args, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not len(newsroom.requests) and time.monotonic() < deadline:
            time.sleep(0.05)
        second = harvest(archive, sources)
        assert second.returncode == 75
        assert f"process {first.pid} " in second.stderr
        assert "Traceback" not in second.stderr
    finally:
        first.kill()
        first.wait()


def test_loopback_is_refused_unless_it_is_allowed(newsroom: Newsroom, sources: Path, tmp_path: Path) -> None:
    run = harvest(tmp_path / "archive.db", sources, options=())
    assert run.returncode == 1
    assert "private_address" in run.stdout
    assert len(newsroom.requests) == 0


def test_plain_scrapy_crawl_exports_what_it_filed(newsroom: Newsroom, sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run = scrapy(
        "crawl", "news", "-a", f"sources={sources}", "-a", "source=al-marfa,le-fanal",
        "-s", f"ARCHIVE={tmp_path / 'archive.db'}", *LOOPBACK, "-O", out,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    exported = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    truth: dict[str, Truth] = {t.url: t for t in newsroom.truth() if t.publisher in ("al-marfa", "le-fanal")}
    assert {record["url"] for record in exported} == set(truth)
    assert all(record["title"] == " ".join(truth[record["url"]].title.split()) for record in exported)


def test_one_source_that_fails_entirely_makes_exit_code_one(
    newsroom: Newsroom, sources: Path, tmp_path: Path
) -> None:
    text = (sources / "al-marfa.toml").read_text("utf-8")
    lost = re.sub(r"feeds = .*", f'feeds = ["{newsroom.publisher("al-marfa").base_url}/no-such-feed"]', text)
    (sources / "al-marfa.toml").write_text(lost, "utf-8")
    run = harvest(tmp_path / "archive.db", sources, "al-marfa", "le-fanal")
    assert run.returncode == 1
    assert "feed: http_404 1" in run.stdout
    assert len(rows(tmp_path / "archive.db", "SELECT 1 FROM articles WHERE source = 'le-fanal'")) == 11


def test_fewer_articles_than_expected_make_exit_code_one(sources: Path, tmp_path: Path) -> None:
    with (sources / "le-fanal.toml").open("a", encoding="utf-8") as file:
        file.write("\n[expect]\narticles = 500\n")
    assert harvest(tmp_path / "archive.db", sources, "le-fanal").returncode == 1


def test_a_stopped_run_says_try_later_and_the_next_one_goes_on(
    newsroom: Newsroom, sources: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    newsroom.latency_s = 0.2
    args = command("harvest", "-a", f"sources={sources}", "-s", f"ARCHIVE={archive}", *LOOPBACK)
    run = subprocess.Popen(
        args, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while len(newsroom.requests) < 30 and time.monotonic() < deadline:
        time.sleep(0.02)
    run.terminate()
    said, _ = run.communicate(timeout=60)
    assert run.returncode == 75
    assert "stay pending" in said
    newsroom.latency_s = 0.0
    assert harvest(archive, sources).returncode == 0
    assert len(rows(archive, "SELECT 1 FROM articles")) == len(newsroom.truth())


def test_a_mistake_of_ours_is_exit_code_70_and_loses_no_page(
    newsroom: Newsroom, sources: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    # A limit larger than the kernel counts: no worker can set it, and nothing foresees how that ends.
    run = harvest(archive, sources, "al-marfa", "-s", f"WORKER_CPU_SECONDS={10**20}")
    assert run.returncode == 70, run.stdout
    assert "<p>" not in run.stderr  # a page's bytes do not belong in a log
    assert not rows(archive, "SELECT 1 FROM pages WHERE state = 'failed'")
    with closing(sqlite3.connect(archive)) as conn, conn:
        conn.execute("UPDATE pages SET due_at = NULL")
    assert harvest(archive, sources, "al-marfa").returncode == 0
    assert len(rows(archive, "SELECT 1 FROM articles")) == 13


def test_every_wall_is_a_failed_capture_under_its_reason(harvested: Harvested) -> None:
    reasons = {
        row["url"]: row["reason"]
        for row in rows(harvested.archive, "SELECT url, reason FROM pages WHERE state = 'failed'")
    }
    expected = {
        "soft_404": "error_page",
        "consent": "consent_wall",
        "login": "login",
        "bot_wall": "bot_wall",
        "registration": "registration",
        "paywall": "paywall",
        "listing": "listing",
        "pdf": "not_html",
        "empty": "empty",
    }
    walls = {trap.url: expected[trap.kind] for trap in harvested.traps if trap.kind in expected}
    assert {url: reasons.get(url) for url in walls} == walls
