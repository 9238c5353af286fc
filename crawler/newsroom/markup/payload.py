"""A site built in the browser: the article travels as data in a script element.

Every second article (see ``PublishedArticle.body_in_markup``) is also rendered by the server;
the others are an empty root element until the script has run.
"""

from typing import Any

from crawler.newsroom import dates
from crawler.newsroom.markup import furniture, modern, opengraph
from crawler.newsroom.markup.jsonld import script_json
from crawler.newsroom.publisher import Block, PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join


def article_page(publisher: Publisher, article: PublishedArticle) -> Html:
    """The page of one article."""
    head = [el("link", rel="canonical", href=article.url), *opengraph.metadata(publisher, article)]
    root = _rendered(publisher, article) if article.body_in_markup else Html("")
    body = join(
        [
            el("div", root, id="__next"),
            el(
                "script",
                script_json(payload(publisher, article)),
                id="__NEXT_DATA__",
                type="application/json",
            ),
        ],
        "\n",
    )
    return modern.document(publisher, f"{article.words.title} | {publisher.paper.title}", body, head=head)


def payload(publisher: Publisher, article: PublishedArticle) -> dict[str, Any]:
    """What the script would draw the page from."""
    words = article.words
    picture = None
    if words.image is not None and article.image_path is not None:
        url = publisher.base_url + article.image_path
        picture = {"url": url, "caption": words.image.caption, "credit": words.image.credit}
    data = {
        "id": article.index + 1,
        "url": article.url,
        "title": words.title,
        "standfirst": words.standfirst,
        "byline": words.byline,
        "authors": [{"name": author.name, "role": author.role or None} for author in words.authors],
        "publishedAt": dates.machine(article.published),
        "updatedAt": dates.machine(article.touched),
        "section": words.section,
        "tags": list(words.tags),
        "isFree": not words.paywalled,
        "image": picture,
        "body": [fragment(article, place) for place in range(len(article.blocks))],
        "correction": words.correction or None,
    }
    related = [
        {"title": other.words.title, "url": other.url, "standfirst": other.words.standfirst}
        for other in furniture.related_articles(publisher, article)
    ]
    props = {"article": data, "related": related, "newsletter": {"html": el("p", publisher.paper.newsletter)}}
    return {"props": {"pageProps": props}, "page": "/articles/[id]", "query": {"id": str(article.index + 1)}}


def fragment(article: PublishedArticle, place: int) -> dict[str, str]:
    """One block of the body, its HTML beside its type."""
    block: Block = article.blocks[place]
    if block.heading:
        time = {} if block.time is None else {"time": dates.machine(block.time)}
        return {"type": "heading", "html": el("h2", block.text), **time}
    words = article.words
    if place == 0 and words.dateline:
        return {
            "type": "paragraph",
            "html": el("p", el("strong", words.dateline), words.separator, block.text),
        }
    return {"type": "paragraph", "html": el("p", block.text)}


def _rendered(publisher: Publisher, article: PublishedArticle) -> Html:
    words = article.words
    story = [
        el("h1", words.title, class_="css-1q2w3e"),
        el("p", words.standfirst, class_="css-4r5t6y") if words.standfirst else Html(""),
        el("p", furniture.byline(publisher, article), class_="css-7u8i9o") if words.byline else Html(""),
        furniture.times(publisher, article),
        furniture.figure(publisher, article),
        el("div", furniture.text(publisher, article, _dateline), class_="css-0p1a2s"),
        furniture.paywall(publisher, article),
        furniture.correction(publisher, article),
        furniture.biographies(publisher, article),
    ]
    main = join(
        [
            modern.breadcrumbs(publisher, article),
            el("article", join(story, "\n")),
            furniture.related(publisher, article),
        ],
        "\n",
    )
    return join([modern.header(publisher), el("main", main, id="main"), modern.footer(publisher)], "\n")


def _dateline(printed: str) -> Html:
    return el("strong", printed)
