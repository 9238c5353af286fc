"""What a reader typed, made into a question that the archive can answer.

Standard library only, as is all that the reading room uses: it runs under the plain ``datasette``
command. Needs no database: ``parse`` never raises, and what it makes is always valid FTS5. Made
for a million articles: ids follow the date, so a day is a range of ids, and filters are words in
the full-text index.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from pipelines.archive.spellings import spellings
from pipelines.archive.terms import UNSPACED_RUN, filter_term, fold, pairs

IDS_A_DAY = 100_000  # articles.id = yyyymmdd * IDS_A_DAY + n
MAX_ID = 99_999_999 * IDS_A_DAY + IDS_A_DAY - 1

MAX_QUERY_CHARS = 1_000  # longer than any question; a pasted article is not one
MAX_TERMS = 32  # FTS5 refuses trees deeper than 256
MIN_PREFIX = 3  # Latin letters before a "*": shorter ones read a large part of the index
MIN_PREFIX_OTHER = 2  # the same for other scripts, which say more in a letter
INDEXED_PREFIX = 3  # letters; the index has a list for each beginning of this length
NEAR_WORDS = 10  # words that may stand between those of NEAR where no number is given
MAX_NEAR = 1_000  # words; more is the whole article

FIELDS = {
    "source": "source",
    "author": "author",
    "by": "author",
    "place": "place",
    "tag": "tag",
    "section": "section",
    "lang": "lang",
    "language": "lang",
    "year": "year",
    "month": "month",
    "title": "title",
    "headline": "title",
    "from": "from",
    "to": "to",
    "day": "day",
}
"""What may stand before a colon, and the field it means."""

_DATES = ("from", "to", "day")
_ALL_TEXT = "{title standfirst byline dateline body}"
# Only a word that begins so can be found among the made-up ones of the column ``terms``. Naming
# the columns for every word would make FTS5 look into every list of positions: twice the time.
_LIKE_A_TERM = re.compile(r"(?<!\w)(?:xf|0xb)", re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»\uff02", '"'))
_CHUNK = re.compile(
    r"""(?P<minus>-?)(?:NEAR\((?P<near>[^()]*)\)?
        | (?:(?P<field>[^\W\d_]+):(?=[^\s()]))?
        (?:"(?P<quoted>[^"]*)"? | (?P<word>[^\s"()]+))
        (?P<star>\*?))""",
    re.VERBOSE,
)
_NEAR = re.compile(r"NEAR(?:/(\d{1,9}))?$")
_NEAR_PARTS = re.compile(r'"([^"]*)"?|([^\s",]+)')
_NEAR_DISTANCE = re.compile(r",\s*(\d{1,9})\s*$")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")


@dataclass(slots=True, frozen=True)
class Term:
    """One word, phrase or filter of a query."""

    raw: str
    """As typed, with its minus, field, quotes and star."""
    value: str
    field: str | None = None
    """``source``, ``author`` … ``from``, ``to``, ``title``; None for words."""
    is_negated: bool = False
    is_prefix: bool = False
    or_previous: bool = False
    """An OR stood before it: one of the two is enough."""
    is_phrase: bool = False
    """It stood in quotes."""
    near: tuple[str, ...] = ()
    """The words and phrases of a NEAR; ``value`` has them all."""
    distance: int = NEAR_WORDS
    """How many words may stand between those of a NEAR."""

    @property
    def is_long_prefix(self) -> bool:
        """Whether it is the beginning of a word, and not one of those that the index has lists of."""
        # The stemmer takes an s off the end: what is looked up for rus* is ru*.
        is_listed = len(fold(self.value)) == INDEXED_PREFIX and not self.value.casefold().endswith("s")
        return self.is_prefix and not is_listed


@dataclass(slots=True, frozen=True)
class Group:
    """Alternatives of which a match must have one."""

    expression: str
    """Valid FTS5."""
    has_words: bool
    """Whether it says what to look for, and not only where."""
    in_heads: bool
    """Whether the index of headlines and standfirsts can be asked the same."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """The words of each phrase and NEAR among them, each as valid FTS5."""
    only_phrases: bool = False
    """Whether all alternatives are such."""
    has_long_prefix: bool = False
    """Whether one of them is a beginning that the index of prefixes has not."""


@dataclass(slots=True, frozen=True)
class Query:
    """A reader's question, made safe: ``match`` is always valid FTS5, or None."""

    text: str
    """What was typed, on one line."""
    terms: tuple[Term, ...] = ()
    match: str | None = None
    first_id: int = 0
    last_id: int = MAX_ID
    notices: tuple[str, ...] = ()
    """What could not be done as asked, a sentence each, for the reader."""
    groups: tuple[Group, ...] = ()
    """What ``match`` asks for together, exclusions left out."""

    @property
    def can_run(self) -> bool:
        """Whether there is anything to look for: a word, a filter or a date."""
        return self.match is not None or self.has_dates

    @property
    def has_dates(self) -> bool:
        """Whether the days are bounded on either side."""
        return self.first_id > 0 or self.last_id < MAX_ID

    @property
    def has_words(self) -> bool:
        """Whether a word or phrase is looked for, so that "best match" means something."""
        return any(term.field in (None, "title") and not term.is_negated for term in self.terms)

    @property
    def has_phrases(self) -> bool:
        """Whether positions of words have to be compared: a phrase, or NEAR."""
        return any(group.phrases for group in self.groups)

    @property
    def has_long_prefix(self) -> bool:
        """Whether the beginning of a word is looked for that the index of prefixes has not.

        SQLite then reads the lists of all words that begin so, anew for every statement.
        """
        return any(term.is_long_prefix for term in self.terms)

    @property
    def is_one_group(self) -> bool:
        """Whether what one group asks for is all that is asked: no exclusion, no days."""
        return not self.has_dates and [group.expression for group in self.groups] == [self.match]

    @property
    def only_source(self) -> str | None:
        """The source, where all that is asked is one group of words, in it, perhaps between two days."""
        filters = [term for term in self.terms if term.field not in (None, "title", "from", "to")]
        words = [group for group in self.groups if group.has_words]
        if any(term.is_negated for term in self.terms) or len(filters) != 1 or filters[0].field != "source":
            return None
        return filters[0].value if len(words) == 1 and len(self.groups) == 2 and words[0].in_heads else None

    @property
    def unspaced_runs(self) -> tuple[str, ...]:
        """The folded runs of unspaced script that are looked for, longest first."""
        runs = {
            run
            for term in self.terms
            if term.field in (None, "title") and not term.is_negated
            for run in UNSPACED_RUN.findall(fold(term.value))
        }
        return tuple(sorted(runs, key=lambda run: (-len(run), run)))

    @property
    def only_unspaced(self) -> bool:
        """Whether every word looked for is in unspaced script."""
        words = [t for t in self.terms if t.field in (None, "title") and not t.is_negated]
        return bool(words) and all(UNSPACED_RUN.search(fold(t.value)) for t in words)

    def values(self, field: str) -> list[str]:
        """The values of a filter, in order, negated ones left out."""
        return [term.value for term in self.terms if term.field == field and not term.is_negated]

    def without(self, *fields: str) -> str:
        """The query's text less the filters named."""
        kept: list[str] = []
        for term in self.terms:
            if term.field in fields:
                continue
            if term.or_previous and kept:
                kept.append("OR")
            kept.append(term.raw)
        return " ".join(kept)

    def narrowed(self, **filters: str) -> str:
        """The query's text with these filters in place of those of the same name."""
        added = [f"{name}:{quoted(value)}" for name, value in filters.items()]
        return " ".join([part for part in (self.without(*filters), *added) if part])


def quoted(value: str) -> str:
    """A filter's value as it must be typed: in quotes where it is more than one word."""
    bare = value.translate(_QUOTES).replace('"', " ")
    return bare if bare and re.search(r"[\s()*]", bare) is None else f'"{bare}"'


def parse(text: str, source_names: Mapping[str, str] | None = None) -> Query:
    """The query a text means. Never raises; what it cannot use becomes a notice.

    ``source_names`` maps case-folded titles to names, so that ``source:"Harbour Herald"`` finds
    what ``source:harbour-herald`` does.
    """
    notices: list[str] = []
    line = " ".join(_printable(text).translate(_QUOTES).split())
    if len(line) > MAX_QUERY_CHARS:
        line = line[:MAX_QUERY_CHARS]
        notices.append(f"Only the first {MAX_QUERY_CHARS:,} characters were used.")
    terms = list(_terms(line))
    if len(terms) > MAX_TERMS:
        terms = terms[:MAX_TERMS]
        notices.append(f"Only the first {MAX_TERMS} words were used.")
    if source_names is not None:
        terms = [_named_source(term, source_names) for term in terms]
    first_id, last_id = _id_range(terms, notices)
    groups, match = _match(terms, notices)
    return Query(line, tuple(terms), match, first_id, last_id, tuple(notices), groups)


def _printable(text: str) -> str:
    # A command line gives lone surrogates, which SQLite cannot take; NUL ends an FTS5 query.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


def _terms(line: str) -> Iterator[Term]:
    held: Term | None = None  # the last one, which a NEAR behind it may still join to the next
    is_or = is_not = False
    near: int | None = None
    for chunk in _CHUNK.finditer(line):
        operator = chunk[0] if chunk["word"] is not None and not chunk["field"] else ""
        if operator == "OR" or (operator and set(operator) == {"|"}):
            is_or = True
            continue
        if operator in ("AND", "NOT"):
            is_not = operator == "NOT"
            continue
        if held is not None and (asked := _NEAR.match(operator)) is not None:
            near = _distance(asked[1])
            continue
        term = _near_term(chunk) if chunk["near"] is not None else _term(chunk, is_not=is_not)
        if term is None:
            continue
        if held is not None and near is not None and (joined := _joined(held, term, near)) is not None:
            held = joined
        else:
            if held is not None:
                yield held
            held = replace(term, or_previous=is_or)
        is_or = is_not = False
        near = None
    if held is not None:
        yield held


def _term(chunk: "re.Match[str]", *, is_not: bool) -> Term | None:
    word, phrase = chunk["word"], chunk["quoted"]
    name = FIELDS.get((chunk["field"] or "").casefold())
    value = phrase if word is None else word.rstrip("*")
    is_prefix = bool(chunk["star"]) or (word is not None and word.endswith("*"))
    if chunk["field"] and name is None:  # http://…, 12:30: words like any other
        value = f"{chunk['field']}:{value}"
    if not _has_token(value):
        return None
    negated = bool(chunk["minus"]) or is_not
    raw = f"-{chunk[0].lstrip('-')}" if negated else chunk[0]
    if phrase is not None and chunk[0].count('"') == 1:
        raw = f'{raw}"'  # the closing quote, so that what is added later stays outside
    return Term(raw, value.strip(), name, negated, is_prefix, is_phrase=phrase is not None)


def _near_term(chunk: "re.Match[str]") -> Term | None:
    """``NEAR(one two, 5)`` as FTS5 writes it."""
    inside = chunk["near"]
    asked = _NEAR_DISTANCE.search(inside)
    inside = inside[: asked.start()] if asked is not None else inside
    parts = tuple(
        part
        for found in _NEAR_PARTS.findall(inside)
        if _has_token(part := (found[0] or found[1]).strip("* "))
    )
    if not parts:
        return None
    distance = _distance(asked and asked[1])
    raw = f"{chunk['minus']}NEAR({' '.join(quoted(part) for part in parts)}, {distance})"
    return Term(raw, " ".join(parts), is_negated=bool(chunk["minus"]), near=parts, distance=distance)


def _joined(one: Term, other: Term, distance: int) -> Term | None:
    """``one NEAR other``; None where one of them is no plain word or phrase."""
    if any(term.field or term.is_negated or term.is_prefix for term in (one, other)):
        return None
    parts = (*(one.near or (one.value,)), *(other.near or (other.value,)))
    operator = "NEAR" if distance == NEAR_WORDS else f"NEAR/{distance}"
    return replace(
        one,
        raw=f"{one.raw} {operator} {other.raw}",
        value=f"{one.value} {other.value}",
        near=parts,
        distance=distance,
    )


def _distance(digits: str | None) -> int:
    return NEAR_WORDS if digits is None else min(int(digits), MAX_NEAR)


def _has_token(text: str) -> bool:
    """Whether ``unicode61`` sees a word in the text: letters, numbers, private use."""
    return any((kind := unicodedata.category(c))[0] in "LN" or kind == "Co" for c in text)


def _named_source(term: Term, source_names: Mapping[str, str]) -> Term:
    if term.field != "source":
        return term
    return replace(term, value=source_names.get(term.value.casefold(), term.value))


def _id_range(terms: Iterable[Term], notices: list[str]) -> tuple[int, int]:
    first_id, last_id = 0, MAX_ID
    for term in terms:
        if term.field not in _DATES:
            continue
        days = _days(term.value)
        if days is None:
            notices.append(f"“{term.raw}” is not a date; write {term.field}:2024-05-31, 2024-05 or 2024.")
        elif term.is_negated or term.or_previous:
            notices.append(f"“{term.raw}”: dates cannot be excluded or joined with OR; it was left out.")
        else:
            if term.field in ("from", "day"):
                first_id = max(first_id, day_ids(days[0])[0])
            if term.field in ("to", "day"):
                last_id = min(last_id, day_ids(days[1])[1])
    if first_id > last_id:
        notices.append("The first day asked for is after the last.")
    return first_id, last_id


def _days(text: str) -> tuple[date, date] | None:
    """First and last day of a day, month or year as typed; None when there is no such day."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    with suppress(ValueError):
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or monthrange(year, last_month)[1])
    return None


def day_ids(day: date) -> tuple[int, int]:
    """The first and last id that an article of this day can have."""
    first = (day.year * 10_000 + day.month * 100 + day.day) * IDS_A_DAY
    return first, first + IDS_A_DAY - 1


def day_of(article_id: int) -> date | None:
    """The day an id stands for; None for an id outside the calendar."""
    number = article_id // IDS_A_DAY
    with suppress(ValueError):
        return date(number // 10_000, number // 100 % 100, number % 100)
    return None


def _match(terms: Iterable[Term], notices: list[str]) -> tuple[tuple[Group, ...], str | None]:
    """The groups of alternatives, and the FTS5 expression: all of them, and none of the negated terms."""
    groups: list[list[tuple[Term, str]]] = []
    negated: list[str] = []
    follows = False  # whether the group an OR would join is the last one
    for term in terms:
        if term.field in _DATES:
            continue
        expression = _expression(term, notices)
        if term.is_negated:
            negated.append(expression)
        elif term.or_previous and follows:
            groups[-1].append((term, expression))
        else:
            groups.append([(term, expression)])
        follows = not term.is_negated
    if not groups:
        if negated:
            notices.append("Say also what to look for: a search cannot consist of exclusions alone.")
        return (), None
    joined = tuple(_group(alternatives) for alternatives in groups)
    wanted = " AND ".join(group.expression for group in joined)
    return joined, f"({wanted}) NOT ({' OR '.join(negated)})" if negated else wanted


def _group(alternatives: list[tuple[Term, str]]) -> Group:
    expression = f"({' OR '.join(expression for _, expression in alternatives)})"
    phrases = tuple(words for term, _ in alternatives if len(words := _words_of(term)) > 1)
    return Group(
        expression,
        has_words=any(term.field in (None, "title") for term, _ in alternatives),
        in_heads="terms :" not in expression and _ALL_TEXT not in expression,
        phrases=phrases,
        only_phrases=len(phrases) == len(alternatives),
        has_long_prefix=any(term.is_long_prefix for term, _ in alternatives),
    )


def _words_of(term: Term) -> tuple[str, ...]:
    """The words whose positions have to be compared; filters are one word each."""
    if term.field not in (None, "title"):
        return ()
    return tuple(f'"{word}"' for word in re.findall(r"\w+", term.value) if _has_token(word))


def _expression(term: Term, notices: list[str]) -> str:
    if term.field not in (None, "title"):
        return f'(terms : "{filter_term(term.field or "", term.value)}")'
    columns = "title" if term.field == "title" else ""
    is_unspaced = UNSPACED_RUN.search(fold(term.value)) is not None
    if term.near:
        return _near(term, notices) if is_unspaced else _near_words(term.near, term.distance)
    if not is_unspaced:
        is_prefix = term.is_prefix and _long_enough(term, notices)
        if term.is_phrase or is_prefix:
            return _words(term.value, columns, is_prefix=is_prefix)
        return f"({' OR '.join(_words(word, columns) for word in spellings(term.value))})"
    parts = [_unspaced(chunk, columns) for chunk in term.value.split() if _has_token(chunk)]
    return f"({' AND '.join(parts)})"


def _near_words(parts: Iterable[str], distance: int, columns: str = "") -> str:
    phrases = " ".join(f'"{bare}"' for part in parts if (bare := part.replace('"', " ")))
    where = columns or (_ALL_TEXT if _LIKE_A_TERM.search(phrases) else "")
    return f"({where + ' : ' if where else ''}NEAR({phrases}, {distance}))"


def _near(term: Term, notices: list[str]) -> str:
    """The same for scripts without spaces, whose pairs stand in ``terms``."""
    folded = [fold(part) for part in term.near]
    if all(UNSPACED_RUN.fullmatch(part) and len(part) > 1 for part in folded):
        return _near_words([" ".join(pairs(part)) for part in folded], term.distance, "terms")
    notices.append(f"“{term.raw}”: NEAR cannot join different scripts; the words were looked for anywhere.")
    parts = [_unspaced(part, "") for part in term.near]
    return f"({' AND '.join(parts)})"


def _words(text: str, columns: str = "", *, is_prefix: bool = False) -> str:
    bare = text.replace('"', " ")
    where = columns or (_ALL_TEXT if _LIKE_A_TERM.search(bare) else "")
    return f'({where + " : " if where else ""}"{bare}"{" *" if is_prefix else ""})'


def _unspaced(chunk: str, columns: str) -> str:
    """The runs of a chunk as phrases of pairs, wherever they stand: ``terms`` has no columns.

    Of other letters in the chunk only those at its head can be asked for: ``unicode61`` makes
    one word of ``iPhone発売`` and finds it by its beginning alone.
    """
    folded = fold(chunk)
    head = UNSPACED_RUN.split(folded, maxsplit=1)[0]
    parts = [_words(head, columns, is_prefix=True)] if _has_token(head) else []
    for run in UNSPACED_RUN.findall(folded):
        phrase = " ".join(pairs(run))
        # One character alone is found where a run or a pair begins with it.
        parts.append(f'(terms : "{phrase}"{" *" if len(run) == 1 else ""})')
    if not parts:
        return _words(chunk, columns)
    return f"({' AND '.join(parts)})"


def _long_enough(term: Term, notices: list[str]) -> bool:
    letters = [c for c in term.value if c.isalnum()]
    least = MIN_PREFIX if all(c < "\u0250" for c in letters) else MIN_PREFIX_OTHER
    if len(letters) >= least:
        return True
    notices.append(f"“{term.raw}”: write at least {least} letters before the star; the star was left out.")
    return False
