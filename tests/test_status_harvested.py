"""Why is this article not there, asked after real harvests: ``scrapy status URL`` has every answer."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from commands import scrapy
from newsroom.paper import Press, Story, printed

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Asked:
    """Two harvests of one paper in which everything befell an article that can."""

    def __init__(self, press: Press) -> None:
        self.press = press
        (paper,) = press.papers
        self.paper = paper
        self.stories: dict[str, Story] = {}
        for number, name in enumerate(("there", "forbidden", "lost", "short", "wants_a_pause", "removed")):
            self.stories[name] = paper.story(number, NOW - (number + 1) * HOUR)
        self.stories["old"] = paper.story(20, NOW - 9 * DAY)
        forbidden = self.stories["forbidden"].path
        paper.serve("/robots.txt", f"User-agent: *\nDisallow: {forbidden}\n", "text/plain")
        paper.serve(self.stories["lost"].path, status=500)
        paper.story(3, NOW - 4 * HOUR, path=self.stories["short"].path, body=["Only this."])
        paper.serve(self.stories["wants_a_pause"].path, status=429, headers={"Retry-After": "7200"})
        # Another address of one that is there: it redirects.
        self.stories["other"] = Story("/short/1", "", NOW - 2 * HOUR)
        paper.serve("/short/1", status=301, headers={"Location": paper.url(self.stories["there"].path)})
        links = '<p><a href="/subscribe">Subscribe</a></p>'
        paper.serve("/harbour", f"<html><body><h1>Harbour</h1>{links}</body></html>")
        paper.feed("/feed", self.stories.values(), ETag='"1"')
        paper.names("sections", "/harbour")
        press.harvest("-a", "since=5d", RETRY_TIMES=0, MAX_HOST_PAUSE=0, WAIT_FOR_DUE=0)
        removed = scrapy(
            "remove", paper.url(self.stories["removed"].path), "--reason", "asked for",
            "-s", f"ARCHIVE={press.archive}",
        )  # fmt: skip
        assert removed.returncode == 0, removed.stdout + removed.stderr

    def status(self, name: str, code: int = 1) -> str:
        """What the command says of an article, or of a path."""
        path = self.stories[name].path if name in self.stories else name
        run = scrapy("status", self.paper.url(path), "-s", f"ARCHIVE={self.press.archive}")
        assert run.returncode == code, run.stdout + run.stderr
        return run.stdout


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with printed(["gazette"], tmp_path_factory.mktemp("asked"), NOW) as press:
        yield Asked(press)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("forbidden", ["not there: robots: the site's robots.txt forbids it."], id="robots"),
        pytest.param("lost", ["not there yet", "Not before", "tried 1 of 5 times: http_500"], id="failed"),
        pytest.param("short", ["not there: too_short", "HTTP 200"], id="no-article"),
        pytest.param(
            "wants_a_pause", [f"Not before {NOW + 2 * HOUR:%Y-%m-%dT%H:}", "http_429"], id="until-when"
        ),
        pytest.param("removed", ["taken out of the archive on purpose", "asked for"], id="removed"),
        pytest.param("old", ["no feed", "the feed", "named in vain what is older than"], id="out-of-window"),
        pytest.param("/subscribe", ["is passed over", "does not look like an article's"], id="classifier"),
        pytest.param("/2026/01/01/nobody-ever-wrote-this", ["has named it"], id="never-named"),
    ],
)
def test_why_it_is_not_there(asked: Asked, name: str, words: list[str]) -> None:
    said = asked.status(name)
    assert [word for word in words if word not in said] == [], said


def test_an_article_is_found_under_its_other_address(asked: Asked) -> None:
    said = asked.status("other", code=0)
    assert "there: article" in said
    assert f": {asked.paper.url(asked.stories['there'].path)}\n" in said


def test_what_a_limit_left_is_said_to_wait_for_the_next_run(asked: Asked) -> None:
    press, paper = asked.press, asked.paper
    press.later(timedelta(minutes=1))
    new = [paper.story(30 + n, press.now - n * timedelta(minutes=5)) for n in range(2)]
    asked.stories |= {"first": new[0], "left": new[1]}
    paper.feed("/feed", asked.stories.values(), ETag='"2"')
    press.harvest("-a", "limit=1", RETRY_TIMES=0, MAX_HOST_PAUSE=0, WAIT_FOR_DUE=0)
    assert "there: article" in asked.status("first", code=0)
    said = asked.status("left")
    assert "not there yet: it waits to be fetched. The next harvest asks for it." in said
    assert "run 2 ended" in said and "had not come to it: a limit in pages" in said
