"""``scrapy probe NAME|URL``: what would be stored, and where each value came from."""

import argparse

from crawler.verb import Verb, add_sources_option, spider_arguments, typed_address


class Command(Verb):
    """A look before the crawl; stores nothing."""

    requires_crawler_process = True
    words = (1, 1)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "NAME|URL [-a sources=DIR_OR_FILE]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Show what would be stored of a source or page, field by field; stores nothing"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        add_sources_option(parser)

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Probe; 0 when at least one article would be stored and nothing stood in the way."""
        from crawler.run import run_spider
        from crawler.spiders.probe import ProbeSpider

        if "://" in args[0]:
            typed_address(args[0])
        assert self.crawler_process is not None
        spider = run_spider(self.crawler_process, "probe", target=args[0], **spider_arguments(opts))
        assert isinstance(spider, ProbeSpider)
        return 0 if spider.articles and not spider.problems else 1
