"""Inputs damaged at random: what is in them cut, doubled, moved, flipped, mixed with hostile pieces."""

import random
from collections.abc import Callable, Sequence

MAX_GROWN = 400_000  # bytes beyond which a damaged input is not made longer: doubling must end somewhere
PIECES = (
    *(b"<", b">", b"&", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"]]>", b"<![CDATA[", b"&#xD800;"),
    *(b"&#99999999999;", b"&#0;", b"&nbsp;", b"&amp;amp;", b'"' * 50, b"{" * 2_000, b"[" * 2_000, b"(" * 200),
    *(b"2026-02-30T25:61:00+99:00", b"9999-12-31T23:59:59-14:00", b"0001-01-01", b"1e999", b"-0", b"0" * 400),
    *(b"By ", b" and ", b" - ", b"(AP) -- ", b"\xe2\x80\x94", "東京".encode(), "\u202e".encode(), "\u2066".encode()),
    *("\u0130\u0301\u1e9e".encode(), "٣".encode(), "\u200b\u00ad".encode()),
    *(b"\r\n", b"\x1b]0;x\x07", b"\xf4\x8f\xbf\xbf"),
    *(b"http://[::1", b"https://a@b:99999/", b"//", b"..", b"%00", b"%ff", b"\\u0000", b"\\ud800", b"*", b":", b"/"),
)  # fmt: skip
MARKUP = (
    *(b"<p>", b"</p>", b"<div>", b"</div>", b"<article>", b"</article>", b"<table><tr><td>", b"</table>", b"<h1>"),
    *(b"<blockquote>", b"<ul><li>", b"</li>", b"<h2>", b"<br><br>", b"<a href=x>", b"<!--", b"-->", b"<script>"),
    *(b"</script>", b'<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"', b'"}', b"<svg>"),
    *(b"<template>", b"<p class='comments'>", b"<x-box>", b"<div>" * 300, b"<time datetime='", b"datePublished"),
    *(b"articleBody", b"<?xml ", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", b"&a;", b"xmlns:media='x'", b"<base href='"),
)  # fmt: skip
_ELEMENTS = (
    b"div",
    b"p",
    b"span",
    b"li",
    b"section",
    b"td",
    b"h1",
    b"item",
    b"url",
    b"loc",
    b"link",
    b"title",
)

Damage = Callable[[bytearray, random.Random], None]


def damaged(seeds: Sequence[bytes], chance: random.Random, pieces: Sequence[bytes] = ()) -> bytes:
    """One of the seeds with one to twelve parts damaged; ``pieces`` are put in besides the usual ones.

    The same seeds and the same state of ``chance`` give the same bytes.
    """
    out = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 12)):
        what = chance.randrange(10)
        if what == 8:
            _insert(out, chance.choice(pieces or PIECES) * chance.choice((1, 1, 1, 40)), chance)
        elif what == 9:
            _splice(out, chance.choice(seeds), chance)
        else:
            _DAMAGES[what](out, chance)
        del out[MAX_GROWN:]
    return bytes(out)


def _span(out: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(out) + 1)
    return start, min(len(out), start + chance.choice((1, 1, 4, 40, 400, 4_000)))


def _insert(out: bytearray, piece: bytes, chance: random.Random) -> None:
    there = chance.randrange(len(out) + 1)
    out[there:there] = piece


def _cut(out: bytearray, chance: random.Random) -> None:
    start, end = _span(out, chance)
    del out[start:end]


def _double(out: bytearray, chance: random.Random) -> None:
    start, end = _span(out, chance)
    out[start:start] = out[start:end] * chance.choice((1, 1, 3, 60))


def _move(out: bytearray, chance: random.Random) -> None:
    start, end = _span(out, chance)
    part = bytes(out[start:end])
    del out[start:end]
    _insert(out, part, chance)


def _hostile(out: bytearray, chance: random.Random) -> None:
    _insert(out, chance.choice(PIECES) * chance.choice((1, 1, 1, 40)), chance)


def _flip(out: bytearray, chance: random.Random) -> None:
    if out:
        out[chance.randrange(len(out))] = chance.randrange(256)


def _noise(out: bytearray, chance: random.Random) -> None:
    start, end = _span(out, chance)
    out[start:end] = chance.randbytes(end - start)


def _end(out: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.3:  # the rest of the damage would have little left to happen to
        del out[chance.randrange(len(out) + 1) :]


def _rename(out: bytearray, chance: random.Random) -> None:
    """Some elements called by another's name: the tree that comes of it is another one."""
    old, new = chance.choice(_ELEMENTS), chance.choice(_ELEMENTS)
    out[:] = bytes(out).replace(b"<" + old, b"<" + new, chance.randint(1, 50))


_DAMAGES: tuple[Damage, ...] = (_cut, _double, _move, _hostile, _flip, _noise, _end, _rename)


def _splice(out: bytearray, other: bytes, chance: random.Random) -> None:
    """A part of another seed in place of a part of this one."""
    start, end = _span(out, chance)
    there = chance.randrange(len(other) + 1)
    out[start:end] = other[there : there + chance.choice((4, 40, 400, 4_000))]
