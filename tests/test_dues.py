"""What is due: told from the deadlines and views of whatever ledgers there are, each number the same as its rows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import ENTERPRISES
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.record import Problem
from safety_desk.tasks.dues import Span, dues, records_of, said, told

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def dangers(town: Town, make: Callable[..., Any]) -> dict[int, HiddenDanger]:
    """Hidden dangers by the days from today in which they are due."""
    return {
        days: make(
            HiddenDanger,
            enterprise=town.mill.id,
            found_date=TODAY - dt.timedelta(days=20),
            description=f"第 {days} 天",
            deadline=TODAY + dt.timedelta(days=days),
        )
        for days in (-3, -1, 0, 1, 7, 8, 30, 31)
    }


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (Span.NOW, [-3, -1, 0]),
        (Span.TODAY, [0]),
        (Span.LATE, [-3, -1]),
        (Span.WEEK, [1, 7]),
        (Span.MONTH, [1, 7, 8, 30]),
    ],
)
def test_a_span_counts_and_lists_what_is_due_in_it(
    store: Store, dangers: dict[int, HiddenDanger], span: Span, days: list[int]
) -> None:
    [due] = [due for due in dues(store)[span] if due.ledger.name == "hidden_dangers"]
    assert (due.words, due.count) == ("隐患 整改到期", len(days))
    assert [record.id for record in records_of(store, due, 100)] == [dangers[day].id for day in days]


def test_every_number_of_every_ledger_is_that_of_its_rows(
    store: Store, dangers: dict[int, HiddenDanger], town: Town, make: Callable[..., Any]
) -> None:
    make(Certificate, person_name="吴某", kind="特种作业操作证", op_type="低压电工作业", enterprise=town.mill.id,
         first_issue=dt.date(2020, 1, 1), valid_to=dt.date(2026, 1, 1))  # fmt: skip
    found = dues(store)
    assert {due.ledger.name for due in found[Span.LATE]} >= {"hidden_dangers", "certificates"}
    for groups in found.values():
        for due in groups:
            assert due.count == store.count(due.ledger.record, due.where) > 0


def test_what_is_warned_of_last_presses_most(
    store: Store, dangers: dict[int, HiddenDanger], town: Town, make: Callable[..., Any]
) -> None:
    make(Certificate, person_name="吴某", kind="特种作业操作证", op_type="低压电工作业", enterprise=town.mill.id,
         first_issue=dt.date(2020, 1, 1), valid_to=dt.date(2026, 1, 1))  # fmt: skip
    late = [due.ledger.name for due in dues(store)[Span.LATE]]
    assert late.index("hidden_dangers") < late.index("certificates")


def test_views_that_say_what_waits_and_doubts_are_waiting(
    store: Store, dangers: dict[int, HiddenDanger], town: Town
) -> None:
    with store.operation("存疑"):
        store.doubt(ENTERPRISES, town.mill.id or 0, [(Problem("employees", "约数"), "约50人")])
    waiting = {due.words: due.count for due in dues(store)[Span.WAITING]}
    assert waiting["企业 存疑待核实"] == 1
    assert waiting["隐患 未销号"] == 8
    assert "隐患 重大隐患" not in waiting


def test_a_row_says_whose_it_is_what_it_is_about_and_how_near(store: Store, dangers: dict[int, HiddenDanger]) -> None:
    [due] = [due for due in dues(store)[Span.LATE] if due.ledger.name == "hidden_dangers"]
    danger = dangers[-3]
    row = told(store, due, danger)
    assert row == ("茂林竹木制品有限公司", f"{danger.code}　第 -3 天", "2026-11-20", "⚠ 逾期 3 天")


def test_days_in_words() -> None:
    assert [said(TODAY + dt.timedelta(days=n)) for n in (-1, 0, 1)] == ["⚠ 逾期 1 天", "今天", "还有 1 天"]


def test_an_empty_office_owes_nothing_but_what_the_program_brought_along(store: Store) -> None:
    assert all(due.ledger.builtin is not None for groups in dues(store).values() for due in groups)
