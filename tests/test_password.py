"""A reading room with a password, as docs/search.md sets it up: nobody sees anything without."""

import base64
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_archive import Filed
from selenium import webdriver
from selenium.webdriver.common.by import By
from served_room import ROOT, Room, arrived, free_port, opened, running

from crawler.commands.browse import NoMetadata, is_open

PASSWORD = "eleven herrings, no salt"
DOCUMENTED = re.compile(r"```yaml\n(allow:.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    return Filed(tmp_path_factory.mktemp("password") / "archive.db")


@pytest.fixture(scope="module")
def private(filed: Filed) -> dict[str, str]:
    """What the docs say to set: the metadata file, and the environment."""
    metadata = filed.path.with_name("private.yaml")
    (documented,) = DOCUMENTED.findall((ROOT / "docs/search.md").read_text(encoding="utf-8"))
    metadata.write_text(documented, encoding="utf-8")
    hashed = subprocess.run(
        [str(Path(sys.executable).with_name("datasette")), "hash-password", "--no-confirm"],
        input=PASSWORD,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    return {
        "NEWS_ARCHIVE_PASSWORD_HASH": hashed,
        "DATASETTE_SECRET": "of the tests",
        "metadata": str(metadata),
    }


@pytest.fixture(scope="module")
def room(filed: Filed, private: dict[str, str]) -> Iterator[Room]:
    log = filed.path.with_name("log")
    with opened(filed.path, log, "-m", private["metadata"], environment=private) as room:
        yield room


def _everything(filed: Filed) -> list[str]:
    article = f"/article/{filed.ferry}"
    return [
        *("/", "/search?q=ferry", "/search.json?q=ferry", "/search.csv?q=ferry", "/search.atom?q=ferry"),
        *(article, f"{article}?q=ferry", f"{article}.json", f"{article}/changes", f"{article}/version/1"),
        *(f"{article}/cite.{ending}" for ending in ("txt", "bib", "json", "wiki")),
        *("/saved", "/saved/any", "/saved/any.atom", "/sources", "/source/echo", "/day/2026-11-22"),
        *(f"/author/{filed.bo_lee}", "/place/Port%20Ellery", "/section/Local", "/tag/ferries", "/story/1"),
        *(f"/run/{filed.run}", "/archive", "/archive.json", "/archive.db", "/-/databases.json"),
        *("/archive/articles", "/archive/articles.json", "/archive/articles.csv", "/archive/article_text"),
        *(f"/archive/articles/{filed.ferry}", f"/archive/article_text/{filed.ferry}.json"),
        *(
            "/archive/most_edited",
            "/archive/headline_changes.json",
            "/-/metadata.json",
            "/-/plugins.json",
            "/-/settings.json",
        ),
    ]


def test_without_the_password_nothing_is_shown(room: Room, filed: Filed) -> None:
    for path in _everything(filed):
        answer = room.get(path)
        assert answer.status == 403, path
        assert "ferry" not in answer.words.casefold() and "Port Ellery" not in answer.text, path


def _with(room: Room, path: str, name: str, password: str) -> tuple[int, str]:
    """Status and text for a client that sends name and password along, as feed readers do."""
    pair = base64.b64encode(f"{name}:{password}".encode()).decode()
    request = urllib.request.Request(f"{room.url}{path}", headers={"authorization": f"Basic {pair}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize(
    "path", ["/", "/search.atom?q=ferry", "/article/{}.json", "/archive/articles.json", "/sources"]
)
def test_a_program_that_sends_it_is_let_in(room: Room, filed: Filed, path: str) -> None:
    asked = path.format(filed.ferry)
    status, text = _with(room, asked, "reader", PASSWORD)
    assert status == 200 and ("Ferry crews" in text or "Echo" in text)
    for name, password in (("reader", "wrong"), ("editor", PASSWORD), ("reader", ""), ("", PASSWORD)):
        assert _with(room, asked, name, password)[0] == 403


def test_what_stays_forbidden_with_it(room: Room) -> None:
    assert _with(room, "/archive.db", "reader", PASSWORD)[0] == 403
    assert _with(room, "/archive.json?sql=select+1", "reader", PASSWORD)[0] == 403


def test_browse_asks_for_it_too(private: dict[str, str], filed: Filed, tmp_path: Path) -> None:
    port = free_port()
    command = [str(Path(sys.executable).with_name("scrapy")), "browse", "--port", str(port)]
    command += ["--metadata", private["metadata"], "-s", f"ARCHIVE={filed.path}"]
    hashed = {name: private[name] for name in ("NEWS_ARCHIVE_PASSWORD_HASH", "DATASETTE_SECRET")}
    with running(command, port, tmp_path / "log", hashed) as room:
        assert room.get("/").status == 403
        assert _with(room, "/", "reader", PASSWORD)[0] == 200


@pytest.mark.parametrize(
    ("host", "allow", "is_said"),
    [
        pytest.param("127.0.0.1", "", False, id="this-machine"),
        pytest.param("localhost", "", False, id="this-machine-by-name"),
        pytest.param("0.0.0.0", "", True, id="all"),
        pytest.param("192.168.1.7", "title: Mine", True, id="the-house"),
        pytest.param("0.0.0.0", "allow: {id: reader}", False, id="with-a-password"),
    ],
)
def test_browse_says_when_strangers_may_read(host: str, allow: str, is_said: bool, tmp_path: Path) -> None:
    metadata = tmp_path / "own.yaml"
    metadata.write_text(f"description: Own\n{allow}\n")
    assert is_open(host, metadata) is is_said


def test_browse_says_that_a_file_is_no_metadata(tmp_path: Path) -> None:
    metadata = tmp_path / "own.yaml"
    metadata.write_text("allow: [")
    with pytest.raises(NoMetadata, match=r"own\.yaml: is neither JSON nor YAML"):
        is_open("0.0.0.0", metadata)


@pytest.mark.browser
def test_a_reader_logs_in_and_out(room: Room, filed: Filed, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/article/{filed.ferry}")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Not open to everyone"
    browser.find_element(By.LINK_TEXT, "Log in").click()
    assert browser.get_log("browser")[1:] == []  # type: ignore[no-untyped-call]  # the first is the 403
    for password, said in (("wrong", "Invalid username or password"), (PASSWORD, "")):
        browser.find_element(By.NAME, "username").send_keys("reader")
        browser.find_element(By.NAME, "password").send_keys(password)
        browser.find_element(By.CSS_SELECTOR, ".login button").click()
        if said:
            assert browser.find_element(By.CSS_SELECTOR, "[role=alert]").text == said
    arrived(browser, lambda url: url == f"{room.url}/")
    browser.get(f"{room.url}/article/{filed.ferry}")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Ferry crews walk out again"
    browser.find_element(By.CSS_SELECTOR, ".leave button").click()
    browser.get(f"{room.url}/article/{filed.ferry}")
    assert "Ferry crews" not in browser.page_source
    assert browser.find_element(By.TAG_NAME, "h1").text == "Not open to everyone"
