"""The picture of a superior's table: as it was printed, with what goes into it, coloured by how settled that is."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from safety_desk.reports.blanks.filling import Entry
from safety_desk.reports.blanks.layout import Form, Layout
from safety_desk.tasks.fill.choices import state_of
from safety_desk.tasks.fill.plan import Plan
from safety_desk.tasks.fill.values import Filled
from safety_desk.ui import theme

MOST_LINES = 60
"""Lines of a list that the picture shows; all of them are filled."""
WIDEST = 15
"""So many Chinese characters a column is widened to; longer text is wrapped."""
MOST_WRAPPED = 4
"""So many lines of a head are shown; of a record two."""
_STATE = Qt.ItemDataRole.UserRole
STATES = {"sure": "已对应", "doubt": "请核对", "open": "没有对应"}


def tint(state: str) -> QColor:
    """The ground of a cell."""
    tokens = theme.LOOK.tokens
    colour = QColor({"sure": tokens.accent, "doubt": tokens.doubt, "open": tokens.error}[state])
    colour.setAlpha({"sure": 34, "doubt": 62, "open": 46}[state])
    return colour


class _Tinted(QStyledItemDelegate):
    """Cells with the ground of their state over their own."""

    def paint(self, painter: QPainter, option: Any, index: QModelIndex) -> None:
        if state := index.data(_STATE):
            painter.fillRect(option.rect, tint(state))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~QStyle.StateFlag.State_Selected & ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if chosen:  # as Excel does: a frame, under which the ground of the state is still seen
            painter.setPen(QPen(QColor(theme.LOOK.tokens.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


class SheetView(QTableWidget):
    """The sheet. `chosen` tells what was clicked: column, line, cell or slot, with its place on the blank."""

    chosen = Signal(str, int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Tinted(self))
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.layout_: Layout | None = None
        self.plan = Plan()
        self.extra = 0
        self.currentCellChanged.connect(lambda row, column, *_: self._choose(row + 1, column + 1))

    def to_check(self) -> int:
        """How many columns and lines want a look: those that are in doubt, and those that nothing fills."""
        plan = self.plan
        told = [*plan.sources.values(), *plan.columns.values(), *plan.lines.values()]
        return sum(state_of(plan, one) != "sure" and getattr(one, "kind", "") != "formula" for one in told)

    def show_blank(self, layout: Layout, plan: Plan, told: Filled | None) -> None:
        """Show a blank with what fills it, as far as that is known yet; what was chosen stays chosen."""
        at = self.currentRow(), self.currentColumn()
        same = self.layout_ is layout
        self.layout_, self.plan = layout, plan
        lines = list(told.filling.lines)[:MOST_LINES] if told else []
        first, last = layout.body
        self.extra = max(0, len(lines) - (last - first + 1))
        self.blockSignals(True)
        self.setUpdatesEnabled(False)
        self.clearSpans()
        self.clear()
        page = layout.page
        self.setColumnCount(page.columns)
        self.setRowCount(max(page.rows, last) + self.extra)
        self.setHorizontalHeaderLabels([_letters(n) for n in range(page.columns)])
        self._sizes()
        self._printed()
        self._values(lines, told)
        self._facts(told)
        self._give_room()
        self._flow_over()
        self.setUpdatesEnabled(True)
        self.blockSignals(False)
        if same and 0 <= at[0] < self.rowCount():
            self.setCurrentCell(*at)

    def _sizes(self) -> None:
        assert self.layout_ is not None
        page, sign = self.layout_.page, self.fontMetrics().horizontalAdvance("0")
        for column in range(1, page.columns + 1):
            self.setColumnWidth(column - 1, int(max(3.0, min(48.0, page.widths.get(column, 8.43))) * sign * 1.08) + 8)
        for row in range(self.rowCount()):
            height = page.heights.get(self.printed(row + 1), 0)
            self.setRowHeight(row, max(theme.LOOK.row_height - 2, int(height * 1.25)))

    def printed(self, row: int) -> int:
        """The row of the blank that a shown row is, or is a copy of."""
        assert self.layout_ is not None
        last = self.layout_.body[1]
        return row if row <= last else max(last, row - self.extra)

    def shown(self, row: int) -> int:
        """Where a row of the blank is shown."""
        assert self.layout_ is not None
        return row + self.extra if row > self.layout_.body[1] else row

    def _printed(self) -> None:
        """What the superior printed."""
        assert self.layout_ is not None
        page = self.layout_.page
        for area in page.merges:
            self.setSpan(
                self.shown(area.top) - 1, area.left - 1, area.bottom - area.top + 1, area.right - area.left + 1
            )
        for (row, column), square in page.squares.items():
            item = self._item(self.shown(row), column)
            item.setText(square.text or ("ƒ" if square.formula else ""))
            item.setToolTip(f"原表的公式：={square.formula}，原样保留" if square.formula else square.text)
            middle = square.middle or bool(square.formula)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter if middle else Qt.AlignmentFlag.AlignVCenter)
            item.setFont(theme.font(min(14, max(9, square.size - 2)), square.bold))
            head = self.layout_.header[0] <= row <= self.layout_.header[1]
            if head:
                item.setBackground(QColor(theme.LOOK.tokens.hover))
            if square.formula:
                item.setForeground(QColor(theme.LOOK.tokens.secondary))

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row - 1, column - 1)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row - 1, column - 1, item)
        return item

    def _values(self, lines: list[dict[int, Entry]], told: Filled | None) -> None:
        layout, plan = self.layout_, self.plan
        assert layout is not None
        first, last = layout.body
        if layout.form is Form.LIST:
            for row in range(first, last + 1 + self.extra):
                line = lines[row - first] if row - first < len(lines) else {}
                for head in layout.heads:
                    one = plan.sources.get(head.column) or plan.columns.get(head.column)
                    if getattr(one, "kind", "") != "formula":
                        self._put(row, head.column, line.get(head.column), state_of(plan, one))
            return
        cells = told.filling.cells if told else {}
        for row, line_ in plan.lines.items():
            for column, head_ in plan.columns.items():
                if layout.page.at(row, column).formula:
                    continue
                own = plan.cells.get((row, column)) or (head_.tally if head_.tally.kind else line_.tally)
                states = {state_of(plan, own), *(state_of(plan, m) for m in (line_.member, head_.member) if m.kind)}
                state = next(one for one in ("open", "doubt", "sure") if one in states)
                self._put(row, column, cells.get((row, column)), state)
        for line in layout.lines:
            one = plan.lines.get(line.row)
            self._item(self.shown(line.row), layout.heads[layout.labels - 1].column).setData(
                _STATE, state_of(plan, one.member if one and one.member.kind else one)
            )

    def _put(self, row: int, column: int, entry: Entry | None, state: str) -> None:
        item = self._item(row, column)
        item.setText("" if entry is None else _told(entry))
        item.setData(_STATE, state)
        if entry is not None and (not isinstance(entry.value, str) or entry.value == "—"):
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(entry.remark if entry and entry.remark else item.text())

    def _facts(self, told: Filled | None) -> None:
        assert self.layout_ is not None
        from safety_desk.reports.blanks.layout import said_in

        facts = told.filling.facts if told else {}
        for n, slot in enumerate(self.layout_.slots):
            row, column = slot.beside or (slot.row, slot.column)
            item = self._item(self.shown(row), column)
            if fact := facts.get(n):
                item.setText(fact if slot.beside else said_in(item.text(), slot.label, fact))
                item.setData(_STATE, "sure")

    def _give_room(self) -> None:
        """Where the superior's cells are too small for their text: body text widens its column, the rest is wrapped."""
        assert self.layout_ is not None
        (top, head), last = self.layout_.header, self.layout_.body[1] + self.extra
        metrics = self.fontMetrics()
        for column in range(self.columnCount()):
            alone = (row for row in range(head, last) if self.columnSpan(row, column) == 1)
            texts = (item.text() for row in alone if (item := self.item(row, column)) is not None)
            need = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            room = min(need, metrics.horizontalAdvance("国") * WIDEST) + 26
            self.setColumnWidth(column, max(self.columnWidth(column), room if need else 0))
        for row in range(top - 1, last):
            for column in range(self.columnCount()):
                item = self.item(row, column)
                if item is not None and item.text() and self.rowSpan(row, column) == 1:
                    self.setRowHeight(
                        row, max(self.rowHeight(row), self._high(item, row, column, MOST_WRAPPED if row < head else 2))
                    )

    def _high(self, item: QTableWidgetItem, row: int, column: int, most: int) -> int:
        """The height that a text needs when it is wrapped to so many lines."""
        width = sum(self.columnWidth(n) for n in range(column, column + self.columnSpan(row, column))) - 24
        metrics = QFontMetrics(item.font())
        box = metrics.boundingRect(QRect(0, 0, max(20, width), 4000), int(Qt.TextFlag.TextWordWrap), item.text())
        return min(box.height(), most * metrics.lineSpacing()) + 8

    def _flow_over(self) -> None:
        """A text over header or under the body flows over the empty cells at its right, as in Excel."""
        assert self.layout_ is not None
        page, (top, bottom) = self.layout_.page, (self.layout_.header[0], self.layout_.body[1])
        for row, column in page.squares:
            if top <= row <= bottom or (row, column) in page.covered or not page.at(row, column).text:
                continue
            item = self._item(self.shown(row), column)
            need, right = self.fontMetrics().horizontalAdvance(item.text()) + 16, column
            width = self.columnWidth(column - 1)
            while width < need and right < page.columns and self._is_free(row, right + 1):
                right += 1
                width += self.columnWidth(right - 1)
            if right > column:
                self.setSpan(self.shown(row) - 1, column - 1, 1, right - column + 1)

    def _is_free(self, row: int, column: int) -> bool:
        assert self.layout_ is not None
        square = self.layout_.page.at(row, column)
        return not (square.text or square.formula or square.bordered or (row, column) in self.layout_.page.covered)

    def _choose(self, row: int, column: int) -> None:
        """Tell what stands at a place."""
        layout = self.layout_
        if layout is None or row < 1 or column < 1:
            return
        area = layout.page.area(self.printed(row), column)
        printed, column = (area.top if area.bottom > area.top else self.printed(row)), area.left
        for n, slot in enumerate(layout.slots):
            if (printed, column) in ((slot.row, slot.column), slot.beside):
                self.chosen.emit("slot", n, 0)
                return
        head = next((h for h in layout.heads if h.column <= column <= h.last), None)
        first, last = layout.header[0], layout.body[1] + self.extra
        if head is None or not first <= row <= last:
            self.chosen.emit("", 0, 0)
        elif layout.form is Form.LIST or row <= layout.header[1]:
            self.chosen.emit("column", head.column, row)
        elif head in layout.heads[: layout.labels]:
            self.chosen.emit("line", printed, 0)
        else:
            self.chosen.emit("cell", head.column, printed)


def _letters(column: int) -> str:
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _told(entry: Entry) -> str:
    value = entry.value
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return f"{value:.1%}" if "%" in entry.format else f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


class Legend(QWidget):
    """What the grounds of the cells mean."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for state, words in STATES.items():
            mark = _Mark(state, self)
            label = QLabel(words, self)
            label.setObjectName("secondary")
            row.addWidget(mark)
            row.addWidget(label)
            row.addSpacing(8)
        label = QLabel("ƒ 原表的公式，原样保留", self)
        label.setObjectName("secondary")
        row.addWidget(label)
        row.addStretch()


class _Mark(QFrame):
    """A small square in the ground of a state."""

    def __init__(self, state: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = state

    def sizeHint(self) -> QSize:
        return QSize(14, 14)

    def paintEvent(self, _: Any) -> None:
        painter = QPainter(self)
        box = QRect(0, (self.height() - 13) // 2, 13, 13)
        painter.fillRect(box, tint(self.state))
        painter.setPen(QColor(theme.LOOK.tokens.edge))
        painter.drawRect(box)
