"""The lists and statistics of a quarter's review, and what it counts besides the measures of the office."""

import datetime as dt

from safety_desk.conditions import TODAY, Where, before, eq, filled, since, until
from safety_desk.ledgers.figures import ALL_LEFT, MAJOR, VALID
from safety_desk.measures import Measure, during
from safety_desk.periods import Period
from safety_desk.reports.specs import FIELDS, VILLAGES, Amount, Item, Listing, Share, Statistic, first


def _pending(done: str, period: Period) -> Where:
    """Not done by the end of the period."""
    return ~filled(done) | since(done, period.last + dt.timedelta(days=1))


def _overdue(where: Where, period: Period) -> Where:
    """Not mended at the end of the period, and its term was over by then."""
    return where & ALL_LEFT.rows(period) & until("due_on", period.last) & before("due_on", TODAY)


OWN: tuple[Measure, ...] = (
    Measure("overdue", "逾期未整改隐患", "期末（本季还没有结束的为今天）未整改、整改期限已过的隐患，不含作废", "hidden_dangers",
        lambda p: _overdue(VALID, p)),
    Measure("overdue_major", "逾期未整改重大隐患", "逾期未整改隐患中的重大隐患", "hidden_dangers", lambda p: _overdue(MAJOR, p)),
)  # fmt: skip
"""What a review counts besides the measures of the office."""

_WHERE = "enterprise public_area"
_DANGER = (
    Item("单位或场所", f"{_WHERE} place", first, width=22), Item("所在村", "village", width=11), Item("隐患内容", "description", width=28),
    Item("发现日期", "found_date", width=16), Item("整改期限", "due_on", width=16), Item("状态", "status", kind="mark", width=10),
)  # fmt: skip
_FOUND = (
    Amount("发现", "found", width=8), Amount("其中重大", "found_major", width=8), Amount("已整改", "mended", width=8),
    Share("整改率", "mended", "found", width=9), Amount("期末存量", "left", width=8),
)  # fmt: skip
MAJOR_ONES = Listing(
    "major", "重大隐患", "hidden_dangers", _DANGER,
    lambda p: MAJOR & until("found_date", p.last) & (_pending("rectified_at", p) | since("found_date", p.first)), "found_date",
)  # fmt: skip
OVERDUE_ONES = Listing("overdue", "逾期未整改隐患", "hidden_dangers", _DANGER, lambda p: _overdue(VALID, p), "due_on")
BY_FIELD = Statistic("by_field", "各行业领域隐患", FIELDS, _FOUND)
BY_VILLAGE = Statistic("by_village", "各村（社区）隐患", VILLAGES, _FOUND)
VILLAGE_RISK = Statistic(
    "village_risk", "各村（社区）企业风险等级", VILLAGES,
    (Amount("红", "firms_red"), Amount("橙", "firms_orange"), Amount("黄", "firms_yellow"), Amount("蓝", "firms_blue"),
    Amount("企业", "enterprises")),
)  # fmt: skip
ACCIDENT_LIST = Listing(
    "accidents", "事故", "accidents",
    (
        Item("事故名称", "name", width=26), Item("发生单位", "enterprise unit_text", first, width=22), Item("发生时间", "occurred_at", width=16),
        Item("等级", "grade", kind="mark", width=9), Item("死亡", "deaths", width=7), Item("重伤", "serious", width=7),
        Item("状态", "status", kind="mark", width=10),
    ),
    during("occurred_at", eq("is_production", True) & eq("is_near_miss", False)), "occurred_at",
)  # fmt: skip
CASE_LIST = Listing(
    "cases", "挂牌督办", "supervise_cases",
    (
        Item("督办文号", "no", width=18), Item("对象", "enterprise org", first, width=20), Item("督办事项", "content", width=28),
        Item("挂牌日期", "listed_date", width=16),
        Item("督办期限", "due_on", width=16), Item("状态", "status", kind="mark", width=9),
    ),
    lambda p: filled("listed_date") & until("listed_date", p.last) & _pending("delist_date", p), "listed_date",
)  # fmt: skip
