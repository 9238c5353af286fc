"""One queue of polite fetching for each host and port.

Scrapy keys its queues by host name alone; two servers on two ports of one machine (a sample
newsroom, a staging site) would wait for each other, and a redirect to another host would go on
in the queue of the first. Its pause is no shorter than the setting but a fifth longer: it draws a
new one whenever it looks whether the last is over. And one address that never answers would hold
back every other page of its host until it is given up.
"""

import random
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.asyncio import call_later, create_looping_call
from twisted.internet.defer import Deferred

from pipelines.urls import host_of

LATENCIES = 3  # answers: one page that is slow to make is no slow server, two of three are
ENDING_S = 0.5  # how long after a run began to end what waits for its turn is given back


class NotSent(IgnoreRequest):
    """The turn of this request had not come when its run began to end, or when its host wanted a pause."""

    reason = "ended"


class HostSlot(Slot):
    """The requests of one host: a pause between two beginnings, and so many under way at once.

    ``most_stalled`` of those that have not ended for long are not counted among the latter.
    """

    __slots__ = ("drift", "drifted_at", "latencies", "most_stalled", "stalled")

    def __init__(self, concurrency: int, delay: float, jitter: float, most_stalled: int) -> None:
        super().__init__(concurrency, delay, jitter)
        self.most_stalled = most_stalled
        self.stalled: set[Request] = set()
        """Those under way that no longer hold back the others."""
        self.latencies: deque[float] = deque(maxlen=LATENCIES)
        """How many seconds the last answers took to begin."""
        self.drift = 0.0
        """How far the pause after the last beginning is from ``delay``: a share of it, of either sign."""
        self.drifted_at = -1.0

    def free_transfer_slots(self) -> int:
        """How many requests may begin now, were the pause over."""
        return (
            self.concurrency
            - len(self.transferring)
            + min(self.most_stalled, len(self.stalled & self.transferring))
        )

    def download_delay(self) -> float:
        """Seconds between the last beginning and the next; drawn once for each."""
        if self.drifted_at != self.lastseen:
            self.drifted_at = self.lastseen
            self.drift = random.uniform(-self.jitter, self.jitter)
        return max(0.0, self.delay * (1 + self.drift))


class HostDownloader(Downloader):
    """Scrapy's downloader with ``host:port`` as the key of a queue.

    How many requests a queue may have under way is a setting of ours, since Scrapy's also says how
    many idle connections are kept, and a source with a faster pace would reopen most of them.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.domain_concurrency = crawler.settings.getint("CONCURRENT_REQUESTS_PER_HOST")
        self.stalled_after_s = crawler.settings.getfloat("STALLED_AFTER")
        self.most_stalled = crawler.settings.getint("MOST_STALLED_PER_HOST")
        self._watch = create_looping_call(self._give_back_when_ending)
        crawler.signals.connect(self._watch_the_end, signal=signals.spider_opened)

    def _watch_the_end(self) -> None:
        self._watch.start(ENDING_S, now=False)

    def _give_back_when_ending(self) -> None:
        """Scrapy ends a run when all that it took from the frontier has come: with a Crawl-delay of an
        hour, in hours. What is under way may end; what waits for its turn stays for another run."""
        engine = self.crawler.engine
        run = None if engine is None else engine._slot  # there is no signal for a run that begins to end
        if run is None or run.closing is None:
            return
        for waiting in self.slots.values():
            while waiting.queue:
                _, answer = waiting.queue.popleft()
                answer.errback(NotSent("the run ended before its turn came"))

    def give_back(self, host: str, is_meant: Callable[[Request], bool]) -> None:
        """Give back those of a host's requests whose turn has not come: it wants a pause."""
        slot = self.slots.get(host)
        if slot is None:
            return
        waiting, slot.queue = slot.queue, deque(turn for turn in slot.queue if not is_meant(turn[0]))
        for request, answer in waiting:
            if is_meant(request):
                answer.errback(NotSent("the host asked for a pause"))

    def close(self) -> None:
        """Stop watching, with everything else."""
        if self._watch.running:
            self._watch.stop()
        super().close()

    def get_slot_key(self, request: Request) -> str:
        """The host of the address as it is now, with its port where that is unusual."""
        return host_of(request.url)

    def _get_slot(self, request: Request) -> tuple[str, Slot]:  # type: ignore[override]  # its spider is deprecated
        key = self.get_slot_key(request)
        if key not in self.slots:
            given = self.per_slot_settings.get(key, {})
            self.slots[key] = HostSlot(
                given.get("concurrency", self.domain_concurrency),
                given.get("delay", self._delay),
                given.get("jitter", self._jitter),
                self.most_stalled,
            )
            self._start_slot_gc()
        return key, self.slots[key]

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        # Scrapy counts it as under way when its task begins; until then a queue without a pause
        # would hand out all it has, in no order.
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

    async def _download(self, slot: Slot, request: Request) -> Response:
        assert isinstance(slot, HostSlot)
        patience = call_later(self.stalled_after_s, self._stall, slot, request)
        try:
            return await super()._download(slot, request)
        finally:
            patience.cancel()
            slot.stalled.discard(request)

    def _stall(self, slot: HostSlot, request: Request) -> None:
        """The request has taken so long that the next one of its host may begin."""
        slot.stalled.add(request)
        self._process_queue(slot)
