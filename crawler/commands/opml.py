"""``scrapy opml [FILE]``: the sources as a feed reader's list, and such a list as sources."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from crawler.discovery.opml import MAX_BYTES, Outline, Subscriptions, read_opml, write_opml
from crawler.sources import Source, load_sources
from crawler.sources.writing import (
    checked_language,
    folder_for,
    free_name,
    language_tag,
    listings_of,
    name_for,
    source_toml,
    sources_in,
    write_source,
)
from crawler.verb import BadArgument, Verb, add_sources_option, spider_arguments
from pipelines.urls import host_of, url_key

TITLE = "News archive"
EXIT_REFUSED = 1
SHOWN = 5  # of the feeds that something is wrong with: enough to find them in the list


class Command(Verb):
    """The way to and from a feed reader; asks nobody for anything."""

    words = (0, 1)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[FILE [--language TAG] [--dry-run] | --out FILE] [-a sources=DIR_OR_FILE]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Print the sources as OPML, or make source files from an OPML file"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "Asks nobody: a source is made of what the list says; a feed that is read already is left as it is. "
            "Without a file, or with --out, the sources are written as a list. - is standard input or output. Exit "
            "codes: 0 fine; 1 an address of the list cannot be fetched, the others are taken; 2 wrong arguments, no "
            "such list, or one that lacks a language: nothing is written. Sitemaps and sections stand in attributes of "
            "our own, which feed readers pass over: they come back only from a list that no reader has written anew."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--language", default="", metavar="TAG", help="of feeds that the list gives none")
        parser.add_argument("--dry-run", action="store_true", help="print the files instead of writing them")
        parser.add_argument(
            "--out", default="", metavar="FILE", help="write the sources as a list to this file"
        )
        add_sources_option(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the list, or write the files; 1 where a feed of the list was refused."""
        assert self.settings is not None
        where = spider_arguments(opts).get("sources") or self.settings["SOURCES"]
        if (args and opts.out) or (not args and (opts.language or opts.dry_run)):
            raise BadArgument(
                "write one of: scrapy opml FILE [--language TAG] [--dry-run], scrapy opml --out FILE"
            )
        if not args:
            _write(load_sources(where), opts.out)
            return 0
        folder = folder_for(where)
        known = sources_in(folder)
        read = read_opml(_bytes(args[0]), args[0])
        readers = listings_of(known)
        new = [outline for outline in read.outlines if url_key(outline.url) not in readers]
        sources = _named(_sources(new, checked_language(opts.language)), known)
        for outline in read.outlines:
            if (reader := readers.get(url_key(outline.url))) is not None:
                print(f"read already: {outline.url}, by {reader.name}")
        for source in sources:
            if opts.dry_run:
                print(source_toml(source, f"From {args[0]}."))
            else:
                print(f"written: {write_source(source, folder, f'From {Path(args[0]).name}.')}")
        print(_counted(read, len(new), len(sources)))
        for why in read.refused:
            print(f"refused: {why}", file=sys.stderr)
        return EXIT_REFUSED if read.refused else 0


def _counted(read: Subscriptions, new: int, sources: int) -> str:
    """What became of a list, in one line."""
    roles = {outline.role for outline in read.outlines}
    what = "feeds" if roles == {"feeds"} else "feeds, sitemaps and sections"
    number = len(read.outlines)
    return f"{number} {what}: {new} new, of {sources} sources; {number - new} read already"


def _bytes(name: str) -> bytes:
    """What a list holds, no more of it than a list may have. Raises BadArgument."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadArgument(f"{name}: cannot be read: {error.strerror}.") from None


def _write(sources: list[Source], name: str) -> None:
    """Print the list, or write it to a file that is not there yet. Raises BadArgument."""
    text = write_opml(sources, TITLE)
    if name in ("", "-"):
        print(text, end="")
    else:
        try:
            with open(name, "x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise BadArgument(f"{name}: is there already, and stays. Name another file.") from None
        except OSError as error:
            raise BadArgument(f"{name}: cannot be written: {error.strerror}.") from None
    if without := [source.name for source in sources if not source.feeds]:
        print(f"of no use to a feed reader, for they have no feed: {', '.join(without)}", file=sys.stderr)


def _sources(outlines: Iterable[Outline], language: str) -> list[Source]:
    """A source for each publisher of the list, not yet named. Raises BadArgument.

    What has one title and home page is one publisher's, as in the lists that we write.
    """
    from crawler.discovery.sites import root_of  # with all that reads feeds

    found: dict[tuple[str, str], Source] = {}
    mute: list[str] = []
    for outline in outlines:
        homepage = outline.homepage or root_of(outline.url)
        title = outline.title or host_of(homepage)
        tongue = language_tag(outline.language) or language  # "English" and "unknown" are in such lists, too
        if not tongue:
            mute.append(title)
        source = found.setdefault(
            (title, url_key(homepage)), Source(name="", title=title, homepage=homepage, language=tongue)
        )
        more: dict[str, Any] = {outline.role: (*getattr(source, outline.role), outline.url)}
        found[title, url_key(homepage)] = replace(source, **more)
    if mute:
        raise BadArgument(
            f"{len(mute)} feeds of the list say no language ({', '.join(mute[:SHOWN])}"
            f"{', …' if len(mute) > SHOWN else ''}). Nothing was written: add --language TAG, e.g. en, for these."
        )
    return list(found.values())


def _named(sources: Iterable[Source], known: Iterable[Source]) -> list[Source]:
    """The sources with names that nobody bears."""
    taken = {source.name for source in known}
    named = []
    for source in sources:
        name = free_name(name_for(source.title, source.homepage), taken)
        taken.add(name)
        named.append(replace(source, name=name))
    return named
