"""Judge the rows of a sheet: what each would become, what it changes, and what stands in its way."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from safety_desk.fields import Code, Context, Field, Names
from safety_desk.intake.book import letter
from safety_desk.intake.headers import Header
from safety_desk.intake.rows import Row
from safety_desk.ledger import Ledger
from safety_desk.options import Scene
from safety_desk.record import Problem, Record
from safety_desk.wording import as_written, bare, packed, tidy

_LONGEST = 200
"""So much of a faulty cell is told: a border may be a thousand points long."""


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
    """One row of a sheet: the record it would become, and what was found."""

    number: int
    record: Record
    fate: Fate
    errors: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)


class Promised:
    """Names of which some are only promised: what an import adds besides its own rows. Their ids are negative."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.added: dict[int, tuple[str, str]] = {}
        self._ids: dict[tuple[str, str], int] = {}

    def promise(self, ledger: str, text: str) -> int:
        """A record of that name will be there."""
        key = (ledger, bare(text))
        if key not in self._ids:
            id = self._ids[key] = -len(self._ids) - 1
            self.added[id] = (ledger, tidy(text))
        return self._ids[key]

    def name(self, ledger: str, id: int) -> str:
        """What people call that record."""
        return self.added[id][1] if id < 0 else self._names.name(ledger, id)

    def find(self, ledger: str, text: str) -> Sequence[int]:
        """The records that people may mean by that text."""
        promised = self._ids.get((ledger, bare(text)))
        return self._names.find(ledger, text) if promised is None else [promised]

    def near(self, ledger: str, text: str) -> Sequence[int]:
        """The records with a name much like that text."""
        return self._names.near(ledger, text)

    def apart(self, ledger: str, id: int) -> str:
        """What people call that record, with what tells it from others."""
        return self.name(ledger, id) if id < 0 else self._names.apart(ledger, id)

    def codes(self, table: str) -> Mapping[str, Code]:
        """The entries of a code table."""
        return self._names.codes(table)


class Known:
    """The records of a ledger, found again by their keys, or by what they are alike in."""

    def __init__(self, ledger: Ledger[Any], records: Iterable[Record]) -> None:
        self.ledger = ledger
        self._by: dict[tuple[str, ...], dict[tuple[Any, ...], list[Line | Record]]] = {
            tuple(key.split()): {} for key in (*ledger.keys, *filter(None, [ledger.alike]))
        }
        self._by.setdefault((ledger.called,), {})
        self._seen: dict[tuple[Any, ...], int] = {}
        for record in records:
            self.add(record, record)

    def add(self, record: Record, what: "Line | Record") -> None:
        """From now on this record (or the line that will become it) is known."""
        for names, table in self._by.items():
            if value := self._value(record, names):
                table.setdefault(value, []).append(what)

    def twin(self, record: Record) -> "Line | Record | None":
        """The one that this record is, or None."""
        for key in self.ledger.keys:
            if found := self._find(record, tuple(key.split())):
                return found[0]
        if self.ledger.alike:
            names = tuple(self.ledger.alike.split())
            value = self._value(record, names)
            nth = self._seen[value] = self._seen.get(value, 0) + 1 if value else 0
            found = self._by[names].get(value, []) if value else []
            stored = [one for one in found if isinstance(one, Record) and not self.differing_key(record, one)]
            if value and nth <= len(stored):
                return stored[nth - 1]
        named = [one for one in self._named(record) if isinstance(one, Record)]
        return named[0] if len(named) == 1 else None

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
    parted = re.sub(r"(?<=\d)\W+(?=\d)", "_", packed(text).lower())
    return "".join(sign for sign in parted if sign.isalnum() or sign == "_") or text


class Judge:
    """Judges rows one after the other, in their order."""

    def __init__(self, ledger: Ledger[Any], header: Header, known: Known, context: Context, scene: Scene) -> None:
        self.ledger = ledger
        self.header = header
        self.known = known
        self.context = context
        self.scene = scene
        self._merged_by: dict[int | None, Line] = {}

    def judge(self, row: Row, given: Mapping[str, Any]) -> Line:
        """What a row would become. `given` are values that the sheet's surroundings tell (the checklist it is)."""
        raw = {**{name: self._unmasked(name, value) for name, value in row.raw.items()}, **given}
        done = self.ledger.read(raw, self.context, self.scene)
        line = Line(row.number, done.record, Fate.NEW)
        line.errors = [self._remark(row, problem) for problem in done.errors]
        line.doubts = [self._remark(row, problem) for problem in done.doubts]
        if line.errors:
            line.fate = Fate.REJECTED
            return line
        twin = self.known.twin(done.record)
        if isinstance(twin, Line):
            return self._repeated(row, line, twin)
        if twin is not None:
            return self._merged(row, line, twin, raw)
        if (like := self.known.earlier_like(done.record)) is not None:
            if not self.ledger.alike and like.record == line.record:
                return self._repeated(row, line, like)
            said = "相同" if self.ledger.alike else "同名"
            name = (self.ledger.alike or self.ledger.called).split()[-1]
            line.doubts.append(
                self._remark(row, Problem(name, f"与第 {like.number} 行{said}，请核实是否重复登记", doubt=True))
            )
        self.known.add(done.record, line)
        return line

    def _repeated(self, row: Row, line: Line, first: Line) -> Line:
        """The same record a second time in one sheet."""
        differing = [
            f for f in self.ledger.fields.values() if getattr(line.record, f.name) != getattr(first.record, f.name)
        ]
        said = "、".join(f.label for f in differing if not f.follows)
        name = self.ledger.called
        if said:
            reason = f"与第 {first.number} 行是同一{self.ledger.fields[name].label}，但{said}不同，请核实留哪一行"
            return replace(line, fate=Fate.REJECTED, errors=[self._remark(row, Problem(name, reason))])
        problem = Problem(name, f"与第 {first.number} 行重复，只登记一次", doubt=True)
        return replace(line, fate=Fate.SAME, doubts=[self._remark(row, problem)])

    def _merged(self, row: Row, line: Line, existing: Record, raw: Mapping[str, Any]) -> Line:
        """What the row changes of a record that is there: what it says surely, and nothing that a person has set."""
        if clash := self._clash(line.record, existing):
            return replace(line, fate=Fate.REJECTED, errors=[self._remark(row, clash)])
        doubted = {remark.field for remark in line.doubts}
        changes: dict[str, Any] = {}
        for name, field_ in self.ledger.fields.items():
            value, have = getattr(line.record, name), getattr(existing, name)
            said = name in raw and not field_.kind.is_blank(raw[name]) and value is not None
            if said and not field_.fixed and (name not in doubted or have is None):
                changes[name] = value
        merged = existing.replace(**changes)
        changed = {name for name, value in changes.items() if value != getattr(existing, name)}
        line = replace(line, record=merged, fate=Fate.UPDATE if changed else Fate.SAME)
        line.doubts = [remark for remark in line.doubts if remark.field in changed]
        if (first := self._merged_by.setdefault(merged.id, line)) is not line:
            return self._repeated(row, line, first)
        return self._sound(row, line, existing)

    def _sound(self, row: Row, line: Line, existing: Record) -> Line:
        """The line, with what is wrong with the record as a whole since it changed."""
        before = {(problem.field, problem.text) for problem in self.ledger.problems(existing, self.scene)}
        for problem in self.ledger.problems(line.record, self.scene):
            if (problem.field, problem.text) in before:
                continue
            if problem.hard:
                return replace(line, fate=Fate.REJECTED, errors=[self._remark(row, problem)])
            line.doubts.append(self._remark(row, problem))
        return line

    def _unmasked(self, name: str, value: Any) -> Any:
        """A number that was masked on its way out says nothing on its way in."""
        masked = self.ledger.fields[name].secret and isinstance(value, str) and "***" in value
        return None if masked else value

    def _clash(self, record: Record, existing: Record) -> Problem | None:
        """Two unique numbers that differ under one name are two records, or one of them is wrong."""
        if not (key := self.known.differing_key(record, existing)):
            return None
        field_ = self.ledger.fields[key]
        shown = field_.show(getattr(existing, key), self.context.names)
        name = self.ledger.fields[self.ledger.called].label
        return Problem(key, f"已有同{name}的记录，但{field_.label}是 {shown}，请核实是不是同一家", shown)

    def _remark(self, row: Row, problem: Problem) -> Remark:
        raw = row.raw.get(problem.field)
        value = "" if raw is None else str(as_written(raw))
        return remark_on(self.header, self.ledger, row.number, problem, value)


def remark_on(header: Header, ledger: Ledger[Any], row: int, problem: Problem, value: str) -> Remark:
    """A problem as a remark on its cell."""
    match = header.fields.get(problem.field)
    cell = f"{letter(match.column)}{row}" if match else ""
    column = match.heading if match else ledger.fields[problem.field].label
    value = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return Remark(row, cell, column, problem.field, value, problem.text, problem.proposal)


def promise_new(rows: Sequence[Row], ledger: Ledger[Any], names: Promised) -> Iterator[tuple[int, Field, str]]:
    """Promise what links of this ledger may add (villages): yields the first row, the field and the name of each."""
    for name, field_ in ledger.fields.items():
        if not field_.grow:
            continue
        for row in rows:
            raw = row.raw.get(name)
            if (
                not isinstance(raw, str)
                or field_.kind.is_blank(raw)
                or names.find(field_.to, raw)
                or names.near(field_.to, raw)
            ):
                continue
            names.promise(field_.to, raw)
            yield row.number, field_, tidy(raw)
