"""The measures of enforcement, accidents, reports and campaigns (domain items 18–22, §7 R04, R06, R08, R13, R16)."""

import datetime as dt
from collections.abc import Callable

from safety_desk.conditions import EVERY, Has, Includes, Where, before, between, empty, eq, filled, one_of, since, until
from safety_desk.ledgers.enforce.accident import AccidentState
from safety_desk.ledgers.enforce.chain import Stage
from safety_desk.ledgers.enforce.document import DocState
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.grading import AccidentGrade
from safety_desk.ledgers.enforce.measure import MeasureType
from safety_desk.ledgers.enforce.penalty import CaseState, Procedure
from safety_desk.ledgers.enforce.plan import TargetKind, TargetState
from safety_desk.ledgers.enforce.report import ReportState, VerifyResult
from safety_desk.ledgers.enterprise import GONE, EntStatus
from safety_desk.ledgers.figures import BY_ENTERPRISE
from safety_desk.ledgers.grade import Grade
from safety_desk.measures import Group, Measure, Rate, during
from safety_desk.options import Scene
from safety_desk.periods import Period

BY_FIRM = {"field": "enterprise.industry_safety", "village": "enterprise.village"}
BY_CHAIN = {"field": "enterprise.industry_safety", "village": "village"}
BY_ACCIDENT = {"field": "industry", "village": "village", "type": "accident_type"}
BY_PLAN = {**BY_FIRM, "kind": "kind", "month": "month_plan"}
BY_REPORT = {"village": "object_enterprise.village", "category": "category", "channel": "channel"}
BY_CAMPAIGN = {"campaign": "campaign"}
_LIVE: Where = ~one_of("status", *GONE, EntStatus.STOPPED)
_PLANNED: Where = ~eq("status", TargetState.CHANGED)
_VISITED: Where = filled("result")
_NOT_VOID: Where = ~eq("status", DocState.VOID) & filled("doc_no")
_DECIDED: Where = ~eq("status", CaseState.DROPPED)
_REAL: Where = eq("is_near_miss", False) & eq("is_production", True)
_ASKED: Where = since("found_count", 1)


def _visited(period: Period) -> Where:
    return _LIVE & Has("inspections", "enterprise", _VISITED & between("start_at", period.first, period.last))


def _papers(name: str, title: str, kind: DocKind) -> Measure:
    rows = during("issue_date", _NOT_VOID & eq("kind", kind))
    return Measure(name, title, f"文书日期在本期内、已编号、未作废的{kind.label}", "documents", rows, by=BY_FIRM)


def _penalties(name: str, title: str, where: Where = EVERY, total: str = "") -> Measure:
    return Measure(name, title, "决定日期在本期内的处罚，不含撤案", "penalty_cases", during("decision_date", _DECIDED & where), total=total, by=BY_FIRM)


def _ordered(name: str, title: str, *types: MeasureType) -> Measure:
    return Measure(name, title, f"本期开始的{title}", "enforce_measures", during("start_at", one_of("type", *types)), by=BY_FIRM)


def _accidents(name: str, title: str, where: Where = EVERY, total: str = "") -> Measure:
    said = "发生时间在本期内的生产安全事故，不含未遂和险情；按事故发生地"
    return Measure(name, title, said, "accidents", during("occurred_at", _REAL & where), total=total, by=BY_ACCIDENT)


def _progress(name: str, title: str, total: str) -> Measure:
    return Measure(name, title, "截止日期在本期内的进展填报之和", "campaign_progresses", during("period_end"), total=total, by=BY_CAMPAIGN)


def _going(period: Period) -> Where:
    """Targets of campaigns that go on within the period."""
    return ~since("campaign.start", period.last + dt.timedelta(days=1)) & ~before("campaign.end", period.first)


def _due(period: Period) -> Where:
    return _PLANNED & until("due_on", period.last) & since("due_on", period.first)


def _report(name: str, title: str, says: str, rows: Callable[[Period], Where]) -> Measure:
    return Measure(name, title, says, "report_cases", rows, by=BY_REPORT)


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("supervised", "监管单位数", "在册单位，不含停产、关闭、搬迁、注销的", "enterprises", lambda p: _LIVE, by=BY_ENTERPRISE),
        Measure("covered", "已检查单位数", "本期内接受过检查、已有结果的在册单位（去重）", "enterprises", _visited, by=BY_ENTERPRISE),
        Measure("key_firms", "红橙企业数", "在册的红色、橙色企业", "enterprises", lambda p: _LIVE & one_of("risk_grade", Grade.RED, Grade.ORANGE), by=BY_ENTERPRISE),
        Measure("key_covered", "已检查红橙企业数", "本期内接受过检查的红色、橙色企业", "enterprises", lambda p: _visited(p) & one_of("risk_grade", Grade.RED, Grade.ORANGE), by=BY_ENTERPRISE),
        Measure("plan_due", "计划家次", "月末在本期内的计划对象，不含调出的", "enforce_targets", _due, total="times_plan", by=BY_PLAN),
        Measure("plan_done", "完成计划家次", "月末在本期内、已检查的计划对象", "enforce_targets", lambda p: _due(p) & one_of("status", TargetState.CHECKED, TargetState.RECHECKED), total="times_plan", by=BY_PLAN),
        Measure("plan_key_due", "重点检查计划家次", "月末在本期内的重点检查对象", "enforce_targets", lambda p: _due(p) & eq("kind", TargetKind.KEY), total="times_plan", by=BY_PLAN),
        Measure("chains", "有隐患的执法链", "检查日期在本期内、查出隐患的执法链", "enforce_chains", during("checked_on", _ASKED), by=BY_CHAIN),
        Measure("five_seen", "五见齐全的执法链", "检查日期在本期内、查出隐患、五个“见”都在的执法链", "enforce_chains", during("checked_on", _ASKED & empty("missing")), by=BY_CHAIN),
        Measure("chains_closed", "已闭环的执法链", "检查日期在本期内、已闭环的执法链", "enforce_chains", during("checked_on", _ASKED & eq("stage", Stage.CLOSED)), by=BY_CHAIN),
        _papers("paper_record", "现场检查记录", DocKind.RECORD),
        _papers("paper_order", "责令限期整改", DocKind.ORDER),
        _papers("paper_measure", "现场处理决定", DocKind.MEASURE),
        _papers("paper_recheck", "复查意见书", DocKind.RECHECK),
        _papers("paper_transfer", "移送", DocKind.TRANSFER),
        _penalties("penalties", "行政处罚次数"),
        _penalties("penalties_simple", "简易程序", eq("procedure", Procedure.SIMPLE)),
        _penalties("penalties_normal", "普通程序", eq("procedure", Procedure.NORMAL)),
        _penalties("penalty_money", "罚款", total="amount"),
        _penalties("penalty_money_routine", "日常监督罚款", empty("accident"), total="amount"),
        _penalties("penalty_money_accident", "事故罚款", filled("accident"), total="amount"),
        _penalties("penalties_accident", "事故处罚", filled("accident")),
        _penalties("penalties_licence", "暂扣、吊销许可证件", Includes("type", "暂扣许可证件") | Includes("type", "吊销许可证件")),
        _penalties("penalties_shut", "责令关闭", Includes("type", "责令关闭")),
        Measure("penalties_published", "已公示的处罚", "决定日期在本期内、已公示的处罚", "penalty_cases", during("decision_date", _DECIDED & filled("publicized_at")), by=BY_FIRM),
        _ordered("stopped", "责令停产停业", MeasureType.STOP, MeasureType.STOP_WORK),
        _ordered("seized", "查封扣押", MeasureType.SEAL, MeasureType.SEIZE),
        _ordered("power_cut", "停电、停供民爆", MeasureType.NO_POWER, MeasureType.NO_BLASTING),
        Measure("archives_due", "应归档案卷", "应归档日期在本期内的案卷", "doc_archives", during("due_on")),
        Measure("archives_done", "已归档案卷", "应归档日期在本期内、已归档的案卷", "doc_archives", during("due_on", filled("archived_at"))),
        Measure("publicity_due", "应公示事项", "应公示日期在本期内的事项", "law_publicities", during("due")),
        Measure("publicity_done", "已公示事项", "应公示日期在本期内、已公示的事项", "law_publicities", during("due", filled("date"))),
        _report("reports", "举报起数", "接报日期在本期内的举报", during("received_at")),
        _report("reports_verified", "查实起数", "接报日期在本期内、核查属实或部分属实的举报", during("received_at", one_of("verify_result", VerifyResult.TRUE, VerifyResult.PARTLY))),
        _report("reports_answered", "已反馈起数", "接报日期在本期内、已反馈的举报", during("received_at", one_of("status", ReportState.ANSWERED, ReportState.REWARDED, ReportState.FILED))),
        Measure("report_rewards", "奖励金额", "发放日期在本期内的举报奖励", "report_cases", during("reward_paid_at"), total="reward_amount"),
        _accidents("accidents", "事故起数"),
        _accidents("deaths", "死亡人数", total="deaths"),
        _accidents("serious_injuries", "重伤人数", total="serious"),
        _accidents("accident_loss", "直接经济损失", total="direct_loss"),
        *(_accidents(f"accidents_{grade.name.lower()}", f"{grade.label}事故", eq("grade", grade)) for grade in AccidentGrade),
        _accidents("accidents_closed", "已结案事故", eq("status", AccidentState.CLOSED)),
        Measure("near_misses", "未遂和险情", "发生时间在本期内的未遂事故和险情", "accidents", during("occurred_at", eq("is_near_miss", True)), by=BY_ACCIDENT),
        Measure("campaign_to_check", "专项应排查单位", "本期内开展的各专项整治的对象数", "campaign_targets", _going, by=BY_CAMPAIGN),
        Measure("campaign_checked", "专项已排查单位", "本期内开展的专项整治中期末前已排查的对象", "campaign_targets", lambda p: _going(p) & until("checked_at", p.last), by=BY_CAMPAIGN),
        _progress("campaign_visits", "专项检查家次", "checked_enterprises"),
        _progress("campaign_people", "专项出动人次", "person_times"),
        _progress("campaign_found", "专项一般隐患", "found"),
        _progress("campaign_major", "专项重大隐患", "major_found"),
        _progress("campaign_fixed", "专项已整改", "fixed"),
        _progress("campaign_penalties", "专项立案处罚", "penalties"),
        _progress("campaign_money", "专项罚款", "amount"),
        _progress("campaign_stopped", "专项停产停业", "stop_production"),
        _progress("campaign_seized", "专项查封扣押", "seized"),
        _progress("campaign_shut", "专项关闭取缔", "closed"),
        _progress("campaign_interviews", "专项约谈", "interviews"),
        _progress("campaign_exposed", "专项曝光典型", "exposed"),
    )
}
"""By name."""


def _rate(name: str, title: str, part: str, whole: str, basis: str = "") -> Rate:
    return Rate(name, title, MEASURES[part], MEASURES[whole], basis)


def _named(*beginnings: str) -> list[Measure]:
    """The measures whose names begin so."""
    return [measure for name, measure in MEASURES.items() if name.startswith(beginnings)]


def figures(scene: Scene) -> tuple[Group, ...]:
    """The figures of this chapter under their headings (domain §3.14, items 18–22)."""
    return (
        Group("监督检查", (
            _rate("cover_rate", "企业覆盖率", "covered", "supervised"),
            _rate("key_cover_rate", "红橙企业覆盖率", "key_covered", "key_firms"),
            _rate("plan_rate", "计划家次完成率", "plan_done", "plan_due"),
            *_named("supervised", "covered", "key_", "plan_"),
        )),
        Group("执法效能", (
            _rate("five_rate", "五见闭环率", "five_seen", "chains"),
            _rate("closed_rate", "执法链闭环率", "chains_closed", "chains"),
            _rate("penalty_public_rate", "处罚公示率", "penalties_published", "penalties", "安全生产法第七十八条"),
            _rate("archive_rate", "按期归档率", "archives_done", "archives_due"),
            _rate("open_rate", "执法公示率", "publicity_done", "publicity_due"),
            *_named("five_", "chains", "paper_", "penalt", "stopped", "seized", "power_", "archives", "publicity"),
        )),
        Group("举报", (
            _rate("report_true_rate", "举报查实率", "reports_verified", "reports"),
            _rate("report_answer_rate", "举报反馈率", "reports_answered", "reports"),
            *_named("report"),
        )),
        Group("事故", tuple(_named("accident", "deaths", "serious", "near_"))),
        Group("专项整治", (_rate("campaign_rate", "专项排查率", "campaign_checked", "campaign_to_check"), *_named("campaign_"))),
    )  # fmt: skip
