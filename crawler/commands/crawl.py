"""``scrapy crawl``: Scrapy's own command, with our errors told in one sentence."""

import argparse

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.verb import report
from pipelines.errors import NewsArchiveError


class Command(ScrapyCrawl):
    """As in plain Scrapy, but that unknown arguments are refused and a failed archive is no 0."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what the command does not know."""
        flags = [arg for arg in args if arg.startswith("-")]
        if flags:
            raise UsageError(f"unknown option {flags[0]}", print_help=False)
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the spider ``news``; any other name is Scrapy's to handle."""
        if args != ["news"]:
            super().run(args, opts)
            return
        from crawler.run import crawl

        assert self.crawler_process is not None
        try:
            crawl(self.crawler_process, **opts.spargs)
        except NewsArchiveError as error:
            self.exitcode = report(error)
