"""``scrapy backup FILE``: a checked copy of the archive, also while a harvest runs."""

import argparse
from pathlib import Path

from crawler.verb import Verb, whole_number


class Command(Verb):
    """SQLite's backup, checked before it takes the place of the last one."""

    words = (1, 1)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "FILE [--keep N] [--no-captures]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Copy the archive and its saved pages to FILE, checked, also while a harvest runs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--keep",
            type=whole_number(1),
            default=1,
            metavar="N",
            help="copies in all: FILE, FILE.1, … (default: 1)",
        )
        parser.add_argument(
            "--no-captures", action="store_true", help="leave the saved pages out, which go to FILE.captures"
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Copy."""
        from pipelines.archive.backup import back_up
        from pipelines.archive.backup_captures import folder_of

        copy = Path(args[0]).expanduser()
        made = back_up(self.archive_path(), copy, opts.keep, with_captures=not opts.no_captures)
        print(f"{copy}: {made.articles:,} articles, {copy.stat().st_size:,} bytes, checked.")
        if not opts.no_captures and folder_of(copy).is_dir():
            print(
                f"{folder_of(copy)}: saved pages checked, {made.files_brought:,} files new, "
                f"{made.files_deleted:,} deleted."
            )
        return 0
