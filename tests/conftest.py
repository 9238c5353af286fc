"""What several test modules share: an archive of their own, and pages for it."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filing import FETCHED_AT, PageMaker, add_source
from hypothesis import settings
from selenium import webdriver
from served_room import chromium_with, look

from pipelines import clock
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.items import Page

# The same examples every time: a test that fails now and then is one that nobody believes.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def clock_begins_anew() -> None:
    """A moved clock stands where the test puts it, however long ago another test put it there."""
    clock.ahead.cache_clear()


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    """Where the test's archive is, or will be."""
    return tmp_path / "archive.db"


@pytest.fixture
def archive(archive_path: Path) -> Iterator[Archive]:
    """A new archive in a file of its own, with one source named ``echo``."""
    with Archive(archive_path) as opened:
        add_source(opened, "echo")
        yield opened


@pytest.fixture
def fetched(archive: Archive) -> PageMaker:
    """Makes a page that the frontier knows, as if it had just been fetched."""

    def make(url: str, *, answered_from: str | None = None, source: str = "echo") -> Page:
        frontier = Frontier(archive)
        frontier.add_links(source, None, [Link(url=url)])
        known = frontier.page_at(url)
        assert known is not None
        return Page(
            page_id=known.page_id,
            source=source,
            requested_url=url,
            url=answered_from or url,
            status=200,
            body=b"",
            fetched_at=FETCHED_AT,
        )

    return make


@pytest.fixture
def disk_of(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes a file system of its own of a size (``420k``), or gives it another one; its folder."""
    folder = tmp_path / "small"
    folder.mkdir()

    def make(size: str) -> Path:
        mount = shutil.which("mount")
        how = "remount," if folder.is_mount() else ""
        args = ["-t", "tmpfs", "-o", f"{how}size={size}", "tmpfs", str(folder)]
        if mount is None or subprocess.run([mount, *args], capture_output=True).returncode:
            pytest.skip("a small file system can only be mounted by root")
        return folder

    yield make
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all tests that look at pages."""
    with chromium_with(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def browser(chromium: webdriver.Chrome) -> webdriver.Chrome:
    """The browser as it comes: desk size, light, with JavaScript."""
    look(chromium)
    chromium.get_log("browser")  # type: ignore[no-untyped-call]
    return chromium
