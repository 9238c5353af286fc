"""A line that counts on a terminal; nothing under cron."""

import sys

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.terminal import obeyed

EVERY_S = 0.5


class Progress:
    """Redraws one line on standard error while a crawl runs there and logs nothing else."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("PROGRESS_ENABLED") or not sys.stderr.isatty():
            raise NotConfigured
        self.crawler = crawler
        self.loop = create_looping_call(self._draw)
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Progress":
        """Scrapy's constructor."""
        return cls(crawler)

    def _opened(self, spider: Spider) -> None:
        self.loop.start(EVERY_S, now=False)

    def _draw(self) -> None:
        tallies = self.crawler.spider.desk.keeper.ledger.tallies.values()  # type: ignore[union-attr]
        found = sum(tally.found for tally in tallies)
        done = sum(tally.outcomes["new"] + tally.outcomes["changed"] for tally in tallies)
        failed = sum(tally.outcomes["failed"] + tally.outcomes["later"] for tally in tallies)
        feeds = sum(tally.feeds_read + tally.feeds_failed for tally in tallies)
        obeyed(sys.stderr).write(
            f"\r\x1b[K{feeds} feeds read · {found} found · {done} filed · {failed} failed"
        )
        sys.stderr.flush()

    def _closed(self, spider: Spider, reason: str) -> None:
        if self.loop.running:
            self.loop.stop()
        obeyed(sys.stderr).write("\r\x1b[K")
