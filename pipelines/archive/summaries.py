"""An article as a list shows it, and how a row of the archive becomes one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

PAGE = 20  # articles on a page of a list

Row: TypeAlias = Sequence[object]
"""A row that begins with SUMMARY_COLUMNS; a question may ask for more behind them."""


@dataclass(slots=True, kw_only=True)
class Summary:
    """An article as a list shows it."""

    id: int
    url: str
    title: str
    standfirst: str | None
    byline: str | None
    section: str | None
    language: str | None
    source: str
    source_title: str
    published_at: str | None
    first_seen_at: str
    word_count: int
    is_paywalled: bool
    kind: str
    status: str
    revision_count: int


SUMMARY_COLUMNS = (
    "articles.id, articles.url, articles.title, articles.standfirst, articles.byline, articles.section, "
    "articles.language, articles.source, coalesce(sources.title, articles.source), articles.published_at, "
    "articles.first_seen_at, articles.word_count, coalesce(articles.is_paywalled, 0), articles.kind, "
    "articles.status, articles.revision_count"
)
"""What a SELECT from ``articles`` and OF_SOURCES must begin with, in the order of the fields."""
OF_SOURCES = "LEFT JOIN sources ON sources.name = articles.source"
"""The JOIN that SUMMARY_COLUMNS needs: a source may be unknown, its articles are still listed."""
SUMMARY_FIELDS = tuple(Summary.__dataclass_fields__)


def summary_fields(row: Row) -> dict[str, object]:
    """Field -> value of a Summary; what stands behind SUMMARY_COLUMNS is left to the caller."""
    return dict(zip(SUMMARY_FIELDS, row, strict=False)) | {"is_paywalled": bool(row[12])}


def summaries(rows: Iterable[Row]) -> list[Summary]:
    """A Summary for every row, in order."""
    return [Summary(**summary_fields(row)) for row in rows]  # type: ignore[arg-type]
