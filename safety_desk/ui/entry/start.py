"""What is to be keyed in: the visits that were planned or begun, and the sites where rechecks are due. Enter begins one."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from safety_desk.db.drafts import drafts
from safety_desk.db.store import Store
from safety_desk.ledgers.inspection import Inspection
from safety_desk.tasks.entering.drafts import KIND
from safety_desk.tasks.entering.opening import Round, due_rounds, planned
from safety_desk.ui import theme
from safety_desk.ui.rows_model import RowsModel, RowsView

TOUCHING = {"inspections", "hidden_dangers", "enterprises", "public_areas", "villages"}


class StartPage(QWidget):
    """Two lists, one under the other. `begin` tells ledger and id: a visit, or a site for a round of rechecks."""

    begin = Signal(str, int)
    left = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(6)
        self.heads: list[QLabel] = []
        self.visits = self._table(
            column,
            ("检查日期", "被检查单位", "所在村", "检查人员", "检查表", "录入"),
            (17, 30, 11, 18, 24, 10),
            self._visit,
        )
        self.rounds = self._table(
            column, ("所在村", "被复查单位", "待复查", "最早应复查"), (11, 38, 8, 24), self._round
        )
        self.hint = QLabel("回车 开始录入　Tab 换到另一张表　Esc 离开", self)
        self.hint.setObjectName("secondary")
        column.addWidget(self.hint)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)

    def _table(self, column: QVBoxLayout, heads: tuple[str, ...], widths: tuple[int, ...], tell: Any) -> RowsView:
        title = QLabel(self)
        title.setFont(theme.font(11, strong=True))
        column.addWidget(title)
        self.heads.append(title)
        view = RowsView(RowsModel(heads, tell, self), widths, self)
        view.activated.connect(lambda index: self._begin(view.model().rows[index.row()]))
        column.addWidget(view, 1)
        return view

    def refresh(self) -> None:
        """Look anew at what is to be entered."""
        self._begun = set(drafts(self.store, KIND))
        visits, rounds = planned(self.store), due_rounds(self.store)
        for head, words, rows in zip(self.heads, ("待录入的检查", "待复查（按单位）"), (visits, rounds), strict=True):
            head.setText(f"{words}　{len(rows)}" if rows else f"{words}　没有")
        for view, rows in ((self.visits, visits), (self.rounds, rounds)):
            view.model().show(rows)
            if rows:
                view.selectRow(0)

    def take_keyboard(self) -> None:
        """Let the keyboard go to the list that has something."""
        self.refresh()
        (self.visits if self.visits.model().rows or not self.rounds.model().rows else self.rounds).setFocus()

    def changed(self, ledgers: set[str]) -> None:
        """Records have changed."""
        if self.isVisible() and TOUCHING & ledgers:
            self.refresh()

    def _begin(self, row: Inspection | Round) -> None:
        if isinstance(row, Round):
            self.begin.emit(row.ledger, row.id)
        else:
            self.begin.emit("inspections", row.id or 0)

    def _visit(self, visit: Inspection, column: int) -> str:
        name = ("start_at", "", "village", "inspectors", "checklist", "")[column]
        if name:
            return Inspection.fields[name].show(getattr(visit, name), self.store.names)
        if column == 5:
            return "录了一半" if f"visit:{visit.id}" in self._begun else ""
        ledger = "enterprises" if visit.enterprise else "public_areas"
        site = visit.enterprise or visit.public_area
        return self.store.names.name(ledger, site) if site else ""

    def _round(self, due: Round, column: int) -> str:
        first = due.first.isoformat() if due.first else ""
        late = "　⚠ 已过期" if due.first and due.first < self.store.scene().today else ""
        half = "　录了一半" if f"round:{due.ledger}:{due.id}" in self._begun else ""
        return (due.village, due.name, f"{due.number} 条", first + late + half)[column]
