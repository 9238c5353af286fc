"""``scrapy search WORDS…``: full-text search in the terminal."""

import argparse
import json
import os
import sys

from crawler.terminal import obeyed
from crawler.verb import Verb, whole_number
from pipelines.archive.opening import reader
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.text import one_line, visible

DEFAULT_HITS = 10
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


class Command(Verb):
    """Ranked hits with the words marked."""

    words = (1, 1_000)

    def syntax(self) -> str:
        """As the usage line shows it."""
        return "WORDS… [--newest] [--limit N] [--json]"

    def short_desc(self) -> str:
        """As ``scrapy`` lists it."""
        return "Search the archive: words, \"phrases\", prefix*, 'not -this', source:NAME, from:2026-01-01"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options besides Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--newest", action="store_true", help="newest first instead of best match first")
        parser.add_argument(
            "--limit", type=whole_number(1), default=DEFAULT_HITS, metavar="N", help="hits (default: 10)"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        """Search; 0 with hits, 1 without, as grep does."""
        from pipelines.archive.search import search

        path = self.archive_path()
        with plain_errors(path):
            conn = reader(path)
            try:
                results = search(
                    conn, " ".join(args), order="newest" if opts.newest else "ranked", limit=opts.limit
                )
            finally:
                conn.close()
        for notice in results.query.notices:
            print(f"note: {notice}", file=sys.stderr)
        for hit in results.hits:
            if opts.json:
                print(
                    json.dumps(
                        {
                            "id": hit.id,
                            "url": hit.url,
                            "source": hit.source,
                            "published_at": hit.published_at,
                            "title": hit.title,
                            "snippet": "".join(text for text, _ in hit.snippet),
                        },
                        ensure_ascii=False,
                    )
                )
            else:
                place = f"{hit.source_title} · {hit.published_at or 'undated'} · {hit.url}"
                text = f"{_marked(hit.title_marks)}\n  {visible(place)}\n  {_marked(hit.snippet)}\n"
                print(text, file=obeyed(sys.stdout))  # bold is ours, and all else is clean
        if not opts.json:
            print(f"{results.total} found" + (f", {len(results.hits)} shown" if results.hits else ""))
        return 0 if results.hits else 1


def _marked(pieces: "list[tuple[str, bool]] | tuple[tuple[str, bool], ...]") -> str:
    """A snippet with its hits in bold on a terminal, between asterisks elsewhere."""
    before, after = (BOLD, PLAIN) if sys.stdout.isatty() and "NO_COLOR" not in os.environ else ("*", "*")
    out = []
    for text, is_hit in pieces:
        clean = one_line(f"x{text}x", 10_000)[1:-1]  # keeps the spaces at both ends
        out.append(f"{before}{clean}{after}" if is_hit else clean)
    return "".join(out)
