"""Files of a record: dropped, pasted, chosen, put in order, removed, opened; what cannot be taken is said at the field."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import press
from photos import quartered
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ui.file_tiles import PICTURE, FileTiles
from safety_desk.ui.files_editor import FilesEditor
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.picture_viewer import PictureViewer
from safety_desk.ui.window import Window


@pytest.fixture
def page(window: Window, town: Town, make: Callable[..., HiddenDanger], qtbot: QtBot) -> LedgerPage:
    """The page of hidden dangers, the form of one open, the keyboard at its photos from before."""
    with qtbot.waitActive(window):
        window.activateWindow()
    danger = make(HiddenDanger, enterprise=town.mill.id, description="砂轮机无防护罩")
    window.show_tab("隐患")
    page = window.page("hidden_dangers")
    page.open_record(danger.id or 0)
    page.sheet.form.focus("photo_before")
    return page


@pytest.fixture
def editor(page: LedgerPage) -> FilesEditor:
    found = page.sheet.form.boxes["photo_before"].editor
    assert isinstance(found, FilesEditor)
    return found


@pytest.fixture
def some(tmp_path: Path) -> list[Path]:
    """A picture, a paper and a plain text, as they lie in a folder of the clerk."""
    paths = [tmp_path / name for name in ("配电箱.png", "整改报告.docx", "说明.txt")]
    quartered(400, 300).save(str(paths[0]))
    paths[1].write_bytes(b"PK report")
    paths[2].write_text("说明", encoding="utf-8")
    return paths


def names(editor: FilesEditor) -> list[str]:
    return [attachments.name_of(reference) for reference in editor.take()]


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(editor: FilesEditor, mime: QMimeData, shift: bool = False) -> Qt.DropAction:
    """Drag something over the tiles and let it go; answers what whoever dragged it is told to have happened."""
    at, target = QPoint(20, 20), editor.tiles.viewport()
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, actions, mime, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return Qt.DropAction.IgnoreAction
    event = QDropEvent(QPointF(at), actions, mime, Qt.MouseButton.LeftButton, keys)
    event.setDropAction(Qt.DropAction.MoveAction if shift else Qt.DropAction.CopyAction)
    QApplication.sendEvent(target, event)
    return event.dropAction()


def paste(mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    press("Ctrl+V")


def test_files_that_are_dropped_are_kept_and_saved_with_the_record(
    editor: FilesEditor, page: LedgerPage, some: list[Path], store: Store
) -> None:
    assert drop(editor, of_files(*some)) is Qt.DropAction.CopyAction
    assert names(editor) == ["配电箱.png", "整改报告.docx", "说明.txt"]
    assert page.sheet.dirty
    for path in some:
        path.unlink()
    press("Ctrl+S")
    [danger] = store.find(HiddenDanger)
    assert list(danger.photo_before or ()) == editor.take()
    assert attachments.unsound(store.attachments, editor.take()) == {}


def test_the_source_of_a_drag_is_told_that_it_was_copied_even_with_shift_held(
    editor: FilesEditor, some: list[Path]
) -> None:
    assert drop(editor, of_files(some[0]), shift=True) is Qt.DropAction.CopyAction, "else Explorer deletes the file"


def test_what_is_no_file_is_not_let_in(editor: FilesEditor) -> None:
    words = QMimeData()
    words.setText("一段文字")
    assert drop(editor, words) is Qt.DropAction.IgnoreAction
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.jpg")])
    drop(editor, web)
    assert (names(editor), editor.note.text()) == ([], "网页上的内容没有添加。请先另存到电脑里，再拖进来")


def test_files_copied_in_explorer_are_pasted(editor: FilesEditor, some: list[Path]) -> None:
    paste(of_files(*some[:2]))
    assert names(editor) == ["配电箱.png", "整改报告.docx"]


def test_a_screenshot_is_pasted_as_a_picture_named_by_field_and_moment(editor: FilesEditor, store: Store) -> None:
    shot = QMimeData()
    shot.setImageData(quartered(200, 100))
    paste(shot)
    assert names(editor) == ["整改前照片_20261123_100000.png"]
    kept = QImage(str(attachments.place_of(store.attachments, editor.take()[0])))
    assert (kept.width(), kept.height(), kept.pixelColor(10, 10).name()) == (200, 100, "#ff0000")
    paste(shot)
    assert len(names(editor)) == 1
    assert "已经在这里了" in editor.note.text()


def test_to_paste_nothing_says_what_to_do(editor: FilesEditor) -> None:
    QGuiApplication.clipboard().clear()
    press("Ctrl+V")
    assert editor.note.isVisible() and "先在资源管理器里复制文件，或者截图" in editor.note.text()


def test_one_bad_file_does_not_keep_out_the_others_and_is_said_at_the_field(
    editor: FilesEditor, some: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "查看器.exe").write_bytes(b"MZ")
    (tmp_path / "空.jpg").touch()
    drop(editor, of_files(tmp_path / "查看器.exe", some[0], tmp_path / "空.jpg", tmp_path / "没有.jpg", tmp_path))
    assert names(editor) == ["配电箱.png"]
    said = editor.note.text().split("\n")
    assert [line.split("”")[0] for line in said[:3]] == ["“查看器.exe", "“空.jpg", "“没有.jpg"]
    assert said[3:] == ["另有 1 个也没有添加"]
    editor.tiles.setCurrentRow(0)
    press("Delete")
    assert (names(editor), editor.note.isVisible()) == ([], False)


def test_chosen_files_are_put_in_order_by_keys_and_by_hand(
    editor: FilesEditor, some: list[Path], monkeypatch: pytest.MonkeyPatch, page: LedgerPage
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in some], ""))
    editor.choose()
    page.sheet.dirty = False
    editor.tiles.setCurrentRow(2)
    press("Alt+Left")
    assert (names(editor), page.sheet.dirty) == (["配电箱.png", "说明.txt", "整改报告.docx"], True)
    press("Alt+Right", "Alt+Right")
    assert names(editor) == ["配电箱.png", "整改报告.docx", "说明.txt"]
    press("Home", "Shift+Right", "Delete")
    assert names(editor) == ["说明.txt"]


def test_a_tile_goes_where_it_is_dragged_to_and_is_not_taken_in_again(editor: FilesEditor, some: list[Path]) -> None:
    tiles = editor.tiles
    drop(editor, of_files(*some))

    class Moved(QDropEvent):
        def source(self) -> FileTiles:
            return tiles

    def drag(row: int, to: QPoint) -> Qt.DropAction:
        tiles.setCurrentRow(row)
        mime, keys = tiles.mimeData([tiles.item(row)]), Qt.KeyboardModifier.NoModifier
        event = Moved(QPointF(to), tiles.model().supportedDragActions(), mime, Qt.MouseButton.LeftButton, keys)
        event.setDropAction(Qt.DropAction.MoveAction)
        tiles.dropEvent(event)
        return event.dropAction()

    assert drag(2, tiles.visualItemRect(tiles.item(0)).center()) is Qt.DropAction.CopyAction, "else it would vanish"
    assert names(editor) == ["说明.txt", "配电箱.png", "整改报告.docx"]
    drag(0, QPoint(tiles.width() - 2, tiles.height() - 2))
    assert names(editor) == ["配电箱.png", "整改报告.docx", "说明.txt"]


def test_the_form_makes_room_for_every_tile_and_for_what_is_said(
    editor: FilesEditor, window: Window, page: LedgerPage, some: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    box = page.sheet.form.boxes["photo_before"]
    for form in (900, 400, 900):  # from two columns to one and back
        page.split.setSizes([page.width() - form, form])
        QApplication.processEvents()

    def fits() -> bool:
        tiles, button, note = (part.geometry() for part in (editor.tiles, editor.remove_button, editor.note))
        return tiles.bottom() < button.y() and button.bottom() < note.y() and note.bottom() < box.height()

    for more in (some[:1], some[1:], [_copy(some[0], n) for n in range(3)]):
        drop(editor, of_files(*more, tmp_path / "没有.jpg"))
        qtbot.waitUntil(fits, timeout=2000)


def _copy(path: Path, n: int) -> Path:
    """The same picture with another content."""
    copy = path.with_name(f"{n}{path.name}")
    copy.write_bytes(path.read_bytes() + bytes(n + 1))
    return copy


def test_the_menu_offers_what_is_possible(editor: FilesEditor, some: list[Path]) -> None:
    offered = {action.text().split("\t")[0]: action.isEnabled() for action in editor.tiles.menu().actions()}
    assert [words for words, possible in offered.items() if possible] == ["粘贴"]
    drop(editor, of_files(*some))
    acts = {action.text().split("\t")[0]: action for action in editor.tiles.menu().actions()}
    assert not acts["移到后面"].isEnabled()
    acts["移到前面"].trigger()
    assert names(editor) == ["配电箱.png", "说明.txt", "整改报告.docx"]


def test_a_picture_has_a_thumbnail_and_a_paper_its_sign(
    editor: FilesEditor, some: list[Path], qtbot: QtBot, store: Store
) -> None:
    drop(editor, of_files(*some[:2]))
    gone = f"{'0' * 64}:不见的.jpg"
    editor.tiles.add(gone)
    qtbot.waitUntil(lambda: editor.tiles.item(2).data(PICTURE) is not None)
    shown = [editor.tiles.item(n).data(PICTURE) for n in range(3)]
    assert shown[0].deviceIndependentSize().toSize() == QSize(96, 72)
    assert shown[1:] == ["file", "warning"]
    editor.tiles.setCurrentRow(2)
    press("Return")
    assert "附件“不见的.jpg”的文件不见了" in editor.note.text()


def test_enter_opens_a_picture_here_and_a_paper_in_its_own_program(
    editor: FilesEditor, some: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(PictureViewer, "exec", lambda viewer: seen.append(viewer.windowTitle()))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()) is None)
    drop(editor, of_files(*some[:2]))
    editor.tiles.setCurrentRow(0)
    press("Return", "Right", "Return")
    assert seen[0] == "配电箱.png"
    assert (Path(seen[1]).name, Path(seen[1]).read_bytes()) == ("整改报告.docx", b"PK report")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    press("Return")
    assert "没有能打开它的程序" in editor.note.text()


def test_enter_goes_on_where_there_is_no_file(editor: FilesEditor) -> None:
    assert editor.tiles.hasFocus()
    press("Return")
    assert not editor.tiles.hasFocus()


def test_a_copy_is_saved_where_the_person_says(
    editor: FilesEditor, some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(editor, of_files(some[1]))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "报县局.docx"), ""))
    editor.save_button.click()
    assert (tmp_path / "报县局.docx").read_bytes() == b"PK report"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "报.docx"), ""))
    editor.save_button.click()
    assert "“报.docx”没有存成" in editor.note.text()


def test_files_that_were_added_are_asked_for_before_the_form_goes(
    editor: FilesEditor, page: LedgerPage, some: list[Path], answers: list[str], store: Store
) -> None:
    drop(editor, of_files(some[0]))
    answers.append("取消")
    press("Esc")
    assert (answers, names(editor)) == ([], ["配电箱.png"])
    answers.append("保存")
    press("Esc")
    [danger] = store.find(HiddenDanger)
    assert [attachments.name_of(file) for file in danger.photo_before or ()] == ["配电箱.png"]
