"""What travels through the pipelines, and what each field means.

Every field is written down once, here: extraction fills it, the archive stores it, the
reading room shows it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

AGENCY_ROLE = "agency"
OUTLET_ROLE = "outlet"


@dataclass(slots=True, kw_only=True)
class Author:
    """One of those credited with the article, in the order of the byline.

    People; an agency beside them, or the agency or outlet that is credited where no person is.
    """

    name: str
    """As printed, without "By", role or outlet; letters intact in any script."""
    role: str | None = None
    """``Transport Correspondent``: what the byline says the person is; ``contributor`` and
    ``translation`` for those whom a label of the line names; AGENCY_ROLE or OUTLET_ROLE for an
    organisation, which is nobody."""
    place: str | None = None
    """Where the byline says the person reported from."""

    @property
    def is_person(self) -> bool:
        """Whether this is somebody."""
        return self.role not in (AGENCY_ROLE, OUTLET_ROLE)


@dataclass(slots=True, kw_only=True)
class Dateline:
    """Where, by whom and when the story was filed, printed at the head of its text."""

    text: str
    """As printed, without the separator: ``PORT ELLERY (Havenwire)``."""
    place: str | None = None
    agency: str | None = None
    date: str | None = None
    """As printed (``March 3``, ``14 mar.``): it rarely names a year."""
    separator: str | None = None
    """What stood between it and the text (`` — ``); it was then taken off the first paragraph.
    None when it was not printed there but found elsewhere on the page."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """One entry of a live blog."""

    paragraph: int
    """Where it begins: the number of its first paragraph in ``Article.body``, from 0."""
    at: datetime
    """When it was posted, in the zone in which the page prints it."""


@dataclass(slots=True, kw_only=True)
class Hints:
    """What a feed or sitemap already said of a page: a witness, weaker than the page itself."""

    title: str | None = None
    published: datetime | None = None
    authors: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Article:
    """What a reader would call the article, without the page around it."""

    url: str
    """The address under which it is filed: canonical where that is credible."""
    title: str
    """The headline as printed above the text (h1), not the one for search engines."""
    standfirst: str | None = None
    """The summary printed between headline and text; never a copy of the first paragraph."""
    authors: list[Author] = field(default_factory=list)
    byline: str | None = None
    """The credit line as printed, without what its element prints beside it (dates, counters, buttons, a
    biography): "By Ana Ferreira in Lisbon"."""
    agency: str | None = None
    """The agency or other outlet that the byline names: where the copy, or its writer, comes from."""
    editors: list[str] = field(default_factory=list)
    """Whom the byline names as editors of the text."""
    dateline: Dateline | None = None
    published: datetime | None = None
    """Aware, whole seconds, in the zone in which the page prints it. None when the page gives no date;
    never guessed from the fetch."""
    published_precision: str | None = None
    """``minute``, or ``day`` where the page names no hour: the time is then midnight UTC of that day."""
    published_raw: str | None = None
    """The text the time was read from, kept also when no time could be made of it."""
    modified: datetime | None = None
    """When the text last changed, as ``published``; None where that is no later than the publication."""
    modified_raw: str | None = None
    """As ``published_raw``."""
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    """BCP 47 primary tag, lower-case: ``en``, ``pt-br`` becomes ``pt``."""
    image: str | None = None
    """Absolute address of the lead image."""
    image_caption: str | None = None
    """What the page prints below the lead image, without the credit."""
    image_credit: str | None = None
    """Whose the lead image is: the photographer, the agency."""
    body: list[str] = field(default_factory=list)
    """Paragraphs and sub-headings in order, whitespace folded, the dateline taken off."""
    body_kinds: str = ""
    """What each paragraph of ``body`` is, one letter for each: ``p`` a paragraph, ``h`` a
    sub-heading, ``i`` an item of a list, ``q`` a quotation, ``r`` a row of a table."""
    paywalled: bool | None = None
    """True, False, or None where the page does not say."""
    paywall_reason: str | None = None
    """What says so, in its own words: ``isAccessibleForFree: false``, ``Subscribe to continue reading``."""
    correction: str | None = None
    """The notice printed on the page about a mistake in it, with its label: "Correction: …"."""
    next_page: str | None = None
    """The address of the page that goes on where this one ends; None once the pages are joined."""
    pages: list[str] = field(default_factory=list)
    """The addresses of the further pages the text was joined from, in order."""
    kind: str = "article"
    """``article``, ``live`` (a live blog), ``video``, ``gallery``. A listing is no article."""
    entries: list[Entry] = field(default_factory=list)
    """Of a live blog, in the order of the text; empty where the page gives no times."""
    licence: str | None = None
    """The licence the page states for its text, as address or name: ``https://creativecommons.org/…``."""
    provenance: dict[str, str] = field(default_factory=dict)
    """Field name -> the witness its value came from: ``json-ld``, ``meta``, ``markup``,
    ``text``, ``payload`` (a script's data), ``url``, ``address`` (the day that it names), ``dateline``,
    ``hint`` (of a feed), ``source`` (its file's language), ``memory`` (what the source's other articles
    taught), ``rule`` (of the source file)."""
    cut: list[str] = field(default_factory=list)
    """What is not whole because a bound was reached: names of fields, ``pages`` (further pages that were
    not joined), ``script`` (data in the page that were not read), ``tag`` (attributes that were not)."""

    @property
    def text(self) -> str:
        """The body as one string, a blank line between paragraphs."""
        return "\n\n".join(self.body)


@dataclass(slots=True, kw_only=True, frozen=True)
class Capture:
    """Where the bytes of a fetched page are kept."""

    file: str
    """Path of the WARC file, from the archive's folder."""
    offset: int
    """Bytes before the record."""
    length: int
    """Bytes of the compressed record."""
    digest: str
    """``sha256:`` and the hexadecimal digest of the page's body."""


@dataclass(slots=True, kw_only=True)
class Page:
    """One fetched page on its way to becoming an article."""

    page_id: int
    """Its row in the frontier (table ``pages``)."""
    source: str
    requested_url: str
    url: str
    """Where the bytes came from, after redirects."""
    status: int
    body: bytes = field(repr=False)
    """Decoded from its transfer encoding, not from its character set."""
    packed: bytes | None = field(default=None, repr=False)
    """The body as it came, where that was one gzip stream; until the page has been kept."""
    content_type: str = ""
    """The HTTP header, with its charset parameter."""
    headers: list[tuple[str, str]] = field(default_factory=list, repr=False)
    """The HTTP headers in the order of the answer."""
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime
    duration_ms: int = 0
    hints: Hints = field(default_factory=Hints)
    article: Article | None = None
    """Filled by the extract pipeline."""
    last_digest: str | None = None
    """The digest of its newest capture; None where it has none."""
    capture: Capture | None = None
    """Where its bytes were kept for the first time; None where they were not, or are known already."""
    trace: bytes = field(default=b"", repr=False)
    """What the page teaches of its source, packed; filled by the extract pipeline."""


RULED_FIELDS = ("title", "standfirst", "byline", "section", "tags", "published", "modified", "image", "body")
"""What a rule may name a selector for."""


@dataclass(slots=True, frozen=True, kw_only=True)
class PageRule:
    """One ``[[rules]]`` table of a source file."""

    selectors: tuple[tuple[str, str], ...] = ()
    """Field (one of RULED_FIELDS) and the CSS selector of the element that prints it."""
    prune: tuple[str, ...] = ()
    """CSS selectors of elements that are left out before anything is read."""
    since: date | None = None
    """Pages fetched from this day on, itself included."""
    until: date | None = None
    """Pages fetched until this day, itself included."""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is about pages fetched on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
