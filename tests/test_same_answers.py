"""Pages that come again byte by byte, from a server that sends no validators."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import harvest

from crawler.newsroom import Newsroom
from pipelines.clock import VARIABLE

PAPER = "the-lantern"


def test_the_same_bytes_are_not_read_again_and_make_no_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, sources = tmp_path / "archive.db", tmp_path / "sources"
    with Newsroom() as newsroom:
        newsroom.write_sources(sources)
        assert harvest(archive, sources, PAPER).returncode == 0
        with closing(sqlite3.connect(archive)) as conn, conn:
            conn.execute("UPDATE pages SET etag = NULL, last_modified = NULL")
            # What has been learnt of the source since would read another text into the same page.
            conn.execute(
                "UPDATE article_text SET body = body || char(10) || char(10) || 'Nobody knew of ' || id"
            )
        later = (datetime.now(UTC) + timedelta(days=40)).isoformat()
        monkeypatch.setenv(VARIABLE, later)
        run = harvest(archive, sources, PAPER)
        assert run.returncode == 0, run.stderr
    with closing(sqlite3.connect(archive)) as conn:
        (filed,) = conn.execute("SELECT count(*) FROM articles").fetchone()
        looks = conn.execute(
            "SELECT http_status, outcome, count(*) FROM fetches WHERE run = 2 AND kind = 'page' GROUP BY 1, 2"
        ).fetchall()
        assert looks == [(200, "unchanged", filed)]
        assert conn.execute("SELECT count(*) FROM revisions WHERE revision > 1").fetchone() == (0,)
        checked = conn.execute("SELECT count(*) FROM articles WHERE checked_at >= ?", [later[:10]])
        assert checked.fetchone() == (filed,)
