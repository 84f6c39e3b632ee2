"""县级报表: all reports to choose from, until when each is due, and what was handed in."""

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.db.submissions import handed_in
from safety_desk.periods import month_of
from safety_desk.tasks.dues import said
from safety_desk.tasks.report_terms import Term, report_terms
from safety_desk.tasks.reporting import REPORTS, Report
from safety_desk.ui import theme
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.period_choice import PeriodChoice
from safety_desk.ui.rows_model import RowsModel, RowsView

HEADS = ("类别", "报表", "所选期", "报送周期", "最近要报的", "期限", "情况")
WIDTHS = (13, 46, 18, 12, 16, 12, 16)

_TERM = 3
"""From this column on it is told what is to be handed in."""

Row = tuple[str, Report, Term | None]


class ReportCatalog(LooksAgain, QWidget):
    """A table of reports: a click opens one."""

    report_asked = Signal(str, object)
    package_asked = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._kept: dict[tuple[str, str, str], str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        title = QLabel("县级报表", self)
        title.setFont(theme.font(14, strong=True))
        column.addWidget(title)
        column.addLayout(self._choices())
        self.model = RowsModel(HEADS, self._tell, self, self._strong)
        self.table = RowsView(self.model, WIDTHS, self)
        self.table.setSelectionBehavior(RowsView.SelectionBehavior.SelectItems)
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)
        column.addWidget(self.table, 1)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choice = PeriodChoice(self)
        self.choice.choose(month_of(clock.today()).before())
        self.choice.changed.connect(self.refresh)
        row.addWidget(self.choice)
        row.addStretch()
        self.note = QLabel(self)
        self.note.setObjectName("secondary")
        row.addWidget(self.note)
        make = QPushButton("生成成套报表…", self)
        make.setToolTip("把这个统计期的全部报表存到一个文件夹，另附目录")
        make.setObjectName("primary")
        make.clicked.connect(lambda: self.package_asked.emit(self.choice.period))
        row.addWidget(make)
        return row

    def take_keyboard(self) -> None:
        """Let the keyboard go to the reports."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Look again at what was handed in and what is due."""
        self._stale = False
        terms: dict[str, list[Term]] = {}
        for term in report_terms(self.store, clock.today()):
            terms.setdefault(term.name, []).append(term)
        self._kept = {(name, first, last): at[:10] for name, first, last, at in handed_in(self.store)}
        rows: list[Row] = []
        for name, report in REPORTS.items():
            rows += [(name, report, term) for term in terms.get(name, [None])]  # type: ignore[list-item]
        chosen = self.table.currentIndex().row()
        self.model.show(rows)
        self.table.setCurrentIndex(self.model.index(max(0, min(chosen, len(rows) - 1)), 0))
        waiting = sum(1 for row in rows if row[2] is not None and not row[2].done)
        self.note.setText(f"待报 {waiting} 张" if waiting else "")

    def _tell(self, row: Row, n: int) -> str:
        name, report, term = row
        period = self.choice.period
        if n < 3:
            kept = self._kept.get((name, period.first.isoformat(), period.last.isoformat()), "")
            return (report.group, report.title, f"已报送 {kept}" if kept else "")[n]
        if term is None:
            return ""
        state = f"已报送 {term.done}" if term.done else said(term.due)
        return (term.every, term.period.title, term.due.isoformat(), state)[n - 3]

    def _strong(self, row: Any, n: int) -> bool:
        return n == 1 or (n == 6 and self._tell(row, n).startswith("⚠"))

    def _open(self, index: QModelIndex) -> None:
        """The chosen period; where the days of handing in stand, the one that is to be handed in."""
        name, _, term = self.model.rows[index.row()]
        self.report_asked.emit(name, term.period if term and index.column() >= _TERM else self.choice.period)
