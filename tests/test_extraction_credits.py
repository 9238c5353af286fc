"""What the grammar of credit lines promises."""

# ruff: noqa: RUF001 - names in many scripts

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.credits import MAX_PEOPLE, Credits, parse

Person = tuple[str, str | None, str | None]


def people(line: str, *outlets: str, trusted: bool = False) -> list[Person]:
    """Name, role and place of everybody in the line."""
    found = parse(line, set(outlets), trusted=trusted).people
    return [(author.name, author.role, author.place) for author in found]


def names(line: str, *outlets: str) -> list[str]:
    """The names of everybody in the line."""
    return [name for name, _, _ in people(line, *outlets)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ana Ferreira", ["Ana Ferreira"], id="one"),
        pytest.param("By ANA FERREIRA and TOM ODUYA", ["Ana Ferreira", "Tom Oduya"], id="capitals"),
        pytest.param("Ana FERREIRA, Tom MCODUYA", ["Ana Ferreira", "Tom McOduya"], id="surname-in-capitals"),
        pytest.param("Von Jutta Harmsen und Lutz Perkow", ["Jutta Harmsen", "Lutz Perkow"], id="german"),
        pytest.param("Par Solène Arvieu et Yann Le Duvic", ["Solène Arvieu", "Yann Le Duvic"], id="french"),
        pytest.param("Por Lía Betancor y Bruno Taboas", ["Lía Betancor", "Bruno Taboas"], id="spanish"),
        pytest.param("Av Åse Lunde og Ødd Næss", ["Åse Lunde", "Ødd Næss"], id="norwegian"),
        pytest.param("Veröffentlicht von Jutta Harmsen", ["Jutta Harmsen"], id="published-by"),
        pytest.param("By Ana Ferreira | 3 March 2026", ["Ana Ferreira"], id="date-behind-a-bar"),
        pytest.param("By Ana Ferreira March 3 at 9:10", ["Ana Ferreira"], id="date-behind-a-blank"),
        pytest.param("By Ana Ferreira - Tuesday, March 3, 2026", ["Ana Ferreira"], id="day-of-the-week"),
        pytest.param("Ana Ferreira 03.03.2026, 09:10 Uhr", ["Ana Ferreira"], id="date-in-figures"),
        pytest.param("By Ana Ferreira@ana_writes", ["Ana Ferreira"], id="handle"),
        pytest.param("Ana Ferreira Follow us on Facebook", ["Ana Ferreira"], id="buttons"),
        pytest.param(
            "By Ana Ferreira Email Bio Follow", ["Ana Ferreira"], id="buttons-that-look-like-a-name"
        ),
        pytest.param("Copyright Harbour & Co. KG - all rights reserved", [], id="copyright"),
        pytest.param("Ana Ferreira 7 hours", ["Ana Ferreira"], id="a-while-ago"),
        pytest.param("Ana Ferreira před 2 hodinami", ["Ana Ferreira"], id="a-while-ago-in-czech"),
        pytest.param(
            "By Ana Ferreira And Tom Oduya For The Port On Sunday", ["Ana Ferreira", "Tom Oduya"], id="for"
        ),
        pytest.param("José Volta e Pinto", ["José Volta e Pinto"], id="and-within-a-surname"),
        pytest.param("Por Lía Betancor y EFE", ["Lía Betancor"], id="and-before-an-agency"),
        pytest.param(
            "Lía Betancor, Bruno Taboas y Ana Rey", ["Lía Betancor", "Bruno Taboas", "Ana Rey"], id="y"
        ),
        pytest.param("By Ana Ferreira | and | Tom Oduya", ["Ana Ferreira", "Tom Oduya"], id="and-in-a-row"),
        pytest.param("Autor/in: Ana Ferreira", ["Ana Ferreira"], id="either-gender"),
        pytest.param("Do Not Sell My Personal Information", [], id="a-button"),
        pytest.param("By Ana Ferreira | ana@courier.example", ["Ana Ferreira"], id="address"),
        pytest.param("By Ana Ferreira • 4 min read", ["Ana Ferreira"], id="reading-time"),
        pytest.param("Posted on March 3, 2026 by Ana Ferreira", ["Ana Ferreira"], id="date-in-front"),
        pytest.param("Posted by Ana Ferreira at 18:52", ["Ana Ferreira"], id="time-behind"),
        pytest.param("Datum: 3.3.2026 Autor: Lutz Perkow Quelle: Echo", ["Lutz Perkow"], id="table-of-facts"),
        pytest.param("Jutta von Harmsen", ["Jutta von Harmsen"], id="von-in-the-name"),
        pytest.param("Text und Interview: Lutz Perkow", ["Lutz Perkow"], id="two-labels"),
        pytest.param("Ana Ferreira | Biography Ana Ferreira", ["Ana Ferreira"], id="link-to-her"),
        pytest.param("Jan Bakker en Piet de Vries", ["Jan Bakker", "Piet de Vries"], id="dutch"),
        pytest.param("Lía Betancor en Buenos Aires", ["Lía Betancor"], id="place-of-two-words"),
        pytest.param("By Ana Ferreira, MD, PhD", ["Ana Ferreira"], id="degrees"),
        pytest.param("Prof. Dr. Lutz Perkow", ["Prof. Dr. Lutz Perkow"], id="titles"),
        pytest.param("Анна Лесная и Пётр Волков", ["Анна Лесная", "Пётр Волков"], id="russian"),
        pytest.param("Του Νίκου Θαλασσινού", ["Νίκου Θαλασσινού"], id="greek"),
        pytest.param("بقلم ريم الناطور", ["ريم الناطور"], id="arabic"),
        pytest.param("מאת דוד הכהן", ["דוד הכהן"], id="hebrew"),
        pytest.param("लेखक: सुमित्रा जोशी", ["सुमित्रा जोशी"], id="devanagari"),
        pytest.param("โดย สมชาย ใจดี", ["สมชาย ใจดี"], id="thai"),
        pytest.param("大槻遼、早見千尋", ["大槻遼", "早見千尋"], id="japanese"),
        pytest.param("記者王小明", ["王小明"], id="chinese-prefix"),
        pytest.param("本报记者 王小明 李华", ["王小明", "李华"], id="chinese-two"),
        pytest.param("大槻 遼", ["大槻 遼"], id="japanese-blank"),
        pytest.param("김하늘 기자", ["김하늘"], id="korean-suffix"),
        pytest.param("By Havenwire Staff", [], id="staff"),
        pytest.param("By admin", [], id="user"),
        pytest.param("Staff reporter", [], id="job-title"),
        pytest.param("Senior Political Correspondent", [], id="long-job-title"),
        pytest.param("ana.ferreira", [], id="slug"),
        pytest.param("https://courier.example/people/ana", [], id="link"),
        pytest.param("Veröffentlicht von", [], id="label-alone"),
        pytest.param("", [], id="nothing"),
        pytest.param("Por Lía Betancor, E1 RO — Porto Velho", ["Lía Betancor"], id="city-behind-a-dash"),
        pytest.param("碼頭快訊／王小明", ["王小明"], id="desk-and-name"),
        pytest.param("編輯部／台北報導", [], id="desk-and-city"),
        pytest.param("記者 東京, 早見千尋", ["早見千尋"], id="city-in-characters"),
        pytest.param("Bruno Volta e Taboas", ["Bruno Volta e Taboas"], id="two-surnames"),
        pytest.param("Bruno Taboas e Redação", ["Bruno Taboas"], id="and-the-desk"),
        pytest.param("Bruno Taboas e Lía Betancor", ["Bruno Taboas", "Lía Betancor"], id="two-people"),
        pytest.param("By Ana Ferreira For The Seagull On Sunday", ["Ana Ferreira"], id="for-an-outlet"),
        pytest.param("Ana Ferreira | Email Bio Follow", ["Ana Ferreira"], id="buttons"),
        pytest.param("Ana Ferreira | Link | Link Copied", ["Ana Ferreira"], id="share-buttons"),
        pytest.param("Do Not Sell My Personal Information", [], id="label-of-a-right"),
        pytest.param("Bundesverband Wellenkraft", [], id="federation"),
        pytest.param("Do Maré Notícias | Em São Paulo (SP)", [], id="place-of-the-desk"),
        pytest.param("Fährverein Nordhaven, Abteilung Winterdienst", [], id="club-and-department"),
        pytest.param("hafenwerk GmbH", [], id="legal-form"),
        pytest.param("Nordhaven Energie AG", [], id="share-company"),
        pytest.param("वाराणसी ब्यूरो", [], id="bureau-in-hindi"),
        pytest.param("ΣΥΝΤΑΚΤΙΚΗ ΟΜΑΔΑ", [], id="desk-in-greek"),
    ],
)
def test_a_credit_line_names_its_people(line: str, expected: list[str]) -> None:
    assert names(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Ines Hollander in Lisbon", [("Ines Hollander", None, "Lisbon")], id="place"),
        pytest.param(
            "Von Ines Hollander, Lissabon", [("Ines Hollander", None, "Lissabon")], id="place-alone"
        ),
        pytest.param(
            "Ines Hollander, Lissabon, Jutta Harmsen",
            [("Ines Hollander", None, "Lissabon"), ("Jutta Harmsen", None, None)],
            id="place-between",
        ),
        pytest.param("Tom Oduya, Transport Reporter", [("Tom Oduya", "Transport Reporter", None)], id="role"),
        pytest.param("Tom OduyaStaff Writer", [("Tom Oduya", "Staff Writer", None)], id="glued-role"),
        pytest.param("Tom Oduya Staff Writer", [("Tom Oduya", "Staff Writer", None)], id="role-after-blank"),
        pytest.param(
            "Åse Lunde – Journalist i Narvik Journalist i Narvik",
            [("Åse Lunde", "Journalist", "Narvik")],
            id="said-twice",
        ),
        pytest.param(
            "By Ana Ferreira and Tom Oduya / Harbour Staff Writers",
            [("Ana Ferreira", "Harbour Staff Writer", None), ("Tom Oduya", "Harbour Staff Writer", None)],
            id="everybody's-role",
        ),
        pytest.param(
            "Ana Ferreira (text) and Tom Oduya (reporting)",
            [("Ana Ferreira", "text", None), ("Tom Oduya", "reporting", None)],
            id="brackets",
        ),
        pytest.param(
            "By Ana Ferreira, a deputy editor who keeps bees. She has sailed round the Outer Banks.",
            [("Ana Ferreira", "deputy editor who keeps bees", None)],
            id="biography",
        ),
        pytest.param("Aleš Vávra | před 2 hodinami", [("Aleš Vávra", None, None)], id="age-is-no-role"),
        pytest.param("Bruno (Zecchin Lima) Taboas", [("Bruno Taboas", None, None)], id="name-within"),
        pytest.param("By Ana Ferreirai Columnist", [("Ana Ferreirai", "Columnist", None)], id="glued-icon"),
        pytest.param("Ana Ferreira, CEO", [("Ana Ferreira", "CEO", None)], id="office-in-capitals"),
        pytest.param("〔記者王小明／台北報導〕", [("王小明", "記者", "台北")], id="chinese"),
        pytest.param("【港町＝大槻遼】", [("大槻遼", None, "港町")], id="japanese"),
    ],
)
def test_role_and_place_stay_with_their_person(line: str, expected: list[Person]) -> None:
    assert people(line) == expected


@pytest.mark.parametrize(
    ("line", "role"),
    [
        pytest.param("Additional reporting by Ana Ferreira", "contributor", id="additional"),
        pytest.param("Contributing: Ana Ferreira", "contributor", id="contributing"),
        pytest.param("Ana Ferreira contributed to this report.", "contributor", id="sentence"),
        pytest.param("Translated by Ana Ferreira", "translation", id="translated"),
        pytest.param("Aus dem Englischen von Ana Ferreira", "translation", id="german-translation"),
        pytest.param("Photographs by Ana Ferreira", "photography", id="photographs"),
        pytest.param("Fotos: Ana Ferreira", "photography", id="german-photographs"),
    ],
)
def test_a_label_says_what_its_people_did(line: str, role: str) -> None:
    assert people(line) == [("Ana Ferreira", role, None)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Text: Ana Ferreira, Fotos: Tom Oduya", id="labels"),
        pytest.param("Text von Ana Ferreira Illustration von Tom Oduya", id="no-comma"),
    ],
)
def test_a_photographer_is_no_writer(line: str) -> None:
    credits = parse(line)
    assert [author.name for author in credits.writers] == ["Ana Ferreira"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Reporting by Ana Ferreira in Lisbon; Editing by Tom Oduya", id="editing"),
        pytest.param("By Ana Ferreira, edited by Tom Oduya", id="after-a-comma"),
    ],
)
def test_an_editor_is_no_author(line: str) -> None:
    credits = parse(line)
    assert [author.name for author in credits.people] == ["Ana Ferreira"]
    assert credits.editors == ["Tom Oduya"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By Ana Ferreira and Reuters", ("Reuters", None, True), id="beside"),
        pytest.param("By Ana Ferreira - Reuters", ("Reuters", None, False), id="behind-a-dash"),
        pytest.param("Ana Ferreira Reuters", ("Reuters", None, False), id="behind-a-blank"),
        pytest.param("Ana FerreiraReuters", ("Reuters", None, False), id="glued"),
        pytest.param("Ana FerreiraHarbour Journal", ("Harbour Journal", None, False), id="glued-outlet"),
        pytest.param("By Ana Ferreira, The Northmoor Echo", ("The Northmoor Echo", None, False), id="outlet"),
        pytest.param("Ana Ferreira (dpa)", ("dpa", None, False), id="bracket"),
        pytest.param("Reuters, Lisbon,", ("Reuters", "Lisbon", True), id="alone-with-place"),
        pytest.param("Reuters in Lisbon", ("Reuters", "Lisbon", True), id="alone-in-place"),
    ],
)
def test_an_agency_is_told_from_the_people(line: str, expected: tuple[str, str | None, bool]) -> None:
    credits = parse(line, {"thenorthmoorecho"})
    assert (credits.agency, credits.agency_place, credits.shared) == expected
    assert [author.name for author in credits.people] == (["Ana Ferreira"] if "Ana" in line else [])


def test_the_outlet_is_nobody() -> None:
    assert people("By The Courier", "thecourier", trusted=True) == []


@pytest.mark.parametrize(
    ("name", "people_named"),
    [
        pytest.param("HWN", [], id="initials-of-a-body"),
        pytest.param("ADELE", ["Adele"], id="name-in-capitals"),
        pytest.param("Harbour News | Latest from Nordhaven", [], id="outlet-with-its-slogan"),
    ],
)
def test_a_body_that_stands_where_a_name_was_to_be_is_nobody(name: str, people_named: list[str]) -> None:
    outlets = {"harbournewslatestfromnordhaven"}
    assert [author.name for author in parse(name, outlets, trusted=True).people] == people_named


def test_nobody_is_named_twice() -> None:
    assert names("Ana Ferreira | By Ana Ferreira and ANA FERREIRA") == ["Ana Ferreira"]


_PIECES = (
    *("By ", "Von ", "and ", ", ", " | ", " - ", "Ana Ferreira", "TOM ODUYA", "Reuters", "Staff", "(", ")"),
    *(
        " in ",
        "Lisbon",
        "@ana",
        "大槻遼",
        "기자",
        "記者",
        "／",
        "【",
        "】",
        "Editing by ",
        "सुमित्रा जोशी",
        "3 March 2026",
    ),
    *(
        "3 March 2026",
        "Правда",
        "َ",
        "\u200d",
        "Übersetzung: ",
        "contributed to this report.",
        ";",
        "Jr.",
        "\ue000",
    ),
)
_LINES = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(string.printable, max_size=8)), max_size=40).map(
        "".join
    ),
)


def said(credits: Credits) -> list[str]:
    """Every name the credits hold."""
    return [*(p.name for p in credits.people), *credits.editors, *filter(None, [credits.agency])]


@settings(max_examples=300)
@given(line=_LINES, trusted=st.booleans())
def test_no_letter_is_invented(line: str, trusted: bool) -> None:
    """Every word of every name stands in the line, whatever the line."""
    folded = " ".join(line.casefold().split())
    for name in said(parse(line, trusted=trusted)):
        for word in name.casefold().split():
            assert word in folded or word in folded.replace("\u200b", "").replace("\u00ad", "")


@settings(max_examples=200)
@given(line=_LINES)
def test_a_name_is_never_an_address_or_a_number(line: str) -> None:
    for person in parse(line).people:
        if person.role != "translation":
            assert not any(character.isdecimal() or character == "@" for character in person.name)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Ana Ferreira, " * 20_000, id="names"),
        pytest.param("A " * 100_000, id="letters"),
        pytest.param("By " * 50_000, id="labels"),
        pytest.param("(" * 100_000, id="brackets"),
        pytest.param("staff writer " * 20_000, id="roles"),
        pytest.param("Jan 1 " * 50_000, id="dates"),
    ],
)
def test_a_line_of_any_length_is_read_in_bounded_time(line: str) -> None:
    started = time.process_time()
    assert len(parse(line).people) <= MAX_PEOPLE
    assert time.process_time() - started < 2  # a hundred times what it takes: quadratic would be minutes


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Ana Ferreira | A professor at the University of Ellery", id="description"),
        pytest.param("Ana Ferreira | Ana M. Ferreira is the editor of The Port Globe", id="sentence"),
        pytest.param("Ana Ferreira | Press spotlight: Tom", id="title-of-a-post"),
        pytest.param("News | Ana Ferreira", id="section"),
        pytest.param("Ana Ferreira, CEO", id="office"),
    ],
)
def test_what_only_sounds_like_an_outlet_is_no_agency(line: str) -> None:
    found = parse(line)
    assert (found.agency, [person.name for person in found.people]) == (None, ["Ana Ferreira"])


def test_an_office_is_a_role() -> None:
    assert people("Ana Ferreira, CEO") == [("Ana Ferreira", "CEO", None)]


@pytest.mark.parametrize(
    "name",
    [
        "港通信",
        "山陽放送",
        "テレビ港北",
        "中央日報",
        "한겨레신문",
        "وكالة الأفق",
        "صحيفة المرفأ",
        "روزنامه شرق",
    ],
)
def test_an_agency_or_a_paper_in_its_own_script_is_no_person(name: str) -> None:
    assert parse(name, trusted=True).people == []
