"""Where the page 安排检查 leads in the window, and how other pages lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from safety_desk.errors import Refusal
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.issuing import Issue, Wanted
from safety_desk.tasks.rounds.printing import blanks, folder
from safety_desk.tasks.rounds.sources import inspectors_of, wishes_of
from safety_desk.ui.rounds.page import RoundPage

if TYPE_CHECKING:
    from safety_desk.ui.ledger_tab import LedgerTab
    from safety_desk.ui.window import Window

TAB, KEY = "检查", "round"


def round_page(window: Window, parent: QWidget) -> RoundPage:
    """The page, connected to the window."""
    page = RoundPage(window.store, parent)
    page.record_asked.connect(window.open_record)
    page.print_asked.connect(lambda visits, names, spare: print_round(window, visits, names, spare))
    return page


def open_round(window: Window, ledger: str = "", ids: Sequence[int] = ()) -> RoundPage:
    """Show the page; with the sites that chosen records lead to, where there are any."""
    store = window.store
    wishes = wishes_of(store, store.ledgers[ledger], ids) if ids else ()
    page = cast(RoundPage, cast("LedgerTab", window.show_tab(TAB)).show_page(KEY))
    if wishes:
        page.take(wishes, inspectors_of(store, store.ledgers[ledger], ids))
    elif ids:
        window.say("选中的记录里没有可以去检查的企业或公共区域", seconds=8)
    page.take_keyboard()
    return page


def print_round(window: Window, visits: Sequence[int], names: Sequence[str], spare: int) -> None:
    """Show all papers of a round as one print job; what cannot be printed now is said, with the reason."""
    chosen = folder(window.store, visits, names)
    if print_wanted(window, chosen.wanted, blanks(window.store, spare, names)) and chosen.left:
        said = "；".join(f"{name}，{why}" for name, why in chosen.left[:3])
        rest = f"……共 {len(chosen.left)} 份" if len(chosen.left) > 3 else ""
        window.say(f"没有打印的：{said}{rest}")


def print_wanted(window: Window, wanted: Sequence[Wanted], more: Sequence[RenderedPaper] = ()) -> bool:
    """Show papers as they will be printed, with others that bear no number; numbers are taken when they are printed.

    Answers whether they could be shown; what stands in the way is said.
    """
    from safety_desk.ui.printing import preview

    issue = Issue(window.store, wanted, more)
    try:
        preview(window, issue.seen(), issue)
    except Refusal as why:
        window.say(str(why))
        return False
    return True
