"""The table's view: keys as in Excel, blocks copied and pasted, columns chosen, sorted and remembered."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QKeyCombination, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from safety_desk.ui import theme
from safety_desk.ui.clipboard import copied_block, copy_selection
from safety_desk.ui.notices import say
from safety_desk.ui.painting import CellDelegate
from safety_desk.ui.popups import ColumnsPopup
from safety_desk.ui.table import TableModel

WHOLE_FOR = 60
"""Seconds for which whole numbers are shown."""


class TableView(QTableView):
    """The records of a ledger as a table."""

    opened = Signal(int)
    current = Signal(int)
    pasted = Signal(int, int, list)
    fill_down = Signal()
    delete_asked = Signal()
    clear_asked = Signal()
    filter_asked = Signal(str)
    columns_changed = Signal()

    def __init__(self, page: Any, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.more_acts: Callable[[], list[tuple[str, str, Callable[[], object]]]] = list
        self._delegate = CellDelegate(page)
        self.setItemDelegate(self._delegate)
        self._delegate.closeEditor.connect(self._edited)
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
        self._veil = QTimer(self, singleShot=True)
        self._veil.timeout.connect(lambda: model.unveil(False))
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
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
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

    def cells(self) -> list[tuple[int, list[str]]]:
        """The selected cells from the top: rows, and in each the names of its columns from left to right."""
        names = [column.name for column in self.model().columns]
        order = self.horizontalHeader().visualIndex
        found: dict[int, list[int]] = {}
        for index in self.selectionModel().selectedIndexes():
            found.setdefault(index.row(), []).append(index.column())
        return [(row, [names[n] for n in sorted(found[row], key=order)]) for row in sorted(found)]

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        self.go_to_cell(row, max(0, self.currentIndex().column()))

    def go_to_cell(self, row: int, column: int) -> None:
        """Make a cell the current one and the only chosen one, whatever keys are down."""
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def take_keyboard(self) -> None:
        """Let the keyboard come here; arrows go on from the first cell where none was chosen."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.go_to_cell(0, self.horizontalHeader().logicalIndex(0))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
            self.current.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in Excel, but that Enter opens the record: what a key does stands in the menu of the right button."""
        if self.state() is not QAbstractItemView.State.EditingState:  # else Enter and Delete are the editor's
            for keys, act in self._keys().items():
                if event.keyCombination() in keys and (self.currentIndex().isValid() or act == self._paste):
                    act()
                    return
        super().keyPressEvent(event)

    def _keys(self) -> dict[tuple[QKeyCombination, ...], Callable[[], object]]:
        key, control, shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        pad = Qt.KeyboardModifier.KeypadModifier
        return {
            (control | key.Key_C, control | key.Key_Insert): self.copy,
            (control | key.Key_V, shift | key.Key_Insert): self._paste,
            (QKeyCombination(key.Key_Return), QKeyCombination(key.Key_Enter), pad | key.Key_Enter): self._open,
            (control | key.Key_D,): self.fill_down.emit,
            (QKeyCombination(key.Key_Delete),): self._delete,
            (control | key.Key_Minus, control | pad | key.Key_Minus): self.delete_asked.emit,
            (shift | key.Key_Space,): self._select_rows,
            (QKeyCombination(key.Key_F8),): self.unveil,
        }

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the cell or the selection, each with its key."""
        index = self.indexAt(event.pos())
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.go_to_cell(index.row(), index.column())
        menu = QMenu(self)
        for words, keys, act in (
            ("打开", "Enter", self._open),
            ("就地修改", "F2", lambda: self.edit(self.currentIndex())),
            ("", "", None),
            ("复制", "Ctrl+C", self.copy),
            ("粘贴", "Ctrl+V", self._paste),
            ("向下填充", "Ctrl+D", self.fill_down.emit),
            ("清空单元格", "Delete", self.clear_asked.emit),
            ("", "", None),
            ("删除记录", "Ctrl+-", self.delete_asked.emit),
            *([("", "", None), *self.more_acts()] if self.more_acts() else []),
            *self._veil_words(),
        ):
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(f"{words}\t{keys}", act)
        menu.exec(event.globalPos())

    def _veil_words(self) -> list[tuple[str, str, Callable[[], object] | None]]:
        if not self.model().veils:
            return []
        return [("", "", None), ("隐去号码" if self.model().unveiled else "显示完整号码", "F8", self.unveil)]

    def unveil(self) -> None:
        """Show the numbers of persons whole for a minute, or mask them again."""
        model = self.model()
        if not model.veils:
            return
        model.unveil(not model.unveiled)
        if model.unveiled:
            model.store.note(f"在屏幕上显示完整号码：{model.ledger.title} {model.count} 条")
            say(self, "完整号码显示一分钟，再按 F8 收起。已记入操作日志", seconds=10)
            self._veil.start(WHOLE_FOR * 1000)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who comes back finds numbers masked."""
        self.model().unveil(False)
        super().hideEvent(event)

    def _open(self) -> None:
        self.opened.emit(self.currentIndex().row())

    def _delete(self) -> None:
        """Delete empties cells, as in Excel; of whole rows it deletes the records."""
        chosen = self.selectionModel()
        whole = all(chosen.isRowSelected(row, QModelIndex()) for row in self.rows())
        (self.delete_asked if whole else self.clear_asked).emit()

    def _select_rows(self) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(self.selectionModel().selection(), flags)

    def _edited(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on with the cell below; where what was typed is refused, the cell stays."""
        index = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and not self._delegate.refused:
            self.go_to_cell(min(index.row() + 1, self.model().rowCount() - 1), index.column())

    def copy(self) -> None:
        """Copy the selected block."""
        copy_selection(self)

    def _paste(self) -> None:
        """From the first of the selected cells on; into an empty table, from its first row on."""
        block = copied_block()
        if not block:
            return
        chosen, heads = self.selectionModel().selectedIndexes(), self.horizontalHeader()
        row = min((index.row() for index in chosen), default=self.model().rowCount())
        column = min((index.column() for index in chosen), key=heads.visualIndex, default=heads.logicalIndex(0))
        self.pasted.emit(row, column, block)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if 0 <= column < self.model().columnCount():
            self.model().sort_by(column, order is Qt.SortOrder.DescendingOrder)
        else:  # the third press on a head
            self.model().unsort()

    def show_unsorted(self) -> None:
        """Show at no column that the rows are sorted by it."""
        heads = self.horizontalHeader()
        heads.blockSignals(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.blockSignals(False)
        heads.viewport().update()

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
            menu.addAction("隐藏此列", lambda: self._hide(column.name))
            menu.addSeparator()
        usual = menu.addAction("默认排序", lambda: heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder))
        usual.setEnabled(model.query.order != model.usual)
        menu.addAction("选择列…", lambda: self.choose_columns(heads))
        menu.addAction("恢复默认列", lambda: self.choose(model.ledger.columns.split()))
        menu.exec(heads.mapToGlobal(at))

    def choose_columns(self, under: QWidget) -> None:
        """Ask which columns to show, under a button."""
        known = [(name, column.label) for name, column in self.model().known.items()]
        popup = ColumnsPopup(known, self.shown(), under)
        popup.taken.connect(lambda names: self.choose(names or self.model().ledger.columns.split()))
        popup.open_under(under)

    def _hide(self, name: str) -> None:
        if len(shown := self.shown()) > 1:
            self.choose([other for other in shown if other != name])

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
