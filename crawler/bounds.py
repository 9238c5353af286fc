"""The settings that bound what a stranger may send, and the constant that each of them is.

docs/bounds.md has them all, with what happens where one is reached.
"""

from scrapy.settings import BaseSettings

from crawler.settings import SHIPPED
from pipelines.errors import NewsArchiveError

CONSTANTS = {
    "MAX_PAGE_BYTES": "pipelines.extraction.page:MAX_PAGE_BYTES",
    "MAX_PAGE_TAGS": "pipelines.extraction.page:MAX_TAGS",
    "MAX_TAG_CHARS": "pipelines.extraction.page:MAX_TAG_CHARS",
    "MAX_SCRIPT_CHARS": "pipelines.extraction.page:MAX_SCRIPT_CHARS",
    "MAX_ARTICLE_PAGES": "pipelines.pages:MAX_PAGES",
    "MAX_TITLE_CHARS": "pipelines.validate:MAX_TITLE_CHARS",
    "MAX_LINE_CHARS": "pipelines.validate:MAX_LINE_CHARS",
    "MAX_NAME_CHARS": "pipelines.validate:MAX_NAME_CHARS",
    "MAX_AUTHORS": "pipelines.validate:MAX_AUTHORS",
    "MAX_ARTICLE_TAGS": "pipelines.validate:MAX_TAGS",
    "MAX_PARAGRAPHS": "pipelines.validate:MAX_PARAGRAPHS",
    "MAX_PARAGRAPH_CHARS": "pipelines.validate:MAX_PARAGRAPH_CHARS",
    "MAX_REVISIONS": "pipelines.archive.revisions:MAX_REVISIONS",
    "MAX_URL_CHARS": "pipelines.urls:MAX_URL_CHARS",
    "MAX_FEED_ITEMS": "crawler.discovery.feeds:MAX_ITEMS",
    "MAX_SITEMAP_BYTES": "crawler.discovery.sitemaps:MAX_BYTES",
    "MAX_SITEMAP_ENTRIES": "crawler.discovery.sitemaps:MAX_ENTRIES",
    "MAX_SITEMAP_DEPTH": "crawler.spiders.listings:MAX_DEPTH",
    "MAX_SITEMAP_CHILDREN": "crawler.spiders.listings:MAX_CHILDREN",
    "MAX_PAGE_LINKS": "crawler.discovery.heads:MAX_LINKS",
    "MAX_SECTION_ARTICLES": "crawler.discovery.sections:MAX_ARTICLES",
    "MAX_ROBOTS_BYTES": "crawler.middlewares.robots:MAX_ROBOTS_BYTES",
}
"""Setting -> the constant, written ``module:NAME``."""


class BadBound(NewsArchiveError):
    """A bound that is no whole number above nought."""

    exit_code = 2


def bounds_of(settings: BaseSettings) -> dict[str, int]:
    """The constants for which the settings have other values than this program ships with. Raises BadBound."""
    found = {}
    for name, constant in CONSTANTS.items():
        value = settings.get(name)
        if str(value) == str(SHIPPED[name]):
            continue
        if not str(value).isdecimal() or int(value) == 0:
            raise BadBound(f"{name}={value}: is no whole number above 0.")
        found[constant] = int(value)
    return found
