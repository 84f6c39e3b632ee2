"""The papers that tell an enterprise what to do: 责令限期整改 (domain F03) and 现场处理措施 (F04).

Each is told of its entry in the register, so that it says the same whenever it is printed; where there is none yet, the
functions `…_of_…` begin one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.document import DocState, Document, day_of
from safety_desk.ledgers.enforce.document_kind import DocKind, document_title
from safety_desk.ledgers.enforce.measure import EnforceMeasure, MeasureState, MeasureType
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, PaperRules, signed_by
from safety_desk.ledgers.papers.common import BLANK_DAY, numbered
from safety_desk.ledgers.papers.official import officers_said
from safety_desk.options import Scene

AT_ONCE_WORDS = "立即"
_DECISIONS = {
    MeasureType.STOP: "责令暂时停产停业",
    MeasureType.STOP_WORK: "责令停止施工",
    MeasureType.STOP_USE: "责令停止使用相关设施、设备",
    MeasureType.LEAVE: "责令从危险区域内撤出作业人员",
}


# -- what every one of them says ------------------------------------------------------------------------------------


def common_facts(document: Document, kin: Kin, scene: Scene) -> dict[str, Any]:
    """Head, title, whom it is for, who signs it, whose seal stands under it and from which day."""
    office, words = scene.rules(OfficeRules), scene.rules(PaperRules)
    formal = office.mode is not EnforcementMode.NONE
    review = "或者".join(filter(None, (office.county_government, office.second_review)))
    return {
        "head": words.formal_head if formal else words.head,
        "title": document_title(document.kind, office.mode),
        "party": party_of(document, kin),
        "formal": formal,
        "officers": officers_said(document.officers, scene),
        "signer": "安全生产行政执法人员" if formal else words.role,
        "certificate": "证号" if formal else words.certificate,
        "organ": signed_by(office),
        "county": office.county_agency,
        "review": review,
        "court": office.court,
        "day": chinese(day_of(document, scene)),
        "copies": document.copies or 2,
        "copies_said": copies_said(document, scene, signed_by(office)),
    }


def copies_said(document: Document, scene: Scene, organ: str) -> str:
    """How many copies there are and who has them; nothing where the office has no such note."""
    note, count = scene.rules(PaperRules).copies_note or "", document.copies or 2
    said = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五", 6: "六"}.get(count, str(count))
    return note.replace("{份数}", said).replace("{机关}", organ)


def party_of(document: Document, kin: Kin) -> str:
    """Whom a paper is for."""
    firm, visit = kin.linked(document, "enterprise"), kin.linked(document, "inspection")
    area = kin.linked(visit, "public_area") if visit else None
    return document.party or (firm.name if firm else "") or (area.name if area else "")


def dangers_of(document: Document, kin: Kin) -> list[HiddenDanger]:
    """The hidden dangers that a paper lists, in its order."""
    found: list[HiddenDanger] = kin.all_linked(document, "hidden_dangers")
    return found


def listed(numbers: Iterable[int]) -> str:
    """Numbers of items as papers name them: 1、3."""
    return "、".join(map(str, numbers))


def finding(danger: HiddenDanger) -> str:
    """A hidden danger as a paper lists it, with the criterion that makes it a major one."""
    where = f"{danger.place}：" if danger.place and not danger.description.startswith(danger.place) else ""
    criterion = f"（重大事故隐患，判定依据：{one_line(danger.major_criteria)}）" if danger.level is Level.MAJOR and danger.major_criteria else ""
    return f"{where}{one_line(danger.description)}{criterion}。"


def one_line(text: str | None) -> str:
    """A text without line ends, and without the full stop at its end."""
    return " ".join((text or "").split("\n")).rstrip("。；; ")


def in_lines(texts: Sequence[str]) -> str:
    """Items as the register keeps them: numbered, one a line."""
    return "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))


def _officers(visit: Inspection, kin: Kin) -> str | None:
    return "、".join(person.name for person in kin.all_linked(visit, "inspectors")) or None


def found_by(visit: Inspection, kin: Kin) -> list[HiddenDanger]:
    """The hidden dangers that a visit noted, without those that were noted by mistake."""
    found: list[HiddenDanger] = kin.of(visit, "hidden_dangers")
    return [danger for danger in found if danger.status is not State.VOID]


def of_visit(visit: Inspection, kind: DocKind, kin: Kin, scene: Scene, **values: Any) -> Document:
    """An entry of a visit: its site, its inspectors."""
    area = kin.linked(visit, "public_area")
    usual = {"kind": kind, "inspection": visit.id, "enterprise": visit.enterprise, "party": area.name if area else None}
    return Document(**{**usual, "officers": _officers(visit, kin), **values})


# -- F03 ------------------------------------------------------------------------------------------------------------


def order_of_visit(visit: Inspection, kin: Kin, scene: Scene) -> Document:
    """责令限期整改 of what a visit found and no order of it asks for yet; all of it where all is asked for."""
    dangers = found_by(visit, kin)
    orders: list[Document] = [d for d in kin.of(visit, "documents") if d.kind is DocKind.ORDER and d.status is not DocState.VOID]
    asked = {id for order in orders for id in order.hidden_dangers or ()}
    left = [danger for danger in dangers if danger.id not in asked] or dangers
    return of_visit(
        visit, DocKind.ORDER, kin, scene,
        issue_date=visit.start_at.date(),
        content=in_lines([finding(danger) for danger in left]),
        deadline=max((danger.deadline for danger in left if danger.deadline), default=None),
        hidden_dangers=tuple(danger.id for danger in left if danger.id),
        basis="；".join(dict.fromkeys(one_line(danger.basis) for danger in left if danger.basis)) or None,
    )  # fmt: skip


def order_fits(order: Document, visits: list[Inspection], kin: Kin) -> bool:
    """An order asks for all that its visit found; what came to light later wants another."""
    asked = {id for other in kin.of(visits[0], "documents") if other.kind is DocKind.ORDER and other.status is not DocState.VOID for id in other.hidden_dangers or ()}
    found = {danger.id for danger in found_by(visits[0], kin)}
    return not order.hidden_dangers or order.doc_no is None or found <= asked


def no_order(visit: Inspection, kin: Kin, scene: Scene) -> str:
    """Why a visit can have no order now."""
    dangers = found_by(visit, kin)
    if not dangers:
        return "这次检查没有登记隐患。查出问题的，请先点“不符合项登记为隐患”"
    return _unready(dangers, visit.start_at.date())


def _unready(dangers: Sequence[HiddenDanger], day: dt.date) -> str:
    """What is missing in hidden dangers that an order is to list (domain F03)."""
    for danger in dangers:
        code = danger.code or ""
        if danger.level is Level.MAJOR and not danger.major_criteria:
            return f"重大隐患 {code} 没有判定依据，请先在隐患台账里写“重大隐患判定依据”"
        if danger.deadline is None:
            return f"隐患 {code} 没有整改期限，请先在隐患台账里填“整改期限”"
        if danger.deadline < day:
            return f"隐患 {code} 的整改期限（{danger.deadline}）早于检查日期（{day}），请改正期限"
    return ""


def order_facts(document: Document, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 责令限期整改指令书, or 限期整改意见书, says."""
    dangers, items = dangers_of(document, kin), numbered(document.content)
    known = dangers if len(dangers) == len(items) else []
    majors = [n for n, danger in enumerate(known, 1) if danger.level is Level.MAJOR]
    return {
        **common_facts(document, kin, scene),
        "items": items,
        "majors": listed(majors) or "／",
        "terms": _terms(document, known, scene),
        "whole": listed(range(1, len(items) + 1)) if items else "",
    }


def _terms(document: Document, dangers: Sequence[HiddenDanger], scene: Scene) -> list[dict[str, str]]:
    """Which items are to be mended by when, the earliest first; one term for all of them where they do not differ."""
    day = day_of(document, scene)
    groups: dict[dt.date | None, list[int]] = {}
    for n, danger in enumerate(dangers, 1):
        groups.setdefault(danger.deadline, []).append(n)
    if len(groups) <= 1:
        due = next(iter(groups), document.deadline) or document.deadline
        return [{"which": "", "by": _by(due, day)}]
    return [{"which": listed(groups[due]), "by": _by(due, day)} for due in sorted(groups, key=lambda due: due or dt.date.max)]


def _by(due: dt.date | None, day: dt.date) -> str:
    if due is None:
        return f"于{BLANK_DAY}前"
    return AT_ONCE_WORDS if due <= day else f"于{chinese(due)}前"


# -- F04 ------------------------------------------------------------------------------------------------------------


def measure_of_visit(visit: Inspection, kin: Kin, scene: Scene) -> Document:
    """现场处理措施决定书 of a visit: what was found, and the measures of ours that are noted with its chain."""
    dangers, measures = found_by(visit, kin), our_measures(visit, kin)
    return of_visit(
        visit, DocKind.MEASURE, kin, scene,
        issue_date=visit.start_at.date(),
        content=in_lines([finding(danger) for danger in dangers]),
        decision=in_lines([_decision(measure) for measure in measures]) or None,
        basis=next((measure.basis for measure in measures if measure.basis), None) or scene.rules(PaperRules).measure_basis,
        hidden_dangers=tuple(danger.id for danger in dangers if danger.id),
    )  # fmt: skip


def our_measures(visit: Inspection, kin: Kin) -> list[EnforceMeasure]:
    """The measures of ours on the spot that belong to a visit."""
    found: list[EnforceMeasure] = [measure for chain in kin.of(visit, "enforce_chains") for measure in kin.of(chain, "enforce_measures")]
    return [measure for measure in found if measure.organ is Organ.OURS and measure.type in _DECISIONS and measure.status is not MeasureState.LIFTED]


def _decision(measure: EnforceMeasure) -> str:
    return _DECISIONS[measure.type] + (f"：{one_line(measure.target)}" if measure.target else "") + "。"


def no_measure(visit: Inspection, kin: Kin, scene: Scene) -> str:
    """Why a visit can have no 现场处理措施决定书 now."""
    if not found_by(visit, kin):
        return "这次检查没有登记隐患，没有可以处理的"
    alive = [d for d in kin.of(visit, "documents") if d.kind is DocKind.MEASURE and d.status is not DocState.VOID]
    if not alive and not our_measures(visit, kin):
        return "还没有写怎么处理。请先在“强制与处理措施”里登记本单位办理的现场处理措施，或者在“执法文书”里起草决定书"
    return ""


def undecided(document: Document, kin: Kin, scene: Scene) -> str:
    """Why a draft of 现场处理措施决定书 cannot go out."""
    return "" if document.decision else "还没有写“处理决定”，请先在文书里填"


def measure_facts(document: Document, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 现场处理措施决定书 says."""
    visit = kin.linked(document, "inspection")
    return {
        **common_facts(document, kin, scene),
        "visited": chinese(visit.start_at.date()) if visit else BLANK_DAY,
        "items": numbered(document.content),
        "basis": (document.basis or scene.rules(PaperRules).measure_basis).rstrip("。"),
        "decisions": [f"{line.rstrip('。；;')}。" for line in numbered(document.decision)],
    }
