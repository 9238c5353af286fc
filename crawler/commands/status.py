"""``scrapy status``: how each source is doing, or why an article is not there."""

import argparse
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.verb import Verb, typed_address
from pipelines.archive.opening import reader
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.clock import now_utc
from pipelines.errors import NewsArchiveError

if TYPE_CHECKING:
    from pipelines.archive.health import Health, Run
    from pipelines.archive.saved import SavedCount
    from pipelines.archive.usual import Alarm

EXIT_ALARM = 1


class UnknownSource(NewsArchiveError):
    """A name that the archive has no source for."""

    exit_code = 2


class NamesAndAddresses(NewsArchiveError):
    """Two questions in one line."""

    exit_code = 2


class Command(Verb):
    """Per source: articles, last run, last article, what waits and what failed."""

    words = (0, 10_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "[NAME… | URL…] [--check]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Tell how each source is doing: last run, last article, failures"

    def long_desc(self) -> str:
        """As ``-h`` shows it."""
        return (
            "A table of the sources, the alarms (a source that has fallen silent or whose articles have got worse, "
            "beside its own history; one that missed its [expect]) and the last run. With --check only the alarms, "
            "two lines each, and exit code 1 where there are any: for cron. With an address: whether its article is "
            "there, and if not, why; exit code 1 if one of them is not."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--check", action="store_true", help="only the alarms; exit code 1 where there are any"
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the table, or of addresses what is known of them."""
        path = self.archive_path()
        if urls := [arg for arg in args if "/" in arg]:  # no source has one in its name
            if len(urls) < len(args) or opts.check:
                raise NamesAndAddresses(
                    f"{urls[0]}: is an address. Ask for addresses alone, without names of sources and --check."
                )
            return self._find(
                path, [typed_address(url if "://" in url else f"https://{url}") for url in urls]
            )
        state = _state(path, args)
        if opts.check:
            print("".join(f"{_alarm(one)}\n" for one in state.alarms), end="")
            return EXIT_ALARM if state.alarms else 0
        print(_sources(state))
        for alarm in state.alarms:
            print(f"\nalarm: {_alarm(alarm)}")
        if state.searches and not args:
            print(f"\n{_searches(state.searches)}")
        for run in state.runs:
            print(
                f"\nlast run: {run.command}, {run.started_at} to {run.finished_at or '(not ended)'}, "
                f"{run.outcome or 'running'}: {run.new:,} new, {run.changed:,} changed, {run.failed:,} failed"
            )
        return 0

    def _find(self, path: Path, urls: list[str]) -> int:
        """Tell of each address whether its article is there; 1 where one is not."""
        from crawler.whereabouts import told
        from pipelines.archive.whereabouts import whereabouts

        assert self.settings is not None
        with plain_errors(path):
            conn = reader(path)
            try:
                found = [whereabouts(conn, url) for url in urls]
            finally:
                conn.close()
        days = self.settings.getfloat("SITEMAP_WINDOW_DAYS")
        print("\n\n".join("\n".join(told(about, days)) for about in found))
        return EXIT_ALARM if any(about.article is None for about in found) else 0


@dataclass(slots=True)
class _State:
    """What is told of the sources, or of those asked for."""

    shown: "list[Health]"
    pending: dict[str, int]
    alarms: "list[Alarm]"
    searches: "list[SavedCount]"
    runs: "list[Run]"


def _state(path: Path, names: list[str]) -> _State:
    """How the sources of these names do; all where none is given. Raises UnknownSource."""
    from pipelines.archive.health import health, last_runs
    from pipelines.archive.ledger import pending_by_source
    from pipelines.archive.saved import saved_counts
    from pipelines.archive.usual import alarms

    today = now_utc().date()
    with plain_errors(path), closing(reader(path)) as conn:
        rows = health(conn, today)
        known = {row.source.name for row in rows}
        if unknown := [name for name in names if name not in known]:
            raise UnknownSource(
                f"{path}: holds no source named {unknown[0]!r}. Known are: {', '.join(sorted(known))}."
            )
        shown = [row for row in rows if not names or row.source.name in names]
        return _State(
            shown=shown,
            pending=pending_by_source(conn),
            alarms=alarms(conn, today, sorted(row.source.name for row in shown)),
            searches=saved_counts(conn, today),
            runs=last_runs(conn),
        )


def _sources(state: _State) -> str:
    """A line a source, the worst first."""
    width = max([len(row.source.name) for row in state.shown] + [6])
    lines = [
        f"{'source':{width}} {'status':8} {'articles':>9} {'7 days':>7} {'waiting':>8} {'failed':>7}  "
        f"{'last article':12}  {'last fetch':20}  why"
    ]
    for row in state.shown:
        why = ", ".join(f"{reason.label} {reason.number}" for reason in row.reasons)
        lines.append(
            f"{row.source.name:{width}} {row.status:8} {row.source.articles:>9,} {row.this_week:>7,} "
            f"{state.pending.get(row.source.name, 0):>8,} {row.failures:>7,}  {row.source.last_day or '–':12}  "
            f"{row.last_fetch_at or '–':20}  {why}".rstrip()
        )
    return "\n".join(lines)


def _searches(counts: "list[SavedCount]") -> str:
    """A line a saved search, with what it finds."""
    width = max([len(one.search.name) for one in counts] + [12])
    lines = [f"{'saved search':{width}} {'7 days':>8} {'articles':>9}  query"]
    for one in counts:
        lines.append(f"{one.search.name:{width}} {one.lately!s:>8} {one.total!s:>9}  {one.search.query}")
    return "\n".join(lines)


def _alarm(alarm: "Alarm") -> str:
    """Two lines."""
    return f"{alarm.source}: {alarm.kind}: {alarm.what}\n    {alarm.why}"
