"""The first stage: bytes -> one lxml tree, with everything that is no text already cut away.

Scripts, styles, drawings and comments are most of a news page's bytes and none of its
text. They are cut from the string before the parse, and the two kinds of script that
matter (JSON-LD, state payloads) are kept beside the tree.
"""

import codecs
import re
import sys
from dataclasses import dataclass, field

from lxml import etree, html
from lxml.html import HtmlElement

from pipelines import bounds
from pipelines.errors import Empty, NotHtml, TooLarge, TooNested
from pipelines.extraction.implied_tags import unwrap_forms, with_body
from pipelines.extraction.outline import Outline, outline
from pipelines.extraction.seams import keep_apart, without_readings
from pipelines.extraction.xml_documents import holds_listing, is_no_page

CODE_CHARS = 500  # of a script: a text of a few sentences with the code around it is longer
PARSER_DEPTH = 256  # elements inside each other: libxml2's own bound, which costs nothing to keep

_CUT = re.compile(r"<(?:!--|([sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE]|[sS][vV][gG])(?=[\s/>])([^>]*)>)")
_TAG_AND_ATTRIBUTES = re.compile(r"([A-Za-z][\w:-]*)([^<>]*)>")
_KEPT_ATTRIBUTE = re.compile(r"\s(?:class|id|itemprop|itemtype)=(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}')")
_WRAPPER = re.compile(
    r"</?(?:div|span|font|b|i|em|strong|table|tbody|tr|td|blockquote|ul|li|section)\b[^>]*>", re.I
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])  # in UTF-8 they stand for themselves alone
_BLANKED = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
# A reference to one of them gives a text that lxml reads and will not write back. Those to
# printable ASCII and to 1000–49999, all but every one, are passed over by the pattern itself.
_REFERENCE = re.compile(
    r"&#(?!0*(?:3[2-9]|[4-9]\d|1[013-9]\d|12[0-68-9]|[2-9]\d\d|[1-9]\d{3}|[1-4]\d{4});)"
    r"(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));?"
)
_ANY_TAG = re.compile(r"<[a-zA-Z!]")

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# https://encoding.spec.whatwg.org/#names-and-labels: what a browser reads under these labels
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
}


@dataclass(slots=True)
class ParsedPage:
    """One page after the only parse it gets."""

    url: str
    root: HtmlElement
    """The tree without scripts, styles, drawings and comments."""
    outline: Outline
    json_ld: list[str] = field(default_factory=list)
    """The text of each ``application/ld+json`` script."""
    payloads: list[str] = field(default_factory=list)
    """The text of each other script that holds data rather than code."""
    code: list[str] = field(default_factory=list)
    """The text of each further script that may hold data between its lines."""
    cut: list[str] = field(default_factory=list)
    """What a bound kept from being read: ``script``, ``tag``."""

    @property
    def elements(self) -> list[HtmlElement]:
        """All elements in page order."""
        return self.outline.elements


def parse(body: bytes, url: str, content_type: str = "") -> ParsedPage:
    """The page as a tree.

    Raises TooLarge over MAX_PAGE_BYTES or MAX_PAGE_TAGS, TooNested over MAX_PAGE_DEPTH, NotHtml for another
    media type, a feed or sitemap, or bytes without an element, Empty for no bytes.
    """
    if not body.strip():
        raise Empty(url)
    if len(body) > bounds.MAX_PAGE_BYTES:
        raise TooLarge(f"{url}: {len(body)} bytes")
    if not _may_be_html(body, content_type):
        raise NotHtml(f"{url}: {content_type or 'unknown type'}")
    text = decode(body, content_type)
    if is_no_page(text):
        raise NotHtml(f"{url}: XML of another kind")
    cut: list[str] = []
    kept, json_ld, payloads, code = _cut_scripts(text, cut)
    if not _ANY_TAG.search(kept):
        raise NotHtml(f"{url}: no element")
    root = _tree(_bounded(with_body(without_readings(kept)), url, cut), url)
    elements = outline(root)
    if holds_listing(elements.tags):
        raise NotHtml(f"{url}: a feed or sitemap")
    unwrap_forms(elements)
    keep_apart(elements)
    return ParsedPage(url, root, elements, json_ld, payloads, code, cut)


def decode(body: bytes, content_type: str = "") -> str:
    """The bytes as text: byte order mark, valid UTF-8, HTTP header, ``<meta>``, Windows-1252.

    Valid UTF-8 outranks the labels: other encodings hardly ever happen to be valid, and
    wrong labels are common.
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(marked, "replace")
    header = _HEADER_CHARSET.search(content_type)
    meta = _XML_CHARSET.search(body[:200]) or _META_CHARSET.search(body[:8192])
    labels = [header[1]] if header else []
    labels += [meta[1].decode("ascii", "replace")] if meta else []
    encodings = [encoding for label in labels if (encoding := _known(label)) is not None]
    if not (encodings and encodings[0].startswith(("utf-16", "utf-32", "iso2022", "hz"))):
        encodings.insert(0, "utf-8")
    for candidate in encodings:
        try:
            return body.decode(candidate)
        except UnicodeDecodeError:
            continue
    named = [encoding for encoding in encodings[1:] if encoding != "utf-8"]
    if named:
        return body.decode(named[0], "replace")
    broken = body.decode("utf-8", "replace")
    # a few broken sequences in a UTF-8 page, or a Windows-1252 page that does not say so
    high = sum(byte > 127 for byte in body)
    return broken if broken.count("\ufffd") * 5 < high else body.decode("cp1252", "replace")


def _known(label: str) -> str | None:
    name = _LABELS.get(label.lower(), label)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _may_be_html(body: bytes, content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type and not media_type.startswith("text/") and media_type not in _HTML_TYPES:
        return False
    return not body.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b"))


_HTML_TYPES = {"application/xhtml+xml", "application/xml", "application/octet-stream", "unknown/unknown"}


def _cut_scripts(text: str, cut: list[str]) -> tuple[str, list[str], list[str], list[str]]:
    """The page without scripts, styles, drawings and comments; JSON-LD; other data scripts; code.

    ``cut`` is told where one with data is longer than MAX_SCRIPT_CHARS, and left out.
    """
    pieces: list[str] = []
    json_ld: list[str] = []
    payloads: list[str] = []
    code: list[str] = []
    position = 0
    last_comment_end = text.rfind("-->")
    while opening := _CUT.search(text, position):
        pieces.append(text[position : opening.start()])
        if opening[1] is None:
            comment_start = opening.end() - 2
            # a comment that nothing closes is text to us: a browser would hide the rest of the page
            closed = comment_start <= last_comment_end
            position = text.find("-->", comment_start) + 3 if closed else opening.end()
            continue
        name = opening[1].lower()
        if opening[2].endswith("/") and name == "svg":
            position = opening.end()
            continue
        end = _closing(text, name, opening.end())
        content = text[opening.end() : end]
        if name == "script":
            kind = opening[2].lower()
            into = json_ld if "ld+json" in kind else payloads if _holds_data(kind, content) else None
            if into is not None and len(content) <= bounds.MAX_SCRIPT_CHARS:
                into.append(content)
            elif into is not None:
                cut.append("script")
            elif _may_hold_data(content):
                code.append(content)
        closing = text.find(">", end)
        position = closing + 1 if closing >= 0 else len(text)
        pieces.append(" ")
    pieces.append(text[position:])
    kept = "".join(pieces)
    if "&#" in kept:
        kept = _REFERENCE.sub(_storable_reference, kept)
    return kept, json_ld, payloads, code


def _holds_data(kind: str, content: str) -> bool:
    """Whether a script that is no JSON-LD holds data, by its attributes or by how it begins."""
    return bool("json" in kind or _PAYLOAD_START.match(content) or PUSHED.search(content, 0, PUSHED_WITHIN))


def _may_hold_data(content: str) -> bool:
    """Whether there may be data between the lines of a script's code."""
    return CODE_CHARS <= len(content) <= bounds.MAX_SCRIPT_CHARS and (':"' in content or ': "' in content)


def _bounded(text: str, url: str, cut: list[str]) -> str:
    """The page with no tag longer than MAX_TAG_CHARS; ``cut`` is told of one. Raises TooLarge over MAX_PAGE_TAGS."""
    if (tags := text.count("<")) > bounds.MAX_PAGE_TAGS:
        raise TooLarge(f"{url}: {tags} tags")
    if not _has_long_piece(text):
        return text
    pieces = text.split("<")
    for number, piece in enumerate(pieces):
        if len(piece) > bounds.MAX_TAG_CHARS and (shorter := _shortened(piece)) != piece:
            pieces[number] = shorter
            cut += ["tag"] * ("tag" not in cut)
    return "<".join(pieces)


def _has_long_piece(text: str) -> bool:
    """Whether more than MAX_TAG_CHARS stand between a ``<`` and the next."""
    start = 0  # of a piece; the next must begin within its length
    while len(text) - start > bounds.MAX_TAG_CHARS:
        opening = text.rfind("<", start, start + bounds.MAX_TAG_CHARS + 1)
        if opening < 0:
            return True
        start = opening + 1
    return False


def _storable_reference(match: re.Match[str]) -> str:
    """The reference as it stands, or a blank where it means no character that may be in a text."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return " " if number > sys.maxunicode or _CONTROL.match(chr(number)) else match[0]


# Data handed to a queue that the page's script will read: ``(q = q || []).push({…})``.
PUSHED = re.compile(r"\.push\(\s*(?=[{\[])")
PUSHED_WITHIN = 300  # characters from the beginning of the script
_PAYLOAD_START = re.compile(
    r"\s*(?:window|self|globalThis|var|let|const)?[\w.\[\]\"' ]{0,80}=\s*(?:JSON\.parse\()?[\"'{\[]"
    r"|\s*window\.__\w{1,40}__\s*="
)


def _closing(text: str, name: str, start: int) -> int:
    end = text.find(f"</{name}", start)
    if end < 0:
        end = text.find(f"</{name.upper()}", start)
    return end if end >= 0 else len(text)


def _shortened(piece: str) -> str:
    """What follows a ``<``, a tag with kilobytes of attributes reduced to those the extraction reads."""
    tag = _TAG_AND_ATTRIBUTES.match(piece)
    if tag is None or len(tag[2]) < bounds.MAX_TAG_CHARS:
        return piece
    return f"{tag[1]}{''.join(_KEPT_ATTRIBUTE.findall(tag[2])[:4])}>{piece[tag.end() :]}"


_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement, comment=html.HtmlComment)


def _parser() -> html.HTMLParser:
    """A parser whose elements are all of one class.

    lxml's own asks a function in Python for the class each time an element is touched, for the
    sake of forms, which nobody fills in here: two hundredths of all the time.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    return parser


def _tree(text: str, url: str) -> HtmlElement:
    try:
        root = _followed(text)
        if root is None:  # the wrappers mean nothing: without them the text may be less deep
            root = _followed(_WRAPPER.sub(" ", text))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NotHtml(f"{url}: {error}") from error
    if root is None:  # half a page is none
        raise TooNested(f"{url}: more than {bounds.MAX_PAGE_DEPTH} elements inside each other")
    return root


def _followed(text: str) -> HtmlElement | None:
    """The tree, or None where it is deeper than MAX_PAGE_DEPTH.

    libxml2 ends its reading at the 257th level, and drops all the rest of the page without a word to
    whoever does not ask. A lower bound is counted.
    """
    parser = _parser()
    root = html.document_fromstring(_storable(text), parser=parser)
    cut_short = any("depth" in entry.message.lower() for entry in parser.error_log)
    if cut_short or (bounds.MAX_PAGE_DEPTH < PARSER_DEPTH and _depth(root) > bounds.MAX_PAGE_DEPTH):
        return None
    return root


def _depth(root: HtmlElement) -> int:
    """Elements inside each other, the root among them."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _storable(text: str) -> bytes:
    """The text as UTF-8, blanks where it has characters that no text may hold."""
    try:
        raw = text.encode().translate(_BLANKED)
    except UnicodeEncodeError:  # half of a surrogate pair, from an odd encoding
        return _CONTROL.sub(" ", text).encode()
    for sign in _NO_CHARACTERS:
        raw = raw.replace(sign, b" ")
    return raw
