"""``scrapy opml [FILE]``: the sources as a feed reader's list, and such a list as sources."""

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from crawler.discovery.opml import Outline, read_opml, write_opml
from crawler.discovery.sites import root_of
from crawler.sources import Source, load_sources
from crawler.sources.writing import (
    checked_language,
    feeds_of,
    folder_for,
    free_name,
    language_tag,
    name_for,
    source_toml,
    sources_in,
    write_source,
)
from crawler.verb import BadArgument, Verb, add_sources_option, spider_arguments
from pipelines.urls import host_of, url_key

TITLE = "News archive"
SHOWN = 5  # of the feeds that something is wrong with: enough to find them in the list


class Command(Verb):
    """The way to and from a feed reader; asks nobody for anything."""

    words = (0, 1)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[FILE] [--language TAG] [--dry-run] [-a sources=DIR_OR_FILE]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Print the sources as OPML, or make source files from an OPML file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--language", default="", metavar="TAG", help="of feeds that the list gives none")
        parser.add_argument("--dry-run", action="store_true", help="print the files instead of writing them")
        add_sources_option(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the list, or write the files."""
        assert self.settings is not None
        where = spider_arguments(opts).get("sources") or self.settings["SOURCES"]
        if not args:
            print(write_opml(load_sources(where), TITLE), end="")
            return 0
        folder = folder_for(where)
        known = sources_in(folder)
        outlines = read_opml(_bytes(Path(args[0])), args[0])
        read_already = feeds_of(known)
        new = [outline for outline in outlines if url_key(outline.feed) not in read_already]
        sources = _named(_sources(new, checked_language(opts.language)), known)
        for source in sources:
            if opts.dry_run:
                print(source_toml(source, f"From {args[0]}."))
            else:
                print(f"written: {write_source(source, folder, f'From {Path(args[0]).name}.')}")
        print(
            f"{len(outlines)} feeds: {len(new)} new, of {len(sources)} sources; "
            f"{len(outlines) - len(new)} read already"
        )
        return 0


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadArgument(f"{file}: cannot be read: {error.strerror}.") from None


def _sources(outlines: Iterable[Outline], language: str) -> list[Source]:
    """A source for each publisher of the list, not yet named. Raises BadArgument.

    Feeds of one title and home page are one publisher's, as in the lists that we write.
    """
    found: dict[tuple[str, str], Source] = {}
    mute: list[str] = []
    for outline in outlines:
        homepage = outline.homepage or root_of(outline.feed)
        title = outline.title or host_of(homepage)
        tongue = language_tag(outline.language) or language  # "English" and "unknown" are in such lists, too
        if not tongue:
            mute.append(title)
        first = found.get((title, url_key(homepage)))
        found[title, url_key(homepage)] = Source(
            name="",
            title=title,
            homepage=homepage,
            language=first.language if first else tongue,
            feeds=(*(first.feeds if first else ()), outline.feed),
        )
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
