"""The parts of a record under its form: a small table, edited in place, with a small form for the whole part."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.ui import theme
from safety_desk.ui.cells import Cells
from safety_desk.ui.form import FieldForm, ProblemBar
from safety_desk.ui.notices import done, say
from safety_desk.ui.table import Query, TableModel


class PartDialog(QDialog):
    """The small form of one part, or of what a step asks."""

    def __init__(self, store: Store, title: str, fields: list[Any], parent: QWidget, must: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = FieldForm(store, {"": fields}, self, must)
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
        self._fit(fields)
        self.form.focus()

    def add_parts(self, store: Store, ledger: Ledger, id: int) -> None:
        """Under the fields, the parts of this part."""
        for sub in store.parts_of(ledger):
            box = PartsBox(store, sub, self)
            box.show_for(id)
            self.form.add_below(box)
            room = self.screen().availableGeometry()
            self.resize(max(self.width(), min(860, room.width() - 40)), min(self.height() + 140, room.height() - 60))

    def _fit(self, fields: list[Any]) -> None:
        """As large as the fields need, inside the screen."""
        room = self.screen().availableGeometry()
        wide = len(fields) > 6
        tall = sum(field.lines > 1 for field in fields)
        lines = sum(field.lines for field in fields if field.lines > 1)
        rows = tall + (len(fields) - tall + 1) // 2 if wide else len(fields)
        line = self.fontMetrics().lineSpacing()
        height = 110 + rows * (3 * line + 26) + max(0, lines - tall) * line
        self.resize(min(720 if wide else 520, room.width() - 40), min(height, room.height() - 60))


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
        self.cells = Cells(store, self.model, self, self._blank)
        self.view = self.cells.table
        self.view.setTabKeyNavigation(False)  # Tab goes on through the form
        self.view.fit_columns({})
        self.view.opened.connect(lambda row: self.edit(self.model.record(row)))
        self.view.delete_asked.connect(self.delete)
        self.cells.added.connect(lambda: self.show_for(self.owner))
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
            order = f"{self.ledger.place.name} id" if self.ledger.place else "id"
            self.model.show(Query(where=eq(self._link, owner), order=order))
            self._told()

    def _told(self) -> None:
        self.title.setText(f"{self.ledger.title}　{self.model.count}")
        height = theme.LOOK.row_height * (min(12, max(2, self.model.count)) + 1) + 16
        self.view.setFixedHeight(height)

    def add(self) -> None:
        """A new part."""
        self.edit(self._blank())

    def _blank(self, nth: int = 0) -> Record:
        """An empty part of the record, the `nth` (from 0) of those to be added."""
        blank = self.ledger.record(**{self._link: self.owner})
        place = self.ledger.place
        return blank.replace(**{place.name: self.store.next_place(self.ledger, self.owner) + nth}) if place else blank

    def edit(self, part: Record) -> None:
        """The small form of a part."""
        fields = [f for f in self.ledger.fields.values() if not f.fixed and f.name != self._link]
        saved: list[int] = []
        dialog = PartDialog(self.store, f"{'修改' if part.id else '新增'}{self.ledger.noun}", fields, self)
        dialog.form.put(part)
        if part.id is not None:
            dialog.add_parts(self.store, self.ledger, part.id)

        def save() -> None:
            read = self.ledger.read(dialog.form.raw(), self.store.context(), self.store.scene(), onto=part)
            elsewhere = dialog.form.tell(read.problems)
            dialog.bar.tell(list(read.errors), elsewhere)
            if read.errors:
                dialog.form.focus(read.errors[0].field)
                return
            try:
                [id] = self.store.save(dialog.windowTitle(), read.record)
            except Refusal as why:
                dialog.bar.refuse(str(why))
                return
            saved.append(id)
            dialog.accept()

        dialog.ok.clicked.connect(save)
        dialog.exec()
        dialog.deleteLater()
        self.show_for(self.owner)
        if saved and part.id is None and self.store.parts_of(self.ledger):
            self.edit(self.store.get(self.ledger.record, saved[0]))  # what stands under it comes next

    def delete(self) -> None:
        """Delete the selected parts; undo brings them back."""
        parts = [self.model.record(row) for row in self.view.rows()]
        if not parts:
            return
        try:
            self.store.remove(f"删除{self.ledger.noun} {len(parts)} 条", *parts)
        except Refusal as why:
            say(self, str(why))
            return
        self.show_for(self.owner)
        done(self, f"已删除{self.ledger.noun} {len(parts)} 条")
