"""Import: plan what a foreign file would change, show it, and carry it out as one operation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.book import Sheet
from safety_desk.intake.headers import Header, best_sheet, find_header
from safety_desk.intake.judging import Fate, Judge, Known, Line, Promised, Remark, promise_new, remark_on
from safety_desk.intake.reading import read_book
from safety_desk.intake.rows import data_rows, title_above
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Ledger
from safety_desk.record import Problem, Record


@dataclass
class Plan:
    """What an import would do, row by row: the preview and the import are this same thing.

    `others` are the sheets of the file that could be imported too and were not chosen.
    """

    ledger: Ledger[Any]
    target: Ledger[Any]
    path: Path
    sheet: Sheet
    header: Header
    lines: list[Line]
    names: Promised
    remarks: list[Remark] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def count(self, fate: Fate) -> int:
        """How many rows share a fate."""
        return sum(line.fate is fate for line in self.lines)

    @property
    def rejected(self) -> list[Remark]:
        """Why rows are not saved, cell by cell."""
        return [remark for line in self.lines for remark in line.errors]

    @property
    def doubtful(self) -> list[Remark]:
        """What is saved, but wants a second look."""
        kept = [remark for line in self.lines if line.fate is not Fate.REJECTED for remark in line.doubts]
        return sorted([*self.remarks, *kept], key=lambda remark: remark.row)


def plan_import(store: Store, ledger: Ledger[Any], path: Path, sheet: str = "") -> Job[Plan]:
    """Read a foreign file and judge every row of it. Changes nothing. Raises Refusal."""
    yield Progress(text=f"正在读取 {path.name}")
    sheets = [s for s in read_book(path).sheets if not sheet or s.name == sheet]
    if not sheets:
        raise Refusal(f"“{path.name}”里没有名为“{sheet}”的工作表")
    target, found, header = _choose(store, ledger, sheets)
    rows = list(data_rows(found, header))
    names = Promised(store.names)
    grown = list(promise_new(rows, target, names))
    given = _owner_given(ledger, target, found, header, path, names)
    context = replace(store.context(foreign=True), names=names)
    judge = Judge(target, header, Known(target, store.each(target)), context, store.scene())
    lines = []
    for n, row in enumerate(rows, 1):
        lines.append(judge.judge(row, given))
        if n % 200 == 0:
            yield Progress(n, len(rows), f"正在核对第 {n} 行")
    used = _used(target, names, [line for line in lines if line.fate is not Fate.REJECTED])
    remarks = [
        remark_on(header, target, row, Problem(f.name, f"原来没有“{text}”，已随本次导入新增"), text)
        for row, f, text in grown
        if used.keys() & set(names.find(f.to, text))
    ]
    others = [s.name for s in sheets if s is not found and not s.hidden and find_header(s, target)]
    return Plan(ledger, target, path, found, header, lines, names, remarks, others)


def _choose(store: Store, ledger: Ledger[Any], sheets: list[Sheet]) -> tuple[Ledger[Any], Sheet, Header]:
    """The sheet to read, and whether its rows are records of the ledger or parts of one of them."""
    ways = [
        (ledger, best_sheet(sheets, ledger)),
        *((part, best_sheet(sheets, part)) for part in store.parts_of(ledger)),
    ]
    found = [(target, *pair) for target, pair in ways if pair is not None]
    if not found:
        heads = "、".join(f.label for f in list(ledger.fields.values())[:6])
        raise Refusal(f"没有找到{ledger.title}的表头（例如 {heads}）。请确认选对了台账和工作表，表头至少要有两列能对上")
    target, sheet, header = max(found, key=lambda way: (way[2].score, way[0] is ledger))
    missing = [
        f.label
        for f in _needed(target)
        if f.name not in header.fields and f is not (target.owner if target is not ledger else None)
    ]
    if missing:
        raise Refusal(f"表头里没有找到必需的列：{'、'.join(missing)}。请补上这一列，或核对列名")
    return target, sheet, header


def _needed(ledger: Ledger[Any]) -> Iterable[Any]:
    return (f for f in ledger.fields.values() if f.required and f.default is None and not f.serial)


def _owner_given(
    ledger: Ledger[Any], target: Ledger[Any], sheet: Sheet, header: Header, path: Path, names: Promised
) -> dict[str, Any]:
    """For a sheet whose rows are parts: the record they belong to, called by the sheet's own title."""
    if target is ledger or target.owner is None or target.owner.name in header.fields:
        return {}
    title = title_above(sheet, header) or path.stem
    if not names.find(ledger.name, title):
        names.promise(ledger.name, title)
    return {target.owner.name: title}


def commit_import(store: Store, plan: Plan) -> Job[None]:
    """Save what a plan found sound, as one operation that undo takes back whole."""
    chosen = [line for line in plan.lines if line.fate in (Fate.NEW, Fate.UPDATE)]
    with store.operation(f"导入{plan.ledger.title} {len(chosen)} 条（{plan.path.name}）"):
        real = {
            id: store.put(_fresh(store, *promised)) for id, promised in _used(plan.target, plan.names, chosen).items()
        }
        for n, line in enumerate(chosen, 1):
            try:
                id = store.put(_kept(plan.target, line.record, real))
            except Refusal as why:
                _reject(plan, line, str(why))
                continue
            store.doubt(plan.target, id, [(Problem(r.field, r.reason, r.proposal), r.value) for r in line.doubts])
            if n % 200 == 0:
                yield Progress(n, len(chosen), f"正在保存第 {n} 条")


def _used(target: Ledger[Any], names: Promised, chosen: list[Line]) -> dict[int, tuple[str, str]]:
    """The promised records that saved rows really lead to."""
    links = [name for name, f in target.links.items() if f.kind.name == "link"]
    wanted = {getattr(line.record, name) for line in chosen for name in links}
    return {id: promised for id, promised in names.added.items() if id in wanted}


def _fresh(store: Store, ledger: str, text: str) -> Record:
    declared = store.ledgers[ledger]
    fresh: Record = declared.record(**{declared.called: text})
    return fresh


def _kept(ledger: Ledger[Any], record: Record, real: dict[int, int]) -> Record:
    """The record with the ids that its promised links have got."""
    links = {name: getattr(record, name) for name, f in ledger.links.items() if f.kind.name == "link"}
    return record.replace(**{name: real[id] for name, id in links.items() if id is not None and id < 0})


def _reject(plan: Plan, line: Line, why: str) -> None:
    line.fate = Fate.REJECTED
    line.errors.append(remark_on(plan.header, plan.target, line.number, Problem(plan.target.called, why), ""))


def import_file(
    open_store: Callable[[], Store], ledger: Ledger[Any], path: Path, sheet: str = "", dry_run: bool = False
) -> Job[Plan]:
    """Plan an import and, unless it is a dry run, carry it out."""
    with open_store() as store:
        plan = yield from plan_import(store, ledger, path, sheet)
        if not dry_run:
            yield from commit_import(store, plan)
        return plan


def mark_errors(plan: Plan, out: Path) -> None:
    """The same workbook with every faulty cell marked and explained. Raises Refusal."""
    from safety_desk.intake.marking import mark

    wrong = [remark for line in plan.lines if line.fate is Fate.REJECTED for remark in (*line.errors, *line.doubts)]
    mark(plan.path, plan.sheet, wrong, plan.doubtful, out)


def summary(plan: Plan, dry_run: bool = False) -> str:
    """What an import did (or would do), in one sentence."""
    said = f"读到 {len(plan.lines)} 行"
    if not plan.lines:
        return f"“{plan.path.name}”的表头认出来了，但没有数据行，没有改动"
    word = "将" if dry_run else "已"
    told = [
        f"{word}新增 {plan.count(Fate.NEW)}",
        f"{word}更新 {plan.count(Fate.UPDATE)}",
        f"无变化 {plan.count(Fate.SAME)}",
    ]
    told += [f"未保存 {plan.count(Fate.REJECTED)}", f"存疑 {len(plan.doubtful)} 处"]
    if plan.header.unmatched:
        told.append(f"没有用到的列：{'、'.join(plan.header.unmatched)}")
    if plan.others:
        told.append(f"另有工作表“{'”“'.join(plan.others)}”没有导入，请另外选它们导入")
    return f"{said}：{'，'.join(told)}"
