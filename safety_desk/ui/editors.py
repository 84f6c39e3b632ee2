"""The widgets of the kinds of field: the one place that knows which widget shows what. Text is the default."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ui import theme
from safety_desk.ui.icons import icon
from safety_desk.ui.popups import Popup


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
        return self.field.whole(value, self.store.names)

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


class Calendar(Popup):
    """A month to choose a day from; weekends in the secondary ink, for red is risk's alone."""

    def __init__(self, shown: QDate, parent: QWidget) -> None:
        super().__init__(parent)
        self.column.setContentsMargins(6, 6, 6, 6)
        month = QCalendarWidget(self)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setMinimumSize(7 * month.fontMetrics().horizontalAdvance("星期一 "), 9 * theme.LOOK.row_height)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(theme.LOOK.tokens.secondary))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(day, quiet)
        for name, drawn, words in (("prevmonth", "left", "上个月"), ("nextmonth", "right", "下个月")):
            button = month.findChild(QToolButton, f"qt_calendar_{name}")
            button.setIcon(icon(drawn))
            button.setToolTip(words)
        month.setSelectedDate(shown)
        month.clicked.connect(self.end)
        month.activated.connect(self.end)
        self.column.addWidget(month)
        self.setFocusProxy(month)
        month.setFocus()


class DayEditor(Editor):
    """A day: typed (3, 11-3, +7, 20261103) or chosen in a calendar."""

    hint = "如 3、11-3、20261103、+7"

    def build(self, parent: QWidget) -> QWidget:
        line = QLineEdit(parent)
        line.setPlaceholderText(self.hint)
        line.textEdited.connect(self.changed)
        line.editingFinished.connect(self._tidy)
        line.installEventFilter(self)
        opened = line.addAction(icon("calendar", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        opened.setToolTip("打开日历（↓）")
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down opens the calendar."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._open()
            return True
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        shown = QDate.fromString(self.widget.text()[:10], Qt.DateFormat.ISODate)
        today = clock.today()
        calendar = Calendar(shown if shown.isValid() else QDate(today.year, today.month, today.day), self.widget)
        calendar.taken.connect(self._chosen)
        calendar.open_under(self.widget)

    def _chosen(self, day: QDate) -> None:
        hour = self.widget.text()[10:] if self.field.kind.name == "moment" else ""
        self.widget.setText(day.toString(Qt.DateFormat.ISODate) + hour)
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


EDITORS: dict[str, type[Editor] | Callable[[Field, Store], type[Editor]]] = {
    "date": DayEditor,
    "moment": MomentEditor,
    "yes_no": YesNoEditor,
    "choice": ChoiceEditor,
}


def editor_for(field: Field, store: Store, parent: QWidget) -> Editor:
    """The widget of a field."""
    chosen = EDITORS.get(field.kind.name, LongEditor if field.lines > 1 else Editor)
    if not isinstance(chosen, type):
        chosen = chosen(field, store)
    return chosen(field, store, parent)


def cell_editor(field: Field, store: Store, parent: QWidget) -> QWidget:
    """The widget of a field in the place of a cell, its editor in `editor`. Text has one line there."""
    chosen = EDITORS.get(field.kind.name, Editor)
    kind = chosen if isinstance(chosen, type) else chosen(field, store)
    editor = kind(field, store, parent)
    editor.setParent(editor.widget)
    editor.widget.editor = editor
    editor.widget.setAutoFillBackground(True)
    return editor.widget
