"""Editors that are more than a line of text: the factors of an assessment, a colour, an outline."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Field
from safety_desk.ledgers import methods
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.methods import Method, MethodRules
from safety_desk.ui.editors import EDITORS, Editor


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


class OutlineEditor(Editor):
    """An outline: how many corners are recorded is shown; another one is pasted in its place as GeoJSON."""

    def put(self, value: Any) -> None:
        self._kept = value
        super().put(value)

    def take(self) -> Any:
        text = self.widget.text()
        return self._kept if text == self.whole(self._kept) else text


def _for_data(field: Field, store: Store) -> type[Editor]:
    return FactorsEditor if field.codes == "factors" else Editor


EDITORS["data"] = _for_data
EDITORS["colour"] = ColourEditor
EDITORS["geometry"] = OutlineEditor
