"""A table of the county as data: its title, its columns with nested heads, its rows, its totals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from safety_desk.ledgers.grade import Grade


@dataclass(frozen=True)
class Column:
    """One column. `head` may nest, the parts with | between them: "一般隐患|排查数（项）".

    kind   text, code (text that looks like a number), order, mark (a short word or a tick),
           whole, number, percent, date or grade
    share  for a percent: the heads of what is divided by what, as letters of columns ("F/E")
    total  how the last row treats it: "sum", "share", or nothing
    """

    head: str
    kind: str = "text"
    total: str = ""
    share: str = ""
    width: float = 0


@dataclass(frozen=True)
class Band:
    """A row that heads a group of rows: words over the whole width, and a grade that colours them."""

    text: str
    grade: Grade | None = None


@dataclass
class Table:
    """A sheet of a workbook, printable as it stands."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any] | Band]
    unit: str = ""
    period: str = ""
    measure_of: str = ""
    notes: Sequence[str] = ()
    last_row: bool = True
    landscape: bool = True
    colours: dict[Grade, str] = field(default_factory=dict)
    wide_paper: str = "A3"
    number_column: bool = True

    @property
    def depth(self) -> int:
        """How many rows the head takes."""
        return max(column.head.count("|") + 1 for column in self.columns)
