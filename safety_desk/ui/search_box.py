"""搜索: a record of any ledger, found by name, pinyin initials, code or the end of a number."""

import re

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from safety_desk.db.store import Store
from safety_desk.identity import masked
from safety_desk.ui import theme
from safety_desk.ui.icons import icon

_ID_NUMBER = re.compile(r"\d{17}[\dX]")  # also inside the number of a certificate

EACH = 5
"""So many records of one ledger are offered."""
REST_MS = 150
"""After so long a rest in typing it is looked up."""


class SearchBox(QLineEdit):
    """A line that finds records everywhere; Enter opens the first, or the one that is chosen."""

    record_asked = Signal(str, int)

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._found: dict[str, tuple[str, int]] = {}
        self.setPlaceholderText("搜索 Ctrl+K")
        self.setToolTip("在全部台账里找：名称、拼音首字母、编号、电话尾号（Ctrl+K）")
        self.setAccessibleName("搜索全部台账")
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(120)
        self.setMaximumWidth(220)
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(14)
        self._completer.setWidget(self)
        self._completer.popup().setObjectName("found")
        self._completer.popup().setFont(theme.font())
        self._completer.activated[str].connect(self._open)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)
        self.textEdited.connect(lambda _: self._rest.start())
        self.returnPressed.connect(self._open_first)
        self.installEventFilter(self)

    def look(self) -> None:
        """Look the words up in every ledger, and show what was found."""
        self._rest.stop()
        words, told = self.text().strip(), self._store.names
        self._found = {}
        if words:
            for ledger in self._store.ledgers.values():
                if ledger.search and ledger.builtin is None:
                    for record in self._store.find(ledger.record, order=ledger.order, words=words, limit=EACH):
                        id = record.id or 0
                        name = _ID_NUMBER.sub(lambda number: masked(number[0]), told.apart(ledger.name, id))
                        self._found[f"{ledger.noun}　{name}"] = (ledger.name, id)
        self._model.setStringList(list(self._found) or ["没有找到"])
        if words:
            rectangle = self.rect()
            rectangle.setWidth(max(self.width(), 380))
            self._completer.complete(rectangle)
        else:
            self._completer.popup().hide()

    def _open_first(self) -> None:
        self.look()
        self._completer.popup().hide()
        if self._found:
            self._open(next(iter(self._found)))

    def _open(self, label: str) -> None:
        if label in self._found:
            self.clear()
            self.record_asked.emit(*self._found[label])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc empties the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.clear()
        return super().eventFilter(watched, event)
