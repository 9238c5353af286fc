"""The stages in their order: what `extract` does with one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypedDict, TypeVar, Unpack

from pipelines.errors import Listing, NoTitle
from pipelines.extraction import (
    address,
    blocks,
    body,
    boilerplate,
    byline,
    byline_dates,
    captions,
    column,
    continuation,
    correction,
    dateline,
    headline,
    kinds,
    korean_reporters,
    licence,
    live,
    markup,
    masthead,
    media,
    memory,
    opening,
    page,
    paywall,
    picture,
    standfirst,
    structured,
    times,
    walls,
    witnesses,
)
from pipelines.extraction import language as spoken
from pipelines.extraction import rules as source_rules
from pipelines.extraction.bare_names import Head
from pipelines.extraction.dateline_reporters import named_in as reporters
from pipelines.extraction.head import printed_head
from pipelines.extraction.memory import NOTHING, SiteMemory, Trace
from pipelines.items import Article, Dateline, Hints, PageRule

STATED_ARTICLE = 3  # rank of a JSON-LD node that is an article of some kind

_T = TypeVar("_T")


class Given(TypedDict, total=False):
    """What is known of a page before it is read."""

    content_type: str
    """The HTTP header."""
    hints: Hints | None
    """What a feed already said."""
    source_title: str | None
    """The publisher's name."""
    language: str | None
    """The publisher's language."""
    site: SiteMemory
    """What its other articles taught."""
    rules: Sequence[PageRule]
    """What its source file says of its pages."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """One page read: its article, and what it teaches of its source."""

    article: Article
    trace: Trace


def extract(html: bytes, url: str, **given: Unpack[Given]) -> Article:
    """The article on a page, as a reader would describe it.

    Raises a NotAnArticle for every page that holds none.
    """
    return read(html, url, **given).article


def read(html: bytes, url: str, **given: Unpack[Given]) -> Reading:
    """As `extract`, with what the page teaches of its source."""
    page_read = _PageRead(html, url, given)
    page_read.read_head()
    page_read.read_body()
    page_read.leave_out_what_recurs()
    page_read.read_signature()
    page_read.check_for_walls()
    page_read.read_dateline()
    page_read.read_standfirst()
    return Reading(article=page_read.article(), trace=page_read.trace)


class _PageRead:
    """One page on its way to an article. Each method is a stage, and leaves what the next ones need."""

    def __init__(self, html: bytes, url: str, given: Given) -> None:
        self.html, self.url, self.given = html, url, given
        self.site = given.get("site", NOTHING)
        self.parsed = page.parse(html, url, given.get("content_type", ""))
        self.ruled = source_rules.apply(self.parsed, given.get("rules", ()))
        self.statements = structured.read(self.parsed)
        self.elements = markup.read(self.parsed, self.statements.title)
        self.names = media.site_names(self.statements, url, given.get("source_title"))
        self.provenance: dict[str, str] = {}
        self.chunks = list(self.parsed.root.itertext())
        self.shown_text = "".join(self.chunks)

    def noted(self, name: str, found: tuple[_T, str | None]) -> _T:
        """A value, its witness written down."""
        value, witness = found
        if witness is not None and value not in (None, "", []):
            self.provenance[name] = witness
        return value

    def read_head(self) -> None:
        """Headline, byline, times and what else stands around the text, before furniture is taken out."""
        parsed, statements, elements = self.parsed, self.statements, self.elements
        self.title = self._title()
        self.credited = byline.read(
            statements, elements.bylines, partial(markup.author_links, parsed), self.names
        )
        lines = markup.head_lines(parsed, elements.headings)
        self.head = [] if self.credited.people else list(lines)
        self.moments = self._moments()
        self.notice = correction.read(parsed.outline, statements, self.shown_text)
        self.next_page = continuation.read(parsed, self.url)
        self.known = printed_head(
            self.title,
            elements,
            self.credited.authors,
            media.section(statements)[0],
            standfirst.description(statements),
        )
        self._know_byline()
        self.picture = picture.read(statements, parsed.root, self.url)
        self.barred = paywall.barrier(parsed.outline)
        self.filler = paywall.drop_filler(parsed.root, self.shown_text)

    def _title(self) -> str | None:
        names = frozenset(name.casefold() for name in self.names)
        found = headline.read(
            self.statements,
            self.elements.headings,
            partial(markup.printed_heading, self.parsed),
            headline.Site(names=names, affixes=self.site.title_affixes, page=self.url),
            self.given.get("hints"),
        )
        stated = self.ruled.text("title")
        return self.noted("title", found if stated is None else (stated, "rule"))

    def _moments(self) -> times.Times:
        elements = self.elements
        shown = times.Shown(self.parsed, elements.headings, self.title or "", elements.times)
        return times.read(self.statements, shown, self.url, self.given.get("hints"))

    def _know_byline(self) -> None:
        self.known.bylines += [self.credited.printed] if self.credited.printed is not None else []
        self.known.names = [author.name for author in self.credited.authors]

    def read_body(self) -> None:
        """The paragraphs, furniture taken out of the page before and out of them after."""
        root = self.parsed.root
        marked = boilerplate.paragraph_chars(root)
        pruned = boilerplate.prune(root, self.parsed.outline, marked)
        self.known.captions = pruned.captions
        blocks_shown = column.blocks_of(root)
        self.boxes = memory.boxes(blocks_shown)
        self.pruned = memory.prune(self.boxes, self.site, marked)
        if self.pruned:
            blocks_shown = [block for block in blocks_shown if block.order not in self.pruned]
        self.shown = blocks_shown
        self.sub_headings = memory.headings(root) if self.site.lines else frozenset()
        self.found = self.ruled.body or body.read(self.parsed, blocks_shown, self.statements, self.title)
        if self.ruled.body:
            self.provenance["body"] = "rule"
        elif body.is_remnant(self.found, marked - pruned.apart):
            # The pruning took the text for furniture: what its names say is not always so.
            self.found = body.larger(self._unpruned_body(), self.found)
        if not self.credited.people:
            head = Head(self.paragraphs, self.head, self.title, partial(markup.is_set_apart, self.parsed))
            self.credited = byline.from_text(self.credited, head, self.names)
            self._know_byline()
        self.uncut = " ".join(paragraph.text for paragraph in self.found)
        self.found = boilerplate.without_furniture(self.found, self.known)
        self.credited, self.found = korean_reporters.read(self.credited, self.found)

    def _unpruned_body(self) -> list[blocks.Paragraph]:
        unpruned = page.parse(self.html, self.url, self.given.get("content_type", ""))
        return body.read(unpruned, column.blocks_of(unpruned.root), self.statements, self.title)

    @property
    def paragraphs(self) -> list[str]:
        """The text of each paragraph."""
        return [paragraph.text for paragraph in self.found]

    def leave_out_what_recurs(self) -> None:
        """Without the lines that the source's other articles have too; what this one teaches of them."""
        paragraphs, title = self.paragraphs, self.title or ""
        self.trace = memory.trace(title, paragraphs, self.boxes, self.statements.title)
        stays = memory.kept(paragraphs, self.site, title, self.sub_headings)
        if self.pruned or not all(stays):
            self.provenance.setdefault("body", "memory")
            self.found = [one for one, is_kept in zip(self.found, stays, strict=True) if is_kept]

    def read_signature(self) -> None:
        """The name that stands alone below the text, where nothing above it named anybody."""
        paragraphs = self.paragraphs
        if not self.credited.people and paragraphs and markup.is_set_apart(self.parsed, paragraphs[-1]):
            self.credited = byline.from_foot(self.credited, paragraphs, self.names)
            if self.credited.people:
                self.found = self.found[:-1]
        if byline.is_agency_sign(self.paragraphs):
            self.credited = byline.signed(self.credited, self.found[-1].text)
            self.found = self.found[:-1]
        self.authors = self.noted("authors", (self.credited.authors, self.credited.witness))

    def check_for_walls(self) -> None:
        """The price of the article and its kind. Raises the NotAnArticle that the page is, if it is one."""
        statements, title = self.statements, self.title
        self.price = paywall.read(statements, self.barred, self.paragraphs, self.filler)
        if paywall.ends_in_notice(self.paragraphs):
            self.found = self.found[:-1]
        is_stated = statements.rank >= STATED_ARTICLE or bool(statements.first("article:published_time"))
        facts = walls.Facts(title, statements.title, self.url, is_stated, self.price, self.uncut)
        words = walls.check(self.paragraphs, facts, self.parsed, self.html)
        if title is None:
            raise NoTitle(self.url)
        self.headline = title
        self.kind = kinds.read(statements, self.parsed, title, self.paragraphs, words)
        if self.kind == "listing":
            raise Listing(self.url)

    def read_dateline(self) -> None:
        """The dateline, taken off the text it begins."""
        before = self.paragraphs
        people = [author.name for author in self.authors]
        places = media.places(self.statements)
        self.filed, after = dateline.split(
            before, self.headline, self.known.standfirst, places, outlets=self.names, people=people
        )
        if self.filed is None:
            self.filed = self._dateline_before(places)
            return
        if not self.authors:
            self.authors = self.noted("authors", (reporters(self.filed), "text"))
        if len(after) < len(before):
            # it stood on a line of its own
            unlike = (i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
            gone = next(unlike, len(after))
            self.found = [*self.found[:gone], *self.found[gone + 1 :]]
        after = opening.without_repetition(after, self.filed)
        self.found = [replace(one, text=text) for one, text in zip(self.found, after, strict=True)]
        if not self.known.standfirst_in_text and opening.begins_below(before, after):
            # what is printed above the dateline sums the story up
            self.known.standfirst, self.known.standfirst_in_text = after[0], True
            self.found = self.found[1:]

    def _dateline_before(self, places: list[str]) -> Dateline | None:
        """The dateline that stands above the text."""
        paragraphs = self.paragraphs
        evidence = dateline.Evidence(
            paragraphs[: dateline.NAMED_IN],
            frozenset(map(str.casefold, places)),
            frozenset(map(str.casefold, self.names)),
        )
        linked = partial(markup.is_linked, self.parsed)
        return dateline.read_before(self.chunks, paragraphs, self.url, evidence, linked)

    def read_standfirst(self) -> None:
        """The summary above the text, and the dateline and times that it helps to tell."""
        known, paragraphs = self.known, self.paragraphs
        below_pictures = [*known.captions, *captions.credited(self.shown)]
        above = standfirst.Above(self.shown_text, self.chunks, paragraphs, below_pictures)
        self.summary = (
            (standfirst.whole(known.standfirst or "", self.elements.standfirsts), "text")
            if known.standfirst_in_text
            else standfirst.read(self.statements, self.elements, paragraphs, self.headline, above)
        )
        if self.summary[0] is None:
            line = standfirst.between(self.shown, self.headline, self.credited.printed)
            self.summary = (None, None) if line is None or line in paragraphs else (line, "text")
        if self.summary[0] is None:
            stated = standfirst.stated(self.statements)
            line, count = opening.summary(self.found, self.shown, stated, self.filed)
            self.summary, self.found = (line, "text"), self.found[count:]
        if self.filed is None and self.summary[0] is not None:
            places = media.places(self.statements)
            self.filed = dateline.in_standfirst(self.summary[0], paragraphs, self.headline, places)
        date = self.filed.date if self.filed is not None else None
        self.moments = times.with_opening(self.moments, date, paragraphs)

    def article(self) -> Article:
        """All of it, the rules of the source file having the last word."""
        statements, moments, shown, noted = self.statements, self.moments, self.picture, self.noted
        paragraphs = self.paragraphs
        live_from = moments.published
        article = Article(
            url=address.canonical(statements, self.url, self.headline),
            title=self.headline,
            standfirst=noted("standfirst", self.summary),
            authors=self.authors,
            byline=byline_dates.without_dates(self.credited.printed, self.authors),
            agency=self.credited.agency,
            editors=self.credited.editors,
            dateline=self.filed,
            published=noted("published", (moments.published, moments.published_from)),
            published_raw=moments.published_raw,
            published_precision=moments.published_precision,
            modified=noted("modified", (moments.modified, moments.modified_from)),
            modified_raw=moments.modified_raw,
            section=noted("section", media.section(statements, self.headline)),
            tags=noted("tags", media.tags(statements)),
            language=noted("language", spoken.read(statements, paragraphs, self.given.get("language"))),
            image=noted("image", (shown.address, shown.witness)),
            image_caption=noted("image_caption", (shown.caption, shown.caption_witness)),
            image_credit=noted("image_credit", (shown.credit, shown.credit_witness)),
            body=paragraphs,
            body_kinds=blocks.letters(self.found),
            correction=self.notice,
            next_page=self.next_page,
            paywalled=noted("paywalled", (self.price.paywalled, self.price.witness)),
            paywall_reason=self.price.reason,
            licence=noted("licence", licence.read(statements, self.parsed)),
            kind=self.kind,
            entries=noted("entries", live.entries(statements, self.parsed, paragraphs, live_from))
            if self.kind == "live"
            else [],
            provenance=self.provenance,
            cut=self.parsed.cut,
        )
        source_rules.override(article, self.ruled, frozenset(masthead.key(name) for name in self.names))
        witnesses.complete(article, statements, self.url, self.shown_text)
        return article
