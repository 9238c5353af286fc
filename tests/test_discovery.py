"""Sitemaps, indexes of them and announced feeds, found and read by real harvests."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsroom.paper import Story, page, paragraphs, printed

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def filed(rows: list[tuple[object, ...]]) -> set[str]:
    """Paths of these addresses."""
    return {"/" + str(url).split("/", 3)[3] for (url,) in rows}


def test_an_index_leads_to_its_sitemaps_and_they_to_their_articles(tmp_path: Path) -> None:
    with printed(["gazette"], tmp_path, NOW) as press:
        (paper,) = press.papers
        packed = [paper.story(n, NOW - n * DAY) for n in range(3)]
        deep = [paper.story(20, NOW - DAY)]
        unseen = [paper.story(30, NOW - DAY)]
        text = page("Ferry stays in port", NOW, paragraphs(10)).replace("article:published_time", "other")
        paper.serve("/story-without-a-date", text)
        news = Story("/story-without-a-date", "Ferry stays in port", NOW - 3 * HOUR)
        paper.index(
            "/map.xml",
            {
                "/news.xml": NOW - HOUR, "/part.xml.gz": None, "/old.xml": NOW - 60 * DAY,
                "/deep-1.xml": NOW - HOUR, "/map.xml": None,
            },
        )  # fmt: skip
        for depth in (1, 2, 3):
            paper.index(f"/deep-{depth}.xml", {f"/deep-{depth + 1}.xml": None, f"/list-{depth}.xml": None})
        paper.sitemap("/news.xml", [news], news=True)
        paper.sitemap("/part.xml.gz", packed)
        paper.sitemap("/old.xml", [paper.story(40, NOW - 60 * DAY)])
        paper.sitemap("/list-1.xml", [])
        paper.sitemap("/list-2.xml", deep)
        paper.sitemap("/list-3.xml", unseen)  # four indexes above it
        paper.names("sitemaps", "/map.xml")
        press.harvest()

        listings = [path for path in paper.site.asked if ".xml" in path]
        depths = [f"/deep-{n}.xml" for n in (1, 2, 3)]
        lists = ["/list-1.xml", "/list-2.xml"]
        assert sorted(listings) == sorted(["/map.xml", "/news.xml", "/part.xml.gz", *depths, *lists])
        wanted = {one.path for one in (*packed, *deep, news)}
        assert filed(press.rows("SELECT url FROM articles")) == wanted
        told = press.rows("SELECT hint_title, hint_published_at FROM pages WHERE url LIKE '%without-a-date'")
        moment = news.published.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert told == [(news.title, moment)]
        dated = press.rows("SELECT title, published_at FROM articles WHERE url LIKE '%without-a-date'")
        assert dated == [(news.title, moment)]

        press.later(HOUR / 2)
        press.harvest()
        again = [path for path in paper.site.asked if ".xml" in path]
        assert sorted(again) == ["/deep-1.xml", "/deep-2.xml", "/map.xml", "/news.xml"]
        assert press.rows("SELECT sum(kind = 'page') FROM fetches WHERE run = 2") == [(0,)]

        new = paper.story(50, press.now)
        paper.sitemap("/part.xml.gz", [new, *packed])
        paper.index("/map.xml", {"/news.xml": NOW - HOUR, "/part.xml.gz": press.now + HOUR / 6})
        press.later(HOUR / 4)
        press.harvest()
        assert new.path in paper.site.asked
        assert paper.site.asked.count("/part.xml.gz") == 1


def test_a_long_index_is_read_in_several_runs_the_newest_first(tmp_path: Path) -> None:
    with printed(["gazette"], tmp_path, NOW) as press:
        (paper,) = press.papers
        paper.index("/map.xml", {f"/part-{n}.xml": NOW - (n + 1) * DAY for n in range(5)})
        for n in range(5):
            paper.sitemap(f"/part-{n}.xml", [paper.story(n, NOW - (n + 1) * DAY)])
        paper.names("sitemaps", "/map.xml")
        for expected in ([0, 1], [2, 3], [4]):
            press.harvest(SITEMAPS_PER_RUN=3)
            read = [path for path in paper.site.asked if path.startswith("/part")]
            assert read == [f"/part-{n}.xml" for n in expected]
            press.later(timedelta(minutes=5))
        assert press.rows("SELECT count(*) FROM articles") == [(5,)]


def test_a_feed_that_a_page_announces_in_its_head_is_read(tmp_path: Path) -> None:
    with printed(["gazette"], tmp_path, NOW) as press:
        (paper,) = press.papers
        stories = [paper.story(n, NOW - n * HOUR) for n in range(3)]
        paper.feed("/hidden-feed", stories)
        paper.listings.clear()
        link = '<link rel="alternate" type="application/rss+xml" href="/hidden-feed">'
        paper.serve(
            "/", f"<html><head><title>Gazette</title>{link}</head><body><h1>Gazette</h1></body></html>"
        )
        paper.names("sections", "/")
        press.harvest()
        assert paper.site.asked == ["/robots.txt", "/", "/hidden-feed", *(one.path for one in stories)]
        assert filed(press.rows("SELECT url FROM articles")) == {one.path for one in stories}
