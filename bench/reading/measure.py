"""Times, in milliseconds at the 95th percentile, of pages over HTTP and of searches in process."""

import html
import json
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.reading.build import TANTIVY_TEXT, tantivy_schema
from bench.reading.questions import Address, Kind
from bench.reading.serve import Client
from pipelines.archive import search
from pipelines.archive.matches import PATIENCE_S

LEAST_TIMES = 20  # requests of a kind at least: fewer have no 95th percentile
LIMIT_MS = 1_000  # no page at all may take longer
LINKS_FOLLOWED = 6  # sorts, facet values and next pages that are opened from one table


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile in milliseconds; the slowest of fewer than twenty."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1_000


@dataclass(slots=True)
class Timed:
    """One kind of page as measured."""

    name: str
    target_ms: int
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Status and address of what was not answered as a reader would want it."""

    @property
    def p95_ms(self) -> float:
        """The 95th percentile."""
        return p95(self.seconds)

    @property
    def is_met(self) -> bool:
        """Whether the page is as fast as it has to be, every time below LIMIT_MS, and never fails."""
        return not self.failed and self.p95_ms <= self.target_ms and max(self.seconds) * 1_000 <= LIMIT_MS

    def __str__(self) -> str:
        median, slowest = statistics.median(self.seconds) * 1_000, max(self.seconds) * 1_000
        mark = "" if self.is_met else "  <-- missed"
        lines = [
            f"{self.name:44} {median:8.1f} {self.p95_ms:8.1f} {slowest:8.1f} {self.target_ms:7,}"
            f" {len(self.seconds):5}{mark}"
        ]
        return "\n".join([*lines, *(f"    {what}" for what in self.failed[:5])])


def pages(client: Client, kinds: Iterable[Kind]) -> list[Timed]:
    """Every kind, warm: each address is asked once before it is timed."""
    return [timed(client, kind) for kind in kinds if kind.addresses]


def timed(client: Client, kind: Kind) -> Timed:
    """One kind, warm."""
    result = Timed(kind.name, kind.target_ms)
    for path, parameters in kind.addresses:
        client.get(path, **parameters)
    rounds = max(1, -(-LEAST_TIMES // len(kind.addresses)))
    for path, parameters in kind.addresses * rounds:
        answer = client.get(path, **parameters)
        result.seconds.append(answer.seconds)
        if answer.status not in (200, 302):
            result.failed.append(f"{answer.status} {path} {parameters}")
    return result


def tables(client: Client, database: str) -> list[Timed]:
    """Datasette's own pages of every table: the first, and the next pages, sorts and facets it offers."""
    listed = json.loads(client.get(f"/{database}.json").body)
    names = [table["name"] for table in listed["tables"] if not table["hidden"]] + listed["views"]
    queries = [query["name"] for query in listed["queries"]]
    found = [timed(client, Kind("tables: list of all", LIMIT_MS, [(f"/{database}", {})]))]
    for name in [name if isinstance(name, str) else name["name"] for name in names]:
        path = f"/{database}/{name}"
        first = client.get(path).body.decode()
        offered: list[Address] = [(path, {}), *((address, {}) for address in _offered(first, path))]
        following = next((address for address, _ in offered if "_next=" in address), None)
        if following is not None:
            offered += [(address, {}) for address in _offered(client.get(following).body.decode(), path)]
        found.append(timed(client, Kind(f"tables: {name}", LIMIT_MS, offered)))
    found += [
        timed(client, Kind(f"query: {name}", LIMIT_MS, [(f"/{database}/{name}", {})])) for name in queries
    ]
    return found


def _offered(page: str, path: str) -> list[str]:
    """Links of a table's page to other pages of the same table, of each kind some."""
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', page)]
    links = [re.sub(r"^https?://[^/]+", "", link) for link in links]
    own = list(dict.fromkeys(link for link in links if link.startswith(f"{path}?")))
    kinds: dict[str, list[str]] = {}
    for link in own:
        kind = next((mark for mark in ("_next=", "_sort", "_facet") if mark in link), "value")
        kinds.setdefault(kind, []).append(link)
    return [link for links in kinds.values() for link in links[:LINKS_FOLLOWED]]


# -- beside the others ----------------------------------------------------------------------------


@dataclass(slots=True)
class Compared:
    """One search, ours and theirs, in milliseconds at the 95th percentile."""

    name: str
    ours_ms: float
    theirs_ms: float
    most: float
    """What share of theirs ours may take."""

    @property
    def ratio(self) -> float:
        """Ours as a share of theirs."""
        return self.ours_ms / self.theirs_ms

    def __str__(self) -> str:
        mark = "" if self.ratio <= self.most else "  <-- missed"
        return f"{self.name:44} {self.ours_ms:9.1f} {self.theirs_ms:9.1f} {self.ratio:9.4f} {self.most:9.4f}{mark}"


Ask = Callable[[str], object]


def in_turn(name: str, queries: Sequence[str], ours: Ask, theirs: Ask, most: float, rounds: int) -> Compared:
    """Ours and theirs by turns, each query ``rounds`` times after once unmeasured."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(rounds + 1):
        for query in queries:
            for asked, seconds in zip((ours, theirs), times, strict=True):
                begin = time.perf_counter()
                asked(query)
                if round_number:
                    seconds.append(time.perf_counter() - begin)
    return Compared(name, p95(times[0]), p95(times[1]), most)


def beside_plain(ours: Client, plain: Client, asked: dict[str, list[str]]) -> list[Compared]:
    """First hits as JSON, newest first, of plain Datasette with ``enable-fts``."""

    def theirs(query: str) -> object:
        word, _, source = query.partition(" source:")
        filters = {"source": source.partition(" ")[0]} if source else {}
        answer = plain.get(
            "/plain/articles.json",
            _search=word,
            _sort_desc="published_at",
            _size=20,
            _shape="objects",
            **filters,
        )
        assert answer.status == 200, answer.body[:300]
        return answer

    kinds = ("common word", "middling word", "common word + source", "word + source")
    return [
        in_turn(
            f"newest first: {name}",
            asked[name][:4],
            lambda query: ours.get("/search.json", q=query),
            theirs,
            1 / 50,
            rounds=2,
        )
        for name in kinds
        if asked[name]
    ]


class Tantivy:
    """tantivy in process: twenty hits with their title, and a snippet of the text."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        self._schema = tantivy_schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._searcher = self._index.searcher()

    def newest(self, query: str) -> object:
        """Newest first."""
        return self._page(query, order_by_field="id")

    def best(self, query: str) -> object:
        """Best match first."""
        return self._page(query)

    def _page(self, query: str, **order: Any) -> object:
        asked = self._index.parse_query(self._translated(query), list(TANTIVY_TEXT))
        hits = self._searcher.search(asked, 20, count=True, **order).hits
        marker = self._tantivy.SnippetGenerator.create(self._searcher, asked, self._schema, "body")
        found = []
        for _, address in hits:
            document = self._searcher.doc(address)
            found.append((document["title"][0], marker.snippet_from_doc(document).to_html()))
        return found

    @staticmethod
    def _translated(query: str) -> str:
        parts = [query] if query.startswith('"') else query.split(" ")
        return " ".join(
            f'+source:"{part.removeprefix("source:")}"' if part.startswith("source:") else f"+{part}"
            for part in parts
        )


def beside_tantivy(archive: Path, folder: Path, asked: dict[str, list[str]]) -> list[Compared]:
    """Twenty hits with title and snippet, in process, ours as ``/search.json`` asks for them."""
    tantivy = Tantivy(folder)
    kinds = (
        *("common word", "middling word", "rare word", "phrase", "two words"),
        *("common word + source", "word + source"),
    )
    found = []
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as conn:
        conn.execute("PRAGMA mmap_size = 17179869184")
        conn.execute("PRAGMA cache_size = -64000")
        for order, theirs, most in (("newest", tantivy.newest, 1.0), ("ranked", tantivy.best, 2.0)):

            def ours(query: str, order: search.Order = order) -> object:  # type: ignore[assignment]
                return search.search(conn, query, order=order, patience_s=PATIENCE_S)

            label = "newest first" if order == "newest" else "best match"
            found += [
                in_turn(f"{label}: {name}", asked[name], ours, theirs, most, rounds=5) for name in kinds
            ]
    return found
