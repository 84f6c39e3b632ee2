"""Where a dossier leads in the window: to a field, a new record, a door's rows, the printer, a workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.tasks.dossier_paper import dossier_paper
from safety_desk.ui.dossier_page import DossierPage
from safety_desk.verdicts import Gap

if TYPE_CHECKING:
    from safety_desk.ui.window import Window


def dossier_page(window: Window, ledger: str, parent: QWidget) -> DossierPage:
    """The page of dossiers of a ledger's records, connected to the window."""
    dossier = DOSSIERS[ledger]
    page = DossierPage(window.store, dossier, parent)
    page.record_asked.connect(window.open_record)
    page.door_asked.connect(window.open_door)
    page.left.connect(lambda: window.page(ledger))
    page.gap_asked.connect(partial(fill_gap, window, ledger))
    paper = dossier_paper(window.store, dossier)
    page.print_asked.connect(lambda id: window.errands.print_papers(dossier.ledger, paper, [id]))
    page.save_asked.connect(lambda id: window.errands.save_dossier(dossier, id))
    return page


def fill_gap(window: Window, ledger: str, gap: Gap, id: int) -> None:
    """Go to the field that is missing, or begin the record that is."""
    if gap.field:
        page = window.page(ledger)
        page.open_record(id)
        if page.sheet is not None:  # a form that was just opened is not laid out yet
            QTimer.singleShot(0, page.sheet.form, partial(page.sheet.form.focus, gap.field))
        return
    link = window.store.ledgers[gap.ledger].links_to(ledger)[0]
    window.page(gap.ledger).start_new(**{link.name: id})
