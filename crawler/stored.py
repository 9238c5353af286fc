"""What is done with pages that need not be fetched: read again from captures, or filed from other WARC files."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.desk import desk_of
from crawler.sources import Source
from crawler.workers import EXTRACTING
from pipelines.archive.frontier import Link, PendingPage
from pipelines.archive.kept_pages import KeptPage, newest_kept
from pipelines.captures import pages_of, read_capture
from pipelines.desk import Desk
from pipelines.errors import ArchiveError, NotAnAddress, NotAnArticle, WorkerKilled
from pipelines.extract import extract_page
from pipelines.faults import reached
from pipelines.items import Page
from pipelines.urls import clean_url

AHEAD = 4  # pages for each worker that are read before it is free


@asynccontextmanager
async def _opened(settings: BaseSettings, command: str, sources: Iterable[Source]) -> AsyncIterator[Desk]:
    """A run without a spider: the archive locked, workers started, everything closed at the end."""
    desk = desk_of(settings, command, sources, EXTRACTING)
    outcome = "interrupted"
    try:
        yield desk
        outcome = "finished"
    finally:
        desk.workers.close()
        await desk.keeper.close(outcome)
        if desk.captures is not None:
            desk.captures.close()


# -- reading again -------------------------------------------------------------------------------


async def reextract(settings: BaseSettings, sources: list[Source]) -> dict[str, Counter[str]]:
    """Extract the newest kept page of every article of these sources again; outcomes by source.

    Each article is one transaction and the same page gives the same reading: stopped at any
    point, another call does the rest.
    """
    async with _opened(settings, "reextract", sources) as desk:
        conn = desk.keeper.archive.conn
        found: dict[str, Counter[str]] = {}
        for source in sources:
            kept = await desk.keeper.read(partial(newest_kept, conn, source.name))
            found[source.name] = await _each(desk, kept)
        return found


async def _each(desk: Desk, kept: list[KeptPage]) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    free = asyncio.Semaphore(AHEAD * desk.workers.count)

    async def one(item: KeptPage) -> None:
        async with free:
            outcomes[await _read_again(desk, item)] += 1

    try:
        async with asyncio.TaskGroup() as tasks:
            for item in kept:
                tasks.create_task(one(item))
    except* ArchiveError as errors:
        raise errors.exceptions[0] from None  # the others say the same of the same file
    return outcomes


async def _read_again(desk: Desk, kept: KeptPage) -> str:
    """What came of one page: ``improved``, ``same``, or the reason why the old reading is kept."""
    body, content_type = await asyncio.to_thread(read_capture, desk.keeper.archive.path.parent, kept.capture)
    page = replace(kept.page, body=body, content_type=content_type)
    site = await desk.remembering.site(page.source)
    try:
        article, trace = await desk.workers.run(extract_page, page, desk.publishers[page.source], site)
    except NotAnArticle as error:
        return error.reason
    except WorkerKilled:
        return "worker_killed"

    def work() -> str:
        outcome = desk.keeper.archive.improve(kept.article_id, article)
        reached("in_reextract")  # the new reading is written, what it taught is not
        desk.remembering.traces.renew(page.source, kept.article_id, trace)
        return outcome

    return await desk.keeper.write(work)


# -- filing from elsewhere -------------------------------------------------------------------------


async def backfill(settings: BaseSettings, source: Source, files: list[Path]) -> Counter[str]:
    """File every article of these WARC files under a source, as if they had been fetched; outcomes."""
    async with _opened(settings, "backfill", [source]) as desk:
        await desk.keeper.write(lambda: desk.keeper.frontier.add_source(source.row))
        outcomes: Counter[str] = Counter()
        for page in _pages(source, files):
            outcomes[await _file(desk, page)] += 1
        return outcomes


def _pages(source: Source, files: list[Path]) -> Iterator[Page]:
    for file in files:
        for url, moment, status, content_type, body in pages_of(file):
            try:
                address = clean_url(url)
            except NotAnAddress:
                continue  # dns: and metadata records of other crawlers
            if status == 200:
                yield Page(
                    page_id=0,
                    source=source.name,
                    requested_url=address,
                    url=address,
                    status=status,
                    body=body,
                    content_type=content_type,
                    headers=[("Content-Type", content_type)],
                    fetched_at=moment,
                )


async def _file(desk: Desk, page: Page) -> str:
    def enter() -> PendingPage:
        desk.keeper.frontier.add_links(page.source, None, [Link(url=page.url)])
        known = desk.keeper.frontier.page_at(page.url)
        if known is None:
            raise ArchiveError(f"{page.url}: is not in the frontier although it was entered.")
        return known

    known = await desk.keeper.write(enter)
    page.page_id, page.last_digest = known.page_id, known.last_digest
    await desk.keep(page)
    site = await desk.remembering.site(page.source)
    try:
        page.article, page.trace = await desk.workers.run(
            extract_page, page, desk.publishers[page.source], site
        )
    except NotAnArticle as error:
        await desk.not_an_article(page, error)
        return error.reason
    except WorkerKilled:
        return "worker_killed"
    return (await desk.file(page)).outcome
