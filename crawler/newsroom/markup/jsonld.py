"""A large modern site: everything a machine wants to know stands in one JSON-LD graph."""

import json
from typing import Any

from crawler.newsroom import dates
from crawler.newsroom.markup import furniture, modern
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join

Node = dict[str, Any]


def article_page(publisher: Publisher, article: PublishedArticle) -> Html:
    """The page of one article."""
    words = article.words
    head = [
        el("link", rel="canonical", href=article.url),
        el("meta", name="description", content=words.standfirst),
        el("meta", property="og:title", content=words.title),
        el("script", script_json(graph(publisher, article)), type="application/ld+json"),
    ]
    story = [
        el("p", furniture.live_badge(publisher, article), words.section, class_="article__kicker"),
        el("h1", words.title, class_="article__headline"),
        el("p", words.standfirst, class_="article__standfirst") if words.standfirst else Html(""),
        el("div", furniture.byline(publisher, article), class_="article__byline")
        if words.byline
        else Html(""),
        furniture.times(publisher, article),
        furniture.share(article),
        furniture.figure(publisher, article),
        el("div", furniture.text(publisher, article, _dateline), class_="article__body"),
        furniture.paywall(publisher, article),
        furniture.correction(publisher, article),
        furniture.biographies(publisher, article),
    ]
    main = [
        modern.breadcrumbs(publisher, article),
        el("article", join(story, "\n"), class_="article"),
        furniture.related(publisher, article),
        furniture.comments(publisher),
    ]
    return modern.frame(publisher, words.title, join(main, "\n"), head=head)


def script_json(data: object) -> Html:
    """JSON that may stand inside a script element: no ``<`` can end it."""
    return Html(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


def graph(publisher: Publisher, article: PublishedArticle) -> Node:
    """The article, its publisher, its breadcrumbs and its authors as linked nodes."""
    organization = {
        "@type": "NewsMediaOrganization",
        "@id": f"{publisher.base_url}/#organization",
        "name": publisher.paper.title,
        "url": f"{publisher.base_url}/",
    }
    people = [
        {
            "@type": "Person",
            "@id": f"{publisher.base_url}{publisher.person_path(author.name)}#person",
            "name": author.name,
            "url": publisher.base_url + publisher.person_path(author.name),
            **({"jobTitle": author.role} if author.role else {}),
        }
        for author in article.words.authors
    ]
    nodes = [organization, breadcrumb_list(publisher, article), news_article(publisher, article), *people]
    return {"@context": "https://schema.org", "@graph": nodes}


def news_article(publisher: Publisher, article: PublishedArticle) -> Node:
    """The node of the article itself; one without a byline is credited to the publisher."""
    words = article.words
    people = [{"@id": f"{publisher.base_url}{publisher.person_path(a.name)}#person"} for a in words.authors]
    node: Node = {
        "@type": "NewsArticle",
        "@id": f"{article.url}#article",
        "headline": words.title,
        "description": words.standfirst,
        "url": article.url,
        "mainEntityOfPage": article.url,
        "datePublished": dates.machine(article.published),
        "dateModified": dates.machine(article.touched),
        "articleSection": words.section,
        "keywords": list(words.tags),
        "inLanguage": publisher.paper.language,
        "isAccessibleForFree": not words.paywalled,
        "author": people or [{"@id": f"{publisher.base_url}/#organization"}],
        "publisher": {"@id": f"{publisher.base_url}/#organization"},
    }
    if article.image_path is not None:
        node["image"] = {"@type": "ImageObject", "url": publisher.base_url + article.image_path}
    if words.kind == "live":
        node |= {"@type": "LiveBlogPosting", "liveBlogUpdate": live_updates(article)}
    return node


def live_updates(article: PublishedArticle) -> list[Node]:
    """The entries of a live blog as the postings they are."""
    return [
        {"@type": "BlogPosting", "headline": block.text, "datePublished": dates.machine(block.time)}
        for block in article.blocks
        if block.time is not None
    ]


def breadcrumb_list(publisher: Publisher, article: PublishedArticle) -> Node:
    """Home, section, headline."""
    section = article.words.section
    steps = [
        (publisher.paper.labels.home, f"{publisher.base_url}/"),
        (section, publisher.base_url + publisher.section_path(section)),
        (article.words.title, article.url),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }


def _dateline(printed: str) -> Html:
    return el("span", printed, class_="dateline")
