"""One word for why no answer came: what the ledger stores and the table shows."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (IgnoreRequest, "ignored"),
)


def reason_of(error: BaseException) -> str:
    """The word for a failed download; ``connection`` where nothing more is known."""
    return next((word for kind, word in _WORDS if isinstance(error, kind)), "connection")
