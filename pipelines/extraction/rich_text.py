"""Rich text as editors' programs keep it: a tree of nodes, lines of text at its tips.

``{"type": "paragraph", "content": [{"type": "text", "text": "…"}]}`` and its many cousins, and the
elements of React's wire format, ``["$", "p", null, {"children": "…"}]``.
"""

import re
from typing import Any

from pipelines.extraction.structured import fold

MAX_DEPTH = 30
MAX_LINES = 4_000

_BRANCHES = ("children", "content", "nodes", "blocks")
_TEXTS = ("text", "value")
_TIP = re.compile(r"^(?:text|span|string|leaf)$", re.I)
_BLOCK = re.compile(r"^(?:p|h[1-6]|li|blockquote|pre|dt|dd|td)$")
_NO_TEXT = re.compile(
    r"image|figure|picture|photo|caption|embed|video|audio|gallery|related|recommend|promo|newsletter|"
    r"advert|^ads?$|button|cta|script|style|^nav$|footer|aside|iframe|svg",
    re.I,
)


def paragraphs(nodes: list[Any]) -> list[str]:
    """The lines of text of some nodes in their order; empty where they are none."""
    lines: list[str] = []
    for node in nodes[:MAX_LINES]:
        _visit(node, lines, 0)
        if len(lines) > MAX_LINES:
            break
    return lines


def _visit(node: Any, lines: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        return
    name, branches = _parts(node)
    if branches is None or _NO_TEXT.search(name):
        return
    if any(map(_is_tip, branches)) or _BLOCK.match(name):
        if text := fold("".join(_written(branch, depth) for branch in branches)):
            lines.append(text)
        return
    for branch in branches:
        _visit(branch, lines, depth + 1)


def _parts(node: Any) -> tuple[str, list[Any] | None]:
    """What a node is called and the nodes below it; None for what is no node with others below."""
    if isinstance(node, list) and len(node) == 4 and node[0] == "$" and isinstance(node[3], dict):
        below = node[3].get("children")
        return str(node[1]), _listed(below)
    if isinstance(node, list):
        return "", node
    if not isinstance(node, dict):
        return "", None
    name = next(
        (node[key] for key in ("type", "_type", "nodeType", "name") if isinstance(node.get(key), str)), ""
    )
    return name, next((node[key] for key in _BRANCHES if isinstance(node.get(key), list)), None)


def _listed(below: Any) -> list[Any]:
    """The children of an element of React's: one of them stands there without a list."""
    if isinstance(below, list) and below[:1] != ["$"]:
        return below
    return [] if below is None else [below]


def _is_tip(node: Any) -> bool:
    """Whether a node is a piece of a line."""
    if isinstance(node, str):
        return bool(node.strip()) and not node.startswith("$")
    if not isinstance(node, dict) or _parts(node)[1] is not None:
        return False
    name = _parts(node)[0]
    return any(isinstance(node.get(key), str) for key in _TEXTS) and (
        not name or _TIP.match(name) is not None
    )


def _written(node: Any, depth: int) -> str:
    """All text below a node, in one line."""
    if isinstance(node, str):
        return "" if node.startswith("$") else node
    if depth > MAX_DEPTH:
        return ""
    name, branches = _parts(node)
    if branches is not None:
        return (
            " "
            if name in ("br", "hard_break", "hardBreak")
            else "".join(_written(b, depth + 1) for b in branches)
        )
    if isinstance(node, dict):
        return next((node[key] for key in _TEXTS if isinstance(node.get(key), str)), "")
    return ""
