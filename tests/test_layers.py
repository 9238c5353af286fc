"""Imports run one way: tests → crawler → pipelines → third party."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, by its full name."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*above, node.module or ""]).rstrip(".")


def files(folder: str) -> list[Path]:
    """The Python files below a folder, or the one file."""
    place = ROOT / folder
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        pytest.param("pipelines", {"crawler", "bench", "tests"}, id="pipelines"),
        pytest.param("crawler", {"bench", "tests"}, id="crawler"),
        pytest.param("bench", {"tests"}, id="bench"),
        pytest.param(
            "pipelines/extraction", {"scrapy", "twisted", "sqlite3", "sqlite_utils"}, id="extraction"
        ),
        pytest.param("pipelines/archive", {"scrapy", "twisted"}, id="archive"),
        pytest.param("crawler/discovery", {"scrapy", "twisted", "sqlite3", "sqlite_utils"}, id="discovery"),
        pytest.param("crawler/sources", {"scrapy", "twisted"}, id="sources"),
        pytest.param("crawler/web", {"scrapy", "twisted"}, id="web"),
    ],
)
def test_imports_run_one_way(folder: str, forbidden: set[str]) -> None:
    paths = files(folder)
    assert paths
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imported(path)
        if name.partition(".")[0] in forbidden
    }
    assert wrong == set()


READERS = (
    *(
        "terms",
        "spellings",
        "query",
        "summaries",
        "marking",
        "matches",
        "search",
        "timeline",
        "facets",
        "saved",
    ),
    *("reading", "related", "copies", "history", "usual", "health", "lately"),
)
"""What reads the archive; each module imports only from those before it."""


@pytest.mark.parametrize("name", READERS)
def test_what_reads_the_archive_needs_the_standard_library_alone(name: str) -> None:
    names = {name for path in files(f"pipelines/archive/{name}.py") for name in imported(path)}
    ours = {name for name in names if name.startswith("pipelines")}
    assert {name.partition(".")[0] for name in names - ours} <= sys.stdlib_module_names
    assert ours <= {f"pipelines.archive.{earlier}" for earlier in READERS[: READERS.index(name)]}


def test_sql_is_written_in_one_folder() -> None:
    """Reading SQL is the reading room's as well; writing it is the archive's alone."""
    for path in (*files("pipelines"), *files("crawler")):
        if "archive" not in path.relative_to(ROOT).parent.parts:
            assert "sqlite_utils" not in set(imported(path)), path
