"""What the grammar of credit lines promises."""

import pytest

from pipelines.extraction.byline import parse

Person = tuple[str, str | None, str | None]


def people(line: str, *outlets: str, trusted: bool = False) -> list[Person]:
    """Name, role and place of everybody in the line."""
    found = parse(line, set(outlets), trusted=trusted)
    return [(author.name, author.role, author.place) for author in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ana Ferreira", [("Ana Ferreira", None, None)], id="one"),
        pytest.param("By ANA FERREIRA and TOM ODUYA", ["Ana Ferreira", "Tom Oduya"], id="capitals"),
        pytest.param("Von Jutta Harmsen und Lutz Perkow", ["Jutta Harmsen", "Lutz Perkow"], id="german"),
        pytest.param("Par Solène Arvieu et Yann Le Duvic", ["Solène Arvieu", "Yann Le Duvic"], id="french"),
        pytest.param("Por Lía Betancor y Bruno Taboas", ["Lía Betancor", "Bruno Taboas"], id="spanish"),
        pytest.param("Ines Hollander in Lisbon", [("Ines Hollander", None, "Lisbon")], id="place"),
        pytest.param("Tom Oduya, Transport Reporter", [("Tom Oduya", "Transport Reporter", None)], id="role"),
        pytest.param("Tom OduyaStaff Writer", [("Tom Oduya", "Staff Writer", None)], id="glued-role"),
        pytest.param("Ana Ferreira (photography)", [("Ana Ferreira", "photography", None)], id="bracket"),
        pytest.param("By Ana Ferreira | 3 March 2026", ["Ana Ferreira"], id="date-behind-a-bar"),
        pytest.param("By Ana Ferreira March 3 at 9:10", ["Ana Ferreira"], id="date-behind-a-blank"),
        pytest.param("By Ana Ferreira@ana_writes", ["Ana Ferreira"], id="handle"),
        pytest.param("By Ana Ferreira | ana@courier.example", ["Ana Ferreira"], id="address"),
        pytest.param("大槻遼、早見千尋", ["大槻遼", "早見千尋"], id="japanese"),
        pytest.param("경제부 담당 김하늘 기자"[7:], ["김하늘"], id="korean-suffix"),
        pytest.param("بقلم ريم الناطور", ["ريم الناطور"], id="arabic"),
        pytest.param("Анна Лесная и Пётр Волков", ["Анна Лесная", "Пётр Волков"], id="russian"),
        pytest.param("By Havenwire Staff", [], id="staff"),
        pytest.param("By admin", [], id="user"),
        pytest.param("https://courier.example/people/ana", [], id="link"),
    ],
)
def test_a_credit_line_names_its_people(line: str, expected: list[Person] | list[str]) -> None:
    found = people(line)
    if expected and isinstance(expected[0], str):
        assert [name for name, _, _ in found] == expected
    else:
        assert found == expected


def test_an_agency_is_credited_as_one() -> None:
    assert people("By Ana Ferreira and Reuters") == [
        ("Ana Ferreira", None, None),
        ("Reuters", "agency", None),
    ]


def test_the_outlet_is_nobody() -> None:
    assert people("By The Courier", "thecourier", trusted=True) == []
