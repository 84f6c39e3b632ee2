"""A plain table of rows that are there already: heads, and what a row says under each."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView, QWidget

from safety_desk.ui import theme
from safety_desk.ui.clipboard import copy_selection

Tell = Callable[[Any, int], str]
"""Row and column to text."""


class RowsModel(QAbstractTableModel):
    """Rows of any kind. `strong` tells which cells stand out."""

    def __init__(
        self,
        heads: Sequence[str],
        tell: Tell,
        parent: QWidget,
        strong: Callable[[Any, int], bool] = lambda row, n: False,
    ) -> None:
        super().__init__(parent)
        self._heads, self._tell, self._strong = list(heads), tell, strong
        self.rows: Sequence[Any] = ()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section] if across else section + 1
        if role == Qt.ItemDataRole.TextAlignmentRole and across:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._tell(row, index.column()) or None
        if role == Qt.ItemDataRole.FontRole and self._strong(row, index.column()):
            return theme.font(strong=True)
        return None

    def show(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class LookedAt(QTableView):
    """A table that is only looked at, and copied from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
        else:
            super().keyPressEvent(event)


class RowsView(LookedAt):
    """Looks at rows; nothing is changed here. `widths` are in signs of a digit's width, the last column takes the rest."""

    def __init__(self, model: RowsModel, widths: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)  # Tab leads on to what stands after it
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(theme.LOOK.row_height + 2)
        self.horizontalHeader().setStretchLastSection(True)
        sign = self.fontMetrics().horizontalAdvance("0")
        for n, width in enumerate(widths):
            self.setColumnWidth(n, width * sign + 18)
