"""The archive file: opened, checked, and the one place where an article is filed."""

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from pipelines import bounds
from pipelines.archive.identity import Addresses, is_sent_to_front_page
from pipelines.archive.opening import longest_wait_s, reader
from pipelines.archive.query import IDS_A_DAY
from pipelines.archive.revisions import GONE, NO_ANOMALY, History, Latest, Seen, furniture, latest, state_of
from pipelines.archive.schema import migrations
from pipelines.archive.stories import Stories
from pipelines.archive.terms import filter_terms, unspaced_terms
from pipelines.clock import now_utc as now_utc
from pipelines.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveReadOnly,
    ArchiveTooNew,
    DiskFull,
)
from pipelines.faults import reached
from pipelines.items import Article, Page
from pipelines.revisions import Difference, difference, is_another_story, is_same_story, why_kept
from pipelines.text import count_words
from pipelines.urls import url_key

CACHE_KIB = 32_000  # enough for the index pages a batch of 200 touches


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 text in UTC, whole seconds: the form of every time in the archive."""
    # Not strftime: it writes the year 999 with three digits, which nothing reads back.
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


@dataclass(slots=True, frozen=True)
class Filed:
    """What became of one article: ``outcome`` is new, changed, unchanged or duplicate."""

    article_id: int
    outcome: str
    reason: str | None = None


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, with the file's name and what to do about it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise archive_error(path, error) from error


def archive_error(path: Path, error: sqlite3.DatabaseError) -> ArchiveError:
    """The named error for what SQLite said of the archive at ``path``."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return ArchiveDamaged(
            f"{path}: the archive is damaged ({error}). Keep the file, put the newest backup in its "
            "place, and run again: what is missing since then is found and fetched again."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveBusy(
            f"{path}: another program has locked the archive for more than {longest_wait_s():g} seconds "
            f"({error}). Nothing is lost; run again when it is done."
        )
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(f"{path}: the disk is full. Make room and run again: nothing is lost.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ArchiveReadOnly(
            f"{path}: cannot be written ({error}). Check the rights of the file and its folder."
        )
    return ArchiveError(f"{path}: {error}")


def bring_up_to_date(path: Path) -> None:
    """Give an archive of an earlier version the tables and indexes that reading it needs.

    Writes nothing where nothing is missing, so that a file that may only be read can be. Raises as
    opening an Archive does.
    """
    with plain_errors(path), closing(reader(path)) as conn:
        db = Database(conn)
        is_ours = migrations.migrations_table in db.table_names()
        is_current = is_ours and not migrations.pending(db)
    if is_ours and not is_current:
        Archive(path).close()


def _make(path: Path) -> None:
    """A new archive at ``path``, whole from the first moment that it bears the name."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(unfinished)) as conn:
            conn.set_trace_callback(lambda _: reached("in_migration"))
            migrations.apply(Database(conn))
        # Not rename: another process may have been quicker, and its archive is as good.
        with suppress(FileExistsError):
            os.link(unfinished, path)
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else ArchiveReadOnly
        raise kind(f"{path}: cannot be made: {error.strerror}. Check the folder.") from None
    finally:
        unfinished.unlink(missing_ok=True)


class Archive:
    """One open archive. Not for two threads at once; a context manager.

    Opening makes the file where there is none and brings an older one up to date. Raises
    ArchiveDamaged, ArchiveTooNew or ArchiveError with a sentence that says what to do.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if self.path.is_dir():
            raise ArchiveError(f"{self.path}: is a folder. Name a file, e.g. -s ARCHIVE=archive.db")
        if not self.path.parent.is_dir():
            raise ArchiveError(f"{self.path}: the folder {self.path.parent} does not exist. Make it first.")
        if self.path.exists() and not self.path.stat().st_size:
            # Never ours: a new archive gets its name when it is complete.
            raise ArchiveDamaged(
                f"{self.path}: is empty, 0 bytes. If an archive was there, put its newest backup in its place; "
                "if not, remove the file."
            )
        with plain_errors(self.path):
            if not self.path.exists():
                _make(self.path)
            # The harvest writes from one worker thread; SQLite itself is serialised.
            self.conn = sqlite3.connect(
                self.path, timeout=longest_wait_s(), isolation_level=None, check_same_thread=False
            )
            try:
                self._open()
            except BaseException:
                self.conn.close()
                raise

    def _open(self) -> None:
        self.db = Database(self.conn)
        self._refuse_foreign()
        for pragma in (
            "journal_mode = wal",  # readers and the one writer never wait for each other
            "synchronous = normal",  # with WAL: a crash of the program loses nothing
            "foreign_keys = on",
            "secure_delete = on",  # what is deleted is overwritten; most builds of SQLite leave it in the file
            f"cache_size = -{CACHE_KIB}",
        ):
            self.conn.execute(f"PRAGMA {pragma}")
        self._refuse_newer()
        migrations.apply(self.db)
        self.addresses = Addresses(self.conn)
        self.history = History(self.conn)
        self.stories = Stories(self.conn)

    def _refuse_foreign(self) -> None:
        tables = {
            str(name) for (name,) in self.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if tables and migrations.migrations_table not in tables:
            raise ArchiveError(
                f"{self.path}: is another program's database (it holds {', '.join(sorted(tables)[:3])} …), "
                "not an archive. Name another file; this one is untouched."
            )

    def _refuse_newer(self) -> None:
        with closing(sqlite3.connect(":memory:")) as empty:
            known = {migration.name for migration in migrations.pending(Database(empty))}
        unknown = {migration.name for migration in migrations.applied(self.db)} - known
        if unknown:
            raise ArchiveTooNew(
                f"{self.path}: was written by a later version of this program "
                f"({', '.join(sorted(unknown))}). Update the program; the archive is untouched."
            )

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in when nobody else has it open."""
        reached("before_checkpoint")
        self.conn.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; SQLite's errors come out as ArchiveError. Nests as savepoints."""
        with plain_errors(self.path), self.db.atomic():
            yield

    # -- filing -------------------------------------------------------------------------------

    def file(self, page: Page, article: Article, run_id: int | None) -> Filed:
        """File what a page turned out to be, in the caller's transaction.

        New, a further revision, unchanged, or a second address of an article already filed.
        """
        seen = Seen(at=iso(page.fetched_at) or "", run_id=run_id, http_status=page.status)
        own = self._article_of_page(page.page_id)
        if own is not None:
            return self._file_again(own, page, article, seen)
        known = self._known(page, article)
        if known is None:
            return Filed(self._insert(page, article, seen), "new")
        self._learn(known, page, article, seen.at)
        return Filed(known, "duplicate")

    def mark_unverified(self, article_id: int) -> None:
        """Note that an article came over a connection whose certificate nobody checked."""
        self.conn.execute("UPDATE articles SET is_unverified = 1 WHERE id = ?", [article_id])

    def is_removed(self, page: Page, article: Article) -> bool:
        """Whether this was taken out of the archive on purpose, under whatever address it now comes."""
        anything = "SELECT 1 FROM tombstones UNION ALL SELECT 1 FROM removed_texts LIMIT 1"
        if self._one(anything) is None:
            return False  # of most archives: the digest of a text is not to be had for nothing
        keys = {url_key(address) for address in (page.url, page.requested_url, article.url)}
        row = self._one(
            f"SELECT 1 FROM tombstones WHERE url_key IN ({','.join('?' * len(keys))}) "
            "UNION ALL SELECT 1 FROM removed_texts WHERE content_hash = ? LIMIT 1",
            [*keys, content_hash(article)],
        )
        return row is not None

    def _known(self, page: Page, article: Article) -> int | None:
        """The article that a page met for the first time shows, or None where it is a new one."""
        known = self.addresses.holder(page.url, page.requested_url)
        if known is None:
            named = self.addresses.holder(article.url)
            if named is None or self._same_story(named, article):
                return named
            # A canonical address that another story already bears is not this one's.
            article.url = page.url
        elif not self._same_story(known, article) and self._give_back(known, page):
            # Another page claimed this address as its canonical one, and was wrong.
            article.url = page.url
            return None
        return known

    def _file_again(self, own: int, page: Page, article: Article, seen: Seen) -> Filed:
        """File what the page of a known article shows now."""
        if is_sent_to_front_page(page.requested_url, page.url):
            self.history.vanished(own, "redirected", seen)
            return Filed(own, "unchanged", "redirected")
        if not self.addresses.has(own, page.url):
            there = self.addresses.holder(page.url)
            if there is not None and there != own:
                # Its address leads to another article by now, which has pages of its own.
                self.history.vanished(own, "redirected", seen)
                return Filed(there, "duplicate", "redirected")
        latest_one = latest(self.conn, own)
        if latest_one is None:
            raise ArchiveDamaged(f"{self.path}: article {own} has no revision.")
        if is_another_story(latest_one.state, state_of(article)):
            return self._replace(own, page, article, seen)
        return self._revise(own, latest_one, page, article, seen)

    def _replace(self, old: int, page: Page, article: Article, seen: Seen) -> Filed:
        """File another story that took the address of one already filed."""
        self.addresses.give_up(old, (page.requested_url, page.url), seen.at)
        self.conn.execute("UPDATE articles SET status = 'replaced' WHERE id = ?", [old])
        self.history.happened(old, "replaced", seen, reason="address_reused")
        return Filed(self._insert(page, article, seen), "new", "address_reused")

    def _learn(self, article_id: int, page: Page, article: Article, at: str) -> None:
        """Note every address under which the page was met. The canonical one only where nobody else has it."""
        self.addresses.learn(article_id, page.requested_url, "found", at)
        self.addresses.learn(article_id, page.url, "redirect", at)
        if self.addresses.holder(article.url) in (None, article_id):
            self.addresses.learn(article_id, article.url, "canonical", at)
        for url in article.pages:
            self.addresses.learn(article_id, url, "page", at)

    def missed(
        self, page_id: int, requested: str, arrived: str, reason: str, status: int | None, run_id: int | None
    ) -> None:
        """Note that no article came from a page; nothing to note where it never was one.

        404, 410, 451 and a redirect to the front page or a list of articles mean that it vanished,
        once no other address of it is left; a wall or an error page is an anomaly.
        """
        article_id = self._article_of_page(page_id)
        if article_id is None or reason in NO_ANOMALY - {"gone"}:
            return
        seen = Seen(at=iso(now_utc()) or "", run_id=run_id, http_status=status)
        is_moved = url_key(arrived) != url_key(requested) and not self.addresses.has(article_id, arrived)
        is_redirected = is_sent_to_front_page(requested, arrived) or (is_moved and reason == "listing")
        if status in GONE or is_redirected:
            others = self._one(
                "SELECT 1 FROM pages WHERE article = ? AND id <> ? AND state <> 'failed'",
                [article_id, page_id],
            )
            if others is None:
                self.history.vanished(article_id, "redirected" if is_redirected else "gone", seen)
        else:
            self.history.anomaly(article_id, reason, seen)

    def unchanged(self, page_id: int, run_id: int | None, status: int) -> None:
        """Note that a page answered 304, or 200 with the bytes it had: its article is there as it was."""
        article_id = self._article_of_page(page_id)
        if article_id is not None:
            self.history.is_there(
                article_id, Seen(at=iso(now_utc()) or "", run_id=run_id, http_status=status)
            )

    def _give_back(self, article_id: int, page: Page) -> bool:
        """Move an article that took this page's address for its canonical one to its own page's."""
        row = self._one(
            "SELECT pages.url, pages.url_key FROM pages JOIN articles ON articles.id = article "
            "WHERE article = ? AND articles.url_key IN (?, ?) "
            "AND pages.url_key NOT IN (SELECT url_key FROM articles) AND NOT EXISTS "
            "(SELECT 1 FROM pages AS its WHERE its.url_key = articles.url_key AND its.article = articles.id) "
            "ORDER BY pages.id LIMIT 1",
            [article_id, url_key(page.url), url_key(page.requested_url)],
        )
        if row is None:
            return False
        self.conn.execute("UPDATE articles SET url = ?, url_key = ? WHERE id = ?", [*row, article_id])
        return True

    def _one(self, sql: str, args: object = ()) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self.conn.execute(sql, args).fetchone()  # type: ignore[arg-type]
        return row

    def _article_of_page(self, page_id: int) -> int | None:
        row = self._one("SELECT article FROM pages WHERE id = ?", [page_id])
        return None if row is None or row[0] is None else int(str(row[0]))

    def _same_story(self, article_id: int, article: Article) -> bool:
        row = self._one(
            "SELECT title, body FROM articles JOIN article_text USING (id) WHERE id = ?", [article_id]
        )
        return row is not None and is_same_story(str(row[0]), str(row[1]), article.title, article.text)

    def _next_id(self, day: str) -> int:
        first = int(day.replace("-", "")) * IDS_A_DAY
        # Not the number of a removed article either: a bookmark to it must not lead to another.
        row = self._one(
            "SELECT max(id) FROM (SELECT max(id) AS id FROM articles WHERE id >= ?1 AND id < ?2 UNION ALL "
            "SELECT max(article) FROM tombstones WHERE article >= ?1 AND article < ?2)",
            [first, first + IDS_A_DAY],
        )
        if row is None or row[0] is None:
            return first
        following = int(str(row[0])) + 1
        if following == first + IDS_A_DAY:
            raise ArchiveError(
                f"{self.path}: {day} already has {IDS_A_DAY} articles, the most a day can hold."
            )
        return following

    def _insert(self, page: Page, article: Article, seen: Seen) -> int:
        if self.addresses.is_filed_under(article.url):
            article.url = page.url if not self.addresses.is_filed_under(page.url) else page.requested_url
        seen_at = seen.at
        published_at = iso(article.published)
        day = (published_at or seen_at)[:10]
        article_id = self._next_id(day)
        words = count_words(article.text)
        dateline = article.dateline
        self.conn.execute(
            "INSERT INTO articles (id, url, url_key, source, title, standfirst, byline, dateline, section, "
            "language, published_at, modified_at, first_seen_at, checked_at, word_count, image_url, "
            "is_paywalled, kind) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                article_id,
                article.url,
                url_key(article.url),
                page.source,
                article.title,
                article.standfirst,
                article.byline,
                dateline and dateline.text,
                article.section,
                article.language,
                published_at,
                iso(article.modified),
                seen_at,
                seen_at,
                words,
                article.image,
                article.paywalled,
                article.kind,
            ],
        )
        self._write_text(article_id, page.source, day, article)
        self._write_authors(article_id, article)
        self._write_revision(article_id, 1, article, seen)
        self._learn(article_id, page, article, seen_at)
        self.stories.enter(article_id, page.source, article.text)
        return article_id

    def _write_text(self, article_id: int, source: str, day: str, article: Article) -> None:
        dateline = article.dateline
        place = dateline.place if dateline else None
        names = [author.name for author in article.authors]
        searched = (article.title, article.standfirst or "", article.byline or "", article.text)
        terms = filter_terms(
            source=source,
            section=article.section,
            language=article.language,
            day=day,
            authors=names,
            place=place,
            tags=article.tags,
        )
        unspaced = unspaced_terms(*searched)
        self.conn.execute(
            "INSERT INTO article_text (id, body, body_kinds, dateline_place, dateline_agency, dateline_date, "
            "dateline_separator, tags, published_raw, published_precision, modified_raw, paywall_reason, licence, "
            "entries, provenance, terms, agency, editors, image_caption, image_credit, cut) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
            "ON CONFLICT (id) DO UPDATE SET body = excluded.body, body_kinds = excluded.body_kinds, "
            "dateline_place = excluded.dateline_place, "
            "dateline_agency = excluded.dateline_agency, dateline_date = excluded.dateline_date, "
            "dateline_separator = excluded.dateline_separator, tags = excluded.tags, "
            "published_raw = excluded.published_raw, published_precision = excluded.published_precision, "
            "modified_raw = excluded.modified_raw, paywall_reason = excluded.paywall_reason, "
            "licence = excluded.licence, entries = excluded.entries, "
            "provenance = excluded.provenance, terms = excluded.terms, "
            "agency = excluded.agency, editors = excluded.editors, "
            "image_caption = excluded.image_caption, image_credit = excluded.image_credit, cut = excluded.cut",
            [
                article_id,
                article.text,
                article.body_kinds,
                place,
                dateline.agency if dateline else None,
                dateline.date if dateline else None,
                dateline.separator if dateline else None,
                json.dumps(article.tags, ensure_ascii=False),
                article.published_raw,
                article.published_precision,
                article.modified_raw,
                article.paywall_reason,
                article.licence,
                json.dumps([[entry.paragraph, iso(entry.at)] for entry in article.entries]),
                json.dumps(article.provenance, ensure_ascii=False),
                f"{terms} {unspaced}".rstrip(),
                article.agency,
                json.dumps(article.editors, ensure_ascii=False) if article.editors else None,
                article.image_caption,
                article.image_credit,
                json.dumps(article.cut),
            ],
        )

    def _write_authors(self, article_id: int, article: Article) -> None:
        self.conn.execute("DELETE FROM article_authors WHERE article = ?", [article_id])
        for position, author in enumerate(article.authors, 1):
            self.conn.execute(
                "INSERT INTO authors (name) VALUES (?) ON CONFLICT (name) DO NOTHING", [author.name]
            )
            self.conn.execute(
                "INSERT INTO article_authors (article, position, author, role, place) "
                "SELECT ?, ?, id, ?, ? FROM authors WHERE name = ?",
                [article_id, position, author.role, author.place, author.name],
            )

    def _write_revision(
        self,
        article_id: int,
        revision: int,
        article: Article,
        seen: Seen,
        found: Difference | None = None,
        reverts_to: int | None = None,
    ) -> None:
        self.conn.execute(
            "INSERT INTO revisions (article, revision, seen_at, run, title, standfirst, byline, dateline, "
            "published_at, modified_at, word_count, content_hash, is_paywalled, correction, changed, "
            "is_substantive, words_added, words_removed, reverts_to) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                article_id,
                revision,
                seen.at,
                seen.run_id,
                article.title,
                article.standfirst,
                article.byline,
                article.dateline and article.dateline.text,
                iso(article.published),
                iso(article.modified),
                count_words(article.text),
                content_hash(article),
                article.paywalled,
                article.correction,
                json.dumps(found.changed if found else []),
                found and found.is_substantive,
                found and found.words_added,
                found and found.words_removed,
                reverts_to,
            ],
        )

    def _revise(self, article_id: int, old: Latest, page: Page, article: Article, seen: Seen) -> Filed:
        new = state_of(article)
        if (kept := why_kept(old.state, new)) is not None:
            self.history.anomaly(article_id, kept, seen, article.text, count_words(article.text))
            return Filed(article_id, "unchanged", kept)
        self.history.is_there(article_id, seen)
        self._learn(article_id, page, article, seen.at)
        found = difference(old.state, new)
        if "body" in found.changed:
            lines = furniture(self.conn, article_id, old.source, old.state, new)
            found = difference(replace(old.state, furniture=lines), replace(new, furniture=lines))
        if not found:
            return Filed(article_id, "unchanged")
        if old.number >= bounds.MAX_REVISIONS:
            return Filed(article_id, "unchanged", "too_many_revisions")
        # The newest text lives in article_text alone; the one it replaces moves to its revision.
        self.conn.execute(
            "UPDATE revisions SET body = ?, (body_kinds, entries) = "
            "(SELECT body_kinds, entries FROM article_text WHERE id = ?) WHERE article = ? AND revision = ?",
            [old.body, article_id, article_id, old.number],
        )
        earlier = self._one(
            "SELECT max(revision) FROM revisions WHERE article = ? AND revision < ? AND content_hash = ?",
            [article_id, old.number, content_hash(article)],
        )
        reverts_to = None if earlier is None or earlier[0] is None else int(str(earlier[0]))
        self._write_revision(article_id, old.number + 1, article, seen, found, reverts_to)
        if reverts_to is not None:
            self.history.happened(article_id, "reverted", seen, revision=reverts_to)
        self._overwrite(article_id, old.number + 1, article)
        digits = str(article_id)[:8]
        self._write_text(article_id, old.source, f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", article)
        self._write_authors(article_id, article)
        if "body" in found.changed:
            self.stories.leave_index(article_id, old.body)
            self.stories.enter(article_id, old.source, article.text)
        return Filed(article_id, "changed")

    def improve(self, article_id: int, article: Article) -> str:
        """Put a better reading of the newest page in place of the newest revision, in the caller's transaction.

        No edit of the publisher's, so no further revision. ``improved``, ``same``, or why the old
        reading is kept: the new one is much shorter, or the article was joined from several pages.
        """
        old = latest(self.conn, article_id)
        if old is None:
            raise ArchiveDamaged(f"{self.path}: article {article_id} has no revision.")
        if article.next_page is not None:
            return "in_pages"
        if (kept := why_kept(old.state, state_of(article))) is not None:
            return kept
        self._overwrite(article_id, old.number, article)
        digits = str(article_id)[:8]
        self._write_text(article_id, old.source, f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", article)
        self._write_authors(article_id, article)
        if content_hash(article) == old.content_hash:
            return "same"
        self.conn.execute(
            "UPDATE revisions SET title = ?, standfirst = ?, byline = ?, dateline = ?, published_at = ?, "
            "modified_at = ?, word_count = ?, content_hash = ?, is_paywalled = ?, correction = ? "
            "WHERE article = ? AND revision = ?",
            [
                *(
                    article.title,
                    article.standfirst,
                    article.byline,
                    article.dateline and article.dateline.text,
                ),
                *(iso(article.published), iso(article.modified), count_words(article.text)),
                *(content_hash(article), article.paywalled, article.correction, article_id, old.number),
            ],
        )
        if article.text != old.body:
            self.stories.leave_index(article_id, old.body)
            self.stories.enter(article_id, old.source, article.text)
        return "improved"

    def _overwrite(self, article_id: int, revision: int, article: Article) -> None:
        self.conn.execute(
            "UPDATE articles SET title = ?, standfirst = ?, byline = ?, dateline = ?, section = ?, kind = ?, "
            "language = coalesce(?, language), published_at = coalesce(published_at, ?), "
            "modified_at = ?, word_count = ?, image_url = ?, is_paywalled = ?, revision_count = ? WHERE id = ?",
            [
                article.title,
                article.standfirst,
                article.byline,
                article.dateline and article.dateline.text,
                article.section,
                article.kind,
                article.language,
                iso(article.published),
                iso(article.modified),
                count_words(article.text),
                article.image,
                article.paywalled,
                revision,
                article_id,
            ],
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
