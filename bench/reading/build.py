"""The same articles as an archive of ours, as plain Datasette would have them, and in tantivy."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from bench.reading.rows import Row
from pipelines.archive.archive import Archive
from pipelines.archive.query import day_of
from pipelines.archive.terms import filter_terms, unspaced_terms
from pipelines.urls import url_key

ARTICLES_A_RUN = 2_000  # filed by one run of the crawler
BATCH = 1_000  # articles a transaction
CACHE_KIB = 200_000  # of the writer: a build is no crawl
FEEDS_A_SOURCE = 2
STORIES = """
INSERT OR IGNORE INTO stories (id, first_article, articles, sources, first_at, last_at)
SELECT story, min(id), count(*), count(DISTINCT source), min(published_at), max(published_at)
FROM articles WHERE story IS NOT NULL GROUP BY story HAVING count(DISTINCT source) > 1
"""


def archive(path: Path, rows: Iterable[Row]) -> float:
    """Fill an archive in our layout through its own triggers; the seconds it took."""
    begin = time.perf_counter()
    with Archive(path) as opened:
        opened.conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        opened.conn.execute("PRAGMA synchronous = off")
        writer = Writer(opened.conn)
        for batch in _batches(rows):
            with opened.atomic():
                for row in batch:
                    writer.file(row)
        with opened.atomic():
            opened.conn.execute(STORIES)
        opened.conn.execute("PRAGMA wal_checkpoint(truncate)")
    return time.perf_counter() - begin


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


class Writer:
    """Files rows as a crawl would have left them: article, text, authors, revisions, page, fetch."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.sources = {name for (name,) in conn.execute("SELECT name FROM sources")}
        self.authors = dict(conn.execute("SELECT name, id FROM authors"))
        self.run: int | None = None
        self._left_in_run = 0

    def _begin_run(self) -> None:
        self._left_in_run = ARTICLES_A_RUN
        self.run = self.conn.execute(
            "INSERT INTO runs (command, started_at, host, pid) VALUES ('bench', '2026-10-31T23:00:00Z', 'bench', 1)"
        ).lastrowid
        self.conn.execute(
            "INSERT INTO source_runs (run, source, started_at, feeds_read, named, found, new) "
            "SELECT ?, name, '2026-10-31T23:00:00Z', ?, 50, 10, 10 FROM sources",
            [self.run, FEEDS_A_SOURCE],
        )

    def file(self, row: Row) -> None:
        """File one article, in the caller's transaction."""
        if self._left_in_run == 0:
            self._begin_run()
        self._left_in_run -= 1
        if row.source not in self.sources:
            self._source(row)
        self._insert(
            "articles",
            id=row.id,
            url=row.url,
            url_key=url_key(row.url),
            source=row.source,
            title=row.title,
            standfirst=row.standfirst,
            byline=row.byline,
            dateline=row.place,
            section=row.section,
            language=row.language,
            published_at=row.published_at,
            first_seen_at=row.published_at,
            checked_at=row.published_at,
            word_count=row.body.count(" ") + 1,
            story=row.story,
            revision_count=len(row.earlier) + 1,
        )
        self._text(row)
        self._author(row)
        self._revisions(row)
        self._page(row)

    def _source(self, row: Row) -> None:
        self.sources.add(row.source)
        self._insert(
            "sources",
            name=row.source,
            title=row.source_title,
            homepage=f"https://{row.source}/",
            language=row.language,
            added_at=row.published_at,
        )
        for number in range(FEEDS_A_SOURCE):
            url = f"https://{row.source}/feed-{number}.xml"
            self._insert("feeds", source=row.source, url=url, kind="rss", failures=number)

    def _revisions(self, row: Row) -> None:
        states = [*row.earlier, (row.title, row.body)]
        for number, (title, body) in enumerate(states, 1):
            self._insert(
                "revisions",
                article=row.id,
                revision=number,
                seen_at=row.published_at,
                run=self.run,
                title=title,
                byline=row.byline,
                word_count=body.count(" ") + 1,
                content_hash=f"{row.id}-{number}",
                body=body if number < len(states) else None,
            )

    def _text(self, row: Row) -> None:
        day = day_of(row.id)
        tags = [f"{row.section} {row.place}"] if row.section and row.place else []
        terms = filter_terms(
            source=row.source,
            section=row.section,
            language=row.language,
            day=str(day),
            authors=[row.byline],
            place=row.place,
            tags=tags,
        )
        unspaced = unspaced_terms(f"{row.title}\n{row.body}")
        self._insert(
            "article_text",
            id=row.id,
            body=row.body,
            dateline_place=row.place,
            tags=json.dumps(tags, ensure_ascii=False),
            terms=f"{terms} {unspaced}".rstrip(),
        )

    def _author(self, row: Row) -> None:
        if row.byline not in self.authors:
            self.authors[row.byline] = self._insert("authors", name=row.byline)
        self._insert("article_authors", article=row.id, position=1, author=self.authors[row.byline])

    def _page(self, row: Row) -> None:
        page = self._insert(
            "pages",
            url=row.url,
            url_key=url_key(row.url),
            source=row.source,
            state="done",
            found_at=row.published_at,
            fetched_at=row.published_at,
            http_status=200,
            article=row.id,
        )
        self._insert(
            "fetches",
            run=self.run,
            source=row.source,
            kind="page",
            url=row.url,
            page=page,
            at=row.published_at,
            http_status=200,
            outcome="new",
            bytes=60_000,
            duration_ms=300,
        )

    def _insert(self, table: str, **values: Any) -> int:
        marks = ",".join("?" * len(values))
        sql = f"INSERT INTO {table} ({','.join(values)}) VALUES ({marks})"
        return int(self.conn.execute(sql, [*values.values()]).lastrowid or 0)


def plain(path: Path, rows: Iterable[Row]) -> float:
    """What most people would have: one table, and ``sqlite-utils enable-fts``; the seconds it took."""
    begin = time.perf_counter()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA synchronous = off")
        articles = Table(Database(conn), "articles")
        articles.insert_all(
            (
                {
                    "id": n,
                    "url": row.url,
                    "source": row.source,
                    "section": row.section,
                    "language": row.language,
                    "title": row.title,
                    "standfirst": row.standfirst,
                    "byline": row.byline,
                    "dateline": row.place,
                    "published_at": row.published_at,
                    "body": row.body,
                }
                for n, row in enumerate(rows, 1)
            ),
            pk="id",
            batch_size=BATCH,
        )
        articles.enable_fts(["title", "standfirst", "byline", "body"], tokenize="porter")
        for column in ("source", "section", "published_at"):
            articles.create_index([column])
    return time.perf_counter() - begin


TANTIVY_TEXT = ("title", "standfirst", "byline", "body")
TANTIVY_NAMES = ("source", "section")
TANTIVY_HEAP_BYTES = 300_000_000


def tantivy_schema() -> Any:
    """The schema of the tantivy index: stemmed text, exact names, an id that sorts by date."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("id", stored=True, indexed=True, fast=True)
    for name in TANTIVY_TEXT:
        schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in TANTIVY_NAMES:
        schema.add_text_field(name, stored=True, tokenizer_name="raw")
    return schema.build()


def tantivy_index(folder: Path, rows: Iterable[Row]) -> float:
    """The same articles in tantivy, texts stored; the seconds it took."""
    import tantivy

    begin = time.perf_counter()
    folder.mkdir()
    writer = tantivy.Index(tantivy_schema(), path=str(folder)).writer(
        heap_size=TANTIVY_HEAP_BYTES, num_threads=1
    )
    for row in rows:
        writer.add_document(
            tantivy.Document(
                id=row.id,
                title=row.title,
                standfirst=row.standfirst or "",
                byline=row.byline,
                body=row.body,
                source=row.source,
                section=row.section or "",
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - begin
