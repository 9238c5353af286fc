"""The frame of a present-day page: head, header with navigation, footer."""

from collections.abc import Iterable

from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join
from crawler.newsroom.traps import traps_of

DOCTYPE = Html("<!DOCTYPE html>\n")


def frame(publisher: Publisher, title: str, main: Html, *, head: Iterable[Html] = ()) -> Html:
    """A whole page: ``main`` between the publisher's header and footer."""
    body = join([header(publisher), el("main", main, id="main"), footer(publisher)], "\n")
    return document(publisher, f"{title} | {publisher.paper.title}", body, head=head)


def document(publisher: Publisher, title: str, body: Html, *, head: Iterable[Html] = ()) -> Html:
    """A page with nothing around ``body``."""
    paper = publisher.paper
    heads = [
        el("meta", charset=publisher.habits.charset),
        el("title", title),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("link", rel="stylesheet", href="/style.css"),
        *feed_links(publisher),
        *head,
    ]
    return join(
        [
            DOCTYPE,
            el(
                "html",
                el("head", join(heads, "\n")),
                "\n",
                el("body", body),
                lang=paper.language,
                dir=paper.direction,
            ),
        ]
    )


def feed_links(publisher: Publisher) -> list[Html]:
    """Where the publisher's feeds are, as feed readers look for it (RDF passes as RSS)."""
    kinds = {"rss": "application/rss+xml", "rdf": "application/rss+xml", "atom": "application/atom+xml"}
    return [
        el(
            "link",
            rel="alternate",
            type=kinds.get(feed.format, "application/feed+json"),
            title=publisher.paper.title,
            href=feed.redirected_from or feed.path,
        )
        for feed in publisher.habits.feeds
    ]


def header(publisher: Publisher) -> Html:
    """The name of the paper and the way to its sections."""
    paper = publisher.paper
    items = [el("li", el("a", paper.labels.home, href="/"))]
    items += [el("li", el("a", section, href=publisher.section_path(section))) for section in paper.sections]
    return el(
        "header",
        el("a", paper.title, class_="masthead", href="/"),
        el("p", paper.tagline, class_="tagline"),
        el("nav", el("ul", *items), class_="sections"),
        class_="site-header",
    )


def footer(publisher: Publisher) -> Html:
    """What stands under every page, with links no crawler should take for articles."""
    paper = publisher.paper
    links = [el("a", trap.title, href=trap.path) for trap in traps_of(publisher.name) if trap.in_footer]
    links += [el("a", section, href=publisher.section_path(section)) for section in paper.sections]
    return el(
        "footer",
        el("p", f"© {publisher.now.year} {paper.title} · {paper.tagline}"),
        el("p", join(links, " · ")),
        class_="site-footer",
    )


def breadcrumbs(publisher: Publisher, article: PublishedArticle) -> Html:
    """Home and section, as links."""
    section = article.words.section
    return el(
        "nav",
        el("a", publisher.paper.labels.home, href="/"),
        " / ",
        el("a", section, href=publisher.section_path(section)),
        class_="breadcrumbs",
        aria_label="breadcrumb",
    )
