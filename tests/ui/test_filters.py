"""Filters: what is set is shown again, what cannot be read is said, columns are chosen from a list."""

from collections.abc import Callable
from typing import Any

import pytest
from hands import press, write
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from town import Town

from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import ENTERPRISES
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ui.page import LedgerPage

PageOf = Callable[[Ledger], LedgerPage]


@pytest.fixture
def page(page_of: PageOf, town: Town, make: Callable[..., Any]) -> LedgerPage:
    for n in range(5):
        make(Enterprise, name=f"作坊{n}", village=town.village.id, employees=10 * n)
    return page_of(ENTERPRISES)


def opened(page: LedgerPage, path: str) -> Any:
    page.filters.open(path)
    return QApplication.activePopupWidget()


def ticks(popup: Any) -> dict[str, bool]:
    items = [popup.list.item(n) for n in range(popup.list.count())]
    return {item.text(): item.checkState() is Qt.CheckState.Checked for item in items}


def test_a_click_anywhere_on_a_line_ticks_it_and_it_is_ticked_when_opened_again(page: LedgerPage) -> None:
    popup = opened(page, "village")
    line = popup.list.visualItemRect(popup.list.item(1))
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(line.center().x(), line.center().y()))
    press("Return")
    assert page.model.count == 1
    assert page.filters._buttons["village"].text() == "所在村：铜山村"
    assert ticks(opened(page, "village")) == {"奎峰村": False, "铜山村": True}
    press("Esc")
    assert page.model.count == 1
    popup = opened(page, "village")
    popup.clear.click()
    assert page.model.count == 7


def test_a_list_is_ticked_by_keyboard_alone(page: LedgerPage) -> None:
    popup = opened(page, "village")
    popup.list.setFocus()
    press("Space", "Down", "Space")
    assert ticks(popup) == {"奎峰村": True, "铜山村": True}
    press("Space")
    assert ticks(popup) == {"奎峰村": True, "铜山村": False}
    press("Return")
    assert page.filters._buttons["village"].text() == "所在村：奎峰村"
    assert page.model.count == 6


def test_typing_narrows_and_enter_takes_what_is_left(page: LedgerPage, make: Callable[..., Any]) -> None:
    from safety_desk.ledgers.place import Village

    for n, name in enumerate(("潘村", "竹溪村", "东冲村", "云溪村", "濂长村")):
        make(Enterprise, name=f"店{n}", village=make(Village, name=name).id)
    popup = opened(page, "village")
    popup.search.setFocus()
    write("xc")
    press("Return")
    shown = {page.model.record(row).name for row in range(page.model.count)}
    assert shown == {"店1", "店3"}, "竹溪村 and 云溪村"


def test_a_stretch_of_numbers_is_typed_and_shown_again(page: LedgerPage) -> None:
    popup = opened(page, "employees")
    popup.first.setText("10")
    popup.last.setText("30")
    press("Return")
    assert page.model.count == 3
    popup = opened(page, "employees")
    assert (popup.first.text(), popup.last.text()) == ("10", "30")


def test_a_number_that_cannot_be_read_is_said_and_nothing_is_taken(page: LedgerPage) -> None:
    popup = opened(page, "employees")
    popup.first.setText("1x")
    press("Return")
    assert QApplication.activePopupWidget() is popup
    assert popup.note.text() and popup.note.isVisible()
    assert page.model.count == 7
    popup.close()


def test_days_are_chosen_by_a_word_or_typed_short(page: LedgerPage) -> None:
    popup = opened(page, "found_date")
    popup.first.setText("11-3")
    press("Return")
    assert page.filters._buttons["found_date"].text() == "成立日期：从 2026-11-03"
    assert page.model.count == 0
    assert page.main.currentWidget() is page.empty
    assert page.empty.title.text() == "没有符合条件的记录"


def test_filters_that_find_no_room_stand_in_the_next_line(page: LedgerPage) -> None:
    page.resize(1000, 640)
    before = page.filters.height()
    for path in ("employees", "found_date", "name", "address", "legal_person"):
        opened(page, path).close()
    QApplication.processEvents()
    assert page.minimumSizeHint().width() < 900
    assert page.filters.height() > before
    right = page.filters.rect().right()
    assert all(button.geometry().right() <= right for button in page.filters._buttons.values())


def test_columns_are_chosen_from_a_list(page: LedgerPage) -> None:
    page.table.choose(["name", "village"])
    page.table.choose_columns(page)
    popup = QApplication.activePopupWidget()
    assert {name for name, on in ticks(popup).items() if on} == {"企业名称", "所在村"}
    for n in range(popup.list.count()):
        item = popup.list.item(n)
        if item.text() in ("所在村", "备注"):
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
    press("Return")
    assert page.table.shown() == ["name", "remark"]
    page.table.choose_columns(page)
    QApplication.activePopupWidget().clear.click()
    assert page.table.shown() == ENTERPRISES.columns.split()
