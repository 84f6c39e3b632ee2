"""Enforcement: inspections (domain R04), penalties, the yearly plan (R16), campaigns (R06), reports of citizens (R13)."""

from typing import Any

from safety_desk.conditions import Has, Where, between, eq
from safety_desk.ledgers.enforce.penalty import CaseState
from safety_desk.ledgers.enforce.plan import TargetState
from safety_desk.periods import Period
from safety_desk.reports.county.firms import in_period
from safety_desk.reports.specs import (
    FIELDS,
    VILLAGES,
    Amount,
    Blank,
    Check,
    Computed,
    Item,
    Listing,
    Rows,
    Share,
    Statistic,
    by_both,
    first,
    joined,
    listed,
    summed,
)

_SEEN, _FOUND, _PAPER, _FINE = "实际检查|", "发现隐患（项）|", "执法文书（份）|", "行政处罚|"

_INSPECTED = (
    Amount("监管单位数（家）", "supervised"),
    Amount("应检查数（计划）", "plan_due", width=8),
    Amount(f"{_SEEN}单位数", "covered", width=7),
    Amount(f"{_SEEN}次数", "visits", width=7),
    Computed(f"{_SEEN}覆盖率（%）", "[covered]/[supervised]", width=8),
    Amount(f"{_FOUND}一般", "general_found", width=7),
    Amount(f"{_FOUND}重大", "major_found", width=7),
    Amount(f"{_FOUND}整改数", "mended", width=7),
    Computed(f"{_FOUND}整改率（%）", "[mended]/[general_found]+[major_found]", width=8),
    Amount(f"{_PAPER}现场检查记录", "paper_record", width=8),
    Amount(f"{_PAPER}责令限期整改", "paper_order", width=8),
    Amount(f"{_PAPER}现场处理决定", "paper_measure", width=8),
    Amount(f"{_PAPER}复查意见书", "paper_recheck", width=8),
    Amount(f"{_FINE}次数", "penalties", width=6),
    Amount(f"{_FINE}简易", "penalties_simple", width=6),
    Amount(f"{_FINE}普通", "penalties_normal", width=6),
    Amount(f"{_FINE}罚款（万元）", "penalty_money", width=8),
    Amount(f"{_FINE}其中日常监督", "penalty_money_routine", width=8),
    Amount(f"{_FINE}其中事故", "penalty_money_accident", width=8),
    Amount("责令停产停业（家）", "stopped", width=8),
    Amount("暂扣吊销（件）", "penalties_licence", width=7),
    Amount("提请关闭（家）", "penalties_shut", width=7),
    Amount("查封扣押（起）", "seized", width=7),
    Amount("移送（件）", "paper_transfer", width=7),
    Amount("挂牌督办（项）", "cases_listed", width=7),
    Amount("约谈（次）", "interviews", width=7),
    Share("五见闭环率（%）", "five_seen", "chains", 8),
)
_NAMED: dict[str, Any] = {
    "measure_of": "家、次、项、份、万元",
    "notes": (
        "覆盖率＝检查单位数÷监管单位数，整改率＝整改数÷发现隐患，五见闭环率＝五见齐全的执法链÷有隐患的执法链；合计行按合计数计算。",
    ),
    "checks": (
        Check("covered", "supervised", "检查单位数多于监管单位数"),
        Check("penalties_simple+penalties_normal", "penalties", "简易、普通程序之和不等于处罚次数", True),
        Check(
            "penalty_money_routine+penalty_money_accident", "penalty_money", "日常监督、事故罚款之和不等于罚款", True
        ),
    ),
}

INSPECTIONS = (
    Statistic("监督检查统计", "安全生产监督检查情况统计表", FIELDS, _INSPECTED, **_NAMED),
    Statistic("监督检查统计（累计）", "安全生产监督检查情况统计表（累计）", FIELDS, _INSPECTED, to_date=True, **_NAMED),
    Statistic("监督检查统计（按村）", "安全生产监督检查情况统计表（按村）", VILLAGES, _INSPECTED, **_NAMED),
)

PENALTIES = by_both(
    "行政处罚统计",
    "安全生产行政处罚统计表",
    (
        Amount("处罚（起）", "penalties"),
        Amount("简易程序（起）", "penalties_simple"),
        Amount("普通程序（起）", "penalties_normal"),
        Amount("罚款（万元）|合计", "penalty_money"),
        Amount("罚款（万元）|日常监督", "penalty_money_routine"),
        Amount("罚款（万元）|事故", "penalty_money_accident"),
        Amount("暂扣、吊销（件）", "penalties_licence"),
        Amount("责令关闭（家）", "penalties_shut"),
        Amount("责令停产停业（家）", "stopped"),
        Amount("查封扣押（起）", "seized"),
        Amount("移送（件）", "paper_transfer"),
        Amount("已公示（起）", "penalties_published"),
        Computed("公示率（%）", "[penalties_published]/[penalties]"),
        Blank(),
    ),
    measure_of="起、万元、家、件",
    notes=("按决定日期统计，不含撤案；罚款按单位所属行业、村归集。",),
)

PENALTY_LIST = Listing(
    "行政处罚案件",
    "安全生产行政处罚案件清单",
    "penalty_cases",
    (
        Item("案号", "no", width=18),
        Item("当事人", "person enterprise", first, width=28),
        Item("所属村", "enterprise.village", width=11),
        Item("案由", "cause", width=30),
        Item("处罚依据", "law_ref_penalty", width=26),
        Item("程序", "procedure", width=10),
        Item("决定书文号", "decision_no", width=20),
        Item("决定日期", "decision_date", width=12),
        Item("处罚种类", "type", width=14),
        Item("罚款（元）", "amount", total="sum", width=11),
        Item("缴款日期", "pay_date", width=12),
        Item("公示日期", "publicized_at", width=12),
        Item("办理机关", "organ", width=13),
        Item("状态", "status", width=8),
    ),
    within=in_period("decision_date", ~eq("status", CaseState.DROPPED)),
    order="decision_date",
    measure_of="起、元",
)


def _of_year(period: Period) -> Where:
    return eq("plan.year", period.last.year) & ~eq("status", TargetState.CHANGED)


_TARGETS: dict[str, Any] = {"of": "enforce_targets.enterprise", "within": _of_year, "order": "due_on"}


def _in_month(month: int) -> Any:
    return lambda found: "√" if any(said == month for (said,) in found) else ""


PLAN = (
    Listing(
        "计划概况",
        "年度安全生产监督检查计划（工作日测算）",
        "enforce_plans",
        (
            Item("年度", "year", lambda year: f"{year}年", "mark", 9),
            Item("计划名称", "title", width=30),
            Item("编制依据", "basis", width=40),
            Item("在册执法检查人数", "persons", width=9),
            Item("工作日（人天）|总法定", "legal_days"),
            Item("工作日（人天）|其他执法", "other_days"),
            Item("工作日（人天）|非执法", "idle_days"),
            Item("工作日（人天）|监督检查", "supervise_days"),
            Item("计划家次|重点检查", "key_times"),
            Item("计划家次|一般检查", "general_times"),
            Item("人力核对", "capacity", width=26),
            Item("状态", "status", width=9),
            Item("批准日期", "approved_date", width=12),
        ),
        within=lambda period: eq("year", period.last.year),
        order="version",
    ),
    Listing(
        "检查计划表",
        "年度安全生产监督检查计划表",
        "enterprises",
        (
            Item("企业名称", "name", width=28),
            Item("监管行业", "industry_safety", width=12),
            Item("风险等级", "risk_grade", width=6),
            Item("监管分类", "supervise_class", width=6),
            Item("检查类别", "kind", listed, "mark", 16, **_TARGETS),
            Item("计划次数", "times_plan", summed, "whole", 7, "sum", **_TARGETS),
            *(
                Item(f"计划月份|{month}", "month_plan", _in_month(month), "mark", 4, **_TARGETS)
                for month in range(1, 13)
            ),
            Item("责任人", "staff", listed, "text", 16, **_TARGETS),
            Blank(width=10),
        ),
        within=lambda period: Has("enforce_targets", "enterprise", _of_year(period)),
        order="village name",
        measure_of="家、次",
    ),
    Statistic(
        "计划执行对照",
        "年度监督检查计划执行对照表（累计）",
        Rows("检查类别", by="kind", width=22),
        (
            Amount("计划家次", "plan_due", width=11),
            Amount("完成家次", "plan_done", width=11),
            Computed("完成率（%）", "[plan_done]/[plan_due]", width=11),
            Blank(width=30),
        ),
        measure_of="家次",
        to_date=True,
        checks=(Check("plan_done", "plan_due", "完成家次多于计划家次"),),
    ),
    Listing(
        "未完成的计划",
        "年度监督检查计划未完成清单",
        "enforce_targets",
        (
            Item("企业名称", "enterprise", width=32),
            Item("所属村", "enterprise.village", width=12),
            Item("检查类别", "kind", width=18),
            Item("计划月份", "month_plan", width=9),
            Item("风险等级", "risk_grade", width=9),
            Item("责任人", "staff", width=20),
            Item("未完成原因", "change_reason", width=40),
        ),
        within=lambda p: eq("status", TargetState.OPEN) & between("due_on", p.to_date().first, p.last),
        order="due_on",
        notes=("月末在年初至期末、还没有检查的计划对象。",),
    ),
)


def _progress(head: str, path: str, width: float = 16) -> Item:
    return Item(
        head,
        path,
        listed,
        "text",
        width,
        of="campaign_progresses.campaign",
        within=in_period("period_end"),
        order="period_end",
    )


CAMPAIGNS = (
    Statistic(
        "专项整治进展",
        "安全生产专项整治进展情况统计表",
        Rows("专项名称（领域）", by="campaign", width=24),
        (
            Item("牵头单位", "lead_org", width=14),
            Amount("应排查单位", "campaign_to_check", width=7),
            Amount("已排查单位", "campaign_checked", width=7),
            Computed("排查率（%）", "[campaign_checked]/[campaign_to_check]", width=8),
            Amount("出动检查人次", "campaign_people", width=8),
            Amount("检查家次", "campaign_visits", width=7),
            Amount("排查隐患数（项）|一般", "campaign_found", width=7),
            Amount("排查隐患数（项）|重大", "campaign_major", width=7),
            Amount("已整改数", "campaign_fixed", width=7),
            Computed("整改率（%）", "[campaign_fixed]/[campaign_found]+[campaign_major]", width=8),
            Amount("立案处罚（起）", "campaign_penalties", width=7),
            Amount("罚款（万元）", "campaign_money", width=8),
            Amount("停产停业（家）", "campaign_stopped", width=7),
            Amount("查封扣押（起）", "campaign_seized", width=7),
            Amount("关闭取缔（家）", "campaign_shut", width=7),
            Amount("约谈（次）", "campaign_interviews", width=6),
            Amount("曝光典型案例（个）", "campaign_exposed", width=8),
            _progress("整改典型", "typical_case"),
            _progress("存在问题", "problem", 22),
            _progress("下步措施", "next", 22),
        ),
        measure_of="家、项、起、万元",
        notes=("应排查、已排查取自专项对象（期末），其余是本期各次进展填报之和。",),
        checks=(Check("campaign_checked", "campaign_to_check", "已排查单位多于应排查单位"),),
    ),
)

_REPORTED = (
    Amount("举报（起）", "reports"),
    Amount("查实（起）", "reports_verified"),
    Computed("查实率（%）", "[reports_verified]/[reports]"),
    Amount("已反馈（起）", "reports_answered"),
    Computed("反馈率（%）", "[reports_answered]/[reports]"),
    Blank(width=20),
)

REPORTS = (
    Statistic("举报统计（按类别）", "安全生产举报统计表", Rows("举报类别", by="category", width=24), _REPORTED, "起"),
    Statistic("举报统计（按渠道）", "安全生产举报统计表（按渠道）", Rows("举报渠道", by="channel"), _REPORTED, "起"),
    Listing(
        "举报台账",
        "安全生产举报受理核查台账",
        "report_cases",
        (
            Item("举报编号", "no", width=16),
            Item("接报时间", "received_at", width=12),
            Item("渠道", "channel", width=8),
            Item("举报对象", "object_enterprise object_text", first, width=22),
            Item("内容摘要", "content", width=32),
            Item("类别", "category", width=12),
            Item("承办", "assigned_to", width=12),
            Item("受理日期", "accept_at", width=12),
            Item("核查期限", "verify_due", width=12),
            Item("核查结果", "verify_result", width=9),
            Item("整改/处罚", "handle penalty_case", joined, width=22),
            Item("反馈日期", "reply_at", width=12),
            Item("奖励建议（元）", "reward_calc", width=10),
            Item("办结日期", "closed_at", width=12),
            Item("状态", "status", width=8),
        ),
        within=in_period("received_at"),
        order="received_at",
        measure_of="起、元",
        notes=("本表不含举报人信息。",),
    ),
)
