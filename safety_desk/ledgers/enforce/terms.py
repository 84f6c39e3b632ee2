"""Terms of procedure in working days, and what to say where the table of holidays does not know the year."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from safety_desk.errors import Refusal
from safety_desk.ledger import Check
from safety_desk.ledgers.holiday import working_days_after
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


def term(day: date | None, number: int, scene: Scene) -> date | None:
    """The day on which so many working days end (行政处罚法 art. 85); None where it cannot be counted."""
    if day is None:
        return None
    try:
        return working_days_after(day, number, scene)
    except Refusal:  # no day is better than a wrong one; `countable` says so
        return None


def countable(*names: str) -> Check[Any]:
    """A check that doubts days from which a term cannot be counted, because their year is not in the table."""

    def check(record: Record, scene: Scene) -> Iterable[Problem]:
        for name in names:
            day = getattr(record, name)
            if day is not None and term(day, 7, scene) is None:
                yield Problem(name, f"节假日表里没有 {day.year} 年的安排，按工作日计算的期限没有算出来", doubt=True)

    return check
