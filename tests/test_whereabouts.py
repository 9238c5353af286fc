"""``scrapy status URL``: why is this article not there?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import scrapy
from filing import PageMaker, article, file

from crawler.reasons import meaning
from crawler.whereabouts import told
from pipelines import errors
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.archive.hosts import Hosts
from pipelines.archive.ledger import Fetch, Ledger
from pipelines.archive.removal import remove
from pipelines.archive.whereabouts import FETCHES_SHOWN, whereabouts

URL = "https://echo.example/2026/ferry-comes-back"
NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_ARCHIVE_NOW", NOW.isoformat())


def answer(archive: Archive, url: str = URL) -> str:
    return "\n".join(told(whereabouts(archive.conn, url)))


def ask(archive: Archive, page_id: int, outcome: str, reason: str | None, status: int | None) -> None:
    """Enter one fetch of a page, in a run of its own."""
    ledger = Ledger(archive, "test")
    with archive.atomic():
        ledger.record(
            Fetch(
                source="echo", kind="page", url=URL, outcome=outcome, reason=reason, page_id=page_id,
                http_status=status, body_bytes=1_234,
            )
        )  # fmt: skip


def test_an_address_that_nobody_named(archive: Archive, fetched: PageMaker) -> None:
    assert "no feed, sitemap or section page that was read has named it" in answer(archive)
    assert "Of that site no source" in answer(archive)
    fetched("https://www.echo.example/other")
    assert f"That site is read by echo. What its page holds says: scrapy probe {URL}" in (answer(archive))
    assert "Of that site no source" in answer(archive, "https://echo.example.org/a")


def test_an_address_that_waits_says_who_found_it_and_since_when(archive: Archive) -> None:
    conn = archive.conn
    conn.execute("INSERT INTO feeds (id, source, url) VALUES (1, 'echo', 'https://echo.example/rss')")
    Frontier(archive).add_links("echo", 1, [Link(url=URL)])
    said = answer(archive, URL + "?utm_source=x#top")
    assert "not there yet: it waits to be fetched. The next harvest asks for it." in said
    assert "found 2026-03-14T12:00:" in said and "by echo in the feed https://echo.example/rss" in said
    assert "it was never fetched" in said


def test_a_page_that_was_lost_says_when_it_is_asked_for_again(archive: Archive, fetched: PageMaker) -> None:
    page = fetched(URL)
    Frontier(archive).later(page.page_id, "timeout", wait=timedelta(hours=2))
    ask(archive, page.page_id, "later", "timeout", None)
    said = answer(archive)
    assert "Not before 2026-03-14T14:00:" in said
    assert "tried 1 of 5 times: timeout: no answer came in time." in said
    assert "later, no answer: timeout: no answer came in time." in said


@pytest.mark.parametrize(
    ("reason", "status", "words"),
    [
        pytest.param("robots", None, "robots: the site's robots.txt forbids it.", id="robots"),
        pytest.param("too_short", 200, "too_short: it has fewer words", id="too-short"),
        pytest.param("http_403", 403, "http_403: the server answered 403.", id="forbidden"),
    ],
)
def test_a_page_that_is_no_article_says_why(
    archive: Archive, fetched: PageMaker, reason: str, status: int | None, words: str
) -> None:
    page = fetched(URL)
    Frontier(archive).failed(page.page_id, reason, status=status)
    ask(archive, page.page_id, "failed", reason, status)
    said = answer(archive)
    assert f"not there: {words}" in said and "It is not asked for again." in said
    assert "  1 fetch:" in said
    assert f"(run 1) failed, {'no answer' if status is None else f'HTTP {status}, 1,234 bytes'}: " in said


def test_an_article_has_its_addresses_and_its_history(archive: Archive, fetched: PageMaker) -> None:
    page = fetched(URL, answered_from=f"{URL}?edition=2")
    filed = file(archive, page, article(URL))
    archive.missed(page.page_id, URL, URL, "gone", 410, None)
    said = answer(archive, f"{URL}?edition=2")
    assert f"there: article {filed.article_id} of echo, vanished." in said
    assert "headline: Ferry returns to Port Ellery" in said
    assert f": {URL}\n" in said and f": {URL}?edition=2\n" in said
    assert "vanished: gone: the server says that it is gone" in said


def test_a_removed_article_shows_its_stone(archive: Archive, fetched: PageMaker) -> None:
    file(archive, fetched(URL), article(URL))
    remove(archive, [URL], "asked for by the person named")
    said = answer(archive)
    assert "not there: it was taken out of the archive on purpose" in said
    assert "removed 2026-03-14T12:00:" in said and ": asked for by the person named" in said
    assert "Ferry returns" not in said


def test_a_host_that_wants_a_pause_is_named(archive: Archive, fetched: PageMaker) -> None:
    fetched(URL)
    Hosts(archive).asked_to_wait("echo.example", timedelta(hours=3), "http_429")
    said = answer(archive)
    assert "host echo.example: http_429: the server answered 429; 1 failure in a row" in said
    assert "left alone until 2026-03-14T15:00:" in said


def test_a_feed_is_known_as_one(archive: Archive) -> None:
    archive.conn.execute(
        "INSERT INTO feeds (source, url, reason, failures) VALUES ('echo', 'https://echo.example/rss', 'dns', 3)"
    )
    said = answer(archive, "https://echo.example/rss")
    assert "it is a feed of echo: last read never, dns, 3 failures in a row" in said


def test_many_fetches_are_counted_and_the_newest_shown(archive: Archive, fetched: PageMaker) -> None:
    page = fetched(URL)
    for _ in range(FETCHES_SHOWN + 5):
        ask(archive, page.page_id, "later", "http_503", 503)
    lines = answer(archive).splitlines()
    assert f"  {FETCHES_SHOWN + 5} fetches, the last {FETCHES_SHOWN}:" in lines
    assert [line for line in lines if "(run " in line][-1].split("(run ")[1].startswith("25)")


def test_every_reason_has_its_words() -> None:
    own = {one.reason for one in vars(errors).values() if hasattr(one, "reason")} - {"not_an_article"}
    assert own
    assert not [reason for reason in own if meaning(reason) == f"{reason}."]


def test_the_command_tells_it_and_exits_one_where_an_article_is_missing(
    archive: Archive, archive_path: Path, fetched: PageMaker
) -> None:
    file(archive, fetched(URL), article(URL))
    archive.close()
    there = scrapy("status", URL, "-s", f"ARCHIVE={archive_path}")
    assert there.returncode == 0, there.stderr
    assert "there: article " in there.stdout
    both = scrapy("status", "echo.example/2026/ferry-comes-back/", URL + "x", "-s", f"ARCHIVE={archive_path}")
    assert both.returncode == 1, both.stderr
    assert "there: article " in both.stdout and "not there: no feed" in both.stdout


def reads(archive: Archive, role: str, kind: str | None = None) -> None:
    """Enter one listing of echo."""
    archive.conn.execute(
        "INSERT INTO feeds (source, url, role, kind) VALUES ('echo', 'https://echo.example/list', ?, ?)",
        [role, kind],
    )


SERVICE = "https://echo.example/subscribe"


@pytest.mark.parametrize(
    ("role", "kind", "words"),
    [
        pytest.param("section", "section", "in a section page of echo is passed over", id="section"),
        pytest.param("sitemap", "urlset", "in a sitemap of echo is passed over", id="sitemap"),
        pytest.param("sitemap", None, "in a sitemap of echo is passed over", id="not-read-yet"),
    ],
)
def test_a_link_that_is_judged_no_article_is_not_called_unnamed(
    archive: Archive, role: str, kind: str | None, words: str
) -> None:
    reads(archive, role, kind)
    said = answer(archive, SERVICE)
    assert "not there: nothing that was read has named it as an article" in said
    assert "no feed, sitemap or section page" not in said
    assert words in said and "does not look like an article's" in said
    assert "0 addresses of its articles; an article has -0.3 or more" in said
    assert f"scrapy probe {SERVICE}" in said


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        pytest.param("feed", "rss", id="feed"),
        pytest.param("sitemap", "news", id="news-sitemap"),
        pytest.param("sitemap", "index", id="index"),
    ],
)
def test_where_every_name_is_believed_nothing_is_judged(archive: Archive, role: str, kind: str) -> None:
    reads(archive, role, kind)
    said = answer(archive, SERVICE)
    assert "no feed, sitemap or section page that was read has named it. That site is read by echo." in said
    assert "passed over" not in said and "is taken" not in said


def test_a_link_that_would_be_taken_was_not_named(archive: Archive) -> None:
    reads(archive, "section")
    said = answer(archive)
    assert "no feed, sitemap or section page that was read has named it" in said
    assert "in a section page of echo is taken: its address looks like an article's" in said


def test_the_judgement_is_that_of_the_sources_own_articles(archive: Archive, fetched: PageMaker) -> None:
    reads(archive, "section")
    odd = "https://echo.example/x/n{:02}"
    assert "is passed over" in answer(archive, odd.format(99))
    for number in range(8):
        file(archive, fetched(odd.format(number)), article(odd.format(number), title=f"Item {number}"))
    said = answer(archive, odd.format(99))
    assert "is taken" in said and "beside 8 addresses of its articles" in said


def test_an_article_too_old_for_a_sitemap_says_so(archive: Archive) -> None:
    reads(archive, "sitemap", "urlset")
    old, new = (f"https://echo.example/2026/{day}/ferry-comes-back-at-last" for day in ("01/05", "03/05"))
    assert "it is of 2026-01-05: a sitemap that says nothing newer of it names it in vain" in answer(
        archive, old
    )
    assert "SITEMAP_WINDOW_DAYS is 30" in answer(archive, old)
    assert "in vain" not in answer(archive, new)
    assert "in vain" not in "\n".join(told(whereabouts(archive.conn, old), sitemap_days=90))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("echo", URL), "Ask for addresses alone", id="a-name-and-an-address"),
        pytest.param((URL, "--check"), "Ask for addresses alone", id="check"),
        pytest.param(("ftp://echo.example/a",), "is not an http or https address", id="another-scheme"),
    ],
)
def test_what_it_cannot_answer_it_refuses(
    archive: Archive, archive_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    archive.close()
    run = scrapy("status", *arguments, "-s", f"ARCHIVE={archive_path}")
    assert run.returncode != 0
    assert words in run.stderr and "Traceback" not in run.stderr
