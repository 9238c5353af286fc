"""Feeds and sitemaps that a feed links as if they were pages: no article, whatever type they are sent under."""

import pytest

from pipelines.errors import Listing, NotHtml
from pipelines.extraction import extract
from pipelines.extraction.xml_documents import MAX_PROLOGUE, root_name

URL = "https://courier.example/news.xml"
SENTENCE = "The first ferry since December left the harbour at dawn on Tuesday with forty passengers. "
ITEM = f"<item><title>The ferry is back</title><description><![CDATA[<p>{SENTENCE * 4}</p>]]></description></item>"
ENTRY = (
    f"<entry><title>The ferry is back</title><content type='html'>&lt;p&gt;{SENTENCE * 4}</content></entry>"
)
PLACE = (
    "<url><loc>https://courier.example/ferry</loc><news:title>The ferry is back at last</news:title></url>"
)
DECLARED = "<?xml version='1.0' encoding='utf-8'?>\n"
XML = {
    "rss": f"<rss version='2.0'><channel><title>The Courier</title>{ITEM * 8}</channel></rss>",
    "rdf": f"{DECLARED}<rdf:RDF><channel><title>The Courier</title></channel>{ITEM * 8}</rdf:RDF>",
    "atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Courier</title>{ENTRY * 8}</feed>",
    "urlset": f"{DECLARED}<!-- built at dawn --><urlset>{PLACE * 8}</urlset>",
    "sitemapindex": "<sitemapindex><sitemap><loc>https://courier.example/2026.xml</loc></sitemap></sitemapindex>",
    "with-entities": f"<!DOCTYPE rss [<!ENTITY a '<p>'>]>\n<rss><channel>{ITEM * 8}</channel></rss>",
    "with-a-style": f"{DECLARED}<?xml-stylesheet href='feed.xsl'?><rss><channel>{ITEM * 8}</channel></rss>",
    "of-their-own-make": f"{DECLARED}<newsml><headline>The ferry is back</headline>{ITEM * 8}</newsml>",
}


WRAPPED = {
    "behind-a-warning": f"<br />\n<b>Warning</b>: no such file in map.php<br />\n{XML['urlset']}",
    "in-a-page": f"<html><body>{XML['urlset']}</body></html>",
    "behind-a-nul": f"\0{XML['rss']}",
    "behind-many-comments": f"{DECLARED}{'<!-- x -->' * 60}{XML['sitemapindex']}",
    "with-a-sign-in-its-style": f"{DECLARED}<?xml-stylesheet href='/a>b.xsl'?><urlset>{PLACE * 8}</urlset>",
    "entries-alone": f"<list>{PLACE * 8}</list>",
    "of-another-prefix": f"<p>{SENTENCE * 3}</p><map:urlset>{PLACE * 8}</map:urlset>",
}


@pytest.mark.parametrize("name", WRAPPED)
def test_a_sitemap_with_something_before_it_is_no_page_either(name: str) -> None:
    """What a server prints before it, or puts around it, makes no article of its entries."""
    story = f"<p>{SENTENCE * 3}</p>" * 4
    with pytest.raises(NotHtml):
        extract((WRAPPED[name] + story).encode(), URL, content_type="text/html")


ADDRESS = "https://courier.example/2026/03/{:02}/the-first-ferry-since-december"
DAYS = range(1, 31)
SHOWN = {
    "addresses": f"<h1>All we wrote</h1><pre>{chr(10).join(map(ADDRESS.format, DAYS))}</pre>",
    "a-table": "<h1>All we wrote</h1><table>"
    + "".join(f"<tr><td>{ADDRESS.format(day)}</td><td>2026-03-{day:02} 10:00</td></tr>" for day in DAYS)
    + "</table>",
    "links": "<h1>All we wrote</h1><ul>"
    + "".join(f"<li><a href='/2026/03/{day:02}'>{SENTENCE} {day}</a></li>" for day in DAYS)
    + "</ul>",
    "a-style-made-it": f"<h1>XML Sitemap</h1><p>{SENTENCE}</p><p>It has 30 addresses.</p>",
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_sitemap_made_into_a_page_is_a_list(name: str) -> None:
    with pytest.raises(Listing):
        extract(f"<html><body>{SHOWN[name]}</body></html>".encode(), URL)


def test_an_article_that_names_addresses_and_links_is_one() -> None:
    named = "".join(f"<p>{SENTENCE}See {ADDRESS.format(day)}.</p>" for day in DAYS)
    links = "".join(f"<p>{SENTENCE}<a href='/{day}'>More of {day} March</a></p>" for day in DAYS)
    for text in (named, links):
        assert (
            len(extract(f"<html><body><h1>What was said</h1>{text}</body></html>".encode(), URL).body) == 30
        )


def test_a_json_feed_with_pages_in_it_is_no_page() -> None:
    version, inside = "https://jsonfeed.org/version/1.1", f"<h1>T</h1><p>{SENTENCE * 5}"
    text = f'{{"version": "{version}", "items": [{{"content_html": "{inside}"}}]}}'
    with pytest.raises(NotHtml):
        extract(text.encode(), URL, content_type="text/html")


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("content_type", ["text/html", "text/xml", "application/rss+xml", ""])
def test_xml_of_another_kind_is_no_page(name: str, content_type: str) -> None:
    with pytest.raises(NotHtml):
        extract(XML[name].encode(), URL, content_type=content_type)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(DECLARED + "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>", id="xhtml"),
        pytest.param("\ufeff\n<!-- rss -->\n<!DOCTYPE html>", id="mark-and-comment"),
        pytest.param("<!-- a comment that nothing ends >", id="open-comment"),
        pytest.param("<courier-page>", id="an-element-of-their-own"),
        pytest.param(DECLARED, id="declared"),
    ],
)
def test_a_page_is_a_page_whatever_stands_before_it(head: str) -> None:
    page = f"{head}<html><body><h1>The ferry is back</h1><p>{SENTENCE * 4}</p></body></html>"
    assert extract(page.encode(), URL).title == "The ferry is back"


def test_a_prologue_without_end_is_given_up() -> None:
    assert root_name("<!---->" * MAX_PROLOGUE + "<rss>") == "rss"
    assert root_name("<!---->" * 1_000_000 + "<rss>") == ""
