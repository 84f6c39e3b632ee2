"""What stands round a map: its frame, the title block, and panels (legend, north, scale) held in the corners."""

from typing import Any, TypeVar

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, ScaledTranslation

from safety_desk.reports.atlas import MapFacts, TitleBlock
from safety_desk.reports.atlas.style import INK, PAPER, SOFT
from safety_desk.reports.fonts import drawable, face

Corner = tuple[int, int]
"""0 or 1 from the left, 0 or 1 from the bottom."""
CORNERS: tuple[Corner, ...] = ((0, 0), (1, 0), (0, 1), (1, 1))

_SIDE, _TOP, _BOTTOM, _INSET = 20.0, 58.0, 46.0, 8.0
_BAR = 110.0
"""The scale bar is at most so many points long."""
_STEPS = (1, 2, 5)


class Frame:
    """Where the map stands in its figure: all in points, so that it holds at every size and resolution.

    `scale` is what type and symbols are multiplied with: less on a small screen, never more than on A4.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.scale = 0.6 if self.bare else min(1.0, max(0.75, self.width / 840, self.height / 640))
        self.furniture: list[Artist] = []

    @property
    def width(self) -> float:
        """The figure's width in points."""
        return float(self.figure.get_figwidth()) * 72

    @property
    def height(self) -> float:
        """The figure's height in points."""
        return float(self.figure.get_figheight()) * 72

    @property
    def bare(self) -> bool:
        """A figure so small that only the map itself has room."""
        return self.width < 400 or self.height < 280

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of the map in points."""
        if self.bare:
            return 2, 2, self.width - 2, self.height - 2
        k = self.scale
        return _SIDE * k, _BOTTOM * k, self.width - _SIDE * k, self.height - _TOP * k

    def furnish(self) -> None:
        """Show what stands round the map where there is room for it."""
        for artist in self.furniture:
            artist.set_visible(not self.bare)

    def shares(self, left: float, bottom: float, right: float, top: float) -> Bbox:
        """Points as shares of the figure."""
        return Bbox([[left / self.width, bottom / self.height], [right / self.width, top / self.height]])


Drawn = TypeVar("Drawn", bound=Artist)


class Panel(Artist):
    """A small drawing of fixed size in points, y downwards, in one corner of the map.

    Not axes: these are slow to make, and a panel wants nothing of them but a place.
    """

    def __init__(self, frame: Frame, width: float, height: float) -> None:
        super().__init__()
        self.frame = frame
        self.width, self.height = width, height
        self.corner: Corner = (0, 0)
        self.parts: list[Artist] = []
        self._place = Affine2D()
        self.set_zorder(10)
        frame.figure.add_artist(self)
        frame.furniture.append(self)

    def add(self, part: Drawn) -> Drawn:
        """Draw this too, over what is there."""
        part.set_figure(self.frame.figure)
        part.set_transform(self._place)
        self.parts.append(part)
        return part

    def say(self, x: float, y: float, text: str, points: float, bold: bool = False, **style: Any) -> None:
        """Text, never read as a formula."""
        style = {"color": INK, "va": "center_baseline", **style}
        self.add(Text(x, y, drawable(text), fontproperties=face(points, bold), parse_math=False, **style))

    def get_children(self) -> list[Artist]:
        """What is on it."""
        return self.parts

    def draw(self, renderer: Any) -> None:
        """Draw it where its corner is now."""
        if self.get_visible():
            dots, (left, _, _, top) = self.frame.figure.dpi / 72, self.box
            scale = self.frame.scale * dots
            self._place.clear().scale(scale, -scale).translate(left * dots, top * dots)
            for part in self.parts:
                part.draw(renderer)

    @property
    def room(self) -> float:
        """How many points it takes from the map's width."""
        return (self.width + 2 * _INSET) * self.frame.scale

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in points of the figure."""
        return self.box_in(self.corner)

    def box_in(self, corner: Corner) -> tuple[float, float, float, float]:
        """The same, were it in that corner."""
        left, bottom, right, top = self.frame.box
        k, (east, north) = self.frame.scale, corner
        width, height, inset = self.width * k, self.height * k, _INSET * k
        x = right - inset - width if east else left + inset
        y = top - inset - height if north else bottom + inset
        return x, y, x + width, y + height


def north_arrow(frame: Frame) -> Panel:
    """An arrow to the north: the map is not turned."""
    panel = Panel(frame, 26, 44)
    panel.say(13, 7, "北", 10 * frame.scale, True, ha="center")
    panel.add(Polygon([(13, 14), (5, 42), (13, 35)], facecolor=INK, edgecolor=INK, linewidth=0.7))
    panel.add(Polygon([(13, 14), (21, 42), (13, 35)], facecolor=PAPER, edgecolor=INK, linewidth=0.7))
    return panel


class ScaleBar:
    """A bar that says how long a kilometre is on the map, at the latitude of its middle."""

    def __init__(self, frame: Frame) -> None:
        self.panel = Panel(frame, _BAR + 40, 26)
        self.metres = 0.0
        self.points = 0.0

    def redraw(self, metres_per_point: float) -> None:
        """Draw it for this scale: `metres` and `points` tell the bar's length on the ground and on the paper."""
        panel, k = self.panel, self.panel.frame.scale
        panel.parts.clear()
        self.metres = nice(metres_per_point * _BAR * k)
        self.points = self.metres / metres_per_point
        long, left = self.points / k, 8.0
        for n, (share, dark) in enumerate(((0.25, True), (0.25, False), (0.5, True))):
            at = left + long * (0.0, 0.25, 0.5)[n]
            panel.add(
                Rectangle((at, 17), long * share, 4, facecolor=INK if dark else PAPER, edgecolor=INK, linewidth=0.6)
            )
        for share in (0, 0.5, 1):
            panel.say(left + long * share, 9, _amount(self.metres * share, self.metres), 8 * k, ha="center")
        panel.say(left + long + 4, 19, "公里" if self.metres >= 1000 else "米", 8 * k)


def nice(most: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 … metres that is not longer than so many."""
    power = 10.0 ** (len(str(int(max(most, 1)))) - 1)
    return max(step * power for step in _STEPS if step * power <= max(most, 1))


def _amount(metres: float, whole: float) -> str:
    return f"{metres / 1000:g}" if whole >= 1000 else f"{metres:g}"


def title_block(frame: Frame, facts: MapFacts) -> None:
    """Title over the map; under it for whom the map is, how it was made, by whom and when."""
    block, k = facts.block, frame.scale
    _above(frame, block.title, 20 * k, 24 * k, bold=True)
    if facts.whole is not None:
        _above(frame, standing(block, facts), 10 * k, 45 * k, color=SOFT)
    day = f"{block.day.year}年{block.day.month}月{block.day.day}日"
    left, right = _SIDE * k, -_SIDE * k
    _below(frame, 0, left, 29 * k, block.note, 9 * k, bold=True)
    _below(frame, 0, left, 13 * k, block.methods, 8 * k, color=SOFT)
    _below(frame, 1, right, 29 * k, f"编制单位：{block.compiler}　　{day}", 9 * k)
    _below(frame, 1, right, 13 * k, "编制人：＿＿＿＿＿＿　审核人：＿＿＿＿＿＿", 8 * k, color=SOFT)


def standing(block: TitleBlock, facts: MapFacts) -> str:
    """The grade of the region that is drawn, in words, with its index and what raised it."""
    whole = facts.whole
    if whole is None or whole.grade is None:
        return f"{block.region}风险等级：未评定（{whole.standing.reason}）" if whole else ""
    told = whole.standing
    said = [f"指数 {told.index:.2f}"] if told.index is not None else []
    said += [told.reason] if told.reason else []
    if whole.manual:
        computed = told.grade.label if told.grade else "未评定"
        said = [f"人工认定，计算等级为{computed}"]
    tail = f"（{'，'.join(said)}）" if said else ""
    return f"{block.region}风险等级：{whole.grade.label} {whole.grade.letter} {whole.grade.risk}{tail}"


def _above(frame: Frame, text: str, points: float, down: float, bold: bool = False, color: str = INK) -> None:
    figure = frame.figure
    moved = figure.transFigure + ScaledTranslation(0, -down / 72, figure.dpi_scale_trans)
    told = figure.text(
        0.5, 1, drawable(text), transform=moved, ha="center", va="center_baseline", color=color,
        fontproperties=face(points, bold), parse_math=False,
    )  # fmt: skip
    frame.furniture.append(told)


def _below(
    frame: Frame, side: int, along: float, up: float, text: str, points: float, bold: bool = False, color: str = INK
) -> None:
    figure = frame.figure
    moved = figure.transFigure + ScaledTranslation(along / 72, up / 72, figure.dpi_scale_trans)
    told = figure.text(
        side, 0, drawable(text), transform=moved, ha="right" if side else "left", va="center_baseline", color=color,
        fontproperties=face(points, bold), parse_math=False,
    )  # fmt: skip
    frame.furniture.append(told)
