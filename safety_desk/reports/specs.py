"""The county's reports as data: what a list says of each record, what a statistic counts in each row.

`tasks/tabulating.py` reads the records and makes the tables. Columns are named so that others can be computed from
them: a number by its measure (of the year before: with @then behind), an item by its paths or its own name.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from safety_desk.conditions import EVERY, Where
from safety_desk.periods import Period
from safety_desk.value import Value

Within = Callable[[Period], Where]
"""Which records, in a period."""

FEN_OF_WAN = 1_000_000
FEN_OF_YUAN = 100


def always(period: Period) -> Where:
    """All of them, whatever the period."""
    return EVERY


class Item(Value):
    """A column that says something of a record.

    paths     its fields, or fields of linked records, with blanks between them; @day is the last day of the period, or
              today where that comes first
    tell      makes one value of them; it gets them as people read them, days as days, numbers as numbers, 是/否 as
              True and False, what is empty as None
    of        says it of records that link here instead: "drills.plan"; tell then gets a list, a tuple for each
    within    which of those, in which order
    fleeting  it changes from day to day by itself
    """

    head: str
    paths: str
    tell: Callable[..., Any] | None = None
    kind: str = ""
    width: float = 0
    total: str = ""
    of: str = ""
    within: Within = always
    order: str = ""
    name: str = ""
    fleeting: bool = False

    @property
    def key(self) -> str:
        """How a computed column names it."""
        return self.name or self.paths


class Amount(Value):
    """A column of numbers: a measure, in each row. Money in 万元, unless `fen` says how many 分 one is.

    then  of the same period a year before
    keys  the row that a row of the table is, where the measure splits otherwise; rows without one stay empty
    """

    head: str
    measure: str
    then: bool = False
    width: float = 9
    fen: int = FEN_OF_WAN
    keys: Mapping[str, str] = MappingProxyType({})

    @property
    def key(self) -> str:
        """How a computed column names it."""
        return f"{self.measure}@then" if self.then else self.measure


class Computed(Value):
    """A column computed from others: sums and differences, or one divided by another. The sheet has the formula.

    nothing  what it says where there is nothing to divide by
    """

    head: str
    from_: str
    kind: str = "percent"
    nothing: Any = 0
    width: float = 9
    total: str = "share"
    key: str = ""


class Share(Value):
    """A rate of two measures that have no columns of their own."""

    head: str
    part: str
    whole: str
    width: float = 9
    key: str = ""


class Blank(Value):
    """A column that people fill in by hand."""

    head: str = "备注"
    width: float = 12
    key: str = ""


class Check(Value):
    """A number that cannot be more than another, by the names of their columns (sums with +)."""

    less: str
    more: str
    says: str
    equal: bool = False


class Rows(Value):
    """The rows of a statistic: the values of a dimension of its measures, or parts that are given.

    every   also those in which nothing is counted
    among   a measure whose records are the rows, for a dimension that is a link
    parts   rows under a condition each, of the one ledger that is counted
    nobody  what the row of records without a value is called
    """

    head: str
    by: str = ""
    nobody: str = "未填"
    every: bool = False
    among: str = ""
    parts: tuple[tuple[str, Where], ...] = ()
    width: float = 16


class Listing(Value):
    """A list of records. `alarm`: the head of a column, and what it says in rows that stand out."""

    name: str
    title: str
    ledger: str
    columns: tuple[Any, ...]
    within: Within = always
    order: str = ""
    measure_of: str = ""
    notes: tuple[str, ...] = ()
    alarm: tuple[str, str] = ("", "")
    checks: tuple[Check, ...] = ()


class Statistic(Value):
    """Measures, row by row, with totals. `to_date`: from the beginning of the year (累计); `numbered`: with 序号."""

    name: str
    title: str
    rows: Rows
    columns: tuple[Any, ...]
    measure_of: str = ""
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    to_date: bool = False
    numbered: bool = True


Spec = Listing | Statistic


def first(*values: Any) -> Any:
    """The first that says something."""
    return next((value for value in values if value not in (None, "")), "")


def tick(*values: Any) -> str:
    """√ where something is there."""
    return "√" if any(value not in (None, "", False, ()) for value in values) else ""


def cross(*values: Any) -> str:
    """√ where something is there, × where nothing is."""
    return tick(*values) or "×"


def joined(*values: Any) -> str:
    """What they say, one after the other."""
    return "；".join(str(value) for value in values if value not in (None, ""))


def count(parts: Sequence[Any]) -> int:
    """How many there are."""
    return len(parts)


def latest(parts: Sequence[Sequence[Any]]) -> Any:
    """What the last of them says."""
    return parts[-1][0] if parts else None


def summed(parts: Sequence[Sequence[Any]]) -> float:
    """Their sum."""
    return sum(part[0] or 0 for part in parts)


def listed(parts: Sequence[Sequence[Any]]) -> str:
    """What each of them says, once."""
    return "；".join(dict.fromkeys(" ".join(str(value) for value in part if value not in (None, "")) for part in parts))


FIELDS = Rows("行业领域", by="field", nobody="公共区域及未定行业", width=22)
VILLAGES = Rows("村（社区）", by="village", nobody="未定村", every=True, width=14)


def by_both(name: str, title: str, columns: tuple[Any, ...], **more: Any) -> tuple[Statistic, Statistic]:
    """The same statistic by field and by village."""
    return (
        Statistic(f"{name}（按行业）", title, FIELDS, columns, **more),
        Statistic(f"{name}（按村）", f"{title}（按村）", VILLAGES, columns, **more),
    )
