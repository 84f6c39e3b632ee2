"""The page of any ledger: toolbar, filters, table, and beside it the card or the form of the chosen record."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safety_desk.conditions import EVERY, Where
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step, View
from safety_desk.record import Record
from safety_desk.ui import theme
from safety_desk.ui.card import RecordCard
from safety_desk.ui.cells import Cells
from safety_desk.ui.dossier_page import dossier_title
from safety_desk.ui.empty_page import EmptyPage
from safety_desk.ui.filters import FilterBar
from safety_desk.ui.history import HistoryDialog
from safety_desk.ui.icons import icon
from safety_desk.ui.many_menu import Many
from safety_desk.ui.memory import Memory
from safety_desk.ui.notices import done, say
from safety_desk.ui.print_menu import PrintMenu
from safety_desk.ui.sheet import FormSheet
from safety_desk.ui.steps import take_step
from safety_desk.ui.table import Query, TableModel
from safety_desk.ui.toolbar import add_tool
from safety_desk.ui.unsaved import Draft, let_go

CARD_WIDTH = 260
"""In logical pixels, at least."""


def _usual_split() -> list[int]:
    """Table and card, wider for larger type."""
    card = 320 + 20 * (theme.LOOK.points - 9)
    return [1080 - card, card]


class LedgerPage(Many, QWidget):
    """One ledger. `counted` tells how many records are shown; asks the window for what takes long."""

    counted = Signal()
    import_asked = Signal(object)
    table_copied = Signal(object)
    export_asked = Signal(object)
    blank_asked = Signal(object)
    print_asked = Signal(object, list)
    dossier_asked = Signal(str, int)
    rows_export_asked = Signal(object, list)
    round_asked = Signal(str, list)
    forms_asked = Signal(object)

    def __init__(self, store: Store, ledger: Ledger, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.ledger, self.memory = store, ledger, memory
        self.setObjectName("page")
        self.view_chosen: View | None = None
        remembered = memory.get(f"columns.{ledger.name}", ledger.columns.split())
        self.model = TableModel(store, ledger, remembered, self)
        self.filters = FilterBar(store, ledger, self._spread, self)
        self.cells = Cells(store, self.model, self, lambda _: ledger.record())
        self.cells.by_heads = lambda: self.table_copied.emit(ledger)
        self.table = self.cells.table
        self.card = RecordCard(store, ledger, self, dossier_title(ledger.name))
        self.sheet: FormSheet | None = None
        self._build()
        self._connect()
        self.table.fit_columns(memory.get(f"widths.{ledger.name}", {}))

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 0)
        column.setSpacing(8)
        column.addLayout(self._toolbar())
        column.addWidget(self.filters)
        self.side = QStackedWidget(self)
        self.side.addWidget(self.card)
        self.side.setMinimumWidth(CARD_WIDTH)
        self.empty = EmptyPage(self.ledger, self)
        self.empty.import_asked.connect(self._ask_import)
        self.empty.new_asked.connect(self.start_new)
        self.empty.blank_asked.connect(lambda: self.blank_asked.emit(self.ledger))
        self.empty.reset_asked.connect(self.show_all)
        self.main = QStackedWidget(self)
        self.main.addWidget(self.table)
        self.main.addWidget(self.empty)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(8)
        self.split.addWidget(self.main)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes(self.memory.get(f"split.{self.ledger.name}", _usual_split()))
        self.split.splitterMoved.connect(lambda *_: self._remember_split())
        column.addWidget(self.split, 1)

    def _toolbar(self) -> QHBoxLayout:
        row = self.tools = QHBoxLayout()
        row.setSpacing(4)
        self.new = QPushButton("新增", self)
        self.new.setObjectName("primary")
        self.new.setIcon(icon("add", "on_accent"))
        self.new.setToolTip(f"新增一条{self.ledger.noun}（Ctrl+N）")
        self.new.clicked.connect(self.start_new)
        row.addWidget(self.new)
        add_tool(row, self, "import", "导入", self._ask_import, "导入表格（也可以把文件拖进来）")
        add_tool(row, self, "export", "导出", lambda: self.export_asked.emit(self), "按现在的筛选和顺序导出 Excel")
        self.print_button = add_tool(row, self, "print", "打印", self.print_chosen, "打印选中记录的文书（Ctrl+P）")
        self.many_button = add_tool(row, self, "layers", "批量", self.show_many, "选中的一起办理、打印、导出（Ctrl+B）")
        add_tool(row, self, "delete", "删除", self.delete, "删除选中的记录（Ctrl+-），可以撤销")
        row.addStretch()
        self.view_label = QLabel(self)
        self.view_label.setObjectName("secondary")
        row.addWidget(self.view_label)
        columns = add_tool(row, self, "columns", "列", lambda: self.table.choose_columns(columns), "选择显示哪些列")
        fold = add_tool(row, self, "panel", "", self._show_side, "显示或收起右边的卡片")
        fold.setCheckable(True)
        fold.setChecked(True)
        self.fold_button = fold
        return row

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.filters.left.connect(self.table.setFocus)
        self.table.opened.connect(self.open_row)
        self.table.more_acts = self.many_acts
        self.table.current.connect(self._row_chosen)
        self.table.delete_asked.connect(self.delete)
        self.cells.added.connect(self.refresh)
        self.table.filter_asked.connect(self.filters.open)
        self.table.columns_changed.connect(self._remember_columns)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self.counted.emit())
        self.card.step_asked.connect(self.take_step)
        self.card.history_asked.connect(self.show_history)
        self.card.dossier_asked.connect(self._ask_dossier)
        self.card.open_asked.connect(lambda: self.open_row(self.table.currentIndex().row()))
        for keys, act in (
            ("Ctrl+N", self.start_new),
            ("Ctrl+F", self._find),
            *((keys, act) for _, keys, act in self.many_acts()),
            ("F5", self.refresh),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _find(self) -> None:
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def query(self) -> Query:
        """What is shown: view, filters, words and order together."""
        view = self.view_chosen.where if self.view_chosen else EVERY
        return Query(self.filters.where, self.filters.words.text(), self.model.query.order, view)

    def refresh(self) -> None:
        """Look at the records anew; the chosen one stays chosen."""
        chosen = self.current()
        self.model.show(self.query)
        nothing = self.model.count == 0
        self.main.setCurrentWidget(self.empty if nothing else self.table)
        if nothing:
            self.empty.tell(filtered=self._narrowed)
        elif chosen is not None and chosen.id is not None and (row := self.model.row_of(chosen.id)) is not None:
            self.table.go_to(row)
        self._show_card(self.table.currentIndex().row())
        self._show_side()
        self.counted.emit()

    @property
    def _narrowed(self) -> bool:
        """Whether less than everything is asked for."""
        return self.view_chosen is not None or bool(self.filters.active or self.filters.words.text().strip())

    def choose_view(self, view: View | None) -> None:
        """Show the records of a named view, in the order it is best read in."""
        self.view_chosen = view
        self.model.usual = self.model.query.order = (view.order if view else "") or self.ledger.order
        self.view_label.setText(f"视图：{view.label}" if view else "")
        self.table.show_unsorted()
        self.refresh()

    def show_where(self, label: str, where: Where, order: str = "") -> None:
        """Show the rows behind a number."""
        self.filters.reset()
        self.choose_view(View(label, where, order))

    def show_all(self) -> None:
        """Show everything."""
        self.filters.reset()
        self.choose_view(None)

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed: look again where it concerns this page."""
        if self.sheet is not None:
            self.sheet.changed(ledgers)
        related = {self.ledger.name, "doubts", *(field.to for field in self.ledger.links.values())}
        if not related & ledgers:
            return
        before, index = self.model.count, self.table.currentIndex()
        row, column = index.row(), index.column()
        self.model.reread()
        if (before == 0) != (self.model.count == 0):
            self.refresh()
        elif before != self.model.count and row >= 0:
            self.table.go_to_cell(min(row, self.model.count - 1), column)
        self._show_card(self.table.currentIndex().row())
        self.counted.emit()

    def current(self) -> Record | None:
        """The chosen record."""
        row = self.table.currentIndex().row()
        return self.model.record(row) if 0 <= row < self.model.count else None

    def chosen(self) -> list[Record]:
        """The records in which something is selected."""
        return [self.model.record(row) for row in self.table.rows() if row < self.model.count]

    def _show_card(self, row: int) -> None:
        record = self.model.record(row) if 0 <= row < self.model.count else None
        if self.sheet is not None and self.side.currentWidget() is self.sheet:
            if record is not None and record.id is not None and not self.sheet.dirty:
                self.sheet.show_record(self.store.get(self.ledger.record, record.id))
            return
        self.card.show_record(record)

    def _row_chosen(self, row: int) -> None:
        self._show_card(row)
        if self.drafts() and self.sheet is not None and self.sheet.record is not None:
            chosen = self.current()
            if chosen is not None and chosen.id != self.sheet.record.id:
                self.sheet.warn()

    def drafts(self) -> list[Draft]:
        """The form, where something in it is not saved."""
        return [self.sheet] if self.sheet is not None and self.sheet.dirty else []

    def _spread(self, path: str) -> dict[Any, int]:
        view = self.view_chosen.where if self.view_chosen else EVERY
        return self.store.spread(self.ledger.record, path, view, self.filters.words.text())

    def take_keyboard(self) -> None:
        """Let the keyboard go to the form where it is open, else to the table."""
        if self.sheet is not None and self.side.currentWidget() is self.sheet:
            self.sheet.form.focus()
        elif self.main.currentWidget() is self.empty:
            self.empty.new.setFocus()
        else:
            self.table.take_keyboard()

    # -- the sheet -------------------------------------------------------------------------------------------

    def open_row(self, row: int) -> None:
        """Open the form of a row beside the table."""
        if 0 <= row < self.model.count:
            record = self.model.record(row)
            if record.id is not None:
                self._open_sheet(self.store.get(self.ledger.record, record.id))

    def open_record(self, id: int) -> None:
        """Show a record, wherever it stands, and open its form."""
        if self.model.row_of(id) is None:
            self.show_all()
        if (row := self.model.row_of(id)) is not None:
            self.table.go_to(row)
            self.open_row(row)

    def start_new(self, **known: Any) -> None:
        """Open a form that is empty but for what is known."""
        self._open_sheet(self.ledger.record(**known))

    def _open_sheet(self, record: Record) -> None:
        if self.sheet is None:
            self.sheet = FormSheet(self.store, self.ledger, self, dossier_title(self.ledger.name))
            self.sheet.dossier_asked.connect(self._ask_dossier)
            self.sheet.closed.connect(self.close_sheet)
            self.sheet.changing.connect(self.model.hold)
            self.sheet.saved.connect(self._saved)
            self.sheet.moved.connect(self._move)
            self.side.addWidget(self.sheet)
        if self.side.currentWidget() is not self.sheet:
            self._remember_split()
            self.side.setCurrentWidget(self.sheet)
            self.side.setMinimumWidth(self.sheet.minimumSizeHint().width())
            self.side.show()
            whole = sum(self.split.sizes())
            self.split.setSizes(self.memory.get(f"sheet.{self.ledger.name}", [int(whole * 0.42), int(whole * 0.58)]))
        same = self.sheet.dirty and self.sheet.record is not None and self.sheet.record.id == record.id
        if same or not let_go(self.sheet, self):
            self.sheet.form.focus()
            return
        self.sheet.show_record(record)
        self.sheet.start()

    def close_sheet(self) -> None:
        """Back to table and card."""
        if self.sheet is None:
            return
        self._remember_split()
        self.sheet.dirty = False
        self.side.setCurrentWidget(self.card)
        self.side.setMinimumWidth(CARD_WIDTH)
        self.split.setSizes(self.memory.get(f"split.{self.ledger.name}", _usual_split()))
        self._show_side()
        self._show_card(self.table.currentIndex().row())
        self.table.setFocus()

    def _saved(self, id: int) -> None:
        if self.main.currentWidget() is self.empty:
            self.refresh()
        row = self.model.row_of(id)
        if row is not None:
            self.table.blockSignals(True)
            self.table.go_to(row)
            self.table.blockSignals(False)

    def _move(self, step: int) -> None:
        if self.sheet is None or not let_go(self.sheet, self):
            return
        row = self.table.currentIndex().row() + step
        if 0 <= row < self.model.count:
            self.table.go_to(row)

    # -- doing -----------------------------------------------------------------------------------------------

    def take_step(self, step: Step[Any]) -> None:
        """Take a step of the workflow with the chosen record."""
        record = self.current()
        if record is not None and record.id is not None:
            self.model.hold()
            self.table.setFocus()  # the button that was pressed is not there any more when the card is shown anew
            take_step(self.store, self.ledger, self.store.get(self.ledger.record, record.id), step, self)

    def _ask_import(self) -> None:
        self.import_asked.emit(self.ledger)

    def _ask_dossier(self) -> None:
        record = self.sheet.record if self.sheet and self.side.currentWidget() is self.sheet else self.current()
        if record is not None and record.id is not None:
            self.dossier_asked.emit(self.ledger.name, record.id)

    def show_history(self) -> None:
        """Everything that happened to the chosen record."""
        record = self.current()
        if record is not None and record.id is not None:
            dialog = HistoryDialog(self.store, self.ledger, record, self)
            dialog.exec()
            dialog.deleteLater()

    def delete(self) -> None:
        """Delete what is selected; nothing is asked, since undo brings it back."""
        records = [record for record in self.chosen() if record.id is not None]
        if not records:
            return
        try:
            self.store.remove(f"删除{self.ledger.noun} {len(records)} 条", *records)
        except Refusal as why:
            say(self, str(why))
            return
        done(self, f"已删除{self.ledger.noun} {len(records)} 条")

    def print_chosen(self) -> None:
        """The papers of this ledger, for the selected records."""
        if not (records := self.chosen_ids()):
            return
        menu = PrintMenu(self.store, self.ledger, records, self)
        menu.chosen.connect(self.print_asked.emit)
        menu.forms_asked.connect(lambda: self.forms_asked.emit(self.ledger))
        menu.exec(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    # -- remembering -----------------------------------------------------------------------------------------

    def _show_side(self) -> None:
        """The card can be folded away, and is where there is nothing yet; the form cannot."""
        useful = self.fold_button.isChecked() and (self.model.count > 0 or self._narrowed)
        self.side.setVisible(useful or self.side.currentWidget() is not self.card)

    def _remember_columns(self) -> None:
        self.memory.set(f"columns.{self.ledger.name}", self.table.shown())
        self.memory.set(f"widths.{self.ledger.name}", self.table.widths())

    def _remember_split(self) -> None:
        key = "split" if self.side.currentWidget() is self.card else "sheet"
        if self.side.isVisible():
            self.memory.set(f"{key}.{self.ledger.name}", self.split.sizes())
