"""The bar of filters over a table: a button for each, opened on the values that are there, with how many of each."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from safety_desk.conditions import EVERY, Where
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.ui.flow import FlowLayout
from safety_desk.ui.icons import icon
from safety_desk.ui.popups import DaysPopup, Filter, ManyValuesPopup, NumbersPopup, Popup, ValuesPopup

_DAYS = ("date", "moment")


def field_at(store: Store, ledger: Ledger, path: str) -> Field:
    """The field that a path ends in."""
    *links, last = path.split(".")
    for link in links:
        ledger = store.ledgers[ledger.fields[link].to]
    return ledger.fields[last]


class FilterBar(QWidget):
    """Filters of a ledger, the keyword, and 清除."""

    changed = Signal()
    left = Signal()

    def __init__(self, store: Store, ledger: Ledger, spread: Callable[[str], dict[Any, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self.store, self.ledger, self._spread = store, ledger, spread
        self.active: dict[str, Filter] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._row = FlowLayout(self, 6)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("查找：名称、拼音首字母、编号、电话尾号")
        self.words.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setClearButtonEnabled(True)
        self.words.setToolTip("查找（Ctrl+F）；Esc 清空")
        self.words.setFixedWidth(self.words.fontMetrics().horizontalAdvance(self.words.placeholderText()) + 64)
        self.words.textChanged.connect(lambda _: self.changed.emit())
        leave = QShortcut(QKeySequence("Esc"), self.words)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._leave)
        self._row.addWidget(self.words)
        for path in ledger.filters.split():
            self._add(path)
        self.clear = QToolButton(self)
        self.clear.setText("清除筛选")
        self.clear.clicked.connect(self.reset)
        self.clear.hide()
        self._row.addWidget(self.clear)

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
        self._row.activate()
        popup = self._popup(path)
        popup.taken.connect(lambda filter_: self.set(path, filter_))
        popup.open_under(self._buttons[path])

    def _leave(self) -> None:
        """Esc in the line: first what stands there goes, then the keyboard goes back to the table."""
        if self.words.text():
            self.words.clear()
        else:
            self.left.emit()

    def _popup(self, path: str) -> Popup:
        field, now = field_at(self.store, self.ledger, path), self.active.get(path)
        if field.kind.name in _DAYS:
            return DaysPopup(field, path, self.store, now, self)
        if field.kind.right and field.kind.name != "yes_no":
            return NumbersPopup(field, path, self.store, now, self)
        if field.kind.name in ("terms", "links"):
            spread: dict[Any, int] = {}
            for values, count in self._spread(path).items():
                for value in values or (None,):
                    spread[value] = spread.get(value, 0) + count
            one = _one_of_many(field)
            return ManyValuesPopup(one, path, spread, self.store, now, self)
        return ValuesPopup(field, path, self._spread(path), self.store, now, self)

    def _add(self, path: str) -> None:
        button = QToolButton(self)
        button.setObjectName("filter")
        button.clicked.connect(lambda: self.open(path))
        self._buttons[path] = button
        self._row.insert(len(self._buttons), button)
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
