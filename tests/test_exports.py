"""What is exported does no harm where it is opened."""

import csv
import io
from dataclasses import asdict

import pytest
from filing import article
from hypothesis import given
from hypothesis import strategies as st

from crawler.exports import HarmlessCsvExporter
from pipelines.cells import harmless_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param('=HYPERLINK("http://evil.example")', '\'=HYPERLINK("http://evil.example")', id="equals"),
        pytest.param("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0", id="plus"),
        pytest.param("-2+3", "'-2+3", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\uff1d1+1", "'\uff1d1+1", id="wide-equals"),
        pytest.param("\uff0dSUM(1)", "'\uff0dSUM(1)", id="wide-minus"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("-12.5", "-12.5", id="negative-number"),
        pytest.param("Ferry = returns", "Ferry = returns", id="inside"),
    ],
)
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    assert harmless_cell(text) == cell


@given(st.text())
def test_no_text_becomes_a_formula_and_none_is_lost(text: str) -> None:
    cell = harmless_cell(text)
    assert cell.endswith(text)
    assert cell[:1] not in ("=", "@", "\t", "\r")


def test_a_csv_export_holds_harmless_cells() -> None:
    out = io.BytesIO()
    exporter = HarmlessCsvExporter(out)
    exporter.start_exporting()
    exporter.export_item(asdict(article(title="=1+1", section="@here")))
    exporter.finish_exporting()
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode()))
    assert (row["title"], row["section"]) == ("'=1+1", "'@here")
