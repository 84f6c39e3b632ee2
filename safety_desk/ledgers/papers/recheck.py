"""整改复查意见书 (domain F05): each hidden danger of an order with what the recheck found, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.danger_state import RecheckResult, State
from safety_desk.ledgers.enforce.document import Conclusion, DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.papers.common import BLANK_DAY, numbered
from safety_desk.ledgers.papers.orders import (
    common_facts,
    dangers_of,
    finding,
    found_by,
    in_lines,
    listed,
    of_visit,
    one_line,
)
from safety_desk.options import Scene

_RESULTS = {RecheckResult.DONE: "已整改", RecheckResult.PART: "基本整改", RecheckResult.NOT: "未整改"}


def recheck_of_visit(visit: Inspection, kin: Kin, scene: Scene) -> Document:
    """整改复查意见书 of the newest order of a visit."""
    orders = _orders(visit, kin)
    return recheck_of_order(orders[-1], kin, scene) if orders else of_visit(visit, DocKind.RECHECK, kin, scene)


def recheck_of_order(order: Document, kin: Kin, scene: Scene) -> Document:
    """整改复查意见书 of an order: each of its hidden dangers with what the recheck found, and what comes next."""
    dangers = _ordered(order, kin)
    by = dict.fromkeys(name for danger in dangers if danger.recheck_by for name in danger.recheck_by.split("、"))
    return Document(
        kind=DocKind.RECHECK,
        enterprise=order.enterprise,
        party=order.party,
        inspection=order.inspection,
        about=order.id,
        issue_date=max((danger.recheck_at for danger in dangers if danger.recheck_at), default=None),
        content=in_lines([rechecked(danger) for danger in dangers]),
        conclusion=_conclusion(dangers),
        deadline=max((danger.new_deadline for danger in dangers if danger.is_open and danger.new_deadline), default=None),
        hidden_dangers=tuple(danger.id for danger in dangers if danger.id),
        officers="、".join(by) or order.officers,
    )


def _ordered(order: Document, kin: Kin) -> list[HiddenDanger]:
    """The hidden dangers that an order is about: those that it names, else all that its visit found."""
    visit = kin.linked(order, "inspection")
    dangers = dangers_of(order, kin) or (found_by(visit, kin) if visit else [])
    return [danger for danger in dangers if danger.status is not State.VOID]


def _orders(visit: Inspection, kin: Kin) -> list[Document]:
    """The orders of a visit that went out, in their order."""
    drafts = (DocState.DRAFT, DocState.VOID)
    found = [d for d in kin.of(visit, "documents") if d.kind is DocKind.ORDER and d.status not in drafts]
    return sorted(found, key=lambda order: order.id or 0)


def rechecked(danger: HiddenDanger) -> str:
    """A hidden danger as a recheck lists it, with what was found."""
    told = one_line(finding(danger))
    return f"{told}，{_RESULTS[danger.recheck_result]}。" if danger.recheck_result else f"{told}。"


def _conclusion(dangers: Sequence[HiddenDanger]) -> Conclusion | None:
    """All mended, none, or some; nothing until every one has been looked at."""
    results = [danger.recheck_result for danger in dangers]
    if not results or None in results:
        return None
    if all(result is RecheckResult.DONE for result in results):
        return Conclusion.ALL
    return Conclusion.NONE if all(result is RecheckResult.NOT for result in results) else Conclusion.PART


def recheck_fits(recheck: Document, records: list[Any], kin: Kin) -> bool:
    """A later recheck wants another paper than the one that is numbered."""
    if recheck.doc_no is None or recheck.issue_date is None:
        return True
    days = [danger.recheck_at for danger in dangers_of(recheck, kin) if danger.recheck_at]
    return not days or max(days) <= recheck.issue_date


def no_recheck(visit: Inspection, kin: Kin, scene: Scene) -> str:
    """Why a visit can have no 整改复查意见书 now."""
    orders = _orders(visit, kin)
    return no_recheck_of(orders[-1], kin, scene) if orders else "还没有定稿的限期整改文书。请先出限期整改，到期复查以后再出复查意见书"


def no_recheck_of(order: Document, kin: Kin, scene: Scene) -> str:
    """Why an order can have no 整改复查意见书 now."""
    if order.doc_no is None or order.status is DocState.VOID:
        return "这份限期整改还没有定稿编号，或者已经作废，不能复查"
    open_ones = [danger.code or "" for danger in _ordered(order, kin) if danger.recheck_result is None]
    return f"隐患 {'、'.join(open_ones[:3])} 还没有复查结果，请先复查登记，再出复查意见书" if open_ones else ""


def recheck_facts(document: Document, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 整改复查意见书 says: which order, each item with its result, what was mended and what was not."""
    order = kin.linked(document, "about")
    items, dangers = numbered(document.content), dangers_of(document, kin)
    done = [n for n, line in enumerate(items, 1) if line.endswith("，已整改。")]
    wrong = [n for n, line in enumerate(items, 1) if line.endswith(("，未整改。", "，基本整改。"))]
    handed = any(danger.status is State.HANDED_OVER for danger in dangers)
    return {
        **common_facts(document, kin, scene),
        "ordered": chinese(order.issue_date) if order and order.issue_date else BLANK_DAY,
        "order": (order.title or "") if order else "",
        "order_no": (order.doc_no or "") if order else "",
        "items": items,
        "done": listed(done),
        "wrong": listed(wrong),
        "term": chinese(document.deadline) if document.deadline else "",
        "handed": handed,
    }
