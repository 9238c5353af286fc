"""Everything that can go wrong with a page or with the archive, drawn as one tree.

::

    NewsArchiveError
    ├── NotAnAddress                a string that is no http(s) address
    ├── NotAnArticle                the page is not filed; ``reason`` says why in one word
    │   ├── NotHtml                 another media type, or bytes with no element in them
    │   ├── TooLarge                more bytes than the extraction will parse
    │   ├── Empty                   a page without a readable text
    │   ├── TooShort                a caption, a teaser, a stub
    │   ├── NoTitle                 a text that nothing on the page names
    │   ├── BotWall                 the server asks for a proof of being human
    │   ├── ConsentWall             only the question whether cookies are welcome
    │   ├── LoginPage               a form that asks who is reading
    │   ├── RegistrationWall        an account is asked for, though not money
    │   ├── PaywallStub             so little text before a paywall that it is no article
    │   ├── ErrorPage               "page not found", sent with status 200
    │   ├── Listing                 a section, tag or front page
    │   └── Unextractable           the extraction ran out of time or memory, or died on it
    ├── WorkerKilled                the kernel or a person ended the process that read the page
    └── ArchiveError                74 (EX_IOERR): the file itself; ``exit_code`` is the process's
        ├── ArchiveDamaged          65 (EX_DATAERR)
        ├── DiskFull                73 (EX_CANTCREAT)
        ├── ArchiveReadOnly         77 (EX_NOPERM)
        ├── ArchiveTooNew           78 (EX_CONFIG): written by a later version of this program
        └── ArchiveBusy             75 (EX_TEMPFAIL): another process holds it
"""

import os


class NewsArchiveError(Exception):
    """The root of every error this project raises on purpose."""


class NotAnAddress(NewsArchiveError, ValueError):
    """The text is not an absolute http or https address."""


class AddressTooLong(NotAnAddress):
    """More characters than MAX_URL_CHARS."""


class NotAnArticle(NewsArchiveError):
    """The page holds no article that the archive would file."""

    reason = "not_an_article"


class NotHtml(NotAnArticle):
    """Not an HTML document: another media type, or no element at all."""

    reason = "not_html"


class TooLarge(NotAnArticle):
    """More bytes than an article page has: parsing it would stall the crawl."""

    reason = "too_large"


class TooNested(NotAnArticle):
    """More elements inside each other than are followed: what is inside would be lost."""

    reason = "too_nested"


class Empty(NotAnArticle):
    """The page has no text of its own once menus and boxes are gone."""

    reason = "empty"


class TooShort(NotAnArticle):
    """Fewer words than the shortest real brief: a caption, a teaser, a stub."""

    reason = "too_short"


class NoTitle(NotAnArticle):
    """Neither a heading nor any metadata says what the text is called."""

    reason = "no_title"


class BotWall(NotAnArticle):
    """The server asks for a proof of being human instead of showing the page."""

    reason = "bot_wall"


class ConsentWall(NotAnArticle):
    """Only the question whether cookies are welcome."""

    reason = "consent_wall"


class LoginPage(NotAnArticle):
    """A form that asks who is reading."""

    reason = "login"


class RegistrationWall(NotAnArticle):
    """The text is free, but only for readers with an account."""

    reason = "registration"


class PaywallStub(NotAnArticle):
    """A sentence or two before a paywall: less than a real part of the text."""

    reason = "paywall"


class Listing(NotAnArticle):
    """A section, tag or front page: headlines that lead to the articles."""

    reason = "listing"


class ErrorPage(NotAnArticle):
    """An error that the server sent with status 200: "page not found"."""

    reason = "error_page"


class Unextractable(NotAnArticle):
    """The extraction of this page ran out of time or memory, or killed its process."""

    reason = "unextractable"


class WorkerKilled(NewsArchiveError):
    """The process that read a page was ended from outside: not the page's fault, so it is read again."""


class ArchiveError(NewsArchiveError):
    """The archive file cannot be used as it is; ``exit_code`` ends the process."""

    exit_code = os.EX_IOERR


class ArchiveDamaged(ArchiveError):
    """The file is not a database, or SQLite finds it malformed."""

    exit_code = os.EX_DATAERR


class ArchiveTooNew(ArchiveError):
    """The file has migrations this version does not know."""

    exit_code = os.EX_CONFIG


class DiskFull(ArchiveError):
    """There is no room for another page of the file or its log."""

    exit_code = os.EX_CANTCREAT


class ArchiveReadOnly(ArchiveError):
    """The file, its log or its folder may not be written."""

    exit_code = os.EX_NOPERM


class ArchiveBusy(ArchiveError):
    """Another process holds the archive's lock, or kept it longer than the busy timeout."""

    exit_code = os.EX_TEMPFAIL
