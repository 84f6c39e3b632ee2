"""Hidden dangers: the statistics (domain R01), the list of major ones (R05), the enterprises' own checks (R18)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import Where, filled, since, until
from safety_desk.ledgers.duty.dwm_periods import month_key
from safety_desk.ledgers.figures import MAJOR
from safety_desk.periods import Period
from safety_desk.reports.specs import (
    Amount,
    Blank,
    Check,
    Computed,
    Item,
    Listing,
    Rows,
    Statistic,
    by_both,
    cross,
    first,
    joined,
    latest,
    summed,
)

_PLAN = "未整改重大隐患列入治理计划|"
_GENERAL, _MAJOR, _LEFT = "一般隐患|", "重大隐患|", "累计未整改（项）|"
_PLANNED = (
    ("plan_goal", "落实治理目标任务（项）"),
    ("plan_supply", "落实治理经费物资（项）"),
    ("plan_people", "落实治理机构人员（项）"),
    ("plan_time", "落实治理时间要求（项）"),
    ("plan_safety", "落实安全措施应急预案（项）"),
)

DANGERS = by_both(
    "隐患统计",
    "生产安全事故隐患排查治理情况统计表",
    (
        Amount("应开展单位数（家）", "to_check", width=12),
        Amount("实际开展隐患排查单位数（家）", "checked", width=14),
        Amount(f"{_GENERAL}排查数（项）", "general_found", width=8),
        Amount(f"{_GENERAL}其中已整改（项）", "general_mended"),
        Computed(f"{_GENERAL}整改率（%）", "[general_mended]/[general_found]"),
        Amount(f"{_GENERAL}整改投入资金（万元）", "fund", width=10),
        Amount(f"{_MAJOR}排查数（项）", "major_found", width=8),
        Amount(f"{_MAJOR}其中已整改（项）", "major_mended"),
        Computed(f"{_MAJOR}整改率（%）", "[major_mended]/[major_found]"),
        Amount(f"{_PLAN}列入治理计划的重大隐患（项）", "planned", width=10),
        *(Amount(f"{_PLAN}{head}", name) for name, head in _PLANNED),
        Amount(f"{_PLAN}落实治理资金（万元）", "plan_money"),
        Amount(f"{_LEFT}一般", "general_left", width=8),
        Amount(f"{_LEFT}重大", "major_left", width=8),
        Blank(width=10),
    ),
    measure_of="家、项、万元",
    notes=("整改率＝已整改÷排查数，合计行按合计数计算；没有隐患的记 0。",),
    checks=(
        Check("checked", "to_check", "实际开展单位数多于应开展单位数"),
        Check("general_mended", "general_found", "一般隐患已整改数多于排查数"),
        Check("major_mended", "major_found", "重大隐患已整改数多于排查数"),
        *(Check(name, "planned", f"{head.removesuffix('（项）')}多于列入治理计划") for name, head in _PLANNED),
    ),
)


def _on_record(period: Period) -> Where:
    """Found by the end of the period, and not closed before it began."""
    return MAJOR & until("found_date", period.last) & (~filled("closed_at") | since("closed_at", period.first))


def late(due: dt.date | None, done: dt.date | None, day: dt.date) -> str:
    """Whether the term was over before it was done, or before the last day that counts."""
    return "" if due is None else "是" if min(done or day, day) > due else "否"


def _halt(mode: str | None) -> str:
    return "停产整改" if mode == "停产整改" else "未停产"


def _supervised(head: str, path: str, width: float) -> Item:
    return Item(
        head, path, lambda found: joined(*found[-1]) if found else "", "text", width, of="supervise_cases.hidden_danger"
    )


MAJOR_DANGERS = Listing(
    "重大隐患整改台账",
    "重大事故隐患整改台账",
    "hidden_dangers",
    (
        Item("隐患编号", "code", width=13),
        Item("企业/单位", "enterprise public_area", first, width=17),
        Item("所属村", "village", width=9),
        Item("行业", "enterprise.industry_safety", width=9),
        Item("隐患内容", "description", width=25),
        Item("判定依据（条款）", "major_criteria basis", first, width=22),
        Item("发现日期", "found_date", width=11.5),
        Item("发现来源", "source", width=8),
        Item("整改责任单位", "duty_unit enterprise public_area", first, width=15),
        Item("责任人", "duty_person", width=7.5),
        Item("电话", "phone", width=12.5),
        Item("治理措施", "measure plan_measures", first, width=20),
        Item("治理资金（万元）", "fund", total="sum", width=8),
        Item("期限", "due_on", width=11.5),
        Item("五到位|责任", "plan_duty", cross, "mark", 4.5),
        Item("五到位|措施", "plan_measures", cross, "mark", 4.5),
        Item("五到位|资金", "plan_fund", cross, "mark", 4.5),
        Item("五到位|时限", "plan_time", cross, "mark", 4.5),
        Item("五到位|预案", "plan_emergency", cross, "mark", 4.5),
        _supervised("督办级别", "level", 6),
        _supervised("督办单位及责任人", "supervise_org supervise_person", 13),
        Item("停产情况", "rectify_mode", _halt, "mark", 8),
        Item("进展", "status rectify_desc", joined, width=15),
        Item("完成日期", "rectified_at", width=11.5),
        Item("验收/销号日期", "closed_at", width=11.5),
        Item("销号人", "closed_by", width=8),
        Item("是否逾期", "due_on rectified_at @day", late, "mark", 6, fleeting=True),
        Item("备注", "remark", width=8),
    ),
    within=_on_record,
    order="found_date",
    measure_of="项、万元",
    alarm=("是否逾期", "是"),
    notes=("期末前发现、本期开始前没有销号的重大隐患，不含作废；五到位：√ 已落实，× 未落实。",),
)


def _months(period: Period) -> Where:
    return since("ym", month_key(period.first)) & until("ym", month_key(period.last))


def _monthly(head: str, paths: str, tell: Any, kind: str, width: float) -> Item:
    return Item(head, paths, tell, kind, width, of="dwm_months.enterprise", within=_months, order="ym")


def _published(parts: Sequence[Sequence[Any]]) -> str:
    return "√" if parts and all(said for (said,) in parts) else ""


def _nothing_found(parts: Sequence[Sequence[Any]]) -> str:
    """√ where it reported, and had found nothing."""
    return "√" if any(day for _, day in parts) and not summed(parts) else ""


_LEVELS = (("day", "日"), ("week", "周"), ("month", "月"))

OWN_CHECKS = (
    Statistic(
        "日周月汇总",
        "企业隐患排查“日周月”自查汇总表",
        Rows("企业", by="enterprise", among="dwm_should", width=28),
        (
            Amount("班组数", "dwm_teams", width=7),
            Amount("车间数", "dwm_workshops", width=7),
            *(Amount(f"应排（次）|{word}", f"dwm_{name}_should", width=7) for name, word in _LEVELS),
            *(Amount(f"实排（次）|{word}", f"dwm_{name}_done", width=7) for name, word in _LEVELS),
            Computed(
                "排查率（%）",
                "[dwm_day_done]+[dwm_week_done]+[dwm_month_done]/[dwm_day_should]+[dwm_week_should]+[dwm_month_should]",
            ),
            Amount("发现隐患（项）", "dwm_found"),
            Amount("当日整改（不过夜）", "dwm_same_day"),
            Computed("不过夜率（%）", "[dwm_same_day]/[dwm_found]-[dwm_termed]-[dwm_major]", nothing="—"),
            Amount("限期整改（项）", "dwm_termed"),
            Amount("重大（项）", "dwm_major", width=7),
            _monthly("公示", "publicized", _published, "mark", 6),
            _monthly("上报时间", "reported_at", latest, "date", 12),
            _monthly("零隐患", "found reported_at", _nothing_found, "mark", 7),
            Blank(),
        ),
        measure_of="个、次、项",
        notes=(
            "列出在产、安排了厂企月排查的企业；没有上报的，次数为 0、上报时间空着。不过夜率＝当日整改÷（发现−限期整改−重大）。",
        ),
        checks=(Check("dwm_same_day+dwm_termed+dwm_major", "dwm_found", "当日整改、限期整改、重大之和多于发现隐患"),),
    ),
)
