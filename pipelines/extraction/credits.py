"""The grammar of credit lines: who a line names, as what, from where, for which agency.

A line is a row of clauses, parted by bars, dashes and semicolons. A clause may open with a
label ("By", "Additional reporting by", "Übersetzung:") that says what its people did, and
lists names, each perhaps with a place, a role, an agency behind it. Whatever the grammar does
not recognise as one of these is left out: a date, a handle, an address, a biography.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from pipelines.extraction.cities import is_known_city
from pipelines.extraction.credit_forms import rewritten
from pipelines.extraction.date_forms import (
    AGO,
    BEFORE_DATE,
    BEFORE_NAME,
    DAY_AND_MONTH,
    DAY_IN_DIGITS,
    SHORT_WEEKDAY,
    WEEKDAY,
)
from pipelines.extraction.masthead import key
from pipelines.extraction.names import (
    CJK,
    LATIN,
    MAX_NAME_WORDS,
    NO_ORGANISATION,
    is_organisation,
    person_name,
    starts_a_name,
)
from pipelines.extraction.structured import fold
from pipelines.extraction.words import (
    AGENCY,
    AND,
    BY_PREFIX,
    CJK_BY_PREFIX,
    CJK_BY_SUFFIX,
    CJK_DEPARTMENT,
    CONTRIBUTED,
    CREDIT_LABELS,
    IN_PLACE,
    NOBODY,
    OFFICE_FIRST,
    ORGANISATION,
    PARTICLES,
    PHOTOGRAPHER,
    ROLE,
    SIGNED,
)
from pipelines.items import Author

MAX_LINE_CHARS = 600  # a sentence at the foot that thanks a dozen reporters has 400
MAX_ROLE_WORDS = 8
MAX_PEOPLE = 30
MAX_INITIALS = 4  # capitals that stand for a body where a name was to be: ACN; ADELE is somebody

CONTRIBUTOR = "contributor"
TRANSLATION = "translation"
PHOTOGRAPHY = "photography"
EDITOR = "editor"

_HANDLE = re.compile(
    r"\s*@\w[\w.]{1,40}|\S+@\S+\.\w+|\[email.protected\]|https?://\S+|www\.\S+|\b(?:follow|folgen)\b(?=\s*(?:[@|]|$))",
    re.I,
)
_BUTTON = re.compile(
    r"(?<!\w)(?:follow(?: us)?|email|e-mail|copied|subscribe|facebook|twitter|whatsapp|linkedin|instagram|"
    r"reddit|pinterest|youtube|telegram|e-?post|suivre|seguir|folgen|følg|följ|volg|obserwuj|takip et|подписаться|"
    r"متابعة|نسخ الرابط|구독|팔로우|フォロー(?:する)?|关注|關注|追蹤|訂閱|订阅)(?!\w)|"
    r"다른\s?기사\s?(?:더\s?)?보기|기자\s?페이지|구독하기",
    re.I,
)
"""What is pressed, beside a name."""
_HOST = re.compile(r"\b([\w-]{2,30})\.(?:com|org|net|de|co\.uk)\b(?!\.)", re.I)
_BRACKET = re.compile(r"\s*[(\[\uff08]([^()\[\]\uff08\uff09]{2,80})[)\]\uff09]\s*")
_CLAUSE = re.compile(
    r"\s+[|\u2022\u00b7\u25cf\u2013\u2014-]+(?=\s|$)\s*|\s*[|\u2022\uff5c;\uff1b]\s*|\s+/\s+|\n"
)
_SENTENCE = re.compile(r"(?<=[a-z\u00df-\u00ff]{4})[.!?]\s+(?=[A-Z\u00c0-\u00de]).*$")
_DATED = re.compile(
    r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]|\b\d+\s*(?:min|h|hours?|days?|ago)\b|"
    r"\d+\s*(?:\u6708|\u65e5|\uc6d4|\uc77c)|(?:lesedauer|temps de lecture|reading time|tiempo de lectura)\b",
    re.I,
)
_NOT_A_CREDIT = re.compile(
    r"(?:datum|date|quelle|source|stand|published|updated|veröffentlicht|aktualisiert)\s*:|"
    r"copyright\b|©|all rights reserved",
    re.I,
)
_PRINTED_DATE = re.compile(
    # From the head of a run of blanks and commas only: a run is looked at once, not once for each of them.
    rf"(?<![\s,])[\s,]++(?:(?:{BEFORE_DATE})\b:?\s*)*(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?\s+)?(?:den\s+|der\s+)?"
    rf"(?:{DAY_AND_MONTH}|{DAY_IN_DIGITS}|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?=\s*,)).*$",
    re.I,
)
_TIME_BEHIND = re.compile(r"\s+(?:at|um|à|a las|alle|kl\.?|ore)\s+\d{1,2}[:.h]\d{2}.*$", re.I)
_AGO_BEHIND = re.compile(rf"\s+(?:{AGO})$", re.I)
_DATE_BEFORE = re.compile(
    rf"^(?:\w+\s+){{0,2}}(?:{WEEKDAY}|{SHORT_WEEKDAY})?[\s,]*(?:{DAY_AND_MONTH})"
    rf"[\s,]*(?:\d{{4}})?[^|]{{0,30}}?\s(?=(?:{BEFORE_NAME}|vom)\s)",
    re.I,
)
_CJK_REPORT = re.compile(
    r"^[\s\u3010\u3014\uff3b\[(\uff08]*(?P<role>\u8a18\u8005|\u8bb0\u8005|\u7279\u6d3e\u54e1)(?P<name>[^\s/\uff0f,\u3001]{2,8})"
    r"[/\uff0f](?P<place>[^\s/\uff0f]{1,8}?)(?:\u5831\u5c0e|\u62a5\u9053|\u5831\u9053|\u7535|\u96fb)?[\s\u3011\u3015\uff3d\])\uff09]*$"
)
_CJK_PLACED = re.compile(
    r"^[\s\u3010\u3014\uff3b\[(\uff08]*(?P<place>[^\s\uff1d=]{1,10})[\uff1d=](?P<name>[^\s\uff1d=\u3011\u3015\])\uff09]{2,12}(?:\s(?:\uae30\uc790|\ud2b9\ud30c\uc6d0|\u8a18\u8005|\u7279\u6d3e\u54e1))?)[\s\u3011\u3015\uff3d\])\uff09]*$"
)
_CJK_AGENCY = re.compile(
    r"^(?P<agency>[^\s/\uff0f,]{2,6})(?:\u8bb0\u8005|\u8a18\u8005|\u7279\u6d3e\u54e1)\s*(?P<names>\S.*)$"
)
_CJK_LIST = re.compile(r"^\S{2,4}(?:\s\S{2,4})+$")
_OUTER = re.compile(r"^[\u3010\u3014\uff3b](.*)[\u3011\u3015\uff3d]$")
_LABEL = {
    done: re.compile(rf"^\W*(?:{words})(?:\s*[:\uff1a/\uff0f\uff1d]\s*|\s+(?=(?-i:[^\W\d_a-z])))", re.I)
    for done, words in CREDIT_LABELS.items()
}
_LABEL_SPACE_ONLY = re.compile(
    r"^\W*(?:photos?|fotos?|bild(?:er)?|videos?|editors?|editing|edited|grafik(?:en)?|graphics?|kamera|"
    r"mitarbeit|contributors?|photograph(?:y|s)?|images?|illustrations?)\s+(?=(?-i:[^\W\d_a-z]))",
    re.I,
)
_GLUED_LABEL = re.compile(
    r"\s+(?=(?:text|fotos?|photos?|bild(?:er)?|video|illustration(?:en)?|autor(?:in|en)?|authors?|datum|date|"
    r"quelle|source|stand|published|updated|veröffentlicht|aktualisiert)\s*:|"
    r"(?:illustration(?:en)?|fotos?|photos?|photographs?|fotografie|bilder|videos?)\s(?:von|by|par|de)\s|"
    r"(?:\u56fe|\u5716|\u6444\u5f71|\u651d\u5f71|\u64ae\u5f71)\s*[:/\uff1a\uff0f])",
    re.I,
)
_GLUED = re.compile(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z][\w]*(?:\s|$))")
DESK = re.compile(r"(?:staff|team|desk|newsroom|redaktion|(?:\u65b0\u805e|\u65b0\u95fb)\u4e2d\u5fc3)$", re.I)
_PERSONAL = re.compile(r"(?:writer|reporter|correspondent|editor|contributor)$", re.I)
_DEGREE = re.compile(
    r"M\.?[ADS]|M\.?P|MEP|MBA|MPH|PHD|RDN?|RN|DO|DDS|JD|CPA|LCSW|PSYD|QC|KC|OBE|CBE|MBE", re.I
)
_PLURAL = re.compile(r"(?:[a-z]rs|ists|innen|teure|isten|ntes|iteurs|trices)$", re.I)
_BRAND = re.compile(r"[a-z]+[A-Z]\w*$")  # "harbourTimes"
_ARTICLE = re.compile(r"^(?:an?|the|eine?|une?|el|la|unser[e]?|our|notre)\s+", re.I)
INITIAL_AT_END = re.compile(r"(?<!\w)(?:\w|[JS]r)\.$")
_OF_A_DESK = re.compile(r"(?:\s(?:au|à la|chez|im|beim|bei|på|hos|della?|dello|del|do|da|de)\s[^,|]{3,30})?")
"""What a role may go on with: ``Journaliste au service Monde``."""
_FOR_OUTLET = re.compile(r"(?<=\S)\s+(?:[Ff]or|of(?: the)?|für|pour|para|voor)\s+(?=[^\W\d_a-z])")
_GENERIC_AGENCY = re.compile(
    r"^(?:agencia|agência|agence|agentur|agenzia|nachrichtenagentur|redazione|redacción|redaktion)\s+", re.I
)
_AGENCY_STAFF = re.compile(r"\s+(?:staff|writers?|reports?)$", re.I)
_OF = re.compile(r"^(?:da|do|de la|della|de l['’]|von der|vom)\s+(?=(?-i:[^\W\d_a-z]))", re.I)
_WITHIN_SURNAMES = frozenset(["e", "y", "i"])
_WITHIN_A_NAME = re.compile(r"^\W*[^\W\d_]+\s*[\ue000-\uf8ff]\s*[^\W\d_]")  # "Bruno (Zecchin) Taboas"
_WITHIN = " ,;:|-\u2013\u2014/\u00a0\u3000"


@dataclass(slots=True, kw_only=True)
class Credits:
    """What a credit line says."""

    people: list[Author] = field(default_factory=list)
    """In the order of the line, photographers and translators with that as their role."""
    agency: str | None = None
    """The agency or outlet that the line names: ``Associated Press``, ``The Western Journal``."""
    agency_place: str | None = None
    further_agencies: list[str] = field(default_factory=list)
    shared: bool = False
    """Whether the agency stands beside the people as one of the authors ("and AFP")."""
    editors: list[str] = field(default_factory=list)

    @property
    def writers(self) -> list[Author]:
        """Those who had a part in the text."""
        return [person for person in self.people if person.role != PHOTOGRAPHY]


def parse(line: str, outlets: AbstractSet[str] = frozenset(), *, trusted: bool = False) -> Credits:
    """What a line says.

    ``outlets`` are keys (`masthead.key`) of the site's own names. ``trusted`` is for text that
    is known to be a name: a single word will do then.
    """
    reading = _Reading(outlets, trusted)
    text = fold(line[:MAX_LINE_CHARS])
    if key(text) in outlets:
        return Credits(agency=text, shared=True)
    text = rewritten(text)
    if not reading.whole(text):
        for clause in _clauses(text):
            reading.clause(clause)
    return reading.result()


def _clauses(text: str) -> Iterator[str]:
    text = _SENTENCE.sub("", text) if CONTRIBUTED.search(text) is None else text
    text = _DATE_BEFORE.sub("", _BUTTON.sub(" | ", _HANDLE.sub(" | ", text)))
    outer = _OUTER.match(text)
    text = outer[1] if outer is not None else text
    signed = is_dated = False
    for piece in _CLAUSE.split(_GLUED_LABEL.sub(" | ", text)):
        clause = _PRINTED_DATE.sub("", f" {_AGO_BEHIND.sub('', _TIME_BEHIND.sub('', piece))}").strip(_WITHIN)
        is_label = BY_PREFIX.match(clause) is not None
        is_dated = is_dated or (signed and not clause and any(map(str.isdecimal, piece)))
        signed = signed or is_label
        if (
            clause
            and not (is_dated and "," in clause and not is_label)
            and _NOT_A_CREDIT.match(clause) is None
        ):
            yield _once(clause)


def _once(text: str) -> str:
    """``Journalist i Paris Journalist i Paris`` said once."""
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else text


class _Reading:
    """One line being read; the clauses add to what is known."""

    def __init__(self, outlets: AbstractSet[str], trusted: bool) -> None:
        self.outlets = outlets
        self.trusted = trusted
        self.credits = Credits()
        self.done: str | None = None
        self.latest: list[Author] = []
        self.acronym: str | None = None
        self.filed_from: str | None = None
        self.here = 0
        self.single = True

    def result(self) -> Credits:
        people: dict[str, Author] = {}
        for person in self.credits.people:
            people.setdefault(person.name.casefold(), person)
        initials = {"".join(word[0] for word in person.name.split()) for person in people.values()}
        if self.credits.agency in initials:  # "AF Ana Ferreira" stands where her portrait would
            self.credits.agency = None
        # "Biography Ana Ferreira" is Ana Ferreira's, and nobody
        self.credits.people = [
            person
            for name, person in people.items()
            if not any(name.endswith(f" {other}") for other in people)
        ][:MAX_PEOPLE]
        return self.credits

    def whole(self, text: str) -> bool:
        """Lines of one piece, as Chinese and Japanese papers print them."""
        agency = _CJK_AGENCY.match(text)
        if agency is not None and AGENCY.match(agency["agency"]):
            self.credits.agency = agency["agency"]
            for name in re.split(r"[\s\u3001\uff0c,]+", agency["names"]):
                self.credits.people += [Author(name=name)] if person_name(name, False) is not None else []
            return True
        found = _CJK_REPORT.match(text) or _CJK_PLACED.match(text)
        if found is None or person_name(found["name"], self.trusted) is None or not CJK.search(found["name"]):
            return False
        if AGENCY.match(found["name"]):
            self.credits.agency, self.credits.agency_place = found["name"], found["place"]
            return True
        role = found.groupdict().get("role")
        name = CJK_BY_SUFFIX.sub("", found["name"]) or found["name"]
        self.credits.people.append(Author(name=name, role=role, place=found["place"]))
        return True

    def clause(self, text: str) -> None:
        """One clause: its label, its list."""
        if _DATED.search(text) and not any(word.isalpha() for word in _DATED.sub(" ", text).split()[:2]):
            return
        if AND.fullmatch(f" {text} ") is not None:
            return
        self.here = len(self.credits.people)
        chinese = "\u8bb0\u8005" in text
        self.done, text = _label(text)
        if chinese and _CJK_LIST.match(text):
            text = text.replace(" ", "\u3001")  # "reporters A B": Chinese names hold no blank
        contributed = CONTRIBUTED.search(text)
        if contributed is not None:
            self.done, text = CONTRIBUTOR, self._after_agency(text[: contributed.start()])
        text = _for_outlet(text)
        brackets: dict[int, str] = {}
        text = _protect_brackets(text, brackets)
        start, joined = 0, False
        self.single = AND.search(text) is None
        for joint in AND.finditer(text):
            if _joins_surnames(text, joint):
                continue
            self._item(text[start : joint.start()], brackets, joined)
            start, joined = joint.end(), _joins(joint.group())
        self._item(text[start:], brackets, joined)

    def _after_agency(self, text: str) -> str:
        """``Associated Press writers A and B``: the agency noted, A and B returned."""
        words = text.split()
        for length in range(min(5, len(words) - 1), 0, -1):
            head = " ".join(words[:length])
            role = ROLE.search(head)
            if role is not None and role.end() == len(head):
                name = " ".join(words[: length - 1])
                if AGENCY.match(name) or ORGANISATION.search(name):
                    self._organisation(name, None, joined=False)
                return " ".join(words[length:])
        return text

    def _item(self, text: str, brackets: dict[int, str], joined: bool) -> None:
        bracket = next((brackets[ord(c)] for c in text if ord(c) in brackets), None)
        if bracket is not None and _WITHIN_A_NAME.match(text):
            bracket = None
        bare = "".join(c for c in text if ord(c) not in brackets).strip(_WITHIN + '"\u201c\u201d~')
        done, unlabelled = _label(bare)
        # "Edited by A, written by B": a label of the writers ends what the one before it said
        self.done = None if done is None and SIGNED.match(bare) is not None else done or self.done
        bare = unlabelled
        if not bare or len(bare) > MAX_LINE_CHARS:
            if bracket is not None and self.latest:
                self._qualify(bracket)
            return
        place_only = IN_PLACE.match(f" {bare[:1].lower()}{bare[1:]}")
        if place_only is not None and (
            self._place(_clean_place(place_only["place"])) or is_known_city(place_only["place"])
        ):
            return
        if _is_city(bare):
            self._place(bare)
            return
        bare, place = _located(bare)
        person = self._cut(bare)
        if person is not None and (joined or not self.latest or not _is_role(bare)):
            self._person(*person, place, bracket)
        elif self._office(bare, place) or self._organised(bare, place, joined) or self._role(bare, place):
            return
        elif not self._person(bare, None, None, place, bracket) and place is None:
            self._unknown(bare)

    def _unknown(self, text: str) -> None:
        """A lone word: where the people before it are, or, before a place, an agency."""
        if self.latest or self.credits.agency is not None:
            # in a clause of its own it may be anything: a button, a section
            if _is_acronym(text):
                if _DEGREE.fullmatch(text) is None:
                    self._organisation(text, None, joined=False)
            elif is_known_city(text) or (
                _place_like(text) and (len(self.credits.people) > self.here or not self.latest)
            ):
                self._place(text)
        elif _is_acronym(text):
            self.acronym = text
        elif is_known_city(text):
            self.filed_from = text

    def _office(self, text: str, place: str | None) -> bool:
        """Whether what nobody is called is, behind a name, what that person is: ``Staff Writer``."""
        is_office = self.latest and NOBODY.match(text) is not None and _PERSONAL.search(text) is not None
        return bool(is_office) and self._role(text, place)

    def _role(self, text: str, place: str | None) -> bool:
        """Whether the text is a role of the people before it, and of nobody else."""
        text = _ARTICLE.sub("", text)
        if not _is_role(text):
            small = text[:1].islower() and len(text.split()) <= MAX_ROLE_WORDS and _BRAND.match(text) is None
            if any(map(str.isdigit, text)):
                return False  # "před 2 hodinami": when, not what
            if not (small and self.latest) or LATIN.match(text) is None or text.endswith("."):
                return False
        if self.latest and PHOTOGRAPHER.fullmatch(text) is not None:
            self.latest[-1].role = PHOTOGRAPHY
        elif self.latest:
            everybody = _PLURAL.search(text) is not None and len(self.credits.people) > 1
            role = text.removesuffix("s") if everybody and text.endswith(("rs", "ts")) else text
            for person in self.credits.people if everybody else self.latest:
                person.role = person.role or role
                person.place = person.place or place
        return True

    def _organised(self, text: str, place: str | None, joined: bool) -> bool:
        """Whether the text is an agency, an outlet or a desk."""
        if NOBODY.match(text) or _DATED.search(text):
            return True
        host = _HOST.fullmatch(text)
        name = host[1] if host is not None and key(text) not in self.outlets else text
        of, desk = _OF.sub("", name), _GENERIC_AGENCY.sub("", name)
        name = next((one for one in (of, desk) if one != name and _is_body(one)), name)
        known = AGENCY.match(name) is not None or key(name) in self.outlets or host is not None
        alone = self.trusted and self.single and not self.latest and 3 <= len(name) <= MAX_INITIALS
        acronym = (place is not None or alone) and _is_acronym(name)
        signed = is_organisation(name) and (not _is_role(name) or DESK.search(name) is not None)
        if not known and not acronym and not signed:
            return False
        if self.done == TRANSLATION:
            self._add(Author(name=name, role=TRANSLATION))
        elif self.done not in (PHOTOGRAPHY, EDITOR):
            self._organisation(name, place, joined)
        return True

    def _organisation(self, name: str, place: str | None, joined: bool) -> None:
        bare = _AGENCY_STAFF.sub("", _GENERIC_AGENCY.sub("", name))
        name = bare if AGENCY.match(bare) else name
        if self.credits.agency is not None:
            self.credits.further_agencies += [name] if AGENCY.match(name) else []
        else:
            self.credits.agency, self.credits.agency_place = name, place
            self.credits.shared = joined or not self.credits.people
            if place is not None and self.latest:
                self.credits.agency_place = None
                self._place(place)

    def _person(
        self, name: str, role: str | None, organisation: str | None, place: str | None, bracket: str | None
    ) -> bool:
        name = CJK_BY_SUFFIX.sub("", CJK_BY_PREFIX.sub("", name)).strip(_WITHIN)
        if not INITIAL_AT_END.search(name):
            name = name.rstrip(".")
        alone = self.trusted and self.single and not self.credits.people
        found = None if key(name) in self.outlets or _is_city(name) else person_name(name, alone)
        if found is None:
            return False
        if bracket is not None and (_DATED.search(bracket) or not any(map(str.isalpha, bracket))):
            bracket = None
        if bracket is not None and (AGENCY.match(bracket) or key(bracket) in self.outlets):
            organisation, bracket = organisation or bracket, None
        person = Author(
            name=found, role=role or bracket or _role_of(self.done), place=place or self.filed_from
        )
        self._add(person)
        if organisation is not None:
            self._organisation(organisation, None, joined=False)
        return True

    def _add(self, person: Author) -> None:
        if self.done == EDITOR:
            self.credits.editors.append(person.name)
            self.latest = []
        else:
            self.credits.people.append(person)
            self.latest = [person]

    def _place(self, place: str) -> bool:
        """Give the place to whoever was named last; whether there was somebody."""
        if self.latest:
            for person in self.latest:
                person.place = person.place or place
            return True
        if self.credits.agency is None and self.acronym is not None:
            self._organisation(self.acronym, place, joined=False)
            return True
        if self.credits.agency is not None and not self.credits.people:
            self.credits.agency_place = self.credits.agency_place or place
            return True
        return False

    def _qualify(self, bracket: str) -> None:
        for person in self.latest:
            person.role = person.role or bracket

    def _cut(self, text: str) -> tuple[str, str | None, str | None] | None:
        """A name, and the role or organisation that follows it, with or without a blank between.

        None where nothing of the kind follows a name.
        """
        office = OFFICE_FIRST.match(text)
        if office is not None and person_name(text[office.end() :], False) is not None:
            return text[office.end() :], office[0].strip(), None
        department = CJK_DEPARTMENT.match(text)
        if department is not None:
            return department["name"], department["role"], None
        for cut in _GLUED.finditer(text):
            left, right = text[: cut.start()], text[cut.start() :]
            if " " in left and person_name(left, False) is not None:
                which = self._tail(right, left) or ((None, right) if is_organisation(right) else None)
                if which is not None:
                    return left, *which
        words = text.split()
        for number in range(2, min(len(words), MAX_NAME_WORDS + 1)):
            left, right = " ".join(words[:number]), " ".join(words[number:])
            if _surname_pending(words, number) or person_name(left, False) is None:
                continue
            if (which := self._tail(right, left)) is not None:
                return left, *which
        return None

    def _tail(self, right: str, left: str) -> tuple[str | None, str | None] | None:
        """What follows the name ``left``: (role, organisation); None where it is more of the name."""
        if AGENCY.match(right) or key(right) in self.outlets:
            return None, right
        role = ROLE.match(right)
        if (
            role is not None
            and DESK.fullmatch(right[: role.end()]) is None
            and _OF_A_DESK.fullmatch(right[role.end() :])
        ):
            return right, None
        if (right.isupper() and len(right) > 3) or right[:2].isupper():
            return (None, right) if is_organisation(right) else None
        # "Bay Area News Group" is no Bay Area of the News Group
        apart = "." in left or right.startswith(("The ", "the "))
        return (None, right) if apart and is_organisation(right) else None


def _for_outlet(text: str) -> str:
    """``Ana Ferreira for The Courier`` with a comma instead of "for"; nobody is called so."""
    found = _FOR_OUTLET.search(text)
    if found is None:
        return text
    before, behind = text[: found.start()], text[found.end() :]
    if found.group().split()[0] == "of" and person_name(_label(before)[1].split(",")[-1], False) is None:
        return text  # "University of Ellery Press"
    if is_organisation(behind):
        return f"{before}, {behind}"
    if found.group().split()[0] == "of":
        return text
    return before if " " in before.strip() and person_name(before.split(",")[-1], False) is not None else text


def _joins_surnames(text: str, joint: re.Match[str]) -> bool:
    """Whether the joint stands in the middle of one name: ``José Volta e Pinto``."""
    if joint.group().strip().casefold() not in _WITHIN_SURNAMES:
        return False
    behind = AND.split(text[joint.end() :], maxsplit=1)[0].strip()
    lone = (
        " " not in behind and starts_a_name(behind) and not behind.isupper() and AGENCY.match(behind) is None
    )
    is_nobody = NOBODY.match(behind) is not None or is_known_city(behind)
    return lone and not is_nobody and " " in text[: joint.start()].strip()


def _joins(joint: str) -> bool:
    """Whether the joint adds one more author: "and" and slashes do, a comma does not."""
    return joint.strip(" ,\u3001\uff0c\u060c") != ""


def _surname_pending(words: list[str], number: int) -> bool:
    """``Trevor J.`` and ``Anna von`` are not finished."""
    return words[number - 1].lower() in PARTICLES or INITIAL_AT_END.search(words[number - 1]) is not None


def _label(text: str) -> tuple[str | None, str]:
    """What the people that follow did, and the text after the label that says so."""
    done: str | None = None
    for _ in range(3):
        before = text
        for what, pattern in _LABEL.items():
            found = pattern.match(text)
            if found is not None and not _names_itself(text, found):
                done, text = what, text[found.end() :].strip()
        text = CJK_BY_PREFIX.sub("", BY_PREFIX.sub("", text)).strip()
        if text == before:
            break
    return done, text


def _names_itself(text: str, label: re.Match[str]) -> bool:
    """``Bild Sport``: a label without colon or "by" needs a person behind it."""
    return _LABEL_SPACE_ONLY.match(text) is not None and person_name(text[label.end() :], False) is None


def _role_of(done: str | None) -> str | None:
    return done if done != EDITOR else None


def _located(text: str) -> tuple[str, str | None]:
    """The text without the place it ends in, and the place."""
    found = IN_PLACE.search(text)
    if found is None:
        return text, None
    before = text[: found.start()]
    if _is_role(found["place"]):  # an icon glued to the name: "Ana Ferreirai Columnist"
        return f"{text[: found.start()]} {found['place']}", None
    if " " in before.strip() or AGENCY.match(before) or _is_role(before) or before.isupper():
        return before, _clean_place(found["place"])
    return text, None


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and 2 <= len(text) <= 6 and NO_ORGANISATION.search(text) is None


def _is_city(text: str) -> bool:
    """Whether the text is a known city; of one word, it may still be somebody called Sofia."""
    return (" " in text or CJK.match(text) is not None) and is_known_city(text)


def _clean_place(place: str) -> str:
    return place.strip(" «»\u00a0,.")


def _is_role(text: str) -> bool:
    if len(text.split()) > MAX_ROLE_WORDS or AGENCY.match(text):
        return False
    found = ROLE.search(text)
    if found is None:
        return False
    rest = (text[: found.start()] + text[found.end() :]).split()
    return found.end() >= len(text) - 1 or len(rest) <= 3


def _is_body(text: str) -> bool:
    """Whether the text is an agency or an outlet."""
    return AGENCY.match(text) is not None or is_organisation(text)


def _place_like(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 3
        and not any(character.isdigit() for character in text)
        and all(word[:1].isupper() for word in words)
        and not text.endswith(".")
    )


def _protect_brackets(text: str, brackets: dict[int, str]) -> str:
    """Brackets replaced by private characters, so that their commas part nobody."""

    def keep(found: re.Match[str]) -> str:
        code = 0xE000 + len(brackets)
        brackets[code] = found[1].strip()
        return chr(code) + " "

    return _BRACKET.sub(keep, text)
