"""The words by which sites call their rooms, in the languages we know; as they stand in addresses."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLE_WORDS = _words(
    """
    article articles art story stories newsview read post posts blog blogs item node doc content details
    detail view artikel meldung meldungen nachricht beitrag noticia nota notas articulo articolo articoli
    notizia artykul haber arti nyhet press-releases commentisfree long-reads p i a
    """
)
"""Segments under which articles stand; alone, each is a listing."""

NEWS_WORDS = _words(
    """
    news features feature nachrichten aktuell aktuelles magazin noticias actualidad actualite actualites
    nouvelle nouvelles info infos notizie nieuws nyheter nyheder wiadomosci haberler novosti opinion
    """
)
"""Segments under which articles and sections stand."""

LISTING_WORDS = _words(
    """
    tag tags topic topics t c category categories section sections genre keyword keywords series subject
    subjects author authors by people person persons profile profiles staff contributor contributors
    reporters journalists columnists columns team teams player players users user member members firmas
    firma autor autores autoren auteur auteurs autori autorzy autorki yazar yazarlar skribent colunistas
    colunas signataires journaliste journalistes redaktion redazione redaktor thema themen schlagwort
    schlagworte stichwort kategorie kategori kategorien rubrik rubriken ressort ressorts rubrique rubriques
    rubric rubrics rubrika categorie etiqueta etiquetas etiket etikett emne onderwerp onderwerpen tema temas
    seccion secciones categoria categorias mot-cle mots-cles sujet sujets theme themes dossier dossiers
    argomenti argomento sezioni sezione editorias all-about shows program programme channel source spotlight
    roundup place places country countries region regions state cities city zip company companies issue
    issues edition editions rank ranking list search suche buscar busqueda recherche ricerca zoeken szukaj
    hemeroteca arkhiv schools match results tabelle specials special playlist quote
    """
)
"""Segments below which lists stand, and people; a date or a long slug below them says otherwise."""

SOFT_WORDS = _words(
    """
    page arts dernieres ultimas archive archives archiv archivio video videos watch tv radio audio podcast
    podcasts gallery galleries photos photo photo-galleries bilder fotostrecken fotos galerias mediathek
    events event calendar whats-on veranstaltungen weather wetter meteo markets stocks elections election
    sport sports live games puzzles forum forums newsletters recipes recipe reviews guides restaurants
    classifieds property jobs magazine press publications glossary dictionary encyclopedia wiki projects
    latest latest-news breaking-news most-read most-popular trending today home front-page world politics
    business world-news us-news politik wirtschaft kultur politica economia deportes cultura sociedad
    internacional politique economie societe international cronaca esteri nacional esporte internazionale
    gesellschaft wissen ausland inland culture opinion local lokales panorama technology science health
    education lifestyle entertainment travel
    """
)
"""Segments below which both stand."""

SERVICE_WORDS = _words(
    """
    about about-us contact contacts contact-us contactez contacto contatti kontakt kontakty iletisim help
    hilfe faq faqs privacy privacidad privacidade privacybeleid confidentialite prywatnosci personvern
    gizlilik datenschutz datenschutzerklaerung datenschutzhinweise terms conditions condiciones disclaimer
    cookie cookies impressum imprint legal legales agb nutzungsbedingungen geschaeftsbedingungen
    accessibility barrierefreiheit masthead kunye careers karriere stellenangebote stellenmarkt advertise
    advertising advertisers anzeigen publicidad mediadaten media-kit subscribe subscribes subscription
    subscriptions suscripcion suscripciones abonnement abonnements abbonamenti abonneren prenumerata abo
    abo-shop abo-digital assine membership newsletter login log-in signin sign-in signup sign-up register
    registrieren registro connexion inscription anmelden logout account my-account myaccount konto settings
    preferences wishlist cart checkout shop store boutique tienda product products deals coupon coupons
    vouchers voucher donate donation spenden support-us sitemap rss feed feeds feedback complaints
    corrections ethics guidelines standards jobs epaper e-paper app apps widgets widget api wp-json wp-admin
    wp-content wp-includes wp-login xmlrpc cdn-cgi static assets share redirect out go promo landing
    sponsored licensing reprints syndication unsubscribe tip-line bookmarks notifications saved ueber-uns
    uber-uns qui-sommes-nous quienes-somos quem-somos chi-siamo over-ons om-oss o-nas nosotros plan-du-site
    aviso-legal mentions-legales note-legali leserbriefe gewinnspiel gewinnspiele kleinanzeigen immobilien
    dating competitions horoscope horoscopo horoskop viewforum viewtopic index.php download downloads
    loterias loteria lottery lotteries lotto lotterie loterie lotteria
    conduct conduta termos submit verlag service kundeservice annonces petites-annonces jeux
    """
)
"""What a site says about itself, sells, or keeps for its users."""

SELF_WORDS = _words(
    """
    letters letter editor editors editorial readers reader journalism newsroom newspaper publisher
    support team staff industry industries briefe brief redaktion leser leserbrief zuschriften cartas carta
    director directora leitores leitor lectores lector lettere lettera direttore lettori courrier lettres lecteurs
    lecteur redaction lezers lezersbrieven brieven redactie insandare lasarbrev leserbrev journalistik
    journalistikk journalismus journalisme periodismo jornalismo giornalismo unterstuetzen soutenir apoyar stoett
    notice notices rights choices info information data personal residents california hinweise hinweis ueberblick
    stott policy policies code values mission principles
    """
)
"""What a publisher and its readers are called; an address of nothing but these is about the site itself."""

OUR_WORDS = _words(
    """
    the to of for from with our us your we an die der das unsere unseren uns al a del de des dos las los aux au
    do not sell share my your im am zum zur
    nos notre nuestro nuestra nosso ai alla il di van aan onze til vaar var vores
    """
)
"""The small words between those."""

FILES = _words(
    """
    jpg jpeg png gif webp avif svg ico bmp tif tiff mp3 mp4 m4a m4v mov avi ogg wav webm pdf doc docx xls
    xlsx ppt pptx odt csv zip gz tar rar 7z exe dmg apk css js mjs json xml rss atom rdf txt ics woff woff2
    ttf eot swf epub webmanifest
    """
)
"""Extensions of what is no page."""

LEGAL_WORDS = _words(
    """
    impressum imprint impresszum datenschutz datenschutzerklaerung datenschutzhinweise datenschutzeinstellungen
    nutzungsbedingungen geschaeftsbedingungen teilnahmebedingungen agb netiquette widerruf widerrufsbelehrung
    haftungsausschluss dsgvo gdpr rgpd privacy privacypolicy datapolicy cookie cookies disclaimer tos termsofuse
    termsandconditions copyright imprint accessibility barrierefreiheit barrierefrei unsubscribe abbestellen
    confidentialite cgu cgv cgvu mentions-legales privacidad privacidade privacita riservatezza privacybeleid
    voorwaarden personvern personuppgifter integritetspolicy vilkar villkor gizlilik kunye kvkk regulamin
    prywatnosci rodo adatvedelem tietosuoja kayttoehdot yhteystiedot asiakaspalvelu kebijakan-privasi redaksi
    newsletter newsletters kontaktformular contactform rss rss-feed rss-feeds epaper e-paper eavis abokuendigung
    leserservice kundenservice kundeservice klantenservice aboservice mediadaten mediakit media-kit
    """
)
"""What a page about the site itself is called, a number in its address or none."""

SECTION_NAMES = _words(
    """
    money finance economy markets tech tech-news food drink drinks fitness wellness beauty fashion style living
    life family parenting kids relationships home homes garden gardening design books film films movies movie
    music theater theatre stage arts art photography celebrity celebs stars people gaming games cars auto autos
    motoring motor motorsport environment climate energy nature animals space history religion faith weather
    crime courts police safety community communities neighborhood neighbourhoods local regional national
    international global world europe asia africa america americas americans middle east north south west central
    pacific australia canada china india japan korea russia ukraine israel germany france spain italy uk usa eu
    football soccer cricket rugby tennis golf basketball baseball hockey boxing racing cycling athletics olympics
    league cup nfl nba mlb nhl college high school schools university campus jobs careers property estate
    real housing transport travel hotels tips best top latest breaking news headlines opinion opinions
    comment comments editorials columns cartoons puzzles quiz crossword crosswords sudoku mahjong
    comics tv television radio show shows series programmes programs documentaries episodes playlists interviews
    interview analysis explainer explainers investigations fact check facts data graphics maps special
    reports report research security defense defence military law justice legal retail industry industries
    industrial services service manufacturing agriculture farming fisheries shipping commerce insurance banking
    investing personal retirement taxes tax loans credit cards funds stocks bonds commodities currencies crypto
    coronavirus covid corona brexit election elections government congress parliament senate white house
    public notices events calendar directory marketplace guide guides how-to reviews review deals shopping gift
    gifts store hobby leisure outdoors dining restaurants bars recipes cooking wine beer spirits
    gesundheit leben politik wirtschaft finanzen geld boerse borse verbraucher ratgeber recht steuern rente
    versicherung versicherungen immobilien wohnen bauen haus garten heim familie kinder eltern
    schwangerschaft partnerschaft liebe psychologie ernaehrung essen trinken kochen backen rezepte reise reisen
    urlaub freizeit mode beauty lifestyle unterhaltung stars tv fernsehen kino film musik buecher buch literatur
    theater kunst buehne geschichte religion kirche wissen wissenschaft forschung natur umwelt klima
    klimawandel energie technik technologie digital digitales netzwelt netz internet computer mobil mobilitaet
    verkehr auto motor medien bildung schule schulen hochschule studium ausbildung weiterbildung beruf karriere
    arbeit job unternehmen industrie handel mittelstand gruender startups maerkte konjunktur lokal lokales
    region regionales stadt land kreis landkreis inland ausland welt europa deutschland oesterreich schweiz
    amerika asien afrika nahost berlin hamburg bayern hessen sachsen brandenburg niedersachsen thueringen
    wuerttemberg baden pfalz schleswig holstein mecklenburg vorpommern westfalen anhalt fussball bundesliga
    liga pokal tennis handball eishockey wintersport leichtathletik formel motorsport radsport boxen golf
    ergebnisse tabelle tabellen spielplan kolumne kolumnen kommentar kommentare meinung meinungen debatte
    leserbriefe leute menschen gesellschaft justiz polizei blaulicht termine veranstaltungen tipps spiele
    raetsel kreuzwortraetsel rechner vergleich tests test produkte angebote projekte publikationen presse
    pressemitteilungen videos bilder fotos galerien themen thema dossiers serien spezial extra mehr alle
    politique economie societe monde europe france international regions region culture cinema musique livres
    spectacles sante sciences science planete environnement climat energie education emploi entreprises bourse
    argent immobilier patrimoine consommation conso tech high-tech jeux auto moto voyage voyages gastronomie
    cuisine vins vin mode beaute bien-etre famille enfants sports football rugby cyclisme tennis ligue opinions
    debats idees editos chroniques tribunes faits-divers justice elections municipales meteo programme tele
    politica economia sociedad mundo internacional nacional local provincia comunidad comunidades ciudad pais
    cultura cine musica libros arte teatro ciencia salud bienestar medio ambiente clima energia
    educacion empleo trabajo empresas mercados dinero vivienda consumo tecnologia motor viajes gastronomia cocina
    recetas moda belleza estilo vida familia gente famosos television series deportes futbol baloncesto
    tenis ciclismo liga primera opinion columnas editoriales sucesos tribunales elecciones tiempo
    especiales juegos hoy valenciana madrid cataluna andalucia galicia vasco america latina
    cronaca esteri interni mondo europa italia regioni societa cultura libri cinema musica spettacoli
    spettacolo arte scienza scienze salute benessere ambiente animali cucina ricette viaggi motori moda
    bellezza donna famiglia scuola lavoro imprese finanza borsa risparmio casa sport calcio serie tennis
    opinioni commenti editoriali giochi oroscopo milano roma napoli torino
    esportes esporte futebol saude ciencia educacao emprego empregos carros viagem turismo comida receitas
    gente celebridades televisao filmes livros jogos mundo cidades cotidiano policia eleicoes mercado agronegocio
    tempo sociedade
    binnenland buitenland economie politiek sport voetbal wielrennen cultuur boeken muziek films wetenschap
    gezondheid opinie onderwijs wonen reizen koken regio
    innenriks utenriks okonomi naringsliv sport fotball kultur meninger debatt helse vitenskap teknologi
    indland udland okonomi erhverv sundhed videnskab debat inrikes utrikes ekonomi naringsliv halsa
    vetenskap ledare kotimaa ulkomaat talous politiikka kulttuuri urheilu terveys tiede mielipide
    kraj swiat polityka gospodarka biznes finanse sport pilka nozna kultura nauka zdrowie opinie technologia
    moto turystyka domaci zahranicni ekonomika nazory regiony belfold kulfold gazdasag kultura tudomany sport
    actualitate politic economic extern cultura sanatate
    gundem dunya ekonomi siyaset spor futbol magazin saglik egitim teknoloji yasam kultur sanat otomobil
    thoi-su the-gioi kinh-doanh phap-luat giai-tri the-thao giao-duc suc-khoe doi-song du-lich khoa-hoc
    chinh-tri chung-khoan nasional internasional ekonomi olahraga hiburan teknologi kesehatan
    ellada kosmos oikonomia politiki politismos
    politics policy business science health education technology innovation digital media social
    entertainment lifestyle culture society sport sports olympic fantasy betting odds scores fixtures schedule
    standings rankings teams players transfers live video audio podcast photo photos
    новости политика экономика общество мир спорт культура наука технологии происшествия мнения интервью регионы
    محليات سياسة اقتصاد رياضة ثقافة فنون صحة تكنولوجيا العالم منوعات آراء رأي مقالات أخبار الأخبار
    देश विदेश दुनिया खेल राजनीति मनोरंजन व्यापार शिक्षा राज्य क्रिकेट
    政治 経済 社会 国際 地域 科学 文化 芸能 社説 特集 連載 国内 時事 财经 国内 国际 体育 娱乐 科技 军事 教育 健康 评论
    정치 경제 사회 국제 문화 스포츠 연예 과학 오피니언 사설 전국
    κοινωνία πολιτική οικονομία κόσμος αθλητικά πολιτισμός ελλάδα
    """
)
"""What sections and the regions and subjects of a paper are called; a name of nothing but these is a section."""

OTHER_SCRIPTS = _words(
    """
    рубрика рубрики тег теги автор авторы редакция реклама контакты архив подписка правила
    وسم كاتب كتاب الكتاب من-نحن اتصل-بنا سياسة-الخصوصية شروط-الاستخدام أرشيف تصنيف تواصل
    हमारे-बारे-में संपर्क लेखक विषय
    カテゴリー カテゴリ タグ 著者 会社概要 利用規約 お問い合わせ プライバシーポリシー
    标签 频道 作者 专题 关于我们 联系我们 栏目 隐私政策
    태그 기자 구독안내 회사소개 이용약관 개인정보처리방침 카테고리
    ετικέτα συντάκτης επικοινωνία
    """
)
"""Sections, people and services in scripts other than Latin."""

LISTING_ROOMS = _words(
    """
    programmes programs brand brands episode episodes sounds iplayer watchlist clubs club reporter correspondents
    hub hubs quote quotes channel channels columnist teams players fighters threads thread topik topics zt
    tacgia tac-gia chu-de cimke szerzo aihe stitek tagi autorki temat tagg av forfatter yazarlar haberleri
    etiket reporters station stations personalities albums album webstories storytellers collections collection
    labels label tagged personen journalist redakteure autorenseite authors-page auteur-page rubriken-uebersicht
    bestenlisten hitliste vergleich rechner rezept-kategorie sendungen sendung mediathek
    company-profile bios bio people-profile schools districts courses leaderboard appointments
    """
)
"""More segments below which lists, people and programmes stand, as a rule with numbers of their own."""

SERVICE_HOSTS = _words(
    """
    abo abos aboshop abonnement abonnements abonnieren shop store boutique kiosk kiosque tienda jobs job
    stellenmarkt stellen karriere karrierewelt careers emploi empleo trabajo games game spiele jeux juegos
    puzzles sportdaten gutscheine coupons coupon vouchers voucher discountcode descuentos deals help hilfe
    support aide ayuda classifieds clasificados anzeigen annonces kleinanzeigen marktplatz marketplace markt
    immobilien immobilier immo tickets ticket entradas eventim podcasts podcast epaper enewspaper
    eedition emagazine e-paper digital-abo my mein meine moncompte micuenta myaccount account accounts login sso id
    secure checkout subscribe subscription subscriptions suscripciones newsletters newsletter get forum forums
    wetter weather meteo pogoda programm events veranstaltungen event agenda reisen leserreisen
    reise trauer gedenken corporate company gruppe mediadaten mediakit advertising advertise werbung ads cmk
    static cdn img images media-cdn api club leserservice leserclub service servicios partnersuche dating
    annunci vacatures abbonamenti ogloszenia oglasi winkel
    sklep status connect auth register regist link go click email mail discount
    """
)
"""First parts of host names that sell, serve or hold something else than the news."""

HEADLINE_WORDS = _words(
    """
    after as at says say said with without why how what who when where will is are was were be been has have had
    over against amid into by his her their its it he she they no not than that this these those but
    if while during before under more than you from could would should may might must gets get wins win
    dies die dead killed closes opens ends calls hits rises falls new first
    nach vor gegen wegen bei mit ohne fuer will soll sollen kann koennen wird werden wurde wurden war ist sind hat
    haben warum wie was nicht mehr als aus auf zum zur vom beim sich ein eine einen einem einer wenn dass doch
    nur noch wieder
    tras contra segun según por para como con sin que se su sus un una ha han sera será pide dice mas más
    hasta sobre ya no sus
    apres après contre selon pour avec sans qui son sa ses une ont sont ete été dans par sur plus pas comment
    pourquoi au aux veut
    dopo per senza che non si dal sul sono piu più perche
    na do nie jak za przed przez jest sie się dla
    voor niet naar door bij op uit om wordt zijn geen na
    efter som med mot till inte fra ikke etter pa på
    apos sobre pelo pela sem diz com em
    bir icin sonra ile daha
    """
)
"""Small words and verbs of headlines; sections are called without them."""

SHOP_WORDS = _words(
    """
    shop store boutique tienda loja negozio winkel sklep produkt produkte product products produit produits producto
    productos prodotto merch forum forums foro forumdisplay threads thread viewtopic anzeige anzeigen kleinanzeigen
    annonce annonces classified classifieds clasificados classificados ogloszenia oglasi inzerce gutschein gutscheine
    coupon coupons voucher vouchers rabattcode rabatt stellenangebot stellenangebote stellenanzeige stellenanzeigen
    stellenmarkt vacancies vacature vacatures vagas eedition epaper e-paper e-edition wp-json wp-content api
    branchenbuch business-directory traueranzeige traueranzeigen obits konto
    """
)
"""Rooms below which hardly ever an article stands, whatever its address looks like."""

TRADE_WORDS = _words(
    """
    shop store boutique tienda loja negozio winkel sklep produkt produkte product products produit produits producto
    productos prodotto merch forum forums foro forumdisplay threads thread viewtopic event events evenement
    evenements evento eventos whatson whats-on veranstaltung veranstaltungen anzeige anzeigen kleinanzeigen annonce
    annonces classified classifieds clasificados classificados ogloszenia oglasi oglas inzerce angebot angebote
    offre offres oferta ofertas gutschein gutscheine coupon coupons voucher vouchers rabattcode rabatt vorteile
    job jobs emploi emplois stellenangebot stellenangebote stellenanzeige stellenanzeigen stellenmarkt vacancies
    vacature vacatures empleo empleos vagas hilfe help help-center hc support aide ayuda ajuda faq hjelp
    eedition epaper e-paper e-edition edicion-impresa wp-json wp-content api spiele spiel games game jeux jeu
    juegos juego jogos giochi podcast podcasts ticket tickets entradas biglietti konzerte immobilien immobilier
    inmuebles branchenbuch business-directory directory traueranzeige traueranzeigen obits konto account profil
    weather wetter meteo tiempo clima pogoda vaer previsao-do-tempo hava-durumu
    leserreisen partner partner-content advertorial sponsored widget embed album albums fotostrecke bildergalerie
    """
)
"""Rooms that hold goods, games, notices and talk, each with a slug and number like an article's."""

ARCHIVE_WORDS = _words(
    "archive archives archiv archivo archivio archief arkiv archiwum arhiva hemeroteca arsiv index default"
)
"""What the list of a day or month is called."""

OPENING_WORDS = _words(
    "the a an la le les el los las der die das ein eine un une il lo gli i de het en et o os as l"
)
"""Articles of grammar: headlines and titles begin with them, sections seldom."""
