"""Editors that are more than a line of text: the factors of an assessment, files, a colour."""

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Field
from safety_desk.ledgers import methods
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.methods import Method, MethodRules
from safety_desk.ui.editors import EDITORS, Editor
from safety_desk.ui.notices import say


class FactorsEditor(Editor):
    """A box for each factor of the chosen method, with what its values mean, and the score they give."""

    def build(self, parent: QWidget) -> QWidget:
        self._boxes: dict[str, QComboBox] = {}
        self._method = Method.LEC
        body = QWidget(parent)
        self._layout = QFormLayout(body)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._said = QLabel(body)
        self._body = body
        self._lay_out()
        return body

    def beside(self, name: str, value: Any) -> None:
        """Another field of the form was changed: the method decides which factors there are."""
        chosen = next((m for m in Method if m.value == value), None)
        if name == "method" and chosen is not None and chosen is not self._method:
            self._method = chosen
            self._lay_out()

    def _lay_out(self) -> None:
        while self._layout.rowCount():
            self._layout.removeRow(0)
        self._boxes.clear()
        for factor, table in methods.factors_of(self._method, self.store.options(MethodRules)).items():
            box = QComboBox(self.parent())
            box.addItem("", None)
            for value, words in table.items():
                box.addItem(f"{value:g}　{words}", value)
            box.activated.connect(lambda _: self._touched())
            self._boxes[factor] = box
            self._layout.addRow(factor, box)
        self._said = QLabel(self.parent())
        self._layout.addRow("", self._said)
        self._body.setFocusProxy(next(iter(self._boxes.values()), None))
        self._score()

    def _touched(self) -> None:
        self._score()
        self.changed.emit()

    def _score(self) -> None:
        try:
            scored = methods.score(self._method, self._chosen(), self.store.options(MethodRules))
        except Refusal as why:
            self._said.setText(str(why))
            return
        grade: Grade = scored.grade
        points = "" if scored.score is None else f"{scored.score:g} 分　"
        self._said.setText(f"{points}{grade.label}（{grade.risk}）　{scored.version}")

    def _chosen(self) -> dict[str, float]:
        return {name: box.currentData() for name, box in self._boxes.items() if box.currentData() is not None}

    def put(self, value: Any) -> None:
        factors = dict(value or {})
        for name, box in self._boxes.items():
            box.setCurrentIndex(max(0, box.findData(float(factors[name]))) if name in factors else 0)
        self._score()

    def take(self) -> Any:
        return self._chosen() or None


class FilesEditor(Editor):
    """Files of a record: added, opened, taken away."""

    def build(self, parent: QWidget) -> QWidget:
        body = QWidget(parent)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        self._list = QListWidget(body)
        self._list.setFixedHeight(64)
        self._list.itemActivated.connect(self._open)
        column.addWidget(self._list)
        row = QHBoxLayout()
        for words, act in (("添加…", self._add), ("移除", self._drop)):
            button = QPushButton(words, body)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        body.setFocusProxy(self._list)
        return body

    def put(self, value: Any) -> None:
        self._list.clear()
        for reference in value or ():
            self._show(reference)

    def take(self) -> Any:
        return [self._list.item(n).data(0x100) for n in range(self._list.count())]

    def _show(self, reference: str) -> None:
        item = QListWidgetItem(reference.partition(":")[2], self._list)
        item.setData(0x100, reference)

    def _add(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self.widget, f"添加{self.field.label}")
        for path in paths:
            try:
                self._show(attachments.keep(self.store.folder / "attachments", Path(path)))
            except Refusal as why:
                say(self.widget, str(why))
        if paths:
            self.changed.emit()

    def _drop(self) -> None:
        for item in self._list.selectedItems():
            self._list.takeItem(self._list.row(item))
            self.changed.emit()

    def _open(self, item: QListWidgetItem) -> None:
        into = Path(tempfile.gettempdir()) / "safety-desk-files"
        try:
            copy = attachments.open_copy(self.store.folder / "attachments", item.data(0x100), into)
        except Refusal as why:
            say(self.widget, str(why))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))


class ColourEditor(Editor):
    """A colour as #RRGGBB, with the colour itself before it; a press on that opens the palette."""

    def build(self, parent: QWidget) -> QWidget:
        line = QLineEdit(parent)
        self._swatch = line.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._swatch.setToolTip("选颜色")
        self._swatch.triggered.connect(self._choose)
        line.textChanged.connect(self._paint)
        line.textEdited.connect(self.changed)
        return line

    def _paint(self, text: str) -> None:
        shown = QColor(text.strip())
        swatch = QPixmap(32, 32)
        swatch.fill(shown if shown.isValid() else Qt.GlobalColor.transparent)
        self._swatch.setIcon(QIcon(swatch))

    def _choose(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.widget.text().strip()), self.widget, f"选颜色：{self.field.label}")
        if chosen.isValid():
            self.widget.setText(chosen.name().upper())
            self.changed.emit()


def _for_data(field: Field, store: Store) -> type[Editor]:
    return FactorsEditor if field.codes == "factors" else Editor


EDITORS["data"] = _for_data
EDITORS["files"] = FilesEditor
EDITORS["colour"] = ColourEditor
