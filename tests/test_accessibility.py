"""Every page of the reading room under axe-core, in a real Chromium: nothing serious, wide or narrow, light or dark.

The package carries axe-core 4.4; ``AXE_CORE=path/to/axe.min.js`` tests with a newer one, which also
knows the rules that WCAG 2.2 added.
"""

import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from reading_archive import Filed
from selenium import webdriver
from served_room import Room, look, opened

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
def room(filed: Filed) -> Iterator[Room]:
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
        *("/archive", "/archive/articles", f"/archive/articles/{filed.ferry}"),
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")], ids=["desk", "dark", "phone"]
)
def test_axe_finds_nothing_on_any_page(
    room: Room, filed: Filed, browser: webdriver.Chrome, axe: str, width: int, scheme: str
) -> None:
    look(browser, width=width, scheme=scheme)
    # our own policy would keep the checker out; that no page breaks it is tested elsewhere
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    try:
        found = {}
        for path in _paths(filed):
            browser.get(f"{room.url}{path}")
            browser.execute_script(axe)
            result: dict[str, Any] = browser.execute_async_script(CHECK, RULES)
            assert len(result["passes"]) > 10, path  # it looked
            for violation in result["violations"]:
                found[path, violation["id"]] = violation["nodes"][0]["html"][:200]
    finally:
        browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    assert found == {}
