"""A report as its workbook will be: its tables, its definitions, what was handed in of it, and what differs since."""

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.periods import Period
from safety_desk.reports.tables import Table
from safety_desk.tasks.freezing import Difference, differences, shown
from safety_desk.tasks.reporting import REPORTS, Report
from safety_desk.ui import theme
from safety_desk.ui.differences_view import DifferencesDialog
from safety_desk.ui.icons import icon
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.period_choice import PeriodChoice
from safety_desk.ui.report_table import ReportTable


class ReportSheet(LooksAgain, QWidget):
    """The chosen report in the chosen period. Enter on a number opens the records behind it."""

    make_asked = Signal(str, object, bool)
    submit_asked = Signal(str, object, bool)
    door_asked = Signal(str, str, object, str)
    left = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.name = next(iter(REPORTS))
        self.tables: list[Table] = []
        self._differences: list[Difference] = []
        self._submitted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._choices())
        column.addLayout(self._handed_in())
        self.sheets = QTabWidget(self)
        self.sheets.setDocumentMode(True)
        self.sheets.tabBar().setDrawBase(False)
        self.sheets.currentChanged.connect(lambda _: self._note())
        column.addWidget(self.sheets, 1)
        self.notes = QLabel(self)
        self.notes.setObjectName("secondary")
        self.notes.setWordWrap(True)
        column.addWidget(self.notes)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        back = QPushButton("县级报表", self)
        back.setIcon(icon("left"))
        back.setToolTip("回到全部报表（Esc）")
        back.clicked.connect(self.left)
        self.title = QLabel(self)
        self.title.setFont(theme.font(14, strong=True))
        row.addWidget(back)
        row.addSpacing(4)
        row.addWidget(self.title, 1)
        return row

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choice = PeriodChoice(self)
        self.choice.changed.connect(self._again)
        row.addWidget(self.choice)
        hint = QLabel("双击或回车打开数字后面的记录", self)
        hint.setObjectName("secondary")
        row.addSpacing(8)
        row.addWidget(hint)
        row.addStretch()
        self.submit = QPushButton(self)
        self.submit.clicked.connect(lambda: self.submit_asked.emit(self.name, self.period, self._submitted))
        make = QPushButton("生成 Excel…", self)
        make.setObjectName("primary")
        make.clicked.connect(lambda: self.make_asked.emit(self.name, self.period, self.now.isChecked()))
        row.addWidget(self.submit)
        row.addWidget(make)
        return row

    def _handed_in(self) -> QHBoxLayout:
        """A quiet line: when it was handed in, and how much differs since."""
        row = QHBoxLayout()
        self.told = QLabel(self)
        self.told.setObjectName("secondary")
        self.why = QPushButton("差异说明", self)
        self.why.clicked.connect(self.show_differences)
        self.now = QCheckBox("看现在的数", self)
        self.now.toggled.connect(self.refresh)
        for widget in (self.told, self.why, self.now):
            row.addWidget(widget)
        row.addStretch()
        return row

    @property
    def report(self) -> Report:
        """The chosen report."""
        return REPORTS[self.name]

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self.choice.period

    def show_report(self, name: str, period: Period) -> None:
        """Show a report of a period."""
        self.name = name
        self.choice.choose(period)
        self._again()

    def _again(self) -> None:
        """Another report or period: what was handed in comes first."""
        self.now.blockSignals(True)
        self.now.setChecked(False)
        self.now.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Count and show the report anew."""
        self._stale = False
        self.title.setText(self.report.title)
        self._differences, said = [], ""
        try:
            self.tables, standing = shown(self.store, self.name, self.period, self.now.isChecked())
            if standing is not None:
                self._differences = differences(self.store, self.name, self.period)
                changes = f"之后有 {len(self._differences)} 处变化" if self._differences else "之后没有变化"
                said = f"已{standing.word} {standing.day}（{standing.who}），{changes}"
        except Refusal as why:
            self.tables, standing, said = [], None, str(why)
        self._submitted = standing is not None
        self.told.setText(said)
        self.told.setVisible(bool(said))
        self.why.setVisible(bool(self._differences))
        self.now.setVisible(self._submitted)
        self.submit.setText("更正…" if self._submitted else "报送")
        self.submit.setEnabled(not self._submitted or bool(self._differences))
        self.submit.setToolTip(
            "按现在的数再报一版，原来的一版留着" if self._submitted else "把这些数固定下来，以后记录再变也不影响"
        )
        self._show()

    def _show(self) -> None:
        at = max(0, self.sheets.currentIndex())
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.widget(0).deleteLater()
            self.sheets.removeTab(0)
        for table in self.tables:
            view = ReportTable(self.store, table, self)
            view.activated.connect(partial(self._open, table))
            self.sheets.addTab(view, f"{table.name}　{sum(1 for _ in table.lines())}")
        self.sheets.setCurrentIndex(min(at, self.sheets.count() - 1))
        self.sheets.blockSignals(False)
        self._note()

    def _open(self, table: Table, index: QModelIndex) -> None:
        if (to := table.behind(index.row(), index.column())) is not None:
            self.door_asked.emit(to.ledger, to.words, to.where, to.order or self.store.ledgers[to.ledger].order)

    def _note(self) -> None:
        at = self.sheets.currentIndex()
        if 0 <= at < len(self.tables):
            notes = "　".join(self.tables[at].notes)
            said = f"说明：{notes}" if notes else ""
            self.notes.setText(said if self.tables[at].rows else f"还没有可以统计的记录。{said}")
            self.notes.setVisible(bool(self.notes.text()))

    def show_differences(self, *_: Any) -> None:
        """Show what differs from what was handed in, and why."""
        dialog = DifferencesDialog(f"{self.report.short}（{self.period.title}）差异说明", self._differences, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def suggested_name(report: Report, period: Period) -> str:
    """A file name for a report."""
    return f"{report.short}_{period.title}_{dt.date.today():%m%d}.xlsx"
