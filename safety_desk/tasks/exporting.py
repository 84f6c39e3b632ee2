"""Export: any ledger, as seen or whole, to a workbook that comes back as the same records; or blank, to be filled in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safety_desk.conditions import EVERY, Where
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Derived, Ledger


def export(
    store: Store,
    ledger: Ledger[Any],
    out: Path,
    where: Where = EVERY,
    order: str = "",
    words: str = "",
    columns: Sequence[str] = (),
    whole: bool = False,
) -> Job[int]:
    """Write the records that fulfil a condition; answers how many. Raises Refusal where the file cannot be written.

    `columns` are those to write, in their order (all fields, where none are named); by `missed` more stand behind them.
    `whole`: the numbers of persons too, which else are masked; that is noted in the journal.
    """
    from safety_desk.reports import sheets

    chosen = told(ledger, columns)
    total = store.count(ledger.record, where, words)
    yield Progress(0, total, f"正在导出{ledger.title}")
    scene = store.scene()
    with sheets.writing(ledger.title, chosen, store.names, scene, out, whole) as put:
        for n, record in enumerate(store.each(ledger, where, order, words), 1):
            put(record)
            if n % 500 == 0:
                yield Progress(n, total, f"正在导出第 {n} 条")
        if whole and any(isinstance(one, Field) and one.personal for one in chosen):
            store.note(f"导出完整号码：{ledger.title} {total} 条（{out.name}）")
    return total


def told(ledger: Ledger[Any], columns: Sequence[str] = ()) -> list[Field | Derived[Any]]:
    """The columns of an export: all fields, or those that are named and by what else a row is known again."""
    known: dict[str, Field | Derived[Any]] = {**ledger.fields, **{extra.name: extra for extra in ledger.derived}}
    names = [*(name for name in columns if name in known), *missed(ledger, columns)] if columns else ledger.fields
    return [known[name] for name in names]


def missed(ledger: Ledger[Any], columns: Sequence[str]) -> list[str]:
    """The fields without which the rows of an export would not be known again when they come back."""
    fields = ledger.fields.values()
    needed = {field.name for field in fields if field.required and field.default is None and not field.serial}
    needed.update((ledger.called, *ledger.alike.split(), *(ledger.keys[0].split() if ledger.keys else ())))
    return [name for name in ledger.fields if name in needed and name not in columns]


MOST_CHOICES = 500
"""A longer list than this helps nobody to choose."""


def blank_sheet(store: Store, ledger: Ledger[Any], out: Path) -> Job[None]:
    """A blank sheet of a ledger for others to fill in. Raises Refusal where the file cannot be written."""
    from safety_desk.reports.blanks.sheet import columns, write_blank

    yield Progress(text=f"正在做{ledger.title}空表")
    linked = {}
    for to in {field.to for field in columns(ledger) if field.kind.name == "link"}:
        ids = store.ids(store.ledgers[to].record)
        if len(ids) <= MOST_CHOICES:
            linked[to] = sorted({store.names.name(to, id) for id in ids})
    write_blank(ledger, store.names, linked, out)
