"""What a reader types finds what they mean, and nothing they type breaks the search."""

import random
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pipelines.archive import reading, search
from pipelines.archive.facets import Facets
from pipelines.archive.facets import facets as facets_of
from pipelines.archive.health import health
from pipelines.archive.marking import HIGHLIGHTS, MARKS, TOKENIZER, Marked, marked_beside, passage
from pipelines.archive.matches import Count, best, count, matches
from pipelines.archive.query import Query, parse
from pipelines.archive.reading import Shelf
from pipelines.archive.schema import migrations
from pipelines.archive.terms import filter_terms, unspaced_terms
from pipelines.archive.timeline import Timeline, timelines
from pipelines.archive.timeline import timeline as timeline_of

SOURCES = {"harbour-herald": "Harbour Herald", "valley-post": "Valley Post", "minato": "港新聞"}


@dataclass(kw_only=True)
class Filed:
    """One article of a test archive; what is left out does not matter to the test."""

    id: int
    title: str
    body: str = "Nothing further was said."
    source: str = "harbour-herald"
    standfirst: str | None = None
    byline: str | None = None
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    language: str | None = "en"
    place: str | None = None


@dataclass
class Desk:
    """An archive under construction."""

    conn: sqlite3.Connection

    def file(self, article: Filed) -> None:
        digits = str(article.id)
        day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
        url = f"https://{article.source}.example/{article.id}"
        seen = f"{day}T12:00:00Z"
        self.conn.execute(
            "INSERT INTO articles (id, url, url_key, source, title, standfirst, byline, section, language, "
            "published_at, first_seen_at, checked_at, word_count) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                *(article.id, url, url, article.source, article.title, article.standfirst, article.byline),
                *(article.section, article.language, seen, seen, seen, len(article.body.split())),
            ],
        )
        terms = filter_terms(
            source=article.source,
            section=article.section,
            language=article.language,
            day=day,
            authors=article.authors,
            place=article.place,
        )
        text = "\n".join([article.title, article.standfirst or "", article.byline or "", article.body])
        self.conn.execute(
            "INSERT INTO article_text (id, body, dateline_place, terms) VALUES (?,?,?,?)",
            [article.id, article.body, article.place, f"{terms} {unspaced_terms(text)}".rstrip()],
        )
        for position, name in enumerate(article.authors, 1):
            self.conn.execute("INSERT OR IGNORE INTO authors (name) VALUES (?)", [name])
            self.conn.execute(
                "INSERT INTO article_authors (article, position, author) "
                "SELECT ?, ?, id FROM authors WHERE name = ?",
                [article.id, position, name],
            )


ARTICLES = [
    Filed(
        id=20240105_00001,
        title="Ferry strikes spread along the coast",
        standfirst="Crews at three harbours have walked out over night shifts.",
        body="The crews were running out of patience.\n\n## Night shifts\n\nPilots at the café by the "
        "quay said the harbour board had not answered.",
        byline="By Ana Ferreira in Lisbon",
        authors=["Ana Ferreira"],
        section="world",
        place="Lisbon",
    ),
    Filed(
        id=20240310_00001,
        title="Council votes on the old harbour wall",
        body="The wall will be repaired with stone from the valley. A ferry passed.",
        source="valley-post",
        authors=["Bo Lee"],
        section="local",
    ),
    Filed(
        id=20250720_00001,
        title="東京都で新しい港が開港",
        body="東京の港に船が着いた。",
        source="minato",
        language="ja",
    ),
    Filed(
        id=20250721_00001,
        title="市長が会見",
        body="北東。京都の船は来なかった。iPhone発売の日。",
        source="minato",
        language="ja",
    ),
    Filed(id=20250722_00001, title="เรือลำใหม่", body="เรือมาถึงท่าเรือแล้ว", source="minato", language="th"),
    Filed(id=20261122_00042, title="A wall of rain", body="It rained on the quay all day.", section="world"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    conn = sqlite3.connect(tmp_path / "archive.db")
    migrations.apply(Database(conn))
    conn.executemany(
        "INSERT INTO sources (name, title, homepage, added_at) VALUES (?, ?, ?, '2024-01-01T00:00:00Z')",
        [(name, title, f"https://{name}.example/") for name, title in SOURCES.items()],
    )
    yield Desk(conn)
    conn.close()


@pytest.fixture
def conn(desk: Desk) -> sqlite3.Connection:
    for article in ARTICLES:
        desk.file(article)
    return desk.conn


def facets(conn: Any, query: Query) -> Facets:
    return facets_of(conn, matches(conn, query))


def timeline(conn: Any, query: Query) -> Timeline:
    return timeline_of(conn, query, matches(conn, query))


def found(conn: sqlite3.Connection, text: str, **options: Any) -> list[str]:
    return [hit.title.split()[0] for hit in search.search(conn, text, **options).hits]


def hits(pieces: Marked) -> list[str]:
    return [text for text, is_hit in pieces if is_hit]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param("wall", ["A", "Council"], id="a-word-newest-first"),
        pytest.param("strike", ["Ferry"], id="any-form-of-a-word"),
        pytest.param("CAFE", ["Ferry"], id="without-accents-and-capitals"),
        pytest.param("ferry wall", ["Council"], id="all-words"),
        pytest.param('"old harbour wall"', ["Council"], id="phrase"),
        pytest.param("“old harbour wall”", ["Council"], id="phrase-in-curly-quotes"),
        pytest.param('"harbour old"', [], id="phrase-in-the-wrong-order"),
        pytest.param('"old harbour', ["Council"], id="phrase-never-closed"),
        pytest.param("rain OR strike", ["A", "Ferry"], id="either"),
        pytest.param("quay rain OR strike", ["A", "Ferry"], id="or-binds-its-neighbours"),
        pytest.param("wall -ferry", ["A"], id="without-a-word"),
        pytest.param("wall NOT ferry", ["A"], id="without-a-word-in-capitals"),
        pytest.param('wall -"old harbour"', ["A"], id="without-a-phrase"),
        pytest.param("harb*", ["Council", "Ferry"], id="prefix"),
        pytest.param("crew* NEAR patience", ["Ferry"], id="near-does-not-join-a-prefix"),
        pytest.param("wall NEAR valley", ["Council"], id="near"),
        pytest.param("wall NEAR/3 valley", [], id="not-near-enough"),
        pytest.param("NEAR(wall valley, 8)", ["Council"], id="near-as-fts5-writes-it"),
        pytest.param('NEAR("old harbour" votes)', ["Council"], id="near-a-phrase"),
        pytest.param("wall NEAR valley NEAR stone", ["Council"], id="near-of-three"),
        pytest.param("rain OR wall NEAR/9 valley", ["A", "Council"], id="or-near"),
        pytest.param("wall -NEAR(wall valley, 9)", ["A"], id="not-near"),
        pytest.param("東京 NEAR 開港", ["東京都で新しい港が開港"], id="near-in-unspaced-script"),
        pytest.param("東京 NEAR/2 着い", [], id="not-near-enough-in-unspaced-script"),
        pytest.param("headline:ferry", ["Ferry"], id="in-the-headline-by-its-other-name"),
        pytest.param("title:ferry", ["Ferry"], id="in-the-headline"),
        pytest.param('title:"harbour wall"', ["Council"], id="phrase-in-the-headline"),
        pytest.param("harbour OR", ["Council", "Ferry"], id="dangling-or"),
        pytest.param("OR harbour", ["Council", "Ferry"], id="leading-or"),
        pytest.param("harbour AND wall", ["Council"], id="and-goes-without-saying"),
        pytest.param("source:valley-post", ["Council"], id="source"),
        pytest.param("source:Valley-Post", ["Council"], id="source-in-capitals"),
        pytest.param('source:"Valley Post" wall', ["Council"], id="source-by-its-title"),
        pytest.param("source:valley-post OR lang:th", ["เรือลำใหม่", "Council"], id="either-filter"),
        pytest.param("wall -source:valley-post", ["A"], id="without-a-source"),
        pytest.param("section:world ferry", ["Ferry"], id="section"),
        pytest.param('author:"ana ferreira"', ["Ferry"], id="author"),
        pytest.param('by:"Ana Ferreira"', ["Ferry"], id="author-said-shorter"),
        pytest.param("place:lisbon", ["Ferry"], id="place"),
        pytest.param("year:2024", ["Council", "Ferry"], id="year"),
        pytest.param("month:2024-03", ["Council"], id="month"),
        pytest.param("lang:ja", ["市長が会見", "東京都で新しい港が開港"], id="language"),
        pytest.param("from:2026-11-22", ["A"], id="from-a-day"),
        pytest.param("from:2026", ["A"], id="from-a-year"),
        pytest.param("to:2024-02", ["Ferry"], id="to-a-month"),
        pytest.param("harbour from:2024-01-06 to:2024-12-31", ["Council"], id="between-days"),
        pytest.param("day:2024-01-05", ["Ferry"], id="one-day"),
        pytest.param("東京", ["東京都で新しい港が開港"], id="two-characters"),
        pytest.param("東京都", ["東京都で新しい港が開港"], id="not-across-a-full-stop"),
        pytest.param("「東京」", ["東京都で新しい港が開港"], id="two-characters-in-corner-brackets"),
        pytest.param("会見 京都", ["市長が会見"], id="two-words-of-two-characters"),
        pytest.param("港", ["東京都で新しい港が開港"], id="one-character"),
        pytest.param("iPhone発売", ["市長が会見"], id="two-scripts-in-one-word"),
        pytest.param("船 -東京", ["市長が会見"], id="without-an-unspaced-word"),
        pytest.param("เรือ", ["เรือลำใหม่"], id="thai-with-its-marks"),
        pytest.param("xf", [], id="the-made-up-words-are-not-text"),
        pytest.param("0xbreak0", [], id="nor-is-the-break"),
    ],
)
def test_a_query_finds_what_it_means(conn: sqlite3.Connection, text: str, titles: list[str]) -> None:
    assert found(conn, text) == titles


@pytest.mark.parametrize(
    ("word", "written"),
    [
        pytest.param("Straße", "Strasse", id="sharp-s-in-the-query"),
        pytest.param("Strasse", "Straße", id="sharp-s-in-the-text"),
        pytest.param("Regierung", "Regierungen", id="german-plural-in-the-text"),
        pytest.param("Regierungen", "Regierung", id="german-plural-in-the-query"),
        pytest.param("Fähigkeiten", "Fähigkeit", id="another-ending"),
        pytest.param("Ministerin", "Ministerinnen", id="women"),
        pytest.param("Hafen", "Häfen", id="umlaut-as-an-accent"),
        pytest.param("elections", "election", id="english-plural"),
        pytest.param("campaigning", "campaigned", id="english-verb"),
        pytest.param("Zürich", "Zurich", id="name-without-its-umlaut"),
        pytest.param("élection", "ELECTION", id="accent-and-capitals"),
    ],
)
def test_a_word_finds_its_other_forms(desk: Desk, word: str, written: str) -> None:
    desk.file(Filed(id=20240101_00001, title="Found", body=f"Da steht {written} im Text."))
    desk.file(Filed(id=20240101_00002, title="Other", body="Nothing of it."))
    assert found(desk.conn, word) == ["Found"]


def test_a_quoted_word_is_taken_as_it_stands(desk: Desk) -> None:
    desk.file(Filed(id=20240101_00001, title="Found", body="Die Regierungen."))
    assert found(desk.conn, '"Regierung"') == []


def test_a_filters_word_is_not_found_as_text(conn: sqlite3.Connection) -> None:
    from pipelines.archive.terms import filter_term

    assert found(conn, filter_term("source", "valley-post")) == []


ODD = [
    "", " ", "-", "--", "*", '"', '""', '"""', "'", "\\", "(", ")", "()", "((((", "a AND", "NOT", "OR NOT",
    "-only", "-a -b", "OR", "||", "a:b", ":", "::", "title:", "source:", "from:", "from:yesterday",
    "from:2024-13-45", "from:9999-99", "to:0000-00-00", "-from:2024", "wall OR from:2024", "{title} : wall",
    "wall NEAR/2 ferry", "NEAR(wall ferry, 5)", "^wall", "wall + ferry", "a*", "é*", "*wall", "w*a*l", "\U0001d534",
    "\x00wall\x00", "\ud800", "wall\nferry", "wall\u2028ferry", "🙂", "\u202ewall", "%", "_", "';DROP--",
    "<script>alert(1)</script>", "http://example.com/?q=1", "C++", "AT&T", "l'état", "東", "東*", "ー",
    "wall " * 600, "a " * 500, "(" * 500, '"' * 501, "-" * 1000, "東京" * 400, "source:" * 100, "x" * 5000,
    "from:2025 to:2024", "\uff10\uff11", "\U0010fff0wall\U0010fff1", "\ue000", "\u0301", "title:東京", 'title:-"',
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=[str(number) for number in range(len(ODD))])
def test_no_input_is_an_error(conn: sqlite3.Connection, text: str) -> None:
    for order in ("newest", "ranked"):
        results = search.search(conn, text, order=order)
        facets(conn, results.query)
        timeline(conn, results.query)


def test_no_mixture_of_signs_is_an_error(conn: sqlite3.Connection) -> None:
    draw = random.Random(20261122)
    signs = ['"', "-", "*", "(", ")", ":", " ", " ", "OR", "AND", "NOT", "NEAR", "from:", "source:", "title:"]
    signs += [
        "wall",
        "a",
        "東京",
        "{",
        "}",
        "^",
        "+",
        "\x00",
        "'",
        "2024-01",
        "é",
        "\uff0c",
        "\u3000",
        "|",
        ",",
    ]
    for _ in range(1_500):
        text = "".join(draw.choices(signs, k=draw.randint(1, 14)))
        query = parse(text)
        if query.match is not None:
            conn.execute(
                "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", [query.match]
            ).fetchall()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("-wall", "exclusions alone", id="only-exclusions"),
        pytest.param("wall from:2024-13", "not a date", id="no-such-month"),
        pytest.param("wall from:2024-02-30", "not a date", id="no-such-day"),
        pytest.param("wall -from:2024", "cannot be excluded", id="excluded-date"),
        pytest.param("wall from:2025 to:2024", "after the last", id="end-before-beginning"),
        pytest.param("wa*", "at least 3 letters", id="short-prefix"),
        pytest.param("x " * 600, "first 1,000 characters", id="too-long"),
        pytest.param("x " * 40, "first 32 words", id="too-many-words"),
    ],
)
def test_what_cannot_be_done_is_said(text: str, said: str) -> None:
    assert any(said in notice for notice in parse(text).notices)


def test_a_query_can_be_narrowed_and_widened_as_text() -> None:
    query = parse('wall OR quay source:valley-post "old stone from:2024-01')
    assert query.without("source") == 'wall OR quay "old stone from:2024-01"'
    assert parse("wall source:a").narrowed(source="Valley Post") == 'wall source:"Valley Post"'
    assert parse("wall").narrowed(**{"from": "2024-01-01"}) == "wall from:2024-01-01"
    assert parse("-wall ferry").without("source") == "-wall ferry"


def test_narrowing_means_the_same_when_read_again() -> None:
    for value in ('say "this"', "two words", "(odd)", "plain", "a*b", "東京 支局"):
        again = parse(parse("wall").narrowed(section=value))
        assert again.values("section") == [" ".join(value.replace('"', " ").split())]


def test_the_headline_counts_most_in_the_best_match(desk: Desk) -> None:
    desk.file(Filed(id=20240101_00001, title="Lighthouse sold", body="An old building changed hands. " * 5))
    desk.file(
        Filed(id=20240102_00001, title="Weather", body="Rain fell near the lighthouse, they said. " * 3)
    )
    assert found(desk.conn, "lighthouse", order="newest") == ["Weather", "Lighthouse"]
    assert found(desk.conn, "lighthouse", order="ranked") == ["Lighthouse", "Weather"]


def test_marks_stand_on_the_words(conn: sqlite3.Connection) -> None:
    hit = search.search(conn, "strike shift").hits[0]
    assert hits(hit.title_marks) == ["strikes"]
    assert hits(hit.snippet) == ["shifts"]
    assert "##" not in "".join(text for text, _ in hit.snippet)


def test_marks_stand_in_byline_and_dateline(conn: sqlite3.Connection) -> None:
    conn.execute("UPDATE articles SET dateline = 'LISBON (Havenwire)' WHERE id = 2024010500001")
    hit = search.search(conn, "ferreira lisbon havenwire").hits[0]
    assert hits(hit.credits) == ["Ferreira", "Lisbon", "LISBON", "Havenwire"]
    assert search.search(conn, "strike").hits[0].credits == []


def test_marks_stand_on_unspaced_words(conn: sqlite3.Connection) -> None:
    hit = search.search(conn, "東京").hits[0]
    assert hits(hit.title_marks) == ["東京"]
    assert hit.snippet == [("東京", True), ("の港に船が着いた。", False)]


def test_marks_keep_the_printed_form(desk: Desk) -> None:
    body = "ﾄｳｷｮｳのﾊﾞｽが来た。" + "船" * 200
    desk.file(Filed(id=20240101_00001, title="バス", body=body, language="ja"))
    hit = search.search(desk.conn, "バス").hits[0]
    assert hits(hit.snippet) == ["ﾊﾞｽ"]


def test_mark_characters_in_a_text_do_no_harm(desk: Desk) -> None:
    body = "a \U0010fff1 storm \U0010fff0 came \U0010fff0\U0010fff1 in"
    desk.file(Filed(id=20240101_00001, title="\U0010fff1\U0010fff0", body=body))
    hit = search.search(desk.conn, "storm").hits[0]
    assert "storm" in "".join(text for text, _ in hit.snippet)


def test_pages_follow_each_other_both_ways(desk: Desk) -> None:
    for number in range(25):
        desk.file(Filed(id=20240101_00000 + number, title=f"Storm {number}"))
    ids = [20240101_00024 - number for number in range(25)]
    first = search.search(desk.conn, "storm", limit=10)
    second = search.search(desk.conn, "storm", limit=10, before=first.older)
    third = search.search(desk.conn, "storm", limit=10, before=second.older)
    assert [hit.id for page in (first, second, third) for hit in page.hits] == ids
    assert first.newer is None and third.older is None and third.newer is not None
    back = search.search(desk.conn, "storm", limit=10, after=third.newer)
    assert [hit.id for hit in back.hits] == [hit.id for hit in second.hits]
    front = search.search(desk.conn, "storm", limit=10, after=back.newer)
    assert [hit.id for hit in front.hits] == [hit.id for hit in first.hits] and front.newer is None


def test_pages_by_offset_are_the_same_and_bounded(desk: Desk) -> None:
    for number in range(25):
        desk.file(Filed(id=20240101_00000 + number, title=f"Storm {number}"))
    for order in ("newest", "ranked"):
        seen: list[int] = []
        offset: int | None = 0
        while offset is not None:
            page = search.search(desk.conn, "storm", order=order, limit=10, offset=offset)
            seen += [hit.id for hit in page.hits]
            offset = page.next_offset
        assert sorted(seen) == [20240101_00000 + number for number in range(25)]
    assert search.search(desk.conn, "storm", offset=10**12).hits == []


def test_counts_are_bounded_and_say_so(desk: Desk) -> None:
    for number in range(12):
        desk.file(Filed(id=20240101_00000 + number, title="Storm"))
    assert str(count(desk.conn, parse("storm"))) == "12"
    assert str(count(desk.conn, parse("storm"), limit=10)) == "10+"


def test_a_facet_counts_what_its_filter_finds_whatever_the_letter_case(desk: Desk) -> None:
    places = ["PORT ELLERY", "PORT ELLERY", "Port Ellery", "OSLO", "Oslo", None]
    sections = ["Politics", "Politics", "POLITICS", "politics", "World", ""]
    for number, (place, section) in enumerate(zip(places, sections, strict=True)):
        desk.file(Filed(id=20240101_00000 + number, title="Storm", place=place, section=section))
    spread = facets(desk.conn, parse("storm"))
    assert [(one.label, one.number) for one in spread.places] == [("Port Ellery", 3), ("Oslo", 2)]
    assert [(one.label, one.number) for one in spread.sections] == [("Politics", 4), ("World", 1)]
    for name, values in (("place", spread.places), ("section", spread.sections)):
        for one in values:
            narrowed = search.search(desk.conn, f'storm {name}:"{one.value}"')
            assert narrowed.total.number == one.number


def test_facets_and_count_look_at_the_newest_only_and_say_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.matches.WINDOW", 5)
    for number in range(9):
        desk.file(Filed(id=20240101_00000 + number, title="Storm", section=f"section {number}"))
    spread = facets(desk.conn, parse("storm"))
    assert spread.counted == Count(5, True)
    assert len(spread.sections) == 5
    assert search.search(desk.conn, "storm").total == Count(5, True)
    assert timeline(desk.conn, parse("storm")).total == Count(9)


@pytest.fixture
def crowded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    """More articles with one word than may be weighed, few of them with it in the headline."""
    monkeypatch.setattr("pipelines.archive.matches.WINDOW", 6)
    monkeypatch.setattr("pipelines.archive.matches.RANKED", 6)
    monkeypatch.setattr("pipelines.archive.matches.RANKED_HEADS", 6)
    monkeypatch.setattr("pipelines.archive.matches.COMMON", 6)
    for number in range(12):
        title, source = f"Other matter {number}", "valley-post" if number % 2 else "minato"
        if number in (2, 3):
            title = "Storm ahead"
        standfirst = "The storm moved on." if number == 5 else None
        desk.file(
            Filed(
                id=20240101_00000 + number,
                title=title,
                standfirst=standfirst,
                body="A storm came.",
                source=source,
            )
        )
    return desk.conn


def ids(conn: sqlite3.Connection, text: str, **options: Any) -> list[int]:
    return [hit.id % 100 for hit in search.search(conn, text, order="ranked", **options).hits]


def test_where_too_many_match_headlines_come_first_and_the_rest_newest_first(
    crowded: sqlite3.Connection,
) -> None:
    assert ids(crowded, "storm") == [3, 2, 5, 11, 10, 9, 8, 7, 6, 4, 1, 0]
    assert search.search(crowded, "storm", order="ranked").by_headline
    assert ids(crowded, "storm", limit=2) == [3, 2]
    assert ids(crowded, "storm", limit=2, offset=2) == [5, 11]


def test_a_filter_and_an_exclusion_hold_for_the_best_headlines_too(crowded: sqlite3.Connection) -> None:
    assert ids(crowded, "storm source:minato") == [2, 10, 8, 6, 4, 0]
    assert ids(crowded, "storm -ahead") == [5, 11, 10, 9, 8, 7, 6, 4, 1, 0]
    assert ids(crowded, "stor*") == [3, 2, 5, 11, 10, 9, 8, 7, 6, 4, 1, 0]
    # Older ones would have to be asked one by one.
    assert ids(crowded, "stor* -ahead") == [11, 10, 9, 8, 7, 6]


@pytest.mark.parametrize("in_vain", [1, 2, 99])
@pytest.mark.parametrize("text", ["storm source:minato", "storm -ahead", "storm other", "storm title:ahead"])
def test_the_best_headlines_are_the_same_looked_up_one_by_one_and_together(
    crowded: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, text: str, in_vain: int
) -> None:
    expected = ids(crowded, text)
    query = parse(text)
    monkeypatch.setattr("pipelines.archive.matches.IN_VAIN", in_vain)
    assert ids(crowded, text) == expected
    for known in (matches(crowded, query, 1), matches(crowded, query, 3)):
        ranking = best(crowded, query, 3, known)
        assert [article_id % 100 for article_id in ranking.ids] == expected[:3]


@pytest.mark.parametrize(
    "text", ['"storm came"', '"a storm"', '"storm ahead"', "storm NEAR came", '"storm came" source:minato']
)
@pytest.mark.parametrize("common", [1, 99], ids=["common-words", "rare-words"])
def test_the_best_matches_of_a_phrase_are_the_same_whatever_there_was_time_to_find(
    crowded: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, text: str, common: int
) -> None:
    monkeypatch.setattr("pipelines.archive.matches.COMMON_IN_PHRASES", common)
    monkeypatch.setattr("pipelines.archive.matches.FIRST", 5)
    query = parse(text)
    expected = ids(crowded, text, limit=4)
    assert ids(crowded, text, limit=4, patience_s=0.0) == expected
    assert ids(crowded, text, limit=4, found=matches(crowded, query, patience_s=0.0)) == expected
    assert ids(crowded, text, limit=4, found=matches(crowded, query, 99)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "storm source:minato",
        "storm source:MINATO",
        "storm source:nobody",
        "storm source:minato from:2024-01-01",
        "title:storm source:minato",
        '"storm ahead" source:minato',
        "storm source:minato -ahead",
    ],
)
def test_the_best_headlines_of_one_source_are_those_that_the_index_tells(
    crowded: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("pipelines.archive.matches.RANKED", 2)
    by_column = ids(crowded, text)
    monkeypatch.setattr("pipelines.archive.query.Query.only_source", None)
    assert by_column == ids(crowded, text)


def test_a_common_word_decides_who_is_in_and_a_rare_one_who_is_first(crowded: sqlite3.Connection) -> None:
    assert ids(crowded, "storm ahead") == [3, 2]
    assert not search.search(crowded, "storm ahead", order="ranked").by_headline


def test_first_hits_are_counted_only_so_far_and_the_number_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.search.HURRIED", 3)
    for number in range(5):
        desk.file(Filed(id=20240101_00000 + number, title="Storm"))
    assert str(search.search(desk.conn, "storm", limit=2, patience_s=60.0).total) == "3+"
    assert search.search(desk.conn, "storm", patience_s=60.0).total == Count(5)  # the page has them all
    assert search.search(desk.conn, "storm", limit=2).total == Count(5)


def test_a_source_goes_by_its_title_wherever_it_is_asked_for(conn: sqlite3.Connection) -> None:
    by_name = search.asked(conn, "source:harbour-herald")
    assert search.asked(conn, 'source:"harbour herald"').match == by_name.match
    assert (
        search.asked(conn, "wall -source:Harbour-Herald").match == parse("wall -source:harbour-herald").match
    )


def test_two_queries_share_one_timeline(conn: sqlite3.Connection) -> None:
    asked = [(query, matches(conn, query)) for query in (parse("ferry"), parse("rain"), parse("nowhere"))]
    first, second, third = timelines(conn, asked)
    assert [bar.label for bar in first.bars] == [bar.label for bar in second.bars]
    assert (first.bars[0].label, second.bars[-1].label) == ("2024-01", "2026-11")
    assert (first.total, second.total, third.total) == (Count(2), Count(1), Count(0))
    assert timelines(conn, asked[2:])[0].bars == []


@pytest.mark.parametrize("text", ["storm", "stor*", "from:2023"])
def test_every_match_is_in_the_timeline_however_many(
    crowded: sqlite3.Connection, desk: Desk, text: str
) -> None:
    desk.file(Filed(id=20230601_00000, title="Storm"))
    spread = timeline(crowded, parse(text))
    assert spread.total == Count(13)
    assert (spread.bars[0].label, spread.bars[0].number) == ("2023-06", 1)
    assert spread.bars[-1].number == 12


@pytest.mark.parametrize("text", ["stor*", '"storm came"'])
def test_an_article_outside_the_calendar_takes_no_bar_from_a_timeline(
    crowded: sqlite3.Connection, desk: Desk, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("pipelines.archive.matches.FIRST", 2)
    desk.file(Filed(id=20230601_00000, title="Notes", body="A storm came."))
    desk.file(Filed(id=7, title="Notes", body="A storm came."))
    query = parse(text)
    (spread,) = timelines(crowded, [(query, matches(crowded, query, patience_s=0.0))])
    assert (spread.bars[0].label, spread.bars[0].number) == ("2023-06", 1)
    assert (spread.bars[-1].number, spread.total) == (12, Count(13))


def test_a_timeline_says_how_far_back_there_was_time_to_count(
    crowded: sqlite3.Connection, desk: Desk
) -> None:
    desk.file(Filed(id=20230601_00000, title="Storm"))
    query = parse("storm")
    found = matches(crowded, query)
    (hurried,) = timelines(crowded, [(query, found)], 0.0)
    assert hurried.bars[0].label == "2023-06" and hurried.bars[0].number == 0
    assert hurried.since == hurried.bars[-1].first
    assert str(hurried.total) == "12+"
    (patient,) = timelines(crowded, [(query, found)], 60.0)
    assert patient.since is None and patient.total == Count(13)


def test_first_hits_wait_only_so_long_for_the_number_of_a_phrase(desk: Desk) -> None:
    for day in (20260103, 20260102, 20250101, 20240101):
        desk.file(Filed(id=day * 100_000, title="Notes", body="Storm and rain on the quay."))
    query = parse('"storm and"')
    assert count(desk.conn, query, patience_s=0.0) == Count(2, is_more=True)
    assert count(desk.conn, query, patience_s=60.0) == count(desk.conn, query) == Count(4)
    assert count(desk.conn, query, 3, patience_s=60.0) == Count(3, is_more=True)
    assert count(desk.conn, parse('"and storm"'), patience_s=0.0) == Count(0)
    assert count(desk.conn, parse('"storm and" to:2023'), patience_s=0.0) == Count(0)
    hurried = search.search(desk.conn, query, patience_s=0.0)
    assert len(hurried.hits) == 4 and hurried.total == Count(4)  # the page has them all
    assert search.search(desk.conn, query, limit=3, offset=3, patience_s=0.0).total == Count(4)
    assert search.search(desk.conn, '"and storm"', patience_s=0.0).total == Count(0)
    hurried = search.search(desk.conn, query, limit=3, patience_s=0.0)
    assert len(hurried.hits) == 3 and str(hurried.total) == "2+"
    assert search.search(desk.conn, "storm* quay", limit=3, patience_s=0.0).total == Count(4)


def test_the_newest_matches_of_a_phrase_are_found_in_time_and_the_first_pages_whatever_it_takes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.archive.matches.FIRST", 3)
    stored = [day * 100_000 for day in (20260104, 20260103, 20260102, 20250101, 20240101)]
    for article_id in stored:
        desk.file(Filed(id=article_id, title="Notes", body="Storm and rain on the quay."))
    query = parse('"storm and"')
    hurried = matches(desk.conn, query, patience_s=0.0)
    assert (hurried.ids, str(hurried.count)) == (stored[:3], "3+")
    assert matches(desk.conn, query, patience_s=60.0) == matches(desk.conn, query)
    assert matches(desk.conn, query).ids == stored and not matches(desk.conn, query).is_more
    monkeypatch.setattr("pipelines.archive.matches.FIRST", 5)
    assert not matches(desk.conn, query, patience_s=0.0).is_more  # there is none older
    assert timeline(desk.conn, query).total == timelines(desk.conn, [(query, hurried)])[0].total == Count(5)


@pytest.mark.parametrize("first", [1, 3, 4, 6, 9])
@pytest.mark.parametrize("text", ['"storm and"', "stor*"])
def test_pages_are_the_same_whatever_there_was_time_to_find(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, first: int, text: str
) -> None:
    monkeypatch.setattr("pipelines.archive.matches.FIRST", first)
    monkeypatch.setattr("pipelines.archive.search.FIRST", first)
    for number in range(8):
        body = "Storm and rain on the quay." if number % 4 else "Rain on the quay, and a storm."
        desk.file(Filed(id=20240101_00000 + number, title="Notes", body=body))
    query = parse(text)
    found = matches(desk.conn, query, first if query.has_long_prefix else None, patience_s=0.0)
    fifth, second = 20240101_00005, 20240101_00002
    pages: list[tuple[int, int | None, int | None]] = [
        (0, None, None),
        (2, None, None),
        (5, None, None),
        (0, fifth, None),
        (1, fifth, None),
        (0, None, second),
    ]
    for offset, before, after in pages:
        page, plain = (
            search.search(desk.conn, query, limit=3, offset=offset, before=before, after=after, found=known)
            for known in (found, None)
        )
        assert page.hits == plain.hits
        assert (page.older, page.newer, page.next_offset) == (plain.older, plain.newer, plain.next_offset)


@pytest.mark.parametrize(
    "text",
    ["ferr*", "ferr* NOT rain", "ferr* source:minato", "títl* OR wate*", '"the ferri*"', "wate* title:ferry"],
)
def test_a_long_prefix_is_marked_as_the_index_would(conn: sqlite3.Connection, text: str) -> None:
    query = parse(text, search.source_names(conn))
    by_index = conn.execute(
        f"SELECT rowid, {HIGHLIGHTS} FROM articles_fts WHERE articles_fts MATCH ?", [*MARKS, query.match]
    ).fetchall()
    every = [row[0] for row in conn.execute("SELECT id FROM articles")]
    assert marked_beside(conn, query, every) == {row[0]: row[1:] for row in by_index}


@pytest.mark.parametrize(
    ("text", "is_long"),
    [
        pytest.param("har*", False, id="listed"),
        pytest.param("harb*", True, id="longer"),
        pytest.param("RUS*", True, id="stemmed-to-two-letters"),
        pytest.param("harb", False, id="no-prefix"),
    ],
)
def test_a_prefix_that_the_index_has_no_list_of_is_known(text: str, is_long: bool) -> None:
    assert parse(text).has_long_prefix is is_long


def test_texts_are_marked_with_the_words_of_the_index(conn: sqlite3.Connection) -> None:
    (made,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'").fetchone()
    assert f"tokenize='{TOKENIZER}'" in made


_FILLER = "Nothing was said of it that day. " * 20


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("A <storm> came.", "A <storm> came.", id="short"),
        pytest.param(_FILLER + "The <storm> came.", "…The <storm> came.", id="from-the-head-of-its-sentence"),
        pytest.param(
            "A <storm> came. " + _FILLER + "The <storm> took the <ferry>.",
            "…The <storm> took the <ferry>.",
            id="where-most-words-are",
        ),
        pytest.param(
            _FILLER + "<storm " + "and " * 80 + "ferry> sank.",
            "…<storm " + "and " * 80 + "ferry>…",
            id="a-phrase-longer-than-a-passage",
        ),
        pytest.param("word " * 100 + "<storm>", "…" + "word " * 22 + "<storm>", id="no-sentence"),
    ],
)
def test_a_passage_is_cut_around_its_hits(text: str, shown: str) -> None:
    marked = str.maketrans("<>", "".join(MARKS[:2]))
    assert passage(text.translate(marked)) == shown.translate(marked)


def test_a_passage_is_about_two_lines_and_ends_with_a_word() -> None:
    marked = str.maketrans("<>", "".join(MARKS[:2]))
    for words in range(1, 60):
        text = "one " * words + "<two> three " + "fourteen " * (60 - words)
        cut = passage(text.translate(marked))
        assert "two" in cut and len(cut) <= 240
        assert set(re.findall(r"\w+", cut)) <= {"one", "two", "three", "fourteen"}


def test_a_phrase_of_common_words_is_ranked_by_headlines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.archive.matches.COMMON_IN_PHRASES", 2)
    for number in range(3):
        desk.file(Filed(id=20240101_00000 + number, title="Notes", body="Storm and rain on the quay."))
    desk.file(Filed(id=20230101_00000, title="The storm and the wall", body="Of storm and ferry."))
    common = search.search(desk.conn, '"storm and"', order="ranked")
    assert common.by_headline and common.hits[0].id == 20230101_00000
    assert not search.search(desk.conn, '"and ferry"', order="ranked").by_headline


def test_facets_count_each_kind(conn: sqlite3.Connection) -> None:
    spread = facets(conn, parse("from:2024"))
    assert [(one.value, one.label, one.number) for one in spread.sources] == [
        ("minato", "港新聞", 3),
        ("harbour-herald", "Harbour Herald", 2),
        ("valley-post", "Valley Post", 1),
    ]
    assert [(one.value, one.number) for one in spread.sections] == [("world", 2), ("local", 1)]
    assert [one.value for one in spread.languages] == ["en", "ja", "th"]
    assert [(one.value, one.number) for one in spread.authors] == [("Ana Ferreira", 1), ("Bo Lee", 1)]
    assert [(one.value, one.number) for one in spread.places] == [("Lisbon", 1)]
    months = [("2026-11", 1), ("2025-07", 3), ("2024-03", 1), ("2024-01", 1)]
    assert [(one.value, one.number) for one in spread.months] == months
    assert spread.counted == Count(6)


@pytest.mark.parametrize(
    ("days", "unit", "labels"),
    [
        pytest.param([20240105, 20240107], "day", ["2024-01-05", "2024-01-06", "2024-01-07"], id="days"),
        pytest.param([20230605, 20240107], "month", ["2023-06", "2023-07", "2023-08"], id="months"),
        pytest.param([20200105, 20240107], "quarter", ["2020 Q1", "2020 Q2", "2020 Q3"], id="quarters"),
        pytest.param([20000105, 20240107], "year", ["2000", "2001", "2002"], id="years"),
    ],
)
def test_the_timeline_takes_a_unit_that_suits_its_length(
    desk: Desk, days: list[int], unit: str, labels: list[str]
) -> None:
    for day in days:
        desk.file(Filed(id=day * 100_000, title="Storm"))
    spread = timeline(desk.conn, parse("storm"))
    assert spread.unit == unit
    assert [bar.label for bar in spread.bars[:3]] == labels
    assert sum(bar.number for bar in spread.bars) == spread.total.number == 2
    for bar, following in zip(spread.bars, spread.bars[1:], strict=False):
        assert (following.first - bar.last).days == 1


def test_lists_are_newest_first_by_any_shelf(conn: sqlite3.Connection) -> None:
    def titles(shelf: Shelf | None = None, **options: Any) -> list[str]:
        return [one.title.split()[0] for one in reading.newest(conn, shelf, **options).articles]

    assert titles(limit=2) == ["A", "เรือลำใหม่"]
    assert titles(Shelf(source="valley-post")) == ["Council"]
    assert titles(Shelf(section="world")) == ["A", "Ferry"]
    assert titles(Shelf(day=date(2024, 3, 10))) == ["Council"]
    assert titles(Shelf(author=1)) == ["Ferry"]
    assert titles(Shelf(section="world"), before=20261122_00042) == ["Ferry"]
    assert titles(Shelf(section="world"), after=20240105_00001) == ["A"]


def test_an_article_credited_twice_to_one_person_is_listed_once(conn: sqlite3.Connection) -> None:
    conn.execute(
        "INSERT INTO article_authors (article, position, author, role) VALUES (2024010500001, 2, 1, 'Photos')"
    )
    assert len(reading.newest(conn, Shelf(author=1)).articles) == 1
    author = reading.author(conn, 1)
    assert author is not None and author.articles == 1 and author.roles == ["Photos"]


def test_sources_sections_and_coverage_are_counted(conn: sqlite3.Connection) -> None:
    assert next((one.name, one.articles) for one in reading.sources(conn)) == ("minato", 3)
    one = reading.source(conn, "harbour-herald")
    assert one is not None and (one.articles, one.last_day) == (2, "2026-11-22")
    assert [one.value for one in reading.sections(conn)] == ["world", "local"]
    bars = reading.coverage(conn, date(2025, 7, 22), days=4)
    assert [bar.number for bar in bars] == [0, 1, 1, 1]
    assert reading.days_beside(conn, date(2025, 7, 21)) == (date(2025, 7, 20), date(2025, 7, 22))
    assert reading.days_beside(conn, date(1999, 1, 1)) == (None, date(2024, 1, 5))


def test_an_article_is_read_whole(conn: sqlite3.Connection) -> None:
    conn.execute("UPDATE article_text SET tags = ? WHERE id = 2024010500001", ['["ferries", "strikes"]'])
    conn.execute(
        "INSERT INTO revisions (article, revision, seen_at, title, word_count, content_hash) "
        "VALUES (2024010500001, 1, '2024-01-05T12:00:00Z', 'Ferry strikes', 20, 'x')"
    )
    article = reading.article(conn, 20240105_00001)
    assert article is not None
    assert article.tags == ["ferries", "strikes"]
    assert [credit.name for credit in article.authors] == ["Ana Ferreira"]
    assert article.body.startswith("The crews")
    assert [(one.number, one.body) for one in article.revisions] == [(1, None)]
    texts = reading.revisions(conn, 20240105_00001, with_text=True)
    assert texts[0].body == article.body
    assert reading.article(conn, 1) is None


@pytest.mark.parametrize("tags", ["", "null", "{", '"a"', "[1, null]"])
def test_odd_tags_do_not_break_the_article(conn: sqlite3.Connection, tags: str) -> None:
    conn.execute("UPDATE article_text SET tags = ? WHERE id = 2024010500001", [tags])
    assert reading.article(conn, 20240105_00001) is not None


def test_health_puts_the_worst_first(conn: sqlite3.Connection) -> None:
    conn.execute(
        "INSERT INTO runs (id, command, started_at, host, pid) "
        "VALUES (1, 'harvest', '2026-11-22T06:00:00Z', 'h', 1)"
    )
    conn.executemany(
        "INSERT INTO fetches (run, source, kind, url, at, outcome, reason) "
        "VALUES (1, ?, 'page', '', ?, ?, ?)",
        [
            ("valley-post", "2026-11-22T06:01:00Z", "failed", "http_500"),
            ("valley-post", "2026-11-22T06:02:00Z", "later", "timeout"),
            ("harbour-herald", "2026-11-22T06:03:00Z", "new", None),
        ],
    )
    last = reading.latest_day(conn)
    assert last == date(2026, 11, 22)
    lately = {one.source.name: one for one in health(conn, last)}
    assert list(lately) == ["valley-post", "minato", "harbour-herald"]
    assert [one.status for one in lately.values()] == ["failing", "silent", "fine"]
    assert lately["valley-post"].failures == 2
    assert lately["harbour-herald"].last_fetch_at == "2026-11-22T06:03:00Z"
    assert lately["harbour-herald"].this_week == 1


def test_an_empty_file_has_no_archive(tmp_path: Path) -> None:
    assert not reading.has_archive(sqlite3.connect(tmp_path / "empty.db"))


def test_an_archive_without_articles_answers(desk: Desk) -> None:
    assert reading.has_archive(desk.conn)
    assert search.search(desk.conn, "wall").hits == []
    assert reading.newest(desk.conn).articles == []
    assert timeline(desk.conn, parse("wall")).bars == []
    assert reading.latest_day(desk.conn) is None
    assert {one.status for one in health(desk.conn, date(2026, 1, 1))} == {"new"}


def test_no_question_reads_the_whole_of_a_large_table(conn: sqlite3.Connection) -> None:
    """Every plan goes by an index or the row order; ``coverage`` and small tables may be read."""

    class Watched:
        def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
            for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", values):
                plans.append((sql, str(row[3])))
            return conn.execute(sql, values)

    plans: list[tuple[str, str]] = []
    watched: Any = Watched()
    for text in ("wall", "wall source:valley-post from:2024", "東京", "source:minato"):
        for order in ("newest", "ranked"):
            results = search.search(watched, text, order=order)
            facets(watched, results.query)
            timeline(watched, results.query)
    for shelf in (
        Shelf(source="x"),
        Shelf(section="x"),
        Shelf(author=1),
        Shelf(day=date(2024, 1, 1)),
        Shelf(),
    ):
        reading.newest(watched, shelf)
        reading.newest(watched, shelf, before=20261122_00042)
    reading.article(watched, 20240105_00001)
    reading.author(watched, 1)
    health(watched, date(2026, 11, 22))
    whole = [
        (sql, step)
        for sql, step in plans
        if step.split()[:2] in (["SCAN", "articles"], ["SCAN", "article_text"], ["SCAN", "fetches"])
        or "USE TEMP B-TREE FOR ORDER BY" in step
    ]
    # Sorted are the list of all sources, the values of a facet, and the best of RANKED matches.
    assert [step for sql, step in whole if not re.search("FROM sources|json_each|rank MATCH", sql)] == []
