"""What is judged of a record: how complete it is, each gap leading to where it is filled, and what each rule says."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.tasks.dossier import Whole, doors
from safety_desk.tasks.dossier_words import tallied
from safety_desk.ui import theme
from safety_desk.ui.flow import FlowLayout
from safety_desk.ui.panels import Panel, link, quiet
from safety_desk.verdicts import Completeness, Outcome, Verdict


class CompletePanel(Panel):
    """How much of what must be known is known. A press on what is missing leads to the field or the ledger."""

    gap_asked = Signal(object)

    def __init__(self, complete: Completeness, parent: QWidget) -> None:
        super().__init__(parent, f"底数完整度　{complete.percent}%")
        self.column.addWidget(quiet(f"应有 {complete.wanted} 项，已有 {complete.filled} 项", self))
        if complete.gaps:
            body = QWidget(self)
            row = FlowLayout(body, 4)
            row.addWidget(quiet("缺", body))
            for gap in complete.gaps:
                hint = "打开这本台账，新增一条" if gap.ledger else "打开表单，填这一格"
                row.addWidget(link(gap.label, body, partial(self.gap_asked.emit, gap), hint=hint))
            self.column.addWidget(body)


class VerdictPanel(Panel):
    """The rules, those that ask for something first; each with its law and, to be opened, its records."""

    record_asked = Signal(str, int)
    door_asked = Signal(str, str, object, str)

    def __init__(self, store: Store, whole: Whole, parent: QWidget) -> None:
        super().__init__(parent, "合规自动检查")
        self.store = store
        self.column.setSpacing(8)
        self.column.addWidget(quiet(tallied(whole.verdicts), self))
        order = list(Outcome)
        for verdict in sorted(whole.verdicts, key=lambda verdict: order.index(verdict.outcome)):
            self.column.addLayout(self._told(verdict))

    def _told(self, verdict: Verdict) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        state = QLabel(f"{verdict.outcome.shape} {verdict.outcome.label}", self)
        state.setFont(theme.font(strong=verdict.outcome.asks))
        state.setMinimumWidth(self.fontMetrics().horizontalAdvance("？ 资料不足  "))
        title = QLabel(f"{verdict.code}　{verdict.title}", self)
        title.setFont(theme.font(strong=verdict.outcome.asks))
        row.addWidget(state)
        row.addWidget(title)
        row.addStretch()
        column.addLayout(row)
        says = QLabel(verdict.says, self)
        says.setWordWrap(True)
        says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(says)
        basis = quiet(f"依据　{verdict.basis}", self)
        basis.setWordWrap(True)
        column.addWidget(basis)
        if verdict.records:
            column.addWidget(self._records(verdict))
        return column

    def _records(self, verdict: Verdict) -> QWidget:
        """A single record is opened itself, several are shown in their ledger."""
        body = QWidget(self)
        row = FlowLayout(body, 4)
        for ledger, some, where in doors(self.store, verdict.records):
            if len(some) == 1:
                [one] = some
                words = f"{ledger.noun}　{self.store.names.name(ledger.name, one.id or 0)}"
                act = partial(self.record_asked.emit, ledger.name, one.id)
            else:
                words = f"{ledger.noun}　{len(some)} 条"
                act = partial(self.door_asked.emit, ledger.name, f"{verdict.code} {verdict.title}", where, ledger.order)
            row.addWidget(link(words, body, act, hint="打开"))
        return body
