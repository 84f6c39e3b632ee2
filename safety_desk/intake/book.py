"""A foreign file as plain rows: what the child process hands over."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

Cell = str | float | int | bool | dt.date | dt.datetime | None
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Sheet:
    """One sheet: rows of cells from A1 on, and which ranges are merged ((row, column) first and last, from 0)."""

    name: str
    rows: list[list[Any]]
    merges: list[Range] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Book:
    """A file: its sheets in order."""

    sheets: list[Sheet]


def to_json(book: Book) -> str:
    """The book as text that can pass between processes; days and moments keep their kind."""
    return json.dumps(
        [{"name": s.name, "rows": s.rows, "merges": s.merges, "hidden": s.hidden} for s in book.sheets],
        ensure_ascii=False,
        default=_tagged,
    )


def from_json(text: str) -> Book:
    """The book that `to_json` wrote."""
    sheets = json.loads(text)
    for sheet in sheets:
        sheet["merges"] = [((a, b), (c, d)) for (a, b), (c, d) in sheet["merges"]]
        for row in sheet["rows"]:
            for n, cell in enumerate(row):
                if type(cell) is list:
                    row[n] = _untagged(*cell)
    return Book([Sheet(**sheet) for sheet in sheets])


def _tagged(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return ["t", value.isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    return str(value)


def _untagged(tag: str, text: str) -> Any:
    return dt.datetime.fromisoformat(text) if tag == "t" else dt.date.fromisoformat(text)


def letter(column: int) -> str:
    """The letters of a column, counted from 0: A, B … AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
