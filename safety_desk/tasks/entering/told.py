"""An entry from JSON, for the command line: in the words of the grid, laid over the visit as it stands.

docs/manual.md says what may stand there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Codes
from safety_desk.ledgers.danger_state import Level, RecheckResult
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.visit_state import ItemResult, VisitResult
from safety_desk.record import Record
from safety_desk.tasks.entering.drafts import laid_over
from safety_desk.tasks.entering.entry import COLUMNS, ONLY_READ, Entry, Part
from safety_desk.tasks.entering.opening import FACTS, ROUND_FACTS, open_round, open_visit
from safety_desk.wording import packed

_LISTS = {"条目": Part.ITEM, "复查": Part.RECHECK, "其他隐患": Part.FREE}
_NAMED = {"检查编号", "被检查单位", "公共区域", "复查单位", "检查类型", "其余均符合", *_LISTS}
_ROUND = {"复查日期": "recheck_at", "复查人员": "inspectors"}
_CODES: Mapping[str, tuple[type[Codes], ...]] = {"result": (ItemResult, RecheckResult), "level": (Level,)}


def read_entry(store: Store, told: Any, folder: Path) -> Entry:
    """The entry that JSON tells; paths of photos are looked for from `folder`. Raises Refusal with row and reason."""
    if not isinstance(told, dict):
        raise Refusal("文件里应是一个 JSON 对象：{…}")
    entry = _opened(store, told)
    facts = _facts(told, entry)
    entry = entry.replace(facts={**entry.facts, **facts})
    if entry.visit is not None and "checklist" in facts:
        entry = _with_checklist(store, entry)
    lines: dict[str, Mapping[str, Any]] = {}
    free: list[Mapping[str, Any]] = []
    for head, part in _LISTS.items():
        for n, row in enumerate(_rows(told, head), 1):
            where = f"“{head}”第 {n} 行"
            values = _values(store, row, part, where, folder)
            if part is Part.FREE:
                free.append({"result": ItemResult.NOT.value, **values})
            else:
                lines[_key(entry, part, row, where)] = values
    entry = _proposed(laid_over(entry, {"lines": lines, "free": free})[0])
    return entry.rest_sound() if told.get("其余均符合") else entry


def _opened(store: Store, told: Mapping[str, Any]) -> Entry:
    """The entry of the visit or the round that is meant."""
    if unknown := told.keys() - _NAMED - {Inspection.fields[name].label for name in FACTS} - _ROUND.keys():
        raise Refusal(f"不认识“{'、'.join(sorted(unknown))}”。可以写的见操作手册“逐项录入”")
    if number := told.get("检查编号"):
        found = store.find(Inspection, eq("no", str(number)))
        if not found:
            raise Refusal(f"没有编号是“{number}”的检查")
        return open_visit(store, found[0])
    if site := told.get("复查单位"):
        return open_round(store, _site(store, str(site), ("enterprises", "public_areas"), "复查单位"))
    labels = {"enterprise": "被检查单位", "public_area": "公共区域", "kind": "检查类型", "start_at": "检查开始"}
    raw = {name: told[label] for name, label in labels.items() if told.get(label)}
    read = INSPECTIONS.read(raw, store.context(), store.scene(), onto=None)
    if wrong := [problem for problem in read.errors if problem.field in labels]:
        raise Refusal(f"{Inspection.fields[wrong[0].field].label}：{wrong[0].text}")
    return open_visit(store, read.record)


def _site(store: Store, name: str, ledgers: tuple[str, ...], label: str) -> Record:
    found = [(ledger, id) for ledger in ledgers for id in store.names.find(ledger, name)]
    if len(found) != 1:
        raise Refusal(
            f"{label}：" + (f"有 {len(found)} 个“{name}”，不能确定是哪一个" if found else f"没有叫“{name}”的单位")
        )
    [(ledger, id)] = found
    found_site: Record = store.get(store.ledgers[ledger].record, id)
    return found_site


def _facts(told: Mapping[str, Any], entry: Entry) -> Mapping[str, Any]:
    labels = _ROUND if entry.visit is None else {Inspection.fields[name].label: name for name in FACTS}
    facts = {name: told[label] for label, name in labels.items() if told.get(label)}
    if "result" in facts:
        facts["result"] = _code(facts["result"], (VisitResult,), "检查结果")
    assert facts.keys() <= {*FACTS, *ROUND_FACTS}
    return facts


def _with_checklist(store: Store, entry: Entry) -> Entry:
    """The entry with the items of the checklist that its facts name."""
    assert entry.visit is not None
    read = INSPECTIONS.read({"checklist": entry.facts["checklist"]}, store.context(), store.scene(), onto=entry.visit)
    if wrong := [problem for problem in read.errors if problem.field == "checklist"]:
        raise Refusal(f"检查表：{wrong[0].text}")
    return open_visit(store, read.record).replace(facts={**entry.facts, "checklist": read.record.checklist})


def _rows(told: Mapping[str, Any], head: str) -> list[Mapping[str, Any]]:
    rows = told.get(head, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refusal(f"“{head}”应是一行一个 {{…}} 的列表")
    return rows


def _values(store: Store, row: Mapping[str, Any], part: Part, where: str, folder: Path) -> Mapping[str, Any]:
    labels = {label: name for name, label in COLUMNS[part].items() if name not in ONLY_READ}
    known = {*labels, "序号", "隐患编号"}
    if unknown := row.keys() - known:
        raise Refusal(f"{where}：不认识“{'、'.join(sorted(unknown))}”。可以写的有：{'、'.join(sorted(known))}")
    values: dict[str, Any] = {}
    for label, name in labels.items():
        if row.get(label) in (None, "", []):
            continue
        if name == "photo":
            values[name] = _photos(store, row[label], where, folder)
        elif name in _CODES:
            codes = (RecheckResult,) if part is Part.RECHECK and name == "result" else _CODES[name][:1]
            values[name] = _code(row[label], codes, f"{where}“{label}”")
        else:
            values[name] = str(row[label])
    return values


def _code(said: Any, codes: tuple[type[Codes], ...], where: str) -> str:
    word = packed(str(said))
    for kind in codes:
        for member in kind:
            if word in (member.value, member.label, *member.also):
                return str(member.value)
    raise Refusal(f"{where}：没有“{said}”。只能是：{'、'.join(member.label for kind in codes for member in kind)}")


def _photos(store: Store, paths: Any, where: str, folder: Path) -> tuple[str, ...]:
    told = paths if isinstance(paths, list) else [paths]
    for path in told:
        if not (folder / str(path)).is_file():
            raise Refusal(f"{where}：找不到照片“{path}”")
    return tuple(attachments.keep(store.attachments, folder / str(path)) for path in told)


def _key(entry: Entry, part: Part, row: Mapping[str, Any], where: str) -> str:
    """The line that a row means: an item by its 序号, a hidden danger by its 隐患编号."""
    label = "隐患编号" if part is Part.RECHECK else "序号"
    wanted = str(row.get(label, ""))
    for line in entry.of(part):
        said = (line.danger.code or "") if part is Part.RECHECK else str(line.n)
        if said == wanted:
            if line.noted:
                raise Refusal(f"{where}：{line.noted}，不能再改")
            return line.key
    known = (
        "、".join((line.danger.code or "") for line in entry.of(part))
        if part is Part.RECHECK
        else f"1 到 {len(entry.of(part))}"
    )
    if not entry.of(part):
        raise Refusal(
            f"{where}："
            + ("这家单位没有未销号的旧隐患" if part is Part.RECHECK else "这次检查没有检查条目，请先写检查表")
        )
    raise Refusal(f"{where}：没有{label}“{wanted}”，有的是 {known}")


def _proposed(entry: Entry) -> Entry:
    """Findings without words of their own take those that their items propose."""
    lines = (
        line.put("result", line.get("result")) if line.wrong and line.part is Part.ITEM else line
        for line in entry.lines
    )
    return entry.replace(lines=tuple(lines))
