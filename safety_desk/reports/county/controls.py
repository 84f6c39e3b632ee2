"""安全风险分级管控清单 (domain R02): a row for each hazard under its risk point, and a summary by owner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_desk.fields import Names
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.risk import ControlMeasure, Hazard, MeasureType, RiskAssessment, RiskPoint
from safety_desk.reports.behind import Counted, one_record, opening
from safety_desk.reports.tables import Band, Column, Table


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
    found: list[dict[int, Counted]] = []
    n = 0
    for facts in points:
        grade = facts.point.grade
        told = f"{grade.label}（{grade.risk}）" if grade else "未评估"
        rows.append(Band(f"{facts.owner}　风险点：{facts.point.name}　等级：{told}", grade))
        found += [one_record("risk_points", facts.point.id), *(one_record("hazards", one.id) for one in facts.hazards)]
        for hazard in facts.hazards:
            n += 1
            rows.append(_control_row(n, facts, hazard, names))
    return opening(Table("风险分级管控清单", "安全风险分级管控清单", _CONTROL_COLUMNS, rows), found)


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

    ledger: str
    id: int | None
    name: str
    village: str
    field: str
    grade: Grade | None
    source: str
    person: str
    points: Sequence[RiskPoint]


def summary_table(owners: Iterable[OwnerFacts]) -> Table:
    """安全风险分级汇总 (R02b): one row an enterprise or public area."""
    rows: list[list[Any]] = []
    found: list[dict[int, Counted]] = []
    for n, owner in enumerate(owners, 1):
        counts = [sum(p.grade is grade for p in owner.points) for grade in Grade]
        seen = [p.last_assess_at for p in owner.points if p.last_assess_at]
        due = [p.next_assess_due for p in owner.points if p.next_assess_due]
        row = [n, owner.name, owner.village, owner.field, len(owner.points), *counts, owner.grade, owner.source]
        rows.append([*row, owner.person, max(seen, default=None), min(due, default=None)])
        found.append({**one_record(owner.ledger, owner.id), 4: ("risk_points", tuple(p.id or 0 for p in owner.points))})
        for m, grade in enumerate(Grade, 5):
            found[-1][m] = ("risk_points", tuple(p.id or 0 for p in owner.points if p.grade is grade))
    return opening(Table("风险分级汇总", "安全风险分级汇总表", _SUMMARY_COLUMNS, rows, measure_of="个"), found)
