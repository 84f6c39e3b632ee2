"""What the town answers for: an assessment that a veto decides, a paper's tasks, a meeting's decisions."""

from collections.abc import Callable
from typing import Any

import pytest
from walk import Walk

from safety_desk.ledgers.govern.sheet import KpiScore, SheetState
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.tasks.dues import Span


@pytest.fixture
def offices(make: Callable[..., Any]) -> dict[str, Any]:
    """Two offices of the town that are assessed."""
    from safety_desk.ledgers.people import OrgUnit

    return {name: make(OrgUnit, name=name, org_type="站所办") for name in ("村镇建设办", "水利站")}


ITEMS = (
    ("制定年度检查计划并完成", "60", "过程"),
    ("隐患按期整改", "40", "结果"),
)


def assessed(walk: Walk, scheme: Any, office: Any, scores: list[str]) -> Any:
    """A sheet of an office, its items laid out and scored by itself and the department, as far as its review."""
    walk.go("考核评分表")
    sheet = walk.new(scheme=scheme.name, org=office.name)
    walk.step(sheet, "列出指标")
    walk.open(sheet)
    for score, given in zip(walk.store.find(KpiScore, order="id")[-2:], scores, strict=True):
        assert walk.part_again(score, self_score=given, dept_score=given) == ""
    for label in ("提交自评", "部门评分完成"):
        sheet = walk.step(sheet, label)
    return sheet


def test_an_assessment_is_scored_vetoed_and_ranked(walk: Walk, offices: dict[str, Any], rows: Any) -> None:
    walk.go("考核方案")
    scheme = walk.new(name="2026 年站所安全生产目标考核", year="2026", applies_to="站所")
    for points, most, kind in ITEMS:
        walk.part("kpi_items", points=points, std_score=most, kind=kind)
    assert walk.now(scheme).balanced

    builders = assessed(walk, scheme, offices["村镇建设办"], ["57", "38"])
    waters = assessed(walk, scheme, offices["水利站"], ["48", "30"])
    walk.open(waters)
    [first, _] = walk.store.find(KpiScore, order="-id")[:2]
    assert "高于标准分值 40" in walk.part_again(first, review_score="41")
    assert walk.now(first).review_score is None
    assert [walk.now(one).rank for one in (builders, waters)] == [1, 2]

    walk.go("一票否决")
    veto = walk.new(org="村镇建设办", year="2026", reason="较大事故")
    said = walk.refused(veto, "确定否决", decided_date="11-30", decided_by="镇安委会", detail="某工地事故")
    assert "决定日期不能在今天之后" in said
    veto = walk.step(veto, "确定否决", decided_date="11-20", decided_by="镇安委会", detail="某工地事故，负有监管责任")
    builders = walk.now(builders)
    assert (builders.total, builders.grade.label, builders.rank) == (95, "不合格", 1), "the score stays, the grade goes"

    walk.undo()
    assert walk.now(builders).grade.label == "优秀"
    walk.window.redo()
    builders = walk.step(builders, "复核完成，公示", public_at="11-15")
    assert "不能早于公示日期" in walk.refused(builders, "定档", decided_on="11-10", approver="吴某")
    builders = walk.step(builders, "定档", decided_on="11-23", approver="吴某")
    assert builders.status is SheetState.DECIDED
    [told, _] = rows("kpi_sheets")
    assert (told["total"], told["grade"], told["vetoed"]) == (95, "不合格", True)


def test_a_paper_becomes_tasks_and_a_late_one_is_reminded_of(walk: Walk) -> None:
    walk.go("法规文件库")
    walk.new(title="关于进一步加强安全生产工作的实施意见", issuer="县政府", level="县", doc_type="意见")
    assert walk.shown("还没有分解任务")
    plan = walk.part("impl_tasks", content="制定本镇实施方案", lead_org="应急管理所", due_date="11-20")
    later = walk.part("impl_tasks", content="年底总结", lead_org="应急管理所", due_date="12-20")
    assert not walk.shown("还没有分解任务")

    late = [row for row in walk.due(Span.LATE) if "任务" in row[0]]
    assert [(row[2], row[3], row[4]) for row in late] == [("制定本镇实施方案", "2026-11-20", "⚠ 逾期 3 天")]
    assert [row[2] for row in walk.due(Span.MONTH) if "任务" in row[0]] == ["年底总结"]

    plan = walk.step(plan, "启动", measure="由安委办起草")
    assert "提请验收" in walk.refused(plan, "填报进展", progress_pct="100")
    plan = walk.step(plan, "提请验收", finish_date="11-22", result="已发文")
    plan = walk.step(plan, "验收通过", verify="方案齐全")
    assert plan.status is TaskState.DONE
    assert not [row for row in walk.due(Span.LATE) if "任务" in row[0]]
    assert "必须填写" in walk.refused(later, "终止", end_reason="")
    walk.undo()
    assert walk.now(plan).status is TaskState.TO_ACCEPT


def test_what_a_meeting_decides_is_followed_until_it_is_done(walk: Walk, rows: Any) -> None:
    walk.go("新增会议")
    meeting = walk.save(kind="联席会", date="11-2", host="吴某", attendee_orgs="应急管理所", topics="冬季消防")
    decided = walk.part("meeting_decisions", text="排查出租房消防通道", owner="应急管理所", due_date="11-23")
    walk.part("meeting_decisions", text="更换灭火器", owner="应急管理所", due_date="12-31")
    assert [row[2] for row in walk.due(Span.TODAY)] == ["排查出租房消防通道"]

    assert "不能早于会议日期" in walk.refused(decided, "办结", finish_date="11-1", result="已排查")
    decided = walk.step(decided, "办结", finish_date="11-22", result="排查 12 户，清理 3 处")
    assert [row["left_count"] for row in rows("meetings")] == [1]
    walk.undo()
    assert (walk.now(decided).status, walk.now(meeting).left_count) == (TaskState.RUNNING, 2)
