"""``scrapy demo``: the sample newsroom on loopback, crawled into the archive."""

import argparse
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from crawler.demonstration import DEMO, first_demo
from crawler.terminal import say
from crawler.verb import LAST_PORT, Verb, whole_number
from pipelines.errors import NewsArchiveError

if TYPE_CHECKING:
    from pipelines.archive.ledger import SourceTally

FIRST_PORT = 8701  # fixed, so that a second demo meets the same addresses
MOST_PAPERS = 30  # each has a port of its own


class PortsTaken(NewsArchiveError):
    """Something else listens where the papers would."""


class Command(Verb):
    """Everything at work without the internet: real servers, real crawl, real archive."""

    requires_crawler_process = True
    overrides: ClassVar[dict[str, object]] = {
        "LOG_LEVEL": "ERROR",
        "PROGRESS_ENABLED": True,
        "RUN_COMMAND": DEMO,
        "ALLOWED_NETWORKS": "127.0.0.0/8",
    }

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[--port N]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Crawl the sample newsroom, served on this machine, into the archive"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--port",
            type=whole_number(1, LAST_PORT - MOST_PAPERS),
            default=FIRST_PORT,
            help=f"first port of the newsroom (default: {FIRST_PORT})",
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Serve, crawl, tell."""
        from crawler.newsroom import Newsroom
        from crawler.run import crawl, exit_code, table

        assert self.settings is not None
        assert self.crawler_process is not None
        path = Path(self.settings["ARCHIVE"])
        began = first_demo(path)
        papers = len(Newsroom().papers)
        newsroom = Newsroom(ports=range(opts.port, opts.port + papers), now=began)
        try:
            newsroom.start()
        except OSError as error:
            raise PortsTaken(
                f"ports {opts.port} to {opts.port + papers - 1} of this machine: {error.strerror}. Use --port N."
            ) from None
        try:
            if began is not None:
                newsroom.next_crawl(datetime.now(UTC))
            with tempfile.TemporaryDirectory(prefix="news-archive-demo-") as folder:
                newsroom.write_sources(Path(folder))
                say(
                    f"Crawling the sample newsroom: {papers} papers on ports {opts.port} to {opts.port + papers - 1}."
                )
                spider = crawl(self.crawler_process, sources=folder)
        finally:
            newsroom.stop()
        tallies = spider.desk.keeper.ledger.tallies
        say(table(tallies))
        say(f"\n{told(tallies, path)}")
        if began is None:
            say("\nRead it:     make browse           then http://127.0.0.1:8001/")
            say("Search it:   .venv/bin/scrapy search harbour")
            say("Again:       make demo             some articles have changed; an hour later some are gone")
        return exit_code(spider, spider.close_reason)


def told(tallies: "dict[str, SourceTally]", path: Path) -> str:
    """What came of it, in a sentence or two."""
    counts = sum((tally.outcomes for tally in tallies.values()), Counter[str]())
    gone = sum(tally.reasons["gone"] for tally in tallies.values())
    told = f"{counts['new']} articles stored in {path}, {counts['changed']} changed"
    told += f", {gone} taken down since." if gone else "."
    if counts["failed"] > gone:
        told += (
            " The failed ones are the newsroom's traps: pages\nthat are no articles (a listing, a login, "
            "a consent wall, …) or that robots.txt forbids."
        )
    return told
