"""What `extract` promises of one page, on pages that we wrote ourselves."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.bounds import MAX_PAGE_BYTES
from pipelines.errors import (
    BotWall,
    ConsentWall,
    Empty,
    ErrorPage,
    LoginPage,
    NotAnArticle,
    NotHtml,
    NoTitle,
    TooLarge,
    TooShort,
)
from pipelines.extraction import extract
from pipelines.items import Article, Hints

URL = "https://courier.example/local/2026/03/03/ferry"
TITLE = "Ferry to the outer islands resumes after three months"
FIRST = (
    "The first ferry since December left the harbour at dawn on Tuesday, carrying forty passengers, "
    "two lorries and a piano that had waited on the quay since Christmas."
)
SECOND = (
    "Engineers had spent the winter replacing the gearbox, which the company said had failed without "
    "warning. Islanders, who had relied on fishing boats, gathered to wave it off."
)
THIRD = "The council will meet next week to discuss who pays for the repair, a spokesman said."
BODY = [FIRST, SECOND, THIRD]


def page(
    *paragraphs: str,
    head: str = "",
    above: str = "",
    below: str = "",
    title: str = TITLE,
    heading: str | None = TITLE,
) -> bytes:
    """A plain news page; ``above`` stands between headline and text, ``below`` after it."""
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs or BODY)
    h1 = f"<h1>{heading}</h1>" if heading is not None else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Courier</title>'
        f'<meta property="og:site_name" content="The Courier">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/local">Local</a></li></ul></nav>'
        f'<main><article>{h1}{above}<div class="story-body">{text}</div>{below}</article></main>'
        "<footer><p>The Courier, 1 Quay Street</p></footer></body></html>"
    ).encode()


def json_ld(**fields: object) -> str:
    """A NewsArticle in a script."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def names(article: Article) -> list[str]:
    """The authors' names."""
    return [author.name for author in article.authors]


def test_a_plain_page_gives_its_headline_and_its_paragraphs() -> None:
    article = extract(page(), URL)
    assert article.title == TITLE
    assert article.body == BODY
    assert article.url == URL
    assert article.language == "en"


def test_byline_time_caption_and_boxes_are_no_paragraphs() -> None:
    above = (
        '<p class="byline">By Ana Ferreira</p><p class="date">3 March 2026</p>'
        '<figure><img src="/f.jpg"><figcaption>The ferry at dawn. Photo: Tom Oduya</figcaption></figure>'
    )
    below = (
        '<div class="newsletter-box"><p>Sign up for our newsletter and never miss a sailing.</p></div>'
        '<div class="related"><p>Read more: <a href="/x">The piano that waited for the ferry</a></p></div>'
    )
    assert extract(page(above=above, below=below), URL).body == BODY


def test_a_heading_inside_the_text_is_kept() -> None:
    html = page().replace(f"<p>{THIRD}".encode(), f"<h2>Who pays</h2><p>{THIRD}".encode())
    assert extract(html, URL).body == [FIRST, SECOND, "Who pays", THIRD]


def test_the_standfirst_is_apart_from_the_text() -> None:
    standfirst = "A new gearbox ends a winter of fishing boats and patience for four hundred islanders."
    above = f'<p class="standfirst">{standfirst}</p><p class="byline">By Ana Ferreira</p>'
    article = extract(page(above=above), URL)
    assert article.standfirst == standfirst
    assert article.body == BODY


def test_a_description_that_repeats_the_first_paragraph_is_no_standfirst() -> None:
    head = f'<meta name="description" content="{FIRST}">'
    assert extract(page(head=head), URL).standfirst is None


SUMMARY = "A new gearbox ends a winter of fishing boats and patience for four hundred islanders."


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(f'<p class="standfirst">{SUMMARY}</p>', id="in-one-row-with-the-paragraphs"),
        pytest.param(
            f'<p class="Text_ingress__x7">{SUMMARY}</p><figure><img src="/f.jpg"></figure>',
            id="above-a-picture",
        ),
        pytest.param(f'<h2 class="article-subtitle">{SUMMARY}</h2>', id="as-a-heading"),
        pytest.param(f'<h2 class="LeadText_lead">{SUMMARY}</h2>', id="as-a-heading-of-a-vaguer-name"),
        pytest.param(f"<h2>{SUMMARY}</h2>", id="as-a-long-heading-without-a-name"),
        pytest.param(f'<div class="art_synopsis">{SUMMARY}</div>', id="synopsis"),
    ],
)
def test_a_named_standfirst_is_taken_off_the_head_of_the_text(above: str) -> None:
    article = extract(page(above=above), URL)
    assert (article.standfirst, article.body) == (SUMMARY, BODY)


def test_the_paragraph_in_the_header_of_the_headline_is_the_standfirst() -> None:
    header = f"<header><h1>{TITLE}</h1><p>{SUMMARY}</p></header>"
    html = page().decode().replace(f"<h1>{TITLE}</h1>", header)
    assert header in html
    article = extract(html.encode(), URL)
    assert (article.standfirst, article.body) == (SUMMARY, BODY)


def test_a_short_heading_above_the_text_stays_there() -> None:
    html = page().replace(f"<p>{FIRST}".encode(), f"<h2>What the winter cost</h2><p>{FIRST}".encode())
    assert extract(html, URL).standfirst is None


def test_the_first_paragraph_of_the_text_stays_there_whatever_its_class() -> None:
    html = page().replace(f"<p>{FIRST}".encode(), f'<p class="lead">{FIRST}'.encode())
    article = extract(html, URL)
    assert (article.standfirst, article.body) == (None, BODY)


DESCRIBED = f'<meta name="description" content="{SUMMARY}">'


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param("", "", None, id="for-search-engines-only"),
        pytest.param(
            f"<div>{SUMMARY}</div><p class='byline'>By Ana Ferreira</p>",
            "",
            SUMMARY,
            id="printed-above-the-text",
        ),
        pytest.param("", f"<div class='strip'>{SUMMARY}</div>", None, id="printed-below-it"),
    ],
)
def test_a_description_is_the_standfirst_where_it_is_printed_above_the_text(
    above: str, below: str, expected: str | None
) -> None:
    assert extract(page(head=DESCRIBED, above=above, below=below), URL).standfirst == expected


def test_a_description_that_was_cut_is_given_as_printed() -> None:
    head = f'<meta name="description" content="{SUMMARY[:60]}…">'
    above = f'<h2>{SUMMARY}</h2><p class="byline">By Ana Ferreira</p>'
    assert extract(page(head=head, above=above), URL).standfirst == SUMMARY


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(
            '<div class="teaser"><p>The piano that waited for the ferry all of last winter.</p></div>',
            id="teaser",
        ),
        pytest.param(
            '<div class="lead-media">Photo: Tom Oduya for the paper, Northmoor harbour.</div>', id="credit"
        ),
        pytest.param(
            '<div class="popup-intro">Sign up and never miss a sailing again, we promise.</div>', id="popup"
        ),
    ],
)
def test_what_is_named_like_a_standfirst_but_stands_below_the_text_is_none(elsewhere: str) -> None:
    assert extract(page(below=elsewhere), URL).standfirst is None


def test_the_headline_is_no_standfirst_of_itself() -> None:
    html = (
        page(heading=None)
        .decode()
        .replace("<body>", f'<body><div class="lead-title"><h1 class="lead">{TITLE}</h1></div>', 1)
    )
    assert extract(html.encode(), URL).standfirst is None


def test_the_printed_headline_outranks_the_one_for_search_engines() -> None:
    head = '<meta property="og:title" content="Ferry to the outer islands resumes: what to know">'
    assert extract(page(head=head), URL).title == TITLE


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    assert extract(page(heading=None), URL).title == TITLE


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param("2026-03-03T06:30:00+01:00", datetime(2026, 3, 3, 5, 30, tzinfo=UTC), id="offset"),
        pytest.param("2026-03-03T06:30:00Z", datetime(2026, 3, 3, 6, 30, tzinfo=UTC), id="zulu"),
        pytest.param("2026-03-03", datetime(2026, 3, 3, tzinfo=UTC), id="day"),
        pytest.param("Tue, 03 Mar 2026 06:30:00 GMT", datetime(2026, 3, 3, 6, 30, tzinfo=UTC), id="rfc-2822"),
        pytest.param("2026-02-30T06:30:00Z", None, id="impossible"),
        pytest.param("2199-01-01T00:00:00Z", None, id="yet-to-come"),
        pytest.param("soon", None, id="no-date"),
    ],
)
def test_the_published_time_is_utc_or_nothing(stated: str, expected: datetime | None) -> None:
    article = extract(page(head=json_ld(datePublished=stated)), "https://courier.example/ferry")
    assert article.published == expected
    assert article.published_raw == stated


def test_structured_time_outranks_the_address_and_the_address_the_feed() -> None:
    hints = Hints(published=datetime(2026, 3, 5, tzinfo=UTC))
    stated = extract(page(head=json_ld(datePublished="2026-03-04T10:00:00Z")), URL, hints=hints)
    dated_address = extract(page(), URL, hints=hints)
    hinted = extract(page(), "https://courier.example/ferry", hints=hints)
    assert (stated.published, stated.provenance["published"]) == (
        datetime(2026, 3, 4, 10, tzinfo=UTC),
        "json-ld",
    )
    assert dated_address.published == datetime(2026, 3, 3, tzinfo=UTC)
    assert (hinted.published, hinted.provenance["published"]) == (hints.published, "hint")


def test_a_page_without_a_date_is_not_given_one() -> None:
    article = extract(page(), "https://courier.example/ferry")
    assert article.published is None
    assert article.modified is None


def test_modified_is_a_change_not_a_copy_of_published() -> None:
    same = json_ld(datePublished="2026-03-03T06:00:00Z", dateModified="2026-03-03T06:00:00Z")
    later = json_ld(datePublished="2026-03-03T06:00:00Z", dateModified="2026-03-03T09:00:00Z")
    assert extract(page(head=same), URL).modified is None
    changed = extract(page(head=later), URL)
    assert changed.published is not None
    assert changed.modified == changed.published + timedelta(hours=3)


def test_json_ld_is_read_through_the_dirt_that_pages_print() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "The Courier"},
            {"@type": "NewsArticle", "headline": TITLE, "author": {"@id": "#ana"}},
            {"@type": "Person", "@id": "#ana", "name": "Ana Ferreira"},
        ]
    }
    dirty = f"<!-- {json.dumps(graph)}\n -->; window.x = 1"
    head = f'<script type="application/ld+json">{dirty}</script>'
    assert names(extract(page(head=head), URL)) == ["Ana Ferreira"]


def test_the_publisher_is_nobody() -> None:
    head = json_ld(author={"@type": "Organization", "name": "The Courier"})
    article = extract(page(head=head), URL)
    assert [author for author in article.authors if author.is_person] == []
    assert [(author.name, author.role) for author in article.authors] == [("The Courier", "outlet")]


def test_the_publisher_is_left_out_beside_a_person() -> None:
    head = json_ld(author=[{"@type": "Organization", "name": "The Courier"}, {"name": "Ana Ferreira"}])
    assert names(extract(page(head=head), URL)) == ["Ana Ferreira"]


def test_role_and_place_come_from_the_printed_line() -> None:
    above = '<p class="byline">By Tom Oduya, Transport Correspondent, in Port Ellery</p>'
    article = extract(page(head=json_ld(author={"name": "Tom Oduya"}), above=above), URL)
    (author,) = article.authors
    assert (author.name, author.role, author.place) == ("Tom Oduya", "Transport Correspondent", "Port Ellery")
    assert article.byline == "By Tom Oduya, Transport Correspondent, in Port Ellery"


def test_the_dateline_is_taken_off_the_text_and_kept() -> None:
    article = extract(page(f"PORT ELLERY (Havenwire) — {FIRST}", SECOND, THIRD), URL)
    assert article.dateline is not None
    assert article.dateline.text == "PORT ELLERY (Havenwire)"
    assert (article.dateline.place, article.dateline.agency) == ("PORT ELLERY", "Havenwire")
    assert article.dateline.separator == " — "
    assert article.body == BODY


@pytest.mark.parametrize(
    ("encoding", "content_type", "meta"),
    [
        pytest.param("utf-8", "", "", id="utf-8-unsaid"),
        pytest.param("cp1252", "text/html; charset=iso-8859-1", "", id="latin-1-in-the-header"),
        pytest.param("shift_jis", "", '<meta charset="shift_jis">', id="shift-jis-in-meta"),
        pytest.param("utf-8", "text/html; charset=iso-8859-1", "", id="utf-8-with-a-wrong-label"),
    ],
)
def test_letters_survive_their_encoding(encoding: str, content_type: str, meta: str) -> None:
    text = (
        "東京の港で火曜日の朝、三か月ぶりに船が出た。" * 8
        if "jis" in encoding
        else "Café déjà vu, naïve façade. " * 12
    )
    html = f"<html><head>{meta}<title>{text[:20]}</title></head><body><h1>{text[:20]}</h1><p>{text}</p></body></html>"
    article = extract(html.encode(encoding), URL, content_type=content_type)
    assert article.body == [text.strip()]


def test_a_canonical_address_counts_only_where_it_is_credible() -> None:
    def filed_under(href: str) -> str:
        return extract(page(head=f'<link rel="canonical" href="{href}">'), URL + "?from=feed").url

    assert filed_under("/local/ferry") == "https://courier.example/local/ferry"
    assert filed_under("https://www.courier.example/local/ferry") == "https://www.courier.example/local/ferry"
    assert filed_under("https://elsewhere.example/local/ferry") == URL + "?from=feed"
    assert filed_under("https://courier.example/") == URL + "?from=feed"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param({"isAccessibleForFree": False}, True, id="false"),
        pytest.param({"isAccessibleForFree": "http://schema.org/True"}, False, id="true-as-address"),
        pytest.param({}, None, id="unsaid"),
    ],
)
def test_paywalled_is_true_false_or_unknown(stated: dict[str, object], expected: bool | None) -> None:
    assert extract(page(head=json_ld(**stated)), URL).paywalled is expected


def test_a_live_blog_is_called_one() -> None:
    head = json_ld().replace("NewsArticle", "LiveBlogPosting")
    assert extract(page(head=head), URL).kind == "live"


def test_a_text_that_only_a_script_holds_is_found() -> None:
    payload = {
        "props": {
            "article": {"title": TITLE, "blocks": [{"type": "p", "text": paragraph} for paragraph in BODY]},
            "related": [
                {"summary": "Another story altogether, which has a sentence or two as well. Really."}
            ],
        }
    }
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(payload)}</script>'
    html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id=app></div>{script}</body></html>"
    assert extract(html.encode(), URL).body == BODY


def test_a_comment_inside_the_markup_of_a_payload_does_no_harm() -> None:
    story = "".join(f"<p>{paragraph}</p><!-- box -->" for paragraph in BODY)
    script = (
        f'<script type="application/json">{json.dumps({"article": {"title": TITLE, "html": story}})}</script>'
    )
    html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id=app></div>{script}</body></html>"
    assert extract(html.encode(), URL).body == BODY


def test_a_page_laid_out_with_tables_and_breaks_gives_its_paragraphs() -> None:
    filler = [f"{SECOND} It was, one of them said, the {number}th attempt." for number in range(4)]
    text = "<br><br>\n".join([FIRST, *filler])
    html = (
        f"<html><head><title>{TITLE} - The Courier</title></head><body><center><table width=760><tr>"
        '<td><font size=2><a href="/">Home</a><br><a href="/local">Local</a></font></td>'
        f"<td><font size=6><b>{TITLE}</b></font><br><br><font size=2>By Ana Ferreira</font><br><br>"
        f"<font size=3>{text}</font><hr><a href=/x>The piano that waited</a></td></tr></table></center></body></html>"
    )
    article = extract(html.encode(), URL)
    assert article.title == TITLE
    assert article.body == [FIRST, *filler]
    assert names(article) == ["Ana Ferreira"]


@pytest.mark.parametrize(
    ("html", "error"),
    [
        pytest.param(b"", Empty, id="no-bytes"),
        pytest.param(b"just words", NotHtml, id="no-element"),
        pytest.param(b"%PDF-1.7 <p>", NotHtml, id="pdf"),
        pytest.param(b"<p>" + b"x" * MAX_PAGE_BYTES, TooLarge, id="too-many-bytes"),
        pytest.param(b"<h1>T</h1>" + b"<span>x</span>" * 100_000, TooLarge, id="too-many-tags"),
        pytest.param(page("Two lines only.", "And no more."), TooShort, id="stub"),
        pytest.param(page(heading=None, title="").replace(b" | The Courier", b""), NoTitle, id="untitled"),
        pytest.param(
            page("Sorry, we cannot find it.", heading="Page not found", title="Page not found"),
            ErrorPage,
            id="soft-404",
        ),
        pytest.param(
            page("Checking.", heading="Just a moment...", title="Just a moment..."), BotWall, id="bot-wall"
        ),
        pytest.param(page("Name and password.", heading="Log in", title="Log in"), LoginPage, id="login"),
        pytest.param(
            page(
                "We and our partners use cookies to improve your experience. You can accept all cookies.",
                heading="Before you continue",
                title="Before you continue",
            ),
            ConsentWall,
            id="consent",
        ),
    ],
)
def test_a_page_without_an_article_is_refused_under_its_reason(
    html: bytes, error: type[NotAnArticle]
) -> None:
    with pytest.raises(NotAnArticle) as refused:
        extract(html, URL)
    assert type(refused.value) is error


def test_another_media_type_is_refused() -> None:
    with pytest.raises(NotHtml):
        extract(page(), URL, content_type="application/pdf")


def test_an_article_about_cookies_is_no_consent_wall() -> None:
    long = "Regulators said that cookies and consent banners had become a nuisance to readers. " * 40
    assert extract(page(long, title="Consent"), URL).body


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<h1>T</h1>" + "<div>" * 5_000 + f"<p>{FIRST}</p><p>{SECOND}</p>", id="deep"),
        pytest.param(
            f"<h1>T</h1><p {' '.join(f'a{n}=1' for n in range(100_000))}>{FIRST}</p><p>{SECOND}</p>",
            id="attributes",
        ),
        pytest.param(
            f"<title>{'x' * 1_000_000}</title><h1>T</h1><p>{FIRST}</p><p>{SECOND}</p>", id="long-title"
        ),
        pytest.param(
            f"<script type='application/ld+json'>{'[' * 500_000}</script><h1>T</h1><p>{FIRST}</p><p>{SECOND}</p>",
            id="nested-json",
        ),
        pytest.param(f"<h1>T</h1><p>{FIRST}</p><p>{SECOND}</p>" + "<!--" * 300_000, id="open-comments"),
    ],
)
def test_a_hostile_page_still_gives_its_text(html: str) -> None:
    article = extract(html.encode(), URL)
    assert FIRST in article.body[0]
    assert len(article.title) <= 400


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2_000))
def test_any_bytes_give_an_article_or_a_reason(content: bytes) -> None:
    for html in (content, b"<html><body><h1>" + content + b"</h1><p>" + content * 3):
        try:
            article = extract(html, URL)
        except NotAnArticle as error:
            assert error.reason
        else:
            assert article.title and article.body


PIECES = [
    *("<p>", "</p>", "<br>", "<table><tr><td>", "</table>", "<h1>", "</h1>", "<blockquote>", "<li>"),
    *("<script type='application/ld+json'>", '{"@type":"NewsArticle","author":', "</script>"),
    *("<time datetime='0000-00-00'>", "<a rel=author>", "<div class=byline>", "By ", "in ", "3. März 2026"),
    *(FIRST, "Berlin (dpa) -", "—", "【東京】", "(AP)", "\x00", "&#0;", "٣"),
]
FRAGMENTS = st.lists(st.sampled_from(PIECES), max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FRAGMENTS)
def test_any_markup_gives_an_article_or_a_reason(fragments: list[str]) -> None:
    try:
        extract("".join(fragments).encode(), URL)
    except NotAnArticle as error:
        assert error.reason
