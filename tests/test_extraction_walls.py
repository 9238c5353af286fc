"""Walls, stubs and kinds: which pages are refused under which reason, and which never are."""

# ruff: noqa: RUF001, E501 - walls in their own scripts; one case a line

import json
from datetime import UTC, datetime

import pytest

from pipelines.errors import (
    BotWall,
    ConsentWall,
    Empty,
    ErrorPage,
    Listing,
    LoginPage,
    NotAnArticle,
    PaywallStub,
    RegistrationWall,
    TooShort,
)
from pipelines.extraction import extract
from pipelines.extraction.paywall import is_filler

URL = "https://courier.example/local/ferry"
TITLE = "Ferry to the outer islands resumes after three months"
LONG = (
    "The first ferry since December left the harbour at dawn on Tuesday, carrying forty passengers, two lorries and a "
    "piano that had waited on the quay since Christmas, when the gearbox of the old ship had failed without warning."
)
MORE = (
    "Engineers had spent the winter replacing the gearbox. Islanders, who had relied on fishing boats for bread and "
    "letters, gathered to wave it off, and the company promised that there would be no second winter of that kind."
)


def page(
    *paragraphs: str, title: str = TITLE, heading: str | None = None, head: str = "", extra: str = ""
) -> bytes:
    """A page with a title, a heading, paragraphs and something under them."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><main>"
        f"<h1>{heading or title}</h1>{text}{extra}</main><footer><p>The Courier, 1 Quay Street</p></footer></body></html>"
    ).encode()


def json_ld(kind: str = "NewsArticle", **fields: object) -> str:
    """A node in a script."""
    node = {"@context": "https://schema.org", "@type": kind, "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def refusal(html: bytes, url: str = URL) -> type[NotAnArticle] | None:
    """The error the page raises; None for an article."""
    try:
        extract(html, url)
    except NotAnArticle as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("title", "text", "error"),
    [
        # not found
        pytest.param("Page not found", "It may have been moved. Try the front page, or search for it by name here.", ErrorPage, id="en-404"),
        pytest.param("The Courier", "Sorry, we can't find the page you are looking for. Try the front page instead, or search.", ErrorPage, id="en-404-text"),
        pytest.param("Seite nicht gefunden", "Die Seite wurde verschoben oder gelöscht. Versuchen Sie es auf der Startseite.", ErrorPage, id="de-404"),
        pytest.param("Le Fanal", "Désolé, cette page n’existe plus. Retournez à l’accueil ou cherchez l’article par son titre.", ErrorPage, id="fr-404"),
        pytest.param("Página no encontrada", "La página que busca no existe. Vuelva a la portada o use el buscador.", ErrorPage, id="es-404"),
        pytest.param("Страница не найдена", "Возможно, она была удалена. Вернитесь на главную страницу или найдите её.", ErrorPage, id="ru-404"),
        pytest.param("الصفحة غير موجودة", "ربما نقلت الصفحة أو حذفت. عد إلى الصفحة الرئيسية أو ابحث عنها.", ErrorPage, id="ar-404"),
        pytest.param("ページが見つかりません", "お探しのページは移動または削除された可能性があります。トップページからお探しください。", ErrorPage, id="ja-404"),
        pytest.param("Sayfa bulunamadı", "Aradığınız sayfa kaldırılmış olabilir. Ana sayfaya dönün ya da arama yapın.", ErrorPage, id="tr-404"),
        pytest.param("浜別新報", "お探しの記事は掲載期間が終了したか、削除された可能性があります。トップページから最新のニュースをご覧ください。", ErrorPage, id="ja-expired"),
        # out of order
        pytest.param("429 Too Many Requests", "You have sent too many requests in a given amount of time. Please slow down and try again a little later.", ErrorPage, id="too-many-requests"),
        pytest.param("451: Unavailable due to legal reasons", "You are attempting to reach this paper from a country belonging to the European Economic Area, and therefore access cannot be granted at this time.", ErrorPage, id="not-in-this-country"),
        pytest.param("We'll be back soon", "The site is currently undergoing scheduled maintenance. We apologise, and expect to be with you again within the hour.", ErrorPage, id="maintenance"),
        pytest.param("The Courier", "Our new website is under construction. We are working hard, so please come back in a few weeks from now.", ErrorPage, id="under-construction"),
        pytest.param("Unsupported browser", "It looks like you are using an old browser. Please upgrade to the latest version to view this site as it was meant.", ErrorPage, id="browser"),
        pytest.param("The Courier", "This story has expired. The one you are looking for is older than thirty days and was taken down, as all are.", ErrorPage, id="expired"),
        # bots
        pytest.param("Just a moment...", "Checking.", BotWall, id="challenge"),
        pytest.param("courier.example", "Please verify you are a human. We have noticed unusual traffic from your network.", BotWall, id="en-bot"),
        pytest.param("Der Kurier", "Bitte bestätigen Sie, dass Sie kein Roboter sind. Ihre Anfrage wurde angehalten.", BotWall, id="de-bot"),
        pytest.param("El Correo", "Confirme que no es un robot para continuar. Hemos detectado tráfico inusual.", BotWall, id="es-bot"),
        pytest.param("新报", "请完成人机验证后继续访问。我们检测到您的网络有异常流量，请拖动滑块确认您是真人。", BotWall, id="zh-bot"),
        pytest.param("Attention Required! | Cloudflare", "This website is using a security service to protect itself from online attacks. The action you just performed triggered the solution. There are several actions that could trigger this block, including submitting a certain word or phrase. You can email the site owner to let them know you were blocked. Please include what you were doing when this page came up and the ray at the bottom.", BotWall, id="long-notice"),
        pytest.param("Вы не робот?", "Нам очень жаль, но запросы с вашего устройства похожи на автоматические. Почему это могло произойти?", BotWall, id="ru-bot"),
        # consent
        pytest.param("Before you continue", "We and our 214 partners use cookies. Accept all or manage your preferences at any time.", ConsentWall, id="en-consent"),
        pytest.param("Der Kurier", "Wir und unsere 214 Partner speichern Informationen auf einem Gerät. Alle akzeptieren. Ihre Einwilligung ist freiwillig.", ConsentWall, id="de-consent"),
        pytest.param("Le Fanal", "Nos 214 partenaires utilisent des traceurs. Tout accepter, tout refuser, ou retirer votre consentement.", ConsentWall, id="fr-consent"),
        pytest.param("Il Faro", "I nostri 214 partner usano i cookie. Accetta tutto, rifiuta tutto, o ritira il consenso in ogni momento.", ConsentWall, id="it-consent"),
        pytest.param("Willkommen beim Kurier", "Lesen Sie den Kurier wie gewohnt mit Werbung und Tracking. Mit Ihrer Einwilligung verarbeiten wir und unsere 142 Partner Daten. Oder wählen Sie das PUR-Abo.", ConsentWall, id="de-pay-or-consent"),
        # login and registration
        pytest.param("Sign in to The Courier", "Members can save stories and comment on them.", LoginPage, id="en-login"),
        pytest.param("Anmelden", "Bitte geben Sie Ihre E-Mail-Adresse und Ihr Passwort ein.", LoginPage, id="de-login"),
        pytest.param("登录", "请输入您的邮箱和密码。", LoginPage, id="zh-login"),
        pytest.param(TITLE, "Create a free account to continue reading this story. It takes a minute and costs nothing at all.", RegistrationWall, id="en-register"),
        pytest.param("Fähre fährt wieder", "Jetzt kostenlos registrieren und weiterlesen. Es dauert eine Minute und kostet Sie nichts.", RegistrationWall, id="de-register"),
        pytest.param("フェリー再開", "無料会員登録すると、この記事の続きをお読みいただけます。登録は一分で終わり、費用はかかりません。", RegistrationWall, id="ja-register"),
        # paywall stubs
        pytest.param(TITLE, "The first ferry since December left the harbour at dawn. Subscribe to continue reading this story.", PaywallStub, id="en-paywall"),
        pytest.param("Fähre fährt wieder", "Die erste Fähre ist ausgelaufen. Dieser Artikel ist nur für Abonnenten. Bereits Abonnent?", PaywallStub, id="de-paywall"),
        pytest.param("Le bac repart", "Le premier bac est parti à l’aube. Article réservé aux abonnés. Déjà abonné ? Connectez-vous.", PaywallStub, id="fr-paywall"),
        pytest.param("El ferry vuelve", "El primer ferry zarpó al alba. Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.", PaywallStub, id="es-paywall"),
        pytest.param("フェリー再開", "十二月以来初めてのフェリーが夜明けに港を出た。この記事は有料会員限定です。", PaywallStub, id="ja-paywall"),
        pytest.param("Паром вернулся", "Первый паром вышел на рассвете. Статья доступна только подписчикам. Оформите подписку.", PaywallStub, id="ru-paywall"),
        pytest.param("العبارة تعود", "غادرت أول عبارة الميناء عند الفجر. هذا المقال للمشتركين فقط، اشترك لمتابعة القراءة.", PaywallStub, id="ar-paywall"),
    ],
)  # fmt: skip
def test_a_wall_is_refused_under_its_reason(title: str, text: str, error: type[NotAnArticle]) -> None:
    assert refusal(page(text, title=title)) is error


def test_every_reason_is_one_word_of_its_own() -> None:
    def below(kind: type[NotAnArticle]) -> list[type[NotAnArticle]]:
        return [kind, *(each for sub in kind.__subclasses__() for each in below(sub))]

    reasons = [kind.reason for kind in below(NotAnArticle)]
    assert len(set(reasons)) == len(reasons)
    assert {"consent_wall", "login", "bot_wall", "registration", "error_page", "paywall"} <= set(reasons)


def test_a_field_for_a_password_makes_a_login_of_a_page_with_another_title() -> None:
    form = "<form><input type=email><input type=password></form>"
    text = (
        "Readers with an account can save stories and comment on them. Forgotten your password? Write to us."
    )
    assert refusal(page(text, title="The Courier", extra=form)) is LoginPage


def test_a_page_without_a_text_is_a_bot_wall_where_its_script_is_a_challenge() -> None:
    script = "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>"
    assert refusal(page(title="courier.example", head=script)) is BotWall
    assert refusal(page(title="courier.example")) in (Empty, TooShort)


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        pytest.param("Cookies: why consent banners fail", [f"{LONG} Regulators said that accept all buttons mislead.", MORE], id="about-cookies"),
        pytest.param("Paywalls: who may read the news", [f"{LONG} Become a subscriber, they say everywhere.", MORE], id="about-paywalls"),
        pytest.param("Are you human? A court decides", [f"{LONG} The captcha asked her to prove it.", MORE], id="about-captchas"),
        pytest.param("Sign in, please: the hotel register of 1912", [LONG, MORE, LONG, MORE, LONG], id="about-signing-in"),
        pytest.param("Login-Daten im Hafen gestohlen", [LONG, MORE, LONG, MORE, LONG], id="about-a-login"),
        pytest.param("Seite an Seite: Zwei Dörfer, ein Hafen", [LONG, MORE], id="side-by-side"),
        pytest.param("Registration of boats becomes law", [LONG, MORE, LONG, MORE, LONG], id="about-registration"),
        pytest.param("404 boats, one harbour", [LONG, MORE], id="the-number-404"),
        pytest.param("Town’s ‘404’ sign stolen again", ["The sign of Route 404 was stolen on Sunday for the third time. Access denied was its nickname, the county said, and it has been put up again."], id="about-the-number"),
        pytest.param("Are you a robot? Test gets harder, users say", ["Tests that ask people to prove that they are human have become so hard that machines now pass them more often than people do, a study says."], id="short-about-captchas"),
        pytest.param("Login problems hit county’s schools", ["Some 3,000 pupils could not reach the network of their schools on Monday after a server failed over the weekend. Teachers went back to chalk."], id="short-about-a-login"),
        pytest.param("Forbidden City lends clocks to Port Ellery", ["Eleven clocks from the Forbidden City will be shown in the harbour museum from June, the first loan of its kind to a town of this size."], id="forbidden-city"),
        pytest.param("Registration opens for harbour run", ["Runners may register from Monday for the harbour run, which takes place on 14 June and leads twice around the basin. The fee is £20."], id="short-about-registration"),
        pytest.param("Not a robot: waiter carries 21 plates", ["A waiter in Port Ellery carried 21 plates at once on Sunday, one more than the machine that was to take his place in the spring."], id="colon-after-a-label"),
        pytest.param("Site of the old mill no longer available to anglers, says new owner", [LONG, LONG, LONG], id="about-a-site"),
        pytest.param("Baths close for maintenance", ["The swimming baths will be closed for maintenance from Monday to Friday next week, the council said, and the goat has been informed."], id="short-about-maintenance"),
        pytest.param("Ferry back", ["A ferry left the harbour at dawn on Tuesday for the first time since December, the company said."], id="flash"),
    ],
)  # fmt: skip
def test_an_article_is_no_wall(title: str, paragraphs: list[str]) -> None:
    assert refusal(page(*paragraphs, title=title)) is None


def test_what_metadata_date_as_an_article_may_speak_of_missing_pages() -> None:
    head = '<meta property="article:published_time" content="2026-03-03T08:00:00Z">'
    text = "The council's history of the harbour was printed on Monday with a note, page not found, where the flood of 1911 should have been."
    assert refusal(page(text, title="History of the harbour lacks a flood", head=head)) is None


def test_a_teaser_is_no_article_where_a_heading_below_it_calls_to_register() -> None:
    call = "<div class='g4'><h3>Register for free to continue reading</h3><p>It takes a minute, or two at most.</p></div>"
    teaser = f"<article><h1>{TITLE}</h1><p>{LONG}</p>{call}</article>"
    assert refusal(page(title="The Courier", heading="The Courier", extra=teaser)) is RegistrationWall
    hidden = f"<article><h1>{TITLE}</h1><p>{LONG}</p></article><dialog>{call}</dialog>"
    assert refusal(page(title="The Courier", heading="The Courier", extra=hidden)) is None


def test_a_heading_below_a_teaser_may_name_the_price() -> None:
    call = "<div class='g4'><h2>Weiterlesen mit Kurier+</h2><p>4 Wochen für 1 €, danach 9,99 € im Monat.</p></div>"
    assert (
        refusal(
            page(
                heading="Der Kurier",
                title="Der Kurier",
                extra=f"<article><h1>{TITLE}</h1><p>{LONG}</p>{call}</article>",
            )
        )
        is PaywallStub
    )
    shown_later = f"<article><h1>{TITLE}</h1><p>{LONG}</p><div class='modal'>{call}</div></article>"
    assert refusal(page(heading="Der Kurier", title="Der Kurier", extra=shown_later)) is None


def test_teasers_below_linked_headlines_are_a_listing() -> None:
    teasers = [
        ("Goat on the roof again", "Firefighters rescued a goat from the roof of the baths on Monday."),
        ("Rovers go top", "The Rovers moved to the top of the league on Saturday, with a win away."),
        ("A hotel on the rim", "A company from the capital wants to fill the quarry, and to build."),
        ("Violin shop closes", "Marta Oyelaran has mended violins for forty years, and wants to stop."),
    ]
    shown = "".join(
        f"<article><h3><a href='/{n}'>{h}</a></h3><p>{t}</p></article>" for n, (h, t) in enumerate(teasers)
    )
    assert refusal(page(title="News", extra=shown), "https://courier.example/news/") is Listing
    who = "<p>Toma Reyes is a staff writer at The Courier, where she has covered the council and the harbour since 2019.</p>"
    assert (
        refusal(page(title="Toma Reyes", extra=who + shown), "https://courier.example/author/toma-reyes/")
        is Listing
    )
    linked = "".join(
        f"<h3 id='s{n}'><a href='#s{n}'>{h}</a></h3><p>{t}</p>" for n, (h, t) in enumerate(teasers)
    )
    assert refusal(page(LONG, title="Four stories of a week", extra=linked)) is None


# -- the price ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "paywalled", "reason", "witness"),
    [
        pytest.param(page(LONG, MORE, head=json_ld(isAccessibleForFree=False)), True, "isAccessibleForFree: false", "json-ld", id="json-ld"),
        pytest.param(page(LONG, MORE, head=json_ld(isAccessibleForFree="True")), False, "isAccessibleForFree: true", "json-ld", id="free"),
        pytest.param(page(LONG, MORE, head='<meta property="article:content_tier" content="metered">'), True, "article:content_tier: metered", "meta", id="tier"),
        pytest.param(page(LONG, MORE, extra='<div class="paywall-box">Subscribe to continue reading.</div>'), True, "Subscribe to continue reading.", "markup", id="box"),
        pytest.param(page(LONG, MORE, extra='<div class="offer-page"><b>Hallo.</b> Exklusiv für Abonnenten</div>'), True, "Exklusiv für Abonnenten", "markup", id="german-box"),
        pytest.param(page(LONG, MORE, extra='<div class="paywall"><p>初割で読み放題</p><p>有料会員</p><div>この記事は有料会員限定です。</div><a>登録する</a></div>'), True, "この記事は有料会員限定です。", "markup", id="japanese-box"),
        pytest.param(page(LONG, MORE, extra='<div class="newsletter-box">Sign up for our letter.</div>'), None, None, None, id="newsletter"),
        pytest.param(page(LONG, MORE), None, None, None, id="unsaid"),
    ],
)  # fmt: skip
def test_paywalled_is_true_false_or_unknown_and_says_why(
    html: bytes, paywalled: bool | None, reason: str | None, witness: str | None
) -> None:
    article = extract(html, URL)
    assert (article.paywalled, article.paywall_reason) == (paywalled, reason)
    assert article.provenance.get("paywalled") == witness
    assert article.body == [LONG, MORE]


def test_a_real_part_of_the_text_is_filed_and_a_stub_is_not() -> None:
    head = json_ld(isAccessibleForFree=False)
    assert extract(page(LONG, MORE, head=head), URL).paywalled is True
    assert (
        refusal(
            page(
                "The first ferry since December left the harbour at dawn on Tuesday, the company said.",
                head=head,
            )
        )
        is PaywallStub
    )


def test_filler_in_place_of_the_text_is_no_text() -> None:
    filler = "Dolor ipsam et est cumque. Laboriosam sed delectus rerum sint qui natus tenetur ea voluptatem repellat."
    assert is_filler(filler)
    assert not is_filler(
        "Habemus papam: cum gaudio magno annuntio vobis, fratres et sorores in hac urbe nostra vetusta."
    )
    article = extract(page(LONG, MORE, filler, filler), URL)
    assert article.body == [LONG, MORE]
    assert (article.paywalled, article.paywall_reason) == (True, "filler in place of the text")


# -- kinds --------------------------------------------------------------------------------------


PICTURES = "".join(
    f"<figure><img src='/{number}.jpg'><figcaption>Boats</figcaption></figure>" for number in range(8)
)


@pytest.mark.parametrize(
    ("html", "url", "kind"),
    [
        pytest.param(page(LONG, MORE), URL, "article", id="article"),
        pytest.param(page(LONG, head=json_ld("VideoObject")), URL, "video", id="video-object"),
        pytest.param(page(LONG, head=json_ld() + json_ld("VideoObject")), "https://x.example/video/ferry", "video", id="video-path"),
        pytest.param(page(LONG, MORE, LONG, MORE, LONG, MORE, head=json_ld() + json_ld("VideoObject")), "https://x.example/video/ferry", "article", id="text-with-a-film"),
        pytest.param(page(LONG, title="VIDEO: The ferry leaves", extra="<iframe></iframe>"), URL, "video", id="headline-that-says-video"),
        pytest.param(page(LONG, title="The ferry leaves [영상]", extra="<video></video>"), URL, "video", id="headline-that-ends-with-it"),
        pytest.param(page(LONG, title="Video: how a film court ruled"), URL, "article", id="such-a-headline-and-no-film"),
        pytest.param(page(LONG, title="Video rental shop closes", extra="<iframe></iframe>"), URL, "article", id="about-videos"),
        pytest.param(page(LONG, head=json_ld("ImageGallery")), URL, "gallery", id="gallery-object"),
        pytest.param(page(LONG, extra=PICTURES, head=json_ld()), "https://x.example/fotostrecke/boats", "gallery", id="gallery-path"),
        pytest.param(page(LONG, MORE, head=json_ld("LiveBlogPosting")), URL, "live", id="live-object"),
    ],
)  # fmt: skip
def test_a_page_is_called_by_its_kind(html: bytes, url: str, kind: str) -> None:
    assert extract(html, url).kind == kind


ENTRIES = [
    (
        "2026-03-03T21:47:00+01:00",
        "The harbour master takes the stairs, three at a time, with the budget under his arm.",
    ),
    (
        "2026-03-03T21:15:00+01:00",
        "The council breaks for soup, and nobody says what will become of the pier or of its lamp.",
    ),
    (
        "2026-03-03T20:30:00+01:00",
        "The doors open. Forty people have come, two of them with a dog that votes with its tail.",
    ),
    (
        "2026-03-03T20:05:00+01:00",
        "Chairs are being carried in from the school, because the hall has never been so full.",
    ),
]


def test_the_entries_of_a_live_blog_keep_their_times() -> None:
    shown = "".join(
        f"<div class=entry><time datetime='{at}'>{at[11:16]}</time><p>{text}</p></div>"
        for at, text in ENTRIES
    )
    article = extract(page(LONG, extra=shown, title="Budget night: live blog from the town hall"), URL)
    assert article.kind == "live"
    kept = {article.body[entry.paragraph]: entry.at for entry in article.entries}
    assert kept == {text: datetime.fromisoformat(at) for at, text in ENTRIES}


def test_the_times_of_a_live_blog_come_from_its_metadata_first() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": "x", "datePublished": at, "articleBody": text}
        for at, text in ENTRIES
    ]
    shown = "".join(f"<div class=entry><p>{text}</p></div>" for _, text in ENTRIES)
    head = json_ld("LiveBlogPosting", liveBlogUpdate=updates, datePublished="2026-03-03T20:00:00+01:00")
    article = extract(page(LONG, extra=shown, head=head), URL)
    assert [article.body[entry.paragraph] for entry in article.entries] == [text for _, text in ENTRIES]
    assert article.entries[0].at == datetime(2026, 3, 3, 20, 47, tzinfo=UTC)
