"""Datelines in unusual joints, reporters printed in them, and sentences with the same signs."""

# ruff: noqa: RUF001 - datelines in their own scripts

import pytest

from pipelines.extraction import extract
from pipelines.extraction.dateline import split

ENGLISH = "The river rose by two metres and nobody had expected it, the council said on Monday night."
KOREAN = "강물은 밤새 거의 2미터 불어나 동트기 직전에 시장 광장에 이르렀다고 소방 당국이 밝혔다."
CHINESE = "河水一夜之间上涨了近两米，黎明前不久漫到了集市广场，消防部门表示。志愿者把沙袋搬到面包店。"
JAPANESE = "川の水位は一晩で約二メートル上がり、夜明け前に市場の広場に達したと消防が発表した。"
RUSSIAN = "Река за ночь поднялась почти на два метра и дошла до рыночной площади, сообщили пожарные."
TURKISH = "Nehir gece boyunca yaklaşık iki metre yükseldi ve şafaktan önce pazar meydanına ulaştı."
ARABIC = "ارتفع منسوب النهر نحو مترين خلال الليل ووصل إلى ساحة السوق قبيل الفجر، وفق فرق الإطفاء."
PERSIAN = "سطح رودخانه در طول شب نزدیک به دو متر بالا آمد و اندکی پیش از سپیده به میدان بازار رسید."
URDU = "دریا کی سطح رات بھر میں تقریباً دو میٹر بلند ہوئی اور پانی بازار کے چوک تک پہنچ گیا۔"
FRENCH = "La rivière est montée de près de deux mètres pendant la nuit, ont indiqué les pompiers."
SPANISH = "El río subió casi dos metros durante la noche y alcanzó la plaza, según los bomberos."
ROMANIAN = "Râul a crescut cu aproape doi metri peste noapte și a ajuns în piață, au anunțat pompierii."
UKRAINIAN = "Річка за ніч піднялася майже на два метри і дійшла до ринкової площі, повідомили пожежники."

Parts = tuple[str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        pytest.param("Sydney | AAP — ", ENGLISH, ("Sydney", "AAP", None), id="bar-and-agency"),
        pytest.param(
            "Kampala, Uganda | THE WITNESS | ", ENGLISH, ("Kampala, Uganda", "THE WITNESS", None), id="bars"
        ),
        pytest.param("Geneva | 3 March 2026 – ", ENGLISH, ("Geneva", None, "3 March 2026"), id="bar-and-day"),
        pytest.param("Київ • УНН ", UKRAINIAN, ("Київ", "УНН", None), id="bullet"),
        pytest.param("March 3, 2026 (Colombo) – ", ENGLISH, ("Colombo", None, "March 3, 2026"), id="day-first"),
        pytest.param("[Kampala, Uganda] ", ENGLISH, ("Kampala, Uganda", None, None), id="square"),
        pytest.param("(Montréal) ", FRENCH, ("Montréal", None, None), id="round"),
        pytest.param("ALGER- ", FRENCH, ("ALGER", None, None), id="tight-hyphen"),
        pytest.param("ANKARA-BHA ", TURKISH, ("ANKARA", "BHA", None), id="hyphened-agency"),
        pytest.param("Baku, March 3, AZERTAC ", ENGLISH, ("Baku", "AZERTAC", "March 3"), id="commas-alone"),
        pytest.param(
            "TASHKENT, Uzbekistan, March 3. ", ENGLISH, ("TASHKENT, Uzbekistan", None, "March 3"), id="day-and-stop"
        ),
        pytest.param("LIMA, PERÚ. ", SPANISH, ("LIMA, PERÚ", None, None), id="short-country"),
        pytest.param("Asunción, Agencia IP.- ", SPANISH, ("Asunción", "Agencia IP", None), id="word-agency"),
        pytest.param("CHIȘINĂU, 3 mar - QUAYPRES. ", ROMANIAN, ("CHIȘINĂU", "QUAYPRES", "3 mar"), id="capitals-last"),
        pytest.param("DUBLIN--(Quay Newswire)--", ENGLISH, ("DUBLIN", "Quay Newswire", None), id="newswire"),
        pytest.param("ABOARD THE QUEEN OF QUAY — ", ENGLISH, ("ABOARD THE QUEEN OF QUAY", None, None), id="aboard"),
        pytest.param("دمشق-سانا ", ARABIC, ("دمشق", "سانا", None), id="syria"),
        pytest.param("بغداد / واع / ", ARABIC, ("بغداد", "واع", None), id="iraq"),
        pytest.param("القاهرة في 3 مارس /أ ش أ/ - ", ARABIC, ("القاهرة", "أ ش أ", "3 مارس"), id="egypt"),
        pytest.param("بيروت: «رصيف اليوم» ", ARABIC, ("بيروت", "رصيف اليوم", None), id="quoted-outlet"),
        pytest.param("تهران- ایرنا- ", PERSIAN, ("تهران", "ایرنا", None), id="iran"),
        pytest.param("کراچی (اسٹاف رپورٹر) ", URDU, ("کراچی", None, None), id="own-reporter"),
        pytest.param("（ソウル聯合ニュース）", JAPANESE, ("ソウル", "聯合ニュース", None), id="agency-behind-city"),
        pytest.param("（法新社巴黎3日电）", CHINESE, ("巴黎", "法新社", "3日"), id="agency-before-city"),
        pytest.param("（中央社日內瓦3日綜合外電報導）", CHINESE, ("日內瓦", "中央社", "3日"), id="foreign-wires"),
        pytest.param("New Delhi [India], March 3 (ANI): ", ENGLISH, ("New Delhi [India]", "ANI", "March 3"), id="in"),
        pytest.param("AT THE UNITED NATIONS — ", ENGLISH, ("AT THE UNITED NATIONS", None, None), id="at-the"),
        pytest.param("Managua. EFE. ", SPANISH, ("Managua", "EFE", None), id="stops-alone"),
        pytest.param("[대전=등대일보] ", KOREAN, ("대전", "등대일보", None), id="city-and-outlet"),
        pytest.param("（ＣＮＮ） ", JAPANESE, (None, "ＣＮＮ", None), id="wide-letters"),
        pytest.param("央视网消息：", CHINESE, (None, "央视网", None), id="stated-source"),
    ],
)  # fmt: skip
def test_any_joint_parts_place_agency_and_day(head: str, text: str, expected: Parts) -> None:
    line, rest = split([head + text], "River", None, [])
    assert line is not None
    assert (line.place, line.agency, line.date) == expected
    assert rest == [text]
    assert (head + text).startswith(f"{line.text}{line.separator}".rstrip())


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(f"JUST IN — {ENGLISH}", id="just-in"),
        pytest.param(f"MARKET WRAP: {ENGLISH}", id="wrap"),
        pytest.param(f"CORRECTED — {ENGLISH}", id="corrected"),
        pytest.param("Am Abend des 31. Oktober stieg der Fluss um zwei Meter, wie die Wehr mitteilte.", id="ordinal"),
        pytest.param("Im Jahr des 10. Jubiläums stieg der Fluss um zwei Meter, wie die Wehr mitteilte.", id="tenth"),
        pytest.param("Kiel. Ein Wort, vier Buchstaben, und doch eine ganze Welt für alle, die bleiben.", id="word"),
        pytest.param("München: So heißt auch ein Schiff, das vor vierzig Jahren im Sturm verschwand.", id="so-called"),
        pytest.param("London-based engineers said on Monday that the river had risen by two metres.", id="hyphen"),
        pytest.param("Paris/London trains were late on Monday, since the river had risen by two metres.", id="slash"),
        pytest.param("Paris | Le fleuve est monté de deux mètres, ont indiqué les pompiers lundi soir.", id="bar"),
        pytest.param("[London] is what the sign says, though the river has risen by two metres there.", id="inserted"),
        pytest.param("قال المتحدث: «ارتفع منسوب النهر» مضيفا أن الجسر سيبقى مغلقا حتى الغد.", id="said"),
        pytest.param("NEAR the old mill the river rose by two metres, the council said on Monday night.", id="near"),
    ],
)  # fmt: skip
def test_the_same_signs_in_a_sentence_join_nothing(paragraph: str) -> None:
    assert split([paragraph], "River", None, [])[0] is None


@pytest.mark.parametrize(
    ("head", "text", "people"),
    [
        pytest.param("[뉴시스=한지우 기자] ", KOREAN, [("한지우", None)], id="korean-paper"),
        pytest.param("[등대경제=한지우 기자] (서울=연합뉴스) ", KOREAN, [], id="not-a-dateline-of-ours"),
        pytest.param("【ロンドン＝早瀬千尋】", JAPANESE, [("早瀬千尋", "ロンドン")], id="japanese"),
        pytest.param("【ロンドン＝共同】", JAPANESE, [], id="agency-instead"),
        pytest.param("新华社北京3月3日电（记者林晓萱）", CHINESE, [("林晓萱", "北京")], id="china"),
        pytest.param("（中央社記者林曉萱台北3日電）", CHINESE, [("林曉萱", "台北")], id="taiwan"),
        pytest.param("〔記者林曉萱／台北報導〕", CHINESE, [("林曉萱", "台北")], id="taiwan-slash"),
        pytest.param("林曉萱／台北報導\u3000", CHINESE, [("林曉萱", "台北")], id="taiwan-no-sign"),
        pytest.param("КАЗАНЬ, 3 мар — РИА Новости, Глеб Рощин. ", RUSSIAN, [("Глеб Рощин", "КАЗАНЬ")], id="russian"),
        pytest.param("КАЗАНЬ, 3 марта. /Корр. ТАСС Глеб Рощин/. ", RUSSIAN, [("Глеб Рощин", "КАЗАНЬ")], id="tass"),
        pytest.param("Zeynep KARADUMAN / ANKARA, (DHA) - ", TURKISH, [("Zeynep Karaduman", "ANKARA")], id="turkish"),
    ],
)  # fmt: skip
def test_a_reporter_whom_only_the_dateline_names_is_the_author(
    head: str, text: str, people: list[tuple[str, str | None]]
) -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in (head + text, text * 2, text * 3))
    html = f"<html><body><article><h1>River floods the square</h1><div>{paragraphs}</div></article></body></html>"
    article = extract(html.encode(), "https://courier.example/news/river")
    assert [(author.name, author.place) for author in article.authors] == people
    if people:
        assert article.body[0] == text
