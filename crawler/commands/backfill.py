"""``scrapy backfill``: file the articles of WARC files that another crawl, or another tool, has made."""

import argparse
import asyncio
from pathlib import Path

from crawler.sources import load_sources
from crawler.terminal import say
from crawler.verb import Verb, add_sources_option, spider_arguments


class Command(Verb):
    """The same extraction and filing as for a fetched page; the moment is the capture's."""

    words = (2, 10_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "SOURCE WARC…"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "File the articles of WARC files under a source"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "Reads WARC files of any make (.warc, .warc.gz), extracts every HTML answer with status 200 and files "
            "its article under SOURCE, a name of the source files. Exit codes: 0 done; 74 a file cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        add_sources_option(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """File."""
        from crawler.stored import backfill

        assert self.settings is not None
        place = spider_arguments(opts).get("sources") or self.settings["SOURCES"]
        (source,) = load_sources(place, args[:1])
        outcomes = asyncio.run(backfill(self.settings, source, [Path(file) for file in args[1:]]))
        say(
            ", ".join(f"{number:,} {what}" for what, number in outcomes.most_common()) or "no HTML page in it"
        )
        return 0
