"""``scrapy probe``: what a source's listings name, and what would be stored, before the first crawl."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import LOOPBACK, scrapy
from newsroom.paper import Paper, printed

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A paper of five articles that a feed, a news sitemap below two indexes, and a section page name."""
    with printed(["gazette"], tmp_path_factory.mktemp("press"), NOW) as press:
        (one,) = press.papers
        stories = [one.story(number, NOW - number * HOUR) for number in range(5)]
        one.feed("/feed", stories)
        one.sitemap("/news.xml", stories, news=True)
        one.index("/index.xml", {"/old.xml": NOW - 90 * HOUR, "/news.xml": NOW})
        one.index("/indexes.xml", {"/index.xml": NOW})
        links = "".join(f'<a href="{story.path}">{story.title}</a>' for story in stories)
        one.serve(
            "/harbour",
            f'<html><head><title>Harbour</title></head><body>{links}<a href="/subscribe">Subscribe</a></body></html>',
        )
        one.serve("/blank", "")
        yield one


def probed(paper: Paper, folder: Path, **roles: list[str]) -> tuple[int, str]:
    """Exit code and output of a probe of the paper, with these listings in its source file."""
    paper.listings = roles
    source = folder / "gazette.toml"
    source.write_text(paper.toml, encoding="utf-8")
    run = scrapy("probe", "gazette", "-a", f"sources={source}", *LOOPBACK)
    assert not run.stderr
    return run.returncode, run.stdout


def test_an_index_leads_to_its_newest_sitemap_and_that_to_articles(paper: Paper, tmp_path: Path) -> None:
    code, said = probed(paper, tmp_path, sitemaps=["/indexes.xml"])
    assert code == 0, said
    assert f"sitemap {paper.url('/index.xml')}\n  an index of 2 sitemaps" in said
    assert f"sitemap {paper.url('/news.xml')}\n  news: 5 addresses, 5 of them articles" in said
    assert said.count("\npage ") == 3
    assert "/old.xml" not in said


def test_a_section_page_leads_to_its_articles(paper: Paper, tmp_path: Path) -> None:
    code, said = probed(paper, tmp_path, sections=["/harbour"])
    assert code == 0, said
    assert f"section {paper.url('/harbour')}\n  Harbour: 6 links, 5 of them articles" in said
    assert said.count("\npage ") == 3


def test_where_there_is_a_feed_its_articles_will_do(paper: Paper, tmp_path: Path) -> None:
    code, said = probed(paper, tmp_path, feeds=["/feed"], sitemaps=["/news.xml"], sections=["/harbour"])
    assert code == 0, said
    assert said.count("\npage ") == 3
    assert "\nsitemap " in said and "\nsection " in said


@pytest.mark.parametrize(
    ("role", "path", "words"),
    [
        pytest.param("feeds", "/harbour", "no feed: ", id="feed"),
        pytest.param("sitemaps", "/harbour", "no sitemap: ", id="sitemap"),
        pytest.param("sections", "/feed", "0 links, 0 of them articles", id="section-without-links"),
        pytest.param("sections", "/blank", "no section: ", id="section"),
        pytest.param("sitemaps", "/nowhere", "answers HTTP 404", id="not-there"),
    ],
)
def test_a_listing_that_is_none_is_a_problem(
    paper: Paper, tmp_path: Path, role: str, path: str, words: str
) -> None:
    code, said = probed(paper, tmp_path, **{role: [path]})
    assert code == 1
    assert words in said


def test_the_address_of_a_sitemap_is_read_as_one(paper: Paper) -> None:
    run = scrapy("probe", paper.url("/news.xml"), *LOOPBACK)
    assert run.returncode == 0, run.stdout
    assert "5 addresses" in run.stdout and run.stdout.count("\npage ") == 3


def test_an_address_on_a_sources_site_is_read_as_that_sources(paper: Paper, tmp_path: Path) -> None:
    paper.listings = {"feeds": ["/feed"]}
    source = tmp_path / "gazette.toml"
    source.write_text(f'{paper.toml}\n[[rules]]\nsection = "h1"\n', encoding="utf-8")
    page = paper.story(7, NOW).path
    own = scrapy("probe", paper.url(page), "-a", f"sources={source}", *LOOPBACK)
    assert own.returncode == 0, own.stdout + own.stderr
    assert own.stdout.splitlines()[0].endswith(" · en")
    assert "[rule]" in next(line for line in own.stdout.splitlines() if line.startswith("  section"))
    assert own.stdout.count("\npage ") == 1
    strange = scrapy("probe", paper.url(page), *LOOPBACK)
    assert "[rule]" not in strange.stdout and strange.returncode == 0
