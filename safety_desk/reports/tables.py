"""A table of the county as data: its title, its columns with nested heads, its rows, its totals."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safety_desk.conditions import Where
from safety_desk.ledgers.grade import Grade

_TERM = re.compile(r"([+-]?)([A-Z]+)")


@dataclass(frozen=True)
class Column:
    """One column. `head` may nest, the parts with | between them: "一般隐患|排查数（项）".

    kind      text, code (text that looks like a number), order, mark (a short word or a tick),
              whole, number, percent, date or grade
    share     computed from other columns of its row, by their letters: sums and differences ("B-C"), or one of them
              divided by another ("F/E", "B-C/C")
    nothing   what it says where there is nothing to divide by
    total     how the last row treats it: "sum", "share", "ratio", or nothing
    fleeting  it changes from day to day by itself, and is no difference to what was handed in
    """

    head: str
    kind: str = "text"
    total: str = ""
    share: str = ""
    width: float = 0
    nothing: Any = 0
    fleeting: bool = False


@dataclass(frozen=True)
class Band:
    """A row that heads a group of rows: words over the whole width, and a grade that colours them."""

    text: str
    grade: Grade | None = None


@dataclass(frozen=True)
class Ratio:
    """A share of two numbers that do not stand in the table themselves."""

    part: float
    whole: float

    @property
    def value(self) -> float:
        """From 0 on; 0 where there is no whole."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True)
class Behind:
    """The records behind a cell: of which ledger, under which condition, and what to call them."""

    ledger: str
    where: Where
    words: str
    order: str = ""


@dataclass(frozen=True)
class Members:
    """The records that a column counts: their ledger, by row their ids, and whether a field of them is summed."""

    ledger: str
    by_row: Mapping[int, Sequence[int]]
    summed: bool = False

    def of(self, row: int | None) -> set[int]:
        """Those of a row."""
        return set() if row is None else set(self.by_row.get(row, ()))


def no_members(column: int) -> Members | None:
    """For tables of which no column counts records."""
    return None


def nothing_behind(row: int, column: int) -> Behind | None:
    """For tables of which no cell is a number of records."""
    return None


@dataclass
class Table:
    """A sheet of a workbook, printable as it stands.

    keys     what tells a row from the others, whatever its place: a record's id, a name
    ledger   the ledger whose records are the rows, where they are
    behind   the records behind a cell, by row and column; the row behind the last is the totals'
    members  the records behind all cells of a column
    alarm    the rows that stand out
    """

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
    keys: Sequence[str] = ()
    ledger: str = ""
    behind: Callable[[int, int], Behind | None] = nothing_behind
    members: Callable[[int], Members | None] = no_members
    alarm: frozenset[int] = frozenset()

    @property
    def depth(self) -> int:
        """How many rows the head takes."""
        return max(column.head.count("|") + 1 for column in self.columns)

    @property
    def totalled(self) -> bool:
        """Whether a last row sums it up."""
        return any(column.total for column in self.columns)

    def lines(self) -> Iterator[Sequence[Any]]:
        """The rows without those that only head others."""
        return (row for row in self.rows if not isinstance(row, Band))

    def said(self, row: Sequence[Any], n: int) -> Any:
        """What a cell says; computed where its column is."""
        return computed(row, self.columns[n]) if self.columns[n].share else row[n]

    def totals(self) -> list[Any]:
        """The last row: sums, what is computed from them, and 合计 before them."""
        sums = [self._sum(n) if column.total in ("sum", "ratio") else None for n, column in enumerate(self.columns)]
        last = [
            computed(sums, one) if one.total == "share" else value
            for one, value in zip(self.columns, sums, strict=True)
        ]
        last[1 if self.number_column else 0] = "合计"
        return last

    def _sum(self, n: int) -> Any:
        if self.columns[n].total == "sum":
            return sum(number(row[n]) for row in self.lines())
        ratios = [row[n] for row in self.lines() if isinstance(row[n], Ratio)]
        return Ratio(sum(one.part for one in ratios), sum(one.whole for one in ratios))


def number(value: Any) -> float:
    """A number of a cell, 0 for what is none; a whole one stays whole."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0


def terms(side: str) -> list[tuple[str, int]]:
    """The parts of a sum or difference of columns: sign, and place counted from 0. "AB-C" → ("", 27), ("-", 2)."""
    return [(sign, _place(letters)) for sign, letters in _TERM.findall(side)]


def letters(place: int) -> str:
    """The letters of a column by its place, counted from 0: 27 → AB."""
    said = ""
    while place >= 0:
        said, place = chr(65 + place % 26) + said, place // 26 - 1
    return said


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def computed(row: Sequence[Any], column: Column) -> Any:
    """What a computed column says in a row."""
    top, _, bottom = column.share.partition("/")
    value = _summed(row, top)
    if not bottom:
        return value
    whole = _summed(row, bottom)
    return value / whole if whole else column.nothing


def _summed(row: Sequence[Any], side: str) -> float:
    return sum(-number(row[n]) if sign == "-" else number(row[n]) for sign, n in terms(side))
