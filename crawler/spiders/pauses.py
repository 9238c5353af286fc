"""Which hosts are left alone for a while: they asked for it, or they do not answer."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.answers import header, retry_after
from pipelines.archive.hosts import PATIENCE
from pipelines.archive.keeper import Keeper
from pipelines.clock import now_utc
from pipelines.urls import host_of

LATER = {429, 503}  # answers that ask for patience, mostly with a Retry-After
# No server gave an answer: with others like it, the sign of a host that is down.
ABSENT = ("dns", "refused", "timeout", "unreachable", "connection", "robots_unavailable")


class Pauses:
    """What one run knows of the hosts it asks, and of those that earlier runs had trouble with.

    ``give_back`` is called with a host whose pause begins: what is handed out for it need not wait.
    """

    def __init__(self, keeper: Keeper, settings: BaseSettings, give_back: Callable[[str], None]) -> None:
        self.keeper = keeper
        self.settings = settings
        self.give_back = give_back
        self._until: dict[str, datetime] = {}
        self._troubled: set[str] = set()
        """Those that were in trouble at the end of an earlier run."""
        self._failures_in_row: Counter[str] = Counter()
        """How often a host gave no useful answer since it last gave one."""
        self._long_in_row: Counter[str] = Counter()
        """How many pages of a host in a row asked for a pause longer than MAX_HOST_PAUSE."""

    async def recall(self) -> None:
        """What earlier runs left behind."""
        self._until = await self.keeper.read(self.keeper.hosts.paused)
        self._troubled = await self.keeper.read(self.keeper.hosts.troubled)

    def is_paused(self, url: str) -> bool:
        """Whether the host of an address is to be left alone now."""
        until = self._until.get(host_of(url))
        return until is not None and until > now_utc()

    def left(self, url: str) -> timedelta:
        """How long the host of an address is still to be left alone; it has a pause."""
        return self._until[host_of(url)] - now_utc()

    async def answered(self, url: str, status: int, *, is_page: bool = False) -> None:
        """The host gave an answer, if only that it has a fault."""
        host = host_of(url)
        if is_page:
            self._long_in_row.pop(host, None)
        if status >= 500:
            await self.failed(url, f"http_{status}")
        elif self._failures_in_row.pop(host, 0) >= PATIENCE or host in self._troubled:
            self._troubled.discard(host)
            await self.keeper.write(lambda: self.keeper.hosts.answered(host))

    async def failed(self, url: str, reason: str) -> None:
        """Count a lack of answer; a host that gives none many times in a row is left alone for a while."""
        if reason not in ABSENT and not reason.startswith("http_5"):
            return
        host = host_of(url)
        self._failures_in_row[host] += 1
        if self._failures_in_row[host] >= PATIENCE and not self.is_paused(url):
            self._until[host] = now_utc() + self._seconds(
                "MAX_HOST_PAUSE"
            )  # until it is written how long it is
            self.give_back(host)
            self._until[host] = await self.keeper.write(lambda: self.keeper.hosts.failed(host, reason))

    async def asked_for(self, response: Response) -> timedelta | None:
        """How long the page that was answered so is to wait; its host has its share, remembered for the next run.

        A short pause is the host's: it counts our requests. One of hours may as well be the page's
        own trouble, and would cost every other page of the host its day; so the host has a short one
        until several of its pages in a row ask for such a long one.
        """
        wait = retry_after(header(response, "Retry-After"), self.settings.getfloat("MAX_RETRY_AFTER"))
        if wait is None:
            return None
        host, pause = host_of(response.url), wait
        if wait > self._seconds("MAX_HOST_PAUSE"):
            self._long_in_row[host] += 1
            if self._long_in_row[host] < self.settings.getint("PAUSES_BEFORE_REST"):
                pause = min(wait, self._seconds("DOUBTED_PAUSE") * 2 ** (self._long_in_row[host] - 1))
        until = now_utc() + pause
        self._until[host] = max(until, self._until.get(host, until))
        if pause:
            self.give_back(host)
        await self._keep(host)
        return wait

    async def _keep(self, host: str) -> None:
        """Keep a pause that outlasts this run for the next one."""
        rest = self._until[host] - now_utc()
        if rest > self._seconds("MAX_HOST_PAUSE"):
            await self.keeper.write(lambda: self.keeper.hosts.asked_to_wait(host, rest, "retry_after"))

    def _seconds(self, setting: str) -> timedelta:
        return timedelta(seconds=self.settings.getfloat(setting))
