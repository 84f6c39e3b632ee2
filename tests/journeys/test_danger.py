"""A major hidden danger: found, reported, put on the board, mended, rechecked and closed; and what is refused on its way."""

from typing import Any

from town import Town
from walk import Walk

from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.govern.supervise import CaseState, SuperviseCase
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.tasks.dues import Span

MILL = "茂林竹木制品有限公司"
PLAN = {"plan_duty": "总经理负责", "plan_measures": "加装泄爆装置", "plan_fund": "12 万元", "plan_time": "11 月底前"}


def found(walk: Walk) -> Any:
    """A major hidden danger, entered as it was found."""
    walk.go("新增隐患")
    said = walk.not_saved(enterprise=MILL, found_date="2026-10-12", description="除尘系统无泄爆", level="重大")
    assert "须注明判定依据" in said
    return walk.save(
        major_criteria="工贸企业重大事故隐患判定标准 第十一条（三）",
        place="打磨车间",
        duty_person="吴某",
        measure="加装泄爆装置",
    )


def planned(walk: Walk, danger: Any) -> Any:
    """The danger reported, its plan with the five in place approved."""
    danger = walk.step(danger, "上报县局", reported_on="10-12")
    danger = walk.step(danger, "报送治理方案", **PLAN, fund="12", deadline="2026-11-20")
    assert "五到位还缺：预案" in walk.refused(danger, "方案审核通过")
    return walk.step(danger, "方案审核通过", plan_emergency="停机、断电、撤人")


def listed(walk: Walk, danger: Any) -> Any:
    """The danger put on the board, and what was done for it accepted."""
    walk.step(danger, "提请挂牌督办")
    assert walk.window.answered.text.text().startswith("已登记挂牌督办“")
    walk.window.answered.action.click()
    assert walk.window.shown_page().ledger.name == "supervise_cases"
    assert "已经在挂牌督办" in walk.refused(danger, "提请挂牌督办")
    assert walk.shown("逾期应挂牌督办") == []
    [case] = walk.store.find(SuperviseCase)
    assert "督办单位" in walk.refused(case, "报审批")
    case = walk.step(case, "报审批", supervise_org="应急管理所", supervise_person="章某")
    case = walk.step(case, "批准挂牌", listed_date="11-16", deadline="2026-12-16", approver="吴某")
    assert str(case.publicity_due) == "2026-11-23", "five working days"
    case = walk.step(case, "登记公示", publicity_at="11-17")
    case = walk.step(case, "开始整改")
    walk.open(case)
    walk.part("supervise_progresses", date="11-18", text="泄爆片已到货", by="吴某")
    case = walk.step(case, "申请验收")
    return walk.step(case, "验收通过", accept_date="11-22", acceptor="章某、凤某")


def closed(walk: Walk, danger: Any) -> Any:
    """The danger mended, found unmended, mended again and closed."""
    danger = walk.step(danger, "整改完成", rectified_at="11-19", rectify_desc="已加装泄爆片")
    danger = walk.step(danger, "现场审查")
    failed = {"recheck_by": "章某", "recheck_opinion": "泄爆口朝向通道"}
    said = walk.refused(danger, "复查不通过", recheck_at="11-20", new_deadline="11-19", **failed)
    assert "不能早于复查日期" in said
    danger = walk.step(danger, "复查不通过", recheck_at="11-20", new_deadline="11-30", **failed)
    danger = walk.step(danger, "再次责令整改", new_deadline="11-30")
    danger = walk.step(danger, "整改完成", rectified_at="11-21")
    danger = walk.step(danger, "现场审查")
    passed = {"recheck_by": "章某", "recheck_opinion": "合格"}
    assert "不能早于整改完成日期" in walk.refused(danger, "复查通过", recheck_at="11-20", **passed)
    assert "须有审批人" in walk.refused(danger, "复查通过", recheck_at="11-22", **passed)
    return walk.step(danger, "复查通过", recheck_at="11-22", close_approver="吴某", **passed)


def test_a_major_danger_is_put_on_the_board_and_closed(walk: Walk, town: Town, rows: Any) -> None:
    danger = found(walk)
    assert (danger.status, danger.code) == (State.MAJOR_NOTED, "YH-2026-0001")
    walk.turn_to(danger)
    assert not {"整改完成", "复查通过"} & set(walk.buttons()), "no way round the report"
    danger = planned(walk, danger)
    assert danger.status is State.MAJOR_MENDING
    [late] = [row for row in walk.due(Span.LATE) if row[0] == "隐患 整改到期"]
    assert danger.code in late[2] and late[4] == "⚠ 逾期 3 天"
    walk.go("隐患台账")
    assert walk.shown("逾期应挂牌督办") == [danger]

    case = listed(walk, danger)
    assert "还没有销号" in walk.refused(case, "摘牌", delist_date="11-23", approver="吴某")
    danger = closed(walk, danger)
    assert (danger.status, str(danger.closed_at)) == (State.CLOSED, "2026-11-22")

    walk.undo()
    assert walk.now(danger).status is State.EXAMINED
    walk.window.redo()
    walk.go("挂牌督办")
    assert walk.shown("隐患已销号待摘牌") == [case]
    case = walk.step(case, "摘牌", delist_date="11-23", approver="吴某")
    assert case.status is CaseState.DELISTED
    walk.turn_to(danger)
    walk.page.delete()
    assert "作废" in walk.window.notice.text.text() and walk.store.count(HiddenDanger) == 1
    danger = walk.step(danger, "重新打开", reopen_reason="泄爆片脱落", new_deadline="2026-12-5")
    assert danger.is_open and str(danger.closed_before) == "2026-11-22"
    assert [(row["status"], row["code"]) for row in rows("hidden_dangers")] == [(danger.status.label, danger.code)]
