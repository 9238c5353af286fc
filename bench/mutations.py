"""How many damaged inputs the readers survive: ``python -m bench.mutations --seconds 600``.

Takes the sample newsroom's pages, feeds, sitemaps and robots.txt files and hostile pieces of our own, damages
them, and reads each as the crawler would. What is neither read nor refused by the error that its reader
promises is printed with its seed, to be mended and kept as a case.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from crawler.discovery.feeds import NotAFeed, read_feed
from crawler.newsroom import Newsroom
from crawler.newsroom.routes import Site
from pipelines.errors import NotAnArticle
from pipelines.extraction import extract
from pipelines.items import Article
from pipelines.validate import validated

URL = "https://echo.example/2026/03/14/ferry"
SLOW_S = 5.0  # an input that takes longer on an idle machine is a finding too
PIECES = (
    *(b"<", b">", b"&", b"\x00", b"\xff\xfe", b"]]>", b"<!--", b"<![CDATA[", b"</script>", b"&#xD800;"),
    *(b"&#99999999999;", b"<div>" * 300, b'"' * 50, b"{" * 2_000, b"[" * 2_000, b"2026-02-30T25:61:00+99:00"),
    *(b"By ", b" - ", b"(AP) -- ", "東京".encode(), "‮".encode(), b"http://[::1", b"<?xml ", b"<!DOCTYPE x ["),
    *(b"datePublished", b"articleBody", b"<h1>", b"<p>", b"<time datetime='", b"\r\n", b"0" * 400),
)


@dataclass(slots=True, frozen=True, kw_only=True)
class Subject:
    """One reader, what it is given whole, and how it may refuse."""

    seeds: Sequence[bytes]
    read: Callable[[bytes], None]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight pieces cut, doubled, moved, flipped or put in."""
    out = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.choice((1, 1, 4, 40, 400, 4_000)))
        match chance.randrange(6):
            case 0:
                del out[at:end]
            case 1:
                out[at:at] = out[at:end]
            case 2:
                out[at:at] = chance.choice(PIECES)
            case 3 if at < len(out):
                out[at] = chance.randrange(256)
            case 4:
                piece = out[at:end]
                del out[at:end]
                to = chance.randrange(len(out) + 1)
                out[to:to] = piece
            case _:
                out[at:end] = chance.randbytes(end - at)
    return bytes(out)


def _page(data: bytes) -> None:
    try:
        article = validated(extract(data, URL, content_type="text/html"), URL)
    except NotAnArticle:
        return
    _storable(article)


def _storable(article: Article) -> None:
    """What SQLite and a terminal can take: the promise of the last look before storing."""
    texts = [article.title, article.standfirst, article.byline, article.section, *article.body]
    for text in (text for text in texts if text is not None):
        text.encode()
        assert "\x00" not in text
    assert article.title.strip()
    assert article.body


def _feed(data: bytes) -> None:
    try:
        feed = read_feed(data, "https://echo.example/feed.xml", "application/xml")
    except NotAFeed:
        return
    for link in feed.links:
        assert link.url.startswith(("http://", "https://"))
        (link.hints.title or "").encode()


@cache
def _answers() -> dict[str, list[bytes]]:
    """Pages and feeds of the sample newsroom, without a server."""
    pages: list[bytes] = []
    feeds: list[bytes] = []
    with Newsroom() as room:
        for publisher in room.publishers:
            site = Site(publisher)
            pages += [site.answer(article.path).body for article in publisher.articles[:4]]
            feeds += [site.answer(feed.path).body for feed in publisher.habits.feeds]
    return {"page": pages, "feed": feeds}


SUBJECTS = {
    "page": Subject(seeds=_answers()["page"], read=_page),
    "feed": Subject(seeds=_answers()["feed"], read=_feed),
}


def main() -> int:
    """Run for the time given; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    tried: Counter[str] = Counter()
    found = 0
    end = time.monotonic() + given.seconds
    seed = given.seed
    while time.monotonic() < end:
        for name, subject in SUBJECTS.items():
            chance = random.Random(f"{name} {seed}")
            data = mutated(chance.choice(subject.seeds), chance)
            began = time.process_time()
            try:
                subject.read(data)
            except Exception as error:
                found += 1
                print(f"{name} {seed}: {type(error).__name__}: {str(error)[:200]}")
            if (spent := time.process_time() - began) > SLOW_S:
                found += 1
                print(f"{name} {seed}: took {spent:.1f} s")
            tried[name] += 1
        seed += 1
    print(", ".join(f"{number:,} {name}s" for name, number in tried.items()), f"tried, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
