"""Every number of a crawl, with its unit and its reason, in the order in which data flows.

    sources/*.toml → spider ``news`` → [robots, address guard, pace] → network
        → feed: worker process reads it → frontier (``pages``, pending)
        → page: ExtractPipeline (worker process) → PagesPipeline → StorePipeline → archive.db

Change one for a single run with ``-s NAME=VALUE``, for good in ``settings_local.py`` beside
``scrapy.cfg`` (it may set any name that stands here or in Scrapy's documentation).
"""

import os
from importlib import import_module
from importlib.util import find_spec

from pipelines import bounds

BOT_NAME = "news-archive"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# -- where things are --------------------------------------------------------------------------
ARCHIVE = "archive.db"  # the one file that has to be copied to move house
CAPTURES = True  # keep every page as it came, in captures/ beside the archive: some 40 kB each
SOURCES = ""  # a folder of .toml files or one such file; empty: the shipped crawler/sources

# -- who we are --------------------------------------------------------------------------------
# An address or page where a publisher can reach whoever runs this archive: set it.
CONTACT = os.environ.get("NEWS_ARCHIVE_CONTACT", "")
USER_AGENT = f"news-archive/0.1 ({'+' + CONTACT if CONTACT else 'personal news archive'})"
ROBOTSTXT_USER_AGENT = "news-archive"  # the name publishers may address in robots.txt
COOKIES_ENABLED = False  # nothing here needs to be recognised again
REFERRER_POLICY = "no-referrer"  # a publisher need not know which feed we came from
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "*",  # the page in its own language, not in ours
}

# -- manners -----------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 2.0  # seconds between two requests to one host; a [pace] table may change it
CONCURRENT_REQUESTS_PER_HOST = 1  # requests under way at once to one host
STALLED_AFTER = 10.0  # seconds; an answer that takes longer no longer holds back the host's next page
MOST_STALLED_PER_HOST = 1  # of them beside the next one: a server that hangs is asked two things, not ten
CONCURRENT_REQUESTS_PER_DOMAIN = 8  # only how many open connections Scrapy keeps for one host
AUTOTHROTTLE_ENABLED = True  # slower still where a server is slow to answer
AUTOTHROTTLE_START_DELAY = 2.0  # seconds
AUTOTHROTTLE_MAX_DELAY = 60.0  # seconds
AUTOTHROTTLE_TARGET_CONCURRENCY = 0.5  # as long a pause as the server took to answer, twice
MAX_CRAWL_DELAY = 3_600.0  # seconds; a robots.txt may ask for a month, and would then stop the run
RETRY_TIMES = 2  # within a run; the next run tries again, up to five times
# A connection that broke is tried again at once; a timeout is not: it cost DOWNLOAD_TIMEOUT already.
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
    "twisted.internet.error.ConnectionDone",
    "twisted.internet.error.ConnectError",
    "twisted.internet.error.ConnectionLost",
]
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]  # 429 and 503 mean "later": see Retry-After
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the ledger has it, and the table at the end
MAX_RETRY_AFTER = 86_400.0  # seconds; a server that asks for more is asked again after a day
MAX_HOST_PAUSE = 60.0  # seconds; a longer Retry-After is taken for the page's, until several ask for one
DOUBTED_PAUSE = 15.0  # seconds that the host has after the first of these, twice as many after the second
PAUSES_BEFORE_REST = 3  # pages in a row that ask for a long pause: then the whole host has it
WAIT_FOR_DUE = 60.0  # seconds a run stays for a page that is soon due instead of leaving it to the next

# -- what to ask for, and when again --------------------------------------------------------------
# Hours after its last change at which an article is looked at again, each a little earlier or later.
REVISIT_HOURS = [1, 6, 24, 72, 168, 720]
SITEMAP_WINDOW_DAYS = 30.0  # what a sitemap names is left out beyond it; -a since=… says otherwise
SITEMAPS_PER_RUN = 50  # of one source, parts of an index included; the rest is read in the next runs
PAGES_PER_SOURCE = 0  # in one run, newest first; 0: all that are due
PAGES_PER_RUN = 0  # of all sources together; 0: all that are due
# What a run forgets at its end, whole days, 0: nothing. Pages, articles and what they refer to stay.
KEEP_FETCHES_DAYS = 90  # the ledger's rows: a month more than any question about them was asked
KEEP_RUNS_DAYS = (
    730  # what runs did for each source, and runs that nothing names: two years tell seasons apart
)

# -- how much at once --------------------------------------------------------------------------
DOWNLOADER = "crawler.downloader.HostDownloader"
CONCURRENT_REQUESTS = 100  # over all hosts; politeness is per host, this bounds memory
WINDOW_PER_SOURCE = 4  # pages of one source handed out at once: a slow host cannot fill the queue
CONCURRENT_ITEMS = 4  # a page gives one item; Scrapy starts so many tasks for each response
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 32_000_000  # bytes of pages waiting for a worker or the archive
EXTRACTION_WORKERS = os.cpu_count() or 1  # processes
WORKER_WALL_SECONDS = 60.0  # for one page or feed; on a loaded machine ten times the CPU bound
WORKER_CPU_SECONDS = 20  # the slowest honest page in the corpora takes under one
WORKER_MEMORY_MB = 1_500  # address space of one worker; honest pages stay under 400
WORKER_RECYCLE = (
    2_000  # pages, then a fresh process: what a parser leaks stays bounded; 2,000 leak nothing yet
)
ARCHIVE_BATCH = 200  # outcomes in one transaction
ARCHIVE_BUSY_SECONDS = 90.0  # a person's own query, a VACUUM or a copy may hold the file for a minute
ARCHIVE_FLUSH_SECONDS = 0.5  # a batch that is not full in this time is written as it is
CLOSESPIDER_TIMEOUT = 3_300.0  # seconds; an hourly run ends before the next begins, the rest stays pending

# -- what a stranger may send ------------------------------------------------------------------
DOWNLOAD_MAXSIZE = 10_000_000  # bytes, also after decompression; the largest honest page has 5 million
DOWNLOAD_WARNSIZE = 0  # no warning: too large is too large
DOWNLOAD_TIMEOUT = 30.0  # seconds for one answer in all, however steadily it drips
MAX_HEADER_BYTES = 100_000  # of one answer; honest ones have under 10,000
DOWNLOAD_FAIL_ON_DATALOSS = True
DOWNLOAD_VERIFY_CERTIFICATES = True
UNVERIFIED_HOSTS: list[str] = []  # filled from the sources that say verify_certificates = false
REDIRECT_MAX_TIMES = 8  # the longest honest chain (http, www, slash, consent, back) has 6
METAREFRESH_ENABLED = False  # a page that sends a reader on after seconds is a wall or an advert
MAX_ENCODINGS = 3  # layers of compression; honest answers have one
URLLENGTH_LIMIT = 2_083  # characters; the frontier refuses addresses over MAX_URL_CHARS already
# MAX_URL_CHARS to MAX_REVISIONS stand where both the crawler and the extraction find them: pipelines/bounds.py.
globals().update(bounds.SHIPPED)
MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least; ten megabytes take seconds to parse
# Private and loopback networks that may be crawled, comma-separated CIDR: "127.0.0.0/8,10.1.0.0/16".
ALLOWED_NETWORKS = ""
TWISTED_DNS_RESOLVER = "crawler.middlewares.address_guard.GuardedResolver"
DNS_TIMEOUT = 20.0  # seconds
# Only the web: no file://, ftp:// or s3://.
DOWNLOAD_HANDLERS = {
    "http": "crawler.transport.BoundedHandler",
    "https": "crawler.transport.BoundedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
TELNETCONSOLE_ENABLED = False  # no open port
REMOTE_CONTROL_ENABLED = False  # it runs Python for whoever reaches its port

# -- the components, in the order in which they see a request or a page ---------------------------
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.address_guard.AddressGuardMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,
    # A proxy looks names up itself, out of the address guard's sight; whoever needs one can name it here.
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
ITEM_PIPELINES = {
    "pipelines.extract.ExtractPipeline": 100,
    "pipelines.pages.PagesPipeline": 200,
    "pipelines.store.StorePipeline": 900,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.extensions.pace.Pace": 0,
    "crawler.extensions.progress.Progress": 10,
}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier hands out each page once

# -- what is said ------------------------------------------------------------------------------
LOG_LEVEL = "INFO"
LOG_SHORT_NAMES = True
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"  # every drop is a row of the ledger with its reason
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {"csv": "crawler.exports.HarmlessCsvExporter"}  # a headline is no formula

SHIPPED = {name: value for name, value in globals().items() if name.isupper()}  # what a value is held against

if find_spec("settings_local") is not None:
    globals().update({k: v for k, v in vars(import_module("settings_local")).items() if k.isupper()})
