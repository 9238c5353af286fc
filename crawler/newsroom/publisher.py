"""A publisher on one day of the newsroom: its articles with addresses and real times."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from urllib.parse import quote

from crawler.newsroom import dates, days
from crawler.newsroom.content import DATE, HEADING, Manuscript, Paper
from crawler.newsroom.habits import Habits, habits_of

PAYWALL_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph or sub-heading of a body."""

    text: str
    heading: bool = False
    time: datetime | None = None
    """When a live entry was posted; it stands on the entry's heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedArticle:
    """An article as it stands on the web on one crawl."""

    words: Manuscript
    index: int
    """Its place in the publisher's file, from 0."""
    path: str
    url: str
    published: datetime
    """In the publisher's own time zone."""
    modified: datetime | None
    blocks: tuple[Block, ...]
    """The body a reader is shown, the dateline not yet in front of it."""
    image_path: str | None

    @property
    def touched(self) -> datetime:
        """When it was last written to."""
        return self.modified or self.published

    @property
    def body_in_markup(self) -> bool:
        """Whether a payload publisher also prints the paragraphs: it does for every second one."""
        return self.index % 2 == 0


class Publisher:
    """One paper, served at one address, on one crawl."""

    def __init__(
        self,
        paper: Paper,
        *,
        base_url: str,
        now: datetime,
        crawl_number: int = 1,
        day: int = 0,
        changed_at: datetime | None = None,
    ) -> None:
        self.paper = paper
        self.name = paper.name
        self.base_url = base_url
        self.now = now
        self.crawl_number = crawl_number
        self.day = day
        self.changed_at = changed_at or now
        self.habits: Habits = habits_of(paper.name)

    @cached_property
    def articles(self) -> list[PublishedArticle]:
        """What it prints on this crawl, in the file's order; vanished articles are not among it."""
        return [article for article, gone in self._all if not gone]

    @cached_property
    def vanished(self) -> list[PublishedArticle]:
        """What it printed on the first crawl and no longer serves."""
        return [article for article, gone in self._all if gone]

    @cached_property
    def newest_first(self) -> list[PublishedArticle]:
        """Its articles in the order of a front page."""
        return sorted(self.articles, key=lambda article: article.published, reverse=True)

    @property
    def touched(self) -> datetime:
        """When any of its listings last changed."""
        if self.crawl_number > 1 and any(words.vanishes or words.changed for words in self.paper.articles):
            return self.changed_at
        return max(article.touched for article in self.articles)

    def in_section(self, section: str) -> list[PublishedArticle]:
        """The articles of a section, newest first."""
        return [article for article in self.newest_first if article.words.section == section]

    def by_person(self, name: str) -> list[PublishedArticle]:
        """The articles that name the person, newest first."""
        return [
            article for article in self.newest_first if any(a.name == name for a in article.words.authors)
        ]

    def section_path(self, section: str) -> str:
        """Where a section is listed."""
        return quote(f"/section/{slugify(section)}")

    def person_path(self, name: str) -> str:
        """Where the articles of one author are listed."""
        return quote(f"/people/{slugify(name)}")

    @cached_property
    def _all(self) -> list[tuple[PublishedArticle, bool]]:
        return [self._publish(words, index) for index, words in enumerate(self.paper.articles)]

    def _publish(self, words: Manuscript, index: int) -> tuple[PublishedArticle, bool]:
        second = self.crawl_number > 1
        published = self._published(words)
        modified = self._modified(words, published)
        path = self._path(words, index, published)
        if second and words.changed is not None:
            modified, words = self.changed_at, _reworded(words)
        what = days.happening(self.name, words.slug, self.day)
        if what in days.WRITTEN:
            modified, words = self.changed_at, days.reworded(words, what)
        if what is days.Happening.REUSED:
            since = timedelta(days=self.day - days.began(self.name, words.slug, self.day))
            published = (self.changed_at - since).astimezone(self.paper.zone)
        words = _dated(words, published, self.paper.language)
        article = PublishedArticle(
            words=words,
            index=index,
            path=path,
            url=self.base_url + path,
            published=published,
            modified=None if modified is None else modified.astimezone(self.paper.zone),
            blocks=_blocks(words, published),
            image_path=None if words.image is None else quote(f"/media/{words.slug}.png"),
        )
        return article, (second and words.vanishes) or what in (
            days.Happening.GONE,
            days.Happening.FRONT_PAGE,
        )

    def _published(self, words: Manuscript) -> datetime:
        """The time of publication; whole days earlier where the article would else end in the future."""
        day = self.now.astimezone(self.paper.zone).date() - timedelta(days=words.days_ago)
        published = datetime.combine(day, time.fromisoformat(words.time), self.paper.zone)
        last = self._modified(words, published) or published
        days_early = -((self.now - last) // timedelta(days=1))  # floored: any part of a day counts whole
        return published - timedelta(days=max(0, days_early))

    def _modified(self, words: Manuscript, published: datetime) -> datetime | None:
        times = [_on_day(published, entry.time) for entry in words.entries]
        if words.modified_minutes is not None:
            times.append(published + timedelta(minutes=words.modified_minutes))
        return max(times, default=None)

    def _path(self, words: Manuscript, index: int, published: datetime) -> str:
        path = self.habits.address.format(
            section=slugify(words.section),
            slug=words.slug,
            number=index + 1,
            year=f"{published:%Y}",
            month=f"{published:%m}",
            day=f"{published:%d}",
        )
        return quote(path, safe="/?=.-_~")


def slugify(text: str) -> str:
    """The text as it stands in an address: lower case, letters and digits of any script, hyphens."""
    spaced = "".join(
        letter if unicodedata.category(letter)[0] in "LNM" else " "
        for letter in unicodedata.normalize("NFC", text)
    )
    return "-".join(spaced.lower().split())


def _reworded(words: Manuscript) -> Manuscript:
    change = words.changed
    assert change is not None
    return replace(
        words,
        title=words.title if change.title is None else change.title,
        body=words.body if change.body is None else change.body,
        correction=words.correction if change.correction is None else change.correction,
    )


def _dated(words: Manuscript, published: datetime, language: str) -> Manuscript:
    """The manuscript with the day of publication where its dateline says ``{date}``."""
    day = dates.day_printed(published, language)
    return replace(
        words,
        dateline=words.dateline.replace(DATE, day),
        dateline_date=words.dateline_date.replace(DATE, day),
    )


def _on_day(published: datetime, written: str) -> datetime:
    return datetime.combine(published.date(), time.fromisoformat(written), published.tzinfo)


def _blocks(words: Manuscript, published: datetime) -> tuple[Block, ...]:
    blocks = [
        Block(text=part.removeprefix(HEADING), heading=part.startswith(HEADING)) for part in words.paragraphs
    ]
    if words.paywalled:
        return tuple([block for block in blocks if not block.heading][:PAYWALL_PARAGRAPHS])
    for entry in words.entries:
        blocks.append(Block(text=entry.title, heading=True, time=_on_day(published, entry.time)))
        blocks.extend(Block(text=part.strip()) for part in entry.text.split("\n\n") if part.strip())
    return tuple(blocks)
