"""The pace at each host: the source's own, the robots.txt's Crawl-delay, the server's latency.

Scrapy reads Crawl-delay and applies it nowhere; its AutoThrottle knows one floor for all hosts, and
after one answer that took ten seconds it pauses for twenty, ten and five, however quick the next ones are.
"""

import logging
from statistics import median_low
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.downloader import HostSlot
from pipelines.urls import host_of

logger = logging.getLogger(__name__)


class Pace(AutoThrottle):
    """AutoThrottle with a floor for each host.

    A host of a source that has a [pace] table keeps that pace whatever its latency; a Crawl-delay
    raises the floor of either kind and is never undercut.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.floors: dict[str, float] = {}
        self.paced: set[str] = set()
        """Hosts whose pace is given, by their source or by their source and a Crawl-delay."""
        crawler.signals.connect(self._given, signal=signals.spider_opened)
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _given(self, spider: Spider) -> None:
        self.paced.update(self.crawler.engine.downloader.per_slot_settings)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        settings = self.crawler.settings
        delay = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"])
        if delay is None:
            return
        key, asked = host_of(request.url), float(delay)
        delay = min(asked, settings.getfloat("MAX_CRAWL_DELAY"))
        if delay < asked:
            logger.warning("%s: cut: its robots.txt asks for a Crawl-delay of %g s", key, asked)
        downloader = self.crawler.engine.downloader
        given: dict[str, Any] = downloader.per_slot_settings.get(key, {})
        floor = max(delay, given.get("delay", self.crawler.settings.getfloat("DOWNLOAD_DELAY")))
        self.floors[key] = floor
        downloader.per_slot_settings[key] = {"concurrency": 1, "delay": floor, "jitter": 0.0}
        slot = downloader.slots.get(key)
        if slot is not None:
            slot.concurrency, slot.delay, slot.jitter = 1, max(slot.delay, floor), 0.0
        logger.info("%s asks for a Crawl-delay of %g s: %g s between two requests", key, delay, floor)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        key = request.meta.get("download_slot")
        if key in self.paced:
            return
        super()._response_downloaded(response, request, spider)
        slot = self._get_slot(request, spider)[1]
        if slot is not None:
            # Not in _adjust_delay: the response it is given does not know its request yet.
            slot.delay = max(slot.delay, self.floors.get(key or "", 0.0))

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        """Follow the middle one of the host's last latencies."""
        assert isinstance(slot, HostSlot)
        slot.latencies.append(latency)
        super()._adjust_delay(slot, median_low(slot.latencies), response)
