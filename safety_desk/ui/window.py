"""The main window: tabs on top, a tab's pages below, one line at the foot. What takes long goes to the job line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from safety_desk import clock
from safety_desk.conditions import Where
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job
from safety_desk.ledgers.office import OfficeRules
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office
from safety_desk.ui import tab_makers, theme
from safety_desk.ui.errands import Errands
from safety_desk.ui.files import is_table
from safety_desk.ui.finding import ways
from safety_desk.ui.icons import icon
from safety_desk.ui.jobs import JobBar
from safety_desk.ui.memory import Memory
from safety_desk.ui.notices import AnswerLine, NoticeBar
from safety_desk.ui.search_box import SearchBox
from safety_desk.ui.tab_strip import TabStrip
from safety_desk.ui.unsaved import let_go

if TYPE_CHECKING:
    from safety_desk.ui.ledger_tab import LedgerTab
    from safety_desk.ui.page import LedgerPage


class Window(QMainWindow):
    """The desk."""

    def __init__(self, office: Office, store: Store) -> None:
        super().__init__()
        self.office, self.store = office, store
        self.memory = Memory(office.folder / "window.json")
        self.errands = Errands(self)
        self._tabs: dict[str, QWidget | None] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._closing = False
        self._build()
        self._keys()
        self.setAcceptDrops(True)
        store.changed.append(self._changed)
        self._retitle()
        self.resize(*self.memory.get("size", [1366, 768]))
        self.show_tab(self.memory.get("tab", "工作台"))

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        body = QWidget(self)
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        self.notice = NoticeBar(body)
        column.addWidget(self.notice)
        self.stack = QStackedWidget(body)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(body)
        self._foot()
        self._makers = tab_makers.makers(self)
        self._tabs = dict.fromkeys(self._makers)
        self.strip.show_titles(self.titles, ("工作台", "风险地图", "报表"), ("系统",))
        self.tabs.currentChanged.connect(lambda n: self._show(self.tabs.tabText(n)))

    def _top(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("topbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 0, 12, 0)
        self.strip = TabStrip(bar, tab_makers.pages, self.show_page)
        self.tabs = self.strip.bar
        row.addWidget(self.strip, 1)
        self.search = SearchBox(self.store, bar, lambda: ways(self))
        self.search.record_asked.connect(self.open_record)
        row.addWidget(self.search)
        row.addSpacing(8)
        self.undo_button = self._tool(row, "undo", self.undo)
        self.redo_button = self._tool(row, "redo", self.redo)
        self.settings_button = self._tool(row, "settings", lambda: self.show_tab("系统"))
        self.settings_button.setToolTip("系统设置")
        return bar

    def _tool(self, row: QHBoxLayout, name: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(theme.icon_size())
        button.setAccessibleName({"undo": "撤销", "redo": "重做", "settings": "系统设置"}[name])
        button.clicked.connect(act)
        row.addWidget(button)
        return button

    def _foot(self) -> None:
        foot = self.statusBar()
        foot.setSizeGripEnabled(False)
        self.saved, self.counts = QLabel(self), QLabel(self)
        self.answered, self.job = AnswerLine(self), JobBar(self)
        self.saved.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(self.saved)
        foot.addWidget(self.counts)
        foot.addWidget(self.answered, 1)
        foot.addPermanentWidget(self.job)
        who = QLabel(f"经办　{self.store.who}", self)
        who.setContentsMargins(10, 0, 12, 0)
        foot.addPermanentWidget(who)
        self.saved.setText("数据在本机")

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+K", self._search),
            ("Ctrl+Tab", lambda: self._step(1)),
            ("Ctrl+Shift+Tab", lambda: self._step(-1)),
            ("Ctrl+PgDown", lambda: self._turn(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
            ("F1", self._show_keys),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for n, title in enumerate(self.titles[:9], 1):
            self.tabs.setTabToolTip(n - 1, f"Alt+{n}")
            QShortcut(QKeySequence(f"Alt+{n}"), self).activated.connect(lambda title=title: self.show_tab(title))

    def _search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _step(self, step: int) -> None:
        """The next tab, or the one before."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _turn(self, step: int) -> None:
        """The next page of the tab, or the one before."""
        if (pages := getattr(self.stack.currentWidget(), "list", None)) is not None:
            pages.setCurrentRow(min(max(0, pages.currentRow() + step), pages.count() - 1))

    def _show_keys(self) -> None:
        cast("LedgerTab", self.show_tab("系统")).show_page("keys")

    # -- tabs ------------------------------------------------------------------------------------------------

    @property
    def titles(self) -> list[str]:
        """The titles of all tabs, in order."""
        return list(self._makers)

    def show_tab(self, title: str) -> QWidget:
        """Show a tab; it is made when it is first shown."""
        title = title if title in self.titles else self.titles[0]
        if self.tabs.tabText(self.tabs.currentIndex()) != title:
            self.tabs.setCurrentIndex(self.titles.index(title))
        return self._show(title)

    def show_page(self, title: str, key: str) -> QWidget:
        """Show a page of a tab, or the tab where no page is named."""
        tab = self.show_tab(title)
        return cast("LedgerTab", tab).show_page(key) if key else tab

    def _show(self, title: str) -> QWidget:
        page = self._tabs[title]
        if page is None:
            page = self._tabs[title] = self._makers[title]()
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if hasattr(page, "take_keyboard"):
            page.take_keyboard()
        self.memory.set("tab", title)
        self.count()
        return page

    def page(self, ledger: str) -> LedgerPage:
        """Show the page of a ledger."""
        tab = cast("LedgerTab", self.show_tab(tab_makers.title_of(ledger)))
        page = cast("LedgerPage", tab.show_page(ledger))
        page.take_keyboard()
        return page

    def open_record(self, ledger: str, id: int) -> None:
        """Show a record on the page of its ledger, in its form."""
        self.page(ledger).open_record(id)

    def shown_page(self) -> LedgerPage | None:
        """The page of a ledger that is shown, if one is."""
        page = getattr(self.stack.currentWidget(), "page", None)
        return page if hasattr(page, "ledger") else None

    def open_door(self, ledger: str, words: str, where: Where | None, order: str) -> None:
        """Show the rows behind a number, or the tab of that name where there are none."""
        if where is None:
            self.show_tab(words)
        else:
            self.page(ledger).show_where(words, where, order)

    def open_dossier(self, ledger: str, id: int) -> None:
        """Show a record with everything that leads to it."""
        from safety_desk.ui.dossier_page import DossierPage, dossier_title
        from safety_desk.ui.dossier_ways import dossier_page

        tab = cast("LedgerTab", self.show_tab(tab_makers.title_of(ledger)))
        make = partial(dossier_page, self, ledger)
        cast(DossierPage, tab.show_guest(f"dossier.{ledger}", ledger, dossier_title(ledger), make)).show_record(id)

    # -- what happened ---------------------------------------------------------------------------------------

    def say(self, text: str, words: str = "", act: Callable[[], None] | None = None, seconds: int = 0) -> None:
        """Say something in the line under the tabs."""
        self.notice.say(text, words, act, seconds)

    def answer(self, text: str, words: str, act: Callable[[], None]) -> None:
        """Say in the foot what was done, with what takes it back."""
        self.notice.hide()
        self.answered.say(text, words, act)

    def _changed(self, ledgers: set[str]) -> None:
        """An operation was kept: pages look again, the foot says so."""
        self.saved.setText(f"已保存 {clock.now():%H:%M}")
        for page in self._tabs.values():
            if page is not None and hasattr(page, "changed"):
                page.changed(ledgers)
        if "settings" in ledgers:
            self._retitle()
        self.count()

    def _retitle(self) -> None:
        self.setWindowTitle(f"安全台账 · {self.store.options(OfficeRules).town}")

    def count(self) -> None:
        """How many records are shown and chosen, and what undo and redo would do."""
        page, said = self.shown_page(), ""
        if page is not None:
            said = f"共 {page.model.count} 条"
            rows = len(page.table.rows())
            said += f" · 选中 {rows}" if rows > 1 else ""
            if strays := page.model.strays:
                said += f" · {strays} 条已不符合条件（F5 收起）"
        self.counts.setText(said)
        undo, redo = self.store.can_undo(), self.store.can_redo()
        self.undo_button.setEnabled(bool(undo))
        self.redo_button.setEnabled(bool(redo))
        self.undo_button.setToolTip(f"撤销：{undo}（Ctrl+Z）" if undo else "没有可以撤销的操作")
        self.redo_button.setToolTip(f"重做：{redo}（Ctrl+Y）" if redo else "没有可以重做的操作")

    def undo(self) -> None:
        """Take back the last operation."""
        self._reverse(self.store.undo, "已撤销", "重做", self.redo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._reverse(self.store.redo, "已重做", "撤销", self.undo)

    def _reverse(self, act: Callable[[], str], said: str, other: str, back: Callable[[], None]) -> None:
        try:
            what = act()
        except Refusal as why:
            self.say(str(why), seconds=8)
            return
        self.answer(f"{said}：{what}", other, back)

    # -- long work -------------------------------------------------------------------------------------------

    def run_job(self, job: Callable[[Store], Job[Any]], done: Callable[[Any], None]) -> None:
        """Run a job with a store of its own; say why it failed where it does."""
        if self.job.busy:
            self.say("上一件事还没办完，请等它结束或按“取消”", seconds=8)
            return

        def ended(result: Any) -> None:
            done(result)
            if self._closing:
                self.close()

        self.run_beside(self.job, job, ended, self._failed)

    def run_beside(
        self, bar: JobBar, job: Callable[[Store], Job[Any]], done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        """Run a job with a store of its own, and show in that bar how far it is."""

        def start() -> Job[Any]:
            with open_office(self.office, self.store.who) as store:
                result = yield from job(store)
                return result

        bar.start(start, done, failed)

    def _failed(self, error: BaseException) -> None:
        self._closing = False
        if isinstance(error, Refusal):
            self.say(str(error))
            return
        raise error

    def reload(self) -> None:
        """Another connection has written: read journal and names anew."""
        self.store.reload()
        self._changed(set(self.store.ledgers) | {"settings", "doubts"})

    # -- the window itself -----------------------------------------------------------------------------------

    def _drafts_settled(self) -> bool:
        """Ask about every form that is not saved; answers whether all of them may go."""
        for title, tab in self._tabs.items():
            for key, draft in list(tab.drafts()) if hasattr(tab, "drafts") else ():
                cast("LedgerTab", self.show_tab(title)).show_page(key)
                if not let_go(draft, self):
                    return False
        return True

    def dress(self, look: theme.Look) -> None:
        """Put on another look; pages are made anew."""
        if not self._drafts_settled():
            return
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, look)
        self.memory.set("look", [look.dark, look.points, look.roomy])
        shown = self.tabs.tabText(self.tabs.currentIndex())
        for title, page in self._tabs.items():
            if page is not None:
                self.stack.removeWidget(page)
                page.deleteLater()
                self._tabs[title] = None
        for button, name in (
            (self.undo_button, "undo"),
            (self.redo_button, "redo"),
            (self.settings_button, "settings"),
        ):
            button.setIcon(icon(name))
        for part in (
            self.strip.parentWidget(),
            self.notice,
            self.statusBar(),
        ):  # they stay, and do not follow by themselves
            for widget in (part, *part.findChildren(QWidget)):
                widget.setFont(theme.font())
        self.search.fit()
        self.strip.fit()
        QTimer.singleShot(0, lambda: self._show(shown))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(is_table(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A table dropped on a ledger's page is imported into that ledger."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        page = self.shown_page()
        if page is None:
            self.say("请先打开要导入的台账，再把表格拖进来", seconds=8)
        elif path := next(filter(is_table, paths), None):
            event.setDropAction(Qt.DropAction.CopyAction)  # dragged with Shift, Explorer would take the file away
            event.accept()
            self.errands.start_import(page.ledger, path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What was copied elsewhere, pasted where there is no cell for it, is imported into the ledger that is shown."""
        page = self.shown_page()
        if event.matches(QKeySequence.StandardKey.Paste) and page is not None:
            self.errands.paste_import(page.ledger)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.job.busy:
            self.say("还有一件事没办完，请等它结束或按“取消”后再关闭")
            event.ignore()
            return
        if not self._drafts_settled() or self.job.busy:
            self._closing = self.job.busy  # what was just saved is waited for
            event.ignore()
            return
        self.memory.set("size", [self.width(), self.height()])
        self.memory.set("maximized", self.isMaximized())
        self.memory.write()
        super().closeEvent(event)
