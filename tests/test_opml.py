"""Lists of feeds, in and out."""

from pathlib import Path

import pytest

from crawler.discovery.opml import NotOpml, Outline, read_opml, write_opml
from crawler.sources import load_sources

LIST = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Papers"><outline text="Echo &amp; Co" type="rss" xmlUrl="https://echo.example/feed.xml"
 htmlUrl="https://echo.example/" language="en"/>
<outline title="Bote" text="x" xmlurl="https://bote.example/atom.xml"/></outline>
<outline text="again" xmlUrl="https://echo.example/feed.xml#x"/><outline text="no" xmlUrl="ftp://x/y"/>
</body></opml>"""


def test_a_list_is_read_with_its_folders_opened() -> None:
    assert read_opml(LIST, "mine.opml") == [
        Outline(
            title="Echo & Co",
            feed="https://echo.example/feed.xml",
            homepage="https://echo.example/",
            language="en",
        ),
        Outline(title="Bote", feed="https://bote.example/atom.xml"),
    ]


def test_what_is_written_is_read_back() -> None:
    sources = load_sources()
    outlines = read_opml(write_opml(sources, "All <& every>").encode(), "all.opml")
    assert [outline.feed for outline in outlines] == [feed for source in sources for feed in source.feeds]
    assert {outline.language for outline in outlines} == {
        source.language for source in sources if source.feeds
    }


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
