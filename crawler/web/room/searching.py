"""The search page: results, their timeline, their facets, and a second query beside the first."""

import asyncio
import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import Response as HttpResponse  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room.answers import order_of
from crawler.web.room.asking import Datasette, Request, Response, ask, ask_in_time
from crawler.web.room.charts import Axis, axis, chart
from crawler.web.room.links import FILTER_NAMES, Links
from crawler.web.room.pages import cursor, page, render
from pipelines.archive import reading, search
from pipelines.archive.facets import facets
from pipelines.archive.health import last_runs
from pipelines.archive.matches import Matches, matches
from pipelines.archive.query import MAX_ID, Query, day_of
from pipelines.archive.summaries import PAGE
from pipelines.archive.timeline import PATIENCE_S, Bar, Timeline, timelines

FACETS = (
    ("Source", "source", "sources"),
    ("Author", "author", "authors"),
    ("Section", "section", "sections"),
    ("Language", "lang", "languages"),
    ("Place", "place", "places"),
    ("Month", "month", "months"),
)
"""Rubric, filter and field of each facet, in the order of the page."""

MATCHES_S = 0.03  # that a page waits for the matches of a phrase that its facets count


@dataclass(slots=True, frozen=True)
class Asked:
    """A query and its newest matches."""

    query: Query
    found: Matches


@page
async def search_page(request: Request, datasette: Datasette) -> Response:
    """Results, their timeline and their facets."""
    text, other_text = request.args.get("q") or "", request.args.get("with") or ""
    links, order = Links(datasette), order_of(request)
    if request.args.get("from") or request.args.get("to"):
        # The date fields of the form become part of the query, so that one line says it all.
        days = [f"{name}:{request.args[name]}" for name in ("from", "to") if request.args.get(name)]
        return HttpResponse.redirect(links.search(" ".join([text, *days]).strip(), order))

    def question(conn: sqlite3.Connection) -> tuple[Asked, search.SearchResults, dict[str, Any]]:
        asked = _asked(conn, text)
        results = search.search(conn, asked.query, order=order, found=asked.found, **cursor(request))
        is_empty = not results.hits and reading.newest_day(conn) is None
        return asked, results, {"is_empty": is_empty, "runs": last_runs(conn) if is_empty else []}

    asked, results, emptiness = await ask(datasette, question)
    # Side by side on two of Datasette's connections: SQLite works without Python's lock.
    by_value, compared = await asyncio.gather(
        ask_in_time(datasette, lambda conn: facets(conn, asked.found)),
        ask_in_time(datasette, lambda conn: _compared(conn, asked, other_text)),
    )
    by_time = compared[0][1] if compared else None
    context = {
        "q": asked.query.text,
        "query": asked.query,
        "results": results,
        "facets": by_value and [(title, name, getattr(by_value, many)) for title, name, many in FACETS],
        "counted": by_value and by_value.counted,
        "total": by_time.total if by_time is not None and results.total.is_more else results.total,
        "timeline": by_time,
        **_drawn(links, results, compared),
        "filter_names": FILTER_NAMES,
        "chip_labels": {one.value: one.label for one in by_value.sources} if by_value else {},
        "offset": cursor(request)["offset"],
        "first_day": day_of(asked.query.first_id) if asked.query.first_id else None,
        "last_day": day_of(asked.query.last_id) if asked.query.last_id < MAX_ID else None,
        "undated": asked.query.without("from", "to", "day"),
        "page_size": PAGE,
        **emptiness,
    }
    return await render(datasette, request, "results.html", context)


def _asked(conn: sqlite3.Connection, text: str) -> Asked:
    query = search.asked(conn, text)
    return Asked(query, matches(conn, query, patience_s=MATCHES_S))


Compared = list[tuple[Asked, Timeline]]


def _compared(conn: sqlite3.Connection, asked: Asked, other_text: str) -> Compared:
    """The timeline of the query, and of the one it is compared with."""
    both = [asked, *([_asked(conn, other_text)] if other_text.strip() else [])]
    spread = timelines(conn, [(one.query, one.found) for one in both], PATIENCE_S)
    return list(zip(both, spread, strict=True))


def _drawn(links: Links, results: search.SearchResults, compared: Compared | None) -> dict[str, Any]:
    """The timelines as drawings on one scale, and the years below them."""
    if not compared:
        return {"chart": None, "other": None, "other_chart": None, "years": None}
    most = max((bar.number for _, spread in compared for bar in spread.bars), default=0)

    def drawn(asked: Asked, spread: Timeline) -> Any:
        def link(bar: Bar) -> str:
            return links.narrowed_to(asked.query, results.order, bar)

        return chart(spread.bars, link, most=most)

    first = compared[0]
    other = compared[1] if len(compared) > 1 else None
    years: Axis | None = axis(first[1].bars or (other[1].bars if other else []))
    return {
        "chart": drawn(*first),
        "other": other and {"query": other[0].query, "total": other[1].total},
        "other_chart": other and drawn(*other),
        "years": years,
    }
