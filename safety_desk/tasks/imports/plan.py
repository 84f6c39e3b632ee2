"""The plan of an import: every row with its fate, corrected cell by cell, and the names that a person must decide on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.intake.anew import Anew
from safety_desk.intake.book import Sheet
from safety_desk.intake.headers import Header
from safety_desk.intake.judging import Judge, remark_on
from safety_desk.intake.known import Fate, Line, Remark
from safety_desk.intake.likeness import Likeness
from safety_desk.intake.promised import NEW, Promised, Question, link_key, questions
from safety_desk.intake.rows import Row
from safety_desk.ledger import Ledger
from safety_desk.record import Problem
from safety_desk.tasks.imports.layout import Layout

_DOUBTED = "存疑"
Edits = dict[tuple[int, str], str]
"""What a person put into a cell in place of what stood there: by number of the row and name of the field."""


class Firms:
    """The ways to miswrite the firms of an office, read when a sheet first names one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: dict[str, Likeness | None] = {}

    def __call__(self, ledger: str) -> Likeness | None:
        """Those of one ledger; None where its records are no firms."""
        if ledger not in self._known:
            declared = self.store.ledgers[ledger]
            called, former = declared.called, declared.former
            told = (
                (one.id or 0, getattr(one, called), getattr(one, former) or "") for one in self.store.each(declared)
            )
            self._known[ledger] = Likeness(told) if former else None
        return self._known[ledger]


@dataclass
class Plan:
    """What an import would do, row by row: the preview and the import are this same thing.

    `given` is what the sheet's surroundings say for every row, `asked` the questions about names in links, with the field
    of each; `answers` what is known of them, by key.
    """

    path: Path
    layout: Layout
    header: Header
    rows: list[Row]
    lines: list[Line]
    names: Promised
    firms: Firms
    judge: Judge
    given: Mapping[str, Any]
    asked: dict[str, tuple[Question, Field]]
    answers: dict[str, int]
    edits: Edits = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._anew = Anew(self.judge, self.rows, self.lines, self.given)
        self._answered = False
        self._counts: dict[Fate | str, int] = {}
        self._counted()
        self._place = {row.number: n for n, row in enumerate(self.rows)}

    @property
    def ledger(self) -> Ledger[Any]:
        """The ledger into which the file goes."""
        return self.layout.ledger

    @property
    def target(self) -> Ledger[Any]:
        """The ledger whose records the rows are: that one, or one of its parts."""
        return self.layout.target

    @property
    def sheet(self) -> Sheet:
        """The sheet that is read."""
        return self.layout.sheet

    @property
    def others(self) -> list[str]:
        """The sheets of the file that could be imported too and were not chosen."""
        return self.layout.others

    def count(self, fate: Fate) -> int:
        """How many rows share a fate."""
        return self._counted()[fate]

    @property
    def doubted(self) -> int:
        """How many rows are saved with a doubt."""
        return self._counted()[_DOUBTED]

    def _counted(self) -> dict[Fate | str, int]:
        """The counts, taken where the rows are judged: the window asks for them at every step."""
        if not self._counts:
            fates = [line.fate for line in self.lines]
            self._counts |= {fate: fates.count(fate) for fate in Fate}
            self._counts[_DOUBTED] = sum(
                bool(line.doubts) and fate is not Fate.REJECTED for line, fate in zip(self.lines, fates, strict=True)
            )
        return self._counts

    def reject(self, line: Line, why: str) -> None:
        """The office's file does not take a row that seemed sound."""
        remark = remark_on(self.header, self.target, line.number, Problem(self.target.called, why), "")
        line.fate, line.errors = Fate.REJECTED, (*line.errors, remark)
        self._counts.clear()

    @property
    def rejected(self) -> list[Remark]:
        """Why rows are not saved, cell by cell."""
        return [remark for line in self.lines for remark in line.errors]

    @property
    def doubtful(self) -> list[Remark]:
        """What is saved, but wants a second look."""
        kept = [remark for line in self.lines if line.fate is not Fate.REJECTED for remark in line.doubts]
        return sorted([*self._grown(), *kept], key=lambda remark: remark.row)

    @property
    def remarked(self) -> bool:
        """Whether anything is wrong or doubtful."""
        return bool(self.count(Fate.REJECTED) or self.doubted or self._grown())

    def _grown(self) -> list[Remark]:
        """What is added beside the rows, at the first row that names it."""
        ids = used(self, (line for line in self.lines if line.fate is not Fate.REJECTED))
        found = []
        for question, field_ in self.asked.values():
            if question.answer == NEW and set(self.names.find(question.ledger, question.text)) & ids.keys():
                problem = Problem(field_.name, f"原来没有“{question.text}”，已随本次导入新增")
                found.append(remark_on(self.header, self.target, question.rows[0], problem, question.text))
        return found

    # -- corrected by hand -----------------------------------------------------------------------------------

    def attach(self, store: Store) -> None:
        """From now on judge with this office's connection: the job's, that judged first, is closed."""
        self.judge.attach(store.names, store.scene())
        self.firms.store = store

    def place(self, number: int) -> int:
        """The place among the lines of a row of the sheet."""
        return self._place[number]

    def written(self, place: int, name: str) -> Any:
        """What stands in a cell: what a person put there, else what the file says."""
        return self.rows[place].raw.get(name)

    def correct(self, place: int, name: str, text: str) -> list[int]:
        """Put something else into a cell and judge its row anew; answers the places of all rows judged with it."""
        row = self.rows[place]
        row.raw[name] = text or None
        self.edits[row.number, name] = text
        field_ = self.target.fields[name]
        if field_.to and field_.kind.name == "link" and text:
            self._ask_again(row, field_, text)
        return self._judged([place])

    def _judged(self, places: Iterable[int]) -> list[int]:
        self._counts.clear()
        return self._anew.again(places)

    def _ask_again(self, row: Row, field_: Field, text: str) -> None:
        """A name that a person types is one that is there, or is asked about like those of the file."""
        for question, asked_by in questions([row], self.target, self.names, self.firms.store.ledgers):
            if question.key not in self.asked:
                self.asked[question.key] = question, asked_by
                self.names.mean(question.ledger, question.text, question.answer)

    # -- asked and answered ----------------------------------------------------------------------------------

    @property
    def questions(self) -> list[Question]:
        """The names that a person may have to decide on: those of the rows themselves first."""
        own = [question for question in self.judge.asked.values() if question.rows]
        return [*own, *(question for question, _ in self.asked.values())]

    def question(self, place: int, name: str) -> Question | None:
        """What is asked about a cell, if anything."""
        if name == self.target.called and self.lines[place].asked:
            return self.judge.asked.get(self.lines[place].asked)
        field_, written = self.target.fields[name], self.written(place, name)
        if field_.kind.name == "link" and isinstance(written, str):
            return self.asked.get(link_key(field_.to, written), (None,))[0]
        return None

    def answer(self, question: Question, answer: int | None) -> list[int]:
        """Say what a name means: the id of a record, NEW, NOBODY; answers the places of the rows judged anew."""
        question.answer, question.settled = answer, answer is not None
        self._answered = True
        if answer is None:
            self.answers.pop(question.key, None)
        else:
            self.answers[question.key] = answer
        if not question.own:
            self.names.mean(question.ledger, question.text, answer)
        return self._judged([self._place[number] for number in question.rows])

    @property
    def touched(self) -> bool:
        """Whether a person has put work into it that closing would lose."""
        return bool(self.edits) or self._answered


def used(plan: Plan, chosen: Iterable[Line]) -> dict[int, Line]:
    """The promised records that saved rows really lead to, each with the first row that does."""
    links = [name for name, f in plan.target.links.items() if f.kind.name == "link"]
    found: dict[int, Line] = {}
    for line in chosen if plan.names.added else ():
        for name in links:
            if (id := getattr(line.record, name)) is not None and id < 0:
                found.setdefault(id, line)
    return dict(sorted(found.items(), reverse=True))


def brought(plan: Plan) -> dict[str, int]:
    """What the rows bring along that is not there yet: how many of which noun (enterprises of a list of dangers)."""
    ledgers = plan.firms.store.ledgers
    names = (plan.names.added[id][0] for id in used(plan, (x for x in plan.lines if x.fate is not Fate.REJECTED)))
    return dict(Counter(ledgers[name].noun for name in names))


def settled(plan: Plan) -> dict[str, int]:
    """The answers to keep for the next import: whom a name means, and which is none."""
    return {q.key: q.answer for q in plan.questions if q.settled and q.answer is not None and q.answer != NEW}
