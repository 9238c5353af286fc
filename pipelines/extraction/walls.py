"""Pages that are no article: walls, logins, errors sent as if they were pages, stubs.

A wall explains itself in few words. It is known by a title or ``<title>`` that is its label and
nothing else, by whole sentences that only walls say, by a field for a password, or, where it has
no text at all, by the scripts that test whether a human reads. A title that only begins or ends
like one ("Login problems hit schools") says nothing: something else on the page must say it too.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.errors import (
    BotWall,
    ConsentWall,
    Empty,
    ErrorPage,
    LoginPage,
    NotAnArticle,
    PaywallStub,
    RegistrationWall,
    TooShort,
)
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.paywall import STUB_WORDS, Paywall
from pipelines.extraction.phrases import Phrases
from pipelines.extraction.structured import element_text
from pipelines.extraction.wall_words import (
    BOT,
    CHALLENGES,
    CONSENT,
    LOGIN,
    NOT_FOUND,
    OUT_OF_ORDER,
    OUT_OF_ORDER_TITLE,
    PAYWALL,
    REGISTRATION,
)

MIN_WORDS = 15  # one sentence: a wire flash; what is shorter is a caption or a teaser
MAX_WALL_WORDS = 160  # a wall explains itself in less; more is an article about walls
MAX_NOTICE_WORDS = 60  # a notice; an article on the matter that a title names has more
CONSENT_PHRASES = 3  # different ones: an article about cookies uses one or two
MAX_WALL_TITLE_CHARS = 60
MAX_ERROR_TITLE_CHARS = 120
MAX_CALL_CHARS = 160  # of a line that calls upon the reader to register
CHARS_PER_WORD = 2  # Chinese, Japanese, Thai: what a word takes where none are marked

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"\s[|\u2022\u00b7\u2013\u2014-]+\s")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_BOT_TITLE = re.compile(
    r"just a moment|attention required|access (?:to this page has been )?denied|"
    r"are you (?:a )?(?:human|robot)|not a robot|one moment,? please|"
    r"verify(?:ing)? you are human|human verification|captcha|security check|checking your browser|"
    r"pardon our interruption|"
    r"bot verification|please wait\W*$|ddos|request blocked|forbidden|einen moment|un momento|un instant|"
    r"вы не робот|доступ (?:ограничен|запрещ[её]н)|проверка браузера|安全验证|人机验证|访问验证|アクセスが拒否",
    re.I,
)
_CONSENT_TITLE = re.compile(
    r"before you continue|bevor sie|your privacy|ihre privatsphäre|we value your|"
    r"cookie(?:s| wall| consent| preferences| settings)?\W*$|"
    r"privacy (?:settings|choices)|consent|einwilligung|zustimmung|mit werbung weiterlesen|votre vie privée|"
    r"tu privacidad|"
    r"su privacidad|sua privacidade|la tua privacy|jouw privacy|uw privacy|avant de continuer|"
    r"antes de continuar|prima di continuare|"
    r"согласие|プライバシー|隐私|隱私|개인정보",
    re.I,
)
_CONSENT_WORD = re.compile(
    r"cookies?\b|consent|privacy|\b(?:our|its) \d[\d.,]* partners|access information on (?:a|your) device|"
    r"datenschutz|einwilligung|zustimm|werbung und tracking|vie privée|"
    r"privacidad|privacidade|согласие|同意|クッキー|쿠키",
    re.I,
)
_LOGIN_TITLE = re.compile(
    r"^\W*(?:please )?(?:log ?in|sign ?in|login|anmelden|anmeldung|einloggen|connexion|se connecter|"
    r"iniciar sesión|entrar|accedi|inloggen|logga in|logg inn|log ind|kirjaudu|přihlášení|bejelentkezés|"
    r"вход|войти|увійти|zaloguj|logowanie|giriş|oturum aç|masuk|đăng nhập|σύνδεση|"
    r"登录|登入|ログイン|로그인|تسجيل الدخول|ورود|התחברות|लॉग ?इन|เข้าสู่ระบบ)(?!\w)",
    re.I,
)
_REGISTER_TITLE = re.compile(
    r"^\W*(?:register|registration|sign ?up|create (?:an|your) account|registrieren|registrierung|"
    r"inscription|créer un compte|regístrate|"
    r"registro|cadastro|cadastre-se|registrati|registrazione|registreren|registrera|регистрация|rejestracja|"
    r"kayıt ol|üye ol|daftar|"
    r"注册|註冊|会員登録|新規登録|회원가입|التسجيل|إنشاء حساب)(?!\w)",
    re.I,
)


_OVERLAY = re.compile(r"modal|overlay|pop-?up|dialog|hidden", re.I)
_APART = frozenset(["aside", "dialog", "footer", "header", "nav", "noscript", "template"])


@dataclass(slots=True, frozen=True)
class Facts:
    """What the checks look at, besides the text."""

    title: str | None
    page_title: str
    """The ``<title>``: walls and errors say there what they are."""
    url: str
    is_stated_article: bool
    """The page's own metadata call it an article."""
    price: Paywall
    uncut: str = ""
    """The text before notices were cut off its ends."""


def word_count(text: str) -> int:
    """Words of a text; two characters make one in scripts written without blanks."""
    unspaced = len(_UNSPACED.findall(text)) if _UNSPACED.search(text) else 0
    return len(_WORD.findall(_UNSPACED.sub(" ", text) if unspaced else text)) + unspaced // CHARS_PER_WORD


def check(body: list[str], facts: Facts, page: ParsedPage, html: bytes) -> int:
    """The words of the text. Raises the NotAnArticle that the page is, if it is one."""
    text = " ".join(body)
    words = word_count(text)
    if words < MAX_WALL_WORDS:
        for named in (facts.title or "", facts.page_title):
            _check_title(named, text, words, facts, page)
        shown = facts.uncut if words < MIN_WORDS else text
        _check_text(shown, words, facts, page)
    if facts.price.paywalled and words < STUB_WORDS:
        raise PaywallStub(f"{facts.url}: {words} words before the paywall ({facts.price.reason})")
    if words < MIN_WORDS and any(challenge in html for challenge in CHALLENGES):
        raise BotWall(f"{facts.url}: a challenge in place of a text")
    if not words:
        raise Empty(facts.url)
    if words < MIN_WORDS:
        raise TooShort(f"{facts.url}: {words} words")
    return words


def _check_title(named: str, text: str, words: int, facts: Facts, page: ParsedPage) -> None:
    if len(named) > MAX_ERROR_TITLE_CHARS:
        return
    found = NOT_FOUND.search(named)
    if found is not None and (
        _is_label(named, found)
        or (not facts.is_stated_article and (words < MAX_NOTICE_WORDS or 3 * len(found[0]) > 2 * len(named)))
    ):
        raise ErrorPage(f"{facts.url}: {named}")
    if len(named) < MAX_WALL_TITLE_CHARS:
        for pattern, wall in (
            (_BOT_TITLE, BotWall),
            (_LOGIN_TITLE, LoginPage),
            (_REGISTER_TITLE, RegistrationWall),
            (OUT_OF_ORDER_TITLE, ErrorPage),
        ):
            found = pattern.search(named)
            if found is not None and _convicts(wall, (words, _is_label(named, found)), text, page):
                raise wall(f"{facts.url}: {named}")
    if _CONSENT_TITLE.search(named) and len(_CONSENT_WORD.findall(text)) >= 2:
        raise ConsentWall(f"{facts.url}: {named}")


def _convicts(wall: type[NotAnArticle], title: tuple[int, bool], text: str, page: ParsedPage) -> bool:
    """Whether a title that sounds like a wall's is one: ``title`` is the words below it, and if it is a label.

    A notice of some length explains itself, too.
    """
    words, is_label = title
    if words < MAX_NOTICE_WORDS:
        return words < MIN_WORDS or is_label or _is_borne_out(wall, text, page)
    return is_label and _is_borne_out(wall, text, page)


def _is_label(named: str, found: re.Match[str]) -> bool:
    """Whether a title, or a part of it between bars and dashes, is what was found in it and no more."""
    label = "".join(_LETTERS.findall(found[0]))
    return any("".join(_LETTERS.findall(part)) == label for part in (named, *_JOINT.split(named)))


def _is_borne_out(wall: type[NotAnArticle], text: str, page: ParsedPage) -> bool:
    """Whether anything else on a page says that it is what its title sounds like."""
    if wall is BotWall:
        return BOT.search(text) is not None
    if wall is ErrorPage:
        return OUT_OF_ORDER.search(text) is not None
    return (
        _has_password(page) or (REGISTRATION if wall is RegistrationWall else LOGIN).search(text) is not None
    )


def _check_text(text: str, words: int, facts: Facts, page: ParsedPage) -> None:
    """Walls whose title is the article's, or the site's."""
    phrases = {found[0].casefold() for found in CONSENT.finditer(text)}
    if len(phrases) >= CONSENT_PHRASES and not facts.is_stated_article:
        raise ConsentWall(f"{facts.url}: {sorted(phrases)[0]}")
    if words >= MAX_NOTICE_WORDS:
        return
    causes: list[tuple[re.Pattern[str] | Phrases, type[NotAnArticle]]] = [(REGISTRATION, RegistrationWall)]
    if _has_password(page):
        causes.append((LOGIN, LoginPage))
    if not facts.is_stated_article or words < MIN_WORDS:
        causes += [(BOT, BotWall), (NOT_FOUND, ErrorPage), (OUT_OF_ORDER, ErrorPage), (LOGIN, LoginPage)]
    causes.append((PAYWALL, PaywallStub))
    for pattern, wall in causes:
        if (found := pattern.search(text)) is not None:
            raise wall(f"{facts.url}: {found[0]}")
    if facts.price.paywalled is not False:
        for line in _calls(page):
            if REGISTRATION.search(line) is not None:
                raise RegistrationWall(f"{facts.url}: {line}")
            if PAYWALL.search(line) is not None:
                raise PaywallStub(f"{facts.url}: {line}")


def _calls(page: ParsedPage) -> Iterator[str]:
    """The lines of the article's element that may say what one must do to read on; a heading is not in the text."""
    for element in page.outline.tagged("h2", "h3", "h4", "h5", "p"):
        around = list(element.iterancestors())
        tags = {each.tag for each in around}
        if "article" in tags and _APART.isdisjoint(tags) and not any(map(_is_hidden, around)):
            line = element_text(element)
            if len(line) <= MAX_CALL_CHARS:
                yield line


def _is_hidden(element: HtmlElement) -> bool:
    """Whether it is shown only when a script wants it."""
    return element.get("hidden") is not None or _OVERLAY.search(element.get("class", "")) is not None


def _has_password(page: ParsedPage) -> bool:
    return any(element.tag == "input" and element.get("type") == "password" for element in page.elements)
