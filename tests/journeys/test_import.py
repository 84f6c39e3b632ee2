"""The import wizard: what the villages sent goes in, mended where it stands, asked where it is doubtful; once told, known."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox
from pytestqt.qtbot import QtBot
from sheets import CERTIFICATE_TABLE, DANGER_BOOK, ENTERPRISE_BOOK, workbook
from town import Town

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ui.imports.columns import ColumnsStep
from safety_desk.ui.imports.header import HeaderStep
from safety_desk.ui.imports.names import NamesStep
from safety_desk.ui.imports.page import COLUMNS, HEADER, NAMES, ROWS, ImportDialog
from safety_desk.ui.imports.preview import PreviewStep
from safety_desk.ui.window import Window


class Wizard:
    """The dialog of an import, with the keyboard."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def open(self, ledger: str, path: Path) -> ImportDialog:
        self.window.page(ledger)
        self.window.errands.start_import(self.window.store.ledgers[ledger], path)
        return self.opened()

    def opened(self) -> ImportDialog:
        self.qtbot.waitUntil(lambda: self.window.findChild(ImportDialog) is not None, timeout=20_000)
        self.dialog: ImportDialog = self.window.findChild(ImportDialog)
        return self.dialog

    def step(self, n: int) -> Any:
        return self.dialog.step(n)

    def press(self, key: Qt.Key) -> None:
        """A key that no cell wants; the rows are judged before anything else is done."""
        QTest.keyClick(self.dialog, key)
        self.judged()

    def judged(self) -> None:
        """Wait until no rows are being judged."""
        self.qtbot.waitUntil(lambda: not self.dialog.bar.busy, timeout=20_000)

    def finish(self) -> None:
        self.dialog.go(ROWS)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.window.job.busy, timeout=20_000)
        self.qtbot.waitUntil(lambda: self.window.findChild(ImportDialog) is None, timeout=5_000)


@pytest.fixture
def wizard(window: Window, qtbot: QtBot) -> Wizard:
    return Wizard(window, qtbot)


def test_what_the_villages_sent_goes_in_and_is_taken_back(wizard: Wizard, store: Store) -> None:
    dialog = wizard.open("enterprises", ENTERPRISE_BOOK)
    rows = wizard.step(ROWS)
    assert isinstance(rows, PreviewStep) and dialog.at == NAMES, "villages that are not there yet are shown first"
    wizard.press(Qt.Key.Key_Return)
    assert dialog.at == ROWS
    rows.choose("有问题")
    assert [rows.filters[name].text() for name in ("有问题", "将新增", "无变化")] == [
        "有问题 1",
        "将新增 59",
        "无变化 4",
    ]
    rows.next_problem()
    cell = rows.table.currentIndex()
    assert "与第 13 行是同一企业名称" in rows.told.text()
    rows.model.setData(cell, "泾县三里服饰二厂")
    assert (rows.filters["有问题"].text(), dialog.ok.text()) == ("有问题 0", "导入 60 条")
    assert rows.model.rowCount() == 1, "the mended row stays where it is"
    wizard.finish()
    assert store.count(Enterprise) == 60
    wizard.open("hidden_dangers", DANGER_BOOK)
    assert wizard.dialog.at == NAMES
    assert isinstance(wizard.step(NAMES), NamesStep)
    box = wizard.step(NAMES).table.cellWidget(0, 3)
    assert isinstance(box, QComboBox) and box.accessibleName() == "金竹水泥制品厂"
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert wizard.step(ROWS).filters["有问题"].text() == "有问题 6"
    wizard.finish()
    assert store.count(HiddenDanger) == 71
    wizard.open("certificates", CERTIFICATE_TABLE)
    wizard.finish()
    assert store.count(Certificate) == 45, "also those of the firm that was pointed out for the dangers"
    for _ in range(3):
        wizard.window.undo()
    assert (store.count(Enterprise), store.count(HiddenDanger), store.count(Certificate)) == (0, 0, 0)
    wizard.open("enterprises", ENTERPRISE_BOOK)
    wizard.finish()
    assert store.count(Enterprise) == 59


def test_a_blank_table_of_the_county_has_nothing_to_import(wizard: Wizard) -> None:
    for path in sorted(ENTERPRISE_BOOK.parent.glob("县表*")):
        dialog = wizard.open("enterprises", path)
        dialog.go(ROWS)
        wizard.judged()
        assert not dialog.ok.isEnabled() or dialog.at in (HEADER, COLUMNS)
        dialog.reject()
        wizard.qtbot.waitUntil(lambda: wizard.window.findChild(ImportDialog) is None, timeout=5_000)


@pytest.mark.parametrize(
    ("name", "ledger", "target", "rows"),
    [
        ("smaq_companymodel.xlsx", "enterprises", "enterprises", 0),
        ("smaq_spersonmodel.xlsx", "certificates", "certificates", 0),
        ("smaq_newsequipmentmodel.xlsx", "special_equipment", "special_equipment", 2),
        ("一般工贸企业隐患排查治理标准.xls", "checklists", "checklist_items", 82),
    ],
)
def test_what_a_real_system_published_goes_in(
    wizard: Wizard, store: Store, name: str, ledger: str, target: str, rows: int
) -> None:
    """Its forms are not ours to pass on: they stand beside the repository, where they stand at all."""
    path = Path(__file__).parents[3] / "shared" / "real" / name
    if not path.exists():
        pytest.skip("the forms of the real system are not here")
    before = store.count(store.ledgers[target].record)
    dialog = wizard.open(ledger, path)
    assert dialog.layout_.target.name == target and dialog.layout_.missing == []
    assert dialog.layout_.header is not None and dialog.layout_.header.unmatched == []
    dialog.go(ROWS)
    wizard.judged()
    if not rows:
        assert dialog.ok.text() == "没有要导入的" and not dialog.ok.isEnabled()
        dialog.reject()
        return
    wizard.finish()
    assert store.count(store.ledgers[target].record) == before + rows
    wizard.window.undo()
    assert store.count(store.ledgers[target].record) == before


def test_a_form_of_strange_words_is_told_once(wizard: Wizard, store: Store, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["某镇报表", None], ["户头", "人手"], ["甲厂", 5]]
    dialog = wizard.open("enterprises", workbook(tmp_path / "九月.xlsx", ("表", rows)))
    assert dialog.at == HEADER and not dialog.ok.isEnabled()
    first = wizard.step(HEADER)
    assert isinstance(first, HeaderStep)
    first.table.selectRow(1)
    wizard.press(Qt.Key.Key_Return)
    columns = wizard.step(COLUMNS)
    assert isinstance(columns, ColumnsStep) and "还差必需的列：企业名称" in columns.told.text()
    assert not dialog.ok.isEnabled()
    for column, name in ((0, "name"), (1, "employees")):
        columns.boxes[column].setCurrentIndex(columns.boxes[column].findData(name))
        columns.boxes[column].activated.emit(0)
    assert columns.told.text() == "每一列都对上了。"
    wizard.press(Qt.Key.Key_Return)
    assert (dialog.at, dialog.ok.text()) == (ROWS, "导入 1 条")
    wizard.press(Qt.Key.Key_Escape)
    assert dialog.at == COLUMNS, "Esc goes back"
    wizard.finish()
    again = workbook(tmp_path / "十月.xlsx", ("表", [*rows, ["乙厂", 6]]))
    assert wizard.open("enterprises", again).at == ROWS, "the same form next month needs nothing"
    wizard.finish()
    assert [(e.name, e.employees) for e in store.find(Enterprise)] == [("甲厂", 5), ("乙厂", 6)]


def test_a_doubtful_firm_is_asked_once(wizard: Wizard, store: Store, town: Town, tmp_path: Path) -> None:
    rows = [["企业名称", "从业人数"], [f"泾县{town.mill.name}", 9]]
    path = workbook(tmp_path / "甲.xlsx", ("表", rows))
    dialog = wizard.open("enterprises", path)
    assert dialog.at == NAMES
    dialog.go(ROWS)
    preview = wizard.step(ROWS)
    preview.next_problem()
    assert [button.text() for button in preview.helps] == [f"就是 {town.mill.name}（奎峰村）", "是新的"]
    preview.helps[0].click()
    assert dialog.ok.text() == "导入 1 条"
    wizard.finish()
    assert store.get(Enterprise, town.mill.id or 0).employees == 9
    store.save("改", store.get(Enterprise, town.mill.id or 0).replace(employees=3))
    assert wizard.open("enterprises", path).at == ROWS, "it is not asked again"
    wizard.finish()
    assert store.get(Enterprise, town.mill.id or 0).employees == 9
    assert store.count(Enterprise, eq("name", f"泾县{town.mill.name}")) == 0


def test_a_copied_block_is_pasted_where_there_is_no_cell_for_it(wizard: Wizard, store: Store) -> None:
    QApplication.clipboard().setText("企业名称\t从业人数\n甲厂\t5\n乙厂\t=6\n")
    page = wizard.window.page("enterprises")
    QTest.keyClick(page.empty.new, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = wizard.opened()
    assert dialog.windowTitle() == "导入企业台账：粘贴的表格"
    wizard.finish()
    assert {e.name for e in store.find(Enterprise)} == {"甲厂", "乙厂"}


def test_a_copied_table_with_heads_is_offered_to_the_import_where_records_stand(
    wizard: Wizard, store: Store, town: Town
) -> None:
    page, before = wizard.window.page("enterprises"), store.find(Enterprise)
    QApplication.clipboard().setText("企业名称\t从业人数\n甲厂\t5\n乙厂\t6\n")
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert store.find(Enterprise) == before, "no head lands in a cell"
    assert wizard.window.notice.action.text() == "按表头导入…"
    wizard.window.notice.action.click()
    wizard.opened()
    wizard.finish()
    assert {e.name for e in store.find(Enterprise)} - {e.name for e in before} == {"甲厂", "乙厂"}


def test_what_was_corrected_is_not_dropped_without_asking(
    wizard: Wizard, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "甲.xlsx", ("表", [["企业名称", "从业人数"], ["甲厂", "约5人"]]))
    dialog = wizard.open("enterprises", path)
    assert dialog.at == ROWS
    model = wizard.step(ROWS).model
    model.setData(model.index(0, 2), "5")
    asked: list[str] = []

    def stay(box: QMessageBox) -> int:
        asked.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.escapeButton())
    dialog.reject()
    assert len(asked) == 1 and dialog.isVisible()
    dialog.go(COLUMNS)
    columns = wizard.step(COLUMNS)
    columns.boxes[0].activated.emit(0)
    wizard.press(Qt.Key.Key_Return)
    assert wizard.step(ROWS).model.index(0, 2).data() == "5", "judged anew, with what was corrected"
    wizard.finish()
    assert [e.employees for e in store.find(Enterprise)] == [5]
