"""Export: any ledger, filtered as seen, to a workbook that comes back as the same records; or blank, to be filled in."""

from pathlib import Path
from typing import Any

from safety_desk.conditions import EVERY, Where
from safety_desk.db.store import Store
from safety_desk.jobs import Job, Progress
from safety_desk.ledger import Ledger


def export(
    store: Store, ledger: Ledger[Any], out: Path, where: Where = EVERY, order: str = "", words: str = ""
) -> Job[int]:
    """Write the records that fulfil a condition; answers how many. Raises Refusal where the file cannot be written."""
    from safety_desk.reports import sheets

    total = store.count(ledger.record, where, words)
    yield Progress(0, total, f"正在导出{ledger.title}")
    with sheets.writing(ledger, store.names, out) as put:
        for n, record in enumerate(store.each(ledger, where, order, words), 1):
            put(record)
            if n % 500 == 0:
                yield Progress(n, total, f"正在导出第 {n} 条")
    return total


MOST_CHOICES = 500
"""A longer list than this helps nobody to choose."""


def blank_sheet(store: Store, ledger: Ledger[Any], out: Path) -> Job[None]:
    """A blank sheet of a ledger for others to fill in. Raises Refusal where the file cannot be written."""
    from safety_desk.reports.blank_sheet import columns, write_blank

    yield Progress(text=f"正在做{ledger.title}空表")
    linked = {}
    for to in {field.to for field in columns(ledger) if field.kind.name == "link"}:
        ids = store.ids(store.ledgers[to].record)
        if len(ids) <= MOST_CHOICES:
            linked[to] = sorted({store.names.name(to, id) for id in ids})
    write_blank(ledger, store.names, linked, out)
