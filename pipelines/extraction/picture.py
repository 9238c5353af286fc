"""The lead image: its address, what is printed below it, and whose it is.

The address that the page states for sharing, or names in JSON-LD, or else the first figure's
below the headline. Caption and credit are read from the figure that shows this image; where
none can be told by its address, from the first captioned figure of the article. JSON-LD fills
what the markup does not print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.extraction.captions import MAX_BOX_CHARS, frames
from pipelines.extraction.media import absolute
from pipelines.extraction.structured import Json, Statements, element_text, fold, text_of

MAX_FIGURES = 12  # of a page: the lead image stands in one of the first
LEAST_FRAMED_PIXELS = 150  # across: less is an icon
LEAST_FRAMED_CHARS = 20  # of a caption
MAX_CAPTION_CHARS = 600
MAX_CREDIT_CHARS = 120
MIN_STEM_CHARS = 6  # of a file's name: "image.jpg" is on every page

_CREDIT_CLASS = re.compile(
    r"credit|copyright|source|photographer|fotograf|photo-?by|agency|rights|urheber|quelle|auteur|author|byline",
    re.I,
)
_CAPTION_CLASS = re.compile(r"caption|legend|bildunterschrift|cutline|imagetext", re.I)
_LABEL_WORDS = (
    r"(?:image|photo|picture|foto|bild|video)?\s?(?:credits?|crédits?|courtesy(?: of)?|source|quelle|fuente|fonte|"
    r"bron)|"
    r"photo(?:graph|graphy|s|graphie)?|image[nm]?|immagine|autore?|picture|foto(?:grafie|graf|s)?|bild|symbolbild|illustration|"
    r"copyright|ảnh|kuva|zdjęcie|fotoğraf|fotó|fotografia|fotografía|фото|снимка|коллаж|источник|φωτο(?:γραφία)?|"
    r"फोटो|ছবি|写真|사진|摄影|攝影|资料图|資料照|图源|圖源|صورة|عکس|تصویر|תצלום|צילום|ภาพ"
)
_LABEL = re.compile(
    rf"^[\s(\[|/]*(?:(?:{_LABEL_WORDS})\s*(?:by\b|von\b|de\b|[:\uff1a/@])|fot\.|©|\(c\))\s*[:©]?\s*", re.I
)
_AT_END = re.compile(
    rf"(?:^|[\s.?!(\[|\u2013\u2014/])[(\[]?"
    rf"((?:{_LABEL_WORDS})\s*(?:by\b|[:\uff1a/@])\s*[^.]{{2,80}}|(?:©|\(c\)|fot\.)\s*.{{2,80}})[)\]]?\.?$",
    re.I,
)
_BRACKET = re.compile(r"(?:^|\s)[(\[]((?=[^()]*/|[^a-z]+\)$|[A-Z]\w+ [A-Z]\w+\)$)[^()\[\]]{2,60})[)\]]\.?$")
_TAKEN_BY = re.compile(
    r"(?:[\uff08(](?P<round>[^\uff08\uff09()\u3002]{2,24}(?:\u651d|\u6444|\u64ae\u5f71|\u63d0\u4f9b))[\uff09)]\u3002?"
    r"|(?<=\u3002)\s?(?P<apart>[^\u3002\uff0c]{2,16}?\s?(?:\u651d|\u6444|\u64ae\u5f71))"
    r"|[\uff1d=\u3001](?P<japanese>[^\uff1d=\u3001\u3002\uff08\uff09\d]{2,14}(?:\u64ae\u5f71|\u63d0\u4f9b)))$"
)
"""Chinese and Japanese papers set the work behind the name."""
_STOCK = (
    "getty|afp|reuters|efe|epa|ap|dpa|ansa|imago|alamy|istock|shutterstock|nurphoto|bloomberg|anadolu|ntb|tt|"
    "pap|apa|aap"
)
_AGENCY_AT_END = re.compile(
    rf"(?<=[^\W_]{{2}}[.!?])\s"
    rf"((?=[^/]*/[^/]*$)(?:[^./]{{2,40}}/\s?(?:{_STOCK})\b[^.]{{0,25}}|(?:{_STOCK})\s?/[^.]{{2,40}}))$",
    re.I,
)
"""``Otto Zell/Getty Images`` in a sentence of its own."""
_BEHIND = re.compile(r"\s[|/]\s*([^.|]{2,60})$")
_BUTTON = re.compile(r"\s*(?:vis mer|visa mer|show more|read more|mehr anzeigen|enlarge|vergrößern)$", re.I)
# What a page shows until the picture is loaded, or where there is none.
_STAND_IN = re.compile(
    r"(?:blank|spacer|pixel|transparent|1x1|place-?holder|no[-_]?(?:image|photo|picture)|apple-touch-icon.*|favicon.*)$",
    re.I,
)
_SIZE = re.compile(r"[-_]?\d{2,5}x\d{2,5}|[-_@]\d+x?$|[-_](?:scaled|large|medium|small|thumb)$", re.I)


@dataclass(slots=True, kw_only=True)
class Picture:
    """The lead image of an article; None where the page does not say."""

    address: str | None = None
    caption: str | None = None
    """Without the credit."""
    credit: str | None = None
    """Without "Photo:" or a copyright sign."""
    witness: str | None = None
    """Of the address."""
    caption_witness: str | None = None
    credit_witness: str | None = None


def read(statements: Statements, root: HtmlElement, url: str) -> Picture:
    """The lead image; ``root`` is the page's tree before the furniture is taken off it."""
    node = _node(statements)
    picture = Picture()
    for stated, witness in (
        (statements.first("og:image", "og:image:url", "og:image:secure_url"), "meta"),
        (_address(statements, statements.article.get("image")), "json-ld"),
        (statements.first("twitter:image", "twitter:image:src"), "meta"),
        (_address(statements, statements.article.get("thumbnailUrl")), "json-ld"),
    ):
        if stated and (full := absolute(stated, url)) is not None and not _STAND_IN.match(_stem(full)):
            picture.address, picture.witness = full, witness
            break
    figure = _figure(root, picture.address)
    if figure is not None:
        _describe(picture, figure)
        shown = next(_sources(figure), None)
        if picture.address is None and shown is not None:
            picture.address, picture.witness = absolute(shown, url), "markup"
    if picture.caption is None and (said := text_of(node.get("caption"))) is not None:
        picture.caption, at_end = parted(said[:MAX_CAPTION_CHARS])
        picture.caption_witness = "json-ld" if picture.caption is not None else None
        if picture.credit is None and at_end is not None:
            picture.credit, picture.credit_witness = at_end, "json-ld"
    if picture.credit is None:
        picture.credit = _stated_credit(statements, node)
        picture.credit_witness = "json-ld" if picture.credit is not None else None
    return picture


def parted(caption: str) -> tuple[str | None, str | None]:
    """A caption without the credit at its end, and the credit."""
    caption = _BUTTON.sub("", caption)
    if caption.lstrip()[:1] == "/":  # nothing before the bar that parts them
        return None, _credit(caption)
    caption = caption.lstrip(" .:;,|")
    if "/" in caption or not caption.isascii():
        found = _BRACKET.search(caption) or _TAKEN_BY.search(caption) or _AT_END.search(caption)
        found = found or _AGENCY_AT_END.search(caption) or _BEHIND.search(caption)
    else:
        found = _AT_END.search(caption) or _BRACKET.search(caption) or _BEHIND.search(caption)
    if found is None:
        return caption or None, None
    rest = caption[: found.start()].rstrip(" (|[/\u2013\u2014")
    if rest and (sign := caption[found.start() : found.start() + 1]) in (".", "?", "!"):
        rest += sign
    return rest or None, _credit(found[found.lastindex or 1])


def _describe(picture: Picture, figure: HtmlElement) -> None:
    captions = [figure] if figure.tag == "table" else [e for e in figure.iter("figcaption")]
    captions = captions or [e for e in figure.iter() if _CAPTION_CLASS.search(str(e.get("class") or ""))]
    credits = [e for e in figure.iter("span", "small", "cite", "p", "div", "em", "a") if _is_credit(e)]
    text = element_text(captions[0]) if captions else ""
    credit = element_text(credits[0]) if credits else ""
    if credit and len(credit) <= MAX_CREDIT_CHARS:
        picture.credit = _credit(credit)
        text = fold(text.replace(credit, "", 1)).rstrip(" (|")
    caption, at_end = parted(text)
    picture.credit = picture.credit or at_end
    if caption is not None and len(caption) <= MAX_CAPTION_CHARS and any(map(str.isalpha, caption)):
        picture.caption, picture.caption_witness = caption, "markup"
    picture.credit_witness = "markup" if picture.credit is not None else None


def _is_credit(element: HtmlElement) -> bool:
    name = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return _CREDIT_CLASS.search(name) is not None and _CAPTION_CLASS.search(name) is None


def _credit(text: str) -> str | None:
    bare = text
    for _ in range(2):
        bare = _LABEL.sub("", bare)
    bare = _BUTTON.sub("", bare).strip(" |/.:;,©[]")
    if (bare[:1] == "(" and bare[-1:] == ")") or bare.count("(") != bare.count(")"):
        bare = bare.strip("() ")
    return bare if 2 <= len(bare) <= MAX_CREDIT_CHARS else None


def _figure(root: HtmlElement, address: str | None) -> HtmlElement | None:
    """The figure that shows the image, else the first with a caption."""
    figures = [f for f in islice(root.iter("figure"), MAX_FIGURES) if not _is_elsewhere(f)]
    if not figures:
        figures = [
            t for t in islice(root.iter("table"), MAX_FIGURES) if _is_frame(t) and not _is_elsewhere(t)
        ]
    stem = _stem(address) if address else ""
    if len(stem) >= MIN_STEM_CHARS:
        for figure in figures:
            if any(_stem(source) == stem for source in _sources(figure)):
                return figure
    return next((f for f in figures if f.tag == "table" or f.find(".//figcaption") is not None), None)


def _is_frame(table: HtmlElement) -> bool:
    """Whether one picture is framed with its caption; what is linked is an advert or a teaser."""
    pictures = table.findall(".//img")
    if len(pictures) != 1 or not frames(table) or table.find(".//a") is not None:
        return False
    width = pictures[0].get("width") or ""
    is_small = width.isdecimal() and int(width) < LEAST_FRAMED_PIXELS
    caption = element_text(table)
    return not is_small and LEAST_FRAMED_CHARS <= len(caption) <= MAX_BOX_CHARS


def _is_elsewhere(figure: HtmlElement) -> bool:
    return next(figure.iterancestors("aside", "nav", "footer", "a", "li"), None) is not None


def _sources(figure: HtmlElement) -> Iterator[str]:
    for image in figure.iter("img", "source", "meta"):
        for name in ("src", "data-src", "data-original", "content"):
            value = image.get(name)
            if value and not value.startswith("data:") and (name != "content" or "://" in value):
                yield value
        for name in ("srcset", "data-srcset"):
            candidates = (image.get(name) or "").split()
            if candidates:
                yield candidates[0].rstrip(",")


def _stem(address: str) -> str:
    """A file's name without type and size: derivatives of one picture share it."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    name = path.rstrip("/").rpartition("/")[2]
    return _SIZE.sub("", name.partition(".")[0]).lower()


def _node(statements: Statements) -> Json:
    value = statements.article.get("image")
    node = statements.resolve(value[0] if isinstance(value, list) and value else value)
    return node if isinstance(node, dict) else {}


def _address(statements: Statements, value: object) -> str | None:
    value = statements.resolve(value[0] if isinstance(value, list) and value else value)
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("@id")
        if isinstance(value, list):
            value = value[0] if value else None
    return value if isinstance(value, str) else None


def _stated_credit(statements: Statements, node: Json) -> str | None:
    for name in ("creditText", "copyrightHolder", "creator", "author", "copyrightNotice"):
        text = text_of(statements.resolve(node.get(name)))
        if text is not None and (credit := _credit(text)) is not None and "://" not in credit:
            return credit
    return None
