"""How a map looks: inks, hatches and symbols that tell the grades apart in colour and in grey print alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.atlas import Shape
from safety_desk.reports.fonts import drawable, face

PAPER = "#FFFFFF"
GROUND = "#F6F7F8"
LINE = "#8A939C"
INK = "#1B1F24"
SOFT = "#57606A"
EDGE = "#23282E"

FILL = 0.35
"""How strong the fill of a village is, so that marks and names stay readable on it."""
HATCHES = {Grade.RED: "xx", Grade.ORANGE: "//", Grade.YELLOW: "..", Grade.BLUE: "--", None: ""}
SYMBOLS = {Shape.ENTERPRISE: "o", Shape.WORKSHOP: "s", Shape.DANGEROUS: "^", Shape.CROWDED: "D", Shape.PUBLIC: "P"}
_OPTICAL = {Shape.ENTERPRISE: 1.0, Shape.WORKSHOP: 0.9, Shape.DANGEROUS: 1.15, Shape.CROWDED: 0.84, Shape.PUBLIC: 1.15}
"""Shapes of one nominal size look equally big with these factors."""
SIZES = {1: 6.0, 2: 7.5, 3: 9.5, 4: 12.5}
"""Points across, by the weight of the people."""
SEVERITY: tuple[Grade | None, ...] = (None, Grade.BLUE, Grade.YELLOW, Grade.ORANGE, Grade.RED)
"""From the bottom to the top of the drawing."""

_PEN = 0.6
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


def _fill(grade: Grade | None, colours: Colours) -> Rgb:
    return blend(colours[grade], FILL if grade else FILL / 2, GROUND)


def _stroke(grade: Grade | None, colours: Colours) -> Rgb:
    """The colour of a hatch: a darker one of the fill's."""
    return blend(EDGE, 0.42, to_hex(blend(colours[grade], 0.7, GROUND)))


def add_land(axes: Axes, path: Path, grade: Grade | None, colours: Colours) -> None:
    """A village on the map, hatched by its grade."""
    face, stroke = _fill(grade, colours), _stroke(grade, colours)
    patch = PathPatch(path, facecolor=face, edgecolor="none", hatch=HATCHES[grade], hatchcolor=stroke, zorder=1)
    patch.set_hatch_linewidth(_PEN)
    axes.add_patch(patch)


def add_swatch(axes: Axes, left: float, top: float, grade: Grade | None, colours: Colours) -> None:
    """A sample of a fill for the legend, 22 by 11 points; drawn out, so that the hatch sits well in so small a field."""
    ground = Rectangle((left, top), 22, 11, facecolor=_fill(grade, colours), edgecolor="none")
    axes.add_patch(ground)
    stroke = _stroke(grade, colours)
    if grade is Grade.YELLOW:
        across, down = [left + 2.75 + 5.5 * n for n in range(4)], (top + 2.75, top + 8.25)
        _stamp(axes, across * 2, [y for y in down for _ in across], "o", 1.3, stroke, stroke, 0, 2)
    else:
        lines = LineCollection(_strokes(left, top, grade), colors=[stroke], linewidths=_PEN)
        axes.add_collection(lines, autolim=False)
        lines.set_clip_path(ground)
    axes.add_patch(Rectangle((left, top), 22, 11, facecolor="none", edgecolor=LINE, linewidth=0.6, zorder=3))


def _strokes(left: float, top: float, grade: Grade | None) -> list[list[tuple[float, float]]]:
    """The lines of a sample: crossed for red, slanting for orange, level for blue."""
    if grade is Grade.BLUE:
        return [[(left, top + y), (left + 22, top + y)] for y in (2.75, 8.25)]
    starts = [left - 11 + 5.5 * n for n in range(7)] if grade in (Grade.RED, Grade.ORANGE) else []
    rising = [[(x, top + 11), (x + 11, top)] for x in starts]
    return rising + ([[(x, top), (x + 11, top + 11)] for x in starts] if grade is Grade.RED else [])


def add_symbols(
    axes: Axes,
    x: Sequence[float],
    y: Sequence[float],
    shape: Shape,
    grade: Grade | None,
    colours: Colours,
    points: float,
    hollow: bool = False,
    level: float = 4,
) -> None:
    """Marks of one shape, grade and size, as few artists: red with a white cross, orange with a dot, hollow ones open.

    A line of markers and not a scatter: matplotlib stamps these, and draws each point of a scatter anew.
    """
    marker = SYMBOLS[shape]
    _stamp(axes, x, y, marker, points, colours[grade], EDGE, 0.7, level)
    if hollow:
        _stamp(axes, x, y, marker, points * 0.5, PAPER, EDGE, 0.4, level)
    elif grade is Grade.RED:
        _stamp(axes, x, y, "x", points * 0.36, PAPER, PAPER, max(0.8, points * 0.13), level)
    elif grade is Grade.ORANGE:
        _stamp(axes, x, y, "o", points * 0.26, EDGE, EDGE, 0, level)
    elif grade is None:
        _stamp(axes, x, y, "_", points * 0.42, EDGE, EDGE, 0.8, level)


def _stamp(
    axes: Axes, x: Sequence[float], y: Sequence[float], marker: str, points: float, face: str | Rgb, edge: str | Rgb, width: float, level: float
) -> None:  # fmt: skip
    line = Line2D(
        x, y, linestyle="none", marker=marker, markersize=points, markerfacecolor=face, markeredgecolor=edge,
        markeredgewidth=width, zorder=level,
    )  # fmt: skip
    axes.add_line(line)


def say(axes: Axes, x: float, y: float, text: str, points: float, bold: bool = False, **style: Any) -> Text:
    """Text on a panel, never read as a formula."""
    style = {"color": INK, "va": "center_baseline", **style}
    return axes.text(x, y, drawable(text), fontproperties=face(points, bold), parse_math=False, **style)
