"""Which addresses are taken for articles, anywhere and at one publisher."""

from datetime import date

import pytest

from bench import discovery
from crawler.discovery.addresses import THRESHOLD, ArticleAddresses, day_of, score

HOST = "https://echo.example"


def test_our_lists_are_judged_within_the_floors() -> None:
    articles = discovery.judged(
        "articles", discovery.read_list(discovery.LISTS / "articles.txt"), articles=True
    )
    others = discovery.judged(
        "others", discovery.read_list(discovery.LISTS / "other_pages.txt"), articles=False
    )
    assert articles.number > 250
    assert others.number > 700
    assert len(articles.wrong) <= 0.02 * articles.number, articles.wrong
    assert len(others.wrong) <= 0.01 * others.number, others.wrong


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


def test_the_lists_of_addresses_are_judged_as_well_as_promised() -> None:
    assert discovery.main([]) == 0
