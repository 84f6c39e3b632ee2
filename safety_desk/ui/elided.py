"""A line of text that ends in … where there is no room for all of it, and is whole in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from safety_desk.ui import theme


class Elided(QLabel):
    """A label of one line that can become as narrow as its place."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("字…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        self.setToolTip("" if said == self.text() else self.text())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()


class ElidedLink(QPushButton):
    """A line of text to press, as narrow as its place."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setObjectName("link")
        self.setStyleSheet(f"color: {theme.LOOK.tokens.text};")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        said = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 10)
        self.setText(said)
        self.setToolTip("" if said == self._words else self._words)
