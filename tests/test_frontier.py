"""What waits, what is handed out, and what is never forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from filing import PageMaker, add_source, article, file, one

import pipelines.archive.frontier
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import HINT_CHARS, MAX_ATTEMPTS, RETRY_AFTER_FAILURE, Frontier, Link
from pipelines.clock import now_utc
from pipelines.items import Capture, Hints

URL = "https://echo.example/2026/ferry"


@pytest.fixture
def frontier(archive: Archive) -> Frontier:
    """The frontier of an empty archive."""
    return Frontier(archive)


@contextmanager
def clock(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> Iterator[None]:
    """The archive's clock, so much later."""
    later = now_utc() + after
    with monkeypatch.context() as patch:
        patch.setattr(pipelines.archive.frontier, "now_utc", lambda: later)
        yield


def due(frontier: Frontier, source: str = "echo") -> list[str]:
    """The addresses that would be handed out now."""
    return [page.url for page in frontier.take(source, 100, ())]


def add(frontier: Frontier, *urls: str, **said: object) -> int:
    """Add links; how many were new."""
    return frontier.add_links("echo", None, [Link(url=url, **said) for url in urls])  # type: ignore[arg-type]


def test_an_address_is_pending_once_however_often_it_is_named(frontier: Frontier) -> None:
    assert add(frontier, URL, f"{URL}?utm_source=rss", "http://echo.example/2026/ferry/") == 1
    assert add(frontier, URL) == 0
    assert due(frontier) == [URL]
    assert frontier.pending_count() == frontier.pending_count("echo") == 1
    assert frontier.pending_count("lantern") == 0


def test_what_is_pending_is_handed_out_in_the_order_it_was_found(frontier: Frontier) -> None:
    urls = [f"https://echo.example/{n}" for n in (5, 3, 9)]
    add(frontier, *urls)
    assert due(frontier) == urls
    assert [page.url for page in frontier.take("echo", 2, ())] == urls[:2]


def test_the_newest_is_handed_out_first(frontier: Frontier) -> None:
    for day in (5, 3, 9):
        hints = Hints(published=datetime(2026, 3, day, tzinfo=UTC))
        add(frontier, f"https://echo.example/{day}", hints=hints)
    assert due(frontier) == [f"https://echo.example/{day}" for day in (9, 5, 3)]


def test_each_source_is_handed_its_own(archive: Archive, frontier: Frontier) -> None:
    add_source(archive, "lantern")
    add(frontier, URL)
    frontier.add_links("lantern", None, [Link(url="https://lantern.example/1")])
    assert due(frontier, "lantern") == ["https://lantern.example/1"]


def test_what_is_in_flight_is_never_handed_out_again(frontier: Frontier) -> None:
    add(frontier, *(f"https://echo.example/{n}" for n in range(6)))
    in_flight: set[int] = set()
    handed_out = []
    while taken := frontier.take("echo", 2, in_flight):
        handed_out += [page.page_id for page in taken]
        in_flight.update(page.page_id for page in taken)
    assert len(handed_out) == len(set(handed_out)) == 6


def test_taking_writes_nothing_so_a_crash_loses_nothing(archive: Archive, frontier: Frontier) -> None:
    add(frontier, URL)
    before = archive.conn.total_changes
    frontier.take("echo", 5, ())
    assert archive.conn.total_changes == before
    assert due(frontier) == [URL]


def test_a_filed_page_is_not_asked_for_again(
    archive: Archive, frontier: Frontier, fetched: PageMaker
) -> None:
    file(archive, fetched(URL), article())
    assert add(frontier, URL) == 0
    assert due(frontier) == []


def test_a_failed_page_is_not_asked_for_again(archive: Archive, frontier: Frontier) -> None:
    add(frontier, URL)
    frontier.failed(frontier.take("echo", 1, ())[0].page_id, "too_short", status=200)
    assert add(frontier, URL, updated=now_utc() + timedelta(days=1)) == 0
    assert due(frontier) == []
    assert one(archive, "SELECT state, reason, http_status FROM pages") == ("failed", "too_short", 200)


@pytest.mark.parametrize(
    ("status", "now"),
    [
        pytest.param(404, "vanished", id="not-found"),
        pytest.param(410, "vanished", id="gone"),
        pytest.param(403, "live", id="forbidden"),
        pytest.param(None, "live", id="no-answer"),
    ],
)
def test_a_vanished_article_is_marked_and_kept(
    archive: Archive, frontier: Frontier, fetched: PageMaker, status: int | None, now: str
) -> None:
    page = fetched(URL)
    file(archive, page, article())
    reason = "gone" if status in (404, 410) else f"http_{status}"
    frontier.failed(page.page_id, reason, status=status)
    archive.missed(page.page_id, URL, URL, reason, status, None)
    assert one(archive, "SELECT status, title FROM articles") == (now, "Ferry returns to Port Ellery")


def test_a_lost_page_is_due_again_after_its_wait(frontier: Frontier, monkeypatch: pytest.MonkeyPatch) -> None:
    add(frontier, URL)
    frontier.later(frontier.take("echo", 1, ())[0].page_id, "timeout")
    assert due(frontier) == []
    with clock(monkeypatch, RETRY_AFTER_FAILURE - timedelta(seconds=5)):
        assert due(frontier) == []
    with clock(monkeypatch, RETRY_AFTER_FAILURE + timedelta(seconds=5)):
        assert due(frontier) == [URL]


def test_a_page_that_is_never_there_fails_after_its_attempts(archive: Archive, frontier: Frontier) -> None:
    add(frontier, URL)
    for attempt in range(MAX_ATTEMPTS):
        taken = frontier.take("echo", 1, ())
        assert [page.attempts for page in taken] == [attempt]
        frontier.later(taken[0].page_id, "timeout", wait=timedelta(seconds=-1))
    assert due(frontier) == []
    assert one(archive, "SELECT state, reason, attempts FROM pages") == ("failed", "timeout", MAX_ATTEMPTS)


def test_a_pause_the_host_asked_for_is_no_attempt(
    archive: Archive, frontier: Frontier, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(frontier, URL)
    frontier.postpone(frontier.take("echo", 1, ())[0].page_id, "retry_after", timedelta(hours=2))
    assert due(frontier) == []
    assert one(archive, "SELECT attempts, state FROM pages") == (0, "pending")
    with clock(monkeypatch, timedelta(hours=3)):
        assert due(frontier) == [URL]


def test_an_entry_updated_after_the_fetch_is_pending_again(
    archive: Archive, frontier: Frontier, fetched: PageMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(archive, fetched(URL), article())
    with clock(monkeypatch, timedelta(hours=2)):
        assert add(frontier, URL, updated=now_utc() + timedelta(hours=1)) == 0
        assert due(frontier) == [URL]
    assert one(archive, "SELECT reason, attempts, article IS NOT NULL FROM pages") == ("updated", 0, 1)


@pytest.mark.parametrize(
    "updated",
    [
        pytest.param(timedelta(hours=-1), id="before-the-fetch"),
        pytest.param(timedelta(days=9_000), id="in-a-future-that-would-be-fetched-for-ever"),
        pytest.param(None, id="not-said"),
    ],
)
def test_an_entry_that_is_no_newer_than_the_fetch_stays_done(
    archive: Archive, frontier: Frontier, fetched: PageMaker, updated: timedelta | None
) -> None:
    file(archive, fetched(URL), article())
    add(frontier, URL, updated=None if updated is None else now_utc() + updated)
    assert due(frontier) == []


def test_the_newest_hints_are_kept(archive: Archive, frontier: Frontier) -> None:
    first = Hints(title="Ferry to return", published=datetime(2026, 3, 12, tzinfo=UTC), authors=["Desk"])
    add(frontier, URL, hints=first)
    add(frontier, URL, hints=Hints(title="Ferry is back", authors=["Ana Ferreira"]))
    add(frontier, URL)  # another feed that says nothing takes nothing away
    hints = frontier.take("echo", 1, ())[0].hints
    assert (hints.title, hints.authors) == ("Ferry is back", ["Ana Ferreira"])
    assert hints.published == first.published


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(Hints(published=datetime(1, 1, 1, tzinfo=UTC)), id="year-1"),
        pytest.param(Hints(title="a\ud800\x00b" * 5_000, authors=["\udfff"]), id="half-characters"),
        pytest.param(Hints(title="\x00", authors=["\x00", ""]), id="nothing-left"),
    ],
)
def test_odd_hints_can_be_stored_and_read_back(frontier: Frontier, said: Hints) -> None:
    add(frontier, URL, hints=said)
    hints = frontier.take("echo", 1, ())[0].hints
    assert hints.published == said.published
    assert len(hints.title or "") <= HINT_CHARS
    assert hints.authors == []


def test_validators_of_a_page_come_back_with_it(
    archive: Archive, frontier: Frontier, fetched: PageMaker
) -> None:
    page = fetched(URL)
    frontier.done(page.page_id, None, status=200, etag='"v1"', last_modified="Fri, 13 Mar 2026 08:30:00 GMT")
    again = frontier.page_at("http://echo.example/2026/ferry/?utm_source=x")
    assert again is not None
    assert (again.etag, again.last_modified) == ('"v1"', "Fri, 13 Mar 2026 08:30:00 GMT")
    assert frontier.page_at("https://echo.example/unknown") is None


def test_an_unchanged_answer_keeps_the_article_of_a_page(
    archive: Archive, frontier: Frontier, fetched: PageMaker
) -> None:
    page = fetched(URL)
    filed = file(archive, page, article())
    frontier.done(page.page_id, None, status=304)
    assert one(archive, "SELECT article, http_status FROM pages") == (filed.article_id, 304)


@pytest.mark.parametrize(
    ("then", "known"),
    [
        pytest.param(None, "sha256:1 https://echo.example/2026/ferry", id="as-it-was-filed"),
        pytest.param("wall", None, id="a-wall-came-since"),
        pytest.param("later", None, id="nobody-answered-since"),
        pytest.param("shorter", None, id="its-text-was-not-believed"),
    ],
)
def test_the_answer_that_was_read_is_known_until_another_comes(
    archive: Archive, frontier: Frontier, fetched: PageMaker, then: str | None, known: str | None
) -> None:
    page = fetched(URL)
    filed = file(archive, page, article())

    def captured(number: int, article_id: int | None, reason: str | None) -> None:
        capture = Capture(file="a.warc.gz", offset=number, length=1, digest=f"sha256:{number}")
        frontier.captured(page, capture, article_id, None, reason)  # type: ignore[arg-type]

    captured(1, filed.article_id, None)
    if then == "wall":
        captured(2, None, "wall")
    elif then == "later":
        frontier.later(page.page_id, "timeout")
    elif then == "shorter":
        captured(2, filed.article_id, None)
        frontier.done(page.page_id, filed.article_id, status=200, outcome="unchanged", reason="shorter")
    again = frontier.page_at(URL)
    assert again is not None
    assert again.known_answer == known


def test_a_source_is_brought_up_to_date(archive: Archive, frontier: Frontier) -> None:
    row = {"name": "echo", "title": "The New Echo", "homepage": "https://echo.example/", "language": "pt"}
    frontier.add_source({**row, "country": "PT", "licence": "CC BY 4.0"})
    assert one(archive, "SELECT count(*), max(title), max(country) FROM sources") == (1, "The New Echo", "PT")


def test_what_a_feed_named_speaks_for_the_addresses_of_articles(
    archive: Archive, frontier: Frontier, fetched: PageMaker
) -> None:
    archive.conn.execute("INSERT INTO feeds (id, source, url) VALUES (1, 'echo', 'https://echo.example/rss')")
    archive.conn.execute(
        "INSERT INTO feeds (id, source, url, role) VALUES (2, 'echo', 'https://echo.example/map', 'sitemap')"
    )
    file(archive, fetched(URL), article())
    frontier.add_links("echo", 1, [Link(url="https://echo.example/2026/waits")])
    frontier.add_links("echo", 2, [Link(url="https://echo.example/2026/mapped")])
    assert frontier.known_articles("echo", 9) == [URL, "https://echo.example/2026/waits"]
    assert frontier.known_articles("echo", 1) == [URL]
