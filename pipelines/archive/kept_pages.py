"""The newest kept page of each article, for an extraction of today."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from pipelines.items import Capture, Hints, Page


@dataclass(slots=True, kw_only=True)
class KeptPage:
    """A page that became an article, its bytes still in the file."""

    article_id: int
    page: Page
    capture: Capture


_COLUMNS = (
    "captures.article, captures.page, pages.url, captures.url, captures.http_status, captures.fetched_at, "
    "hint_title, hint_published_at, hint_authors, file, offset, length, digest"
)


def newest_kept(conn: sqlite3.Connection, source: str) -> list[KeptPage]:
    """One page for each article of a source that has any kept, oldest article first."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM captures JOIN pages ON pages.id = captures.page "
        "JOIN articles ON articles.id = captures.article WHERE articles.source = ? AND captures.id = "
        "(SELECT max(id) FROM captures AS its WHERE its.article = articles.id) ORDER BY captures.article",
        [source],
    ).fetchall()
    return [_kept(source, row) for row in rows]


def _kept(source: str, row: tuple[object, ...]) -> KeptPage:
    article, page, requested, url, status, fetched_at, title, published, authors = row[:9]
    file, offset, length, digest = row[9:]
    return KeptPage(
        article_id=int(str(article)),
        page=Page(
            page_id=int(str(page)),
            source=source,
            requested_url=str(requested),
            url=str(url),
            status=int(str(status)),
            body=b"",
            fetched_at=datetime.fromisoformat(str(fetched_at)),
            hints=Hints(
                title=str(title) if title else None,
                published=datetime.fromisoformat(str(published)) if published else None,
                authors=json.loads(str(authors)) if authors else [],
            ),
        ),
        capture=Capture(file=str(file), offset=int(str(offset)), length=int(str(length)), digest=str(digest)),
    )
