"""A ledger: what a record looks like to people and what can be done with it, declared once beside the record.

Table, form, import, export, search and history are engines that read this and know no ledger by name.
An attribute joins here only when three ledgers want it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic

from safety_desk.conditions import EVERY, Includes, Kin, Where, eq
from safety_desk.fields import Context, Field, Names
from safety_desk.options import Scene
from safety_desk.record import Problem, R, Read, Record, read
from safety_desk.value import Value


class Step(Value, Generic[R]):
    """One thing that can be done with a record: when, what it asks for, and what comes of it.

    `do` returns the records to save and raises Refusal where the person must act first. `aside`: possible, but not
    what usually comes next.
    """

    label: str
    when: Callable[[R], bool]
    do: Callable[[R, Kin, Scene], Sequence[Record]]
    ask: str = ""
    must: str = ""
    aside: bool = False

    def fields(self) -> list[str]:
        """The fields that it asks for."""
        return self.ask.split()


class Deadline(Value):
    """A day by which something must be done with each record that fulfils a condition."""

    label: str
    field: str
    while_: Where = EVERY
    warn: int = 7


class View(Value):
    """A named condition that the clerk can choose, with the order it is best read in.

    `waits`: its records wait for somebody or miss something (待复查, 应报未报, 还没有反馈): the workbench counts them.
    """

    label: str
    where: Where
    order: str = ""
    waits: bool = False


class Derived(Value, Generic[R]):
    """A column that is told anew each day and stored nowhere; sorted as the stored field `by` is.

    `headline`: it says whose the record is, and stands under its name.
    """

    name: str
    label: str
    tell: Callable[[R, Scene, Names], str]
    by: str
    width: int = 10
    headline: bool = False


class Settle(Value, Generic[R]):
    """What follows from other records: told anew, in the same operation, when one of `after` (or itself) changes.

    `tell` returns the records as they should be; those that already are so cost nothing. `early`: what it tells of a
    new record alone is the same before that has its id, so it need not be told twice (thousands of rows come in at once).
    """

    after: str
    tell: Callable[[R, Kin, Scene], Sequence[Record]]
    early: bool = False


Check = Callable[[R, Scene], Iterable[Problem]]
Arrive = Callable[[R, Mapping[str, Any]], tuple[R, Iterable[Problem]]]


class Ledger(Value, Generic[R]):
    """See the module. Strings name fields, with blanks between them, and are checked when the program starts.

    called   the field by which people call a record     columns  the table, as it first shows
    filters  the buttons over the table                  search   the fields that the search reads
    keys     groups of fields that are unique            alike    fields by which an import knows a record again
    plan     the points of the town's plan it serves     empty    what the page says while it is empty
    arrive   brings a foreign row to the office's words  keep     why a record may not be deleted (nothing: it may)
    former   of firms: the field with the names it had before; they are known also by a name in another legal form, and
             proposed as new where another ledger's sheet names one that is not there
    builtin  the records that the program brings along (marked by a field `builtin`, known again by the first key), each
             with its parts behind it, whose link to it is filled in when they are brought
    """

    record: type[R]
    name: str
    title: str
    called: str
    columns: str
    plan: str
    filters: str = ""
    search: str = ""
    keys: tuple[str, ...] = ()
    alike: str = ""
    former: str = ""
    empty: str = ""
    order: str = ""
    checks: tuple[Check[R], ...] = ()
    steps: tuple[Step[R], ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    views: tuple[View, ...] = ()
    derived: tuple[Derived[R], ...] = ()
    settle: Settle[R] | None = None
    arrive: Arrive[R] | None = None
    keep: Callable[[R, Kin], str] = lambda record, kin: ""
    builtin: Callable[[], Iterable[Record]] | None = None

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def _made(self) -> None:
        named = [
            self.called,
            self.filters,
            self.search,
            self.alike,
            self.former,
            *self.keys,
            self.order.replace("-", ""),
        ]
        named += [f"{step.ask} {step.must}" for step in self.steps]
        named += [deadline.field for deadline in self.deadlines] + [extra.by for extra in self.derived]
        names = {path.split(".")[0] for path in " ".join(named).split()}
        names |= set(self.columns.split()) - {extra.name for extra in self.derived}
        if unknown := names - self.fields.keys():
            raise TypeError(f"{self.name}: no such field: {', '.join(sorted(unknown))}")

    def join(self, steps: Iterable[Step[R]]) -> None:
        """Take in steps that a chapter has for records of this ledger. Only the catalog does that, at start."""
        self.__dict__["steps"] = (*self.steps, *steps)
        self._made()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of its records, in order."""
        return self.record.fields

    @property
    def noun(self) -> str:
        """One record of it, in words: 隐患 of 隐患台账."""
        return self.title.removesuffix("台账")

    @cached_property
    def owner(self) -> Field | None:
        """The link to the record under which a part lives, or None for a ledger that stands alone."""
        return next((field for field in self.fields.values() if field.part_of), None)

    @cached_property
    def place(self) -> Field | None:
        """A part's place among the parts of its record (序号); where it is left empty, a new part comes last."""
        return self.fields.get("seq") if self.owner else None

    @cached_property
    def links(self) -> dict[str, Field]:
        """The fields that lead to other ledgers, single or many."""
        return {name: field for name, field in self.fields.items() if field.to}

    @cached_property
    def _single_links(self) -> dict[str, list[Field]]:
        found: dict[str, list[Field]] = {}
        for field in self.links.values():
            if field.kind.name == "link":
                found.setdefault(field.to, []).append(field)
        return found

    def links_to(self, ledger: str) -> Sequence[Field]:
        """The single links of its records that lead to that ledger."""
        return self._single_links.get(ledger, ())

    @cached_property
    def sections(self) -> dict[str, list[Field]]:
        """The fields of the form under their headings."""
        heads: dict[str, list[Field]] = {}
        head = "基本信息"
        for field_ in self.fields.values():
            head = field_.section or head
            heads.setdefault(head, []).append(field_)
        return heads

    def read(self, raw: Mapping[str, Any], context: Context, scene: Scene, onto: R | None = None) -> Read[R]:
        """Make a record of what a form or a sheet holds and say all that is wrong with it."""
        done = read(self.record, raw, context, onto)
        if context.foreign and self.arrive:
            record, doubts = self.arrive(done.record, raw)
            done = Read(record, (*done.problems, *doubts))
        return Read(done.record, tuple(self._checked(done, scene, context.foreign)))

    def problems(self, record: R, scene: Scene) -> list[Problem]:
        """What is wrong with a record as a whole, beyond its single fields."""
        return [problem for check in self.checks for problem in check(record, scene)]

    def _checked(self, done: Read[R], scene: Scene, foreign: bool) -> list[Problem]:
        """The problems of the fields and of the whole, one voice for each field."""
        found = {problem.field: problem for problem in reversed(done.problems)}
        for problem in self.problems(done.record, scene):
            known = found.get(problem.field)
            if foreign and not problem.hard and not self.fields[problem.field].required:
                problem = problem.replace(doubt=True)
            if known is None:
                found[problem.field] = problem
            elif known.doubt:
                text = known.text if known.text == problem.text else f"{known.text}；{problem.text}"
                found[problem.field] = known.replace(text=text, doubt=problem.doubt)
        return [found[name] for name in self.fields if name in found]

    def show(self, record: R, names: Names) -> dict[str, str]:
        """Every field as people read it."""
        return {name: field.show(getattr(record, name), names) for name, field in self.fields.items()}

    def missing(self, record: R) -> list[Field]:
        """The fields that are asked for (应填) and empty."""
        wanted = (field for field in self.fields.values() if field.should or field.required)
        return [field for field in wanted if getattr(record, field.name) in (None, "", ())]


def leads(field: Field, id: int) -> Where:
    """The condition that a record leads to that one by a link, single or many."""
    return eq(field.name, id) if field.kind.name == "link" else Includes(field.name, id)


def in_order(first: str, last: str, text: str) -> Check[Any]:
    """A check that one day is not before another; says nothing while one of them is empty."""

    def check(record: Record, scene: Scene) -> Iterable[Problem]:
        early, late = getattr(record, first), getattr(record, last)
        if early is not None and late is not None and late < early:
            yield Problem(last, text)

    return check


def not_ahead(name: str, text: str) -> Check[Any]:
    """A check that a day, or a moment, is not after today."""

    def check(record: Record, scene: Scene) -> Iterable[Problem]:
        value = getattr(record, name)
        day = value.date() if isinstance(value, dt.datetime) else value
        if day is not None and day > scene.today:
            yield Problem(name, text)

    return check


def needed_when(name: str, when: Callable[[Any], bool], text: str) -> Check[Any]:
    """A check that a field is filled when the rest of the record calls for it."""

    def check(record: Record, scene: Scene) -> Iterable[Problem]:
        if getattr(record, name) in (None, "", ()) and when(record):
            yield Problem(name, text)

    return check
