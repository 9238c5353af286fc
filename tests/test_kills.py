"""kill -9, at random moments and at every named point: the next run ends where one without kills would."""

import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import ROOT, command, environment
from newsroom.hostile import Exchange, HostileSite, article

from pipelines.faults import POINTS as ALL_POINTS
from pipelines.faults import VARIABLE

POINTS = [point for point in ALL_POINTS if point != "in_reextract"]  # a harvest's; the other: test_stored.py
PAGES = 800
RANDOM_KILLS = 12
MOST_IN_FLIGHT = 24  # pages of one source that are asked for and not yet filed, with the settings below
SEED = 20261125
QUICK = (
    *("-s", "ALLOWED_NETWORKS=127.0.0.0/26", "-s", "ARCHIVE_FLUSH_SECONDS=0.05"),
    *("-s", "WINDOW_PER_SOURCE=16", "-s", "AUTOTHROTTLE_ENABLED=0"),
)


def headline(name: str) -> str:
    return f"Witness {name.partition('-')[2]} is heard by the harbour board"


class Library(HostileSite):
    """Honest articles, many of them."""

    def _answer(self, exchange: Exchange) -> None:
        name = exchange.path.strip("/")
        if name.startswith("honest-"):
            exchange.send(article(name, title=headline(name)))
        else:
            super()._answer(exchange)

    def feed(self) -> str:
        """Every article."""
        items = "".join(f"<item><link>{self.url}/honest-{n}</link></item>" for n in range(PAGES))
        return f"<rss version='2.0'><channel><title>Library</title>{items}</channel></rss>"


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library().running() as site:
        assert isinstance(site, Library)
        yield site


class Watch:
    """Sees that no run asks twice for a page, nor for one that an earlier run had filed already."""

    def __init__(self, archive: Path, library: Library) -> None:
        self.archive, self.library = archive, library
        self.before: Counter[str] = Counter(library.asked)
        self.filed: set[str] = set()
        self.lost = 0
        """Pages that were asked for and not yet filed when a run was killed."""

    def look(self) -> None:
        """To be called after each run."""
        self._settle()
        asked = Counter(self.library.asked) - self.before
        asked = Counter({path: times for path, times in asked.items() if path.startswith("/honest-")})
        self.before = Counter(self.library.asked)
        assert set(asked.values()) <= {1}, f"asked for twice by one run: {asked.most_common(3)}"
        assert not asked.keys() & self.filed, "asked for again, though it had been filed"
        if self.archive.exists():
            with closing(sqlite3.connect(self.archive)) as conn:
                rows = conn.execute("SELECT url FROM pages WHERE state = 'done'").fetchall()
            self.filed = {f"/{url.rpartition('/')[2]}" for (url,) in rows}
        self.lost += len(asked.keys() - self.filed)

    def _settle(self) -> None:
        """Wait for what a killed run had sent and the server had not read yet."""
        total = -1
        while total != (total := self.library.asked.total()):
            time.sleep(0.2)


def harvest_to_its_end(archive: Path, source: Path, fault: str = "") -> "subprocess.CompletedProcess[str]":
    args = command("harvest", "-a", f"sources={source}", "-s", f"ARCHIVE={archive}", *QUICK)
    environ = {**environment(), VARIABLE: fault} if fault else environment()
    return subprocess.run(args, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300)


def harvest_and_kill(archive: Path, source: Path, library: Library, more: int) -> bool:
    """Kill a harvest once it has asked for so many pages more; whether it still ran."""
    args = command("harvest", "-a", f"sources={source}", "-s", f"ARCHIVE={archive}", *QUICK)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen(args, cwd=ROOT, env=environment(), **quiet)  # type: ignore[call-overload]
    goal, deadline = library.asked.total() + more, time.monotonic() + 60
    while library.asked.total() < goal and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    run.kill()
    return bool(run.wait() == -signal.SIGKILL)


def paragraphs(name: str) -> str:
    text = article(name).partition("</h1>")[2].partition("</article>")[0]
    return text.removeprefix("<p>").removesuffix("</p>").replace("</p><p>", "\n\n")


def test_after_any_kill_the_next_run_makes_the_archive_whole(library: Library, tmp_path: Path) -> None:
    archive, source = tmp_path / "archive.db", tmp_path / "hostile.toml"
    source.write_text(library.source(), encoding="utf-8")
    chance = random.Random(SEED)
    kills: Counter[str] = Counter()
    plan = [*POINTS, *POINTS, *["random"] * RANDOM_KILLS]
    chance.shuffle(plan)
    watch = Watch(archive, library)
    for point in ["in_migration", *plan]:
        if point == "random":
            kills[point] += harvest_and_kill(archive, source, library, chance.randrange(1, 60))
        elif point == "in_migration":
            if kills[point] == 0:  # a new archive; later ones have nothing left to migrate
                run = harvest_to_its_end(archive, source, f"{point}:{chance.randrange(2, 60)}")
                kills[point] += run.returncode == -signal.SIGKILL
                assert not archive.exists()
        elif point != "before_checkpoint":  # the end of a run: below
            times = chance.randrange(1, 30 if "commit" not in point else 8)
            run = harvest_to_its_end(archive, source, f"{point}:{times}")
            kills[point] += run.returncode == -signal.SIGKILL
        watch.look()
    run = harvest_to_its_end(archive, source, "before_checkpoint:1")
    kills["before_checkpoint"] += run.returncode == -signal.SIGKILL
    watch.look()
    last = harvest_to_its_end(archive, source)
    assert last.returncode == 0, last.stdout + last.stderr
    watch.look()
    print(
        f"{kills.total()} kills: {dict(kills)}; {library.asked.total()} requests, {watch.lost} pages in flight"
    )
    assert kills.total() >= 20, kills
    assert set(kills) == {*POINTS, "random"}
    _is_as_without_kills(archive)
    asked = Counter({path: times for path, times in library.asked.items() if path.startswith("/honest-")})
    assert asked.total() == PAGES + watch.lost, "each page once, and once more for each time it was in flight"
    assert watch.lost <= kills.total() * MOST_IN_FLIGHT


def _is_as_without_kills(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("articles_fts", "articles_fts_heads"):
            conn.execute(f"INSERT INTO {table}({table}, rank) VALUES('integrity-check', 1)")
        rows = conn.execute(
            "SELECT url, title, body, revision_count FROM articles JOIN article_text USING (id)"
        ).fetchall()
        assert conn.execute("SELECT DISTINCT state FROM pages").fetchall() == [("done",)]
    filed = {url.rpartition("/")[2]: (title, body, revisions) for url, title, body, revisions in rows}
    assert len(rows) == len(filed) == PAGES
    assert filed == {
        name: (headline(name), paragraphs(name), 1) for name in (f"honest-{n}" for n in range(PAGES))
    }
