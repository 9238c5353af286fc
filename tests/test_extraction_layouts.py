"""How strangers lay their text out: pages as other newsrooms' systems print them, written by ourselves."""

import pytest
from ferry_story import OTHER, TEXT, TITLE, URL

from pipelines.extraction import extract


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param("<!doctype html><html lang=en><meta charset=utf-8>{title}", id="neither-head-nor-body"),
        pytest.param("<!doctype html><html lang=en><head><meta charset=utf-8>{title}</head>", id="no-body"),
        pytest.param("<meta charset=utf-8>{title}<link rel=icon href=/i.png>", id="fragment"),
    ],
)
def test_a_page_without_the_tags_that_html_lets_one_leave_out_is_read(begin: str) -> None:
    head = begin.format(title=f"<title>{TITLE}</title>")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    html = f"{head}<header><a href=/>The Courier</a></header><main><article><h1>{TITLE}</h1>{text}</article></main>"
    article = extract(html.encode(), URL)
    assert (article.title, article.body) == (TITLE, TEXT)


SECTIONS = [
    (
        "The river falls",
        "The river has fallen by ten centimetres in an hour, the council says, and people may go home.",
    ),
    (
        "Soup for forty",
        "Some forty people are in the school, where the cook has been making soup since four o'clock.",
    ),
    (
        "Mill Lane closed",
        "Police have closed Mill Lane, and ask drivers to keep away from the bridge until further notice.",
    ),
]


def test_a_heading_over_each_of_many_single_paragraphs_stays() -> None:
    entries = "".join(
        f"<div class='entry'><h3>{h}</h3><p>{t}</p><a href='/s'>Share</a></div>" for h, t in SECTIONS
    )
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div>{entries}</div></main>"
    assert extract(html.encode(), URL).body == [line for section in SECTIONS for line in section]


def test_short_answers_and_their_headings_at_the_end_stay() -> None:
    asked = "<section><h2>What are the options?</h2><ul><li>Buy it.</li><li>Do nothing.</li></ul></section>"
    asked += "<section><h2>What does the mayor say?</h2><p>That it is a hole.</p></section>"
    sections = "".join(f"<section><h2>{h}</h2><p>{t}</p></section>" for h, t in SECTIONS)
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div class='article-body'>{sections}{asked}</div></main>"
    end = [
        "What are the options?",
        "Buy it.",
        "Do nothing.",
        "What does the mayor say?",
        "That it is a hole.",
    ]
    assert extract(html.encode(), URL).body == [*(line for section in SECTIONS for line in section), *end]


def test_a_heading_over_a_table_at_the_end_stays() -> None:
    table = "<h3>Standings</h3><table><tr><th>Team</th><th>Points</th></tr><tr><td>Rovers</td><td>41</td></tr></table>"
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div class='article-body'>{paragraphs}{table}</div></main>"
    assert extract(html.encode(), URL).body == [*TEXT, "Standings", "Team Points", "Rovers 41"]


def test_a_part_of_the_text_with_one_long_paragraph_is_whole() -> None:
    last = "She asked for a bench."
    parts = [TEXT[:2], [TEXT[2], last]]
    shown = "<div class='picture'><img src='/f.jpg'></div>".join(
        f"<div class='block'><div class='html-content'>{''.join(f'<p>{text}</p>' for text in part)}</div></div>"
        for part in parts
    )
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div class='row'>{shown}</div></main>"
    assert extract(html.encode(), URL).body == [*TEXT[:3], last]


def test_the_next_article_begins_at_a_heading_that_looks_like_the_headline() -> None:
    def article(title: str, text: list[str]) -> str:
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text)
        return f"<article><h2 class='title'>{title}</h2><div class='text'>{paragraphs}</div></article>"

    following = article("Pupils return to a school without a roof", [OTHER, *(text for _, text in SECTIONS)])
    html = f"<title>{TITLE}</title><main>{article(TITLE, TEXT)}{following}</main>"
    assert extract(html.encode(), URL).body == TEXT


def test_a_card_in_the_wrapper_that_paragraphs_have_is_not_text() -> None:
    card = (
        "<div class='block card'><div class='in'><a href='/lorry'><p>Swimmers find a lorry in the quarry</p></a>"
        "<p>It had been there since the strike of 1979, with a load of gravel, and nobody claimed it.</p></div></div>"
    )
    wrapped = [f"<div class='block text'><div class='in'><p>{text}</p></div></div>" for text in TEXT]
    shown = "".join([*wrapped[:3], card, *wrapped[3:]])
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div>{shown}</div></main>"
    assert extract(html.encode(), URL).body == TEXT


def test_a_list_that_is_labelled_key_points_is_not_text() -> None:
    points = "<ul aria-label='Key Points'><li>The ferry is back.</li><li>The islands had run out of coffee.</li></ul>"
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    html = f"<title>{TITLE}</title><main><h1>{TITLE}</h1><div class='b'>{points}{paragraphs}</div></main>"
    assert extract(html.encode(), URL).body == TEXT


def test_a_story_told_below_its_pictures_is_its_captions() -> None:
    told = [text for _, text in SECTIONS] + [OTHER]
    credit = "<span class='credit'>Photo: Ola Brandt</span>"
    figures = "".join(
        f"<figure><img src='/{n}.jpg'><figcaption>{text} {credit}</figcaption></figure>"
        for n, text in enumerate(told)
    )
    html = f"<title>{TITLE}</title><main><article><h1>{TITLE}</h1>{figures}</article></main>"
    assert extract(html.encode(), URL).body == told


def test_a_standfirst_with_vowel_signs_is_found_above_the_text() -> None:
    summary = "बाढ़ में पुल बहने के एक साल बाद ग्रामीणों को मिली राहत, हर आधे घंटे में चलेगी नाव।"
    text = [
        "जिला प्रशासन ने मंगलवार को नदी किनारे बसे सात गांवों के लिए नई नाव सेवा शुरू की, जिससे बच्चों को आसानी होगी।",
        "जिलाधिकारी अनिता वर्मा ने बताया कि पुल बनने तक यह सेवा मुफ्त रहेगी और हर आधे घंटे में एक नाव चलेगी।",
        "ग्रामीणों का कहना है कि पिछले साल बाढ़ में पुराना पुल बह गया था और तब से लोग रस्सी के सहारे नदी पार करते थे।",
    ]
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in text)
    head = f"<h1>नाव सेवा शुरू</h1><div class='synopsis'><p>{summary}</p></div>"
    html = f"<title>नाव सेवा शुरू</title><main>{head}<div>{shown}</div></main>"
    article = extract(html.encode(), URL)
    assert (article.standfirst, article.body) == (summary, text)


PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(
            f"<div class='wide'><div class='b'>{PARAGRAPHS}</div></div>"
            f"<div class='small'><div class='b'>{PARAGRAPHS}</div></div>",
            id="printed-twice-for-two-screens",
        ),
        pytest.param(
            f"<div class='b'><p>{TEXT[0]}</p><p>{TEXT[1]}</p><div class='read-more-content' style='display:none'>"
            f"{''.join(f'<p>{text}</p>' for text in TEXT[2:])}</div><button class='read-more'>Continue</button></div>",
            id="rest-behind-a-button",
        ),
        pytest.param(f"<pre>{(chr(10) * 2).join(TEXT)}</pre>", id="lines-as-they-are"),
        pytest.param(
            f"<div>{TEXT[0]}<br><br>{TEXT[1]}<div class='ad'>Advertisement</div>{'<br><br>'.join(TEXT[2:])}</div>",
            id="advert-between-bare-lines",
        ),
        pytest.param(
            f"<div>{PARAGRAPHS}<p><em>Download the Courier app for alerts.</em></p>"
            "<p><em>Email the newsroom at desk@courier.example</em></p></div>",
            id="app-and-address-at-the-foot",
        ),
        pytest.param(
            f"<div>{PARAGRAPHS}<p>Published in The Courier, February 20th, 2026</p><p>TAGS: ferry, islands</p>"
            "<p>For feedback, complaints or enquiries, contact us.</p></div>",
            id="notes-on-the-paper-at-the-foot",
        ),
        pytest.param(
            f"<div class='ai-summary'><h3>Summary</h3><p>{OTHER}</p></div><div>{PARAGRAPHS}</div>",
            id="summary-by-a-machine",
        ),
        pytest.param(
            f"<div><p><em>This article was translated with the help of a machine.</em></p>{PARAGRAPHS}</div>",
            id="note-on-the-translation",
        ),
    ],
)  # fmt: skip
def test_the_text_is_whole_and_once(inside: str) -> None:
    html = f"<title>{TITLE} | The Courier</title><main><h1>{TITLE}</h1>{inside}</main>"
    assert extract(html.encode(), URL).body == TEXT


def test_a_page_inside_of_a_form_keeps_what_stands_around_its_text() -> None:
    above = "<h2 class='subtitle'>The gearbox had failed at Christmas</h2><span class='author'>By Ana Ferreira</span>"
    html = (
        f"<title>{TITLE}</title><form id='aspnetForm'><h1>{TITLE}</h1>{above}<div>{PARAGRAPHS}</div></form>"
    )
    article = extract(html.encode(), URL)
    assert article.standfirst == "The gearbox had failed at Christmas"
    assert [author.name for author in article.authors] == ["Ana Ferreira"]
    assert article.body == TEXT


def test_a_brief_among_many_teasers_is_no_listing() -> None:
    cards = "".join(
        f"<div><h3><a href='/{n}'>{h}</a></h3><p>{t}</p></div>" for n, (h, t) in enumerate(SECTIONS * 3)
    )
    brief = "<p>The first ferry since December left on Tuesday at dawn. Forty people were aboard, the company said.</p>"
    html = f"<title>{TITLE}</title><main><article><h1>{TITLE}</h1>{brief}</article><section>{cards}</section></main>"
    assert extract(html.encode(), URL).body[0].startswith("The first ferry since December left on Tuesday")


def test_a_list_of_teasers_is_no_column_however_long() -> None:
    cards = "".join(
        f"<div><h3><a href='/{n}'>{h}</a></h3><p>{t}</p></div>" for n, (h, t) in enumerate(SECTIONS * 4)
    )
    story = f"<div class='r'><h1>{TITLE}</h1>{PARAGRAPHS}</div>"
    html = f"<title>{TITLE}</title><div class='l'><div class='m'>{cards}</div>{story}</div>"
    assert extract(html.encode(), URL).body == TEXT
