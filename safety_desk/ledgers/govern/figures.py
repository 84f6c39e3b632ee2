"""The measures of what the town answers for: duties, tasks, meetings, supervision, assessment (domain items 1, 4, 14, 17; R06, R15, R21)."""

from safety_desk.conditions import Has, Where, before, eq, filled, one_of, since, until
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.govern.goals import VetoState
from safety_desk.ledgers.govern.interviews import InterviewState
from safety_desk.ledgers.govern.leaders import DutyKind
from safety_desk.ledgers.govern.patrol import BulletinType, PatrolResult
from safety_desk.ledgers.govern.supervise import CaseState
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.measures import Group, Measure, Rate, during
from safety_desk.options import Scene
from safety_desk.periods import Period

BY_SUBJECT = {"subject_type": "subject_type", "org": "org"}
_DUTY = {"subject_type": "duty.subject_type", "org": "duty.org"}
_TASK = {"lead_org": "lead_org"}
_FIRM = {"field": "enterprise.industry_safety", "village": "enterprise.village"}
_CASE = {"level": "level", **_FIRM}
_LISTED: Where = ~one_of("status", CaseState.PROPOSED, CaseState.APPROVING)


def _late_tasks(period: Period) -> Where:
    """Due by the end of the period and not done by its day."""
    due = until("due_date", period.last) & ~eq("status", TaskState.ENDED)
    return due & ~eq("status", TaskState.DONE) & before("due_date", period.last)


def _left_cases(period: Period) -> Where:
    return _LISTED & until("listed_date", period.last) & (~filled("delist_date") | since("delist_date", period.last.fromordinal(period.last.toordinal() + 1)))


def _to_list(period: Period) -> Where:
    """Major, late at the end of the period, and never put on the board."""
    late = eq("level", Level.MAJOR) & ~one_of("status", State.CLOSED, State.VOID) & ~filled("rectified_at") & before("due_on", period.last)
    return late & ~Has("supervise_cases", "hidden_danger")


_MEASURES = (
    Measure("duties_owed", "应完成履责", "责任清单时间表中应完成日期在本期内的次数", "duty_occurrences", during("due_date"), by=_DUTY),
    Measure("duties_done", "已完成履责", "应完成日期在本期内、已填完成日期的次数", "duty_occurrences", during("due_date", filled("done_at")), by=_DUTY),
    Measure("duties_late", "逾期履责", "应完成日期在本期内、期末没有完成日期的次数", "duty_occurrences", during("due_date", ~filled("done_at")), by=_DUTY),
    Measure("leader_acts", "领导履职", "履职日期在本期内的履职纪实", "duty_records", during("date"), by={"leader": "leader", "kind": "kind"}),
    Measure("leader_visits", "领导带队检查", "履职日期在本期内、类别为专项检查的履职纪实", "duty_records", during("date", eq("kind", DutyKind.LEAD)), by={"leader": "leader"}),
    Measure("meetings", "会议", "会议日期在本期内的会议", "meetings", during("date"), by={"kind": "kind"}),
    Measure("joint_meetings", "部门联席会议", "会议日期在本期内的联席会，每季至少一次", "meetings", during("date", eq("kind", "联席会"))),
    Measure("committee_meetings", "安委会全体会议", "会议日期在本期内的安委会全体会议，每季至少一次", "meetings", during("date", eq("kind", "安委会全体"))),
    Measure("decisions_left", "未办结议定事项", "期末前到期、没有办结也没有终止的议定事项", "meeting_decisions", _late_tasks, by={"owner": "owner"}),
    Measure("tasks_due", "到期任务", "完成时限在本期内的贯彻任务，不含已终止", "impl_tasks", during("due_date", ~eq("status", TaskState.ENDED)), by=_TASK),
    Measure("tasks_done", "到期任务已完成", "完成时限在本期内、状态为已完成的贯彻任务", "impl_tasks", during("due_date", eq("status", TaskState.DONE)), by=_TASK),
    Measure("tasks_late", "逾期任务", "期末前到期、没有完成的贯彻任务", "impl_tasks", _late_tasks, by=_TASK),
    Measure("issues_found", "新增问题", "发现日期在本期内的问题清单", "issue_lists", during("found_on"), by={"owner": "owner", "source": "source"}),
    Measure("issues_solved", "销号问题", "完成日期在本期内、状态为已完成的问题清单", "issue_lists", during("finish_date", eq("status", TaskState.DONE)), by={"owner": "owner"}),
    Measure("inspect_patrols", "督查次数", "督查日期在本期内的督查", "inspect_patrols", during("date"), by={"org": "target_org"}),
    Measure("inspect_failed", "督查不到位", "督查日期在本期内、结果为不到位的督查", "inspect_patrols", during("date", eq("result", PatrolResult.NOT)), by={"org": "target_org"}),
    Measure("criticised", "通报批评、曝光", "通报日期在本期内、类型为批评或曝光的通报", "bulletins", during("date", one_of("type", BulletinType.CRITICISM, BulletinType.EXPOSURE)), by=BY_SUBJECT),
    Measure("cases_listed", "新挂牌督办", "挂牌日期在本期内的督办", "supervise_cases", during("listed_date", _LISTED), by=_CASE),
    Measure("cases_left", "期末未摘牌", "期末前挂牌、期末没有摘牌的督办", "supervise_cases", _left_cases, by=_CASE),
    Measure("cases_delisted", "摘牌", "摘牌日期在本期内的督办", "supervise_cases", during("delist_date"), by=_CASE),
    Measure("cases_to_list", "应挂牌未挂牌", "期末逾期未整改、没有挂牌督办的重大隐患", "hidden_dangers", _to_list, by={"village": "village"}),
    Measure("interviews", "约谈", "约谈日期在本期内、已经实施的约谈", "interviews", during("date", ~eq("status", InterviewState.NOTICE)), by={"reason": "reason_code", **_FIRM}),
    Measure("exposures", "媒体曝光", "曝光日期在本期内的曝光", "exposures", during("date")),
    Measure("blamed", "问责建议", "提出日期在本期内的问责建议", "accountabilities", during("date"), by={"form": "form"}),
    Measure("vetoed", "一票否决", "决定日期在本期内、已确定的否决", "vetoes", during("decided_date", eq("status", VetoState.CONFIRMED)), by=BY_SUBJECT),
    Measure("reform_going", "改革事项", "计划完成日期不早于本期开始的改革事项", "reform_items", lambda p: since("plan_finish", p.first), by={"stage": "stage"}),
    Measure("access_reviewed", "准入审查", "审查日期在本期内的准入审查", "access_reviews", during("review_date"), by={"opinion": "opinion"}),
    Measure("benchmarked", "对标家次", "对标日期在本期内的对标记录", "benchmarks", during("date"), by={"village": "enterprise.village", "built": "built"}),
    Measure("letters", "目标责任书", "签订日期在本期内的责任书", "goal_letters", during("sign_date"), by={"subject_type": "subject_type"}),
    Measure("warnings_pushed", "案例警示", "推送日期在本期内的案例警示", "case_warnings", during("pushed_at")),
)

GOVERN_MEASURES: dict[str, Measure] = {measure.name: measure for measure in _MEASURES}
"""The measures of this chapter by name."""

_BOARD = ("inspect_", "criticised", "cases_", "interviews", "exposures", "blamed", "vetoed", "warnings_")


def _rate(name: str, title: str, part: str, whole: str) -> Rate:
    return Rate(name, title, GOVERN_MEASURES[part], GOVERN_MEASURES[whole])


def figures(scene: Scene) -> tuple[Group, ...]:
    """The figures of this chapter under their headings."""
    board = [measure for name, measure in GOVERN_MEASURES.items() if name.startswith(_BOARD)]
    duties = [measure for name, measure in GOVERN_MEASURES.items() if not name.startswith(_BOARD)]
    rates = (
        _rate("duty_rate", "履职完成率", "duties_done", "duties_owed"),
        _rate("task_rate", "任务完成率", "tasks_done", "tasks_due"),
    )
    return Group("履职和任务", (*rates, *duties)), Group("督查问责", tuple(board))
