"""Papers of one host that a test writes as it goes: what they serve can change between two harvests."""

import gzip
import html
import random
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from asking import Site, served
from commands import LOOPBACK, ROOT, command, environment, harvest

WHO = ("The baker", "A pilot", "The harbour master", "One councillor", "The ferryman", "A teacher", "The vet")
DID = ("counted", "repaired", "sold", "painted", "measured", "inherited", "auctioned", "forgot", "defended")
WHAT = ("buoys", "lanterns", "herring nets", "ledgers", "bicycles", "timetables", "almanacs", "chimneys")
WHERE = (
    "at the weir",
    "behind the cannery",
    "on Quay Street",
    "in the chapel",
    "near the lock",
    "by the mill",
)
WHY = ("because the tide was late", "after a long quarrel", "for the third year", "without being asked")
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def paragraphs(number: int) -> list[str]:
    """Five paragraphs that no other number has, some ninety words."""
    dice = random.Random(number)
    parts = (WHO, DID, ("forty", "sixty", "nine", "eleven", "two hundred"), WHAT, WHERE, WHY)

    def sentence() -> str:
        return " ".join(dice.choice(part) for part in parts) + f", {dice.choice(WHO).lower()} said."

    return [f"{sentence()} {sentence()}" for _ in range(5)]


def page(
    title: str,
    published: datetime,
    body: Iterable[str],
    *,
    byline: str = "By Ana Ferreira",
    standfirst: str = "",
    head: str = "",
    before: str = "",
    after: str = "",
) -> str:
    """An article's page. ``before`` stands above its text, ``after`` below it, inside the article."""
    lead = f'<p class="standfirst">{html.escape(standfirst)}</p>' if standfirst else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{head}'
        f'<meta property="article:published_time" content="{published.isoformat()}"></head><body>'
        '<header><a href="/">Front page</a></header><main><article>'
        f'<div class="head"><h1>{html.escape(title)}</h1>{lead}</div>'
        f'<p class="byline">{html.escape(byline)}</p>{before}'
        + "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in body)
        + f"{after}</article></main></body></html>"
    )


@dataclass(slots=True, frozen=True)
class Story:
    """One article of a paper: where it is and when it was published."""

    path: str
    title: str
    published: datetime


@dataclass(slots=True)
class Paper:
    """One paper on a server of its own."""

    name: str
    site: Site
    listings: dict[str, list[str]] = field(default_factory=dict)
    """Role (``feeds``, ``sitemaps``, ``sections``) -> paths that its source file names."""

    def story(self, number: int, published: datetime, *, path: str = "", **fields: Any) -> Story:
        """Print an article; a number has the same text and title wherever it is printed."""
        words = re.findall(r"\w+", paragraphs(number)[0])
        title = fields.pop("title", " ".join(words[:7]).capitalize())
        path = path or f"/{published:%Y/%m/%d}/{'-'.join(words[:6]).lower()}-{number}"
        body = fields.pop("body", paragraphs(number))
        self.serve(path, page(title, published, body, **fields))
        return Story(path, title, published)

    def serve(
        self,
        path: str,
        body: str | bytes = "",
        media: str = "text/html",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer so from now on."""
        data = body.encode() if isinstance(body, str) else body
        self.site.answers[path] = (status, {"Content-Type": media, **(headers or {})}, data)

    def feed(self, path: str, stories: Iterable[Story], channel: str = "", **headers: str) -> None:
        """An RSS feed of stories, in the order given."""
        items = "".join(
            f"<item><title>{html.escape(one.title)}</title><link>{self.url(one.path)}</link>"
            f"<pubDate>{format_datetime(one.published)}</pubDate></item>"
            for one in stories
        )
        text = f'<rss version="2.0"><channel><title>{self.name}</title>{channel}{items}</channel></rss>'
        self.serve(path, text, "application/rss+xml", headers=headers)
        self._list("feeds", path)

    def sitemap(self, path: str, stories: Iterable[Story], *, news: bool = False, **headers: str) -> None:
        """A sitemap of stories; a news sitemap gives their titles; one at ``….gz`` is packed."""
        rows = []
        for one in stories:
            told = (
                f"<n:news><n:publication_date>{one.published.isoformat()}</n:publication_date>"
                f"<n:title>{html.escape(one.title)}</n:title></n:news>"
            )
            rows.append(f"<url><loc>{self.url(one.path)}</loc>{told if news else ''}</url>")
        text = f'<urlset xmlns="{SITEMAPS}" xmlns:n="{NEWS}">{"".join(rows)}</urlset>'
        self._xml(path, text, headers)

    def index(self, path: str, parts: Mapping[str, datetime | None], **headers: str) -> None:
        """A sitemap index: path of each part -> its lastmod."""
        rows = "".join(
            f"<sitemap><loc>{self.url(part)}</loc>"
            + (f"<lastmod>{lastmod.isoformat()}</lastmod>" if lastmod else "")
            + "</sitemap>"
            for part, lastmod in parts.items()
        )
        self._xml(path, f'<sitemapindex xmlns="{SITEMAPS}">{rows}</sitemapindex>', headers)

    def _xml(self, path: str, text: str, headers: Mapping[str, str]) -> None:
        packed = path.endswith(".gz")
        media = "application/gzip" if packed else "application/xml"
        self.serve(path, gzip.compress(text.encode()) if packed else text, media, headers=headers)

    def _list(self, role: str, path: str) -> None:
        if path not in self.listings.setdefault(role, []):
            self.listings[role].append(path)

    def names(self, role: str, *paths: str) -> None:
        """Let the source file name these."""
        for path in paths:
            self._list(role, path)

    def url(self, path: str) -> str:
        """The whole address."""
        return self.site.url + path

    @property
    def toml(self) -> str:
        """Its source file, with no pause between two requests."""
        roles = "".join(
            f"{role} = {[self.url(path) for path in paths]}\n".replace("'", '"')
            for role, paths in self.listings.items()
        )
        return (
            f'name = "{self.name}"\ntitle = "The {self.name.title()}"\nhomepage = "{self.site.url}/"\n'
            f'language = "en"\n{roles}\n[pace]\ndelay_s = 0\n'
        )


class Press:
    """Papers, the archive that is made of them, and the clock between two harvests."""

    def __init__(
        self, papers: Sequence[Paper], folder: Path, clock: pytest.MonkeyPatch, now: datetime
    ) -> None:
        self.papers = papers
        self.archive = folder / "archive.db"
        self.sources = folder / "sources"
        self.sources.mkdir()
        self.clock = clock
        self.now = now

    def later(self, span: timedelta) -> None:
        """Move the clock on."""
        self.now += span

    def harvest(self, *more: str, code: int = 0, **settings: object) -> subprocess.CompletedProcess[str]:
        """One harvest at this moment; what each paper was asked before is forgotten first."""
        self._set_up()
        options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        run = harvest(self.archive, self.sources, *more, options=(*LOOPBACK, *options))
        assert run.returncode == code, run.stdout + run.stderr
        return run

    def _set_up(self) -> None:
        for paper in self.papers:
            paper.site.asked.clear()
            paper.site.statuses.clear()
            (self.sources / f"{paper.name}.toml").write_text(paper.toml, "utf-8")
        self.clock.setenv("NEWS_ARCHIVE_NOW", self.now.isoformat())

    def stopped(self, until: str) -> subprocess.CompletedProcess[str]:
        """A harvest that is stopped, as by a person or systemd, when a paper was asked for ``until``."""
        self._set_up()
        args = command("harvest", "-a", f"sources={self.sources}", "-s", f"ARCHIVE={self.archive}", *LOOPBACK)
        run = subprocess.Popen(
            args, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        deadline = time.monotonic() + 60
        while not any(until in paper.site.asked for paper in self.papers) and run.poll() is None:
            assert time.monotonic() < deadline, f"nobody was asked for {until}"
            time.sleep(0.02)
        run.terminate()
        out, errors = run.communicate(timeout=60)
        assert run.returncode == 75, out + errors
        return subprocess.CompletedProcess(args, run.returncode, out, errors)

    def rows(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        """What the archive holds."""
        with closing(sqlite3.connect(self.archive)) as conn:
            return conn.execute(sql, args).fetchall()

    def execute(self, sql: str, *args: object) -> None:
        """Change the archive between two harvests."""
        with closing(sqlite3.connect(self.archive)) as conn, conn:
            conn.execute(sql, args)


@contextmanager
def printed(names: Sequence[str], folder: Path, now: datetime) -> Iterator[Press]:
    """Papers of these names, while the test runs."""
    with ExitStack() as stack:
        clock = stack.enter_context(pytest.MonkeyPatch.context())
        papers = [Paper(name, stack.enter_context(served({}))) for name in names]
        yield Press(papers, folder, clock, now)
