"""What a run knows of each source's pages, learnt from the last run's and its own.

The traces and what is learnt from them are opaque here and made in the worker processes: the
crawler's own process need not load the extraction.
"""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field

from pipelines.archive.keeper import Keeper
from pipelines.archive.traces import TRACES_A_SOURCE, Traces
from pipelines.errors import Unextractable
from pipelines.workers import Workers

logger = logging.getLogger(__name__)

RELEARN_AFTER = 20  # new articles of a source: learning from a hundred takes about 0.1 s
LEARN_FIRST_AFTER = 5  # of a source of which nothing is known yet; then as soon as twice as many are known


def learn(traces: list[bytes]) -> bytes:
    """What traces teach; runs in a worker."""
    from pipelines.extraction.memory import learn_packed

    return learn_packed(traces)


@dataclass(slots=True)
class _Known:
    traces: deque[bytes] = field(default_factory=lambda: deque(maxlen=TRACES_A_SOURCE))
    site: bytes = b""
    unlearnt: int = 0
    learning: asyncio.Task[bytes] | None = None

    @property
    def is_worth_learning(self) -> bool:
        """Whether enough has come since the last time."""
        learnt_of = len(self.traces) - self.unlearnt
        return self.unlearnt >= min(RELEARN_AFTER, max(LEARN_FIRST_AFTER, learnt_of))


class Remembering:
    """The memory of every source of a run."""

    def __init__(self, keeper: Keeper, workers: Workers) -> None:
        self.keeper = keeper
        self.workers = workers
        self.traces = Traces(keeper.archive)
        self._sources: dict[str, asyncio.Task[_Known]] = {}

    async def site(self, source: str) -> bytes:
        """What is known of a source by now, for `pipelines.extraction.memory.remembered`."""
        known = await self._known(source)
        if known.learning is None and known.is_worth_learning:
            known.unlearnt = 0
            known.learning = asyncio.ensure_future(self._learn(source, list(known.traces)))
        if known.learning is not None and known.learning.done():
            known.site = known.learning.result() or known.site
            known.learning = None
        return known.site

    async def note(self, source: str, trace: bytes) -> None:
        """Learn from one more article, filed by the caller."""
        known = await self._known(source)
        known.traces.appendleft(trace)
        known.unlearnt += 1

    async def _known(self, source: str) -> _Known:
        if source not in self._sources:
            self._sources[source] = asyncio.ensure_future(self._load(source))
        return await asyncio.shield(self._sources[source])

    async def _load(self, source: str) -> _Known:
        traces = await self.keeper.read(lambda: self.traces.of(source))
        site = await self._learn(source, traces) if traces else b""
        return _Known(deque(traces, TRACES_A_SOURCE), site)

    async def _learn(self, source: str, traces: list[bytes]) -> bytes:
        """What the traces teach; nothing where a worker ran into its limits: pages are filed without."""
        try:
            return await self.workers.run(learn, traces)
        except Unextractable as error:
            logger.warning("%s: nothing learnt of its pages: %s", source, error)
            return b""
