"""The keeper: the one writer of an archive while a crawl runs, in batches, off the event loop."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipelines.archive.archive import Archive
from pipelines.archive.feeds import Feeds
from pipelines.archive.forgetting import Forgetting
from pipelines.archive.frontier import Frontier
from pipelines.archive.hosts import Hosts
from pipelines.archive.ledger import Ledger
from pipelines.archive.lock import ArchiveLock
from pipelines.archive.revisits import Revisits
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.errors import ArchiveError, NewsArchiveError
from pipelines.faults import reached

T = TypeVar("T")
LULL = 0.2  # of the longest wait for a batch to fill: none came in so long, and it goes as it is


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None


class Keeper:
    """Archive, frontier and ledger behind one thread; writes are gathered into transactions.

    Row by row, each with its own commit, full text can be written at some 200 articles a second
    and every commit stalls the crawl; in batches it is five times that. ``write`` returns when
    its batch is committed, so whoever awaits it knows that the row is safe.
    """

    def __init__(
        self,
        path: str | Path,
        command: str,
        *,
        batch: int = 200,
        flush_s: float = 0.5,
        revisits: Revisits | None = None,
        forgetting: Forgetting | None = None,
    ) -> None:
        self.lock = ArchiveLock(Path(path), command)
        try:
            self.archive = Archive(path)
            try:
                self.frontier = Frontier(self.archive, revisits)
                self.feeds = Feeds(self.archive)
                self.hosts = Hosts(self.archive)
                self.ledger = Ledger(self.archive, command, forgetting)
            except BaseException:
                self.archive.close()
                raise
        except BaseException:
            self.lock.release()
            raise
        self.batch = batch
        self.flush_s = flush_s
        self.before_commit: Callable[[], None] | None = None
        """What must be on the disk before rows that name it are."""
        self.failure: ArchiveError | None = None
        """What made the archive unusable; from then on every write raises it."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._jobs: list[_Job] = []
        self._flush_task: asyncio.Task[None] | None = None
        self._full = asyncio.Event()
        self._is_urgent = False

    async def read(self, work: Callable[[], T]) -> T:
        """What ``work`` returns, run on the archive's thread between two batches.

        Raises ArchiveError where SQLite cannot read the file; nothing can be written then either.
        """

        def told() -> T:
            with plain_errors(self.archive.path):
                return work()

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, told)
        except ArchiveError as error:
            self.failure = self.failure or error
            raise

    async def write(self, work: Callable[[], T], *, at_once: bool = False) -> T:
        """What ``work`` returns, once the transaction it ran in is committed.

        ``at_once`` is for what everything else waits for: the batch goes as it is. A ``work`` that
        raises is rolled back alone. ArchiveError means that nothing of the batch is stored and
        nothing more will be.
        """
        if self.failure is not None:
            raise self.failure
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.append(job)
        self._is_urgent = self._is_urgent or at_once
        if self._is_urgent or len(self._jobs) >= self.batch:
            self._full.set()
        if self._flush_task is None:
            self._flush_task = asyncio.create_task(self._flush())
        result: T = await job.future
        return result

    async def _flush(self) -> None:
        while self._jobs:
            await self._gathered()
            self._is_urgent = False
            jobs, self._jobs = self._jobs[: self.batch], self._jobs[self.batch :]
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._commit, jobs)
            except ArchiveError as error:
                self.failure = error
                jobs, self._jobs = jobs + self._jobs, []
                for job in jobs:
                    job.error = error
            except Exception as error:  # handed to every writer of the batch
                for job in jobs:
                    job.error = error
            for job in jobs:
                if job.future.done():  # whoever awaited it has given up
                    continue
                if job.error is not None:
                    job.future.set_exception(job.error)
                else:
                    job.future.set_result(job.result)
        self._flush_task = None

    async def _gathered(self) -> None:
        """Wait until the batch is full, urgent, old enough, or nothing more comes."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self.flush_s
        size = 0
        while size < len(self._jobs) < self.batch and not self._is_urgent and loop.time() < end:
            size = len(self._jobs)
            self._full.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._full.wait(), self.flush_s * LULL)

    def _commit(self, jobs: list[_Job]) -> None:
        with self.archive.atomic():
            for job in jobs:
                try:
                    with self.archive.db.atomic():
                        job.result = job.work()
                except ArchiveError:
                    raise
                except (NewsArchiveError, ValueError, sqlite3.IntegrityError) as error:
                    job.error = error  # handed to whoever awaits this write; the others go on
            if self.before_commit is not None:
                self.before_commit()
            reached("before_commit")
        reached("after_commit")

    async def close(self, outcome: str) -> None:
        """Write what is left, close the run's row, fold the log into the file, release the lock."""
        try:
            while self._flush_task is not None:
                await self._flush_task
            if self.failure is None:
                await self.write(lambda: self.ledger.finish(outcome), at_once=True)
        finally:
            await asyncio.get_running_loop().run_in_executor(self._thread, self.archive.close)
            self._thread.shutdown()
            self.lock.release()
