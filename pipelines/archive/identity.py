"""One article under many addresses: which article bears an address, and how that was learnt."""

import re
import sqlite3
from collections.abc import Iterable
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from pipelines.errors import NotAnAddress
from pipelines.urls import url_key

Learnt: TypeAlias = Literal["found", "redirect", "canonical", "page"]
"""``found``: a feed, sitemap or section page named it; ``page``: a further page of the article."""

_FRONT_PAGE = re.compile(r"^/?(?:index\.\w+|home(?:page)?/?|[a-z]{2}(?:-[a-z]{2})?/?)?$", re.I)


class Addresses:
    """Reads and writes ``article_urls``; writes go into the caller's transaction."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def holder(self, *urls: str) -> int | None:
        """The article that one of the addresses leads to now; the first address that is known decides."""
        for url in urls:
            key = url_key(url)
            row = self.conn.execute(
                "SELECT article FROM article_urls WHERE url_key = ? AND until IS NULL UNION ALL "
                "SELECT article FROM pages WHERE url_key = ? AND article IS NOT NULL LIMIT 1",
                [key, key],
            ).fetchone()
            if row is not None:
                return int(row[0])
        return None

    def learn(self, article_id: int, url: str, learnt: Learnt, at: str) -> None:
        """Note that the address leads to the article, and no longer to any other."""
        key = url_key(url)
        cursor = self.conn.execute(
            "INSERT INTO article_urls (url_key, article, url, learnt, first_at) VALUES (?,?,?,?,?) "
            "ON CONFLICT (url_key, article) DO UPDATE SET until = NULL WHERE until IS NOT NULL",
            [key, article_id, url, learnt, at],
        )
        if cursor.rowcount:
            self.conn.execute(
                "UPDATE article_urls SET until = ? WHERE url_key = ? AND article <> ? AND until IS NULL",
                [at, key, article_id],
            )

    def has(self, article_id: int, url: str) -> bool:
        """Whether the address is known to lead to the article."""
        row = self.conn.execute(
            "SELECT 1 FROM article_urls WHERE url_key = ? AND article = ? AND until IS NULL",
            [url_key(url), article_id],
        ).fetchone()
        return row is not None

    def is_filed_under(self, url: str) -> bool:
        """Whether an article has this very address as its own in ``articles``."""
        row = self.conn.execute(
            "SELECT 1 FROM articles WHERE url_key = ? OR url = ?", [url_key(url), url]
        ).fetchone()
        return row is not None

    def give_up(self, article_id: int, urls: Iterable[str], at: str) -> None:
        """Free the addresses for another article, also where this one is filed under one of them.

        ``articles.url`` is unique: the old article keeps its address with the moment as a fragment.
        """
        keys = sorted({url_key(url) for url in urls})
        marks = ",".join("?" * len(keys))
        self.conn.execute(
            f"UPDATE article_urls SET until = ? WHERE article = ? AND until IS NULL AND url_key IN ({marks})",
            [at, article_id, *keys],
        )
        self.conn.execute(
            "UPDATE articles SET url = url || '#' || ?, url_key = url_key || '#' || ? "
            f"WHERE id = ? AND url_key IN ({marks})",
            [at, at, article_id, *keys],
        )


def is_front_page(url: str) -> bool:
    """Whether an address is a site's front page, or that of a language of it."""
    parts = urlsplit(url)
    return bool(_FRONT_PAGE.match(parts.path)) and not parts.query


def is_sent_to_front_page(requested: str, arrived: str) -> bool:
    """Whether a request for an article was answered with the front page: it has been taken down."""
    try:
        return (
            is_front_page(arrived) and not is_front_page(requested) and url_key(arrived) != url_key(requested)
        )
    except NotAnAddress:
        return False
