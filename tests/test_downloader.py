"""The queue of one host: its pause is kept, and one address that never answers does not stand in the way."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from asking import OpenRequests
from commands import LOOPBACK, harvest
from newsroom.hostile import article
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.downloader import HostSlot
from crawler.extensions.pace import Pace

PAUSE_S = 0.3
STALLED_S = 1.0
TIMEOUT_S = 5
PAGES = 6


class Host:
    """A server of some honest articles and some addresses that never answer; it keeps the time."""

    def __init__(self, silent: int) -> None:
        self.began: dict[str, float] = {}
        self.open = OpenRequests()
        self.stopped = threading.Event()
        self.silent = [f"/silent-{n}" for n in range(silent)]
        self.honest = [f"/honest-{n}" for n in range(PAGES)]
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.began.setdefault(self.path, time.monotonic())
                with host.open.another():
                    host.answer(self)

            def log_message(self, *args: object) -> None:
                """Nothing to the terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """A feed that names the silent ones first, articles, nothing, or no robots.txt."""
        if handler.path in self.silent:
            self.stopped.wait(TIMEOUT_S - 0.5)
            return
        if handler.path == "/robots.txt":
            handler.send_error(404)
            return
        items = "".join(f"<item><link>{self.url}{path}</link></item>" for path in self.silent + self.honest)
        body = (
            f"<rss version='2.0'><channel>{items}</channel></rss>" if handler.path == "/feed.xml" else ""
        ) or article(f"the page {handler.path}")
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html" if "honest" in handler.path else "text/xml")
        handler.end_headers()
        handler.wfile.write(body.encode())

    def harvested(self, folder: Path) -> "Host":
        """The same after one harvest."""
        source = folder / "slow.toml"
        source.write_text(
            f'name = "slow"\ntitle = "Slow"\nlanguage = "en"\nhomepage = "{self.url}/"\n'
            f'feeds = ["{self.url}/feed.xml"]\n'
        )
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        try:
            run = harvest(folder / "archive.db", source, options=(*LOOPBACK, *PACE))
        finally:
            self.stopped.set()
            self.server.shutdown()
            thread.join()
            self.server.server_close()
        assert run.returncode == 0, run.stdout + run.stderr
        return self


PACE = (
    *("-s", f"DOWNLOAD_DELAY={PAUSE_S}", "-s", f"AUTOTHROTTLE_START_DELAY={PAUSE_S}"),
    *("-s", f"DOWNLOAD_TIMEOUT={TIMEOUT_S}", "-s", f"STALLED_AFTER={STALLED_S}"),
    *("-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY_JITTER=0"),
)


def test_a_page_that_never_comes_does_not_hold_back_the_others(tmp_path: Path) -> None:
    host = Host(silent=1).harvested(tmp_path)
    silent = host.began["/silent-0"]
    later = [host.began[path] - silent for path in host.honest if host.began[path] > silent]
    assert later
    assert min(later) > STALLED_S * 0.9, "it has its time first"
    assert min(later) < TIMEOUT_S - 1, "it was not waited for to its end"
    assert host.open.most == 2


def test_a_host_that_hangs_is_not_asked_ever_more(tmp_path: Path) -> None:
    host = Host(silent=3).harvested(tmp_path)
    assert host.open.most == 2
    assert set(host.honest) < set(host.began)


def test_two_requests_never_begin_within_the_pause(tmp_path: Path) -> None:
    began = sorted(Host(silent=1).harvested(tmp_path).began.values())
    gaps = [later - earlier for earlier, later in pairwise(began)]
    assert min(gaps) > PAUSE_S * 0.3, "a beginning is seen by the server a little later than it is made"
    assert sum(gaps) > PAUSE_S * len(gaps) * 0.9


def test_a_pause_is_drawn_once_and_not_until_it_is_long() -> None:
    slot = HostSlot(1, 2.0, 0.5, 1)
    pauses = []
    for beginning in range(400):
        slot.lastseen = float(beginning)
        pauses.append(slot.download_delay())
        assert slot.download_delay() == pauses[-1]
    assert 1.0 <= min(pauses) < 1.2
    assert 2.8 < max(pauses) <= 3.0
    assert sum(pauses) / len(pauses) == pytest.approx(2.0, abs=0.15)


def test_what_has_ended_is_no_longer_stalled() -> None:
    slot = HostSlot(1, 0.0, 0.0, 1)
    request = Request("https://hall.example/")
    slot.transferring.add(request)
    assert slot.free_transfer_slots() == 0
    slot.stalled.add(request)
    assert slot.free_transfer_slots() == 1
    slot.transferring.remove(request)
    assert slot.free_transfer_slots() == 1


@pytest.mark.parametrize(
    ("latencies", "delay"),
    [
        pytest.param([0.1, 0.1, 12.0], 2.0, id="one-slow-page"),
        pytest.param([12.0], 24.0, id="the-first-answer-is-all-that-is-known"),
        pytest.param([0.1, 12.0, 11.0], 22.0, id="a-slow-server"),
        pytest.param([12.0, 12.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 2.0, id="it-recovers"),
    ],
)
def test_a_server_is_slow_when_two_of_three_answers_were(latencies: list[float], delay: float) -> None:
    pace = Pace(get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": True}))
    pace.mindelay, pace.maxdelay = 2.0, 60.0
    pace.target_concurrency = 0.5
    slot = HostSlot(1, 2.0, 0.0, 1)
    for latency in latencies:
        pace._adjust_delay(slot, latency, Response("https://hall.example/"))
    assert slot.delay == delay
