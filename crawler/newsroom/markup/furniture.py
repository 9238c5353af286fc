"""The pieces a page puts around and between the paragraphs of an article."""

from collections.abc import Callable, Mapping

from crawler.newsroom import dates
from crawler.newsroom.content import Author
from crawler.newsroom.publisher import Block, PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join

RELATED = 3
NEWSLETTER_AFTER = 2
READ_MORE_AFTER = 3
DONATION_AFTER = 4


def byline(publisher: Publisher, article: PublishedArticle, *, itemprop: str | None = None) -> Html:
    """The byline as printed, every author's name in it a link to their page."""
    parts: list[str] = [article.words.byline]
    for author in article.words.authors:
        link = _author_link(publisher, author, itemprop)
        parts = [piece for part in parts for piece in _linked(part, author.name, link)]
    return join(parts)


def _linked(part: str, name: str, link: Html) -> list[str]:
    if isinstance(part, Html) or name not in part:
        return [part]
    before, after = part.split(name, 1)
    return [before, link, after]


def _author_link(publisher: Publisher, author: Author, itemprop: str | None) -> Html:
    address = publisher.person_path(author.name)
    if itemprop is None:
        return el("a", author.name, rel="author", href=address)
    name = el("span", author.name, itemprop="name")
    return el(
        "span",
        el("a", name, itemprop="url", rel="author", href=address),
        itemprop=itemprop,
        itemscope="",
        itemtype="https://schema.org/Person",
    )


def times(publisher: Publisher, article: PublishedArticle, *, itemprops: bool = False) -> Html:
    """When the article was published and, where it was, updated."""
    labels = publisher.paper.labels
    rows = [_time(publisher, labels.published, article, "datePublished" if itemprops else None)]
    if article.modified is not None:
        rows.append(
            _time(publisher, labels.updated, article, "dateModified" if itemprops else None, updated=True)
        )
    return el("p", join(rows, " · "), class_="times")


def _time(
    publisher: Publisher,
    label: str,
    article: PublishedArticle,
    itemprop: str | None,
    *,
    updated: bool = False,
) -> Html:
    moment = article.touched if updated else article.published
    text = dates.printed(moment, publisher.paper.language)
    return join([f"{label} ", el("time", text, datetime=dates.machine(moment), itemprop=itemprop)])


def share(article: PublishedArticle) -> Html:
    """Links that send the article's address elsewhere."""
    links = [
        el("a", "Mastodon", href=f"https://mastodon.example/share?text={article.url}", rel="nofollow"),
        el("a", "WhatsApp", href=f"https://chat.example/send?text={article.url}", rel="nofollow"),
        el("a", "E-mail", href=f"mailto:?body={article.url}", rel="nofollow"),
    ]
    return el("ul", *(el("li", link) for link in links), class_="share")


def figure(publisher: Publisher, article: PublishedArticle) -> Html:
    """The lead image with caption and credit; nothing where there is none."""
    picture = article.words.image
    if picture is None or article.image_path is None:
        return Html("")
    caption: list[str] = [el("span", picture.caption, class_="caption")]
    if picture.credit:
        caption += [" ", el("span", f"{publisher.paper.labels.photo}: {picture.credit}", class_="credit")]
    return el(
        "figure",
        el("img", src=article.image_path, alt=picture.caption, width="480", height="270"),
        el("figcaption", *caption),
    )


def newsletter(publisher: Publisher) -> Html:
    """The newsletter box, which stands in the middle of the text."""
    form = el(
        "form",
        el("input", type="email", name="email", placeholder="name@example.org"),
        el("button", "→", type="submit"),
        action="/newsletter",
        method="post",
    )
    return el("aside", el("p", publisher.paper.newsletter), form, class_="newsletter-box")


def donation(publisher: Publisher) -> Html:
    """The request for money, further down in the text."""
    return el("div", el("p", publisher.paper.donation), class_="donation-box")


def read_more(publisher: Publisher, article: PublishedArticle) -> Html:
    """A link to another story between two paragraphs."""
    other = related_articles(publisher, article)[-1:]
    label = publisher.paper.labels.read_more
    return join(
        el("p", f"{label}: ", el("a", row.words.title, href=row.path), class_="read-more") for row in other
    )


def related_articles(publisher: Publisher, article: PublishedArticle) -> list[PublishedArticle]:
    """Other articles, those of the same section first."""
    others = [other for other in publisher.newest_first if other.index != article.index]
    others.sort(key=lambda other: other.words.section != article.words.section)
    return others[:RELATED]


def related(publisher: Publisher, article: PublishedArticle) -> Html:
    """The list of related stories beside the text."""
    rows = [
        el("li", el("a", other.words.title, href=other.path), el("p", other.words.standfirst))
        for other in related_articles(publisher, article)
    ]
    return el("aside", el("h2", publisher.paper.labels.related), el("ul", *rows), class_="related")


def comments(publisher: Publisher) -> Html:
    """What readers wrote under the article."""
    rows = [el("li", el("p", comment)) for comment in publisher.paper.comments]
    return el("section", el("ol", *rows), class_="comments", id="comments")


def biographies(publisher: Publisher, article: PublishedArticle) -> Html:
    """A box about each author."""
    boxes = [
        el(
            "div",
            el("p", " · ".join(filter(None, (a.name, a.role, a.place, publisher.paper.title)))),
            class_="author-bio",
        )
        for a in article.words.authors
    ]
    return join(boxes, "\n")


def correction(publisher: Publisher, article: PublishedArticle) -> Html:
    """The notice under the text that says what was wrong."""
    if not article.words.correction:
        return Html("")
    label = el("strong", f"{publisher.paper.labels.correction}: ")
    return el("p", label, article.words.correction, class_="correction")


def paywall(publisher: Publisher, article: PublishedArticle) -> Html:
    """The box that stands where the rest of the text would."""
    if not article.words.paywalled:
        return Html("")
    button = el("a", publisher.paper.labels.subscribe, href="/subscribe", class_="button")
    return el("div", button, class_="paywall")


def live_badge(publisher: Publisher, article: PublishedArticle) -> Html:
    """The mark of a live blog."""
    if article.words.kind != "live":
        return Html("")
    return el("span", publisher.paper.labels.live, class_="live-badge")


def text(
    publisher: Publisher,
    article: PublishedArticle,
    dateline: Callable[[str], str] = str,
    *,
    interrupted: bool = True,
) -> Html:
    """The body: its paragraphs, and between them the boxes readers skip.

    ``dateline`` marks up the dateline in front of the first paragraph.
    """
    boxes: Mapping[int, Html] = {}
    if interrupted:
        boxes = {
            NEWSLETTER_AFTER: newsletter(publisher),
            READ_MORE_AFTER: read_more(publisher, article),
            DONATION_AFTER: donation(publisher),
        }
    rows: list[Html] = []
    for place, block in enumerate(article.blocks):
        rows.append(_opening(article, dateline) if place == 0 else _block(block))
        rows += [boxes[count] for count in box_after(article, place) if count in boxes]
    return join(rows, "\n")


def box_after(article: PublishedArticle, place: int) -> list[int]:
    """How many paragraphs have been printed where a box may follow; empty where none may.

    No box stands between a sub-heading and its text, or under the last paragraph.
    """
    if article.blocks[place].heading or place == len(article.blocks) - 1:
        return []
    return [sum(not block.heading for block in article.blocks[: place + 1])]


def _opening(article: PublishedArticle, dateline: Callable[[str], str]) -> Html:
    words, first = article.words, article.blocks[0]
    if not words.dateline:
        return _block(first)
    return el("p", dateline(words.dateline), words.separator, first.text)


def _block(block: Block) -> Html:
    if not block.heading:
        return el("p", block.text)
    if block.time is None:
        return el("h2", block.text)
    posted = el("time", f"{block.time:%H:%M}", datetime=dates.machine(block.time), class_="entry-time")
    return join([posted, el("h2", block.text)], "\n")
