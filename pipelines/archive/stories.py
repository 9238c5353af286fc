"""The same text elsewhere: an index of fingerprints, and the groups of copies it finds.

Nothing is dropped: an article that is a copy is filed like any other, and bears the number of its
story. The index is keyed by month first. Copies are made within weeks, so only the month of an
article and its neighbours are asked, and the part of the index that is written to stays a few
megabytes, however many years the archive has.
"""

import sqlite3
from collections import Counter

from pipelines.archive.query import IDS_A_DAY
from pipelines.duplicates import FINGERPRINT, Sketch, are_copies, sketch
from pipelines.text import count_words

MAX_COMPARED = 12  # texts compared with a new one, those that share most sequences first
MAX_HOLDERS = 2_000  # rows of one month that are looked at: a stock phrase stands in thousands of articles


class Stories:
    """Writes ``fingerprints``, ``stories`` and ``articles.story``, in the caller's transaction."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def enter(self, article_id: int, source: str, body: str) -> int | None:
        """Index the text of an article and join it to its copies; the story, None where there are none."""
        own = sketch(body)
        prints = own.fingerprint
        if not prints:
            return None
        candidates = self._candidates(article_id, prints)
        copies = self._copies(candidates, source, count_words(body), own)
        month = _month(article_id)
        self.conn.executemany(
            "INSERT INTO fingerprints (month, hash, article) VALUES (?,?,?) ON CONFLICT DO NOTHING",
            [(month, value, article_id) for value in prints],
        )
        return self._join(article_id, copies) if copies else None

    def leave_index(self, article_id: int, body: str) -> None:
        """Take the fingerprint of an older text out of the index; the story is kept."""
        month = _month(article_id)
        self.conn.executemany(
            "DELETE FROM fingerprints WHERE month = ? AND hash = ? AND article = ?",
            [(month, value, article_id) for value in sketch(body).fingerprint],
        )

    def _candidates(self, article_id: int, prints: list[int]) -> list[tuple[int, int]]:
        """Articles with sequences in common and how many, those with most first."""
        shared: Counter[int] = Counter()
        marks = ",".join("?" * len(prints))
        for month in _months_around(article_id):
            rows = self.conn.execute(
                f"SELECT article FROM fingerprints WHERE month = ? AND hash IN ({marks}) LIMIT ?",
                [month, *prints, MAX_HOLDERS],
            )
            shared.update(row[0] for row in rows)
        shared.pop(article_id, None)
        return shared.most_common(MAX_COMPARED)

    def _copies(self, candidates: list[tuple[int, int]], source: str, words: int, own: Sketch) -> list[int]:
        """Those of the candidates that are copies; of each story already met one is enough."""
        copies: list[int] = []
        met: set[int] = set()
        for other, shared in candidates:
            row = self.conn.execute(
                "SELECT body, source, story, word_count FROM article_text JOIN articles USING (id) WHERE id = ?",
                [other],
            ).fetchone()
            if row is None or row[2] in met or shared < _least_shared(words, row[3]):
                continue
            is_sure = row[1] != source and _is_surely_copied(words, row[3], shared)
            if is_sure or are_copies(own, sketch(row[0]), same_source=row[1] == source):
                copies.append(other)
                met |= {row[2]} - {None}
        return copies

    def _join(self, article_id: int, copies: list[int]) -> int:
        everyone = [article_id, *copies]
        marks = ",".join("?" * len(everyone))
        rows = self.conn.execute(
            f"SELECT DISTINCT story FROM articles WHERE id IN ({marks}) AND story IS NOT NULL ORDER BY story",
            everyone,
        ).fetchall()
        known = [int(row[0]) for row in rows]
        story = known[0] if known else self._new_story()
        for other in known[1:]:
            self.conn.execute("UPDATE articles SET story = ? WHERE story = ?", [story, other])
            self.conn.execute("DELETE FROM stories WHERE id = ?", [other])
        self.conn.execute(f"UPDATE articles SET story = ? WHERE id IN ({marks})", [story, *everyone])
        self._count(story)
        return story

    def _new_story(self) -> int:
        cursor = self.conn.execute(
            "INSERT INTO stories (articles, sources, first_at, last_at) VALUES (0, 0, '', '')"
        )
        return int(cursor.lastrowid or 0)

    def _count(self, story: int) -> None:
        """Bring a story's row up to date: who had it first is whose time of publication is the earliest."""
        self.conn.execute(
            "UPDATE stories SET (articles, sources, first_at, last_at) = (SELECT count(*), "
            "count(DISTINCT source), min(coalesce(published_at, first_seen_at)), "
            "max(coalesce(published_at, first_seen_at)) FROM articles WHERE story = stories.id), "
            "first_article = (SELECT id FROM articles WHERE story = stories.id "
            "ORDER BY coalesce(published_at, first_seen_at), first_seen_at, id LIMIT 1) WHERE id = ?",
            [story],
        )


def _least_shared(words: int, others: int) -> int:
    """How many sequences two copies of these lengths share all but certainly.

    Copies of like length have half of all their sequences in common, so eight of sixteen sequences are to be
    expected; fewer than three come once in 250. An excerpt of a tenth shares one or two.
    """
    ratio = min(words, others) / max(words, others, 1)
    return 3 if ratio > 0.8 else 2 if ratio > 0.5 else 1


def _is_surely_copied(words: int, others: int, shared: int) -> bool:
    """Whether the fingerprints alone say that two texts of different sources are copies.

    Of texts of like length with two thirds of their sequences in common, the least of what counts as a
    copy, fifteen of sixteen sequences are shared once in 6,000.
    """
    return shared >= FINGERPRINT - 1 and 10 * min(words, others) >= 9 * max(words, others)


def _month(article_id: int) -> int:
    return article_id // (IDS_A_DAY * 100)


def _months_around(article_id: int) -> tuple[int, int, int]:
    """The month of an article as yyyymm, with the one before and the one after."""
    year, month = divmod(_month(article_id), 100)
    before = (year - 1) * 100 + 12 if month == 1 else year * 100 + month - 1
    after = (year + 1) * 100 + 1 if month == 12 else year * 100 + month + 1
    return before, year * 100 + month, after
