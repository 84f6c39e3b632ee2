"""The bar of filters over a table: a button for each, opened on the values that are there, with how many of each."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from safety_desk import clock
from safety_desk.conditions import EVERY, Either, Includes, Says, Where, between, empty, one_of, since, until
from safety_desk.db.pinyin import initials
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.periods import month_of, period_of
from safety_desk.ui import theme
from safety_desk.ui.icons import icon
from safety_desk.wording import bare

MOST_VALUES = 300
_DAYS = ("date", "moment")


@dataclass(frozen=True)
class Filter:
    """A filter that is set: what it says, and its condition."""

    said: str
    where: Where


def field_at(store: Store, ledger: Ledger, path: str) -> Field:
    """The field that a path ends in."""
    *links, last = path.split(".")
    for link in links:
        ledger = store.ledgers[ledger.fields[link].to]
    return ledger.fields[last]


class Popup(QWidget):
    """What opens under a filter's button. Enter takes it, Esc leaves things as they were."""

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"QWidget#popup {{ background: {theme.LOOK.tokens.raised}; border: 1px solid {theme.LOOK.tokens.line}; }}"
        )
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(6)

    def foot(self) -> None:
        """确定 and 清除."""
        row = QHBoxLayout()
        clear, take = QPushButton("清除", self), QPushButton("确定", self)
        take.setObjectName("primary")
        clear.clicked.connect(lambda: self._end(None))
        take.clicked.connect(lambda: self._end(self.result()))
        row.addWidget(clear)
        row.addStretch()
        row.addWidget(take)
        self.column.addLayout(row)

    def result(self) -> Filter | None:
        """What is chosen; None for everything."""
        raise NotImplementedError

    def _end(self, result: Filter | None) -> None:
        self.taken.emit(result)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(self.result())
        else:
            super().keyPressEvent(event)


class ValuesPopup(Popup):
    """The values that a field has, each with how many records; several can be ticked."""

    def __init__(self, field: Field, path: str, spread: dict[Any, int], store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.path = field, path
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找（可用拼音首字母）")
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget(self)
        self.list.setMinimumSize(240, 220)
        for value, count in self._ordered(spread)[:MOST_VALUES]:
            label = field.show(value, store.names) if value is not None else "（空）"
            item = QListWidgetItem(f"{label}　{count}", self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, (value, label))
        self.list.itemActivated.connect(self._flip)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list)
        self.foot()
        self.search.setFocus()

    def _ordered(self, spread: dict[Any, int]) -> list[tuple[Any, int]]:
        """Closed lists in their own order, others with the most frequent first."""
        kind = self.field.kind.name
        if kind == "choice":
            members = list(self.field.type)
            return sorted(spread.items(), key=lambda pair: members.index(pair[0]) if pair[0] else len(members))
        return list(spread.items())

    def _narrow(self, words: str) -> None:
        word = bare(words)
        for n in range(self.list.count()):
            item = self.list.item(n)
            label = bare(item.data(Qt.ItemDataRole.UserRole)[1])
            item.setHidden(bool(word) and word not in label and word not in initials(label))

    def _flip(self, item: QListWidgetItem) -> None:
        on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def result(self) -> Filter | None:
        items = [self.list.item(n) for n in range(self.list.count())]
        chosen = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked]
        if not chosen:
            word = self.search.text().strip()
            return (
                Filter(word, Says(self.path, word))
                if word and self.field.kind.name in ("text", "code", "phone")
                else None
            )
        values = tuple(value for value, _ in chosen if value is not None)
        where: Where = one_of(self.path, *values) if values else EVERY
        if len(values) < len(chosen):
            where = Either((where, empty(self.path))) if values else empty(self.path)
        return Filter("、".join(label for _, label in chosen[:3]) + ("…" if len(chosen) > 3 else ""), where)


class ManyValuesPopup(ValuesPopup):
    """The same for a field of several values: a record is shown that has one of them."""

    def result(self) -> Filter | None:
        found = super().result()
        if found is None:
            return None
        items = [self.list.item(n) for n in range(self.list.count())]
        chosen = [i.data(Qt.ItemDataRole.UserRole)[0] for i in items if i.checkState() is Qt.CheckState.Checked]
        return Filter(found.said, Either(tuple(Includes(self.path, value) for value in chosen if value is not None)))


class DaysPopup(Popup):
    """A stretch of days: one of the usual ones, or from and to."""

    def __init__(self, field: Field, path: str, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.path, self.store = field, path, store
        today = clock.today()
        quarter = (today.month - 1) // 3 * 3 + 1
        last = month_of(today.replace(day=1) - dt.timedelta(days=1))
        for period in (month_of(today), last, period_of(today.year, quarter, 3), period_of(today.year, 1, 12)):
            self._quick(period.title, between(path, period.first, period.last))
        for days in (7, 30, 60):
            self._quick(f"今后 {days} 天", between(path, today, today + dt.timedelta(days=days)))
        self._quick("今天以前", until(path, today - dt.timedelta(days=1)))
        self._quick("没有填", empty(path))
        row = QHBoxLayout()
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        for line, words in ((self.first, "从"), (self.last, "到")):
            line.setPlaceholderText("如 11-3")
            line.setFixedWidth(96)
            row.addWidget(QLabel(words, self))
            row.addWidget(line)
        self.column.addLayout(row)
        self.foot()

    def _quick(self, words: str, where: Where) -> None:
        button = QPushButton(words, self)
        button.setObjectName("link")
        button.clicked.connect(lambda: self._end(Filter(words, where)))
        self.column.addWidget(button)

    def result(self) -> Filter | None:
        where: Where = EVERY
        said = []
        for line, sign, made in ((self.first, "从", since), (self.last, "到", until)):
            try:
                day = self.field.parse(line.text(), self.store.context()) if line.text().strip() else None
            except ValueError:
                day = None
            if day is not None:
                where &= made(self.path, day)
                said.append(f"{sign}{day}")
        return Filter("".join(said), where) if said else None


class NumbersPopup(Popup):
    """A stretch of numbers."""

    def __init__(self, field: Field, path: str, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self.path, self.store = field, path, store
        row = QHBoxLayout()
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        for line, words in ((self.first, "从"), (self.last, "到")):
            line.setFixedWidth(80)
            row.addWidget(QLabel(words, self))
            row.addWidget(line)
        row.addWidget(QLabel(field.unit, self))
        self.column.addLayout(row)
        self.foot()
        self.first.setFocus()

    result = DaysPopup.result


class FilterBar(QWidget):
    """Filters of a ledger, the keyword, and 清除."""

    changed = Signal()

    def __init__(self, store: Store, ledger: Ledger, spread: Callable[[str], dict[Any, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self.store, self.ledger, self._spread = store, ledger, spread
        self.active: dict[str, Filter] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("查找：名称、拼音首字母、编号、电话尾号")
        self.words.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(160)
        self.words.setMaximumWidth(280)
        self.words.textChanged.connect(lambda _: self.changed.emit())
        self._row.addWidget(self.words, 1)
        for path in ledger.filters.split():
            self._add(path)
        self.clear = QToolButton(self)
        self.clear.setText("清除筛选")
        self.clear.clicked.connect(self.reset)
        self.clear.hide()
        self._row.addWidget(self.clear)
        self._row.addStretch()

    @property
    def where(self) -> Where:
        """All filters together."""
        where: Where = EVERY
        for filter_ in self.active.values():
            where &= filter_.where
        return where

    def reset(self) -> None:
        """Show everything again."""
        self.active.clear()
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self._say()
        self.changed.emit()

    def set(self, path: str, filter_: Filter | None) -> None:
        """Set or take away one filter."""
        if path not in self._buttons:
            self._add(path)
        if filter_ is None:
            self.active.pop(path, None)
        else:
            self.active[path] = filter_
        self._say()
        self.changed.emit()

    def open(self, path: str) -> None:
        """Open the filter of a field."""
        if path not in self._buttons:
            self._add(path)
        button = self._buttons[path]
        popup = self._popup(path)
        popup.taken.connect(lambda filter_: self.set(path, filter_))
        popup.adjustSize()
        popup.move(button.mapToGlobal(QPoint(0, button.height() + 2)))
        popup.show()

    def _popup(self, path: str) -> Popup:
        field = field_at(self.store, self.ledger, path)
        if field.kind.name in _DAYS:
            return DaysPopup(field, path, self.store, self)
        if field.kind.right and field.kind.name != "yes_no":
            return NumbersPopup(field, path, self.store, self)
        if field.kind.name in ("terms", "links"):
            spread: dict[Any, int] = {}
            for values, count in self._spread(path).items():
                for value in values or (None,):
                    spread[value] = spread.get(value, 0) + count
            one = _one_of_many(field)
            return ManyValuesPopup(one, path, spread, self.store, self)
        return ValuesPopup(field, path, self._spread(path), self.store, self)

    def _add(self, path: str) -> None:
        button = QToolButton(self)
        button.setObjectName("filter")
        button.clicked.connect(lambda: self.open(path))
        self._buttons[path] = button
        self._row.insertWidget(
            self._row.count() - 2 if self._row.count() > len(self._buttons) else self._row.count(), button
        )
        self._say()

    def _say(self) -> None:
        for path, button in self._buttons.items():
            label = field_at(self.store, self.ledger, path).label
            said = self.active.get(path)
            button.setText(f"{label}：{said.said}" if said else f"{label} ▾")
            button.setProperty("active", said is not None)
            button.style().unpolish(button)
            button.style().polish(button)
        if hasattr(self, "clear"):
            self.clear.setVisible(bool(self.active) or bool(self.words.text()))


def _one_of_many(field: Field) -> Field:
    """The field of one of several values, for showing them one by one."""
    one = Field(field.label, to=field.to, codes=field.codes)
    one.name, one.kind, one.type, one.required = field.name, field.kind.one, field.type, False
    return one
