"""What of a page is its text, on pages that we wrote ourselves."""

import pytest
from ferry_story import OTHER, TEXT, TITLE, URL
from lxml.html import fromstring

from pipelines.extraction import extract
from pipelines.extraction.blocks import Block
from pipelines.extraction.body import with_joiners


def page(
    *, between: str = "", above: str = "", below: str = "", after: str = "", text: list[str] = TEXT
) -> bytes:
    """A news page; ``between`` stands in the middle of the text, ``after`` behind the whole article."""
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in text]
    middle = len(paragraphs) // 2 + 1
    paragraphs.insert(middle, between)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Courier</title></head>'
        '<body><nav><ul><li><a href="/">Home</a></li></ul></nav>'
        f"<main><article><h1>{TITLE}</h1>{above}<div class='x7'>{''.join(paragraphs)}</div>{below}</article>{after}"
        "</main><footer><p>The Courier, 1 Quay Street</p></footer></body></html>"
    ).encode()


BOXES = [
    pytest.param(
        "<div class='q1'><a href='/school'><h3>Pupils return to a school without a roof</h3></a>"
        "<p>Lessons are held in the chapel, and the singing has improved.</p></div>",
        id="card-of-another-story",
    ),
    pytest.param(
        "<div class='q2'><h3>The ferry in numbers</h3><p>She was built in 1987 in Rostock and has crossed the "
        "sound some sixty thousand times.</p><ul><li>Passengers: 180</li><li>Lorries: 6</li></ul></div>",
        id="fact-box-with-a-heading",
    ),
    pytest.param(
        "<courier-factbox class='fact-box'><p>She was built in 1987 in Rostock and has crossed the sound some "
        "sixty thousand times since.</p></courier-factbox>",
        id="fact-box-in-an-element-of-its-own-name",
    ),
    pytest.param(
        "<div class='q3'><blockquote>One always thinks of the next storm</blockquote><p>Mara Lind, skipper</p></div>",
        id="pull-quote-with-its-speaker",
    ),
    pytest.param(
        "<blockquote>Learnt more about barley than he had ever wished to know</blockquote>",
        id="pull-quote-that-the-text-has-too",
    ),
    pytest.param(
        "<div class='q8'><p>I agree that third-party content is shown to me. Personal data may then be passed on to "
        "other platforms. There is more on that in our notes on data protection, at the foot of each page, where "
        "you may also take your consent back at any time and for all pages of this newspaper at once.</p></div>",
        id="consent-in-place-of-a-post",
    ),
    pytest.param("<p><a href='/school'>Pupils return to a school without a roof</a></p>", id="linked-line"),
    pytest.param("<div class='q4'><p>3 / 12</p></div>", id="counter-of-a-gallery"),
    pytest.param(
        "<div class='q5'><img src='/f.jpg'></div><p>The ferry on the slip at Port Ellery</p>",
        id="caption-below-a-picture",
    ),
    pytest.param(
        "<div class='q6'><img src='/f.jpg'></div><p>The ferry on the slip. Photo: Tom Oduya</p>",
        id="credited-caption",
    ),
    pytest.param(
        "<ul class='q7'><li><a href='/a'>Pupils return to a school without a roof</a></li>"
        "<li><a href='/b'>Barley bread wins a prize on the mainland</a></li></ul>",
        id="list-of-other-stories",
    ),
]


@pytest.mark.parametrize("box", BOXES)
def test_a_box_between_the_paragraphs_is_not_text(box: str) -> None:
    assert extract(page(between=box), URL).body == TEXT


@pytest.mark.parametrize(
    ("markup", "lines", "kinds"),
    [
        pytest.param("<h2>No coffee</h2>", ["No coffee"], "h", id="sub-heading"),
        pytest.param(
            "<div class='wrap'><h3>No coffee</h3></div>", ["No coffee"], "h", id="sub-heading-in-a-wrapper"
        ),
        pytest.param(
            "<ul><li>coffee, since January</li><li>flour, since the middle of the month</li></ul>",
            ["coffee, since January", "flour, since the middle of the month"],
            "ii",
            id="list",
        ),
        pytest.param(
            f"<blockquote><p>{OTHER}</p></blockquote>",
            [OTHER],
            "q",
            id="quotation-that-only-it-has",
        ),
        pytest.param(
            "<table><tr><th>Week</th><th>Crossings</th></tr><tr><td>9</td><td>14</td></tr></table>",
            ["Week Crossings", "9 14"],
            "rr",
            id="table",
        ),
        pytest.param("<p>“No.”</p>", ["“No.”"], "p", id="short-line-of-a-dialogue"),
        pytest.param("<p>* * *</p>", ["* * *"], "p", id="break-between-two-parts"),
        pytest.param("<p>___</p>", ["___"], "p", id="break-of-a-wire-story"),
        pytest.param(
            "<table>"
            + "".join(
                f"<tr><td><img src='/{n}.jpg'></td><td>Ferry {n}</td><td>{1980 + n}</td></tr>"
                for n in range(4)
            )
            + "</table>",
            [f"Ferry {n} {1980 + n}" for n in range(4)],
            "rrrr",
            id="table-with-a-picture-in-each-row",
        ),
        pytest.param(
            f"<ol><li>{OTHER}</li><li>{OTHER.replace('school', 'chapel')}</li></ol>",
            [OTHER, OTHER.replace("school", "chapel")],
            "ii",
            id="list-of-whole-sentences",
        ),
    ],
)
def test_what_belongs_to_the_story_stays_and_says_what_it_is(
    markup: str, lines: list[str], kinds: str
) -> None:
    article = extract(page(between=markup), URL)
    middle = len(TEXT) // 2 + 1
    assert article.body == [*TEXT[:middle], *lines, *TEXT[middle:]]
    assert article.body_kinds == "p" * middle + kinds + "p" * (len(TEXT) - middle)


@pytest.mark.parametrize(
    "credit",
    [
        "Additional reporting from Havenwire",
        "Aus dem Englischen von Mara Lind",
        "Email: mlind@courier.example",
        "Translated by Tom Oduya.",
        "Havenwire writers Mara Lind in Port Ellery and Tom Oduya on Grey Holm contributed to this report.",
        "Tom Oduya contributed reporting from Grey Holm.",
        "Follow our full coverage of the islands at https://courier.example/islands",
    ],
)
def test_a_credit_at_the_foot_is_not_text(credit: str) -> None:
    assert extract(page(text=[*TEXT, credit]), URL).body == TEXT


def test_a_list_below_the_text_and_apart_from_it_is_not_text() -> None:
    app = "<div class='q9'><ul><li>More comfort on the road</li><li>The whole paper and all news</li></ul></div>"
    assert extract(page(below=app), URL).body == TEXT
    told = "<ul><li>The ferry sails at dawn, at noon and at six.</li><li>The chapel is open on Sundays.</li></ul>"
    lines = ["The ferry sails at dawn, at noon and at six.", "The chapel is open on Sundays."]
    html = page().replace(f"<p>{TEXT[-1]}</p>".encode(), f"<p>{TEXT[-1]}</p>{told}".encode())
    assert extract(html, URL).body == [*TEXT, *lines]


def test_the_story_that_comes_next_is_left_out_however_long_it_is() -> None:
    others = "".join(f"<p>{OTHER} It is the {number}th winter.</p>" for number in range(3, 20))
    html = page(text=TEXT[:2], after=f"<div class='next-story'><h2>Next</h2>{others}</div>")
    assert extract(html, URL).body == TEXT[:2]


def test_a_headline_that_is_printed_twice_or_shorter_begins_the_text_once() -> None:
    shorter = page(above=f"<p>{OTHER}</p>").replace(
        f"<h1>{TITLE}</h1>".encode(), b"<h1>Ferry to the outer islands resumes</h1>"
    )
    twice = page(above=f"<div class='sticky'><h1>{TITLE}</h1></div>")
    assert extract(shorter, URL).body[-len(TEXT) :] == TEXT
    assert extract(twice, URL).body == TEXT


@pytest.mark.parametrize("sign", ["(Reuters)", "mli/dpa", "SDA/sep"])
def test_an_agency_that_signs_below_the_text_is_kept_apart(sign: str) -> None:
    article = extract(page(text=[*TEXT, sign]), URL)
    assert article.body == TEXT
    assert article.agency in ("Reuters", "dpa", "SDA")


def test_a_story_about_newsletters_may_say_so() -> None:
    line = "Her newsletter: four hundred islanders read it, and you may pay for it in barley bread."
    told = page(text=[*TEXT[:3], line, *TEXT[3:]])
    assert line not in extract(told, URL).body
    assert line in extract(told.replace(TITLE.encode(), b"A newsletter for the outer islands"), URL).body


def test_a_sentence_that_speaks_to_nobody_may_name_a_newsletter() -> None:
    line = "Her newsletter reaches four hundred islanders, and the baker pays for it in barley bread."
    assert line in extract(page(text=[*TEXT[:3], line, *TEXT[3:]]), URL).body


def test_what_a_link_says_of_its_window_is_not_text() -> None:
    linked = "The timetable (opens in a new window) hangs at the quay, and at the chapel on Grey Holm."
    body = extract(page(text=[*TEXT[:2], linked, *TEXT[2:]]), URL).body
    assert body[2] == "The timetable hangs at the quay, and at the chapel on Grey Holm."


def test_a_complaint_of_the_machine_is_not_text() -> None:
    fault = (
        "Warning: Use of undefined constant comments - assumed 'comments' in /srv/blog/index.php on line 26"
    )
    assert extract(page(text=[TEXT[0], fault, *TEXT[1:]]), URL).body == TEXT


def test_text_that_stands_bare_among_the_paragraphs_is_text() -> None:
    bare = page().replace(b"<div class='x7'>", f"<div class='x7'>{OTHER}<br>{TEXT[0]}<br>".encode())
    assert extract(bare, URL).body[:2] == [OTHER, TEXT[0]]


def test_the_style_of_a_tag_is_no_list_of_tags() -> None:
    named = "".join(f"<p class='tagStyle-x1'>{line}</p>" for line in TEXT)
    html = page(text=[OTHER]).replace(b"<div class='x7'>", f"<div class='x7'>{named}".encode())
    assert extract(html, URL).body == [*TEXT, OTHER]


def test_every_part_of_a_text_in_elements_alike_is_read() -> None:
    frame = (
        "<section class='module'><div class='rich'>{}</div></section><div class='q5'>Loading the map</div>"
    )
    parts = [TEXT[:2], TEXT[2:4], [OTHER, TEXT[4]]]
    split = "".join(frame.format("".join(f"<p>{line}</p>" for line in part)) for part in parts)
    html = page(text=[]).replace(b"<div class='x7'></div>", split.encode())
    assert extract(html, URL).body == [*TEXT[:4], OTHER, TEXT[4]]


def test_a_heading_of_a_list_that_is_left_out_goes_with_it() -> None:
    links = "<ul><li><a href='/a'>Pupils return to a school</a></li><li><a href='/b'>Barley bread wins</a></li></ul>"
    assert extract(page(between=f"<h4>Most read</h4>{links}"), URL).body == TEXT


def test_a_fact_box_is_left_out_though_a_third_of_the_page_stands_in_it() -> None:
    facts = "".join(f"<li>{OTHER[:140]} in volume {number}.</li>" for number in range(2))
    box = f"<x-box class='fact-box'><h3>Facts</h3><ul>{facts}</ul></x-box>"
    assert extract(page(between=box), URL).body == TEXT


def test_headings_of_a_live_blog_stay_though_the_witness_leaves_them_out() -> None:
    entries = "".join(
        f"<h3><time>{hour}:30</time> The ferry passes buoy {hour}</h3><p>{OTHER} It is the {hour}th hour.</p>"
        for hour in range(1, 7)
    )
    body = extract(page(between=entries), URL).body
    assert [line for line in body if "passes buoy" in line] == [
        f"{hour}:30 The ferry passes buoy {hour}" for hour in range(1, 7)
    ]


def test_a_bold_line_is_a_sub_heading() -> None:
    article = extract(page(between="<p><strong>No coffee</strong></p>"), URL)
    assert article.body_kinds[article.body.index("No coffee")] == "h"


def test_text_on_both_sides_of_what_is_left_out_stays_apart() -> None:
    between = (
        "<p>The pupils<button>Share</button><b>sang</b> in the chapel until the slates came in March.</p>"
    )
    article = extract(page(between=between), URL)
    assert "The pupils sang in the chapel until the slates came in March." in article.body


def test_points_to_remember_above_the_text_are_not_text() -> None:
    points = (
        "<div class='p1'><h4>In short</h4><ul><li>The ferry sails again after three months of repair.</li>"
    )
    points += "<li>Who pays for the gearbox is still open, says the council's spokesman.</li></ul></div>"
    assert extract(page(above=points), URL).body == TEXT


@pytest.mark.parametrize("label", ["Islands", "Mara Lind on the bridge"])
def test_a_label_above_the_text_is_not_text(label: str) -> None:
    assert extract(page(text=[label, *TEXT]), URL).body == TEXT


def test_of_two_copies_the_one_among_the_paragraphs_stays() -> None:
    highlight = f"<section class='h1'><div class='h2'><span>{TEXT[1]}</span></div></section>"
    assert extract(page(above=highlight), URL).body == TEXT


def test_kinds_stay_beside_their_paragraphs_when_a_dateline_comes_off() -> None:
    dated = ["PORT ELLERY (Havenwire) —", *TEXT]
    article = extract(page(text=dated, between="<h2>No coffee</h2>"), URL)
    assert article.dateline is not None
    assert len(article.body_kinds) == len(article.body)
    assert article.body_kinds[article.body.index("No coffee")] == "h"


def test_what_stands_above_the_dateline_is_the_standfirst() -> None:
    summary = "After three months of fishing boats and patience the islanders have their ferry back again."
    article = extract(page(text=[summary, f"PORT ELLERY (Havenwire) — {TEXT[0]}", *TEXT[1:]]), URL)
    assert article.standfirst == summary
    assert article.body == TEXT
    assert len(article.body_kinds) == len(TEXT)


def test_letters_stay_as_printed_where_a_page_shows_no_column() -> None:
    # the zero-width non-joiner of Persian parts no words, and the extractor beside ours drops it
    lines = [f"\u0628\u06cc\u0646\u200c\u0627\u0644\u0645\u0644\u0644 {number} " * 6 for number in range(8)]
    html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    html += "".join(f"<p>{line}</p>" for line in lines)
    body = extract(html.encode(), URL).body
    assert body == [line.strip() for line in lines]


def test_the_joiners_of_persian_stay_where_the_text_is_the_extractors_own() -> None:
    line = "\u0628\u06cc\u0646\u200c\u0627\u0644\u0645\u0644\u0644"
    block = Block(f"{line} {line}", element=fromstring("<p>x</p>"))
    assert with_joiners([line.replace("\u200c", "")], [block]) == [line]


def test_sections_that_are_all_alike_are_the_text() -> None:
    sections = "".join(
        f"<div class='s'><h2>Question {number}</h2><p>{paragraph}</p></div>"
        for number, paragraph in enumerate(TEXT, start=1)
    )
    html = page(text=[]).replace(b"<div class='x7'></div>", sections.encode())
    assert extract(html, URL).body == [
        line for n, paragraph in enumerate(TEXT, start=1) for line in (f"Question {n}", paragraph)
    ]


def test_a_text_split_over_sibling_containers_is_joined() -> None:
    halves = f"<div class='part'><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div><div class='ad'>Anzeige</div>"
    halves += "<div class='part'>" + "".join(f"<p>{paragraph}</p>" for paragraph in TEXT[2:]) + "</div>"
    html = page(text=[]).replace(b"<div class='x7'></div>", halves.encode())
    assert extract(html, URL).body == TEXT


def test_the_next_article_that_a_page_scrolls_on_to_is_left_out() -> None:
    following = "".join(f"<p>{OTHER} That was the {number}th time.</p>" for number in range(9))
    after = f"<article><h1>Pupils return to a school without a roof</h1><div class='x7'>{following}</div></article>"
    assert extract(page(after=after), URL).body == TEXT


def test_comments_are_left_out_however_long_they_are() -> None:
    comments = "".join(
        f"<li><p>{OTHER} I say so for the {number}th time, and nobody listens.</p></li>"
        for number in range(12)
    )
    below = f"<div id='comments'><h3>12 comments</h3><ol>{comments}</ol></div>"
    assert extract(page(below=below), URL).body == TEXT


def test_a_second_copy_of_the_text_in_one_lump_is_not_read_twice() -> None:
    many = [*TEXT, *(f"{OTHER} It was the {number}th day of the month." for number in range(8))]
    lump = f"<div class='print'>{' '.join(many)}</div>"
    assert extract(page(text=many, below=lump), URL).body == many


def test_a_sentence_that_ends_in_the_words_of_the_headline_stays() -> None:
    said = "A violin that had been used as a bird house. There was an egg in it. I sent it home until June."
    html = page(text=[TEXT[0], said, *TEXT[1:]]).replace(
        TITLE.encode(), "“I sent it home until June”".encode()
    )
    assert extract(html, URL).body == [TEXT[0], said, *TEXT[1:]]


def test_the_author_and_a_disclaimer_at_the_foot_are_no_text() -> None:
    foot = (
        "<p><em>Toma Reyes is a staff writer at The Courier, where she covers the council.</em></p>"
        "<p><em>The views expressed in this article are the author's own and not those of The Courier.</em></p>"
    )
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    by = "<div class='by'>By <a href='/author/toma-reyes'>Toma Reyes</a></div>"
    html = f"<title>{TITLE}</title><main><article><h1>{TITLE}</h1>{by}<div>{paragraphs}{foot}</div></article></main>"
    article = extract(html.encode(), URL)
    assert [author.name for author in article.authors] == ["Toma Reyes"]
    assert article.body == TEXT


def test_a_caption_in_an_element_named_for_its_picture_is_no_text() -> None:
    shown = "<span class='org'><img src='/p.jpg'><em class='img_desc'>The quay at dawn. Harbour archive</em></span>"
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><article>{shown}{'<br><br>'.join(TEXT)}</article>"
    assert extract(html.encode(), URL).body == TEXT
