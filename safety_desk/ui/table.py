"""The table of any ledger: reads only the rows that are looked at, so that 100,000 open as fast as 1,000."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from safety_desk.conditions import EVERY, Where, one_of
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledger import Derived, Ledger
from safety_desk.record import Record

CHUNK = 128
KEPT = 24
"""So many chunks of so many records are kept: what a screen shows, and some on either side."""

VALUE = Qt.ItemDataRole.UserRole + 1
DOUBT = Qt.ItemDataRole.UserRole + 2


@dataclass
class Query:
    """Which records a table shows, and in which order."""

    where: Where = EVERY
    words: str = ""
    order: str = ""
    view: Where = field(default=EVERY)

    @property
    def whole(self) -> Where:
        """The chosen view and the filters together."""
        return self.view & self.where


@dataclass(frozen=True)
class Column:
    """One column: a stored field, or what is told of the record anew."""

    name: str
    label: str
    width: int
    right: bool = False
    field: Field | None = None
    derived: Derived | None = None

    @property
    def order(self) -> str:
        """The field that the column is sorted by."""
        return self.derived.by if self.derived else self.name


def columns_of(ledger: Ledger) -> dict[str, Column]:
    """Every column that a ledger's table can show."""
    found = {}
    for name, field_ in ledger.fields.items():
        width = field_.width or max(field_.kind.width, 2 * len(field_.label) + 3)
        found[name] = Column(name, field_.label, width, field_.kind.right, field_)
    for extra in ledger.derived:
        found[extra.name] = Column(extra.name, extra.label, extra.width, False, None, extra)
    return found


class TableModel(QAbstractTableModel):
    """The records of a query, read in chunks as they are looked at.

    `strays`: how many of the rows that are held in place no longer fit the query. `usual`: the order to come back to.
    """

    def __init__(self, store: Store, ledger: Ledger, names: list[str], parent: Any = None) -> None:
        super().__init__(parent)
        self.store = store
        self.ledger = ledger
        self.known = columns_of(ledger)
        self.columns = [self.known[name] for name in names if name in self.known]
        self.query = Query(order=ledger.order)
        self.count = 0
        self._chunks: OrderedDict[int, list[Record]] = OrderedDict()
        self._doubts: dict[int, dict[str, str]] = {}
        self._held: list[int] | None = None
        self.strays = 0
        self.usual = ledger.order
        self.unveiled = False

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation is Qt.Orientation.Vertical:
                return section + 1
            column = self.columns[section]
            unit = column.field.unit if column.field else ""
            return f"{column.label}（{unit}）" if unit in ("元", "万元") else column.label
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self.record(index.row()), column)
        if role == VALUE:
            record = self.record(index.row())
            return getattr(record, column.name) if column.field else None
        if role == DOUBT:
            return self._doubts.get(self.record(index.row()).id or 0, {}).get(column.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            doubt = self.data(index, DOUBT)
            return f"存疑：{doubt}" if doubt else self._text(self.record(index.row()), column) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.columns[index.column()]
        if (
            column.field is not None
            and not column.field.fixed
            and column.field.kind.name not in ("files", "geometry", "data")
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def record(self, row: int) -> Record:
        """The record of a row."""
        number = row // CHUNK
        if number not in self._chunks:
            self._read(number)
        self._chunks.move_to_end(number)
        return self._chunks[number][row % CHUNK]

    def show(self, query: Query) -> None:
        """Show what a query finds."""
        self.beginResetModel()
        self.query = query
        self._held, self.strays = None, 0
        self._chunks.clear()
        self._doubts.clear()
        self.count = self.store.count(self.ledger.record, query.whole, query.words)
        self.endResetModel()

    def hold(self) -> None:
        """Keep every row where it is while cells are edited, whatever the order says, until the next look."""
        if self._held is None:
            self._held = self._ids()

    def _ids(self) -> list[int]:
        query = self.query
        return self.store.ids(self.ledger.record, query.whole, self.order(), query.words)

    def reread(self) -> None:
        """Look again at what is shown; where the number of rows stays, nothing moves."""
        if self._held is not None:
            self._hold_on(self._held)
            return
        if self.store.count(self.ledger.record, self.query.whole, self.query.words) != self.count:
            self.show(self.query)
        else:
            self._read_anew(self.count)

    def _hold_on(self, held: list[int]) -> None:
        """Rows that are held stay, also those that no longer fit; what is gone goes, what is new comes last."""
        fitting, there, known = self._ids(), set(self.store.ids(self.ledger.record)), set(held)
        self._held = [id for id in held if id in there] + [id for id in fitting if id not in known]
        self.strays = len(self._held) - len(fitting)
        self._read_anew(len(self._held))

    def _read_anew(self, count: int) -> None:
        """Forget what was read; where there are so many rows as before, keep every place."""
        if count != self.count:
            self.beginResetModel()
        self._chunks.clear()
        self._doubts.clear()
        if count != self.count:
            self.count = count
            self.endResetModel()
        elif count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))

    def choose(self, names: list[str]) -> None:
        """Show these columns, in this order."""
        self.beginResetModel()
        self.columns = [self.known[name] for name in names if name in self.known]
        self.endResetModel()

    def row_of(self, id: int) -> int | None:
        """The row that a record stands in among those read so far, else looked up in the whole."""
        for number, records in self._chunks.items():
            for n, record in enumerate(records):
                if record.id == id:
                    return number * CHUNK + n
        ids = self._held if self._held is not None else self._ids()
        return ids.index(id) if id in ids else None

    def _read(self, number: int) -> None:
        records = self._found(number * CHUNK)
        while len(records) < CHUNK and number * CHUNK + len(records) < self.count:
            records.append(self.ledger.record())  # rows that went since they were counted: blank until the next look
        for column in self.columns:
            if column.field is not None and column.field.kind.name == "link":
                ids = [value for record in records if (value := getattr(record, column.name)) is not None]
                self.store.names.fetch(column.field.to, ids)
        self._doubts.update(self.store.doubts_of(self.ledger, [record.id for record in records if record.id]))
        self._chunks[number] = records
        while len(self._chunks) > KEPT:
            self._chunks.popitem(last=False)

    def _found(self, start: int) -> list[Record]:
        """The records of a chunk, in order or as they are held."""
        query, cls = self.query, self.ledger.record
        if self._held is None:
            return self.store.find(cls, query.whole, self.order(), query.words, limit=CHUNK, offset=start)
        ids = self._held[start : start + CHUNK]
        there = {record.id: record for record in self.store.find(cls, one_of("id", *ids))}
        return [there.get(id) or cls() for id in ids]

    def order(self) -> str:
        """The order of the query, by name where a column holds linked records."""
        parts = []
        for part in self.query.order.split():
            sign, name = ("-", part[1:]) if part.startswith("-") else ("", part)
            field_ = self.ledger.fields.get(name)
            linked = field_ is not None and field_.kind.name == "link" and name in self._sorted_by_name
            parts.append(f"{sign}{name}.{self.store.ledgers[field_.to].called}" if linked else part)
        return " ".join(parts)

    _sorted_by_name: frozenset[str] = frozenset()

    def sort_by(self, column: int, descending: bool) -> None:
        """Order by a column; linked records by what they are called."""
        name = self.columns[column].order
        field_ = self.ledger.fields[name]
        self._sorted_by_name = frozenset({name}) if field_.kind.name == "link" else frozenset()
        self.query.order = f"-{name}" if descending else name
        self.show(self.query)

    def unsort(self) -> None:
        """Back to the usual order."""
        self._sorted_by_name = frozenset()
        self.query.order = self.usual
        self.show(self.query)

    def _text(self, record: Record, column: Column) -> str:
        if column.derived is not None:
            return column.derived.tell(record, self.store.scene(), self.store.names) if record.id else ""
        assert column.field is not None
        field = column.field
        return (field.whole if self.unveiled else field.show)(getattr(record, column.name), self.store.names)

    def unveil(self, whole: bool) -> None:
        """Show the numbers of persons whole, or masked again."""
        changed, self.unveiled = self.unveiled is not whole, whole
        if changed and self.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, len(self.columns) - 1))

    @property
    def veils(self) -> bool:
        """Whether a column is shown that masks something."""
        return any(column.field is not None and column.field.veils for column in self.columns)
