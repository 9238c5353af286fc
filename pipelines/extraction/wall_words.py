"""What walls say, in the languages of the papers behind them.

Data, not code: a sentence that is missing here is added here. Each is a whole thought of a
wall ("subscribe to continue reading"), never a word that an article could use by the way.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re

from pipelines.extraction.phrases import Phrases

PAYWALL = Phrases(
    r"subscribe (?:now |today )?(?:to|and) (?:continue|keep|read|unlock|get)|to continue reading|"
    r"(?:article|story|content|page) is (?:only |exclusively )?"
    r"(?:available |reserved |exclusive )?(?:for|to) (?:our |paying )?"
    r"(?:digital )?(?:subscribers|members)|subscriber[- ]only|(?:premium|member)[- ]only|"
    r"already a (?:subscriber|member)\?|"
    r"unlock th(?:is|e) (?:full )?(?:article|story)|you(?:'|’)ve (?:reached your|read your last)|become a subscriber|"
    r"diese[rn]? (?:artikel|inhalt|beitrag|text) (?:ist )?(?:nur |exklusiv )?"
    r"(?:für|mit) .{0,20}(?:abonnent|plus|digital|mitglied)|"
    r"exklusiv für (?:unsere )?(?:abonnent|mitglied)|jetzt (?:abonnieren|weiterlesen|freischalten)|"
    r"bereits (?:abonnent|kunde)|"
    r"weiterlesen mit .{0,30}(?:abo|plus|\+)|mit .{2,20}(?:plus|\+) weiterlesen|(?:artikel|beitrag) freischalten|"
    r"(?:article|contenu) (?:est )?(?:exclusivement )?réservé (?:aux|à nos) abonnés|"
    r"la suite (?:de cet article )?est réservée|"
    r"il vous reste \d+\s?%|abonnez-vous pour (?:lire|continuer|accéder)|déjà abonné|pour lire la suite|"
    r"(?:contenido|artículo|noticia|nota) "
    r"(?:exclusiv[oa] |s[oó]lo |disponible s[oó]lo )?para (?:nuestros )?suscriptores|"
    r"suscríb(?:ase|ete) para (?:seguir|continuar|leer|acceder)|para (?:seguir|continuar) leyendo|"
    r"ya (?:soy|es|eres) suscriptor|"
    r"(?:conteúdo|matéria|reportagem|artigo) exclusiv[oa] para (?:nossos )?assinantes|"
    r"assine para (?:continuar|ler)|já é assinante|"
    r"(?:contenuto|articolo) (?:è )?(?:riservato|esclusivo) (?:agli|per gli) abbonati|"
    r"abbonati per (?:continuare|leggere)|"
    r"(?:alleen|enkel|exclusief) voor abonnees|word abonnee (?:om|en)|lees verder met een abonnement|"
    r"(?:endast )?för prenumeranter|bli prenumerant|logga in för att läsa|kun for abonnenter|for abonnenter|"
    r"abonner for å|"
    r"bliv abonnent|vain tilaajille|tilaajille|lue koko juttu tilaa|(?:tylko )?dla (?:prenumeratorów|subskrybentów)|"
    r"(?:pouze )?pro předplatitele|csak előfizetőknek|előfizetőink|doar pentru abonați|exclusiv abonaților|"
    r"(?:только |доступ\w* )?(?:для )?подписчик(?:ам|ов)|оформите подписку|(?:лише |тільки )?(?:для )?передплатник|"
    r"abonelere özel|okumaya devam etmek için abone|μόνο για συνδρομητές|"
    r"للمشتركين فقط|حصري للمشتركين|اشترك (?:الآن )?(?:لمتابعة|لقراءة)|ویژه (?:مشترکان|مشترکین)|למנויים בלבד|"
    r"सब्सक्राइब (?:करें|करके)|khusus pelanggan|berlangganan untuk|dành cho (?:hội viên|thuê bao)|เฉพาะสมาชิก|"
    r"有料会員限定|会員限定(?:記事|です)|有料記事|続きを読むには|残り\d+文字|この記事は(?:有料)?会員|"
    r"付费(?:内容|阅读|订阅)|(?:订阅|訂閱)(?:后|後|即可|會員)|(?:仅限|僅限|只限).{0,6}(?:订阅|訂閱|會員|会员)|"
    r"訂戶專享|"
    r"유료 (?:회원|구독)|구독자 전용|구독 후"
)
REGISTRATION = re.compile(
    r"(?:register|sign up)(?: now| today)?(?: for free| free)? (?:to|and) (?:continue|keep|read|access)|"
    r"create (?:a|your) (?:free )?account (?:to|and) (?:continue|keep|read|access)|"
    r"free registration (?:is )?required|"
    r"(?:kostenlos|jetzt|gratis) (?:kostenlos )?registrieren (?:und|um) .{0,30}(?:lesen|weiter)|"
    r"registrieren sie sich (?:kostenlos|jetzt)|"
    r"(?:créez|créer) (?:un|votre) compte (?:gratuit(?:ement)? )?(?:pour|et)|"
    r"inscrivez-vous (?:gratuitement )?pour (?:lire|continuer)|"
    r"regístr(?:ate|ese) (?:gratis )?para (?:seguir|continuar|leer)|"
    r"cadastre-se (?:grátis |gratuitamente )?para (?:continuar|ler)|"
    r"registrati (?:gratis )?per (?:continuare|leggere)|maak (?:een )?(?:gratis )?account aan om|"
    r"skapa (?:ett )?konto för att läsa|"
    r"зарегистрируйтесь,? чтобы (?:читать|продолжить)|okumaya devam etmek için (?:üye|kayıt)|"
    r"سج[ّ]?ل (?:مجانا|مجانًا|الآن) (?:لمتابعة|لقراءة)|"
    r"(?:無料)?会員登録(?:して|すると|が必要)|免费注册(?:后|即可)|註冊(?:會員|後).{0,6}閱讀|회원가입 후|"
    r"daftar (?:gratis )?untuk (?:membaca|melanjutkan)",
    re.I,
)
LOGIN = re.compile(
    r"(?:log|sign) in to (?:continue|keep|read|view|access)|"
    r"you (?:must|need to) (?:be logged in|log in|sign in)|forgot(?:ten)? (?:your )?password|"
    r"(?:bitte )?melden sie sich (?:bitte )?an|passwort vergessen|connectez-vous pour|mot de passe oublié|"
    r"inicia sesión para|"
    r"(?:olvid(?:aste|ó) (?:tu|su)|¿olvid\w+ la) contraseña|faça login para|esqueceu (?:a|sua) senha|"
    r"accedi per|password dimenticata|"
    r"log in om|wachtwoord vergeten|logga in för|glömt lösenord|войдите,? чтобы|забыли пароль|oturum açın|"
    r"şifremi unuttum|"
    r"تسجيل الدخول لمتابعة|نسيت كلمة (?:المرور|السر)|ログインして(?:続き|ください)|パスワードを忘れ|请登录|"
    r"請登入|忘记密码|忘記密碼|로그인이 필요|비밀번호 찾기",
    re.I,
)
CONSENT = re.compile(
    r"\b(?:we and )?our (?:\d[\d.,]* )?(?:third[- ]party )?partners|accept all|reject all|"
    r"manage (?:your )?(?:preferences|settings|choices|cookies)|"
    r"legitimate interest|access information on (?:a|your) device|consent to|withdraw your consent|"
    r"unsere (?:\d[\d.]* )?partner|alle akzeptieren|alle ablehnen|zustimmen und weiter|"
    r"mit werbung (?:(?:weiter)?(?:lesen|nutzen)|und tracking)|weiterlesen mit werbung|pur-abo|"
    r"berechtigte[sn]? interesse|"
    r"einwilligung|informationen auf (?:einem|ihrem) gerät|"
    r"nos (?:\d[\d ]* )?partenaires|tout accepter|tout refuser|continuer sans accepter|accepter et continuer|"
    r"votre consentement|"
    r"nuestros (?:\d[\d.]* )?socios|aceptar (?:todo|y continuar)|rechazar (?:todo|y suscribirse)|"
    r"su consentimiento|tu consentimiento|"
    r"nossos (?:\d[\d.]* )?parceiros|aceitar (?:tudo|todos)|rejeitar (?:tudo|todos)|seu consentimento|"
    r"nostri (?:\d[\d.]* )?partner|accetta (?:tutto|e continua)|rifiuta (?:tutto|e abbonati)|consenso|"
    r"onze (?:\d[\d.]* )?partners|alles (?:accepteren|weigeren)|toestemming|våra (?:\d[\d ]* )?partner|"
    r"godkänn alla|våre (?:\d[\d ]* )?partner|godta alle|"
    r"vores (?:\d[\d.]* )?partnere|accepter alle|hyväksy kaikki|nasi (?:\d[\d ]* )?partnerzy|"
    r"zaufani partnerzy|zaakceptuj|"
    r"наши(?:ми)? партн[её]р|согласие на обработку|принять (?:все|и продолжить)|tümünü kabul|iş ortaklarımız|"
    r"çerezleri? kabul|"
    r"شركاؤنا|شركائنا|قبول الكل|ملفات تعريف الارتباط|すべて(?:同意|許可)|同意して(?:続ける|進む)|"
    r"クッキー(?:の使用|を)|接受所有|我们的合作伙伴|全部接受|모두 (?:동의|허용)|쿠키",
    re.I,
)
BOT = re.compile(
    r"verify (?:that )?you(?:'re| are) (?:a )?human|are you (?:a )?(?:human|robot)|not a robot|"
    r"unusual (?:traffic|activity)|automated (?:access|requests|traffic)|"
    r"enable (?:javascript|js|cookies) (?:and (?:cookies|disable any ad blocker) )?(?:to|and) continue|"
    r"please enable js|checking (?:your browser|if the site connection)|"
    r"access to this page has been denied|request (?:unsuccessful|blocked)|incident id|ray id|"
    r"security service to protect|solve (?:this|the) captcha|"
    r"(?:dass|ob) sie (?:ein mensch|kein roboter) sind|kein roboter|ungewöhnliche[rn]? (?:datenverkehr|aktivität)|"
    r"que vous (?:êtes (?:bien )?(?:un )?humain|n['’]êtes pas un robot)|trafic inhabituel|"
    r"que (?:eres|es usted) (?:un )?humano|no (?:eres|soy|es) un robot|tráfico inusual|"
    r"que você é humano|não sou um robô|che sei umano|non sono un robot|dat u (?:een mens|geen robot) bent|"
    r"made us think you (?:were|are) a bot|запросы с вашего устройства похожи|"
    r"что вы не робот|я не робот|подозрительн\w+ (?:активность|запрос)|robot olmadığınız|"
    r"أنك (?:لست روبوت|إنسان)|لست برنامج روبوت|"
    r"ロボットではありません|人間であることを確認|(?:确认|確認|验证|驗證)您?(?:是真人|不是机器人|不是機器人)|"
    r"人机验证|滑动验证|로봇이 아닙니다|bukan robot",
    re.I,
)
NOT_FOUND = re.compile(
    r"\b(?:404|410)\b.{0,30}(?:error|not found|fehler|page|erreur|seite)|^\W*(?:error )?404\W*$|"
    r"(?:page|site|article|file|document|content|story)\W+(?:\w+\W+){0,4}?(?:not found|unavailable|"
    r"(?:is )?no longer (?:available|exists?)|"
    r"does(?: not|n['’]t) exist|(?:cannot|can['’]t|could not|couldn['’]t) be found|"
    r"has been (?:removed|moved|deleted))|^\W*not found\W*$|"
    r"(?:can['’]t|cannot|could not|couldn['’]t|unable to) find (?:the|that|this) page|"
    r"seite\W+(?:\w+\W+){0,3}?(?:nicht (?:gefunden|vorhanden|mehr verfügbar)|existiert nicht)|"
    r"this (?:page|article|story|link) has expired|is no longer available on (?:our|this) (?:web ?)?site|"
    r"(?:artikel|inhalt|beitrag) (?:ist )?nicht (?:mehr )?verfügbar|"
    r"page (?:introuvable|non trouvée|inexistante)|n['’]existe (?:pas|plus)|n['’]est plus disponible|"
    r"página (?:\w+ ){0,4}?"
    r"no (?:encontrada|existe|está disponible|se (?:ha )?encuentra\w*|se encontró)|"
    r"página (?:\w+ ){0,4}?não (?:\w+ )?(?:encontrada|existe)|"
    r"pagina (?:\w+ ){0,3}?(?:non (?:trovata|esiste|è stata trovata)"
    r"|niet (?:gevonden|bestaat)|nu (?:a fost găsită|există))|"
    r"deze pagina bestaat niet|"
    r"sidan (?:\w+ ){0,4}?(?:hittas|finns inte|hittades inte)|"
    r"siden (?:\w+ ){0,4}?(?:ikke (?:funnet|fundet)|finnes ikke|findes ikke)|sivua ei (?:löyt|ole)|"
    r"strona (?:\w+ ){0,4}?nie (?:\w+ )?(?:znaleziona|istnieje)|nie znaleziono strony|"
    r"stránka (?:\w+ )?(?:nenalezena|neexistuje|nebyla nalezena)|"
    r"az oldal nem (?:található|létezik)|страница (?:\w+ ){0,3}?(?:не найдена|не существует|удалена)|"
    r"сторінк[уа] не (?:знайдено|існує)|страницата не (?:е намерена|съществува)|"
    r"sayfa (?:\w+ ){0,3}?bulunam(?:adı|ıyor)|η σελίδα (?:\w+ ){0,4}?δεν (?:βρέθηκε|υπάρχει)|"
    r"halaman (?:\w+ ){0,4}?tidak (?:ditemukan|ada)|không tìm thấy trang|trang không tồn tại|"
    r"(?:الصفحة|المقال) (?:\S+ ){0,4}?(?:غير موجودة?|غير متاحة?)|صفحه (?:\S+ ){0,3}?(?:یافت|پیدا) نشد|"
    r"(?:העמוד|הדף) לא נמצא|पृष्ठ नहीं मिला|पेज नहीं मिला|ไม่พบหน้า|"
    r"(?:页面|頁面|网页|網頁|文章)(?:不存在|已删除|已刪除|未找到)|找不到(?:页面|頁面|網頁|网页|您)|"
    r"ページが見つかりません|お探しの(?:ページ|記事)|記事の?掲載期間が終了|(?:ページ|記事)は(?:存在しません|削除され)|"
    r"페이지를 찾을 수 없|(?:존재하지 않|삭제된|삭제되었거나).{0,12}(?:페이지|기사)",
    re.I,
)
OUT_OF_ORDER = re.compile(
    r"(?:access|request)\w* (?:to (?:this|our) (?:\w+ )?)?(?:can ?not|could not) be granted|"
    r"country belonging to the european economic area|"
    r"(?:web ?site|content|page|article) (?:\w+ ){0,3}?(?:un|not )available (?:\w+ ){0,2}?in "
    r"(?:your|most european) (?:\w+ )?(?:region|country|countries|area|location)|"
    r"(?:this |our |the )(?:web ?)?site (?:is |will be )?(?:\w+ ){0,2}?"
    r"(?:under(?:going)?|down for|closed for) (?:\w+ ){0,2}?maintenance|"
    r"(?:you have sent|you(?:'|\u2019)ve sent) too many requests|"
    r"(?:web ?)?site is (?:currently |still )?under construction|web server is successfully installed|"
    r"using an (?:old|outdated|unsupported) browser|please (?:upgrade|update) (?:to the latest|your (?:web )?browser)|"
    r"server is (?:temporarily |currently )?(?:unable|busy|overloaded|down)|"
    r"(?:wegen|aufgrund von) wartungsarbeiten (?:\w+ ){0,3}?nicht (?:erreichbar|verfügbar)|"
    r"site (?:est )?(?:actuellement |temporairement )?(?:en|indisponible pour) maintenance|"
    r"sitio (?:\w+ )?(?:está )?en mantenimiento|サーバー?メンテナンス(?:中|の)",
    re.I,
)
"""What a server says that will not or cannot send a page: to this country, just now, so often."""
OUT_OF_ORDER_TITLE = re.compile(
    r"too many requests|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|internal server error|"
    r"bad request|not acceptable|unavailable (?:due to|for) legal reasons|web server is down|"
    r"we(?:'|\u2019)ll be (?:right )?back(?: soon| shortly)?|be right back|"
    r"(?:down|closed|site) (?:for|under) maintenance|"
    r"(?:scheduled )?maintenance(?: mode)?|wartungsarbeiten|en maintenance|en mantenimiento|メンテナンス中",
    re.I,
)
LIVE = re.compile(
    r"\blive[- ]?(?:blog|ticker|updates?|reporting|coverage)\b|\blive:|\(live\)|\bas it happened\b|"
    r"\bliveticker\b|\bnewsblog\b|\ben direct\b|"
    r"\ben (?:vivo|directo)\b|\bao vivo\b|\bin diretta\b|\bdiretta:|\bliveblogg?\b|\bsuora seuranta\b|"
    r"\bna żywo\b|\bonline:|онлайн|"
    r"\bcanlı (?:blog|anlatım)|مباشر|تغطية مباشرة|速報中|文字直播|即時更新|실시간",
    re.I,
)
GALLERY_PATH = re.compile(
    r"/(?:\w+-)?(?:galler(?:y|ies|i|ia)|galer[ií]as?|galerie[ns]?|bildergalerie|bilder|fotostrecke|"
    r"fotos?|photos?|photo-?essay|slideshow|diaporama|"
    r"portfolio|in-pictures|photogaller\w+|fotogaler\w+|fotogaller\w+)(?:[/\-.]|$)",
    re.I,
)
INDEX_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autori|tags?|category|categor[ií]as?|catégorie|kategorien?|topics?|themen?|"
    r"temas?|sections?|rubri(?:k|que)|search|suche|recherche|buscar)/",
    re.I,
)
VIDEO_PATH = re.compile(r"/(?:videos?|watch|tv|mediathek|vidéos?|vídeos?|videogaler\w+)(?:[/\-.]|$)", re.I)

_FILM = r"watch|videos?|vídeo|vidéo|wideo|видео|відео|فيديو|動画|视频|視頻|影片|영상|동영상"
VIDEO_TITLE = re.compile(
    rf"^\W*(?:{_FILM})\s*[\])\u3011:\uff1a|\u2013\u2014-]|[(\[\u3010](?:{_FILM})[)\]\u3011]\W*$", re.I
)
"""A headline that calls what stands below it a film: "VIDEO: …", "… [영상]"."""

_FILLER = (
    "lorem ipsum dolor sit amet consectetur consectetuer adipiscing elit sed eiusmod tempor incididunt ut "
    "labore dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex "
    "ea commodo consequat duis aute irure reprehenderit voluptate velit esse cillum fugiat nulla pariatur "
    "excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est "
    "laborum voluptatem accusantium doloremque laudantium totam rem aperiam eaque ipsa quae ab illo "
    "inventore veritatis quasi architecto beatae vitae dicta explicabo nemo ipsam quia voluptas aspernatur "
    "aut odit fugit consequuntur magni dolores eos ratione sequi nesciunt neque porro quisquam dolorem "
    "adipisci numquam eius modi tempora incidunt quaerat minima nostrum exercitationem ullam corporis "
    "suscipit laboriosam aliquid commodi consequatur autem vel eum iure quam nihil molestiae illum quo at "
    "vero accusamus iusto odio dignissimos ducimus blanditiis praesentium voluptatum deleniti atque corrupti "
    "quos quas molestias excepturi occaecati cupiditate provident similique mollitia animi harum quidem "
    "rerum facilis expedita distinctio nam libero tempore cum soluta nobis eligendi optio cumque impedit "
    "minus quod maxime placeat facere possimus omnis assumenda repellendus temporibus quibusdam officiis "
    "debitis necessitatibus saepe eveniet voluptates repudiandae recusandae itaque earum hic tenetur a "
    "sapiente delectus reiciendis voluptatibus maiores alias perferendis doloribus asperiores repellat natus "
    "et unde iste perspiciatis fuga"
)
FILLER = frozenset(_FILLER.split())
"""The words of the filler text that some papers print, blurred, where a paid text would stand."""

CHALLENGES = (
    b"challenge-platform",
    b"cf-chl",
    b"captcha-delivery.com",
    b"px-captcha",
    b"_Incapsula_Resource",
    b"awswaf",
    b"ddos-guard",
    b"queue-it.net",
    b"g-recaptcha",
    b"h-captcha",
    b"hcaptcha.com",
    b"turnstile",
)
"""What the scripts of a proof of being human are called, on a page without a text."""
