"""What each command of the command line does. Each takes the parsed words and answers the exit status."""

import errno
import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from safety_desk import clock
from safety_desk.conditions import Where
from safety_desk.db.health import faults, unused_files
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS, tab_of
from safety_desk.periods import Period, month_of, read_period
from safety_desk.record import Problem, Record
from safety_desk.tasks.exporting import blank_sheet
from safety_desk.tasks.exporting import export as export_ledger
from safety_desk.tasks.imports import importing
from safety_desk.tasks.office import open_office
from safety_desk.tasks.telling import told_history
from safety_desk.tasks.words import condition, pairs, typed


@contextmanager
def heard() -> Iterator[None]:
    """Tell Windows' word for a pipe that nobody reads any more (invalid argument) as what it is elsewhere."""
    try:
        yield
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EINVAL:
            raise BrokenPipeError from error
        raise


def _say(*lines: str) -> None:
    with heard():
        sys.stdout.write("".join(f"{line}\n" for line in lines))


def _say_json(value: Any) -> None:
    _say(json.dumps(value, ensure_ascii=False))


def _open(given: Namespace) -> Store:
    return open_office(given.office, getpass.getuser())


def _ledger(name: str) -> Ledger[Any]:
    for ledger in LEDGERS:
        if name in (ledger.name, ledger.title):
            return ledger
    raise Refusal(f"没有名为“{name}”的台账。全部台账：{'、'.join(ledger.name for ledger in LEDGERS)}")


def demo(given: Namespace) -> int:
    """Fill an empty office with the sample town."""
    from safety_desk.tasks.demo import make_demo

    with _open(given) as store:
        finish(make_demo(store, given.scale))
        total = sum(store.count(ledger.record) for ledger in LEDGERS)
    _say(f"示例镇已生成，共 {total} 条记录，在 {given.office.folder}")
    return 0


def ledgers(given: Namespace) -> int:
    """List every ledger with its fields."""
    told = [
        {
            "name": ledger.name,
            "title": ledger.title,
            "tab": tab_of(ledger),
            "plan": ledger.plan.split(),
            "fields": [
                {"name": name, "label": field.label, "kind": field.kind.name, "required": _must(field)}
                for name, field in ledger.fields.items()
            ],
        }
        for ledger in LEDGERS
    ]
    if given.json:
        _say_json(told)
        return 0
    for ledger in LEDGERS:
        _say(f"{ledger.name}  {ledger.title}（{tab_of(ledger)}）：{'、'.join(f.label for f in ledger.fields.values())}")
    return 0


def _must(field: Any) -> bool:
    return bool(field.required and field.default is None and not field.serial)


def rows(given: Namespace) -> int:
    """List the records of a ledger; those behind a figure where one is named."""
    ledger = _ledger(given.ledger)
    with _open(given) as store:
        where = condition(store, ledger, given.where)
        if given.measure:
            where &= _behind(store, ledger, given)
        for record in store.each(ledger, where):
            if given.json:
                _say_json(plain(ledger, record, store))
            else:
                shown = ledger.show(record, store.names)
                _say(f"{record.id}  " + "  ".join(shown[name] for name in ledger.columns.split() if shown.get(name)))
    return 0


def _behind(store: Store, ledger: Ledger[Any], given: Namespace) -> Where:
    """The condition of the rows of a figure. Raises Refusal where they stand in another ledger."""
    from safety_desk.tasks.figures import Side, door, figure

    side = next(side for side in Side if side.word == given.side)
    to = door(store, figure(store, given.measure), _period(given), side)
    if to.ledger is not ledger:
        raise Refusal(f"“{given.measure}”的记录在{to.ledger.title}，请写 rows {to.ledger.name}")
    return to.where


def _period(given: Namespace) -> Period:
    return read_period(given.period) if given.period else month_of(clock.today())


def measures(given: Namespace) -> int:
    """List every figure: what it is called, and what it says now, before and a year ago."""
    from safety_desk.tasks.figures import groups, lines

    with _open(given) as store:
        known = groups(store)
        if given.group and given.group not in known:
            raise Refusal(f"没有叫“{given.group}”的分组。分组有：{'、'.join(known)}")
        for line in (
            line for title in known if given.group in ("", title) for line in lines(store, _period(given), title)
        ):
            if given.json:
                _say_json(line.plain())
            else:
                said = f"上期 {line.before.words}  去年同期 {line.year_ago.words}"
                _say(f"{line.group}  {line.figure.name}  {line.figure.title}  {line.now.words}  {said}")
    return 0


def plain(ledger: Ledger[Any], record: Record, store: Store) -> dict[str, Any]:
    """A record for JSON: its id, and every field by name; links as ids, choices by their labels."""
    values = {name: field.plain(getattr(record, name), store.names) for name, field in ledger.fields.items()}
    return {"id": record.id, **values}


def _refuse(ledger: Ledger[Any], wrong: Sequence[Problem]) -> None:
    """Say all that is wrong at once. Raises Refusal, unless nothing is."""
    if wrong:
        said = "；".join(f"{ledger.fields[problem.field].label}：{problem.text}" for problem in wrong)
        raise Refusal(f"没有保存，还有 {len(wrong)} 处要改。{said}")


def add(given: Namespace) -> int:
    """Add one record; all that is wrong with it is said at once."""
    ledger = _ledger(given.ledger)
    with _open(given) as store:
        raw = {
            n: typed(store, ledger.fields[n], value) for n, value in pairs(given.values, ledger).items() if n != "id"
        }
        done = ledger.read(raw, store.context(), store.scene())
        _refuse(ledger, done.errors)
        [id] = store.save(f"新增{ledger.noun}", done.record)
        _say(str(id))
    return 0


def import_(given: Namespace) -> int:
    """Import a sheet; what could not be saved, or is doubtful, is listed cell by cell."""
    ledger = _ledger(given.ledger)
    from safety_desk.tasks.imports.words import paired, plan_plain, plan_told, wishes_in_words

    wishes = wishes_in_words(given.sheet, given.header, given.columns)
    job = importing.import_file(lambda: _open(given), ledger, given.file, wishes, paired(given.match), given.dry_run)
    plan = finish(job)
    if given.errors:
        importing.mark_errors(plan, given.errors)
    if given.json:
        _say_json(plan_plain(plan))
        return 0
    _say(importing.summary(plan, given.dry_run), *plan_told(plan))
    return 0


def template(given: Namespace) -> int:
    """Write a ledger's blank sheet."""
    ledger = _ledger(given.ledger)
    with _open(given) as store:
        finish(blank_sheet(store, ledger, given.out))
    _say(f"{ledger.title}的空表在 {given.out}")
    return 0


def export(given: Namespace) -> int:
    """Export a ledger as a workbook."""
    ledger = _ledger(given.ledger)
    with _open(given) as store:
        where = condition(store, ledger, given.where)
        number = finish(export_ledger(store, ledger, given.out, where, whole=given.whole))
    _say(f"已导出 {number} 条到 {given.out}")
    return 0


def fill(given: Namespace) -> int:
    """Fill a superior's blank, or a template, and say what stayed empty; or list the templates."""
    from safety_desk.ledgers.fill_template import FillTemplate
    from safety_desk.tasks.fill.filling import fill_file

    with _open(given) as store:
        if given.list or not given.words:
            known = store.find(FillTemplate, order="name")
            return _list([{"name": one.name, "form": one.form or "", "title": one.title or ""} for one in known], given)
        if len(given.words) != 2:
            raise Refusal("用法：fill 模板或空表.xlsx 输出.xlsx [--period 2026-06] [--save 模板名称]")
        what, out = given.words
        period = _period(given)
        blank, told = finish(fill_file(store, what, Path(out), period, given.save))
    if given.json:
        _say_json({"out": out, "count": told.count, "missing": told.missing, "warnings": blank.warnings})
        return 0
    _say(f"已填好（{period.title}）：{out}", *blank.warnings, *(f"没有填上：{said}" for said in told.missing))
    return 0


def _list(told: list[dict[str, str]], given: Namespace) -> int:
    if given.json:
        _say_json(told)
    else:
        _say(*("  ".join(entry.values()) for entry in told))
    return 0


def review(given: Namespace) -> int:
    """Write a quarter's review as Word or PDF, and keep it on record where that is asked."""
    from safety_desk.tasks import quarterly

    period = read_period(given.period) if given.period else quarterly.last_quarter()
    kind = given.out.suffix.lower()
    if kind not in (".docx", ".pdf"):
        raise Refusal("季度评析可以存成 Word 或 PDF，输出文件请以 .docx 或 .pdf 结尾")
    with _open(given) as store:
        told = finish(quarterly.review(store, period))
        if given.keep:
            quarterly.keep(store, told, period)
        if kind == ".docx":
            quarterly.write_word(told, given.out)
        else:
            from safety_desk.ui.printing import print_pdf

            quarterly.with_paper(told, lambda paper: print_pdf([paper], given.out))
    _say(f"{told.title}已保存到 {given.out}{'，并存进季度评析台账' if given.keep else ''}")
    return 0


def map_(given: Namespace) -> int:
    """Draw the four-colour map."""
    from safety_desk.tasks.atlas import MapChoice, draw_map

    with _open(given) as store:
        finish(draw_map(store, given.out, MapChoice(given.village)))
    _say(f"四色分布图已保存到 {given.out}")
    return 0


def undo(given: Namespace) -> int:
    """Take back the last operation."""
    with _open(given) as store:
        _say(f"已撤销：{store.undo()}")
    return 0


def redo(given: Namespace) -> int:
    """Do again what was taken back last."""
    with _open(given) as store:
        _say(f"已重做：{store.redo()}")
    return 0


def history(given: Namespace) -> int:
    """Tell what happened to a record."""
    ledger = _ledger(given.ledger)
    with _open(given) as store:
        told = list(told_history(store, ledger, given.id))
    if not told:
        raise Refusal(f"{ledger.title}里没有编号为 {given.id} 的记录")
    _say(*told)
    return 0


def check(given: Namespace) -> int:
    """Check that the office's file is sound."""
    with _open(given) as store:
        found, unused = list(faults(store)), len(unused_files(store))
    if found:
        raise Refusal("\n".join(found))
    _say("数据完好：文件、关联、操作日志、附件都没有问题")
    if unused:
        _say(f"有 {unused} 个附件现在没有记录用到。撤销时可能还要用，程序不会自己删除")
    return 0
