"""The files of a record's field: dropped, pasted or chosen, looked at, put in order, taken away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from safety_desk import clock
from safety_desk.db import attachments
from safety_desk.errors import Refusal
from safety_desk.ui import theme
from safety_desk.ui.editors import EDITORS, Editor
from safety_desk.ui.file_tiles import FileTiles
from safety_desk.ui.picture_viewer import save_as

PICTURE = QSize(96, 72)
MOST_TOLD = 3


class GivenTiles(FileTiles):
    """Tiles that take files: `given` hands over what was dropped or pasted; keys move and remove."""

    given = Signal(object)
    remove_asked = Signal()
    save_asked = Signal()
    moved = Signal()

    def __init__(self, folder: Path, parent: QWidget) -> None:
        super().__init__(folder, PICTURE, parent)
        self._over = False
        self.setDragEnabled(True)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)  # tiles that stay where they are have it taken from them
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self or holds_files(event.mimeData()):
            self._light(event.source() is not self)
            self._copy_only(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._copy_only(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """From outside: taken in. From here: put where it was dropped."""
        self._light(False)
        if event.source() is self:
            self._move_to(self.indexAt(event.position().toPoint()))
        else:
            self.given.emit(event.mimeData())
        self._copy_only(event)

    def _copy_only(self, event: QDropEvent) -> None:
        """Whoever dragged keeps what was dragged: Explorer would delete a file of which we said that it was moved."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _light(self, over: bool) -> None:
        self._over = over
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        if event.matches(QKeySequence.StandardKey.Paste):
            self.given.emit(QGuiApplication.clipboard().mimeData())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.remove_asked.emit()
        elif step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move_by(step)
        else:
            super().keyPressEvent(event)

    def move_by(self, step: int) -> None:
        """The current file so many places on."""
        at = self.currentRow()
        if at >= 0 and 0 <= at + step < self.count():
            self.insertItem(at + step, self.takeItem(at))
            self.setCurrentRow(at + step)
            self.moved.emit()

    def _move_to(self, index: QModelIndex) -> None:
        to = index.row() if index.isValid() else self.count() - 1
        self.move_by(to - self.currentRow())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().exec(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done here, with its keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here, at = self.currentItem() is not None, self.currentRow()
        acts: tuple[tuple[str, str, Callable[[], object], bool], ...] = (
            ("打开", "回车", self.open, here),
            ("另存为…", "", self.save_asked.emit, here),
            ("移到前面", "Alt+←", lambda: self.move_by(-1), here and at > 0),
            ("移到后面", "Alt+→", lambda: self.move_by(1), here and at < self.count() - 1),
            ("移除", "Delete", self.remove_asked.emit, bool(self.selectedItems())),
            ("粘贴", "Ctrl+V", lambda: self.given.emit(QGuiApplication.clipboard().mimeData()), True),
        )
        for words, keys, act, possible in acts:
            menu.addAction(f"{words}\t{keys}", act).setEnabled(possible)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.count() and not self._over:
            return
        painter, tokens = QPainter(self.viewport()), theme.LOOK.tokens
        room = self.viewport().rect().adjusted(8, 2, -8, -2)
        if not self.count():
            painter.setPen(QColor(tokens.secondary))
            words = "把照片、文件拖到这里\n或按 Ctrl+V 粘贴"
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        if self._over:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
        painter.end()


class FilesEditor(Editor):
    """Files of a record. What is added is in the office's folder at once; the record names it when it is saved."""

    def build(self, parent: QWidget) -> QWidget:
        body = QWidget(parent)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.tiles = GivenTiles(self.store.attachments, body)
        self.tiles.given.connect(self.take_in)
        self.tiles.moved.connect(self.changed)
        self.tiles.remove_asked.connect(self.remove)
        self.tiles.save_asked.connect(self.save)
        self.tiles.told.connect(lambda text: self._tell([text]))
        self.tiles.itemSelectionChanged.connect(self._able)
        column.addWidget(self.tiles)
        column.addLayout(self._buttons(body))
        self.note = QLabel(body)
        self.note.setObjectName("error")
        self.note.setWordWrap(True)
        self.note.hide()
        column.addWidget(self.note)
        body.setFocusProxy(self.tiles)
        return body

    def _buttons(self, body: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        made = []
        for words, tip, act in (
            ("添加…", "选文件，可以一次选几个", self.choose),
            ("移除", "移除选中的（Delete）；文件本身还留着，撤销得回来", self.remove),
            ("另存为…", "把选中的拷一份出去", self.save),
        ):
            button = QPushButton(words, body)
            button.setToolTip(tip)
            button.clicked.connect(act)
            row.addWidget(button)
            made.append(button)
        row.addStretch()
        _, self.remove_button, self.save_button = made
        self._able()
        return row

    def _able(self) -> None:
        chosen = len(self.tiles.selectedItems())
        self.remove_button.setEnabled(chosen > 0)
        self.save_button.setEnabled(chosen == 1)

    def put(self, value: Any) -> None:
        self.tiles.show_files(value or ())
        self._tell([])

    def take(self) -> Any:
        return self.tiles.references()

    def choose(self) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(self.widget, f"添加{self.field.label}")
        if paths:
            self._keep([Path(path) for path in paths])

    def take_in(self, given: QMimeData | None) -> None:
        """Take what was dropped or pasted: files, or a picture that is no file yet."""
        if given is not None and (paths := files_of(given)):
            self._keep(paths)
        elif given is not None and given.hasImage():
            self._keep_picture(QImage(given.imageData()))
        elif given is not None and given.hasUrls():
            self._tell(["网页上的内容没有添加。请先另存到电脑里，再拖进来"])
        else:
            self._tell(["剪贴板里没有文件或图片，没有添加。先在资源管理器里复制文件，或者截图，再按 Ctrl+V"])

    def _keep(self, paths: list[Path]) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._add([lambda path=path: attachments.keep(self.store.attachments, path) for path in paths])
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _keep_picture(self, image: QImage) -> None:
        buffer = QBuffer()
        if image.isNull() or not image.save(buffer, "PNG"):
            self._tell(["剪贴板里的图片读不出来，没有添加。请另存成文件，再拖进来"])
            return
        name = f"{self.field.label}_{clock.now():%Y%m%d_%H%M%S}.png"
        self._add([lambda: attachments.keep_content(self.store.attachments, buffer.data().data(), name)])

    def _add(self, keepers: list[Callable[[], str]]) -> None:
        """Keep each; what could not be kept is told at the field, and stops nothing else."""
        told, before = [], self.tiles.count()
        for keep in keepers:
            try:
                reference = keep()
            except Refusal as why:
                told.append(str(why))
                continue
            if (twin := self._twin(reference)) is not None:
                told.append(f"“{attachments.name_of(reference)}”已经在这里了（{twin}），没有再添加")
            else:
                self.tiles.add(reference)
        if self.tiles.count() > before:
            self.tiles.setCurrentRow(self.tiles.count() - 1)
            self.changed.emit()
        self._tell(told)

    def _twin(self, reference: str) -> str | None:
        """The name under which the same content is here already."""
        digest = reference.partition(":")[0]
        return next((attachments.name_of(r) for r in self.tiles.references() if r.startswith(digest)), None)

    def remove(self) -> None:
        """Take the selected files away from the record."""
        if rows := self.tiles.chosen():
            self.tiles.take(rows)
            self.tiles.setCurrentRow(min(rows[0], self.tiles.count() - 1))
            self._tell([])
            self.changed.emit()

    def save(self) -> None:
        """A copy of the current file where the person wants it."""
        item = self.tiles.currentItem()
        if item is None:
            return
        try:
            save_as(self.widget, self.store.attachments, self.tiles.references()[self.tiles.currentRow()])
        except Refusal as why:
            self._tell([str(why)])

    def _tell(self, told: list[str]) -> None:
        more = [f"另有 {len(told) - MOST_TOLD} 个也没有添加"] if len(told) > MOST_TOLD else []
        self.note.setText("\n".join([*told[:MOST_TOLD], *more]))
        self.note.setVisible(bool(told))


def files_of(given: QMimeData) -> list[Path]:
    """The files of this computer and its network that are dragged or copied."""
    return [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]


def holds_files(given: QMimeData) -> bool:
    """Whether something is dragged that a file can be made of."""
    return bool(given.hasUrls() or given.hasImage())


EDITORS["files"] = FilesEditor
