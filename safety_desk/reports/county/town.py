"""What the town answers for: supervision and talks (domain R15), grids and villages (R14), accidents (R08)."""

from typing import Any

from safety_desk.conditions import Where, eq, filled, since, until
from safety_desk.periods import Period
from safety_desk.reports.county.dangers import late
from safety_desk.reports.county.firms import dated, in_period
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
    Statistic,
    first,
    joined,
    latest,
    listed,
)

INTERVIEWS = Listing(
    "约谈台账",
    "安全生产约谈台账",
    "interviews",
    (
        Item("约谈文号", "no", width=20),
        Item("约谈日期", "date", width=12),
        Item("约谈人", "interviewer", width=10),
        Item("被约谈单位", "interviewee_unit enterprise org", first, width=26),
        Item("被约谈人", "interviewee", width=10),
        Item("约谈事由", "reason_code reason", joined, width=32),
        Item("整改要求", "requirements", width=34),
        Item("反馈期限", "feedback_deadline", width=12),
        Item("反馈日期", "feedback_at", width=12),
        Item("结果", "result", width=22),
        Item("状态", "status", width=8),
    ),
    within=in_period("date"),
    order="date",
)


def _listed_cases(period: Period) -> Where:
    """Put on the board by the end of the period, and not taken off before it began."""
    return until("listed_date", period.last) & (~filled("delist_date") | since("delist_date", period.first))


CASES = Listing(
    "挂牌督办台账",
    "挂牌督办台账",
    "supervise_cases",
    (
        Item("督办文号", "no", width=20),
        Item("隐患/事项", "content hidden_danger.description", first, width=34),
        Item("责任单位", "responsible_unit enterprise org", first, width=24),
        Item("整改责任人", "responsible_person", width=10),
        Item("督办级别", "level", width=8),
        Item("督办单位", "supervise_org", width=14),
        Item("督办人", "supervise_person", width=9),
        Item("挂牌日期", "listed_date", width=12),
        Item("期限", "due_on", width=12),
        Item("进展", "date text", dated, "text", 36, of="supervise_progresses.case", order="date"),
        Item("摘牌日期", "delist_date", width=12),
        Item("逾期", "due_on delist_date @day", late, "mark", 6, fleeting=True),
        Item("状态", "status", width=10),
    ),
    within=_listed_cases,
    order="listed_date",
    alarm=("逾期", "是"),
    notes=("期末前挂牌、本期开始前没有摘牌的督办。",),
)


def _assessed(period: Period) -> Where:
    return until("decided_on", period.last)


def _region(head: str, paths: str, tell: Any, kind: str, width: float) -> Item:
    return Item(head, paths, tell, kind, width, of="region_risks.village", within=_assessed, order="decided_on")


def _final(parts: Any) -> Any:
    return first(*parts[-1]) if parts else None


GRIDS = (
    Statistic(
        "村区域风险和网格巡查",
        "村（社区）区域安全风险和网格巡查统计表",
        VILLAGES,
        (
            Amount("网格数（个）", "grids", width=7),
            Item("网格员", "members", listed, width=24, of="grids.village"),
            Amount("企业数（家）", "enterprises", width=7),
            Amount("风险点（个）|红", "points_red", width=6),
            Amount("风险点（个）|橙", "points_orange", width=6),
            Amount("风险点（个）|黄", "points_yellow", width=6),
            Amount("风险点（个）|蓝", "points_blue", width=6),
            Amount("隐患（项）|期末存量", "left", width=7),
            Amount("隐患（项）|本期新增", "found", width=7),
            Amount("隐患（项）|本期销号", "closed", width=7),
            Amount("网格巡查|巡查次数", "rounds", width=7),
            Amount("网格巡查|已巡查网格", "grids_walked", width=8),
            Computed("网格巡查|完成率（%）", "[grids_walked]/[grids]", width=8),
            _region("区域等级", "grade_final grade_calc", _final, "grade", 8),
            _region("评定方法", "method", latest, "mark", 12),
            _region("指数", "index", latest, "number", 8),
            Blank(),
        ),
        measure_of="个、家、项、次",
        notes=("每个网格本期至少巡查一次；区域等级取期末前最近一次评定。",),
        checks=(Check("grids_walked", "grids", "已巡查网格多于网格数"),),
    ),
    Listing(
        "网格巡查记录",
        "村级网格安全巡查记录表",
        "grid_patrols",
        (
            Item("巡查编号", "code", width=18),
            Item("网格", "grid", width=20),
            Item("所属村", "village", width=12),
            Item("巡查日期", "date", width=12),
            Item("巡查人", "patroller", width=12),
            Item("巡查单位或区域", "enterprise public_area", first, width=26),
            Item("巡查内容", "content", width=30),
            Item("发现隐患数", "found_count", total="sum", width=8),
            Item("查出的问题", "problem", width=30),
            Item("已上报", "reported", width=7),
            Item("核实属实", "verified", width=7),
            Blank(),
        ),
        within=in_period("date"),
        order="date",
        measure_of="项",
    ),
)

_COUNTS = (
    ("accidents", "起数（起）"),
    ("deaths", "死亡（人）"),
    ("serious_injuries", "重伤（人）"),
    ("accident_loss", "直接经济损失（万元）"),
)


def _against(name: str, head: str) -> tuple[Any, ...]:
    """This period, the same one a year before, and what it is more or less."""
    kind = "number" if name == "accident_loss" else "whole"
    return (
        Amount(f"{head}|本期", name, width=7),
        Amount(f"{head}|同期", name, then=True, width=7),
        Computed(f"{head}|增减", f"[{name}]-[{name}@then]", kind, width=7),
        Computed(f"{head}|增减（%）", f"[{name}]-[{name}@then]/[{name}@then]", nothing="—", width=8),
    )


_GRADES = (("general", "一般"), ("larger", "较大"), ("major", "重大"), ("extreme", "特别重大"))

ACCIDENTS = (
    Statistic(
        "事故统计",
        "生产安全事故统计表",
        FIELDS.replace(nobody="未定行业"),
        (
            *(column for name, head in _COUNTS for column in _against(name, head)),
            *(Amount(f"事故等级（起）|{word}", f"accidents_{name}", width=6) for name, word in _GRADES),
            Blank(),
        ),
        measure_of="起、人、万元",
        notes=("同期为上年同一时期；同期为 0 的，增减百分比记“—”。不含未遂和险情。",),
        checks=(
            Check("+".join(f"accidents_{name}" for name, _ in _GRADES), "accidents", "各等级事故之和不等于起数", True),
        ),
        numbered=False,
    ),
    Statistic(
        "事故统计（按类别）",
        "生产安全事故统计表（按事故类别）",
        Rows("事故类别（GB 6441）", by="type", nobody="未定类别", width=22),
        (
            Amount("起数（起）", "accidents", width=11),
            Amount("死亡（人）", "deaths", width=11),
            Amount("重伤（人）", "serious_injuries", width=11),
            Amount("直接经济损失（万元）", "accident_loss", width=14),
            Blank(width=20),
        ),
        measure_of="起、人、万元",
    ),
    Listing(
        "事故明细",
        "生产安全事故明细表",
        "accidents",
        (
            Item("事故名称", "name", width=30),
            Item("时间", "occurred_at", width=17),
            Item("单位", "enterprise unit_text", first, width=24),
            Item("地点", "place", width=20),
            Item("类别", "accident_type accident_type_new", first, width=12),
            Item("等级", "grade", width=8),
            Item("死亡（人）", "deaths", total="sum"),
            Item("重伤（人）", "serious", total="sum"),
            Item("损失（万元）", "direct_loss", total="sum"),
            Item("调查状态", "status", width=9),
            Item("处理", "double_check_ent double_check_gov", joined, width=30),
            Item("整改评估", "eval_result", width=24),
        ),
        within=in_period("occurred_at", eq("is_near_miss", False) & eq("is_production", True)),
        order="occurred_at",
        measure_of="起、人、万元",
    ),
)
