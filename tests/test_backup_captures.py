"""``scrapy backup`` takes the saved pages along: linked or copied, checked, and no longer than a copy names them."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import harvest, scrapy

from crawler.newsroom import Newsroom
from pipelines.archive.backup import back_up
from pipelines.archive.backup_captures import PagesNotCopied

PAPER = "talbote"


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a harvest of one paper; nobody answers any more when a test gets it."""
    folder = tmp_path_factory.mktemp("harvested")
    with Newsroom() as room:
        room.write_sources(folder / "sources")
        run = harvest(folder / "archive.db", folder / "sources", PAPER)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture
def folder(harvested: Path, tmp_path: Path) -> Path:
    """The same in a folder that the test may change."""
    return Path(shutil.copytree(harvested, tmp_path / "house"))


@pytest.fixture
def safe(tmp_path: Path) -> Path:
    """Where the copy goes, on the file system of the archive."""
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "copy.db"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Where the copy goes, on a file system of its own."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system at /dev/shm")
    with tempfile.TemporaryDirectory(dir=memory) as name:
        yield Path(name) / "copy.db"


def change(database: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as conn, conn:
        found: list[tuple[object, ...]] = conn.execute(sql, values).fetchall()
        return found


def warc(folder: Path) -> Path:
    """The one file of saved pages in a folder."""
    (file,) = folder.iterdir()
    return file


def saved(copy: Path) -> Path:
    """The folder of a copy's saved pages."""
    return copy.with_name(copy.name + ".captures")


def test_a_restored_backup_is_whole_and_can_be_read_again(folder: Path, safe: Path, tmp_path: Path) -> None:
    """Restoring as docs/archive.md tells it: FILE to archive.db, FILE.captures to captures."""
    made = scrapy("backup", safe, "--keep", "3", "-s", f"ARCHIVE={folder / 'archive.db'}")
    assert made.returncode == 0, made.stderr
    assert f"{saved(safe)}: saved pages checked, 1 files new, 0 deleted." in made.stdout
    texts = "SELECT id, title, body FROM articles JOIN article_text USING (id)"
    before = change(folder / "archive.db", texts)
    shutil.rmtree(folder / "captures")
    (folder / "archive.db").write_bytes(b"spilt coffee")

    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(safe, new / "archive.db")
    shutil.copytree(saved(safe), new / "captures")

    where = ("-s", f"ARCHIVE={new / 'archive.db'}")
    assert scrapy("verify", *where).stdout == f"{new / 'archive.db'}: whole.\n"
    change(new / "archive.db", "UPDATE articles SET title = 'Worse'")
    change(new / "archive.db", "UPDATE revisions SET title = 'Worse', content_hash = 'of a worse reading'")
    again = scrapy("reextract", PAPER, "-a", f"sources={folder / 'sources'}", *where)
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines()[-1].split()[:3] == ["all", "sources", str(len(before))]
    assert change(new / "archive.db", texts) == before


def test_saved_pages_are_linked_on_one_file_system(folder: Path, safe: Path) -> None:
    for _ in range(2):
        back_up(folder / "archive.db", safe, keep=2)
        assert warc(saved(safe)).samefile(warc(folder / "captures"))
    assert sorted(path.name for path in safe.parent.iterdir()) == ["copy.db", "copy.db.1", "copy.db.captures"]


def test_saved_pages_are_copied_once_to_another_file_system(folder: Path, elsewhere: Path) -> None:
    first = back_up(folder / "archive.db", elsewhere)
    copied = warc(saved(elsewhere))
    assert copied.read_bytes() == warc(folder / "captures").read_bytes()
    written = copied.stat()
    second = back_up(folder / "archive.db", elsewhere)
    assert (first.files_brought, second.files_brought) == (1, 0)
    assert copied.stat().st_ino == written.st_ino


def test_a_file_still_written_is_copied_as_far_as_the_database_names_it(folder: Path, safe: Path) -> None:
    original = warc(folder / "captures")
    whole = original.read_bytes()
    (last,) = change(
        folder / "archive.db", "SELECT offset, length FROM captures ORDER BY offset DESC LIMIT 1"
    )
    end = int(str(last[0]))
    rows = change(folder / "archive.db", "SELECT * FROM captures WHERE offset = ?", end)
    change(folder / "archive.db", "DELETE FROM captures WHERE offset = ?", end)  # not yet committed
    back_up(folder / "archive.db", safe)
    assert warc(saved(safe)).read_bytes() == whole[:end]
    marks = ", ".join("?" * len(rows[0]))
    change(folder / "archive.db", f"INSERT INTO captures VALUES ({marks})", *rows[0])  # the run goes on
    original.write_bytes(whole + b"half a record, which a kill left")
    back_up(folder / "archive.db", safe)
    assert warc(saved(safe)).read_bytes() == whole


def test_saved_pages_go_with_the_last_copy_that_names_them(folder: Path, safe: Path) -> None:
    archive = folder / "archive.db"
    first = warc(folder / "captures")
    back_up(archive, safe, keep=2)
    second = first.rename(first.with_name("archive-000002-20261125T060000.warc.gz"))
    change(archive, "UPDATE captures SET file = ?", f"captures/{second.name}")
    (saved(safe) / ".archive-000009.warc.gz.unfinished").write_bytes(b"of a backup that was killed")
    back_up(archive, safe, keep=2)
    assert {path.name for path in saved(safe).iterdir()} == {first.name, second.name}
    last = back_up(archive, safe, keep=2)
    assert {path.name for path in saved(safe).iterdir()} == {second.name}
    assert last.files_deleted == 1
    assert second.exists()


def test_saved_pages_can_be_left_out(folder: Path, safe: Path) -> None:
    made = scrapy("backup", safe, "--no-captures", "-s", f"ARCHIVE={folder / 'archive.db'}")
    assert made.returncode == 0, made.stderr
    assert "saved pages" not in made.stdout
    assert not saved(safe).exists()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param("missing", "is missing or ends early", id="missing"),
        pytest.param("short", "is missing or ends early", id="short"),
        pytest.param("garbled", "the saved page at byte .* is damaged", id="garbled"),
        pytest.param("zeroed", "the saved page at byte 0 is damaged", id="zeroed"),
    ],
)
def test_a_saved_page_that_cannot_be_had_leaves_the_last_good_copy(
    folder: Path, safe: Path, damage: str, said: str
) -> None:
    back_up(folder / "archive.db", safe, with_captures=False)
    good = safe.read_bytes()
    file = warc(folder / "captures")
    data = bytearray(file.read_bytes())
    if damage == "garbled":
        data[len(data) // 2 : len(data) // 2 + 2000] = b"\x55" * 2000
    elif damage == "zeroed":
        data[:] = bytes(len(data))
    file.write_bytes(data[:100] if damage == "short" else data)
    if damage == "missing":
        file.unlink()
    with pytest.raises(PagesNotCopied, match=f"{file.name}: {said}"):
        back_up(folder / "archive.db", safe, keep=2)
    assert safe.read_bytes() == good
    assert [path.name for path in safe.parent.rglob("*") if path.is_file()] == ["copy.db"]
    ended = scrapy("backup", safe, "-s", f"ARCHIVE={folder / 'archive.db'}")
    assert ended.returncode == 74
    assert "--no-captures" in ended.stderr and "Traceback" not in ended.stderr


def test_what_the_archive_lost_and_the_backup_has_stays_there(folder: Path, elsewhere: Path) -> None:
    back_up(folder / "archive.db", elsewhere)
    whole = warc(saved(elsewhere)).read_bytes()
    shutil.rmtree(folder / "captures")
    back_up(folder / "archive.db", elsewhere)
    assert warc(saved(elsewhere)).read_bytes() == whole


def test_a_new_backup_holds_nothing_of_a_removed_page(folder: Path, elsewhere: Path) -> None:
    """Removing overwrites a page in its place: same name, same size."""
    archive = folder / "archive.db"
    back_up(archive, elsewhere)
    (url,) = change(archive, "SELECT url FROM articles ORDER BY id LIMIT 1")[0]
    gone = scrapy("remove", str(url), "--reason", "asked for", "-s", f"ARCHIVE={archive}")
    assert gone.returncode == 0, gone.stderr
    assert back_up(archive, elsewhere).files_brought == 1
    assert warc(saved(elsewhere)).read_bytes() == warc(folder / "captures").read_bytes()
