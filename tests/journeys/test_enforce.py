"""Enforcement and accidents: a year's plan to its coverage, an accident to its accountability."""

from collections.abc import Callable
from typing import Any

import pytest
from town import Town, changed
from walk import Walk

from safety_desk.ledgers.enforce.accident import AccidentState
from safety_desk.ledgers.enforce.plan import EnforceTarget
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.govern.goals import Veto
from safety_desk.ledgers.grade import Grade
from safety_desk.tasks.dues import Span

MILL = "茂林竹木制品有限公司"


@pytest.fixture
def coloured(walk: Walk, town: Town, make: Callable[..., Any]) -> list[Enterprise]:
    """A red, an orange and a yellow enterprise, and five blue ones."""
    judged = {"override_reason": "现场核实", "override_approver": "吴某"}
    red = changed(walk.store, town.mill, override_grade=Grade.RED, **judged)
    orange = changed(walk.store, town.station, override_grade=Grade.ORANGE, **judged)
    yellow = make(Enterprise, name="金竹水泥制品厂", village=town.village.id, override_grade=Grade.YELLOW, **judged)
    blue = {"village": town.far_village.id, "override_grade": Grade.BLUE, **judged}
    return [red, orange, yellow, *(make(Enterprise, name=f"小作坊{n}", **blue) for n in "一二三四五")]


def test_a_plan_is_laid_out_by_colour_carried_out_and_measured(
    walk: Walk, coloured: list[Enterprise], rows: Any
) -> None:
    walk.go("年度监督检查计划")
    walk.page.start_new()
    assert "超过总法定工作日 496" in walk.not_saved(year="2026", persons="2", other_days="300", idle_days="300")
    plan = walk.save(other_days="300", idle_days="190")
    assert "请先“生成检查对象”" in walk.refused(plan, "报批", submitted_at="1-5")
    plan = walk.step(plan, "生成检查对象")
    targets = walk.store.find(EnforceTarget)
    visits = {firm.name: sum(t.enterprise == firm.id for t in targets) for firm in coloured[:3]}
    assert visits == {MILL: 4, "章渡加油站": 2, "金竹水泥制品厂": 1}, "by the colours' frequencies"
    assert (plan.key_times, plan.general_times, plan.supervise_days) == (7, 1, 6), "and a fifth of the rest at random"
    assert plan.capacity == "⚠ 缺 2 人天"
    plan = walk.edit(plan, idle_days="150")
    assert plan.capacity == "够"
    assert "已经有检查对象" in walk.refused(plan, "生成检查对象")

    plan = walk.step(plan, "报批", submitted_at="1-5")
    assert "批准日期不能早于报批日期" in walk.refused(plan, "批准", approved_by="县政府", approved_date="1-4")
    plan = walk.step(plan, "批准", approved_by="县政府", approved_date="1-20")
    plan = walk.step(plan, "执行", filed_to="县应急管理局", filed_date="1-21")
    assert "没有找到能对上" in walk.refused(plan, "对上检查记录")

    walk.go("新增检查")
    assert "不能少于两人" in walk.not_saved(enterprise=MILL, start_at="2026-3-3 9:00", inspectors="章某")
    walk.save(inspectors="章某、凤某", places="打磨车间", result="未发现问题")
    plan = walk.step(plan, "对上检查记录")
    assert (plan.done_times, plan.done_rate) == (1, 12.5)
    walk.go("计划检查对象")
    late, done = walk.shown("逾期未检"), walk.shown("已检")
    assert [(t.enterprise, str(t.actual_dates)) for t in done] == [(coloured[0].id, "2026-03-03")]
    assert len(late) == sum(t.month_plan < 11 for t in targets) - (done[0].month_plan < 11)
    assert len([row for row in walk.due(Span.LATE) if row[0] == "计划检查对象 计划检查"]) == len(late)
    [told] = rows("enforce_plans")
    assert (told["status"], told["done_times"], told["key_times"]) == ("执行", 1, 7)
    walk.undo()
    assert walk.now(plan).done_times == 0


def test_an_accident_is_graded_and_not_closed_before_everybody_has_answered(
    walk: Walk, town: Town, make: Callable[..., Any], rows: Any
) -> None:
    walk.go("新增事故")
    accident = walk.save(
        name="3·2 较大机械伤害事故", enterprise=MILL, occurred_at="2026-3-2 14:20", place="打磨车间", accident_type="机械伤害",
        deaths="2", desc="检修时误启动",
    )  # fmt: skip
    assert accident.grade.label == "一般"
    assert walk.save(direct_loss="1000").grade.label == "较大", "a thousand in 万元"
    assert walk.save(direct_loss="999").grade.label == "一般"
    for person in ("汪某", "程某", "沈某"):
        walk.part("casualties", name=person, injury="死亡", insured="是")
    accident = walk.now(accident)
    assert (accident.deaths, accident.grade.label, accident.lost_days) == (3, "较大", 18000), (
        "by the list of casualties"
    )

    accident = walk.step(accident, "核实")
    accident = walk.step(accident, "上报", initial_report_at="2026-3-2 15:10", reported_at="2026-3-2 14:50")
    accident = walk.step(accident, "开始调查", invest_start="3-4", team="县政府调查组")
    causes = {"cause_direct": "未断电挂牌", "cause_indirect": "检修制度不落实"}
    assert "请定事故性质" in walk.refused(accident, "提交报告", report_submitted="4-20", **causes)
    accident = walk.step(accident, "提交报告", report_submitted="4-20", liability="责任事故", **causes)
    accident = walk.step(accident, "批复", approved_at="4-30", approved_by="县政府")
    accident = walk.step(accident, "处理执行", double_check_ent="检修制度不落实", double_check_gov="网格巡查流于形式")
    accident = walk.step(accident, "评估", eval_date="11-1", eval_result="整改措施已落实")
    accident = walk.step(accident, "公开", eval_public_at="11-5")
    said = walk.refused(accident, "结案", closed_at="11-20")
    for missing in ("原因未查清", "责任人员未处理", "整改措施未落实", "有关人员未受教育", "三责同追缺民事、行政、刑事"):
        assert missing in said
    assert walk.now(accident).status is AccidentState.PUBLISHED

    walk.go("问责建议")
    walk.new(date="5-6", object="某监管人员", reason="巡查流于形式", form="诫勉", accident=accident.name)
    walk.open(accident)
    walk.part("accident_liabilities", kind="民事", party="企业", name=MILL, decided_date="4-1", executed="4-2")
    official = walk.part(
        "accident_liabilities",
        kind="行政",
        party="监管人员",
        name="某监管人员",
        accountability="某监管人员",
        decided_date="5-8",
    )
    walk.part("accident_liabilities", kind="刑事", not_applicable="是", na_reason="未达到立案标准")
    walk.part("accident_measures", text="检修断电挂牌上锁", owner=MILL, done_at="5-20")
    done = {
        "cause_found": "是",
        "punished": "是",
        "measures_done": "是",
        "educated": "是",
        "educated_note": "全员警示教育",
    }
    assert "责任人员未处理" in walk.refused(accident, "结案", closed_at="11-20", **done), (
        "the official's is not carried out"
    )
    walk.open(accident)
    assert walk.part_again(official, executed="5-10") == ""
    accident = walk.step(accident, "结案", closed_at="11-20", **done)
    assert accident.status is AccidentState.CLOSED

    walk.step(accident, "提出一票否决")
    assert [veto.enterprise for veto in walk.store.find(Veto)] == [town.mill.id]
    assert "没有要提出的" in walk.refused(accident, "提出一票否决")
    assert {row["kind"] for row in rows("accident_liabilities")} == {"民事", "行政", "刑事"}
    walk.undo(2)
    assert (walk.now(accident).status, walk.store.count(Veto)) == (AccidentState.PUBLISHED, 0)
