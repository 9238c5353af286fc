"""``scrapy remove URL… --reason TEXT``: take articles out of the archive for good."""

import argparse

from crawler.terminal import ticking
from crawler.verb import Verb, typed_address
from pipelines.errors import NewsArchiveError


class NoReason(NewsArchiveError):
    """A removal without a word of why."""

    exit_code = 2


class Command(Verb):
    """The text goes from every table and saved page; a stone stays, which every later crawl respects."""

    words = (1, 1_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "URL… --reason TEXT"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Take articles out for good, all their revisions, and never fetch them again"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "The text goes from every table, index and saved page; then the file is written anew, so that its "
            "unused parts hold nothing of it. An archive of a million articles (12 GB) took 18 minutes on a busy "
            "machine, 4 of them CPU, and it wants room for itself twice over: name all addresses at once to wait once."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--reason", required=True, help="why, for whoever asks later")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Remove."""
        from pipelines.archive.archive import Archive
        from pipelines.archive.lock import ArchiveLock
        from pipelines.archive.removal import remove
        from pipelines.archive.sqlite_errors import plain_errors
        from pipelines.text import one_line

        for url in args:
            typed_address(url)
        reason = one_line(opts.reason, 500)
        if not reason:
            raise NoReason('--reason: is empty. Say why, e.g. --reason "asked for by the person named".')
        path = self.archive_path()
        lock = ArchiveLock(path, "remove")
        try:
            with Archive(path) as archive, plain_errors(path), ticking() as told:
                removed = remove(archive, args, reason, told)
        finally:
            lock.release()
        for url, one in zip(args, removed, strict=True):
            print(
                f"{url}: {one.articles:,} articles removed, {one.addresses:,} addresses barred, "
                f"{one.captures:,} saved pages overwritten."
            )
        print("Copies made by scrapy backup still hold what was removed: make new ones, delete the old.")
        return 0
