"""No feed, redirect or robots.txt leads the crawler into a private network."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from asking import ask, served
from commands import harvest
from hypothesis import given
from hypothesis import strategies as st
from newsroom.hostile import article as hostile_page
from scrapy.resolver import dnscache
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import Deferred, succeed
from twisted.python.failure import Failure

from crawler.middlewares.address_guard import AllowedNetworksError, GuardedResolver, is_allowed, networks
from pipelines.errors import NotAnAddress
from pipelines.urls import clean_url


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("10.1.2.3", id="private-10"),
        pytest.param("172.16.0.1", id="private-172"),
        pytest.param("192.168.1.1", id="private-192"),
        pytest.param("169.254.169.254", id="cloud-metadata"),
        pytest.param("100.64.0.1", id="carrier-nat"),
        pytest.param("0.0.0.0", id="this-host"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::1", id="loopback-6"),
        pytest.param("::", id="any-6"),
        pytest.param("fe80::1%eth0", id="link-local"),
        pytest.param("fd00::1", id="unique-local"),
        pytest.param("ff02::1", id="multicast-6"),
        pytest.param("::ffff:127.0.0.1", id="mapped"),
        pytest.param("::127.0.0.1", id="compatible"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("64:ff9b::7f00:1", id="nat64"),
        pytest.param("64:ff9b::a9fe:a9fe", id="nat64-metadata"),
        pytest.param("64:ff9b:1::7f00:1", id="nat64-of-ones-own"),
        pytest.param("2002:a9fe:a9fe::", id="6to4-metadata"),
        pytest.param("2001:0:5db8:d822::", id="teredo"),
        pytest.param("::ffff:0:127.0.0.1", id="translated"),
        pytest.param("2606:4700::5efe:10.0.0.1", id="isatap"),
        pytest.param("2606:4700::1%eth0", id="public-with-a-zone"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("5f00::1", id="segment-routing"),
        pytest.param("3fff::1", id="documentation"),
        pytest.param("192.0.0.8", id="protocol-assignments"),
        pytest.param("192.88.99.1", id="6to4-relay"),
        pytest.param("198.18.0.1", id="benchmarks"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("not an address", id="words"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not is_allowed(address, ())


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("93.184.216.34", id="ipv4"),
        pytest.param("2606:2800:220:1:248:1893:25c8:1946", id="ipv6"),
        pytest.param("::ffff:93.184.216.34", id="mapped"),
        pytest.param("64:ff9b::5db8:d822", id="nat64"),
    ],
)
def test_what_is_public_may_be_asked(address: str) -> None:
    assert is_allowed(address, ())


def test_only_the_named_networks_are_opened() -> None:
    allowed = networks("127.0.0.0/8, 10.1.0.0/16,fd00::/8")
    assert [is_allowed(a, allowed) for a in ("127.0.0.1", "10.1.2.3", "fd00::1", "::ffff:127.0.0.1")] == [
        True
    ] * 4
    assert [is_allowed(a, allowed) for a in ("10.2.0.1", "192.168.1.1", "::1")] == [False] * 3
    assert networks("") == networks(" , ") == ()


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param("localhost", id="name"),
        pytest.param("127.0.0.1/8", id="host-bits"),
        pytest.param("127.0.0.0/8;10.0.0.0/8", id="semicolon"),
        pytest.param("10.0.0.0/64", id="prefix-too-long"),
    ],
)
def test_a_wrong_setting_is_named(setting: str) -> None:
    with pytest.raises(
        AllowedNetworksError, match=f"ALLOWED_NETWORKS: {re.escape(repr(setting))} is no network"
    ):
        networks(setting)


@given(st.ip_addresses(v=6) | st.ip_addresses(v=4) | st.text(max_size=20))
def test_any_address_is_judged(address: object) -> None:
    assert is_allowed(str(address), ()) in (True, False)


def test_private_hosts_are_never_asked_however_they_are_written() -> None:
    with served({"/robots.txt": (404, {}, b""), "/": (200, {}, b"secret")}) as site:
        hosts = (
            *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "[::1]"),
            *(
                "0177.0.0.1",
                "017700000001",
                "0x7f.1",
                "0",
                "[::ffff:7f00:1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
            ),
        )
        urls = [f"http://{host}:{site.port}/" for host in hosts]
        outcomes = ask(*urls)
        assert outcomes == dict.fromkeys(urls, "private_address")
        assert site.asked == []


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("127.0.0.1.", id="final-dot"),
        pytest.param("localhost.", id="name-with-final-dot"),
        pytest.param("①②⑦.⓪.⓪.①", id="circled-digits"),
        pytest.param("127。0。0。1", id="ideographic-dots"),
        pytest.param("１２７.0.0.1", id="wide-digits"),  # noqa: RUF001
        pytest.param("ⓛocalhost", id="circled-letter"),
        pytest.param("user:password@127.0.0.1", id="user"),
        pytest.param("93.184.216.34@127.0.0.1", id="public-user"),
        pytest.param("127.0.0.1\t", id="tab"),
        pytest.param("[fe80::1%25lo]", id="zone"),
    ],
)
def test_an_odd_spelling_in_a_feed_is_refused_or_leads_to_what_it_means(written: str) -> None:
    with served({"/robots.txt": (404, {}, b""), "/": (200, {}, b"secret")}) as site:
        try:
            url = clean_url(f"http://{written}:{site.port}/")
        except NotAnAddress:
            return
        assert ask(url) == {url: "private_address"}
        assert site.asked == []


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_a_proxy_in_the_environment_is_not_asked(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look names up itself, where the guard cannot see it."""
    with served({"/": (200, {}, b"page")}) as site, served({}) as proxy:
        monkeypatch.setenv(variable, proxy.url)
        assert ask(f"{site.url}/", ALLOWED_NETWORKS="127.0.0.1/32")[f"{site.url}/"] == 200
        assert proxy.asked == []


def page_about(name: str, head: str = "") -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "text/html; charset=utf-8"}, hostile_page(name, head=head).encode()


def feed_of(*urls: str) -> tuple[int, dict[str, str], bytes]:
    items = "".join(f"<item><title>Harbour</title><link>{url}</link></item>" for url in urls)
    body = f"<rss version='2.0'><channel><title>Open</title>{items}</channel></rss>"
    return 200, {"Content-Type": "application/rss+xml"}, body.encode()


def test_no_kind_of_request_of_a_harvest_reaches_a_name_that_leads_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feed, sitemap, section, page, redirect, refresh, next page, robots.txt; and a name that is rebound in between."""
    names = {"open.test": ["127.0.0.2"], "inner.test": ["127.0.0.1"], "both.test": ["127.0.0.2", "127.0.0.1"]}
    monkeypatch.setenv("NAMES", json.dumps(names))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with served({}, "127.0.0.2") as site, served({}, "127.0.0.1", site.port) as inner:
        outside, inside, both = (f"http://{name}:{site.port}" for name in names)
        plain = f"{outside}/2026/03/the-plain-story-of-the-harbour"
        index = f"<sitemapindex><sitemap><loc>{inside}/s.xml</loc></sitemap></sitemapindex>"
        site.answers |= {
            "/robots.txt": (404, {}, b""),
            "/feed.xml": feed_of(
                plain, f"{inside}/page", f"{outside}/moved", f"{outside}/refresh", f"{outside}/paged",
                f"{both}/2026/03/story",
            ),
            "/sitemap.xml": (200, {}, index.encode()),
            "/moved": (302, {"Location": f"{inside}/secret"}, b""),
            "/refresh": page_about("refresh", f'<meta http-equiv="refresh" content="0;url={inside}/secret">'),
            "/paged": page_about("paged", f'<link rel="next" href="{inside}/paged?page=2">'),
            "/2026/03/the-plain-story-of-the-harbour": page_about("plain"),
            "/2026/03/story": page_about("story"),
        }  # fmt: skip
        source = tmp_path / "open.toml"
        source.write_text(
            f'name = "open"\ntitle = "Open"\nlanguage = "en"\nhomepage = "{outside}/"\n'
            f'feeds = ["{outside}/feed.xml", "{inside}/feed.xml"]\n'
            f'sitemaps = ["{outside}/sitemap.xml", "{inside}/sitemap.xml"]\nsections = ["{inside}/news/"]\n',
            encoding="utf-8",
        )
        options = (
            *(
                "-s",
                "ALLOWED_NETWORKS=127.0.0.2/32",
                "-s",
                "TWISTED_DNS_RESOLVER=newsroom.rebinding.Resolver",
            ),
            *("-s", "DNSCACHE_ENABLED=False", "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False"),
        )
        run = harvest(tmp_path / "archive.db", source, options=options)
        assert inner.asked == [], run.stdout + run.stderr
    with closing(sqlite3.connect(tmp_path / "archive.db")) as conn:
        filed = {url for (url,) in conn.execute("SELECT url FROM articles")}
        reasons = dict(conn.execute("SELECT url, reason FROM pages WHERE state <> 'done'"))
        listings = dict(conn.execute("SELECT url, reason FROM feeds WHERE reason IS NOT NULL"))
    assert {plain, f"{outside}/refresh", f"{outside}/paged"} >= filed >= {plain}
    assert reasons[f"{inside}/page"] == reasons[f"{outside}/moved"] == "private_address"
    assert reasons[f"{both}/2026/03/story"] == "private_address"
    assert {url for url, reason in listings.items() if reason == "private_address"} >= {
        f"{inside}/feed.xml", f"{inside}/sitemap.xml", f"{inside}/news/", f"{inside}/s.xml",
    }  # fmt: skip


def test_a_redirect_leads_no_further_than_the_allowed_networks() -> None:
    """All of 127/8 is this machine: here one of its addresses is open, the others are not."""
    with (
        served({"/": (200, {}, b"secret")}) as inner,
        served({"/": (200, {}, b"page")}, "127.0.0.2") as open_site,
    ):
        for host in ("127.0.0.1", "localhost"):
            target = f"http://{host}:{inner.port}/"
            open_site.answers[f"/to-{host}"] = (302, {"Location": target}, b"")
        urls = [f"{open_site.url}/", f"{open_site.url}/to-127.0.0.1", f"{open_site.url}/to-localhost"]
        outcomes = ask(*urls, ALLOWED_NETWORKS="127.0.0.2/32")
        assert [outcomes[url] for url in urls] == [200, "private_address", "private_address"]
        assert inner.asked == []


def test_a_robots_txt_that_moved_to_a_private_network_is_not_followed() -> None:
    with served({"/robots.txt": (200, {}, b"")}) as inner, served({}, "127.0.0.2") as open_site:
        open_site.answers["/robots.txt"] = (302, {"Location": f"{inner.url}/robots.txt"}, b"")
        outcomes = ask(f"{open_site.url}/", ALLOWED_NETWORKS="127.0.0.2/32")
        assert outcomes[f"{open_site.url}/"] == "robots_unavailable"
        assert inner.asked == []


class _Rebinding:
    """A name server of ours: each question about a name gets the next of its addresses."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = iter(addresses)

    def getHostByName(self, name: str, timeout: object = ()) -> "Deferred[str]":
        return succeed(next(self.addresses))


def test_a_name_that_changes_its_address_is_judged_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is judged is what is connected to: there is no second question whose answer goes unseen."""
    dnscache.pop("rebind.example", None)
    server = _Rebinding("93.184.216.34", "127.0.0.1")
    monkeypatch.setattr(ThreadedResolver, "getHostByName", server.getHostByName)
    resolver = GuardedResolver(None, 0, 5.0, ())  # type: ignore[arg-type]  # no reactor, no threads
    answers: list[object] = []
    for _ in range(2):
        resolver.getHostByName("rebind.example").addBoth(answers.append)
    assert answers[0] == "93.184.216.34"
    assert isinstance(answers[1], Failure)
    assert "127.0.0.1, which is not a public address" in str(answers[1].value)
    GuardedResolver.refused.discard("rebind.example")


def test_an_answer_from_the_cache_is_judged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = GuardedResolver(None, 10, 5.0, ())  # type: ignore[arg-type]
    monkeypatch.setitem(dnscache, "kept.example", "10.0.0.1")
    answers: list[object] = []
    resolver.getHostByName("kept.example").addBoth(answers.append)
    assert isinstance(answers[0], Failure)
    GuardedResolver.refused.discard("kept.example")
