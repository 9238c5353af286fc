"""One word for why no answer came: what the ledger stores and the table shows."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError

_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (ConnectError, "unreachable"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_short"),
    (IgnoreRequest, "ignored"),
)


def reason_of(error: BaseException) -> str:
    """The word for a failed download; ``connection`` where nothing more is known."""
    own = getattr(error, "reason", None)
    if isinstance(error, IgnoreRequest) and isinstance(own, str):
        return own
    return next((word for kind, word in _WORDS if isinstance(error, kind)), "connection")


_MEANINGS = {
    "not_html": "what is there is no web page (another media type).",
    "too_large": "it has more bytes, tags or compression than a page has.",
    "too_nested": "more elements stand inside each other than are followed.",
    "cut": "it has more than a bound allows; the rest was left out.",
    "long_address": "an address that it names is longer than any that is asked for, and was left out.",
    "too_deep": "it stands too deep in indexes of indexes; what it names was left out.",
    "too_many_revisions": "its article has as many revisions as are kept; no further one is.",
    "empty": "the page has no text of its own.",
    "too_short": "it has fewer words than the shortest brief.",
    "no_title": "nothing on the page names the text.",
    "listing": "it is a section, tag or front page.",
    "error_page": 'it is "page not found", sent with status 200.',
    "consent_wall": "only a question about cookies came.",
    "login": "a login form stands before the article.",
    "bot_wall": "the server wanted a proof of being human.",
    "registration": "an account is asked for.",
    "paywall": "only a few words stand before the paywall.",
    "unextractable": "the extraction ran out of time or memory on it.",
    "robots": "the site's robots.txt forbids it.",
    "robots_unavailable": "the site's robots.txt did not come, so nothing is asked there.",
    "private_address": "it is inside a network that may not be crawled (ALLOWED_NETWORKS).",
    "gone": "the server says that it is gone (404, 410 or 451).",
    "removed": "it was taken out of the archive on purpose.",
    "trap": "fifty addresses that differ from it only in numbers were no article.",
    "redirects": "it is a chain or circle of redirects.",
    "duplicate": "it is another address of an article already filed.",
    "updated": "its feed says that it changed.",
    "no_text": "its text was lost and is fetched again.",
    "retry_after": "the host asked for a pause.",
    "timeout": "no answer came in time.",
    "dns": "its host has no address.",
    "refused": "its host refused the connection.",
    "unreachable": "no way leads to its host.",
    "connection": "the connection failed.",
    "continuation": "a further page of the article did not come.",
    "cut_short": "less came than was announced.",
    "bad_encoding": "what came could not be decompressed.",
    "headers_too_large": "the answer had too many bytes of headers.",
    "certificate": "its certificate is not trusted.",
    "tls": "no TLS connection could be made.",
    "worker_killed": "something ended the process that read it.",
    "error": "this program made a mistake on it; the log has it.",
    "ended": "the run ended before its turn came.",
    "ignored": "Scrapy did not ask for it.",
}


def meaning(reason: str) -> str:
    """A reason word with what it means, as ``scrapy status URL`` says it; the word alone where it is new."""
    if reason.startswith("http_"):
        return f"{reason}: the server answered {reason.removeprefix('http_')}."
    return f"{reason}: {_MEANINGS[reason]}" if reason in _MEANINGS else f"{reason}."
