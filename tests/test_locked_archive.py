"""Another program has locked the archive, against readers too: every verb waits for it, or says that it did."""

import os
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from commands import LOOPBACK, ROOT, command, environment
from filing import PageMaker, article, file
from served_room import free_port

from crawler.newsroom import Newsroom
from pipelines.archive.archive import Archive
from pipelines.archive.backup import back_up
from pipelines.archive.opening import longest_wait_s, wait_at_most
from pipelines.errors import ArchiveBusy

LOCKED_S = float(os.environ.get("LOCKED_S", "5"))  # `make locked` takes more than a minute
URL = "https://echo.example/2026/ferry"
PAPER = "le-fanal"
SAYS = "another program has locked the archive for more than {} seconds"


@pytest.fixture
def filed(archive: Archive, archive_path: Path, fetched: PageMaker) -> Path:
    """An archive of one article, with nobody at it."""
    file(archive, fetched(URL), article(URL))
    archive.close()
    return archive_path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """The file in the hands of a program that lets nobody even read."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA locking_mode = exclusive")
        conn.execute("BEGIN EXCLUSIVE")
        conn.execute("UPDATE articles SET checked_at = checked_at")
        yield


class Verbs:
    """Every verb that opens an archive, each at a locked copy of its own."""

    def __init__(self, filed: Path, folder: Path, sources: Path, *options: str) -> None:
        self.port = free_port()
        self.started: dict[str, subprocess.Popen[str]] = {}
        self.archives: dict[str, Path] = {}
        asked: dict[str, tuple[str | Path, ...]] = {
            "harvest": (PAPER, "-a", f"sources={sources}", *LOOPBACK),
            "remove": (URL, "--reason", "asked for"),
            "backup": (folder / "copy.db",),
            "verify": (),
            "browse": ("--port", str(self.port)),
            "status": (),
            "search": ("ferry",),
            "save": ("harbour", "ferry"),
        }
        for name in asked:
            (folder / name).mkdir()
            self.archives[name] = Path(shutil.copy(filed, folder / name / "archive.db"))
        self.commands = {
            name: command(name, *args, "-s", f"ARCHIVE={self.archives[name]}", *options)
            for name, args in asked.items()
        }

    def start(self) -> None:
        for name, line in self.commands.items():
            self.started[name] = subprocess.Popen(
                line, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )

    def running(self) -> set[str]:
        return {name for name, process in self.started.items() if process.poll() is None}

    def ended(self, name: str) -> tuple[int, str]:
        """Exit code and what was said, standard error last."""
        said, errors = self.started[name].communicate(timeout=120)
        return self.started[name].returncode, said + errors

    def close(self) -> None:
        for process in self.started.values():
            process.kill()
            process.communicate()


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[Path]:
    with Newsroom() as room:
        room.write_sources(tmp_path / "sources")
        yield tmp_path / "sources"


def answers(port: int) -> bool:
    """Whether a reading room answers there, within its time to start."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as response:
                return bool(response.status == 200)
        except urllib.error.URLError:
            time.sleep(0.2)
    return False


def test_every_verb_waits_for_a_locked_archive(filed: Path, sources: Path, tmp_path: Path) -> None:
    verbs = Verbs(filed, tmp_path, sources)
    try:
        with ExitStack() as stack:
            for path in verbs.archives.values():
                stack.enter_context(locked(path))
            verbs.start()
            time.sleep(LOCKED_S)
            assert verbs.running() == set(verbs.commands)
        assert answers(verbs.port)
        verbs.started["browse"].terminate()
        ended = {name: verbs.ended(name) for name in verbs.commands if name != "browse"}
    finally:
        verbs.close()
    assert {name: code for name, (code, _) in ended.items()} == dict.fromkeys(ended, 0), ended
    with closing(sqlite3.connect(verbs.archives["harvest"])) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (12,)
    with closing(sqlite3.connect(verbs.archives["remove"])) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_every_verb_gives_up_in_the_end_and_says_why(filed: Path, sources: Path, tmp_path: Path) -> None:
    verbs = Verbs(filed, tmp_path, sources, "-s", "ARCHIVE_BUSY_SECONDS=0.5")
    try:
        with ExitStack() as stack:
            for path in verbs.archives.values():
                stack.enter_context(locked(path))
            verbs.start()
            ended = {name: verbs.ended(name) for name in verbs.commands}
    finally:
        verbs.close()
    assert {name: code for name, (code, _) in ended.items()} == dict.fromkeys(ended, os.EX_TEMPFAIL), ended
    for name, (_, said) in ended.items():
        assert SAYS.format("0.5") in said, name
        assert "Traceback" not in said
        assert said.count("scrapy: ") == 1


def test_the_wait_is_longer_than_a_minute() -> None:
    assert longest_wait_s() > 60


def test_a_copy_is_not_waited_for_without_end(filed: Path, tmp_path: Path) -> None:
    """SQLite's own backup would ask for as long as the lock is held."""
    before = longest_wait_s()
    wait_at_most(0.1)
    try:
        with locked(filed), pytest.raises(ArchiveBusy):
            back_up(filed, tmp_path / "copy.db")
    finally:
        wait_at_most(before)
    assert not (tmp_path / "copy.db").exists()
