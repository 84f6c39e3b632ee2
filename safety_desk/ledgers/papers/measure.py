"""查封（扣押）决定书 with its list of what was sealed or seized (行政强制法 art. 24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.measure import MeasureType
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.papers.official import altered, firm_said, head, issue_day, officers_said, signatory
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enforce.measure import EnforceMeasure

_LISTED = 4
"""So many lines at least has the list of what was sealed or seized."""


def seizure_facts(measure: EnforceMeasure, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the decision says: why and by what law, what, from when to when, and where to complain."""
    firm = kin.linked(measure, "enterprise")
    act = "查封" if measure.type is MeasureType.SEAL else "扣押"
    things = [part for part in (measure.target or "").replace("；", "、").split("、") if part]
    return {
        "head": head(scene),
        "title": f"{act}决定书",
        "act": act,
        "firm": firm_said(firm),
        "target": measure.target or "",
        "basis": (measure.basis or "").rstrip("。；; "),
        "start": chinese(measure.start_at) if measure.start_at else "",
        "end": chinese(measure.due_on) if measure.due_on else "",
        "officers": officers_said(None, scene),
        "signatory": signatory(scene),
        "things": things + [""] * (_LISTED - len(things)),
        "signed": chinese(issue_day(measure, DocKind.SEIZE, kin, scene)),
        "entry": {**_said(measure), "approver": measure.decided_by},
    }


def _no_seizure(measure: EnforceMeasure, kin: Kin, scene: Scene) -> str:
    if measure.organ is not Organ.OURS:
        return "由县级部门办理，决定书由县级部门出具；镇里只登记它的文号"
    if not measure.type.is_seizure:
        return f"是“{measure.type.label}”，不是查封、扣押；停产停业、停用设备、撤人请出《现场处理措施决定书》"
    return altered(measure, DocKind.SEIZE, kin, **_said(measure))


def _said(measure: EnforceMeasure) -> dict[str, str | None]:
    """What stays as it is once the decision has its number."""
    return {"content": f"{'查封' if measure.type is MeasureType.SEAL else '扣押'}：{measure.target or ''}", "basis": measure.basis}


def _may_be(measure: EnforceMeasure) -> bool:
    return measure.type is not None and measure.type.is_seizure


PAPERS: tuple[Paper[EnforceMeasure], ...] = (
    Paper("seizure_decision", "查封扣押决定书", "seizure_decision.html", seizure_facts, kind="seize", bars=_no_seizure, concerns=_may_be),
)
