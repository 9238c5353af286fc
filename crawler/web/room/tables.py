"""Datasette's own tables as CSV, which it writes as they are: made harmless for whoever opens them."""

from typing import Any

from pipelines.cells import HarmlessTable


def with_harmless_csv(app: Any) -> Any:
    """The ASGI application, no cell of whose ``.csv`` answers is a spreadsheet's formula."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(".csv"):
            await app(scope, receive, send)
            return
        table = HarmlessTable()

        async def send_harmless(message: Any) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() != b"content-length"]
                message = {**message, "headers": kept}
            elif message["type"] == "http.response.body":
                is_last = not message.get("more_body", False)
                message = {**message, "body": table.feed(message.get("body", b""), is_last=is_last)}
            await send(message)

        await app(scope, receive, send_harmless)

    return wrapped
