"""What a server's answer to a feed or page means for the harvests that follow."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from newsroom.paper import Paper, Press, printed

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


UNDER_WAY = 1  # page that may be asked for already when the answer is read: these hosts have no pace


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with printed(["gazette"], tmp_path, NOW) as one:
        yield one


@pytest.fixture
def paper(press: Press) -> Paper:
    return press.papers[0]


@pytest.mark.parametrize(
    ("channel", "renewed", "ttl_s"),
    [
        pytest.param("", {"Cache-Control": "max-age=14400"}, 14_400, id="longer"),
        pytest.param("", {"Cache-Control": "no-cache"}, None, id="no-longer-good-for-anything"),
        pytest.param("", {}, 7_200, id="nothing-said"),
        pytest.param("<ttl>60</ttl>", {"Cache-Control": "max-age=14400"}, 3_600, id="the-feed-knows-better"),
    ],
)
def test_an_answer_of_304_renews_what_the_header_said(
    press: Press, paper: Paper, channel: str, renewed: dict[str, str], ttl_s: int | None
) -> None:
    # RFC 9111 §4.3.4
    paper.feed("/feed", [], channel, **{"ETag": '"1"', "Cache-Control": "max-age=7200"})
    press.harvest()
    paper.feed("/feed", [], channel, **{"ETag": '"1"', **renewed})
    press.later(3 * HOUR)
    press.harvest()
    assert paper.site.statuses[-1] == ("/feed", 304)
    assert press.rows("SELECT ttl_s FROM feeds") == [(ttl_s,)]
    press.later(2 * HOUR)
    press.harvest()
    assert ("/feed" in paper.site.asked) is (ttl_s is None or ttl_s <= 7_200)


def test_a_feed_that_moved_for_good_is_followed_and_one_that_is_gone_is_left(
    press: Press, paper: Paper
) -> None:
    story = paper.story(1, NOW - HOUR)
    paper.feed("/new-feed", [story])
    paper.serve("/feed", status=301, headers={"Location": paper.url("/new-feed")})
    paper.listings = {"feeds": ["/feed"]}
    press.harvest()
    assert paper.site.asked == ["/robots.txt", "/feed", "/new-feed", story.path]
    press.later(MINUTE)
    press.harvest()
    assert paper.site.asked == ["/robots.txt", "/new-feed"]
    for path in ("/feed", "/new-feed"):
        paper.serve(path, status=410)
    for asked in (["/robots.txt", "/new-feed"], ["/robots.txt", "/feed"], []):
        press.later(MINUTE)
        said = press.harvest(code=1).stdout
        assert paper.site.asked == asked
    assert "feed: retired" in said
    assert press.rows("SELECT retired_at IS NOT NULL FROM feeds") == [(1,)]


def test_a_host_that_asks_for_an_hour_has_it_from_every_run(press: Press, paper: Paper) -> None:
    stories = [paper.story(n, NOW - n * HOUR) for n in range(10)]
    paper.feed("/feed", stories)
    for one in stories:
        paper.serve(one.path, status=429, headers={"Retry-After": "3600"})
    press.harvest(code=1, MAX_HOST_PAUSE=0, DOUBTED_PAUSE=0, WAIT_FOR_DUE=0)
    assert 3 <= len(paper.site.asked[2:]) <= 3 + UNDER_WAY
    assert press.rows("SELECT DISTINCT state FROM pages") == [("pending",)]
    press.later(50 * MINUTE)
    press.harvest(WAIT_FOR_DUE=0)
    assert paper.site.asked == []
    for n, _ in enumerate(stories):
        paper.story(n, NOW - n * HOUR)
    press.later(20 * MINUTE)
    press.harvest()
    assert set(paper.site.asked[2:]) == {one.path for one in stories}
    assert press.rows("SELECT count(*) FROM hosts") == [(0,)]


def test_a_short_pause_holds_for_pages_that_were_handed_out_already(press: Press, paper: Paper) -> None:
    stories = [paper.story(n, NOW - n * HOUR) for n in range(6)]
    paper.feed("/feed", stories)
    for one in stories[: 1 + UNDER_WAY]:
        paper.serve(one.path, status=429, headers={"Retry-After": "30"})
    press.harvest(code=1, WAIT_FOR_DUE=0)
    assert paper.site.asked[2] == stories[0].path and len(paper.site.asked[2:]) <= 1 + UNDER_WAY
    for n in range(1 + UNDER_WAY):
        paper.story(n, NOW - n * HOUR)
    press.later(MINUTE)
    press.harvest()
    assert press.rows("SELECT count(*) FROM articles") == [(6,)]


def test_a_host_that_fails_again_and_again_is_left_alone_for_a_while(press: Press, paper: Paper) -> None:
    stories = [paper.story(n, NOW - n * HOUR) for n in range(20)]
    paper.feed("/feed", stories)
    for one in stories:
        paper.serve(one.path, status=500)
    press.harvest(code=1, RETRY_TIMES=0, WAIT_FOR_DUE=0)
    assert 10 <= len(paper.site.asked[2:]) <= 10 + UNDER_WAY
    press.later(4 * MINUTE)
    press.harvest(WAIT_FOR_DUE=0)
    assert paper.site.asked == []
    for n, _ in enumerate(stories):
        paper.story(n, NOW - n * HOUR)
    press.later(30 * MINUTE)
    press.harvest()
    assert len(paper.site.asked) == 2 + 20
    assert press.rows("SELECT count(*) FROM articles") == [(20,)]
    assert press.rows("SELECT count(*) FROM hosts") == [(0,)]
