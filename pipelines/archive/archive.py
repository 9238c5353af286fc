"""One open archive, and the one place where an article is filed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines import bounds
from pipelines.archive import article_rows
from pipelines.archive.article_rows import content_hash
from pipelines.archive.identity import Addresses, is_sent_to_front_page
from pipelines.archive.query import IDS_A_DAY
from pipelines.archive.revisions import GONE, NO_ANOMALY, History, Latest, Seen, furniture, latest, state_of
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.archive.stories import Stories
from pipelines.archive.writer import writer
from pipelines.clock import iso, now_utc
from pipelines.errors import ArchiveDamaged, ArchiveError
from pipelines.faults import reached
from pipelines.items import Article, Page
from pipelines.revisions import difference, is_another_story, is_same_story, why_kept
from pipelines.text import count_words
from pipelines.urls import url_key


@dataclass(slots=True, frozen=True)
class Filed:
    """What became of one article: ``outcome`` is new, changed, unchanged or duplicate."""

    article_id: int
    outcome: str
    reason: str | None = None


class Archive:
    """One open archive. Not for two threads at once; a context manager.

    Opening makes the file where there is none and brings an older one up to date. Raises
    ArchiveDamaged, ArchiveTooNew or ArchiveError with a sentence that says what to do.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.db = writer(self.path)
        self.conn: sqlite3.Connection = self.db.conn
        self.addresses = Addresses(self.conn)
        self.history = History(self.conn)
        self.stories = Stories(self.conn)

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
        article_id = self._next_id((iso(article.published) or seen.at)[:10])
        article_rows.insert_article(self.conn, article_id, page.source, article, seen.at)
        article_rows.write_text(self.conn, article_id, page.source, article)
        article_rows.write_authors(self.conn, article_id, article)
        article_rows.insert_revision(self.conn, article_id, 1, article, seen)
        self._learn(article_id, page, article, seen.at)
        self.stories.enter(article_id, page.source, article.text)
        return article_id

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
        article_rows.insert_revision(self.conn, article_id, old.number + 1, article, seen, found, reverts_to)
        if reverts_to is not None:
            self.history.happened(article_id, "reverted", seen, revision=reverts_to)
        self._put(article_id, old.number + 1, old.source, article)
        if "body" in found.changed:
            self._file_among_copies(article_id, old, article)
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
        self._put(article_id, old.number, old.source, article)
        if content_hash(article) == old.content_hash:
            return "same"
        article_rows.overwrite_revision(self.conn, article_id, old.number, article)
        if article.text != old.body:
            self._file_among_copies(article_id, old, article)
        return "improved"

    def _put(self, article_id: int, revision: int, source: str, article: Article) -> None:
        """Have the article's rows, its revisions aside, say what was read last."""
        article_rows.overwrite_article(self.conn, article_id, revision, article)
        article_rows.write_text(self.conn, article_id, source, article)
        article_rows.write_authors(self.conn, article_id, article)

    def _file_among_copies(self, article_id: int, old: Latest, article: Article) -> None:
        """Have the copies of the new text found, and no longer those of the old."""
        self.stories.leave_index(article_id, old.body)
        self.stories.enter(article_id, old.source, article.text)
