"""What is filed, what becomes a revision, and what is said of a file that is no archive."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from filing import FETCHED_AT, PageMaker, article, file, found, one

from crawler.web.room.printed import printed
from pipelines.archive import reading
from pipelines.archive.archive import Archive, Filed
from pipelines.archive.frontier import Frontier, Link
from pipelines.archive.identity import Addresses
from pipelines.archive.ledger import Ledger
from pipelines.archive.query import IDS_A_DAY
from pipelines.archive.sqlite_errors import archive_error
from pipelines.clock import iso
from pipelines.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveTooNew
from pipelines.items import Author, Dateline, Entry

LONG = ["The ferry came back on Friday, and with it the mail and the market." for _ in range(20)]


def test_an_article_is_filed_with_all_it_has(archive: Archive, fetched: PageMaker) -> None:
    full = article(
        standfirst="After eleven months on the slipway.",
        byline="By Ana Ferreira in Port Ellery",
        dateline=Dateline(text="PORT ELLERY (Havenwire)", place="PORT ELLERY", agency="Havenwire"),
        section="Harbour",
        tags=["ferry", "Port Ellery"],
        modified=datetime(2026, 3, 13, 9, 0, tzinfo=UTC),
        image="https://echo.example/ferry.jpg",
        paywalled=False,
        provenance={"title": "markup"},
    )
    filed = file(archive, fetched(full.url), full)
    assert filed.outcome == "new"
    columns = (
        "title, standfirst, byline, dateline, section, language, published_at, modified_at, first_seen_at, "
        "image_url, is_paywalled, kind, revision_count, status, source"
    )
    assert one(archive, f"SELECT {columns} FROM articles") == (
        full.title,
        full.standfirst,
        full.byline,
        "PORT ELLERY (Havenwire)",
        "Harbour",
        "en",
        "2026-03-13T08:30:00Z",
        "2026-03-13T09:00:00Z",
        "2026-03-14T12:00:00Z",
        full.image,
        0,
        "article",
        1,
        "live",
        "echo",
    )
    body, tags, place = one(archive, "SELECT body, tags, dateline_place FROM article_text")
    assert (body, json.loads(str(tags)), place) == (full.text, full.tags, "PORT ELLERY")


def test_how_it_was_dated_what_it_costs_and_its_entries_are_filed(
    archive: Archive, fetched: PageMaker
) -> None:
    told = article(
        published_precision="day",
        modified_raw="30 February 2026",
        paywalled=True,
        paywall_reason="Subscribe to continue reading",
        licence="https://creativecommons.org/licenses/by/4.0/",
        kind="live",
        entries=[Entry(paragraph=1, at=datetime(2026, 3, 13, 21, 47, tzinfo=timezone(timedelta(hours=1))))],
    )
    filed = file(archive, fetched(told.url), told)
    assert one(
        archive,
        "SELECT published_precision, modified_raw, paywall_reason, licence, entries FROM article_text WHERE id = ?",
        filed.article_id,
    ) == (
        "day",
        "30 February 2026",
        "Subscribe to continue reading",
        "https://creativecommons.org/licenses/by/4.0/",
        '[[1, "2026-03-13T20:47:00Z"]]',
    )


def test_a_page_that_did_not_change_is_unchanged(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/2026/ferry")
    first = file(archive, page, article())
    assert file(archive, page, article()) == Filed(first.article_id, "unchanged")
    assert one(archive, "SELECT count(*) FROM revisions") == (1,)


def test_white_space_and_pictures_are_no_change_of_the_text(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/2026/ferry")
    file(archive, page, article())
    again = article(
        body=["The ferry  came back\non Friday.", "Nobody had expected it before the summer."],
        image="https://echo.example/advert.gif",
        tags=["new"],
    )
    assert file(archive, page, again).outcome == "unchanged"


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param({"title": "Ferry returns to Port Ellery at last"}, id="title"),
        pytest.param({"standfirst": "After eleven months."}, id="standfirst"),
        pytest.param({"byline": "By Ana Ferreira"}, id="byline"),
        pytest.param({"dateline": Dateline(text="PORT ELLERY")}, id="dateline"),
        pytest.param({"body": ["The ferry came back on Saturday.", "Nobody had expected it."]}, id="body"),
    ],
)
def test_an_edit_of_any_part_a_reader_reads_is_a_revision(
    archive: Archive, fetched: PageMaker, edit: dict[str, Any]
) -> None:
    page = fetched("https://echo.example/2026/ferry")
    first = file(archive, page, article())
    assert file(archive, page, article(**edit)) == Filed(first.article_id, "changed")
    assert one(archive, "SELECT revision_count FROM articles") == (2,)


def test_every_revision_can_be_read_whole(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/2026/ferry")
    texts = [
        ["The ferry came back on Friday."],
        ["The ferry came back on Saturday."],
        ["The ferry came back on Sunday."],
    ]
    for number, text in enumerate(texts):
        page.fetched_at = FETCHED_AT + timedelta(hours=number)
        file(archive, page, article(body=text, title=f"Version {number}"))
    rows = archive.conn.execute("SELECT revision, seen_at, title, body FROM revision_texts ORDER BY revision")
    assert rows.fetchall() == [
        (1, "2026-03-14T12:00:00Z", "Version 0", texts[0][0]),
        (2, "2026-03-14T13:00:00Z", "Version 1", texts[1][0]),
        (3, "2026-03-14T14:00:00Z", "Version 2", texts[2][0]),
    ]
    assert one(archive, "SELECT count(*) FROM revisions WHERE body IS NULL") == (1,)  # no second copy


@pytest.mark.parametrize(
    ("text", "outcome", "reason"),
    [
        pytest.param(["Subscribe to read on."], "unchanged", "shrunk", id="wall"),
        pytest.param(LONG[:5], "unchanged", "shrunk", id="quarter"),
        pytest.param(LONG[:12], "changed", None, id="cut-but-an-edit"),
    ],
)
def test_a_shrunk_text_never_replaces_a_good_one(
    archive: Archive, fetched: PageMaker, text: list[str], outcome: str, reason: str | None
) -> None:
    page = fetched("https://echo.example/2026/ferry")
    file(archive, page, article(body=LONG))
    again = file(archive, page, article(body=text))
    assert (again.outcome, again.reason) == (outcome, reason)
    kept = text if outcome == "changed" else LONG
    assert one(archive, "SELECT body FROM article_text") == ("\n\n".join(kept),)


def test_an_article_under_many_addresses_is_one_row_with_all_of_them(
    archive: Archive, fetched: PageMaker
) -> None:
    """However it is spelt it is fetched once; what only fetching can tell is learnt as its address."""
    story = "https://www.echo.example/2026/03/ferry-returns-home?a=1&b=2"
    first = file(archive, fetched(story), article(story))
    spellings = [
        story + "&utm_source=rss",
        story + "&PHPSESSID=9b1c77aa0f2e4d",
        story + "#comments",
        "http://www.echo.example:80/2026/03/ferry-returns-home?a=1&b=2",
        "https://echo.example:443/2026/03/Ferry-Returns-Home/?b=2&a=1",
        "https://m.echo.example/2026/03/ferry-returns-home?a=1&b=2",
        "https://amp.echo.example/2026/03/ferry-returns-home?a=1&b=2",
        "https://echo.example/2026/03/ferry-returns-home/amp?a=1&b=2",
        "https://echo.example/2026/03/ferry-returns-home/print?a=1&b=2",
    ]
    for spelling in spellings:
        assert Addresses(archive.conn).holder(spelling) == first.article_id, spelling
    Frontier(archive).add_links("echo", None, [Link(url=spelling) for spelling in spellings])
    assert one(archive, "SELECT count(*) FROM pages WHERE state = 'pending'") == (0,)
    file(archive, fetched("https://echo.example/s/12"), article(story))
    file(archive, fetched("https://echo.example/?p=12", answered_from=story), article(story))
    assert one(archive, "SELECT count(*) FROM articles") == (1,)
    learnt = archive.conn.execute(
        "SELECT learnt, url FROM article_urls WHERE article = ? AND until IS NULL",
        [first.article_id],
    ).fetchall()
    assert {story, "https://echo.example/s/12", "https://echo.example/?p=12"} <= {url for _, url in learnt}


def test_a_second_address_of_an_article_is_a_duplicate(archive: Archive, fetched: PageMaker) -> None:
    canonical = "https://echo.example/2026/ferry"
    first = file(archive, fetched(canonical), article(canonical))
    amp = file(archive, fetched("https://echo.example/amp/ferry"), article(canonical))
    redirected = file(
        archive,
        fetched("https://echo.example/?p=77", answered_from=canonical),
        article(canonical, title="Another title by now"),
    )
    assert amp == redirected == Filed(first.article_id, "duplicate")
    assert one(archive, "SELECT count(*), max(title) FROM articles") == (1, "Ferry returns to Port Ellery")


def test_a_canonical_address_of_another_story_is_not_believed(archive: Archive, fetched: PageMaker) -> None:
    stated = "https://echo.example/2026/ferry"
    file(archive, fetched(stated), article(stated))
    other = article(stated, title="Council votes on parking", body=["The council met on Monday."])
    assert file(archive, fetched("https://echo.example/2026/council"), other).outcome == "new"
    urls = archive.conn.execute("SELECT url FROM articles ORDER BY id").fetchall()
    assert urls == [(stated,), ("https://echo.example/2026/council",)]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        pytest.param(datetime(2026, 3, 13, 8, 30, tzinfo=UTC), 20260313, id="published"),
        pytest.param(None, 20260314, id="no-date-so-the-day-it-was-seen"),
        pytest.param(datetime.fromisoformat("2026-03-13T23:30:00-05:00"), 20260314, id="day-in-utc"),
        pytest.param(datetime(1899, 12, 31, tzinfo=UTC), 18991231, id="old"),
    ],
)
def test_the_id_follows_the_date(
    archive: Archive, fetched: PageMaker, published: datetime | None, day: int
) -> None:
    urls = [f"https://echo.example/{n}" for n in range(3)]
    ids = [
        file(archive, fetched(url), article(url, title=url, body=[url], published=published)).article_id
        for url in urls
    ]
    assert ids == [day * IDS_A_DAY, day * IDS_A_DAY + 1, day * IDS_A_DAY + 2]


def test_a_full_day_is_an_error_and_not_the_next_day(archive: Archive, fetched: PageMaker) -> None:
    filed = file(archive, fetched("https://echo.example/1"), article("https://echo.example/1"))
    with archive.atomic():
        archive.conn.execute("PRAGMA defer_foreign_keys = on")
        tables = ("articles SET id", "article_text SET id")
        for table in (*tables, *(f"{name} SET article" for name in ("revisions", "pages", "article_urls"))):
            archive.conn.execute(f"UPDATE {table} = ?", [filed.article_id + IDS_A_DAY - 1])
    page = fetched("https://echo.example/2")
    with pytest.raises(ArchiveError, match="2026-03-13 already has 100000 articles"):
        file(archive, page, article("https://echo.example/2", title="Two", body=["Two."]))


def test_authors_keep_order_role_and_place(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/2026/ferry")
    authors = [
        Author(name="Zoë Quint", role="Transport Correspondent"),
        Author(name="Ana Ferreira", place="Lisbon"),
        Author(name="Bo Li", role="Additional reporting"),
    ]
    file(archive, page, article(authors=authors))
    listed = (
        "SELECT name, role, place FROM article_authors JOIN authors ON authors.id = author ORDER BY position"
    )
    expected = [(author.name, author.role, author.place) for author in authors]
    assert archive.conn.execute(listed).fetchall() == expected

    file(archive, page, article(title="Edited", authors=authors[::-1]))
    assert archive.conn.execute(listed).fetchall() == expected[::-1]
    assert one(archive, "SELECT count(*) FROM authors") == (3,)


def test_coverage_counts_articles_by_day_and_source(archive: Archive, fetched: PageMaker) -> None:
    for n, day in enumerate([13, 13, 14]):
        url = f"https://echo.example/{n}"
        published = datetime(2026, 3, day, tzinfo=UTC)
        file(archive, fetched(url), article(url, title=url, body=[url], published=published))
    counted = "SELECT day, source, articles FROM coverage ORDER BY day"
    assert archive.conn.execute(counted).fetchall() == [("2026-03-13", "echo", 2), ("2026-03-14", "echo", 1)]
    archive.conn.execute("DELETE FROM articles WHERE url LIKE '%/2' OR url LIKE '%/1'")
    assert archive.conn.execute(counted).fetchall() == [("2026-03-13", "echo", 1)]


def test_the_index_follows_every_change_of_the_rows(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/2026/ferry")
    filed = file(archive, page, article(body=["The slipway was empty."], standfirst="A quay."))
    assert found(archive, "slipway") == found(archive, "quay") == [filed.article_id]

    file(archive, page, article(title="Boat back", body=["The jetty was full."]))
    assert found(archive, "slipway") == found(archive, "ferry") == found(archive, "quay") == []
    assert found(archive, "jetty") == found(archive, "boat") == [filed.article_id]

    archive.conn.execute("UPDATE articles SET byline = 'Ana Ferreira' WHERE id = ?", [filed.article_id])
    assert found(archive, "ferreira") == [filed.article_id]

    archive.conn.execute("DELETE FROM articles WHERE id = ?", [filed.article_id])
    assert found(archive, "jetty") == []
    for table in ("article_text", "revisions", "article_authors", "coverage"):
        assert one(archive, f"SELECT count(*) FROM {table}") == (0,)
    assert one(archive, "SELECT article FROM pages") == (None,)


def test_words_are_found_without_their_accents_and_endings(archive: Archive, fetched: PageMaker) -> None:
    filed = file(archive, fetched("https://echo.example/2026/ferry"), article(body=["Cafés were sailing."]))
    assert found(archive, "cafe") == found(archive, "sail") == [filed.article_id]


@pytest.mark.parametrize("step", ["file", "done", "record"])
def test_article_revision_and_frontier_are_one_transaction(
    archive: Archive, fetched: PageMaker, step: str
) -> None:
    page = fetched("https://echo.example/2026/ferry")
    frontier, ledger = Frontier(archive), Ledger(archive, "test")
    with pytest.raises(RuntimeError), archive.atomic():
        filed = archive.file(page, article(authors=[Author(name="Ana")]), ledger.run_id)
        if step == "file":
            raise RuntimeError
        frontier.done(page.page_id, filed.article_id, status=200)
        if step == "done":
            raise RuntimeError
        ledger.finish("finished")
        raise RuntimeError
    for table in ("articles", "article_text", "revisions", "authors", "article_authors", "coverage"):
        assert one(archive, f"SELECT count(*) FROM {table}") == (0,)
    assert one(archive, "SELECT state, article FROM pages") == ("pending", None)
    assert one(archive, "SELECT finished_at FROM runs") == (None,)
    assert found(archive, "ferry") == []


def test_times_are_written_so_that_they_can_be_read_back_and_sorted() -> None:
    assert iso(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"
    assert iso(datetime(2026, 3, 14, 23, 59, 59, 999_999, tzinfo=UTC)) == "2026-03-14T23:59:59Z"
    assert iso(datetime.fromisoformat("2026-03-14T01:00:00+09:00")) == "2026-03-13T16:00:00Z"


def test_an_empty_file_is_not_taken_for_a_new_archive(archive_path: Path) -> None:
    archive_path.touch()
    with pytest.raises(ArchiveDamaged, match=r"archive\.db: is empty, 0 bytes") as caught:
        Archive(archive_path)
    assert caught.value.exit_code == os.EX_DATAERR
    assert archive_path.stat().st_size == 0


def test_a_new_archive_is_whole_when_it_has_its_name(archive_path: Path) -> None:
    Archive(archive_path).close()
    assert [path.name for path in archive_path.parent.iterdir()] == ["archive.db"]


def test_an_archive_opens_again_with_what_was_filed(
    archive: Archive, archive_path: Path, fetched: PageMaker
) -> None:
    file(archive, fetched("https://echo.example/2026/ferry"), article())
    archive.close()
    assert not archive_path.with_name("archive.db-wal").exists()  # one file to copy
    with Archive(archive_path) as again:
        assert one(again, "SELECT count(*) FROM articles") == (1,)


def test_a_file_that_is_no_database_is_damaged_and_left_alone(archive_path: Path) -> None:
    archive_path.write_text("Dear diary, " * 100)
    with pytest.raises(ArchiveDamaged, match=r"archive\.db: the archive is damaged") as caught:
        Archive(archive_path)
    assert caught.value.exit_code == os.EX_DATAERR
    assert archive_path.read_text() == "Dear diary, " * 100


def test_an_overwritten_page_is_found_to_be_damage(
    archive: Archive, archive_path: Path, fetched: PageMaker
) -> None:
    file(archive, fetched("https://echo.example/2026/ferry"), article())
    archive.close()
    with archive_path.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * (archive_path.stat().st_size - 4096))
    with pytest.raises(ArchiveDamaged), Archive(archive_path) as again, again.atomic():
        again.conn.execute("UPDATE articles SET title = 'x'")


def test_an_archive_of_a_later_version_is_not_touched(archive: Archive, archive_path: Path) -> None:
    archive.conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('archive', 'm999_moods', '')"
    )
    archive.close()
    before = archive_path.read_bytes()
    with pytest.raises(ArchiveTooNew, match=r"archive.db: was written by a later version .*m999_moods"):
        Archive(archive_path)
    assert archive_path.read_bytes() == before


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"is a folder\. Name a file"):
        Archive(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"the folder .*nowhere does not exist"):
        Archive(tmp_path / "nowhere" / "archive.db")


AS_NOBODY = """
import os, sys
from pipelines.archive.archive import Archive
from pipelines.archive.keeper import Keeper
from pipelines.errors import ArchiveError
Archive(sys.argv[2]).close()  # imports what it needs while it may
if os.geteuid() == 0:
    os.setuid(65534)  # root may write anything
try:
    Keeper(sys.argv[1], "test")
except ArchiveError as error:
    print(type(error).__name__, error.exit_code, error)
"""


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_that_may_not_be_written_says_so(tmp_path: Path, what: str) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder, path = Path(name), Path(name) / "archive.db"
        Archive(path).close()
        path.chmod(0o444)
        folder.chmod(0o777 if what == "file" else 0o555)
        said = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(path), str(tmp_path / "other.db")],
            capture_output=True,
            text=True,
            timeout=60,
        )
        folder.chmod(0o755)
    assert said.stdout.startswith(f"ArchiveReadOnly {os.EX_NOPERM} {path}"), said
    assert "cannot be written" in said.stdout
    assert "Check the rights" in said.stdout


def test_a_later_reading_keeps_the_first_time_and_a_language_that_it_does_not_tell(
    archive: Archive, fetched: PageMaker
) -> None:
    url, first = "https://echo.example/2026/ferry", article()
    filed = file(archive, fetched(url), first)
    later = article(
        body=[*first.body, "It leaves at noon."],
        language=None,
        published=datetime(2026, 3, 13, 10, 30, tzinfo=UTC),
    )
    assert file(archive, fetched(url), later).outcome == "changed"
    assert one(
        archive, "SELECT published_at, language, revision_count FROM articles WHERE id = ?", filed.article_id
    ) == ("2026-03-13T08:30:00Z", "en", 2)


def test_what_is_deleted_is_overwritten_in_the_file(archive: Archive, archive_path: Path) -> None:
    archive.conn.execute(
        "INSERT INTO saved_searches (name, query, saved_at) VALUES ('x', 'Xylothek', '2026')"
    )
    archive.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Xylothek" in archive_path.read_bytes()
    archive.conn.execute("DELETE FROM saved_searches")
    archive.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Xylothek" not in archive_path.read_bytes()


def test_a_full_disk_says_so_and_stores_nothing(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/2026/ferry")
    pages = int(str(one(archive, "PRAGMA page_count")[0]))
    archive.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match="the disk is full"):
        file(archive, page, article(body=["word " * 10_000] * 10))
    assert one(archive, "SELECT count(*) FROM articles") == (0,)
    assert one(archive, "SELECT state FROM pages") == ("pending",)


def test_a_locked_archive_is_busy_and_not_broken(archive: Archive, archive_path: Path) -> None:
    archive.conn.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(archive_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveBusy) as caught, archive.atomic():
        archive.conn.execute("DELETE FROM sources")
    assert caught.value.exit_code == os.EX_TEMPFAIL
    other.close()


def test_an_unknown_error_keeps_what_sqlite_said() -> None:
    error = archive_error(Path("archive.db"), sqlite3.OperationalError("no such table: articles"))
    assert str(error) == "archive.db: no such table: articles"


def test_the_real_page_takes_back_an_address_that_another_claimed(
    archive: Archive, fetched: PageMaker
) -> None:
    claimed = "https://echo.example/real"
    liar = file(archive, fetched("https://echo.example/liar"), article(claimed, title="Harbour wall leaks"))
    real = file(
        archive, fetched(claimed), article(claimed, title="Choir wins prize", body=["They sang. " * 20])
    )
    assert real.outcome == "new"
    assert one(archive, "SELECT url FROM articles WHERE id = ?", real.article_id) == (claimed,)
    assert one(archive, "SELECT url FROM articles WHERE id = ?", liar.article_id) == (
        "https://echo.example/liar",
    )


def test_an_edit_brings_kind_and_a_missing_time_up_to_date(archive: Archive, fetched: PageMaker) -> None:
    page = fetched("https://echo.example/live")
    filed = file(archive, page, article(page.url, kind="live", published=None))
    file(archive, page, article(page.url, body=["It is over now. " * 20]))
    assert one(archive, "SELECT kind, published_at FROM articles WHERE id = ?", filed.article_id) == (
        "article",
        "2026-03-13T08:30:00Z",
    )


def test_an_article_vanishes_only_with_its_last_address(archive: Archive, fetched: PageMaker) -> None:
    main, second = fetched("https://echo.example/a"), fetched("https://echo.example/b")
    filed = file(archive, main, article(main.url))
    file(archive, second, article(main.url))
    for page, status, now in ((second, 404, "live"), (main, 410, "vanished")):
        Frontier(archive).failed(page.page_id, "gone", status=status)
        archive.missed(page.page_id, page.url, page.url, "gone", status, None)
        assert one(archive, "SELECT status FROM articles WHERE id = ?", filed.article_id) == (now,)


def test_another_program_s_database_is_left_alone(archive_path: Path) -> None:
    with closing(sqlite3.connect(archive_path)) as conn:
        conn.execute("CREATE TABLE bookmarks (url TEXT)")
    before = archive_path.read_bytes()
    with pytest.raises(ArchiveError, match="another program's database"):
        Archive(archive_path)
    assert archive_path.read_bytes() == before


def test_what_each_paragraph_is_stays_beside_the_plain_text(archive: Archive, fetched: PageMaker) -> None:
    body = ["The ferry came back on Friday.", "No coffee", "coffee, since January", "“At last.”"]
    outcome = file(archive, fetched("https://echo.example/2026/ferry"), article(body=body, body_kinds="phiq"))
    assert outcome.article_id is not None
    stored = reading.article(archive.conn, outcome.article_id)
    assert stored is not None
    assert stored.body == "\n\n".join(body)
    assert stored.body_kinds == "phiq"
    shown = printed(stored).body
    assert [(paragraph.text, paragraph.kind) for paragraph in shown] == list(zip(body, "phiq", strict=True))


def test_agency_editors_and_the_pictures_caption_are_kept(archive: Archive, fetched: PageMaker) -> None:
    filed = article(
        agency="Havenwire", editors=["Tom Oduya"], image_caption="The quay", image_credit="Ana F."
    )
    outcome = file(archive, fetched("https://echo.example/2026/ferry"), filed)
    assert outcome.article_id is not None
    stored = reading.article(archive.conn, outcome.article_id)
    assert stored is not None
    assert (stored.agency, stored.editors) == ("Havenwire", ["Tom Oduya"])
    assert (stored.image_caption, stored.image_credit) == ("The quay", "Ana F.")


def test_an_older_archive_gets_the_keys_that_are_made_now(
    archive: Archive, archive_path: Path, fetched: PageMaker
) -> None:
    url = "https://www.echo.example/2026/ferry"
    file(archive, fetched(url), article(url))
    file(
        archive, fetched("https://echo.example/b"), article("https://echo.example/b", title="B", body=["B."])
    )
    for table in ("pages", "articles", "article_urls"):
        archive.conn.execute(f"UPDATE {table} SET url_key = 'www.' || url_key WHERE url LIKE '%www%'")
    archive.conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_url_keys'")
    archive.close()
    with Archive(archive_path) as again:
        for table in ("pages", "articles", "article_urls"):
            keys = again.conn.execute(f"SELECT url_key FROM {table} ORDER BY url_key").fetchall()
            assert keys == [("echo.example/2026/ferry",), ("echo.example/b",)]


def test_a_page_of_a_list_is_in_the_order_of_time_and_none_is_on_two_pages(
    archive: Archive, fetched: PageMaker
) -> None:
    """Ids follow the day alone; within it they follow the order of filing."""
    hours = (9, 14, 7, 11, 20)
    for hour in hours:
        url = f"https://echo.example/at-{hour}"
        at = datetime(2026, 3, 13, hour, tzinfo=UTC)
        file(archive, fetched(url), article(url, title=f"At {hour}", body=[f"Said at {hour}."], published=at))
    first = reading.newest(archive.conn, limit=3)
    assert [one.title for one in first.articles] == ["At 20", "At 11", "At 7"]
    second = reading.newest(archive.conn, limit=3, before=first.older)
    assert [one.title for one in second.articles] == ["At 14", "At 9"]
    back = reading.newest(archive.conn, limit=3, after=second.newer)
    assert [one.title for one in back.articles] == [one.title for one in first.articles]
