"""The address a page names as its own, believed where nothing speaks against it."""

import re
import unicodedata
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from pipelines.extraction.media import absolute
from pipelines.extraction.structured import Statements, text_of

MAX_URL_CHARS = 2_000
MIN_ID_DIGITS = 5  # of a story's number in an address; shorter are days and pages
SHARED_WORDS = 2  # of slug and title that make an address this story's
MIN_SLUG_WORDS = 2  # of a slug that spells a headline out; a section's is one word

_FRONT_PAGE = re.compile(r"^/?(?:index\.\w+|home/?|[a-z]{2}(?:-[a-z]{2})?/?)?$", re.I)
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|amp|cms|ece|story)$", re.I)
_IDENTITY = re.compile(
    r"\b(?:id|p|nid|aid|article|story|newsid|item)=[^&]+", re.I
)  # which story it is, not how one came
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_PAGE_PART = re.compile(r"^(?:amp|index|print|page|seite|\d{1,3})$", re.I)


def canonical(statements: Statements, url: str, title: str) -> str:
    """The address the page names as its own, where that is credible; else ``url``.

    Credible is an address on the same host (with or without ``www`` or ``m``) that is no front
    page, unless this page is one, and that does not point at another story: it shares its slug or
    number with ``url``, or words with the title, or ``url`` itself shows nothing of the story.
    """
    for stated in (
        statements.links.get("canonical"),
        statements.first("og:url"),
        _main_entity(statements),
    ):
        if not stated or len(stated) > MAX_URL_CHARS:
            continue
        address = absolute(stated, url)
        if address is not None and _is_credible(address, url, title):
            return address
    return url


def leads_home(link: str, page: str) -> bool:
    """Whether a link of a page, that is no front page itself, leads to its site's front page."""
    try:
        there, here = urlsplit(urljoin(page, link)), urlsplit(page)
    except ValueError:
        return False
    is_ours = _host(there.hostname) == _host(here.hostname)
    return bool(link) and is_ours and _is_front(there) and not _is_front(here)


def _is_front(address: SplitResult) -> bool:
    """``/?locale=de`` is a front page, ``/?p=2895`` an article."""
    return _FRONT_PAGE.match(address.path) is not None and not any(map(str.isdigit, address.query))


def spells(url: str, text: str) -> bool:
    """Whether the last part of an address says a text word for word: ``/ferry-resumes/``."""
    slug = re.findall(r"[^\W_]+", _last_part(urlsplit(url).path).casefold())
    if len(slug) < MIN_SLUG_WORDS:
        return False
    readings = (text.casefold(), text.casefold().translate(_UMLAUTS))
    return any(_letters(reading) == _letters("".join(slug)) for reading in readings)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c))))


def _main_entity(statements: Statements) -> str | None:
    value = statements.article.get("mainEntityOfPage")
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return text_of(value) if isinstance(value, str) and "://" in value else None


def _is_credible(address: str, url: str, title: str) -> bool:
    there, here = urlsplit(address), urlsplit(url)
    if _host(there.hostname) != _host(here.hostname):
        return False
    if _FRONT_PAGE.match(there.path) and not there.query and not _FRONT_PAGE.match(here.path):
        return False
    slug, own = _slug(there.path), _slug(here.path)
    if there.path == here.path and (identity := _IDENTITY.search(here.query)) is not None:
        return identity[0] in there.query
    if slug == own:
        return True
    numbers, own_numbers = _numbers(there), _numbers(here)
    if numbers & own_numbers:
        return True
    if len(slug & own) >= min(SHARED_WORDS, len(slug), len(own)) > 0:
        return True
    headline = _words(title)
    if len(slug & headline) >= min(SHARED_WORDS, max(1, len(headline))):
        return True
    return not (
        own_numbers or len(own & headline) >= min(SHARED_WORDS, max(1, len(headline)), max(1, len(own)))
    )


def _slug(path: str) -> frozenset[str]:
    """The words of the last part of a path that is no page number."""
    return _words(_last_part(path))


def _last_part(path: str) -> str:
    parts = [_ENDING.sub("", part) for part in unquote(path).split("/") if part]
    while len(parts) > 1 and _PAGE_PART.match(parts[-1]):
        parts.pop()
    return parts[-1] if parts else ""


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c)).replace("ß", "ss")
    return frozenset(word for word in re.findall(r"[^\W_]+", bare) if len(word) > 1)


def _numbers(parts: object) -> frozenset[str]:
    return frozenset(
        re.findall(rf"\d{{{MIN_ID_DIGITS},}}", f"{getattr(parts, 'path', '')}?{getattr(parts, 'query', '')}")
    )


def _host(name: str | None) -> str:
    return (name or "").lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
