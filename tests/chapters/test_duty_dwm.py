"""日周月 (domain item 11): what is owed, what was done, what was found, and who did not report."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.conditions import TODAY as TODAY_
from safety_desk.conditions import before
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.duty.dwm import DWM_MONTHS, DWM_PLANS, DWM_RECORDS, DwmMonth, DwmPlan, DwmRecord, rate_text
from safety_desk.ledgers.duty.dwm_periods import (
    DwmRules,
    Level,
    expected,
    first_unreported,
    is_zero_danger,
    key_of,
    missing,
    periods,
    report_due,
    run_of_zero,
    zero_days,
)
from safety_desk.ledgers.duty.figures import dwm_measures
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.periods import month_of

D = dt.date
TODAY = D(2026, 11, 23)
DAY, WEEK, MONTH = Level


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (D(2026, 11, 23), ("2026-11-23", "2026-W48", "2026-11")),
        (D(2027, 1, 1), ("2027-01-01", "2026-W53", "2027-01")),
        (D(2024, 12, 30), ("2024-12-30", "2025-W01", "2024-12")),
    ],
)
def test_the_period_of_a_check(day: D, keys: tuple[str, ...]) -> None:
    assert tuple(key_of(level, day) for level in Level) == keys


def test_a_month_has_its_working_days_and_weeks(store: Store) -> None:
    scene = store.scene()
    october = periods(DAY, "2026-10", scene)
    assert "2026-10-01" not in october and "2026-10-10" in october and len(october) == 18
    assert periods(WEEK, "2026-10", scene) == ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"]
    assert expected(DAY, "2026-10", 2, 3, scene) == (18 - 3) * 2
    assert expected(WEEK, "2026-11", 3, 9, scene) == 4 * 3
    assert expected(MONTH, "2026-11", 1, 30, scene) == 1
    with pytest.raises(Refusal, match="2025 年"):
        expected(DAY, "2025-10", 1, 0, scene)


def test_what_is_missing_is_listed_unit_by_unit(store: Store) -> None:
    plans = [(DAY, "一班", D(2026, 11, 16)), (WEEK, "打包车间", D(2026, 1, 1)), (MONTH, "", D(2026, 1, 1))]
    checks = [(DAY, "一班", "2026-11-17"), (WEEK, "打包车间", "2026-W46"), (WEEK, "别的车间", "2026-W45")]
    owed = missing("2026-11", plans, checks, D(2026, 11, 20), store.scene())
    assert owed == {
        (DAY, "一班"): ["2026-11-16", "2026-11-18", "2026-11-19"],
        (WEEK, "打包车间"): ["2026-W45"],
    }
    after = missing("2026-11", plans[2:], [], D(2026, 12, 1), store.scene())
    assert after == {(MONTH, ""): ["2026-11"]}


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        ([("2026-01", 0), ("2026-02", 0)], set()),
        ([("2026-01", 0), ("2026-02", 0), ("2026-03", 0)], {"2026-03"}),
        ([("2025-11", 0), ("2025-12", 0), ("2026-01", 0), ("2026-02", 0)], {"2026-01", "2026-02"}),
        ([("2026-01", 0), ("2026-03", 0), ("2026-04", 0)], set()),
        ([("2026-01", 0), ("2026-02", 1), ("2026-03", 0), ("2026-04", 0)], set()),
        ([("2026-01", 0), ("2026-02", None), ("2026-03", 0), ("2026-04", 0)], set()),
    ],
)
def test_three_months_without_a_finding_look_hollow(found: list[tuple[str, int | None]], ends: set[str]) -> None:
    assert run_of_zero(found, 3) == ends


def test_reports_are_due_on_the_fifth_of_the_next_month() -> None:
    assert report_due("2026-12", DwmRules()) == D(2027, 1, 5)
    assert first_unreported(D(2025, 11, 20), {"2025-11", "2026-01"}) == "2025-12"


def danger(**values: Any) -> HiddenDanger:
    return HiddenDanger(found_date=D(2026, 10, 1), description="某隐患", **values)


def test_zero_danger_is_nothing_open_and_every_check_made() -> None:
    closed = danger(status=State.CLOSED, closed_at=D(2026, 11, 13))
    assert is_zero_danger([closed], complete=True) and not is_zero_danger([closed], complete=False)
    assert not is_zero_danger([closed, danger()], complete=True)
    assert zero_days([closed, danger(status=State.VOID)], TODAY) == 10
    assert zero_days([closed, danger()], TODAY) == 0
    assert zero_days([], TODAY) is None


# the ledgers


@pytest.fixture
def planned(store: Store, town: Town) -> dict[Level, DwmPlan]:
    """A team, a workshop and the enterprise."""
    units = {DAY: "一班", WEEK: "打包车间", MONTH: None}
    values: dict[str, Any] = {"enterprise": town.mill.id, "start_date": D(2026, 9, 1)}
    return {level: made(store, DwmPlan, level=level, unit_name=unit, **values) for level, unit in units.items()}


def month(store: Store, town: Town, ym: str, **values: Any) -> DwmMonth:
    return made(store, DwmMonth, enterprise=town.mill.id, ym=ym, **values)


def test_a_month_owes_what_the_plans_say(store: Store, town: Town, planned: Any) -> None:
    told = month(store, town, "2026-10", stop_days=2, day_done=16, week_done=5, month_done=1)
    assert (told.day_should, told.week_should, told.month_should) == (16, 5, 1)
    assert told.complete and told.due == D(2026, 11, 5)
    assert rate_text(told, store.scene(), store.names) == "100.0%"
    assert not changed(store, told, week_done=4).complete


def test_a_year_without_holidays_is_left_to_a_person(store: Store, town: Town, planned: Any) -> None:
    told = month(store, town, "2025-10", month_done=1)
    assert (told.day_should, told.week_should) == (None, 5)
    done = DWM_MONTHS.read({"enterprise": town.mill.name, "ym": "2025-10"}, store.context(), store.scene())
    assert [(problem.field, problem.doubt) for problem in done.problems] == [("day_should", True)]


def test_who_has_not_reported_is_reminded_of_the_first_month(store: Store, town: Town, planned: Any) -> None:
    def due() -> D | None:
        return store.get(DwmPlan, planned[MONTH].id).next_report

    assert due() == D(2026, 10, 5)
    september = month(store, town, "2026-09")
    assert due() == D(2026, 10, 5)  # noted, not reported
    late = taken(store, september, "登记上报", reported_at=D(2026, 10, 9))
    assert (due(), late.in_time) == (D(2026, 11, 5), False)
    october = month(store, town, "2026-10", reported_at=D(2026, 11, 5))
    assert (due(), october.in_time) == (D(2026, 12, 5), True)
    store.remove("删", october)
    assert due() == D(2026, 11, 5)
    assert store.get(DwmPlan, planned[DAY].id).next_report is None
    [overdue] = [view.where for view in DWM_PLANS.views if view.label == "逾期未报"]
    assert store.count(DwmPlan, overdue) == store.count(DwmPlan, before("next_report", TODAY_)) == 1


def test_single_checks_fill_the_month_and_show_its_gaps(store: Store, town: Town, planned: Any) -> None:
    for day in (D(2026, 9, 1), D(2026, 9, 2)):
        made(store, DwmRecord, enterprise=town.mill.id, level=DAY, unit_name="一班", check_date=day)
    made(store, DwmRecord, enterprise=town.mill.id, level=MONTH, check_date=D(2026, 9, 28))
    told = month(store, town, "2026-09", reported_at=D(2026, 10, 3), found=0)
    assert (told.day_done, told.week_done, told.month_done) == (2, 0, 1)
    assert (told.missing or "").startswith("一班日排查缺 20 期：09-03、") and "月排查" not in (told.missing or "")
    assert store.get(DwmPlan, planned[DAY].id).last_check == D(2026, 9, 2)
    told = changed(store, told, day_done=20)  # more than were entered one by one: nobody can say which are missing
    assert (told.missing or "").startswith("打包车间周排查缺 4 期")


def test_a_hollow_run_is_told_whatever_the_order_of_entry(store: Store, town: Town, planned: Any) -> None:
    last = month(store, town, "2026-10", found=0)
    month(store, town, "2026-08", found=0)
    assert not store.get(DwmMonth, last.id).hollow
    middle = month(store, town, "2026-09", found=0)
    assert store.get(DwmMonth, last.id).hollow and not middle.hollow
    changed(store, middle, found=2)
    assert not store.get(DwmMonth, last.id).hollow


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ym": "2026年11月"}, "ym"), ({"ym": "2026-13"}, "ym"), ({"ym": "2026-12"}, "ym"),
        ({"ym": "2026-10", "found": "1", "fixed": "2"}, "fixed"), ({"ym": "2026-10", "found": "1", "major": "2"}, "major"),
        ({"ym": "2026-10", "reported_at": "2026-09-30"}, "reported_at"),
        ({"ym": "2026-10", "reported_at": "2026-11-24"}, "reported_at"),
    ],
)  # fmt: skip
def test_an_impossible_month_is_refused(store: Store, town: Town, values: dict[str, str], field: str) -> None:
    done = DWM_MONTHS.read({"enterprise": town.mill.name, **values}, store.context(), store.scene())
    assert field in {problem.field for problem in done.errors}


@pytest.mark.parametrize("said", ["2026年10月", "2026.10", "202610", "2026/10", dt.datetime(2026, 10, 1), "2026-10"])
def test_a_sheet_writes_a_month_as_it_likes(store: Store, town: Town, said: Any) -> None:
    raw = {"enterprise": town.mill.name, "ym": said}
    done = DWM_MONTHS.read(raw, store.context(foreign=True), store.scene())
    assert (done.record.ym, done.errors) == ("2026-10", ())


def test_what_a_check_found_becomes_hidden_dangers_once(store: Store, town: Town, planned: Any) -> None:
    said = "1. 配电箱缺门\n2、通道堆物\n\n"
    record = made(
        store,
        DwmRecord,
        enterprise=town.mill.id,
        level=DAY,
        unit_name="一班",
        check_date=TODAY,
        checker="章某",
        problems=said,
    )
    assert (record.found_count, record.unlisted, record.period_key) == (2, 2, "2026-11-23")
    record = taken(store, record, "登记隐患")
    dangers = store.find(HiddenDanger)
    assert [d.description for d in dangers] == ["配电箱缺门", "通道堆物"]
    assert {(d.source, d.dwm_record, d.found_by, d.deadline) for d in dangers} == {
        ("企业自查", record.id, "章某", TODAY)
    }
    assert (record.noted_count, record.open_count, record.unlisted) == (2, 2, 0)
    assert "登记隐患" not in offered(store, record)
    record = taken(store, changed(store, record, problems=said + "灭火器过期"), "登记隐患")
    assert (store.count(HiddenDanger), record.noted_count) == (3, 3)


def test_the_same_check_is_entered_once_and_in_its_period(store: Store, town: Town) -> None:
    values: dict[str, Any] = {"enterprise": town.mill.id, "level": DAY, "unit_name": "一班", "check_date": TODAY}
    made(store, DwmRecord, **values)
    with pytest.raises(Refusal, match="自查记录里已有"):
        made(store, DwmRecord, **values)
    raw = {"enterprise": town.mill.name, "level": "周", "check_date": "2026-11-23", "period_key": "2026-W47"}
    done = DWM_RECORDS.read(raw, store.context(), store.scene())
    assert [(problem.field, problem.proposal) for problem in done.errors] == [("period_key", "2026-W48")]


def test_the_measures_name_who_is_silent_and_who_is_without_danger(store: Store, town: Town, planned: Any) -> None:
    november = month_of(TODAY)
    measures = dwm_measures()

    def firms(name: str) -> int:
        return store.count(Enterprise, measures[name].rows(november))

    assert (firms("dwm_should"), firms("dwm_silent"), firms("dwm_zero")) == (1, 1, 0)
    values = {"day_done": 30, "week_done": 4, "month_done": 1}
    month(store, town, "2026-11", reported_at=TODAY, **values)
    assert (firms("dwm_silent"), firms("dwm_zero")) == (0, 1)
    made(store, HiddenDanger, enterprise=town.mill.id, found_date=TODAY)
    assert firms("dwm_zero") == 0
