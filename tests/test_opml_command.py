"""``scrapy opml``: a feed reader's subscriptions in, ours out."""

import subprocess
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from commands import ROOT, command, environment, harvest, scrapy

from crawler.discovery.opml import read_opml, write_opml
from crawler.newsroom import Newsroom
from crawler.sources import load_sources

LIST = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Papers">
<outline text="The Port Ellery Echo" type="rss" xmlUrl="https://echo.example/feed.xml"
 htmlUrl="https://echo.example/news" language="en_GB"/>
<outline text="Der Bote" type="rss" xmlUrl="https://www.bote.example/atom.xml" language="de"/>
</outline></body></opml>"""


def a_list(folder: Path, text: str = LIST) -> Path:
    """A file with this list."""
    path = folder / "mine.opml"
    path.write_text(text, encoding="utf-8")
    return path


def outlines(*titles: str, language: str = "en") -> str:
    """A list of feeds with these titles, each on a host of its own."""
    rows = [
        f"<outline text={quoteattr(title)} xmlUrl='https://paper{number}.example/rss' language='{language}'/>"
        for number, title in enumerate(titles)
    ]
    return f"<opml><body>{''.join(rows)}</body></opml>"


def opml(*args: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on a folder of sources."""
    return scrapy("opml", *args, "-a", f"sources={folder}")


def files(folder: Path) -> dict[str, bytes]:
    """All that lies below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("../../etc/passwd", "etc-passwd", id="path"),
        pytest.param("..", "paper0", id="dots"),
        pytest.param("/", "paper0", id="slash"),
        pytest.param("C:\\news\\x", "c-news-x", id="another-systems-path"),
        pytest.param("a\x7f\u202e\u0085b", "a-b", id="controls"),
        pytest.param('x"\nfeeds = ["https://evil.example/"]', "x-feeds-https-evil-example", id="toml"),
        pytest.param("", "paper0-example", id="none"),
        pytest.param("Süddeutsches Blatt für Müßiggang", "suddeutsches-blatt-fur-mussiggang", id="umlauts"),
        pytest.param("الميناء", "paper0", id="arabic"),
        pytest.param("港口時報", "paper0", id="chinese"),
        pytest.param("Портовая газета", "paper0", id="cyrillic"),
        pytest.param("बंदरगाह समाचार", "paper0", id="devanagari"),
        pytest.param("📰", "paper0", id="emoji"),
        pytest.param("word " * 500, "word-word-word-word-word-word-word-word", id="long"),
    ],
)
def test_any_title_makes_a_file_in_the_folder_that_can_be_read(tmp_path: Path, title: str, name: str) -> None:
    folder = tmp_path / "deep" / "sources"
    folder.mkdir(parents=True)
    run = opml(a_list(tmp_path, outlines(title)), folder=folder)
    assert run.returncode == 0, run.stderr
    assert {path for path in files(tmp_path) if path != "mine.opml"} == {f"deep/sources/{name}.toml"}
    (source,) = load_sources(folder)
    assert source.title and source.feeds == ("https://paper0.example/rss",)


def test_titles_of_any_kind_by_the_command_stay_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    run = opml(
        a_list(tmp_path, outlines("../../etc/passwd", "الميناء", "Echo", "Echo", "ECHO!")), folder=folder
    )
    assert run.returncode == 0, run.stderr
    assert {path for path in files(tmp_path) if path != "mine.opml"} == {
        f"sources/{name}.toml" for name in ("etc-passwd", "paper1", "echo", "echo-2", "echo-3")
    }
    assert len(load_sources(folder)) == 5


def test_a_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    opml(a_list(tmp_path, outlines("Echo")), folder=folder)
    before = files(folder)["echo.toml"]
    opml(a_list(tmp_path, outlines("Echo").replace("paper0", "other")), folder=folder)
    assert files(folder)["echo.toml"] == before
    assert {one.name: one.feeds for one in load_sources(folder)} == {
        "echo": ("https://paper0.example/rss",),
        "echo-2": ("https://other.example/rss",),
    }


def test_a_list_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "all.opml"
    assert scrapy("opml", "--out", out).returncode == 0
    kept = out.read_bytes()
    assert len(read_opml(kept, "all.opml").outlines) == sum(
        len(one.feeds) + len(one.sitemaps) + len(one.sections) for one in load_sources()
    )
    run = scrapy("opml", "--out", out)
    assert run.returncode == 2 and "is there already, and stays" in run.stderr
    assert out.read_bytes() == kept


def test_it_reads_and_writes_in_a_pipe(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    run = subprocess.run(
        command("opml", "-", "-a", f"sources={folder}"),
        cwd=ROOT, env=environment(), input=LIST, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    (folder / "sitemap-only.toml").write_text(
        'name = "sitemap-only"\ntitle = "S"\nhomepage = "https://s.example/"\nlanguage = "en"\n'
        'sitemaps = ["https://s.example/news.xml"]\n'
    )
    run = opml("--out", "-", folder=folder)
    assert run.returncode == 0, run.stderr
    assert {(one.role, one.url) for one in read_opml(run.stdout.encode(), "-").outlines} == {
        ("feeds", "https://echo.example/feed.xml"),
        ("feeds", "https://www.bote.example/atom.xml"),
        ("sitemaps", "https://s.example/news.xml"),
    }
    assert "of no use to a feed reader, for they have no feed: sitemap-only" in run.stderr


def test_a_title_with_control_characters_goes_out_as_xml() -> None:
    source = replace(load_sources()[0], title="Harbour\x0b\x01 & <Sea>")
    assert [one.title for one in read_opml(write_opml([source], "x").encode(), "x").outlines][:1] == [
        "Harbour & <Sea>"
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("--dry-run",), "write one of", id="nothing-to-try"),
        pytest.param(("a.opml", "--out", "b.opml"), "write one of", id="both"),
        pytest.param(("--out", "b.opml", "--language", "en"), "write one of", id="language-out"),
        pytest.param(("missing.opml",), "missing.opml: cannot be read: No such file", id="missing"),
        pytest.param(("README.md",), "README.md: is no XML", id="no-xml"),
        pytest.param(("crawler",), "crawler: cannot be read: Is a directory", id="folder"),
    ],
)
def test_what_it_cannot_do_it_refuses(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    run = opml(*arguments, folder=tmp_path)
    assert run.returncode == 2
    assert words in run.stderr and "Traceback" not in run.stderr
    assert files(tmp_path) == {}


def test_a_folder_with_a_file_that_is_wrong_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "bad.toml").write_text("name = 3\n")
    run = opml(a_list(tmp_path), folder=folder)
    assert run.returncode == 2 and "bad.toml: key name" in run.stderr
    assert list(files(folder)) == ["bad.toml"]


def test_a_list_that_grows_when_it_is_read_is_refused_and_written_nowhere(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE o [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 100}">' for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    text = f'{bomb}]><opml><outline text="&h;" xmlUrl="https://echo.example/rss" language="en"/></opml>'
    folder = tmp_path / "sources"
    run = opml(a_list(tmp_path, text), folder=folder)
    assert run.returncode == 2 and "is no XML" in run.stderr
    assert not folder.exists()


def test_a_harvest_files_articles_of_the_sources_that_were_taken(tmp_path: Path) -> None:
    folder, archive = tmp_path / "taken", tmp_path / "archive.db"
    with Newsroom() as room:
        room.write_sources(tmp_path / "sources")
        assert opml("--out", tmp_path / "all.opml", folder=tmp_path / "sources").returncode == 0
        assert opml(tmp_path / "all.opml", folder=folder).returncode == 0
        name = load_sources(folder)[0].name
        run = harvest(archive, folder, name, "--quiet", "-a", "limit=2", "-s", "DOWNLOAD_DELAY=0")
    assert run.returncode == 0, run.stderr
    status = scrapy("status", name, "-s", f"ARCHIVE={archive}")
    assert status.returncode == 0, status.stderr
    assert status.stdout.splitlines()[1].split()[:3] == [name, "fine", "2"]
