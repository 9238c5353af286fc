"""Searches to come back to: their list, and a feed of each, and of any search."""

import sqlite3
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree

from datasette import Response as HttpResponse  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room.answers import answer
from crawler.web.room.asking import Datasette, NotThere, Request, Response, ask
from crawler.web.room.links import Links
from crawler.web.room.pages import page, render
from crawler.web.room.wording import web_address
from pipelines.archive import reading
from pipelines.archive.query import Query, parse
from pipelines.archive.saved import (
    LATELY_DAYS,
    Followed,
    SavedSearch,
    followed,
    saved_counts,
    saved_search,
)
from pipelines.archive.search import asked

ATOM = "http://www.w3.org/2005/Atom"
TAG = "tag:news-archive,2026:"
"""What the ids of feeds and entries begin with (RFC 4151): they stay when the archive moves house."""


@page
async def saved(request: Request, datasette: Datasette) -> Response:
    """The saved searches with their counts."""

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        last = reading.latest_day(conn) or date.today()
        return {"searches": saved_counts(conn, last), "days": LATELY_DAYS}

    return await render(datasette, request, "saved.html", await ask(datasette, question))


@page
async def saved_results(request: Request, datasette: Datasette) -> Response:
    """The results of a saved search, at the address of the search itself."""
    found = await _saved(request, datasette)
    return HttpResponse.redirect(Links(datasette).search(found.query))


@answer
async def saved_atom(request: Request, datasette: Datasette) -> Response:
    """What a saved search finds that is new or changed, as a feed."""
    found = await _saved(request, datasette)
    path = Links(datasette).page(f"/saved/{quote(found.name)}.atom")
    return await _feed(request, datasette, found.query, f"saved/{quote(found.name)}", found.name, path)


@answer
async def search_atom(request: Request, datasette: Datasette) -> Response:
    """What any search finds that is new or changed, as a feed."""
    text = request.args.get("q") or ""
    path = Links(datasette).page("/search.atom", q=text)
    return await _feed(request, datasette, text, f"search/{quote(parse(text).text, safe='')}", None, path)


async def _saved(request: Request, datasette: Datasette) -> SavedSearch:
    name = unquote(request.url_vars["name"])
    found = await ask(datasette, lambda conn: saved_search(conn, name))
    if found is None:
        raise NotThere
    return found


async def _feed(
    request: Request, datasette: Datasette, text: str, identity: str, name: str | None, path: str
) -> Response:
    def question(conn: sqlite3.Connection) -> tuple[Query, list[Followed]]:
        query = asked(conn, text)
        return query, followed(conn, query)

    query, entries = await ask(datasette, question)
    links = Links(datasette)

    def absolute(address: str) -> str:
        return str(datasette.absolute_url(request, address))

    feed = ElementTree.Element("feed", {"xmlns": ATOM})
    _add(feed, "title", f"{datasette.metadata('title') or 'The Archive'}: {name or query.text}")
    _add(feed, "id", f"{TAG}{identity}")
    _add(feed, "link", rel="self", href=absolute(path))
    _add(feed, "link", rel="alternate", type="text/html", href=absolute(links.search(query.text)))
    _add(feed, "updated", max((_moment(entry.seen_at) for entry in entries), default=_moment(None)))
    for entry in entries:
        _entry(feed, entry, absolute(links.page(f"/article/{entry.id}")))
    xml = ElementTree.tostring(feed, encoding="unicode")
    return HttpResponse(
        f'<?xml version="1.0" encoding="utf-8"?>\n{xml}', content_type="application/atom+xml; charset=utf-8"
    )


def _entry(feed: ElementTree.Element, found: Followed, address: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    _add(entry, "title", found.title)
    _add(entry, "id", f"{TAG}article/{found.id}")
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    if web_address(found.url):
        _add(entry, "link", rel="via", href=found.url)
    _add(entry, "published", _moment(found.published_at or found.first_seen_at))
    _add(entry, "updated", _moment(found.seen_at))
    author = ElementTree.SubElement(entry, "author")
    _add(author, "name", found.byline or found.source_title)
    _add(entry, "category", term=found.source, label=found.source_title)
    _add(entry, "summary", _summary(found))


def _summary(found: Followed) -> str:
    changed = ""
    if found.was_title is not None:
        changed = f"Changed {found.revision_count - 1}×"
        changed += f", the headline was: {found.was_title}. " if found.was_title != found.title else ". "
    return changed + (found.standfirst or "")


def _moment(text: str | None) -> str:
    """A time as Atom wants it (RFC 3339), whatever stands in the file; the epoch for what is none."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        moment = datetime.fromtimestamp(0, UTC)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


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
