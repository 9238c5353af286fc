"""The crawler most people write first; what `bench.crawl` compares ours with.

    python -m bench.plain_spider FEEDS.txt ARCHIVE.db

Scrapy as it comes, trafilatura inside the callback, one insert for each item into a table with
full text. Only the pace is that of our side, so that neither waits more than the other.
"""

import argparse
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import feedparser
import trafilatura
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response
from sqlite_utils import Database
from sqlite_utils.db import Table

SETTINGS: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 100,  # crawler/settings.py has the same
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,  # the [pace] that bench.crawl gives our side
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": True,  # what "scrapy startproject" writes
    "LOG_LEVEL": "INFO",  # Scrapy's DEBUG prints every item whole, which is nobody's wish
    "ITEM_PIPELINES": {"bench.plain_spider.SqlitePipeline": 300},
}
FIELDS = [
    "title",
    "author",
    "date",
    "sitename",
    "description",
    "categories",
    "tags",
    "image",
    "language",
    "text",
]


class PlainSpider(Spider):
    """Feeds, then every article they name."""

    name = "plain"

    def __init__(self, feeds: list[str], archive: str) -> None:
        super().__init__()
        self.feeds = feeds
        self.archive = archive

    async def start(self) -> AsyncIterator[Request]:
        """One request for each feed."""
        for feed in self.feeds:
            yield Request(feed, self.parse)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Request]:
        """One request for each entry of a feed."""
        for entry in feedparser.parse(response.body).entries:
            if entry.get("link"):
                yield response.follow(entry.link, self.parse_article)

    def parse_article(self, response: Response) -> Iterator[dict[str, Any]]:
        """The article as trafilatura reads it."""
        if not isinstance(response, HtmlResponse):
            return
        document = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        if document is not None and not isinstance(document, dict):
            yield {"url": response.url} | {field: getattr(document, field) for field in FIELDS}


class SqlitePipeline:
    """Each item a row, searchable at once."""

    def __init__(self, archive: str) -> None:
        table = Database(archive)["articles"]
        assert isinstance(table, Table)
        self.table = table
        self.table.create(dict.fromkeys(("url", *FIELDS), str))
        self.table.enable_fts(["title", "text"], create_triggers=True)

    @classmethod
    def from_crawler(cls, crawler: Any) -> "SqlitePipeline":
        """Scrapy's constructor."""
        return cls(crawler.spider.archive)

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Insert the item and commit."""
        self.table.insert(item)
        return item


def main() -> None:
    """Crawl as the module's docstring says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("feeds", type=Path, help="a file with one feed address a line")
    parser.add_argument("archive", help="the database to make")
    options = parser.parse_args()
    process = CrawlerProcess(SETTINGS)
    process.crawl(
        PlainSpider, feeds=options.feeds.read_text(encoding="utf-8").split(), archive=options.archive
    )
    process.start()


if __name__ == "__main__":
    main()
