"""The log of what was asked of the newsroom, for tests to count."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

LOGGED_HEADERS = (
    "user-agent",
    "host",
    "accept-encoding",
    "if-none-match",
    "if-modified-since",
    "cache-control",
    "cookie",
    "referer",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One request and how it was answered."""

    publisher: str
    method: str
    path: str
    """The request target: path and query, as sent."""
    headers: dict[str, str]
    """Those of ``LOGGED_HEADERS`` that were sent, names in lower case."""
    status: int
    crawl_number: int
    at_s: float
    """Seconds on the monotonic clock, for tests of pace."""


class RequestLog:
    """Every request since the start, in order; safe to read while the server runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[Logged] = []

    def add(self, request: Logged) -> None:
        """Write one request down."""
        with self._lock:
            self._requests.append(request)

    def clear(self) -> None:
        """Forget everything, for counting from here."""
        with self._lock:
            self._requests.clear()

    def matching(
        self, *, publisher: str | None = None, path: str | None = None, status: int | None = None
    ) -> list[Logged]:
        """The requests that agree with everything given."""
        return [
            request
            for request in self
            if (publisher is None or request.publisher == publisher)
            and (path is None or request.path == path)
            and (status is None or request.status == status)
        ]

    def __iter__(self) -> Iterator[Logged]:
        with self._lock:
            return iter(list(self._requests))

    def __len__(self) -> int:
        with self._lock:
            return len(self._requests)
