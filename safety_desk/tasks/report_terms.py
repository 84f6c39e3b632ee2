"""Which reports are to be handed in by when (domain §7.1), told from the calendar and from what was handed in."""

import datetime as dt
from dataclasses import dataclass

from safety_desk.db.store import Store
from safety_desk.db.submissions import begun, handed_in
from safety_desk.ledgers.report_calendar import TERMS, ReportCalendar
from safety_desk.periods import Period, month_of, period_of

_WORDS = {"week": "周", "month": "月", "quarter": "季", "year": "年", "ahead": "年（上年底）"}


@dataclass(frozen=True)
class Term:
    """A report that is to be handed in: for which period, until when, and when it was."""

    name: str
    every: str
    period: Period
    due: dt.date
    done: str

    @property
    def words(self) -> str:
        """What it is called: 隐患治理统计表（月报）."""
        return f"{TERMS[self.name][0]}（{self.every[:1]}报）"

    def late(self, today: dt.date) -> bool:
        """Whether it is overdue."""
        return not self.done and self.due < today


def report_terms(store: Store, today: dt.date) -> list[Term]:
    """The report of the last period of each kind that is over (of a week: this one), the most pressing first."""
    calendar = store.options(ReportCalendar)
    told = {(name, first, last): at for name, first, last, at in handed_in(store)}
    found = []
    for name, (_, terms) in TERMS.items():
        for term in terms:
            kind, _, rule = term.partition(":")
            period, due = _when(kind, getattr(calendar, rule, 0), today)
            done = told.get((name, period.first.isoformat(), period.last.isoformat()), "")[:10]
            if kind == "week" and done and dt.date.fromisoformat(done) <= due - dt.timedelta(days=7):
                done = ""
            found.append(Term(name, _WORDS[kind], period, due, done))
    return sorted(found, key=lambda one: (bool(one.done), one.due))


def owed(store: Store, today: dt.date) -> list[Term]:
    """Those that are still to be handed in, the most pressing first; what was due before the office began is not asked."""
    if not store.options(ReportCalendar).remind or (since := begun(store)) is None:
        return []
    return [term for term in report_terms(store, today) if not term.done and term.due >= since]


def _when(kind: str, day: int, today: dt.date) -> tuple[Period, dt.date]:
    """The period that is to be reported on, and the day until which."""
    month = month_of(today)
    if kind == "month":
        return month.before(), month.first.replace(day=day)
    if kind == "quarter":
        start = (today.month - 1) // 3 * 3 + 1
        return period_of(today.year, start, 3).before(), dt.date(today.year, start, day)
    if kind == "week":
        return month, today + dt.timedelta(days=(day - today.isoweekday()) % 7)
    return period_of(today.year + (kind == "ahead"), 1, 12), dt.date(today.year, 12, 31)
