"""The pages of one article: to read it, to see what changed, to read it as it was, to cite it."""

import sqlite3
from typing import Any

from datasette import Response as HttpResponse  # type: ignore[import-untyped,unused-ignore]

from crawler.web.room import postings, printed, wording
from crawler.web.room.answers import answer
from crawler.web.room.asking import Datasette, NotThere, Removed, Request, Response, ask
from crawler.web.room.changes import headlines, steps
from crawler.web.room.citing import Citation, citations
from crawler.web.room.links import Links
from crawler.web.room.pages import number_asked, page, render
from crawler.web.room.pictures import shows_pictures
from crawler.web.room.record import linked_data, whole
from pipelines.archive import reading, search
from pipelines.archive.marking import marked_article
from pipelines.archive.related import related

MAX_CHANGES = 20  # revisions compared on one page


@page
async def article(request: Request, datasette: Datasette) -> Response:
    """The reading page; with ``?q=`` the hits of that search are marked in it."""
    article_id = int(request.url_vars["id"])
    text = request.args.get("q") or ""

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        found = _article(conn, article_id)
        query = search.asked(conn, text) if text else None
        marked = marked_article(conn, article_id, query) if query else None
        return {
            "article": found,
            "query_text": query.text if query and marked else "",
            "printed": printed.printed(found, marked),
            "related": related(conn, found),
            "events": reading.events(conn, article_id),
            "addresses": reading.addresses(conn, article_id),
        }

    context = await ask(datasette, question)
    found = context["article"]
    address = _address(request, datasette, article_id)
    parts = postings.parts(found, context["printed"].body)
    context |= {
        "parts_of_text": parts,
        "newest_entry": postings.newest(parts),
        "modified_words": wording.in_words(found.modified_raw),
        "notice_in_text": found.correction in [one.text for one in context["printed"].body],
        "byline": printed.byline(found),
        "roles": printed.roles(found),
        "citations": citations(found, address),
        "linked_data": linked_data(found, address, parts),
        "shows_pictures": shows_pictures(datasette),
    }
    return await render(datasette, request, "article.html", context)


@answer
async def article_json(request: Request, datasette: Datasette) -> Response:
    """Everything the archive holds of an article, as JSON."""
    article_id = int(request.url_vars["id"])
    found = await ask(datasette, lambda conn: _article(conn, article_id))
    parts = postings.parts(found, printed.printed(found).body)
    return HttpResponse.json(whole(found, _address(request, datasette, article_id), parts))


@page
async def cite(request: Request, datasette: Datasette) -> Response:
    """One form of citation as a file, for a reference manager."""
    article_id, ending = int(request.url_vars["id"]), request.url_vars["ending"]
    found = await ask(datasette, lambda conn: _article(conn, article_id))
    forms: dict[str, Citation] = {
        form.ending: form for form in citations(found, _address(request, datasette, article_id))
    }
    form = forms[ending]
    name = f"{found.source}-{article_id}.{ending}"
    return HttpResponse(
        form.text + "\n",
        content_type=f"{form.media_type}; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{_plain_name(name)}"'},
    )


@page
async def changes(request: Request, datasette: Datasette) -> Response:
    """What became different in an article: step by step, or between two versions (``?from=&to=``)."""
    article_id = int(request.url_vars["id"])
    first, last = number_asked(request, "from"), number_asked(request, "to")

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        found = _article(conn, article_id)
        revisions = reading.revisions(conn, article_id, with_text=True)
        compared = _between(revisions, first, last)
        return {
            "article": found,
            "revisions": revisions,
            "headlines": headlines(revisions),
            "compared": [revision.number for revision in compared],
            "steps": steps(compared or revisions[-MAX_CHANGES - 1 :]),
            "older_left_out": not compared and len(revisions) > MAX_CHANGES + 1,
        }

    return await render(datasette, request, "changes.html", await ask(datasette, question))


def _between(
    revisions: list[reading.Revision], first: int | None, last: int | None
) -> list[reading.Revision]:
    """The two revisions to compare, the older first; empty where no two are named."""
    wanted = sorted({number for number in (first, last) if number is not None})
    known = {revision.number: revision for revision in revisions}
    return [known[number] for number in wanted] if len(wanted) == 2 and set(wanted) <= set(known) else []


@page
async def version(request: Request, datasette: Datasette) -> Response:
    """An article as it was."""
    article_id, wanted = int(request.url_vars["id"]), int(request.url_vars["number"])

    def question(conn: sqlite3.Connection) -> dict[str, Any]:
        found = _article(conn, article_id)
        revisions = reading.revisions(conn, article_id, with_text=True)
        numbers = [revision.number for revision in revisions]
        if wanted not in numbers:
            raise NotThere
        at = numbers.index(wanted)
        return {
            "article": found,
            "revision": revisions[at],
            "count": numbers[-1],
            "before": numbers[at - 1] if at else None,
            "after": numbers[at + 1] if at + 1 < len(numbers) else None,
            "parts_of_text": postings.parts(revisions[at], printed.as_it_was(revisions[at], found)),
            "is_filed_in_text": printed.has_dateline_in_place(revisions[at], found),
        }

    return await render(datasette, request, "version.html", await ask(datasette, question))


def _article(conn: sqlite3.Connection, article_id: int) -> reading.FullArticle:
    found = reading.article(conn, article_id)
    if found is None:
        raise Removed if reading.was_removed(conn, article_id) else NotThere
    return found


def _address(request: Request, datasette: Datasette, article_id: int) -> str:
    return str(datasette.absolute_url(request, Links(datasette).page(f"/article/{article_id}")))


def _plain_name(name: str) -> str:
    """A file name that a header can carry and a folder can hold."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)
