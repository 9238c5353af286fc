"""The elements of a page in order, and which of them are called what.

Many stages look for elements by their names, and a page repeats few names many times: each
stage asks about a name once, and looks at the elements that have it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extraction.labels import ANSWERS, Question

ROLES = frozenset(["rel", "itemprop", "property", "data-testid"])
"""Attributes besides ``class`` and ``id`` by which an element says what it is."""


@dataclass(slots=True)
class Outline:
    """What `outline` found."""

    elements: list[HtmlElement]
    """In page order. Held because lxml makes a Python object anew, at some cost, for each
    element that no object stands for when a stage comes by."""
    classes: dict[str, list[int]] = field(default_factory=dict)
    """Each ``class`` attribute -> places of the elements that have it."""
    identities: dict[str, list[int]] = field(default_factory=dict)
    """The same for ``id``."""
    tags: dict[str, list[int]] = field(default_factory=dict)
    """Each tag -> places of its elements."""
    roles: dict[str, list[int]] = field(default_factory=dict)
    """Each of ROLES -> places of the elements that have such an attribute."""

    def tagged(self, *tags: str) -> list[HtmlElement]:
        """The elements with one of these tags, in page order."""
        return self._at(n for tag in tags for n in self.tags.get(tag, ()))

    def having(self, *roles: str) -> list[HtmlElement]:
        """The elements that have one of these of ROLES, in page order."""
        return self._at({n for role in roles for n in self.roles.get(role, ())})

    def of_class(self, asked: Question) -> list[HtmlElement]:
        """The elements with such a class attribute, in page order."""
        return self._at(self._saying(asked, self.classes))

    def called(self, asked: Question) -> list[HtmlElement]:
        """The elements with such a class attribute or id, in page order."""
        return self._at({*self._saying(asked, self.classes), *self._saying(asked, self.identities)})

    def _saying(self, asked: Question, labels: dict[str, list[int]]) -> list[int]:
        bit = asked.bit
        return [n for label, where in labels.items() if ANSWERS[label] & bit for n in where]

    def _at(self, places: Iterable[int]) -> list[HtmlElement]:
        return [self.elements[n] for n in sorted(places)]


def outline(root: HtmlElement) -> Outline:
    """The outline of a tree; comments and the like are no elements."""
    found = Outline(list(root.iter(etree.Element)))
    classes, identities, tags, roles = found.classes, found.identities, found.tags, found.roles
    for place, element in enumerate(found.elements):
        tags.setdefault(element.tag, []).append(place)
        names = element.keys()
        if not names:
            continue
        if "class" in names:
            classes.setdefault(element.get("class", ""), []).append(place)
        if "id" in names:
            identities.setdefault(element.get("id", ""), []).append(place)
        if not ROLES.isdisjoint(names):
            for role in ROLES.intersection(names):
                roles.setdefault(role, []).append(place)
    return found
