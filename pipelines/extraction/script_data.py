"""The data in a page's scripts, in the forms in which frameworks leave them there.

JSON alone, assigned to a name or handed to a queue; the rows that Next.js streams into one;
Nuxt's flat list whose members point at each other; and, where a script is code around data,
the strings of each name in it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipelines.extraction.page import PUSHED, PUSHED_WITHIN

LEAST_CHARS = 400  # of a script: less holds no text
MAX_ROWS = 5_000
MAX_MEMBERS = 100_000  # of a flat list
MAX_DEPTH = 40  # of what its members point at
MAX_LITERALS = 5_000

_ASSIGNMENT = re.compile(r"^[^{\[\"']*=\s*(?:JSON\.parse\()?")
_ASSIGNED = re.compile(r"[\w\])]\s*=\s*(?=[{\[]\s*[\"{\[])")
MAX_ASSIGNED = 200  # in one script
_STREAMED = "__next_f"
_ROW = re.compile(r"([0-9a-f]+):(T[0-9a-f]+,)?")
_LITERAL = re.compile(r"([\w$]{1,40})\"?\s*:\s*(\"(?:[^\"\\]|\\.)*\")")


def loaded(payloads: list[str], *, with_code: bool) -> Iterator[Any]:
    """What each script holds, as JSON would have it; texts that were streamed come as strings in a list.

    ``with_code``: what stands in scripts that are code, too.
    """
    streamed: list[str] = []
    for payload in payloads:
        if _STREAMED in payload[:PUSHED_WITHIN]:
            row = _json_in(payload)
            streamed += [part for part in row if isinstance(part, str)] if isinstance(row, list) else []
        elif len(payload) >= LEAST_CHARS:
            data = _json_in(payload)
            if data is not None:
                yield _pointed(data) if _is_flat(data) else data
            elif with_code:
                yield from list(_assigned(payload)) or [_literals(payload)]
    if streamed:
        yield from _rows("".join(streamed))


def _json_in(payload: str) -> Any:
    """The JSON that a script is, assigns or pushes; None where it is none."""
    pushed = PUSHED.search(payload, 0, PUSHED_WITHIN)
    if pushed is not None:
        payload = payload[pushed.end() :]
    text = _ASSIGNMENT.sub("", payload.strip(), count=1) if payload.lstrip()[:1] not in "{[" else payload
    try:
        data = json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]
        return json.loads(data) if isinstance(data, str) and data[:1] in "{[" else data
    except (ValueError, RecursionError):
        return None


def _assigned(code: str) -> Iterator[Any]:
    """The longer JSON values that code assigns in its midst."""
    at, decoder = 0, json.JSONDecoder(strict=False)
    for _ in range(MAX_ASSIGNED):
        found = _ASSIGNED.search(code, at)
        if found is None:
            return
        at = found.end()
        try:
            value, end = decoder.raw_decode(code, at)
        except (ValueError, RecursionError):
            continue
        if end - at >= LEAST_CHARS:
            yield value
        at = end


def _rows(stream: str) -> Iterator[Any]:
    """The rows of React's wire format that hold data: ``1a:{…}`` to the line's end, ``1b:T<bytes>,<text>``."""
    at = 0
    for _ in range(MAX_ROWS):
        row = _ROW.match(stream, at)
        if row is None:
            at = stream.find("\n", at) + 1
            if at == 0:
                return
            continue
        if row[2] is not None:
            text = _first_bytes(stream, row.end(), int(row[2][1:-1], 16))
            at = row.end() + len(text)
            yield [text]
            continue
        end = stream.find("\n", at)
        end = len(stream) if end < 0 else end
        if stream[row.end() : row.end() + 1] in ("{", "["):
            yield _json_in(stream[row.end() : end])
        at = end + 1


def _first_bytes(text: str, start: int, size: int) -> str:
    """So much of a text as takes ``size`` bytes in UTF-8."""
    piece = text[start : start + size]
    return piece if piece.isascii() else piece.encode()[:size].decode(errors="ignore")


def _is_flat(data: Any) -> bool:
    """Whether a list is Nuxt's: its first member says by number where the others stand."""
    if not isinstance(data, list) or len(data) < 3:
        return False
    first = data[0]
    if isinstance(first, list):
        return len(first) == 2 and isinstance(first[0], str) and isinstance(first[1], int)
    return isinstance(first, dict) and bool(first) and all(isinstance(value, int) for value in first.values())


def _pointed(flat: list[Any]) -> Any:
    """The value that a flat list describes, every member where it is pointed at."""
    left = MAX_MEMBERS

    def member(place: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or depth > MAX_DEPTH or not isinstance(place, int) or not 0 <= place < len(flat):
            return None
        value = flat[place]
        if isinstance(value, dict):
            return {name: member(at, depth + 1) for name, at in value.items()}
        if isinstance(value, list):
            named = value[:1] and isinstance(value[0], str)  # ["Reactive", 7]
            return (
                member(value[1], depth + 1)
                if named and len(value) > 1
                else [member(at, depth + 1) for at in value]
            )
        return value

    return member(0, 0)


def _literals(code: str) -> dict[str, list[dict[str, str]]]:
    """The strings of a script that is no JSON, by the name before each: ``text:"…"``."""
    found: dict[str, list[dict[str, str]]] = {}
    for _, literal in zip(range(MAX_LITERALS), _LITERAL.finditer(code), strict=False):
        try:
            found.setdefault(literal[1], []).append({literal[1]: json.loads(literal[2], strict=False)})
        except ValueError:
            continue
    return found
