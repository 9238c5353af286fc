"""Measure how surely copies of one text are found among others, and what that costs when filing.

    python -m bench.stories [--jsonl FILE] [--articles N] [--filled N]

Two sets whose copies are known. *newsroom*: the articles of the sample newsroom, each with copies as
papers make them (cut to its head, a local paragraph more, house style, a light edit), and follow-ups
that quote a quarter of it and are no copies. *FILE*: one article a line with ``id``, ``source``,
``story``, ``language``, ``title``, ``published`` and ``body``; a copy is one whose paragraphs are all
the first paragraphs of another of its story. Precision and recall are over pairs of articles.
Everything goes through the archive's own filing code. ``--filled`` puts the fingerprints of so many
invented articles of twelve years into the index first: what filing costs in an archive of that size.
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import comb
from pathlib import Path

from crawler.newsroom import load_papers
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.duplicates import FINGERPRINT
from pipelines.items import Article, Page

BATCH = 200  # outcomes in one transaction, as a harvest has it
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
FLOOR = {"precision": 0.98, "recall": 0.95}
QUOTED = 0.25  # of its original's text in a follow-up
LIGHT_EDIT = 25  # one word in so many is another one


@dataclass(slots=True, frozen=True)
class Known:
    """An article, and the number of the text it is a copy of."""

    source: str
    title: str
    body: list[str]
    published: datetime
    language: str
    text: int


@dataclass(slots=True, frozen=True)
class Score:
    """How well the groups found agree with those known, over pairs of articles."""

    articles: int
    known: int
    found: int
    both: int
    articles_per_s: float

    @property
    def precision(self) -> float:
        """The share of the pairs found that are copies."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the pairs of copies that were found."""
        return self.both / self.known if self.known else 1.0


# -- what is known -------------------------------------------------------------------------------


def newsroom_set(seed: int = 1) -> list[Known]:
    """The sample newsroom's articles, five copies of each, and follow-ups that are none."""
    rng = random.Random(seed)
    papers = load_papers()
    wires: dict[str, int] = {}
    found: list[Known] = []
    originals = [(paper, words) for paper in papers for words in paper.articles if len(words.paragraphs) > 3]
    for number, (paper, words) in enumerate(originals):
        text = wires.setdefault(words.wire, number) if words.wire else number
        when = NOW - timedelta(days=words.days_ago)
        body = [paragraph.removeprefix("## ") for paragraph in words.paragraphs]
        other = rng.choice(
            [manuscript for p, manuscript in originals if p is paper and manuscript is not words]
        )
        found.append(Known(paper.name, words.title, body, when, paper.language, text))
        for place, (title, copy) in enumerate(copies(words.title, body, other.paragraphs, rng), 1):
            found.append(
                Known(f"copy-{place}", title, copy, when + timedelta(hours=place), paper.language, text)
            )
        whole = " ".join(body)
        follow_up = [*(p.removeprefix("## ") for p in other.paragraphs), whole[: round(QUOTED * len(whole))]]
        found.append(
            Known(
                "copy-6", f"{other.title} II", follow_up[::-1], when, paper.language, len(originals) + number
            )
        )
    return _joined_follow_ups(found, originals)


def _joined_follow_ups(found: list[Known], originals: Sequence[object]) -> list[Known]:
    """A follow-up holds the whole of another article, so it is a copy of that one: only its quotation is none."""
    by_title = {known.title: known.text for known in found if not known.source.startswith("copy-")}
    return [
        Known(k.source, k.title, k.body, k.published, k.language, by_title[k.title.removesuffix(" II")])
        if k.text >= len(originals)
        else k
        for k in found
    ]


def copies(
    title: str, body: list[str], local: list[str], rng: random.Random
) -> Iterator[tuple[str, list[str]]]:
    """What papers make of an agency's text."""
    yield title, body
    yield title, body[: max(2, -(-len(body) * 3 // 5))]
    yield f"{title} – report", [*body[:-1], local[0]]
    yield title, [re.sub('[“”„«»"]', "'", paragraph).replace(" – ", ", ") for paragraph in body]
    yield title, [" ".join(_lightly(paragraph.split(), rng)) for paragraph in body]


def _lightly(words: list[str], rng: random.Random) -> Iterator[str]:
    for word in words:
        yield rng.choice(words) if rng.randrange(LIGHT_EDIT) == 0 else word


def file_set(path: Path, limit: int | None) -> list[Known]:
    """The articles of a file, with copies known by their paragraphs."""
    found: list[Known] = []
    stories: dict[tuple[int, str], list[tuple[list[str], int]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, limit)):
            row = json.loads(line)
            body = row["body"].split("\n\n")
            others = stories[row["story"], row["language"]]
            text = next((t for other, t in others if _is_head(body, other)), number)
            others.append((body, text))
            when = datetime.fromisoformat(row["published"])
            found.append(Known(row["source"], row["title"], body, when, row["language"], text))
    return found


def _is_head(one: list[str], other: list[str]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


# -- filing --------------------------------------------------------------------------------------


def file_all(archive: Archive, known: Sequence[Known], *, stories: bool = True) -> float:
    """File every article as a harvest does; articles a second of processor time: other programs do not count."""
    frontier = Frontier(archive)
    if not stories:
        archive.stories.enter = lambda *_: None  # type: ignore[method-assign]
    with archive.atomic():
        for source in sorted({one.source for one in known}):
            row = {
                "name": source,
                "title": source,
                "homepage": f"https://{source}.example/",
                "language": "en",
            }
            frontier.add_source({**row, "country": None, "licence": None})
    started = time.process_time()
    for start in range(0, len(known), BATCH):
        with archive.atomic():
            for number, one in enumerate(known[start : start + BATCH], start):
                _file(archive, frontier, number, one)
    return len(known) / (time.process_time() - started)


def _file(archive: Archive, frontier: Frontier, number: int, one: Known) -> None:
    url = f"https://{one.source}.example/{one.published:%Y/%m/%d}/{number}"
    frontier.add_links(one.source, None, [Link(url=url)])
    pending = frontier.page_at(url)
    assert pending is not None
    page = Page(
        page_id=pending.page_id,
        source=one.source,
        requested_url=url,
        url=url,
        status=200,
        body=b"",
        fetched_at=one.published + timedelta(hours=1),
    )
    article = Article(
        url=url, title=one.title, body=list(one.body), published=one.published, language=one.language
    )
    filed = archive.file(page, article, None)
    frontier.done(page.page_id, filed.article_id, status=200)


def fill(archive: Archive, articles: int) -> None:
    """Put the fingerprints of invented articles into the index, month by month over twelve years."""
    rng = random.Random(7)
    months = [year * 100 + month for year in range(2015, 2027) for month in range(1, 13)]
    each = articles // len(months) * FINGERPRINT
    for month in months:
        hashes = sorted(rng.getrandbits(63) - (1 << 62) for _ in range(each))
        rows = ((month, value, month * 10_000_000 + place % 99_000) for place, value in enumerate(hashes))
        with archive.atomic():
            archive.conn.executemany("INSERT OR IGNORE INTO fingerprints VALUES (?,?,?)", rows)


def score(archive: Archive, known: Sequence[Known], rate: float) -> Score:
    """Compare the stories of the archive with the texts that are known."""
    story_of = {
        int(url.rpartition("/")[2]): story
        for url, story in archive.conn.execute("SELECT url, story FROM articles")
    }
    found = Counter(story for story in story_of.values() if story is not None)
    texts = Counter(one.text for one in known)
    both = Counter((story_of[n], one.text) for n, one in enumerate(known) if story_of.get(n) is not None)
    return Score(
        articles=len(known),
        known=_pairs(texts.values()),
        found=_pairs(found.values()),
        both=_pairs(both.values()),
        articles_per_s=rate,
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def measure(known: Sequence[Known], filled: int = 0, *, stories: bool = True) -> Score:
    """File a set into an archive of its own and compare."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-stories-") as folder,
        Archive(Path(folder) / "a.db") as archive,
    ):
        if filled:
            fill(archive, filled)
        return score(archive, known, file_all(archive, known, stories=stories))


def main() -> int:
    """Print a line a set; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.stories", description=__doc__)
    parser.add_argument("--jsonl", type=Path, metavar="FILE", help="articles whose copies are known")
    parser.add_argument("--articles", type=int, metavar="N", help="at most so many of the file's")
    parser.add_argument("--filled", type=int, default=0, metavar="N", help="invented articles in the index")
    options = parser.parse_args()
    sets = {"newsroom": newsroom_set()}
    if options.jsonl is not None:
        sets[options.jsonl.name] = file_set(options.jsonl, options.articles)
    print(
        f"{'set':24} {'articles':>9} {'pairs':>8} {'precision':>9} {'recall':>7} {'filed/s':>8} {'without':>8}"
    )
    failed = False
    for name, known in sets.items():
        ours, plain = measure(known, options.filled), measure(known, stories=False)
        failed = failed or ours.precision < FLOOR["precision"] or ours.recall < FLOOR["recall"]
        print(
            f"{name:24} {ours.articles:>9,} {ours.known:>8,} {ours.precision:>9.3f} {ours.recall:>7.3f} "
            f"{ours.articles_per_s:>8.0f} {plain.articles_per_s:>8.0f}"
        )
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
