"""Enterprises: the basic list (domain R03), those of major risk, classes and the blacklist (R19), insurance (R20)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import EVERY, Where, between, eq, filled, one_of, since, until
from safety_desk.ledgers.enterprise import GONE
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import OPEN
from safety_desk.ledgers.risk import PointStatus
from safety_desk.ledgers.society import blacklist, insurance
from safety_desk.periods import Period
from safety_desk.reports.specs import (
    Amount,
    Blank,
    Check,
    Computed,
    Item,
    Listing,
    Share,
    by_both,
    count,
    first,
    joined,
    latest,
    listed,
    tick,
)

THERE: Where = ~one_of("status", *GONE)


def _tagged(word: str) -> Any:
    """√ where one of an enterprise's tags says so."""
    return lambda tags: tick(word in (tags or "").split("、"))


def _hazard(level: Any, tags: str | None) -> str:
    return tick(level is not None or "重大危险源" in (tags or "").split("、"))


def _note(override: Any, reason: str | None, remark: str | None) -> str:
    """A judgment of a person is shown as one, on every output."""
    return joined(f"等级为人工认定：{reason}" if override else None, remark)


def _valid_licences(period: Period) -> Where:
    return eq("cancelled", False)


def _held(period: Period) -> Where:
    return insurance.HELD


FIRMS = Listing(
    "企业台账",
    "生产经营单位安全生产基础信息台账",
    "enterprises",
    (
        Item("企业名称", "name", width=28),
        Item("统一社会信用代码", "uscc code", first, "code", 23),
        Item("地址", "address", width=30),
        Item("所属村", "village", width=11),
        Item("行业（GB）", "industry_gb", width=18),
        Item("监管行业", "industry_safety", width=12),
        Item("规模", "scale", width=6),
        Item("从业人员数", "employees", total="sum", width=8),
        Item("法定代表人|姓名", "legal_person", width=9),
        Item("法定代表人|电话", "legal_mobile", width=13),
        Item("主要负责人|姓名", "principal", width=9),
        Item("主要负责人|电话", "principal_mobile", width=13),
        Item("安全员|姓名", "safety_officer", width=9),
        Item("安全员|电话", "safety_officer_mobile", width=13),
        Item("风险等级", "risk_grade", width=6),
        Item("监管分类", "supervise_class", width=6),
        Item("标准化等级", "std_level", width=7),
        Item("高危", "is_high_risk", width=5),
        Item("重大危险源", "major_hazard_level tags", _hazard, "mark", 8),
        Item("粉尘", "tags", _tagged("涉爆粉尘"), "mark", 5),
        Item("液氨", "tags", _tagged("液氨制冷"), "mark", 5),
        Item("有限空间", "tags", _tagged("有限空间"), "mark", 6),
        Item("许可证及到期", "kind valid_to", listed, width=24, of="ent_licenses.enterprise", within=_valid_licences),
        Item("预案备案日期", "filed_date", latest, "date", 12, of="emergency_plans.enterprise", order="filed_date"),
        Item("安责险到期", "end", latest, "date", 12, of="liability_insurances.enterprise", within=_held, order="end"),
        Item("经营状态", "status", width=8),
        Item("备注", "override_grade override_reason remark", _note, width=16),
    ),
    order="village name",
    measure_of="家、人",
)

_GRAVE: Where = one_of("risk_grade", Grade.RED, Grade.ORANGE)


def _points(*grades: Grade) -> Any:
    return lambda period: eq("status", PointStatus.NORMAL) & one_of("grade", *grades)


_RED_POINTS, _ORANGE_POINTS = _points(Grade.RED), _points(Grade.ORANGE)


def _open(period: Period) -> Where:
    return OPEN


def _seen(period: Period) -> Where:
    return filled("result") & until("start_at", period.last)


def _last_day(found: Sequence[Sequence[Any]]) -> str:
    return str(found[-1][0])[:10] if found else ""


GRAVE_FIRMS = Listing(
    "较大以上风险企业",
    "较大以上安全风险企业清单",
    "enterprises",
    (
        Item("企业名称", "name", width=28),
        Item("所属村", "village", width=11),
        Item("地址", "address", width=28),
        Item("监管行业", "industry_safety", width=12),
        Item("风险等级", "risk_grade", width=7),
        Item("评定依据", "override_grade override_reason risk_grade_why", lambda o, r, w: _note(o, r, None) or w or "", width=36),
        Item("风险点|红", "id", count, "whole", 6, "sum", "risk_points.enterprise", _RED_POINTS),
        Item("风险点|橙", "id", count, "whole", 6, "sum", "risk_points.enterprise", _ORANGE_POINTS),
        Item("红色风险点名称", "name", listed, width=24, of="risk_points.enterprise", within=_RED_POINTS),
        Item("监管分类", "supervise_class", width=6),
        Item("主要负责人|姓名", "principal", width=9),
        Item("主要负责人|电话", "principal_mobile", width=13),
        Item("安全员|姓名", "safety_officer", width=9),
        Item("安全员|电话", "safety_officer_mobile", width=13),
        Item("最近检查", "start_at", _last_day, "mark", 12, of="inspections.enterprise", within=_seen, order="start_at"),
        Item("未销号隐患（项）", "id", count, "whole", 8, "sum", "hidden_dangers.enterprise", _open),
        Blank(),
    ),
    within=lambda period: THERE & _GRAVE,
    order="risk_grade village name",
    measure_of="家、个、项",
    notes=("在册企业中现行风险等级为红（重大）、橙（较大）的。",),
)  # fmt: skip

RED_POINTS = Listing(
    "重大风险清单",
    "重大安全风险清单",
    "risk_points",
    (
        Item("风险点（部位/作业）", "name", width=24),
        Item("企业/公共区域", "enterprise public_area", first, width=28),
        Item("所属村", "village", width=11),
        Item("具体位置", "location", width=20),
        Item("主要危险源", "factor_desc", listed, width=48, of="hazards.risk_point"),
        Item("风险等级", "grade", width=7),
        Item("管控层级", "control_level", width=8),
        Item("责任单位", "responsible_unit", width=18),
        Item("责任人", "responsible_person", width=9),
        Item("联系电话", "phone", width=13),
        Item("最近评估", "last_assess_at", width=12),
        Item("下次复评", "next_assess_due", width=12),
        Blank(),
    ),
    within=_RED_POINTS,
    order="village enterprise name",
)

_CLASS_DAY = Item(
    "定类日期", "effective_from", latest, "date", 12, of="supervise_class_records.enterprise", order="effective_from"
)

CLASSES = Listing(
    "监管分类",
    "企业安全风险等级和监管分类一览表",
    "enterprises",
    (
        Item("企业名称", "name", width=30),
        Item("所属村", "village", width=12),
        Item("监管行业", "industry_safety", width=13),
        Item("风险等级", "risk_grade", width=7),
        Item("监管分类", "supervise_class", width=7),
        _CLASS_DAY,
        Item(
            "升降级事件", "events", latest, "text", 20, of="supervise_class_records.enterprise", order="effective_from"
        ),
        Item("标准化等级", "std_level", width=8),
        Item("信用状况", "credit_status", width=9),
        Item("主要负责人", "principal", width=10),
        Item("电话", "principal_mobile", width=13),
        Blank(),
    ),
    within=lambda period: THERE,
    order="supervise_class risk_grade village name",
    measure_of="家",
)


def _on_list(period: Period) -> Where:
    """On the list at the end of the period: still, or removed since."""
    after = since("removed_date", period.last + dt.timedelta(days=1))
    return until("listed_date", period.last) & (blacklist.FORCE | after)


BLACKLIST = Listing(
    "失信惩戒名单",
    "安全生产失信惩戒名单（公示）",
    "blacklists",
    (
        Item("失信主体", "subject", width=28),
        Item("类别", "subject_type", width=8),
        Item("统一社会信用代码", "enterprise.uscc org.uscc", first, "code", 22),
        Item("列入情形", "reason_code", width=22),
        Item("具体事由", "reason", width=34),
        Item("依据", "basis", width=22),
        Item("决定文号", "decision_no", width=18),
        Item("列入日期", "listed_date", width=12),
        Item("管理期满", "expire_date", width=12),
        Item("限制措施", "restrictions", width=28),
        Item("状态", "state", width=10),
        Item("公示网址", "publish_url", width=22),
    ),
    within=_on_list,
    order="listed_date",
    notes=("期末在名单上的主体；个人只公示姓名，不公示身份证号。",),
)


def _policies(period: Period) -> Where:
    return insurance.HELD & until("start", period.last) & since("end", period.last)


def _policy(head: str, path: str, kind: str, width: float, total: str = "") -> Item:
    return Item(head, path, latest, kind, width, total, "liability_insurances.enterprise", _policies, "end", name=path)


POLICIES = Listing(
    "安责险投保清单",
    "安全生产责任保险投保情况清单",
    "enterprises",
    (
        Item("企业名称", "name", width=30),
        Item("所属村", "village", width=12),
        Item("监管行业", "industry_safety", width=13),
        Item("从业人员数", "employees", total="sum", width=9),
        Item(
            "是否投保",
            "id",
            lambda found: "√" if found else "×",
            "mark",
            8,
            of="liability_insurances.enterprise",
            within=_policies,
        ),
        _policy("承保公司", "insurer", "text", 20),
        _policy("保单号", "policy_no", "code", 22),
        _policy("投保人数（人）", "persons", "whole", 9, "sum"),
        _policy("保费（元）", "premium", "number", 11, "sum"),
        _policy("每人限额（万元）", "coverage_death", "number", 10),
        _policy("保险起期", "start", "date", 12),
        _policy("保险止期", "end", "date", 12),
        _policy("预防服务（次）", "prevention_times", "whole", 9, "sum"),
        Blank(),
    ),
    within=lambda period: insurance.MUST_INSURE,
    order="village name",
    measure_of="家、人、元",
    alarm=("是否投保", "×"),
    notes=("应投保：在册的高危行业企业；保单取期末有效的一份。",),
)

INSURANCE = by_both(
    "安责险统计",
    "安全生产责任保险统计表",
    (
        Amount("应投保企业（家）", "must_insure"),
        Amount("已投保企业（家）", "insured"),
        Computed("投保率（%）", "[insured]/[must_insure]"),
        Amount("应投保未投保（家）", "uninsured"),
        Amount("有效保单（份）", "policies"),
        Amount("投保人数（人）", "persons_insured"),
        Amount("保费（万元）", "premiums", width=11),
        Amount("预防服务（次）", "prevention"),
        Blank(),
    ),
    measure_of="家、份、人、万元、次",
    checks=(Check("insured", "must_insure", "已投保企业多于应投保企业"),),
)

RISKS = by_both(
    "风险分级统计",
    "安全风险分级统计表",
    (
        Amount("在册企业（家）", "enterprises"),
        *(Amount(f"企业等级（家）|{grade.label}", f"firms_{grade.name.lower()}", width=7) for grade in Grade),
        Amount("企业等级（家）|未定级", "firms_ungraded", width=8),
        Amount("风险点（个）|总数", "points", width=8),
        *(Amount(f"风险点（个）|{grade.label}", f"points_{grade.name.lower()}", width=7) for grade in Grade),
        Blank(),
    ),
    measure_of="家、个",
    checks=(Check("points_red+points_orange+points_yellow+points_blue", "points", "四色风险点之和多于风险点总数"),),
)

STANDARDS = by_both(
    "标准化统计",
    "企业安全生产标准化建设统计表",
    (
        Amount("应达标企业（家）", "std_should"),
        Amount("已达标（家）|小微", "std_micro", width=7),
        Amount("已达标（家）|三级", "std_3", width=7),
        Amount("已达标（家）|二级", "std_2", width=7),
        Amount("已达标（家）|一级", "std_1", width=7),
        Share("达标率（%）", "std_reached", "std_should"),
        Amount("新达标", "std_new", width=8),
        Amount("升级", "std_up", width=7),
        Amount("到期", "std_expired", width=7),
        Amount("再达标", "std_again", width=8),
        Amount("审计数", "std_audits", width=8),
        Amount("降级", "std_down", width=7),
        Amount("撤销、淘汰", "std_out", width=8),
        Amount("样板企业（家）", "std_model"),
        Blank(),
    ),
    measure_of="家、次",
    notes=("新达标、升级、到期、再达标、审计、降级、撤销按本期计，其余按期末计。",),
)


def _rounds(period: Period) -> Where:
    return filled("issue_date") & until("issue_date", period.last)


STANDARD_ROLL = Listing(
    "标准化企业名册",
    "安全生产标准化企业名册",
    "standardizations",
    (
        Item("企业名称", "enterprise", width=32),
        Item("所属村", "enterprise.village", width=12),
        Item("监管行业", "enterprise.industry_safety", width=13),
        Item("达标等级", "level", width=9),
        Item("证书编号", "cert_no", width=22),
        Item("发证日期", "issue_date", width=12),
        Item("有效期至", "valid_to", width=12),
        Item("状态", "status", width=11),
        Item("样板企业", "is_model", width=9),
        Blank(),
    ),
    within=_rounds,
    order="status valid_to",
)


def dated(parts: Sequence[Sequence[Any]]) -> str:
    """What each of them says, with its day before it."""
    return "\n".join(f"{day} {said}" for day, said in parts)


def in_period(day: str, where: Where = EVERY) -> Any:
    """The records of which a day lies in the period."""
    return lambda period: where & between(day, period.first, period.last)
