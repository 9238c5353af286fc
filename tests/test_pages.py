"""The pages of one article, joined in order; half a text is none."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import harvest
from filing import PageMaker, article, file

from crawler.newsroom import Newsroom
from crawler.newsroom.answers import Answer
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier
from pipelines.pages import joined

PAPER = "harbour-courier"
SLUG = "veteran-rower-channel"


def test_pages_are_joined_in_order_and_nothing_is_said_twice() -> None:
    first = article(
        body=["Introduction.", "One."], body_kinds="pp", next_page="https://echo.example/a?page=2"
    )
    second = article(
        body=["Introduction.", "Two.", "Three."], body_kinds="php", next_page="https://echo.example/a?page=3"
    )
    whole = joined(first, "https://echo.example/a?page=2", second)
    assert whole.body == ["Introduction.", "One.", "Two.", "Three."]
    assert whole.body_kinds == "pphp"
    assert whole.pages == ["https://echo.example/a?page=2"]
    assert whole.next_page == "https://echo.example/a?page=3"


def test_every_page_is_an_address_of_the_article(archive: Archive, fetched: PageMaker) -> None:
    url, second = "https://echo.example/a", "https://echo.example/a?page=2"
    filed = file(archive, fetched(url), article(url, pages=[second]))
    assert archive.addresses.holder(second) == filed.article_id
    assert file(archive, fetched(second), article(url, body=["Only the end of it."])).outcome == "duplicate"
    assert Frontier(archive).page_at(second) is not None


@pytest.fixture
def paged() -> Iterator[Newsroom]:
    with Newsroom() as room:
        room.turn_to(1, room.now)
        yield room


@pytest.mark.parametrize(
    ("status", "state", "reason", "articles"),
    [
        pytest.param(503, "pending", "continuation", 0, id="later"),
        pytest.param(404, "done", None, 1, id="gone"),
    ],
)
def test_a_page_that_does_not_come_makes_the_article_one_for_later_and_one_that_is_gone_ends_it(
    paged: Newsroom, tmp_path: Path, status: int, state: str, reason: str | None, articles: int
) -> None:
    url = next(a.url for a in paged.publisher(PAPER).articles if a.words.slug == SLUG)
    site = next(site for site in paged._sites if site.publisher.name == PAPER)
    site._routes[f"/{url.split('/', 3)[3]}?page=2"] = lambda: Answer(status=status)
    paged.write_sources(tmp_path / "sources")
    harvest(tmp_path / "archive.db", tmp_path / "sources", PAPER)
    with closing(sqlite3.connect(tmp_path / "archive.db")) as conn:
        assert conn.execute("SELECT state, reason FROM pages WHERE url = ?", [url]).fetchone() == (
            state,
            reason,
        )
        assert conn.execute("SELECT count(*) FROM articles WHERE url = ?", [url]).fetchone() == (articles,)
