"""What every answer tells the browser about trust."""

from typing import Any

HEADERS = {
    # Only our own files, no script or style inside a page: a headline that slips through as
    # markup has nothing to run with. Pictures may be data: (the browser's own controls).
    b"content-security-policy": (
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


_POLICY = b"content-security-policy"


def with_headers(app: Any, *, pictures: bool = False) -> Any:
    """The ASGI application with HEADERS on every answer; ``pictures`` lets publishers' images in."""
    headers = dict(HEADERS)
    if pictures:
        headers[_POLICY] = headers[_POLICY].replace(b"img-src 'self'", b"img-src 'self' https: http:")

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in headers]
                message = {**message, "headers": [*kept, *headers.items()]}
            await send(message)

        await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    return wrapped
