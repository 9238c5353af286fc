"""What stands in an address: words, dates, numbers. Pure, and no judgement."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from crawler.discovery.address_words import ARCHIVE_WORDS, ARTICLE_WORDS, NEWS_WORDS

SLUG_WORDS = 5  # what has so many words is a headline wherever it stands in the path

_PAGE_EXTENSION = re.compile(r"\.(?:[a-z]?html?|php\d?|aspx?|jsp|cms|ece|do|cfm|amp)$", re.IGNORECASE)
YEAR = r"(?:19[89]\d|20[0-4]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_FULL_DATE = re.compile(
    rf"(?:(?<![0-9a-z]){YEAR}[/._-]{_MONTH}[/._-]{_DAY}(?![0-9])"
    rf"|(?<![0-9]){YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    rf"|(?<![0-9]){_DAY}[/._-]{_MONTH}[/._-]{YEAR}(?![0-9])|/{YEAR}/(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/)",
    re.IGNORECASE,
)
_MONTH_DATE = re.compile(rf"(?<![0-9a-z]){YEAR}[/-]{_MONTH}(?=[/_-]|$)", re.IGNORECASE)
_YEAR_SEGMENT = re.compile(rf"/{YEAR}(?=/)")
_DATE_SEGMENT = re.compile(
    rf"(?:{YEAR}|{_DAY}|{_MONTH}|{YEAR}[-_.]?{_MONTH}(?:[-_.]?{_DAY})?|{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|{_DAY}[-_.]{_MONTH}[-_.]{YEAR})",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"[-_+.,~ :!()'’–]+")
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
PAGER = re.compile(r"(?:page|paged|pg|seite|pagina|start|offset)", re.IGNORECASE)
AND = frozenset(("and", "und", "et", "y", "e", "og", "och", "en", "i"))
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
        _is_archive(undated) or (segments[-1] != last and len(words_of(last)) < 3 and not _number(segments))
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


def _is_archive(undated: list[str]) -> bool:
    """Whether nothing stands beside a date, or last a word for archive."""
    if not undated:
        return True
    words = [word for word in SEPARATORS.split(undated[-1].lower()) if not word.isdecimal()]
    return words != [] and (set(words) <= ARCHIVE_WORDS or (len(undated) == 1 and words[0] in ARCHIVE_WORDS))


def _date(path: str) -> int:
    if _FULL_DATE.search(path):
        return 3
    return 2 if _MONTH_DATE.search(path) else 1 if _YEAR_SEGMENT.search(path) else 0


def words_of(segment: str) -> list[str]:
    """The words of a slug; a script without spaces counts a word for every two signs."""
    if dense := _DENSE.findall(segment):
        return ["字"] * (len(dense) // 2)
    found = [w for w in SEPARATORS.split(segment) if len(w) > 1 and not any(c.isdigit() for c in w[:-1])]
    # "arts-and-entertainment" is two words; in a long slug it does not matter.
    return found if len(found) > 3 else [word for word in found if word.lower() not in AND]


def _slug_words(undated: list[str]) -> int:
    """Words of the slug: the last segment, or one before it where that is a number or says "article"."""
    if not undated:
        return 0
    last = undated[-1]
    if _is_code(last) or last.lower() in _AFTER_SLUG:
        return max(len(words_of(segment)) for segment in undated[-3:])
    before = len(words_of(undated[-2])) if len(undated) > 1 else 0
    return max(len(words_of(last)), before if before >= SLUG_WORDS else 0)


def _is_code(segment: str) -> bool:
    """Whether a segment is a number or code rather than words."""
    return not any(len(word) > 2 for word in words_of(segment)) or _CODE.fullmatch(segment) is not None


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
            if not re.fullmatch(YEAR, digits):
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
        if digits and _IDS.fullmatch(name) and not PAGER.fullmatch(name):
            found = max(found, len(digits[0]))
    return found


def _query_form(parts: SplitResult) -> str:
    pairs = (pair.partition("=") for pair in parts.query.split("&")[:50])
    names = sorted(name for name, _, value in pairs if value.isdecimal() and not PAGER.fullmatch(name))
    return f"{parts.path}?{'&'.join(names)}" if names else ""
