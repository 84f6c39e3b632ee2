"""Where 三部曲 leads in the window, and how chains, visits, cases and papers lead to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from safety_desk.errors import Refusal
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.enforce.chain import ENFORCE_CHAINS
from safety_desk.ledgers.enforce.three_parts import TITLE
from safety_desk.tasks.chains import begin_chain, chain_of
from safety_desk.ui import tab_makers
from safety_desk.ui.chain_page import ChainPage
from safety_desk.ui.rounds.ways import print_wanted

if TYPE_CHECKING:
    from safety_desk.ui.ledger_tab import LedgerTab
    from safety_desk.ui.window import Window


def open_whole(window: Window, ledger: str, id: int) -> None:
    """Show all that belongs to a record: its dossier, or the chain that it is part of."""
    if ledger in DOSSIERS:
        window.open_dossier(ledger, id)
        return
    chain = chain_of(window.store, ledger, id)
    if chain is not None:
        show_chain(window, chain)
    else:
        window.say("这次检查还没有建立执法链", "建立执法链", lambda: _begin(window, ledger, id))


def show_chain(window: Window, id: int) -> ChainPage:
    """Show a chain on its page."""
    tab = cast("LedgerTab", window.show_tab(tab_makers.title_of(ENFORCE_CHAINS.name)))
    page = cast(ChainPage, tab.show_guest("chain", ENFORCE_CHAINS.name, TITLE, partial(_page, window)))
    page.show_chain(id)
    return page


def _begin(window: Window, ledger: str, id: int) -> None:
    try:
        show_chain(window, begin_chain(window.store, ledger, id))
    except Refusal as why:
        window.say(str(why), seconds=8)


def _page(window: Window, parent: QWidget) -> ChainPage:
    page = ChainPage(window.store, parent)
    page.record_asked.connect(window.open_record)
    page.print_asked.connect(lambda wanted: print_wanted(window, wanted))
    page.left.connect(lambda: window.page(ENFORCE_CHAINS.name))
    return page
