"""The facts over the grid: when, who, by which checklist; each judged as it is typed, Enter goes on."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.tasks.entering.entry import Entry, with_day
from safety_desk.tasks.entering.opening import FACTS, ROUND_FACTS
from safety_desk.ui.editors import EDITORS, Editor, MomentEditor

_LABELS = {
    "recheck_at": "复查日期",
    "inspectors": "检查人员（两人以上）",
    "situation": "检查情况（空着，文书按结果写）",
}
_HINTS = {"end_at": "11:30", "situation": "", "places": "", "accompany": ""}
_SECOND = ("places", "situation")
"""What stands in the second row."""
LOW = 480
"""On a page lower than this, in logical pixels, the second row is folded away until it is asked for."""


_ROOM = {
    "start_at": "2026-11-20 09:00　　　",
    "end_at": "11:30　　　",
    "result": "自动：未发现问题　　",
    "recheck_at": "2026-11-20　　",
}
"""What a line must have room for, whatever the window's width."""


class EndEditor(MomentEditor):
    """The end of a visit: an hour alone is on the day of its beginning, and is all that is shown of such a day."""

    start = ""

    def _tidy(self) -> None:
        self.tidy()

    def tidy(self) -> None:
        """What was typed short stands there in full, but for a day that is that of the beginning."""
        self.widget.setText(with_day(self.widget.text(), self.start))
        super()._tidy()
        day, _, hour = self.widget.text().partition(" ")
        if hour and day == self.start[:10]:
            self.widget.setText(hour)


class FactBox(QWidget):
    """One fact: its label, its editor, and under it what is wrong."""

    changed = Signal(str)
    ended = Signal(str)

    def __init__(self, field: Field, store: Store, parent: QWidget, words: str = "") -> None:
        super().__init__(parent)
        self.name = field.name
        chosen: Any = EndEditor if field.name == "end_at" else EDITORS.get(field.kind.name, Editor)
        kind = chosen if isinstance(chosen, type) else chosen(field, store)
        self.editor: Editor = kind(field, store, self)
        widget = self.editor.widget
        if isinstance(widget, QLineEdit) and field.name in _HINTS:
            widget.setPlaceholderText(_HINTS[field.name])
        if isinstance(widget, QLineEdit):
            widget.returnPressed.connect(self._entered)
        else:
            widget.installEventFilter(self)
        label = QLabel(words or _LABELS.get(field.name, field.label), self)
        label.setObjectName("secondary")
        label.setBuddy(widget)
        if field.name in _ROOM:
            widget.setMinimumWidth(widget.fontMetrics().horizontalAdvance(_ROOM[field.name]) + 18)
        self.note = QLabel(self)
        self.note.setObjectName("error")
        self.note.setWordWrap(True)
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (label, widget, self.note):
            column.addWidget(part)
        column.addStretch()
        self.editor.changed.connect(lambda: self.changed.emit(self.name))

    def put(self, raw: Any) -> None:
        """Show a fact as it was typed."""
        widget, many = self.editor.widget, isinstance(raw, list)
        if isinstance(widget, QComboBox):
            self.editor.put(raw or None)
        elif isinstance(raw, int) or (many and all(isinstance(part, int) for part in raw)):
            self.editor.put(tuple(raw) if many else raw)
        else:
            self.editor.put(None)
            names = self.editor.store.names
            parts = (
                [names.name("staff", part) if isinstance(part, int) else str(part) for part in raw]
                if many
                else [str(raw)]
            )
            widget.setText("、".join(parts))
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(0)  # what is too long is seen from its beginning

    def tell(self, text: str) -> None:
        """Say what is wrong, or that nothing is."""
        if text == self.note.text():
            return
        self.editor.mark(bool(text))
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _entered(self) -> None:
        """Enter goes on to the next fact; where it picks something from a list that is open, it stays."""
        completer = self.editor.findChild(QCompleter)
        popup = completer.popup() if completer is not None else None
        if popup is not None and popup.isVisible():
            if popup.currentIndex().isValid():
                return
            popup.hide()
        self.ended.emit(self.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on from a box of choices, too."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():  # type: ignore[attr-defined]
            self.ended.emit(self.name)
            return True
        return super().eventFilter(watched, event)


class FactsBar(QWidget):
    """All facts of an entry. `changed` tells what stands in one now, `done` that the last was left by Enter."""

    changed = Signal(str, object)
    done = Signal()

    def __init__(self, store: Store, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        fields = (
            {name: Inspection.fields[name] for name in FACTS}
            if entry.visit is not None
            else {name: (HiddenDanger if name == "recheck_at" else Inspection).fields[name] for name in ROUND_FACTS}
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self._fits = True
        self._unfolded: bool | None = None
        words = {} if entry.visit is not None else {"inspectors": "复查人员（两人以上）"}
        self.boxes: dict[str, FactBox] = {}
        first = [name for name in fields if name not in _SECOND]
        for name, field in fields.items():
            box = self.boxes[name] = FactBox(field, store, self, words.get(name, ""))
            box.changed.connect(self._changed)
            box.ended.connect(self._next)
        wide = {"inspectors": 3, "checklist": 3}
        for n, name in enumerate(first):
            grid.addWidget(self.boxes[name], 0, n)
            grid.setColumnStretch(n, wide.get(name, 2))
        if entry.visit is not None:
            grid.addWidget(self.boxes["places"], 1, 0, 1, 3)
            grid.addWidget(self.boxes["situation"], 1, 3, 1, 3)
        self.show_facts(entry)

    def show_facts(self, entry: Entry) -> None:
        """Show what stands in the facts."""
        for name, box in self.boxes.items():
            box.put(entry.facts.get(name, ""))
        self._start(str(entry.facts.get("start_at", "")))
        if "end_at" in self.boxes and isinstance(end := self.boxes["end_at"].editor, EndEditor):
            end.tidy()

    def fit(self, height: int) -> None:
        """Show the second row as it was asked for, else where a page of this height has room for it."""
        self._fits = height >= LOW
        for name in _SECOND:
            if name in self.boxes:
                self.boxes[name].setVisible(self.whole)

    @property
    def whole(self) -> bool:
        """Whether the second row is shown."""
        return self._fits if self._unfolded is None else self._unfolded

    def fold(self) -> None:
        """Show the second row, and go there, or fold it away."""
        self._unfolded = not self.whole
        self.fit(LOW if self._fits else 0)
        if self.whole and "places" in self.boxes:
            self.focus("places")

    def tell(self, faults: Mapping[str, str], usual: str = "") -> None:
        """Say what is wrong at each; `usual` is what comes of the visit where nobody chooses."""
        for name, box in self.boxes.items():
            box.tell(faults.get(name, ""))
        if usual and isinstance(choice := self.boxes["result"].editor.widget, QComboBox):
            choice.setItemText(0, f"自动：{usual}")

    def focus(self, name: str) -> None:
        """Go to a fact."""
        widget = self.boxes[name].editor.widget
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def _start(self, text: str) -> None:
        if "end_at" in self.boxes:
            end = self.boxes["end_at"].editor
            assert isinstance(end, EndEditor)
            end.start = text

    def _changed(self, name: str) -> None:
        raw = self.boxes[name].editor.take()
        if name == "start_at":
            self._start(str(raw))
        self.changed.emit(name, raw)

    def _next(self, name: str) -> None:
        names = [one for one, box in self.boxes.items() if box.isVisible()]
        after = names[names.index(name) + 1 :]
        if after:
            self.focus(after[0])
        else:
            self.done.emit()
