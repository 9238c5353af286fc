"""The two sitemaps of every publisher, the index of one, and robots.txt."""

from collections.abc import Sequence
from datetime import timedelta

from crawler.newsroom import dates
from crawler.newsroom.feeds import declared
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html, join, xml

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_AGE = timedelta(days=2)  # a news sitemap names what is younger than two days, by Google's rule

SITEMAP_PATH = "/sitemap.xml"
ARTICLES_PATH = "/sitemap-articles.xml"
NEWS_PATH = "/news-sitemap.xml"


def article_sitemap(publisher: Publisher) -> Html:
    """Every article with the day it last changed."""
    rows = [
        xml("url", xml("loc", article.url), xml("lastmod", dates.machine(article.touched)))
        for article in publisher.newest_first
    ]
    return declared(xml("urlset", join(rows, "\n"), xmlns=SITEMAP))


def sitemap_index(publisher: Publisher) -> Html:
    """Where the sitemaps themselves are."""
    rows = [
        xml(
            "sitemap", xml("loc", publisher.base_url + path), xml("lastmod", dates.machine(publisher.touched))
        )
        for path in (ARTICLES_PATH, NEWS_PATH)
    ]
    return declared(xml("sitemapindex", join(rows, "\n"), xmlns=SITEMAP))


def news_sitemap(publisher: Publisher) -> Html:
    """The articles of the last two days, with what news:news says of them."""
    recent = [article for article in publisher.newest_first if publisher.now - article.published <= NEWS_AGE]
    return declared(xml("urlset", _news_rows(publisher, recent), xmlns=SITEMAP, xmlns__news=NEWS))


def _news_rows(publisher: Publisher, articles: Sequence[PublishedArticle]) -> Html:
    paper = publisher.paper
    publication = xml("news:publication", xml("news:name", paper.title), xml("news:language", paper.language))
    rows = [
        xml(
            "url",
            xml("loc", article.url),
            xml(
                "news:news",
                publication,
                xml("news:publication_date", dates.machine(article.published)),
                xml("news:title", article.words.title),
            ),
        )
        for article in articles
    ]
    return join(rows, "\n")


def robots_txt(publisher: Publisher) -> str:
    """What crawlers are asked to leave alone, and where the sitemaps are."""
    delay = publisher.habits.crawl_delay_s
    lines = ["User-agent: *", "Disallow: /private/"]
    lines += [] if delay is None else [f"Crawl-delay: {delay}"]
    lines += ["", *(f"Sitemap: {publisher.base_url}{path}" for path in (SITEMAP_PATH, NEWS_PATH)), ""]
    return "\n".join(lines)
