"""Everything around the text: lead image, section, tags, language, canonical address."""

import re
from urllib.parse import urljoin, urlsplit

from pipelines.extraction.masthead import key
from pipelines.extraction.structured import Statements, element_text, fold, text_of
from pipelines.urls import site_host

MAX_TAGS = 30
MAX_CRUMBS = 10
MAX_CRUMB_CHARS = 40  # a longer breadcrumb is the headline
MAX_LABEL_CHARS = 100
MAX_URL_CHARS = 2_000
MAX_SITE_NAME_CHARS = 60  # "name" of a site that is longer is its slogan, or this page's title

_NO_SECTION = re.compile(r"(?:news ?)?articles?$|story$|uncategori[sz]ed$|default$|unknown$|none$", re.I)
_MACHINE_TAG = re.compile(
    r"://|^[\w-]+[:=]\S|^\W*$|^[0-9a-f-]{32,}$|^(?:nlp [\w ]+|category|section|topic|type|tag):", re.I
)  # "type:article", "isPremium=false"
_FRONT_PAGE = re.compile(r"^/?(?:index\.\w+|home/?|[a-z]{2}(?:-[a-z]{2})?/?)?$", re.I)


def canonical(statements: Statements, url: str) -> str:
    """The address the page names as its own, where that is credible; else ``url``.

    Credible is an address on the same host (with or without ``www``) that is not a front
    page, unless this page is one.
    """
    for stated in (statements.links.get("canonical"), statements.first("og:url")):
        if not stated or len(stated) > MAX_URL_CHARS:
            continue
        address = absolute(stated, url)
        if address is None:
            continue
        there, here = urlsplit(address), urlsplit(url)
        if _host(there.hostname) != _host(here.hostname):
            continue
        if _FRONT_PAGE.match(there.path) and not there.query and not _FRONT_PAGE.match(here.path):
            continue
        return address
    return url


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


def section(statements: Statements) -> tuple[str | None, str | None]:
    """The newspaper's section, and its witness."""
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
        if first and len(first) <= MAX_LABEL_CHARS and "://" not in first and not _NO_SECTION.match(first):
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
            return list(found.values())[:MAX_TAGS], witness
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


_LANGUAGE = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_]|\s*$|,)")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_STOPWORDS = {
    "en": "the of and to in that is was for with his on are as by",
    "de": "der die und den das ist nicht mit von auf dem ein eine sich auch",
    "fr": "le les des et une dans est pour que qui sur du pas au avec",
    "es": "el los las una por con para del que se en su como más es",
    "pt": "o os uma não para com em do da que dos um na no são",
    "it": "il che di della per gli con non una nel sono del le è alla",
    "nl": "het een van de en dat niet zijn op te voor met ook aan door",
    "sv": "och att det som för på är inte med har av den till ett om",
    "no": "og det som på er ikke for med har til av den at en jeg",
    "da": "og det at er ikke for med har til af den på en der som",
    "fi": "ja on ei se että hän oli mutta joka kun myös ovat sen mukaan ole",
    "pl": "się nie na że jest do to jak przez po dla od oraz tym był",
    "tr": "bir ve bu için ile olarak da de çok daha olan gibi kadar ne sonra",
    "id": "yang dan di untuk dengan dari ini tidak pada dalam itu akan juga ke oleh",
    "vi": "của và là có không được cho trong người với các một những đã khi",
}
_SPEAKS_FOR: dict[str, list[str]] = {}
for _language, _words in _STOPWORDS.items():
    for _word in _words.split():
        _SPEAKS_FOR.setdefault(_word, []).append(_language)


def language(statements: Statements, body: list[str], declared: str | None) -> tuple[str | None, str | None]:
    """The primary language tag and its witness: the text outranks a template's ``lang``."""
    sample = " ".join(body[:6])[:1500]
    read = _language_of(sample)
    stated = [
        (text_of(statements.article.get("inLanguage")), "json-ld"),
        (statements.language, "markup"),
        (statements.first("inlanguage", "og:locale", "content-language", "language", "dc.language"), "meta"),
        (declared, "hint"),
    ]
    named = [
        (found[1].lower(), witness)
        for value, witness in stated
        if value and (found := _LANGUAGE.match(value)) is not None
    ]
    if read is not None and not any(name == read for name, _ in named):
        same_script = named and read in ("ar", "ru", "hi") and named[0][0] in _SAME_SCRIPT[read]
        if not same_script:
            return read, "text"
    if read is not None:
        return next(
            ((name, witness) for name, witness in named if name == read), (named or [(read, "text")])[0]
        )
    return named[0] if named else (None, None)


_SAME_SCRIPT = {
    "ar": {"fa", "ur", "ps", "ckb", "ug", "sd"},
    "ru": {"uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"},
    "hi": {"mr", "ne", "sa", "bho"},
}


def _language_of(sample: str) -> str | None:
    """The language of a text, None where too little speaks for any."""
    letters = sum(c.isalpha() for c in sample)
    if letters < 60:
        return None
    words = re.findall(r"\w+", sample.casefold())
    if sample.isascii():
        return _by_stopwords(words)
    for name, script in _SCRIPTS:
        if len(script.findall(sample)) > letters * (0.1 if name == "ja" else 0.4):
            return name
    return _by_stopwords(words)


def _by_stopwords(words: list[str]) -> str | None:
    counts = dict.fromkeys(_STOPWORDS, 0)
    for word in words:
        for name in _SPEAKS_FOR.get(word, ()):
            counts[name] += 1
    (name, most), (_, next_most) = sorted(counts.items(), key=lambda count: -count[1])[:2]
    return name if len(words) >= 40 and most > len(words) * 0.15 and most > next_most * 1.3 else None


def _host(name: str | None) -> str:
    return site_host((name or "").lower())
