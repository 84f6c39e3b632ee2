"""搜索: any page, command or record, found by name, pinyin initials, code or the end of a number."""

from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Thread

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from safety_desk.db.pinyin import readings
from safety_desk.db.store import Store
from safety_desk.ui import theme
from safety_desk.ui.finding import Way, best_ways, found_records
from safety_desk.ui.icons import icon

REST_MS = 150
"""After so long a rest in typing it is looked up."""
WIDTH = 460
KIND = Qt.ItemDataRole.UserRole + 1


class FoundDelegate(QStyledItemDelegate):
    """A line that was found: its words, and on the right what kind it is."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        room = option.rect.width() - option.fontMetrics.horizontalAdvance(index.data(KIND) or "") - 44
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(theme.LOOK.tokens.secondary))
        painter.setFont(option.font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(0, 0, -12, 0), right, index.data(KIND) or "")
        painter.restore()


class SearchBox(QLineEdit):
    """A line that finds what there is; Enter opens the first, or the one that is chosen.

    `ways` tells the pages and commands; it is asked when something is first looked for.
    """

    record_asked = Signal(str, int)

    def __init__(self, store: Store, parent: QWidget, ways: Callable[[], Sequence[Way]]) -> None:
        super().__init__(parent)
        self._store, self._ways = store, ways
        self._known: Sequence[Way] = ()
        self._found: list[Way] = []
        self.setPlaceholderText("搜索 Ctrl+K")
        self.setToolTip("找页面、命令和全部台账里的记录：名称、拼音首字母、编号、电话尾号（Ctrl+K）")
        self.setAccessibleName("搜索")
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.fit()
        self._model = QStandardItemModel(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        self.textEdited.connect(lambda _: self._rest.start())
        self.returnPressed.connect(self._open_first)
        self.installEventFilter(self)

    @cached_property
    def _completer(self) -> QCompleter:
        """The list below the line; made when something is first looked for."""
        made = QCompleter(self._model, self)
        made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        made.setMaxVisibleItems(14)
        made.setWidget(self)
        made.popup().setObjectName("found")
        made.popup().setItemDelegate(FoundDelegate(made.popup()))
        made.activated[QModelIndex].connect(lambda index: self._open(index.row()))
        return made

    def fit(self) -> None:
        """Take the width that the type in force asks for."""
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self.placeholderText()) + 72)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What initials are told by takes a moment to load: it comes while the person begins to type."""
        super().focusInEvent(event)
        Thread(target=readings, args=("音",), daemon=True).start()

    def look(self) -> None:
        """Look the words up, and show what was found."""
        if not self._find():
            self._completer.popup().hide()
            return
        self._model.clear()
        for way in self._found:
            item = QStandardItem(way.words)
            item.setData(way.kind, KIND)
            item.setToolTip(way.words)
            self._model.appendRow(item)
        if not self._found:
            nothing = QStandardItem("没有找到")
            nothing.setEnabled(False)
            self._model.appendRow(nothing)
        self._completer.popup().setFont(theme.font())
        rectangle = self.rect()
        rectangle.setLeft(rectangle.right() - WIDTH - 20 * (theme.LOOK.points - 9))
        self._completer.complete(rectangle)
        self._completer.popup().setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _find(self) -> bool:
        """Look the words up; answers whether there are any."""
        self._rest.stop()
        words = self.text().strip()
        self._known = self._known or self._ways()
        self._found = [*best_ways(self._known, words), *self._records(words)] if words else []
        return bool(words)

    def _records(self, words: str) -> list[Way]:
        return [
            Way(name, ledger.noun, lambda name=ledger.name, id=id: self.record_asked.emit(name, id))  # type: ignore[misc]
            for ledger, id, name in found_records(self._store, words)
        ]

    def _open_first(self) -> None:
        if self._completer.popup().isVisible() and self._completer.popup().currentIndex().isValid():
            return  # the completer opens the chosen one
        if self._find():
            self._open(0)
        if not self._found and self.text():
            self.look()  # it says so

    def _open(self, row: int) -> None:
        self._rest.stop()
        if row < len(self._found):
            act, self._found = self._found[row].act, []
            self.clear()
            QTimer.singleShot(0, self, act)

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc empties the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.clear()
        return super().eventFilter(watched, event)
