"""移送函: what the office does instead where a penalty, a seizure or a stoppage is beyond its powers (domain §0.5)."""

from typing import Any

from safety_desk.conditions import Kin
from safety_desk.errors import Refusal
from safety_desk.ledger import Step
from safety_desk.ledgers.enforce.chain import EnforceChain, Stage
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.measure import EnforceMeasure, MeasureState
from safety_desk.ledgers.enforce.penalty import CaseState, PenaltyCase
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import OfficeRules
from safety_desk.options import Scene
from safety_desk.record import Record


def letter(enterprise: int | None, inspection: int | None, content: str, basis: str | None, scene: Scene) -> Document:
    """A draft that hands something over to the county; it gets its number when it is final."""
    return Document(
        kind=DocKind.TRANSFER,
        enterprise=enterprise,
        inspection=inspection,
        issue_date=scene.today,
        to_organ=scene.rules(OfficeRules).county_agency,
        content=content,
        officers=scene.who or None,
        basis=basis or "《中华人民共和国安全生产法》第九条",
    )


def of_danger(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """A hidden danger that somebody with powers must deal with."""
    firm = kin.linked(danger, "enterprise")
    known: list[Document] = kin.of(firm, "documents") if firm else []
    _none_yet([one for one in known if danger.code and danger.code in (one.content or "")])
    said = f"{danger.level.label}隐患 {danger.code or ''}（{danger.found_date} 发现）：{danger.description}"
    made = letter(danger.enterprise, danger.inspection, said, danger.basis or danger.major_criteria, scene)
    area = kin.linked(danger, "public_area")
    return [made.replace(party=area.name if area else None, hidden_dangers=(danger.id,))]


def of_chain(chain: EnforceChain, kin: Kin, scene: Scene) -> list[Record]:
    """What an inspection found, with all that is still open."""
    visit = kin.linked(chain, "inspection")
    _none_yet(kin.of(visit, "documents"))
    open_ = [danger for danger in kin.of(visit, "hidden_dangers") if danger.is_open]
    if not open_:
        raise Refusal("这次检查没有未销号的隐患，没有可以移送的")
    said = "\n".join(f"{n}. {danger.level.label}隐患 {danger.code or ''}：{danger.description}" for n, danger in enumerate(open_, 1))
    made = letter(chain.enterprise, chain.inspection, said, None, scene)
    return [made.replace(hidden_dangers=tuple(danger.id for danger in open_))]


def of_measure(measure: EnforceMeasure, kin: Kin, scene: Scene) -> list[Record]:
    """A measure that is proposed to who may order it."""
    chain = kin.linked(measure, "chain")
    said = f"建议对该单位采取“{measure.type.label}”措施。对象：{measure.target or '见检查记录'}"
    return [letter(measure.enterprise, chain.inspection if chain else None, said, measure.basis, scene)]


def of_case(case: PenaltyCase, kin: Kin, scene: Scene) -> list[Record]:
    """An offence that is proposed for a penalty."""
    _none_yet(kin.of(case, "documents"))
    chain = kin.linked(case, "chain")
    made = letter(case.enterprise, chain.inspection if chain else None, f"该单位涉嫌：{case.cause}", case.law_ref, scene)
    return [made.replace(penalty_case=case.id)]


def _none_yet(documents: list[Document]) -> None:
    """Raises Refusal where a letter about it is on its way."""
    if any(one.kind is DocKind.TRANSFER and one.status is not DocState.VOID for one in documents):
        raise Refusal("已经起草过移送函，请到“执法文书”里定稿、送达")


def _step(when: Any, do: Any) -> tuple[Step[Any], ...]:
    return (Step("起草移送函", when, do, aside=True),)


STEPS: dict[str, tuple[Step[Any], ...]] = {
    "hidden_dangers": _step(lambda danger: danger.is_open, of_danger),
    "enforce_chains": _step(lambda chain: chain.stage in (Stage.DIAGNOSIS, Stage.PENALTY) and bool(chain.found_count), of_chain),
    "enforce_measures": _step(lambda measure: measure.status is MeasureState.PLANNED, of_measure),
    "penalty_cases": _step(lambda case: case.status is CaseState.FILED, of_case),
}
"""Offered wherever the office may find its powers too small."""
