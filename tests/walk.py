"""A clerk's way through the window: what is pressed, filled in and read, in the clerk's words."""

from typing import Any

import pytest
from hands import press, write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QPlainTextEdit, QPushButton

from safety_desk.record import Record
from safety_desk.tasks.dues import Span
from safety_desk.ui.editors import Editor
from safety_desk.ui.form import FieldForm
from safety_desk.ui.home_parts import Tile
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.parts import PartDialog
from safety_desk.ui.pick_editors import LinkEditor
from safety_desk.ui.window import Window
from safety_desk.ui.workbench import Workbench


class Walk:
    """Goes through the window. Fields are named as in the records, pages and buttons as on the screen."""

    def __init__(self, window: Window, patch: pytest.MonkeyPatch) -> None:
        self.window, self.store = window, window.store
        self._to_fill: list[dict[str, Any]] = []
        self.said = ""
        """What the last dialog said when it was not content."""
        patch.setattr(PartDialog, "exec", lambda dialog: self._answer(dialog))

    # going

    @property
    def page(self) -> LedgerPage:
        """The page that is shown."""
        page = self.window.shown_page()
        assert page is not None
        return page

    def go(self, words: str) -> LedgerPage:
        """Open a page, or press a command, by Ctrl+K."""
        press("Ctrl+K")
        write(words)
        press("Return")
        QApplication.processEvents()
        return self.page

    def turn_to(self, record: Record) -> None:
        """Choose the row of a record on its page; its card is shown."""
        name = self.store.ledger_of(record).name
        page = self.window.shown_page()
        if page is None or page.ledger.name != name:
            page = self.go(self.store.ledgers[name].title)
        if page.sheet is not None and page.side.currentWidget() is page.sheet:
            press("Esc")
        row = page.model.row_of(record.id or 0)
        assert row is not None, "the record does not stand on its page"
        page.table.go_to(row)

    # filling

    def new(self, **texts: Any) -> Any:
        """Ctrl+N, fill in, Ctrl+S; answers the record."""
        press("Ctrl+N")
        return self.save(**texts)

    def edit(self, record: Record, **texts: Any) -> Any:
        """Open the form of a record, fill in, Ctrl+S; answers the record."""
        self.open(record)
        return self.save(**texts)

    def open(self, record: Record) -> None:
        """Enter on the row of a record: its form."""
        self.turn_to(record)
        self.page.table.setFocus()
        press("Return")

    def save(self, **texts: Any) -> Any:
        """Fill in the form that is open and press Ctrl+S."""
        sheet = self.page.sheet
        assert sheet is not None
        fill(sheet.form, texts)
        press("Ctrl+S")
        assert not sheet.bar.isVisible(), said_by(sheet.bar.text.text(), sheet.form)
        assert sheet.record is not None
        return sheet.record

    def not_saved(self, **texts: Any) -> str:
        """Fill in the form that is open and press Ctrl+S; answers why it was not saved."""
        sheet = self.page.sheet
        assert sheet is not None
        fill(sheet.form, texts)
        press("Ctrl+S")
        assert sheet.bar.isVisible(), "it was saved"
        return said_by(sheet.bar.text.text(), sheet.form)

    def part(self, ledger: str, **texts: Any) -> Any:
        """Press 新增 over the parts under the open form, fill in the dialog; answers the part."""
        assert self.page.sheet is not None
        box = next(box for box in self.page.sheet.parts if box.ledger.name == ledger)
        known = set(self.store.ids(box.ledger.record))
        self._press(box, "＋ 新增", texts)
        assert not self.said, self.said
        [id] = set(self.store.ids(box.ledger.record)) - known
        return self.store.get(box.ledger.record, id)

    def part_again(self, part: Record, **texts: Any) -> str:
        """Open a part under the open form and fill in its dialog; answers what was said against it, if anything was."""
        assert self.page.sheet is not None
        box = next(box for box in self.page.sheet.parts if box.ledger.record is type(part))
        row = box.model.row_of(part.id or 0)
        assert row is not None
        self._to_fill, self.said = [texts], ""
        box.view.opened.emit(row)
        return self.said

    # doing

    def buttons(self) -> list[str]:
        """The steps that the card offers."""
        offered = {step.label for step in self.page.ledger.steps}
        return [b.text() for b in self.page.card.findChildren(QPushButton) if b.text() in offered]

    def step(self, record: Any, label: str, **texts: Any) -> Any:
        """Press a step's button on the card of a record and fill in what it asks; answers the record as it is then."""
        said = self.refused(record, label, **texts)
        assert not said, said
        return self.store.get(type(record), record.id)

    def refused(self, record: Any, label: str, **texts: Any) -> str:
        """Press a step's button that is refused; answers what was said."""
        self.turn_to(record)
        self.window.notice.hide()
        self._press(self.page.card, label, texts)
        return self.said or (self.window.notice.text.text() if self.window.notice.isVisible() else "")

    def undo(self, times: int = 1) -> None:
        """Ctrl+Z."""
        for _ in range(times):
            press("Ctrl+Z")

    def now(self, record: Any) -> Any:
        """The record as it is now."""
        return self.store.get(type(record), record.id)

    # reading

    def shown(self, view: str) -> list[Any]:
        """The records that a view of the page shows."""
        self.page.choose_view(next(one for one in self.page.ledger.views if one.label == view))
        found = [self.page.model.record(row) for row in range(self.page.model.count)]
        self.page.choose_view(None)
        return found

    def due(self, span: Span) -> list[list[str]]:
        """The lines behind a number of the workbench: what, whose, called what, by when, how it stands."""
        press("Ctrl+K")
        write("工作台")
        press("Return")
        QApplication.processEvents()
        bench = self.window.stack.currentWidget()
        assert isinstance(bench, Workbench)
        bench.show_home()
        bench.home.refresh()
        tiles = (tile for tile in bench.findChildren(Tile) if tile.accessibleName().startswith(span.label))
        next(tiles).pressed.emit()
        model = bench.due.model
        return [[model.index(r, c).data() or "" for c in range(5)] for r in range(model.rowCount())]

    def _press(self, where: Any, label: str, texts: dict[str, Any]) -> None:
        self._to_fill, self.said = [texts], ""
        buttons = [b for b in where.findChildren(QPushButton) if b.text() == label]
        assert buttons, f"没有“{label}”这个按钮，有的是{self.buttons()}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        assert not self._to_fill or not texts, f"“{label}”没有问 {'、'.join(texts)}"

    def _answer(self, dialog: PartDialog) -> int:
        """Fill in a dialog and press its button; what it says against it is kept, and it is given up."""
        if not self._to_fill:
            return int(QDialog.DialogCode.Rejected)
        dialog.show()
        fill(dialog.form, self._to_fill.pop(0))
        dialog.ok.click()
        if dialog.result() != QDialog.DialogCode.Accepted:
            self.said = said_by(dialog.bar.text.text(), dialog.form)
            dialog.cancel.click()
        dialog.hide()
        self.window.activateWindow()  # as when a dialog ends that was really waited for
        QApplication.processEvents()
        return dialog.result()


def said_by(head: str, form: FieldForm) -> str:
    """What a form says against what was filled in: over it, and at each field."""
    notes = [
        f"{box.field.label}：{box.note.text()}"
        for box in form.boxes.values()
        if not box.note.isHidden() and box.note.text()
    ]
    return "；".join([head, *notes])


def fill(form: FieldForm, texts: dict[str, Any]) -> None:
    """Fill in fields; one that the form does not ask for is a mistake of the journey."""
    for name, text in texts.items():
        assert name in form.boxes, f"{name} is not asked for: {', '.join(form.boxes)}"
        put(form.boxes[name].editor, text)


def put(editor: Editor, text: Any) -> None:
    """Write into one field, choose in it, or tick it, as its widget allows."""
    widget = editor.widget
    if isinstance(widget, QCheckBox):
        while widget.text() != text:
            widget.click()
    elif isinstance(widget, QComboBox):
        at = widget.findText(text)
        assert at >= 0, f"{editor.field.label}没有“{text}”，有{[widget.itemText(n) for n in range(widget.count())]}"
        widget.setCurrentIndex(at)
        widget.activated.emit(at)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    elif isinstance(editor, LinkEditor) and text:
        offered = {label: id for id, label in editor.find(text)}
        assert offered, f"{editor.field.label}：没有找到“{text}”"
        editor.put(offered.get(text, next(iter(offered.values()))))
        editor.changed.emit()
    else:
        widget.setText(text)
        editor.changed.emit()
