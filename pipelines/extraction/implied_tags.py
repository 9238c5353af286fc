"""Tags that HTML lets a page leave out, and that the parser does not supply.

Made smaller by a machine, a page has neither ``<head>`` nor ``<body>``: any element that may not
stand in the one begins the other (https://html.spec.whatwg.org/#optional-tags). libxml2 knows the
elements of HTML 4 alone, and leaves ``<main>`` and ``<article>`` with all that is in them in the head.
"""

import re

_BODY = re.compile(r"<(?:body|frameset)[\s>/]", re.I)
_HEAD_ENDS = re.compile(r"</head\s*>", re.I)
_TITLE_ENDS = re.compile(r"</title\s*>", re.I)
_NO_HEAD_CONTENT = re.compile(
    r"<(?!(?:html|head|title|meta|link|base|script|style|noscript|template)(?=[\s>/]))[a-z]", re.I
)


def with_body(text: str) -> str:
    """The page with ``<body>`` where the first element stands that begins one; as it is where it has its own."""
    if _BODY.search(text) is not None:
        return text
    closed = _HEAD_ENDS.search(text) or _TITLE_ENDS.search(text)
    first = _NO_HEAD_CONTENT.search(text, closed.end() if closed is not None else 0)
    return text if first is None else f"{text[: first.start()]}<body>{text[first.start() :]}"
