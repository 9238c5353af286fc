"""What an answer says besides its body, and one word for why there was none."""

import re
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.middlewares.address_guard import GuardedResolver
from crawler.reasons import reason_of
from pipelines.clock import now_utc
from pipelines.desk import Answer
from pipelines.urls import host_of

HANDLED = [304, *range(400, 600)]  # Scrapy follows redirects; every other answer is ours to judge
PERMANENT = (301, 308)
DIGITS = 9  # of seconds: thirty years
_MAX_AGE = re.compile(rf"(?<![\w-])max-age\s*=\s*\"?(\d{{1,{DIGITS}}})(?!\d)", re.IGNORECASE)


def retry_after(header: str, most_s: float) -> timedelta | None:
    """The pause that a Retry-After header asks for: seconds or a date; None when it asks for none."""
    if not header:
        return None
    if header.isdecimal():
        seconds = float(header[:12])
    else:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now_utc()).total_seconds()
    return timedelta(seconds=min(max(seconds, 0.0), most_s))


def fresh_for(response: Response) -> timedelta | None:
    """How much longer an answer is good for: Cache-Control's max-age less Age; None where it says nothing.

    RFC 9111 §4.2.1. A shared cache gives the same answer until then: asking sooner finds nothing new.
    """
    found = _MAX_AGE.search(header(response, "Cache-Control"))
    if found is None:
        return None
    age = header(response, "Age").strip()
    left = int(found[1]) - (int(age) if age.isdecimal() and len(age) <= DIGITS else 0)
    return timedelta(seconds=left) if left > 0 else None


def failure_reason(failure: Failure, url: str) -> str:
    """One word for why no answer came."""
    error = failure.value
    assert error is not None
    for address in (url, failure.request.url):  # type: ignore[attr-defined]  # Scrapy sets it
        if host_of(address).partition(":")[0] in GuardedResolver.refused:
            return "private_address"
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    reason = reason_of(error)
    if reason == "ignored" and failure.request.meta.get("redirect_times"):  # type: ignore[attr-defined]
        return "redirects"  # the one thing that Scrapy's own middlewares still ignore
    return reason


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


def answer_of(response: Response) -> Answer:
    latency = response.meta.get("download_latency") or 0.0
    return Answer(
        status=response.status,
        body_bytes=len(response.body),
        duration_ms=round(latency * 1000),
        etag=header(response, "ETag") or None,
        last_modified=header(response, "Last-Modified") or None,
    )


def moved_to(response: Response) -> str | None:
    """Where an address has moved for good: behind the permanent redirects that came first."""
    reasons = response.meta.get("redirect_reasons", [])
    steps = [*response.meta.get("redirect_urls", []), response.url]
    permanent = 0
    while permanent < len(reasons) and reasons[permanent] in PERMANENT:
        permanent += 1
    return str(steps[permanent]) if permanent else None
