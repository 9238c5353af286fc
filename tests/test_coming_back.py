"""When feeds, sitemaps, hosts and articles are asked for again."""

from datetime import UTC, datetime, timedelta

import pytest
from filing import PageMaker, article, file, one

from pipelines.archive.archive import Archive
from pipelines.archive.feeds import Child, Feeds, FeedState, Reading
from pipelines.archive.frontier import MAX_ATTEMPTS, Frontier
from pipelines.archive.hosts import LONGEST_PAUSE, Hosts
from pipelines.archive.revisits import SPREAD, Revisits
from pipelines.clock import VARIABLE

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "https://echo.example/feed"
URL = "https://echo.example/2026/ferry"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins at noon."""
    at(monkeypatch, NOW)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Move the clock there."""
    monkeypatch.setenv(VARIABLE, moment.isoformat())


def read(status: int = 200, **said: object) -> Reading:
    return Reading(status=status, changed=status == 200, **said)  # type: ignore[arg-type]


def asked(feeds: Feeds, *urls: str) -> list[str]:
    return [feed.address for feed in feeds.due(urls or (FEED,))]


# -- articles ---------------------------------------------------------------------------------


def test_looks_come_about_when_they_should_and_end() -> None:
    revisits, looks, now = Revisits(), [], NOW
    while (look := revisits.next_look(7, NOW, now)) is not None:
        looks.append(look - NOW)
        now = look
    assert len(looks) == 6
    for look_after, step in zip(looks, revisits.after, strict=True):
        assert abs(look_after - step) <= SPREAD * step


def test_what_was_filed_together_is_not_looked_at_together() -> None:
    first = {Revisits().next_look(page_id, NOW, NOW) for page_id in range(100)}
    assert len(first) > 90


def test_an_article_of_last_year_is_looked_at_once() -> None:
    look = Revisits().next_look(7, NOW, NOW, NOW - timedelta(days=400))
    assert look is not None
    assert look > NOW + timedelta(days=25)


def due(frontier: Frontier) -> list[str]:
    return [page.url for page in frontier.take("echo", 10, ())]


def test_a_filed_article_is_due_after_an_hour_and_then_later(
    archive: Archive, fetched: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    frontier, page = Frontier(archive), fetched(URL)
    file(archive, page, article(published=NOW))
    assert due(frontier) == []
    at(monkeypatch, NOW + 1.2 * HOUR)
    assert due(frontier) == [URL]
    assert frontier.overdue_count("echo") == 1
    frontier.done(page.page_id, None, status=304, outcome="unchanged")
    assert due(frontier) == []
    at(monkeypatch, NOW + 4 * HOUR)
    assert due(frontier) == []
    at(monkeypatch, NOW + 7 * HOUR)
    assert due(frontier) == [URL]
    frontier.done(page.page_id, None, status=200, outcome="changed")
    at(monkeypatch, NOW + 8.2 * HOUR)
    assert due(frontier) == [URL]


def test_a_look_that_finds_nobody_loses_no_article(
    archive: Archive, fetched: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    frontier, page = Frontier(archive), fetched(URL)
    file(archive, page, article(published=NOW))
    at(monkeypatch, NOW + 2 * HOUR)
    for _ in range(MAX_ATTEMPTS):
        frontier.later(page.page_id, "timeout")
    assert one(archive, "SELECT state, attempts FROM pages") == ("done", 0)
    at(monkeypatch, NOW + 7 * HOUR)
    assert due(frontier) == [URL]


def test_a_vanished_article_is_looked_for_again(
    archive: Archive, fetched: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    frontier, page = Frontier(archive), fetched(URL)
    file(archive, page, article(published=NOW))
    frontier.failed(page.page_id, "gone", status=410)
    assert due(frontier) == []
    at(monkeypatch, NOW + 2 * HOUR)
    assert due(frontier) == [URL]


# -- feeds and sitemaps -----------------------------------------------------------------------


@pytest.fixture
def feeds(archive: Archive) -> Feeds:
    """The feeds of an empty archive."""
    return Feeds(archive)


@pytest.fixture
def feed(feeds: Feeds) -> FeedState:
    """One feed, just entered."""
    return feeds.enter("echo", FEED)


def test_a_feed_is_entered_once_and_keeps_its_validators(
    archive: Archive, feeds: Feeds, feed: FeedState
) -> None:
    feeds.read(feed, read(etag='"1"', title="Echo", kind="rss"))
    feeds.read(feed, read(304))
    again = feeds.enter("echo", FEED)
    assert (again.feed_id, again.etag) == (feed.feed_id, '"1"')
    feeds.read(feed, read(etag='"2"'))
    assert feeds.enter("echo", FEED).etag == '"2"'
    assert one(archive, "SELECT title, kind, http_status FROM feeds") == ("Echo", "rss", 200)


def test_a_feed_is_asked_no_sooner_than_its_ttl_says(
    feeds: Feeds, feed: FeedState, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds.read(feed, read(ttl=HOUR))
    assert asked(feeds) == []
    at(monkeypatch, NOW + HOUR)  # an hourly run that begins a second early
    assert asked(feeds) == [FEED]
    feeds.read(feed, read(304))
    assert asked(feeds) == []


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(feeds: Feeds, feed: FeedState) -> None:
    feeds.read(feed, read(moved_to="https://new.example/feed"))
    assert asked(feeds) == ["https://new.example/feed"]
    feeds.failed(feeds.enter("echo", FEED), 410, "gone")
    assert asked(feeds) == [FEED]


def test_a_feed_that_is_gone_is_retired_and_named(
    feeds: Feeds, feed: FeedState, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds.failed(feed, 410, "gone")
    at(monkeypatch, NOW + timedelta(days=400))
    assert asked(feeds) == []
    assert [reason for _, reason in feeds.ailing([FEED])] == ["retired"]


def test_a_feed_that_fails_is_asked_less_and_less(
    archive: Archive, feeds: Feeds, feed: FeedState, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds.failed(feed, 500, "http_500")
    feeds.failed(feed, 500, "http_500")
    assert asked(feeds) == [FEED]
    feeds.failed(feed, None, "timeout")
    assert asked(feeds) == []
    assert [reason for _, reason in feeds.ailing([FEED])] == ["timeout"]
    at(monkeypatch, NOW + 1.1 * HOUR)
    assert asked(feeds) == [FEED]
    feeds.read(feed, read(304))
    assert one(archive, "SELECT failures, reason FROM feeds") == (0, None)


def test_sitemaps_of_an_index_are_read_once_and_again_when_they_change(feeds: Feeds) -> None:
    index = feeds.enter("echo", "https://echo.example/sitemap.xml", "sitemap")
    children = [Child(url=f"https://echo.example/{n}.xml", lastmod=NOW - n * HOUR) for n in (2, 1)]
    entered = feeds.enter_children(index, children)
    assert [child.depth for child in entered] == [1, 1]
    feeds.read(index, read(kind="index"))
    urls = asked(feeds, index.url)
    assert urls == [index.url, "https://echo.example/1.xml", "https://echo.example/2.xml"]
    for child in entered:
        feeds.read(child, read(kind="urlset"))
    assert asked(feeds, index.url) == [index.url]
    again = feeds.enter_children(index, [Child(url=children[0].url, lastmod=NOW + HOUR), children[1]])
    assert [child.url for child in again] == [children[0].url]


def test_an_index_below_another_is_asked_in_every_run_only_for_parts_of_its_own(feeds: Feeds) -> None:
    index = feeds.enter("echo", "https://echo.example/sitemap.xml", "sitemap")
    full, circle = feeds.enter_children(
        index, [Child(url=f"https://echo.example/{name}.xml") for name in ("full", "circle")]
    )
    feeds.enter_children(full, [Child(url="https://echo.example/part.xml")])
    assert feeds.enter_children(circle, [Child(url=index.url), Child(url=circle.url)]) == []
    for read_index in (index, full, circle):
        feeds.read(read_index, read(kind="index"))
    assert asked(feeds, index.url) == [index.url, full.url, "https://echo.example/part.xml"]


# -- hosts ------------------------------------------------------------------------------------


def test_a_pause_of_a_host_outlasts_the_run_and_grows(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = Hosts(archive)
    first = hosts.failed("echo.example", "timeout")
    second = hosts.failed("echo.example", "timeout")
    assert second - NOW > 1.9 * (first - NOW)
    assert list(hosts.paused()) == ["echo.example"]
    for _ in range(30):
        last = hosts.failed("echo.example", "timeout")
    assert last - NOW <= LONGEST_PAUSE + timedelta(minutes=1)
    at(monkeypatch, NOW + LONGEST_PAUSE + HOUR)
    assert hosts.paused() == {}
    hosts.asked_to_wait("echo.example", HOUR, "retry_after")
    hosts.answered("echo.example")
    assert hosts.paused() == {}
