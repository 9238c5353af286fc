"""Kept pages are read again without fetching; WARC files are filed as if they had been fetched."""

import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import ROOT, command, environment, harvest, scrapy

from crawler.newsroom import Newsroom
from pipelines.faults import VARIABLE

SOURCES = ("harbour-courier", "talbote")


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a harvest of two papers; nobody answers any more when a test gets it."""
    folder = tmp_path_factory.mktemp("stored")
    with Newsroom() as room:
        room.write_sources(folder / "sources")
        for file in (folder / "sources").glob("*.toml"):
            if file.stem not in SOURCES:
                file.unlink()
        run = harvest(folder / "archive.db", folder / "sources")
        assert run.returncode == 0, run.stderr
    yield folder


@pytest.fixture
def copied(harvested: Path, tmp_path: Path) -> Path:
    """The same in a folder that the test may change."""
    return Path(shutil.copytree(harvested, tmp_path / "copy"))


def asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "archive.db")) as conn:
        found: list[tuple[object, ...]] = conn.execute(sql).fetchall()
        conn.commit()
        return found


def again(folder: Path, *words: str) -> str:
    """What `scrapy reextract` says."""
    run = scrapy(
        "reextract", *words, "-a", f"sources={folder / 'sources'}", "-s", f"ARCHIVE={folder / 'archive.db'}"
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


TEXTS = "SELECT articles.id, articles.title, body, revision_count FROM articles JOIN article_text USING (id) ORDER BY 1"


def test_a_better_reading_takes_the_place_of_the_old_one(copied: Path) -> None:
    before = asked(copied, TEXTS)
    ((changed, title),) = asked(copied, "SELECT id, title FROM articles WHERE source = 'talbote' LIMIT 1")
    asked(copied, f"UPDATE articles SET title = 'A worse headline' WHERE id = {changed}")
    asked(
        copied,
        "UPDATE revisions SET title = 'A worse headline', content_hash = 'of a worse reading' "
        f"WHERE article = {changed}",
    )
    asked(copied, f"UPDATE article_text SET body = body || ' Werbung.' WHERE id = {changed}")

    said = again(copied)

    assert asked(copied, TEXTS) == before
    assert asked(copied, f"SELECT title FROM revisions WHERE article = {changed}") == [(title,)]
    lines = {line.split()[0]: line.split()[1:3] for line in said.splitlines()}
    assert lines["talbote"] == ["1", str(sum(1 for row in before if row) - _courier(copied) - 1)]
    asked(copied, "INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)")
    assert asked(copied, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'Werbung'") == []


def _courier(folder: Path) -> int:
    ((number,),) = asked(folder, "SELECT count(*) FROM articles WHERE source = 'harbour-courier'")
    return int(str(number))


def test_todays_rules_are_applied_to_the_pages_of_the_past(copied: Path) -> None:
    file = copied / "sources" / "harbour-courier.toml"
    file.write_text(file.read_text() + '\n[[rules]]\nsection = ".article__headline"\n')
    again(copied, "harbour-courier")
    rows = asked(
        copied, "SELECT section = title FROM articles WHERE source = 'harbour-courier' AND kind = 'article'"
    )
    assert set(rows) == {(1,)}
    assert asked(copied, "SELECT count(*) FROM articles WHERE source = 'talbote' AND section = title") == [
        (0,)
    ]


def test_a_reading_that_loses_the_text_does_not_replace_it(copied: Path) -> None:
    before = asked(copied, TEXTS)
    for file in (copied / "sources").glob("*.toml"):
        file.write_text(file.read_text() + '\n[[rules]]\nbody = "h1"\n')
    said = again(copied)
    assert asked(copied, TEXTS) == before
    assert said.splitlines()[-1].split()[2:4] == ["0", "0"]


def test_a_missing_file_of_kept_pages_is_named_and_nothing_changes(copied: Path) -> None:
    before = asked(copied, TEXTS)
    shutil.rmtree(copied / "captures")
    run = scrapy("reextract", "-a", f"sources={copied / 'sources'}", "-s", f"ARCHIVE={copied / 'archive.db'}")
    assert run.returncode != 0
    assert "captures/archive-" in run.stderr and "Traceback" not in run.stderr
    assert asked(copied, TEXTS) == before


RUNS = {"runs", "source_runs", "fetches"}  # what was done, not what there is


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, but for those of runs, and for the numbers of traces."""
    named = asked(
        folder, "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%' AND name NOT LIKE '%fts%'"
    )
    tables = {str(name): "*" for (name,) in named if not str(name).startswith(("_", "sqlite_"))}
    tables["site_traces"] = "source, article, trace"
    return {
        table: sorted(asked(folder, f"SELECT {columns} FROM {table}"), key=repr)
        for table, columns in tables.items()
        if table not in RUNS
    }


def test_a_killed_reextraction_is_finished_by_the_next_as_if_never_killed(
    harvested: Path, tmp_path: Path
) -> None:
    """In batches of four articles, killed in the midst of them, before and after their commit."""
    undisturbed, killed = (Path(shutil.copytree(harvested, tmp_path / name)) for name in ("calm", "killed"))
    good = asked(harvested, TEXTS)
    for folder in (undisturbed, killed):
        asked(folder, "UPDATE articles SET title = 'Worse'")
        asked(folder, "UPDATE revisions SET title = 'Worse', content_hash = 'of a worse reading'")
        asked(folder, "UPDATE article_text SET body = body || ' Werbung.'")
    assert contents(undisturbed) == contents(killed)
    again(undisturbed)
    better = []
    for fault in ("in_reextract:1", "before_commit:2", "in_reextract:7", "after_commit:2", "in_reextract:10"):
        run = subprocess.run(
            command(
                *("reextract", "-a", f"sources={killed / 'sources'}"),
                *("-s", f"ARCHIVE={killed / 'archive.db'}", "-s", "ARCHIVE_BATCH=4"),
            ),
            cwd=ROOT,
            env={**environment(), VARIABLE: fault},
            capture_output=True,
            timeout=120,
        )
        assert run.returncode == -signal.SIGKILL, run.stderr
        better += asked(killed, "SELECT count(*) FROM articles WHERE title <> 'Worse'")
    assert better[0] == (0,)
    assert 0 < int(str(better[-1][0])) < len(good)
    again(killed)
    assert asked(killed, TEXTS) == good
    assert contents(killed) == contents(undisturbed)
    verified = scrapy("verify", "-s", f"ARCHIVE={killed / 'archive.db'}")
    assert verified.stdout == f"{killed / 'archive.db'}: whole.\n"


def test_the_articles_of_a_warc_file_are_filed(harvested: Path, tmp_path: Path) -> None:
    (file,) = (harvested / "captures").iterdir()
    archive = tmp_path / "other.db"
    run = scrapy(
        *(
            "backfill",
            "talbote",
            str(file),
            "-a",
            f"sources={harvested / 'sources'}",
            "-s",
            f"ARCHIVE={archive}",
        )
    )
    assert run.returncode == 0, run.stderr
    with closing(sqlite3.connect(archive)) as conn:
        filed = conn.execute(
            "SELECT title, body FROM articles JOIN article_text USING (id) ORDER BY 1"
        ).fetchall()
        seen = {row[0] for row in conn.execute("SELECT first_seen_at FROM articles")}
    assert filed == asked(
        harvested, "SELECT title, body FROM articles JOIN article_text USING (id) ORDER BY 1"
    )
    assert seen == {row[0] for row in asked(harvested, "SELECT first_seen_at FROM articles")}
    assert f"{len(filed)} new" in run.stdout


def test_a_file_that_is_no_warc_is_named(harvested: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.warc"
    odd.write_text("no warc")
    run = scrapy(
        *("backfill", "talbote", str(odd), "-a", f"sources={harvested / 'sources'}"),
        *("-s", f"ARCHIVE={tmp_path / 'other.db'}"),
    )
    assert run.returncode == 74
    assert "odd.warc: cannot be read as WARC" in run.stderr
