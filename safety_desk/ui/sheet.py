"""The sheet beside the table: one record's form, its parts under it, saved with Ctrl+S."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.ui import theme
from safety_desk.ui.doubts import settle
from safety_desk.ui.elided import Elided
from safety_desk.ui.form import FieldForm, ProblemBar
from safety_desk.ui.icons import icon
from safety_desk.ui.parts import PartsBox
from safety_desk.ui.unsaved import let_go

CARRIED = ("link", "links", "term", "terms", "choice", "date", "moment")
"""Kinds of field whose value the next new record starts with: what usually repeats from one to the next."""


class FormSheet(QWidget):
    """A record's form. Tells when it changes its record and has saved, when it closes, when the next is wanted."""

    changing = Signal()
    saved = Signal(int)
    closed = Signal()
    moved = Signal(int)
    dossier_asked = Signal()

    def __init__(self, store: Store, ledger: Ledger, parent: QWidget | None = None, dossier: str = "") -> None:
        super().__init__(parent)
        self.store, self.ledger = store, ledger
        self.dossier = QPushButton(dossier, self)
        self.dossier.setObjectName("link")
        self.dossier.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dossier.clicked.connect(self.dossier_asked)
        self.record: Record | None = None
        self.dirty = False
        self.setObjectName("page")
        self.form = FieldForm(store, self._sections(), self)
        self.form.changed.connect(self._touched)
        self.form.settled.connect(self._settle)
        self.bar = ProblemBar(self)
        self.bar.jump.connect(self.form.focus)
        self.parts = [PartsBox(store, part, self) for part in store.parts_of(ledger)]
        for box in self.parts:
            self.form.add_below(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self.bar)
        column.addWidget(self.form, 1)
        column.addLayout(self._foot())
        self._keys()

    def _sections(self) -> dict[str, list[Any]]:
        """What can be filled in by hand, under its headings."""
        found = {}
        for head, fields in self.ledger.sections.items():
            found[head] = [field for field in fields if not field.fixed]
        return found

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 4, 0)
        self.title = Elided(self)
        self.title.setFont(theme.font(12, strong=True))
        row.addWidget(self.title, 1)
        row.addWidget(self.dossier)
        for name, words, step in (("up", "上一条（Alt+↑）", -1), ("down", "下一条（Alt+↓）", 1)):
            button = QToolButton(self)
            button.setIcon(icon(name))
            button.setToolTip(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, step=step: self.moved.emit(step))
            row.addWidget(button)
        close = QToolButton(self)
        close.setIcon(icon("close"))
        close.setToolTip("关闭（Esc）")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.leave)
        row.addWidget(close)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 12)
        self.hint = Elided(self)
        self.hint.setObjectName("secondary")
        row.addWidget(self.hint, 1)
        self.drop = QPushButton("放弃修改", self)
        self.drop.clicked.connect(self.discard)
        self.next = QPushButton("保存并新增", self)
        self.next.setToolTip("保存，并接着新增下一条，常重复的内容带过去（Ctrl+Enter）")
        self.next.clicked.connect(self.save_and_next)
        self.save_button = QPushButton("保存", self)
        self.save_button.setObjectName("primary")
        self.save_button.setToolTip("保存（Ctrl+S）")
        self.save_button.clicked.connect(self.save)
        for button in (self.drop, self.next, self.save_button):
            row.addWidget(button)
        return row

    def show_record(self, record: Record) -> None:
        """Put a record into the form; one without an id is new."""
        self.record = record
        self.form.put(record)
        self.bar.hide()
        for box in self.parts:
            box.show_for(record.id)
        self._doubt()
        self._clean()
        name = self.ledger.fields[self.ledger.called].show(getattr(record, self.ledger.called), self.store.names)
        self.dossier.setVisible(record.id is not None and bool(self.dossier.text()))
        self.title.setText(name if record.id is not None else f"新增{self.ledger.noun}")

    def called(self) -> str:
        """What the form is called, for asking."""
        return self.title.text()

    def _doubt(self) -> None:
        id = self.record.id if self.record is not None else None
        self.form.doubt(self.store.doubts(self.ledger, id) if id is not None else ())

    def _settle(self, name: str) -> None:
        assert self.record is not None
        settle(self.store, self.ledger, self.record, [name], self)

    def start(self) -> None:
        """Go to the first field."""
        self.form.verticalScrollBar().setValue(0)
        self.form.focus()

    def _touched(self) -> None:
        self.dirty = True
        self.hint.setText("有未保存的修改")
        for button in (self.save_button, self.drop):
            button.setEnabled(True)

    def _clean(self) -> None:
        self.dirty = False
        self.hint.setText("Ctrl+S 保存　Esc 关闭")
        self.drop.setEnabled(False)
        self.save_button.setEnabled(self.record is None or self.record.id is None)

    def save(self) -> bool:
        """Save what stands in the form; all that is wrong is said at once. Answers whether it was saved."""
        if self.record is None:
            return False
        done = self.ledger.read(self.form.raw(), self.store.context(), self.store.scene(), onto=self._onto())
        elsewhere = self.form.tell(done.problems)
        self.bar.tell(list(done.errors), [p for p in elsewhere if not p.doubt])
        if done.errors:
            self.form.focus(done.errors[0].field)
            return False
        verb = "修改" if self.record.id is not None else "新增"
        if self.record.id is not None:
            self.changing.emit()  # it stays where it is, also where it no longer fits what the page shows
        try:
            [id] = self.store.save(f"{verb}{self.ledger.noun}", done.record)
        except Refusal as why:
            self.bar.refuse(str(why))
            return False
        self.show_record(self.store.get(self.ledger.record, id))
        self.saved.emit(id)
        return True

    def _onto(self) -> Record:
        """The record as it is now, so that what steps and other windows set meanwhile stays."""
        assert self.record is not None
        return self.store.get(type(self.record), self.record.id) if self.record.id is not None else self.record

    def save_and_next(self) -> None:
        """Save, and start the next new record with what usually repeats."""
        if (self.dirty or (self.record is not None and self.record.id is None)) and not self.save():
            return
        last = self.record
        assert last is not None
        carried = {
            name: getattr(last, name)
            for name, field in self.ledger.fields.items()
            if field.kind.name in CARRIED and not field.fixed
        }
        self.show_record(self.ledger.record(**carried))
        self.start()

    def discard(self) -> None:
        """Put back what was there."""
        if self.record is not None:
            self.show_record(self._onto())

    def leave(self) -> None:
        """Close; where something is not saved, ask first."""
        if let_go(self, self):
            self.closed.emit()

    def warn(self) -> None:
        """Say that this record stays open while another one is chosen."""
        self.bar.refuse("这里还有未保存的修改，选中的另一条没有打开：先保存（Ctrl+S），或按“放弃修改”")

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed: the parts are looked at anew, and what is doubtful."""
        if "doubts" in ledgers:
            self._doubt()
        for box in self.parts:
            if box.ledger.name in ledgers:
                box.show_for(box.owner)

    def _keys(self) -> None:
        """Keys that hold wherever the keyboard is while the sheet is open."""
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_next),
            ("Ctrl+Enter", self.save_and_next),
            ("Alt+Up", lambda: self.moved.emit(-1)),
            ("Alt+Down", lambda: self.moved.emit(1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
