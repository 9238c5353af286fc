"""Decompression within bounds, with a reason word where one is passed."""

import contextlib
import zlib

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils import _compression

PACKED = "packed_body"
"""Where the request of a response bears the body as it came, if that was one gzip stream."""
GZIP = 31  # zlib's wbits for a gzip header and trailer
# Scrapy chooses between two packages for each of the last two; what it chose is what raises.
_BROKEN: tuple[type[Exception], ...] = (
    *(OSError, EOFError, ValueError, zlib.error),
    *(vars(_compression)["brotli"].error, vars(_compression)["zstd"].ZstdError),
)


class TooLargeDecoded(IgnoreRequest):
    """More bytes once decompressed than DOWNLOAD_MAXSIZE, or packed more than MAX_ENCODINGS times."""

    reason = "too_large"


class NotDecodable(IgnoreRequest):
    """The body is not what its Content-Encoding says, or only the beginning of it."""

    reason = "bad_encoding"


class DecompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's middleware, telling a bomb from a broken answer and half an answer from a whole one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self.most = crawler.settings.getint("MAX_ENCODINGS")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DecompressionMiddleware":
        """Scrapy's constructor."""
        return cls(crawler)

    def process_response(  # type: ignore[override]  # Scrapy deprecates its third argument
        self, request: Request, response: Response
    ) -> Request | Response:
        """The response with its body as it was before compression."""
        request.meta[PACKED] = None
        layers = b",".join(response.headers.getlist("Content-Encoding")).split(b",")
        if len(layers) > self.most:
            raise TooLargeDecoded(f"{response.url}: compressed {len(layers)} times")
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest as error:
            raise TooLargeDecoded(str(error)) from None
        except _BROKEN as error:
            raise NotDecodable(f"{response.url}: {error}") from None
        if [layer.strip().lower() for layer in layers] == [b"gzip"]:
            request.meta[PACKED] = response.body
        return unpacked

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        # Scrapy takes the beginning of a gzip stream for the whole: half a page would become an article.
        if encoding in (b"gzip", b"x-gzip"):
            stream = zlib.decompressobj(GZIP)
            with contextlib.suppress(zlib.error):  # Scrapy reads what it can of such a stream, or raises
                whole = stream.decompress(body, max_size + 1)
                if len(whole) <= max_size and not stream.eof:
                    raise EOFError("the compressed answer ends in the middle")
                if len(whole) <= max_size and not stream.unused_data:
                    return whole
        return HttpCompressionMiddleware._decode(body, encoding, max_size)
