"""Every page of the reading room under axe-core, in a real Chromium: nothing serious, wide or narrow, light or dark.

The package carries axe-core 4.4; ``AXE_CORE=path/to/axe.min.js`` tests with a newer one, which also
knows the rules that WCAG 2.2 added.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from filing import add_source
from reading_archive import (
    NOTED,
    SEEN,
    STORM,
    STORM_LATER,
    STORM_OVER,
    Filed,
    file_article,
    keep_captures,
)
from selenium import webdriver
from served_room import Room, look, opened

from pipelines.archive.archive import Archive
from pipelines.archive.ledger import Ledger
from pipelines.archive.removal import remove
from pipelines.archive.saved import save

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """
const done = arguments[arguments.length - 1];
document.querySelectorAll("details").forEach((one) => { one.open = true; });
axe.run(document, { runOnly: arguments[0] }).then(done);
"""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    return Filed(tmp_path_factory.mktemp("axe") / "archive.db", with_copy=True)


@pytest.fixture(scope="module")
def special(filed: Filed) -> list[str]:
    """Pages of articles that are not like the others: a live blog in three states, one of them short
    of its entries; one with a correction, a paywall, a licence and a page that was not taken for it."""
    with Archive(filed.path) as archive:
        (storm,) = {
            file_article(archive, filed.run, state, SEEN + timedelta(hours=hours))
            for hours, state in enumerate((STORM, STORM_LATER, STORM_OVER))
        }
        budget = file_article(
            archive, filed.run, replace(STORM_LATER, url=f"{STORM.url}-2", title="Live 2"), SEEN
        )
        noted = file_article(archive, filed.run, NOTED, SEEN)
        keep_captures(archive, noted, NOTED.url)
        gone = file_article(
            archive, filed.run, replace(NOTED, url="https://echo.example/gone", title="Gone"), SEEN
        )
        remove(archive, ["https://echo.example/gone"], "asked for")
        save(archive.conn, "harbour", "harbour OR port", "2026-11-22T12:00:00Z")
    return [
        f"/article/{budget}",
        f"/article/{storm}/changes",
        f"/article/{storm}/changes?from=1&to=2",
        *(f"/article/{storm}/version/{number}" for number in (1, 2, 3)),
        f"/article/{noted}",
        f"/article/{gone}",
        f"/?before={noted}",
    ]


@pytest.fixture(scope="module")
def room(filed: Filed, special: list[str]) -> Iterator[Room]:
    with opened(filed.path, filed.path.with_name("log")) as room:
        yield room


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker, a script."""
    if path := os.environ.get("AXE_CORE"):
        return Path(path).read_text(encoding="utf-8")
    return (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


def _paths(filed: Filed) -> list[str]:
    article = f"/article/{filed.ferry}"
    return [
        *(
            "/",
            "/search",
            "/search?q=ferry",
            "/search?q=zzz",
            article,
            f"{article}?q=ferry",
            f"{article}/changes",
        ),
        *(f"{article}/version/1", f"/author/{filed.bo_lee}", "/place/Port%20Ellery", "/section/Local"),
        *(
            "/tag/ferries",
            "/story/77",
            "/day/2026-11-22",
            "/source/echo",
            "/sources",
            f"/run/{filed.run}",
            "/nothing",
        ),
        *(
            "/article/7",
            "/day/2020-01-01",
            "/saved",
            "/search?q=ferry&with=wall",
            "/search?q=ferry&order=ranked",
        ),
        *(
            "/search?q=ferry+source%3Aecho+from%3A2026-11-01",
            "/search?q=zzz+section%3ALocal",
            "/archive/nothing",
        ),
        *("/archive", "/archive?_show_hidden=1", "/archive/articles", f"/archive/articles/{filed.ferry}"),
        *(
            "/archive/articles?_facet=kind&source=echo",
            "/archive/revision_texts?_texts=1",
            "/archive/fetches",
        ),
        *(f"/archive/{name}" for name in ("coverage_by_day", "headline_changes", "silent_sources")),
        *("/-/databases", "/-/versions", "/-/plugins", "/-/settings"),
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1600, "light"), (1600, "dark"), (360, "light"), (360, "dark")],
    ids=["wide", "wide-dark", "phone", "phone-dark"],
)
def test_axe_finds_nothing_on_any_page(
    room: Room,
    filed: Filed,
    special: list[str],
    browser: webdriver.Chrome,
    axe: str,
    width: int,
    scheme: str,
) -> None:
    assert _found(room, (*_paths(filed), *special), browser, axe, width, scheme) == {}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1600, "dark"), (360, "light")], ids=["wide-dark", "phone"])
def test_axe_finds_nothing_before_the_first_article(
    tmp_path: Path, browser: webdriver.Chrome, axe: str, width: int, scheme: str
) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        add_source(archive, "echo")
        Ledger(archive, "harvest").finish("finished")
    with opened(tmp_path / "archive.db", tmp_path / "log") as room:
        paths = (
            "/",
            "/search?q=ferry",
            "/sources",
            "/source/echo",
            "/saved",
            "/archive",
            "/archive/articles",
        )
        assert _found(room, paths, browser, axe, width, scheme) == {}


def _found(
    room: Room, paths: Iterable[str], browser: webdriver.Chrome, axe: str, width: int, scheme: str
) -> dict[tuple[str, str], str]:
    """What is wrong: path and rule -> the first element that breaks it."""
    look(browser, width=width, scheme=scheme)
    # our own policy would keep the checker out; that no page breaks it is tested elsewhere
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    try:
        found = {}
        for path in paths:
            browser.get(f"{room.url}{path}")
            assert "Something went wrong" not in browser.page_source, path
            if browser.execute_script("return document.documentElement.scrollWidth > innerWidth"):
                found[path, "wider than the window"] = str(width)
            browser.execute_script(axe)
            result: dict[str, Any] = browser.execute_async_script(CHECK, RULES)
            assert len(result["passes"]) > 10, path  # it looked
            for violation in result["violations"]:
                found[path, violation["id"]] = violation["nodes"][0]["html"][:200]
    finally:
        browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    return found
