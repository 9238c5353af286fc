"""Whether one must pay to read an article, and who says so.

The rule: an article that shows a real part of its text is filed, ``paywalled`` being True; a
page with less than STUB_WORDS of text behind a paywall is a stub and no article.

Witnesses in their order: JSON-LD, ``<meta>``, a box on the page that names itself a barrier
and says that one must subscribe, the last paragraph of the text, filler in place of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.extraction.labels import Question
from pipelines.extraction.outline import Outline
from pipelines.extraction.phrases import Phrases
from pipelines.extraction.structured import Json, Statements, element_text
from pipelines.extraction.wall_words import FILLER, PAYWALL

STUB_WORDS = 40  # two sentences: a teaser; the shortest real part of a paid text in the corpora has 61
MAX_BARRIER_CHARS = 1_200
MAX_NOTICE_CHARS = 300
MAX_REASON_CHARS = 120
MAX_NAME_CHARS = 300
MIN_FILLER_WORDS = 8
FILLER_SHARE = 0.6  # of a paragraph's words; half of Latin's small words are among them

_SIGNS_OF_FILLER = ("ipsum", "Ipsum", "ipsam", "voluptat", "consectetur")
_BARRIER = Phrases(
    r"pay-?wall|paid-?content|"
    r"(?:subscri\w+|premium|reg(?:istration)?|content|abo|article|pay|member\w*|plus)[-_]*(?:wall|barrier|gate|lock|"
    r"block|offer|prompt|overlay|box|teaser|only)|(?:barrier|piano-|tp-container|offer-page|reg-?wall|locked|"
    r"restricted|exclusive)"
)


@dataclass(slots=True, frozen=True)
class Paywall:
    """What a page says of its price."""

    paywalled: bool | None = None
    reason: str | None = None
    """In the witness's words: ``isAccessibleForFree: false``, ``Subscribe to continue reading``."""
    witness: str | None = None


def barrier(page: Outline) -> str | None:
    """What a box that bars the way says; asked before the boxes are pruned."""
    for element in page.called(_names_barrier):
        if len("".join(element.text_content().split())) > MAX_BARRIER_CHARS:
            continue  # a quick look: the whole page may be called "premium-content"
        text = element_text(element)
        if len(text) <= MAX_BARRIER_CHARS and PAYWALL.search(text) is not None:
            return _said(element)
    return None


def _said(box: HtmlElement) -> str:
    """What bars the way in a box of several lines and buttons."""
    lines = (element_text(element) for element in box.iter() if isinstance(element.tag, str))
    line, found = min(
        ((line, found) for line in lines if (found := PAYWALL.search(line)) is not None),
        key=lambda pair: len(pair[0]),
    )
    return _excerpt(line, found)


@Question
def _names_barrier(name: str) -> bool:
    return len(name) <= MAX_NAME_CHARS and _BARRIER.search(name) is not None


def read(statements: Statements, barred: str | None, paragraphs: Sequence[str], filler: bool) -> Paywall:
    """The price of the article; ``barred`` is what `barrier` found, ``filler`` whether some was dropped."""
    for node in (statements.article, *statements.nodes):
        stated = _free(node)
        if stated is not None:
            return Paywall(not stated, f"isAccessibleForFree: {str(stated).lower()}", "json-ld")
    item = _free({"isAccessibleForFree": statements.first("isaccessibleforfree")})
    if item is not None:
        return Paywall(not item, f"isAccessibleForFree: {str(item).lower()}", "meta")
    tier = (statements.first("article:content_tier", "og:article:content_tier") or "").lower()
    if tier in _TIERS:
        return Paywall(_TIERS[tier], f"article:content_tier: {tier}", "meta")
    if barred is not None:
        return Paywall(True, barred, "markup")
    if paragraphs and len(paragraphs[-1]) <= MAX_NOTICE_CHARS:
        found = PAYWALL.search(paragraphs[-1])
        if found is not None:
            return Paywall(True, _excerpt(paragraphs[-1], found), "text")
    if filler:
        return Paywall(True, "filler in place of the text", "text")
    return Paywall()


_TIERS = {"free": False, "metered": True, "locked": True, "premium": True}


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


def _excerpt(text: str, found: re.Match[str]) -> str:
    """The sentence around what was found, bounded."""
    start = max((text.rfind(stop, 0, found.start()) for stop in (". ", "! ", "? ")), default=-1)
    return text[start + 2 if start >= 0 else 0 :][:MAX_REASON_CHARS].strip()


def ends_in_notice(paragraphs: Sequence[str]) -> bool:
    """Whether the last paragraph is the barrier's and none of the text."""
    return (
        len(paragraphs) > 1
        and len(paragraphs[-1]) <= MAX_NOTICE_CHARS
        and PAYWALL.search(paragraphs[-1]) is not None
    )


def drop_filler(root: HtmlElement, shown: str) -> bool:
    """Take filler paragraphs out of the tree, whose text is ``shown``; whether there were any."""
    if not any(word in shown for word in _SIGNS_OF_FILLER):
        return False
    filler = [each for each in root.iter("p", "div") if len(each) == 0 and is_filler(each.text or "")]
    for element in filler:
        element.text = None
    return bool(filler)


def is_filler(paragraph: str) -> bool:
    """Lorem ipsum, printed and blurred where a paid text would stand."""
    words = [word for word in re.findall(r"\w+", paragraph.lower()) if not word.isdecimal()]
    if len(words) < MIN_FILLER_WORDS:
        return False
    return sum(word in FILLER for word in words) >= FILLER_SHARE * len(words)
