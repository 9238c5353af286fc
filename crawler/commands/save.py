"""``scrapy save NAME QUERY…``: searches to come back to, each a feed in the reading room."""

import argparse
from typing import TYPE_CHECKING

from crawler.verb import Verb
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.clock import iso, now_utc
from pipelines.errors import NewsArchiveError

if TYPE_CHECKING:
    from pipelines.archive.archive import Archive


class BadSearch(NewsArchiveError):
    """A name or query that cannot be saved, or a name that is not there."""

    exit_code = 2


class Command(Verb):
    """Save a search, list those saved, or forget one."""

    words = (0, 1_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "NAME QUERY… | --list | --remove NAME"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Save a search under a name, to follow it: scrapy save harbour 'harbour OR port source:herald'"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--list", action="store_true", dest="is_list", help="name those that are saved")
        parser.add_argument("--remove", action="store_true", help="forget the search of this name")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Write one row, or read them all. A harvest may be running: its writes and ours wait for each other."""
        from pipelines.archive import saved
        from pipelines.archive.archive import Archive

        path = self.archive_path()
        with Archive(path) as archive:
            if opts.is_list:
                if args or opts.remove:
                    raise BadSearch("--list takes nothing else. Write: scrapy save --list")
                with plain_errors(path):
                    for one in saved.saved_searches(archive.conn):
                        print(f"{one.name}\t{one.query}")
                return 0
            if opts.remove:
                return self._remove(archive, args)
            name, query = self._checked(archive, args)
            with archive.atomic():
                saved.save(archive.conn, name, query, iso(now_utc()) or "")
        print(f"saved {name}: {query}\nIts feed, while scrapy browse runs: /saved/{name}.atom")
        return 0

    def _remove(self, archive: "Archive", args: list[str]) -> int:
        from pipelines.archive import saved

        if len(args) != 1:
            raise BadSearch("--remove takes one name. See the names with: scrapy save --list")
        with archive.atomic():
            there_was = saved.remove(archive.conn, args[0])
        if not there_was:
            raise BadSearch(f"{archive.path}: no search named {args[0]!r} is saved. See: scrapy save --list")
        print(f"removed {args[0]}")
        return 0

    def _checked(self, archive: "Archive", args: list[str]) -> tuple[str, str]:
        """The name and the query, if they can be saved. Raises BadSearch."""
        from pipelines.archive.query import parse
        from pipelines.archive.saved import NAME
        from pipelines.archive.search import source_names

        if len(args) < 2:
            raise BadSearch("write a name and a query: scrapy save harbour 'harbour OR port' (or --list)")
        name, text = args[0], " ".join(args[1:])
        if NAME.fullmatch(name) is None:
            raise BadSearch(f"{name!r}: a name is up to 60 letters, digits, hyphens and underscores")
        with plain_errors(archive.path):
            query = parse(text, source_names(archive.conn))
        if not query.can_run:
            said = " ".join(query.notices) or "There is no word in it to look for."
            raise BadSearch(f"{text!r} cannot be searched for. {said}")
        return name, query.text
