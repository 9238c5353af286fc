"""The bench of the reading room runs on made-up articles, and measures what it says."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from bench.reading import build
from bench.reading.measure import Compared, Timed, p95
from bench.reading.questions import kinds, words_of
from bench.reading.rows import Row, made_up, stored
from pipelines.archive.archive import Archive

ROOT = Path(__file__).parents[1]
ARTICLES = 400
PAGES = {
    *("front page", "article", "article as JSON", "what changed", "version", "story", "day"),
    *("source", "author", "section", "place", "tag", "run", "sources", "saved searches"),
}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(made_up(ARTICLES))


def test_the_articles_are_the_same_every_time_and_in_the_order_of_their_days(rows: list[Row]) -> None:
    assert len(rows) == ARTICLES
    assert [row.id for row in rows] == sorted({row.id for row in rows})
    assert list(islice(made_up(ARTICLES), 3)) == rows[:3]


def test_some_articles_are_in_a_script_without_spaces(rows: list[Row], tmp_path: Path) -> None:
    unspaced = [row for row in rows if row.language in ("ja", "zh")]
    assert 3 <= len(unspaced) < ARTICLES / 10
    for row in unspaced:
        assert not re.search(r"[A-Za-z ]", row.title + row.body) and row.body.endswith("。")
    path = tmp_path / "archive.db"
    build.archive(path, rows)
    words = words_of(path)
    assert words.unspaced and all(len(word) == 2 for word in words.unspaced)
    asked = {kind.name: kind.addresses for kind in kinds(path, words)}
    assert any("script without spaces" in name and addresses for name, addresses in asked.items())


def test_an_archive_is_built_by_its_own_triggers(rows: list[Row], tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    assert build.archive(path, rows) > 0
    with closing(sqlite3.connect(path)) as conn:
        for table in ("articles", "article_text", "pages", "fetches"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (ARTICLES,)
        assert conn.execute("SELECT sum(articles) FROM coverage").fetchone() == (ARTICLES,)
        found = conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'the'").fetchone()
        assert found[0] > ARTICLES / 2
    words = words_of(path)
    assert {kind.name for kind in kinds(path, words) if kind.addresses} >= PAGES
    assert words.common and words.rare and words.sources and words.prefixes


def test_words_are_drawn_from_what_every_contestant_has(rows: list[Row], tmp_path: Path) -> None:
    archive, plain = tmp_path / "archive.db", tmp_path / "plain.db"
    build.archive(archive, rows)
    build.plain(plain, rows)
    before = words_of(plain)
    assert before == words_of(archive)
    with Archive(archive) as opened, opened.atomic():
        writer = build.Writer(opened.conn)
        for row in made_up(20, seed=2):
            row.id, row.url = row.id + 9 * 10**12, f"{row.url}/filed-since"
            row.body = "Zaumelzwanger " * 30
            writer.file(row)
    assert words_of(archive) != before == words_of(plain)


def test_rows_of_another_file_can_be_taken(rows: list[Row], tmp_path: Path) -> None:
    base = tmp_path / "base.db"
    with closing(sqlite3.connect(base)) as conn:
        conn.execute(
            "CREATE TABLE articles (id, url, source, source_name, section, language, title, byline, dateline, "
            "published, story, body)"
        )
        conn.execute("CREATE TABLE revisions (article_id, revision, title, body)")
        conn.executemany(
            "INSERT INTO articles VALUES (?, ?, 's', 'S', 'world', 'en', 'T', 'A B', '', '2026-10-31T10:00Z', 1, 'x')",
            [(row.id, row.url) for row in rows],
        )
        conn.commit()
    assert [row.id for row in stored(base, 5)] == [row.id for row in rows[-5:]]


def test_the_command_builds_measures_and_files_meanwhile(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "bench.reading",
        "--articles",
        "300",
        "--folder",
        str(tmp_path / "bench"),
    ]
    done = subprocess.run(
        [*command, "--no-plain", "--only", "first hits"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^archive\.db +\d+ MB +built in", done.stdout, re.MULTILINE)
    assert re.search(r"^first hits: common word +[\d.]+ +[\d.]+", done.stdout, re.MULTILINE)
    assert re.search(r"^meanwhile written: [1-9]", done.stdout, re.MULTILINE)


def test_a_percentile_is_the_slowest_of_a_few() -> None:
    assert p95([0.001, 0.003, 0.002]) == 3.0
    assert p95([n / 1_000 for n in range(1, 101)]) == 96.0


def test_what_misses_its_target_is_marked() -> None:
    assert "missed" in str(Timed("page", 10, [0.02]))
    assert "missed" in str(Timed("page", 10, [0.001], failed=["500 /"]))
    assert "missed" not in str(Timed("page", 10, [0.001]))
    assert "missed" in str(Compared("search", 2.0, 1.0, 1.0))
    assert "missed" not in str(Compared("search", 2.0, 1.0, 2.0))
