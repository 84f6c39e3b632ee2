"""Posts with certificates (domain R11), training (R07), publicity (R17), plans and drills (R12)."""

import datetime as dt
from typing import Any

from safety_desk.conditions import Includes, Where, between, eq, one_of, until
from safety_desk.ledgers.society.figures import SEVEN, THREE_POSTS
from safety_desk.ledgers.society.plan import STANDING, PlanKind
from safety_desk.periods import Period
from safety_desk.reports.county.firms import in_period
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
    count,
    first,
    latest,
    summed,
)


def _state(revoked: bool, valid_to: dt.date | None, day: dt.date) -> str:
    if revoked:
        return "已撤销"
    if valid_to is None:
        return "有效期未填"
    return "已过期" if valid_to < day else "有效"


def _days_left(valid_to: dt.date | None, day: dt.date) -> int | None:
    return None if valid_to is None else (valid_to - day).days


CERTIFICATES = (
    Statistic(
        "持证统计",
        "三项岗位人员持证统计表",
        Rows("岗位类别", by="kind", width=24),
        (
            Amount("持证（本）", "certificates", width=11),
            Amount("有效（本）", "certificates_valid", width=11),
            Computed("有效率（%）", "[certificates_valid]/[certificates]", width=11),
            Blank(width=24),
        ),
        measure_of="本",
        checks=(Check("certificates_valid", "certificates", "有效证书多于持证"),),
    ),
    Listing(
        "三项岗位持证清单",
        "三项岗位人员持证及到期清单",
        "certificates",
        (
            Item("企业", "enterprise", width=28),
            Item("姓名", "person_name", width=9),
            Item("性别", "gender", width=6),
            Item("身份证号", "id_card", width=21),
            Item("岗位类别", "kind", width=18),
            Item("作业类别", "op_type", width=20),
            Item("证书编号", "cert_no", width=21),
            Item("发证机关", "issue_org", width=18),
            Item("初领日期", "first_issue", width=12),
            Item("下次复审", "review_due", width=12),
            Item("有效期至", "valid_to", width=12),
            Item("状态", "revoked valid_to @day", _state, "mark", 10, fleeting=True),
            Item("剩余天数", "valid_to @day", _days_left, "whole", 8, fleeting=True),
        ),
        within=lambda period: one_of("kind", *THREE_POSTS),
        order="valid_to",
        alarm=("状态", "已过期"),
        notes=("状态和剩余天数按期末计，期末没到的按今天计；身份证号中间隐去。",),
    ),
)

_POSTS = {"主要负责人": "主要负责人合格证", "安管人员": "安全管理人员合格证", "特种作业": "特种作业操作证"}
"""The kind of training that leads to each kind of certificate."""

TRAINING = (
    Statistic(
        "培训统计",
        "安全生产培训情况统计表",
        Rows("培训对象类别", by="kind", width=20),
        (
            Amount("应训人数", "should_train"),
            Amount("期数", "trainings", width=7),
            Amount("实训人次", "trained"),
            Amount("学时合计", "train_hours"),
            Computed("期均学时", "[train_hours]/[trainings]", "number"),
            Amount("合格人数", "train_passed"),
            Computed("合格率（%）", "[train_passed]/[trained]"),
            Amount("持证|应有（本）", "certificates", keys=_POSTS),
            Amount("持证|有效（本）", "certificates_valid", keys=_POSTS),
            Computed("持证|持证率（%）", "[certificates_valid]/[certificates]", nothing="—"),
            Amount("工伤预防培训人次", "injury_trained"),
            Blank(),
        ),
        measure_of="人、期、人次、学时",
        notes=("应有＝登记的该类证书（不含撤销），有效＝其中期末没有过期的；三项岗位以外的类别没有持证要求，空着。",),
        checks=(Check("train_passed", "trained", "合格人数多于实训人次"),),
    ),
    Listing(
        "培训明细",
        "安全生产培训明细表",
        "trainings",
        (
            Item("培训编号", "code", width=16),
            Item("培训名称", "name", width=32),
            Item("培训类型", "kind", width=14),
            Item("主办单位", "organizer", width=22),
            Item("开始日期", "start", width=12),
            Item("结束日期", "end", width=12),
            Item("学时", "hours"),
            Item("应训（人）", "should_count", total="sum"),
            Item("实训（人）", "people", total="sum"),
            Item("合格（人）", "passed", total="sum"),
            Item("含工伤预防", "injury", width=8),
            Item("学时不足", "hours_short", width=8),
            Blank(),
        ),
        within=in_period("start"),
        order="start",
        measure_of="人、学时",
    ),
)

PUBLICITY = (
    Statistic(
        "宣传七进统计",
        "安全宣传“七进”统计表",
        Rows("场所", parts=tuple((f"进{place}", Includes("seven_in", place)) for place in SEVEN), width=14),
        (
            Amount("次数", "activities"),
            Amount("覆盖单位数（家）", "units_reached", width=11),
            Amount("人次", "audience"),
            Amount("发放资料（份）", "materials", width=11),
            Amount("媒体报道（次）", "media_reports", width=11),
            Blank("典型做法", 34),
            Blank("责任单位", 20),
        ),
        measure_of="次、家、人次、份",
        notes=("一次活动可以同时进几个场所，合计是各场所之和，大于活动次数。",),
    ),
    Listing(
        "宣传活动明细",
        "安全宣传活动明细表",
        "publicity_activities",
        (
            Item("活动名称", "title", width=32),
            Item("活动类型", "activity_type", width=14),
            Item("七进", "seven_in", width=18),
            Item("时间", "start_at", width=17),
            Item("地点", "place", width=20),
            Item("所属村", "village", width=12),
            Item("主办单位", "organizer_org", width=16),
            Item("参加人数", "attendee_count", total="sum"),
            Item("覆盖单位", "unit_count", total="sum"),
            Item("发放资料", "material_count", total="sum"),
            Item("媒体渠道", "media_channel", width=12),
            Item("报道标题", "media_title", width=24),
        ),
        within=in_period("start_at"),
        order="start_at",
        measure_of="人、家、份",
    ),
)


def _in_year(period: Period) -> Where:
    return between("date", period.to_date().first, period.last)


def _until_now(period: Period) -> Where:
    return until("date", period.last)


def _times(issued: dt.date | None, last: dt.date | None, due: dt.date | None) -> int | None:
    """How often a year it must be drilled, told from the day on which the next is due."""
    since = max(filter(None, (issued, last)), default=None)
    if since is None or due is None or due <= since:
        return None
    return max(1, round(365 / (due - since).days))


def _drilled(head: str, path: str, tell: Any, kind: str, width: float, total: str = "") -> Item:
    return Item(head, path, tell, kind, width, total, "drills.plan", _in_year, "date", name=f"drill_{path}")


PLANS = (
    Statistic(
        "预案和演练统计",
        "应急预案备案和应急演练统计表",
        Rows("编制单位", by="owner", width=14),
        (
            Amount("有效预案（个）", "plans", width=10),
            Amount("应备案（个）", "plans_to_file", width=10),
            Amount("已备案（个）", "plans_filed", width=10),
            Computed("备案率（%）", "[plans_filed]/[plans_to_file]", width=10),
            Amount("按期演练（个）", "plans_drilled", width=10),
            Computed("按期演练率（%）", "[plans_drilled]/[plans]", width=10),
            Amount("本期演练（次）", "drills", width=10),
            Amount("参演人次", "drill_people", width=10),
            Blank(width=20),
        ),
        measure_of="个、次、人次",
        checks=(
            Check("plans_filed", "plans_to_file", "已备案预案多于应备案预案"),
            Check("plans_drilled", "plans", "按期演练预案多于有效预案"),
        ),
    ),
    *by_both(
        "企业预案演练",
        "企业应急预案和演练统计表",
        (
            Amount("有效预案（个）", "plans", width=10),
            Amount("应备案（个）", "plans_to_file", width=10),
            Amount("已备案（个）", "plans_filed", width=10),
            Computed("备案率（%）", "[plans_filed]/[plans_to_file]", width=10),
            Amount("本期演练（次）", "drills", width=10),
            Blank(width=20),
        ),
        measure_of="个、次",
    )[:1],
    Listing(
        "预案和演练台账",
        "应急预案备案和演练台账",
        "emergency_plans",
        (
            Item("企业/单位", "enterprise village office owner_type", first, width=24),
            Item("预案名称", "name", width=28),
            Item("类型", "kind", width=13),
            Item("版本", "version", width=8),
            Item("发布日期", "issue_date", width=12),
            Item("备案号", "filing_no", width=18),
            Item("备案日期", "filed_date", width=12),
            Item("备案到期", "valid_to", width=12),
            Item("评审", "review_date", width=12),
            Item("演练（本年）|应次数", "issue_date last_drill drill_due", _times, "whole", 7),
            _drilled("演练（本年）|实际", "id", count, "whole", 7, "sum"),
            Item(
                "演练（本年）|最近演练", "date", latest, "date", 12, of="drills.plan", within=_until_now, order="date"
            ),
            _drilled("演练（本年）|参演人次", "participants_count", summed, "whole", 8, "sum"),
            _drilled("演练评估|结论", "evaluation", latest, "mark", 8),
            _drilled("演练评估|不足", "problems", latest, "text", 22),
            _drilled("演练评估|整改", "improvements", latest, "text", 22),
            _drilled("演练评估|报送", "report_sent_to", latest, "text", 14),
        ),
        within=lambda period: STANDING & ~eq("kind", PlanKind.CARD),
        order="owner_type enterprise name",
        measure_of="次、人次",
    ),
)
