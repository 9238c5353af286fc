"""An article as others cite it: in plain words, BibTeX, CSL-JSON and Wikipedia's template.

An author's name is parted into given and family name only where it is written in a script that
puts the family name last; every other name is given whole (CSL's ``literal``).
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.archive.query import day_of
from pipelines.archive.reading import FullArticle

_LAST_NAME_FIRST = {"hu", "ja", "ko", "vi", "zh"}
_PARTICLE = re.compile(
    r"(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ter|ten|zu)\s+)+", re.I
)
_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\~{}", "^": r"\^{}"}
)
_WIKI_SIGNS = str.maketrans({c: f"&#{ord(c)};" for c in "|[]{}<>"})


@dataclass(slots=True, frozen=True)
class Person:
    """A name in parts; ``family`` alone where it cannot be parted."""

    family: str
    given: str | None = None


@dataclass(slots=True, frozen=True)
class Citation:
    """One form: what it is called, the ending of a file of it, its media type and its text."""

    label: str
    ending: str
    media_type: str
    text: str


def citations(article: FullArticle, archived_at: str) -> list[Citation]:
    """Every form. ``archived_at`` is the absolute address of the reading page."""
    return [
        Citation("Plain", "txt", "text/plain", _plain(article, archived_at)),
        Citation("BibTeX", "bib", "application/x-bibtex", _bibtex(article, archived_at)),
        Citation("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", _csl(article, archived_at)),
        Citation("Wikipedia", "wiki", "text/plain", _wikipedia(article)),
    ]


def person(name: str, language: str | None) -> Person:
    """A name as a bibliography sorts it."""
    words = name.split()
    latin = all(
        not c.isalpha() or unicodedata.name(c, "").startswith(("LATIN", "CYRILLIC", "GREEK")) for c in name
    )
    if len(words) < 2 or not latin or (language or "").partition("-")[0] in _LAST_NAME_FIRST:
        return Person(name)
    given, family = " ".join(words[:-1]), words[-1]
    particle = re.search(rf"\s({_PARTICLE.pattern})$", f" {given} ", re.I)
    if particle is not None and (rest := given[: particle.start()].strip()):
        given, family = rest, f"{particle[1].strip()} {family}"
    return Person(family, given)


def _people(article: FullArticle) -> list[Person]:
    """Whom to name as authors: an outlet or agency whole, the publication itself not beside itself."""
    credits = {credit.name: credit for credit in article.authors if credit.name != article.source_title}
    return [
        person(credit.name, article.language) if credit.is_person else Person(credit.name)
        for credit in credits.values()
    ]


def _day(article: FullArticle) -> date | None:
    """The day it was published; None where the page gave none."""
    return day_of(article.id) if article.published_at else None


def _seen(article: FullArticle) -> date:
    return date.fromisoformat(article.checked_at[:10])


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _plain(article: FullArticle, archived_at: str) -> str:
    names = [f"{one.family}, {one.given}" if one.given else one.family for one in _people(article)[:1]]
    names += [f"{one.given} {one.family}" if one.given else one.family for one in _people(article)[1:]]
    credit = _listed(names)
    day = _day(article)
    parts = [
        f"{credit.rstrip('.')}." if credit else "",
        f"“{article.title}{'' if article.title.endswith(('?', '!', '.', '…')) else '.'}”",
        f"{article.source_title}, {_long(day)}." if day else f"{article.source_title}.",
        f"{article.url}.",
        f"Archived {_long(_seen(article))} at {archived_at}.",
    ]
    return " ".join(part for part in parts if part)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _bibtex(article: FullArticle, archived_at: str) -> str:
    day = _day(article)
    people = _people(article)
    key = re.sub(
        r"[^a-z0-9]",
        "",
        unicodedata.normalize("NFKD", people[0].family if people else article.source).lower(),
    )
    fields = {
        "author": " and ".join(
            f"{_tex(one.family)}, {_tex(one.given)}" if one.given else f"{{{_tex(one.family)}}}"
            for one in people
        ),
        "title": f"{{{_tex(article.title)}}}",
        "journal": _tex(article.source_title),
        "year": str(day.year) if day else "",
        "month": str(day.month) if day else "",
        "day": str(day.day) if day else "",
        "url": article.url,
        "urldate": _seen(article).isoformat(),
        "language": article.language or "",
        "note": f"Archived at {_tex(archived_at)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{key or 'article'}{article.id},", *lines, "}"])


def _tex(text: str) -> str:
    return " ".join(text.translate(_SPECIAL).split())


def _csl(article: FullArticle, archived_at: str) -> str:
    day, seen = _day(article), _seen(article)
    record: dict[str, Any] = {
        "id": str(article.id),
        "type": "article-newspaper",
        "title": article.title,
        "author": [
            {"family": one.family, "given": one.given} if one.given else {"literal": one.family}
            for one in _people(article)
        ],
        "container-title": article.source_title,
        "section": article.section,
        "abstract": article.standfirst,
        "language": article.language,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "accessed": {"date-parts": [[seen.year, seen.month, seen.day]]},
        "URL": article.url,
        "archive_location": archived_at,
    }
    kept = {name: value for name, value in record.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)


def _wikipedia(article: FullArticle) -> str:
    day = _day(article)
    fields: dict[str, str | None] = {}
    for number, one in enumerate(_people(article), 1):
        if one.given:
            fields |= {f"last{number}": one.family, f"first{number}": one.given}
        else:
            fields[f"author{number}"] = one.family
    fields |= {
        "title": article.title,
        "newspaper": article.source_title,
        "date": _long(day) if day else None,
        "url": article.url,
        "access-date": _long(_seen(article)),
        "language": article.language if article.language != "en" else None,
        "url-access": "subscription" if article.is_paywalled else None,
    }
    inner = " ".join(f"|{name}={_wiki(value)}" for name, value in fields.items() if value)
    return f"{{{{cite news {inner}}}}}"


def _wiki(text: str) -> str:
    # a bar would end the parameter, a pair of brackets or braces begin a link or template
    return " ".join(text.translate(_WIKI_SIGNS).split())
