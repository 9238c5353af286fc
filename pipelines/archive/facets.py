"""How a query's matches are spread: over sources, authors, sections, languages and places.

Standard library only. What is counted are the newest matches that ``matches`` knows one by one.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipelines.archive.matches import NOTHING, Count, Matches
from pipelines.archive.query import IDS_A_DAY


@dataclass(slots=True, frozen=True)
class FacetValue:
    """One value of a facet: what to filter by, what to show, how many."""

    value: str
    label: str
    number: int


@dataclass(slots=True, kw_only=True)
class Facets:
    """The values of the newest matches, most frequent first; months newest first."""

    sources: list[FacetValue] = field(default_factory=list)
    authors: list[FacetValue] = field(default_factory=list)
    sections: list[FacetValue] = field(default_factory=list)
    languages: list[FacetValue] = field(default_factory=list)
    places: list[FacetValue] = field(default_factory=list)
    months: list[FacetValue] = field(default_factory=list)
    counted: Count = NOTHING
    """How many matches were looked at; ``is_more`` when there are older ones."""


def facets(conn: sqlite3.Connection, found: Matches, size: int = 12) -> Facets:
    """The ``size`` most frequent values of each kind among the newest matches."""
    if not found.ids:
        return Facets()
    ids = json.dumps(found.ids)
    titles = dict(conn.execute("SELECT name, title FROM sources").fetchall())
    # The index has all that is asked: the rows of articles are ten times as wide. As three lists,
    # not twenty thousand rows: those cost more to hand over than to find.
    lists = conn.execute(
        "SELECT json_group_array(source), json_group_array(section), json_group_array(language) "
        "FROM json_each(?) CROSS JOIN articles INDEXED BY articles_facets ON articles.id = value",
        [ids],
    ).fetchone()
    of_sources, of_sections, of_languages = (Counter(json.loads(values)) for values in lists)
    return Facets(
        sources=most_frequent(of_sources, size, titles),
        sections=alike(of_sections, size),
        languages=most_frequent(of_languages, size),
        authors=_authors(conn, ids, size),
        places=_places(conn, ids, size),
        months=_months(found.ids, size),
        counted=found.count,
    )


def most_frequent(
    values: Iterable[str | None] | Mapping[str | None, int],
    size: int,
    labels: Mapping[str, str] | None = None,
) -> list[FacetValue]:
    """The ``size`` most frequent values, None and "" left out; equals in the order of the alphabet.

    ``values`` are the values themselves, or how often there is each.
    """
    counted = Counter(values)
    ranked = sorted(
        ((value, number) for value, number in counted.items() if value), key=lambda item: (-item[1], item[0])
    )
    return [FacetValue(value, (labels or {}).get(value, value), number) for value, number in ranked[:size]]


def _authors(conn: sqlite3.Connection, ids: str, size: int) -> list[FacetValue]:
    # A person credited twice with one article counts once; names are looked up for the few shown.
    rows = conn.execute(
        "SELECT author, count(DISTINCT article) FROM json_each(?) CROSS JOIN article_authors ON article = value "
        "GROUP BY author ORDER BY 2 DESC, author LIMIT ?",
        [ids, size],
    ).fetchall()
    found = []
    for author, number in rows:
        (name,) = conn.execute("SELECT name FROM authors WHERE id = ?", [author]).fetchone()
        found.append(FacetValue(name, name, number))
    return found


def _places(conn: sqlite3.Connection, ids: str, size: int) -> list[FacetValue]:
    rows = conn.execute(
        "SELECT dateline_place, count(*) FROM json_each(?) CROSS JOIN article_text INDEXED BY article_text_places "
        "ON article_text.id = value WHERE dateline_place > '' GROUP BY 1",
        [ids],
    )
    return alike(dict(rows), size)


def alike(values: Iterable[str | None] | Mapping[str | None, int], size: int) -> list[FacetValue]:
    """The most frequent values; those that differ in letter case alone are one, as to the filter.

    It is written as most of them are, but PORT ELLERY only where nobody writes Port Ellery.
    ``values`` are the values themselves, or how often there is each.
    """
    spellings: dict[str, Counter[str]] = {}
    for value, number in Counter(values).items():
        if value:
            spellings.setdefault(value.casefold(), Counter())[value] += number
    found = [
        (min(kind, key=lambda one: (one.isupper(), -kind[one], one)), kind.total())
        for kind in spellings.values()
    ]
    found.sort(key=lambda item: (-item[1], item[0]))
    return [FacetValue(value, value, number) for value, number in found[:size]]


def _months(ids: Iterable[int], size: int) -> list[FacetValue]:
    counted = Counter(article_id // (IDS_A_DAY * 100) for article_id in ids)
    newest = sorted(counted.items(), reverse=True)[:size]
    named = ((f"{month // 100:04d}-{month % 100:02d}", number) for month, number in newest)
    return [FacetValue(month, month, number) for month, number in named]
