"""A search as data: JSON for programs, Atom for feed readers."""

import functools
from typing import Any
from xml.etree import ElementTree

from datasette import Response as HttpResponse  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room.asking import Datasette, Request, Response, Unanswered, ask
from crawler.web.room.links import Links
from crawler.web.room.pages import View, cursor, permissions
from crawler.web.room.wording import web_address
from pipelines.archive import search

FEED_ENTRIES = 50  # a reader that asks once a day misses nothing of a busy topic
ATOM = "http://www.w3.org/2005/Atom"


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


def _order(request: Request) -> search.Order:
    return "ranked" if request.args.get("order") == "ranked" else "newest"


@answer
async def search_json(request: Request, datasette: Datasette) -> Response:
    """One page of results; ``next`` is the address of the following one."""
    text, order = request.args.get("q") or "", _order(request)
    results = await ask(datasette, lambda conn: search.search(conn, text, order=order, **cursor(request)))
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
    names = (
        "id", "url", "title", "standfirst", "byline", "source", "source_title", "section", "language",
        "published_at", "word_count", "is_paywalled", "kind", "status", "revision_count",
    )  # fmt: skip
    record = {name: getattr(hit, name) for name in names}
    record["reading_page"] = datasette.absolute_url(request, Links(datasette).page(f"/article/{hit.id}"))
    record["snippet"] = [{"text": text, "is_hit": is_hit} for text, is_hit in hit.snippet]
    return record


@answer
async def search_atom(request: Request, datasette: Datasette) -> Response:
    """The newest results as a feed."""
    text = request.args.get("q") or ""
    results = await ask(datasette, lambda conn: search.search(conn, text, limit=FEED_ENTRIES))
    links = Links(datasette)

    def absolute(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    feed = ElementTree.Element("feed", {"xmlns": ATOM})
    _add(feed, "title", f"{datasette.metadata('title') or 'The Archive'}: {results.query.text}")
    _add(feed, "id", absolute(links.page("/search.atom", q=text)))
    _add(feed, "link", rel="self", href=absolute(links.page("/search.atom", q=text)))
    _add(feed, "link", rel="alternate", type="text/html", href=absolute(links.search(text)))
    seen = [_seen(hit) for hit in results.hits]
    _add(feed, "updated", max(seen, default="1970-01-01T00:00:00Z"))
    for hit in results.hits:
        _entry(feed, hit, absolute(links.page(f"/article/{hit.id}")))
    xml = ElementTree.tostring(feed, encoding="unicode")
    return HttpResponse(
        f'<?xml version="1.0" encoding="utf-8"?>\n{xml}', content_type="application/atom+xml; charset=utf-8"
    )


def _seen(hit: search.Hit) -> str:
    return hit.published_at or hit.first_seen_at


def _entry(feed: ElementTree.Element, hit: search.Hit, address: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(entry, "title", hit.title)
    _add(entry, "id", address)
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    if web_address(hit.url):
        _add(entry, "link", rel="via", href=hit.url)
    _add(entry, "published", _seen(hit))
    _add(entry, "updated", _seen(hit))
    author = ElementTree.SubElement(entry, "author")
    _add(author, "name", hit.byline or hit.source_title)
    _add(entry, "summary", hit.standfirst or "".join(text for text, _ in hit.snippet))


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    child = ElementTree.SubElement(parent, tag, {name: _xml(value) for name, value in attributes.items()})
    child.text = None if text is None else _xml(text)


def _xml(text: str) -> str:
    """Text less the characters that XML 1.0 cannot carry, not even escaped (§2.2)."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )
