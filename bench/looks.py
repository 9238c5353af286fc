"""See that later harvests of a site ask only for what is due, and invent no change.

    python -m bench.looks (--site DIR | --newsroom) [--articles N] [--after 2h,8h,2d,…] [--whole]

DIR is a site as `bench.crawl` reads it: it, too, has to be served. A first harvest fills a new archive;
each further one, a look, begins with the clock moved that far beyond the first (NEWS_ARCHIVE_NOW). A
row says what the frontier held due when the look began, and what the look did. ``--whole`` forgets
the validators of all pages before each look, as if the server sent none: every page comes again
with its text.

Exit code 1 when a look asked for a page before it was due or twice, left out one that was due, or
noted a revision of an article whose pages came unchanged, byte by byte.
"""

import argparse
import itertools
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.crawl import (
    LOG_LINES,
    ROOT,
    RUN_LIMIT_S,
    BenchError,
    Site,
    contestants,
    environment,
    newsroom_site,
    positive,
    read_site,
    require_answers,
    write_sources,
)
from crawler.newsroom import Newsroom
from pipelines.clock import VARIABLE

AFTER = "2h,8h,2d,4d,8d,35d"  # beyond each of REVISIT_HOURS, by more than its spread
UNITS = {"h": "hours", "d": "days"}

DUE_SQL = """
    SELECT id, coalesce(due_at, '') FROM pages
    WHERE state = 'pending' OR (article IS NOT NULL AND due_at IS NOT NULL)
"""
"""Every page that will be asked for some day, and when ('': at once)."""
INVENTED_SQL = """
    SELECT count(*) FROM revisions WHERE run = :run AND revision > 1 AND NOT EXISTS (
        SELECT 1 FROM captures JOIN pages ON pages.id = captures.page
        WHERE captures.run = :run AND pages.article = revisions.article AND captures.digest NOT IN (
            SELECT digest FROM captures AS before WHERE before.page = captures.page AND before.run < :run))
"""
COUNTED_SQL = {
    "feeds": "SELECT count(*) FROM fetches WHERE run = :run AND kind <> 'page'",
    "pages": "SELECT count(*) FROM fetches WHERE run = :run AND kind = 'page'",
    "unmodified": "SELECT count(*) FROM fetches WHERE run = :run AND kind = 'page' AND http_status = 304",
    "whole": "SELECT count(*) FROM fetches WHERE run = :run AND kind = 'page' AND http_status = 200",
    "new": "SELECT new FROM runs WHERE id = :run",
    "revisions": "SELECT count(*) FROM revisions WHERE run = :run AND revision > 1",
    "anomalies": "SELECT coalesce(sum(times), 0) FROM anomalies WHERE last_at >= "
    "(SELECT started_at FROM runs WHERE id = :run)",
    "invented": INVENTED_SQL,
}


# -- what a look did -----------------------------------------------------------------------------


@dataclass(slots=True, frozen=True)
class Asked:
    """What one look asked for, held against what was due."""

    due: int
    """Pages due when the look began."""
    early: int
    """Asked for before they were due, or more often than once."""
    left: int
    """Due when the look began, and not asked for."""


@dataclass(slots=True, frozen=True)
class Look:
    """One harvest: its row of the table."""

    asked: Asked
    counted: Mapping[str, int]
    """By the keys of COUNTED_SQL."""
    wall_s: float

    @property
    def sound(self) -> bool:
        """Whether it asked for what was due and nothing else, and invented no revision."""
        return not (self.asked.early or self.asked.left or self.counted["invented"])


def held_against(due_at: Mapping[int, str], began: str, fetches: Iterable[tuple[int, str]]) -> Asked:
    """Compare the fetches of a look (page, time) with when each page was due before it.

    Times are ISO 8601 in UTC, as the archive writes them, so that they compare as text. A page that
    ``due_at`` does not hold was found by the look itself: it may be asked for once.
    """
    due = {page for page, moment in due_at.items() if moment <= began}
    seen: set[int] = set()
    early = 0
    for page, at in fetches:
        early += page in seen or due_at.get(page, "") > at
        seen.add(page)
    return Asked(due=len(due), early=early, left=len(due - seen))


def read_look(archive: sqlite3.Connection, due_at: Mapping[int, str], wall_s: float) -> Look:
    """What the last run did."""
    run, began = archive.execute("SELECT id, started_at FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    fetches = archive.execute(
        "SELECT page, at FROM fetches WHERE run = ? AND kind = 'page' AND page IS NOT NULL ORDER BY id", [run]
    ).fetchall()
    counted = {name: archive.execute(sql, {"run": run}).fetchone()[0] for name, sql in COUNTED_SQL.items()}
    return Look(held_against(due_at, began, fetches), counted, wall_s)


# -- running them ----------------------------------------------------------------------------------


@contextmanager
def opened(archive: Path) -> Iterator[sqlite3.Connection]:
    """The archive between two harvests, closed afterwards. Raises BenchError."""
    try:
        with closing(sqlite3.connect(f"{archive.as_uri()}?mode=rw", uri=True)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        raise BenchError(f"{archive}: the harvest left no archive that can be read: {error}") from None


def harvest(folder: Path, archive: Path, moment: datetime) -> float:
    """One harvest that begins at that moment; how many seconds it took. Raises BenchError."""
    command = contestants()[0].command(folder, archive)
    moved = environment(os.environ) | {VARIABLE: moment.isoformat()}
    started = time.monotonic()
    try:
        ended = subprocess.run(
            command, cwd=ROOT, env=moved, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=RUN_LIMIT_S, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise BenchError(f"the harvest was not done after {RUN_LIMIT_S} s.") from None
    if ended.returncode != 0:
        tail = "\n".join(ended.stdout.decode("utf-8", "replace").splitlines()[-LOG_LINES:])
        raise BenchError(f"{' '.join(command)}: ended with code {ended.returncode}.\n{tail}")
    return time.monotonic() - started


def look(folder: Path, archive: Path, moment: datetime, *, whole: bool) -> Look:
    """One more harvest of an archive that is there. Raises BenchError."""
    with opened(archive) as connection:
        if whole:
            with connection:
                connection.execute("UPDATE pages SET etag = NULL, last_modified = NULL")
        due_at = dict(connection.execute(DUE_SQL).fetchall())
    wall_s = harvest(folder, archive, moment)
    with opened(archive) as connection:
        return read_look(connection, due_at, wall_s)


HEADINGS = (
    "due",
    "asked",
    "early",
    "left",
    "304",
    "200",
    "new",
    "revisions",
    "invented",
    "anomalies",
    "feeds",
)
KEYS = ("unmodified", "whole", "new", "revisions", "invented", "anomalies", "feeds")


def heading() -> str:
    """The first line of the table."""
    return f"{'look':8}" + "".join(f"{name:>10}" for name in HEADINGS) + f"{'wall s':>10}"


def line(name: str, one: Look) -> str:
    """One look as a line of the table."""
    figures = (one.asked.due, one.counted["pages"], one.asked.early, one.asked.left)
    more = tuple(one.counted[key] for key in KEYS)
    return f"{name:8}" + "".join(f"{figure:>10,}" for figure in (*figures, *more)) + f"{one.wall_s:>10.1f}"


def bench(site: Site, after: Sequence[tuple[str, timedelta]], *, whole: bool) -> bool:
    """Run all looks, print each as it ends; whether all were sound. Raises BenchError."""
    require_answers(site.feeds)
    print(f"{len(site.articles):,} articles, {len(site.feeds)} feeds\n{heading()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-looks-") as name:
        folder = Path(name)
        archive = folder / "looks.db"
        write_sources(site.feeds, folder / "sources")
        first = datetime.now(UTC)
        wall_s = harvest(folder, archive, first)
        with opened(archive) as connection:
            one = read_look(connection, {}, wall_s)
        looks = [one]
        print(line("first", one), flush=True)
        for text, span in after:
            looks.append(look(folder, archive, first + span, whole=whole))
            print(line(f"+{text}", looks[-1]), flush=True)
    unsound = sum(not one.sound for one in looks)
    print(f"{unsound} of {len(looks)} harvests asked amiss or invented a revision" if unsound else
          "every harvest asked for what was due and nothing else, and invented no revision")  # fmt: skip
    return not unsound


def spans(text: str) -> list[tuple[str, timedelta]]:
    """``2h,8h,2d`` as spans in rising order, each with its text; for argparse."""
    found = []
    for part in text.split(","):
        if not (match := re.fullmatch(r"(\d{1,4})([hd])", part.strip())):
            raise argparse.ArgumentTypeError(f"{part!r} is no span: write 2h or 3d")
        found.append((match[0], timedelta(**{UNITS[match[2]]: int(match[1])})))
    if any(one[1] >= other[1] for one, other in itertools.pairwise(found)):
        raise argparse.ArgumentTypeError(f"{text!r}: each look has to be later than the one before it")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench as the module's docstring says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--site", type=Path, metavar="DIR", help="a folder with feeds.txt and manifest.jsonl")
    where.add_argument("--newsroom", action="store_true", help="the project's own sample newsroom")
    parser.add_argument("--articles", type=positive, metavar="N", help="only so many hosts that have N")
    parser.add_argument(
        "--after", type=spans, default=spans(AFTER), metavar="SPANS", help=f"by default {AFTER}"
    )
    parser.add_argument("--whole", action="store_true", help="forget the validators of all pages first")
    options = parser.parse_args(arguments)
    try:
        if options.newsroom:
            with Newsroom() as newsroom:
                site = newsroom_site(newsroom).cut(options.articles)
                return 0 if bench(site, options.after, whole=options.whole) else 1
        site = read_site(options.site).cut(options.articles)
        return 0 if bench(site, options.after, whole=options.whole) else 1
    except BenchError as error:
        sys.exit(f"bench.looks: {error}")


if __name__ == "__main__":
    sys.exit(main())
