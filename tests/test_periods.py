"""Periods of reporting are read as the office writes them, and compared with the year before."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_desk.errors import Refusal
from safety_desk.measures import rate
from safety_desk.periods import month_of, read_period

D = dt.date


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("2026-06", D(2026, 6, 1), D(2026, 6, 30), "2026年6月"),
        ("202602", D(2026, 2, 1), D(2026, 2, 28), "2026年2月"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "2024年2月"),
        ("2026Q1", D(2026, 1, 1), D(2026, 3, 31), "2026年第一季度"),
        (" 2026-q4 ", D(2026, 10, 1), D(2026, 12, 31), "2026年第四季度"),
        ("2026H1", D(2026, 1, 1), D(2026, 6, 30), "2026年上半年"),
        ("2026h2", D(2026, 7, 1), D(2026, 12, 31), "2026年下半年"),
        ("2026", D(2026, 1, 1), D(2026, 12, 31), "2026年"),
    ],
)
def test_a_period_is_a_month_a_quarter_half_a_year_or_a_year(text: str, first: D, last: D, title: str) -> None:
    period = read_period(text)
    assert (period.first, period.last, period.title) == (first, last, title)


@pytest.mark.parametrize("text", ["", "2026-13", "2026Q5", "2026H3", "26-06", "六月", "2026-6-1"])
def test_what_is_no_period_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(Refusal, match="月写 2026-06，季写 2026Q2，半年写 2026H1，年写 2026"):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "before"), [("2024-02", "2023-02"), ("2026Q4", "2025Q4"), ("2026H2", "2025H2"), ("2026", "2025")]
)
def test_the_same_period_of_the_year_before(text: str, before: str) -> None:
    assert read_period(text).year_before() == read_period(before)


@given(st.dates(D(2000, 1, 1), D(2100, 12, 31)))
def test_a_day_lies_in_its_month(day: D) -> None:
    month = month_of(day)
    assert month.first <= day <= month.last and month.first.day == 1
    assert (month.last + dt.timedelta(days=1)).day == 1


def test_a_share_of_nothing_is_no_number() -> None:
    assert rate(1, 4) == 0.25
    assert rate(0, 0) is None
