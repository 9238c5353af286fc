"""Tags that a page leaves out or puts around all it has, and that the parser takes as they come.

Made smaller by a machine, a page has neither ``<head>`` nor ``<body>``: any element that may not
stand in the one begins the other (https://html.spec.whatwg.org/#optional-tags). libxml2 knows the
elements of HTML 4 alone, and leaves ``<main>`` and ``<article>`` with all that is in them in the head.
"""

import re

from pipelines.extraction.outline import Outline

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


def unwrap_forms(page: Outline) -> None:
    """Make a plain element of the form that some systems put around a whole page.

    What is in it is nothing to fill in.
    """
    for form in page.tagged("form"):
        if form.find(".//h1") is not None:
            form.tag = "div"
