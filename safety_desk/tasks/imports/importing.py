"""Import: plan what a foreign file would change, show it, and carry it out as one operation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.book import Sheet
from safety_desk.intake.judging import Judge
from safety_desk.intake.known import Fate, Known, Line
from safety_desk.intake.promised import NEW, NOBODY, Promised, Question, questions
from safety_desk.intake.reading import reading
from safety_desk.intake.rows import data_rows, title_above
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Ledger
from safety_desk.record import Problem, Record
from safety_desk.tasks.imports.layout import Layout, Wishes, lay_out, remember
from safety_desk.tasks.imports.plan import Edits, Firms, Plan, brought, settled, used
from safety_desk.tasks.imports.words import say_whom

MEMORY = "names"
"""Under which the office's file keeps whom a name in foreign sheets means."""


def plan_import(
    store: Store, ledger: Ledger[Any], path: Path, sheet: str = "", wishes: Wishes | None = None
) -> Job[Plan]:
    """Read a foreign file and judge every row of it. Changes nothing. Raises Refusal."""
    sheets = (yield from reading(path)).sheets
    layout = lay_out(store, ledger, sheets, wishes or Wishes(sheet))
    plan = yield from judge_rows(store, path, layout)
    return plan


@dataclass
class Opened:
    """A file that was read: its sheets, how they are laid out, and the plan where that is enough to make one."""

    path: Path
    sheets: list[Sheet]
    layout: Layout
    plan: Plan | None


def open_file(store: Store, ledger: Ledger[Any], path: Path, wishes: Wishes) -> Job[Opened]:
    """Read a foreign file as far as it can be read without asking. Changes nothing. Raises Refusal."""
    sheets = (yield from reading(path)).sheets
    opened = yield from _opened(store, ledger, path, sheets, wishes)
    return opened


def _opened(store: Store, ledger: Ledger[Any], path: Path, sheets: list[Sheet], wishes: Wishes) -> Job[Opened]:
    layout = lay_out(store, ledger, sheets, wishes)
    ready = layout.header is not None and not layout.missing
    plan = (yield from judge_rows(store, path, layout)) if ready else None
    return Opened(path, sheets, layout, plan)


PASTED = Path("粘贴的表格")
"""What stands for the file where there is none."""


def open_pasted(store: Store, ledger: Ledger[Any], text: str) -> Job[Opened]:
    """Read a block that was copied in Excel or WPS, the same way as a file. Changes nothing. Raises Refusal."""
    with TemporaryDirectory(prefix="safety-desk-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{PASTED}.txt"
        path.write_text(text, encoding="utf-8", newline="")
        sheets = (yield from reading(path)).sheets
    opened = yield from _opened(store, ledger, PASTED, sheets, Wishes())
    return opened


def judge_rows(
    store: Store, path: Path, layout: Layout, answers: Mapping[str, int] | None = None, edits: Edits | None = None
) -> Job[Plan]:
    """Judge every row of a sheet; with the answers and corrections that were given before. Raises Refusal."""
    header, target = layout.check(), layout.target
    rows = list(data_rows(layout.sheet, header))
    kept = dict(edits or {})
    by_number = {row.number: row for row in rows}
    for (number, name), text in kept.items():
        by_number[number].raw[name] = text or None
    firms = Firms(store)
    names = Promised(store.names, firms)
    known_answers = {**store.remembered(MEMORY), **(answers or {})}
    asked = {}
    for question, field_ in questions(rows, target, names, store.ledgers):
        _answer_as_before(store, question, known_answers)
        names.mean(question.ledger, question.text, question.answer)
        asked[question.key] = question, field_
    given = _owner_given(layout, path, names)
    context = replace(store.context(foreign=True), names=names)
    judge = Judge(target, header, Known(target, store.each(target)), context, store.scene(), known_answers)
    lines = []
    for n, row in enumerate(rows, 1):
        lines.append(judge.judge(row, given))
        if n % 200 == 0:
            yield Progress(n, len(rows), f"正在核对第 {n} 行")
    return Plan(path, layout, header, rows, lines, names, firms, judge, given, asked, known_answers, kept)


def _answer_as_before(store: Store, question: Question, answers: Mapping[str, int]) -> None:
    """What was answered before, as far as that record is still there."""
    answer = answers.get(question.key)
    there = answer in (NEW, NOBODY, None) or store.count(store.ledgers[question.ledger].record, eq("id", answer))
    if answer is not None and there:
        question.answer, question.settled = answer, True


def _owner_given(layout: Layout, path: Path, names: Promised) -> dict[str, Any]:
    """For a sheet whose rows are parts: the record they belong to, called by the sheet's own title."""
    ledger, target, header = layout.ledger, layout.target, layout.check()
    if target is ledger or target.owner is None or target.owner.name in header.fields:
        return {}
    title = title_above(layout.sheet, header) or path.stem
    if not names.find(ledger.name, title):
        names.promise(ledger.name, title)
    return {target.owner.name: title}


def commit_import(store: Store, plan: Plan) -> Job[None]:
    """Save what a plan found sound, as one operation that undo takes back whole; keep how the form was read."""
    chosen = [line for line in plan.lines if line.fate in (Fate.NEW, Fate.UPDATE)]
    with store.operation(f"导入{plan.ledger.title} {len(chosen)} 条（{plan.path.name}）"):
        real = _add_promised(store, plan, chosen)
        for n, line in enumerate(chosen, 1):
            try:
                id = store.put(_kept(plan.target, line.record, real))
            except Refusal as why:
                plan.reject(line, str(why))
                continue
            store.doubt(plan.target, id, [(Problem(r.field, r.reason, r.proposal), r.value) for r in line.doubts])
            if n % 200 == 0:
                yield Progress(n, len(chosen), f"正在保存第 {n} 条")
    remember(store, plan.layout, plan.sheet)
    store.remember(MEMORY, settled(plan))


def _add_promised(store: Store, plan: Plan, chosen: list[Line]) -> dict[int, int]:
    """Save what the rows lead to and is not there yet; answers the ids it got. Firms last: they may stand in a village."""
    wanted = [(id, *plan.names.added[id], line) for id, line in used(plan, chosen).items()]
    real: dict[int, int] = {}
    for id, ledger, text, line in sorted(wanted, key=lambda one: bool(store.ledgers[one[1]].former)):
        real[id] = store.put(_fresh(store, plan, ledger, text, _kept(plan.target, line.record, real)))
    return real


def _fresh(store: Store, plan: Plan, ledger: str, text: str, row: Record) -> Record:
    """A record of that name, with what the row says of it beside: the village of a firm."""
    declared = store.ledgers[ledger]
    beside = {
        name: value
        for name, field_ in declared.links.items()
        if declared.former
        and (mine := plan.target.links.get(name)) is not None
        and (mine.to, mine.kind.name) == (field_.to, "link")
        and (value := getattr(row, name)) is not None
        and value > 0
    }
    fresh: Record = declared.record(**{declared.called: text, **beside})
    return fresh


def _kept(ledger: Ledger[Any], record: Record, real: dict[int, int]) -> Record:
    """The record with the ids that its promised links have got."""
    if not real:
        return record
    links = {name: getattr(record, name) for name, f in ledger.links.items() if f.kind.name == "link"}
    return record.replace(**{name: real[id] for name, id in links.items() if id is not None and id in real})


def import_file(
    open_store: Callable[[], Store],
    ledger: Ledger[Any],
    path: Path,
    wishes: Callable[[Callable[[Wishes], Layout]], Wishes] | None = None,
    means: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> Job[Plan]:
    """Plan an import and, unless it is a dry run, carry it out.

    `wishes` are told of what comes of a first wish. `means` says of names whom they mean: the id of a record,
    新增 or 不认. Raises Refusal.
    """
    with open_store() as store:
        sheets: Sequence[Sheet] = (yield from reading(path)).sheets
        chosen = Wishes() if wishes is None else wishes(lambda one: lay_out(store, ledger, sheets, one))
        plan = yield from judge_rows(store, path, lay_out(store, ledger, sheets, chosen))
        for text, word in (means or {}).items():
            say_whom(plan, text, word)
        if not dry_run:
            yield from commit_import(store, plan)
        return plan


def mark_errors(plan: Plan, out: Path) -> None:
    """The same workbook with every faulty cell marked and explained, corrections kept. Raises Refusal."""
    from safety_desk.intake.marking import mark

    wrong = [remark for line in plan.lines if line.fate is Fate.REJECTED for remark in (*line.errors, *line.doubts)]
    columns = {name: match.column for name, match in plan.header.fields.items()}
    edited = {(n, columns[name]): text for (n, name), text in plan.edits.items() if name in columns}
    mark(None if plan.path == PASTED else plan.path, plan.sheet, wrong, plan.doubtful, out, edited)


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
    told += [f"随之新增{noun} {number}" for noun, number in brought(plan).items()]
    if plan.header.unmatched:
        told.append(f"没有用到的列：{'、'.join(plan.header.unmatched)}")
    if plan.others:
        told.append(f"另有工作表“{'”“'.join(plan.others)}”没有导入，请另外选它们导入")
    if plan.sheet.note:
        told.append(plan.sheet.note)
    return f"{said}：{'，'.join(told)}"
