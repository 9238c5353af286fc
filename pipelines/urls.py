"""Addresses: the one to fetch, and the key under which two spellings are the same page.

``clean_url`` gives what is fetched and shown: nothing a server could route on is lost.
``url_key`` gives what is compared: it may throw away more, since nobody ever fetches it.
"""

import re
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

from pipelines.errors import NotAnAddress

MAX_URL_CHARS = 2_000  # the sitemap protocol's limit is 2,048; browsers and proxies cut near it

# Parameters that say where a reader came from, never which text is shown.
TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d|link\w*|ptr\w*|bbc\w*|format)|mc_[ce]id|pk_\w+|mtm_\w+|"
    r"hsa_\w+|_hs(?:enc|mi)|vero_\w+|oly_\w+|[gdy]clid|gclsrc|w?br?aid|fbclid|msclkid|twclid|ttclid|igshid|"
    r"yclid|srsltid|ocid|cmpid|cmp|icid|ncid|smid|smtyp|ref_?src|ref_?url|rss|feed_?id|"
    r"__twitter_impression|guccounter|guce_referrer\w*|xtor|wt_mc|cm_mmc|spm|fb_(?:source|ref|action_\w+))",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAnAddress(f"{url[:200]!r} is no address: {error}") from None
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise NotAnAddress(f"{url[:200]!r} is not an http or https address")
    if not parts.hostname:
        raise NotAnAddress(f"{url[:200]!r} names no host")
    if port == 0:
        raise NotAnAddress(f"{url[:200]!r} names port 0")
    return parts


def _netloc(parts: SplitResult, scheme: str) -> str:
    """The host in lower case, its port unless it is the scheme's own; never a user or password."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    else:
        try:
            host = host.encode("ascii").decode("ascii")
        except UnicodeEncodeError:
            try:
                host = host.encode("idna").decode("ascii")
            except UnicodeError as error:
                raise NotAnAddress(f"{host[:200]!r} is no host name: {error}") from None
    return host if parts.port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{parts.port}"


def _query(parts: SplitResult) -> str:
    """The query without its tracking parameters, the rest to the letter and in order."""
    kept = [p for p in parts.query.split("&") if p and not TRACKING.fullmatch(p.partition("=")[0])]
    return "&".join(kept)


def clean_url(url: str, base: str = "") -> str:
    """The address to fetch and to show: absolute, host in lower case, no fragment, no tracking.

    Path and the order of the query stay to the letter: some publishers route on them. White
    space that a feed's line breaks put inside is dropped. Raises NotAnAddress for anything that
    is not http(s) or is longer than MAX_URL_CHARS.
    """
    text = _CONTROL.sub("", url)
    if base:
        try:
            text = urljoin(base, text)
        except ValueError as error:
            raise NotAnAddress(f"{url[:200]!r} is no address: {error}") from None
    if len(text) > MAX_URL_CHARS:
        raise NotAnAddress(f"{text[:80]!r}… has {len(text)} characters; the limit is {MAX_URL_CHARS}")
    parts = _split(text)
    scheme = parts.scheme.lower()
    return urlunsplit((scheme, _netloc(parts, scheme), parts.path or "/", _query(parts), ""))


def url_key(url: str) -> str:
    """What two addresses of one page have in common: no scheme, no final slash, sorted query.

    Never fetched. Letter case of the path counts: publishers have used it to tell pages apart.
    """
    parts = urlsplit(clean_url(url))
    query = "&".join(f"{k}={v}" for k, v in sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = parts.path.rstrip("/")
    return f"{parts.netloc}{path}{'?' + query if query else ''}"


def host_of(url: str) -> str:
    """The host with its port where that is not the usual one: one queue of polite fetching each."""
    return urlsplit(url).netloc.lower().rpartition("@")[2]
