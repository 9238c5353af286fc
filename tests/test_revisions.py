"""What counts as a change, what never replaces a good text, and what is remembered with its date."""

from datetime import timedelta
from typing import Any

import pytest
from filing import FETCHED_AT, PageMaker, article, file, one

from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier
from pipelines.archive.history import Address, addresses, anomalies
from pipelines.archive.history import events as told
from pipelines.items import Dateline, Page
from pipelines.revisions import State, difference, is_another_story, why_kept

URL = "https://echo.example/2026/ferry"
FERRY = [
    "The ferry came back on Friday morning, eleven months after it was taken out of the water for repairs.",
    "Nobody at the harbour office had expected it before the summer, said the clerk who sells the tickets.",
    "Forty people stood on the quay when the ropes were thrown, and the baker gave away what he had left.",
    "The council will decide in May whether the late boat on weekdays is to sail again, and at what price.",
    "Until then the last sailing leaves at five minutes to eight, which is too early for the hospital shift.",
]
COUNCIL = [
    "Councillors voted by nine to eight on Monday night to close the library in Anchor Street two days a week.",
    "The decision saves sixty thousand a year and costs one post, which has been vacant since last autumn.",
    "Readers filled the gallery and sang, until the mayor asked them either to stop or to sing in tune.",
    "A petition with two thousand names had been handed in before the debate by the pupils of the school.",
    "The library will be open from Wednesday to Saturday from the first of next month, the council said.",
]


def state(**fields: Any) -> State:
    given: dict[str, Any] = {
        "title": "Ferry is back",
        "body": "\n\n".join(FERRY),
        "published_s": 1e9,
        **fields,
    }
    return State(**given)


def edited(number: int, old: str, new: str) -> str:
    body = list(FERRY)
    assert old in body[number]
    body[number] = body[number].replace(old, new)
    return "\n\n".join(body)


@pytest.mark.parametrize(
    ("edit", "changed", "substantive"),
    [
        pytest.param({"title": "Ferry is back at last"}, ["headline"], True, id="headline"),
        pytest.param({"title": "FERRY IS BACK"}, ["headline"], False, id="headline-in-capitals"),
        pytest.param({"body": edited(2, "Forty", "Fifty")}, ["body"], True, id="a-number"),
        pytest.param({"body": edited(0, "came back", "did not come back")}, ["body"], True, id="a-negation"),
        pytest.param({"body": edited(1, "harbour", "harbuor")}, ["body"], False, id="a-slip"),
        pytest.param({"body": edited(1, "office", "offfice")}, ["body"], False, id="a-doubled-letter"),
        pytest.param({"body": edited(3, "May", "may")}, ["body"], False, id="a-capital"),
        pytest.param({"body": edited(4, ", which", " – which")}, ["body"], False, id="punctuation"),
        pytest.param({"standfirst": "Late boat undecided"}, ["standfirst"], True, id="standfirst"),
        pytest.param({"byline": "By Ana Ferreira"}, ["byline"], False, id="byline"),
        pytest.param({"published_s": 1e9 + 3600}, ["published"], False, id="re-dated"),
        pytest.param({"correction": "Correction: It was Friday."}, ["correction"], True, id="correction"),
    ],
)
def test_what_changed_is_named_and_weighed(
    edit: dict[str, Any], changed: list[str], substantive: bool
) -> None:
    found = difference(state(), state(**edit))
    assert (found.changed, found.is_substantive) == (changed, substantive)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            {"body": "\n\n".join(FERRY).replace(" ", "  ").replace("ferry", "fer\u00adry")}, id="white-space"
        ),
        pytest.param({"modified_s": 2e9}, id="the-time-of-modification-alone"),
        pytest.param({"body": "\n\n".join([*FERRY, "1,204 comments"])}, id="a-counter"),
        pytest.param({"body": "\n\n".join(["Updated 3 hours ago", *FERRY])}, id="a-relative-time"),
        pytest.param({"published_s": None}, id="a-time-no-longer-found"),
        pytest.param({"paywalled": True}, id="a-page-that-says-now-what-it-did-not-say"),
    ],
)
def test_what_is_not_the_text_makes_no_difference(edit: dict[str, Any]) -> None:
    assert not difference(state(modified_s=1e9), state(**{"modified_s": 1e9, **edit}))


def test_words_added_and_removed_are_counted() -> None:
    found = difference(state(), state(body=edited(2, "Forty people", "Fifty islanders and a dog")))
    assert (found.words_added, found.words_removed) == (5, 2)
    assert difference(state(paywalled=False), state(paywalled=True)).changed == ["paywall"]


def test_a_silent_edit_can_be_told_from_one_that_says_so() -> None:
    old, body = state(modified_s=1e9), edited(2, "Forty", "Fifty")
    assert difference(old, state(modified_s=1e9, body=body)).changed == ["body"]
    assert difference(old, state(modified_s=1e9 + 600, body=body)).changed == ["body", "modified"]


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        pytest.param(state(body="Subscribe to read on."), "shrunk", id="wall"),
        pytest.param(state(body="\n\n".join(FERRY[:2])), "shrunk", id="only-its-head"),
        pytest.param(state(body="\n\n".join(FERRY[:4]), paywalled=True), "paywall", id="closed-after-a-day"),
        pytest.param(state(body="\n\n".join(FERRY[:4])), None, id="the-last-paragraph-cut"),
        pytest.param(state(body="\n\n".join(FERRY + COUNCIL)), None, id="longer"),
    ],
)
def test_a_good_text_is_kept(new: State, reason: str | None) -> None:
    assert why_kept(state(), new) == reason


@pytest.mark.parametrize(
    ("new", "another"),
    [
        pytest.param({"published_s": 1e9 + 86_400}, True, id="the-next-briefing"),
        pytest.param(
            {"published_s": 1e9 + 86_400, "title": "Library to close"}, True, id="another-headline-too"
        ),
        pytest.param({}, False, id="rewritten-under-its-own-date"),
        pytest.param({"published_s": None, "title": "Library to close"}, True, id="no-time"),
        pytest.param({"published_s": None}, False, id="no-time-and-the-same-headline"),
        pytest.param(
            {"published_s": 1e9 + 86_400, "body": "\n\n".join(COUNCIL + FERRY)}, False, id="it-grew"
        ),
    ],
)
def test_an_address_that_shows_another_story_is_told_from_a_rewrite(
    new: dict[str, Any], another: bool
) -> None:
    assert is_another_story(state(), state(**{"body": "\n\n".join(COUNCIL), **new})) is another


# -- in the archive --------------------------------------------------------------------------------


@pytest.fixture
def page(fetched: PageMaker) -> Page:
    return fetched(URL)


def at(page: Page, hours: int) -> Page:
    page.fetched_at = FETCHED_AT + timedelta(hours=hours)
    return page


def events(archive: Archive) -> list[tuple[object, ...]]:
    return archive.conn.execute(
        "SELECT kind, at, reason, revision FROM article_events ORDER BY id"
    ).fetchall()


def test_a_revision_says_what_changed(archive: Archive, page: Page) -> None:
    file(archive, page, article(body=FERRY))
    file(
        archive,
        at(page, 1),
        article(body=edited(2, "Forty", "Fifty").split("\n\n"), correction="Correction: fifty."),
    )
    row = one(
        archive,
        "SELECT changed, is_substantive, words_added, words_removed, correction, reverts_to FROM revision_texts "
        "WHERE revision = 2",
    )
    assert row == ('["body", "correction"]', 1, 1, 1, "Correction: fifty.", None)


def test_going_back_to_an_older_text_is_seen_as_such(archive: Archive, page: Page) -> None:
    file(archive, page, article(body=FERRY))
    file(archive, at(page, 1), article(body=edited(2, "Forty", "Fifty").split("\n\n")))
    file(archive, at(page, 2), article(body=FERRY))
    assert one(archive, "SELECT reverts_to, changed FROM revisions WHERE revision = 3") == (1, '["body"]')
    assert events(archive) == [("reverted", "2026-03-14T14:00:00Z", None, 1)]


def test_what_came_instead_is_kept_as_an_anomaly(archive: Archive, page: Page) -> None:
    file(archive, page, article(body=FERRY))
    for hours in (1, 2):
        file(archive, at(page, hours), article(body=["Subscribe to read on."]))
    file(archive, at(page, 3), article(body=FERRY))
    file(archive, at(page, 4), article(body=["Subscribe to read on."]))
    rows = archive.conn.execute("SELECT reason, first_at, last_at, times, word_count, body FROM anomalies")
    assert rows.fetchall() == [
        ("shrunk", "2026-03-14T13:00:00Z", "2026-03-14T14:00:00Z", 2, 4, "Subscribe to read on."),
        ("shrunk", "2026-03-14T16:00:00Z", "2026-03-14T16:00:00Z", 1, 4, "Subscribe to read on."),
    ]
    assert one(archive, "SELECT revision_count, checked_at FROM articles") == (1, "2026-03-14T15:00:00Z")


@pytest.mark.parametrize("reason", ["consent_wall", "login", "bot_wall", "error_page", "empty", "too_short"])
def test_a_wall_in_front_of_a_known_article_is_an_anomaly(archive: Archive, page: Page, reason: str) -> None:
    filed = file(archive, page, article(body=FERRY))
    archive.missed(page.page_id, URL, URL, reason, 200, None)
    assert one(archive, "SELECT article, reason, http_status FROM anomalies") == (
        filed.article_id,
        reason,
        200,
    )
    assert one(archive, "SELECT status, word_count > 50 FROM articles") == ("live", 1)


def test_a_page_that_never_was_an_article_has_no_anomaly(archive: Archive, page: Page) -> None:
    archive.missed(page.page_id, URL, URL, "consent_wall", 200, None)
    assert one(archive, "SELECT count(*) FROM anomalies") == (0,)


@pytest.mark.parametrize(
    ("arrived", "reason", "status", "noted"),
    [
        pytest.param(URL, "gone", 404, "gone", id="404"),
        pytest.param(URL, "gone", 410, "gone", id="410"),
        pytest.param(URL, "gone", 451, "gone", id="451"),
        pytest.param("https://echo.example/", "listing", 200, "redirected", id="front-page"),
        pytest.param("https://echo.example/section/sea", "listing", 200, "redirected", id="section"),
    ],
)
def test_vanished_and_returned_are_recorded(
    archive: Archive, page: Page, arrived: str, reason: str, status: int, noted: str
) -> None:
    file(archive, page, article(body=FERRY))
    for _ in range(2):
        Frontier(archive).failed(page.page_id, reason, status=status)
        archive.missed(page.page_id, URL, arrived, reason, status, None)
    assert [row[::2] for row in events(archive)] == [("vanished", noted)]
    assert one(archive, "SELECT status FROM articles") == ("vanished",)

    file(archive, at(page, 9), article(body=FERRY))
    assert [row[0] for row in events(archive)] == ["vanished", "returned"]
    assert events(archive)[1][1] == "2026-03-14T21:00:00Z"
    assert one(archive, "SELECT status, revision_count FROM articles") == ("live", 1)


def test_a_front_page_is_never_filed_as_the_article_it_took_the_place_of(
    archive: Archive, page: Page
) -> None:
    file(archive, page, article(body=FERRY))
    page.url = "https://echo.example/"
    assert (
        file(archive, at(page, 1), article(page.url, title="The Echo", body=COUNCIL)).reason == "redirected"
    )
    assert one(archive, "SELECT status, title FROM articles") == ("vanished", "Ferry returns to Port Ellery")


def test_an_answer_of_304_brings_an_article_back(archive: Archive, page: Page) -> None:
    file(archive, page, article(body=FERRY))
    Frontier(archive).failed(page.page_id, "gone", status=404)
    archive.missed(page.page_id, URL, URL, "gone", 404, None)
    archive.unchanged(page.page_id, None, 304)
    assert one(archive, "SELECT status FROM articles") == ("live",)
    assert [row[0] for row in events(archive)] == ["vanished", "returned"]


def test_an_address_used_for_another_story_makes_a_new_article(archive: Archive, page: Page) -> None:
    first = file(archive, page, article(body=FERRY, title="Morning briefing"))
    tomorrow = article(body=COUNCIL, title="Morning briefing", published=FETCHED_AT + timedelta(hours=20))
    second = file(archive, at(page, 24), tomorrow)
    assert (second.outcome, second.reason) == ("new", "address_reused")
    assert second.article_id != first.article_id
    rows = archive.conn.execute("SELECT url, status, revision_count FROM articles ORDER BY id").fetchall()
    assert rows == [(f"{URL}#2026-03-15T12:00:00Z", "replaced", 1), (URL, "live", 1)]
    assert events(archive) == [("replaced", "2026-03-15T12:00:00Z", "address_reused", None)]
    assert one(archive, "SELECT article FROM pages") == (second.article_id,)
    again = file(archive, at(page, 25), tomorrow)
    assert (again.article_id, again.outcome) == (second.article_id, "unchanged")


def test_a_dateline_is_a_part_of_its_own(archive: Archive, page: Page) -> None:
    file(archive, page, article(body=FERRY))
    file(archive, at(page, 1), article(body=FERRY, dateline=Dateline(text="PORT ELLERY")))
    assert one(archive, "SELECT changed, is_substantive FROM revisions WHERE revision = 2") == (
        '["dateline"]',
        0,
    )


BOX = "Get the best of the Echo in your inbox every Friday."


@pytest.mark.parametrize(
    ("line", "others", "outcome"),
    [
        pytest.param(BOX, 3, "unchanged", id="a-line-of-the-site"),
        pytest.param("Headline of article 0", 1, "unchanged", id="a-link-to-another-article"),
        pytest.param(BOX, 2, "changed", id="a-line-on-two-others"),
        pytest.param("Nobody was hurt.", 3, "changed", id="a-line-of-its-own"),
    ],
)
def test_a_line_of_the_site_that_comes_or_goes_is_no_edit(
    archive: Archive, page: Page, fetched: PageMaker, line: str, others: int, outcome: str
) -> None:
    for number in range(others):
        other = fetched(f"https://echo.example/other/{number}")
        body = [f"{paragraph} ({number})" for paragraph in COUNCIL]
        file(archive, other, article(other.url, title=f"Headline of article {number}", body=[*body, BOX]))
    file(archive, page, article(body=FERRY))
    assert file(archive, at(page, 1), article(body=[*FERRY, line])).outcome == outcome
    assert file(archive, at(page, 2), article(body=FERRY)).outcome == outcome


def test_the_reading_room_can_tell_what_happened(archive: Archive, page: Page) -> None:
    number = file(archive, page, article(body=FERRY)).article_id
    archive.missed(page.page_id, URL, URL, "consent_wall", 200, None)
    Frontier(archive).failed(page.page_id, "gone", status=410)
    archive.missed(page.page_id, URL, URL, "gone", 410, None)
    assert [(event.kind, event.reason, event.http_status) for event in told(archive.conn, number)] == [
        ("vanished", "gone", 410)
    ]
    assert [(one.reason, one.times) for one in anomalies(archive.conn, number)] == [("consent_wall", 1)]
    assert addresses(archive.conn, number) == [
        Address(url=URL, learnt="found", first_at="2026-03-14T12:00:00Z", until=None)
    ]
