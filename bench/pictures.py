"""The pictures in the README and docs: ``python -m bench.pictures [--archive archive.db] [--out docs/pictures]``.

Needs Chromium and its driver. Takes the reading room as a reader sees it, at desk and phone
width, in light and dark, from the sample newsroom's archive (``make demo`` makes it).
"""

import argparse
import base64
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from selenium import webdriver

from crawler.commands.browse import datasette_command

DESK, PHONE = (1280, 900), (390, 844)
CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
START_S = 30.0


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The reading room over this archive; its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(datasette_command(archive, "127.0.0.1", port), stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_S
        while True:
            try:
                with urllib.request.urlopen(f"{base}/-/versions.json", timeout=5):
                    break
            except urllib.error.URLError:
                if time.monotonic() > deadline or server.poll() is not None:
                    raise SystemExit(f"the reading room did not start on {base}") from None
                time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        server.wait()


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """A headless Chromium with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="pictures-") as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        try:
            yield driver
        finally:
            driver.quit()


def take(driver: webdriver.Chrome, url: str, size: tuple[int, int], scheme: str, out: Path) -> None:
    """One picture of a page at a size in CSS pixels, in the ``light`` or ``dark`` scheme."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.get(url)
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    out.write_bytes(base64.b64decode(picture["data"]))
    print(out)


def article_to_show(archive: Path) -> int:
    """The article that shows the most: a dateline, a standfirst, people with roles."""
    with closing(sqlite3.connect(archive)) as conn:
        row = conn.execute(
            "SELECT articles.id FROM articles JOIN article_text USING (id) "
            "WHERE dateline IS NOT NULL AND standfirst IS NOT NULL AND language = 'en' "
            "ORDER BY (SELECT count(*) FROM article_authors WHERE article = articles.id AND role IS NOT NULL) "
            "DESC, id DESC LIMIT 1"
        ).fetchone()
    if row is None:
        sys.exit(f"{archive}: no article to show. Make the sample archive first: make demo")
    return int(row[0])


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, default=Path("archive.db"))
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    options = parser.parse_args()
    if not options.archive.exists():
        sys.exit(f"{options.archive}: no archive. Make the sample archive first: make demo")
    options.out.mkdir(parents=True, exist_ok=True)
    article = f"article/{article_to_show(options.archive)}"
    with served(options.archive) as base, browser() as driver:
        for name, path, size, scheme in (
            ("front", "", DESK, "light"),
            ("search", "search?q=ferry", DESK, "light"),
            ("article", article, DESK, "light"),
            ("sources", "sources", DESK, "light"),
            ("search-dark", "search?q=ferry", DESK, "dark"),
            ("article-phone", article, PHONE, "light"),
            ("front-phone-dark", "", PHONE, "dark"),
        ):
            take(driver, f"{base}/{path}", size, scheme, options.out / f"{name}.png")


if __name__ == "__main__":
    main()
