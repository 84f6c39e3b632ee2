"""What was handed in stays as it was; what differs since is told cell by cell, with who did it."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from town import Town, changed, made, taken

from safety_desk import clock
from safety_desk.db.health import faults
from safety_desk.db.store import Store
from safety_desk.db.submissions import submitted
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.report_calendar import ReportCalendar
from safety_desk.periods import read_period
from safety_desk.reports.keeping import kept, restored
from safety_desk.tasks.freezing import differences, shown, submit, write_report
from safety_desk.tasks.report_terms import report_terms
from safety_desk.tasks.reporting import REPORTS, tables_of

D = dt.date
NAME, JUNE = "hidden_danger_statistics", read_period("2026-06")


@pytest.fixture
def told(store: Store, town: Town) -> list[HiddenDanger]:
    """Three dangers of June, one of them mended."""
    days = ((D(2026, 6, 3), D(2026, 6, 10)), (D(2026, 6, 12), None), (D(2026, 6, 20), None))
    return [
        made(
            store,
            HiddenDanger,
            enterprise=town.mill.id,
            found_date=day,
            rectified_at=done,
            fund=1_000_000,
            description=f"隐患{n}",
        )
        for n, (day, done) in enumerate(days, 1)
    ]


def numbers(store: Store, now: bool = False) -> list[list[list[object]]]:
    """All rows of the report."""
    tables, _ = shown(store, NAME, JUNE, now)
    return [[list(row) for row in table.lines()] for table in tables]


def test_what_was_handed_in_survives_later_edits_to_the_digit(
    store: Store, told: list[HiddenDanger], tmp_path: Path
) -> None:
    finish(submit(store, NAME, JUNE))
    before = numbers(store)
    finish(write_report(store, NAME, JUNE, tmp_path / "前.xlsx"))
    changed(store, told[1], rectified_at=D(2026, 6, 30))
    changed(store, told[2], found_date=D(2026, 5, 20))
    taken(store, told[0], "作废", void_reason="误录", close_approver="吴某")
    assert numbers(store) == before != numbers(store, now=True)
    finish(write_report(store, NAME, JUNE, tmp_path / "后.xlsx"))
    first, second = (
        [[cell.value for cell in row] for page in load_workbook(tmp_path / name).worksheets for row in page.iter_rows()]
        for name in ("前.xlsx", "后.xlsx")
    )
    assert first == second


def test_a_difference_names_the_cell_and_who_did_it(store: Store, told: list[HiddenDanger]) -> None:
    finish(submit(store, NAME, JUNE))
    assert differences(store, NAME, JUNE) == []
    changed(store, told[2], found_date=D(2026, 5, 20))
    found = {(one.table, one.column): one for one in differences(store, NAME, JUNE)}
    one = found["隐患统计（按村）", "一般隐患|排查数（项）"]
    assert (one.row, one.was, one.now) == ("奎峰村", "3", "2")
    assert (
        len(one.causes) == 1 and one.causes[0].startswith("2026-11-23 10:00 测试员 ") and told[2].code in one.causes[0]
    )
    money = found["隐患统计（按村）", "一般隐患|整改投入资金（万元）"]
    assert (money.was, money.now) == ("3", "2")
    changed(store, told[0], fund=2_500_000)
    sums = {(one.table, one.column): one for one in differences(store, NAME, JUNE)}
    assert any(told[0].code in why for why in sums["隐患统计（按村）", "一般隐患|整改投入资金（万元）"].causes)
    assert not any(told[0].code in why for why in sums["隐患统计（按村）", "一般隐患|排查数（项）"].causes)


def test_a_list_tells_rows_that_came_and_went(store: Store, town: Town) -> None:
    finish(submit(store, "enterprises", JUNE))
    changed(store, town.mill, employees=99)
    store.remove("删除", store.get(type(town.station), town.station.id or 0))
    found = {(one.row, one.column): (one.was, one.now) for one in differences(store, "enterprises", JUNE)}
    assert found[town.mill.name, "从业人员数"] == ("", "99")
    assert found[town.station.name, "整行"] == ("有", "没有")


def test_a_correction_is_a_new_version_with_a_reason(store: Store, told: list[HiddenDanger]) -> None:
    finish(submit(store, NAME, JUNE))
    with pytest.raises(Refusal, match="已经报送。更正须写明原因"):
        finish(submit(store, NAME, JUNE))
    with pytest.raises(Refusal, match="报送的一样，不用更正"):
        finish(submit(store, NAME, JUNE, "核对"))
    changed(store, told[1], rectified_at=D(2026, 6, 30))
    second = finish(submit(store, NAME, JUNE, "漏报一条整改"))
    assert (second.version, second.word, second.reason) == (2, "更正（第 2 版）", "漏报一条整改")
    first, _ = submitted(store, NAME, JUNE)
    assert [restored(one).rows for one in first.tables()] != [restored(one).rows for one in second.tables()]
    assert differences(store, NAME, JUNE) == []


def test_handing_in_is_undone_as_one_step_and_sound(store: Store, told: list[HiddenDanger]) -> None:
    finish(submit(store, NAME, JUNE))
    assert store.undo() == "报送隐患治理统计表（2026年6月）"
    with pytest.raises(Refusal, match="还没有报送"):
        differences(store, NAME, JUNE)
    store.redo()
    assert differences(store, NAME, JUNE) == [] and list(faults(store)) == []


def test_what_somebody_changed_in_the_file_is_found_out(store: Store, told: list[HiddenDanger]) -> None:
    finish(submit(store, NAME, JUNE))
    with store.operation("篡改"):
        store.db.execute("UPDATE submissions SET data = replace(data, '奎峰村', '铜山村')")
    with pytest.raises(Refusal, match="校验值对不上"):
        shown(store, NAME, JUNE)


@pytest.mark.parametrize("name", REPORTS)
def test_any_report_is_kept_and_restored_as_it_is(
    store: Store, town: Town, told: list[HiddenDanger], name: str
) -> None:
    import json

    for table in tables_of(store, REPORTS[name], JUNE):
        again = restored(json.loads(json.dumps(kept(table))))
        assert [list(row) for row in again.lines()] == [list(row) for row in table.lines()]
        assert again.totals() == table.totals() and again.columns == list(table.columns) and again.title == table.title
    finish(submit(store, name, JUNE))
    assert differences(store, name, JUNE) == []


def test_the_calendar_tells_what_is_to_be_handed_in(store: Store) -> None:
    today = clock.today()
    terms = {(term.name, term.every): term for term in report_terms(store, today)}
    month = terms[NAME, "月"]
    assert (month.period.title, month.due, month.late(today)) == ("2026年10月", D(2026, 11, 5), True)
    assert terms[NAME, "季"].due == D(2026, 10, 15) and terms["standards", "季"].due == D(2026, 10, 10)
    assert terms["accidents", "月"].due == D(2026, 11, 3)
    assert terms["major_dangers", "周"].due == D(2026, 11, 27)
    assert terms["inspection_plan", "年（上年底）"].period.title == "2027年"
    store.set_options("设置", ReportCalendar(monthly_day=8))
    finish(submit(store, NAME, month.period))
    month = next(term for term in report_terms(store, today) if (term.name, term.every) == (NAME, "月"))
    assert (month.due, month.done, month.late(today)) == (D(2026, 11, 8), "2026-11-23", False)
