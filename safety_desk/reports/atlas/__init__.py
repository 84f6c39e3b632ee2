"""The four-colour map (domain item 7, F26): the facts that it shows, and the figure drawn from them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.standing import RegionStanding

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from safety_desk.reports.atlas.figure import MapFigure

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]

A4 = (11.69, 8.27)
"""A4 landscape, in inches."""


class Shape(Enum):
    """What kind of object a mark stands for; each kind has its own shape."""

    ENTERPRISE = "企业"
    WORKSHOP = "个体、作坊"
    DANGEROUS = "危化、烟花"
    CROWDED = "人员密集"
    PUBLIC = "公共区域"


@dataclass(frozen=True)
class Rating:
    """The grade of a village or the town: as computed, or as a person set it (`override`, approved, with a reason)."""

    standing: RegionStanding
    override: Grade | None = None
    reason: str = ""

    @property
    def grade(self) -> Grade | None:
        """The grade that counts."""
        return self.override or self.standing.grade

    @property
    def manual(self) -> bool:
        """Whether a person set another grade than the computed one."""
        return self.override is not None and self.override is not self.standing.grade


@dataclass(frozen=True)
class Area:
    """A village: its outline in WGS-84 degrees (polygons of rings, the first the outer one), and its rating."""

    id: int
    name: str
    rating: Rating
    polygons: tuple[Polygon, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Mark:
    """An enterprise or a public area: where it is in WGS-84 degrees (None: nobody measured it), and what is shown of it.

    `size` is 1 to 4 by people, as the index of a region weighs them; `village` is the id of its area.
    """

    ledger: str
    id: int
    name: str
    label: str
    shape: Shape
    grade: Grade | None = None
    lon: float | None = None
    lat: float | None = None
    village: int | None = None
    people: int | None = None
    size: int = 1
    field: str = ""
    manual: bool = False


@dataclass(frozen=True)
class TitleBlock:
    """What a map says of itself: title, the region it shows, day, methods, who compiled it, and for whom it is."""

    title: str
    region: str
    day: dt.date
    methods: str
    compiler: str
    note: str


@dataclass(frozen=True)
class MapFacts:
    """Everything that a map shows. `whole` is the rating of the town (or of the one village that is drawn).

    `close_up`: larger, and with every label that finds a place.
    """

    block: TitleBlock
    areas: tuple[Area, ...] = ()
    marks: tuple[Mark, ...] = ()
    whole: Rating | None = None
    colours: Mapping[Grade | None, str] = field(default_factory=dict)
    people_steps: tuple[int, int, int] = (10, 30, 100)
    close_up: bool = False


@dataclass(frozen=True)
class Layers:
    """Which parts of a map are drawn."""

    areas: bool = True
    enterprises: bool = True
    public_areas: bool = True
    labels: bool = True


EVERYTHING = Layers()


def draw_map(
    facts: MapFacts,
    layers: Layers = EVERYTHING,
    size: tuple[float, float] = A4,
    dpi: float = 100,
    figure: "Figure | None" = None,
) -> "MapFigure":
    """The map as a figure of `size` inches, or drawn anew on a figure that is there (then its own size counts).

    The figure needs no window. On the screen, call `relabel()` of what is returned after pan and zoom, and `fit()`
    after a resize or to see all again.
    """
    from matplotlib.figure import Figure

    from safety_desk.reports.atlas.figure import MapFigure

    return MapFigure(facts, layers, figure or Figure(figsize=size, dpi=dpi))
