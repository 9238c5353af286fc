"""What the ledger forgets, and what it never does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import LOOPBACK, harvest
from filing import PageMaker, article, one

import bench.ledger
import pipelines.archive.forgetting
from crawler.newsroom import Newsroom
from pipelines.archive.archive import Archive
from pipelines.archive.forgetting import Forgetting
from pipelines.archive.ledger import Fetch, Ledger

START = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
USUAL = Forgetting.after_days(90, 730)


def move(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """The clock of every part, so many days after the start."""
    monkeypatch.setenv("NEWS_ARCHIVE_NOW", (START + timedelta(days=days)).isoformat())


def run(archive: Archive, fetches: int, forgetting: Forgetting = USUAL) -> Ledger:
    """A whole run with so many fetches that leaves no row for its source."""
    ledger = Ledger(archive, "test", forgetting)
    with archive.atomic():
        for n in range(fetches):
            ledger.record(Fetch(source="echo", kind="page", url=f"https://echo.example/{n}", outcome="new"))
        ledger.tallies.clear()
        ledger.finish("finished")
    return ledger


def kept(archive: Archive) -> tuple[list[int], int]:
    """The runs that are left, and how many fetches."""
    runs = [row[0] for row in archive.conn.execute("SELECT id FROM runs ORDER BY id")]
    return runs, archive.conn.execute("SELECT count(*) FROM fetches").fetchone()[0]


def test_fetches_are_forgotten_after_their_days_and_not_before(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(monkeypatch, 0)
    run(archive, 5)
    move(monkeypatch, 89.9)
    run(archive, 1)
    assert kept(archive) == ([1, 2], 6)
    move(monkeypatch, 90.1)
    run(archive, 1)
    assert kept(archive) == ([1, 2, 3], 2)


def test_runs_that_nothing_names_are_forgotten_after_theirs(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(monkeypatch, 0)
    run(archive, 3)
    move(monkeypatch, 729)
    run(archive, 0)
    assert kept(archive) == ([1, 2], 0)
    move(monkeypatch, 731)
    run(archive, 0)
    assert kept(archive) == ([2, 3], 0)


def test_a_run_that_something_names_is_never_forgotten(
    archive: Archive, fetched: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(monkeypatch, 0)
    page = fetched("https://echo.example/ferry")
    ids = [run(archive, 0).run_id for _ in range(6)]
    conn = archive.conn
    with archive.atomic():
        conn.execute(
            "INSERT INTO source_runs (run, source, started_at) VALUES (?, 'echo', '2037-01-01T00:00:00Z')",
            [ids[0]],
        )
        filed = archive.file(page, article(page.url), ids[1])
        conn.execute(
            "INSERT INTO captures (page, run, url, fetched_at, http_status, digest, file, offset, length) "
            "VALUES (?, ?, ?, '2026-03-14T12:00:00Z', 200, '', 'a.warc.gz', 0, 1)",
            [page.page_id, ids[2], page.url],
        )
        conn.execute(
            "INSERT INTO article_events (article, at, kind, run) VALUES (?, '2026-03-14T12:00:00Z', 'vanished', ?)",
            [filed.article_id, ids[3]],
        )
        conn.execute(
            "INSERT INTO anomalies (article, reason, first_at, last_at, run) VALUES (?, 'shrunk', '', '', ?)",
            [filed.article_id, ids[4]],
        )
    move(monkeypatch, 4_000)
    last = run(archive, 0)
    assert kept(archive)[0] == [*ids[:5], last.run_id]
    assert one(archive, "SELECT run FROM revisions") == (ids[1],)
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_run_forgets_no_more_than_its_share_and_the_next_goes_on(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipelines.archive.forgetting, "FETCHES_AT_ONCE", 10)
    move(monkeypatch, 0)
    run(archive, 25)
    move(monkeypatch, 800)
    run(archive, 2)
    assert kept(archive) == ([1, 2], 15)  # ten, and as many as came; the first run is still named
    run(archive, 0)
    assert kept(archive) == ([1, 2, 3], 5)
    run(archive, 0)
    assert kept(archive) == ([2, 3, 4], 2)


@pytest.mark.parametrize("days", [0, 10**9], ids=["nothing-is-forgotten", "longer-than-any-calendar"])
def test_a_ledger_can_remember_for_ever(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, days: float
) -> None:
    move(monkeypatch, 0)
    run(archive, 3)
    move(monkeypatch, 9_000)
    run(archive, 0, Forgetting.after_days(days, days))
    assert kept(archive) == ([1, 2], 3)


def test_whether_a_run_is_named_is_asked_of_indexes(archive: Archive) -> None:
    for table in ("revisions", "captures", "article_events", "anomalies", "fetches", "source_runs"):
        (plan,) = archive.conn.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE run = 1")
        assert plan[3].startswith(f"SEARCH {table}"), plan


def test_a_harvest_forgets_as_its_settings_say(
    archive_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "sources"

    def first_runs_fetches() -> int:
        with Archive(archive_path) as archive:
            return kept_of(archive, 1)

    with Newsroom() as room:
        room.write_sources(sources)
        assert harvest(archive_path, sources, "minato-shimbun", "--quiet").returncode == 0
        before = first_runs_fetches()
        assert before > 0
        monkeypatch.setenv("NEWS_ARCHIVE_NOW", (datetime.now(UTC) + timedelta(days=4)).isoformat())
        harvest(archive_path, sources, "minato-shimbun", "--quiet")
        assert first_runs_fetches() == before
        options = (*LOOPBACK, "-s", "KEEP_FETCHES_DAYS=3")
        harvest(archive_path, sources, "minato-shimbun", "--quiet", options=options)
        assert first_runs_fetches() == 0


def kept_of(archive: Archive, run_id: int) -> int:
    """How many fetches of a run are left."""
    return int(archive.conn.execute("SELECT count(*) FROM fetches WHERE run = ?", [run_id]).fetchone()[0])


def test_what_runs_did_for_sources_is_forgotten_with_them(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def played(day: int, forgetting: Forgetting = USUAL) -> list[str]:
        move(monkeypatch, day)
        ledger = Ledger(archive, "test", forgetting)
        with archive.atomic():
            ledger.tally("echo")
            ledger.finish("finished")
        return [str(row[0]) for row in archive.conn.execute("SELECT run FROM source_runs ORDER BY run")]

    assert played(0) == ["1"]
    assert played(729) == ["1", "2"]
    assert played(731) == ["2", "3"]
    assert kept(archive)[0] == [2, 3]
    # What is usual of a source is learnt from the last months, however short the memory of runs.
    short = Forgetting.after_days(30, 30)
    assert played(800, short) == ["2", "3", "4"]
    assert played(852, short) == ["4", "5"]


def test_a_ledger_that_forgets_ceases_to_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_ARCHIVE_NOW", START.isoformat())  # put back after the test
    assert bench.ledger.main(["--days", "200", "--fetches", "20", "--sources", "3", "--keep", "30"]) == 0
