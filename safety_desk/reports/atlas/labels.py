"""Where labels stand: the important first, none over another, and over as few marks as can be. All in pixels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safety_desk.reports.atlas import Area
from safety_desk.reports.atlas.ground import Stand

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Floats = NDArray[np.float64]

_BESIDE = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_ALSO = ((1, 0.6), (1, -0.6), (-1, 0.6), (-1, -0.6), (0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1))
"""Sides across and up: beside the mark first, then somewhat shifted along its edge."""


@dataclass(frozen=True)
class Wish:
    """A label that wants a place: what it names, its text and style, and the middles its box may have, the best first.

    `air` is how many pixels stay free round it. `patience`: how much it may cover (see `Crowd`); more than that, and it
    is left out. `cost` is what each place costs for reasons of its own.
    """

    of: Stand | Area
    text: str
    style: str
    places: Callable[[float, float], Sequence[tuple[float, float]]]
    air: float
    patience: float = 0.0
    cost: Callable[[Floats], Floats] | None = None


@dataclass(frozen=True)
class Crowd:
    """The marks that labels should not cover: middles, half widths, and how bad it is to cover each."""

    x: Floats
    y: Floats
    reach: Floats
    weight: Floats

    def covered(self, boxes: Floats) -> Floats:
        """For each box, the weight of the marks under it."""
        (west, south), (east, north) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        near = (self.x + self.reach > west) & (self.x - self.reach < east)
        near &= (self.y + self.reach > south) & (self.y - self.reach < north)
        x, y, reach = self.x[near], self.y[near], self.reach[near]
        left, bottom, right, top = (boxes[:, n : n + 1] for n in range(4))
        across, along = (x + reach > left) & (x - reach < right), (y + reach > bottom) & (y - reach < top)
        return np.asarray((across & along) @ self.weight[near])


@dataclass(frozen=True)
class Placed:
    """A wish, the box that it got, and which of its places that is."""

    wish: Wish
    box: Box
    place: int


ROUND = len(_BESIDE) + len(_ALSO)
"""How many places a label has at one distance from its mark."""


def beside(x: float, y: float, gaps: Sequence[float]) -> Callable[[float, float], Sequence[tuple[float, float]]]:
    """The middles of a box of that width and height round a mark, at each of these distances from its middle."""

    def places(width: float, height: float) -> Sequence[tuple[float, float]]:
        found = []
        for gap in gaps:
            for side, up in (*_BESIDE, *_ALSO):
                away = 0.7 * gap if abs(side * up) == 1 else gap
                found.append((x + side * (width / 2 + away), y + up * (height / 2 + away)))
        return found

    return places


def place(
    wishes: Iterable[Wish],
    measure: Callable[[str, str], tuple[float, float]],
    crowd: Crowd,
    frame: Box,
    taken: Sequence[Box],
    most: int,
) -> Iterator[Placed]:
    """Place what can be placed, in order, at most so many; `measure` tells width and height of a text in a style."""
    filled = np.array([*taken, *[(0.0, 0.0, -1.0, -1.0)] * most], dtype=float).reshape(-1, 4)
    used = len(taken)
    for wish in wishes:
        if used == len(filled):
            return
        placed = _best(wish, measure(wish.text, wish.style), crowd, frame, filled[:used])
        if placed is not None:
            filled[used] = placed.box
            used += 1
            yield placed


def _best(wish: Wish, size: tuple[float, float], crowd: Crowd, frame: Box, filled: Floats) -> Placed | None:
    width, height = size
    middles = np.array(wish.places(width, height), dtype=float).reshape(-1, 2)
    half = np.array([width / 2, height / 2])
    boxes = np.hstack([middles - half, middles + half])
    inside = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
    free = inside & ~_meets(boxes, filled, wish.air)
    if not free.any():
        return None
    cost = np.full(len(boxes), np.inf)
    cost[free] = crowd.covered(boxes[free])
    if wish.cost:
        cost += wish.cost(boxes)
    best = int(np.argmin(cost))
    left, bottom, right, top = boxes[best].tolist()
    return Placed(wish, (left, bottom, right, top), best) if cost[best] <= wish.patience else None


def _meets(boxes: Floats, filled: Floats, air: float) -> NDArray[np.bool_]:
    """Which boxes come nearer to a filled one than labels should."""
    left, bottom, right, top = (boxes[:, n : n + 1] for n in range(4))
    across = (filled[:, 2] + air > left) & (filled[:, 0] - air < right)
    along = (filled[:, 3] + air > bottom) & (filled[:, 1] - air < top)
    return np.asarray((across & along).any(axis=1))
