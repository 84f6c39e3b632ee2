"""What a visit, or a round of rechecks, begins with: its facts, its items laid out, the open hidden dangers of the site."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.conditions import eq, filled, one_of
from safety_desk.db.drafts import drafts
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.checklist import ChecklistItem
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.hidden_danger import OPEN, HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem, not_laid_out
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.record import Record
from safety_desk.tasks.entering.entry import Entry, Line, Part, free_line
from safety_desk.value import Value

FACTS = ("start_at", "end_at", "inspectors", "accompany", "checklist", "result", "places", "situation")
"""What is asked of a visit, in order."""

ROUND_FACTS = ("recheck_at", "inspectors")
"""What is asked of a round of rechecks."""

WAITING = (State.TO_RECHECK, State.APPLIED, State.EXAMINED)
LONGEST = 80
"""A standard longer than this is not quoted in the words of a finding."""


def open_visit(store: Store, visit: Inspection) -> Entry:
    """The entry of a visit as it stands. Raises Refusal where there is nothing to enter any more."""
    if visit.status is VisitStatus.CLOSED:
        raise Refusal("这次检查已闭环，不能再逐项录入。要改的请打开这次检查，或先撤销")
    kin = store.kin()
    site = kin.linked(visit, "enterprise") or kin.linked(visit, "public_area")
    if site is None:
        raise Refusal("这次检查没有写被检查单位，请先打开这次检查补上")
    laid: list[InspectionItem] = kin.of(visit, "inspection_items")
    items = [*sorted(laid, key=lambda item: (item.seq or 0, item.id or 0)), *not_laid_out(visit, kin)]
    lines = (*_rechecks(store, site, visit), *_items(store, items), free_line(1))
    shown = Inspection.fields
    facts = {name: _raw(shown[name].kind.name, getattr(visit, name), store, name) for name in FACTS}
    name = store.names.name(store.ledger_of(site).name, site.id or 0)
    return Entry(f"visit:{visit.id}" if visit.id else "", f"{name}　{visit.no or '新检查'}", site, visit, facts, lines)


def open_round(store: Store, site: Record) -> Entry:
    """The entry of a round of rechecks of one site. Raises Refusal where nothing of it is open."""
    ledger = store.ledger_of(site).name
    lines = tuple(_rechecks(store, site, None))
    name = store.names.name(ledger, site.id or 0)
    if not lines:
        raise Refusal(f"“{name}”没有未销号的隐患，不用复查")
    return Entry(
        f"round:{ledger}:{site.id}", f"{name}　复查", site, None, {"recheck_at": store.scene().today.isoformat()}, lines
    )


def _raw(kind: str, value: Any, store: Store, name: str) -> Any:
    """A fact as its editor takes it: ids of linked records, else what people read."""
    if value is None:
        return ""
    if kind in ("link", "links"):
        return list(value) if isinstance(value, tuple) else value
    return getattr(value, "value", None) or Inspection.fields[name].whole(value, store.names)


def _items(store: Store, items: Sequence[InspectionItem]) -> Iterable[Line]:
    ids = [item.checklist_item for item in items if item.checklist_item]
    asked = {one.id: one for one in store.find(ChecklistItem, one_of("id", *ids))} if ids else {}
    noted = [item.hidden_danger for item in items if item.hidden_danger]
    store.names.fetch("hidden_dangers", noted)
    for n, item in enumerate(items, 1):
        key = f"item:{item.id}" if item.id else f"listed:{item.checklist_item}"
        told = f"{item.group}：{item.content}" if item.group and item.group not in item.content else item.content
        listed: ChecklistItem | None = asked.get(item.checklist_item)
        code = store.names.name("hidden_dangers", item.hidden_danger) if item.hidden_danger else ""
        yield Line(
            Part.ITEM, key, n, told, item.basis or "", item, proposed(item, listed), code and f"已登记为隐患 {code}", _filled(item)
        )  # fmt: skip


def proposed(item: InspectionItem, listed: ChecklistItem | None) -> Mapping[str, str]:
    """What an item's cells take when it is found wrong: its standard as a problem, its grade, by what it is a major one."""
    level = item.level or (listed.level_default if listed else Level.GENERAL)
    criterion = (listed.major_code if listed else None) or item.basis
    standard = ((listed.standard if listed else None) or "").strip().rstrip("。；;.")
    content = item.content.strip().rstrip("。；;.")
    quoted = standard and standard != content and len(standard) <= LONGEST
    told = {"problem": f"{content}不符合要求：{standard}" if quoted else f"{content}不符合要求", "level": level.value}
    return told | ({"criterion": criterion} if level is Level.MAJOR and criterion else {})


def _filled(item: InspectionItem) -> Mapping[str, Any]:
    """What stands in the cells of an item that somebody has marked."""
    if item.result is None:
        return {}
    days = item.rectify_days
    told = {
        "result": item.result.value, "problem": item.problem, "place": item.place, "photo": item.photo,
        "level": item.level.value if item.level and item.problem else None,
        "term": None if days is None else str(days),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _rechecks(store: Store, site: Record, visit: Inspection | None) -> Iterable[Line]:
    """The site's open hidden dangers from before the visit: first those that wait for it, then the first to fall due."""
    link = "enterprise" if store.ledger_of(site).name == "enterprises" else "public_area"
    day = visit.start_at.date() if visit else store.scene().today
    found = store.find(HiddenDanger, OPEN & eq(link, site.id))
    mine = [d for d in found if d.found_date <= day and (visit is None or visit.id is None or d.inspection != visit.id)]
    mine.sort(key=lambda d: (d.status not in WAITING, d.due_on or dt.date.max, d.id or 0))
    for n, danger in enumerate(mine, 1):
        where = f"{danger.place}：" if danger.place and not danger.description.startswith(danger.place) else ""
        due = (
            f"期限 {danger.due_on}" + ("，已逾期" if danger.due_on < day and not danger.rectified_at else "")
            if danger.due_on
            else ""
        )
        mended = f"报整改完成 {danger.rectified_at}" if danger.rectified_at else ""
        more = "；".join(
            filter(None, (danger.code, danger.level.label, danger.status.label, due, mended, danger.measure))
        )
        yield Line(Part.RECHECK, f"danger:{danger.id}", n, f"{where}{danger.description}", more, danger)


def planned(store: Store) -> list[Inspection]:
    """The visits whose results are still to be keyed in, the first planned on top; those that were begun come first."""
    begun = {int(key.partition(":")[2]) for key in drafts(store, "entering") if key.startswith("visit:")}
    found: list[Inspection] = store.find(
        Inspection, one_of("status", VisitStatus.PLANNED, VisitStatus.RUNNING), "start_at id"
    )
    if more := begun - {visit.id for visit in found}:
        found += store.find(Inspection, one_of("id", *more))
    return sorted(found, key=lambda visit: visit.id not in begun)


class Round(Value):
    """What waits for a recheck at one site: where it stands, how many, and the first day by which."""

    ledger: str
    id: int
    name: str
    village: str
    number: int
    first: dt.date | None


def due_rounds(store: Store) -> list[Round]:
    """The sites where hidden dangers wait for a recheck, by village, the first due on top."""
    found: dict[tuple[str, int], list[HiddenDanger]] = {}
    for danger in store.find(HiddenDanger, one_of("status", *WAITING) & (filled("enterprise") | filled("public_area"))):
        site = ("enterprises", danger.enterprise) if danger.enterprise else ("public_areas", danger.public_area or 0)
        found.setdefault(site, []).append(danger)
    rounds = [_round(store, ledger, id, dangers) for (ledger, id), dangers in found.items()]
    return sorted(rounds, key=lambda one: (one.village, one.first or dt.date.max, one.name))


def _round(store: Store, ledger: str, id: int, dangers: Sequence[HiddenDanger]) -> Round:
    village = dangers[0].village
    first = min((danger.recheck_due for danger in dangers if danger.recheck_due), default=None)
    told = store.names.name("villages", village) if village else ""
    return Round(ledger, id, store.names.name(ledger, id), told, len(dangers), first)
