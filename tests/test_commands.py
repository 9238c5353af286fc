"""The verbs: what they print, what they refuse, and the exit code of each end."""

import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from commands import LOOPBACK, ROOT, harvest, scrapy
from scrapy.settings import Settings

from crawler.commands import demo
from crawler.demonstration import NotTogether, first_demo
from crawler.given_settings import BadSetting, check_settings
from crawler.newsroom import Newsroom
from pipelines.archive.archive import Archive
from pipelines.archive.ledger import SourceTally

PAGE = """<!doctype html><html lang="en"><head><title>Tide gauge moved - The Daily Test</title>
<meta property="og:title" content="Tide gauge moved after forty years">
<meta property="article:published_time" content="2026-03-14T09:30:00+01:00"></head><body><article>
<h1>Tide gauge moved after forty years</h1><p class="byline">By Ruth Skerry</p>
<p>PORT ELLERY (Havenwire) — The gauge that has measured the tide at the old lifeboat slip since the harbour wall was
rebuilt was carried across the bay on Friday, and nobody in the town council could say who had ordered it.</p>
<p>“It was there when I opened the shutters and gone when I closed them,” said the owner of the chandlery opposite,
who keeps a notebook of such things and lent it to this newspaper for an afternoon.</p>
<p>The harbour office said that the instrument would be read from its new place from Monday, and that the old readings
would be kept together with the new ones so that the long series is not broken.</p></article></body></html>"""


class Filled:
    """An archive with one paper of the newsroom in it, while that paper is still served."""

    def __init__(self, folder: Path, room: Newsroom) -> None:
        self.archive = folder / "archive.db"
        self.sources = folder / "sources"
        self.room = room
        room.write_sources(self.sources)
        self.run = harvest(self.archive, self.sources, "harbour-courier", "--quiet")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with Newsroom() as room:
        yield Filled(tmp_path_factory.mktemp("filled"), room)


def test_quiet_says_one_line(filled: Filled) -> None:
    assert filled.run.returncode == 0
    (summary, left) = filled.run.stdout.splitlines()
    assert summary.startswith("1 sources: ")
    assert left == "1 pages stay pending for the next run."
    assert filled.run.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("harvest", "--quite"), id="misspelt-flag"),
        pytest.param(("harvest", "-a", "sauces=x"), id="unknown-spider-argument"),
        pytest.param(("crawl", "news", "-a", "sorce=x"), id="crawl-unknown-argument"),
        pytest.param(("harvest", "no-such-paper"), id="unknown-source"),
        pytest.param(("harvest", "-s", "ALLOWED_NETWORKS=10.0.0.0/99"), id="bad-network"),
        pytest.param(("browse", "--port", "99999"), id="bad-port"),
        pytest.param(("status", "extra", "--deep"), id="unknown-option"),
        pytest.param(("extract",), id="missing-file"),
        pytest.param(("extract", "README.md", "--url", "nonsense"), id="no-address-of-a-page"),
        pytest.param(("demo", "--port", "65530"), id="ports-that-there-are-not"),
        pytest.param(("backup", "copy.db", "--keep", "0"), id="no-copy"),
        pytest.param(("search", "tide", "--limit", "-1"), id="less-than-no-hit"),
        pytest.param(("probe", "http://"), id="no-host"),
        pytest.param(("search",), id="missing-words"),
    ],
)
def test_wrong_arguments_are_refused_in_one_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    run = scrapy(*arguments, "-s", f"ARCHIVE={tmp_path / 'a.db'}")
    assert run.returncode == 2, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    "command", [("harvest",), ("demo", "--port", "8741"), ("crawl", "news"), ("status",)], ids=" ".join
)
def test_a_setting_that_cannot_be_stops_every_command(command: tuple[str, ...], tmp_path: Path) -> None:
    run = scrapy(*command, "-s", f"ARCHIVE={tmp_path / 'a.db'}", "-s", "CAPTURES=folder")
    assert run.returncode == 2, run.stdout + run.stderr
    assert "CAPTURES=folder: is neither True nor False." in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "a.db").exists()


def given(name: str, value: object) -> Settings:
    """Our settings, and one more from the command line."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set(name, value, "cmdline")
    return settings


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        pytest.param("DOWNLOD_DELAY", "9", "Did you mean DOWNLOAD_DELAY?", id="misspelt"),
        pytest.param("archive", "x.db", "Did you mean ARCHIVE?", id="small-letters"),
        pytest.param("LOG_ENABLED", "perhaps", "is neither True nor False", id="no-truth-value"),
        pytest.param("DOWNLOAD_DELAY", "fast", "is no number that it can be", id="no-number"),
        pytest.param("DOWNLOAD_DELAY", "-1", "is no number that it can be", id="less-than-nothing"),
        pytest.param("DOWNLOAD_TIMEOUT", "0", "is no number that it can be", id="no-time"),
        pytest.param("PAGES_PER_RUN", "2.5", "is no whole number.", id="not-whole"),
        pytest.param("EXTRACTION_WORKERS", "0", "is no whole number above 0", id="no-worker"),
        pytest.param("MAX_HEADER_BYTES", "many", "is no whole number above 0", id="no-bound"),
        pytest.param("REVISIT_HOURS", "1,soon", "are no numbers with commas between them", id="no-list"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(BadSetting, match=re.escape(name) + ".*" + re.escape(said)):
        check_settings(given(name, value))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAPTURES", "false"),
        ("LOG_ENABLED", "1"),
        ("DOWNLOAD_TIMEOUT", "0.5"),
        ("DOWNLOAD_DELAY", "0"),
        ("REVISIT_HOURS", "1, 6"),
        ("PAGES_PER_RUN", "7"),
        ("SOMEBODYS_ADD_ON", "anything"),
    ],
)
def test_a_setting_that_can_be_is_taken(name: str, value: str) -> None:
    check_settings(given(name, value))


def test_an_argument_that_harvest_does_not_have_names_those_that_it_has() -> None:
    run = scrapy("harvest", "-a", "sinse=7d")
    assert run.returncode == 2
    assert run.stderr == (
        "scrapy: -a sinse=7d: unknown; write -a sources=DIR_OR_FILE or -a since=7d or -a limit=50.\n"
    )


def test_no_command_waits_for_what_another_one_needs() -> None:
    """Scrapy imports every command module at every call; a spider takes as long as all the rest."""
    code = (
        "import importlib, pkgutil, sys, crawler.commands as all\n"
        "for one in pkgutil.iter_modules(all.__path__): importlib.import_module(f'crawler.commands.{one.name}')\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "crawler.commands.harvest" in loaded
    assert not loaded & {
        "crawler.spiders.news",
        "sqlite_utils",
        "crawler.newsroom",
        "crawler.whereabouts",
        "datasette",
        "trafilatura",
    }


def test_an_unknown_source_names_the_one_that_was_meant(tmp_path: Path) -> None:
    run = scrapy("harvest", "global-voice", "-s", f"ARCHIVE={tmp_path / 'a.db'}")
    assert "Did you mean 'global-voices'?" in run.stderr


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(("remove", "ferry", "--reason", "asked for"), id="remove"),
        pytest.param(
            ("remove", "https://echo.example/a", "ferry", "--reason", "asked for"), id="remove-second"
        ),
        pytest.param(("status", "ftp://ferry/"), id="status"),
    ],
)
def test_what_is_no_address_is_refused_with_an_example(filled: Filled, verb: tuple[str, ...]) -> None:
    run = scrapy(*verb, "-s", f"ARCHIVE={filled.archive}")
    assert run.returncode == 2
    assert "is not an http or https address. Write the address whole, e.g. https://" in run.stderr


@pytest.mark.parametrize("verb", [("status",), ("search", "tide"), ("browse",)], ids=lambda verb: verb[0])
def test_without_an_archive_the_remedy_is_named(verb: tuple[str, ...], tmp_path: Path) -> None:
    run = scrapy(*verb, "-s", f"ARCHIVE={tmp_path / 'none.db'}")
    assert run.returncode == 66
    assert "there is no archive yet" in run.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "verb", [("status",), ("search", "tide"), ("harvest",), ("crawl", "news")], ids=" ".join
)
def test_a_damaged_archive_is_exit_code_65(verb: tuple[str, ...], tmp_path: Path) -> None:
    damaged = tmp_path / "archive.db"
    damaged.write_bytes(b"This is no database at all. " * 400)
    run = scrapy(*verb, "-s", f"ARCHIVE={damaged}")
    assert run.returncode == 65, run.stdout + run.stderr
    assert str(damaged) in run.stderr
    assert "Traceback" not in run.stderr
    assert damaged.read_bytes().startswith(b"This is no database")


def test_search_marks_the_words_and_counts(filled: Filled) -> None:
    run = scrapy("search", "ferry", "-s", f"ARCHIVE={filled.archive}")
    assert run.returncode == 0
    assert "*ferr" in run.stdout.lower()
    assert run.stdout.splitlines()[-1].endswith("shown")


def test_search_without_a_hit_exits_one(filled: Filled) -> None:
    assert scrapy("search", "xylophonist", "-s", f"ARCHIVE={filled.archive}").returncode == 1


def test_search_prints_json_lines(filled: Filled) -> None:
    run = scrapy("search", "ferry", "--json", "--limit", "2", "-s", f"ARCHIVE={filled.archive}")
    hits = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(hits) == 2
    assert all(hit["source"] == "harbour-courier" for hit in hits)


def test_status_tells_last_run_last_article_and_failures(filled: Filled) -> None:
    run = scrapy("status", "-s", f"ARCHIVE={filled.archive}")
    assert run.returncode == 0
    line = next(line for line in run.stdout.splitlines() if line.startswith("harbour-courier"))
    assert " 22 " in line
    assert "error_page 1" in line
    assert "last run: harvest" in run.stdout


def test_status_refuses_a_source_the_archive_does_not_hold(filled: Filled) -> None:
    run = scrapy("status", "nobody", "-s", f"ARCHIVE={filled.archive}")
    assert run.returncode == 2
    assert "harbour-courier" in run.stderr


def test_probe_shows_every_field_with_its_witness_and_stores_nothing(filled: Filled, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    run = scrapy(
        "probe", "harbour-courier", "-a", f"sources={filled.sources}", "-s", f"ARCHIVE={archive}", *LOOPBACK
    )
    assert run.returncode in (0, 1), run.stderr
    for field in ("title", "standfirst", "byline", "authors", "dateline", "published", "section", "body"):
        assert f"\n  {field:11} " in run.stdout
    assert "[json-ld]" in run.stdout
    assert not archive.exists()


def test_probe_takes_an_address(filled: Filled) -> None:
    url = filled.room.truth()[0].url
    run = scrapy("probe", url, *LOOPBACK)
    assert run.returncode == 0, run.stdout + run.stderr
    assert filled.room.truth()[0].title in run.stdout


def test_probe_shows_entries_notice_wall_and_licence(filled: Filled) -> None:
    truth = filled.room.truth()
    live = next(row for row in truth if row.kind == "live")
    run = scrapy("probe", live.url, *LOOPBACK)
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"\n  entries     \d+, from 20\S+ to 20\S+  \[json-ld\]", run.stdout)
    assert re.search(r"\n  as printed  20\S+  \[", run.stdout)
    assert re.search(r"\n  says so     isAccessibleForFree: \w+  \[json-ld\]", run.stdout)
    assert re.search(r"\n  licence     ", run.stdout)
    corrected = next(row for row in truth if row.correction)
    run = scrapy("probe", corrected.url, *LOOPBACK)
    assert re.search(rf"\n  correction  .*{re.escape(corrected.correction[:60])}.*  \[", run.stdout)


def test_probe_says_why_a_page_would_not_be_stored(filled: Filled) -> None:
    login = next(trap.url for trap in filled.room.traps if trap.kind == "login")
    run = scrapy("probe", login, *LOOPBACK)
    assert run.returncode == 1
    assert "would not be stored" in run.stdout


def test_extract_prints_the_record_of_a_page_on_disk(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    run = scrapy("extract", page, "--url", "https://daily.test/tide-gauge")
    assert run.returncode == 0, run.stderr
    record = json.loads(run.stdout)
    assert record["title"] == "Tide gauge moved after forty years"
    assert [author["name"] for author in record["authors"]] == ["Ruth Skerry"]
    assert record["dateline"]["place"] == "PORT ELLERY"
    assert record["dateline"]["agency"] == "Havenwire"
    assert record["published"] == "2026-03-14T09:30:00+01:00"
    assert record["body"][0].startswith("The gauge that has measured")
    assert len(record["body"]) == 3


def test_extract_tells_why_a_page_is_none(tmp_path: Path) -> None:
    page = tmp_path / "empty.html"
    page.write_text("<html><body></body></html>", "utf-8")
    run = scrapy("extract", page, "--url", "https://daily.test/empty")
    assert run.returncode == 65
    assert "Traceback" not in run.stderr


def test_extract_names_a_missing_file(tmp_path: Path) -> None:
    run = scrapy("extract", tmp_path / "none.html", "--url", "https://daily.test/")
    assert run.returncode == 66
    assert "none.html" in run.stderr


def test_the_demo_refuses_to_mix_with_a_real_archive(filled: Filled) -> None:
    run = scrapy("demo", "-s", f"ARCHIVE={filled.archive}", "--port", "8741")
    assert run.returncode == 1
    assert "is a real archive" in run.stderr


def test_the_demo_twice_stores_every_article_once_and_then_the_changes(tmp_path: Path) -> None:
    archive = tmp_path / "demo.db"
    articles = len(served_articles())
    first = scrapy("demo", "-s", f"ARCHIVE={archive}", "--port", "8751")
    assert first.returncode == 0, first.stdout + first.stderr
    assert f"{articles} articles stored" in first.stdout
    assert "make browse" in first.stdout
    second = scrapy("demo", "-s", f"ARCHIVE={archive}", "--port", "8751")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "0 articles stored" in second.stdout and " 3 changed." in second.stdout
    assert "traps" in first.stdout and "traps" not in second.stdout, "nothing failed in the second"
    with closing(sqlite3.connect(archive)) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (articles,)
        assert conn.execute("SELECT count(*) FROM articles WHERE revision_count > 1").fetchone()[0] >= 2
    real = scrapy("harvest", "-s", f"ARCHIVE={archive}")
    assert real.returncode == 1
    assert "holds the invented news of scrapy demo" in real.stderr


def test_the_demo_calls_no_article_a_trap_that_was_taken_down() -> None:
    gone = SourceTally(outcomes=Counter(failed=2, unchanged=40), reasons=Counter(gone=2))
    assert demo.told({"echo": gone}, Path("archive.db")) == (
        "0 articles stored in archive.db, 0 changed, 2 taken down since."
    )


def test_an_archive_that_was_only_read_again_is_still_a_demonstration(archive: Archive) -> None:
    moment = "2026-03-01T10:00:00Z"
    for command in ("demo", "reextract"):
        archive.conn.execute(
            "INSERT INTO runs (command, started_at, host, pid) VALUES (?, ?, 'h', 1)", [command, moment]
        )
    assert first_demo(archive.path) == datetime.fromisoformat(moment)
    archive.conn.execute("UPDATE runs SET command = 'backfill' WHERE command = 'reextract'")
    with pytest.raises(NotTogether, match="is a real archive"):
        first_demo(archive.path)


def served_articles() -> list[object]:
    with Newsroom() as room:
        return list(room.truth())


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with Newsroom() as room:
        port = int(room.publishers[0].base_url.rsplit(":", 1)[1])
        run = scrapy("demo", "-s", f"ARCHIVE={tmp_path / 'demo.db'}", "--port", str(port))
    assert run.returncode == 1
    assert f"ports {port} to" in run.stderr
