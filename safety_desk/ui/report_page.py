"""报表: choose a report and a period, look at it, and write the workbook."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.periods import Period, period_of
from safety_desk.reports.tables import Band, Table
from safety_desk.tasks.reporting import REPORTS, Report, tables_of
from safety_desk.ui import theme
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.pages_list import Entry, PagesList
from safety_desk.ui.report_table import ReportTable

_SPANS = {"月": 1, "季度": 3, "半年": 6, "年": 12}


class ReportPage(LooksAgain, QWidget):
    """The county's set."""

    make_asked = Signal(object, object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setObjectName("page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = PagesList(self)
        first = next(iter(REPORTS))
        self.list.show_entries([Entry(name, report.short) for name, report in REPORTS.items()], first)
        self.report = REPORTS[first]
        row.addWidget(self.list)
        column = QVBoxLayout()
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
        row.addLayout(column, 1)
        self.list.chosen.connect(self._choose)
        self.sheets.currentChanged.connect(lambda _: self._note())
        self._tables: list[Table] = []
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel("统计期", self))
        self.span, self.year, self.part = QComboBox(self), QComboBox(self), QComboBox(self)
        self.span.addItems(list(_SPANS))
        today = clock.today()
        self.year.addItems([f"{year}年" for year in range(today.year, today.year - 6, -1)])
        for box in (self.span, self.year, self.part):
            row.addWidget(box)
        self.span.currentTextChanged.connect(self._fill_parts)
        self.year.currentTextChanged.connect(lambda _: self.refresh())
        self.part.currentIndexChanged.connect(lambda _: self.refresh())
        row.addStretch()
        make = QPushButton("生成 Excel…", self)
        make.setObjectName("primary")
        make.clicked.connect(lambda: self.make_asked.emit(self.report, self.period))
        row.addWidget(make)
        self._fill_parts()
        return row

    def _fill_parts(self) -> None:
        months = _SPANS[self.span.currentText()]
        year, now = clock.today().year, clock.today().month
        self.part.blockSignals(True)
        self.part.clear()
        for start in range(1, 13, months):
            self.part.addItem(period_of(year, start, months).title.removeprefix(f"{year}年") or "全年", start)
        self.part.setCurrentIndex((now - 1) // months)
        self.part.blockSignals(False)
        self.part.setVisible(months < 12)
        if hasattr(self, "sheets"):
            self.refresh()

    def _choose(self, name: str) -> None:
        self.report = REPORTS[name]
        self.refresh()

    @property
    def period(self) -> Period:
        """The chosen period."""
        months = _SPANS[self.span.currentText()]
        start = self.part.currentData() if months < 12 else 1
        return period_of(int(self.year.currentText()[:4]), int(start or 1), months)

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


def suggested_name(report: Report, period: Period) -> str:
    """A file name for a report."""
    return f"{report.short}_{period.title}_{dt.date.today():%m%d}.xlsx"
