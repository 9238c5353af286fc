"""The bench of later looks counts what it says it counts."""

import argparse
from datetime import timedelta
from pathlib import Path

import pytest
from filing import PageMaker, article

from bench.looks import Asked, held_against, line, main, read_look, spans
from pipelines.archive.archive import Archive
from pipelines.archive.frontier import Frontier
from pipelines.archive.ledger import Fetch, Ledger

BEGAN = "2026-03-14T12:00:00Z"
DUE_AT = {1: "", 2: "2026-03-14T11:00:00Z", 3: "2026-03-14T12:00:05Z", 4: "2026-03-15T12:00:00Z"}
LATER = "2026-03-14T12:00:09Z"
URL = "https://echo.example/2026/ferry"


@pytest.mark.parametrize(
    ("fetches", "asked"),
    [
        pytest.param([(1, LATER), (2, LATER)], Asked(due=2, early=0, left=0), id="what-is-due"),
        pytest.param([(1, LATER)], Asked(due=2, early=0, left=1), id="one-left"),
        pytest.param([(1, LATER), (2, LATER), (4, LATER)], Asked(due=2, early=1, left=0), id="one-early"),
        pytest.param([(1, LATER), (2, LATER), (3, LATER)], Asked(due=2, early=0, left=0), id="due-meanwhile"),
        pytest.param([(1, LATER), (2, LATER), (2, LATER)], Asked(due=2, early=1, left=0), id="twice"),
        pytest.param(
            [(1, LATER), (2, LATER), (9, LATER)], Asked(due=2, early=0, left=0), id="found-meanwhile"
        ),
    ],
)
def test_a_look_is_held_against_what_was_due(fetches: list[tuple[int, str]], asked: Asked) -> None:
    assert held_against(DUE_AT, BEGAN, fetches) == asked


@pytest.mark.parametrize(
    ("digest", "invented"),
    [
        pytest.param("sha256:1", 1, id="the-same-bytes"),
        pytest.param("sha256:2", 0, id="other-bytes"),
    ],
)
def test_a_revision_is_invented_where_no_page_came_with_other_bytes(
    archive: Archive, fetched: PageMaker, digest: str, invented: int
) -> None:
    page = fetched(URL)
    for number, (text, bytes_of_it) in enumerate((("The ferry is back.", "sha256:1"), ("It sank.", digest))):
        ledger = Ledger(archive, "harvest")
        with archive.atomic():
            filed = archive.file(page, article(body=[text, "Nobody had expected it."]), ledger.run_id)
            Frontier(archive).done(page.page_id, filed.article_id, status=200)
            ledger.record(
                Fetch(source="echo", kind="page", url=URL, outcome=filed.outcome, page_id=page.page_id)
            )
        archive.conn.execute(
            "INSERT INTO captures (page, article, run, url, fetched_at, http_status, digest, file, offset, length) "
            "VALUES (?, ?, ?, ?, ?, 200, ?, 'a.warc', ?, 1)",
            [page.page_id, filed.article_id, ledger.run_id, URL, BEGAN, bytes_of_it, number],
        )
        ledger.finish("finished")
    look = read_look(archive.conn, {}, 1.0)
    assert (look.counted["revisions"], look.counted["invented"]) == (1, invented)
    assert look.sound is not bool(invented)
    assert line("+2h", look).split()[:3] == ["+2h", "0", "1"]


def test_looks_are_given_as_spans_in_rising_order() -> None:
    assert spans("2h, 3d") == [("2h", timedelta(hours=2)), ("3d", timedelta(days=3))]
    for wrong in ("2", "3d,2h", "2h,,3d", "1w"):
        with pytest.raises(argparse.ArgumentTypeError):
            spans(wrong)


def test_a_site_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"bench\.looks: .*feeds\.txt"):
        main(["--site", str(tmp_path)])
