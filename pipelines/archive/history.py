"""What happened to one article, as the reading room tells it: events, anomalies, addresses."""

import sqlite3
from dataclasses import dataclass


@dataclass(slots=True, frozen=True, kw_only=True)
class Event:
    """vanished, returned, reverted or replaced, and when it was noticed."""

    at: str
    kind: str
    reason: str | None
    http_status: int | None
    revision: int | None


@dataclass(slots=True, frozen=True, kw_only=True)
class Anomaly:
    """What came instead of the text, from when to when and how often."""

    reason: str
    first_at: str
    last_at: str
    times: int
    http_status: int | None
    word_count: int | None
    body: str | None


@dataclass(slots=True, frozen=True, kw_only=True)
class Address:
    """An address of the article; ``until`` is None while it leads there."""

    url: str
    learnt: str
    first_at: str
    until: str | None


def events(conn: sqlite3.Connection, article_id: int) -> list[Event]:
    """What happened to an article, the oldest first."""
    sql = "SELECT at, kind, reason, http_status, revision FROM article_events WHERE article = ? ORDER BY id"
    names = Event.__dataclass_fields__
    return [Event(**dict(zip(names, row, strict=True))) for row in conn.execute(sql, [article_id])]


def anomalies(conn: sqlite3.Connection, article_id: int) -> list[Anomaly]:
    """What its address answered instead of its text, the oldest first."""
    names = Anomaly.__dataclass_fields__
    sql = f"SELECT {', '.join(names)} FROM anomalies WHERE article = ? ORDER BY id"
    return [Anomaly(**dict(zip(names, row, strict=True))) for row in conn.execute(sql, [article_id])]


def addresses(conn: sqlite3.Connection, article_id: int) -> list[Address]:
    """Every address it was known under, in the order of learning."""
    names = Address.__dataclass_fields__
    sql = f"SELECT {', '.join(names)} FROM article_urls WHERE article = ? ORDER BY first_at, url"
    return [Address(**dict(zip(names, row, strict=True))) for row in conn.execute(sql, [article_id])]
