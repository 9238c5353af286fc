"""What the last articles of each source taught, so that the next run need not learn it again.

A trace is opaque here: packed and read by ``pipelines.extraction.memory``.
"""

from contextlib import closing
from pathlib import Path

from pipelines.archive.archive import Archive
from pipelines.archive.opening import reader
from pipelines.archive.sqlite_errors import plain_errors

TRACES_A_SOURCE = 100  # newest articles that are remembered; some 3 kB each


def traces_in(path: Path, source: str) -> list[bytes]:
    """The traces of a source in an archive that is only looked at; none where there is no archive yet.

    Raises ArchiveError where the file cannot be read.
    """
    if not path.is_file():
        return []
    with plain_errors(path), closing(reader(path)) as conn:
        has_any = conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'site_traces'").fetchone()
        return [bytes(row[0]) for row in conn.execute(_NEWEST, [source, TRACES_A_SOURCE])] if has_any else []


_NEWEST = "SELECT trace FROM site_traces WHERE source = ? ORDER BY id DESC LIMIT ?"


class Traces:
    """Reads and writes ``site_traces``; writes go into the caller's transaction."""

    def __init__(self, archive: Archive) -> None:
        self.conn = archive.conn

    def of(self, source: str) -> list[bytes]:
        """The traces of a source, the newest first."""
        return [bytes(trace) for (trace,) in self.conn.execute(_NEWEST, [source, TRACES_A_SOURCE])]

    def renew(self, source: str, article_id: int, trace: bytes) -> None:
        """Keep what an article teaches when it is read again.

        Those of the newest articles stay the ones that are kept: old pages, read again one after
        the other, must not drive them out.
        """
        renewed = self.conn.execute("UPDATE site_traces SET trace = ? WHERE article = ?", [trace, article_id])
        if renewed.rowcount == 0 and len(self.of(source)) < TRACES_A_SOURCE:
            self.add(source, article_id, trace)

    def add(self, source: str, article_id: int, trace: bytes) -> None:
        """Keep what an article taught in place of what it taught before; the oldest of its source goes."""
        self.conn.execute("DELETE FROM site_traces WHERE article = ?", [article_id])
        self.conn.execute(
            "INSERT INTO site_traces (source, article, trace) VALUES (?, ?, ?)", [source, article_id, trace]
        )
        self.conn.execute(
            "DELETE FROM site_traces WHERE source = ? AND id <= "
            "(SELECT id FROM site_traces WHERE source = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
            [source, source, TRACES_A_SOURCE],
        )
