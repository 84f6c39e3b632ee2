"""Blocks of cells: pasted from Excel or WPS, filled down, emptied; each saved as one operation, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record


@dataclass(frozen=True)
class Pasted:
    """What came of it: what to say, whether anything was saved, how many cells were refused."""

    text: str
    done: bool = False
    refused: int = 0


def headed(ledger: Ledger[Any], block: Sequence[Sequence[str]]) -> bool:
    """Whether a block begins with the heads of that ledger: two at least, and most of what stands in its first line."""
    if len(block) < 2:
        return False
    from safety_desk.intake.book import Sheet
    from safety_desk.intake.headers import header_at

    header = header_at(Sheet("", [list(block[0])]), ledger, 0, 1)
    return len(header.fields) >= 2 and len(header.fields) > len(header.unmatched)


def paste_block(
    store: Store,
    ledger: Ledger,
    columns: Sequence[str],
    rows: Sequence[Record],
    block: list[list[str]],
) -> Pasted:
    """Lay a block over these rows and columns; a row without an id becomes a new record.

    A cell that cannot be read refuses the whole block, and every such cell is named: nothing is half pasted.
    """
    width = max(map(len, block))
    names = [name for name in columns[:width] if name in ledger.fields]
    if locked := [ledger.fields[name].label for name in names if ledger.fields[name].fixed]:
        return Pasted(f"{'、'.join(locked)}不能手工填写，没有粘贴。请从别的列开始，或用按钮办理", refused=1)
    records, wrong = [], []
    for n, (onto, cells) in enumerate(zip(rows, block, strict=True)):
        if not any(cell.strip() for cell in cells):
            continue
        raw = dict(zip(columns, cells, strict=False))
        raw = {name: text for name, text in raw.items() if name in ledger.fields}
        done = ledger.read(raw, store.context(), store.scene(), onto=onto)
        mine = [p for p in done.errors if p.field in raw or onto.id is None]
        wrong += [f"第 {n + 1} 行{ledger.fields[p.field].label}“{raw.get(p.field, '')}”：{p.text}" for p in mine]
        records.append(done.record)
    if wrong:
        more = f"；还有 {len(wrong) - 3} 处" if len(wrong) > 3 else ""
        return Pasted(f"没有粘贴，{len(wrong)} 处不能用：{'；'.join(wrong[:3])}{more}", refused=len(wrong))
    fresh = sum(record.id is None for record in records)
    try:
        store.save(f"粘贴{ledger.title} {len(records)} 行", *records)
    except Refusal as why:
        return Pasted(f"没有粘贴：{why}", refused=1)
    added = f"，其中新增 {fresh} 条" if fresh else ""
    return Pasted(f"已粘贴 {len(records)} 行{added}", done=True)


def fill_down(store: Store, ledger: Ledger, rows: Sequence[Record], names: Sequence[str]) -> Pasted:
    """The first row's values of these fields go down over the other rows."""
    free = [name for name in names if name in ledger.fields and not ledger.fields[name].fixed]
    if not free or len(rows) < 2:
        return Pasted("")
    values = {name: getattr(rows[0], name) for name in free}
    labels = "、".join(ledger.fields[name].label for name in free)
    return _saved(store, f"向下填充{labels} {len(rows) - 1} 行", [row.replace(**values) for row in rows[1:]])


def clear_cells(store: Store, ledger: Ledger, cells: Sequence[tuple[Record, Sequence[str]]]) -> Pasted:
    """Empty cells; one that must be filled, or that only a step fills, refuses all of them and is named."""
    records, wrong = [], []
    for record, names in cells:
        mine = [name for name in names if name in ledger.fields]
        wrong += [f"{ledger.fields[name].label}不能手工填写" for name in mine if ledger.fields[name].fixed]
        done = ledger.read(dict.fromkeys(mine, ""), store.context(), store.scene(), onto=record)
        wrong += [f"{ledger.fields[p.field].label}：{p.text}" for p in done.errors if p.field in mine]
        records.append(done.record)
    if wrong:
        said = "；".join(list(dict.fromkeys(wrong))[:3])
        return Pasted(f"没有清空。{said}。要删除整条记录，请点行号选中整行再按 Delete", refused=len(wrong))
    return _saved(store, f"清空{ledger.title} {sum(len(names) for _, names in cells)} 格", records)


def _saved(store: Store, label: str, records: Sequence[Record]) -> Pasted:
    try:
        store.save(label, *records)
    except Refusal as why:
        return Pasted(str(why), refused=1)
    return Pasted(f"已{label}", done=True)
