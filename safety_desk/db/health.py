"""Whether an office is sound: its file's pages, links, journal and schema, and its attachments."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from safety_desk.db import attachments, journal
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger


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
        if missing := ledger.fields.keys() - _columns(store, ledger):
            yield f"{ledger.title}缺少字段：{'、'.join(sorted(missing))}"
        yield from _lost_files(store, ledger)


def unused_files(store: Store) -> list[Path]:
    """Attachments that no record and no draft names now: undo, or an older state of the file, may still want them."""
    named = [file for ledger in store.ledgers.values() for files in _files(store, ledger).values() for file in files]
    for (content,) in store.db.execute("SELECT content FROM drafts"):
        named += re.findall(r'[0-9a-f]{64}:[^"]+', content)
    return list(attachments.beside(store.attachments, named))


def _lost_files(store: Store, ledger: Ledger[Any]) -> Iterator[str]:
    for (id, label), files in _files(store, ledger).items():
        for file, fault in attachments.unsound(store.attachments, files).items():
            where = attachments.place_of(store.attachments, file).relative_to(store.folder)
            name = store.names.name(ledger.name, id)
            yield f"{ledger.title}“{name}”的{label}“{attachments.name_of(file)}”{fault}，请从备份拷回 {where}"


def _files(store: Store, ledger: Ledger[Any]) -> dict[tuple[int, str], tuple[str, ...]]:
    """What a ledger's records name, by id and label."""
    found = {}
    for field in ledger.fields.values():
        if field.kind.name == "files" and field.name in _columns(store, ledger):
            query = f'SELECT id, "{field.name}" FROM "{ledger.name}" WHERE "{field.name}" IS NOT NULL'
            found.update({(id, field.label): field.load(stored) for id, stored in store.db.execute(query)})
    return found


def _columns(store: Store, ledger: Ledger[Any]) -> set[str]:
    return {row[1] for row in store.db.execute(f'PRAGMA table_info("{ledger.name}")')}
