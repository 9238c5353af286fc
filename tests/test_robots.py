"""robots.txt: a refusal is final, silence is "not now", no file is consent; and a delay is kept."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from asking import LOOPBACK, Answers, Site, ask, served

RULES = b"User-agent: news-archive\nDisallow: /closed\n\nUser-agent: *\nDisallow: /\n"
LATIN_1 = "User-agent: *\nDisallow: /closed # geschlo\xdfen".encode("latin-1")
ENDLESS = b"User-agent: *\nDisallow: /closed\n" + b"Disallow: /x*y*z$\n" * 400_000  # 7 MB: seconds of parsing
DELAY = b"User-agent: *\nCrawl-delay: 0.8\n"
SILENT = "robots_unavailable"


@dataclass(frozen=True)
class Case:
    """What a site answers for its robots.txt, and what must then become of two of its pages."""

    answer: tuple[int, dict[str, str], bytes]
    open_page: int | str
    closed_page: int | str


CASES = {
    "rules-for-us": Case((200, {}, RULES), 200, "robots"),
    "closed-to-all": Case((200, {}, b"User-agent: *\nDisallow: /\n"), "robots", "robots"),
    "a-page-instead": Case((200, {}, b"<!doctype html><p>Welcome"), 200, 200),
    "latin-1": Case((200, {}, LATIN_1), 200, "robots"),
    "moved": Case((301, {"Location": "/rules"}, b""), 200, "robots"),
    "no-file": Case((404, {}, b""), 200, 200),
    "forbidden-file": Case((403, {}, b""), 200, 200),
    "server-error": Case((500, {}, RULES), SILENT, SILENT),
    "overloaded": Case((503, {}, b""), SILENT, SILENT),
    "too-many-requests": Case((429, {}, b""), SILENT, SILENT),
    "moved-in-a-circle": Case((302, {"Location": "/robots.txt"}, b""), SILENT, SILENT),
    "cut-off": Case((200, {"Content-Length": "1000"}, b"User-agent: *"), SILENT, SILENT),
    "endless": Case((200, {}, ENDLESS), 200, "robots"),
    "crawl-delay": Case((200, {}, DELAY), 200, 200),
}


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[dict[str, Site], dict[str, Any]]]:
    """A site for each case, and what became of their pages when one crawl asked them all."""
    with ExitStack() as stack:
        sites = {}
        for name, case in CASES.items():
            answers: Answers = {
                "/robots.txt": case.answer,
                "/open": (200, {}, b"page"),
                "/closed": (200, {}, b"page"),
                "/rules": (200, {}, RULES),
            }
            sites[name] = stack.enter_context(served(answers))
        urls = [f"{site.url}/{page}" for site in sites.values() for page in ("open", "closed")]
        yield sites, ask(*urls, ALLOWED_NETWORKS=LOOPBACK, DOWNLOAD_TIMEOUT=10)


@pytest.mark.parametrize("name", CASES)
def test_robots_txt_is_obeyed(asked: tuple[dict[str, Site], dict[str, Any]], name: str) -> None:
    sites, outcomes = asked
    site, case = sites[name], CASES[name]
    assert outcomes[f"{site.url}/open"] == case.open_page
    assert outcomes[f"{site.url}/closed"] == case.closed_page
    fetched = [
        page for page, outcome in (("/open", case.open_page), ("/closed", case.closed_page)) if outcome == 200
    ]
    assert [path for path in site.asked if path in ("/open", "/closed")] == fetched


def test_robots_txt_is_asked_for_once(asked: tuple[dict[str, Site], dict[str, Any]]) -> None:
    sites, _ = asked
    counts = {
        name: site.asked.count("/robots.txt") for name, site in sites.items() if name != "moved-in-a-circle"
    }
    assert counts == dict.fromkeys(counts, 1)


def test_all_who_wait_for_a_robots_txt_hear_its_answer() -> None:
    """After a killed run many pages of a site are due at once, before its robots.txt is there."""
    pages = [f"/closed/{number}" for number in range(5)]
    answers: Answers = {"/robots.txt": (200, {}, RULES), **dict.fromkeys(pages, (200, {}, b"page"))}
    with served(answers) as site:
        urls = [site.url + page for page in pages]
        outcomes = ask(*urls, ALLOWED_NETWORKS=LOOPBACK)
        assert [outcomes[url] for url in urls] == ["robots"] * len(pages)
        assert site.asked == ["/robots.txt"]


def test_a_crawl_delay_is_never_undercut(asked: tuple[dict[str, Site], dict[str, Any]]) -> None:
    """AutoThrottle would halve it at the first quick answer."""
    sites, outcomes = asked
    assert outcomes["delays"][f"127.0.0.1:{sites['crawl-delay'].port}"] == 0.8
