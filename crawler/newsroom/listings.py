"""The pages that list articles: front page, sections, authors; and the page that is not there."""

from collections.abc import Sequence

from crawler.newsroom import dates, markup
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join


def front_page(publisher: Publisher) -> Html:
    """Every article, newest first."""
    return markup.frame(publisher, publisher.paper.tagline, _cards(publisher, publisher.newest_first))


def section_page(publisher: Publisher, section: str) -> Html:
    """One section's articles, newest first."""
    cards = _cards(publisher, publisher.in_section(section))
    return markup.frame(publisher, section, join([el("h1", section), cards]))


def person_page(publisher: Publisher, name: str) -> Html:
    """The articles of one author, newest first."""
    cards = _cards(publisher, publisher.by_person(name))
    return markup.frame(publisher, name, join([el("h1", name), cards]))


def plain_page(publisher: Publisher, title: str, *paragraphs: str) -> Html:
    """A page that only says something about the site itself."""
    return markup.frame(publisher, title, join([el("h1", title), *(el("p", text) for text in paragraphs)]))


def _cards(publisher: Publisher, articles: Sequence[PublishedArticle]) -> Html:
    return el("div", join((_card(publisher, article) for article in articles), "\n"), class_="cards")


def _card(publisher: Publisher, article: PublishedArticle) -> Html:
    words, labels = article.words, publisher.paper.labels
    names = ", ".join(author.name for author in words.authors)
    moment = el(
        "time",
        dates.printed(article.published, publisher.paper.language),
        datetime=dates.machine(article.published),
    )
    return el(
        "section",
        el("img", src=article.image_path, alt="", width="160", height="90")
        if article.image_path
        else Html(""),
        el("h3", el("a", words.title, href=article.path)),
        el("p", words.standfirst) if words.standfirst else Html(""),
        el("p", moment, f" · {labels.by} {names}" if names else "", class_="times"),
        class_="card",
    )
