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
    stott policy policies code values mission principles
    """
)
"""What a publisher and its readers are called; an address of nothing but these is about the site itself."""

OUR_WORDS = _words(
    """
    the to of for from with our us your we an die der das unsere unseren uns al a del de des dos las los aux au
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
