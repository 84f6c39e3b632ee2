"""Tables as plain data and back: what is kept of a report that was handed in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.conditions import eq, one_of
from safety_desk.ledgers.grade import Grade
from safety_desk.reports.behind import MOST
from safety_desk.reports.tables import Band, Behind, Column, Members, Ratio, Table

_SAID = (
    "name",
    "title",
    "unit",
    "period",
    "measure_of",
    "last_row",
    "landscape",
    "wide_paper",
    "number_column",
    "ledger",
)
_GRADES = {grade.value: grade for grade in Grade}
_COLUMN = ("head", "kind", "total", "share", "width", "nothing", "fleeting")


def kept(table: Table) -> dict[str, Any]:
    """A table as JSON takes it: all that it says, and which records its numbers counted."""
    counted = {n: found for n in range(len(table.columns)) if (found := table.members(n)) is not None}
    return {
        **{name: getattr(table, name) for name in _SAID},
        "columns": [[getattr(column, name) for name in _COLUMN] for column in table.columns],
        "rows": [_row(row) for row in table.rows],
        "notes": list(table.notes),
        "colours": {grade.value: colour for grade, colour in table.colours.items()},
        "keys": row_keys(table),
        "alarm": sorted(table.alarm),
        "members": {n: [one.ledger, one.by_row, one.summed] for n, one in counted.items()},
    }


def restored(data: Mapping[str, Any]) -> Table:
    """The table that was kept."""
    told = data["members"]

    def members(column: int) -> Members | None:
        if str(column) not in told:
            return None
        ledger, by_row, summed = told[str(column)]
        return Members(ledger, {int(row): ids for row, ids in by_row.items()}, summed)

    def behind(row: int, column: int) -> Behind | None:
        """The records that were counted then; of a list the record of the row."""
        if data["ledger"] and row < len(data["keys"]):
            return Behind(data["ledger"], eq("id", int(data["keys"][row])), data["name"])
        counted = members(column)
        if counted is None:
            return None
        every = [id for ids in counted.by_row.values() for id in ids]
        ids = list(counted.by_row.get(row, ())) if row < len(data["rows"]) else every
        return Behind(counted.ledger, one_of("id", *ids[:MOST]), f"{data['name']}，报送时的记录")

    return Table(
        behind=behind,
        columns=[Column(*parts) for parts in data["columns"]],
        rows=[_read(row) for row in data["rows"]],
        notes=data["notes"],
        colours={_GRADES[value]: colour for value, colour in data["colours"].items()},
        keys=data["keys"],
        alarm=frozenset(data["alarm"]),
        members=members,
        **{name: data[name] for name in _SAID},
    )


def row_keys(table: Table) -> list[str]:
    """What tells each row from the others; where the table does not say, its first words, counted where they repeat."""
    if table.keys:
        return list(table.keys)
    met: dict[str, int] = {}
    found = []
    for row in table.rows:
        words = (
            row.text
            if isinstance(row, Band)
            else "　".join(cell for cell in row if isinstance(cell, str) and cell)[:60]
        )
        met[words] = met.get(words, 0) + 1
        found.append(f"{words}（{met[words]}）" if met[words] > 1 else words)
    return found


def _row(row: Sequence[Any] | Band) -> Any:
    if isinstance(row, Band):
        return {"band": row.text, "grade": row.grade.value if row.grade else None}
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, Grade):
        return {"grade": value.value}
    if isinstance(value, Ratio):
        return {"ratio": [value.part, value.whole]}
    return {"day": value.isoformat()} if isinstance(value, dt.date) else value


def _read(row: Any) -> Sequence[Any] | Band:
    if isinstance(row, dict):
        return Band(row["band"], _GRADES.get(row["grade"]))
    return [_value(cell) for cell in row]


def _value(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    if "grade" in cell:
        return _GRADES[cell["grade"]]
    return Ratio(*cell["ratio"]) if "ratio" in cell else dt.date.fromisoformat(cell["day"])
