"""An alarm when a source falls silent or gets worse; none for one that has little to say."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from commands import scrapy
from filing import add_source

from bench import health
from pipelines.archive.archive import Archive
from pipelines.archive.ledger import Ledger
from pipelines.archive.usual import (
    alarms,
    binomial_tail,
    by_weekday,
    negative_binomial_tail,
    silence,
    usual,
)

TODAY = date(2026, 3, 14)
DAYS = [TODAY - timedelta(days=n) for n in range(400, 0, -1)]
ASKED = frozenset(DAYS)


def busy(per_day: float, *, seed: int = 1, weekend: float = 0.4, unruly: float = 0.3) -> dict[date, int]:
    """Articles a day like a newspaper's: fewer at weekends, and more uneven than dice with ``unruly``."""
    rng = random.Random(seed)
    counts = {}
    for day in DAYS:
        mean = per_day * (weekend if day.weekday() > 4 else 1) * rng.gammavariate(1 / unruly**2, unruly**2)
        counts[day] = sum(rng.random() < mean / 200 for _ in range(200))
    return counts


def silenced(counts: dict[date, int], days: int) -> dict[date, int]:
    return {day: 0 if day >= TODAY - timedelta(days=days) else number for day, number in counts.items()}


def test_the_tails_are_those_of_the_textbook() -> None:
    assert negative_binomial_tail(0, 10, 1) == pytest.approx(4.54e-5, rel=0.01)
    assert negative_binomial_tail(5, 5, 1) == pytest.approx(0.616, abs=0.001)
    assert negative_binomial_tail(0, 10, 3) == pytest.approx(3**-5.0)
    assert negative_binomial_tail(500, 10, 3) == pytest.approx(1.0)
    assert binomial_tail(0, 30, 0.9) == pytest.approx(1e-30, rel=0.01)
    assert binomial_tail(30, 30, 0.9) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("per_day", "silent_days", "rings"),
    [
        pytest.param(40, 2, True, id="a-daily-that-is-silent-for-two-days"),
        pytest.param(40, 0, False, id="a-daily-as-usual"),
        pytest.param(4, 7, True, id="four-a-day-and-a-week-of-silence"),
        pytest.param(4, 1, False, id="four-a-day-and-one-day-of-silence"),
        pytest.param(0.15, 14, False, id="one-a-week-and-a-fortnight-of-silence"),
        pytest.param(0.15, 28, False, id="one-a-week-and-four-weeks-of-silence"),
    ],
)
def test_the_alarm_rings_for_a_silence_that_is_no_chance(
    per_day: float, silent_days: int, rings: bool
) -> None:
    alarm = silence("echo", silenced(busy(per_day), silent_days), ASKED, TODAY)
    assert (alarm is not None) is rings
    if alarm is not None:
        assert (
            alarm.what.startswith("0 articles in ") and "are usual" in alarm.what and "by chance" in alarm.why
        )


def test_a_year_of_honest_sources_rings_hardly_ever() -> None:
    rung = looks = 0
    for seed, per_day in enumerate((0.1, 0.3, 0.7, 1.5, 3, 6, 12, 25)):
        counts = busy(per_day, seed=seed, unruly=0.4)
        for day in DAYS[130::2]:
            looks += 1
            rung += silence("echo", counts, ASKED, day) is not None
    assert looks > 1_000
    assert rung <= 1, rung


def test_a_quiet_weekend_is_no_silence() -> None:
    counts = busy(20, weekend=0.0)
    monday = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 - 7)
    assert monday.weekday() == 0
    assert by_weekday(counts)[5] < 1 < by_weekday(counts)[0]
    assert silence("echo", counts, ASKED, monday) is None


def test_days_on_which_the_machine_was_off_do_not_count() -> None:
    counts = silenced(busy(40), 5)
    assert silence("echo", counts, ASKED, TODAY) is not None
    assert silence("echo", counts, frozenset(DAYS[:-5]), TODAY) is None


def test_a_source_that_is_new_has_no_usual() -> None:
    assert silence("echo", silenced(busy(40), 5), frozenset(DAYS[-10:]), TODAY) is None


def test_a_slow_source_is_missed_in_the_end() -> None:
    counts = busy(0.4, weekend=1.0)
    assert silence("echo", silenced(counts, 20), ASKED, TODAY) is None
    assert silence("echo", silenced(counts, 56), ASKED, TODAY) is not None


def test_simulated_months_ring_for_faults_and_hardly_ever_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert health.main(["--sources", "12", "--months", "2"]) == 0
    said = capsys.readouterr().out
    assert "12 sources, 61 daily looks: 0.000 false alarms" in said
    assert "bylines gone: told after median" in said and "0 of 20 never told" in said


# -- in the archive --------------------------------------------------------------------------------


def fill(archive: Archive, *, newest: str = "", per_day: int = 6, days: int = 60) -> None:
    """Articles of sixty days with byline, time, dateline; ``newest`` is what the last five days lack."""
    for back in range(days, 0, -1):
        day = TODAY - timedelta(days=back)
        bad = newest if back <= 5 else ""
        archive.conn.execute(
            "INSERT INTO runs (id, command, started_at, host, pid) VALUES (?, 'harvest', ?, 'here', 1)",
            [1000 - back, f"{day}T06:00:00Z"],
        )
        archive.conn.execute(
            "INSERT INTO source_runs (run, source, started_at, feeds_read) VALUES (?, 'echo', ?, 1)",
            [1000 - back, f"{day}T06:00:00Z"],
        )
        for number in range(0 if bad == "silence" else per_day):
            archive.conn.execute(
                "INSERT INTO articles (id, url, url_key, source, title, byline, dateline, published_at, "
                "first_seen_at, checked_at, word_count) VALUES (?,?,?,'echo','A title',?,?,?,?,?,?)",
                [
                    int(day.strftime("%Y%m%d")) * 100_000 + number,
                    *(f"https://echo.example/{day}/{number}",) * 2,
                    None if bad == "byline" else "By Ana",
                    None if bad == "dateline" else "PORT ELLERY",
                    None if bad == "date" else f"{day}T06:00:00Z",
                    *(f"{day}T07:00:00Z",) * 2,
                    40 if bad == "length" else 400 + 10 * number,
                ],
            )


@pytest.mark.parametrize("kind", ["silence", "byline", "date", "dateline", "length"])
def test_each_way_to_get_worse_has_its_alarm(archive: Archive, kind: str) -> None:
    fill(archive, newest=kind)
    assert [alarm.kind for alarm in alarms(archive.conn, TODAY, ["echo"])] == [kind]


def test_a_source_as_usual_has_none(archive: Archive) -> None:
    fill(archive)
    assert alarms(archive.conn, TODAY, ["echo"]) == []
    known = usual(archive.conn, "echo", TODAY)
    assert known is not None
    assert (known.with_byline, known.with_date, known.with_dateline, known.words) == (1, 1, 1, 425)
    assert known.by_weekday == pytest.approx((6.0,) * 7)


def test_a_run_that_missed_its_expectation_is_marked(archive: Archive) -> None:
    add_source(archive, "post")
    ledger = Ledger(archive, "harvest")
    ledger.tally("echo").unmet = "0 articles named by the feeds; 10 are expected"
    ledger.tally("post").named = 12
    ledger.finish("finished")
    assert archive.conn.execute("SELECT unmet FROM runs").fetchall() == [('["echo"]',)]
    rows = archive.conn.execute("SELECT source, named, unmet FROM source_runs ORDER BY source").fetchall()
    assert rows == [("echo", 0, "0 articles named by the feeds; 10 are expected"), ("post", 12, None)]
    assert [(a.source, a.kind) for a in alarms(archive.conn, TODAY, ["echo", "post"])] == [("echo", "expect")]


@pytest.mark.parametrize(("newest", "code"), [("silence", 1), ("", 0)])
def test_status_check_is_for_cron(
    archive: Archive, archive_path: Path, newest: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, newest=newest)
    archive.close()
    monkeypatch.setenv("NEWS_ARCHIVE_NOW", datetime.combine(TODAY, datetime.min.time(), UTC).isoformat())
    run = scrapy("status", "--check", "-s", f"ARCHIVE={archive_path}")
    assert run.returncode == code, run.stderr
    lines = run.stdout.splitlines()
    assert len(lines) == 2 * code
    if code:
        assert lines[0].startswith("echo: silence: 0 articles in ")
        assert "the last article is of 2026-03-08" in lines[1]
    table = scrapy("status", "-s", f"ARCHIVE={archive_path}")
    assert table.returncode == 0
    assert ("alarm: echo: silence" in table.stdout) is bool(code)
