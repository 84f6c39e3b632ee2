"""What was typed and is not saved: closing, another record, another look ask first."""

from collections.abc import Callable, Iterator

import pytest
from hands import press, write
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ui import theme
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.settings_page import LookPage, SettingsPage
from safety_desk.ui.window import Window


@pytest.fixture(autouse=True)
def usual_look(qapp: QApplication) -> Iterator[None]:
    """The look as it was, for the tests after these."""
    yield
    theme.apply(qapp, theme.Look())


@pytest.fixture
def page(window: Window, town: Town, qtbot: QtBot) -> LedgerPage:
    """The enterprises' page, the mill's form open with a remark that is not saved."""
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.page("enterprises")
    page.open_record(town.mill.id or 0)
    page.sheet.form.focus("remark")
    write("新写的话")
    assert page.sheet.dirty
    return page


@pytest.fixture
def remark(store: Store, town: Town) -> Callable[[], str | None]:
    return lambda: store.get(Enterprise, town.mill.id or 0).remark


WAYS: dict[str, Callable[[Window, Town], object]] = {
    "closing the form": lambda window, town: press("Esc"),
    "the next record": lambda window, town: press("Alt+Down"),
    "a new record": lambda window, town: press("Ctrl+N"),
    "a record from the search": lambda window, town: window.page("enterprises").open_record(town.station.id or 0),
    "closing the window": lambda window, town: window.close(),
    "another look": lambda window, town: window.dress(theme.Look(points=10)),
}


@pytest.fixture(params=WAYS)
def leave(request: pytest.FixtureRequest, window: Window, town: Town) -> Callable[[], object]:
    return lambda: WAYS[request.param](window, town)


def test_to_cancel_leaves_everything_as_it_is(
    window: Window, page: LedgerPage, leave: Callable[[], object], answers: list[str], remark: Callable[[], str | None]
) -> None:
    answers.append("取消")
    leave()
    assert not answers, "nothing was asked"
    assert (page.sheet.dirty, page.sheet.form.raw()["remark"], remark()) == (True, "新写的话", None)
    assert window.isVisible()
    assert page.side.currentWidget() is page.sheet
    assert theme.LOOK.points == 9


def test_to_save_keeps_it_and_goes_on(
    page: LedgerPage, leave: Callable[[], object], answers: list[str], remark: Callable[[], str | None]
) -> None:
    answers.append("保存")
    leave()
    assert (answers, remark()) == ([], "新写的话")


def test_not_to_save_goes_on_without_it(
    page: LedgerPage, leave: Callable[[], object], answers: list[str], remark: Callable[[], str | None]
) -> None:
    answers.append("不保存")
    leave()
    assert (answers, remark()) == ([], None)


def test_what_cannot_be_saved_keeps_the_window_open(
    window: Window, page: LedgerPage, answers: list[str], store: Store
) -> None:
    window.show_tab("工作台")
    page.sheet.form.boxes["employees"].editor.widget.setText("许多")
    answers.append("保存")
    assert window.close() is False
    assert window.shown_page() is page, "the form with the mistake is shown"
    assert page.sheet.bar.isVisible()
    assert store.count(Enterprise, eq("remark", "新写的话")) == 0


def test_choosing_another_row_says_that_the_form_stays(page: LedgerPage, town: Town, answers: list[str]) -> None:
    page.table.go_to(page.model.row_of(town.station.id or 0))
    assert page.sheet.called() == town.mill.name
    assert "未保存" in page.sheet.bar.text.text()


def test_to_open_the_record_that_is_open_asks_nothing(page: LedgerPage, town: Town, answers: list[str]) -> None:
    answers.append("取消")
    page.open_record(town.mill.id or 0)
    assert (answers.pop(), page.sheet.form.raw()["remark"]) == ("取消", "新写的话")


def test_settings_that_are_not_saved_are_asked_for_too(
    window: Window, answers: list[str], store: Store, qtbot: QtBot
) -> None:
    settings = window.show_tab("系统").show_page("settings")
    assert isinstance(settings, SettingsPage)
    group = next(page for page in settings.pages if page.group is OfficeRules)
    line = group.form.boxes["town"].editor.widget
    line.setText("云岭镇")
    line.textEdited.emit("云岭镇")
    look = window.show_tab("系统").show_page("look")
    assert isinstance(look, LookPage)
    answers.append("取消")
    look.dark.setCurrentIndex(1)
    look.dark.activated.emit(1)
    assert (answers, theme.LOOK.dark, look.dark.currentIndex()) == ([], False, 0)
    answers.append("保存")
    assert window.close() is False, "what is being saved is waited for"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert store.options(OfficeRules).town == "云岭镇"
