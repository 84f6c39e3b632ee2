"""经过: everything that happened to a record, told from the journal."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.tasks.telling import Event, events
from safety_desk.ui import theme
from safety_desk.ui.rows_model import RowsModel, RowsView

Line = tuple[Event | None, str, str, str]
"""What happened (said once), and one field that it changed: label, before, after."""


class HistoryDialog(QDialog):
    """Every change of a record, the newest first: when, by whom, what, and each field before and after."""

    def __init__(self, store: Store, ledger: Ledger, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = store.names.name(ledger.name, record.id or 0)
        self.setWindowTitle(f"经过：{name}")
        told = list(events(store, ledger, record.id or 0))
        lines = [line for event in reversed(told) for line in _lines(event)]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QLabel(f"{name}　{len(told)} 次操作", self)
        head.setFont(theme.font(11, strong=True))
        column.addWidget(head)
        self.model = RowsModel(("时间", "经办", "操作", "字段", "原来", "改为"), _said, self)
        self.model.show(lines)
        column.addWidget(RowsView(self.model, (17, 10, 26, 14, 28, 28), self), 1)
        row = QHBoxLayout()
        row.addStretch()
        close = QPushButton("关闭", self)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        room = self.screen().availableGeometry()
        self.resize(min(980, room.width() - 40), min(560, room.height() - 60))


def _lines(event: Event) -> list[Line]:
    """An operation is told once, before the first field that it changed."""
    return [(event if n == 0 else None, *change) for n, change in enumerate(event.changes or [("", "", "")])]


def _said(line: Line, column: int) -> str:
    event, *change = line
    if column < 3:
        return (event.at[:16], event.who, event.label)[column] if event else ""
    return change[column - 3] or ("（空）" if column > 3 and change[0] else "")
