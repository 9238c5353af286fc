"""References to characters that there are not, which systems write that know only half of Unicode.

``&#xD83D;&#xDE00;`` is one emoji in two halves; ``&#xD800;`` and ``&#99999999999;`` are nothing. feedparser
turns them into an error, libxml2 into a text that cannot be read.
"""

import re
import sys

_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));?")
_HALVES = re.compile(rb"(&#[xX]?[0-9a-fA-F]{4,8};)(&#[xX]?[0-9a-fA-F]{4,8};)")


def possible_references(text: bytes) -> bytes:
    """The same, halves joined to one reference, and U+FFFD for what stands for no character."""
    if b"&#" not in text:
        return text
    return _REFERENCE.sub(_possible, _HALVES.sub(_joined, text))


def _joined(match: re.Match[bytes]) -> bytes:
    first, second = _number(match[1]), _number(match[2])
    if not (0xD800 <= first < 0xDC00 <= second < 0xE000):
        return match[0]
    return b"&#%d;" % (0x10000 + ((first - 0xD800) << 10) + second - 0xDC00)


def _possible(match: re.Match[bytes]) -> bytes:
    number = _number(match[0])
    return match[0] if number <= sys.maxunicode and not 0xD800 <= number < 0xE000 else "\ufffd".encode()


def _number(reference: bytes) -> int:
    """What a reference says; beyond Unicode where a decimal one has letters in it."""
    found = _REFERENCE.match(reference)
    if found is None:
        return sys.maxunicode + 1
    return int(found[1], 16) if found[1] else int(found[2])
