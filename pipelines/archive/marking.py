"""Where the words of a query stand in a text: in a snippet, a headline, a whole article.

Standard library only, as all that reads the archive. FTS5 marks what it found by two characters
around it; runs of unspaced script, which it knows only as pairs, are looked for in the text.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pipelines.archive.query import Query
from pipelines.archive.terms import UNSPACED_RUN, fold

# Characters of the last private-use plane: no font draws them, so no text uses them.
HIT, HIT_END = "\U0010fff0", "\U0010fff1"

Marked: TypeAlias = list[tuple[str, bool]]
"""A text in pieces, each with whether it is a hit. The pieces are plain text: escape them."""

_LINE_END = re.compile(r"\s*\n\s*(?:## )?")
_BREAK = re.compile(r"\n\s*\n")

SNIPPET_CHARS = 230  # about two lines of the results page
HITS_COMPARED = 40  # of a text, to find the passage with most of them

_HIT = re.compile(f"{HIT}([^{HIT_END}]*){HIT_END}")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\s+|\n\s*")

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How the full-text index makes words of a text."""
HIGHLIGHTS = ", ".join(f"highlight(articles_fts, {column}, ?, ?)" for column in range(5))
"""Title, standfirst, byline, dateline and body with their hits marked; takes MARKS as its values."""
MARKS = (HIT, HIT_END) * 5


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
    if query.has_long_prefix:
        row = next(iter(marked_beside(conn, query, [article_id]).values()), None)
    else:
        row = conn.execute(
            f"SELECT {HIGHLIGHTS} FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?",
            [*MARKS, query.match, article_id],
        ).fetchone()
    if row is None:
        return None
    runs = query.unspaced_runs
    title, standfirst, byline, _, body = (mark_runs(split_at_marks(text or ""), runs) for text in row)
    return MarkedArticle(title=title, standfirst=standfirst, byline=byline, body=paragraphs(body))


def marked_beside(
    conn: sqlite3.Connection, query: Query, ids: Iterable[int]
) -> dict[int, tuple[str | None, ...]]:
    """Title, standfirst, byline, dateline and body of those of some articles that the query finds, marked.

    By an index in memory of these few texts alone: a long prefix reads the lists of all words
    that begin so, a tenth of a second in a million articles, whichever article is asked about.
    """
    with closing(sqlite3.connect(":memory:")) as beside:
        beside.execute(
            "CREATE VIRTUAL TABLE articles_fts USING fts5(title, standfirst, byline, dateline, body, terms, "
            f"tokenize='{TOKENIZER}')"
        )
        for article_id in ids:
            row = conn.execute(
                "SELECT id, title, standfirst, byline, dateline, body, terms FROM articles_searched WHERE id = ?",
                [article_id],
            ).fetchone()
            if row is not None:
                beside.execute(
                    "INSERT INTO articles_fts (rowid, title, standfirst, byline, dateline, body, terms) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
        found = beside.execute(
            f"SELECT rowid, {HIGHLIGHTS} FROM articles_fts WHERE articles_fts MATCH ?", [*MARKS, query.match]
        )
        return {row[0]: row[1:] for row in found}


def paragraphs(marked: Marked) -> list[Marked]:
    """A marked text parted at its blank lines; a phrase that reaches over one is marked on both sides."""
    found: list[Marked] = [[]]
    for text, is_hit in marked:
        first, *rest = _BREAK.split(text)
        found[-1].append((first, is_hit))
        found += [[(part, is_hit)] for part in rest]
    kept = [[piece for piece in paragraph if piece[0]] for paragraph in found]
    return [paragraph for paragraph in kept if "".join(text for text, _ in paragraph).strip()]


def passage(text: str) -> str:
    """The part of a text with marks that has most different hits, from the head of a sentence where one is near."""
    hits = [(hit.start(), hit.end(), hit[1].casefold()) for hit in islice(_HIT.finditer(text), HITS_COMPARED)]
    if not hits:
        return text
    near = [
        [hit for hit in hits[number:] if hit[1] - begin <= SNIPPET_CHARS] or [hits[number]]
        for number, (begin, _, _) in enumerate(hits)
    ]
    best = max(near, key=lambda some: (len({word for _, _, word in some}), len(some)))
    first, last = best[0][0], best[-1][1]
    begin = _head(text, first, max(0, SNIPPET_CHARS - (last - first)))
    end = max(last, begin + SNIPPET_CHARS)
    if end < len(text):
        end = max(last, text.rfind(" ", last, end))
    cut = text[begin:end].strip()
    if cut.find(HIT_END) < cut.find(HIT):
        cut = cut.replace(HIT_END, "", 1)  # of a phrase that began before
    return f"{'…' if begin else ''}{cut}{'…' if end < len(text) else ''}"


def _head(text: str, first: int, room: int) -> int:
    """Where a passage begins that has ``room`` characters to spare before its first hit."""
    if first <= room // 2:
        return 0
    heads = [found.end() for found in _SENTENCE.finditer(text, first - room, first)]
    if heads:
        return heads[-1]
    space = text.find(" ", first - room // 2, first)
    return first if space < 0 else space + 1


def pieces(text: str) -> Marked:
    """A text with mark characters in pieces, paragraphs and sub-headings run together."""
    text = text.removeprefix("## ")
    return split_at_marks(_LINE_END.sub(" ", text) if "\n" in text else text)


def split_at_marks(text: str) -> Marked:
    """A text with mark characters in pieces."""
    if HIT not in text:
        return [(text, False)] if text else []
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
