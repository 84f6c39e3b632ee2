"""隐患整改通知书: the town's own notice, without any powers, of hidden dangers of one site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.document import Document, day_of
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import OfficeRules, PaperRules
from safety_desk.ledgers.papers.common import BLANK_DAY, numbered
from safety_desk.ledgers.papers.orders import common_facts, copies_said, dangers_of, finding, in_lines
from safety_desk.options import Scene


def mend_of_dangers(dangers: Sequence[HiddenDanger], kin: Kin, scene: Scene) -> Document:
    """隐患整改通知书 of hidden dangers of one site."""
    area = kin.linked(dangers[0], "public_area")
    return Document(
        kind=DocKind.MEND,
        enterprise=dangers[0].enterprise,
        party=area.name if area else None,
        issue_date=scene.today,
        content=in_lines([finding(danger) for danger in dangers]),
        deadline=max((danger.due_on for danger in dangers if danger.due_on and danger.due_on >= scene.today), default=None),
        hidden_dangers=tuple(danger.id for danger in dangers if danger.id),
        officers=scene.who or None,
    )


def site_of(danger: HiddenDanger) -> tuple[int | None, int | None]:
    """What tells hidden dangers of one site from those of another."""
    return danger.enterprise, danger.public_area


def no_notice(danger: HiddenDanger, kin: Kin, scene: Scene) -> str:
    """Why a hidden danger can have no notice now."""
    if not danger.is_open:
        return f"这条隐患{danger.status.label}，不用再发整改通知"
    return "" if danger.due_on else "这条隐患没有整改期限，请先填“整改期限”"


def mend_facts(document: Document, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 隐患整改通知书 says: a table of what is to be mended, how and by when."""
    office = scene.rules(OfficeRules)
    items, dangers = numbered(document.content), dangers_of(document, kin)
    known: list[HiddenDanger | None] = [*dangers] if len(dangers) == len(items) else [None] * len(items)
    rows = [_mend_row(text, danger, document, scene) for text, danger in zip(items, known, strict=True)]
    return {
        **common_facts(document, kin, scene),
        "head": office.office,
        "organ": office.office,
        "copies_said": copies_said(document, scene, office.office),
        "found": "、".join(dict.fromkeys(chinese(danger.found_date) for danger in dangers)) or BLANK_DAY,
        "rows": rows,
        "late": any(row["late"] for row in rows),
        "officers_said": document.officers or "",
        "phone": office.phone or "",
        "closing": scene.rules(PaperRules).mend_closing.replace("{县级部门}", office.county_agency),
    }


def _mend_row(text: str, danger: HiddenDanger | None, document: Document, scene: Scene) -> dict[str, str]:
    due = (danger.due_on if danger else None) or document.deadline
    late = due is not None and due < day_of(document, scene)
    return {
        "text": text,
        "level": danger.level.label if danger else "",
        "measure": (danger.measure or "") if danger else "",
        "duty": (danger.duty_person or danger.duty_unit or "") if danger else "",
        "due": str(due or ""),
        "late": "已逾期" if late else "",
    }
