"""The window as a whole: tabs, undo, what it says and remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import TABS, Tab
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.office import OfficeRules
from safety_desk.paths import Office
from safety_desk.ui import theme
from safety_desk.ui.memory import Memory
from safety_desk.ui.window import Window

INBOX = Path(__file__).parent.parent / "data" / "inbox"


def test_the_tabs_of_the_plan_are_there(window: Window) -> None:
    titles = [window.tabs.tabText(n) for n in range(window.tabs.count())]
    *ledgers, system = [tab.title for tab in TABS]
    assert titles == ["工作台", *ledgers, "风险地图", "报表", system]
    assert {"企业", "风险", "隐患", "检查", "系统"} <= set(titles)


def test_every_tab_opens(window: Window, town: Town) -> None:
    for title in list(window._makers):
        window.show_tab(title)
        assert window.stack.currentWidget() is window._tabs[title]


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.title)
def test_every_ledger_has_a_page_with_an_empty_form(window: Window, tab: Tab) -> None:
    for ledger in tab.ledgers:
        page = window.page(ledger.name)
        page.start_new()
        assert page.sheet is not None
        assert set(page.sheet.form.boxes) <= set(ledger.fields)
        needed = [f for f in ledger.fields.values() if f.required and f.default is None]
        assert page.sheet.save() is False or not needed


def test_the_title_names_the_town(window: Window, store: Store) -> None:
    assert window.windowTitle() == "安全台账 · 茂林镇"
    store.set_options("改名", OfficeRules(town="云岭镇"))
    assert window.windowTitle() == "安全台账 · 云岭镇"


def test_undo_and_redo_by_key_bring_back_and_take_away(window: Window, qtbot: QtBot, town: Town, store: Store) -> None:
    page = window.page("enterprises")
    before = page.model.count
    store.save("新增企业", Enterprise(name="新来的作坊", village=town.village.id))
    assert page.model.count == before + 1
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.model.count == before
    assert window.answered.text.text() == "已撤销：新增企业 ·"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.model.count == before + 1


def test_the_foot_says_that_it_is_saved_and_how_many(window: Window, town: Town, store: Store) -> None:
    window.page("enterprises")
    store.save("新增企业", Enterprise(name="新来的作坊", village=town.village.id))
    assert window.saved.text() == "已保存 10:00"
    assert window.counts.text() == "共 3 条"


def test_standard_buttons_speak_chinese(window: Window, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {button.text().split("(")[0].replace("&", "") for button in box.buttons()} == {"保存", "取消"}
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "关闭"


def test_nothing_on_screen_is_english(window: Window, town: Town) -> None:
    allowed = {
        "Ctrl",
        "Esc",
        "Excel",
        "PDF",
        "Word",
        "LEC",
        "LS",
        "MES",
        "GB",
        "T",
        "WGS",
        "GeoJSON",
        "A",
        "B",
        "C",
        "D",
        "F",
        "S",
        "N",
        "P",
        "K",
    }
    for title in list(window._makers):
        window.show_tab(title)
        for widget in (*window.findChildren(QLabel), *window.findChildren(QPushButton)):
            words = {
                w
                for w in "".join(c if c.isascii() and c.isalpha() else " " for c in widget.text()).split()
                if len(w) > 2
            }
            assert (
                words <= allowed or widget.text().startswith("<") or any(c in widget.text() for c in "0123456789-")
            ), widget.text()


def test_an_import_is_previewed_committed_and_undone_as_one(window: Window, qtbot: QtBot, store: Store) -> None:
    window.errands.start_import(store.ledgers["enterprises"], INBOX / "企业基础台账(各村上报).xlsx")
    qtbot.waitUntil(lambda: window.findChild(_dialog()) is not None, timeout=20_000)
    dialog = window.findChild(_dialog())
    dialog.go(3)
    assert dialog.ok.text() == "导入 59 条"
    dialog.ok.click()
    qtbot.waitUntil(lambda: not window.job.busy and store.count(Enterprise) == 59, timeout=20_000)
    assert window.page("enterprises").model.count == 59
    window.undo()
    assert store.count(Enterprise) == 0


def _dialog():  # type: ignore[no-untyped-def]
    from safety_desk.ui.imports.page import ImportDialog

    return ImportDialog


def test_a_file_that_is_no_table_is_refused_in_words(
    window: Window, qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    wrong = tmp_path / "程序.xlsx"
    wrong.write_bytes(b"MZ" + bytes(400))
    window.errands.start_import(store.ledgers["enterprises"], wrong)
    qtbot.waitUntil(lambda: not window.job.busy and window.notice.isVisible(), timeout=20_000)
    assert "不是表格文件" in window.notice.text.text()


def test_the_window_remembers_how_it_was_left(window: Window, office: Office) -> None:
    window.page("hidden_dangers")
    window.close()
    memory = Memory(office.folder / "window.json")
    assert memory.get("tab", "") == "隐患"
    assert memory.get("page.隐患", "") == "hidden_dangers"


def test_dark_and_light_both_dress_every_page(window: Window, qtbot: QtBot, town: Town) -> None:
    window.page("enterprises")
    window.dress(theme.Look(dark=True, points=12, roomy=True))
    qtbot.waitUntil(lambda: window.stack.currentWidget() is not None)
    page = window.page("enterprises")
    assert page.table.verticalHeader().defaultSectionSize() == theme.LOOK.row_height
    window.dress(theme.Look())
    window.page("enterprises")


def test_an_empty_office_says_what_to_do_first(window: Window) -> None:
    home = window.show_tab("工作台")
    words = " ".join(label.text() for label in home.findChildren(QLabel))
    assert "第一次使用" in words


def test_the_program_has_its_own_icon(window: Window) -> None:
    assert not window.windowIcon().pixmap(32, 32).isNull()
