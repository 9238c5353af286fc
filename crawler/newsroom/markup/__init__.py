"""Templates: one module for each way a publisher marks its articles up."""

from collections.abc import Callable

from crawler.newsroom.markup import jsonld, microdata, modern, opengraph, payload, table
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html

ARTICLE_PAGES: dict[str, Callable[[Publisher, PublishedArticle], Html]] = {
    "jsonld": jsonld.article_page,
    "microdata": microdata.article_page,
    "opengraph": opengraph.article_page,
    "table": table.article_page,
    "payload": payload.article_page,
}


def article_page(publisher: Publisher, article: PublishedArticle) -> Html:
    """The whole page of one article, in its publisher's markup."""
    return ARTICLE_PAGES[publisher.paper.markup](publisher, article)


def frame(publisher: Publisher, title: str, main: Html) -> Html:
    """Any other page of the publisher: its header and footer around ``main``."""
    if publisher.paper.markup == "table":
        return table.frame(publisher, title, main)
    return modern.frame(publisher, title, main)


__all__ = ["article_page", "frame"]
