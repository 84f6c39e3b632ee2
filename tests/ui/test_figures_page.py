"""The page of all figures: what each says, what it counts, and the rows behind it, by hand and by key."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hands import press
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ui.figures_page import FiguresPage
from safety_desk.ui.finding import best_ways, ways
from safety_desk.ui.window import Window


@pytest.fixture
def page(window: Window, town: Town, store: Store, make: Callable[..., Any], qtbot: QtBot) -> FiguresPage:
    """The rates of November, with three dangers of which one is mended, and one dangerous enterprise without insurance."""
    changed(store, town.station, is_high_risk=True)
    for day, mended in ((2, dt.date(2026, 11, 9)), (3, None), (4, None)):
        make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, day), rectified_at=mended)
    with qtbot.waitActive(window):
        window.activateWindow()
    reports = window.show_tab("报表")
    reports.show_figures()
    figures: FiguresPage = reports.figures
    return figures


def line(page: FiguresPage, title: str) -> list[str]:
    """What the table says of a figure, which is chosen then."""
    names = [row.figure.title for row in page.model.rows]
    at = names.index(title)
    page.table.setCurrentIndex(page.model.index(at, 2))
    return [page.model.index(at, n).data() or "" for n in range(page.model.columnCount())]


def doors(page: FiguresPage) -> dict[str, QPushButton]:
    return {button.text(): button for button in page.side.findChildren(QPushButton) if not button.isHidden()}


def test_a_rate_says_what_it_is_made_of_and_what_it_counts(page: FiguresPage) -> None:
    assert line(page, "隐患整改率")[:5] == ["隐患治理", "隐患整改率", "1 / 3 = 33.3%", "2", "—"]
    assert page.figure.text() == "1 / 3 = 33.3%"
    assert page.says.text().startswith("口径：已整改隐患（应整改隐患中期末前整改的）÷ 应整改隐患")
    assert "依据：" in page.says.text()
    line(page, "安责险覆盖率")
    assert page.figure.text() == "0 / 1 = 0.0%"


@pytest.mark.parametrize(("column", "rows"), [(2, 1), (3, 2)])
def test_enter_opens_the_rows_of_the_number(page: FiguresPage, window: Window, column: int, rows: int) -> None:
    line(page, "隐患整改率")
    page.table.setCurrentIndex(page.model.index(page.table.currentIndex().row(), column))
    page.table.setFocus()
    press("Return")
    shown = window.shown_page()
    assert (shown.ledger.name, shown.model.count) == ("hidden_dangers", rows)
    assert "2026年11月" in shown.view_label.text()


@pytest.mark.parametrize(("words", "rows"), [("分子　1", 1), ("分母　3", 3), ("缺口　2", 2)])
def test_each_side_has_its_door(page: FiguresPage, window: Window, qtbot: QtBot, words: str, rows: int) -> None:
    line(page, "隐患整改率")
    qtbot.wait(1)  # what stood there before is gone
    doors(page)[words].click()
    assert window.shown_page().model.count == rows


def test_a_group_shows_all_its_figures_and_another_period_counts_anew(page: FiguresPage, window: Window) -> None:
    window.show_tab("报表").show_figures("隐患治理")
    assert page.table.isColumnHidden(0)
    assert line(page, "发现隐患")[2:5] == ["3", "", "0"]
    page.choice.part.setCurrentIndex(9)
    assert line(page, "发现隐患")[2] == "0"
    page.choice.span.setCurrentText("年")
    assert line(page, "发现隐患")[2] == "3"


def test_the_figures_look_again_when_records_change(
    page: FiguresPage, window: Window, make: Callable[..., Any], town: Town
) -> None:
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 20))
    assert line(page, "隐患整改率")[2] == "1 / 4 = 25.0%"


def test_a_figure_is_found_by_its_name(page: FiguresPage, window: Window) -> None:
    window.show_tab("工作台")
    way = best_ways(ways(window), "安责险覆盖率")[0]
    way.act()
    assert page.isVisible() and page.name.text() == "安责险覆盖率"
    best_ways(ways(window), "指标：标准化")[0].act()
    assert page.title.text() == "标准化"


def test_the_months_figures_on_the_workbench_open_their_rows(page: FiguresPage, window: Window) -> None:
    bench = window.show_tab("工作台")
    bench.home.refresh()
    number = next(
        b
        for b in bench.home.widget().findChildren(QPushButton)
        if b.toolTip() == "隐患整改率，2026年11月：1 / 3 = 33.3%"
    )
    assert number.text() == "33.3%"
    number.click()
    assert window.shown_page().model.count == 1
