"""How much of the ground a map shows: as large as can be, with room for the legend in the emptiest corner."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from safety_desk.reports.atlas.frame import CORNERS, Corner, Frame, Panel
from safety_desk.reports.atlas.ground import Bounds, Ground

_AIR = 16.0
"""Points kept free between the land and the frame."""
_STEPS = 8
_LEAST = 0.004
"""A map shows at least so many degrees, however close its marks are together."""


@dataclass(frozen=True)
class Sight:
    """West and east, south and north in degrees; degrees per point; and the corner that is left for the legend."""

    across: tuple[float, float]
    along: tuple[float, float]
    per_point: tuple[float, float]
    corner: Corner


def best_view(ground: Ground, frame: Frame, legends: Sequence[Panel]) -> Sight:
    """The largest view in which the legend (if there is one) covers neither land nor mark."""
    if not legends:
        return _sight(ground, frame, CORNERS[0], 0.0)
    [legend] = legends
    fitting = [
        sight
        for sight in _sights(ground, frame, legend)
        if not _covered(ground, _window(frame, sight, legend, sight.corner))
    ]
    return min(fitting, key=lambda sight: sight.per_point[1])


def _sights(ground: Ground, frame: Frame, legend: Panel) -> Iterator[Sight]:
    """For each corner, views that leave more and more room on the legend's side."""
    for corner in CORNERS:
        for n in range(_STEPS + 1):
            yield _sight(ground, frame, corner, legend.room * n / _STEPS)


def _sight(ground: Ground, frame: Frame, corner: Corner, band: float) -> Sight:
    """All that is drawn, in the middle of what a band of so many points on the legend's side leaves."""
    bounds = ground.bounds
    assert bounds is not None
    west, south, east, north = bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, _LEAST), max(north - south, _LEAST)
    left, bottom, right, top = frame.box
    width, height = right - left, top - bottom
    air = min(_AIR, width / 10, height / 10)
    degrees = max(wide / max(width - band - 2 * air, 1), high / max(height - 2 * air, 1))
    shift = (band / 2 if corner[0] else -band / 2) * degrees
    middle_x, middle_y = (west + east) / 2 + shift / squeeze, (south + north) / 2
    half_x, half_y = width / 2 * degrees / squeeze, height / 2 * degrees
    return Sight(
        (middle_x - half_x, middle_x + half_x), (middle_y - half_y, middle_y + half_y),
        (degrees / squeeze, degrees), corner,
    )  # fmt: skip


def _window(frame: Frame, sight: Sight, panel: Panel, corner: Corner) -> Bounds:
    """What a panel in a corner covers, in degrees, with some air."""
    left, bottom, right, top = panel.box_in(corner)
    x, y = sight.per_point
    west, south = sight.across[0] - frame.box[0] * x, sight.along[0] - frame.box[1] * y
    return west + (left - 6) * x, south + (bottom - 6) * y, west + (right + 6) * x, south + (top + 6) * y


def _under(ground: Ground, window: Bounds) -> int:
    """How many marks a window covers."""
    west, south, east, north = window
    x, y = ground.xy.T
    return int(np.count_nonzero((x >= west) & (x <= east) & (y >= south) & (y <= north)))


def _covered(ground: Ground, window: Bounds) -> bool:
    return _under(ground, window) > 0 or bool(shapely.intersects(ground.whole, shapely.box(*window)))


def emptiest(ground: Ground, frame: Frame, sight: Sight, panel: Panel, corners: Sequence[Corner]) -> Corner:
    """The corner in which a panel covers the least land, and then the fewest marks."""

    def covers(corner: Corner) -> tuple[float, int]:
        window = _window(frame, sight, panel, corner)
        return shapely.intersection(ground.whole, shapely.box(*window)).area, _under(ground, window)

    return min(corners, key=covers)
