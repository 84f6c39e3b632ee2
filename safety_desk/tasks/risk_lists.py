"""What stands behind 安全风险分级管控清单 (domain R02): every point in use with its hazards, and the summary by owner."""

from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise, GradeSource
from safety_desk.ledgers.place import PublicArea
from safety_desk.ledgers.risk import ControlMeasure, Hazard, PointStatus, RiskAssessment, RiskPoint
from safety_desk.ledgers.standing import StandingRules
from safety_desk.periods import Period
from safety_desk.reports.county import controls
from safety_desk.reports.tables import Table


def _by(records: Sequence[Any], link: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for record in records:
        if (id := getattr(record, link)) is not None:
            found.setdefault(id, []).append(record)
    return found


def control_tables(store: Store, period: Period) -> list[Table]:
    """风险分级管控清单: every risk point in use, the worst first within its owner, and the summary by owner."""
    points = store.find(RiskPoint, eq("status", PointStatus.NORMAL), order="village enterprise public_area grade name")
    hazards = _by(store.find(Hazard, order="seq"), "risk_point")
    current = {a.hazard: a for a in store.find(RiskAssessment, eq("is_current", True))}
    measures = _by(store.find(ControlMeasure), "hazard")
    facts = [
        controls.PointFacts(point, _owner(store, point), hazards.get(point.id or 0, ()), current, measures)
        for point in points
    ]
    return [controls.control_table(facts, store.names), controls.summary_table(_owners(store, points))]


def _owner(store: Store, point: RiskPoint) -> str:
    if point.enterprise is not None:
        return store.names.name("enterprises", point.enterprise)
    return store.names.name("public_areas", point.public_area) if point.public_area is not None else "（线路）"


def _owners(store: Store, points: Sequence[RiskPoint]) -> list[controls.OwnerFacts]:
    of_enterprise, of_area = _by(points, "enterprise"), _by(points, "public_area")
    method = store.options(StandingRules).enterprise_method.label
    found = []
    for e in store.find(Enterprise, order="village risk_grade name"):
        manual = e.risk_grade_src is GradeSource.MANUAL
        source = (
            f"人工认定（{e.override_approver} 审批）：{e.override_reason}" if manual else e.risk_grade_why or method
        )
        village = store.names.name("villages", e.village) if e.village else ""
        facts = controls.OwnerFacts(
            "enterprises", e.id, e.name, village, e.industry_safety or "", e.risk_grade, source, e.principal or e.legal_person or "",
            of_enterprise.get(e.id or 0, []),
        )  # fmt: skip
        found.append(facts)
    for area in store.find(PublicArea, order="village name"):
        village = store.names.name("villages", area.village)
        facts = controls.OwnerFacts(
            "public_areas",
            area.id,
            area.name,
            village,
            "公共区域",
            area.risk_grade,
            "就高法",
            area.person or "",
            of_area.get(area.id or 0, []),
        )
        found.append(facts)
    return found
