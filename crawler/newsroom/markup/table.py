"""A site that was last redesigned in 1997: nested tables, ``<font>``, ``<br><br>`` for paragraphs.

Its pages say nothing to machines but ``<title>`` (and the character set): headline, byline and
date are there for eyes only, and the time is printed without its zone.
"""

from crawler.newsroom import dates
from crawler.newsroom.markup import furniture
from crawler.newsroom.publisher import Block, PublishedArticle, Publisher
from crawler.newsroom.tags import Html, el, join

DOCTYPE = Html('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n')
BREAK = Html("<br><br>\n")
LINE = Html("<br>\n")
FACE = "Times New Roman, Times, serif"


def article_page(publisher: Publisher, article: PublishedArticle) -> Html:
    """The page of one article."""
    paper, words = publisher.paper, article.words
    label = f"{paper.labels.published} {dates.printed(article.published, paper.language)}"
    if article.modified is not None:
        label += f" - {paper.labels.updated} {dates.printed(article.modified, paper.language)}"
    story = [
        el("font", el("b", words.title), size="6", face=FACE),
        BREAK,
        join([el("font", el("i", words.standfirst), size="4"), BREAK]) if words.standfirst else Html(""),
        join([el("font", words.byline, size="2", color=publisher.habits.accent), LINE])
        if words.byline
        else Html(""),
        el("font", label, size="1", color="#666666"),
        BREAK,
        _picture(publisher, article),
        el("font", _text(publisher, article), size="3", face=FACE),
        _correction(publisher, article),
        el("hr", size="1", noshade=""),
        _related(publisher, article),
        _comments(publisher),
    ]
    return frame(publisher, words.title, join(story))


def frame(publisher: Publisher, title: str, main: Html) -> Html:
    """A whole page: a banner, a column of links, and ``main`` beside it."""
    paper = publisher.paper
    banner = el(
        "td",
        el("font", el("a", paper.title, href="/"), size="7", face=FACE),
        LINE,
        el("font", paper.tagline, size="2"),
        colspan="2",
        align="center",
        bgcolor="#ffffcc",
    )
    links = [el("a", section, href=publisher.section_path(section)) for section in paper.sections]
    menu = el(
        "td",
        el("font", join([el("a", paper.labels.home, href="/"), *links], LINE), size="2"),
        width="140",
        valign="top",
        bgcolor="#eeeeee",
    )
    inner = el("table", el("tr", el("td", main)), border="0", cellpadding="8", width="100%")
    rows = [el("tr", banner), el("tr", menu, el("td", inner, valign="top")), el("tr", _footer(publisher))]
    outer = el("table", join(rows, "\n"), border="0", cellspacing="0", cellpadding="4", width="760")
    declared = f"text/html; charset={publisher.habits.charset}"
    head = el(
        "head",
        el("meta", http_equiv="Content-Type", content=declared),
        el("title", f"{title} - {paper.title}"),
    )
    body = el("body", el("center", outer), bgcolor="#ffffff", link=publisher.habits.accent)
    return join([DOCTYPE, el("html", head, "\n", body)])


def _footer(publisher: Publisher) -> Html:
    paper = publisher.paper
    text = el("font", f"© 1997-{publisher.now.year} {paper.title}", size="1")
    return el("td", text, colspan="2", align="center", bgcolor="#ffffcc")


def _text(publisher: Publisher, article: PublishedArticle) -> Html:
    """The body, its boxes as small tables in the flow."""
    boxes = {
        furniture.NEWSLETTER_AFTER: _box(publisher.paper.newsletter, "right"),
        furniture.DONATION_AFTER: _box(publisher.paper.donation, "left"),
    }
    rows: list[Html] = []
    for place, block in enumerate(article.blocks):
        rows.append(_block(article, block, first=place == 0))
        rows += [boxes[count] for count in furniture.box_after(article, place) if count in boxes]
    if article.words.paywalled:
        rows.append(_box(publisher.paper.labels.subscribe, "center"))
    return join(rows)


def _block(article: PublishedArticle, block: Block, *, first: bool) -> Html:
    words = article.words
    if block.heading:
        posted = f"{block.time:%H:%M} " if block.time is not None else ""
        return join([posted, el("b", block.text), BREAK])
    if first and words.dateline:
        return join([el("b", words.dateline), words.separator, block.text, BREAK])
    return join([block.text, BREAK])


def _box(text: str, align: str) -> Html:
    cell = el("td", el("font", text, size="2"))
    return el(
        "table", el("tr", cell), border="1", width="180", align=align, bgcolor="#ddeeff", cellpadding="6"
    )


def _picture(publisher: Publisher, article: PublishedArticle) -> Html:
    picture = article.words.image
    if picture is None or article.image_path is None:
        return Html("")
    credit = f" ({publisher.paper.labels.photo}: {picture.credit})" if picture.credit else ""
    rows = [
        el("tr", el("td", el("img", src=article.image_path, width="480", height="270", alt=picture.caption))),
        el("tr", el("td", el("font", el("i", picture.caption + credit), size="1"))),
    ]
    return join([el("table", *rows, border="0", align="center"), LINE])


def _correction(publisher: Publisher, article: PublishedArticle) -> Html:
    if not article.words.correction:
        return Html("")
    label = el("b", f"{publisher.paper.labels.correction}: ")
    return join([el("font", label, article.words.correction, size="2"), BREAK])


def _related(publisher: Publisher, article: PublishedArticle) -> Html:
    links = [
        el("a", other.words.title, href=other.path)
        for other in furniture.related_articles(publisher, article)
    ]
    heading = el("b", publisher.paper.labels.related)
    return join([el("font", join([heading, *links], LINE), size="2"), BREAK])


def _comments(publisher: Publisher) -> Html:
    return join(
        join([el("font", comment, size="2", color="#333333"), BREAK]) for comment in publisher.paper.comments
    )
