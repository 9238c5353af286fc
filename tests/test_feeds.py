"""Any feed gives its links, whatever its form; anything else says that it is none."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.discovery.feeds import HINT_CHARS, MAX_AUTHORS, Feed, NotAFeed, read_feed
from pipelines.bounds import MAX_FEED_ITEMS
from pipelines.urls import clean_url, url_key

URL = "https://echo.example/feeds/all.xml"


def rss(*items: str, channel: str = "<title>The Echo</title>") -> bytes:
    """An RSS 2.0 feed with these items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<?xml version='1.0'?>{head}{content}><channel>{channel}{inside}</channel></rss>".encode()


def atom(*entries: str, attributes: str = "") -> bytes:
    """An Atom feed with these entries."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>The Echo</title>{inside}</feed>'
    ).encode()


def json_feed(*items: Any, **fields: Any) -> bytes:
    """A JSON Feed with these items."""
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "The Echo", **fields}
    return json.dumps({**head, "items": items}).encode()


def urls(feed: Feed) -> list[str]:
    """The addresses of a feed, in order."""
    return [link.url for link in feed.links]


def test_rss_2_is_read_with_its_hints() -> None:
    feed = read_feed(
        rss(
            "<title>Ferry returns</title><link>https://echo.example/1</link><dc:creator>Ana Ruiz</dc:creator>"
            "<pubDate>Sat, 14 Mar 2026 09:30:00 +0100</pubDate>",
            "<title>Council votes</title><guid>https://echo.example/2</guid>",
            "<title>Harbour</title><link>https://echo.example/3</link><guid isPermaLink='false'>3</guid>",
        ),
        URL,
        "application/rss+xml",
    )
    assert (feed.kind, feed.title, feed.skipped) == ("rss", "The Echo", 0)
    assert urls(feed) == [f"https://echo.example/{n}" for n in (1, 2, 3)]
    first = feed.links[0]
    assert (first.hints.title, first.hints.authors) == ("Ferry returns", ["Ana Ruiz"])
    assert first.hints.published == datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
    assert first.updated is None  # a time of publication is no time of change


def test_rss_1_is_read() -> None:
    body = b"""<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://echo.example/"><title>The Echo</title></channel>
    <item rdf:about="https://echo.example/1"><title>Ferry returns</title><link>https://echo.example/1</link>
      <dc:date>2026-03-14T09:30:00+01:00</dc:date></item></rdf:RDF>"""
    feed = read_feed(body, URL)
    assert (feed.kind, urls(feed)) == ("rdf", ["https://echo.example/1"])
    assert feed.links[0].hints.published == datetime(2026, 3, 14, 8, 30, tzinfo=UTC)


def test_atom_is_read_with_its_time_of_change() -> None:
    feed = read_feed(
        atom(
            "<title>Ferry returns</title><link href='https://echo.example/1'/><author><name>Ana</name></author>"
            "<author><name>Bo</name></author><published>2026-03-14T08:30:00Z</published>"
            "<updated>2026-03-14T10:00:00+01:00</updated>"
        ),
        URL,
        "application/atom+xml",
    )
    assert feed.kind == "atom"
    link = feed.links[0]
    assert link.hints.authors == ["Ana", "Bo"]
    assert link.hints.published == datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
    assert link.updated == datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "address"),
    [
        pytest.param(
            atom("<link href='1'/>", attributes="xml:base='https://cdn.example/news/'"),
            "https://cdn.example/news/1",
            id="xml-base",
        ),
        pytest.param(atom("<link href='/news/1'/>"), "https://echo.example/news/1", id="path"),
        pytest.param(atom("<link href='1'/>"), "https://echo.example/feeds/1", id="relative"),
        pytest.param(atom("<link href='//cdn.example/1'/>"), "https://cdn.example/1", id="no-scheme"),
        pytest.param(
            atom(
                "<link rel='self' href='https://echo.example/1.atom'/><link rel='enclosure' type='audio/mpeg' "
                "href='https://echo.example/1.mp3'/><link rel='alternate' type='text/html' "
                "href='https://echo.example/1'/><link rel='replies' href='https://echo.example/1/replies'/>"
            ),
            "https://echo.example/1",
            id="several-links",
        ),
        pytest.param(atom("<id>https://echo.example/1</id>"), "https://echo.example/1", id="atom-id-alone"),
        pytest.param(rss("<link>/news/1</link>"), "https://echo.example/news/1", id="rss-path"),
        pytest.param(rss("<link>\n https://echo.example/1\n </link>"), "https://echo.example/1", id="spaces"),
        pytest.param(
            rss("<link><![CDATA[https://echo.example/?a=1&b=2]]></link>"),
            "https://echo.example/?a=1&b=2",
            id="cdata",
        ),
        pytest.param(json_feed({"url": "/news/1"}), "https://echo.example/news/1", id="json-path"),
        pytest.param(
            json_feed({"id": "https://echo.example/1"}), "https://echo.example/1", id="json-id-alone"
        ),
    ],
)
def test_an_address_is_found_and_made_whole(body: bytes, address: str) -> None:
    assert urls(read_feed(body, URL)) == [address]


def test_json_feed_is_read() -> None:
    body = json_feed(
        {
            "id": "1",
            "url": "https://echo.example/1",
            "title": "Ferry returns",
            "date_published": "2026-03-14T09:30:00+01:00",
            "date_modified": "2026-03-14T09:00:00Z",
            "authors": [{"name": "Ana"}, {"name": 7}, "Bo", {}],
        },
        {
            "id": "2",
            "url": "https://echo.example/2",
            "author": {"name": "Desk"},
            "date_published": "yesterday",
        },
        {"id": "3", "url": "https://echo.example/3", "authors": 5, "title": ["x"], "date_published": 5},
        {"id": "4"},
        "no item",
    )
    feed = read_feed(b"\xef\xbb\xbf" + body, URL, "application/feed+json")
    assert (feed.kind, feed.title, feed.skipped) == ("json", "The Echo", 2)
    assert urls(feed) == [f"https://echo.example/{n}" for n in (1, 2, 3)]
    first, second, third = feed.links
    assert (first.hints.title, first.hints.authors) == ("Ferry returns", ["Ana"])
    assert first.hints.published == datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
    assert first.updated == datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
    assert (second.hints.authors, second.hints.published) == (["Desk"], None)
    assert (third.hints.title, third.hints.authors) == (None, [])


def test_a_feed_with_whole_texts_gives_the_article_and_not_its_links() -> None:
    text = "<p>See <a href='https://other.example/a'>this</a> <link>https://other.example/b</link></p>" * 50
    feed = read_feed(
        rss(
            f"<title>Ferry</title><link>https://echo.example/1</link>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded><description><![CDATA[{text}]]></description>"
        ),
        URL,
    )
    assert urls(feed) == ["https://echo.example/1"]


def test_each_address_is_given_once_in_its_first_place() -> None:
    feed = read_feed(
        rss(
            "<title>First</title><link>https://echo.example/1</link>",
            "<link>https://echo.example/2</link>",
            "<title>Again</title><link>http://echo.example/1/?utm_source=rss#top</link>",
        ),
        URL,
    )
    assert urls(feed) == ["https://echo.example/1", "https://echo.example/2"]
    assert feed.links[0].hints.title == "First"


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("https://echo.example/", id="front-page"),
        pytest.param("http://echo.example", id="front-page-in-short"),
        pytest.param(URL, id="the-feed-itself"),
        pytest.param("mailto:desk@echo.example", id="mail"),
        pytest.param("javascript:void(0)", id="script"),
        pytest.param("https://{{host}}/1", id="template"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_entry_that_names_no_article_is_skipped(link: str) -> None:
    feed = read_feed(rss(f"<link>{link}</link>", "<link>https://echo.example/1</link>"), URL)
    assert (urls(feed), feed.skipped) == (["https://echo.example/1"], 1)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(rss("<title>A & B</title><link>https://echo.example/1</link>"), id="bare-ampersand"),
        pytest.param(rss("<title>&nbsp;A</title><link>https://echo.example/1</link>"), id="unknown-entity"),
        pytest.param(rss("<title>A\x0b</title><link>https://echo.example/1</link>"), id="control"),
        pytest.param(rss("<title>A</title><link>https://echo.example/1</link>")[:-20], id="cut-off"),
        pytest.param(b"\n\n " + rss("<link>https://echo.example/1</link>"), id="space-before"),
        pytest.param(rss("<link>https://echo.example/1</link>") + b"<!-- 0.2 s --><script>", id="more-after"),
        pytest.param(
            rss("<title>Caf\u00e9</title><link>https://echo.example/1</link>").decode().encode("latin-1"),
            id="latin-1-unsaid",
        ),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(body: bytes) -> None:
    assert urls(read_feed(body, URL)) == ["https://echo.example/1"]


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        pytest.param(
            b"<!doctype html><html><head><title>Sign in</title></head><body><a href='/1'>x</a></body>",
            "<!doctype html>",
            id="html",
        ),
        pytest.param(b"<html><body><h1>404</h1></body></html>", "<html>", id="error-page"),
        pytest.param(b"", "''", id="nothing"),
        pytest.param(b"Service unavailable", "Service unavailable", id="words"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "PNG", id="picture"),
        pytest.param(b"<?xml version='1.0'?><note><to>Desk</to></note>", "<?xml", id="other-xml"),
        pytest.param(b'{"error": "not found"}', "without a list named items", id="json-error"),
        pytest.param(b'{"items": {}}', "without a list named items", id="json-items-no-list"),
        pytest.param(b'{"items": [', "looks like JSON but is not", id="json-cut-off"),
        pytest.param(b'{"items": ' + b"[" * 100_000, "looks like JSON but is not", id="json-too-deep"),
        pytest.param(b'{"items": "\xff"}', "looks like JSON but is not", id="json-no-text"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, begins: str) -> None:
    with pytest.raises(NotAFeed) as caught:
        read_feed(body, URL, "text/html")
    assert str(caught.value).startswith(f"{URL}: ")
    assert begins in str(caught.value)


def test_a_body_that_is_a_path_opens_no_file(tmp_path: Path) -> None:
    """feedparser opens what looks like a path: a server could have read any file of this machine."""
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss("<link>https://echo.example/secret</link>"))
    with pytest.raises(NotAFeed):
        read_feed(str(secret).encode(), URL)
    with pytest.raises(NotAFeed):
        read_feed(secret.as_uri().encode(), URL)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        pytest.param("Ferry &lt;b&gt;returns&lt;/b&gt;", "Ferry returns", id="bold"),
        pytest.param("<![CDATA[<b>F</b>erry<br/>returns]]>", "Ferry returns", id="cdata-and-break"),
        pytest.param("It&amp;#8217;s back", "It\u2019s back", id="escaped-twice"),
        pytest.param("Tom &amp;amp; Jerry", "Tom & Jerry", id="ampersand-escaped-twice"),
        pytest.param("5 &lt; 6 and 7 &gt; 2", "5 < 6 and 7 > 2", id="less-than"),
        pytest.param("\n Ferry \n\t returns ", "Ferry returns", id="white-space"),
        pytest.param("&lt;img src=x onerror=alert(1)&gt;", None, id="nothing-but-markup"),
        pytest.param("f" * 9_000, "f" * (HINT_CHARS - 1) + "\u2026", id="long"),
    ],
)
def test_a_title_is_plain_text(title: str, read: str | None) -> None:
    feed = read_feed(
        rss(f"<title>{title}</title><link>https://echo.example/1</link>", channel=f"<title>{title}</title>"),
        URL,
    )
    assert feed.links[0].hints.title == feed.title == read


def test_a_title_with_half_a_character_can_be_stored() -> None:
    body = (
        b'{"title": "a\\ud800", "items": [{"url": "https://echo.example/1", "title": "<b>\\udfff\\u0000b"}]}'
    )
    feed = read_feed(body, URL)
    assert (feed.title, feed.links[0].hints.title) == ("a", "b")
    half = read_feed(b'{"items": [{"url": "https://echo.example/\\ud800"}]}', URL)
    assert (half.links, half.skipped) == ([], 1)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        pytest.param("<author>desk@echo.example (Ana Ruiz)</author>", ["Ana Ruiz"], id="mail-and-name"),
        pytest.param(
            "<dc:creator>Ana Ruiz</dc:creator><dc:creator>Bo Li</dc:creator>", ["Ana Ruiz", "Bo Li"], id="two"
        ),
        pytest.param("<dc:creator><![CDATA[ <b>Ana</b> Ruiz ]]></dc:creator>", ["Ana Ruiz"], id="markup"),
        pytest.param("<dc:creator></dc:creator>", [], id="empty"),
        pytest.param("<dc:creator>A</dc:creator>" * 50, ["A"] * MAX_AUTHORS, id="too-many"),
    ],
)
def test_authors_are_names(author: str, names: list[str]) -> None:
    feed = read_feed(rss(f"<link>https://echo.example/1</link>{author}"), URL)
    assert feed.links[0].hints.authors == names


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        pytest.param("Sat, 14 Mar 2026 09:30:00 GMT", "2026-03-14T09:30:00+00:00", id="gmt"),
        pytest.param("Sat, 14 Mar 2026 09:30:00 EST", "2026-03-14T14:30:00+00:00", id="est"),
        pytest.param("14 Mar 2026 09:30:00 +0545", "2026-03-14T03:45:00+00:00", id="kathmandu"),
        pytest.param("Sat, 14 Mar 2026 09:30 -1200", "2026-03-14T21:30:00+00:00", id="no-seconds"),
        pytest.param("2026-03-14T09:30:00.123+14:00", "2026-03-13T19:30:00+00:00", id="iso-and-kiribati"),
        pytest.param("Mon, 01 Jan 0001 00:00:00 +0000", None, id="year-1-for-no-date"),
        pytest.param("Sat, 31 Feb 2026 09:30:00 GMT", None, id="no-such-day"),
        pytest.param("Fri, 32 Foo 99999 99:99:99 QQQ", None, id="nonsense"),
        pytest.param("", None, id="empty"),
    ],
)
def test_dates_are_utc_or_none(date: str, moment: str | None) -> None:
    feed = read_feed(rss(f"<link>https://echo.example/1</link><pubDate>{date}</pubDate>"), URL)
    published = feed.links[0].hints.published
    assert (published.isoformat() if published else None) == moment


def bomb(levels: int = 12) -> bytes:
    """Billion laughs: each entity ten of the one before."""
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, levels))
    doctype = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 '{'ha' * 50}'>{entities}]>".encode()
    return (
        doctype
        + rss(f"<title>&a{levels - 1};</title><link>https://echo.example/1</link>").partition(b"?>")[2]
    )


def quadratic() -> bytes:
    """One long entity, many times."""
    doctype = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '{'ha' * 50_000}'>]>".encode()
    return doctype + rss(f"<title>{'&a;' * 5_000}</title>").partition(b"?>")[2]


def foreign() -> bytes:
    """An entity that stands for a file of this machine."""
    doctype = b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    return doctype + rss("<title>x&a;</title><link>https://echo.example/1</link>").partition(b"?>")[2]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(bomb(), id="billion-laughs"),
        pytest.param(quadratic(), id="quadratic"),
        pytest.param(foreign(), id="file"),
        pytest.param(b"<rss version='2.0'>" + b"<item>" * 5_000, id="deep"),
        pytest.param(rss("<title>" + "&lt;" * 100_000 + "</title>"), id="open-brackets"),
    ],
)
def test_a_hostile_feed_costs_little(body: bytes) -> None:
    started = time.monotonic()
    try:
        feed = read_feed(body, URL)
    except NotAFeed:
        feed = Feed(kind="", title=None)
    assert time.monotonic() - started < 5
    assert all(len(link.hints.title or "") <= HINT_CHARS for link in feed.links)
    assert "root:" not in repr(feed)


def test_a_feed_beyond_all_measure_is_cut() -> None:
    feed = read_feed(json_feed(*({"url": f"/{n}"} for n in range(1, MAX_FEED_ITEMS + 2))), URL)
    assert len(feed.links) == MAX_FEED_ITEMS
    assert feed.links[-1].url == f"https://echo.example/{MAX_FEED_ITEMS}"


SEEDS = [
    rss(
        "<title>A</title><link>https://echo.example/1</link><pubDate>Sat, 14 Mar 2026 09:30:00 GMT</pubDate>"
    ),
    atom("<title type='html'>A</title><link href='1'/><updated>2026-03-14T09:30:00Z</updated>"),
    json_feed({"url": "/1", "title": "A", "authors": [{"name": "B"}], "date_published": "2026-03-14"}),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A feed with a few of its bytes replaced, taken out or put in."""
    body = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(body)))
        body[at : at + draw(st.integers(0, 20))] = draw(st.binary(max_size=8))
    return bytes(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["url", "id", "title", "author", "authors", "date_published", "date_modified"])
JSON_FEEDS = st.builds(
    lambda *items: json.dumps({"title": items[0], "items": items[1]}).encode(),
    JSON,
    st.lists(st.dictionaries(KEYS, JSON) | JSON, max_size=4),
)


@settings(max_examples=150)
@given(
    st.binary() | damaged() | JSON_FEEDS,
    st.sampled_from(["", "text/xml; charset=nonsense", "text/html", "x"]),
)
@example(b"/dev/null", "")
@example(b'{"items": [{"url": "https://echo.example/1", "authors": 5}]}', "")
@example(b"<rss><item><link>https://[</link></item></rss>", "")
def test_any_bytes_are_a_feed_or_not_a_feed(body: bytes, content_type: str) -> None:
    try:
        feed = read_feed(body, URL, content_type)
    except NotAFeed:
        return
    for link in feed.links:
        assert clean_url(link.url) == link.url
        repr(link.hints).encode()
    assert len({url_key(link.url) for link in feed.links}) == len(feed.links)


def dated_feed(*times: str) -> bytes:
    items = "".join(
        f"<item><link>https://echo.example/{n}</link><pubDate>{moment}</pubDate></item>"
        for n, moment in enumerate(times)
    )
    return f"<rss version='2.0'><channel><title>Echo</title>{items}</channel></rss>".encode()


def test_a_time_that_most_entries_share_is_the_feeds_and_not_theirs() -> None:
    built, own = "Sat, 14 Mar 2026 09:30:07 GMT", "Fri, 13 Mar 2026 18:00:00 GMT"
    links = read_feed(dated_feed(*[built] * 5, own), URL).links
    assert [link.hints.published is None for link in links] == [True] * 5 + [False]


def test_stories_of_one_day_keep_it() -> None:
    links = read_feed(dated_feed(*["Sat, 14 Mar 2026 00:00:00 GMT"] * 8), URL).links
    assert all(link.hints.published for link in links)


def test_a_few_entries_of_one_second_keep_it() -> None:
    links = read_feed(dated_feed(*["Sat, 14 Mar 2026 09:30:07 GMT"] * 4), URL).links
    assert all(link.hints.published for link in links)


@pytest.mark.parametrize("reference", ["&#99999999999;", "&#xD800;", "&#x110000;", "&#0;"])
def test_a_reference_to_no_character_costs_a_letter_and_not_the_feed(reference: str) -> None:
    items = "<item><link>https://echo.example/1</link><title>Ferry %s returns</title></item><broken &"
    body = f"<rss version='2.0'><channel><title>Echo</title>{items % reference}</channel></rss>"
    (link,) = read_feed(body.encode(), URL).links
    assert link.hints.title is not None
    assert link.hints.title.startswith("Ferry")
