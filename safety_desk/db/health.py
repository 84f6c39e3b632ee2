"""Whether an office's file is sound: its pages, its links, its journal, its schema."""

from collections.abc import Iterator

from safety_desk.db import journal
from safety_desk.db.store import Store


def faults(store: Store) -> Iterator[str]:
    """What is wrong, in Chinese; nothing where all is well."""
    for (text,) in store.db.execute("PRAGMA integrity_check"):
        if text != "ok":
            yield f"数据文件有损坏：{text}"
    for table, row, parent, _ in store.db.execute("PRAGMA foreign_key_check"):
        yield f"{table} 第 {row} 条指向的 {parent} 记录不存在"
    for op in journal.broken_seals(store.db):
        yield f"操作日志第 {op} 条的校验值不符，记录可能被程序以外的工具改过"
    for ledger in store.ledgers.values():
        have = {row[1] for row in store.db.execute(f'PRAGMA table_info("{ledger.name}")')}
        if missing := ledger.fields.keys() - have:
            yield f"{ledger.title}缺少字段：{'、'.join(sorted(missing))}"
