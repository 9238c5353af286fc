"""A feed is asked no sooner than it says, in itself or in its header."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from commands import harvest
from scrapy.http import Response

from crawler.answers import fresh_for
from crawler.discovery.feeds import MAX_TTL, read_feed
from crawler.spiders.listings import good_for

SYNDICATION = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


def rss(channel: str) -> bytes:
    return f'<rss version="2.0" {SYNDICATION}><channel><title>Echo</title>{channel}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("channel", "ttl"),
    [
        pytest.param("", None, id="nothing-said"),
        pytest.param("<ttl>90</ttl>", timedelta(minutes=90), id="ttl"),
        pytest.param("<ttl>soon</ttl>", None, id="no-number"),
        pytest.param("<ttl>0</ttl>", None, id="at-once"),
        pytest.param("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1), id="hourly"),
        pytest.param(
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>8</sy:updateFrequency>",
            timedelta(hours=3),
            id="eight-times-a-day",
        ),
        pytest.param("<sy:updatePeriod>weekly</sy:updatePeriod>", MAX_TTL, id="hardly-believed"),
    ],
)
def test_a_feed_says_how_long_it_is_good_for(channel: str, ttl: timedelta | None) -> None:
    assert read_feed(rss(channel), "https://echo.example/feed").ttl == ttl


@pytest.mark.parametrize(
    ("said", "age", "seconds"),
    [
        pytest.param("public, max-age=1800", "", 1800, id="max-age"),
        pytest.param("MAX-AGE = 60", "", 60, id="written-otherwise"),
        pytest.param("max-age=1800", "600", 1200, id="older-already"),
        pytest.param("max-age=600", "600", None, id="over"),
        pytest.param("s-maxage=600", "", None, id="for-caches-alone"),
        pytest.param("x-max-age=600", "", None, id="another-word"),
        pytest.param("no-cache", "", None, id="no-cache"),
        pytest.param("max-age=99999999999", "", None, id="no-sensible-number"),
        pytest.param("", "600", None, id="nothing"),
    ],
)
def test_a_header_says_how_long_an_answer_is_good_for(said: str, age: str, seconds: int | None) -> None:
    response = Response("https://echo.example/feed", headers={"Cache-Control": said, "Age": age})
    assert fresh_for(response) == (None if seconds is None else timedelta(seconds=seconds))


def test_a_header_is_not_believed_for_longer_than_a_feed() -> None:
    assert good_for(Response("https://e.example/", headers={"Cache-Control": "max-age=86400"})) == MAX_TTL


@contextmanager
def served(channel: str, cache_control: str) -> Iterator[tuple[str, list[str]]]:
    """A server of one feed; its address, and the paths it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/feed" else 404)
            self.send_header("Cache-Control", cache_control)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(rss(channel) if self.path == "/feed" else b"")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test looks at ``asked``."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("channel", "cache_control", "ttl_s"),
    [
        pytest.param("", "max-age=7200", 7_200, id="header"),
        pytest.param("<ttl>30</ttl>", "max-age=7200", 1_800, id="the-feed-knows-better"),
    ],
)
def test_a_run_leaves_a_feed_that_is_still_good(
    tmp_path: Path, channel: str, cache_control: str, ttl_s: int
) -> None:
    archive, sources = tmp_path / "archive.db", tmp_path / "sources"
    sources.mkdir()
    with served(channel, cache_control) as (homepage, asked):
        (sources / "echo.toml").write_text(
            f'name = "echo"\ntitle = "Echo"\nhomepage = "{homepage}"\nlanguage = "en"\n'
            f'feeds = ["{homepage}feed"]\n\n[pace]\ndelay_s = 0\n'
        )
        for _ in range(2):
            run = harvest(archive, sources)
            assert run.returncode == 0, run.stderr
    assert asked.count("/feed") == 1
    with closing(sqlite3.connect(archive)) as conn:
        assert conn.execute("SELECT ttl_s FROM feeds").fetchall() == [(ttl_s,)]
