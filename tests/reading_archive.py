"""A small archive for the reading room's tests, filed as the crawl files: three states of one article, and others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filing import add_source

from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier, Link
from pipelines.archive.ledger import Fetch, Ledger
from pipelines.items import Article, Author, Dateline, Entry, Page

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
OPENING = "The last boat left the quay at a quarter past eleven and did not come back that night."
MIDDLE = "A spokesman for the harbour said the ferry to the islands would run as usual on 1,900 days."
ODD_TITLE = "</script><script>alert(1)</script> & {braces} | bars_and %"


def _article(url: str, title: str, *body: str, **fields: object) -> Article:
    given: dict[str, object] = {"language": "en", "published": SEEN - timedelta(hours=3), **fields}
    return Article(url=url, title=title, body=list(body), **given)  # type: ignore[arg-type]


FERRY = _article(
    "https://echo.example/ferry",
    "Ferry crews walk out",
    OPENING,
    MIDDLE,
    "Passengers slept in the ferry hall. The ferries return on Thursday.",
    authors=[Author(name="Ana van der Berg", role="Harbour correspondent"), Author(name="Bo Lee")],
    byline="By Ana van der Berg and Bo Lee",
    dateline=Dateline(
        text="PORT ELLERY (Havenwire)", place="Port Ellery", agency="Havenwire", separator=" — "
    ),
    tags=["ferries", "Port Ellery"],
    section="Transport",
    image="https://echo.example/quay.jpg",
    provenance={"title": "json-ld", "published": "meta"},
    published_raw="22 November 2026 at nine",
)
KEPT = ("authors", "byline", "dateline", "tags", "section", "image", "provenance", "published_raw")
"""What of the ferry article stays the same in its later states."""

WALL = _article(
    "https://echo.example/wall",
    "Harbour wall holds",
    "The wall has held since the storm, but only just, the engineers told the council.",
    authors=[Author(name="Bo Lee")],
    dateline=Dateline(text="PORT ELLERY", place="Port Ellery", separator=" — "),
    tags=["Ferries"],
    section="Local",
)
ODD = _article(
    "https://echo.example/odd", ODD_TITLE, "Nothing in this text is markup, whatever it looks like."
)
COPY = _article(
    "https://other.example/wall",
    "Wall holds, say engineers",
    "The wall has held since the storm, but only just, the engineers told the council.",
    "A sentence that only this paper has, about the price of stone from the upper valley.",
)
TOKYO = _article(
    "https://echo.example/tokyo",
    "東京港に新ターミナル",
    "東京の港に新しいターミナルが開業した。朝から多くの人が岸壁に集まった。",
    language="ja",
    authors=[Author(name="佐藤花子")],
)


MARKUP = '"><b onclick="alert(1)">{{7*7}}</b>'
NOTED = Article(
    url="https://echo.example/noted",
    title="The bay that was not the western one",
    body=["The boat went down in the bay, and nobody was hurt.", "The coastguard was there within the hour."],
    language="en",
    published=SEEN,
    modified_raw="Updated on the eve of Saint Andrew",
    paywalled=True,
    paywall_reason=f"Subscribe {MARKUP} to read on",
    licence="https://creativecommons.org/licenses/by/4.0/",
    correction=f"Correction: an earlier version named the wrong bay {MARKUP}.",
    provenance={
        "modified": "meta",
        "paywalled": "json-ld",
        "licence": "markup",
        "correction": "text",
        "entries": "markup",
    },
)
"""With a notice, a wall, a licence and a time of change in words."""

EVENING = datetime(2026, 3, 13, 23, 50, tzinfo=UTC)
NIGHT = datetime(2026, 3, 14, 0, 10, tzinfo=UTC)
STORM = Article(
    url="https://echo.example/storm-live",
    title="Live: the storm",
    body=["The wind is at nine.", "The harbour bar is closed to all ships until the morning."],
    kind="live",
    language="en",
    published=EVENING,
    entries=[Entry(paragraph=0, at=NIGHT), Entry(paragraph=1, at=EVENING)],
)
LATER = datetime(2026, 3, 14, 1, 5, tzinfo=UTC)
STORM_LATER = replace(
    STORM,
    body=[
        "A trawler has come in under tow.",
        "Her crew of five is well.",
        "The wind is at nine.",
        "The harbour bar is closed to all ships until noon.",
    ],
    entries=[
        Entry(paragraph=0, at=LATER),
        Entry(paragraph=2, at=NIGHT),
        Entry(paragraph=3, at=EVENING),
    ],
)
STORM_OVER = replace(STORM, body=["The storm is over, and the harbour is open."], entries=[])


def file_article(archive: Archive, run: int | None, article: Article, at: datetime) -> int:
    frontier = Frontier(archive)
    frontier.add_links("echo", None, [Link(url=article.url)])
    known = frontier.page_at(article.url)
    assert known is not None
    page = Page(
        page_id=known.page_id,
        source="echo",
        requested_url=article.url,
        url=article.url,
        status=200,
        body=b"",
        fetched_at=at,
    )
    filed = archive.file(page, article, run)
    frontier.done(page.page_id, filed.article_id, status=200)
    return filed.article_id


def _fetch(outcome: str, url: str, page_id: int | None = None, reason: str | None = None) -> Fetch:
    return Fetch(source="echo", kind="page", url=url, outcome=outcome, reason=reason, page_id=page_id)


class Filed:
    """The archive of these tests, and the ids of its articles."""

    def __init__(self, path: Path, *, with_copy: bool = False) -> None:
        self.path = path
        with Archive(path) as archive:
            add_source(archive, "echo")
            ledger = Ledger(archive, "harvest")
            self.run = ledger.run_id
            self.ferry = file_article(archive, self.run, FERRY, SEEN)
            later = _article(FERRY.url, "Ferry crews return", OPENING, MIDDLE.replace("1,900", "2,000"))
            last = _article(FERRY.url, "Ferry crews walk out again", OPENING, "They left at noon. " + MIDDLE)
            for hours, article in ((1, later), (2, last)):
                for name in (
                    "authors",
                    "byline",
                    "dateline",
                    "tags",
                    "section",
                    "image",
                    "provenance",
                    "published_raw",
                ):
                    setattr(article, name, getattr(FERRY, name))
                assert file_article(archive, self.run, article, SEEN + timedelta(hours=hours)) == self.ferry
            self.wall = file_article(archive, self.run, WALL, SEEN)
            if with_copy:
                self._file_copy(archive)
            self.odd = file_article(archive, self.run, ODD, SEEN)
            self.tokyo = file_article(archive, self.run, TOKYO, SEEN)
            wall_page = Frontier(archive).page_at(WALL.url)
            assert wall_page is not None
            ledger.record(_fetch("new", WALL.url, wall_page.page_id))
            ledger.record(_fetch("failed", "https://echo.example/gone", reason="http_404"))
            ledger.finish("finished")
            archive.conn.execute("UPDATE articles SET status = 'vanished' WHERE id = ?", [self.odd])
            archive.conn.execute(
                "INSERT INTO article_events (article, at, kind, http_status) "
                "VALUES (?, '2026-11-23T08:00:00Z', 'vanished', 410)",
                [self.odd],
            )
            archive.conn.execute(
                "INSERT INTO article_urls (url_key, article, url, learnt, first_at) "
                "VALUES ('amp', ?, 'https://echo.example/amp/odd', 'redirect', '2026-11-22T12:00:00Z')",
                [self.odd],
            )
            archive.conn.execute(
                'UPDATE revisions SET changed = \'["headline", "body"]\', words_added = 4, words_removed = 0, '
                "is_substantive = 1, reverts_to = 1 WHERE article = ? AND revision = 3",
                [self.ferry],
            )
            row = archive.conn.execute("SELECT id FROM authors WHERE name = 'Bo Lee'").fetchone()
            self.bo_lee = int(row[0])

    def _file_copy(self, archive: Archive) -> None:
        """One more article, a copy of another, and their story."""
        copy = file_article(archive, self.run, COPY, SEEN + timedelta(hours=2))
        archive.conn.execute("UPDATE articles SET story = 77 WHERE id IN (?, ?)", [self.wall, copy])
        archive.conn.execute(
            "INSERT INTO stories (id, first_article, articles, sources, first_at, last_at) "
            "VALUES (77, ?, 2, 1, '2026-11-22T09:00:00Z', '2026-11-22T11:00:00Z')",
            [self.wall],
        )


def keep_captures(archive: Archive, article: int, url: str) -> None:
    """Two kept pages of an article, the newer one an error page."""
    page = archive.conn.execute("SELECT id FROM pages WHERE article = ?", [article]).fetchone()[0]
    for at, reason in (("2026-11-22T13:00:00Z", None), ("2026-11-23T13:00:00Z", "error_page")):
        archive.conn.execute(
            "INSERT INTO captures (page, url, fetched_at, http_status, digest, file, offset, length, reason) "
            "VALUES (?, ?, ?, 200, '', 'captures/1.warc.gz', 0, 1, ?)",
            [page, url, at, reason],
        )
