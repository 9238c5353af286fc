"""A search as data: JSON for programs, CSV for spreadsheets."""

import csv
import functools
import io
from typing import Any

from datasette import Response as HttpResponse  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room.asking import Datasette, Request, Response, Unanswered, ask
from crawler.web.room.links import Links
from crawler.web.room.pages import View, cursor, permissions
from pipelines.archive import search
from pipelines.archive.matches import PATIENCE_S
from pipelines.cells import harmless_cell

CSV_ROWS = 1_000  # lines of a spreadsheet; half a second of reading. Narrow the dates to have the rest

FIELDS = (
    "id", "url", "title", "standfirst", "byline", "source", "source_title", "section", "language",
    "published_at", "word_count", "is_paywalled", "kind", "status", "revision_count",
)  # fmt: skip
"""What JSON and CSV say of an article, in this order."""


def answer(view: View) -> View:
    """A view that answers Unanswered with JSON and its status."""

    @functools.wraps(view)
    async def answered(request: Request, datasette: Datasette) -> Response:
        await datasette.ensure_permissions(request.actor, permissions(datasette))
        try:
            return await view(request, datasette)
        except Unanswered as reason:
            status = 503 if reason.status == 200 else reason.status
            return HttpResponse.json({"ok": False, "error": reason.kind}, status=status)

    return answered


def order_of(request: Request) -> search.Order:
    """Newest first, unless best match first is asked for."""
    return "ranked" if request.args.get("order") == "ranked" else "newest"


@answer
async def search_json(request: Request, datasette: Datasette) -> Response:
    """One page of results; ``next`` is the address of the following one."""
    text, order = request.args.get("q") or "", order_of(request)
    results = await ask(
        datasette,
        lambda conn: search.search(conn, text, order=order, patience_s=PATIENCE_S, **cursor(request)),
    )
    links = Links(datasette)
    following: dict[str, int | None] = {}
    if results.order == "newest" and results.older is not None:
        following = {"before": results.older}
    elif results.next_offset is not None:
        following = {"offset": results.next_offset}
    address = links.page("/search.json", q=text, order=order, **following) if following else None
    return HttpResponse.json(
        {
            "ok": True,
            "query": results.query.text,
            "notices": results.query.notices,
            "order": results.order,
            "total": results.total.number,
            "total_is_lower_bound": results.total.is_more,
            "next": address and datasette.absolute_url(request, address),
            "articles": [_record(request, datasette, hit) for hit in results.hits],
        }
    )


def _record(request: Request, datasette: Datasette, hit: search.Hit) -> dict[str, Any]:
    record = {name: getattr(hit, name) for name in FIELDS}
    record["reading_page"] = datasette.absolute_url(request, Links(datasette).page(f"/article/{hit.id}"))
    record["snippet"] = [{"text": text, "is_hit": is_hit} for text, is_hit in hit.snippet]
    return record


@answer
async def search_csv(request: Request, datasette: Datasette) -> Response:
    """The first CSV_ROWS results as a table, in the order asked for."""
    text, order = request.args.get("q") or "", order_of(request)
    results = await ask(datasette, lambda conn: search.search(conn, text, order=order, limit=CSV_ROWS))
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow([*FIELDS, "reading_page", "snippet"])
    for hit in results.hits:
        page = datasette.absolute_url(request, Links(datasette).page(f"/article/{hit.id}"))
        snippet = "".join(part for part, _ in hit.snippet)
        cells = (*(getattr(hit, name) for name in FIELDS), page, snippet)
        writer.writerow(harmless_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return HttpResponse(
        table.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="search.csv"'},
    )
