"""The legend of a map: what each colour, hatch and shape means, and how many there are of each."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.atlas import Layers, MapFacts, Shape
from safety_desk.reports.atlas.frame import Frame, Panel
from safety_desk.reports.atlas.ground import Ground, Place
from safety_desk.reports.atlas.style import LINE, PAPER, PEN, SOFT, Stamps, across, fill, stroke

_WIDE, _EDGE, _ROW = 196.0, 10.0, 15.0
_COLUMN = 34.0
_ORDER: tuple[Grade | None, ...] = (*Grade, None)

Counts = dict[Grade | None, int]


def counts(facts: MapFacts, layers: Layers) -> dict[str, Counts]:
    """How many there are of each grade: villages, enterprises, public areas, as far as these are drawn."""
    told: dict[str, Counts] = {}
    if layers.areas and len(facts.areas) > 1:
        told["村"] = Counter(area.rating.grade for area in facts.areas)
    for title, ledger, drawn in (
        ("企业", "enterprises", layers.enterprises),
        ("公共区域", "public_areas", layers.public_areas),
    ):
        marks = [mark.grade for mark in facts.marks if mark.ledger == ledger]
        if drawn and marks:
            told[title] = Counter(marks)
    return told


def legend(frame: Frame, facts: MapFacts, layers: Layers, ground: Ground) -> Panel:
    """The legend as a panel."""
    return _Legend(frame, facts, counts(facts, layers), ground).panel


class _Legend:
    """Written from top to bottom; the panel grows with every row."""

    def __init__(self, frame: Frame, facts: MapFacts, told: dict[str, Counts], ground: Ground) -> None:
        self.k = frame.scale
        self.facts = facts
        self.counts = told
        self.panel = Panel(frame, _WIDE, 6)
        self.stamps = Stamps()
        paper = self.panel.add(Rectangle((0, 0), _WIDE, 0, facecolor=PAPER, edgecolor=LINE, linewidth=0.6))
        self._heads(self._row(18))
        for grade in _ORDER:
            self._grade(self._row(), grade)
        self._totals(self._row())
        self._shapes({stand.mark.shape for stand in ground.stands})
        self._notes(list(self._noted(ground)))
        self.panel.height += 6
        paper.set_height(self.panel.height)
        self.panel.add(self.stamps)

    def _row(self, high: float = _ROW) -> float:
        """The middle of one more row, so many points high."""
        self.panel.height += high
        return self.panel.height - high / 2

    def _say(self, x: float, y: float, text: str, points: float = 8, **style: Any) -> None:
        self.panel.say(x, y, text, points * self.k, **style)

    def _symbol(self, x: float, y: float, shape: Shape, size: int, hollow: bool = False) -> None:
        """A symbol explained in grey: it means the same in every colour."""
        self.stamps.symbols([(x, y)], shape, Grade.BLUE, _PLAIN, across(shape, size, self.k), hollow)

    def _columns(self) -> Iterator[tuple[float, str, Counts]]:
        right = _WIDE - _EDGE - _COLUMN * (len(self.counts) - 1)
        for n, (title, told) in enumerate(self.counts.items()):
            yield right + n * _COLUMN, title, told

    def _heads(self, y: float) -> None:
        self._say(_EDGE, y, "图例", 10, bold=True)
        for x, title, _ in self._columns():
            self._say(x, y, title, 7.5, ha="right", color=SOFT)

    def _grade(self, y: float, grade: Grade | None) -> None:
        colours, points = self.facts.colours, across(Shape.ENTERPRISE, 2, self.k)
        self._swatch(y - 5.5, grade)
        self.stamps.symbols([(_EDGE + 30, y)], Shape.ENTERPRISE, grade, colours, points)
        self._say(_EDGE + 40, y, f"{grade.label} {grade.letter}" if grade else "未评", bold=True)
        if grade:
            self._say(_EDGE + 60, y, grade.risk, 7.5, color=SOFT)
        for x, _, told in self._columns():
            self._say(x, y, str(told.get(grade, 0)), ha="right")

    def _swatch(self, top: float, grade: Grade | None) -> None:
        """A sample of a fill, 22 by 11 points; drawn out, so that the hatch sits well in so small a field."""
        ink = stroke(grade, self.facts.colours)
        field = Rectangle((_EDGE, top), 22, 11, facecolor=fill(grade, self.facts.colours))
        self.panel.add(field)
        if grade is Grade.YELLOW:
            dots = [(_EDGE + 2.75 + 5.5 * n, top + down) for n in range(4) for down in (2.75, 8.25)]
            self.stamps.add(dots, "o", 1.3, ink, ink)
        elif strokes := _strokes(_EDGE, top, grade):
            self.panel.add(LineCollection(strokes, colors=[ink], linewidths=PEN)).set_clip_path(field)
        self.panel.add(Rectangle((_EDGE, top), 22, 11, fill=False, edgecolor=LINE, linewidth=0.6))

    def _totals(self, y: float) -> None:
        self._say(_EDGE + 40, y, "合计", color=SOFT)
        for x, _, told in self._columns():
            self._say(x, y, str(sum(told.values())), ha="right", color=SOFT)

    def _rule(self) -> None:
        y = self._row(7)
        self.panel.add(Line2D([_EDGE, _WIDE - _EDGE], [y, y], color=LINE, linewidth=0.5))

    def _shapes(self, drawn: Collection[Shape]) -> None:
        """The shapes that are drawn, two in a row, and the sizes."""
        if not drawn:
            return
        self._rule()
        shapes = [shape for shape in Shape if shape in drawn]
        for n in range(0, len(shapes), 2):
            y = self._row()
            for side, shape in enumerate(shapes[n : n + 2]):
                x = _EDGE + 8 + side * 90
                self._symbol(x, y, shape, 2)
                self._say(x + 11, y, shape.value)
        self._sizes(self._row(17))

    def _sizes(self, y: float) -> None:
        two, three, four = self.facts.people_steps
        words = (f"<{two}", f"{two}–{three - 1}", f"{three}–{four - 1}", f"≥{four}人")
        for n, word in enumerate(words):
            x = _EDGE + 8 + (0, 36, 80, 130)[n]
            self._symbol(x, y, Shape.ENTERPRISE, n + 1)
            self._say(x + 3 + across(Shape.ENTERPRISE, n + 1, 1) / 2, y, word, 7.5)

    def _notes(self, notes: Sequence[tuple[bool, str]]) -> None:
        if notes:
            self._rule()
        for hollow, note in notes:
            y = self._row(13)
            if hollow:
                self._symbol(_EDGE + 8, y, Shape.ENTERPRISE, 2, hollow=True)
            self._say(_EDGE + (19 if hollow else 3), y, note, 7.5, color=SOFT)

    def _noted(self, ground: Ground) -> Iterator[tuple[bool, str]]:
        """What must be told of single marks, and whether they are drawn hollow."""
        places = Counter(stand.place for stand in ground.stands)
        if number := places[Place.UNMEASURED]:
            yield True, f"未定位，按村示意 {number}"
        if number := places[Place.STRAY]:
            yield True, f"坐标在图外，按村示意 {number}"
        if ground.lost:
            yield False, f"另有 {len(ground.lost)} 处没有坐标也没有村界，未上图"
        manual = [area for area in self.facts.areas if area.rating.manual]
        if number := len(manual) + sum(stand.mark.manual for stand in ground.stands):
            yield False, f"名称后带（人工）的为人工认定等级 {number}"


def _strokes(left: float, top: float, grade: Grade | None) -> list[list[tuple[float, float]]]:
    """The lines of a sample: crossed for red, slanting for orange, level for blue."""
    if grade is Grade.BLUE:
        return [[(left, top + y), (left + 22, top + y)] for y in (2.75, 8.25)]
    starts = [left - 11 + 5.5 * n for n in range(7)] if grade in (Grade.RED, Grade.ORANGE) else []
    rising = [[(x, top + 11), (x + 11, top)] for x in starts]
    return rising + ([[(x, top), (x + 11, top + 11)] for x in starts] if grade is Grade.RED else [])


_PLAIN: dict[Grade | None, str] = {Grade.BLUE: "#C9CFD6"}
"""Shapes and sizes are explained in grey."""
