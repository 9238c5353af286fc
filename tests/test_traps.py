"""Addresses without end cost a few pages, and honest ones are never mistaken for them."""

from pathlib import Path

import pytest
from commands import harvest
from filing import PageMaker, article, file
from newsroom.hostile import Exchange, HostileSite

from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.traps import MISSES, Traps, pattern

DAYS = 1_500
IN_FLIGHT = 24  # pages of one source under way when the pattern is given up


class Calendar(HostileSite):
    """A feed of a calendar's days, and one honest article among them."""

    def feed(self) -> str:
        """Every day."""
        days = "".join(f"<item><link>{self.url}/calendar/2026/{n}</link></item>" for n in range(DAYS))
        return (
            f"<rss version='2.0'><channel>{days}<item><link>{self.url}/honest-1</link></item></channel></rss>"
        )

    def _answer(self, exchange: Exchange) -> None:
        if exchange.path.startswith("/calendar/"):
            exchange.send("<html><title>Events</title><body><p>Nothing on this day.</p></body></html>")
        else:
            super()._answer(exchange)


def test_an_endless_calendar_is_given_up(tmp_path: Path) -> None:
    source, archive = tmp_path / "hostile.toml", tmp_path / "archive.db"
    with Calendar().running() as site:
        source.write_text(site.source(), encoding="utf-8")
        run = harvest(archive, source)
    assert run.returncode == 0, run.stdout + run.stderr
    assert MISSES <= sum(path.startswith("/calendar/") for path in site.asked) <= MISSES + 2 * IN_FLIGHT
    with Archive(archive) as opened:
        assert opened.conn.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        (trapped,) = opened.conn.execute("SELECT count(*) FROM pages WHERE reason = 'trap'").fetchone()
        assert opened.conn.execute("SELECT count(*) FROM pages WHERE state = 'pending'").fetchone() == (0,)
    assert trapped >= DAYS - MISSES - 2 * IN_FLIGHT


@pytest.mark.parametrize(
    ("url", "found"),
    [
        pytest.param("https://echo.example/events/2026/12?p=3", "echo.example/events/#/#?p=#", id="numbers"),
        pytest.param("https://echo.example/about", None, id="none"),
    ],
)
def test_addresses_that_differ_in_numbers_have_one_pattern(url: str, found: str | None) -> None:
    assert pattern(url) == found


def test_a_pattern_with_an_article_is_no_trap() -> None:
    traps = Traps()
    traps.article("echo", "https://echo.example/news/1")
    assert not [n for n in range(200) if traps.miss("echo", f"https://echo.example/news/{n}")]


def test_a_pattern_with_an_article_of_an_earlier_run_is_no_trap(archive: Archive, fetched: PageMaker) -> None:
    url = "https://echo.example/news/1"
    file(archive, fetched(url), article(url))
    frontier = Frontier(archive)
    frontier.add_links("echo", None, [Link(url="https://echo.example/news/2")])
    assert frontier.give_up("echo", "echo.example/news/#?") == 0
    assert len(frontier.take("echo", 10, ())) == 1
