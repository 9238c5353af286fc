"""What recurs on a source's articles goes, at once and backwards; what only looks so stays: by real harvests."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from commands import LOOPBACK, scrapy
from newsroom.paper import Press, Story, paragraphs, printed

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
PLEA = "If you think that reporting from the quays matters, become a friend of this paper for two crowns a month."
CLOSING = "Illustration: the harbour archive"
INTRODUCTION = (
    "For forty years nobody was allowed to enter the sheds on the north quay. In this series we walk "
    "through one of them a week and ask the people who once worked there what it was like."
)

# One story as a wire sends it: a first report, an update, a rewritten one, the last with a new end.
FIRST = [
    "A grain ship ran aground off Northmoor early on Tuesday with nineteen people on board, the coastguard said.",
    "Nobody was hurt. The Halcyon had left Talbot two hours earlier. She was bound for Rotterdam with barley.",
    "“We felt a soft bump and then nothing moved,” the first mate said.",
    "“It was almost quiet.”",
    "Two tugs from the harbour reached her before sunrise. They could not free her at the morning tide.",
    "Winds of up to forty knots were forecast for the evening.",
    "The bank on which she lies has shifted by half a mile since it was last surveyed in spring.",
]
WIRE = {
    "Ship aground off Northmoor": FIRST,
    "Second attempt to free grain ship": [
        "Tugs will try again tonight to free a grain ship that has been stuck off Northmoor since Tuesday.",
        *FIRST[1:4],
        "Two tugs from the harbour reached her before sunrise. A third is on its way from Talbot.",
        *FIRST[5:],
    ],
    "Halcyon stuck fast: crew taken off as the wind rises": [
        "All nineteen people on board the Halcyon were taken off by helicopter on Tuesday afternoon.",
        "She was bound for Rotterdam with barley. The Halcyon had left Talbot two hours before she ran aground.",
        *FIRST[2:4],
        "They could not free her at the morning tide. The harbour master has closed the channel meanwhile.",
        FIRST[5],
        "Surveyors say that the bank has shifted by half a mile since it was last surveyed in spring.",
    ],
    "How the Halcyon came free after all": [
        "She floated at four in the morning, without help, while the crews of three tugs were asleep.",
        *FIRST[1:4],
        FIRST[6],
        "Barley is being unloaded into lighters all the same, for nobody knows yet what her hull looks like.",
    ],
}
# Short paragraphs throughout, none as long as a sentence of prose: only the first changes.
BRIEF = [
    "The lamps are lit on both moles.",
    "All the boats are in but one.",
    "There is no wind from the west.",
    "The bar stays closed tonight.",
    "Nobody has rung the bell.",
    "A seal slept on the slip for an hour.",
    "The glass stands at a thousand and nine.",
    "The ferry did not come.",
    "Two lorries wait at the gate.",
    "The kettle is on.",
]
WATCH = {
    f"Watch at {hour} o'clock, {name} on duty": [f"It is {hour} now.", *BRIEF]
    for hour, name in (("two", "Ferreira"), ("four", "Okafor"), ("six", "Lindqvist"), ("eight", "Tanaka"))
}
JAPANESE = {
    f"北の港で見つかった古い海図、{ending}": [
        lead,
        "海図は倉庫の壁の裏から見つかった。保存状態は良い。",
        "描かれた湾は今の地図にはない。専門家は驚いている。",
        "市は来月から公開する予定だ。入場は無料となる。",
        "町の人々は名前の由来をめぐって語り合っている。",
    ]
    for ending, lead in (
        ("市が公開へ", "北の港の倉庫で古い海図が見つかったと市が発表した。"),
        ("専門家も驚き", "古い海図について専門家が初めて見解を示した。"),
        ("来月に展示", "見つかった海図の展示が来月に始まることになった。"),
        ("名前の謎", "海図にある湾の名前をめぐり議論が続いている。"),
    )
}  # fmt: skip


def bodies() -> dict[str, list[str]]:
    """Headline -> the paragraphs that its reporter wrote."""
    series = {
        f"{shed}, and who kept it": [INTRODUCTION, *paragraphs(number)[1:]]
        for number, shed in enumerate(
            ("The rope shed", "Cold store nine", "A salt loft", "Sail room", "The tannery"), 60
        )
    }
    plain = {" ".join(paragraphs(number)[0].split()[:7]): paragraphs(number) for number in range(20, 32)}
    return WIRE | WATCH | JAPANESE | series | plain


BEGGING = range(25, 30)  # five articles that have nothing in common but the plea and the closing line


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """A paper harvested twice, its kept pages read again between."""
    with printed(["beacon"], tmp_path_factory.mktemp("memory"), NOW) as press:
        yield press


@pytest.fixture(scope="module")
def texts(press: Press) -> dict[str, dict[str, list[str]]]:
    """Of each moment, headline -> paragraphs as the archive has them."""
    (paper,) = press.papers
    begging = {" ".join(paragraphs(number)[0].split()[:7]) for number in BEGGING}
    after = f"<p>{PLEA}</p><p>{CLOSING}</p>"
    stories = [
        paper.story(number, NOW - timedelta(hours=number), title=title, body=body,
                    path=f"/2026/03/12/beacon-story-number-{number}", after=after if title in begging else "")
        for number, (title, body) in enumerate(bodies().items())
    ]  # fmt: skip
    paper.feed("/feed.xml", stories)
    press.harvest()
    found = {"first": _texts(press)}
    again = scrapy("reextract", "-a", f"sources={press.sources}", "-s", f"ARCHIVE={press.archive}")
    assert again.returncode == 0, again.stderr
    found["again"] = _texts(press)
    press.later(timedelta(hours=2))
    fresh: list[Story] = [
        paper.story(900, press.now, title="Something of today that nobody has read", body=paragraphs(900), after=after),
        paper.story(901, press.now, title="Halcyon: what the divers saw", body=[paragraphs(901)[0], *FIRST[1:6]]),
    ]  # fmt: skip
    paper.feed("/feed.xml", [*fresh, *stories])
    press.harvest()
    found["later"] = _texts(press)
    return found


def _texts(press: Press) -> dict[str, list[str]]:
    rows = press.rows("SELECT title, standfirst, body FROM articles JOIN article_text USING (id)")
    return {title: body.split("\n\n") for title, _, body in rows}


def test_a_line_of_five_distinct_articles_goes_backwards(texts: dict[str, dict[str, list[str]]]) -> None:
    had = [title for title, body in texts["first"].items() if PLEA in body]
    assert 1 <= len(had) <= len(BEGGING)
    for number in BEGGING:
        title = " ".join(paragraphs(number)[0].split()[:7])
        assert texts["again"][title] == paragraphs(number)


def test_and_at_once_from_the_next_article(texts: dict[str, dict[str, list[str]]], press: Press) -> None:
    title = "Something of today that nobody has read"
    assert texts["later"][title] == paragraphs(900)
    ((provenance,),) = press.rows(
        "SELECT provenance FROM articles JOIN article_text USING (id) WHERE title = ?", title
    )
    assert json.loads(provenance)["body"] == "memory"


@pytest.mark.parametrize("moment", ["first", "again", "later"])
@pytest.mark.parametrize(
    "versions",
    [
        pytest.param(WIRE, id="an-updated-wire-story"),
        pytest.param(WATCH, id="short-lines"),
        pytest.param(JAPANESE, id="japanese"),
    ],
)
def test_a_story_filed_in_versions_loses_no_line(
    texts: dict[str, dict[str, list[str]]], versions: dict[str, list[str]], moment: str
) -> None:
    assert {title: texts[moment].get(title) for title in versions} == versions


def test_a_further_version_loses_none_either(texts: dict[str, dict[str, list[str]]]) -> None:
    assert texts["later"]["Halcyon: what the divers saw"] == [paragraphs(901)[0], *FIRST[1:6]]


@pytest.mark.parametrize("moment", ["first", "again", "later"])
def test_the_introduction_of_a_series_stays(texts: dict[str, dict[str, list[str]]], moment: str) -> None:
    introduced = [title for title, body in texts[moment].items() if body[0] == INTRODUCTION]
    assert len(introduced) == 5


def test_nothing_else_is_lost(texts: dict[str, dict[str, list[str]]]) -> None:
    assert {title: texts["again"].get(title) for title in bodies()} == bodies()


def test_probe_tells_what_the_next_harvest_will_store(
    texts: dict[str, dict[str, list[str]]], press: Press
) -> None:
    before = press.rows("SELECT count(*), max(id) FROM site_traces")
    run = scrapy(
        "probe", "beacon", "-a", f"sources={press.sources}", "-s", f"ARCHIVE={press.archive}", *LOOPBACK
    )
    page = run.stdout.partition("title       Something of today")[2].partition("\npage ")[0]
    assert "[memory]" in next(line for line in page.splitlines() if line.startswith("  body ")), run.stdout
    assert press.rows("SELECT count(*), max(id) FROM site_traces") == before


def test_no_edit_is_invented(texts: dict[str, dict[str, list[str]]], press: Press) -> None:
    assert texts
    assert press.rows("SELECT count(*) FROM articles WHERE revision_count > 1") == [(0,)]
