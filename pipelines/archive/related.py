"""What to read next: more by the same person, from the same place, of the same day."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipelines.archive.query import day_of
from pipelines.archive.reading import Credit, FullArticle, Shelf, newest
from pipelines.archive.summaries import Summary

AUTHORS = 3  # of a byline; a longer one is a newsroom
EACH = 4  # articles of one author, place or day


@dataclass(slots=True, kw_only=True)
class Related:
    """Other articles beside one, each list newest first and without what stands in another."""

    by_author: list[tuple[Credit, list[Summary]]] = field(default_factory=list)
    from_place: list[Summary] = field(default_factory=list)
    same_day: list[Summary] = field(default_factory=list)
    """Of the same source."""
    day: date | None = None


def related(conn: sqlite3.Connection, article: FullArticle) -> Related:
    """What stands beside an article in the archive."""
    seen = {article.id, *(one.id for one in article.same_story)}
    found = Related(day=day_of(article.id))

    def unseen(shelf: Shelf, limit: int = EACH) -> list[Summary]:
        candidates = newest(conn, shelf, limit=limit + len(seen)).articles
        kept = _first(candidates, seen, limit)
        seen.update(one.id for one in kept)
        return kept

    people = {credit.id: credit for credit in article.authors}
    for credit in list(people.values())[:AUTHORS]:
        if articles := unseen(Shelf(author=credit.id)):
            found.by_author.append((credit, articles))
    if article.dateline_place:
        found.from_place = unseen(Shelf(place=article.dateline_place))
    if found.day is not None:
        found.same_day = unseen(Shelf(day=found.day, source=article.source))
    return found


def _first(articles: Iterable[Summary], seen: set[int], limit: int) -> list[Summary]:
    return [one for one in articles if one.id not in seen][:limit]
