"""Keeps the crawler out of private networks: no feed, redirect or robots.txt leads it inside.

The resolver is the guard: every connection asks it, also for an address written as a number,
and it hands out only what it has judged, so that a name cannot be public when it is checked and
private when it is connected to. The middleware only says early and clearly what the resolver
would refuse.
"""

import ipaddress
from collections.abc import Sequence
from typing import ClassVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver, dnscache
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from pipelines.errors import NewsArchiveError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")
_IPV4_TRANSLATED = ipaddress.IPv6Network("::ffff:0:0:0/96")  # RFC 2765
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)  # before the IPv4 address in an interface's name, RFC 5214
# IANA's special-purpose registries and retired private ranges, where versions of Python differ or are silent.
NOT_PUBLIC: tuple[Network, ...] = (
    ipaddress.IPv4Network("192.0.0.0/24"),  # protocol assignments
    ipaddress.IPv4Network("192.88.99.0/24"),  # the nearest 6to4 relay, which may be one inside
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # a NAT64 of one's own network, RFC 8215
    ipaddress.IPv6Network("100:0:0:1::/64"),  # dummy prefix, RFC 9780
    ipaddress.IPv6Network("2001::/32"),  # Teredo: an IPv4 address, turned over
    ipaddress.IPv6Network("3fff::/20"),  # documentation
    ipaddress.IPv6Network("5f00::/16"),  # segment routing
    ipaddress.IPv6Network("fec0::/10"),  # site-local, retired, still routed
)


class AllowedNetworksError(NewsArchiveError):
    """The setting ALLOWED_NETWORKS cannot be read."""

    exit_code = 2


class AddressRefused(IgnoreRequest):
    """The host is, or resolves to, an address that is not public and not allowed."""

    reason = "private_address"


def networks(setting: str) -> tuple[Network, ...]:
    """The networks that a value of ALLOWED_NETWORKS names. Raises AllowedNetworksError."""
    found = []
    for part in setting.replace(" ", "").split(","):
        if part:
            try:
                found.append(ipaddress.ip_network(part))
            except ValueError as error:
                raise AllowedNetworksError(
                    f"ALLOWED_NETWORKS: {part!r} is no network ({error}). Write e.g. 127.0.0.0/8,10.1.0.0/16"
                ) from None
    return tuple(found)


def is_allowed(address: str, allowed: Sequence[Network]) -> bool:
    """Whether an address may be connected to: public, or in a network named in the settings."""
    try:
        ip: Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        # An IPv4 address in IPv6 clothes is judged as what it is.
        ip = ip.ipv4_mapped or ip.sixtofour or _translated(ip) or ip
        if isinstance(ip, ipaddress.IPv6Address) and ip.scope_id is not None:
            return False  # %eth0: which network it is, this machine says
    if any(ip.version == network.version and ip in network for network in allowed):
        return True
    if any(ip.version == network.version and ip in network for network in NOT_PUBLIC):
        return False
    return ip.is_global and not ip.is_multicast


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a gateway (NAT64, RFC 6052), a tunnel or an old stack (::a.b.c.d) makes of it."""
    is_old = ip in _IPV4_COMPATIBLE and int(ip) > 1  # :: and ::1 are addresses of their own
    if is_old or ip in _NAT64 or ip in _IPV4_TRANSLATED or int(ip) >> 32 & 0xFFFF_FFFF in _ISATAP:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing addresses that are not public."""

    refused: ClassVar[set[str]] = set()
    """Hosts refused in this process, so that their failures can be told from an unknown name."""

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, allowed: tuple[Network, ...]
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "GuardedResolver":
        """Scrapy's constructor."""
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        allowed = networks(settings.get("ALLOWED_NETWORKS", ""))
        return cls(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"), allowed)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        """The address of a host. Fails with DNSLookupError for one that may not be reached."""
        return super().getHostByName(name, timeout).addCallback(self._judge, name)

    def _judge(self, address: str, name: str) -> str:
        if is_allowed(address, self.allowed):
            return address
        dnscache.pop(name, None)
        self.refused.add(name)
        raise DNSLookupError(f"{name} is at {address}, which is not a public address")


class AddressGuardMiddleware:
    """Refuses requests to hosts already known to be private, before robots.txt is asked for."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "AddressGuardMiddleware":
        """Scrapy's constructor."""
        return cls(networks(crawler.settings.get("ALLOWED_NETWORKS", "")))

    async def process_request(self, request: Request) -> None:
        """Nothing for a host that may be asked. Raises AddressRefused."""
        host = urlparse_cached(request).hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            refused = host in GuardedResolver.refused
        else:
            refused = not is_allowed(host, self.allowed)
        if refused:
            raise AddressRefused(f"{host} is not a public address; see ALLOWED_NETWORKS")
