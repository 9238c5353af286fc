"""A name server of ours below the crawler's resolver, for a crawl in a process of its own.

``NAMES`` in the environment is JSON: a name, and the addresses that one question after the other gets; the last
stays. What is an address is itself; any other name is unknown.
"""

import ipaddress
import json
import os

from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError

from crawler.middlewares.address_guard import GuardedResolver

NAMES: dict[str, list[str]] = json.loads(os.environ.get("NAMES", "{}"))


def answer(self: object, name: str, timeout: object = ()) -> "Deferred[str]":
    """The next address of a name."""
    try:
        return succeed(str(ipaddress.ip_address(name)))
    except ValueError:
        pass
    if name not in NAMES:
        return fail(DNSLookupError(name))
    addresses = NAMES[name]
    return succeed(addresses.pop(0) if len(addresses) > 1 else addresses[0])


class Resolver(GuardedResolver):
    """The crawler's own, which asks our name server where it would ask the machine's."""


ThreadedResolver.getHostByName = answer  # type: ignore[method-assign]
