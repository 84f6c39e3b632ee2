"""The short list of a tab's pages on the left, with live counts, and under the chosen page its views."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from safety_desk.ui import theme
from safety_desk.ui.elided import Elided


@dataclass(frozen=True)
class Entry:
    """One line: its key, its words, whether it stands under a page, and how to count it (None: no number)."""

    key: str
    words: str
    inset: bool = False
    count: Callable[[], int] | None = None


class PagesList(QListWidget):
    """Lines to choose from; numbers are filled in after the lines are there."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setFixedWidth(176 + 18 * (theme.LOOK.points - 9))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._entries: list[Entry] = []
        self._numbers: dict[str, QLabel] = {}
        self._uncounted: list[Entry] = []
        self.currentRowChanged.connect(self._tell)

    def show_entries(self, entries: Sequence[Entry], current: str) -> None:
        """Show these lines, one of them chosen."""
        self.blockSignals(True)
        self.clear()
        self._entries, self._numbers = list(entries), {}
        for entry in entries:
            item = QListWidgetItem(self)
            item.setSizeHint(QSize(160, theme.LOOK.row_height + (0 if entry.inset else 4)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.words)
            self.setItemWidget(item, self._line(entry))
            if entry.key == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _line(self, entry: Entry) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(28 if entry.inset else 14, 0, 12, 0)
        words, number = Elided(entry.words, line), QLabel("", line)
        if entry.inset:
            words.setObjectName("secondary")
        number.setObjectName("secondary")
        row.addWidget(words, 1)
        row.addWidget(number)
        for label in (words, number):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._numbers[entry.key] = number
        return line

    def choose(self, key: str) -> None:
        """Choose a line."""
        self.setCurrentRow([entry.key for entry in self._entries].index(key))

    @property
    def key(self) -> str:
        """The key of the chosen line."""
        return self._entries[max(0, self.currentRow())].key

    def count(self) -> int:
        """How many lines there are."""
        return super().count()

    def renumber(self) -> None:
        """Count anew, one line after the other: between two of them the window answers."""
        waiting = bool(self._uncounted)
        self._uncounted = [entry for entry in self._entries if entry.count is not None]
        if not waiting:
            self._count_some()

    def _count_some(self) -> None:
        while self._uncounted:
            entry = self._uncounted.pop(0)
            if entry.count is not None and entry.key in self._numbers:
                number = entry.count()
                self._numbers[entry.key].setText(str(number) if number or not entry.inset else "")
            if self._uncounted and self.window().isVisible():
                QTimer.singleShot(0, self, self._count_on)
                return

    def _count_on(self) -> None:
        if not self.window().isVisible():  # it was closed meanwhile, and its office with it
            self._uncounted = []
        self._count_some()

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            self.chosen.emit(self._entries[row].key)
