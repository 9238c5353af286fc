"""HTTP/1.1 over asyncio streams: keep-alive, conditional requests, gzip.

The standard library's servers take a thread for every connection; this one serves all
publishers from one.
"""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus

from crawler.newsroom.answers import Answer
from crawler.newsroom.dates import http_date

IDLE_S = 30.0
GZIP_FROM_BYTES = 256  # below this the gzip header costs more than it saves
COMPRESSIBLE = ("text/", "application/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked for; header names in lower case."""

    method: str
    target: str
    version: str
    headers: dict[str, str]

    @property
    def keeps_alive(self) -> bool:
        """Whether the client will ask again on this connection."""
        wish = self.headers.get("connection", "").lower()
        return wish != "close" and (self.version == "HTTP/1.1" or wish == "keep-alive")


class BadRequest(ValueError):
    """The bytes on the connection are no HTTP request."""


Respond = Callable[[Request], Awaitable[Answer]]


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, respond: Respond) -> None:
    """Answer the requests of one connection until either side has had enough."""
    try:
        while request := await read_request(reader):
            answer = await respond(request)
            writer.write(wrapped(request, answer))
            await writer.drain()
            if not request.keeps_alive:
                break
    except BadRequest:
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    except (ConnectionError, TimeoutError):
        pass  # the client left, or has nothing more to ask
    finally:
        writer.close()


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request on the connection; None when the client closed it. Raises BadRequest."""
    try:
        async with asyncio.timeout(IDLE_S):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request = parse_head(head)
            await reader.readexactly(int(request.headers.get("content-length", 0)))
    except asyncio.IncompleteReadError:
        return None
    except (asyncio.LimitOverrunError, ValueError) as error:
        raise BadRequest from error
    return request


def parse_head(head: str) -> Request:
    """The request line and headers. Raises ValueError."""
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, version = first.split(" ")
    pairs = (line.split(":", 1) for line in lines)
    return Request(
        method=method,
        target=target,
        version=version,
        headers={name.strip().lower(): value.strip() for name, value in pairs},
    )


def negotiated(request: Request, answer: Answer) -> Answer:
    """The answer, or 304 where the client has it already, or 405 where it may not ask so."""
    if request.method not in ("GET", "HEAD"):
        return Answer(status=405)
    if answer.status == 200 and is_known(request, answer):
        return Answer(status=304, last_modified=answer.last_modified, content_type=answer.content_type)
    return answer


def is_known(request: Request, answer: Answer) -> bool:
    """Whether the client holds this answer; If-None-Match counts alone where both are sent.

    RFC 9110 §13.1.3: If-Modified-Since is ignored beside If-None-Match.
    """
    known = request.headers.get("if-none-match")
    if known is not None:
        return etag(answer) in (tag.strip() for tag in known.split(",")) or known.strip() == "*"
    since = request.headers.get("if-modified-since")
    if since is None or answer.last_modified is None:
        return False
    try:
        return answer.last_modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except ValueError:
        return False


def etag(answer: Answer) -> str:
    """A weak validator: the same for the bytes and for the same bytes in gzip."""
    return f'W/"{sha256(answer.body).hexdigest()[:16]}"'


def wrapped(request: Request, answer: Answer) -> bytes:
    """The bytes of the response: status line, headers and, but for HEAD, the body."""
    sent = negotiated(request, answer)
    body = sent.body
    headers = {"Date": http_date(datetime.now(UTC)), "Vary": "Accept-Encoding"}
    if sent.status in (200, 304):
        headers["ETag"] = etag(answer)
    if sent.last_modified is not None:
        headers["Last-Modified"] = http_date(sent.last_modified)
    if sent.location is not None:
        headers["Location"] = sent.location
    if sent.status == 405:
        headers["Allow"] = "GET, HEAD"
    if sent.status != 304:
        headers["Content-Type"] = sent.content_type
        if wants_gzip(request, sent):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
    headers["Connection"] = "keep-alive" if request.keeps_alive else "close"
    lines = [f"HTTP/1.1 {sent.status} {HTTPStatus(sent.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (b"" if request.method == "HEAD" else body)


def wants_gzip(request: Request, answer: Answer) -> bool:
    """Whether the body travels compressed."""
    accepted = {
        coding.split(";")[0].strip() for coding in request.headers.get("accept-encoding", "").split(",")
    }
    compressible = answer.content_type.startswith(COMPRESSIBLE) and "pdf" not in answer.content_type
    return "gzip" in accepted and compressible and len(answer.body) >= GZIP_FROM_BYTES
