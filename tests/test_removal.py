"""``scrapy remove``: nothing of the text is left in any file, and it does not come back."""

import asyncio
import gzip
from pathlib import Path

import pytest
from commands import scrapy
from filing import PageMaker, add_source, article, file, found
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.archive import Archive
from pipelines.archive.checkup import examine
from pipelines.archive.frontier import Frontier, Link
from pipelines.archive.keeper import Keeper
from pipelines.archive.removal import NothingToBlank, blank, blank_record, remove
from pipelines.captures import record_of
from pipelines.desk import Desk, Publisher
from pipelines.items import Article, Author, Page

URL = "https://echo.example/2026/quarrel"
OTHER = "https://echo.example/2026/ferry"
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
    removed = remove(kept, URL, "asked for")
    assert (removed.articles, removed.addresses) == (1, 2)
    assert left_in_files(tmp_path) == []
    kept.close()
    assert left_in_files(tmp_path) == []


def test_the_rest_of_the_archive_is_whole(kept: Archive, tmp_path: Path) -> None:
    remove(kept, URL, "asked for")
    assert examine(kept.conn, tmp_path) == []
    assert found(kept, "zanzibarwhisper") == []
    assert len(found(kept, "ferry")) == 1
    assert kept.conn.execute("SELECT name FROM authors").fetchall() == []


def test_the_stone_says_what_and_why(kept: Archive) -> None:
    remove(kept, URL, "asked for by the person named")
    rows = kept.conn.execute("SELECT url, reason FROM tombstones ORDER BY url").fetchall()
    assert rows == [
        (URL, "asked for by the person named"),
        (f"{URL}?edition=2", "asked for by the person named"),
    ]


def test_a_feed_that_names_it_again_changes_nothing(kept: Archive) -> None:
    remove(kept, URL, "asked for")
    frontier = Frontier(kept)
    frontier.add_links("echo", None, [Link(url=URL), Link(url=f"{URL}?edition=2")])
    assert frontier.take("echo", 10, ()) == []
    kept.conn.execute("UPDATE pages SET state = 'pending', due_at = NULL")
    assert [page.url for page in frontier.take("echo", 10, ())] == [OTHER]


def test_an_address_never_met_can_be_barred(archive: Archive) -> None:
    assert remove(archive, URL, "court order").articles == 0
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
    remove(kept, URL, "asked for")
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
    assert remove(kept, URL, "asked for").captures == 1
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
    remove(archive, URL, "asked for")
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
    assert remove(kept, URL, "asked for").captures == 1
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
