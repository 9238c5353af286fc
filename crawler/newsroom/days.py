"""What befalls articles from one simulated day to the next, so that a crawl can be asked what it noticed.

Day 0 is the first crawl. An article that a day does not name is as it was on day 0.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from crawler.newsroom.content import HEADING, Manuscript


class Happening(StrEnum):
    """What is different about an article on a day."""

    EDITED = "edited"
    """A figure in its text is another one."""
    HEADLINE = "headline"
    """Only the headline is another one."""
    CORRECTION = "correction"
    """A notice says what was wrong."""
    COSMETIC = "cosmetic"
    """Another punctuation mark."""
    FURNITURE = "furniture"
    """Another counter, advert and related box: the text is as it was."""
    CONSENT = "consent"
    """A consent wall, with status 200."""
    ERROR_PAGE = "error_page"
    """"Page not found", with status 200."""
    EMPTY = "empty"
    """Nothing at all, with status 200."""
    STUB = "stub"
    """Its first paragraph alone."""
    GONE = "gone"
    """404 or 410, as the publisher's habit is."""
    FRONT_PAGE = "front_page"
    """A redirect to the front page."""
    PAGED = "paged"
    """The same text on two pages."""
    REUSED = "reused"
    """Another story at its address, published that day."""


CALENDAR: dict[str, dict[int, dict[str, Happening]]] = {
    "harbour-courier": {
        1: {
            "ferry-timetable-cut": Happening.EDITED,
            "harbour-dues-trial-opens": Happening.HEADLINE,
            "eelgrass-returns-to-the-sound": Happening.CORRECTION,
            "lisbon-herring-deal": Happening.COSMETIC,
            "tide-gauge-diary": Happening.FURNITURE,
            "obituary-isolde-marchetti": Happening.CONSENT,
            "whaler-log-found": Happening.ERROR_PAGE,
            "gull-proof-bin-patent": Happening.EMPTY,
            "surge-barrier-cost": Happening.STUB,
            "brewery-workers-buy-out": Happening.GONE,
            "houseboat-mooring-fees": Happening.GONE,
            "choir-sings-shipping-forecast": Happening.FRONT_PAGE,
            "mussel-toxin-warning": Happening.REUSED,
            "veteran-rower-channel": Happening.PAGED,
        },
        2: {
            "harbour-dues-trial-opens": Happening.HEADLINE,
            "eelgrass-returns-to-the-sound": Happening.CORRECTION,
            "lisbon-herring-deal": Happening.COSMETIC,
            "tide-gauge-diary": Happening.FURNITURE,
            "gull-proof-bin-patent": Happening.EMPTY,
            "houseboat-mooring-fees": Happening.GONE,
            "mussel-toxin-warning": Happening.REUSED,
        },
    },
}
WRITTEN = frozenset(
    {
        Happening.EDITED,
        Happening.HEADLINE,
        Happening.CORRECTION,
        Happening.COSMETIC,
        Happening.STUB,
        Happening.REUSED,
    }
)
"""Those that change the words of an article."""
NEXT_STORY = (
    "A seal that had lost its way spent the night in the reading room of the seamen’s library and was "
    "found at seven by the cleaner, asleep between the almanacs.\n\n"
    "The harbour master, who was called because nobody could think of anyone else, opened both doors, put "
    "down a trail of sprats as far as the slipway and asked the public to stay away.\n\n"
    "By noon the animal had eaten the sprats, returned to the almanacs and bitten one of them. A vet from "
    "the county aquarium is expected on the evening train.\n\n"
    "The library stays closed until further notice. Books that fall due this week may be brought back "
    "whenever the seal has left, the librarian said, and no fines will be charged."
)


def happening(publisher: str, slug: str, day: int) -> Happening | None:
    """What is different about an article on a day; None where nothing is."""
    return CALENDAR.get(publisher, {}).get(day, {}).get(slug)


def began(publisher: str, slug: str, day: int) -> int:
    """The first of the days in a row on which the same happened to an article."""
    what = happening(publisher, slug, day)
    while day and happening(publisher, slug, day - 1) is what:
        day -= 1
    return day


def reworded(words: Manuscript, what: Happening) -> Manuscript:
    """The manuscript as it reads after the happening."""
    if what is Happening.EDITED:
        return replace(words, body=words.body.replace("740 people", "790 people"))
    if what is Happening.HEADLINE:
        return replace(words, title=f"{words.title}, and the jury laughs")
    if what is Happening.CORRECTION:
        return replace(
            words, correction="An earlier version of this article named the wrong bay. It is the western one."
        )
    if what is Happening.COSMETIC:
        first, comma, rest = words.body.partition(", ")
        return replace(words, body=f"{first}{' – ' if comma else ''}{rest}")
    if what is Happening.STUB:
        paragraphs = [part for part in words.paragraphs if not part.startswith(HEADING)]
        return replace(words, body=paragraphs[0])
    return replace(
        words,
        title="Seal spends the night in the seamen’s library",
        standfirst="The almanacs are safe but for one, and the doors are open",
        body=NEXT_STORY,
        dateline="",
        separator="",
    )


def furniture(markup: str, day: int, moment: datetime) -> str:
    """A page with what differs on every visit: a counter, a relative time, an advert, a related box."""
    today = f"{moment:%d %B}"
    counter = f'<p>Updated {day * 3} hours ago</p><p class="comment-count">{1204 + day * 17} comments</p>'
    boxes = (
        f'<div class="advert"><p>Oilskins, {10 + day} per cent off until {today}, at Perrin’s.</p></div>'
        '<aside class="related"><h2>Related stories</h2>'
        f'<ul><li><a href="/">Most read on day {day}</a></li></ul></aside>'
    )
    return markup.replace("</h1>", f"</h1>{counter}", 1).replace("</article>", f"{boxes}</article>", 1)


def pager(markup: str, path: str) -> str:
    """The first of two pages, with the links to both under its text."""
    links = f'<nav class="pagination"><a href="{path}">1</a> <a href="{path}?page=2">2</a></nav>'
    return markup.replace("</article>", f"{links}</article>", 1)
