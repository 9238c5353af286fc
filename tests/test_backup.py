"""``scrapy backup``: a whole copy while a harvest writes, checked before it replaces the last one."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commands import scrapy
from filing import PageMaker, article, file

from pipelines.archive.archive import Archive
from pipelines.archive.backup import BackupFailed, back_up
from pipelines.archive.frontier import Link
from pipelines.archive.keeper import Keeper
from pipelines.errors import ArchiveDamaged


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [title for (title,) in conn.execute("SELECT title FROM articles ORDER BY id")]


def test_a_copy_holds_what_the_archive_holds(archive: Archive, fetched: PageMaker, tmp_path: Path) -> None:
    file(archive, fetched("https://echo.example/1"), article("https://echo.example/1"))
    assert back_up(archive.path, tmp_path / "copy.db").articles == 1
    assert titles(tmp_path / "copy.db") == titles(archive.path)
    assert not list(tmp_path.glob("copy.db-*")) + list(tmp_path.glob(".*unfinished*"))


def test_older_copies_are_kept_as_many_as_asked_for(archive: Archive, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    for number in range(5):
        archive.conn.execute("UPDATE sources SET title = ?", [str(number)])
        back_up(archive.path, copy, keep=3)
    kept = {}
    for path in tmp_path.glob("copy.db*"):
        with closing(sqlite3.connect(path)) as conn:
            kept[path.name] = conn.execute("SELECT title FROM sources").fetchone()[0]
    assert kept == {"copy.db": "4", "copy.db.1": "3", "copy.db.2": "2"}


def test_a_copy_is_one_moment_while_a_crawl_writes(archive_path: Path, tmp_path: Path) -> None:
    """Every transaction of the writer enters two pages: a copy never holds one of them alone."""
    copies = [tmp_path / f"copy-{number}.db" for number in range(4)]

    async def write(keeper: Keeper) -> None:
        for number in range(400):
            links = [Link(url=f"https://echo.example/{number}/{twin}") for twin in "ab"]
            await keeper.write(lambda links=links: keeper.frontier.add_links("echo", None, links))  # type: ignore[misc]

    async def run() -> None:
        keeper = Keeper(archive_path, "test", batch=1, flush_s=0)
        row = dict.fromkeys(("name", "title", "homepage", "language", "country", "licence"), "echo")
        await keeper.write(lambda: keeper.frontier.add_source(row))  # type: ignore[arg-type]
        writing = asyncio.create_task(write(keeper))
        for copy in copies:
            await asyncio.to_thread(back_up, archive_path, copy)
        await writing
        await keeper.close("finished")

    asyncio.run(run())
    counts = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as conn:
            counts.append(conn.execute("SELECT count(*) FROM pages").fetchone()[0])
    assert all(count % 2 == 0 for count in counts)
    assert counts == sorted(counts)


def test_a_damaged_archive_leaves_the_last_good_copy(
    archive: Archive, fetched: PageMaker, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    for number in range(30):
        url = f"https://echo.example/{number}"
        file(archive, fetched(url), article(url, title=f"Ferry {number}", body=["The ferry came. " * 200]))
    archive.close()
    back_up(archive.path, copy)
    good = copy.read_bytes()
    with archive.path.open("r+b") as damaged:
        damaged.seek(archive.path.stat().st_size // 2)
        damaged.write(b"\xff" * 20_000)
    with pytest.raises((BackupFailed, ArchiveDamaged), match="damaged"):
        back_up(archive.path, copy)
    assert copy.read_bytes() == good
    assert not list(tmp_path.glob(".*unfinished*"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param(".", "is a folder", id="folder"),
        pytest.param("nowhere/copy.db", "does not exist", id="no-folder"),
        pytest.param("archive.db", "is the archive itself", id="itself"),
    ],
)
def test_a_place_that_will_not_do_is_named(archive: Archive, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(BackupFailed, match=said):
        back_up(archive.path, tmp_path / name)


def test_a_backup_put_in_place_is_the_archive_again(
    archive: Archive, fetched: PageMaker, tmp_path: Path
) -> None:
    """Restoring as docs/archive.md tells it: copy the file to the archive's place."""
    file(archive, fetched("https://echo.example/1"), article("https://echo.example/1"))
    archive.close()
    where = ("-s", f"ARCHIVE={archive.path}")
    copy = tmp_path / "safe" / "copy.db"
    copy.parent.mkdir()
    made = scrapy("backup", copy, "--keep", "2", *where)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(f"{copy}: 1 articles, ")
    archive.path.write_bytes(b"spilt coffee")
    assert scrapy("verify", *where).returncode == 65
    archive.path.write_bytes(copy.read_bytes())
    assert scrapy("verify", *where).stdout == f"{archive.path}: whole.\n"
    assert scrapy("search", "ferry", *where).returncode == 0
