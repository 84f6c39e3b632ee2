"""A block pasted from Excel or WPS: read cell by cell, saved as one operation, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record


@dataclass(frozen=True)
class Pasted:
    """What came of pasting: what to say, whether anything was saved, how many cells were refused."""

    text: str
    done: bool = False
    refused: int = 0


def paste_block(
    store: Store,
    ledger: Ledger,
    columns: Sequence[str],
    rows: Sequence[Record],
    block: list[list[str]],
    selected: Sequence[int],
) -> Pasted:
    """Lay a block over these rows and columns; rows beyond the last become new records.

    One cell on a larger selection fills it. A cell that cannot be read refuses the whole block, and every such cell
    is named: nothing is half pasted.
    """
    if len(block) == 1 and len(block[0]) == 1 and len(selected) > 1:
        block = block * min(len(selected), len(rows) or 1)
    width = max(map(len, block))
    names = [name for name in columns[:width] if name in ledger.fields]
    if locked := [ledger.fields[name].label for name in names if ledger.fields[name].fixed]:
        return Pasted(f"{'、'.join(locked)}不能手工填写，没有粘贴。请从别的列开始，或用按钮办理", refused=1)
    records, wrong = [], []
    for n, cells in enumerate(block):
        if not any(cell.strip() for cell in cells):
            continue
        onto = rows[n] if n < len(rows) else ledger.record()
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
