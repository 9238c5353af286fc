"""robots.txt as RFC 9309 has it: a refusal is final, silence is "not now", no file is consent."""

import asyncio
import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.downloader import NotSent
from crawler.reasons import reason_of

logger = logging.getLogger(__name__)
UNREACHED = (
    "dns",
    "refused",
    "timeout",
    "unreachable",
    "certificate",
    "tls",
)  # no server answered: nothing to do with its robots.txt


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

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most_bytes = crawler.settings.getint("MAX_ROBOTS_BYTES")
        self._rules: dict[str, asyncio.Future[RobotParser | None]] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Nothing where the address is allowed. Raises RobotsForbidden or RobotsUnavailable."""
        if rp is None:
            return
        agent = self._robotstxt_useragent or request.headers.get(b"User-Agent") or self._default_useragent
        if not rp.allowed(request.url, agent):
            raise RobotsForbidden(f"robots.txt forbids {request.url}")

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's site, asked for once a run; None where all is allowed.

        Scrapy lets the requests that come meanwhile wait for a Deferred, which gives its result to
        the first of them and None, consent, to all others. A future gives it to each.
        """
        netloc = urlparse_cached(request).netloc
        if netloc not in self._rules:
            self._rules[netloc] = asyncio.ensure_future(self._ask(netloc, request))
        # shielded: a request that is given up must not take the answer from the others
        return await asyncio.shield(self._rules[netloc])

    async def _ask(self, netloc: str, request: Request) -> RobotParser | None:
        asked = Request(
            f"{urlparse_cached(request).scheme}://{netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(asked)
        except NotSent:
            raise  # it was not even asked for
        except Exception as error:  # however it fails to come, it is not consent
            reason = reason_of(error)
            return _Silence(reason if reason in UNREACHED else "robots_unavailable")
        if response.status >= 500 or response.status == 429:  # RFC 9309 §2.3.1.4: unreachable
            return _Silence()
        if response.status >= 400:  # §2.3.1.3: unavailable, the crawler may access any resource
            return None
        if len(response.body) > self._most_bytes:
            told = "%s: cut: its robots.txt has %s bytes, of which the first %s are read"
            logger.warning(told, netloc, f"{len(response.body):,}", f"{self._most_bytes:,}")
        rules = build_from_crawler(self._parserimpl, self.crawler, response.body[: self._most_bytes])
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules
