"""Does this address name an article? Judged by the address alone, before anything is fetched.

Two witnesses. What addresses of articles look like everywhere: a date in the path, a long slug,
a long number, and none of the words by which sites call their sections, tags, people and
services. And what they look like at this publisher, learnt from those its own feed names: there
the second witness outweighs the first.

Measured by ``python -m bench.discovery``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from crawler.discovery.address_form import YEAR, Shape, form_of
from crawler.discovery.address_weights import WEIGHTS
from crawler.discovery.address_witnesses import is_never_an_article, witnesses

THRESHOLD = -0.3  # log odds; a page fetched in vain costs less than an article missed
NEVER = -20.0  # log odds of what no slug and number makes an article
LEARNT_FROM = 5  # addresses of one publisher before their form says anything
SHARE = 0.04  # of them that a form must have to be one of the publisher's
MAIN_FORM = 0.5
SINGLE_FORM = 0.9  # a feature that so many of them have is a must
LEARNT_PLUS, LEARNT_MINUS = 2.5, -2.5  # log odds


def score(url: str) -> float:
    """The log odds that an address is an article's anywhere; from THRESHOLD on it counts as one."""
    return points_by(WEIGHTS, url)


def points_by(weights: Mapping[str, float], url: str) -> float:
    """The log odds by these weights of the witnesses."""
    if is_never_an_article(url):
        return NEVER
    return sum(weights.get(name, 0.0) for name in witnesses(url))


@dataclass(slots=True)
class ArticleAddresses:
    """Judges addresses of one publisher, with what was learnt from its own articles."""

    shapes: Counter[Shape] = field(default_factory=Counter)
    number: int = 0
    dated: int = 0
    numbered: int = 0
    slugged: int = 0

    @classmethod
    def learnt_from(cls, urls: Iterable[str]) -> "ArticleAddresses":
        """Judge as these addresses of articles suggest."""
        learnt = cls()
        for url in urls:
            learnt.learn(url)
        return learnt

    def learn(self, url: str) -> None:
        """One more address that is known to name an article."""
        form = form_of(url)
        self.shapes[form.shape] += 1
        self.number += 1
        self.dated += form.date >= 2
        self.numbered += form.numbered or form.query != ""
        self.slugged += form.words >= 3

    def __contains__(self, url: str) -> bool:
        """Whether the address names an article."""
        return self.score(url) >= THRESHOLD

    def score(self, url: str) -> float:
        """The general score, moved by what the publisher's own articles look like."""
        points = score(url)
        if self.number < LEARNT_FROM or points <= NEVER:
            return points
        form = form_of(url)
        seen = self.shapes[form.shape]
        # One of few articles may be the only one with so short a slug: the others of its form vouch for it.
        kin = sum(number for known, number in self.shapes.items() if _alike(form.shape, known)) if seen else 0
        if max(seen, kin) >= max(2, SHARE * self.number):
            points += LEARNT_PLUS
            if self.shapes[form.shape] >= MAIN_FORM * self.number and (form.query or form.numbered):
                points = max(points, THRESHOLD)  # numbered just as most of them, whatever words stand there
        elif not any(_alike(form.shape, known) for known in self.shapes):
            points += LEARNT_MINUS
        if self.dated >= SINGLE_FORM * self.number and form.date < 2:
            points += LEARNT_MINUS
        if self.slugged >= SINGLE_FORM * self.number and form.words < 3:
            points += LEARNT_MINUS
        if self.numbered >= SINGLE_FORM * self.number and not form.numbered and not form.query:
            points += LEARNT_MINUS
        return points


def _alike(one: Shape, other: Shape) -> bool:
    """Forms that differ in how deep they lie or how long their slug is are near enough."""
    return one[2:] == other[2:]


_DAY_OF = re.compile(
    rf"(?<![0-9])(?P<year>{YEAR})(?P<s>[/._-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/._-])[1-9])"
    r"(?:(?P=s)(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/._-])[1-9])(?![0-9]))?"
)


def day_of(url: str) -> date | None:
    """The day that the path of an address names, the first of the month where it names no more."""
    found = _DAY_OF.search(urlsplit(url).path)
    if found is None or (not found["s"] and found["day"] is None):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return None
