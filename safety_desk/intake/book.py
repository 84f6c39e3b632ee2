"""A foreign file as plain rows: what the child process hands over."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Cell = str | float | int | bool | dt.date | dt.datetime | None
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Sheet:
    """One sheet: rows of cells from A1 on, and which ranges are merged ((row, column) first and last, from 0).

    `note` is what a person should know of how the file was read (macros that were not run).
    """

    name: str
    rows: list[list[Any]]
    merges: list[Range] = field(default_factory=list)
    hidden: bool = False
    note: str = ""


@dataclass
class Book:
    """A file: its sheets in order."""

    sheets: list[Sheet]


def to_lines(book: Book) -> Iterator[str]:
    """The book as lines that can pass between processes, a line of JSON for each row; days and moments keep their kind."""
    for sheet in book.sheets:
        yield _json({"name": sheet.name, "merges": sheet.merges, "hidden": sheet.hidden, "note": sheet.note})
        yield from map(_json, sheet.rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_tagged) + "\n"


def from_lines(lines: Iterable[str]) -> Book:
    """The book that `to_lines` wrote."""
    book = Book([])
    for line in lines:
        if line.startswith("["):
            row = json.loads(line)
            if "[" in line[1:]:
                row = [_untagged(*cell) if type(cell) is list else cell for cell in row]
            book.sheets[-1].rows.append(row)
            continue
        said = json.loads(line)
        merges = [((a, b), (c, d)) for (a, b), (c, d) in said["merges"]]
        book.sheets.append(Sheet(said["name"], [], merges, said["hidden"], said["note"]))
    return book


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
