"""Language of the text, canonical address, licence: what stands around an article."""

# ruff: noqa: RUF001, E501 - texts in their own scripts; one case a line

import json

import pytest

from pipelines.extraction import extract
from pipelines.extraction.language import of_text
from pipelines.items import Article

URL = "https://courier.example/local/ferry-to-outer-islands-resumes-48213"
TITLE = "Ferry to the outer islands resumes after three months"
TEXT = (
    "The first ferry since December left the harbour at dawn on Tuesday, carrying forty passengers, two lorries and a "
    "piano that had waited on the quay since Christmas, when the gearbox of the old ship had failed without warning."
)
SPANISH = (
    "El primer ferry desde diciembre zarpó del puerto al amanecer del martes con cuarenta pasajeros, dos camiones y un "
    "piano que había esperado en el muelle desde la Navidad, cuando la caja de cambios del viejo barco se averió."
)


def article(head: str = "", text: str = TEXT, lang: str = "en", url: str = URL, foot: str = "") -> Article:
    """The article on a page."""
    html = (
        f'<html lang="{lang}"><head><title>{TITLE}</title>{head}</head><body><main><h1>{TITLE}</h1>'
        f"<p>{text}</p><p>{text}</p><p>{text}</p></main>{foot}</body></html>"
    )
    return extract(html.encode(), url)


KINDRED = {
    "no": "Elva steg nesten to meter i løpet av natten og nådde torget like før daggry, opplyste brannvesenet. Brua blir "
    "stengt til ingeniører har undersøkt pilarene, og noen skoler åpner etter torsdag.",
    "da": "Åen steg næsten to meter i løbet af natten og nåede torvet kort før daggry, oplyser brandvæsenet. Broen blev "
    "lukket, indtil ingeniører har undersøgt pillerne, og nogle skoler åbner efter torsdag.",
    "pt": "O rio subiu quase dois metros durante a noite e chegou à praça do mercado pouco antes do amanhecer, e a ponte "
    "ficará fechada até que os pilares sejam examinados pela câmara, que também fechou as escolas.",
    "id": "Air sungai naik hampir dua meter semalam dan mencapai pasar menjelang fajar, kata petugas. Jembatan akan tetap "
    "ditutup karena tiangnya belum diperiksa, dan sekolah akan dibuka pada hari Kamis, kata pemerintah kabupaten.",
}


@pytest.mark.parametrize("language", list(KINDRED))
def test_kindred_languages_are_told_by_what_each_spells_its_own_way(language: str) -> None:
    assert of_text(KINDRED[language], ["en"]) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "fi",
            "Joki nousi yön aikana lähes kaksi metriä ja saavutti torin hieman ennen aamunkoittoa. Vapaaehtoiset kantoivat "
            "hiekkasäkkejä leipomolle, kun kauppiaat siirsivät tavaroitaan. Tiedottaja sanoi, että silta on suljettu, "
            "kunnes insinöörit ovat tutkineet sen pilarit.",
            id="finnish",
        ),
        pytest.param(
            "tr",
            "Nehir gece boyunca yaklaşık iki metre yükseldi ve şafaktan hemen önce pazar meydanına ulaştı. Gönüllüler "
            "fırına kum torbaları taşırken esnaf mallarını üst katlara çıkardı. Belediye sözcüsü, mühendisler ayaklarını "
            "inceleyene kadar köprünün kapalı kalacağını söyledi. Eski değirmendeki ölçek, onu yıkan selden beri orada "
            "duruyor ve yaşlılar her baharı hâlâ ona göre ölçüyor. Önümüzdeki günlerde daha az yağmur bekleniyor.",
            id="turkish",
        ),
    ],
)
def test_a_language_of_endings_has_few_small_words(language: str, text: str) -> None:
    assert of_text(text, ["en"]) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", TEXT, id="english"),
        pytest.param("es", SPANISH, id="spanish"),
        pytest.param("de", "Die erste Fähre seit Dezember verließ am Dienstag bei Tagesanbruch den Hafen, mit vierzig Fahrgästen, zwei Lastwagen und einem Klavier, das seit Weihnachten auf dem Kai gewartet hatte, als das Getriebe ohne Vorwarnung versagte.", id="german"),
        pytest.param("fr", "Le premier bac depuis décembre a quitté le port mardi à l'aube avec quarante passagers, deux camions et un piano qui attendait sur le quai depuis Noël, quand la boîte de vitesses du vieux bateau est tombée en panne.", id="french"),
        pytest.param("it", "Il primo traghetto da dicembre ha lasciato il porto all'alba di martedì con quaranta passeggeri, due camion e un pianoforte che aspettava sulla banchina da Natale, quando il cambio della vecchia nave si è guastato.", id="italian"),
        pytest.param("pt", "A primeira balsa desde dezembro deixou o porto ao amanhecer de terça-feira com quarenta passageiros, dois caminhões e um piano que esperava no cais desde o Natal, quando a caixa de câmbio do velho navio não funcionou mais.", id="portuguese"),
        pytest.param("nl", "De eerste veerboot sinds december verliet dinsdag bij het aanbreken van de dag de haven met veertig passagiers, twee vrachtwagens en een piano die sinds Kerstmis op de kade had gewacht, toen de versnellingsbak van het schip het begaf.", id="dutch"),
        pytest.param("pl", "Pierwszy prom od grudnia wypłynął z portu we wtorek o świcie z czterdziestoma pasażerami, dwiema ciężarówkami i fortepianem, który czekał na nabrzeżu od Bożego Narodzenia, gdy skrzynia biegów starego statku się zepsuła i nie było go jak naprawić.", id="polish"),
        pytest.param("tr", "Aralık ayından bu yana ilk feribot salı günü şafakta limandan ayrıldı; kırk yolcu, iki kamyon ve Noel'den beri rıhtımda bekleyen bir piyano taşıyordu. Şirket, eski geminin şanzımanı için bir yıl daha beklenmeyecek, dedi ve bu sefer olarak kaldı.", id="turkish"),
        pytest.param("id", "Feri pertama sejak Desember meninggalkan pelabuhan pada Selasa dini hari dengan empat puluh penumpang, dua truk dan sebuah piano yang sudah menunggu di dermaga sejak Natal, karena girboks kapal tua itu rusak dan tidak bisa dipakai.", id="indonesian"),
        pytest.param("sw", "Kivuko cha kwanza tangu Desemba kiliondoka bandarini alfajiri ya Jumanne kikiwa na abiria arobaini, malori mawili na piano ambayo ilisubiri kwenye gati tangu Krismasi wakati gia ya meli hiyo ya zamani iliharibika na watu wa visiwa walilazimika kutumia mashua za wavuvi katika safari zao.", id="swahili"),
        pytest.param("ru", "Первый с декабря паром вышел из порта во вторник на рассвете с сорока пассажирами, двумя грузовиками и роялем, который ждал на причале с Рождества.", id="russian"),
        pytest.param("uk", "Перший із грудня пором вийшов із порту у вівторок на світанку із сорока пасажирами, двома вантажівками і роялем, який чекав на причалі від Різдва.", id="ukrainian"),
        pytest.param("bg", "Първият ферибот от декември напусна пристанището във вторник призори с четиридесет пътници и пиано, което беше чакало на кея през цялата зима, тъй като скоростната кутия също беше повредена и няма да бъде сменена.", id="bulgarian"),
        pytest.param("sr", "Први трајект од децембра испловио је из луке у уторак у зору са четрдесет путника, два камиона и клавиром који је чекао на кеју још од Божића, када се мењач старог брода покварио без упозорења, а људи су љутито чекали.", id="serbian"),
        pytest.param("ar", "غادرت أول عبارة منذ ديسمبر الميناء فجر الثلاثاء وعلى متنها أربعون راكبا وشاحنتان وبيانو كان ينتظر على الرصيف منذ عيد الميلاد.", id="arabic"),
        pytest.param("fa", "نخستین کشتی از ماه دسامبر سپیده‌دم سه‌شنبه با چهل مسافر و دو کامیون و پیانویی که از کریسمس در اسکله مانده بود بندر را ترک کرد.", id="persian"),
        pytest.param("ur", "دسمبر کے بعد پہلی کشتی منگل کی صبح چالیس مسافروں، دو ٹرکوں اور ایک پیانو کے ساتھ بندرگاہ سے روانہ ہوئی جو کرسمس سے گھاٹ پر پڑا تھا۔", id="urdu"),
        pytest.param("hi", "दिसंबर के बाद पहली नौका मंगलवार को भोर में चालीस यात्रियों, दो ट्रकों और एक पियानो के साथ बंदरगाह से रवाना हुई जो क्रिसमस से घाट पर रखा था।", id="hindi"),
        pytest.param("ja", "十二月以来初めてのフェリーが火曜日の夜明けに港を出た。乗客四十人とトラック二台、クリスマスから岸壁で待っていたピアノを運んだ。", id="japanese"),
        pytest.param("zh", "去年十二月以来的第一班渡轮周二黎明离开港口，载着四十名乘客、两辆卡车和一架自圣诞节以来一直在码头等候的钢琴，岛上居民到岸边送行。", id="chinese"),
        pytest.param("ko", "12월 이후 첫 여객선이 화요일 새벽 승객 마흔 명과 트럭 두 대, 그리고 크리스마스부터 부두에서 기다리던 피아노를 싣고 항구를 떠났다.", id="korean"),
        pytest.param("th", "เรือข้ามฟากลำแรกนับตั้งแต่เดือนธันวาคมออกจากท่าเรือเมื่อรุ่งสางของวันอังคารพร้อมผู้โดยสารสี่สิบคน รถบรรทุกสองคันและเปียโนหนึ่งหลัง", id="thai"),
        pytest.param(None, "Port Ellery 3, Calder Bridge 1.", id="too-little"),
    ],
)  # fmt: skip
def test_a_text_tells_its_language(language: str | None, text: str) -> None:
    assert of_text(text) == language


def test_the_text_outranks_the_template_and_a_close_call_goes_to_the_tag() -> None:
    translated = article(text=SPANISH, lang="en-GB")
    assert (translated.language, translated.provenance["language"]) == ("es", "text")
    agreed = article(lang="en-GB")
    assert (agreed.language, agreed.provenance["language"]) == ("en", "markup")
    norwegian = "Den første ferja siden desember forlot havna ved daggry tirsdag med førti passasjerer, to lastebiler og et piano som har ventet på kaia siden jul, og de som bor der er glade for at det går en ferje til øyene."
    assert article(text=norwegian, lang="nb").language == "no"


@pytest.mark.parametrize(
    ("canonical", "wins"),
    [
        pytest.param("https://courier.example/local/ferry-to-outer-islands-resumes-48213", True, id="itself"),
        pytest.param("https://www.courier.example/local/ferry-to-outer-islands-resumes-48213/", True, id="www"),
        pytest.param("https://courier.example/a/48213", True, id="same-number"),
        pytest.param("https://courier.example/news/ferry-outer-islands", True, id="same-words"),
        pytest.param("https://courier.example/local/budget-night-town-hall-48214", False, id="another-story"),
        pytest.param("https://courier.example/local", False, id="section"),
        pytest.param("https://courier.example/", False, id="front-page"),
        pytest.param("https://courier.example/en", False, id="front-page-of-a-language"),
        pytest.param("https://elsewhere.example/local/ferry-to-outer-islands-resumes-48213", False, id="another-host"),
        pytest.param("https://other.courier.example/local/ferry-to-outer-islands-resumes-48213", False, id="another-paper-of-the-house"),
        pytest.param("javascript:void(0)", False, id="no-address"),
        pytest.param("", False, id="empty"),
    ],
)  # fmt: skip
def test_a_canonical_address_of_another_story_or_host_does_not_win(canonical: str, wins: bool) -> None:
    here = URL + "?from=feed"
    filed = article(f'<link rel="canonical" href="{canonical}">', url=here).url
    assert filed == (canonical if wins else here)


def test_a_canonical_address_without_the_number_of_the_story_does_not_win() -> None:
    here = "https://courier.example/article.php?id=5&from=feed"
    assert article('<link rel="canonical" href="/article.php">', url=here).url == here
    assert (
        article('<link rel="canonical" href="/article.php?id=5">', url=here).url
        == "https://courier.example/article.php?id=5"
    )
    assert article('<link rel="canonical" href="/article.php?id=6">', url=here).url == here


def test_a_short_address_gives_way_to_the_one_with_the_headline() -> None:
    head = '<link rel="canonical" href="/2026/ferry-to-the-outer-islands-resumes">'
    assert (
        article(head, url="https://courier.example/x7Gq").url
        == "https://courier.example/2026/ferry-to-the-outer-islands-resumes"
    )


def test_a_wrong_canonical_gives_way_to_the_other_statement() -> None:
    head = f'<link rel="canonical" href="https://courier.example/"><meta property="og:url" content="{URL}">'
    assert article(head, url=URL + "?from=feed").url == URL


CC = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("head", "foot", "licence", "witness"),
    [
        pytest.param(f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, "license": CC})}</script>', "", CC, "json-ld", id="json-ld"),
        pytest.param(f'<link rel="license" href="{CC}">', "", CC, "markup", id="link"),
        pytest.param('<meta name="dc.rights" content="Text: CC BY-SA 4.0">', "", "CC BY-SA 4.0", "meta", id="meta"),
        pytest.param("", f'<footer><a rel="license noopener" href="{CC}">CC BY</a></footer>', CC, "markup", id="anchor"),
        pytest.param('<meta name="dc.rights" content="All rights reserved">', "", None, None, id="reserved"),
        pytest.param("", "", None, None, id="unsaid"),
    ],
)  # fmt: skip
def test_the_licence_is_what_the_page_states(
    head: str, foot: str, licence: str | None, witness: str | None
) -> None:
    found = article(head, foot=foot)
    assert (found.licence, found.provenance.get("licence")) == (licence, witness)
