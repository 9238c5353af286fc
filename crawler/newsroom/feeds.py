"""The four syndication formats, each from the same entries."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from crawler.newsroom import answers, dates
from crawler.newsroom.answers import Answer
from crawler.newsroom.entries import FeedEntry, entries_of
from crawler.newsroom.habits import Feed, Format
from crawler.newsroom.publisher import Publisher
from crawler.newsroom.tags import Html, join, xml

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
DUBLIN_CORE_TERMS = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS_1 = "http://purl.org/rss/1.0/"

MEDIA_TYPES = {
    Format.RSS: "application/rss+xml",
    Format.ATOM: "application/atom+xml",
    Format.RDF: "application/rdf+xml",
    Format.JSON: "application/feed+json",
}


def feed_answer(publisher: Publisher, feed: Feed) -> Answer:
    """One feed of the publisher, as it stands on this crawl."""
    charset = publisher.habits.charset
    text = WRITERS[feed.format](publisher, feed, entries_of(publisher, feed))
    if feed.format is not Format.JSON:
        text = declared(text, charset)
    return answers.page(
        text, charset=charset, media_type=MEDIA_TYPES[feed.format], last_modified=publisher.touched
    )


def declared(markup: str, charset: str = "utf-8") -> Html:
    """XML with its declaration in front."""
    return Html(f'<?xml version="1.0" encoding="{charset}"?>\n{markup}')


def rss(publisher: Publisher, feed: Feed, entries: Sequence[FeedEntry]) -> Html:
    """RSS 2.0."""
    paper = publisher.paper
    channel = [
        xml("title", paper.title),
        xml("link", f"{publisher.base_url}/"),
        xml("description", paper.tagline),
        xml("language", paper.language),
        xml("lastBuildDate", dates.rss_date(publisher.touched)),
        xml("atom:link", rel="self", type=MEDIA_TYPES[Format.RSS], href=publisher.base_url + feed.path),
        *(_rss_item(entry) for entry in entries),
    ]
    return xml(
        "rss",
        xml("channel", join(channel, "\n")),
        version="2.0",
        xmlns__atom=ATOM,
        xmlns__content=CONTENT,
        xmlns__dc=DUBLIN_CORE,
    )


def _rss_item(entry: FeedEntry) -> Html:
    rows = [
        xml("title", entry.title),
        xml("link", entry.link),
        xml("guid", entry.identifier, isPermaLink="false"),
        xml("pubDate", dates.rss_date(entry.published)),
        xml("atom:updated", dates.machine(entry.updated)),
        xml("description", entry.summary),
        *(xml("dc:creator", name) for name in entry.authors),
    ]
    if entry.section:
        rows.append(xml("category", entry.section))
    if entry.content is not None:
        rows.append(xml("content:encoded", str(entry.content)))  # not Html any more: escaped once again
    return xml("item", *rows)


def atom(publisher: Publisher, feed: Feed, entries: Sequence[FeedEntry]) -> Html:
    """Atom (RFC 4287)."""
    rows = [
        xml("title", publisher.paper.title),
        xml("subtitle", publisher.paper.tagline),
        xml("id", f"{publisher.base_url}/"),
        xml("link", rel="self", href=feed.path),
        xml("link", rel="alternate", href="/"),
        xml("updated", dates.machine(publisher.touched)),
        xml("author", xml("name", publisher.paper.title)),
        *(_atom_entry(publisher, entry) for entry in entries),
    ]
    base = f"{publisher.base_url}/" if feed.relative else None
    return xml("feed", join(rows, "\n"), xmlns=ATOM, xml__lang=publisher.paper.language, xml__base=base)


def _atom_entry(publisher: Publisher, entry: FeedEntry) -> Html:
    return xml(
        "entry",
        xml("title", entry.title, type="text"),
        xml("link", rel="alternate", type="text/html", href=entry.link),
        xml("id", f"tag:{publisher.name},1997:{entry.identifier}"),
        xml("published", dates.machine(entry.published)),
        xml("updated", dates.machine(entry.updated)),
        xml("summary", entry.summary),
        *(xml("author", xml("name", name)) for name in entry.authors),
        *([xml("category", term=entry.section)] if entry.section else []),
    )


def rdf(publisher: Publisher, feed: Feed, entries: Sequence[FeedEntry]) -> Html:
    """RSS 1.0, which is RDF."""
    paper = publisher.paper
    order = xml("rdf:Seq", *(xml("rdf:li", rdf__resource=entry.link) for entry in entries))
    channel = xml(
        "channel",
        xml("title", paper.title),
        xml("link", f"{publisher.base_url}/"),
        xml("description", paper.tagline),
        xml("dc:language", paper.language),
        xml("items", order),
        rdf__about=publisher.base_url + feed.path,
    )
    items = [_rdf_item(entry) for entry in entries]
    return xml(
        "rdf:RDF",
        join([channel, *items], "\n"),
        xmlns__rdf=RDF,
        xmlns=RSS_1,
        xmlns__dc=DUBLIN_CORE,
        xmlns__dcterms=DUBLIN_CORE_TERMS,
    )


def _rdf_item(entry: FeedEntry) -> Html:
    return xml(
        "item",
        xml("title", entry.title),
        xml("link", entry.link),
        xml("description", entry.summary),
        xml("dc:date", dates.machine(entry.published)),
        xml("dcterms:modified", dates.machine(entry.updated)),
        *(xml("dc:creator", name) for name in entry.authors),
        rdf__about=entry.link,
    )


def json_feed(publisher: Publisher, feed: Feed, entries: Sequence[FeedEntry]) -> str:
    """JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": publisher.paper.title,
        "description": publisher.paper.tagline,
        "home_page_url": f"{publisher.base_url}/",
        "feed_url": publisher.base_url + feed.path,
        "language": publisher.paper.language,
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry.identifier,
        "url": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.summary,
        "date_published": dates.machine(entry.published),
        "date_modified": dates.machine(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [entry.section] if entry.section else [],
    }


WRITERS: dict[Format, Callable[[Publisher, Feed, Sequence[FeedEntry]], str]] = {
    Format.RSS: rss,
    Format.ATOM: atom,
    Format.RDF: rdf,
    Format.JSON: json_feed,
}
