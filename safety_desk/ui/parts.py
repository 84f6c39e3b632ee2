"""The parts of a record under its form: a small table, edited in place, with a small form for the whole part."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.ui import theme
from safety_desk.ui.editors import CellEditor
from safety_desk.ui.form import FieldForm, ProblemBar
from safety_desk.ui.notices import say
from safety_desk.ui.table import Query, TableModel
from safety_desk.ui.view import TableView


class PartDialog(QDialog):
    """The small form of one part, or of what a step asks."""

    def __init__(self, store: Store, title: str, fields: list[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = FieldForm(store, {"": fields}, self)
        self.bar = ProblemBar(self)
        self.bar.jump.connect(self.form.focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.addWidget(self.bar)
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addStretch()
        self.cancel, self.ok = QPushButton("取消", self), QPushButton("确定", self)
        self.ok.setObjectName("primary")
        self.ok.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        column.addLayout(row)
        lines = sum(field.lines for field in fields)
        self.resize(560, min(680, 150 + 64 * len(fields) // (2 if len(fields) > 6 else 1) + 18 * (lines - len(fields))))


class PartsBox(QWidget):
    """The parts of one kind that live under a record."""

    def __init__(self, store: Store, ledger: Ledger, parent: QWidget) -> None:
        super().__init__(parent)
        self.store, self.ledger = store, ledger
        self.owner: int | None = None
        assert ledger.owner is not None
        self._link = ledger.owner.name
        names = [name for name in ledger.columns.split() if name != self._link]
        self.model = TableModel(store, ledger, names, self)
        self.view = TableView(self, self.model, self)
        self.view.fit_columns({})
        self.view.opened.connect(lambda row: self.edit(self.model.record(row)))
        self.view.delete_asked.connect(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        row = QHBoxLayout()
        self.title = QLabel(ledger.title, self)
        self.title.setFont(theme.font(11, strong=True))
        row.addWidget(self.title)
        row.addStretch()
        for words, act in (("＋ 新增", self.add), ("删除", self.delete)):
            button = QPushButton(words, self)
            button.clicked.connect(act)
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.view)

    def show_for(self, owner: int | None) -> None:
        """Show the parts of a record; a record that is not saved yet has none."""
        self.owner = owner
        self.setVisible(owner is not None)
        if owner is not None:
            order = "seq id" if "seq" in self.ledger.fields else "id"
            self.model.show(Query(where=eq(self._link, owner), order=order))
            self._told()

    def _told(self) -> None:
        self.title.setText(f"{self.ledger.title}　{self.model.count}")
        height = theme.LOOK.row_height * (min(12, max(2, self.model.count)) + 1) + 16
        self.view.setFixedHeight(height)

    def add(self) -> None:
        """A new part."""
        blank = self.ledger.record(**{self._link: self.owner})
        if "seq" in self.ledger.fields:
            blank = blank.replace(seq=self.model.count + 1)
        self.edit(blank)

    def edit(self, part: Record) -> None:
        """The small form of a part."""
        fields = [f for f in self.ledger.fields.values() if not f.fixed and f.name != self._link]
        dialog = PartDialog(self.store, f"{'修改' if part.id else '新增'}{self.ledger.noun}", fields, self)
        dialog.form.put(part)

        def save() -> None:
            done = self.ledger.read(dialog.form.raw(), self.store.context(), self.store.scene(), onto=part)
            elsewhere = dialog.form.tell(done.problems)
            dialog.bar.tell(list(done.errors), elsewhere)
            if done.errors:
                return
            try:
                self.store.save(f"{dialog.windowTitle()}", done.record)
            except Refusal as why:
                dialog.bar.refuse(str(why))
                return
            dialog.accept()

        dialog.ok.clicked.connect(save)
        dialog.exec()
        self.show_for(self.owner)

    def delete(self) -> None:
        """Delete the selected parts; undo brings them back."""
        parts = [self.model.record(row) for row in self.view.rows()]
        if parts:
            self.store.remove(f"删除{self.ledger.noun} {len(parts)} 条", *parts)
            self.show_for(self.owner)

    def cell_editor(self, parent: QWidget, index: QModelIndex | QPersistentModelIndex) -> CellEditor:
        """The editor of a cell."""
        return CellEditor(self.model.columns[index.column()].field, self.store, parent)

    def edit_cell(self, row: int, column: int, raw: Any) -> None:
        """Take over what was typed into a cell; what cannot be read changes nothing."""
        name = self.model.columns[column].name
        record = self.model.record(row)
        done = self.ledger.read({name: raw}, self.store.context(), self.store.scene(), onto=record)
        if why := next((problem.text for problem in done.errors if problem.field == name), ""):
            say(self, f"{self.ledger.fields[name].label}：{why}，没有改动")
        elif done.record != record:
            self.store.save(f"修改{self.ledger.noun}", done.record)
            self.model.reread()
