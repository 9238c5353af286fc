"""Answers that read much are kept for a while; nobody waits for the next one, and none is kept too long."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from datasette.app import Datasette  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room import pages
from pipelines.archive.archive import Archive


def test_a_kept_answer_is_renewed_behind_the_readers_back(
    archive_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Archive(archive_path).close()
    clock = 1_000.0
    monkeypatch.setattr("crawler.web.room.pages.time.monotonic", lambda: clock)
    answers: list[int] = []

    def question(conn: sqlite3.Connection) -> int:
        nonlocal clock
        clock += 1  # the seconds it takes
        answers.append(conn.execute("SELECT count(*) FROM articles").fetchone()[0] + len(answers))
        return answers[-1]

    async def look() -> None:
        nonlocal clock
        room = Datasette([str(archive_path)])

        async def asked() -> int:
            return await pages._keeping(room, "a count of this test", question)

        assert await asked() == 0
        clock += pages.KEEP_FACTOR - 1
        assert await asked() == 0 and len(answers) == 1
        clock += 2
        assert [await asked(), await asked()] == [0, 0]  # still the old one, and asked for once
        await asyncio.gather(*pages._asked_anew.values())
        assert await asked() == 1 and len(answers) == 2
        clock += 2 * pages.KEEP_FACTOR + 2
        assert await asked() == 2  # too old to be given

    asyncio.run(look())
