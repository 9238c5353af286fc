"""What a run learns of a source's pages, and what the archive keeps of it."""

import asyncio
import json
import sqlite3
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

from filing import add_source
from test_extraction_memory import PLACES, PLEA, URL, page, sentences

from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Link
from pipelines.archive.keeper import Keeper
from pipelines.archive.traces import TRACES_A_SOURCE, Traces
from pipelines.desk import Desk, Publisher
from pipelines.extract import extract_page
from pipelines.extraction.memory import Box, Trace, line_key, packed, remembered, trace, unpacked
from pipelines.items import Article, Page
from pipelines.workers import Workers

PUBLISHER = Publisher(title="The Beacon", language="en")


@asynccontextmanager
async def a_desk(path: Path) -> AsyncIterator[Desk]:
    """A run's desk over an archive with the source ``beacon``."""
    with Archive(path) as archive:
        add_source(archive, "beacon")
    keeper = Keeper(path, "test", flush_s=0.01)
    workers = Workers(1, wall_s=20, cpu_s=20, memory_mb=1_500, recycle=500, preload=["pipelines.extraction"])
    try:
        yield Desk(keeper, workers, {"beacon": PUBLISHER}, lambda page: None)
    finally:
        workers.close()
        await keeper.close("finished")


async def crawled(desk: Desk, number: int, html: bytes) -> Article:
    """The article on a page, extracted and filed as the pipelines do it."""
    url = URL.format(number)

    def enter() -> int:
        desk.keeper.frontier.add_links("beacon", None, [Link(url=url)])
        known = desk.keeper.frontier.page_at(url)
        assert known is not None
        return known.page_id

    item = Page(
        page_id=await desk.keeper.write(enter),
        source="beacon",
        requested_url=url,
        url=url,
        status=200,
        body=html,
        fetched_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    site = await desk.remembering.site("beacon")
    article, item.trace = await desk.workers.run(extract_page, item, PUBLISHER, site)
    item.article = article
    await desk.file(item)
    return article


def test_the_next_run_leaves_out_what_this_one_learnt(archive_path: Path) -> None:
    pages = [page(place, paragraphs=[*sentences(place), PLEA]) for place in PLACES]

    async def first() -> list[Article]:
        async with a_desk(archive_path) as desk:
            return [await crawled(desk, number, html) for number, html in enumerate(pages[:4])]

    async def second() -> Article:
        async with a_desk(archive_path) as desk:
            return await crawled(desk, 4, pages[4])

    assert all(PLEA in article.body for article in asyncio.run(first()))
    article = asyncio.run(second())
    assert article.body == sentences(PLACES[4])
    assert article.provenance["body"] == "memory"
    with closing(sqlite3.connect(archive_path)) as conn:
        assert conn.execute("SELECT count(*) FROM site_traces").fetchone() == (5,)


def test_the_oldest_traces_of_a_source_go(archive: Archive) -> None:
    add_source(archive, "other")
    archive.conn.execute("PRAGMA foreign_keys = off")
    traces = Traces(archive)
    traces.add("other", 999, b"kept")
    for number in range(TRACES_A_SOURCE + 30):
        traces.add("echo", number, str(number).encode())
    traces.add("echo", TRACES_A_SOURCE + 29, b"again")
    kept = traces.of("echo")
    assert (kept[0], kept[1], len(kept)) == (b"again", str(TRACES_A_SOURCE + 28).encode(), TRACES_A_SOURCE)
    assert traces.of("other") == [b"kept"]


def test_an_old_page_read_again_drives_no_newer_one_out(archive: Archive) -> None:
    archive.conn.execute("PRAGMA foreign_keys = off")
    traces = Traces(archive)
    for number in range(TRACES_A_SOURCE):
        traces.add("echo", number, str(number).encode())
    traces.renew("echo", 3, b"again")
    traces.renew("echo", 7_000, b"of long ago")
    kept = traces.of("echo")
    assert (kept[-4], len(kept), b"of long ago" in kept) == (b"again", TRACES_A_SOURCE, False)
    traces.renew("other", 7_000, b"the first of its source")
    assert traces.of("other") == [b"the first of its source"]


def test_a_trace_of_an_earlier_version_is_read() -> None:
    old = zlib.compress(json.dumps([7, [8, 9], [[1, 2, 3]], ["beacon"]]).encode())
    assert unpacked(old) == Trace(
        title=7, lines=(8, 9), boxes=(Box(sign=1, content=(2, 3)),), affixes=("beacon",)
    )


def test_a_trace_survives_packing() -> None:
    one = trace("Title", sentences("quay"), [], "Title | The Beacon")
    assert unpacked(packed(one)) == one
    assert len(packed(one)) < 1_000
    assert line_key(sentences("quay")[0]) in one.lines
    assert not remembered(b"")
