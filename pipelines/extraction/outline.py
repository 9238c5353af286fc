"""The elements of a page in order, and which of them are called what.

Many stages look for elements by their names, and a page repeats few names many times: each
stage asks about a name once, and looks at the elements that have it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement


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

    def of_class(self, is_meant: Callable[[str], bool]) -> list[HtmlElement]:
        """The elements with such a class attribute, in page order."""
        places = [n for label, where in self.classes.items() if is_meant(label) for n in where]
        return [self.elements[n] for n in sorted(places)]

    def called(self, is_meant: Callable[[str], bool]) -> list[HtmlElement]:
        """The elements with such a class attribute or id, in page order."""
        named = (self.classes, self.identities)
        places = {n for names in named for label, where in names.items() if is_meant(label) for n in where}
        return [self.elements[n] for n in sorted(places)]


def outline(root: HtmlElement) -> Outline:
    """The outline of a tree; comments and the like are no elements."""
    found = Outline(list(root.iter(etree.Element)))
    classes, identities = found.classes, found.identities
    for place, element in enumerate(found.elements):
        name = element.get("class")
        if name is not None:
            classes.setdefault(name, []).append(place)
        name = element.get("id")
        if name is not None:
            identities.setdefault(name, []).append(place)
    return found
