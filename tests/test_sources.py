"""A source file says what it means, or the run stops with file, key and remedy."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources import Expect, Pace, Source, SourceError, load_sources
from crawler.sources.loader import SHIPPED, read_source
from pipelines.urls import clean_url

WHOLE = """\
name = "echo"
title = "The Echo"
homepage = "https://Echo.example"
language = "pt-BR"
country = "BR"
licence = "CC BY 4.0"
feeds = ["https://echo.example/feed?utm_source=rss", "https://echo.example/sport.xml"]
sitemaps = ["https://echo.example/news.xml"]
sections = ["https://echo.example/harbour"]

[pace]
delay_s = 2.5
concurrency = 2

[expect]
articles = 5
"""
SHIPPED_FILES = sorted(SHIPPED.glob("*.toml"))


def write(folder: Path, text: str, name: str = "echo") -> Path:
    """A source file with this text."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in SHIPPED_FILES])
def test_every_shipped_source_loads(path: Path) -> None:
    source = read_source(path)
    assert source.name == path.stem
    assert source.feeds or source.sitemaps or source.sections


def test_the_shipped_sources_load_together_sorted_by_name() -> None:
    names = [source.name for source in load_sources()]
    assert names == sorted(path.stem for path in SHIPPED_FILES)
    assert [source.name for source in load_sources("")] == names


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, WHOLE)
    assert load_sources(path) == [
        Source(
            name="echo",
            title="The Echo",
            homepage="https://echo.example/",
            language="pt-BR",
            country="BR",
            licence="CC BY 4.0",
            feeds=("https://echo.example/feed", "https://echo.example/sport.xml"),
            sitemaps=("https://echo.example/news.xml",),
            sections=("https://echo.example/harbour",),
            pace=Pace(delay_s=2.5, concurrency=2),
            expect=Expect(articles=5),
            path=path,
        )
    ]


def named(name: str) -> str:
    """A small right file."""
    return (
        f'name = "{name}"\ntitle = "{name}"\nhomepage = "https://{name}.example/"\n'
        f'language = "en"\nfeeds = ["https://{name}.example/feed"]\n'
    )


def test_names_choose_and_order_the_sources(tmp_path: Path) -> None:
    for name in ("echo", "lantern", "echo-sport"):
        write(tmp_path, named(name), name)
    assert [source.name for source in load_sources(tmp_path)] == ["echo", "echo-sport", "lantern"]
    chosen = load_sources(tmp_path, ["lantern", "echo", "lantern"])
    assert [source.name for source in chosen] == ["lantern", "echo"]


def test_a_name_that_no_file_bears_is_answered_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, named("echo"))
    with pytest.raises(SourceError, match="no source is named 'ecko'") as caught:
        load_sources(tmp_path, ["ecko"])
    assert str(caught.value).endswith("Did you mean 'echo'?")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "key", "remedy"),
    [
        pytest.param("feeds =", "feed =", "feed", "Did you mean 'feeds'?", id="misspelt-key"),
        pytest.param("country =", "zzzz =", "zzzz", "Known are: name, title", id="unknown-key"),
        pytest.param("[pace]", "[peace]", "peace", "Did you mean 'pace'?", id="unknown-table"),
        pytest.param("delay_s =", "delay =", "pace.delay", "Did you mean 'delay_s'?", id="misspelt-in-table"),
        pytest.param("articles =", "artikel =", "expect.artikel", "Did you mean 'articles'?", id="expect"),
        pytest.param('title = "The Echo"', "", "title", 'Add title = "…"', id="missing"),
        pytest.param('title = "The Echo"', 'title = "  "', "title", 'Add title = "…"', id="blank"),
        pytest.param(
            'title = "The Echo"', "title = 5", "title", "must be text in quotes", id="number-for-text"
        ),
        pytest.param(
            'homepage = "https://Echo.example"',
            'homepage = "echo"',
            "homepage",
            "Write it whole",
            id="bad-homepage",
        ),
        pytest.param(
            '"https://echo.example/sport.xml"',
            '"echo.example/feed"',
            "feeds",
            "Write it whole",
            id="bad-feed",
        ),
        pytest.param(
            '["https://echo.example/news.xml"]',
            '["ftp://echo.example/"]',
            "sitemaps",
            "Write it whole",
            id="bad-sitemap",
        ),
        pytest.param(
            '["https://echo.example/harbour"]',
            '"https://echo.example/"',
            "sections",
            "must be a list",
            id="text-for-list",
        ),
        pytest.param(
            '["https://echo.example/harbour"]', "[1]", "sections", "must be a list", id="list-of-numbers"
        ),
        pytest.param(
            '"https://echo.example/sport.xml"',
            '"https://echo.example/feed"',
            "feeds",
            "Remove one",
            id="feed-twice",
        ),
        pytest.param(
            '"https://echo.example/sport.xml"',
            '"http://echo.example/feed/#x"',
            "feeds",
            "Remove one",
            id="feed-twice-in-another-spelling",
        ),
        pytest.param('"echo"', '"The Echo!"', "name", "lower-case letters", id="bad-name"),
        pytest.param(
            '"echo"', '"lantern"', "name", "must be the file's own name, 'echo'", id="name-of-another"
        ),
        pytest.param('"pt-BR"', '"Portuguese, Brazil"', "language", "a language tag", id="bad-language"),
        pytest.param('"BR"', '"Brazil"', "country", "two capital letters", id="bad-country"),
        pytest.param("2.5", '"slow"', "pace.delay_s", "write a number from 0 to 3600", id="text-for-number"),
        pytest.param("2.5", "-1", "pace.delay_s", "write a number from 0 to 3600", id="negative"),
        pytest.param("2.5", "nan", "pace.delay_s", "write a number from 0 to 3600", id="nan"),
        pytest.param("2.5", "true", "pace.delay_s", "write a number from 0 to 3600", id="true-for-number"),
        pytest.param("concurrency = 2", "concurrency = 1.5", "pace.concurrency", "a whole number", id="half"),
        pytest.param(
            "concurrency = 2", "concurrency = 99", "pace.concurrency", "from 1 to 16", id="too-many"
        ),
        pytest.param("delay_s = 2.5\n", "", "pace.delay_s", "Add delay_s = 2", id="pace-without-delay"),
        pytest.param("articles = 5", 'articles = "many"', "expect.articles", "a whole number", id="words"),
    ],
)
def test_a_wrong_file_stops_with_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, key: str, remedy: str
) -> None:
    assert WHOLE.count(old) == 1 or old in ('"echo"', "feeds =")
    path = write(tmp_path, WHOLE.replace(old, new))
    with pytest.raises(SourceError) as caught:
        load_sources(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert re.search(rf"key {re.escape(key)}\b", message)
    assert remedy in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('name = "echo', "is not valid TOML", id="open-quote"),
        pytest.param('name = "echo"\nname = "echo"', "is not valid TOML", id="key-twice"),
        pytest.param("pace = 5\n" + named("echo"), "must be a table, i.e. a line [pace]", id="no-table"),
        pytest.param(
            named("echo").replace("feeds", "sitemaps").replace('"https://echo.example/feed"', ""),
            "names no feed, sitemap or section",
            id="nothing-to-read",
        ),
    ],
)
def test_a_file_that_says_nothing_stops_with_its_name(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError, match=re.escape(f"{path}: ")) as caught:
        load_sources(tmp_path)
    assert said in str(caught.value)


def test_two_files_cannot_have_one_name(tmp_path: Path) -> None:
    write(tmp_path, named("echo"))
    copy = write(tmp_path, named("echo"), "copy")
    with pytest.raises(SourceError, match=re.escape(f"{copy}: key name: is 'echo'")):
        load_sources(tmp_path)


def test_two_sources_cannot_have_one_feed(tmp_path: Path) -> None:
    write(tmp_path, named("echo"))
    other = write(
        tmp_path,
        named("lantern").replace("https://lantern.example/feed", "http://ECHO.example/feed/"),
        "lantern",
    )
    with pytest.raises(SourceError, match=re.escape(f"{other}: key feeds: ")) as caught:
        load_sources(tmp_path)
    assert "already belongs to echo.toml. Remove one." in str(caught.value)


def test_bytes_that_are_no_text_stop_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "echo.toml"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(SourceError, match="is not valid TOML"):
        load_sources(path)


def test_a_place_without_sources_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no \.toml file"):
        load_sources(tmp_path)
    with pytest.raises(SourceError, match="no such file or folder"):
        load_sources(tmp_path / "nowhere")


@given(
    st.text(st.characters(codec="utf-8"), max_size=200)
    | st.builds(
        lambda key, value: WHOLE + f"\n{key} = {value}\n",
        st.text("abcfinopx", min_size=1, max_size=8),
        st.sampled_from(["1", "[]", "{}", '""', "2026-03-14", "[[1]]", "nan"]),
    )
)
def test_any_file_is_a_source_or_a_source_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.getbasetemp(), text)
    try:
        source = read_source(path)
    except SourceError as error:
        assert str(path) in str(error)
    else:
        assert source.homepage == clean_url(source.homepage)
