"""Pages are kept as they came, found again by their row, and read from any WARC file."""

import asyncio
import gzip
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.captures import CaptureFile, digest_of, pages_of, read_capture
from pipelines.errors import ArchiveError
from pipelines.items import Capture, Page

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def page(number: int, body: bytes) -> Page:
    """A fetched page."""
    return Page(
        page_id=number,
        source="echo",
        requested_url=f"https://echo.example/{number}",
        url=f"https://echo.example/{number}",
        status=200,
        body=body,
        content_type="text/html; charset=utf-8",
        headers=[
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("X-Odd", "näïve"),
        ],
        fetched_at=MOMENT,
    )


def kept(folder: Path, *pages: Page) -> list[Capture]:
    """The captures of a run that kept these pages."""

    async def keep() -> list[Capture]:
        file = CaptureFile(folder / "archive.db", 7, MOMENT)
        found = [await file.keep(one, digest_of(one.body)) for one in pages]
        file.sync()
        file.close()
        return found

    return asyncio.run(keep())


def test_each_page_is_found_by_its_place(tmp_path: Path) -> None:
    bodies = [b"<p>one</p>" * 900, "<p>zwei: äöü</p>".encode(), b""]
    captures = kept(tmp_path, *(page(number, body) for number, body in enumerate(bodies)))
    assert {capture.file for capture in captures} == {"captures/archive-000007-20261122T093000.warc.gz"}
    for capture, body in zip(captures, bodies, strict=True):
        assert read_capture(tmp_path, capture) == (body, "text/html; charset=utf-8")


def test_the_file_is_a_warc_that_others_read(tmp_path: Path) -> None:
    (capture,) = kept(tmp_path, page(1, b"<p>one</p>"))
    with (tmp_path / capture.file).open("rb") as file:
        (record,) = [
            (
                one.rec_headers.get_header("WARC-Target-URI"),
                one.rec_headers.get_header("WARC-Date"),
                one.http_headers.get_header("Content-Encoding"),
                one.content_stream().read(),
            )
            for one in ArchiveIterator(file, check_digests="raise")
        ]
    assert record == ("https://echo.example/1", "2026-11-22T09:30:00Z", None, b"<p>one</p>")
    ((url, moment, status, content_type, body),) = pages_of(tmp_path / capture.file)
    assert (url, moment, status, content_type, body) == (
        "https://echo.example/1",
        MOMENT,
        200,
        "text/html; charset=utf-8",
        b"<p>one</p>",
    )


def test_a_body_that_came_packed_is_kept_as_it_came(tmp_path: Path) -> None:
    body = b"<p>one</p>" * 500
    came = replace(page(1, body), packed=gzip.compress(body))
    (capture,) = kept(tmp_path, came)
    assert read_capture(tmp_path, capture) == (body, "text/html; charset=utf-8")
    with (tmp_path / capture.file).open("rb") as file:
        (record,) = [
            (one.http_headers.get_header("Content-Encoding"), one.raw_stream.read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]
    assert record == ("gzip", came.packed)
    assert [found[-1] for found in pages_of(tmp_path / capture.file)] == [body]


def test_a_torn_tail_harms_nothing_before_it(tmp_path: Path) -> None:
    first, second = kept(tmp_path, page(1, b"<p>one</p>"), page(2, b"<p>two</p>"))
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[: second.offset + second.length // 2])
    assert read_capture(tmp_path, first)[0] == b"<p>one</p>"
    with pytest.raises(ArchiveError, match="damaged"):
        read_capture(tmp_path, second)


def test_bytes_that_are_not_those_written_are_refused(tmp_path: Path) -> None:
    (capture,) = kept(tmp_path, page(1, b"<p>one</p>"))
    (tmp_path / "other").mkdir()
    (other,) = kept(tmp_path / "other", page(1, b"<p>two</p>"))
    swapped = Capture(file=other.file, offset=0, length=other.length, digest=capture.digest)
    with pytest.raises(ArchiveError, match="damaged"):
        read_capture(tmp_path / "other", swapped)
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_capture(tmp_path / "nowhere", capture)


def test_a_run_without_pages_leaves_no_file(tmp_path: Path) -> None:
    assert kept(tmp_path) == []
    assert not (tmp_path / "captures").exists()


def test_a_disk_that_refuses_says_so(tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("in the way")
    with pytest.raises(ArchiveError, match="cannot be kept"):
        kept(tmp_path, page(1, b"<p>one</p>"))


def test_a_file_that_is_no_warc_is_named(tmp_path: Path) -> None:
    odd = tmp_path / "odd.warc.gz"
    odd.write_bytes(gzip.compress(b"no warc at all"))
    with pytest.raises(ArchiveError, match=r"odd\.warc\.gz: cannot be read as WARC"):
        list(pages_of(odd))
