"""A Datasette to measure, a writer at work beside it, and a client that keeps its connection."""

import http.client
import multiprocessing
import multiprocessing.sharedctypes
import multiprocessing.synchronize
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.reading.build import Writer
from bench.reading.rows import made_up
from crawler.commands.browse import datasette_command
from pipelines.archive.archive import Archive
from pipelines.archive.query import IDS_A_DAY

START_S = 60.0
ANSWER_S = 120.0
WRITES_A_SECOND = 50  # articles; what a harvest of many sources files
WRITER_PAUSE_S = 0.5  # between two transactions, as the keeper gathers them
WRITER_ROWS = 3_000  # articles the writer has ready: they are filed in a circle, under new ids
PLAIN_LIMIT_MS = 60_000  # so that plain Datasette answers at all


@dataclass(slots=True, frozen=True)
class Answer:
    """What a request brought."""

    status: int
    seconds: float
    body: bytes


class Client:
    """Asks one server over one connection."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_S)

    def get(self, path: str, **parameters: str | int) -> Answer:
        """The answer to one request; redirects are not followed."""
        address = f"{path}?{urlencode(parameters)}" if parameters else path
        begin = time.perf_counter()
        try:
            self._connection.request("GET", address)
            response = self._connection.getresponse()
        except http.client.RemoteDisconnected:
            # uvicorn hangs up after five seconds of silence: the other contestant was slow.
            self._connection.close()
            begin = time.perf_counter()
            self._connection.request("GET", address)
            response = self._connection.getresponse()
        body = response.read()
        return Answer(response.status, time.perf_counter() - begin, body)

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def reading_room(archive: Path) -> Iterator[Client]:
    """Our reading room, as ``scrapy browse`` starts it."""
    port = free_port()
    with _running(datasette_command(archive, "127.0.0.1", port), port) as client:
        yield client


@contextmanager
def plain_datasette(path: Path) -> Iterator[Client]:
    """Datasette as it comes, but for a time limit that lets it finish."""
    port = free_port()
    command = [sys.executable, "-m", "datasette", str(path), "--port", str(port)]
    command += ["--setting", "sql_time_limit_ms", str(PLAIN_LIMIT_MS), "--setting", "suggest_facets", "off"]
    with _running(command, port) as client:
        yield client


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Client]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, port)
        client = Client(f"http://127.0.0.1:{port}")
        try:
            yield client
        finally:
            client.close()
    finally:
        server.terminate()
        server.wait()


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"datasette did not start within {START_S:.0f} s: {server.args!r}")


@dataclass(slots=True)
class Filing:
    """What a writer did while it was measured beside it."""

    articles: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        rate = self.articles / self.seconds if self.seconds else 0.0
        return f"{rate:.0f} articles/s"


@contextmanager
def filing(archive: Path) -> Iterator[Filing]:
    """A process that files WRITES_A_SECOND articles into the archive until it is told to stop."""
    context = multiprocessing.get_context("spawn")
    ready, stop, number = context.Event(), context.Event(), context.Value("i", 0)
    writer = context.Process(target=_file, args=(archive, ready, stop, number))
    done = Filing()
    writer.start()
    ready.wait(START_S)
    begin = time.monotonic()
    try:
        yield done
    finally:
        stop.set()
        writer.join()
        done.articles, done.seconds = number.value, time.monotonic() - begin
        if writer.exitcode:
            raise SystemExit(
                f"the writer failed with exit code {writer.exitcode}: a reader kept it from writing"
            )


def _file(
    archive: Path,
    ready: "multiprocessing.synchronize.Event",
    stop: "multiprocessing.synchronize.Event",
    number: "multiprocessing.sharedctypes.Synchronized[int]",
) -> None:
    rows = list(islice(made_up(WRITER_ROWS, seed=2), WRITER_ROWS))
    with Archive(archive) as opened:
        writer = Writer(opened.conn)
        newest = opened.conn.execute("SELECT max(id) FROM articles").fetchone()[0]
        following = max(newest + 1, 20261101 * IDS_A_DAY)
        ready.set()
        begin = time.monotonic()
        while not stop.wait(WRITER_PAUSE_S):
            due = int((time.monotonic() - begin) * WRITES_A_SECOND) - number.value
            with opened.atomic():
                for _ in range(due):
                    row = rows[number.value % len(rows)]
                    row.id, row.url = following, f"https://{row.source}.example/{following}"
                    writer.file(row)
                    following += 1
                    number.value += 1
