"""自有格式 in the window: found in the print menu, filled into Word, looked after on a page of their own."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from photos import phone_photo
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from raw_word import document, form, line
from town import Town
from visits import RECORD, Visits

from safety_desk.db.store import Store
from safety_desk.ui import own_forms_errand, printing
from safety_desk.ui.own_forms_page import OwnFormsPage
from safety_desk.ui.paper_word import photo
from safety_desk.ui.print_menu import PrintMenu
from safety_desk.ui.window import Window


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    form(store.folder, "检查台账", "告知", document(line("{{单位名称}}于{{检查日期.中文}}")))
    form(store.folder, "检查台账", "写错的", document(line("{{单位全名}}")))
    return Visits(store, town)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the window let other programs open."""
    found: list[Path] = []
    monkeypatch.setattr(own_forms_errand, "open_path", found.append)
    return found


def menu_of(window: Window) -> PrintMenu:
    page = window.page("inspections")
    page.table.selectRow(0)
    menu = PrintMenu(window.store, page.ledger, page.chosen_ids(), page)
    menu.chosen.connect(page.print_asked.emit)
    menu.forms_asked.connect(lambda: page.forms_asked.emit(page.ledger))
    return menu


def entry(menu: PrintMenu, words: str) -> Any:
    return next(action for action in menu.actions() if action.text().startswith(words))


def test_a_form_is_filled_from_the_print_menu_and_opened(
    window: Window, visits: Visits, opened: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visits.done()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "给企业"), ""))
    entry(menu_of(window), "告知（存为 Word）").trigger()
    qtbot.waitUntil(lambda: opened == [tmp_path / "给企业.docx"])
    made = Document(str(tmp_path / "给企业.docx"))
    assert [one.text for one in made.paragraphs] == ["茂林竹木制品有限公司于2026年11月20日"]
    qtbot.waitUntil(lambda: not window.job.busy)


def test_a_form_with_a_mistake_says_which_and_leads_to_the_page(window: Window, visits: Visits) -> None:
    visits.done()
    entry(menu_of(window), "写错的").trigger()
    assert "{{单位全名}}：没有这个占位符" in window.notice.text.text()
    window.notice.action.click()
    page: Any = window.stack.currentWidget().page
    assert isinstance(page, OwnFormsPage)
    assert page.chosen.name == "inspections"


def test_the_page_tells_the_forms_of_a_ledger_and_copies_placeholders(window: Window, visits: Visits) -> None:
    entry_ = entry(menu_of(window), "自有格式…")
    entry_.trigger()
    page: Any = window.stack.currentWidget().page
    assert [page.forms.item(n).text() for n in range(2)] == ["△　写错的　要改 1 处", "√　告知"]
    assert "{{单位全名}}：没有这个占位符。是不是 {{单位名称}}" in page.told.toPlainText()
    page.forms.setCurrentRow(1)
    assert page.told.toPlainText().startswith("可以用")
    page.words.setText("整改期限 中文")
    assert [one.written for one in page.listed.rows] == []
    page.words.setText("被检查单位 法定代表人")
    page.table.clicked.emit(page.listed.index(0, 0))
    assert QGuiApplication.clipboard().text() == "{{被检查单位.法定代表人}}"


def test_a_document_is_taken_in_and_a_sample_written(
    window: Window, visits: Visits, opened: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own_forms_errand.show_forms(window, window.store.ledgers["hidden_dangers"])
    page: Any = window.stack.currentWidget().page
    (tmp_path / "函.docx").write_bytes(document(line("{{企业}}")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "函.docx"), ""))
    page.add_asked.emit(page.chosen)
    assert page.forms.current().path == window.store.templates / "隐患台账" / "函.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (args[2], ""))
    page.sample_asked.emit(page.chosen)
    assert [page.forms.item(n).text() for n in range(2)] == ["√　函", "√　隐患（示例）"]
    page.folder_asked.emit(page.chosen)
    assert opened == [window.store.templates / "隐患台账"]


def test_a_stray_form_is_brought_to_the_chosen_ledger(window: Window, visits: Visits) -> None:
    stray = window.store.templates / "散的.docx"
    stray.write_bytes(document(line("{{企业}}")))
    own_forms_errand.show_forms(window, window.store.ledgers["hidden_dangers"])
    page: Any = window.stack.currentWidget().page
    assert "散的.docx" in page.astray.text()
    page.bring.click()
    assert page.forms.current().title == "散的"
    assert not stray.exists()
    assert page.astray.isHidden()


def test_a_photo_comes_upright_into_a_form_and_what_is_none_does_not(qapp: Any, tmp_path: Path) -> None:
    lying = QImage.fromData(photo(phone_photo(tmp_path / "手机.jpg", 400, 300)) or b"")
    assert (lying.width(), lying.height()) == (300, 400)
    large = QImage.fromData(photo(phone_photo(tmp_path / "大.jpg", 4000, 3000)) or b"")
    assert max(large.width(), large.height()) == 1200
    (tmp_path / "函.pdf").write_bytes(b"%PDF-1.4")
    assert photo(tmp_path / "函.pdf") is None
    assert photo(tmp_path / "没有.jpg") is None


def test_the_preview_keeps_papers_as_word(
    window: Window, visits: Visits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = printing.preview_dialog(window, visits.print(RECORD, visits.found()))
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "记录.docx"), ""))
    keep = next(
        action for action in dialog.findChildren(type(entry(menu_of(window), "自有"))) if action.text() == "另存为 Word"
    )
    keep.trigger()
    assert "现场检查记录" in [one.text for one in Document(str(tmp_path / "记录.docx")).paragraphs]
