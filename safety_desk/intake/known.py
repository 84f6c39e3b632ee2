"""The records that the rows of a sheet may be: those that are there, and those that earlier rows become."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from safety_desk.intake.likeness import Likeness
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.wording import packed


class Fate(Enum):
    """What becomes of a row."""

    NEW = "将新增"
    UPDATE = "将更新"
    SAME = "无变化"
    REJECTED = "有问题"


@dataclass(frozen=True)
class Remark:
    """What is wrong, or doubtful, with one cell; `cell` is empty where the sheet has no such column."""

    row: int
    cell: str
    column: str
    field: str
    value: str
    reason: str
    proposal: str


@dataclass
class Line:
    """One row of a sheet: the record it would become, and what was found.

    `asked` is the key of the question whether it is a record that is there; `marks` tell which rows depend on it.
    """

    number: int
    record: Record
    fate: Fate
    errors: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()
    asked: str = ""
    marks: tuple[int, ...] = ()


class Known:
    """The records of a ledger, found again by their keys, or by what they are alike in."""

    def __init__(self, ledger: Ledger[Any], records: Iterable[Record]) -> None:
        self.ledger = ledger
        self._by: dict[tuple[str, ...], dict[tuple[Any, ...], list[Line | Record]]] = {
            tuple(key.split()): {} for key in (*ledger.keys, *filter(None, [ledger.alike]))
        }
        self._by.setdefault((ledger.called,), {})
        self._seen: dict[int, int] = {}
        self._asked: tuple[Record | None, dict[tuple[str, ...], tuple[Any, ...]]] = (None, {})
        self._bare: dict[tuple[Any, ...], list[Record]] = {}
        self._stored: dict[int, Record] = {}
        for record in records:
            self.add(record, record)
            if parts := self._parts(record):
                self._bare.setdefault(parts, []).append(record)
            if ledger.former and record.id is not None:
                self._stored[record.id] = record
        firms = self._stored.values()
        called = ((one.id or 0, getattr(one, ledger.called), getattr(one, ledger.former) or "") for one in firms)
        self.likeness = Likeness(called) if self._stored else None

    def add(self, record: Record, what: "Line | Record") -> None:
        """From now on this record (or the line that will become it) is known."""
        for names, table in self._by.items():
            if value := self._value(record, names):
                table.setdefault(value, []).append(what)

    def forget(self, line: "Line") -> None:
        """Take back a line of this sheet, and in whose turn those like it were found."""
        for names, table in self._by.items():
            if (value := self._value(line.record, names)) in table:
                table[value] = [one for one in table[value] if one is not line]
        for mark in line.marks:
            self._seen.pop(mark, None)

    def marks(self, record: Record) -> tuple[int, ...]:
        """What this record shares with those on which its judgement depends."""
        pairs = ((names, self._value(record, names)) for names in self._by)
        parts = self._parts(record)
        return (*(hash(pair) for pair in pairs if pair[1]), *([hash(parts)] if parts else []))

    def perhaps(self, record: Record) -> tuple[list[Record], bool]:
        """The firms that this one may be though it is written otherwise, and whether there is no doubt about it."""
        if self.likeness is None or not (name := getattr(record, self.ledger.called)):
            return [], False
        same, like = ([self._stored[id] for id in ids] for ids in (self.likeness.same(name), self.likeness.like(name)))
        same, like = ([one for one in ones if not self.differing_key(record, one)] for ones in (same, like))
        sure = len(same) == 1 and self._agree(record, same[0])
        return (same if sure else [*same, *like]), sure

    def _agree(self, record: Record, other: Record) -> bool:
        """Whether nothing that is said beside the name in a key tells them apart."""
        beside = [name for key in self.ledger.keys if self.ledger.called in key.split() for name in key.split()]
        pairs = [(getattr(record, name), getattr(other, name)) for name in beside if name != self.ledger.called]
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)

    def called(self, value: Any) -> list[Record]:
        """The stored records that are called so."""
        name = self.ledger.called
        found = self._find(self.ledger.record(**{name: value}), (name,))
        return [one for one in found if not isinstance(one, Line)]

    def stored(self, id: int) -> Record | None:
        """A firm that is there."""
        return self._stored.get(id)

    def twin(self, record: Record) -> "Line | Record | None":
        """The one that this record is, or None."""
        for key in self.ledger.keys:
            if found := self._find(record, tuple(key.split())):
                return found[0]
        if self.ledger.alike:
            names = tuple(self.ledger.alike.split())
            value = self._value(record, names)
            found = self._by[names].get(value, []) if value else []
            stored = [one for one in found if isinstance(one, Record) and not self.differing_key(record, one)]
            if value and (one := self._next(hash((names, value)), stored)):
                return one
        elif (parts := self._parts(record)) and (one := self._next(hash(parts), self._bare.get(parts, []))):
            return one
        named = [one for one in self._named(record) if isinstance(one, Record)]
        return named[0] if len(named) == 1 else None

    def _next(self, mark: int, stored: list[Record]) -> Record | None:
        """Each of those that are alike in its turn."""
        nth = self._seen[mark] = self._seen.get(mark, 0) + 1
        return stored[nth - 1] if nth <= len(stored) else None

    def _parts(self, record: Record) -> tuple[Any, ...]:
        """Its key where some of it is not given: one that lacks the same is found again by the rest."""
        for key in self.ledger.keys:
            values = tuple(getattr(record, name) for name in key.split())
            if None in values and any(value is not None for value in values):
                return ("parts", key, *(_same(value) if isinstance(value, str) else value for value in values))
        return ()

    def _named(self, record: Record) -> list["Line | Record"]:
        """Those of its name, where the rest of the key is not given."""
        for key in self.ledger.keys:
            first, *rest = key.split()
            if first == self.ledger.called and rest and all(getattr(record, name) is None for name in rest):
                return self._find(record, (first,))
        return []

    def earlier_like(self, record: Record) -> "Line | None":
        """An earlier line of this sheet that is alike, though each may stand for a record of its own."""
        found = self._find(record, tuple(self.ledger.alike.split())) if self.ledger.alike else self._named(record)
        return next((one for one in found if isinstance(one, Line)), None)

    def _find(self, record: Record, names: tuple[str, ...]) -> list["Line | Record"]:
        value = self._value(record, names)
        return self._by[names].get(value, []) if value else []

    def _value(self, record: Record, names: tuple[str, ...]) -> tuple[Any, ...]:
        """What a record has in these fields, in the form in which it is compared; of one record it is asked many times."""
        if self._asked[0] is not record:
            self._asked = (record, {})
        known = self._asked[1]
        if names not in known:
            known[names] = self._compared(record, names)
        return known[names]

    def _compared(self, record: Record, names: tuple[str, ...]) -> tuple[Any, ...]:
        values = tuple(getattr(record, name) for name in names)
        alike = " ".join(names) == self.ledger.alike
        if (not alike and None in values) or all(value is None for value in values):
            return ()
        return tuple(_same(value) if isinstance(value, str) else value for value in values)

    def differing_key(self, record: Record, other: Record) -> str:
        """The unique number in which two records differ, or nothing."""
        for key in (key for key in self.ledger.keys if " " not in key):
            mine, theirs = getattr(record, key), getattr(other, key)
            if mine is not None and theirs is not None and mine != theirs:
                return key
        return ""


def _same(text: str) -> str:
    """Text in which only letters, digits and ideographs count, and what parts two numbers: 1-1 is not 11."""
    short = packed(text).lower()
    if short.isalnum():
        return short
    parted = re.sub(r"(?<=\d)\W+(?=\d)", "_", short)
    return "".join(sign for sign in parted if sign.isalnum() or sign == "_") or text
