"""移送函、抄告函 (domain F12) and 送达回执 (F13): what goes to others, and the proof that a paper reached whom it is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.errors import Refusal
from safety_desk.fields import Names
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enforce.document import DocState, Document, ServeWay, SignStatus, day_of
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.office import OfficeRules, PaperRules
from safety_desk.ledgers.papers.common import BLANK_DAY, numbered
from safety_desk.ledgers.papers.official import firm_said, officers_said
from safety_desk.ledgers.papers.orders import (
    common_facts,
    dangers_of,
    finding,
    found_by,
    in_lines,
    of_visit,
    one_line,
    party_of,
)
from safety_desk.options import Scene

_ATTACHED = (DocKind.RECORD, DocKind.ORDER, DocKind.MEASURE, DocKind.RECHECK)


# -- F12 ------------------------------------------------------------------------------------------------------------


def transfer_of_visit(visit: Inspection, kin: Kin, scene: Scene) -> Document:
    """移送函 of what a visit found and is still open."""
    open_ones = [danger for danger in found_by(visit, kin) if danger.is_open]
    return of_visit(visit, DocKind.TRANSFER, kin, scene, **_said(open_ones, scene))


def transfer_of_dangers(dangers: Sequence[HiddenDanger], kin: Kin, scene: Scene) -> Document:
    """移送函 of hidden dangers of one site."""
    return _of_dangers(DocKind.TRANSFER, dangers, kin, scene)


def inform_of_dangers(dangers: Sequence[HiddenDanger], kin: Kin, scene: Scene) -> Document:
    """抄告函 of hidden dangers of one site."""
    return _of_dangers(DocKind.INFORM, dangers, kin, scene)


def _of_dangers(kind: DocKind, dangers: Sequence[HiddenDanger], kin: Kin, scene: Scene) -> Document:
    area = kin.linked(dangers[0], "public_area")
    visits = {danger.inspection for danger in dangers}
    return Document(
        kind=kind,
        enterprise=dangers[0].enterprise,
        party=area.name if area else None,
        inspection=visits.pop() if len(visits) == 1 else None,
        officers=scene.who or None,
        **_said(dangers, scene),
    )


def _said(dangers: Sequence[HiddenDanger], scene: Scene) -> dict[str, Any]:
    basis = dict.fromkeys(one_line(danger.basis) for danger in dangers if danger.basis)
    return {
        "issue_date": scene.today,
        "to_organ": scene.rules(OfficeRules).county_agency,
        "content": in_lines([f"{chinese(danger.found_date)}发现：{finding(danger)}" for danger in dangers]),
        "basis": "；".join(basis) or "《中华人民共和国安全生产法》第九条",
        "hidden_dangers": tuple(danger.id for danger in dangers if danger.id),
    }


def nothing_open(visit: Inspection, kin: Kin, scene: Scene) -> str:
    """Why nothing of a visit can be handed over."""
    return "" if any(danger.is_open for danger in found_by(visit, kin)) else "这次检查没有未销号的隐患，没有可以移送的"


def not_open(danger: HiddenDanger, kin: Kin, scene: Scene) -> str:
    """Why a hidden danger cannot be handed over."""
    return "" if danger.status not in (State.CLOSED, State.VOID) else f"这条隐患{danger.status.label}，不用移送、抄告"


def letter_facts(document: Document, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 移送函 or 抄告函 says: to whom, about which enterprise, what was found, by which law, what is enclosed."""
    office, words = scene.rules(OfficeRules), scene.rules(PaperRules)
    transfer = document.kind is DocKind.TRANSFER
    firm = kin.linked(document, "enterprise")
    title = "案件移送函" if document.penalty_case else "隐患移送函" if transfer else "隐患抄告函"
    return {
        **common_facts(document, kin, scene),
        "copies": document.copies or 1,
        "head": office.office,
        "title": title,
        "to": document.to_organ or office.county_agency,
        "firm": {"name": party_of(document, kin)},
        "told": _firm_told(firm_said(firm)),
        "items": _paragraphs(document.content),
        "basis": one_line(document.basis),
        "closing": words.transfer_closing if transfer else words.inform_closing,
        "attached": _attached(document, kin),
        "handler": document.officers or "",
        "phone": office.phone or "",
        "organ": office.office,
    }


def _firm_told(firm: dict[str, str]) -> str:
    """What an organ that does not know the enterprise wants to know of it."""
    said = (("统一社会信用代码", firm["uscc"]), ("地址：", firm["address"]), (f"{firm['post'] or '负责人'}：", firm["person"]), ("联系电话：", firm["phone"]))
    return "，".join(label + fact for label, fact in said if fact)


def _paragraphs(content: str | None) -> list[str]:
    """The content as numbered items; one that stands alone has no number."""
    items = numbered(content)
    return items if len(items) < 2 else [f"{n}. {item}" for n, item in enumerate(items, 1)]


def _attached(document: Document, kin: Kin) -> list[str]:
    """What goes along: the papers of its inspection that have numbers, and the photos of what was found."""
    visit = kin.linked(document, "inspection")
    papers = [one for one in kin.of(visit, "documents") if one.doc_no and one.kind in _ATTACHED and one.status is not DocState.VOID] if visit else []
    photos = sum(len(danger.photo_before or ()) for danger in dangers_of(document, kin))
    said = [f"《{one.title}》1份" for one in sorted(papers, key=lambda one: one.id or 0)]
    return [*said, *([f"现场照片{photos}张"] if photos else [])]


# -- F13 ------------------------------------------------------------------------------------------------------------


def service_of(document: Document, kin: Kin, scene: Scene) -> Document:
    """送达回执 of a paper that has its number."""
    if document.doc_no is None:
        raise Refusal(not_numbered(document, kin, scene))
    return Document(
        kind=DocKind.SERVICE,
        about=document.id,
        enterprise=document.enterprise,
        party=document.party,
        inspection=document.inspection,
        issue_date=document.served_at or scene.today,
        content=f"送达《{document.title}》（{document.doc_no}）",
        officers=document.server or document.officers,
        copies=1,
    )


def not_numbered(document: Document, kin: Kin, scene: Scene) -> str:
    """Why a paper cannot be served now."""
    if document.status is DocState.VOID:
        return "这份文书已经作废，不用送达"
    return "" if document.doc_no else "这份文书还没有定稿编号，请先打印（打印时编号）或者点“定稿编号”，再出送达回执"


def service_facts(document: Document, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 送达回执 says, as far as it is known when it is printed; the rest is written by hand."""
    served: Document = kin.linked(document, "about") or document
    firm = firm_said(kin.linked(document, "enterprise"))
    refused = served.sign_status is SignStatus.REFUSED
    return {
        **common_facts(document, kin, scene),
        "served": served.title or "",
        "served_no": served.doc_no or "",
        "made": chinese(day_of(served, scene)),
        "place": firm["address"],
        "ways": [("☑" if way is served.serve_way else "□") + way.label for way in ServeWay],
        "receiver": served.receiver or "",
        "received": chinese(served.served_at) if served.served_at else BLANK_DAY,
        "servers": officers_said(served.server or document.officers, scene),
        "refused": (served.refuse_note or "") if refused else "",
        "witness": (served.witness or "") if refused else "",
    }
