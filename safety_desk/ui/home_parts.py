"""The pieces of the workbench: a number that is a door, the bar of colours, the small map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ui import theme

if TYPE_CHECKING:
    from safety_desk.reports.atlas import MapFacts


def shares(counts: Sequence[int], lines: int, most: int = 3) -> list[int]:
    """How many lines each group gets of those that there are: one each, then what is left, the first first."""
    given = [1] * min(len(counts), lines)
    left = lines - len(given)
    for wanted in range(2, most + 1):
        for n in range(len(given)):
            if left and counts[n] >= wanted:
                given[n], left = wanted, left - 1
    return given


class Tile(QFrame):
    """One number; a press, or Enter, opens its rows."""

    pressed = Signal()

    def __init__(self, title: str, number: int, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(hint)
        self.setAccessibleName(f"{title} {number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(0)
        figure, words = QLabel(str(number), self), QLabel(title, self)
        figure.setFont(theme.font(22, strong=number > 0))
        words.setObjectName("secondary")
        column.addWidget(figure)
        column.addWidget(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class GradeBar(QWidget):
    """The town's enterprises by colour, as one bar with words."""

    def __init__(self, counts: dict[Grade | None, int], colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts, self._colours = counts, colours
        self.setMinimumHeight(44)

    def sizeHint(self) -> QSize:
        return QSize(260, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = sum(self._counts.values()) or 1
        x, width = 0.0, float(self.width())
        for grade in (*Grade, None):
            share = width * self._counts.get(grade, 0) / total
            if share:
                shade = colour(grade, self._colours)
                painter.fillRect(QRectF(x, 0, share, 16), QColor(shade))
            x += share
        painter.setPen(QColor(theme.LOOK.tokens.text))
        words = [f"{g.label} {self._counts.get(g, 0)}" for g in Grade] + [f"未评 {self._counts.get(None, 0)}"]
        step = width / len(words)
        for n, said in enumerate(words):
            painter.drawText(
                QRectF(n * step, 22, step, 20), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said
            )
        painter.end()


class SmallMap(QWidget):
    """The town's villages by colour, small; a press opens the map.

    It asks for its facts when it has first been seen without them: they take the whole town, and the numbers go first.
    """

    pressed = Signal()

    def __init__(self, ask: Callable[[], MapFacts], parent: QWidget) -> None:
        super().__init__(parent)
        self.facts: MapFacts | None = None
        self._ask = ask
        self._first = QTimer(self, singleShot=True, interval=0)
        self._first.timeout.connect(self._take)
        self.setMinimumHeight(80)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("打开风险地图")
        self.setAccessibleName("全镇四色分布缩略图")

    def _take(self) -> None:
        self.facts = self._ask()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.facts is None:
            self._first.start()
            return
        corners = [
            corner for area in self.facts.areas for polygon in area.polygons for ring in polygon for corner in ring
        ]
        if not corners:
            return
        west, east = min(x for x, _ in corners), max(x for x, _ in corners)
        south, north = min(y for _, y in corners), max(y for _, y in corners)
        squeeze = 0.86  # degrees of longitude are that much shorter in these latitudes
        scale = min(self.width() / ((east - west) * squeeze), self.height() / (north - south)) * 0.97
        left = (self.width() - (east - west) * squeeze * scale) / 2
        top = (self.height() - (north - south) * scale) / 2

        def place(x: float, y: float) -> QPointF:
            return QPointF(left + (x - west) * squeeze * scale, top + (north - y) * scale)

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.LOOK.tokens.secondary), 0.7))
        for area in self.facts.areas:
            painter.setBrush(_on_paper(QColor(self.facts.colours[area.rating.grade])))
            for polygon in area.polygons:
                path = QPainterPath()
                for ring in polygon:
                    path.moveTo(place(*ring[0]))
                    for corner in ring[1:]:
                        path.lineTo(place(*corner))
                    path.closeSubpath()
                painter.drawPath(path)
        for mark in self.facts.marks:
            if mark.lon is not None and mark.lat is not None and mark.grade in (Grade.RED, Grade.ORANGE):
                painter.setBrush(QColor(self.facts.colours[mark.grade]))
                painter.drawEllipse(place(mark.lon, mark.lat), 2.6, 2.6)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


def _on_paper(shade: QColor, share: float = 0.43) -> QColor:
    """A colour as thin as on the map, whatever the ground of the window is."""
    red, green, blue = (round(255 + (part - 255) * share) for part in (shade.red(), shade.green(), shade.blue()))
    return QColor(red, green, blue)
