"""The form of any ledger: sections, two columns where there is room, every problem at its field and counted on top."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.shelf import Doubt
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.record import Problem, Record
from safety_desk.ui import (
    files_editor,  # noqa: F401 -- they enter themselves among the editors
    pick_editors,  # noqa: F401
    special_editors,  # noqa: F401
    theme,
)
from safety_desk.ui.doubts import DoubtLine, told
from safety_desk.ui.editors import Editor, editor_for

TWO_COLUMNS_FROM = 620
"""Logical pixels of the form's own width."""


class FieldBox(QWidget):
    """One field: its label above, its editor, and under it what is wrong."""

    settled = Signal(str)

    def __init__(self, field: Field, store: Store, parent: QWidget, asked: bool = False) -> None:
        super().__init__(parent)
        self.field = field
        self._must = asked or (field.required and field.default is None and not field.serial)
        self.editor: Editor = editor_for(field, store, self)
        self.note = QLabel(self)
        self.note.setObjectName("error")
        self.note.setWordWrap(True)
        self.note.hide()
        self.doubt_line: DoubtLine | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(self._head())
        layout.addWidget(self.editor.widget)
        layout.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        label = QLabel(self.field.label, self)
        label.setObjectName("secondary")
        label.setBuddy(self.editor.widget)
        row.addWidget(label)
        if self._must or self.field.should:
            dot = QLabel("●" if self._must else "○", self)
            dot.setStyleSheet(f"color: {theme.LOOK.tokens.accent}; font-size: 7pt;")
            dot.setToolTip("必填" if self._must else "应填：空着也能保存，会计入“应填未填”")
            row.addWidget(dot)
        if self.field.help:
            sign = QLabel("?", self)
            sign.setObjectName("secondary")
            sign.setToolTip(self.field.help)
            sign.setCursor(Qt.CursorShape.WhatsThisCursor)
            row.addWidget(sign)
        row.addStretch()
        return row

    @property
    def wide(self) -> bool:
        """Whether the field takes both columns."""
        return self.field.lines > 1

    def tell(self, problem: Problem | None) -> None:
        """Say what is wrong, or that nothing is."""
        self.editor.mark(problem is not None and not problem.doubt)
        self.note.setVisible(problem is not None)
        if problem is not None:
            self.note.setObjectName("doubt" if problem.doubt else "error")
            self.note.style().polish(self.note)
            self.note.setText(f"{problem.text}（可填：{problem.proposal}）" if problem.proposal else problem.text)

    def doubt(self, doubt: Doubt | None) -> None:
        """Show what was doubtful about the field when it came in, with what strikes it out."""
        if self.doubt_line is not None:
            self.doubt_line.hide()
            self.doubt_line.deleteLater()
            self.doubt_line = None
        if doubt is not None:
            self.doubt_line = DoubtLine(told(doubt), self)
            self.doubt_line.settled.connect(lambda: self.settled.emit(self.field.name))
            self.layout().addWidget(self.doubt_line)


class FieldForm(QScrollArea):
    """Fields under headings, to be filled in. Says when something was changed.

    `must` names fields that have to be filled here, whatever they are elsewhere. `settled` names a field whose doubt
    was found to be none.
    """

    changed = Signal()
    settled = Signal(str)

    def __init__(
        self,
        store: Store,
        sections: Mapping[str, Sequence[Field]],
        parent: QWidget | None = None,
        must: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.store = store
        self._must = must
        self.boxes: dict[str, FieldBox] = {}
        self._sections: list[tuple[QLabel | None, QGridLayout, list[FieldBox]]] = []
        self._columns = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        self._layout = QVBoxLayout(body)
        self._layout.setContentsMargins(16, 4, 16, 16)
        self._layout.setSpacing(8)
        for head, fields in sections.items():
            if fields:
                self._add_section(body, head, fields)
        self._layout.addStretch()
        self.setWidget(body)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _add_section(self, body: QWidget, head: str, fields: Sequence[Field]) -> None:
        title = None
        if head:
            title = QLabel(head, body)
            title.setFont(theme.font(11, strong=True))
            title.setContentsMargins(0, 12, 0, 0)
            self._layout.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        boxes = []
        for field in fields:
            box = FieldBox(field, self.store, body, field.name in self._must)
            box.editor.changed.connect(self.changed)
            box.editor.changed.connect(lambda box=box: self._tell_beside(box))
            box.editor.widget.installEventFilter(self)
            box.settled.connect(self.settled)
            self.boxes[field.name] = box
            boxes.append(box)
        self._sections.append((title, grid, boxes))
        self._layout.addLayout(grid)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the fields."""
        self._layout.insertWidget(self._layout.count() - 1, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.viewport().width() >= TWO_COLUMNS_FROM else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for _, grid, boxes in self._sections:
            for box in boxes:
                grid.removeWidget(box)  # with its item: one that is only taken out keeps the old heights for ever
            row = column = 0
            for box in boxes:
                span = columns if box.wide else 1
                if column + span > columns:
                    row, column = row + 1, 0
                grid.addWidget(box, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
                column += span
            for n in range(2):
                grid.setColumnStretch(n, 1 if n < columns else 0)

    def put(self, record: Record) -> None:
        """Show a record."""
        for name, box in self.boxes.items():
            box.editor.put(getattr(record, name))
            box.tell(None)
            self._tell_beside(box)

    def _tell_beside(self, changed: FieldBox) -> None:
        """Let editors that depend on another field know what stands there."""
        for box in self.boxes.values():
            if box is not changed:
                box.editor.beside(changed.field.name, changed.editor.take())

    def raw(self) -> dict[str, Any]:
        """What stands in the fields."""
        return {name: box.editor.take() for name, box in self.boxes.items()}

    def tell(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say every problem at its field; answers those whose fields are not shown here."""
        by_field = {problem.field: problem for problem in problems}
        for name, box in self.boxes.items():
            box.tell(by_field.get(name))
        return [problem for name, problem in by_field.items() if name not in self.boxes]

    def doubt(self, doubts: Iterable[Doubt]) -> None:
        """Show every doubt at its field."""
        by_field = {doubt.field: doubt for doubt in doubts}
        for name, box in self.boxes.items():
            box.doubt(by_field.get(name))

    def focus(self, name: str = "") -> None:
        """Go to a field, or to the first."""
        first = next((box for box in self.boxes.values() if not box.field.serial), None)
        box = self.boxes.get(name) or first
        if box is not None:
            self.ensureWidgetVisible(box)
            box.editor.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field in view that the keyboard goes to; Enter goes on to the next."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 20, 60)
        return super().eventFilter(watched, event)


class ProblemBar(QFrame):
    """On top of a form: how many places must be changed; a press goes to the first."""

    jump = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        self.text = QLabel(self)
        self.text.setObjectName("error")
        self.text.setWordWrap(True)
        row.addWidget(self.text, 1)
        self.go = QPushButton("去改", self)
        self.go.setObjectName("link")
        self.go.clicked.connect(lambda: self.jump.emit(self._first))
        row.addWidget(self.go)
        self._first = ""
        self.hide()

    def tell(self, problems: Sequence[Problem], elsewhere: Sequence[Problem] = ()) -> None:
        """Say how many problems there are, and whole those that have no field here."""
        self.setVisible(bool(problems))
        self._first = problems[0].field if problems else ""
        said = "；".join(problem.text for problem in elsewhere)
        self.text.setText(f"还有 {len(problems)} 处要改{f'：{said}' if said else ''}")
        self.go.setVisible(len(elsewhere) < len(problems))

    def refuse(self, why: str) -> None:
        """Say why nothing was saved."""
        self._first = ""
        self.text.setText(why)
        self.go.hide()
        self.show()
