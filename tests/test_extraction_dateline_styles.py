"""Heads of stories as papers of many countries print them, and heads that only look like datelines."""

# ruff: noqa: RUF001 - datelines in their own scripts

import pytest

from pipelines.extraction.dateline import split

ENGLISH = "Officials agreed on Monday to rebuild the pier before the winter storms return to the coast."
GERMAN = "Die Behörden haben am Montag beschlossen, den Pier vor den Winterstürmen wieder aufzubauen."
FRENCH = "Les autorités ont décidé lundi de reconstruire la jetée avant le retour des tempêtes de l'hiver."
SPANISH = "Las autoridades acordaron el lunes reconstruir el muelle antes de que vuelvan las tormentas."
PORTUGUESE = "As autoridades decidiram na segunda-feira reconstruir o cais antes que voltem as tempestades."
ITALIAN = "Le autorità hanno deciso lunedì di ricostruire il molo prima che tornino le tempeste d'inverno."
DUTCH = "De autoriteiten besloten maandag de pier te herbouwen voordat de winterstormen terugkeren."
SWEDISH = "Myndigheterna beslutade på måndagen att bygga upp piren innan vinterstormarna är tillbaka."
POLISH = "Władze postanowiły w poniedziałek odbudować molo, zanim wrócą zimowe sztormy na wybrzeżu."
CZECH = "Úřady v pondělí rozhodly, že molo obnoví dříve, než se na pobřeží vrátí zimní bouře."
HUNGARIAN = "A hatóságok hétfőn úgy döntöttek, hogy a téli viharok előtt újjáépítik a kikötő mólóját."
GREEK = "Οι αρχές αποφάσισαν τη Δευτέρα να ξαναχτίσουν την προβλήτα πριν επιστρέψουν οι καταιγίδες."
RUSSIAN = "Чиновники в понедельник договорились восстановить пирс до того, как вернутся зимние штормы."
TURKISH = "Yetkililer pazartesi günü iskeleyi kış fırtınaları gelmeden önce yeniden yapmaya karar verdi."
INDONESIAN = "Pihak berwenang pada Senin sepakat membangun kembali dermaga sebelum badai musim dingin tiba."
VIETNAMESE = "Chính quyền hôm thứ Hai đã đồng ý xây lại cầu tàu trước khi những cơn bão mùa đông trở lại."
ARABIC = "وافق المسؤولون يوم الاثنين على إعادة بناء الرصيف قبل عودة عواصف الشتاء إلى الساحل هذا العام."
HINDI = "अधिकारियों ने सोमवार को तूफानों से पहले घाट को फिर से बनाने पर सहमति जताई और काम जल्द शुरू होगा।"
BENGALI = "কর্মকর্তারা সোমবার শীতের ঝড়ের আগে ঘাটটি আবার তৈরি করতে সম্মত হয়েছেন বলে জানিয়েছেন।"
JAPANESE = "当局は月曜日、冬の嵐が海岸に戻る前に桟橋を再建することで合意した。工事は来月に始まる見通しだ。"
CHINESE = "官员们周一同意在冬季风暴返回海岸之前重建码头，工程预计下个月开始，费用尚未公布。"
KOREAN = "당국은 월요일 겨울 폭풍이 해안으로 돌아오기 전에 부두를 다시 짓기로 합의했다고 밝혔다."
NEXT = "The work will cost four million, and nobody yet knows who will pay for all of it."

Parts = tuple[str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        pytest.param("LAGOS, Nigeria (AP) — ", ENGLISH, ("LAGOS, Nigeria", "AP", None), id="nigeria"),
        pytest.param("LAS CRUCES, N.M. — ", ENGLISH, ("LAS CRUCES, N.M.", None, None), id="state-alone"),
        pytest.param("WASHINGTON (TNND) — ", ENGLISH, ("WASHINGTON", "TNND", None), id="station"),
        pytest.param("PORT-AU-PRINCE, Haiti — ", ENGLISH, ("PORT-AU-PRINCE, Haiti", None, None), id="haiti"),
        pytest.param(
            "JERUSALEM/GAZA CITY, March 3 (Reuters) - ",
            ENGLISH,
            ("JERUSALEM/GAZA CITY", "Reuters", "March 3"),
            id="two-places-and-day",
        ),
        pytest.param(
            "WINSTON-SALEM, N.C. (WXII) — ",
            ENGLISH,
            ("WINSTON-SALEM, N.C.", "WXII", None),
            id="hyphenated-city",
        ),
        pytest.param("UNITED NATIONS (AP) — ", ENGLISH, ("UNITED NATIONS", "AP", None), id="institution"),
        pytest.param(
            "ABOARD THE MERIDIAN (AP) — ", ENGLISH, ("ABOARD THE MERIDIAN", "AP", None), id="aboard"
        ),
        pytest.param("NEAR KHARKIV, Ukraine — ", ENGLISH, ("NEAR KHARKIV, Ukraine", None, None), id="near"),
        pytest.param("ST. JOHN'S, N.L. — ", ENGLISH, ("ST. JOHN'S, N.L.", None, None), id="saint-john"),
        pytest.param("St. John’s – ", ENGLISH, ("St. John’s", None, None), id="saint-john-small"),
        pytest.param("TORONTO - ", ENGLISH, ("TORONTO", None, None), id="capitals-and-hyphen"),
        pytest.param("[NAIROBI] ", ENGLISH, ("NAIROBI", None, None), id="square-brackets"),
        pytest.param("MUMBAI, March 3: ", ENGLISH, ("MUMBAI", None, "March 3"), id="day-and-colon"),
        pytest.param(
            "Islamabad, Mar 3 (APP): ", ENGLISH, ("Islamabad", "APP", "Mar 3"), id="bracket-and-colon"
        ),
        pytest.param("TEHRAN, Mar. 03 (MNA) – ", ENGLISH, ("TEHRAN", "MNA", "Mar. 03"), id="zero-day"),
        pytest.param(
            "DHAKA, March 3, 2026 (BSS) - ", ENGLISH, ("DHAKA", "BSS", "March 3, 2026"), id="agency-and-year"
        ),
        pytest.param(
            "GENEVA/NAIROBI, 3 March 2026 – ",
            ENGLISH,
            ("GENEVA/NAIROBI", None, "3 March 2026"),
            id="two-places-dated",
        ),
        pytest.param(
            "LONDON, March 3, 2026 (GLOBE NEWSWIRE) -- ",
            ENGLISH,
            ("LONDON", "GLOBE NEWSWIRE", "March 3, 2026"),
            id="globe-newswire",
        ),
        pytest.param(
            "NEW YORK--(BUSINESS WIRE)--", ENGLISH, ("NEW YORK", "BUSINESS WIRE", None), id="business-wire"
        ),
        pytest.param("BEIJING, March 3 (Xinhua) -- ", ENGLISH, ("BEIJING", "Xinhua", "March 3"), id="xinhua"),
        pytest.param("HONOLULU (KHON2) — ", ENGLISH, ("HONOLULU", "KHON2", None), id="station-with-digit"),
        pytest.param("Doha, Qatar – ", ENGLISH, ("Doha, Qatar", None, None), id="country-small"),
        pytest.param("Gaza City – ", ENGLISH, ("Gaza City", None, None), id="two-words-small"),
        pytest.param(
            "MANILA, Philippines — ", ENGLISH, ("MANILA, Philippines", None, None), id="philippines"
        ),
        pytest.param(
            "CANBERRA, Australia, March 3 — ",
            ENGLISH,
            ("CANBERRA, Australia", None, "March 3"),
            id="country-and-day",
        ),
        pytest.param(
            "BELFAST, Northern Ireland (AP) — ",
            ENGLISH,
            ("BELFAST, Northern Ireland", "AP", None),
            id="northern-ireland",
        ),
        pytest.param("Harare, Tuesday – ", ENGLISH, ("Harare", None, "Tuesday"), id="weekday"),
        pytest.param("Zürich (awp) - ", GERMAN, ("Zürich", "awp", None), id="swiss-agency"),
        pytest.param("Wien (APA) – ", GERMAN, ("Wien", "APA", None), id="austrian-agency"),
        pytest.param("Bern, 3. März (sda) – ", GERMAN, ("Bern", "sda", "3. März"), id="swiss-dated"),
        pytest.param("Oldenburg/Hannover. ", GERMAN, ("Oldenburg/Hannover", None, None), id="slashed-stop"),
        pytest.param("Frankfurt/Main (dpa) - ", GERMAN, ("Frankfurt/Main", "dpa", None), id="river-slash"),
        pytest.param("Frankfurt a. M. (dpa) - ", GERMAN, ("Frankfurt a. M.", "dpa", None), id="river-short"),
        pytest.param(
            "Halle (Saale) (dpa/sa) - ", GERMAN, ("Halle (Saale)", "dpa/sa", None), id="bracket-in-name"
        ),
        pytest.param(
            "GENÈVE, le 3 mars 2026 – ", FRENCH, ("GENÈVE", None, "3 mars 2026"), id="french-article"
        ),
        pytest.param("Dakar, 3 mars (APS) – ", FRENCH, ("Dakar", "APS", "3 mars"), id="senegal"),
        pytest.param("BRUXELLES (Belga) - ", FRENCH, ("BRUXELLES", "Belga", None), id="belgian"),
        pytest.param(
            "Ciudad de México, 3 de marzo (Havenwire).— ",
            SPANISH,
            ("Ciudad de México", "Havenwire", "3 de marzo"),
            id="dash-behind-stop",
        ),
        pytest.param("LA PAZ, Bolivia.- ", SPANISH, ("LA PAZ, Bolivia", None, None), id="bolivia"),
        pytest.param(
            "Lima, mar. 3 (ANDINA).- ", SPANISH, ("Lima", "ANDINA", "mar. 3"), id="month-first-spanish"
        ),
        pytest.param(
            "Caracas, 3 de marzo de 2026.– ",
            SPANISH,
            ("Caracas", None, "3 de marzo de 2026"),
            id="stop-and-en-dash",
        ),
        pytest.param(
            "SÃO PAULO, SP (FOLHAPRESS) - ",
            PORTUGUESE,
            ("SÃO PAULO, SP", "FOLHAPRESS", None),
            id="brazilian-state",
        ),
        pytest.param("Luanda, 3 mar (Angop) – ", PORTUGUESE, ("Luanda", "Angop", "3 mar"), id="angola"),
        pytest.param("MILANO (ITALPRESS) - ", ITALIAN, ("MILANO", "ITALPRESS", None), id="italpress"),
        pytest.param(
            "Torino, 3 mar. (Adnkronos) - ", ITALIAN, ("Torino", "Adnkronos", "3 mar."), id="adnkronos"
        ),
        pytest.param("BRUXELLES – ", ITALIAN, ("BRUXELLES", None, None), id="italian-capitals"),
        pytest.param("DEN HAAG (ANP) - ", DUTCH, ("DEN HAAG", "ANP", None), id="dutch"),
        pytest.param("STOCKHOLM (TT) ", SWEDISH, ("STOCKHOLM", "TT", None), id="swedish-no-sign"),
        pytest.param("HELSINKI (STT) — ", SWEDISH, ("HELSINKI", "STT", None), id="finnish"),
        pytest.param("Warszawa, 3 marca (PAP) – ", POLISH, ("Warszawa", "PAP", "3 marca"), id="polish"),
        pytest.param("Brno – ", CZECH, ("Brno", None, None), id="czech"),
        pytest.param("Bratislava 3. marca (TASR) - ", CZECH, ("Bratislava", "TASR", "3. marca"), id="slovak"),
        pytest.param(
            "Budapest, 2026. március 3., kedd (MTI) – ",
            HUNGARIAN,
            ("Budapest", "MTI", "2026. március 3., kedd"),
            id="hungarian",
        ),
        pytest.param("ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - ", GREEK, ("ΑΘΗΝΑ", "ΑΠΕ-ΜΠΕ", None), id="greek"),
        pytest.param("София, 3 март (БТА) - ", RUSSIAN, ("София", "БТА", "3 март"), id="bulgarian"),
        pytest.param(
            "Москва. 3 марта. INTERFAX.RU - ",
            RUSSIAN,
            ("Москва", "INTERFAX.RU", "3 марта"),
            id="stops-all-the-way",
        ),
        pytest.param("АСТАНА. КАЗИНФОРМ – ", RUSSIAN, ("АСТАНА", "КАЗИНФОРМ", None), id="stop-and-agency"),
        pytest.param("İSTANBUL (İHA) - ", TURKISH, ("İSTANBUL", "İHA", None), id="istanbul"),
        pytest.param("Ankara, 3 Mart (Hibya) - ", TURKISH, ("Ankara", "Hibya", "3 Mart"), id="turkish-dated"),
        pytest.param("Surabaya (ANTARA) - ", INDONESIAN, ("Surabaya", "ANTARA", None), id="antara"),
        pytest.param("TEMPO.CO, Jakarta - ", INDONESIAN, ("Jakarta", "TEMPO.CO", None), id="site-first"),
        pytest.param("Hà Nội (TTXVN) - ", VIETNAMESE, ("Hà Nội", "TTXVN", None), id="vietnamese"),
        pytest.param("الرياض (واس) — ", ARABIC, ("الرياض", "واس", None), id="saudi"),
        pytest.param("القاهرة 3 مارس (د ب أ) - ", ARABIC, ("القاهرة", "د ب أ", "3 مارس"), id="egyptian"),
        pytest.param("लखनऊ, 3 मार्च (भाषा) ", HINDI, ("लखनऊ", "भाषा", "3 मार्च"), id="hindi-dated"),
        pytest.param("ঢাকা, ৩ মার্চ ২০২৬ (বাসস) : ", BENGALI, ("ঢাকা", "বাসস", "৩ মার্চ ২০২৬"), id="bengali"),
        pytest.param(
            "【ニューヨーク＝森田花】", JAPANESE, ("ニューヨーク", None, None), id="japanese-reporter"
        ),
        pytest.param(
            "[ロンドン ３日 ロイター] - ", JAPANESE, ("ロンドン", "ロイター", "３日"), id="japanese-reuters"
        ),
        pytest.param("【서울=뉴시스】", KOREAN, ("서울", "뉴시스", None), id="newsis"),
        pytest.param(
            "(부산=연합뉴스) 홍길동 기자 = ", KOREAN, ("부산", "연합뉴스", None), id="yonhap-reporter"
        ),
        pytest.param("本报北京3月3日电（记者王明）", CHINESE, ("北京", "本报", "3月3日"), id="local-paper"),
    ],
)
def test_a_dateline_of_any_style_is_told_from_the_text(head: str, text: str, expected: Parts) -> None:
    line, rest = split([head + text, NEXT], "Pier to be rebuilt", None, [])
    assert line is not None
    assert (line.place, line.agency, line.date) == expected
    assert f"{line.text}{line.separator}".strip() in f"{head}{text}"
    assert text in rest[0]


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(
            "NATO: The alliance said on Monday that it would rebuild the pier before the winter storms return.",
            id="alliance",
        ),
        pytest.param(
            "ABOVE: The pier at dawn on Monday, an hour before the storm took most of it out to the open sea.",
            id="above",
        ),
        pytest.param(
            "FIRST ON KQXY: The council will rebuild the pier before the winter storms, three people said.",
            id="first-on",
        ),
        pytest.param(
            "EXCLUSIVE — The council will rebuild the pier before the winter storms, three people said on Monday.",
            id="exclusive",
        ),
        pytest.param(
            "EDITOR'S NOTE: This story was first told on the radio, and the pier has been rebuilt since then.",
            id="editors-note",
        ),
        pytest.param(
            "NEED TO KNOW – The council will rebuild the pier before the winter storms, three people said.",
            id="need-to-know",
        ),
        pytest.param(
            "ALSO READ: The council will rebuild the pier before the winter storms, three people said.",
            id="also-read",
        ),
        pytest.param(
            "MORE: The council will rebuild the pier before the winter storms, three people said on Monday.",
            id="more",
        ),
        pytest.param(
            "By ANA FERREIRA — The council will rebuild the pier before the winter storms, three people said.",
            id="by-capitals",
        ),
        pytest.param(
            "Por Ana Ferreira – As autoridades decidiram na segunda-feira reconstruir o cais antes da tempestade.",
            id="por",
        ),
        pytest.param(
            "New York – die Stadt, die niemals schläft – bekommt im Herbst einen neuen Pier, sagt die Stadt.",
            id="city-and-aside",
        ),
        pytest.param(
            "Manchester United – who lost on Saturday – will play on the pier in front of forty thousand people.",
            id="club",
        ),
        pytest.param(
            "Chelsea: Quill; Oduya, Ferreira, Marnau; Harbour, Dune, Storm; Quay. Bench: Pier, Tide, Gull, Wave.",
            id="line-up",
        ),
        pytest.param(
            "Sydney Quill – The actress was seen on the pier on Monday. Quill plays the diver in the new film.",
            id="actress",
        ),
        pytest.param(
            "10.30 Uhr: Die Feuerwehr ist am Pier eingetroffen und hat begonnen, die Gäste in Sicherheit zu bringen.",
            id="german-clock",
        ),
        pytest.param(
            "10:30 am – The fire brigade has arrived at the pier and begun to bring the guests to safety on shore.",
            id="english-clock",
        ),
        pytest.param(
            "Part One — The storm had been forecast for a week when the council met to talk about the old pier.",
            id="part",
        ),
        pytest.param(
            "I. The storm had been forecast for a week when the council met to talk about the old wooden pier.",
            id="roman-numeral",
        ),
        pytest.param(
            "Mr. Oduya – The diver who saw the crack first – said on Monday that the pier could not be saved.",
            id="form-of-address",
        ),
        pytest.param(
            "Round 3: The pier held for most of the night, and the harbour was closed at dawn on Monday again.",
            id="round",
        ),
        pytest.param(
            "Good morning. The council will rebuild the pier before the winter storms, three people said today.",
            id="greeting",
        ),
        pytest.param(
            "Berlin bleibt Berlin. Das sagt die Bürgermeisterin gern, wenn wieder einmal ein Pier gesperrt wird.",
            id="city-twice",
        ),
        pytest.param(
            "Paris. London. Rome. The pier has been shown in all three of them, and now it comes home for good.",
            id="several-cities",
        ),
        pytest.param(
            "Nein. Der Pier wird nicht wieder aufgebaut, sagt der Rat, und die Stadt wird ohne ihn leben müssen.",
            id="no",
        ),
        pytest.param(
            "Yes. The pier will be rebuilt before the winter storms, the council said on Monday, and paid for too.",
            id="yes",
        ),
        pytest.param(
            "Lisa M. (34) – Die Taucherin hat den Riss im Pier als Erste gesehen und am Montag gemeldet.",
            id="person-and-age",
        ),
        pytest.param(
            "Verkehr: Der Pier ist bis auf Weiteres gesperrt, die Fähren legen im Südhafen ab, sagt die Stadt.",
            id="traffic",
        ),
        pytest.param(
            "Wetter – Am Montag kehren die Stürme zurück, und der Pier bleibt für alle Gäste gesperrt, sagt die Stadt.",
            id="weather",
        ),
        pytest.param(
            "Deutschland: Die Regierung zahlt für den Pier, sagt die Ministerin, und zwar noch in diesem Jahr.",
            id="country-and-colon",
        ),
        pytest.param(
            "Foto: Ana Ferreira/Havenwire. Der Pier am Montag, eine Stunde bevor ihn der Sturm aufs Meer nahm.",
            id="photo-credit",
        ),
        pytest.param(
            "(Bild: Havenwire) Die Behörden haben am Montag beschlossen, den Pier wieder aufzubauen, sagt die Stadt.",
            id="picture-in-brackets",
        ),
        pytest.param(
            "Кто заплатит? Чиновники в понедельник договорились восстановить пирс до зимних штормов на берегу.",
            id="question",
        ),
        pytest.param(
            "Фото: Анна Иванова. Чиновники в понедельник договорились восстановить пирс до зимних штормов.",
            id="photo-russian",
        ),
        pytest.param(
            "GÜNCELLEME: Yetkililer pazartesi günü iskeleyi kış fırtınaları gelmeden önce yapmaya karar verdi.",
            id="turkish-update",
        ),
        pytest.param(
            "[단독] 당국은 월요일 겨울 폭풍이 해안으로 돌아오기 전에 부두를 다시 짓기로 합의했다고 밝혔다.",
            id="korean-flash",
        ),
        pytest.param(
            "【動画】当局は月曜日、冬の嵐が海岸に戻る前に桟橋を再建することで合意した。工事は来月に始まる。",
            id="video",
        ),
        pytest.param(
            "（図）当局は月曜日、冬の嵐が海岸に戻る前に桟橋を再建することで合意した。工事は来月に始まる見通し。",
            id="picture-japanese",
        ),
        pytest.param(
            "【记者手记】官员们周一同意在冬季风暴返回海岸之前重建码头，工程预计下个月开始，费用尚未公布。",
            id="notebook",
        ),
        pytest.param(
            "यह भी पढ़ें: अधिकारियों ने सोमवार को तूफानों से पहले घाट को फिर से बनाने पर सहमति जताई है।",
            id="hindi-read-too",
        ),
        pytest.param(
            "شاهد: وافق المسؤولون يوم الاثنين على إعادة بناء الرصيف قبل عودة عواصف الشتاء إلى الساحل.",
            id="arabic-watch",
        ),
        pytest.param(
            "March 3, 2026. The pier is gone. Nobody on the coast had thought that a single night could do that.",
            id="day-and-stop",
        ),
        pytest.param(
            "Washington Post – owned by a man who sells everything – will not rebuild its old pier, it said Monday.",
            id="paper",
        ),
        pytest.param(
            "THE PIER — A novel in which nothing happens — has won the prize that everybody said it could not win.",
            id="title-in-capitals",
        ),
        pytest.param(
            "ANA FERREIRA: I was the first to see the crack in the pier, and nobody believed me at all that night.",
            id="speaker-in-capitals",
        ),
        pytest.param(
            "Jetzt live: Der Pier wird wieder aufgebaut, sagt der Rat, und die Stadt bezahlt die Hälfte davon.",
            id="live",
        ),
        pytest.param(
            "LONDON | Officials agreed on Monday to rebuild the pier before the winter storms return to the coast.",
            id="bar",
        ),
        pytest.param(
            "中央社記者林小明台北3日電，官员们周一同意在冬季风暴返回海岸之前重建码头，工程预计下个月开始，费用尚未公布。",
            id="reporter-sentence",
        ),
    ],
)
def test_what_only_looks_like_a_dateline_is_text(paragraph: str) -> None:
    assert split([paragraph, NEXT], "Pier", None, [])[0] is None


def test_an_outlet_that_writes_itself_small_is_the_agency() -> None:
    line, _ = split([f"BERLIN quay | {GERMAN}", NEXT], "Pier", None, [], outlets=["quay"])
    assert line is not None
    assert (line.text, line.place, line.agency) == ("BERLIN quay", "BERLIN", "quay")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param("29.11.2022 – ", "29.11.2022", id="numbers-and-dash"),
        pytest.param("31. Oktober 2023. ", "31. Oktober 2023", id="german-with-full-stop"),
    ],
)
def test_a_day_alone_is_taken_off_the_text(head: str, day: str) -> None:
    line, rest = split([f"{head}{ENGLISH}", NEXT], "Pier to be rebuilt", None, [])
    assert line is not None and (line.text, line.date) == (day, day)
    assert rest == [ENGLISH, NEXT]


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param([f"3. Mai – {NEXT}", f"9. Mai – {NEXT}"], id="chronicle"),
        pytest.param([f"29.11.2022 – {NEXT}", f"30.11.2022 – {NEXT}"], id="chronicle-in-numbers"),
        pytest.param([f"1990. {NEXT}", NEXT], id="year"),
        pytest.param([f"03.11. {NEXT}", NEXT], id="day-and-month"),
    ],
)
def test_days_that_a_text_goes_through_stay_in_it(paragraphs: list[str]) -> None:
    assert split(paragraphs, "Pier to be rebuilt", None, []) == (None, paragraphs)
