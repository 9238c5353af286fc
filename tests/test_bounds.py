"""Whatever a stranger chooses is bounded, each bound is a setting, and the table of them is true."""

import gzip
import json
import re
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import LOOPBACK, Answers, Site, ask, served
from commands import LOOPBACK as LOOPBACK_OPTION
from commands import harvest, scrapy
from filing import PageMaker, article, file

from crawler import reasons, settings
from crawler.answers import retry_after
from crawler.spiders.probe import described
from pipelines.archive.archive import Archive
from pipelines.bounds import MAX_REVISIONS, SHIPPED
from pipelines.errors import TooNested
from pipelines.extraction import extract

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (?P<what>.+?) \| `(?P<setting>\w+)` \| (?P<default>[\d,]+) \| (?P<unit>.*?) \|")
LINES = (ROOT / "docs" / "bounds.md").read_text(encoding="utf-8").splitlines()
ROWS = {found["setting"]: line for line in LINES if (found := ROW.match(line))}
LISTING_WORDS = {"not_a_sitemap"}

LOW = {
    "DOWNLOAD_MAXSIZE": 60_000,
    "MAX_HEADER_BYTES": 4_000,
    "REDIRECT_MAX_TIMES": 2,
    "MAX_PAGE_BYTES": 30_000,
    "MAX_PAGE_TAGS": 200,
    "MAX_PAGE_DEPTH": 12,
    "MAX_SCRIPT_CHARS": 100,
    "MAX_TAG_CHARS": 500,
    "MAX_TITLE_CHARS": 40,
    "MAX_LINE_CHARS": 60,
    "MAX_NAME_CHARS": 20,
    "MAX_AUTHORS": 2,
    "MAX_ARTICLE_TAGS": 3,
    "MAX_PARAGRAPHS": 4,
    "MAX_PARAGRAPH_CHARS": 300,
    "MAX_ARTICLE_PAGES": 2,
    "MAX_URL_CHARS": 100,
    "MAX_FEED_ITEMS": 17,
    "MAX_SITEMAP_BYTES": 5_000,
    "MAX_SITEMAP_ENTRIES": 3,
    "MAX_SITEMAP_CHILDREN": 2,
    "MAX_SITEMAP_DEPTH": 1,
    "MAX_PAGE_LINKS": 30,
    "MAX_SECTION_ARTICLES": 2,
}
SENTENCE = "The harbour board heard witness {}, who told at some length what the tide had done to the quay. "
QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "RETRY_TIMES=0")
XML, HTML = {"Content-Type": "application/xml"}, {"Content-Type": "text/html"}


def page(name: str, *, title: str = "", head: str = "", more: str = "", paragraphs: int = 3) -> bytes:
    title = title or f"Board hears of {name}"
    text = "".join(f"<p>{SENTENCE.format(f'{name} {n}') * 2}</p>" for n in range(paragraphs))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}{more}"
        "</article></body></html>"
    ).encode()


NAMES = ("Anastasia Konstantinopolska", "Ben Okafor", "Cleo Lindqvist", "Dag Hammer")
AUTHORS = "".join(f"<meta name=author content='{name}'>" for name in NAMES)
SUBJECTS = "".join(f"<meta property='article:tag' content='subject {n} of many words'>" for n in range(9))
NEXT = "<div class=pagination><a rel=next href='/in-parts?page={}'>Next page</a></div>"
PAGES: Answers = {
    "/too-many-bytes": (200, HTML, page("bytes", more="<!--" + "x" * 70_000 + "-->")),
    "/too-many-to-parse": (200, HTML, page("parsing", more="<!--" + "x" * 40_000 + "-->")),
    "/too-many-tags": (200, HTML, page("tags", more="<i></i>" * 150)),
    "/too-nested": (200, HTML, page("nesting", more="<u>" * 20 + "deep" + "</u>" * 20)),
    "/wrapped": (200, HTML, page("wrappers", more="<div>" * 20 + "deep" + "</div>" * 20)),
    "/too-many-headers": (200, {**HTML, "X-Long": "y" * 5_000}, page("headers")),
    "/hop-1": (302, {"Location": "/hop-2"}, b""),
    "/hop-2": (302, {"Location": "/hop-3"}, b""),
    "/hop-3": (302, {"Location": "/whole"}, b""),
    "/long-title": (200, HTML, page("the title", title="Board hears " + "of a long title " * 9)),
    "/long-fields": (200, HTML, page("fields", head=AUTHORS + SUBJECTS)),
    "/long-text": (200, HTML, page("the text", paragraphs=9)),
    "/long-paragraph": (200, HTML, page("length", more=f"<p>{SENTENCE * 8}</p>")),
    "/long-script": (
        200,
        HTML,
        page("scripts", head=f"<script type='application/ld+json'>{'x' * 200}</script>"),
    ),
    "/long-tag": (
        200,
        HTML,
        page("a tag", more=f"<p {' '.join(f'data-{n}=x' for n in range(90))}>{SENTENCE}</p>"),
    ),
    "/in-parts": (200, HTML, page("part one", more=NEXT.format(2))),
    "/whole": (200, HTML, page("the whole")),
}
REFUSED = {
    "too-many-bytes": ("failed", "too_large"),
    "too-many-to-parse": ("failed", "too_large"),
    "too-many-tags": ("failed", "too_large"),
    "too-nested": ("failed", "too_nested"),
    "too-many-headers": ("pending", "headers_too_large"),
    "hop-1": ("failed", "redirects"),
}

CUT = {
    "long-title": ["title"],
    "long-fields": ["tags", "authors"],
    "long-text": ["body"],
    "long-paragraph": ["body"],
    "long-script": ["script"],
    "long-tag": ["tag"],
    "in-parts": ["body", "pages"],
    "wrapped": [],
    "whole": [],
}
"""What of each page's article is not whole."""


def urlset(*places: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{place}</loc></url>' for place in places)}</urlset>".encode()


def index(*places: str) -> bytes:
    named = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f"<sitemapindex>{named}</sitemapindex>".encode()


def answers() -> Answers:
    names = [*PAGES, f"/{'l' * 200}", *(f"/2026/03/{n:02}/what-the-board-heard-next" for n in range(20))]
    items = "".join(f"<item><link>{name}</link></item>" for name in names if not name.startswith("/hop-2"))
    links = [f"<a href='/2026/04/{n:02}/the-board-sits-again-{n}'>Board</a>" for n in range(40)]
    return {
        **PAGES,
        "/in-parts?page=2": (200, HTML, page("part two", more=NEXT.format(3))),
        "/in-parts?page=3": (200, HTML, page("part three")),
        "/feed.xml": (200, XML, f"<rss><channel><title>x</title>{items}</channel></rss>".encode()),
        "/long-sitemap": (200, XML, urlset(*(f"/2026/05/{n:02}/the-board-rests" for n in range(9)))),
        "/long-named": (200, XML, urlset("/2026/05/01/the-board-rests", f"/2026/05/02/{'l' * 100}")),
        "/packed-sitemap": (200, XML, gzip.compress(urlset("/2026/05/01/a" * 900))),
        "/long-index": (200, XML, index("/part-1", "/part-2", "/part-3")),
        "/deep-index": (200, XML, index("/deeper-index")),
        "/deeper-index": (200, XML, index("/deepest-index")),
        "/section": (200, HTML, f"<html><body>{''.join(links)}</body></html>".encode()),
    }


class Bounded:
    """A site harvested with every bound so low that something on it reaches it."""

    def __init__(self, folder: Path) -> None:
        self.archive = folder / "archive.db"
        source = folder / "board.toml"
        options = [part for name, value in LOW.items() for part in ("-s", f"{name}={value}")]
        with served(answers()) as site:
            self.site: Site = site
            sitemaps = ", ".join(
                f'"{site.url}/{name}"'
                for name in ("long-sitemap", "long-named", "packed-sitemap", "long-index", "deep-index")
            )
            source.write_text(
                f'name = "board"\ntitle = "The Board"\nlanguage = "en"\nhomepage = "{site.url}/"\n'
                f'feeds = ["{site.url}/feed.xml"]\nsections = ["{site.url}/section"]\nsitemaps = [{sitemaps}]\n'
            )
            self.run: subprocess.CompletedProcess[str] = harvest(
                self.archive, source, options=[*LOOPBACK_OPTION, *QUICK, *options]
            )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.archive)) as conn:
            return conn.execute(sql).fetchall()


@pytest.fixture(scope="module")
def bounded(tmp_path_factory: pytest.TempPathFactory) -> Bounded:
    return Bounded(tmp_path_factory.mktemp("bounds"))


# -- the table ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROWS)
def test_each_row_of_the_table_is_a_setting_with_that_default_and_a_known_word(name: str) -> None:
    row = ROW.match(ROWS[name])
    assert row is not None
    assert getattr(settings, name) == int(row["default"].replace(",", ""))
    words = re.findall(r"`([a-z_]+)`", ROWS[name][row.end() :].rpartition("|")[0].rpartition("|")[0])
    assert {word for word in words if word not in reasons._MEANINGS} <= LISTING_WORDS
    named = re.search(r"`(test_\w+\.py)::(test_\w+)` \|$", ROWS[name])
    assert named is not None
    assert f"def {named[2]}(" in (ROOT / "tests" / named[1]).read_text(encoding="utf-8")


def test_every_bound_stands_in_the_table() -> None:
    bounds = {name for name in vars(settings) if re.match(r"MAX_(?!HOST_PAUSE)\w+$", name)}
    assert bounds <= set(ROWS)
    assert set(LOW) <= set(ROWS)


def test_every_bound_of_the_readers_is_a_setting() -> None:
    assert {name: getattr(settings, name) for name in SHIPPED} == SHIPPED


def test_no_page_is_followed_deeper_than_the_parser_does(tmp_path: Path) -> None:
    """It would drop the rest of a page without a word to whoever does not ask."""
    (tmp_path / "page.html").write_bytes(page("nesting"))
    run = scrapy("extract", tmp_path / "page.html", "--url", URL, "-s", "MAX_PAGE_DEPTH=257")
    assert (run.returncode, run.stderr) == (2, "scrapy: MAX_PAGE_DEPTH=257: can be 256 at most.\n")
    for depth, is_whole in ((250, True), (260, False)):
        text = page("nesting", more="<u>" * depth + "deep" + "</u>" * depth + f"<p>{SENTENCE}</p>")
        if is_whole:
            assert extract(text, URL).body[-1] == SENTENCE.strip()
        else:
            with pytest.raises(TooNested):
                extract(text, URL)


@pytest.mark.parametrize("value", ["0", "-3", "many", "1.5"])
def test_a_bound_that_is_no_number_stops_the_run(tmp_path: Path, value: str) -> None:
    run = scrapy("harvest", "-s", f"ARCHIVE={tmp_path / 'archive.db'}", "-s", f"MAX_PAGE_TAGS={value}")
    assert run.returncode == 2
    assert run.stderr == f"scrapy: MAX_PAGE_TAGS={value}: is no whole number above 0.\n"


# -- what is reached ------------------------------------------------------------------------------


def test_a_harvest_with_every_bound_reached_ends_well(bounded: Bounded) -> None:
    assert bounded.run.returncode == 0, bounded.run.stdout + bounded.run.stderr
    assert bounded.run.stderr == ""
    assert bounded.rows("SELECT count(*) FROM articles WHERE url LIKE '%/whole'") == [(1,)]


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_over_a_bound_is_refused_with_its_word(bounded: Bounded, name: str) -> None:
    assert bounded.rows(f"SELECT state, reason FROM pages WHERE url LIKE '%/{name}'") == [REFUSED[name]]


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        pytest.param("feed.xml", "read", "cut", id="MAX_FEED_ITEMS"),
        pytest.param("long-sitemap", "read", "cut", id="MAX_SITEMAP_ENTRIES"),
        pytest.param("long-named", "read", "long_address", id="MAX_URL_CHARS"),
        pytest.param("packed-sitemap", "failed", "not_a_sitemap", id="MAX_SITEMAP_BYTES"),
        pytest.param("long-index", "read", "cut", id="MAX_SITEMAP_CHILDREN"),
        pytest.param("deeper-index", "read", "too_deep", id="MAX_SITEMAP_DEPTH"),
        pytest.param("section", "read", "cut", id="MAX_SECTION_ARTICLES"),
    ],
)
def test_a_listing_over_a_bound_is_cut_and_says_so(
    bounded: Bounded, name: str, outcome: str, reason: str
) -> None:
    told = bounded.rows(f"SELECT outcome, reason FROM fetches WHERE url LIKE '%/{name}'")
    assert told == [(outcome, reason)]
    assert f": {reason} " in bounded.run.stdout


@pytest.mark.parametrize("name", CUT)
def test_what_is_cut_is_named_on_the_article_and_in_the_ledger(bounded: Bounded, name: str) -> None:
    rows = bounded.rows(
        "SELECT DISTINCT cut, fetches.reason FROM article_text JOIN articles USING (id) "
        f"JOIN fetches ON fetches.url = articles.url WHERE fetches.url LIKE '%/{name}'"
    )
    assert [(json.loads(str(cut)), reason) for cut, reason in rows] == [
        (CUT[name], "cut" if CUT[name] and CUT[name] != ["tag"] else None)
    ]


def test_what_is_cut_is_shown(bounded: Bounded) -> None:
    number = sum(bool(cut) and cut != ["tag"] for cut in CUT.values())
    assert f"page: cut {number}" in bounded.run.stdout
    told = scrapy("status", f"{bounded.site.url}/long-fields", "-s", f"ARCHIVE={bounded.archive}").stdout
    assert "not whole, more than a bound allows: tags, authors" in told
    assert "cut: it has more than a bound allows; the rest was left out." in told
    probed = described(article("https://echo.example/2026/ferry", cut=["title", "tags"]))
    assert "  cut         title, tags" in probed.splitlines()


def test_a_longer_address_is_not_taken(bounded: Bounded) -> None:
    assert bounded.rows("SELECT url FROM pages WHERE url LIKE '%llll%'") == []


def test_a_run_reads_no_more_sitemaps_than_its_bound(tmp_path: Path) -> None:
    names = [f"/sitemap-{n}" for n in range(4)]
    given: Answers = dict.fromkeys(names, (200, XML, urlset("/2026/05/01/the-board-rests")))
    with served(given) as site:
        source = tmp_path / "board.toml"
        source.write_text(
            f'name = "board"\ntitle = "The Board"\nlanguage = "en"\nhomepage = "{site.url}/"\n'
            f"sitemaps = {[site.url + name for name in names]}\n"
        )
        options = [*LOOPBACK_OPTION, *QUICK, "-s", "SITEMAPS_PER_RUN=2"]
        harvest(tmp_path / "archive.db", source, options=options)
        assert len([path for path in site.asked if path in names]) == 2


def test_a_field_over_its_bound_is_cut(bounded: Bounded) -> None:
    (title,) = bounded.rows("SELECT length(title) FROM articles WHERE url LIKE '%/long-title'")[0]
    assert title <= LOW["MAX_TITLE_CHARS"]
    texts = dict(bounded.rows("SELECT url, body FROM articles JOIN article_text USING (id)"))
    by_name = {str(url).rpartition("/")[2]: str(body).split("\n\n") for url, body in texts.items()}
    assert len(by_name["long-text"]) == LOW["MAX_PARAGRAPHS"]
    longest = max(map(len, by_name["long-paragraph"]))
    assert LOW["MAX_PARAGRAPH_CHARS"] - 2 <= longest <= LOW["MAX_PARAGRAPH_CHARS"], "less a blank at its end"
    where = "JOIN articles ON articles.id = article WHERE url LIKE '%/long-fields'"
    authors = bounded.rows(f"SELECT name FROM article_authors JOIN authors ON authors.id = author {where}")
    assert len(authors) == LOW["MAX_AUTHORS"]
    assert all(len(str(name)) <= LOW["MAX_NAME_CHARS"] for (name,) in authors)


def test_a_pause_is_no_longer_than_its_bound() -> None:
    assert retry_after("999999999", 60.0) == timedelta(seconds=60)


def test_a_crawl_delay_is_no_longer_than_its_bound() -> None:
    rules = b"User-agent: *\nCrawl-delay: 86400\n"
    with served({"/robots.txt": (200, {}, rules), "/a": (200, {}, b"page")}) as site:
        outcomes = ask(f"{site.url}/a", ALLOWED_NETWORKS=LOOPBACK, MAX_CRAWL_DELAY=0.5)
        assert outcomes["delays"] == {f"127.0.0.1:{site.port}": 0.5}


def test_a_robots_txt_is_read_as_far_as_its_bound() -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"# more\n" * 80_000 + b"Disallow: /b\n"
    pages: Answers = {"/a": (200, {}, b"page"), "/b": (200, {}, b"page")}
    with served({"/robots.txt": (200, {}, rules), **pages}) as site:
        outcomes = ask(f"{site.url}/a", f"{site.url}/b", ALLOWED_NETWORKS=LOOPBACK)
        assert (outcomes[f"{site.url}/a"], outcomes[f"{site.url}/b"]) == ("robots", 200)


URL = "https://courier.example/board"


def test_a_tag_over_its_bound_keeps_its_name() -> None:
    attributes = " ".join(f"data-{n}=x" for n in range(3_000))
    found = extract(page("attributes", more=f"<p class=last {attributes}>{SENTENCE}</p>"), URL)
    assert found.body[-1] == SENTENCE.strip()


@pytest.mark.parametrize("size", [pytest.param(100, id="read"), pytest.param(3_100_000, id="left-out")])
def test_a_script_over_its_bound_is_not_read(size: int) -> None:
    stated = json.dumps({"@type": "NewsArticle", "author": {"name": "Ana Ferreira"}, "x": "y" * size})
    script = f"<script type='application/ld+json'>{stated}</script>"
    people = [author.name for author in extract(page("scripts", head=script), URL).authors]
    assert people == (["Ana Ferreira"] if size == 100 else [])


def test_an_article_has_no_more_pages_than_its_bound(bounded: Bounded) -> None:
    asked = [path for path in bounded.site.asked if path.startswith("/in-parts")]
    assert asked == ["/in-parts", "/in-parts?page=2"]


def test_an_article_has_no_more_revisions_than_its_bound(archive: Archive, fetched: PageMaker) -> None:
    url = "https://echo.example/2026/ferry"
    first = file(archive, fetched(url), article(url))
    archive.conn.execute("UPDATE revisions SET revision = ?", [MAX_REVISIONS - 1])
    last = file(archive, fetched(url), article(url, title="Ferry returns to Port Ellery at last"))
    beyond = file(archive, fetched(url), article(url, title="Ferry returns to Port Ellery in the end"))
    assert (first.outcome, last.outcome) == ("new", "changed")
    assert (beyond.outcome, beyond.reason) == ("unchanged", "too_many_revisions")
    kept = archive.conn.execute("SELECT revision, title FROM revisions ORDER BY 1").fetchall()
    assert kept[-1] == (MAX_REVISIONS, "Ferry returns to Port Ellery at last")
    assert len(kept) == 2
