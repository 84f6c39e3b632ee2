"""The table's view: keys as in Excel, blocks copied and pasted, columns chosen, sorted and remembered."""

import csv
import io
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from safety_desk.ui import theme
from safety_desk.ui.painting import CellDelegate
from safety_desk.ui.table import TableModel


class TableView(QTableView):
    """The records of a ledger as a table."""

    opened = Signal(int)
    current = Signal(int)
    pasted = Signal(int, int, list)
    fill_down = Signal()
    delete_asked = Signal()
    filter_asked = Signal(str)
    columns_changed = Signal()

    def __init__(self, page: Any, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(CellDelegate(page))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)
        self.setAlternatingRowColors(False)
        self._set_up_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.dress()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        heads.setSectionsClickable(True)
        heads.setHighlightSections(False)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicatorClearable(True)
        heads.setStretchLastSection(True)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._header_menu)
        heads.sortIndicatorChanged.connect(self._sort)
        heads.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        heads.sectionResized.connect(lambda *_: self.columns_changed.emit())

    def dress(self) -> None:
        """Take sizes from the look in force."""
        self.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height)
        self.verticalHeader().setMinimumWidth(34)
        self.horizontalHeader().setFixedHeight(theme.LOOK.row_height + 2)

    def fit_columns(self, widths: dict[str, int]) -> None:
        """Set the widths of the columns: remembered ones, else by what they hold."""
        sign = self.fontMetrics().horizontalAdvance("0")
        for n, column in enumerate(self.model().columns):
            self.setColumnWidth(n, widths.get(column.name) or max(64, min(360, column.width * sign + 22)))

    def widths(self) -> dict[str, int]:
        """The widths of the columns by name."""
        return {column.name: self.columnWidth(n) for n, column in enumerate(self.model().columns)}

    def shown(self) -> list[str]:
        """The names of the columns as they stand from left to right."""
        heads = self.horizontalHeader()
        names = [column.name for column in self.model().columns]
        return [names[heads.logicalIndex(n)] for n in range(len(names))]

    def rows(self) -> list[int]:
        """The rows in which something is selected, from the top."""
        found = set()
        for part in self.selectionModel().selection():
            found.update(range(part.top(), part.bottom() + 1))
        return sorted(found)

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        column = max(0, self.currentIndex().column())
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
            self.current.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Ctrl+V pastes, Ctrl+D fills down, Delete removes; the rest is the table's."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.row())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill_down.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the selected block as Excel and WPS take it; cells between that are not selected stay empty."""
        selection = self.selectionModel().selection()
        if not selection:
            return
        heads = self.horizontalHeader()
        model = self.model()
        rows = self.rows()
        columns = sorted({c for part in selection for c in range(part.left(), part.right() + 1)}, key=heads.visualIndex)
        text = io.StringIO()
        writer = csv.writer(text, delimiter="\t", lineterminator="\r\n")
        for row in rows[:100_000]:
            writer.writerow([model.data(model.index(row, column)) or "" for column in columns])
        QGuiApplication.clipboard().setText(text.getvalue().removesuffix("\r\n"))

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        index = self.currentIndex()
        if text.strip("\r\n"):
            block = list(csv.reader(io.StringIO(text), delimiter="\t"))
            row = index.row() if index.isValid() else self.model().rowCount()
            self.pasted.emit(row, max(0, index.column()), block)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if 0 <= column < self.model().columnCount():
            self.model().sort_by(column, order is Qt.SortOrder.DescendingOrder)

    def _header_menu(self, at: QPoint) -> None:
        """Sort, filter, hide, choose columns."""
        model, heads = self.model(), self.horizontalHeader()
        section = heads.logicalIndexAt(at)
        menu = QMenu(self)
        if section >= 0:
            column = model.columns[section]
            menu.addAction("从小到大排", lambda: heads.setSortIndicator(section, Qt.SortOrder.AscendingOrder))
            menu.addAction("从大到小排", lambda: heads.setSortIndicator(section, Qt.SortOrder.DescendingOrder))
            if column.field is not None:
                menu.addAction("筛选…", lambda: self.filter_asked.emit(column.name))
            menu.addAction("隐藏此列", lambda: self._toggle(column.name))
            menu.addSeparator()
        chooser = menu.addMenu("选择列")
        shown = self.shown()
        for name, known in model.known.items():
            action = chooser.addAction(known.label)
            action.setCheckable(True)
            action.setChecked(name in shown)
            action.triggered.connect(lambda _=False, name=name: self._toggle(name))
        menu.addAction("恢复默认列", lambda: self.choose(model.ledger.columns.split()))
        menu.exec(heads.mapToGlobal(at))

    def _toggle(self, name: str) -> None:
        shown = self.shown()
        if name in shown and len(shown) > 1:
            shown.remove(name)
        elif name not in shown:
            shown.append(name)
        self.choose(shown)

    def choose(self, names: list[str], widths: dict[str, int] | None = None) -> None:
        """Show these columns from left to right."""
        kept = {**self.widths(), **(widths or {})}
        heads = self.horizontalHeader()
        heads.blockSignals(True)
        for n in range(heads.count()):
            heads.moveSection(heads.visualIndex(n), n)
        self.model().choose(names)
        self.fit_columns(kept)
        heads.blockSignals(False)
        self.columns_changed.emit()
