"""Where things lie in the sample town: villages weighed by trade, spots within a village's border."""

import math
from itertools import pairwise

from safety_desk.sample_town.chance import Chance
from safety_desk.sample_town.patterns import GridPattern, VillagePattern, villages

_NEAR_SEAT = {
    "文峰社区": 35.0,
    "潘村": 20.0,
    "奎峰村": 15.0,
    "石桥头村": 12.0,
    "竹溪村": 6.0,
    "溪里凤村": 6.0,
    "东冲村": 6.0,
}
_SEAT = "文峰社区"


def village_for(chance: Chance, lies: str) -> VillagePattern:
    """A village for something that lies in the seat of the town (镇区), near it (集中) or anywhere (分散)."""
    known = villages()
    if lies == "镇区":
        weights = [40.0 if v.name == _SEAT else v.population / 700 for v in known]
    elif lies == "集中":
        weights = [_NEAR_SEAT.get(v.name, 0.5) for v in known]
    else:
        weights = [math.sqrt(min(v.population, 3700)) for v in known]
    return chance.choices(known, weights)[0]


def grid_for(chance: Chance, village: VillagePattern) -> int:
    """The number of a grid of the village; the first ones have more houses."""
    return chance.choices(range(len(village.grids)), [4.0, 3.0, 2.0, 2.0][: len(village.grids)])[0]


def spot(chance: Chance, village: VillagePattern, grid: GridPattern, spread_m: float) -> tuple[float, float]:
    """A point near the middle of a grid and within the village's border, in WGS-84 degrees."""
    for _ in range(20):
        lon, lat = moved(grid.lon, grid.lat, chance.gauss(0, spread_m), chance.gauss(0, spread_m))
        if inside(village.ring, lon, lat) and nearest(village, lon, lat) is grid:
            return lon, lat
        spread_m *= 0.85
    return grid.lon, grid.lat


def moved(lon: float, lat: float, east_m: float, north_m: float) -> tuple[float, float]:
    """A point so many metres to the east and north."""
    east = east_m / (111_320 * math.cos(math.radians(lat)))
    return round(lon + east, 6), round(lat + north_m / 110_900, 6)


def nearest(village: VillagePattern, lon: float, lat: float) -> GridPattern:
    """The grid whose middle is nearest."""
    return min(village.grids, key=lambda g: math.hypot((g.lon - lon) * 0.86, g.lat - lat))


def inside(ring: tuple[tuple[float, float], ...], lon: float, lat: float) -> bool:
    """Whether a point is within a closed ring: a ray from it crosses the border an odd number of times."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd
