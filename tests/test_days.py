"""The sample newsroom played over simulated days: every happening is noticed, and none is invented."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import harvest

from crawler.newsroom import Newsroom
from crawler.newsroom.days import Happening

PAPER = "harbour-courier"
LAST_DAY = 2


class Played:
    """An archive after three days, and what truly happened on each."""

    def __init__(self, folder: Path, clock: pytest.MonkeyPatch) -> None:
        self.archive = folder / "archive.db"
        self.happened: list[dict[str, Happening]] = []
        began = datetime.now(UTC).replace(microsecond=0)
        with Newsroom(now=began) as room:
            room.write_sources(folder / "sources")
            for day in range(LAST_DAY + 1):
                now = began + timedelta(days=day, minutes=5)
                if day:
                    room.turn_to(day, began + timedelta(days=day))
                    self._everything_is_due()
                clock.setenv("NEWS_ARCHIVE_NOW", now.isoformat())
                run = harvest(self.archive, folder / "sources", PAPER)
                assert run.returncode == 0, run.stdout + run.stderr
                self.happened.append(room.happenings(PAPER))
            self.urls = [article.url for article in room.publisher(PAPER).articles]

    def _everything_is_due(self) -> None:
        """When an article is looked at again is another promise: here all are, every day."""
        with closing(sqlite3.connect(self.archive)) as conn, conn:
            conn.execute(
                "UPDATE pages SET state = 'pending', due_at = NULL, attempts = 0 WHERE article IS NOT NULL"
            )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.archive)) as conn:
            return conn.execute(sql).fetchall()

    def where(self, day: int, *what: Happening) -> list[str]:
        """The addresses of the articles to which one of these happened on a day, sorted."""
        return sorted(url for url, happening in self.happened[day].items() if happening in what)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with pytest.MonkeyPatch.context() as clock:
        yield Played(tmp_path_factory.mktemp("days"), clock)


def test_the_days_have_every_kind_of_happening(played: Played) -> None:
    assert set(played.happened[1].values()) == set(Happening)


def test_every_change_of_the_text_is_a_revision_and_nothing_else_is(played: Played) -> None:
    found = played.rows(
        "SELECT url, revision, changed, is_substantive FROM revisions JOIN articles ON articles.id = article "
        "WHERE revision > 1 ORDER BY url, revision"
    )
    changed = {
        (url, revision): (set(json.loads(what)) - {"modified"}, real) for url, revision, what, real in found
    }
    expected: dict[tuple[str, int], tuple[set[str], int]] = {}
    for happening, part, real in (
        (Happening.EDITED, "body", 1),
        (Happening.HEADLINE, "headline", 1),
        (Happening.CORRECTION, "correction", 1),
        (Happening.COSMETIC, "body", 0),
    ):
        expected |= {(url, 2): ({part}, real) for url in played.where(1, happening)}
    expected |= {(url, 3): ({"body"}, 1) for url in played.where(1, Happening.EDITED)}
    assert changed == expected


def test_going_back_to_the_first_text_is_seen_as_such(played: Played) -> None:
    found = played.rows(
        "SELECT url, reverts_to FROM revisions JOIN articles ON articles.id = article WHERE reverts_to"
    )
    assert found == [(url, 1) for url in played.where(1, Happening.EDITED)]


def test_what_came_instead_of_a_text_never_replaced_it(played: Played) -> None:
    walls = (Happening.CONSENT, Happening.ERROR_PAGE, Happening.EMPTY, Happening.STUB)
    found = played.rows(
        "SELECT url, reason, times FROM anomalies JOIN articles ON articles.id = article ORDER BY url"
    )
    assert [row[0] for row in found] == played.where(1, *walls)
    reasons = {url: reason for url, reason, _ in found}
    for happening, reason in (
        (Happening.CONSENT, "consent_wall"),
        (Happening.ERROR_PAGE, "error_page"),
        (Happening.STUB, "shrunk"),
    ):
        assert [reasons[url] for url in played.where(1, happening)] == [reason]
    assert [times for url, _, times in found if url in played.where(2, *walls)] == [2]
    shortest = min(n for (n,) in played.rows("SELECT word_count FROM articles WHERE revision_count = 1"))
    assert shortest > 40


def test_every_disappearance_and_return_is_dated(played: Played) -> None:
    found = played.rows(
        "SELECT url, article_events.kind, reason, julianday(at) - julianday(first_seen_at) FROM article_events "
        "JOIN articles ON articles.id = article WHERE article_events.kind IN ('vanished', 'returned') ORDER BY at, url"
    )
    gone, front = played.where(1, Happening.GONE), played.where(1, Happening.FRONT_PAGE)
    still = played.where(2, Happening.GONE)
    expected: set[tuple[str, str, str | None, int]] = {(url, "vanished", "gone", 1) for url in gone}
    expected |= {(url, "vanished", "redirected", 1) for url in front}
    expected |= {(url, "returned", None, 2) for url in {*gone, *front} - set(still)}
    assert {(url, kind, reason, round(days)) for url, kind, reason, days in found} == expected
    assert len(found) == len(expected)
    assert [url for (url,) in played.rows("SELECT url FROM articles WHERE status = 'vanished'")] == still


def test_an_address_used_again_holds_a_new_article(played: Played) -> None:
    (url,) = played.where(1, Happening.REUSED)
    rows = played.rows(
        f"SELECT url, status, title, revision_count FROM articles WHERE url LIKE '{url}%' ORDER BY id"
    )
    assert [(row[1], row[3]) for row in rows] == [("replaced", 1), ("live", 1)]
    assert rows[0][0].startswith(f"{url}#") and rows[1][:3] == (
        url,
        "live",
        "Seal spends the night in the seamen’s library",
    )


def test_no_article_is_filed_twice_and_no_event_is_invented(played: Played) -> None:
    filed = played.rows("SELECT url FROM articles WHERE status <> 'replaced'")
    assert sorted(url for (url,) in filed) == sorted({*played.urls, *played.where(2, Happening.GONE)})
    kinds = dict(played.rows("SELECT kind, count(*) FROM article_events GROUP BY kind"))
    assert kinds == {"vanished": 3, "returned": 2, "reverted": 1, "replaced": 1}


def test_an_article_cut_into_pages_is_joined_in_order_and_unchanged(played: Played) -> None:
    (url,) = played.where(1, Happening.PAGED)
    assert played.rows(f"SELECT revision_count, status FROM articles WHERE url = '{url}'") == [(1, "live")]
    assert played.rows(f"SELECT url, learnt FROM article_urls WHERE url = '{url}?page=2'") == [
        (f"{url}?page=2", "page")
    ]
