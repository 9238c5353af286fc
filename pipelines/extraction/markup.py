"""The elements of the page that may print headline, byline, time or standfirst."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from pipelines.extraction import masthead
from pipelines.extraction.labels import Question
from pipelines.extraction.masthead import key
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.phrases import Phrases
from pipelines.extraction.structured import element_text, fold
from pipelines.extraction.words import BY_PREFIX

MAX_CANDIDATES = 40
MAX_LABEL_CHARS = 500
MIN_HEAD_PARAGRAPH = 60  # a shorter line in the head of an article is a byline or a label
MAX_FOLDED = 8  # letters of a heading that count as two when its case is folded: "ß"
MAX_HEADINGS = 150  # h1 to h4 of a page: the headline is among the first, teasers follow

_BYLINE = Phrases(
    r"byline|by-line|(?<![a-z])authors?(?![a-z])|author[-_]?name|articleauthor|writer|reporter|"
    r"journalist|(?<![a-z])credits?(?![a-z])|"
    r"(?<![a-z])(?:autor(?:in|en|es|ka|a|e)?|auteurs?|assinatura|signature|yazar|muhabir|penulis|toimittaja|forfatter|"
    r"skribent|verfasser(?:in)?)(?![a-z])"
)
_TEASED = re.compile(r"thumb", re.I)
_PICTURE = re.compile(r"photo|image|img|picture|foto|caption|media|video|figure", re.I)
_SIGNATURE = re.compile(r"right|author|autor|sign(?!up)", re.I)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|as|a|i)?|auteurs?|autore|journalists?|journalistes?|reporters?|"
    r"redakteure?|forfatter|skribent|avtory?|yazar(?:lar)?|penulis|columnist[aes]?)"
    r"/[\w%.~-]{4,}/?(?:$|[?#])",
    re.I,
)
# Names that nobody gives to the first paragraph of the text: it may stand in one row with this.
_SURE_NAMES = (
    r"dek|chapeau|chapo|sottotitolo|sub[-_]?title|sub-?headline|synopsis|excerpt|lead-?text|"
    r"(?:article|story|page)[-_]*(?:summary|description|desc|abstract|sub-?head(?:ing)?)|headline[-_]*sub|"
    r"entradilla|bajada|copete|linha-?fina|ingress|ingressi|manchet|underrubrik|vorspann|anriss-?text|untertitel|"
    r"unterzeile|sommario|catenaccio|perex|zajawka|preface|einleitung|inleiding|strapline|sous-?titre|accroche"
)
_STANDFIRST = Phrases(
    rf"standfirst|(?<![a-z])(?:deck|lead|lede|teaser|intro|article[-_]*(?:lead|intro)|{_SURE_NAMES})(?![a-z])"
)
_BOXED_STANDFIRST = re.compile(r"(?<![a-z])(?:deck|lead|lede|intro)(?![a-z])", re.I)
_SURE_STANDFIRST = Phrases(rf"standfirst|(?<![a-z])(?:{_SURE_NAMES})(?![a-z])")
_TIME = Phrases(
    r"(?<![a-z])(?:date|time|datum|fecha|data|published|publish|timestamp|pubdate|datetime|"
    r"dateline)(?![a-z])|publi[sc]h|posted|(?:entry|post|article|news)[-_]?(?:date|time)"
)


@dataclass(slots=True)
class Markup:
    """Candidates in page order."""

    headings: list[HtmlElement] = field(default_factory=list)
    bylines: list[HtmlElement] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    standfirsts: list[HtmlElement] = field(default_factory=list)
    below: dict[str, HtmlElement] = field(default_factory=dict)
    """The key of a heading -> the one line right below it, which is neither text nor list nor box."""


def read(page: ParsedPage, title: str) -> Markup:
    """One walk over the elements that name themselves; ``title`` is the ``<title>``."""
    markup = Markup()
    markup.headings = page.outline.tagged("h1")[:MAX_CANDIDATES]
    markup.headings = markup.headings or _visual_headings(page, title)
    markup.times = page.outline.tagged("time")[:3]
    first_heading = markup.headings[0] if markup.headings else None
    places = {element: place for place, element in enumerate(page.elements)}
    head = -1 if first_heading is None else places[first_heading]
    printed: list[HtmlElement] = []
    for element in _named(page, places):
        kinds = _kinds(_name(element))
        if "b" in kinds and len(markup.bylines) < MAX_CANDIDATES:
            markup.bylines.append(element)
        if "t" in kinds and len(printed) < 5:
            printed.append(element)
        is_below = places[element] > head
        if "s" in kinds and is_below and len(markup.standfirsts) < 3 and _is_apart(element):
            markup.standfirsts.append(element)
    markup.times += printed
    if first_heading is not None:
        markup.standfirsts += _below_heading(first_heading, markup.standfirsts)
        lines = ((heading, _line_below(heading)) for heading in markup.headings[:MAX_HEADLINES])
        markup.below = {key(element_text(heading)): line for heading, line in lines if line is not None}
    return markup


def _line_below(heading: HtmlElement) -> HtmlElement | None:
    line = _next(heading)
    if line is None or line.tag not in _LINE_TAGS or not _is_matter(_next(line)):
        return None
    if next(line.iter(*_MEDIA, *_NO_LINE), None) is not None or len(line.findall(".//p")) > 1:
        return None
    text = element_text(line)
    if text[:1].isdecimal() or "|" in text or BY_PREFIX.match(text):
        return None  # when it was filed, and by whom
    linked = sum(len(element_text(link)) for link in line.iter("a"))
    least = MIN_SUBHEADLINE if line.tag in ("h2", "h3", "h4") else MIN_HEAD_PARAGRAPH
    return line if least <= len(text) <= MAX_LINE_CHARS and 2 * linked < len(text) else None


def _next(element: HtmlElement) -> HtmlElement | None:
    """What stands behind an element, or behind those around it that it closes."""
    for around in islice((element, *element.iterancestors()), MAX_WRAPPERS):
        if around.tag == "body" or (following := around.getnext()) is not None:
            return None if around.tag == "body" else following
    return None


def _is_matter(element: HtmlElement | None) -> bool:
    """Whether it is what stands between headline and text: a byline, a time, buttons, a picture."""
    if element is None:
        return False
    if next(element.iter("time", "button", "figure"), None) is not None:
        return len(element.findall(".//p")) <= MAX_MATTER_PARAGRAPHS
    return len(element_text(element)) < MAX_MATTER_CHARS


def _below_heading(heading: HtmlElement, known: list[HtmlElement]) -> list[HtmlElement]:
    """The long heading next to the headline, or the one paragraph below it in its own ``<header>``."""
    following = heading.getnext()
    if following is not None and following.tag in ("h2", "h3"):
        found = [following] if len(element_text(following)) >= MIN_HEAD_PARAGRAPH else []
        return [] if following in known else found
    head = next(heading.iterancestors("header", "hgroup"), None)
    if head is None:
        return []
    inside = list(head.iter("h1", "h2", "p"))
    below = inside[inside.index(heading) + 1 :] if heading in inside else []
    found = [e for e in below if len(element_text(e)) >= MIN_HEAD_PARAGRAPH and _is_bare(e)]
    return found if len(found) == 1 and found[0] not in known else []


def _is_bare(element: HtmlElement) -> bool:
    return (
        next(element.iterancestors("figure", "figcaption", "aside", "nav", "li", "a", "form"), None) is None
    )


_UNPRINTED = frozenset(["meta", "link", "html", "body", "img", "option", "input"])
_MEDIA = ("figure", "img", "picture", "video", "amp-img")
_LINE_TAGS = frozenset(["p", "div", "span", "strong", "em", "h2", "h3", "h4"])
_NO_LINE = ("form", "ul", "ol", "table", "time", "nav", "button", "input")
MAX_MATTER_CHARS = 120
MAX_MATTER_PARAGRAPHS = 3  # more are the text
MAX_WRAPPERS = 3  # elements around the headline that hold nothing else below it
MIN_SUBHEADLINE = 20  # characters of a heading below the headline; a shorter one is a kicker
MAX_HEADLINES = 3  # of h1: one is the masthead, one the headline
MAX_LINE_CHARS = 600
_OTHER_NAMES = ("rel", "itemprop", "data-testid")


def _named(page: ParsedPage, places: Mapping[HtmlElement, int]) -> list[HtmlElement]:
    """The elements that name themselves something of interest, in page order."""
    named = dict.fromkeys(page.outline.of_class(_names_a_kind))
    named |= dict.fromkeys(page.outline.having(*_OTHER_NAMES))
    return sorted((each for each in named if each.tag not in _UNPRINTED), key=places.__getitem__)


def _name(element: HtmlElement) -> str:
    return " ".join(filter(None, (element.get("class"), *map(element.get, _OTHER_NAMES))))


def _is_apart(element: HtmlElement) -> bool:
    if next(element.iter(*_MEDIA), None) is not None:
        return False  # the picture's box, with its caption
    if _stands_alone(element):
        return True
    # the first paragraph of a text is no heading, and has no box of its own
    is_sure = (
        element.tag in ("h2", "h3")
        or (element.tag == "div" and _BOXED_STANDFIRST.search(_name(element)) is not None)
        or _SURE_STANDFIRST.search(_name(element)) is not None
    )
    if not is_sure or element.tag not in ("p", "div", "h2", "h3", "strong"):
        return False
    before = element.itersiblings("p", preceding=True)
    return _is_bare(element) and not any(len(element_text(each)) >= MIN_HEAD_PARAGRAPH for each in before)


def _stands_alone(element: HtmlElement) -> bool:
    """Whether an element is apart from the paragraphs of the text, and no list of teasers."""
    parent = element.getparent()
    if parent is None or parent.tag in ("li", "a") or element.tag in ("a", "li", "ul", "section", "article"):
        return False
    if next(element.iterancestors("aside", "nav", "footer", "li", "a"), None) is not None:
        return False
    return len(parent.findall("p")) - (element.tag == "p") < 3 and len(element.findall(".//p")) <= 2


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ANY = _BYLINE | _STANDFIRST | _TIME


@lru_cache(maxsize=4_000)
def _kinds(label: str) -> str:
    """What a name says its element prints: b(yline), s(tandfirst), t(ime)."""
    if len(label) > MAX_LABEL_CHARS or not _ANY.may_be_in(label):
        return ""
    tests = (("b", _BYLINE), ("t", _TIME))
    kinds = "".join(letter for letter, pattern in tests if pattern.search(label))
    if _STANDFIRST.search(label) or _STANDFIRST.search(_CAMEL.sub("-", label)):
        kinds += "s"
    if _TEASED.search(label):
        kinds = kinds.replace("b", "")
    if _PICTURE.search(label):  # "lead-media", "teaser-image"
        kinds = kinds.replace("s", "")
        return kinds.replace("b", "") if "credit" in label.lower() else kinds
    return kinds


@Question
def _names_a_kind(label: str) -> bool:
    return _kinds(label) != ""


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
MAX_HEAD_LINE = 100  # characters: a line that prints a date or a name is short
HEAD_REACH = 250  # elements below the headline in which it is looked for
_VISUAL = frozenset(["b", "strong", "font", "big", "h2", "h3", "div", "span", "p", "td"])


def head_lines(page: ParsedPage, headings: list[HtmlElement]) -> Iterator[str]:
    """Short lines that stand soon after the headline, for pages whose markup names nothing."""
    below = not headings
    seen = 0
    for element in page.elements:
        below = below or element is headings[0]
        if not below or element.tag in ("script", "title", "option"):
            continue
        seen += 1
        if seen > HEAD_REACH:
            return
        for text in (element.text, element.tail):
            if text and len(text) < MAX_HEAD_LINE * 3 and 2 <= len(line := fold(text)) <= MAX_HEAD_LINE:
                yield line


def printed_dates(lines: Iterable[str]) -> Iterator[str]:
    """Those of the lines that name a year."""
    return (line for line in lines if _YEAR.search(line))


def author_links(page: ParsedPage) -> list[HtmlElement]:
    """Links to an author's own page, in page order: "/author/ana-ferreira"."""
    links = (link for link in page.outline.tagged("a") if _AUTHOR_PAGE.search(link.get("href", "")))
    return list(islice(links, MAX_CANDIDATES))


def is_set_apart(page: ParsedPage, line: str) -> bool:
    """Whether a line is printed as a signature is: bold or slanted as a whole, or on the right."""
    for element in page.root.iter("strong", "b", "em", "i", "p", "div"):
        if (element.text or "").strip()[:1] != line[:1] or element_text(element) != line:
            continue
        looks = f"{element.get('class') or ''} {element.get('style') or ''} {element.get('align') or ''}"
        if element.tag not in ("p", "div") or _SIGNATURE.search(looks):
            return True
    return False


def is_linked(page: ParsedPage, text: str) -> bool:
    """Whether a link prints this and nothing else."""
    return any(link.text and link.text.strip() == text for link in page.outline.tagged("a"))


def printed_heading(page: ParsedPage, wanted: AbstractSet[str]) -> str | None:
    """The first of these keys (`masthead.key`) that a heading prints, teasers' headings aside."""
    if not wanted:
        return None
    longest = max(map(len, wanted)) * 2 + 40
    shortest = min(map(len, wanted)) - MAX_FOLDED
    for element in page.outline.tagged("h1", "h2", "h3", "h4")[:MAX_HEADINGS]:
        text = element_text(element)
        if not shortest <= len(text) <= longest or _is_teaser(element):
            continue
        found = next((printed for printed in _printed_keys(element, text) if printed in wanted), None)
        if found is not None:
            return found
    return None


def _printed_keys(heading: HtmlElement, text: str) -> list[str]:
    """The heading's text, and each of its pieces: the kicker beside a headline is one."""
    return [key(text), *(key(fold(piece)) for piece in heading.itertext() if piece.strip())]


def _is_teaser(heading: HtmlElement) -> bool:
    return next(heading.iterancestors("li", "nav", "aside", "footer", "a"), None) is not None


def _visual_headings(page: ParsedPage, title: str) -> list[HtmlElement]:
    """Where no h1 is: the element that prints what the ``<title>`` begins with."""
    starts = {*masthead.beginnings(title), title}
    wanted = {start for start in starts if len(start) >= 12}
    if not wanted:
        return []
    for element in page.elements[:600]:
        if element.tag in _VISUAL and element.text and fold(element.text) in wanted:
            return [element]
    return []
