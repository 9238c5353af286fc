"""The headline as printed above the text.

Witnesses, best first:

1. An h1 of the page, where the page's own metadata agrees with it. Of an h1 that prints a
   kicker, a date or a label beside the headline, the part that the metadata names. An h1 that
   leads to the front page is the masthead.
2. Another heading, where it prints ``og:title`` word for word and the h1 does not: many
   sites keep an h1 for search engines and print the editors' headline in an h2. Where the one
   only goes on from the other, the h1 stays: the other heading is a teaser or a summary's.
3. Where no metadata agrees with an h1: a heading that prints how the ``<title>`` begins.
4. What JSON-LD and the ``<title>`` both say, word for word: the h1 of a live page runs on.
5. The only h1 that is not the site's masthead.
6. A heading that prints a part of the ``<title>``, on pages whose h1 is the masthead.
7. The metadata: JSON-LD, ``og:title``, microdata, ``twitter:title``, ``<title>``, the feed; of
   several parts the one that the address spells out.

The name of the site is taken off all of them. An h1 that metadata agrees with outranks what all
metadata says otherwise: on labelled pages the statements, however many of them agree, are the
printed headline less often than it is.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines import bounds
from pipelines.extraction import address, masthead
from pipelines.extraction.masthead import key as key
from pipelines.extraction.structured import Statements, element_text, fold, text_of
from pipelines.items import Hints

MAX_HEADINGS = 20
MAX_PIECES = 12  # of a heading: kicker, colon, headline; one that has more is laid out word by word
MIN_PART_CHARS = 8  # letters of a headline that is only a part of its heading
UNSPACED_CHARS = 12  # in two words: more is a script that sets no blanks, or sets them by the clause
AGREES = 0.5  # share of words: a heading and a title of two stories share a name or two

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2032\u2033", '\'\'"""""\'"')
_MASTHEAD = re.compile(
    r"logo|brand|masthead|site[-_]?(?:title|name|header|heading)|nom_site|navbar|"
    r"visually-?hidden|screen-?reader|sr-only",
    re.I,
)
_WORD = re.compile(r"\w+")

Find = Callable[[AbstractSet[str]], str | None]
"""The first of these keys that a heading of the page prints."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Site:
    """What is known of the publisher: none of it is a headline."""

    names: frozenset[str]
    """In lower case."""
    affixes: frozenset[str] = frozenset()
    """Keys of what its other titles, or this page's masthead, were seen to carry around a headline."""
    page: str = ""
    """The address of the page that is read."""

    def strip(self, title: str) -> str:
        """The title without the site."""
        return _stripped(title, self.names, self.affixes)


@lru_cache(maxsize=64)  # a page states one title in five places
def _stripped(title: str, names: frozenset[str], affixes: frozenset[str]) -> str:
    return masthead.strip(title, names, affixes)


def read(
    statements: Statements,
    headings: list[HtmlElement],
    find: Find,
    site: Site,
    hints: Hints | None,
) -> tuple[str | None, str | None]:
    """The headline and its witness; ``headings`` are the page's h1 elements in order."""
    taken = {key(element_text(heading)) for heading in headings[:MAX_HEADINGS]}
    headings, site = _without_mastheads(headings[:MAX_HEADINGS], site)
    stated = _stated(statements, site, hints)
    headings = [h for h in headings if not _closes_title(h, statements.title, site, find)]
    agreement, printed, lines = _best(headings, stated, site)
    social = site.strip(statements.first("og:title") or "")
    goes_on = agreement >= AGREES and _goes_on(key(printed or ""), key(social))
    if social and key(social) not in lines and not goes_on and find({key(social)}) is not None:
        return _clip(social), "markup"
    if printed is not None and (agreement >= AGREES or not stated):
        return _clip(printed), "markup"
    found = _found_without_agreement(statements, headings, taken | site.affixes, find, site)
    if found is not None:
        return _clip(found[0]), found[1]
    if stated:
        title, witness = _bare(stated)
        return _clip(_addressed(title, site.page)), witness
    return None, None


def _without_mastheads(headings: list[HtmlElement], site: Site) -> tuple[list[HtmlElement], Site]:
    """The headings that do not lead to the front page, and the site, called what the others call it too."""
    mastheads = [heading for heading in headings if _leads_home(heading, site.page)]
    if not mastheads:
        return headings, site
    printed = (line for heading in mastheads for line in (element_text(heading), *heading.itertext()))
    affixes = site.affixes | {named for line in printed if (named := key(fold(line)))}
    return [h for h in headings if h not in mastheads], replace(site, affixes=affixes)


def _leads_home(heading: HtmlElement, page: str) -> bool:
    """Whether all of a heading is a link to the front page; no headline of the labelled pages is."""
    link = next(heading.iter("a"), None)
    if link is None:
        link = next(heading.iterancestors("a"), None)
    elif key(element_text(link)) != key(element_text(heading)):
        return False
    return link is not None and address.leads_home(link.get("href", ""), page)


def _goes_on(one: str, other: str) -> bool:
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _addressed(title: str, page: str) -> str:
    """The part of a title that the page's address spells out, or the whole."""
    parts = masthead.parts(title)
    if len(parts) < 2:
        return title
    return next((part for part in parts if address.spells(page, part)), title)


def _found_without_agreement(
    statements: Statements,
    headings: list[HtmlElement],
    taken: AbstractSet[str],
    find: Find,
    site: Site,
) -> tuple[str, str] | None:
    """The headline and its witness, where no statement agrees with an h1; ``taken`` are keys of no headline."""
    title = statements.title
    fronts = [site.strip(title), *(front for front, _ in masthead.cuts(title))]
    if (opening := _found(fronts, taken, find)) is not None:
        return opening, "markup"
    if (agreed := _agreed(statements, site)) is not None:
        return agreed, "json-ld"
    if (lone := _lone(headings, title, site)) is not None:
        return lone, "markup"
    part = _found(masthead.parts(title), taken, find)
    return None if part is None else (part, "markup")


def _found(pieces: list[str], taken: AbstractSet[str], find: Find) -> str | None:
    """The piece of a ``<title>`` that a heading prints, other than those ``taken``."""
    by_key = {key(piece): piece for piece in reversed(pieces)}
    found = find({piece for piece in by_key.keys() - taken if len(piece) >= MIN_PART_CHARS})
    return None if found is None else by_key[found]


def _agreed(statements: Statements, site: Site) -> str | None:
    """What JSON-LD and the ``<title>`` both call the article, word for word."""
    headline = site.strip(text_of(statements.article.get("headline")) or "") if statements.rank >= 2 else ""
    return headline if headline and key(headline) == key(site.strip(statements.title)) else None


def _closes_title(heading: HtmlElement, title: str, site: Site, find: Find) -> bool:
    """Whether a heading prints what a ``<title>`` ends in, and another one the longer part before that.

    "Children at work | The foundation": the site's name, or a strapline.
    """
    own = key(element_text(heading)[: bounds.MAX_TITLE_CHARS])
    for front, tail in (*masthead.cuts(title), *masthead.cuts(site.strip(title))):
        if own and key(tail) == own and len(key(front)) > len(own) and find({key(front)}) is not None:
            return True
    return False


def _bare(stated: list[tuple[str, str]]) -> tuple[str, str]:
    """The best witness's title, or another's that is the same without a tail set after a joint.

    "A headline-Politics" beside "A headline": two places of one page differ by what the page
    template adds, never by half a headline.
    """
    whole = stated[0][0]
    begun = {part for part in map(key, masthead.beginnings(whole)) if 2 * len(part) > len(key(whole))}
    return next((one for one in stated[1:] if key(one[0]) in begun), stated[0])


def _best(
    headings: list[HtmlElement], stated: list[tuple[str, str]], site: Site
) -> tuple[float, str | None, AbstractSet[str]]:
    """How much the metadata agrees with a heading, the one that it agrees with most, and keys of its lines."""
    best: tuple[float, str | None, AbstractSet[str]] = (0.0, None, frozenset())
    titles = list(dict.fromkeys(title for title, _ in stated))
    for heading in headings[:MAX_HEADINGS]:
        text = _named_part(heading, titles)
        if not text or text.casefold() in site.names:
            continue
        agreement = max((_agreement(text, title) for title in titles), default=0.0)
        if best[1] is None or agreement > best[0] + 0.05:
            printed = site.strip(text)
            best = (agreement, printed, _lines(heading, text) | {key(printed)})
    return best


def _lines(heading: HtmlElement, printed: str) -> AbstractSet[str]:
    """Keys of what was weighed when this was taken for the headline: the other lines of its heading too."""
    whole = key(element_text(heading))
    return {key(printed), *(key(fold(line)) for line in heading.itertext() if key(printed) != whole)}


def _named_part(heading: HtmlElement, titles: list[str]) -> str:
    """The heading's text, or the longest run of its pieces that a stated title is, the best witness's first."""
    text = element_text(heading)[: bounds.MAX_TITLE_CHARS * 2]
    pieces = [piece for piece in map(fold, heading.itertext()) if piece]
    if not 1 < len(pieces) <= MAX_PIECES:
        return text
    named = [*titles, *(part for title in titles for part in masthead.beginnings(title))]
    by_key = {key(title): title for title in reversed(named)}
    ranks = {one: rank for rank, one in enumerate(dict.fromkeys(map(key, named)))}
    for length in range(len(pieces), 0, -1):
        runs = [key(" ".join(pieces[start : start + length])) for start in range(len(pieces) - length + 1)]
        known = [run for run in runs if run in ranks and (len(runs) == 1 or len(run) >= MIN_PART_CHARS)]
        if known:
            return by_key[min(known, key=ranks.__getitem__)]
    return text


def _lone(headings: list[HtmlElement], title: str, site: Site) -> str | None:
    """The text of the only heading that is no masthead, on a page without a second one."""
    candidates = [
        text
        for heading in headings[:MAX_HEADINGS]
        if (text := element_text(heading)) and not _is_masthead(heading, text, title, site)
    ]
    return site.strip(candidates[0]) if len(candidates) == 1 else None


def _is_masthead(heading: HtmlElement, text: str, title: str, site: Site) -> bool:
    if text.casefold() in site.names or key(text) in {key(piece) for piece in masthead.parts(title)[1:]}:
        return True
    around = [heading, *list(heading.iterancestors())[:2], *list(heading)[:1]]
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    if any(_MASTHEAD.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around):
        return True
    return any(link.get("href", "").rstrip("/").count("/") in (0, 2) for link in links)


def _stated(statements: Statements, site: Site, hints: Hints | None) -> list[tuple[str, str]]:
    article = statements.article if statements.rank >= 2 else {}
    found = [
        (text_of(article.get("headline")), "json-ld"),
        (statements.first("og:title"), "meta"),
        *(
            (element_text(e)[: bounds.MAX_TITLE_CHARS + 1], "markup")
            for e in statements.items.get("headline", ())[:1]
        ),
        (statements.first("twitter:title", "dc.title", "dcterms.title"), "meta"),
        (statements.first("headline", "parsely-title"), "meta"),
        (text_of(article.get("name")), "json-ld"),
        (statements.title, "meta"),
        (hints.title if hints is not None else None, "hint"),
    ]
    cleaned = [(site.strip(fold(text)), witness) for text, witness in found if text]
    return [(text, witness) for text, witness in cleaned if text and text.casefold() not in site.names]


def _agreement(one: str, other: str) -> float:
    """Share of the words of both (pairs of characters, where there are no blanks) that they share."""
    if one == other and key(one):
        return 1.0
    texts = [text.translate(_QUOTES).casefold() for text in (one, other)]
    first, second = (set(_WORD.findall(text)) for text in texts)
    if any(
        len(words) <= 2 and len(text) > UNSPACED_CHARS
        for words, text in zip((first, second), texts, strict=True)
    ):
        first, second = map(_pairs, texts)  # both: a Chinese headline may have a blank for a comma
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _clip(title: str) -> str:
    return title[
        : bounds.MAX_TITLE_CHARS + 1
    ]  # one more than may be: it is cut, and said so, where all fields are
