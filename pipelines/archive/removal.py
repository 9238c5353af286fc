"""Taking an article out for good: its text from every table and saved page, and a stone where it was.

What is left is the address, a digest of the text, the day and the reason: enough never to fetch or
file it again, under whatever address it comes back.
"""

import gzip
import os
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.archive import Archive
from pipelines.archive.rewriting import Told, write_anew
from pipelines.clock import iso, now_utc
from pipelines.errors import ArchiveError, NotAnAddress
from pipelines.urls import url_key

SAVED = "captures"  # the folder beside the archive
_STORED_BLOCK = 65_535  # bytes: the most that one block of deflate holds uncompressed
_WARC_BLANK = "WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: {n:010}\r\n\r\n{payload}\r\n\r\n"


class NothingToBlank(ArchiveError):
    """A saved page lies where no record of that size can be: the file is not what the archive says."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Removed:
    """What a removal took out."""

    articles: int
    addresses: int
    captures: int
    is_known: bool
    """Whether the archive held it, now or before an earlier removal."""


def remove(
    archive: Archive, urls: Sequence[str], reason: str, told: Told = lambda words: None
) -> list[Removed]:
    """Take the articles at these addresses out of the archive, or bar those it does not hold.

    Of each the saved pages are overwritten first, then the rows go in one transaction; then the file is written
    anew, once, so that its unused parts hold nothing either. ``told`` hears of each step. Raises NotAnAddress
    before anything is done; NotRewritten where the disk has no room for the last step, which the same call
    makes up for later; ArchiveError.
    """
    for url in urls:
        url_key(url)
    removed = [_take_out(archive, url, reason) for url in urls]
    if any(one.is_known for one in removed):
        told("Taken out of the tables and saved pages.")
        write_anew(archive, told)
    return removed


def _take_out(archive: Archive, url: str, reason: str) -> Removed:
    conn = archive.conn
    articles = _articles_at(conn, url)
    keys = _keys(conn, articles) | {url_key(url): url}
    is_known = bool(articles) or _is_stone(conn, url_key(url))
    pages = _ids(conn, "pages", "url_key", keys)
    captures = _blank_captures(conn, archive.path.parent, articles, pages)
    captures += _blank_strays(archive.path.parent / SAVED, keys)
    with archive.atomic():
        _raise_stones(conn, articles, keys, reason)
        _forget_headlines(conn, articles)
        _forget_pages(conn, pages)
        for article in articles:
            conn.execute("DELETE FROM articles WHERE id = ?", [article])
        conn.execute("DELETE FROM authors WHERE id NOT IN (SELECT author FROM article_authors)")
    return Removed(articles=len(articles), addresses=len(keys), captures=captures, is_known=is_known)


def _is_stone(conn: sqlite3.Connection, key: str) -> bool:
    return conn.execute("SELECT 1 FROM tombstones WHERE url_key = ?", [key]).fetchone() is not None


def _articles_at(conn: sqlite3.Connection, url: str) -> list[int]:
    key = url_key(url)
    rows = conn.execute(
        "SELECT id FROM articles WHERE url_key = ? UNION SELECT article FROM article_urls WHERE url_key = ? "
        "AND until IS NULL UNION SELECT article FROM pages WHERE url_key = ? AND article IS NOT NULL",
        [key, key, key],
    )
    return [int(row[0]) for row in rows]


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def _keys(conn: sqlite3.Connection, articles: list[int]) -> dict[str, str]:
    """Every address of the articles, by its key."""
    at = f"IN ({_marks(articles)})"
    rows = conn.execute(
        f"SELECT url_key, url FROM articles WHERE id {at} UNION SELECT url_key, url FROM article_urls "
        f"WHERE article {at} AND until IS NULL UNION SELECT url_key, url FROM pages WHERE article {at}",
        [*articles, *articles, *articles],
    )
    return {str(key): str(address) for key, address in rows}


def _ids(conn: sqlite3.Connection, table: str, column: str, values: Iterable[str]) -> list[int]:
    listed = list(values)
    rows = conn.execute(f"SELECT id FROM {table} WHERE {column} IN ({_marks(listed)})", listed)
    return [int(row[0]) for row in rows]


def _raise_stones(conn: sqlite3.Connection, articles: list[int], keys: dict[str, str], reason: str) -> None:
    at = iso(now_utc())
    held = _holders(conn, articles)
    for key, address in keys.items():
        conn.execute(
            "INSERT INTO tombstones (url_key, url, reason, removed_at, article) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (url_key) DO UPDATE SET reason = excluded.reason, "
            "article = coalesce(excluded.article, article)",
            [key, address, reason, at, held.get(key, articles[0] if articles else None)],
        )
    conn.execute(
        "INSERT OR IGNORE INTO removed_texts (content_hash, removed_at) SELECT content_hash, ? FROM revisions "
        f"WHERE article IN ({_marks(articles)}) AND content_hash <> ''",
        [at, *articles],
    )


def _holders(conn: sqlite3.Connection, articles: list[int]) -> dict[str, int]:
    """The article that bears each key as its own."""
    rows = conn.execute(f"SELECT url_key, id FROM articles WHERE id IN ({_marks(articles)})", articles)
    return {str(key): int(article) for key, article in rows}


def _forget_headlines(conn: sqlite3.Connection, articles: list[int]) -> None:
    """Drop the headline from the rows of other addresses, where a feed named it, too."""
    at = f"IN ({_marks(articles)})"
    conn.execute(
        "UPDATE pages SET hint_title = NULL, hint_authors = NULL WHERE hint_title IN "
        f"(SELECT title FROM revisions WHERE article {at} UNION SELECT hint_title FROM pages "
        f"WHERE article {at} AND hint_title IS NOT NULL) AND source IN "
        f"(SELECT source FROM articles WHERE id {at})",
        [*articles, *articles, *articles],
    )


def _forget_pages(conn: sqlite3.Connection, pages: list[int]) -> None:
    conn.execute(
        "UPDATE pages SET state = 'failed', reason = 'removed', due_at = NULL, etag = NULL, last_modified = NULL, "
        f"hint_title = NULL, hint_authors = NULL, article = NULL WHERE id IN ({_marks(pages)})",
        pages,
    )


def _blank_captures(conn: sqlite3.Connection, folder: Path, articles: list[int], pages: list[int]) -> int:
    """Overwrite the saved pages and drop their rows; how many there were."""
    where = f"article IN ({_marks(articles)}) OR page IN ({_marks(pages)})"
    rows = conn.execute(
        f"SELECT id, file, offset, length FROM captures WHERE {where}", [*articles, *pages]
    ).fetchall()
    for _, file, offset, length in rows:
        blank(folder / file, offset, length)
    conn.execute(f"DELETE FROM captures WHERE {where}", [*articles, *pages])
    return len(rows)


def _blank_strays(folder: Path, keys: Iterable[str]) -> int:
    """Overwrite what a killed run saved of these addresses and no row names; how many records."""
    wanted, strays = set(keys), 0
    for file in sorted(folder.glob("*.warc.gz")):
        for offset, length in list(_records_of(file, wanted)):
            blank(file, offset, length)
            strays += 1
    return strays


def _records_of(file: Path, keys: set[str]) -> Iterator[tuple[int, int]]:
    with file.open("rb") as opened:
        records = ArchiveIterator(opened)
        try:
            for record in records:
                address = record.rec_headers.get_header("WARC-Target-URI")
                if address and _key(address) in keys:
                    records.read_to_end(record)
                    yield records.get_record_offset(), records.get_record_length()
        except (ArchiveLoadFailed, EOFError, zlib.error):
            return  # the tail that a killed run left: half a record, which nobody can read


def _key(address: str) -> str | None:
    try:
        return url_key(address)
    except NotAnAddress:
        return None


def blank(file: Path, offset: int, length: int) -> None:
    """Overwrite one gzipped WARC record by an empty one of the same size, so that no other moves.

    Does nothing where the file is gone. Raises NothingToBlank where no record can lie.
    """
    if not file.exists():
        return
    record = blank_record(length)
    if record is None or offset + length > file.stat().st_size:
        raise NothingToBlank(
            f"{file}: no saved page of {length} bytes can be at {offset}; nothing was removed."
        )
    with file.open("r+b") as opened:
        opened.seek(offset)
        opened.write(record)
        opened.flush()
        os.fsync(opened.fileno())


def blank_record(length: int) -> bytes | None:
    """A gzip member of exactly ``length`` bytes that holds a WARC record without content; None if too short."""
    blocks = 1
    while True:
        room = length - 18 - 5 * blocks  # gzip's head and tail, and the head of each block
        if room <= blocks * _STORED_BLOCK:
            break
        blocks += 1
    payload = room - len(_WARC_BLANK.format(n=0, payload=""))
    if payload < 0:
        return None
    data = _WARC_BLANK.format(n=payload, payload=" " * payload).encode()
    out = [b"\x1f\x8b\x08\0\0\0\0\0\0\xff"]
    for number in range(blocks):
        piece = data[number * _STORED_BLOCK : (number + 1) * _STORED_BLOCK]
        out.append(struct.pack("<BHH", number == blocks - 1, len(piece), len(piece) ^ 0xFFFF) + piece)
    out.append(struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFF_FFFF))
    record = b"".join(out)
    assert len(record) == length
    assert gzip.decompress(record) == data
    return record
