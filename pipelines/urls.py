"""Addresses: the one to fetch, and the key under which two spellings are the same page.

``clean_url`` gives what is fetched and shown: nothing a server could route on is lost.
``url_key`` gives what is compared: it may throw away more, since nobody ever fetches it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from pipelines import bounds
from pipelines.errors import AddressTooLong, NotAnAddress

# Parameters that say where a reader came from, never which text is shown.
TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d|link\w*|ptr\w*|bbc\w*|format)|mc_[ce]id|pk_\w+|mtm_\w+|"
    r"hsa_\w+|_hs(?:enc|mi)|vero_\w+|oly_\w+|[gdy]clid|gclsrc|w?br?aid|fbclid|msclkid|twclid|ttclid|igshid|"
    r"yclid|srsltid|ocid|cmpid|cmp|icid|ncid|smid|smtyp|ref_?src|ref_?url|rss|feed_?id|"
    r"__twitter_impression|guccounter|guce_referrer\w*|xtor|wt_mc|cm_mmc|spm|replytocom|"
    r"_g[al]|igsh|epik|tblci|mkt_tok|wprov|amp_(?:gsa|js_v)|usqp|s_cid|sfmc_id|trk_\w+|wickedid|fb_(?:source|ref|action_\w+))",
    re.IGNORECASE,
)
_SLASHES = re.compile(r"/{2,}")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LINE_BREAK = re.compile(r"[\t\r\n\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
# What the name system can be asked: letters, digits, hyphens, and underscores, which some hosts have.
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\]")
MAX_HOST_CHARS = 253  # RFC 1035 §2.3.4
_SPELLING = re.compile(r"%[0-9A-Fa-f]{2}|[^\x00-\x7f]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


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
        try:
            host = f"[{IPv6Address(host)}]"
        except ValueError as error:
            raise NotAnAddress(f"{host[:200]!r} is no host name: {error}") from None
    else:
        try:
            host = host.encode("ascii").decode("ascii")
        except UnicodeEncodeError:
            try:
                host = host.encode("idna").decode("ascii")
            except UnicodeError as error:
                raise NotAnAddress(f"{host[:200]!r} is no host name: {error}") from None
    if len(host) > MAX_HOST_CHARS or not _HOST.fullmatch(host):
        raise NotAnAddress(f"{host[:200]!r} is no host name")
    return host if parts.port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{parts.port}"


def _query(parts: SplitResult) -> str:
    """The query without its tracking parameters, the rest to the letter and in order."""
    given = (part.strip() for part in parts.query.split("&"))
    kept = [part for part in given if part and not TRACKING.fullmatch(part.partition("=")[0])]
    return "&".join(kept)


def clean_url(url: str, base: str = "") -> str:
    """The address to fetch and to show: absolute, host in lower case, no fragment, no tracking.

    Path and the order of the query stay to the letter: some publishers route on them. Line
    breaks inside are dropped, spaces are written %20, as browsers do. Raises NotAnAddress for
    anything that is not http(s) or names no possible host, AddressTooLong over MAX_URL_CHARS.
    """
    text = "".join(line.strip() for line in _LINE_BREAK.split(url))
    text = _CONTROL.sub("", text).strip().replace(" ", "%20")
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, as JSON can escape it: SQLite takes none
        raise NotAnAddress(f"{url[:200]!r} is no text") from None
    if base:
        try:
            text = urljoin(base, text)
        except ValueError as error:
            raise NotAnAddress(f"{url[:200]!r} is no address: {error}") from None
    _refuse_long(text)
    parts = _split(text)
    scheme = parts.scheme.lower()
    clean = urlunsplit((scheme, _netloc(parts, scheme), parts.path.rstrip() or "/", _query(parts), ""))
    _refuse_long(clean)  # a host in ASCII is longer than in its own script
    return clean


def _refuse_long(url: str) -> None:
    if len(url) > bounds.MAX_URL_CHARS:
        raise AddressTooLong(f"{url[:80]!r}… has {len(url)} characters; the limit is {bounds.MAX_URL_CHARS}")


@lru_cache(maxsize=2_000)  # filing one article asks for the keys of two or three addresses a dozen times
def url_key(url: str) -> str:
    """What two addresses of one page have in common. Never fetched.

    Left out: scheme, usual port, ``www.`` and the hosts of mobile and AMP editions, session ids, AMP
    and print spellings, an index file, ``page=1``, a doubled or final slash, order of the query. How a
    letter is escaped (``é``, ``%C3%A9``, ``%c3%a9``) does not count: feeds and redirects differ in
    it. Letter case of a path does, for publishers have used it to tell pages apart, but for that of
    a slug of several words, which is no code.
    """
    parts = urlsplit(clean_url(url))
    pairs = (_one_spelling(part.replace("+", "%20")).partition("=") for part in parts.query.split("&"))
    kept = sorted(
        (name, value) for name, _, value in pairs if (name or value) and not _is_edition(name, value)
    )
    query = "&".join(f"{name}={value}" for name, value in kept)
    return (
        f"{site_host(parts.netloc)}{_edition_path(_one_spelling(parts.path))}{'?' + query if query else ''}"
    )


# Editions of one page: what a device, a printer or a session asks for, never another text.
_EDITION_HOST = re.compile(r"^(?:www\d?|m|mobile|mobil|amp|touch|wap)\.(?=[^.]+\.[a-z])")
_SESSION = re.compile(
    r"phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|session_?id", re.I
)
_SESSION_TOKEN = re.compile(r"[0-9a-z]{16,}", re.I)  # "sid" is also a story's number
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.I)
_SWITCH = re.compile(r"(?:1|true|yes|on|amp|print)?", re.I)
_SWITCHES = frozenset(["amp", "print", "printable", "printview", "mobile", "nomobile", "isamp", "is_amp"])
_VIEWS = frozenset(["output", "outputtype", "view", "mode", "format"])
_VIEW_NAMES = frozenset(["amp", "print", "printable", "mobile"])
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.I)
_EDITION_END = re.compile(
    r"/(?:amp|print|amphtml)$|[.](?:amp|print)(?=(?:\.html?)?$)|-(?:amp|print)(?=\.html?$)", re.I
)
_EDITION_START = re.compile(r"^/(?:amp|amphtml|print|mobile)(?=/[^/]+)", re.I)
_SLUG_WORDS = 3  # so many words joined by hyphens are a headline, not a code in which case counts


def _is_edition(name: str, value: str) -> bool:
    """Whether a parameter names a session, an edition for print or mobile, or the first page."""
    lower = name.lower()
    return bool(
        _SESSION.fullmatch(lower)
        or (lower in ("sid", "s") and _SESSION_TOKEN.fullmatch(value))
        or (lower in _SWITCHES and _SWITCH.fullmatch(value))
        or (lower in _VIEWS and value.lower() in _VIEW_NAMES)
        or (lower == "page" and value == "1")
    )


def site_host(netloc: str) -> str:
    """A host without ``www.`` and what stands for its mobile and AMP editions: one publisher's site."""
    return _settled(netloc, lambda host: _EDITION_HOST.sub("", host))


def _edition_path(path: str) -> str:
    def simpler(text: str) -> str:
        text = _SLASHES.sub("/", _SESSION_IN_PATH.sub("", text)).rstrip("/")
        return _EDITION_START.sub("", _EDITION_END.sub("", _INDEX.sub("", text)))

    path = _settled(path, simpler)
    head, slash, last = path.rpartition("/")
    return f"{head}{slash}{last.lower()}" if last.count("-") + 1 >= _SLUG_WORDS else path


def _settled(text: str, simpler: Callable[[str], str]) -> str:
    """A text simplified until nothing is left to take away: the key of a key is the key."""
    while (shorter := simpler(text)) != text:
        text = shorter
    return text


def _one_spelling(text: str) -> str:
    """RFC 3986 §6.2.2: capital hex digits, nothing escaped that need not be, all else that must."""

    def spelled(match: re.Match[str]) -> str:
        if not match[0].startswith("%"):
            return quote(match[0])
        letter = chr(int(match[0][1:], 16))
        # Behind a lone "%" or "%4" a letter written plainly would make an escape that was none.
        is_open = "%" in match.string[max(0, match.start() - 2) : match.start()]
        return letter if letter in _UNRESERVED and not is_open else match[0].upper()

    return _SPELLING.sub(spelled, text)


def host_of(url: str) -> str:
    """The host with its port where that is not the usual one: one queue of polite fetching each."""
    parts = urlsplit(url)
    host = parts.netloc.lower().rpartition("@")[2]
    return host.removesuffix(f":{_DEFAULT_PORTS.get(parts.scheme.lower(), 0)}")
