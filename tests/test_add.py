"""``scrapy add``: one address in, a source file out that a harvest reads; or one sentence why not."""

import subprocess
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from asking import Answers, served
from commands import LOOPBACK, harvest, scrapy
from newsroom.hostile import article

from crawler.discovery.heads import Head
from crawler.discovery.sites import title_of
from crawler.newsroom import Newsroom
from crawler.sources import load_sources
from crawler.sources.loader import NAME
from crawler.sources.writing import name_for

AT_ONCE = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0")
RSS = "<rss version='2.0'><channel><title>The Quiet Post</title>{}</channel></rss>"


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


def add(url: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command with loopback allowed and no pause between requests."""
    return scrapy("add", url, "-a", f"sources={folder}", *more, *LOOPBACK, *AT_ONCE)


def written(folder: Path) -> dict[str, Any]:
    """The one file that was written, which every command would load."""
    (file,) = folder.iterdir()
    load_sources(folder)
    return tomllib.loads(file.read_text("utf-8"))


def test_a_home_page_becomes_a_source_that_a_harvest_reads(room: Newsroom, tmp_path: Path) -> None:
    base = room.publisher("harbour-courier").base_url
    folder = tmp_path / "sources"
    run = add(f"{base}/", folder)
    assert run.returncode == 0, run.stdout + run.stderr
    assert written(folder) == {
        "name": "the-harbour-courier",
        "title": "The Harbour Courier",
        "homepage": f"{base}/",
        "language": "en",
        "feeds": [f"{base}/feeds/news.xml"],
        "sitemaps": [f"{base}/news-sitemap.xml"],
    }
    assert "latest.atom  Atom, 8 articles, 8 dated; left out" in run.stdout
    filed = harvest(tmp_path / "archive.db", folder, "--quiet", options=(*LOOPBACK, *AT_ONCE))
    assert filed.returncode == 0, filed.stdout + filed.stderr
    assert filed.stdout.startswith("1 sources: ")


def test_three_articles_are_shown_as_they_would_be_stored(room: Newsroom, tmp_path: Path) -> None:
    paper = room.publisher("the-lantern")
    run = add(f"{paper.base_url}/", tmp_path, "--dry-run")
    assert run.returncode == 0, run.stdout + run.stderr
    truth = {row.title: row for row in room.truth() if row.publisher == paper.name}
    lines = run.stdout.splitlines()
    shown = [number for number, line in enumerate(lines) if line.removeprefix("article").strip() in truth]
    assert len(shown) == 3
    for number in shown:
        row = truth[lines[number].removeprefix("article").strip()]
        byline, published, words = lines[number + 1].strip().rsplit(" · ", 2)
        assert byline == (row.byline or "no byline")
        assert datetime.fromisoformat(published) == row.published.replace(second=0)
        assert int(words.split()[0]) > 50


def test_a_dry_run_writes_nothing(room: Newsroom, tmp_path: Path) -> None:
    base = room.publisher("northmoor-echo").base_url
    run = add(f"{base}/", tmp_path / "new", "--dry-run", "--name", "echo")
    assert run.returncode == 0, run.stdout + run.stderr
    toml = run.stdout.partition("# Added from ")[2].partition("\n")[2]
    assert tomllib.loads(toml)["name"] == "echo"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("paper", "title", "language", "feed"),
    [
        pytest.param("le-fanal", "Le Fanal", "fr", "/rss.php", id="not-announced-no-language"),
        pytest.param("northmoor-echo", "Northmoor Echo", "en", "/rss/all.xml", id="moved-for-good"),
        pytest.param("gaceta-del-valle", "La Gaceta del Valle", "es", "/feed.json", id="json"),
        pytest.param("minato-shimbun", "港の新聞", "ja", "/index.rdf", id="rdf-japanese"),
    ],
)
def test_the_feed_is_found_in_every_form(
    room: Newsroom, tmp_path: Path, paper: str, title: str, language: str, feed: str
) -> None:
    base = room.publisher(paper).base_url
    run = add(f"{base}/", tmp_path, "--name", "paper")
    assert run.returncode == 0, run.stdout + run.stderr
    source = written(tmp_path)
    assert (source["name"], source["title"], source["language"]) == ("paper", title, language)
    assert source["feeds"] == [base + feed]


def test_a_feed_leads_to_its_home_page(room: Newsroom, tmp_path: Path) -> None:
    base = room.publisher("talbote").base_url
    run = add(f"{base}/atom.xml", tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    source = written(tmp_path)
    assert (source["name"], source["homepage"], source["language"]) == ("der-talbote", f"{base}/", "de")
    assert source["feeds"] == [f"{base}/atom.xml"]


def test_a_feed_that_also_links_elsewhere_belongs_where_most_of_it_is(tmp_path: Path) -> None:
    answers = pages_without_a_feed()
    with served(answers) as site, served({}) as elsewhere:
        links = [f"{elsewhere.url}/found-on-the-web", *(site.url + path for path in STORIES)]
        items = "".join(f"<item><link>{link}</link></item>" for link in links)
        answers["/mine.rss"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(items).encode())
        run = add(f"{site.url}/mine.rss", tmp_path)
        assert run.returncode == 0, run.stdout + run.stderr
        assert written(tmp_path)["homepage"] == f"{site.url}/"


def test_an_article_leads_to_its_home_page_and_feed(room: Newsroom, tmp_path: Path) -> None:
    base = room.publisher("the-lantern").base_url
    article = next(row.url for row in room.truth() if row.publisher == "the-lantern")
    run = add(article, tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    source = written(tmp_path)
    assert (source["title"], source["homepage"]) == ("The Lantern", f"{base}/")
    assert source["feeds"] == [f"{base}/feed/"]


def test_what_is_already_there_is_left_as_it_is(room: Newsroom, tmp_path: Path) -> None:
    base = room.publisher("the-lantern").base_url
    assert add(f"{base}/", tmp_path).returncode == 0
    (file,) = tmp_path.iterdir()
    before = file.read_bytes()
    room.requests.clear()
    other = room.publisher("harbour-courier").base_url
    for url, more, said in (
        (f"{base}/", (), f"{file} has it as its home page"),
        (f"{base}/feed/", (), f"{file} names it"),
        (f"{base}/", ("--name", "other"), f"{file} has it as its home page"),
        (f"{other}/", ("--name", "the-lantern"), f"{file}: is already there"),
    ):
        run = add(url, tmp_path, *more)
        assert run.returncode == 2, run.stdout + run.stderr
        assert said in run.stderr
        assert "Traceback" not in run.stderr
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [before]
    assert len(room.requests) == 0, "nobody need be asked for that"


def refused(url: str, folder: Path, *said: str) -> None:
    """The command ends with 1, says this in one sentence, and leaves nothing behind."""
    run = add(url, folder)
    assert run.returncode == 1, run.stdout + run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert all(words in run.stderr for words in said), run.stderr
    assert not list(folder.iterdir())


def test_what_robots_forbids_is_refused_with_the_reason(room: Newsroom, tmp_path: Path) -> None:
    forbidden = next(trap.url for trap in room.traps if trap.forbidden)
    refused(forbidden, tmp_path, forbidden, "robots.txt forbids it", "Nothing was added")
    assert not [entry for entry in room.requests if entry.path.startswith("/private")]


def test_a_feed_whose_articles_robots_forbids_is_refused(tmp_path: Path) -> None:
    answers: Answers = {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /story\n")}
    with served(answers) as site:
        items = "".join(f"<item><link>{site.url}/story/{n}</link></item>" for n in range(4))
        answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(items).encode())
        refused(f"{site.url}/feed", tmp_path, "robots.txt forbids its articles")
        assert not [path for path in site.asked if path.startswith("/story")]


STORIES = [f"/2026/03/{day:02}/the-harbour-wall-is-rebuilt-{day}" for day in range(10, 15)]


def pages_without_a_feed() -> Answers:
    """A small paper: a home page that lists its stories, and the stories."""
    html = {"Content-Type": "text/html; charset=utf-8"}
    links = "".join(f"<p><a href='{path}'>The harbour wall, part {path[-2:]}</a>" for path in STORIES)
    home = f"<html lang='en'><title>The Wall Post</title><body>{links}"
    return {"/": (200, html, home.encode())} | {
        path: (200, html, article(path.rpartition("/")[2]).encode()) for path in STORIES
    }


def test_without_a_feed_the_sitemap_of_robots_txt_is_read(tmp_path: Path) -> None:
    answers = pages_without_a_feed()
    with served(answers) as site:
        rows = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in ("/about", *STORIES))
        answers["/robots.txt"] = (200, {}, f"Sitemap: {site.url}/all/map.xml".encode())
        answers["/all/map.xml"] = (200, {"Content-Type": "text/xml"}, f"<urlset>{rows}</urlset>".encode())
        run = add(f"{site.url}/", tmp_path)
        assert run.returncode == 0, run.stdout + run.stderr
        assert written(tmp_path)["sitemaps"] == [f"{site.url}/all/map.xml"]
        assert "/about" not in site.asked


def test_without_feed_and_sitemap_the_home_page_is_a_section(tmp_path: Path) -> None:
    with served(pages_without_a_feed()) as site:
        run = add(f"{site.url}/", tmp_path)
        assert run.returncode == 0, run.stdout + run.stderr
        source = written(tmp_path)
        assert source["sections"] == [f"{site.url}/"]
        assert not {"feeds", "sitemaps"} & source.keys()
        assert source["title"] == "The Wall Post"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param((404, {}, b""), "answers HTTP 404", id="missing"),
        pytest.param((200, {"Content-Type": "text/html"}, b""), "neither a web page nor a feed", id="empty"),
        pytest.param(
            (200, {"Content-Type": "text/html"}, b"<title>Shoes</title><p><a href='/basket'>Basket</a>"),
            "no feed, no sitemap and no list of articles",
            id="nothing-to-read",
        ),
        pytest.param(
            (200, {"Content-Type": "text/xml"}, RSS.format("").encode()),
            "is a feed without any article",
            id="empty-feed",
        ),
    ],
)
def test_a_site_without_news_is_told_so(
    tmp_path: Path, answer: tuple[int, dict[str, str], bytes], said: str
) -> None:
    with served({"/": answer}) as site:
        refused(f"{site.url}/", tmp_path, site.url, said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("example.org",), "https://example.org/", id="no-scheme"),
        pytest.param(("https://example.org/", "--name", "The Post"), "--name 'The Post'", id="bad-name"),
        pytest.param(("https://example.org/", "--language", "English!"), "--language", id="bad-language"),
        pytest.param(("https://example.org/", "-a", "sources=/no/such/place"), "/no/such", id="no-folder"),
        pytest.param(("https://example.org/", "-a", f"sources={__file__}"), "is a file", id="a-file"),
        pytest.param((), "expected URL", id="no-address"),
    ],
)
def test_a_wrong_argument_is_refused_before_anything_is_asked(arguments: tuple[str, ...], said: str) -> None:
    run = scrapy("add", *arguments)
    assert run.returncode == 2, run.stdout + run.stderr
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_private_address_is_not_asked(tmp_path: Path) -> None:
    with served({}) as site:
        run = scrapy("add", f"{site.url}/", "-a", f"sources={tmp_path}")
        assert run.returncode == 1
        assert "ALLOWED_NETWORKS" in run.stderr
        assert site.asked == []


@pytest.mark.parametrize(
    ("head", "feed", "homepage", "title"),
    [
        pytest.param(
            Head(site_name="The Post", title="News"), "", "https://a.example/", "The Post", id="own"
        ),
        pytest.param(
            Head(title="Home | Daily Tide"), "", "https://dailytide.example/", "Daily Tide", id="host"
        ),
        pytest.param(
            Head(title="Tide News - Home"),
            "Tide News",
            "https://tide.example/",
            "Tide News",
            id="feed-shares",
        ),
        pytest.param(Head(), "Tide: all news", "https://t.example/", "Tide: all news", id="feed-alone"),
        pytest.param(Head(), "", "https://t.example/", "t.example", id="host-alone"),
    ],
)
def test_a_title_is_what_the_publisher_calls_itself(head: Head, feed: str, homepage: str, title: str) -> None:
    assert title_of(head, feed, homepage) == title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("The Harbour Courier", "the-harbour-courier", id="words"),
        pytest.param("L’Écho du Port", "lecho-du-port", id="accents"),
        pytest.param("Straßenblatt", "strassenblatt", id="sharp-s"),
        pytest.param("港の新聞", "courier", id="host-instead"),
        pytest.param("A" * 90, "a" * 40, id="long"),
    ],
)
def test_a_name_is_made_of_the_title(title: str, name: str) -> None:
    assert name_for(title, "https://www.courier.example/") == name


@pytest.mark.parametrize(
    ("homepage", "name"),
    [
        pytest.param("https://www.minato-press.co.jp/", "minato-press", id="second-level-of-a-country"),
        pytest.param("https://m.zaliv.example/ru/", "zaliv", id="mobile-host"),
        pytest.param("https://news.al-sahil.example/", "news-al-sahil", id="a-host-of-a-portal"),
        pytest.param("https://umi.blogs.example/", "umi-blogs", id="a-blog-of-many"),
        pytest.param("https://xn--80ak6aa92e.example/", "xn-80ak6aa92e", id="host-in-another-script"),
        pytest.param("http://localhost:8701/", "localhost", id="one-label"),
        pytest.param("http://127.0.0.1:8701/", "127-0-0-1", id="numbers"),
        pytest.param("https://www.com.example/", "com", id="called-as-a-second-level"),
    ],
)
@pytest.mark.parametrize("title", ["港の新聞", "Вести залива", "الساحل", "사람들", "Νέα"])
def test_a_title_that_ascii_cannot_spell_leaves_the_name_to_the_host(
    title: str, homepage: str, name: str
) -> None:
    assert name_for(title, homepage) == name
    assert NAME.fullmatch(name)
