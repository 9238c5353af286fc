"""The figures of the extraction bench mean what their names say."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.extraction import COLUMNS
from bench.floors import fallen, load
from bench.scoring import DATELINE_PARTS, likeness, score_bylines, score_page


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param("", "", 1.0, id="both-empty"),
        pytest.param("ferry", "ferry", 1.0, id="equal"),
        pytest.param("ferry", "", 0.0, id="one-empty"),
        pytest.param("abcd", "abxd", 0.75, id="one-letter"),
        pytest.param("ab", "ba", 0.5, id="swapped"),
    ],
)
def test_likeness_is_the_share_of_letters_in_the_same_order(one: str, other: str, alike: float) -> None:
    assert likeness(one, other) == alike
    assert likeness(other, one) == alike


def test_a_title_is_near_whatever_its_case_but_exact_only_letter_for_letter() -> None:
    truth = {"id": "p", "title": "Ferry to the outer islands resumes"}
    score = score_page(truth, {"title": "FERRY to the outer islands resumes!"})
    assert (score.title, score.near) == (False, True)
    assert score_page(truth, {"title": "Ferry to the outer islands resumes"}).title is True
    assert score_page(truth, {}).near is False


def test_a_figure_below_its_floor_is_named_and_one_above_is_not() -> None:
    floors = {"aeb": {"F1": 97.9, "exact": 50}}
    assert fallen(floors, "aeb", {"F1": 0.979, "exact": 0.6}) == []
    assert fallen(floors, "aeb", {"F1": 0.96, "exact": None}) == [
        "aeb: F1 96.0 is below its floor of 97.9",
        "aeb: exact was not measured, its floor is 50",
    ]
    assert fallen(floors, "elsewhere", {"F1": 0.1}) == []


def test_the_pinned_floors_name_figures_that_the_bench_prints() -> None:
    for corpus, figures in load().items():
        assert figures.keys() <= {*COLUMNS, *DATELINE_PARTS}, corpus


def test_a_bad_floor_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('[aeb]\nF1 = "high"\n')
    with pytest.raises(ValueError, match=r"aeb\.F1"):
        load(path)
    path.write_text("aeb = 3\n")
    with pytest.raises(ValueError, match="aeb is no table"):
        load(path)


def test_a_run_below_a_floor_ends_with_1_and_says_which(tmp_path: Path) -> None:
    pages = tmp_path / "corpora" / "room" / "pages"
    pages.mkdir(parents=True)
    story = (
        "The first ferry since December left the harbour at dawn on Tuesday, with forty passengers aboard."
    )
    html = (
        f"<html><head><title>Ferry</title></head><body><h1>The ferry is back</h1><p>{story}</p></body></html>"
    )
    with gzip.open(pages / "ferry.html.gz", "wb") as page:
        page.write(html.encode())
    row = {"id": "ferry", "url": "https://courier.example/ferry", "body": [story]}
    (pages.parent / "truth.jsonl").write_text(json.dumps(row) + "\n")
    floors = tmp_path / "floors.toml"

    def run(least: float) -> subprocess.CompletedProcess[str]:
        floors.write_text(f"[room]\nF1 = {least}\n")
        command = [
            sys.executable,
            "-m",
            "bench.extraction",
            str(tmp_path / "corpora"),
            "--floors",
            str(floors),
        ]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    assert run(100).returncode == 0
    below = run(100.1)
    assert below.returncode == 1
    assert "room: F1 100.0 is below its floor of 100.1" in below.stderr


def test_a_credit_line_is_whole_only_when_every_part_is_right() -> None:
    truth = {
        "authors": [{"name": "Ana Ferreira", "role": None, "place": "Lisbon"}],
        "agency": "Reuters",
        "agency_place": None,
        "editors": [],
    }
    elsewhere = {**truth, "authors": [{"name": "ANA FERREIRA", "role": None, "place": "Porto"}]}
    shares = score_bylines([(truth, truth), (truth, elsewhere)])
    assert (shares["whole"], shares["name"], shares["place"], shares["agency"]) == (0.5, 1.0, 0.5, 1.0)


def test_a_snippet_printed_in_the_standfirst_is_found_beside_the_text_only() -> None:
    truth = {"id": "a", "with": ["ferries run", "at night"], "without": ["Read more"]}
    score = score_page(truth, {"body": "They run at night.", "above": ["Harbour", "Why ferries run late"]})
    assert score.snippets is not None and score.snippets.f1 == pytest.approx(2 / 3)
    assert score.snippets_above is not None and score.snippets_above.f1 == 1.0
