"""The widgets of the kinds of field: the one place that knows which widget shows what. Text is the default."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from safety_desk import clock
from safety_desk.db.pinyin import initials
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ui import theme
from safety_desk.ui.icons import icon
from safety_desk.wording import bare

SHORT_LIST = 12
"""Code tables up to this length are boxes to open; longer ones are typed."""


class UnitLine(QLineEdit):
    """A line with the unit of its number inside it."""

    def __init__(self, unit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._unit = QLabel(unit, self)
        self._unit.setObjectName("secondary")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(0, 0, self._unit.sizeHint().width() if unit else 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._unit.sizeHint()
        self._unit.setGeometry(self.width() - size.width() - 8, 0, size.width(), self.height())


class Editor(QObject):
    """A widget for one field: `put` shows a value, `take` gives what stands there, raw, for the field to read."""

    changed = Signal()

    def __init__(self, field: Field, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.store = store
        self.widget: QWidget = self.build(parent)
        self.widget.setAccessibleName(field.label)

    def build(self, parent: QWidget) -> QWidget:
        """Make the widget."""
        line = UnitLine(self.field.unit, parent)
        if self.field.serial:
            line.setPlaceholderText("保存时自动编号")
        line.textEdited.connect(self.changed)
        return line

    def put(self, value: Any) -> None:
        """Show a value."""
        self.widget.setText(self.whole(value))

    def take(self) -> Any:
        """What stands there."""
        return self.widget.text()

    def beside(self, name: str, raw: Any) -> None:
        """Another field of the form holds this now."""

    def whole(self, value: Any) -> str:
        """A value as text, unmasked: in its own form a person's number is shown whole."""
        if value is None:
            return ""
        return str(value) if self.field.kind.name == "id_card" else self.field.show(value, self.store.names)

    def mark(self, wrong: bool) -> None:
        """Show that what stands there is wrong, or no longer."""
        self.widget.setProperty("wrong", wrong)
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)


class LongEditor(Editor):
    """Text of several lines."""

    def build(self, parent: QWidget) -> QWidget:
        box = QPlainTextEdit(parent)
        box.setTabChangesFocus(True)
        box.setFixedHeight(int(box.fontMetrics().lineSpacing() * (self.field.lines + 0.4) + 14))
        box.textChanged.connect(self.changed)
        return box

    def put(self, value: Any) -> None:
        self.widget.blockSignals(True)
        self.widget.setPlainText(self.whole(value))
        self.widget.blockSignals(False)

    def take(self) -> Any:
        return self.widget.toPlainText()


class DayEditor(Editor):
    """A day: typed (3, 11-3, +7, 20261103) or chosen in a calendar."""

    hint = "如 3、11-3、20261103、+7"

    def build(self, parent: QWidget) -> QWidget:
        line = QLineEdit(parent)
        line.setPlaceholderText(self.hint)
        line.textEdited.connect(self.changed)
        line.editingFinished.connect(self._tidy)
        opened = line.addAction(icon("calendar", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        opened.setToolTip("打开日历")
        opened.triggered.connect(self._open)
        return line

    def _tidy(self) -> None:
        """What was typed short stands there in full."""
        context = self.store.context()
        try:
            value = self.field.parse(self.widget.text(), context)
        except ValueError:
            return
        if value is not None:
            self.widget.setText(self.field.show(value, self.store.names))

    def _open(self) -> None:
        calendar = QCalendarWidget(self.widget)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        shown = QDate.fromString(self.widget.text()[:10], Qt.DateFormat.ISODate)
        today = clock.today()
        calendar.setSelectedDate(shown if shown.isValid() else QDate(today.year, today.month, today.day))
        calendar.clicked.connect(lambda day: self._chosen(calendar, day))
        calendar.move(self.widget.mapToGlobal(QPoint(0, self.widget.height())))
        calendar.show()

    def _chosen(self, calendar: QCalendarWidget, day: QDate) -> None:
        hour = self.widget.text()[10:] if self.field.kind.name == "moment" else ""
        self.widget.setText(day.toString(Qt.DateFormat.ISODate) + hour)
        calendar.close()
        self.changed.emit()


class MomentEditor(DayEditor):
    """A day with its hour."""

    hint = "如 11-3 9:30"


class YesNoEditor(Editor):
    """是 or 否, and nothing where the field may be empty."""

    def build(self, parent: QWidget) -> QWidget:
        box = QCheckBox("是", parent)
        box.setTristate(not self.field.required)
        box.checkStateChanged.connect(lambda state: self._said(box, state))
        return box

    def _said(self, box: QCheckBox, state: Qt.CheckState) -> None:
        words = {Qt.CheckState.Checked: "是", Qt.CheckState.Unchecked: "否", Qt.CheckState.PartiallyChecked: "未填"}
        box.setText(words[state])
        self.changed.emit()

    def put(self, value: Any) -> None:
        states = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked, None: Qt.CheckState.PartiallyChecked}
        self.widget.blockSignals(True)
        self.widget.setCheckState(states[value])
        self.widget.setText({True: "是", False: "否", None: "未填"}[value])
        self.widget.blockSignals(False)

    def take(self) -> Any:
        states = {Qt.CheckState.Checked: "是", Qt.CheckState.Unchecked: "否"}
        return states.get(self.widget.checkState())


class ChoiceEditor(Editor):
    """One of a short list."""

    def build(self, parent: QWidget) -> QWidget:
        box = QComboBox(parent)
        if not self.field.required:
            box.addItem("", "")
        for code, label in self.options():
            box.addItem(label, code)
        box.setMaxVisibleItems(16)
        box.activated.connect(self.changed)
        box.installEventFilter(self)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return box

    def options(self) -> list[tuple[str, str]]:
        """Codes and labels."""
        return [(member.value, member.label) for member in self.field.type]

    def put(self, value: Any) -> None:
        code = "" if value is None else getattr(value, "value", value)
        at = self.widget.findData(code)
        if at < 0:
            self.widget.addItem(self.whole(value), code)
            at = self.widget.count() - 1
        self.widget.setCurrentIndex(at)

    def take(self) -> Any:
        return self.widget.currentData()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form; it does not change a choice that nobody looks at."""
        if event.type() is QEvent.Type.Wheel and not self.widget.hasFocus():
            event.ignore()
            return True
        return False


class TermEditor(ChoiceEditor):
    """One of a short code table that the office can edit."""

    def options(self) -> list[tuple[str, str]]:
        table = self.store.names.codes(self.field.codes)
        return [(code, entry.label) for code, entry in table.items() if entry.enabled]


Found = Sequence[tuple[Any, str]]


class PickEditor(Editor):
    """One of many, found by typing: name, pinyin initials, code."""

    def build(self, parent: QWidget) -> QWidget:
        self.chosen: tuple[Any, str] | None = None
        line = QLineEdit(parent)
        line.setPlaceholderText("输入名称、拼音首字母或代码")
        self._model = QStringListModel(self)
        self._found: dict[str, Any] = {}
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated[str].connect(self._pick)
        completer.popup().setFont(theme.font())
        line.setCompleter(completer)
        line.textEdited.connect(self._typed)
        self._completer = completer
        return line

    def find(self, words: str) -> Found:
        """What may be meant by these words: keys and labels, the likeliest first."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        self.chosen = None if value is None else (value, self.whole(value))
        self.widget.setText(self.chosen[1] if self.chosen else "")

    def take(self) -> Any:
        text = self.widget.text().strip()
        return self.chosen[0] if self.chosen and self.chosen[1] == text else text

    def _typed(self, text: str) -> None:
        found = self.find(text.strip())
        self._found = {label: key for key, label in found}
        self._model.setStringList(list(self._found))
        self._completer.complete()
        self.changed.emit()

    def _pick(self, label: str) -> None:
        self.chosen = (self._found[label], label)
        self.widget.setText(label)
        self.changed.emit()


class LinkEditor(PickEditor):
    """A record of another ledger."""

    def find(self, words: str) -> Found:
        to = self.store.ledgers[self.field.to]
        records = self.store.find(to.record, order=to.order, words=words, limit=30)
        return [(record.id, self.store.names.apart(to.name, record.id or 0)) for record in records]


class LongTermEditor(PickEditor):
    """An entry of a long code table."""

    def find(self, words: str) -> Found:
        word = bare(words)
        table = self.store.names.codes(self.field.codes)
        return [
            (code, entry.label)
            for code, entry in table.items()
            if entry.enabled
            and (word in bare(entry.label) or word in bare(code) or word in initials(bare(entry.label)))
        ][:60]


class ManyEditor(PickEditor):
    """Several of many: typed with 、 between them, the last part completed."""

    def build(self, parent: QWidget) -> QWidget:
        line = super().build(parent)
        line.setPlaceholderText("可填多个，用、隔开")
        line.setCompleter(None)
        self._completer.setWidget(line)
        return line

    def find(self, words: str) -> Found:
        single = LinkEditor.find if self.field.to else LongTermEditor.find
        return single(self, words)  # type: ignore[arg-type]

    def put(self, value: Any) -> None:
        self._known = {self.field.kind.one.show(part, self.field, self.store.names): part for part in value or ()}
        self.widget.setText("、".join(self._known))

    def take(self) -> Any:
        parts = [part.strip() for part in self.widget.text().replace("，", "、").split("、") if part.strip()]
        return [self._known.get(part, part) for part in parts]

    def _typed(self, text: str) -> None:
        last = text.replace("，", "、").rpartition("、")[2].strip()
        found = self.find(last) if last else []
        self._found = {label: key for key, label in found}
        self._model.setStringList(list(self._found))
        if self._found:
            self._completer.complete()
        self.changed.emit()

    def _pick(self, label: str) -> None:
        before = self.widget.text().replace("，", "、").rpartition("、")[0]
        self._known[label] = self._found[label]
        self.widget.setText(f"{before}、{label}、" if before else f"{label}、")
        self.changed.emit()


def _for_term(field: Field, store: Store) -> type[Editor]:
    entries = store.names.codes(field.codes)
    return TermEditor if len(entries) <= SHORT_LIST else LongTermEditor


EDITORS: dict[str, type[Editor] | Callable[[Field, Store], type[Editor]]] = {
    "date": DayEditor,
    "moment": MomentEditor,
    "yes_no": YesNoEditor,
    "choice": ChoiceEditor,
    "term": _for_term,
    "link": LinkEditor,
    "links": ManyEditor,
    "terms": ManyEditor,
}


def editor_for(field: Field, store: Store, parent: QWidget) -> Editor:
    """The widget of a field."""
    chosen = EDITORS.get(field.kind.name, LongEditor if field.lines > 1 else Editor)
    if not isinstance(chosen, type):
        chosen = chosen(field, store)
    return chosen(field, store, parent)


class CellEditor(QWidget):
    """An editor in the place of a cell."""

    def __init__(self, field: Field, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        chosen = EDITORS.get(field.kind.name, Editor)
        kind = chosen if isinstance(chosen, type) else chosen(field, store)
        self.editor = kind(field, store, self)
        layout.addWidget(self.editor.widget)
        self.setFocusProxy(self.editor.widget)
        self.setAutoFillBackground(True)
