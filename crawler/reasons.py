"""One word for why no answer came: what the ledger stores and the table shows."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
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
