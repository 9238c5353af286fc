"""``scrapy remove``: nothing of the text is left in any file, and it does not come back."""

import asyncio
import gzip
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from commands import harvest, scrapy
from filing import PageMaker, add_source, article, file, found
from served_room import opened
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.newsroom import Newsroom
from pipelines.archive.archive import Archive
from pipelines.archive.checkup import examine
from pipelines.archive.frontier import Frontier, Link
from pipelines.archive.keeper import Keeper
from pipelines.archive.reading import was_removed
from pipelines.archive.removal import NothingToBlank, blank, blank_record, remove
from pipelines.archive.rewriting import NotRewritten
from pipelines.captures import record_of
from pipelines.desk import Desk, Publisher
from pipelines.errors import ArchiveError, NotAnAddress
from pipelines.items import Article, Author, Hints, Page

URL = "https://echo.example/2026/quarrel"
OTHER = "https://echo.example/2026/ferry"
PAPER = "le-fanal"
SECRETS = ("zanzibarwhisper", "quixoticgrudge", "Perpetua Underhill", "mistakenheadline")


def the_quarrel(**changes: object) -> Article:
    body = ["The zanzibarwhisper was heard by all.", "It had been a quixoticgrudge between neighbours."]
    given = {"title": "mistakenheadline of the quarrel", "body": body}
    return article(URL, **{**given, "authors": [Author(name="Perpetua Underhill")], **changes})


@pytest.fixture
def kept(archive: Archive, fetched: PageMaker) -> Archive:
    """An article in two revisions under two addresses, and another one beside it."""
    page = fetched(URL, answered_from=f"{URL}?edition=2")
    file(archive, page, the_quarrel())
    file(archive, page, the_quarrel(body=["The zanzibarwhisper was heard again by all of them."]))
    file(archive, fetched(OTHER), article(OTHER))
    return archive


def left_in_files(folder: Path) -> list[str]:
    data = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return [secret for secret in SECRETS if secret.encode() in data]


def test_nothing_of_the_text_is_left_in_any_file(kept: Archive, tmp_path: Path) -> None:
    assert left_in_files(tmp_path) == list(SECRETS)
    (removed,) = remove(kept, [URL], "asked for")
    assert (removed.articles, removed.addresses) == (1, 2)
    assert left_in_files(tmp_path) == []
    kept.close()
    assert left_in_files(tmp_path) == []


def test_the_rest_of_the_archive_is_whole(kept: Archive, tmp_path: Path) -> None:
    remove(kept, [URL], "asked for")
    assert examine(kept.conn, tmp_path) == []
    assert found(kept, "zanzibarwhisper") == []
    assert len(found(kept, "ferry")) == 1
    assert kept.conn.execute("SELECT name FROM authors").fetchall() == []


def test_the_stone_says_what_and_why(kept: Archive) -> None:
    remove(kept, [URL], "asked for by the person named")
    rows = kept.conn.execute("SELECT url, reason FROM tombstones ORDER BY url").fetchall()
    assert rows == [
        (URL, "asked for by the person named"),
        (f"{URL}?edition=2", "asked for by the person named"),
    ]


def test_a_feed_that_names_it_again_changes_nothing(kept: Archive) -> None:
    remove(kept, [URL], "asked for")
    frontier = Frontier(kept)
    frontier.add_links("echo", None, [Link(url=URL), Link(url=f"{URL}?edition=2")])
    assert frontier.take("echo", 10, ()) == []
    kept.conn.execute("UPDATE pages SET state = 'pending', due_at = NULL")
    assert [page.url for page in frontier.take("echo", 10, ())] == [OTHER]


def test_an_address_never_met_can_be_barred(archive: Archive) -> None:
    assert remove(archive, [URL], "court order")[0].articles == 0
    frontier = Frontier(archive)
    frontier.add_links("echo", None, [Link(url=URL), Link(url=OTHER)])
    assert [page.url for page in frontier.take("echo", 10, ())] == [OTHER]


@pytest.mark.parametrize(
    ("address", "filed"),
    [
        pytest.param(f"{URL}?edition=2", the_quarrel(title="Anew"), id="a-redirect-to-it"),
        pytest.param("https://echo.example/amp/9", the_quarrel(), id="the-same-text-elsewhere"),
        pytest.param("https://echo.example/short/9", the_quarrel(title="Anew"), id="its-canonical-address"),
    ],
)
def test_it_does_not_come_back_under_another_address(
    kept: Archive, archive_path: Path, fetched: PageMaker, address: str, filed: Article
) -> None:
    page = fetched("https://echo.example/new/9", answered_from=address)
    if filed.url == URL and "same" in address:
        filed.url = address
    remove(kept, [URL], "asked for")
    kept.close()

    async def file_it(page: Page) -> str:
        keeper = Keeper(archive_path, "test", flush_s=0)
        publishers = {"echo": Publisher(title="Echo", language="en")}
        desk = Desk(keeper, None, publishers, lambda page: None)  # type: ignore[arg-type]
        page.article = filed
        outcome = await desk.file(page)
        await keeper.close("finished")
        return f"{outcome.outcome} {outcome.reason}"

    assert asyncio.run(file_it(page)) == "failed removed"
    with Archive(archive_path) as again:
        assert again.conn.execute("SELECT count(*) FROM articles").fetchone() == (1,)


@pytest.mark.parametrize("length", [120, 121, 500, 65_700, 200_003])
def test_a_blank_record_has_any_size(length: int) -> None:
    record = blank_record(length)
    assert record is not None
    assert len(record) == length
    assert gzip.decompress(record).startswith(b"WARC/1.1\r\nWARC-Type: metadata\r\n")


def test_a_saved_page_is_overwritten_and_its_neighbours_stay(kept: Archive, tmp_path: Path) -> None:
    secret = gzip.compress(
        b"WARC/1.1\r\n" + " ".join(f"{s} {n}" for n in range(90) for s in SECRETS).encode()
    )
    before, after = gzip.compress(b"before"), gzip.compress(b"after")
    saved = tmp_path / "saved.warc.gz"
    saved.write_bytes(before + secret + after)
    kept.conn.execute(
        "INSERT INTO captures (page, article, url, fetched_at, http_status, digest, file, offset, length) "
        "SELECT id, article, url, 'x', 200, 'x', 'saved.warc.gz', ?, ? FROM pages WHERE url = ?",
        [len(before), len(secret), URL],
    )
    assert remove(kept, [URL], "asked for")[0].captures == 1
    data = saved.read_bytes()
    assert data.startswith(before)
    assert data.endswith(after)
    assert not [s for s in SECRETS if s.encode() in gzip.decompress(data)]
    assert examine(kept.conn, tmp_path) == []


def test_a_record_that_cannot_be_there_stops_the_removal(tmp_path: Path) -> None:
    (tmp_path / "short.warc.gz").write_bytes(b"x" * 200)
    with pytest.raises(NothingToBlank, match="nothing was removed"):
        blank(tmp_path / "short.warc.gz", 100, 150)


def test_the_command_says_what_it_did(kept: Archive, archive_path: Path) -> None:
    kept.close()
    where = ("-s", f"ARCHIVE={archive_path}")
    run = scrapy("remove", URL, "--reason", "asked for", *where)
    assert run.returncode == 0, run.stderr
    assert "1 articles removed, 2 addresses barred" in run.stdout
    assert scrapy("search", "zanzibarwhisper", *where).returncode == 1
    assert scrapy("remove", URL, *where).returncode == 2


def test_a_source_name_is_not_lost_with_its_last_article(archive: Archive, fetched: PageMaker) -> None:
    add_source(archive, "lone")
    file(archive, fetched(URL, source="lone"), the_quarrel())
    remove(archive, [URL], "asked for")
    assert ("lone",) in archive.conn.execute("SELECT name FROM sources").fetchall()


def test_what_a_killed_run_saved_goes_too(kept: Archive, fetched: PageMaker, tmp_path: Path) -> None:
    """No row names it, and half a record stands after it."""
    page = fetched("https://echo.example/neighbour")
    page.body = b"<p>neighbour</p>"
    neighbour = record_of(page)
    page.url, page.body = URL, b"<p>zanzibarwhisper</p>"
    file = tmp_path / "captures" / "archive-1.warc.gz"
    file.parent.mkdir()
    file.write_bytes(neighbour + record_of(page) + neighbour + neighbour[:40])
    assert remove(kept, [URL], "asked for")[0].captures == 1
    found = list(pages_of_whole(file))
    assert found == ["https://echo.example/neighbour", None, "https://echo.example/neighbour"]


def pages_of_whole(file: Path) -> list[str | None]:
    """The addresses of a WARC file's whole records, as another tool reads them."""
    addresses: list[str | None] = []
    with file.open("rb") as opened:
        try:
            for record in ArchiveIterator(opened):
                assert b"zanzibarwhisper" not in record.content_stream().read()
                addresses.append(record.rec_headers.get_header("WARC-Target-URI"))
        except (ArchiveLoadFailed, EOFError):
            pass
    return addresses[:3]


def test_a_file_written_by_a_sqlite_that_forgets_nothing_holds_nothing_either(
    archive: Archive, fetched: PageMaker, tmp_path: Path
) -> None:
    """Most builds leave deleted text in freed and half-filled pages: whatever happened before must go, too."""
    archive.conn.execute("PRAGMA secure_delete = off")
    page = fetched(URL)
    for number in range(6):
        long = [f"{word} {number} {index}" for index in range(300) for word in SECRETS[:2]]
        file(archive, page, the_quarrel(body=long, title=f"mistakenheadline {number}"))
        file(archive, fetched(f"{OTHER}/{number}"), article(f"{OTHER}/{number}", title=f"Ferry {number}"))
    remove(archive, [URL], "asked for")
    assert left_in_files(tmp_path) == []
    assert examine(archive.conn, tmp_path) == []


def test_a_headline_goes_from_addresses_that_were_never_read(kept: Archive, tmp_path: Path) -> None:
    """A feed named the same story under an address of its own, and said who wrote it."""
    hints = Hints(title="mistakenheadline of the quarrel", authors=["Perpetua Underhill"])
    Frontier(kept).add_links("echo", None, [Link(url="https://echo.example/share/77", hints=hints)])
    remove(kept, [URL], "asked for")
    assert left_in_files(tmp_path) == []
    assert [page.url for page in Frontier(kept).take("echo", 10, ())] == ["https://echo.example/share/77"]


def test_a_feed_that_tells_the_headline_again_leaves_none(kept: Archive, tmp_path: Path) -> None:
    remove(kept, [URL], "asked for")
    hints = Hints(title="mistakenheadline of the quarrel", authors=["Perpetua Underhill"])
    Frontier(kept).add_links("echo", None, [Link(url=URL, hints=hints), Link(url=f"{URL}#top", hints=hints)])
    kept.close()
    assert left_in_files(tmp_path) == []


def test_no_other_article_gets_the_number(kept: Archive, fetched: PageMaker) -> None:
    (gone,) = kept.conn.execute("SELECT id FROM articles WHERE url = ?", [URL]).fetchone()
    (last,) = kept.conn.execute("SELECT max(id) FROM articles").fetchone()
    remove(kept, [URL], "asked for")
    remove(kept, [OTHER], "asked for")
    new = file(kept, fetched("https://echo.example/anew"), article("https://echo.example/anew")).article_id
    assert new == last + 1
    assert was_removed(kept.conn, gone)
    assert was_removed(kept.conn, last)
    assert not was_removed(kept.conn, new)


def test_a_log_that_a_reader_keeps_is_said_and_made_up_for(kept: Archive, archive_path: Path) -> None:
    kept.conn.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(archive_path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        with pytest.raises(ArchiveError, match="End it and say it again"):
            remove(kept, [URL], "asked for")
        reader.execute("COMMIT")
        assert remove(kept, [URL], "asked for")[0].articles == 0
    assert left_in_files(archive_path.parent) == []


def test_several_are_removed_at_once_and_the_file_is_written_once(kept: Archive, tmp_path: Path) -> None:
    steps: list[str] = []
    removed = remove(kept, [OTHER, URL, "https://echo.example/never-met"], "asked for", steps.append)
    assert [one.articles for one in removed] == [1, 1, 0]
    assert [step.split()[0] for step in steps] == ["Taken", "Merging", "Writing"]
    assert kept.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    assert left_in_files(tmp_path) == []


def test_one_address_that_is_none_stops_the_removal_of_all(kept: Archive) -> None:
    with pytest.raises(NotAnAddress):
        remove(kept, [URL, "mailto:desk@echo.example"], "asked for")
    assert kept.conn.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_an_address_only_barred_leaves_the_file_alone(kept: Archive) -> None:
    steps: list[str] = []
    remove(kept, ["https://echo.example/never-met"], "court order", steps.append)
    assert steps == []


def test_room_is_looked_for_before_anything_is_written(
    kept: Archive, archive_path: Path, disk_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.conn.execute("INSERT INTO saved_searches VALUES ('long', ?, '')", ["ferry " * 500_000])
    kept.close()
    disk = disk_of(f"{2 * (archive_path.stat().st_size >> 10)}k")
    monkeypatch.setenv("SQLITE_TMPDIR", str(disk))
    with Archive(shutil.copy(archive_path, disk)) as archive:
        steps: list[str] = []
        with pytest.raises(NotRewritten, match=rf"{disk} has \d+ MB left, \d+ are needed"):
            remove(archive, [URL], "asked for", steps.append)
        assert steps == ["Taken out of the tables and saved pages."]


def test_a_full_disk_is_said_and_made_up_for(
    kept: Archive, archive_path: Path, disk_of: Callable[[str], Path]
) -> None:
    """The rows go all the same; to write the file anew there has to be room for it once more."""
    kept.conn.execute("INSERT INTO saved_searches VALUES ('long', ?, '')", ["ferry " * 500_000])
    kept.close()
    disk = disk_of(f"{(archive_path.stat().st_size >> 10) + 1_500}k")
    full = Path(shutil.copy(archive_path, disk))
    with Archive(full) as archive:
        with pytest.raises(NotRewritten, match="Make room and say it again"):
            remove(archive, [URL], "asked for")
        assert found(archive, "zanzibarwhisper") == []
        disk_of("40m")
        assert remove(archive, [URL], "asked for")[0].articles == 0
        assert examine(archive.conn, disk) == []
    assert left_in_files(disk) == []


def test_the_reading_room_says_that_it_was_removed(kept: Archive, archive_path: Path, tmp_path: Path) -> None:
    (gone,) = kept.conn.execute("SELECT id FROM articles WHERE url = ?", [URL]).fetchone()
    remove(kept, [URL], "asked for")
    kept.close()
    with opened(archive_path, tmp_path / "datasette.log") as room:
        page = room.get(f"/article/{gone}")
        assert page.status == 410
        assert "Removed from the archive" in page.text
        assert room.get(f"/article/{gone}.json").status == 410
        assert room.get(f"/article/{gone}/changes").status == 410
        assert room.get(f"/article/{gone + 7}").status == 404
        searched = room.get("/search", q="zanzibarwhisper").text
        assert "mistakenheadline" not in searched


def everything_in(folder: Path) -> bytes:
    """The bytes of every file below a folder, those of saved pages unpacked besides."""
    data = b""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data += path.read_bytes()
        if path.name.endswith(".warc.gz"):
            with path.open("rb") as opened_file:
                for record in ArchiveIterator(opened_file):
                    data += record.rec_headers.to_str().encode() + record.content_stream().read()
    return data


def test_a_harvested_article_is_gone_from_every_byte_of_the_folder_and_stays_away(tmp_path: Path) -> None:
    """Tables, indexes, log, lock, saved pages unpacked: before and after the next harvest."""
    folder, archive_path = tmp_path / "archive", tmp_path / "archive" / "archive.db"
    folder.mkdir()
    with Newsroom() as room:
        sources = tmp_path / "sources"
        room.write_sources(sources)
        assert harvest(archive_path, sources, PAPER).returncode == 0
        with closing(sqlite3.connect(archive_path)) as conn:
            url, title, byline, body, gone = conn.execute(
                "SELECT url, title, byline, body, id FROM articles JOIN article_text USING (id) "
                "GROUP BY byline HAVING count(*) = 1 ORDER BY word_count DESC LIMIT 1"
            ).fetchone()
        lines = [title, byline, *(line for line in body.split("\n") if len(line) > 60)]
        secrets = [line.encode() for line in lines]
        assert len(secrets) > 4
        held = everything_in(folder)
        assert [secret for secret in secrets if secret not in held] == []
        removed = scrapy("remove", url, "--reason", "asked for", "-s", f"ARCHIVE={archive_path}")
        assert removed.returncode == 0, removed.stderr
        left = everything_in(folder)
        assert [secret for secret in secrets if secret in left] == []
        assert harvest(archive_path, sources, PAPER).returncode == 0
    left = everything_in(folder)
    assert [secret for secret in secrets if secret in left] == []
    with Archive(archive_path) as archive:
        assert was_removed(archive.conn, gone)
        assert examine(archive.conn, folder) == []
