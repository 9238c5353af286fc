"""Which of the lines that call themselves a headline is the one printed above the text."""

import pytest
from test_extraction_article import TITLE, URL, json_ld, page

from pipelines.extraction import extract, masthead

SEARCH_TITLE = "Outer islands: ferry timetable, prices and news"


def title_of(html: bytes) -> str:
    """The headline of a page."""
    return extract(html, URL).title


def social(text: str) -> str:
    """An ``og:title``."""
    return f'<meta property="og:title" content="{text}">'


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(f"<h2>{TITLE}</h2>", id="whole"),
        pytest.param(f"<h2><span>Islands</span><span>{TITLE}</span></h2>", id="beside-a-kicker"),
    ],
)
def test_an_h1_for_search_engines_gives_way_to_the_heading_that_the_site_shares(heading: str) -> None:
    html = page(title=SEARCH_TITLE, heading=SEARCH_TITLE, head=social(TITLE), above=heading)
    assert title_of(html) == TITLE


def test_a_teaser_of_the_same_name_is_not_the_printed_headline() -> None:
    teaser = "<ul><li><h2>Piano waits for the ferry, again</h2></li></ul>"
    html = page(head=social("Piano waits for the ferry, again"), below=teaser)
    assert title_of(html) == TITLE


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(f"<span>Local</span><span hidden>:</span> <span>{TITLE}</span>", id="kicker"),
        pytest.param(f"<time>3 March 2026</time> <span>{TITLE}</span>", id="date"),
        pytest.param(f"{TITLE} <small>What islanders say</small>", id="second-line"),
    ],
)
def test_what_an_h1_prints_beside_the_headline_is_no_part_of_it(heading: str) -> None:
    assert title_of(page(heading=heading, head=social(TITLE))) == TITLE


def test_a_kicker_that_all_metadata_names_belongs_to_the_headline() -> None:
    whole = f"Outer islands: {TITLE}"
    heading = f"<span>Outer islands</span><span hidden>:</span> <span>{TITLE}</span>"
    assert title_of(page(title=whole, heading=heading, head=social(whole))) == whole


def test_a_masthead_in_the_h1_is_not_the_headline() -> None:
    html = page(heading='<a href="https://courier.example/">Quayside Notes</a>', above=f"<h3>{TITLE}</h3>")
    assert title_of(html.replace(b"| The Courier", b"| Quayside Notes")) == TITLE


def test_the_only_headline_counts_though_no_metadata_agrees() -> None:
    assert title_of(page(title=SEARCH_TITLE, head=social("All you need to know"))) == TITLE


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        pytest.param("Ferry resumes | The Courier", "Ferry resumes", id="bar"),
        pytest.param("The Courier - Ferry resumes", "Ferry resumes", id="in-front"),
        pytest.param("Ferry resumes - Local - The Courier", "Ferry resumes", id="section-learnt"),
        pytest.param("渡船复航-新华码头", "渡船复航", id="no-blanks"),
        pytest.param("渡船复航-码头ㅣ新华码头", "渡船复航", id="korean-bar"),
        pytest.param("« Le bac » - The Courier", "« Le bac »", id="quotation"),
        pytest.param("Covid-19: what now", "Covid-19: what now", id="hyphen-inside"),
        pytest.param("The Courier", "The Courier", id="nothing-else"),
    ],
)
def test_the_site_is_taken_off_a_title(printed: str, bare: str) -> None:
    names = {"the courier", "新华码头"}
    assert masthead.strip(printed, names, {"local", "码头"}) == bare


@pytest.mark.parametrize(
    ("shared", "stated", "printed"),
    [
        pytest.param(
            "港口工人投票结束罢工返回码头-政治",
            "港口工人投票结束罢工返回码头",
            "港口工人投票结束罢工返回码头",
            id="glued-section",
        ),
        pytest.param(
            "Ferry strike-hit ports reopen",
            "Ferry",
            "Ferry strike-hit ports reopen",
            id="a-word-is-no-headline",
        ),
    ],
)
def test_a_tail_that_another_statement_leaves_off_is_no_part_of_the_headline(
    shared: str, stated: str, printed: str
) -> None:
    statements = [("og:title", shared), ("twitter:title", shared), ("headline", stated)]
    metas = "".join(f'<meta property="{name}" content="{text}">' for name, text in statements)
    html = page(head=metas, title=shared, heading=None)
    assert title_of(html) == printed


def test_a_headline_of_another_script_counts_though_a_blank_parts_it_elsewhere() -> None:
    printed = "港口渡轮明年起加开夜班，居民盼望已久"
    stated = "港口渡轮明年起 加开夜班 居民盼望已久 | 海岸日报"
    html = page(title=stated, heading=printed, head=social("海岸日报"))
    assert title_of(html) == printed


@pytest.mark.parametrize(
    "banner",
    [
        pytest.param('<a href="/"><h1>부두 소식</h1></a>', id="masthead-in-a-link-home"),
        pytest.param('<div class="bar"><h1>Health of the Harbour</h1></div>', id="section"),
    ],
)
def test_a_heading_that_prints_how_the_title_begins_outranks_an_h1_that_nothing_agrees_with(
    banner: str,
) -> None:
    html = page(heading=None, above=f"<h2>{TITLE}</h2>").replace(b"<main>", f"{banner}<main>".encode())
    assert title_of(html) == TITLE


def test_a_masthead_in_a_link_home_is_not_the_headline_though_no_other_heading_prints_it() -> None:
    html = page(heading=None).replace(b"<main>", '<a href="/"><h1>부두 소식</h1></a><main>'.encode())
    assert title_of(html) == TITLE


@pytest.mark.parametrize(
    "strapline",
    [
        pytest.param("Winter timetable: what is new", id="kicker"),
        pytest.param("Friends of the Outer Islands", id="society"),
    ],
)
def test_an_h1_that_the_title_ends_in_gives_way_to_the_heading_that_it_begins_with(strapline: str) -> None:
    title = f"{TITLE} - {strapline}"
    html = page(title=title, heading=strapline, head=social(title), above=f"<h2>{TITLE}</h2>")
    assert title_of(html) == TITLE


def test_a_kicker_above_the_h1_is_not_the_headline() -> None:
    title = f"Outer islands - {TITLE}"
    html = page(title=title, above="<h2>Outer islands</h2>")
    assert title_of(html) == TITLE


def test_the_running_h1_of_a_live_page_gives_way_to_what_the_page_calls_itself() -> None:
    running = "First sailing at noon +++ Piano safe +++ Harbour bar reopens"
    assert title_of(page(heading=running, head=json_ld())) == TITLE


def test_of_two_lines_of_an_h1_the_one_that_json_ld_names_is_the_headline() -> None:
    heading = f"<span>{SEARCH_TITLE}</span><span>{TITLE}</span>"
    html = page(title=SEARCH_TITLE, heading=heading, head=social(SEARCH_TITLE) + json_ld())
    assert title_of(html) == TITLE


SLOGAN = "News from where the ferry lands"


@pytest.mark.parametrize(
    ("banner", "title"),
    [
        pytest.param(f'<h1><a href="/">{SLOGAN}</a></h1>', f"{TITLE} | {SLOGAN}", id="slogan"),
        pytest.param(
            '<h1><a href="https://courier.example"><b>Quay Notes</b></a></h1>',
            f"Quay Notes » Blog Archive - {TITLE}",
            id="in-front",
        ),
        pytest.param(
            '<h1><a href="/?locale=en-GB"><span>Quay Notes e.V.</span> <span>Ferry to the islands</span></a></h1>',
            f"{TITLE} » Quay Notes e.V.",
            id="name-and-slogan",
        ),
        pytest.param(
            '<a href="/en/"><h1>Ferry - The outer islands</h1></a>',
            f"{TITLE} - Ferry - The outer islands",
            id="of-two-parts",
        ),
    ],
)
def test_an_h1_that_leads_to_the_front_page_is_the_masthead(banner: str, title: str) -> None:
    html = page(title=title, heading=None).replace(b" | The Courier</title>", b"</title>")
    html = html.replace(b"<main>", f"{banner}<main>".encode()).replace(b'content="The Courier"', b"")
    url = "https://courier.example/local/ferry-to-the-outer-islands-resumes-after-three-months"
    assert extract(html, url).title == TITLE


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(URL, id="whole"),
        pytest.param("/?p=2895", id="short"),
        pytest.param("#top", id="top"),
        pytest.param("https://ferries.example/", id="another-site"),
        pytest.param("http://[ferries", id="broken"),
    ],
)
def test_a_headline_that_leads_elsewhere_is_a_headline(link: str) -> None:
    heading = f'<a href="{link}">Ferry sails again</a>'
    assert title_of(page(title="Ferry sails again for the islands", heading=heading)) == "Ferry sails again"


def test_an_h1_that_goes_on_from_the_shared_title_stands_though_a_teaser_prints_that() -> None:
    whole = f"{TITLE} of storms"
    slider = f'<div class="slider"><h3><a href="{URL}">{TITLE}</a></h3><h3>Piano waits</h3></div>'
    assert title_of(page(heading=whole, head=social(TITLE), below=slider)) == whole


@pytest.mark.parametrize(
    ("title", "slug", "headline"),
    [
        pytest.param(f"Society of the Isles - {TITLE}", TITLE.replace(" ", "-"), TITLE, id="last"),
        pytest.param(
            "Fähre läuft wieder - Aus dem Hafen",
            "faehre-laeuft-wieder.html",
            "Fähre läuft wieder",
            id="umlauts",
        ),
        pytest.param(
            "Fähre läuft wieder - Aus dem Hafen", "fahre-lauft-wieder/2", "Fähre läuft wieder", id="no-dots"
        ),
        pytest.param("Islands - Ferry sails again", "islands", "Islands - Ferry sails again", id="section"),
        pytest.param("Islands - Ferry sails again", "ferry-sails", "Islands - Ferry sails again", id="less"),
    ],
)
def test_of_the_parts_of_a_title_the_one_that_the_address_spells_out_is_the_headline(
    title: str, slug: str, headline: str
) -> None:
    html = page(title=title, heading=None)
    assert extract(html, f"https://courier.example/local/{slug}").title == headline


def test_an_h1_that_is_called_the_title_of_its_page_is_no_masthead() -> None:
    html = page(title=SEARCH_TITLE, head=social("All you need to know"))
    assert title_of(html.replace(b"<h1>", b'<h1 class="page-title">')) == TITLE
