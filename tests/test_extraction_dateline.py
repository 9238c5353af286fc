"""Which heads of a paragraph are datelines, and which only look like one."""

# ruff: noqa: RUF001 - datelines in their own scripts

import pytest

from pipelines.extraction.dateline import iso_day, split

REST = "officials agreed on Monday to rebuild the pier before the winter storms return to the coast."
NEXT = "The work will cost four million, and nobody yet knows who will pay for all of it."


def parts(
    paragraph: str, title: str = "Pier to be rebuilt"
) -> tuple[str, str | None, str | None, str | None] | None:
    """Text, place, agency and date of the dateline found."""
    line, _ = split([paragraph, NEXT], title, None, [])
    return None if line is None else (line.text, line.place, line.agency, line.date)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("PORT ELLERY — Of", ("PORT ELLERY", "PORT ELLERY", None, None), id="capitals"),
        pytest.param(
            "PORT ELLERY, N.M. (AP) — Of",
            ("PORT ELLERY, N.M. (AP)", "PORT ELLERY, N.M.", "AP", None),
            id="state",
        ),
        pytest.param(
            "ST. ORRIN, Mich. – Of", ("ST. ORRIN, Mich.", "ST. ORRIN, Mich.", None, None), id="state-and-dash"
        ),
        pytest.param("Berlin (dpa) - Of", ("Berlin (dpa)", "Berlin", "dpa", None), id="wire"),
        pytest.param("MARNAU: Of", ("MARNAU", "MARNAU", None, None), id="colon"),
        pytest.param("MARNAU. Of", ("MARNAU", "MARNAU", None, None), id="full-stop"),
        pytest.param("PUTRA, Nov 22 — Of", ("PUTRA, Nov 22", "PUTRA", None, "Nov 22"), id="date"),
        pytest.param(
            "Wien, 14. Mai 2026 – Of", ("Wien, 14. Mai 2026", "Wien", None, "14. Mai 2026"), id="german-date"
        ),
        pytest.param(
            "МОСКВА, 29 июня. /ТАСС/. Of",
            ("МОСКВА, 29 июня. /ТАСС/", "МОСКВА", "ТАСС", "29 июня"),
            id="slashes",
        ),
        pytest.param("(Reuters) - Of", ("(Reuters)", None, "Reuters", None), id="agency-alone"),
        pytest.param("【ソウル＝小池和樹】Of", ("【ソウル＝小池和樹】", "ソウル", None, None), id="japanese"),
        pytest.param("(서울=연합뉴스) Of", ("(서울=연합뉴스)", "서울", "연합뉴스", None), id="korean"),
        pytest.param(
            "新华社北京11月17日电 Of", ("新华社北京11月17日电", "北京", "新华社", "11月17日"), id="chinese"
        ),
    ],
)
def test_a_dateline_is_read_in_its_parts(
    head: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    assert parts(head + REST[2:]) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("Leipzig: Hier wurde im Mai der neue Hafen geplant und nie gebaut.", id="sentence"),
        pytest.param(
            "WORKERS AT THE PIER, INCLUDING divers, were told on Monday to stay at home.",
            id="drop-in-capitals",
        ),
        pytest.param(
            "CLAIM: The pier was sold for one coin, a post shared by thousands has said.", id="label"
        ),
        pytest.param(
            "Ana Ferreira — a diver for twenty years — was the first to see the crack.", id="person"
        ),
        pytest.param(
            "Am 31. Oktober 2023 kam es in der Hafenstraße zu einem Unfall mit zwei Booten.",
            id="date-in-a-sentence",
        ),
        pytest.param(
            "Two divers — an American and a Dane — had been held at the pier for hours.",
            id="dash-in-a-sentence",
        ),
        pytest.param(
            "The Harbour Board (HB) said on Monday that it would rebuild the pier at once.", id="abbreviation"
        ),
    ],
)
def test_a_sentence_is_no_dateline(paragraph: str) -> None:
    line, rest = split([paragraph, NEXT], "Pier", None, [])
    assert line is None
    assert rest == [paragraph, NEXT]


def test_a_place_on_a_line_of_its_own_is_taken_off() -> None:
    line, rest = split(["Marnau -", NEXT], "Pier", None, [])
    assert line is not None and line.place == "Marnau"
    assert rest == [NEXT]


def test_a_dateline_below_the_summary_is_found() -> None:
    line, rest = split(["A pier for the winter", f"MARNAU — Of{REST[2:]}", NEXT], "Pier", None, [])
    assert line is not None and line.place == "MARNAU"
    assert rest == ["A pier for the winter", f"Of{REST[2:]}", NEXT]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        pytest.param("March 3", "--03-03", id="english"),
        pytest.param("14 mar.", "--03-14", id="spanish"),
        pytest.param("14. Dezember 2021", "2021-12-14", id="german"),
        pytest.param("11月17日", "--11-17", id="chinese"),
        pytest.param("Sunday", None, id="weekday"),
    ],
)
def test_a_printed_day_has_a_number(printed: str, day: str | None) -> None:
    assert iso_day(printed) == day
