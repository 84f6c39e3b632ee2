"""Where things stand on a map: the land of villages, their label points, and a place for every mark."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from safety_desk.geo import metres
from safety_desk.reports.atlas import Area, Mark, Point

Land = Any
"""A polygon or several of shapely, in degrees."""
Bounds = tuple[float, float, float, float]
Floats = NDArray[np.float64]

_GOLDEN = math.pi * (3 - math.sqrt(5))
_MARGIN = 0.25
"""A coordinate may lie this share of the land's size outside of it; farther off it is taken for a slip."""
_SNAP = 1e-6
"""Degrees, a hand's breadth: borders of neighbours that are no farther apart are one."""
_TOWN = 50_000.0
"""Without any outline, a coordinate farther than this many metres from the middle of all is taken for a slip."""


class Place(Enum):
    """How a mark came to stand where it stands."""

    MEASURED = "measured"
    UNMEASURED = "no coordinates: near its village's label point"
    STRAY = "coordinates far outside the map: near its village's label point"


class Stand(NamedTuple):
    """A mark and where it is drawn, in degrees."""

    mark: Mark
    x: float
    y: float
    place: Place = Place.MEASURED


@dataclass(frozen=True)
class Ground:
    """The land of every area that has an outline, a place for the marks, and the marks that have none.

    `points` tells for an area without an outline where it is named.
    """

    lands: Mapping[int, Land]
    points: Mapping[int, Point]
    stands: tuple[Stand, ...]
    lost: tuple[Mark, ...]

    @cached_property
    def xy(self) -> Floats:
        """Longitude and latitude of each stand."""
        return _xy(self.stands)

    @cached_property
    def bounds(self) -> Bounds | None:
        """West, south, east, north of all that is drawn; None where nothing is."""
        return _bounds(self.lands, self.xy)

    @cached_property
    def whole(self) -> Land:
        """All land as one shape."""
        whole = shapely.union_all(list(self.lands.values()), grid_size=_SNAP)
        shapely.prepare(whole)
        return whole

    def borders(self) -> Land:
        """The borders of all land, those between neighbours once."""
        return shapely.union_all([land.boundary for land in self.lands.values()], grid_size=_SNAP)


def _bounds(lands: Mapping[int, Land], xy: Floats) -> Bounds | None:
    corners = np.vstack([shapely.bounds(list(lands.values())).reshape(-1, 2), xy])
    if not len(corners):
        return None
    (west, south), (east, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return west, south, east, north


def _xy(stands: Sequence[Stand]) -> Floats:
    return np.array([(x, y) for _, x, y, _ in stands], dtype=float).reshape(-1, 2)


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
    sound = _sound(lands, marks)
    here: list[Stand] = []
    loose: list[Mark] = []
    for mark in marks:
        if mark.lon is not None and mark.lat is not None and sound(mark.lon, mark.lat):
            here.append(Stand(mark, mark.lon, mark.lat))
        else:
            loose.append(mark)
    xy = _xy(here)
    pitch = _size(_bounds(lands, xy)) / 75
    middles = _middles(here, lands)
    homes: dict[int, list[Mark]] = {}
    lost: list[Mark] = []
    for mark in loose:
        if mark.village is not None and (mark.village in lands or mark.village in middles):
            homes.setdefault(mark.village, []).append(mark)
        else:
            lost.append(mark)
    spots = {id: label_point(lands[id]) if id in lands else (*middles[id], 8 * pitch) for id in homes}
    stands = list(_side_by_side(here, xy, pitch))
    stands += _gathered(homes, spots, pitch, stands)
    return Ground(lands, middles, tuple(stands), tuple(lost))


def _sound(lands: Mapping[int, Land], marks: Sequence[Mark]) -> Callable[[float, float], bool]:
    """Tells of a coordinate whether it can be true for this map."""
    if lands:
        west, south, east, north = shapely.total_bounds(list(lands.values())).tolist()
        slack = _MARGIN * max(east - west, north - south)
        west, south, east, north = west - slack, south - slack, east + slack, north + slack
        return lambda lon, lat: west <= lon <= east and south <= lat <= north
    measured = [(mark.lon, mark.lat) for mark in marks if mark.lon is not None and mark.lat is not None]
    x, y = _middle(measured) if measured else (0.0, 0.0)
    return lambda lon, lat: metres(x, y, lon, lat) <= _TOWN


def _middle(points: Sequence[Point]) -> Point:
    """A point in the midst of all, which single ones far off do not move."""
    lons, lats = zip(*points, strict=True)
    return sorted(lons)[len(lons) // 2], sorted(lats)[len(lats) // 2]


def _size(bounds: Bounds | None) -> float:
    """The longer side of all that is drawn, in degrees; of a single point, that of a small village."""
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1], 0.01) if bounds else 0.01


def _middles(stands: Sequence[Stand], lands: Mapping[int, Land]) -> dict[int, Point]:
    """For each village without land, the middle of its measured marks."""
    found: dict[int, list[Point]] = {}
    for stand in stands:
        if stand.mark.village is not None and stand.mark.village not in lands:
            found.setdefault(stand.mark.village, []).append((stand.x, stand.y))
    return {id: _middle(points) for id, points in found.items()}


def _side_by_side(stands: Sequence[Stand], xy: Floats, pitch: float) -> Iterator[Stand]:
    """Marks with the very same coordinates (tenants of one yard) stand round their point, so that none hides another."""
    points: list[Point] = list(map(tuple, xy.round(6).tolist()))
    yards = {point: _round(point, many, pitch) for point, many in Counter(points).items() if many > 1}
    for stand, point in zip(stands, points, strict=True):
        yield Stand(stand.mark, *next(yards[point])) if point in yards else stand


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


def _round(point: Point, number: int, pitch: float) -> Iterator[Point]:
    """So many places round a point, a pitch apart, like the seeds of a sunflower."""
    x, y = point
    stretch = 1 / math.cos(math.radians(y))
    for n in range(number):
        reach, turn = pitch * math.sqrt(n + 0.5), n * _GOLDEN
        yield x + reach * math.cos(turn) * stretch, y + reach * math.sin(turn)
