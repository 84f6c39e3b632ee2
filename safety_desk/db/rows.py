"""How the records of a ledger stand in the rows of its table: the statements and conversions, made once for each."""

from collections.abc import Callable, Sequence
from typing import Any

from safety_desk.fields import Field, Kind
from safety_desk.ledger import Ledger
from safety_desk.record import Record

_Conversion = tuple[str, Callable[[Any, Field], Any], Field]


class Rows:
    """The rows of one ledger. Only values that SQLite keeps in another form are converted: most are as they are."""

    def __init__(self, ledger: Ledger[Any]) -> None:
        names = list(ledger.fields)
        quoted = [f'"{name}"' for name in names]
        self._record = ledger.record
        self._names = ["id", *names]
        self._loads = _changed(ledger, "load")
        self._stores = {name: (store, field) for name, store, field in _changed(ledger, "store")}
        self.columns = ", ".join(["t.id", *(f"t.{name}" for name in quoted)])
        self.select = f'SELECT {self.columns} FROM "{ledger.name}" t'
        marks = ", ".join("?" * len(names))
        self.insert = f'INSERT INTO "{ledger.name}" ({", ".join(quoted)}) VALUES ({marks})'
        self.update = f'UPDATE "{ledger.name}" SET {", ".join(f"{name} = ?" for name in quoted)} WHERE id = ?'

    def record(self, row: Sequence[Any]) -> Record:
        """The record of a row in the order of `columns`."""
        values = dict(zip(self._names, row, strict=True))
        for name, load, field in self._loads:
            if (stored := values[name]) is not None:
                values[name] = load(stored, field)
        made: Record = self._record.made_of(values)
        return made

    def row(self, record: Record) -> list[Any]:
        """A record as its row is stored, without the id."""
        row = []
        for name in self._names[1:]:
            value = getattr(record, name)
            if value is not None and name in self._stores:
                store, field = self._stores[name]
                value = store(value, field)
            row.append(value)
        return row


def _changed(ledger: Ledger[Any], way: str) -> list[_Conversion]:
    """The fields whose kind converts that way, with the conversion."""
    plain = getattr(Kind, way)
    return [
        (name, getattr(field.kind, way), field)
        for name, field in ledger.fields.items()
        if getattr(type(field.kind), way) is not plain
    ]
