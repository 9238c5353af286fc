"""Damaged pages: an article with no word that is not on the page, or a NotAnArticle; fields that can be stored."""

import dataclasses
import gzip
import html
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import lxml.html
from lxml import etree

from bench.fuzz.damage import MARKUP
from bench.fuzz.subject import Subject
from crawler.newsroom import Newsroom
from crawler.newsroom.routes import Site
from pipelines.bounds import MAX_LINE_CHARS, MAX_TITLE_CHARS
from pipelines.clock import now_utc
from pipelines.errors import NotAnArticle
from pipelines.extraction import extract
from pipelines.extraction.page import decode
from pipelines.extraction.sayings import EARLIEST, EAST_OF_UTC
from pipelines.items import Article
from pipelines.text import clean_text
from pipelines.urls import clean_url
from pipelines.validate import validated

LIMIT_S = 5.0  # CPU for one page; a worker of the harvest is stopped after more than that
URL = "https://courier.example/2026/03/03/ferry"
A_MINUTE = timedelta(minutes=1)  # the clock goes on between the reading and the check
ADDRESSES = ("article.url", "article.image", "article.next_page", "article.pages")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>?")
_COMMENT_MARK = re.compile(r"<!--|-->")  # one that is never closed opens no comment
_READING = re.compile(r"<rt[^<>]*>[^<]*(?:</rt>)?", re.IGNORECASE)  # of 漢<rt>かん</rt>字
_INVISIBLE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def invented(article: Article, page: bytes, content_type: str = "") -> list[str]:
    """The words of the article's text that do not stand on the page.

    A word may be parted by tags or written in the escapes of HTML and JSON, once or twice over; what is a tag
    in a damaged page, only a parser can tell.
    """
    raw = decode(page, content_type)
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)
    once = html.unescape(text)
    known: set[str] = set()
    haystack = ""
    for reading in (raw, text, once, html.unescape(once), _parsed(raw)):
        plain = _INVISIBLE.sub("", reading)
        joined = _TAG.sub("", _COMMENT_MARK.sub("", plain))
        known.update(_WORD.findall(plain), _WORD.findall(joined), _WORD.findall(_TAG.sub(" ", plain)))
        haystack += plain + joined + _TAG.sub("", plain) + _TAG.sub("", _READING.sub("", plain))
    words = dict.fromkeys(word for line in article.body for word in _WORD.findall(line))
    return [word for word in words if word not in known and word not in haystack]


def _parsed(raw: str) -> str:
    """The page's text as lxml has it, whatever element it stands in."""
    try:
        root = lxml.html.document_fromstring(_CONTROL.sub("", raw))
    except (etree.ParserError, ValueError):
        return ""
    return "".join(piece for piece in root.itertext() if isinstance(piece, str))


def read_page(page: bytes) -> bool:
    """Read a page as the harvest does, and hold the article to what is promised of it."""
    try:
        article = extract(page, URL)
    except NotAnArticle:
        return False
    assert article.title, "no title"
    assert article.body, "no text"
    assert len(article.body) == len(article.body_kinds), "other kinds than paragraphs"
    words = invented(article, page)
    assert not words, f"words that are not on the page: {', '.join(words[:8])}"
    try:
        article = validated(article, URL)
    except NotAnArticle:
        return False
    hold_storable(article)
    before = dataclasses.asdict(article)
    assert dataclasses.asdict(validated(article, URL)) == before, "a second cleaning changes it"
    return True


def hold_storable(article: Article) -> None:
    """Assert what the last look before storing promises of every field."""
    for where, text in texts(dataclasses.asdict(article), "article"):
        text.encode()
        if where in ADDRESSES:  # to the letter: a server may know one spelling of an accent alone
            assert clean_url(text) == text, f"{where} is not clean: {text[:80]!r}"
            continue
        assert clean_text(text) == text, f"{where} is not clean: {text[:80]!r}"
    assert article.title.strip()
    assert len(article.title) <= MAX_TITLE_CHARS
    lines = (article.title, article.standfirst, article.byline, article.agency, article.image_caption)
    assert all("\n" not in line and len(line) <= MAX_LINE_CHARS for line in lines if line is not None)
    assert article.body
    assert all(paragraph.strip() for paragraph in article.body)
    assert all(0 <= entry.paragraph < len(article.body) for entry in article.entries)
    for moment in (article.published, article.modified):
        _hold_plausible(moment)


def _hold_plausible(moment: datetime | None) -> None:
    if moment is not None:
        assert moment.tzinfo is not None, "a time without a zone"
        latest = now_utc() + EAST_OF_UTC + A_MINUTE
        assert EARLIEST <= moment <= latest, f"{moment}: before the web, or yet to come"


def texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text of a record with its place, however deep it lies."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner, where)


@cache
def newsroom_pages() -> list[bytes]:
    """Four pages of each paper of the sample newsroom, without a server."""
    with Newsroom() as room:
        return [
            Site(publisher).answer(article.path).body
            for publisher in room.publishers
            for article in publisher.articles[:4]
        ]


def stored_pages(folder: Path) -> Sequence[bytes]:
    """The pages of a folder, ``**/*.html`` and ``**/*.html.gz``, read when they are asked for."""
    return _Files(sorted(path for end in ("html", "html.gz") for path in folder.rglob(f"*.{end}")))


class _Files(Sequence[bytes]):
    """Files as a list of their bytes, unpacked: thousands of pages, and one of them in memory."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        data = self.paths[number].read_bytes()
        return gzip.decompress(data) if self.paths[number].suffix == ".gz" else data


PAGE = Subject(seeds=newsroom_pages, read=read_page, pieces=MARKUP, limit_s=LIMIT_S)
