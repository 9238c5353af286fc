"""Reads source files, strictly: a typo stops the run with file, key and remedy.

A crawl that guesses what a misspelt key meant fetches the wrong thing, politely, for a year.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cssselect import ExpressionError, HTMLTranslator, SelectorError, SelectorSyntaxError

from crawler.sources.model import Expect, Pace, Source
from pipelines.errors import NewsArchiveError, NotAnAddress
from pipelines.items import RULED_FIELDS, PageRule
from pipelines.urls import clean_url, site_host, url_key

SHIPPED = Path(__file__).parent
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
COUNTRY = re.compile(r"(?:[A-Z]{2})?")

_TEXT_KEYS = ("name", "title", "homepage", "language", "country", "licence")
_REQUIRED = ("name", "title", "homepage", "language")
_LIST_KEYS = ("feeds", "sitemaps", "sections")
_BOOLEAN_KEYS = ("verify_certificates",)
_TABLES = ("pace", "expect", "rules")
_RULE_KEYS = (*RULED_FIELDS, "prune", "since", "until")
MAX_DELAY_S = 3_600
MAX_CONCURRENCY = 16


class SourceError(NewsArchiveError):
    """A source file that cannot be used; the message names file, key and remedy."""

    exit_code = 2


def load_sources(where: str | Path | None = None, names: Iterable[str] = ()) -> list[Source]:
    """The sources of a folder or a file, sorted by name; the shipped ones by default.

    With ``names``, only those, in that order. Raises SourceError for a file that is wrong in any
    way, a feed given twice, and a name that no file bears.
    """
    place = SHIPPED if where is None or where == "" else Path(where).expanduser()
    if place.is_dir():
        files = sorted(place.glob("*.toml"))
        if not files:
            raise SourceError(f"{place}: holds no .toml file. Add one a publisher, or name another folder.")
    elif place.is_file():
        files = [place]
    else:
        raise SourceError(f"{place}: no such file or folder. Name a folder of .toml files or one such file.")
    sources: dict[str, Source] = {}
    feeds: dict[str, Source] = {}
    for file in files:
        source = read_source(file)
        for feed in source.feeds:
            other = feeds.setdefault(url_key(feed), source)
            if other is not source:
                raise SourceError(
                    f"{file}: key feeds: {feed} already belongs to {other.path.name}. Remove one."
                )
        sources[source.name] = source
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in sources:
            raise SourceError(f"{place}: no source is named {name!r}.{_closest(name, sources)}")
    return [sources[name] for name in wanted or sorted(sources)]


def source_of(address: str, sources: Iterable[Source]) -> Source | None:
    """The source on whose site an address lies; of several there, the one whose homepage begins it longest."""
    host = site_host(urlsplit(address).netloc.lower())
    there = [one for one in sources if site_host(urlsplit(one.homepage).netloc.lower()) == host]
    return max(
        there, key=lambda one: len(one.homepage) if address.startswith(one.homepage) else 0, default=None
    )


def _closest(word: str, known: Iterable[str]) -> str:
    match = difflib.get_close_matches(word, list(known), 1)
    return f" Did you mean {match[0]!r}?" if match else ""


def read_source(file: Path) -> Source:
    """The source that one file declares. Raises SourceError."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{file}: is not valid TOML: {error}.") from None
    except OSError as error:
        raise SourceError(f"{file}: cannot be read: {error.strerror}.") from None
    _refuse_unknown(file, data, (*_TEXT_KEYS, *_LIST_KEYS, *_BOOLEAN_KEYS, *_TABLES), "")
    texts = {key: _text(file, data, key) for key in _TEXT_KEYS}
    _match(file, "name", texts["name"], NAME, 'lower-case letters, digits and hyphens, e.g. "daily-echo"')
    _match(file, "language", texts["language"], LANGUAGE, 'a language tag, e.g. "en" or "pt-BR"')
    _match(file, "country", texts["country"], COUNTRY, 'two capital letters, e.g. "DE", or ""')
    if texts["name"] != file.stem:
        raise SourceError(
            f"{file}: key name: is {texts['name']!r}; it must be the file's own name, {file.stem!r}."
        )
    lists = {key: _addresses(file, data, key) for key in _LIST_KEYS}
    if not any(lists.values()):
        raise SourceError(
            f'{file}: names no feed, sitemap or section: there is nothing to read. Add feeds = ["…"].'
        )
    return Source(
        name=texts["name"],
        title=texts["title"],
        homepage=_address(file, "homepage", texts["homepage"]),
        language=texts["language"],
        country=texts["country"],
        licence=texts["licence"],
        feeds=lists["feeds"],
        sitemaps=lists["sitemaps"],
        sections=lists["sections"],
        pace=_pace(file, data.get("pace")),
        verify_certificates=_boolean(file, data, "verify_certificates", True),
        expect=_expect(file, data.get("expect")),
        rules=_rules(file, data.get("rules", [])),
        path=file,
    )


def _refuse_unknown(file: Path, data: Mapping[str, Any], known: tuple[str, ...], table: str) -> None:
    for key in data:
        if key not in known:
            raise SourceError(
                f"{file}: unknown key {table}{key}.{_closest(key, known) or ' Known are: ' + ', '.join(known) + '.'}"
            )


def _text(file: Path, data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise SourceError(f"{file}: key {key}: must be text in quotes, not {value!r}.")
    if key in _REQUIRED and not value.strip():
        raise SourceError(f'{file}: key {key}: is missing. Add {key} = "…".')
    return value.strip()


def _boolean(file: Path, data: Mapping[str, Any], key: str, otherwise: bool) -> bool:
    value = data.get(key, otherwise)
    if not isinstance(value, bool):
        raise SourceError(f"{file}: key {key}: must be true or false, without quotes, not {value!r}.")
    return value


def _match(file: Path, key: str, value: str, form: re.Pattern[str], remedy: str) -> None:
    if not form.fullmatch(value):
        raise SourceError(f"{file}: key {key}: {value!r} will not do; write {remedy}.")


def _address(file: Path, key: str, value: str) -> str:
    try:
        return clean_url(value)
    except NotAnAddress as error:
        raise SourceError(
            f'{file}: key {key}: {error}. Write it whole, e.g. "https://example.org/feed".'
        ) from None


def _addresses(file: Path, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SourceError(
            f'{file}: key {key}: must be a list of addresses, e.g. {key} = ["https://example.org/feed"].'
        )
    addresses: dict[str, str] = {}
    for address in (_address(file, key, item) for item in value):
        if url_key(address) in addresses:
            raise SourceError(f"{file}: key {key}: {address} stands there twice. Remove one.")
        addresses[url_key(address)] = address
    return tuple(addresses.values())


def _table(file: Path, name: str, value: object, keys: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise SourceError(f"{file}: {name}: must be a table, i.e. a line [{name}] and its keys below.")
    _refuse_unknown(file, value, keys, f"{name}.")
    return value


def _number(file: Path, key: str, value: object, low: float, high: float, whole: bool) -> float:
    right = isinstance(value, int) if whole else isinstance(value, (int, float))
    if not right or isinstance(value, bool) or not low <= value <= high:  # type: ignore[operator]
        kind = "a whole number" if whole else "a number"
        raise SourceError(f"{file}: key {key}: {value!r} will not do; write {kind} from {low:g} to {high:g}.")
    return float(value)  # type: ignore[arg-type]


def _pace(file: Path, value: object) -> Pace | None:
    if value is None:
        return None
    table = _table(file, "pace", value, ("delay_s", "concurrency"))
    if "delay_s" not in table:
        raise SourceError(
            f"{file}: key pace.delay_s: is missing. Add delay_s = 2 (seconds between two requests)."
        )
    return Pace(
        delay_s=_number(file, "pace.delay_s", table["delay_s"], 0, MAX_DELAY_S, whole=False),
        concurrency=int(
            _number(file, "pace.concurrency", table.get("concurrency", 1), 1, MAX_CONCURRENCY, whole=True)
        ),
    )


def _expect(file: Path, value: object) -> Expect:
    if value is None:
        return Expect()
    table = _table(file, "expect", value, ("articles",))
    return Expect(
        articles=int(_number(file, "expect.articles", table.get("articles", 0), 0, 1e6, whole=True))
    )


def _rules(file: Path, value: object) -> tuple[PageRule, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise SourceError(f"{file}: rules: must be tables, i.e. lines [[rules]] with their keys below.")
    return tuple(_rule(file, number, one) for number, one in enumerate(value, 1))


def _rule(file: Path, number: int, table: Mapping[str, Any]) -> PageRule:
    where = f"rules[{number}]."
    _refuse_unknown(file, table, _RULE_KEYS, where)
    prune = table.get("prune", [])
    if not isinstance(prune, list):
        raise SourceError(
            f'{file}: key {where}prune: must be a list of selectors, e.g. prune = ["aside.ad"].'
        )
    days = {key: _day(file, where + key, table.get(key)) for key in ("since", "until")}
    if days["since"] and days["until"] and days["since"] > days["until"]:
        raise SourceError(f"{file}: key {where}since: is after until, so that the rule never holds.")
    selectors = tuple((key, _selector(file, where + key, table[key])) for key in RULED_FIELDS if key in table)
    if not selectors and not prune:
        raise SourceError(
            f'{file}: {where[:-1]}: says nothing. Add a field, e.g. byline = ".author", or prune.'
        )
    return PageRule(
        selectors=selectors,
        prune=tuple(_selector(file, f"{where}prune", one) for one in prune),
        since=days["since"],
        until=days["until"],
    )


def _selector(file: Path, key: str, value: object) -> str:
    try:
        if not isinstance(value, str):
            raise SelectorSyntaxError("it is no text in quotes")
        HTMLTranslator().css_to_xpath(value)
    except (SelectorError, ExpressionError) as error:
        raise SourceError(
            f'{file}: key {key}: {value!r} is not a CSS selector: {error}. Write e.g. "p.byline".'
        ) from None
    return value


def _day(file: Path, key: str, value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise SourceError(
        f"{file}: key {key}: {value!r} is no day; write it without quotes, e.g. {key.rpartition('.')[2]} = 2026-03-31."
    )
