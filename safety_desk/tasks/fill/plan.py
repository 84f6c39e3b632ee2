"""What fills a blank: for each column of a list a field, for each column and line of a grid a measure and conditions.

Plain values that go to JSON and back: a template keeps them.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from safety_desk.reports.blanks.layout import Form, Layout
from safety_desk.wording import bare


@dataclass(frozen=True)
class Source:
    """What fills a column of a list.

    kind   number (序号), field, gathered (from records that link to the line's), text (a fixed one), empty (left so),
           or nothing: not settled
    path   the field, over links: enterprise.uscc; of gathered ones, in their ledger
    how    of gathered ones: names (with 、 between), last, count; at most `most` of them
    also   a second field behind this one in the same cell
    """

    kind: str = ""
    path: str = ""
    ledger: str = ""
    via: str = ""
    how: str = ""
    most: int = 5
    text: str = ""
    format: str = ""
    also: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Member:
    """The condition of a line (or column) of a grid.

    kind   is: one of `values` in a dimension; total: all lines together; rest: what no other line has;
           within: of the line before it (其中), or nothing: not settled
    facts  (name of a dimension or field, values) — one of them must hold
    """

    kind: str = ""
    facts: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    words: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Tally:
    """The number of a column (or line) of a grid.

    kind   measure: counted or summed; share: of two other columns (or lines), named by their number; empty: left so
    """

    kind: str = ""
    measure: str = ""
    part: int = 0
    whole: int = 0
    format: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Item:
    """A column or a line of a grid: its number, its condition, or both."""

    tally: Tally = Tally()
    member: Member = Member()


@dataclass(frozen=True)
class Rows:
    """Which records a list shows, in which order. `only`: values that they must have, by path.

    `measure`: the rows behind that measure in the period; `members`: no records, but one line for each value of a
    dimension (village, field).
    """

    ledger: str = ""
    measure: str = ""
    view: str = ""
    only: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    order: str = ""
    members: str = ""


@dataclass(frozen=True)
class Fact:
    """What stands in a place of head or foot: office, town, county, period, day, phone, text; empty: left for the hand."""

    kind: str = ""
    text: str = ""


@dataclass
class Plan:
    """The whole of it. Columns, lines and cells are named as Excel counts them on the blank."""

    form: Form = Form.LIST
    rows: Rows = Rows()
    sources: dict[int, Source] = field(default_factory=dict)
    columns: dict[int, Item] = field(default_factory=dict)
    lines: dict[int, Item] = field(default_factory=dict)
    cells: dict[tuple[int, int], Tally] = field(default_factory=dict)
    facts: dict[int, Fact] = field(default_factory=dict)
    marked: bool = True

    def to_data(self) -> dict[str, Any]:
        """As a template keeps it."""
        return {
            "form": self.form.value,
            "rows": _lean(self.rows),
            "sources": {str(n): _lean(one) for n, one in self.sources.items()},
            "columns": {str(n): _lean(one) for n, one in self.columns.items()},
            "lines": {str(n): _lean(one) for n, one in self.lines.items()},
            "cells": {f"{r},{c}": _lean(one) for (r, c), one in self.cells.items()},
            "facts": {str(n): _lean(one) for n, one in self.facts.items()},
            "marked": self.marked,
        }

    @staticmethod
    def of_data(data: dict[str, Any]) -> "Plan":
        """What `to_data` wrote."""
        plan = Plan(Form(data["form"]), _made(Rows, data["rows"]), marked=bool(data.get("marked", True)))
        plan.sources = {int(n): _made(Source, told) for n, told in data["sources"].items()}
        plan.columns = {int(n): _item(told) for n, told in data["columns"].items()}
        plan.lines = {int(n): _item(told) for n, told in data["lines"].items()}
        plan.cells = {_place(key): _made(Tally, told) for key, told in data["cells"].items()}
        plan.facts = {int(n): _made(Fact, told) for n, told in data["facts"].items()}
        return plan

    @property
    def whole_numbers(self) -> bool:
        """Whether ID or phone numbers are asked for whole."""
        return any(source.format in ("whole", "spaced") for source in self.sources.values())


def settled(one: Any) -> Any:
    """The same, no longer in doubt: a person has looked at it."""
    if isinstance(one, Item):
        return Item(replace(one.tally, sure=True), replace(one.member, sure=True))
    return replace(one, sure=True)


def signature(layout: Layout) -> str:
    """What tells a blank from others: the words of its header and of its lines, as far as they are letters."""
    words = [[bare(word) for word in head.words] for head in layout.heads]
    words += [[bare(word) for word in line.words] for line in layout.lines]
    text = json.dumps([layout.form.value, words], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20].upper()


def _lean(one: Any) -> dict[str, Any]:
    """Only what differs from the defaults."""
    usual = type(one)()
    told = {}
    for part in fields(one):
        value = getattr(one, part.name)
        if value != getattr(usual, part.name):
            told[part.name] = asdict(value) if hasattr(value, "__dataclass_fields__") else value
    return told


def _made(cls: Any, told: dict[str, Any]) -> Any:
    return cls(**{name: _tuples(value) for name, value in told.items()})


def _item(told: dict[str, Any]) -> Item:
    return Item(_made(Tally, told.get("tally", {})), _made(Member, told.get("member", {})))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, (list, tuple)) else value


def _place(key: str) -> tuple[int, int]:
    row, _, column = key.partition(",")
    return int(row), int(column)
