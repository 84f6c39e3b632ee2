"""Work in the cells of a table: edited in place, pasted, filled down, emptied."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.record import Record
from safety_desk.ui.blocks import Pasted, clear_cells, fill_down, headed, paste_block
from safety_desk.ui.editors import cell_editor
from safety_desk.ui.notices import done, say
from safety_desk.ui.table import TableModel
from safety_desk.ui.view import TableView


class Cells(QObject):
    """The cells of one table, which it makes. `added` tells that pasting made new records.

    `blank` makes the nth (from 0) record for what is pasted beyond the last row. `by_heads` imports a copied table.
    """

    added = Signal()

    def __init__(self, store: Store, model: TableModel, parent: QWidget, blank: Callable[[int], Record]) -> None:
        super().__init__(parent)
        self.store, self.ledger, self.model = store, model.ledger, model
        self._blank = blank
        self.by_heads: Callable[[], None] | None = None
        self.table = TableView(self, model, parent)
        self.table.pasted.connect(self.paste)
        self.table.fill_down.connect(self.fill_down)
        self.table.clear_asked.connect(self.clear)

    def cell_editor(self, parent: QWidget, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        """The editor of a cell."""
        return cell_editor(self.model.columns[index.column()].field, self.store, parent)

    def edit_cell(self, row: int, column: int, raw: Any) -> bool:
        """Take over what was typed into a cell, or say why not; answers whether it was taken."""
        name = self.model.columns[column].name
        record = self.store.get(self.ledger.record, self.model.record(row).id or 0)
        read = self.ledger.read({name: raw}, self.store.context(), self.store.scene(), onto=record)
        field = self.ledger.fields[name]
        if wrong := next((problem.text for problem in read.errors if problem.field == name), ""):
            typed = "" if str(raw) in wrong else f"“{raw}”"
            say(self.table, f"{field.label}{typed}：{wrong}，没有改动", seconds=10)
            return False
        if read.record == record:
            return True
        self.model.hold()
        try:
            self.store.save(f"修改{self.ledger.noun}的{field.label}", read.record)
        except Refusal as why:
            say(self.table, str(why))
            return False
        return True

    def paste(self, row: int, column: int, block: list[list[str]]) -> None:
        """Lay a block over the cells from there on; one cell fills a larger selection. A table with heads is imported."""
        if self.by_heads is not None and headed(self.ledger, block):
            said = "复制的第一行是表头，没有粘贴到格子里。可以按表头导入，逐行核对"
            say(self.table, said, "按表头导入…", self.by_heads)
            return
        columns = self.table.shown()[self.table.horizontalHeader().visualIndex(column) :]
        rows = [self.model.record(n) for n in range(row, min(row + len(block), self.model.count))]
        rows += [self._blank(n) for n in range(len(block) - len(rows))]
        chosen = self.table.cells()
        if [len(line) for line in block] == [1] and sum(len(names) for _, names in chosen) > 1:
            rows, columns = [self.model.record(n) for n, _ in chosen], chosen[0][1]
            block = [block[0] * len(columns)] * len(rows)
        self.model.hold()
        before = self.model.count
        told = paste_block(self.store, self.ledger, columns, rows, block)
        if self.model.count != before:
            self.added.emit()
        self._tell(told)

    def fill_down(self) -> None:
        """The first of the selected cells goes down over the others."""
        self.model.hold()
        cells = self.table.cells()
        names = list(dict.fromkeys(name for _, told in cells for name in told))
        self._tell(fill_down(self.store, self.ledger, [self.model.record(row) for row, _ in cells], names))

    def clear(self) -> None:
        """The selected cells are emptied."""
        self.model.hold()
        cells = [(self.model.record(row), names) for row, names in self.table.cells()]
        self._tell(clear_cells(self.store, self.ledger, cells))

    def _tell(self, told: Pasted) -> None:
        """What was done is said in the foot, what was not where it is read."""
        if told.done:
            done(self.table, told.text)
        elif told.text:
            say(self.table, told.text)
