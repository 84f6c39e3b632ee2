"""Save what is keyed in: the visit, its items, findings as hidden dangers, rechecks as steps — one operation, one undo."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

from safety_desk.db.drafts import keep_draft
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem, danger_of, note_dangers
from safety_desk.tasks.entering.drafts import KIND
from safety_desk.tasks.entering.entry import Entry, Fault, Line, Part, Refused, term_of
from safety_desk.tasks.entering.judging import Facts, findings, judge, read_facts, row_of
from safety_desk.tasks.entering.rechecking import given, recheck
from safety_desk.value import Value

MOST_TOLD = 5


class Entered(Value):
    """What came of it: the visit (None for a round), the hidden dangers that are new, and those looked at again."""

    visit: int | None
    fresh: tuple[int, ...]
    rechecked: tuple[int, ...]
    items: int

    @property
    def text(self) -> str:
        """What was done, in words."""
        told = [f"检查条目 {self.items} 项"] if self.items else []
        told += [f"登记隐患 {len(self.fresh)} 条"] if self.fresh else []
        told += [f"复查 {len(self.rechecked)} 条"] if self.rechecked else []
        return f"已录入：{'，'.join(told) or '没有发现隐患'}"


def commit(store: Store, entry: Entry) -> Entered:
    """Save all of an entry as one operation. Raises Refused with every fault, or Refusal; then nothing was saved."""
    if faults := judge(store, entry):
        said = "；".join(f"{row_of(entry, fault)}：{fault.text}" for fault in faults[:MOST_TOLD])
        more = f"……共 {len(faults)} 处" if len(faults) > MOST_TOLD else ""
        raise Refused(faults, f"还有 {len(faults)} 处要改：{said}{more}")
    facts = read_facts(store, entry)
    assert facts.day is not None
    label = "逐项录入检查结果" if entry.visit is not None else "录入复查结果"
    with store.operation(f"{label}：{entry.title}"):
        visit, fresh = _visit(store, entry, facts) if facts.visit is not None else (None, ())
        rechecked = tuple(_rechecks(store, entry, facts, facts.day))
        if entry.key:
            keep_draft(store, KIND, entry.key, None)
    items = sum(bool(line.get("result")) for line in entry.of(Part.ITEM))
    return Entered(visit, tuple(fresh), rechecked, items)


def _visit(store: Store, entry: Entry, facts: Facts) -> tuple[int, Sequence[int]]:
    assert facts.visit is not None and facts.day is not None
    id = store.put(facts.visit)
    visit = store.get(Inspection, id)
    said: dict[int, Line] = {}
    for line in entry.of(Part.ITEM):
        if not line.noted:
            said[store.put(_item(line, id, facts.day, store))] = line
    new = any(line.wrong for line in said.values())
    dangers = cast(list[HiddenDanger], note_dangers(visit, store.kin(), store.scene()) if new else [])
    fresh = [store.put(_danger(danger, said[danger.inspection_item or 0])) for danger in dangers]
    for line in findings(entry):
        if line.part is Part.FREE:
            loose = _item(line, id, facts.day, store)
            fresh.append(store.put(_danger(danger_of(visit, loose, store.kin()), line)))
    return id, fresh


def _item(line: Line, visit: int, day: dt.date, store: Store) -> InspectionItem:
    """The item with what stands in its line; one that was not found wrong keeps nothing of a finding."""
    known = (
        line.item
        if line.part is Part.ITEM
        else InspectionItem(content=line.get("problem"), basis=line.get("criterion") or None)
    )
    today = store.scene().today
    days = (term_of(line.get("term"), day, today) - day).days if line.wrong and line.get("term") else None
    asked = known.level if line.part is Part.ITEM else None
    return known.replace(
        inspection=visit,
        result=InspectionItem.fields["result"].load(line.get("result")),
        problem=line.get("problem").strip() if line.wrong else None,
        place=line.get("place") or None if line.wrong else None,
        level=InspectionItem.fields["level"].load(line.get("level") or Level.GENERAL.value) if line.wrong else asked,
        rectify_days=days,
        basis=known.basis or (line.get("criterion") or None if line.major and line.wrong else None),
        photo=tuple(line.get("photo")) or None,
    )


def _danger(danger: HiddenDanger, line: Line) -> HiddenDanger:
    """The hidden danger of a finding, with what else its line says."""
    major = line.get("criterion").strip() if line.major else None
    return danger.replace(measure=line.get("measure") or None, major_criteria=major)


def _rechecks(store: Store, entry: Entry, facts: Facts, day: dt.date) -> Sequence[int]:
    by, today = facts.names(store), store.scene().today
    done = []
    for line in entry.of(Part.RECHECK):
        if not line.get("result"):
            continue
        try:
            recheck(store, line, given(line, day, by, today))
        except Refusal as why:
            fault = Fault(line.key, "result", str(why))
            raise Refused([fault], f"{row_of(entry, fault)}：{why}。什么也没有保存") from why
        done.append(line.danger.id or 0)
    return done
