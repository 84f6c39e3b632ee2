"""What is due: told from the deadlines and views of whatever ledgers there are, each number the same as its rows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import ENTERPRISES, LEDGERS
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.report_calendar import TERMS, ReportCalendar
from safety_desk.ledgers.society.grid_patrol import GridPatrol
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.periods import read_period
from safety_desk.record import Problem
from safety_desk.tasks.dues import Owed, Span, dues, records_of, said, told
from safety_desk.tasks.freezing import submit
from safety_desk.tasks.reporting import REPORTS

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
    [due] = [due for due in dues(store)[span] if due.words == "隐患 整改到期"]
    assert (due.words, due.count) == ("隐患 整改到期", len(days))
    assert [record.id for record in records_of(store, due, 100)] == [dangers[day].id for day in days]


def test_every_number_of_every_ledger_is_that_of_its_rows(
    store: Store, dangers: dict[int, HiddenDanger], town: Town, make: Callable[..., Any]
) -> None:
    make(Certificate, person_name="吴某", kind="特种作业操作证", op_type="低压电工作业", enterprise=town.mill.id,
         first_issue=dt.date(2020, 1, 1), valid_to=dt.date(2026, 1, 1))  # fmt: skip
    found = dues(store)
    assert {due.words.split()[0] for due in found[Span.LATE]} >= {"隐患", "三项岗位持证"}
    for groups in found.values():
        for due in groups:
            if isinstance(due, Owed):
                assert due.count == len(records_of(store, due, 100)) > 0
                continue
            assert due.count == store.count(due.ledger.record, due.where) > 0


def test_what_is_warned_of_last_presses_most(
    store: Store, dangers: dict[int, HiddenDanger], town: Town, make: Callable[..., Any]
) -> None:
    make(Certificate, person_name="吴某", kind="特种作业操作证", op_type="低压电工作业", enterprise=town.mill.id,
         first_issue=dt.date(2020, 1, 1), valid_to=dt.date(2026, 1, 1))  # fmt: skip
    late = [due.words.split()[0] for due in dues(store)[Span.LATE]]
    assert late.index("隐患") < late.index("三项岗位持证")


def test_views_that_are_said_to_wait_and_doubts_are_waiting(
    store: Store, dangers: dict[int, HiddenDanger], town: Town
) -> None:
    with store.operation("存疑"):
        store.doubt(ENTERPRISES, town.mill.id or 0, [(Problem("employees", "约数"), "约50人")])
    waiting = {due.words: due.count for due in dues(store)[Span.WAITING]}
    assert waiting["企业 存疑待核实"] == 1
    assert waiting["隐患 未销号"] == 8
    assert "隐患 重大隐患" not in waiting


def test_a_row_says_whose_it_is_what_it_is_about_and_how_near(store: Store, dangers: dict[int, HiddenDanger]) -> None:
    [due] = [due for due in dues(store)[Span.LATE] if due.words == "隐患 整改到期"]
    danger = dangers[-3]
    row = told(store, due, danger)
    assert row == ("茂林竹木制品有限公司", f"{danger.code}　第 -3 天", "2026-11-20", "⚠ 逾期 3 天")


def test_days_in_words() -> None:
    assert [said(TODAY + dt.timedelta(days=n)) for n in (-1, 0, 1)] == ["⚠ 逾期 1 天", "今天", "还有 1 天"]


@pytest.mark.parametrize(
    ("ledger", "label"),
    [
        ("dwm_plans", "逾期未报"),
        ("dwm_months", "未上报"),
        ("enforce_targets", "逾期未检"),
        ("enterprises", "红橙企业一年没有检查"),
        ("grids", "一个月没有巡查"),
        ("emergency_plans", "应备案未备案"),
        ("hidden_dangers", "一般隐患过夜未改"),
    ],
)
def test_what_is_unreported_unchecked_or_uncovered_waits(store: Store, ledger: str, label: str) -> None:
    [view] = [view for view in store.ledgers[ledger].views if view.label == label]
    assert view.waits and store.ids(store.ledgers[ledger].record, view.where, view.order) == []


def test_what_waits_for_a_round_or_a_check_is_counted_until_it_was_made(
    store: Store, town: Town, make: Callable[..., Any]
) -> None:
    def waiting() -> dict[str, int]:
        return {due.words: due.count for due in dues(store)[Span.WAITING]}

    grid = make(Grid, village=town.village.id)
    red = {"override_grade": Grade.RED, "override_reason": "试", "override_approver": "吴某"}
    store.save("定级", town.mill.replace(**red))
    assert (waiting()["网格 一个月没有巡查"], waiting()["企业 红橙企业一年没有检查"]) == (1, 1)
    make(GridPatrol, grid=grid.id, date=TODAY - dt.timedelta(days=31))
    at = dt.datetime.combine(TODAY - dt.timedelta(days=366), dt.time(9))
    make(Inspection, enterprise=town.mill.id, start_at=at, result=VisitResult.CLEAN)
    assert waiting()["网格 一个月没有巡查"] == waiting()["企业 红橙企业一年没有检查"] == 1
    make(GridPatrol, grid=grid.id, date=TODAY - dt.timedelta(days=30))
    make(Inspection, enterprise=town.mill.id, start_at=at + dt.timedelta(days=1), result=VisitResult.CLEAN)
    assert not {"网格 一个月没有巡查", "企业 红橙企业一年没有检查"} & waiting().keys()


def test_whatever_runs_out_is_reminded_of() -> None:
    """A view of what has expired stands on a field that has a deadline: the workbench counts it among what is late."""
    for ledger in LEDGERS:
        expired = {view.order for view in ledger.views if view.label.endswith("过期") and view.order}
        assert expired <= {deadline.field for deadline in ledger.deadlines}, ledger.name


def test_an_empty_office_owes_nothing_but_what_the_program_brought_along(store: Store) -> None:
    assert all(
        isinstance(due, Owed) or due.ledger.builtin is not None for groups in dues(store).values() for due in groups
    )


# reports to hand in


def reports(store: Store, span: Span) -> list[tuple[str, str, str, str]]:
    return [
        told(store, due, row)
        for due in dues(store)[span]
        if isinstance(due, Owed)
        for row in records_of(store, due, 50)
    ]


def test_reports_to_hand_in_stand_among_what_is_due(store: Store, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reports(store, Span.LATE) == [], "what was due before the office began is not asked"
    assert reports(store, Span.WEEK) == [("2026年11月", "重大隐患整改台账（周报）", "2026-11-27", "还有 4 天")]
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 12, 4, 9))
    late = reports(store, Span.LATE)
    assert late == [("2026年11月", "事故统计（月报）", "2026-12-03", "⚠ 逾期 1 天")]
    assert [row[1] for row in reports(store, Span.TODAY)] == ["重大隐患整改台账（周报）"]
    assert [row[1] for row in reports(store, Span.NOW)] == ["事故统计（月报）", "重大隐患整改台账（周报）"]
    assert {"隐患治理统计表（月报）", "监督检查统计表（月报）"} <= {row[1] for row in reports(store, Span.WEEK)}


def test_what_is_handed_in_is_due_no_more(store: Store, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 12, 4, 9))
    for _ in submit(store, "accidents", read_period("2026-11")):
        pass
    assert reports(store, Span.LATE) == []
    store.undo()
    assert len(reports(store, Span.LATE)) == 1
    store.set_options("设置", ReportCalendar(remind=False))
    assert all(reports(store, span) == [] for span in Span)


def test_the_calendar_names_reports_as_the_set_does() -> None:
    assert {name: REPORTS[name].short for name in TERMS} == {name: short for name, (short, _) in TERMS.items()}
