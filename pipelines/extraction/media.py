"""Everything around the text: lead image, section, tags, places, the names of the site."""

import re
from urllib.parse import urljoin, urlsplit

from pipelines import bounds
from pipelines.extraction.masthead import key
from pipelines.extraction.structured import Statements, element_text, fold, text_of
from pipelines.urls import site_host

MAX_CRUMBS = 10
MAX_CRUMB_CHARS = 40  # a longer breadcrumb is the headline
MAX_LABEL_CHARS = 100
MAX_URL_CHARS = 2_000
MAX_SITE_NAME_CHARS = 60  # "name" of a site that is longer is its slogan, or this page's title

_NO_SECTION = re.compile(r"(?:news ?)?articles?$|story$|uncategori[sz]ed$|default$|unknown$|none$", re.I)
_MACHINE_TAG = re.compile(
    r"://|^[\w-]+[:=]\S|^\W*$|^[0-9a-f-]{32,}$|^(?:nlp [\w ]+|category|section|topic|type|tag):", re.I
)  # "type:article", "isPremium=false"


def absolute(address: str, url: str) -> str | None:
    """The address in full, or None when it is no http(s) address."""
    try:
        full = urljoin(url, address.strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(full) > MAX_URL_CHARS:
        return None
    return full if not any(c.isspace() for c in full) else full.replace(" ", "%20")


def section(statements: Statements, title: str = "") -> tuple[str | None, str | None]:
    """The newspaper's section, and its witness; never the headline, which some systems repeat there."""
    headline = key(title)
    for value, witness in (
        (text_of(statements.article.get("articleSection")), "json-ld"),
        (
            statements.first(
                "article:section",
                "articlesection",
                "section",
                "parsely-section",
                "og:section",
                "cxenseparse:section",
            ),
            "meta",
        ),
    ):
        # "Global,Innovation" and "Mobiles, Internet, Vodafone" are lists; "Arts, Books" is a section
        first = value.split(",")[0] if value and (value.count(",") > 1 or re.search(r",\S", value)) else value
        if not first or len(first) > MAX_LABEL_CHARS or key(first) == headline:
            continue
        if "://" not in first and not _NO_SECTION.match(first):
            return first, witness
    crumb = _last_crumb(statements)
    return (crumb, "json-ld") if crumb is not None else (None, None)


def _last_crumb(statements: Statements) -> str | None:
    """The innermost section of the trail of breadcrumbs: neither the front page nor the article."""
    title = key(statements.title)
    for node in statements.nodes:
        items = node.get("itemListElement") if "BreadcrumbList" in str(node.get("@type")) else None
        if not isinstance(items, list):
            continue
        crumbs = [item for item in items[:MAX_CRUMBS] if isinstance(item, dict)]
        named = [
            text_of(item.get("name")) or text_of(statements.resolve(item.get("item"))) for item in crumbs
        ]
        sections = [name for name in named[1:] if name and len(name) <= MAX_CRUMB_CHARS]
        inner = [
            name
            for name in sections
            if key(name) and not _NO_SECTION.match(name) and (len(name) <= 20 or key(name) not in title)
        ]
        if inner:
            return inner[-1]
    return None


def tags(statements: Statements) -> tuple[list[str], str | None]:
    """The keywords in page order without repetition, and their witness."""
    stated = statements.article.get("keywords")
    for values, witness in (
        (stated if isinstance(stated, list) else [stated], "json-ld"),
        (statements.meta.get("article:tag", []), "meta"),
        (statements.meta.get("news_keywords", []), "meta"),
        (statements.meta.get("parsely-tags", []), "meta"),
        (statements.meta.get("keywords", []), "meta"),
    ):
        found: dict[str, str] = {}
        for value in values:
            text = text_of(value)
            for part in re.split(r"\s*[,;\u060c\u3001\uff0c]\s*", text or ""):
                label = fold(part)
                if label and len(label) <= MAX_LABEL_CHARS and _MACHINE_TAG.search(label) is None:
                    found.setdefault(label.casefold(), label)
        if found:
            return list(found.values())[: bounds.MAX_ARTICLE_TAGS + 1], witness
    return [], None


def places(statements: Statements) -> list[str]:
    """Where the metadata says the story plays or was written."""
    found: list[str] = []
    for name in ("contentLocation", "locationCreated", "spatialCoverage", "spatial", "dateline"):
        value = statements.article.get(name)
        for part in (value if isinstance(value, list) else [value])[:10]:
            text = text_of(statements.resolve(part))
            if text and len(text) <= MAX_LABEL_CHARS:
                found.append(text)
    for name in ("dateline", "contentLocation", "locationCreated"):
        found += [text for element in statements.items.get(name, ())[:2] if (text := element_text(element))]
    return [text for text in found if len(text) <= MAX_LABEL_CHARS]


def site_names(statements: Statements, url: str, source_title: str | None) -> set[str]:
    """What the publisher is called on this page: none of it is a headline or a person."""
    names = [statements.first("og:site_name"), statements.first("application-name"), source_title]
    names += [text_of(statements.resolve(statements.article.get("publisher")))]
    names += [statements.first("twitter:site", "dc.publisher", "publisher", "copyright")]
    for node in statements.nodes:
        kind = str(node.get("@type", ""))
        if "Organization" in kind or "WebSite" in kind or "NewsMedia" in kind:
            names.append(text_of(node.get("name")))
    host = _host(urlsplit(url).hostname)
    names.append(host)
    labels = host.split(".")
    if len(labels) > 1:
        names.append(labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2])
    return {fold(name).lstrip("@") for name in names if name and len(name) <= MAX_SITE_NAME_CHARS}


def _host(name: str | None) -> str:
    return site_host((name or "").lower())
