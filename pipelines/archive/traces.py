"""What the last articles of each source taught, so that the next run need not learn it again.

A trace is opaque here: packed and read by ``pipelines.extraction.memory``.
"""

from pipelines.archive.archive import Archive

TRACES_A_SOURCE = 100  # newest articles that are remembered; some 3 kB each


class Traces:
    """Reads and writes ``site_traces``; writes go into the caller's transaction."""

    def __init__(self, archive: Archive) -> None:
        self.conn = archive.conn

    def of(self, source: str) -> list[bytes]:
        """The traces of a source, the newest first."""
        rows = self.conn.execute(
            "SELECT trace FROM site_traces WHERE source = ? ORDER BY id DESC LIMIT ?",
            [source, TRACES_A_SOURCE],
        )
        return [bytes(trace) for (trace,) in rows]

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
