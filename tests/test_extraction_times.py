"""What a page says of its time: dates as newspapers print them, and which witness wins."""

# ruff: noqa: RUF001 - dates in their own scripts

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction import calendar_words, extract
from pipelines.extraction.calendar_words import MONTHS, month_number
from pipelines.extraction.dates import Moment, from_jalali, parse
from pipelines.extraction.times import address_date, as_printed
from pipelines.items import Article, Hints

URL = "https://courier.example/local/ferry"
TITLE = "Ferry to the outer islands resumes after three months"
TEXT = (
    "The first ferry since December left the harbour at dawn on Tuesday, carrying forty passengers, two lorries "
    "and a piano that had waited on the quay since Christmas, when the gearbox had failed without any warning."
)


def page(head: str = "", above: str = "", below: str = "", language: str = "en", before: str = "") -> bytes:
    """An article; ``before`` stands above the headline, ``above`` over the text, ``below`` under it."""
    return (
        f'<html lang="{language}"><head><title>{TITLE}</title>{head}</head><body><header>{before}</header><main>'
        f"<article><h1>{TITLE}</h1>{above}<p>{TEXT}</p><p>{TEXT[::-1]}</p><p>{TEXT}</p>{below}</article></main></body></html>"
    ).encode()


def json_ld(**fields: object) -> str:
    """A NewsArticle in a script."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def said(html: bytes, url: str = URL, hints: Hints | None = None) -> str | None:
    """The published time as the page prints it."""
    return as_printed(extract(html, url, hints=hints))


def words(moment: Moment | None) -> str | None:
    """A moment as short as it was printed."""
    if moment is None:
        return None
    if not moment.has_clock:
        return moment.day.isoformat()
    return moment.at.isoformat(timespec="minutes")[: None if moment.has_zone else 16]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        pytest.param("2026-03-03T06:30:00+01:00", "2026-03-03T06:30+01:00", id="iso"),
        pytest.param("2026-03-03T06:30:00.000-0500", "2026-03-03T06:30-05:00", id="iso-bare-offset"),
        pytest.param("2026-03-03T06:30:00−05:00", "2026-03-03T06:30-05:00", id="iso-true-minus"),
        pytest.param("2026-3-3T6:30:06Z", "2026-03-03T06:30+00:00", id="iso-single-digits"),
        pytest.param("20260303T063000Z", "2026-03-03T06:30+00:00", id="iso-compact"),
        pytest.param("20260303", "2026-03-03", id="iso-compact-day"),
        pytest.param("Tue, 03 Mar 2026 06:30:00 GMT", "2026-03-03T06:30+00:00", id="rfc-2822"),
        pytest.param("Tue Mar 03 2026 06:30:00 GMT+0100 (CET)", "2026-03-03T06:30+01:00", id="javascript"),
        pytest.param("1772519400", "2026-03-03T06:30+00:00", id="unix-seconds"),
        pytest.param("/Date(1772519400000)/", "2026-03-03T06:30+00:00", id="dot-net"),
        pytest.param("March 3, 2026 at 6:30 p.m. ET", "2026-03-03T18:30-05:00", id="eastern-in-winter"),
        pytest.param("July 3, 2026 at 6:30 p.m. ET", "2026-07-03T18:30-04:00", id="eastern-in-summer"),
        pytest.param("3 March 2026 6.30pm GMT", "2026-03-03T18:30+00:00", id="english"),
        pytest.param("Tuesday 3rd of March, 2026", "2026-03-03", id="english-ordinal"),
        pytest.param("Mar. 3rd, 2026, 6:30 AM PST", "2026-03-03T06:30-08:00", id="american"),
        pytest.param("3. März 2026, 06:30 Uhr", "2026-03-03T06:30", id="german"),
        pytest.param("Dienstag, 3. März 2026 um 18 Uhr", "2026-03-03T18:00", id="german-hour"),
        pytest.param("03.03.26, 6.30 Uhr", "2026-03-03T06:30", id="german-digits"),
        pytest.param("Publié le 1er mars 2026 à 06 h 30", "2026-03-01T06:30", id="french"),
        pytest.param("3 de marzo de 2026 a las 06:30", "2026-03-03T06:30", id="spanish"),
        pytest.param("3 de març del 2026", "2026-03-03", id="catalan"),
        pytest.param("3 de março de 2026 às 6h30", "2026-03-03T06:30", id="portuguese"),
        pytest.param("3 marzo 2026 ore 06:30", "2026-03-03T06:30", id="italian"),
        pytest.param("3 maart 2026 06:30", "2026-03-03T06:30", id="dutch"),
        pytest.param("3 mars 2026 kl. 06.30", "2026-03-03T06:30", id="swedish"),
        pytest.param("tirsdag 3. marts 2026 kl. 06:30", "2026-03-03T06:30", id="danish"),
        pytest.param("3.3.2026 klo 6.30", "2026-03-03T06:30", id="finnish-digits"),
        pytest.param("3. maaliskuuta 2026", "2026-03-03", id="finnish"),
        pytest.param("3. märts 2026", "2026-03-03", id="estonian"),
        pytest.param("2026. gada 3. marts", "2026-03-03", id="latvian"),
        pytest.param("2026 m. kovo 3 d. 06:30", "2026-03-03T06:30", id="lithuanian"),
        pytest.param("3 listopada 2026, 06:30", "2026-11-03T06:30", id="polish"),
        pytest.param("3. března 2026 6:30", "2026-03-03T06:30", id="czech"),
        pytest.param("3. ožujka 2026.", "2026-03-03", id="croatian"),
        pytest.param("2026. március 3. 06:30", "2026-03-03T06:30", id="hungarian"),
        pytest.param("3 martie 2026", "2026-03-03", id="romanian"),
        pytest.param("3 марта 2026 в 06:30 МСК", "2026-03-03T06:30+03:00", id="russian"),
        pytest.param("3 березня 2026 року", "2026-03-03", id="ukrainian"),
        pytest.param("3 Μαρτίου 2026, 06:30", "2026-03-03T06:30", id="greek"),
        pytest.param("3 Ağustos 2026 Pazartesi 06:30", "2026-08-03T06:30", id="turkish"),
        pytest.param("03 ŞUBAT 2026", "2026-02-03", id="turkish-capitals"),
        pytest.param("Selasa, 03 Mar 2026 06:30 WIB", "2026-03-03T06:30+07:00", id="indonesian"),
        pytest.param("3 tháng 3, 2026", "2026-03-03", id="vietnamese"),
        pytest.param("Thứ ba, 3/3/2026, 06:30 (GMT+7)", "2026-03-03T06:30+07:00", id="vietnamese-digits"),
        pytest.param("2026年3月3日 午後6時30分", "2026-03-03T18:30", id="japanese"),
        pytest.param("令和8年3月3日", "2026-03-03", id="japanese-era"),
        pytest.param("二〇二六年三月二十三日", "2026-03-23", id="han-numerals"),
        pytest.param("2026年03月03日06:30", "2026-03-03T06:30", id="chinese"),
        pytest.param("民國115年3月3日", "2026-03-03", id="taiwanese-era"),
        pytest.param("입력 2026.03.03. 오후 6:30", "2026-03-03T18:30", id="korean"),
        pytest.param("2026년 3월 3일", "2026-03-03", id="korean-words"),
        pytest.param("الثلاثاء ٣ مارس ٢٠٢٦ الساعة ٠٦:٣٠", "2026-03-03T06:30", id="arabic"),
        pytest.param("الثلاثاء 3 مارس 2026 - 06:30 م", "2026-03-03T18:30", id="arabic-evening"),
        pytest.param("3 كانون الثاني 2026", "2026-01-03", id="levantine"),
        pytest.param("۱۲ اسفند ۱۴۰۴ - ۰۶:۳۰", "2026-03-03T06:30", id="persian"),
        pytest.param("2 تير 1399 - 12:09:08 ب.ظ", "2020-06-22T12:09", id="persian-on-an-arabic-keyboard"),
        pytest.param("۱۴۰۴/۱۲/۱۲", "2026-03-03", id="persian-digits"),
        pytest.param("3 مارچ 2026", "2026-03-03", id="urdu"),
        pytest.param("3 בפברואר 2026", "2026-02-03", id="hebrew"),
        pytest.param("३ मार्च २०२६, 06:30 AM IST", "2026-03-03T06:30+05:30", id="hindi"),
        pytest.param("৩ মার্চ ২০২৬", "2026-03-03", id="bengali"),
        pytest.param("๓ มี.ค. ๒๕๖๙", "2026-03-03", id="thai-short"),
        pytest.param("3 มีนาคม 2569 06:30 น.", "2026-03-03T06:30", id="thai"),
        pytest.param("Apr 042013", "2013-04-04", id="glued-by-the-layout"),
        pytest.param("26 | 01 | 2022", "2022-01-26", id="bars"),
        pytest.param("6:30 PM, March 3, 2026", "2026-03-03T18:30", id="clock-first"),
        pytest.param("24.12.2025, 24:00", "2025-12-25T00:00", id="end-of-the-day"),
        pytest.param("30 February 2026", None, id="impossible-in-words"),
        pytest.param("2026-02-30T06:30:00Z", None, id="impossible"),
        pytest.param("31/02/2026", None, id="impossible-digits"),
        pytest.param("0000-00-00", None, id="zeros"),
        pytest.param("9999-99-99T99:99:99", None, id="nines"),
        pytest.param("March 2026", None, id="month-alone"),
        pytest.param("12:30", None, id="clock-alone"),
        pytest.param("5 days ago", None, id="relative"),
        pytest.param("soon", None, id="no-date"),
    ],
)
def test_a_printed_date_is_read_in_its_language(printed: str, meant: str | None) -> None:
    assert words(parse(printed)) == meant


def test_no_month_is_called_like_another() -> None:
    keys: dict[str, int] = {}
    for name, number in MONTHS.items():
        assert keys.setdefault(calendar_words.word_key(name), number) == number, name


def test_listopad_is_october_in_croatian_and_november_in_polish() -> None:
    assert month_number("listopada", "hr") == 10
    assert month_number("listopada", "pl") == 11


@pytest.mark.parametrize(
    ("day", "gregorian"),
    [
        pytest.param((1404, 12, 12), (2026, 3, 3), id="spring-to-come"),
        pytest.param((1405, 1, 1), (2026, 3, 21), id="new-year"),
        pytest.param((1399, 12, 30), (2021, 3, 20), id="leap-day"),
        pytest.param((1400, 6, 31), (2021, 9, 22), id="long-month"),
    ],
)
def test_the_iranian_calendar_is_converted(
    day: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert from_jalali(*day) == gregorian


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=400) | st.from_regex(r"[\d /.:\-年月日T+]{0,60}"))
def test_any_text_is_a_moment_or_nothing(text: str) -> None:
    moment = parse(text)
    if moment is not None:
        assert moment.at.tzinfo is not None
        assert moment.at.astimezone(UTC)


@pytest.mark.parametrize(
    "piece", ["1 ", "a1 ", "3 mars ", "3/3/", "2026 ", "一", "3 de ", "12:", "٣", "午後3"]
)
def test_a_hostile_date_takes_no_time(piece: str) -> None:
    started = time.process_time()
    parse(piece * 100_000)
    assert time.process_time() - started < 1.0  # seconds; it takes some milliseconds


# -- the order of witnesses ---------------------------------------------------------------------


def test_structured_outranks_printed_and_printed_outranks_the_address_and_the_address_the_feed() -> None:
    stated = json_ld(datePublished="2026-03-01T10:00:00Z")
    printed = '<p class="date">2 March 2026</p>'
    url = "https://courier.example/2026/03/03/ferry"
    hints = Hints(published=datetime(2026, 3, 4, 8, 0, tzinfo=UTC))
    assert said(page(stated, printed), url, hints) == "2026-03-01T10:00:00+00:00"
    assert said(page("", printed), url, hints) == "2026-03-02"
    assert said(page(), url, hints) == "2026-03-03"
    assert said(page(), URL, hints) == "2026-03-04T08:00:00+00:00"
    assert said(page()) is None


def test_each_witness_is_named() -> None:
    def witness(html: bytes, url: str = URL, hints: Hints | None = None) -> str | None:
        return extract(html, url, hints=hints).provenance.get("published")

    assert witness(page(json_ld(datePublished="2026-03-01"))) == "json-ld"
    assert witness(page('<meta property="article:published_time" content="2026-03-01">')) == "meta"
    assert witness(page("", "<time datetime=2026-03-01>1 March</time>")) == "markup"
    assert witness(page("", "<p>Ana Ferreira, 1 March 2026</p>")) == "text"
    assert witness(page(), "https://courier.example/2026/03/03/ferry") == "address"
    assert witness(page(), URL, Hints(published=datetime(2026, 3, 4, tzinfo=UTC))) == "hint"


def test_a_name_of_a_meta_element_is_read_whatever_separates_its_parts() -> None:
    for name in ("article:published_time", "article:published:time", "article.published", "publish-date"):
        assert (
            said(page(f'<meta name="{name}" content="2026-03-01T10:00:00Z">')) == "2026-03-01T10:00:00+00:00"
        )


def test_a_meta_date_that_may_be_the_last_change_yields_to_the_printed_one() -> None:
    head = '<meta name="date" content="2026-03-09T10:00:00+01:00">'
    assert (
        said(page(head, '<time datetime="2026-03-03T06:30:00+01:00">3 March</time>'))
        == "2026-03-03T06:30:00+01:00"
    )
    assert said(page(head)) == "2026-03-09T10:00:00+01:00"


def test_the_minute_comes_from_a_weaker_witness_of_the_same_day() -> None:
    day = json_ld(datePublished="2026-03-03")
    assert said(page(day, '<time datetime="2026-03-03T06:30:00+01:00">')) == "2026-03-03T06:30:00+01:00"
    assert said(page(day, '<time datetime="2026-03-05T06:30:00+01:00">')) == "2026-03-03"
    hint = Hints(published=datetime(2026, 3, 3, 5, 30, tzinfo=UTC))
    assert said(page(day), URL, hint) == "2026-03-03T05:30:00+00:00"


def test_the_zone_is_the_one_in_which_readers_see_the_time() -> None:
    stated = json_ld(datePublished="2026-03-04T02:25:54Z")
    assert said(page(stated, '<p class="date">March 3, 2026 | 9:25pm</p>')) == "2026-03-03T21:25:54-05:00"
    assert said(page(stated, '<p class="date">March 3, 2026 | 9:41pm</p>')) == "2026-03-04T02:25:54+00:00"
    midnight = json_ld(datePublished="2026-03-02T23:00:00Z")
    assert said(page(midnight, '<p class="date">3. März 2026</p>')) == "2026-03-03T00:00:00+01:00"


def test_a_time_without_zone_takes_one_only_where_the_page_tells_it() -> None:
    naive = '<p class="date">3 March 2026, 06:30</p>'
    assert said(page("", naive)) == "2026-03-03T06:30:00+00:00"
    modified = '<meta property="article:modified_time" content="2026-03-03T09:00:00+01:00">'
    assert said(page(modified, naive)) == "2026-03-03T06:30:00+01:00"
    same_moment = json_ld(datePublished="2026-03-03T06:30:00", uploadDate="2026-03-03T04:30:00Z")
    assert said(page(same_moment)) == "2026-03-03T06:30:00+02:00"


def test_an_ambiguous_date_is_read_as_another_witness_reads_it() -> None:
    printed = '<p class="date">3/4/2026</p>'
    assert said(page("", printed)) == "2026-04-03"
    assert said(page("", printed, language="en-US")) == "2026-03-04"
    assert said(page("", printed), "https://courier.example/2026/03/04/ferry") == "2026-03-04"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(page("", '<p class="date">3 March 2026</p>'), id="below-the-headline"),
        pytest.param(page("", "<p>Ana Ferreira | 3 March 2026</p>"), id="in-the-byline"),
        pytest.param(
            page(before='<p class="date">9 March 2026</p>', above="<p>3 March 2026</p>"), id="not-today"
        ),
        pytest.param(
            page("", "<p>3 March 2026</p>", '<div class="comments"><time>9 March 2026</time></div>'),
            id="comments",
        ),
        pytest.param(
            page(
                "",
                '<ul class="related"><li><a href=/x><time datetime=2026-03-09>9 March</time> x</a></li></ul>'
                "<p>3 March 2026</p>",
            ),
            id="related",
        ),
        pytest.param(page("", "", '<p class="submitted">Written on 3 March 2026</p>'), id="under-the-text"),
        pytest.param(
            page("", "<div><b>First published:</b> <i>3 March 2026</i></div>"), id="label-beside-it"
        ),
        pytest.param(page("", "<p>Published 3 March 2026 Updated 5 March 2026</p>"), id="both-in-a-line"),
        pytest.param(page("", "<p>Updated 5 March 2026</p><p>3 March 2026</p>"), id="change-first"),
        pytest.param(
            page("", "<p><span class=day>3 March</span> <span>2026</span></p><time>3 March 2026</time>"),
            id="spans",
        ),
    ],
)
def test_the_date_of_the_article_is_told_from_other_dates(html: bytes) -> None:
    assert said(html) == "2026-03-03"


def test_the_printed_change_is_the_modified_time() -> None:
    article = extract(
        page("", "<p>Published 3 March 2026 06:30 GMT. Updated 5 March 2026 07:00 GMT</p>"), URL
    )
    assert article.published == datetime(2026, 3, 3, 6, 30, tzinfo=UTC)
    assert article.modified == datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
    assert article.provenance["modified"] == "text"
    assert article.modified_raw is not None and "5 March" in article.modified_raw


def test_a_change_before_the_publication_is_none_but_kept_raw() -> None:
    article = extract(
        page(json_ld(datePublished="2026-03-03T06:30:00Z", dateModified="2026-03-01T00:00:00Z")), URL
    )
    assert article.modified is None
    assert article.modified_raw == "2026-03-01T00:00:00Z"


def test_a_page_that_only_says_when_it_was_changed_was_published_then() -> None:
    article = extract(page("", "<p>Updated: 5 March 2026</p>"), URL)
    assert as_printed(article) == "2026-03-05"
    assert article.modified is None


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param("2026-02-30T06:30:00Z", id="impossible"),
        pytest.param("2199-01-01T00:00:00Z", id="future"),
        pytest.param("1970-01-01T00:00:00Z", id="epoch"),
        pytest.param("0001-01-01T00:00:00Z", id="no-value"),
        pytest.param("yesterday", id="words"),
    ],
)
def test_an_impossible_time_is_none_with_its_text_kept(stated: str) -> None:
    article = extract(page(json_ld(datePublished=stated, dateModified=stated)), URL)
    assert (article.published, article.modified) == (None, None)
    assert (article.published_raw, article.modified_raw) == (stated, stated)
    assert "published" not in article.provenance


def test_a_time_to_come_is_refused_by_the_archives_own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_ARCHIVE_NOW", "2026-03-03T06:00:00Z")
    assert said(page(json_ld(datePublished="2026-03-03T06:30:00Z"))) == "2026-03-03T06:30:00+00:00"
    assert said(page(json_ld(datePublished="2026-03-04T06:30:00Z"))) is None


def test_a_day_in_the_dateline_is_the_published_day_where_nothing_else_names_one() -> None:
    html = page().replace(b"<p>The first", "<p>Wien, 14. März 2026 – The first".encode(), 1)
    article = extract(html, URL)
    assert as_printed(article) == "2026-03-14"
    assert article.provenance["published"] == "dateline"
    assert said(html, "https://courier.example/2026/03/03/ferry") == "2026-03-03"


def test_a_date_in_the_data_of_a_script_is_found() -> None:
    script = (
        '<script>window.__DATA__ = {"article": {"title": "x", "publishDate": "2026.03.03 06:30"}}</script>'
    )
    article = extract(page(script), URL)
    assert as_printed(article) == "2026-03-03T06:30:00+00:00"
    assert article.provenance["published"] == "payload"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        pytest.param("https://x.example/2026/03/03/ferry", "2026-03-03", id="folders"),
        pytest.param("https://x.example/2026/3/3/ferry", "2026-03-03", id="single-digits"),
        pytest.param("https://x.example/2026/mar/03/ferry", "2026-03-03", id="month-name"),
        pytest.param("https://x.example/news/ferry-20260303.html", "2026-03-03", id="compact"),
        pytest.param("https://x.example/news/2026-03-03-ferry", "2026-03-03", id="dashes"),
        pytest.param("https://x.example/meldungen/29-10-2021", "2021-10-29", id="day-first"),
        pytest.param("https://x.example/2023/11/01/ferry", "2023-11-01", id="november"),
        pytest.param("https://x.example/2026/03/ferry", None, id="no-day"),
        pytest.param("https://web.example/web/20131110121040/x", None, id="moment-of-a-copy"),
        pytest.param("https://x.example/story-2026033012345", None, id="number"),
    ],
)
def test_an_address_that_names_a_day_is_read(url: str, day: str | None) -> None:
    assert address_date(url) == day


def test_the_time_of_the_fetch_is_never_the_published_time() -> None:
    article: Article = extract(page(), URL)
    assert article.published is None and article.modified is None
    assert article.published_precision is None


def test_published_is_aware_and_in_whole_seconds() -> None:
    article = extract(page(json_ld(datePublished="2026-03-03T06:30:12.345678+05:30")), URL)
    assert article.published is not None
    assert article.published.utcoffset() == timedelta(hours=5, minutes=30)
    assert article.published.microsecond == 0


# -- dates that stand far from the headline, and metadata that no longer tell --------------------


def test_a_labelled_date_far_below_the_text_is_found_where_nothing_nearer_is() -> None:
    for line in (
        "Erschienen am: 3. März 2026",
        "Erstellt am 03.03.2026, 10:15 Uhr",
        "Publié le mardi 3 mars 2026",
        "Mis en ligne le 3 mars 2026",
        "Publicado el 3 de marzo de 2026",
        "Pubblicato il 3 marzo 2026",
        "Gepubliceerd op 3 maart 2026",
        "Opublikowano: 3 marca 2026",
        "Publikováno 3. března 2026",
        "Yayınlanma tarihi: 3 Mart 2026",
        "Xuất bản: 3 tháng 3, 2026",
        "Опубликовано 3 марта 2026",
        "Δημοσιεύτηκε: 3 Μαρτίου 2026",
        "First published: 3 March 2026",
        "Posted on Tuesday, March 3, 2026",
        "<b>Published:</b> 3 March 2026",
        "<b>Published:</b> <i>3 March 2026</i>",
        "公開日: 2026年3月3日",
    ):
        article = extract(page(below=f"<div><p>{TEXT}</p><p>{TEXT}</p></div><div>{line}</div>"), URL)
        assert (as_printed(article) or "")[:10] == "2026-03-03", line
        assert article.provenance["published"] == "text"


@pytest.mark.parametrize(
    "below",
    [
        pytest.param('<div class="comment"><p>Posted on 3 March 2026</p></div>', id="comment"),
        pytest.param("<aside><p>Published: 3 March 2026</p></aside>", id="side-column"),
        pytest.param('<p><a href="/x">Published 3 March 2026</a></p>', id="link"),
        pytest.param('<div class="related"><p>Published: 3 March 2026</p></div>', id="related"),
        pytest.param("<footer><p>Copyright 2026. Published since 3 March 2001</p></footer>", id="copyright"),
        pytest.param("<p>© published 3 March 2026</p>", id="copyright-sign"),
        pytest.param("<p>Last updated and published on 3 March 2026</p>", id="change"),
        pytest.param(
            "<p>The novel was published on 3 March 2026 by a house that nobody had heard of before.</p>",
            id="sentence",
        ),
        pytest.param("<p>The pier opened on 3 March 2026</p>", id="another-event"),
        pytest.param("<p>Published 3 March 2026</p><p>Published 5 March 2026</p>", id="two-days"),
        pytest.param("<p>Doors open: 3 March 2026</p>", id="another-label"),
        pytest.param(
            "<div>"
            + '<div class="row"><a href=/x>Pier</a> <span class="newsDate">3.3.2026</span></div>' * 3
            + "</div>",
            id="teasers-that-name-their-dates",
        ),
        pytest.param(
            '<blockquote class="post"><p>A pier!</p><time datetime="2026-03-03">3 March</time></blockquote>',
            id="embedded-post",
        ),
        pytest.param(
            '<div itemprop="comment" class="comments"><time itemprop="datePublished" datetime="2026-03-03"></div>',
            id="microdata-of-a-comment",
        ),
        pytest.param(
            '<div class="event"><time datetime="3 March">3 March</time></div>', id="event-without-year"
        ),
        pytest.param(
            "<ul>" + "<li><a href=/x>A pier</a> Published: 3 March 2026</li>" * 3 + "</ul>", id="teasers"
        ),
    ],
)
def test_no_date_is_taken_from_what_is_not_the_article(below: str) -> None:
    assert said(page(below=f"<div><p>{TEXT}</p><p>{TEXT}</p></div>{below}")) is None


def test_a_labelled_date_outranks_a_meta_date_that_may_be_the_last_change() -> None:
    head = '<meta name="date" content="11/03/2026 12:43:42">'
    far = f"<div><p>{TEXT}</p></div><p>Created on: 3 March 2026</p>"
    assert said(page(head, below=far)) == "2026-03-03"


def test_a_labelled_line_ends_where_it_goes_on_to_the_change() -> None:
    foot = "<address>ferry.html - Created 3 March 2026 - Last Modified: 9 March 2026 2:20pm</address>"
    assert said(page(below=f"<div><p>{TEXT}</p></div>{foot}")) == "2026-03-03"


def test_a_change_far_from_the_headline_is_the_last_resort() -> None:
    line = "<p class=print>[Stand: 03.03.2026, 05:02 Uhr]</p>"
    far = f"<div><p>{TEXT}</p></div>{line}"
    assert said(page(below=far)) == "2026-03-03T05:02:00+00:00"
    assert said(page(below=far), "https://courier.example/2026/03/01/ferry") == "2026-03-01"
    assert said(page(below=far.replace("<p class", "<p id=footer-line class"))) is None
    assert said(page(below=far.replace("[Stand:", "[Stand by me"))) is None


@pytest.mark.parametrize(
    "above",
    [
        pytest.param('<p class="date">Date: 3 March 2026</p>', id="date"),
        pytest.param('<ul class="nav meta"><li><a href="/day">3 March 2026</a></li></ul>', id="nav-meta"),
        pytest.param('<div class="breadcrumb">Home / Local, 3 March 2026</div>', id="crumbs"),
        pytest.param(
            '<footer class="article__footer"><p class="date">3 March 2026</p></footer>', id="own-foot"
        ),
        pytest.param('<div class="with-sidebar"><p>3 March 2026</p></div>', id="layout"),
        pytest.param(
            '<blockquote><time datetime="2026-01-01"></blockquote><p class="date">3 March 2026</p>',
            id="behind-a-post",
        ),
        pytest.param("<p>Termin: 9 March 2026</p><p>3 March 2026</p>", id="event-first"),
        pytest.param("<p>Zuletzt überarbeitet am 9. März 2026</p><p>3. März 2026</p>", id="revised-first"),
        pytest.param(
            "<div class=picture-date>The old ferry at the quay of the inner harbour, photographed from the pier on a "
            "windy day, 9 March 2014, by a passenger</div><p>3 March 2026</p>",
            id="caption-first",
        ),
    ],
)
def test_the_day_near_the_headline_is_found_whatever_the_layout_is_called(above: str) -> None:
    assert said(page("", above)) == "2026-03-03"


def test_a_day_in_the_bar_above_the_page_is_todays() -> None:
    bar = '<div class="top-bar"><div class="date">Friday, 3 April 2026</div></div>'
    assert said(page(before=bar)) is None


def test_an_older_date_above_the_headline_is_not_todays() -> None:
    head = '<meta name="date" content="2026-03-09">'
    assert said(page(head, before="<p>3 March 2026</p>")) == "2026-03-03"
    assert said(page(head, before="<p>12 March 2026</p>")) == "2026-03-09"


def test_a_text_that_opens_with_its_day_was_published_then() -> None:
    def opening(date: str, url: str = URL) -> str | None:
        return said(page().replace(b"<p>The first", f"<p>{date}The first".encode(), 1), url)

    for date in ("03.03.2026 – ", "3. März 2026 — ", "3 March 2026: ", "2026-03-03 - "):
        assert opening(date) == "2026-03-03", date
    assert opening("03.03.2026 – ", "https://courier.example/2026/03/05/ferry") == "2026-03-05"
    assert opening("03.03.2026 ") is None
    assert opening("Since 3 March 2026 the pier is closed: ") is None


def test_the_one_day_of_the_month_in_the_address_is_the_day() -> None:
    url = "https://courier.example/2026/03/ferry"
    sidebar = '<div class="sidebar"><p class="news"><nobr>3. März 2026</nobr></p></div>'
    assert said(page(before=sidebar), url) == "2026-03-03"
    assert said(page(before=sidebar), "https://courier.example/2026/04/ferry") is None
    two = sidebar.replace("</p>", "</p><p>9. März 2026</p>")
    assert said(page(before=two), url) is None


def test_a_time_stamped_anew_with_the_last_change_yields_to_the_day_that_is_printed() -> None:
    stamped = json_ld(datePublished="2026-03-20T10:33:13Z", dateModified="2026-03-20T10:32:18Z")
    printed = '<time datetime="2026-03-03">3 March 2026</time>'
    article = extract(page(stamped, printed), URL)
    assert as_printed(article) == "2026-03-03"
    assert article.modified == datetime(2026, 3, 20, 10, 32, 18, tzinfo=UTC)
    changed = json_ld(datePublished="2026-03-20T10:33:13Z", dateModified="2026-03-21T10:32:18Z")
    assert said(page(changed, printed)) == "2026-03-20T10:33:13+00:00"
    assert said(page(stamped, "<p>It opens on 3 March 2026</p>")) == "2026-03-20T10:33:13+00:00"
    caption = '<div class="photo-date-caption">The old ferry at the quay of the inner harbour on March 3, 2014</div>'
    assert said(page(stamped, caption)) == "2026-03-20T10:33:13+00:00"
    eve = '<time datetime="2026-03-19">19 March 2026</time>'
    assert said(page(stamped, eve)) == "2026-03-20T10:33:13+00:00"


def test_an_address_keeps_the_day_of_a_page_that_was_put_up_again() -> None:
    stated = json_ld(datePublished="2026-03-03T06:30:00Z")
    assert said(page(stated), "https://courier.example/2024/7/12/ferry") == "2024-07-12"
    assert said(page(stated), "https://courier.example/2026/03/01/ferry") == "2026-03-03T06:30:00+00:00"
    assert said(page(stated), "https://courier.example/story-20240712") == "2026-03-03T06:30:00+00:00"


def test_day_and_clock_in_two_elements_are_one_time() -> None:
    stated = json_ld(datePublished="Wed, 04 Mar 2026 00:25:56 GMT")
    printed = '<p><time datetime="3 de marzo de 2026">3 de marzo de 2026</time><time>21:25</time></p>'
    assert said(page(stated, printed)) == "2026-03-03T21:25:56-03:00"


def test_a_teaser_by_the_name_of_the_story_is_not_where_its_date_is_looked_for() -> None:
    teaser = f'<div class="slide"><a href="/x"><h3>{TITLE}</h3><div class="date">1 March 2026</div></a></div>'
    html = (
        page("", '<p class="date">3 March 2026</p>', teaser)
        .replace(b"<h1>", b"<h2>")
        .replace(b"</h1>", b"</h2>")
    )
    assert said(html) == "2026-03-03"
