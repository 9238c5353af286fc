"""The one clock, and how a test or a curious person moves it."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.clock import VARIABLE, BadClock, now_utc

SECOND = timedelta(seconds=1)


def test_the_clock_shows_the_present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert abs(now_utc() - datetime.now(UTC)) < SECOND


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("2031-05-06T07:08:09Z", id="utc"),
        pytest.param("2031-05-06T09:08:09+02:00", id="a-zone"),
        pytest.param("2031-05-06T07:08:09", id="no-zone-is-utc"),
    ],
)
def test_a_moved_clock_begins_there_and_runs_on(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(VARIABLE, given)
    first = now_utc()
    assert timedelta() <= first - datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC) < 30 * SECOND
    assert now_utc() > first


def test_another_process_is_moved_by_its_environment() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from pipelines.clock import now_utc; print(now_utc().year)"],
        env={**os.environ, VARIABLE: "2044-01-02T03:04:05Z"},
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == "2044", run.stderr


def test_a_time_that_is_none_is_refused_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "tomorrow")
    with pytest.raises(BadClock, match="2026-03-14T12:00:00Z"):
        now_utc()
