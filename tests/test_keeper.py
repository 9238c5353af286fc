"""One writer, in batches; nothing is said to be safe before it is."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.archive.archive import Archive
from pipelines.archive.keeper import Keeper
from pipelines.archive.lock import ArchiveLock
from pipelines.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, NotAnAddress


def enter(keeper: Keeper, name: str) -> Callable[[], str]:
    """The work of entering a source; gives its name."""

    def work() -> str:
        keeper.archive.conn.execute(
            "INSERT INTO sources (name, title, homepage, added_at) VALUES (?, 'x', 'x', 'x')", [name]
        )
        return name

    return work


def entered_then(keeper: Keeper, name: str, error: Exception) -> Callable[[], str]:
    """Work that writes and then fails."""

    def work() -> str:
        enter(keeper, name)()
        raise error

    return work


def names(path: Path) -> list[str]:
    """The sources that another reader of the file sees."""
    reader = sqlite3.connect(path)
    rows = reader.execute("SELECT name FROM sources ORDER BY name").fetchall()
    reader.close()
    return [row[0] for row in rows]


def test_a_write_returns_when_others_can_read_it(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", flush_s=0.01)
        assert await keeper.write(enter(keeper, "echo")) == "echo"
        assert names(archive_path) == ["echo"]
        assert await keeper.read(lambda: keeper.frontier.pending_count()) == 0
        await keeper.close("finished")

    asyncio.run(run())


def test_writes_are_committed_in_batches(archive_path: Path) -> None:
    commits: list[str] = []

    async def run() -> None:
        keeper = Keeper(archive_path, "test", batch=10, flush_s=0.05)
        keeper.archive.conn.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
        await asyncio.gather(*(keeper.write(enter(keeper, f"source-{n:02}")) for n in range(25)))
        assert len(commits) == 3
        await keeper.close("finished")

    asyncio.run(run())
    assert len(names(archive_path)) == 25


def test_a_full_batch_does_not_wait_for_its_time(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", batch=2, flush_s=30)
        async with asyncio.timeout(5):
            await asyncio.gather(*(keeper.write(enter(keeper, name)) for name in ("a", "b")))
        keeper.flush_s = 0
        await keeper.close("finished")

    asyncio.run(run())


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(NotAnAddress("no"), id="ours"),
        pytest.param(ValueError("no"), id="value"),
        pytest.param(sqlite3.IntegrityError("no"), id="constraint"),
    ],
)
def test_one_failing_write_is_rolled_back_alone(archive_path: Path, error: Exception) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", flush_s=0.01)
        results = await asyncio.gather(
            keeper.write(enter(keeper, "a")),
            keeper.write(entered_then(keeper, "b", error)),
            keeper.write(enter(keeper, "c")),
            return_exceptions=True,
        )
        assert list(results) == ["a", error, "c"]
        assert keeper.failure is None
        await keeper.close("finished")

    asyncio.run(run())
    assert names(archive_path) == ["a", "c"]


def test_a_mistake_of_ours_fails_its_batch_and_hangs_nobody(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", flush_s=0.01)
        async with asyncio.timeout(5):
            results = await asyncio.gather(
                keeper.write(enter(keeper, "a")),
                keeper.write(entered_then(keeper, "b", KeyError("typo"))),
                return_exceptions=True,
            )
            assert [type(result) for result in results] == [KeyError, KeyError]
            assert names(archive_path) == []
            assert await keeper.write(enter(keeper, "c")) == "c"
            await keeper.close("finished")

    asyncio.run(run())
    assert names(archive_path) == ["c"]


def test_a_lost_archive_fails_every_write_then_and_later(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", batch=2, flush_s=0.01)
        lost = sqlite3.OperationalError("disk I/O error")
        async with asyncio.timeout(5):
            results = await asyncio.gather(
                keeper.write(enter(keeper, "a")),
                keeper.write(entered_then(keeper, "b", lost)),
                keeper.write(enter(keeper, "c")),  # waits for the next batch
                return_exceptions=True,
            )
            assert [type(result) for result in results] == [ArchiveError] * 3
            assert keeper.failure is not None
            with pytest.raises(ArchiveError, match="disk I/O error"):
                await keeper.write(enter(keeper, "d"))
            await keeper.close("archive_error")

    asyncio.run(run())
    assert names(archive_path) == []
    ArchiveLock(archive_path, "next").release()


def test_a_read_of_a_damaged_archive_says_so(archive_path: Path) -> None:
    def read() -> None:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    async def run() -> None:
        keeper = Keeper(archive_path, "test", flush_s=0.01)
        with pytest.raises(ArchiveDamaged):
            await keeper.read(read)
        with pytest.raises(ArchiveDamaged):
            await keeper.write(enter(keeper, "a"))
        await keeper.close("archive_error")

    asyncio.run(run())


def test_closing_writes_what_is_left(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "harvest", flush_s=0.05)
        left = [asyncio.create_task(keeper.write(enter(keeper, name))) for name in ("a", "b")]
        await asyncio.sleep(0)
        await keeper.close("finished")
        assert [task.result() for task in left] == ["a", "b"]

    asyncio.run(run())
    assert names(archive_path) == ["a", "b"]
    assert not archive_path.with_name("archive.db-wal").exists()
    with Archive(archive_path) as archive:
        row = archive.conn.execute("SELECT command, outcome, finished_at IS NOT NULL FROM runs").fetchone()
    assert row == ("harvest", "finished", 1)


def test_a_writer_that_gives_up_harms_nobody(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", flush_s=0.05)
        impatient = asyncio.create_task(keeper.write(enter(keeper, "a")))
        patient = asyncio.create_task(keeper.write(enter(keeper, "b")))
        await asyncio.sleep(0)
        impatient.cancel()
        assert await patient == "b"
        await keeper.close("finished")

    asyncio.run(run())
    assert "b" in names(archive_path)


def test_a_run_without_an_end_is_marked_by_the_next(archive_path: Path) -> None:
    async def run() -> None:
        keeper = Keeper(archive_path, "test", flush_s=0.01)
        rows = keeper.archive.conn.execute("SELECT outcome FROM runs ORDER BY id").fetchall()
        assert rows == [("interrupted",), (None,)]
        await keeper.close("finished")

    with Archive(archive_path) as archive:
        archive.conn.execute(
            "INSERT INTO runs (command, started_at, host, pid) VALUES ('harvest', '2026-03-14', 'here', 1)"
        )
    asyncio.run(run())


def test_an_archive_that_cannot_be_opened_leaves_no_lock(archive_path: Path) -> None:
    archive_path.write_text("not a database, " * 100)
    for _ in range(2):
        with pytest.raises(ArchiveDamaged):
            Keeper(archive_path, "test")
    ArchiveLock(archive_path, "next").release()


HOLD = """
import sys, time
from pathlib import Path
from pipelines.archive.lock import ArchiveLock
lock = ArchiveLock(Path(sys.argv[1]), "harvest")
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_names_its_holder_and_dies_with_it(archive_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(archive_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveBusy, match=f"in use by harvest, process {holder.pid} on ") as caught:
            Keeper(archive_path, "test")
        assert caught.value.exit_code == os.EX_TEMPFAIL
        assert not archive_path.exists()  # nothing was done
        holder.send_signal(signal.SIGKILL)
        holder.wait(5)
    started = time.monotonic()
    lock = ArchiveLock(archive_path, "next")
    assert f"next, process {os.getpid()}" in lock.path.read_text()
    lock.release()
    assert lock.path.read_text() == ""
    assert time.monotonic() - started < 1


def test_two_locks_in_one_process_exclude_each_other(archive_path: Path) -> None:
    lock = ArchiveLock(archive_path, "first")
    with pytest.raises(ArchiveBusy, match="in use by first, process"):
        ArchiveLock(archive_path, "second")
    lock.release()
    ArchiveLock(archive_path, "second").release()


def test_a_lock_in_a_missing_folder_is_an_archive_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="does not exist"):
        ArchiveLock(tmp_path / "nowhere" / "archive.db", "test")
