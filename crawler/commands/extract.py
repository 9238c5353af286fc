"""``scrapy extract PAGE.html --url URL``: the record of a page on disk, as JSON."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from crawler.verb import Verb, typed_address
from pipelines.errors import NewsArchiveError


class Unreadable(NewsArchiveError):
    """The file to extract cannot be read."""

    exit_code = 66  # EX_NOINPUT


class Command(Verb):
    """Extraction alone: no network, no archive."""

    words = (1, 1)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "PAGE.html --url URL"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Print the record of a page on disk as JSON (- reads standard input)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--url", required=True, help="the address the page came from")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Extract and print."""
        from crawler.bounds import bounds_of
        from pipelines import bounds
        from pipelines.extraction import extract
        from pipelines.validate import validated

        assert self.settings is not None
        bounds.put(bounds_of(self.settings))
        typed_address(opts.url)
        try:
            html = sys.stdin.buffer.read() if args[0] == "-" else Path(args[0]).read_bytes()
        except OSError as error:
            raise Unreadable(f"{args[0]}: cannot be read: {error.strerror}.") from None
        try:
            article = validated(extract(html, opts.url), opts.url)
        except NewsArchiveError as error:
            raise Unextracted(f"{args[0]}: {getattr(error, 'reason', 'refused')}: {error}") from None
        print(json.dumps(asdict(article), ensure_ascii=False, indent=2, default=_plain))
        return 0


class Unextracted(NewsArchiveError):
    """The page holds no article."""

    exit_code = 65  # EX_DATAERR


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")
