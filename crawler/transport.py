"""Scrapy's HTTP handler with the bounds it leaves open, and a word for why a connection failed.

Scrapy bounds a body and the time for all of it, but not the header: a server may send headers
for as long as the time lasts, and each becomes a Python object.
"""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any

from OpenSSL.SSL import Error as TlsError
from scrapy import Request
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.logger import globalLogBeginner
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import ResponseFailed
from twisted.web.iweb import IPolicyForHTTPS, IResponse
from zope.interface import implementer  # type: ignore[import-untyped]


class HeadersTooLarge(IgnoreRequest):
    """The server sent more bytes of headers than MAX_HEADER_BYTES."""

    reason = "headers_too_large"


class CertificateRefused(IgnoreRequest):
    """The server's certificate is not one that this machine trusts for that name."""

    reason = "certificate"


class TlsFailed(IgnoreRequest):
    """The server speaks no TLS that we speak."""

    reason = "tls"


class BoundedHandler(HTTP11DownloadHandler):
    """Downloads as Scrapy does. Raises the errors above instead of asking the same again."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted logs a stranger's bad certificate as a traceback of ours; it has a reason word instead.
        logging.getLogger("twisted").addFilter(_is_no_certificate)
        _end_twisteds_own_log()
        _BoundedProtocol.most = crawler.settings.getint("MAX_HEADER_BYTES")
        self._pool._factory = _BoundedFactory
        hosts = frozenset(crawler.settings.getlist("UNVERIFIED_HOSTS"))
        if hosts:
            self._contextFactory = _Exceptions(self._contextFactory, hosts)  # type: ignore[assignment]

    async def download_request(self, request: Request) -> Response:
        """The response. Raises IgnoreRequest with a reason where asking again would change nothing."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            for cause in _causes(error):
                if isinstance(cause, HeadersTooLarge):
                    raise cause from None
                if isinstance(cause, TlsError):
                    told = "; ".join(str(part) for one in cause.args for line in one for part in line if part)
                    kind = CertificateRefused if "certificate" in told else TlsFailed
                    raise kind(f"{request.url}: {told}") from None
            raise


@cache
def _end_twisteds_own_log() -> None:
    """Until somebody begins, Twisted prints what it finds critical; Scrapy only adds an observer."""
    globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)


@implementer(IPolicyForHTTPS)
class _Exceptions:
    """Certificates verified as ever, but for the hosts whose sources ask for none."""

    # Any: zope's interfaces are not what mypy takes for a class's
    def __init__(self, verified: Any, hosts: frozenset[str]) -> None:
        self.verified = verified
        self.unverified: Any = _ScrapyClientContextFactory(verify_certificates=False)
        self.hosts = hosts

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """Twisted's name for: how to open TLS to this host."""
        policy = self.unverified if hostname.decode("ascii", "replace") in self.hosts else self.verified
        return policy.creatorForNetloc(hostname, port)


def _is_no_certificate(record: logging.LogRecord) -> bool:
    return "while verifying certificate" not in record.getMessage()


def _causes(error: DownloadFailedError) -> Iterator[BaseException | None]:
    if isinstance(error.__cause__, ResponseFailed):
        for failure in error.__cause__.reasons:
            yield failure.value


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """One connection, given up when its headers outgrow the bound."""

    most = 0

    def request(self, request: TxRequest) -> "Deferred[IResponse]":
        """Send a request; its answer's headers are counted from nought."""
        self.header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        """Parse what came, unless it is still no body after so many bytes."""
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            end = data.find(b"\r\n\r\n")
            self.header_bytes += len(data) if end < 0 else end
        if self.header_bytes > self.most:
            error = HeadersTooLarge(f"more than {self.most:,} bytes of headers")
            # Not loseConnection: it would go on reading what it is to be spared.
            self.transport.abortConnection()  # type: ignore[union-attr]
            self._disconnectParser(Failure(error))  # type: ignore[no-untyped-call]
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
