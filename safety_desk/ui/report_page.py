"""报表: choose a report and a period, look at it, and write the workbook; and the page of all figures."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.periods import Period
from safety_desk.reports.tables import Band, Table
from safety_desk.tasks.figures import groups
from safety_desk.tasks.reporting import REPORTS, Report, tables_of
from safety_desk.ui import theme
from safety_desk.ui.figures_page import FiguresPage
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.pages_list import Entry, PagesList
from safety_desk.ui.period_choice import PeriodChoice
from safety_desk.ui.report_table import ReportTable

FIGURES = "figures"
"""The key of the page of all figures; behind a stroke the heading of a group."""


class ReportPage(LooksAgain, QWidget):
    """The county's set, and behind it every figure that has a name."""

    make_asked = Signal(object, object)
    door_asked = Signal(str, str, object, str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setObjectName("page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = PagesList(self)
        first = next(iter(REPORTS))
        entries = [*(Entry(name, report.short) for name, report in REPORTS.items()), Entry(FIGURES, "指标：各项率")]
        self.list.show_entries(
            [*entries, *(Entry(f"{FIGURES}/{title}", title, True) for title in groups(store))], first
        )
        self.report = REPORTS[first]
        row.addWidget(self.list)
        self.stack = QStackedWidget(self)
        sheet = QWidget(self.stack)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.title = QLabel(self)
        self.title.setFont(theme.font(14, strong=True))
        column.addWidget(self.title)
        column.addLayout(self._choices())
        self.sheets = QTabWidget(self)
        self.sheets.setDocumentMode(True)
        self.sheets.tabBar().setDrawBase(False)
        column.addWidget(self.sheets, 1)
        self.notes = QLabel(self)
        self.notes.setObjectName("secondary")
        self.notes.setWordWrap(True)
        column.addWidget(self.notes)
        self.stack.addWidget(sheet)
        self.figures = FiguresPage(store, self.stack)
        self.figures.door_asked.connect(self.door_asked)
        self.stack.addWidget(self.figures)
        row.addWidget(self.stack, 1)
        self.list.chosen.connect(self._choose)
        self.sheets.currentChanged.connect(lambda _: self._note())
        self._tables: list[Table] = []
        QShortcut(QKeySequence("F5"), self).activated.connect(self._again)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choice = PeriodChoice(self)
        self.choice.changed.connect(self.refresh)
        row.addWidget(self.choice)
        row.addStretch()
        make = QPushButton("生成 Excel…", self)
        make.setObjectName("primary")
        make.clicked.connect(lambda: self.make_asked.emit(self.report, self.period))
        row.addWidget(make)
        return row

    def _choose(self, name: str) -> None:
        kind, _, heading = name.partition("/")
        if kind == FIGURES:
            self.figures.show_heading(heading)
            self.stack.setCurrentWidget(self.figures)
            return
        self.stack.setCurrentIndex(0)
        self.report = REPORTS[name]
        self.refresh()

    def show_figures(self, heading: str = "", name: str = "") -> None:
        """Show the figures of a group, or one of all the rates."""
        self.list.choose(f"{FIGURES}/{heading}" if heading else FIGURES)
        self.figures.choose(name)

    def _again(self) -> None:
        (self.figures if self.stack.currentWidget() is self.figures else self).refresh()

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self.choice.period

    def refresh(self) -> None:
        """Count and show the report anew."""
        self._stale = False
        self.title.setText(self.report.title)
        self._tables = list(tables_of(self.store, self.report, self.period))
        self.sheets.blockSignals(True)
        while self.sheets.count():
            self.sheets.widget(0).deleteLater()
            self.sheets.removeTab(0)
        for table in self._tables:
            view = ReportTable(self.store, table, self)
            self.sheets.addTab(view, f"{table.name}　{sum(not isinstance(r, Band) for r in table.rows)}")
        self.sheets.blockSignals(False)
        self._note()

    def _note(self) -> None:
        at = self.sheets.currentIndex()
        if 0 <= at < len(self._tables):
            notes = "　".join(self._tables[at].notes)
            said = f"口径：{notes}" if notes else ""
            self.notes.setText(said if self._tables[at].rows else f"还没有可以统计的记录。{said}")
            self.notes.setVisible(bool(self.notes.text()))

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed: count anew when next shown."""
        self._stale = True
        self.figures.changed(ledgers)


def suggested_name(report: Report, period: Period) -> str:
    """A file name for a report."""
    return f"{report.short}_{period.title}_{dt.date.today():%m%d}.xlsx"
