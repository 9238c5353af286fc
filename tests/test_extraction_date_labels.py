"""What is said beside a printed date, in one line, in the next element, or by an element's name."""

import pytest

from pipelines.extraction import extract
from pipelines.items import Article

TEXT = "The river rose by nearly two metres overnight and reached the market square before dawn. " * 4
FIRST, LATER = "2026-03-03T09:10:00+00:00", "2026-03-04T10:20:00+00:00"
DAY = "2026-03-03T00:00:00+00:00"


def article(above: str, head: str = "", body: str = "", below: str = "") -> Article:
    html = (
        f"<html><head><title>River floods the square</title>{head}</head><body><article>"
        f"<h1>River floods the square</h1>{above}<div><p>{TEXT}</p><p>{TEXT}</p>{body}</div></article>"
        f"{below}</body></html>"
    )
    return extract(html.encode(), "https://courier.example/news/river")


def times(found: Article) -> tuple[str | None, str | None]:
    published = found.published.isoformat() if found.published is not None else None
    return published, found.modified.isoformat() if found.modified is not None else None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Updated: 4 March 2026, 10:20 | Published: 3 March 2026, 09:10", id="english"),
        pytest.param(
            "Stand: 04.03.2026, 10:20 Uhr – Erstmals veröffentlicht: 03.03.2026, 09:10 Uhr", id="german"
        ),
        pytest.param("Uppdaterad 2026-03-04 10:20 Publicerad 2026-03-03 09:10", id="swedish"),
        pytest.param("3 Marzo 2026 09:10 - Ultimo aggiornamento: 4 Marzo 2026 10:20", id="italian"),
        pytest.param("Publikacja: 03.03.2026 09:10 Aktualizacja: 04.03.2026 10:20", id="polish"),
        pytest.param("آخر تحديث: 4 مارس 2026 10:20 | تاريخ النشر: 3 مارس 2026 09:10", id="arabic"),
        pytest.param("Poslední změna: 4. 3. 2026 10:20, zveřejněno 3. 3. 2026 9:10", id="czech"),
        pytest.param("Публикувана 3 март 2026, 09:10, последна промяна 4 март 2026, 10:20", id="bulgarian"),
    ],
)
def test_each_date_of_a_line_has_its_own_label(line: str) -> None:
    assert times(article(f"<p>{line}</p>")) == (FIRST, LATER)


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            '<time class="updated" datetime="2026-03-04T10:20:00Z">4 March</time>'
            '<time class="entry-date published" datetime="2026-03-03T09:10:00Z">3 March</time>',
            id="by-the-name",
        ),
        pytest.param(
            '<p><time datetime="2026-03-03T09:10:00Z">3 March</time>, updated '
            '<time datetime="2026-03-04T10:20:00Z">4 March</time></p>',
            id="between-them",
        ),
    ],
)
def test_an_element_or_the_word_before_it_says_that_it_is_the_change(above: str) -> None:
    assert times(article(above)) == (FIRST, LATER)


def test_a_time_that_stands_alone_is_the_first_whatever_it_is_called() -> None:
    assert times(article('<span class="updated">3 March 2026</span>')) == (DAY, None)


@pytest.mark.parametrize(
    ("above", "published"),
    [
        pytest.param(
            '<b class="date">3 March 2026</b> <b class="time">09:10</b>', FIRST, id="clock-in-the-next"
        ),
        pytest.param('<b class="date">3 March 2026</b> | <b>at 9:10 am</b>', FIRST, id="bar-between"),
        pytest.param('<b class="date">3 March 2026</b> <b>2:10 video</b>', DAY, id="length-of-a-film"),
        pytest.param('<b class="stamp date" data-timestamp="1772529000">Tuesday</b>', FIRST, id="seconds"),
        pytest.param('<time data-time="1772529000000">Tuesday</time>', FIRST, id="thousandths"),
        pytest.param(
            "<p>Published: 9:10am, 3 Mar 2026 (HKT)</p>", "2026-03-03T09:10:00+08:00", id="zone-last"
        ),
        pytest.param("<p>2026-03-03 上午9:10</p>", FIRST, id="half-of-the-day-first"),
        pytest.param(
            "<p>Publié le 1er mars 2026 à 9 h 10</p>", "2026-03-01T09:10:00+00:00", id="ordinal-french"
        ),
        pytest.param("<p>3rd March, 2026</p>", DAY, id="ordinal-english"),
    ],
)
def test_a_date_is_read_with_its_clock(above: str, published: str) -> None:
    assert times(article(above))[0] == published


def test_a_day_of_which_the_story_speaks_is_not_its_own() -> None:
    spoken = (
        '<p>The festival opens on <time datetime="2026-02-14T10:00:00Z">14 February</time> in the square, '
        "and the council expects that many visitors will come to it this year, as they did in the last.</p>"
    )
    assert times(article("<p>3 March 2026, 09:10</p>", body=spoken)) == (FIRST, None)


def test_what_the_site_says_of_itself_is_not_the_storys_change() -> None:
    below = "<p>Site last updated 25 November 2026</p>"
    assert times(article("<p>3 March 2026, 09:10</p>", below=below)) == (FIRST, None)


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        pytest.param("2026-03-03T00:00:00Z", FIRST, id="midnight-is-no-clock"),
        pytest.param("2026-03-03T00:01:00Z", "2026-03-03T00:01:00+00:00", id="a-minute-later-is"),
        pytest.param("2026-03-02T00:00:00Z", "2026-03-02T00:00:00+00:00", id="of-another-day"),
    ],
)
def test_midnight_sharp_takes_the_minute_that_is_printed(stated: str, published: str) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    assert times(article("<p>3 March 2026, 09:10</p>", head=head))[0] == published
