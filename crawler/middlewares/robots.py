"""robots.txt as RFC 9309 has it: a refusal is final, silence is "not now", no file is consent."""

import logging

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

from crawler.reasons import reason_of

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 §2.5 asks for 500 KiB at least; ten megabytes take seconds to parse


# Scrapy logs a traceback for every robots.txt that does not come; the ledger has the reason.
logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


UNREACHED = ("dns", "refused", "timeout")  # no server answered: nothing to do with its robots.txt


class RobotsForbidden(IgnoreRequest):
    """The site's robots.txt forbids this address."""

    reason = "robots"


class RobotsUnavailable(IgnoreRequest):
    """The site's robots.txt could not be had: nothing is fetched there until it can.

    ``reason`` is ``robots_unavailable`` for a server that answers but fails, or the word for why
    no server answered at all.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"robots.txt could not be fetched ({reason})")
        self.reason = reason


class _Silence(RobotParser):
    """Stands for a robots.txt that should be there and did not come."""

    def __init__(self, reason: str = "robots_unavailable") -> None:
        self.reason = reason

    @classmethod
    def from_crawler(cls, crawler: object, robotstxt_body: bytes) -> "_Silence":
        return cls()

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        raise RobotsUnavailable(self.reason)


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with the answers it leaves out."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Nothing where the address is allowed. Raises RobotsForbidden or RobotsUnavailable."""
        if rp is None:
            return
        agent = self._robotstxt_useragent or request.headers.get(b"User-Agent") or self._default_useragent
        if not rp.allowed(request.url, agent):
            raise RobotsForbidden(f"robots.txt forbids {request.url}")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:  # RFC 9309 §2.3.1.4: unreachable
            self._answer(netloc, _Silence())
        elif response.status >= 400:  # §2.3.1.3: unavailable, the crawler may access any resource
            self._answer(netloc, None)
        else:
            body = response.body[:MAX_ROBOTS_BYTES]
            await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        reason = reason_of(exc)
        self._answer(netloc, _Silence(reason if reason in UNREACHED else "robots_unavailable"))

    def _answer(self, netloc: str, parser: RobotParser | None) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = parser
        if isinstance(waiting, Deferred):
            waiting.callback(parser)
