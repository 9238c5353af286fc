"""What is asked of a reading room: every kind of page, each with many different words.

The words are taken from the articles at hand, so that any set of them can be measured: common
ones, middling ones and rare ones by the number of articles they stand in. They are drawn from the
file of plain Datasette, which has what every contestant was given and nothing that was filed since.
"""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from pipelines.archive.query import day_of

SAMPLE = 400  # newest texts that words are drawn from
EACH = 8  # words of each kind
RARE = 100  # articles that a rare word stands in at most


@dataclass(slots=True, frozen=True)
class Words:
    """Words of an archive by how many of its articles have them."""

    common: list[str]
    """In more than a tenth."""
    middling: list[str]
    """In one of a hundred."""
    rare: list[str]
    """In fewer than a hundred articles."""
    phrases: list[str]
    """Two words that often stand together."""
    seldom: list[str]
    """Phrases of two common words that hardly ever stand together: the most that a phrase can cost."""
    sources: list[str]
    prefixes: list[str] = field(default_factory=list)
    long_prefixes: list[str] = field(default_factory=list)
    unspaced: list[str] = field(default_factory=list)
    """Words of two characters in a script without spaces, where there are such articles."""


def words_of(path: Path) -> Words:
    """Words to look for, from the newest texts of plain Datasette's file; the same for the same file.

    An archive of ours does as well, where that is all there is.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        texts = _newest_texts(conn)
        rows = conn.execute(
            "SELECT source, count(*) FROM articles GROUP BY source ORDER BY 2 DESC LIMIT ?", [EACH]
        )
        sources = [row[0] for row in rows]
        kinds = _by_frequency(conn, texts)
    beginnings = dict.fromkeys(word[:3] for word in (*kinds["common"], *kinds["middling"]))
    longer = dict.fromkeys(word[:4] for word in (*kinds["common"], *kinds["middling"]) if len(word) > 5)
    common = kinds["common"]
    return Words(
        common=common,
        middling=kinds["middling"],
        rare=kinds["rare"],
        phrases=[f'"{pair}"' for pair in _most_frequent(texts, _PAIR)[EACH * 3 : EACH * 4]],
        seldom=[f'"{b} {a}"' for a, b in pairwise(common)],
        sources=sources,
        prefixes=[f"{part}*" for part in list(beginnings)[:EACH]],
        long_prefixes=[f"{part}*" for part in list(longer)[:EACH]],
        unspaced=_most_frequent(texts, _UNSPACED_PAIR)[:EACH],
    )


_PAIR = r"(?=\b([a-z]{3,} [a-z]{3,})\b)"
_UNSPACED_PAIR = r"(?=([\u4e00-\u9fff]{2}))"


def _newest_texts(conn: sqlite3.Connection) -> list[str]:
    ours = conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'article_text'").fetchone()
    table = "article_text" if ours else "articles"
    return [row[0] for row in conn.execute(f"SELECT body FROM {table} ORDER BY id DESC LIMIT ?", [SAMPLE])]


def _most_frequent(texts: list[str], pattern: str) -> list[str]:
    """What the pattern finds, by the number of texts that have it, the most frequent first."""
    counted = Counter(found for text in texts for found in dict.fromkeys(re.findall(pattern, text)))
    return [found for found, _ in counted.most_common()]


def _by_frequency(conn: sqlite3.Connection, texts: list[str]) -> dict[str, list[str]]:
    (total,) = conn.execute("SELECT count(*) FROM articles").fetchone()
    kinds: dict[str, list[str]] = {"common": [], "middling": [], "rare": []}
    for word in _most_frequent([text.casefold() for text in texts], r"\b[a-z]{4,12}\b"):
        number = _articles_with(conn, word)
        kind = "common" if number > total / 10 else "middling" if number > total / 100 else ""
        if kind and len(kinds[kind]) < EACH:
            kinds[kind].append(word)
        if all(len(kinds[kind]) == EACH for kind in ("common", "middling")):
            break
    for word in dict.fromkeys(name for text in texts for name in re.findall(r"\b[A-Z][a-z]{6,12}\b", text)):
        if len(kinds["rare"]) == EACH:
            break
        if 0 < _articles_with(conn, word) < RARE:
            kinds["rare"].append(word)
    return kinds


def _articles_with(conn: sqlite3.Connection, word: str) -> int:
    sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
    return int(conn.execute(sql, [f'"{word}"']).fetchone()[0])


Address = tuple[str, dict[str, str | int]]


@dataclass(slots=True, frozen=True)
class Kind:
    """A kind of page: what it is called, how fast it has to be, and addresses of it."""

    name: str
    target_ms: int
    addresses: list[Address]


def searches(words: Words) -> dict[str, list[str]]:
    """Kind of search -> queries."""
    middling_of = list(zip(words.middling, words.sources, strict=False))
    return {
        "common word": words.common,
        "middling word": words.middling,
        "rare word": words.rare,
        "phrase": words.phrases,
        "phrase, seldom": words.seldom,
        "prefix": words.prefixes,
        "longer prefix": words.long_prefixes,
        "word + source": [f"{word} source:{name}" for word, name in middling_of],
        "common word + source": [
            f"{word} source:{name}" for word, name in zip(words.common, words.sources, strict=False)
        ],
        "word + source + 90 days": [
            f"{word} source:{name} from:2026-08 to:2026-10" for word, name in middling_of
        ],
        "two words": [f"{a} {b}" for a, b in zip(words.common, words.middling, strict=False)],
        "two common words": [f"{a} {b}" for a, b in zip(words.common, words.common[1:], strict=False)],
        "not another": [f"{a} -{b}" for a, b in zip(words.common, words.middling, strict=False)],
        "either, not a third": [
            f"{a} OR {b} -{c}" for a, b, c in zip(words.middling, words.rare, words.common, strict=False)
        ],
        "near": [f"{a} NEAR {b}" for a, b in zip(words.common, words.middling, strict=False)],
        "near, common": [f"{a} NEAR/3 {b}" for a, b in zip(words.common, words.common[1:], strict=False)],
        "script without spaces": words.unspaced,
        "a source alone": [f"source:{name}" for name in words.sources],
    }


def kinds(archive: Path, words: Words) -> list[Kind]:
    """Everything a reader may open."""
    asked = searches(words)
    ranked = {name: queries for name, queries in asked.items() if name != "a source alone"}
    every = [query for queries in asked.values() for query in queries[: EACH // 2]]
    found = [Kind(f"first hits: {name}", 100, _json(queries)) for name, queries in asked.items()]
    found += [
        Kind(f"best match: {name}", 100, _json(queries, order="ranked")) for name, queries in ranked.items()
    ]
    found += [Kind(f"search page: {name}", 300, _page("/search", queries)) for name, queries in asked.items()]
    found += [
        Kind(f"search page, best match: {name}", 300, _page("/search", queries, order="ranked"))
        for name, queries in ranked.items()
    ]
    others = [*every[1:], every[0]]
    compared: list[Address] = [("/search", {"q": a, "with": b}) for a, b in zip(every, others, strict=True)]
    found.append(Kind("two searches on one timeline", 1_000, compared))
    found.append(Kind("Atom", 300, _page("/search.atom", every)))
    found.append(Kind("CSV of 1,000", 1_000, _page("/search.csv", every)))
    return [*found, *_places_of(archive, words)]


def _json(queries: list[str], **more: str) -> list[Address]:
    return _page("/search.json", queries, **more)


def _page(path: str, queries: list[str], **more: str) -> list[Address]:
    return [(path, {"q": query, **more}) for query in queries]


def _column(conn: sqlite3.Connection, sql: str) -> list[str]:
    return [str(row[0]) for row in conn.execute(f"{sql} LIMIT {EACH}")]


def _places_of(archive: Path, words: Words) -> list[Kind]:
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as conn:
        (number,) = conn.execute("SELECT count(*) FROM articles").fetchone()
        step = max(1, number // 40)
        ids = [row[0] for row in conn.execute("SELECT id FROM articles ORDER BY id DESC LIMIT 40")]
        ids += [
            row[0]
            for offset in range(step, number, step * 4)
            for row in conn.execute("SELECT id FROM articles ORDER BY id DESC LIMIT 1 OFFSET ?", [offset])
        ]
        changed = [
            row[0] for row in conn.execute("SELECT id FROM articles WHERE revision_count > 1 LIMIT 20")
        ]
        authors = conn.execute(
            "SELECT author FROM article_authors GROUP BY author ORDER BY count(*) DESC LIMIT ?", [EACH]
        ).fetchall()
        sections = [
            row[0] for row in conn.execute("SELECT DISTINCT section FROM articles ORDER BY 1 LIMIT ?", [EACH])
        ]
        places = _column(conn, "SELECT DISTINCT dateline_place FROM article_text WHERE dateline_place > ''")
        tags = _column(
            conn,
            "SELECT DISTINCT value FROM (SELECT tags FROM article_text ORDER BY id DESC LIMIT 2000), "
            "json_each(tags)",
        )
        stories = _column(conn, "SELECT id FROM stories ORDER BY articles DESC")
        runs = _column(conn, "SELECT id FROM runs ORDER BY id DESC")
    days = [str(day_of(one)) for one in ids]
    return [
        Kind("front page", 150, [("/", {})] * 10),
        Kind("front page, further back", 150, [("/", {"before": one}) for one in ids]),
        Kind("article", 50, [(f"/article/{one}", {}) for one in ids]),
        Kind("article with hits", 100, [(f"/article/{one}", {"q": words.common[0]}) for one in ids]),
        Kind("article as JSON", 100, [(f"/article/{one}.json", {}) for one in ids]),
        Kind("what changed", 150, [(f"/article/{one}/changes", {}) for one in changed]),
        Kind("version", 150, [(f"/article/{one}/version/1", {}) for one in changed]),
        Kind("story", 150, [(f"/story/{one}", {}) for one in stories]),
        Kind("day", 150, [(f"/day/{day}", {}) for day in days]),
        Kind("source", 150, [(f"/source/{name}", {}) for name in words.sources]),
        Kind("author", 150, [(f"/author/{row[0]}", {}) for row in authors]),
        Kind("section", 150, [(f"/section/{quote(name)}", {}) for name in sections if name]),
        Kind("place", 150, [(f"/place/{quote(name)}", {}) for name in places]),
        Kind("tag", 150, [(f"/tag/{quote(name)}", {}) for name in tags]),
        Kind("run", 150, [(f"/run/{one}", {}) for one in runs]),
        Kind("sources", 300, [("/sources", {})] * 5),
        Kind("saved searches", 300, [("/saved", {})] * 5),
    ]
