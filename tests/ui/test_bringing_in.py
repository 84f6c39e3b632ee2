"""Files come in: dropped on the window, previewed row by row, marked, kept; an empty table goes out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot
from sheets import ENTERPRISE_BOOK, workbook
from town import Town

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.place import Village
from safety_desk.ui.imports.columns import ColumnsStep
from safety_desk.ui.imports.header import HeaderStep
from safety_desk.ui.imports.page import COLUMNS, HEADER, ROWS, ImportDialog
from safety_desk.ui.imports.preview import PreviewStep
from safety_desk.ui.window import Window

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def dropped(window: Window, path: Path) -> bool:
    """Drag a file over the window and let it go; answers whether the window would have it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    over = QDragEnterEvent(window.rect().center(), COPY, data, LEFT, NO_KEY)
    over.ignore()
    QApplication.sendEvent(window, over)
    if over.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(window.rect().center()), COPY, data, LEFT, NO_KEY))
    return over.isAccepted()


def previewed(window: Window, qtbot: QtBot) -> ImportDialog:
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=20_000)
    return window.findChild(ImportDialog)


def taken(window: Window, dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.go(ROWS)
    dialog.ok.click()
    qtbot.waitUntil(lambda: not window.job.busy, timeout=20_000)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None, timeout=5_000)


def shown(dialog: ImportDialog, name: str) -> list[list[str]]:
    """The rows of the preview that a filter lets through: number, and what is said under each field."""
    preview = dialog.step(ROWS)
    assert isinstance(preview, PreviewStep)
    preview.choose(name)
    model, down = preview.model, Qt.Orientation.Vertical
    return [
        [str(model.headerData(r, down)), *(model.index(r, c).data() or "" for c in range(1, model.columnCount()))]
        for r in range(model.rowCount())
    ]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where the person wants the file."""
    out = tmp_path / "存到这里.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    yield out


def test_a_workbook_dropped_on_a_ledger_is_previewed_and_imported(window: Window, qtbot: QtBot, store: Store) -> None:
    window.page("enterprises")
    assert dropped(window, ENTERPRISE_BOOK)
    dialog = previewed(window, qtbot)
    assert dialog.windowTitle() == f"导入企业台账：{ENTERPRISE_BOOK.name}"
    rows = shown(dialog, "将新增")
    assert len(rows) == 59
    assert rows[0][0] == "5"
    taken(window, dialog, qtbot)
    assert store.count(Enterprise) == 59
    assert "已导入企业台账 59 条，1 行没有保存" in window.notice.text.text()
    window.undo()
    assert store.count(Enterprise) == store.count(Village) == 0


@pytest.mark.parametrize("name", ["照片.jpg", "程序.exe"])
def test_what_is_no_table_is_not_taken(window: Window, tmp_path: Path, name: str) -> None:
    window.page("enterprises")
    (tmp_path / name).write_bytes(b"x")
    assert not dropped(window, tmp_path / name)


def test_where_no_ledger_is_shown_the_window_says_what_to_do(window: Window) -> None:
    window.show_tab("报表")
    assert dropped(window, ENTERPRISE_BOOK)
    assert window.notice.text.text() == "请先打开要导入的台账，再把表格拖进来"
    assert not window.job.busy


def test_what_an_update_changes_is_told_field_by_field(
    window: Window, qtbot: QtBot, store: Store, town: Town, tmp_path: Path
) -> None:
    store.save("改", town.mill.replace(employees=12))
    path = workbook(
        tmp_path / "更新.xlsx",
        ("表", [["企业名称", "所在村", "从业人员数"], [town.mill.name, "奎峰村", 15], ["新厂", "水东村", 3]]),
    )
    window.page("enterprises")
    window.errands.start_import(store.ledgers["enterprises"], path)
    dialog = previewed(window, qtbot)
    assert shown(dialog, "将更新") == [["2", town.mill.name, "奎峰村", "12 → 15"]]
    assert shown(dialog, "将新增") == [["3", "新厂", "水东村", "3"]]
    assert store.find(Village, eq("name", "水东村")) == [], "nothing is there before it is agreed to"
    dialog.reject()


def test_every_column_of_the_file_is_accounted_for(window: Window, qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", ("表", [["企业名称", "村", "星座"], ["甲厂", "奎峰村", "狮子"]]))
    window.page("enterprises")
    window.errands.start_import(store.ledgers["enterprises"], path)
    dialog = previewed(window, qtbot)
    assert dialog.at == COLUMNS, "a column that is not used is shown before anything else"
    columns = dialog.step(COLUMNS)
    assert isinstance(columns, ColumnsStep)
    assert [box.currentText() for box in columns.boxes.values()] == ["企业名称", "所在村", "（不导入）"]
    assert columns.table.item(2, 1).text() == "星座"
    assert columns.table.item(2, 2).text() == "狮子"
    assert "1 列不导入" in columns.told.text()
    dialog.reject()


def test_the_marked_workbook_is_kept_and_offered_in_the_dialog(
    window: Window, qtbot: QtBot, store: Store, asked: Path
) -> None:
    window.page("enterprises")
    window.errands.start_import(store.ledgers["enterprises"], ENTERPRISE_BOOK)
    dialog = previewed(window, qtbot)
    dialog.mark.click()
    assert dialog.said.text() == f"已标注并另存：{asked}"
    assert dialog.follow.text() == "打开"
    page = load_workbook(asked).active
    assert page is not None
    assert page["C15"].comment is not None
    dialog.reject()


def test_a_place_that_cannot_be_written_is_said_in_the_dialog(
    window: Window, qtbot: QtBot, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "a.xlsx"), ""))
    window.page("enterprises")
    window.errands.start_import(store.ledgers["enterprises"], ENTERPRISE_BOOK)
    dialog = previewed(window, qtbot)
    dialog.mark.click()
    assert dialog.said.text().startswith("写不了")
    dialog.reject()


def borders(path: Path) -> Path:
    """Two villages as a mapping program writes them."""

    def square(west: float) -> list[list[list[float]]]:
        return [[[west, 30.5], [west + 0.05, 30.5], [west + 0.05, 30.55], [west, 30.55], [west, 30.5]]]

    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "fid": n},
            "geometry": {"type": "Polygon", "coordinates": square(118.3 + n * 0.05)},
        }
        for n, name in enumerate(("奎峰村", "水东村"))
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_borders_of_villages_come_in_by_geojson_and_stand_on_the_map(
    window: Window, qtbot: QtBot, store: Store, town: Town, tmp_path: Path
) -> None:
    page = window.page("villages")
    assert page.model.count == 2
    assert dropped(window, borders(tmp_path / "村界.geojson"))
    dialog = previewed(window, qtbot)
    assert [row[1] for row in shown(dialog, "将更新")] == ["奎峰村"]
    assert [row[1] for row in shown(dialog, "将新增")] == ["水东村"]
    taken(window, dialog, qtbot)
    bordered = {village.name for village in store.find(Village) if village.polygon}
    assert bordered == {"奎峰村", "水东村"}
    assert page.model.count == 3
    map_page = window.show_tab("风险地图")
    assert {area.name for area in map_page.canvas.map.facts.areas if area.polygons} == bordered
    window.undo()
    assert [village.name for village in store.find(Village) if village.polygon] == []
    assert store.count(Village) == 2


def test_an_empty_table_to_fill_in_comes_back_as_records(
    window: Window, qtbot: QtBot, store: Store, asked: Path
) -> None:
    page = window.page("enterprises")
    page.empty.blank.click()
    qtbot.waitUntil(lambda: not window.job.busy and asked.exists(), timeout=20_000)
    book = load_workbook(asked)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[3]]
    assert {"企业名称", "所在村", "从业人员数（人）"} <= set(heads)
    sheet.cell(6, heads.index("企业名称") + 1, "甲厂")
    book.save(asked)
    window.errands.start_import(store.ledgers["enterprises"], asked)
    taken(window, previewed(window, qtbot), qtbot)
    assert [e.name for e in store.find(Enterprise)] == ["甲厂"]


def test_another_sheet_of_the_workbook_is_chosen_in_the_preview(
    window: Window, qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "两个村.xlsx"
    book = Workbook()
    for sheet, names in (("奎峰村", ("甲厂", "乙厂", "丙厂")), ("铜山村", ("丁厂",))):
        page = book.create_sheet(sheet)
        page.append(["企业名称", "所在村", "从业人员数"])
        for name in names:
            page.append([name, sheet, 8])
    del book["Sheet"]
    book.save(path)
    window.errands.start_import(store.ledgers["enterprises"], path)
    dialog = previewed(window, qtbot)

    def sheets() -> QComboBox:
        step = dialog.step(HEADER)
        assert isinstance(step, HeaderStep)
        return step.sheets

    assert [sheets().itemText(n) for n in range(sheets().count())] == ["奎峰村", "铜山村"]
    for name, number in (("铜山村", 1), ("奎峰村", 3)):
        sheets().textActivated.emit(name)
        assert (dialog.at, sheets().currentText()) == (HEADER, name)
        dialog.go(ROWS)
        qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20_000)
        assert dialog.ok.text() == f"导入 {number} 条"
    taken(window, dialog, qtbot)
    assert store.count(Enterprise) == 3
    assert window.notice.action.text() == "导入“铜山村”", "the next sheet is offered"
    window.notice.action.click()
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=20_000)
    taken(window, previewed(window, qtbot), qtbot)
    assert store.count(Enterprise) == 4
