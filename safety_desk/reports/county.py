"""The county's tables: 企业台账 (domain R03), 风险分级管控清单 (R02), 隐患排查治理情况统计表 (R01)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_desk.fields import Names
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.risk import ControlMeasure, Hazard, MeasureType, RiskAssessment, RiskPoint
from safety_desk.measures import Measure
from safety_desk.reports.tables import Band, Column, Table

_ENTERPRISE_COLUMNS = (
    Column("序号", "order", width=6),
    Column("企业名称", width=28),
    Column("统一社会信用代码", "code", width=23),
    Column("地址", width=30),
    Column("所属村", width=11),
    Column("行业（GB）", width=18),
    Column("监管行业", width=12),
    Column("规模", "mark", width=6),
    Column("从业人员数", "whole", total="sum", width=8),
    Column("法定代表人|姓名", width=9),
    Column("法定代表人|电话", "code", width=13),
    Column("主要负责人|姓名", width=9),
    Column("主要负责人|电话", "code", width=13),
    Column("安全员|姓名", width=9),
    Column("安全员|电话", "code", width=13),
    Column("风险等级", "grade", width=6),
    Column("监管分类", "mark", width=6),
    Column("标准化等级", "mark", width=7),
    Column("高危", "mark", width=5),
    Column("重大危险源", "mark", width=8),
    Column("粉尘", "mark", width=5),
    Column("液氨", "mark", width=5),
    Column("有限空间", "mark", width=6),
    Column("许可证及到期", width=14),
    Column("预案备案日期", width=12),
    Column("安责险到期", width=12),
    Column("经营状态", "mark", width=8),
    Column("备注", width=14),
)


def enterprise_table(enterprises: Sequence[Enterprise], names: Names) -> Table:
    """企业基础信息台账 (R03). Columns of ledgers that are still to come stay empty."""
    rows = [_enterprise_row(n, e, names) for n, e in enumerate(enterprises, 1)]
    return Table("企业台账", "生产经营单位安全生产基础信息台账", _ENTERPRISE_COLUMNS, rows, measure_of="家、人")


def _enterprise_row(n: int, e: Enterprise, names: Names) -> list[Any]:
    def say(name: str) -> str:
        return ENTERPRISES.fields[name].show(getattr(e, name), names)

    tags = e.tags or ()
    return [
        n, e.name, e.uscc or e.code, e.address, say("village"), say("industry_gb"), say("industry_safety"), say("scale"),
        e.employees, e.legal_person, e.legal_mobile, e.principal, e.principal_mobile, e.safety_officer,
        e.safety_officer_mobile, e.risk_grade, say("supervise_class"), say("std_level"), "是" if e.is_high_risk else "",
        _tick(e.major_hazard_level is not None or "重大危险源" in tags), _tick("涉爆粉尘" in tags), _tick("液氨制冷" in tags),
        _tick("有限空间" in tags), "", "", "", say("status"), _grade_note(e),
    ]  # fmt: skip


def _tick(on: bool) -> str:
    return "√" if on else ""


def _grade_note(e: Enterprise) -> str:
    """An override is shown as one, on every output."""
    told = [f"等级为人工认定：{e.override_reason}"] if e.override_grade else []
    return "；".join([*told, *filter(None, [e.remark])])


@dataclass(frozen=True)
class PointFacts:
    """A risk point with what stands under it."""

    point: RiskPoint
    owner: str
    hazards: Sequence[Hazard]
    assessments: Mapping[int, RiskAssessment]
    measures: Mapping[int, Sequence[ControlMeasure]]


_CONTROL_COLUMNS = (
    Column("序号", "order", width=6),
    Column("风险点（部位/作业）", width=18),
    Column("风险类别", "mark", width=9),
    Column("危险源（危险因素）", width=26),
    Column("可能导致事故类型", width=14),
    Column("评价方法", "mark", width=9),
    Column("评价|L", "number", width=6),
    Column("评价|E/S", "number", width=6),
    Column("评价|C", "number", width=6),
    Column("评价|D/R", "number", width=7),
    Column("风险等级", "grade", width=6),
    Column("管控措施|工程技术", width=20),
    Column("管控措施|管理", width=20),
    Column("管控措施|培训教育", width=16),
    Column("管控措施|个体防护", width=16),
    Column("管控措施|应急处置", width=16),
    Column("管控层级", "mark", width=7),
    Column("责任单位", width=16),
    Column("责任人", width=9),
    Column("联系电话", "code", width=13),
    Column("备注", width=12),
)


def control_table(points: Iterable[PointFacts], names: Names) -> Table:
    """安全风险分级管控清单 (R02a): one row a hazard, a head row for each risk point."""
    rows: list[list[Any] | Band] = []
    n = 0
    for facts in points:
        grade = facts.point.grade
        told = f"{grade.label}（{grade.risk}）" if grade else "未评估"
        rows.append(Band(f"{facts.owner}　风险点：{facts.point.name}　等级：{told}", grade))
        for hazard in facts.hazards:
            n += 1
            rows.append(_control_row(n, facts, hazard, names))
    return Table("风险分级管控清单", "安全风险分级管控清单", _CONTROL_COLUMNS, rows)


def _control_row(n: int, facts: PointFacts, hazard: Hazard, names: Names) -> list[Any]:
    fields, point = Hazard.fields, facts.point
    assessment = facts.assessments.get(hazard.id or 0)
    factors = (assessment.factors if assessment else None) or {}
    measures = facts.measures.get(hazard.id or 0, ())
    by_type = ["；".join(m.text for m in measures if m.type is kind) for kind in MeasureType]
    if not any(by_type):
        by_type[1] = hazard.existing_measures or ""
    manual = assessment is not None and bool(assessment.override_reason)
    return [
        n, point.name, hazard.dimension.label, hazard.factor_desc, fields["accident_types"].show(hazard.accident_types, names),
        assessment.method.value if assessment and assessment.method.value != "direct" else "直接判定" if assessment else "",
        factors.get("L", factors.get("M")), factors.get("E", factors.get("S")), factors.get("C", factors.get("S") if "M" in factors else None),
        hazard.score, hazard.grade, *by_type, point.control_level.label if point.control_level else "", point.responsible_unit,
        point.responsible_person, point.phone, f"人工认定：{assessment.override_reason}" if manual and assessment else "",
    ]  # fmt: skip


_SUMMARY_COLUMNS = (
    Column("序号", "order", width=6),
    Column("企业/公共区域名称", width=30),
    Column("所属村", width=12),
    Column("行业", width=14),
    Column("风险点总数", "whole", total="sum", width=10),
    Column("红", "whole", total="sum", width=7),
    Column("橙", "whole", total="sum", width=7),
    Column("黄", "whole", total="sum", width=7),
    Column("蓝", "whole", total="sum", width=7),
    Column("整体等级", "grade", width=9),
    Column("等级来源及方法", width=30),
    Column("责任人", width=10),
    Column("最近评估日期", "date", width=12),
    Column("下次评估", "date", width=12),
)


@dataclass(frozen=True)
class OwnerFacts:
    """An enterprise or a public area with its risk points."""

    name: str
    village: str
    field: str
    grade: Grade | None
    source: str
    person: str
    points: Sequence[RiskPoint]


def summary_table(owners: Iterable[OwnerFacts]) -> Table:
    """安全风险分级汇总 (R02b): one row an enterprise or public area."""
    rows = []
    for n, owner in enumerate(owners, 1):
        counts = [sum(p.grade is grade for p in owner.points) for grade in Grade]
        seen = [p.last_assess_at for p in owner.points if p.last_assess_at]
        due = [p.next_assess_due for p in owner.points if p.next_assess_due]
        row = [n, owner.name, owner.village, owner.field, len(owner.points), *counts, owner.grade, owner.source]
        rows.append([*row, owner.person, max(seen, default=None), min(due, default=None)])
    return Table("风险分级汇总", "安全风险分级汇总表", _SUMMARY_COLUMNS, rows, measure_of="个")


_DANGER_COLUMNS = (
    Column("序号", "order", width=6),
    Column("行业领域", width=16),
    Column("应开展单位数（家）", "whole", "sum", width=12),
    Column("实际开展隐患排查单位数（家）", "whole", "sum", width=14),
    Column("一般隐患|排查数（项）", "whole", "sum", width=8),
    Column("一般隐患|其中已整改（项）", "whole", "sum", width=9),
    Column("一般隐患|整改率（%）", "percent", "share", "F/E", 9),
    Column("一般隐患|整改投入资金（万元）", "number", "sum", width=10),
    Column("重大隐患|排查数（项）", "whole", "sum", width=8),
    Column("重大隐患|其中已整改（项）", "whole", "sum", width=9),
    Column("重大隐患|整改率（%）", "percent", "share", "J/I", 9),
    Column("未整改重大隐患列入治理计划|列入治理计划的重大隐患（项）", "whole", "sum", width=10),
    Column("未整改重大隐患列入治理计划|落实治理目标任务（项）", "whole", "sum", width=9),
    Column("未整改重大隐患列入治理计划|落实治理经费物资（项）", "whole", "sum", width=9),
    Column("未整改重大隐患列入治理计划|落实治理机构人员（项）", "whole", "sum", width=9),
    Column("未整改重大隐患列入治理计划|落实治理时间要求（项）", "whole", "sum", width=9),
    Column("未整改重大隐患列入治理计划|落实安全措施应急预案（项）", "whole", "sum", width=9),
    Column("未整改重大隐患列入治理计划|落实治理资金（万元）", "number", "sum", width=9),
    Column("累计未整改（项）|一般", "whole", "sum", width=8),
    Column("累计未整改（项）|重大", "whole", "sum", width=8),
    Column("备注", width=10),
)

DANGER_ORDER = (
    "to_check", "checked", "general_found", "general_mended", "", "fund", "major_found", "major_mended", "", "planned",
    "plan_goal", "plan_supply", "plan_people", "plan_time", "plan_safety", "plan_money", "general_left", "major_left",
)  # fmt: skip
"""The measures of the statistics in the order of its columns; an empty name is a rate that the sheet computes."""


def danger_table(
    groups: Sequence[tuple[Any, str]],
    measures: Mapping[str, Measure],
    split: Callable[[Measure], Mapping[Any, int]],
    period: str,
) -> Table:
    """隐患排查治理情况统计表 (R01): a row for each group (industry or village), rates computed from the sums."""
    told = {name: split(measures[name]) for name in DANGER_ORDER if name}
    rows: list[list[Any]] = []
    for n, (value, label) in enumerate(groups, 1):
        cells = [_amount(measures[name], told[name].get(value, 0)) if name else None for name in DANGER_ORDER]
        rows.append([n, label, *cells, ""])
    notes = [f"{m.title}：{m.says}。" for name, m in measures.items() if name in DANGER_ORDER and name in _SAID]
    return Table(
        "隐患排查治理统计",
        "生产安全事故隐患排查治理情况统计表",
        _DANGER_COLUMNS,
        rows,
        period=period,
        measure_of="家、项、万元",
        notes=["整改率＝已整改÷排查数，合计行按合计数计算；没有隐患的记 0。", *notes],
    )


_SAID = {"to_check", "checked", "general_found", "general_mended", "major_mended", "general_left"}


def _amount(measure: Measure, number: int) -> float:
    """Money, which is kept in 分, in 万元; everything else as it is counted."""
    return number / 1_000_000 if measure.total and _kind(measure) == "money" else number


def _kind(measure: Measure) -> str:
    ledger = next(ledger for ledger in LEDGERS if ledger.name == measure.ledger)
    return ledger.fields[measure.total].kind.name
