"""The printed byline without the dates and counters that share its element."""

import pytest

from pipelines.extraction.byline_dates import without_dates
from pipelines.items import Author

ANA = [Author(name="Ana Ferreira")]


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        pytest.param("By Ana Ferreira", "By Ana Ferreira", id="nothing-else"),
        pytest.param("By Ana Ferreira June 19, 2023", "By Ana Ferreira", id="a-date"),
        pytest.param("By Ana Ferreira - Nov 19th, 2019 at 8:40 AM", "By Ana Ferreira", id="a-th"),
        pytest.param("Ana Ferreira12. MAI 2025 18:03", "Ana Ferreira", id="glued"),
        pytest.param("By Ana Ferreira Updated20:49, 5 Aug 2024", "By Ana Ferreira", id="a-glued-label"),
        pytest.param("Von Ana Ferreira Fr, 18. Oktober 2019", "Von Ana Ferreira", id="a-weekday"),
        pytest.param("Par Ana Ferreira Publié il y a 3 heures, mis à jour à 09h42", "Par Ana Ferreira", id="ago"),
        pytest.param("Ana Ferreira 7 hours", "Ana Ferreira", id="hours"),
        pytest.param("Ana Ferreira před 2 hodinami", "Ana Ferreira", id="hours-in-czech"),
        pytest.param("By Ana Ferreira, 4 Harbour Street", "By Ana Ferreira, 4 Harbour Street", id="no-hours"),
        pytest.param("By Ana Ferreira Yesterday 8:55 am", "By Ana Ferreira", id="yesterday"),
        pytest.param("Monday, 3 May 2021 7:45 am by Ana Ferreira", "by Ana Ferreira", id="date-before"),
        pytest.param("Today 11:10 am Ferries run late Ana Ferreira", "Ana Ferreira", id="headline-before"),
        pytest.param("By Ana Ferreira 0 Comments", "By Ana Ferreira", id="a-counter"),
        pytest.param("By Ana Ferreira, Editor, in Lagos", "By Ana Ferreira, Editor, in Lagos", id="role-and-place"),
        pytest.param(
            "Ana Ferreira USA Today Published 7:07 PM Nov 19, 2019", "Ana Ferreira USA Today", id="an-outlet-of-the-day"
        ),
    ],
)  # fmt: skip
def test_names_stay_and_times_go(printed: str, left: str) -> None:
    assert without_dates(printed, ANA) == left


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        pytest.param("March 2, 2024 4 AM", None, id="nobody"),
        pytest.param("Von dpa 30.04.2024, 18:58", "Von dpa", id="an-agency"),
        pytest.param("Veröffentlicht am 12. Juni 2017 von hafenfreund", "von hafenfreund", id="a-handle"),
        pytest.param("Staff and agencies", "Staff and agencies", id="no-date"),
        pytest.param(None, None, id="no-line"),
    ],
)
def test_a_line_that_names_nobody_known_keeps_what_is_no_date(printed: str | None, left: str | None) -> None:
    assert without_dates(printed, []) == left
