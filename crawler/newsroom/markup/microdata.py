"""A site that marks its own paragraphs: schema.org as itemscope and itemprop."""

from crawler.newsroom import dates
from crawler.newsroom.markup import furniture, modern
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join

SCHEMA = "https://schema.org/"


def article_page(publisher: Publisher, article: PublishedArticle) -> Html:
    """The page of one article."""
    words = article.words
    story = [
        *_properties(publisher, article),
        el("h1", words.title, itemprop="headline"),
        furniture.live_badge(publisher, article),
        el("p", words.standfirst, class_="lead", itemprop="description") if words.standfirst else Html(""),
        _byline(publisher, article),
        furniture.times(publisher, article, itemprops=True),
        furniture.figure(publisher, article),
        el("div", furniture.text(publisher, article, _dateline), class_="story-text", itemprop="articleBody"),
        furniture.paywall(publisher, article),
        furniture.correction(publisher, article),
        furniture.share(article),
        furniture.biographies(publisher, article),
    ]
    kind = "LiveBlogPosting" if words.kind == "live" else "NewsArticle"
    main = [
        _breadcrumbs(publisher, article),
        el("article", join(story, "\n"), itemscope="", itemtype=SCHEMA + kind),
        furniture.related(publisher, article),
        furniture.comments(publisher),
    ]
    head = [
        el("link", rel="canonical", href=article.url),
        el("meta", name="description", content=words.standfirst),
    ]
    return modern.frame(publisher, words.title, join(main, "\n"), head=head)


def _properties(publisher: Publisher, article: PublishedArticle) -> list[Html]:
    """What the page knows of the article and does not print."""
    words = article.words
    paper = el(
        "span",
        el("meta", itemprop="name", content=publisher.paper.title),
        itemprop="publisher",
        itemscope="",
        itemtype=SCHEMA + "NewsMediaOrganization",
    )
    rows = [
        paper,
        el("link", itemprop="mainEntityOfPage", href=article.url),
        el("meta", itemprop="inLanguage", content=publisher.paper.language),
        el("meta", itemprop="articleSection", content=words.section),
        el("meta", itemprop="keywords", content=", ".join(words.tags)),
        el("meta", itemprop="isAccessibleForFree", content=str(not words.paywalled)),
    ]
    if article.image_path is not None:
        rows.append(el("link", itemprop="image", href=publisher.base_url + article.image_path))
    if article.modified is None:
        rows.append(el("meta", itemprop="dateModified", content=dates.machine(article.published)))
    return rows


def _byline(publisher: Publisher, article: PublishedArticle) -> Html:
    if not article.words.byline:
        return Html("")
    return el("p", furniture.byline(publisher, article, itemprop="author"), class_="byline")


def _breadcrumbs(publisher: Publisher, article: PublishedArticle) -> Html:
    section = article.words.section
    steps = [(publisher.paper.labels.home, "/"), (section, publisher.section_path(section))]
    items = [
        el(
            "li",
            el("a", el("span", name, itemprop="name"), itemprop="item", href=href),
            el("meta", itemprop="position", content=str(position)),
            itemprop="itemListElement",
            itemscope="",
            itemtype=SCHEMA + "ListItem",
        )
        for position, (name, href) in enumerate(steps, start=1)
    ]
    return el("ol", *items, class_="breadcrumbs", itemscope="", itemtype=SCHEMA + "BreadcrumbList")


def _dateline(printed: str) -> Html:
    return el("b", printed, itemprop="dateline")
