"""Which lines are credits from end to end, though neither "by" nor their element says so."""

import re
from collections.abc import Sequence

from pipelines.extraction.byline_dates import without_dates
from pipelines.extraction.credit_forms import rewritten
from pipelines.extraction.credits import CONTRIBUTOR, INITIAL_AT_END, TRANSLATION, Credits
from pipelines.extraction.date_forms import BEFORE_NAME
from pipelines.extraction.furniture import CREDIT_LINE
from pipelines.extraction.masthead import key
from pipelines.extraction.words import (
    AGENCY,
    AND,
    CJK_BY_PREFIX,
    CJK_BY_SUFFIX,
    CREDIT_LABELS,
    IN_PLACE,
    NOBODY,
    ROLE,
    SIGNED,
)
from pipelines.items import Author

MAX_CHARS = 110
MIN_AGENCY_CHARS = 3
MAX_OFFICE_WORDS = 4
BETWEEN = 5  # letters for each of the people that join them: "and", "aus", "报道"

_SOURCE = re.compile(
    r"^(?:quellen?|source|sources|fuente|fonte|bron|källa|kilde|lähde|źródło|zdroj|forrás|sursa|kaynak)\s?:\s*",
    re.I,
)
_ENDS_A_SENTENCE = ".?!:\u3002"
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?<!\w)@\w+")
_WRITER_WITHIN = re.compile(
    r"\s(?:\u4f5c\u8005|\u8bb0\u8005|\u8a18\u8005|\u64b0\u6587|\u6587|text|autor|author|by)\s?[:\uff1a/\uff0f]",
    re.I,
)
_LABELLED = re.compile(
    rf"^\W*(?:{'|'.join(CREDIT_LABELS[done] for done in ('contributor', 'editor', 'translation'))})"
    r"(?:\s*[:\uff1a/]\s*|(?<=\s(?:by|de|di|av))\s+|(?<=\s(?:von|par|por|aus))\s+)(?=\S)",
    re.I,
)
_SIGN_WORDS = (
    "writer reporter correspond edit journalis redak redac korrespondent columnist kolumnist critic volont envoyé "
    "rédact enviad periodista corrispond giornalist inviat verslaggever toimittaja dziennikar корреспонд кореспонд "
    "журналист редактор текст muhabir yazar wartawan transl übers tradu tekst text contribut mitarbeit colabor "
    "berichte oprac reporting 記者 记者 特派 기자 특파 글 文 撰 者 聞き مترجم ترجمة تحرير"
)
_SIGNS = tuple(_SIGN_WORDS.split())
_BY_WITHIN = re.compile(rf"\d\S*\W+(?:{BEFORE_NAME})\s", re.I)
_DIGIT = re.compile(r"\d")
_EAST_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,3}[\s\u3000][\u3400-\u9fff]{1,3}|[\uac00-\ud7af]{2,4}"
)
_REPORTER = re.compile(r"\u8a18\u8005|\u8bb0\u8005|\u7279\u6d3e\u54e1|\uae30\uc790|\ud2b9\ud30c\uc6d0")


def is_of_nobody(line: str) -> bool:
    """Whether a line credits desks and agencies alone: ``Staff and agencies in Lagos``, ``Quelle: APA/dpa``."""
    located = IN_PLACE.search(line)
    bare = _SOURCE.sub("", line if located is None else line[: located.start()])
    pieces = [piece for piece in AND.split(bare) if piece.strip(" .")]
    return bool(pieces) and all(NOBODY.match(piece) or AGENCY.match(piece) for piece in pieces)


def is_of_pictures(line: str) -> bool:
    """Whether a line credits pictures or a source, and nobody beside them who wrote."""
    return CREDIT_LINE.match(line) is not None and _WRITER_WITHIN.search(line) is None


def is_agency(line: str) -> bool:
    """Whether a line is an agency's name and nothing else; "Aa" sets the size of the letters."""
    return (
        AGENCY.match(line) is not None and len(line) >= MIN_AGENCY_CHARS and (line.isupper() or " " in line)
    )


def is_signed(line: str) -> bool:
    """Whether a label of the writers opens a line, or stands behind the date that does."""
    if SIGNED.match(line.lstrip(" -\u2013\u2014")) is not None:
        return True
    return _BY_WITHIN.search(line) is not None and SIGNED.match(undated(line)) is not None


def undated(line: str, people: Sequence[Author] = ()) -> str:
    """The line without the date behind its names, or before the label of them."""
    return without_dates(line, people) or line if _DIGIT.search(line) is not None else line


def is_sentence(line: str) -> bool:
    """Whether a line ends as sentences do, an initial aside: ``By J. Kessling Jr.``"""
    return line[-1:] in _ENDS_A_SENTENCE and INITIAL_AT_END.search(line) is None


def may_be_whole(line: str) -> bool:
    """Whether a look at a line is worth it: most lines of a page hold no word of a credit."""
    return len(line) <= MAX_CHARS and any(map(line.lower().__contains__, _SIGNS))


def is_whole(line: str, credits: Credits) -> bool:
    """Whether all of a line is names with what they are or did, which shows that it is a credit.

    ``Tom Oduya, Transport Reporter``; a name and a place are a caption, a name and an agency are whose
    picture stands above.
    """
    line = _ADDRESS.sub("", line).strip()
    if not credits.people or len(line) > MAX_CHARS or line.isupper() or not _is_shown(line, credits):
        return False
    parts = [part for one in credits.people for part in (one.name, one.role, one.place)]
    said = sum(len(key(part)) for part in (*parts, *credits.editors, credits.agency) if part)
    # a role that a label gave is not in the line
    said -= sum(len(one.role or "") for one in credits.people if one.role in (CONTRIBUTOR, TRANSLATION))
    bare = undated(line, credits.people)
    labels = sum(len(key(found[0])) for piece in _pieces(line) if (found := _label(piece)) is not None)
    return len(key(bare)) - said - labels <= BETWEEN * len(credits.people)


def _is_shown(line: str, credits: Credits) -> bool:
    """Whether a label, a form that only credits have, an office or a reporter's sign tells."""
    pieces = _pieces(line)
    if any(_label(piece) is not None for piece in pieces) or (len(pieces) == 1 and pieces[0] != line):
        return True
    if any(one.role is not None and _is_office(one.role) for one in credits.writers):
        return True
    signed = CJK_BY_SUFFIX.search(line) is not None or CJK_BY_PREFIX.match(line) is not None
    return (
        signed
        and _REPORTER.search(line) is not None
        and all(_EAST_NAME.fullmatch(one.name) is not None for one in credits.people)
    )


def _is_office(role: str) -> bool:
    """``Staff Writer``, ``Redakteur Lokales``; more words than that tell of whom the story tells."""
    found = ROLE.search(role)
    return found is not None and len(role.split()) <= (MAX_OFFICE_WORDS if found.end() == len(role) else 2)


def _pieces(line: str) -> list[str]:
    return re.split(r"\s\|\s|,\s", rewritten(line))


def _label(piece: str) -> re.Match[str] | None:
    return None if CREDIT_LINE.match(piece) is not None else _LABELLED.match(piece) or SIGNED.match(piece)
