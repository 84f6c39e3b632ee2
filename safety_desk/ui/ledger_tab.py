"""A tab of ledgers: the list of its pages on the left, the chosen page beside it. Pages are made when first shown."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import Tab
from safety_desk.ui.memory import Memory
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.pages_list import Entry, PagesList
from safety_desk.ui.unsaved import Draft

Extra = tuple[str, str, Callable[[QWidget], QWidget]]
"""A page that is no ledger: its key, its words, and what makes it."""


class LedgerTab(QWidget):
    """The pages of one tab. Parts of records stand in its list only while their page is shown."""

    page_made = Signal(object)
    counted = Signal()

    def __init__(
        self, store: Store, tab: Tab, memory: Memory, extras: tuple[Extra, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.store, self.tab, self.memory = store, tab, memory
        self._extras = {key: (words, make) for key, words, make in extras}
        self._pages: dict[str, QWidget] = {}
        self._guests: dict[str, tuple[str, str, Callable[[QWidget], QWidget]]] = {}
        self._ledgers = {ledger.name: ledger for ledger in tab.ledgers}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = PagesList(self)
        self.list.chosen.connect(self._choose)
        self.stack = QStackedWidget(self)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        alone = (name for name, ledger in self._ledgers.items() if ledger.owner is None)
        first = next(iter((*self._extras, *alone)))
        remembered = memory.get(f"page.{tab.title}", first)
        self._key = remembered if remembered in (*self._extras, *self._ledgers) else first
        self._view = ""

    def start(self) -> None:
        """Show the page that was shown last."""
        self.show_page(self._key)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self.stack.currentWidget()

    def take_keyboard(self) -> None:
        """Let the keyboard go to the table that is shown, else to the list of pages."""
        page: Any = self.page
        if hasattr(page, "take_keyboard"):
            page.take_keyboard()
        else:
            self.list.setFocus()

    def show_page(self, key: str) -> QWidget:
        """Show a page, all of its records."""
        page = self._made(key)
        self._key = key
        if key not in self._guests:
            self.memory.set(f"page.{self.tab.title}", key)
        self.stack.setCurrentWidget(page)
        self._list(key)
        self.counted.emit()
        return page

    def show_guest(self, key: str, under: str, words: str, make: Callable[[QWidget], QWidget]) -> QWidget:
        """Show a page that stands in the list, under a ledger, only while it is shown."""
        self._guests[key] = (under, words, make)
        return self.show_page(key)

    def _made(self, key: str) -> QWidget:
        if key not in self._pages:
            if key in self._extras:
                page = self._extras[key][1](self)
            elif key in self._guests:
                page = self._guests[key][2](self)
            else:
                page = LedgerPage(self.store, self._ledgers[key], self.memory, self)
                page.counted.connect(self.counted)
            self._pages[key] = page
            self.stack.addWidget(page)
            self.page_made.emit(page)
            if isinstance(page, LedgerPage):
                page.choose_view(None)
        return self._pages[key]

    def drafts(self) -> Iterator[tuple[str, Draft]]:
        """The forms in which something is not saved, each with the key of its page."""
        for key, page in self._pages.items():
            for draft in page.drafts() if hasattr(page, "drafts") else ():
                yield key, draft

    def _list(self, current: str) -> None:
        entries = [Entry(key, words) for key, (words, _) in self._extras.items()]
        for name, ledger in self._ledgers.items():
            if ledger.owner is None or name == current:
                entries.append(Entry(name, ledger.title, count=self._counter(ledger)))
            if current in self._guests and self._guests[current][0] == name:
                entries.append(Entry(current, self._guests[current][1], True))
            if name == current:
                for n, view in enumerate(ledger.views):
                    entries.append(Entry(f"{name}/{n}", view.label, True, self._counter(ledger, n)))
        self.list.show_entries(entries, current)
        QTimer.singleShot(0, self.list.renumber)

    def _counter(self, ledger: Ledger[Any], view: int | None = None) -> Callable[[], int]:
        where = () if view is None else (ledger.views[view].where,)
        return lambda: self.store.count(ledger.record, *where)

    def _choose(self, key: str) -> None:
        name, _, view = key.partition("/")
        if name != self._key:
            self.show_page(name)
        page = self._pages[name]
        if isinstance(page, LedgerPage):
            page.choose_view(page.ledger.views[int(view)] if view else None)

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed."""
        for page in self._pages.values():
            if hasattr(page, "changed"):
                page.changed(ledgers)
        QTimer.singleShot(0, self.list.renumber)
