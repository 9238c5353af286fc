"""Which heads of a paragraph are datelines, and which only look like one."""

# ruff: noqa: RUF001 - datelines in their own scripts

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction import extract
from pipelines.extraction.dateline import iso_day, split
from pipelines.items import Dateline

REST = "officials agreed on Monday to rebuild the pier before the winter storms return to the coast."
NEXT = "The work will cost four million, and nobody yet knows who will pay for all of it."
HINDI = "अधिकारियों ने सोमवार को तूफानों से पहले घाट को फिर से बनाने पर सहमति जताई और काम जल्द शुरू होगा।"
ARABIC = "وافق المسؤولون يوم الاثنين على إعادة بناء الرصيف قبل عودة عواصف الشتاء إلى الساحل هذا العام."
JAPANESE = "当局は月曜日、冬の嵐が海岸に戻る前に桟橋を再建することで合意した。工事は来月に始まる見通しだ。"
CHINESE = "官员们周一同意在冬季风暴返回海岸之前重建码头，工程预计下个月开始，费用尚未公布。"
KOREAN = "당국은 월요일 겨울 폭풍이 해안으로 돌아오기 전에 부두를 다시 짓기로 합의했다고 밝혔다."
RUSSIAN = "Чиновники в понедельник договорились восстановить пирс до того, как вернутся зимние штормы."
GERMAN = "Die Behörden haben am Montag beschlossen, den Pier vor den Winterstürmen wieder aufzubauen."

Parts = tuple[str, str | None, str | None, str | None]


def parts(
    paragraph: str, title: str = "Pier to be rebuilt", following: str = NEXT, **known: list[str]
) -> Parts | None:
    """Text, place, agency and date of the dateline found."""
    line, rest = split([paragraph, following], title, None, [], **known)
    if line is None:
        assert rest == [paragraph, following]
        return None
    printed = f"{line.text}{line.separator}"
    assert paragraph.startswith(line.text)
    assert paragraph.startswith(printed.rstrip())
    assert rest[0] == paragraph[len(printed) :].lstrip() or paragraph.endswith(rest[0])
    return line.text, line.place, line.agency, line.date


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        # English
        pytest.param("PORT ELLERY — ", REST, ("PORT ELLERY", "PORT ELLERY", None, None), id="capitals"),
        pytest.param("PORT ELLERY -- ", REST, ("PORT ELLERY", "PORT ELLERY", None, None), id="two-hyphens"),
        pytest.param("PORT ELLERY – ", REST, ("PORT ELLERY", "PORT ELLERY", None, None), id="en-dash"),
        pytest.param("PORT ELLERY: ", REST, ("PORT ELLERY", "PORT ELLERY", None, None), id="colon"),
        pytest.param("PORT ELLERY. ", REST, ("PORT ELLERY", "PORT ELLERY", None, None), id="full-stop"),
        pytest.param(
            "PORT ELLERY.- ", REST, ("PORT ELLERY", "PORT ELLERY", None, None), id="stop-and-hyphen"
        ),
        pytest.param(
            "SANTA FE, N.M. (AP) — ", REST, ("SANTA FE, N.M. (AP)", "SANTA FE, N.M.", "AP", None), id="state"
        ),
        pytest.param(
            "ST. ORRIN, Mich. – ", REST, ("ST. ORRIN, Mich.", "ST. ORRIN, Mich.", None, None), id="saint"
        ),
        pytest.param(
            "NAPA COUNTY, Calif. (KQXY) -- ",
            REST,
            ("NAPA COUNTY, Calif. (KQXY)", "NAPA COUNTY, Calif.", "KQXY", None),
            id="station",
        ),
        pytest.param(
            "WASHINGTON, Nov 22 (Reuters) - ",
            REST,
            ("WASHINGTON, Nov 22 (Reuters)", "WASHINGTON", "Reuters", "Nov 22"),
            id="reuters",
        ),
        pytest.param("PUTRA, Nov 22 — ", REST, ("PUTRA, Nov 22", "PUTRA", None, "Nov 22"), id="date"),
        pytest.param(
            "Taipei, Nov. 17 (CNA) ",
            REST,
            ("Taipei, Nov. 17 (CNA)", "Taipei", "CNA", "Nov. 17"),
            id="no-sign",
        ),
        pytest.param(
            "MOSCOW, November 22. /TASS/. ",
            REST,
            ("MOSCOW, November 22. /TASS/", "MOSCOW", "TASS", "November 22"),
            id="slashes",
        ),
        pytest.param(
            "NEW YORK, Jan. 3, 2024 /PRNewswire/ -- ",
            REST,
            ("NEW YORK, Jan. 3, 2024 /PRNewswire/", "NEW YORK", "PRNewswire", "Jan. 3, 2024"),
            id="newswire",
        ),
        pytest.param(
            "Accra, Jan. 3, GNA - ", REST, ("Accra, Jan. 3, GNA", "Accra", "GNA", "Jan. 3"), id="agency-last"
        ),
        pytest.param(
            "New Delhi, Jan 3 (IANS) ",
            REST,
            ("New Delhi, Jan 3 (IANS)", "New Delhi", "IANS", "Jan 3"),
            id="ians",
        ),
        pytest.param("London CNN — ", REST, ("London CNN", "London", "CNN", None), id="broadcaster"),
        pytest.param(
            "Hong Kong (CNN Business) — ",
            REST,
            ("Hong Kong (CNN Business)", "Hong Kong", "CNN Business", None),
            id="broadcaster-in-brackets",
        ),
        pytest.param("(Reuters) - ", REST, ("(Reuters)", None, "Reuters", None), id="agency-alone"),
        pytest.param("Kigali: ", REST, ("Kigali", "Kigali", None, None), id="city-and-colon"),
        pytest.param(
            "Feb. 23, 2015 -- ", REST, ("Feb. 23, 2015", None, None, "Feb. 23, 2015"), id="day-alone"
        ),
        pytest.param(
            "LONDON, Tuesday 3 March (AP) — ",
            REST,
            ("LONDON, Tuesday 3 March (AP)", "LONDON", "AP", "Tuesday 3 March"),
            id="weekday",
        ),
        # German
        pytest.param("Berlin (dpa) - ", GERMAN, ("Berlin (dpa)", "Berlin", "dpa", None), id="dpa"),
        pytest.param(
            "Berlin/Frankfurt (dpa/lby) – ",
            GERMAN,
            ("Berlin/Frankfurt (dpa/lby)", "Berlin/Frankfurt", "dpa/lby", None),
            id="two-cities",
        ),
        pytest.param(
            "Wien, 14. Mai 2026 – ",
            GERMAN,
            ("Wien, 14. Mai 2026", "Wien", None, "14. Mai 2026"),
            id="german-date",
        ),
        pytest.param(
            "Rostow (Russland) - ",
            GERMAN,
            ("Rostow (Russland)", "Rostow (Russland)", None, None),
            id="country",
        ),
        pytest.param("MARNAU. ", GERMAN, ("MARNAU", "MARNAU", None, None), id="german-capitals"),
        pytest.param("München. ", GERMAN, ("München", "München", None, None), id="german-stop"),
        pytest.param("Hamburg (ots) - ", GERMAN, ("Hamburg (ots)", "Hamburg", "ots", None), id="ots"),
        pytest.param("(dpa) - ", GERMAN, ("(dpa)", None, "dpa", None), id="dpa-alone"),
        # Romance languages
        pytest.param(
            "Madrid, 12 ene (EFE).- ", REST, ("Madrid, 12 ene (EFE)", "Madrid", "EFE", "12 ene"), id="efe"
        ),
        pytest.param("MÉXICO.- ", REST, ("MÉXICO", "MÉXICO", None, None), id="mexico"),
        pytest.param(
            "DORTMUND, Alemania (AP) — ",
            REST,
            ("DORTMUND, Alemania (AP)", "DORTMUND, Alemania", "AP", None),
            id="spanish-country",
        ),
        pytest.param("Paris (AFP) – ", REST, ("Paris (AFP)", "Paris", "AFP", None), id="afp"),
        pytest.param(
            "PARIS, 3 mars 2026 (AFP) - ",
            REST,
            ("PARIS, 3 mars 2026 (AFP)", "PARIS", "AFP", "3 mars 2026"),
            id="afp-date",
        ),
        pytest.param(
            "(ANSA) - ROMA, 28 LUG - ", REST, ("(ANSA) - ROMA, 28 LUG", "ROMA", "ANSA", "28 LUG"), id="ansa"
        ),
        pytest.param(
            "Roma, 12 gen. (askanews) - ",
            REST,
            ("Roma, 12 gen. (askanews)", "Roma", "askanews", "12 gen."),
            id="askanews",
        ),
        pytest.param(
            "Lisboa, 12 jan 2022 (Lusa) - ",
            REST,
            ("Lisboa, 12 jan 2022 (Lusa)", "Lisboa", "Lusa", "12 jan 2022"),
            id="lusa",
        ),
        pytest.param("BRASÍLIA — ", REST, ("BRASÍLIA", "BRASÍLIA", None, None), id="brasilia"),
        # Nordic, Slavic, Turkish, Hungarian
        pytest.param("OSLO (NTB): ", REST, ("OSLO (NTB)", "OSLO", "NTB", None), id="ntb"),
        pytest.param("AMSTERDAM (ANP) - ", REST, ("AMSTERDAM (ANP)", "AMSTERDAM", "ANP", None), id="anp"),
        pytest.param(
            "Praha 3. května (ČTK) - ", REST, ("Praha 3. května (ČTK)", "Praha", "ČTK", "3. května"), id="ctk"
        ),
        pytest.param("ANKARA (AA) - ", REST, ("ANKARA (AA)", "ANKARA", "AA", None), id="anadolu"),
        pytest.param(
            "МОСКВА, 29 июня. /ТАСС/. ",
            RUSSIAN,
            ("МОСКВА, 29 июня. /ТАСС/", "МОСКВА", "ТАСС", "29 июня"),
            id="tass",
        ),
        pytest.param(
            "МОСКВА, 29 июн - РИА Новости. ",
            RUSSIAN,
            ("МОСКВА, 29 июн - РИА Новости", "МОСКВА", "РИА Новости", "29 июн"),
            id="ria",
        ),
        pytest.param(
            "КИЕВ. 3 декабря. УНН. ", RUSSIAN, ("КИЕВ. 3 декабря. УНН", "КИЕВ", "УНН", "3 декабря"), id="unn"
        ),
        # South and South-East Asia
        pytest.param(
            "Jakarta, CNN Indonesia -- ",
            REST,
            ("Jakarta, CNN Indonesia", "Jakarta", "CNN Indonesia", None),
            id="jakarta",
        ),
        pytest.param(
            "JAKARTA, KOMPAS.com - ",
            REST,
            ("JAKARTA, KOMPAS.com", "JAKARTA", "KOMPAS.com", None),
            id="site-last",
        ),
        pytest.param(
            "Liputan6.com, Jakarta - ",
            REST,
            ("Liputan6.com, Jakarta", "Jakarta", "Liputan6.com", None),
            id="site-first",
        ),
        pytest.param(
            "KUALA LUMPUR, 22 Nov (Bernama) -- ",
            REST,
            ("KUALA LUMPUR, 22 Nov (Bernama)", "KUALA LUMPUR", "Bernama", "22 Nov"),
            id="bernama",
        ),
        pytest.param("BHUBANESWAR: ", REST, ("BHUBANESWAR", "BHUBANESWAR", None, None), id="india-colon"),
        pytest.param("वाराणसी। ", HINDI, ("वाराणसी", "वाराणसी", None, None), id="danda"),
        pytest.param("नई दिल्ली: ", HINDI, ("नई दिल्ली", "नई दिल्ली", None, None), id="hindi-colon"),
        # Arabic
        pytest.param(
            "القاهرة (رويترز) - ", ARABIC, ("القاهرة (رويترز)", "القاهرة", "رويترز", None), id="arabic-agency"
        ),
        pytest.param("بيروت - ", ARABIC, ("بيروت", "بيروت", None, None), id="arabic-city"),
        # East Asia
        pytest.param(
            "【ソウル＝小池和樹】",
            JAPANESE,
            ("【ソウル＝小池和樹】", "ソウル", None, None),
            id="japanese-reporter",
        ),
        pytest.param("【北京共同】", JAPANESE, ("【北京共同】", "北京", "共同", None), id="kyodo"),
        pytest.param(
            "【6月18日 AFP】", JAPANESE, ("【6月18日 AFP】", None, "AFP", "6月18日"), id="afp-japan"
        ),
        pytest.param(
            "［東京　１日　ロイター］ - ",
            JAPANESE,
            ("［東京　１日　ロイター］", "東京", "ロイター", "１日"),
            id="reuters-japan",
        ),
        pytest.param("(서울=연합뉴스) ", KOREAN, ("(서울=연합뉴스)", "서울", "연합뉴스", None), id="yonhap"),
        pytest.param("[서울=뉴시스] ", KOREAN, ("[서울=뉴시스]", "서울", "뉴시스", None), id="newsis"),
        pytest.param(
            "新华社北京11月17日电 ",
            CHINESE,
            ("新华社北京11月17日电", "北京", "新华社", "11月17日"),
            id="xinhua",
        ),
        pytest.param(
            "〔記者林小明／台北報導〕", CHINESE, ("〔記者林小明／台北報導〕", "台北", None, None), id="taiwan"
        ),
        pytest.param(
            "（中央社記者林小明台北18日電）",
            CHINESE,
            ("（中央社記者林小明台北18日電）", "台北", "中央社", "18日"),
            id="cna-taiwan",
        ),
        pytest.param(
            "中新网北京10月14日电 ",
            CHINESE,
            ("中新网北京10月14日电", "北京", "中新网", "10月14日"),
            id="chinanews",
        ),
    ],
)
def test_a_dateline_is_read_in_its_parts(head: str, text: str, expected: Parts) -> None:
    body = text[0].upper() + text[1:]
    assert parts(head + body) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(
            "Leipzig: Hier wurde im Mai der neue Hafen geplant und nie gebaut, sagen die Leute.",
            id="points-back",
        ),
        pytest.param(
            "Paris – here the harbour was planned in May and never built, the people say today.",
            id="lower-case",
        ),
        pytest.param(
            "WORKERS AT THE PIER, INCLUDING divers, were told on Monday to stay at home.",
            id="drop-in-capitals",
        ),
        pytest.param(
            "CLAIM: The pier was sold for one coin, a post shared by thousands has said.", id="label"
        ),
        pytest.param(
            "BREAKING NEWS: The pier was sold for one coin, the council said on Monday night.", id="breaking"
        ),
        pytest.param(
            "Update – The pier was sold for one coin, the council said on Monday night.", id="update"
        ),
        pytest.param(
            "FAZIT: Der Pier ist schön, aber der Eintritt ist für eine Familie zu teuer.", id="german-label"
        ),
        pytest.param(
            "ANÁLISIS: El muelle fue vendido por una moneda, dijo el concejo el lunes.", id="spanish-label"
        ),
        pytest.param(
            "Ana Ferreira — a diver for twenty years — was the first to see the crack.", id="person"
        ),
        pytest.param(
            "Am 31. Oktober 2023 kam es in der Hafenstraße zu einem Unfall mit zwei Booten.",
            id="day-in-a-sentence",
        ),
        pytest.param(
            "On March 3, 2026, the council met. The pier was its only business that evening.",
            id="english-day",
        ),
        pytest.param(
            "Two divers — an American and a Dane — had been held at the pier for hours.",
            id="dash-in-a-sentence",
        ),
        pytest.param(
            "The Harbour Board (HB) said on Monday that it would rebuild the pier at once.", id="abbreviation"
        ),
        pytest.param(
            "London (and half of Europe) woke up on Monday to a snow that nobody had forecast.", id="aside"
        ),
        pytest.param("Berlin. Der Name allein reicht.", id="fragment"),
        pytest.param(
            "U.S. President Ana Ferreira said on Monday that the pier would be rebuilt at once.",
            id="initials",
        ),
        pytest.param(
            "Dr. Tom Oduya. That is the name on the door of the surgery above the old pier.", id="doctor"
        ),
        pytest.param(
            "Q: Who will pay for the pier, and when will the work on the new one begin?", id="question"
        ),
        pytest.param(
            "„Wir bauen den Pier“ – Das hat die Bürgermeisterin am Montag im Rat versprochen.", id="quotation"
        ),
        pytest.param(
            "05/10/2018 - A equipe do cais registrou nesta manhã um arrombamento de veículo.",
            id="digits-alone",
        ),
        pytest.param(
            "او افزود: مسئولان روز دوشنبه موافقت کردند که اسکله پیش از زمستان بازسازی شود.", id="persian-verb"
        ),
        pytest.param(
            "وقال المتحدث: وافق المسؤولون يوم الاثنين على إعادة بناء الرصيف قبل الشتاء المقبل.",
            id="arabic-verb",
        ),
        pytest.param(
            "[앵커] 당국은 월요일 겨울 폭풍이 해안으로 돌아오기 전에 부두를 다시 짓기로 합의했다.",
            id="anchor",
        ),
        pytest.param(
            "[엔터미디어=정덕현의 이슈공감] 당국은 월요일 부두를 다시 짓기로 합의했다고 밝혔다.",
            id="outlet-and-reporter",
        ),
        pytest.param(
            "【速報】当局は月曜日、冬の嵐が海岸に戻る前に桟橋を再建することで合意した。", id="flash"
        ),
        pytest.param(
            "記者在現場看到，官員們週一同意在冬季風暴返回海岸之前重建碼頭，工程下個月開始。",
            id="reporter-in-a-sentence",
        ),
        pytest.param(
            "Я. Иванов сказал в понедельник, что пирс будет восстановлен до зимних штормов.", id="initial"
        ),
    ],
)
def test_a_sentence_is_no_dateline(paragraph: str) -> None:
    assert parts(paragraph, title="Pier") is None


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(
            [
                "PLOT – The pier is sold for one coin.",
                "MUSIC – There is none in it at all.",
                "LIGHT – Nobody sees much.",
            ],
            id="list",
        ),
        pytest.param(
            [
                "OWNER: We never thought that anybody would buy the pier.",
                "DIVER: Nor did I, to be honest with you.",
                "OWNER: So.",
            ],
            id="interview",
        ),
        pytest.param(
            [
                "Tom Oduya – The diver was the first to see the crack in the pier.",
                "Oduya had dived there since he was ten.",
                NEXT,
            ],
            id="person-and-dash",
        ),
    ],
)
def test_what_a_list_or_an_interview_opens_with_is_no_place(paragraphs: list[str]) -> None:
    assert split(paragraphs, "Pier", None, [])[0] is None


def test_a_name_of_the_site_is_the_agency() -> None:
    found = parts(f"Quay News – Police{REST}", outlets=["Quay News"])
    assert found == ("Quay News", None, "Quay News", None)


def test_an_author_is_no_place() -> None:
    assert parts(f"Marta Quill — The{REST}", people=["Marta Quill"]) is None


def test_a_day_behind_the_place_has_a_separator_of_its_own() -> None:
    found = parts(f"New York, NY – January 3, 2024 – The{REST}")
    assert found == ("New York, NY – January 3, 2024", "New York, NY", None, "January 3, 2024")


def test_a_place_on_a_line_of_its_own_is_taken_off() -> None:
    line, rest = split(["Marnau -", NEXT], "Pier", None, [])
    assert line is not None and line.place == "Marnau"
    assert rest == [NEXT]
    line, rest = split(["A comeback at the pier lifts the visitors", "Pittsburgh", NEXT], "Pier", None, [])
    assert line is not None and line.place == "Pittsburgh"
    assert rest == ["A comeback at the pier lifts the visitors", NEXT]


def test_a_sub_heading_is_no_dateline() -> None:
    for heading in ("Background", "Ausblick", "Who pays", "Kosten"):
        assert split([heading, NEXT, NEXT], "Pier", None, [])[0] is None


def test_a_dateline_below_the_summary_is_found() -> None:
    line, rest = split(["A pier for the winter", f"MARNAU — Of{REST[2:]}", NEXT], "Pier", None, [])
    assert line is not None and line.place == "MARNAU"
    assert rest == ["A pier for the winter", f"Of{REST[2:]}", NEXT]


def test_a_dateline_in_the_standfirst_stays_there() -> None:
    line, rest = split([NEXT, NEXT], "Pier", f"Riad. Die{REST}", [])
    assert line is not None and (line.place, line.separator) == ("Riad", None)
    assert rest == [NEXT, NEXT]


def page(before: str) -> bytes:
    """An article with something in an element of its own before the text."""
    text = "The council agreed on Monday to rebuild the pier before the winter storms return to the coast. "
    return (
        "<html><head><title>Pier to be rebuilt before the storms</title></head><body><nav><a href='/x'>Sport</a></nav>"
        f"<article><h1>Pier to be rebuilt before the storms</h1>{before}<div class='story'>"
        f"<p>{text * 2}</p><p>{text * 3}</p><p>{text * 2}</p></div></article></body></html>"
    ).encode()


def filed(before: str, url: str = "https://courier.example/pier") -> Dateline | None:
    """The dateline of such a page."""
    return extract(page(before), url).dateline


def test_a_place_in_an_element_before_the_text_is_found() -> None:
    for before in (
        "<p class='ortsmarke'><strong>Leipzig -</strong></p>",
        "<span class='article__location'>Leipzig.</span>",
        "<div class='signature'><strong class='signature__location'>Leipzig</strong></div>",
    ):
        line = filed(before)
        assert line is not None and line.place == "Leipzig", before


def test_a_section_a_credit_and_a_link_before_the_text_are_no_place() -> None:
    assert filed("<span class='kicker'>Leipzig</span>", "https://courier.example/leipzig/pier") is None
    assert filed("<figcaption>Ana Ferreira/Havenwire</figcaption>") is None
    assert filed("<a href='/leipzig'>Leipzig</a>") is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        pytest.param("March 3", "--03-03", id="english"),
        pytest.param("14 mar.", "--03-14", id="spanish"),
        pytest.param("14. Dezember 2021", "2021-12-14", id="german"),
        pytest.param("11月17日", "--11-17", id="chinese"),
        pytest.param("29 июня", "--06-29", id="russian"),
        pytest.param("3. května", "--05-03", id="czech"),
        pytest.param("2021-12-14", "2021-12-14", id="iso"),
        pytest.param("Sunday", None, id="weekday"),
    ],
)
def test_a_printed_day_has_a_number(printed: str, day: str | None) -> None:
    assert iso_day(printed) == day


_PIECES = (
    "PORT ELLERY|Berlin|(dpa)|—| - |: |. |, |Nov. 17|3 марта|/ТАСС/|【|】|＝|AP|北京|サ|서울=|(|)|\n|۳|"
    "The council agreed to rebuild the pier. |is|\u00a0|\u200f"
)
PIECES = _PIECES.split("|")


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4)
)
def test_every_dateline_stands_at_the_head_of_its_paragraph(paragraphs: list[str]) -> None:
    line, rest = split(paragraphs, "Pier", None, [])
    if line is None:
        assert rest == paragraphs
        return
    assert any(paragraph.lstrip().startswith(line.text) for paragraph in paragraphs)
    assert len("".join(rest)) < len("".join(paragraphs))
    assert line.place or line.agency or line.date


@pytest.mark.parametrize(
    "piece",
    ["A", "A ", "A/", "A, ", "(A) ", "A. ", "- ", "1 ", "【", "北京", "Nov. 3 ", ". ", "a=", "\ufffd"],
)
def test_a_hostile_paragraph_takes_no_time(piece: str) -> None:
    started = time.process_time()
    split([piece * 20_000, piece * 20_000], piece * 20_000, piece * 20_000, [])
    assert time.process_time() - started < 1.0  # seconds; it takes some milliseconds
