"""In the window numbers of persons are masked until somebody asks, and that somebody asked stands in the journal."""

from pathlib import Path

import pytest
from hands import press
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.ui.export_dialog import ExportDialog
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.window import Window

PHONE, SHOWN = "13956300001", "139****0001"


@pytest.fixture
def page(window: Window, town: Town, store: Store, qtbot: QtBot) -> LedgerPage:
    changed(store, town.mill, legal_mobile=PHONE)
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.page("enterprises")
    page.table.choose(["legal_mobile", "name"])
    page.take_keyboard()
    page.table.go_to_cell(page.model.row_of(town.mill.id), 0)
    return page


def cell(page: LedgerPage, town: Town) -> str:
    return page.model.data(page.model.index(page.model.row_of(town.mill.id), 0))


def test_a_key_shows_numbers_whole_for_a_while_and_is_noted(page: LedgerPage, town: Town, store: Store) -> None:
    assert cell(page, town) == SHOWN
    assert SHOWN in {label.text() for label in page.card.findChildren(QLabel)}
    undone = store.can_undo()
    press("F8")
    assert cell(page, town) == PHONE
    assert store.operations(1)[0][2] == "在屏幕上显示完整号码：企业台账 2 条"
    assert store.can_undo() == undone
    press("F8")
    assert cell(page, town) == SHOWN
    press("F8")
    page.table._veil.timeout.emit()
    assert cell(page, town) == SHOWN
    press("F8")
    page.table.hide()
    assert cell(page, town) == SHOWN


def test_where_nothing_is_masked_the_key_does_nothing(page: LedgerPage, store: Store) -> None:
    page.table.choose(["name"])
    page.table.go_to_cell(0, 0)
    done = store.operations(1)
    press("F8")
    assert store.operations(1) == done and not page.model.unveiled


def test_a_masked_cell_copied_and_pasted_back_changes_nothing(page: LedgerPage, town: Town, store: Store) -> None:
    before = store.get(type(town.mill), town.mill.id)
    press("Ctrl+C")
    assert QApplication.clipboard().text() == SHOWN
    press("Ctrl+V")
    assert store.get(type(town.mill), town.mill.id) == before


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_seen_is_exported_in_its_order_with_whole_numbers_where_wanted(
    window: Window, page: LedgerPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    out = tmp_path / "企业.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.table.choose(["legal_mobile", "village"])
    window.errands.choose_export(page)
    [dialog] = window.findChildren(ExportDialog)
    assert dialog.more.text().startswith("另带上企业名称")
    dialog.whole.setChecked(whole)
    dialog.accept()
    qtbot.waitUntil(out.exists)
    sheet = load_workbook(out).active
    assert sheet is not None
    told = [[cell.value for cell in row] for row in sheet.rows]
    assert told[0][:3] == ["法定代表人电话", "所在村", "企业名称"]
    assert {PHONE if whole else SHOWN} == {row[0] for row in told[1:] if row[0]}


def test_a_table_without_such_numbers_is_not_asked_about_them(window: Window, page: LedgerPage) -> None:
    dialog = ExportDialog(page.ledger, ["name", "village"], 2, window, "选中的记录")
    assert dialog.whole.isHidden() and dialog.columns == ["name", "village"]
    dialog.all.setChecked(True)
    assert not dialog.whole.isHidden() and dialog.columns == []
