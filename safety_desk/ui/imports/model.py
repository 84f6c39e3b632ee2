"""The rows of an import as a table: what each would become, what is wrong in which cell; corrected in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from safety_desk.db.store import Store
from safety_desk.fields import Code, Field
from safety_desk.intake.known import Fate, Line, Remark
from safety_desk.record import Record
from safety_desk.tasks.imports.plan import Plan
from safety_desk.ui import theme
from safety_desk.wording import as_written

Index = QModelIndex | QPersistentModelIndex
BEFORE = 1
"""Columns before those of the fields: what becomes of the row."""


@dataclass(frozen=True)
class PlannedNames:
    """How linked records are called, also those that only the import will add."""

    store: Store
    added: Mapping[int, tuple[str, str]]

    def name(self, ledger: str, id: int) -> str:
        """What people call that record."""
        return self.added[id][1] if id < 0 else self.store.names.name(ledger, id)

    def codes(self, table: str) -> Mapping[str, Code]:
        """The entries of a code table by code."""
        return self.store.names.codes(table)


class PreviewModel(QAbstractTableModel):
    """The lines of a plan that a filter lets through; only what is looked at is told. `corrected`: rows were judged anew."""

    corrected = Signal()

    def __init__(self, plan: Plan, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan, self.store = plan, store
        self._names = PlannedNames(store, plan.names.added)
        self._before: dict[int, Record] = {}
        self.fields = self._fields()
        self.places: Sequence[int] = range(len(plan.lines))

    def _fields(self) -> list[Field]:
        """The matched columns from the left, then fields that have no column and yet a problem."""
        matched = [match.field.name for match in self.plan.header.matches if match.field]
        remarked = self.plan.lines if self.plan.remarked else []
        lines = (line for line in remarked if line.errors or line.doubts)
        faulty = (remark.field for line in lines for remark in (*line.errors, *line.doubts))
        return [self.plan.target.fields[name] for name in dict.fromkeys([*matched, *faulty])]

    def show(self, places: Sequence[int]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.places = places
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else BEFORE + len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            shown = role == Qt.ItemDataRole.DisplayRole
            return self.plan.lines[self.places[section]].number if shown else None
        if role == Qt.ItemDataRole.DisplayRole:
            return "结果" if section < BEFORE else self.fields[section - BEFORE].label
        if role == Qt.ItemDataRole.ToolTipRole and section >= BEFORE:
            match = self.plan.header.fields.get(self.fields[section - BEFORE].name)
            return f"文件里的列：{match.heading}" if match else "文件里没有这一列，可以在这里填"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def line(self, index: Index) -> Line:
        """The line of a cell."""
        return self.plan.lines[self.places[index.row()]]

    def field(self, index: Index) -> Field | None:
        """The field of a cell, or None for what stands before the fields."""
        return self.fields[index.column() - BEFORE] if index.column() >= BEFORE else None

    def remarks(self, index: Index) -> list[Remark]:
        """What is wrong or doubtful in a cell; of the result, all that is in its row."""
        line, field = self.line(index), self.field(index)
        told = (*line.errors, *line.doubts)
        return [remark for remark in told if field is None or remark.field == field.name]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, field = self.line(index), self.field(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if field is None:
                return line.fate.value
            return self._said(line, field, index)
        if role == Qt.ItemDataRole.EditRole and field is not None:
            written = as_written(self.plan.written(self.places[index.row()], field.name))
            return "" if written is None else str(written)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = [f"{remark.column}：{remark.reason}" for remark in self.remarks(index)]
            return "\n".join(told) or self.data(index)
        if role == Qt.ItemDataRole.BackgroundRole and field is not None:
            return self._ground(line, field)
        if role == Qt.ItemDataRole.ForegroundRole and field is None and line.fate is Fate.REJECTED:
            return QColor(theme.LOOK.tokens.error)
        if role == Qt.ItemDataRole.ForegroundRole and line.fate is Fate.SAME:
            return QColor(theme.LOOK.tokens.secondary)
        if role == Qt.ItemDataRole.FontRole and field is not None and self._strong(line, field):
            return theme.font(strong=True)
        return None

    def _ground(self, line: Line, field: Field) -> QColor | None:
        """Red where the cell keeps its row out, violet where it is doubtful."""
        tokens = theme.LOOK.tokens
        if any(remark.field == field.name for remark in line.errors):
            return _tinted(tokens.error)
        if any(remark.field == field.name for remark in line.doubts):
            return _tinted(tokens.doubt)
        return None

    def _strong(self, line: Line, field: Field) -> bool:
        return (line.number, field.name) in self.plan.edits or self._changed(line, field)

    def _said(self, line: Line, field: Field, index: Index) -> str:
        """The value as it would be kept, what it was before; where it was not understood, what the file says."""
        after = field.show(getattr(line.record, field.name), self._names)
        if self._changed(line, field):
            before = field.show(getattr(self._existing(line), field.name), self._names)
            return f"{before or '（空）'} → {after}"
        faulty = any(remark.field == field.name for remark in (*line.errors, *line.doubts))
        if not faulty or (after and not any(remark.field == field.name for remark in line.errors)):
            return after
        written = str(self.data(index, Qt.ItemDataRole.EditRole))
        return written or ("（必填）" if field.required else after)

    def _changed(self, line: Line, field: Field) -> bool:
        if line.fate is not Fate.UPDATE:
            return False
        return bool(getattr(self._existing(line), field.name) != getattr(line.record, field.name))

    def _existing(self, line: Line) -> Record:
        id = line.record.id or 0
        if id not in self._before:
            self._before[id] = self.store.get(self.plan.target.record, id)
        return self._before[id]

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        field = self.field(index)
        fixed = field is None or field.kind.name in ("geometry", "files", "data")
        return plain if fixed else plain | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = self.field(index)
        if field is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != self.data(index, Qt.ItemDataRole.EditRole):
            self.plan.correct(self.places[index.row()], field.name, str(value).strip())
            self.judged()
        return True

    def judged(self) -> None:
        """Rows were judged anew: they stay where they are, and say what they are now."""
        if self.places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, self.columnCount() - 1))
        self.corrected.emit()


def _tinted(colour: str) -> QColor:
    tint = QColor(colour)
    tint.setAlpha(46 if theme.LOOK.dark else 30)
    return tint
