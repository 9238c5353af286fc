"""Where, by whom and when the story was filed: ``PORT ELLERY (Havenwire) —``.

A dateline is a place, an agency or a day, printed before the first sentence and set off
from it. Capitals and the separator carry most of the evidence; where both are weak, the
place must turn up again behind a preposition of place, or in the page's own metadata.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.calendar_words import MONTHS
from pipelines.extraction.words import AGENCY, PARTICLES
from pipelines.items import Dateline

MAX_HEAD_CHARS = 90
PARAGRAPHS = 3  # a standfirst or two may stand above the paragraph with the dateline
MAX_PLACE_WORDS = 6

_MONTH = "|".join(sorted({re.escape(name) for name in MONTHS}, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:(?:{_MONTH})\b\.?\s+\d{{1,2}}\b(?:st|nd|rd|th)?(?:,?\s+\d{{4}}\b)?"
    rf"|\b\d{{1,2}}\.?\s+(?:de\s+)?(?:{_MONTH})\b\.?(?:,?\s+(?:de\s+)?\d{{4}}\b)?"
    r"|\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4}\b)?|\b\d{1,2}/\d{1,2}/\d{2,4}\b)",
    re.I,
)
_SEPARATOR = re.compile(
    r"\s*(?:\.\s?[-\u2013\u2014]+|[-\u2013\u2014]{2,}|[\u2014\u2015])\s*|\s+[-\u2013\u00b7|]\s+|"
    r"(?<=\))\s*[-\u2013:.]\s*|(?<=[^\W\d_])\u2013\s|:\s+|\.\s+(?=\S)|\u0964\s*|(?<=[/\w])\.\s"
)
_DASH = re.compile(r"[-\u2013\u2014\u2015\u00b7|]")
_BRACKET = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]\s*$")
_FRONT_BRACKET = re.compile(r"^\(\s*([^()]{2,30}?)\s*\)\s*(?:[-\u2013\u2014:]+\s*)?")
_SLASHED = re.compile(r"[\s.]*/\s*([^/]{2,20}?)\s*/\.?\s*$")
_LABELS = re.compile(
    r"^(?:claim|fact|topline|update[ds]?|exclusive|breaking|watch|opinion|analysis|review|question|"
    r"answer|editor'?s? note|note|q|a|video|live|photos?|"
    r"spoilers?|correction|warning|news|report|tl;?dr|summary|background|context|verdict|rating|true|"
    r"false|faq|info|achtung|hinweis|neu|apropos|anzeige|"
    r"update|kommentar|interview|frage|antwort|eilmeldung|exklusiv|el dato|nota|le point|attention|"
    r"presse|pressemitteilung|wichtig|moderator|anchor)$",
    re.I,
)
_PREPOSITION = (
    r"(?:in|aus|bei|nach|near|at|from|to|of|à|a|en|em|de|di|da|i|w|z|do|te|från|fra|til|till|в|из|у|на|"
    r"in\s+der\s+stadt|stadt|city)"
)

_CJK_BRACKET = re.compile(
    r"^\s*([\u3010(\uff08\u3014\[\uff3b])([^\u3011)\uff09\u3015\]\uff3d]{2,"
    r"40})([\u3011)\uff09\u3015\]\uff3d])\s*"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_DATE = re.compile(
    r"(?:\d{4}\u5e74)?\d{1,2}\u6708\d{1,2}\u65e5|\d{1,2}\uc6d4\s?\d{1,2}\uc77c|(?<!\d)\d{1,2}\u65e5"
)
_WIRE = re.compile(
    r"^(?P<agency>[A-Za-z]{2,8}[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff]{1,6}?(?:\u793e|\u7f51|\u7db2|\u7ad9|"
    r"\u62a5|\u5831|\u901a\u8baf))"
    r"(?:\u8bb0\u8005|\u8a18\u8005)?\s?(?P<place>[\u4e00-\u9fff/\uff0f]{2,8}?)?\s?(?P<date>\d{1,"
    r"2}\u6708\d{1,2}\u65e5)(?:\u7535|\u96fb|\u62a5\u9053|\u5831\u9053|\u8baf|\u8a0a|"
    r"\u6d88\u606f)(?=[\s\uff1a:]|[\u4e00-\u9fff]|$)[\s\uff1a:]*"
)
_CJK_PLACE_AGENCY = re.compile(
    r"^(?P<text>(?P<place>[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,8})[(\uff08](?P<agency>[^()\uff08\uff09]{2,12})[)\uff09])"
    r"\s?(?P<sign>[\uff1d=\u2014:\uff1a])\s*"
)
_REPORTED = re.compile(
    r"^(?:(?P<outlet>.*?)(?:\u8a18\u8005|\u8bb0\u8005)\s?(?P<name>[\u4e00-\u9fff]{2,"
    r"4}?)\s?[\uff0f/\s]\s?)?(?P<place>[\u4e00-\u9fff]{2,6})(?:\d{1,"
    r"2}\u65e5)?(?:\u7d9c\u5408)?(?:\u5831\u5c0e|\u62a5\u9053|\u5831\u9053|\u96fb|\u7535)$"
)


@dataclass(slots=True)
class Evidence:
    """What the rest of the page says that can confirm a doubtful place."""

    lines: Sequence[str] = ()
    """Title, standfirst and the paragraphs that follow."""
    places: frozenset[str] = frozenset()
    """Places the metadata names, case-folded."""

    def names(self, place: str) -> bool:
        """Whether the place turns up as a place elsewhere on the page."""
        core = re.split(r"[/,(]", place)[0].strip()
        if core.casefold() in self.places or place.casefold() in self.places:
            return True
        if not any(c.isupper() or c.islower() for c in core):
            return any(core in line for line in self.lines)
        located = re.compile(rf"\b{_PREPOSITION}\s+{re.escape(core)}\b", re.I)
        return any(located.search(line) for line in self.lines)


def split(
    paragraphs: Sequence[str], title: str, standfirst: str | None, places: Sequence[str]
) -> tuple[Dateline | None, list[str]]:
    """The dateline and the paragraphs without it.

    ``places`` are those the metadata names: they confirm, but make no dateline by themselves.
    """
    rest = list(paragraphs)
    known = frozenset(place.casefold() for place in places)
    for number, paragraph in enumerate(rest[:PARAGRAPHS]):
        evidence = Evidence((title, standfirst or "", paragraph[4:], *rest[number + 1 : number + 20]), known)
        following = rest[number + 1] if number + 1 < len(rest) else ""
        found = _own_line(paragraph, following, evidence) or read(paragraph, evidence, following)
        if found is None:
            continue
        line, end = found
        remaining = paragraph[end:].lstrip()
        rest[number : number + 1] = [remaining] if remaining else []
        return line, rest
    if standfirst:
        found = read(standfirst, Evidence((title, *rest[:20]), known), "")
        if found is not None:
            found[0].separator = None
            return found[0], rest
    return None, rest


def read(paragraph: str, evidence: Evidence, following: str = "") -> tuple[Dateline, int] | None:
    """The dateline at the head of a paragraph, and where the text after it begins."""
    if (found := _cjk(paragraph, evidence)) is not None:
        return found
    if (front := _FRONT_BRACKET.match(paragraph)) is not None:
        return _agency_first(paragraph, front, evidence)
    head = paragraph[:MAX_HEAD_CHARS]
    for separator in _SEPARATOR.finditer(head):
        before, after = paragraph[: separator.start()].rstrip(), paragraph[separator.end() :]
        if not before or len(after) < 15:
            continue
        if separator[0].strip() == "." and _unfinished(before, after):
            continue
        if separator[0].lstrip().startswith(". ") and _ABBREVIATED.search(before):
            before += "."
        line = _parse(before)
        if line is not None and _credible(line, separator[0].strip(), after, evidence, following):
            line.separator = separator[0].rstrip() if separator[0].strip() == "." else separator[0]
            return line, separator.end()
    return None


def iso_day(printed: str | None) -> str | None:
    """``March 3`` as ``--03-03``, with its year where it names one; None for no day."""
    if not printed:
        return None
    numbers = re.findall(r"\d+", printed)
    cjk = re.search(r"(?:(\d{4})\u5e74)?(\d{1,2})[\u6708\uc6d4]\s?(\d{1,2})", printed)
    if cjk is not None:
        year, month, day = cjk[1], int(cjk[2]), int(cjk[3])
    else:
        month = next(
            (MONTHS[word.lower()] for word in re.findall(r"[^\W\d_]+", printed) if word.lower() in MONTHS), 0
        )
        year = next((number for number in numbers if len(number) == 4), None)
        days = [int(number) for number in numbers if len(number) <= 2]
        if not month and len(days) >= 2:
            month = days.pop(1)
        if not month or not days:
            return None
        day = days[0]
    return f"{year}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def _unfinished(before: str, after: str) -> bool:
    """A full stop that belongs to what stands before it: ``N.M.``, ``Nov. 17``, ``3. Mai``."""
    last = before.split()[-1].strip("(,")
    if _ABBREVIATED.search(before) or (last.isdecimal() and len(last) <= 2):
        return True
    if after[:1] in "(/-\u2013\u2014" or _DATE.match(after) or AGENCY.match(after.partition(".")[0]):
        return True
    return len(last) <= 3 and last[:1].isalpha() and not last.isupper()


_ABBREVIATED = re.compile(
    rf"\b\d{{1,2}}\s(?:{_MONTH})(?<=\s\w\w\w)$|" r",\s+(?:\w\.)*\w{1,5}$|\b(?:St|Ste|Mt|Ft|ST|MT|FT)$|\.\w$"
)


def _parse(head: str) -> Dateline | None:
    """Place, agency and date of a head, None when something else is in it."""
    line = Dateline(text=head)
    rest = head
    if (slashed := _SLASHED.search(rest)) is not None:
        line.agency, rest = slashed[1], rest[: slashed.start()]
    bracket = None
    if (found := _BRACKET.search(rest)) is not None:
        bracket, rest = found[1], rest[: found.start()]
    if (dated := _DATE.search(rest)) is not None:
        line.date = dated[0].strip(" ,")
        tail = rest[dated.end() :].strip(" ,.\u2013-")
        rest = rest[: dated.start()].rstrip(" ,.\u2013-")
        if tail and (AGENCY.match(tail) or tail.isupper()):
            line.agency = tail
        elif tail:
            return None
    rest = rest.strip(" ,") if _ABBREVIATED.search(rest.rstrip(" ,.")) else rest.strip(" ,.")
    if bracket is not None:
        if _is_region(bracket) and line.agency is None and not AGENCY.match(bracket):
            rest = f"{rest} ({bracket})"
        elif len(bracket.split()) <= 3:
            line.agency = line.agency or bracket
        else:
            return None
    if AGENCY.match(rest):
        line.agency, rest = line.agency or rest, ""
    if rest and not _is_place(rest):
        return None
    line.place = rest or None
    return line if line.place or line.agency or line.date else None


_REGIONS_WORDS = (
    "russland deutschland schweiz österreich frankreich italien spanien polen ukraine usa türkei "
    "israel iran china japan russia germany france italy spain turkey poland alemania francia italia "
    "españa rusia brasil argentina colombia chile perú méxico venezuela sp rj mg df ba rs pr pe ce "
    "sc go pa am afrique cameroun mali sénégal maroc algérie tunisie belgique suisse canada"
)
_REGIONS = frozenset(_REGIONS_WORDS.split())


def _is_region(text: str) -> bool:
    return text.casefold() in _REGIONS


def _is_place(text: str) -> bool:
    bare = re.sub(r"\s*\([^)]*\)$", "", text)
    words = re.findall(r"[^\s,/]+", bare)
    if not words or len(words) > MAX_PLACE_WORDS or len(re.split(r"[,]", bare)) > 3:
        return False
    if any(c.isdecimal() or c in '"\u201c\u201d?!;:=@' for c in bare):
        return False
    uncased = not any(c.isupper() or c.islower() for c in bare)
    return all(uncased or word[:1].isupper() or word.lower() in PARTICLES | _PLACE_WORDS for word in words)


_PLACE_LIST = "am an der im in on upon the of and y sur sous en les aux bei ob dem"
_PLACE_WORDS = frozenset(_PLACE_LIST.split())


def _credible(line: Dateline, separator: str, after: str, evidence: Evidence, following: str) -> bool:
    opens = (
        after[:1].isupper()
        or after[:1] in "\u201c\u201e\"'\u2018\u00ab\u00bf\u00a1(\u2026\u00d6"
        or after[:1].isdecimal()
        or not (after[:1].islower() or after[:1].isupper())
    )
    dash = _DASH.search(separator) is not None
    place = line.place
    if place is not None and _LABELS.match(place):
        return False
    if line.agency is not None and AGENCY.match(
        line.agency.replace("/", " ").split()[0] if "/" in line.agency else line.agency
    ):
        return place is None or opens
    if not opens:
        return False
    if place is None:
        if line.agency is not None:
            return dash and separator != ":" and "(" in line.text
        if line.date is None or not any(c.isalpha() for c in line.date):
            return False
        return dash or (separator == "." and re.search(r"\d{4}", line.date) is not None)
    if separator == "|":
        return False
    core = re.split(r"[,/(]", place)[0].strip()
    capitals = core.isupper() and len(core) > 2
    if line.agency is not None or line.date is not None:
        return capitals or dash or separator in (".", "")
    if capitals:
        interview = separator == ":" and re.match(r"^[^\W\d_a-z][^a-z:]{1,30}:\s", following) is not None
        if len(core.split()) > 3 and not evidence.names(core):
            return False
        return not interview and (dash or len(core) > 3) and (separator != "." or len(core.split()) <= 3)
    words = len(core.split())
    if not any(c.isupper() or c.islower() for c in core):
        return words <= 3 and evidence.names(core)
    if dash:
        return words <= 2 or evidence.names(place)
    if separator == ".":
        return (
            words <= 3
            and len(core) > 3
            and ("/" in place or evidence.names(place))
            and place == place.strip(".")
        )
    return False


def _own_line(paragraph: str, following: str, evidence: Evidence) -> tuple[Dateline, int] | None:
    """A paragraph that is nothing but the place."""
    text = paragraph.strip(" .\u2013\u2014-:|")
    if not 3 <= len(text) <= 40 or len(following) < 80 or len(text.split()) > 3 or not _is_place(text):
        return None
    if (
        _LABELS.match(text)
        or paragraph.endswith(("?", "!", ":"))
        or following.casefold().startswith(text.casefold() + " is ")
    ):
        return None
    dashed = _DASH.search(paragraph[len(text) :]) is not None
    cased = any(c.isupper() for c in text)
    if dashed or (cased and evidence.names(text)):
        return Dateline(text=text, place=text, separator=paragraph[len(text) :] or "\n"), len(paragraph)
    return None


def _agency_first(paragraph: str, front: re.Match[str], evidence: Evidence) -> tuple[Dateline, int] | None:
    agency = front[1]
    uncased = not any(c.isupper() or c.islower() or c.isdecimal() for c in agency)
    if uncased and len(agency.split()) <= 3 and not AGENCY.match(agency) and evidence.names(agency):
        line = Dateline(
            text=f"({agency})", place=agency, separator=front[0][front[0].index(")") + 1 :] or " "
        )
        return line, front.end()
    short = len(agency.split()) <= 2 and (agency.isupper() or AGENCY.match(agency) is not None)
    if not short or any(c.isdecimal() for c in agency):
        return None
    after = paragraph[front.end() :]
    found = (
        read(after, Evidence()) if "-" in front[0] or "\u2014" in front[0] or "\u2013" in front[0] else None
    )
    if found is not None and found[0].place is not None and found[0].place.isupper():
        line, end = found
        line.text = paragraph[: front.end()] + line.text
        line.agency = agency
        return line, front.end() + end
    separator = front[0][front[0].index(")") + 1 :]
    if not AGENCY.match(agency) and not separator.strip():
        return None
    return Dateline(text=f"({agency})", agency=agency, separator=separator or " "), front.end()


def _cjk(paragraph: str, evidence: Evidence) -> tuple[Dateline, int] | None:
    if (wire := _WIRE.match(paragraph)) is not None:
        text = wire[0].rstrip(" \uff1a:\u3000")
        return Dateline(
            text=text,
            place=wire["place"],
            agency=wire["agency"],
            date=wire["date"],
            separator=wire[0][len(text) :] or " ",
        ), wire.end()
    if (bare := _CJK_PLACE_AGENCY.match(paragraph)) is not None:
        line = Dateline(text=bare["text"], place=bare["place"], agency=bare["agency"], separator=bare["sign"])
        return line, bare.end()
    found = _CJK_BRACKET.match(paragraph)
    if found is None or not _CJK.search(found[2] + paragraph[found.end() : found.end() + 5]):
        return None
    inside = found[2].strip()
    line = Dateline(text=found[0].strip(), separator="")
    if (dated := _CJK_DATE.search(inside)) is not None:
        line.date = dated[0]
        inside = (inside[: dated.start()] + " " + inside[dated.end() :]).strip()
    if (reported := _REPORTED.match(inside)) is not None:
        line.place = reported["place"]
        if reported["outlet"] and AGENCY.match(reported["outlet"]):
            line.agency = reported["outlet"]
        return line, found.end()
    parts = [part.strip() for part in re.split(r"[\uff1d=\u30fb/\uff0f\s]+", inside) if part.strip()]
    agencies = [part for part in parts if AGENCY.match(part)]
    others = [part for part in parts if not AGENCY.match(part)]
    if agencies:
        line.agency = agencies[0]
        line.place = others[0] if others else None
        return line, found.end()
    if re.search(r"[\uff1d=]", inside) and others:
        line.place = others[0]
        return line, found.end()
    ending = re.match(r"^([\u4e00-\u9fff\u30a0-\u30ff]{2,8}?)(\u5171\u540c|\u6642\u4e8b)$", inside)
    if ending is not None:
        line.place, line.agency = ending[1], ending[2]
        return line, found.end()
    if len(others) == 1 and len(others[0]) <= 5 and evidence.names(others[0]):
        line.place = others[0]
        return line, found.end()
    return (line, found.end()) if line.date is not None and not others else None
