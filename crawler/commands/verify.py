"""``scrapy verify``: whether the archive is whole; ``--repair`` mends what can be rebuilt."""

import argparse
import os

from crawler.verb import Verb


class Command(Verb):
    """Every promise between the tables, one line each that does not hold."""

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[--pages] [--repair]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Check the archive: file, index, frontier, saved pages; --repair mends what can be rebuilt"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "Checks the file, the full-text index against the texts, the frontier against the articles, "
            "counts, references and the files of saved pages; with --pages every saved page is read. "
            "No harvest may run meanwhile. "
            "Exit codes: 0 whole, or mended; 65 something is wrong; 75 a harvest holds the archive."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--pages", action="store_true", help="read every saved page, a thousand a second")
        parser.add_argument("--repair", action="store_true", help="mend what can be rebuilt from the rest")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Check, and mend where asked to."""
        from pipelines.archive.archive import Archive
        from pipelines.archive.checkup import examine, repair
        from pipelines.archive.lock import ArchiveLock
        from pipelines.archive.sqlite_errors import plain_errors

        path = self.archive_path()
        lock = ArchiveLock(path, "verify")
        try:
            with Archive(path) as archive, plain_errors(path):
                findings = examine(archive.conn, path.parent, read_pages=opts.pages)
                for finding in findings:
                    print(finding.what)
                if opts.repair and findings:
                    with archive.atomic():
                        repair(archive.conn, findings)
                    left = examine(archive.conn, path.parent, read_pages=opts.pages)
                    print(f"{len(findings) - len(left):,} of {len(findings):,} findings mended.")
                    findings = left
        finally:
            lock.release()
        if not findings:
            print(f"{path}: whole.")
            return 0
        cure = "" if opts.repair else " scrapy verify --repair mends what can be rebuilt."
        print(f"{path}: {len(findings):,} findings left.{cure}")
        return os.EX_DATAERR
