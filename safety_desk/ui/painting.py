"""How cells are painted: risk chips, shapes of states, overdue in weight, a corner where something is doubtful."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ui import theme
from safety_desk.ui.table import DOUBT, VALUE


def paint_chip(painter: QPainter, box: QRectF, grade: Grade, colours: Colours, face: QFont) -> float:
    """Paint a grade as a chip with colour, word and letter at the left of a box; answers the chip's width."""
    shade, ink = theme.chip_colours(colour(grade, colours))
    text = f"{grade.label} {grade.letter}"
    metrics = QFontMetrics(face)
    width = metrics.horizontalAdvance(text) + 14
    height = min(box.height() - 6, metrics.height() + 4)
    chip = QRectF(box.left(), box.center().y() - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(shade).darker(135), 1))
    painter.setBrush(QBrush(QColor(shade)))
    painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(ink))
    painter.setFont(face)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


class CellDelegate(QStyledItemDelegate):
    """Paints cells by what they hold, and lets a cell be edited in place."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self.page = page
        self.refused = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        value = index.data(VALUE)
        if isinstance(value, Grade):
            self._current_row(painter, option, index)
            self._background(painter, option)
            box = QRectF(option.rect).adjusted(8, 0, -4, 0)
            paint_chip(painter, box, value, self.page.store.options(Colours), option.font)
        else:
            self._text(painter, option, index, value)
        if index.data(DOUBT):
            self._corner(painter, option)

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, value: Any
    ) -> None:
        shaped = QStyleOptionViewItem(option)
        self.initStyleOption(shaped, index)
        shape = getattr(value, "shape", "")
        if shape:
            shaped.text = f"{shape} {shaped.text}"
        if shaped.text.startswith("⚠"):
            shaped.font.setWeight(QFont.Weight.Bold)
        shaped.text = shaped.text.replace("\n", " ")
        shaped.state &= ~QStyle.StateFlag.State_HasFocus
        if (ground := index.data(Qt.ItemDataRole.BackgroundRole)) is not None:
            painter.fillRect(option.rect, ground)
        self._current_row(painter, shaped, index)
        style = shaped.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shaped, painter, shaped.widget)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._focus(painter, option)

    def _current_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """The chosen record's whole row stands out a little."""
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row():
            painter.fillRect(option.rect, QColor(theme.LOOK.tokens.hover))

    def _background(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.highlight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._focus(painter, option)

    def _focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.save()
        painter.setPen(QPen(QColor(theme.LOOK.tokens.accent), 1.5))
        painter.drawRect(QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75))
        painter.restore()

    def _corner(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        right, top = option.rect.right() + 1, option.rect.top()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.LOOK.tokens.doubt))
        painter.drawPolygon(QPolygonF([QPointF(right - 8, top), QPointF(right, top), QPointF(right, top + 8)]))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, theme.LOOK.row_height)

    def createEditor(
        self, parent: Any, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> Any:
        return self.page.cell_editor(parent, index)

    def setEditorData(self, editor: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        editor.editor.put(index.data(VALUE))

    def setModelData(self, editor: Any, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        self.refused = not self.page.edit_cell(index.row(), index.column(), editor.editor.take())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list or a calendar that opens from the editor does not end the editing."""
        if event.type() is QEvent.Type.FocusOut and QApplication.activePopupWidget() is not None:
            return False
        return super().eventFilter(watched, event)

    def updateEditorGeometry(
        self, editor: Any, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)
