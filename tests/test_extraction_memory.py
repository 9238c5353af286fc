"""What the other articles of a source teach: recurring lines, boxes and parts of titles, and what is kept."""

from collections.abc import Sequence

import pytest

from pipelines.extraction import SiteMemory, extract, learn, read
from pipelines.extraction.memory import Trace, is_correction, kept, line_key, trace

URL = "https://beacon.example/2026/03/{}.html"
PLACES = ("quay", "mill", "market", "bridge", "school", "ferry", "tower", "garden", "station", "library")


def sentences(subject: str, count: int = 4) -> list[str]:
    """Paragraphs that no other subject shares."""
    return [
        f"The {subject} was the matter of item {number} on the council's list, and the {subject} committee "
        f"spoke for {number + 2} hours about what to do with the {subject} in the coming year."
        for number in range(1, count + 1)
    ]


def page(
    subject: str,
    *,
    below: str = "",
    within: str = "",
    paragraphs: Sequence[str] | None = None,
    title: str = "",
) -> bytes:
    """An article page of the Beacon; ``below`` is markup after the text, ``within`` at its end."""
    title = title or f"Council argues over the {subject}"
    text = "".join(f"<p>{line}</p>" for line in paragraphs or sentences(subject))
    return (
        f"<html><head><title>{title} | Local | The Beacon</title></head><body>"
        f"<article><h1>{title}</h1><div class='story'>{text}{within}</div>{below}</article></body></html>"
    ).encode()


def taught(pages: Sequence[bytes]) -> SiteMemory:
    """The memory of a source whose pages these are."""
    return learn([read(html, URL.format(n)).trace for n, html in enumerate(pages)])


PLEA = (
    "Readers keep this paper alive: a cup of coffee a month lets our four reporters go on asking questions."
)


def test_a_line_on_several_articles_is_forgotten() -> None:
    pages = [page(place, paragraphs=[*sentences(place), PLEA]) for place in PLACES[:4]]
    assert PLEA in extract(pages[0], URL).body

    article = extract(pages[0], URL, site=taught(pages))

    assert article.body == sentences(PLACES[0])
    assert article.provenance["body"] == "memory"


def test_two_articles_are_too_few_to_learn_from() -> None:
    pages = [page(place, paragraphs=[*sentences(place), PLEA]) for place in PLACES[:2]]
    assert not taught(pages).lines


def test_a_box_that_opens_alike_and_often_says_the_same_is_left_out_whole() -> None:
    def teasers(*named: str) -> str:
        items = "".join(f"<p>{sentences(name, 1)[0]}</p>" for name in named)
        return f"<div class='rail-7'><p>Swipe on</p>{items}</div>"

    rails = [teasers("castle", "harbour"), teasers("castle", "harbour"), teasers("castle", "orchard")]
    pages = [page(place, within=rail) for place, rail in zip(PLACES, rails, strict=False)]
    memory = taught(pages)
    assert memory.containers

    unseen = page("lighthouse", paragraphs=sentences("lighthouse", 8), within=teasers("windmill", "cellar"))

    assert sentences("windmill", 1)[0] in extract(unseen, URL).body
    assert extract(unseen, URL, site=memory).body == sentences("lighthouse", 8)


def test_sections_of_the_text_with_the_same_headings_everywhere_are_text() -> None:
    headings = ("What happened", "Why it matters", "What comes next")

    def parts(place: str) -> list[str]:
        return [line for heading in headings for line in (heading, *sentences(f"{place} {heading}", 2))]

    def markup(place: str) -> str:
        return "".join(
            f"<div class='section'><h3>{heading}</h3>"
            + "".join(f"<p>{line}</p>" for line in sentences(f"{place} {heading}", 2))
            + "</div>"
            for heading in headings
        )

    pages = [page(place, within=markup(place)) for place in PLACES]
    assert extract(pages[0], URL, site=taught(pages)).body == [*sentences(PLACES[0]), *parts(PLACES[0])]


def test_a_heading_with_nothing_left_below_it_goes() -> None:
    below = f"<div class='section'><h3>Before you go</h3><p>{PLEA}</p></div>"
    pages = [page(place, below=below) for place in PLACES[:4]]
    assert extract(pages[0], URL, site=taught(pages)).body == sentences(PLACES[0])


def test_a_story_under_several_addresses_does_not_teach_its_own_sentences_away() -> None:
    copies = [page("quay", title=f"Council argues over the quay ({edition})") for edition in range(5)]
    others = [page(place) for place in PLACES[1:4]]
    memory = taught([*copies, *others])
    assert extract(copies[0], URL, site=memory).body == sentences("quay")


def test_a_corrected_version_counts_as_the_same_story() -> None:
    versions = [
        [*sentences("quay", 6)[:5], f"The vote was moved to day {day} of the month."] for day in range(5)
    ]
    pages = [page("quay", paragraphs=text, title=f"Quay, version {n}") for n, text in enumerate(versions)]
    pages += [page(place) for place in PLACES[1:4]]
    assert extract(pages[0], URL, site=taught(pages)).body == versions[0]


def test_background_that_reports_on_one_event_share_is_text() -> None:
    background = sentences("flood of 1962", 3)
    event = [page(place, paragraphs=[*sentences(place, 6), *background]) for place in PLACES[:5]]
    others = [page(f"{place} fair") for place in PLACES * 2]
    article = extract(event[0], URL, site=taught([*event, *others]))
    assert article.body == [*sentences(PLACES[0], 6), *background]


def test_reports_that_share_lines_between_their_own_are_versions_of_one() -> None:
    """Each sentence of the reporter's is another one; sub-headings and quotations are the same."""
    shared = ["What is known", "“It went dark.”", "The way ahead", "A long night", "“I waited.”"]

    def version(place: str) -> list[str]:
        return [line for pair in zip(sentences(place, 5), shared, strict=True) for line in pair]

    pages = [page(place, paragraphs=version(place)) for place in PLACES[:4]]
    others = [page(f"{place} fair") for place in PLACES]
    memory = taught([*pages, *others])
    assert not memory.lines
    assert extract(pages[0], URL, site=memory).body == version(PLACES[0])


def test_a_short_line_needs_one_article_in_twenty() -> None:
    pages = [page(place, paragraphs=[*sentences(place), "Nobody answered."]) for place in PLACES[:4]]
    many = [
        page(f"{place} {what}")
        for place in PLACES
        for what in ("fair", "fire", "fund", "feud", "fog", "flag", "fort", "foal", "fee")
    ]
    assert line_key("Nobody answered.") in taught([*pages, *many[:20]]).lines
    assert not taught([*pages, *many]).lines


@pytest.mark.parametrize(
    ("others", "is_learnt"),
    [pytest.param(10, False, id="a-series"), pytest.param(2, True, id="every-article")],
)
def test_the_opening_of_several_articles_is_furniture_only_where_nearly_all_have_it(
    others: int, is_learnt: bool
) -> None:
    opening = "Once a month this paper visits a trade that hardly anybody practises any more in our county."
    pages = [page(place, paragraphs=[opening, *sentences(place)]) for place in PLACES]
    plain = [page(f"{place} fair") for place in PLACES[:others]]
    assert (line_key(opening) in taught([*pages, *plain]).lines) is is_learnt


def test_three_lines_on_every_article_are_furniture_although_they_come_together() -> None:
    foot = sentences("rules of this house", 3)
    pages = [page(place, paragraphs=[*sentences(place, 5), *foot]) for place in PLACES[:5]]
    assert set(map(line_key, foot)) <= taught(pages).lines
    assert not taught([*pages, *(page(f"{place} fair") for place in PLACES)]).lines


def test_a_box_of_reports_on_one_event_is_no_furniture_elsewhere() -> None:
    def fact(subject: str) -> str:
        text = "".join(f"<p>{line}</p>" for line in sentences(subject, 2))
        return f"<section class='part'><h2>How it began</h2>{text}</section>"

    background = sentences("flood of 1962", 3)
    same = fact("dyke")
    event = [page(place, paragraphs=[*sentences(place, 6), *background], within=same) for place in PLACES[:5]]
    others = [page(f"{place} fair") for place in PLACES * 2]
    unlike = page("lighthouse", paragraphs=sentences("lighthouse", 8), within=fact("ferry lease"))
    memory = taught([*event, *others])
    assert not memory.containers
    assert extract(unlike, URL, site=memory).body[-2:] == sentences("ferry lease", 2)


def test_a_refrain_within_one_article_teaches_nothing() -> None:
    refrain = "And the river went on down to the sea, as rivers will, and nobody asked it why."
    text = [line for pair in zip(sentences("poem"), [refrain] * 4, strict=True) for line in pair]
    pages = [page("poem", paragraphs=text), *(page(place) for place in PLACES[:5])]
    assert extract(pages[0], URL, site=taught(pages)).body == text


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Correction: an earlier version of this report gave a wrong date.", id="english"),
        pytest.param("In einer früheren Version hieß es, der Rat habe getagt. Das war falsch.", id="german"),
        pytest.param("Fe de errata: la fecha de la reunión no era correcta.", id="spanish"),
        pytest.param("訂正：初出時の日付に誤りがありました。", id="japanese"),
    ],
)
def test_a_correction_that_recurs_stays(line: str) -> None:
    assert is_correction(line)
    pages = [page(place, paragraphs=[*sentences(place), line]) for place in PLACES[:4]]
    assert extract(pages[0], URL, site=taught(pages)).body[-1] == line


def test_the_opening_of_a_story_that_others_tease_stays() -> None:
    opening = sentences("quay", 1)[0]
    title = "Council argues over the quay"
    teased = [page(place, paragraphs=[*sentences(place), title, opening]) for place in PLACES[1:5]]
    memory = taught([*teased, page("quay")])
    assert {line_key(title), line_key(opening)} <= memory.lines

    assert extract(page("quay"), URL, site=memory).body == sentences("quay")
    assert extract(teased[0], URL, site=memory).body == sentences(PLACES[1])


def test_a_text_made_of_what_recurs_is_left_whole() -> None:
    tides = ["High water at the quay is given in local time.", "Add twenty minutes for the upper harbour."]
    memory = SiteMemory(lines=frozenset(map(line_key, tides)))
    assert kept([*tides, "06:12"], memory, "Tides today") == [True, True, True]


def test_the_parts_that_titles_share_are_learnt() -> None:
    assert taught([page(place) for place in PLACES[:3]]).title_affixes == {"local", "thebeacon"}
    assert not taught([page(place) for place in PLACES[:2]]).title_affixes


def test_a_trace_is_bounded() -> None:
    one: Trace = trace("Title", [f"Line number {n} of an endless page." for n in range(5_000)], [], "Title")
    assert len(one.lines) == 400


def test_lines_without_letters_are_never_learnt() -> None:
    assert line_key("* * *") == 0
    traces = [trace(place, [*sentences(place), "* * *"], [], place) for place in PLACES]
    assert 0 not in learn(traces).lines
    assert kept(["* * *", *sentences("quay")], learn(traces), "Quay")[0]


def test_a_large_box_that_holds_the_story_stays() -> None:
    lead = "<p>Listen to this article</p><p>3 minutes</p>"
    pages = [
        page(place).replace(b"<div class='story'>", f"<div class='story'>{lead}".encode()) for place in PLACES
    ]
    assert extract(pages[0], URL, site=taught(pages)).body == sentences(PLACES[0])
