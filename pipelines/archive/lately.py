"""What happened lately: articles that changed, articles that are gone, and one run in detail."""

import sqlite3
from dataclasses import dataclass, field

from pipelines.archive.facets import FacetValue
from pipelines.archive.health import Run
from pipelines.archive.summaries import OF_SOURCES, SUMMARY_COLUMNS, SUMMARY_FIELDS, Summary, summary_fields

LOOKED_AT = 2_000  # newest revisions: enough for a day of an edited front page
RUN_ARTICLES = 60
RUN_FAILURES = 40


@dataclass(slots=True, kw_only=True)
class Changed(Summary):
    """An article whose text changed, and how."""

    seen_at: str
    words: int
    """How many more words than before; negative for fewer."""
    old_title: str | None
    """The headline before, where it was another one."""


def changed(conn: sqlite3.Connection, limit: int = 6) -> list[Changed]:
    """The articles that changed last, each once, the newest change first."""
    newest = conn.execute(
        "SELECT article, revision FROM revisions WHERE revision > 1 ORDER BY seen_at DESC LIMIT ?",
        [LOOKED_AT],
    )
    found: list[Changed] = []
    for article, revision in newest:  # read no further than it takes to find so many
        if len(found) == limit:
            break
        row = conn.execute(
            f"SELECT {SUMMARY_COLUMNS}, now.seen_at, now.word_count - was.word_count, "
            "CASE WHEN was.title <> now.title THEN was.title END FROM revisions AS now "
            "JOIN revisions AS was ON was.article = now.article AND was.revision = now.revision - 1 "
            f"JOIN articles ON articles.id = now.article {OF_SOURCES} "
            "WHERE now.article = ? AND now.revision = ? AND now.revision = revision_count",
            [article, revision],
        ).fetchone()
        if row is not None:
            seen_at, words, old_title = row[len(SUMMARY_FIELDS) :]
            found.append(Changed(**summary_fields(row), seen_at=seen_at, words=words, old_title=old_title))  # type: ignore[arg-type]
    newest.close()
    return found


def vanished(conn: sqlite3.Connection, limit: int = 6) -> list[Summary]:
    """The articles that their publishers took down last, as seen by us."""
    rows = conn.execute(
        f"SELECT {SUMMARY_COLUMNS} FROM articles {OF_SOURCES} WHERE status = 'vanished' "
        "ORDER BY checked_at DESC LIMIT ?",
        [limit],
    )
    return [Summary(**summary_fields(row)) for row in rows]  # type: ignore[arg-type]


@dataclass(slots=True, kw_only=True)
class SourceOfRun:
    """What one run did at one source."""

    name: str
    title: str
    outcomes: dict[str, int] = field(default_factory=dict)
    """``new``, ``changed``, ``unchanged``, ``failed``, ``later`` … -> how many fetches."""
    reasons: list[FacetValue] = field(default_factory=list)
    """Why fetches failed or were put off, most frequent first."""


@dataclass(slots=True, kw_only=True)
class Failure:
    """One fetch that gave nothing."""

    source: str
    url: str
    outcome: str
    reason: str | None
    http_status: int | None
    at: str


@dataclass(slots=True, kw_only=True)
class RunInDetail:
    """One run, source by source."""

    run: Run
    sources: list[SourceOfRun]
    filed: list[tuple[str, Summary]]
    """The outcome (``new``, ``changed``) and the article, newest first, at most RUN_ARTICLES."""
    failures: list[Failure]
    """The last RUN_FAILURES of them."""


def run_in_detail(conn: sqlite3.Connection, run_id: int) -> RunInDetail | None:
    """One run of the crawler, or None."""
    names = tuple(Run.__dataclass_fields__)
    row = conn.execute(f"SELECT {', '.join(names)} FROM runs WHERE id = ?", [run_id]).fetchone()
    if row is None:
        return None
    return RunInDetail(
        run=Run(**dict(zip(names, row, strict=True))),
        sources=_sources_of(conn, run_id),
        filed=_filed(conn, run_id),
        failures=_failures(conn, run_id),
    )


def _sources_of(conn: sqlite3.Connection, run_id: int) -> list[SourceOfRun]:
    rows = conn.execute(
        "SELECT source, coalesce(title, source), outcome, reason, count(*) FROM fetches "
        "LEFT JOIN sources ON name = source WHERE run = ? GROUP BY source, outcome, reason "
        "ORDER BY 2, 5 DESC",
        [run_id],
    )
    found: dict[str, SourceOfRun] = {}
    for name, title, outcome, reason, number in rows:
        one = found.setdefault(name, SourceOfRun(name=name, title=title))
        one.outcomes[outcome] = one.outcomes.get(outcome, 0) + number
        if outcome in ("failed", "later"):
            one.reasons.append(FacetValue(reason or "unknown", reason or "unknown", number))
    return list(found.values())


def _filed(conn: sqlite3.Connection, run_id: int) -> list[tuple[str, Summary]]:
    rows = conn.execute(
        f"SELECT {SUMMARY_COLUMNS}, filed.outcome FROM (SELECT DISTINCT article, outcome FROM fetches "
        "JOIN pages ON pages.id = fetches.page WHERE run = ? AND outcome IN ('new', 'changed') "
        f"AND article IS NOT NULL) AS filed JOIN articles ON articles.id = filed.article {OF_SOURCES} "
        "ORDER BY articles.id DESC LIMIT ?",
        [run_id, RUN_ARTICLES],
    )
    return [(str(row[-1]), Summary(**summary_fields(row))) for row in rows]  # type: ignore[arg-type]


def _failures(conn: sqlite3.Connection, run_id: int) -> list[Failure]:
    names = tuple(Failure.__dataclass_fields__)
    rows = conn.execute(
        f"SELECT {', '.join(names)} FROM fetches WHERE run = ? AND outcome IN ('failed', 'later') "
        "ORDER BY id DESC LIMIT ?",
        [run_id, RUN_FAILURES],
    )
    return [Failure(**dict(zip(names, row, strict=True))) for row in rows]


@dataclass(slots=True, kw_only=True)
class RunOfSource:
    """What one run did for one source."""

    run: int
    started_at: str
    named: int
    found: int
    new: int
    changed: int
    failed: int
    unmet: str | None
    """What of the source's [expect] it did not meet."""


def runs_of(conn: sqlite3.Connection, source: str, limit: int = 7) -> list[RunOfSource]:
    """The last runs that asked a source, newest first."""
    names = tuple(RunOfSource.__dataclass_fields__)
    rows = conn.execute(
        f"SELECT {', '.join(names)} FROM source_runs WHERE source = ? ORDER BY started_at DESC LIMIT ?",
        [source, limit],
    )
    return [RunOfSource(**dict(zip(names, row, strict=True))) for row in rows]
