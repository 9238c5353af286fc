"""The stages in their order: what `extract` does with one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pipelines.errors import Listing, NoTitle
from pipelines.extraction import (
    address,
    blocks,
    body,
    boilerplate,
    byline,
    column,
    continuation,
    correction,
    dateline,
    headline,
    kinds,
    licence,
    live,
    markup,
    masthead,
    media,
    memory,
    page,
    paywall,
    picture,
    printed_dates,
    standfirst,
    structured,
    times,
    walls,
    witnesses,
)
from pipelines.extraction import language as spoken
from pipelines.extraction import rules as source_rules
from pipelines.extraction.memory import NOTHING, SiteMemory, Trace
from pipelines.extraction.structured import element_text
from pipelines.items import Article, Author, Hints, PageRule

STATED_ARTICLE = 3  # rank of a JSON-LD node that is an article of some kind

_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Reading:
    """One page read: its article, and what it teaches of its source."""

    article: Article
    trace: Trace


def extract(
    html: bytes,
    url: str,
    *,
    content_type: str = "",
    hints: Hints | None = None,
    source_title: str | None = None,
    language: str | None = None,
    site: SiteMemory = NOTHING,
    rules: Sequence[PageRule] = (),
) -> Article:
    """The article on a page, as a reader would describe it.

    ``content_type`` is the HTTP header, ``hints`` what a feed already said, ``source_title``
    and ``language`` what the archive knows of the publisher, ``site`` what its other articles
    taught, ``rules`` what its source file says of its pages. Raises a NotAnArticle for every page that holds none.
    """
    return read(
        html,
        url,
        content_type=content_type,
        hints=hints,
        source_title=source_title,
        language=language,
        site=site,
        rules=rules,
    ).article


def read(
    html: bytes,
    url: str,
    *,
    content_type: str = "",
    hints: Hints | None = None,
    source_title: str | None = None,
    language: str | None = None,
    site: SiteMemory = NOTHING,
    rules: Sequence[PageRule] = (),
) -> Reading:
    """As `extract`, with what the page teaches of its source."""
    parsed = page.parse(html, url, content_type)
    ruled = source_rules.apply(parsed, rules)
    statements = structured.read(parsed)
    elements = markup.read(parsed, statements.title)
    names = media.site_names(statements, url, source_title)
    known_site = headline.Site(names=frozenset(name.casefold() for name in names), affixes=site.title_affixes)
    provenance: dict[str, str] = {}

    def noted(name: str, found: tuple[_T, str | None]) -> _T:
        value, witness = found
        if witness is not None and value not in (None, "", []):
            provenance[name] = witness
        return value

    title = noted(
        "title",
        headline.read(
            statements, elements.headings, partial(markup.printed_heading, parsed), known_site, hints
        ),
    )
    if (stated := ruled.text("title")) is not None:
        title, provenance["title"] = stated, "rule"
    credited = byline.read(statements, elements.bylines, partial(markup.author_links, parsed), names)
    head = [] if credited.people else list(markup.head_lines(parsed, elements.headings))
    is_settled = times.are_settled(statements)
    dated = [] if is_settled else printed_dates.find(parsed, elements.headings, title or "")
    moments = times.read(statements, elements.times, dated, url, hints, parsed.payloads)

    chunks = list(parsed.root.itertext())
    shown_text = "".join(chunks)
    notice = correction.read(parsed.outline, statements, shown_text)
    next_page = continuation.read(parsed, url)

    known = _known(
        title, elements, credited.authors, media.section(statements)[0], standfirst.description(statements)
    )
    known.bylines += [credited.printed] if credited.printed is not None else []
    shown = picture.read(statements, parsed.root, url)
    barred = paywall.barrier(parsed.outline)
    filler = paywall.drop_filler(parsed.root, shown_text)
    marked = boilerplate.paragraph_chars(parsed.root)
    known.captions = boilerplate.prune(parsed.root, parsed.outline)
    shown_blocks = column.blocks_of(parsed.root)
    boxes = memory.boxes(shown_blocks)
    pruned = memory.prune(boxes, site, marked)
    shown_blocks = [block for block in shown_blocks if block.order not in pruned] if pruned else shown_blocks
    sub_headings = memory.headings(parsed.root) if site.lines else frozenset()
    found = ruled.body or body.read(parsed, shown_blocks, statements, title)
    if ruled.body:
        provenance["body"] = "rule"
    elif body.is_remnant(found, marked):
        # The pruning took the text for furniture: what its names say is not always so.
        unpruned = page.parse(html, url, content_type)
        whole = body.read(unpruned, column.blocks_of(unpruned.root), statements, title)
        found = body.larger(whole, found)
    if not credited.people:
        credited = byline.from_text(credited, [paragraph.text for paragraph in found], head, names, title)
        known.bylines += [credited.printed] if credited.printed is not None else []
    uncut = " ".join(paragraph.text for paragraph in found)
    found = boilerplate.without_furniture(found, known)
    paragraphs = [paragraph.text for paragraph in found]
    trace = memory.trace(title or "", paragraphs, boxes, statements.title)
    stays = memory.kept(paragraphs, site, title or "", sub_headings)
    if pruned or not all(stays):
        provenance.setdefault("body", "memory")
        found = [paragraph for paragraph, is_kept in zip(found, stays, strict=True) if is_kept]
        paragraphs = [paragraph.text for paragraph in found]
    if not credited.people and paragraphs and markup.is_set_apart(parsed, paragraphs[-1]):
        credited = byline.from_foot(credited, paragraphs, names)
        if credited.people:
            found, paragraphs = found[:-1], paragraphs[:-1]
    authors = noted("authors", (credited.authors, credited.witness))
    price = paywall.read(statements, barred, paragraphs, filler)
    if paywall.ends_in_notice(paragraphs):
        found, paragraphs = found[:-1], paragraphs[:-1]
    facts = walls.Facts(title, statements.title, url, statements.rank >= STATED_ARTICLE, price, uncut)
    words = walls.check(paragraphs, facts, parsed, html)
    if title is None:
        raise NoTitle(url)
    kind = kinds.read(statements, parsed, title, paragraphs, words)
    if kind == "listing":
        raise Listing(url)
    places = media.places(statements)
    people = [author.name for author in authors]
    before = paragraphs
    filed, paragraphs = dateline.split(before, title, known.standfirst, places, outlets=names, people=people)
    if filed is None:
        evidence = dateline.Evidence(
            paragraphs[: dateline.NAMED_IN],
            frozenset(map(str.casefold, places)),
            frozenset(map(str.casefold, names)),
        )
        linked = partial(_is_linked, parsed)
        filed = dateline.read_before(chunks, paragraphs, url, evidence, linked)
    elif len(paragraphs) < len(before):
        # it stood on a line of its own
        gone = next(
            (i for i, (old, new) in enumerate(zip(before, paragraphs, strict=False)) if old != new),
            len(paragraphs),
        )
        found = [*found[:gone], *found[gone + 1 :]]
    if filed is not None and not known.standfirst_in_text and _begins_below(before, paragraphs):
        # what is printed above the dateline sums the story up
        known.standfirst, known.standfirst_in_text = paragraphs[0], True
        found, paragraphs = found[1:], paragraphs[1:]
    summary = (
        (known.standfirst, "text")
        if known.standfirst_in_text
        else standfirst.read(statements, elements.standfirsts, paragraphs)
    )
    if filed is None and summary[0] is not None:
        filed = dateline.in_standfirst(summary[0], paragraphs, title, places)
    moments = times.with_dateline(moments, filed.date if filed is not None else None)
    noted("published", (moments.published, moments.published_from))
    noted("modified", (moments.modified, moments.modified_from))
    article = Article(
        url=address.canonical(statements, url, title),
        title=title,
        standfirst=noted("standfirst", summary),
        authors=authors,
        byline=credited.printed,
        agency=credited.agency,
        editors=credited.editors,
        dateline=filed,
        published=moments.published,
        published_raw=moments.published_raw,
        published_precision=moments.published_precision,
        modified=moments.modified,
        modified_raw=moments.modified_raw,
        section=noted("section", media.section(statements)),
        tags=noted("tags", media.tags(statements)),
        language=noted("language", spoken.read(statements, paragraphs, language)),
        image=noted("image", (shown.address, shown.witness)),
        image_caption=noted("image_caption", (shown.caption, shown.caption_witness)),
        image_credit=noted("image_credit", (shown.credit, shown.credit_witness)),
        body=paragraphs,
        body_kinds=blocks.letters(found),
        correction=notice,
        next_page=next_page,
        paywalled=noted("paywalled", (price.paywalled, price.witness)),
        paywall_reason=price.reason,
        licence=noted("licence", licence.read(statements, parsed)),
        kind=kind,
        entries=noted("entries", live.entries(statements, parsed, paragraphs, moments.published))
        if kind == "live"
        else [],
        provenance=provenance,
    )
    source_rules.override(article, ruled, frozenset(masthead.key(name) for name in names))
    witnesses.complete(article, statements, url, shown_text)
    return Reading(article=article, trace=trace)


def _begins_below(before: list[str], after: list[str]) -> bool:
    """Whether the dateline came off the second paragraph, below one that is a sentence."""
    unlike = [old != new for old, new in zip(before, after, strict=False)]
    return unlike[:2] == [False, True] and len(after) > 1 and blocks.is_prose(before[0])


def _is_linked(parsed: page.ParsedPage, text: str) -> bool:
    return any(e.tag == "a" and e.text and e.text.strip() == text for e in parsed.elements)


def _known(
    title: str | None,
    elements: markup.Markup,
    authors: list[Author],
    section: str | None,
    description: str | None,
) -> boilerplate.Known:
    """What the head of the page prints, read before the pruning takes it away."""
    return boilerplate.Known(
        title=title,
        headings=[element_text(heading) for heading in elements.headings],
        standfirst=element_text(elements.standfirsts[0]) if elements.standfirsts else None,
        bylines=[element_text(line) for line in elements.bylines],
        names=[author.name for author in authors],
        times=[element_text(line) for line in elements.times],
        section=section,
        description=description,
    )
