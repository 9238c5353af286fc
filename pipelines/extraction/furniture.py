"""The vocabulary of what is not text: names of elements, and lines in many languages.

Data, not code: a word that is missing here is added here.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re

from pipelines.extraction.calendar_words import MONTHS, WEEKDAYS
from pipelines.extraction.phrases import Phrases

DROPPED_TAGS = (
    "aside", "nav", "footer", "figcaption", "iframe", "button", "select", "input", "textarea", "noscript",
    "object", "embed", "video", "audio", "canvas", "dialog", "menu", "template",
)  # fmt: skip

_CUTTABLE_WORDS = (
    "div section p span ul ol dl li blockquote figure header form table h2 h3 h4 h5 a small em i "
    "strong article details"
)
CUTTABLE = frozenset(_CUTTABLE_WORDS.split())
MAY_WRAP = frozenset(["aside", "footer", "nav", "noscript", "dialog", "menu"])

FURNITURE = re.compile(
    r"""(?<![a-z])(?:
      news-?letters? | subscri(?:be|ption)s? | sign-?up | related | read-?(?:more|next|also|on) | more-?(?:on
        |from|stories|news)
    | recirc\w* | recommend(?:ed|ation|ations)? | most-?(?:read|popular|viewed) | trending | teasers?
      | promos? | promotions?
    | caption | captions | wp-caption-text | (?:image|img)-?(?:credit|caption|source|desc(?:ription)?)
      | photo-?(?:credit|caption) | bildunterschrift | legende
    | by-?lines? | author-?(?:bio|box|card|info|details|about|profile|description|block)
      | about-?(?:the-)?authors? | contributors?
    | bios? | bio-?(?:box|text) | share | sharing | social(?:-?(?:share|links|media|bar|icons|buttons))?
      | sharedaddy | addthis
    | twitter-tweet | instagram-media | tiktok-embed | fb-post | bluesky-embed | reddit-embed-bq
    | (?:fact|info|fakta|fakten)-?box(?:en)? | faktaboks | infokasten | infoboks | summary-?box
    | ai-?(?:article-?)?(?:box|summary)
    | key-?(?:points|takeaways)
    | comments? | kommentare | kommentar-?(?:bereich|box|content|feld|form(?:ular)?|liste|modul)
      | commentaires | comentarios | coment[aá]rios | commenti | reacties | disqus\w* | respond
    | tags?(?!-?style) | tag-?(?:list|cloud) | post-?tags | keywords | topics | breadcrumbs?
    | cookies? | consent | outbrain | taboola\w* | advert\w* | ads? | ad-?(?:slot|unit|container|wrapper
      |label|text) | sponsor(?:ed)?
    | polls? | quiz | toolbar | sr-only | visually-?hidden | visuallyhidden | screen-?reader(?:-text)?
      | skip-?links? | tooltip(?:-?box)? | toast-?(?:popup|message) | video-?(?:caption|heading|headline|title)
    | copyright | disclaimer | (?:affiliate-?|editorial-?)?disclosure | corrections-?link | print-?(?:only|footer)
    | donat(?:e|ion|ions) | support-?us | app-?(?:promo|banner|download|hint)
    | meta-?data | post-?meta | entry-?meta | article-?meta | publish-?date | time-?stamp | reading-?time
    | next-?(?:article|post|story|up) | prev-?(?:article|post) | (?:post|article)-?nav(?:igation)? | pagination
      | jp-relatedposts
    | paywall-?(?:box|teaser|promo|banner|overlay|prompt) | regwall | piano\w* | login-?(?:box|form|prompt)
    )(?![a-z])""",
    re.X,
)
BOX = re.compile(r"(?<![a-z])(?:fact|info|fakta|fakten)-?box|faktaboks|infokasten|infoboks", re.I)
COMMENTS = re.compile(
    r"(?<![a-z])(?:comments?|comment-?list|disqus_thread)(?![a-z])|(?<![a-z-])next-?(?:article|post|story)",
    re.I,
)
"""What may be longer than the text and is none of it: what readers say, and the story that comes next."""
BODY_NAME = re.compile(
    r"(?:article|story|post|entry|content|main|page|text)[-_]*(?:body|content|text|main|wrapper|"
    r"container|inner)|articlebody|^main$|^content$",
    re.I,
)
SUBJECT = re.compile(
    r"(?<!\S)(?:tag|category|topic|section|post|author)-[\w-]+"
)  # what it is about, not what it is
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_READ_MORE = (
    "read more|read also|also read|see also|related|more on|watch|listen|don't miss|must read|"
    "recommended|sign up|"
    "subscribe|follow us|click here|read next|more from|up next|join us|get the latest|"
    "lesen sie auch|lesen sie mehr|lies auch|mehr zum thema|auch interessant|weiterlesen|mehr dazu|"
    "siehe auch|lesetipp|schon gelesen|zum weiterlesen|mehr themen|weitere themen|"
    "das (?:thema )?(?:könnte|dürfte) (?:dich|sie|euch) auch interessieren|"
    "à lire aussi|lire aussi|a lire aussi|à lire également|lire plus|voir aussi|sur le même sujet|"
    "lea también|leer más|lee también|también (?:te|le) puede interesar|(?:te|le) puede interesar|más información|"
    "ver también|"
    "leia também|leia mais|veja também|saiba mais|veja mais|"
    "čtěte také|čtěte i|přečtěte si|mohlo by vás zajímat|olvassa el|citește și|citeste si|прочетете още|"
    "আরও পড়ুন|மேலும் படிக்க|یہ بھی پڑھیں|مزید پڑھیں|อ่านเพิ่มเติม|อ่านต่อ|"
    "İlgili haber(?:ler)?|"
    "leggi anche|leggi di più|potrebbe interessarti|vedi anche|"
    "les også|les mer|läs mer|läs också|læs også|læs mere|lue myös|lue lisää|lees ook|lees meer|lees verder|"
    "czytaj też|czytaj także|czytaj również|zobacz też|zobacz także|przeczytaj|"
    "читайте также|читать далее|читайте в|по теме|смотрите также|читайте також|читати також|"
    "baca juga|baca selengkapnya|ilgili haberler?|okumak için tıklayın|ayrıca oku|"
    "اقرأ أيضا|اقرأ أيضًا|إقرأ أيضاً|اقرأ المزيد|شاهد أيضا|بیشتر بخوانید|यह भी पढ़ें|ये भी पढ़ें|"
    "相关阅读|相關新聞|延伸閱讀|推荐阅读|関連記事|あわせて読みたい|続きを読む|"
    "관련기사|관련 기사|đọc thêm|xem thêm|διαβάστε επίσης|διαβάστε "
    "ακόμη|קראו עוד|קראו גם"
)
READ_MORE_LINE = re.compile(rf"^[\W_]*(?:{_READ_MORE})(?=\W|$)", re.I)
_POINTED_AT = (
    "video|clip|highlights|live|below|above|here|now|again|more|this|next|full|on|"
    "to (?:this|our)|to the (?:full|podcast|episode)|"
    "articles?|stor(?:y|ies)|content|reading|topics?|links?|news|posts?|coverage|items?|for you|by|videos?"
)
WORD_OF_TEXT = re.compile(
    r"^(?:[\"\u201c\u201e\u00ab\u2018]|(?!(?:RELATED|WATCH|LISTEN|RECOMMENDED)\b)"
    r"(?i:(?:watch|listen)(?=\s)|(?:related|recommended)(?=\s.*[.!?][\"\u201d\u2019')]*$))"
    rf"\s+(?!(?i:(?:the |our )?(?:{_POINTED_AT}))\b)\w)"
)
"""How a sentence begins that has the words of a pointer: spoken, or with a word that no pointer goes on with."""
CREDIT_LINE = re.compile(
    r"^[\W_]*(?:(?:photo|photos|photograph|image|images|picture|pictures|foto|fotos|bild|bilder|imagen|"
    r"video|grafik|"
    r"titelbild|symbolbild|copyright|\(c\)|©|quelle|source|fuente|fonte|bron|kilde|källa|källor|фото|picture|تصوير|الصورة|"
    r"borítókép|nyitókép|kép|zdjęcie|fot\.|kuva|bilde|φωτογραφία|"
    r"المصدر|منبع|źródło|zdroj|forrás|sursa|πηγή|джерело|lähde|kaynak|nguồn|出典|来源|來源|출처|"
    r"источник|foto\s*:\s*|图|圖|写真|사진|"
    r"사진제공|credits?|image credits?|photo credits?|crédits? photos?|crédits?)\s*(?:by\b|von\b|:|/|：|©|\||$)|©|"
    r"\(c\)\s|copyright\b)",
    re.I,
)
FURNITURE_LINE = re.compile(
    r"^[\W_]*(?:advertisement|article content|continue reading(?: below)?|"
    r"(?:story|article|text|post) continues (?:below|after)(?: (?:this|the) ad(?:vert(?:isement)?)?)?|scroll (?:down "
    r")?to continue|loading|"
    r"anzeige|werbung|publicité|publicidad|pubblicità|publicidade|annonse|annons|annonce|реклама|reklam|"
    r"iklan|广告|廣告|広告|광고|إعلان|"
    r"recommended videos?|related (?:articles?|stories|content|topics)|most read(?: in \w+(?: \w+)?)?|popular|"
    r"comments?|"
    r"kommentare|commentaires|comentarios|"
    r"(?:view|show|see|read)(?: all)? comments|no comments(?: yet)?|keine kommentare|aucun commentaire|"
    r"sin comentarios|nenhum comentário|nessun commento|geen reacties|inga kommentarer|ingen kommentarer|"
    r"last (?:modified|updated)|zuletzt (?:geändert|aktualisiert)|alle angaben ohne gewähr|"
    r"(?:kindly |please )?share(?: this)?(?: article| story)?|"
    r"la suite après (?:la|cette) publicité|continua depois da publicidade|continúa (?:después de|tras) la publicidad|"
    r"l['\u2019]articolo (?:continua|prosegue) (?:dopo|sotto).{1,25}|articolul continuă (?:după|mai jos).{0,25}|"
    r"(?:de )?tekst gaat (?:hieronder )?verder(?: onder.{1,25})?|(?:artikeln|texten) fortsätter (?:under|efter).{1,25}|"
    r"(?:artikkelen|saken|teksten) fortsetter (?:under|etter).{1,25}|"
    r"(?:artiklen|teksten) fortsætter (?:under|efter).{1,25}|"
    r"juttu jatkuu.{1,30}|(?:dalsza część|dalszy ciąg) (?:artykułu|materiału|tekstu).{1,30}|haberin devamı.{0,30}|"
    r"(?:artikel|text) (?:geht|wird) .{1,25}(?:weiter|fortgesetzt)|продолжение после рекламы|sigue leyendo|"
    r"διαφήμιση|hirdetés|publicitate|quảng cáo|โฆษณา|विज्ञापन|বিজ্ঞাপন|تبلیغات|פרסומת|"
    r"partager l['\u2019]article|deel dit artikel|del artikkelen|dela artikeln|del artiklen|jaa artikkeli|udostępnij|"
    r"condividi l['\u2019]articolo|compartir (?:la )?noticia|compartilh(?:ar|e)|paylaş|поделиться|zur startseite|"
    r"完|更多精彩.{0,30}|(?:看?更多)(?:相關|相关)?新[聞闻](?:報導|报道)?|"
    r"【(?:写真|画像|動画|図解|関連記事)[^】]{0,20}】.{0,60}|"
    r"teilen|compartir|partager|condividi|facebook|twitter|whatsapp|"
    r"email|e-mail|print|copy link|link copied|"
    r"tags?|topics?|themen|schlagworte|etiquetas|etiketler|mots-clés|теги|مواضيع|標籤|タグ|play|video|see "
    r"more|show more|load more|back to top|"
    r"artikel anhören|artikel drucken|merken|skip to content|jump to recipe|table of contents|"
    r"(?:[\d.,]+\s?[km]?\s?(?:views?|comments?|likes?|shares?|reads|aufrufe|kommentare|vues|commentaires|visitas|"
    r"comentarios|visualizações|comentários|visualizzazioni|commenti|просмотр\w*|комментари\w*)\s*)+|"
    r"inhaltsverzeichnis|listen to (?:this|the) (?:article|story)|انتهای پیام|this (?:story|article) has been updated"
    r")[\W_]*\d*[\W_]*$",
    re.I,
)
# in lower case; a line of at most MAX_PROMPT_CHARS that holds one is a prompt to the reader
_PROMPTS_WORDS = (
    "newsletter|sign up for|hat ihnen dieser artikel gefallen|der externe inhalt|drittplattformen|"
    "support our journalism|make a donation|sign up to|subscribe to|subscribe now|subscribe today|follow us on|"
    "download our app|download the app|in your inbox|all rights reserved|privacy policy|terms of use|"
    "terms of service|affiliate commission|earn a commission|earn us a commission|preferred source|"
    "fehler gefunden|alle rechte vorbehalten|whatsapp-kanal|kommerzielle nutzung|"
    "empfohlener redaktioneller inhalt|externen inhalt|externer inhalt|inscrivez-vous|abonnez-vous|"
    "tous droits réservés|suscríbete|suscríbase|todos los derechos reservados|inscreva-se|"
    "todos os direitos reservados|iscriviti|riproduzione riservata|подписывайтесь|підписуйтесь|"
    "все права защищены|版权所有|未经授权|無断転載|禁無断|무단전재|무단 전재|저작권자|"
    "جميع الحقوق محفوظة|enable javascript|"
    "javascript aktivieren|your browser does not support|get in touch at|do you have a story|have a news tip|"
    "share it with a friend|log in to comment|log in to leave a|um einen kommentar zu|nicht eingeloggt|"
    "sign up here|folgst du schon|auch interessieren:|gefällt dir unser|gefällt ihnen unser|"
    "unterstütze unser|unterstützen sie unser|"
    "push-nachrichten|klick für den datenschutz|do subskrypcji|moderating all comments|aprovados pelo moderador|"
    "a nuestro boletín|a nuestro canal de|nosso canal no|al canale whatsapp|on google news|"
    "sur google news|en google news|no google news|su google news|pe google news|στο google news|bei google news|"
    "op google news|на google news|google actualités|google haberler|أخبار غوغل|أخبار جوجل|تابعونا على|تابعنا على|"
    "наш телеграм|нашем телеграм|наш telegram|нашем telegram|на наш канал|关注本报|关注我们|제보는 카카오|제보하기|"
    "have a tip about|summary was generated|"
    "this article was translated|this story was translated|dieser artikel wurde übersetzt|"
    "wiadomościach google|journalism needs your|dieses thema im programm"
)
PROMPTS = tuple(_PROMPTS_WORDS.split("|"))
MAX_PROMPT_CHARS = 260  # a paragraph of text may speak of newsletters; a box about one is short
MAX_READ_MORE_CHARS = 220
MAX_BIOGRAPHY_CHARS = 700

THIRD_PERSON = re.compile(
    r"^(?!\W*(?:check|click|download|follow|get|join|keep|make|read|receive|share|sign|stay|subscribe|support|this|try|"
    r"want|visit)\b)"
    r"(?!.*(?<!\w)(?:you|your|yours|our|us|we|here|click|please|i|my|me|\u00a9|copyright)(?!\w))"
    r"(?=.*(?<!\w)(?:the|said)(?!\w)).{40,}[.!?][\"\u201d\u2019')]*$",
    re.I,
)
"""An English sentence that speaks to nobody: it may name a newsletter or a privacy policy by the way."""
TWEET_SIGNATURE = re.compile(r"^[\u2014\u2013-]\s.{1,80}\(@\w{1,30}\)\s")
_DATE_WORDS = (
    "updated update published posted last modified stand aktualisiert veröffentlicht erstellt am um uhr den vom "
    "publié mis à jour le publicado actualizado el a las atualizado em às pubblicato aggiornato il alle ore "
    "uppdaterad publicerad oppdatert publisert opdateret on at of de del опубликовано обновлено yayınlanma güncelleme "
    "min mins minute minutes minuten minutos read lesezeit lesedauer lecture lectura leitura time ago hour hours days "
    "mon tue wed thu fri sat sun mo di mi do fr sa so "
    "公開 更新 配信 掲載 发布 發布 更新时间 نشر نُشر آخر تحديث تحديث प्रकाशित अपडेट 입력 수정 등록 "
    "am pm gmt utc jst kst ist est edt cet cest pst pdt bst h"
)
DATE_WORDS = frozenset(_DATE_WORDS.split()) | frozenset(MONTHS) | frozenset(WEEKDAYS)


FOOT_CREDIT = re.compile(
    r"^[\W_]*(?:additional reporting|with (?:additional )?reporting|translat(?:ed|ion)|übersetzung|übersetzt|"
    r"aus dem \w+ (?:von|übersetzt)|traduit|traduction|traducción|traducido|traduzione|traduzido|tradução|vertaling|"
    r"oversettelse|översättning|перевод|mit (?:agentur)?material|mit agenturen|e-?mails?\s*:|"
    r"reach the reporters?|follow (?:him|her|them|the author) (?:on|at)|write to \w+|"
    r"follow (?:[\w\u2019']+ )?(?:full |live |all )?coverage|"
    r"the (?:views|opinions)(?: and (?:views|opinions))? expressed (?:here|in this|by the author|are)|"
    r"die (?:hier |in diesem \w+ )?geäußerten (?:meinungen|ansichten)|"
    r"las opiniones (?:expresadas|vertidas)|les (?:opinions|points de vue) exprimée?s|"
    r"as opiniões (?:expressas|emitidas)|le opinioni espresse)(?=\W)|"
    r"^[\W_]*(?:e-?mail|contact|write to|reach):? [^.!?]{0,60}(?:\S+@\S+\.\w{2,10}|\[email.protected\])\.?$|"
    r"^[\W_]*(?:责任编辑|責任編輯|责编|責編)\s*[:：]|"
    r"^[\W_]*if you (?:see|spot|notice|find|have) [^.!?]{1,90}@\S+\.\w{2,10}\.?$|"
    r"^[\W_]*published in [^.!?]{2,80}\b(?:19|20)\d\d\.?$|^[\W_]*our standards:|^[\W_]*for feedback\b.{0,80}contact|"
    r"^[\W_]*(?:tags|topics|keywords|filed under|schlagw[oö]rter?|etiquetas|mots-clés|теги|ключевые слова):\s|"
    r"^.{0,300}\bcontributed (?:(?:reporting|research)\b.{0,60}|(?:reporting )?to this (?:report|article|story))\.?$",
    re.I,
)
"""How a credit or an address at the foot of a text begins."""
MAX_FOOT_CHARS = 400
CLICK_LINE = re.compile(
    r"^[\W_]*(?:download (?:the|our) (?:[\w\u2019']+ ){0,4}app|"
    r"click|tap|hier klicken|klicken sie hier|haga clic|cliquez|clique aqui|clicca)\b",
    re.I,
)

ADVERT = re.compile(
    r"^\W*(?:ANZEIGE|WERBUNG|ADVERTISEMENT|SPONSORED|PUBLICIT[ÉE]|PUBLICIDAD|PUBLICIDADE|PUBBLICIT[ÀA]|ANNONS|ANNONCE|"
    r"REKLAMA?|РЕКЛАМА)\s*[-\u2013\u2014|:]"
)
"""How an advertisement says that it is one; in capitals, for a story may well begin "Anzeige: …"."""
_REMARKS = (
    "new (?:browser )?(?:window|tab)|neue[nms] (?:browser-?)?(?:fenster|tab)|nouvel(?:le fenêtre| onglet)|"
    "nueva (?:ventana|pestaña)|nuova (?:finestra|scheda)|nova (?:janela|guia|aba)|nieuw (?:venster|tabblad)|"
    "nytt (?:vindu|fönster)"
)
LINK_REMARK = re.compile(rf"\s*\([^()]{{0,30}}(?:{_REMARKS})\)(?:\s+(?=[,.;:!?]))?", re.I)
"""What a link says to those who cannot see that it opens a window."""
LINK_REMARK_SIGNS = (
    *("window)", "tab)", "enster)", "fenêtre)", "onglet)", "ventana)", "pestaña)", "finestra)", "scheda)"),
    *("janela)", "guia)", "aba)", "tabblad)", "vindu)", "fönster)"),
)
"""What one or the other of must be in a text with such a remark."""

CONSENT_PROMPT = Phrases(
    r"extern\w* inhalt|drittplattform|third-party content|contenu (?:externe|tiers)|contenido externo|"
    r"contenuto esterno|externe inhoud"
)
"""What stands in place of an embedded post until the reader agrees to load it."""
MAX_CONSENT_CHARS = 500
