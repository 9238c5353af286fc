"""The pictures in the README and docs: ``python -m bench.pictures [--archive archive.db] [--out docs/pictures]``.

Needs Chromium and its driver. Takes the reading room as a reader sees it, at desk and phone
width, in light and dark, from the sample newsroom's archive (``make demo`` makes it; a second
``make demo`` adds what changed and what was taken down).
"""

import argparse
import base64
import json
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

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
SEARCHED = "ferry"  # a word of several articles of the sample newsroom


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The reading room over this archive; its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        datasette_command(archive, "127.0.0.1", port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
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


@dataclass(frozen=True, slots=True)
class Shown:
    """What the sample archive has that shows the most: ids and names for addresses."""

    article: int
    """With a dateline, a standfirst, people with roles."""
    found: int
    """Found by SEARCHED."""
    changed: int
    author: int
    place: str
    section: str
    tag: str
    source: str
    run: int
    story: int
    live: int
    """With entries."""
    day: str


def shown(archive: Path) -> Shown:
    """Chosen by what the archive holds, so that the pictures survive a change of the sample."""
    with closing(sqlite3.connect(archive)) as conn:

        def first(sql: str) -> Any:
            row = conn.execute(sql).fetchone()
            if row is None:
                sys.exit(f"{archive}: too little to show. Make the sample archive first: make demo, twice")
            return row[0]

        article = first(
            "SELECT articles.id FROM articles JOIN article_text USING (id) "
            "WHERE dateline_place IS NOT NULL AND standfirst IS NOT NULL AND language = 'en' AND tags <> '[]' "
            "ORDER BY (SELECT count(*) FROM article_authors WHERE article = articles.id "
            "AND role IS NOT NULL AND role NOT IN ('outlet', 'agency')) "
            "DESC, id DESC LIMIT 1"
        )
        its = f"WHERE id = {article}"
        return Shown(
            article=article,
            found=first(
                "SELECT rowid FROM articles_fts WHERE articles_fts MATCH "
                f"'title : {SEARCHED} AND body : {SEARCHED}' ORDER BY rank LIMIT 1"
            ),
            changed=first(
                "SELECT id FROM articles ORDER BY revision_count DESC, language = 'en' DESC LIMIT 1"
            ),
            author=first(
                "SELECT author FROM article_authors JOIN articles ON id = article WHERE language = 'en' "
                "GROUP BY author ORDER BY count(*) DESC LIMIT 1"
            ),
            place=first(f"SELECT dateline_place FROM article_text {its}"),
            section=first(f"SELECT section FROM articles {its}"),
            tag=json.loads(first(f"SELECT tags FROM article_text {its}"))[0],
            source=first(f"SELECT source FROM articles {its}"),
            run=first("SELECT id FROM runs ORDER BY new DESC, id DESC LIMIT 1"),
            story=first("SELECT id FROM stories ORDER BY sources DESC, articles DESC LIMIT 1"),
            live=first(
                "SELECT id FROM articles JOIN article_text USING (id) WHERE entries <> '[]' "
                "ORDER BY language = 'en' DESC, id DESC LIMIT 1"
            ),
            day=first("SELECT day FROM coverage GROUP BY day ORDER BY sum(articles) DESC LIMIT 1"),
        )


def views(archive: Path) -> Iterator[tuple[str, str, tuple[int, int], str]]:
    """Every page of the room: file name, path, size, colour scheme."""
    one = shown(archive)
    article = f"article/{one.article}"
    pages = {
        "front": "",
        "search": f"search?q={SEARCHED}",
        "article": article,
        "article-hits": f"article/{one.found}?q={SEARCHED}",
        "live": f"article/{one.live}",
        "changes": f"article/{one.changed}/changes",
        "version": f"article/{one.changed}/version/1",
        "author": f"author/{one.author}",
        "place": f"place/{quote(one.place, safe='')}",
        "section": f"section/{quote(one.section, safe='')}",
        "tag": f"tag/{quote(one.tag, safe='')}",
        "source": f"source/{one.source}",
        "sources": "sources",
        "run": f"run/{one.run}",
        "story": f"story/{one.story}",
        "day": f"day/{one.day}",
    }
    for name, path in pages.items():
        yield name, path, DESK, "light"
    for name in ("changes", "sources"):
        yield f"{name}-phone", pages[name], PHONE, "light"
    yield "live-phone-dark", pages["live"], PHONE, "dark"
    for name in ("front", "search", "article"):
        yield f"{name}-dark", pages[name], DESK, "dark"
        yield f"{name}-phone", pages[name], PHONE, "light"
        yield f"{name}-phone-dark", pages[name], PHONE, "dark"


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, default=Path("archive.db"))
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    options = parser.parse_args()
    if not options.archive.exists():
        sys.exit(f"{options.archive}: no archive. Make the sample archive first: make demo, twice")
    options.out.mkdir(parents=True, exist_ok=True)
    with served(options.archive) as base, browser() as driver:
        for name, path, size, scheme in views(options.archive):
            take(driver, f"{base}/{path}", size, scheme, options.out / f"{name}.png")


if __name__ == "__main__":
    main()
