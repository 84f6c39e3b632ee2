"""The sites of a round as a table: ticked with the space bar, each with its checklist, which can be another."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView, QWidget

from safety_desk.db.store import Store
from safety_desk.ledgers.inspection import Inspection
from safety_desk.tasks.rounds.stops import Stop
from safety_desk.ui import theme
from safety_desk.ui.clipboard import copy_selection
from safety_desk.ui.editors import cell_editor
from safety_desk.ui.notices import say
from safety_desk.ui.painting import CellDelegate
from safety_desk.ui.table import VALUE

HEADS = ("单位或区域", "所在村", "等级", "未销号", "检查表（F2 改）", "为什么去")
_WIDTHS = (31, 10, 7, 7, 25, 24)
SITE, VILLAGE, GRADE, DANGERS, CHECKLIST, WHY = range(6)


class StopsModel(QAbstractTableModel):
    """Stops, and which of them are ticked; both stay when the stops are shown anew."""

    ticked_changed = Signal()

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.store = store
        self.stops: list[Stop] = []
        self.ticked: set[tuple[str, int]] = set()
        self._lists: dict[tuple[str, int], int | None] = {}

    def show(self, stops: Sequence[Stop], tick: bool = False) -> None:
        """Show these; what was ticked stays so, `tick` ticks all that are not visited soon anyway."""
        self.beginResetModel()
        self.stops = [self._chosen_list(stop) for stop in stops]
        if tick:
            self.ticked |= {stop.site for stop in stops if not stop.again}
        self.ticked &= {stop.site for stop in stops}
        self.endResetModel()
        self.ticked_changed.emit()

    def _chosen_list(self, stop: Stop) -> Stop:
        return stop.replace(checklist=self._lists[stop.site]) if stop.site in self._lists else stop

    def chosen(self) -> list[Stop]:
        """The ticked stops, in order."""
        return [stop for stop in self.stops if stop.site in self.ticked]

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick rows, or take the ticks away."""
        sites = {self.stops[row].site for row in rows}
        self.ticked = self.ticked | sites if on else self.ticked - sites
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))
        self.ticked_changed.emit()

    def choose_list(self, rows: Sequence[int], checklist: int | None) -> None:
        """Check these rows by that list; None: by a sheet with lines to write on."""
        for row in rows:
            self._lists[self.stops[row].site] = checklist
            self.stops[row] = self.stops[row].replace(checklist=checklist)
        self.dataChanged.emit(self.index(min(rows), CHECKLIST), self.index(max(rows), CHECKLIST))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.stops)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == SITE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == CHECKLIST and self.stops[index.row()].wish.visit is None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        stop, column = self.stops[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == SITE:
            return Qt.CheckState.Checked if stop.site in self.ticked else Qt.CheckState.Unchecked
        if role == VALUE:
            return {GRADE: stop.grade, CHECKLIST: stop.checklist}.get(column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(stop, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == SITE:
            return f"{'已选' if stop.site in self.ticked else '未选'} {stop.name}"
        return None

    def _said(self, stop: Stop, column: int) -> str:
        if column == CHECKLIST:
            return "空白行，手填" if stop.checklist is None else self.store.names.name("checklists", stop.checklist)
        return (
            stop.name,
            stop.village,
            stop.grade.label if stop.grade else "",
            f"{stop.dangers} 条" if stop.dangers else "",
            "",
            f"⚠ {'；'.join(stop.notes)}（{stop.wish.why}）" if stop.notes else stop.wish.why,
        )[column]

    def setData(
        self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


class StopsTable(QTableView):
    """Space ticks what is selected, Enter opens the record, F2 takes another checklist."""

    opened = Signal(str, int)

    def __init__(self, model: StopsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.store = model.store
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setEditTriggers(self.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setFixedHeight(theme.LOOK.row_height + 2)
        heads.setStretchLastSection(True)
        sign = self.fontMetrics().horizontalAdvance("0")
        for n, width in enumerate(_WIDTHS):
            self.setColumnWidth(n, width * sign + 18)
        self.doubleClicked.connect(self._pressed)

    def model(self) -> StopsModel:
        """The stops."""
        made = super().model()
        assert isinstance(made, StopsModel)
        return made

    def rows(self) -> list[int]:
        """The selected rows."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.state() is self.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            model, rows = self.model(), self.rows()
            model.tick(rows, not all(model.stops[row].site in model.ticked for row in rows))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(*self.model().stops[self.currentIndex().row()].site)
        elif key == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self.edit(self.model().index(self.currentIndex().row(), CHECKLIST))
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_selection(self)
        else:
            super().keyPressEvent(event)

    def _pressed(self, index: QModelIndex) -> None:
        if index.column() == CHECKLIST:
            self.edit(index)
        else:
            self.opened.emit(*self.model().stops[index.row()].site)

    def cell_editor(self, parent: QWidget, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        """The editor of a checklist."""
        return cell_editor(Inspection.fields["checklist"], self.store, parent)

    def edit_cell(self, row: int, column: int, raw: Any) -> bool:
        """Take another checklist, for all selected rows; answers whether there is such a list."""
        try:
            chosen = Inspection.fields["checklist"].parse(raw, self.store.context())
        except ValueError as why:
            say(self, f"{why}，没有改动", seconds=10)
            return False
        self.model().choose_list(sorted({row, *self.rows()}), chosen)
        return True
