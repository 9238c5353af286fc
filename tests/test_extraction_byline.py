"""Which witness names the authors of a page, and what the printed line adds."""

import pytest
from test_extraction_article import BODY, FIRST, SECOND, THIRD, URL, json_ld, names, page

from pipelines.extraction import extract
from pipelines.items import Article

ANA = {"@type": "Person", "name": "Ana Ferreira"}


def read(**parts: str) -> Article:
    """The article of a page made by `page`."""
    return extract(page(**parts), URL)


@pytest.mark.parametrize(
    ("head", "above"),
    [
        pytest.param(json_ld(author=ANA), "", id="json-ld"),
        pytest.param(json_ld(author="By Ana Ferreira"), "", id="json-ld-text"),
        pytest.param('<meta name="author" content="Ana Ferreira">', "", id="meta"),
        pytest.param(
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ana Ferreira">',
            "",
            id="twitter-label",
        ),
        pytest.param("", '<p class="byline">By Ana Ferreira</p>', id="class"),
        pytest.param("", '<p><a rel="author" href="/a">Ana Ferreira</a></p>', id="rel"),
        pytest.param(
            "", '<div itemprop="author"><span itemprop="name">Ana Ferreira</span></div>', id="microdata"
        ),
        pytest.param(
            "",
            '<div class="elementor-widget elementor-widget-post-info"><ul><li itemprop="author"><a href="/a">'
            "<span> Ana Ferreira </span></a></li></ul></div>",
            id="page-builder-whose-elements-are-all-widgets",
        ),
        pytest.param(
            '<meta property="og:article:author" content="The Courier | The Portal">',
            '<p class="byline">By Ana Ferreira</p>',
            id="portal-that-names-the-paper",
        ),
        pytest.param("", '<ul><li><a href="/authors/ana-ferreira/">Ana Ferreira</a></li></ul>', id="link"),
        pytest.param("", "<p>By Ana Ferreira</p>", id="line"),
        pytest.param("", "<ul><li>By: <span>Ana Ferreira</span></li></ul>", id="label-and-name-apart"),
    ],
)
def test_an_author_is_found_wherever_a_page_names_her(head: str, above: str) -> None:
    assert names(read(head=head, above=above)) == ["Ana Ferreira"]


def test_json_outranks_a_meta_element() -> None:
    article = read(head=json_ld(author=ANA) + '<meta name="author" content="Tom Oduya">')
    assert names(article) == ["Ana Ferreira"]
    assert article.provenance["authors"] == "json-ld"


def test_a_person_in_the_line_outranks_a_publisher_in_json() -> None:
    publisher = {"@type": "Organization", "name": "The Courier"}
    article = read(head=json_ld(author=publisher), above='<p class="byline">By Ana Ferreira</p>')
    assert names(article) == ["Ana Ferreira"]


def test_the_printed_line_names_those_whom_json_forgot() -> None:
    above = (
        '<div class="bylines"><div class="byline">Tom Oduya</div><div class="byline">Ana Ferreira</div></div>'
    )
    assert names(read(head=json_ld(author=ANA), above=above)) == ["Tom Oduya", "Ana Ferreira"]


def test_a_biography_names_nobody_further() -> None:
    above = '<div class="author-bio"><div>Ana Ferreira</div><div>Social Links</div><div>Editor at Large</div></div>'
    assert names(read(head=json_ld(author=ANA), above=above)) == ["Ana Ferreira"]


def test_commenters_are_no_authors() -> None:
    below = '<div class="comments"><span class="comment-author">Otto Grimm</span><p>First!</p></div>'
    assert names(read(below=below)) == []


def test_an_agency_beside_a_person_is_an_author() -> None:
    article = read(head=json_ld(author=[ANA, {"@type": "Person", "name": "AFP"}]))
    assert [(a.name, a.role) for a in article.authors] == [("Ana Ferreira", None), ("AFP", "agency")]
    assert article.agency == "AFP"


def test_an_agency_behind_a_name_is_where_she_works() -> None:
    article = read(above='<p class="byline">By Ana Ferreira - Associated Press - March 3, 2026</p>')
    assert names(article) == ["Ana Ferreira"]
    assert article.agency == "Associated Press"


def test_an_agency_alone_is_credited_as_one() -> None:
    article = read(head=json_ld(author={"@type": "Person", "name": "Reuters"}))
    assert [(a.name, a.role, a.is_person) for a in article.authors] == [("Reuters", "agency", False)]


def test_an_editor_is_kept_apart() -> None:
    article = read(above='<p class="byline">By Ana Ferreira; Editing by Tom Oduya</p>')
    assert (names(article), article.editors) == (["Ana Ferreira"], ["Tom Oduya"])


def test_the_byline_is_kept_as_printed() -> None:
    line = "Von ANA FERREIRA, Lissabon"
    article = read(above=f'<p class="byline">{line}</p>')
    assert article.byline == line
    assert [(a.name, a.place) for a in article.authors] == [("Ana Ferreira", "Lissabon")]


def test_a_name_at_the_foot_signs_the_text() -> None:
    further = "Nobody on the quay remembered a winter as long as this one, or a spring that came as late."
    article = extract(page(*BODY, further, "<strong>Ines Hollander</strong>"), URL)
    assert names(article) == ["Ines Hollander"]
    assert article.body == [*BODY, further]


def test_a_caption_at_the_foot_signs_nothing() -> None:
    further = "The Outer Banks have no other harbour, and the ferry calls there once a day in summer."
    assert names(extract(page(FIRST, SECOND, THIRD, further, "<em>Outer Banks</em>"), URL)) == []


@pytest.mark.parametrize(
    ("printed", "agency"),
    [
        pytest.param("By Ana Ferreira | Havenwire News", "Havenwire News", id="another-house"),
        pytest.param("By Ana Ferreira | Harbour Courier News Staff", None, id="a-desk"),
        pytest.param("By Ana Ferreira | Courier News", None, id="the-site-with-a-word-behind"),
        pytest.param("By Ana Ferreira | The Harbour Press Post", None, id="its-initials"),
        pytest.param("By Ana Ferreira | Reuters", "Reuters", id="an-agency"),
    ],
)
def test_the_site_itself_is_no_agency(printed: str, agency: str | None) -> None:
    head = '<meta property="og:site_name" content="Courier"><meta name="twitter:site" content="@HPP">'
    article = read(head=head, above=f'<p class="byline">{printed}</p>')
    assert (names(article), article.agency) == (["Ana Ferreira"], agency)


def test_the_printed_byline_ends_where_the_biography_begins() -> None:
    above = (
        '<div class="byline"><p>By Ana Ferreira</p><p>Ana Ferreira has sailed on every ferry. '
        "Write to ana@courier.example.</p></div>"
    )
    assert read(above=above).byline == "By Ana Ferreira"


def test_an_agency_that_several_witnesses_credit_is_credited_once() -> None:
    head = json_ld(author=[{"@type": "Organization", "name": "The Courier and AFP"}])
    head += '<meta name="author" content="The Courier et AFP"><meta name="author" content="The Courier, AFP">'
    above = '<p class="byline">Par The Courier et AFP</p><p class="byline">Par The Courier avec AFP</p>'
    head += '<meta property="og:site_name" content="The Courier">'
    assert names(read(head=head, above=above)) == ["AFP"]


@pytest.mark.parametrize(
    ("above", "printed"),
    [
        pytest.param('<p class="byline">Reuters, Lagos</p>', "Reuters, Lagos", id="agency"),
        pytest.param('<p class="byline">Editorial</p>', "Editorial", id="desk"),
        pytest.param('<p class="author">mh | 12.03.2026</p>', "mh", id="initials"),
        pytest.param(
            '<p class="author">Nobody</p><p class="author">By hafenfreund</p>', "By hafenfreund", id="signed"
        ),
        pytest.param('<p class="author">Recommend this story</p>', None, id="a-button"),
        pytest.param('<p class="author">The harbour and island ministries</p>', None, id="a-caption"),
    ],
)
def test_a_line_that_names_nobody_is_printed_only_where_it_credits(above: str, printed: str | None) -> None:
    assert read(above=above).byline == printed


def test_rows_keep_the_order_of_the_page() -> None:
    above = (
        '<div class="byline">By <span><a href="/a">Ana Ferreira</a>, </span><a href="/b">Tom Oduya</a></div>'
    )
    assert names(read(head=json_ld(author=ANA), above=above)) == ["Ana Ferreira", "Tom Oduya"]


def test_a_person_whom_json_calls_an_organisation_is_a_person_where_the_page_signs_so() -> None:
    head = json_ld(author={"@type": "Organization", "name": "Ana Ferreira"})
    (author,) = read(head=head, above='<p class="byline">Ana Ferreira</p>').authors
    assert (author.name, author.is_person) == ("Ana Ferreira", True)


@pytest.mark.parametrize(
    ("above", "named"),
    [
        pytest.param('<p class="byline">By Ulrike</p>', ["Ulrike"], id="given-name"),
        pytest.param('<p class="byline">By quayrat</p>', [], id="handle"),
        pytest.param('<p class="byline">Ulrike</p>', [], id="no-label"),
        pytest.param('<p class="byline">By Courier</p>', [], id="site-for-short"),
    ],
)
def test_one_word_is_a_name_where_a_label_says_so(above: str, named: list[str]) -> None:
    assert [one.name for one in read(above=above).authors if one.is_person] == named


def test_who_made_a_video_in_the_list_beside_is_no_author() -> None:
    teaser = '<div class="clips"><p>Piano slides down the quay</p><span class="thumb-author">Tom Oduya</span></div>'
    assert names(read(above=teaser)) == []


def test_a_button_in_a_script_without_capitals_signs_nothing() -> None:
    assert names(extract(page("ख़बर सुनें", *BODY), URL)) == []


def test_the_printed_line_is_the_one_that_names_the_body_credited() -> None:
    above = '<p class="author">More speed, please!</p><p class="author-name">By Reuters</p>'
    head = json_ld(author={"@type": "Organization", "name": "Reuters"})
    assert read(head=head, above=above).byline == "By Reuters"


def test_a_button_set_close_to_a_korean_name_is_no_part_of_it() -> None:
    line = '<article class="writer"><strong class="name">최수진 기자</strong><a href="/a">다른기사 보기</a></article>'
    assert names(read(above=line)) == ["최수진"]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        pytest.param(
            '<div class="byline">By <a>Ana Ferreira</a> and <a>Tom Oduya</a><time>3 March 2026</time></div>',
            ["Ana Ferreira", "Tom Oduya"],
            id="date-glued-to-the-last",
        ),
        pytest.param(
            '<b class="author">Ana Ferreira</b><b class="author">Tom Oduya</b>', ["Ana Ferreira", "Tom Oduya"], id="own"
        ),
        pytest.param(
            '<b class="author">Ana Ferreira</b><b class="author">The ferry that never came back, and why</b>',
            ["Ana Ferreira"],
            id="a-teaser-beside",
        ),
        pytest.param(
            '<figure><figcaption>The quay <b class="photo-author">Tom Oduya</b></figcaption></figure>', [], id="picture"
        ),
        pytest.param(
            '<figure class="author"><figcaption><b class="author">Ana Ferreira</b></figcaption></figure>',
            ["Ana Ferreira"],
            id="portrait",
        ),
        pytest.param('<p class="autor">Ana Ferreira. Bruselas</p>', ["Ana Ferreira"], id="class-in-spanish"),
        pytest.param('<p class="signature">Ana Ferreira (à Lyon)</p>', ["Ana Ferreira"], id="class-in-french"),
        pytest.param('<p class="author">Redakteurin Ana Ferreira</p>', ["Ana Ferreira"], id="office-first"),
        pytest.param('<p class="author">Opinion Ana Ferreira</p>', ["Ana Ferreira"], id="kicker-first"),
        pytest.param('<p class="byline"><i>Article by</i> Ana Ferreira</p>', ["Ana Ferreira"], id="unseen-label"),
        pytest.param('<p class="byline">Curated By: Ana Ferreira</p>', ["Ana Ferreira"], id="curated"),
        pytest.param('<p class="byline">Ana Ferreira<b>Reporter</b> E-post</p>', ["Ana Ferreira"], id="button"),
        pytest.param(
            '<div class="byline"><p>Ana Ferreira</p><p>Journalist</p><p>Tom Oduya</p><p>Fotograf</p></div>',
            ["Ana Ferreira"],
            id="photographer-in-rows",
        ),
        pytest.param('<p class="byline"><b>بقلم</b><b>هالة الصيرفي</b></p>', ["هالة الصيرفي"], id="arabic-label"),
        pytest.param('<p class="byline">한지우 기자 <a>구독</a></p>', ["한지우"], id="korean-button"),
    ],
)  # fmt: skip
def test_layouts_of_many_houses_name_the_writers(above: str, expected: list[str]) -> None:
    assert names(read(above=above)) == expected


def test_initials_in_place_of_a_portrait_are_no_agency() -> None:
    article = read(above='<p class="author"><b>AF</b> Ana Ferreira</p>')
    assert (names(article), article.agency) == (["Ana Ferreira"], None)


def test_links_to_the_writers_of_other_stories_are_left_alone() -> None:
    above = '<p>Text <a href="/author/ana-ferreira">Ana Ferreira</a>, <a href="/author/tom-oduya">Tom Oduya</a></p>'
    below = '<section><h3>Next</h3><div><p><a href="/author/otto-zell">Otto Zell</a></p></div></section>'
    assert names(extract(page(above=above, below=below), URL)) == ["Ana Ferreira", "Tom Oduya"]
