"""The page of a ledger: table, filters, form, steps, blocks."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import CHECKLISTS, ENTERPRISES, HIDDEN_DANGERS, RISK_ASSESSMENTS, STAFF
from safety_desk.ledgers.checklist import ChecklistItem
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger, State
from safety_desk.ledgers.people import Staff
from safety_desk.record import Problem
from safety_desk.ui.doubts import DoubtLine
from safety_desk.ui.filters import Filter, ValuesPopup
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.table import DOUBT

PageOf = Callable[[Ledger], LedgerPage]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def danger(town: Town, make: Callable[..., HiddenDanger]) -> HiddenDanger:
    return make(
        HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 10), description="砂轮机无防护罩",
        place="打磨车间", duty_person="吴某", measure="加装防护罩",
    )  # fmt: skip


def fill(page: LedgerPage, **texts: str) -> None:
    assert page.sheet is not None
    for name, text in texts.items():
        widget = page.sheet.form.boxes[name].editor.widget
        widget.setPlainText(text) if hasattr(widget, "setPlainText") else widget.setText(text)


def test_a_record_is_added_by_filling_in_the_form(page_of: PageOf, town: Town, store: Store, qtbot: QtBot) -> None:
    page = page_of(ENTERPRISES)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, CONTROL)
    fill(page, name="金竹水泥制品厂", village="奎峰村", employees="23", found_date="20110728")
    qtbot.keyClick(page.sheet, Qt.Key.Key_S, CONTROL)
    [saved] = store.find(Enterprise, eq("name", "金竹水泥制品厂"))
    assert (saved.village, saved.employees, saved.found_date) == (town.village.id, 23, dt.date(2011, 7, 28))
    assert page.model.count == 3


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_saved(
    page_of: PageOf, town: Town, store: Store
) -> None:
    page = page_of(ENTERPRISES)
    page.start_new()
    fill(page, uscc="914403001922038217", employees="约50人", found_date="2026-13-01", village="没有的村")
    assert page.sheet.save() is False
    wrong = {name for name, box in page.sheet.form.boxes.items() if box.note.isVisibleTo(page.sheet)}
    assert {"name", "uscc", "employees", "found_date", "village"} <= wrong
    assert page.sheet.bar.text.text().startswith("还有 5 处要改")
    assert store.count(Enterprise) == 2


def test_saving_and_starting_the_next_carries_what_repeats(
    page_of: PageOf, town: Town, store: Store, qtbot: QtBot
) -> None:
    page = page_of(HIDDEN_DANGERS)
    page.start_new()
    fill(page, enterprise="茂林竹木制品有限公司", found_date="11-20", description="消防通道堵塞")
    qtbot.keyClick(page.sheet, Qt.Key.Key_Return, CONTROL)
    assert store.count(HiddenDanger) == 1
    raw = page.sheet.form.raw()
    assert (raw["enterprise"], raw["found_date"], raw["description"]) == (town.mill.id, "2026-11-20", "")


def test_the_card_offers_only_the_steps_that_are_possible(page_of: PageOf, danger: HiddenDanger) -> None:
    page = page_of(HIDDEN_DANGERS)
    page.table.go_to(0)
    offered = {button.text() for button in page.card.findChildren(QPushButton)}
    assert {"下达整改", "整改完成", "判定为重大", "作废"} <= offered
    assert not {"复查通过", "上报县局", "延期"} & offered


def test_a_step_asks_what_it_needs_and_then_takes_it(
    page_of: PageOf, danger: HiddenDanger, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safety_desk.ui.parts import PartDialog

    seen = []

    def answer(dialog: PartDialog) -> int:
        seen.append(set(dialog.form.boxes))
        dialog.form.boxes["rectified_at"].editor.widget.setText("")
        dialog.ok.click()
        assert "1 处要改" in dialog.bar.text.text()
        dialog.form.boxes["rectified_at"].editor.widget.setText("11-12")
        dialog.ok.click()
        return dialog.result()

    monkeypatch.setattr(PartDialog, "exec", answer)
    page = page_of(HIDDEN_DANGERS)
    page.table.go_to(0)
    step = next(step for step in HIDDEN_DANGERS.steps if step.label == "整改完成")
    page.take_step(step)
    assert seen == [{"rectified_at", "rectify_desc", "fund", "photo_after"}]
    now = store.get(HiddenDanger, danger.id)
    assert (now.status, now.rectified_at) == (State.TO_RECHECK, dt.date(2026, 11, 12))


def test_the_quick_filter_finds_by_pinyin_initials_and_by_one_character(page_of: PageOf, town: Town) -> None:
    page = page_of(ENTERPRISES)
    for words, count in (("mlzm", 1), ("油", 1), ("91341823MA2MXLN123", 1), ("铜山", 1), ("没有", 0), ("", 2)):
        page.filters.words.setText(words)
        assert page.model.count == count, words


def test_a_filter_offers_the_values_that_are_there(page_of: PageOf, town: Town, qtbot: QtBot) -> None:
    page = page_of(ENTERPRISES)
    popup = page.filters._popup("village")
    qtbot.addWidget(popup)
    assert isinstance(popup, ValuesPopup)
    assert {popup.list.item(n).text() for n in range(popup.list.count())} == {"奎峰村", "铜山村"}
    popup.list.item(0).setCheckState(Qt.CheckState.Checked)
    chosen = popup.result()
    assert isinstance(chosen, Filter)
    page.filters.set("village", chosen)
    assert page.model.count == 1
    page.filters.reset()
    assert page.model.count == 2


def test_a_column_sorts_by_what_people_read(page_of: PageOf, town: Town) -> None:
    page = page_of(ENTERPRISES)
    column = [c.name for c in page.model.columns].index("name")
    page.model.sort_by(column, descending=False)
    names = [page.model.record(row).name for row in range(page.model.count)]
    assert names == sorted(names)
    page.model.sort_by(column, descending=True)
    assert [page.model.record(row).name for row in range(2)] == names[::-1]


def test_a_block_is_copied_as_excel_takes_it(page_of: PageOf, town: Town) -> None:
    page = page_of(ENTERPRISES)
    page.table.choose(["name", "village", "employees"])
    page.table.selectAll()
    page.table.copy()
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert sorted(lines) == ["章渡加油站\t铜山村\t", "茂林竹木制品有限公司\t奎峰村\t"]


def test_a_block_pasted_over_cells_changes_them_in_one_step(page_of: PageOf, town: Town, store: Store) -> None:
    page = page_of(ENTERPRISES)
    page.table.choose(["name", "employees", "legal_person"])
    page.cells.paste(0, 1, [["12", "胡某"], ["34", "程某"]])
    assert sorted((e.employees, e.legal_person) for e in store.find(Enterprise)) == [(12, "胡某"), (34, "程某")]
    store.undo()
    assert {e.employees for e in store.find(Enterprise)} == {None}


def test_rows_pasted_beyond_the_last_become_records(page_of: PageOf, town: Town, store: Store) -> None:
    page = page_of(STAFF)
    page.table.choose(["name", "mobile"])
    page.cells.paste(page.model.count, 0, [["汪某", "13900000011"], ["程某", "13900000012"]])
    assert {s.name for s in store.find(Staff)} == {"吴某", "章某", "凤某", "汪某", "程某"}


def test_one_bad_cell_refuses_the_whole_block_and_is_named(page_of: PageOf, town: Town, store: Store) -> None:
    page = page_of(ENTERPRISES)
    page.table.choose(["name", "employees"])
    from safety_desk.ui.blocks import paste_block

    rows = [page.model.record(0), page.model.record(1)]
    told = paste_block(store, ENTERPRISES, ["employees"], rows, [["12"], ["许多"]])
    assert not told.done
    assert "第 2 行从业人员数“许多”" in told.text
    assert {e.employees for e in store.find(Enterprise)} == {None}


def test_filling_down_copies_the_first_of_the_chosen_cells(page_of: PageOf, town: Town, store: Store) -> None:
    page = page_of(ENTERPRISES)
    page.table.choose(["legal_person", "name"])
    first = page.model.record(0)
    store.save("改", first.replace(legal_person="沈某"))
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.table.selectAll()
    page.cells.fill_down()
    assert {e.legal_person for e in store.find(Enterprise)} == {"沈某"}


def test_a_cell_is_edited_in_place_and_a_wrong_entry_changes_nothing(page_of: PageOf, town: Town, store: Store) -> None:
    page = page_of(ENTERPRISES)
    column = [c.name for c in page.model.columns].index("employees")
    id = page.model.record(0).id
    page.cells.edit_cell(0, column, "41")
    page.cells.edit_cell(0, column, "-3")
    assert store.get(Enterprise, id).employees == 41


def test_deleting_says_how_to_bring_back_and_refuses_where_others_lead(
    page_of: PageOf, danger: HiddenDanger, store: Store
) -> None:
    page = page_of(ENTERPRISES)
    row = page.model.row_of(danger.enterprise)
    page.table.go_to(row)
    page.delete()
    assert store.count(Enterprise) == 2
    page.table.go_to(1 - row)
    page.delete()
    assert store.count(Enterprise) == 1
    store.undo()
    assert page.model.count == 2


def test_parts_stand_under_the_form_of_their_record(page_of: PageOf, store: Store, make: Callable[..., object]) -> None:
    from safety_desk.ledgers.checklist import Checklist

    checklist = make(Checklist, name="粉尘涉爆检查表")
    make(ChecklistItem, checklist=checklist.id, content="除尘系统泄爆", seq=1)
    page = page_of(CHECKLISTS)
    page.open_record(checklist.id)
    box = next(box for box in page.sheet.parts if box.ledger.name == "checklist_items")
    assert (box.model.count, box.model.record(0).content) == (1, "除尘系统泄爆")


def test_the_factors_of_an_assessment_are_chosen_and_scored(page_of: PageOf) -> None:
    page = page_of(RISK_ASSESSMENTS)
    page.start_new()
    editor = page.sheet.form.boxes["factors"].editor
    editor.put({"L": 3.0, "E": 6.0, "C": 15.0})
    assert "270 分" in editor._said.text() and "橙" in editor._said.text()
    assert editor.take() == {"L": 3.0, "E": 6.0, "C": 15.0}
    editor.beside("method", "LS")
    editor.put({"L": 5.0, "S": 5.0})
    assert "红" in editor._said.text()


@pytest.fixture
def doubted(town: Town, store: Store, page_of: PageOf) -> LedgerPage:
    """The enterprises' page at the mill, two of whose cells came in with a doubt."""
    store.save("改", town.mill.replace(employees=50))
    with store.operation("存疑"):
        told = [(Problem("employees", "约数", "50"), "约50人"), (Problem("risk_grade", "看不清"), "橙？")]
        store.doubt(ENTERPRISES, town.mill.id, told)
    page = page_of(ENTERPRISES)
    page.table.go_to(page.model.row_of(town.mill.id))
    return page


def test_a_doubt_is_shown_at_its_cell(doubted: LedgerPage) -> None:
    column = [c.name for c in doubted.model.columns].index("employees")
    index = doubted.model.index(doubted.table.currentIndex().row(), column)
    assert doubted.model.data(index, DOUBT) == "约数"


def test_what_is_right_though_doubted_is_confirmed_on_the_card_and_undone(
    doubted: LedgerPage, town: Town, store: Store
) -> None:
    lines = doubted.card.findChildren(DoubtLine)
    assert [line.note.text() for line in lines] == [
        "存疑　从业人员数：约数（原来写“约50人”；可填：50）",
        "存疑　风险等级：看不清（原来写“橙？”）",
    ]
    for line in reversed(lines):
        doubted.card.findChildren(DoubtLine)[lines.index(line)].button.click()
    assert store.doubts(ENTERPRISES, town.mill.id) == []
    assert store.get(Enterprise, town.mill.id).employees == 50
    store.undo()
    assert [doubt.field for doubt in store.doubts(ENTERPRISES, town.mill.id)] == ["employees"]


def test_what_is_right_though_doubted_is_confirmed_in_the_form_while_something_is_typed(
    doubted: LedgerPage, town: Town, store: Store, qtbot: QtBot
) -> None:
    doubted.open_row(doubted.table.currentIndex().row())
    box = doubted.sheet.form.boxes["employees"]
    fill(doubted, remark="正在写")
    doubted.sheet.form.boxes["remark"].editor.changed.emit()
    box.doubt_line.button.click()
    assert box.doubt_line is None
    assert doubted.sheet.form.raw()["remark"] == "正在写"
    assert [doubt.field for doubt in store.doubts(ENTERPRISES, town.mill.id)] == ["risk_grade"]
    store.undo()
    assert box.doubt_line is not None


def test_the_third_press_on_a_head_brings_the_usual_order_back(page_of: PageOf, town: Town, qtbot: QtBot) -> None:
    page = page_of(ENTERPRISES)
    usual = [page.model.record(row).id for row in range(2)]
    heads = page.table.horizontalHeader()
    at = QPoint(heads.sectionViewportPosition(1) + 20, heads.height() // 2)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)
        orders.append(page.model.query.order)
    name = page.model.columns[1].order
    assert orders == [name, f"-{name}", ENTERPRISES.order]
    assert [page.model.record(row).id for row in range(2)] == usual


def test_a_row_that_no_longer_fits_its_filter_stays_until_the_page_is_looked_at_anew(
    page_of: PageOf, town: Town, store: Store
) -> None:
    page = page_of(ENTERPRISES)
    page.filters.set("village", Filter("奎峰村", eq("village", town.village.id)))
    column = [c.name for c in page.model.columns].index("village")
    assert page.cells.edit_cell(0, column, "铜山村")
    assert store.get(Enterprise, town.mill.id).village == town.far_village.id
    assert (page.model.count, page.model.strays) == (1, 1)
    assert page.model.record(0).village == town.far_village.id
    page.refresh()
    assert (page.model.count, page.model.strays) == (0, 0)


def test_a_record_saved_in_the_form_stays_in_its_view_and_others_come_and_go(
    page_of: PageOf, town: Town, store: Store, make: Callable[..., Enterprise]
) -> None:
    page = page_of(ENTERPRISES)
    page.filters.set("village", Filter("奎峰村", eq("village", town.village.id)))
    page.open_row(0)
    fill(page, village="铜山村")
    assert page.sheet.save()
    assert (page.model.count, page.sheet.title.text()) == (1, "茂林竹木制品有限公司")
    made = make(Enterprise, name="新来的作坊", village=town.village.id)
    assert [page.model.record(row).name for row in range(page.model.count)] == ["茂林竹木制品有限公司", "新来的作坊"]
    store.remove("删", made)
    store.undo()
    assert page.model.count == 2
