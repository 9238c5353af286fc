"""Which addresses are taken for articles, anywhere and at one publisher."""

import dataclasses
import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from bench import address_fit, addresses_known, discovery
from crawler.discovery.addresses import THRESHOLD, ArticleAddresses, day_of, score

HOST = "https://echo.example"


def test_every_publisher_is_judged_well_by_what_was_learnt_from_the_others() -> None:
    known = addresses_known.of_our_lists()
    assert len(addresses_known.publishers_of(known)) > 50
    assert sum(one.is_article for one in known) > 600
    assert sum(not one.is_article for one in known) > 1_900
    precision, recall = discovery.figures(known, discovery.held_out(known))
    assert precision >= discovery.FLOOR_PRECISION
    assert recall >= discovery.FLOOR_RECALL + 0.01  # 0.976 when this was written


def test_the_crawlers_own_weights_do_at_least_as_well_on_our_lists() -> None:
    precision, recall = discovery.figures(addresses_known.of_our_lists(), lambda one: score(one.url))
    assert precision >= 0.985
    assert recall >= 0.965


def test_no_weight_is_fitted_to_the_publisher_that_it_judges() -> None:
    """Turn every label of one publisher over: its own weights stay, those of the others move."""
    known = addresses_known.of_our_lists()[-400:]
    publisher = known[0].publisher
    turned = [
        dataclasses.replace(one, is_article=not one.is_article) if one.publisher == publisher else one
        for one in known
    ]
    before, after = address_fit.held_out(known), address_fit.held_out(turned)
    assert after[publisher] == before[publisher]
    assert any(after[other] != before[other] for other in before)


def test_a_corpus_is_labelled_by_its_pages_and_links_and_never_by_addresses(tmp_path: Path) -> None:
    home = "https://echo.example"
    page = f"""<html><head><script>{{"@type": "NewsArticle"}}</script></head><body>
        <nav><a href="{home}/zzz">Sport</a> <a href="/a-menu-name-may-have-a-headline-s-address">Local</a></nav>
        <a href="/b">The ferry stays in port for the ninth day in a row</a> <a href="/c">Ferry in port</a>
        <a href="https://other.example/d">The ferry stays in port for the ninth day in a row</a>
        <a href="http://[">No address at all, though of more than seven words</a></body></html>"""
    pages = tmp_path / "papers" / "pages"
    pages.mkdir(parents=True)
    (pages / "one.html.gz").write_bytes(gzip.compress(page.encode()))
    (pages / "two.html.gz").write_bytes(gzip.compress(b"<html><body>A shop</body></html>"))
    rows = [{"id": "one", "url": f"{home}/x", "body": None}, {"id": "two", "url": f"{home}/y", "body": None}]
    (tmp_path / "papers" / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found = {
        one.url.removeprefix(home): (one.origin, one.is_article)
        for one in addresses_known.of_corpora(tmp_path)
    }
    assert found == {
        "/x": ("papers", True),
        "/y": ("not called articles", True),
        "/zzz": ("menu links", False),
        "/a-menu-name-may-have-a-headline-s-address": ("menu links", False),
        "/b": ("headline links", True),
    }


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/", id="front-page"),
        pytest.param("/politics", id="section"),
        pytest.param("/tag/harbour-bridge-collapse-inquiry", id="tag"),
        pytest.param("/author/jane-doe/page/2/", id="author"),
        pytest.param("/shop/tea-towel-with-front-page-1912", id="shop"),
        pytest.param("/images/2024/03/14/bridge-collapse-aerial-view.webp", id="picture"),
        pytest.param("/2024/03/14/", id="archive-of-a-day"),
        pytest.param("/2024/03/14/ferry-strike-ends/feed/", id="feed-of-comments"),
        pytest.param("/?s=ferry+strike+ends", id="search"),
        pytest.param("/category/sport/page/7/", id="second-page-of-a-list"),
    ],
)
def test_what_is_no_article_is_refused(path: str) -> None:
    assert score(HOST + path) < THRESHOLD


@pytest.mark.parametrize(
    ("own", "article", "other"),
    [
        pytest.param("/article.php?id={}", "/article.php?id=7", "/page.php?id=7", id="numbers-in-a-query"),
        pytest.param("/n/{}", "/n/12", "/n/archive", id="short-numbers"),
        pytest.param("/b/kurz-{}", "/b/kurz-19", "/b/kurz", id="one-word-and-a-number"),
    ],
)
def test_the_form_of_a_publisher_is_learnt_from_its_own_articles(own: str, article: str, other: str) -> None:
    learnt = ArticleAddresses.learnt_from(HOST + own.format(number) for number in range(1, 12))
    assert score(HOST + article) < THRESHOLD
    assert HOST + article in learnt
    assert HOST + other not in learnt


def test_what_a_publisher_never_does_is_doubted() -> None:
    learnt = ArticleAddresses.learnt_from(
        f"{HOST}/2026/03/{day:02}/the-ferry-and-its-{day}-captains-{day}0012" for day in range(1, 20)
    )
    section = f"{HOST}/special/the-long-story-of-our-ferries"
    assert score(f"{HOST}/campaign-for-better-island-ferries") >= THRESHOLD
    assert f"{HOST}/campaign-for-better-island-ferries" not in learnt
    assert section not in learnt
    assert f"{HOST}/2026/04/02/who-pays-for-the-ferries-123456" in learnt


def test_few_examples_teach_nothing() -> None:
    learnt = ArticleAddresses.learnt_from([f"{HOST}/article.php?id=3"])
    assert learnt.score(f"{HOST}/article.php?id=4") == score(f"{HOST}/article.php?id=4")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        pytest.param("/2026/03/14/ferry", date(2026, 3, 14), id="folders"),
        pytest.param("/2026/3/4/ferry", date(2026, 3, 4), id="one-digit"),
        pytest.param("/news/2026-03-14-ferry", date(2026, 3, 14), id="hyphens"),
        pytest.param("/a/20260314-112", date(2026, 3, 14), id="eight-digits"),
        pytest.param("/sitemap-2026-03.xml", date(2026, 3, 1), id="a-month"),
        pytest.param("/2026/02/30/ferry", None, id="no-such-day"),
        pytest.param("/article/20260399123", None, id="part-of-a-number"),
        pytest.param("/ferry-202603", None, id="six-digits-may-be-anything"),
    ],
)
def test_the_day_in_an_address(path: str, day: date | None) -> None:
    assert day_of(HOST + path) == day


@pytest.mark.parametrize(
    "url", ["https://echo.example/%", "https://echo.example/a?b=&&=c", "https://echo.example//"]
)
def test_odd_addresses_are_judged_without_complaint(url: str) -> None:
    assert score(url) < THRESHOLD


@pytest.mark.parametrize(
    ("url", "article"),
    [
        pytest.param("https://a.example/opinion/letters-to-the-editor", False, id="the-letters-page"),
        pytest.param(
            "https://a.example/opinion/editors-who-write-letters-to-themselves", True, id="on-letters"
        ),
        pytest.param("https://a.example/our-editorial-standards-and-ethics", False, id="about-the-site"),
        pytest.param("https://a.example/insurance/travel-insurance/", False, id="a-room-of-a-room"),
        pytest.param(
            "https://a.example/insurance/flood-insurance-costs-double-after-storm", True, id="in-it"
        ),
        pytest.param("https://a.example/author-88/kit-garber.html", False, id="a-numbered-author"),
    ],
)
def test_what_a_site_says_of_itself_and_its_rooms_is_no_article(url: str, article: bool) -> None:
    assert (score(url) >= THRESHOLD) is article


@pytest.mark.parametrize(
    ("url", "article"),
    [
        pytest.param("https://a.example/extra/impressum-a-941280.html", False, id="numbered-imprint"),
        pytest.param(
            "https://a.example/services/article7893735/Impressum.html", False, id="imprint-in-an-article"
        ),
        pytest.param("https://shop.a.example/front-page-of-1912-on-a-mug", False, id="shop-on-its-own-host"),
        pytest.param(
            "https://a.example/threads/who-saw-the-ferry-burn.2412345/", False, id="thread-of-a-forum"
        ),
        pytest.param("https://a.example/2025_02_01_archive.html", False, id="archive-of-a-day"),
        pytest.param("https://a.example/archives/11-02-2025/", False, id="archive-day-first"),
        pytest.param("https://a.example/?p=4821", True, id="number-in-the-query"),
        pytest.param("https://a.example/article.php?id=5123", True, id="a-script"),
        pytest.param("https://a.example/a/k0QxLp", True, id="short-code"),
        pytest.param("https://a.example/%D9%85%D8%AD%D9%84%D9%8A%D8%A7%D8%AA", False, id="section-in-arabic"),
        pytest.param(
            "https://a.example/2025/02/11/%E6%B8%AF%E3%81%A7%E5%A4%A7%E8%A6%8F%E6%A8%A1%E3%81%AA%E5%81%9C%E9%9B%BB",
            True,
            id="slug-in-japanese",
        ),
    ],
)
def test_conventions_of_content_systems_are_known(url: str, article: bool) -> None:
    assert (score(url) >= THRESHOLD) is article


def test_the_bench_ends_with_failure_below_a_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    few = addresses_known.of_our_lists()[-200:]
    monkeypatch.setattr(discovery, "of_our_lists", lambda: few)
    monkeypatch.setattr(discovery, "FLOOR_RECALL", 1.01)
    assert discovery.main([]) == 1


def test_one_short_slug_among_few_articles_is_vouched_for_by_the_others() -> None:
    learnt = ArticleAddresses.learnt_from(
        f"https://e.example/{path}.html"
        for path in (
            *(
                "politik/faehre-faellt-aus-1",
                "politik/verkauf-wird-gestoppt-2",
                "gericht/urteil-gegen-dachdecker-4",
            ),
            *("sport/marnau-dreht-derby-5", "klima/obstbauern-spaetfrost-7", "leute/kein-ende-in-sicht-8"),
        )
    )
    assert "https://e.example/wissenschaft/hoehlenkrebs-kesselbrueck-3.html" in learnt
