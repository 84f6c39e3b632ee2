"""The grid itself: what each key does in it. It changes nothing; it asks the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QKeyCombination, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from safety_desk.tasks.entering.entry import Part
from safety_desk.ui import theme
from safety_desk.ui.entry.cells import CellLine, EntryDelegate
from safety_desk.ui.entry.model import DAYS, KEYED, KEYS, LEVEL_KEYS, NAMES, SHARED, Cell, GridModel
from safety_desk.ui.files_editor import holds_files

Find = Callable[[Cell, str], list[str]]

_WIDTHS = (4, 28, 12, 30, 7, 14, 11, 15, 15, 8)
"""In signs of a digit's width; the sentences share what is left."""
_SENTENCES = (1, 3)
_TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class Grid(QTableView):
    """The lines of an entry. `given` tells what was put into a cell, `typing` what stands there half typed, `moved` that
    another cell is the current one.
    """

    given = Signal(object, object)
    typing = Signal(object, str)
    moved = Signal()
    rest_asked = Signal()
    add_asked = Signal()
    remove_asked = Signal(str)
    photo_asked = Signal(str)
    pasted = Signal(str)
    back_asked = Signal()
    forth_asked = Signal()
    through = Signal()
    left = Signal()

    def __init__(self, model: GridModel, find: Find, parent: QWidget) -> None:
        super().__init__(parent)
        self._find = find
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(theme.LOOK.row_height + 2)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStretchLastSection(True)
        model.modelReset.connect(self._span)
        self.setAccessibleName("逐项录入")

    def model(self) -> GridModel:
        found = super().model()
        assert isinstance(found, GridModel)
        return found

    def _span(self) -> None:
        """A heading stands across all columns, or beside the heads of its own."""
        self.clearSpans()
        model = self.model()
        for row, told in enumerate(model.rows):
            if isinstance(told, Part):
                self.setSpan(row, 0, 1, 2 if model.own_heads(told) else model.columnCount())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sign = self.fontMetrics().horizontalAdvance("0")
        widths = [width * sign + 10 for width in _WIDTHS]
        spare = max(0, self.viewport().width() - sum(widths) - 2)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width + (spare // len(_SENTENCES) if column in _SENTENCES else 0))

    # -- where the keyboard is -------------------------------------------------------------------------------

    def at(self) -> Cell | None:
        """The current cell."""
        return self.model().cell(self.currentIndex())

    def go(self, cell: Cell) -> None:
        """Make a cell the current one."""
        index = self.model().place(cell)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_row(index.row())
        self.scrollTo(index)

    def _show_row(self, row: int) -> None:
        """A row at the edge is brought to the middle with what comes next: scrolling by one row paints all at each key."""
        head = row > 0 and self.model().line(row - 1) is None
        top, height = self.rowViewportPosition(row - head), self.rowHeight(row)
        room = self.viewport().height()
        if top < 0 or self.rowViewportPosition(row) + 2 * height > room:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - (room - height) // 2)

    def go_on(self) -> None:
        """To the next cell that is needed and empty, after the last from the top again; `through` where none is."""
        model, here = self.model(), self.currentIndex()
        places = [(index.row(), index.column(), cell) for cell in model.stops() for index in (model.place(cell),)]
        after = [cell for row, column, cell in places if (row, column) > (here.row(), here.column())]
        if after or places:
            self.go((after or [cell for _, _, cell in places])[0])
        else:
            self.through.emit()

    def step(self, by: int) -> None:
        """To the next cell that asks for something, or the one before."""
        model, here = self.model(), self.currentIndex()
        columns = model.columnCount()
        at = here.row() * columns + here.column() + by
        while 0 <= at < model.rowCount() * columns:
            cell = model.cell(model.index(at // columns, at % columns))
            if cell is not None and model.asks(cell):
                self.go(cell)
                return
            at += by

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes to a cell that asks for something."""
        super().focusInEvent(event)
        cell = self.at()
        if cell is None or cell.name == "n":
            self.go_first()

    def go_first(self) -> None:
        """To the first cell that is needed and empty, else to the first that asks for something."""
        model = self.model()
        if stops := model.stops():
            self.go(stops[0])
            return
        cells = (Cell(key, name) for key in model.rows if isinstance(key, str) for name in NAMES[model.lines[key].part])
        if (first := next(filter(model.asks, cells), None)) is not None:
            self.go(first)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        cell = self.model().cell(current)
        keyed = cell is None or cell.name in (*KEYED, *DAYS)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not keyed)
        for index in (current, previous):
            if index.isValid() and current.row() != previous.row():
                top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
                self.viewport().update(0, top, self.viewport().width(), height)
        self.moved.emit()

    # -- editing ---------------------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese begins a text as letters do: what comes whole, without having been composed here, is put in."""
        was = self.open_line()
        super().inputMethodEvent(event)
        line, said = self.open_line(), event.commitString()
        stood = self.currentIndex().data(Qt.ItemDataRole.EditRole)
        if was is None and line is not None and said and line.text() == stood:
            line.insert(said)
            line.setFocus()
            line.offer(line.text())

    def open_line(self) -> CellLine | None:
        """The line that is open in the current cell."""
        line = self.indexWidget(self.currentIndex()) if self.state() is QAbstractItemView.State.EditingState else None
        return line if isinstance(line, CellLine) else None

    def finder(self, cell: Cell) -> Callable[[str], list[str]]:
        """What completes the text of a cell."""
        return lambda words: self._find(cell, words)

    def end(self, line: CellLine, way: str) -> None:
        """The line of a cell is left: what stands there is taken, unless it is dropped, and the keyboard goes on."""
        if way != "drop":
            self.commitData(line)
        self.closeEditor(line, EntryDelegate.EndEditHint.NoHint)
        self.setFocus()
        if way == "on":
            self.go_on()
        elif way in ("right", "left"):
            self.step(1 if way == "right" else -1)

    def settle(self) -> None:
        """Take what stands in a line that is open."""
        if (line := self.open_line()) is not None:
            self.end(line, "stay")

    def take(self, cell: Cell, text: str) -> None:
        """What was typed into a cell."""
        if text.strip() != str(self.model().lines[cell.key].get(cell.name)):
            self.given.emit(cell, text.strip())

    # -- keys ------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Undo here is that of the grid, not of the journal; Tab goes from cell to cell."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if any(event.matches(keys) for keys in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)):
                event.accept()
                return True
            if event.keyCombination() == QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y):
                event.accept()
                return True
        step = _TABS.get(event.key(), 0) if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else 0
        if step and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # Ctrl+Tab is the window's
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else step)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.at()
        for keys, act in self._keys(cell).items():
            if event.keyCombination() in keys:
                act()
                return
        if (
            cell is not None
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and self._said(cell, event.text())
        ):
            return
        super().keyPressEvent(event)

    def _keys(self, cell: Cell | None) -> dict[tuple[QKeyCombination, ...], Callable[[], object]]:
        key, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
        pad = Qt.KeyboardModifier.KeypadModifier
        found: dict[tuple[QKeyCombination, ...], Callable[[], object]] = {
            (QKeyCombination(key.Key_Return), QKeyCombination(key.Key_Enter), pad | key.Key_Enter): self.go_on,
            (QKeyCombination(key.Key_F9),): self.rest_asked.emit,
            (control | key.Key_N,): self.add_asked.emit,
            (control | key.Key_Z,): self.back_asked.emit,
            (control | key.Key_Y, control | Qt.KeyboardModifier.ShiftModifier | key.Key_Z): self.forth_asked.emit,
            (QKeyCombination(key.Key_Escape),): self.left.emit,
        }
        if cell is not None:
            found[(QKeyCombination(key.Key_Delete), QKeyCombination(key.Key_Backspace))] = lambda: self._clear(cell)
            found[(control | key.Key_Minus, control | pad | key.Key_Minus)] = lambda: self.remove_asked.emit(cell.key)
            found[(control | key.Key_V,)] = lambda: self._paste(cell)
            if cell.name == "photo":
                found[(QKeyCombination(key.Key_Space), QKeyCombination(key.Key_F2))] = lambda: self.photo_asked.emit(
                    cell.key
                )
        return found

    def _said(self, cell: Cell, sign: str) -> bool:
        """A digit that says the result or the level, where the keyboard goes on from; answers whether it was one."""
        model = self.model()
        line = model.lines[cell.key]
        if cell.name in ("n", "told"):
            cell = Cell(cell.key, "result")
        if cell.name == "result" and sign == "9":
            self.rest_asked.emit()
            return True
        told = KEYS[line.part] if cell.name == "result" else LEVEL_KEYS if cell.name == "level" else {}
        if sign not in told or not model.asks(cell):
            return cell.name in KEYED and sign.isprintable() and bool(sign.strip())
        self.go(cell)
        self.given.emit(cell, told[sign])
        if cell.name == "result" and told[sign] in ("not", "part"):
            self.go(Cell(cell.key, SHARED[line.part]))  # what was found is said first
        else:
            self.go_on()
        return True

    def _clear(self, cell: Cell) -> None:
        if self.model().asks(cell):
            self.given.emit(cell, () if cell.name == "photo" else "")

    def _paste(self, cell: Cell) -> None:
        """Files and pictures go to the line's photos wherever the keyboard is; text into the cell."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is not None and holds_files(mime):
            self.pasted.emit(cell.key)
        elif self.model().writes(self.currentIndex()) and mime is not None and mime.hasText():
            self.take(cell, " ".join(mime.text().split()))
