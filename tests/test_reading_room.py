"""The reading room as a reader meets it: plain ``datasette``, over HTTP and in a real Chromium."""

import inspect
import json
import re
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import yaml
from datasette.database import Database as DatasetteDatabase  # type: ignore[import-untyped,unused-ignore]
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from served_room import Answer, Room, arrived, css, look, opened
from sqlite_utils import Database

from pipelines.archive.schema import migrations
from pipelines.archive.terms import filter_terms, unspaced_terms

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "crawler" / "web"
LINKED_DATA = {"type": "application/ld+json"}
"""A script element of this type holds data: a browser runs nothing of it."""

XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
"""Every way out of an attribute, an element and a template."""


@dataclass(kw_only=True)
class Filed:
    """One article of the test archive."""

    id: int
    title: str
    body: str
    source: str = "harbour-herald"
    standfirst: str | None = None
    byline: str | None = None
    authors: list[tuple[str, str | None]] = field(default_factory=list)
    dateline: str | None = None
    separator: str | None = None
    place: str | None = None
    section: str | None = None
    language: str | None = "en"
    url: str | None = None
    image: str | None = None
    modified: str | None = None
    paywalled: int | None = None
    kind: str = "article"
    status: str = "live"
    story: int | None = None
    tags: list[str] = field(default_factory=list)
    was: tuple[str, str] | None = None
    """Headline and text of an earlier revision."""


SOURCES = [
    ("harbour-herald", "Harbour Herald", "https://harbour-herald.example/", "en", "PT", None),
    ("valley-post", "Valley Post", "https://www.valley-post.example/", "en", None, "CC BY 4.0"),
    ("minato", "港新聞", "https://minato.example/", "ja", None, None),
    ("al-mina", "صحيفة الميناء", "https://al-mina.example/", "ar", None, None),
    ("le-quai", "Le Quai", "https://le-quai.example/", "fr", None, None),
    ("attacker", XSS, "javascript:alert(3)", XSS, XSS, XSS),
]

FERRY, WALL, TOKYO, CAIRO, QUAI, ATTACK = (
    20261122_00042,
    20261121_00007,
    20261120_00003,
    20261119_00001,
    20261118_00004,
    20261117_00001,
)

ARTICLES = [
    Filed(
        id=FERRY,
        title="Night ferry crews walk out in three harbours",
        standfirst="Pilots and deckhands say the new timetable leaves them four hours of sleep between "
        "crossings; the harbour board calls the walkout premature.",
        byline="By Ana Ferreira and Bo Lee in Port Ellery",
        authors=[("Ana Ferreira", "Transport Correspondent"), ("Bo Lee", None), ("Caro Diaz", "Photographs")],
        dateline="PORT ELLERY (Havenwire)",
        separator=" — ",
        place="Port Ellery",
        section="Transport",
        modified="2026-11-22T15:40:00Z",
        paywalled=1,
        story=9,
        image="https://img.harbour-herald.example/quay.jpg",
        tags=["ferries", "strikes", "Port Ellery"],
        was=(
            "Night ferry crews threaten walkout",
            "The last boat left the quay at eleven and did not come back.\n\nNobody had told the passengers.",
        ),
        body="The last boat left the quay at a quarter past eleven and did not come back. By midnight the "
        "waiting room was full of people who had believed the board above the door.\n\n"
        "The crews had given notice in the spring. “We asked for a sixth deckhand and got a second "
        "timetable,” said Marta Oyelaran, who has worked the crossing for nineteen years.\n\n"
        "## Four hours of sleep\n\n"
        "Under the plan a pilot who ties up at two in the morning casts off again at six. The harbour board "
        "says that the rest is within the rules; the union says that the rules were written for lorries.\n\n"
        "A spokesman said the board would meet on Thursday. The ferry to the islands runs as usual.",
    ),
    Filed(
        id=WALL,
        title="Council votes to repair the old harbour wall",
        standfirst="Stone from the valley will be used for the first time in a century.",
        body="The wall has held since the storm, but only just. Engineers found the third arch empty.\n\n"
        "Ferry passengers will walk around it until the spring.",
        source="valley-post",
        byline="Bo Lee",
        authors=[("Bo Lee", None)],
        dateline="Upper Valley",
        section="Local / towns",
        status="gone",
        story=9,
    ),
    Filed(
        id=TOKYO,
        title="東京港に新しい客船ターミナルが開業",
        standfirst="初日に三隻が入港した。",
        body="東京の港に二十日、新しいターミナルが開業した。朝から多くの人が岸壁に集まった。\n\n市は来年までに桟橋を延ばす。",
        source="minato",
        byline="佐藤 花子",
        authors=[("佐藤 花子", "記者")],
        section="社会",
        language="ja",
        kind="live",
    ),
    Filed(
        id=CAIRO,
        title="افتتاح رصيف جديد في الميناء القديم",
        standfirst="قالت البلدية إن الرصيف سيعمل قبل الشتاء.",
        body="وصلت أول سفينة إلى الرصيف الجديد صباح الخميس.\n\n«الطريق مغلق»، قال العمال.",
        source="al-mina",
        section="محليات",
        language="ar",
    ),
    Filed(
        id=QUAI,
        title="À Brévent, le café du quai rouvre ses portes",
        body="Fermé depuis l'hiver, le café du quai a rouvert mardi. Le ferry de nuit reste à quai.",
        source="le-quai",
        section="Société",
        language="fr",
    ),
    Filed(
        id=ATTACK,
        title=f"Kraken {XSS}",
        standfirst=XSS,
        body=f"kraken {XSS}\n\n## {XSS}\n\n{XSS} \U0010fff0<b>\U0010fff1",
        source="attacker",
        byline=XSS,
        authors=[(XSS, XSS)],
        dateline=XSS,
        separator=XSS,
        place=XSS,
        section=XSS,
        language=XSS,
        url="javascript:alert(4)",
        image="javascript:alert(5)",
        modified=XSS,
        kind=XSS,
        status=XSS,
        tags=[XSS],
        was=(XSS, XSS),
    ),
]


def build(path: Path, articles: list[Filed]) -> None:
    """An archive as the crawler leaves it, by SQL alone."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = wal")
        migrations.apply(Database(conn))
        conn.executemany("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00Z')", SOURCES)
        conn.execute(
            "INSERT INTO runs (id, command, started_at, finished_at, host, pid, outcome, new, failed) VALUES "
            "(1, 'harvest', '2026-11-22T16:00:00Z', '2026-11-22T16:04:00Z', 'h', 1, 'finished', 6, 2)"
        )
        conn.executemany(
            "INSERT INTO fetches (run, source, kind, url, at, http_status, outcome, reason) "
            "VALUES (1, ?, 'page', '', '2026-11-22T16:01:00Z', ?, ?, ?)",
            [
                ("le-quai", 500, "failed", "http_500"),
                ("le-quai", None, "later", "timeout"),
                ("harbour-herald", 200, "new", None),
                ("attacker", 200, "failed", XSS),
            ],
        )
        for article in articles:
            _file(conn, article)
        conn.commit()


def _file(conn: sqlite3.Connection, article: Filed) -> None:
    digits = str(article.id)
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    url = article.url or f"https://{article.source}.example/{article.id}"
    words = len(article.body.split())
    seen = f"{day}T14:05:00Z"
    conn.execute(
        "INSERT INTO articles (id, url, url_key, source, title, standfirst, byline, dateline, section, language, "
        "published_at, modified_at, first_seen_at, checked_at, word_count, image_url, is_paywalled, kind, "
        "revision_count, story, status) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            *(article.id, url, url, article.source, article.title, article.standfirst, article.byline),
            *(article.dateline, article.section, article.language, seen, article.modified, seen, seen, words),
            *(article.image, article.paywalled, article.kind, 2 if article.was else 1, article.story),
            article.status,
        ],
    )
    names = [name for name, _ in article.authors]
    terms = filter_terms(
        source=article.source,
        section=article.section,
        language=article.language,
        day=day,
        authors=names,
        place=article.place,
    )
    unspaced = unspaced_terms("\n".join([article.title, article.standfirst or "", article.body]))
    conn.execute(
        "INSERT INTO article_text (id, body, dateline_place, dateline_separator, tags, terms) "
        "VALUES (?,?,?,?,?,?)",
        [
            *(article.id, article.body, article.place, article.separator, json.dumps(article.tags)),
            f"{terms} {unspaced}".rstrip(),
        ],
    )
    for position, (name, role) in enumerate(article.authors, 1):
        conn.execute("INSERT OR IGNORE INTO authors (name) VALUES (?)", [name])
        conn.execute(
            "INSERT INTO article_authors (article, position, author, role) "
            "SELECT ?, ?, id, ? FROM authors WHERE name = ?",
            [article.id, position, role, name],
        )
    states = [*([(*article.was, article.was[1])] if article.was else []), (article.title, article.body, None)]
    for number, (title, text, kept) in enumerate(states, 1):
        conn.execute(
            "INSERT INTO revisions (article, revision, seen_at, title, standfirst, word_count, content_hash, body) "
            "VALUES (?,?,?,?,?,?,?,?)",
            [article.id, number, seen, title, article.standfirst, len(text.split()), str(number), kept],
        )


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("room")
    build(folder / "archive.db", ARTICLES)
    with opened(folder / "archive.db", folder / "log") as room:
        yield room


def test_the_front_page_shows_what_is_new(room: Room) -> None:
    page = room.get("/")
    assert page.status == 200
    assert "6 articles from 6 sources" in page.words
    assert page.text.index("Night ferry crews") < page.text.index("old harbour wall")
    assert 'href="/day/2026-11-22"' in page.text
    assert 'href="/source/harbour-herald"' in page.text
    assert f'href="/section/{quote("Local / towns", safe="")}"' in page.text


def test_a_search_marks_its_words(room: Room) -> None:
    page = room.get("/search", q="ferry")
    assert "3 articles for ferry" in page.words
    assert "<mark>ferry</mark>" in page.text
    assert 'href="/search?q=ferry+source%3Aharbour-herald"' in page.text
    assert 'href="/search.atom?q=ferry"' in page.text


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        pytest.param("ferry source:valley-post", [WALL], id="source"),
        pytest.param('source:"Valley Post"', [WALL], id="source-by-title"),
        pytest.param('section:"Local / towns"', [WALL], id="section"),
        pytest.param('author:"bo lee" -wall', [FERRY], id="author-without-a-word"),
        pytest.param('place:"Port Ellery"', [FERRY], id="place"),
        pytest.param("ferry to:2026-11-21", [WALL, QUAI], id="until-a-day"),
        pytest.param("lang:ar", [CAIRO], id="language"),
        pytest.param("東京", [TOKYO], id="two-characters"),
        pytest.param("الرصيف", [CAIRO], id="right-to-left"),
    ],
)
def test_filters_narrow_a_search(room: Room, query: str, ids: list[int]) -> None:
    page = room.get("/search", q=query)
    assert [int(found) for found in re.findall(r'class="open" href="/article/(\d+)["?]', page.text)] == ids


def test_best_match_and_pages(room: Room) -> None:
    page = room.get("/search", q="ferry", order="ranked")
    assert page.status == 200 and "Best match" in page.words
    assert "Night ferry" in page.words
    assert "nothing further" in room.get("/search", q="ferry", before="1").words


def test_the_date_fields_become_part_of_the_query(room: Room) -> None:
    page = room.get("/search", **{"q": "ferry", "from": "2026-11-19", "to": "2026-11-21"})
    assert 'value="ferry from:2026-11-19 to:2026-11-21"' in page.text
    assert "1 article for" in page.words
    assert 'name="from" value="2026-11-19"' in page.text


def test_an_article_is_set_as_it_was_printed(room: Room) -> None:
    page = room.get(f"/article/{FERRY}")
    text = page.text
    assert '<h1 lang="en" dir="ltr">Night ferry crews walk out in three harbours</h1>' in text
    assert '<a href="/place/Port%20Ellery">PORT ELLERY (Havenwire)</a></span> — The last boat' in text
    assert "<h2>Four hours of sleep</h2>" in text
    assert re.search(r'By <a rel="author" href="/author/\d+">Ana Ferreira</a> and <a', text)
    assert "Ana Ferreira: Transport Correspondent" in page.words
    assert "Caro Diaz: Photographs" in page.words
    assert "22 Nov 2026, 14:05 UTC · modified 22 Nov 2026, 15:40 UTC" in page.words.replace(
        " modified", " · modified"
    )
    assert "changed 1×" in page.words and "paywall" in page.words
    assert "Read the original at harbour-herald.example" in page.words
    assert '<a class="out" rel="noopener noreferrer external" href="https://img.harbour-herald' in text
    assert "<img" not in text
    assert 'href="/tag/Port%20Ellery"' in text
    assert 'href="/place/Port%20Ellery"' in text
    assert "Council votes" in page.words  # the same story elsewhere


def test_a_dateline_from_elsewhere_stands_in_the_meta_line(room: Room) -> None:
    page = room.get(f"/article/{WALL}")
    assert '<span class="filed" lang="en" dir="ltr">Upper Valley</span>' in page.text
    assert 'class="dateline"' not in page.text
    assert "gone" in page.words


def test_what_changed_is_shown_word_by_word(room: Room) -> None:
    page = room.get(f"/article/{FERRY}/changes")
    assert "<del>threaten walkout</del>" in page.text or "<del>threaten</del>" in page.text
    assert "<ins>" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/source/valley-post",
        "/author/2",
        f"/section/{quote('Local / towns', safe='')}",
        "/day/2026-11-21",
    ],
)
def test_a_shelf_lists_its_articles(room: Room, path: str) -> None:
    page = room.get(path)
    assert page.status == 200
    assert "Council votes" in page.words


def test_a_day_without_articles_says_so(room: Room) -> None:
    page = room.get("/day/2026-01-01")
    assert page.status == 200 and "no article of this day" in page.words


def test_the_sources_page_puts_failures_first(room: Room) -> None:
    page = room.get("/sources")
    assert page.words.index("Le Quai") < page.words.index("Harbour Herald")
    assert "2 of 2" in page.words and "http 500" in page.words


@pytest.mark.parametrize(
    "path",
    [
        "/article/1",
        "/article/999999999999999999",
        "/source/nobody",
        "/author/999",
        "/section/nothing",
        "/day/2026-02-31",
        "/article/1/changes",
    ],
)
def test_what_is_not_there_is_a_404_with_words(room: Room, path: str) -> None:
    page = room.get(path)
    assert page.status == 404
    assert "Not in the archive" in page.words


ODD = [
    "", " ", "-", "*", '"', '""', "'", "\\", "(", "((((", "a AND", "NOT", "-only", "OR", "||", "a:b", "::",
    "title:", "source:", "from:", "from:yesterday", "from:2024-13-45", "to:0000-00-00", "-from:2024",
    "{title} : wall", "wall NEAR/2 ferry", "NEAR(wall ferry, 5)", "^wall", "wall + ferry", "a*", "*wall",
    "\x00wall\x00", "wall\nferry", "🙂", "\u202ewall", "%", "%%%s", "_", "';DROP TABLE articles;--", XSS,
    "http://example.com/?q=1", "C++", "東", "東*", "wall " * 400, '"' * 501, "x" * 3000, "from:2025 to:2024",
    "{{7*7}}", "{% raw %}", "../../etc/passwd", "source:" * 50, "\U0010fff0wall\U0010fff1", "title:東京",
]  # fmt: skip


def test_no_input_is_an_error(room: Room) -> None:
    for text in ODD:
        for path in ("/search", "/search.json", "/search.atom"):
            assert room.get(path, q=text).status == 200, (path, text)
    for name, value in [
        *(("before", "x"), ("before", "-1"), ("after", "9" * 40), ("offset", "99999999"), ("offset", "½")),
        *(("order", "x"), ("from", "x"), ("to", "2026-02-31"), ("before", "٣"), ("page", "-1")),
    ]:
        for order in ("newest", "ranked"):
            parameters = {"q": "ferry", "order": order, name: value}
            assert room.get("/search", **parameters).status == 200, (name, value)
        assert room.get("/", **{name: value}).status == 200, (name, value)
    raw = urllib.request.urlopen(f"{room.url}/search?q=%ff%fe%00&q=2&before=", timeout=60)
    with raw:
        assert raw.status == 200
    assert "Traceback" not in room.log.read_text(errors="replace")


def _attack_pages(room: Room) -> list[Answer]:
    with_author = f"/author/{_author_id(room)}"
    paths = ["/", f"/article/{ATTACK}", f"/article/{ATTACK}/changes", "/source/attacker", "/sources"]
    paths += [with_author, f"/section/{quote(XSS, safe='')}", "/archive/articles", "/archive/article_text"]
    paths += [f"/archive/articles/{ATTACK}", "/archive/sources", "/archive", "/archive/revision_texts"]
    searches = ["kraken", "title:kraken", "source:attacker", f'kraken section:"{XSS}"', XSS]
    return [room.get(path) for path in paths] + [room.get("/search", q=text) for text in searches]


def _author_id(room: Room) -> int:
    rows = json.loads(room.get("/archive/authors.json", _shape="array").text)
    return next(int(row["id"]) for row in rows if row["name"] == XSS)


def test_no_field_gets_out_of_its_place(room: Room) -> None:
    for page in _attack_pages(room):
        assert page.status == 200
        for name, attributes in page.tags:
            assert name not in ("img", "b"), page.text[:300]
            assert name != "script" or attributes.keys() == {"src", "defer"} or attributes == LINKED_DATA
            assert not any(one.startswith("on") for one in attributes)
            assert not (attributes.get("href") or "").strip().casefold().startswith("javascript:")
        assert "49" not in re.findall(r"onerror=alert\(2\)&gt;(\S{2})", page.text)


def test_the_answers_forbid_what_no_page_needs(room: Room) -> None:
    for path in (
        "/",
        "/search?q=ferry",
        f"/article/{FERRY}",
        "/archive/articles",
        "/nothing",
        "/static/icon.svg",
    ):
        headers = room.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=ferry", f"/article/{FERRY}", "/sources", "/archive", "/archive/articles", "/nothing"],
)
def test_pages_have_no_inline_code_and_ask_nobody_else(room: Room, path: str) -> None:
    page = room.get(path)
    tags = page.tags
    assert [name for name, attributes in tags if name == "style" or "style" in attributes] == []
    assert [name for name, attributes in tags if any(one.startswith("on") for one in attributes)] == []
    inline = [attributes for name, attributes in tags if name == "script" and "src" not in attributes]
    assert [attributes for attributes in inline if attributes != LINKED_DATA] == []
    for name, attributes in tags:
        if attributes == LINKED_DATA or attributes.get("method") == "dialog":
            continue
        if name in ("script", "link", "img", "iframe", "source", "form"):
            address = attributes.get("src") or attributes.get("href") or attributes.get("action") or ""
            assert address.removeprefix(room.url).startswith("/"), address


def test_sql_and_the_file_itself_are_not_served(room: Room) -> None:
    assert room.get("/archive", sql="select 1").status == 403
    assert room.get("/archive.db").status == 403
    assert room.get("/archive/articles", _where="1=1").status != 200


def test_json_says_what_was_found(room: Room) -> None:
    answer = json.loads(room.get("/search.json", q="ferry").text)
    assert answer["total"] == 3 and answer["total_is_lower_bound"] is False
    assert [article["id"] for article in answer["articles"]] == [FERRY, WALL, QUAI]
    assert answer["articles"][0]["reading_page"] == f"{room.url}/article/{FERRY}"
    assert {"text": "ferry", "is_hit": True} in answer["articles"][0]["snippet"]


def test_atom_is_a_feed_that_parses(room: Room) -> None:
    answer = room.get("/search.atom", q="kraken OR ferry")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    name = {"a": "http://www.w3.org/2005/Atom"}
    titles = [entry.findtext("a:title", "", name) for entry in feed.findall("a:entry", name)]
    assert titles[0] == "Night ferry crews walk out in three harbours"
    assert titles[-1] == f"Kraken {XSS}"
    for part in ("a:id", "a:updated", "a:title"):
        assert feed.findtext(part, "", name)


def test_datasettes_tables_are_newest_first_and_lead_to_the_reading_page(room: Room) -> None:
    page = room.get("/archive/articles")
    assert f'href="/article/{FERRY}"' in page.text
    assert page.text.index(f"/article/{FERRY}") < page.text.index(f"/article/{WALL}")
    assert "articles_fts" not in room.get("/archive").words


def test_tables_that_are_slow_to_count_are_not_counted(room: Room) -> None:
    counts = {table["name"]: table["count"] for table in json.loads(room.get("/archive.json").text)["tables"]}
    assert counts["articles"] == counts["article_text"] == 6  # in a file as small as this
    assert counts["articles_fts"] is None
    for table in ("article_text", "revision_texts", "articles_searched"):
        answer = json.loads(room.get(f"/archive/{table}.json").text)
        assert answer["filtered_table_rows_count"] is None and len(answer["rows"]) >= 6
    assert json.loads(room.get("/archive/articles.json").text)["filtered_table_rows_count"] == 6


def test_the_method_of_datasette_that_is_replaced_is_still_there() -> None:
    """``room/counting.py`` replaces it: see what the pages of the new Datasette call instead."""
    method = getattr(DatasetteDatabase, "table_counts", None)
    assert inspect.iscoroutinefunction(method), "datasette.database.Database.table_counts is gone"
    assert list(inspect.signature(method).parameters) == ["self", "limit"]


def test_every_column_of_every_table_is_described(tmp_path: Path) -> None:
    described = yaml.safe_load((WEB / "metadata.yaml").read_text())["databases"]["archive"]["tables"]
    with closing(sqlite3.connect(tmp_path / "archive.db")) as conn:
        migrations.apply(Database(conn))
        names = conn.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
            "AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'articles_fts%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        columns = {name: [row[1] for row in conn.execute(f"PRAGMA table_info({name})")] for (name,) in names}
    assert {name: list(described[name]["columns"]) for name in columns} == columns
    assert all(table["description"] for table in described.values() if not table.get("hidden"))


def test_the_settings_are_datasettes(room: Room) -> None:
    known = json.loads(room.get("/-/settings.json").text)
    assert set(json.loads((WEB / "settings.json").read_text())) <= set(known)


@pytest.mark.parametrize("kind", ["no file", "empty file"])
def test_without_an_archive_the_page_says_what_to_do(tmp_path: Path, kind: str) -> None:
    path = None if kind == "no file" else tmp_path / "archive.db"
    if path is not None:
        path.touch()
    with opened(path, tmp_path / "log") as room:
        for address in ("/", "/search?q=x", "/sources", "/article/1"):
            page = room.get(address)
            assert page.status == 200
            assert "scrapy harvest" in page.words
        assert room.get("/search.json?q=x").status == 503


def test_a_question_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    build(tmp_path / "archive.db", ARTICLES)
    with opened(tmp_path / "archive.db", tmp_path / "log", "--setting", "sql_time_limit_ms", "0") as room:
        page = room.get("/search", q="ferry")
        assert page.status == 503
        assert "That took too long" in page.words
        assert room.get("/search.json", q="ferry").status == 503


def test_the_plugin_needs_datasette_alone() -> None:
    heavy = "{'scrapy', 'trafilatura', 'lxml', 'sqlite_utils', 'twisted'}"
    code = (
        "import sys, runpy; runpy.run_path('crawler/web/plugins/reading_room.py'); "
        f"print(*{heavy} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_an_archive_without_articles_is_friendly(tmp_path: Path) -> None:
    build(tmp_path / "archive.db", [])
    with opened(tmp_path / "archive.db", tmp_path / "log") as room:
        assert "scrapy harvest" in room.get("/").words
        assert room.get("/sources").status == 200
        assert "Nothing in the archive yet" in room.get("/search", q="x").words


def test_a_base_url_a_file_of_another_name_and_a_writer_at_work(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    build(path, ARTICLES[:2])
    with opened(path, tmp_path / "log", "--setting", "base_url", "/papers/") as room:
        for address in ("/papers/", "/papers/search?q=ferry", f"/papers/article/{FERRY}", "/papers/sources"):
            page = room.get(address)
            assert page.status == 200
            assert set(re.findall(r'(?:href|src|action)="(/[^"/]*)', page.text)) == {"/papers"}
        assert "One row an article" in room.get("/papers/news/articles").words
        for address in re.findall(r'href="(/papers/static[^"]+)"', room.get("/papers/").text):
            assert room.get(address).status == 200
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            _file(writer, ARTICLES[4])
            assert "2 articles for" in room.get("/papers/search", q="ferry").words
            writer.execute("COMMIT")
            assert "3 articles for" in room.get("/papers/search", q="ferry").words


@pytest.mark.browser
def test_a_reader_searches_and_reads(room: Room, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    box = browser.switch_to.active_element
    assert box.get_attribute("name") == "q"
    box.send_keys("ferry", Keys.ENTER)
    assert browser.find_element(By.TAG_NAME, "mark").text.casefold() == "ferry"
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("j")
    body.send_keys("j")
    browser.switch_to.active_element.send_keys("k")
    assert "Night ferry" in browser.switch_to.active_element.text
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.find_element(By.TAG_NAME, "h1").text == "Night ferry crews walk out in three harbours"


@pytest.mark.browser
def test_everything_works_without_javascript(room: Room, browser: webdriver.Chrome) -> None:
    look(browser, scripts=False)
    browser.get(f"{room.url}/")
    box = browser.find_element(By.NAME, "q")
    box.send_keys("ferry")
    browser.find_element(By.CSS_SELECTOR, ".find button").click()
    arrived(browser, lambda url: url.endswith("/search?q=ferry"))
    browser.find_element(By.CSS_SELECTOR, ".rail .counts a").click()
    arrived(browser, lambda url: "source%3A" in url)
    browser.find_element(By.CSS_SELECTOR, ".chips a").click()
    arrived(browser, lambda url: "source" not in url)
    assert len(browser.find_elements(By.CSS_SELECTOR, ".item")) == 3


@pytest.mark.browser
def test_arabic_runs_from_the_right(room: Room, browser: webdriver.Chrome) -> None:
    browser.get(f"{room.url}/article/{CAIRO}")
    assert css(browser, "h1", "direction") == "rtl"
    assert css(browser, ".text", "direction") == "rtl"
    assert css(browser, "main", "direction") == "ltr"
    assert browser.find_element(By.CSS_SELECTOR, ".text").get_attribute("lang") == "ar"


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1600])
def test_no_page_scrolls_sideways(room: Room, browser: webdriver.Chrome, width: int) -> None:
    look(browser, width=width)
    paths = ["/", "/search?q=ferry", f"/article/{FERRY}", f"/article/{ATTACK}", "/sources", "/search"]
    paths += ["/archive", "/archive/articles", f"/archive/articles/{FERRY}", f"/article/{FERRY}/changes"]
    for path in [*paths, "/source/attacker", "/day/2026-11-22", "/search?q=" + "x" * 300]:
        browser.get(f"{room.url}{path}")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path


_CONTRAST = """
const channels = (c) => c.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
  .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const ground = (e) => {
  for (; e; e = e.parentElement) {
    const c = channels(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c;
  }
  return [255, 255, 255];
};
const worst = [21, ""];
for (const e of document.querySelectorAll("body *")) {
  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  if (!own || e.closest(".unseen, svg, .skip") || !e.getClientRects().length) continue;
  const [a, b] = [light(channels(getComputedStyle(e).color)), light(ground(e))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < worst[0]) worst.splice(0, 2, ratio, e.outerHTML.slice(0, 120));
}
return worst;
"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(room: Room, browser: webdriver.Chrome, scheme: str) -> None:
    """WCAG 2.2 AA, 1.4.3: 4.5 to 1."""
    look(browser, scheme=scheme)
    for path in (
        "/",
        "/search?q=ferry",
        f"/article/{FERRY}",
        f"/article/{FERRY}/changes",
        "/sources",
        "/archive",
    ):
        browser.get(f"{room.url}{path}")
        ratio, where = browser.execute_script(_CONTRAST)
        assert ratio >= 4.5, (path, where)
    ground = css(browser, "body", "background-color")
    brightness = sum(int(part) for part in re.findall(r"\d+", ground)[:3])
    assert (brightness < 150) == (scheme == "dark")


@pytest.mark.browser
def test_no_page_breaks_its_own_policy_or_runs_what_it_was_fed(room: Room, browser: webdriver.Chrome) -> None:
    paths = ["/", "/search?q=kraken", f"/article/{ATTACK}", f"/article/{ATTACK}/changes", "/source/attacker"]
    paths += ["/archive", "/archive/articles", f"/archive/articles/{ATTACK}", "/sources"]
    for path in paths:
        browser.get(f"{room.url}{path}")
        log: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
        assert log == [], path
        browser.find_element(By.TAG_NAME, "h1")  # an open alert would raise


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/search?q=ferry", f"/article/{FERRY}", "/sources"])
def test_a_page_has_its_landmarks_and_labels(room: Room, browser: webdriver.Chrome, path: str) -> None:
    browser.get(f"{room.url}{path}")
    for selector in ("header", "main", "footer", "nav[aria-label]", "[role=search]", "h1"):
        assert len(browser.find_elements(By.CSS_SELECTOR, f"body {selector}")) >= 1
    assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1
    unlabelled = browser.execute_script(
        "return [...document.querySelectorAll('input:not([type=hidden]), select')]"
        ".filter((e) => !e.labels.length).map((e) => e.outerHTML)"
    )
    assert unlabelled == []
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the content"
