"""Which page of a publisher answers at which address."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

from crawler.newsroom import answers, days, listings, markup, pictures, sitemaps, trap_pages
from crawler.newsroom.answers import Answer
from crawler.newsroom.entries import shortcut
from crawler.newsroom.feeds import feed_answer
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html
from crawler.newsroom.traps import TRAP_PAGES, Kind, traps_of

STYLE = Path(__file__).with_name("static") / "style.css"
MEDIA = "/media/"

TRAPS_OF_A_DAY = {
    days.Happening.CONSENT: Kind.CONSENT,
    days.Happening.ERROR_PAGE: Kind.SOFT_404,
    days.Happening.EMPTY: Kind.EMPTY,
}

Route = Callable[[], Answer]


class Site:
    """A publisher's whole site on one crawl: an answer for every address."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self._routes: dict[str, Route] = {}
        self._add_site_pages()
        self._add_listings()
        self._add_feeds()
        self._add_articles()
        self._add_happenings()
        for trap in traps_of(publisher.name):
            self._routes.setdefault(trap.path, partial(trap_pages.answer, publisher, trap))

    def answer(self, target: str) -> Answer:
        """What a GET of the request target answers; 404 for an address nobody knows."""
        key = route_key(target)
        if f"{key}?page=2" in self._routes and "page=2" in target:
            key = f"{key}?page=2"
        if key in self._routes:
            return self._routes[key]()
        if key.startswith(MEDIA) and key.endswith(".png"):
            return Answer(body=pictures.landscape(key), content_type="image/png")
        return self._missing(404)

    def _add_site_pages(self) -> None:
        publisher = self.publisher
        text = partial(answers.page, media_type="text/plain")
        css = STYLE.read_text(encoding="utf-8").replace("/* accent */", publisher.habits.accent)
        labels = publisher.paper.labels
        self._routes["/robots.txt"] = lambda: text(sitemaps.robots_txt(publisher))
        self._routes["/style.css"] = lambda: answers.page(css, media_type="text/css")
        self._routes["/subscribe"] = lambda: self._page(listings.plain_page(publisher, labels.subscribe))

    def _add_listings(self) -> None:
        publisher = self.publisher
        self._routes["/"] = lambda: self._page(listings.front_page(publisher))
        for section in publisher.paper.sections:
            self._routes[publisher.section_path(section)] = partial(self._section, section)
        for article in publisher.articles:
            for author in article.words.authors:
                self._routes[publisher.person_path(author.name)] = partial(self._person, author.name)

    def _add_feeds(self) -> None:
        publisher = self.publisher
        for feed in publisher.habits.feeds:
            self._routes[feed.path] = partial(feed_answer, publisher, feed)
            if feed.redirected_from is not None:
                self._routes[feed.redirected_from] = partial(answers.redirect, feed.path, status=301)
        whole = sitemaps.sitemap_index if publisher.habits.sitemap_index else sitemaps.article_sitemap
        for path, write in (
            (sitemaps.SITEMAP_PATH, whole),
            (sitemaps.ARTICLES_PATH, sitemaps.article_sitemap),
            (sitemaps.NEWS_PATH, sitemaps.news_sitemap),
        ):
            self._routes[path] = partial(self._sitemap, write)

    def _add_articles(self) -> None:
        for article in self.publisher.articles:
            self._routes[article.path] = partial(self._article, article)
            if self.publisher.habits.shortcut:
                self._routes[shortcut(article)] = partial(answers.redirect, article.path, status=302)
            if self.publisher.habits.slash_is_optional:
                self._routes[f"{article.path}/"] = partial(self._article, article)
            elif article.path.endswith("/"):
                self._routes[article.path.rstrip("/")] = partial(answers.redirect, article.path, status=301)
        for article in self.publisher.vanished:
            self._routes[article.path] = partial(self._missing, self.publisher.habits.gone_status)

    def _add_happenings(self) -> None:
        """Answers of this simulated day that are not the article's page."""
        publisher = self.publisher
        for article in (*publisher.articles, *publisher.vanished):
            what = days.happening(publisher.name, article.words.slug, publisher.day)
            if what is days.Happening.FRONT_PAGE:
                self._routes[article.path] = partial(answers.redirect, "/", status=302)
            elif what is days.Happening.FURNITURE:
                self._routes[article.path] = partial(self._furnished, article)
            elif what is days.Happening.PAGED:
                self._routes[article.path] = partial(self._part, article, 1)
                self._routes[f"{article.path}?page=2"] = partial(self._part, article, 2)
            elif what in TRAPS_OF_A_DAY:
                trap = next(page for page in TRAP_PAGES if page.kind is TRAPS_OF_A_DAY[what])
                self._routes[article.path] = partial(trap_pages.answer, publisher, trap)

    def _part(self, article: PublishedArticle, number: int) -> Answer:
        """One of the two pages of an article."""
        half = len(article.blocks) // 2
        if number == 1:
            first = replace(article, blocks=article.blocks[:half])
            page = days.pager(markup.article_page(self.publisher, first), article.path)
        else:
            words = replace(article.words, dateline="", separator="")
            page = markup.article_page(
                self.publisher, replace(article, words=words, blocks=article.blocks[half:])
            )
        charset = self.publisher.habits.charset
        return answers.page(page, charset=charset, last_modified=self.publisher.changed_at)

    def _furnished(self, article: PublishedArticle) -> Answer:
        publisher = self.publisher
        page = days.furniture(markup.article_page(publisher, article), publisher.day, publisher.changed_at)
        return answers.page(page, charset=publisher.habits.charset, last_modified=publisher.changed_at)

    def _article(self, article: PublishedArticle) -> Answer:
        page = markup.article_page(self.publisher, article)
        return answers.page(page, charset=self.publisher.habits.charset, last_modified=article.touched)

    def _section(self, section: str) -> Answer:
        return self._page(listings.section_page(self.publisher, section))

    def _person(self, name: str) -> Answer:
        return self._page(listings.person_page(self.publisher, name))

    def _page(self, page: Html) -> Answer:
        return answers.page(page, charset=self.publisher.habits.charset, last_modified=self.publisher.touched)

    def _sitemap(self, write: Callable[[Publisher], Html]) -> Answer:
        return answers.page(
            write(self.publisher), media_type="application/xml", last_modified=self.publisher.touched
        )

    def _missing(self, status: int) -> Answer:
        page = listings.plain_page(self.publisher, str(status))
        return answers.page(page, charset=self.publisher.habits.charset, status=status)


def route_key(target: str) -> str:
    """The part of a request target that chooses the page: the path, and ``id`` where there is one.

    Other query parameters, as those of trackers, choose nothing.
    """
    path, _, query = target.partition("#")[0].partition("?")
    key = quote(unquote(path))
    ids = parse_qs(query).get("id")
    return f"{key}?id={ids[0]}" if ids else key
