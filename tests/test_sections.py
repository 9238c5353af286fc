"""Heads and links of pages, and the articles among them."""

import re

import pytest

from crawler.discovery.heads import NotHtmlAtAll, read_head, same_site
from crawler.discovery.sections import read_section

URL = "https://www.echo.example/news/"
PAGE = """<!doctype html><html lang="pt-BR"><head><title> Notícias
 | O Eco </title><base href="https://www.echo.example/">
<meta property="og:site_name" content="O Eco"><meta property="og:type" content="website">
<link rel="canonical" href="/news/">
<link rel="alternate" type="application/rss+xml" title="O Eco" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" title="O Eco » Comentários" href="/comments/feed/">
<link rel="alternate" type="application/feed+json" href="feed.json"><link rel="alternate" type="text/html" href="/m">
<link rel="alternate stylesheet" type="text/css" href="/a.css">
</head><body><nav><a href="/">Início</a><a href="/politica">Política</a><a href="/author/ana-ruiz">Ana</a></nav>
<a href="2026/03/14/a-balsa-volta-depois-de-nove-dias">A balsa</a>
<a href="/2026/03/14/a-balsa-volta-depois-de-nove-dias#comentarios">3 comentários</a>
<a href="https://m.echo.example/2026/03/13/o-arenque-que-sumiu-da-baia">O arenque</a>
<a href="https://echo.example/2026/03/12/ponte-fechada-ate-maio-diz-prefeito">Ponte</a>
<a href="https://other.example/2026/03/14/a-partner-story-about-money">Parceiro</a>
<a href="javascript:void(0)">x</a><a href="mailto:a@b.example">y</a><a>z</a><a href="http://[bad">w</a>
</body></html>""".encode("windows-1252")


def test_a_head_says_what_its_site_is_called_and_where_its_feeds_are() -> None:
    head = read_head(PAGE, URL, "text/html; charset=windows-1252")
    assert head.title == "Notícias | O Eco"
    assert (head.site_name, head.language, head.is_article) == ("O Eco", "pt-BR", False)
    assert head.canonical == "https://www.echo.example/news/"
    assert [(feed.url, feed.kind) for feed in head.feeds] == [
        ("https://www.echo.example/feed.xml", "rss"), ("https://www.echo.example/feed.json", "json")
    ]  # fmt: skip


def test_a_section_gives_its_articles_once_and_nothing_else() -> None:
    section = read_section(PAGE, URL, "text/html; charset=windows-1252", [])
    assert [link.url for link in section.links] == [
        "https://www.echo.example/2026/03/14/a-balsa-volta-depois-de-nove-dias",
        "https://m.echo.example/2026/03/13/o-arenque-que-sumiu-da-baia",
        "https://echo.example/2026/03/12/ponte-fechada-ate-maio-diz-prefeito",
    ]
    assert str(section.links[0].day) == "2026-03-14"
    assert section.skipped == 3


def test_a_section_is_read_as_the_publishers_own_articles_suggest() -> None:
    page = b'<html><body><a href="/a.php?id=7">Seven</a><a href="/b.php?id=7">Other</a></body></html>'
    known = [f"https://www.echo.example/a.php?id={number}" for number in range(20, 40)]
    assert read_section(page, URL, "", []).links == []
    assert [link.url for link in read_section(page, URL, "", known).links] == [
        "https://www.echo.example/a.php?id=7"
    ]


@pytest.mark.parametrize("body", [b"", b"   "])
def test_what_is_no_page_is_named(body: bytes) -> None:
    with pytest.raises(NotHtmlAtAll, match=re.escape(URL)):
        read_head(body, URL)


@pytest.mark.parametrize("content_type", ["text/html; charset=klingon", "text/html; charset=", ""])
def test_a_strange_character_set_stops_nothing(content_type: str) -> None:
    assert read_head(b"<html><title>Echo</title></html>", URL, content_type).title == "Echo"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("https://www.echo.example/", "http://echo.example/a", True, id="www"),
        pytest.param("https://news.echo.example/", "https://echo.example/", True, id="a-part"),
        pytest.param("https://notecho.example/", "https://echo.example/", False, id="another-name"),
        pytest.param("http://127.0.0.1:8701/", "http://127.0.0.1:8702/", False, id="another-port"),
    ],
)
def test_what_is_the_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
