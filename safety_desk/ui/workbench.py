"""工作台: the morning's page, and behind its numbers the rows."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from safety_desk.db.store import Store
from safety_desk.tasks.dues import Span
from safety_desk.ui.home_page import HomePage


class Workbench(QStackedWidget):
    """Shows the one or the other; asks the window for everything else."""

    door_asked = Signal(str, str, object, str)
    new_asked = Signal(str)
    import_asked = Signal(str)
    record_asked = Signal(str, int)
    report_asked = Signal(object)
    entry_asked = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.home = HomePage(store, self)
        self.due: Any = None
        self.addWidget(self.home)
        for signal in ("door_asked", "new_asked", "import_asked", "record_asked", "report_asked", "entry_asked"):
            getattr(self.home, signal).connect(getattr(self, signal))
        self.home.span_asked.connect(self.show_span)

    def show_span(self, span: Span) -> None:
        """Show the rows behind a number."""
        if self.due is None:
            from safety_desk.ui.due_page import DuePage  # the window must be up before

            self.due = DuePage(self.store, self)
            self.due.record_asked.connect(self.record_asked)
            self.due.door_asked.connect(self.door_asked)
            self.due.report_asked.connect(self.report_asked)
            self.due.left.connect(self.show_home)
            self.addWidget(self.due)
        self.due.show_span(span)
        self.setCurrentWidget(self.due)
        self.due.take_keyboard()

    def show_home(self) -> None:
        """Back to the morning's page."""
        self.setCurrentWidget(self.home)
        self.home.take_keyboard()

    def take_keyboard(self) -> None:
        """Let the keyboard come here."""
        page: Any = self.currentWidget()
        page.take_keyboard()

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed."""
        self.home.changed(ledgers)
        if self.due is not None and self.currentWidget() is self.due:
            self.due.refresh()
