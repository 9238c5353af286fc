"""Which lines above or at the head of a text are its standfirst, on pages that we wrote."""

import pytest
from lxml.html import fromstring

from pipelines.extraction import boilerplate, column, extract, opening
from pipelines.extraction.blocks import Paragraph
from pipelines.extraction.head import Known
from pipelines.items import Article

URL = "https://courier.example/local/2026/03/03/mill"
TITLE = "Northmoor mill to grind again after forty years"
SUMMARY = "Two sisters have bought the wheel, the stones and the debts. They mean to bake by autumn."
BODY = [
    "The mill at Northmoor has stood still since the spring of 1986, when its last miller shut the sluice "
    "and moved to the coast.",
    "Ida and Marta Holm signed for it on Monday in the back room of the parish hall, with the wheel in view.",
    "They will need a new sluice, eleven oak paddles and the consent of the river board, which meets in May.",
    "The stones themselves are sound, said the millwright who came from Port Ellery to look at them.",
    "Flour from the first sack is promised to the school, which has not had its own bread in two generations.",
]
DESCRIBED = f'<meta name="description" content="{SUMMARY}">'


def read(
    opening: str, *, head: str = "", above: str = "", rows: str = "<p>{}</p>", title: str = TITLE
) -> Article:
    """The article of a page whose text begins with ``opening``; ``above`` stands before the text."""
    text = "".join(rows.format(line) for line in BODY)
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>'
        f'<main><article><h1>{title}</h1>{above}<div class="story">{opening}{text}</div></article></main></body></html>'
    )
    return extract(html.encode(), URL)


@pytest.mark.parametrize(
    ("head", "opening"),
    [
        pytest.param("", f"<p><strong>{SUMMARY}</strong></p>", id="alone-in-bold"),
        pytest.param(DESCRIBED, f"<p><b>{SUMMARY}</b></p>", id="in-bold-and-in-the-metadata"),
        pytest.param(DESCRIBED, f'<p class="xk3">{SUMMARY}</p>', id="of-another-class"),
        pytest.param(DESCRIBED, f'<div class="over"><p>{SUMMARY}</p></div>', id="in-a-box-of-its-own"),
        pytest.param(DESCRIBED, f'<div class="big">{SUMMARY}</div>', id="in-another-element"),
        pytest.param(
            f'<meta name="description" content="{SUMMARY[:70]}...">',
            f'<p class="xk3">{SUMMARY}</p>',
            id="cut-in-the-metadata",
        ),
        pytest.param(DESCRIBED, f"<p>Desk</p><h2>{SUMMARY}</h2>", id="as-a-heading-below-a-label"),
        pytest.param(DESCRIBED, f"<p><em>{SUMMARY}</em></p>", id="slanted-and-in-the-metadata"),
        pytest.param("", f'<p style="font-weight: 700">{SUMMARY}</p>', id="bold-by-its-style"),
        pytest.param(
            "", f'<p><span style="font-weight:bold">{SUMMARY}</span></p>', id="bold-by-a-style-inside"
        ),
        pytest.param("", f'<div class="intro"><p>{SUMMARY}</p></div>', id="in-a-box-called-intro"),
    ],
)
def test_the_paragraph_that_opens_the_text_and_looks_like_none_of_it_is_the_standfirst(
    head: str, opening: str
) -> None:
    article = read(opening, head=head)
    assert (article.standfirst, article.body) == (SUMMARY, BODY)
    assert article.provenance["standfirst"] == "text"


@pytest.mark.parametrize(
    ("head", "opening"),
    [
        pytest.param(DESCRIBED, f"<p>{SUMMARY}</p>", id="a-paragraph-like-the-others"),
        pytest.param("", f'<p class="xk3">{SUMMARY}</p>', id="of-another-class-for-no-stated-reason"),
        pytest.param("", f"<p><em>{SUMMARY}</em></p>", id="slanted-for-no-stated-reason"),
        pytest.param(
            "",
            "<p><b>Editor's note: this story was first told on the radio, in the spring of last year.</b></p>",
            id="note",
        ),
        pytest.param(DESCRIBED, f'<p class="has-drop-cap">{SUMMARY}</p>', id="with-a-large-letter"),
        pytest.param(DESCRIBED, f'<p class="p1">{SUMMARY}</p>', id="of-the-typist's-style"),
        pytest.param(
            "", "<p><b>Why do two bakers buy a mill that has no sluice?</b></p>", id="a-question-asked"
        ),
    ],
)
def test_the_first_paragraph_of_a_text_stays_in_it(head: str, opening: str) -> None:
    article = read(opening, head=head)
    assert article.standfirst is None
    assert article.body[1:] == BODY


def test_what_wraps_all_but_the_first_paragraph_says_nothing_of_it() -> None:
    wall = f"<p>{SUMMARY}</p><div class='rest'>{''.join(f'<p>{line}</p>' for line in BODY)}</div>"
    shown = column.blocks_of(fromstring(f"<div>{wall}</div>"))
    assert opening.set_off([Paragraph(line) for line in (SUMMARY, *BODY)], shown, [SUMMARY]) == []


def test_bold_paragraphs_further_down_leave_the_first_one_in_the_text() -> None:
    article = read("".join(f"<p><b>{line}</b></p>" for line in (SUMMARY, *BODY)), rows="<p>{}</p>")
    assert article.standfirst is None


def test_a_summary_of_several_lines_is_taken_whole() -> None:
    lines = [
        "Two sisters have bought the mill.",
        "The wheel has stood still since 1986, when the sluice was shut.",
    ]
    named = "".join(f'<p class="lead_x7">{line}</p>' for line in lines)
    article = read("", above=f"<div>{named}</div>")
    assert (article.standfirst, article.body) == (" ".join(lines), BODY)


def test_a_dateline_in_a_bold_summary_stays_in_it() -> None:
    article = read(f"<p><b>NORTHMOOR (Havenwire) – {SUMMARY}</b></p>")
    assert article.standfirst == f"NORTHMOOR (Havenwire) – {SUMMARY}"
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.separator) == ("NORTHMOOR", None)
    assert article.body == BODY


def test_a_first_paragraph_with_a_dateline_is_the_text_whatever_its_class() -> None:
    head = f'<meta name="description" content="{BODY[0]}">'
    article = read(f'<p class="xk3">NORTHMOOR (Havenwire) – {BODY[0]}</p>', head=head)
    assert article.standfirst is None
    assert article.dateline is not None and article.dateline.separator == " – "


def test_a_short_line_that_is_all_the_metadata_say_is_the_standfirst() -> None:
    terse = "A wheel that waited."
    article = read(f"<p>{terse}</p>", head=f'<meta name="description" content="{terse}">')
    assert (article.standfirst, article.body) == (terse, BODY)


def test_lines_that_go_on_where_the_headline_stopped_are_the_standfirst() -> None:
    lines = ["…as two sisters sign for wheel and debts", "…and the river board has still to consent"]
    above = '<img src="/mill.jpg">' + "".join(f"<p><em>{line}</em></p>" for line in lines)
    article = read(above)
    assert (article.standfirst, article.body) == (" ".join(lines), BODY)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Article_elementLead__N3pGr", id="in-one-word"),
        pytest.param("storyDek", id="at-the-end"),
    ],
)
def test_a_name_in_one_word_is_read(name: str) -> None:
    article = read(
        "", above=f'<div class="{name}"><p>{SUMMARY}</p></div><p class="byline">By Ana Ferreira</p>'
    )
    assert article.standfirst == SUMMARY


@pytest.mark.parametrize(
    ("head", "above"),
    [
        pytest.param(
            "",
            f'<div class="page-lead"><img src="/mill.jpg">{SUMMARY}</div>',
            id="beside-a-picture-in-its-box",
        ),
        pytest.param(
            f'<meta name="description" content="All on the mill. Read now: {TITLE}">',
            "",
            id="that-repeats-the-headline",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mill to grind", '
            '"alternativeHeadline": "Sisters buy the old Northmoor mill"}</script>',
            "<div>Sisters buy the old Northmoor mill</div>",
            id="another-headline",
        ),
    ],
)
def test_what_is_no_summary_is_no_standfirst(head: str, above: str) -> None:
    assert read("", head=head, above=above).standfirst is None


def test_a_headline_called_an_intro_hides_no_summary() -> None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><article>"
        f"<h1 class='intro__title'><span>Local:</span> {TITLE}</h1>"
        f"<p class='intro__text dek'>{SUMMARY}</p><p class='byline'>By Ana Ferreira</p><div class='story'>"
        + "".join(f"<p>{line}</p>" for line in BODY)
        + "</div></article></body></html>"
    )
    assert extract(html.encode(), URL).standfirst == SUMMARY


def test_words_of_the_text_that_the_headline_prints_too_do_not_end_what_stands_above_it() -> None:
    head = f'<meta name="description" content="{SUMMARY}">'
    article = read(
        "<p>Mill &ndash; Northmoor mill, said Ida Holm, will grind again before the year is out.</p>",
        head=head,
        above=f"<div><span>{SUMMARY}</span></div><p class='byline'>By Ana Ferreira</p>",
    )
    assert article.standfirst == SUMMARY


def test_what_stands_above_the_headline_is_no_text() -> None:
    above = [Paragraph(f"{TITLE} | the day in sound", "head"), Paragraph("02:57 min. Available until 6 May.")]
    lines = [*above, Paragraph(TITLE, "head"), *map(Paragraph, BODY)]
    kept = boilerplate.without_furniture(lines, Known(title=TITLE))
    assert [one.text for one in kept] == BODY


def test_what_stands_between_a_day_and_the_same_day_again_is_the_standfirst() -> None:
    article = read(f"<p>3. März 2026. {SUMMARY}</p>", rows="<p>3. März 2026. {}</p>")
    assert article.standfirst == SUMMARY
    assert article.body[0] == BODY[0]
    assert article.dateline is not None and article.dateline.text == "3. März 2026"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("3 March 2026 | categories: Ports, Mills | View Comments", id="blog"),
        pytest.param("05/10/2018 - Publicado por: Clara Borba - Categoria: Porto", id="numbers"),
        pytest.param("22/11/2020 - 04:30 - Fonte: Agência do Porto", id="with-the-hour"),
    ],
)
def test_how_a_page_was_filed_is_no_text(line: str) -> None:
    assert read(f"<p>{line}</p>").body == BODY


def test_a_sentence_with_a_day_and_a_colon_is_text() -> None:
    line = "5 March 2026 - the sluice: what it costs, and who will have to pay for it in the end, is open."
    lines = [Paragraph(line), *map(Paragraph, BODY)]
    assert boilerplate.without_furniture(lines, Known(title=TITLE))[0].text == line


MATTER = (
    '<div class="meta"><span class="author">By <a href="/author/ana">Ana Ferreira</a></span> '
    '<time datetime="2026-03-03T10:00Z">3 March 2026</time></div>'
)
"""What stands between standfirst and text on most pages."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, id=name)
        for name in (
            *(
                "standfirst",
                "dek",
                "article-deck",
                "subtitle",
                "sub-title",
                "article__summary",
                "article-abstract",
            ),
            *(
                "headline-sub",
                "strapline",
                "entry-excerpt",
                "article__chapeau",
                "chapo",
                "sous-titre",
                "accroche",
            ),
            *(
                "vorspann",
                "anrisstext",
                "untertitel",
                "unterzeile",
                "entradilla",
                "bajada",
                "copete",
                "linha-fina",
            ),
            *(
                "sommario",
                "catenaccio",
                "sottotitolo",
                "ingress",
                "manchet",
                "underrubrik",
                "inleiding",
                "perex",
            ),
        )
    ],
)
def test_a_standfirst_has_many_names(name: str) -> None:
    between = f'<div class="share">Share</div><p class="{name}">{SUMMARY}</p>'
    article = read("", above=between + MATTER)
    assert (article.standfirst, article.body) == (SUMMARY, BODY)


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(f"<p>{SUMMARY}</p>{MATTER}", id="paragraph"),
        pytest.param(f'<div class="x7">{SUMMARY}</div>{MATTER}', id="nameless"),
        pytest.param(f"<h3>{SUMMARY}</h3>{MATTER}", id="heading"),
        pytest.param(f"<div><strong>{SUMMARY}</strong></div>{MATTER}", id="bold"),
    ],
)
def test_the_line_between_headline_and_byline_is_the_standfirst(above: str) -> None:
    article = read("", above=above)
    assert (article.standfirst, article.body) == (SUMMARY, BODY)


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            f"{MATTER}<p>Read in the app how you can keep the paper at your side.</p>",
            id="further-down",
        ),
        pytest.param(
            "<p>By Ana Ferreira, our correspondent at the harbour and in the hills</p>",
            id="byline",
        ),
        pytest.param(
            '<p><a href="/x">The piano that waited for the ferry all of last winter</a></p>',
            id="link",
        ),
        pytest.param(
            "<p>03/03/2026 10:00 | the Northmoor desk | four minutes to read, two to hear</p>",
            id="fields",
        ),
        pytest.param(
            "<ul><li>Two sisters have bought the wheel and the stones.</li><li>They mean to bake by autumn.</li></ul>",
            id="key-points",
        ),
    ],
)
def test_not_every_line_below_a_headline_is_a_standfirst(above: str) -> None:
    assert read("", above=above + MATTER).standfirst is None


def test_the_first_paragraph_right_below_the_headline_is_the_text() -> None:
    assert read("", above=f"<p>{SUMMARY}</p>").standfirst is None


def test_a_named_standfirst_outranks_a_long_heading_of_the_text() -> None:
    heading = "The parish hands over wheel and stones, and the river board has still to give its consent"
    article = read(f"<h2>{heading}</h2>", above=f'<div class="excerpt">{SUMMARY}</div>{MATTER}')
    assert (article.standfirst, article.body) == (SUMMARY, [heading, *BODY])


TABLE = (
    "<html><head><title>{title} - The Lamp</title></head><body><table><tr><td><a href='/'>The Lamp</a></td></tr>"
    "<tr><td><font size=6><b>{title}</b></font><br><br>{above}<font size=2>By Ana Ferreira</font><br>"
    "<font size=1>3 March 2026</font><br><br><font size=3>{text}</font></td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("above", "found"),
    [
        pytest.param("<font size=4><i>{line}</i></font><br><br>", True, id="one-sentence"),
        pytest.param("<font size=4><i>{line}</i></font><br><br>{other}<br><br>", False, id="two"),
        pytest.param("<a href='/ferry'>{line}</a><br>", False, id="a-link"),
        pytest.param("", False, id="none"),
    ],
)
def test_the_sentence_from_headline_to_byline_needs_no_markup(above: str, found: bool) -> None:
    line = "Forty passengers and a piano crossed at dawn, for the first time since the gearbox broke in December."
    text = "<br><br>".join(
        f"On day {day} the crew counted the passengers, the lorries and the letters, and wrote the sum in chalk "
        "on the wall of the waiting room, where the children of the island read it out to each other."
        for day in range(1, 7)
    )
    other = (
        "A second sentence stands below it, which is as long as the first one and says something else again."
    )
    page = TABLE.format(
        title="The ferry is back at last", above=above.format(line=line, other=other), text=text
    )
    assert extract(page.encode(), "https://lamp.example/a/1").standfirst == (line if found else None)
