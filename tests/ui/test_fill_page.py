"""来表即填 in the window: a blank is dropped, looked at, corrected, filled, kept as a template, and traced."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from blanks import COUNTY_LIST, COUNTY_STATISTICS, dangers_list
from hands import press
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFontMetrics
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.fill_template import FillTemplate
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ui.fill.page import FillPage
from safety_desk.ui.fill.side import Choice
from safety_desk.ui.window import Window

Open = Callable[[Path], FillPage]


@pytest.fixture
def page(window: Window, town: Town, make: Callable[..., Any], qtbot: QtBot) -> FillPage:
    for day in (3, 10, 12, 20):
        make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, day), description=f"隐患{day}")
    with qtbot.waitActive(window):
        window.activateWindow()
    reports = window.show_tab("报表")
    reports.list.choose("fill")
    return reports.filling


@pytest.fixture
def opened(page: FillPage, qtbot: QtBot) -> Open:
    def open_(path: Path) -> FillPage:
        page.open_blank(path)
        counted(page, qtbot)
        return page

    return open_


def counted(page: FillPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.blank is not None and page.told is not None and not page.bar.busy, timeout=20_000)


def choose(page: FillPage, title: str, words: str) -> None:
    """Choose in the panel's box of that title."""
    box = next(box for box in page.side.widget().findChildren(Choice) if box.accessibleName() == title)
    at = next(n for n in range(box.count()) if box.itemText(n) == words)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def text(page: FillPage, row: int, column: int) -> str:
    item = page.picture.item(row - 1, column - 1)
    return item.text() if item else ""


def test_what_is_printed_can_be_read_whole(opened: Open) -> None:
    page = opened(COUNTY_STATISTICS)
    picture, font = page.picture, page.picture.fontMetrics()
    labels = [picture.item(row, 0) for row in range(5, 17)]
    assert all(font.horizontalAdvance(item.text()) + 8 <= picture.columnWidth(0) for item in labels)
    head = picture.item(4, 8)
    box = QRect(0, 0, picture.columnWidth(8) - 16, 1000)
    need = QFontMetrics(head.font()).boundingRect(box, int(Qt.TextFlag.TextWordWrap), head.text())
    assert head.text().startswith("落实") and need.height() <= picture.rowHeight(4)


def test_a_dropped_blank_is_shown_with_what_fills_it(page: FillPage, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dangers_list(tmp_path / "县里的表.xlsx")))])
    where = QPointF(5, 5)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(where, copy, data, left, none))
    counted(page, qtbot)
    assert page.title.text() == "县里的表.xlsx"
    assert text(page, 1, 1) == "茂林镇2026年11月事故隐患清单"
    assert [text(page, row, 4) for row in range(3, 7)] == ["隐患3", "隐患10", "隐患12", "隐患20"]
    assert text(page, 7, 1) == "合计" and text(page, 7, 9) == "ƒ", "a line was added; the total stands below it"
    assert page.missing.text().startswith("将填 4 行。")


def test_a_column_is_corrected_by_a_click(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(dangers_list(tmp_path / "a.xlsx"))
    page.picture.setCurrentCell(1, 9)
    choose(page, "填什么（可打字查找）", "隐患编号")
    counted(page, qtbot)
    qtbot.waitUntil(lambda: text(page, 3, 10).startswith("YH-2026"), timeout=20_000)
    assert page.blank is not None and page.blank.plan.sources[10].path == "code"
    assert page.picture.currentColumn() == 9, "what was chosen stays chosen"


def test_a_doubt_is_settled_by_one_press(opened: Open, qtbot: QtBot) -> None:
    page = opened(COUNTY_STATISTICS)
    assert "1 处请核对" in page.missing.text()
    page.picture.setCurrentCell(5, 0)
    [button] = [one for one in page.side.widget().findChildren(QPushButton) if one.text() == "没错，就是它"]
    button.click()
    qtbot.waitUntil(lambda: not page.bar.busy and "请核对" not in page.missing.text(), timeout=20_000)


def test_another_period_counts_anew(opened: Open, qtbot: QtBot) -> None:
    page = opened(COUNTY_STATISTICS)
    total = lambda: sum(int(text(page, row, 3) or 0) for row in (*range(6, 12), *range(14, 17)))  # noqa: E731
    assert total() == 4
    page.choice.part.setCurrentIndex(9)
    qtbot.waitUntil(lambda: not page.bar.busy and total() == 0, timeout=20_000)
    assert text(page, 2, 8) == "统计时段:2026年10月"


def test_a_filled_cell_opens_its_rows(window: Window, opened: Open, qtbot: QtBot) -> None:
    page = opened(COUNTY_STATISTICS)
    row = next(row for row in (*range(6, 12), *range(14, 17)) if text(page, row, 3) == "4")
    page.picture.setCurrentCell(row - 1, 2)
    page.picture.cellDoubleClicked.emit(row - 1, 2)
    shown = window.page("hidden_dangers")
    assert shown.isVisible() and shown.table.model().rowCount() == 4


def test_it_is_filled_kept_and_filled_again(
    window: Window, opened: Open, store: Store, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, out = opened(dangers_list(tmp_path / "a.xlsx")), tmp_path / "填好的.xlsx"
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("月清单", True))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.keep.click()
    assert page.title.text() == "模板：月清单"
    page.fill.click()
    qtbot.waitUntil(lambda: not window.job.busy and out.exists(), timeout=20_000)
    assert window.answered.text.text() == f"已填 4 行：{out} ·"
    assert load_workbook(out).active["D6"].value == "隐患20"
    assert store.find(FillTemplate)[0].filled_period == "2026年11月"
    counted(page, qtbot)
    page.close_.click()
    assert page.templates.count() == 1
    page.templates.setCurrentRow(0)
    page.templates.setFocus()
    press("Return")
    counted(page, qtbot)
    assert page.title.text() == "模板：月清单" and text(page, 6, 4) == "隐患20"


def test_what_cannot_be_read_is_said(page: FillPage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"MZ not a table")
    page.open_blank(tmp_path / "a.xlsx")
    qtbot.waitUntil(lambda: not page.bar.busy and page.trouble.isVisible(), timeout=20_000)
    assert "这不是表格文件" in page.trouble.text()


def test_another_ledger_is_proposed_anew(opened: Open, qtbot: QtBot) -> None:
    page = opened(COUNTY_LIST)
    choose(page, "列的是哪本台账", "特种设备")
    qtbot.waitUntil(lambda: not page.bar.busy and page.blank.plan.rows.ledger == "special_equipment", timeout=20_000)
    assert page.blank.plan.sources[2].path == "enterprise"
