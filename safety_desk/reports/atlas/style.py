"""How a map looks: inks, hatches and symbols that tell the grades apart in colour and in grey print alike."""

from collections.abc import Mapping
from functools import cache
from numbers import Real
from typing import Any, NamedTuple

from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.atlas import Shape

PAPER = "#FFFFFF"
GROUND = "#F6F7F8"
LINE = "#8A939C"
INK = "#1B1F24"
SOFT = "#57606A"
EDGE = "#23282E"

FILL = 0.35
"""How strong the fill of a village is, so that marks and names stay readable on it."""
_HATCHES = {Grade.RED: "xx", Grade.ORANGE: "//", Grade.YELLOW: "..", Grade.BLUE: "--", None: ""}
SYMBOLS = {Shape.ENTERPRISE: "o", Shape.WORKSHOP: "s", Shape.DANGEROUS: "^", Shape.CROWDED: "D", Shape.PUBLIC: "P"}
_OPTICAL = {Shape.ENTERPRISE: 1.0, Shape.WORKSHOP: 0.9, Shape.DANGEROUS: 1.15, Shape.CROWDED: 0.84, Shape.PUBLIC: 1.15}
"""Shapes of one nominal size look equally big with these factors."""
SIZES = {1: 6.0, 2: 7.5, 3: 9.5, 4: 12.5}
"""Points across, by the weight of the people."""
EDGE_WIDTH = 0.7
"""Points of a mark's dark edge."""
SEVERITY: tuple[Grade | None, ...] = (None, Grade.BLUE, Grade.YELLOW, Grade.ORANGE, Grade.RED)
"""From the bottom to the top of the drawing."""

PEN = 0.6
"""Points of a hatch's lines."""

Colours = Mapping[Grade | None, str]
Rgb = tuple[float, float, float]


def across(shape: Shape, size: int, scale: float) -> float:
    """How many points a mark is across."""
    return SIZES[size] * _OPTICAL[shape] * scale


def blend(colour: str, share: float, other: str) -> Rgb:
    """So much of a colour, and the rest another. Opaque: a PDF would thin hatches together with a see-through fill."""
    r, g, b = (share * one + (1 - share) * two for one, two in zip(to_rgb(colour), to_rgb(other), strict=True))
    return r, g, b


def fill(grade: Grade | None, colours: Colours) -> Rgb:
    """The colour of a village."""
    return blend(colours[grade], FILL if grade else FILL / 2, GROUND)


def stroke(grade: Grade | None, colours: Colours) -> Rgb:
    """The colour of a village's hatch: a darker one of the fill's."""
    return blend(EDGE, 0.42, to_hex(blend(colours[grade], 0.7, GROUND)))


def field(path: Path, grade: Grade | None, colours: Colours) -> PathPatch:
    """A village on the map, hatched by its grade."""
    patch = PathPatch(
        path, facecolor=fill(grade, colours), edgecolor="none",
        hatch=_HATCHES[grade], hatchcolor=stroke(grade, colours), zorder=1,
    )  # fmt: skip
    patch.set_hatch_linewidth(PEN)
    return patch


class Look(NamedTuple):
    """Marks that look the same: where their middles are, their form, points across, colours, and points of the edge."""

    xy: Any
    marker: MarkerStyle
    points: float
    face: str | Rgb
    edge: str | Rgb
    width: float


class Stamps(Artist):
    """Marks of few looks at many places. One artist for all of them: a line or a scatter for each look costs far more.

    A scatter, besides, draws every mark anew; these are drawn once for each look and stamped.
    """

    def __init__(self) -> None:
        super().__init__()
        self.looks: list[Look] = []

    def add(self, xy: Any, marker: str, points: float, face: str | Rgb, edge: str | Rgb, width: float = 0) -> None:
        """Marks that look the same, as `Look` tells; `marker` is the form as matplotlib calls it."""
        self.looks.append(Look(xy, _marker(marker), points, face, edge, width))

    def symbols(
        self, xy: Any, shape: Shape, grade: Grade | None, colours: Colours, points: float, hollow: bool = False
    ) -> None:
        """Marks of one shape, grade and size: red with a white cross, orange with a dot, hollow ones open."""
        self.add(xy, SYMBOLS[shape], points, colours[grade], EDGE, EDGE_WIDTH)
        if hollow:
            self.add(xy, SYMBOLS[shape], points * 0.5, PAPER, EDGE, 0.4)
        elif grade is Grade.RED:
            self.add(xy, "x", points * 0.36, PAPER, PAPER, max(0.8, points * 0.13))
        elif grade is Grade.ORANGE:
            self.add(xy, "o", points * 0.26, EDGE, EDGE)
        elif grade is None:
            self.add(xy, "_", points * 0.42, EDGE, EDGE, 0.8)

    def draw(self, renderer: Any) -> None:
        """Draw them as matplotlib's lines draw their markers."""
        pen, to = renderer.new_gc(), self.get_transform().frozen()
        pen.set_clip_rectangle(self.get_clip_box())
        for xy, marker, points, face, edge, width in self.looks:
            size, snap = renderer.points_to_pixels(points), marker.get_snap_threshold()
            pen.set_snap(size >= snap if isinstance(snap, Real) else snap)
            pen.set_joinstyle(marker.get_joinstyle())
            pen.set_capstyle(marker.get_capstyle())
            pen.set_linewidth(width)
            pen.set_foreground(to_rgba(edge), isRGBA=True)
            form = Affine2D(marker.get_transform().get_matrix()).scale(size)
            renderer.draw_markers(pen, marker.get_path(), form, Path(xy), to, to_rgba(face))
        pen.restore()


_marker = cache(MarkerStyle)
