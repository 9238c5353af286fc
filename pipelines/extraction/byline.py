"""Who wrote it: the credit line as printed, and the people in it.

Structured data names people reliably but mixes in the publisher; the printed line knows
roles and places. Both go through one grammar: prefix, people, role, place, agency.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from lxml.html import HtmlElement

from pipelines.extraction.calendar_words import MONTHS
from pipelines.extraction.furniture import CREDIT_LINE
from pipelines.extraction.headline import key
from pipelines.extraction.structured import Json, Statements, element_text, fold, text_of, types
from pipelines.extraction.words import (
    AGENCY,
    AND,
    BY_PREFIX,
    CJK_BY_PREFIX,
    CJK_BY_SUFFIX,
    CJK_DEPARTMENT,
    IN_PLACE,
    NOT_A_PERSON,
    PARTICLES,
    ROLE,
)
from pipelines.items import Author

MAX_AUTHORS = 20
MAX_NAME_CHARS = 60
MAX_LINE_CHARS = 110  # of a credit line on its own
MAX_BYLINE_CHARS = 300  # longer than that it is a biography

_META = (
    "author",
    "article:author",
    "parsely-author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "article:author_name",
    "article.author",
    "cxenseparse:author",
    "twitter:creator:name",
    "citation_author",
    "dc.contributor",
    "author_name",
    "authors",
)
_HANDLE = re.compile(r"\s*@\w[\w.]{1,40}|\S+@\S+\.\w+|https?://\S+|www\.\S+")
_BRACKET = re.compile(r"\s*[(\[\uff08\u3010\u3014]([^()\[\]\uff08\uff09]{2,80})[)\]\uff09\u3011\u3015]\s*")
_SEGMENT = re.compile(r"\s+[|\u2022\u00b7\u25cf\u2013\u2014-]\s*|\s*[|\u2022\uff5c]\s*|\s+[/]\s+|\n")
_GLUED = re.compile(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z][\w]*(?:\s|$))")
_DATED = re.compile(
    r"\d{1,2}[:.]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]|\b\d+\s*(?:min|h|hours?|days?|ago)\b|"
    r"\u0e17|\d+\s*(?:\u6708|\u65e5|\uc6d4|\uc77c)",
    re.I,
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]")
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_PRINTED_DATE = re.compile(
    rf"[\s,]+(?:(?:on|am|le|el|em|il|den|posted|published|updated|follow)\b:?\s*)*(?:\w+day,?\s+)?"
    rf"(?:(?:{_MONTH})\.?\s+\d{{1,2}}\b|\d{{1,2}}\.?\s+(?:de\s+)?(?:{_MONTH})\b).*$",
    re.I,
)
_CONTRIBUTING = re.compile(
    r"^(?:contribut(?:ing|ors?)|additional reporting(?: by)?|mitarbeit|with additional reporting by)\s*:?\s+",
    re.I,
)
_INITIAL_AT_END = re.compile(r"(?<!\w)(?:\w|[JS]r)\.$")
_NO_NAME = re.compile(r"[^\w\s.'\u2019\u02bc`\u2010\u2011&\u30fb\u00b7-]|_|\w\.\w{2,}")
_ARTICLE = re.compile(r"^(?:an?|the|eine?|une?|el|la)\s+", re.I)


def read(
    statements: Statements, lines: list[HtmlElement], site_names: set[str]
) -> tuple[list[Author], str | None, str | None]:
    """The people, the line as printed, and the witness of the people.

    ``lines`` are the elements that may print the byline, in page order.
    """
    outlets = {key(name) for name in site_names} - {""}
    printed = [
        text
        for element in _with_surroundings(lines)
        if 3 <= len(text := element_text(element)) <= MAX_BYLINE_CHARS and not CREDIT_LINE.match(text)
    ]
    stated = _from_json(statements, outlets)
    witness = "json-ld"
    if not stated:
        stated = _from_meta(statements, outlets)
        witness = "meta"
    from_markup = False
    if not stated:
        stated = _from_elements(statements, lines, outlets)
        witness, from_markup = "markup", True
    line = _printed_line(printed, stated)
    if line is not None:
        _enrich(stated, parse(line, outlets), grow=from_markup or BY_PREFIX.match(line) is not None)
    return stated[:MAX_AUTHORS], line, witness if stated else None


def _with_surroundings(lines: list[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements, each link to an author preceded by the line that it stands in."""
    for element in lines:
        parent = element.getparent()
        if (
            element.tag in ("a", "span")
            and parent is not None
            and parent.tag in ("p", "div", "address", "li")
        ):
            yield parent
        yield element


def parse(line: str, outlets: AbstractSet[str] = frozenset(), *, trusted: bool = False) -> list[Author]:
    """The people a credit line names, with role and place; outlets and dates left out.

    ``trusted`` is for text that is known to be a name: a single word will do then.
    """
    text = _strip_prefix(_PRINTED_DATE.sub("", _HANDLE.sub(" ", fold(line))))
    contributing = _CONTRIBUTING.match(text)
    if contributing is not None:
        text = text[contributing.end() :]
    found: list[Author] = []
    for number, segment in enumerate(_SEGMENT.split(text)):
        segment = segment.strip(" ,;:|-\u2013\u2014")
        if not segment:
            continue
        if found and number and not ROLE.search(segment) and not _name_like(segment, trusted=False):
            continue
        if found and (role := _whole_role(segment)) is not None:
            _give_role(found, *role)
            continue
        found += _people(_strip_prefix(segment), outlets, trusted)
    if contributing is not None:
        for author in found:
            author.role = author.role or "contributor"
    return _unique(found)


def _people(segment: str, outlets: AbstractSet[str], trusted: bool) -> list[Author]:
    found: list[Author] = []
    brackets: dict[int, str] = {}
    for part in AND.split(_protect_brackets(segment, brackets)):
        if part is None:
            continue
        bracket = next((brackets[ord(c)] for c in part if ord(c) in brackets), None)
        bare = "".join(c for c in part if ord(c) not in brackets).strip(' ,;:-\u2013\u2014"\u201c\u201d~')
        if not bare:
            continue
        place = None
        located = IN_PLACE.search(bare)
        if located is not None and (" " in bare[: located.start()] or AGENCY.match(bare[: located.start()])):
            bare, place = bare[: located.start()], located["place"]
        alone = IN_PLACE.match(f" {bare}")
        if alone is not None and found:
            found[-1].place = found[-1].place or alone["place"].strip(" «»\u00a0")
            continue
        role = _whole_role(bare)
        if (
            role is None
            and found
            and bare[:1].islower()
            and len(bare.split()) <= 6
            and AND.match(part) is None
        ):
            role = (bare, None)
        if role is not None and found:
            _give_role(found, role[0], place or role[1])
            continue
        department = CJK_DEPARTMENT.match(bare)
        name, role_text = (department["name"], department["role"]) if department else _cut_role(bare)
        author = _author(name, outlets, trusted)
        if author is None:
            if found and place is None and _place_like(bare) and not _name_like(bare, trusted=False):
                found[-1].place = found[-1].place or bare
            continue
        author.role = role_text or author.role
        if bracket is not None and not _DATED.search(bracket):
            author.role = author.role or bracket
        author.place = place
        found.append(author)
    return found


def _author(name: str, outlets: AbstractSet[str], trusted: bool) -> Author | None:
    name = CJK_BY_SUFFIX.sub("", CJK_BY_PREFIX.sub("", name)).strip(" ,;:-\u2013\u2014/|")
    if not _INITIAL_AT_END.search(name):
        name = name.rstrip(".")
    if AGENCY.match(name):
        return Author(name=name, role="agency")
    if not name or key(name) in outlets or _DATED.search(name) or not _name_like(name, trusted):
        return None
    if NOT_A_PERSON.search(name):
        return None
    return Author(name=_title_case(name))


def _name_like(text: str, trusted: bool) -> bool:
    if (
        not 2 <= len(text) <= MAX_NAME_CHARS
        or any(c.isdecimal() for c in text)
        or "://" in text
        or "@" in text
    ):
        return False
    if _CJK.search(text) and not _LATIN.search(text):
        return len(text.replace(" ", "").replace("\u30fb", "")) <= 12
    words = text.split()
    if len(words) > 6 or _NO_NAME.search(text):
        return False
    if len(words) == 1:
        return trusted and text[:1].isupper()
    capital = sum(
        word[:1].isupper() or not word[:1].isalpha() or not word[:1].islower()
        for word in words
        if word.lower() not in PARTICLES
    )
    plain = sum(word.lower() not in PARTICLES for word in words)
    return plain > 0 and (capital == plain or (trusted and capital >= 1))


def _place_like(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 3
        and all(word[:1].isupper() for word in words)
        and NOT_A_PERSON.search(text) is None
    )


def _cut_role(text: str) -> tuple[str, str | None]:
    """A name and the role that follows it, with or without a blank between."""
    for cut in _GLUED.finditer(text):
        right = text[cut.start() :]
        if ROLE.match(right) or AGENCY.match(right) or NOT_A_PERSON.match(right) or right.isupper():
            return text[: cut.start()], right if ROLE.match(right) else None
    words = text.split()
    shouted = next((n for n, word in enumerate(words) if word.isupper() and len(word) > 2), len(words))
    if 2 <= shouted <= len(words) - 2 and all(word.isupper() for word in words[shouted:]):
        return " ".join(words[:shouted]), None
    for number in range(2, len(words)):
        right = " ".join(words[number:])
        if AGENCY.match(right):
            return " ".join(words[:number]), None
        if (
            (role := ROLE.match(right)) is not None
            and role.end() == len(right)
            and _name_like(" ".join(words[:number]), False)
        ):
            return " ".join(words[:number]), right
    return text, None


def _whole_role(text: str) -> tuple[str, str | None] | None:
    """The role and its place when a segment is nothing else; None when it is not."""
    place = None
    if (located := IN_PLACE.search(text)) is not None:
        place, text = located["place"], text[: located.start()]
    found = ROLE.search(text)
    if found is None or len(text.split()) > 6 or AGENCY.match(text):
        return None
    rest = text[: found.start()] + text[found.end() :]
    text = _ARTICLE.sub("", text)
    return (text, place) if found.end() >= len(text) - 1 or len(rest.split()) <= 3 else None


def _give_role(found: list[Author], role: str, place: str | None) -> None:
    """A role in the plural is everybody's, in the singular the last one's."""
    everybody = role.lower().endswith(("s", "innen", "en")) and len(found) > 1
    for author in found if everybody else found[-1:]:
        author.role = author.role or (
            role.removesuffix("s") if everybody and role.lower().endswith("rs") else role
        )
        author.place = author.place or place


def _protect_brackets(text: str, brackets: dict[int, str]) -> str:
    """Brackets replaced by private characters, so that their commas part nobody."""

    def keep(found: re.Match[str]) -> str:
        code = 0xE000 + len(brackets)
        brackets[code] = found[1].strip()
        return chr(code) + " "

    return _BRACKET.sub(keep, text)


def _strip_prefix(text: str) -> str:
    for _ in range(3):
        text = CJK_BY_PREFIX.sub("", BY_PREFIX.sub("", text)).strip()
    return text


def _title_case(name: str) -> str:
    """``LISA MASCARO`` and ``Bill MCCARTHY`` as people write their names; scripts without case untouched."""
    words = name.split()
    if not any(len(word) > 3 and word.isupper() for word in words):
        return name
    if all(not word.isupper() for word in words):
        return name
    return " ".join(_word_case(word) for word in words)


def _word_case(word: str) -> str:
    if not word.isupper() or len(word.strip(".")) <= 2:
        return word
    cased = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word)
    return re.sub(r"^Mc([a-z])", lambda found: "Mc" + found[1].upper(), cased)


def _from_json(statements: Statements, outlets: AbstractSet[str]) -> list[Author]:
    found: list[Author] = []
    for name in ("author", "creator"):
        value = statements.article.get(name)
        for part in (value if isinstance(value, list) else [value])[:MAX_AUTHORS]:
            found += _json_author(statements.resolve(part), outlets)
        if found:
            break
    return _unique(found)


def _json_author(value: Any, outlets: AbstractSet[str]) -> list[Author]:
    name = text_of(value)
    if name is None and isinstance(value, dict):
        name = (
            fold(f"{text_of(value.get('givenName')) or ''} {text_of(value.get('familyName')) or ''}") or None
        )
    if name is None or len(name) > MAX_BYLINE_CHARS:
        return []
    people = parse(name, outlets, trusted=not _is_organisation(value))
    if isinstance(value, dict) and len(people) == 1:
        people[0].role = people[0].role or _role_of(value)
    return people


def _role_of(node: Json) -> str | None:
    role = text_of(node.get("jobTitle"))
    return role if role is not None and len(role) <= 80 else None


def _is_organisation(value: Any) -> bool:
    return isinstance(value, dict) and any("organization" in name for name in types(value))


def _from_meta(statements: Statements, outlets: AbstractSet[str]) -> list[Author]:
    for name in _META:
        found: list[Author] = []
        for value in statements.meta.get(name, ())[:MAX_AUTHORS]:
            if value and "://" not in value and len(value) <= MAX_BYLINE_CHARS:
                found += parse(value, outlets, trusted=name != "twitter:creator:name")
        if found:
            return _unique(found)
    return []


def _from_elements(
    statements: Statements, lines: list[HtmlElement], outlets: AbstractSet[str]
) -> list[Author]:
    found: list[Author] = []
    for element in statements.items.get("author", ())[:MAX_AUTHORS]:
        name = next((n for n in element.xpath(".//*[@itemprop='name']")), element)
        text = fold(name.get("content") or "") or element_text(name)
        found += parse(text[:MAX_BYLINE_CHARS], outlets, trusted=True)
    if found:
        return _unique(found)
    for element in lines:
        if any(ancestor.tag == "form" for ancestor in element.iterancestors()):
            continue
        text = element_text(element)
        if not 3 <= len(text) <= MAX_BYLINE_CHARS or CREDIT_LINE.match(text):
            continue
        trusted = element.get("rel") == "author"
        if (found := parse(text, outlets, trusted=trusted)) and (trusted or len(text) < 160):
            return found
    return []


def from_text(opening: list[str], head: list[str], site_names: set[str]) -> tuple[list[Author], str | None]:
    """The people of a credit line that stands by itself at the head of the text.

    For pages whose markup does not name it; the line is returned with them. ``opening`` are
    the first paragraphs, ``head`` the short lines between headline and text.
    """
    outlets = {key(name) for name in site_names} - {""}
    lines = [*enumerate(opening), *((-1, line) for line in head)]
    for number, line in lines:
        if (
            not 5 <= len(line) <= 120
            or CREDIT_LINE.match(line)
            or line[-1:] in ".?!:\u3002"
            or line[:1] in '\u201c"\u00ab'
        ):
            continue
        prefixed = BY_PREFIX.match(line) is not None or CJK_BY_PREFIX.match(line) is not None
        bare_name = (
            number == 0 and len(line.split()) in (2, 3) and not _CJK.search(line) and not line.isupper()
        )
        if (prefixed or bare_name) and (found := parse(line, outlets)):
            return found, line
    return [], None


def _printed_line(printed: list[str], authors: list[Author]) -> str | None:
    """The shortest line that names everybody, of those that name most."""
    if not authors:
        return next((text for text in printed if len(text) < 60 or BY_PREFIX.match(text)), None)
    surnames = [author.name.split()[-1].casefold() for author in authors]
    best: tuple[int, int, str] | None = None
    for text in printed:
        named = sum(surname in text.casefold() for surname in surnames)
        # the whole line rather than the link in it, but no biography
        score = (named, int(BY_PREFIX.match(text) is not None) + int(len(text) < MAX_LINE_CHARS), text)
        longer = best is not None and score[:2] == best[:2] and best[2] in text and len(text) < MAX_LINE_CHARS
        if named and (best is None or score[:2] > best[:2] or longer):
            best = score
    return best[2] if best is not None else None


def _enrich(authors: list[Author], printed: list[Author], *, grow: bool) -> None:
    """Roles and places that only the printed line knows; with ``grow`` its further people too."""
    by_name = {author.name.casefold(): author for author in printed}
    for author in authors:
        twin = by_name.get(author.name.casefold())
        if twin is not None:
            author.role = author.role or twin.role
            author.place = author.place or twin.place
    known = {author.name.casefold() for author in authors}
    if grow and known and known < set(by_name):
        authors[:] = printed


def _unique(authors: list[Author]) -> list[Author]:
    found: dict[str, Author] = {}
    for author in authors:
        found.setdefault(author.name.casefold(), author)
    return list(found.values())[:MAX_AUTHORS]
