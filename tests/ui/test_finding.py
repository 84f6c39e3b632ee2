"""Ctrl+K: pages, commands and records, found by a few letters and opened."""

import pytest
from hands import press, write
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ui.search_box import KIND
from safety_desk.ui.window import Window


@pytest.fixture(autouse=True)
def there(window: Window, town: Town, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def offered(window: Window, words: str) -> list[tuple[str, str]]:
    """What is offered for these words: what it is called, and what kind it is."""
    window.search.setText(words)
    window.search.look()
    model = window.search._model
    return [(model.item(n).text(), model.item(n).data(KIND) or "") for n in range(model.rowCount())]


def opened(window: Window, words: str) -> None:
    """Type words and press Enter, as a hand does that does not wait."""
    press("Ctrl+K")
    write(words)
    press("Return")
    QApplication.processEvents()


@pytest.mark.parametrize("words", ["奎", "kfc", "341823101201"])
def test_a_record_is_found_by_a_character_initials_or_a_code_and_opened(window: Window, words: str) -> None:
    opened(window, words)
    page = window.shown_page()
    assert (page.ledger.name, page.sheet.title.text()) == ("villages", "奎峰村")
    assert window.search.text() == ""


def test_a_person_is_found_by_the_end_of_a_phone_number(window: Window) -> None:
    assert ("章某", "人员") in [(name.split("（")[0], kind) for name, kind in offered(window, "0002")]


@pytest.mark.parametrize(("words", "ledger"), [("隐患台账", "hidden_dangers"), ("sxgwcz", "certificates")])
def test_a_page_is_found_by_name_or_initials(window: Window, words: str, ledger: str) -> None:
    opened(window, words)
    assert window.shown_page().ledger.name == ledger


def test_parts_have_no_line_in_the_list_but_are_found(window: Window) -> None:
    tab = window.show_tab("风险")
    listed = [entry.key for entry in tab.list._entries]
    assert "hazards" not in listed
    opened(window, "危险源")
    assert window.shown_page().ledger.name == "hazards"
    assert "hazards" in [entry.key for entry in tab.list._entries]
    tab.show_page("risk_points")
    assert "hazards" not in [entry.key for entry in tab.list._entries]


def test_a_view_opens_with_its_rows(window: Window) -> None:
    opened(window, "隐患台账：已逾期")
    assert window.shown_page().view_chosen.label == "已逾期"


def test_commands_are_found_and_carried_out(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(window, "xzqy")
    assert window.shown_page().sheet.title.text() == "新增企业"
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda _, title, *__: asked.append(title) or ("", ""))
    press("Esc")
    opened(window, "导入隐患")
    assert asked == ["导入隐患台账"]


def test_reports_and_settings_are_found(window: Window) -> None:
    words, kind = offered(window, "隐患治理统计")[0]
    assert kind == "报表"
    opened(window, words)
    assert window.show_tab("报表").sheet.report.short == words.removeprefix("报表：")
    opened(window, "设置：统计口径")
    settings = window.show_tab("系统").page
    assert settings.tabs.currentWidget().group.title == "统计口径"


def test_what_is_not_there_is_said(window: Window) -> None:
    page = window.page("enterprises")
    assert offered(window, "zzzzz") == [("没有找到", "")]
    opened(window, "zzzzz")
    assert window.shown_page() is page


def test_personal_numbers_are_masked_where_everything_is_searched(window: Window, store: Store, town: Town) -> None:
    number = "341823198001010010"
    certificate = Certificate(person_name="吴某", cert_no=f"T{number}", kind="特种作业操作证", op_type="低压电工作业")
    store.save("新增", certificate.replace(enterprise=town.mill.id))
    told = "\n".join(name for name, _ in offered(window, "吴某"))
    assert "吴某" in told
    assert number not in told
