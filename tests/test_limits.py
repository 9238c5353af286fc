"""What one harvest asks for, in what order, and what it leaves to the next one."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from newsroom.paper import Paper, Press, Story, printed

NOW = datetime.now(UTC).replace(microsecond=0)  # the moved clock may run before the machine's, not behind
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NAMES = ("gazette", "herald")
AGES_H = (5, 1, 3, 2, 4)  # of the articles, in the order of the feed


class Limited:
    """Two papers, harvested five times under one limit after another; what each was asked for."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.stories: dict[str, list[Story]] = {}
        for start, paper in enumerate(press.papers):
            stories = [paper.story(10 * start + n, NOW - age * HOUR) for n, age in enumerate(AGES_H)]
            self.stories[paper.name] = stories
            paper.feed("/feed", stories, ETag='"1"')
        self.asked: list[dict[str, list[str]]] = []
        self.said: list[str] = []
        self._run("-a", "limit=2")
        self._run(PAGES_PER_RUN=3)
        self._run(PAGES_PER_SOURCE=1)
        self._run()
        press.later(2 * HOUR)
        for start, paper in enumerate(press.papers):
            new = [paper.story(50 + 10 * start + n, press.now - (5 - n) * 0.1 * HOUR) for n in range(3)]
            self.stories[paper.name] += new
            paper.feed("/feed", [*new, *self.stories[paper.name]], ETag='"2"')
        self._run(PAGES_PER_SOURCE=6)

    def _run(self, *more: str, **settings: int) -> None:
        self.said.append(self.press.harvest(*more, **settings).stdout)
        self.asked.append({paper.name: list(paper.site.asked) for paper in self.press.papers})
        self.press.later(timedelta(minutes=1))

    def newest_first(self, name: str) -> list[str]:
        """The first articles of a paper."""
        return [
            one.path for one in sorted(self.stories[name][:5], key=lambda one: one.published, reverse=True)
        ]

    def pages(self, run: int, name: str) -> list[str]:
        """Which articles a run asked a paper for, in order."""
        return [path for path in self.asked[run][name] if re.match(r"/\d{4}/", path)]


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Limited]:
    with printed(NAMES, tmp_path_factory.mktemp("limited"), NOW) as press:
        yield Limited(press)


@pytest.mark.parametrize("name", NAMES)
def test_robots_then_feeds_then_the_newest_articles(limited: Limited, name: str) -> None:
    assert limited.asked[0][name] == ["/robots.txt", "/feed", *limited.newest_first(name)[:2]]


def test_a_limit_for_each_source_leaves_the_rest_pending(limited: Limited) -> None:
    assert "6 pages stay pending for the next run." in limited.said[0]


def test_a_limit_for_the_run_is_shared_by_all_sources(limited: Limited) -> None:
    taken = {name: limited.pages(1, name) for name in NAMES}
    assert sorted(map(len, taken.values())) == [1, 2]
    for name in NAMES:
        assert taken[name] == limited.newest_first(name)[2 : 2 + len(taken[name])]
    assert "3 pages stay pending for the next run." in limited.said[1]


def test_a_limit_in_the_settings_is_one_for_each_source(limited: Limited) -> None:
    assert [len(limited.pages(2, name)) for name in NAMES] == [1, 1]


def test_in_the_end_every_article_was_asked_for_once_and_newest_first(limited: Limited) -> None:
    for name in NAMES:
        asked = [path for run in range(4) for path in limited.pages(run, name)]
        assert asked == limited.newest_first(name)
    assert "pending" not in limited.said[3]


def test_feeds_come_first_then_new_articles_then_looks_that_are_due(limited: Limited) -> None:
    for name in NAMES:
        new = [one.path for one in reversed(limited.stories[name][5:])]
        asked = limited.asked[4][name]
        assert asked[:2] == ["/robots.txt", "/feed"]
        assert asked[2:5] == new
        assert len(asked[5:]) == 3 and set(asked[5:]) < set(limited.newest_first(name))
    assert "4 pages stay pending for the next run." in limited.said[4]


def test_one_request_at_a_time_even_without_a_pause(tmp_path: Path) -> None:
    with printed(["gazette"], tmp_path, NOW) as press:
        (paper,) = press.papers
        paper.feed("/feed", [paper.story(n, NOW - n * HOUR) for n in range(5)])
        paper.site.latency_s = 0.1
        press.harvest()
        assert len(paper.site.asked) == 7
        assert paper.site.open.most == 1


# -- in time ---------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["time", "signal"])
def test_a_run_that_is_ended_waits_for_no_turn_and_the_next_one_goes_on(tmp_path: Path, end: str) -> None:
    with printed(["gazette"], tmp_path, NOW) as press:
        (paper,) = press.papers
        stories = [paper.story(n, NOW - n * HOUR) for n in range(6)]
        paper.feed("/feed", stories)
        press.harvest("-a", "limit=1")
        # With this pace the four pages that are handed out at once would hold the run for two hours.
        paper.serve("/robots.txt", "User-agent: *\nCrawl-delay: 1800\n", "text/plain")
        press.later(timedelta(minutes=1))
        if end == "time":
            run = press.harvest(CLOSESPIDER_TIMEOUT=1)
            assert press.rows("SELECT outcome FROM runs WHERE id = 2") == [("closespider_timeout",)]
        else:
            run = press.stopped(until="/robots.txt")
        assert "5 pages stay pending" in run.stdout
        assert paper.site.asked == ["/robots.txt"]
        left = "SELECT DISTINCT reason, attempts FROM pages WHERE state = 'pending'"
        assert press.rows(left) == [(None, 0)]
        assert press.rows("SELECT count(*) FROM fetches WHERE run = 2") == [(0,)]
        paper.serve("/robots.txt", "", "text/plain")
        press.later(timedelta(minutes=1))
        press.harvest()
        assert paper.site.asked[2:] == [one.path for one in stories[1:]]


# -- windows ---------------------------------------------------------------------------------


def pages(paper: Paper) -> set[str]:
    """The articles that the last harvest asked for."""
    return {path for path in paper.site.asked if re.match(r"/\d{4}/", path)}


def test_a_window_leaves_out_what_is_older_and_a_wider_one_finds_it(tmp_path: Path) -> None:
    with printed(["gazette"], tmp_path, NOW) as press:
        (paper,) = press.papers
        ages = {"fed": (1, 5, 40), "mapped": (2, 9, 60), "section": (3, 8)}
        found = {
            where: [paper.story(10 * n + age, NOW - age * DAY) for age in ages[where]]
            for n, where in enumerate(ages)
        }
        paper.feed("/feed", found["fed"], ETag='"1"')
        paper.index("/map.xml", {"/part.xml": NOW - HOUR}, ETag='"1"')
        paper.sitemap("/part.xml", found["mapped"], ETag='"1"')
        links = "".join(f'<p><a href="{one.path}">{one.title}</a></p>' for one in found["section"])
        paper.serve("/harbour", f"<html><body><h1>Harbour</h1>{links}</body></html>", headers={"ETag": '"1"'})
        paper.names("sitemaps", "/map.xml")
        paper.names("sections", "/harbour")

        def of(**taken: int) -> set[str]:
            return {one.path for where, number in taken.items() for one in found[where][:number]}

        press.harvest("-a", "since=4d")
        assert pages(paper) == of(fed=1, mapped=1, section=1)
        press.later(timedelta(minutes=1))
        press.harvest()  # feeds and sections whole, sitemaps for thirty days
        assert pages(paper) == of(fed=3, mapped=2, section=2) - of(fed=1, mapped=1, section=1)
        press.later(timedelta(minutes=1))
        press.harvest("-a", "since=90d")
        assert pages(paper) == of(mapped=3) - of(mapped=2)
        press.later(timedelta(minutes=1))
        press.harvest()
        assert pages(paper) == set()
        assert {status for path, status in paper.site.statuses if path != "/robots.txt"} == {304}
