"""``scrapy verify`` finds every broken promise, and ``--repair`` mends what the rest allows."""

from pathlib import Path

import pytest
from commands import scrapy
from filing import PageMaker, article, file, found

from pipelines.archive.archive import Archive
from pipelines.archive.checkup import examine, repair
from pipelines.captures import digest_of, record_of

URL = "https://echo.example/2026/ferry"
OTHER = "https://echo.example/2026/harbour"


@pytest.fixture
def kept(archive: Archive, fetched: PageMaker) -> Archive:
    """An archive of two articles, its references not enforced, so that a test can break them."""
    file(archive, fetched(URL), article())
    file(archive, fetched(OTHER), article(OTHER, title="Harbour dredged", body=["The harbour was dredged."]))
    archive.conn.execute("PRAGMA foreign_keys = off")
    return archive


def test_an_archive_as_it_should_be_gives_no_finding(kept: Archive, tmp_path: Path) -> None:
    assert examine(kept.conn, tmp_path) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param("DELETE FROM article_text WHERE id % 100000 = 0", "1 articles have no text", id="text"),
        pytest.param(
            "INSERT INTO article_text (id, body) VALUES (1, 'lost')", "1 texts belong to no", id="orphan-text"
        ),
        pytest.param("DELETE FROM revisions", "2 articles have no revision", id="revisions"),
        pytest.param("UPDATE articles SET revision_count = 9", "2 articles count", id="revision-count"),
        pytest.param("UPDATE pages SET article = 7 WHERE id = 1", "1 pages point to", id="page-to-nowhere"),
        pytest.param("UPDATE pages SET article = NULL WHERE id = 1", "1 pages are called done", id="done"),
        pytest.param(
            "UPDATE pages SET state = 'failed', reason = NULL WHERE id = 1", "failed without", id="no-reason"
        ),
        pytest.param("INSERT INTO article_authors VALUES (7, 1, 7, NULL, NULL)", "1 credits", id="credit"),
        pytest.param(
            "INSERT INTO article_urls VALUES ('x', 7, 'x', 'found', 'x', NULL)",
            "1 rows of article_urls",
            id="url",
        ),
        pytest.param("UPDATE coverage SET articles = 5", "2 days count", id="coverage"),
        pytest.param(
            "INSERT INTO articles_fts(articles_fts) VALUES('delete-all')", "full-text index", id="index"
        ),
        pytest.param(
            "INSERT INTO articles_fts_heads(articles_fts_heads) VALUES('delete-all')",
            "index articles_fts_heads",
            id="index-of-headlines",
        ),
        pytest.param(
            "INSERT INTO articles_fts(rowid, title) VALUES (7, 'nobody wrote this')",
            "full-text index articles_fts does not agree",
            id="index-of-what-is-not-there",
        ),
        pytest.param(
            "INSERT INTO revisions (article, revision, seen_at, title, word_count, content_hash) "
            "VALUES (7, 1, '2026-03-02T09:30:00Z', 'Of nobody', 2, 'x')",
            "1 revisions belong to no article",
            id="orphan-revision",
        ),
        pytest.param(
            "INSERT INTO anomalies (article, reason, first_at, last_at) VALUES (7, 'shrunk', 'x', 'x')",
            "1 rows of anomalies",
            id="orphan-anomaly",
        ),
        pytest.param(
            "INSERT INTO site_traces (source, article, trace) VALUES ('echo', 7, '')",
            "1 rows of site_traces",
            id="orphan-trace",
        ),
    ],
)
def test_what_is_broken_is_found_and_mended(kept: Archive, tmp_path: Path, damage: str, said: str) -> None:
    kept.conn.execute(damage)
    findings = examine(kept.conn, tmp_path)
    assert any(said in finding.what for finding in findings)
    kept.conn.execute("PRAGMA foreign_keys = on")  # as the command has it
    with kept.atomic():
        repair(kept.conn, findings)
    assert examine(kept.conn, tmp_path) == []
    found(kept, "harbour")


def test_an_article_without_its_text_is_fetched_again(kept: Archive, tmp_path: Path) -> None:
    kept.conn.execute("DELETE FROM article_text WHERE id % 100000 = 0")
    with kept.atomic():
        repair(kept.conn, examine(kept.conn, tmp_path))
    assert kept.conn.execute("SELECT url FROM pages WHERE state = 'pending'").fetchall() == [(URL,)]
    assert kept.conn.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def keep_pages(kept: Archive, fetched: PageMaker, folder: Path, names: list[str]) -> list[bytes]:
    """Save a page under each name, two in a file, with rows that find them; the records."""
    records: list[bytes] = []
    for name in names:
        page = fetched(URL)
        page.body = f"<p>The ferry as of {len(records)}</p>".encode()
        records.append(record_of(page))
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as file:
            offset = file.tell()
            file.write(records[-1])
        kept.conn.execute(
            "INSERT INTO captures (page, article, url, fetched_at, http_status, digest, file, offset, length) "
            "SELECT id, article, url, 'x', 200, ?, ?, ?, ? FROM pages WHERE url = ?",
            [digest_of(page.body), name, offset, len(records[-1]), URL],
        )
    return records


def test_saved_pages_that_are_not_there_are_named_and_forgotten(
    kept: Archive, fetched: PageMaker, tmp_path: Path
) -> None:
    records = keep_pages(kept, fetched, tmp_path, ["gone.warc.gz", "o'short.warc.gz", "o'short.warc.gz"])
    (tmp_path / "gone.warc.gz").unlink()
    short_path = tmp_path / "o'short.warc.gz"
    with short_path.open("r+b") as short:
        short.truncate(len(records[1]) + 9)
    findings = examine(kept.conn, tmp_path)
    assert [finding.what for finding in findings] == [
        f"{tmp_path / 'gone.warc.gz'} is missing, with 1 saved pages",
        f"{short_path} ends early: 1 saved pages are cut off",
    ]
    with kept.atomic():
        repair(kept.conn, findings)
    assert examine(kept.conn, tmp_path, read_pages=True) == []
    assert kept.conn.execute("SELECT file, offset FROM captures").fetchall() == [("o'short.warc.gz", 0)]


def test_a_damaged_saved_page_is_found_when_it_is_read_and_forgotten(
    kept: Archive, fetched: PageMaker, tmp_path: Path
) -> None:
    records = keep_pages(kept, fetched, tmp_path, ["whole.warc.gz", "two.warc.gz", "two.warc.gz"])
    with (tmp_path / "two.warc.gz").open("r+b") as file:
        file.seek(len(records[1]) // 2)
        file.write(b"\0" * 20)
    assert examine(kept.conn, tmp_path) == []
    findings = examine(kept.conn, tmp_path, read_pages=True)
    assert [finding.what for finding in findings] == [
        f"{tmp_path / 'two.warc.gz'} is damaged: 1 saved pages cannot be read"
    ]
    with kept.atomic():
        repair(kept.conn, findings)
    assert examine(kept.conn, tmp_path, read_pages=True) == []
    assert kept.conn.execute("SELECT count(*) FROM captures").fetchone() == (2,)


def test_saved_pages_on_a_disk_that_is_away_are_not_forgotten(
    kept: Archive, fetched: PageMaker, tmp_path: Path
) -> None:
    keep_pages(kept, fetched, tmp_path, ["captures/one.warc.gz"])
    (tmp_path / "captures").rename(tmp_path / "elsewhere")
    findings = examine(kept.conn, tmp_path)
    assert [finding.what for finding in findings] == [
        f"the folder {tmp_path / 'captures'} is missing, with 1 saved pages"
    ]
    with kept.atomic():
        assert repair(kept.conn, findings) == 0
    (tmp_path / "elsewhere").rename(tmp_path / "captures")
    assert examine(kept.conn, tmp_path, read_pages=True) == []


def test_the_command_tells_mends_and_ends_with_its_code(kept: Archive, archive_path: Path) -> None:
    where = ("-s", f"ARCHIVE={archive_path}")
    kept.conn.execute("UPDATE coverage SET articles = 5")
    kept.close()
    told = scrapy("verify", *where)
    assert (told.returncode, told.stderr) == (65, "")
    assert "2 days count their articles wrongly" in told.stdout
    assert "--repair" in told.stdout
    mended = scrapy("verify", "--repair", *where)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert mended.stdout.endswith(f"{archive_path}: whole.\n")


def test_a_damaged_file_is_said_to_need_its_backup(kept: Archive, archive_path: Path) -> None:
    kept.close()
    size = archive_path.stat().st_size
    with archive_path.open("r+b") as damaged:
        damaged.seek(size // 2)
        damaged.write(bytes(size // 4))
    run = scrapy("verify", "--repair", "-s", f"ARCHIVE={archive_path}")
    assert run.returncode == 65
    assert "damaged" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert archive_path.stat().st_size == size  # nothing made in its place
