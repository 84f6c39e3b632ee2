"""What opens under a button: a stretch of days or of numbers, a list to tick. Enter takes it, Esc leaves things as they were."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from safety_desk import clock
from safety_desk.conditions import EVERY, Either, Includes, Says, Where, between, empty, one_of, since, until
from safety_desk.db.pinyin import initials
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.periods import month_of, period_of
from safety_desk.ui import theme
from safety_desk.wording import bare

MOST_VALUES = 300
MOST_LINES = 12
_COUNT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Filter:
    """A filter that is set: what it says, its condition, and what was ticked or typed, to be shown again."""

    said: str
    where: Where
    chosen: tuple[Any, ...] = ()


class Popup(QWidget):
    """A panel under a button."""

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)

    def open_under(self, widget: QWidget) -> None:
        """Open under a widget, inside the screen."""
        self.adjustSize()
        room = widget.screen().availableGeometry()
        below, above = widget.mapToGlobal(QPoint(0, widget.height() + 2)), widget.mapToGlobal(QPoint(0, -2))
        x = max(room.left(), min(below.x(), room.right() - self.width()))
        fits = below.y() + self.height() <= room.bottom()
        self.move(x, below.y() if fits else max(room.top(), above.y() - self.height()))
        self.show()

    def foot(self, clear: str = "清除") -> None:
        """What takes back, and 确定."""
        row = QHBoxLayout()
        self.clear, self.ok = QPushButton(clear, self), QPushButton("确定", self)
        self.ok.setObjectName("primary")
        self.clear.clicked.connect(self.cleared)
        self.ok.clicked.connect(self.take)
        row.addWidget(self.clear)
        row.addStretch()
        row.addWidget(self.ok)
        self.column.addLayout(row)

    def result(self) -> Any:
        """What is chosen; None for everything. Raises ValueError where it cannot be read."""
        raise NotImplementedError

    def take(self) -> None:
        """Take what is chosen, and close."""
        try:
            self.end(self.result())
        except ValueError as why:
            self.refuse(str(why))

    def refuse(self, why: str) -> None:
        """Say why what was typed cannot be taken."""

    def cleared(self) -> None:
        """Choose nothing, and close."""
        self.end(None)

    def end(self, result: Any) -> None:
        """Answer, and close."""
        self.taken.emit(result)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)


class TickDelegate(QStyledItemDelegate):
    """A line to tick anywhere on it, with a number on the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if (count := index.data(_COUNT)) is not None:
            painter.save()
            painter.setPen(QColor(theme.LOOK.tokens.secondary))
            painter.setFont(option.font)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -10, 0), right, str(count))
            painter.restore()

    def editorEvent(
        self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> bool:
        pressed = event.type() is QEvent.Type.MouseButtonRelease
        typed = (
            isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        )
        if pressed or typed:
            on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
            return True
        return event.type() is QEvent.Type.MouseButtonDblClick


class TickPopup(Popup):
    """A list to tick, narrowed by typing."""

    def __init__(self, parent: QWidget, hint: str = "查找（可用拼音首字母）") -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(hint)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("ticks")
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list)

    def add(self, label: str, value: Any, on: bool, count: int | None = None) -> None:
        """Add a line."""
        item = QListWidgetItem(label, self.list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.UserRole, (value, label))
        item.setData(_COUNT, count)
        item.setToolTip(label)
        item.setSizeHint(QSize(120, theme.LOOK.row_height))

    def fit(self) -> None:
        """As wide and as high as the list needs, within reason."""
        metrics = self.list.fontMetrics()
        width = max((metrics.horizontalAdvance(item.text()) for item in self._items()), default=0)
        self.list.setFixedWidth(max(220, min(420, width + 110)))
        shown = min(MOST_LINES, max(2, self.list.count()))
        self.list.setFixedHeight(shown * theme.LOOK.row_height + 6)
        self.search.setVisible(self.list.count() > 6)
        (self.search if self.list.count() > 6 else self.list).setFocus()
        self.list.setCurrentRow(0)

    def ticked(self) -> list[tuple[Any, str]]:
        """The values and labels that are ticked."""
        on = Qt.CheckState.Checked
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._items() if item.checkState() is on]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(n) for n in range(self.list.count())]

    def _narrow(self, words: str) -> None:
        word = bare(words)
        for item in self._items():
            label = bare(item.data(Qt.ItemDataRole.UserRole)[1])
            item.setHidden(bool(word) and word not in label and word not in initials(label))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line, the arrow goes down into the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
            if seen := [item for item in self._items() if not item.isHidden()]:
                self.list.setCurrentItem(seen[0])
            return True
        return super().eventFilter(watched, event)


class ValuesPopup(TickPopup):
    """The values that a field has, each with how many records; several can be ticked."""

    def __init__(
        self, field: Field, path: str, spread: dict[Any, int], store: Store, now: Filter | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.field, self.path = field, path
        chosen = now.chosen if now else ()
        there = dict(self._ordered(spread)[:MOST_VALUES])
        for value in (*there, *(value for value in chosen if value not in there)):
            label = field.show(value, store.names) if value is not None else "（空）"
            self.add(label, value, value in chosen, there.get(value, 0))
        if now is not None and not chosen:
            self.search.setText(now.said)
        self.fit()
        self.foot()

    def _ordered(self, spread: dict[Any, int]) -> list[tuple[Any, int]]:
        """Closed lists in their own order, others with the most frequent first."""
        if self.field.kind.name == "choice":
            members = list(self.field.type)
            return sorted(spread.items(), key=lambda pair: members.index(pair[0]) if pair[0] else len(members))
        return list(spread.items())

    def result(self) -> Filter | None:
        chosen = self.ticked()
        word = self.search.text().strip()
        if not chosen and word:
            if self.field.kind.name in ("text", "code", "phone"):
                return Filter(word, Says(self.path, word))
            chosen = [item.data(Qt.ItemDataRole.UserRole) for item in self._items() if not item.isHidden()]
            if not chosen:
                raise ValueError(word)
        if not chosen:
            return None
        values = tuple(value for value, _ in chosen if value is not None)
        where = self._where(values) if values else empty(self.path)
        if values and len(values) < len(chosen):
            where = Either((where, empty(self.path)))
        said = "、".join(label for _, label in chosen[:3]) + ("…" if len(chosen) > 3 else "")
        return Filter(said, where, tuple(value for value, _ in chosen))

    def _where(self, values: tuple[Any, ...]) -> Where:
        return one_of(self.path, *values)


class ManyValuesPopup(ValuesPopup):
    """The same for a field of several values: a record is shown that has one of them."""

    def _where(self, values: tuple[Any, ...]) -> Where:
        return Either(tuple(Includes(self.path, value) for value in values))


class NumbersPopup(Popup):
    """A stretch of numbers, or of whatever can be typed from and to."""

    example = ""

    def __init__(self, field: Field, path: str, store: Store, now: Filter | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.path, self.store, self.now = field, path, store, now
        self.shortcuts()
        row = QHBoxLayout()
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        typed = now.chosen if now and len(now.chosen) == 2 else ("", "")
        for line, words, text in ((self.first, "从", typed[0]), (self.last, "到", typed[1])):
            line.setPlaceholderText(self.example)
            line.setFixedWidth(112)
            line.setText(text)
            line.textEdited.connect(self._unmark)
            row.addWidget(QLabel(words, self))
            row.addWidget(line)
        if field.unit:
            row.addWidget(QLabel(field.unit, self))
        self.column.addLayout(row)
        self.note = QLabel(self)
        self.note.setObjectName("error")
        self.note.hide()
        self.column.addWidget(self.note)
        self.foot()
        self.first.setFocus()

    def shortcuts(self) -> None:
        """What is asked for most, to press."""

    def result(self) -> Filter | None:
        where: Where = EVERY
        said = []
        for line, sign, made in ((self.first, "从", since), (self.last, "到", until)):
            if text := line.text().strip():
                value = self._read(line, text)
                where &= made(self.path, value)
                said.append(f"{sign} {self.field.show(value, self.store.names)}")
        return Filter(" ".join(said), where, (self.first.text(), self.last.text())) if said else None

    def _read(self, line: QLineEdit, text: str) -> Any:
        try:
            return self.field.parse(text, self.store.context())
        except ValueError:
            self._mark(line, True)
            raise

    def refuse(self, why: str) -> None:
        """Say what cannot be read, under the lines."""
        self.note.setText(why)
        self.note.show()
        self.adjustSize()

    def _unmark(self) -> None:
        for line in (self.first, self.last):
            self._mark(line, False)
        self.note.hide()

    def _mark(self, line: QLineEdit, wrong: bool) -> None:
        line.setProperty("wrong", wrong)
        line.style().unpolish(line)
        line.style().polish(line)


class DaysPopup(NumbersPopup):
    """A stretch of days: one of the usual ones, or from and to."""

    example = "如 11-3"

    def shortcuts(self) -> None:
        today = clock.today()
        quarter = (today.month - 1) // 3 * 3 + 1
        last = month_of(today.replace(day=1) - dt.timedelta(days=1))
        usual: list[tuple[str, Where]] = []
        for period in (month_of(today), last, period_of(today.year, quarter, 3), period_of(today.year, 1, 12)):
            usual.append((period.title, between(self.path, period.first, period.last)))
        for days in (7, 30, 60):
            usual.append((f"今后 {days} 天", between(self.path, today, today + dt.timedelta(days=days))))
        usual.append(("今天以前", until(self.path, today - dt.timedelta(days=1))))
        usual.append(("没有填", empty(self.path)))
        grid = QGridLayout()
        grid.setSpacing(4)
        for n, (words, where) in enumerate(usual):
            button = QPushButton(words, self)
            button.setObjectName("link")
            button.setFont(theme.font(strong=self.now is not None and self.now.said == words))
            button.clicked.connect(lambda _=False, words=words, where=where: self.end(Filter(words, where)))
            grid.addWidget(button, n // 2, n % 2)
        self.column.addLayout(grid)


class ColumnsPopup(TickPopup):
    """Which columns a table shows."""

    def __init__(self, columns: Sequence[tuple[str, str]], shown: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, "查找列（可用拼音首字母）")
        for name, label in columns:
            self.add(label, name, name in shown)
        self._shown = list(shown)
        self.fit()
        self.foot("恢复默认列")

    def result(self) -> list[str]:
        """The columns to show: those that were there in their order, new ones after them."""
        ticked = [name for name, _ in self.ticked()]
        kept = [name for name in self._shown if name in ticked]
        chosen = [*kept, *(name for name in ticked if name not in kept)]
        return chosen or self._shown
