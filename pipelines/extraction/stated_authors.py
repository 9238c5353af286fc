"""Whom a page's metadata name: JSON-LD ``author``, ``<meta>`` authors, the pairs of ``twitter:label``."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from pipelines import bounds
from pipelines.extraction.cities import is_known_city
from pipelines.extraction.credits import CONTRIBUTOR, TRANSLATION, Credits, parse
from pipelines.extraction.masthead import key
from pipelines.extraction.names import person_name
from pipelines.extraction.structured import Statements, fold, text_of, types
from pipelines.extraction.words import AGENCY, BY_PREFIX, NOBODY
from pipelines.items import Author

MAX_BYLINE_CHARS = 300  # longer than that it is a biography
MAX_ROLE_CHARS = 80

_META = (
    "author",
    "article:author",
    "articleauthor",
    "parsely-author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "article:author_name",
    "article.author",
    "cxenseparse:author",
    "twitter:misc:written by",
    "twitter:creator:name",
    "citation_author",
    "dc.contributor",
    "author_name",
    "authors",
    "article:author:name",
    "og:article:author",
    "vf:author",
)
# What the widespread system prints in the languages of its installations, and what others do.
_WRITTEN_BY = re.compile(
    r"^(?:(?:written|posted) by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|"
    r"skrevet av|skrevet af|skriven av|kirjoittanut|kirjoittaja|napisane przez|autor|napsal|szerző|írta|scris de|"
    r"συντάκτης|автор|написано|написана|yazan|كُ?تب بواسطة|كتبه|نوشته|نویسنده|נכתב על[ -]ידי|מאת|द्वारा|"
    r"viết bởi|được viết bởi|tác giả|ditulis oleh|penulis|เขียนโดย|作者|撰寫|撰写|執筆者|著者|投稿者|글쓴이|작성자)",
    re.I,
)
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.I)
_SURNAME_FIRST = re.compile(
    r"^(?P<surname>[^\W\d_a-z][^\s,]*(?:-[^\s,]+)?),\s(?P<given>[^\W\d_a-z][^\s,]*(?:\s[^\W\d_a-z]\.?)?)$"
)


def from_json(statements: Statements, outlets: set[str]) -> Iterator[Credits]:
    """What ``author``, else ``creator`` of the article's JSON-LD says; beside people, who helped them."""
    for name in ("author", "creator"):
        nodes = [one for node in _nodes(statements, name) for one in _each_named(node)]
        found = [_json_author(node, outlets) for node in nodes]
        yield from found
        if any(credits.people for credits in found):
            yield from _helpers(statements)
            return


def from_meta(statements: Statements, outlets: AbstractSet[str]) -> Iterator[Credits]:
    """What ``<meta>`` says, the first name that names people."""
    named = ((name, statements.meta.get(name, [])) for name in _META)
    for name, values in [*named, *_labelled(statements)]:
        found = [
            _flipped(value) or parse(value, outlets, trusted=name != "twitter:creator:name")
            for value in map(_without_tags, values[: bounds.MAX_AUTHORS + 1])
            if value
            and "://" not in value
            and len(value) <= MAX_BYLINE_CHARS
            and not (name == "og:article:author" and "|" in value)  # a portal's: the paper, and itself
        ]
        yield from found
        if any(credits.people for credits in found):
            return


def _nodes(statements: Statements, name: str) -> list[Any]:
    value = statements.article.get(name)
    nodes = (value if isinstance(value, list) else [value])[: bounds.MAX_AUTHORS + 1]
    return [statements.resolve(node) for node in nodes if node is not None]


def _each_named(node: Any) -> list[Any]:
    """One node a name, where a single person was given a list of names."""
    names = node.get("name") if isinstance(node, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return [node]
    return [{"@type": node.get("@type"), "name": name} for name in names[: bounds.MAX_AUTHORS + 1]]


def _helpers(statements: Statements) -> Iterator[Credits]:
    """Contributors and translators, where each is a person of their own."""
    for name, role in (("contributor", CONTRIBUTOR), ("translator", TRANSLATION)):
        for node in _nodes(statements, name):
            said = text_of(node) if isinstance(node, dict) and "person" in types(node) else None
            if said is not None and (person := person_name(said, False)) is not None:
                yield Credits(people=[Author(name=person, role=role)])


def _json_author(value: Any, outlets: set[str]) -> Credits:
    name = text_of(value)
    if name is None and isinstance(value, dict):
        parts = (text_of(value.get("givenName")), text_of(value.get("familyName")))
        name = " ".join(part for part in parts if part) or None
    name = _without_tags(name) if name is not None else None
    if not name or len(name) > MAX_BYLINE_CHARS or "://" in name:
        return Credits()
    if _is_organisation(value):
        credits = parse(name, outlets)
        if (key(name) not in outlets and _names_people(name, credits)) or NOBODY.match(name):
            return credits
        if not AGENCY.match(name):
            outlets.add(key(name))  # whom the page calls its author, and no agency, is its outlet
        return Credits(agency=name, shared=True)
    credits = _flipped(name) or parse(name, outlets, trusted=True)
    if isinstance(value, dict) and len(credits.people) == 1:
        role = text_of(value.get("jobTitle"))
        if role is not None and len(role) <= MAX_ROLE_CHARS:
            credits.people[0].role = credits.people[0].role or role
    return credits


def _names_people(name: str, credits: Credits) -> bool:
    """Whether an "organisation" is a byline put in the wrong drawer: "By Ana Ferreira"."""
    return bool(credits.people) and (BY_PREFIX.match(name) is not None or len(credits.people) > 1)


def _is_organisation(value: Any) -> bool:
    return isinstance(value, dict) and any("organization" in kind for kind in types(value))


def _without_tags(name: str) -> str:
    """``<a href="/a">Ana Ferreira</a>``: some systems put the link into the name."""
    return fold(_TAG.sub(" ", name)) if "<" in name else name


def _flipped(name: str) -> Credits | None:
    """``Ferreira, Ana`` as libraries write it; two cities, a desk and its town are none."""
    found = _SURNAME_FIRST.match(name)
    if found is None:
        return None
    parts = (found["surname"], found["given"])
    if any(is_known_city(part) or AGENCY.match(part) or NOBODY.match(part) for part in parts):
        return None
    person = person_name(f"{found['given']} {found['surname']}", False)
    return None if person is None else Credits(people=[Author(name=person)])


def _labelled(statements: Statements) -> Iterator[tuple[str, list[str]]]:
    """``twitter:data1`` where ``twitter:label1`` says "Written by"."""
    for number in ("1", "2"):
        if _WRITTEN_BY.match(statements.first(f"twitter:label{number}") or ""):
            yield "twitter:data", statements.meta.get(f"twitter:data{number}", [])[:1]
