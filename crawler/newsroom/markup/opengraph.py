"""A small site on a stock blog system: Open Graph and meta elements, nothing else for machines."""

from crawler.newsroom import dates
from crawler.newsroom.markup import furniture, modern
from crawler.newsroom.publisher import PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join


def article_page(publisher: Publisher, article: PublishedArticle) -> Html:
    """The page of one article."""
    words = article.words
    entry_header = [
        el(
            "a",
            words.section,
            href=publisher.section_path(words.section),
            rel="category tag",
            class_="cat-link",
        ),
        el("h1", furniture.live_badge(publisher, article), words.title, class_="entry-title"),
        el("p", words.standfirst, class_="entry-summary") if words.standfirst else Html(""),
        el("p", furniture.byline(publisher, article), class_="entry-author") if words.byline else Html(""),
        furniture.times(publisher, article),
    ]
    story = [
        el("header", join(entry_header, "\n"), class_="entry-header"),
        furniture.figure(publisher, article),
        el("div", furniture.text(publisher, article), class_="entry-content"),
        furniture.paywall(publisher, article),
        furniture.correction(publisher, article),
        el("p", join((el("a", f"#{tag}", rel="tag") for tag in words.tags), " "), class_="entry-tags"),
        furniture.share(article),
        furniture.biographies(publisher, article),
    ]
    main = [
        modern.breadcrumbs(publisher, article),
        el("article", join(story, "\n"), class_="post hentry"),
        furniture.comments(publisher),
        furniture.related(publisher, article),
    ]
    head = [el("link", rel="canonical", href=article.url), *metadata(publisher, article)]
    return modern.frame(publisher, words.title, join(main, "\n"), head=head)


def metadata(publisher: Publisher, article: PublishedArticle) -> list[Html]:
    """The article as meta elements: https://ogp.me and what Facebook added to it."""
    words = article.words
    rows = [
        ("og:type", "article"),
        ("og:site_name", publisher.paper.title),
        ("og:locale", publisher.paper.language),
        ("og:title", words.title),
        ("og:description", words.standfirst),
        ("og:url", article.url),
        ("article:published_time", dates.machine(article.published)),
        ("article:section", words.section),
        ("article:content_tier", "locked" if words.paywalled else "free"),
        *(("article:tag", tag) for tag in words.tags),
    ]
    if article.modified is not None:
        rows.append(("article:modified_time", dates.machine(article.modified)))
    if article.image_path is not None:
        rows.append(("og:image", publisher.base_url + article.image_path))
    names = [
        *(("author", author.name) for author in words.authors),
        ("description", words.standfirst),
        ("twitter:card", "summary_large_image"),
    ]
    return [
        *(el("meta", name=name, content=content) for name, content in names if content),
        *(el("meta", property=name, content=content) for name, content in rows if content),
    ]
