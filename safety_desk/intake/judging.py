"""Judge the rows of a sheet: what each would become, what it changes, and what stands in its way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from safety_desk.fields import Context, Names
from safety_desk.intake.book import letter
from safety_desk.intake.headers import Header
from safety_desk.intake.known import Fate, Known, Line, Remark
from safety_desk.intake.masks import Masks
from safety_desk.intake.promised import NEW, Promised, Question, own_key
from safety_desk.intake.rows import Row
from safety_desk.ledger import Ledger
from safety_desk.options import Scene
from safety_desk.record import Problem, Record
from safety_desk.wording import as_written, tidy

_LONGEST = 200
"""So much of a faulty cell is told: a border may be a thousand points long."""


class Judge:
    """Judges rows one after the other, in their order.

    `answers` say by the key of a question what a name means (an id, NEW, NOBODY); `asked` are the questions of the rows
    themselves.
    """

    def __init__(
        self,
        ledger: Ledger[Any],
        header: Header,
        known: Known,
        context: Context,
        scene: Scene,
        answers: Mapping[str, int] | None = None,
    ) -> None:
        self.ledger = ledger
        self.header = header
        self.known = known
        self.context = context
        self.scene = scene
        self.answers: Mapping[str, int] = {} if answers is None else answers
        self.asked: dict[str, Question] = {}
        self._merged_by: dict[int, Line] = {}
        self._masks = Masks(ledger, known)

    def attach(self, names: Names, scene: Scene) -> None:
        """From now on ask this office's file: another connection than the one that judged first."""
        assert isinstance(self.context.names, Promised)
        self.context.names.stored = names
        self.scene = scene

    def judge(self, row: Row, given: Mapping[str, Any]) -> Line:
        """What a row would become. `given` are values that the sheet's surroundings tell (the checklist it is)."""
        raw, unknown = self._masks.taken_off({**row.raw, **given}, self.context)
        done = self.ledger.read(raw, self.context, self.scene)
        line = Line(row.number, done.record, Fate.NEW, marks=self.known.marks(done.record))
        if unknown or done.problems:
            line.errors = self._remarks(row, [unknown] if unknown else done.errors)
            line.doubts = self._remarks(row, done.doubts)
        if line.errors:
            line.fate = Fate.REJECTED
            return line
        twin = self.known.twin(done.record)
        if isinstance(twin, Line):
            return self._repeated(row, line, twin)
        if twin is not None:
            return self._merged(row, line, twin, raw)
        perhaps, unsure = self._perhaps(row, line)
        if perhaps is not None:
            return self._merged(row, line, perhaps, {**raw, self.ledger.called: None})
        if unsure:
            line.fate, line.errors = Fate.REJECTED, self._remarks(row, [unsure])
            return line
        if (like := self.known.earlier_like(done.record)) is not None:
            if not self.ledger.alike and like.record == line.record:
                return self._repeated(row, line, like)
            said = "相同" if self.ledger.alike else "同名"
            name = (self.ledger.alike or self.ledger.called).split()[-1]
            problem = Problem(name, f"与第 {like.number} 行{said}，请核实是否重复登记", doubt=True)
            line.doubts = (*line.doubts, *self._remarks(row, [problem]))
        self.known.add(done.record, line)
        return line

    def forget(self, line: Line) -> None:
        """Take a judged line back, to judge it anew with all that share a mark with it."""
        self.known.forget(line)
        for mark in line.marks:
            self._merged_by.pop(mark, None)
        if (question := self.asked.get(line.asked)) is not None:
            question.rows = [number for number in question.rows if number != line.number]

    def _perhaps(self, row: Row, line: Line) -> tuple[Record | None, Problem | None]:
        """The firm that the row is, though written otherwise; or what stands in the way until a person has said it."""
        found, sure = self.known.perhaps(line.record)
        if not found:
            return None, None
        name, beside = self.ledger.called, self._beside(row)
        text = tidy(as_written(row.raw.get(name)))
        key = own_key(self.ledger.name, text, *beside)
        answer = self.answers.get(key)
        chosen = next((one for one in found if one.id == answer), None) or (found[0] if sure else None)
        if sure and answer is None:
            return chosen, None
        line.asked = key
        shown = f"{text}（{beside[0]}）" if any(beside) else text
        ids = [one.id or 0 for one in found]
        told = answer is not None
        asked = Question(key, self.ledger.name, shown, ids, own=True, answer=answer, settled=told)
        question = self.asked.setdefault(key, asked)
        question.rows.append(row.number)
        if chosen is not None or answer == NEW:
            return chosen, None
        names = [self.context.names.apart(self.ledger.name, id) for id in ids[:3]]
        said = f"可能就是已有的“{'”或“'.join(names)}”，请先选“就是它”或“是新的”"
        return None, Problem(name, said, names[0])

    def _beside(self, row: Row) -> list[str]:
        """What the sheet says of the rest of the key with the name."""
        keys = (key.split() for key in self.ledger.keys if self.ledger.called in key.split())
        names = dict.fromkeys(name for key in keys for name in key if name != self.ledger.called)
        return [tidy(row.raw.get(name) or "") for name in names]

    def _repeated(self, row: Row, line: Line, first: Line) -> Line:
        """The same record a second time in one sheet."""
        differing = [
            f for f in self.ledger.fields.values() if getattr(line.record, f.name) != getattr(first.record, f.name)
        ]
        said = "、".join(f.label for f in differing if not f.follows)
        name = self.ledger.called
        if said:
            reason = f"与第 {first.number} 行是同一{self.ledger.fields[name].label}，但{said}不同，请核实留哪一行"
            return replace(line, fate=Fate.REJECTED, errors=self._remarks(row, [Problem(name, reason)]))
        problem = Problem(name, f"与第 {first.number} 行重复，只登记一次", doubt=True)
        return replace(line, fate=Fate.SAME, doubts=self._remarks(row, [problem]))

    def _merged(self, row: Row, line: Line, existing: Record, raw: Mapping[str, Any]) -> Line:
        """What the row changes of a record that is there: what it says surely, and nothing that a person has set."""
        if clash := self._clash(line.record, existing):
            return replace(line, fate=Fate.REJECTED, errors=self._remarks(row, [clash]))
        doubted = {remark.field for remark in line.doubts}
        changes: dict[str, Any] = {}
        for name, field_ in self.ledger.fields.items():
            value, have = getattr(line.record, name), getattr(existing, name)
            said = name in raw and not field_.kind.is_blank(raw[name]) and value is not None
            if said and not field_.fixed and (name not in doubted or have is None):
                changes[name] = value
        merged = existing.replace(**changes)
        mark = hash(("id", existing.id))
        line.marks = (*line.marks, mark)
        changed = {name for name, value in changes.items() if value != getattr(existing, name)}
        line = replace(line, record=merged, fate=Fate.UPDATE if changed else Fate.SAME)
        line.doubts = tuple(remark for remark in line.doubts if remark.field in changed)
        if (first := self._merged_by.setdefault(mark, line)) is not line:
            return self._repeated(row, line, first)
        return self._sound(row, line, existing)

    def _sound(self, row: Row, line: Line, existing: Record) -> Line:
        """The line, with what is wrong with the record as a whole since it changed."""
        before = {(problem.field, problem.text) for problem in self.ledger.problems(existing, self.scene)}
        for problem in self.ledger.problems(line.record, self.scene):
            if (problem.field, problem.text) in before:
                continue
            if problem.hard:
                return replace(line, fate=Fate.REJECTED, errors=self._remarks(row, [problem]))
            line.doubts = (*line.doubts, *self._remarks(row, [problem]))
        return line

    def _clash(self, record: Record, existing: Record) -> Problem | None:
        """Two unique numbers that differ under one name are two records, or one of them is wrong."""
        if not (key := self.known.differing_key(record, existing)):
            return None
        field_ = self.ledger.fields[key]
        shown = field_.show(getattr(existing, key), self.context.names)
        name = self.ledger.fields[self.ledger.called].label
        return Problem(key, f"已有同{name}的记录，但{field_.label}是 {shown}，请核实是不是同一家", shown)

    def _remarks(self, row: Row, problems: Iterable[Problem]) -> tuple[Remark, ...]:
        def one(problem: Problem) -> Remark:
            raw = row.raw.get(problem.field)
            value = "" if raw is None else str(as_written(raw))
            return remark_on(self.header, self.ledger, row.number, problem, value)

        return tuple(map(one, problems))


def remark_on(header: Header, ledger: Ledger[Any], row: int, problem: Problem, value: str) -> Remark:
    """A problem as a remark on its cell."""
    match = header.fields.get(problem.field)
    cell = f"{letter(match.column)}{row}" if match else ""
    column = match.heading if match else ledger.fields[problem.field].label
    value = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return Remark(row, cell, column, problem.field, value, problem.text, problem.proposal)
