"""Reports: what the store counts and lists, laid out as the county's tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.enterprise import Enterprise, GradeSource
from safety_desk.ledgers.figures import ReportRules, danger_measures
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.ledgers.risk import ControlMeasure, Hazard, PointStatus, RiskAssessment, RiskPoint
from safety_desk.ledgers.standing import StandingRules
from safety_desk.periods import Period
from safety_desk.reports import county
from safety_desk.reports.tables import Column, Table
from safety_desk.tasks.assessing import assessment_tables, efficacy_tables
from safety_desk.tasks.compliance_report import compliance_tables

Builder = Callable[[Store, Period], Sequence[Table]]


@dataclass(frozen=True)
class Report:
    """A report of the county's set: what it is called, and the tables it is made of."""

    title: str
    short: str
    build: Builder


def _by(records: Sequence[Any], link: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for record in records:
        if (id := getattr(record, link)) is not None:
            found.setdefault(id, []).append(record)
    return found


def enterprise_tables(store: Store, period: Period) -> list[Table]:
    """企业台账."""
    return [county.enterprise_table(store.find(Enterprise, order="village name"), store.names)]


def control_tables(store: Store, period: Period) -> list[Table]:
    """风险分级管控清单: every risk point in use, the worst first within its owner, and the summary by owner."""
    points = store.find(RiskPoint, eq("status", PointStatus.NORMAL), order="village enterprise public_area grade name")
    hazards = _by(store.find(Hazard, order="seq"), "risk_point")
    current = {a.hazard: a for a in store.find(RiskAssessment, eq("is_current", True))}
    measures = _by(store.find(ControlMeasure), "hazard")
    facts = [
        county.PointFacts(point, _owner(store, point), hazards.get(point.id or 0, ()), current, measures)
        for point in points
    ]
    return [county.control_table(facts, store.names), county.summary_table(_owners(store, points))]


def _owner(store: Store, point: RiskPoint) -> str:
    if point.enterprise is not None:
        return store.names.name("enterprises", point.enterprise)
    return store.names.name("public_areas", point.public_area) if point.public_area is not None else "（线路）"


def _owners(store: Store, points: Sequence[RiskPoint]) -> list[county.OwnerFacts]:
    of_enterprise, of_area = _by(points, "enterprise"), _by(points, "public_area")
    method = store.options(StandingRules).enterprise_method.label
    found = []
    for e in store.find(Enterprise, order="village risk_grade name"):
        manual = e.risk_grade_src is GradeSource.MANUAL
        source = (
            f"人工认定（{e.override_approver} 审批）：{e.override_reason}" if manual else e.risk_grade_why or method
        )
        village = store.names.name("villages", e.village) if e.village else ""
        facts = county.OwnerFacts(
            e.name, village, e.industry_safety or "", e.risk_grade, source, e.principal or e.legal_person or "",
            of_enterprise.get(e.id or 0, []),
        )  # fmt: skip
        found.append(facts)
    for area in store.find(PublicArea, order="village name"):
        village = store.names.name("villages", area.village)
        facts = county.OwnerFacts(
            area.name, village, "公共区域", area.risk_grade, "就高法", area.person or "", of_area.get(area.id or 0, [])
        )
        found.append(facts)
    return found


def danger_tables(store: Store, period: Period) -> list[Table]:
    """隐患排查治理情况统计表 by industry and by village."""
    measures = danger_measures(store.options(ReportRules))
    splits = {by: {name: store.split(m, period, by) for name, m in measures.items()} for by in ("field", "village")}
    fields = {value for told in splits["field"].values() for value in told}
    order = list(store.names.codes("supervise_field"))
    groups: list[tuple[Any, str]] = [(value, value) for value in order if value in fields]
    groups += [(value, value) for value in sorted(fields - set(order) - {None})]
    if None in fields:
        groups.append((None, "公共区域及未定行业"))
    villages: list[tuple[Any, str]] = [(v.id, v.name) for v in store.find(Village, order="seq name")]
    if any(None in told for told in splits["village"].values()):
        villages.append((None, "未定村"))
    by_field = county.danger_table(groups, measures, lambda m: splits["field"][m.name], period.title)
    by_village = county.danger_table(villages, measures, lambda m: splits["village"][m.name], period.title)
    by_village.name = "隐患统计（按村）"
    by_village.columns = [Column("所属村", width=16) if c.head == "行业领域" else c for c in by_village.columns]
    return [by_field, by_village]


def county_tables(store: Store, period: Period) -> list[Table]:
    """The county's workbook: enterprises, risks, hidden dangers."""
    return [*enterprise_tables(store, period), *control_tables(store, period), *danger_tables(store, period)]


REPORTS: dict[str, Report] = {
    "county": Report("县级汇总（企业台账、风险分级管控清单、隐患统计）", "县级汇总", county_tables),
    "enterprises": Report("企业基础信息台账", "企业基础台账", enterprise_tables),
    "risk_controls": Report("安全风险分级管控清单", "风险分级管控清单", control_tables),
    "hidden_danger_statistics": Report("隐患排查治理情况统计表", "隐患治理统计表", danger_tables),
    "compliance": Report("企业合规情况（逐家逐项、按项目）", "企业合规情况", compliance_tables),
    "efficacy": Report("执法效能评估表", "执法效能评估", efficacy_tables),
    "assessment": Report("安全生产目标考核（结果汇总、评分表、五问评估）", "目标考核", assessment_tables),
}


def tables_of(store: Store, report: Report, period: Period) -> list[Table]:
    """The tables of a report, as they stand now, under the office's name."""
    rules, colours = store.options(OfficeRules), store.options(Colours)
    tables = list(report.build(store, period))
    for table in tables:
        table.unit = rules.office
        table.title = f"{rules.town}{table.title}"
        table.colours = {grade: colour(grade, colours) for grade in Grade}
        table.wide_paper = store.options(ReportRules).wide_paper.value
    return tables


def make_report(store: Store, report: Report, period: Period, out: Path) -> Job[None]:
    """Count, list and lay out a report, and write it as a workbook. Raises Refusal where it cannot be written."""
    yield Progress(0, 2, f"正在统计{report.title}")
    tables = tables_of(store, report, period)
    yield Progress(1, 2, "正在写入工作簿")
    from safety_desk.reports import sheets

    sheets.write(tables, out)
