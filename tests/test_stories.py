"""Copies of one text are grouped and never dropped; who had it first, what each added or cut."""

from datetime import UTC, datetime, timedelta

import pytest
from filing import FETCHED_AT, PageMaker, add_source, article, file, one

from bench.stories import FLOOR, measure, newsroom_set
from crawler.whereabouts import told
from pipelines.archive.archive import Archive, Filed
from pipelines.archive.copies import latest_stories, story, without
from pipelines.archive.whereabouts import whereabouts
from pipelines.duplicates import sketch, tokens

WIRE = [
    "About nine hundred people were told to leave their homes before dawn after water began to seep through the dam.",
    "A night watchman noticed a damp patch on the face of the wall shortly after one in the morning, the service said.",
    "By three it had become a steady flow, and sirens were sounded in the two villages at the foot of the valley.",
    "Engineers opened the emergency channel and have since lowered the level of the lake by almost two metres.",
    "The families have been taken to a sports hall and two schools, and nobody has been hurt so far, doctors said.",
]
LOCAL = "At the Harbour Inn, where the pumps of our own brigade set off, the landlord handed out soup to everyone."
EDITED = WIRE[3].replace("almost two metres", "a metre and a half")
OTHER = [
    "Councillors voted by nine to eight on Monday night to close the library in Anchor Street on two days a week.",
    "The decision saves sixty thousand a year and costs one post, which has been vacant since last autumn.",
    "Readers filled the gallery and sang, until the mayor asked them either to stop or to sing in tune at least.",
]
DAY = datetime(2026, 3, 13, tzinfo=UTC)


@pytest.fixture
def papers(archive: Archive) -> Archive:
    for name in ("post", "herald", "courier"):
        add_source(archive, name)
    return archive


def filed(
    archive: Archive, fetched: PageMaker, source: str, body: list[str], *, hour: int = 8, number: int = 1
) -> Filed:
    url = f"https://{source}.example/{number}"
    when = DAY + timedelta(hours=hour)
    return file(
        archive,
        fetched(url, source=source),
        article(url, title=f"{source} {number}", body=body, published=when),
    )


def stories(archive: Archive) -> list[int | None]:
    return [row[0] for row in archive.conn.execute("SELECT story FROM articles ORDER BY source, id")]


def test_copies_are_one_story_and_all_are_kept(papers: Archive, fetched: PageMaker) -> None:
    filed(papers, fetched, "post", WIRE, hour=10)
    filed(papers, fetched, "echo", [*WIRE[:3], EDITED, LOCAL], hour=12)
    first = filed(papers, fetched, "herald", WIRE[:4], hour=6)
    filed(papers, fetched, "courier", OTHER)
    assert stories(papers) == [None, 1, 1, 1]
    row = one(papers, "SELECT first_article, articles, sources, first_at, last_at FROM stories")
    assert row == (first.article_id, 3, 3, "2026-03-13T06:00:00Z", "2026-03-13T12:00:00Z")


def test_who_had_it_first_and_what_each_added_or_cut(papers: Archive, fetched: PageMaker) -> None:
    filed(papers, fetched, "post", WIRE, hour=6)
    filed(papers, fetched, "echo", [*WIRE[:3], EDITED, LOCAL], hour=8)
    told = story(papers.conn, 1)
    assert told is not None and told.first.source == "post" and told.first.added == told.first.cut == []
    assert (told.copies[1].added, told.copies[1].cut, told.copies[1].after_s) == ([LOCAL], [WIRE[4]], 7200.0)
    assert latest_stories(papers.conn) == [(1, 2, 2, "post 1")]
    assert story(papers.conn, 2) is None


def test_the_command_tells_who_had_it_first_and_what_each_added_or_cut(
    papers: Archive, fetched: PageMaker
) -> None:
    filed(papers, fetched, "post", WIRE, hour=6)
    filed(papers, fetched, "herald", WIRE, hour=7)
    filed(papers, fetched, "echo", [*WIRE[:3], EDITED, LOCAL], hour=30)
    for name in ("post", "herald", "echo"):
        said = "\n".join(told(whereabouts(papers.conn, f"https://{name}.example/1")))
        assert "the same text elsewhere, 3 articles of 3 sources (story 1):" in said
        assert "post had it first, 2026-03-13T06:00:00Z: https://post.example/1" in said
        assert "herald 1 hour later, nothing added or cut: https://herald.example/1" in said
        assert "echo 1 day later, 1 paragraph added, 1 paragraph cut: https://echo.example/1" in said
    filed(papers, fetched, "courier", OTHER)
    assert "the same text" not in "\n".join(told(whereabouts(papers.conn, "https://courier.example/1")))


def test_a_copy_found_late_joins_two_stories_into_one(papers: Archive, fetched: PageMaker) -> None:
    filed(papers, fetched, "post", WIRE)
    filed(papers, fetched, "echo", WIRE)
    filed(papers, fetched, "herald", OTHER)
    filed(papers, fetched, "courier", OTHER)
    assert len(set(stories(papers))) == 2
    filed(papers, fetched, "post", [*OTHER, LOCAL, *WIRE], number=2)
    assert one(papers, "SELECT count(*), max(articles) FROM stories") == (1, 5)


def test_yesterdays_weather_in_the_same_sentences_is_not_todays(papers: Archive, fetched: PageMaker) -> None:
    weather = [f"{line} It will be {{0}} degrees in the morning and {{1}} at noon." for line in WIRE]
    for number, (morning, noon) in enumerate([(4, 11), (7, 15)], 1):
        filed(papers, fetched, "echo", [line.format(morning, noon) for line in weather], number=number)
    assert stories(papers) == [None, None]


def test_copies_across_the_turn_of_a_month_are_found(papers: Archive, fetched: PageMaker) -> None:
    for source, month in (("post", 12), ("echo", 1)):
        url = f"https://{source}.example/a"
        when = datetime(2025 + (month == 1), month, 31 if month == 12 else 1, 23, tzinfo=UTC)
        file(papers, fetched(url, source=source), article(url, body=WIRE, published=when))
    assert stories(papers) == [1, 1]


def test_a_text_that_becomes_a_copy_joins_and_its_old_fingerprint_goes(
    papers: Archive, fetched: PageMaker
) -> None:
    filed(papers, fetched, "post", WIRE)
    page = fetched("https://echo.example/9")
    file(papers, page, article(page.url, body=OTHER))
    page.fetched_at = FETCHED_AT + timedelta(hours=1)
    file(papers, page, article(page.url, body=[*WIRE, LOCAL]))
    assert stories(papers) == [1, 1]
    assert one(papers, "SELECT count(DISTINCT article), count(*) FROM fingerprints") == (2, 32)


def test_a_deleted_article_leaves_the_index(papers: Archive, fetched: PageMaker) -> None:
    filed(papers, fetched, "post", WIRE)
    second = filed(papers, fetched, "echo", WIRE)
    papers.conn.execute("DELETE FROM articles WHERE id = ?", [second.article_id])
    assert one(papers, "SELECT count(DISTINCT article) FROM fingerprints") == (1,)
    assert one(papers, "SELECT articles FROM stories") == (1,)


def test_a_short_text_has_no_fingerprint() -> None:
    assert sketch("The ferry is back.").fingerprint == []


def test_words_are_compared_without_case_and_punctuation_in_any_script() -> None:
    assert tokens("“It’s” the FERRY—again: ½!") == ["its", "the", "ferry", "again", "1", "2"]
    assert tokens("東京都は") == ["東", "京", "都", "は"]
    assert sketch("東京都は港の改修を決めた。") == sketch("東京都は、港の改修を決めた")


def test_an_edited_paragraph_is_neither_added_nor_cut() -> None:
    assert without([EDITED], WIRE) == []
    assert without(["東京都は港の改修を決めた。"], ["大阪では雨が降った。"]) == ["東京都は港の改修を決めた。"]


def test_copies_of_the_sample_newsroom_are_found_and_none_is_invented() -> None:
    score = measure(newsroom_set())
    assert score.known > 2_000
    assert score.precision >= FLOOR["precision"]
    assert score.recall >= FLOOR["recall"]
