"""Pictures for the articles: small landscapes, drawn from the article's name."""

import math
import struct
import zlib
from functools import lru_cache
from hashlib import sha256

WIDTH, HEIGHT = 480, 270
SKY_STEPS = 24
SUN, FAR_HILL, NEAR_HILL = SKY_STEPS, SKY_STEPS + 1, SKY_STEPS + 2

Colour = tuple[int, int, int]


@lru_cache(maxsize=256)
def landscape(name: str) -> bytes:
    """A PNG of hills under a sky; the same name always gives the same picture."""
    seed = sha256(name.encode()).digest()
    sun = (40 + seed[4] * 400 // 255, 40 + seed[5] * 80 // 255, 14 + seed[6] % 12)
    far = [_ridge(x, seed[7], 0.55, 26) for x in range(WIDTH)]
    near = [_ridge(x, seed[8], 0.78, 18) for x in range(WIDTH)]
    rows = b"".join(b"\0" + _row(y, sun, far, near) for y in range(HEIGHT))
    # Eight bits a pixel, each a place in the palette (colour type 3).
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", _palette(seed)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _ridge(x: int, seed: int, height: float, swing: int) -> int:
    """How far down the picture a range of hills begins at one column."""
    wave = math.sin(x / 61 + seed) + 0.5 * math.sin(x / 23 + seed * 2)
    return int(HEIGHT * height + swing * wave)


def _row(y: int, sun: tuple[int, int, int], far: list[int], near: list[int]) -> bytes:
    sky = y * SKY_STEPS // HEIGHT
    row = bytearray([sky]) * WIDTH
    middle, level, radius = sun
    if abs(y - level) < radius:
        half = math.isqrt(radius * radius - (y - level) ** 2)
        row[max(0, middle - half) : middle + half] = bytes([SUN]) * (middle + half - max(0, middle - half))
    for x in range(WIDTH):
        if y >= near[x]:
            row[x] = NEAR_HILL
        elif y >= far[x]:
            row[x] = FAR_HILL
    return bytes(row[:WIDTH])


def _palette(seed: bytes) -> bytes:
    top = (60 + seed[0] // 3, 110 + seed[1] // 4, 170 + seed[2] // 4)
    bottom = (235, 190 + seed[3] // 5, 150 + seed[0] // 4)
    sky = [_between(top, bottom, step / SKY_STEPS) for step in range(SKY_STEPS)]
    far, near = _between(top, (40, 60, 70), 0.6), (30 + seed[1] // 8, 52 + seed[2] // 8, 48)
    return bytes(part for colour in (*sky, (255, 240, 205), far, near) for part in colour)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
