"""Behind the numbers of the workbench: the rows that are due, overdue or waiting, grouped by what is due."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.tasks.dues import Group, Owed, Row, Span, dues, records_of, told
from safety_desk.ui import theme
from safety_desk.ui.icons import icon
from safety_desk.ui.pages_list import Entry, PagesList
from safety_desk.ui.rows_model import RowsModel, RowsView

MOST_EACH = 300
"""So many rows of one kind are shown together with the others."""

SPANS = (Span.TODAY, Span.LATE, Span.WEEK, Span.MONTH, Span.WAITING)
"""The numbers of the workbench."""

Line = tuple[Group, Row]


class DuePage(QWidget):
    """Spans on the left, under the chosen one what is due in it; on the right the rows."""

    record_asked = Signal(str, int)
    door_asked = Signal(str, str, object, str)
    report_asked = Signal(object)
    left = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setObjectName("page")
        self._dues: dict[Span, list[Group]] = {}
        self.span, self.due = Span.LATE, -1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = PagesList(self)
        self.list.setFixedWidth(self.list.width() + 48)
        self.list.chosen.connect(self._choose)
        row.addWidget(self.list)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.model = RowsModel(("事项", "单位或对象", "名称", "期限", "情况"), self._tell, self, self._strong)
        self.table = RowsView(self.model, (24, 34, 52, 13, 16), self)
        self.table.activated.connect(lambda index: self._open(index.row()))
        column.addWidget(self.table, 1)
        row.addLayout(column, 1)
        for keys, act in (("Esc", self.left.emit), ("F5", self.refresh)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        back = QPushButton("工作台", self)
        back.setIcon(icon("left"))
        back.setToolTip("回到工作台（Esc）")
        back.clicked.connect(self.left)
        self.title = QLabel(self)
        self.title.setFont(theme.font(14, strong=True))
        self.note = QLabel(self)
        self.note.setObjectName("secondary")
        self.go = QPushButton(self)
        self.go.setObjectName("primary")
        self.go.clicked.connect(self._go)
        row.addWidget(back)
        row.addSpacing(4)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.note, 1)
        row.addWidget(self.go)
        return row

    def show_span(self, span: Span) -> None:
        """Show all that is due in a span."""
        self.span, self.due = span, -1
        self.refresh()

    def take_keyboard(self) -> None:
        """Let the keyboard go to the rows."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Look again."""
        self._dues = dues(self.store)
        groups = self._dues[self.span]
        self.due = self.due if self.due < len(groups) else -1
        shown = groups if self.due < 0 else [groups[self.due]]
        rows: list[Line] = [(due, record) for due in shown for record in records_of(self.store, due, MOST_EACH)]
        self._told = {id(record): told(self.store, due, record) for due, record in rows}
        self.model.show(rows)
        self.table.setColumnHidden(3, not any(due.day for due in shown))
        self.title.setText(self.span.label if self.due < 0 else shown[0].words)
        self.note.setText(self._counted(shown, len(rows)))
        self.go.setVisible(len(shown) == 1)
        reports = len(shown) == 1 and isinstance(shown[0], Owed)
        self.go.setText("打开县级报表" if reports else "在台账里办理")
        self.go.setToolTip("全部报表和报送时限" if reports else "打开这本台账，只列这些记录")
        self._list(groups)

    def _counted(self, shown: Sequence[Group], rows: int) -> str:
        whole = sum(due.count for due in shown)
        return f"共 {whole} 项" + (f"，这里列出每类最前的 {MOST_EACH} 项" if rows < whole else "")

    def _list(self, groups: Sequence[Group]) -> None:
        entries = []
        for span in SPANS:
            number = sum(due.count for due in self._dues[span])
            entries.append(Entry(span.name, span.label, count=lambda number=number: number))  # type: ignore[misc]
            for n, due in enumerate(groups if span is self.span else ()):
                entries.append(Entry(f"{span.name}/{n}", due.words, True, lambda due=due: due.count))  # type: ignore[misc]
        self.list.show_entries(entries, self.span.name if self.due < 0 else f"{self.span.name}/{self.due}")
        self.list.renumber()

    def _choose(self, key: str) -> None:
        name, _, group = key.partition("/")
        self.span, self.due = Span[name], int(group) if group else -1
        self.refresh()

    def _tell(self, row: Line, n: int) -> str:
        return row[0].words if n == 0 else self._told[id(row[1])][n - 1].replace("\n", " ")

    def _strong(self, row: Line, n: int) -> bool:
        return n == 4 and self._tell(row, n).startswith("⚠")

    def _open(self, row: int) -> None:
        due, record = self.model.rows[row]
        if isinstance(due, Owed):
            self.report_asked.emit(record)
        else:
            self.record_asked.emit(due.ledger.name, record.id)

    def _go(self) -> None:
        groups = self._dues[self.span]
        due: Any = groups[max(0, self.due)]
        if isinstance(due, Owed):
            self.report_asked.emit(None)
            return
        self.door_asked.emit(due.ledger.name, f"{due.label}，{self.span.label}", due.where, due.order)
