"""What all our commands have in common: strict arguments, one plain sentence for an error."""

import argparse
import os
import sys
from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from crawler.given_settings import BadSetting, check_settings
from crawler.terminal import plain_output
from pipelines.archive.opening import wait_at_most
from pipelines.errors import NewsArchiveError, NotAnAddress
from pipelines.urls import clean_url


class Verb(ScrapyCommand):
    """A command of the archive. Subclasses implement ``act`` and return the exit code.

    Scrapy lets a misspelt flag slide and prints a traceback for every error; a run from cron
    then does something else than it was told, or nobody understands why it did nothing.
    """

    requires_project = True
    requires_crawler_process = False

    words = (0, 0)
    """The least and the most positional arguments."""

    overrides: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}
    """Settings of this command: above the project's file, below the command line."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what the command does not know."""
        flags = [arg for arg in args if arg.startswith("-") and arg != "-"]
        if flags:
            raise UsageError(f"unknown option {flags[0]}", print_help=False)
        least, most = self.words
        if not least <= len(args) <= most:
            raise UsageError(f"expected {self.syntax() or 'no argument'}", print_help=False)
        assert self.settings is not None
        # Scrapy's own default_settings rank below the project's settings and could not change them.
        self.settings.setdict(self.overrides, priority=(SETTINGS_PRIORITIES["project"] + 1))
        super().process_options(args, opts)
        try:
            check_settings(self.settings)  # before Scrapy builds anything by them
        except BadSetting as error:
            sys.exit(report(error))
        wait_at_most(self.settings.getfloat("ARCHIVE_BUSY_SECONDS"))

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Act; end with the exit code of what happened."""
        try:
            with plain_output():
                try:
                    self.exitcode = self.act(args, opts)
                except NewsArchiveError as error:
                    self.exitcode = report(error)
        except BrokenPipeError:
            # The reader of our output (head, less) has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    @abstractmethod
    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do it; the exit code."""

    def archive_path(self) -> Path:
        """The archive that the settings name. Raises NoArchive where there is none yet."""
        from pipelines.archive.writer import bring_up_to_date

        assert self.settings is not None
        path = Path(self.settings["ARCHIVE"])
        if not path.exists():
            raise NoArchive(f"{path}: there is no archive yet. Make one with: scrapy harvest (or: make demo)")
        bring_up_to_date(path)
        return path


class NoArchive(NewsArchiveError):
    """A command that reads the archive found none."""

    exit_code = os.EX_NOINPUT


def report(error: NewsArchiveError) -> int:
    """Say the error in one sentence on standard error; its exit code."""
    print(f"scrapy: {error}", file=sys.stderr)
    return int(getattr(error, "exit_code", 1))


class BadArgument(NewsArchiveError):
    """An argument that is not what it has to be: an address, NAME=VALUE."""

    exit_code = 2


ARGUMENTS = {
    "sources": "sources=DIR_OR_FILE",
    "since": "since=7d",
    "limit": "limit=50",
}
"""Spider arguments, as one would write them."""


def typed_address(text: str) -> str:
    """The address that somebody typed, as it will be asked for. Raises BadArgument."""
    try:
        return clean_url(text)
    except NotAnAddress as error:
        raise BadArgument(f"{error}. Write the address whole, e.g. https://example.org/") from None


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """What argparse makes of an option that takes a number: refused where it is none, or out of bounds."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least or (most is not None and int(text) > most):
            bounds = f"of {least} or more" if most is None else f"from {least} to {most}"
            raise argparse.ArgumentTypeError(f"{text!r} will not do; write a whole number {bounds}")
        return int(text)

    return number


LAST_PORT = 65_535


def add_sources_option(parser: argparse.ArgumentParser, *more: str) -> None:
    """The option by which a user's list of sources lives outside the checkout, and ``more`` of ARGUMENTS."""
    parser.add_argument(
        "-a",
        dest="spargs",
        action="append",
        default=[],
        metavar="NAME=VALUE" if more else ARGUMENTS["sources"],
        help="take the sources of another folder or file"
        + (f": {ARGUMENTS['sources']}; or {', '.join(ARGUMENTS[name] for name in more)}" if more else ""),
    )


def spider_arguments(opts: argparse.Namespace, known: tuple[str, ...] = ("sources",)) -> dict[str, str]:
    """The ``-a`` arguments. Raises BadArgument for any that is not ``known``."""
    found = {}
    for pair in opts.spargs:
        name, equals, value = pair.partition("=")
        if name not in known or not equals:
            raise BadArgument(
                f"-a {pair}: unknown; write -a {' or -a '.join(ARGUMENTS[one] for one in known)}."
            )
        found[name] = value
    return found
