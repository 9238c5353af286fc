"""The rows of one article in ``articles``, ``article_text``, ``article_authors`` and ``revisions``, written.

Each function writes into the caller's transaction; what is to be written, and when, is the Archive's to say.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping

from pipelines.archive.query import day_of
from pipelines.archive.revisions import Seen
from pipelines.archive.terms import filter_terms, unspaced_terms
from pipelines.clock import iso
from pipelines.items import Article
from pipelines.revisions import Difference
from pipelines.text import count_words
from pipelines.urls import url_key


def _insert(conn: sqlite3.Connection, table: str, row: Mapping[str, object], otherwise: str = "") -> None:
    marks = ",".join("?" * len(row))
    conn.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks}) {otherwise}", [*row.values()])


def _in_common(article: Article) -> dict[str, object]:
    """The columns that an article's row and the rows of its revisions share."""
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "dateline": article.dateline and article.dateline.text,
        "published_at": iso(article.published),
        "modified_at": iso(article.modified),
        "word_count": count_words(article.text),
        "is_paywalled": article.paywalled,
    }


def _of_article(article: Article) -> dict[str, object]:
    """The columns of an article's row that a later reading of its page writes anew."""
    return {
        **_in_common(article),
        "section": article.section,
        "language": article.language,
        "image_url": article.image,
        "kind": article.kind,
    }


def insert_article(
    conn: sqlite3.Connection, article_id: int, source: str, article: Article, seen_at: str
) -> None:
    """A new row of ``articles``."""
    row = {
        "id": article_id,
        "url": article.url,
        "url_key": url_key(article.url),
        "source": source,
        "first_seen_at": seen_at,
        "checked_at": seen_at,
        **_of_article(article),
    }
    _insert(conn, "articles", row)


def overwrite_article(conn: sqlite3.Connection, article_id: int, revision: int, article: Article) -> None:
    """What a row of ``articles`` says from now on; the first time of publication stays."""
    row = {**_of_article(article), "revision_count": revision}
    kept = {
        "language": "coalesce(?, language)",
        "published_at": "coalesce(published_at, ?)",
    }
    columns = ", ".join(f"{name} = {kept.get(name, '?')}" for name in row)
    conn.execute(f"UPDATE articles SET {columns} WHERE id = ?", [*row.values(), article_id])


def write_text(conn: sqlite3.Connection, article_id: int, source: str, article: Article) -> None:
    """The row of ``article_text``, new or in place of the old one, and with it the full-text index."""
    dateline = article.dateline
    row = {
        "id": article_id,
        "body": article.text,
        "body_kinds": article.body_kinds,
        "dateline_place": dateline and dateline.place,
        "dateline_agency": dateline and dateline.agency,
        "dateline_date": dateline and dateline.date,
        "dateline_separator": dateline and dateline.separator,
        "tags": _json(article.tags),
        "published_raw": article.published_raw,
        "published_precision": article.published_precision,
        "modified_raw": article.modified_raw,
        "paywall_reason": article.paywall_reason,
        "licence": article.licence,
        "entries": _json([[entry.paragraph, iso(entry.at)] for entry in article.entries]),
        "provenance": _json(article.provenance),
        "terms": _terms(article_id, source, article),
        "agency": article.agency,
        "editors": _json(article.editors) if article.editors else None,
        "image_caption": article.image_caption,
        "image_credit": article.image_credit,
        "cut": _json(article.cut),
    }
    anew = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    _insert(conn, "article_text", row, f"ON CONFLICT (id) DO UPDATE SET {anew}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _terms(article_id: int, source: str, article: Article) -> str:
    """The made-up words by which a search is filtered, and those of scripts without spaces."""
    day = day_of(article_id)
    assert day is not None  # the Archive gives ids by the day
    filters = filter_terms(
        source=source,
        section=article.section,
        language=article.language,
        day=day.isoformat(),
        authors=[author.name for author in article.authors],
        place=article.dateline.place if article.dateline else None,
        tags=article.tags,
    )
    unspaced = unspaced_terms(article.title, article.standfirst or "", article.byline or "", article.text)
    return f"{filters} {unspaced}".rstrip()


def write_authors(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """The rows of ``article_authors``, in place of those that were there."""
    conn.execute("DELETE FROM article_authors WHERE article = ?", [article_id])
    for position, author in enumerate(article.authors, 1):
        conn.execute("INSERT INTO authors (name) VALUES (?) ON CONFLICT (name) DO NOTHING", [author.name])
        conn.execute(
            "INSERT INTO article_authors (article, position, author, role, place) "
            "SELECT ?, ?, id, ?, ? FROM authors WHERE name = ?",
            [article_id, position, author.role, author.place, author.name],
        )


def insert_revision(
    conn: sqlite3.Connection,
    article_id: int,
    revision: int,
    article: Article,
    seen: Seen,
    found: Difference | None = None,
    reverts_to: int | None = None,
) -> None:
    """A new row of ``revisions``; without ``found``, the difference from the one before, it is the first."""
    row = {
        "article": article_id,
        "revision": revision,
        "seen_at": seen.at,
        "run": seen.run_id,
        **_in_common(article),
        "content_hash": content_hash(article),
        "correction": article.correction,
        "changed": json.dumps(found.changed if found else []),
        "is_substantive": None if found is None else found.is_substantive,
        "words_added": None if found is None else found.words_added,
        "words_removed": None if found is None else found.words_removed,
        "reverts_to": reverts_to,
    }
    _insert(conn, "revisions", row)


def overwrite_revision(conn: sqlite3.Connection, article_id: int, revision: int, article: Article) -> None:
    """What a revision says when its page is read better; when it was seen and what it changed stay."""
    row = {
        **_in_common(article),
        "content_hash": content_hash(article),
        "correction": article.correction,
    }
    columns = ", ".join(f"{name} = ?" for name in row)
    conn.execute(
        f"UPDATE revisions SET {columns} WHERE article = ? AND revision = ?",
        [*row.values(), article_id, revision],
    )


def content_hash(article: Article) -> str:
    """A digest of what a reader would call the text: a counter or an advert does not change it."""
    parts = (
        article.title,
        article.standfirst or "",
        article.byline or "",
        article.dateline.text if article.dateline else "",
        article.text,
    )
    folded = "\0".join(" ".join(part.split()) for part in parts)
    return hashlib.blake2b(folded.encode(), digest_size=16).hexdigest()
