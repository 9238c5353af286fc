"""Pages that are no article: walls, errors, logins, listings; and whether one must pay."""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.errors import BotWall, ConsentWall, Empty, ErrorPage, LoginPage, TooShort
from pipelines.extraction.headline import key
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import Json, Statements, element_text, types

MIN_WORDS = 15  # one sentence: a wire flash; what is shorter is a caption or a teaser
MAX_WALL_WORDS = 160  # a wall explains itself in less; more is an article about walls
CHARS_PER_WORD = 2  # Chinese, Japanese, Thai: what a word takes where none are marked
LISTED_HEADLINES = 10
LISTED_SHARE = 0.2  # of the paragraphs: headline, teaser, byline, headline …
LONE_TEASER_LINES = 6  # headline, teaser, byline, tagline
TEASER_CHARS = 300  # a page without any longer paragraph has teasers, not a text


_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_ERROR_TITLE = re.compile(
    r"\b(?:404|410|500|502|503)\b.{0,30}(?:error|not found|fehler|page|erreur|seite|$)|"
    r"(?:page|site|article|file|document|content|story)\W+(?:\w+\W+){0,3}(?:not found|no longer "
    r"available|unavailable|does(?: not|n't) exist|cannot be found)|^\W*not found\W*$|"
    r"seite\W+(?:\w+\W+){0,2}nicht gefunden|nicht (?:mehr )?verfügbar|page (?:introuvable|non trouvée)|"
    r"página no (?:encontrada|existe|disponible)|"
    r"página não (?:encontrada|existe)|pagina non trovata|pagina niet gevonden|sidan (?:kunde inte "
    r"hittas|finns inte)|siden (?:ble|blev) ikke funnet|"
    r"страница не найдена|сторінку не знайдено|strona nie (?:została )?znaleziona|sayfa bulunamadı|"
    r"halaman tidak ditemukan|"
    r"الصفحة غير موجودة|页面不存在|找不到(?:页面|頁面|網頁|网页)|ページが見つかりません|"
    r"お探しのページ|페이지를 찾을 수 없습니다",
    re.I,
)
_BOT_TITLE = re.compile(
    r"just a moment|attention required|access (?:to this page has been )?denied|are you (?:a )?(?:human|"
    r"robot)|not a robot|verify(?:ing)? you are human|"
    r"human verification|captcha|security check|checking your browser|pardon our interruption|bot "
    r"verification|please wait\W*$|ddos|request blocked|forbidden",
    re.I,
)
_CONSENT = re.compile(
    r"cookies?\b|consent|privacy|\b(?:our|its) \d[\d.,]* partners|access information on (?:a|your) device|"
    r"datenschutz|einwilligung|zustimm|werbung und tracking|vie privée|"
    r"privacidad|privacidade|согласие|同意|クッキー|쿠키",
    re.I,
)
_CONSENT_TITLE = re.compile(
    r"before you continue|bevor sie|your privacy|ihre privatsphäre|we value your|cookie(?:s| wall| "
    r"consent| preferences| settings)?\W*$|privacy (?:settings|choices)|"
    r"consent|einwilligung|zustimmung|mit werbung weiterlesen|votre vie privée|tu privacidad",
    re.I,
)
_LOGIN_TITLE = re.compile(
    r"^\W*(?:please )?(?:log ?in|sign ?in|login|anmelden|anmeldung|einloggen|connexion|se connecter|"
    r"iniciar sesión|entrar|accedi|inloggen|logga in|logg inn|"
    r"вход|войти|zaloguj|giriş|masuk|登录|登入|ログイン|로그인|تسجيل الدخول)\b",
    re.I,
)


def word_count(text: str) -> int:
    """Words of a text; two characters make one in scripts written without blanks."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text) if unspaced else text)) + unspaced // CHARS_PER_WORD


def check(body: list[str], title: str | None, page_title: str, url: str) -> None:
    """Raise the NotAnArticle that the page is, if it is one.

    ``page_title`` is the ``<title>``: walls and errors say there what they are.
    """
    text = " ".join(body)
    words = word_count(text)
    if words < MAX_WALL_WORDS:
        for named in (title or "", page_title):
            _check_title(named, text, url)
    if not words:
        raise Empty(url)
    if words < MIN_WORDS:
        raise TooShort(f"{url}: {words} words")


def _check_title(named: str, text: str, url: str) -> None:
    if len(named) > 120:
        return
    if _ERROR_TITLE.search(named):
        raise ErrorPage(f"{url}: {named}")
    if _BOT_TITLE.search(named) and len(named) < 60:
        raise BotWall(f"{url}: {named}")
    if _LOGIN_TITLE.match(named) and len(named) < 60:
        raise LoginPage(f"{url}: {named}")
    if _CONSENT_TITLE.search(named) and len(_CONSENT.findall(text)) >= 2:
        raise ConsentWall(f"{url}: {named}")


def paywalled(statements: Statements) -> bool | None:
    """Whether one must pay to read it; None where the page does not say."""
    for node in (statements.article, *statements.nodes):
        stated = _free(node)
        if stated is not None:
            return not stated
    marked = _free({"isAccessibleForFree": statements.first("isaccessibleforfree")})
    if marked is not None:
        return not marked
    tier = (statements.first("article:content_tier", "og:article:content_tier") or "").lower()
    return {"free": False, "metered": True, "locked": True, "premium": True}.get(tier)


def _free(node: Json) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.rpartition("/")[2].strip().lower()
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(word)
    return None


def kind(statements: Statements, page: ParsedPage, body: list[str]) -> str:
    """``article``, ``live``, ``video``, ``gallery`` or ``listing``."""
    names = set(types(statements.article))
    if any("liveblogposting" in types(node) for node in statements.nodes):
        return "live"
    stated = (statements.first("og:type") or "").lower()
    if statements.rank >= 3 or stated == "article":
        return "article"
    if "videoobject" in names or stated.startswith("video"):
        return "video"
    if names & {"imagegallery", "mediagallery"}:
        return "gallery"
    return "listing" if _is_listing(statements, page, body) else "article"


def _is_listing(statements: Statements, page: ParsedPage, body: list[str]) -> bool:
    lists = any({"collectionpage", "searchresultspage"} & set(types(node)) for node in statements.nodes)
    front = urlsplit(page.url).path.strip("/") in ("", "index.html", "index.php", "home")
    linked = {
        key(element_text(element))
        for element in page.elements
        if element.tag in ("h2", "h3", "h4")
        and (element.find(".//a") is not None or _parent_tag(element) == "a")
    }
    if len(linked) >= LISTED_HEADLINES and (lists or front):
        return True
    if max(map(len, body), default=0) >= TEASER_CHARS:
        return False
    listed = sum(key(text) in linked for text in body)
    # a section with a single story has one teaser; no article begins with the headline of another
    return (listed >= 2 and listed >= LISTED_SHARE * len(body)) or (
        0 < len(body) <= LONE_TEASER_LINES and key(body[0]) in linked
    )


def _parent_tag(element: HtmlElement) -> str | None:
    parent = element.getparent()
    return None if parent is None else str(parent.tag)
