"""Addresses of which we know whether they name an article: lists of ours, and pages of a corpus.

The label never comes from the address. In ``bench/addresses`` we wrote it down. Of a corpus, the
pages are articles whose truth a person wrote (those that do not call themselves an article in their
metadata may be shops and encyclopedias, and are kept apart); and of the links on its pages, those
with a headline's text are articles', those in menus with a name's text are not. A few of the
latter are articles all the same ("AWS CEO"), so that they are told apart in the figures.
"""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html

LISTS = Path(__file__).with_name("addresses")
HEADLINE_WORDS, NAME_WORDS = 7, 3  # words of a link's text: at least a headline's, at most a name's
LINKS_OF_ONE = 10  # of either kind that one publisher gives, lest the largest menu decide
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MENU = re.compile(r"\b(?:nav|menu|footer|navigation)\b", re.IGNORECASE)
_CALLED_ARTICLE = re.compile(
    rb'"@type"\s*:\s*\[?\s*"(?:News|Blog|Reportage|Opinion|Analysis|Tech)?(?:Article|BlogPosting|Posting)"'
    rb"|article:published_time",  # og:type alone says nothing: common plugins give it to every page
    re.IGNORECASE,
)


@dataclass(slots=True, frozen=True, kw_only=True)
class Known:
    """One address, and whether it names an article."""

    url: str
    publisher: str
    is_article: bool
    origin: str
    """"lists", the name of a corpus, "not called articles", "headline links" or "menu links"."""


def of_our_lists() -> list[Known]:
    """The addresses of ``bench/addresses``, of invented publishers."""
    found = [_ours(url, urlsplit(url).netloc, True) for url in _lines(LISTS / "articles.txt")]
    found += [_ours(url, urlsplit(url).netloc, False) for url in _lines(LISTS / "other_pages.txt")]
    publisher = ""
    for line in _lines(LISTS / "publishers.txt"):
        if line.startswith("["):
            publisher = line[1 : line.index("]")]
            continue
        sign, _, path = line.partition(" ")
        found.append(_ours(urljoin(f"https://{publisher}/", path), publisher, sign == "+"))
    return found


def _ours(url: str, publisher: str, is_article: bool) -> Known:
    return Known(url=url, publisher=publisher, is_article=is_article, origin="lists")


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def of_corpora(folder: Path) -> list[Known]:
    """The pages and links of FOLDER/*/truth.jsonl (keys ``id`` and ``url``; pages/ID.html.gz where there are any)."""
    found: dict[str, Known] = {}
    links: dict[tuple[str, bool], dict[str, Known]] = defaultdict(dict)
    for truth in sorted(folder.glob("*/truth.jsonl")):
        for row in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
            url = row.get("url")
            if not isinstance(url, str) or url in found:
                continue
            html = _page(truth.parent / "pages" / f"{row['id']}.html.gz")
            found[url] = Known(
                url=url, publisher=_site(url), is_article=True, origin=_origin(truth.parent.name, row, html)
            )
            for link in _links(html, url):
                links[link.publisher, link.is_article].setdefault(link.url, link)
    chosen = random.Random(1)
    for _, of_one in sorted(links.items()):
        taken = chosen.sample(sorted(of_one), min(LINKS_OF_ONE, len(of_one)))
        found.update((url, of_one[url]) for url in taken if url not in found)
    return list(found.values())


def _page(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.exists() else b""


def _origin(corpus: str, row: dict[str, object], html: bytes) -> str:
    """Only pages whose whole body somebody wrote down are articles for certain."""
    if row.get("body") or "body" not in row or _CALLED_ARTICLE.search(html):
        return corpus
    return "not called articles"


def _links(html: bytes, url: str) -> Iterator[Known]:
    if not html:
        return
    site = _site(url)
    root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    names: dict[str, set[bool | None]] = defaultdict(set)
    for anchor in root.iter("a"):
        address = _absolute(anchor.get("href"), url)
        if address and _site(address) == site and address != url:
            names[address].add(_is_headline(anchor))
    for address, labels in names.items():
        if len(labels) == 1 and (label := next(iter(labels))) is not None:
            origin = "headline links" if label else "menu links"
            yield Known(url=address, publisher=site, is_article=label, origin=origin)


def _absolute(href: str | None, url: str) -> str | None:
    try:
        address = urljoin(url, (href or "").strip()).partition("#")[0]
        return address if href and urlsplit(address).scheme in ("http", "https") else None
    except ValueError:  # no address at all: "http://["
        return None


def _is_headline(anchor: lxml.html.HtmlElement) -> bool | None:
    """Whether a link's text is a headline's (True), a name in a menu (False), or neither."""
    text = anchor.text_content()
    unspaced = len(_UNSPACED.findall(text))
    words = (
        unspaced // 2 if unspaced > NAME_WORDS else sum(any(map(str.isalpha, word)) for word in text.split())
    )
    in_menu = any(_is_menu(element) for element in anchor.iterancestors())
    if words >= HEADLINE_WORDS and not in_menu:
        return True
    return False if in_menu and 1 <= words <= NAME_WORDS else None


def _is_menu(element: lxml.html.HtmlElement) -> bool:
    if element.tag in ("nav", "footer") or element.get("role") == "navigation":
        return True
    return _MENU.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _site(url: str) -> str:
    """The publisher's part of the host: the last two labels, three where the last but one is "co" and the like."""
    labels = (urlsplit(url).hostname or "").split(".")
    return ".".join(
        labels[-3:] if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else labels[-2:]
    )


def publishers_of(known: Iterable[Known]) -> list[str]:
    """Their publishers, each once, in order."""
    return sorted({one.publisher for one in known})
