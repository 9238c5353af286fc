"""The words by which a dateline is told: agencies, regions, what belongs to a place and what never is one."""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

_MORE_AGENCIES = (
    "ots|apa-ots|pts|dpa/lby|dpa/tmn|dpa/lno|dpa/lnw|dpa/lsw|dpa-afxp|dow jones|dow jones newswires|dj|rtr|"
    "imago|pr newswire|prnewswire|business wire|businesswire|globe newswire|globenewswire|newswire|"
    "accesswire|marketwired|ein presswire|cnn|cnn business|cnn indonesia|cnbc indonesia|cnn philippines|"
    "cnn español|bbc|npr|voa|rfe/rl|rferl|dw|deutsche welle|ians|imna|tnn|uni|gna|nan|kna|kyodo|jiji press|"
    "mehr|mizan|ilna|shana|presstv|rudaw|aps|tap|map|petra|bna|kuna|qna|ona|saba|wafa|nna|asharq|hina|tanjug|"
    "beta|fena|mina|srna|makfax|bta|agerpres|mediafax|news.ro|čtk|tasr|sita|mti|bns|elta|leta|ap-apa|ana-mpa|"
    "απε|απε-μπε|αμπε|efe|ep|colpisa|redacción|agencias|sputnik|рбк|рбк-україна|унiан|уніан|"
    "інтерфакс-україна|интерфакс-украина|риа|риа новости|рия|прайм|регнум|regnum|рапси|белта|кабар|казинформ|"
    "укрінформ|tempo.co|kompas.com|detikcom|okezone|ttxvn|ttxvn/vietnam+|tto|nlđo|dân trí|vov|vtv|bernama|"
    "antara|pna|ptv|एएनआई|पीटीआई|भाषा|आईएएनएस|एजेंसी|एजेंसियां|जागरण संवाददाता|संवाददाता|संवाद सूत्र|"
    "संवाद सहयोगी|जागरण ब्यूरो|ब्यूरो|वार्ता|واس|وام|بترا|قنا|كونا|سانا|سبأ|وات|أ ش أ|أ.ش.أ|د ب أ|د.ب.أ|"
    "أ.ف.ب|العربية.نت|العربية نت|الجزيرة نت|سبوتنيك|معا|الحدث|ایرنا|ایسنا|مهر|فارس|تسنیم|ایلنا|اے ایف پی|"
    "اے پی پی|روئٹرز|ロイター|時事|時事通信|共同|共同通信|ブルームバーグ|afp=時事|cnn.co.jp|聯合國|"
    "路透社|路透|法新社|美聯社|美联社|德新社|彭博|中央社|中新社|央视|"
    "央视新闻|azertac|armenpress|moldpres|mediamax|tert.am|trend|aib|avn|bha|aps|inforpress|aim|angop|واع|إرنا|وفا|பிடிஐ|"
    "뉴시스|뉴스1|연합뉴스|로이터|헤럴드경제|머니투데이|이데일리|아시아경제|서울신문|국민일보|파이낸셜뉴스"
)
AGENCIES = frozenset(_MORE_AGENCIES.split("|"))
_REGIONS_WORDS = (
    "russland deutschland schweiz österreich frankreich italien spanien polen ukraine usa türkei israel iran "
    "china japan großbritannien niederlande belgien tschechien ungarn griechenland serbien kroatien dänemark "
    "norwegen schweden finnland syrien irak indien brasilien kanada mexiko nordrhein-westfalen bayern hessen "
    "sachsen thüringen brandenburg niedersachsen russia germany france italy spain turkey poland ukraine "
    "greece iraq syria india pakistan brazil canada mexico australia england scotland wales ireland belgium "
    "netherlands switzerland austria sweden norway denmark finland egypt nigeria kenya alemania francia "
    "italia españa rusia brasil argentina colombia chile perú méxico venezuela ecuador bolivia uruguay "
    "paraguay cuba ucrania turquía israel china japón ee.uu. eeuu usa sp rj mg df ba rs pr pe ce sc go pa am "
    "afrique cameroun mali sénégal maroc algérie tunisie belgique suisse canada allemagne espagne italie "
    "russie ukraine turquie"
)
REGIONS = frozenset(_REGIONS_WORDS.split())
_PLACE_LIST = (
    "am an der im in on upon the of and y sur sous en les aux bei ob dem près-de da do dos das e "
    "a a.d a.m d i b"  # Frankfurt a. M., Halle a. d. Saale, Freiburg i. Br.
)
PLACE_WORDS = frozenset(_PLACE_LIST.split())
_ADDRESS_LIST = "mr mrs ms mx dr prof herr frau señor señora sr sra signor signora monsieur madame mme"
FORMS_OF_ADDRESS = frozenset(_ADDRESS_LIST.split())
_LABEL_WORDS = (
    "claim fact facts topline update updates updated exclusive breaking watch opinion analysis review "
    "question answer note notes q a video live photo photos spoiler spoilers correction warning news report "
    "reports summary background context verdict rating true false faq info alert plot cast director price "
    "pros cons ingredients recipe disclaimer conclusion headline story editor's editors feature listen read "
    "related also tip tips step part chapter day week round game results result score standings preview "
    "recap quote quiz poll trigger content bottom line key points takeaways achtung hinweis neu apropos "
    "anzeige kommentar interview frage antwort eilmeldung exklusiv fazit hintergrund tipp zutaten presse "
    "pressemitteilung wichtig moderator vorsicht nachtrag aktualisiert update tatort termin preis quelle el "
    "dato nota opinión análisis entrevista pregunta respuesta vídeo actualización crítica exclusiva atención "
    "le point attention analyse critique exclusif récit reportage portrait entretien enquête vidéo direct "
    "mise décryptage nota opinião análise entrevista vídeo atualização atenção leia pergunta resposta "
    "intervista commento esclusiva attenzione aggiornamento anteprima domanda risposta важно внимание "
    "обновлено видео фото справка вопрос ответ güncelleme dikkat özel haber soru cevap baca simak foto "
    "catatan presse anchor moderator contribution bonus trending throwback poster "
    "just wrap wrap-up roundup market markets "
    "services corrected clarified pictured"
)
_SECTION_WORDS = (
    "sport sports politics business economy culture science health weather traffic travel entertainment crime "
    "wetter verkehr politik wirtschaft kultur wissenschaft gesundheit unwetter polizei feuerwehr fußball "
    "politique économie culture météo société deportes política economía cultura sociedad esporte economia "
    "sociedade cronaca politica cultura спорт политика экономика культура погода spor ekonomi siyaset gündem "
    "olahraga ekonomi politik"
)
_POINTING_WORDS = (
    "above below left right top pictured more first need next here how why what when where who this that these "
    "those"
)
_ORGANISATIONS = (
    "nato nasa fifa uefa unesco unicef opec imf wto fbi cia nba nfl nhl mlb ioc osze otan onu unhcr who"
)
LABEL_WORDS = frozenset(f"{_LABEL_WORDS} {_SECTION_WORDS} {_POINTING_WORDS} {_ORGANISATIONS}".split())
"""Words that open a paragraph before a colon or dash and name no place."""
