"""Credit lines that set no bar between two credits, or say them in a sentence."""

# ruff: noqa: RUF001 - credits in their own scripts

import pytest

from pipelines.extraction.credit_lines import is_of_nobody
from pipelines.extraction.credits import CONTRIBUTOR, PHOTOGRAPHY, TRANSLATION, parse

Person = tuple[str, str | None, str | None]


def people(line: str) -> list[Person]:
    return [(person.name, person.role, person.place) for person in parse(line).people]


@pytest.mark.parametrize(
    ("line", "writers", "editors"),
    [
        pytest.param(
            "Autor: Zuzanna Wierzba Redakcja: Olgierd Pasek", ["Zuzanna Wierzba"], ["Olgierd Pasek"], id="pl"
        ),
        pytest.param(
            "Reporter: Ratna Kusuma Editor: Bayu Laksono", ["Ratna Kusuma"], ["Bayu Laksono"], id="id"
        ),
        pytest.param(
            "Edited by Ivo Brandt, written by Maud Kessling", ["Maud Kessling"], ["Ivo Brandt"], id="en"
        ),
        pytest.param(
            "Reporting by Maud Kessling; writing by Rhea Stoll; editing by Ivo Brandt",
            ["Maud Kessling", "Rhea Stoll"],
            ["Ivo Brandt"],
            id="writing",
        ),
        pytest.param(
            "Oprac. Zuzanna Wierzba, red. Olgierd Pasek", ["Zuzanna Wierzba"], ["Olgierd Pasek"], id="short"
        ),
        pytest.param("撰文：林曉萱　編輯：陳柏宇", ["林曉萱"], ["陳柏宇"], id="taiwan"),
        pytest.param("林曉萱 / 核稿編輯：陳柏宇", ["林曉萱"], ["陳柏宇"], id="proof"),
        pytest.param("来源：新华社 作者：林晓萱 编辑：陈柏宇", ["林晓萱"], ["陈柏宇"], id="china"),
        pytest.param("إعداد: هالة الصيرفي تحرير: نادر الشوبكي", ["هالة الصيرفي"], ["نادر الشوبكي"], id="ar"),
    ],
)
def test_a_label_begins_a_credit_of_its_own(line: str, writers: list[str], editors: list[str]) -> None:
    found = parse(line)
    assert [person.name for person in found.writers] == writers
    assert found.editors == editors


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Text: Maud Kessling Foto: Ivo Brandt", id="label-with-colon"),
        pytest.param("Teksti Maud Kessling Kuvat Ivo Brandt", id="label-without"),
        pytest.param("Tekst: Maud Kessling, fot. Ivo Brandt", id="label-for-short"),
        pytest.param("Von Maud Kessling (Text) und Ivo Brandt (Fotos)", id="work-in-brackets"),
        pytest.param("Von Maud Kessling, Ivo Brandt (Foto)", id="work-of-one-in-brackets"),
        pytest.param("Texto de Maud Kessling e fotografia de Ivo Brandt", id="and-before-the-label"),
        pytest.param("Foto di Ivo Brandt, testo di Maud Kessling", id="pictures-first"),
    ],
)
def test_a_photographer_is_no_writer(line: str) -> None:
    found = parse(line)
    assert [person.name for person in found.writers] == ["Maud Kessling"]
    assert ("Ivo Brandt", PHOTOGRAPHY) in [(person.name, person.role) for person in found.people]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("文／林曉萱 攝影／陳柏宇", ["林曉萱"], id="taiwan"),
        pytest.param("记者 林晓萱 摄影 陈柏宇", ["林晓萱"], id="china"),
        pytest.param("文：早瀬千尋 写真：榊原健吾", ["早瀬千尋"], id="japan"),
        pytest.param("글 한지우 사진 오세린", ["한지우"], id="korea"),
        pytest.param("글·사진 한지우", ["한지우"], id="korea-both"),
        pytest.param("[한지우 특파원]", ["한지우"], id="korea-square"),
        pytest.param("文・早瀬千尋", ["早瀬千尋"], id="japan-point"),
        pytest.param("聞き手・早瀬千尋", ["早瀬千尋"], id="japan-interview"),
        pytest.param("取材・文＝早瀬千尋", ["早瀬千尋"], id="japan-equals"),
        pytest.param("取材／早瀬千尋", ["早瀬千尋"], id="japan-slash"),
        pytest.param("文・早瀬千尋 写真・榊原健吾", ["早瀬千尋"], id="japan-points"),
        pytest.param("文＝早瀬千尋、写真＝榊原健吾", ["早瀬千尋"], id="japan-comma"),
        pytest.param("取材・文・写真／早瀬千尋", ["早瀬千尋"], id="japan-all-three"),
        pytest.param("文・写真 早瀬千尋", ["早瀬千尋"], id="japan-both"),
        pytest.param("写真・榊原健吾", [], id="japan-picture-alone"),
        pytest.param("文・ジョン・スミス", ["ジョン・スミス"], id="japan-foreigner"),
        pytest.param("文 在寅", ["在寅"], id="korean-in-signs"),
        pytest.param("本报记者 林晓萱 通讯员 陈柏宇", ["林晓萱", "陈柏宇"], id="stringer"),
        pytest.param("新华社记者林晓萱、陈柏宇", ["林晓萱", "陈柏宇"], id="two-of-an-agency"),
        pytest.param("เรื่อง: ปิยวัฒน์ ศรีสุข ภาพ: กมลชนก ใจงาม", ["ปิยวัฒน์ ศรีสุข"], id="thai"),
        pytest.param("संवाददाता: मीनाक्षी पुरोहित", ["मीनाक्षी पुरोहित"], id="hindi"),
        pytest.param("লেখা: সুদীপ্ত হালদার", ["সুদীপ্ত হালদার"], id="bengali"),
        pytest.param("نوشته مهسا فرخنده", ["مهسا فرخنده"], id="persian"),
        pytest.param("Подготовила Злата Берёзкина", ["Злата Берёзкина"], id="russian"),
        pytest.param("От Десислава Гергова", ["Десислава Гергова"], id="bulgarian"),
        pytest.param("Rozmawiał Olgierd Pasek", ["Olgierd Pasek"], id="polish-interview"),
        pytest.param("Das Gespräch führte Tilo Wernecke", ["Tilo Wernecke"], id="german-interview"),
        pytest.param("Ein Gastbeitrag von Gesa Brandhorst", ["Gesa Brandhorst"], id="german-guest"),
        pytest.param("Guest column by Maud Kessling", ["Maud Kessling"], id="guest"),
        pytest.param("As told to Maud Kessling", ["Maud Kessling"], id="told"),
        pytest.param("Entrevista de Nerea Izaguirre", ["Nerea Izaguirre"], id="spanish-genre"),
        pytest.param("Tribune de Genève", [], id="genre-of-a-city"),
        pytest.param("dal nostro inviato Dario Fanfani", ["Dario Fanfani"], id="italian-envoy"),
        pytest.param("Da Redação", [], id="portuguese-desk"),
        pytest.param("〔國際新聞中心／綜合報導〕", [], id="desk-in-taiwan"),
        pytest.param("by Maud Kessling | Mar 3, 2026 | News, Top Stories | 0 comments", ["Maud Kessling"], id="folder"),
    ],
)  # fmt: skip
def test_everybody_is_found_and_nobody_else(line: str, names: list[str]) -> None:
    assert [person.name for person in parse(line).writers] == names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Aus Kiew berichtet Tilo Wernecke", ("Tilo Wernecke", None, "Kiew"), id="sentence"),
        pytest.param("記者 林曉萱 台北報導", ("林曉萱", "記者", "台北"), id="taiwan-blanks"),
        pytest.param("القاهرة - هالة الصيرفي", ("هالة الصيرفي", None, "القاهرة"), id="city-first"),
        pytest.param("সুদীপ্ত হালদার, ঢাকা", ("সুদীপ্ত হালদার", None, "ঢাকা"), id="city-behind"),
        pytest.param("Maud Kessling | Staff Writer", ("Maud Kessling", "Staff Writer", None), id="office"),
        pytest.param(
            "Maud Kessling, correspondent in Brussel", ("Maud Kessling", "correspondent", "Brussel"), id="at"
        ),
        pytest.param(
            "Aurélie Kermorvan Journaliste au service Monde",
            ("Aurélie Kermorvan", "Journaliste au service Monde", None),
            id="role-of-a-desk",
        ),
        pytest.param("Ratna Kusuma - detikLaut", ("Ratna Kusuma", None, None), id="brand-is-no-role"),
    ],
)
def test_place_and_role_are_told_from_the_name(line: str, expected: Person) -> None:
    assert people(line) == [expected]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        pytest.param("By Maud Kessling (with inputs from Ivo Brandt)", CONTRIBUTOR, id="inputs"),
        pytest.param(
            "By Maud Kessling, with additional reporting from Ivo Brandt", CONTRIBUTOR, id="additional"
        ),
        pytest.param(
            "By Maud Kessling. Translated from the Polish by Ivo Brandt", TRANSLATION, id="sentence"
        ),
    ],
)
def test_who_helped_is_named_with_the_help(line: str, role: str) -> None:
    assert people(line) == [("Maud Kessling", None, None), ("Ivo Brandt", role, None)]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        pytest.param("Par Aurélie Kermorvan (avec AFP)", "AFP", id="bracket"),
        pytest.param("STT–Aino Rautavaara", "STT", id="dash"),
        pytest.param("Gesa Brandhorst mit Material von dpa", "dpa", id="material"),
        pytest.param("Inês Falcoeira, com informações da Reuters", "Reuters", id="informations"),
        pytest.param("Reuters Staff", "Reuters", id="its-staff"),
        pytest.param("Redazione ANSA", "ANSA", id="its-desk"),
        pytest.param("Inês Falcoeira, da Agência Brasil", "Agência Brasil", id="of"),
        pytest.param("By Maud Kessling, Special to The Harrow Bulletin", "The Harrow Bulletin", id="special"),
        pytest.param("By Maud Kessling of the Harrow Bulletin", "Harrow Bulletin", id="of-the"),
    ],
)
def test_an_agency_is_named_without_what_leads_to_it(line: str, agency: str) -> None:
    assert parse(line).agency == agency


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Staff and agencies in Lagos", True, id="staff"),
        pytest.param("Quelle: APA, dpa", True, id="source"),
        pytest.param("Maud Kessling and agencies", False, id="somebody"),
        pytest.param("The harbour and island ministries", False, id="caption"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_line_of_desks_credits_nobody(line: str, expected: bool) -> None:
    assert is_of_nobody(line) is expected


@pytest.mark.parametrize(
    ("line", "person"),
    [
        pytest.param("De notre correspondante à Rome, Anne Duval", ("Anne Duval", "correspondante", "Rome"), id="fr"),
        pytest.param("Par notre envoyé spécial Luc Perrin", ("Luc Perrin", "envoyé spécial", None), id="fr-sent"),
        pytest.param("Von unserer Korrespondentin Marit Holm", ("Marit Holm", "Korrespondentin", None), id="de"),
        pytest.param("Por nuestro corresponsal en Lima Ana Ruiz", ("Ana Ruiz", "corresponsal", "Lima"), id="es"),
        pytest.param("Dal nostro inviato Marco Belli", ("Marco Belli", "inviato", None), id="it"),
        pytest.param("القاهرة: محمد نبيل حلمي", ("محمد نبيل حلمي", None, "القاهرة"), id="ar"),
        pytest.param("تهران: مریم حسینی", ("مریم حسینی", None, "تهران"), id="fa"),
        pytest.param("By our special correspondent Tom Oduya", ("Tom Oduya", "correspondent", None), id="en"),
    ],
)  # fmt: skip
def test_a_papers_own_correspondent_is_named_with_role_and_place(
    line: str, person: tuple[str, str | None, str | None]
) -> None:
    assert [(one.name, one.role, one.place) for one in parse(line).people] == [person]


@pytest.mark.parametrize(
    "line", ["By Our Garth Correspondent", "By our own correspondent", "By Our Reporter in Leeds"]
)
def test_a_correspondent_without_a_name_is_nobody(line: str) -> None:
    assert parse(line).people == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Story and pictures by Petra Lund", id="en"),
        pytest.param("Text und Fotos: Petra Lund", id="de"),
        pytest.param("Fotos und Text von Petra Lund", id="de-the-other-way"),
        pytest.param("Texte et photos de Petra Lund", id="fr"),
        pytest.param("Texto y fotos: Petra Lund", id="es"),
        pytest.param("Testo e foto di Petra Lund", id="it"),
        pytest.param("Tekst og foto: Petra Lund", id="no"),
    ],
)
def test_who_took_the_pictures_too_wrote_the_story(line: str) -> None:
    assert [(one.name, one.role) for one in parse(line).people] == [("Petra Lund", None)]


def test_words_and_pictures_have_each_their_own() -> None:
    found = parse("Texte de Luc Perrin, photos de Anne Duval").people
    assert [(one.name, one.role) for one in found] == [("Luc Perrin", None), ("Anne Duval", PHOTOGRAPHY)]
