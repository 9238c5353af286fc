"""Where, by whom and when the story was filed: ``PORT ELLERY (Havenwire) —``.

A dateline is a place, an agency or a day, printed before the first sentence and set off
from it. Capitals and the separator carry most of the evidence; where both are weak, the
place must be one that papers file from, or turn up again behind a preposition of place,
or stand in the page's own metadata.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from pipelines.extraction import dateline_east_asia, dateline_joints, dateline_reporters
from pipelines.extraction.cities import is_known_city
from pipelines.extraction.dateline_heads import (
    ABBREVIATED,
    find_day,
    is_agency,
    is_cased,
    is_day_alone,
    is_place,
    is_region,
    iso_day,
    parse,
)
from pipelines.extraction.dateline_words import LABEL_WORDS
from pipelines.extraction.names import person_name
from pipelines.items import Dateline

__all__ = ["Evidence", "iso_day", "read", "read_before", "split"]

MAX_HEAD_CHARS = 90
MIN_TEXT_CHARS = 15  # behind a dateline; less is no sentence
MIN_OPENING_CHARS = 60  # of a paragraph that a doubtful place may open
PARAGRAPHS = 3  # a standfirst or two may stand above the paragraph with the dateline
SHORT_CHARS = 40  # a shorter paragraph at the head (a crumb, a label) is not counted among these
LOOKED_AT = 6
MAX_CHUNK_CHARS = 60  # of a place printed in an element of its own before the text
NAMED_IN = 20  # paragraphs in which a doubtful place may be named again

_SEPARATOR = re.compile(
    r"\s*(?:\ufffd+|\.\s?[-\u2013\u2014]+|[-\u2013\u2014\u0640]{2,}|[\u2014\u2015])\s*|\s+[-\u2013\u00b7|\u0640]\s+|"
    r"(?<=[)/\uff09])\s*[-\u2013:.]\s*|(?<=[^\W\d_])\u2013\s|:\s+|\.\s+(?=\S)|\u0964\s*|(?<=[/\w])\.\s|(?<=\))\s+(?=\S)"
)
_DASH = re.compile(r"[-\u2013\u2014\u2015\u00b7|\u0640\ufffd]")
_QUOTED_OUTLET = re.compile(  # لندن - «الشرق الأوسط»:
    r"^(?P<text>(?P<place>[^\s«»:.()][^«»:.()]{1,28}?)\s*[-\u2013\u2014\u0640]+\s*«(?P<agency>[^«»]{2,25})»)\s*[:.\u2013-]\s*"
)
_FRONT_BRACKET = re.compile(r"^\(\s*([^()]{2,30}?)\s*\)\s*(?:[.\-\u2013\u2014:]+\s*)?")
_PREPOSITION = (
    r"(?:in|aus|bei|nach|near|at|from|to|of|à|a|en|em|de|di|da|i|w|z|do|te|från|fra|til|till|в|из|у|на|"
    r"in\s+der\s+stadt|stadt|city|ke|di|ve|iz|u|v|ve|στη|στην|στο|tại|ở|om|naar|uit)"
)
_STRONG_PREPOSITION = r"(?:in|aus|bei|nach|near|at|à|en|em|w|в|у|på|fra|från|till|til|di|ke|v)"
_BEFORE_UNCASED = r"(?:في|من|إلى|الى|در|از|به|ใน|ที่|在|于|於|赴|抵|ב|מ|ל)\s?"
_BEHIND_UNCASED = r"\s?(?:में|से|के|की|का|میں|سے|کے|で|に|の|市|에서|에|এ|তে|शहर|पुलिस)"
# the sentence points back at the place: "Leipzig: Hier wurde …" is one sentence in two breaths
_POINTS_BACK = re.compile(
    r"(?:\S+\s){0,2}?(?:hier|dort|hierher|here|there|ici|là-bas|aquí|allí|ahí|aqui|ali|lá|qui|lì|hier|daar|här|där|"
    r"здесь|там|тут|burada|orada|di sini|di sana)\b|"
    r"so hei(?:ß|ss)t|(?:der|the|le|el|il) n(?:ame|om|ombre|ome)\b|(?:ein|a|un) (?:wort|name|word|mot|nom|nombre)\b",
    re.I,
)
_SPEAKS = re.compile(
    r"(?:I|I['\u2019](?:m|ve|d|ll)|We|My|Ich|Wir|Je|J['\u2019]|Nous|Yo|Nosotros|Eu|Nós|Io|Noi|Я|Мы|Ben|Biz|Saya)\s?\b"
)
_ONE_OF_SEVERAL = re.compile(r"[^\W\d_]{4,}(?:\s[^\W\d_]+)?[.!?]\s")  # Paris. London. Rome.
_SQUARE_FRONT = re.compile(r"^\[\s*([^\[\]()]{3,30}?)\s*\]\s*(?=[^\W\d_a-z\u201c\"])")
_SPEAKER = re.compile(r"^[^\W\d_a-z][^a-z:]{1,30}:\s")


@dataclass(slots=True)
class Evidence:
    """What the rest of the page says that can confirm a doubtful place."""

    lines: Sequence[str] = ()
    """Title, standfirst and the paragraphs that follow."""
    places: frozenset[str] = frozenset()
    """Places the metadata names, case-folded."""
    outlets: Collection[str] = field(default_factory=frozenset)
    """The site's own names, case-folded."""
    people: frozenset[str] = frozenset()
    """The authors, case-folded."""
    neighbours: Sequence[str] = ()
    """The other paragraphs at the head of the text."""

    def names(self, place: str, preposition: str = _PREPOSITION) -> bool:
        """Whether the place turns up as a place elsewhere on the page."""
        core = _core(place)
        if core.casefold() in self.places or place.casefold() in self.places:
            return True
        if not is_cased(core):
            located = re.compile(rf"{_BEFORE_UNCASED}{re.escape(core)}|{re.escape(core)}{_BEHIND_UNCASED}")
        else:
            flags = re.I if core.isupper() else re.NOFLAG
            located = re.compile(rf"\b(?i:{preposition})\s+{re.escape(core)}\b", flags)
        return any(located.search(line) for line in self.lines)

    def mentions(self, place: str) -> bool:
        """Whether the words of the place turn up at all."""
        return any(_core(place) in line for line in self.lines)

    def is_person(self, name: str) -> bool:
        """Whether two words are somebody: an author, or one whose surname is spoken of."""
        words = name.split()
        if name.casefold() in self.people:
            return True
        if len(words) != 2:
            return False
        alone = re.compile(rf"(?<!{re.escape(words[0])} )\b{re.escape(words[1])}\s+[a-zà-ÿа-я]")
        placed = re.compile(rf"\b{_PREPOSITION}\s+{re.escape(words[1])}\b", re.I)
        return any(alone.search(line) and not placed.search(line) for line in self.lines)


def split(
    paragraphs: Sequence[str],
    title: str,
    standfirst: str | None,
    places: Sequence[str],
    *,
    outlets: Collection[str] = (),
    people: Collection[str] = (),
) -> tuple[Dateline | None, list[str]]:
    """The dateline and the paragraphs without it.

    ``places`` are those the metadata names: they confirm, but make no dateline by themselves.
    ``outlets`` are the site's names, ``people`` the authors'.
    """
    rest = list(paragraphs)
    known = frozenset(place.casefold() for place in places)
    folded = frozenset(name.casefold() for name in outlets)
    authors = frozenset(name.casefold() for name in people)
    counted = 0
    for number, paragraph in enumerate(rest[:LOOKED_AT]):
        if counted >= PARAGRAPHS:
            break
        counted += len(paragraph) >= SHORT_CHARS
        following = rest[number + 1 : number + 1 + NAMED_IN]
        evidence = Evidence(
            (title, standfirst or "", paragraph[4:], *following),
            known,
            folded,
            authors,
            [*rest[:number], *following],
        )
        found = read(paragraph, evidence, following)
        if found is None and counted + (len(paragraph) < SHORT_CHARS) <= 2:
            found = _own_line(paragraph, following, evidence)
        if found is None:
            continue
        line, end = found
        remaining = paragraph[end:].lstrip()
        rest[number : number + 1] = [remaining] if remaining else []
        return line, rest
    if standfirst:
        found = read(standfirst, Evidence((title, *rest[:NAMED_IN]), known, folded, authors))
        if found is not None:
            found[0].separator = None
            return found[0], rest
    return None, rest


def in_standfirst(
    standfirst: str, paragraphs: Sequence[str], title: str, places: Sequence[str]
) -> Dateline | None:
    """A place at the head of the summary; it is not taken off."""
    known = frozenset(place.casefold() for place in places)
    found = read(standfirst, Evidence((title, *paragraphs[:NAMED_IN]), known))
    if found is None or found[0].place is None:
        return None
    found[0].separator = None
    return found[0]


def read_before(
    chunks: Sequence[str],
    paragraphs: Sequence[str],
    url: str,
    evidence: Evidence,
    is_linked: Callable[[str], bool],
) -> Dateline | None:
    """A dateline in an element of its own before the text, which the body left out.

    ``chunks`` are the page's strings in page order. A bare place that ``url`` names, or that
    leads somewhere by ``is_linked``, is a section.
    """
    if not paragraphs or (chunk := _chunk_before(chunks, paragraphs[0])) is None:
        return None
    bare = chunk.rstrip(" .:-\u2013\u2014\u00b7|/")
    line = parse(bare, evidence.outlets)
    if line is None or line.place is None or _is_label(line.place) or line.place.endswith("/"):
        return None
    if line.agency is not None and not ("(" in bare or line.date is not None):
        return None  # the credit of a picture: "Ana Ferreira/Havenwire"
    if not (is_known_city(_core(line.place)) or evidence.names(line.place, _STRONG_PREPOSITION)):
        return None
    sign = chunk[len(bare) :].strip()
    if not sign and (is_linked(bare) or _slug(line.place) in _slug(url)):
        return None
    line.separator = f" {sign} " if _DASH.search(sign) is not None else None
    return line


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unquote(text).casefold())
    return re.sub(r"[\W_]+", "-", "".join(c for c in folded if not unicodedata.combining(c))).strip("-")


def _chunk_before(chunks: Sequence[str], paragraph: str) -> str | None:
    """The string right before the one that opens a paragraph."""
    opening = paragraph[:20]
    last = None
    for chunk in chunks:
        text = chunk.strip()
        if not text:
            continue
        if text[:20] == opening or (4 <= len(text) < 20 and opening.startswith(text)):
            return re.sub(r"\s+", " ", last) if last is not None and len(last) <= MAX_CHUNK_CHARS else None
        last = text
    return None


def read(paragraph: str, evidence: Evidence, following: Sequence[str] = ()) -> tuple[Dateline, int] | None:
    """The dateline at the head of a paragraph, and where the text after it begins."""
    if (found := dateline_east_asia.read(paragraph, evidence.mentions, evidence.outlets)) is not None:
        return _with_reporter(*found, paragraph)
    if (found := dateline_joints.read(paragraph, evidence.names, evidence.outlets)) is not None:
        return found if len(paragraph) - found[1] >= MIN_TEXT_CHARS else None
    if (square := _SQUARE_FRONT.match(paragraph)) is not None:
        return _place_in_brackets(paragraph, square)
    if (front := _FRONT_BRACKET.match(paragraph)) is not None:
        return _agency_first(paragraph, front, evidence)
    return _place_first(paragraph, evidence, following)


def _with_reporter(line: Dateline, end: int, paragraph: str) -> tuple[Dateline, int]:
    """The dateline, a reporter printed between it and the text taken off with it."""
    begin = dateline_reporters.printed_behind(paragraph, end)
    if begin > end and len(paragraph) - begin >= MIN_TEXT_CHARS:
        line.separator = paragraph[paragraph.index(line.text) + len(line.text) : begin]
        return line, begin
    return line, end


def _place_in_brackets(paragraph: str, square: re.Match[str]) -> tuple[Dateline, int] | None:
    """``[NAIROBI]``: other words in square brackets say what kind of story follows."""
    place = square[1]
    if (
        not is_known_city(_core(place))
        or not is_place(place)
        or len(paragraph) - square.end() < MIN_TEXT_CHARS
    ):
        return None
    printed = paragraph[: square.end()]
    bare = printed.rstrip()
    return Dateline(text=bare, place=place, separator=printed[len(bare) :] or " "), square.end()


def _place_first(
    paragraph: str, evidence: Evidence, following: Sequence[str] = ()
) -> tuple[Dateline, int] | None:
    """``PORT ELLERY (Havenwire) —``, ``لندن - «الشرق الأوسط»:``."""
    if (quoted := _QUOTED_OUTLET.match(paragraph)) is not None and is_place(quoted["place"]):
        sign = paragraph[quoted.end("text") : quoted.end()]
        return Dateline(
            text=quoted["text"], place=quoted["place"], agency=quoted["agency"], separator=sign
        ), quoted.end()
    head = paragraph[:MAX_HEAD_CHARS]
    for separator in _SEPARATOR.finditer(head):
        before, after = paragraph[: separator.start()].strip(), paragraph[separator.end() :]
        if not before or len(after) < MIN_TEXT_CHARS:
            continue
        sign = separator[0].strip()
        if sign == "." and _is_unfinished(before, after):
            continue
        printed = separator[0]
        if (
            printed.lstrip().startswith(". ")
            and ABBREVIATED.search(before)
            and not is_region(before.split()[-1])
        ):
            before, printed = f"{before}.", printed.lstrip()[1:]
        line = parse(before, evidence.outlets)
        if line is None:
            continue
        if _is_credible(line, sign, after, evidence, following):
            line.separator = printed.rstrip() if sign == "." else printed
            return _lengthened(line, paragraph, separator.end(), evidence)
    return None


def _lengthened(line: Dateline, paragraph: str, end: int, evidence: Evidence) -> tuple[Dateline, int]:
    """The dateline with a day or agency that has a separator of its own: ``Berlin – 3. März – …``."""
    head = paragraph[end : end + MAX_HEAD_CHARS // 2]
    for separator in _SEPARATOR.finditer(head):
        part, after = head[: separator.start()].strip(), paragraph[end + separator.end() :]
        if not part or len(after) < MIN_TEXT_CHARS:
            break
        if separator[0].strip() == "." and _is_unfinished(part, after):
            continue
        dated = find_day(part)
        wire, comma, person = part.partition(", ")  # "РИА Новости, Глеб Рощин."
        if comma and is_agency(wire) and person_name(person, False) is not None:
            return _lengthened_by(line, paragraph, end, separator, agency=wire)
        if separator[0].strip() == "." and line.date is not None and part.isupper() and part.isalpha():
            return _lengthened_by(line, paragraph, end, separator, agency=part)
        is_day = dated is not None and (dated[0], dated[1]) == (0, len(part)) and line.date is None
        if is_day or (line.agency is None and is_agency(part.strip("()"), evidence.outlets)):
            added = {"date": part} if is_day else {"agency": part.strip("()")}
            return _lengthened_by(line, paragraph, end, separator, **added)
        break
    return line, end


def _lengthened_by(
    line: Dateline, paragraph: str, end: int, separator: re.Match[str], **added: str
) -> tuple[Dateline, int]:
    """The dateline up to a separator that stands ``end`` characters further on, with what it adds."""
    text = paragraph[: end + separator.start()].strip()
    return replace(line, text=text, separator=separator[0], **added), end + separator.end()


def _core(place: str) -> str:
    return re.split(r"[/,(]", place)[0].strip()


def _is_label(place: str) -> bool:
    words = place.casefold().split()
    return all(word.strip(".'\u2019") in LABEL_WORDS for word in words)


def _ends_in_day(before: str) -> bool:
    """``Tashkent, March 3``: the month stands in front, and is not to come."""
    dated = find_day(before)
    is_apart = dated is not None and before[: dated[0]].rstrip().endswith(",")  # "am Abend des 31." is not
    return is_apart and dated is not None and dated[1] == len(before) and dated[2][:1].isalpha()


def _is_unfinished(before: str, after: str) -> bool:
    """A full stop that belongs to what stands before it: ``N.M.``, ``Nov. 17``, ``3. Mai``."""
    last = before.split()[-1].strip("(,")
    if after[:1].isupper() and (is_region(last) or _ends_in_day(before)):
        return False
    if ABBREVIATED.search(before) or (last.isdecimal() and len(last) <= 2):
        return True
    if after[:1] in "(/-\u2013\u2014" or is_agency(after.partition(".")[0].strip("/ ")):
        return True
    if (dated := find_day(after[:30])) is not None and dated[0] == 0:
        return True
    return len(last) <= 3 and last[:1].isalpha() and is_cased(last) and not last.isupper()


def _is_credible(
    line: Dateline, separator: str, after: str, evidence: Evidence, following: Sequence[str]
) -> bool:
    opens = (
        after[:1].isupper()
        or after[:1] in "\u201c\u201e\"'\u2018\u00ab\u00bf\u00a1(\u2026\u00d6"
        or after[:1].isdecimal()
        or not (after[:1].islower() or after[:1].isupper())
    )
    dash = _DASH.search(separator) is not None
    place = line.place
    if place is not None and _is_label(place) and not is_known_city(place):
        return False
    agency_known = line.agency is not None and is_agency(line.agency, evidence.outlets)
    if not separator:  # nothing but a bracket divides it from the text
        return agency_known and opens and "(" in line.text and (place is not None or line.date is not None)
    if agency_known:
        return (opens and place is not None) or (
            place is None and (dash or "(" in line.text or "/" in line.text) and (opens or "(" in line.text)
        )
    if not opens:
        return False
    if place is None:
        if line.agency is not None:
            return dash and separator != ":" and "(" in line.text
        return is_day_alone(line.date or "", separator, dash, evidence.neighbours)
    if separator == "|":
        return False
    if line.agency is not None or line.date is not None:
        core = _core(place)
        return (
            (core.isupper() and len(core) > 2)
            or dash
            or (
                separator in (".", ":", "\u0964")
                and (line.date is not None or is_known_city(core) or evidence.names(place))
            )
        )
    return _is_credible_place(place, separator, dash, after, evidence, following)


def _is_credible_place(
    place: str, separator: str, dash: bool, after: str, evidence: Evidence, following: Sequence[str]
) -> bool:
    """A place with neither agency nor day beside it."""
    core = _core(place)
    words = len(core.split())
    known = is_known_city(core) or is_known_city(place)
    if not is_cased(core):
        if separator == "\u0964":
            return words == 1 or known or evidence.names(core)
        headed = any(core in line for line in evidence.lines[:2])  # title and standfirst
        return words <= 3 and (known or headed or evidence.names(core) or (dash and evidence.mentions(core)))
    if _is_list(separator, evidence.neighbours):
        return False
    if core.isupper() and len(core) > 2:
        interview = separator == ":" and (
            _SPEAKS.match(after) is not None or (bool(following) and _SPEAKER.match(following[0]) is not None)
        )
        if core.startswith("THE ") and core == place and not known:
            return False  # a title, an institution
        if words > 3 and not known and not evidence.names(core):
            return False
        return not interview and (dash or known or len(core) > 3) and (separator != "." or words <= 3)
    if len(after) < MIN_OPENING_CHARS or _POINTS_BACK.match(after) is not None:
        return False
    if dash:
        sure = known or "/" in place or "(" in place or "," in place or evidence.names(place)
        return (sure or words <= 2) and (sure or not evidence.is_person(core)) and words <= 4
    if separator == ".":
        return (
            words <= 3
            and _ONE_OF_SEVERAL.match(after) is None
            and len(core) > 3
            and (known or "/" in place or evidence.names(place))
            and place == place.strip(".")
        )
    return (
        separator == ":"
        and known
        and place.casefold() not in " ".join(evidence.lines[:1]).casefold().split(":")[0]
    )


def _is_list(separator: str, neighbours: Sequence[str]) -> bool:
    """Whether the paragraphs beside it open with a name and the same sign: a list, a quiz, an interview."""
    if not separator:
        return False
    alike = re.compile(rf"^[^\W\d_a-z][^.:\u2013\u2014!?]{{1,40}}\s?{re.escape(separator)}\s")
    return sum(alike.match(paragraph) is not None for paragraph in neighbours[:LOOKED_AT]) >= 2


def _own_line(paragraph: str, following: Sequence[str], evidence: Evidence) -> tuple[Dateline, int] | None:
    """A paragraph that is nothing but the dateline."""
    text = paragraph.strip(" .\u2013\u2014-:|")
    after = following[0] if following else ""
    if not 3 <= len(text) <= MAX_CHUNK_CHARS or len(after) < 80 or paragraph.endswith(("?", "!", ":")):
        return None
    line = parse(text, evidence.outlets)
    if line is None or line.place is None or len(_core(line.place).split()) > 3 or _is_label(line.place):
        return None
    if after.casefold().startswith(text.casefold() + " is "):
        return None
    dashed = _DASH.search(paragraph[len(text) :]) is not None
    known = is_known_city(_core(line.place))
    with_agency = line.agency is not None and is_agency(line.agency, evidence.outlets)
    if (
        dashed
        or known
        or with_agency
        or (is_cased(text) and line.agency is None and evidence.names(line.place))
    ):
        line.separator = paragraph[len(text) :] or "\n"
        return line, len(paragraph)
    return None


def _agency_first(paragraph: str, front: re.Match[str], evidence: Evidence) -> tuple[Dateline, int] | None:
    """``(ANSA) - ROMA, 28 LUG -``, ``(Reuters) -``, ``(काठमांडू)``."""
    agency = front[1]
    separator = front[0][front[0].index(")") + 1 :]
    if not is_cased(agency) and len(agency.split()) <= 3 and not is_agency(agency, evidence.outlets):
        if any(c.isdecimal() for c in agency) or not (is_known_city(agency) or evidence.mentions(agency)):
            return None
        return Dateline(text=f"({agency})", place=agency, separator=separator or " "), front.end()
    known = is_agency(agency, evidence.outlets)
    if not known and is_known_city(agency) and paragraph[front.end() :][:1].isupper():
        return Dateline(text=f"({agency})", place=agency, separator=separator or " "), front.end()
    strong = "\u2014" in separator or "--" in separator
    name = strong and agency.istitle() and " " not in agency and paragraph[front.end() :][:1].isupper()
    if (
        not known
        and not name
        and (len(agency.split()) > 2 or not agency.isupper() or any(c.isdecimal() for c in agency))
    ):
        return None
    after = paragraph[front.end() :]
    if _DASH.search(separator) is not None or known:
        # Not read(): a thousand brackets in a row would be a thousand calls deep.
        found = _place_first(after, Evidence(outlets=evidence.outlets, lines=evidence.lines))
        if (
            found is not None
            and found[0].place is not None
            and (found[0].place.isupper() or found[0].date or is_known_city(found[0].place))
        ):
            line, end = found
            line.text = paragraph[: front.end()] + line.text
            line.agency = line.agency or agency
            return line, front.end() + end
    if not known and not separator.strip():
        return None
    if after[:1].islower() and not separator.strip():
        return None
    return Dateline(text=f"({agency})", agency=agency, separator=separator or " "), front.end()
