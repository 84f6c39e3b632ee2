"""How the window comes to 逐项录入 and goes on from it: what is printed then."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from safety_desk.conditions import one_of
from safety_desk.errors import Refusal
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.record import Record
from safety_desk.tasks.entering.committing import Entered
from safety_desk.tasks.entering.entry import Entry
from safety_desk.tasks.entering.opening import WAITING, open_round, open_visit
from safety_desk.ui.entry.page import EntryPage
from safety_desk.ui.entry.start import StartPage
from safety_desk.ui.toolbar import add_tool

if TYPE_CHECKING:
    from safety_desk.ui.ledger_tab import LedgerTab
    from safety_desk.ui.page import LedgerPage
    from safety_desk.ui.window import Window

WORDS = {"inspections": "逐项录入", "hidden_dangers": "复查录入"}
"""By a ledger's name: what its page offers."""
_TITLE = "检查"


def offer(window: Window, page: LedgerPage) -> None:
    """Put the way here on the page of a ledger: a button, a key, and a button on the card."""
    words = WORDS[page.ledger.name]

    def act() -> None:
        record = page.current()
        if record is not None and record.id is not None:
            begin(window, page.ledger.name, record.id)
        else:
            start(window)

    row = page.tools
    button = add_tool(row, page, "edit", words, act, f"{words}（Ctrl+L）：用键盘逐项录入选中的一条")
    row.removeWidget(button)
    row.insertWidget(row.indexOf(page.print_button), button)
    QShortcut(QKeySequence("Ctrl+L"), page).activated.connect(act)
    page.card.doors = ((words, _can_enter, act),)


def _can_enter(record: Record) -> bool:
    """Whether that is what comes next: a visit without results, a hidden danger that waits for its recheck."""
    if isinstance(record, Inspection):
        return record.status in (VisitStatus.PLANNED, VisitStatus.RUNNING)
    return isinstance(record, HiddenDanger) and record.status in WAITING


def start(window: Window) -> None:
    """Show what is to be keyed in."""
    tab = cast("LedgerTab", window.show_tab(_TITLE))
    page = tab.show_guest("entering", "inspections", "待录入", partial(_start_page, window))
    cast(StartPage, page).take_keyboard()


def _start_page(window: Window, parent: QWidget) -> StartPage:
    page = StartPage(window.store, parent)
    page.begin.connect(partial(begin, window))
    page.left.connect(lambda: window.page("inspections"))
    return page


def begin(window: Window, ledger: str, id: int) -> None:
    """Key in the results of a visit, or the rechecks of a site or of the site of a hidden danger."""
    try:
        entry = opened(window, ledger, id)
    except Refusal as why:
        window.say(str(why), seconds=10)
        return
    tab = cast("LedgerTab", window.show_tab(_TITLE))
    page = cast(EntryPage, tab.show_guest("entry", "inspections", "逐项录入", partial(_page, window)))
    page.show_entry(entry)


def opened(window: Window, ledger: str, id: int) -> Entry:
    """The entry of a record. Raises Refusal where nothing is to be entered of it."""
    record: Any = window.store.get(window.store.ledgers[ledger].record, id)
    if isinstance(record, Inspection):
        return open_visit(window.store, record)
    if isinstance(record, HiddenDanger):
        kin = window.store.kin()
        record = kin.linked(record, "enterprise") or kin.linked(record, "public_area")
    return open_round(window.store, record)


def _page(window: Window, parent: QWidget) -> EntryPage:
    page = EntryPage(window.store, parent)
    page.entered.connect(partial(_entered, window))
    page.left.connect(partial(_left, window))
    return page


def _left(window: Window, entry: Entry) -> None:
    """Back to where one came from; what was keyed in waits."""
    if entry.visit is not None:
        _go_to(window, "inspections", entry.visit.id or 0)
    else:
        start(window)


def _entered(window: Window, entry: Entry, done: Entered) -> None:
    """Say what was saved, with what takes it back, and offer to print what follows from it.

    整改复查意见书 belongs to the visit that found the hidden dangers: after a round of rechecks one is led there.
    """
    window.answer(done.text, "撤销", window.undo)
    first = _found_at(window, done.rechecked)
    if done.visit is not None:
        ledger, ids, words = "inspections", [done.visit], "打印这次检查的文书"
    elif first:
        ledger, ids, words = "inspections", first, "打印整改复查意见书"
    else:
        ledger, ids, words = "hidden_dangers", list(done.rechecked), "打印隐患的文书"
    names = "、".join(window.store.names.name("inspections", id) for id in first)
    where = f"；整改复查意见书在 {names} 里打印" if done.visit is not None and first else ""
    said = f"{done.text}。接着打印：按 Ctrl+P{where}"
    window.say(said, words, lambda: window.page(ledger).print_chosen(), 30)
    _go_to(window, ledger, *ids)  # last: what is said takes room from the table


def _found_at(window: Window, dangers: Sequence[int]) -> list[int]:
    """The visits that found these hidden dangers."""
    found = window.store.find(HiddenDanger, one_of("id", *dangers)) if dangers else []
    return list(dict.fromkeys(danger.inspection for danger in found if danger.inspection))


def _go_to(window: Window, ledger: str, *ids: int) -> LedgerPage:
    """The page of a ledger with these records chosen, the keyboard on the first."""
    page = window.page(ledger)
    if any(page.model.row_of(id) is None for id in ids):
        page.show_all()
    rows = [row for id in ids if (row := page.model.row_of(id)) is not None]
    if rows:
        page.table.go_to(rows[0])
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows[1:]:
            page.table.selectionModel().select(page.model.index(row, 0), flags)
    page.take_keyboard()
    return page
