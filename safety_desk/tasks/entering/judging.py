"""What is wrong with what is keyed in, said at its cell with the remedy, long before it is saved."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import RecheckResult
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.tasks.entering.entry import COLUMNS, Entry, Fault, Line, Part, is_blank, term_of, with_day
from safety_desk.tasks.entering.opening import FACTS, WAITING
from safety_desk.tasks.entering.rechecking import given, hindrance
from safety_desk.value import Value

NO_RESULT = "没有结果：按 1 符合、2 不符合、3 不涉及；其余都符合的按 9"


class Facts(Value):
    """The facts as they were read: the visit with them (None for a round), the day, who, and what is wrong."""

    visit: Inspection | None
    day: dt.date | None
    by: tuple[int, ...]
    faults: tuple[Fault, ...]

    def names(self, store: Store) -> str:
        """Who was there."""
        return "、".join(store.names.name("staff", id) for id in self.by)


def read_facts(store: Store, entry: Entry) -> Facts:
    """Read the facts of an entry, and say what is wrong with them."""
    return _of_visit(store, entry, entry.visit) if entry.visit is not None else _of_round(store, entry)


def _of_visit(store: Store, entry: Entry, visit: Inspection) -> Facts:
    raw = {name: entry.facts.get(name, "") for name in FACTS if name != "result"}
    raw["end_at"] = with_day(str(raw["end_at"]), str(raw["start_at"]))
    read = INSPECTIONS.read(raw, store.context(), store.scene(), onto=visit)
    found = {problem.field: problem.text for problem in read.errors if problem.field in FACTS}
    told = read.record
    today = store.scene().today
    if told.start_at and told.start_at.date() > today:
        found.setdefault("start_at", f"不能在今天（{today}）以后，请改成检查那天")
    if len(told.inspectors or ()) < 2:
        found.setdefault("inspectors", "检查人员不能少于两人（安全生产法第六十七条），请再写一位，用、隔开")
    if told.end_at is None:
        found.setdefault("end_at", "检查到几点还没写，打 11:30 就行，日期跟检查开始走")
    chosen = entry.facts.get("result")
    if chosen == VisitResult.CLEAN.value and findings(entry):
        found["result"] = f"有 {len(findings(entry))} 条不符合，检查结果不能是“未发现问题”"
    day = told.start_at.date() if told.start_at and "start_at" not in found else None
    faults = tuple(Fault("", name, found[name]) for name in FACTS if name in found)
    whole = told.replace(result=Inspection.fields["result"].load(chosen) if chosen else usual_result(entry))
    return Facts(whole, day, tuple(told.inspectors or ()), faults)


def _of_round(store: Store, entry: Entry) -> Facts:
    found: dict[str, str] = {}
    context = store.context()
    day: dt.date | None = None
    by: Sequence[int] = ()
    try:
        day = HiddenDanger.fields["recheck_at"].parse(entry.facts.get("recheck_at", ""), context)
    except ValueError as why:
        found["recheck_at"] = str(why)
    if "recheck_at" not in found and day is None:
        found["recheck_at"] = "请写复查日期"
    elif day is not None and day > context.today:
        found["recheck_at"], day = f"复查日期在今天（{context.today}）以后，请改成复查那天", None
    try:
        by = Inspection.fields["inspectors"].parse(entry.facts.get("inspectors", ""), context) or ()
    except ValueError as why:
        found["inspectors"] = str(why)
    if len(by) < 2:
        found.setdefault("inspectors", "复查人员不能少于两人，请再写一位，用、隔开")
    faults = tuple(Fault("", name, text) for name, text in found.items())
    return Facts(None, day, tuple(by), faults)


def findings(entry: Entry) -> list[Line]:
    """The lines that are findings, with those that have become hidden dangers before."""
    return [line for line in entry.lines if line.wrong and not is_blank(line)]


def usual_result(entry: Entry) -> VisitResult:
    """What usually comes of such findings: nothing found, mended on the spot where all are to be, else by a term."""
    found = findings(entry)
    if not found:
        return VisitResult.CLEAN
    at_once = all(str(line.get("term")).strip() in ("0", "立即", "立即整改", "当场整改") for line in found)
    return VisitResult.ON_SPOT if at_once else VisitResult.TERM


def line_faults(store: Store, line: Line, day: dt.date | None, by: str) -> list[Fault]:
    """What is wrong with a line that has a result."""
    if line.noted or is_blank(line):
        return []
    told = _of_recheck(store, line, day, by) if line.part is Part.RECHECK else _of_finding(store, line, day)
    return [Fault(line.key, name, text) for name, text in told.items()]


def _of_finding(store: Store, line: Line, day: dt.date | None) -> Mapping[str, str]:
    if not line.wrong:
        return {}
    found: dict[str, str] = {}
    if not str(line.get("problem")).strip():
        found["problem"] = "不符合，但没有写存在什么问题。请写上，或在结果格改回 1"
    if line.get("term"):
        found.update(_term(line, "term", day, store.scene().today))
    elif not line.major:
        found["term"] = "整改期限没填：打 3、7、15 天或日期（12-3），立即整改打 0"
    if line.major and not str(line.get("criterion")).strip():
        found["criterion"] = "定为重大，要写判定依据的条款；拿不准的在等级格按 1 改回一般"
    return found


def _term(line: Line, name: str, day: dt.date | None, today: dt.date) -> Mapping[str, str]:
    try:
        term_of(line.get(name), day or today, today)
    except ValueError as why:
        return {name: str(why)}
    return {}


def _of_recheck(store: Store, line: Line, day: dt.date | None, by: str) -> Mapping[str, str]:
    if not line.get("result"):
        others = [name for name in ("opinion", "new_term", "done_on", "approver", "photo") if line.get(name)]
        return {"result": "写了别的，但没有复查结果：按 1 已整改、2 未整改、3 部分整改"} if others else {}
    if line.get("result") == RecheckResult.DONE.value:
        if line.major and not line.get("approver"):
            return {"approver": "重大隐患销号须有审批人，请写审批人"}
    else:
        if not str(line.get("opinion")).strip():
            return {"opinion": "没有整改好，请写复查意见：还差什么"}
        if not line.get("new_term"):
            return {"new_term": "没有整改好，要定新的期限：打天数或日期"}
    name = "done_on" if line.get("result") == RecheckResult.DONE.value else "new_term"
    today = store.scene().today
    try:
        told = given(line, day or today, by, today)
    except ValueError as why:
        return {name: str(why)}
    try:
        why_not = hindrance(store, line, told)
    except Refusal as why:
        return {"result": str(why)}
    return {name: why_not} if why_not else {}


def judge(store: Store, entry: Entry) -> list[Fault]:
    """Everything that stands in the way of saving, from the top, with what is still missing."""
    facts = read_facts(store, entry)
    by = facts.names(store)
    found = list(facts.faults)
    for line in entry.lines:
        if line.part is Part.ITEM and not line.get("result"):
            found.append(Fault(line.key, "result", NO_RESULT))
        found += line_faults(store, line, facts.day, by)
    if not found and entry.visit is None and not any(line.get("result") for line in entry.lines):
        found.append(Fault(entry.lines[0].key, "result", "还没有一条复查结果：按 1 已整改、2 未整改、3 部分整改"))
    return found


def stops(line: Line) -> list[str]:
    """The cells of a line that Enter goes to: those that are needed and empty."""
    if line.noted:
        return []
    result = line.get("result")
    if line.part is Part.RECHECK:
        if not result:
            return ["result"] if line.danger.status in WAITING else []
        done = result == RecheckResult.DONE.value
        needed = ["approver"] if done and line.major else [] if done else ["opinion", "new_term"]
    elif line.part is Part.ITEM and not result:
        return ["result"]
    elif line.wrong and not is_blank(line):
        needed = ["problem", *(["criterion"] if line.major else ["term"])]
    else:
        needed = []
    return [name for name in needed if not str(line.get(name)).strip()]


def row_of(entry: Entry, fault: Fault) -> str:
    """Where a fault stands, in words: 检查条目第 3 项“整改期限”."""
    if not fault.key:
        labels: Mapping[str, Any] = {**HiddenDanger.fields, **Inspection.fields}
        return f"“{labels[fault.field].label}”"
    line = entry.line(fault.key)
    part = {Part.RECHECK: "复查第", Part.ITEM: "检查条目第", Part.FREE: "其他隐患第"}[line.part]
    return f"{part} {line.n} {'项' if line.part is Part.ITEM else '条'}“{COLUMNS[line.part][fault.field]}”"
