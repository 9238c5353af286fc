"""Writes a source file: found by a program, read back as strictly as one that a person wrote."""

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Container, Iterable
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from crawler.sources.loader import LANGUAGE, NAME, SHIPPED, SourceError, load_sources, read_source
from crawler.sources.model import Source
from pipelines.urls import url_key

MAX_NAME_CHARS = 40  # a file's and a search's word: source:NAME is typed by hand
COUNTRY_CHARS = 2  # of a country's top-level domain
COMMON_HOSTS = frozenset(("www", "www1", "www2", "web", "m", "mobile", "rss", "feeds"))
SECOND_LEVELS = frozenset(
    ("ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "ne", "net", "nom", "or", "org")
)
READABLE_SHARE = 0.5  # of a title's letters that must survive in ASCII for its name to be made of them


def folder_for(where: str) -> Path:
    """The folder that new source files go into, there already or not. Raises SourceError."""
    folder = Path(where).expanduser() if where else SHIPPED
    if folder.is_dir():
        return folder
    if folder.exists():
        raise SourceError(f"{folder}: is a file. Name the folder for source files: -a sources=FOLDER")
    if not folder.parent.is_dir():
        raise SourceError(f"{folder}: there is no folder {folder.parent} to make it in. Make that first.")
    return folder


def sources_in(folder: Path) -> list[Source]:
    """The sources a folder holds already; none where it is new. Raises SourceError for a file that is wrong."""
    return load_sources(folder) if any(folder.glob("*.toml")) else []


def checked_name(name: str, folder: Path) -> str:
    """The name, when a file may bear it and none does yet. Raises SourceError."""
    if not NAME.fullmatch(name):
        raise SourceError(
            f'--name {name!r} will not do; write lower-case letters, digits and hyphens, e.g. "daily-echo".'
        )
    if (folder / f"{name}.toml").exists():
        raise SourceError(
            f"{folder / name}.toml: is already there, and nothing was changed. Give another name: --name NAME"
        )
    return name


def language_tag(text: str) -> str:
    """The text as a language tag; none where it is no such thing."""
    tag = text.strip().replace("_", "-")
    return tag if LANGUAGE.fullmatch(tag) else ""


def checked_language(language: str) -> str:
    """The language tag, or none. Raises SourceError."""
    if language and not LANGUAGE.fullmatch(language):
        raise SourceError(f'--language {language!r} will not do; write a language tag, e.g. "en" or "pt-BR".')
    return language


def listings_of(sources: Iterable[Source]) -> dict[str, Source]:
    """Who reads which feed, sitemap or section page already, by the key of its address."""
    return {
        url_key(address): source
        for source in sources
        for address in (*source.feeds, *source.sitemaps, *source.sections)
    }


def refuse_known(sources: Iterable[Source], *addresses: str) -> None:
    """Refuse the address of a feed, sitemap or section page that is read already. Raises SourceError.

    The loader takes a feed once: two files that name it would stop every later run.
    """
    known = listings_of(sources)
    for address in addresses:
        source = known.get(url_key(address))
        if source is not None:
            raise SourceError(f"{address}: is already read: {source.path} names it. Nothing was changed.")


def refuse_known_home(sources: Iterable[Source], address: str) -> None:
    """Refuse the home page of a source that is there already: its feeds are read. Raises SourceError."""
    for source in sources:
        if url_key(source.homepage) == url_key(address):
            raise SourceError(
                f"{address}: is already read: {source.path} has it as its home page. Nothing was changed."
            )


def name_for(title: str, homepage: str) -> str:
    """A name for the file: of the title where ASCII can spell it, else of the host."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    letters = sum(char.isalnum() for char in title)
    if sum(char.isalnum() for char in name) < max(2, READABLE_SHARE * letters):
        name = _name_of_host(urlsplit(homepage).hostname or "")
    if len(name) > MAX_NAME_CHARS:
        name = name[: MAX_NAME_CHARS + 1].rpartition("-")[0] or name[:MAX_NAME_CHARS]
    return name.strip("-")


def _name_of_host(host: str) -> str:
    """What a host is called by those who speak of it: "minato-press" for www.minato-press.co.jp.

    Of an address of numbers, and of a host of one label, everything.
    """
    labels = [label for label in host.casefold().split(".") if label]
    if labels and not labels[-1].isdecimal():
        # "co.jp", "com.br", "gov.uk": short labels before a country's are no name, the sole one is.
        country = len(labels[-1]) == COUNTRY_CHARS and len(labels) > 2 and labels[-2] in SECOND_LEVELS
        labels = labels[: -2 if country else -1] or labels
        labels = [label for label in labels if label not in COMMON_HOSTS] or labels
    return re.sub(r"[^a-z0-9]+", "-", "-".join(labels)).strip("-")


def free_name(name: str, taken: Container[str]) -> str:
    """The name, or the first with a number behind it that is not ``taken``."""
    return next(
        one for number in count(1) if (one := name if number == 1 else f"{name}-{number}") not in taken
    )


def source_toml(source: Source, comment: str = "") -> str:
    """A source as its file says it: what is empty is left out."""
    texts = ("name", "title", "homepage", "language", "country", "licence")
    lines = [f"# {comment}"] if comment else []
    lines += [f"{key} = {_quoted(value)}" for key in texts if (value := getattr(source, key))]
    for key in ("feeds", "sitemaps", "sections"):
        addresses = [_quoted(address) for address in getattr(source, key)]
        if len(addresses) == 1:
            lines.append(f"{key} = [{addresses[0]}]")
        elif addresses:
            lines += [f"{key} = [", *(f"    {address}," for address in addresses), "]"]
    return "\n".join([*lines, ""])


def write_source(source: Source, folder: Path, comment: str = "") -> Path:
    """Write the source's file, whole or not at all, and return where it is.

    It is written aside and loaded as every command will load it before it takes its place.
    Raises SourceError.
    """
    checked_name(source.name, folder)
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".adding-") as aside:
            draft = Path(aside) / f"{source.name}.toml"
            draft.write_text(source_toml(source, comment), encoding="utf-8")
            read_source(draft)
            os.replace(draft, folder / draft.name)
    except OSError as error:
        raise SourceError(f"{folder}: cannot be written to: {error.strerror}.") from None
    return folder / f"{source.name}.toml"


def _quoted(text: str) -> str:
    # What JSON escapes, TOML's basic strings read alike; the one control character that it leaves they refuse.
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
