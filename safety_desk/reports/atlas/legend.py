"""The legend of a map: what each colour, hatch and shape means, and how many there are of each."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.atlas import Layers, MapFacts, Shape
from safety_desk.reports.atlas.frame import Frame, Panel
from safety_desk.reports.atlas.ground import Ground, Place
from safety_desk.reports.atlas.style import LINE, SOFT, across, add_swatch, add_symbols, say

_WIDE, _EDGE, _ROW = 196.0, 10.0, 15.0
_COLUMN = 34.0
_ORDER: tuple[Grade | None, ...] = (*Grade, None)

Counts = dict[Grade | None, int]


@dataclass(frozen=True)
class _Row:
    """One line of the legend: its height, and what draws it on the panel with its middle at that height."""

    high: float
    draw: Callable[[Axes, float], None]


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
    rows = list(_Legend(frame, facts, layers, ground).rows())
    panel = Panel(frame, _WIDE, sum(row.high for row in rows) + 12, "legend")
    y = 6.0
    for row in rows:
        row.draw(panel.axes, y + row.high / 2)
        y += row.high
    return panel


class _Legend:
    def __init__(self, frame: Frame, facts: MapFacts, layers: Layers, ground: Ground) -> None:
        self.k = frame.scale
        self.facts = facts
        self.counts = counts(facts, layers)
        self.marks = [stand.mark for stand in ground.stands]
        self.places = Counter(stand.place for stand in ground.stands)
        self.lost = len(ground.lost)

    def rows(self) -> Iterator[_Row]:
        """Its lines from top to bottom."""
        yield _Row(18, self._heads)
        for grade in _ORDER:
            yield _Row(_ROW, self._grade(grade))
        yield _Row(_ROW, self._totals)
        if shapes := [shape for shape in Shape if any(mark.shape is shape for mark in self.marks)]:
            yield _Row(7, self._rule)
            for n in range(0, len(shapes), 2):
                yield _Row(_ROW, self._shapes(shapes[n : n + 2]))
            yield _Row(17, self._sizes)
        notes = list(self._notes())
        if notes:
            yield _Row(7, self._rule)
        for hollow, note in notes:
            yield _Row(13, self._note(hollow, note))

    def _say(self, axes: Axes, x: float, y: float, text: str, points: float = 8, **style: Any) -> None:
        say(axes, x, y, text, points * self.k, **style)

    def _columns(self) -> Iterator[tuple[float, str, Counts]]:
        right = _WIDE - _EDGE - _COLUMN * (len(self.counts) - 1)
        for n, (title, told) in enumerate(self.counts.items()):
            yield right + n * _COLUMN, title, told

    def _heads(self, axes: Axes, y: float) -> None:
        self._say(axes, _EDGE, y, "图例", 10, bold=True)
        for x, title, _ in self._columns():
            self._say(axes, x, y, title, 7.5, ha="right", color=SOFT)

    def _grade(self, grade: Grade | None) -> Callable[[Axes, float], None]:
        def draw(axes: Axes, y: float) -> None:
            add_swatch(axes, _EDGE, y - 5.5, grade, self.facts.colours)
            points = across(Shape.ENTERPRISE, 2, self.k)
            add_symbols(axes, [_EDGE + 30], [y], Shape.ENTERPRISE, grade, self.facts.colours, points)
            self._say(axes, _EDGE + 40, y, f"{grade.label} {grade.letter}" if grade else "未评", bold=True)
            self._say(axes, _EDGE + 60, y, grade.risk if grade else "", 7.5, color=SOFT)
            for x, _, told in self._columns():
                self._say(axes, x, y, str(told.get(grade, 0)), ha="right")

        return draw

    def _totals(self, axes: Axes, y: float) -> None:
        self._say(axes, _EDGE + 40, y, "合计", color=SOFT)
        for x, _, told in self._columns():
            self._say(axes, x, y, str(sum(told.values())), ha="right", color=SOFT)

    def _rule(self, axes: Axes, y: float) -> None:
        axes.plot([_EDGE, _WIDE - _EDGE], [y, y], color=LINE, linewidth=0.5)

    def _shapes(self, shapes: list[Shape]) -> Callable[[Axes, float], None]:
        def draw(axes: Axes, y: float) -> None:
            for n, shape in enumerate(shapes):
                x = _EDGE + 8 + n * 90
                add_symbols(axes, [x], [y], shape, Grade.BLUE, _PLAIN, across(shape, 2, self.k))
                self._say(axes, x + 11, y, shape.value)

        return draw

    def _sizes(self, axes: Axes, y: float) -> None:
        two, three, four = self.facts.people_steps
        words = (f"<{two}", f"{two}–{three - 1}", f"{three}–{four - 1}", f"≥{four}人")
        for n, word in enumerate(words):
            x = _EDGE + 8 + (0, 36, 80, 130)[n]
            points = across(Shape.ENTERPRISE, n + 1, self.k)
            add_symbols(axes, [x], [y], Shape.ENTERPRISE, Grade.BLUE, _PLAIN, points)
            self._say(axes, x + 3 + points / 2 / self.k, y, word, 7.5)

    def _notes(self) -> Iterator[tuple[bool, str]]:
        if number := self.places[Place.UNMEASURED]:
            yield True, f"未定位，按村示意 {number}"
        if number := self.places[Place.STRAY]:
            yield True, f"坐标在图外，按村示意 {number}"
        if self.lost:
            yield False, f"另有 {self.lost} 处没有坐标也没有村界，未上图"
        manual = [area.rating for area in self.facts.areas if area.rating.manual]
        if number := len(manual) + sum(mark.manual for mark in self.marks):
            yield False, f"名称后带（人工）的为人工认定等级 {number}"

    def _note(self, hollow: bool, note: str) -> Callable[[Axes, float], None]:
        def draw(axes: Axes, y: float) -> None:
            if hollow:
                points = across(Shape.ENTERPRISE, 2, self.k)
                add_symbols(axes, [_EDGE + 8], [y], Shape.ENTERPRISE, Grade.BLUE, _PLAIN, points, hollow=True)
            self._say(axes, _EDGE + (19 if hollow else 3), y, note, 7.5, color=SOFT)

        return draw


_PLAIN: dict[Grade | None, str] = {Grade.BLUE: "#C9CFD6"}
"""Shapes and sizes are explained in grey: they mean the same in every colour."""
