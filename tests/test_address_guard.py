"""No feed, redirect or robots.txt leads the crawler into a private network."""

import re

import pytest
from asking import ask, served
from hypothesis import given
from hypothesis import strategies as st
from scrapy.resolver import dnscache
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import Deferred, succeed
from twisted.python.failure import Failure

from crawler.middlewares.address_guard import AllowedNetworksError, GuardedResolver, is_allowed, networks


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
        hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "[::1]")
        urls = [f"http://{host}:{site.port}/" for host in hosts]
        outcomes = ask(*urls)
        assert outcomes == dict.fromkeys(urls, "private_address")
        assert site.asked == []


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
