"""Asks for addresses as the crawler would, in a process of its own, and tells what came of each.

Scrapy's reactor runs once in a process, so a test that needs the real downloader starts this:
``python asking.py '{"urls": […], "settings": {…}}'`` prints one JSON object, address -> outcome.
"""

import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = "127.0.0.0/8"

Answers = dict[str, tuple[int, dict[str, str], bytes]]
"""Path -> status, headers, body; what is not named is 404."""


class OpenRequests:
    """Counts the requests that are under way at a server, which has a thread for each."""

    def __init__(self) -> None:
        self.most = 0
        """That were under way together."""
        self._now = 0
        self._lock = Lock()

    @contextmanager
    def another(self) -> Iterator[None]:
        """One more, for as long as it takes."""
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


class Site:
    """A real server on loopback that answers as told and notes what it was asked.

    An answer with an ETag that the request knows comes as 304, with its headers and no body.
    """

    def __init__(self, answers: Answers, host: str, port: int = 0) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.statuses: list[tuple[str, int]] = []
        """Path and status of every answer."""
        self.latency_s = 0.0
        self.open = OpenRequests()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with site.open.another():
                    self.answer()

            def answer(self) -> None:
                site.asked.append(self.path)
                time.sleep(site.latency_s)
                status, headers, body = site.answers.get(self.path, (404, {}, b"not found"))
                if "ETag" in headers and self.headers["If-None-Match"] == headers["ETag"]:
                    status, body = 304, b""
                site.statuses.append((self.path, status))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer((host, port), Handler)
        self.port = int(self.server.server_address[1])
        self.url = f"http://{host}:{self.port}"


@contextmanager
def served(answers: Answers, host: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """A site while the test runs; on any free port by default."""
    site = Site(answers, host, port)
    thread = Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()


def ask(*urls: str, **settings: object) -> dict[str, Any]:
    """What became of each address: its status, or the reason word of its failure."""
    given = json.dumps({"urls": urls, "settings": settings})
    run = subprocess.run(
        [sys.executable, str(Path(__file__)), given], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def main() -> None:
    """Ask with the project's own settings and middlewares, faster than a stranger may be asked."""
    sys.path.insert(0, str(ROOT))
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response
    from scrapy.settings import Settings
    from twisted.python.failure import Failure

    from crawler.answers import failure_reason

    given = json.loads(sys.argv[1])
    outcomes: dict[str, Any] = {}

    class Asker(Spider):
        name = "asker"

        async def start(self) -> AsyncIterator[Any]:
            for url in given["urls"]:
                yield Request(
                    url,
                    callback=self.parse,
                    errback=self.failed,
                    meta={"handle_httpstatus_list": [404, 500]},
                    cb_kwargs={"url": url},
                )

        def parse(self, response: Response, url: str) -> None:
            assert self.crawler.engine is not None
            outcomes[url] = response.status
            slots = self.crawler.engine.downloader.slots
            outcomes["delays"] = {key: slot.delay for key, slot in slots.items()}

        def failed(self, failure: Failure) -> None:
            url = failure.request.cb_kwargs["url"]  # type: ignore[attr-defined]
            outcomes[url] = failure_reason(failure, url)

    settings = Settings()
    settings.setmodule("crawler.settings")
    quick = {
        "LOG_ENABLED": False,
        "ITEM_PIPELINES": {},
        "RETRY_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_START_DELAY": 0,
    }
    settings.setdict({**quick, **given["settings"]}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawl = process.crawl(Asker)
    process.start()
    crawl.result()
    print(json.dumps(outcomes))


if __name__ == "__main__":
    main()
