"""A small sheet to draw invented photos on, written as PNG: areas of plain colours, and the camera's date in a corner."""

import math
import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise

WIDTH, HEIGHT = 480, 360
Point = tuple[float, float]

_SIGNS = {
    "0": "01110 10001 10011 10101 11001 10001 01110", "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111", "3": "01110 10001 00001 00110 00001 10001 01110",
    "4": "00010 00110 01010 10010 11111 00010 00010", "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "01110 10000 11110 10001 10001 10001 01110", "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110", "9": "01110 10001 10001 01111 00001 00001 01110",
    "-": "00000 00000 00000 01110 00000 00000 00000", ":": "00000 00100 00100 00000 00100 00100 00000",
}  # fmt: skip
"""Five dots by seven for each sign of a date."""


class Canvas:
    """Colours are "#RRGGBB"; x goes to the right and y down, in dots."""

    def __init__(self, ground: str) -> None:
        self._colours: dict[str, int] = {}
        self._rows = [bytearray([self._index(ground)]) * WIDTH for _ in range(HEIGHT)]

    def _index(self, colour: str) -> int:
        return self._colours.setdefault(colour, len(self._colours))

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """An upright rectangle from its upper left corner."""
        start, end = max(0, round(x)), min(WIDTH, round(x + width))
        ink = bytes([self._index(colour)]) * max(0, end - start)
        for row in self._rows[max(0, round(y)) : max(0, round(y + height))]:
            row[start : start + len(ink)] = ink

    def frame(self, x: float, y: float, width: float, height: float, colour: str, edge: str) -> None:
        """A rectangle with an edge."""
        self.box(x, y, width, height, edge)
        self.box(x + 2, y + 2, width - 4, height - 4, colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A circle round a point."""
        steps = [n * math.tau / 32 for n in range(32)]
        self.area([(x + radius * math.cos(a), y + radius * math.sin(a)) for a in steps], colour)

    def line(self, ends: Sequence[Point], width: float, colour: str) -> None:
        """Strokes from point to point."""
        for (x, y), (u, v) in pairwise(ends):
            long = math.hypot(u - x, v - y) or 1
            a, b = (v - y) / long * width / 2, (u - x) / long * width / 2
            self.area([(x + a, y - b), (u + a, v - b), (u - a, v + b), (x - a, y + b)], colour)

    def area(self, corners: Sequence[Point], colour: str) -> None:
        """What lies within the corners, in the order given."""
        ink = bytes([self._index(colour)])
        edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
        first, last = min(y for _, y in corners), max(y for _, y in corners)
        for row in range(max(0, round(first)), min(HEIGHT, round(last))):
            at = row + 0.5
            cuts = sorted(x + (at - y) * (u - x) / (v - y) for (x, y), (u, v) in edges if (y <= at) != (v <= at))
            for left, right in zip(cuts[::2], cuts[1::2], strict=False):
                start, end = max(0, round(left)), min(WIDTH, round(right))
                if end > start:
                    self._rows[row][start:end] = ink * (end - start)

    def stamp(self, text: str) -> None:
        """When it was taken, in the lower right corner, as phones write it."""
        left = WIDTH - 12 - 12 * len(text)
        for n, sign in enumerate(text):
            for y, dots in enumerate(_SIGNS.get(sign, "").split()):
                for x, dot in enumerate(dots):
                    if dot == "1":
                        self.box(left + 12 * n + 2 * x, HEIGHT - 24 + 2 * y, 2, 2, "#FFD24A")

    def png(self) -> bytes:
        """The sheet as a file."""
        palette = b"".join(bytes.fromhex(colour[1:]) for colour in self._colours)
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
        lines = b"".join(b"\0" + row for row in self._rows)
        parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 6)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
