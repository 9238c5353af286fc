"""The headline as printed above the text.

Witnesses, best first:

1. An h1 of the page, where the page's own metadata agrees with it. Of an h1 that prints a
   kicker, a date or a label beside the headline, the part that the metadata names.
2. Another heading, where it prints ``og:title`` word for word and the h1 does not: many
   sites keep an h1 for search engines and print the editors' headline in an h2.
3. The only h1 that is not the site's masthead, even where no metadata agrees.
4. A heading that prints a part of the ``<title>``, on pages whose h1 is the masthead.
5. The metadata: JSON-LD, ``og:title``, microdata, ``twitter:title``, ``<title>``, the feed.

The name of the site is taken off all of them.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines import bounds
from pipelines.extraction import masthead
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
    r"logo|brand|masthead|(?:site|blog|page)[-_]?(?:title|name|header|heading)|nom_site|navbar|"
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
    """Keys of what other titles of the site were seen to begin or end with."""

    def strip(self, title: str) -> str:
        """The title without the site."""
        return masthead.strip(title, self.names, self.affixes)


def read(
    statements: Statements,
    headings: list[HtmlElement],
    find: Find,
    site: Site,
    hints: Hints | None,
) -> tuple[str | None, str | None]:
    """The headline and its witness; ``headings`` are the page's h1 elements in order."""
    stated = _stated(statements, site, hints)
    agreement, printed = _best(headings, stated, site)
    social = site.strip(statements.first("og:title") or "")
    if social and (printed is None or key(printed) != key(social)) and find({key(social)}) is not None:
        return _clip(social), "markup"
    if printed is not None and (agreement >= AGREES or not stated):
        return _clip(printed), "markup"
    lone = _lone(headings, statements.title, site)
    if lone is not None:
        return _clip(lone), "markup"
    pieces = {key(piece): piece for piece in reversed(masthead.parts(statements.title))}
    taken = {key(element_text(heading)) for heading in headings[:MAX_HEADINGS]}
    found = find({piece for piece in pieces.keys() - taken if len(piece) >= MIN_PART_CHARS})
    if found is not None:
        return _clip(pieces[found]), "markup"
    if stated:
        title, witness = _bare(stated)
        return _clip(title), witness
    return None, None


def _bare(stated: list[tuple[str, str]]) -> tuple[str, str]:
    """The best witness's title, or another's that is the same without a tail set after a joint.

    "A headline-Politics" beside "A headline": two places of one page differ by what the page
    template adds, never by half a headline.
    """
    whole = stated[0][0]
    begun = {part for part in map(key, masthead.beginnings(whole)) if 2 * len(part) > len(key(whole))}
    return next((one for one in stated[1:] if key(one[0]) in begun), stated[0])


def _best(headings: list[HtmlElement], stated: list[tuple[str, str]], site: Site) -> tuple[float, str | None]:
    """The heading that the metadata agrees with most, and how much."""
    best: tuple[float, str | None] = (0.0, None)
    for heading in headings[:MAX_HEADINGS]:
        text = _named_part(heading, [title for title, _ in stated])
        if not text or text.casefold() in site.names:
            continue
        agreement = max((_agreement(text, title) for title, _ in stated), default=0.0)
        if best[1] is None or agreement > best[0] + 0.05:
            best = (agreement, site.strip(text))
    return best


def _named_part(heading: HtmlElement, titles: list[str]) -> str:
    """The heading's text, or the longest run of its pieces that a stated title is."""
    text = element_text(heading)[: bounds.MAX_TITLE_CHARS * 2]
    pieces = [piece for piece in map(fold, heading.itertext()) if piece]
    if not 1 < len(pieces) <= MAX_PIECES:
        return text
    by_key = {key(part): part for title in titles for part in masthead.beginnings(title)}
    by_key |= {key(title): title for title in reversed(titles)}
    for length in range(len(pieces), 0, -1):
        for start in range(len(pieces) - length + 1):
            run = key(" ".join(pieces[start : start + length]))
            if run in by_key and (length == len(pieces) or len(run) >= MIN_PART_CHARS):
                return by_key[run]
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
    if any(_MASTHEAD.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around):
        return True
    return any(link.get("href", "").rstrip("/").count("/") in (0, 2) for link in heading.iter("a"))


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
