"""The map on the screen: dragged, zoomed with the wheel, asked with the pointer."""

from typing import Any

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from safety_desk.reports.atlas import Area, Layers, MapFacts, Mark, draw_map

STEP = 1.25
"""One notch of the wheel."""
SETTLE_MS = 160
"""After so long a rest the labels are placed anew."""


class MapCanvas(FigureCanvasQTAgg):
    """A drawn map. `hovered` tells what is under the pointer and where; `pressed` what was clicked."""

    hovered = Signal(object, QPoint)
    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Figure())
        self.setParent(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.map: Any = None
        self._from: QPointF | None = None
        self._moved = QPointF()
        self._still: QPixmap | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._settled)

    def show_map(self, facts: MapFacts, layers: Layers, keep: bool = False) -> None:
        """Draw a map; `keep` what was looked at."""
        seen = (self.map.axes.get_xlim(), self.map.axes.get_ylim()) if keep and self.map else None
        self.map = draw_map(facts, layers, figure=self.figure)
        if seen:
            self.map.axes.set(xlim=seen[0], ylim=seen[1])
            self.map.relabel()
        self.draw_idle()

    def fit(self) -> None:
        """Show the whole map."""
        self.map.fit()
        self.draw_idle()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer (factor above 1) or farther, holding the point under the pointer."""
        axes = self.map.axes
        x, y = self._degrees(at or QPointF(self.width() / 2, self.height() / 2))
        for low_high, centre, put in ((axes.get_xlim(), x, axes.set_xlim), (axes.get_ylim(), y, axes.set_ylim)):
            low, high = low_high
            put(centre - (centre - low) / factor, centre + (high - centre) / factor)
        self.draw_idle()
        self._settle.start()

    def _settled(self) -> None:
        self.map.relabel()
        self.draw_idle()

    def _degrees(self, at: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        point = self.map.axes.transData.inverted().transform((at.x() * ratio, (self.height() - at.y()) * ratio))
        return float(point[0]), float(point[1])

    def under(self, at: QPointF) -> Mark | Area | None:
        """What is at a point of the widget."""
        ratio = self.devicePixelRatioF()
        found: Mark | Area | None = self.map.nearest(at.x() * ratio, (self.height() - at.y()) * ratio, 6 * ratio)
        return found

    # -- Qt --------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if self.map is not None and notches:
            self.zoom(STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.map is not None:
            self._from, self._moved = event.position(), QPointF()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.map is None:
            return
        if self._from is None:
            self.hovered.emit(self.under(event.position()), event.position().toPoint())
            return
        self._moved = event.position() - self._from
        if self._still is None and self._moved.manhattanLength() > 4:
            self._still = self.grab()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        dragged, self._still = self._still is not None, None
        self.unsetCursor()
        if dragged:
            self._shift(self._moved)
        elif (found := self.under(event.position())) is not None:
            self.pressed.emit(found)
        self._from = None

    def _shift(self, moved: QPointF) -> None:
        """Take over a drag: the map goes with the hand."""
        east, north = self._degrees(QPointF(0, 0)), self._degrees(moved)
        axes = self.map.axes
        for get, put, step in (
            (axes.get_xlim, axes.set_xlim, east[0] - north[0]),
            (axes.get_ylim, axes.set_ylim, east[1] - north[1]),
        ):
            low, high = get()
            put(low + step, high + step)
        self.map.relabel()
        self.draw_idle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - go nearer and farther, 0 shows the whole, the arrows move."""
        key, step = Qt.Key, 80
        moves = {key.Key_Left: (step, 0), key.Key_Right: (-step, 0), key.Key_Up: (0, step), key.Key_Down: (0, -step)}
        if self.map is None:
            super().keyPressEvent(event)
        elif event.key() in (key.Key_Plus, key.Key_Equal):
            self.zoom(STEP)
        elif event.key() == key.Key_Minus:
            self.zoom(1 / STEP)
        elif event.key() == key.Key_0:
            self.fit()
        elif event.key() in moves:
            self._shift(QPointF(*moves[event.key()]))
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: Any) -> None:
        self.hovered.emit(None, QPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        """While the map is dragged its picture follows the hand; it is drawn anew when the hand lets go."""
        if self._still is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.fillRect(QRect(QPoint(0, 0), self.size()), QColor("#F4F5F4"))
        painter.drawPixmap(self._moved.toPoint(), self._still)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.map is not None:
            self.map.fit()
            self.draw_idle()
