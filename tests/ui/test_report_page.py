"""The reports on the screen are the workbook's: nested heads, totals, the chosen period."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hands import press
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.periods import read_period
from safety_desk.reports.tables import Band, Column, Table
from safety_desk.tasks.reporting import REPORTS
from safety_desk.ui.differences_view import DifferencesDialog
from safety_desk.ui.report_page import ReportPage
from safety_desk.ui.report_table import NestedHeader, ReportTable
from safety_desk.ui.window import Window


@pytest.fixture
def reports(window: Window, town: Town, make: Callable[..., Any], qtbot: QtBot) -> ReportPage:
    for day in (3, 10):
        make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, day), description=f"隐患{day}")
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 10, 9), description="上月的")
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.show_tab("报表")
    assert isinstance(page, ReportPage)
    page.sheet.show_report("hidden_danger_statistics", read_period("2026-11"))
    page.stack.setCurrentWidget(page.sheet)
    return page


def cells(reports: ReportPage) -> list[list[str]]:
    model = reports.sheet.sheets.currentWidget().model()
    return [[model.index(r, c).data() or "" for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_last_row_is_the_sum_of_those_above(reports: ReportPage) -> None:
    *rows, totals = cells(reports)
    assert totals[1] == "合计"
    column = [one.head for one in reports.sheet.tables[0].columns].index("一般隐患|排查数（项）")
    assert totals[column] == str(sum(int(row[column]) for row in rows)) == "2"
    font = reports.sheet.sheets.currentWidget().model().index(len(rows), column).data(Qt.ItemDataRole.FontRole)
    assert font.weight() > 500


def test_another_period_counts_anew(reports: ReportPage) -> None:
    column = [one.head for one in reports.sheet.tables[0].columns].index("一般隐患|排查数（项）")
    reports.sheet.choice.part.setCurrentIndex(9)
    assert reports.sheet.period.title == "2026年10月"
    assert cells(reports)[-1][column] == "1"
    reports.sheet.choice.span.setCurrentText("年")
    assert not reports.sheet.choice.part.isVisible()
    assert cells(reports)[-1][column] == "3"


def test_what_is_shown_is_what_the_workbook_says(
    window: Window, reports: ReportPage, qtbot: QtBot, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "统计.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    reports.make_asked.emit("hidden_danger_statistics", reports.sheet.period, False)
    qtbot.waitUntil(lambda: not window.job.busy and out.exists(), timeout=20_000)
    sheet = load_workbook(out, data_only=True).worksheets[0]
    written = [
        ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(min_row=5, values_only=True)
    ]
    fields = {row[1]: row for row in cells(reports)}
    mine = next(row for row in written if row[1] in fields and row[1] != "合计")
    assert fields[mine[1]][2:6] == mine[2:6]
    assert window.answered.text.text() == f"已生成{reports.sheet.report.short}：{out} ·"


def test_a_report_looks_again_when_the_records_have_changed(
    window: Window, reports: ReportPage, store: Store, town: Town, make: Callable[..., Any]
) -> None:
    column = [one.head for one in reports.sheet.tables[0].columns].index("一般隐患|排查数（项）")
    window.show_tab("隐患")
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 20), description="新的")
    window.show_tab("报表")
    assert cells(reports)[-1][column] == "3"


def test_a_block_of_a_report_is_copied_for_another_table(reports: ReportPage) -> None:
    view = reports.sheet.sheets.currentWidget()
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    press("Shift+Right", "Ctrl+C")
    assert QApplication.clipboard().text() == "\t".join(cells(reports)[0][1:3])


def test_an_empty_office_is_told_so(window: Window) -> None:
    page = window.show_tab("报表")
    page.show_report("enterprises")
    assert page.sheet.notes.text().startswith("还没有可以统计的记录。")


def test_a_report_is_two_clicks_away_and_its_numbers_open_their_rows(window: Window, reports: ReportPage) -> None:
    reports.sheet.left.emit()
    assert reports.stack.currentWidget() is reports.catalog
    names = [row[0] for row in reports.catalog.model.rows]
    assert set(names) == set(REPORTS)
    reports.catalog.choice.choose(read_period("2026-11"))
    at = names.index("hidden_danger_statistics")
    reports.catalog.table.clicked.emit(reports.catalog.model.index(at, 1))
    assert (reports.sheet.name, reports.sheet.period.title) == ("hidden_danger_statistics", "2026年11月")
    view = reports.sheet.sheets.currentWidget()
    column = [one.head for one in reports.sheet.tables[0].columns].index("一般隐患|排查数（项）")
    view.activated.emit(view.model().index(view.model().rowCount() - 1, column))
    page = window.page("hidden_dangers")
    assert page.table.model().rowCount() == 2


def test_what_is_due_opens_in_its_own_period(reports: ReportPage) -> None:
    rows = reports.catalog.model.rows
    at = next(n for n, (name, _, term) in enumerate(rows) if name == "accidents" and term)
    reports.catalog.table.clicked.emit(reports.catalog.model.index(at, 4))
    assert (reports.sheet.name, reports.sheet.period.title) == ("accidents", "2026年10月")


def test_handing_in_keeps_the_numbers_and_tells_quietly_what_changed(
    window: Window, reports: ReportPage, town: Town, make: Callable[..., Any], qtbot: QtBot
) -> None:
    before = cells(reports)
    assert not reports.sheet.told.isVisible()
    reports.sheet.submit.click()
    qtbot.waitUntil(lambda: not window.job.busy and reports.sheet.told.isVisible(), timeout=20_000)
    assert reports.sheet.told.text() == "已报送 2026-11-23（测试员），之后没有变化"
    assert not reports.sheet.submit.isEnabled()
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 20), description="后来的")
    reports.sheet.refresh()
    assert cells(reports) == before
    assert "处变化" in reports.sheet.told.text() and reports.sheet.why.isVisible()
    reports.sheet.now.setChecked(True)
    assert cells(reports) != before
    reports.sheet.show_differences()
    dialog = reports.sheet.findChild(DifferencesDialog)
    assert {dialog.model.index(0, n).data() for n in (3, 4)} == {"2", "3"}
    dialog.reject()


HEADS = (
    Column("村"),
    Column("隐患|一般", "whole", "sum"),
    Column("隐患|其中重大的（项）", "whole", "sum"),
    Column("率", "percent", "share", "C/B"),
)


def test_heads_under_one_head_share_it_and_the_header_is_high_enough(qtbot: QtBot, store: Store) -> None:
    table = Table(
        "表", "表", HEADS, [["奎峰村", 4, 1, None], Band("以下合并"), ["铜山村", 6, 1, None]], number_column=False
    )
    view = ReportTable(store, table, None)
    qtbot.addWidget(view)
    header = view.horizontalHeader()
    assert isinstance(header, NestedHeader)
    assert [header._span(n, 0) for n in range(4)] == [(0, 0), (1, 2), (1, 2), (3, 3)]
    low = header.height()
    for n in range(4):
        view.setColumnWidth(n, 30)
    assert header.height() > low
    assert [view.model().index(3, n).data() for n in range(4)] == ["合计", "10", "2", "20.0%"]
    assert view.columnSpan(1, 0) == 4
