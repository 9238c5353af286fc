"""What dates are made of, as newspapers print them: months, zones, forenoon and afternoon.

Data, not code: a word that is missing here is added here. Words are looked up by `word_key`,
which folds case and the accents of Latin, Greek and Cyrillic letters.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import unicodedata

_MONTH_NAMES = (
    # Latin script: Germanic, Romance, Slavic, Baltic, Finno-Ugric, Turkic, Malay, Swahili, Albanian …
    "jan january januar jänner jaenner janvier janv enero ene gennaio gen gener janeiro xaneiro januari "
    "janúar januára stycznia styczeń sty ledna leden siječnja sijecnja sij ocak oca yanvar tammikuuta "
    "tammikuu ianuarie ian január sausio sau janvāris janvārī janvāra jaanuar januarie janar "
    # Greek, Cyrillic, Armenian, Georgian
    "ιανουαρίου ιανουάριος ιαν января январь янв січня січень січ студзеня јануар јануара јануари януари яну "
    "қаңтар հունվարի იანვარი იანვარს "
    # Arabic script: Egypt and the Gulf, the Levant, the Maghreb, Persian, Urdu, Pashto; Hebrew
    "يناير كانون_الثاني جانفي ژانویه جنوری جنوري ינואר "
    # India, Thailand
    "जनवरी जन जानेवारी জানুয়ারি জানুয়ারী ஜனவரி జనవరి ಜನವರಿ ജനുവരി જાન્યુઆરી ਜਨਵਰੀ ජනවාරි มกราคม ม.ค มกรา",
    "feb february februar feber februari februára fevrier février févr fev febrero febbraio febrer fevereiro "
    "febreiro febrúar lutego luty lut února únor unora veljače velj şubat sub fevral helmikuuta helmikuu "
    "februarie február febr vasario vas februāris februārī februāra veebruar februarie shkurt pebruari peb "
    "φεβρουαρίου φεβρουάριος φεβ февраля февраль фев февр лютого лютий лют лютага фебруар фебруара февруари "
    "ақпан փետրվարի თებერვალი თებერვალს فبراير شباط فيفري فوریه فروری فبروري פברואר फरवरी फ़रवरी फर "
    "फेब्रुवारी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி ఫిబ్రవరి ಫೆಬ್ರವರಿ ഫെബ്രുവരി ફેબ્રુઆરી ਫ਼ਰਵਰੀ ਫਰਵਰੀ පෙබරවාරි "
    "กุมภาพันธ์ ก.พ กุมภา",
    "mar march märz maerz mrz mär mars marzo març março marco mar maart mrt marts mart marca marec marzec "
    "března březen ožujka ozujka ožu mart maaliskuuta maaliskuu martie március márc kovo kov marts martā "
    "märts mars maret mac machi marso μαρτίου μάρτιος μαρ марта март мар березня березень бер сакавіка март "
    "наурыз մարտի მარტი მარტს مارس آذار مارچ مارچ מרץ מרס मार्च মার্চ மார்ச் మార్చి ಮಾರ್ಚ್ മാർച്ച് માર્ચ "
    "ਮਾਰਚ මාර්තු มีนาคม มี.ค มีนา",
    "apr april avril avr abril abr aprile apr abril apríl kwietnia kwiecień kwi dubna duben travnja tra "
    "nisan nis aprel huhtikuuta huhtikuu aprilie április ápr balandžio bal aprīlis aprīlī aprill prill "
    "apríla aprili abril απριλίου απρίλιος απρ апреля апрель апр квітня квітень кві красавіка април сәуір "
    "ապրիլի აპრილი აპრილს أبريل إبريل ابريل نيسان أفريل افريل آوریل اپریل אפריל अप्रैल अप्र एप्रिल এপ্রিল "
    "ஏப்ரல் ఏప్రిల్ ಏಪ್ರಿಲ್ ഏപ്രിൽ એપ્રિલ ਅਪ੍ਰੈਲ අප්‍රේල් เมษายน เม.ย เมษา",
    "may mai mayo maggio mag maig maio mei maj maja mája május máj maí května květen svibnja svi mayıs "
    "toukokuuta toukokuu gegužės geg maijs maijā mai mey meja μαΐου μάιος μαϊ мая май травня травень тра мај "
    "маја мамыр մայիսի მაისი მაისს مايو أيار ايار ماي مه مئی مې מאי मई मे মে மே మే ಮೇ മേയ് મે ਮਈ මැයි "
    "พฤษภาคม พ.ค พฤษภา",
    "jun june juni juin junio giugno giu juny junho xuño juni júní czerwca czerwiec cze června červen lipnja "
    "lip haziran haz iyun kesäkuuta kesäkuu iunie iun június jún júna birželio bir jūnijs jūnijā juuni "
    "qershor juni hunyo ιουνίου ιούνιος ιουν июня июнь июн червня червень чер чэрвеня јун јуна јуни юни "
    "маусым հունիսի ივნისი ივნისს يونيو يونيه حزيران جوان ژوئن جون יוני जून जूनि জুন ஜூன் జూన్ ಜೂನ್ ജൂൺ જૂન "
    "ਜੂਨ ජූනි มิถุนายน มิ.ย มิถุนา",
    "jul july juli juillet juil julio luglio lug juliol julho xullo jul júlí lipca lipiec července červenec "
    "srpnja srp temmuz tem iyul heinäkuuta heinäkuu iulie iul július júl júla liepos lie jūlijs jūlijā juuli "
    "korrik julai julay hulyo ιουλίου ιούλιος ιουλ июля июль июл липня липень лип ліпеня јул јула јули юли "
    "шілде հուլիսի ივლისი ივლისს يوليو يوليه تموز جويلية يوليوز ژوئیه جولای جولائی יולי जुलाई जुलै জুলাই "
    "ஜூலை జూలై జులై ಜುಲೈ ജൂലൈ જુલાઈ ਜੁਲਾਈ ජූලි กรกฎาคม ก.ค กรกฎา",
    "aug august août aout agosto ago agost ágúst augustus augusti augusztus augusta sierpnia sierpień sie "
    "srpna srpen kolovoza kol ağustos agu avqust avgust elokuuta elokuu rugpjūčio rgp augusts augustā gusht "
    "ogos agustus agu agosti agt αυγούστου αύγουστος αυγ августа август авг серпня серпень сер жніўня август "
    "тамыз օգոստոսի აგვისტო აგვისტოს أغسطس اغسطس آب أوت اوت غشت اوت آگوست اگست אוגוסט अगस्त अग ऑगस्ट আগস্ট "
    "ஆகஸ்ட் ఆగస్టు ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ઓગસ્ટ ਅਗਸਤ අගෝස්තු สิงหาคม ส.ค สิงหา",
    "sep sept september septembre septiembre settembre set setembre setembro septembrie szeptember szept "
    "septembra września wrzesień wrz září zari rujna ruj eylül eyl sentyabr syyskuuta syyskuu rugsėjo rgs "
    "septembris septembrī shtator septemba setyembre septembri σεπτεμβρίου σεπτέμβριος σεπ сентября сентябрь "
    "сен сент вересня вересень вер верасня септембар септембра септември қыркүйек սեպտեմբերի სექტემბერი "
    "სექტემბერს سبتمبر أيلول ايلول شتنبر سپتامبر ستمبر ספטמבר सितंबर सितम्बर सितं सप्टेंबर সেপ্টেম্বর "
    "செப்டம்பர் సెప్టెంబర్ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ સપ્ટેમ્બર ਸਤੰਬਰ සැප්තැම්බර් กันยายน ก.ย กันยา",
    "oct october oktober okt octobre octubre ottobre ott outubro out octombrie október októbra października "
    "październik paź října říjen ekim eki oktyabr lokakuuta lokakuu spalio spa oktobris oktobrī oktoober "
    "tetor oktoba oktubre oktobri οκτωβρίου οκτώβριος οκτ октября октябрь окт жовтня жовтень жов кастрычніка "
    "октобар октобра октомври қазан հոկտեմբերի ოქტომბერი ოქტომბერს أكتوبر اكتوبر تشرين_الأول تشرين_الاول "
    "اکتبر اکتوبر אוקטובר अक्टूबर अक्तूबर अक्टू ऑक्टोबर অক্টোবর அக்டோபர் అక్టోబర్ ಅಕ್ಟೋಬರ್ ഒക്ടോബർ ઓક્ટોબર "
    "ਅਕਤੂਬਰ ඔක්තෝබර් ตุลาคม ต.ค ตุลา",
    "nov november novembre noviembre novembro noiembrie noi novembra listopada listopad lis listopadu "
    "studenoga studenog stu kasım kas noyabr marraskuuta marraskuu lapkričio lap novembris novembrī nëntor "
    "nopember novemba nobyembre novembri νοεμβρίου νοέμβριος νοε ноября ноябрь ноя листопада листопад лис "
    "лістапада новембар новембра ноември қараша նոյեմբերի ნოემბერი ნოემბერს نوفمبر تشرين_الثاني نونبر نوامبر "
    "نومبر נובמבר नवंबर नवम्बर नवं नोव्हेंबर নভেম্বর நவம்பர் నవంబర్ ನವೆಂಬರ್ നവംബർ નવેમ્બર ਨਵੰਬਰ නොවැම්බර් "
    "พฤศจิกายน พ.ย พฤศจิกา",
    "dec december dezember dez décembre déc diciembre dic dicembre desembre dezembro desember des decembrie "
    "decembra grudnia grudzień gru prosince prosinec prosinca pro aralık ara dekabr joulukuuta joulukuu "
    "gruodžio gruo decembris decembrī detsember dhjetor disember desemba disyembre deċembru δεκεμβρίου "
    "δεκέμβριος δεκ декабря декабрь дек грудня грудень гру снежня децембар децембра декември желтоқсан "
    "դեկտեմբերի დეკემბერი დეკემბერს ديسمبر كانون_الأول كانون_الاول دجنبر دسامبر دسمبر דצמבר दिसंबर दिसम्बर "
    "दिसं डिसेंबर ডিসেম্বর டிசம்பர் డిసెంబర్ ಡಿಸೆಂಬರ್ ഡിസംബർ ડિસેમ્બર ਦਸੰਬਰ දෙසැම්බර් ธันวาคม ธ.ค ธันวา",
)

_WEEKDAY_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "pondělí úterý středa čtvrtek pátek neděle",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "понеділок вівторок середа пʼятниця субота неділя",
    "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "senin selasa rabu kamis jumat sabtu minggu",
)
WEEKDAYS = tuple(name for line in _WEEKDAY_NAMES for name in line.split())
"""The days of the week by their full names, in lower case."""

_JALALI_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_DARI_MONTHS = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"

TWO_WORD_MONTHS = ("كانون", "تشرين")
"""Levantine months of two words: joined by ``_`` before they are looked up."""

_CROATIAN = {"listopada": 10, "listopad": 10}  # in Polish and Czech that is November


_SAME_LETTERS = str.maketrans("ıيك", "iیک")  # Persian words are typed on Arabic keyboards too


def word_key(word: str) -> str:
    """A word as the tables hold it: case, accents and a final full stop folded."""
    bare = word.casefold().rstrip(".")
    if bare.isascii():
        return bare
    folded = unicodedata.normalize("NFKD", bare.translate(_SAME_LETTERS))
    return "".join(c for c in folded if not "\u0300" <= c <= "\u036f")


MONTHS = {
    name.replace("_", " ").casefold(): number
    for number, line in enumerate(_MONTH_NAMES, 1)
    for name in line.split()
}
"""The number of a month by its name in lower case."""

_MONTH_KEYS = {word_key(name): number for number, line in enumerate(_MONTH_NAMES, 1) for name in line.split()}

JALALI_MONTHS = {
    word_key(name): number
    for line in (_JALALI_MONTHS, _DARI_MONTHS)
    for number, name in enumerate(line.split(), 1)
}
"""Months of the solar calendar of Iran and Afghanistan."""


def month_number(word: str, language: str | None = None) -> int:
    """1 to 12, or 0 for a word that is no month; ``language`` settles what two languages share."""
    key = word_key(word)
    if language == "hr" and key in _CROATIAN:
        return _CROATIAN[key]
    return _MONTH_KEYS.get(key, 0)


# Abbreviations that mean one thing in the news; the ambiguous ones (IST, CST, BST) are read as
# most publishers who print them do. Minutes east of Greenwich.
ZONE_MINUTES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "мск": 180, "trt": 180, "ist": 330, "pkt": 300, "npt": 345, "jst": 540,
    "kst": 540, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "wib": 420, "wita": 480, "wit": 540,
    "ict": 420, "aest": 600, "aedt": 660, "acst": 570, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240,
    "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "hst": -600, "akst": -540,
    "akdt": -480, "ast": -240, "adt": -180, "nst": -210, "brt": -180, "art": -180, "clt": -240, "sast": 120,
    "cat": 120, "eat": 180, "wat": 60, "gst": 240, "irst": 210,
}  # fmt: skip

# Names that move with the season: the day says which offset was meant.
SEASONAL_ZONES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern": "America/New_York", "pacific": "America/Los_Angeles",
}  # fmt: skip

BEFORE_NOON = (
    "am",
    "a.m",
    "a. m",
    "ص",
    "صباحا",
    "صباحاً",
    "ق.ظ",
    "午前",
    "上午",
    "早上",
    "凌晨",
    "오전",
    "π.μ",
    "πμ",
)
AFTER_NOON = (
    "pm",
    "p.m",
    "p. m",
    "م",
    "مساء",
    "مساءً",
    "ب.ظ",
    "午後",
    "下午",
    "晚上",
    "晚间",
    "오후",
    "μ.μ",
    "μμ",
)

JAPANESE_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
"""The year before the era's first, which is called 元."""
