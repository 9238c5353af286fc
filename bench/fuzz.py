"""Damage pages and see that the extraction keeps its promises on what is left.

    python -m bench.fuzz CORPORA_DIR [--pages N] [--seed N] [--limit-s S]

Every damaged page must give an article or a NotAnArticle, within the limit, and every word of
an article's text must stand on the page. Prints each broken promise with the seed that breaks
it, and ends with 1 where there is one.
"""

import argparse
import gzip
import html
import logging
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.errors import NotAnArticle
from pipelines.extraction import extract
from pipelines.extraction.page import decode
from pipelines.items import Article

LIMIT_S = 5.0  # CPU for one page; a worker of the harvest is stopped after more than that
URL = "https://courier.example/2026/03/03/ferry"
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>?")
_INVISIBLE = re.compile("[\\\\\x00-\x1f\u00ad\u200b\u2060\ufeff]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_FRAGMENTS = (
    b"<p>", b"</p>", b"<div>", b"</div>", b"<article>", b"</article>", b"<table><tr><td>", b"</table>",
    b"<blockquote>", b"<ul><li>", b"</li>", b"<h2>", b"<br><br>", b"<a href=x>", b"<!--", b"-->", b"<script>",
    b"</script>", b'<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"', b'"}', b"&#0;",
    b"&nbsp;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<svg>", b"<template>", b"<p class='comments'>", b"<x-box>",
)  # fmt: skip


def mutate(page: bytes, chance: random.Random) -> bytes:
    """The page with a few of its parts cut, doubled, moved, or broken up by markup."""
    for _ in range(chance.randint(1, 12)):
        page = chance.choice(_MUTATIONS)(page, chance)
    return page


def _place(page: bytes, chance: random.Random) -> int:
    return chance.randrange(len(page) + 1)


def _cut(page: bytes, chance: random.Random) -> bytes:
    start = _place(page, chance)
    return page[:start] + page[start + chance.randint(1, 2_000) :]


def _double(page: bytes, chance: random.Random) -> bytes:
    start = _place(page, chance)
    part = page[start : start + chance.randint(1, 5_000)]
    return page[:start] + part * chance.randint(2, 4) + page[start:]


def _move(page: bytes, chance: random.Random) -> bytes:
    start = _place(page, chance)
    end = start + chance.randint(1, 5_000)
    part, rest = page[start:end], page[:start] + page[end:]
    there = _place(rest, chance)
    return rest[:there] + part + rest[there:]


def _insert(page: bytes, chance: random.Random) -> bytes:
    there = _place(page, chance)
    return page[:there] + chance.choice(_FRAGMENTS) * chance.choice((1, 1, 1, 40)) + page[there:]


def _rename(page: bytes, chance: random.Random) -> bytes:
    old, new = (chance.choice((b"div", b"p", b"span", b"li", b"section", b"td", b"h1")) for _ in range(2))
    return page.replace(b"<" + old, b"<" + new, chance.randint(1, 50))


def _end(page: bytes, chance: random.Random) -> bytes:
    return page[: _place(page, chance)]


_MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_cut, _double, _move, _insert, _insert, _insert, _rename, _end),
)


def invented(article: Article, page: bytes, content_type: str = "") -> list[str]:
    """The words of the article's text that do not stand on the page.

    A word may be parted by tags or written in the escapes of HTML and JSON, once or twice over.
    """
    raw = decode(page, content_type)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)
    once = html.unescape(text)
    known: set[str] = set()
    haystack = ""
    for reading in (raw, text, once, html.unescape(once)):
        plain = _INVISIBLE.sub("", reading)
        joined = _TAG.sub("", plain)
        known.update(_WORD.findall(plain), _WORD.findall(joined), _WORD.findall(_TAG.sub(" ", plain)))
        haystack += plain + joined
    words = dict.fromkeys(word for line in article.body for word in _WORD.findall(line))
    return [word for word in words if word not in known and word not in haystack]


def broken_promise(page: bytes, url: str, limit_s: float = LIMIT_S) -> str | None:
    """What the extraction did to a page that it must not do; None where all is well."""
    started = time.process_time()
    try:
        article = extract(page, url)
    except NotAnArticle:
        article = None
    except Exception as error:  # what may come is the question
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - started
    if spent > limit_s:
        return f"{spent:.1f} s of CPU for {len(page)} bytes"
    if article is None:
        return None
    if not article.title or not article.body or len(article.body) != len(article.body_kinds):
        return "an article without title or text, or with other kinds than paragraphs"
    words = invented(article, page)
    return f"words that are not on the page: {', '.join(words[:8])}" if words else None


def pages(corpora: Path) -> Iterator[Path]:
    """The stored pages of all corpora."""
    yield from sorted(corpora.glob("*/pages/*.html.gz"))


def main() -> None:
    """Run the bench as the module's docstring says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--pages", type=int, default=1_000, help="damaged pages to try")
    parser.add_argument("--seed", type=int, default=0, help="of the first page; the next has the next")
    parser.add_argument("--limit-s", type=float, default=LIMIT_S, help="seconds of CPU for one page")
    options = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    stored = list(pages(options.corpora))
    broken = 0
    slowest = 0.0
    for seed in range(options.seed, options.seed + options.pages):
        chance = random.Random(seed)
        path = chance.choice(stored)
        with gzip.open(path) as page:
            damaged = mutate(page.read(), chance)
        started = time.process_time()
        promise = broken_promise(damaged, URL, options.limit_s)
        slowest = max(slowest, time.process_time() - started)
        if promise is not None:
            broken += 1
            print(f"seed {seed} {path.name}: {promise}", flush=True)
    print(f"{options.pages} damaged pages, {broken} broken promises, slowest {slowest:.1f} s")
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
