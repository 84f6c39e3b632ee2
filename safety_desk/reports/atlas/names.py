"""What wants a label on a map, in the order of its importance: villages, then the marks, red and orange first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.atlas import Area, MapFacts, Mark
from safety_desk.reports.atlas.ground import Bounds, Ground, Land, Stand, label_point
from safety_desk.reports.atlas.labels import ROUND, Floats, Wish, beside

MOST_TRIED = 400
"""So many marks at most are tried for a label, however many there are."""
_GRID = 11
_GAPS = (2.0, 12.0, 24.0)
"""Points between a mark and its label: beside it, or farther off at the end of a line."""
_FARTHER = 0.4
"""What each of these steps costs: less than a common mark covered."""
_CLOSE, _LOOSE = 1.0, 6.0
"""Points kept free round the labels of grave and of common marks."""
_ANY = float("inf")
_OUTSIDE = 3.0
"""What it costs to name a village partly outside its own land: as much as three common marks covered."""
_WEIGHT = {Grade.RED: 6.0, Grade.ORANGE: 4.0}

ToPixels = Callable[[Any], Any]


@dataclass(frozen=True)
class View:
    """What of the map is seen: its bounds in degrees, the ways to pixels and back, and the pixels of a point."""

    bounds: Bounds
    dots: float
    to_pixels: ToPixels
    to_degrees: ToPixels


def weight(mark: Mark) -> float:
    """How bad it is to cover a mark with a label."""
    return _WEIGHT.get(mark.grade, 1.0) if mark.grade else 1.0


def named(area: Area) -> str:
    """A village as the map names it: with the letter of its grade, which grey print does not lose."""
    grade = area.rating.grade
    return f"{area.name} {grade.letter if grade else '未评'}{'（人工）' if area.rating.manual else ''}"


def area_wishes(facts: MapFacts, ground: Ground, view: View) -> Iterator[Wish]:
    """A name for every village that is seen, inside its land where there is room."""
    window = shapely.box(*view.bounds)
    for area in facts.areas:
        land = ground.lands.get(area.id)
        if land is not None:
            seen = shapely.intersection(land, window)
            if seen.area > 0:
                yield Wish(area, named(area), "area", _within(seen, view), view.dots, _ANY, _outside(land, view))
        elif area.id in ground.points:
            yield Wish(area, named(area), "area", _around(view.to_pixels(ground.points[area.id])), view.dots, _ANY)


def _within(seen: Land, view: View) -> Callable[[float, float], Sequence[tuple[float, float]]]:
    """Points of the land that is seen, the nearest to its widest part first."""
    x, y, _ = label_point(shapely.multipolygons([p for p in shapely.get_parts(seen) if p.geom_type == "Polygon"]))
    west, south, east, north = seen.bounds
    across, along = np.meshgrid(np.linspace(west, east, _GRID), np.linspace(south, north, _GRID))
    inside = shapely.contains_xy(seen, across, along)
    degrees = np.vstack([[(x, y)], np.column_stack([across[inside], along[inside]])])
    pixels = view.to_pixels(degrees)
    order = np.argsort(np.hypot(*(pixels - pixels[0]).T), kind="stable")
    spots = [tuple(spot) for spot in pixels[order].tolist()]
    return lambda width, height: spots


def _outside(land: Land, view: View) -> Callable[[Floats], Floats]:
    """What it costs that a corner of a box is not on the land."""
    shapely.prepare(land)

    def cost(boxes: Floats) -> Floats:
        corners = [view.to_degrees(boxes[:, pair]) for pair in ([0, 1], [2, 1], [0, 3], [2, 3])]
        on = np.all([shapely.contains_xy(land, corner[:, 0], corner[:, 1]) for corner in corners], axis=0)
        return np.where(on, 0.0, _OUTSIDE)

    return cost


def _around(spot: Sequence[float]) -> Callable[[float, float], Sequence[tuple[float, float]]]:
    """Places round a spot, for a village of which only the middle is known."""
    x, y = spot

    def places(width: float, height: float) -> Sequence[tuple[float, float]]:
        return [(x + across * width / 2, y + along * height) for along in (0, 2, -2, 4, -4) for across in (0, 1, -1)]

    return places


def mark_wishes(stands: Sequence[Stand], pixels: Floats, reach: Floats, dots: float, every: bool) -> Iterator[Wish]:
    """A label for the marks in the order of their importance; `every`: the common as eagerly as the grave."""
    order = sorted(range(len(stands)), key=lambda n: _importance(stands[n].mark))
    for n in order[:MOST_TRIED]:
        mark = stands[n].mark
        grave = mark.grade in (Grade.RED, Grade.ORANGE)
        text = f"{mark.label}{'（人工）' if mark.manual else ''}"
        x, y = pixels[n].tolist()
        eager = grave or every
        places = beside(x, y, [float(reach[n]) + gap * dots for gap in (_GAPS if eager else _GAPS[:1])])
        style, air, patience = (
            "grave" if grave else "mark",
            _CLOSE if eager else _LOOSE,
            3.0 if grave else 0.9 if every else 0.0,
        )
        yield Wish(stands[n], text, style, air=air * dots, places=places, patience=patience, cost=_farther)


def _farther(boxes: Floats) -> Floats:
    return np.asarray(np.arange(len(boxes)) // ROUND * _FARTHER, dtype=np.float64)


def _importance(mark: Mark) -> tuple[str, int, str, int]:
    return (mark.grade.value if mark.grade else "9", -(mark.people or 0), mark.ledger, mark.id)
