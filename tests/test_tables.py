"""Datasette's own pages: newest first, no texts in tables, facets by name, queries that answer."""

import asyncio
import html
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette  # type: ignore[import-untyped,unused-ignore]
from filing import add_source
from reading_archive import Filed
from served_room import Room, opened
from test_reading_room import WEB

from crawler.web.room.counting import TableCounts
from pipelines.archive.archive import Archive

DESCRIBED = yaml.safe_load((WEB / "metadata.yaml").read_text(encoding="utf-8"))["databases"]["archive"]
SHOWN = sorted(name for name, table in DESCRIBED["tables"].items() if not table.get("hidden"))


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    filed = Filed(tmp_path_factory.mktemp("tables") / "archive.db")
    with Archive(filed.path) as archive:
        add_source(archive, "mute")
    return filed


@pytest.fixture(scope="module")
def room(filed: Filed) -> Iterator[Room]:
    with opened(filed.path, filed.path.with_name("log")) as room:
        yield room


@pytest.mark.parametrize("table", SHOWN)
def test_every_page_that_a_table_offers_is_there(room: Room, table: str) -> None:
    """The table, its next page, every sort and facet, as data too."""
    first = room.get(f"/archive/{table}", _size="1")
    assert first.status == 200
    assert DESCRIBED["tables"][table]["description"].rstrip(".") in first.words
    links = {
        html.unescape(link)
        for link in re.findall(rf'href="(?:{room.url})?(/archive/{table}\?[^"]+)"', first.text)
    }
    for link in links:
        assert room.get(link).status == 200, link
    for ending in ("json", "csv"):
        assert room.get(f"/archive/{table}.{ending}").status == 200


@pytest.mark.parametrize("table", ["article_text", "revisions", "revision_texts", "articles_searched"])
def test_texts_are_off_the_tables_unless_asked_for(room: Room, table: str) -> None:
    page = room.get(f"/archive/{table}")
    assert "<td" in page.text and "did not come back that night" not in page.text
    assert f'href="/archive/{table}?_texts=1"' in page.text
    assert 'class="col-body' in room.get(f"/archive/{table}", _texts="1").text
    assert 'class="col-body' in room.get(f"/archive/{table}", _col="body").text
    assert "body" in json.loads(room.get(f"/archive/{table}.json", _shape="array").text)[0]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("revisions", "seen_at"),
        ("articles", "id"),
        ("article_text", "id"),
        ("pages", "id"),
        ("fetches", "id"),
    ],
)
def test_tables_begin_with_the_newest(room: Room, table: str, column: str) -> None:
    rows = json.loads(room.get(f"/archive/{table}.json", _shape="array").text)
    values = [row[column] for row in rows]
    assert len(values) > 1 and values == sorted(values, reverse=True)


def test_facets_are_named_and_narrow_a_table(room: Room, filed: Filed) -> None:
    page = room.get("/archive/articles")
    assert "By source" in page.words and "By language" in page.words
    (link,) = re.findall(r'href="[^"]*(/archive/articles\?language=ja[^"]*)"', page.text)
    narrowed = room.get(html.unescape(link))
    assert f"/article/{filed.tokyo}" in narrowed.text and f"/article/{filed.ferry}" not in narrowed.text


def test_foreign_keys_are_shown_by_name(room: Room) -> None:
    assert re.search(r'href="/archive/authors/\d+">Bo Lee</a>', room.get("/archive/article_authors").text)
    assert re.search(r'href="/archive/sources/echo">Echo</a>', room.get("/archive/articles").text)


@pytest.mark.parametrize(
    ("query", "parameters", "found"),
    [
        pytest.param("coverage_by_day", {}, "2026-11-22", id="coverage"),
        pytest.param("coverage_by_day", {"source": "echo"}, "2026-11-22", id="coverage-of-a-source"),
        pytest.param("most_edited", {}, "Ferry crews walk out again", id="most-edited"),
        pytest.param("silent_sources", {}, "Mute", id="silent"),
        pytest.param("headline_changes", {}, "Ferry crews return", id="headlines"),
        pytest.param("failures_of_the_last_run", {}, "http_404", id="failures"),
    ],
)
def test_a_query_answers_as_a_page_and_as_data(
    room: Room, query: str, parameters: dict[str, str], found: str
) -> None:
    page = room.get(f"/archive/{query}", **parameters)
    assert page.status == 200 and found in page.words
    assert DESCRIBED["queries"][query]["title"] in page.words
    assert found in room.get(f"/archive/{query}.json", **parameters).text
    assert f'href="/archive/{query}"' in room.get("/archive").text


def test_a_headline_in_a_query_leads_to_the_article(room: Room, filed: Filed) -> None:
    assert f'href="/article/{filed.ferry}"' in room.get("/archive/most_edited").text


def test_every_query_is_described() -> None:
    assert all(query["title"] and query["description"] for query in DESCRIBED["queries"].values())


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    """A file with two tables that another program writes to."""
    path = tmp_path / "counted.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(
            "PRAGMA journal_mode = wal; CREATE TABLE a (x); CREATE TABLE b (x); INSERT INTO a VALUES (1)"
        )
    return path


def _watched(path: Path) -> tuple[Any, list[str], asyncio.Event]:
    """A real database of Datasette's, a list that gets what is asked of it, and a gate that the asking waits at."""
    database = Datasette([str(path)]).get_database(path.stem)
    asked: list[str] = []
    gate = asyncio.Event()
    execute = database.execute

    async def noted(sql: str, *rest: Any, **more: Any) -> Any:
        if "count(*)" in sql:
            asked.append(sql)
            await gate.wait()
        return await execute(sql, *rest, **more)

    database.execute = noted
    return database, asked, gate


def test_rows_are_counted_once_for_each_state_of_the_file(counted: Path) -> None:
    async def look() -> None:
        database, asked, gate = _watched(counted)
        gate.set()
        counts = TableCounts(database, wait_s=30)
        assert await counts.table_counts(5) == {"a": 1, "b": 0}
        assert await counts.table_counts(10) == {"a": 1, "b": 0}
        assert len(asked) == 2
        with closing(sqlite3.connect(counted)) as conn, conn:
            conn.execute("INSERT INTO b VALUES (1), (2)")
        assert await counts.table_counts(5) == {"a": 1, "b": 2}
        assert len(asked) == 4
        database.close()

    asyncio.run(look())


def test_a_page_does_not_wait_for_a_slow_count_and_the_next_has_it(counted: Path) -> None:
    async def look() -> None:
        database, asked, gate = _watched(counted)
        counts = TableCounts(database, wait_s=0.01)
        assert await counts.table_counts(5) == {"a": None, "b": None}
        assert await counts.table_counts(5) == {"a": None, "b": None}
        assert len(asked) == 1  # the same count goes on
        gate.set()
        while None in (await counts.table_counts(5)).values():
            await asyncio.sleep(0.01)
        assert await counts.table_counts(5) == {"a": 1, "b": 0} and len(asked) == 2
        database.close()

    asyncio.run(look())


@pytest.mark.parametrize(("small_bytes", "texts"), [(10**9, 1), (0, None)], ids=["small", "large"])
def test_texts_are_counted_in_a_small_file_only(counted: Path, small_bytes: int, texts: int | None) -> None:
    with closing(sqlite3.connect(counted)) as conn, conn:
        conn.executescript("CREATE TABLE article_text (body); INSERT INTO article_text VALUES ('')")

    async def look() -> None:
        database, _, gate = _watched(counted)
        gate.set()
        counts = TableCounts(database, wait_s=30, small_bytes=small_bytes)
        assert await counts.table_counts(5) == {"a": 1, "b": 0, "article_text": texts}
        database.close()

    asyncio.run(look())


@pytest.mark.parametrize(("rest", "then"), [(1e9, 0), (0, 2)], ids=["rests", "has-rested"])
def test_a_slow_counting_rests_before_the_next(counted: Path, rest: float, then: int) -> None:
    async def look() -> None:
        database, _, gate = _watched(counted)
        gate.set()
        counts = TableCounts(database, wait_s=30, slow_s=0, rest=rest)
        assert await counts.table_counts(5) == {"a": 1, "b": 0}
        with closing(sqlite3.connect(counted)) as conn, conn:
            conn.execute("INSERT INTO b VALUES (1), (2)")
        assert await counts.table_counts(5) == {"a": 1, "b": then}
        database.close()

    asyncio.run(look())


def test_a_count_that_fails_is_told_and_tried_again(counted: Path) -> None:
    async def look() -> None:
        database, _, gate = _watched(counted)
        gate.set()
        noted = database.execute

        async def broken(*_: Any) -> Any:
            raise sqlite3.OperationalError("disk I/O error")

        database.execute = broken
        counts = TableCounts(database, wait_s=30)
        with pytest.raises(sqlite3.OperationalError, match="disk I/O error"):
            await counts.table_counts(5)
        database.execute = noted
        assert await counts.table_counts(5) == {"a": 1, "b": 0}
        database.close()

    asyncio.run(look())
