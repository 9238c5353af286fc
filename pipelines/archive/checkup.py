"""Whether an archive is whole: every promise between its tables, and what can be mended from the rest.

``examine`` only reads, ``repair`` mends in one transaction what can be rebuilt. What is lost with a
damaged page of the file cannot: for that there is a backup.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.archive.checkup_captures import Finding, saved_pages

__all__ = ["Finding", "examine", "repair"]

SHOWN = 3  # examples named with each finding


@dataclass(slots=True, kw_only=True, frozen=True)
class _Promise:
    broken: str
    """What is said of rows that break it; ``{n}`` is their number."""
    rows: str
    """A query for them, the key first."""
    mends: tuple[str, ...] = ()


_DAY = "substr({id}, 1, 4) || '-' || substr({id}, 5, 2) || '-' || substr({id}, 7, 2)"
_COUNTED = f"SELECT {_DAY.format(id='id')} AS day, source, count(*) AS articles FROM articles GROUP BY 1, 2"
_TEXTLESS = "NOT EXISTS (SELECT 1 FROM article_text WHERE article_text.id = articles.id)"

# In this order they are also mended: text and revisions first, then what is derived from them.
PROMISES = (
    _Promise(
        broken="{n} articles have no text; their pages will be fetched again",
        rows=f"SELECT id FROM articles WHERE {_TEXTLESS}",
        mends=(
            "UPDATE pages SET state = 'pending', due_at = NULL, attempts = 0, reason = 'no_text', etag = NULL, "
            "last_modified = NULL WHERE article IN (SELECT id FROM articles WHERE "
            f"{_TEXTLESS})",
            "UPDATE pages SET article = NULL WHERE reason = 'no_text'",
            f"DELETE FROM revisions WHERE article IN (SELECT id FROM articles WHERE {_TEXTLESS})",
            f"DELETE FROM article_authors WHERE article IN (SELECT id FROM articles WHERE {_TEXTLESS})",
            f"DELETE FROM articles WHERE {_TEXTLESS}",
        ),
    ),
    _Promise(
        broken="{n} texts belong to no article",
        rows="SELECT id FROM article_text WHERE id NOT IN (SELECT id FROM articles)",
        mends=("DELETE FROM article_text WHERE id NOT IN (SELECT id FROM articles)",),
    ),
    _Promise(
        broken="{n} revisions belong to no article",
        rows="SELECT article, revision FROM revisions WHERE article NOT IN (SELECT id FROM articles)",
        mends=("DELETE FROM revisions WHERE article NOT IN (SELECT id FROM articles)",),
    ),
    _Promise(
        broken="{n} articles have no revision",
        rows="SELECT id FROM articles WHERE id NOT IN (SELECT article FROM revisions)",
        mends=(
            "INSERT INTO revisions (article, revision, seen_at, title, standfirst, byline, dateline, "
            "published_at, modified_at, word_count, content_hash) SELECT id, 1, first_seen_at, title, "
            "standfirst, byline, dateline, published_at, modified_at, word_count, '' FROM articles "
            "WHERE id NOT IN (SELECT article FROM revisions)",
        ),
    ),
    _Promise(
        broken="{n} articles count their revisions wrongly",
        rows="SELECT id FROM articles WHERE revision_count <> "
        "(SELECT max(revision) FROM revisions WHERE article = articles.id)",
        mends=(
            "UPDATE articles SET revision_count = (SELECT max(revision) FROM revisions WHERE "
            "article = articles.id) WHERE id IN (SELECT article FROM revisions)",
        ),
    ),
    _Promise(
        broken="{n} pages point to an article that is not there; they will be fetched again",
        rows="SELECT id, url FROM pages WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM articles)",
        mends=(
            "UPDATE pages SET article = NULL, state = 'pending', due_at = NULL, attempts = 0, etag = NULL, "
            "last_modified = NULL WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM articles)",
        ),
    ),
    _Promise(
        broken="{n} pages are called done and have no article; they will be fetched again",
        rows="SELECT id, url FROM pages WHERE state = 'done' AND article IS NULL",
        mends=(
            "UPDATE pages SET state = 'pending', due_at = NULL, attempts = 0, etag = NULL, "
            "last_modified = NULL WHERE state = 'done' AND article IS NULL",
        ),
    ),
    _Promise(
        broken="{n} pages failed without a reason",
        rows="SELECT id, url FROM pages WHERE state = 'failed' AND coalesce(reason, '') = ''",
        mends=("UPDATE pages SET reason = 'unknown' WHERE state = 'failed' AND coalesce(reason, '') = ''",),
    ),
    _Promise(
        broken="{n} credits name an author or article that is not there",
        rows="SELECT article, position FROM article_authors WHERE article NOT IN (SELECT id FROM articles) "
        "OR author NOT IN (SELECT id FROM authors)",
        mends=(
            "DELETE FROM article_authors WHERE article NOT IN (SELECT id FROM articles) "
            "OR author NOT IN (SELECT id FROM authors)",
        ),
    ),
    _Promise(
        broken="{n} days count their articles wrongly",
        rows=f"SELECT day, source, articles FROM (SELECT * FROM coverage EXCEPT {_COUNTED}) UNION "
        f"SELECT day, source, articles FROM ({_COUNTED} EXCEPT SELECT day, source, articles FROM coverage)",
        mends=("DELETE FROM coverage", f"INSERT INTO coverage (day, source, articles) {_COUNTED}"),
    ),
)
_REBUILT = ("SELECT 1",)  # every repair ends with new indexes


def examine(conn: sqlite3.Connection, folder: Path, *, read_pages: bool = False) -> list[Finding]:
    """Every broken promise of an open archive; ``folder`` is where its capture files are named from.

    With ``read_pages`` every saved page is read and held against its digest, some thousand a second.
    A file that SQLite itself finds damaged gives that finding alone: nothing else it says counts.
    """
    damage = [str(row[0]) for row in conn.execute(f"PRAGMA integrity_check({SHOWN})") if row[0] != "ok"]
    indexes_only = bool(damage) and all("missing from index" in line for line in damage)
    if damage:
        mends = ("REINDEX",) if indexes_only else ()
        return [Finding(what=f"SQLite finds the file damaged: {'; '.join(damage)}", rows=1, mends=mends)]
    found = [finding for promise in PROMISES if (finding := _broken(conn, promise)) is not None]
    found += _index(conn)
    found += _missing_parents(conn)
    return found + saved_pages(conn, folder, read_pages=read_pages)


def _broken(conn: sqlite3.Connection, promise: _Promise) -> Finding | None:
    rows = conn.execute(promise.rows).fetchall()
    if not rows:
        return None
    examples = ", ".join(" ".join(map(str, row)) for row in rows[:SHOWN])
    more = ", …" if len(rows) > SHOWN else ""
    return Finding(
        what=f"{promise.broken.format(n=f'{len(rows):,}')} ({examples}{more})",
        rows=len(rows),
        mends=promise.mends,
    )


def _index(conn: sqlite3.Connection) -> list[Finding]:
    """Each full-text index against the text. SQLite's own check, which needs a connection that may write."""
    found = []
    for table in _full_text(conn):
        try:
            conn.execute(f"INSERT INTO {table}({table}, rank) VALUES('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            found.append(
                Finding(
                    what=f"the full-text index {table} does not agree with the texts", rows=1, mends=_REBUILT
                )
            )
    return found


def _full_text(conn: sqlite3.Connection) -> list[str]:
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'")
    return [str(name) for (name,) in rows]


def _missing_parents(conn: sqlite3.Connection) -> list[Finding]:
    rows = conn.execute("PRAGMA foreign_key_check").fetchall()
    known = {"article_text", "article_authors", "revisions", "pages"}  # told above, with their remedy
    left: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in rows:
        if table not in known:
            left[table, parent] = left.get((table, parent), 0) + 1
    return [
        Finding(
            what=f"{n:,} rows of {table} refer to a row of {parent} that is not there",
            rows=n,
            mends=_without_parents(conn, table, parent),
        )
        for (table, parent), n in left.items()
    ]


def _without_parents(conn: sqlite3.Connection, table: str, parent: str) -> list[str]:
    """What the schema says should have happened to the rows when their parent went."""
    mends = []
    for _, _, to, column, key, _, on_delete, _ in conn.execute(f"PRAGMA foreign_key_list([{table}])"):
        if to == parent and on_delete in ("CASCADE", "SET NULL"):
            verb = f"DELETE FROM {table}" if on_delete == "CASCADE" else f"UPDATE {table} SET {column} = NULL"
            mends.append(f"{verb} WHERE {column} NOT IN (SELECT {key or 'rowid'} FROM {parent})")
    return mends


def repair(conn: sqlite3.Connection, findings: Sequence[Finding]) -> int:
    """Mend what can be, in the caller's transaction; how many findings were. Ends with new indexes."""
    mended = [finding for finding in findings if finding.mends]
    for finding in mended:
        for statement in finding.mends:
            conn.execute(statement)
    if mended:
        for table in _full_text(conn):
            conn.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")
    return len(mended)
