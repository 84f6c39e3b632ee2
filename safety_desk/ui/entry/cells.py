"""How the grid's cells look, and the line in which text is typed into one, completed from what was written before."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from safety_desk.ui import theme
from safety_desk.ui.entry.model import DAYS

WIDE = 420
"""Logical pixels that a line for a sentence takes at least, over the cells beside it."""

_STRONG = ("✗", "◐", "重大")
"""What begins so stands out."""

_ENDS = {
    Qt.Key.Key_Return: "on", Qt.Key.Key_Enter: "on", Qt.Key.Key_Tab: "right", Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Escape: "drop",
}  # fmt: skip


class CellLine(QLineEdit):
    """One line of text in a cell. `ended` tells how it was left: on, right, left, drop."""

    ended = Signal(str)

    def __init__(self, parent: QWidget, find: Callable[[str], list[str]] | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._model = QStringListModel(self)
        self.found = QCompleter(self._model, self)
        self.found.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.found.setMaxVisibleItems(10)
        self.found.popup().setFont(theme.font())
        self.found.popup().setObjectName("found")
        self.found.popup().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.setWidget(self)
        self.found.activated[str].connect(self.setText)
        self.textEdited.connect(self.offer)
        self.setFrame(True)

    def offer(self, words: str) -> None:
        """Show what these words may begin."""
        told = self._find(words) if self._find else []
        told = [one for one in told if one != words]
        self._model.setStringList(told)
        if told:
            self.found.complete()
        else:
            self.found.popup().hide()

    def event(self, event: QEvent) -> bool:
        """Tab is a key of the grid here, not the way to the next widget."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENDS:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.found.popup()
        if event.key() in _ENDS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            way = _ENDS[Qt.Key(event.key())]
            if way == "right" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                way = "left"
            if popup.isVisible():
                chosen = popup.currentIndex()
                popup.hide()
                if way == "drop":
                    event.accept()
                    return
                if chosen.isValid():
                    self.setText(chosen.data())
            event.accept()
            self.ended.emit(way)
        elif event.key() == Qt.Key.Key_Down and not popup.isVisible() and self._find is not None:
            self.offer("" if self.selectedText() == self.text() else self.text())
        else:
            super().keyPressEvent(event)


class EntryDelegate(QStyledItemDelegate):
    """Paints the cells of the grid, and opens a line where text is typed. The grid takes what was typed."""

    def __init__(self, grid: Any) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, room, model = theme.LOOK.tokens, QRectF(option.rect), self._grid.model()
        if model.line(index.row()) is None:
            self._head(painter, option, index)
            return
        here = self._grid.currentIndex()
        current = here == index
        if here.row() == index.row():
            painter.fillRect(option.rect, QColor(tokens.selection if current else tokens.hover))
        text, quiet, wrong = model.painted(index.row(), index.column())
        if text:
            painter.setFont(theme.font(strong=True) if text.startswith(_STRONG) else option.font)
            painter.setPen(QColor(tokens.secondary if quiet or index.column() == 0 else tokens.text))
            inner = room.adjusted(6, 0, -4, 0)
            said = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
        if wrong or current:
            painter.setPen(QPen(QColor(tokens.error if wrong else tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room.adjusted(0.75, 0.75, -0.75, -0.75))

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        tokens = theme.LOOK.tokens
        painter.save()
        painter.fillRect(option.rect, QColor(tokens.ground))
        painter.setFont(theme.font(strong=True))
        painter.setPen(QColor(tokens.secondary if index.column() else tokens.text))
        inner = option.rect.adjusted(8, 0, -4, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, index.data() or "")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, theme.LOOK.row_height)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        cell = self._grid.model().cell(index)
        days = cell.name in DAYS
        line = CellLine(parent, None if days else self._grid.finder(cell))
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not days)
        line.setAutoFillBackground(True)
        line.textEdited.connect(lambda text: self._grid.typing.emit(cell, text))
        line.ended.connect(lambda way: self._grid.end(line, way))
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, CellLine):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, CellLine):
            self._grid.take(model.cell(index), editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line itself tells what its keys mean; a list that opens from it does not end the editing."""
        if event.type() is QEvent.Type.KeyPress:
            return False
        if event.type() is QEvent.Type.FocusOut and isinstance(watched, CellLine) and watched.found.popup().isVisible():
            return False
        return super().eventFilter(watched, event)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        room = option.rect
        name = self._grid.model().cell(index).name
        if name not in DAYS:
            width = self._grid.viewport().width()
            room.setWidth(max(room.width(), min(WIDE, width)))
            room.moveLeft(max(0, min(room.left(), width - room.width())))
        editor.setGeometry(room)
