"""Saved searches, and what is new for those who follow one.

Standard library only: reading takes any connection, writing one of an open ``Archive``, inside
its ``atomic()``.
"""

import re
import sqlite3
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.archive.matches import Count, count, finds, matches
from pipelines.archive.query import Query, day_ids, parse
from pipelines.archive.search import source_names
from pipelines.archive.summaries import OF_SOURCES, SUMMARY_COLUMNS, SUMMARY_FIELDS, Summary, summary_fields

FOLLOWED = 50  # entries of a feed: a reader that asks once a day misses nothing of a busy topic
LATELY = 1_000  # articles first seen, and articles changed, that are tried beside the newest matches
LATELY_DAYS = 7  # days that "new" means where searches are listed

NAME = re.compile(r"[\w-]{1,60}")
"""What a saved search may be called: it is part of an address and of a command line."""


@dataclass(slots=True, frozen=True)
class SavedSearch:
    """A query with a name."""

    name: str
    query: str
    saved_at: str


def saved_searches(conn: sqlite3.Connection) -> list[SavedSearch]:
    """All of them, by name."""
    rows = conn.execute("SELECT name, query, saved_at FROM saved_searches ORDER BY name")
    return [SavedSearch(*row) for row in rows]


def saved_search(conn: sqlite3.Connection, name: str) -> SavedSearch | None:
    """The one of this name, or None."""
    row = conn.execute("SELECT name, query, saved_at FROM saved_searches WHERE name = ?", [name]).fetchone()
    return row and SavedSearch(*row)


def save(conn: sqlite3.Connection, name: str, query: str, saved_at: str) -> None:
    """Save a search, in place of one of the same name."""
    conn.execute(
        "INSERT INTO saved_searches (name, query, saved_at) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at",
        [name, query, saved_at],
    )


def remove(conn: sqlite3.Connection, name: str) -> bool:
    """Forget a saved search; whether there was one."""
    return conn.execute("DELETE FROM saved_searches WHERE name = ?", [name]).rowcount > 0


@dataclass(slots=True, frozen=True)
class SavedCount:
    """A saved search and how many articles it finds: in all, and of the last LATELY_DAYS days."""

    search: SavedSearch
    total: Count
    lately: Count


def saved_counts(conn: sqlite3.Connection, today: date) -> list[SavedCount]:
    """Every saved search with its counts, by name."""
    names = source_names(conn)
    first_id = day_ids(today - timedelta(days=LATELY_DAYS - 1))[0]
    found = []
    for one in saved_searches(conn):
        query = parse(one.query, names)
        lately = replace(query, first_id=max(query.first_id, first_id))
        found.append(SavedCount(one, count(conn, query), count(conn, lately)))
    return found


@dataclass(slots=True, kw_only=True)
class Followed(Summary):
    """An article as it stands in a feed."""

    seen_at: str
    """When the archive first saw the text as it stands now."""
    was_title: str | None
    """The headline before the last change; None for a text that never changed."""


def followed(conn: sqlite3.Connection, query: Query, limit: int = FOLLOWED) -> list[Followed]:
    """What a query finds that is new or changed, latest first.

    By when the archive saw it, not by its date: an article of last year that came today is new
    today, and one that was changed today stands beside it.
    """
    if not query.can_run:
        return []
    found = matches(conn, query)
    lately = (number for number in _lately(conn) if finds(conn, query, found, number))
    candidates = {*found.ids[:limit], *lately}
    states = sorted(((*_state(conn, number), number) for number in candidates), reverse=True)[:limit]
    return [_followed(conn, number, seen_at, revision) for seen_at, revision, number in states]


def _lately(conn: sqlite3.Connection) -> set[int]:
    """Articles that came or changed last."""
    came = conn.execute("SELECT id FROM articles ORDER BY first_seen_at DESC LIMIT ?", [LATELY])
    changed = conn.execute(
        "SELECT article FROM revisions WHERE revision > 1 ORDER BY seen_at DESC LIMIT ?", [LATELY]
    )
    return {row[0] for row in [*came, *changed]}


def _state(conn: sqlite3.Connection, article_id: int) -> tuple[str, int]:
    """When the newest text was first seen, and which revision it is."""
    row = conn.execute(
        "SELECT seen_at, revision FROM revisions WHERE article = ? ORDER BY revision DESC LIMIT 1",
        [article_id],
    ).fetchone()
    if row is None:
        row = conn.execute("SELECT first_seen_at, 1 FROM articles WHERE id = ?", [article_id]).fetchone()
    return str(row[0]), int(row[1])


def _followed(conn: sqlite3.Connection, article_id: int, seen_at: str, revision: int) -> Followed:
    row = conn.execute(
        f"SELECT {SUMMARY_COLUMNS}, (SELECT title FROM revisions WHERE article = articles.id AND revision = ?) "
        f"FROM articles {OF_SOURCES} WHERE articles.id = ?",
        [revision - 1, article_id],
    ).fetchone()
    was_title = row[len(SUMMARY_FIELDS)]
    return Followed(**summary_fields(row), seen_at=seen_at, was_title=was_title)  # type: ignore[arg-type]
