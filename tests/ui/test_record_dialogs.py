"""What opens over a record: its history, its parts, what a step asks; and the pages of the preview."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hands import keyboard, press
from PySide6.QtCore import QDate
from PySide6.QtGui import QAction, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import CHECKLISTS, ENTERPRISES, HIDDEN_DANGERS, RISK_POINTS
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.risk import Hazard, RiskPoint
from safety_desk.ui.editors import Calendar
from safety_desk.ui.history import HistoryDialog
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.parts import PartDialog, PartsBox
from safety_desk.ui.preview import PreviewDialog
from safety_desk.ui.window import Window

PageOf = Callable[[Ledger], LedgerPage]


def test_the_whole_history_of_a_record_is_told_newest_first(
    page_of: PageOf, town: Town, store: Store, qtbot: QtBot
) -> None:
    store.save("修改企业", town.mill.replace(employees=12, legal_person="胡某"))
    store.save("修改企业的从业人员数", store.get(type(town.mill), town.mill.id).replace(employees=15))
    dialog = HistoryDialog(store, ENTERPRISES, town.mill)
    qtbot.addWidget(dialog)
    model = dialog.model
    rows = [[model.index(r, c).data() or "" for c in range(6)] for r in range(model.rowCount())]
    assert rows[0] == ["2026-11-23 10:00", "测试员", "修改企业的从业人员数", "从业人员数", "12", "15"]
    assert rows[1][2] == "修改企业"
    assert sorted(row[3:] for row in rows[1:3]) == [["从业人员数", "（空）", "12"], ["法定代表人", "（空）", "胡某"]]
    assert rows[2][:3] == ["", "", ""], "an operation is told once"
    page = page_of(ENTERPRISES)
    page.table.go_to(page.model.row_of(town.mill.id))
    assert "全部经过" in {button.text() for button in page.card.findChildren(QPushButton)}


@pytest.fixture
def checklist(make: Callable[..., Any]) -> Checklist:
    checklist = make(Checklist, name="粉尘涉爆检查表")
    for n, text in enumerate(("除尘系统泄爆", "防爆电气"), 1):
        make(ChecklistItem, checklist=checklist.id, content=text, seq=n)
    return checklist


def parts_of(page: LedgerPage, checklist: Checklist) -> PartsBox:
    """The items of the checklist, under its form."""
    page.open_record(checklist.id)
    return next(box for box in page.sheet.parts if box.ledger.name == "checklist_items")


def items_of(store: Store, checklist: Checklist) -> list[ChecklistItem]:
    return store.find(ChecklistItem, eq("checklist", checklist.id), "seq")


def test_parts_that_are_deleted_come_back_into_their_table(window: Window, checklist: Checklist, store: Store) -> None:
    box = parts_of(window.page("checklists"), checklist)
    box.view.selectRow(0)
    box.delete()
    assert box.model.count == 1
    assert window.answered.text.text() == "已删除检查条目 1 条 ·"
    window.undo()
    assert box.model.count == 2


def test_parts_pasted_below_the_last_belong_to_the_record(page_of: PageOf, checklist: Checklist, store: Store) -> None:
    box = parts_of(page_of(CHECKLISTS), checklist)
    box.view.choose(["content"])
    box.cells.paste(box.model.count, 0, [["静电接地"], ["粉尘清扫"]])
    items = items_of(store, checklist)
    assert [(item.seq, item.content) for item in items][2:] == [(3, "静电接地"), (4, "粉尘清扫")]
    assert box.model.count == 4


def test_a_part_that_is_wrong_is_not_saved_and_says_where(
    page_of: PageOf, checklist: Checklist, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    def fill(dialog: PartDialog) -> int:
        dialog.form.boxes["content"].editor.widget.setPlainText("")
        dialog.ok.click()
        told.append((dialog.bar.text.text(), dialog.form.boxes["content"].note.text(), dialog.result()))
        return 0

    monkeypatch.setattr(PartDialog, "exec", fill)
    box = parts_of(page_of(CHECKLISTS), checklist)
    box.edit(box.model.record(0))
    assert told == [("还有 1 处要改", "必须填写", 0)]
    assert len(items_of(store, checklist)) == 2


def test_what_a_step_asks_fits_the_screen_and_takes_the_keyboard(
    page_of: PageOf, town: Town, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 10), description="砂轮机无防护罩")
    seen = []

    def look(dialog: PartDialog) -> int:
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        room = dialog.screen().availableGeometry()
        seen.append((dialog.height() <= room.height(), keyboard() in dialog.findChildren(type(keyboard()))))
        dialog.hide()
        return 0

    monkeypatch.setattr(PartDialog, "exec", look)
    page = page_of(HIDDEN_DANGERS)
    page.table.go_to(0)
    for step in HIDDEN_DANGERS.steps:
        if step.ask and step.when(page.current()):
            page.take_step(step)
    assert seen and set(seen) == {(True, True)}


def test_what_a_step_must_have_is_marked(
    page_of: PageOf, town: Town, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 10), description="砂轮机无防护罩")
    marked = []

    def look(dialog: PartDialog) -> int:
        boxes = dialog.form.boxes.values()
        marked.append({box.field.name for box in boxes if "●" in {label.text() for label in box.findChildren(QLabel)}})
        return 0

    monkeypatch.setattr(PartDialog, "exec", look)
    page = page_of(HIDDEN_DANGERS)
    page.table.go_to(0)
    step = next(step for step in HIDDEN_DANGERS.steps if step.label == "整改完成")
    page.take_step(step)
    assert marked == [{"rectified_at", *step.must.split()}]


def test_a_day_is_chosen_in_the_calendar_by_keyboard(page_of: PageOf, town: Town) -> None:
    page = page_of(ENTERPRISES)
    page.start_new()
    box = page.sheet.form.boxes["found_date"].editor
    box.widget.setText("2026-11-23")
    page.sheet.form.focus("found_date")
    press("Down")
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, Calendar)
    calendar.taken.emit(QDate(2026, 11, 30))
    assert box.take() == "2026-11-30"
    assert page.sheet.dirty
    calendar.close()


def test_the_preview_turns_pages_and_paints_what_it_is_given(qtbot: QtBot) -> None:
    painted = []

    def paint(printer: QPrinter) -> None:
        painter = QPainter(printer)
        printer.newPage()
        painter.end()
        painted.append(printer.pageLayout().orientation())

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog = PreviewDialog(None, "打印预览", printer, paint)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = dialog.findChild(QPrintPreviewWidget)
    shown.updatePreview()
    assert painted
    assert dialog.number.text() == "第 1 页 共 2 页"
    actions = {action.text(): action for action in dialog.findChildren(QAction)}
    for _ in range(2):
        actions["下一页"].trigger()
        assert dialog.number.text() == "第 2 页 共 2 页"
    actions["上一页"].trigger()
    assert dialog.number.text() == "第 1 页 共 2 页"
    assert not {word for word in actions if word and word.isascii()}


def test_a_new_part_that_has_parts_of_its_own_goes_on_to_them(
    page_of: PageOf, town: Town, store: Store, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(RiskPoint, name="打磨间", enterprise=town.mill.id)
    seen: list[list[str]] = []

    def answer(dialog: PartDialog) -> int:
        seen.append([box.ledger.name for box in dialog.findChildren(PartsBox)])
        if len(seen) == 1:
            dialog.form.boxes["factor_desc"].editor.put("粉尘积聚")
            dialog.ok.click()
        return dialog.result()

    monkeypatch.setattr(PartDialog, "exec", answer)
    page = page_of(RISK_POINTS)
    page.open_row(0)
    box = next(box for box in page.sheet.parts if box.ledger.name == "hazards")
    box.add()
    assert [hazard.factor_desc for hazard in store.find(Hazard)] == ["粉尘积聚"]
    assert seen == [[], [ledger.name for ledger in store.parts_of(store.ledgers["hazards"])]]
    assert {"risk_assessments", "control_measures"} <= set(seen[1])
