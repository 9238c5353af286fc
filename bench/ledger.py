"""Measure how an archive's file grows by what is done, while it forgets what is old.

    python -m bench.ledger [--days N] [--fetches N] [--sources N] [--keep DAYS]

A year of harvests, four a day, that fetch and file nothing: so the rows of `runs`, `source_runs` and
`fetches` alone make the file. The clock is moved from run to run. A line every thirty days says how many
rows there are, how large the file is, and how much of it is free for the next rows. Exit code 1 when
the file still grew after the first ``--keep`` days and a tenth, by more than a twentieth.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.archive.archive import Archive
from pipelines.archive.forgetting import LEAST_SOURCE_RUNS, Forgetting
from pipelines.archive.frontier import Frontier
from pipelines.archive.ledger import Fetch, Ledger
from pipelines.clock import VARIABLE

RUNS_A_DAY = 4
MAY_GROW = 1.05  # a year has days with more runs between two looks than others
SHOWN_DAYS = 30


def enter_sources(archive: Archive, number: int) -> list[str]:
    """Sources of these names."""
    names = [f"paper-{n}" for n in range(number)]
    with archive.atomic():
        for name in names:
            row = dict.fromkeys(("title", "homepage"), name)
            Frontier(archive).add_source(
                {**row, "name": name, "language": "en", "country": None, "licence": None}
            )
    return names


def play(archive: Archive, names: Sequence[str], fetches: int, forgetting: Forgetting) -> None:
    """One run that asks for so many pages of all sources together."""
    ledger = Ledger(archive, "bench", forgetting)
    with archive.atomic():
        for number in range(fetches):
            name = names[number % len(names)]
            url = f"https://{name}.example/2026/a-page-with-an-address-of-usual-length/{number}"
            ledger.record(
                Fetch(source=name, kind="page", url=url, outcome="unchanged", http_status=304, duration_ms=99)
            )
        ledger.finish("finished")


def figures(archive: Archive) -> tuple[int, int, int, float, float]:
    """Rows of runs, source_runs and fetches; megabytes of the file, and those of them that are free."""
    rows = [
        archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("runs", "source_runs", "fetches")
    ]
    page, pages, free = (
        archive.conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_size", "page_count", "freelist_count")
    )
    return (*rows, page * pages / 1e6, page * free / 1e6)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench as the module's docstring says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=365, metavar="N", help="simulated days")
    parser.add_argument("--fetches", type=int, default=500, metavar="N", help="of one run")
    parser.add_argument(
        "--sources", type=int, default=44, metavar="N", help="each with a row of its own a run"
    )
    parser.add_argument("--keep", type=int, default=90, metavar="DAYS", help="of fetches and of runs")
    options = parser.parse_args(arguments)
    began = datetime(2026, 1, 1, tzinfo=UTC)
    settled = 1.1 * max(options.keep, LEAST_SOURCE_RUNS / timedelta(days=1))
    forgetting = Forgetting.after_days(options.keep, options.keep)
    print(f"{'day':>5}{'runs':>9}{'source_runs':>13}{'fetches':>11}{'file MB':>10}{'free MB':>10}")
    then = last = 0.0
    with (
        tempfile.TemporaryDirectory(prefix="bench-ledger-") as folder,
        Archive(Path(folder) / "archive.db") as archive,
    ):
        names = enter_sources(archive, options.sources)
        for day in range(1, options.days + 1):
            for run in range(RUNS_A_DAY):
                moment = began + timedelta(days=day, hours=run * 24 / RUNS_A_DAY)
                os.environ[VARIABLE] = moment.isoformat()
                play(archive, names, options.fetches, forgetting)
            *rows, last, free = figures(archive)
            then = then or (last if day >= settled else 0.0)
            if day % SHOWN_DAYS == 0 or day == options.days:
                print(f"{day:5}{rows[0]:9,}{rows[1]:13,}{rows[2]:11,}{last:10.1f}{free:10.1f}", flush=True)
    if not then:
        print(f"the file has not settled: play more than {settled:.0f} days")
        return 0
    print(f"from day {settled:.0f} on: {last / then:.2f} times the size")
    return 0 if last <= MAY_GROW * then else 1


if __name__ == "__main__":
    sys.exit(main())
