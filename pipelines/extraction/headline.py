"""The headline as printed above the text, and the standfirst beneath it."""

import re

from lxml.html import HtmlElement

from pipelines.extraction.structured import Statements, element_text, fold, text_of
from pipelines.items import Hints

MAX_TITLE_CHARS = 400  # the longest headline of the corpora has 237
MAX_STANDFIRST_CHARS = 1_500

_JOINT = re.compile(
    r"\s+[|\u2013\u2014\-\u00b7\u2022\u00bb\u00ab:~]+(?=\s)|\s*[|\uff5c\u2502]\s*|\s*_\s*(?=[^\s_]+$)"
)
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2032\u2033", '\'\'"""""\'"')


def read(
    statements: Statements,
    headings: list[HtmlElement],
    site_names: set[str],
    hints: Hints | None,
    source_title: str | None,
) -> tuple[str | None, str | None]:
    """The headline and its witness; ``headings`` are the page's h1 elements in order.

    The h1 that the page's own metadata agrees with; where none does, the metadata without
    the name of the site.
    """
    names = {name.casefold() for name in site_names}
    if source_title:
        names.add(source_title.casefold())
    stated = _stated(statements, names, hints)
    best: tuple[float, str] | None = None
    for heading in headings[:20]:
        text = element_text(heading)[: MAX_TITLE_CHARS * 2]
        if not text or text.casefold() in names:
            continue
        agreement = max((_agreement(text, other) for other, _ in stated), default=0.0)
        if best is None or agreement > best[0] + 0.05:
            best = (agreement, text)
    if best is not None and (best[0] >= 0.5 or not stated):
        return _clip(_without_site(best[1], names)), "markup"
    if stated:
        return _clip(stated[0][0]), stated[0][1]
    return None, None


def standfirst(
    statements: Statements, lines: list[HtmlElement], body: list[str]
) -> tuple[str | None, str | None]:
    """The summary printed between headline and text, never a copy of the first paragraph."""
    opening = key(" ".join(body[:3]))
    for element in lines[:6]:
        text = element_text(element)
        if 20 <= len(text) <= MAX_STANDFIRST_CHARS and key(text) not in opening:
            return text, "markup"
    for text_or_none, witness in (
        (text_of(statements.article.get("description")), "json-ld"),
        (text_of(statements.article.get("alternativeHeadline")), "json-ld"),
        (statements.first("og:description"), "meta"),
        (statements.first("description"), "meta"),
        (statements.first("twitter:description"), "meta"),
    ):
        if not text_or_none or len(text_or_none) < 20 or len(text_or_none) > MAX_STANDFIRST_CHARS:
            continue
        stem = key(text_or_none.rstrip(".\u2026 "))
        if stem and stem[:80] not in opening:
            return text_or_none, witness
    return None, None


def description(statements: Statements) -> str | None:
    """The summary in the page's metadata."""
    return statements.first("og:description", "description", "twitter:description") or text_of(
        statements.article.get("description")
    )


def key(text: str) -> str:
    """Letters and digits alone, for comparing what two places print of one line."""
    return "".join(_WORD.findall(text.casefold()))


def _stated(statements: Statements, names: set[str], hints: Hints | None) -> list[tuple[str, str]]:
    found = [(text_of(statements.article.get("headline")), "json-ld")] if statements.rank >= 2 else []
    found += [(statements.first("og:title"), "meta")]
    found += [(element_text(e)[:MAX_TITLE_CHARS], "markup") for e in statements.items.get("headline", ())[:1]]
    found += [
        (statements.first("twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title"), "meta")
    ]
    found += [(text_of(statements.article.get("name")), "json-ld")] if statements.rank >= 2 else []
    found += [(statements.title, "meta"), (hints.title if hints is not None else None, "hint")]
    cleaned = [(_without_site(fold(text), names), witness) for text, witness in found if text]
    return [(text, witness) for text, witness in cleaned if text and text.casefold() not in names]


def _without_site(title: str, names: set[str]) -> str:
    """The title without a leading or trailing "| Site name"."""
    for _ in range(2):
        joints = [
            joint
            for joint in _JOINT.finditer(title)
            # "« Un titre entre guillemets » - Le Fanal": what closes a quotation joins nothing.
            if not ("\u00bb" in joint.group() and "\u00ab" in title[: joint.start()])
        ]
        if not joints:
            return title
        head, tail = title[: joints[0].start()], title[joints[-1].end() :].strip()
        if _is_site(tail, names) and joints[-1].start() > 0:
            title = title[: joints[-1].start()]
        elif _is_site(head, names):
            title = title[joints[0].end() :]
        else:
            break
    return title.strip()


def _is_site(part: str, names: set[str]) -> bool:
    if not part:
        return True
    folded = key(part)
    return any(folded == key(name) or (len(folded) > 3 and folded in key(name)) for name in names if name)


def _agreement(one: str, other: str) -> float:
    """Share of the shorter text's words (characters, where it has no blanks) the other has too."""
    first, second = _tokens(one), _tokens(other)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return 2 * shared / (len(first) + len(second))


def _tokens(text: str) -> set[str]:
    folded = text.translate(_QUOTES).casefold()
    words = set(_WORD.findall(folded))
    if len(words) <= 2 and len(folded) > 12:
        return set(folded[i : i + 2] for i in range(len(folded) - 1))
    return words


def _clip(title: str) -> str:
    return title if len(title) <= MAX_TITLE_CHARS else title[: MAX_TITLE_CHARS - 1].rstrip() + "\u2026"
