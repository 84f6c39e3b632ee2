"""Files as tiles: a small picture of each, or its kind, with the name below; opened by Enter or a double click."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from safety_desk.db import attachments
from safety_desk.errors import Refusal
from safety_desk.ui import theme
from safety_desk.ui.icons import icon
from safety_desk.ui.picture_viewer import PictureViewer
from safety_desk.ui.thumbnails import is_picture, thumbnail

REFERENCE = Qt.ItemDataRole.UserRole
PICTURE = Qt.ItemDataRole.UserRole + 1
_GAP = 4


class Tile(QStyledItemDelegate):
    """Draws one file."""

    def __init__(self, picture: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = picture

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.lineSpacing()
        return self.picture + QSize(2 * _GAP, 3 * _GAP + line)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, rect = theme.LOOK.tokens, option.rect.adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(tokens.selection))
        room = QRect(option.rect.x() + _GAP, option.rect.y() + _GAP, self.picture.width(), self.picture.height())
        reference, drawn = index.data(REFERENCE), index.data(PICTURE)
        if isinstance(drawn, QPixmap):
            shown = QRect(room.topLeft(), drawn.deviceIndependentSize().toSize())
            shown.moveCenter(room.center())
            painter.drawPixmap(shown, drawn)
        else:
            painter.fillRect(room, QColor(tokens.hover))
            if drawn is not None:
                self._sign(painter, room, reference, drawn)
        painter.setPen(QColor(tokens.text))
        name = option.fontMetrics.elidedText(
            attachments.name_of(reference), Qt.TextElideMode.ElideMiddle, self.picture.width()
        )
        below = QRect(room.x(), room.bottom() + _GAP, room.width(), option.fontMetrics.lineSpacing())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _sign(self, painter: QPainter, room: QRect, reference: str, sign: str) -> None:
        """What stands for a file that is no picture: its kind; or that it is gone."""
        side = 2 * theme.icon_size().width()
        box = QRect(0, 0, side, side)
        box.moveCenter(room.center())
        words = "文件不见了" if sign == "warning" else Path(attachments.name_of(reference)).suffix[1:].upper()[:5]
        line = painter.fontMetrics().lineSpacing()
        box.translate(0, -line // 2)
        icon(sign, "secondary").paint(painter, box)
        painter.setPen(QColor(theme.LOOK.tokens.secondary))
        painter.drawText(QRect(room.x(), box.bottom(), room.width(), line), Qt.AlignmentFlag.AlignCenter, words)


class FileTiles(QListWidget):
    """The files that a record names, by reference; as high as its rows of tiles, at most `rows` of them.

    `told` says why a file could not be opened.
    """

    told = Signal(str)

    def __init__(self, folder: Path, picture: QSize, parent: QWidget, rows: int = 3) -> None:
        super().__init__(parent)
        self.folder, self._rows = folder, rows
        self._waiting: list[QListWidgetItem] = []
        self._loader = QTimer(self, singleShot=True)
        self._loader.timeout.connect(self._load)
        self._tile = Tile(picture, self)
        self.setItemDelegate(self._tile)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(picture.width() + 3 * _GAP)
        self.doubleClicked.connect(lambda _: self.open())
        self._fit()

    def references(self) -> list[str]:
        """What is shown, in order."""
        return [self.item(n).data(REFERENCE) for n in range(self.count())]

    def show_files(self, references: Sequence[str]) -> None:
        """Show these, and nothing else."""
        self.clear()
        self._waiting.clear()
        for reference in references:
            self.add(reference)
        self._fit()

    def add(self, reference: str) -> None:
        """Show one more."""
        item = QListWidgetItem(self)
        item.setData(REFERENCE, reference)
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            item.setData(role, attachments.name_of(reference))
        self._waiting.append(item)
        self._loader.start(0)
        self._fit()

    def _load(self) -> None:
        """Look at one file at a time: the window answers meanwhile, however many photos there are."""
        if not self._waiting:
            return
        item = self._waiting.pop(0)
        path = attachments.place_of(self.folder, item.data(REFERENCE))
        drawn = thumbnail(path, self._tile.picture, self.devicePixelRatioF())
        item.setData(PICTURE, drawn or ("file" if path.exists() else "warning"))
        self._loader.start(0)

    def take(self, rows: Sequence[int]) -> None:
        """Show these rows no more."""
        for row in sorted(rows, reverse=True):
            taken = self.takeItem(row)
            self._waiting = [item for item in self._waiting if item is not taken]
        self._fit()

    def chosen(self) -> list[int]:
        """The selected rows."""
        return sorted(self.row(item) for item in self.selectedItems())

    def open(self) -> None:
        """Open the current file: a picture here, with the others beside it; anything else in its own program."""
        item = self.currentItem()
        if item is None:
            return
        try:
            show_file(self, self.folder, item.data(REFERENCE), self.references())
        except Refusal as why:
            self.told.emit(str(why))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.open()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()  # the form goes on to the next field, or closes
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the rows of tiles that the width gives."""
        option = QStyleOptionViewItem()
        option.initFrom(self)
        tile = self._tile.sizeHint(option, QModelIndex())
        frame = 2 * self.frameWidth() + 2
        beside = max(1, (self.width() - frame) // tile.width())
        rows = -(-self.count() // beside)
        if rows > self._rows:  # the bar takes its room
            beside = max(1, (self.width() - frame - self.verticalScrollBar().sizeHint().width()) // tile.width())
            rows = -(-self.count() // beside)
        height = min(rows, self._rows) * tile.height() + frame if rows else 3 * option.fontMetrics.lineSpacing()
        if height != self.height():
            self.setFixedHeight(height)


def show_file(parent: QWidget, folder: Path, reference: str, beside: Sequence[str]) -> None:
    """Show a file: a picture in our own window, with the pictures beside it; anything else in its own program.

    Raises Refusal where it is gone.
    """
    path = attachments.place_of(folder, reference)
    if is_picture(path):
        pictures = [other for other in beside if is_picture(attachments.place_of(folder, other))]
        viewer = PictureViewer(folder, pictures, pictures.index(reference), parent)
        viewer.exec()
        viewer.deleteLater()
    else:
        open_elsewhere(folder, reference)


def open_elsewhere(folder: Path, reference: str) -> None:
    """Let the program that Windows has for it open a copy of a file. Raises Refusal."""
    into = Path(tempfile.gettempdir()) / "safety-desk-files"
    copy = attachments.open_copy(folder, reference, into)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        raise Refusal(f"“{copy.name}”打不开：这台电脑没有能打开它的程序。可以另存出来，拷到别的电脑上看")
