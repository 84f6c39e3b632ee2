"""The window's way from the menu to the printer: numbers are taken late, and given back when nothing was printed."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QMessageBox, QWidget
from town import Town
from visits import RECORD, Visits

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.papers import form
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.tasks.issuing import Issue
from safety_desk.ui import printing
from safety_desk.ui.preview import PreviewDialog
from safety_desk.ui.print_menu import PrintMenu


@pytest.fixture
def visit(qapp: QApplication, store: Store, town: Town) -> Inspection:
    return Visits(store, town).done(result=VisitResult.CLEAN)


@pytest.fixture
def said(monkeypatch: Any) -> list[str]:
    """What the window says in a box."""
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append(text))
    return told


def shown(store: Store, visit: Inspection, qtbot: Any) -> PreviewDialog:
    issue = Issue(store, [(store.ledgers["inspections"], RECORD, visit.id or 0)])
    dialog = printing.preview_dialog(None, issue.seen(), issue)
    qtbot.addWidget(dialog)
    return dialog


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def states(store: Store) -> list[tuple[int | None, DocState]]:
    return [(document.seq, document.status) for document in store.find(Document)]


@pytest.mark.parametrize(("agreed", "left"), [(0, []), (1, [(1, DocState.PRINTED)])])
def test_the_number_is_taken_when_the_printer_is_chosen(
    store: Store, visit: Inspection, qtbot: Any, tmp_path: Path, monkeypatch: Any, agreed: int, left: Any
) -> None:
    monkeypatch.setattr(printing, "_printer", lambda laid: printer_to(tmp_path / "out.pdf"))
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: agreed)
    dialog = shown(store, visit, qtbot)
    assert "草稿" in dialog.windowTitle() and states(store) == []
    dialog.send() if agreed else dialog.reject()
    assert states(store) == left


def test_a_printer_that_is_not_there_takes_no_number(
    store: Store, visit: Inspection, qtbot: Any, monkeypatch: Any, said: list[str]
) -> None:
    dialog = shown(store, visit, qtbot)

    def offline(*_: object) -> int:
        raise Refusal("打印机没有响应")

    monkeypatch.setattr(printing, "_paint", offline)
    assert dialog.send() is False
    assert said == ["打印机没有响应"] and states(store) == []


def test_a_pdf_takes_the_number_and_the_preview_shows_it(
    store: Store, visit: Inspection, qtbot: Any, tmp_path: Path, monkeypatch: Any, said: list[str]
) -> None:
    dialog = shown(store, visit, qtbot)
    [keep] = [action for action in dialog.findChildren(QAction) if action.text() == "存为 PDF"]
    for place in ("没有/文书.pdf", "文书.pdf"):
        chosen = str(tmp_path / place)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=chosen: (chosen, ""))
        keep.trigger()
    assert said[0].startswith("写不了") and len(said) == 1
    assert states(store) == [(1, DocState.PRINTED)]
    assert "草稿" not in dialog.windowTitle()


def test_both_copies_are_printed_unless_one_is_enough(
    store: Store, visit: Inspection, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    painted: list[bool] = []
    monkeypatch.setattr(printing, "_paint", lambda laid, device, each_copy=False: painted.append(each_copy) or 1)
    dialog = shown(store, visit, qtbot)
    box = dialog.findChild(QCheckBox)
    assert box.text() == "一式两份" and box.isChecked()
    dialog.send()
    box.setChecked(False)
    dialog.send()
    assert painted[-2:] == [True, False]


def test_the_menu_says_why_a_paper_cannot_be_had(store: Store, visit: Inspection, qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = PrintMenu(store, store.ledgers["inspections"], [visit.id or 0], parent)
    by_name = {action.text().partition("（")[0]: action for action in menu.actions()}
    assert by_name["现场检查记录"].isEnabled()
    assert not by_name["限期整改意见书"].isEnabled() and "没有登记隐患" in by_name["限期整改意见书"].toolTip()
    assert "移送函" in by_name["现场处理措施决定书"].toolTip()


def test_the_menu_of_the_register_offers_what_an_entry_is(store: Store, visit: Inspection, qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    issue = Issue(store, [(store.ledgers["inspections"], form("inspections", "inspection_record"), visit.id or 0)])
    issue.take()
    [entry] = store.find(Document)
    menu = PrintMenu(store, store.ledgers["documents"], [entry.id or 0], parent)
    offered = [action.text().partition("（")[0] for action in menu.actions() if action.isEnabled()]
    assert offered[:2] == ["现场检查记录", "送达回执"]
