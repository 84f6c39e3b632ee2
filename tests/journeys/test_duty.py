"""What an enterprise answers for: its standardization from 达标 to 淘汰, and the checks that it reports each month."""

from collections.abc import Callable
from typing import Any

import pytest
from town import Town
from walk import Walk

from safety_desk.ledgers.duty.standard import Standardization
from safety_desk.ledgers.duty.std_state import Reached, StdRules, StdState
from safety_desk.ledgers.enterprise import StdLevel
from safety_desk.tasks.dues import Span

MILL = "茂林竹木制品有限公司"


@pytest.fixture
def reached(walk: Walk) -> Callable[..., Any]:
    """reached(round, "2023-6-1"): the round after it went from 创建 to 达标, two months before that day on."""

    def do(one: Any, issued: str, last: str, **asked: str) -> Any:
        one = walk.step(one, "完成自评", self_score="88", self_date=f"{issued}-1")
        one = walk.step(one, "提出申请", apply_date=f"{issued}-5")
        one = walk.step(one, "进入评审", review_org="市安全技术服务中心")
        days = {"publicity_from": f"{issued}-20", "publicity_to": f"{issued}-27"}
        one = walk.step(one, "评审通过", review_score="86", review_date=f"{issued}-15", **days)
        assert "公示期满" in walk.refused(one, "公告定级", issue_date=f"{issued}-22")
        return walk.step(one, "公告定级", issue_date=last, **asked)

    return do


def test_standardization_is_reached_raised_and_renewed(walk: Walk, town: Town, reached: Any) -> None:
    walk.go("标准化")
    first = walk.new(enterprise=MILL, level="三级")
    first = reached(first, "2023-10", "2023-12-20", cert_no="皖AQB3418Ⅲ23001")
    assert (first.status, str(first.valid_to)) == (StdState.HELD, "2026-12-20")
    assert walk.now(town.mill).std_level is StdLevel.THREE
    assert "标准化 标准化证书到期" in [row[0] for row in walk.due(Span.MONTH)]

    first = walk.step(first, "升级申报")
    [second] = [one for one in walk.store.find(Standardization) if one.previous == first.id]
    assert (second.level, first.status) == (Reached.TWO, StdState.UPGRADING)
    second = reached(second, "2026-8", "2026-10-8", cert_no="皖AQB3418Ⅱ26001")
    assert (walk.now(first).status, walk.now(town.mill).std_level) == (StdState.REPLACED, StdLevel.TWO)
    walk.undo()
    assert (walk.now(first).status, walk.now(town.mill).std_level) == (StdState.UPGRADING, StdLevel.THREE)
    walk.window.redo()

    second = walk.step(second, "再达标申请")
    [third] = [one for one in walk.store.find(Standardization) if one.previous == second.id]
    assert "还在有效期内" in walk.refused(second, "登记失效")
    third = walk.step(third, "终止申报", remark="有效期还长")
    assert (walk.now(second).status, third.status) == (StdState.HELD, StdState.STOPPED)


def test_the_worst_of_an_audit_is_proposed_to_lose_its_level(walk: Walk, town: Town, make: Any, rows: Any) -> None:
    held = {"level": Reached.THREE, "status": StdState.HELD, "issue_date": town.clerk and walk.store.scene().today}
    std = make(Standardization, enterprise=town.mill.id, **held)
    walk.go("标准化审计")
    scores = {"mgmt_score": "12", "conduct_score": "13", "equipment_score": "10", "setting_score": "11"}
    walk.page.start_new()
    assert "满分 25 分" in walk.not_saved(std=MILL, audit_date="11-2", **{**scores, "mgmt_score": "26"})
    audit = walk.save(**scores, team="县应急局", conclusion="限期整改", deadline="+30", problems="制度不执行")
    assert (audit.score, audit.grade.label) == (46, "差")
    assert "没有建议淘汰的" in walk.refused(audit, "列出淘汰建议"), "five per cent of one are none"
    walk.store.set_options("改比例", StdRules(elim_ratio=100))
    assert walk.step(audit, "列出淘汰建议").proposed
    assert walk.shown("建议淘汰") == [walk.now(audit)]

    walk.step(audit, "执行结论")
    assert walk.now(std).status is StdState.MENDING
    walk.step(audit, "复核不合格", recheck="11-23")
    std = walk.step(std, "淘汰", withdraw_date="11-23", withdraw_reason="审计不合格")
    assert walk.now(town.mill).std_level is StdLevel.NONE
    assert [row["status"] for row in rows("standardizations")] == ["已淘汰"]
    walk.undo()
    assert (walk.now(std).status, walk.now(town.mill).std_level) == (StdState.MENDING, StdLevel.THREE)


def test_a_month_that_was_not_reported_is_missed_until_it_is(walk: Walk, town: Town) -> None:
    walk.go("日周月安排")
    walk.page.start_new()
    assert "班组或车间" in walk.not_saved(enterprise=MILL, level="班组日排查", start_date="2026-10-1")
    walk.save(unit_name="打磨班")
    plan = walk.new(enterprise=MILL, level="厂企月排查", start_date="2026-10-1", responsible="吴某")
    assert [row[:2] for row in walk.due(Span.LATE)] == [["日周月安排 日周月未上报", MILL]]
    walk.turn_to(plan)
    assert walk.shown("逾期未报") == [plan]

    walk.go("自查记录")
    record = walk.new(
        enterprise=MILL, level="班组日排查", unit_name="打磨班", check_date="11-20", problems="砂轮机无防护罩\n通道堵塞"
    )
    assert (record.period_key, record.unlisted) == ("2026-11-20", 2)
    record = walk.step(record, "登记隐患", problems=record.problems)
    assert (record.noted_count, record.open_count, record.unlisted) == (2, 2, 0)
    walk.undo()
    assert walk.now(record).noted_count == 0

    walk.go("日周月月报")
    month = walk.new(
        enterprise=MILL, ym="2026-10", day_done="5", month_done="1", found="2", fixed="2", reported_at="11-18"
    )
    assert (month.in_time, month.complete, month.month_should) == (False, False, 1)
    assert walk.edit(month, day_done=str(month.day_should)).complete
    assert walk.due(Span.LATE) == []
    assert str(walk.now(plan).next_report) == "2026-12-05"
