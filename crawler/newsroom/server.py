"""The newsroom itself: every publisher on a port of its own, all on one thread."""

import asyncio
import socket
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.newsroom import days
from crawler.newsroom.answers import Answer
from crawler.newsroom.content import Paper, load_papers
from crawler.newsroom.protocol import Request, converse, negotiated
from crawler.newsroom.publisher import Publisher
from crawler.newsroom.request_log import LOGGED_HEADERS, Logged, RequestLog
from crawler.newsroom.routes import Site
from crawler.newsroom.source_files import write_source
from crawler.newsroom.traps import Trap, traps_of
from crawler.newsroom.truth import Truth, truth_of

LAST_CRAWL = 2
START_S = 5.0
STOP_S = 5.0


class Newsroom:
    """Fictional publishers on real ports of this machine.

    ``ports`` are one for each paper; None takes free ones. ``now`` is the moment all dates are
    counted back from, this one by default. ``latency_s`` is waited before every answer.
    ``papers`` are those of ``articles/`` by default.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        ports: Sequence[int] | None = None,
        now: datetime | None = None,
        latency_s: float = 0.0,
        papers: Sequence[Paper] | None = None,
    ) -> None:
        self.host = host
        self.now = (now or datetime.now(UTC)).replace(microsecond=0)
        self.latency_s = latency_s
        self.crawl_number = 1
        self.day = 0
        self.changed_at = self.now
        self.requests = RequestLog()
        self.papers = list(load_papers() if papers is None else papers)
        self._ports = [0] * len(self.papers) if ports is None else list(ports)
        if len(self._ports) != len(self.papers):
            raise ValueError(f"{len(self.papers)} papers want as many ports, not {len(self._ports)}")
        self._sites: list[Site] = []
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = asyncio.Event()

    def start(self) -> None:
        """Open the ports and answer on them until ``stop``. Raises OSError when one is taken."""
        sockets: list[socket.socket] = []
        try:
            for port in self._ports:
                sockets.append(socket.create_server((self.host, port)))
        except OSError:
            for opened in sockets:
                opened.close()
            raise
        self._ports = [opened.getsockname()[1] for opened in sockets]
        self._sites = self._build_sites()
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(sockets, ready)), name="newsroom", daemon=True
        )
        self._thread.start()
        if not ready.wait(START_S):
            raise RuntimeError("the newsroom did not start")

    def stop(self) -> None:
        """Close the ports and every connection; nothing to do when it never started."""
        if self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(STOP_S)
        self._thread = self._loop = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def publishers(self) -> list[Publisher]:
        """The publishers as they are on this crawl; none before ``start``."""
        return [site.publisher for site in self._sites]

    def publisher(self, name: str) -> Publisher:
        """The publisher of that name. Raises KeyError."""
        return {publisher.name: publisher for publisher in self.publishers}[name]

    @property
    def traps(self) -> list[Trap]:
        """Every page that must not become an article."""
        return [
            Trap(url=publisher.base_url + page.path, why=page.why, kind=page.kind, publisher=publisher.name)
            for publisher in self.publishers
            for page in traps_of(publisher.name)
        ]

    def truth(self) -> list[Truth]:
        """Every honest article served on this crawl, as an archive should hold it."""
        return [row for publisher in self.publishers for row in truth_of(publisher)]

    def next_crawl(self, at: datetime | None = None) -> None:
        """Move on to the second crawl's world: articles have changed (at ``at``), others are gone."""
        self.crawl_number = LAST_CRAWL
        self.changed_at = (at or self.now).replace(microsecond=0)
        self._sites = self._build_sites()

    def turn_to(self, day: int, at: datetime) -> None:
        """Serve a simulated day's world (``days.CALENDAR``); what differs on it was written at ``at``."""
        self.day = day
        self.changed_at = at.replace(microsecond=0)
        self._sites = self._build_sites()

    def happenings(self, publisher: str) -> dict[str, days.Happening]:
        """What is different about a publisher's articles on this day, by address."""
        here = self.publisher(publisher)
        told = (
            (a, days.happening(publisher, a.words.slug, self.day)) for a in (*here.articles, *here.vanished)
        )
        return {article.url: what for article, what in told if what is not None}

    def write_sources(self, folder: Path) -> list[Path]:
        """Write one ``<name>.toml`` for each publisher into the folder, made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        return [write_source(publisher, folder) for publisher in self.publishers]

    def _build_sites(self) -> list[Site]:
        return [
            Site(
                Publisher(
                    paper,
                    base_url=f"http://{self.host}:{port}",
                    now=self.now,
                    crawl_number=self.crawl_number,
                    day=self.day,
                    changed_at=self.changed_at,
                )
            )
            for paper, port in zip(self.papers, self._ports, strict=True)
        ]

    async def _serve(self, sockets: Sequence[socket.socket], ready: threading.Event) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        conversations: set[asyncio.Task[None]] = set()
        servers = [
            await asyncio.start_server(partial(self._converse, index, conversations), sock=opened)
            for index, opened in enumerate(sockets)
        ]
        ready.set()
        await self._stopped.wait()
        for server in servers:
            server.close()
        for conversation in conversations:
            conversation.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)

    def _converse(
        self,
        index: int,
        conversations: set[asyncio.Task[None]],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        conversation = asyncio.ensure_future(converse(reader, writer, partial(self._respond, index)))
        conversations.add(conversation)
        conversation.add_done_callback(conversations.discard)

    async def _respond(self, index: int, request: Request) -> Answer:
        if self.latency_s:
            await asyncio.sleep(self.latency_s)
        site = self._sites[index]
        answer = site.answer(request.target)
        self.requests.add(
            Logged(
                publisher=site.publisher.name,
                method=request.method,
                path=request.target,
                headers={name: request.headers[name] for name in LOGGED_HEADERS if name in request.headers},
                status=negotiated(request, answer).status,
                crawl_number=site.publisher.crawl_number,
                at_s=time.monotonic(),
            )
        )
        return answer
