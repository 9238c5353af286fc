"""The extraction's floor that needs no corpora: every text of the sample newsroom, word for word."""

import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bench.scoring import TOKEN
from crawler.newsroom import Newsroom, Truth
from pipelines.extraction import extract
from pipelines.items import Article

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def extracted() -> Iterator[list[tuple[Truth, Article]]]:
    with Newsroom(now=NOW) as room:
        found = []
        for truth in room.truth():
            with urllib.request.urlopen(truth.url, timeout=30) as reply:
                page, content_type = reply.read(), reply.headers["content-type"]
            found.append((truth, extract(page, truth.url, content_type=content_type)))
    yield found


def printed(dateline: str, body: tuple[str, ...] | list[str]) -> list[str]:
    """The words of a text with its dateline in front of it: whose it is to take that off is another's promise."""
    return TOKEN.findall(" ".join([dateline, *body]))


def of_article(article: Article) -> list[str]:
    line = article.dateline
    taken_off = line is not None and line.separator is not None
    return printed(line.text if line is not None and taken_off else "", article.body)


def test_every_body_is_right_to_the_word_and_no_box_is_in_it(
    extracted: list[tuple[Truth, Article]],
) -> None:
    wrong = {
        truth.url: sorted(set(of_article(article)) ^ set(printed(truth.dateline, truth.body)))[:12]
        for truth, article in extracted
        if of_article(article) not in (printed(truth.dateline, truth.body), printed("", truth.body))
    }
    assert not wrong
    assert len(extracted) >= 90


def test_every_paragraph_says_what_it_is(extracted: list[tuple[Truth, Article]]) -> None:
    for truth, article in extracted:
        assert len(article.body_kinds) == len(article.body), truth.url
        assert set(article.body_kinds) <= set("phiqr"), truth.url


def test_every_value_says_where_it_came_from(extracted: list[tuple[Truth, Article]]) -> None:
    fields = (
        *("url", "title", "standfirst", "authors", "byline", "agency", "editors", "dateline", "published"),
        *("modified", "section", "tags", "language", "image", "paywalled", "correction", "body"),
    )
    words = {"json-ld", "meta", "markup", "text", "hint", "url", "payload"}
    for truth, article in extracted:
        filled = {name for name in fields if getattr(article, name) not in (None, "", [])}
        assert not filled - set(article.provenance), truth.url
    assert {article.provenance["body"] for _, article in extracted} <= words
    assert {article.provenance["body"] for _, article in extracted} > {"text"}


def test_whom_the_metadata_call_an_author_and_the_line_a_photographer_is_one(
    extracted: list[tuple[Truth, Article]],
) -> None:
    article = next(
        article for truth, article in extracted if truth.byline == "文・相良野ひなた　写真・早見千尋"
    )
    assert [(author.name, author.role) for author in article.authors] == [
        ("相良野ひなた", None),
        ("早見千尋", "photography"),
    ]
    assert article.provenance["authors"] == "meta"
