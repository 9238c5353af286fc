"""What the machine does to a harvest: each fault has its exit code, one plain sentence, and loses nothing."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import LOOPBACK, ROOT, command, environment, harvest, scrapy
from served_room import free_port, running
from sqlite_utils import Database

from crawler.newsroom import Newsroom
from pipelines.archive.schema import migrations

PAPER = "le-fanal"
ARTICLES = 11


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture
def sources(newsroom: Newsroom, tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    newsroom.write_sources(folder)
    return folder


@pytest.fixture(scope="module")
def whole(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One paper harvested without any trouble."""
    folder = tmp_path_factory.mktemp("whole")
    newsroom.write_sources(folder / "sources")
    run = harvest(folder / "archive.db", folder / "sources", PAPER)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "archive.db"


def articles(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)")
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def told_plainly(run: "subprocess.CompletedProcess[str]") -> bool:
    """One sentence on standard error, and no traceback."""
    return "Traceback" not in run.stderr and run.stderr.count("scrapy: ") == 1


@pytest.fixture
def small_disk(disk_of: Callable[[str], Path]) -> Path:
    """A file system of its own with room for less than a harvest."""
    return disk_of("420k")


def test_a_full_disk_is_73_and_the_harvest_goes_on_elsewhere(
    sources: Path, small_disk: Path, tmp_path: Path
) -> None:
    run = harvest(small_disk / "archive.db", sources, PAPER)
    assert run.returncode == os.EX_CANTCREAT, run.stdout + run.stderr
    assert told_plainly(run), run.stderr
    assert "the disk is full" in run.stderr
    moved = tmp_path / "archive.db"
    for path in small_disk.glob("archive.db*"):
        shutil.copy(path, tmp_path / path.name)
    assert harvest(moved, sources, PAPER).returncode == 0
    assert articles(moved) == ARTICLES


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("head", id="head-zeroed"),
        pytest.param("tail", id="tail-cut"),
        pytest.param("all", id="empty-file"),
    ],
)
def test_a_damaged_archive_is_65_and_left_as_it_is(
    whole: Path, sources: Path, tmp_path: Path, damage: str
) -> None:
    archive = tmp_path / "archive.db"
    data = bytearray(whole.read_bytes())
    if damage == "head":
        data[:4096] = bytes(4096)
    archive.write_bytes(b"" if damage == "all" else data[: len(data) // 3] if damage == "tail" else data)
    before = archive.stat().st_size
    run = harvest(archive, sources, PAPER)
    assert run.returncode == os.EX_DATAERR, run.stdout + run.stderr
    assert told_plainly(run)
    assert str(archive) in run.stderr
    assert archive.stat().st_size == before


def test_an_archive_zeroed_in_the_middle_is_65_as_soon_as_it_shows(
    whole: Path, sources: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    data = bytearray(whole.read_bytes())
    data[8192:-8192] = bytes(len(data) - 16384)
    archive.write_bytes(data)
    run = harvest(archive, sources, PAPER)
    assert run.returncode == os.EX_DATAERR, run.stdout + run.stderr
    assert told_plainly(run)


def test_a_later_versions_archive_is_78_and_untouched(whole: Path, sources: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    shutil.copy(whole, archive)
    with closing(sqlite3.connect(archive)) as conn, conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('archive', 'm999_x', 'x')"
        )
    run = harvest(archive, sources, PAPER)
    assert run.returncode == os.EX_CONFIG, run.stdout + run.stderr
    assert told_plainly(run)
    assert "later version" in run.stderr


KEPT_BY_TRIGGERS = ("coverage", "articles_fts%", "sqlite_%", "_sqlite%")
OLD_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'" + " AND name NOT LIKE ?" * len(
    KEPT_BY_TRIGGERS
)


def as_of_old(whole: Path, archive: Path, stop_before: str) -> None:
    """The rows of an archive in one that has the first migrations alone, as its time would have written it."""
    with closing(sqlite3.connect(archive, isolation_level=None)) as conn:
        migrations.apply(Database(conn), stop_before=stop_before)
        conn.execute("ATTACH ? AS whole", [str(whole)])
        for (table,) in conn.execute(OLD_TABLES, KEPT_BY_TRIGGERS).fetchall():
            columns = ", ".join(row[1] for row in conn.execute(f"PRAGMA main.table_info({table})"))
            conn.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM whole.{table}")
        conn.execute("UPDATE pages SET due_at = NULL")


def with_a_past(conn: sqlite3.Connection) -> int:
    """Give the first article an edit that nobody else saw; the last is found and not yet fetched. The first's id."""
    conn.execute("PRAGMA foreign_keys = on")
    ids = [int(row[0]) for row in conn.execute("SELECT id FROM articles ORDER BY id")]
    conn.execute("UPDATE revisions SET revision = 2 WHERE article = ?", [ids[0]])
    conn.execute("UPDATE articles SET revision_count = 2 WHERE id = ?", [ids[0]])
    conn.execute(
        "INSERT INTO revisions (article, revision, seen_at, title, word_count, content_hash, body) "
        "VALUES (?, 1, '2026-01-01T00:00:00Z', 'The first headline', 3, 'x', 'The first text.')",
        [ids[0]],
    )
    conn.execute(
        "UPDATE pages SET state = 'pending', article = NULL, etag = NULL, last_modified = NULL, "
        "fetched_at = NULL, attempts = 0 WHERE article = ?",
        [ids[-1]],
    )
    conn.execute("DELETE FROM articles WHERE id = ?", [ids[-1]])
    return ids[0]


KEPT = (
    "SELECT articles.id, url, articles.title, body, revision_count, first_seen_at FROM articles "
    "JOIN article_text USING (id) ORDER BY 1"
)
REVISIONS = "SELECT article, revision, title, body FROM revision_texts ORDER BY 1, 2"


@pytest.mark.parametrize(
    "stop_before",
    [
        pytest.param("m002_lately", id="the-first-migration-alone"),
        pytest.param("m004_search", id="the-first-three"),
        pytest.param("m013_coming_back", id="not-yet-coming-back"),
    ],
)
def test_an_archive_of_an_older_schema_is_upgraded_and_harvested_into(
    whole: Path, sources: Path, tmp_path: Path, stop_before: str
) -> None:
    archive = tmp_path / "archive.db"
    as_of_old(whole, archive, stop_before)
    shutil.copytree(whole.parent / "captures", tmp_path / "captures")
    with closing(sqlite3.connect(archive)) as conn, conn:
        edited = with_a_past(conn)
        before, revisions = conn.execute(KEPT).fetchall(), conn.execute(REVISIONS).fetchall()
    assert len(before) == ARTICLES - 1
    run = harvest(archive, sources, PAPER)
    assert run.returncode == 0, run.stdout + run.stderr
    assert articles(archive) == ARTICLES
    with closing(sqlite3.connect(archive)) as conn:
        assert set(before) < set(conn.execute(KEPT).fetchall())
        assert set(revisions) < set(conn.execute(REVISIONS).fetchall())
        assert not migrations.pending(Database(conn))
        learnt = conn.execute("SELECT url FROM article_urls WHERE article = ?", [edited]).fetchall()
    _, url, title, *_ = before[0]
    assert (url,) in learnt
    where = ("-s", f"ARCHIVE={archive}")
    assert scrapy("verify", *where).stdout == f"{archive}: whole.\n"
    assert title in scrapy("search", title, *where).stdout.replace("*", "")


def test_no_network_is_69_and_costs_no_page_an_attempt(whole: Path, sources: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    shutil.copy(whole, archive)
    file = sources / f"{PAPER}.toml"
    with closing(sqlite3.connect(archive)) as conn, conn:
        attempts = conn.execute("SELECT attempts FROM pages WHERE id < 4").fetchall()
        conn.execute(
            "UPDATE pages SET state = 'pending', due_at = NULL, url = 'http://nowhere.invalid/' || id WHERE id < 4"
        )
    homepage = 'homepage = "http://nowhere.invalid/"\nfeeds = ["http://nowhere.invalid/feed"]\n'
    file.write_text(f'name = "{PAPER}"\ntitle = "Le Fanal"\nlanguage = "fr"\n{homepage}', "utf-8")
    run = harvest(archive, file)
    assert run.returncode == os.EX_UNAVAILABLE, run.stdout + run.stderr
    assert "is this machine online?" in run.stdout
    with closing(sqlite3.connect(archive)) as conn:
        states = conn.execute("SELECT state, reason, attempts FROM pages WHERE id < 4").fetchall()
    assert states == [("pending", "dns", number) for (number,) in attempts]


def test_no_way_to_any_host_is_69(whole: Path, sources: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    shutil.copy(whole, archive)
    with closing(sqlite3.connect(archive)) as conn, conn:
        conn.execute("UPDATE pages SET state = 'pending', due_at = NULL, attempts = 0 WHERE id < 4")
        conn.execute("UPDATE feeds SET due_at = NULL")
    cut_off = ["unshare", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*cut_off, "true"], capture_output=True).returncode:
        pytest.skip("only root can take a process's network away")
    args = command("harvest", PAPER, "-a", f"sources={sources}", "-s", f"ARCHIVE={archive}", *LOOPBACK)
    run = subprocess.run(
        [*cut_off, *args], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120
    )
    assert run.returncode == os.EX_UNAVAILABLE, run.stdout + run.stderr
    assert "is this machine online?" in run.stdout
    assert run.stderr == ""
    with closing(sqlite3.connect(archive)) as conn:
        states = conn.execute("SELECT state, reason, attempts FROM pages WHERE id < 4").fetchall()
    assert states == [("pending", "unreachable", 0)] * 3
    assert harvest(archive, sources, PAPER).returncode == 0
    assert articles(archive) == ARTICLES


def test_a_read_only_disk_is_77_and_nothing_is_asked(
    whole: Path, sources: Path, newsroom: Newsroom, disk_of: Callable[[str], Path]
) -> None:
    disk = disk_of("20m")
    shutil.copy(whole, disk / "archive.db")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = len(newsroom.requests)
    run = harvest(disk / "archive.db", sources, PAPER)
    assert run.returncode == os.EX_NOPERM, run.stdout + run.stderr
    assert told_plainly(run)
    assert len(newsroom.requests) == before


def test_an_archive_on_a_read_only_disk_is_read_all_the_same(
    whole: Path, disk_of: Callable[[str], Path], tmp_path: Path
) -> None:
    disk = disk_of("20m")
    shutil.copy(whole, disk / "archive.db")
    shutil.copytree(whole.parent / "captures", disk / "captures")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    where = ("-s", f"ARCHIVE={disk / 'archive.db'}")
    assert f"{ARTICLES} new" in scrapy("status", *where).stdout
    assert scrapy("search", "le", *where).returncode == 0
    assert f"{ARTICLES} articles" in scrapy("backup", tmp_path / "copy.db", *where).stdout
    port = free_port()
    with running(command("browse", "--port", str(port), *where), port, tmp_path / "log", {}) as room:
        assert room.get("/").status == 200
        assert "Le Fanal" in room.get("/sources").words


@pytest.mark.parametrize("verb", [("harvest",), ("status",), ("search", "x"), ("verify",), ("browse",)])
@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        pytest.param("folder", os.EX_IOERR, "is a folder. Name a file", id="a-folder"),
        pytest.param("empty", os.EX_DATAERR, "is empty, 0 bytes", id="empty"),
        pytest.param(
            "foreign", os.EX_IOERR, "is another program's database (it holds shopping …)", id="foreign"
        ),
    ],
)
def test_what_is_no_archive_is_named_by_every_verb(
    tmp_path: Path, verb: tuple[str, ...], what: str, code: int, said: str
) -> None:
    archive = tmp_path / "archive.db"
    if what == "folder":
        archive.mkdir()
    elif what == "empty":
        archive.touch()
    else:
        with closing(sqlite3.connect(archive)) as conn, conn:
            conn.execute("CREATE TABLE shopping (item)")
    run = scrapy(*verb, "-s", f"ARCHIVE={archive}")
    assert run.returncode == code, run.stdout + run.stderr
    assert said in run.stderr
    assert told_plainly(run)


def test_a_port_that_is_taken_is_said_before_the_room_opens(whole: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = scrapy("browse", "--port", str(port), "-s", f"ARCHIVE={whole}")
    assert run.returncode == os.EX_UNAVAILABLE
    assert (
        run.stderr
        == f"scrapy: 127.0.0.1:{port}: Address already in use. Name another: scrapy browse --port N\n"
    )
    assert run.stdout == ""


def test_a_missing_folder_is_74_and_named(sources: Path, tmp_path: Path) -> None:
    run = harvest(tmp_path / "nowhere" / "archive.db", sources, PAPER)
    assert run.returncode == os.EX_IOERR
    assert run.stderr.endswith(f"the folder {tmp_path / 'nowhere'} does not exist. Make it first.\n")
    assert told_plainly(run)


def test_a_clock_set_back_a_day_loses_and_invents_nothing(
    whole: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive.db"
    shutil.copy(whole, archive)
    yesterday = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 86_400))
    monkeypatch.setenv("NEWS_ARCHIVE_NOW", yesterday)
    run = harvest(archive, sources, PAPER)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "clock" in run.stderr
    assert articles(archive) == ARTICLES


@pytest.mark.parametrize(
    ("signals", "code"),
    [
        pytest.param([signal.SIGTERM], 75, id="sigterm"),
        pytest.param([signal.SIGINT], 75, id="sigint"),
        pytest.param([signal.SIGINT, signal.SIGINT], 75, id="sigint-twice"),
    ],
)
def test_a_signal_ends_the_run_in_order(
    sources: Path, tmp_path: Path, signals: list[signal.Signals], code: int
) -> None:
    archive = tmp_path / "archive.db"
    with Newsroom(latency_s=0.3) as slow:
        slow.write_sources(sources)
        args = command("harvest", PAPER, "-a", f"sources={sources}", "-s", f"ARCHIVE={archive}", *LOOPBACK)
        run = subprocess.Popen(
            args, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        deadline = time.monotonic() + 60
        while len(slow.requests) < 4 and time.monotonic() < deadline:
            time.sleep(0.02)
        for one in signals:
            run.send_signal(one)
            time.sleep(0.1)
        said, errors = run.communicate(timeout=60)
        assert run.returncode == code, said + errors
        assert "Traceback" not in errors
        assert "Ended early" in said
        slow.latency_s = 0
        assert harvest(archive, sources, PAPER).returncode == 0
    assert articles(archive) == ARTICLES


def test_a_worker_killed_from_outside_costs_no_page(sources: Path, tmp_path: Path) -> None:
    """As the kernel does when memory is short: the page is read again, not given up."""
    archive = tmp_path / "archive.db"
    with Newsroom(latency_s=0.2) as slow:
        slow.write_sources(sources)
        args = command("harvest", PAPER, "-a", f"sources={sources}", "-s", f"ARCHIVE={archive}", *LOOPBACK)
        run = subprocess.Popen(
            args, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        killed = 0
        deadline = time.monotonic() + 60
        while run.poll() is None and killed < 3 and time.monotonic() < deadline:
            if len(slow.requests) > 4:
                for worker in _descendants(run.pid):
                    if _is_worker(worker):
                        os.kill(worker, signal.SIGKILL)
                        killed += 1
            time.sleep(0.2)
        said, errors = run.communicate(timeout=60)
    assert killed
    assert run.returncode in (0, 1), said + errors
    with closing(sqlite3.connect(archive)) as conn:
        assert conn.execute("SELECT url, reason FROM pages WHERE reason = 'unextractable'").fetchall() == []
        left = conn.execute("SELECT count(*) FROM pages WHERE state = 'pending'").fetchone()[0]
    assert articles(archive) + left >= ARTICLES


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(word) for word in children.read_text().split()] if children.exists() else []
    return found + [one for child in found for one in _descendants(child)]


def _is_worker(pid: int) -> bool:
    """A process of the pool itself: its parent is the fork server."""
    try:
        parent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]
        return b"forkserver" in Path(f"/proc/{parent}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
