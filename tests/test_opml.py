"""Lists of feeds, in and out."""

from dataclasses import replace
from pathlib import Path

import pytest
from commands import scrapy
from lxml import etree

from crawler.discovery.opml import MAX_OUTLINES, NAMESPACE, ROLES, NotOpml, Outline, read_opml, write_opml
from crawler.sources import load_sources

LIST = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Papers"><outline text="Echo &amp; Co" type="rss" xmlUrl="https://echo.example/feed.xml"
 htmlUrl="https://echo.example/" language="en"/>
<outline title="Bote" text="x" xmlurl="https://bote.example/atom.xml"/></outline>
<outline text="again" xmlUrl="https://echo.example/feed.xml#x"/><outline text="no" xmlUrl="ftp://x/y"/>
</body></opml>"""


def test_a_list_is_read_with_its_folders_opened() -> None:
    assert read_opml(LIST, "mine.opml").outlines == [
        Outline(
            title="Echo & Co",
            url="https://echo.example/feed.xml",
            homepage="https://echo.example/",
            language="en",
        ),
        Outline(title="Bote", url="https://bote.example/atom.xml"),
    ]


def test_what_cannot_be_fetched_is_named() -> None:
    assert read_opml(LIST, "mine.opml").refused == ["'ftp://x/y' is not an http or https address."]


def test_what_is_written_is_read_back() -> None:
    sitemaps = ("https://paper.example/news.xml?a=1&b=2", "https://paper.example/all.xml")
    sources = [*load_sources(), replace(load_sources()[0], title="Paper", sitemaps=sitemaps)]
    sources[-1] = replace(sources[-1], feeds=(), sections=("https://paper.example/harbour",))
    outlines = read_opml(write_opml(sources, "All <& every>").encode(), "all.opml").outlines
    for role in ROLES:
        written = [address for source in sources for address in getattr(source, role)]
        assert [outline.url for outline in outlines if outline.role == role] == written
    assert {outline.language for outline in outlines} == {source.language for source in sources}


def test_what_a_feed_reader_does_not_know_stands_in_attributes_of_our_own() -> None:
    """As RSS readers do: they look for xmlUrl alone, and the specification lets them meet others' attributes."""
    source = replace(load_sources()[0], feeds=(), sitemaps=("https://a.example/s.xml?a=1&b=2",))
    root = etree.fromstring(write_opml([source], "Mine").encode())
    (outline,) = root.iter("outline")
    assert [name for name in outline.attrib if "{" not in str(name)] == ["text", "htmlUrl", "language"]
    assert "xmlUrl" not in outline.attrib
    assert outline.get(f"{{{NAMESPACE}}}sitemaps") == "https://a.example/s.xml?a=1&b=2"


def test_what_comes_after_the_most_that_are_taken_is_named() -> None:
    rows = [f"<outline xmlUrl='https://echo.example/{number}'/>" for number in (*range(MAX_OUTLINES + 1), 0)]
    read = read_opml(f"<opml>{''.join(rows)}</opml>".encode(), "long.opml")
    assert len(read.outlines) == MAX_OUTLINES
    assert read.refused == [
        f"https://echo.example/{MAX_OUTLINES}: comes after the first {MAX_OUTLINES:,} feeds."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(b"<opml", "is no XML", id="broken"),
        pytest.param(b"<html/>", "its root is <html>", id="a-page"),
        pytest.param(b"<opml><body/></opml>", "names no feed", id="empty"),
        pytest.param(
            b'<!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/passwd">]><opml>&f;</opml>',
            "names no feed",
            id="entity",
        ),
    ],
)
def test_what_is_no_list_is_refused(text: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(NotOpml, match=said):
        read_opml(text, "mine.opml")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The list above as a file."""
    file = tmp_path / "mine.opml"
    file.write_bytes(LIST)
    return file


def test_a_readers_list_becomes_sources_once(mine: Path, tmp_path: Path) -> None:
    command = ("opml", mine, "--language", "de", "-a", f"sources={tmp_path / 'new'}")
    run = scrapy(*command)
    assert run.returncode == 1, "one address of it cannot be fetched"
    assert run.stderr == "refused: 'ftp://x/y' is not an http or https address.\n"
    assert run.stdout.splitlines()[-1] == "2 feeds: 2 new, of 2 sources; 0 read already"
    bote, echo = load_sources(tmp_path / "new")
    assert (echo.name, echo.title, echo.homepage) == ("echo-co", "Echo & Co", "https://echo.example/")
    assert (echo.language, echo.feeds) == ("en", ("https://echo.example/feed.xml",))
    assert (bote.name, bote.homepage, bote.language) == ("bote", "https://bote.example/", "de")
    before = {file: file.read_bytes() for file in (tmp_path / "new").iterdir()}
    again = scrapy(*command)
    assert again.stdout.splitlines() == [
        "read already: https://echo.example/feed.xml, by echo-co",
        "read already: https://bote.example/atom.xml, by bote",
        "2 feeds: 0 new, of 0 sources; 2 read already",
    ]
    assert {file: file.read_bytes() for file in (tmp_path / "new").iterdir()} == before


def test_the_sources_go_out_and_come_back_as_they_were(tmp_path: Path) -> None:
    out = tmp_path / "all.opml"
    out.write_text(scrapy("opml").stdout, encoding="utf-8")
    run = scrapy("opml", out, "-a", f"sources={tmp_path / 'back'}")
    assert run.returncode == 0, run.stderr

    def facts(where: Path | None) -> list[tuple[object, ...]]:
        return sorted(
            (one.title, one.homepage, one.language, one.feeds, one.sitemaps, one.sections)
            for one in load_sources(where)
        )

    assert facts(tmp_path / "back") == facts(None)
    again = scrapy("opml", out, "-a", f"sources={tmp_path / 'back'}")
    assert again.returncode == 0, again.stderr
    assert " 0 new, of 0 sources; " in again.stdout.splitlines()[-1]


def test_two_publishers_of_one_title_get_names_of_their_own(tmp_path: Path) -> None:
    rows = [f'<outline text="Tide" language="en_GB" xmlUrl="https://{host}.example/feed"/>' for host in "ab"]
    (tmp_path / "two.opml").write_text(f"<opml><body>{''.join(rows)}</body></opml>", encoding="utf-8")
    run = scrapy("opml", tmp_path / "two.opml", "-a", f"sources={tmp_path / 'new'}")
    assert run.returncode == 0, run.stderr
    sources = load_sources(tmp_path / "new")
    assert [(one.name, one.language) for one in sources] == [("tide", "en-GB"), ("tide-2", "en-GB")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param((), "1 feeds of the list say no language (Bote)", id="no-language"),
        pytest.param(("--language", "German!"), "--language 'German!'", id="bad-language"),
    ],
)
def test_nothing_is_written_of_a_list_that_lacks_something(
    mine: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    run = scrapy("opml", mine, *options, "-a", f"sources={tmp_path / 'new'}")
    assert run.returncode == 2, run.stdout
    assert said in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not (tmp_path / "new").exists()
