"""What is due, overdue or waiting: told from the deadlines and views of every ledger, and from the calendar of reports."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any, ClassVar

from safety_desk import clock
from safety_desk.conditions import TODAY, Where, before, one_of, until
from safety_desk.db.store import Store
from safety_desk.ledger import Deadline, Ledger
from safety_desk.record import Record
from safety_desk.tasks.report_terms import Term, owed

FAR = 30
"""So many days ahead are looked at."""

REPORTS_WARN = 2
"""Reports to hand in press as what is warned of so many days ahead: they come after that, before all that has longer."""

MOST_DOUBTED = 5000
"""So many doubtful records of one ledger are looked at together: a condition cannot name more."""


class Span(Enum):
    """How near a day is: days from today, both included."""

    NOW = "今天要办", None, 0
    TODAY = "今日到期", 0, 0
    LATE = "已逾期", None, -1
    WEEK = "七日内", 1, 7
    MONTH = "三十日内", 1, FAR
    WAITING = "待办缺漏", None, None

    def __init__(self, label: str, first: int | None, last: int | None) -> None:
        self.label, self.first, self.last = label, first, last

    def where(self, day: str) -> Where:
        """The records whose day lies in the span."""
        assert self.last is not None
        late = until(day, TODAY.later(self.last))
        return late if self.first is None else late & ~before(day, TODAY.later(self.first))

    def holds(self, days: int) -> bool:
        """Whether so many days from today lie in it."""
        return self.last is not None and days <= self.last and (self.first is None or days >= self.first)


@dataclass(frozen=True)
class Due:
    """Records of one ledger that are due for the same reason within a span. `day`: the field with their day, if any."""

    ledger: Ledger[Any]
    label: str
    where: Where
    order: str
    count: int
    day: str = ""

    @property
    def words(self) -> str:
        """What it is called: 隐患 整改到期."""
        return f"{self.ledger.noun} {self.label}"


@dataclass(frozen=True)
class Owed:
    """Reports that are to be handed in within a span. They are no records: one opens as a report of its period."""

    terms: tuple[Term, ...]
    day: str = "due"

    words: ClassVar[str] = "报表 报送到期"

    @property
    def count(self) -> int:
        """How many."""
        return len(self.terms)


Group = Due | Owed
Row = Record | Term


def dues(store: Store) -> dict[Span, list[Group]]:
    """What is due in every span, what is warned of last being the most pressing; empty kinds are left out."""
    found: dict[Span, list[Group]] = {span: [] for span in Span}
    reports = owed(store, clock.today())
    for ledger, deadline in _deadlines(store):
        if reports and deadline.warn > REPORTS_WARN:
            _add_reports(found, reports)
            reports = []
        near = _near(store, ledger, deadline)
        for span in Span:
            if count := sum(number for days, number in near.items() if span.holds(days)):
                found[span].append(_due(ledger, deadline, span, count))
    _add_reports(found, reports)
    found[Span.WAITING] = list(_waiting(store))
    return found


def _add_reports(found: dict[Span, list[Group]], reports: Sequence[Term]) -> None:
    today = clock.today()
    for span in Span:
        if terms := tuple(term for term in reports if span.holds((term.due - today).days)):
            found[span].append(Owed(terms))


def _deadlines(store: Store) -> Sequence[tuple[Ledger[Any], Deadline]]:
    """All deadlines: those of which the office wants to know late are about work, the others about papers."""
    every = [(ledger, deadline) for ledger in store.ledgers.values() for deadline in ledger.deadlines]
    return sorted(every, key=lambda pair: pair[1].warn)


def _near(store: Store, ledger: Ledger[Any], deadline: Deadline) -> dict[int, int]:
    """How many records are due in so many days, the past and the near future."""
    today = clock.today()
    where = deadline.while_ & until(deadline.field, TODAY.later(FAR))
    days: dict[int, int] = {}
    for value, number in store.spread(ledger.record, deadline.field, where).items():
        ahead = (_day(value) - today).days
        days[ahead] = days.get(ahead, 0) + number
    return days


def _due(ledger: Ledger[Any], deadline: Deadline, span: Span, count: int) -> Due:
    where = deadline.while_ & span.where(deadline.field)
    return Due(ledger, deadline.label, where, deadline.field, count, deadline.field)


def _waiting(store: Store) -> Iterator[Due]:
    for name, rows in groupby(store.db.execute("SELECT DISTINCT ledger, row FROM doubts ORDER BY ledger"), _first):
        ledger, ids = store.ledgers[name], [row for _, row in rows][:MOST_DOUBTED]
        yield Due(ledger, "存疑待核实", one_of("id", *ids), ledger.order, len(ids))
    for ledger in store.ledgers.values():
        for view in ledger.views:
            if view.waits and (count := store.count(ledger.record, view.where)):
                yield Due(ledger, view.label, view.where, view.order or ledger.order, count)


def _first(row: tuple[str, int]) -> str:
    return row[0]


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def records_of(store: Store, due: Group, most: int) -> Sequence[Row]:
    """The first of the records, or reports, that are due."""
    if isinstance(due, Owed):
        return due.terms[:most]
    return store.find(due.ledger.record, due.where, due.order, limit=most)


def told(store: Store, due: Group, record: Row) -> tuple[str, str, str, str]:
    """A record in words: whose it is, what it is called, its day, how near that is; of a report its period."""
    if isinstance(record, Term):
        return record.period.title, record.words, record.due.isoformat(), said(record.due)
    assert isinstance(due, Due)
    day = getattr(record, due.day) if due.day else None
    owner, name = whose(store, due.ledger, record), name_of(store, due.ledger, record)
    name = "" if name == owner else name
    shown = due.ledger.fields[due.day].show(day, store.names) if due.day else ""
    return owner, name, shown, said(_day(day)) if day else _state(store, due.ledger, record)


def _state(store: Store, ledger: Ledger[Any], record: Record) -> str:
    """What is told anew of a record each day, if anything."""
    told = (extra.tell(record, store.scene(), store.names) for extra in ledger.derived if not extra.headline)
    return next(filter(None, told), "")


def name_of(store: Store, ledger: Ledger[Any], record: Record) -> str:
    """What a record is called; where that is only a number, also what it is about."""
    called = ledger.fields[ledger.called]
    name = called.show(getattr(record, called.name), store.names)
    if not called.serial:
        return name
    columns = (ledger.fields[name] for name in ledger.columns.split() if name in ledger.fields)
    about = next((f for f in columns if f.lines > 1 and getattr(record, f.name)), None)
    return f"{name}　{about.show(getattr(record, about.name), store.names)}" if about else name


def whose(store: Store, ledger: Ledger[Any], record: Record) -> str:
    """Whose a record is: what its headline says, else the first record that it links to."""
    for extra in ledger.derived:
        if extra.headline:
            return extra.tell(record, store.scene(), store.names)
    shown = (ledger.links[name] for name in ledger.columns.split() if name in ledger.links)
    first = next((f for f in shown if f.kind.name == "link" and getattr(record, f.name) is not None), None)
    return store.names.name(first.to, getattr(record, first.name)) if first else ""


def said(day: dt.date) -> str:
    """How near a day is: ⚠ 逾期 3 天, 今天, 还有 5 天."""
    days = (day - clock.today()).days
    return f"⚠ 逾期 {-days} 天" if days < 0 else "今天" if days == 0 else f"还有 {days} 天"
