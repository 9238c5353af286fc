"""The pages a reader sees. Each asks the archive, then fills a template of its own name."""

import asyncio
import functools
import sqlite3
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias, TypeVar
from urllib.parse import unquote

from datasette import Response as HttpResponse  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room import wording
from crawler.web.room.asking import (
    Datasette,
    NotThere,
    Request,
    Response,
    Unanswered,
    archive_name,
    ask,
    ask_in_time,
)
from crawler.web.room.charts import chart
from crawler.web.room.links import Links
from pipelines.archive import copies, lately, reading, search
from pipelines.archive.health import RUNS_WATCHED, WATCHED_DAYS, Health, health, last_runs
from pipelines.archive.matches import matches
from pipelines.archive.query import MAX_ID, parse
from pipelines.archive.timeline import timeline
from pipelines.archive.usual import alarms, usual
from pipelines.clock import now_utc

FRONT_ARTICLES = 12  # one lead, and as many as the column beside the lists holds
FRONT_SECTIONS = 6  # blocks of headlines below
SECTION_ARTICLES = 4
LIST_ARTICLES = 30
COVERAGE_DAYS = 90
KEEP_FACTOR = 200  # a count of all sources is kept so many times as long as it took to make

OUTCOMES = ("new", "changed", "unchanged", "duplicate", "failed", "later")  # columns of a run's table
TROUBLE = ("failing", "silent", "quiet")  # states of a source that the front page speaks of

_T = TypeVar("_T")
View: TypeAlias = Callable[[Request, Datasette], Awaitable[Response]]


def page(view: View) -> View:
    """A view that obeys Datasette's permissions and answers Unanswered with a page of words."""

    @functools.wraps(view)
    async def answered(request: Request, datasette: Datasette) -> Response:
        await datasette.ensure_permissions(request.actor, permissions(datasette))
        try:
            return await view(request, datasette)
        except Unanswered as reason:
            context = {"kind": reason.kind, "q": request.args.get("q") or ""}
            return await render(datasette, request, "unanswered.html", context, reason.status)

    return answered


def permissions(datasette: Datasette) -> list[Any]:
    """What a reader must be allowed to see: by default everyone may."""
    name = archive_name(datasette)
    return ["view-instance"] if name is None else [("view-database", name), "view-instance"]


async def render(
    datasette: Datasette, request: Request, template: str, context: dict[str, Any], status: int = 200
) -> Response:
    """A template as an answer, with the addresses it needs."""
    values = {"links": Links(datasette), **context}
    html = await datasette.render_template(template, values, request=request)
    return HttpResponse.html(html, status=status, headers={"cache-control": "no-cache"})


def archive_path(datasette: Datasette) -> str:
    """Where Datasette shows the tables."""
    name = archive_name(datasette)
    return str(datasette.urls.path("/-/databases") if name is None else datasette.urls.database(name))


@dataclass(slots=True, frozen=True)
class _Kept:
    answer: Any
    until: float
    gone: float
    """Between the two times it is still given, while it is asked for anew."""


_kept: dict[tuple[str, str], _Kept] = {}
_asked_anew: dict[tuple[str, str], asyncio.Task[Any]] = {}


async def _keeping(datasette: Datasette, what: str, question: Callable[[sqlite3.Connection], _T]) -> _T:
    """The answer to a question that reads much, kept KEEP_FACTOR times as long as it took.

    As long again no reader waits for the new one either. Where that fails, the one who comes
    after this time is told.
    """
    name = archive_name(datasette) or "", what
    kept, now = _kept.get(name), time.monotonic()
    if kept is None or now >= kept.gone:
        kept = await _ask_anew(datasette, name, question)
    elif now >= kept.until and (name not in _asked_anew or _asked_anew[name].done()):
        _asked_anew[name] = asyncio.create_task(_ask_anew(datasette, name, question))
    answer: _T = kept.answer
    return answer


async def _ask_anew(
    datasette: Datasette, name: tuple[str, str], question: Callable[[sqlite3.Connection], Any]
) -> _Kept:
    begin = time.monotonic()
    found = await ask(datasette, question)
    now = time.monotonic()
    keep = (now - begin) * KEEP_FACTOR
    kept = _kept[name] = _Kept(found, now + keep, now + 2 * keep)
    return kept


async def _all_sources(datasette: Datasette) -> list[reading.Source]:
    """Every source with its count, which takes a quarter of a second in a large archive."""
    return await _keeping(datasette, "sources", reading.sources)


async def _health(datasette: Datasette, known: list[reading.Source]) -> list[Health]:
    """How every source does, worst first."""

    def question(conn: sqlite3.Connection) -> list[Health]:
        return health(conn, reading.latest_day(conn) or date.today(), known)

    return await _keeping(datasette, "health", question)


def number_asked(request: Request, name: str) -> int | None:
    """A whole number from the query string; None for anything else."""
    text = request.args.get(name) or ""
    return min(int(text), MAX_ID) if text.isascii() and text.isdigit() and len(text) < 19 else None


@page
async def front(request: Request, datasette: Datasette) -> Response:
    """What is new, from whom, on what."""
    before, after = number_asked(request, "before"), number_asked(request, "after")
    paged = before is not None or after is not None
    sources = await _all_sources(datasette)

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        last = reading.latest_day(conn) or date.today()
        limit = LIST_ARTICLES if paged else FRONT_ARTICLES
        sections = reading.sections(conn)
        blocks = [] if paged else sections[:FRONT_SECTIONS]
        return {
            "listing": reading.newest(conn, limit=limit, before=before, after=after),
            "sections": sections,
            "blocks": [
                (one, reading.newest(conn, reading.Shelf(section=one.value), limit=SECTION_ARTICLES).articles)
                for one in blocks
            ],
            "bars": reading.coverage(conn, last, COVERAGE_DAYS),
            "runs": last_runs(conn),
            "newest_day": None if paged else reading.day_in_short(conn, reading.newest_day(conn) or last),
            "today": now_utc().date(),
            "changed": [] if paged else lately.changed(conn),
            "vanished": [] if paged else lately.vanished(conn),
        }

    found = await ask(datasette, question)
    links = Links(datasette)
    context = found | {
        "paged": paged,
        "trouble": []
        if paged
        else [one for one in await _health(datasette, sources) if one.status in TROUBLE],
        "sources": sources,
        "total": sum(source.articles for source in sources),
        "chart": chart(found["bars"], lambda bar: links.page(f"/day/{bar.first}")),
        "path": "/",
    }
    return await render(datasette, request, "front.html", context)


def cursor(request: Request) -> dict[str, Any]:
    """Where a page of a list begins."""
    return {
        "before": number_asked(request, "before"),
        "after": number_asked(request, "after"),
        "offset": number_asked(request, "offset") or 0,
    }


async def _shelf(
    request: Request,
    datasette: Datasette,
    template: str,
    shelf: reading.Shelf,
    context: dict[str, Any],
    query: str | None = None,
) -> Response:
    """A list of articles under a heading, page by page; ``query`` finds the same, for a timeline."""
    if query is not None:
        context |= await _over_time(datasette, query)
    before, after = number_asked(request, "before"), number_asked(request, "after")
    listing = await ask(
        datasette,
        lambda conn: reading.newest(conn, shelf, limit=LIST_ARTICLES, before=before, after=after),
    )
    path = unquote(request.path).removeprefix(str(datasette.setting("base_url")).rstrip("/"))
    return await render(datasette, request, template, {**context, "listing": listing, "path": path})


async def _over_time(datasette: Datasette, text: str) -> dict[str, Any]:
    """The chart of what a query finds, each bar a link to the search narrowed to it."""
    links = Links(datasette)

    def question(conn: sqlite3.Connection) -> Any:
        query = search.asked(conn, text)
        return chart(
            timeline(conn, query, matches(conn, query)).bars,
            lambda bar: links.narrowed_to(query, "newest", bar),
        )

    return {"chart": await ask_in_time(datasette, question)}


@page
async def source(request: Request, datasette: Datasette) -> Response:
    """One publisher's articles."""
    name = unquote(request.url_vars["name"])

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        found = reading.source(conn, name)
        if found is None:
            raise NotThere
        last = reading.latest_day(conn) or date.today()
        (recent,) = health(conn, last, [found])
        today = last + timedelta(days=1)  # the day of the last run is over for what is usual
        return {
            "source": found,
            "health": recent,
            "bars": reading.coverage(conn, last, COVERAGE_DAYS, name),
            "usual": usual(conn, name, today),
            "alarms": alarms(conn, today, [name]),
            "runs": lately.runs_of(conn, name),
        }

    context = await ask(datasette, question)
    links = Links(datasette)
    filters = {"source": name}
    context["chart"] = chart(
        context["bars"], lambda bar: links.search(parse("").narrowed(**filters, day=str(bar.first)))
    )
    return await _shelf(request, datasette, "source.html", reading.Shelf(source=name), context)


@page
async def author(request: Request, datasette: Datasette) -> Response:
    """One person's articles."""
    found = await ask(datasette, lambda conn: reading.author(conn, int(request.url_vars["id"])))
    if found is None:
        raise NotThere
    query = parse("").narrowed(author=found.name)
    shelf = reading.Shelf(author=found.id)
    return await _shelf(request, datasette, "author.html", shelf, {"author": found}, query)


@page
async def section(request: Request, datasette: Datasette) -> Response:
    """One section's articles, of all sources that have it, however they write it."""
    shelf = reading.Shelf(section=unquote(request.url_vars["name"]))
    return await _named_shelf(request, datasette, "section.html", shelf, {"section": shelf.section})


async def _named_shelf(
    request: Request, datasette: Datasette, template: str, shelf: reading.Shelf, context: dict[str, Any]
) -> Response:
    """A shelf that exists only by what stands on it."""
    first = await ask(datasette, lambda conn: reading.newest(conn, shelf, limit=1))
    if not first.articles:
        raise NotThere
    if shelf.section is not None:
        context["section"] = first.articles[0].section or shelf.section
    return await _shelf(request, datasette, template, shelf, context, parse("").narrowed(**context))


@page
async def place(request: Request, datasette: Datasette) -> Response:
    """The articles filed from one place, as their datelines name it."""
    shelf = reading.Shelf(place=unquote(request.url_vars["name"]))
    return await _named_shelf(request, datasette, "place.html", shelf, {"place": shelf.place})


@page
async def tag(request: Request, datasette: Datasette) -> Response:
    """The articles that publishers gave one keyword."""
    shelf = reading.Shelf(tag=unquote(request.url_vars["name"]))
    return await _named_shelf(request, datasette, "tag.html", shelf, {"tag": shelf.tag})


@page
async def story(request: Request, datasette: Datasette) -> Response:
    """Copies of one text: who had it first, what each added or cut."""
    found = await ask(datasette, lambda conn: copies.story(conn, int(request.url_vars["id"])))
    if found is None:
        raise NotThere
    return await render(datasette, request, "story.html", {"story": found})


@page
async def run(request: Request, datasette: Datasette) -> Response:
    """What one run of the crawler did, source by source."""
    found = await ask(datasette, lambda conn: lately.run_in_detail(conn, int(request.url_vars["id"])))
    if found is None:
        raise NotThere
    return await render(datasette, request, "run.html", {"detail": found, "outcomes": OUTCOMES})


@page
async def day(request: Request, datasette: Datasette) -> Response:
    """One day's articles."""
    try:
        wanted = date.fromisoformat(request.url_vars["day"])
    except ValueError as error:
        raise NotThere from error

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        before, after = reading.days_beside(conn, wanted)
        return {"day_before": before, "day_after": after, "number": reading.articles_of(conn, wanted)}

    context = {"day": wanted, "heading": wording.long_day(wanted), **await ask(datasette, question)}
    return await _shelf(request, datasette, "day.html", reading.Shelf(day=wanted), context)


@page
async def sources(request: Request, datasette: Datasette) -> Response:
    """How every source is doing, worst first."""
    known = await _all_sources(datasette)

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        return {"last": reading.latest_day(conn) or date.today(), "runs": last_runs(conn, 5)}

    found = await ask(datasette, question)
    found["health"] = await _health(datasette, known)
    found["charts"] = {one.source.name: chart(one.days) for one in found["health"]}
    found["watched_days"] = WATCHED_DAYS
    found["watched_runs"] = RUNS_WATCHED
    return await render(datasette, request, "sources.html", found)
