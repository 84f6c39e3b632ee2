"""Settings: saved as one operation, refused in words, undone; what is being typed stays."""

import pytest
from hands import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from safety_desk.db.store import Store
from safety_desk.ledgers.certificate import CertificateRules
from safety_desk.ledgers.grade import Colours
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ui.settings_page import OptionsPage, SettingsPage
from safety_desk.ui.window import Window


@pytest.fixture
def settings(window: Window, qtbot: QtBot) -> SettingsPage:
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.show_tab("系统").show_page("settings")
    assert isinstance(page, SettingsPage)
    return page


def group(settings: SettingsPage, title: str) -> OptionsPage:
    page = next(page for page in settings.pages if page.group.title == title)
    settings.tabs.setCurrentWidget(page)
    return page


def put(page: OptionsPage, **texts: str) -> None:
    for name, text in texts.items():
        line = page.form.boxes[name].editor.widget
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.textEdited.emit(text)


def saved(window: Window, page: OptionsPage, qtbot: QtBot) -> None:
    page.save_button.click()
    qtbot.waitUntil(lambda: not window.job.busy, timeout=20_000)


def test_what_is_set_holds_everywhere_and_is_undone(
    window: Window, settings: SettingsPage, store: Store, qtbot: QtBot
) -> None:
    page = group(settings, "本单位")
    put(page, town="云岭镇")
    assert page.hint.text() == "有未保存的修改"
    page.form.boxes["town"].editor.widget.setFocus()
    press("Ctrl+S")
    qtbot.waitUntil(lambda: window.windowTitle() == "安全台账 · 云岭镇", timeout=20_000)
    assert store.options(OfficeRules).town == "云岭镇"
    assert window.answered.text.text() == "“本单位”已保存 ·"
    assert page.hint.text() == ""
    window.undo()
    assert store.options(OfficeRules).town == "茂林镇"
    assert page.form.boxes["town"].editor.widget.text() == "茂林镇"
    assert window.windowTitle() == "安全台账 · 茂林镇"


def test_what_cannot_be_is_refused_at_its_field(settings: SettingsPage, store: Store) -> None:
    page = group(settings, "证书有效期")
    put(page, special_years="0", manager_years="三")
    page.save_button.click()
    assert page.bar.text.text() == "还有 2 处要改"
    assert {name for name, box in page.form.boxes.items() if box.note.text()} == {"special_years", "manager_years"}
    assert store.options(CertificateRules) == CertificateRules()


def test_defaults_are_put_back_only_when_saved(
    window: Window, settings: SettingsPage, store: Store, qtbot: QtBot
) -> None:
    store.set_options("改", CertificateRules(special_years=5))
    page = group(settings, "证书有效期")
    assert page.form.boxes["special_years"].editor.widget.text() == "5"
    page._defaults()
    assert page.form.boxes["special_years"].editor.widget.text() == "6"
    assert store.options(CertificateRules).special_years == 5
    saved(window, page, qtbot)
    assert store.options(CertificateRules).special_years == 6


def test_saving_one_group_leaves_what_is_typed_in_another(
    window: Window, settings: SettingsPage, store: Store, qtbot: QtBot
) -> None:
    put(group(settings, "本单位"), phone="0563-5000000")
    page = group(settings, "证书有效期")
    put(page, special_years="5")
    saved(window, page, qtbot)
    assert store.options(CertificateRules).special_years == 5
    office = group(settings, "本单位")
    assert office.form.boxes["phone"].editor.widget.text() == "0563-5000000"
    assert store.options(OfficeRules).phone is None


def test_a_colour_is_seen_beside_its_value_and_must_be_one(settings: SettingsPage, store: Store) -> None:
    page = group(settings, "四色颜色值")
    editor = page.form.boxes["blue"].editor

    def swatch() -> str:
        return editor._swatch.icon().pixmap(8, 8).toImage().pixelColor(4, 4).name()

    assert swatch() == "#3b9bff"
    put(page, blue="#0000FF")
    assert swatch() == "#0000ff"
    put(page, blue="蓝色")
    page.save_button.click()
    assert "#FF0000" in page.form.boxes["blue"].note.text()
    assert store.options(Colours).blue == "#3B9BFF"


def test_the_look_is_put_on_at_once_and_remembered(window: Window, qtbot: QtBot) -> None:
    look = window.show_tab("系统").show_page("look")
    look.dark.setCurrentIndex(1)
    look.dark.activated.emit(1)
    assert window.memory.get("look", []) == [True, 9, False]
    qtbot.waitUntil(lambda: window.stack.currentWidget() is not None)
    assert window.palette().window().color().lightness() < 60
    look = window.show_tab("系统").show_page("look")
    look.dark.setCurrentIndex(0)
    look.dark.activated.emit(0)
    assert window.palette().window().color().lightness() > 200


def test_the_journal_tells_the_last_first(window: Window, settings: SettingsPage, store: Store) -> None:
    store.set_options("修改设置：证书有效期", CertificateRules(special_years=5))
    journal = window.show_tab("系统").show_page("journal")
    told = [[journal.model.index(row, n).data(Qt.ItemDataRole.DisplayRole) for n in range(4)] for row in range(1)]
    assert told == [["2026-11-23 10:00", "测试员", "1", "修改设置：证书有效期"]]
