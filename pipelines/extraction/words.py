"""The vocabulary of bylines and datelines, in the languages of the corpora and a few more.

Data, not code: a word that is missing here is added here.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re

BY = (
    "de notre envoyée? spéciale?,?|de notre correspondante?,?|de nuestr[oa] corresponsal,?|from our correspondent,?|"
    "by|written by|words by|story by|report by|reported by|reporting by|writing by|posted by|published by|text by|"
    "as told to|interviewed by|curated by|compiled by|produced by|"
    "author|authors|story|analysis by|autor[/*:_]in(?:nen)?|"
    "von|vom|autor|autorin|autoren|text|ein beitrag von|ein artikel von|eine analyse von|ein kommentar von|"
    "ein interview von|die fragen stellten?|das (?:gespräch|interview) führten?|"
    "eine kolumne von|verfasst von|aufgezeichnet von|par|propos recueillis par|écrit par|publié par|"
    "por|escrito por|texto de|redacción de|"
    "di|a cura di|scritto da|testo di|dal nostro inviato|dalla nostra inviata|dal nostro corrispondente|"
    "dalla nostra corrispondente|van onze (?:correspondent|verslaggever)|door|tekst|av|af|skrevet av|"
    "skrevet af|skriven av|kirjoittanut|teksti|"
    "autor tekstu|napisał|napisała|oprac|opracowanie|opracowała?|rozmawiała?|"
    "автор|авторы|автори|текст|подготовила?|подготовили|беседовала?|підготувала?|розмовляла?|от|yazan|haber|"
    "oleh|penulis|laporan|bởi|theo|tác giả|του|της|γράφει ο|"
    "γράφει η|od|piše|napsal|"
    "بقلم|كتب|كتبت|تقرير|إعداد|کاتب|نویسنده|نوشته|خبرنگار|تحریر|संवाददाता|रिपोर्ट|লেখা|লেখক|প্রতিবেদক|द्वारा|"
    "लेखक|文|文/|撰文|作者|記者|记者|取材・文|執筆|글|מאת|autori|autore|"
    "autrice|autora|autores|do|โดย|เรื่อง|लेखक|kirjutas|teksts|autors|ავტორი|scris de|de către|napsala|írta|"
    "szerző|autorzy|kirjoittaja|συντάκτης|συντάκτρια|ρεπορτάζ|reporter"
)
_WORK = (
    "beitrag|gastbeitrag|artikel|analyse|kommentar|bericht|interview|kolumne|reportage|essay|rezension|glosse|"
    "text|porträt|protokoll|nachruf|rezept|veröffentlicht|geschrieben|verfasst|erstellt|gepostet|eingetragen|"
    "aufgezeichnet|eingestellt|pressemitteilung|mitteilung|posted|written|published|reported|compiled|words|"
    "story|report|opinion|analysis|review|"
    "article|feature|column|commentary|perspective|"
    "submitted|publicado|escrito|publié|écrit|proposé|skrevet|publisert|skriven|pubblicato|scritto|geplaatst"
)
_GENRE = (
    "tribune|chronique|entretien|récit|éditorial|entrevista|crónica|reportaje|tribuna|columna|crônica|reportagem|"
    "artículo|artigo"
)
"""What is by somebody though "de" means no more than "of": two names must follow."""
_SIGNED_BY = (
    rf"(?:{BY})(?:\s*[:：/／]\s*|\s+)(?=\S)|[Bb]y(?=[A-Z])|"
    rf"(?:(?:an?|guest|eine?|un|une|una|uma)\s)*(?:{_WORK})\s(?:von|vom|by|par|por|av|af|door|da|di)\s+(?=\S)|"
    rf"(?:{_GENRE})\sde\s+(?=(?-i:[^\W\d_a-z])\S+\s(?-i:[^\W\d_a-z]))"
)
BY_PREFIX = re.compile(
    rf"^\s*(?:[^\W\d_]{{3,15}}(?:\s(?:und|and|et|y|&)\s[^\W\d_]{{3,15}})?\s?:\s+(?=\S)|{_SIGNED_BY})", re.I
)
"""What may stand before the names: "By", "Text und Interview:", any word with a colon."""
SIGNED = re.compile(
    rf"^\s*(?:{_SIGNED_BY}|"
    r"(?:(?:text|texte|words)\s(?:und|and|et)\s)?"
    r"(?:interview|recherche|reportage|bericht|kommentar|protokoll|analyse|fotos?|photos?)\s*[:：]\s*(?=\S))",
    re.I,
)
"""As `BY_PREFIX`, without "Any word:", which opens a table of facts as often as a byline."""
CJK_BY_PREFIX = re.compile(
    r"^【?(?:(?:特派記者|本報記者|本报记者|通讯员|通訊員|特约记者|实习记者|見習記者|記者|记者|記者・)[:：/／\s]*|"
    r"(?:撰文|作者|文字|文|編譯|编译|取材・文|執筆|글)[:：/／\s]+)"
)
CJK_BY_SUFFIX = re.compile(
    r"\s*(?:特派員|記者|记者|編集委員|論説委員|特派员|기자|특파원|선임기자|인턴기자|通訊員|報導|报道|報道)$"
)

ROLE = re.compile(
    r"""(?<!\w)(?:
      (?:\w+[- ]){0,2}(?:correspondents?|reporters?|writers?|columnists?|editors?|journalists?|contributors?
        |photographers?|critics?|producers?
        |commentators?|analysts?|fellow|bureau\s+chief|staff|intern|trainee|anchor|presenter|illustrators?
          |author|blogger|c[efimot]o)
    | (?:landespolitische[rn]?\ |politische[rn]?\ |freie[rn]?\ |leitende[rn]?\
      |stellvertretende[rn]?\ )?(?:\w+)?(?:korrespondent(?:in|en)?|fotograf(?:in)?|redakteur(?:in|e|s)?|reporter(?:in)?
      |journalist(?:in|en)?|autor(?:in)?|volont[äa]r(?:in)?|kolumnist(?:in)?|chefredakteur(?:in)?|redaktion|ressort|redaktør
      |ressortleiter(?:in)?|redaktor(?:in)?)
    | correspondante?|envoyée?\ sp[ée]ciale?|journaliste|rédact(?:eur|rice)|chroniqueu(?:r|se)
      |grand\ reporter|pigiste
    | corresponsal|enviad[oa]\ especial|redactor[a]?|periodista|columnista|jefe\ de\ secci[óo]n
    | correspondente|rep[óo]rter|jornalista|enviad[oa]\ especial|colunista|editor[a]?|redator[a]?
    | corrispondente|inviat[oa]|giornalista|caporedattore|redattore|redattrice
    | correspondent|verslaggever|redacteur|korrespondent|reporter|redaktör|krönikör|toimittaja
      |kirjeenvaihtaja|dziennikarz|dziennikarka
    | корреспондент(?:ка)?|обозреватель|редактор|журналист(?:ка)?|спецкор|кореспондент(?:ка)?|muhabiri?
      |yazar[ıi]?|editör|wartawan|reporter
    | مراسل[ة]?|محرر[ة]?|صحفي[ة]?|संवाददाता|पत्रकार
    | reporting|photography|photos?|illustrations?|video|graphics|translation|übersetzung|fotos?|texto?
    )(?!\w)""",
    re.I | re.X,
)
PHOTOGRAPHER = re.compile(
    r"(?:photograph(?:er|e)|fotograf(?:in|o|a|ka)?|fotógraf[oa]|valokuvaaja|фотограф)", re.I
)
OFFICE_FIRST = re.compile(
    r"(?:\w*(?:korrespondent|redakteur|journalist|reporter|kolumnist|volont[äa]r|autor)(?:in)?|correspondante?|journaliste|"
    r"periodista|corresponsal|giornalista|inviat[oa]|jornalista|repórter|toimittaja|dziennikarka|dziennikarz|"
    r"(?:спец)?корреспондент|журналист(?:ка)?|обозреватель|muhabir|wartawan)\s+"
    r"(?=(?-i:[^\W\d_a-z])\S*\s(?-i:[^\W\d_a-z]))",
    re.I,
)
"""An office that stands before the name: ``Redakteurin Gesa Brandhorst``."""
CJK_DEPARTMENT = re.compile(
    r"^(?P<role>[^\s・＝]{1,12}?(?:記者|委員|担当|部|支社|支局|特派員|デスク|編集部|编辑|编輯))"
    r"[・\s＝](?P<name>[^\s・]{2,8})$"
)

AGENCIES = (
    "associated press|the associated press|ap|reuters|thomson reuters|agence france-presse|agence "
    "france presse|afp|dpa|dpa-infocom|dpa-afx|"
    "deutsche presse-agentur|apa|sda|sda/ats|keystone-sda|sid|epd|kna|ansa|agi|adnkronos|efe|agencia "
    "efe|europa press|lusa|agência lusa|"
    "agência brasil|agência o globo|estadão conteúdo|folhapress|tass|тасс|itar-tass|interfax|интерфакс|"
    "риа новости|ria novosti|укринформ|"
    "ukrinform|унн|уніан|унiан|pap|ctk|čtk|mti|tt|ntb|ritzau|stt|belga|anp|bloomberg|xinhua|新华社|新華社|"
    "新华网|中新社|中新网|中央社|cna|"
    "kyodo|kyodo news|共同|共同通信|時事|時事通信|jiji|jiji press|yonhap|연합뉴스|"
    "뉴시스|뉴스1|pti|press trust of india|ani|"
    "ians|uni|tnn|bernama|antara|"
    "anadolu|anadolu ajansı|anadolu agency|aa|dha|iha|ap news|upi|pa|pa media|press association|pa "
    "news agency|pa sport|aap|the canadian press|"
    "canadian press|cp|la presse canadienne|app|irna|isna|fars|sana|mena|spa|wam|وكالة الأنباء|رويترز|"
    "أ ف ب|فرانس برس|وكالة فرانس برس|الأناضول|واس|وفا|"
    "notimex|télam|telam|prensa latina|stringer|afp-jiji|ats|agenturen|agencies|agencias|agences|afp "
    "deutschland|press services|wire reports|wire services|απε|απε-μπε|αμπε|وكالات"
)
AGENCY = re.compile(rf"^(?:{AGENCIES})(?:\s+(?:staff|writers?|deutschland|reports?))?$", re.I)

AGENCY_SIGN = re.compile(
    rf"^[\s(\[/—–-]*(?:[^\W\d_]{{2,4}}\s?[/,-]\s?)?(?:{AGENCIES}|redaktion)"
    rf"(?:\s?[/,-]\s?(?:{AGENCIES}|[^\W\d_]{{2,4}}))*[\s)\].]*$",
    re.I,
)
"""How an agency or a desk signs below a text, with the hand that wrote it or without: "(AA)", "aja/PAP"."""

CREDIT_LABELS = {
    "contributor": (
        "contributing(?: reporters?)?|contributors?|"
        "(?:with )?(?:additional|further) (?:reporting|research)(?: by| from)?|"
        "with (?:reporting|contributions?|files|inputs?) (?:by|from)|unter mitarbeit von|mitarbeit|mit (?:material|"
        "informationen|beiträgen) von|com informações d[aeo]s?|con informaciones de|"
        "avec (?:des |les )?informations? d[eu]s?|"
        "avec (?:la contribution|la collaboration) de|con (?:la )?(?:información|colaboración) de|"
        "colabor(?:ó|aron|ou|aram)|ha collaborato|hanno collaborato"
    ),
    "editor": (
        "edit(?:ed|ing) by|editors?|editing|bearbeitet von|bearbeitung|redigiert von|redigering|redigert av|"
        "edited|a cura della redazione di|责任编辑|責任編輯|责编|責編|编辑|編輯|編集|"
        "redaction|redakcja(?=\\s?:)|redaktor(?=\\s?:)|核稿編輯|核稿编辑|核稿|审核|編審|"
        "редактор(?:ы)?|под редакцией|संपादक|تحرير"
    ),
    "translation": (
        "translat(?:ed|ion)(?: (?:from (?:the )?[^\\W\\d_]+ )?by)?|(?:übersetzt|übersetzung)(?:[ \\w]{0,20})?(?: von)?|"
        "aus dem [^\\W\\d_]+ (?:übersetzt )?von|traduit (?:de [^:]{1,20} )?par|traduction|traducción(?: de)?|"
        "traducido por|"
        "tradução(?: de)?|traduzido por|traduzione(?: di)?|oversatt av|översättning|vertaald door|vertaling|"
        "перевод|переклад|přeložila?|přeložil|tłumaczenie|مترجم|ترجمه|翻译|翻譯|编译|編譯|翻訳|번역|ترجمة|תרגום"
    ),
    "photography": (
        "图|圖|"
        "photos?(?:graphy|graphs?)?(?: by)?|pictures? by|images? by|fotos?(?:graf\\w*)?(?: (?:von|de|di))?|"
        "foto's|bild(?:er)?|beeld|kuvat?|"
        "imágenes|fotografía(?: de)?|illustrations?(?: by| von)?|illustrationen|graphics?(?: by)?|grafik(?:en)?|"
        "videos?(?: by| von)?|kamera|schnitt|фото|графика|摄影|攝影|撮影|写真|图片|圖片|视频|影像|"
        "사진|영상|그래픽|تصوير|عکس|צילום|ภาพ"
    ),
}
"""What stands before the people of a clause of the credit line, by what they did; the writers'
own labels are `BY`."""

LABEL_ALONE = re.compile(rf"^\s*(?:{'|'.join([BY, *CREDIT_LABELS.values()])})\s*[:：]?\s*$", re.I)
"""A label whose people stand in elements of their own."""

CONTRIBUTED = re.compile(
    r"\s+(?:also\s+)?(?:contributed(?:\s+(?:to\s+)?(?:this\s+)?(?:report(?:ing)?|story|article|research))?|"
    r"(?:trug|trugen|haben)\s+zu\s+diese[mr].*|ont? contribué.*|contribuy(?:ó|eron)\b.*)\.?$",
    re.I,
)

ORGANISATION = re.compile(
    r"""(?<!\w)(?:agency|agencia|agência|agence|agentur|nachrichtenagentur|agenzia|ajansı|network|group|inc|ltd|gmbh
    |corp|company|university|institut[e]?|universität|akademie|ministry|association|foundation
    |\w*(?:anstalt|stiftung|ministerium|verein|verband|fraktion|agentur|verlag|feuerwehr)|sekretariat|abteilung|partei
    |co\.\s?kg|(?<=\w\s)(?-i:AG|SE|KG|SA|NV|BV|Oy|SpA|LLC|PLC)$
    |(?:[^\W\d_]\w*\ ){1,3}(?:staff|team|desk|newsroom|redaktion|redaktionen|redaction)|\w*redaktion
    |(?:\w+-)?studios?|(?:web\s?)?design|solutions|software
    |news|times|post|journal|tribune|herald|gazette|chronicle|courier|sentinel|bulletin|telegraph|guardian
    |jornal|diario|diário|giornale|revista|rivista|correo|gaceta|gazeta|noticias|notícias|notizie
    |portal|coordenadoria|secretaria|prefeitura|assessoria|ब्यूरो|डेस्क|खबर|समाचार|خبرگزاری|اخبار|أخبار|Լուրեր
    |observer|inquirer|enquirer|examiner|dispatch|daily|today|press|magazine|media|radio|television|tv|broadcasting
    |zeitung|nachrichten|tageblatt|anzeiger|rundschau|shimbun|leader|register|republic|free\ press|post-gazette
    |sun-times|star-tribune|argus|mercury|globe|independent|weekly|online|haberleri|wire|service
    )(?!\w)|(?<=[a-z])(?:News|Business|Sport|Weather)$|新聞|新闻|快訊|快讯|通信社|通讯社|通訊社|뉴스
    |通信$|放送$|テレビ|[日晚時]報$|[日晚时]报$|(?<=\w\w)(?:신문|일보|방송)$|(?<!\w)(?:وكالة|صحيفة|جريدة|قناة|روزنامه)\s""",
    re.I | re.X,
)
"""A word that makes a name an outlet's or a body's, not a person's."""

NOBODY = re.compile(
    r"^(?:our|the|unser\w*|notre|nuestr\w*|da|van onze|dalla|від|от)?\s*"
    r"(?:staff|admin\w*|editors?|editorial(?:\s(?:board|team|staff))?|"
    r"newsroom|news\s?desk|web\s?desk|desk|team|reporters?|correspondents?|staff\s(?:writers?|reporters?)|"
    r"(?:die\s)?(?:online-?)?redaktion|redacci[óo]n|redação|redazione|(?:la\s)?rédaction|redactie|redakcja|"
    r"redacción\s\w+|redaktionen|toimitus|редакци[яи]|(?:nachrichten)?agentur(?:en)?|agenc(?:y|ies)|agencias?|"
    r"agences?|user|webmaster|anonymous|guest|contributors?|unknown|none|null|facebook|twitter|youtube|"
    r"instagram|google|(?:multiple|various)\s\w+|"
    r"archive?|archiv|編集部|編輯部|编辑部|綜合|综合|편집부|هيئة التحرير|تحرير|συντακτικ[ήη]\sομ[άα]δα|σύνταξη)$",
    re.I,
)
"""Who signs where nobody does: a desk, a user of the machine."""

AND = re.compile(
    r"\s*(?:,|;|&|\+|/|\uff0f|\u3001|\uff0c|\u060c|\u30fb\s(?=)|\s\|\s)\s*(?:and|und|et|y|e|og|och|ja|i|и|та|"
    r"ve|dan|και|và|en)?(?:\s+|(?<=[,;&+/\uff0f\u3001\uff0c\u060c])\s*)|"
    r"\s+(?:im gespräch mit|in conversation with|en conversation avec)\s+|"
    r"\s+(?:and|und|et|y|og|och|ja|и|та|ve|dan|και|và|with|mit|avec|con|с)\s+|"
    r"\s+e\s+(?=(?-i:[^\W\d_a-z]))|"
    # Dutch and Catalan "and", Spanish and Norwegian "in": a whole name must follow, and no San José
    r"\s+(?:en|i)\s+(?=(?-i:[^\W\d_a-z])\S+(?:\s+(?:de|van|der|den|ten|ter|del|la)){0,3}\s+(?-i:[^\W\d_a-z]))(?!(?:San|Santa|Santo|New|Nueva|Nova|Los|Las|"
    r"Buenos|El|La|Saint|Costa|Puerto|R[ií]o|S[aã]o|Tel|Hong|Kuala|Sri|Abu|Cabo|Ciudad)\b)|"
    r"\s+\u0648\s*(?=[\u0621-\u064a])",
    re.I,
)
_PLACE_NAME = r"(?:the\s+|«\s*)?[^\W\d_a-z][\w\u2019'.-]*"
_FURTHER = r"(?:[ /,-]+(?:de[l]?|la|of|the|am|an der|[^\W\d_a-z][\w\u2019'.-]*)){0,4}(?:\s*»)?"
IN_PLACE = re.compile(
    r"\s+(?:in|i|aus|à|en|from|at|aboard|à bord de|fra|från|din|em|في|من|в|из)\s+"
    rf"(?P<place>{_PLACE_NAME}{_FURTHER})$"
)
_PARTICLES_WORDS = (
    "de del della dello di da do dos das du des la le el al bin ibn ben bint abu van von vom zu zur "
    "zum der den ter ten te st. y e i af av dalla degli lo los las d' o' mac mc dit van't 't und jr "
    "jr. sr sr. ii iii"
)
PARTICLES = frozenset(_PARTICLES_WORDS.split())
