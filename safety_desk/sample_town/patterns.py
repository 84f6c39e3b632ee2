"""The patterns that the sample town is made from: trades, risk points, hidden dangers, places."""

import json
from dataclasses import dataclass
from functools import cache

from safety_desk.ledgers.lists.basic import ACCIDENT_TYPE
from safety_desk.ledgers.lists.code_list import CodeList
from safety_desk.ledgers.risk import Dimension, MeasureType
from safety_desk.paths import resources
from safety_desk.texts import blocks, cells, lines

_DIMENSIONS = {
    "工艺": Dimension.PROCESS,
    "设备": Dimension.EQUIPMENT,
    "环境": Dimension.SETTING,
    "行为": Dimension.CONDUCT,
    "管理": Dimension.SYSTEM,
}
_MEASURES = {
    "工": MeasureType.ENGINEERING,
    "管": MeasureType.MANAGEMENT,
    "训": MeasureType.TRAINING,
    "个": MeasureType.PROTECTION,
    "急": MeasureType.EMERGENCY,
}


@dataclass(frozen=True)
class HazardPattern:
    """A hazard of a risk point, the values it may be given (method and factors), and its control measures."""

    dimension: Dimension
    factor: str
    accidents: tuple[str, ...]
    scores: tuple[tuple[float, float, float], ...]
    activity: str
    text: str
    consequence: str
    measures: tuple[tuple[MeasureType, str], ...]


@dataclass(frozen=True)
class PointPattern:
    """A risk point: a place, a machine, a kind of work."""

    name: str
    kind: str
    places: tuple[str, ...]
    hazards: tuple[HazardPattern, ...]


@dataclass(frozen=True)
class DangerPattern:
    """A hidden danger as inspectors word it: where, what, how it is mended, within how many days, for how much."""

    category: str
    places: tuple[str, ...]
    text: str
    measure: str
    item: str
    days: str
    yuan: str
    point: str


@dataclass(frozen=True)
class MajorPattern:
    """A major hidden danger of some trades, with its criterion and what is put in place to mend it."""

    trades: tuple[str, ...]
    category: str
    places: tuple[str, ...]
    text: str
    said: dict[str, str]

    @property
    def points(self) -> tuple[str, ...]:
        """The risk points that it may belong to."""
        return tuple(self.said["风险点"].split())


@dataclass(frozen=True)
class Trade:
    """A trade: how many there are in the town, and what its enterprises look like."""

    name: str
    count: int
    said: dict[str, str]

    def words(self, key: str) -> list[str]:
        """The words under a key."""
        return self.said.get(key, "").split()

    def options(self, key: str) -> list[str]:
        """The alternatives under a key."""
        return [option.strip() for option in self.said.get(key, "").split(" / ")]


@dataclass(frozen=True)
class AreaPattern:
    """A public area."""

    name: str
    kind: str
    village: str
    manager: str
    people: int
    points: tuple[str, ...]
    dangers: tuple[str, ...]


@dataclass(frozen=True)
class GridPattern:
    """A grid: its name and the middle of its houses."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class VillagePattern:
    """A village with its border (a closed ring of WGS-84 degrees) and its grids."""

    name: str
    kind: str
    population: int
    households: int
    area_km2: float
    grids: tuple[GridPattern, ...]
    ring: tuple[tuple[float, float], ...]


def _hazard(line: str, measures: list[str]) -> HazardPattern:
    dimension, factor, accidents, scores, activity, text, consequence = cells(line[2:])
    codes = {label: code for code, label, _ in CodeList("", "", ACCIDENT_TYPE).entries()}
    triples = [tuple(float(value) for value in score.split(",")) for score in scores.split("/")]
    return HazardPattern(
        _DIMENSIONS[dimension],
        factor,
        tuple(codes[word] for word in accidents.split()),
        tuple((l, e, c) for l, e, c in triples),
        activity,
        text,
        consequence,
        tuple((_MEASURES[kind], said) for kind, _, said in (m.partition(" ") for m in measures)),
    )


@cache
def points() -> dict[str, PointPattern]:
    """Every risk point by name."""
    found = {}
    for kind_ in ("common", "industry", "places"):
        for block in blocks(f"sample_town/points_{kind_}.txt"):
            name, kind, places = block.heading
            heads = [n for n, line in enumerate(block.lines) if line.startswith("- ")]
            parts = [block.lines[a:b] for a, b in zip(heads, [*heads[1:], None], strict=True)]
            hazards = tuple(_hazard(part[0], list(part[1:])) for part in parts)
            found[name] = PointPattern(name, kind, tuple(places.split("；")), hazards)
    return found


@cache
def dangers() -> dict[str, tuple[DangerPattern, ...]]:
    """The hidden dangers of each group."""
    found = {}
    for block in blocks("sample_town/dangers.txt"):
        patterns = []
        for line in block.lines:
            category, places, text, measure, item, days, yuan, *point = cells(line)
            patterns.append(
                DangerPattern(category, tuple(places.split("；")), text, measure, item, days, yuan, "".join(point))
            )
        found[block.heading[0]] = tuple(patterns)
    return found


@cache
def majors() -> tuple[MajorPattern, ...]:
    """The major hidden dangers."""
    found = []
    for block in blocks("sample_town/majors.txt"):
        trades, category, places, text = block.heading
        found.append(MajorPattern(tuple(trades.split()), category, tuple(places.split("；")), text, block.said))
    return tuple(found)


@cache
def trades() -> tuple[Trade, ...]:
    """The trades of the town."""
    found = []
    for block in blocks("sample_town/trades.txt"):
        name, count = block.heading[0].split()
        found.append(Trade(name, int(count), block.said))
    return tuple(found)


@cache
def areas() -> tuple[AreaPattern, ...]:
    """The public areas."""
    found = []
    for line in lines("sample_town/areas.txt"):
        name, kind, village, manager, people, at, groups = cells(line)
        area = AreaPattern(name, kind, village, manager, int(people), tuple(at.split()), tuple(groups.split()))
        found.append(area)
    return tuple(found)


@cache
def villages() -> tuple[VillagePattern, ...]:
    """The villages, the seat of the town first."""
    told = json.loads((resources() / "sample_town" / "villages.json").read_text(encoding="utf-8"))
    return tuple(
        VillagePattern(
            **{
                **village,
                "grids": tuple(GridPattern(**grid) for grid in village["grids"]),
                "ring": tuple((lon, lat) for lon, lat in village["ring"]),
            }
        )
        for village in told
    )
