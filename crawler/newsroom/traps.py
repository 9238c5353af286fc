"""Pages that look as if they were articles, and must never be filed as one.

What each says is in ``trap_pages``; here is where it stands and what is wrong with it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with the page, in one word."""

    LISTING = "listing"
    SOFT_404 = "soft_404"
    CONSENT = "consent"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    PDF = "pdf"
    EMPTY = "empty"
    ERROR = "error"
    GALLERY = "gallery"
    BOT_WALL = "bot_wall"
    REGISTRATION = "registration"
    PAYWALL = "paywall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One such page, as a test meets it."""

    url: str
    why: str
    kind: Kind
    publisher: str

    @property
    def forbidden(self) -> bool:
        """Whether robots.txt forbids it: it must not even be requested."""
        return self.kind is Kind.FORBIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapPage:
    """A trap as its publisher keeps it: an address, and the title its feed gives it."""

    publisher: str
    path: str
    kind: Kind
    title: str
    why: str
    in_footer: bool = False
    """Every page links to it; the feed names all of them."""


TRAP_PAGES = (
    TrapPage(
        publisher="harbour-courier",
        path="/section/politics",
        kind=Kind.LISTING,
        title="Politics: all our stories",
        why="a section's list of articles, named by the feed",
    ),
    TrapPage(
        publisher="harbour-courier",
        path="/sport/withdrawn-preview",
        kind=Kind.SOFT_404,
        title="Preview: Harbour Rowing Club at home",
        why="'page not found', served with status 200",
    ),
    TrapPage(
        publisher="harbour-courier",
        path="/private/board-minutes",
        kind=Kind.FORBIDDEN,
        title="Minutes of the editorial board",
        why="robots.txt forbids /private/",
        in_footer=True,
    ),
    TrapPage(
        publisher="harbour-courier",
        path="/documents/harbour-budget.pdf",
        kind=Kind.PDF,
        title="The harbour budget in full (PDF)",
        why="a PDF document, not a page",
        in_footer=True,
    ),
    TrapPage(
        publisher="harbour-courier",
        path="/business/fish-auction-figures",
        kind=Kind.ERROR,
        title="Fish auction: the week in figures",
        why="the server answers 500",
    ),
    TrapPage(
        publisher="the-lantern",
        path="/privacy-choices/",
        kind=Kind.CONSENT,
        title="Before you continue to The Lantern",
        why="a cookie-consent wall",
        in_footer=True,
    ),
    TrapPage(
        publisher="the-lantern",
        path="/account/sign-in/",
        kind=Kind.LOGIN,
        title="Sign in to The Lantern",
        why="a login page",
        in_footer=True,
    ),
    TrapPage(
        publisher="the-lantern",
        path="/2026/untitled-draft/",
        kind=Kind.EMPTY,
        title="Untitled draft",
        why="an empty page",
    ),
    TrapPage(
        publisher="northmoor-echo",
        path="/galleries/show-day-in-pictures.html",
        kind=Kind.GALLERY,
        title="Show day in pictures",
        why="a photo gallery without text",
        in_footer=True,
    ),
    TrapPage(
        publisher="gaceta-del-valle",
        path="/comarcas/puente-nuevo-obras",
        kind=Kind.BOT_WALL,
        title="El puente nuevo, en obras hasta junio",
        why="a proof of being human in place of the article, in Spanish",
    ),
    TrapPage(
        publisher="talbote",
        path="/region/muehlbach-renaturierung",
        kind=Kind.REGISTRATION,
        title="Der Mühlbach soll wieder mäandern",
        why="a free account is asked for, in German",
    ),
    TrapPage(
        publisher="le-fanal",
        path="/article.php?id=9041",
        kind=Kind.PAYWALL,
        title="Les comptes du port, page à page",
        why="two sentences before a paywall, in French",
    ),
)


def traps_of(publisher: str) -> list[TrapPage]:
    """The traps one publisher keeps."""
    return [trap for trap in TRAP_PAGES if trap.publisher == publisher]
