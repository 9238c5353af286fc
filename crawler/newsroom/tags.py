"""Elements that escape what stands in them: the only way text gets into a page or a feed."""

from collections.abc import Iterable
from html import escape

VOID = frozenset({"base", "br", "hr", "img", "input", "link", "meta"})


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def el(name: str, /, *children: str, **attributes: str | None) -> Html:
    """An HTML element; a plain string among its children is escaped, ``Html`` is not.

    Attribute names follow ``attribute_name``; one whose value is None is left out, one with
    an empty value is printed bare (``itemscope``).
    """
    start = f"<{name}{_attributes(attributes, bare=True)}>"
    return Html(start if name in VOID else f"{start}{join(children)}</{name}>")


def xml(name: str, /, *children: str, **attributes: str | None) -> Html:
    """An XML element: as ``el``, but every element is closed and every attribute has a value."""
    return Html(f"<{name}{_attributes(attributes, bare=False)}>{join(children)}</{name}>")


def join(parts: Iterable[str], separator: str = "") -> Html:
    """The parts one after another, those that are not markup escaped."""
    return Html(
        separator.join(part if isinstance(part, Html) else escape(part, quote=False) for part in parts)
    )


def attribute_name(keyword: str) -> str:
    """``class_`` is ``class``, ``xml__base`` is ``xml:base``, ``http_equiv`` is ``http-equiv``."""
    return keyword.rstrip("_").replace("__", ":").replace("_", "-")


def _attributes(attributes: dict[str, str | None], *, bare: bool) -> str:
    return "".join(
        f" {attribute_name(keyword)}" + ("" if bare and value == "" else f'="{escape(value)}"')
        for keyword, value in attributes.items()
        if value is not None
    )
