"""Does this address name an article? Judged by the address alone, before anything is fetched.

Two witnesses. What addresses of articles look like everywhere: a date in the path, a long slug,
a long number, and none of the words by which sites call their sections, tags, people and
services. And what they look like at this publisher, learnt from those its own feed names: there
the second witness outweighs the first.

Measured by ``python -m bench.discovery``.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from crawler.discovery.address_words import (
    ARTICLE_WORDS,
    FILES,
    LISTING_WORDS,
    NEWS_WORDS,
    OUR_WORDS,
    SELF_WORDS,
    SERVICE_WORDS,
    SOFT_WORDS,
)

THRESHOLD = 1.0  # of the score below; see bench.discovery for what it costs either way
NAME_CHARS = 15  # the names of sections and services are shorter: "cost-of-living", "dash-cams"
LONG_CHARS = 20  # two words that long are a headline's: "menschenrechte-achten"
ROOM_CHARS = 4  # the shortest name of a room that is no part of other words by chance: "wahl"
SLUG_WORDS = 5  # what has so many words is a headline wherever it stands in the path
LEARNT_FROM = 5  # addresses of one publisher before their form says anything
SHARE = 0.04  # of them that a form must have to be one of the publisher's
MAIN_FORM = 0.5
SINGLE_FORM = 0.9  # a feature that so many of them have is a must
LEARNT_PLUS, LEARNT_MINUS = 1.2, -1.2

_PAGE_EXTENSION = re.compile(r"\.(?:[a-z]?html?|php\d?|aspx?|jsp|cms|ece|do|cfm|amp)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.([a-z0-9]{2,5})$", re.IGNORECASE)
_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_FULL_DATE = re.compile(
    rf"(?:(?<![0-9a-z]){_YEAR}[/._-]{_MONTH}[/._-]{_DAY}(?![0-9])"
    rf"|(?<![0-9]){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|(?<![0-9]){_DAY}[/._-]{_MONTH}[/._-]{_YEAR}(?![0-9])|/{_YEAR}/(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/)",
    re.IGNORECASE,
)
_MONTH_DATE = re.compile(rf"(?<![0-9a-z]){_YEAR}[/-]{_MONTH}(?=[/_-]|$)", re.IGNORECASE)
_YEAR_SEGMENT = re.compile(rf"/{_YEAR}(?=/)")
_DATE_SEGMENT = re.compile(
    rf"(?:{_YEAR}|{_DAY}|{_MONTH}|{_YEAR}[-_.]?{_MONTH}(?:[-_.]?{_DAY})?|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[-_+.,~ :!()'’–]+")
_LONG_ID = re.compile(
    r"(?<![0-9a-z])(?=[0-9a-f-]*\d)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|"
    r"(?<![0-9a-z])(?=[a-z]*\d)[0-9a-f]{12,64}(?![0-9a-z])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{3,}")
_CODE = re.compile(r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{6,40}")
_MIXED = re.compile(r"[a-z][A-Z]")
_IDS = re.compile(
    r"(?:id|[a-z_]*id|idx|idxno|[a-z]{0,8}nr|[a-z_]*no|p|pk|seq(?:_code)?|sid|aid|nid|newsid|story|doc|"
    r"article|artikel|a|n|tt_news|tx_\w+\[tt_news\]|serialno|oid)",
    re.IGNORECASE,
)
_PAGER = re.compile(r"(?:page|paged|pg|seite|pagina|start|offset)", re.IGNORECASE)
_ASKED = re.compile(r"(?:s|q|query|search|keywords?|buscar|suche|text)", re.IGNORECASE)
_ROOMS = LISTING_WORDS | SOFT_WORDS | ARTICLE_WORDS | NEWS_WORDS
_AND = frozenset(("and", "und", "et", "y", "e", "og", "och", "en", "i"))
_CONNECTIVES = _AND | {"the", "of", "de", "la", "le", "a", "in"}
_ABOUT_US = SERVICE_WORDS | SELF_WORDS | OUR_WORDS | _AND
_COUNTED = re.compile(r"[-_]\d{2,}$")  # of a database; "section-2" is a second section
_AFTER_SLUG = ARTICLE_WORDS | NEWS_WORDS | {"index", "default"}
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts without spaces


Shape: TypeAlias = tuple[int, str, bool, bool, bool, str, str]


@dataclass(slots=True)
class Form:
    """What stands in an address, as far as the judgement needs it."""

    segments: list[str]
    """Of the path, unquoted, lower case; the last one without the extension of a page."""
    last: str
    """The last segment that is no part of a date, as written."""
    words: int
    """In the slug of it."""
    date: int
    """3 for a whole date in the path, 2 for year and month, 1 for a year, 0 for none."""
    id_digits: int
    """Digits (or letters and digits) of the longest number that is no date; 0 for none."""
    extension: str
    query_id: int
    """Digits of an id given as a parameter."""
    numbered: bool
    """A digit stands in the last segment."""
    query: str
    """Path and names of the parameters that hold a number, where there are any: how a script is asked."""
    bare_date: bool
    """Nothing but section words stands beside the date: the archive of a day or month."""

    @property
    def shape(self) -> Shape:
        """What addresses of one kind have in common at one publisher."""
        size = "slug" if self.words >= 3 else "word" if self.words else "none"
        return (
            min(len(self.segments), 6),
            size,
            self.date >= 2,
            self.id_digits >= 3,
            self.numbered,
            self.extension,
            self.query,
        )


@lru_cache(maxsize=4_096)
def form_of(url: str) -> Form:
    """The form of an address."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment.strip()]
    extension = ""
    if segments and (found := _PAGE_EXTENSION.search(segments[-1])):
        extension = found[0].lower()
        segments[-1] = segments[-1][: found.start()] or segments[-1]
    date = _date(path)
    undated = [segment for segment in segments if not _DATE_SEGMENT.fullmatch(segment)]
    last = undated[-1] if undated else ""
    bare = date > 0 and (
        not undated or (segments[-1] != last and len(_words(last)) < 3 and not _number(segments))
    )
    return Form(
        segments=[segment.lower() for segment in segments],
        last=last,
        words=_slug_words(undated),
        date=date,
        id_digits=_number(segments),
        extension=extension,
        query_id=_query_id(parts),
        numbered=any(letter.isdigit() for letter in last),
        query=_query_form(parts),
        bare_date=bare,
    )


def _date(path: str) -> int:
    if _FULL_DATE.search(path):
        return 3
    return 2 if _MONTH_DATE.search(path) else 1 if _YEAR_SEGMENT.search(path) else 0


def _words(segment: str) -> list[str]:
    """The words of a slug; a script without spaces counts a word for every two signs."""
    if dense := _DENSE.findall(segment):
        return ["字"] * (len(dense) // 2)
    found = [w for w in _SEPARATORS.split(segment) if len(w) > 1 and not any(c.isdigit() for c in w[:-1])]
    # "arts-and-entertainment" is two words; in a long slug it does not matter.
    return found if len(found) > 3 else [word for word in found if word.lower() not in _AND]


def _slug_words(undated: list[str]) -> int:
    """Words of the slug: the last segment, or one before it where that is a number or says "article"."""
    if not undated:
        return 0
    last = undated[-1]
    if _is_code(last) or last.lower() in _AFTER_SLUG:
        return max(len(_words(segment)) for segment in undated[-3:])
    before = len(_words(undated[-2])) if len(undated) > 1 else 0
    return max(len(_words(last)), before if before >= SLUG_WORDS else 0)


def _is_code(segment: str) -> bool:
    """Whether a segment is a number or code rather than words."""
    return not any(len(word) > 2 for word in _words(segment)) or _CODE.fullmatch(segment) is not None


def _number(segments: list[str]) -> int:
    """How long the longest number of a path is that can be an article's."""
    longest = 0
    for segment in segments[-3:]:
        if found := _LONG_ID.search(segment):
            longest = max(longest, len(found[0]))
        rest = segment if _NUMBER.fullmatch(segment) and len(segment) > 8 else _FULL_DATE.sub("", segment)
        if _DATE_SEGMENT.fullmatch(rest) and len(rest) <= 8:
            continue
        for digits in _NUMBER.findall(rest):
            if not re.fullmatch(_YEAR, digits):
                longest = max(longest, len(digits))
        for part in re.split(r"[-~,_]", rest):
            if _CODE.fullmatch(part) and (sum(c.isdigit() for c in part) >= 2 or _MIXED.search(part)):
                longest = max(longest, 6)
    return longest


def _query_id(parts: SplitResult) -> int:
    try:
        pairs = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return 0
    found = 0
    for name, value in pairs:
        digits = re.match(r"\d{3,}", value)
        if digits and _IDS.fullmatch(name) and not _PAGER.fullmatch(name):
            found = max(found, len(digits[0]))
    return found


def _query_form(parts: SplitResult) -> str:
    pairs = (pair.partition("=") for pair in parts.query.split("&")[:50])
    names = sorted(name for name, _, value in pairs if value.isdecimal() and not _PAGER.fullmatch(name))
    return f"{parts.path}?{'&'.join(names)}" if names else ""


def score(url: str) -> float:
    """How much an address looks like an article's anywhere; from THRESHOLD on it counts as one."""
    form = form_of(url)
    parts = urlsplit(url)
    if _never(parts, form):
        return -5.0
    points = _points(form)
    points += _penalty(parts, form)
    return points


def _never(parts: SplitResult, form: Form) -> bool:
    """The front page, files, archives of a day, answers to a search."""
    if not form.segments:
        return form.query_id == 0
    raw = parts.path.rstrip("/").rpartition("/")[2]
    extension = _EXTENSION.search(raw)
    if extension and extension[1].lower() in FILES:
        return True
    if form.bare_date and form.query_id == 0:
        return True
    if _names(parts, _ASKED) and form.query_id == 0:
        return True
    return form.segments[-1] in ("feed", "rss", "atom", "comments", "amp.rss", "print.rss")


def _points(form: Form) -> float:
    points = {0: 0.0, 1: 0.4, 2: 1.0, 3: 1.6}[form.date]
    points += {0: -0.3, 1: 0.0, 2: 0.35, 3: 1.0, 4: 1.2}.get(form.words, 1.5)
    if form.id_digits:
        points += 1.3 if form.id_digits >= 6 else 1.0 if form.id_digits >= 4 else 0.3
    if form.query_id:
        points += 1.5 if form.query_id >= 4 else 1.0
    if form.extension and form.segments[-1] not in ("index", "default"):
        points += 0.65
    points += 0.25 if len(form.segments) >= 2 else 0.0
    if len(form.segments) == 1 and form.id_digits and form.segments[0].isdecimal():
        points += 1.0  # nothing but a number after the host: few sites number anything but articles
    if any(segment in ARTICLE_WORDS for segment in form.segments[:-1]):
        points += 0.45
    elif any(segment in NEWS_WORDS for segment in form.segments[:-1]):
        points += 0.2
    return points


def _penalty(parts: SplitResult, form: Form) -> float:
    numbered = form.id_digits >= 5 or form.query_id >= 4
    strong = (form.date >= 2 and form.words >= 2) or (numbered and form.words >= 3)
    last = form.segments[-1] if form.segments else ""
    before = form.segments[:-1]
    points = 0.0
    listings = [place for place, segment in enumerate(before) if _COUNTED.sub("", segment) in LISTING_WORDS]
    if listings and not strong:
        far = len(before) - listings[-1] >= 2 and form.words >= 4
        points -= 0.5 if far else 1.5 if form.words >= 7 else 3.0
    soft = any(segment in SOFT_WORDS for segment in before) and not any(
        s in ARTICLE_WORDS | NEWS_WORDS for s in before[-3:]
    )
    if soft and not strong and not numbered and form.words < (3 if form.date else 4):
        points -= 1.0
    tokens = set(_SEPARATORS.split(last))
    if last in _ROOMS and form.query_id == 0 and form.words < 3:
        points -= 1.5
    elif form.words and all(token in _ROOMS or token in _CONNECTIVES for token in tokens) and not numbered:
        points -= 1.0
    if form.words >= 2 and not numbered and form.date < 2 and tokens <= _ABOUT_US:
        points -= 1.6
    if len(before) == 1 and form.words <= 3 and not form.numbered and _is_part_of(last, before[0]):
        points -= 0.5
    spoken = {last, *tokens} if form.words <= 3 else {next(iter(_words(last)), "")}
    if spoken & SERVICE_WORDS and form.words <= 5 and form.date < 2 and not numbered:
        points -= 1.6
    if form.words == 2 and before and len(last) >= NAME_CHARS and not soft and not listings:
        points += 0.4 if not set(before) & NEWS_WORDS else 0.2
    elif form.words == 2 and not before and len(last) >= LONG_CHARS:
        points += 0.65
    if form.words == 3 and len(last) < NAME_CHARS and last == form.last.lower():
        points -= 0.4
    if any(segment in SERVICE_WORDS for segment in before) and not strong and form.query_id < 4:
        points -= 2.0
    if last in ("index", "default") and form.date < 2 and not numbered:
        points -= 0.5  # the page of a room, whatever the room is called
    if before and before[-1] == "page" and last.isdecimal():
        points -= 3.0
    if _names(parts, _PAGER) and form.query_id == 0:
        points -= 1.5
    return points


def _is_part_of(last: str, room: str) -> bool:
    """Whether a short name repeats that of the room above it: "travel-insurance" below "insurance"."""
    return len(room) >= ROOM_CHARS and room in last


def _names(parts: SplitResult, form: re.Pattern[str]) -> bool:
    """Whether a parameter of the query is named so."""
    return any(form.fullmatch(pair.partition("=")[0]) for pair in parts.query.split("&"))


@dataclass(slots=True)
class ArticleAddresses:
    """Judges addresses of one publisher, with what was learnt from its own articles."""

    shapes: Counter[Shape] = field(default_factory=Counter)
    number: int = 0
    dated: int = 0
    numbered: int = 0
    slugged: int = 0

    @classmethod
    def learnt_from(cls, urls: Iterable[str]) -> "ArticleAddresses":
        """Judge as these addresses of articles suggest."""
        learnt = cls()
        for url in urls:
            learnt.learn(url)
        return learnt

    def learn(self, url: str) -> None:
        """One more address that is known to name an article."""
        form = form_of(url)
        self.shapes[form.shape] += 1
        self.number += 1
        self.dated += form.date >= 2
        self.numbered += form.numbered or form.query != ""
        self.slugged += form.words >= 3

    def __contains__(self, url: str) -> bool:
        """Whether the address names an article."""
        return self.score(url) >= THRESHOLD

    def score(self, url: str) -> float:
        """The general score, moved by what the publisher's own articles look like."""
        points = score(url)
        if self.number < LEARNT_FROM or points <= -4:
            return points
        form = form_of(url)
        if self.shapes[form.shape] >= max(2, SHARE * self.number):
            points += LEARNT_PLUS
            if self.shapes[form.shape] >= MAIN_FORM * self.number and (form.query or form.numbered):
                points = max(points, THRESHOLD)  # numbered just as most of them, whatever words stand there
        elif not any(_alike(form.shape, known) for known in self.shapes):
            points += LEARNT_MINUS
        if self.dated >= SINGLE_FORM * self.number and form.date < 2:
            points += LEARNT_MINUS
        if self.slugged >= SINGLE_FORM * self.number and form.words < 3:
            points += LEARNT_MINUS
        if self.numbered >= SINGLE_FORM * self.number and not form.numbered and not form.query:
            points += LEARNT_MINUS
        return points


def _alike(one: Shape, other: Shape) -> bool:
    """Forms that differ in how deep they lie or how long their slug is are near enough."""
    return one[2:] == other[2:]


_DAY_OF = re.compile(
    rf"(?<![0-9])(?P<year>{_YEAR})(?P<s>[/._-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/._-])[1-9])"
    r"(?:(?P=s)(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/._-])[1-9])(?![0-9]))?"
)


def day_of(url: str) -> date | None:
    """The day that the path of an address names, the first of the month where it names no more."""
    found = _DAY_OF.search(urlsplit(url).path)
    if found is None or (not found["s"] and found["day"] is None):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return None
