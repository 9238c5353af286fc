"""What an address says for and against its being an article's, as named witnesses.

Each witness is a plain observation ("date3", "slug-2-words"); what it weighs is in
``address_weights.py``, fitted by ``python -m bench.discovery --fit``.
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from crawler.discovery.address_form import AND, PAGER, SEPARATORS, Form, form_of
from crawler.discovery.address_words import (
    ARTICLE_WORDS,
    FILES,
    HEADLINE_WORDS,
    LEGAL_WORDS,
    LISTING_ROOMS,
    LISTING_WORDS,
    NEWS_WORDS,
    OPENING_WORDS,
    OTHER_SCRIPTS,
    OUR_WORDS,
    SECTION_NAMES,
    SELF_WORDS,
    SERVICE_HOSTS,
    SERVICE_WORDS,
    SHOP_WORDS,
    SOFT_WORDS,
    TRADE_WORDS,
)

ROOM_CHARS = 4  # the shortest name of a room that is no part of other words by chance: "wahl"
MANY_WORDS = 8  # more words of a slug say no more
NAME_LENGTHS = (8, 12, 16, 22, 30, 45)  # characters; the lower bounds of the classes of a name's length
ID_DIGITS = (3, 4, 6, 8)  # digits; the lower bounds of the classes of a number

_EXTENSION = re.compile(r"\.([a-z0-9]{2,5})$", re.IGNORECASE)
_ASKED = re.compile(r"(?:s|q|query|search|keywords?|buscar|suche|text)", re.IGNORECASE)
_COUNTED = re.compile(r"[-_]\d{2,}$")  # of a database; "section-2" is a second section
_LISTS = LISTING_WORDS | LISTING_ROOMS | OTHER_SCRIPTS
_ROOMS = (
    LISTING_WORDS | LISTING_ROOMS | SOFT_WORDS | ARTICLE_WORDS | NEWS_WORDS | SECTION_NAMES | OTHER_SCRIPTS
)
_LEGAL_ALONE = LEGAL_WORDS - {
    "cookies",
    "copyright",
    "gdpr",
    "dsgvo",
    "rodo",
}  # these make news, or are baked
_LEGAL_ROOMS = _LEGAL_ALONE - {
    "newsletter",
    "newsletters",
    "e-paper",
    "epaper",
    "rss",
}  # letters are articles at times
_ARTICLE_NUMBER = re.compile(
    r"(?:article|articulo|artikel|artigo|artykul|story|detail|art|content|doc|news)[a-z_]*[-_/]?\d{4,}",
    re.IGNORECASE,
)
_CONNECTIVES = AND | {"the", "of", "de", "la", "le", "a", "in", "del", "des", "der", "die", "das", "c", "n"}
_ABOUT_US = SERVICE_WORDS | SELF_WORDS | OUR_WORDS | LEGAL_WORDS | AND


def is_never_an_article(url: str) -> bool:
    """The front page, files, archives of a day, answers to a search."""
    parts, form = urlsplit(url), form_of(url)
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
    if form.date < 2 and _is_about_the_site(form):
        return True
    return form.segments[-1] in ("feed", "rss", "atom", "comments", "amp.rss", "print.rss")


def _is_about_the_site(form: Form) -> bool:
    """Terms, imprints, newsletters: what has a number like an article's and is none."""
    return (form.words <= 2 and not _LEGAL_ALONE.isdisjoint(_tokens(form))) or not _LEGAL_ROOMS.isdisjoint(
        form.segments[:-1]
    )


def witnesses(url: str) -> tuple[str, ...]:
    """The names of all that an address says, each once."""
    parts, form = urlsplit(url), form_of(url)
    found = (_of_numbers(form, parts), _of_rooms(form, parts), _of_name(form))
    return ("any", *dict.fromkeys(name for names in found for name in names))


def _class_of(number: int, bounds: tuple[int, ...]) -> int:
    return max((bound for bound in bounds if number >= bound), default=0)


def _strength(form: Form) -> str:
    """Whether a date or number stands beside a slug, as it seldom does in the addresses of lists."""
    if form.date >= 2 and form.words >= 2:
        return "dated"
    return "numbered" if form.id_digits >= 4 and form.words >= 3 else ""


def _tokens(form: Form) -> list[str]:
    """The words of the name, small ones too."""
    name = form.last.lower()
    if name in ("index", "default") and len(form.segments) > 1:
        name = form.segments[-2]
    parts = (one.rstrip("0123456789") for one in SEPARATORS.split(name))
    return [one for one in parts if len(one) > 1]


def _of_numbers(form: Form, parts: SplitResult) -> Iterator[str]:
    words, digits = min(form.words, MANY_WORDS), _class_of(form.id_digits, ID_DIGITS)
    yield f"date{form.date}"
    if form.date >= 2:
        yield f"date words{min(words, 4)}"
        if digits:
            yield "date id"
    elif form.date == 1:
        yield f"year words{min(words, 4)}"
    yield f"id{digits}"
    yield f"id{digits} words{min(words, 4)}"
    if form.numbered:
        yield "numbered" if digits else "short number"
    if form.query_id:
        yield f"query id{min(form.query_id, 4)}"
    elif parts.query:
        yield "query"
    if form.extension:
        yield (
            "page of a room"
            if form.segments[-1:] in (["index"], ["default"])
            else f"page words{min(words, 4)}"
        )
    if len(form.segments) == 1 and form.id_digits and form.segments[0].isdecimal():
        yield "only a number"
    if (_names(parts, PAGER) and not form.query_id) or re.search(r"/page/\d+/?$", parts.path):
        yield "page of a list"


def _of_rooms(form: Form, parts: SplitResult) -> Iterator[str]:
    yield f"depth{min(len(form.segments), 5)}"
    yield f"depth{min(len(form.segments), 3)} words{min(form.words, 5)}"
    yield from _below(form)
    if _ARTICLE_NUMBER.search(parts.path):
        yield "article number"
    labels = (parts.hostname or "").split(".")[:-2]
    if any(label in SERVICE_HOSTS for label in labels):
        yield "service host"
    before, last = form.segments[:-1], form.segments[-1] if form.segments else ""
    if (
        before
        and form.words <= 3
        and not form.numbered
        and len(before[0]) >= ROOM_CHARS
        and before[0] in last
    ):
        yield "part of its room"


def _below(form: Form) -> Iterator[str]:
    """By what the rooms that the page lies in are called."""
    before, words = form.segments[:-1], min(form.words, 6)
    strength = _strength(form)
    strong = strength or f"words{words}"
    bare = [_COUNTED.sub("", segment) for segment in before]
    if any(segment in ARTICLE_WORDS for segment in before):
        yield "below article"
        yield f"below article words{min(words, 3)}"
    if any(segment in NEWS_WORDS for segment in before):
        yield "below news"
    if any(segment in _LISTS for segment in bare):
        yield "below list"
        yield f"below list {strong}"
        if bare[-1] in _LISTS:
            yield "right below list"
    if any(segment in SOFT_WORDS or segment in SECTION_NAMES for segment in before):
        yield "below section"
        yield f"below section {strong}"
    if any(segment in SERVICE_WORDS or segment in LEGAL_WORDS for segment in before):
        yield "below service"
        if not strength:
            yield "below service, weak"
    if any(segment in SHOP_WORDS for segment in bare):
        yield "below a shop"
    elif any(segment in TRADE_WORDS for segment in bare):
        yield f"below trade {strength or 'plain'}"
    if (
        before
        and form.words == 0
        and not form.date
        and (before[-1] in SECTION_NAMES or before[-1] in SOFT_WORDS)
    ):
        yield "number below section"


def _of_name(form: Form) -> Iterator[str]:
    words = min(form.words, MANY_WORDS)
    yield f"words{words}"
    yield f"length{_class_of(len(form.last), NAME_LENGTHS)}"
    if words in (2, 3):
        yield f"words{words} length{_class_of(len(form.last), NAME_LENGTHS)}"
    if form.last != form.last.lower() and words >= 2:
        yield "capitals"
    tokens = _tokens(form)
    if not tokens:
        return
    whole = _COUNTED.sub("", form.last.lower())
    if SEPARATORS.split(form.last.lower())[0] in OPENING_WORDS and words >= 2:
        yield f"begins with an article words{min(words, 4)}"
    small = sum(one in HEADLINE_WORDS for one in tokens)
    yield f"headline words{min(small, 3)}"
    yield f"headline words{min(small, 2)} of {min(words, 6)}"
    rooms = sum(one in _ROOMS or one in _CONNECTIVES or one in SERVICE_WORDS for one in tokens)
    if whole in _LISTS and whole not in NEWS_WORDS:
        yield "called a list"
    if whole in _ROOMS or rooms == len(tokens):
        yield "called a room"
        yield f"called a room, id{_class_of(form.id_digits, ID_DIGITS)}"
    elif rooms * 2 >= len(tokens):
        yield "half called a room"
        yield f"half called a room words{min(words, 5)}"
    weight = "numbered" if form.id_digits >= 4 or form.query_id >= 4 or form.date >= 2 else "plain"
    if whole in SERVICE_WORDS or set(tokens) & SERVICE_WORDS:
        yield f"names a service, {weight}"
        yield f"names a service words{min(words, 6)}"
        if tokens[0] in SERVICE_WORDS:
            yield "begins with a service"
    if whole in LEGAL_WORDS or set(tokens) & LEGAL_WORDS:
        yield "legal"
        yield f"legal words{min(words, 6)}"
        if tokens[0] in _LEGAL_ALONE and small == 0 and form.date < 2:
            yield "begins with a legal word"
    if form.words >= 2 and form.date < 2 and set(tokens) <= _ABOUT_US:
        yield f"about the site, {weight}"


def _names(parts: SplitResult, form: re.Pattern[str]) -> bool:
    """Whether a parameter of the query is named so."""
    return any(form.fullmatch(pair.partition("=")[0]) for pair in parts.query.split("&"))
