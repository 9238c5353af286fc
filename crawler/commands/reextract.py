"""``scrapy reextract``: read every kept page again with today's extraction, without fetching."""

import argparse
import asyncio
from collections import Counter

from crawler.sources import load_sources
from crawler.terminal import say
from crawler.verb import Verb, add_sources_option, spider_arguments


class Command(Verb):
    """A better reading takes the place of the old one; nobody edited anything, so no revision is made."""

    words = (0, 10_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[NAME…]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Read the kept pages of all sources, or the named ones, again with today's extraction"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "Extracts the newest kept page of every article again, with today's rules and what the source's "
            "pages have taught, and puts the new reading in the place of the old. Fetches nothing. Stopped at "
            "any point, another call does the rest. Exit codes: 0 done; 75 a harvest holds the archive."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        add_sources_option(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Read again."""
        from crawler.stored import reextract

        assert self.settings is not None
        self.archive_path()
        place = spider_arguments(opts).get("sources") or self.settings["SOURCES"]
        found = asyncio.run(reextract(self.settings, load_sources(place, args)))
        say(_table(found))
        return 0


def _table(found: dict[str, Counter[str]]) -> str:
    width = max(len(name) for name in [*found, "all sources"])
    lines = [f"{'source':{width}} {'improved':>9} {'same':>9}  kept as it was"]
    for name, outcomes in [*sorted(found.items()), ("all sources", sum(found.values(), Counter[str]()))]:
        others = ", ".join(
            f"{reason} {number}"
            for reason, number in outcomes.most_common()
            if reason not in ("improved", "same")
        )
        lines.append(f"{name:{width}} {outcomes['improved']:>9,} {outcomes['same']:>9,}  {others}".rstrip())
    return "\n".join(lines)
