"""One queue of polite fetching for each host and port.

Scrapy keys its queues by host name alone; two servers on two ports of one machine (a sample
newsroom, a staging site) would wait for each other, and a redirect to another host would go on
in the queue of the first.
"""

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler

from pipelines.urls import host_of


class HostDownloader(Downloader):
    """Scrapy's downloader with ``host:port`` as the key of a queue.

    How many requests a queue may have under way is a setting of ours, since Scrapy's also says how
    many idle connections are kept, and a source with a faster pace would reopen most of them.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.domain_concurrency = crawler.settings.getint("CONCURRENT_REQUESTS_PER_HOST")

    def get_slot_key(self, request: Request) -> str:
        """The host of the address as it is now, with its port where that is unusual."""
        return host_of(request.url)
