"""The papers of a visit: 现场检查记录 (domain F02) and 安全检查表 (F07), to be filled in by hand where nothing is known yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.checklist import ChecklistItem
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.document import ON_SITE
from safety_desk.ledgers.enforce.document_kind import DocKind, document_title
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, PaperRules, signed_by
from safety_desk.ledgers.papers.letters import letter_facts, nothing_open, transfer_of_visit
from safety_desk.ledgers.papers.orders import (
    measure_facts,
    measure_of_visit,
    no_measure,
    no_order,
    order_facts,
    order_fits,
    order_of_visit,
)
from safety_desk.ledgers.papers.recheck import no_recheck, recheck_facts, recheck_fits, recheck_of_visit
from safety_desk.ledgers.visit_state import ItemResult, VisitResult
from safety_desk.options import Scene
from safety_desk.paper import Paper
from safety_desk.wording import bare

if TYPE_CHECKING:
    from safety_desk.ledgers.inspection import Inspection, InspectionItem

_MARKS = {ItemResult.OK: "√", ItemResult.NOT: "×", ItemResult.NA: "/"}
_BLANK_ROWS = 14


def record_facts(visit: Inspection, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 现场检查记录 says: words and number by the office's powers, the findings, who signs."""
    office, words = scene.rules(OfficeRules), scene.rules(PaperRules)
    formal = office.mode is not EnforcementMode.NONE
    items = _items(visit, kin)
    findings = _findings(kin.of(visit, "hidden_dangers"), items)
    return {
        "head": words.formal_head if formal else words.head,
        "title": "现场检查记录",
        "site": _site(visit, kin),
        "places": visit.places or _by_checklist(visit, kin),
        "time": _span(visit.start_at, visit.end_at),
        "inspector": f"{signed_by(office)}行政执法人员" if formal else f"{office.town}{words.role}",
        "signer": "行政执法人员" if formal else "检查人员",
        "certificate": "证件号码" if formal else words.certificate,
        "formal": formal,
        "inspectors": _inspectors(visit, kin),
        "situation": [line for line in (visit.situation or _tally_said(items, visit, kin)).split("\n") if line],
        "findings": findings,
        "clean": visit.result is VisitResult.CLEAN and not findings,
        "disclaimer": words.disclaimer,
        "signed": _signed(visit),
        "copies": 2,
        "entry": {
            "content": _content(visit, findings) or ON_SITE,
            "officers": "、".join(person.name for person in kin.all_linked(visit, "inspectors")) or None,
            "party": area.name if (area := kin.linked(visit, "public_area")) else None,
            "issue_date": visit.start_at.date() if visit.start_at else None,
        },
    }


def _content(visit: Inspection, findings: Sequence[str]) -> str:
    """What the register says of a record; nothing while it is a sheet to be filled in on the site."""
    found = [f"{n}. {finding}" for n, finding in enumerate(findings, 1)]
    clean = ["未发现安全隐患"] if visit.result is VisitResult.CLEAN and not found else []
    return "\n".join(filter(None, (visit.situation, *found, *clean)))


def unready(visit: Inspection, kin: Kin, scene: Scene) -> str:
    """Why a visit can have no record now: what its head would lack."""
    site = _site(visit, kin)
    if not site["address"]:
        where = "公共区域台账里补“地址”" if visit.public_area else "企业台账里补“生产经营地址”"
        return f"“{site['name']}”没有地址，请先在{where}"
    if visit.inspectors is not None and len(visit.inspectors) < 2:
        return "检查人员不能少于两人（安全生产法第六十七条），请先在检查里补齐"
    return ""


def checklist_facts(visit: Inspection, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 安全检查表 says: the site, its hidden dangers to look at again, the items with what is known of them."""
    checklist = kin.linked(visit, "checklist")
    rows = _rows(visit, kin, names)
    site = _site(visit, kin)
    return {
        "title": _sheet_title(checklist.name if checklist else ""),
        "number": visit.no or "",
        "office": signed_by(scene.rules(OfficeRules)),
        "site": site,
        "date": chinese(visit.start_at.date()) if visit.start_at else "　　年　月　日",
        "signed": _signed(visit),
        "inspectors": "、".join(person.name for person in kin.all_linked(visit, "inspectors")),
        "accompany": visit.accompany or "",
        "dangers": _to_recheck(visit, kin),
        "rows": rows or [_blank_row()] * _BLANK_ROWS,
        "starred": any(row["star"] for row in rows),
        "tally": tally(_items(visit, kin)),
    }


def tally(items: Sequence[InspectionItem]) -> dict[str, str]:
    """How many items were found 符合, 不符合, 不涉及, and 符合率 in percent; blank until every item has its result."""
    known = [item.result for item in items if item.result is not None]
    if not items or len(known) < len(items):
        return dict.fromkeys(("ok", "not", "na", "rate"), "")
    ok, wrong, na = (known.count(result) for result in (ItemResult.OK, ItemResult.NOT, ItemResult.NA))
    rate = f"{ok / (ok + wrong) * 100:.1f}".removesuffix(".0") if ok + wrong else "—"
    return {"ok": str(ok), "not": str(wrong), "na": str(na), "rate": rate}


def _sheet_title(checklist: str) -> str:
    """The checklist's name, brought to end in 安全检查表 where it does not say as much already."""
    for end, rest in (("检查表", ""), ("检查", "表"), ("安全", "检查表")):
        if checklist.endswith(end):
            return checklist + rest
    return f"{checklist}安全检查表"


def _site(visit: Inspection, kin: Kin) -> dict[str, str]:
    """The enterprise or public area as the head of a paper names it; what is not known is blank."""
    enterprise, area = kin.linked(visit, "enterprise"), kin.linked(visit, "public_area")
    site = enterprise or area
    if enterprise:
        legal = enterprise.legal_person
        known = {
            "address": enterprise.address or enterprise.reg_address,
            "person": legal or enterprise.principal,
            "post": "法定代表人" if legal else "主要负责人" if enterprise.principal else "",
            "phone": (enterprise.legal_mobile if legal else enterprise.principal_mobile) or enterprise.duty_phone,
        }
    elif area:
        post = "责任人" if area.person else ""
        known = {"address": area.address, "person": area.person, "post": post, "phone": area.phone}
    else:
        known = dict.fromkeys(("address", "person", "post", "phone"))
    grade = site.risk_grade if site else None
    told = {"name": site.name if site else "", "grade": f"{grade.label}（{grade.risk}）" if grade else ""}
    return {**told, **{name: value or "" for name, value in known.items()}}


def _by_checklist(visit: Inspection, kin: Kin) -> str:
    checklist = kin.linked(visit, "checklist")
    return f"《{checklist.name}》所列内容" if checklist else ""


def _inspectors(visit: Inspection, kin: Kin) -> list[dict[str, str]]:
    """Names and numbers of certificates; at least two, blank to be filled in by hand (安全生产法 art. 67)."""
    people = [{"name": p.name, "certificate": p.cert_no or ""} for p in kin.all_linked(visit, "inspectors")]
    return people + [{"name": "", "certificate": ""}] * (2 - len(people))


def _span(start: dt.datetime | None, end: dt.datetime | None) -> str:
    """From when to when, as papers write it; midnight means that the hour is not known. All blank for a spare sheet."""
    if start is None:
        return "　　　　年　　月　　日　　时　　分至　　时　　分"
    first = f"{chinese(start.date())}{_hour(start)}至"
    if end is None:
        return f"{first}　日　　时　　分"
    day = f"{end.day}日" if (end.year, end.month) == (start.year, start.month) else chinese(end.date())
    return f"{first}{day}{_hour(end)}"


def _hour(at: dt.datetime) -> str:
    return "　　时　　分" if at.time() == dt.time() else f"{at.hour}时{at.minute:02d}分"


def _signed(visit: Inspection) -> str:
    """The day of signing: the visit's last, once it is over; else room to write it."""
    return chinese((visit.end_at or visit.start_at).date()) if visit.result else "　　　　年　　月　　日"


def _items(visit: Inspection, kin: Kin) -> list[InspectionItem]:
    items: list[InspectionItem] = kin.of(visit, "inspection_items")
    return sorted(items, key=lambda item: (item.seq or 0, item.id or 0))


def _findings(dangers: Sequence[HiddenDanger], items: Sequence[InspectionItem]) -> list[str]:
    """What was found: the hidden dangers that the visit noted, and the items found wrong that are not among them."""
    noted = [danger for danger in dangers if danger.status is not State.VOID]
    ids, said = {danger.id for danger in noted}, {bare(danger.description) for danger in noted}
    wrong = [item for item in items if item.result is ItemResult.NOT and item.hidden_danger not in ids]
    rest = [item for item in wrong if bare(item.problem or "") not in said]
    return [
        *(_finding(danger.place, danger.description, danger.level) for danger in noted),
        *(_finding(item.place, item.problem or f"不符合要求：{item.content}", item.level) for item in rest),
    ]


def _finding(place: str | None, text: str, level: Level | None) -> str:
    where = f"{place}：" if place and not text.startswith(place) else ""
    mark = "（重大事故隐患）" if level is Level.MAJOR else ""
    return f"{where}{text.rstrip('。；;')}{mark}。"


def _tally_said(items: Sequence[InspectionItem], visit: Inspection, kin: Kin) -> str:
    """What the checklist came to, for a visit whose course nobody described; nothing while items are open."""
    told = tally(items)
    if not told["ok"]:
        return ""
    checklist = kin.linked(visit, "checklist")
    by = f"对照《{checklist.name}》" if checklist else "逐项"
    return f"{by}检查{len(items)}项，符合{told['ok']}项，不符合{told['not']}项，不涉及{told['na']}项。"


def _to_recheck(visit: Inspection, kin: Kin) -> list[dict[str, str]]:
    """The site's open hidden dangers from before this visit, the first to fall due on top."""
    site = kin.linked(visit, "enterprise") or kin.linked(visit, "public_area")
    dangers: list[HiddenDanger] = kin.of(site, "hidden_dangers") if site else []
    day = visit.start_at.date() if visit.start_at else dt.date.max
    before = [d for d in dangers if d.is_open and d.found_date <= day and (visit.id is None or d.inspection != visit.id)]
    return [
        {
            "code": danger.code or "",
            "place": danger.place or "",
            "text": danger.description,
            "level": danger.level.label,
            "due": danger.due_on.isoformat() if danger.due_on else "",
            "overdue": "已逾期" if danger.due_on and danger.due_on < day and not danger.rectified_at else "",
            "state": danger.status.label,
        }
        for danger in sorted(before, key=lambda d: (d.due_on or dt.date.max, d.id or 0))
    ]


def _rows(visit: Inspection, kin: Kin, names: Names) -> list[dict[str, Any]]:
    """The items of the visit, or of its checklist where they are not laid out yet."""
    checklist = kin.linked(visit, "checklist")
    listed: list[ChecklistItem] = kin.of(checklist, "checklist_items") if checklist else []
    known = {item.id: item for item in listed}
    if laid := _items(visit, kin):
        return [_laid_row(n, item, known.get(item.checklist_item), names) for n, item in enumerate(laid, 1)]
    in_order = sorted(listed, key=lambda item: (item.seq or 0, item.id or 0))
    return [_listed_row(n, item, names) for n, item in enumerate(in_order, 1)]


def _blank_row() -> dict[str, Any]:
    empty = dict.fromkeys(("n", "group", "content", "basis", "method", "mark", "problem", "level"), "")
    return {**empty, "term": None, "star": False}


def _listed_row(n: int, item: ChecklistItem, names: Names) -> dict[str, Any]:
    return {
        **_blank_row(),
        "n": n,
        "group": item.group or item.category or "",
        "content": item.content,
        "basis": "；".join(filter(None, ((item.standard or "").rstrip("。；"), item.basis))),
        "method": _method(item, names),
        "star": item.level_default is Level.MAJOR,
    }


def _laid_row(n: int, item: InspectionItem, listed: ChecklistItem | None, names: Names) -> dict[str, Any]:
    """An item of the visit. `term`: None leaves boxes for the hand, else what is asked of the enterprise."""
    wrong = item.result is ItemResult.NOT
    days = item.rectify_days
    asked = "" if item.result and not wrong else None
    return {
        "n": n,
        "group": item.group or "",
        "content": item.content,
        "basis": (item.basis or "").replace("。；", "；"),
        "method": _method(listed, names) if listed else "",
        "mark": _MARKS[item.result] if item.result else "",
        "problem": item.problem or "",
        "level": item.level.label if item.level and wrong else "",
        "term": asked if days is None or not wrong else "立即" if days == 0 else f"限期{days}日",
        "star": (listed.level_default if listed else item.level) is Level.MAJOR,
    }


def _method(item: ChecklistItem, names: Names) -> str:
    return ChecklistItem.fields["method"].show(item.method, names)


def _called(kind: DocKind) -> Callable[[Scene], str]:
    return lambda scene: document_title(kind, scene.rules(OfficeRules).mode)


_MARGINS = (25, 25, 28, 26)

PAPERS: tuple[Paper[Inspection], ...] = (
    Paper("inspection_record", "现场检查记录", "inspection_record.html", record_facts, margins=_MARGINS, kind="record", bars=unready),
    Paper("checklist_sheet", "安全检查表", "checklist_sheet.html", checklist_facts, landscape=True, margins=(20, 18, 15, 15)),
    Paper(
        "order", "责令限期整改", "order.html", order_facts, margins=_MARGINS, kind="order", bars=no_order, called=_called(DocKind.ORDER),
        drafts=order_of_visit, fits=order_fits,
    ),
    Paper(
        "measure", "现场处理措施决定书", "measure.html", measure_facts, margins=_MARGINS, kind="measure", bars=no_measure, drafts=measure_of_visit,
    ),
    Paper(
        "recheck", "整改复查意见书", "recheck.html", recheck_facts, margins=_MARGINS, kind="recheck", bars=no_recheck, drafts=recheck_of_visit,
        fits=recheck_fits,
    ),
    Paper("transfer_of_visit", "隐患移送函", "letter.html", letter_facts, kind="transfer", bars=nothing_open, drafts=transfer_of_visit),
)  # fmt: skip
