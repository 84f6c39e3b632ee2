"""Terms in working days, by the table of days off."""

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from town import made

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.holiday import DayKind, Holiday, built_in, is_workday, working_days_after
from safety_desk.options import Scene

KNOWN = Scene(dt.datetime(2026, 11, 23, 10), tables=lambda record: list(built_in()))


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 11, 23), 7, date(2026, 12, 2)),
        (date(2026, 9, 30), 2, date(2026, 10, 9)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_a_term_in_working_days_leaves_out_days_off_and_counts_days_worked_instead(
    start: date, number: int, end: date
) -> None:
    assert working_days_after(start, number, KNOWN) == end


@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)), st.integers(1, 40))
def test_a_term_ends_on_a_working_day_with_so_many_between(start: date, number: int) -> None:
    end = working_days_after(start, number, KNOWN)
    days = [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_workday(end, KNOWN) and sum(is_workday(day, KNOWN) for day in days) == number


def test_a_year_that_the_table_does_not_know_is_told(store: Store) -> None:
    with pytest.raises(Refusal, match="节假日表里没有 2027 年"):
        working_days_after(date(2026, 12, 30), 3, store.scene())
    made(store, Holiday, day=date(2027, 1, 1), name="元旦")
    assert working_days_after(date(2026, 12, 30), 2, store.scene()) == date(2027, 1, 4)


def test_the_office_changes_a_built_in_day_and_the_term_follows(store: Store) -> None:
    assert working_days_after(date(2026, 4, 30), 1, store.scene()) == date(2026, 5, 6)
    [day] = [day for day in store.find(Holiday) if day.day == date(2026, 5, 5)]
    store.save("改", day.replace(kind=DayKind.WORKED))
    assert working_days_after(date(2026, 4, 30), 1, store.scene()) == date(2026, 5, 5)
    store.undo()
    assert working_days_after(date(2026, 4, 30), 1, store.scene()) == date(2026, 5, 6)
