"""``scrapy add URL``: a publisher's address in, its source file written."""

import argparse
import os

from crawler.sources import Source
from crawler.sources.writing import (
    checked_language,
    checked_name,
    folder_for,
    name_for,
    refuse_known,
    refuse_known_home,
    source_toml,
    sources_in,
    write_source,
)
from crawler.verb import Verb, add_sources_option, spider_arguments, typed_address
from pipelines.clock import now_utc
from pipelines.errors import NewsArchiveError


class Command(Verb):
    """A source without writing its file by hand."""

    requires_crawler_process = True
    words = (1, 1)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "URL [--name NAME] [--language TAG] [--dry-run] [-a sources=FOLDER]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Make a source file from the address of a home page, feed or article"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "Finds the feeds and the news sitemap of the site, its title and its language, reads three of its "
            "newest articles as a harvest would, and writes NAME.toml. Exit codes: 0 written; 1 nothing there "
            "that a source could be made of, or robots.txt forbids it; 2 wrong arguments, or already there."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--name", default="", help="the name of the source; made from its title otherwise"
        )
        parser.add_argument(
            "--language", default="", metavar="TAG", help="where the site does not say it: en"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the file instead of writing it")
        add_sources_option(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Look and write; 0 when the file is there, or would be."""
        from crawler.run import run_spider
        from crawler.spiders.add import AddSpider

        assert self.crawler_process is not None
        assert self.settings is not None
        target = typed_address(args[0])
        folder = folder_for(spider_arguments(opts).get("sources") or self.settings["SOURCES"])
        known = sources_in(folder)
        language = checked_language(opts.language)
        refuse_known_home(known, target)
        refuse_known(known, target)
        if opts.name:
            checked_name(opts.name, folder)
        spider = run_spider(self.crawler_process, "add", target=target, language=language)
        assert isinstance(spider, AddSpider)
        if spider.failure is not None:
            raise spider.failure
        found = spider.found
        if not found.articles:
            raise EndedEarly("stopped before all was seen: nothing was added.")
        source = Source(
            name=opts.name or name_for(found.title, found.homepage),
            title=found.title,
            homepage=found.homepage,
            language=found.language,
            feeds=tuple(found.feeds),
            sitemaps=tuple(found.sitemaps),
            sections=tuple(found.sections),
        )
        checked_name(source.name, folder)
        refuse_known(known, *source.feeds, *source.sitemaps, *source.sections)
        comment = f"Added from {target} on {now_utc():%Y-%m-%d}."
        if opts.dry_run:
            print(f"\n{source_toml(source, comment)}", end="")
            return 0
        path = write_source(source, folder, comment)
        print(f"\nwritten: {path}\nnext:    scrapy harvest {source.name}", end="")
        print("" if not opts.spargs else f" -a sources={folder}")
        return 0


class EndedEarly(NewsArchiveError):
    """Somebody stopped the look."""

    exit_code = os.EX_TEMPFAIL
