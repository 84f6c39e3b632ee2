"""The workbench: numbers that open their rows, whatever ledgers there are; first steps on an empty office."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hands import press
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.tasks.dues import Span, dues
from safety_desk.ui.due_page import SPANS
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.home_parts import Tile, shares
from safety_desk.ui.report_page import ReportPage
from safety_desk.ui.window import Window
from safety_desk.ui.workbench import Workbench


@pytest.fixture
def bench(window: Window, town: Town, make: Callable[..., Any], qtbot: QtBot) -> Workbench:
    """The workbench of an office with two late dangers, one due today, and a risk point that is late to be seen again."""
    for days in (-5, -2, 0):
        make(
            HiddenDanger,
            enterprise=town.mill.id,
            found_date=dt.date(2026, 11, 1),
            description=f"第 {days} 天",
            deadline=dt.date(2026, 11, 23) + dt.timedelta(days=days),
        )
    with qtbot.waitActive(window):
        window.activateWindow()
    bench = window.show_tab("工作台")
    assert isinstance(bench, Workbench)
    bench.home.refresh()
    return bench


def tiles(bench: Workbench) -> dict[str, Tile]:
    return {tile.accessibleName(): tile for tile in bench.home.widget().findChildren(Tile)}


def rows(bench: Workbench) -> list[list[str]]:
    model = bench.due.model
    return [[model.index(r, c).data() or "" for c in range(5)] for r in range(model.rowCount())]


def test_the_numbers_are_told(bench: Workbench, store: Store) -> None:
    assert {"今日到期 1", "已逾期 2"} <= set(tiles(bench))
    whole = {span: sum(due.count for due in groups) for span, groups in dues(store).items()}
    assert list(tiles(bench)) == [f"{span.label} {whole[span]}" for span in SPANS]


def test_a_number_opens_its_rows_and_a_row_its_record(bench: Workbench, window: Window) -> None:
    tiles(bench)["已逾期 2"].pressed.emit()
    assert bench.currentWidget() is bench.due
    assert [row[0] for row in rows(bench)] == ["隐患 整改到期"] * 2
    assert [row[4] for row in rows(bench)] == ["⚠ 逾期 5 天", "⚠ 逾期 2 天"]
    bench.due.table.selectRow(0)
    press("Return")
    page = window.shown_page()
    assert (page.ledger.name, page.sheet.record.description) == ("hidden_dangers", "第 -5 天")


def test_escape_leads_back(bench: Workbench) -> None:
    tiles(bench)["今日到期 1"].pressed.emit()
    press("Esc")
    assert bench.currentWidget() is bench.home


def test_a_kind_is_chosen_on_the_left_and_worked_on_in_its_ledger(bench: Workbench, window: Window) -> None:
    bench.show_span(Span.WAITING)
    keys = [entry.key for entry in bench.due.list._entries]
    words = [entry.words for entry in bench.due.list._entries]
    assert keys[:4] == ["TODAY", "LATE", "WEEK", "MONTH"]
    bench.due.list.choose(keys[words.index("隐患 未销号")])
    assert len(rows(bench)) == 3
    bench.due.go.click()
    page = window.shown_page()
    assert (page.ledger.name, page.model.count) == ("hidden_dangers", 3)
    assert page.view_label.text() == "视图：未销号，待办缺漏"


def test_the_rows_follow_what_is_done(bench: Workbench, store: Store) -> None:
    bench.show_span(Span.LATE)
    first = store.find(HiddenDanger, order="due_on")[0]
    store.save("整改", first.replace(rectified_at=dt.date(2026, 11, 20)))
    assert len(rows(bench)) == 1


def test_what_is_to_be_done_today_is_grouped_and_each_line_opens(bench: Workbench, window: Window) -> None:
    buttons = {button.text(): button for button in bench.home.widget().findChildren(QPushButton)}
    assert "隐患 整改到期　3" in buttons
    lines = [link.accessibleName() for link in bench.home.widget().findChildren(ElidedLink)]
    assert any("第 -5 天" in line and "茂林竹木" in line for line in lines)
    buttons["隐患 整改到期　3"].click()
    assert (window.shown_page().ledger.name, window.shown_page().model.count) == ("hidden_dangers", 3)


def test_a_report_to_hand_in_leads_to_itself_and_all_of_them_to_the_reports(
    bench: Workbench, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 12, 4, 9))
    bench.show_span(Span.LATE)
    at = next(n for n, row in enumerate(rows(bench)) if row[0] == "报表 报送到期")
    assert rows(bench)[at] == ["报表 报送到期", "2026年11月", "事故统计（月报）", "2026-12-03", "⚠ 逾期 1 天"]
    bench.due.table.selectRow(at)
    press("Return")
    page = window.stack.currentWidget()
    assert isinstance(page, ReportPage) and page.stack.currentWidget() is page.sheet
    assert (page.sheet.name, page.sheet.period.title) == ("accidents", "2026年11月")
    window.show_tab("工作台")
    keys = {entry.words: entry.key for entry in bench.due.list._entries}
    bench.due.list.choose(keys["报表 报送到期"])
    assert bench.due.go.text() == "打开县级报表"
    bench.due.go.click()
    assert window.stack.currentWidget() is page and page.stack.currentWidget() is page.catalog
    bench.show_home()
    window.show_tab("工作台")
    bench.home.refresh()
    buttons = {button.text(): button for button in bench.home.widget().findChildren(QPushButton)}
    buttons["报表 报送到期　2"].click()
    assert window.stack.currentWidget() is page


def test_quick_entry_and_what_was_worked_on_last(
    bench: Workbench, window: Window, make: Callable[..., Any], town: Town
) -> None:
    make(RiskPoint, name="打磨间", enterprise=town.mill.id)
    buttons = {button.text(): button for button in bench.home.widget().findChildren(QPushButton)}
    assert "打磨间" in buttons, "any ledger's record is told"
    buttons["登记检查"].click()
    assert window.shown_page().sheet.title.text() == "新增检查"


def test_lines_are_shared_out_to_the_first_first() -> None:
    assert shares([10, 1, 3], 5) == [2, 1, 2]
    assert shares([10, 1, 3], 20) == [3, 1, 3]
    assert shares([10, 1, 3, 2], 3) == [1, 1, 1]
    assert shares([], 5) == []


def test_first_steps_say_where_each_thing_is_brought_in(window: Window) -> None:
    bench = window.show_tab("工作台")
    told = " ".join(label.text() for label in bench.findChildren(QLabel))
    assert "系统—村（社区）" in told
    assert {"去填写", "导入企业", "导入隐患", "录风险点"} <= {b.text() for b in bench.findChildren(QPushButton)}
