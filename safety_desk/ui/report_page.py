"""报表: the county's reports to choose from, a superior's blank to fill (来表即填), and the page of all figures."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from safety_desk.db.store import Store
from safety_desk.periods import Period
from safety_desk.tasks.figures import groups
from safety_desk.ui.figures_page import FiguresPage
from safety_desk.ui.fill.page import FillPage
from safety_desk.ui.pages_list import Entry, PagesList
from safety_desk.ui.quarterly_page import QuarterlyPage
from safety_desk.ui.report_catalog import ReportCatalog
from safety_desk.ui.report_sheet import ReportSheet

CATALOG, FILL, REVIEW, FIGURES = "reports", "fill", "review", "figures"
"""The keys of the pages: list of reports, blanks, the quarter's review, all figures (behind a stroke the heading of a group)."""


class ReportPage(QWidget):
    """The county's set, and behind it every figure that has a name."""

    make_asked = Signal(str, object, bool)
    submit_asked = Signal(str, object, bool)
    package_asked = Signal(object)
    door_asked = Signal(str, str, object, str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setObjectName("page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = PagesList(self)
        entries = [Entry(CATALOG, "县级报表"), Entry(FILL, "来表即填"), Entry(REVIEW, "季度评析")]
        entries.append(Entry(FIGURES, "指标：各项率"))
        self.list.show_entries(
            [*entries, *(Entry(f"{FIGURES}/{title}", title, True) for title in groups(store))], CATALOG
        )
        self.list.chosen.connect(self._choose)
        self.list.itemClicked.connect(lambda _: self._choose(self.list.key))
        row.addWidget(self.list)
        self.stack = QStackedWidget(self)
        self.catalog, self.sheet = ReportCatalog(store, self.stack), ReportSheet(store, self.stack)
        self.filling, self.figures = FillPage(store, self.stack), FiguresPage(store, self.stack)
        self.review = QuarterlyPage(self.stack)
        for page in (self.catalog, self.sheet, self.filling, self.review, self.figures):
            self.stack.addWidget(page)
        row.addWidget(self.stack, 1)
        self.catalog.report_asked.connect(self._open)
        self.catalog.package_asked.connect(self.package_asked)
        self.sheet.left.connect(self._back)
        self.sheet.make_asked.connect(self.make_asked)
        self.sheet.submit_asked.connect(self.submit_asked)
        for page in (self.sheet, self.filling, self.figures):
            page.door_asked.connect(self.door_asked)
        QShortcut(QKeySequence("F5"), self).activated.connect(lambda: self.stack.currentWidget().refresh())

    def _choose(self, key: str) -> None:
        kind, _, heading = key.partition("/")
        if kind == FIGURES:
            self.figures.show_heading(heading)
        pages = {CATALOG: self.catalog, FILL: self.filling, REVIEW: self.review, FIGURES: self.figures}
        self.stack.setCurrentWidget(pages[kind])

    def _open(self, name: str, period: Period) -> None:
        self.sheet.show_report(name, period)
        self.stack.setCurrentWidget(self.sheet)

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.catalog)
        self.catalog.take_keyboard()

    def show_report(self, name: str, period: Period | None = None) -> None:
        """Show a report, where no period is named of the one that the list stands at."""
        self.list.choose(CATALOG)
        self._open(name, period or self.catalog.choice.period)

    def show_catalog(self) -> None:
        """Show all reports, with the days of handing in."""
        self.list.choose(CATALOG)
        self._back()

    def show_review(self, period: Period) -> None:
        """Have the review of a quarter written, and show it."""
        self.list.choose(REVIEW)
        self.review.write_asked.emit(period)

    def show_figures(self, heading: str = "", name: str = "") -> None:
        """Show the figures of a group, or one of all the rates."""
        self.list.choose(f"{FIGURES}/{heading}" if heading else FIGURES)
        self.figures.choose(name)

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed: each page looks again when it is next shown."""
        for page in (self.catalog, self.sheet, self.filling, self.figures):
            page.changed(ledgers)
