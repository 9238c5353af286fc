"""Every page as it came, kept beside the archive: so that all can be extracted again without fetching.

One WARC file (ISO 28500) a run, each record compressed by itself, so that a row of ``captures``
finds its bytes by file, offset and length. A record is written before its page is extracted
and reaches the disk before the transaction that names it is committed: a row never points at
bytes that are not there, and what a killed run leaves behind the last row is harmless.
"""

import asyncio
import base64
import errno
import gzip
import hashlib
import io
import os
import uuid
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from http.client import responses
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.clock import iso
from pipelines.errors import ArchiveError, DiskFull
from pipelines.items import Capture, Page

FOLDER = "captures"
OF_THE_WIRE = frozenset(["content-encoding", "transfer-encoding", "content-length"])
"""Headers that say how a body travelled: written anew, for what is kept."""
CAPTURE_LEVEL = 2  # of zlib: a third of the time of the usual 6 for 14 % more bytes


class CaptureFile:
    """The WARC file of one run, made with its first page. Records are written on a thread of its own."""

    def __init__(self, archive: Path, run_id: int, started: datetime) -> None:
        moment = f"{started:%Y%m%dT%H%M%S}"
        self.name = f"{FOLDER}/{archive.stem}-{run_id:06d}-{moment}.warc.gz"
        self.path = archive.parent / self.name
        self._file: BinaryIO | None = None
        self._dirty = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="captures")

    async def keep(self, page: Page, digest: str) -> Capture:
        """Write the page's record; where it stands. ``digest`` is its body's.

        Raises ArchiveError where the disk will not take it.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._keep, page, digest)

    def _keep(self, page: Page, digest: str) -> Capture:
        record = record_of(page)
        try:
            if self._file is None:
                self.path.parent.mkdir(exist_ok=True)
                self._file = open(self.path, "ab")  # noqa: SIM115 - open for the run
            offset = self._file.tell()
            self._file.write(record)
            self._file.flush()
        except OSError as error:
            kind = DiskFull if error.errno == errno.ENOSPC else ArchiveError
            why = "the disk is full" if kind is DiskFull else str(error.strerror)
            raise kind(
                f"{self.path}: the page cannot be kept ({why}). Make room or check the rights, and run "
                "again; or keep no pages: -s CAPTURES=False. Nothing is lost."
            ) from None
        self._dirty = True
        return Capture(file=self.name, offset=offset, length=len(record), digest=digest)

    def sync(self) -> None:
        """See that all records are on the disk; called before rows that name them are committed."""
        if self._file is not None and self._dirty:
            self._dirty = False
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file, if there ever was one."""
        self._thread.shutdown()
        if self._file is not None:
            self._file.close()


def digest_of(body: bytes) -> str:
    """The digest by which captures are told apart, in the form of WARC."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def record_of(page: Page) -> bytes:
    """A page as one compressed WARC record of type ``response``.

    The body stands in it as it came where that was gzip, which need not be compressed again, and
    after decoding otherwise. Written here, not by warcio: its writer spools every record to a
    temporary file that it leaves open.
    """
    http = [f"HTTP/1.1 {page.status} {_phrase(page.status)}"]
    http += [f"{name}: {value}" for name, value in page.headers if name.lower() not in OF_THE_WIRE]
    http += ["Content-Encoding: gzip"] if page.packed is not None else []
    body = page.body if page.packed is None else page.packed
    http += [f"Content-Length: {len(body)}", "", ""]
    block = "\r\n".join(http).encode("latin-1", "replace") + body
    sha1 = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    warc = [
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        f"WARC-Target-URI: {page.url}",
        f"WARC-Date: {iso(page.fetched_at)}",
        f"WARC-Payload-Digest: sha1:{sha1}",  # the form that other tools check
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    record = "\r\n".join(warc).encode() + block + b"\r\n\r\n"
    return gzip.compress(record, CAPTURE_LEVEL if page.packed is None else 0, mtime=0)


def _phrase(status: int) -> str:
    return responses.get(status, "Unknown")


def read_capture(folder: Path, capture: Capture) -> tuple[bytes, str]:
    """The body and content type of a captured page; ``folder`` is the archive's.

    Raises ArchiveError where the file is gone or its bytes are not those that were written.
    """
    path = folder / capture.file
    try:
        with path.open("rb") as file:
            file.seek(capture.offset)
            data = file.read(capture.length)
    except OSError as error:
        raise ArchiveError(
            f"{path}: cannot be read ({error.strerror}). Bring it back from a backup."
        ) from None
    with suppress(ArchiveLoadFailed, EOFError, zlib.error, OSError):  # said below, as any other damage
        for record in ArchiveIterator(io.BytesIO(data)):
            body: bytes = record.content_stream().read()
            if digest_of(body) == capture.digest:
                return body, record.http_headers.get_header("Content-Type") or ""
    raise ArchiveError(
        f"{path}: the page at byte {capture.offset:,} is damaged. Bring the file back from a backup."
    )


def pages_of(warc: Path) -> Iterable[tuple[str, datetime, int, str, bytes]]:
    """Every HTML answer of a WARC file of any make: address, moment, status, content type, body.

    Raises ArchiveError for a file that is no WARC.
    """
    try:
        with warc.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                content_type = record.http_headers.get_header("Content-Type") or ""
                if "html" not in content_type.lower():
                    continue
                yield (
                    record.rec_headers.get_header("WARC-Target-URI") or "",
                    datetime.fromisoformat(record.rec_headers.get_header("WARC-Date").replace("Z", "+00:00")),
                    int(record.http_headers.get_statuscode()),
                    content_type,
                    record.content_stream().read(),
                )
    except OSError as error:
        raise ArchiveError(f"{warc}: cannot be read as WARC: {error.strerror or error}.") from None
    except ArchiveLoadFailed as error:
        raise ArchiveError(f"{warc}: cannot be read as WARC: {error}.") from None
