"""The map as a matplotlib figure, for paper and for the screen; no Qt, no pyplot."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from safety_desk.geo import metres
from safety_desk.ledgers.grade import Grade
from safety_desk.reports.atlas import Area, Layers, MapFacts, Mark, Shape
from safety_desk.reports.atlas.frame import Frame, Panel, ScaleBar, north_arrow, title_block
from safety_desk.reports.atlas.ground import Land, Place, Stand, lay_out
from safety_desk.reports.atlas.labels import ROUND, Box, Crowd, Placed, place
from safety_desk.reports.atlas.legend import legend
from safety_desk.reports.atlas.names import View, area_wishes, mark_wishes, weight
from safety_desk.reports.atlas.style import GROUND, INK, LINE, PAPER, SEVERITY, SOFT, Stamps, across, field
from safety_desk.reports.atlas.view import best_view, emptiest
from safety_desk.reports.fonts import drawable, face

_ADVICE = (
    "还没有可以画的内容\n\n"
    "请先导入村边界：在“系统—村（社区）”导入带边界的 GeoJSON 文件，\n"
    "再在企业台账里补上企业的所在村和经纬度。"
)
_STYLES = {"area": (10.5, True), "grave": (7.5, True), "mark": (7.0, False)}
"""Points and weight of the labels."""
_COARSE = 0.04
"""So much may the size of type differ from what the figure's size asks for."""
_MOST, _MOST_OF_ALL = 150, 400
"""So many labels at most."""


class MapFigure:
    """A drawn map: its figure and axes (longitude and latitude in degrees), and what the window asks of it."""

    def __init__(self, facts: MapFacts, layers: Layers, figure: Figure) -> None:
        self.facts = facts
        self.layers = layers
        self.figure = figure
        if not hasattr(figure.canvas, "get_renderer"):
            FigureCanvasAgg(figure)
        self.ground = lay_out(facts.areas, [mark for mark in facts.marks if self._shown(mark)])
        self._measured: dict[tuple[str, str, float], tuple[float, float]] = {}
        self._reach = np.zeros(len(self.ground.stands))
        """Half a mark's width in points."""
        self._severity = np.zeros(len(self.ground.stands))
        self._build()

    def _build(self) -> None:
        """Everything anew, for the figure's present size."""
        self.figure.clear()
        self.figure.set_facecolor(PAPER)
        self._measured.clear()
        self.frame = Frame(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1), facecolor=GROUND, label="map")
        self.axes.set_axes_locator(self._locate)
        self.axes.set(xticks=[], yticks=[])
        for spine in self.axes.spines.values():
            spine.set(color=SOFT, linewidth=0.8)
        self.aspect = 1.0
        self.labels: list[Annotation] = []
        self._lines: LineCollection | None = None
        title_block(self.frame, self.facts)
        self.frame.furnish()
        self._draw()

    def _shown(self, mark: Mark) -> bool:
        return self.layers.public_areas if mark.ledger == "public_areas" else self.layers.enterprises

    def _draw(self) -> None:
        bounds = self.ground.bounds
        if bounds is None:
            self.axes.text(
                0.5, 0.5, drawable(_ADVICE), transform=self.axes.transAxes, ha="center", va="center", color=SOFT,
                fontproperties=face(11 * self.frame.scale), linespacing=1.7,
            )  # fmt: skip
            return
        self.aspect = 1 / math.cos(math.radians((bounds[1] + bounds[3]) / 2))
        self.axes.set_aspect(self.aspect, adjustable="datalim")
        if self.ground.lands:
            self._draw_lands()
        self._draw_marks()
        self.legend = legend(self.frame, self.facts, self.layers, self.ground)
        self.north = north_arrow(self.frame)
        self.bar = ScaleBar(self.frame)
        self.fit()

    def _draw_lands(self) -> None:
        """Fills where they are wanted; borders always, for one must know where one is."""
        lands = self.ground.lands
        for area in self.facts.areas if self.layers.areas else ():
            if (land := lands.get(area.id)) is not None:
                self.axes.add_artist(field(_path(land), area.rating.grade, self.facts.colours))
        self._draw_lines(self.ground.borders(), (PAPER, 1.5), (LINE, 0.5))
        self._draw_lines(self.ground.whole.boundary, (SOFT, 1.0))

    def _draw_lines(self, lines: Land, *pens: tuple[str, float]) -> None:
        parts = shapely.get_parts(shapely.line_merge(lines))
        segments = [shapely.get_coordinates(part) for part in parts]
        for n, (colour, width) in enumerate(pens):
            self.axes.add_artist(LineCollection(segments, colors=colour, linewidths=width, zorder=2 + n / 10))

    def _draw_marks(self) -> None:
        """The large below the small, and all of them below the more severe."""
        groups: dict[tuple[Grade | None, int, Shape, bool], list[int]] = {}
        for n, stand in enumerate(self.ground.stands):
            mark, hollow = stand.mark, stand.place is not Place.MEASURED
            groups.setdefault((mark.grade, mark.size, mark.shape, hollow), []).append(n)
        stamps, shapes = Stamps(), list(Shape)
        stamps.set_zorder(4)
        order = sorted(groups, key=lambda of: (SEVERITY.index(of[0]), -of[1], shapes.index(of[2]), of[3]))
        for grade, size, shape, hollow in order:
            those, points = groups[grade, size, shape, hollow], across(shape, size, self._shrunk)
            self._reach[those], self._severity[those] = points / 2, SEVERITY.index(grade)
            stamps.symbols(self.ground.xy[those], shape, grade, self.facts.colours, points, hollow)
        self.axes.add_artist(stamps)

    @property
    def _shrunk(self) -> float:
        """Marks are drawn smaller where there are very many."""
        many = max(len(self.ground.stands), 1)
        return self.frame.scale * self._closer * min(1.0, max(0.55, math.sqrt(500 / many)))

    @property
    def _closer(self) -> float:
        """A map of one village is drawn larger."""
        return 1.2 if self.facts.close_up else 1.0

    def _locate(self, axes: Any, renderer: Any) -> Bbox:
        """The map's place, as matplotlib asks for it before each drawing; the limits are made to fill it evenly.

        Left to itself, matplotlib would widen one side again and again while a window is resized, and log each time.
        """
        left, bottom, right, top = self.frame.box
        (west, east), (south, north) = self.axes.get_xlim(), self.axes.get_ylim()
        stretch = math.sqrt((right - left) / (top - bottom) * self.aspect / (east - west) * (north - south))
        if abs(stretch - 1) > 1e-4:
            x, y, half_x, half_y = (west + east) / 2, (south + north) / 2, (east - west) / 2, (north - south) / 2
            self.axes.set_xlim(x - half_x * stretch, x + half_x * stretch)
            self.axes.set_ylim(y - half_y / stretch, y + half_y / stretch)
        return self.frame.shares(left, bottom, right, top)

    def fit(self) -> None:
        """Show the whole map in the figure's present size, the legend where it covers nothing; label it anew.

        Where the size asks for another size of type, all is drawn anew, and `axes` are others.
        """
        if abs(Frame(self.figure).scale - self.frame.scale) > _COARSE:
            self._build()
            return
        if self.ground.bounds is None:
            return
        self.frame.furnish()
        panels = [] if self.frame.bare else [self.legend]
        view = best_view(self.ground, self.frame, panels)
        self.axes.set(xlim=view.across, ylim=view.along)
        if not self.frame.bare:
            self.legend.corner = view.corner
            left = [corner for corner in ((1, 1), (0, 1)) if corner != view.corner]
            self.north.corner = emptiest(self.ground, self.frame, view, self.north, left)
            left = [corner for corner in ((0, 0), (1, 0)) if corner != view.corner]
            self.bar.panel.corner = emptiest(self.ground, self.frame, view, self.bar.panel, left)
        self.relabel()

    def relabel(self) -> None:
        """Place the labels and draw the scale bar for what is seen now: after pan, zoom or resize."""
        for artist in (*self.labels, *filter(None, [self._lines])):
            artist.remove()
        self.labels, self._lines = [], None
        if self.ground.bounds is None:
            return
        self.frame.furnish()
        self.axes.apply_aspect(self._locate(self.axes, None))
        self.bar.redraw(self._metres_per_point())
        if self.layers.labels:
            self._label(self._placed())

    def _metres_per_point(self) -> float:
        west, east = map(float, self.axes.get_xlim())
        south, north = map(float, self.axes.get_ylim())
        middle = (south + north) / 2
        left, _, right, _ = self.frame.box
        return metres(west, middle, east, middle) / (right - left)

    def _placed(self) -> Sequence[Placed]:
        (west, east), (south, north) = self.axes.get_xlim(), self.axes.get_ylim()
        to = self.axes.transData
        dots = self.figure.dpi / 72
        view = View((west, south, east, north), dots, to.transform, to.inverted().transform)
        x, y = self.ground.xy.T
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
        seen = [self.ground.stands[n] for n in near]
        pixels, reach = to.transform(self.ground.xy[near]), self._reach[near] * dots
        crowd = Crowd(pixels[:, 0], pixels[:, 1], reach, np.array([weight(s.mark) for s in seen], dtype=float))
        every = self.facts.close_up
        wishes = list(area_wishes(self.facts, self.ground, view)) if self.layers.areas else []
        wishes += [] if self.frame.bare else mark_wishes(seen, pixels, reach, dots, every)
        inside = self.axes.get_window_extent()
        frame = (inside.x0 + 3, inside.y0 + 3, inside.x1 - 3, inside.y1 - 3)
        return list(place(wishes, self._measure, crowd, frame, self._taken(), _MOST_OF_ALL if every else _MOST))

    def _taken(self) -> list[Box]:
        panels: list[Panel] = [] if self.frame.bare else [self.legend, self.north, self.bar.panel]
        dots = self.figure.dpi / 72
        return [tuple(side * dots for side in panel.box) for panel in panels]  # type: ignore[misc]

    def _measure(self, text: str, style: str) -> tuple[float, float]:
        """Width and height of a label in pixels, as it will really be drawn."""
        key = (text, style, self.figure.dpi)
        if key not in self._measured:
            told = Text(text=drawable(text), fontproperties=self._face(style), parse_math=False)
            told.set_figure(self.figure)
            box = told.get_window_extent(self.figure.canvas.get_renderer())  # type: ignore[attr-defined]
            self._measured[key] = (box.width, box.height)
        return self._measured[key]

    def _face(self, style: str) -> FontProperties:
        points, bold = _STYLES[style]
        return face(points * self.frame.scale * self._closer, bold)

    def _label(self, placed: Sequence[Placed]) -> None:
        """Write the labels where they were placed; held by their marks, so that they follow when the map is moved."""
        to_degrees, inches = self.axes.transData.inverted().transform, 72 / self.figure.dpi
        halo = [withStroke(linewidth=2.2, foreground=PAPER, alpha=0.9)]
        lines = []
        for one in placed:
            left, bottom, right, top = one.box
            of = one.wish.of
            held = (
                (of.x, of.y) if isinstance(of, Stand) else tuple(to_degrees(((left + right) / 2, (bottom + top) / 2)))
            )
            x, y = self.axes.transData.transform(held)
            if isinstance(of, Stand) and one.place >= ROUND:
                lines.append([held, tuple(to_degrees((min(max(x, left), right), min(max(y, bottom), top))))])
            label = self.axes.annotate(
                drawable(one.wish.text), held, ((left - x) * inches, (bottom - y) * inches), textcoords="offset points",
                ha="left", va="bottom", color=INK, fontproperties=self._face(one.wish.style), parse_math=False,
                path_effects=halo, zorder=8, annotation_clip=True,
            )  # fmt: skip
            self.labels.append(label)
        self._lines = LineCollection(lines, colors=SOFT, linewidths=0.6, zorder=3.9)
        self.axes.add_collection(self._lines, autolim=False)

    def nearest(self, x: float, y: float, radius: float = 6) -> Mark | Area | None:
        """The mark nearest to a pixel of the figure (as events tell x and y) within a radius, else the village there.

        The radius counts from the mark's edge. Of marks that stand over each other, the most severe.
        """
        if self.ground.stands:
            pixels = self.axes.transData.transform(self.ground.xy)
            away = np.hypot(*(pixels - (x, y)).T) - self._reach * self.figure.dpi / 72
            found = int(np.lexsort((-self._severity, np.maximum(away, 0.0)))[0])
            if away[found] <= radius:
                return self.ground.stands[found].mark
        lon, lat = self.axes.transData.inverted().transform((x, y))
        return self._area_at(float(lon), float(lat)) if self.layers.areas else None

    def _area_at(self, lon: float, lat: float) -> Area | None:
        lands: Mapping[int, Land] = self.ground.lands
        at = [a for a in self.facts.areas if a.id in lands and shapely.contains_xy(lands[a.id], lon, lat)]
        return at[0] if at else None


def _path(land: Land) -> Path:
    """A land as a path; rings that are holes run the other way round."""
    rings = [ring for part in shapely.get_parts(land) for ring in (part.exterior, *part.interiors)]
    corners = [shapely.get_coordinates(ring) for ring in rings]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY] for points in corners]
    return Path(np.concatenate(corners), np.concatenate(codes))
