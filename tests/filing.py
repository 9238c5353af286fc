"""Articles to file, and looks into the archive they were filed in."""

from collections.abc import Callable
from datetime import UTC, datetime

from pipelines.archive.archive import Archive, Filed
from pipelines.archive.frontier import Frontier
from pipelines.items import Article, Page

FETCHED_AT = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

PageMaker = Callable[..., Page]


def add_source(archive: Archive, name: str) -> None:
    """Enter a source of this name."""
    Frontier(archive).add_source(
        {
            "name": name,
            "title": name.title(),
            "homepage": f"https://{name}.example/",
            "language": "en",
            "country": None,
            "licence": None,
        }
    )


def article(url: str = "https://echo.example/2026/ferry", **fields: object) -> Article:
    """An article with the fields a test is about, and ordinary ones besides."""
    given: dict[str, object] = {
        "title": "Ferry returns to Port Ellery",
        "body": ["The ferry came back on Friday.", "Nobody had expected it before the summer."],
        "published": datetime(2026, 3, 13, 8, 30, tzinfo=UTC),
        "language": "en",
        **fields,
    }
    return Article(url=url, **given)  # type: ignore[arg-type]


def file(archive: Archive, page: Page, filed: Article) -> Filed:
    """File an article as the desk does: article and frontier in one transaction."""
    with archive.atomic():
        outcome = archive.file(page, filed, None)
        Frontier(archive).done(page.page_id, outcome.article_id, status=200)
    return outcome


def one(archive: Archive, sql: str, *args: object) -> tuple[object, ...]:
    """The first row."""
    row: tuple[object, ...] = archive.conn.execute(sql, args).fetchone()
    return row


def found(archive: Archive, words: str) -> list[int]:
    """The ids of the articles that the full-text index finds; the index is checked first."""
    archive.conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
    rows = archive.conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", [words])
    return [row[0] for row in rows]
