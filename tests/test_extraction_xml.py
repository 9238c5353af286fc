"""Feeds and sitemaps that a feed links as if they were pages: no article, whatever type they are sent under."""

import pytest

from pipelines.errors import NotHtml
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
