"""Where things stand on a map: the land of villages, their label points, and a place for every mark."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np
import shapely

from safety_desk.geo import metres
from safety_desk.reports.atlas import Area, Mark, Point

Land = Any
"""A polygon or several of shapely, in degrees."""
Bounds = tuple[float, float, float, float]

_GOLDEN = math.pi * (3 - math.sqrt(5))
_MARGIN = 0.25
"""A coordinate may lie this share of the land's size outside of it; farther off it is taken for a slip."""
_TOWN = 50_000.0
"""Without any outline, a coordinate farther than this many metres from the middle of all is taken for a slip."""


class Place(Enum):
    """How a mark came to stand where it stands."""

    MEASURED = "measured"
    UNMEASURED = "no coordinates: near its village's label point"
    STRAY = "coordinates far outside the map: near its village's label point"


@dataclass(frozen=True)
class Stand:
    """A mark and where it is drawn, in degrees."""

    mark: Mark
    x: float
    y: float
    place: Place = Place.MEASURED


@dataclass(frozen=True)
class Ground:
    """The land of every area that has an outline, a place for the marks, and the marks that have none.

    `points` tells where an area is named, with or without an outline, and how far its border is from there.
    """

    lands: Mapping[int, Land]
    points: Mapping[int, tuple[float, float, float]]
    stands: tuple[Stand, ...]
    lost: tuple[Mark, ...]

    @cached_property
    def bounds(self) -> Bounds | None:
        """West, south, east, north of all that is drawn; None where nothing is."""
        corners = [land.bounds for land in self.lands.values()]
        corners += [(stand.x, stand.y, stand.x, stand.y) for stand in self.stands]
        if not corners:
            return None
        wests, souths, easts, norths = zip(*corners, strict=True)
        return min(wests), min(souths), max(easts), max(norths)

    @cached_property
    def whole(self) -> Land:
        """All land and all marks as one shape: what nothing should cover."""
        points = np.array([(stand.x, stand.y) for stand in self.stands], dtype=float).reshape(-1, 2)
        whole = shapely.union_all([*self.lands.values(), shapely.multipoints(points)])
        shapely.prepare(whole)
        return whole


def land(area: Area) -> Land | None:
    """The land of an area, mended where its outline crosses itself; None where it has none."""
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in area.polygons if len(rings[0]) >= 4]
    whole = shapely.union_all([shapely.make_valid(part) for part in parts])
    solid = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.orient_polygons(shapely.multipolygons(solid)) if solid else None


def label_point(shape: Land) -> tuple[float, float, float]:
    """The middle of the widest part of a land, and how far the border is from there (degrees)."""
    widest = max(shapely.get_parts(shape), key=lambda part: part.area)
    spoke = shapely.maximum_inscribed_circle(widest, tolerance=max(widest.length, 1e-9) / 500)
    (x, y), *_ = spoke.coords
    return x, y, spoke.length


def lay_out(areas: Sequence[Area], marks: Sequence[Mark]) -> Ground:
    """Give every mark a place: where it was measured, else near the label point of its village."""
    lands = {area.id: shape for area in areas if (shape := land(area)) is not None}
    measured = [mark for mark in marks if mark.lon is not None and mark.lat is not None]
    sound = set(_sound(measured, lands))
    here = [Stand(mark, mark.lon or 0.0, mark.lat or 0.0) for mark in measured if mark in sound]
    pitch = _size(lands, here) / 75
    points = {id: label_point(shape) for id, shape in lands.items()}
    points |= {id: (*middle, 8 * pitch) for id, middle in _middles(here).items() if id not in points}
    rest: dict[int, list[Mark]] = {}
    lost = []
    for mark in marks:
        if mark in sound:
            continue
        if mark.village in points:
            rest.setdefault(mark.village or 0, []).append(mark)
        else:
            lost.append(mark)
    stands = list(_side_by_side(here, pitch))
    stands += _gathered(rest, points, pitch, stands)
    return Ground(lands, points, tuple(stands), tuple(lost))


def _sound(measured: Sequence[Mark], lands: Mapping[int, Land]) -> Iterable[Mark]:
    """The marks whose coordinates can be true for this map."""
    if not measured:
        return []
    if lands:
        west, south, east, north = shapely.union_all(list(lands.values())).bounds
        slack = _MARGIN * max(east - west, north - south)
        frame = (west - slack, south - slack, east + slack, north + slack)
        return [m for m in measured if frame[0] <= (m.lon or 0) <= frame[2] and frame[1] <= (m.lat or 0) <= frame[3]]
    lon, lat = _median([m.lon or 0 for m in measured]), _median([m.lat or 0 for m in measured])
    return [m for m in measured if metres(lon, lat, m.lon or 0, m.lat or 0) <= _TOWN]


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _size(lands: Mapping[int, Land], stands: Sequence[Stand]) -> float:
    """The longer side of all that is drawn, in degrees; of a single point, that of a small village."""
    bounds = Ground(lands, {}, tuple(stands), ()).bounds
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1], 0.01) if bounds else 0.01


def _middles(stands: Sequence[Stand]) -> dict[int, Point]:
    """The middle of each village's measured marks: where a village without an outline is."""
    found: dict[int, list[Stand]] = {}
    for stand in stands:
        if stand.mark.village is not None:
            found.setdefault(stand.mark.village, []).append(stand)
    return {id: (_median([s.x for s in group]), _median([s.y for s in group])) for id, group in found.items()}


def _side_by_side(stands: Sequence[Stand], pitch: float) -> Iterable[Stand]:
    """Marks with the very same coordinates (tenants of one yard) stand round their point, so that none hides another."""
    yards: dict[Point, list[Mark]] = {}
    for stand in stands:
        yards.setdefault((round(stand.x, 6), round(stand.y, 6)), []).append(stand.mark)
    for point, yard in yards.items():
        spots = [point] if len(yard) == 1 else _round(point, len(yard), pitch)
        yield from (Stand(mark, *spot) for mark, spot in zip(yard, spots, strict=True))


def _gathered(
    rest: Mapping[int, Sequence[Mark]],
    points: Mapping[int, tuple[float, float, float]],
    pitch: float,
    there: Sequence[Stand],
) -> list[Stand]:
    """Marks without a place of their own, round the label points of their villages, the most severe in the middle."""
    found = []
    for id, marks in rest.items():
        x, y, reach = points[id]
        ordered = sorted(marks, key=lambda mark: (mark.grade.value if mark.grade else "9", mark.id))
        close = min(pitch, 0.75 * reach / math.sqrt(len(marks)))
        spots = _free(list(_round((x, y), 4 * len(marks), close)), len(marks), there, close)
        for mark, spot in zip(ordered, spots, strict=True):
            measured = mark.lon is not None and mark.lat is not None
            found.append(Stand(mark, *spot, Place.STRAY if measured else Place.UNMEASURED))
    return found


def _free(spots: Sequence[Point], number: int, there: Sequence[Stand], close: float) -> Sequence[Point]:
    """So many of the spots, those first that no mark is close to."""
    if not there:
        return spots[:number]
    marks = shapely.STRtree(shapely.points([(stand.x, stand.y) for stand in there]))
    taken = set(marks.query(shapely.points(spots), predicate="dwithin", distance=close)[0].tolist())
    order = sorted(range(len(spots)), key=lambda n: (n in taken, n))
    return [spots[n] for n in order[:number]]


def _round(point: Point, number: int, pitch: float) -> Iterable[Point]:
    """So many places round a point, a pitch apart, like the seeds of a sunflower."""
    x, y = point
    stretch = 1 / math.cos(math.radians(y))
    for n in range(number):
        reach, turn = pitch * math.sqrt(n + 0.5), n * _GOLDEN
        yield x + reach * math.cos(turn) * stretch, y + reach * math.sin(turn)
