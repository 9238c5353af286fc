"""A newsroom that does to a crawler what the web does, each case a page of our own; raw sockets.

``CASES`` says for each case what must become of its page: ``filed``, or the state and the reason word.
Honest articles stand between them: whatever a case does, they must all arrive.
"""

import gzip
import json
import socket
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from socketserver import StreamRequestHandler, ThreadingTCPServer

MB = 1 << 20
HONEST = 12
DRIP_S = 20.0  # longer than any timeout of a test


@dataclass(slots=True)
class Exchange:
    """One request, and the means to answer it in any way but the right one."""

    path: str
    earlier: int
    """How often this path was asked for before."""
    headers: dict[str, str]
    connection: socket.socket
    site: "HostileSite"

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.connection.sendall(data)

    def head(self, status: str = "200 OK", length: int | None = None, **headers: str) -> None:
        """Send status line and headers."""
        lines = [f"HTTP/1.1 {status}", "Connection: close"]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        given = {"Content_Type": "text/html; charset=utf-8", **headers}
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
        self.raw(("\r\n".join(lines) + "\r\n\r\n").encode())

    def send(self, body: str | bytes, status: str = "200 OK", **headers: str) -> None:
        """Answer as a server should."""
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        self.head(status, len(data), **headers)
        self.raw(data)

    def reset(self) -> None:
        """Hang up in the middle of a word."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()


Answer = Callable[[Exchange], None]


@dataclass(slots=True, frozen=True, kw_only=True)
class Case:
    """One page of the hostile newsroom, and what is right to do with it."""

    answer: Answer
    state: str = "done"
    reason: str | None = None
    most_requests: int = 3
    """In one run, retries included."""


def article(name: str, *, title: str | None = None, head: str = "", more: str = "") -> str:
    """An honest page; ``head`` and ``more`` make it something else."""
    title = f"Harbour board hears of {name}" if title is None else title
    text = "".join(
        f"<p>In the matter of {name} the harbour board heard witness number {n}, who told it at some length "
        f"what the tide had done to the lower quay, and what it would cost to mend it by the spring.</p>"
        for n in range(1, 6)
    )
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<main><article><h1>{title}</h1>{text}{more}</article></main></body></html>"
    )


def item(name: str) -> str:
    """An entry with a text that would make an article."""
    return f"<item><title>Harbour board hears of {name}</title><p>{article(name)}</p></item>"


def page(name: str, **parts: str) -> Answer:
    """A page that is odd only in what it says."""
    return lambda exchange: exchange.send(article(name, **parts))


def redirect(to: str) -> Answer:
    """The way elsewhere; PORT and INNER stand for the ports of the site and of the forbidden one."""

    def answer(exchange: Exchange) -> None:
        where = to.replace("PORT", str(exchange.site.port)).replace("INNER", str(exchange.site.inner_port))
        exchange.send("moved", "302 Found", Location=where)

    return answer


@cache
def bomb(first: bytes, size_mb: int = 40) -> bytes:
    """A gzip stream of so many megabytes in a thousandth of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(
        [
            packer.compress(first),
            *(packer.compress(b"a" * MB) for _ in range(size_mb)),
            packer.flush(),
        ]
    )


def _drip(exchange: Exchange) -> None:
    body = article("the drip").encode()
    exchange.head(length=len(body))
    for byte in body:
        exchange.raw(bytes([byte]))
        if exchange.site.stopped.wait(0.2):
            return


def _silence(exchange: Exchange) -> None:
    exchange.site.stopped.wait(DRIP_S)


def _drip_headers(exchange: Exchange) -> None:
    exchange.raw(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000):
        exchange.raw(f"X-{number}: y\r\n".encode())
        if exchange.site.stopped.wait(0.2):
            return


def _endless(exchange: Exchange) -> None:
    exchange.head()
    while not exchange.site.stopped.is_set():
        exchange.raw(b"<p>" + b"x" * MB)


def _announced_too_large(exchange: Exchange) -> None:
    exchange.head(length=50 * MB)
    exchange.site.stopped.wait(DRIP_S)


def _reset_halfway(exchange: Exchange) -> None:
    body = article("the reset").encode()
    exchange.head(length=len(body))
    exchange.raw(body[: len(body) // 2])
    exchange.reset()


def _cut_short(exchange: Exchange) -> None:
    body = article("the cut").encode()
    exchange.head(length=len(body) + 5_000)
    exchange.raw(body)


def _cut_chunks(exchange: Exchange) -> None:
    body = article("the chunk").encode()
    exchange.head(Transfer_Encoding="chunked")
    exchange.raw(f"{len(body) + 5_000:x}\r\n".encode() + body)


def _cut_gzip(exchange: Exchange) -> None:
    packed = gzip.compress(article("the half").encode())
    exchange.send(packed[: len(packed) // 2], Content_Encoding="gzip")


def _flaky(exchange: Exchange) -> None:
    if exchange.earlier < 2:
        exchange.reset()
    else:
        exchange.send(article("the flaky line"))


def _huge_headers(exchange: Exchange) -> None:
    exchange.raw(b"HTTP/1.1 200 OK\r\n")
    exchange.raw(b"".join(b"X-%d: %s\r\n" % (n, b"z" * 90) for n in range(20_000)))
    exchange.send(article("the headers"))


def _refresh_inside(exchange: Exchange) -> None:
    inside = f"http://127.0.0.66:{exchange.site.inner_port}/secret"
    exchange.send(f"<html><meta http-equiv=refresh content='0;url={inside}'><body>wait</body></html>")


def _slow_down(exchange: Exchange) -> None:
    if exchange.earlier == 0:
        exchange.send("slow down", "429 Too Many Requests", Retry_After="1")
    else:
        exchange.send(article("the patient"))


CASES: dict[str, Case] = {
    "slow-drip": Case(answer=_drip, state="pending", reason="timeout", most_requests=1),
    "slow-headers": Case(answer=_drip_headers, state="pending", reason="timeout", most_requests=1),
    "black-hole": Case(
        answer=_silence,
        state="pending",
        reason="timeout",
        most_requests=1,
    ),
    "endless-body": Case(answer=_endless, state="failed", reason="too_large", most_requests=1),
    "announced-too-large": Case(
        answer=_announced_too_large, state="failed", reason="too_large", most_requests=1
    ),
    "gzip-bomb": Case(
        answer=lambda exchange: exchange.send(bomb(b"<html>"), Content_Encoding="gzip"),
        state="failed",
        reason="too_large",
        most_requests=1,
    ),
    "double-gzip-bomb": Case(
        answer=lambda exchange: exchange.send(gzip.compress(bomb(b"<html>")), Content_Encoding="gzip, gzip"),
        state="failed",
        reason="too_large",
        most_requests=1,
    ),
    "many-encodings": Case(
        answer=lambda exchange: exchange.send(b"x", Content_Encoding=", ".join(["gzip"] * 40)),
        state="failed",
        reason="too_large",
        most_requests=1,
    ),
    "reset-halfway": Case(answer=_reset_halfway, state="pending", reason="cut_short"),
    "cut-short": Case(answer=_cut_short, state="pending", reason="cut_short"),
    "cut-chunks": Case(answer=_cut_chunks, state="pending", reason="cut_short"),
    "cut-gzip": Case(answer=_cut_gzip, state="pending", reason="bad_encoding", most_requests=1),
    "plain-called-gzip": Case(
        answer=lambda exchange: exchange.send(article("the lie"), Content_Encoding="gzip"),
        state="pending",
        reason="bad_encoding",
        most_requests=1,
    ),
    "flaky-then-fine": Case(answer=_flaky),
    "huge-headers": Case(answer=_huge_headers, state="pending", reason="headers_too_large", most_requests=1),
    "bad-status-line": Case(
        answer=lambda exchange: exchange.raw(b"ICY 9999 \xff\xfe\r\n\r\n" + article("the status").encode()),
        state="pending",
        reason="connection",
    ),
    "empty": Case(answer=lambda exchange: exchange.send(""), state="failed", reason="empty"),
    "redirect-circle": Case(
        answer=redirect("/redirect-circle"), state="failed", reason="redirects", most_requests=9
    ),
    "redirect-inside": Case(
        answer=redirect("http://127.0.0.66:INNER/secret"), state="failed", reason="private_address"
    ),
    "redirect-number": Case(
        answer=redirect("http://2130706498:INNER/secret"), state="failed", reason="private_address"
    ),
    "redirect-metadata": Case(
        answer=redirect("http://169.254.169.254/latest/meta-data/"), state="failed", reason="private_address"
    ),
    "redirect-file": Case(answer=redirect("file:///etc/passwd"), state="failed", reason="http_302"),
    "meta-refresh-inside": Case(
        answer=_refresh_inside,
        state="failed",
        reason="empty",
    ),
    "too-many-requests": Case(answer=_slow_down),
    "come-back-tomorrow": Case(
        answer=lambda exchange: exchange.send("no", "429 Too Many Requests", Retry_After="86400"),
        state="pending",
        reason="http_429",
        most_requests=1,
    ),
    "always-busy": Case(
        answer=lambda exchange: exchange.send("busy", "503 Service Unavailable"),
        state="pending",
        reason="http_503",
        most_requests=1,
    ),
    "legal-reasons": Case(
        answer=lambda exchange: exchange.send("no", "451 Unavailable For Legal Reasons"),
        state="failed",
        reason="gone",
        most_requests=1,
    ),
    "a-million-attributes": Case(
        answer=page("the tag", more="<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">x</p>"),
        state="failed",
        reason="too_large",
    ),
    "a-hundred-thousand-levels": Case(
        answer=page("the depth", more="<div>" * 100_000), state="failed", reason="too_large"
    ),
    "two-hundred-thousand-paragraphs": Case(
        answer=page("the width", more="<p>Read.</p>" * 200_000), state="failed", reason="too_large"
    ),
    "deep-json": Case(
        answer=page(
            "the brackets",
            head="<script type='application/ld+json'>" + "[" * 100_000 + "]" * 100_000 + "</script>",
        )
    ),
    "million-letter-title": Case(answer=page("the title", title="Very long " * 100_000)),
    "nul-and-surrogates": Case(answer=page("the &#0;nul and the &#xD800;half")),
    "terminal-escapes": Case(
        answer=page("x", title="Storm\n2026-01-01 [root] CRITICAL fake \x1b[31mred\x1b[0m \u202egnp.exe")
    ),
    "formula": Case(answer=page("the sum", title="=HYPERLINK(&quot;http://evil.example&quot;)")),
    "path-for-a-title": Case(answer=page("the path", title="../../../../tmp/pwned")),
    "statement-for-a-title": Case(answer=page("the statement", title="'); DROP TABLE articles;--")),
    "pdf-called-html": Case(
        answer=lambda exchange: exchange.send(b"%PDF-1.7\n" + b"\x00\xff" * 50_000),
        state="failed",
        reason="not_html",
    ),
    "feed-for-an-article": Case(
        answer=lambda exchange: exchange.send(
            f"<rss version='2.0'><channel>{item('the feed') * 9}</channel></rss>", Content_Type="text/xml"
        ),
        state="failed",
        reason="not_html",
        most_requests=1,
    ),
    "urlset-for-an-article": Case(
        answer=lambda exchange: exchange.send(
            f"<?xml version='1.0'?><urlset>{item('the sitemap') * 9}</urlset>", Content_Type="application/xml"
        ),
        state="failed",
        reason="not_html",
        most_requests=1,
    ),
    "video": Case(
        answer=lambda exchange: exchange.send(b"\0" * 1_000, Content_Type="video/mp4"),
        state="failed",
        reason="not_html",
    ),
}


def _names_itself(exchange: Exchange) -> None:
    """An index of itself, and of a second name for itself."""
    names = (f"{exchange.site.url}/sitemap-circle{end}" for end in ("", "?again=1"))
    parts = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    exchange.send(f"<sitemapindex>{parts}</sitemapindex>", Content_Type="application/xml")


def _laughs(exchange: Exchange) -> None:
    """Entities that unfold to a billion words."""
    more = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    exchange.send(
        f"<!DOCTYPE x [<!ENTITY a0 'ha'>{more}]><urlset><url><loc>&a9;</loc></url></urlset>",
        Content_Type="application/xml",
    )


def _reads_files(exchange: Exchange) -> None:
    """Entities that stand for a file of the reader's and for a page of the forbidden network."""
    inside = f"http://127.0.0.66:{exchange.site.inner_port}/the-secret-of-the-harbour-board"
    exchange.send(
        f"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY i SYSTEM '{inside}'>]><urlset>"
        f"<url><loc>{exchange.site.url}/&f;&i;</loc></url><url><loc>{inside}</loc></url></urlset>",
        Content_Type="application/xml",
    )


def _all_old(exchange: Exchange) -> None:
    """More addresses than anybody wants, of another century."""
    old = f"<url><loc>{exchange.site.url}/1999/08/07/calendar-of-the-day-{{}}</loc><lastmod>1999-08-07</lastmod></url>"
    exchange.send(
        f"<urlset>{''.join(old.format(n) for n in range(20_000))}</urlset>", Content_Type="application/xml"
    )


SITEMAPS: dict[str, Case] = {
    "sitemap-circle": Case(answer=_names_itself, state="index", most_requests=1),
    "sitemap-laughs": Case(answer=_laughs, state="failed", reason="not_a_sitemap", most_requests=1),
    "sitemap-files": Case(answer=_reads_files, state="urlset", most_requests=1),
    "sitemap-old": Case(answer=_all_old, state="urlset", most_requests=1),
    "sitemap-bomb": Case(
        answer=lambda exchange: exchange.send(bomb(b"<urlset>"), Content_Encoding="gzip"),
        state="failed",
        reason="too_large",
        most_requests=1,
    ),
}
"""Declared as sitemaps, and linked in the feed as if they were articles. ``state`` is the kind they are read as."""


class HostileSite:
    """The cases and the honest articles on 127.0.0.1; 127.0.0.66 stands for a network to stay out of."""

    def __init__(self) -> None:
        bomb(b"<html>")  # made before anybody waits for it
        self.asked: Counter[str] = Counter()
        self.asked_inside: list[str] = []
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        site = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                site.converse(self.rfile.readline().decode("latin-1").split(), self)

        class Server(ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                """A crawler that hangs up on us is what we are here for."""

        self._servers = [Server(("127.0.0.1", 0), Handler), Server(("127.0.0.66", 0), Handler)]
        self.port, self.inner_port = (int(server.server_address[1]) for server in self._servers)
        self.url = f"http://127.0.0.1:{self.port}"

    def converse(self, words: list[str], handler: StreamRequestHandler) -> None:
        """Answer one request."""
        headers = {}
        while line := handler.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        path = words[1]
        with self._lock:
            if handler.server is self._servers[1]:
                self.asked_inside.append(path)
            earlier = self.asked[path]
            self.asked[path] += 1
        self._answer(Exchange(path, earlier, headers, handler.connection, self))

    def _answer(self, exchange: Exchange) -> None:
        name = exchange.path.strip("/")
        if name == "robots.txt":
            exchange.send("User-agent: *\nAllow: /\n", Content_Type="text/plain")
        elif name == "feed.xml":
            exchange.send(self.feed(), Content_Type="application/rss+xml")
        elif name.startswith("honest-"):
            exchange.send(article(name))
        elif case := {**CASES, **SITEMAPS}.get(name.partition("?")[0]):
            case.answer(exchange)
        else:
            exchange.send("not here", "404 Not Found")

    def feed(self) -> str:
        """All cases, and an honest article after every third."""
        names = [*CASES, *SITEMAPS]
        step = max(1, len(names) // HONEST)
        for number in range(HONEST):
            names.insert(number * (step + 1), f"honest-{number}")
        items = "".join(f"<item><link>{self.url}/{name}</link></item>" for name in names)
        return f"<rss version='2.0'><channel><title>Hostile</title>{items}</channel></rss>"

    def source(self) -> str:
        """Its source file."""
        return "\n".join(
            [
                'name = "hostile"',
                'title = "The Hostile Newsroom"',
                f'homepage = "{self.url}/"',
                'language = "en"',
                f"feeds = {json.dumps([self.url + '/feed.xml'])}",
                f"sitemaps = {json.dumps([f'{self.url}/{name}' for name in SITEMAPS])}",
                "[pace]\ndelay_s = 0\nconcurrency = 6",
            ]
        )

    @contextmanager
    def running(self) -> Iterator["HostileSite"]:
        """Serve while the block runs."""
        threads = [
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            for server in self._servers
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.stopped.set()
            for server in self._servers:
                server.shutdown()
                server.server_close()
            for thread in threads:
                thread.join()
