"""The sample newsroom keeps its promises: what it serves is what its truth says."""

import gzip
import json
import re
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.message import Message
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from crawler.newsroom import ContentError, Kind, Newsroom, Publisher, Truth, load_paper, load_papers

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class Reply:
    """An HTTP response read to its end, redirects not followed."""

    def __init__(self, url: str, status: int, headers: Message, body: bytes) -> None:
        self.url, self.status, self.headers, self.body = url, status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode(self.headers.get_content_charset() or "utf-8")


class StayHere(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the test."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


OPENER = urllib.request.build_opener(StayHere, urllib.request.ProxyHandler({}))


def get(url: str, **headers: str) -> Reply:
    request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with OPENER.open(request, timeout=60) as response:
            return Reply(url, response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with closing(error):
            return Reply(url, error.code, error.headers, error.read())


class Text(HTMLParser):
    """The text of a page as a reader sees it; scripts apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.scripts: list[str] = []
        self._script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        (self.scripts if self._script else self.parts).append(data)

    def __str__(self) -> str:
        return "".join(self.parts)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    """On its first crawl; for tests that only read."""
    with Newsroom(now=NOW) as running:
        yield running


@pytest.fixture(scope="module")
def pages(newsroom: Newsroom) -> dict[str, Reply]:
    """Every honest article's page."""
    return {row.url: get(row.url) for row in newsroom.truth()}


def named(newsroom: Newsroom, slug: str) -> Truth:
    [row] = [row for row in newsroom.truth() if slug in row.url]
    return row


def links_of(reply: Reply) -> list[str]:
    """The addresses a feed, sitemap or page names, absolute."""
    if "json" in reply.headers.get_content_type():
        return [item["url"] for item in json.loads(reply.body)["items"]]
    if reply.headers.get_content_type() == "text/html":
        return [urljoin(reply.url, unescape(link)) for link in re.findall(r'href="([^"]+)"', reply.text)]
    root = ElementTree.fromstring(reply.body)
    base = urljoin(reply.url, root.get(XML_BASE, ""))
    links = [urljoin(base, link.get("href", "")) for link in root.iter(ATOM_LINK) if link.get("href")]
    return links + [
        element.text.strip()
        for element in root.iter()
        if element.text and element.tag.rsplit("}", 1)[-1] in ("link", "loc") and element.text.strip()
    ]


def feed_replies(newsroom: Newsroom) -> dict[str, Reply]:
    return {
        publisher.base_url + feed.path: get(publisher.base_url + feed.path)
        for publisher in newsroom.publishers
        for feed in publisher.habits.feeds
    }


def fold(text: str) -> str:
    return " ".join(text.split())


def test_there_is_enough_to_read(newsroom: Newsroom) -> None:
    rows = newsroom.truth()
    assert {row.publisher for row in rows} >= {"harbour-courier", "the-lantern", "northmoor-echo"}
    assert len(rows) == len({row.url for row in rows}) >= 36


def test_every_article_answers_with_its_title(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    for row in newsroom.truth():
        page = pages[row.url]
        assert page.status == 200
        title = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL)
        assert title is not None
        assert unescape(title[1]).startswith(row.title), row.url


def test_every_paragraph_stands_on_its_page_as_written(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    for row in newsroom.truth():
        text = Text(pages[row.url].text)
        shown = fold(str(text)) if row.body_in_markup else fold(payload_text(text))
        opening = f"{row.dateline}{row.separator}{row.body[0]}" if row.dateline else row.body[0]
        for paragraph in (opening, *row.body[1:]):
            assert fold(paragraph) in shown, (row.url, paragraph)


def payload_text(text: Text) -> str:
    data = json.loads(text.scripts[-1])["props"]["pageProps"]["article"]
    return str(Text("".join(block["html"] for block in data["body"])))


def test_half_of_the_payload_articles_have_no_text_in_their_markup(
    newsroom: Newsroom, pages: dict[str, Reply]
) -> None:
    hidden = [row for row in newsroom.truth() if not row.body_in_markup]
    for row in hidden:
        assert row.body[1] not in str(Text(pages[row.url].text))
    payloads = [row for row in newsroom.truth() if row.markup == "payload"]
    assert len(hidden) == len(payloads) // 2


def test_bylines_are_printed_as_written_and_name_their_authors(
    newsroom: Newsroom, pages: dict[str, Reply]
) -> None:
    for row in newsroom.truth():
        printed = row.byline + row.dateline  # Japanese papers name the reporter in the dateline
        assert all(author.name in printed for author in row.authors), row.url
        if row.byline and row.body_in_markup:
            assert row.byline in str(Text(pages[row.url].text)), row.url


def test_dateline_fields_are_parts_of_the_dateline(newsroom: Newsroom) -> None:
    for row in newsroom.truth():
        assert "{" not in row.dateline
        for part in (row.dateline_place, row.dateline_agency, row.dateline_date):
            assert part in row.dateline, row.url


def test_nothing_happens_in_the_future() -> None:
    midnight = datetime(2026, 3, 14, 0, 0, 30, tzinfo=UTC)
    with Newsroom(now=midnight) as early:
        for row in early.truth():
            assert row.published <= (row.modified or row.published) <= midnight, row.url
            assert row.published.tzinfo is UTC


def test_structured_data_agrees_with_the_truth(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    for row in (row for row in newsroom.truth() if row.markup == "jsonld"):
        graph = json.loads(Text(pages[row.url].text).scripts[0])["@graph"]
        [node] = [node for node in graph if node["@type"] in ("NewsArticle", "LiveBlogPosting")]
        assert node["headline"] == row.title
        assert datetime.fromisoformat(node["datePublished"]) == row.published
        assert node["isAccessibleForFree"] is not row.paywalled
        people = [node["name"] for node in graph if node["@type"] == "Person"]
        assert people == [author.name for author in row.authors]


def test_a_paywalled_article_shows_two_paragraphs(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    walled = [row for row in newsroom.truth() if row.paywalled]
    assert walled
    written = {article.slug: article for paper in newsroom.papers for article in paper.articles}
    row = named(newsroom, "last-cannery-sold")
    assert len(row.body) == 2
    assert 'class="paywall"' in pages[row.url].text
    assert written["last-cannery-sold"].paragraphs[2] not in str(Text(pages[row.url].text))


def test_one_wire_story_stands_in_three_papers(newsroom: Newsroom) -> None:
    copies = [row for row in newsroom.truth() if row.wire == "reservoir-leak"]
    assert {row.publisher for row in copies} == {"harbour-courier", "the-lantern", "northmoor-echo"}
    assert len({row.title for row in copies}) == 3
    assert {row.dateline_agency for row in copies} == {"Havenwire"}


def test_a_live_blog_has_its_entries_newest_first(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    row = named(newsroom, "budget-night-live")
    posted = re.findall(r'datetime="([^"]+)" class="entry-time"', pages[row.url].text)
    assert row.kind == "live"
    assert len(posted) == 6
    assert posted == sorted(posted, reverse=True)
    assert row.modified == datetime.fromisoformat(posted[0])


def test_text_cannot_break_out_of_its_page(tmp_path: Path) -> None:
    hostile = '</script><script>alert(1)</script> & "quoted" <b>'
    source = (Path(__file__).parents[1] / "crawler/newsroom/articles/northmoor-echo.toml").read_text("utf-8")
    for markup in ("jsonld", "microdata", "opengraph", "table", "payload"):
        written = source.replace('markup = "microdata"', f'markup = "{markup}"')
        written = re.sub(
            r'^title = "Deaf collie.*', lambda _: f"title = {json.dumps(hostile)}", written, flags=re.M
        )
        path = tmp_path / f"{markup}.toml"
        path.write_text(written, "utf-8")
        with Newsroom(papers=[load_paper(path)]) as room:
            row = named(room, "sheepdog-trials-champion")
            page = get(row.url).text
            assert row.title == hostile
            assert "<script>alert" not in page
            assert hostile in unescape(page)


def test_pages_come_in_the_character_set_they_declare(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    for row in (row for row in newsroom.truth() if row.publisher == "le-fanal"):
        assert pages[row.url].headers.get_content_charset() == "windows-1252"
        assert b"charset=windows-1252" in pages[row.url].body


@pytest.mark.parametrize("validator", ["etag", "date"])
def test_what_is_known_is_not_sent_again(newsroom: Newsroom, validator: str) -> None:
    for url in [newsroom.truth()[0].url, *feed_replies(newsroom)]:
        first = get(url)
        if validator == "etag":
            again = get(url, If_None_Match=first.headers["ETag"])
        else:
            again = get(url, If_Modified_Since=first.headers["Last-Modified"])
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_another_etag_is_answered_in_full_whatever_the_date(newsroom: Newsroom) -> None:
    first = get(newsroom.truth()[0].url)
    date = first.headers["Last-Modified"]
    assert get(first.url, If_None_Match='"other"', If_Modified_Since=date).status == 200


def test_gzip_is_sent_when_asked_for(newsroom: Newsroom) -> None:
    url = newsroom.truth()[0].url
    plain, small = get(url), get(url, Accept_Encoding="gzip, deflate")
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < len(plain.body)


def test_a_connection_serves_many_requests(newsroom: Newsroom) -> None:
    with closing(HTTPConnection(urlsplit(newsroom.publishers[0].base_url).netloc, timeout=60)) as connection:
        for method, path, status in (
            ("GET", "/", 200),
            ("HEAD", "/", 200),
            ("POST", "/", 405),
            ("GET", "/no", 404),
        ):
            connection.request(method, path, body=b"x" if method == "POST" else None)
            response = connection.getresponse()
            assert response.status == status
            assert bool(response.read()) == (method == "GET")
            assert not response.will_close


def test_nonsense_is_refused(newsroom: Newsroom) -> None:
    with closing(HTTPConnection(urlsplit(newsroom.publishers[0].base_url).netloc, timeout=60)) as connection:
        connection.connect()
        connection.sock.sendall(b"hello\r\n\r\n")
        assert connection.sock.recv(100).startswith(b"HTTP/1.1 400 ")


def test_every_request_is_logged() -> None:
    with Newsroom(now=NOW) as room:
        publisher = room.publishers[0]
        get(f"{publisher.base_url}/robots.txt", User_Agent="test-agent")
        get(f"{publisher.base_url}/nowhere")
        robots, nowhere = room.requests
        assert (robots.publisher, robots.path, robots.status) == (publisher.name, "/robots.txt", 200)
        assert robots.headers["user-agent"] == "test-agent"
        assert room.requests.matching(status=404) == [nowhere]
        room.requests.clear()
        assert len(room.requests) == 0


def test_latency_is_waited() -> None:
    with Newsroom(now=NOW, latency_s=0.05) as slow:
        started = datetime.now(UTC)
        get(f"{slow.publishers[0].base_url}/robots.txt")
        assert datetime.now(UTC) - started >= timedelta(seconds=0.05)


def test_a_stopped_newsroom_is_gone_and_returns_to_its_ports() -> None:
    room = Newsroom(now=NOW)
    room.start()
    url = room.truth()[0].url
    room.stop()
    with pytest.raises(urllib.error.URLError):
        get(url)
    with room:
        assert get(url).status == 200
    room.stop()


def test_a_taken_port_is_an_error(newsroom: Newsroom) -> None:
    taken = urlsplit(newsroom.publishers[0].base_url).port
    assert taken is not None
    with pytest.raises(OSError):
        Newsroom(ports=[taken], papers=load_papers()[:1]).start()


def test_pictures_are_drawn(newsroom: Newsroom) -> None:
    row = next(row for row in newsroom.truth() if row.image)
    picture = get(row.image)
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.body.startswith(b"\x89PNG\r\n\x1a\n")


def test_every_article_can_be_found_from_its_source_file(newsroom: Newsroom, tmp_path: Path) -> None:
    for publisher, path in zip(newsroom.publishers, newsroom.write_sources(tmp_path), strict=True):
        source = tomllib.loads(path.read_text("utf-8"))
        found = {
            link.split("?utm_")[0]
            for url in [*source["feeds"], *source["sitemaps"], *source["sections"]]
            for link in followed_links(url)
        }
        assert source["name"] == path.stem == publisher.name
        assert source["pace"] == {"delay_s": 0}
        assert found >= {article.url for article in publisher.articles} - {redirected(publisher)}


def followed_links(url: str) -> list[str]:
    reply = get(url)
    if reply.status == 301:
        reply = get(urljoin(url, reply.headers["Location"]))
    links = links_of(reply)
    if b"<sitemapindex" in reply.body:
        return [link for sitemap in links for link in links_of(get(sitemap))]
    return links


def redirected(publisher: Publisher) -> str | None:
    """The article a feed names only by its shortcut."""
    return publisher.newest_first[1].url if publisher.habits.shortcut else None


def test_all_four_formats_are_served(newsroom: Newsroom) -> None:
    kinds = {reply.headers.get_content_type() for reply in feed_replies(newsroom).values()}
    assert kinds == {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
    }


def test_one_feed_carries_whole_texts(newsroom: Newsroom) -> None:
    publisher = newsroom.publisher("the-lantern")
    feed = get(f"{publisher.base_url}/feed/").text
    assert unescape(feed).count("content:encoded") >= 2 * len(publisher.articles)
    assert publisher.articles[0].words.paragraphs[-1] in unescape(unescape(feed))


def test_a_feed_names_articles_under_other_spellings(newsroom: Newsroom) -> None:
    publisher = newsroom.publisher("harbour-courier")
    links = links_of(get(f"{publisher.base_url}/feeds/news.xml"))
    newest = publisher.newest_first
    assert any(link.startswith(f"{newest[0].url}?utm_source=") for link in links)
    assert f"{newest[1].url}#comments" in links
    assert any(link.startswith("HTTP://") for link in links)
    assert f"{newest[3].url}/" in links
    assert all(get(link).status == 200 for link in links if link.startswith(newest[3].url))


def test_two_feeds_name_the_same_articles(newsroom: Newsroom) -> None:
    publisher = newsroom.publisher("harbour-courier")
    rss, atom = (links_of(get(publisher.base_url + feed.path)) for feed in publisher.habits.feeds)
    urls = {article.url for article in publisher.articles}
    assert urls & {link.split("?")[0] for link in rss} == urls & {link.split("?")[0] for link in atom}


def test_an_article_is_reached_through_a_redirect(newsroom: Newsroom) -> None:
    publisher = newsroom.publisher("the-lantern")
    [shortcut] = [link for link in links_of(get(f"{publisher.base_url}/feed/")) if "/go/" in link]
    reply = get(shortcut)
    assert reply.status == 302
    assert urljoin(shortcut, reply.headers["Location"]) == redirected(publisher)


def test_a_feed_has_moved(newsroom: Newsroom) -> None:
    publisher = newsroom.publisher("northmoor-echo")
    reply = get(f"{publisher.base_url}/rss")
    assert (reply.status, reply.headers["Location"]) == (301, "/rss/all.xml")


def test_news_sitemaps_name_what_is_younger_than_two_days(newsroom: Newsroom) -> None:
    for publisher in newsroom.publishers:
        reply = get(f"{publisher.base_url}/news-sitemap.xml")
        dates = re.findall(r"<news:publication_date>(.*?)<", reply.text)
        young = [article for article in publisher.articles if NOW - article.published <= timedelta(days=2)]
        assert len(ElementTree.fromstring(reply.body).findall(f"{SITEMAP}url")) == len(dates) == len(young)


def test_robots_txt_says_what_is_private(newsroom: Newsroom) -> None:
    for publisher in newsroom.publishers:
        robots = RobotFileParser()
        text = get(f"{publisher.base_url}/robots.txt").text
        robots.parse(text.splitlines())
        assert robots.site_maps() == [
            f"{publisher.base_url}/{name}.xml" for name in ("sitemap", "news-sitemap")
        ]
        assert not robots.can_fetch("anybody", f"{publisher.base_url}/private/board-minutes")
        assert robots.can_fetch("anybody", publisher.articles[0].url)
    assert "Crawl-delay: 0.2" in get(f"{newsroom.publisher('northmoor-echo').base_url}/robots.txt").text


def test_every_link_on_every_page_leads_somewhere(newsroom: Newsroom, pages: dict[str, Reply]) -> None:
    for publisher in newsroom.publishers:
        front = get(f"{publisher.base_url}/")
        own = [page for url, page in pages.items() if url.startswith(publisher.base_url)]
        links = {
            link for page in [front, *own] for link in links_of(page) if link.startswith(publisher.base_url)
        }
        assert [link for link in links if get(link).status not in (200, 301)] == []


def test_every_kind_of_trap_is_set(newsroom: Newsroom) -> None:
    assert {trap.kind for trap in newsroom.traps} == set(Kind)
    assert not {trap.url for trap in newsroom.traps} & {row.url for row in newsroom.truth()}


def test_every_trap_is_named_by_a_feed(newsroom: Newsroom) -> None:
    named_by_feeds = {link for reply in feed_replies(newsroom).values() for link in links_of(reply)}
    assert {trap.url for trap in newsroom.traps} <= named_by_feeds


@pytest.mark.parametrize(
    ("kind", "status", "media_type", "text"),
    [
        pytest.param(Kind.LISTING, 200, "text/html", b"Politics", id="listing"),
        pytest.param(Kind.SOFT_404, 200, "text/html", b"Page not found", id="soft-404"),
        pytest.param(Kind.CONSENT, 200, "text/html", b"cookies", id="consent"),
        pytest.param(Kind.LOGIN, 200, "text/html", b"Password", id="login"),
        pytest.param(Kind.FORBIDDEN, 200, "text/html", b"editorial board", id="forbidden"),
        pytest.param(Kind.PDF, 200, "application/pdf", b"%PDF-1.4", id="pdf"),
        pytest.param(Kind.EMPTY, 200, "text/html", b"", id="empty"),
        pytest.param(Kind.ERROR, 500, "text/html", b"went wrong", id="error"),
        pytest.param(Kind.GALLERY, 200, "text/html", b"<figure>", id="gallery"),
        pytest.param(Kind.BOT_WALL, 200, "text/html", b"robot", id="bot-wall"),
        pytest.param(Kind.REGISTRATION, 200, "text/html", b"registrieren", id="registration"),
        pytest.param(Kind.PAYWALL, 200, "text/html", "réservé".encode(), id="paywall"),
    ],
)
def test_a_trap_answers_as_it_should(
    newsroom: Newsroom, kind: Kind, status: int, media_type: str, text: bytes
) -> None:
    [trap] = [trap for trap in newsroom.traps if trap.kind is kind]
    reply = get(trap.url)
    assert (reply.status, reply.headers.get_content_type()) == (status, media_type)
    assert text in reply.body
    assert (reply.body == b"") == (kind is Kind.EMPTY)


def test_on_the_second_crawl_articles_have_changed_and_gone() -> None:
    with Newsroom(now=NOW) as room:
        before = {row.url: row for row in room.truth()}
        changing = named(room, "free-school-meals-vote")
        first = get(changing.url)
        room.next_crawl()
        after = {row.url: row for row in room.truth()}
        again = get(
            changing.url,
            If_None_Match=first.headers["ETag"],
            If_Modified_Since=first.headers["Last-Modified"],
        )
        assert room.crawl_number == 2
        assert {url for url in before if url not in after} == {
            url for url, row in before.items() if row.vanishes
        }
        assert {url for url in after if after[url] != before[url]} == {
            url for url, row in after.items() if row.changes
        }
        assert again.status == 200
        assert after[changing.url].title in unescape(again.text)
        assert after[changing.url].correction in unescape(again.text)
        assert after[changing.url].modified == NOW
        for url in before.keys() - after.keys():
            assert get(url).status in (404, 410)
        for reply in feed_replies(room).values():
            assert not (before.keys() - after.keys()) & set(links_of(reply))


def test_on_the_second_crawl_most_pages_are_as_they_were() -> None:
    with Newsroom(now=NOW) as room:
        tags = {row.url: get(row.url).headers["ETag"] for row in room.truth()}
        room.next_crawl()
        statuses = [get(row.url, If_None_Match=tags[row.url]).status for row in room.truth()]
        assert statuses.count(304) > len(statuses) / 2


@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        pytest.param(r"^tagline = .*\n", "", "publisher: missing key tagline", id="missing"),
        pytest.param(r"^tagline", "tag_line", "publisher: unknown key tag_line", id="unknown"),
        pytest.param(
            r"^days_ago = 2$", "days_ago = true", "days_ago: is not a whole number", id="wrong-type"
        ),
        pytest.param(r'^time = "17:00"', 'time = "25:00"', "time '25:00' is not HH:MM", id="no-time"),
        pytest.param(
            r'^section = "Farming"', 'section = "Opera"', "section 'Opera' is not in", id="no-section"
        ),
        pytest.param(
            r'^slug = "garth-village-shop"', 'slug = "moor-fire-plan"', "stands twice", id="same-slug"
        ),
        pytest.param(r"^markup = .*", 'markup = "flash"', "markup is 'flash'", id="no-markup"),
        pytest.param(r'caption = "Moss', 'captoin = "Moss', "image: unknown key captoin", id="nested"),
    ],
)
def test_a_slip_in_a_file_is_named(tmp_path: Path, pattern: str, replacement: str, message: str) -> None:
    source = (Path(__file__).parents[1] / "crawler/newsroom/articles/northmoor-echo.toml").read_text("utf-8")
    path = tmp_path / "echo.toml"
    path.write_text(re.sub(pattern, replacement, source, count=1, flags=re.M), "utf-8")
    with pytest.raises(ContentError, match=f"echo.toml.*{re.escape(message)}"):
        load_paper(path)


def test_no_file_is_too_long_to_open() -> None:
    folder = Path(__file__).parents[1] / "crawler/newsroom"
    assert [path.name for path in folder.rglob("*") if path.is_file() and path.stat().st_size > 60_000] == []
