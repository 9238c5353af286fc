"""The same text elsewhere, as the reading room shows it: who had it first, what each added or cut."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

from pipelines.archive.summaries import OF_SOURCES, SUMMARY_COLUMNS, SUMMARY_FIELDS, Summary, summary_fields
from pipelines.archive.terms import UNSPACED_RUN, fold, pairs

MAX_COPIES = 40  # of one story that are compared; a wire's obituary of a pope has more
EDITED = 0.5  # share of its word pairs that a paragraph must find on the other side to count as edited
_WORD = re.compile(r"[^\W_]+")


Pairs: TypeAlias = set[tuple[str, ...]]


@dataclass(slots=True, frozen=True)
class _Block:
    """A paragraph and its pairs of neighbouring words."""

    text: str
    pairs: Pairs


@dataclass(slots=True, kw_only=True)
class Copy(Summary):
    """An article of a story, beside the one that had the text first."""

    after_s: float
    """Seconds after the first one: of publication, or of being seen where no time is given."""
    added: list[str] = field(default_factory=list)
    """Paragraphs that the first one does not have."""
    cut: list[str] = field(default_factory=list)
    """Paragraphs of the first one that are missing here."""


@dataclass(slots=True, kw_only=True)
class Story:
    """Copies of one text, the first one first."""

    id: int
    articles: int
    """All there are; ``copies`` has the earliest MAX_COPIES."""
    sources: int
    copies: list[Copy]

    @property
    def first(self) -> Copy:
        """The one that had it first."""
        return self.copies[0]


def story(conn: sqlite3.Connection, number: int) -> Story | None:
    """One story with what each of its articles added or cut; None where there is none of that number."""
    known = conn.execute("SELECT articles, sources FROM stories WHERE id = ?", [number]).fetchone()
    rows = conn.execute(
        f"SELECT {SUMMARY_COLUMNS}, body FROM articles JOIN article_text USING (id) {OF_SOURCES} "
        "WHERE story = ? ORDER BY coalesce(published_at, first_seen_at), first_seen_at, articles.id LIMIT ?",
        [number, MAX_COPIES],
    ).fetchall()
    if known is None or not rows:
        return None
    first = _blocks(rows[0][len(SUMMARY_FIELDS)])
    began = _moment(summary_fields(rows[0]))
    copies = []
    for row in rows:
        own = _blocks(row[len(SUMMARY_FIELDS)])
        fields = summary_fields(row)
        copies.append(
            Copy(
                **fields,  # type: ignore[arg-type]
                after_s=(_moment(fields) - began).total_seconds(),
                added=_without(own, first),
                cut=_without(first, own),
            )
        )
    return Story(id=number, articles=known[0], sources=known[1], copies=copies)


def latest_stories(conn: sqlite3.Connection, limit: int = 20) -> list[tuple[int, int, int, str]]:
    """The stories that were last added to: number, articles, sources, headline of the first article."""
    rows = conn.execute(
        "SELECT stories.id, articles, sources, title FROM stories JOIN articles ON articles.id = first_article "
        "WHERE sources > 1 ORDER BY last_at DESC LIMIT ?",
        [limit],
    )
    return [(int(row[0]), int(row[1]), int(row[2]), str(row[3])) for row in rows]


def _moment(fields: dict[str, object]) -> datetime:
    return datetime.fromisoformat(str(fields["published_at"] or fields["first_seen_at"]))


def without(blocks: Iterable[str], others: Iterable[str]) -> list[str]:
    """The paragraphs that have no counterpart among the others; one that was edited has."""
    return _without(
        [_Block(block, _pairs(block)) for block in blocks], [_Block(o, _pairs(o)) for o in others]
    )


def _blocks(body: str) -> list[_Block]:
    """The paragraphs of a text, each read once however many texts it is compared with."""
    return [_Block(block, _pairs(block)) for block in body.split("\n\n")]


def _without(blocks: Sequence[_Block], others: Sequence[_Block]) -> list[str]:
    there: Pairs = set().union(*(other.pairs for other in others))
    return [block.text for block in blocks if block.text.strip() and not _is_there(block.pairs, there)]


def _is_there(mine: Pairs, there: Pairs) -> bool:
    return bool(mine) and len(mine & there) >= EDITED * len(mine)


def _pairs(block: str) -> Pairs:
    """Neighbouring words of a paragraph; of a single word, the word. Unspaced scripts by two characters."""
    spaced = UNSPACED_RUN.sub(lambda run: " " + " ".join(pairs(run[0])) + " ", fold(block))
    words = _WORD.findall(spaced.casefold())
    return set(pairwise(words)) or {tuple(words)} - {()}
