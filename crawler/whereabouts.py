"""What the archive knows of an address, in sentences: the answer of ``scrapy status URL``."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from crawler.discovery.addresses import THRESHOLD, ArticleAddresses, day_of, score
from crawler.reasons import meaning
from crawler.settings import SITEMAP_WINDOW_DAYS
from pipelines.archive.copies import Story
from pipelines.archive.frontier import MAX_ATTEMPTS
from pipelines.archive.whereabouts import FiledArticle, KnownPage, Neighbour, Said, Whereabouts
from pipelines.clock import iso, now_utc

# What names pages without saying which are articles. Feeds and news sitemaps name nothing else.
_ENDS = {
    "finished": "a limit in pages (-a limit=, PAGES_PER_SOURCE, PAGES_PER_RUN) or a window (-a since=)",
    "closespider_timeout": "its limit in time was over (CLOSESPIDER_TIMEOUT)",
    "shutdown": "it was stopped",
    "interrupted": "it was killed",
}
_JUDGED = {"section": "a section page", "sitemap": "a sitemap"}


def told(about: Whereabouts, sitemap_days: float = SITEMAP_WINDOW_DAYS) -> list[str]:
    """The lines: the verdict first, then what it rests on. ``sitemap_days`` as harvests have it."""
    judges = [_Judge.of(one) for one in about.neighbours] if _is_unknown(about) else []
    lines = [about.url, f"  {_verdict(about, judges)}"]
    lines += [line for one in judges for line in _judged(about.url, one, sitemap_days)]
    lines += [line for one in judges for line in _too_old(one.near)]
    if about.stone is not None:
        lines.append(f"  removed {about.stone.removed_at}: {about.stone.reason}")
    if about.article is not None:
        lines += _article(about.article, about)
    if about.story is not None:
        lines += _story(about.story)
    lines += [f"  formerly: article {one.article_id}, {one.title!r}, {one.status}" for one in about.former]
    if about.page is not None:
        lines += _page(about.page)
        lines += _passed_by(about)
        lines += _fetches(about)
    if about.listing is not None:
        one = about.listing
        answer = one.reason or one.http_status or "never asked"
        lines.append(
            f"  it is a {one.role} of {one.source}: last read {one.checked_at or 'never'}, {answer}, "
            f"{_counted(one.failures, 'failure')} in a row"
            + (f", retired {one.retired_at}" if one.retired_at else "")
        )
    if about.host is not None:
        pause = about.host.paused_until
        rests = f"left alone until {pause}" if pause and pause > (iso(now_utc()) or "") else "asked again"
        lines.append(
            f"  host {about.host.host}: {meaning(about.host.reason).removesuffix('.')}; "
            f"{_counted(about.host.failures, 'failure')} in a row, "
            f"the last {about.host.failed_at}; {rests}"
        )
    return lines


@dataclass(slots=True, frozen=True)
class _Judge:
    """A source that reads the site, and what its own articles taught about addresses."""

    near: Neighbour
    articles: ArticleAddresses

    @classmethod
    def of(cls, near: Neighbour) -> "_Judge":
        return cls(near, ArticleAddresses.learnt_from(near.articles))


def _verdict(about: Whereabouts, judges: Sequence[_Judge]) -> str:
    page = about.page
    if about.stone is not None:
        return "not there: it was taken out of the archive on purpose and is not fetched again."
    if about.article is not None:
        return f"there: article {about.article.article_id} of {about.article.source}, {about.article.status}."
    if page is None:
        return f"not there: {_unnamed(about, judges)} {_advice(about)}"
    if page.state == "pending":
        return f"not there yet: it waits to be fetched. {_wait(page)}"
    why = meaning(page.reason or "unknown")
    return f"not there: {why} It is not asked for again."


def _is_unknown(about: Whereabouts) -> bool:
    """Whether nothing is stored of it, not even that it was refused."""
    known = (about.page, about.article, about.stone, about.listing)
    return all(one is None for one in known)


def _unnamed(about: Whereabouts, judges: Sequence[_Judge]) -> str:
    """What is certain of an address without a row: links that are judged no articles leave none."""
    if any(_passes_over(about.url, one) for one in judges):
        return "nothing that was read has named it as an article; links judged no articles are not kept."
    return "no feed, sitemap or section page that was read has named it."


def _advice(about: Whereabouts) -> str:
    if about.listing is not None:
        return "It is a listing itself."
    if about.neighbours:
        names = ", ".join(one.source for one in about.neighbours)
        return f"That site is read by {names}. What its page holds says: scrapy probe {about.url}"
    return "Of that site no source of this archive has a page."


def _passes_over(url: str, judge: _Judge) -> bool:
    """Whether a source's sitemaps and section pages may name the address in vain: feeds are believed."""
    return bool(judge.near.roles & {"sitemap", "section"}) and url not in judge.articles


def _judged(url: str, judge: _Judge, sitemap_days: float) -> Iterator[str]:
    """What a source does with a link to the address, where it judges links at all."""
    near = judge.near
    links = [name for role, name in _JUDGED.items() if role in near.roles]
    if not links:
        return
    learnt = judge.articles.score(url)
    is_article = learnt >= THRESHOLD
    yield (
        f"  a link to it in {' or '.join(links)} of {near.source} is {'taken' if is_article else 'passed over'}: "
        f"its address {'looks' if is_article else 'does not look'} like an article's ({score(url):.2f} by the rules "
        f"for any site, {learnt:.2f} beside {_counted(len(near.articles), 'address', 'addresses')} of its articles; "
        f"an article has {THRESHOLD:g} or more)"
    )
    day = day_of(url)
    oldest = (now_utc() - timedelta(days=sitemap_days)).date()
    if is_article and "sitemap" in near.roles and day is not None and day < oldest:
        yield (
            f"  by its address it is of {day}: a sitemap that says nothing newer of it names it in vain "
            f"(SITEMAP_WINDOW_DAYS is {sitemap_days:g})"
        )


def _too_old(near: Neighbour) -> Iterator[str]:
    for one in near.cut:
        yield (
            f"  the {one.role} {one.url} named in vain what is older than {one.left_out} "
            f"(last read {one.checked_at}): a wider window finds it, e.g. scrapy harvest {near.source} -a since=365d"
        )


def _passed_by(about: Whereabouts) -> Iterator[str]:
    """Why the last run did not ask for a page that was due."""
    one = about.passed_by
    if one is not None:
        why = _ENDS.get(one.outcome, f"it ended by {one.outcome}")
        yield f"  run {one.run} ended {one.finished_at} and had not come to it: {why}"


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _wait(page: KnownPage) -> str:
    due = page.due_at
    when = f"Not before {due}" if due and due > (iso(now_utc()) or "") else "The next harvest asks for it"
    tried = f", tried {page.attempts} of {MAX_ATTEMPTS} times" if page.attempts else ""
    return f"{when}{tried}" + (f": {meaning(page.reason)}" if page.reason else ".")


def _article(article: FiledArticle, about: Whereabouts) -> Iterator[str]:
    yield f"  headline: {article.title}"
    yield (
        f"  first seen {article.first_seen_at}, last looked at {article.checked_at}, "
        f"{_counted(article.revisions, 'state')} kept"
    )
    if cut := json.loads(article.cut):
        yield f"  not whole, more than a bound allows: {', '.join(cut)}"
    for one in about.addresses:
        until = f", until {one.until}" if one.until else ""
        yield f"  address ({one.learnt}, {one.first_at}{until}): {one.url}"
    for event in about.events:
        yield f"  {event.at} {event.kind}" + (f": {meaning(event.reason)}" if event.reason else "")


def _story(story: Story) -> Iterator[str]:
    """Who had the text first, and what each of the others added or cut beside it."""
    counted = f"{_counted(story.articles, 'article')} of {_counted(story.sources, 'source')}"
    yield f"  the same text elsewhere, {counted} (story {story.id}):"
    for copy in story.copies:
        if copy is story.first:
            yield f"    {copy.source} had it first, {copy.published_at or copy.first_seen_at}: {copy.url}"
            continue
        added = f"{_counted(len(copy.added), 'paragraph')} added" if copy.added else ""
        cut = f"{_counted(len(copy.cut), 'paragraph')} cut" if copy.cut else ""
        what = ", ".join(filter(None, (added, cut))) or "nothing added or cut"
        yield f"    {copy.source} {_lapse(copy.after_s)} later, {what}: {copy.url}"
    if len(story.copies) < story.articles:
        yield f"    and {story.articles - len(story.copies):,} later ones"


def _lapse(seconds: float) -> str:
    """A time gone by, in the largest unit of which there is one."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return _counted(int(seconds // length), unit)
    return "less than a minute"


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
    counted = _counted(number, "fetch", "fetches")
    yield f"  {counted}:" if shown == number else f"  {counted}, the last {shown}:"
    yield from (f"    {_said(one)}" for one in about.fetches)


def _said(one: Said) -> str:
    answer = f"HTTP {one.http_status}, {one.body_bytes:,} bytes" if one.http_status else "no answer"
    why = f": {meaning(one.reason)}" if one.reason else ""
    return f"{one.at} (run {one.run}) {one.outcome}, {answer}{why}"
