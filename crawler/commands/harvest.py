"""``scrapy harvest``: read every source, file what is new, say what happened."""

import argparse
import sys
from pathlib import Path
from typing import ClassVar

from crawler.demonstration import refuse_demonstration
from crawler.terminal import say
from crawler.verb import Verb, add_sources_option, spider_arguments
from crawler.workers import CRAWLING
from pipelines.workers import load_early


class Command(Verb):
    """The crawl that cron runs: a lock, a progress line on a terminal, a table, an exit code."""

    requires_crawler_process = True
    overrides: ClassVar[dict[str, object]] = {
        "LOG_LEVEL": "ERROR",
        "PROGRESS_ENABLED": True,
        "RUN_COMMAND": "harvest",
    }
    words = (0, 10_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[NAME…] [--quiet] [-a since=7d] [-a limit=50] [-a sources=DIR_OR_FILE]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Fetch what is new from all sources, or the named ones, into the archive"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "Reads the feeds, sitemaps and section pages of all sources, or of the named ones, fetches every article "
            "that is due and files it; with since=7d (12h, 2026-03-01) what is no older, with limit=50 so many pages "
            "of each source. Exit codes: 0 fine; 1 a source failed entirely; 2 wrong arguments or source files; "
            "65 the archive is damaged; 69 no source could be reached; 70 a mistake of this program, logged; "
            "73 the disk is full; 74 the archive fails otherwise; 75 another run holds it, or this one was "
            "ended early: try later; 77 the archive may not be written; 78 a later version wrote it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--quiet", action="store_true", help="one line at the end instead of a table (for cron)"
        )
        add_sources_option(parser, "since", "limit")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Once the arguments are understood, have the workers' modules loaded beside our own."""
        super().process_options(args, opts)
        load_early(CRAWLING)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Harvest."""
        from crawler.run import REACHED_ITS_END, crawl, exit_code, is_offline, one_line_summary, table

        assert self.crawler_process is not None
        assert self.settings is not None
        refuse_demonstration(Path(self.settings["ARCHIVE"]))
        arguments = spider_arguments(opts, ("sources", "since", "limit"))
        if args:
            arguments["source"] = ",".join(args)
        spider = crawl(self.crawler_process, **arguments)
        ledger = spider.desk.keeper.ledger
        if ledger.clock_set_back:
            print(
                "scrapy: the clock stands before the last harvest's: if it was set back, pages wait longer "
                "than they need; nothing is lost.",
                file=sys.stderr,
            )
        tallies = ledger.tallies
        say(one_line_summary(tallies) if opts.quiet else table(tallies))
        left = spider.pending_left
        if left:
            say(f"{left:,} pages stay pending for the next run.")
        if spider.close_reason not in REACHED_ITS_END:
            say("Ended early, as it was told: what came is filed, the rest waits for the next run.")
        elif is_offline(spider):
            say("No source could be reached: is this machine online? Nothing is lost; run again when it is.")
        return exit_code(spider, spider.close_reason)
