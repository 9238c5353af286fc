"""Measure the reading room at a size, beside plain Datasette and tantivy.

    python -m bench.reading --articles N [--folder DIR] [--from BASE.db] [--no-plain]

Builds an archive of N articles in our layout in DIR (kept, and used again), a plain Datasette
with ``enable-fts`` and, where tantivy is installed, its index over the same rows. Then it opens
every kind of page over HTTP, warm, while a writer files fifty articles a second, and prints the
95th percentiles. The articles are made up (see ``rows``), or come from BASE.db. A million need
some 25 GB, and most of an hour to build.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.reading import build, measure, questions, serve
from bench.reading.rows import Row, made_up, stored

DEFAULT_ARTICLES = 10_000
HAS_TANTIVY = find_spec("tantivy") is not None
HEAD = f"{'':44} {'median':>8} {'p95':>8} {'slowest':>8} {'target':>7} {'times':>5}"


@dataclass(slots=True)
class Built:
    """One contestant's file."""

    path: Path
    seconds: float

    @property
    def bytes(self) -> int:
        """Its size on the disk."""
        if self.path.is_dir():
            return sum(one.stat().st_size for one in self.path.iterdir())
        return self.path.stat().st_size


def built(path: Path, make: Callable[[Path], float]) -> Built:
    """What is at ``path``, made now where it is not there; the seconds are remembered beside it."""
    note = path.with_name(f"{path.name}.json")
    if not note.exists():
        if path.exists():
            sys.exit(f"{path}: was not finished. Remove it, and what is beside it, and run again.")
        print(f"building {path} …", file=sys.stderr, flush=True)
        note.write_text(json.dumps({"seconds": make(path)}), encoding="utf-8")
    return Built(path, float(json.loads(note.read_text(encoding="utf-8"))["seconds"]))


def sizes(archive: Path) -> list[str]:
    """The largest parts of the archive, where this SQLite can tell them."""
    import sqlite3
    from contextlib import closing

    parts = {
        "articles_fts": "full-text index",
        "articles_fts_heads": "index of headlines",
        "article_text": "texts",
        "articles_facets": "index for facets",
    }
    lines = []
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as conn:
        for name, label in parts.items():
            suffix = "_data" if name.startswith("articles_fts") else ""
            try:
                row = conn.execute(
                    "SELECT sum(pgsize) FROM dbstat WHERE name = ?", [name + suffix]
                ).fetchone()
            except sqlite3.OperationalError:
                return []
            lines.append(f"    of it {label}: {(row[0] or 0) / 1e6:,.0f} MB")
    return lines


def main() -> None:
    """Build what is missing, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__.partition("\n\n    ")[0] if __doc__ else None, prog="python -m bench.reading"
    )
    parser.add_argument("--articles", type=int, default=DEFAULT_ARTICLES, metavar="N")
    parser.add_argument(
        "--folder", type=Path, default=None, help="where the files are built (default: ./bench-N)"
    )
    parser.add_argument(
        "--from", type=Path, dest="base", metavar="BASE.db", help="take the articles of this file"
    )
    parser.add_argument("--no-plain", action="store_true", help="without plain Datasette and tantivy")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="WORD",
        help="only kinds of pages with this in their name; may be given several times",
    )
    options = parser.parse_args()
    if options.articles < 1:
        parser.error(f"--articles {options.articles}: one at least")
    folder = options.folder or Path(f"bench-{options.articles}")
    folder.mkdir(parents=True, exist_ok=True)

    def rows() -> "list[Row] | object":
        return stored(options.base, options.articles) if options.base else made_up(options.articles)

    run(folder, rows, options)


def run(folder: Path, rows: Callable[[], object], options: argparse.Namespace) -> None:
    """All of it, in the order of the page."""
    archive = built(folder / "archive.db", lambda path: build.archive(path, rows()))  # type: ignore[arg-type]
    others = []
    if not options.no_plain:
        others.append(built(folder / "plain.db", lambda path: build.plain(path, rows())))  # type: ignore[arg-type]
        if HAS_TANTIVY:
            others.append(
                built(folder / "tantivy", lambda path: build.tantivy_index(path, rows()))  # type: ignore[arg-type]
            )
    print(f"{options.articles:,} articles")
    for one in (archive, *others):
        print(f"{one.path.name:12} {one.bytes / 1e6:10,.0f} MB  built in {one.seconds:8,.0f} s")
    print("\n".join(sizes(archive.path)), flush=True)
    words = questions.words_of(others[0].path if others else archive.path)
    print("words:", json.dumps(asdict(words), ensure_ascii=False))
    results = _pages(archive.path, words, options.only)
    if not options.no_plain:
        _beside(folder, questions.searches(words))
    missed = [result.name for result in results if not result.is_met]
    print(f"\n{len(results) - len(missed)} of {len(results)} kinds of pages within their targets")


def _pages(archive: Path, words: questions.Words, only: list[str]) -> list[measure.Timed]:
    results = []
    with serve.reading_room(archive) as client, serve.filing(archive) as filing:
        print(f"\nover HTTP, warm, in ms, while a writer files {serve.WRITES_A_SECOND} articles/s\n{HEAD}")
        for kind in questions.kinds(archive, words):
            if _is_wanted(kind.name, only) and kind.addresses:
                results.append(measure.timed(client, kind))
                print(results[-1], flush=True)
        if _is_wanted("tables", only):
            for result in measure.tables(client, archive.stem):
                results.append(result)
                print(result, flush=True)
    print(f"meanwhile written: {filing.articles:,}, {filing}")
    return results


def _is_wanted(name: str, only: list[str]) -> bool:
    return not only or any(word in name for word in only)


def _beside(folder: Path, asked: dict[str, list[str]]) -> None:
    archive = folder / "archive.db"
    print(f"\n{'p95 in ms, by turns, nothing written':44} {'ours':>9} {'theirs':>9} {'ratio':>9} {'most':>9}")
    with serve.reading_room(archive) as ours, serve.plain_datasette(folder / "plain.db") as plain:
        for compared in measure.beside_plain(ours, plain, asked):
            print(f"{compared}  (plain, over HTTP)", flush=True)
    if HAS_TANTIVY:
        for compared in measure.beside_tantivy(archive, folder / "tantivy", asked):
            print(f"{compared}  (tantivy, in process)", flush=True)
    else:
        print("tantivy is not installed: pip install -e '.[bench]'")


if __name__ == "__main__":
    main()
