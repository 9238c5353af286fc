"""What the reading room lets nobody do, what switches it on, and that nobody waits for anybody."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from commands import scrapy
from reading_archive import Filed
from served_room import opened


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    return Filed(tmp_path_factory.mktemp("safe") / "archive.db")


def test_sql_and_download_can_be_switched_on_and_the_tables_stay_described(
    filed: Filed, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("plugins:\n  reading_room: {sql: true, download: true}\n")
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(filed.path)) as conn, closing(sqlite3.connect(copy)) as target:
        conn.backup(target)
    with opened(None, tmp_path / "log", "-i", str(copy), "-m", str(own)) as room:
        asked = room.get("/copy.json", sql="select count(*) as n from articles", _shape="array")
        assert asked.text == '[{"n": 4}]'
        assert room.get("/copy.json", sql="delete from articles").status == 400
        assert "One row an article" in room.get("/copy/articles").words
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (4,)


@pytest.mark.parametrize("given", ["", "plugins: {reading_room: {sql: false, download: no}}"])
def test_they_are_off_unless_switched_on(filed: Filed, tmp_path: Path, given: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"title: Mine\n{given}\n")
    with opened(filed.path, tmp_path / "log", "-m", str(own)) as room:
        assert room.get("/archive.json", sql="select 1").status == 403
        assert room.get("/archive.db").status == 403
        assert "Mine" in room.get("/").words


def test_a_metadata_file_that_is_not_there_is_said(filed: Filed, tmp_path: Path) -> None:
    missing = tmp_path / "nothing.yaml"
    done = scrapy("browse", "--metadata", missing, "-s", f"ARCHIVE={filed.path}")
    assert done.returncode == 66
    assert f"{missing}: there is no such file" in done.stderr


SEEN = ("/", "/search?q=ferry", "/article/{ferry}", "/archive/articles")
PATIENT = ("--setting", "sql_time_limit_ms", "20000")  # on a machine with other work a second is soon over


def test_a_reader_is_answered_in_the_middle_of_a_writing(filed: Filed, tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(filed.path, isolation_level=None, timeout=0)) as writer,
        opened(filed.path, tmp_path / "log", *PATIENT) as room,
    ):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE articles SET title = 'Not yet'")
        for path in SEEN:
            answer = room.get(path.format(ferry=filed.ferry))
            assert answer.status == 200
            assert "Not yet" not in answer.words
        writer.execute("ROLLBACK")


def test_a_writing_is_done_in_the_middle_of_a_reading(filed: Filed) -> None:
    with (
        closing(sqlite3.connect(f"file:{filed.path}?mode=ro", uri=True, isolation_level=None)) as reader,
        closing(sqlite3.connect(filed.path, isolation_level=None, timeout=0)) as writer,
    ):
        reader.execute("BEGIN")
        before = reader.execute("SELECT max(checked_at) FROM articles").fetchone()
        writer.execute("UPDATE articles SET checked_at = checked_at || 'x'")  # timeout 0: a lock would raise
        assert reader.execute("SELECT max(checked_at) FROM articles").fetchone() == before
        writer.execute("UPDATE articles SET checked_at = rtrim(checked_at, 'x')")


def test_readers_and_the_writer_do_not_wait_for_each_other(filed: Filed, tmp_path: Path) -> None:
    """A writer that never pauses, and a reader that never pauses: both come to their end.

    A reader that meets the writer in the very act of writing the head of the log takes its lock for
    some microseconds, to read the head in peace. One that held it while it reads would have it most
    of the time.
    """
    done = threading.Event()
    written, waited_s = 0, 0.0

    def begin(writer: sqlite3.Connection) -> float:
        """Begin to write as soon as nobody has the lock; how long that took."""
        began = time.monotonic()
        while True:
            try:
                writer.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                assert error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            else:
                return time.monotonic() - began

    def write() -> None:
        nonlocal written, waited_s
        with closing(sqlite3.connect(filed.path, isolation_level=None, timeout=0)) as writer:
            while not done.is_set():
                waited_s += begin(writer)
                writer.execute("UPDATE articles SET checked_at = checked_at")
                writer.execute("COMMIT")
                written += 1

    with opened(filed.path, tmp_path / "log", *PATIENT) as room:
        thread = threading.Thread(target=write)
        thread.start()
        pages, began = 0, time.monotonic()
        try:
            while time.monotonic() - began < 1.5:
                for path in SEEN:
                    assert room.get(path.format(ferry=filed.ferry)).status == 200
                    pages += 1
        finally:
            done.set()
            thread.join()
    assert written > 10 and pages > 3
    assert waited_s < 0.5 * (time.monotonic() - began)
