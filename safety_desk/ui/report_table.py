"""A table of a report on the screen, as the workbook will have it: nested heads, bands, totals."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from safety_desk.db.store import Store
from safety_desk.ledgers.grade import Grade
from safety_desk.numbers import plainly
from safety_desk.reports.tables import Band, Column, Ratio, Table
from safety_desk.ui import theme
from safety_desk.ui.painting import CellDelegate
from safety_desk.ui.rows_model import LookedAt
from safety_desk.ui.table import VALUE

_AIR = 6
_MIDDLE = ("order", "mark", "date", "grade")
_RIGHT = ("whole", "number", "percent")
_WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class SheetModel(QAbstractTableModel):
    """The cells of a table, and under them its totals."""

    def __init__(self, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = table
        self.rows: list[Sequence[Any] | Band] = list(table.rows)
        if self.rows and table.totalled:
            self.rows.append(table.totals())

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.columns[section].head if orientation is Qt.Orientation.Horizontal else section + 1
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        strong = isinstance(row, Band) or index.row() == len(self.table.rows)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(strong=True) if strong else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(theme.LOOK.tokens.ground) if strong else None
        if isinstance(row, Band):
            return row.text if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        column = self.table.columns[index.column()]
        value = row[index.column()] if strong else self.table.said(row, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _words(column, value) or None
        if role == VALUE:
            return value if isinstance(value, Grade) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            flag = Qt.AlignmentFlag
            side = (
                flag.AlignRight
                if column.kind in _RIGHT
                else flag.AlignHCenter
                if column.kind in _MIDDLE
                else flag.AlignLeft
            )
            return side | flag.AlignVCenter
        return None


def _words(column: Column, value: Any) -> str:
    if isinstance(value, Ratio):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, Grade):
        return value.label
    if column.kind == "percent" and isinstance(value, (int, float)):
        return f"{value:.1%}"
    return plainly(round(value, 4)) if isinstance(value, float) else str(value)


class NestedHeader(QHeaderView):
    """Heads of which several may stand under one: "一般隐患|排查数" and "一般隐患|整改率" share their upper half."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._paths = [column.head.split("|") for column in columns]
        self._heights: list[int] = []
        self.setSectionsClickable(False)

    def fit(self, *_: int) -> None:
        """As high as the wrapped heads need."""
        self._heights = self._levels()
        self.setFixedHeight(sum(self._heights))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), sum(self._heights))

    def _levels(self) -> list[int]:
        """The height of every level of heads."""
        depth = max(map(len, self._paths))
        heights = [theme.LOOK.row_height] * depth
        for n, path in enumerate(self._paths):
            for level, words in enumerate(path):
                first, last = self._span(n, level)
                width = sum(self.sectionSize(m) for m in range(first, last + 1))
                need = self._needed(words, width) - (sum(heights[level + 1 :]) if level == len(path) - 1 else 0)
                heights[level] = max(heights[level], need)
        return heights

    def _needed(self, words: str, width: int) -> int:
        metrics = self.fontMetrics()
        return (
            metrics.boundingRect(QRect(0, 0, max(20, width - 2 * _AIR), 4000), int(_WRAPPED), words).height() + 2 * _AIR
        )

    def _span(self, n: int, level: int) -> tuple[int, int]:
        """The columns that a head stands over."""
        path = self._paths[n]
        if level == len(path) - 1:
            return n, n
        first = last = n
        while first > 0 and self._paths[first - 1][: level + 1] == path[: level + 1]:
            first -= 1
        while last + 1 < len(self._paths) and self._paths[last + 1][: level + 1] == path[: level + 1]:
            last += 1
        return first, last

    def paintSection(self, painter: QPainter, rect: QRect, n: int) -> None:
        """One column's part of the heads: of a shared one only what stands over this column."""
        tokens, heights = theme.LOOK.tokens, self._heights
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(tokens.panel))
        painter.setFont(self.font())
        top = rect.top()
        for level, words in enumerate(self._paths[n]):
            first, last = self._span(n, level)
            left = rect.left() - sum(self.sectionSize(m) for m in range(first, n))
            width = sum(self.sectionSize(m) for m in range(first, last + 1))
            height = heights[level] if level < len(self._paths[n]) - 1 else rect.bottom() + 1 - top
            box = QRect(left, top, width, height)
            painter.setPen(QColor(tokens.line))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomRight())
            painter.setPen(QColor(tokens.secondary))
            painter.drawText(box.adjusted(_AIR, 0, -_AIR, 0), int(_WRAPPED), words)
            top += height
        painter.restore()


class ReportTable(LookedAt):
    """One table of a report, to look at and to copy from."""

    def __init__(self, store: Store, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self.store = store
        self.setModel(SheetModel(table, self))
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalHeader(NestedHeader(table.columns, self))
        self.horizontalHeader().setFont(theme.font(strong=True))
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        sign = self.fontMetrics().horizontalAdvance("0")
        for n, column in enumerate(table.columns):
            self.setColumnWidth(n, max(56, round((column.width or 12) * sign) + 2 * _AIR + 8))
        self.horizontalHeader().fit()
        self.horizontalHeader().sectionResized.connect(self.horizontalHeader().fit)
        for n, row in enumerate(table.rows):
            if isinstance(row, Band):
                self.setSpan(n, 0, 1, len(table.columns))
