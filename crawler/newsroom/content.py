"""The papers as we wrote them: one TOML file each, read strictly.

A key that is missing, unknown or of the wrong type raises ``ContentError`` naming file and key.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import time, timedelta
from datetime import timezone as Offset  # Paper has a field called timezone
from pathlib import Path
from typing import Any, TypeVar

ARTICLES = Path(__file__).with_name("articles")
MARKUPS = ("jsonld", "microdata", "opengraph", "table", "payload")
KINDS = ("article", "live")
HEADING = "## "
DATE = "{date}"  # in a dateline: the day of publication, which moves with the newsroom's now

T = TypeVar("T")


class ContentError(ValueError):
    """A file under ``articles/`` is not as the format says; the message names file and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One person named in a byline."""

    name: str
    role: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is printed under the lead image; the image itself is drawn by ``pictures``."""

    caption: str
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One timed entry of a live blog."""

    time: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an article reads from the second crawl on; None leaves the first wording."""

    title: str | None = None
    body: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """An article as written: words, and times relative to the newsroom's now."""

    slug: str
    section: str
    title: str
    standfirst: str
    byline: str
    """As printed; empty when the page names nobody."""
    days_ago: int
    time: str
    """Of publication, ``HH:MM`` in the publisher's time zone."""
    body: str
    """Paragraphs divided by blank lines; one beginning with ``## `` is a sub-heading."""
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    dateline: str = ""
    separator: str = ""
    dateline_place: str = ""
    dateline_agency: str = ""
    dateline_date: str = ""
    modified_minutes: int | None = None
    kind: str = "article"
    image: Picture | None = None
    correction: str = ""
    paywalled: bool = False
    vanishes: bool = False
    changed: Change | None = None
    wire: str | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, sub-headings still marked."""
        return [part.strip() for part in self.body.split("\n\n") if part.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of a page's furniture, in the publisher's language."""

    by: str
    published: str
    updated: str
    read_more: str
    related: str
    photo: str
    home: str
    correction: str
    subscribe: str
    live: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One publisher as written: what it is called and everything it prints."""

    name: str
    title: str
    language: str
    direction: str
    markup: str
    timezone: str
    tagline: str
    newsletter: str
    donation: str
    comments: tuple[str, ...]
    sections: tuple[str, ...]
    labels: Labels
    articles: tuple[Manuscript, ...] = field(default=())

    @property
    def zone(self) -> Offset:
        """The time zone its clock shows: a fixed offset."""
        sign = -1 if self.timezone.startswith("-") else 1
        hours, minutes = self.timezone.lstrip("+-").split(":")
        return Offset(sign * timedelta(hours=int(hours), minutes=int(minutes)))


def load_papers(folder: Path = ARTICLES) -> list[Paper]:
    """Every ``*.toml`` in the folder as a paper, by file name. Raises ContentError."""
    return [load_paper(path) for path in sorted(folder.glob("*.toml"))]


def load_paper(path: Path) -> Paper:
    """The paper written in one file. Raises ContentError."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: {error}") from error
    for key in ("publisher", "labels", "article"):
        if key not in document:
            raise ContentError(f"{path.name}: missing [{key}]")
    if unknown := document.keys() - {"publisher", "labels", "article"}:
        raise ContentError(f"{path.name}: unknown {', '.join(sorted(unknown))}")
    articles = tuple(
        _manuscript(table, f"{path.name}: article {table.get('slug', number)}")
        for number, table in enumerate(document["article"], start=1)
    )
    labels = _record(Labels, document["labels"], f"{path.name}: labels")
    table = document["publisher"] | {"labels": labels, "articles": articles}
    paper = _record(Paper, table, f"{path.name}: publisher")
    _check(paper, path.name)
    return paper


def _manuscript(table: dict[str, Any], where: str) -> Manuscript:
    nested = dict(table)
    for key, model in (("authors", Author), ("entries", Entry)):
        if key in table:
            nested[key] = tuple(_record(model, row, f"{where}: {key}") for row in table[key])
    for key, single in (("image", Picture), ("changed", Change)):
        if key in table:
            nested[key] = _record(single, table[key], f"{where}: {key}")
    manuscript = _record(Manuscript, nested, where)
    if manuscript.kind not in KINDS:
        raise ContentError(f"{where}: kind is {manuscript.kind!r}, not one of {', '.join(KINDS)}")
    if manuscript.dateline and "separator" not in table:
        raise ContentError(f"{where}: separator is missing beside a dateline")
    if any("\n" in paragraph for paragraph in manuscript.paragraphs):
        raise ContentError(f"{where}: body has a line break inside a paragraph")
    for written in (manuscript.time, *(entry.time for entry in manuscript.entries)):
        _check_time(written, where)
    return manuscript


def _record(model: type[T], table: dict[str, Any], where: str) -> T:
    """The table as a dataclass, every key accounted for."""
    known = {row.name: row for row in fields(model)}  # type: ignore[arg-type]  # T is always a dataclass here
    if unknown := table.keys() - known.keys():
        raise ContentError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    for name, row in known.items():
        if name not in table and row.default is MISSING:
            raise ContentError(f"{where}: missing key {name}")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    for name, value in values.items():
        _check_type(known[name].type, value, f"{where}: {name}")
    return model(**values)


def _check_type(expected: object, value: object, where: str) -> None:
    if expected in (str, str | None) and not isinstance(value, str):
        raise ContentError(f"{where}: is not text")
    if expected in (int, int | None) and (isinstance(value, bool) or not isinstance(value, int)):
        raise ContentError(f"{where}: is not a whole number")
    if expected is bool and not isinstance(value, bool):
        raise ContentError(f"{where}: is neither true nor false")
    if expected == tuple[str, ...] and not _is_texts(value):
        raise ContentError(f"{where}: is not a list of texts")


def _is_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(text, str) for text in value)


def _check_time(written: str, where: str) -> None:
    try:
        time.fromisoformat(written)
    except ValueError as error:
        raise ContentError(f"{where}: time {written!r} is not HH:MM") from error


def _check(paper: Paper, file: str) -> None:
    """What one table alone cannot tell: names that must agree between tables."""
    if paper.markup not in MARKUPS:
        raise ContentError(f"{file}: publisher: markup is {paper.markup!r}, not one of {', '.join(MARKUPS)}")
    if paper.direction not in ("ltr", "rtl"):
        raise ContentError(f"{file}: publisher: direction is {paper.direction!r}, neither ltr nor rtl")
    try:
        _ = paper.zone
    except ValueError as error:
        raise ContentError(f"{file}: publisher: timezone {paper.timezone!r} is not like +01:00") from error
    _check_slugs([article.slug for article in paper.articles], file)
    for article in paper.articles:
        if article.section not in paper.sections:
            where = f"{file}: article {article.slug}"
            raise ContentError(f"{where}: section {article.section!r} is not in sections")


def _check_slugs(slugs: Sequence[str], file: str) -> None:
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise ContentError(f"{file}: slug {slug} stands twice")
