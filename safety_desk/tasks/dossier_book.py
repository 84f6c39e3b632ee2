"""一企一档 as a workbook: what is known of a record, a sheet for each ledger that leads to it, all records, all that is filled."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.dossier import Dossier
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules
from safety_desk.record import Record
from safety_desk.reports.tables import Column, Table
from safety_desk.tasks.dossier import Linked, Whole, moments, whole
from safety_desk.tasks.dossier_words import name, records_said

MOST_MOMENTS = 500
_KINDS = {"date": "date", "code": "code", "uscc": "code", "phone": "code", "int": "whole"}


def dossier_tables(store: Store, whole: Whole) -> list[Table]:
    """The sheets: the record, what is judged of it, each ledger that has something, what happened."""
    called = name(store, whole)
    tables = [_basic(store, whole), *_judged(store, whole)]
    tables += [_linked(store, whole, one) for one in whole.some]
    told = moments(store, whole.dossier.ledger, whole.record.id or 0, whole.linked, MOST_MOMENTS)
    rows = [[n, moment.at[:16], moment.who, moment.label] for n, moment in enumerate(told, 1)]
    heads = (
        Column("序号", "order", width=6),
        Column("时间", width=18),
        Column("经办", width=14),
        Column("办了什么", width=60),
    )
    tables.append(Table("经过", "经过", heads, rows))
    colours, taken = store.options(Colours), set[str]()
    for table in tables:
        table.title = f"{called}{table.title}"
        table.unit, table.last_row = store.options(OfficeRules).office, False
        table.period = f"截至 {store.scene().today:%Y-%m-%d}"
        table.colours = {grade: colour(grade, colours) for grade in Grade}
        table.name = _once(table.name, taken)
    return tables


def _once(title: str, taken: set[str]) -> str:
    """A name that no other sheet of the workbook has, and that a workbook accepts."""
    plain = "".join("、" if sign in "[]:*?/\\" else sign for sign in title)[:28]
    found = next(said for n in range(1, 1000) if (said := plain if n == 1 else f"{plain}{n}") not in taken)
    taken.add(found)
    return found


def _basic(store: Store, whole: Whole) -> Table:
    ledger, record = whole.dossier.ledger, whole.record
    rows: list[list[Any]] = []
    for head, fields in ledger.sections.items():
        for field in fields:
            shown = "" if field.secret else field.show(getattr(record, field.name), store.names)
            unit = f" {field.unit}" if field.unit and shown else ""
            rows.append([field.label, shown + unit, head])
    heads = (Column("项目", width=46), Column("内容", width=60), Column("类别", width=16))
    return Table("基本情况", "基本情况", heads, rows, landscape=False, number_column=False)


def _judged(store: Store, whole: Whole) -> list[Table]:
    if not whole.verdicts and whole.complete is None:
        return []
    heads = (
        Column("编号", "mark", width=8), Column("项目", width=22), Column("结果", "mark", width=10),
        Column("情况", width=40), Column("依据", width=34), Column("相关记录", width=34),
    )  # fmt: skip
    rows = [[v.code, v.title, v.outcome.label, v.says, v.basis, records_said(store, v.records)] for v in whole.verdicts]
    notes = []
    if (complete := whole.complete) is not None:
        missing = f"，缺：{'、'.join(gap.label for gap in complete.gaps)}" if complete.gaps else ""
        notes.append(f"底数完整度 {complete.percent}%（{complete.filled}/{complete.wanted}）{missing}。")
    return [Table("合规情况", "合规情况", heads, rows, notes=notes, number_column=False)]


def _linked(store: Store, whole: Whole, one: Linked) -> Table:
    """All records of one ledger; the columns of its table first, then whatever else is filled in one of them."""
    ledger = one.ledger
    records = store.find(ledger.record, one.where, ledger.order)
    known = dict.fromkeys([*(n for n in ledger.columns.split() if n in ledger.fields), *ledger.fields])
    links = {field.name for field in ledger.links_to(whole.dossier.ledger.name)}
    fields = [
        ledger.fields[n] for n in known if not ledger.fields[n].secret and ledger.fields[n].kind.name != "geometry"
    ]
    used = [f for f in fields if _says(f, records) and not (f.name in links and _same(f, records))]
    heads = [Column("序号", "order", width=6), *(Column(_head(f), _kind(f)) for f in used)]
    rows = [[n, *(_cell(store, f, record) for f in used)] for n, record in enumerate(records, 1)]
    return Table(ledger.noun, f"{ledger.noun}（{one.count} 条）", heads, rows)


def _says(field: Field, records: Sequence[Record]) -> bool:
    return any(getattr(record, field.name) not in (None, "", (), False) for record in records)


def _same(field: Field, records: Sequence[Record]) -> bool:
    return len({getattr(record, field.name) for record in records}) == 1


def _head(field: Field) -> str:
    label = field.label.replace("|", "／")
    return f"{label}（{field.unit}）" if field.unit else label


def _kind(field: Field) -> str:
    return "grade" if field.type is Grade else _KINDS.get(field.kind.name, "text")


def _cell(store: Store, field: Field, record: Record) -> Any:
    """A value for its cell; a moment as text, since a cell of days would lose its hour."""
    value = getattr(record, field.name)
    if value is None or isinstance(value, Grade):
        return value
    if field.kind.name in ("moment", "id_card", "data", "yes_no") or isinstance(value, dt.datetime):
        return field.show(value, store.names)
    return field.cell(value, store.names)


def make_book(store: Store, dossier: Dossier, id: int, out: Path) -> Job[int]:
    """Write the workbook; answers how many sheets. Raises Refusal where it cannot be written."""
    yield Progress(0, 2, f"正在整理{dossier.title}")
    tables = dossier_tables(store, whole(store, dossier, id))
    yield Progress(1, 2, "正在写入工作簿")
    from safety_desk.reports import sheets

    sheets.write(tables, out)
    return len(tables)
