"""The correction notice: what a newsroom prints on its article about its own mistake."""

import re

from lxml.html import HtmlElement

from pipelines.extraction.labels import Question
from pipelines.extraction.outline import Outline
from pipelines.extraction.structured import Statements, element_text, fold

MIN_CHARS, MAX_CHARS = 12, 1_500  # a label alone is none; more is the article itself
MAX_NOTICES = 5
MAX_LABEL_CHARS = 500

_NAMED = re.compile(
    r"(?<![a-z])(?:corrections?|correction[-_]?(?:note|notice|text|box|body)|clarifications?|errat(?:um|a)|"
    r"article[-_]?correction|korrektur|berichtigung|rectificati[fvo]\w*|rettifica|fe[-_]de[-_]err\w+)(?![a-z])",
    re.I,
)
# A line that begins so speaks of the article itself, whatever its element is called.
_SPOKEN = re.compile(
    r"""^[\W_]*(?:
      (?:correction|clarification|erratum|errata|rectificatif|korrektur|berichtigung|richtigstellung
        |fe\ de\ err(?:atas|ores)|correcci[oó]n|rectificaci[oó]n|corre[çc][ãa]o|errata\ corrige|rettifica
        |correctie|rectificatie|r[äa]ttelse|rettelse|rettning|sprostowanie|исправление|уточнение|виправлення
        |düzeltme|تصحيح|تصويب|訂正|更正|勘误|정정|바로잡습니다)
        (?:[^\w:：—–-][^:：\n]{0,40})? \s* [:：—–】\]-] \s* \S
    | (?:an?\ |the\ )?(?:earlier|previous|original)\ versions?\ of\ this\ (?:article|story|report|piece|post)
    | this\ (?:article|story|report|piece|post)\ (?:was|has\ been)\ (?:amended|corrected|updated\ to\ correct)
    | (?:editor[’']?s?\ note\s*:\s*)?(?:an|the)\ (?:earlier|previous)\ version
    | in\ einer\ (?:früheren|vorherigen|ersten)\ (?:version|fassung)
    | une\ (?:première\ )?version\ (?:précédente|antérieure)\ de\ (?:cet\ article|ce\ texte)
    | una\ versión\ (?:anterior|previa)\ de\ (?:este|esta)
    | una\ (?:precedente\ versione|versione\ precedente)\ di\ questo
    | uma\ versão\ anterior\ d(?:este|esta)
    | in\ een\ eerdere\ versie\ van
    | в\ (?:предыдущей|первой)\ версии
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What such a line can begin with: looked up before the pattern, which is slow on a thousand elements.
_FIRST_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        correction clarification erratum errata rectificatif korrektur berichtigung
        richtigstellung fe corrección correccion rectificación rectificacion correção correçao
        correcão correcao rettifica correctie rectificatie rättelse rattelse rettelse rettning
        sprostowanie исправление уточнение виправлення düzeltme تصحيح تصويب 訂正 更正 勘误 정정 바로잡습니다 a
        an the earlier previous original this editor in une una uma в
        """,
    )
)
# Without any of these in all the text of a page no line of it is such a line.
_TELLING = (
    "corre", "clarif", "errat", "version", "versión", "versie", "versão", "версии", "amended", "fassung",
    "rectificat", "rectificaci", "berichtigung", "richtigstellung", "korrektur", "errores", "rettifica", "ättelse",
    "rattelse", "rettelse", "rettning", "sprostowanie", "исправление", "уточнение", "виправлення",
    "düzeltme", "تصحيح", "تصويب", "訂正", "更正", "勘误", "정정", "바로잡습니다",
)  # fmt: skip
_FIRST_WORD = re.compile(r"[\W_]*(\w+)")
_AFTER_LABEL = re.compile(r"[:：—–】\]]\s*\S")
_CONTAINERS = frozenset(["a", "html", "body", "nav", "ul", "article", "main"])
_BLOCKS = frozenset(["p", "div", "em", "i", "li", "small", "blockquote"])
_MAX_INSIDE = 12  # elements inside a line of text: a container of the whole article has more


def read(page: Outline, statements: Statements, shown: str) -> str | None:
    """The notice as printed, several joined by a blank; None where the page prints none.

    ``shown`` is all the text of the page.
    """
    found: list[str] = []
    for element, is_named in _candidates(page, shown):
        if len(found) == MAX_NOTICES:
            break
        text = _notice(element, is_named)
        if text is not None and not any(text in other for other in found):
            found.append(text)
    stated = statements.article.get("correction")
    stated = stated.get("text") if isinstance(stated, dict) else stated
    if not found and isinstance(stated, str) and MIN_CHARS <= len(fold(stated)) <= MAX_CHARS:
        found = [fold(stated)]
    return " ".join(found) or None


def _candidates(page: Outline, shown: str) -> list[tuple[HtmlElement, bool]]:
    """The elements that may hold a notice, in page order, each with whether it calls itself one."""
    named = [element for element in page.of_class(_is_named) if element.tag not in _CONTAINERS]
    folded = shown.casefold()
    if not any(word in folded for word in _TELLING):
        return [(element, True) for element in named]
    called = frozenset(named)
    return [
        (element, element in called)
        for element in page.elements
        if element in called or (element.tag in _BLOCKS and _begins(element) and len(element) <= _MAX_INSIDE)
    ]


def _notice(element: HtmlElement, is_named: bool) -> str | None:
    text = element_text(element)
    if not MIN_CHARS <= len(text) <= MAX_CHARS or not (is_named or _SPOKEN.match(text)):
        return None
    if is_named and next(element.iterancestors("nav", "footer", "header"), None) is not None:
        return None
    # A link to the corrections page is no correction.
    linked = sum(len(element_text(link)) for link in element.iter("a"))
    return None if linked > 0.8 * len(text) else text


@Question
def _is_named(label: str) -> bool:
    return len(label) <= MAX_LABEL_CHARS and bool(_NAMED.search(label))


def _begins(element: HtmlElement) -> bool:
    """A cheap look at the first words, so that only few elements are read whole."""
    start = (element.text or "").strip()[:200]
    if not start and len(element):
        # The label stands in an element of its own: <strong>Correction:</strong> or <b>Correction</b>: …
        first = element[0]
        start = f"{(first.text or '').strip()} {(first.tail or '').strip()[:60]}".strip()
        start += "" if _AFTER_LABEL.search(start) else ": x"
    first_word = _FIRST_WORD.match(start)
    return first_word is not None and first_word[1].casefold() in _FIRST_WORDS and bool(_SPOKEN.match(start))
