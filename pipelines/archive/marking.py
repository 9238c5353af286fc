"""Where the words of a query stand in a text: in a snippet, a headline, a whole article.

Standard library only, as all that reads the archive. FTS5 marks what it found by two characters
around it; runs of unspaced script, which it knows only as pairs, are looked for in the text.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipelines.archive.query import Query
from pipelines.archive.terms import UNSPACED_RUN, fold

# Characters of the last private-use plane: no font draws them, so no text uses them.
HIT, HIT_END = "\U0010fff0", "\U0010fff1"

Marked: TypeAlias = list[tuple[str, bool]]
"""A text in pieces, each with whether it is a hit. The pieces are plain text: escape them."""

_BREAK = re.compile(r"\n\s*\n")


@dataclass(slots=True, kw_only=True)
class MarkedArticle:
    """The printed parts of one article, marked. ``body`` has one entry a paragraph."""

    title: Marked
    standfirst: Marked
    byline: Marked
    body: list[Marked]


def marked_article(conn: sqlite3.Connection, article_id: int, query: Query) -> MarkedArticle | None:
    """One article with the hits of a query marked; None where the query does not find it."""
    if query.match is None or not query.has_words:
        return None
    marks = (HIT, HIT_END)
    row = conn.execute(
        "SELECT highlight(articles_fts, 0, ?, ?), highlight(articles_fts, 1, ?, ?), "
        "highlight(articles_fts, 2, ?, ?), highlight(articles_fts, 4, ?, ?) "
        "FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?",
        [*marks, *marks, *marks, *marks, query.match, article_id],
    ).fetchone()
    if row is None:
        return None
    runs = query.unspaced_runs
    title, standfirst, byline, body = (mark_runs(split_at_marks(text or ""), runs) for text in row)
    return MarkedArticle(title=title, standfirst=standfirst, byline=byline, body=paragraphs(body))


def paragraphs(marked: Marked) -> list[Marked]:
    """A marked text parted at its blank lines; a phrase that reaches over one is marked on both sides."""
    found: list[Marked] = [[]]
    for text, is_hit in marked:
        first, *rest = _BREAK.split(text)
        found[-1].append((first, is_hit))
        found += [[(part, is_hit)] for part in rest]
    kept = [[piece for piece in paragraph if piece[0]] for paragraph in found]
    return [paragraph for paragraph in kept if "".join(text for text, _ in paragraph).strip()]


def pieces(text: str) -> Marked:
    """A text with mark characters in pieces, paragraphs and sub-headings run together."""
    return split_at_marks(re.sub(r"\s*\n\s*(?:## )?", " ", text.removeprefix("## ")))


def split_at_marks(text: str) -> Marked:
    """A text with mark characters in pieces."""
    found: Marked = []
    for part in text.split(HIT):
        marked, end, rest = part.partition(HIT_END)
        found += [(marked, True), (rest, False)] if end else [(part, False)]
    return [piece for piece in found if piece[0]]


def mark_runs(marked: Marked, runs: Sequence[str]) -> Marked:
    """The same pieces with the runs of unspaced script marked as well."""
    for run in runs:
        further: Marked = []
        for text, is_hit in marked:
            position = 0
            for begin, end in [] if is_hit else places(text, run):
                further += [(text[position:begin], False), (text[begin:end], True)]
                position = end
            further.append((text[position:], is_hit))
        marked = [piece for piece in further if piece[0]]
    return marked


def places(text: str, run: str) -> list[tuple[int, int]]:
    """Where a folded run stands in a text as printed, marks and half-width forms included."""
    if UNSPACED_RUN.search(text) is None:
        return []
    folded: list[str] = []
    origin: list[int] = []
    # A sign with the marks behind it folds as one: half-width kana compose.
    for cluster in re.finditer(r"[^\uff9e\uff9f\u3099\u309a][\uff9e\uff9f\u3099\u309a]?|.", text, re.DOTALL):
        for character in fold(cluster[0]):
            folded.append(character)
            origin.append(cluster.start())
    origin.append(len(text))
    joined = "".join(folded)
    return [(origin[found.start()], origin[found.end()]) for found in re.finditer(re.escape(run), joined)]
