"""What happened to an article: its states, what came instead of it, when it was gone and back."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from pipelines.items import Article
from pipelines.revisions import State

MAX_ANOMALY_CHARS = 2_000  # of a text that came instead: enough to see whether it was a wall

FURNITURE_WORDS = 30  # longest line of a box; a paragraph of background that is told again is longer
FURNITURE_ON = 3  # other articles on which such a line must stand
NEIGHBOURS = 100  # newest articles of the source that are looked at; only where a text has changed

GONE = frozenset({404, 410, 451})
NO_ANOMALY = frozenset({"robots", "private_address", "too_large", "gone"})
"""Reasons that say nothing about the article's text."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Seen:
    """When, by which run and with what answer something was seen."""

    at: str
    run_id: int | None = None
    http_status: int | None = None


@dataclass(slots=True, kw_only=True)
class Latest:
    """The newest revision of an article, as filing needs it."""

    number: int
    content_hash: str
    source: str
    body: str
    state: State


def latest(conn: sqlite3.Connection, article_id: int) -> Latest | None:
    """The newest revision; None for an article that has none, which is damage."""
    row = conn.execute(
        "SELECT revision, content_hash, articles.source, article_text.body, revisions.title, "
        "revisions.standfirst, revisions.byline, revisions.dateline, correction, revisions.published_at, "
        "revisions.modified_at, coalesce(revisions.is_paywalled, articles.is_paywalled), provenance "
        "FROM revisions JOIN articles ON articles.id = revisions.article "
        "JOIN article_text ON article_text.id = articles.id "
        "WHERE article = ? ORDER BY revision DESC LIMIT 1",
        [article_id],
    ).fetchone()
    if row is None:
        return None
    number, content_hash, source, body, title, standfirst, byline, dateline, correction = row[:9]
    published_at, modified_at, paywalled, provenance = row[9:]
    state = State(
        title=title,
        body=body,
        standfirst=standfirst,
        byline=byline,
        dateline=dateline,
        correction=correction,
        published_s=_printed(published_at, json.loads(provenance).get("published")),
        modified_s=None if modified_at is None else datetime.fromisoformat(modified_at).timestamp(),
        paywalled=None if paywalled is None else bool(paywalled),
    )
    return Latest(number=number, content_hash=content_hash, source=source, body=body, state=state)


def state_of(article: Article) -> State:
    """An article as it was just extracted."""
    published = None if article.published is None else article.published.isoformat(timespec="seconds")
    return State(
        title=article.title,
        body=article.text,
        standfirst=article.standfirst,
        byline=article.byline,
        dateline=None if article.dateline is None else article.dateline.text,
        correction=article.correction,
        published_s=_printed(published, article.provenance.get("published")),
        modified_s=None if article.modified is None else article.modified.timestamp(),
        paywalled=article.paywalled,
    )


def _printed(moment: str | None, witness: str | None) -> float | None:
    """A time that the page itself gives to the minute: one from a feed, or a day alone, is no
    measure of whether the publisher changed it."""
    if moment is None or witness == "hint":
        return None
    seconds = datetime.fromisoformat(moment).timestamp()
    return None if seconds % 86_400 == 0 else seconds


def furniture(
    conn: sqlite3.Connection, article_id: int, source: str, old: State, new: State
) -> frozenset[str]:
    """Those of the short lines in which two states differ that are the site's: an advert, a box, a link.

    They stand on several other articles of the source, or are the headline of one. The extraction
    learns such lines and leaves them out; a text filed before it knew them has not been edited.
    """
    lines = {line for line in {*old.blocks} ^ {*new.blocks} if len(line.split()) <= FURNITURE_WORDS}
    if not lines:
        return frozenset()
    found: Counter[str] = Counter()
    rows = conn.execute(
        "SELECT title, body FROM articles JOIN article_text USING (id) WHERE source = ? AND id <> ? "
        "ORDER BY id DESC LIMIT ?",
        [source, article_id, NEIGHBOURS],
    )
    for title, body in rows:
        found.update({line: FURNITURE_ON for line in lines & {title}})
        found.update(lines.intersection(State(title=title, body=body).blocks))
    return frozenset(line for line, number in found.items() if number >= FURNITURE_ON)


class History:
    """Writes ``article_events`` and ``anomalies``, in the caller's transaction."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def happened(
        self,
        article_id: int,
        kind: str,
        seen: Seen,
        *,
        reason: str | None = None,
        revision: int | None = None,
    ) -> None:
        """Record an event: vanished, returned, reverted or replaced."""
        self.conn.execute(
            "INSERT INTO article_events (article, at, kind, reason, http_status, revision, run) "
            "VALUES (?,?,?,?,?,?,?)",
            [article_id, seen.at, kind, reason, seen.http_status, revision, seen.run_id],
        )

    def vanished(self, article_id: int, reason: str, seen: Seen) -> None:
        """The article is no longer there; noted once until it returns."""
        last = self.conn.execute(
            "SELECT kind FROM article_events WHERE article = ? AND kind IN ('vanished', 'returned') "
            "ORDER BY id DESC LIMIT 1",
            [article_id],
        ).fetchone()
        self.conn.execute(
            "UPDATE articles SET status = 'vanished', checked_at = ? WHERE id = ?", [seen.at, article_id]
        )
        if last is None or last[0] != "vanished":
            self.happened(article_id, "vanished", seen, reason=reason)

    def is_there(self, article_id: int, seen: Seen) -> None:
        """The article's own text was seen at its address; one that had vanished has returned."""
        row = self.conn.execute("SELECT status FROM articles WHERE id = ?", [article_id]).fetchone()
        if row[0] == "vanished":
            self.happened(article_id, "returned", seen)
        self.conn.execute(
            "UPDATE articles SET checked_at = ?, status = 'live' WHERE id = ?", [seen.at, article_id]
        )

    def anomaly(
        self, article_id: int, reason: str, seen: Seen, text: str | None = None, words: int | None = None
    ) -> None:
        """Something else came instead of the text: a new row, or one more of the same kind in a row."""
        cursor = self.conn.execute(
            "UPDATE anomalies SET last_at = ?, times = times + 1, http_status = ? WHERE id = "
            "(SELECT max(id) FROM anomalies WHERE article = ?) AND reason = ? "
            "AND last_at > (SELECT checked_at FROM articles WHERE id = ?)",
            [seen.at, seen.http_status, article_id, reason, article_id],
        )
        if not cursor.rowcount:
            self.conn.execute(
                "INSERT INTO anomalies (article, reason, first_at, last_at, http_status, word_count, body, run) "
                "VALUES (?,?,?,?,?,?,?,?)",
                [
                    article_id,
                    reason,
                    seen.at,
                    seen.at,
                    seen.http_status,
                    words,
                    None if text is None else text[:MAX_ANOMALY_CHARS],
                    seen.run_id,
                ],
            )
