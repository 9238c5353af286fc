"""The spider ``add``: from one address to all that a source file says of its publisher."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from twisted.python.failure import Failure

from crawler.answers import failure_reason, header, moved_to
from crawler.discovery.addresses import ArticleAddresses
from crawler.discovery.feeds import Feed, read_feed
from crawler.discovery.heads import Head, read_head
from crawler.discovery.sitemaps import Sitemap, read_sitemap
from crawler.discovery.sites import (
    COMMON_FEEDS,
    COMMON_NEWS_SITEMAPS,
    common_addresses,
    is_root,
    names_something_new,
    root_of,
    title_of,
)
from crawler.reasons import meaning
from crawler.spiders.looking import LookingSpider
from pipelines.archive.frontier import Link
from pipelines.desk import Publisher
from pipelines.errors import NewsArchiveError, NotAnArticle
from pipelines.items import Article, Hints
from pipelines.text import count_words, one_line
from pipelines.urls import host_of, url_key

MAX_FEEDS_READ = 8  # of those a page announces; some announce one for every section and tag
MAX_SITEMAPS_READ = 6  # an index may name thousands, and the news sitemap is among the first
ARTICLES = 3  # enough to see whether headline, byline and body come out
MAX_PAGES_ASKED = 8  # for them: a feed's newest entries may be a podcast, a gallery, a live page
LEAST_LINKS = 3  # of a home page that look like articles, before it is taken for a list of them
SHOWN_CHARS = 100
KINDS = {"rss": "RSS", "rdf": "RSS 1.0", "atom": "Atom", "json": "JSON Feed"}


class NotReached(NewsArchiveError):
    """An address that could not be read; ``reason`` says why in one word."""

    def __init__(self, url: str, reason: str, why: str = "") -> None:
        super().__init__(f"{url}: {why or meaning(reason)}")
        self.reason = reason


class NothingFound(NewsArchiveError):
    """The site offers nothing that a source could be made of."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What a site says of itself, and what was seen of its articles."""

    homepage: str = ""
    title: str = ""
    language: str = ""
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)


class AddSpider(LookingSpider):
    """Looks at a home page, feed or article and around it; prints what it finds, stores nothing."""

    name = "add"

    def __init__(self, target: str = "", language: str = "") -> None:
        super().__init__(self.name)
        self.target = target
        self.found = Found(language=language)
        self.failure: Exception | None = None
        self._announced: dict[str, list[str]] = {}
        """Host -> the sitemaps that its robots.txt names."""
        self._known: set[str] = set()
        """Keys of the addresses that the feeds kept so far name."""
        self._links: list[Link] = []
        self._feed_title = ""
        self._home = Head()

    def prepare(self, crawler: Crawler) -> None:
        """Listen for the robots.txt files that come by."""
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Remember the sitemaps that a robots.txt names; it was fetched for its rules anyway."""
        if isinstance(robotparser, ProtegoRobotParser):
            self._announced[host_of(request.url)] = list(robotparser.rp.sitemaps)

    async def start(self) -> AsyncIterator[Request]:
        """Look; what one answer says decides what is asked next, so nothing is left to a queue."""
        try:
            await self._look()
        except Exception as error:  # Scrapy would log it and end as if all were well; the command raises it
            self.failure = error
        requests: list[Request] = []
        for request in requests:
            yield request

    async def _look(self) -> None:
        heads = await self._find_home()
        await self._find_feeds([feed.url for head in heads for feed in head.feeds])
        await self._find_news_sitemap()
        if not self.found.feeds and not self.found.sitemaps:
            self._take_home_page_for_a_section()
        found = self.found
        found.title = title_of(self._home, self._feed_title, found.homepage)
        found.language = found.language or next((head.language for head in heads if head.language), "")
        print(f"title    {found.title}\nhomepage {found.homepage}")
        await self._read_articles()
        found.language = found.language or self._language_of_articles()
        print(f"language {found.language}")

    # -- the home page -------------------------------------------------------------------------

    async def _find_home(self) -> list[Head]:
        """Where the target belongs; what home page and target say, the home page first."""
        try:
            first = await self._get(self.target)
        except NotReached as error:
            raise NothingFound(f"{error} Nothing was added: {_remedy(error.reason)}") from error
        feed = await self._as_feed(first)
        if feed is not None:
            if not feed.links:
                raise NothingFound(f"{first.url}: is a feed without any article. Try the site's home page.")
            self._keep_feed(first, feed)
            # Most links: some feeds also pass on what others wrote.
            self.found.homepage = Counter(root_of(link.url) for link in feed.links).most_common(1)[0][0]
            return await self._read_home()
        head = await self._head(first)
        if is_root(first.url) or not await self._is_article(first):
            self.found.homepage, self._home = first.url, head
            return [head]
        self.found.homepage = root_of(first.url)
        return [*await self._read_home(), head]

    async def _read_home(self) -> list[Head]:
        """What the home page says; nothing where it cannot be had: a feed or an article will do."""
        try:
            response = await self._get(self.found.homepage)
            self._home = await self._head(response)
        except NewsArchiveError as error:
            print(f"homepage not read: {error}")
            return []
        self.found.homepage = response.url
        return [self._home]

    async def _head(self, response: Response) -> Head:
        content_type = header(response, "Content-Type")
        try:
            return await self.workers.run(read_head, response.body, response.url, content_type)
        except NewsArchiveError as error:
            raise NothingFound(
                f"{response.url}: is neither a web page nor a feed ({content_type or 'no media type'}): "
                f"{error}. Give the address of the home page, a feed or an article."
            ) from None

    # -- feeds ---------------------------------------------------------------------------------

    async def _find_feeds(self, announced: Sequence[str]) -> None:
        asked = {url_key(feed) for feed in self.found.feeds}
        number = 0
        for url in announced:
            if url_key(url) not in asked and number < MAX_FEEDS_READ:
                asked.add(url_key(url))
                number += 1
                await self._try_feed(url, said=True)
        for url in common_addresses(self.found.homepage, COMMON_FEEDS):
            if not self.found.feeds and url_key(url) not in asked:
                asked.add(url_key(url))
                await self._try_feed(url, said=False)

    async def _try_feed(self, url: str, said: bool) -> None:
        """Keep the feed at an address if there is one; of an address that was only guessed say nothing."""
        try:
            response = await self._get(url)
        except NotReached as error:
            if said:
                print(f"feed     {error}")
            return
        feed = await self._as_feed(response)
        if feed is not None and feed.links:
            self._keep_feed(response, feed)
        elif said:
            print(f"feed     {url}: {'names no article' if feed else 'is announced, but is no feed'}")

    async def _as_feed(self, response: Response) -> Feed | None:
        try:
            return await self.workers.run(
                read_feed, response.body, response.url, header(response, "Content-Type")
            )
        except NewsArchiveError:
            return None

    def _keep_feed(self, response: Response, feed: Feed) -> None:
        asked = response.meta.get("redirect_urls", [response.url])[0]
        url = moved_to(response) or asked
        dated = sum(link.hints.published is not None for link in feed.links)
        facts = f"{KINDS.get(feed.kind, feed.kind)}, {len(feed.links)} articles, {dated} dated"
        if names_something_new(feed, self._known):
            self.found.feeds.append(url)
            self._links += feed.links
            self._feed_title = self._feed_title or feed.title or ""
            print(f"feed     {url}  {facts}")
        else:
            print(f"feed     {url}  {facts}; left out: it names nothing that the others do not")

    # -- sitemaps and sections -----------------------------------------------------------------

    async def _find_news_sitemap(self) -> None:
        """The news sitemap; any other only where there is no feed: it names sections and services, too."""
        announced = self._announced.get(host_of(self.found.homepage), [])
        waiting = sorted(announced, key=lambda url: "news" not in url.lower())
        waiting += common_addresses(self.found.homepage, COMMON_NEWS_SITEMAPS)
        asked: set[str] = set()
        others: list[tuple[str, Sitemap]] = []
        while waiting and len(asked) < MAX_SITEMAPS_READ:
            url = waiting.pop(0)
            if url_key(url) in asked:
                continue
            asked.add(url_key(url))
            sitemap = await self._as_sitemap(url)
            if sitemap is None:
                continue
            if sitemap.kind == "news":
                self._keep_sitemap(url, sitemap)
                return
            others.append((url, sitemap))
            waiting[:0] = [child.url for child in sitemap.children if "news" in child.url.lower()][:2]
        if others and not self.found.feeds:
            self._keep_sitemap(*others[0])

    async def _as_sitemap(self, url: str) -> Sitemap | None:
        try:
            response = await self._get(url)
            return await self.workers.run(read_sitemap, response.body, response.url)
        except NewsArchiveError:
            return None

    def _keep_sitemap(self, url: str, sitemap: Sitemap) -> None:
        self.found.sitemaps.append(url)
        what = f"{len(sitemap.children)} sitemaps" if sitemap.children else f"{len(sitemap.links)} addresses"
        print(f"sitemap  {url}  {sitemap.kind}, {what}")
        if sitemap.kind == "news":
            self._links += sitemap.links
        elif not self._links:
            articles = ArticleAddresses.learnt_from([])
            named = [link.url for link in sitemap.links] or self._home.links
            self._links = [Link(url=address) for address in named if address in articles]

    def _take_home_page_for_a_section(self) -> None:
        """Where there is neither feed nor sitemap the home page itself lists the news. Raises NothingFound."""
        articles = ArticleAddresses.learnt_from([])
        named = [address for address in self._home.links if address in articles]
        homepage = self.found.homepage
        if len(named) < LEAST_LINKS:
            raise NothingFound(
                f"{homepage}: no feed, no sitemap and no list of articles was found. Give the address of a "
                "feed or of a page that lists articles, or write the file by hand (docs/sources.md)."
            )
        self.found.sections.append(homepage)
        self._links = [Link(url=address) for address in named]
        print(f"section  {homepage}  no feed, no sitemap; {len(named)} of its links look like articles")

    # -- articles ------------------------------------------------------------------------------

    async def _read_articles(self) -> None:
        """Print what would be stored of the newest articles. Raises NothingFound where none would be."""
        problems: Counter[str] = Counter()
        for link in list({url_key(link.url): link for link in self._links}.values())[:MAX_PAGES_ASKED]:
            if len(self.found.articles) == ARTICLES:
                return
            try:
                article = await self._article(await self._get(link.url), link.hints)
            except (NotReached, NotAnArticle) as error:
                problems[error.reason] += 1
                why = error if isinstance(error, NotReached) else f"{link.url}: {meaning(error.reason)}"
                print(f"article  {why}")
                continue
            self.found.articles.append(article)
            print(_brief(article))
        if not self.found.articles:
            if set(problems) == {"robots"}:
                raise NothingFound(
                    f"{self.found.homepage}: robots.txt forbids its articles. Nothing was added: {_remedy('robots')}"
                )
            seen = ", ".join(f"{reason} {number}" for reason, number in problems.most_common())
            raise NothingFound(
                f"{self.found.homepage}: none of its newest articles would be stored ({seen or 'none named'}), so "
                "no source was added. Look at one with: scrapy probe URL"
            )

    async def _is_article(self, response: Response) -> bool:
        try:
            await self._article(response, Hints())
        except NotAnArticle:
            return False
        return True

    async def _article(self, response: Response, hints: Hints) -> Article:
        publisher = Publisher(title=self.found.title, language=self.found.language)
        return await self.article_on(response, publisher, hints)

    def _language_of_articles(self) -> str:
        told = Counter(article.language for article in self.found.articles if article.language)
        if not told:
            raise NothingFound(
                f"{self.found.homepage}: does not say its language. Add --language TAG, e.g. en"
            )
        return told.most_common(1)[0][0]

    # -- asking --------------------------------------------------------------------------------

    async def _get(self, url: str) -> Response:
        """The answer with status 200, through every middleware of a crawl. Raises NotReached."""
        request = Request(url)
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except Exception as error:  # however it fails to come
            failure = Failure(error)  # type: ignore[no-untyped-call]
            failure.request = request  # type: ignore[attr-defined]  # as Scrapy sets it for an errback
            raise NotReached(url, failure_reason(failure, url)) from error
        if response.status != 200:
            raise NotReached(url, f"http_{response.status}", f"answers HTTP {response.status}.")
        return response


def _remedy(reason: str) -> str:
    """What to do about an address that could not be read."""
    if reason == "robots":
        return "who asks not to be read by programs is left alone; another part of the site may be open."
    if reason == "private_address":
        return "name the network, e.g. -s ALLOWED_NETWORKS=10.1.0.0/16, if it is your own."
    return "look at the address in a browser, or try again later."


def _brief(article: Article) -> str:
    """Headline, byline, time and length of an article in two lines."""
    published = article.published.isoformat(" ", "minutes") if article.published else "no time"
    return (
        f"article  {one_line(article.title, SHOWN_CHARS)}\n"
        f"         {article.byline or 'no byline'} · {published} · {count_words(article.text):,} words"
    )
