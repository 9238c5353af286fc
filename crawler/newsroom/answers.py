"""What the newsroom says to a request, before HTTP wraps it up."""

from dataclasses import dataclass
from datetime import datetime

from crawler.newsroom.tags import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response: its bytes and what it says about them."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    last_modified: datetime | None = None
    location: str | None = None


def page(
    markup: Html | str,
    *,
    charset: str = "utf-8",
    media_type: str = "text/html",
    status: int = 200,
    last_modified: datetime | None = None,
) -> Answer:
    """Markup in the publisher's character set; letters outside it become character references."""
    return Answer(
        status=status,
        body=markup.encode(charset, "xmlcharrefreplace"),
        content_type=f"{media_type}; charset={charset}",
        last_modified=last_modified,
    )


def redirect(location: str, *, status: int) -> Answer:
    """The way to another address."""
    return Answer(status=status, location=location)
