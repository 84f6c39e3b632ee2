"""The window that shows pictures whole: fitted, zoomed with the wheel, dragged, one after the other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QImage,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QToolBar, QVBoxLayout, QWidget

from safety_desk.db import attachments
from safety_desk.errors import Refusal
from safety_desk.ui import theme
from safety_desk.ui.elided import Elided
from safety_desk.ui.icons import icon
from safety_desk.ui.thumbnails import read_picture

MOST_PIXELS = QSize(6000, 6000)
"""A picture is read no larger: forty megapixels are a photo of today's phones, and 150 MB in memory."""
CLOSEST = 8.0


class Pane(QWidget):
    """One picture. `factor` is device pixels to a pixel of the picture, None while it is fitted into the pane."""

    zoomed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._drawn: tuple[float, QPixmap] = (0.0, QPixmap())
        self._factor: float | None = None
        self._middle = QPointF()
        self._held: QPoint | None = None

    def show_image(self, image: QImage) -> None:
        """Show a picture, fitted."""
        self._image, self._drawn = image, (0.0, QPixmap())
        self.fit()

    def fit(self) -> None:
        """Show all of it; one that is smaller than the pane in its own size."""
        self._factor = None
        self._middle = QPointF(self._image.width() / 2, self._image.height() / 2)
        self._changed()

    @property
    def factor(self) -> float:
        """Device pixels to a pixel of the picture."""
        if self._factor is not None:
            return self._factor
        return self._fitting()

    def _fitting(self) -> float:
        if self._image.isNull():
            return 1.0
        ratio = self.devicePixelRatioF()
        width, height = self.width() * ratio / self._image.width(), self.height() * ratio / self._image.height()
        return min(1.0, width, height)

    def zoom(self, times: float, at: QPointF | None = None) -> None:
        """So many times larger; what is under the point (of the pane, else its middle) stays there."""
        if self._image.isNull():
            return
        before = self.factor
        after = min(CLOSEST, max(before * times, self._fitting()))
        if after == self._fitting():
            self.fit()
            return
        away = ((at or QPointF(self.rect().center())) - QPointF(self.rect().center())) * self.devicePixelRatioF()
        self._middle += away / before - away / after
        self._factor = after
        self._changed()

    def as_taken(self) -> None:
        """One device pixel for each of the picture."""
        self.zoom(1 / self.factor)

    def _changed(self) -> None:
        self._within()
        self.setCursor(Qt.CursorShape.ArrowCursor if self._factor is None else Qt.CursorShape.OpenHandCursor)
        self.update()
        self.zoomed.emit()

    def _within(self) -> None:
        """The picture is not dragged out of the pane."""
        half = QSizeF(self.size()) * self.devicePixelRatioF() / self.factor / 2

        def held(at: float, room: float, whole: float) -> float:
            return whole / 2 if whole <= 2 * room else min(max(at, room), whole - room)

        self._middle = QPointF(
            held(self._middle.x(), half.width(), self._image.width()),
            held(self._middle.y(), half.height(), self._image.height()),
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.2 ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            now = event.position().toPoint()
            self._middle -= QPointF(now - self._held) * self.devicePixelRatioF() / self.factor
            self._held = now
            self._within()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.LOOK.tokens.ground))
        if not self._image.isNull():
            self._within()
            ratio, factor = self.devicePixelRatioF(), self.factor
            size = QSizeF(self._image.size()) * factor / ratio
            corner = QPointF(self.width(), self.height()) / 2 - self._middle * factor / ratio
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, factor < 4)
            drawn = self._scaled(factor)
            painter.drawPixmap(QRectF(corner, size), drawn, QRectF(drawn.rect()))
        painter.end()

    def _scaled(self, factor: float) -> QPixmap:
        """The picture made smaller by averaging, or as it is where it is shown larger."""
        shown = min(1.0, factor)
        if self._drawn[0] != shown or self._drawn[1].isNull():
            size = QSize(round(self._image.width() * shown), round(self._image.height() * shown)).expandedTo(
                QSize(1, 1)
            )
            smooth = Qt.TransformationMode.SmoothTransformation
            image = self._image if shown == 1 else self._image.scaled(size, mode=smooth)
            self._drawn = (shown, QPixmap.fromImage(image))
        return self._drawn[1]


class PictureViewer(QDialog):
    """Pictures of the attachments, one at a time: ← and → go on, the wheel zooms, Esc closes."""

    def __init__(self, folder: Path, references: Sequence[str], at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder, self.references, self.at = folder, references, at
        self.pane = Pane(self)
        self.name = Elided(self)
        self.name.setContentsMargins(12, 6, 12, 6)
        self.told = QLabel(self)
        self.told.setObjectName("error")
        self.told.setContentsMargins(12, 4, 12, 8)
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools())
        column.addWidget(self.pane, 1)
        column.addWidget(self.name)
        column.addWidget(self.told)
        self.pane.zoomed.connect(self._count)
        room = self.screen().availableGeometry()
        self.resize(min(1200, room.width() - 40), min(860, room.height() - 60))
        self._show()

    def _tools(self) -> QToolBar:
        bar = QToolBar(self)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(theme.icon_size())
        self.before = self._add(bar, "left", "上一张", "Left PgUp", lambda: self.go(-1))
        self.after = self._add(bar, "right", "下一张", "Right PgDown", lambda: self.go(1))
        bar.addSeparator()
        self._add(bar, "zoom_out", "缩小", "-", lambda: self.pane.zoom(1 / 1.2))
        self._add(bar, "zoom_in", "放大", "+ =", lambda: self.pane.zoom(1.2))
        self._add(bar, "fit", "整张", "0", self.pane.fit)
        self._add(bar, "search", "原大", "1", self.pane.as_taken)
        bar.addSeparator()
        self._add(bar, "save", "另存为…", "Ctrl+S", self.save)
        return bar

    def _add(self, bar: QToolBar, drawn: str, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(icon(drawn), words, self)
        action.setShortcuts([QKeySequence(key) for key in keys.split()])
        first = keys.split()[0]
        action.setToolTip(f"{words.removesuffix('…')}（{ {'Left': '←', 'Right': '→'}.get(first, first) }）")
        action.triggered.connect(lambda: act())
        bar.addAction(action)
        return action

    def go(self, step: int) -> None:
        """To the picture so many on."""
        self.at = min(max(self.at + step, 0), len(self.references) - 1)
        self._show()

    def _show(self) -> None:
        reference = self.references[self.at]
        image = read_picture(attachments.place_of(self.folder, reference), MOST_PIXELS)
        self._tell(f"“{attachments.name_of(reference)}”看不了：文件坏了或没有传完整" if image.isNull() else "")
        self.setWindowTitle(attachments.name_of(reference))
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at < len(self.references) - 1)
        self.pane.show_image(image)

    def _count(self) -> None:
        share = round(self.pane.factor * 100)
        where = f"第 {self.at + 1} 张 共 {len(self.references)} 张"
        self.name.setText(f"{where}　{share}%　{attachments.name_of(self.references[self.at])}")

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def save(self) -> None:
        """A copy where the person wants it."""
        try:
            save_as(self, self.folder, self.references[self.at])
        except Refusal as why:
            self._tell(str(why))


def save_as(parent: QWidget, folder: Path, reference: str) -> None:
    """Ask where a copy of a file goes, and put it there. Raises Refusal."""
    suggested = str(Path.home() / attachments.name_of(reference))
    target, _ = QFileDialog.getSaveFileName(parent, "另存为", suggested)
    if target:
        attachments.save_copy(folder, reference, Path(target))
