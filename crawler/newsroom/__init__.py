"""The sample newsroom: fictional publishers whose pages we wrote, served for real on loopback.

``scrapy demo`` crawls it and the tests measure against it; ``python -m crawler.newsroom``
serves it for looking at by hand. Standard library only.
"""

from crawler.newsroom.content import Author, ContentError, Paper, load_paper, load_papers
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.request_log import Logged, RequestLog
from crawler.newsroom.server import Newsroom
from crawler.newsroom.traps import Kind, Trap
from crawler.newsroom.truth import Truth

__all__ = [
    "Author",
    "ContentError",
    "Kind",
    "Logged",
    "Newsroom",
    "Paper",
    "PublishedArticle",
    "Publisher",
    "RequestLog",
    "Trap",
    "Truth",
    "load_paper",
    "load_papers",
]
