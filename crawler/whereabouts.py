"""What the archive knows of an address, in sentences: the answer of ``scrapy status URL``."""

from collections.abc import Iterator

from crawler.reasons import meaning
from pipelines.archive.archive import iso, now_utc
from pipelines.archive.frontier import MAX_ATTEMPTS
from pipelines.archive.whereabouts import FiledArticle, KnownPage, Said, Whereabouts


def told(about: Whereabouts) -> list[str]:
    """The lines: the verdict first, then what it rests on."""
    lines = [about.url, f"  {_verdict(about)}"]
    if about.stone is not None:
        lines.append(f"  removed {about.stone.removed_at}: {about.stone.reason}")
    if about.article is not None:
        lines += _article(about.article, about)
    lines += [f"  formerly: article {one.article_id}, {one.title!r}, {one.status}" for one in about.former]
    if about.page is not None:
        lines += _page(about.page)
        lines += _fetches(about)
    if about.listing is not None:
        one = about.listing
        answer = one.reason or one.http_status or "never asked"
        lines.append(
            f"  it is a {one.role} of {one.source}: last read {one.checked_at or 'never'}, {answer}, "
            f"{one.failures} failures in a row" + (f", retired {one.retired_at}" if one.retired_at else "")
        )
    if about.host is not None:
        pause = about.host.paused_until
        rests = f"left alone until {pause}" if pause and pause > (iso(now_utc()) or "") else "asked again"
        lines.append(
            f"  host {about.host.host}: {meaning(about.host.reason)}; {about.host.failures} failures in a row, "
            f"the last {about.host.failed_at}; {rests}"
        )
    return lines


def _verdict(about: Whereabouts) -> str:
    page = about.page
    if about.stone is not None:
        return "not there: it was taken out of the archive on purpose and is not fetched again."
    if about.article is not None:
        return f"there: article {about.article.article_id} of {about.article.source}, {about.article.status}."
    if page is None:
        return f"not there: no feed, sitemap or section page that was read has named it. {_advice(about)}"
    if page.state == "pending":
        return f"not there yet: it waits to be fetched. {_wait(page)}"
    why = meaning(page.reason or "unknown")
    return f"not there: {why} It is not asked for again."


def _advice(about: Whereabouts) -> str:
    if about.listing is not None:
        return "It is a listing itself."
    if about.neighbours:
        return (
            f"Of that site the archive has pages, by {', '.join(about.neighbours)}. What its page holds says: "
            f"scrapy probe {about.url}"
        )
    return "Of that site no source of this archive has a page."


def _wait(page: KnownPage) -> str:
    due = page.due_at
    when = f"Not before {due}" if due and due > (iso(now_utc()) or "") else "The next harvest asks for it"
    tried = f", tried {page.attempts} of {MAX_ATTEMPTS} times" if page.attempts else ""
    return f"{when}{tried}" + (f": {meaning(page.reason)}" if page.reason else ".")


def _article(article: FiledArticle, about: Whereabouts) -> Iterator[str]:
    yield f"  headline: {article.title}"
    yield (
        f"  first seen {article.first_seen_at}, last looked at {article.checked_at}, "
        f"{article.revisions} {'state' if article.revisions == 1 else 'states'} kept"
    )
    for one in about.addresses:
        until = f", until {one.until}" if one.until else ""
        yield f"  address ({one.learnt}, {one.first_at}{until}): {one.url}"
    for event in about.events:
        yield f"  {event.at} {event.kind}" + (f": {meaning(event.reason)}" if event.reason else "")


def _page(page: KnownPage) -> Iterator[str]:
    by = f" in the {page.named_by_role} {page.named_by}" if page.named_by else ""
    yield f"  found {page.found_at} by {page.source}{by}"
    state = f"  page: {page.state}" + (f", {page.reason}" if page.reason else "")
    if page.http_status is not None:
        state += f", HTTP {page.http_status}"
    if page.fetched_at is not None:
        state += f", last fetched {page.fetched_at}"
    if page.due_at is not None and page.state != "pending":
        state += f", looked at again {page.due_at}"
    yield state


def _fetches(about: Whereabouts) -> Iterator[str]:
    shown, number = len(about.fetches), about.fetches_in_all
    if not number:
        assert about.page is not None
        if about.page.fetched_at is not None:
            yield "  what its fetches said is forgotten by now (KEEP_FETCHES_DAYS)"
        elif about.page.attempts == 0:
            yield "  it was never fetched"
        return
    yield f"  {number} fetches:" if shown == number else f"  {number} fetches, the last {shown}:"
    yield from (f"    {_said(one)}" for one in about.fetches)


def _said(one: Said) -> str:
    answer = f"HTTP {one.http_status}, {one.body_bytes:,} bytes" if one.http_status else "no answer"
    why = f": {meaning(one.reason)}" if one.reason else ""
    return f"{one.at} (run {one.run}) {one.outcome}, {answer}{why}"
