"""What the trap pages say: one function for each kind."""

from collections.abc import Callable

from crawler.newsroom import answers, listings, markup
from crawler.newsroom.answers import Answer
from crawler.newsroom.markup import modern
from crawler.newsroom.publisher import Publisher
from crawler.newsroom.tags import el, join
from crawler.newsroom.traps import Kind, TrapPage

GALLERY_PICTURES = 9


def answer(publisher: Publisher, trap: TrapPage) -> Answer:
    """The answer of one trap page; the listing has none here, for its section answers."""
    return ANSWERS[trap.kind](publisher, trap)


def _soft_404(publisher: Publisher, trap: TrapPage) -> Answer:
    return answers.page(
        listings.plain_page(
            publisher,
            "Page not found",
            "Sorry, we could not find the page you were looking for. It may have been moved or withdrawn.",
            "Try the front page or one of our sections, or check the address for a slip of the keyboard. "
            "If you followed a link from our own pages, please write to the web desk and tell us where "
            "it stood, so that we can put it right. Our archive goes back to the first issue.",
        )
    )


def _consent(publisher: Publisher, trap: TrapPage) -> Answer:
    title = publisher.paper.title
    paragraphs = [
        f"{title} and our 214 partners store and access information on your device, such as cookies "
        "and unique identifiers, to show you personal advertising, and to learn about our audience.",
        "With your permission we and our partners may use precise location data. You may click to consent "
        "to our processing as described above. Alternatively you may refuse to consent, or change your "
        "preferences before consenting. Some processing of your personal data may not require your consent, "
        "but you have a right to object to such processing.",
        "Your preferences apply to this website only. You can change them at any time by returning to this "
        "page or by visiting our privacy policy.",
    ]
    buttons = el(
        "p", el("button", "Accept all"), " ", el("button", "Reject all"), " ", el("button", "Settings")
    )
    body = el(
        "div",
        el("h1", "We value your privacy"),
        *(el("p", text) for text in paragraphs),
        buttons,
        class_="consent-wall",
    )
    return answers.page(modern.document(publisher, trap.title, body))


def _login(publisher: Publisher, trap: TrapPage) -> Answer:
    form = el(
        "form",
        el("p", el("label", "E-mail address ", el("input", type="email", name="email"))),
        el("p", el("label", "Password ", el("input", type="password", name="password"))),
        el("p", el("button", "Sign in", type="submit")),
        action="/account/session",
        method="post",
    )
    note = el("p", "Members can save stories, comment and change what they give. Forgotten your password?")
    return answers.page(markup.frame(publisher, trap.title, join([el("h1", trap.title), form, note])))


def _forbidden(publisher: Publisher, trap: TrapPage) -> Answer:
    """An honest text: only robots.txt tells a crawler that it is none of its business."""
    paragraphs = [
        "The editorial board met on Tuesday in the upstairs room, the editor in the chair. Apologies were "
        "received from the night desk, which was asleep.",
        "The board discussed the pensions of the delivery drivers, two complaints about the crossword and "
        "the price of newsprint, and agreed that none of it should be reported outside the building.",
        "The editor reminded members that these minutes are kept on a web server for convenience, under "
        "an address that robots.txt asks machines to leave alone, and that a machine with manners will never "
        "read this.",
    ]
    return answers.page(listings.plain_page(publisher, trap.title, *paragraphs))


def _pdf(publisher: Publisher, trap: TrapPage) -> Answer:
    return Answer(
        body=_one_page_pdf(trap.title), content_type="application/pdf", last_modified=publisher.touched
    )


def _one_page_pdf(text: str) -> bytes:
    """A valid PDF with one line of text."""
    drawing = f"BT /F1 18 Tf 72 720 Td ({text.translate({40: None, 41: None})}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def _empty(publisher: Publisher, trap: TrapPage) -> Answer:
    return Answer()


def _error(publisher: Publisher, trap: TrapPage) -> Answer:
    text = "Something went wrong on our side. The web desk has been told and is looking for its glasses."
    return answers.page(listings.plain_page(publisher, "Internal server error", text), status=500)


def _gallery(publisher: Publisher, trap: TrapPage) -> Answer:
    pictures = [
        el("figure", el("img", src=f"/media/gallery-{number}.png", alt="", width="480", height="270"))
        for number in range(1, GALLERY_PICTURES + 1)
    ]
    return answers.page(markup.frame(publisher, trap.title, join([el("h1", trap.title), *pictures])))


def _bot_wall(publisher: Publisher, trap: TrapPage) -> Answer:
    body = el(
        "div",
        el("h1", publisher.paper.title),
        el(
            "p", "Antes de seguir, confirme que no es un robot. Hemos detectado tráfico inusual desde su red."
        ),
        el(
            "p", "Marque la casilla y en unos segundos volverá a la página. Si no la ve, active su navegador."
        ),
        class_="challenge",
    )
    return answers.page(modern.document(publisher, publisher.paper.title, body))


def _registration(publisher: Publisher, trap: TrapPage) -> Answer:
    """The headline is the article's own; nothing but the request follows."""
    request = (
        "Jetzt kostenlos registrieren und weiterlesen. Es dauert eine Minute, kostet nichts und bleibt so."
    )
    note = "Sie haben schon ein Konto? Dann melden Sie sich bitte mit Ihrer E-Mail-Adresse an."
    form = el("form", el("input", type="email", name="email"), action="/konto", method="post")
    return answers.page(
        markup.frame(
            publisher, trap.title, join([el("h1", trap.title), el("p", request), el("p", note), form])
        )
    )


def _paywall(publisher: Publisher, trap: TrapPage) -> Answer:
    teaser = "Le compte du port tient en un classeur vert, et personne ne l’avait ouvert depuis la tempête."
    wall = "Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous pour lire la suite."
    return answers.page(
        markup.frame(publisher, trap.title, join([el("h1", trap.title), el("p", teaser), el("p", wall)]))
    )


ANSWERS: dict[Kind, Callable[[Publisher, TrapPage], Answer]] = {
    Kind.SOFT_404: _soft_404,
    Kind.CONSENT: _consent,
    Kind.LOGIN: _login,
    Kind.FORBIDDEN: _forbidden,
    Kind.PDF: _pdf,
    Kind.EMPTY: _empty,
    Kind.ERROR: _error,
    Kind.GALLERY: _gallery,
    Kind.BOT_WALL: _bot_wall,
    Kind.REGISTRATION: _registration,
    Kind.PAYWALL: _paywall,
}
