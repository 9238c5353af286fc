"""Row counts and columns that Datasette's pages can afford.

SQLite counts a table by reading its smallest index, or all of it where it has none: ten seconds
for the texts of a million articles, a minute for the tables of the search index, and no time
limit stops it because it is a single instruction.
"""

import asyncio
import re
import threading
import time
from typing import Any

from datasette.database import QueryInterrupted  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room.asking import Datasette, archive_name

WIDE = ("article_text", "articles_searched", "revision_texts")  # and all that begin with INDEX
LONG = ("fingerprints",)  # sixteen rows an article
TEXTS = {
    "article_text": ("body", "terms"),
    "articles_searched": ("body", "terms"),
    "revisions": ("body",),
    "revision_texts": ("body",),
    "anomalies": ("body",),
}
"""Columns that fill a screen with each row: off the tables unless ``_texts`` asks for them."""
INDEX = "articles_fts"
WAIT_S = 0.4  # for the counts of a page: with them it stays well below a second at a million rows
SMALL_BYTES = 100_000_000  # a file that is read whole in a tenth of a second: nothing in it is slow to count
SLOW_S = 0.2  # a counting that takes longer is not made anew for every state of the file
REST = 20  # times as long as it took: while a crawl writes, a twentieth of a core at most goes into counts


def count_what_is_cheap(datasette: Datasette) -> None:
    """Let the list of tables say "many rows" of those that are slow to count."""
    name = archive_name(datasette)
    if name is None:
        return
    database = datasette.get_database(name)
    # Datasette has no hook for this, so its own method is replaced. Written against 0.65.5, whose
    # ``datasette.database.Database.table_counts(limit)`` gives the number, or None for "many rows",
    # of every table, and is what ``views/index.py`` and ``views/database.py`` call.
    database.table_counts = TableCounts(database).table_counts


class TableCounts:
    """The number of rows of each table, counted once for each state of the file.

    A page waits ``wait_s`` seconds at most. What has not been counted by then is what it was at the
    last counting, and "many rows" at the first; the counting goes on, for the next page. One that
    takes longer than ``slow_s`` seconds then rests ``rest`` times as long.
    """

    def __init__(
        self,
        database: Any,
        wait_s: float = WAIT_S,
        slow_s: float = SLOW_S,
        rest: float = REST,
        small_bytes: int = SMALL_BYTES,
    ) -> None:
        self._database = database
        self._wait_s = wait_s
        self._slow_s = slow_s
        self._rest = rest
        self._small_bytes = small_bytes
        self._rests_until = 0.0
        self._watch: Any = None
        self._watched = threading.Lock()
        self._version: int | None = None
        self._counts: dict[str, int | None] = {}
        self._counting: asyncio.Task[None] | None = None

    async def table_counts(self, limit: int = 0) -> dict[str, int | None]:
        """Table -> its rows, or None for "many". ``limit`` is Datasette's, and too short to count anything."""
        version = await self._database.execute_fn(self._data_version)
        names = await self._database.table_names()
        if self._counting is None or (
            self._counting.done() and version != self._version and time.monotonic() >= self._rests_until
        ):
            self._version = version
            self._counts = {name: self._counts.get(name) for name in names}
            self._counting = asyncio.create_task(self._count(self._counts))
        counting, counts = self._counting, self._counts
        await asyncio.wait({counting}, timeout=self._wait_s)
        if counting.done() and counting.exception() is not None:
            self._version = None  # so that the next page tries again
            self._rests_until = 0.0
            counting.result()
        return dict(counts)

    def _data_version(self, _: Any) -> int:
        """SQLite's number for the state of the file: of use only on one and the same connection."""
        with self._watched:
            if self._watch is None:
                self._watch = self._database.connect()
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    async def _count(self, counts: dict[str, int | None]) -> None:
        began = time.monotonic()
        is_small = self._database.size < self._small_bytes
        for table in counts:
            if (table in (*WIDE, *LONG) and not is_small) or table.startswith(INDEX):
                continue
            try:
                rows = await self._database.execute(f"select count(*) from [{table}]")
            except QueryInterrupted:
                continue
            counts[table] = rows.single_value()
        took = time.monotonic() - began
        self._rests_until = 0.0 if took < self._slow_s else time.monotonic() + took * self._rest


def with_cheap_tables(app: Any, datasette: Datasette) -> Any:
    """The application, asked for the pages of wide tables as with ``?_nocount=1&_nocol=body``."""
    name = archive_name(datasette)
    base = re.escape(str(datasette.setting("base_url")))
    table = re.compile(rf"{base}{re.escape(name or '')}/(?P<table>\w+)(?P<format>\.\w+)?$")

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        found = table.match(scope["path"]) if scope["type"] == "http" else None
        if found is not None:
            asked = scope["query_string"]
            more = _more(found["table"], asked, is_page=found["format"] is None)
            query = b"&".join(part for part in (asked, *more) if part)
            scope = {**scope, "query_string": query}
        await app(scope, receive, send)

    return wrapped


def _more(table: str, asked: bytes, *, is_page: bool) -> list[bytes]:
    """Parameters that a reader of this table did not write, and gets."""
    more = []
    if (table in (*WIDE, *LONG) or table.startswith(INDEX)) and b"_nocount" not in asked:
        more.append(b"_nocount=1")
    if is_page and not any(given in asked for given in (b"_nocol", b"_col", b"_texts")):
        more += [b"_nocol=" + column.encode() for column in TEXTS.get(table, ())]
    return more
