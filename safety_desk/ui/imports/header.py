"""The first step of an import: which sheet of the file, and which of its rows are the header."""

from typing import Any

from PySide6.QtCore import QItemSelection, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from safety_desk.intake.book import letter
from safety_desk.tasks.imports.layout import Layout
from safety_desk.ui.rows_model import LookedAt, RowsModel
from safety_desk.wording import as_written

_ROWS = 200
"""So many rows are shown to find the header among; it may stand in any of them."""


class HeaderStep(QWidget):
    """The head of the sheet as it is. `sheet_chosen`, and `header_chosen` with first row (from 0) and height."""

    sheet_chosen = Signal(str)
    header_chosen = Signal(int, int)

    def __init__(self, layout: Layout, parent: QWidget) -> None:
        super().__init__(parent)
        self.layout_ = layout
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._row())
        rows = layout.sheet.rows[:_ROWS]
        width = max((len(row) for row in rows), default=1)

        def tell(row: tuple[int, list[Any]], n: int) -> str:
            cell = row[1][n - 1] if 0 < n <= len(row[1]) else None
            return str(row[0] + 1) if n == 0 else "" if cell is None else str(as_written(cell)).replace("\n", " ")

        header = layout.header
        self._header = chosen = range(header.first, header.first + header.height) if header else range(0)
        heads = ["行", *(letter(n) for n in range(width))]
        self.model = RowsModel(heads, tell, self, lambda row, _: row[0] in self._header)
        self.model.show(list(enumerate(rows)))
        self.table = LookedAt(self)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(self.table.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(self.table.SelectionMode.ContiguousSelection)
        sign = self.fontMetrics().horizontalAdvance("0")
        for n in range(width + 1):
            self.table.setColumnWidth(n, (6 if n == 0 else 16) * sign)
        self._select(chosen)
        self.table.selectionModel().selectionChanged.connect(self._rows_chosen)
        column.addWidget(self.table, 1)

    def _row(self) -> QHBoxLayout:
        layout = self.layout_
        row = QHBoxLayout()
        self.sheets = QComboBox(self)
        self.sheets.addItems(layout.sheets)
        self.sheets.setCurrentText(layout.sheet.name)
        self.sheets.setAccessibleName("工作表")
        self.sheets.textActivated.connect(self.sheet_chosen)
        row.addWidget(QLabel("工作表", self))
        row.addWidget(self.sheets)
        row.addSpacing(16)
        self.first, self.last = QSpinBox(self), QSpinBox(self)
        header = layout.header
        most = max(1, len(layout.sheet.rows))
        for box, value, words in (
            (self.first, header.first + 1 if header else 1, "表头从第"),
            (self.last, header.first + header.height if header else 1, "行到第"),
        ):
            box.setRange(1, most)
            box.setValue(value)
            box.setKeyboardTracking(False)
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.setFixedWidth(64)
            box.valueChanged.connect(self._typed)
            row.addWidget(QLabel(words, self))
            row.addWidget(box)
        row.addWidget(QLabel("行，也可以在下面选中这几行", self))
        row.addStretch()
        return row

    def mark(self, rows: range) -> None:
        """These rows are the header now."""
        self._header = rows
        self.table.viewport().update()

    def _select(self, rows: range) -> None:
        if rows:
            last = self.model.columnCount() - 1
            chosen = QItemSelection(self.model.index(rows[0], 0), self.model.index(min(rows[-1], _ROWS - 1), last))
            self.table.selectionModel().select(chosen, self.table.selectionModel().SelectionFlag.ClearAndSelect)
            self.table.scrollTo(self.model.index(max(0, rows[0] - 2), 0))

    def _rows_chosen(self) -> None:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if rows:
            with QSignalBlocker(self.first), QSignalBlocker(self.last):
                self.first.setValue(rows[0] + 1)
                self.last.setValue(rows[-1] + 1)
            self.header_chosen.emit(rows[0], rows[-1] - rows[0] + 1)

    def _typed(self) -> None:
        first, last = self.first.value(), max(self.first.value(), self.last.value())
        with QSignalBlocker(self.table.selectionModel()), QSignalBlocker(self.last):
            self.last.setValue(last)
            self._select(range(first - 1, last))
        self.table.viewport().update()
        self.header_chosen.emit(first - 1, last - first + 1)
