"""Who wrote it: the credit line as printed, and everybody in it.

Witnesses of the names, best first; the first that names a person is believed:

1. JSON-LD ``author``, else ``creator``: complete on most pages, and names are whole there.
2. ``<meta>`` authors, and the pairs ``twitter:label1``/``twitter:data1`` ("Written by").
3. Elements that call themselves author or byline (``itemprop``, ``rel``, class).
4. Links to an author's page.
5. A credit line at the head of the text, or a name alone at its foot.

The printed line then adds what only it knows: roles, places, an agency, editors, and people,
where it names all that the witness named and more. An agency that stands beside the people
("and AFP") is one of the authors; one that stands behind a name ("Tom Oduya - Havenwire") is
where that person works and goes into ``agency`` alone. Where no witness names a person, the
organisation that is credited stands for one, marked by its role (`Author.is_person`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from pipelines import bounds
from pipelines.extraction import stated_authors
from pipelines.extraction.bare_names import Head
from pipelines.extraction.byline_dates import without_dates
from pipelines.extraction.credit_lines import (
    is_agency,
    is_of_nobody,
    is_of_pictures,
    is_sentence,
    is_signed,
    is_whole,
    may_be_whole,
)
from pipelines.extraction.credits import CONTRIBUTOR, DESK, TRANSLATION, Credits, parse
from pipelines.extraction.masthead import key
from pipelines.extraction.printed_byline import without_biography
from pipelines.extraction.stated_authors import MAX_BYLINE_CHARS
from pipelines.extraction.structured import Statements, element_text, fold
from pipelines.extraction.words import (
    AGENCY,
    AGENCY_SIGN,
    BY_PREFIX,
    CJK_BY_PREFIX,
    LABEL_ALONE,
    SIGNED,
)
from pipelines.items import AGENCY_ROLE, OUTLET_ROLE, Author

MAX_LINE_CHARS = 110  # of a credit line on its own
NEAR = 3  # elements around a link, in one of which its neighbours stand
MAX_ELEMENTS = 12  # that name somebody, of those that may
MAX_FOOT_CHARS = 60
MAX_SIGN_CHARS = 30  # of an agency below the text
HEAD_LINES = 4  # paragraphs at the head of the text in which a credit line is looked for
MAX_JOINED = 6  # names after a label that stands alone
MIN_OUTLET_CHARS = 3  # of a site's own name, where it may have more words behind it
MIN_SHORT_CHARS = 5  # of a site's name without what any site may be called
MAX_BARE = 3  # paragraphs: a standfirst or two may stand above the names

_NAME_WITHIN = ".//*[@itemprop='name' or @property='name' or @property='schema:name']"
_WHOLE = frozenset(["main", "article", "body", "html"])
_PORTRAIT = re.compile(r"author|byline|autor|writer|profile|avatar", re.I)
_COMMENT = re.compile(r"comment|kommentar|respond|reply|related|teaser|recommend|(?<!elementor-)widget", re.I)
_ROW_TAGS = "div p li ul ol td tr address section header figure h2 h3 h4 h5 br"
_ROW = frozenset(_ROW_TAGS.split())
_GIVEN_NAME = re.compile(r"(?-i:[^\W\d_a-z])[^\W\d_A-Z]{2,}")
_GENERIC = re.compile(r"(?:news|online|media|press|blog|daily|tv|web|portal|ondemand)$")
_GREETING = re.compile(r"(?:eure?|dein|ihr|your|yours|votre|ton|tu|tuo|il tuo|su|je|din)e?\b", re.I)
_UNCASED = re.compile(r"[\u0590-\u06ff\u0900-\u0dff]")  # scripts with blanks and without capitals
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_ENDS_A_SENTENCE = ".?!:\u3002"
_TITLE_BEFORE = re.compile(r"^(?:(?:dr|prof|mag|ing|doc|د|أ|دکتر|डॉ)\.?\s+)+", re.I)


@dataclass(slots=True, kw_only=True)
class Byline:
    """What a page says of its authors."""

    people: list[Author] = field(default_factory=list)
    printed: str | None = None
    """The credit line, verbatim."""
    agency: str | None = None
    editors: list[str] = field(default_factory=list)
    organisations: list[Author] = field(default_factory=list)
    """Credited beside or instead of people."""
    shared: bool = False
    """Whether the agency is an author beside the people."""
    witness: str | None = None

    @property
    def authors(self) -> list[Author]:
        """The people, with an agency that shares the byline; else the organisation credited."""
        agencies = [one for one in self.organisations if one.role == AGENCY_ROLE]
        if self.people:
            return (self.people + (agencies if self.shared else []))[: bounds.MAX_AUTHORS + 1]
        return agencies[: bounds.MAX_AUTHORS + 1] or self.organisations[:1]


def read(
    statements: Statements,
    lines: list[HtmlElement],
    links: Callable[[], list[HtmlElement]],
    site_names: set[str],
) -> Byline:
    """What the head of the page and its metadata say.

    ``lines`` are the elements that may print the byline, in page order; ``links`` finds those
    that lead to an author's page, and is only asked where nobody is named.
    """
    names = frozenset(map(key, site_names)) - {""}
    outlets = _outlets(site_names)
    lines = [line for line in lines if not _is_apart(line)]
    printed = list(_printed(lines))
    byline = Byline()
    for witness, credits in (
        ("json-ld", stated_authors.from_json(statements, outlets)),
        ("meta", stated_authors.from_meta(statements, outlets)),
        ("markup", _from_elements(statements, lines, outlets)),
        ("markup", _from_links(links, outlets)),
    ):
        for one in credits:
            _note(byline, one, outlets)
        if byline.people or (byline.organisations and byline.witness is None):
            byline.witness = witness
        if byline.people:
            break
    _promote(byline, printed, names)
    byline.printed = _printed_line([text for text, _ in printed], byline, outlets)
    if byline.printed is not None:
        whole = next(rows for text, rows in printed if text == byline.printed)
        said = parse(whole, outlets)
        # "Ingrid Treborg | Marlene Holm" are names alone; a biography has rows of other things
        rows_printed = sum(bool(row.strip()) for row in whole.split("|"))
        grow = BY_PREFIX.match(byline.printed) is not None or len(said.people) == rows_printed
        _enrich(byline, said, outlets, grow=grow or byline.witness == "markup")
        byline.printed = without_biography(byline.printed, whole, byline.people or byline.organisations)
    return byline


def _promote(byline: Byline, printed: list[tuple[str, str]], names: AbstractSet[str]) -> None:
    """Believe the page that prints as its writer whom the metadata call an organisation."""
    stated = {one.name.casefold() for one in byline.organisations if one.role == OUTLET_ROLE}
    if byline.people or not stated:
        return
    said = (person for _, whole in printed for person in parse(whole, names).writers)
    person = next((person for person in said if person.name.casefold() in stated), None)
    if person is not None:
        byline.people = [person]
        byline.organisations = [
            one for one in byline.organisations if one.name.casefold() != person.name.casefold()
        ]


def from_text(byline: Byline, head: Head, site_names: set[str]) -> Byline:
    """The same, from a credit line that stands by itself at the head of the text.

    For pages where nothing else names a person. The title signs nothing.
    """
    outlets = _outlets(site_names)
    candidates = [*enumerate(head.text[:HEAD_LINES]), *((-1, line) for line in _joined(head.lines, outlets))]
    for place, (number, line) in enumerate(candidates):
        if not 5 <= len(line) <= 120 or is_of_pictures(line) or key(line) == key(head.title or ""):
            continue
        if is_sentence(line) or line[:1] in '\u201c"\u00ab':
            continue
        signed = CJK_BY_PREFIX.match(line)
        # "記者コラム" is a column's name: without a blank or colon only a name in characters will do
        east = signed is not None and (signed[0][-1:] in ":：/／ " or _HAN.fullmatch(line[signed.end() :]))
        prefixed = is_signed(line) or bool(east)
        bare = not prefixed and _is_bare(line, number, outlets) and head.is_signed(line)
        if not (prefixed or bare or may_be_whole(line)):
            continue
        credits = parse(line, outlets)
        whole = is_whole(line, credits) and not any(head.tells_of(one.name, line) for one in credits.people)
        if credits.writers and (prefixed or bare or whole):
            further = [parse(other, outlets) for _, other in candidates[place + 1 : place + 3]]
            credits.people += [p for one in further for p in one.people if p.role == "translation"]
            return _taken(byline, line, credits, outlets)
    agency = next((line for line in head.text[:2] if is_agency(line)), None)
    return byline if agency is None else _taken(byline, agency, parse(agency, outlets), outlets)


def from_foot(byline: Byline, text: list[str], site_names: set[str]) -> Byline:
    """The same, from a last paragraph that is a name and nothing else."""
    outlets = _outlets(site_names)
    foot = text[-1] if len(text) > HEAD_LINES else ""
    if foot and len(foot) <= MAX_FOOT_CHARS and _is_bare(foot, 0, outlets) and _is_news_to(foot, text[:-1]):
        return _taken(byline, foot, parse(foot, outlets), outlets)
    return byline


def is_agency_sign(text: list[str]) -> bool:
    """Whether the last paragraph is an agency's sign below the text."""
    foot = text[-1] if len(text) > HEAD_LINES else ""
    return 0 < len(foot) <= MAX_SIGN_CHARS and AGENCY_SIGN.match(foot) is not None


def signed(byline: Byline, sign: str) -> Byline:
    """The same, with the agency that signed below the text where none was named above it."""
    if byline.agency is None:
        byline.agency = parse(sign.strip("()[]/ .\u2014\u2013-")).agency
    return byline


def _outlets(site_names: set[str]) -> set[str]:
    """Keys of what the site is called, and of what it is called for short: sputnik for sputniknews."""
    names = {key(name) for name in site_names}
    short = {_GENERIC.sub("", name.removeprefix("the")) for name in names}
    return (names | {name for name in short if len(name) >= MIN_SHORT_CHARS}) - {""}


def _is_news_to(foot: str, text: list[str]) -> bool:
    """Whether none of a line's words stands in the text: a caption's would."""
    said = set(re.findall(r"\w+", " ".join(text).casefold()))
    return _GREETING.match(foot) is None and said.isdisjoint(re.findall(r"\w{3,}", foot.casefold()))


def _joined(head: list[str], outlets: AbstractSet[str]) -> Iterator[str]:
    """The lines, a label that stands alone together with the names that follow it."""
    place = 0
    while place < len(head):
        line = head[place]
        place += 1
        if LABEL_ALONE.match(line) is not None:
            people: list[str] = []
            while place < len(head) and len(people) < MAX_JOINED and _is_credited(head[place], outlets):
                people.append(head[place].strip(" ,"))
                place += 1
            line = f"{line} {', '.join(people)}" if people else line
        yield line


def _is_credited(line: str, outlets: AbstractSet[str]) -> bool:
    credits = parse(line, outlets)
    return len(line) <= MAX_FOOT_CHARS and (bool(credits.people) or credits.agency is not None)


def _taken(byline: Byline, line: str, credits: Credits, outlets: AbstractSet[str]) -> Byline:
    byline.printed, byline.witness = line, "text"
    _note(byline, credits, outlets)
    return byline


def _is_bare(line: str, number: int, outlets: AbstractSet[str]) -> bool:
    """Whether a line is names and nothing else."""
    if not 0 <= number < MAX_BARE or line.isupper() or line[-1:] in _ENDS_A_SENTENCE:
        return False
    if not any(map(str.isupper, line)):
        return False  # in a script without capitals any two words look like a name
    people = parse(line, outlets).people
    if number and len(people) < 2:
        return False  # "Downing Street": a sub-heading
    said = sum(len(key(person.name)) for person in people if len(person.name.split()) in (2, 3, 4))
    return bool(people) and len(key(line)) - said <= 4 * len(people) - 4 + (len(people) > 1)


def _note(byline: Byline, credits: Credits, outlets: AbstractSet[str]) -> None:
    known = {person.name.casefold() for person in byline.people}
    for person in credits.writers:
        if person.name.casefold() not in known:
            known.add(person.name.casefold())
            byline.people.append(person)
    byline.editors += [name for name in credits.editors if name not in byline.editors]
    if credits.agency is None:
        return
    credited = {one.name.casefold() for one in byline.organisations}
    for name in credits.further_agencies:
        if key(name) not in outlets and name.casefold() not in credited:
            credited.add(name.casefold())
            byline.organisations.append(Author(name=name, role=AGENCY_ROLE))
    own = _is_own(credits.agency, outlets)
    is_agency = AGENCY.match(credits.agency) is not None and not own
    if not own and byline.agency is None:
        byline.agency = credits.agency
    byline.shared = byline.shared or (credits.shared and is_agency)
    role = AGENCY_ROLE if is_agency else OUTLET_ROLE
    if credits.agency.casefold() not in credited:
        byline.organisations.append(Author(name=credits.agency, role=role, place=credits.agency_place))


def _is_own(name: str, outlets: AbstractSet[str]) -> bool:
    """Whether an organisation is the site itself, its initials, or a desk of it: "The Courier Staff"."""
    if key(name) in outlets:
        return True
    if AGENCY.match(name) is not None:
        return False
    words = re.findall(r"[^\W_]+", name.casefold())
    initials = "".join(word[0] for word in words if word != "the")
    begun = ("".join(words[:number]) for number in range(1, len(words)))
    own = {one for one in outlets if len(one) >= MIN_OUTLET_CHARS}
    return DESK.search(name) is not None or initials in own or not own.isdisjoint(begun)


def _from_elements(
    statements: Statements, lines: list[HtmlElement], outlets: AbstractSet[str]
) -> Iterator[Credits]:
    found = []
    for element in statements.items.get("author", ())[: bounds.MAX_AUTHORS + 1]:
        name = next(iter(element.xpath(_NAME_WITHIN)), element)
        text = fold(name.get("content") or "") or element_text(name)
        if not _is_apart(element):
            found.append(parse(text[:MAX_BYLINE_CHARS], outlets, trusted=True))
    yield from found
    if any(credits.people for credits in found):
        return
    for element in lines:
        text = rows(element)
        if not 3 <= len(text) <= MAX_BYLINE_CHARS or is_of_pictures(text):
            continue
        signed = SIGNED.match(text)
        # "von Ulrike": one word is a name where a label says so, and no handle
        alone = signed is not None and _GIVEN_NAME.fullmatch(text[signed.end() :]) is not None
        credits = parse(text, outlets, trusted=alone or element.get("rel") == "author")
        if credits.writers or ("|" not in text and len(text) <= MAX_LINE_CHARS // 2):
            yield credits
        if credits.writers:
            yield from _alike(element, lines, outlets)
            return


def _alike(first: HtmlElement, lines: list[HtmlElement], outlets: AbstractSet[str]) -> Iterator[Credits]:
    """What the elements right behind one say that are called the same: each writer in one of their own."""
    for element in first.itersiblings():
        if element not in lines or (element.tag, element.get("class")) != (first.tag, first.get("class")):
            return
        text = rows(element)
        credits = parse(text, outlets) if len(text) <= MAX_FOOT_CHARS else Credits()
        if len(credits.people) != 1 or credits.agency is not None:
            return
        yield credits


def _from_links(links: Callable[[], list[HtmlElement]], outlets: AbstractSet[str]) -> Iterator[Credits]:
    """What the first link to an author's page says, and those that stand together with it: others lead to
    the writers of other stories."""
    together: set[HtmlElement] = set()
    for element in links():
        text = element_text(element)
        around = {each for each in islice(element.iterancestors(), NEAR) if each.tag not in _WHOLE}
        if not 3 <= len(text) <= MAX_LINE_CHARS or _is_apart(element):
            continue
        if together and together.isdisjoint(around):
            continue
        credits = parse(text, outlets)
        together |= around if credits.people and not together else set()
        yield credits


def _is_apart(element: HtmlElement) -> bool:
    """Whether an element belongs to comments, a form, a teaser: not to this article's head."""
    for depth, around in enumerate([element, *element.iterancestors()]):
        if around.tag in ("form", "footer", "nav") or _is_picture(around):
            return True
        if depth < 6 and _COMMENT.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
    return False


def _is_picture(element: HtmlElement) -> bool:
    """Whether an element shows a picture, whose credit is not the story's; the writer's portrait aside."""
    if element.tag not in ("figure", "figcaption"):
        return False
    return _PORTRAIT.search(f"{element.get('class') or ''} {element.get('id') or ''}") is None


def _printed(lines: list[HtmlElement]) -> Iterator[tuple[str, str]]:
    """What the elements print, and the same with a bar between rows; links preceded by their line."""
    for element in lines:
        parent = element.getparent()
        around = parent is not None and element.tag in ("a", "span")
        line = parent if around and parent.tag in ("p", "div", "address", "li") else None
        for each in (line, element):
            text = element_text(each) if each is not None else ""
            if each is not None and 3 <= len(text) <= MAX_BYLINE_CHARS and not is_of_pictures(text):
                yield text, rows(each)


def rows(element: HtmlElement) -> str:
    """The text of an element, a bar between what stands in different rows or boxes."""
    pieces: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            pieces += [" | "] if each is not element and each.tag in _ROW else []
            pieces += [_parted(pieces, each.text)] if each.text else []
        elif each is not element:
            pieces += [" | "] if each.tag in _ROW else []
            pieces += [_parted(pieces, each.tail)] if each.tail else []
    return fold("".join(pieces)).strip(" |")


def _parted(pieces: list[str], piece: str) -> str:
    """A blank before a piece that only an element's edge parts from the one before."""
    before = pieces[-1][-1:] if pieces else ""
    first = piece[:1]
    apart = (before.islower() and first.isupper()) or (before.isalpha() and first.isdecimal())
    return f" {piece}" if apart or (_UNCASED.match(before) and _UNCASED.match(first)) else piece


def _printed_line(printed: Iterable[str], byline: Byline, outlets: AbstractSet[str]) -> str | None:
    """The shortest line that names everybody, of those that name most."""
    texts = list(printed)
    if not byline.people:
        bodies = [one.name.casefold() for one in byline.organisations]
        signatures = [text for text in texts if BY_PREFIX.match(text) is not None]
        signatures += [text for text in texts if _is_signature(text, outlets)]
        naming = (text for text in signatures if any(body in text.casefold() for body in bodies))
        return next(naming, signatures[0] if signatures else None)
    # those whom the metadata alone name as helpers stand in the line's biographies, if anywhere
    writers = [one for one in byline.people if one.role not in (CONTRIBUTOR, TRANSLATION)] or byline.people
    surnames = [person.name.split()[-1].casefold() for person in writers]
    best: tuple[int, int, str] | None = None
    for text in texts:
        named = sum(surname in text.casefold() for surname in surnames)
        # the whole line rather than the link in it, but no biography
        score = (named, int(BY_PREFIX.match(text) is not None) + int(len(text) < MAX_LINE_CHARS), text)
        longer = best is not None and score[:2] == best[:2] and best[2] in text and len(text) < MAX_LINE_CHARS
        if named and (best is None or score[:2] > best[:2] or longer):
            best = score
    return best[2] if best is not None else None


def _is_signature(text: str, outlets: AbstractSet[str]) -> bool:
    """Whether a line that names no person is a credit line: "Reuters", "Editorial", "mh", a user's name."""
    bare = without_dates(text, ()) or ""
    if not bare or len(bare) >= MAX_FOOT_CHARS:
        return False
    if " " not in bare or _UNSPACED.search(bare) is not None or is_of_nobody(bare):
        return True
    said = parse(bare)
    return key(bare) in outlets or said.agency is not None or bool(said.editors)


def _untitled(name: str) -> str:
    """A name without case and degrees: the line prints "Dr. Ana Ferreira", the metadata leave it off."""
    return _TITLE_BEFORE.sub("", name).casefold()


def _enrich(byline: Byline, printed: Credits, outlets: AbstractSet[str], *, grow: bool) -> None:
    """Roles, places, agency that only the printed line knows; with ``grow`` its further people too."""
    by_name = {_untitled(person.name): person for person in printed.people}
    for person in byline.people:
        twin = by_name.get(_untitled(person.name))
        if twin is not None:
            person.role = person.role or twin.role
            person.place = person.place or twin.place
    known = {person.name.casefold() for person in byline.people}
    if grow and known and known < {person.name.casefold() for person in printed.writers}:
        byline.people = printed.writers
    shared = printed.shared and grow
    _note(byline, Credits(agency=printed.agency, shared=shared, editors=printed.editors), outlets)
