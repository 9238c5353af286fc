"""Articles to fill an archive with: made up by this module, or read from a file of rows.

The made-up ones are no news, but look like it to an index: word frequencies fall off as in prose
(Zipf), the vocabulary keeps growing with the number of articles, several articles share the
names of one event, sources differ in size, and there are more articles from year to year.
"""

import random
import re
import sqlite3
import zlib
from bisect import bisect
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from pipelines.archive.query import day_ids

FIRST_DAY, DAYS = date(2015, 1, 1), 4_322  # to 31 October 2026
GROWTH = 2.2  # the last day has so much more than the first
SOURCES = 120
LANGUAGES = ("en", "de", "fr", "es", "it", "pt")
UNSPACED = {9: "ja", 14: "zh"}  # number of a source of middling size -> its language, written without spaces
SECTIONS = ("world", "politics", "business", "local", "sport", "opinion", "culture", "science", "health")
PLACES = ("London", "Nairobi", "Delhi", "Tokyo", "Cairo", "Madrid", "Oslo", "Seoul", "Lagos", "Lima")
_LONG = """the of to and a in that is for on with was as it by at from be are this have an said has will not
its their were which but after they would had more who been about one also people he his she her
new government year last other could first two over when under before police minister country
state council climate contact consider conflict county construction consultant contract"""
FUNCTION_WORDS = _LONG.split()
VOCABULARY = 120_000  # names, rarest last
ZIPF = 1.07  # exponent of the names' frequencies
WORDS = (90, 420, 2_400)  # least, usual, most words of a text
REVISED = 0.06  # share of articles that have an earlier text
EVENT = 0.6  # share of articles that are about the event of the one before


@dataclass(slots=True, kw_only=True)
class Row:
    """One article to file."""

    id: int
    url: str
    source: str
    source_title: str
    section: str | None
    language: str
    title: str
    byline: str
    place: str | None
    published_at: str
    body: str
    standfirst: str | None = None
    story: int | None = None
    earlier: list[tuple[str, str]] = field(default_factory=list)
    """Headline and text of earlier revisions, oldest first."""


def made_up(number: int, seed: int = 1) -> Iterator[Row]:
    """So many articles, in the order of their days; the same for the same seed."""
    draw = random.Random(seed)
    names = _names(draw)
    name_weights = list(accumulate(1 / rank**ZIPF for rank in range(1, VOCABULARY + 1)))
    common_weights = list(accumulate(1 / rank**0.9 for rank in range(1, len(FUNCTION_WORDS) + 1)))
    source_weights = list(accumulate(1 / rank**0.8 for rank in range(1, SOURCES + 1)))
    languages = ["en" if n < 6 else draw.choices(LANGUAGES, (74, 9, 6, 5, 3, 3))[0] for n in range(SOURCES)]
    for source, language in UNSPACED.items():
        languages[source] = language

    def pick(weights: list[float]) -> int:
        return bisect(weights, draw.random() * weights[-1])

    event: list[str] = []
    section = SECTIONS[0]
    story = 0
    for day, count in _articles_a_day(number):
        first_id = day_ids(day)[0]
        for sequence in range(count):
            if not event or draw.random() >= EVENT:
                event = [names[pick(name_weights)] for _ in range(5)]
                section, story = draw.choice(SECTIONS), story + 1
            words = [
                FUNCTION_WORDS[pick(common_weights)]
                if (chance := draw.random()) < 0.8
                else (event[int(chance * 1e6) % 5] if chance < 0.86 else names[pick(name_weights)])
                for _ in range(_length(draw))
            ]
            source = pick(source_weights)
            second = 86_400 * sequence // count
            author = f"{names[source * 40 + draw.randrange(25)]} {names[source * 40 + draw.randrange(25)]}"
            row = Row(
                id=first_id + sequence,
                url=f"https://paper-{source}.example/{day:%Y/%m/%d}/{first_id + sequence}",
                source=f"paper-{source}",
                source_title=f"Paper {source}",
                section=section,
                language=languages[source],
                title=f"{event[0]} {' '.join(words[:4])} {event[1]} {' '.join(words[4:7])}",
                standfirst=_sentence([event[2], *words[10:24]]) if sequence % 2 else None,
                byline=author,
                place=draw.choice(PLACES) if draw.random() < 0.7 else None,
                published_at=f"{day}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}Z",
                body="\n\n".join(_sentence(words[at : at + 40]) for at in range(0, len(words), 40)),
                story=story,
            )
            if draw.random() < REVISED:
                row.earlier = [(row.title, row.body.rpartition("\n\n")[0] or row.body)]
            yield _unspaced(row) if source in UNSPACED else row


def _unspaced(row: Row) -> Row:
    """The same with a word of two ideographs for each of its words, and nothing between them."""

    def written(text: str) -> str:
        return "\n\n".join(_ideographs(part) for part in text.split("\n\n"))

    earlier = [(written(title), written(body)) for title, body in row.earlier]
    standfirst = row.standfirst and written(row.standfirst)
    return replace(
        row, title=written(row.title), standfirst=standfirst, body=written(row.body), earlier=earlier
    )


def _ideographs(text: str) -> str:
    """A line of words with two ideographs, of 2,000 each, for each of them."""
    numbers = (zlib.crc32(word.casefold().encode()) for word in re.findall(r"\w+", text))
    words = "".join(
        chr(0x4E00 + number % 2_000) + chr(0x5000 + number // 2_000 % 2_000) for number in numbers
    )
    return f"{words}。" if text.endswith(".") else words


def _names(draw: random.Random) -> list[str]:
    starts, vowels, ends = (
        "b br c ch d f g gr h j k l m n p r s st t v w z",
        "a e i o u ai ou á ö",
        " n r l s m nd rk",
    )
    names: dict[str, None] = {}
    while len(names) < VOCABULARY:
        syllables = draw.choice((2, 2, 3, 3, 4))
        name = "".join(
            draw.choice(starts.split()) + draw.choice(vowels.split()) + draw.choice(ends.split(" "))
            for _ in range(syllables)
        )
        names[name.capitalize()] = None
    return list(names)


def _length(draw: random.Random) -> int:
    least, usual, most = WORDS
    return min(max(int(draw.lognormvariate(0, 0.55) * usual), least), most)


def _sentence(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


def _articles_a_day(number: int) -> Iterator[tuple[date, int]]:
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    weights = [(1 + GROWTH * n / DAYS) * (0.6 if day.weekday() >= 5 else 1) for n, day in enumerate(days)]
    sums = list(accumulate(weights))
    before = 0
    for day, so_far in zip(days, sums, strict=True):
        until = int(so_far / sums[-1] * number + 1e-9)
        if until > before:
            yield day, until - before
        before = until


def stored(path: Path, number: int) -> Iterator[Row]:
    """The newest rows of a database with tables ``articles`` and ``revisions``, in the order of their ids.

    Columns of ``articles``: id, url, source, source_name, section, language, title, byline, dateline,
    published, story, body; of ``revisions``: article_id, revision, title, body.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        least = conn.execute(
            "SELECT min(id) FROM (SELECT id FROM articles ORDER BY id DESC LIMIT ?)", [number]
        ).fetchone()[0]
        rows = conn.execute(
            "SELECT id, url, source, source_name, section, language, title, byline, dateline, published, story, "
            "body FROM articles WHERE id >= ? ORDER BY id",
            [least],
        )
        for row in rows:
            earlier = conn.execute(
                "SELECT title, body FROM revisions WHERE article_id = ? ORDER BY revision", [row[0]]
            ).fetchall()
            yield Row(
                id=row[0],
                url=row[1],
                source=row[2],
                source_title=row[3],
                section=row[4],
                language=row[5],
                title=row[6],
                byline=row[7],
                place=row[8] or None,
                published_at=row[9],
                story=row[10],
                body=row[11],
                earlier=earlier,
            )
