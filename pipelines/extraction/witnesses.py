"""Where a value came from, for the fields whose stages do not say so themselves."""

from pipelines.extraction.headline import key
from pipelines.extraction.media import absolute
from pipelines.extraction.structured import Statements, text_of
from pipelines.items import Article

OPENING_LETTERS = 40  # of the first paragraph: enough to find it again on the page


def complete(article: Article, statements: Statements, page_url: str, shown: str) -> None:
    """Name the witness of address, byline, agency, editors, dateline, correction and body.

    ``shown`` is all the text of the page. What is already named stays.
    """
    found = {
        "url": _of_url(article.url, statements, page_url),
        "byline": _of_byline(article),
        "agency": _of_byline(article) if article.agency else None,
        "editors": _of_byline(article) if article.editors else None,
        "dateline": "text" if article.dateline is not None else None,
        "correction": _of_correction(article, statements),
        "body": _of_body(article, statements, shown),
    }
    for name, witness in found.items():
        if witness is not None:
            article.provenance.setdefault(name, witness)


def _of_url(address: str, statements: Statements, page_url: str) -> str:
    if address == page_url:
        return "url"
    stated = (statements.links.get("canonical"), statements.first("og:url"))
    return "meta" if any(one and absolute(one, page_url) == address for one in stated) else "json-ld"


def _of_byline(article: Article) -> str | None:
    people = article.provenance.get("authors")
    if article.byline is None:
        return people
    return people if people in ("rule", "text") else "markup"


def _of_correction(article: Article, statements: Statements) -> str | None:
    if article.correction is None:
        return None
    stated = statements.article.get("correction")
    stated = stated.get("text") if isinstance(stated, dict) else stated
    return "json-ld" if isinstance(stated, str) and key(stated) == key(article.correction) else "text"


def _of_body(article: Article, statements: Statements, shown: str) -> str | None:
    if not article.body:
        return None
    opening = key(article.body[0])[:OPENING_LETTERS]
    if article.body[0][: 2 * OPENING_LETTERS] in shown or opening in key(shown):
        return "text"
    return "json-ld" if opening in key(text_of(statements.article.get("articleBody")) or "") else "payload"
